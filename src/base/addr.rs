//! Newtypes for addresses, page numbers, process ids and time, and the conversions between them.
//!
//! A page and a frame are both 4 KiB: the low 12 bits of an address are the offset within it.

use serde::{Deserialize, Serialize};
use std::fmt;

/// log2 of [`PAGE_BYTES`].
pub const PAGE_SHIFT: u32 = 12;
/// Bytes in a page and in a frame.
pub const PAGE_BYTES: u32 = 1 << PAGE_SHIFT;

macro_rules! newtype {
    ($(#[$doc:meta])* $name:ident($inner:ty)) => {
        $(#[$doc])*
        #[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
        #[serde(transparent)]
        pub struct $name(pub $inner);
    };
}

newtype! { /// A virtual address, as a program sees it.
Va(u32) }
newtype! { /// A physical address: an index into RAM, in bytes.
Pa(u32) }
newtype! { /// A virtual page number: the upper 20 bits of a [`Va`].
Vpn(u32) }
newtype! { /// A physical page number: which frame of RAM.
Ppn(u32) }
newtype! { /// A process id; 0 is nobody, 1 is init.
Pid(u32) }
newtype! { /// Simulated time, and differences of it; one instruction takes one cycle.
Cycles(u64) }

impl Va {
    /// The page this address lies in.
    #[must_use]
    pub const fn vpn(self) -> Vpn {
        Vpn(self.0 >> PAGE_SHIFT)
    }
    /// The offset within the page, `0..4096`.
    #[must_use]
    pub const fn offset(self) -> u32 {
        self.0 & (PAGE_BYTES - 1)
    }
    /// The address rounded down to a page boundary.
    #[must_use]
    pub const fn page_floor(self) -> Va {
        Va(self.0 & !(PAGE_BYTES - 1))
    }
    /// The address rounded up to a page boundary; `None` past the end of the address space.
    #[must_use]
    pub const fn page_ceil(self) -> Option<Va> {
        match self.0.checked_add(PAGE_BYTES - 1) {
            Some(up) => Some(Va(up & !(PAGE_BYTES - 1))),
            None => None,
        }
    }
    /// The address `bytes` further on, wrapping around the address space as the CPU does.
    #[must_use]
    pub const fn plus(self, bytes: u32) -> Va {
        Va(self.0.wrapping_add(bytes))
    }
}

impl Vpn {
    /// The first address of the page.
    #[must_use]
    pub const fn va(self) -> Va {
        Va(self.0 << PAGE_SHIFT)
    }
}

impl Pa {
    /// The frame this address lies in.
    #[must_use]
    pub const fn ppn(self) -> Ppn {
        Ppn(self.0 >> PAGE_SHIFT)
    }
}

impl Ppn {
    /// The first physical address of the frame.
    #[must_use]
    pub const fn pa(self) -> Pa {
        Pa(self.0 << PAGE_SHIFT)
    }
}

/// What a program tries to do with an address.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub enum Access {
    /// Load.
    Read,
    /// Store or atomic.
    Write,
    /// Instruction fetch.
    Execute,
}

impl fmt::Display for Va {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "0x{:08x}", self.0)
    }
}
impl fmt::Display for Pa {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "0x{:08x}", self.0)
    }
}
impl fmt::Display for Ppn {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.0.fmt(f)
    }
}
impl fmt::Display for Vpn {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "0x{:05x}", self.0)
    }
}
impl fmt::Display for Pid {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.0.fmt(f)
    }
}
impl fmt::Display for Cycles {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.0.fmt(f)
    }
}
