//! The computer's hardware: CPU, RAM, MMU, devices. It runs programs until something traps; it knows no process.
//!
//! Whoever drives it (the kernel) sets up registers and page tables, calls [`Machine::run`], and gets a [`Stop`] back:
//! a trap, with the CPU in supervisor mode exactly as hardware leaves it, or the clock at the moment asked for. The
//! kernel is not simulated code: it works on [`Ram`] and the registers, then [`Cpu::return_to_user`].
//!
//! Rules: one instruction takes one cycle, page-table reads cost extra ([`Costs`]), and nothing else here takes time.
//! The run is a function of state alone. Three private caches make it fast and are never visible: decoded
//! instructions (`code`), a software TLB (`fast`), frames shared with checkpoints (`checkpoint`).

mod checkpoint;
mod code;
mod costs;
mod cpu;
mod csr;
pub mod devices;
mod exec;
mod fast;
mod fpu;
pub mod mmu;
mod ram;
mod slow;
mod softfloat;
mod trap;

pub use checkpoint::MachineCheckpoint;
pub use costs::Costs;
pub use cpu::{
    Context, Cpu, Hart, Mode, SATP_SV32, SSTATUS_FS, SSTATUS_MXR, SSTATUS_SIE, SSTATUS_SPIE, SSTATUS_SPP, SSTATUS_SUM,
};
pub use mmu::{Mmu, Pte, Tlb, TlbConfig, TlbEntry, TlbPolicy};
pub use ram::{Frame, Ram};
pub use trap::{Cause, Stop, Trap};

use crate::base::{Access, Cycles, PAGE_BYTES, Pa, Ppn, Va, Vpn};
use checkpoint::Shared;
use code::CodeCache;
use exec::{Exit, Meter};
use fast::FastTlb;
use mmu::Place;
use mmu::sv32::{self, Privilege, Walk};
use std::fmt;
use trap::Exception;

/// What a machine is built from.
#[derive(Clone, Debug, PartialEq, Eq, serde::Serialize, serde::Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct MachineConfig {
    /// RAM size in frames of 4 KiB; brought into the range of [`crate::base::limits`].
    pub ram_frames: u32,
    /// The TLB.
    pub tlb: TlbConfig,
    /// The cost table.
    pub costs: Costs,
}

impl Default for MachineConfig {
    fn default() -> Self {
        Self { ram_frames: 64, tlb: TlbConfig::default(), costs: Costs::default() }
    }
}

/// CPU, RAM and TLB of one computer.
#[derive(Clone)]
pub struct Machine {
    /// The registers. The kernel may change any of them between runs.
    pub cpu: Cpu,
    /// The memory.
    pub ram: Ram,
    /// The simulated TLB. Replace it by [`Machine::set_tlb`].
    pub tlb: Tlb,
    /// What things cost.
    pub costs: Costs,
    mmu: Mmu,

    // Private caches.
    code: CodeCache,
    fast: FastTlb,
    fast_key: FastKey,
    /// RAM as of the last checkpoint, except for frames marked dirty.
    shared: Shared,
}

/// Where the next instruction lies.
struct Fetched {
    /// The decoded page.
    page: u32,
    /// Its physical address.
    pa: Pa,
    /// See [`Place`].
    is_whole_page: bool,
}

/// What the software TLB's entries were made under; when it changes they are void.
#[derive(Clone, Copy, PartialEq, Eq)]
struct FastKey {
    satp: u32,
    mode: Mode,
    sstatus: u32,
    generation: u64,
}

impl PartialEq for Machine {
    /// Equal simulated state; caches do not count.
    fn eq(&self, other: &Self) -> bool {
        let registers = self.cpu == other.cpu && self.mmu == other.mmu && self.costs == other.costs;
        registers && self.tlb == other.tlb && self.ram == other.ram
    }
}

impl fmt::Debug for Machine {
    /// The registers; RAM would fill the screen.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Machine").field("cpu", &self.cpu).finish_non_exhaustive()
    }
}

impl Cpu {
    /// Whether addresses go through Sv32 page tables.
    #[must_use]
    pub const fn uses_sv32(&self) -> bool {
        self.satp & SATP_SV32 != 0
    }

    /// The address-space id in `satp`.
    #[must_use]
    pub const fn asid(&self) -> u16 {
        (self.satp >> 22 & 0x1ff) as u16
    }

    /// The root page table's frame in `satp`.
    #[must_use]
    pub const fn root_table(&self) -> Ppn {
        Ppn(self.satp & 0x003f_ffff)
    }
}

