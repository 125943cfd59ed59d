//! From virtual to physical addresses. What stands here is pure: [`super::Machine`] asks, sets A and D bits and keeps
//! the caches.

pub mod base_bound;
pub mod paging;
pub mod segments;
pub mod sv32;
pub mod tlb;

pub use sv32::{Fault, Leaf, Privilege, Pte, Refusal, Walk};
pub use tlb::{Tlb, TlbConfig, TlbEntry, TlbPolicy};

/// How user-mode addresses are translated.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub enum Mmu {
    /// As `satp` says: Sv32 page tables, or none.
    #[default]
    Satp,
}
