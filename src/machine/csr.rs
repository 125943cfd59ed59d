//! Control and status registers: which exist, who may use them, which bits stick. Spec: Volume II, chapter 2.

use super::cpu::{Cpu, Mode, SSTATUS_FS, SSTATUS_MXR, SSTATUS_SIE, SSTATUS_SPIE, SSTATUS_SPP, SSTATUS_SUM};
use crate::base::Va;

const SSTATUS_WRITABLE: u32 = SSTATUS_SIE | SSTATUS_SPIE | SSTATUS_SPP | SSTATUS_SUM | SSTATUS_MXR;
/// Software, timer and external interrupts of the supervisor.
const INTERRUPTS: u32 = 1 << 1 | 1 << 5 | 1 << 9;

/// Reads a CSR; `None` if it does not exist or this mode may not (an illegal instruction).
pub(super) fn read(cpu: &Cpu, number: u16) -> Option<u32> {
    if !is_allowed(cpu, number) {
        return None;
    }
    Some(match number {
        0x001 => cpu.fcsr & 0x1f,
        0x002 => cpu.fcsr >> 5 & 7,
        0x003 => cpu.fcsr & 0xff,
        0x100 => cpu.sstatus | SSTATUS_FS,
        0x104 => cpu.sie,
        0x105 => cpu.stvec,
        0x106 => cpu.scounteren,
        0x140 => cpu.sscratch,
        0x141 => cpu.sepc.0,
        0x142 => cpu.scause,
        0x143 => cpu.stval,
        0x144 => cpu.sip,
        0x180 => cpu.satp,
        0xc00 | 0xc01 => cpu.now.0 as u32,
        0xc02 => cpu.instret as u32,
        0xc80 | 0xc81 => (cpu.now.0 >> 32) as u32,
        0xc82 => (cpu.instret >> 32) as u32,
        _ => return None,
    })
}

/// Writes a CSR; `None` if it does not exist, is read-only or this mode may not.
pub(super) fn write(cpu: &mut Cpu, number: u16, value: u32) -> Option<()> {
    let is_read_only = number >> 10 == 3;
    if is_read_only || !is_allowed(cpu, number) {
        return None;
    }
    match number {
        0x001 => cpu.fcsr = cpu.fcsr & 0xe0 | value & 0x1f,
        0x002 => cpu.fcsr = cpu.fcsr & 0x1f | (value & 7) << 5,
        0x003 => cpu.fcsr = value & 0xff,
        0x100 => cpu.sstatus = value & SSTATUS_WRITABLE | SSTATUS_FS,
        0x104 => cpu.sie = value & INTERRUPTS,
        0x105 => cpu.stvec = value & !2,
        0x106 => cpu.scounteren = value & 7,
        0x140 => cpu.sscratch = value,
        0x141 => cpu.sepc = Va(value & !3),
        0x142 => cpu.scause = value,
        0x143 => cpu.stval = value,
        0x144 => cpu.sip = cpu.sip & !(1 << 1) | value & 1 << 1,
        0x180 => cpu.satp = value,
        _ => return None,
    }
    Some(())
}

/// Bits 9:8 of the number are the lowest mode that may use it.
const fn is_allowed(cpu: &Cpu, number: u16) -> bool {
    match number >> 8 & 3 {
        0 => true,
        1 => matches!(cpu.mode, Mode::Supervisor),
        _ => false,
    }
}
