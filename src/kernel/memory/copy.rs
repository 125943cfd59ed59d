//! Copies between user memory and the kernel, page by page through the process's own page table.
//!
//! Rule: what a program may not access, the kernel does not access for it (`EFAULT`); a page not yet resident is
//! faulted in first.

use super::{FaultError, MmId, PAGE};
use crate::base::{Access, Pa, Pid, Va};
use crate::kernel::Computer;
use crate::kernel::errno::Errno;
use crate::machine::Pte;

/// A read's or write's user buffers in order (one, or an iovec), and how far they are used.
#[derive(Clone, Debug)]
pub struct UserIo {
    segments: Vec<(u32, u32)>,
    done: u32,
}

impl UserIo {
    /// One buffer.
    #[must_use]
    pub fn one(va: u32, len: u32) -> Self {
        Self { segments: vec![(va, len)], done: 0 }
    }

    /// Several buffers: (address, length).
    #[must_use]
    pub fn many(segments: Vec<(u32, u32)>) -> Self {
        Self { segments, done: 0 }
    }

    /// Bytes in all.
    #[must_use]
    pub fn len(&self) -> u32 {
        self.segments.iter().fold(0, |sum: u32, (_, len)| sum.saturating_add(*len))
    }

    /// Whether there is nothing to transfer.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.len() == 0
    }

    /// Bytes not yet transferred.
    #[must_use]
    pub fn left(&self) -> u32 {
        self.len() - self.done
    }

    /// Bytes transferred so far.
    #[must_use]
    pub const fn done(&self) -> u32 {
        self.done
    }

    /// Starts `done` bytes in.
    #[must_use]
    pub fn skip(mut self, done: u32) -> Self {
        self.done = done.min(self.len());
        self
    }

    /// The user address the next byte goes to or comes from.
    #[must_use]
    pub fn va(&self) -> Va {
        self.next_piece(1).map_or(Va(0), |(va, _)| Va(va))
    }

    /// The next contiguous piece of at most `want` bytes.
    fn next_piece(&self, want: u32) -> Option<(u32, u32)> {
        let mut skip = self.done;
        for &(va, len) in &self.segments {
            if skip < len {
                return Some((va.wrapping_add(skip), (len - skip).min(want)));
            }
            skip -= len;
        }
        None
    }
}

impl Computer {
    /// The address space of a thread.
    pub(in crate::kernel) fn mm_of(&self, tid: Pid) -> MmId {
        self.process_of(tid).mm.expect("a process with user code has an address space")
    }

    /// Where a user address lies in RAM right now, rights respected, A and D set as the access demands.
    fn user_pa(&mut self, id: MmId, va: Va, access: Access) -> Result<Pa, Errno> {
        let need = if access == Access::Write { Pte::V | Pte::U | Pte::W } else { Pte::V | Pte::U | Pte::R };
        let root = self.mm(id).root;
        if !self.pte(root, va.vpn()).has(need) {
            self.fault(id, va, access).map_err(|e| match e {
                FaultError::OutOfMemory => Errno::ENOMEM,
                _ => Errno::EFAULT,
            })?;
        }
        let pa = self.pte_pa(root, va.vpn()).ok_or(Errno::EFAULT)?;
        let pte = Pte(self.machine.ram.read_u32(pa));
        if !pte.has(need) {
            return Err(Errno::EFAULT);
        }
        let mark = if access == Access::Write { Pte::A | Pte::D } else { Pte::A };
        if !pte.has(mark) {
            self.machine.ram.write_u32(pa, pte.with(mark).0);
        }
        Ok(Pa(pte.ppn().pa().0 + va.offset()))
    }

    /// Copies from user memory.
    pub(in crate::kernel) fn copyin_mm(&mut self, id: MmId, va: u32, out: &mut [u8]) -> Result<(), Errno> {
        let mut done = 0;
        while done < out.len() {
            let at = Va(va.checked_add(done as u32).ok_or(Errno::EFAULT)?);
            let n = (out.len() - done).min((PAGE - at.offset()) as usize);
            let pa = self.user_pa(id, at, Access::Read)?;
            self.machine.ram.read(pa, &mut out[done..done + n]);
            done += n;
        }
        Ok(())
    }

    /// Copies into user memory.
    pub(in crate::kernel) fn copyout_mm(&mut self, id: MmId, va: u32, bytes: &[u8]) -> Result<(), Errno> {
        let mut done = 0;
        while done < bytes.len() {
            let at = Va(va.checked_add(done as u32).ok_or(Errno::EFAULT)?);
            let n = (bytes.len() - done).min((PAGE - at.offset()) as usize);
            let pa = self.user_pa(id, at, Access::Write)?;
            self.machine.ram.write(pa, &bytes[done..done + n]);
            done += n;
        }
        let cost = bytes.len() as u64 / 16 * self.machine.costs.copy_16_bytes;
        self.charge(cost);
        Ok(())
    }

    /// Copies from a thread's memory.
    pub(in crate::kernel) fn copyin(&mut self, tid: Pid, va: u32, out: &mut [u8]) -> Result<(), Errno> {
        let id = self.mm_of(tid);
        let cost = out.len() as u64 / 16 * self.machine.costs.copy_16_bytes;
        self.charge(cost);
        self.copyin_mm(id, va, out)
    }

