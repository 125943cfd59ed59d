//! The C compiler: C text in, an [`Image`](crate::base::image::Image) or diagnostics out. One stage per file, in this order:
//! `preprocess` (text to tokens), `lex`, `parse` (tokens to syntax), `check` (syntax to the [`tree`]),
//! `generate` (tree to machine code), `link` (units and library members to an image), `elf` (image to a file).

mod check;
mod constant;
mod context;
mod flow;
pub mod front;
mod layout;
mod lex;
mod literal;
mod parse;
mod preprocess;
mod source;
mod suggest;
mod syntax;
mod token;
pub mod tree;
mod types;

mod debug;
#[cfg(feature = "cli")]
mod dwarf;
mod elf;
mod emit;
mod generate;
mod ir;
mod link;
mod liveness;
mod optimize;
mod place;
mod regalloc;
mod runtime;

pub use elf::write_elf;
pub use front::SourceText;

use crate::base::diagnostic::{Diagnostic, Severity};
use crate::base::image::Image;
use std::collections::BTreeSet;
use tree::Unit;

/// How to compile.
#[derive(Clone, Debug, Default)]
pub struct Options {
    /// Scalars live in registers, code moves and merges. Otherwise every named local has a place in the frame that the
    /// page can show. Library code is always optimised.
    pub optimize: bool,
    /// Macros defined before the first line: `NAME` or `NAME=VALUE`.
    pub defines: Vec<String>,
}

/// What came of it.
#[derive(Clone, Debug)]
pub struct Output {
    /// The executable; `None` if a diagnostic is an error.
    pub image: Option<Image>,
    /// Everything to tell the author.
    pub diagnostics: Vec<Diagnostic>,
}

/// Compiles C texts, each a unit, and links them with what they need of the library.
///
/// `headers` yields the author's own headers by name. Every text gives an answer: all work is bounded by the size of the
/// texts and the limits of the front end.
#[must_use]
pub fn compile(sources: &[SourceText<'_>], headers: &dyn Fn(&str) -> Option<String>, options: &Options) -> Output {
    let mut diagnostics = vec![];
    let mut units = vec![];
    let own = front::Options { defines: options.defines.clone(), ..front::Options::default() };
    for source in sources {
        let (unit, found) = front::front(source, headers, &own);
        diagnostics.extend(found);
        units.extend(unit);
    }
    if diagnostics.iter().any(|d| d.severity == Severity::Error) {
        return Output { image: None, diagnostics };
    }
    let (image, found) = match link_units(&units, options, false) {
        // Calls take two instructions only in programs larger than 1 MiB.
        (None, found) if found.iter().any(|d| d.title == place::CALL_TOO_FAR) => link_units(&units, options, true),
        done => done,
    };
    diagnostics.extend(found);
    Output { image, diagnostics }
}

fn link_units(units: &[Unit], options: &Options, far_calls: bool) -> (Option<Image>, Vec<Diagnostic>) {
    let mut compiled = BTreeSet::new();
    let mut broken = vec![];
    let mut library = |symbol: &str| {
        let member = crate::libc::member_defining(symbol)?;
        if !compiled.insert(member.name) {
            return None;
        }
        let text = SourceText { name: member.name, text: member.text };
        let (unit, found) = front::front(&text, &|_| None, &front::Options { is_library: true, defines: vec![] });
        if unit.is_none() {
            broken.extend(found);
        }
        unit
    };
    let mut linker = link::Linker::new(&mut library, options.optimize, far_calls);
    for unit in units {
        linker.add(unit.clone(), false);
    }
    let image = linker.link();
    let mut diagnostics = std::mem::take(&mut linker.diagnostics);
    drop(linker);
    diagnostics.extend(broken);
    (image, diagnostics)
}

#[cfg(test)]
mod back_tests;
