//! Sv32 address translation: two-level page tables in RAM. A walk never changes memory; setting the A and D bits is
//! the caller's decision ([`Leaf::updated`]). Spec: Volume II, 4.3 (Sv32).
//!
//! ```text
//! virtual address   31        22 21        12 11           0
//!                   root index   leaf index   offset
//! PTE               31                 10 9       8   7 6 5 4 3 2 1 0
//!                   frame number          SWAPPED COW D A G U X W R V
//! ```
//! Bits 8 and 9 are for software (RSW); the names are our kernel's.

use super::super::cpu::{Mode, SSTATUS_MXR, SSTATUS_SUM};
use super::super::ram::Ram;
use super::super::trap::Cause;
use crate::base::{Access, Pa, Ppn, Va};

/// A page-table entry.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash, serde::Serialize, serde::Deserialize)]
#[serde(transparent)]
pub struct Pte(pub u32);

impl Pte {
    /// Valid: the entry means something.
    pub const V: u32 = 1;
    /// Readable.
    pub const R: u32 = 1 << 1;
    /// Writable.
    pub const W: u32 = 1 << 2;
    /// Executable.
    pub const X: u32 = 1 << 3;
    /// User mode may use the page.
    pub const U: u32 = 1 << 4;
    /// In every address space.
    pub const G: u32 = 1 << 5;
    /// Accessed since the bit was last cleared.
    pub const A: u32 = 1 << 6;
    /// Dirty: written since the bit was last cleared.
    pub const D: u32 = 1 << 7;
    /// Software: read-only until the first write copies the frame.
    pub const COW: u32 = 1 << 8;
    /// Software: the page lies in the swap area; the frame number is its slot.
    pub const SWAPPED: u32 = 1 << 9;

    /// An entry for a frame with these bits.
    #[must_use]
    pub const fn new(ppn: Ppn, bits: u32) -> Self {
        Self(ppn.0 << 10 | bits & 1023)
    }

    /// The frame number (or the swap slot).
    #[must_use]
    pub const fn ppn(self) -> Ppn {
        Ppn(self.0 >> 10)
    }

    /// Whether all of `bits` are set.
    #[must_use]
    pub const fn has(self, bits: u32) -> bool {
        self.0 & bits == bits
    }

    /// The same with `bits` set.
    #[must_use]
    pub const fn with(self, bits: u32) -> Self {
        Self(self.0 | bits)
    }

    /// The same with `bits` cleared.
    #[must_use]
    pub const fn without(self, bits: u32) -> Self {
        Self(self.0 & !bits)
    }

    /// Whether the entry is valid and maps a page, rather than pointing to the next table.
    #[must_use]
    pub const fn is_leaf(self) -> bool {
        self.has(Self::V) && self.0 & (Self::R | Self::W | Self::X) != 0
    }

    /// `dagu xwrv` as letters, `-` for a clear bit, D first.
    #[must_use]
    pub fn letters(self) -> String {
        let bits = [('d', Self::D), ('a', Self::A), ('g', Self::G), ('u', Self::U)];
        let more = [('x', Self::X), ('w', Self::W), ('r', Self::R), ('v', Self::V)];
        bits.iter().chain(&more).map(|&(letter, bit)| if self.has(bit) { letter } else { '-' }).collect()
    }
}

/// One entry that a walk read.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Step {
    /// 1 for the root table, 0 for the second.
    pub level: u8,
    /// Where the entry lies.
    pub pte_pa: Pa,
    /// The entry.
    pub pte: Pte,
}

/// What a walk found.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Leaf {
    /// The entry that maps the page; level 1 maps 4 MiB.
    pub step: Step,
    /// The frame that holds the address, inside RAM.
    pub ppn: Ppn,
}

impl Leaf {
    /// The entry with A set, and D if the access writes: what hardware stores back if it differs.
    #[must_use]
    pub const fn updated(&self, access: Access) -> Pte {
        self.step.pte.with(if matches!(access, Access::Write) { Pte::A | Pte::D } else { Pte::A })
    }
}

/// Why a walk failed.
#[derive(Clone, Copy, Debug, PartialEq, Eq, serde::Serialize, serde::Deserialize)]
pub enum Refusal {
    /// V is clear.
    NotValid,
    /// W without R, or a second-level entry without R, W and X: reserved.
    Reserved,
    /// The page does not allow this access (R, W or X clear).
    Permission,
    /// User mode on a page without U.
    KernelPage,
    /// Supervisor mode on a page with U (SUM clear, or a fetch).
    UserPage,
    /// A 4 MiB page whose frame number is no multiple of 1024.
    MisalignedSuperpage,
    /// A table or the frame lies outside RAM.
    OutsideRam,
}

/// A failed translation: why and at which level (1 root, 0 second).
#[derive(Clone, Copy, Debug, PartialEq, Eq, serde::Serialize, serde::Deserialize)]
pub struct Fault {
    /// The level of the entry that refused.
    pub level: u8,
    /// Why it refused.
    pub why: Refusal,
}

