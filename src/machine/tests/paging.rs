//! Sv32, the simulated TLB and fences.

use super::*;
use crate::machine::mmu::sv32::{Fault, Refusal};

#[test]
fn translation_sets_accessed_and_dirty_bits() {
    let mut machine = paged(&["lw a1,0(a0)", "ecall", "sw a1,4(a0)"]);
    run_to_ecall(&mut machine);
    assert_eq!(pte_of(&machine, DATA).letters(), "-a-u-wrv");
    assert_eq!(pte_of(&machine, TEXT).letters(), "-a-ux-rv");
    machine.cpu.return_to_user(TEXT.plus(8));
    run_to_ecall(&mut machine);
    assert_eq!(pte_of(&machine, DATA).letters(), "da-u-wrv");
}

#[track_caller]
fn check_fault(lines: &[&str], cause: Cause, tval: Va) {
    let mut machine = paged(lines);
    let Stop::Trap(trap) = machine.run(FOREVER) else { panic!("no trap") };
    assert_eq!((trap.cause, trap.tval), (cause, tval.0), "{lines:?}");
}

#[test]
fn page_faults_name_the_access_and_the_address() {
    check_fault(&["lw a1,0(zero)"], Cause::LoadPageFault, Va(0));
    check_fault(&["sw a1,8(zero)"], Cause::StorePageFault, Va(8));
    check_fault(&["jr zero"], Cause::InstructionPageFault, Va(0));
    check_fault(&["jr a0"], Cause::InstructionPageFault, DATA);
    check_fault(&["auipc a1,0x0", "sw a1,0(a1)"], Cause::StorePageFault, TEXT);
    check_fault(&["lui a1,0x21", "lw a1,-2(a1)"], Cause::LoadPageFault, Va(0x21000));
    check_fault(&["lui a1,0x21", "sw a1,-1(a1)"], Cause::StorePageFault, Va(0x21000));
    check_fault(&["amoadd.w a1,a1,(zero)"], Cause::StorePageFault, Va(0));
    check_fault(&["lr.w a1,(zero)"], Cause::LoadPageFault, Va(0));
    check_fault(&["lui a1,0xc0000", "lw a1,0(a1)"], Cause::LoadPageFault, Va(0xc000_0000));
}

#[test]
fn a_store_across_a_bad_page_stores_nothing() {
    let mut machine = paged(&["lui a1,0x21", "sw a1,-1(a1)"]);
    machine.ram.fill_frame(Ppn(4), 0xaa);
    assert!(matches!(machine.run(FOREVER), Stop::Trap(_)));
    assert_eq!(machine.ram.read_u8(Pa(0x4fff)), 0xaa);
}

#[track_caller]
fn check_walk(root_pte: Pte, leaf_pte: Pte, access: Access, expect: Result<Ppn, (u8, Refusal)>) {
    let mut machine = paged(&[]);
    machine.ram.write_u32(entry_pa(ROOT, 0), root_pte.0);
    machine.ram.write_u32(entry_pa(SECOND, DATA.vpn().0), leaf_pte.0);
    let walk = machine.walk(DATA, access);
    let expect = expect.map_err(|(level, why)| Fault { level, why });
    assert_eq!(walk.result.map(|leaf| leaf.ppn), expect);
}

