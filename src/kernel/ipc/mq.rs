//! POSIX message queues. Each message lies in kernel frames of its own; the most urgent, then the oldest, comes first.

use super::Special;
use crate::base::Pid;
use crate::kernel::Computer;
use crate::kernel::errno::Errno;
use crate::kernel::file::{Buffer, Object, flags};
use crate::kernel::memory::UserIo;
use crate::kernel::process::{Wait, WaitKey};
use crate::kernel::signal::SigInfo;
use crate::kernel::syscall::{Args, Outcome, Stop};
use std::rc::Rc;

/// Largest `mq_maxmsg` and `mq_msgsize`.
const LIMITS: (u32, u32) = (256, 65_536);
const PRIORITY_MAX: u32 = 32_768;

/// A message: priority and bytes.
#[derive(Clone, Debug)]
struct Message {
    priority: u32,
    bytes: Buffer,
}

/// A queue.
#[derive(Clone, Debug)]
pub struct MessageQueue {
    name: Rc<str>,
    /// Most urgent first.
    messages: Vec<Message>,
    most: u32,
    size: u32,
    /// Who wants a signal when a message comes to the empty queue.
    notify: Option<(Pid, u8, u32)>,
    is_linked: bool,
    /// Bytes ever sent.
    pub total: u64,
}

impl MessageQueue {
    pub(super) fn is_empty(&self) -> bool {
        self.messages.is_empty()
    }

    pub(super) fn is_full(&self) -> bool {
        self.messages.len() >= self.most as usize
    }

    /// Name, messages it holds, messages it can hold, frames.
    pub(in crate::kernel) fn view(&self) -> (Rc<str>, u32, u32, Vec<crate::base::Ppn>) {
        let frames = self.messages.iter().flat_map(|m| m.bytes.frames()).collect();
        (Rc::clone(&self.name), self.messages.len() as u32, self.most, frames)
    }
}

impl Computer {
    fn queue(&mut self, id: u32) -> Result<&mut MessageQueue, Errno> {
        match self.kernel.ipc.specials.get_mut(&id) {
            Some(Special::Queue(queue)) => Ok(queue),
            _ => Err(Errno::EBADF),
        }
    }

    fn queue_of(&mut self, tid: Pid, fd: u32) -> Result<u32, Errno> {
        let id = self.special_of(tid, fd).map_err(|_| Errno::EBADF)?;
        self.queue(id).map(|_| id)
    }

    /// Frees a queue without a name that nobody has open.
    pub(super) fn collect_queue(&mut self, id: u32) {
        let is_open = self.kernel.open_files.values().any(|file| file.object == Object::Special(id));
        if is_open || self.queue(id).is_ok_and(|queue| queue.is_linked) {
            return;
        }
        if let Some(Special::Queue(mut queue)) = self.kernel.ipc.specials.remove(&id) {
            for message in &mut queue.messages {
                let len = message.bytes.len();
                self.drain_buffer(&mut message.bytes, len);
            }
        }
    }
}

fn queue_name(c: &mut Computer, tid: Pid, va: u32) -> Result<Vec<u8>, Errno> {
    let name = c.get_string(tid, va, 255, Errno::ENAMETOOLONG)?;
    match () {
        () if name.is_empty() => Err(Errno::EINVAL),
        () if name.contains(&b'/') => Err(Errno::EACCES),
        () => Ok(name),
    }
}

/// `mq_open(name without the slash, flags, mode, struct mq_attr*)`.
pub(in crate::kernel) fn mq_open(c: &mut Computer, tid: Pid, a: Args) -> Outcome {
    let name = queue_name(c, tid, a[0])?;
    let text = format!("/{}", String::from_utf8_lossy(&name));
    let id = match c.kernel.ipc.mq_names.get(&name) {
        Some(_) if a[1] & flags::CREAT != 0 && a[1] & flags::EXCL != 0 => return Err(Errno::EEXIST.into()),
        Some(id) => *id,
        None if a[1] & flags::CREAT == 0 => return Err(Errno::ENOENT.into()),
        None => {
            let (most, size) =
                if a[3] == 0 { (10, 8192) } else { (c.get_u32(tid, a[3] + 4)?, c.get_u32(tid, a[3] + 8)?) };
            if most == 0 || size == 0 || most > LIMITS.0 || size > LIMITS.1 {
                return Err(Errno::EINVAL.into());
            }
            let id = c.new_channel();
            let name_text = text.as_str().into();
            let queue = MessageQueue {
                name: name_text,
                messages: Vec::new(),
                most,
                size,
                notify: None,
                is_linked: true,
                total: 0,
            };
            c.kernel.ipc.specials.insert(id, Special::Queue(queue));
            c.kernel.ipc.mq_names.insert(name, id);
            id
        }
    };
    Ok(c.new_fd(tid, Object::Special(id), a[1] | flags::CLOEXEC, &text)?)
}

pub(in crate::kernel) fn mq_unlink(c: &mut Computer, tid: Pid, a: Args) -> Outcome {
    let name = queue_name(c, tid, a[0])?;
    let id = c.kernel.ipc.mq_names.remove(&name).ok_or(Errno::ENOENT)?;
    c.queue(id)?.is_linked = false;
    c.collect_queue(id);
    Ok(0)
}

/// The moment an absolute timeout of the wall clock means.
fn deadline(c: &mut Computer, tid: Pid, va: u32) -> Result<Option<crate::base::Cycles>, Errno> {
    if va == 0 {
        return Ok(None);
    }
    let ns = c.get_timespec(tid, va)?;
    Ok(Some(c.moment_of(0, ns)))
}

