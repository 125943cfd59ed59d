//! read, write and their relatives, for every kind of open file.

use super::flags;
use super::inode::{Device, FILE_BYTES_MAX, Kind};
use super::open::{Object, OpenFile, OpenId};
use crate::base::Pid;
use crate::kernel::Computer;
use crate::kernel::errno::Errno;
use crate::kernel::event::{CopyDirection, Fact};
use crate::kernel::memory::{FileId, UserIo};
use crate::kernel::process::UNLIMITED;
use crate::kernel::signal::{self, SigInfo};
use crate::kernel::syscall::{Args, Outcome, Stop};
use std::rc::Rc;

/// Most bytes one call moves, as on Linux.
const MOVE_MAX: u32 = 0x7fff_f000;
/// Most buffers in an iovec.
const IOV_MAX: u32 = 1024;

impl Computer {
    /// Reads at `at`, or at the file's offset, which then moves.
    pub(in crate::kernel) fn read_open(
        &mut self,
        tid: Pid,
        id: OpenId,
        io: &mut UserIo,
        at: Option<u64>,
    ) -> Result<(), Stop> {
        let file = self.kernel.open_files[&id].clone();
        if !file.reads() {
            return Err(Errno::EBADF.into());
        }
        let waits = !file.is_nonblocking();
        match &file.object {
            Object::Inode(inode) => self.read_inode(tid, id, *inode, io, at),
            Object::ProcFile(bytes) => {
                let from = at.unwrap_or(file.offset).min(bytes.len() as u64) as usize;
                let n = (bytes.len() - from).min(io.left() as usize);
                self.give_user(tid, io, &bytes[from..from + n])?;
                if at.is_none() {
                    self.open_file_mut(id).offset = (from + n) as u64;
                }
                Ok(())
            }
            Object::ProcDirectory(_) => Err(Errno::EISDIR.into()),
            _ if at.is_some() => Err(Errno::ESPIPE.into()),
            Object::Pipe(channel, _) => self.read_pipe(tid, *channel, io, waits),
            Object::Tty => self.read_tty(tid, io, waits),
            Object::Stream(_) => self.read_stream(tid, io, waits),
            Object::Socket(socket) => self.read_socket(tid, *socket, io, waits),
            Object::Special(special) => self.read_special(tid, *special, io, waits),
        }
    }

    /// Writes at `at`, or at the file's offset (its end with O_APPEND), which then moves.
    pub(in crate::kernel) fn write_open(
        &mut self,
        tid: Pid,
        id: OpenId,
        io: &mut UserIo,
        at: Option<u64>,
    ) -> Result<(), Stop> {
        let file = self.kernel.open_files[&id].clone();
        if !file.writes() {
            return Err(Errno::EBADF.into());
        }
        let waits = !file.is_nonblocking();
        match &file.object {
            Object::Inode(inode) => self.write_inode(tid, id, *inode, io, at),
            Object::ProcFile(_) | Object::ProcDirectory(_) => Err(Errno::EINVAL.into()),
            _ if at.is_some() => Err(Errno::ESPIPE.into()),
            Object::Pipe(channel, _) => self.write_pipe(tid, *channel, io, waits),
            Object::Tty => self.write_tty(tid, io),
            Object::Stream(n) => self.write_stream(tid, *n, io),
            Object::Socket(socket) => self.write_socket(tid, *socket, io, waits),
            Object::Special(special) => self.write_special(tid, *special, io, waits),
        }
    }

