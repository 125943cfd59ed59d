//! The frame table: for every frame of RAM what it holds and how many count on it, and the free frames.
//!
//! Rules: `references == 0` exactly when [`Holder::Free`]; the lowest free frame is handed out first, so that runs
//! repeat and pictures fill from the top left.

use super::KERNEL_FRAMES;
use crate::base::Ppn;
use crate::kernel::memory::FileId;

/// What a frame holds.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Holder {
    /// Nothing.
    Free,
    /// The kernel itself.
    Kernel,
    /// A page table.
    Table,
    /// A page of one or, while copy-on-write, several processes.
    Private,
    /// A page of a file or of shared memory; the cache is one of the owners.
    Cache {
        /// Which file.
        file: FileId,
        /// Which page of it.
        page: u32,
    },
    /// Bytes in a pipe, socket or queue.
    Buffer {
        /// The channel's id.
        channel: u32,
    },
}

/// One row of the frame table.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Frame {
    /// What it holds.
    pub holder: Holder,
    /// How many PTEs, caches and buffers name it.
    pub references: u32,
}

/// The frame table.
#[derive(Clone, Debug)]
pub struct Frames {
    rows: Vec<Frame>,
    /// Bit n%64 of word n/64: frame n is free.
    free: Vec<u64>,
    free_count: u32,
    /// No frame below this word is free.
    first: usize,
}

impl Frames {
    /// A table for `count` frames, the kernel's own marked.
    #[must_use]
    pub fn new(count: u32) -> Self {
        let mut table = Self {
            rows: vec![Frame { holder: Holder::Free, references: 0 }; count as usize],
            free: vec![0; (count as usize).div_ceil(64)],
            free_count: count,
            first: 0,
        };
        (0..count).for_each(|n| table.free[n as usize / 64] |= 1 << (n % 64));
        (0..KERNEL_FRAMES).for_each(|_| {
            table.take(Holder::Kernel);
        });
        table
    }

    /// Hands out the lowest free frame with one reference.
    pub fn take(&mut self, holder: Holder) -> Option<Ppn> {
        while *self.free.get(self.first)? == 0 {
            self.first += 1;
        }
        let bit = self.free[self.first].trailing_zeros();
        self.free[self.first] &= !(1 << bit);
        self.free_count -= 1;
        let n = self.first * 64 + bit as usize;
        self.rows[n] = Frame { holder, references: 1 };
        Some(Ppn(n as u32))
    }

    /// One more owner.
    pub fn share(&mut self, ppn: Ppn) {
        let row = &mut self.rows[ppn.0 as usize];
        assert!(row.references > 0, "frame {ppn} is shared while free");
        row.references += 1;
    }

    /// One owner less; true when that was the last and the frame is free now.
    pub fn release(&mut self, ppn: Ppn) -> bool {
        let row = &mut self.rows[ppn.0 as usize];
        assert!(row.references > 0, "frame {ppn} is released while free");
        row.references -= 1;
        if row.references > 0 {
            return false;
        }
        assert!(row.holder != Holder::Kernel, "a kernel frame lost its last owner");
        row.holder = Holder::Free;
        let n = ppn.0 as usize;
        self.free[n / 64] |= 1 << (n % 64);
        self.free_count += 1;
        self.first = self.first.min(n / 64);
        true
    }

    /// The row of a frame.
    #[must_use]
    pub fn row(&self, ppn: Ppn) -> &Frame {
        &self.rows[ppn.0 as usize]
    }

    /// What a frame holds changes while its owners stay (a file's page becomes a private one).
    pub fn set_holder(&mut self, ppn: Ppn, holder: Holder) {
        self.rows[ppn.0 as usize].holder = holder;
    }

    /// All rows in frame order.
    #[must_use]
    pub fn rows(&self) -> &[Frame] {
        &self.rows
    }

    /// How many frames are free.
    #[must_use]
    pub fn free_count(&self) -> u32 {
        self.free_count
    }

    /// Asserts the free set against the rows.
    pub fn check(&self) {
        let free = self.rows.iter().filter(|row| row.holder == Holder::Free).count() as u32;
        assert_eq!(free, self.free_count, "free frames are miscounted");
        for (n, row) in self.rows.iter().enumerate() {
            let is_free = self.free[n / 64] >> (n % 64) & 1 == 1;
            assert_eq!(is_free, row.holder == Holder::Free, "frame {n} and the free set disagree");
            assert_eq!(is_free, row.references == 0, "frame {n} has {} references", row.references);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_lowest_free_frame_comes_first_and_counts_are_exact() {
        let mut frames = Frames::new(64);
        assert_eq!(frames.take(Holder::Private), Some(Ppn(KERNEL_FRAMES)));
        assert_eq!(frames.take(Holder::Table), Some(Ppn(KERNEL_FRAMES + 1)));
        frames.share(Ppn(KERNEL_FRAMES));
        assert!(!frames.release(Ppn(KERNEL_FRAMES)));
        assert!(frames.release(Ppn(KERNEL_FRAMES)));
        assert_eq!(frames.take(Holder::Private), Some(Ppn(KERNEL_FRAMES)));
        frames.check();
        while frames.take(Holder::Private).is_some() {}
        assert_eq!(frames.free_count(), 0);
        frames.check();
    }
}
