//! Readiness: poll, select, and what epoll builds on.

use super::open::{Object, OpenId};
use super::pipe::{End, PIPE_BUF};
use crate::base::{Cycles, Pid};
use crate::kernel::Computer;
use crate::kernel::errno::Errno;
use crate::kernel::process::{Wait, WaitKey};
use crate::kernel::signal::use_mask;
use crate::kernel::syscall::{Args, Outcome, Stop};

/// Something to read.
pub const POLLIN: u16 = 1;
/// Urgent data.
pub const POLLPRI: u16 = 2;
/// Room to write.
pub const POLLOUT: u16 = 4;
/// An error.
pub const POLLERR: u16 = 8;
/// The other side is gone.
pub const POLLHUP: u16 = 16;
/// No such descriptor.
pub const POLLNVAL: u16 = 32;
/// The other side has ended its sending.
pub const POLLRDHUP: u16 = 0x2000;

impl Computer {
    /// What an open file is ready for, and what to wait on for it to change.
    pub(in crate::kernel) fn readiness(&self, tid: Pid, id: OpenId) -> (u16, Vec<WaitKey>) {
        match &self.kernel.open_files[&id].object {
            Object::Inode(_) | Object::ProcFile(_) | Object::ProcDirectory(_) => (POLLIN | POLLOUT, Vec::new()),
            Object::Pipe(channel, end) => self.pipe_readiness(*channel, *end),
            Object::Tty => (POLLOUT | if self.has_input() { POLLIN } else { 0 }, vec![WaitKey::Input]),
            Object::Stream(0) => {
                (if self.has_input() { POLLIN } else { 0 } | self.stream_hangup(), vec![WaitKey::Input])
            }
            Object::Stream(_) => (POLLOUT, Vec::new()),
            Object::Socket(socket) => self.socket_readiness(*socket),
            Object::Special(special) => self.special_readiness(tid, *special),
        }
    }

    fn pipe_readiness(&self, channel: u32, end: End) -> (u16, Vec<WaitKey>) {
        let pipe = &self.kernel.pipes[&channel];
        let mut ready = 0;
        let mut keys = Vec::new();
        if end != End::Write {
            keys.push(WaitKey::Readable(channel));
            ready |= if pipe.buffer.is_empty() { 0 } else { POLLIN };
            ready |= if pipe.writers == 0 && pipe.writer_opens > 0 { POLLHUP } else { 0 };
        }
        if end != End::Read {
            keys.push(WaitKey::Writable(channel));
            ready |= if pipe.buffer.room() >= PIPE_BUF.min(pipe.buffer.capacity()) { POLLOUT } else { 0 };
            ready |= if pipe.readers == 0 { POLLERR } else { 0 };
        }
        (ready, keys)
    }

    /// What a descriptor is ready for among `wanted` (errors always count).
    fn fd_ready(&self, tid: Pid, fd: u32, wanted: u16, keys: &mut Vec<WaitKey>) -> u16 {
        let Ok(id) = self.open_id(tid, fd) else { return POLLNVAL };
        let (ready, more) = self.readiness(tid, id);
        keys.extend(more);
        ready & (wanted | POLLERR | POLLHUP)
    }

    /// Sleeps until a key is woken or the deadline passes; `Ok(())` when it has passed.
    pub(in crate::kernel) fn wait_ready(
        &mut self,
        tid: Pid,
        keys: Vec<WaitKey>,
        at: Option<Cycles>,
        why: &str,
    ) -> Result<(), Stop> {
        if self.call_deadline(tid, at) {
            return Ok(());
        }
        Err(Stop::Block(Wait { keys, why: why.into() }))
    }
}

