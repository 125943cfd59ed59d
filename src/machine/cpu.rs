//! The CPU's registers. One hart with user and supervisor mode; what lies above (machine mode) is not simulated:
//! all traps go to the supervisor, which is our kernel.

use super::mmu::Tlb;
use super::trap::{Cause, Trap};
use crate::base::{Cycles, Pa, Va};

/// Privilege mode.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, serde::Serialize, serde::Deserialize)]
pub enum Mode {
    /// Programs.
    User,
    /// The kernel.
    Supervisor,
}

// sstatus
//   31 SD | 19 MXR | 18 SUM | 14:13 FS | 8 SPP | 5 SPIE | 1 SIE
/// `sstatus`: interrupts enabled.
pub const SSTATUS_SIE: u32 = 1 << 1;
/// `sstatus`: interrupts were enabled before the trap.
pub const SSTATUS_SPIE: u32 = 1 << 5;
/// `sstatus`: the trap came from supervisor mode.
pub const SSTATUS_SPP: u32 = 1 << 8;
/// `sstatus`: supervisor may access user pages.
pub const SSTATUS_SUM: u32 = 1 << 18;
/// `sstatus`: executable pages are readable.
pub const SSTATUS_MXR: u32 = 1 << 19;
/// `sstatus`: the floating-point unit is on, its state always counts as changed (FS = dirty, SD).
pub const SSTATUS_FS: u32 = 1 << 31 | 3 << 13;

/// `satp`: translate by Sv32 page tables.
pub const SATP_SV32: u32 = 1 << 31;

/// All registers of the CPU, and its clock.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Cpu {
    /// Integer registers; `x[0]` is always 0.
    pub x: [u32; 32],
    /// Floating-point registers; a float lies in the lower half with all upper bits set (NaN boxing).
    pub f: [u64; 32],
    /// Floating-point flags (bits 4:0: NV DZ OF UF NX) and rounding mode (bits 7:5).
    pub fcsr: u32,
    /// Address of the next instruction.
    pub pc: Va,
    /// Privilege mode of the next instruction.
    pub mode: Mode,

    // Supervisor registers; a trap writes the first four.
    /// Where the last trap happened.
    pub sepc: Va,
    /// Why the last trap was taken ([`Cause::code`]).
    pub scause: u32,
    /// The address or word the last trap was about.
    pub stval: u32,
    /// Status; see the `SSTATUS_` constants.
    pub sstatus: u32,
    /// Where traps go.
    pub stvec: u32,
    /// Free for the kernel.
    pub sscratch: u32,
    /// Interrupts enabled.
    pub sie: u32,
    /// Interrupts pending.
    pub sip: u32,
    /// Which counters user mode may read. Ours may always be read.
    pub scounteren: u32,
    /// Address translation: bit 31 Sv32 on, 30:22 ASID, 21:0 root page table's frame.
    pub satp: u32,

    // Clocks.
    /// Simulated time since power-on.
    pub now: Cycles,
    /// Instructions retired since power-on.
    pub instret: u64,
    /// The word `lr.w` reserved, with its value then: `sc.w` fails if it holds another. Any trap loses it.
    pub reservation: Option<(Pa, u32)>,
}

/// A CPU with its TLB: what a computer with several CPUs has several of. See [`super::Machine::swap_hart`].
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Hart {
    /// The registers.
    pub cpu: Cpu,
    /// The TLB.
    pub tlb: Tlb,
}

/// The part of the CPU that belongs to a program: what a context switch saves and restores.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Context {
    /// Integer registers.
    pub x: [u32; 32],
    /// Floating-point registers.
    pub f: [u64; 32],
    /// Floating-point flags and rounding mode.
    pub fcsr: u32,
    /// Where the program goes on.
    pub pc: Va,
}

impl Default for Context {
    fn default() -> Self {
        Self { x: [0; 32], f: [0; 32], fcsr: 0, pc: Va(0) }
    }
}

impl Cpu {
    /// The CPU at power-on: supervisor mode, no translation, all registers 0.
    #[must_use]
    pub const fn new() -> Self {
        Self {
            x: [0; 32],
            f: [0; 32],
            fcsr: 0,
            pc: Va(0),
            mode: Mode::Supervisor,
            sepc: Va(0),
            scause: 0,
            stval: 0,
            sstatus: SSTATUS_FS,
            stvec: 0,
            sscratch: 0,
            sie: 0,
            sip: 0,
            scounteren: 7,
            satp: 0,
            now: Cycles(0),
            instret: 0,
            reservation: None,
        }
    }

    /// Enters the supervisor as hardware does (Volume II, 4.1.8): saves pc, mode and interrupt enable, jumps to `stvec`.
    pub fn take_trap(&mut self, cause: Cause, tval: u32) -> Trap {
        let trap = Trap { cause, epc: self.pc, tval };
        self.sepc = self.pc;
        self.scause = cause.code();
        self.stval = tval;
        self.set_status(SSTATUS_SPP, self.mode == Mode::Supervisor);
        self.set_status(SSTATUS_SPIE, self.sstatus & SSTATUS_SIE != 0);
        self.set_status(SSTATUS_SIE, false);
        self.mode = Mode::Supervisor;
        self.pc = Va(self.stvec & !3);
        self.reservation = None;
        trap
    }

    /// What `sret` does: back to `sepc` in the mode the trap came from.
    pub fn sret(&mut self) {
        self.mode = if self.sstatus & SSTATUS_SPP == 0 { Mode::User } else { Mode::Supervisor };
        self.set_status(SSTATUS_SIE, self.sstatus & SSTATUS_SPIE != 0);
        self.set_status(SSTATUS_SPIE, true);
        self.set_status(SSTATUS_SPP, false);
        self.pc = self.sepc;
    }

    /// The kernel's way out: `sret` to user mode at `pc`.
    pub fn return_to_user(&mut self, pc: Va) {
        self.sepc = pc;
        self.set_status(SSTATUS_SPP, false);
        self.sret();
    }

    /// What a context switch saves, with `pc` as the place to go on.
    #[must_use]
    pub fn context(&self, pc: Va) -> Context {
        Context { x: self.x, f: self.f, fcsr: self.fcsr, pc }
    }

    /// What a context switch restores. The kernel then calls [`Cpu::return_to_user`] with `context.pc`.
    pub fn set_context(&mut self, context: &Context) {
        self.x = context.x;
        self.x[0] = 0;
        self.f = context.f;
        self.fcsr = context.fcsr & 0xff;
        self.reservation = None;
    }

    fn set_status(&mut self, bit: u32, on: bool) {
        self.sstatus = if on { self.sstatus | bit } else { self.sstatus & !bit };
    }
}

impl Default for Cpu {
    fn default() -> Self {
        Self::new()
    }
}
