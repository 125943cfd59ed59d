//! Diagnostics: what is wrong with a text a person wrote (C, a lesson, a link, an ELF file), where, and what helps.
//! Producers never print; the command line, the page and the tests render the same value.

use serde::{Deserialize, Serialize};
use std::fmt::Write as _;

/// How bad it is. Only an error stops the build.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
pub enum Severity {
    /// The result is usable; the text is probably not what its author meant.
    Warning,
    /// There is no result.
    Error,
}

/// A place in a named text. Lines and columns count from 1, columns in bytes; `len` is in bytes and stays on the line.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
pub struct Span {
    /// The text's name as its author knows it, for example `main.c`.
    pub file: String,
    /// Line, from 1; 0 when the whole text is meant.
    pub line: u32,
    /// Column, from 1.
    pub column: u32,
    /// Length in bytes, at least 1.
    pub len: u32,
}

/// One message for the author of a text.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Diagnostic {
    /// Error or warning.
    pub severity: Severity,
    /// Where.
    pub span: Span,
    /// What is wrong: one sentence-case phrase without a full stop.
    pub title: String,
    /// What to do about it; empty when the title says it all.
    pub help: String,
}

impl Diagnostic {
    /// An error without help yet.
    pub fn error(span: Span, title: impl Into<String>) -> Self {
        Self { severity: Severity::Error, span, title: title.into(), help: String::new() }
    }

    /// A warning without help yet.
    pub fn warning(span: Span, title: impl Into<String>) -> Self {
        Self { severity: Severity::Warning, span, title: title.into(), help: String::new() }
    }

    /// The same with help for the author.
    #[must_use]
    pub fn with_help(mut self, help: impl Into<String>) -> Self {
        self.help = help.into();
        self
    }

    /// The message as a terminal shows it: place, title, the source line with a caret, help.
    /// `source` is the text of `span.file`; a line that is not in it is left out.
    #[must_use]
    pub fn render(&self, source: &str) -> String {
        let word = match self.severity {
            Severity::Error => "error",
            Severity::Warning => "warning",
        };
        let Span { file, line, column, len } = &self.span;
        let mut out = format!("{file}:{line}:{column}: {word}: {}\n", self.title);
        if let Some(text) = line.checked_sub(1).and_then(|l| source.lines().nth(l as usize)) {
            let before = text.get(..column.saturating_sub(1) as usize).unwrap_or(text);
            let pad: String = before.chars().map(|c| if c == '\t' { '\t' } else { ' ' }).collect();
            let rest = text.len().saturating_sub(before.len()).max(1);
            let caret = "^".repeat((*len as usize).clamp(1, rest));
            let _ = writeln!(out, "{line:5} | {text}\n      | {pad}{caret}");
        }
        if !self.help.is_empty() {
            let _ = writeln!(out, "      = help: {}", self.help);
        }
        out
    }
}
