//! What lies behind descriptors that are neither files nor pipes nor sockets, and their reading, writing, closing.

use super::epoll::Epoll;
use super::mq::MessageQueue;
use crate::base::{Cycles, Pid};
use crate::kernel::Computer;
use crate::kernel::errno::Errno;
use crate::kernel::file::{Object, OpenId, flags};
use crate::kernel::memory::UserIo;
use crate::kernel::process::WaitKey;
use crate::kernel::syscall::Stop;

/// An object behind a descriptor.
#[derive(Clone, Debug)]
pub enum Special {
    /// A counter; reads take one at a time when the flag is set.
    Event(u64, bool),
    /// Signals in this mask.
    Signals(u64),
    /// A set of watched descriptors.
    Epoll(Epoll),
    /// A timer: clock, next expiry, interval in cycles, expirations not read yet.
    Timer(u32, Option<Cycles>, u64, u64),
    /// A POSIX message queue.
    Queue(MessageQueue),
}

impl Computer {
    pub(in crate::kernel) fn add_special(
        &mut self,
        tid: Pid,
        special: Special,
        flag: u32,
        path: &str,
    ) -> Result<u32, Errno> {
        let id = self.new_channel();
        self.kernel.ipc.specials.insert(id, special);
        self.new_fd(tid, Object::Special(id), flags::RDWR | flag, path)
    }

    /// The object behind a descriptor that is one.
    pub(in crate::kernel) fn special_of(&self, tid: Pid, fd: u32) -> Result<u32, Errno> {
        match self.open_file(tid, fd)?.object {
            Object::Special(id) => Ok(id),
            _ => Err(Errno::EINVAL),
        }
    }

    pub(in crate::kernel) fn read_special(
        &mut self,
        tid: Pid,
        id: u32,
        io: &mut UserIo,
        waits: bool,
    ) -> Result<(), Stop> {
        match self.kernel.ipc.specials[&id] {
            Special::Event(..) => self.read_event(tid, id, io, waits),
            Special::Signals(mask) => self.read_signals(tid, mask, io, waits),
            Special::Timer(..) => self.read_timer(tid, id, io, waits),
            Special::Epoll(_) => Err(Errno::EINVAL.into()),
            Special::Queue(_) => Err(Errno::EINVAL.into()),
        }
    }

    pub(in crate::kernel) fn write_special(
        &mut self,
        tid: Pid,
        id: u32,
        io: &mut UserIo,
        waits: bool,
    ) -> Result<(), Stop> {
        match self.kernel.ipc.specials[&id] {
            Special::Event(..) => self.write_event(tid, id, io, waits),
            _ => Err(Errno::EINVAL.into()),
        }
    }

    pub(in crate::kernel) fn special_readiness(&self, tid: Pid, id: u32) -> (u16, Vec<WaitKey>) {
        let keys = vec![WaitKey::Readable(id), WaitKey::Writable(id)];
        let ready = |readable: bool, writable: bool| u16::from(readable) | u16::from(writable) << 2;
        match &self.kernel.ipc.specials[&id] {
            Special::Event(count, _) => (ready(*count > 0, *count < u64::MAX - 1), keys),
            Special::Signals(mask) => (ready(self.signals_for(tid) & mask != 0, false), vec![WaitKey::Signal(tid)]),
            Special::Timer(_, _, _, ticks) => (ready(*ticks > 0, false), keys),
            Special::Epoll(epoll) => {
                let (any, keys) = self.epoll_ready(tid, epoll);
                (ready(any, false), keys)
            }
            Special::Queue(queue) => (ready(!queue.is_empty(), !queue.is_full()), keys),
        }
    }

    pub(in crate::kernel) fn close_special(&mut self, id: u32, _open: OpenId) {
        match self.kernel.ipc.specials.get(&id) {
            Some(Special::Queue(_)) => self.collect_queue(id),
            _ => {
                self.kernel.timers.retain(|(_, timer)| *timer != crate::kernel::timer::Timer::Descriptor(id));
                self.kernel.ipc.specials.remove(&id);
            }
        }
    }
}
