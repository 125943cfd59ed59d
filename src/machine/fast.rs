//! The software TLB: direct-mapped caches that let the inner loop reach RAM with one comparison.
//!
//! Not part of the simulated machine and never visible. An entry exists only while a full translation would succeed
//! without any effect: the simulated TLB holds the page (a fast hit is a hit there), A is set, for writes D is set, the
//! frame is marked dirty and has no decoded instructions. Whatever ends that removes the entry.

use super::ram::Frame;
use crate::base::{Ppn, Va, Vpn};

const SIZE: usize = 256;
const PAGE_MASK: u32 = !0xfff;
/// Tags are page addresses, so this one matches nothing.
const NOTHING: u32 = 1;

/// Page address to frame (to decoded page for fetches).
#[derive(Clone, Copy)]
pub(super) struct Slot {
    tag: u32,
    to: u32,
}

type Table = [Slot; SIZE];

const EMPTY: Table = [Slot { tag: NOTHING, to: 0 }; SIZE];

/// One table per kind of access.
#[derive(Clone)]
pub(super) struct FastTlb {
    read: Table,
    write: Table,
    execute: Table,
}

const fn index(va: u32) -> usize {
    (va >> 12) as usize % SIZE
}

fn set(table: &mut Table, va: Va, to: u32) {
    table[index(va.0)] = Slot { tag: va.0 & PAGE_MASK, to };
}

fn forget(table: &mut Table, vpn: Vpn) {
    let slot = &mut table[vpn.0 as usize % SIZE];
    if slot.tag == vpn.va().0 {
        slot.tag = NOTHING;
    }
}

impl FastTlb {
    pub(super) const fn new() -> Self {
        Self { read: EMPTY, write: EMPTY, execute: EMPTY }
    }

    pub(super) fn flush(&mut self) {
        *self = Self::new();
    }

    pub(super) fn flush_writes(&mut self) {
        self.write = EMPTY;
    }

    pub(super) fn flush_fetches(&mut self) {
        self.execute = EMPTY;
    }

    /// The simulated TLB lost this page.
    pub(super) fn forget(&mut self, vpn: Vpn) {
        forget(&mut self.read, vpn);
        forget(&mut self.write, vpn);
        forget(&mut self.execute, vpn);
    }

    /// The frame got decoded instructions: stores to it must be seen.
    pub(super) fn forget_writes_to(&mut self, ppn: Ppn) {
        for slot in &mut self.write {
            if slot.to == ppn.0 {
                slot.tag = NOTHING;
            }
        }
    }

    pub(super) fn set_read(&mut self, va: Va, ppn: Ppn) {
        set(&mut self.read, va, ppn.0);
    }

    pub(super) fn set_write(&mut self, va: Va, ppn: Ppn) {
        set(&mut self.write, va, ppn.0);
    }

    pub(super) fn set_fetch(&mut self, va: Va, page: u32) {
        set(&mut self.execute, va, page);
    }

    /// The decoded page for fetching at `va`.
    pub(super) fn fetch(&self, va: Va) -> Option<u32> {
        let slot = self.execute[index(va.0)];
        (slot.tag == va.0 & PAGE_MASK).then_some(slot.to)
    }

    /// Loads `N` aligned bytes; `None` sends the access the slow way.
    #[inline(always)]
    pub(super) fn load<const N: usize>(&self, frames: &[Frame], va: u32) -> Option<[u8; N]> {
        let (frame, at) = place::<N>(&self.read, va)?;
        frames.get(frame)?[at..at + N].try_into().ok()
    }

    /// Stores `N` aligned bytes; `None` sends the access the slow way.
    #[inline(always)]
    pub(super) fn store<const N: usize>(&self, frames: &mut [Frame], va: u32, bytes: [u8; N]) -> Option<()> {
        let (frame, at) = place::<N>(&self.write, va)?;
        frames.get_mut(frame)?[at..at + N].copy_from_slice(&bytes);
        Some(())
    }
}

/// Frame and offset. The low bits take part in the comparison, so a misaligned address matches no tag.
#[inline(always)]
fn place<const N: usize>(table: &Table, va: u32) -> Option<(usize, usize)> {
    let slot = table[index(va)];
    let low = N as u32 - 1;
    (slot.tag == va & (PAGE_MASK | low)).then_some((slot.to as usize, (va & !PAGE_MASK & !low) as usize))
}
