//! What is drawn: function components, props down, callbacks up. SVG from `scene`, words from `text`.

pub mod bench;
pub mod channels;
pub mod common;
pub mod course;
pub mod cpu;
pub mod dock;
pub mod files;
pub mod lesson;
pub mod log;
pub mod panel;
pub mod play;
pub mod problem;
pub mod prose;
pub mod question;
pub mod queues;
pub mod ram;
pub mod source;
pub mod spaces;
pub mod stage;
pub mod states;
pub mod terminal;
pub mod timeline;
pub mod translation;
pub mod tree;
