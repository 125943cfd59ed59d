//! Communication besides files, pipes and sockets: futexes, event and signal descriptors, epoll, POSIX and System V
//! message queues, semaphores and shared memory.

mod epoll;
mod event_fd;
mod futex;
mod mq;
mod semaphore;
mod signal_fd;
mod special;
mod sysv;
mod timer_fd;

pub use special::Special;

pub(in crate::kernel) use epoll::*;
pub(in crate::kernel) use event_fd::*;
pub(in crate::kernel) use futex::*;
pub(in crate::kernel) use mq::*;
pub(in crate::kernel) use semaphore::*;
pub(in crate::kernel) use signal_fd::*;
pub(in crate::kernel) use sysv::*;
pub(in crate::kernel) use timer_fd::*;

use super::Computer;
use super::memory::{FileId, MmId};
use crate::base::Pid;
use std::collections::BTreeMap;

/// All of it.
#[derive(Clone, Debug, Default)]
pub struct Ipc {
    /// Behind descriptors, by channel id.
    pub(in crate::kernel) specials: BTreeMap<u32, Special>,
    /// POSIX message queues by name.
    pub(in crate::kernel) mq_names: BTreeMap<Vec<u8>, u32>,
    /// System V objects.
    pub(in crate::kernel) sysv: sysv::SysvTable,
}

impl Ipc {
    /// Whether a shared-memory segment keeps an inode alive.
    #[must_use]
    pub fn names_file(&self, id: FileId) -> bool {
        self.sysv.names_file(id)
    }
}

impl Computer {
    /// A process ends: undo its semaphore operations, forget its notifications.
    pub(in crate::kernel) fn ipc_process_gone(&mut self, pid: Pid, _mm: Option<MmId>) {
        self.undo_semaphores(pid);
    }
}
