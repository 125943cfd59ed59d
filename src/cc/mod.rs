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
