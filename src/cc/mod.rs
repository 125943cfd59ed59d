//! The C compiler: C text in, an [`Image`](crate::base::image::Image) or diagnostics out. One stage per file, in this order:
//! `preprocess` (text to tokens), `lex`, `parse` (tokens to syntax), `check` (syntax to the [`tree`]),
//! `generate` (tree to machine code), `link` (units and library members to an image), `elf` (image to a file).

mod context;
mod lex;
mod literal;
mod parse;
mod preprocess;
mod source;
mod suggest;
mod syntax;
mod token;
pub mod tree;

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


#[cfg(test)]
mod back_tests;