    /// Copies into a thread's memory.
    pub(in crate::kernel) fn copyout(&mut self, tid: Pid, va: u32, bytes: &[u8]) -> Result<(), Errno> {
        let id = self.mm_of(tid);
        self.copyout_mm(id, va, bytes)
    }

    /// A fixed number of bytes from user memory.
    pub(in crate::kernel) fn get<const N: usize>(&mut self, tid: Pid, va: u32) -> Result<[u8; N], Errno> {
        let mut bytes = [0; N];
        self.copyin(tid, va, &mut bytes)?;
        Ok(bytes)
    }

    /// A word from user memory.
    pub(in crate::kernel) fn get_u32(&mut self, tid: Pid, va: u32) -> Result<u32, Errno> {
        self.get::<4>(tid, va).map(u32::from_le_bytes)
    }

    /// A double word from user memory.
    pub(in crate::kernel) fn get_u64(&mut self, tid: Pid, va: u32) -> Result<u64, Errno> {
        self.get::<8>(tid, va).map(u64::from_le_bytes)
    }

    /// A word into user memory.
    pub(in crate::kernel) fn put_u32(&mut self, tid: Pid, va: u32, value: u32) -> Result<(), Errno> {
        self.copyout(tid, va, &value.to_le_bytes())
    }

    /// Words into user memory, one after the other.
    pub(in crate::kernel) fn put_words(&mut self, tid: Pid, va: u32, words: &[u32]) -> Result<(), Errno> {
        let bytes: Vec<u8> = words.iter().flat_map(|word| word.to_le_bytes()).collect();
        self.copyout(tid, va, &bytes)
    }

    /// A NUL-terminated string of at most `max` bytes (without the NUL); longer ones are `too_long`.
    pub(in crate::kernel) fn get_string(
        &mut self,
        tid: Pid,
        va: u32,
        max: usize,
        too_long: Errno,
    ) -> Result<Vec<u8>, Errno> {
        let id = self.mm_of(tid);
        let mut text = Vec::new();
        let mut at = va;
        loop {
            let pa = self.user_pa(id, Va(at), Access::Read)?;
            let rest = &self.machine.ram.frame(pa.ppn())[(pa.0 % PAGE) as usize..];
            if let Some(n) = rest.iter().position(|&b| b == 0) {
                text.extend_from_slice(&rest[..n]);
                return if text.len() > max { Err(too_long) } else { Ok(text) };
            }
            text.extend_from_slice(rest);
            if text.len() > max {
                return Err(too_long);
            }
            at = at.checked_add(rest.len() as u32).ok_or(Errno::EFAULT)?;
        }
    }

    /// A path: `ENAMETOOLONG` from 4096 bytes on.
    pub(in crate::kernel) fn get_path(&mut self, tid: Pid, va: u32) -> Result<Vec<u8>, Errno> {
        self.get_string(tid, va, 4095, Errno::ENAMETOOLONG)
    }

    /// Takes the next at most `want` bytes out of a write's buffers.
    pub(in crate::kernel) fn take_user(&mut self, tid: Pid, io: &mut UserIo, want: u32) -> Result<Vec<u8>, Errno> {
        let mut bytes = Vec::new();
        while let Some((va, n)) = io.next_piece(want - bytes.len() as u32)
            && n > 0
        {
            let old = bytes.len();
            bytes.resize(old + n as usize, 0);
            if let Err(e) = self.copyin(tid, va, &mut bytes[old..]) {
                bytes.truncate(old);
                return if bytes.is_empty() { Err(e) } else { Ok(bytes) };
            }
            io.done += n;
        }
        Ok(bytes)
    }

    /// Puts bytes into a read's buffers; more than fit is the caller's bug.
    pub(in crate::kernel) fn give_user(&mut self, tid: Pid, io: &mut UserIo, bytes: &[u8]) -> Result<(), Errno> {
        let mut rest = bytes;
        while !rest.is_empty() {
            let (va, n) = io.next_piece(rest.len() as u32).ok_or(Errno::EFAULT)?;
            let (now, later) = rest.split_at(n as usize);
            self.copyout(tid, va, now)?;
            io.done += n;
            rest = later;
        }
        Ok(())
    }

    /// What a program's memory holds, without any effect: for logs and views. Stops at the first page not resident.
    pub(in crate::kernel) fn peek_bytes(&self, id: MmId, va: u32, max: usize) -> Vec<u8> {
        let mut bytes = Vec::new();
        let root = self.mm(id).root;
        while bytes.len() < max {
            let Some(at) = va.checked_add(bytes.len() as u32) else { break };
            let pte = self.pte(root, Va(at).vpn());
            if !pte.has(Pte::V | Pte::U) {
                break;
            }
            let offset = Va(at).offset() as usize;
            let n = (max - bytes.len()).min(PAGE as usize - offset);
            bytes.extend_from_slice(&self.machine.ram.frame(pte.ppn())[offset..offset + n]);
        }
        bytes
    }
}
