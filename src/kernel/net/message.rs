//! sendto, recvfrom, sendmsg, recvmsg; passing descriptors (SCM_RIGHTS).

use super::transfer::How;
use super::{Address, Family, Type};
use crate::base::Pid;
use crate::kernel::Computer;
use crate::kernel::errno::Errno;
use crate::kernel::file::OpenId;
use crate::kernel::memory::UserIo;
use crate::kernel::syscall::{Args, Outcome, Stop};

const MSG_PEEK: u32 = 2;
const MSG_CTRUNC: u32 = 8;
const MSG_TRUNC: u32 = 0x20;
const MSG_DONTWAIT: u32 = 0x40;
const MSG_WAITALL: u32 = 0x100;
const MSG_NOSIGNAL: u32 = 0x4000;
const MSG_CMSG_CLOEXEC: u32 = 0x4000_0000;
/// Most descriptors in one message.
const FILES_MAX: usize = 253;

impl Computer {
    /// Where a message goes: an address given with it.
    fn destination(&mut self, tid: Pid, id: u32, va: u32, len: u32) -> Result<Option<Address>, Errno> {
        let (family, kind) = (self.socket(id).family, self.socket(id).kind);
        if va == 0 || len == 0 || kind == Type::Stream && family == Family::Inet {
            return Ok(None);
        }
        if self.socket(id).is_connected() {
            return Err(Errno::EISCONN);
        }
        let address = self.get_address(tid, va, len, family)?;
        Ok(Some(self.canonical(tid, address)?))
    }

    fn send_message(
        &mut self,
        tid: Pid,
        fd: u32,
        io: UserIo,
        to: Option<Address>,
        files: Vec<OpenId>,
        flag: u32,
    ) -> Outcome {
        let id = self.socket_of(tid, fd)?;
        let waits = flag & MSG_DONTWAIT == 0 && !self.open_file(tid, fd)?.is_nonblocking();
        let before = self.thread(tid).call.as_ref().map_or(0, |call| call.progress);
        let mut io = io.skip(before);
        let result = self.send(tid, id, &mut io, to, files, waits, flag & MSG_NOSIGNAL == 0);
        if let Some(call) = self.thread_mut(tid).call.as_mut() {
            call.progress = io.done();
        }
        match result {
            Ok(()) => Ok(io.done()),
            Err(Stop::Errno(_)) if io.done() > 0 && self.socket(id).kind == Type::Stream => Ok(io.done()),
            Err(stop) => Err(stop),
        }
    }

    fn how(&self, tid: Pid, fd: u32, flag: u32) -> Result<How, Errno> {
        let waits = flag & MSG_DONTWAIT == 0 && !self.open_file(tid, fd)?.is_nonblocking();
        Ok(How { waits, peeks: flag & MSG_PEEK != 0, waits_for_all: flag & MSG_WAITALL != 0 })
    }
}

/// `sendto(fd, bytes, len, flags, address*, address_len)`.
pub(in crate::kernel) fn sendto(c: &mut Computer, tid: Pid, a: Args) -> Outcome {
    let id = c.socket_of(tid, a[0])?;
    let to = c.destination(tid, id, a[4], a[5])?;
    c.send_message(tid, a[0], UserIo::one(a[1], a[2].min(0x7fff_f000)), to, Vec::new(), a[3])
}

/// `recvfrom(fd, bytes, len, flags, address*, address_len*)`.
pub(in crate::kernel) fn recvfrom(c: &mut Computer, tid: Pid, a: Args) -> Outcome {
    let id = c.socket_of(tid, a[0])?;
    let how = c.how(tid, a[0], a[3])?;
    let mut io = UserIo::one(a[1], a[2].min(0x7fff_f000));
    let received = c.receive(tid, id, &mut io, how)?;
    received.files.iter().for_each(|open| c.drop_open(*open));
    let (family, is_stream) = (c.socket(id).family, c.socket(id).kind == Type::Stream);
    if is_stream && a[4] != 0 {
        c.put_u32(tid, a[5], 0)?;
    } else {
        c.put_address(tid, a[4], a[5], &received.from, family)?;
    }
    Ok(if a[3] & MSG_TRUNC != 0 && !is_stream { received.length } else { io.done() })
}

