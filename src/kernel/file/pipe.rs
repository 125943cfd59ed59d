//! Pipes and FIFOs.
//!
//! Rules (POSIX read, write): a read waits while the pipe is empty and somebody could still write; end of file comes
//! when the last writer has closed; a write of up to `PIPE_BUF` bytes is all or nothing; writing without readers is
//! SIGPIPE and EPIPE.

use super::buffer::Buffer;
use super::flags;
use super::inode::Kind;
use super::open::Object;
use crate::base::Pid;
use crate::kernel::Computer;
use crate::kernel::errno::Errno;
use crate::kernel::event::{CopyDirection, Fact};
use crate::kernel::memory::{FileId, UserIo};
use crate::kernel::process::{Wait, WaitKey};
use crate::kernel::signal::{self, SigInfo};
use crate::kernel::syscall::{Args, Outcome, Stop};
use std::rc::Rc;

/// Writes up to this size are never mixed with others'.
pub const PIPE_BUF: u32 = 4096;

/// Which end of a pipe an open file is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum End {
    /// Reads.
    Read,
    /// Writes.
    Write,
    /// A FIFO opened for both.
    Both,
}

impl End {
    /// The end that `O_RDONLY`, `O_WRONLY` or `O_RDWR` means.
    #[must_use]
    pub const fn for_flags(flag: u32) -> End {
        match flag & flags::ACCMODE {
            0 => End::Read,
            flags::WRONLY => End::Write,
            _ => End::Both,
        }
    }
}

/// A pipe.
#[derive(Clone, Debug)]
pub struct Pipe {
    /// What is in it.
    pub buffer: Buffer,
    /// Open file descriptions that can read.
    pub readers: u32,
    /// Open file descriptions that can write.
    pub writers: u32,
    /// How often the ends were ever opened (FIFOs).
    pub reader_opens: u32,
    /// See `reader_opens`.
    pub writer_opens: u32,
    /// `pipe 3`, or the FIFO's path.
    pub name: Rc<str>,
    /// Bytes ever written.
    pub total: u64,
    /// The FIFO's inode.
    pub fifo: Option<FileId>,
}

impl Computer {
    pub(in crate::kernel) fn new_channel(&mut self) -> u32 {
        let id = self.kernel.next_channel;
        self.kernel.next_channel += 1;
        id
    }

    fn add_pipe(&mut self, name: Option<&str>, fifo: Option<FileId>) -> u32 {
        let id = self.new_channel();
        let name = name.map_or_else(|| format!("pipe {id}"), Into::into).into();
        let buffer = Buffer::new(id, self.kernel.pipe_bytes);
        let pipe = Pipe { buffer, readers: 0, writers: 0, reader_opens: 0, writer_opens: 0, name, total: 0, fifo };
        self.kernel.pipes.insert(id, pipe);
        id
    }

    /// The pipe behind a FIFO's inode.
    pub(super) fn fifo_channel(&mut self, id: FileId, path: &str) -> u32 {
        if let Kind::Fifo(Some(channel)) = self.kernel.inodes.at(id).kind {
            return channel;
        }
        let channel = self.add_pipe(Some(path), Some(id));
        self.kernel.inodes.table_mut(id).kind = Kind::Fifo(Some(channel));
        channel
    }

    /// A FIFO's pipe that nobody opened after all.
    pub(super) fn drop_idle_fifo(&mut self, channel: u32) {
        if self.kernel.pipes.get(&channel).is_some_and(|pipe| pipe.readers + pipe.writers == 0) {
            self.remove_pipe(channel);
        }
    }

    pub(in crate::kernel) fn open_pipe_end(&mut self, channel: u32, end: End) {
        let pipe = self.kernel.pipes.get_mut(&channel).expect("a live pipe");
        if end != End::Write {
            pipe.readers += 1;
            pipe.reader_opens += 1;
        }
        if end != End::Read {
            pipe.writers += 1;
            pipe.writer_opens += 1;
        }
    }

    pub(in crate::kernel) fn close_pipe_end(&mut self, channel: u32, end: End) {
        let pipe = self.kernel.pipes.get_mut(&channel).expect("a live pipe");
        if end != End::Write {
            pipe.readers -= 1;
        }
        if end != End::Read {
            pipe.writers -= 1;
        }
        let (readers, writers) = (pipe.readers, pipe.writers);
        if readers + writers == 0 {
            return self.remove_pipe(channel);
        }
        if writers == 0 {
            self.wake(WaitKey::Readable(channel), "the last writer closed the pipe");
        }
        if readers == 0 {
            self.wake(WaitKey::Writable(channel), "the last reader closed the pipe");
        }
    }

    fn remove_pipe(&mut self, channel: u32) {
        let Some(mut pipe) = self.kernel.pipes.remove(&channel) else { return };
        let len = pipe.buffer.len();
        self.drain_buffer(&mut pipe.buffer, len);
        if let Some(inode) = pipe.fifo
            && self.kernel.inodes.get(inode).is_some()
        {
            self.kernel.inodes.table_mut(inode).kind = Kind::Fifo(None);
            self.collect_inode(inode);
        }
    }

