//! System V: keys and ids, message queues with types, shared memory. Semaphores are in `semaphore.rs`.

use super::semaphore::SemaphoreSet;
use crate::base::Pid;
use crate::kernel::Computer;
use crate::kernel::errno::Errno;
use crate::kernel::file::Buffer;
use crate::kernel::memory::map::MapRequest;
use crate::kernel::memory::{Area, Backing, FileId, UserIo};
use crate::kernel::process::{Wait, WaitKey};
use crate::kernel::snapshot::AreaKind;
use crate::kernel::syscall::{Args, Outcome, Stop};
use std::collections::BTreeMap;

const IPC_CREAT: u32 = 0o1000;
const IPC_EXCL: u32 = 0o2000;
const IPC_NOWAIT: u32 = 0o4000;
const MSG_NOERROR: u32 = 0o1_0000;
pub(super) const IPC_RMID: u32 = 0;
pub(super) const IPC_SET: u32 = 1;
pub(super) const IPC_STAT: u32 = 2;
/// Most bytes in a message queue, and in one message.
const QUEUE_BYTES: u32 = 16_384;
const MESSAGE_BYTES: u32 = 8192;

/// A message: type and bytes.
#[derive(Clone, Debug)]
struct Message {
    kind: u32,
    bytes: Buffer,
}

/// What an id names.
#[derive(Clone, Debug)]
enum Thing {
    Queue { messages: Vec<Message>, used: u32, last: (u32, u32) },
    Memory { file: FileId, bytes: u32, removed: bool, creator: u32, last: u32 },
    Semaphores(SemaphoreSet),
}

/// An object: its key (0 private), owner, mode.
#[derive(Clone, Debug)]
struct Entry {
    key: u32,
    mode: u32,
    thing: Thing,
}

/// All System V objects by id.
#[derive(Clone, Debug, Default)]
pub struct SysvTable {
    entries: BTreeMap<u32, Entry>,
    next: u32,
}

#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum Family {
    Queue,
    Memory,
    Semaphores,
}

impl Thing {
    const fn family(&self) -> Family {
        match self {
            Thing::Queue { .. } => Family::Queue,
            Thing::Memory { .. } => Family::Memory,
            Thing::Semaphores(_) => Family::Semaphores,
        }
    }
}

impl SysvTable {
    pub(super) fn names_file(&self, id: FileId) -> bool {
        self.entries.values().any(|entry| matches!(entry.thing, Thing::Memory { file, .. } if file == id))
    }

    /// The id for a key, as the get calls have it; `None`: to be made.
    pub(super) fn find(&self, key: u32, flag: u32, family: Family) -> Result<Option<u32>, Errno> {
        let has_key = |entry: &Entry| entry.key == key && entry.thing.family() == family;
        let known = if key == 0 { None } else { self.entries.iter().find(|(_, entry)| has_key(entry)) };
        match known {
            Some(_) if flag & (IPC_CREAT | IPC_EXCL) == IPC_CREAT | IPC_EXCL => Err(Errno::EEXIST),
            Some((id, _)) => Ok(Some(*id)),
            None if key == 0 || flag & IPC_CREAT != 0 => Ok(None),
            None => Err(Errno::ENOENT),
        }
    }

    fn add(&mut self, key: u32, flag: u32, thing: Thing) -> Result<u32, Errno> {
        if self.entries.len() >= 256 {
            return Err(Errno::ENOSPC);
        }
        let id = self.next;
        self.next += 1;
        self.entries.insert(id, Entry { key, mode: flag & 0o777, thing });
        Ok(id)
    }

    pub(super) fn add_semaphores(&mut self, key: u32, flag: u32, set: SemaphoreSet) -> Result<u32, Errno> {
        self.add(key, flag, Thing::Semaphores(set))
    }

    pub(super) fn semaphores(&mut self, id: u32) -> Result<&mut SemaphoreSet, Errno> {
        match self.entries.get_mut(&id).map(|entry| &mut entry.thing) {
            Some(Thing::Semaphores(set)) => Ok(set),
            _ => Err(Errno::EINVAL),
        }
    }

