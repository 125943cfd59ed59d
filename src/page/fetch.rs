//! Files that lie beside the page: lessons and programs. Addresses are relative, so any host and sub-path will do.

use super::compiler;
use gloo::net::http::Request;
use process_lab::base::{Diagnostic, limits};
use process_lab::lesson::{self, Lesson};
use process_lab::world::DiskFile;
use std::rc::Rc;

/// What makes a lesson playable: the lesson, and its compiled programs.
pub type Ready = (Rc<Lesson>, Rc<Vec<DiskFile>>);

/// The text of a file beside the page.
///
/// # Errors
/// A sentence that says why it is not there.
pub async fn text(address: &str) -> Result<String, String> {
    let response = Request::get(address).send().await.map_err(|_| format!("{address} cannot be reached."))?;
    if !response.ok() {
        return Err(format!("There is no file {address} on this site."));
    }
    let text = response.text().await.map_err(|_| format!("{address} is not a text."))?;
    if text.len() > limits::SOURCE_BYTES_MAX {
        return Err(format!("{address} is too large."));
    }
    // Hosts that answer every address with their front page would otherwise make a strange lesson.
    if text.trim_start().to_ascii_lowercase().starts_with("<!doctype") {
        return Err(format!("There is no file {address} on this site."));
    }
    Ok(text)
}

/// The ids of the course's lessons, in order.
///
/// # Errors
/// Why the list cannot be had.
pub async fn course() -> Result<Vec<String>, String> {
    let text = text("lessons/index.txt").await?;
    let ids = text.lines().map(str::trim).filter(|l| !l.is_empty() && !l.starts_with('#'));
    Ok(ids.map(str::to_owned).collect())
}

/// The text of a lesson's first program.
///
/// # Errors
/// What is wrong with the lesson, or which file is missing.
pub async fn first_program(id: &str) -> Result<String, Vec<Diagnostic>> {
    let lesson = lesson(id).await?;
    let missing = |why: String| vec![Diagnostic::error(super::nowhere(id), why)];
    let program = lesson.programs.first().ok_or_else(|| missing("this lesson has no program".into()))?;
    text(&format!("programs/{}", program.source)).await.map_err(missing)
}

/// A lesson by id, without its programs.
///
/// # Errors
/// What is wrong with it.
pub async fn lesson(id: &str) -> Result<Lesson, Vec<Diagnostic>> {
    let name = format!("{id}.md");
    let missing = |why: String| vec![Diagnostic::error(super::nowhere(&name), why)];
    let text = text(&format!("lessons/{name}")).await.map_err(missing)?;
    let (lesson, found) = lesson::parse(&name, &text);
    lesson.ok_or(found)
}

/// A lesson by id with its programs compiled.
///
/// # Errors
/// What is wrong with it, or which file is missing.
pub async fn playable(id: &str) -> Result<Ready, Vec<Diagnostic>> {
    // The course knows its lessons; asking the host for one it has not would only make the browser complain.
    if course().await.is_ok_and(|known| !known.iter().any(|k| k == id)) {
        let unknown = Diagnostic::error(super::nowhere(&format!("{id}.md")), "this course has no such lesson");
        return Err(vec![unknown.with_help("the course list has them all; the address may be mistyped")]);
    }
    let lesson = lesson(id).await?;
    let mut files = Vec::new();
    for program in &lesson.programs {
        let text = text(&format!("programs/{}", program.source)).await;
        let text = text.map_err(|why| vec![Diagnostic::error(super::nowhere(&program.source), why)])?;
        files.push(compiler::compile(&program.source, &text, &program.path).await.into_file()?);
    }
    Ok((Rc::new(lesson), Rc::new(files)))
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;

    #[test]
    fn the_course_lists_every_lesson_file_once() {
        let folder = concat!(env!("CARGO_MANIFEST_DIR"), "/static/lessons");
        let index = include_str!("../../static/lessons/index.txt");
        let listed: Vec<&str> = index.lines().filter(|l| !l.trim().is_empty() && !l.starts_with('#')).collect();
        let names = std::fs::read_dir(folder)
            .expect("the lessons' folder")
            .filter_map(|f| f.ok()?.file_name().into_string().ok());
        let there: BTreeSet<String> = names.filter_map(|n| n.strip_suffix(".md").map(str::to_owned)).collect();
        assert_eq!(listed.iter().map(|l| (*l).to_owned()).collect::<BTreeSet<_>>(), there);
        assert_eq!(listed.len(), there.len(), "a lesson is listed twice");
    }
}
