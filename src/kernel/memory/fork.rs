//! Making, duplicating and ending address spaces.
//!
//! fork copies page tables, never pages: each private writable page becomes read-only and copy-on-write in both
//! spaces, and its frame gets one owner more. The first write of either then pays for one copy.

use super::{Mm, MmId};
use crate::base::{Pid, Vpn};
use crate::kernel::Computer;
use crate::kernel::errno::Errno;
use crate::kernel::event::Fact;
use crate::machine::Pte;

impl Computer {
    /// An empty address space, or `ENOMEM`.
    pub(in crate::kernel) fn new_mm(&mut self) -> Result<MmId, Errno> {
        let root = self.new_table().ok_or(Errno::ENOMEM)?;
        let id = MmId(self.kernel.next_mm);
        self.kernel.next_mm += 1;
        let in_use = |asid: u16| self.kernel.mms.values().any(|mm| mm.asid == asid);
        let asid = (1..512).find(|asid| !in_use(*asid)).expect("fewer address spaces than ASIDs");
        self.kernel.mms.insert(id, Mm::new(root, asid));
        Ok(id)
    }

    /// One user of a space less; the last one frees it all.
    pub(in crate::kernel) fn drop_mm(&mut self, id: MmId) {
        let mm = self.mm_mut(id);
        mm.users -= 1;
        if mm.users > 0 {
            return;
        }
        let (root, asid, executable) = (mm.root, mm.asid, mm.executable);
        let areas: Vec<_> = mm.areas.values().copied().collect();
        self.unmap_pages(id, 0, u32::MAX);
        self.machine.sfence_vma(None, Some(asid));
        self.free_tables(root);
        self.kernel.mms.remove(&id);
        self.areas_gone(&areas);
        if let Some(file) = executable {
            self.collect_inode(file);
        }
    }

    /// A copy-on-write twin of an address space, or `ENOMEM` with nothing changed but protections.
    pub(in crate::kernel) fn fork_mm(&mut self, parent: MmId, pid: Pid) -> Result<MmId, Errno> {
        let child = self.new_mm()?;
        let source = self.mm(parent);
        let (root, asid) = (source.root, source.asid);
        let twin = Mm {
            root: self.mm(child).root,
            asid: self.mm(child).asid,
            users: 1,
            resident: 0,
            faults: (0, 0),
            ..source.clone()
        };
        *self.mm_mut(child) = twin;
        for (page, pte) in self.pages(root) {
            if pte.has(Pte::V) && self.share_page(parent, (child, pid), page, pte).is_none() {
                self.drop_mm(child);
                return Err(Errno::ENOMEM);
            }
        }
        self.machine.sfence_vma(None, Some(asid));
        self.emit(Fact::TlbFlushed { why: "fork made writable pages read-only".into() });
        Ok(child)
    }

    /// Gives the child the parent's frame for a page.
    fn share_page(&mut self, parent: MmId, (child, pid): (MmId, Pid), page: Vpn, pte: Pte) -> Option<()> {
        let is_shared = self.mm(parent).area_at(page.va().0).is_some_and(|area| area.shared);
        let theirs = if !is_shared && pte.has(Pte::W) { pte.without(Pte::W).with(Pte::COW) } else { pte };
        let kept = if is_shared { theirs.without(Pte::A | Pte::D) } else { theirs };
        self.set_pte(child, page, kept)?;
        self.kernel.frames.share(pte.ppn());
        let mm = self.mm_mut(child);
        mm.resident += 1;
        mm.resident_peak = mm.resident;
        if theirs != pte {
            self.set_pte(parent, page, theirs)?;
            self.emit(Fact::PageProtected { page, before: pte.0, after: theirs.0 });
        }
        self.emit_for(pid, Fact::PageMapped { page, frame: pte.ppn(), pte: kept.0 });
        Some(())
    }
}