    fn read_inode(
        &mut self,
        tid: Pid,
        id: OpenId,
        inode: FileId,
        io: &mut UserIo,
        at: Option<u64>,
    ) -> Result<(), Stop> {
        match self.kernel.inodes.at(inode).kind {
            Kind::Directory(_) => return Err(Errno::EISDIR.into()),
            Kind::Device(device) => return Ok(self.read_device(tid, device, io)?),
            Kind::File(_) => {}
            _ => return Err(Errno::EINVAL.into()),
        }
        let mut offset = at.unwrap_or(self.kernel.open_files[&id].offset);
        let path = Rc::clone(&self.kernel.open_files[&id].path);
        while io.left() > 0 && offset < self.kernel.inodes.size(inode) {
            let (page, within) = ((offset / 4096) as u32, (offset % 4096) as usize);
            let n =
                (4096 - within as u64).min(self.kernel.inodes.size(inode) - offset).min(u64::from(io.left())) as usize;
            let user = io.va();
            let (bytes, kernel) = self.file_bytes(inode, page, within, n);
            if let Err(e) = self.give_user(tid, io, &bytes) {
                if io.done() == 0 {
                    return Err(e.into());
                }
                break;
            }
            let direction = CopyDirection::KernelToUser;
            self.emit(Fact::BytesCopied { direction, user, kernel, len: n as u32, channel: Rc::clone(&path) });
            offset += n as u64;
        }
        if at.is_none() {
            self.open_file_mut(id).offset = offset;
        }
        let now = self.wall_ns();
        if io.done() > 0 {
            self.kernel.inodes.table_mut(inode).times[0] = now;
        }
        Ok(())
    }

    /// Bytes of a file's page, through the cache where there is a frame for it.
    pub(in crate::kernel) fn file_bytes(
        &mut self,
        file: FileId,
        page: u32,
        within: usize,
        n: usize,
    ) -> (Vec<u8>, Option<crate::base::Pa>) {
        match self.cache_page(file, page) {
            Some((frame, _)) => {
                let pa = crate::base::Pa(frame.pa().0 + within as u32);
                (self.machine.ram.frame(frame)[within..within + n].to_vec(), Some(pa))
            }
            None => {
                let mut bytes = [0; 4096];
                self.kernel.inodes.read_page(file, page, &mut bytes);
                (bytes[within..within + n].to_vec(), None)
            }
        }
    }

    /// Writes bytes into a file's page, through the cache where there is a frame for it.
    fn set_file_bytes(&mut self, file: FileId, page: u32, within: usize, bytes: &[u8]) -> Option<crate::base::Pa> {
        match self.cache_page(file, page) {
            Some((frame, _)) => {
                let pa = crate::base::Pa(frame.pa().0 + within as u32);
                self.machine.ram.write(pa, bytes);
                self.mark_cache_dirty(file, page);
                Some(pa)
            }
            None => {
                let mut old = [0; 4096];
                self.kernel.inodes.read_page(file, page, &mut old);
                old[within..within + bytes.len()].copy_from_slice(bytes);
                self.kernel.inodes.write_page(file, page, &old);
                None
            }
        }
    }

    fn write_inode(
        &mut self,
        tid: Pid,
        id: OpenId,
        inode: FileId,
        io: &mut UserIo,
        at: Option<u64>,
    ) -> Result<(), Stop> {
        match self.kernel.inodes.at(inode).kind {
            Kind::Device(device) => return Ok(self.write_device(tid, device, io)?),
            Kind::File(_) => {}
            _ => return Err(Errno::EINVAL.into()),
        }
        let file = self.kernel.open_files[&id].clone();
        let size = self.kernel.inodes.size(inode);
        let mut offset = if file.flags & flags::APPEND != 0 { size } else { at.unwrap_or(file.offset) };
        let limit = self.process_of(tid).limits[1].0;
        let end = if limit == UNLIMITED { FILE_BYTES_MAX } else { limit.min(FILE_BYTES_MAX) };
        if io.left() > 0 && offset >= end {
            if limit <= offset {
                self.send_to_thread(tid, SigInfo::kernel(signal::SIGXFSZ));
            }
            return Err(Errno::EFBIG.into());
        }
        while io.left() > 0 && offset < end {
            let (page, within) = ((offset / 4096) as u32, (offset % 4096) as usize);
            let user = io.va();
            let want = (4096 - within as u64).min(end - offset) as u32;
            let bytes = match self.take_user(tid, io, want) {
                Ok(bytes) => bytes,
                Err(e) if io.done() == 0 => return Err(e.into()),
                Err(_) => break,
            };
            let grown = offset + bytes.len() as u64;
            if grown > self.kernel.inodes.size(inode) {
                self.kernel.inodes.set_size(inode, grown);
            }
            let kernel = self.set_file_bytes(inode, page, within, &bytes);
            let (direction, len) = (CopyDirection::UserToKernel, bytes.len() as u32);
            self.emit(Fact::BytesCopied { direction, user, kernel, len, channel: Rc::clone(&file.path) });
            offset = grown;
        }
        if at.is_none() || file.flags & flags::APPEND != 0 {
            self.open_file_mut(id).offset = offset;
        }
        let now = self.wall_ns();
        let inode = self.kernel.inodes.table_mut(inode);
        (inode.times[1], inode.times[2]) = (now, now);
        inode.mode &= !0o6000;
        Ok(())
    }

