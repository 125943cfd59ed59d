//! The one instruction table: name, operand format, register files, fixed bits and a one-sentence explanation.
//! Encoding, decoding, disassembly, assembly and explanation are all driven by it; nothing else lists instructions.
//!
//! Source: The RISC-V Instruction Set Manual, Volume I (RV32I, M, A, F, D, Zicsr, Zifencei) and Volume II
//! (`sret`, `mret`, `wfi`, `sfence.vma`). In an explanation `{rd}`, `{rs1}`, … stand for operands, `{imm}` for the
//! immediate, `{target}` for `pc + imm`, `{addr}` for the address `rs1 + imm`, `{csr}` for a CSR's name.

use super::Format;

/// The fixed facts about one instruction.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Row {
    /// The instruction.
    pub op: Op,
    /// The assembler mnemonic.
    pub name: &'static str,
    /// Where the operands lie in the word.
    pub format: Format,
    /// Which operands name a floating-point register: bit 0 rd, bit 1 rs1, bit 2 rs2, bit 3 rs3.
    pub float: u8,
    /// The value of the fixed bits; [`Format::mask`] says which bits are fixed.
    pub bits: u32,
    /// What it does, as a sentence without subject and full stop.
    pub explanation: &'static str,
}

// Register files of rd, rs1, rs2: X integer, F floating point.
const XXX: u8 = 0b0000;
const FXX: u8 = 0b0001;
const XXF: u8 = 0b0100;
const XFX: u8 = 0b0010;
const XFF: u8 = 0b0110;
const FFF: u8 = 0b1111;