    pub(super) fn semaphore_ids(&self) -> Vec<u32> {
        self.entries.iter().filter(|(_, e)| matches!(e.thing, Thing::Semaphores(_))).map(|(id, _)| *id).collect()
    }

    pub(super) fn remove(&mut self, id: u32) {
        self.entries.remove(&id);
    }

    /// `struct ipc64_perm` of riscv32: key, uid, gid, cuid, cgid, mode, seq and padding: 36 bytes.
    pub(super) fn permission_words(&self, id: u32) -> [u32; 9] {
        let entry = &self.entries[&id];
        [entry.key, 0, 0, 0, 0, entry.mode, 0, 0, 0]
    }

    /// Frames of message queues: (id, frames).
    pub(in crate::kernel) fn frames(&self) -> Vec<crate::base::Ppn> {
        let messages = self.entries.values().filter_map(|entry| match &entry.thing {
            Thing::Queue { messages, .. } => Some(messages),
            _ => None,
        });
        messages.flatten().flat_map(|m| m.bytes.frames()).collect()
    }
}

pub(in crate::kernel) fn msgget(c: &mut Computer, _: Pid, a: Args) -> Outcome {
    match c.kernel.ipc.sysv.find(a[0], a[1], Family::Queue)? {
        Some(id) => Ok(id),
        None => Ok(c.kernel.ipc.sysv.add(a[0], a[1], Thing::Queue { messages: Vec::new(), used: 0, last: (0, 0) })?),
    }
}

/// A queue's messages, its bytes in use, who sent and received last.
type QueueParts<'a> = (&'a mut Vec<Message>, &'a mut u32, &'a mut (u32, u32));

fn queue(c: &mut Computer, id: u32) -> Result<QueueParts<'_>, Errno> {
    match c.kernel.ipc.sysv.entries.get_mut(&id).map(|entry| &mut entry.thing) {
        Some(Thing::Queue { messages, used, last }) => Ok((messages, used, last)),
        _ => Err(Errno::EINVAL),
    }
}

/// EIDRM instead of EINVAL for a call that waited while its object was removed.
fn gone(c: &Computer, tid: Pid, e: Errno) -> Errno {
    let has_waited = c.thread(tid).call.as_ref().is_some_and(|call| call.woken);
    if e == Errno::EINVAL && has_waited { Errno::EIDRM } else { e }
}

fn wait_on(c: &mut Computer, tid: Pid, id: u32, why: &str) -> Outcome {
    if let Some(call) = c.thread_mut(tid).call.as_mut() {
        call.woken = true;
    }
    Err(Stop::Block(Wait::on(WaitKey::Sysv(id), why)))
}

/// `msgsnd(id, { long type; bytes }*, len, flags)`.
pub(in crate::kernel) fn msgsnd(c: &mut Computer, tid: Pid, a: Args) -> Outcome {
    let kind = c.get_u32(tid, a[1])?;
    if (kind as i32) < 1 || a[2] > MESSAGE_BYTES {
        return Err(Errno::EINVAL.into());
    }
    let used = match queue(c, a[0]) {
        Ok((_, used, _)) => *used,
        Err(e) => return Err(gone(c, tid, e).into()),
    };
    if used + a[2] > QUEUE_BYTES {
        if a[3] & IPC_NOWAIT != 0 {
            return Err(Errno::EAGAIN.into());
        }
        return wait_on(c, tid, a[0], "msgsnd() to a full message queue");
    }
    let mut bytes = Buffer::new(a[0], a[2].max(1));
    let mut io = UserIo::one(a[1].wrapping_add(4), a[2]);
    let moved = c.move_in(tid, &mut bytes, &mut io, u32::MAX, &"message queue".into());
    if moved != Ok(a[2]) {
        let len = bytes.len();
        c.drain_buffer(&mut bytes, len);
        return Err(moved.err().unwrap_or(Errno::ENOMEM).into());
    }
    let pid = c.thread(tid).tgid.0;
    let (messages, used, last) = queue(c, a[0])?;
    messages.push(Message { kind, bytes });
    *used += a[2];
    last.0 = pid;
    c.wake(WaitKey::Sysv(a[0]), "a message arrived");
    Ok(0)
}

