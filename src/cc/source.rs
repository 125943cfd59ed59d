//! Where text came from, and the messages about it: every byte of every file of a unit has one [`Loc`].
//!
//! Rules: files are numbered in the order they are first included, the unit's own source is file 0; a file included
//! twice keeps its number. Messages are collected, never printed; warnings inside library files are dropped.

use super::tree::Pos;
use crate::base::diagnostic::{Diagnostic, Severity, Span};
use crate::base::image::SourceFile;
use std::rc::Rc;

/// A byte of a unit's text: the files lie one after the other; 0 is nowhere.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord)]
pub struct Loc(pub u32);

impl Loc {
    /// The byte `n` further on.
    #[must_use]
    pub fn plus(self, n: usize) -> Loc {
        Loc(self.0.saturating_add(u32::try_from(n).unwrap_or(u32::MAX)))
    }
}

/// A piece of text on one line: where it begins and how many bytes it has.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct At {
    /// First byte.
    pub loc: Loc,
    /// Bytes.
    pub len: u16,
}

struct File {
    name: String,
    text: Rc<str>,
    base: u32,
    /// Offsets at which lines begin.
    lines: Vec<u32>,
    is_library: bool,
    /// What `#line` said: from this physical line on, add to the number, and use another name.
    renumbered: Vec<(u32, i64, Option<Rc<str>>)>,
}

/// The files of one unit.
#[derive(Default)]
pub struct SourceMap {
    files: Vec<File>,
    end: u32,
}

impl SourceMap {
    /// Adds a file and says which number it has and where it begins.
    /// The caller keeps the sum of all texts below 4 GiB (`limits::SOURCE_BYTES_MAX` times the include limit).
    pub fn add(&mut self, name: &str, text: Rc<str>, is_library: bool) -> (u16, Loc) {
        let base = self.end + 1;
        let mut lines = vec![0];
        lines.extend(text.bytes().enumerate().filter(|(_, b)| *b == b'\n').map(|(i, _)| i as u32 + 1));
        self.end = base + text.len() as u32 + 1;
        self.files.push(File { name: name.to_string(), text, base, lines, is_library, renumbered: Vec::new() });
        (self.files.len() as u16 - 1, Loc(base))
    }

    fn file_at(&self, loc: Loc) -> Option<usize> {
        self.files.partition_point(|f| f.base <= loc.0).checked_sub(1)
    }

    /// File, line and column; line 0 for nowhere.
    #[must_use]
    pub fn pos(&self, loc: Loc) -> Pos {
        let Some(index) = self.file_at(loc) else { return Pos::default() };
        let file = &self.files[index];
        let offset = loc.0 - file.base;
        let line = file.lines.partition_point(|start| *start <= offset);
        Pos { file: index as u16, line: line as u32, column: offset - file.lines[line - 1] + 1 }
    }

    /// The line `#line` makes of a place, for `__LINE__`.
    #[must_use]
    pub fn presumed_line(&self, loc: Loc) -> u32 {
        let pos = self.pos(loc);
        let renumbered = self.files.get(pos.file as usize).map_or(&[][..], |f| &f.renumbered);
        let shift = renumbered.iter().rev().find(|r| r.0 <= pos.line).map_or(0, |r| r.1);
        (i64::from(pos.line) + shift).clamp(0, i64::from(u32::MAX)) as u32
    }

    /// The name `#line` gives the file, for `__FILE__`.
    #[must_use]
    pub fn presumed_name(&self, loc: Loc) -> String {
        let pos = self.pos(loc);
        let Some(file) = self.files.get(pos.file as usize) else { return String::new() };
        let named = file.renumbered.iter().rev().filter(|r| r.0 <= pos.line).find_map(|r| r.2.clone());
        named.map_or_else(|| file.name.clone(), |n| n.to_string())
    }

    /// Obeys `#line`: the line after the one of `loc` is called `line`.
    pub fn renumber(&mut self, loc: Loc, line: u32, name: Option<Rc<str>>) {
        let pos = self.pos(loc);
        if let Some(file) = self.files.get_mut(pos.file as usize) {
            file.renumbered.push((pos.line + 1, i64::from(line) - i64::from(pos.line + 1), name));
        }
    }

    /// Whether a place is in our library or its headers.
    #[must_use]
    pub fn is_library(&self, loc: Loc) -> bool {
        self.file_at(loc).is_some_and(|f| self.files[f].is_library)
    }

    /// The rest of the line from `loc` on.
    #[must_use]
    pub fn rest_of_line(&self, loc: Loc) -> &str {
        let Some(file) = self.file_at(loc).map(|f| &self.files[f]) else { return "" };
        let rest = file.text.get((loc.0 - file.base) as usize..).unwrap_or("");
        rest.lines().next().unwrap_or("")
    }

    /// Whether the line after the one of `loc` begins with `{`.
    #[must_use]
    pub fn next_line_opens(&self, loc: Loc) -> bool {
        let pos = self.pos(loc);
        let Some(file) = self.files.get(pos.file as usize) else { return false };
        let start = file.lines.get(pos.line as usize).copied().unwrap_or(u32::MAX);
        file.text.get(start as usize..).is_some_and(|rest| rest.trim_start().starts_with('{'))
    }

