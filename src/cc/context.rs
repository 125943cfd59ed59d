//! What every stage of the front end shares: spellings, files, messages.

use super::source::{At, Reports, SourceMap};
use super::token::{Atom, Names};

/// Spellings, files and messages of one unit.
#[derive(Default)]
pub struct Context {
    /// Every spelling.
    pub names: Names,
    /// Every file.
    pub sources: SourceMap,
    /// Every message.
    pub reports: Reports,
}

impl Context {
    /// Reports an error; `help` may be empty.
    pub fn error(&mut self, at: At, title: impl Into<String>, help: impl Into<String>) {
        self.reports.error(at, title, help);
    }

    /// Reports a warning; `help` may be empty.
    pub fn warning(&mut self, at: At, title: impl Into<String>, help: impl Into<String>) {
        self.reports.warning(at, title, help);
    }

    /// The spelling of a name.
    #[must_use]
    pub fn text(&self, atom: Atom) -> &str {
        self.names.text(atom)
    }
}