impl Fault {
    /// The trap this fault raises.
    #[must_use]
    pub const fn cause(self, access: Access) -> Cause {
        match self.why {
            Refusal::OutsideRam => Cause::access_fault(access),
            _ => Cause::page_fault(access),
        }
    }
}

/// A walk with everything it read, for the view.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Walk {
    /// The root table's entry; `None` if the table lies outside RAM.
    pub root: Option<Step>,
    /// The second table's entry, if the walk got there.
    pub second: Option<Step>,
    /// The page found, or why there is none.
    pub result: Result<Leaf, Fault>,
}

impl Walk {
    /// How many entries were read.
    #[must_use]
    pub const fn reads(&self) -> u64 {
        self.root.is_some() as u64 + self.second.is_some() as u64
    }
}

/// Who asks: mode and the bits of `sstatus` that matter.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Privilege {
    /// User or supervisor.
    pub mode: Mode,
    /// `sstatus`, for SUM and MXR.
    pub sstatus: u32,
}

impl Privilege {
    /// A program.
    pub const USER: Self = Self { mode: Mode::User, sstatus: 0 };

    /// Whether a leaf's bits allow the access.
    ///
    /// # Errors
    /// The bit that refuses.
    pub const fn check(self, pte: Pte, access: Access) -> Result<(), Refusal> {
        if pte.has(Pte::U) {
            let sum = self.sstatus & SSTATUS_SUM != 0 && !matches!(access, Access::Execute);
            if matches!(self.mode, Mode::Supervisor) && !sum {
                return Err(Refusal::UserPage);
            }
        } else if matches!(self.mode, Mode::User) {
            return Err(Refusal::KernelPage);
        }
        let allowed = match access {
            Access::Read => pte.has(Pte::R) || pte.has(Pte::X) && self.sstatus & SSTATUS_MXR != 0,
            Access::Write => pte.has(Pte::W),
            Access::Execute => pte.has(Pte::X),
        };
        if allowed { Ok(()) } else { Err(Refusal::Permission) }
    }
}

/// Translates an address through the tables that start at frame `root`. Bounded: at most two reads.
///
/// Invariant: a returned frame is inside RAM. The first fault met is returned, with its level.
#[must_use]
pub fn walk(ram: &Ram, root: Ppn, va: Va, access: Access, who: Privilege) -> Walk {
    let index = [va.0 >> 12 & 1023, va.0 >> 22];
    let mut walk = Walk { root: None, second: None, result: Err(Fault { level: 1, why: Refusal::OutsideRam }) };
    let Some(step) = entry(ram, root, index[1], 1) else { return walk };
    walk.root = Some(step);
    if let Err(why) = valid(step.pte) {
        walk.result = Err(Fault { level: 1, why });
        return walk;
    }
    if step.pte.is_leaf() {
        walk.result = leaf(ram, step, index[0], access, who).map_err(|why| Fault { level: 1, why });
        return walk;
    }
    let fail = |why| Err(Fault { level: 0, why });
    let Some(step) = entry(ram, step.pte.ppn(), index[0], 0) else {
        walk.result = fail(Refusal::OutsideRam);
        return walk;
    };
    walk.second = Some(step);
    walk.result = match valid(step.pte) {
        Err(why) => fail(why),
        Ok(()) if !step.pte.is_leaf() => fail(Refusal::Reserved),
        Ok(()) => leaf(ram, step, 0, access, who).map_err(|why| Fault { level: 0, why }),
    };
    walk
}

/// The address of entry `index` of the table in frame `table`.
#[must_use]
pub const fn entry_pa(table: Ppn, index: u32) -> Pa {
    Pa((table.0 << 12) | (index & 1023) << 2)
}

fn entry(ram: &Ram, table: Ppn, index: u32, level: u8) -> Option<Step> {
    if !ram.contains(table) {
        return None;
    }
    let pte_pa = entry_pa(table, index);
    Some(Step { level, pte_pa, pte: Pte(ram.read_u32(pte_pa)) })
}

const fn valid(pte: Pte) -> Result<(), Refusal> {
    if !pte.has(Pte::V) {
        Err(Refusal::NotValid)
    } else if pte.has(Pte::W) && !pte.has(Pte::R) {
        Err(Refusal::Reserved)
    } else {
        Ok(())
    }
}

fn leaf(ram: &Ram, step: Step, index: u32, access: Access, who: Privilege) -> Result<Leaf, Refusal> {
    who.check(step.pte, access)?;
    let base = step.pte.ppn();
    if step.level == 1 && base.0 & 1023 != 0 {
        return Err(Refusal::MisalignedSuperpage);
    }
    let ppn = Ppn(base.0 + index);
    if ram.contains(ppn) { Ok(Leaf { step, ppn }) } else { Err(Refusal::OutsideRam) }
}
