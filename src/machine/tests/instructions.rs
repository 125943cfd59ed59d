//! Instructions and traps on a bare machine.

use super::*;

/// Runs one instruction on a0 and a1; the result is in a2.
#[track_caller]
fn check(line: &str, a: u32, b: u32, expect: u32) {
    let mut machine = bare(&[line]);
    machine.cpu.x[10] = a;
    machine.cpu.x[11] = b;
    run_to_ecall(&mut machine);
    assert_eq!(machine.cpu.x[12], expect, "{line} {a:#x} {b:#x}");
}

#[track_caller]
fn check_trap(lines: &[&str], cause: Cause, epc: u32, tval: u32) {
    let mut machine = bare(lines);
    machine.cpu.x[10] = 0x3000;
    let trap = Trap { cause, epc: Va(epc), tval };
    assert_eq!(machine.run(FOREVER), Stop::Trap(trap), "{lines:?}");
    let cpu = &machine.cpu;
    assert_eq!((cpu.sepc, cpu.scause, cpu.stval), (Va(epc), cause.code(), tval));
    assert_eq!(cpu.mode, Mode::Supervisor);
    assert_eq!(cpu.sstatus & SSTATUS_SPP, 0);
}

const MIN: u32 = 0x8000_0000;

#[test]
fn integer_arithmetic_at_its_edges() {
    check("add a2,a0,a1", u32::MAX, 2, 1);
    check("sub a2,a0,a1", 0, 1, u32::MAX);
    check("sll a2,a0,a1", 1, 33, 2);
    check("srl a2,a0,a1", MIN, 31, 1);
    check("sra a2,a0,a1", MIN, 31, u32::MAX);
    check("sra a2,a0,a1", MIN, 32, MIN);
    check("slt a2,a0,a1", MIN, 0, 1);
    check("sltu a2,a0,a1", MIN, 0, 0);
    check("sltiu a2,a0,-1", 5, 0, 1);
    check("slti a2,a0,-1", 5, 0, 0);
    check("xori a2,a0,-1", 0x0f0f_0f0f, 0, 0xf0f0_f0f0);
    check("andi a2,a0,-16", 0x1234_5678, 0, 0x1234_5670);
    check("ori a2,a0,-2048", 1, 0, 0xffff_f801);
    check("srai a2,a0,0x1f", MIN, 0, u32::MAX);
    check("lui a2,0xfffff", 0, 0, 0xffff_f000);
    check("auipc a2,0x1", 0, 0, CODE.0 + 0x1000);
}

#[test]
fn multiplication_and_division_at_their_edges() {
    check("mul a2,a0,a1", MIN, 2, 0);
    check("mulh a2,a0,a1", MIN, MIN, 0x4000_0000);
    check("mulh a2,a0,a1", u32::MAX, u32::MAX, 0);
    check("mulhsu a2,a0,a1", u32::MAX, u32::MAX, u32::MAX);
    check("mulhu a2,a0,a1", u32::MAX, u32::MAX, u32::MAX - 1);
    check("div a2,a0,a1", 7, 0, u32::MAX);
    check("div a2,a0,a1", MIN, u32::MAX, MIN);
    check("div a2,a0,a1", -7i32 as u32, 2, -3i32 as u32);
    check("divu a2,a0,a1", MIN, 0, u32::MAX);
    check("rem a2,a0,a1", 7, 0, 7);
    check("rem a2,a0,a1", MIN, u32::MAX, 0);
    check("rem a2,a0,a1", -7i32 as u32, 2, u32::MAX);
    check("remu a2,a0,a1", MIN, 0, MIN);
}

#[test]
fn x0_stays_zero() {
    let lines = ["addi zero,a0,1", "lui zero,0x1", "lw zero,0(a0)", "jal zero,0x1010", "amoadd.w zero,a0,(a0)"];
    let mut machine = bare(&lines);
    machine.cpu.x[10] = 0x3000;
    machine.ram.write_u32(Pa(0x3000), 9);
    run_to_ecall(&mut machine);
    assert_eq!(machine.cpu.x[0], 0);
    assert_eq!(machine.ram.read_u32(Pa(0x3000)), 0x3009);
}

#[test]
fn jumps_link_and_clear_the_lowest_bit() {
    let mut machine = bare(&["addi a0,zero,21", "lui a1,0x1", "add a0,a0,a1", "jalr a2,0(a0)", "nop", "jal a3,0x101c"]);
    machine.ram.write_u32(Pa(CODE.0 + 28), 0x73);
    run_to_ecall(&mut machine);
    assert_eq!((machine.cpu.x[12], machine.cpu.x[13]), (CODE.0 + 16, CODE.0 + 24));
    assert_eq!(machine.cpu.sepc, Va(CODE.0 + 28));
}

