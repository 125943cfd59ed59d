//! From virtual to physical addresses: pure translation functions.

pub mod base_bound;
pub mod paging;
pub mod segments;
