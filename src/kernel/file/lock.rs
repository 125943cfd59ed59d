//! Advisory locks: fcntl record locks (by process) and flock (by open file description).

use super::open::{Object, OpenId};
use crate::base::Pid;
use crate::kernel::Computer;
use crate::kernel::errno::Errno;
use crate::kernel::memory::FileId;
use crate::kernel::process::{Wait, WaitKey};
use crate::kernel::syscall::{Args, Outcome, Stop};
use std::collections::BTreeMap;

/// Whose lock it is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Owner {
    Process(Pid),
    Open(OpenId),
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
struct Lock {
    owner: Owner,
    /// First byte.
    start: u64,
    /// One past the last byte.
    end: u64,
    exclusive: bool,
    /// Made by flock: the two families do not see each other.
    is_flock: bool,
}

/// All locks, by file.
#[derive(Clone, Debug, Default)]
pub struct Locks {
    by_file: BTreeMap<FileId, Vec<Lock>>,
}

impl Locks {
    fn conflict(&self, file: FileId, wanted: &Lock) -> Option<Lock> {
        let clashes = |lock: &&Lock| {
            lock.is_flock == wanted.is_flock
                && lock.owner != wanted.owner
                && (lock.exclusive || wanted.exclusive)
                && lock.start < wanted.end
                && wanted.start < lock.end
        };
        self.by_file.get(&file)?.iter().find(clashes).copied()
    }

    /// Removes an owner's locks in a range, splitting what sticks out; true if any went.
    fn clear(&mut self, file: FileId, owner: Owner, is_flock: bool, start: u64, end: u64) -> bool {
        let Some(locks) = self.by_file.get_mut(&file) else { return false };
        let before = locks.clone();
        let mut kept = Vec::new();
        for lock in before.iter().copied() {
            let is_hit = lock.owner == owner && lock.is_flock == is_flock && lock.start < end && start < lock.end;
            if !is_hit {
                kept.push(lock);
                continue;
            }
            if lock.start < start {
                kept.push(Lock { end: start, ..lock });
            }
            if lock.end > end {
                kept.push(Lock { start: end, ..lock });
            }
        }
        let changed = kept != before;
        if kept.is_empty() {
            self.by_file.remove(&file);
        } else {
            *locks = kept;
        }
        changed
    }

    fn add(&mut self, file: FileId, lock: Lock) {
        self.clear(file, lock.owner, lock.is_flock, lock.start, lock.end);
        self.by_file.entry(file).or_default().push(lock);
    }
}

impl Computer {
    /// A process closed a descriptor of a file (or ended): its record locks on it (or all) go.
    pub(in crate::kernel) fn drop_process_locks(&mut self, pid: Pid, file: Option<FileId>) {
        let files: Vec<_> =
            self.kernel.locks.by_file.keys().copied().filter(|id| file.is_none_or(|f| f == *id)).collect();
        for id in files {
            if self.kernel.locks.clear(id, Owner::Process(pid), false, 0, u64::MAX) {
                self.wake(WaitKey::Lock(id), "a file lock was released");
            }
        }
    }

    /// An open file description is gone: its flock goes.
    pub(in crate::kernel) fn drop_flock(&mut self, open: OpenId) {
        for id in self.kernel.locks.by_file.keys().copied().collect::<Vec<_>>() {
            let flocks = self.kernel.locks.clear(id, Owner::Open(open), true, 0, u64::MAX);
            let records = self.kernel.locks.clear(id, Owner::Open(open), false, 0, u64::MAX);
            if flocks || records {
                self.wake(WaitKey::Lock(id), "a file lock was released");
            }
        }
    }
}

pub(in crate::kernel) fn flock(c: &mut Computer, tid: Pid, a: Args) -> Outcome {
    let open = c.open_id(tid, a[0])?;
    let Object::Inode(file) = c.kernel.open_files[&open].object else { return Err(Errno::EBADF.into()) };
    let exclusive = match a[1] & !4 {
        1 => false,
        2 => true,
        8 => {
            c.drop_flock(open);
            return Ok(0);
        }
        _ => return Err(Errno::EINVAL.into()),
    };
    let lock = Lock { owner: Owner::Open(open), start: 0, end: u64::MAX, exclusive, is_flock: true };
    take(c, file, lock, a[1] & 4 == 0, Errno::EAGAIN)
}

fn take(c: &mut Computer, file: FileId, lock: Lock, waits: bool, busy: Errno) -> Outcome {
    if c.kernel.locks.conflict(file, &lock).is_some() {
        return match waits {
            true => Err(Stop::Block(Wait::on(WaitKey::Lock(file), "a lock on a file"))),
            false => Err(busy.into()),
        };
    }
    c.kernel.locks.add(file, lock);
    c.wake(WaitKey::Lock(file), "a file lock changed");
    Ok(0)
}

