//! What is drawn: function components, props down, callbacks up. SVG from `scene`, words from `text`.

pub mod common;
pub mod cpu;
pub mod log;
pub mod panel;
pub mod ram;
pub mod source;
pub mod spaces;
pub mod stage;
pub mod states;
pub mod terminal;
pub mod timeline;
pub mod translation;
pub mod tree;