#[test]
fn loads_extend_and_misaligned_accesses_work_across_frames() {
    let lines = [
        "lui a0,0x3",
        "addi a0,a0,-2",
        "lui a1,0x89abd",
        "addi a1,a1,-529",
        "sw a1,0(a0)",
        "lw a2,0(a0)",
        "lh a3,1(a0)",
        "lhu a4,1(a0)",
        "lb a5,0(a0)",
        "lbu a6,0(a0)",
        "sh a1,5(a0)",
        "lw a7,3(a0)",
    ];
    let mut machine = bare(&lines);
    run_to_ecall(&mut machine);
    let x = &machine.cpu.x;
    assert_eq!(x[12], 0x89ab_cdef);
    assert_eq!((x[13], x[14]), (0xffff_abcd, 0x0000_abcd));
    assert_eq!((x[15], x[16]), (0xffff_ffef, 0x0000_00ef));
    assert_eq!(x[17], 0xcdef_0089);
}

#[test]
fn atomics_return_the_old_value() {
    for (op, old, source, new) in [
        ("amoswap.w", 5, 7, 7),
        ("amoadd.w", u32::MAX, 2, 1),
        ("amoand.w", 12, 10, 8),
        ("amoor.w", 12, 10, 14),
        ("amoxor.w", 12, 10, 6),
        ("amomin.w", u32::MAX, 1, u32::MAX),
        ("amomax.w", u32::MAX, 1, 1),
        ("amominu.w", u32::MAX, 1, 1),
        ("amomaxu.w", u32::MAX, 1, u32::MAX),
    ] {
        let mut machine = bare(&[&format!("{op} a2,a1,(a0)")]);
        machine.cpu.x[10] = 0x3000;
        machine.cpu.x[11] = source;
        machine.ram.write_u32(Pa(0x3000), old);
        run_to_ecall(&mut machine);
        assert_eq!((machine.cpu.x[12], machine.ram.read_u32(Pa(0x3000))), (old, new), "{op}");
    }
}

#[test]
fn store_conditional_needs_its_reservation() {
    let lines =
        ["lr.w a2,(a0)", "sc.w a3,a1,(a0)", "sc.w a4,a0,(a0)", "lr.w a2,(a0)", "addi a5,a0,4", "sc.w a6,a1,(a5)"];
    let mut machine = bare(&lines);
    machine.cpu.x[10] = 0x3000;
    machine.cpu.x[11] = 77;
    run_to_ecall(&mut machine);
    assert_eq!((machine.cpu.x[13], machine.cpu.x[14], machine.cpu.x[16]), (0, 1, 1));
    assert_eq!(machine.ram.read_u32(Pa(0x3000)), 77);
}

#[test]
fn exceptions_carry_cause_place_and_value() {
    check_trap(&["nop", "ecall"], Cause::EnvCallFromU, CODE.0 + 4, 0);
    check_trap(&["ebreak"], Cause::Breakpoint, CODE.0, CODE.0);
    check_trap(&["jr 2(a0)"], Cause::InstructionAddressMisaligned, CODE.0, 0x3002);
    check_trap(&["j 0x1006"], Cause::InstructionAddressMisaligned, CODE.0, 0x1006);
    check_trap(&["beq a0,a0,0x1006"], Cause::InstructionAddressMisaligned, CODE.0, 0x1006);
    check_trap(&["lui a1,0x80000", "lw a2,0(a1)"], Cause::LoadAccessFault, CODE.0 + 4, MIN);
    check_trap(&["lui a1,0x80000", "sb a2,4(a1)"], Cause::StoreAccessFault, CODE.0 + 4, MIN + 4);
    check_trap(&["lui a1,0x80000", "jr a1"], Cause::InstructionAccessFault, MIN, MIN);
    check_trap(&["lr.w a1,(a0)", "addi a0,a0,1", "lr.w a1,(a0)"], Cause::LoadAddressMisaligned, CODE.0 + 8, 0x3001);
    check_trap(&["addi a0,a0,2", "amoadd.w a1,a1,(a0)"], Cause::StoreAddressMisaligned, CODE.0 + 4, 0x3002);
}

#[test]
fn untaken_branches_to_odd_places_do_not_trap() {
    let mut machine = bare(&["bne a0,a0,0x1006"]);
    run_to_ecall(&mut machine);
}

#[test]
fn privileged_instructions_are_illegal_in_user_mode() {
    let lines = [
        "sret",
        "mret",
        "wfi",
        "sfence.vma",
        "csrr a0,satp",
        "csrw satp,a0",
        "csrr a0,sstatus",
        "csrr a0,mstatus",
        "csrw cycle,a0",
        "csrrs a1,cycle,a0",
        "csrw 0x800,a0",
        "csrr a0,0x7c0",
        "csrrwi zero,sepc,0",
    ];
    for line in lines {
        let word = assemble(line, CODE).expect(line).encode().expect("encodes");
        check_trap(&[line], Cause::IllegalInstruction, CODE.0, word);
    }
    let mut machine = bare(&[]);
    machine.ram.write_u32(Pa(CODE.0), 0);
    assert_eq!(machine.run(FOREVER), Stop::Trap(Trap { cause: Cause::IllegalInstruction, epc: CODE, tval: 0 }));
}