/// `struct msghdr` of riscv32: name, name length, iovec, count, control, control length, flags.
fn get_header(c: &mut Computer, tid: Pid, va: u32) -> Result<[u32; 7], Errno> {
    let bytes = c.get::<28>(tid, va)?;
    Ok(std::array::from_fn(|n| {
        u32::from_le_bytes([bytes[4 * n], bytes[4 * n + 1], bytes[4 * n + 2], bytes[4 * n + 3]])
    }))
}

/// The open files that SCM_RIGHTS control messages name: each record is length, level 1, type 1, descriptors.
fn get_rights(c: &mut Computer, tid: Pid, va: u32, len: u32) -> Result<Vec<OpenId>, Errno> {
    let mut bytes = vec![0; len.min(4096) as usize];
    if va == 0 || bytes.is_empty() {
        return Ok(Vec::new());
    }
    c.copyin(tid, va, &mut bytes)?;
    let word = |at: usize| bytes.get(at..at + 4).map_or(0, |b| u32::from_le_bytes([b[0], b[1], b[2], b[3]]));
    let (mut files, mut at) = (Vec::new(), 0);
    while at + 12 <= bytes.len() {
        let length = word(at) as usize;
        if length < 12 || at + length > bytes.len() {
            return Err(Errno::EINVAL);
        }
        if (word(at + 4), word(at + 8)) == (1, 1) {
            for slot in (at + 12..at + length).step_by(4).filter(|slot| slot + 4 <= at + length) {
                files.push(c.open_id(tid, word(slot))?);
            }
        }
        at += length.next_multiple_of(4);
    }
    if files.len() > FILES_MAX { Err(Errno::EINVAL) } else { Ok(files) }
}

pub(in crate::kernel) fn sendmsg(c: &mut Computer, tid: Pid, a: Args) -> Outcome {
    let id = c.socket_of(tid, a[0])?;
    let [name, name_len, iov, count, control, control_len, _] = get_header(c, tid, a[1])?;
    let to = c.destination(tid, id, name, name_len)?;
    let io = c.get_iovec(tid, iov, count)?;
    let is_first = c.thread(tid).call.as_ref().is_none_or(|call| call.progress == 0);
    let files = if is_first { get_rights(c, tid, control, control_len)? } else { Vec::new() };
    if !files.is_empty() && c.socket(id).family != Family::Unix {
        return Err(Errno::EINVAL.into());
    }
    files.iter().for_each(|open| c.hold_open(*open));
    let result = c.send_message(tid, a[0], io, to, files.clone(), a[2]);
    let stayed = match &result {
        Err(Stop::Errno(_)) => true,
        Err(Stop::Block(_)) => c.socket(id).kind != Type::Stream,
        _ => false,
    };
    if stayed {
        files.into_iter().for_each(|open| c.drop_open(open));
    }
    result
}

pub(in crate::kernel) fn recvmsg(c: &mut Computer, tid: Pid, a: Args) -> Outcome {
    let id = c.socket_of(tid, a[0])?;
    let how = c.how(tid, a[0], a[2])?;
    let [name, _, iov, count, control, control_len, _] = get_header(c, tid, a[1])?;
    let mut io = c.get_iovec(tid, iov, count)?;
    let received = c.receive(tid, id, &mut io, how)?;
    let family = c.socket(id).family;
    if name != 0 && c.socket(id).kind != Type::Stream {
        c.put_address(tid, name, a[1] + 4, &received.from, family)?;
    } else {
        c.put_u32(tid, a[1] + 4, 0)?;
    }
    let mut flag = if received.was_cut { MSG_TRUNC } else { 0 };
    let mut used = 0;
    if !received.files.is_empty() {
        let room = (control_len.saturating_sub(12) / 4) as usize;
        let mut words = vec![0, 1, 1];
        for (n, open) in received.files.iter().enumerate() {
            if n < room {
                words.push(c.add_fd(tid, *open, a[2] & MSG_CMSG_CLOEXEC != 0, 0)?);
            } else {
                flag |= MSG_CTRUNC;
                c.drop_open(*open);
            }
        }
        words[0] = 4 * words.len() as u32;
        used = words[0];
        if room > 0 {
            c.put_words(tid, control, &words)?;
        }
    }
    c.put_words(tid, a[1] + 20, &[used, flag])?;
    Ok(if a[2] & MSG_TRUNC != 0 && received.was_cut { received.length } else { io.done() })
}
