//! Lessons as data: one Markdown file each, with TOML front matter (machine, programs, boot) and a fenced `step`
//! block per step (run-until condition, panels, highlights, expectations, a question).
//!
//! [`parse`] turns a file into a [`Lesson`] or diagnostics; [`Player`] drives a session through its steps, forwards
//! and back; [`check`] proves every claim the lesson makes. A lesson never scripts a picture: it drives the machine
//! and points at it.

pub mod check;
pub mod expression;
mod format;
mod markdown;
mod player;

pub use format::{
    Choice, Highlight, Lesson, MachineText, Names, Panel, Program, Question, QuestionKind, Step, UntilText, parse,
};
pub use markdown::{Block, Inline};
pub use player::{Answer, Player};