    /// The place of a word: at a position, or else the last one before it on its line (`sum` of `sum += 1`, whose
    /// position is the operator's).
    #[must_use]
    pub fn at_name(&self, pos: Pos, name: &str) -> Option<At> {
        let file = self.files.get(pos.file as usize)?;
        let line = *file.lines.get(pos.line.checked_sub(1)? as usize)? as usize;
        let offset = line + pos.column.checked_sub(1)? as usize;
        let stands_there = file.text.get(offset..)?.starts_with(name);
        let found = if stands_there { offset } else { line + file.text.get(line..offset)?.rfind(name)? };
        Some(At { loc: Loc(file.base + found as u32), len: u16::try_from(name.len()).ok()? })
    }

    fn span(&self, at: At) -> Span {
        let pos = self.pos(at.loc);
        let file = self.files.get(pos.file as usize).map_or_else(String::new, |f| f.name.clone());
        Span { file, line: pos.line, column: pos.column, len: u32::from(at.len.max(1)) }
    }

    /// The files as the image keeps them.
    #[must_use]
    pub fn into_files(self) -> Vec<SourceFile> {
        let keep = |f: File| SourceFile { name: f.name, text: f.text, is_library: f.is_library };
        self.files.into_iter().map(keep).collect()
    }
}

/// A message whose place is not yet spelt out.
#[derive(Clone, Debug)]
struct Report {
    severity: Severity,
    at: At,
    title: String,
    help: String,
}

/// Most errors, and most warnings, of one unit.
pub const REPORTS_MAX: usize = 50;

/// The messages of one unit, in the order they were found.
#[derive(Default)]
pub struct Reports {
    list: Vec<Report>,
    errors: usize,
    warnings: usize,
}

impl Reports {
    /// Whether there is an error.
    #[must_use]
    pub fn has_errors(&self) -> bool {
        self.errors > 0
    }

    /// Whether so many errors were found that reading on helps nobody.
    #[must_use]
    pub fn is_full(&self) -> bool {
        self.errors >= REPORTS_MAX
    }

    /// Whether an error is reported on exactly this place.
    #[must_use]
    pub fn has_error_at(&self, loc: Loc) -> bool {
        self.list.iter().any(|r| r.severity == Severity::Error && r.at.loc == loc)
    }

    /// Adds an error, at most one per place.
    pub fn error(&mut self, at: At, title: impl Into<String>, help: impl Into<String>) {
        if self.errors < REPORTS_MAX && !self.has_error_at(at.loc) {
            self.errors += 1;
            self.list.push(Report { severity: Severity::Error, at, title: title.into(), help: help.into() });
        }
    }

    /// Adds a warning, unless there is a message about this place already.
    pub fn warning(&mut self, at: At, title: impl Into<String>, help: impl Into<String>) {
        if self.warnings < REPORTS_MAX && !self.list.iter().any(|r| r.at.loc == at.loc) {
            self.warnings += 1;
            self.list.push(Report { severity: Severity::Warning, at, title: title.into(), help: help.into() });
        }
    }

    /// How many messages there are: a mark for [`Reports::forget_after`].
    #[must_use]
    pub fn mark(&self) -> usize {
        self.list.len()
    }

    /// Drops the warnings added since `mark`: they were about code that is not evaluated.
    pub fn forget_warnings_after(&mut self, mark: usize) {
        let kept = self.list.split_off(mark.min(self.list.len()));
        self.list.extend(kept.into_iter().filter(|r| r.severity == Severity::Error));
    }

    /// The messages with their places, ordered by file and line.
    #[must_use]
    pub fn finish(self, sources: &SourceMap) -> Vec<Diagnostic> {
        let mut list = self.list;
        list.retain(|r| r.severity == Severity::Error || !sources.is_library(r.at.loc));
        list.sort_by_key(|r| r.at.loc);
        let spell = |r: Report| Diagnostic {
            severity: r.severity,
            span: sources.span(r.at),
            title: with_articles(&r.title),
            help: with_articles(&r.help),
        };
        list.into_iter().map(spell).collect()
    }
}

/// `a` before a quoted word becomes `an` where English wants it: types are put into messages as they come.
fn with_articles(text: &str) -> String {
    let mut out = String::with_capacity(text.len() + 2);
    let mut rest = text;
    while let Some(at) = rest.find("a `") {
        let before_is_word = rest[..at].chars().next_back().or(out.chars().next_back()).is_some_and(|c| c != ' ');
        let next = &rest[at + 3..];
        let is_vowel = next.starts_with(['a', 'e', 'i', 'o', 'u']) && !next.starts_with("union");
        out.push_str(&rest[..at]);
        out.push_str(if is_vowel && !before_is_word { "an `" } else { "a `" });
        rest = next;
    }
    out.push_str(rest);
    out
}
