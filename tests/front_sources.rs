//! The front end reads every source of our C library and every golden program without an error.

use process_lab::base::Severity;
use process_lab::cc::front::{Options, SourceText, front};
use process_lab::libc;

/// The errors of a text, rendered.
fn errors(name: &str, text: &str, is_library: bool) -> String {
    let options = Options { is_library, ..Options::default() };
    let (_, diagnostics) = front(&SourceText { name, text }, &|_| None, &options);
    let errors = diagnostics.iter().filter(|d| d.severity == Severity::Error);
    errors.map(|d| d.render(if d.span.file == name { text } else { "" })).collect()
}

#[test]
fn library_sources_have_no_errors() {
    let found: String = libc::members().iter().map(|m| errors(m.name, m.text, true)).collect();
    assert!(found.is_empty(), "{found}");
}

#[test]
fn golden_programs_have_no_errors() {
    let Ok(folders) = std::fs::read_dir("tests/programs") else { return };
    let mut found = String::new();
    for folder in folders.flatten() {
        let path = folder.path().join("main.c");
        if let Ok(text) = std::fs::read_to_string(&path) {
            found += &errors(&path.display().to_string(), &text, false);
        }
    }
    assert!(found.is_empty(), "{found}");
}
