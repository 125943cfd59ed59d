//! The front end reads every source of our C library and every golden program without an error.

use process_lab::cc::front::{Options, SourceText, front};
use process_lab::libc;

#[track_caller]
fn check(name: &str, text: &str, is_library: bool) -> usize {
    let options = Options { is_library, ..Options::default() };
    let (unit, diagnostics) = front(&SourceText { name, text }, &|_| None, &options);
    let lines: String = diagnostics.iter().map(|d| d.render(if d.span.file == name { text } else { "" })).collect();
    if unit.is_none() {
        eprint!("{lines}");
        return 1;
    }
    if !is_library && !lines.is_empty() {
        eprint!("{lines}");
    }
    0
}

#[test]
fn library_sources_have_no_errors() {
    let bad: usize = libc::members().iter().map(|m| check(m.name, m.text, true)).sum();
    assert_eq!(bad, 0);
}

#[test]
fn golden_programs_have_no_errors() {
    let Ok(folders) = std::fs::read_dir("tests/programs") else { return };
    let mut bad = 0;
    for folder in folders.flatten() {
        let path = folder.path().join("main.c");
        if let Ok(text) = std::fs::read_to_string(&path) {
            bad += check(&path.display().to_string(), &text, false);
        }
    }
    assert_eq!(bad, 0);
}