    /// Sets a file's length; pages past the end leave the cache.
    pub(in crate::kernel) fn truncate(&mut self, file: FileId, size: u64) -> Result<(), Errno> {
        if size > FILE_BYTES_MAX {
            return Err(Errno::EFBIG);
        }
        let old = self.kernel.inodes.size(file);
        if size < old {
            let (page, keep) = ((size / 4096) as u32, (size % 4096) as usize);
            self.forget_cache(file, page + u32::from(keep > 0));
            if let Some(cached) = self.kernel.cache.get(&(file, page)).copied()
                && keep > 0
            {
                self.machine.ram.frame_mut(cached.frame)[keep..].fill(0);
            }
        }
        self.kernel.inodes.set_size(file, size);
        let now = self.wall_ns();
        let inode = self.kernel.inodes.table_mut(file);
        (inode.times[1], inode.times[2]) = (now, now);
        Ok(())
    }

    fn read_device(&mut self, tid: Pid, device: Device, io: &mut UserIo) -> Result<(), Errno> {
        while io.left() > 0 && device != Device::Null {
            let n = io.left().min(4096);
            let bytes: Vec<u8> = match device {
                Device::Random => (0..n).map(|_| self.kernel.rng.next_u64() as u8).collect(),
                _ => vec![0; n as usize],
            };
            self.give_user(tid, io, &bytes)?;
        }
        Ok(())
    }

    fn write_device(&mut self, tid: Pid, device: Device, io: &mut UserIo) -> Result<(), Errno> {
        if device == Device::Full && io.left() > 0 {
            return Err(Errno::ENOSPC);
        }
        while io.left() > 0 {
            self.take_user(tid, io, 4096)?;
        }
        Ok(())
    }

    /// The buffers of readv and writev.
    pub(in crate::kernel) fn get_iovec(&mut self, tid: Pid, va: u32, count: u32) -> Result<UserIo, Errno> {
        if count > IOV_MAX {
            return Err(Errno::EINVAL);
        }
        let mut bytes = vec![0; count as usize * 8];
        self.copyin(tid, va, &mut bytes)?;
        let word = |b: &[u8]| u32::from_le_bytes([b[0], b[1], b[2], b[3]]);
        let pieces: Vec<_> = bytes.chunks_exact(8).map(|b| (word(b), word(&b[4..]))).collect();
        let total = pieces.iter().try_fold(0_u32, |sum, (_, len)| sum.checked_add(*len));
        if total.is_none_or(|total| total > 0x7fff_ffff) {
            return Err(Errno::EINVAL);
        }
        Ok(UserIo::many(pieces))
    }
}

/// The transferring core of all reads: what was moved before an error or a wait counts.
fn read_with(c: &mut Computer, tid: Pid, fd: u32, mut io: UserIo, at: Option<u64>) -> Outcome {
    let id = c.open_id(tid, fd)?;
    match c.read_open(tid, id, &mut io, at) {
        Ok(()) => Ok(io.done()),
        Err(Stop::Errno(_)) if io.done() > 0 => Ok(io.done()),
        Err(stop) => Err(stop),
    }
}

