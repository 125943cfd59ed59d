//! The kernel: processes, memory, scheduling, files, system calls. Written in Rust, outside the simulated CPU; all
//! it keeps about user memory (page tables, pipe buffers) lies in simulated RAM.

pub mod event;
pub mod snapshot;
pub mod policy;
