//! Moving bytes and datagrams from socket to socket.

use super::{Address, DATAGRAM_BYTES, DATAGRAMS_MAX, Datagram, Family, Type};
use crate::base::Pid;
use crate::kernel::Computer;
use crate::kernel::errno::Errno;
use crate::kernel::file::{Buffer, OpenId};
use crate::kernel::memory::UserIo;
use crate::kernel::process::{Wait, WaitKey};
use crate::kernel::signal::{self, SigInfo};
use crate::kernel::syscall::Stop;
use std::rc::Rc;

/// What a receive found besides the bytes.
#[derive(Clone, Debug, Default)]
pub(super) struct Received {
    pub(super) from: Address,
    pub(super) files: Vec<OpenId>,
    /// The datagram was longer than the buffer.
    pub(super) was_cut: bool,
    /// Its whole length.
    pub(super) length: u32,
}

/// How to receive.
#[derive(Clone, Copy, Debug, Default)]
pub(super) struct How {
    pub(super) waits: bool,
    pub(super) peeks: bool,
    pub(super) waits_for_all: bool,
}

impl Computer {
    pub(in crate::kernel) fn read_socket(
        &mut self,
        tid: Pid,
        id: u32,
        io: &mut UserIo,
        waits: bool,
    ) -> Result<(), Stop> {
        let received = self.receive(tid, id, io, How { waits, ..How::default() })?;
        received.files.into_iter().for_each(|open| self.drop_open(open));
        Ok(())
    }

    pub(in crate::kernel) fn write_socket(
        &mut self,
        tid: Pid,
        id: u32,
        io: &mut UserIo,
        waits: bool,
    ) -> Result<(), Stop> {
        self.send(tid, id, io, None, Vec::new(), waits, true)
    }

    /// Sends the kernel's own bytes down a stream (sendfile); how many fitted.
    pub(in crate::kernel) fn send_bytes(&mut self, _: Pid, id: u32, bytes: &[u8]) -> Result<u32, Errno> {
        let peer = self.peer_of(id).ok_or(Errno::EPIPE)?;
        let mut inbox = std::mem::take(&mut self.socket_mut(peer).inbox);
        let (n, _) = self.push_bytes(&mut inbox, bytes);
        self.socket_mut(peer).inbox = inbox;
        self.wake(WaitKey::Readable(peer), "bytes arrived at the socket");
        Ok(n)
    }

    #[expect(clippy::too_many_arguments, reason = "the parameters of sendmsg")]
    pub(super) fn send(
        &mut self,
        tid: Pid,
        id: u32,
        io: &mut UserIo,
        to: Option<Address>,
        files: Vec<OpenId>,
        waits: bool,
        signals: bool,
    ) -> Result<(), Stop> {
        let socket = self.socket_mut(id);
        if let Some(e) = socket.error.take() {
            return Err(e.into());
        }
        let (kind, is_shut) = (socket.kind, socket.write_shut);
        if kind == Type::Stream && !socket.is_connected() && !is_shut {
            return Err(Errno::ENOTCONN.into());
        }
        if is_shut || (kind != Type::Datagram && self.peer_of(id).is_none()) {
            if signals && kind == Type::Stream {
                let pid = self.thread(tid).tgid;
                self.send_to_thread(tid, SigInfo::user(signal::SIGPIPE, pid, 0));
            }
            return Err(Errno::EPIPE.into());
        }
        match kind {
            Type::Stream => self.send_stream(tid, id, io, files, waits),
            _ => self.send_datagram(tid, id, io, to, files, waits),
        }
    }

    fn send_stream(&mut self, tid: Pid, id: u32, io: &mut UserIo, files: Vec<OpenId>, waits: bool) -> Result<(), Stop> {
        let peer = self.peer_of(id).ok_or(Errno::EPIPE)?;
        if !files.is_empty() && io.done() == 0 {
            self.socket_mut(peer).files.push_back(files);
        }
        while io.left() > 0 {
            let mut inbox = std::mem::take(&mut self.socket_mut(peer).inbox);
            let result = self.move_in(tid, &mut inbox, io, u32::MAX, &channel_name(id));
            let other = self.socket_mut(peer);
            other.inbox = inbox;
            other.total += u64::from(*result.as_ref().unwrap_or(&0));
            if result? > 0 {
                self.wake(WaitKey::Readable(peer), "bytes arrived at the socket");
            } else if waits {
                return Err(Stop::Block(Wait::on(WaitKey::Writable(peer), "send() to a full socket")));
            } else {
                return if io.done() > 0 { Ok(()) } else { Err(Errno::EAGAIN.into()) };
            }
        }
        Ok(())
    }

