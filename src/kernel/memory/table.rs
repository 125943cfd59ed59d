//! Page tables as the kernel handles them: reading, writing, making and freeing PTEs that lie in RAM.
//!
//! Rule: whoever changes a PTE fences that page in the TLB; [`Computer::set_pte`] is the only writer.

use super::{Holder, JUNK, Mm, MmId, PAGE};
use crate::base::{Pa, Ppn, Vpn};
use crate::kernel::Computer;
use crate::kernel::event::{Fact, FrameUse};
use crate::machine::Pte;

/// PTEs in one table.
const ENTRIES: u32 = 1024;

impl Computer {
    /// Hands out a frame filled with junk; evicts a page of the file cache if none is free.
    pub(in crate::kernel) fn alloc_frame(&mut self, holder: Holder, used_for: FrameUse) -> Option<Ppn> {
        let ppn = match self.kernel.frames.take(holder) {
            Some(ppn) => ppn,
            None if self.evict_cache_page() => self.kernel.frames.take(holder)?,
            None => return None,
        };
        self.machine.ram.fill_frame(ppn, JUNK);
        self.emit(Fact::FrameAllocated { frame: ppn, used_for });
        Some(ppn)
    }

    /// One owner less; the last one leaves junk behind.
    pub(in crate::kernel) fn release_frame(&mut self, ppn: Ppn) {
        if self.kernel.frames.release(ppn) {
            self.machine.ram.fill_frame(ppn, JUNK);
            self.emit(Fact::FrameFreed { frame: ppn });
        }
    }

    pub(in crate::kernel) fn mm(&self, id: MmId) -> &Mm {
        &self.kernel.mms[&id]
    }

    pub(in crate::kernel) fn mm_mut(&mut self, id: MmId) -> &mut Mm {
        self.kernel.mms.get_mut(&id).expect("a live address space")
    }

    /// Where the PTE of a page lies, if its leaf table exists.
    pub(in crate::kernel) fn pte_pa(&self, root: Ppn, page: Vpn) -> Option<Pa> {
        let upper = Pte(self.machine.ram.read_u32(Pa(root.pa().0 + (page.0 >> 10) * 4)));
        upper.has(Pte::V).then(|| Pa(upper.ppn().pa().0 + (page.0 & 0x3ff) * 4))
    }

    /// The PTE of a page; all zero when there is none.
    pub(in crate::kernel) fn pte(&self, root: Ppn, page: Vpn) -> Pte {
        self.pte_pa(root, page).map_or(Pte(0), |pa| Pte(self.machine.ram.read_u32(pa)))
    }

    /// A new empty page table.
    pub(in crate::kernel) fn new_table(&mut self) -> Option<Ppn> {
        let table = self.alloc_frame(Holder::Table, FrameUse::PageTable)?;
        self.machine.ram.fill_frame(table, 0);
        Some(table)
    }

    /// Writes a page's PTE and fences the page. `None`: no frame for the leaf table.
    pub(in crate::kernel) fn set_pte(&mut self, id: MmId, page: Vpn, pte: Pte) -> Option<()> {
        let root = self.mm(id).root;
        let pa = match self.pte_pa(root, page) {
            Some(pa) => pa,
            None => {
                let table = self.new_table()?;
                let slot = Pa(root.pa().0 + (page.0 >> 10) * 4);
                self.machine.ram.write_u32(slot, Pte::new(table, Pte::V).0);
                Pa(table.pa().0 + (page.0 & 0x3ff) * 4)
            }
        };
        self.machine.ram.write_u32(pa, pte.0);
        let asid = self.mm(id).asid;
        self.machine.sfence_vma(Some(page), Some(asid));
        Some(())
    }

    /// Leaf tables of a root: (root index, frame), ascending.
    pub(in crate::kernel) fn tables(&self, root: Ppn) -> Vec<(u32, Ppn)> {
        let entry = |index: u32| Pte(self.machine.ram.read_u32(Pa(root.pa().0 + index * 4)));
        (0..ENTRIES).map(|i| (i, entry(i))).filter(|(_, pte)| pte.has(Pte::V)).map(|(i, pte)| (i, pte.ppn())).collect()
    }

    /// Pages with a PTE that is not all zero, ascending.
    pub(in crate::kernel) fn pages(&self, root: Ppn) -> Vec<(Vpn, Pte)> {
        let mut pages = Vec::new();
        for (index, table) in self.tables(root) {
            let bytes = self.machine.ram.frame(table);
            for (n, word) in bytes.chunks_exact(4).enumerate() {
                let pte = u32::from_le_bytes([word[0], word[1], word[2], word[3]]);
                if pte != 0 {
                    pages.push((Vpn(index << 10 | n as u32), Pte(pte)));
                }
            }
        }
        pages
    }

    /// Takes every page of `start..end` out of the page table and lets go of their frames.
    pub(in crate::kernel) fn unmap_pages(&mut self, id: MmId, start: u32, end: u32) {
        let root = self.mm(id).root;
        for (index, table) in self.tables(root) {
            let (low, high) = (index << 22, u64::from(index + 1) << 22);
            if high <= u64::from(start) || low >= end {
                continue;
            }
            let first = start.max(low);
            let last = u64::from(end).min(high);
            for n in 0..((last - u64::from(first)) / u64::from(PAGE)) as u32 {
                let page = Vpn(first / PAGE + n);
                let pte = Pte(self.machine.ram.read_u32(Pa(table.pa().0 + (page.0 & 0x3ff) * 4)));
                if pte.has(Pte::V) {
                    self.unmap_page(id, page, pte);
                }
            }
        }
    }

    /// Takes one resident page out of the page table.
    pub(super) fn unmap_page(&mut self, id: MmId, page: Vpn, pte: Pte) {
        self.set_pte(id, page, Pte(0));
        self.note_dirty(pte);
        self.mm_mut(id).resident -= 1;
        self.emit(Fact::PageUnmapped { page, frame: Some(pte.ppn()) });
        self.release_frame(pte.ppn());
    }

    /// A file page written through this PTE has to go back to its file.
    pub(in crate::kernel) fn note_dirty(&mut self, pte: Pte) {
        if let Holder::Cache { file, page } = self.kernel.frames.row(pte.ppn()).holder
            && pte.has(Pte::D)
        {
            self.mark_cache_dirty(file, page);
        }
    }

    /// Frees the page tables of a space whose pages are gone.
    pub(in crate::kernel) fn free_tables(&mut self, root: Ppn) {
        for (_, table) in self.tables(root) {
            self.release_frame(table);
        }
        self.release_frame(root);
    }
}
