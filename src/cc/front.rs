//! The front end as one call: a C text in, the checked [`tree`](super::tree) and messages out.

use super::check;
use super::context::Context;
use super::parse;
use super::preprocess;
use super::tree::Unit;
use crate::base::diagnostic::Diagnostic;

/// A named text.
#[derive(Clone, Copy, Debug)]
pub struct SourceText<'a> {
    /// As its author knows it: `main.c`.
    pub name: &'a str,
    /// All of it.
    pub text: &'a str,
}

/// What the front end is told besides the text.
#[derive(Clone, Debug, Default)]
pub struct Options {
    /// The text belongs to the library: its warnings are dropped and it is marked so in the debug tables.
    pub is_library: bool,
    /// Macros defined before the first line: `NAME` or `NAME=VALUE`.
    pub defines: Vec<String>,
}

/// Compiles one unit as far as the tree.
///
/// `others` yields the learner's own headers by name; the library's come from [`crate::libc::header`]. There is a
/// unit exactly if no message is an error. Any text gives an answer: nesting, expansion and sizes are bounded.
pub fn front(
    main: &SourceText,
    others: &dyn Fn(&str) -> Option<String>,
    options: &Options,
) -> (Option<Unit>, Vec<Diagnostic>) {
    let mut cx = Context::default();
    let tokens = preprocess::preprocess(&mut cx, main.name, main.text, options.is_library, others, &options.defines);
    let externals = parse::parse(&mut cx, tokens);
    let mut unit = check::check(&mut cx, &externals);
    let Context { sources, reports, .. } = cx;
    let has_errors = reports.has_errors();
    let diagnostics = reports.finish(&sources);
    unit.files = sources.into_files();
    ((!has_errors).then_some(unit), diagnostics)
}
