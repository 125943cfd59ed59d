//! Translation by base and bound and by segments.

use super::*;
use crate::machine::mmu::base_bound::BaseBound;
use crate::machine::mmu::segments::{Segment, SegmentTable};

/// A loop with loads, stores and a call, at virtual address 0; sums 1 to a1 in memory, the sum also in a0.
const SUM: &[&str] = &[
    "li a2,1024",
    "sw zero,0(a2)",
    "lw a0,0(a2)",
    "add a0,a0,a1",
    "sw a0,0(a2)",
    "addi a1,a1,-1",
    "bnez a1,0x8",
    "ecall",
];

fn relocated(mmu: Mmu, base: u32) -> Machine {
    let mut machine = Machine::new(&MachineConfig::default());
    load(&mut machine, Pa(base), Va(0), SUM);
    machine.cpu.x[11] = 100;
    machine.set_mmu(mmu);
    machine.cpu.return_to_user(Va(0));
    machine
}

#[test]
fn base_and_bound_relocate_at_any_word() {
    for base in [0x4000, 0x4004, 0x4ffc, 0x4a0c] {
        for limit in [0x1000, 0x404, 0x2000] {
            let region = BaseBound { base: u64::from(base), limit };
            let mut machine = relocated(Mmu::BaseBound(region), base);
            run_to_ecall(&mut machine);
            assert_eq!(machine.ram.read_u32(Pa(base + 1024)), 5050, "base {base:#x} limit {limit:#x}");
            assert_eq!(machine.cpu.sepc, Va(28));
            assert_eq!(machine.tlb.hits() + machine.tlb.misses(), 0);
        }
    }
}

#[test]
fn beyond_the_bound_is_an_access_fault() {
    for (limit, cause, tval) in [
        (0x403, Cause::StoreAccessFault, 0x403),
        (0x400, Cause::StoreAccessFault, 0x400),
        (28, Cause::StoreAccessFault, 0x400),
        (4, Cause::InstructionAccessFault, 4),
        (0, Cause::InstructionAccessFault, 0),
    ] {
        let mut machine = relocated(Mmu::BaseBound(BaseBound { base: 0x4000, limit }), 0x4000);
        let Stop::Trap(trap) = machine.run(FOREVER) else { panic!("no trap") };
        assert_eq!(trap.cause, cause, "limit {limit}");
        assert_eq!(trap.tval, tval, "limit {limit}");
    }
    let mut machine = relocated(Mmu::BaseBound(BaseBound { base: 0x4000, limit: u64::MAX }), 0x4000);
    load(&mut machine, Pa(0x4000), Va(0), &["lui a2,0x3c", "lw a0,0(a2)"]);
    assert!(matches!(machine.run(FOREVER), Stop::Trap(Trap { cause: Cause::LoadAccessFault, tval: 0x3c000, .. })));
}

#[test]
fn moving_a_region_is_not_noticed() {
    let region = |base| Mmu::BaseBound(BaseBound { base, limit: 0x1000 });
    let mut machine = relocated(region(0x4000), 0x4000);
    assert_eq!(machine.run(Cycles(123)), Stop::Until);
    machine.ram.copy_frame(Ppn(4), Ppn(9));
    machine.ram.fill_frame(Ppn(4), 0xdd);
    machine.set_mmu(region(0x9000));
    run_to_ecall(&mut machine);
    assert_eq!(machine.ram.read_u32(Pa(0x9400)), 5050);
}

#[test]
fn segments_have_rights_and_directions() {
    let code = Segment { write: false, ..Segment::new(0x4000, 0x100, false) };
    let data = Segment { execute: false, ..Segment::new(0x8000, 0x1000, false) };
    let stack = Segment { execute: false, ..Segment::new(0xa000, 0x1000, true) };
    let table = SegmentTable::new(16, 2, vec![code, data, stack]).expect("a table");
    let run = |lines: &[&str]| {
        let mut machine = relocated(Mmu::Segments(table.clone()), 0x4000);
        load(&mut machine, Pa(0x4000), Va(0), lines);
        let Stop::Trap(trap) = machine.run(FOREVER) else { panic!("no trap") };
        (machine, trap.cause, trap.tval)
    };
    let (machine, cause, _) = run(&["lui sp,0xc", "sw a1,-4(sp)", "lui a2,0x4", "sw a1,8(a2)", "ecall"]);
    assert_eq!(cause, Cause::EnvCallFromU);
    assert_eq!((machine.ram.read_u32(Pa(0x9ffc)), machine.ram.read_u32(Pa(0x8008))), (100, 100));
    let (_, cause, tval) = run(&["sw a1,0(zero)"]);
    assert_eq!((cause, tval), (Cause::StoreAccessFault, 0));
    let (_, cause, tval) = run(&["lui a2,0x4", "jr a2"]);
    assert_eq!((cause, tval), (Cause::InstructionAccessFault, 0x4000));
    let (_, cause, tval) = run(&["lui a2,0xb", "lw a1,-4(a2)"]);
    assert_eq!((cause, tval), (Cause::LoadAccessFault, 0xaffc));
    let (_, cause, tval) = run(&["lui a2,0x10", "lw a1,0(a2)"]);
    assert_eq!((cause, tval), (Cause::LoadAccessFault, 0x10000));
}
