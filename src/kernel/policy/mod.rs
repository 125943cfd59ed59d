//! Pure policies: which process runs next, which page leaves, which free block is taken.
//!
//! A policy object holds only what it needs to decide; it knows no kernel, no RAM and no clock (time is passed in).
//! The kernel and the textbook harness (`crate::textbook`) drive the very same objects, so that a table in a
//! textbook can be checked against the code the kernel runs. All are deterministic, cloneable and comparable.

pub mod fit;
pub mod replace;
pub mod schedule;
