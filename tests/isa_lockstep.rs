//! Random programs on our CPU and under qemu-riscv32: all registers and memory must be equal at the end. If they are
//! not, the shortest failing beginning of the program is found and its last instruction named.
//!
//! Needs `qemu-riscv32` (Debian package `qemu-user`); without it the test says so and checks nothing.

#![expect(clippy::print_stderr, reason = "says that a tool is missing")]

use process_lab::base::{Cycles, Pa, Rng, Va};
use process_lab::isa::{Format, Inst, Op, RM_DYNAMIC, disassemble};
use process_lab::machine::{Cause, Machine, MachineConfig, Stop, Trap};
use std::process::Command;

/// Where code and data are linked: inside a small RAM, so that our bare machine can use the same addresses.
const BASE: u32 = 0x1_0000;
/// x3 points here: 2 KiB that loads and stores may use, then the register dump.
const DATA: u32 = 0x2_0000;
const WINDOW: usize = 2048;
const DUMP: u32 = DATA + WINDOW as u32;
/// x1 to x31, f0 to f31, fcsr.
const DUMP_BYTES: usize = 31 * 4 + 32 * 8 + 4;
const GP: u8 = 3;
/// Holds the addresses of atomics.
const TP: u8 = 4;

struct Program {
    body: Vec<Inst>,
    data: Vec<u8>,
}

fn word(inst: Inst) -> u32 {
    inst.encode().unwrap_or_else(|error| panic!("{inst:?}: {error}"))
}

/// Loads the registers from the data, runs the body, dumps the registers, writes everything to file 1 and exits.
fn code(body: &[Inst]) -> Vec<u32> {
    let li = |rd, value: u32| {
        let upper = value.wrapping_add(0x800) & 0xffff_f000;
        [Inst::u(Op::Lui, rd, upper as i32), Inst::i(Op::Addi, rd, rd, value.wrapping_sub(upper) as i32)]
    };
    let mut code: Vec<Inst> = li(GP, DATA).into();
    code.extend((0..32).map(|n| Inst::i(Op::Fld, n, GP, i32::from(n) * 8)));
    code.extend((1..32).filter(|n| *n != GP).map(|n| Inst::i(Op::Lw, n, GP, 256 + i32::from(n) * 4)));
    code.push(Inst::i(Op::Addi, TP, GP, 0));
    code.extend(body);
    // The dump lies just beyond the reach of a 12-bit offset from x3, so x3 moves; its value is known anyway.
    code.push(Inst::i(Op::Addi, GP, GP, 2047));
    code.extend((1..32).map(|n| Inst::s(Op::Sw, n, GP, 1 + (i32::from(n) - 1) * 4)));
    code.extend((0..32).map(|n| Inst::s(Op::Fsd, n, GP, 1 + 31 * 4 + i32::from(n) * 8)));
    code.push(Inst::i(Op::Csrrs, 5, 0, 3));
    code.push(Inst::s(Op::Sw, 5, GP, 1 + 31 * 4 + 32 * 8));
    code.extend([Inst::i(Op::Addi, 10, 0, 1)]);
    code.extend(li(11, DATA));
    code.extend(li(12, (WINDOW + DUMP_BYTES) as u32));
    code.extend([Inst::i(Op::Addi, 17, 0, 64), Inst::new(Op::Ecall)]);
    code.extend([Inst::i(Op::Addi, 10, 0, 0), Inst::i(Op::Addi, 17, 0, 93), Inst::new(Op::Ecall)]);
    code.into_iter().map(word).collect()
}

/// A static executable: one readable, writable, executable segment for code, one for data.
fn elf(code: &[u32], data: &[u8]) -> Vec<u8> {
    let code: Vec<u8> = code.iter().flat_map(|word| word.to_le_bytes()).collect();
    let headers = 52 + 2 * 32;
    let mut file = vec![0x7f, b'E', b'L', b'F', 1, 1, 1, 0, 0, 0, 0, 0, 0, 0, 0, 0];
    // Executable, RISC-V, version 1.
    file.extend([2, 0, 243, 0, 1, 0, 0, 0]);
    for field in [BASE, 52, 0, 4] {
        file.extend(field.to_le_bytes());
    }
    for field in [52u16, 32, 2, 0, 0, 0] {
        file.extend(field.to_le_bytes());
    }
    let code_at = 0x1000u32;
    let data_at = code_at + (code.len() as u32).next_multiple_of(0x1000);
    for (at, va, len, bss, flags) in [(code_at, BASE, code.len(), 0, 5), (data_at, DATA, data.len(), 4096, 6)] {
        for field in [1, at, va, va, len as u32, len as u32 + bss, flags, 0x1000] {
            file.extend(u32::to_le_bytes(field));
        }
    }
    assert_eq!(file.len(), headers);
    file.resize(code_at as usize, 0);
    file.extend(code);
    file.resize(data_at as usize, 0);
    file.extend(data);
    file
}