    fn send_datagram(
        &mut self,
        tid: Pid,
        id: u32,
        io: &mut UserIo,
        to: Option<Address>,
        files: Vec<OpenId>,
        waits: bool,
    ) -> Result<(), Stop> {
        let socket = self.socket(id);
        let (family, kind) = (socket.family, socket.kind);
        let remote = to.unwrap_or_else(|| socket.remote.clone());
        let target = match self.peer_of(id) {
            Some(peer) => Some(peer),
            None if remote == Address::None => {
                let e = if family == Family::Inet { Errno::EDESTADDRREQ } else { Errno::ENOTCONN };
                return Err(e.into());
            }
            None => self.socket_at(&remote, kind),
        };
        if io.left() > DATAGRAM_BYTES {
            return Err(Errno::EMSGSIZE.into());
        }
        self.bind_anywhere(id, [127, 0, 0, 1])?;
        let Some(target) = target else {
            if family == Family::Unix {
                return Err(Errno::ECONNREFUSED.into());
            }
            if self.socket(id).remote != Address::None {
                self.socket_mut(id).error = Some(Errno::ECONNREFUSED); // the ICMP answer comes back
            }
            self.take_user(tid, io, u32::MAX)?;
            return Ok(());
        };
        if self.socket(target).datagrams.len() >= DATAGRAMS_MAX {
            if family == Family::Inet {
                self.take_user(tid, io, u32::MAX)?; // UDP drops what does not fit
                return Ok(());
            }
            let wait = Wait::on(WaitKey::Writable(target), "send() to a full socket");
            return if waits { Err(Stop::Block(wait)) } else { Err(Errno::EAGAIN.into()) };
        }
        let len = io.left();
        let mut bytes = Buffer::new(target, len.max(1));
        let moved = self.move_in(tid, &mut bytes, io, u32::MAX, &channel_name(id));
        if moved != Ok(len) {
            let part = bytes.len();
            self.drain_buffer(&mut bytes, part);
            return Err(moved.err().unwrap_or(Errno::ENOBUFS).into());
        }
        let from = self.socket(id).local.clone();
        let other = self.socket_mut(target);
        other.datagrams.push_back(Datagram { from, bytes, files });
        other.total += u64::from(len);
        self.wake(WaitKey::Readable(target), "a datagram arrived");
        Ok(())
    }

    pub(super) fn receive(&mut self, tid: Pid, id: u32, io: &mut UserIo, how: How) -> Result<Received, Stop> {
        let socket = self.socket_mut(id);
        let has_input = socket.has_input();
        if !has_input && let Some(e) = socket.error.take() {
            return Err(e.into());
        }
        if socket.kind != Type::Datagram && !socket.is_connected() {
            return Err(Errno::ENOTCONN.into());
        }
        let needed = if how.waits_for_all && !how.peeks { io.left().min(socket.inbox.capacity()) } else { 1 };
        let is_stream = socket.kind == Type::Stream;
        let is_enough = if is_stream { socket.inbox.len() >= needed.max(1) } else { has_input };
        let is_over = socket.read_shut || (is_stream && self.peer_of(id).is_none());
        if !is_enough && !is_over && io.left() > 0 {
            return self.wait_for_socket(tid, id, how.waits, "recv() from an empty socket");
        }
        if is_stream { self.receive_stream(tid, id, io, how) } else { self.receive_datagram(tid, id, io, how) }
    }

    /// Waits until something comes to a socket, at most as long as SO_RCVTIMEO says. Never `Ok`.
    pub(super) fn wait_for_socket<T>(&mut self, tid: Pid, id: u32, waits: bool, why: &str) -> Result<T, Stop> {
        if !waits {
            return Err(Errno::EAGAIN.into());
        }
        let limit = self.socket(id).options.get(&(1, 20)).copied().filter(|us| *us > 0);
        let at = limit.map(|us| self.after_ns(u64::from(us) * 1000));
        if self.call_deadline(tid, at) {
            return Err(Errno::EAGAIN.into());
        }
        Err(Stop::Block(Wait::on(WaitKey::Readable(id), why)))
    }

    fn receive_stream(&mut self, tid: Pid, id: u32, io: &mut UserIo, how: How) -> Result<Received, Stop> {
        let from = self.socket(id).remote.clone();
        if how.peeks {
            let bytes = self.peek_buffer(&self.socket(id).inbox, io.left());
            self.give_user(tid, io, &bytes)?;
            return Ok(Received { from, length: bytes.len() as u32, ..Received::default() });
        }
        let mut inbox = std::mem::take(&mut self.socket_mut(id).inbox);
        let result = self.move_out(tid, &mut inbox, io, &channel_name(id));
        self.socket_mut(id).inbox = inbox;
        result?;
        let files = self.socket_mut(id).files.pop_front().unwrap_or_default();
        self.wake(WaitKey::Writable(id), "the socket has room");
        Ok(Received { from, files, was_cut: false, length: io.done() })
    }

    fn receive_datagram(&mut self, tid: Pid, id: u32, io: &mut UserIo, how: How) -> Result<Received, Stop> {
        let Some(first) = self.socket(id).datagrams.front() else { return Ok(Received::default()) };
        let length = first.bytes.len();
        if how.peeks {
            let from = first.from.clone();
            let bytes = self.peek_buffer(&self.socket(id).datagrams[0].bytes, io.left());
            self.give_user(tid, io, &bytes)?;
            return Ok(Received { from, files: Vec::new(), was_cut: length > io.done(), length });
        }
        let Some(Datagram { from, mut bytes, files }) = self.socket_mut(id).datagrams.pop_front() else {
            return Ok(Received::default());
        };
        let result = self.move_out(tid, &mut bytes, io, &channel_name(id));
        let rest = bytes.len();
        self.drain_buffer(&mut bytes, rest);
        self.wake(WaitKey::Writable(id), "the socket has room");
        result?;
        Ok(Received { from, files, was_cut: rest > 0, length })
    }
}

fn channel_name(id: u32) -> Rc<str> {
    format!("socket {id}").into()
}
