//! The system calls about descriptors.

use super::inode::{Device, Kind};
use super::open::Object;
use super::{flags, path::AT_FDCWD};
use crate::base::Pid;
use crate::kernel::Computer;
use crate::kernel::errno::Errno;
use crate::kernel::syscall::{Args, Outcome};

pub(in crate::kernel) fn openat(c: &mut Computer, tid: Pid, a: Args) -> Outcome {
    let path = c.get_path(tid, a[1])?;
    c.open_at(tid, a[0], &path, a[2], a[3])
}

pub(in crate::kernel) fn close(c: &mut Computer, tid: Pid, a: Args) -> Outcome {
    c.close_fd(tid, a[0])?;
    Ok(0)
}

pub(in crate::kernel) fn close_range(c: &mut Computer, tid: Pid, a: Args) -> Outcome {
    if a[0] > a[1] {
        return Err(Errno::EINVAL.into());
    }
    let fds: Vec<_> = c.file_table(tid).slots.range(a[0]..=a[1]).map(|(fd, _)| *fd).collect();
    for fd in fds {
        if a[2] & 4 != 0 {
            c.file_table_mut(tid).slots.entry(fd).and_modify(|slot| slot.1 = true);
        } else {
            c.close_fd(tid, fd)?;
        }
    }
    Ok(0)
}

pub(in crate::kernel) fn dup(c: &mut Computer, tid: Pid, a: Args) -> Outcome {
    duplicate(c, tid, a[0], 0, false)
}

fn duplicate(c: &mut Computer, tid: Pid, fd: u32, least: u32, cloexec: bool) -> Outcome {
    let open = c.open_id(tid, fd)?;
    c.hold_open(open);
    Ok(c.add_fd(tid, open, cloexec, least)?)
}

pub(in crate::kernel) fn dup3(c: &mut Computer, tid: Pid, a: Args) -> Outcome {
    let open = c.open_id(tid, a[0])?;
    if a[0] == a[1] || a[2] & !flags::CLOEXEC != 0 {
        return Err(Errno::EINVAL.into());
    }
    if u64::from(a[1]) >= c.process_of(tid).limits[7].0.min(1024) {
        return Err(Errno::EBADF.into());
    }
    c.hold_open(open);
    if c.open_id(tid, a[1]).is_ok() {
        c.close_fd(tid, a[1])?;
    }
    c.file_table_mut(tid).slots.insert(a[1], (open, a[2] & flags::CLOEXEC != 0));
    Ok(a[1])
}

pub(in crate::kernel) fn fcntl64(c: &mut Computer, tid: Pid, a: Args) -> Outcome {
    let id = c.open_id(tid, a[0])?;
    match a[1] {
        0 | 1030 => {
            if u64::from(a[2]) >= c.process_of(tid).limits[7].0 {
                return Err(Errno::EINVAL.into());
            }
            duplicate(c, tid, a[0], a[2], a[1] == 1030)
        }
        1 => Ok(u32::from(c.file_table(tid).slots[&a[0]].1)),
        2 => {
            c.file_table_mut(tid).slots.insert(a[0], (id, a[2] & 1 != 0));
            Ok(0)
        }
        3 => Ok(c.kernel.open_files[&id].flags | 0o10_0000),
        4 => {
            let settable = flags::APPEND | flags::NONBLOCK;
            let file = c.open_file_mut(id);
            file.flags = file.flags & !settable | a[2] & settable;
            Ok(0)
        }
        5..=7 | 12..=14 | 36..=38 => super::lock::fcntl_lock(c, tid, id, a),
        8 => Ok(0),
        9 => Ok(0),
        1031 | 1032 => pipe_size(c, id, a[1] == 1031, a[2]),
        1033 | 1034 => Ok(0),
        _ => Err(Errno::EINVAL.into()),
    }
}

fn pipe_size(c: &mut Computer, id: super::OpenId, sets: bool, want: u32) -> Outcome {
    let Object::Pipe(channel, _) = c.kernel.open_files[&id].object else { return Err(Errno::EBADF.into()) };
    let pipe = c.kernel.pipes.get_mut(&channel).ok_or(Errno::EBADF)?;
    if sets {
        let size = want.max(4096).checked_next_power_of_two().filter(|size| *size <= 1 << 20).ok_or(Errno::EPERM)?;
        if size < pipe.buffer.len() {
            return Err(Errno::EBUSY.into());
        }
        pipe.buffer.set_capacity(size);
    }
    Ok(pipe.buffer.capacity())
}

pub(in crate::kernel) fn ioctl(c: &mut Computer, tid: Pid, a: Args) -> Outcome {
    let id = c.open_id(tid, a[0])?;
    let object = c.kernel.open_files[&id].object.clone();
    match a[1] {
        0x5450 | 0x5451 => {
            // FIONCLEX, FIOCLEX
            c.file_table_mut(tid).slots.insert(a[0], (id, a[1] == 0x5451));
            Ok(0)
        }
        0x5421 => {
            let on = c.get_u32(tid, a[2])? != 0; // FIONBIO
            let file = c.open_file_mut(id);
            file.flags = if on { file.flags | flags::NONBLOCK } else { file.flags & !flags::NONBLOCK };
            Ok(0)
        }
        0x541B => {
            let n = c.bytes_to_read(tid, id)?; // FIONREAD
            c.put_u32(tid, a[2], n)?;
            Ok(0)
        }
        _ if object == Object::Tty => super::tty::tty_ioctl(c, tid, a),
        _ => Err(Errno::ENOTTY.into()),
    }
}