fn run_qemu(program: &Program, length: usize, path: &std::path::Path) -> Vec<u8> {
    std::fs::write(path, elf(&code(&program.body[..length]), &program.data)).expect("a temporary file");
    #[cfg(unix)]
    {
        use std::os::unix::fs::PermissionsExt;
        std::fs::set_permissions(path, std::fs::Permissions::from_mode(0o755)).expect("made executable");
    }
    let output = Command::new("qemu-riscv32").arg(path).output().expect("qemu runs");
    assert!(output.status.success(), "qemu: {:?}", output.status);
    output.stdout
}

fn run_ours(program: &Program, length: usize) -> Vec<u8> {
    let mut machine = Machine::new(&MachineConfig::default());
    for (n, word) in code(&program.body[..length]).into_iter().enumerate() {
        machine.ram.write_u32(Pa(BASE + n as u32 * 4), word);
    }
    machine.ram.write(Pa(DATA), &program.data);
    machine.cpu.return_to_user(Va(BASE));
    let stop = machine.run(Cycles(1_000_000));
    assert!(matches!(stop, Stop::Trap(Trap { cause: Cause::EnvCallFromU, .. })), "{stop:?}");
    let mut out = vec![0; WINDOW + DUMP_BYTES];
    machine.ram.read(Pa(DATA), &mut out);
    out
}

const INTEGERS: [u32; 12] =
    [0, 1, 2, 31, 0x7f, 0x8000, 0xffff, 0x7fff_ffff, 0x8000_0000, 0x8000_0001, 0xffff_fffe, 0xffff_ffff];

const SINGLES: [u32; 14] = [
    0,
    0x8000_0000,
    0x3f80_0000,
    0xbf80_0000,
    0x7f80_0000,
    0xff80_0000,
    0x7fc0_0000,
    0x7f80_0001,
    1,
    0x007f_ffff,
    0x0080_0000,
    0x7f7f_ffff,
    0x4f00_0000,
    0x3f00_0000,
];

const DOUBLES: [u64; 14] = [
    0,
    1 << 63,
    0x3ff0_0000_0000_0000,
    0xbff0_0000_0000_0001,
    0x7ff0_0000_0000_0000,
    0xfff0_0000_0000_0000,
    0x7ff8_0000_0000_0000,
    0x7ff0_0000_0000_0001,
    1,
    0x000f_ffff_ffff_ffff,
    0x0010_0000_0000_0000,
    0x7fef_ffff_ffff_ffff,
    0x41e0_0000_0000_0000,
    0x3fe0_0000_0000_0000,
];

fn pick<T: Copy>(rng: &mut Rng, from: &[T]) -> T {
    from[rng.below(from.len() as u64) as usize]
}

/// Contents of a floating-point register: special values, ordinary magnitudes, any bits; boxed floats and doubles.
fn float(rng: &mut Rng) -> u64 {
    let any = rng.next_u64();
    let boxed = |single: u32| 0xffff_ffff_0000_0000 | u64::from(single);
    match rng.below(8) {
        0 => pick(rng, &DOUBLES),
        1 | 2 => boxed(pick(rng, &SINGLES)),
        3 => any,
        4 => boxed(any as u32),
        5 => boxed(0x3f00_0000 | any as u32 & 0x81ff_ffff),
        _ => 0x3fe0_0000_0000_0000 | any & 0x803f_ffff_ffff_ffff,
    }
}

fn data(rng: &mut Rng) -> Vec<u8> {
    let mut data = Vec::with_capacity(WINDOW);
    (0..32).for_each(|_| data.extend(float(rng).to_le_bytes()));
    for _ in 0..32 {
        let any = rng.next_u64() as u32;
        data.extend(if rng.below(2) == 0 { any } else { pick(rng, &INTEGERS) }.to_le_bytes());
    }
    while data.len() < WINDOW {
        data.extend(float(rng).to_le_bytes());
    }
    data
}