/// `msgrcv(id, { long type; bytes }*, size, type, flags)`.
pub(in crate::kernel) fn msgrcv(c: &mut Computer, tid: Pid, a: Args) -> Outcome {
    let want = a[3] as i32;
    let e = queue(c, a[0]).err();
    if let Some(e) = e {
        return Err(gone(c, tid, e).into());
    }
    let (messages, ..) = queue(c, a[0])?;
    let found = match want {
        0 => (!messages.is_empty()).then_some(0),
        want if want > 0 => messages.iter().position(|m| (m.kind == want as u32) != (a[4] & 0o2_0000 != 0)),
        want => {
            let lowest = messages.iter().map(|m| m.kind).filter(|k| *k <= want.unsigned_abs()).min();
            messages.iter().position(|m| Some(m.kind) == lowest)
        }
    };
    let Some(at) = found else {
        if a[4] & IPC_NOWAIT != 0 {
            return Err(Errno::ENOMSG.into());
        }
        return wait_on(c, tid, a[0], "msgrcv() until a message of its type comes");
    };
    if messages[at].bytes.len() > a[2] && a[4] & MSG_NOERROR == 0 {
        return Err(Errno::E2BIG.into());
    }
    let Message { kind, mut bytes } = messages.remove(at);
    let size = bytes.len();
    let mut io = UserIo::one(a[1].wrapping_add(4), a[2]);
    let result = c.move_out(tid, &mut bytes, &mut io, &"message queue".into());
    let rest = bytes.len();
    c.drain_buffer(&mut bytes, rest);
    let pid = c.thread(tid).tgid.0;
    let (_, used, last) = queue(c, a[0])?;
    *used -= size;
    last.1 = pid;
    c.wake(WaitKey::Sysv(a[0]), "the message queue has room");
    result?;
    c.put_u32(tid, a[1], kind)?;
    Ok(io.done())
}

/// `msgctl(id, command, struct msqid64_ds*)`.
pub(in crate::kernel) fn msgctl(c: &mut Computer, tid: Pid, a: Args) -> Outcome {
    let (count, bytes, last) = queue(c, a[0]).map(|(messages, used, last)| (messages.len() as u32, *used, *last))?;
    match a[1] & !0x100 {
        IPC_RMID => {
            let mut messages = std::mem::take(queue(c, a[0])?.0);
            for message in &mut messages {
                let len = message.bytes.len();
                c.drain_buffer(&mut message.bytes, len);
            }
            c.kernel.ipc.sysv.remove(a[0]);
            c.wake(WaitKey::Sysv(a[0]), "the message queue was removed");
        }
        IPC_STAT => {
            let mut words = c.kernel.ipc.sysv.permission_words(a[0]).to_vec();
            words.extend([0, 0, 0, 0, 0, 0, bytes, count, QUEUE_BYTES, last.0, last.1, 0, 0]);
            c.put_words(tid, a[2], &words)?;
        }
        IPC_SET => {}
        _ => return Err(Errno::EINVAL.into()),
    }
    Ok(0)
}

/// `shmget(key, size, flags)`.
pub(in crate::kernel) fn shmget(c: &mut Computer, tid: Pid, a: Args) -> Outcome {
    if let Some(id) = c.kernel.ipc.sysv.find(a[0], a[2], Family::Memory)? {
        let Some(Thing::Memory { bytes, .. }) = c.kernel.ipc.sysv.entries.get(&id).map(|e| &e.thing) else {
            return Err(Errno::EINVAL.into());
        };
        return if a[1] > *bytes { Err(Errno::EINVAL.into()) } else { Ok(id) };
    }
    if a[1] == 0 || a[1] > 1 << 26 {
        return Err(Errno::EINVAL.into());
    }
    if !c.has_room_for(a[1]) {
        return Err(Errno::ENOMEM.into());
    }
    let (now, creator) = (c.wall_ns(), c.thread(tid).tgid.0);
    let file = c.kernel.inodes.insert_memory(u64::from(a[1]).next_multiple_of(4096), 0o600, (0, 0), now)?;
    let thing = Thing::Memory { file, bytes: a[1], removed: false, creator, last: 0 };
    Ok(c.kernel.ipc.sysv.add(a[0], a[2], thing)?)
}

