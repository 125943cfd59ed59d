//! Making, naming and connecting sockets; options.

use super::{Address, Family, Type};
use crate::base::Pid;
use crate::kernel::Computer;
use crate::kernel::errno::Errno;
use crate::kernel::file::{AT_FDCWD, Kind, Object, flags};
use crate::kernel::process::{Wait, WaitKey};
use crate::kernel::syscall::{Args, Outcome, Stop};
use std::collections::VecDeque;

const NONBLOCK: u32 = flags::NONBLOCK;
const CLOEXEC: u32 = flags::CLOEXEC;
const SOL_SOCKET: u32 = 1;
const SO_REUSEADDR: u32 = 2;
const SO_TYPE: u32 = 3;
const SO_ERROR: u32 = 4;
const SO_SNDBUF: u32 = 7;
const SO_RCVBUF: u32 = 8;
const SO_PEERCRED: u32 = 17;
const SO_ACCEPTCONN: u32 = 30;
const SO_PROTOCOL: u32 = 38;
const SO_DOMAIN: u32 = 39;
/// First and last port handed out.
const EPHEMERAL: (u16, u16) = (32_768, 60_999);

fn kind_of(family: u32, kind: u32, protocol: u32) -> Result<(Family, Type), Errno> {
    let family = match family {
        1 => Family::Unix,
        2 => Family::Inet,
        _ => return Err(Errno::EAFNOSUPPORT),
    };
    let kind = match (kind & 0xf, family) {
        (1, _) => Type::Stream,
        (2, _) => Type::Datagram,
        (5, Family::Unix) => Type::Packets,
        (1..=5, _) => return Err(Errno::ESOCKTNOSUPPORT),
        _ => return Err(Errno::EINVAL),
    };
    match (protocol, family, kind) {
        (0, ..) | (6, Family::Inet, Type::Stream) | (17, Family::Inet, Type::Datagram) | (1, Family::Unix, _) => {
            Ok((family, kind))
        }
        _ => Err(Errno::EPROTONOSUPPORT),
    }
}

pub(in crate::kernel) fn socket(c: &mut Computer, tid: Pid, a: Args) -> Outcome {
    let (family, kind) = kind_of(a[0], a[1], a[2])?;
    let id = c.add_socket(tid, family, kind);
    Ok(c.new_fd(tid, Object::Socket(id), flags::RDWR | a[1] & (NONBLOCK | CLOEXEC), &format!("socket:[{id}]"))?)
}

pub(in crate::kernel) fn socketpair(c: &mut Computer, tid: Pid, a: Args) -> Outcome {
    let (family, kind) = kind_of(a[0], a[1], a[2])?;
    if family != Family::Unix {
        return Err(Errno::EOPNOTSUPP.into());
    }
    let (one, two) = (c.add_socket(tid, family, kind), c.add_socket(tid, family, kind));
    c.socket_mut(one).peer = Some(two);
    c.socket_mut(two).peer = Some(one);
    let flag = flags::RDWR | a[1] & (NONBLOCK | CLOEXEC);
    let first = match c.new_fd(tid, Object::Socket(one), flag, &format!("socket:[{one}]")) {
        Ok(fd) => fd,
        Err(e) => {
            c.close_socket(two);
            return Err(e.into());
        }
    };
    let second = c.new_fd(tid, Object::Socket(two), flag, &format!("socket:[{two}]"))?;
    c.put_words(tid, a[3], &[first, second])?;
    Ok(0)
}

/// Whether an IPv4 address is this computer's own.
fn is_own(ip: [u8; 4]) -> bool {
    ip[0] == 127 || ip == [0; 4]
}

impl Computer {
    /// The socket of a kind that listens or receives at an address.
    pub(super) fn socket_at(&self, address: &Address, kind: Type) -> Option<u32> {
        let hears = |local: &Address| match (local, address) {
            (Address::Inet(own, port), Address::Inet(ip, wanted)) => {
                port == wanted && (own == ip || *own == [0; 4] || *ip == [0; 4])
            }
            _ => local == address && *local != Address::None,
        };
        let has_role = |s: &super::Socket| kind == Type::Datagram || s.backlog.is_some();
        self.kernel
            .net
            .sockets
            .iter()
            .find(|(_, s)| s.kind == kind && has_role(s) && hears(&s.local))
            .map(|(id, _)| *id)
    }

