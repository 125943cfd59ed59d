//! Memory of processes: frames, page tables, areas, faults, copies in and out, mmap, fork.
//!
//! Rules: page tables are bytes in RAM and the only record of what is resident; a frame's reference count is the
//! number of PTEs, caches and buffers that name it; a private frame with more than one owner is never writable.
//!
//! ```text
//! 0xC000_0000  kernel space: no user page ever
//!              stack, grows down to at most 8 MiB; nothing is mapped below it (guard)
//! 0x4000_0000  mmap, from here up
//! 0x3FFF_F000  trampoline: the two instructions that end a signal handler
//!              heap (brk), grows up, from the page after bss
//! 0x0001_0000  text, rodata, data, bss of the executable
//! 0x0000_0000  never mapped (the first 64 KiB): null pointers fault
//! ```

mod area;
mod cache;
mod copy;
mod fault;
mod fork;
mod frames;
pub mod map;
mod table;

pub use area::{Area, Backing, Mm, MmId};
pub use cache::{CachePage, FileId};
pub use copy::UserIo;
pub use fault::FaultError;
pub use frames::{Frame, Frames, Holder};

/// One past the last user address; the stack's top.
pub const STACK_TOP: u32 = 0xC000_0000;
/// Most the stack may grow to (`RLIMIT_STACK`).
pub const STACK_MAX: u32 = 8 << 20;
/// Where mmap starts to look for room.
pub const MMAP_BASE: u32 = 0x4000_0000;
/// The page a signal handler returns to.
pub const TRAMPOLINE: u32 = 0x3FFF_F000;
/// Lowest address a program may map.
pub const USER_MIN: u32 = 0x0001_0000;
/// Frames at the bottom of RAM that the kernel keeps for itself.
pub const KERNEL_FRAMES: u32 = 4;
/// The kernel frame that holds the trampoline's code.
pub const TRAMPOLINE_FRAME: crate::base::Ppn = crate::base::Ppn(KERNEL_FRAMES - 1);
/// What free frames are filled with, so that a stale read shows.
pub const JUNK: u8 = 0xA5;
/// Bytes of a page, as the 32-bit number most sums here need.
pub const PAGE: u32 = crate::base::PAGE_BYTES;
