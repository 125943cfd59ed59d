//! Page faults: giving a page its frame the moment it is needed.
//!
//! Demand-zero, demand-load from the executable or a mapped file, copy-on-write, stack growth. What cannot be served
//! is data for the caller: a signal for the program, or `EFAULT` for a system call.

use super::{Area, Backing, Holder, MmId, PAGE, STACK_MAX, STACK_TOP, TRAMPOLINE_FRAME};
use crate::base::{Access, Ppn, Va, Vpn};
use crate::kernel::Computer;
use crate::kernel::event::{Fact, FrameUse};
use crate::kernel::snapshot::AreaKind;
use crate::machine::Pte;

/// Lowest address the stack may grow to, and the page below that nothing is ever mapped to.
const STACK_LOW: u32 = STACK_TOP - STACK_MAX;
const GUARD: u32 = STACK_LOW - PAGE;

/// Why a page fault cannot be served.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum FaultError {
    /// No area holds the address (`SEGV_MAPERR`).
    Unmapped,
    /// The area's rights forbid the access (`SEGV_ACCERR`).
    Forbidden,
    /// The page lies past the end of the mapped file (`BUS_ADRERR`).
    PastEnd,
    /// No frame is free and none can be freed.
    OutOfMemory,
}

impl Computer {
    /// Makes `va` accessible, or says why not. Emits what it does to frames and pages.
    pub(in crate::kernel) fn fault(&mut self, id: MmId, va: Va, access: Access) -> Result<(), FaultError> {
        let area = self.area_for(id, va).ok_or(FaultError::Unmapped)?;
        let allowed = match access {
            Access::Read => area.read || area.write,
            Access::Write => area.write,
            Access::Execute => area.execute,
        };
        if !allowed {
            return Err(FaultError::Forbidden);
        }
        let page = va.vpn();
        let pte = self.pte(self.mm(id).root, page);
        if !pte.has(Pte::V) {
            let loaded = self.load_page(id, &area, page, access)?;
            let faults = &mut self.mm_mut(id).faults;
            if loaded {
                faults.1 += 1
            } else {
                faults.0 += 1
            }
            return Ok(());
        }
        self.mm_mut(id).faults.0 += 1;
        if access == Access::Write && !pte.has(Pte::W) {
            return self.break_sharing(id, &area, page, pte);
        }
        // The page table allows it: only a stale TLB entry refused.
        let asid = self.mm(id).asid;
        self.machine.sfence_vma(Some(page), Some(asid));
        Ok(())
    }

    /// The area for an address; the stack grows down to it if it is just below.
    fn area_for(&mut self, id: MmId, va: Va) -> Option<Area> {
        if let Some(area) = self.mm(id).area_at(va.0) {
            return Some(*area);
        }
        let stack = *self.mm(id).stack()?;
        let low = va.page_floor().0;
        let is_near = va.0 < stack.start && va.0 >= STACK_TOP - STACK_MAX;
        if !is_near || self.mm(id).overlaps(low.saturating_sub(PAGE), stack.start) {
            return None;
        }
        let grown = Area { start: low, ..stack };
        let mm = self.mm_mut(id);
        mm.areas.remove(&stack.start);
        mm.areas.insert(low, grown);
        Some(grown)
    }

    /// First touch of a page. True when it came from the disk.
    fn load_page(&mut self, id: MmId, area: &Area, page: Vpn, access: Access) -> Result<bool, FaultError> {
        let (file, offset, limit) = match area.backing_at(page.va().0) {
            Backing::Zero => return self.load_zero(id, area, page).map(|()| false),
            Backing::Trampoline => {
                self.kernel.frames.share(TRAMPOLINE_FRAME);
                return self.map_page(id, area, page, TRAMPOLINE_FRAME).map(|()| false);
            }
            Backing::File { file, offset, limit } => (file, offset, limit),
        };
        if offset >= self.kernel.inodes.size(file) && limit == u64::MAX {
            return Err(FaultError::PastEnd);
        }
        let index = (offset / u64::from(PAGE)) as u32;
        let is_private_write = access == Access::Write && !area.shared;
        let is_cut = limit < offset + u64::from(PAGE);
        if is_cut || (is_private_write && !self.kernel.cache.contains_key(&(file, index))) {
            let frame = self.frame_for_user(FrameUse::DemandLoad)?;
            let ram = self.machine.ram.frame_mut(frame);
            self.kernel.inodes.read_page(file, index, ram);
            if let Some(cached) = self.kernel.cache.get(&(file, index)) {
                self.machine.ram.copy_frame(cached.frame, frame);
            }
            if is_cut {
                let keep = limit.saturating_sub(offset) as usize;
                self.machine.ram.frame_mut(frame)[keep..].fill(0);
            }
            self.map_page(id, area, page, frame)?;
            return Ok(true);
        }
        let (frame, was_read) = self.cache_page(file, index).ok_or(FaultError::OutOfMemory)?;
        self.kernel.frames.share(frame);
        self.map_page(id, area, page, frame)?;
        if is_private_write {
            let pte = self.pte(self.mm(id).root, page);
            self.break_sharing(id, area, page, pte)?;
        }
        Ok(was_read && !self.kernel.inodes.is_memory(file))
    }

