//! Three small programs that never end, on a paged machine: what the CPU benchmarks run, natively and in wasm.

use process_lab::base::{Pa, Ppn, Va};
use process_lab::isa::assemble;
use process_lab::machine::{Machine, MachineConfig, Pte};

/// Calls, the stack, branches: Fibonacci by recursion.
pub const FIB: &[&str] = &[
    "li a0,20",
    "jal 0x1000c",
    "j 0x10000",
    "addi sp,sp,-16",
    "sw ra,12(sp)",
    "sw s0,8(sp)",
    "mv s0,a0",
    "slti t0,a0,2",
    "bnez t0,0x10040",
    "addi a0,a0,-1",
    "jal 0x1000c",
    "sw a0,4(sp)",
    "addi a0,s0,-2",
    "jal 0x1000c",
    "lw t0,4(sp)",
    "add a0,a0,t0",
    "lw ra,12(sp)",
    "lw s0,8(sp)",
    "addi sp,sp,16",
    "ret",
];

/// Bytes, inner loops: the sieve of Eratosthenes over 8 KiB at 0x20000.
pub const SIEVE: &[&str] = &[
    "lui s0,0x20",
    "lui s1,0x2",
    "li t0,0",
    "add t1,s0,t0",
    "sb zero,0(t1)",
    "addi t0,t0,1",
    "blt t0,s1,0x1000c",
    "li t0,2",
    "add t1,s0,t0",
    "lbu t2,0(t1)",
    "bnez t2,0x10044",
    "add t3,t0,t0",
    "bge t3,s1,0x10044",
    "add t4,s0,t3",
    "sb t0,0(t4)",
    "add t3,t3,t0",
    "j 0x10030",
    "addi t0,t0,1",
    "blt t0,s1,0x10020",
    "j 0x10000",
];

/// Words, multiplication, shifts: a hash over 4 KiB written and read again.
pub const HASH: &[&str] = &[
    "lui s0,0x20",
    "lui s1,0x21",
    "lui a1,0x1000",
    "addi a1,a1,403",
    "mv t0,s0",
    "mul a0,a0,a1",
    "srli t1,a0,0xf",
    "xor a0,a0,t1",
    "sw a0,0(t0)",
    "addi t0,t0,4",
    "bltu t0,s1,0x10014",
    "mv t0,s0",
    "lw t1,0(t0)",
    "add a0,a0,t1",
    "slli t2,t1,0x5",
    "xor a0,a0,t2",
    "addi t0,t0,4",
    "bltu t0,s1,0x10030",
    "j 0x10010",
];

/// Doubles: an escape-time iteration that never escapes.
pub const FLOAT: &[&str] = &[
    "li a0,-3",
    "li a1,16",
    "fcvt.d.w fa0,a0",
    "fcvt.d.w fa1,a1",
    "fdiv.d fa0,fa0,fa1",
    "fcvt.d.w fa2,zero",
    "fcvt.d.w fa3,zero",
    "fmul.d fa4,fa2,fa2",
    "fmul.d fa5,fa3,fa3",
    "fmul.d fa3,fa2,fa3",
    "fsub.d fa2,fa4,fa5",
    "fadd.d fa2,fa2,fa0",
    "fadd.d fa3,fa3,fa3",
    "fadd.d fa3,fa3,fa0",
    "fadd.d fa6,fa4,fa5",
    "flt.d t0,fa6,fa1",
    "bnez t0,0x1001c",
    "j 0x10000",
];

/// System-call-like traps and small address spaces: an `ecall` every ten instructions.
pub const TRAPS: &[&str] = &[
    "li a0,0",
    "addi a0,a0,1",
    "addi a0,a0,1",
    "addi a0,a0,1",
    "addi a0,a0,1",
    "addi a0,a0,1",
    "addi a0,a0,1",
    "addi a0,a0,1",
    "ecall",
    "j 0x10000",
];

/// A 256 KiB machine in user mode with Sv32 on: text at 0x10000, data at 0x20000, stack below 0x30000.
pub fn machine(lines: &[&str]) -> Machine {
    let mut machine = Machine::new(&MachineConfig::default());
    let (root, second, text) = (Ppn(1), Ppn(2), Ppn(3));
    for (n, line) in lines.iter().enumerate() {
        let at = 4 * n as u32;
        let inst = assemble(line, Va(0x10000 + at)).unwrap_or_else(|error| panic!("{line}: {error}"));
        machine.ram.write_u32(Pa(text.pa().0 + at), inst.encode().expect("encodes"));
    }
    let user = Pte::V | Pte::U | Pte::R;
    machine.ram.write_u32(root.pa(), Pte::new(second, Pte::V).0);
    let mut map = |page: u32, frame, bits| machine.ram.write_u32(Pa(second.pa().0 + page * 4), Pte::new(frame, bits).0);
    map(0x10, text, user | Pte::X);
    for page in 0..16 {
        map(0x20 + page, Ppn(8 + page), user | Pte::W);
    }
    machine.set_satp(Machine::satp_value(root, 1));
    machine.cpu.x[2] = 0x30000;
    machine.cpu.return_to_user(Va(0x10000));
    machine
}
