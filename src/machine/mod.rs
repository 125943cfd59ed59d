//! (to be written)
pub mod mmu;
