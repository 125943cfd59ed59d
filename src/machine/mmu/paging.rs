//! A page-table walk generic over a scheme: bits of the offset, one to three levels, the form of an entry.
//!
//! The same walk translates a textbook's 32-byte pages and Sv32 (the CPU's own walk is `sv32.rs`). A walk never changes
//! memory.
//!
//! ```text
//!  address_bits-1                                  0
//! ┌──────────┬─────┬────────────┬───────────────────┐
//! │ index 0  │  …  │ last index │       offset      │      table at `root`: entry = read(table + index 0 * bytes)
//! └──────────┴─────┴────────────┴───────────────────┘      next table, or page, at entry.frame << offset_bits
//! ```

use serde::{Deserialize, Serialize};

/// Most levels of a scheme.
pub const LEVELS_MAX: usize = 3;

/// The form of a page-table entry, little-endian in memory.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum EntryForm {
    /// `bytes` (1 to 8) bytes: the top bit is valid, the rest the frame. Only the last level holds pages. OSTEP 18, 20.
    TopBitValid {
        /// Entry size.
        bytes: u32,
    },
    /// Four bytes, RISC-V Sv32: bit 0 valid, bits 3:1 rights, bits 31:10 frame; an entry with R or X is a page on any
    /// level, a misaligned one is invalid. Privileged 4.3.
    Sv32,
}

/// An entry taken apart.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
struct Entry {
    is_valid: bool,
    /// Whether it says itself that it maps a page.
    is_leaf: bool,
    frame: u64,
}

impl EntryForm {
    /// Entry size in bytes.
    #[must_use]
    pub const fn bytes(self) -> u32 {
        match self {
            Self::TopBitValid { bytes } => bytes,
            Self::Sv32 => 4,
        }
    }

    const fn decode(self, raw: u64) -> Entry {
        match self {
            Self::TopBitValid { bytes } => {
                let top = bytes * 8 - 1;
                Entry { is_valid: raw >> top & 1 == 1, is_leaf: false, frame: raw & ((1 << top) - 1) }
            }
            Self::Sv32 => {
                let (valid, r, w, x) = (raw & 1, raw >> 1 & 1, raw >> 2 & 1, raw >> 3 & 1);
                let is_reserved = w == 1 && r == 0;
                Entry { is_valid: valid == 1 && !is_reserved, is_leaf: r | x == 1, frame: raw >> 10 }
            }
        }
    }
}

/// How addresses are taken apart and tables are read.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Scheme {
    /// log2 of the page size.
    offset_bits: u32,
    /// Index bits of each level, the root's first.
    index_bits: Vec<u32>,
    entry: EntryForm,
}

/// One table read of a walk.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Step {
    /// Physical address of the entry.
    pub entry_pa: u64,
    /// The entry as it lies in memory.
    pub raw: u64,
    /// Index in the table.
    pub index: u64,
}

/// Why a walk ends without an address. Levels count from the root, 0.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Fault {
    /// The address has more bits than the scheme.
    OutsideAddressSpace,
    /// The entry is not valid (or would need a further level that the scheme does not have).
    NotValid {
        /// The entry's level.
        level: usize,
    },
    /// The entry itself lies outside memory, or outside the table.
    NoEntry {
        /// The entry's level.
        level: usize,
        /// Where it should lie.
        entry_pa: u64,
    },
}

/// A walk: what was read, and what it came to.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Walk {
    /// The entries read, the root's first.
    pub steps: Vec<Step>,
    /// The physical address.
    pub result: Result<u64, Fault>,
}

impl Scheme {
    /// RISC-V Sv32.
    #[must_use]
    pub fn sv32() -> Self {
        Self { offset_bits: 12, index_bits: vec![10, 10], entry: EntryForm::Sv32 }
    }

    /// A scheme; `None` unless it has 1 to [`LEVELS_MAX`] levels, entries of 1 to 8 bytes and at most 63 address bits.
    #[must_use]
    pub fn new(offset_bits: u32, index_bits: Vec<u32>, entry: EntryForm) -> Option<Self> {
        let total = index_bits.iter().try_fold(offset_bits, |sum, &bits| sum.checked_add(bits))?;
        let is_sound = (1..=LEVELS_MAX).contains(&index_bits.len()) && total <= 63 && (1..=8).contains(&entry.bytes());
        is_sound.then_some(Self { offset_bits, index_bits, entry })
    }

    /// Bits of a virtual address.
    #[must_use]
    pub fn address_bits(&self) -> u32 {
        self.offset_bits + self.index_bits.iter().sum::<u32>()
    }

    /// Bytes of one full table on a level; `None` when there is no such level or the size is past 2^64.
    #[must_use]
    pub fn table_bytes(&self, level: usize) -> Option<u64> {
        1_u64.checked_shl(*self.index_bits.get(level)?)?.checked_mul(u64::from(self.entry.bytes()))
    }

    /// Translates `va` by the tables below the one at physical address `root`.
    ///
    /// `read(pa, bytes)` is the little-endian word there, `None` outside memory. At most one read per level.
    pub fn walk(&self, root: u64, va: u64, mut read: impl FnMut(u64, u32) -> Option<u64>) -> Walk {
        let mut steps = vec![];
        let result = self.descend(root, va, &mut read, &mut steps);
        Walk { steps, result }
    }

