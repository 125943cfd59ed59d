//! brk, mmap and its family: changes to the list of areas.

use super::{Area, Backing, FileId, Mm, MmId, PAGE, STACK_TOP, TRAMPOLINE};
use crate::base::Va;
use crate::kernel::Computer;
use crate::kernel::errno::Errno;
use crate::kernel::event::Fact;
use crate::kernel::snapshot::AreaKind;
use crate::machine::Pte;

/// What mmap was asked for, already checked against the descriptor.
#[derive(Clone, Copy, Debug)]
pub struct MapRequest {
    /// Wanted address (0: anywhere).
    pub addr: u32,
    /// Length in bytes.
    pub len: u32,
    /// `MAP_FIXED`: exactly there, replacing what is there.
    pub fixed: bool,
    /// `MAP_FIXED_NOREPLACE`.
    pub no_replace: bool,
    /// Rights, kind, backing; `start` and `end` are still to be found.
    pub area: Area,
}

/// Rounds a length up to whole pages; `None` when it is 0 or too large.
pub(in crate::kernel) fn page_len(len: u32) -> Option<u32> {
    (len > 0).then(|| Va(len).page_ceil()).flatten().map(|va| va.0)
}

impl Computer {
    /// Moves the break. Returns the break as it is afterwards: unchanged when the wish cannot be met (as Linux).
    pub(in crate::kernel) fn brk(&mut self, id: MmId, want: u32, limit: u64) -> u32 {
        let mm = self.mm(id);
        let (start, old) = (mm.brk_start, mm.brk);
        if want < start || want > TRAMPOLINE || u64::from(want - start) > limit {
            return old;
        }
        let up = |va: u32| Va(va).page_ceil().map_or(TRAMPOLINE, |va| va.0);
        let (old_end, new_end) = (up(old), up(want));
        if new_end > old_end {
            if self.mm(id).overlaps(old_end, new_end) || !self.has_room_for(new_end - old_end) {
                return old;
            }
            self.mm_mut(id).insert(Area {
                start: old_end,
                end: new_end,
                read: true,
                write: true,
                execute: false,
                shared: false,
                kind: AreaKind::Heap,
                backing: Backing::Zero,
            });
        } else if new_end < old_end {
            self.unmap(id, new_end, old_end);
        }
        self.mm_mut(id).brk = want;
        want
    }

    /// Whether so many bytes could be resident at all: what is not there even after dropping file pages is refused at
    /// once (a heuristic like Linux's overcommit mode 0).
    pub(in crate::kernel) fn has_room_for(&self, bytes: u32) -> bool {
        let total = self.machine.ram.frame_count() - super::KERNEL_FRAMES;
        bytes / PAGE <= total
    }

    /// mmap: returns the address.
    pub(in crate::kernel) fn map(&mut self, id: MmId, request: &MapRequest) -> Result<u32, Errno> {
        let len = page_len(request.len).ok_or(if request.len == 0 { Errno::EINVAL } else { Errno::ENOMEM })?;
        let hint = request.addr & !(PAGE - 1);
        let fits =
            |mm: &Mm| hint.checked_add(len).is_some_and(|end| Mm::is_user_range(hint, end) && !mm.overlaps(hint, end));
        let start = if request.fixed || request.no_replace {
            let end = request.addr.checked_add(len).ok_or(Errno::ENOMEM)?;
            if !request.addr.is_multiple_of(PAGE) {
                return Err(Errno::EINVAL);
            }
            if !Mm::is_user_range(request.addr, end) {
                return Err(if request.addr < super::USER_MIN { Errno::EPERM } else { Errno::ENOMEM });
            }
            if request.no_replace && self.mm(id).overlaps(request.addr, end) {
                return Err(Errno::EEXIST);
            }
            request.addr
        } else if hint != 0 && fits(self.mm(id)) {
            hint
        } else {
            self.mm(id).find_room(len).ok_or(Errno::ENOMEM)?
        };
        let is_backed =
            matches!(request.area.backing, Backing::File { file, .. } if !self.kernel.inodes.is_memory(file));
        if request.area.write && !is_backed && !self.has_room_for(len) {
            return Err(Errno::ENOMEM);
        }
        self.unmap(id, start, start + len);
        self.mm_mut(id).insert(Area { start, end: start + len, ..request.area });
        Ok(start)
    }