fn write_with(c: &mut Computer, tid: Pid, fd: u32, io: UserIo, at: Option<u64>) -> Outcome {
    let id = c.open_id(tid, fd)?;
    let before = c.thread(tid).call.as_ref().map_or(0, |call| call.progress);
    let mut io = io.skip(before);
    let result = c.write_open(tid, id, &mut io, at);
    if let Some(call) = c.kernel.threads.get_mut(&tid).and_then(|thread| thread.call.as_mut()) {
        call.progress = io.done();
    }
    match result {
        Ok(()) => Ok(io.done()),
        Err(Stop::Errno(_)) if io.done() > 0 => Ok(io.done()),
        Err(stop) => Err(stop),
    }
}

pub(in crate::kernel) fn read(c: &mut Computer, tid: Pid, a: Args) -> Outcome {
    read_with(c, tid, a[0], UserIo::one(a[1], a[2].min(MOVE_MAX)), None)
}

pub(in crate::kernel) fn write(c: &mut Computer, tid: Pid, a: Args) -> Outcome {
    write_with(c, tid, a[0], UserIo::one(a[1], a[2].min(MOVE_MAX)), None)
}

pub(in crate::kernel) fn readv(c: &mut Computer, tid: Pid, a: Args) -> Outcome {
    c.open_id(tid, a[0])?;
    let io = c.get_iovec(tid, a[1], a[2])?;
    read_with(c, tid, a[0], io, None)
}

pub(in crate::kernel) fn writev(c: &mut Computer, tid: Pid, a: Args) -> Outcome {
    c.open_id(tid, a[0])?;
    let io = c.get_iovec(tid, a[1], a[2])?;
    write_with(c, tid, a[0], io, None)
}

/// The 64-bit offset of pread64 and its relatives: riscv32 passes it as two words, the low one first, unaligned.
fn offset_of(low: u32, high: u32) -> Result<u64, Errno> {
    let offset = u64::from(low) | u64::from(high) << 32;
    if offset as i64 >= 0 { Ok(offset) } else { Err(Errno::EINVAL) }
}

pub(in crate::kernel) fn pread64(c: &mut Computer, tid: Pid, a: Args) -> Outcome {
    let at = offset_of(a[3], a[4])?;
    read_with(c, tid, a[0], UserIo::one(a[1], a[2].min(MOVE_MAX)), Some(at))
}

pub(in crate::kernel) fn pwrite64(c: &mut Computer, tid: Pid, a: Args) -> Outcome {
    let at = offset_of(a[3], a[4])?;
    write_with(c, tid, a[0], UserIo::one(a[1], a[2].min(MOVE_MAX)), Some(at))
}

pub(in crate::kernel) fn preadv(c: &mut Computer, tid: Pid, a: Args) -> Outcome {
    let (at, io) = (offset_of(a[3], a[4])?, c.get_iovec(tid, a[1], a[2])?);
    read_with(c, tid, a[0], io, Some(at))
}

pub(in crate::kernel) fn pwritev(c: &mut Computer, tid: Pid, a: Args) -> Outcome {
    let (at, io) = (offset_of(a[3], a[4])?, c.get_iovec(tid, a[1], a[2])?);
    write_with(c, tid, a[0], io, Some(at))
}

/// Where a seek leads.
fn seek_target(c: &Computer, file: &OpenFile, offset: i64, whence: u32) -> Result<u64, Errno> {
    let size = match &file.object {
        Object::Inode(id) => match c.kernel.inodes.at(*id).kind {
            Kind::Device(_) => return Ok(0),
            _ => c.kernel.inodes.size(*id),
        },
        Object::ProcFile(bytes) => bytes.len() as u64,
        Object::ProcDirectory(_) => 0,
        _ => return Err(Errno::ESPIPE),
    };
    let base = match whence {
        0 => 0,
        1 => file.offset as i64,
        2 => size as i64,
        3 if offset >= 0 && (offset as u64) < size => return Ok(offset as u64),
        4 if offset >= 0 && (offset as u64) < size => return Ok(size),
        3 | 4 => return Err(Errno::ENXIO),
        _ => return Err(Errno::EINVAL),
    };
    base.checked_add(offset).filter(|at| *at >= 0).map(|at| at as u64).ok_or(Errno::EINVAL)
}