macro_rules! instructions {
    ($($op:ident $name:literal $format:ident $float:ident $bits:literal $explanation:literal;)*) => {
        /// Every instruction of RV32IMAFD, Zicsr and Zifencei, and the supervisor's.
        #[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, serde::Serialize, serde::Deserialize)]
        #[repr(u8)]
        pub enum Op { $(#[doc = $name] $op,)* }

        /// The table, in the order of [`Op`].
        pub const TABLE: &[Row] = &[$(Row {
            op: Op::$op, name: $name, format: Format::$format, float: $float, bits: $bits, explanation: $explanation,
        },)*];
    };
}

instructions! {
    // RV32I: constants and jumps
    Lui    "lui"    U      XXX 0x0000_0037 "puts {imm} into {rd} (the upper 20 bits of a constant)";
    Auipc  "auipc"  U      XXX 0x0000_0017 "adds {imm} to the program counter and puts the sum in {rd}";
    Jal    "jal"    J      XXX 0x0000_006f "puts the address of the next instruction in {rd} and jumps to {target}";
    Jalr   "jalr"   Jalr   XXX 0x0000_0067 "puts the address of the next instruction in {rd} and jumps to {addr}";
    Beq    "beq"    Branch XXX 0x0000_0063 "jumps to {target} if {rs1} equals {rs2}";
    Bne    "bne"    Branch XXX 0x0000_1063 "jumps to {target} if {rs1} differs from {rs2}";
    Blt    "blt"    Branch XXX 0x0000_4063 "jumps to {target} if {rs1} is less than {rs2} (signed)";
    Bge    "bge"    Branch XXX 0x0000_5063 "jumps to {target} if {rs1} is at least {rs2} (signed)";
    Bltu   "bltu"   Branch XXX 0x0000_6063 "jumps to {target} if {rs1} is less than {rs2} (unsigned)";
    Bgeu   "bgeu"   Branch XXX 0x0000_7063 "jumps to {target} if {rs1} is at least {rs2} (unsigned)";
    // RV32I: memory
    Lb     "lb"     Load   XXX 0x0000_0003 "loads the byte at {addr} into {rd}, extending its sign";
    Lh     "lh"     Load   XXX 0x0000_1003 "loads the 2 bytes at {addr} into {rd}, extending the sign";
    Lw     "lw"     Load   XXX 0x0000_2003 "loads the 4 bytes at {addr} into {rd}";
    Lbu    "lbu"    Load   XXX 0x0000_4003 "loads the byte at {addr} into {rd}, with zeros above it";
    Lhu    "lhu"    Load   XXX 0x0000_5003 "loads the 2 bytes at {addr} into {rd}, with zeros above them";
    Sb     "sb"     Store  XXX 0x0000_0023 "stores the lowest byte of {rs2} at {addr}";
    Sh     "sh"     Store  XXX 0x0000_1023 "stores the lowest 2 bytes of {rs2} at {addr}";
    Sw     "sw"     Store  XXX 0x0000_2023 "stores the 4 bytes of {rs2} at {addr}";
    // RV32I: arithmetic with a constant
    Addi   "addi"   I      XXX 0x0000_0013 "adds the immediate {imm} to {rs1} and puts the sum in {rd}";
    Slti   "slti"   I      XXX 0x0000_2013 "puts 1 in {rd} if {rs1} is less than {imm} (signed), else 0";
    Sltiu  "sltiu"  I      XXX 0x0000_3013 "puts 1 in {rd} if {rs1} is less than {imm} (unsigned), else 0";
    Xori   "xori"   I      XXX 0x0000_4013 "puts the bitwise exclusive or of {rs1} and {imm} in {rd}";
    Ori    "ori"    I      XXX 0x0000_6013 "puts the bitwise or of {rs1} and {imm} in {rd}";
    Andi   "andi"   I      XXX 0x0000_7013 "puts the bitwise and of {rs1} and {imm} in {rd}";
    Slli   "slli"   Shift  XXX 0x0000_1013 "shifts {rs1} left by {imm} bits and puts the result in {rd}";
    Srli   "srli"   Shift  XXX 0x0000_5013 "shifts {rs1} right by {imm} bits, filling with zeros, and puts the result in {rd}";
    Srai   "srai"   Shift  XXX 0x4000_5013 "shifts {rs1} right by {imm} bits, keeping the sign, and puts the result in {rd}";
    // RV32I: arithmetic
    Add    "add"    R      XXX 0x0000_0033 "adds {rs1} and {rs2} and puts the sum in {rd}";
    Sub    "sub"    R      XXX 0x4000_0033 "subtracts {rs2} from {rs1} and puts the difference in {rd}";
    Sll    "sll"    R      XXX 0x0000_1033 "shifts {rs1} left by the number of bits in {rs2} and puts the result in {rd}";
    Slt    "slt"    R      XXX 0x0000_2033 "puts 1 in {rd} if {rs1} is less than {rs2} (signed), else 0";
    Sltu   "sltu"   R      XXX 0x0000_3033 "puts 1 in {rd} if {rs1} is less than {rs2} (unsigned), else 0";
    Xor    "xor"    R      XXX 0x0000_4033 "puts the bitwise exclusive or of {rs1} and {rs2} in {rd}";
    Srl    "srl"    R      XXX 0x0000_5033 "shifts {rs1} right by the number of bits in {rs2}, filling with zeros, and puts the result in {rd}";
    Sra    "sra"    R      XXX 0x4000_5033 "shifts {rs1} right by the number of bits in {rs2}, keeping the sign, and puts the result in {rd}";
    Or     "or"     R      XXX 0x0000_6033 "puts the bitwise or of {rs1} and {rs2} in {rd}";
    And    "and"    R      XXX 0x0000_7033 "puts the bitwise and of {rs1} and {rs2} in {rd}";
    // RV32I and Zifencei: order and environment
    Fence  "fence"  Fence  XXX 0x0000_000f "orders memory accesses before it and after it";
    FenceI "fence.i" Barrier XXX 0x0000_100f "makes instructions written to memory visible to instruction fetch";
    Ecall  "ecall"  Fixed  XXX 0x0000_0073 "asks the kernel for a service: a system call";
    Ebreak "ebreak" Fixed  XXX 0x0010_0073 "stops for a debugger: a breakpoint";
    // M: multiplication and division
    Mul    "mul"    R      XXX 0x0200_0033 "multiplies {rs1} by {rs2} and puts the lower 32 bits in {rd}";
    Mulh   "mulh"   R      XXX 0x0200_1033 "multiplies {rs1} by {rs2} (both signed) and puts the upper 32 bits in {rd}";
    Mulhsu "mulhsu" R      XXX 0x0200_2033 "multiplies {rs1} (signed) by {rs2} (unsigned) and puts the upper 32 bits in {rd}";
    Mulhu  "mulhu"  R      XXX 0x0200_3033 "multiplies {rs1} by {rs2} (both unsigned) and puts the upper 32 bits in {rd}";
    Div    "div"    R      XXX 0x0200_4033 "divides {rs1} by {rs2} (signed) and puts the quotient in {rd}";
    Divu   "divu"   R      XXX 0x0200_5033 "divides {rs1} by {rs2} (unsigned) and puts the quotient in {rd}";
    Rem    "rem"    R      XXX 0x0200_6033 "divides {rs1} by {rs2} (signed) and puts the remainder in {rd}";
    Remu   "remu"   R      XXX 0x0200_7033 "divides {rs1} by {rs2} (unsigned) and puts the remainder in {rd}";
    // A: atomics
    LrW      "lr.w"      Lr  XXX 0x1000_202f "loads the word at the address in {rs1} into {rd} and reserves it";
    ScW      "sc.w"      Amo XXX 0x1800_202f "stores {rs2} at the address in {rs1} if it is still reserved; puts 0 in {rd} if it did, else 1";
    AmoswapW "amoswap.w" Amo XXX 0x0800_202f "atomically loads the word at the address in {rs1} into {rd} and stores {rs2} there";
    AmoaddW  "amoadd.w"  Amo XXX 0x0000_202f "atomically loads the word at the address in {rs1} into {rd} and adds {rs2} to it in memory";
    AmoxorW  "amoxor.w"  Amo XXX 0x2000_202f "atomically loads the word at the address in {rs1} into {rd} and xors it with {rs2} in memory";
    AmoandW  "amoand.w"  Amo XXX 0x6000_202f "atomically loads the word at the address in {rs1} into {rd} and ands it with {rs2} in memory";
    AmoorW   "amoor.w"   Amo XXX 0x4000_202f "atomically loads the word at the address in {rs1} into {rd} and ors it with {rs2} in memory";
    AmominW  "amomin.w"  Amo XXX 0x8000_202f "atomically loads the word at the address in {rs1} into {rd} and keeps the smaller of it and {rs2} (signed) in memory";
    AmomaxW  "amomax.w"  Amo XXX 0xa000_202f "atomically loads the word at the address in {rs1} into {rd} and keeps the larger of it and {rs2} (signed) in memory";
    AmominuW "amominu.w" Amo XXX 0xc000_202f "atomically loads the word at the address in {rs1} into {rd} and keeps the smaller of it and {rs2} (unsigned) in memory";
    AmomaxuW "amomaxu.w" Amo XXX 0xe000_202f "atomically loads the word at the address in {rs1} into {rd} and keeps the larger of it and {rs2} (unsigned) in memory";
    // Zicsr: control and status registers
    Csrrw  "csrrw"  Csr    XXX 0x0000_1073 "puts {csr} in {rd} and {rs1} in {csr}";
    Csrrs  "csrrs"  Csr    XXX 0x0000_2073 "puts {csr} in {rd} and sets the bits of {rs1} in {csr}";
    Csrrc  "csrrc"  Csr    XXX 0x0000_3073 "puts {csr} in {rd} and clears the bits of {rs1} in {csr}";
    Csrrwi "csrrwi" CsrImm XXX 0x0000_5073 "puts {csr} in {rd} and {zimm} in {csr}";
    Csrrsi "csrrsi" CsrImm XXX 0x0000_6073 "puts {csr} in {rd} and sets the bits {zimm} in {csr}";
    Csrrci "csrrci" CsrImm XXX 0x0000_7073 "puts {csr} in {rd} and clears the bits {zimm} in {csr}";
    // F: single precision
    Flw     "flw"       Load    FXX 0x0000_2007 "loads the float at {addr} into {rd}";
    Fsw     "fsw"       Store   XXF 0x0000_2027 "stores the float in {rs2} at {addr}";
    FmaddS  "fmadd.s"   R4      FFF 0x0000_0043 "puts {rs1} × {rs2} + {rs3} in {rd}, rounded once (float)";
    FmsubS  "fmsub.s"   R4      FFF 0x0000_0047 "puts {rs1} × {rs2} − {rs3} in {rd}, rounded once (float)";
    FnmsubS "fnmsub.s"  R4      FFF 0x0000_004b "puts −({rs1} × {rs2}) + {rs3} in {rd}, rounded once (float)";
    FnmaddS "fnmadd.s"  R4      FFF 0x0000_004f "puts −({rs1} × {rs2}) − {rs3} in {rd}, rounded once (float)";
    FaddS   "fadd.s"    RRm     FFF 0x0000_0053 "adds {rs1} and {rs2} and puts the sum in {rd} (float)";
    FsubS   "fsub.s"    RRm     FFF 0x0800_0053 "subtracts {rs2} from {rs1} and puts the difference in {rd} (float)";
    FmulS   "fmul.s"    RRm     FFF 0x1000_0053 "multiplies {rs1} by {rs2} and puts the product in {rd} (float)";
    FdivS   "fdiv.s"    RRm     FFF 0x1800_0053 "divides {rs1} by {rs2} and puts the quotient in {rd} (float)";
    FsqrtS  "fsqrt.s"   UnaryRm FFF 0x5800_0053 "puts the square root of {rs1} in {rd} (float)";
    FsgnjS  "fsgnj.s"   R       FFF 0x2000_0053 "puts {rs1} with the sign of {rs2} in {rd} (float)";
    FsgnjnS "fsgnjn.s"  R       FFF 0x2000_1053 "puts {rs1} with the opposite of the sign of {rs2} in {rd} (float)";
    FsgnjxS "fsgnjx.s"  R       FFF 0x2000_2053 "puts {rs1} in {rd}, its sign flipped if {rs2} is negative (float)";
    FminS   "fmin.s"    R       FFF 0x2800_0053 "puts the smaller of {rs1} and {rs2} in {rd} (float)";
    FmaxS   "fmax.s"    R       FFF 0x2800_1053 "puts the larger of {rs1} and {rs2} in {rd} (float)";
    FcvtWS  "fcvt.w.s"  UnaryRm XFF 0xc000_0053 "converts the float in {rs1} to a signed integer in {rd}";
    FcvtWuS "fcvt.wu.s" UnaryRm XFF 0xc010_0053 "converts the float in {rs1} to an unsigned integer in {rd}";
    FmvXW   "fmv.x.w"   Unary   XFX 0xe000_0053 "copies the 32 bits of {rs1} to {rd} unchanged";
    FeqS    "feq.s"     R       XFF 0xa000_2053 "puts 1 in {rd} if {rs1} equals {rs2}, else 0 (float)";
    FltS    "flt.s"     R       XFF 0xa000_1053 "puts 1 in {rd} if {rs1} is less than {rs2}, else 0 (float)";
    FleS    "fle.s"     R       XFF 0xa000_0053 "puts 1 in {rd} if {rs1} is at most {rs2}, else 0 (float)";
    FclassS "fclass.s"  Unary   XFX 0xe000_1053 "puts a bit in {rd} that tells the kind of float in {rs1}";
    FcvtSW  "fcvt.s.w"  UnaryRm FXX 0xd000_0053 "converts the signed integer in {rs1} to a float in {rd}";
    FcvtSWu "fcvt.s.wu" UnaryRm FXX 0xd010_0053 "converts the unsigned integer in {rs1} to a float in {rd}";
    FmvWX   "fmv.w.x"   Unary   FXX 0xf000_0053 "copies the 32 bits of {rs1} to {rd} unchanged";
    // D: double precision
    Fld     "fld"       Load    FXX 0x0000_3007 "loads the double at {addr} into {rd}";
    Fsd     "fsd"       Store   XXF 0x0000_3027 "stores the double in {rs2} at {addr}";
    FmaddD  "fmadd.d"   R4      FFF 0x0200_0043 "puts {rs1} × {rs2} + {rs3} in {rd}, rounded once (double)";
    FmsubD  "fmsub.d"   R4      FFF 0x0200_0047 "puts {rs1} × {rs2} − {rs3} in {rd}, rounded once (double)";
    FnmsubD "fnmsub.d"  R4      FFF 0x0200_004b "puts −({rs1} × {rs2}) + {rs3} in {rd}, rounded once (double)";
    FnmaddD "fnmadd.d"  R4      FFF 0x0200_004f "puts −({rs1} × {rs2}) − {rs3} in {rd}, rounded once (double)";
    FaddD   "fadd.d"    RRm     FFF 0x0200_0053 "adds {rs1} and {rs2} and puts the sum in {rd} (double)";
    FsubD   "fsub.d"    RRm     FFF 0x0a00_0053 "subtracts {rs2} from {rs1} and puts the difference in {rd} (double)";
    FmulD   "fmul.d"    RRm     FFF 0x1200_0053 "multiplies {rs1} by {rs2} and puts the product in {rd} (double)";
    FdivD   "fdiv.d"    RRm     FFF 0x1a00_0053 "divides {rs1} by {rs2} and puts the quotient in {rd} (double)";
    FsqrtD  "fsqrt.d"   UnaryRm FFF 0x5a00_0053 "puts the square root of {rs1} in {rd} (double)";
    FsgnjD  "fsgnj.d"   R       FFF 0x2200_0053 "puts {rs1} with the sign of {rs2} in {rd} (double)";
    FsgnjnD "fsgnjn.d"  R       FFF 0x2200_1053 "puts {rs1} with the opposite of the sign of {rs2} in {rd} (double)";
    FsgnjxD "fsgnjx.d"  R       FFF 0x2200_2053 "puts {rs1} in {rd}, its sign flipped if {rs2} is negative (double)";
    FminD   "fmin.d"    R       FFF 0x2a00_0053 "puts the smaller of {rs1} and {rs2} in {rd} (double)";
    FmaxD   "fmax.d"    R       FFF 0x2a00_1053 "puts the larger of {rs1} and {rs2} in {rd} (double)";
    FcvtSD  "fcvt.s.d"  UnaryRm FFF 0x4010_0053 "converts the double in {rs1} to a float in {rd}";
    FcvtDS  "fcvt.d.s"  UnaryRm FFF 0x4200_0053 "converts the float in {rs1} to a double in {rd}";
    FeqD    "feq.d"     R       XFF 0xa200_2053 "puts 1 in {rd} if {rs1} equals {rs2}, else 0 (double)";
    FltD    "flt.d"     R       XFF 0xa200_1053 "puts 1 in {rd} if {rs1} is less than {rs2}, else 0 (double)";
    FleD    "fle.d"     R       XFF 0xa200_0053 "puts 1 in {rd} if {rs1} is at most {rs2}, else 0 (double)";
    FclassD "fclass.d"  Unary   XFX 0xe200_1053 "puts a bit in {rd} that tells the kind of double in {rs1}";
    FcvtWD  "fcvt.w.d"  UnaryRm XFF 0xc200_0053 "converts the double in {rs1} to a signed integer in {rd}";
    FcvtWuD "fcvt.wu.d" UnaryRm XFF 0xc210_0053 "converts the double in {rs1} to an unsigned integer in {rd}";
    FcvtDW  "fcvt.d.w"  UnaryRm FXX 0xd200_0053 "converts the signed integer in {rs1} to a double in {rd}";
    FcvtDWu "fcvt.d.wu" UnaryRm FXX 0xd210_0053 "converts the unsigned integer in {rs1} to a double in {rd}";
    // Privileged
    Sret      "sret"       Fixed XXX 0x1020_0073 "returns from the kernel to the program that trapped (privileged)";
    Mret      "mret"       Fixed XXX 0x3020_0073 "returns from machine mode (privileged)";
    Wfi       "wfi"        Fixed XXX 0x1050_0073 "waits for an interrupt (privileged)";
    SfenceVma "sfence.vma" Sfence XXX 0x1200_0073 "forgets cached address translations (privileged)";
}

impl Op {
    /// Every instruction, in table order.
    pub fn all() -> impl Iterator<Item = Op> {
        TABLE.iter().map(|row| row.op)
    }

    /// The table row.
    #[must_use]
    pub const fn row(self) -> &'static Row {
        &TABLE[self as usize]
    }

    /// The assembler mnemonic.
    #[must_use]
    pub const fn name(self) -> &'static str {
        self.row().name
    }

    /// Where the operands lie.
    #[must_use]
    pub const fn format(self) -> Format {
        self.row().format
    }

    /// The instruction with this mnemonic.
    #[must_use]
    pub fn from_name(name: &str) -> Option<Op> {
        TABLE.iter().find(|row| row.name == name).map(|row| row.op)
    }
}

