//! What every stage of the front end shares: spellings, files, messages.

use super::source::{Reports, SourceMap};
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
    /// The spelling of a name.
    #[must_use]
    pub fn text(&self, atom: Atom) -> &str {
        self.names.text(atom)
    }
}