impl Machine {
    /// A machine at power-on: RAM zero, caches empty.
    #[must_use]
    pub fn new(config: &MachineConfig) -> Self {
        let ram = Ram::new(config.ram_frames);
        let cpu = Cpu::new();
        let tlb = Tlb::new(config.tlb);
        let code = CodeCache::new(ram.frame_count());
        let fast_key = FastKey { satp: 0, mode: cpu.mode, sstatus: 0, generation: 0 };
        let shared = Shared::zeros(ram.frame_count());
        let (costs, fast) = (config.costs.clone(), FastTlb::new());
        Self { cpu, ram, tlb, costs, mmu: Mmu::default(), code, fast, fast_key, shared }
    }

    /// Runs until a trap is taken or the clock reaches `until`. Bounded by `until - cpu.now` instructions.
    ///
    /// An instruction that starts before `until` completes, so the clock may pass it by the cost of one walk.
    pub fn run(&mut self, until: Cycles) -> Stop {
        self.drop_stale();
        self.check_fast_key();
        while self.cpu.now < until {
            if let Err(exception) = self.run_stretch(until) {
                // A trapping instruction takes its cycle but does not retire.
                self.cpu.now.0 += 1;
                return Stop::Trap(self.cpu.take_trap(exception.cause, exception.tval));
            }
        }
        Stop::Until
    }

    /// Runs one instruction; `Some` if it trapped.
    pub fn step(&mut self) -> Option<Trap> {
        match self.run(Cycles(self.cpu.now.0.saturating_add(1))) {
            Stop::Trap(trap) => Some(trap),
            Stop::Until => None,
        }
    }

    /// Takes an interrupt before the next instruction, as the kernel's timer and devices do.
    pub fn interrupt(&mut self, cause: Cause) -> Trap {
        self.cpu.take_trap(cause, 0)
    }

    /// Lets time pass without running instructions.
    pub fn spend(&mut self, cycles: u64) {
        self.cpu.now.0 = self.cpu.now.0.saturating_add(cycles);
    }

    /// Writes `satp`: another address space. The TLB keeps its entries; see [`Machine::sfence_vma`].
    pub fn set_satp(&mut self, satp: u32) {
        self.cpu.satp = satp;
    }

    /// The `satp` value for Sv32 with this root table and address-space id (9 bits).
    #[must_use]
    pub const fn satp_value(root: Ppn, asid: u16) -> u32 {
        SATP_SV32 | ((asid & 0x1ff) as u32) << 22 | root.0 & 0x003f_ffff
    }

    /// Forgets cached translations of one page (or all) in one address space (or all).
    pub fn sfence_vma(&mut self, page: Option<Vpn>, asid: Option<u16>) {
        self.tlb.flush(page, asid);
    }

    /// How user addresses are translated.
    #[must_use]
    pub const fn mmu(&self) -> &Mmu {
        &self.mmu
    }

    /// Changes how user addresses are translated (base and limit, segment table); cached translations end.
    pub fn set_mmu(&mut self, mmu: Mmu) {
        self.mmu = mmu;
        self.fast.flush();
    }

    /// Replaces the TLB by an empty one of another shape.
    pub fn set_tlb(&mut self, config: TlbConfig) {
        self.tlb = Tlb::new(config);
        self.fast.flush();
    }

    /// Puts another CPU of the same computer in place and takes out the one that was there. Reservations are lost, so
    /// a store-conditional never succeeds across another CPU's stores.
    pub fn swap_hart(&mut self, hart: &mut Hart) {
        std::mem::swap(&mut self.cpu, &mut hart.cpu);
        std::mem::swap(&mut self.tlb, &mut hart.tlb);
        hart.cpu.reservation = None;
        self.fast.flush();
    }

    /// The walk for an address as the current `satp` and mode have it, without any effect: for the view.
    #[must_use]
    pub fn walk(&self, va: Va, access: Access) -> Walk {
        let who = Privilege { mode: self.cpu.mode, sstatus: self.cpu.sstatus };
        sv32::walk(&self.ram, self.cpu.root_table(), va, access, who)
    }

    /// Where an address lies for the program now in user mode, without any effect; `None` if it would fault. For views
    /// and debuggers: neither the TLB nor A and D bits are used or changed.
    #[must_use]
    pub fn peek(&self, va: Va, access: Access) -> Option<Pa> {
        if !self.mmu.is_satp() {
            let ram_bytes = u64::from(self.ram.frame_count()) * u64::from(PAGE_BYTES);
            return self.mmu.place(va, 1, access, ram_bytes).ok().map(|place| place.pa);
        }
        if !self.cpu.uses_sv32() {
            return self.ram.contains(Ppn(va.vpn().0)).then_some(Pa(va.0));
        }
        let walk = sv32::walk(&self.ram, self.cpu.root_table(), va, access, Privilege::USER);
        walk.result.ok().map(|leaf| Pa(leaf.ppn.pa().0 | va.offset()))
    }

