//! Instructions, traps, translation, caches and checkpoints, on small programs written in assembly.

use super::mmu::sv32::entry_pa;
use super::*;
use crate::base::Pa;
use crate::isa::assemble;

mod caches;
mod instructions;
mod paging;
mod regions;

const CODE: Va = Va(0x1000);

/// Puts lines of assembly at `pa`, as if at `va`.
fn load(machine: &mut Machine, pa: Pa, va: Va, lines: &[&str]) {
    for (n, line) in lines.iter().enumerate() {
        let at = n as u32 * 4;
        let inst = assemble(line, va.plus(at)).unwrap_or_else(|error| panic!("{line}: {error}"));
        machine.ram.write_u32(Pa(pa.0 + at), inst.encode().expect("encodes"));
    }
}

/// A bare machine in user mode with a program at [`CODE`], ended by `ecall`.
fn bare(lines: &[&str]) -> Machine {
    let mut machine = Machine::new(&MachineConfig::default());
    load(&mut machine, Pa(CODE.0), CODE, lines);
    machine.ram.write_u32(Pa(CODE.0 + 4 * lines.len() as u32), 0x73);
    machine.cpu.return_to_user(CODE);
    machine
}

const FOREVER: Cycles = Cycles(1_000_000);

#[track_caller]
fn run_to_ecall(machine: &mut Machine) {
    match machine.run(FOREVER) {
        Stop::Trap(Trap { cause: Cause::EnvCallFromU, .. }) => {}
        other => panic!("{other:?}"),
    }
}

// Sv32: root table in frame 1, second table in frame 2, code in frame 3, data from frame 4 on.
const ROOT: Ppn = Ppn(1);
const SECOND: Ppn = Ppn(2);
const USER: u32 = Pte::V | Pte::U;
const TEXT: Va = Va(0x0001_0000);
const DATA: Va = Va(0x0002_0000);

fn map(machine: &mut Machine, va: Va, ppn: Ppn, bits: u32) {
    machine.ram.write_u32(entry_pa(ROOT, va.0 >> 22), Pte::new(SECOND, Pte::V).0);
    machine.ram.write_u32(entry_pa(SECOND, va.vpn().0), Pte::new(ppn, bits).0);
}

fn pte_of(machine: &Machine, va: Va) -> Pte {
    Pte(machine.ram.read_u32(entry_pa(SECOND, va.vpn().0)))
}

fn paged_with(tlb: TlbConfig, lines: &[&str]) -> Machine {
    let mut machine = Machine::new(&MachineConfig { tlb, ..MachineConfig::default() });
    load(&mut machine, Ppn(3).pa(), TEXT, lines);
    machine.ram.write_u32(Pa(Ppn(3).pa().0 + 4 * lines.len() as u32), 0x73);
    map(&mut machine, TEXT, Ppn(3), USER | Pte::R | Pte::X);
    map(&mut machine, DATA, Ppn(4), USER | Pte::R | Pte::W);
    machine.set_satp(Machine::satp_value(ROOT, 0));
    machine.cpu.x[10] = DATA.0;
    machine.cpu.return_to_user(TEXT);
    machine
}

fn paged(lines: &[&str]) -> Machine {
    paged_with(TlbConfig::default(), lines)
}