/// One random instruction (two for atomics). Destinations spare x3 and x4; memory is touched around x3 only.
fn push_random(rng: &mut Rng, ops: &[Op], body: &mut Vec<Inst>) {
    let op = pick(rng, ops);
    let register = |rng: &mut Rng| rng.below(32) as u8;
    let mut inst = Inst::new(op);
    (inst.rs1, inst.rs2, inst.rs3) = (register(rng), register(rng), register(rng));
    let is_float = op.row().float & 1 == 1;
    inst.rd = loop {
        let rd = register(rng);
        if is_float || !matches!(rd, GP | TP) {
            break rd;
        }
    };
    match op.format() {
        Format::I => inst.imm = rng.below(4096) as i32 - 2048,
        Format::Shift => inst.imm = rng.below(32) as i32,
        Format::U => inst.imm = (rng.next_u64() as u32 & 0xffff_f000) as i32,
        Format::Load | Format::Store => (inst.rs1, inst.imm) = (GP, rng.below(WINDOW as u64 - 8) as i32),
        // Over the next few instructions only.
        Format::Branch | Format::J => inst.imm = 4 * (1 + rng.below(4) as i32),
        Format::Amo | Format::Lr => {
            body.push(Inst::i(Op::Addi, TP, GP, 4 * rng.below(500) as i32));
            (inst.rs1, inst.rm) = (TP, rng.below(4) as u8);
        }
        Format::RRm | Format::R4 | Format::UnaryRm => inst.rm = pick(rng, &[0, 0, 1, 2, 3, 4, RM_DYNAMIC]),
        // fflags and frm; a mode is always a valid one.
        Format::Csr => (inst.rs1, inst.imm) = (0, 1),
        Format::CsrImm => (inst.rs1, inst.imm) = (rng.below(5) as u8, 2),
        _ => {}
    }
    body.push(inst);
}

/// What the body is made of: all that has the same meaning here and under Linux.
fn allowed() -> Vec<Op> {
    let jumps_anywhere = |op: &Op| matches!(op.format(), Format::Jalr | Format::Fixed | Format::Sfence);
    let other = |op: &Op| matches!(op, Op::Csrrs | Op::Csrrc | Op::Csrrsi | Op::Csrrci);
    Op::all().filter(|op| !jumps_anywhere(op) && !other(op)).collect()
}

fn program(seed: u64, ops: &[Op]) -> Program {
    let mut rng = Rng::new(seed);
    let data = data(&mut rng);
    let mut body = Vec::new();
    while body.len() < 400 {
        push_random(&mut rng, ops, &mut body);
    }
    // Room for the last branches.
    body.extend([Inst::i(Op::Addi, 0, 0, 0); 5]);
    Program { body, data }
}

/// The first instruction after which the two differ.
fn first_difference(program: &Program, path: &std::path::Path) -> String {
    let (mut same, mut different) = (0, program.body.len());
    while different - same > 1 {
        let middle = usize::midpoint(same, different);
        if run_qemu(program, middle, path) == run_ours(program, middle) {
            same = middle;
        } else {
            different = middle;
        }
    }
    let (theirs, ours) = (run_qemu(program, different, path), run_ours(program, different));
    let at = (0..ours.len()).find(|&n| theirs[n] != ours[n]).unwrap_or(0);
    let show = |bytes: &[u8]| bytes[at & !3..].iter().take(8).map(|b| format!("{b:02x}")).collect::<String>();
    let text = disassemble(word(program.body[different - 1]), Va(DUMP));
    format!("after `{text}`: byte {at:#x} of {WINDOW:#x} data, x1…, f0…: qemu {} ours {}", show(&theirs), show(&ours))
}

fn check(name: &str, seeds: std::ops::Range<u64>, ops: &[Op]) {
    if Command::new("qemu-riscv32").arg("--version").output().is_err() {
        eprintln!("{name}: qemu-riscv32 is not installed, nothing compared");
        return;
    }
    let path = std::env::temp_dir().join(format!("process-lab-{name}-{}", std::process::id()));
    for seed in seeds {
        let program = program(seed, ops);
        let length = program.body.len();
        if run_qemu(&program, length, &path) != run_ours(&program, length) {
            panic!("seed {seed}: {}", first_difference(&program, &path));
        }
    }
    std::fs::remove_file(&path).expect("the temporary file is ours");
}

#[test]
fn random_programs_agree_with_qemu() {
    check("all", 0..150, &allowed());
}

#[test]
fn random_floating_point_agrees_with_qemu() {
    let ops: Vec<Op> = allowed().into_iter().filter(|op| op.row().float != 0 || op.format() == Format::Csr).collect();
    check("float", 1000..1300, &ops);
}

#[test]
fn random_memory_accesses_agree_with_qemu() {
    let is_memory = |op: &Op| matches!(op.format(), Format::Load | Format::Store | Format::Amo | Format::Lr);
    let ops: Vec<Op> = allowed().into_iter().filter(is_memory).collect();
    check("memory", 2000..2050, &ops);
}
