//! The page cache: pages of files and of shared memory that lie in frames, shared by `read`, `write` and `mmap`.
//!
//! Rules: the cache owns one reference of each of its frames; a page with no other owner may be evicted, and goes
//! back to its file first if it was changed. What the cache does not hold lies on the disk.

use super::Holder;
use crate::base::Ppn;
use crate::kernel::Computer;
use crate::kernel::event::FrameUse;
use crate::machine::Pte;

/// Identity of a file's content (its inode number).
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct FileId(pub u32);

/// A page in the cache.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct CachePage {
    /// Where it lies.
    pub frame: Ppn,
    /// Changed since it was read from or written to the disk.
    pub is_dirty: bool,
}

impl Computer {
    /// The frame of a file's page, read from the disk if need be; the flag tells whether it had to be.
    /// `None`: no frame to be had.
    pub(in crate::kernel) fn cache_page(&mut self, file: FileId, page: u32) -> Option<(Ppn, bool)> {
        if let Some(cached) = self.kernel.cache.get(&(file, page)) {
            return Some((cached.frame, false));
        }
        let used_for = if self.kernel.inodes.is_memory(file) { FrameUse::SharedMemory } else { FrameUse::PageCache };
        let frame = self.alloc_frame(Holder::Cache { file, page }, used_for)?;
        let ram = self.machine.ram.frame_mut(frame);
        self.kernel.inodes.read_page(file, page, ram);
        self.kernel.cache.insert((file, page), CachePage { frame, is_dirty: false });
        Some((frame, true))
    }

    /// Remembers that a cached page differs from the disk.
    pub(in crate::kernel) fn mark_cache_dirty(&mut self, file: FileId, page: u32) {
        if let Some(cached) = self.kernel.cache.get_mut(&(file, page)) {
            cached.is_dirty = true;
        }
    }

    /// Writes a changed page back.
    fn write_back(&mut self, file: FileId, page: u32) {
        if let Some(cached) = self.kernel.cache.get_mut(&(file, page))
            && cached.is_dirty
        {
            cached.is_dirty = false;
            self.kernel.inodes.write_page(file, page, self.machine.ram.frame(cached.frame));
        }
    }

    /// Writes all changed pages of a file back; of every file when `None`.
    pub(in crate::kernel) fn sync_file(&mut self, file: Option<FileId>) {
        let keys: Vec<_> = self.kernel.cache.keys().copied().filter(|key| file.is_none_or(|f| f == key.0)).collect();
        keys.into_iter().for_each(|(file, page)| self.write_back(file, page));
    }

    /// Drops a page nobody maps to make room. False when every page is in use. The hand goes round so that every
    /// page gets its turn.
    pub(in crate::kernel) fn evict_cache_page(&mut self) -> bool {
        let hand = self.kernel.cache_hand;
        let is_idle = |kernel: &crate::kernel::Kernel, page: &CachePage| kernel.frames.row(page.frame).references == 1;
        let victim = (self.kernel.cache.range(hand..).chain(self.kernel.cache.range(..hand)))
            .find(|(_, page)| is_idle(&self.kernel, page))
            .map(|(key, _)| *key);
        let Some((file, page)) = victim else { return false };
        self.kernel.cache_hand = (file, page + 1);
        self.write_back(file, page);
        self.drop_cache_page(file, page);
        true
    }

    fn drop_cache_page(&mut self, file: FileId, page: u32) {
        if let Some(cached) = self.kernel.cache.remove(&(file, page)) {
            self.release_frame(cached.frame);
        }
    }

    /// The file is gone or shorter: pages from `first` on leave the cache unwritten, and every address space that
    /// maps them loses them; the next access there is a bus error (POSIX mmap).
    pub(in crate::kernel) fn forget_cache(&mut self, file: FileId, first: u32) {
        let range = (file, first)..(FileId(file.0 + 1), 0);
        let keys: Vec<_> = self.kernel.cache.range(range).map(|(key, cached)| (*key, cached.frame)).collect();
        for ((file, page), frame) in keys {
            if self.kernel.frames.row(frame).references > 1 {
                self.unmap_frame(frame);
            }
            self.drop_cache_page(file, page);
        }
    }

    /// Takes a frame out of every page table that maps it.
    fn unmap_frame(&mut self, frame: Ppn) {
        let spaces: Vec<_> = self.kernel.mms.iter().map(|(id, mm)| (*id, mm.root)).collect();
        for (id, root) in spaces {
            for (page, pte) in self.pages(root).into_iter().filter(|(_, pte)| pte.has(Pte::V) && pte.ppn() == frame) {
                self.unmap_page(id, page, pte);
            }
        }
    }
}