    fn port_is_taken(&self, id: u32, ip: [u8; 4], port: u16) -> bool {
        let socket = self.socket(id);
        let reuses = |s: &super::Socket| s.options.get(&(SOL_SOCKET, SO_REUSEADDR)).is_some_and(|v| *v != 0);
        self.kernel.net.sockets.iter().any(|(other, s)| {
            let Address::Inet(own, taken) = s.local else { return false };
            let same_place = taken == port && (own == ip || own == [0; 4] || ip == [0; 4]);
            let both_reuse = reuses(socket) && reuses(s) && s.backlog.is_none();
            let is_accepted = s.is_connected() && reuses(socket);
            *other != id && s.kind == socket.kind && same_place && !both_reuse && !is_accepted
        })
    }

    /// A port nobody uses.
    fn free_port(&mut self, id: u32) -> Result<u16, Errno> {
        for _ in EPHEMERAL.0..EPHEMERAL.1 {
            let net = &mut self.kernel.net;
            net.next_port =
                if (EPHEMERAL.0..EPHEMERAL.1).contains(&net.next_port) { net.next_port + 1 } else { EPHEMERAL.0 };
            let port = net.next_port;
            if !self.port_is_taken(id, [0; 4], port) {
                return Ok(port);
            }
        }
        Err(Errno::EADDRINUSE)
    }

    /// An Internet socket without a name gets one before it sends.
    pub(super) fn bind_anywhere(&mut self, id: u32, ip: [u8; 4]) -> Result<(), Errno> {
        if self.socket(id).family == Family::Inet && self.socket(id).local == Address::None {
            let port = self.free_port(id)?;
            self.socket_mut(id).local = Address::Inet(ip, port);
        }
        Ok(())
    }

    /// The address a path means, whatever directory it was given from: its inode.
    pub(super) fn canonical(&mut self, tid: Pid, address: Address) -> Result<Address, Errno> {
        let Address::Path(path) = address else { return Ok(address) };
        let found = self.resolve(tid, AT_FDCWD, &path, true)?;
        let id = found.inode()?;
        if !matches!(self.kernel.inodes.at(id).kind, Kind::Socket) {
            return Err(Errno::ECONNREFUSED);
        }
        self.allow(tid, self.kernel.inodes.at(id), 2)?;
        let bound = |s: &&super::Socket| matches!(&s.local, Address::Path(_)) && s.options.get(&(0, 0)) == Some(&id.0);
        let local = self.kernel.net.sockets.values().find(bound).map(|s| s.local.clone());
        local.ok_or(Errno::ECONNREFUSED)
    }
}

pub(in crate::kernel) fn bind(c: &mut Computer, tid: Pid, a: Args) -> Outcome {
    let id = c.socket_of(tid, a[0])?;
    let family = c.socket(id).family;
    let address = c.get_address(tid, a[1], a[2], family)?;
    if c.socket(id).local != Address::None {
        return Err(Errno::EINVAL.into());
    }
    let address = match address {
        Address::Inet(ip, _) if !is_own(ip) => return Err(Errno::EADDRNOTAVAIL.into()),
        Address::Inet(ip, 0) => Address::Inet(ip, c.free_port(id)?),
        Address::Inet(ip, port) if c.port_is_taken(id, ip, port) => return Err(Errno::EADDRINUSE.into()),
        Address::Path(path) => {
            let args = c.resolve(tid, AT_FDCWD, &path, false)?;
            if args.node.is_some() {
                return Err(Errno::EADDRINUSE.into());
            }
            let dir = args.parent()?;
            c.allow_change(tid, dir)?;
            let (now, mode) = (c.wall_ns(), 0o777 & !c.process_of(tid).umask);
            let who = c.process_of(tid).credentials.uid[1];
            let inode = c.kernel.inodes.insert(Kind::Socket, mode, (who, who), now)?;
            c.kernel.inodes.link(dir, &args.name, inode, now);
            c.socket_mut(id).options.insert((0, 0), inode.0); // which inode is this socket's
            Address::Path(path)
        }
        Address::None => Address::Abstract(format!("{id:05x}").into_bytes()),
        other if c.kernel.net.sockets.values().any(|s| s.local == other) => return Err(Errno::EADDRINUSE.into()),
        other => other,
    };
    c.socket_mut(id).local = address;
    Ok(0)
}

pub(in crate::kernel) fn listen(c: &mut Computer, tid: Pid, a: Args) -> Outcome {
    let id = c.socket_of(tid, a[0])?;
    let socket = c.socket(id);
    match socket.kind {
        Type::Datagram => return Err(Errno::EOPNOTSUPP.into()),
        _ if socket.is_connected() => return Err(Errno::EINVAL.into()),
        _ if socket.family == Family::Unix && socket.local == Address::None => return Err(Errno::EINVAL.into()),
        _ => {}
    }
    c.bind_anywhere(id, [0; 4])?;
    let most = (a[1] as i32).clamp(0, 4096) as u32 + 1;
    let socket = c.socket_mut(id);
    match &mut socket.backlog {
        Some((limit, _)) => *limit = most,
        None => socket.backlog = Some((most, VecDeque::new())),
    }
    Ok(0)
}

