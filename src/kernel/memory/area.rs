//! Address spaces: a root page table and the list of areas, as `/proc/PID/maps` prints them.
//!
//! Rules: areas start and end on page boundaries, do not overlap and lie below kernel space; a page outside every
//! area has no PTE.

use super::cache::FileId;
use super::{MMAP_BASE, PAGE, STACK_MAX, STACK_TOP, TRAMPOLINE, USER_MIN};
use crate::base::{Ppn, Va};
use crate::kernel::snapshot::AreaKind;
use std::collections::BTreeMap;

/// Identity of an address space; threads of a process share one.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct MmId(pub u32);

/// What a page of an area holds before it is written.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Backing {
    /// Zeros.
    Zero,
    /// A file or shared-memory object, from byte `offset` (a multiple of 4096) for the area's first page on.
    File {
        /// Which.
        file: FileId,
        /// Byte of the file at the area's start.
        offset: u64,
        /// Bytes from here on read as zero (the bss part of an executable's data); `u64::MAX` for mmap.
        limit: u64,
    },
    /// The kernel's trampoline frame.
    Trampoline,
}

/// A contiguous range of pages with one set of rights.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Area {
    /// First address.
    pub start: u32,
    /// One past the last address.
    pub end: u32,
    /// May be read.
    pub read: bool,
    /// May be written.
    pub write: bool,
    /// May be executed.
    pub execute: bool,
    /// Writes are seen by everyone who maps it.
    pub shared: bool,
    /// What it is for.
    pub kind: AreaKind,
    /// Where its bytes come from.
    pub backing: Backing,
}

impl Area {
    /// Number of pages.
    #[must_use]
    pub const fn pages(&self) -> u32 {
        (self.end - self.start) / PAGE
    }

    /// The backing for the part of the area that starts at `va`.
    #[must_use]
    pub fn backing_at(&self, va: u32) -> Backing {
        match self.backing {
            Backing::File { file, offset, limit } => {
                Backing::File { file, offset: offset + u64::from(va - self.start), limit }
            }
            other => other,
        }
    }

    /// The part of the area in `start..end`.
    #[must_use]
    pub fn slice(&self, start: u32, end: u32) -> Area {
        Area { start, end, backing: self.backing_at(start), ..*self }
    }
}

/// An address space.
#[derive(Clone, Debug)]
pub struct Mm {
    /// The root page table.
    pub root: Ppn,
    /// Tag of its TLB entries.
    pub asid: u16,
    /// By first address.
    pub areas: BTreeMap<u32, Area>,
    /// Where the heap starts.
    pub brk_start: u32,
    /// The program break: one past the last heap byte.
    pub brk: u32,
    /// Processes (not threads) that use it; more than one only between vfork and exec.
    pub users: u32,
    /// Pages resident.
    pub resident: u32,
    /// Most pages that were resident.
    pub resident_peak: u32,
    /// Minor and major faults since it was made.
    pub faults: (u64, u64),
    /// The executable.
    pub executable: Option<FileId>,
    /// Address range of argv and envp strings on the stack, for `/proc/PID/cmdline` and `environ`.
    pub args: (u32, u32, u32),
}

impl Mm {
    /// An empty space.
    #[must_use]
    pub fn new(root: Ppn, asid: u16) -> Self {
        Self {
            root,
            asid,
            areas: BTreeMap::new(),
            brk_start: 0,
            brk: 0,
            users: 1,
            resident: 0,
            resident_peak: 0,
            faults: (0, 0),
            executable: None,
            args: (0, 0, 0),
        }
    }

    /// The area that holds `va`.
    #[must_use]
    pub fn area_at(&self, va: u32) -> Option<&Area> {
        self.areas.range(..=va).next_back().map(|(_, area)| area).filter(|area| va < area.end)
    }

    /// Whether any area touches `start..end`.
    #[must_use]
    pub fn overlaps(&self, start: u32, end: u32) -> bool {
        self.areas.range(..end).next_back().is_some_and(|(_, area)| area.end > start)
    }

    /// Areas that touch `start..end`, ascending.
    #[must_use]
    pub fn overlapping(&self, start: u32, end: u32) -> Vec<Area> {
        self.areas.range(..end).map(|(_, area)| *area).filter(|area| area.end > start).collect()
    }

    /// Whether every page of `start..end` lies in an area.
    #[must_use]
    pub fn covers(&self, start: u32, end: u32) -> bool {
        let mut at = start;
        while at < end {
            match self.area_at(at) {
                Some(area) => at = area.end,
                None => return false,
            }
        }
        true
    }