/// `ppoll_time64(fds, n, timeout*, sigmask*)`.
pub(in crate::kernel) fn ppoll(c: &mut Computer, tid: Pid, a: Args) -> Outcome {
    if u64::from(a[1]) > c.process_of(tid).limits[7].0.max(1024) {
        return Err(Errno::EINVAL.into());
    }
    let mut rows = vec![0; a[1] as usize * 8];
    c.copyin(tid, a[0], &mut rows)?;
    let timeout = if a[2] == 0 { None } else { Some(c.get_timespec(tid, a[2])?) };
    if a[3] != 0 {
        use_mask(c, tid, a[3])?;
    }
    let (mut keys, mut count) = (Vec::new(), 0);
    for row in rows.chunks_exact_mut(8) {
        let fd = i32::from_le_bytes([row[0], row[1], row[2], row[3]]);
        let wanted = u16::from_le_bytes([row[4], row[5]]);
        let wide = wanted | if wanted & 0x40 != 0 { POLLIN } else { 0 } | if wanted & 0x100 != 0 { POLLOUT } else { 0 };
        let mut ready = if fd < 0 { 0 } else { c.fd_ready(tid, fd as u32, wide, &mut keys) };
        ready |= if ready & POLLIN != 0 { wanted & 0x40 } else { 0 };
        ready |= if ready & POLLOUT != 0 { wanted & 0x100 } else { 0 };
        ready &= wanted | POLLERR | POLLHUP | POLLNVAL;
        row[6..8].copy_from_slice(&ready.to_le_bytes());
        count += u32::from(ready != 0);
    }
    if count == 0 {
        let at = timeout.map(|ns| c.after_ns(ns));
        c.wait_ready(tid, keys, at, "poll() until a descriptor is ready")?;
    }
    c.copyout(tid, a[0], &rows)?;
    Ok(count)
}

/// `pselect6_time64(n, read*, write*, except*, timeout*, (sigmask*, size)*)`.
pub(in crate::kernel) fn pselect6(c: &mut Computer, tid: Pid, a: Args) -> Outcome {
    if a[0] > 1024 {
        return Err(Errno::EINVAL.into());
    }
    let bytes = (a[0] as usize).div_ceil(32) * 4;
    let mut sets = [vec![0_u8; bytes], vec![0_u8; bytes], vec![0_u8; bytes]];
    for (set, va) in sets.iter_mut().zip(&a[1..4]).filter(|(_, va)| **va != 0) {
        c.copyin(tid, *va, set)?;
    }
    let timeout = if a[4] == 0 { None } else { Some(c.get_timespec(tid, a[4])?) };
    if a[5] != 0 {
        let mask = c.get_u32(tid, a[5])?;
        if mask != 0 {
            use_mask(c, tid, mask)?;
        }
    }
    let mut found = [vec![0_u8; bytes], vec![0_u8; bytes], vec![0_u8; bytes]];
    let (mut keys, mut count) = (Vec::new(), 0);
    for fd in 0..a[0] {
        let (byte, bit) = (fd as usize / 8, 1_u8 << (fd % 8));
        let wanted = [POLLIN, POLLOUT, POLLPRI];
        if sets.iter().all(|set| set[byte] & bit == 0) {
            continue;
        }
        let ready = c.fd_ready(tid, fd, u16::MAX, &mut keys);
        if ready & POLLNVAL != 0 {
            return Err(Errno::EBADF.into());
        }
        // select(2): hang-up and errors make a descriptor readable, errors writable.
        let ready = ready | if ready & (POLLHUP | POLLERR) != 0 { POLLIN } else { 0 };
        let ready = ready | if ready & POLLERR != 0 { POLLOUT } else { 0 };
        for n in 0..3 {
            if sets[n][byte] & bit != 0 && ready & wanted[n] != 0 {
                found[n][byte] |= bit;
                count += 1;
            }
        }
    }
    if count == 0 {
        let at = timeout.map(|ns| c.after_ns(ns));
        c.wait_ready(tid, keys, at, "select() until a descriptor is ready")?;
    }
    for (set, va) in found.iter().zip(&a[1..4]).filter(|(_, va)| **va != 0) {
        c.copyout(tid, *va, set)?;
    }
    Ok(count)
}