pub(in crate::kernel) fn accept(c: &mut Computer, tid: Pid, a: Args) -> Outcome {
    accept4(c, tid, [a[0], a[1], a[2], 0, 0, 0])
}

pub(in crate::kernel) fn accept4(c: &mut Computer, tid: Pid, a: Args) -> Outcome {
    let id = c.socket_of(tid, a[0])?;
    let waits = !c.open_file(tid, a[0])?.is_nonblocking();
    let socket = c.socket_mut(id);
    let Some((_, queue)) = &mut socket.backlog else {
        return Err(if socket.kind == Type::Datagram { Errno::EOPNOTSUPP } else { Errno::EINVAL }.into());
    };
    let Some(child) = queue.pop_front() else {
        return c.wait_for_socket(tid, id, waits, "accept() until somebody connects");
    };
    c.wake(WaitKey::Writable(id), "the backlog has room");
    let flag = flags::RDWR | a[3] & (NONBLOCK | CLOEXEC);
    let fd = c.new_fd(tid, Object::Socket(child), flag, &format!("socket:[{child}]"))?;
    let (remote, family) = (c.socket(child).remote.clone(), c.socket(child).family);
    c.put_address(tid, a[1], a[2], &remote, family)?;
    Ok(fd)
}

pub(in crate::kernel) fn connect(c: &mut Computer, tid: Pid, a: Args) -> Outcome {
    let id = c.socket_of(tid, a[0])?;
    let (family, kind) = (c.socket(id).family, c.socket(id).kind);
    let waits = !c.open_file(tid, a[0])?.is_nonblocking();
    if kind == Type::Datagram && a[2] >= 2 && c.get::<2>(tid, a[1])? == [0, 0] {
        let socket = c.socket_mut(id);
        (socket.remote, socket.peer) = (Address::None, None);
        return Ok(0);
    }
    let given = c.get_address(tid, a[1], a[2], family)?;
    if let Address::Inet(ip, _) = given
        && !is_own(ip)
    {
        return Err(Errno::ENETUNREACH.into());
    }
    let socket = c.socket(id);
    if kind != Type::Datagram && socket.is_connected() {
        return Err(Errno::EISCONN.into());
    }
    if socket.backlog.is_some() {
        return Err(Errno::EINVAL.into());
    }
    let address = c.canonical(tid, given.clone())?;
    let server = c.socket_at(&address, kind);
    if kind == Type::Datagram {
        if family == Family::Unix && server.is_none() {
            return Err(Errno::ECONNREFUSED.into());
        }
        c.bind_anywhere(id, [127, 0, 0, 1])?;
        c.socket_mut(id).remote = address;
        return Ok(0);
    }
    let server = server.ok_or(Errno::ECONNREFUSED)?;
    let is_full = c.socket(server).backlog.as_ref().is_some_and(|(most, queue)| queue.len() >= *most as usize);
    if is_full {
        let wait = Wait::on(WaitKey::Writable(server), "connect() until the backlog has room");
        return if waits { Err(Stop::Block(wait)) } else { Err(Errno::EAGAIN.into()) };
    }
    c.bind_anywhere(id, [127, 0, 0, 1])?;
    let child = c.add_socket(tid, family, kind);
    let (local, owner) = (c.socket(id).local.clone(), c.socket(server).owner);
    let own = if family == Family::Inet { given.clone() } else { address.clone() };
    let socket = c.socket_mut(child);
    (socket.local, socket.remote, socket.peer, socket.owner) = (own, local, Some(id), owner);
    let socket = c.socket_mut(id);
    (socket.remote, socket.peer) = (given, Some(child));
    if let Some((_, queue)) = &mut c.socket_mut(server).backlog {
        queue.push_back(child);
    }
    c.wake(WaitKey::Readable(server), "somebody connects");
    Ok(0)
}

pub(in crate::kernel) fn getsockname(c: &mut Computer, tid: Pid, a: Args) -> Outcome {
    let id = c.socket_of(tid, a[0])?;
    let (address, family) = (c.socket(id).local.clone(), c.socket(id).family);
    c.put_address(tid, a[1], a[2], &address, family)?;
    Ok(0)
}

pub(in crate::kernel) fn getpeername(c: &mut Computer, tid: Pid, a: Args) -> Outcome {
    let id = c.socket_of(tid, a[0])?;
    let socket = c.socket(id);
    if !socket.is_connected() && socket.remote == Address::None {
        return Err(Errno::ENOTCONN.into());
    }
    let (address, family) = (socket.remote.clone(), socket.family);
    c.put_address(tid, a[1], a[2], &address, family)?;
    Ok(0)
}

