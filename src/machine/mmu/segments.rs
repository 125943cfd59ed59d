//! Segmentation: the top bits of an address choose a segment, which has its own base, limit, direction and rights.
//!
//! ```text
//!  address_bits-1                                0
//! ┌─────────────┬─────────────────────────────────┐
//! │ select_bits │             offset              │
//! └─────────────┴─────────────────────────────────┘
//! grows up:    offset < limit          pa = base + offset
//! grows down:  size - offset <= limit  pa = base - (size - offset)      size = 2^(bits of the offset)
//! ```
//!
//! A segment that grows down holds the `limit` bytes just below its base. Source: OSTEP 16.2, 16.3.

use crate::base::Access;
use serde::{Deserialize, Serialize};

/// One row of the segment table.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Segment {
    /// Physical address of its lowest byte, or, when it grows down, of the first byte above it.
    pub base: u64,
    /// Its size in bytes.
    pub limit: u64,
    /// Whether it grows towards lower addresses.
    pub grows_down: bool,
    /// May be read.
    pub read: bool,
    /// May be written.
    pub write: bool,
    /// May be executed.
    pub execute: bool,
}

impl Segment {
    /// A segment with all rights.
    #[must_use]
    pub const fn new(base: u64, limit: u64, grows_down: bool) -> Self {
        Self { base, limit, grows_down, read: true, write: true, execute: true }
    }

    const fn allows(&self, access: Access) -> bool {
        match access {
            Access::Read => self.read,
            Access::Write => self.write,
            Access::Execute => self.execute,
        }
    }
}

/// Why an address is refused.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum Refusal {
    /// The address has more bits than the address space.
    OutsideAddressSpace,
    /// The top bits choose a segment that is not in the table.
    NoSegment(usize),
    /// The offset is not below the limit (or, growing down, too far below the base).
    PastLimit(usize),
    /// The segment does not allow this kind of access.
    NotAllowed(usize),
}

/// A segment table and how addresses choose from it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct SegmentTable {
    address_bits: u32,
    select_bits: u32,
    segments: Vec<Segment>,
}

impl SegmentTable {
    /// A table; `None` unless `select_bits <= address_bits <= 63` and the segments can all be chosen.
    #[must_use]
    pub fn new(address_bits: u32, select_bits: u32, segments: Vec<Segment>) -> Option<Self> {
        let is_addressable = select_bits <= address_bits && address_bits <= 63;
        let is_reachable = is_addressable && segments.len() as u64 <= 1 << select_bits;
        is_reachable.then_some(Self { address_bits, select_bits, segments })
    }

    /// Which segment an address chooses, and the offset in it. Invariant: `va` is inside the address space.
    #[must_use]
    pub const fn split(&self, va: u64) -> (usize, u64) {
        let offset_bits = self.address_bits - self.select_bits;
        ((va >> offset_bits) as usize, va & ((1 << offset_bits) - 1))
    }

    /// The physical address for one kind of access.
    ///
    /// # Errors
    /// The first check that fails, in the order: address space, segment, limit, rights.
    pub fn translate(&self, va: u64, access: Access) -> Result<u64, Refusal> {
        if va >> self.address_bits != 0 {
            return Err(Refusal::OutsideAddressSpace);
        }
        let (index, offset) = self.split(va);
        let segment = self.segments.get(index).ok_or(Refusal::NoSegment(index))?;
        let pa = if segment.grows_down {
            let below = (1 << (self.address_bits - self.select_bits)) - offset;
            if below <= segment.limit { segment.base.checked_sub(below) } else { None }
        } else if offset < segment.limit {
            segment.base.checked_add(offset)
        } else {
            None
        };
        let pa = pa.ok_or(Refusal::PastLimit(index))?;
        if segment.allows(access) { Ok(pa) } else { Err(Refusal::NotAllowed(index)) }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(table: &SegmentTable, va: u64, expect: Result<u64, Refusal>) {
        assert_eq!(table.translate(va, Access::Read), expect, "va {va}");
    }

    #[test]
    fn limits_hold_in_both_directions() {
        let segments = vec![Segment::new(0, 20, false), Segment::new(512, 20, true)];
        let table = SegmentTable::new(7, 1, segments).expect("a table");
        check(&table, 19, Ok(19));
        check(&table, 20, Err(Refusal::PastLimit(0)));
        check(&table, 64, Err(Refusal::PastLimit(1)));
        check(&table, 107, Err(Refusal::PastLimit(1)));
        check(&table, 108, Ok(492));
        check(&table, 127, Ok(511));
        check(&table, 128, Err(Refusal::OutsideAddressSpace));
        check(&table, u64::MAX, Err(Refusal::OutsideAddressSpace));
    }

    #[test]
    fn rights_and_missing_segments_refuse() {
        let text = Segment { write: false, ..Segment::new(100, 8, false) };
        let table = SegmentTable::new(4, 1, vec![text]).expect("a table");
        check(&table, 7, Ok(107));
        assert_eq!(table.translate(7, Access::Write), Err(Refusal::NotAllowed(0)));
        check(&table, 8, Err(Refusal::NoSegment(1)));
        assert!(SegmentTable::new(4, 5, vec![]).is_none());
        assert!(SegmentTable::new(64, 1, vec![]).is_none());
        assert!(SegmentTable::new(4, 1, vec![text; 3]).is_none());
    }
}
