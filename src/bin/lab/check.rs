//! `lab check`: proves lessons and prints what does not hold.

use crate::build::has_error;
use process_lab::lesson;
use std::path::{Path, PathBuf};
use std::process::ExitCode;

/// `lab check [LESSON.md…]`; programs are looked for in `static/programs` or beside the lesson.
pub fn check(arguments: &[String]) -> Result<ExitCode, String> {
    let mut files: Vec<PathBuf> = arguments.iter().map(PathBuf::from).collect();
    if files.is_empty() {
        files = all_lessons(Path::new("static/lessons"))?;
    }
    let mut failed = 0_usize;
    for file in &files {
        let text = std::fs::read_to_string(file).map_err(|e| format!("lab: {}: {e}\n", file.display()))?;
        let name = file.to_string_lossy().into_owned();
        let (lesson, mut found) = lesson::parse(&name, &text);
        let (mut steps, mut claims) = (0, 0);
        if let Some(lesson) = lesson {
            steps = lesson.steps.len();
            claims = lesson.steps.iter().map(|s| s.expect.len() + usize::from(s.question.is_some())).sum();
            found.extend(lesson::check::check(lesson, &|source| program(file, source)));
        }
        found.iter().for_each(|d| print!("{}", d.render(if d.span.file == name { &text } else { "" })));
        let bad = has_error(&found);
        failed += usize::from(bad);
        println!("{} {name}: {steps} steps, {claims} claims", if bad { "FAIL" } else { "ok  " });
    }
    println!("{} passed, {failed} failed", files.len() - failed);
    Ok(if failed == 0 { ExitCode::SUCCESS } else { ExitCode::FAILURE })
}

fn all_lessons(folder: &Path) -> Result<Vec<PathBuf>, String> {
    let entries = std::fs::read_dir(folder).map_err(|e| format!("lab: {}: {e}\n", folder.display()))?;
    let mut files: Vec<PathBuf> = entries.flatten().map(|e| e.path()).collect();
    files.retain(|p| p.extension().is_some_and(|e| e == "md"));
    files.sort();
    if files.is_empty() { Err(format!("lab: {} holds no lesson\n", folder.display())) } else { Ok(files) }
}

/// A program of `static/programs`, or a file beside the lesson.
fn program(lesson: &Path, source: &str) -> Option<String> {
    let beside = lesson.parent().unwrap_or_else(|| Path::new(".")).join(source);
    let places = [Path::new("static/programs").join(source), beside];
    places.iter().find_map(|p| std::fs::read_to_string(p).ok())
}