    fn load_zero(&mut self, id: MmId, area: &Area, page: Vpn) -> Result<(), FaultError> {
        let frame = self.frame_for_user(FrameUse::DemandZero)?;
        self.machine.ram.fill_frame(frame, 0);
        self.map_page(id, area, page, frame)
    }

    fn frame_for_user(&mut self, used_for: FrameUse) -> Result<Ppn, FaultError> {
        let cost = self.machine.costs.frame_copy;
        self.charge(cost);
        self.alloc_frame(Holder::Private, used_for).ok_or(FaultError::OutOfMemory)
    }

    /// Enters a frame (whose reference is already counted) into the page table with the area's rights; a frame others
    /// own too becomes copy-on-write in a private writable area.
    fn map_page(&mut self, id: MmId, area: &Area, page: Vpn, frame: Ppn) -> Result<(), FaultError> {
        let is_alone = area.shared || self.kernel.frames.row(frame).references == 1;
        let pte = Pte::new(frame, area_bits(area, is_alone));
        if self.set_pte(id, page, pte).is_none() {
            self.release_frame(frame);
            return Err(FaultError::OutOfMemory);
        }
        let mm = self.mm_mut(id);
        mm.resident += 1;
        mm.resident_peak = mm.resident_peak.max(mm.resident);
        self.emit(Fact::PageMapped { page, frame, pte: pte.0 });
        Ok(())
    }

    /// A write to a resident page of a private area without W: copy the frame, or take it over when nobody else has it.
    fn break_sharing(&mut self, id: MmId, area: &Area, page: Vpn, pte: Pte) -> Result<(), FaultError> {
        let row = *self.kernel.frames.row(pte.ppn());
        let keep = pte.0 & (Pte::A | Pte::D);
        if area.shared || (row.references == 1 && row.holder == Holder::Private) {
            let after = Pte::new(pte.ppn(), area_bits(area, true) | keep);
            self.set_pte(id, page, after);
            self.emit(Fact::PageProtected { page, before: pte.0, after: after.0 });
            return Ok(());
        }
        let frame = self.frame_for_user(FrameUse::CopyOnWrite)?;
        self.machine.ram.copy_frame(pte.ppn(), frame);
        self.emit(Fact::FrameCopied { from: pte.ppn(), to: frame, page });
        let after = Pte::new(frame, area_bits(area, true) | keep);
        self.set_pte(id, page, after);
        self.emit(Fact::PageMapped { page, frame, pte: after.0 });
        self.release_frame(pte.ppn());
        Ok(())
    }

    /// Why the CPU refused an access, in words for the log.
    pub(in crate::kernel) fn fault_reason(&self, id: MmId, va: Va, access: Access) -> &'static str {
        let mm = self.mm(id);
        let pte = self.pte(mm.root, va.vpn());
        let Some(area) = mm.area_at(va.0) else {
            return match va.0 {
                0..PAGE => "page 0 is never mapped: a null pointer",
                STACK_TOP.. => "kernel space is out of reach in user mode",
                GUARD..STACK_LOW => "the guard page below the stack: stack overflow",
                STACK_LOW.. => "just below the stack: it grows",
                _ => "no area holds this address",
            };
        };
        match access {
            Access::Write if !area.write => "the area is not writable",
            Access::Execute if !area.execute => "the area is not executable",
            Access::Read if !area.read => "the area is not readable",
            Access::Write if pte.has(Pte::V | Pte::COW) => "the page is shared copy-on-write",
            _ if pte.has(Pte::V) => "the TLB held an old entry",
            _ => match area.kind {
                AreaKind::Text | AreaKind::Rodata | AreaKind::Data => "the page was not yet loaded from the executable",
                AreaKind::File => "the page was not yet read from the file",
                _ => "the page was not touched before",
            },
        }
    }
}

/// PTE bits for a page of an area; `is_alone` when no other owner forbids writing.
pub(super) fn area_bits(area: &Area, is_alone: bool) -> u32 {
    let mut bits = Pte::V | Pte::U;
    if area.read || area.write {
        bits |= Pte::R; // W without R is reserved (Privileged 4.3.1)
    }
    if area.execute {
        bits |= Pte::X;
    }
    if area.write {
        bits |= if is_alone { Pte::W } else { Pte::COW };
    }
    if bits & (Pte::R | Pte::X) == 0 {
        bits = Pte::V | Pte::R; // PROT_NONE: resident, but without U out of every program's reach
    }
    bits
}