#[test]
fn counters_and_float_registers_are_open_to_user_mode() {
    let lines = ["rdcycle a0", "rdtime a1", "rdinstret a2", "rdcycleh a3", "fscsr a0", "frflags a4"];
    let mut machine = bare(&lines);
    machine.cpu.fcsr = 0xff;
    run_to_ecall(&mut machine);
    assert_eq!(machine.cpu.x[10..15], [0, 1, 2, 0, 0]);
    check("csrrwi a2,fcsr,31", 0, 0, 0);
}

#[test]
fn a_run_stops_exactly_at_its_cycle() {
    for until in 0..20 {
        let mut machine = bare(&["addi a0,a0,1", "lw a1,0(zero)", "j 0x1000"]);
        assert_eq!(machine.run(Cycles(until)), Stop::Until);
        assert_eq!((machine.cpu.now, machine.cpu.instret), (Cycles(until), until));
        assert_eq!(u64::from(machine.cpu.x[10]), until.div_ceil(3));
    }
}

#[test]
fn a_step_is_one_instruction_of_a_run() {
    let mut stepped = bare(&["addi a0,a0,1", "sw a0,0(sp)", "lw a1,0(sp)", "amoadd.w a2,a0,(sp)", "blt a0,a3,0x1000"]);
    stepped.cpu.x[2] = 0x3000;
    stepped.cpu.x[13] = 50;
    let mut straight = stepped.clone();
    run_to_ecall(&mut straight);
    while stepped.step().is_none() {}
    assert!(stepped == straight);
}

#[test]
fn code_that_rewrites_itself_runs_as_written() {
    // The loop's own `addi a0,a0,1` becomes `addi a0,a0,64` after the first round.
    let lines = ["auipc a4,0x0", "lw a5,28(a4)", "addi a0,a0,1", "sw a5,8(a4)", "addi a1,a1,1", "blt a1,a2,0x1008"];
    let mut machine = bare(&lines);
    load(&mut machine, Pa(CODE.0 + 28), CODE, &["addi a0,a0,64"]);
    machine.cpu.x[12] = 3;
    run_to_ecall(&mut machine);
    assert_eq!(machine.cpu.x[10], 1 + 64 + 64);
}

#[test]
fn code_that_rewrites_itself_again_and_again_runs_as_written() {
    // The first instruction of the loop adds 1, then 2, then 1, …: bits 20 and 21 of its word flip each time.
    let lines = [
        "lui a4,0x1",
        "lui a6,0x300",
        "addi a0,a0,1",
        "lw a5,8(a4)",
        "xor a5,a5,a6",
        "sw a5,8(a4)",
        "addi a1,a1,1",
        "blt a1,a2,0x1008",
    ];
    let mut machine = bare(&lines);
    machine.cpu.x[12] = 11;
    run_to_ecall(&mut machine);
    assert_eq!(machine.cpu.x[10], 6 + 5 * 2);
}

#[test]
fn code_the_kernel_replaces_is_decoded_again() {
    let mut machine = bare(&["addi a0,a0,1"]);
    run_to_ecall(&mut machine);
    load(&mut machine, Pa(CODE.0), CODE, &["addi a0,a0,5"]);
    machine.cpu.return_to_user(CODE);
    run_to_ecall(&mut machine);
    assert_eq!(machine.cpu.x[10], 6);
}

#[test]
fn a_block_runs_across_the_end_of_a_frame() {
    let mut machine = bare(&[]);
    load(&mut machine, Pa(0x1ff8), Va(0x1ff8), &["addi a0,a0,1", "addi a0,a0,2", "addi a0,a0,4", "ecall"]);
    machine.cpu.return_to_user(Va(0x1ff8));
    run_to_ecall(&mut machine);
    assert_eq!((machine.cpu.x[10], machine.cpu.sepc), (7, Va(0x2004)));
}

#[test]
fn supervisor_code_can_run_too() {
    let mut machine = Machine::new(&MachineConfig::default());
    let lines = ["csrw sscratch,a0", "csrrw a1,sscratch,zero", "csrr a2,sstatus", "sfence.vma", "csrw sepc,a3", "sret"];
    load(&mut machine, Pa(CODE.0), CODE, &lines);
    load(&mut machine, Pa(0x2000), Va(0x2000), &["nop", "csrr a0,sepc"]);
    (machine.cpu.x[10], machine.cpu.x[13]) = (5, 0x2000);
    machine.cpu.pc = CODE;
    let Stop::Trap(trap) = machine.run(FOREVER) else { panic!("no trap") };
    assert_eq!((trap.cause, trap.epc), (Cause::IllegalInstruction, Va(0x2004)));
    assert_eq!((machine.cpu.x[11], machine.cpu.x[12]), (5, SSTATUS_FS));
}

#[test]
fn misaligned_pc_and_full_clock_are_no_problem() {
    let mut machine = bare(&[]);
    machine.cpu.return_to_user(Va(0x1002));
    let trap = Trap { cause: Cause::InstructionAddressMisaligned, epc: Va(0x1002), tval: 0x1002 };
    assert_eq!(machine.run(FOREVER), Stop::Trap(trap));
    machine.spend(u64::MAX);
    assert_eq!(machine.run(Cycles(u64::MAX)), Stop::Until);
    assert_eq!(machine.step(), None);
}
