//! Files: inodes on the disk, names, open file descriptions, descriptors, pipes, the terminal, `/proc`.
//!
//! ```text
//! descriptor (per process) → open file description (offset, flags; shared after fork and dup) → object
//!                                                            object: inode, pipe end, socket, terminal, …
//! ```
//!
//! Rules: an open file description lives while a descriptor or a message in flight names it; an inode lives while a
//! name, an open file description, a mapping or a working directory does.

mod buffer;
mod dir_calls;
mod fd_calls;
mod inode;
mod lock;
mod open;
mod path;
mod pipe;
mod poll;
mod proc;
mod read_write;
mod stat;
mod tty;

pub use buffer::Buffer;
pub use inode::{Device, Directory, Inode, Inodes, Kind};
pub use lock::Locks;
pub use open::{FileTable, FilesId, Object, OpenFile, OpenId};
pub use path::{AT_FDCWD, Found, Node};
pub use pipe::{End, Pipe};
pub use proc::ProcNode;
pub use tty::Tty;

pub(in crate::kernel) use dir_calls::*;
pub(in crate::kernel) use fd_calls::*;
pub(in crate::kernel) use lock::*;
pub(in crate::kernel) use pipe::pipe2;
pub(in crate::kernel) use poll::*;
pub(in crate::kernel) use read_write::*;
pub(in crate::kernel) use stat::*;

/// `O_` flags (asm-generic).
pub mod flags {
    /// Write only.
    pub const WRONLY: u32 = 1;
    /// Read and write.
    pub const RDWR: u32 = 2;
    /// The access mode's bits.
    pub const ACCMODE: u32 = 3;
    /// Make it if it is not there.
    pub const CREAT: u32 = 0o100;
    /// … and fail if it is.
    pub const EXCL: u32 = 0o200;
    /// Cut it to nothing.
    pub const TRUNC: u32 = 0o1000;
    /// Every write goes to the end.
    pub const APPEND: u32 = 0o2000;
    /// Never wait.
    pub const NONBLOCK: u32 = 0o4000;
    /// Must be a directory.
    pub const DIRECTORY: u32 = 0o20_0000;
    /// A symbolic link as last part is an error.
    pub const NOFOLLOW: u32 = 0o40_0000;
    /// Closed by exec.
    pub const CLOEXEC: u32 = 0o200_0000;
    /// Only a name.
    pub const PATH: u32 = 0o1000_0000;
    /// An unnamed file in a directory.
    pub const TMPFILE: u32 = 0o2000_0000;
    /// Flags that stay with the open file description.
    pub const KEPT: u32 = ACCMODE | APPEND | NONBLOCK | PATH | 0o1_0000 | 0o10_0000 | 0o400_0000 | DIRECTORY;
}
