//! Sockets: Unix stream, datagram and seqpacket, and Internet TCP and UDP on this computer's own loopback.
//!
//! A connection is a pair of sockets; what one sends lies in the other's inbox, in kernel frames. Rules follow
//! POSIX XSH 2.10 and Linux unix(7), ip(7).

mod address;
mod calls;
mod message;
mod transfer;

pub use address::Address;
pub(in crate::kernel) use calls::*;
pub(in crate::kernel) use message::*;

use super::Computer;
use super::errno::Errno;
use super::file::{Buffer, Object, OpenId, POLLERR, POLLHUP, POLLIN, POLLOUT, POLLRDHUP};
use super::process::WaitKey;
use crate::base::Pid;
use std::collections::{BTreeMap, VecDeque};

/// Bytes a socket's inbox holds.
const INBOX_BYTES: u32 = 64 << 10;
/// Datagrams an inbox holds.
const DATAGRAMS_MAX: usize = 64;
/// Largest datagram.
const DATAGRAM_BYTES: u32 = 65_507;

/// Address family.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Family {
    /// `AF_UNIX`.
    Unix,
    /// `AF_INET`.
    Inet,
}

/// Socket type.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Type {
    /// A stream of bytes.
    Stream,
    /// Messages without connection.
    Datagram,
    /// Messages with connection.
    Packets,
}

/// A message in an inbox.
#[derive(Clone, Debug)]
struct Datagram {
    from: Address,
    bytes: Buffer,
    files: Vec<OpenId>,
}

/// A socket.
#[derive(Clone, Debug)]
pub struct Socket {
    /// Its family.
    pub family: Family,
    /// Its type.
    pub kind: Type,
    /// Its own address.
    pub local: Address,
    /// The address it is connected to.
    pub remote: Address,
    /// The socket at the other end.
    peer: Option<u32>,
    /// Connections not yet accepted, when listening: (most, sockets).
    backlog: Option<(u32, VecDeque<u32>)>,
    inbox: Buffer,
    datagrams: VecDeque<Datagram>,
    /// Descriptors that came with a stream's bytes.
    files: VecDeque<Vec<OpenId>>,
    /// Nothing more will come; nothing more may go.
    read_shut: bool,
    write_shut: bool,
    /// Reported once by the next call.
    error: Option<Errno>,
    /// `setsockopt` values by (level, option).
    options: BTreeMap<(u32, u32), u32>,
    /// Who made it.
    owner: (u32, u32, u32),
    total: u64,
}

/// All sockets.
#[derive(Clone, Debug, Default)]
pub struct Net {
    pub(in crate::kernel) sockets: BTreeMap<u32, Socket>,
    next_port: u16,
}

impl Socket {
    /// Frames of its inbox.
    pub fn frames(&self) -> Vec<crate::base::Ppn> {
        self.inbox.frames().chain(self.datagrams.iter().flat_map(|d| d.bytes.frames())).collect()
    }

    /// Bytes waiting to be received, bytes ever received, the first bytes' buffer.
    #[must_use]
    pub fn view(&self) -> (u32, u64, Option<&Buffer>) {
        let used = self.inbox.len() + self.datagrams.iter().map(|d| d.bytes.len()).sum::<u32>();
        (
            used,
            self.total,
            if self.inbox.is_empty() { self.datagrams.front().map(|d| &d.bytes) } else { Some(&self.inbox) },
        )
    }

    /// Open file descriptions in flight in its inbox.
    pub fn files_in_flight(&self) -> impl Iterator<Item = OpenId> {
        self.files.iter().flatten().chain(self.datagrams.iter().flat_map(|d| d.files.iter())).copied()
    }

    fn has_input(&self) -> bool {
        !self.inbox.is_empty() || !self.datagrams.is_empty()
    }

    fn is_connected(&self) -> bool {
        self.peer.is_some()
    }
}

impl Computer {
    fn socket(&self, id: u32) -> &Socket {
        &self.kernel.net.sockets[&id]
    }

    fn socket_mut(&mut self, id: u32) -> &mut Socket {
        self.kernel.net.sockets.get_mut(&id).expect("a live socket")
    }