pub(in crate::kernel) fn shutdown(c: &mut Computer, tid: Pid, a: Args) -> Outcome {
    let id = c.socket_of(tid, a[0])?;
    if a[1] > 2 {
        return Err(Errno::EINVAL.into());
    }
    if !c.socket(id).is_connected() && c.socket(id).remote == Address::None && c.socket(id).backlog.is_none() {
        return Err(Errno::ENOTCONN.into());
    }
    let (ends_read, ends_write) = (a[1] != 1, a[1] != 0);
    let peer = c.peer_of(id);
    let socket = c.socket_mut(id);
    socket.read_shut |= ends_read;
    socket.write_shut |= ends_write;
    if let Some(peer) = peer {
        let other = c.socket_mut(peer);
        other.read_shut |= ends_write;
        if ends_read && other.family == Family::Unix {
            other.write_shut = true;
        }
        c.wake(WaitKey::Readable(peer), "the other end shut the connection down");
        c.wake(WaitKey::Writable(peer), "the other end shut the connection down");
    }
    c.wake(WaitKey::Readable(id), "the connection was shut down");
    c.wake(WaitKey::Writable(id), "the connection was shut down");
    Ok(0)
}

pub(in crate::kernel) fn setsockopt(c: &mut Computer, tid: Pid, a: Args) -> Outcome {
    let id = c.socket_of(tid, a[0])?;
    if a[4] < 4 {
        return Err(Errno::EINVAL.into());
    }
    let value = c.get_u32(tid, a[3])?;
    match (a[1], a[2]) {
        (SOL_SOCKET, SO_TYPE | SO_ERROR | SO_ACCEPTCONN | SO_PEERCRED) | (0, 0) => {
            return Err(Errno::ENOPROTOOPT.into());
        }
        (SOL_SOCKET, SO_SNDBUF | SO_RCVBUF) => {
            c.socket_mut(id).options.insert((a[1], a[2]), value.saturating_mul(2).max(2304));
        }
        (SOL_SOCKET, 20 | 66) => {
            // SO_RCVTIMEO: microseconds, at least 1 when set
            let wide = a[2] == 66 || a[4] >= 16;
            let (s, us) = if wide {
                (c.get_u64(tid, a[3])?, c.get_u64(tid, a[3] + 8)?)
            } else {
                (u64::from(value), u64::from(c.get_u32(tid, a[3] + 4)?))
            };
            let total = s.saturating_mul(1_000_000).saturating_add(us).min(u64::from(u32::MAX));
            c.socket_mut(id).options.insert((SOL_SOCKET, 20), total as u32);
        }
        key => {
            c.socket_mut(id).options.insert(key, value);
        }
    }
    Ok(0)
}

pub(in crate::kernel) fn getsockopt(c: &mut Computer, tid: Pid, a: Args) -> Outcome {
    let id = c.socket_of(tid, a[0])?;
    let room = c.get_u32(tid, a[4])?;
    let socket = c.socket_mut(id);
    let words = match (a[1], a[2]) {
        (SOL_SOCKET, SO_ERROR) => vec![socket.error.take().map_or(0, |e| u32::from(e.0))],
        (SOL_SOCKET, SO_TYPE) => vec![[1, 2, 5][socket.kind as usize]],
        (SOL_SOCKET, SO_ACCEPTCONN) => vec![u32::from(socket.backlog.is_some())],
        (SOL_SOCKET, SO_DOMAIN) => vec![[1, 2][socket.family as usize]],
        (SOL_SOCKET, SO_PROTOCOL) => {
            vec![if socket.family == Family::Unix { 0 } else { [6, 17, 0][socket.kind as usize] }]
        }
        (SOL_SOCKET, SO_PEERCRED) => {
            let peer = socket.peer.and_then(|peer| c.kernel.net.sockets.get(&peer));
            let (pid, uid, gid) = peer.map_or((0, u32::MAX, u32::MAX), |s| s.owner);
            vec![pid, uid, gid]
        }
        (SOL_SOCKET, option @ (SO_SNDBUF | SO_RCVBUF)) => {
            vec![socket.options.get(&(SOL_SOCKET, option)).copied().unwrap_or(212_992)]
        }
        key => vec![socket.options.get(&key).copied().unwrap_or(0)],
    };
    let bytes: Vec<u8> = words.iter().flat_map(|word| word.to_le_bytes()).collect();
    let n = bytes.len().min(room as usize);
    c.copyout(tid, a[3], &bytes[..n])?;
    c.put_u32(tid, a[4], n as u32)?;
    Ok(0)
}