impl Computer {
    /// FIONREAD.
    fn bytes_to_read(&self, tid: Pid, id: super::OpenId) -> Result<u32, Errno> {
        let file = &self.kernel.open_files[&id];
        Ok(match &file.object {
            Object::Pipe(channel, _) => self.kernel.pipes[channel].buffer.len(),
            Object::Inode(inode) if matches!(self.kernel.inodes.at(*inode).kind, Kind::File(_)) => {
                self.kernel.inodes.size(*inode).saturating_sub(file.offset) as u32
            }
            Object::Inode(inode) if matches!(self.kernel.inodes.at(*inode).kind, Kind::Device(Device::Null)) => {
                return Err(Errno::ENOTTY);
            }
            Object::Tty | Object::Stream(0) => self.input_waiting(),
            Object::Socket(socket) => self.socket_waiting(tid, *socket),
            _ => return Err(Errno::ENOTTY),
        })
    }
}

pub(in crate::kernel) fn ftruncate64(c: &mut Computer, tid: Pid, a: Args) -> Outcome {
    let file = c.open_file(tid, a[0])?.clone();
    let size = u64::from(a[1]) | u64::from(a[2]) << 32;
    let Object::Inode(inode) = file.object else { return Err(Errno::EINVAL.into()) };
    if !file.writes() || (size as i64) < 0 || !matches!(c.kernel.inodes.at(inode).kind, Kind::File(_)) {
        return Err(Errno::EINVAL.into());
    }
    c.truncate(inode, size)?;
    Ok(0)
}

pub(in crate::kernel) fn truncate64(c: &mut Computer, tid: Pid, a: Args) -> Outcome {
    let path = c.get_path(tid, a[0])?;
    let size = u64::from(a[1]) | u64::from(a[2]) << 32;
    let inode = c.resolve(tid, AT_FDCWD, &path, true)?.inode()?;
    match c.kernel.inodes.at(inode).kind {
        Kind::Directory(_) => return Err(Errno::EISDIR.into()),
        Kind::File(_) if (size as i64) >= 0 => {}
        _ => return Err(Errno::EINVAL.into()),
    }
    c.allow(tid, c.kernel.inodes.at(inode), 2)?;
    c.truncate(inode, size)?;
    Ok(0)
}

/// fallocate without flags: the file is at least that long.
pub(in crate::kernel) fn fallocate(c: &mut Computer, tid: Pid, a: Args) -> Outcome {
    let file = c.open_file(tid, a[0])?.clone();
    let end = (u64::from(a[2]) | u64::from(a[3]) << 32).saturating_add(u64::from(a[4]) | u64::from(a[5]) << 32);
    let Object::Inode(inode) = file.object else { return Err(Errno::ESPIPE.into()) };
    if !file.writes() {
        return Err(Errno::EBADF.into());
    }
    if a[1] & !1 != 0 {
        return Err(Errno::EOPNOTSUPP.into());
    }
    if a[1] & 1 == 0 && end > c.kernel.inodes.size(inode) {
        c.truncate(inode, end)?;
    }
    Ok(0)
}

pub(in crate::kernel) fn fsync(c: &mut Computer, tid: Pid, a: Args) -> Outcome {
    match c.open_file(tid, a[0])?.object {
        Object::Inode(inode) => c.sync_file(Some(inode)),
        Object::ProcFile(_) | Object::ProcDirectory(_) => {}
        _ => return Err(Errno::EINVAL.into()),
    }
    Ok(0)
}

pub(in crate::kernel) fn sync(c: &mut Computer, _: Pid, _: Args) -> Outcome {
    c.sync_file(None);
    Ok(0)
}

/// copy_file_range(in, off_in*, out, off_out*, len, flags): reads into a kernel buffer, writes from it.
pub(in crate::kernel) fn copy_file_range(c: &mut Computer, tid: Pid, a: Args) -> Outcome {
    if a[1] != 0 || a[3] != 0 {
        return Err(Errno::EOPNOTSUPP.into());
    }
    super::read_write::sendfile64(c, tid, [a[2], a[0], 0, a[4], 0, 0])
}

/// An anonymous file (`memfd_create`).
pub(in crate::kernel) fn memfd_create(c: &mut Computer, tid: Pid, a: Args) -> Outcome {
    let name = c.get_string(tid, a[0], 249, Errno::EINVAL)?;
    let now = c.wall_ns();
    let id = c.kernel.inodes.insert_memory(0, 0o777, (0, 0), now)?;
    let path = format!("/memfd:{} (deleted)", String::from_utf8_lossy(&name));
    let cloexec = if a[1] & 1 != 0 { flags::CLOEXEC } else { 0 };
    Ok(c.new_fd(tid, Object::Inode(id), flags::RDWR | cloexec, &path)?)
}

/// Advice changes nothing here.
pub(in crate::kernel) fn advise(c: &mut Computer, tid: Pid, a: Args) -> Outcome {
    c.open_id(tid, a[0])?;
    Ok(0)
}