/// How many areas of all processes map a segment's object.
fn attachments(c: &Computer, id: FileId) -> u32 {
    let maps = |area: &&Area| matches!(area.backing, Backing::File { file, .. } if file == id);
    c.kernel.mms.values().map(|mm| mm.areas.values().filter(maps).count() as u32 * mm.users).sum()
}

/// `shmat(id, address, flags)`: returns the address.
pub(in crate::kernel) fn shmat(c: &mut Computer, tid: Pid, a: Args) -> Outcome {
    let pid = c.thread(tid).tgid.0;
    let Some(Thing::Memory { file, bytes, last, .. }) = c.kernel.ipc.sysv.entries.get_mut(&a[0]).map(|e| &mut e.thing)
    else {
        return Err(Errno::EINVAL.into());
    };
    *last = pid;
    let (file, len) = (*file, *bytes);
    let is_writable = a[2] & 0o1_0000 == 0;
    let addr = if a[2] & 0o2_0000 != 0 { a[1] & !4095 } else { a[1] };
    let backing = Backing::File { file, offset: 0, limit: u64::MAX };
    let area = Area {
        start: 0,
        end: 0,
        read: true,
        write: is_writable,
        execute: false,
        shared: true,
        kind: AreaKind::Shared,
        backing,
    };
    let request = MapRequest { addr, len, fixed: a[2] & 0o4_0000 != 0, no_replace: addr != 0, area };
    let id = c.mm_of(tid);
    let va = c.map(id, &request).map_err(|e| if e == Errno::EEXIST { Errno::EINVAL } else { e })?;
    Ok(va)
}

pub(in crate::kernel) fn shmdt(c: &mut Computer, tid: Pid, a: Args) -> Outcome {
    let id = c.mm_of(tid);
    let area = *c.mm(id).areas.get(&a[0]).filter(|area| area.kind == AreaKind::Shared).ok_or(Errno::EINVAL)?;
    let Backing::File { file, offset: 0, .. } = area.backing else { return Err(Errno::EINVAL.into()) };
    if !c.kernel.ipc.sysv.names_file(file) {
        return Err(Errno::EINVAL.into());
    }
    c.unmap(id, area.start, area.end);
    c.sweep_segments();
    Ok(0)
}

impl Computer {
    /// Removed segments go when nobody has them attached any more.
    pub(in crate::kernel) fn sweep_segments(&mut self) {
        let doomed =
            |e: &Entry| if let Thing::Memory { file, removed: true, .. } = e.thing { Some(file) } else { None };
        let rows: Vec<_> =
            self.kernel.ipc.sysv.entries.iter().filter_map(|(id, e)| doomed(e).map(|f| (*id, f))).collect();
        for (id, file) in rows {
            if attachments(self, file) == 0 {
                self.kernel.ipc.sysv.remove(id);
                self.collect_inode(file);
            }
        }
    }
}

/// `shmctl(id, command, struct shmid64_ds*)`.
pub(in crate::kernel) fn shmctl(c: &mut Computer, tid: Pid, a: Args) -> Outcome {
    let Some(Entry { thing: Thing::Memory { file, bytes, creator, last, .. }, .. }) =
        c.kernel.ipc.sysv.entries.get(&a[0])
    else {
        return Err(Errno::EINVAL.into());
    };
    let (file, bytes, creator, last) = (*file, *bytes, *creator, *last);
    match a[1] & !0x100 {
        IPC_RMID => {
            if let Some(entry) = c.kernel.ipc.sysv.entries.get_mut(&a[0])
                && let Thing::Memory { removed, .. } = &mut entry.thing
            {
                *removed = true;
                entry.key = 0;
            }
            c.sweep_segments();
        }
        IPC_STAT => {
            let mut words = c.kernel.ipc.sysv.permission_words(a[0]).to_vec();
            let count = attachments(c, file);
            words.extend([bytes, 0, 0, 0, 0, 0, 0, creator, last, count, 0, 0]);
            c.put_words(tid, a[2], &words)?;
        }
        IPC_SET | 11 | 12 => {}
        _ => return Err(Errno::EINVAL.into()),
    }
    Ok(0)
}