/// `mq_timedsend(queue, bytes, len, priority, timeout*)`.
pub(in crate::kernel) fn mq_timedsend(c: &mut Computer, tid: Pid, a: Args) -> Outcome {
    let id = c.queue_of(tid, a[0])?;
    let file = c.open_file(tid, a[0])?.clone();
    if !file.writes() {
        return Err(Errno::EBADF.into());
    }
    if a[3] >= PRIORITY_MAX {
        return Err(Errno::EINVAL.into());
    }
    let queue = c.queue(id)?;
    if a[2] > queue.size {
        return Err(Errno::EMSGSIZE.into());
    }
    if queue.is_full() {
        if file.is_nonblocking() {
            return Err(Errno::EAGAIN.into());
        }
        let at = deadline(c, tid, a[4])?;
        if c.call_deadline(tid, at) {
            return Err(Errno::ETIMEDOUT.into());
        }
        return Err(Stop::Block(Wait::on(WaitKey::Writable(id), "mq_send() to a full message queue")));
    }
    let name = Rc::clone(&queue.name);
    let mut bytes = Buffer::new(id, a[2].max(1));
    let mut io = UserIo::one(a[1], a[2]);
    let moved = c.move_in(tid, &mut bytes, &mut io, u32::MAX, &name);
    if moved != Ok(a[2]) {
        let len = bytes.len();
        c.drain_buffer(&mut bytes, len);
        return Err(moved.err().unwrap_or(Errno::ENOMEM).into());
    }
    let queue = c.queue(id)?;
    let was_empty = queue.is_empty();
    let at = queue.messages.iter().position(|m| m.priority < a[3]).unwrap_or(queue.messages.len());
    queue.messages.insert(at, Message { priority: a[3], bytes });
    queue.total += u64::from(a[2]);
    let has_reader = !c.waiters(WaitKey::Readable(id)).is_empty();
    if was_empty
        && !has_reader
        && let Some((pid, signal, value)) = c.queue(id)?.notify.take()
        && signal != 0
        && c.kernel.processes.contains_key(&pid)
    {
        let from = c.thread(tid).tgid.0;
        c.send_to_process(pid, SigInfo { signal, code: -3, pid: from, uid: 0, value });
    }
    c.wake(WaitKey::Readable(id), "a message arrived");
    Ok(0)
}

/// `mq_timedreceive(queue, bytes, len, priority*, timeout*)`.
pub(in crate::kernel) fn mq_timedreceive(c: &mut Computer, tid: Pid, a: Args) -> Outcome {
    let id = c.queue_of(tid, a[0])?;
    let file = c.open_file(tid, a[0])?.clone();
    if !file.reads() {
        return Err(Errno::EBADF.into());
    }
    let queue = c.queue(id)?;
    if a[2] < queue.size {
        return Err(Errno::EMSGSIZE.into());
    }
    if queue.is_empty() {
        if file.is_nonblocking() {
            return Err(Errno::EAGAIN.into());
        }
        let at = deadline(c, tid, a[4])?;
        if c.call_deadline(tid, at) {
            return Err(Errno::ETIMEDOUT.into());
        }
        return Err(Stop::Block(Wait::on(WaitKey::Readable(id), "mq_receive() from an empty message queue")));
    }
    let name = Rc::clone(&queue.name);
    let Message { priority, mut bytes } = queue.messages.remove(0);
    let mut io = UserIo::one(a[1], a[2]);
    let result = c.move_out(tid, &mut bytes, &mut io, &name);
    let rest = bytes.len();
    c.drain_buffer(&mut bytes, rest);
    c.wake(WaitKey::Writable(id), "the message queue has room");
    result?;
    if a[3] != 0 {
        c.put_u32(tid, a[3], priority)?;
    }
    Ok(io.done())
}

/// `mq_notify(queue, struct sigevent*)`: value, signal, how.
pub(in crate::kernel) fn mq_notify(c: &mut Computer, tid: Pid, a: Args) -> Outcome {
    let id = c.queue_of(tid, a[0])?;
    let pid = c.thread(tid).tgid;
    if a[1] == 0 {
        let queue = c.queue(id)?;
        if queue.notify.is_some_and(|(who, ..)| who == pid) {
            queue.notify = None;
        }
        return Ok(0);
    }
    let bytes = c.get::<12>(tid, a[1])?;
    let word = |n: usize| u32::from_le_bytes([bytes[n], bytes[n + 1], bytes[n + 2], bytes[n + 3]]);
    let signal = match word(8) {
        0 if (1..=64).contains(&word(4)) => word(4) as u8,
        1 => 0,
        _ => return Err(Errno::EINVAL.into()),
    };
    let queue = c.queue(id)?;
    if queue.notify.is_some() {
        return Err(Errno::EBUSY.into());
    }
    queue.notify = Some((pid, signal, word(0)));
    Ok(0)
}

/// `mq_getsetattr(queue, new*, old*)`: flags, maxmsg, msgsize, curmsgs.
pub(in crate::kernel) fn mq_getsetattr(c: &mut Computer, tid: Pid, a: Args) -> Outcome {
    let id = c.queue_of(tid, a[0])?;
    let open = c.open_id(tid, a[0])?;
    let queue = c.queue(id)?;
    let words = [queue.most, queue.size, queue.messages.len() as u32];
    let old = c.kernel.open_files[&open].flags & flags::NONBLOCK;
    if a[2] != 0 {
        c.put_words(tid, a[2], &[old, words[0], words[1], words[2]])?;
    }
    if a[1] != 0 {
        let new = c.get_u32(tid, a[1])? & flags::NONBLOCK;
        let file = c.open_file_mut(open);
        file.flags = file.flags & !flags::NONBLOCK | new;
    }
    Ok(0)
}