    /// Removes areas and pages of `start..end`.
    pub(in crate::kernel) fn unmap(&mut self, id: MmId, start: u32, end: u32) {
        if !self.mm(id).overlaps(start, end) {
            return;
        }
        let gone = self.mm_mut(id).remove(start, end);
        for area in &gone {
            self.unmap_pages(id, area.start, area.end);
        }
        self.areas_gone(&gone);
    }

    /// Files nobody names any more may be gone with the areas that mapped them.
    pub(in crate::kernel) fn areas_gone(&mut self, areas: &[Area]) {
        for area in areas {
            if let Backing::File { file, .. } = area.backing {
                self.collect_inode(file);
            }
        }
    }

    /// mprotect.
    pub(in crate::kernel) fn protect(&mut self, id: MmId, start: u32, len: u32, prot: u32) -> Result<(), Errno> {
        if !start.is_multiple_of(PAGE) {
            return Err(Errno::EINVAL);
        }
        let Some(len) = page_len(len) else { return Ok(()) };
        let end = start.checked_add(len).filter(|end| *end <= STACK_TOP).ok_or(Errno::ENOMEM)?;
        if !self.mm(id).covers(start, end) {
            return Err(Errno::ENOMEM);
        }
        let (read, write, execute) = (prot & 1 != 0, prot & 2 != 0, prot & 4 != 0);
        for area in self.mm_mut(id).remove(start, end) {
            let changed = Area { read, write, execute, ..area };
            self.mm_mut(id).insert(changed);
            self.protect_pages(id, &changed);
        }
        Ok(())
    }

    /// Brings resident pages in line with their area's new rights.
    fn protect_pages(&mut self, id: MmId, area: &Area) {
        for (page, pte) in self.pages(self.mm(id).root) {
            if page.va().0 < area.start || page.va().0 >= area.end {
                continue;
            }
            let row = self.kernel.frames.row(pte.ppn());
            let is_alone = area.shared || (row.references == 1 && row.holder == super::Holder::Private);
            let after = Pte::new(pte.ppn(), super::fault::area_bits(area, is_alone) | pte.0 & (Pte::A | Pte::D));
            if after != pte {
                self.set_pte(id, page, after);
                self.emit(Fact::PageProtected { page, before: pte.0, after: after.0 });
            }
        }
    }

    /// Moves the pages of an area to another place of the same length (mremap).
    pub(in crate::kernel) fn move_pages(&mut self, id: MmId, from: u32, to: u32, len: u32) -> Result<(), Errno> {
        for n in 0..len / PAGE {
            let (old, new) = (Va(from + n * PAGE).vpn(), Va(to + n * PAGE).vpn());
            let pte = self.pte(self.mm(id).root, old);
            if pte.0 != 0 {
                self.set_pte(id, new, pte).ok_or(Errno::ENOMEM)?;
                self.set_pte(id, old, Pte(0));
            }
        }
        Ok(())
    }

    /// msync: what was written through shared mappings of `start..end` reaches the file.
    pub(in crate::kernel) fn sync_range(&mut self, id: MmId, start: u32, end: u32) {
        let mut files: Vec<FileId> = Vec::new();
        for (page, pte) in self.pages(self.mm(id).root) {
            if page.va().0 >= start && page.va().0 < end && pte.has(Pte::V) {
                self.note_dirty(pte);
            }
        }
        for area in self.mm(id).overlapping(start, end) {
            if let (Backing::File { file, .. }, true) = (area.backing, area.shared) {
                files.push(file);
            }
        }
        files.into_iter().for_each(|file| self.sync_file(Some(file)));
    }
}