// Rows grouped by major opcode (bits 6:2), so that decoding looks at few of them.
const GROUPED: ([u8; TABLE.len()], [u8; 33]) = grouped();

const fn grouped() -> ([u8; TABLE.len()], [u8; 33]) {
    let mut order = [0; TABLE.len()];
    let mut start = [0; 33];
    let (mut opcode, mut filled) = (0, 0);
    while opcode < 32 {
        start[opcode] = filled as u8;
        let mut row = 0;
        while row < TABLE.len() {
            assert!(TABLE[row].op as usize == row, "the table is in the order of Op");
            if (TABLE[row].bits >> 2) & 31 == opcode as u32 {
                order[filled] = row as u8;
                filled += 1;
            }
            row += 1;
        }
        opcode += 1;
    }
    start[32] = filled as u8;
    (order, start)
}

/// The row whose fixed bits are those of `word`. Bounded: at most the rows of one major opcode.
pub(super) fn find(word: u32) -> Option<&'static Row> {
    let (order, start) = &GROUPED;
    let opcode = ((word >> 2) & 31) as usize;
    let rows = &order[usize::from(start[opcode])..usize::from(start[opcode + 1])];
    rows.iter().map(|&row| &TABLE[usize::from(row)]).find(|row| word & row.format.mask() == row.bits)
}
