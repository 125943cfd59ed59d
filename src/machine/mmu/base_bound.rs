//! Dynamic relocation: one contiguous region per process, given by a base and a limit register.
//!
//! ```text
//! va < limit ?  ── no ──▶ fault
//!      │ yes
//!      ▼
//! pa = base + va
//! ```
//!
//! Source: OSTEP 15.3; RISC-V privileged architecture 1.9.1, the `Mbb` mode.

use serde::{Deserialize, Serialize};

/// The two registers. Loading them is privileged.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct BaseBound {
    /// Where virtual address 0 lies.
    pub base: u64,
    /// Size of the address space in bytes: the first address that is out of bounds.
    pub limit: u64,
}

impl BaseBound {
    /// The physical address; `None` when `va` is out of bounds, or the sum past 2^64.
    #[must_use]
    pub const fn translate(self, va: u64) -> Option<u64> {
        if va < self.limit { self.base.checked_add(va) } else { None }
    }
}

#[cfg(test)]
mod tests {
    use super::BaseBound;

    #[test]
    fn the_limit_is_the_first_address_out_of_bounds() {
        let region = BaseBound { base: 12_418, limit: 472 };
        for (va, pa) in [(0, Some(12_418)), (430, Some(12_848)), (471, Some(12_889)), (472, None), (523, None)] {
            assert_eq!(region.translate(va), pa, "va {va}");
        }
        assert_eq!(BaseBound { base: u64::MAX, limit: 2 }.translate(1), None);
        assert_eq!(BaseBound::default().translate(0), None);
    }
}
