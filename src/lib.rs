//! Process Lab's engine: a whole small computer, its kernel, its C compiler and the lessons that drive it.
//!
//! Read the layers in this order; each uses only those above it (`tests/tidy.rs` proves it):
//!
//! 1. [`base`]: the words everything is said in: addresses, page numbers, pids, cycles, executable images, limits.
//! 2. [`isa`]: RISC-V instructions as one table: encode, decode, disassemble, explain.
//! 3. [`cc`]: C text in, an executable [`base::image::Image`] or diagnostics out. [`libc`] is its C library, in C.
//! 4. [`machine`]: CPU, RAM, MMU, devices. It runs user code until something traps; it knows no process.
//! 5. [`kernel`]: processes, memory, scheduling, files, system calls. It handles each trap and records [`kernel::event`]s.
//! 6. [`world`]: computers together with history: commands in, events and snapshots out, any moment reachable again.
//! 7. [`lesson`]: lessons as data: parse, run, judge.
//! 8. [`textbook`]: textbook exercises in JSON, worked by the very policy and translation objects the kernel uses.
//!
//! What is absent: below the page there is no clock, no randomness but a seed, no hash-map order, no picture.
//! The same image, seed and input log give the same run, bit for bit, natively and in the browser.

pub mod base;
pub mod cc;
pub mod isa;
pub mod kernel;
pub mod lesson;
pub mod libc;
pub mod machine;
pub mod textbook;
pub mod world;