#[test]
fn walks_fail_at_the_right_level() {
    let table = Pte::new(SECOND, Pte::V);
    let page = Pte::new(Ppn(4), USER | Pte::R | Pte::W);
    check_walk(table, page, Access::Read, Ok(Ppn(4)));
    check_walk(Pte(0), page, Access::Read, Err((1, Refusal::NotValid)));
    check_walk(Pte::new(Ppn(9999), Pte::V), page, Access::Read, Err((0, Refusal::OutsideRam)));
    check_walk(table, page.without(Pte::V), Access::Read, Err((0, Refusal::NotValid)));
    check_walk(table, page.without(Pte::R), Access::Read, Err((0, Refusal::Reserved)));
    check_walk(table, Pte::new(Ppn(4), Pte::V), Access::Read, Err((0, Refusal::Reserved)));
    check_walk(table, page.without(Pte::U), Access::Read, Err((0, Refusal::KernelPage)));
    check_walk(table, page.without(Pte::W), Access::Write, Err((0, Refusal::Permission)));
    check_walk(table, page, Access::Execute, Err((0, Refusal::Permission)));
    check_walk(table, Pte::new(Ppn(64), USER | Pte::R), Access::Read, Err((0, Refusal::OutsideRam)));
    check_walk(Pte::new(Ppn(0), USER | Pte::R), page, Access::Read, Ok(Ppn(DATA.vpn().0)));
    check_walk(Pte::new(Ppn(1), USER | Pte::R), page, Access::Read, Err((1, Refusal::MisalignedSuperpage)));
    check_walk(Pte::new(Ppn(0), USER | Pte::R | Pte::X), page, Access::Write, Err((1, Refusal::Permission)));
}

#[test]
fn stale_translations_live_until_a_fence() {
    let mut machine = paged(&["lw a1,0(a0)", "ecall", "lw a1,0(a0)", "ecall", "lw a1,0(a0)"]);
    machine.ram.write_u32(Pa(0x4000), 4);
    machine.ram.write_u32(Pa(0x5000), 5);
    run_to_ecall(&mut machine);
    map(&mut machine, DATA, Ppn(5), USER | Pte::R);
    machine.cpu.return_to_user(TEXT.plus(8));
    run_to_ecall(&mut machine);
    assert_eq!(machine.cpu.x[11], 4);
    machine.sfence_vma(Some(DATA.vpn()), None);
    machine.cpu.return_to_user(TEXT.plus(16));
    run_to_ecall(&mut machine);
    assert_eq!(machine.cpu.x[11], 5);
}

#[test]
fn address_spaces_keep_their_entries_apart() {
    let mut machine = paged(&["lw a1,0(a0)"]);
    machine.ram.write_u32(Pa(0x4000), 4);
    machine.ram.write_u32(Pa(0x5000), 5);
    // A second address space: root in frame 6, second table in frame 7.
    machine.ram.copy_frame(ROOT, Ppn(6));
    machine.ram.copy_frame(SECOND, Ppn(7));
    machine.ram.write_u32(entry_pa(Ppn(6), 0), Pte::new(Ppn(7), Pte::V).0);
    machine.ram.write_u32(entry_pa(Ppn(7), DATA.vpn().0), Pte::new(Ppn(5), USER | Pte::R).0);
    let mut seen = Vec::new();
    for (root, asid) in [(ROOT, 1), (Ppn(6), 2), (ROOT, 1), (Ppn(6), 2)] {
        machine.set_satp(Machine::satp_value(root, asid));
        machine.cpu.return_to_user(TEXT);
        run_to_ecall(&mut machine);
        seen.push(machine.cpu.x[11]);
    }
    assert_eq!(seen, [4, 5, 4, 5]);
    assert_eq!(machine.tlb.misses(), 4, "the second round hits");
    machine.sfence_vma(None, Some(1));
    assert_eq!(machine.tlb.entries().map(|entry| entry.asid).collect::<Vec<_>>(), [2, 2]);
}

/// The counters and entries must be those of a machine that looks up every access, whatever the fast path does.
#[test]
fn tlb_counts_every_access() {
    let mut machine = paged(&["lw a1,0(a0)", "lw a1,4(a0)", "sw a1,8(a0)", "addi a2,a2,1", "blt a2,a3,0x10000"]);
    machine.cpu.x[13] = 10;
    run_to_ecall(&mut machine);
    // 10 rounds of 5 fetches and 3 data accesses, and the ecall; code and data miss once each.
    assert_eq!((machine.tlb.hits(), machine.tlb.misses()), (10 * 8 + 1 - 2, 2));
    assert_eq!(machine.cpu.instret, 50);
}