    pub(super) fn read_pipe(&mut self, tid: Pid, channel: u32, io: &mut UserIo, waits: bool) -> Result<(), Stop> {
        let pipe = &self.kernel.pipes[&channel];
        if pipe.buffer.is_empty() {
            return match () {
                () if pipe.writers == 0 => Ok(()),
                () if waits => Err(Stop::Block(Wait::on(
                    WaitKey::Readable(channel),
                    &format!("read() on the empty {}", pipe.name),
                ))),
                () => Err(Errno::EAGAIN.into()),
            };
        }
        let name = Rc::clone(&pipe.name);
        let mut buffer = std::mem::take(&mut self.kernel.pipes.get_mut(&channel).expect("just seen").buffer);
        let result = self.move_out(tid, &mut buffer, io, &name);
        self.kernel.pipes.get_mut(&channel).expect("just seen").buffer = buffer;
        result?;
        self.wake(WaitKey::Writable(channel), "the pipe has room");
        Ok(())
    }

    /// Moves bytes from a kernel buffer to user buffers, as many as fit.
    pub(in crate::kernel) fn move_out(
        &mut self,
        tid: Pid,
        buffer: &mut Buffer,
        io: &mut UserIo,
        name: &Rc<str>,
    ) -> Result<(), Errno> {
        while io.left() > 0 && !buffer.is_empty() {
            let bytes = self.peek_buffer(buffer, io.left().min(4096));
            let (user, kernel) = (io.va(), self.buffer_pa(buffer));
            self.give_user(tid, io, &bytes)?;
            let len = bytes.len() as u32;
            self.drain_buffer(buffer, len);
            let direction = CopyDirection::KernelToUser;
            self.emit(Fact::BytesCopied { direction, user, kernel, len, channel: Rc::clone(name) });
        }
        Ok(())
    }

    /// Moves bytes from user buffers into a kernel buffer, at most `most` and as many as there is room for.
    pub(in crate::kernel) fn move_in(
        &mut self,
        tid: Pid,
        buffer: &mut Buffer,
        io: &mut UserIo,
        most: u32,
        name: &Rc<str>,
    ) -> Result<u32, Errno> {
        let mut moved = 0;
        while moved < most && buffer.room() > 0 && io.left() > 0 {
            let want = (most - moved).min(buffer.room()).min(4096);
            let (user, before) = (io.va(), io.done());
            let bytes = self.take_user(tid, io, want)?;
            let (len, kernel) = self.push_bytes(buffer, &bytes);
            if len > 0 {
                let direction = CopyDirection::UserToKernel;
                self.emit(Fact::BytesCopied { direction, user, kernel, len, channel: Rc::clone(name) });
            }
            moved += len;
            if len < bytes.len() as u32 || bytes.is_empty() {
                *io = io.clone().skip(before + len);
                if moved == 0 {
                    return Err(Errno::ENOMEM);
                }
                break;
            }
        }
        Ok(moved)
    }

    pub(super) fn write_pipe(&mut self, tid: Pid, channel: u32, io: &mut UserIo, waits: bool) -> Result<(), Stop> {
        while io.left() > 0 {
            let pipe = &self.kernel.pipes[&channel];
            if pipe.readers == 0 {
                let pid = self.thread(tid).tgid;
                self.send_to_thread(tid, SigInfo::user(signal::SIGPIPE, pid, 0));
                return Err(Errno::EPIPE.into());
            }
            let is_atomic = io.len() <= PIPE_BUF;
            let needed = if is_atomic { io.left().min(pipe.buffer.capacity()) } else { 1 };
            if pipe.buffer.room() < needed {
                if !waits {
                    return if io.done() > 0 { Ok(()) } else { Err(Errno::EAGAIN.into()) };
                }
                return Err(Stop::Block(Wait::on(
                    WaitKey::Writable(channel),
                    &format!("write() on the full {}", pipe.name),
                )));
            }
            let name = Rc::clone(&pipe.name);
            let mut buffer = std::mem::take(&mut self.kernel.pipes.get_mut(&channel).expect("just seen").buffer);
            let result = self.move_in(tid, &mut buffer, io, u32::MAX, &name);
            let pipe = self.kernel.pipes.get_mut(&channel).expect("just seen");
            pipe.buffer = buffer;
            pipe.total += u64::from(*result.as_ref().unwrap_or(&0));
            if result? > 0 {
                self.wake(WaitKey::Readable(channel), "bytes arrived in the pipe");
            }
        }
        Ok(())
    }
}

pub(in crate::kernel) fn pipe2(c: &mut Computer, tid: Pid, a: Args) -> Outcome {
    if a[1] & !(flags::CLOEXEC | flags::NONBLOCK | 0o4_0000) != 0 {
        return Err(Errno::EINVAL.into());
    }
    let channel = c.add_pipe(None, None);
    c.open_pipe_end(channel, End::Read);
    c.open_pipe_end(channel, End::Write);
    let path = format!("pipe:[{channel}]");
    let read = c.add_open(Object::Pipe(channel, End::Read), a[1] & flags::NONBLOCK, &path);
    let write = c.add_open(Object::Pipe(channel, End::Write), flags::WRONLY | a[1] & flags::NONBLOCK, &path);
    let cloexec = a[1] & flags::CLOEXEC != 0;
    let first = match c.add_fd(tid, read, cloexec, 0) {
        Ok(fd) => fd,
        Err(e) => {
            c.drop_open(write);
            return Err(e.into());
        }
    };
    let second = c.add_fd(tid, write, cloexec, 0);
    let stored = second.and_then(|second| c.put_words(tid, a[0], &[first, second]));
    if let Err(e) = stored {
        let _ = c.close_fd(tid, first);
        if let Ok(second) = second {
            let _ = c.close_fd(tid, second);
        }
        return Err(e.into());
    }
    Ok(0)
}
