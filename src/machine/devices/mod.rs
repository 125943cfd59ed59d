//! Devices around the CPU: timer, console, disk. Plain structs that the kernel drives: it hands in requests and the
//! time, asks [`Timer::next_event`] and its like for the next moment something happens, and takes the interrupts.
//! Each has a queue, an interrupt and a latency in cycles.

mod console;
mod disk;
mod timer;

pub use console::Console;
pub use disk::{Completion, Disk, DiskError, Request, SECTOR_BYTES, Transfer};
pub use timer::Timer;

#[cfg(test)]
mod tests;