    /// The socket behind a descriptor.
    fn socket_of(&self, tid: Pid, fd: u32) -> Result<u32, Errno> {
        match self.open_file(tid, fd)?.object {
            Object::Socket(id) => Ok(id),
            _ => Err(Errno::ENOTSOCK),
        }
    }

    fn add_socket(&mut self, tid: Pid, family: Family, kind: Type) -> u32 {
        let id = self.new_channel();
        let who = &self.process_of(tid).credentials;
        let owner = (self.thread(tid).tgid.0, who.uid[1], who.gid[1]);
        let socket = Socket {
            family,
            kind,
            local: Address::None,
            remote: Address::None,
            peer: None,
            backlog: None,
            inbox: Buffer::new(id, INBOX_BYTES),
            datagrams: VecDeque::new(),
            files: VecDeque::new(),
            read_shut: false,
            write_shut: false,
            error: None,
            options: BTreeMap::new(),
            owner,
            total: 0,
        };
        self.kernel.net.sockets.insert(id, socket);
        id
    }

    /// The socket at the other end, while it is there.
    fn peer_of(&self, id: u32) -> Option<u32> {
        self.socket(id).peer.filter(|peer| self.kernel.net.sockets.contains_key(peer))
    }

    /// The last descriptor is gone: the connection ends, what was not read is lost.
    pub(in crate::kernel) fn close_socket(&mut self, id: u32) {
        let Some(mut socket) = self.kernel.net.sockets.remove(&id) else { return };
        let was_unread = socket.has_input();
        let len = socket.inbox.len();
        self.drain_buffer(&mut socket.inbox, len);
        for datagram in &mut socket.datagrams {
            let len = datagram.bytes.len();
            self.drain_buffer(&mut datagram.bytes, len);
        }
        for (_, waiting) in socket.backlog.iter().cloned().collect::<Vec<_>>() {
            waiting.into_iter().for_each(|child| self.close_socket(child));
        }
        if let Some(peer) = socket.peer
            && let Some(other) = self.kernel.net.sockets.get_mut(&peer)
            && other.peer == Some(id)
            && socket.kind != Type::Datagram
        {
            (other.read_shut, other.write_shut) = (true, true);
            if was_unread {
                other.error = Some(Errno::ECONNRESET);
            }
            self.wake(WaitKey::Readable(peer), "the other end closed the connection");
            self.wake(WaitKey::Writable(peer), "the other end closed the connection");
        }
        let files: Vec<OpenId> = socket.files_in_flight().collect();
        files.into_iter().for_each(|open| self.drop_open(open));
    }

    /// FIONREAD.
    pub(in crate::kernel) fn socket_waiting(&self, _: Pid, id: u32) -> u32 {
        let socket = self.socket(id);
        socket.datagrams.front().map_or(socket.inbox.len(), |d| d.bytes.len())
    }

    pub(in crate::kernel) fn socket_readiness(&self, id: u32) -> (u16, Vec<WaitKey>) {
        let socket = self.socket(id);
        let mut ready = 0;
        let accepts = socket.backlog.as_ref().is_some_and(|(_, queue)| !queue.is_empty());
        if socket.has_input() || accepts || socket.read_shut || socket.error.is_some() {
            ready |= POLLIN;
        }
        if socket.read_shut {
            ready |= POLLRDHUP;
        }
        if socket.error.is_some() {
            ready |= POLLERR;
        }
        let is_fresh = socket.kind != Type::Datagram && !socket.is_connected() && socket.backlog.is_none();
        if is_fresh || (socket.read_shut && socket.write_shut) {
            ready |= POLLHUP;
        }
        let room = self.peer_of(id).is_none_or(|peer| self.socket(peer).inbox.room() > 0);
        if socket.backlog.is_none() && (room || socket.write_shut) {
            ready |= POLLOUT;
        }
        let mut keys = vec![WaitKey::Readable(id)];
        keys.extend(self.peer_of(id).map(WaitKey::Writable));
        keys.push(WaitKey::Writable(id));
        (ready, keys)
    }
}