/// `struct flock` as read from user memory: type, first byte, one past the last byte.
fn get_range(
    c: &mut Computer,
    tid: Pid,
    open: OpenId,
    file: FileId,
    va: u32,
    wide: bool,
) -> Result<(u16, u64, u64), Errno> {
    let head = c.get::<4>(tid, va)?;
    let (kind, whence) = (u16::from_le_bytes([head[0], head[1]]), u16::from_le_bytes([head[2], head[3]]));
    let (start, len) = if wide {
        (c.get_u64(tid, va + 8)? as i64, c.get_u64(tid, va + 16)? as i64)
    } else {
        (i64::from(c.get_u32(tid, va + 4)? as i32), i64::from(c.get_u32(tid, va + 8)? as i32))
    };
    let base = match whence {
        0 => 0,
        1 => c.kernel.open_files[&open].offset as i64,
        2 => c.kernel.inodes.size(file) as i64,
        _ => return Err(Errno::EINVAL),
    };
    let at = base.checked_add(start).ok_or(Errno::EOVERFLOW)?;
    let (from, to) = match len {
        0 => (at, i64::MAX),
        len if len > 0 => (at, at.checked_add(len).ok_or(Errno::EOVERFLOW)?),
        len => (at.checked_add(len).ok_or(Errno::EINVAL)?, at),
    };
    if from < 0 || kind > 2 {
        return Err(Errno::EINVAL);
    }
    Ok((kind, from as u64, if to == i64::MAX { u64::MAX } else { to as u64 }))
}

/// F_GETLK, F_SETLK, F_SETLKW, their 64-bit forms (12–14) and the open-file-description ones (36–38).
pub(super) fn fcntl_lock(c: &mut Computer, tid: Pid, open: OpenId, a: Args) -> Outcome {
    let Object::Inode(file) = c.kernel.open_files[&open].object else { return Err(Errno::EBADF.into()) };
    let wide = a[1] >= 12;
    let (kind, start, end) = get_range(c, tid, open, file, a[2], wide)?;
    let pid = c.thread(tid).tgid;
    let owner = if a[1] >= 36 { Owner::Open(open) } else { Owner::Process(pid) };
    let lock = Lock { owner, start, end, exclusive: kind == 1, is_flock: false };
    if matches!(a[1], 5 | 12 | 36) {
        return report(c, tid, file, &lock, a[2], wide);
    }
    let description = &c.kernel.open_files[&open];
    if (kind == 0 && !description.reads()) || (kind == 1 && !description.writes()) {
        return Err(Errno::EBADF.into());
    }
    if kind == 2 {
        if c.kernel.locks.clear(file, owner, false, start, end) {
            c.wake(WaitKey::Lock(file), "a file lock was released");
        }
        return Ok(0);
    }
    let waits = matches!(a[1], 7 | 14 | 38);
    if waits && would_deadlock(c, file, &lock) {
        return Err(Errno::EDEADLK.into());
    }
    take(c, file, lock, waits, Errno::EAGAIN)
}

/// Whether the holder of a conflicting lock waits, directly, for a lock this owner holds.
fn would_deadlock(c: &Computer, file: FileId, lock: &Lock) -> bool {
    let (Some(Lock { owner: Owner::Process(holder), .. }), Owner::Process(_)) =
        (c.kernel.locks.conflict(file, lock), lock.owner)
    else {
        return false;
    };
    let holds =
        |id: &FileId| c.kernel.locks.by_file.get(id).is_some_and(|l| l.iter().any(|other| other.owner == lock.owner));
    let waits_for = |tid: &Pid| {
        let wait = c.kernel.threads.get(tid).and_then(|thread| thread.wait.as_ref());
        wait.is_some_and(|w| w.keys.iter().any(|key| matches!(key, WaitKey::Lock(id) if holds(id))))
    };
    c.kernel.processes.get(&holder).is_some_and(|p| p.threads.iter().any(waits_for))
}

fn report(c: &mut Computer, tid: Pid, file: FileId, lock: &Lock, va: u32, wide: bool) -> Outcome {
    let Some(found) = c.kernel.locks.conflict(file, lock) else {
        c.copyout(tid, va, &2_u16.to_le_bytes())?;
        return Ok(0);
    };
    let kind = u16::from(found.exclusive);
    let len = if found.end == u64::MAX { 0 } else { found.end - found.start };
    let pid = if let Owner::Process(pid) = found.owner { pid.0 } else { u32::MAX };
    let mut bytes = kind.to_le_bytes().to_vec();
    bytes.extend([0; 2]);
    if wide {
        bytes.extend([0; 4]);
        [found.start, len].into_iter().for_each(|n| bytes.extend(n.to_le_bytes()));
    } else {
        [found.start as u32, len as u32].into_iter().for_each(|n| bytes.extend(n.to_le_bytes()));
    }
    bytes.extend(pid.to_le_bytes());
    c.copyout(tid, va, &bytes)?;
    Ok(0)
}