#[test]
fn a_direct_mapped_tlb_thrashes_between_two_pages() {
    for policy in [TlbPolicy::Fifo, TlbPolicy::Lru, TlbPolicy::Random] {
        let tlb = TlbConfig { entries: 2, ways: 1, policy, seed: 1 };
        let mut machine = paged_with(tlb, &["lw a1,0(a0)", "nop", "lw a1,0(a0)", "nop"]);
        map(&mut machine, DATA, Ppn(4), USER | Pte::R);
        run_to_ecall(&mut machine);
        // Text 0x10 and data 0x20 fall into set 0: every change between them misses.
        assert_eq!((machine.tlb.misses(), machine.tlb.hits()), (5, 2), "{policy:?}");
    }
}

#[test]
fn without_a_tlb_every_access_walks() {
    let tlb = TlbConfig { entries: 0, ..TlbConfig::default() };
    let mut machine = paged_with(tlb, &["lw a1,0(a0)", "nop", "sw a1,0(a0)"]);
    run_to_ecall(&mut machine);
    assert_eq!((machine.tlb.misses(), machine.tlb.hits()), (6, 0));
    assert_eq!(machine.cpu.now.0, 4 + 6 * 2, "each walk reads two entries");
}

#[test]
fn replacement_follows_the_policy() {
    // Three data pages and the text page over three entries.
    let lines = ["lw a1,0(a0)", "lw a2,0(a3)", "lw a1,0(a0)", "lw a4,0(a5)", "lw a1,0(a0)"];
    for (policy, misses) in [(TlbPolicy::Lru, 4), (TlbPolicy::Fifo, 6)] {
        let tlb = TlbConfig { entries: 3, ways: 0, policy, seed: 0 };
        let mut machine = paged_with(tlb, &lines);
        for n in 1..3 {
            map(&mut machine, DATA.plus(n << 12), Ppn(4 + n), USER | Pte::R);
        }
        machine.cpu.x[13] = DATA.0 + 0x1000;
        machine.cpu.x[15] = DATA.0 + 0x2000;
        run_to_ecall(&mut machine);
        assert_eq!(machine.tlb.misses(), misses, "{policy:?}");
    }
}

#[test]
fn superpages_translate_and_fence_as_one() {
    let config = MachineConfig { ram_frames: 2048, ..MachineConfig::default() };
    let mut machine = Machine::new(&config);
    load(&mut machine, Pa(0x0040_1000), Va(0x1000), &["lw a1,0(a0)", "lw a2,0(a3)"]);
    machine.ram.write_u32(Pa(0x0040_1008), 0x73);
    machine.ram.write_u32(entry_pa(ROOT, 0), Pte::new(Ppn(1024), USER | Pte::R | Pte::X).0);
    machine.ram.write_u32(Pa(0x0040_5004), 45);
    machine.set_satp(Machine::satp_value(ROOT, 0));
    machine.cpu.x[10] = 0x5004;
    machine.cpu.x[13] = 0x6000;
    machine.cpu.return_to_user(Va(0x1000));
    run_to_ecall(&mut machine);
    assert_eq!(machine.cpu.x[11], 45);
    assert_eq!(machine.tlb.entries().count(), 3);
    machine.sfence_vma(Some(Vpn(0x3ff)), None);
    assert_eq!(machine.tlb.entries().count(), 0);
}

#[test]
fn peeking_changes_nothing() {
    let machine = paged(&["lw a1,0(a0)"]);
    let before = machine.clone();
    assert_eq!(machine.peek(DATA.plus(5), Access::Write), Some(Pa(0x4005)));
    assert_eq!(machine.peek(TEXT, Access::Write), None);
    assert_eq!(machine.peek(Va(0), Access::Read), None);
    assert!(machine == before);
}
