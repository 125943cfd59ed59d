//! Traps: why the CPU stops running a program and enters the kernel. Spec: Volume II, 4.1.8 (`scause`).

use crate::base::{Access, Va};
use std::fmt;

/// Why a trap was taken; [`Cause::code`] is what `scause` holds.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, serde::Serialize, serde::Deserialize)]
pub enum Cause {
    /// A jump to an address that is no multiple of 4; `stval` holds it.
    InstructionAddressMisaligned,
    /// A fetch from where there is no memory.
    InstructionAccessFault,
    /// A word that is no instruction, or one this mode may not use; `stval` holds the word.
    IllegalInstruction,
    /// `ebreak`.
    Breakpoint,
    /// A misaligned `lr.w`. Plain loads may be misaligned.
    LoadAddressMisaligned,
    /// A load from where there is no memory.
    LoadAccessFault,
    /// A misaligned `sc.w` or AMO. Plain stores may be misaligned.
    StoreAddressMisaligned,
    /// A store to where there is no memory.
    StoreAccessFault,
    /// `ecall` in user mode: a system call.
    EnvCallFromU,
    /// `ecall` in supervisor mode.
    EnvCallFromS,
    /// A fetch that the page table forbids.
    InstructionPageFault,
    /// A load that the page table forbids.
    LoadPageFault,
    /// A store or atomic that the page table forbids.
    StorePageFault,
    /// Interrupt from another CPU.
    SupervisorSoftware,
    /// Interrupt from the timer.
    SupervisorTimer,
    /// Interrupt from a device.
    SupervisorExternal,
}

impl Cause {
    /// The number in `scause`; interrupts have the top bit set.
    #[must_use]
    pub const fn code(self) -> u32 {
        match self {
            Self::InstructionAddressMisaligned => 0,
            Self::InstructionAccessFault => 1,
            Self::IllegalInstruction => 2,
            Self::Breakpoint => 3,
            Self::LoadAddressMisaligned => 4,
            Self::LoadAccessFault => 5,
            Self::StoreAddressMisaligned => 6,
            Self::StoreAccessFault => 7,
            Self::EnvCallFromU => 8,
            Self::EnvCallFromS => 9,
            Self::InstructionPageFault => 12,
            Self::LoadPageFault => 13,
            Self::StorePageFault => 15,
            Self::SupervisorSoftware => 0x8000_0001,
            Self::SupervisorTimer => 0x8000_0005,
            Self::SupervisorExternal => 0x8000_0009,
        }
    }

    /// Interrupts come from outside; all others are caused by the instruction at `epc`.
    #[must_use]
    pub const fn is_interrupt(self) -> bool {
        self.code() >> 31 == 1
    }

    /// The words of the manual.
    #[must_use]
    pub const fn name(self) -> &'static str {
        match self {
            Self::InstructionAddressMisaligned => "instruction address misaligned",
            Self::InstructionAccessFault => "instruction access fault",
            Self::IllegalInstruction => "illegal instruction",
            Self::Breakpoint => "breakpoint",
            Self::LoadAddressMisaligned => "load address misaligned",
            Self::LoadAccessFault => "load access fault",
            Self::StoreAddressMisaligned => "store address misaligned",
            Self::StoreAccessFault => "store access fault",
            Self::EnvCallFromU => "environment call from U-mode",
            Self::EnvCallFromS => "environment call from S-mode",
            Self::InstructionPageFault => "instruction page fault",
            Self::LoadPageFault => "load page fault",
            Self::StorePageFault => "store page fault",
            Self::SupervisorSoftware => "supervisor software interrupt",
            Self::SupervisorTimer => "supervisor timer interrupt",
            Self::SupervisorExternal => "supervisor external interrupt",
        }
    }

    /// The page fault for this kind of access.
    #[must_use]
    pub const fn page_fault(access: Access) -> Self {
        match access {
            Access::Read => Self::LoadPageFault,
            Access::Write => Self::StorePageFault,
            Access::Execute => Self::InstructionPageFault,
        }
    }

    /// The access fault for this kind of access.
    #[must_use]
    pub const fn access_fault(access: Access) -> Self {
        match access {
            Access::Read => Self::LoadAccessFault,
            Access::Write => Self::StoreAccessFault,
            Access::Execute => Self::InstructionAccessFault,
        }
    }

    /// What the program tried, for page and access faults.
    #[must_use]
    pub const fn access(self) -> Option<Access> {
        match self {
            Self::LoadPageFault | Self::LoadAccessFault => Some(Access::Read),
            Self::StorePageFault | Self::StoreAccessFault => Some(Access::Write),
            Self::InstructionPageFault | Self::InstructionAccessFault => Some(Access::Execute),
            _ => None,
        }
    }
}

impl fmt::Display for Cause {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.name())
    }
}

/// A trap as the kernel finds it; `sepc`, `scause` and `stval` hold the same.
#[derive(Clone, Copy, Debug, PartialEq, Eq, serde::Serialize, serde::Deserialize)]
pub struct Trap {
    /// Why.
    pub cause: Cause,
    /// The instruction that trapped (`ecall` itself, too), or the next one to run for an interrupt.
    pub epc: Va,
    /// The address or the instruction word at fault; 0 if there is none.
    pub tval: u32,
}

/// Why [`super::Machine::run`] returned.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Stop {
    /// The CPU took a trap and is in supervisor mode now.
    Trap(Trap),
    /// The clock reached the moment asked for.
    Until,
}

/// A cause and its `stval`, before the CPU adds the rest.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Exception {
    pub cause: Cause,
    pub tval: u32,
}

impl Exception {
    pub(super) const fn new(cause: Cause, tval: u32) -> Self {
        Self { cause, tval }
    }
}