    /// Adds an area; joins it with neighbours that continue it.
    pub fn insert(&mut self, mut area: Area) {
        assert!(area.start < area.end && area.start.is_multiple_of(PAGE) && area.end.is_multiple_of(PAGE));
        assert!(!self.overlaps(area.start, area.end), "areas overlap");
        if let Some(before) = area.start.checked_sub(1).and_then(|va| self.area_at(va)).copied()
            && before.continues_into(&area)
        {
            self.areas.remove(&before.start);
            area = Area { end: area.end, ..before };
        }
        if let Some(after) = self.areas.get(&area.end).copied()
            && area.continues_into(&after)
        {
            self.areas.remove(&after.start);
            area.end = after.end;
        }
        self.areas.insert(area.start, area);
    }

    /// Cuts areas at `va` so that one starts there.
    pub fn split_at(&mut self, va: u32) {
        if let Some(area) = self.area_at(va).copied()
            && area.start < va
        {
            self.areas.insert(area.start, area.slice(area.start, va));
            self.areas.insert(va, area.slice(va, area.end));
        }
    }

    /// Removes and returns the areas (or parts) in `start..end`. Their pages are the caller's business.
    pub fn remove(&mut self, start: u32, end: u32) -> Vec<Area> {
        self.split_at(start);
        self.split_at(end);
        let gone = self.overlapping(start, end);
        gone.iter().for_each(|area| {
            self.areas.remove(&area.start);
        });
        gone
    }

    /// Room for `bytes` (whole pages) in the mmap region, lowest first; `None` when there is none.
    #[must_use]
    pub fn find_room(&self, bytes: u32) -> Option<u32> {
        let ceiling = STACK_TOP - STACK_MAX - PAGE;
        let mut at = MMAP_BASE;
        for area in self.areas.range(MMAP_BASE..).map(|(_, area)| area) {
            if area.start.checked_sub(at)? >= bytes {
                break;
            }
            at = area.end;
        }
        (at.checked_add(bytes)? <= ceiling).then_some(at)
    }

    /// The stack's area.
    #[must_use]
    pub fn stack(&self) -> Option<&Area> {
        self.area_at(STACK_TOP - 1).filter(|area| area.kind == AreaKind::Stack)
    }

    /// Whether a program may map `start..end` at all.
    #[must_use]
    pub const fn is_user_range(start: u32, end: u32) -> bool {
        start >= USER_MIN && start < end && end <= STACK_TOP && (end <= TRAMPOLINE || start >= MMAP_BASE)
    }

    /// Bytes mapped in all, for `RLIMIT_AS` and `/proc`.
    #[must_use]
    pub fn mapped_bytes(&self) -> u64 {
        self.areas.values().map(|area| u64::from(area.end - area.start)).sum()
    }

    /// The break as an address.
    #[must_use]
    pub const fn brk_va(&self) -> Va {
        Va(self.brk)
    }
}

impl Area {
    /// Whether `next`, which starts where this ends, is more of the same.
    fn continues_into(&self, next: &Area) -> bool {
        let same = (self.read, self.write, self.execute, self.shared, self.kind)
            == (next.read, next.write, next.execute, next.shared, next.kind);
        let joined = match (self.backing, next.backing) {
            (Backing::Zero, Backing::Zero) => true,
            (Backing::File { .. }, Backing::File { .. }) => self.backing_at(self.end) == next.backing,
            _ => false,
        };
        self.end == next.start && same && joined
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn anonymous(start: u32, end: u32) -> Area {
        let kind = AreaKind::Anonymous;
        Area { start, end, read: true, write: true, execute: false, shared: false, kind, backing: Backing::Zero }
    }

    #[test]
    fn neighbours_join_and_cuts_leave_the_rest() {
        let mut mm = Mm::new(Ppn(9), 1);
        mm.insert(anonymous(MMAP_BASE, MMAP_BASE + PAGE));
        mm.insert(anonymous(MMAP_BASE + 2 * PAGE, MMAP_BASE + 3 * PAGE));
        mm.insert(anonymous(MMAP_BASE + PAGE, MMAP_BASE + 2 * PAGE));
        assert_eq!(mm.areas.len(), 1);
        mm.remove(MMAP_BASE + PAGE, MMAP_BASE + 2 * PAGE);
        assert_eq!(mm.areas.keys().copied().collect::<Vec<_>>(), [MMAP_BASE, MMAP_BASE + 2 * PAGE]);
        assert_eq!(mm.find_room(PAGE), Some(MMAP_BASE + PAGE));
        assert_eq!(mm.find_room(2 * PAGE), Some(MMAP_BASE + 3 * PAGE));
        assert_eq!(mm.find_room(0xFFFF_F000), None);
    }
}
