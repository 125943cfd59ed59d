//! What learners read: every `tests/diagnostics/NAME.c` with its messages in `NAME.txt`.
//!
//! `UPDATE_EXPECT=1 cargo test --test diagnostics` rewrites the texts; read the difference as a learner would.

use process_lab::cc::front::{Options, SourceText, front};
use std::path::Path;

#[expect(clippy::disallowed_methods, reason = "the developer's switch, not the engine's input")]
fn updates() -> bool {
    std::env::var("UPDATE_EXPECT").is_ok()
}

fn messages(name: &str, text: &str) -> String {
    let own = |header: &str| (header == name).then(|| text.to_string());
    let (_, diagnostics) = front(&SourceText { name, text }, &own, &Options::default());
    let rendered = diagnostics.iter().map(|d| d.render(if d.span.file == name { text } else { "" }));
    rendered.collect()
}

#[test]
fn messages_are_as_reviewed() {
    let mut sources: Vec<_> = std::fs::read_dir("tests/diagnostics")
        .expect("the folder is there")
        .flatten()
        .map(|entry| entry.path())
        .filter(|path| path.extension().is_some_and(|e| e == "c"))
        .collect();
    sources.sort();
    assert!(sources.len() >= 80, "only {} cases", sources.len());
    let wrong: Vec<String> = sources.iter().filter_map(|path| differs(path)).collect();
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

/// Compares one case, or rewrites it.
fn differs(path: &Path) -> Option<String> {
    let text = std::fs::read_to_string(path).expect("a text");
    let name = path.file_name()?.to_string_lossy().into_owned();
    let found = messages(&name, &text);
    let expected = path.with_extension("txt");
    if updates() {
        std::fs::write(&expected, &found).expect("the expectation is written");
        return None;
    }
    let expect = std::fs::read_to_string(&expected).unwrap_or_default();
    (expect != found).then(|| format!("{}:\n--- expected\n{expect}--- found\n{found}", path.display()))
}