    fn descend(
        &self,
        root: u64,
        va: u64,
        read: &mut dyn FnMut(u64, u32) -> Option<u64>,
        steps: &mut Vec<Step>,
    ) -> Result<u64, Fault> {
        let mut shift = self.address_bits();
        if va >> shift != 0 {
            return Err(Fault::OutsideAddressSpace);
        }
        let (mut table, last) = (root, self.index_bits.len() - 1);
        for (level, &bits) in self.index_bits.iter().enumerate() {
            shift -= bits;
            let index = (va >> shift) & ((1 << bits) - 1);
            let bytes = self.entry.bytes();
            let entry_pa = table.saturating_add(index.saturating_mul(u64::from(bytes)));
            let raw = read(entry_pa, bytes).ok_or(Fault::NoEntry { level, entry_pa })?;
            steps.push(Step { entry_pa, raw, index });
            let entry = self.entry.decode(raw);
            let is_page = entry.is_leaf || (level == last && self.entry != EntryForm::Sv32);
            // A large page must begin at a multiple of its size.
            let inner = (1_u64 << shift) - 1;
            let base = entry.frame.checked_mul(1 << self.offset_bits);
            match base {
                Some(base) if entry.is_valid && is_page && base & inner == 0 => return Ok(base | (va & inner)),
                Some(base) if entry.is_valid && !is_page && level != last => table = base,
                _ => return Err(Fault::NotValid { level }),
            }
        }
        unreachable!("the last level returns")
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn word(memory: &[u8], pa: u64, bytes: u32) -> Option<u64> {
        let start = usize::try_from(pa).ok()?;
        let slice = memory.get(start..start.checked_add(bytes as usize)?)?;
        Some(slice.iter().rev().fold(0, |word, &byte| word << 8 | u64::from(byte)))
    }

    #[track_caller]
    fn check(scheme: &Scheme, entries: &[(usize, u32)], va: u64, expect: Result<u64, Fault>) {
        let mut memory = vec![0; 0x4000];
        for &(pa, entry) in entries {
            memory[pa..pa + 4].copy_from_slice(&entry.to_le_bytes());
        }
        let walk = scheme.walk(0x1000, va, |pa, bytes| word(&memory, pa, bytes));
        assert_eq!(walk.result, expect, "va {va:#x}");
    }

    #[test]
    fn sv32_walks_two_levels_and_stops_at_large_pages() {
        let (v, r, w, x) = (1, 2, 4, 8);
        let entries = [
            (0x1000, 2 << 10 | v),              // to the table at 0x2000
            (0x1004, 0x400 << 10 | v | r | x),  // 4 MiB page
            (0x1008, 0x401 << 10 | v | r),      // misaligned 4 MiB page
            (0x100C, 9 << 10 | v),              // table outside memory
            (0x2004, 0x1234 << 10 | v | r | w), // page
            (0x2008, 0x1234 << 10 | v),         // pointer on the last level
            (0x200C, 0x1234 << 10 | v | w),     // reserved: W without R
            (0x2010, 0x1234 << 10 | r | w),     // not valid
            (0x2014, 0x3F_FFFF << 10 | v | r),  // the last frame of 34 bits
        ];
        let sv32 = Scheme::sv32();
        check(&sv32, &entries, 0x1ABC, Ok(0x123_4ABC));
        check(&sv32, &entries, 0x5FFF, Ok(0x3_FFFF_FFFF));
        check(&sv32, &entries, 0x40_5678, Ok(0x40_5678));
        check(&sv32, &entries, 0x80_0000, Err(Fault::NotValid { level: 0 }));
        check(&sv32, &entries, 0xC0_1000, Err(Fault::NoEntry { level: 1, entry_pa: 0x9004 }));
        for va in [0x0, 0x2000, 0x3000, 0x4000] {
            check(&sv32, &entries, va, Err(Fault::NotValid { level: 1 }));
        }
        check(&sv32, &entries, 0xFFFF_FFFF, Err(Fault::NotValid { level: 0 }));
        check(&sv32, &entries, 1 << 32, Err(Fault::OutsideAddressSpace));
    }

    #[test]
    fn tiny_pages_walk_one_to_three_levels() {
        let form = EntryForm::TopBitValid { bytes: 1 };
        let mut memory = vec![0_u8; 64];
        (memory[3], memory[9], memory[20]) = (0x80 | 2, 0x80 | 5, 0x80 | 7);
        for (levels, va, pa, reads) in
            [(1, 0b11_01, 2 << 2 | 1, 1), (2, 0b11_01_10, 5 << 2 | 2, 2), (3, 0b11_01_00_10, 7 << 2 | 2, 3)]
        {
            let scheme = Scheme::new(2, vec![2; levels], form).expect("sound");
            let walk = scheme.walk(0, va, |pa, bytes| word(&memory, pa, bytes));
            assert_eq!((walk.result, walk.steps.len()), (Ok(pa), reads));
        }
        assert!(Scheme::new(2, vec![], form).is_none());
        assert!(Scheme::new(2, vec![2; 4], form).is_none());
        assert!(Scheme::new(60, vec![4], form).is_none());
        assert!(Scheme::new(2, vec![u32::MAX], form).is_none());
        assert!(Scheme::new(2, vec![2], EntryForm::TopBitValid { bytes: 9 }).is_none());
    }
}
