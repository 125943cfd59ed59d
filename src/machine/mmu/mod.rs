//! From virtual to physical addresses. What stands here is pure: [`super::Machine`] asks, sets A and D bits and keeps
//! the caches.

pub mod base_bound;
pub mod paging;
pub mod segments;
pub mod sv32;
pub mod tlb;

pub use sv32::{Fault, Leaf, Privilege, Pte, Refusal, Walk};
pub use tlb::{Tlb, TlbConfig, TlbEntry, TlbPolicy};

use crate::base::{Access, PAGE_BYTES, Pa, Va};
use base_bound::BaseBound;
use segments::SegmentTable;

/// How user-mode addresses are translated. Supervisor mode always goes by `satp`.
///
/// Bases need no alignment beyond that of an instruction (4 bytes): a fetch from elsewhere is an access fault. Pages
/// that lie wholly inside their region, at the same offset as their frame, are reached at full speed, others slowly.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub enum Mmu {
    /// As `satp` says: Sv32 page tables, or none.
    #[default]
    Satp,
    /// One region; a violation is an access fault (Volume II 1.9.1, Mbb).
    BaseBound(BaseBound),
    /// Segments of at least a page each; a violation is an access fault.
    Segments(SegmentTable),
}

/// Where an address lies.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Place {
    /// The physical address.
    pub pa: Pa,
    /// The whole page is mapped to a frame, byte for byte, for this kind of access.
    pub is_whole_page: bool,
}

impl Mmu {
    /// Whether user addresses go by `satp`.
    #[must_use]
    pub const fn is_satp(&self) -> bool {
        matches!(self, Self::Satp)
    }

    fn translate(&self, va: u64, access: Access) -> Option<u64> {
        match self {
            Self::Satp => Some(va),
            Self::BaseBound(region) => region.translate(va),
            Self::Segments(table) => table.translate(va, access).ok(),
        }
    }

    /// Translates `bytes` bytes by base and bound or segments (not across a page); the address refused otherwise.
    pub(super) fn place(&self, va: Va, bytes: u32, access: Access, ram_bytes: u64) -> Result<Place, Va> {
        let one = |va: Va| self.translate(u64::from(va.0), access).filter(|pa| *pa < ram_bytes).ok_or(va);
        // A region is one piece, so two ends at the right distance have everything between them.
        let range = |first: Va, count: u32| {
            let last = first.plus(count - 1);
            let (start, end) = (one(first)?, one(last)?);
            if end.wrapping_sub(start) == u64::from(count - 1) { Ok(Pa(start as u32)) } else { Err(last) }
        };
        let pa = range(va, bytes)?;
        let page = range(va.page_floor(), PAGE_BYTES).ok();
        Ok(Place { pa, is_whole_page: page.is_some_and(|page| page.0 % PAGE_BYTES == 0) })
    }
}