/// `_llseek(fd, high, low, result, whence)`.
pub(in crate::kernel) fn llseek(c: &mut Computer, tid: Pid, a: Args) -> Outcome {
    let id = c.open_id(tid, a[0])?;
    let file = c.kernel.open_files[&id].clone();
    let target = seek_target(c, &file, (u64::from(a[2]) | u64::from(a[1]) << 32) as i64, a[4])?;
    c.copyout(tid, a[3], &target.to_le_bytes())?;
    let file = c.open_file_mut(id);
    if target == 0 || file.offset != target {
        file.listing = None;
    }
    file.offset = target;
    Ok(0)
}

/// sendfile(out, in, offset*, count): through a kernel buffer, a page at a time.
pub(in crate::kernel) fn sendfile64(c: &mut Computer, tid: Pid, a: Args) -> Outcome {
    let (out, input) = (c.open_id(tid, a[0])?, c.open_id(tid, a[1])?);
    let Object::Inode(file) = c.kernel.open_files[&input].object else { return Err(Errno::EINVAL.into()) };
    if !c.kernel.open_files[&input].reads() || !matches!(c.kernel.inodes.at(file).kind, Kind::File(_)) {
        return Err(Errno::EINVAL.into());
    }
    let mut at = if a[2] == 0 { c.kernel.open_files[&input].offset } else { c.get_u64(tid, a[2])? };
    let mut done = 0;
    while done < a[3].min(MOVE_MAX) && at < c.kernel.inodes.size(file) {
        let within = (at % 4096) as usize;
        let n = (4096 - within as u64).min(c.kernel.inodes.size(file) - at).min(u64::from(a[3] - done)) as usize;
        let (bytes, _) = c.file_bytes(file, (at / 4096) as u32, within, n);
        let moved = c.write_kernel(tid, out, &bytes)?;
        done += moved;
        at += u64::from(moved);
        if moved < bytes.len() as u32 {
            break;
        }
    }
    if a[2] == 0 {
        c.open_file_mut(input).offset = at;
    } else {
        c.copyout(tid, a[2], &at.to_le_bytes())?;
    }
    Ok(done)
}

impl Computer {
    /// Writes the kernel's own bytes to an open file, as much as goes without waiting.
    fn write_kernel(&mut self, tid: Pid, id: OpenId, bytes: &[u8]) -> Result<u32, Errno> {
        match self.kernel.open_files[&id].object.clone() {
            Object::Inode(file) if matches!(self.kernel.inodes.at(file).kind, Kind::File(_)) => {
                let mut done = 0;
                while done < bytes.len() {
                    let at = self.kernel.open_files[&id].offset;
                    let within = (at % 4096) as usize;
                    let n = (4096 - within).min(bytes.len() - done);
                    let size = self.kernel.inodes.size(file).max(at + n as u64);
                    if size > FILE_BYTES_MAX {
                        return Err(Errno::EFBIG);
                    }
                    self.kernel.inodes.set_size(file, size);
                    self.set_file_bytes(file, (at / 4096) as u32, within, &bytes[done..done + n]);
                    self.open_file_mut(id).offset += n as u64;
                    done += n;
                }
                Ok(done as u32)
            }
            Object::Pipe(channel, _) => {
                let mut buffer = std::mem::take(&mut self.kernel.pipes.get_mut(&channel).ok_or(Errno::EPIPE)?.buffer);
                let (n, _) = self.push_bytes(&mut buffer, bytes);
                self.kernel.pipes.get_mut(&channel).expect("just seen").buffer = buffer;
                self.wake(crate::kernel::process::WaitKey::Readable(channel), "bytes arrived in the pipe");
                Ok(n)
            }
            Object::Stream(_) | Object::Tty => {
                self.output(1, bytes);
                Ok(bytes.len() as u32)
            }
            Object::Socket(socket) => self.send_bytes(tid, socket, bytes),
            _ => Err(Errno::EINVAL),
        }
    }
}