    /// Runs up to the next point where control leaves the frame or an instruction needs more than the inner loop.
    fn run_stretch(&mut self, until: Cycles) -> Result<(), Exception> {
        let fetched = self.fetch()?;
        let is_single = !fetched.is_whole_page || self.is_precise();
        // The walk for the fetch may have taken the clock past `until`; the instruction has begun and completes.
        let budget = until.0.saturating_sub(self.cpu.now.0).max(1);
        let left = if is_single { 1 } else { u32::try_from(budget).unwrap_or(u32::MAX) };
        let mut meter = Meter { left, data: 0 };
        // Where the frame's first byte would be in the program's addresses.
        let page_va = self.cpu.pc.0.wrapping_sub(fetched.pa.0 % PAGE_BYTES);
        let code = self.code.page(fetched.page);
        let exit = exec::run_page(&mut self.cpu, &mut self.ram.frames, &self.fast, code, page_va, &mut meter);
        let done = left - meter.left;
        self.cpu.now.0 += u64::from(done);
        self.cpu.instret += u64::from(done);
        if self.uses_tlb() {
            self.tlb.accesses += u64::from(done) + u64::from(meter.data);
        }
        if exit == Exit::Slow {
            let pa = Pa(fetched.pa.ppn().pa().0 + self.cpu.pc.0.wrapping_sub(page_va));
            self.run_slow(pa)?;
            self.cpu.now.0 += 1;
            self.cpu.instret += 1;
            self.check_fast_key();
        }
        Ok(())
    }

    /// Where `pc` lies and the decoded page for it, with the instruction at `pc` decoded.
    fn fetch(&mut self) -> Result<Fetched, Exception> {
        let pc = self.cpu.pc;
        if pc.0 & 3 != 0 {
            return Err(Exception::new(Cause::InstructionAddressMisaligned, pc.0));
        }
        let fetched = match self.fast.fetch(pc) {
            Some(page) => {
                let pa = Pa(self.code.owner(page).pa().0 | pc.offset());
                Fetched { page, pa, is_whole_page: true }
            }
            None => self.fetch_slow(pc)?,
        };
        let word = (fetched.pa.0 % PAGE_BYTES) as usize / 4;
        self.code.decode_block(fetched.page, word, self.ram.frame(fetched.pa.ppn()));
        Ok(fetched)
    }

    fn fetch_slow(&mut self, pc: Va) -> Result<Fetched, Exception> {
        let Place { pa, is_whole_page } = self.place(pc, 4, Access::Execute).inspect_err(|_| self.count_access())?;
        if pa.0 & 3 != 0 {
            return Err(Exception::new(Cause::InstructionAccessFault, pc.0));
        }
        let had_code = self.ram.has_code(pa.ppn());
        let (page, dropped_others) = self.code.page_for(&mut self.ram, pa.ppn());
        if !had_code {
            self.fast.forget_writes_to(pa.ppn());
        }
        if dropped_others {
            self.fast.flush_fetches();
        }
        if is_whole_page && !self.is_precise() {
            self.fast.set_fetch(pc, page);
        }
        Ok(Fetched { page, pa, is_whole_page })
    }

    /// Whether addresses go through Sv32 and so through the TLB.
    fn uses_tlb(&self) -> bool {
        self.cpu.uses_sv32() && (self.mmu.is_satp() || self.cpu.mode == Mode::Supervisor)
    }

    fn is_precise(&self) -> bool {
        self.uses_tlb() && self.tlb.is_precise()
    }

    fn count_access(&mut self) {
        if self.uses_tlb() {
            self.tlb.accesses += 1;
        }
    }

    /// Frames the kernel wrote lose their decoded instructions.
    fn drop_stale(&mut self) {
        if self.ram.has_stale() {
            for ppn in self.ram.take_stale() {
                self.code.forget(&mut self.ram, ppn);
            }
            self.fast.flush_fetches();
        }
    }

    fn check_fast_key(&mut self) {
        let key = FastKey {
            satp: self.cpu.satp,
            mode: self.cpu.mode,
            sstatus: self.cpu.sstatus & (SSTATUS_SUM | SSTATUS_MXR),
            generation: self.tlb.generation,
        };
        if key != self.fast_key {
            self.fast_key = key;
            self.fast.flush();
        }
    }
}

#[cfg(test)]
mod tests;
