//! Instructions as text: disassembly in the manner of objdump, with the usual pseudo-instructions, and explanations.
//! [`super::assemble`] reads back every line written here.

use super::{Format, Inst, Op, csr_name, decode, float_register_name, register_name};
use crate::base::Va;

const RA: u8 = 1;
const ROUNDING: [&str; 8] = ["rne", "rtz", "rdn", "rup", "rmm", "?", "?", "dyn"];

/// The instruction `word` at address `pc` as an assembler would write it; `.word 0x…` if it is none.
#[must_use]
pub fn disassemble(word: u32, pc: Va) -> String {
    decode(word).map_or_else(|| format!(".word 0x{word:08x}"), |inst| format_inst(&inst, pc))
}

/// The instruction as an assembler would write it: pseudo-instructions where they apply, jump targets as addresses.
#[must_use]
pub fn format_inst(inst: &Inst, pc: Va) -> String {
    let (name, operands) = match pseudo(inst) {
        Some(pseudo) => (pseudo.name.to_owned(), pseudo.operands),
        None => (mnemonic(inst), inst.op.format().pattern(inst)),
    };
    if operands.is_empty() { name } else { format!("{name} {}", fill(operands, inst, pc)) }
}

/// What the instruction at `pc` does, as a sentence without subject and full stop.
#[must_use]
pub fn explain(inst: &Inst, pc: Va) -> String {
    let sentence = pseudo(inst).map_or("", |pseudo| pseudo.explanation);
    fill(if sentence.is_empty() { inst.op.row().explanation } else { sentence }, inst, pc)
}

/// A common way to write an instruction whose operands have special values.
struct Pseudo {
    name: &'static str,
    operands: &'static str,
    /// Empty when the instruction's own explanation serves.
    explanation: &'static str,
}

fn pseudo(i: &Inst) -> Option<Pseudo> {
    let (name, operands, explanation) = match i.op.format() {
        Format::Branch => branch_pseudo(i)?,
        Format::J | Format::Jalr => jump_pseudo(i)?,
        Format::Csr | Format::CsrImm => csr_pseudo(i)?,
        Format::R => register_pseudo(i)?,
        Format::I => immediate_pseudo(i)?,
        Format::Fence if i.imm == 0xff => ("fence", "", ""),
        _ => return None,
    };
    Some(Pseudo { name, operands, explanation })
}

type Parts = (&'static str, &'static str, &'static str);

fn immediate_pseudo(i: &Inst) -> Option<Parts> {
    Some(match (i.op, i.rd, i.rs1, i.imm) {
        (Op::Addi, 0, 0, 0) => ("nop", "", "does nothing"),
        (Op::Addi, _, 0, _) => ("li", "{rd},{imm}", "puts {imm} in {rd}"),
        (Op::Addi, _, _, 0) => ("mv", "{rd},{rs1}", "copies {rs1} to {rd}"),
        (Op::Xori, _, _, -1) => ("not", "{rd},{rs1}", "puts {rs1} with every bit flipped in {rd}"),
        (Op::Andi, _, _, 255) => ("zext.b", "{rd},{rs1}", "puts the lowest byte of {rs1} in {rd}"),
        (Op::Sltiu, _, _, 1) => ("seqz", "{rd},{rs1}", "puts 1 in {rd} if {rs1} is zero, else 0"),
        _ => return None,
    })
}

fn register_pseudo(i: &Inst) -> Option<Parts> {
    let same = i.rs1 == i.rs2;
    Some(match (i.op, i.rs1, i.rs2) {
        (Op::Sub, 0, _) => ("neg", "{rd},{rs2}", "puts the negative of {rs2} in {rd}"),
        (Op::Sltu, 0, _) => ("snez", "{rd},{rs2}", "puts 1 in {rd} if {rs2} is not zero, else 0"),
        (Op::Slt, _, 0) => ("sltz", "{rd},{rs1}", "puts 1 in {rd} if {rs1} is negative, else 0"),
        (Op::Slt, 0, _) => ("sgtz", "{rd},{rs2}", "puts 1 in {rd} if {rs2} is positive, else 0"),
        (Op::FsgnjS, ..) if same => ("fmv.s", "{rd},{rs1}", "copies {rs1} to {rd} (float)"),
        (Op::FsgnjnS, ..) if same => ("fneg.s", "{rd},{rs1}", "puts the negative of {rs1} in {rd} (float)"),
        (Op::FsgnjxS, ..) if same => ("fabs.s", "{rd},{rs1}", "puts the absolute value of {rs1} in {rd} (float)"),
        (Op::FsgnjD, ..) if same => ("fmv.d", "{rd},{rs1}", "copies {rs1} to {rd} (double)"),
        (Op::FsgnjnD, ..) if same => ("fneg.d", "{rd},{rs1}", "puts the negative of {rs1} in {rd} (double)"),
        (Op::FsgnjxD, ..) if same => ("fabs.d", "{rd},{rs1}", "puts the absolute value of {rs1} in {rd} (double)"),
        _ => return None,
    })
}

fn branch_pseudo(i: &Inst) -> Option<Parts> {
    Some(match (i.op, i.rs1, i.rs2) {
        (Op::Beq, _, 0) => ("beqz", "{rs1},{target}", "jumps to {target} if {rs1} is zero"),
        (Op::Bne, _, 0) => ("bnez", "{rs1},{target}", "jumps to {target} if {rs1} is not zero"),
        (Op::Bge, 0, _) => ("blez", "{rs2},{target}", "jumps to {target} if {rs2} is zero or negative"),
        (Op::Bge, _, 0) => ("bgez", "{rs1},{target}", "jumps to {target} if {rs1} is not negative"),
        (Op::Blt, _, 0) => ("bltz", "{rs1},{target}", "jumps to {target} if {rs1} is negative"),
        (Op::Blt, 0, _) => ("bgtz", "{rs2},{target}", "jumps to {target} if {rs2} is positive"),
        _ => return None,
    })
}

fn jump_pseudo(i: &Inst) -> Option<Parts> {
    const CALL: &str = "calls the function at {target}: the return address goes to ra";
    const CALL_REGISTER: &str = "calls the function at {addr}: the return address goes to ra";
    Some(match (i.op, i.rd, i.rs1, i.imm) {
        (Op::Jal, 0, ..) => ("j", "{target}", "jumps to {target}"),
        (Op::Jal, RA, ..) => ("jal", "{target}", CALL),
        (Op::Jalr, 0, RA, 0) => ("ret", "", "returns to the caller: jumps to the address in ra"),
        (Op::Jalr, 0, _, 0) => ("jr", "{rs1}", "jumps to the address in {rs1}"),
        (Op::Jalr, 0, ..) => ("jr", "{imm}({rs1})", "jumps to {addr}"),
        (Op::Jalr, RA, _, 0) => ("jalr", "{rs1}", CALL_REGISTER),
        (Op::Jalr, RA, ..) => ("jalr", "{imm}({rs1})", CALL_REGISTER),
        (Op::Jalr, _, _, 0) => ("jalr", "{rd},{rs1}", ""),
        _ => return None,
    })
}

fn csr_pseudo(i: &Inst) -> Option<Parts> {
    let read = "puts {csr} in {rd}";
    let counter = |name, what| (name, "{rd}", what);
    Some(match (i.op, i.rd, i.rs1, i.imm) {
        (Op::Csrrs, _, 0, 0xc00) => counter("rdcycle", "puts the lower half of the cycle counter in {rd}"),
        (Op::Csrrs, _, 0, 0xc01) => counter("rdtime", "puts the lower half of the time in {rd}"),
        (Op::Csrrs, _, 0, 0xc02) => counter("rdinstret", "puts the lower half of the instruction counter in {rd}"),
        (Op::Csrrs, _, 0, 0xc80) => counter("rdcycleh", "puts the upper half of the cycle counter in {rd}"),
        (Op::Csrrs, _, 0, 0xc81) => counter("rdtimeh", "puts the upper half of the time in {rd}"),
        (Op::Csrrs, _, 0, 0xc82) => counter("rdinstreth", "puts the upper half of the instruction counter in {rd}"),
        (Op::Csrrs, _, 0, 1) => ("frflags", "{rd}", read),
        (Op::Csrrs, _, 0, 2) => ("frrm", "{rd}", read),
        (Op::Csrrs, _, 0, 3) => ("frcsr", "{rd}", read),
        (Op::Csrrw, 0, _, 1) => ("fsflags", "{rs1}", "puts {rs1} in {csr}"),
        (Op::Csrrw, 0, _, 2) => ("fsrm", "{rs1}", "puts {rs1} in {csr}"),
        (Op::Csrrw, 0, _, 3) => ("fscsr", "{rs1}", "puts {rs1} in {csr}"),
        (Op::Csrrs, _, 0, _) => ("csrr", "{rd},{csr}", read),
        (Op::Csrrw, 0, ..) => ("csrw", "{csr},{rs1}", "puts {rs1} in {csr}"),
        (Op::Csrrs, 0, ..) => ("csrs", "{csr},{rs1}", "sets the bits of {rs1} in {csr}"),
        (Op::Csrrc, 0, ..) => ("csrc", "{csr},{rs1}", "clears the bits of {rs1} in {csr}"),
        (Op::Csrrwi, 0, ..) => ("csrwi", "{csr},{zimm}", "puts {zimm} in {csr}"),
        (Op::Csrrsi, 0, ..) => ("csrsi", "{csr},{zimm}", "sets the bits {zimm} in {csr}"),
        (Op::Csrrci, 0, ..) => ("csrci", "{csr},{zimm}", "clears the bits {zimm} in {csr}"),
        _ => return None,
    })
}

fn mnemonic(inst: &Inst) -> String {
    let suffix = match (inst.op.format(), inst.rm & 3) {
        (Format::Amo | Format::Lr, 1) => ".rl",
        (Format::Amo | Format::Lr, 2) => ".aq",
        (Format::Amo | Format::Lr, 3) => ".aqrl",
        _ => "",
    };
    format!("{}{suffix}", inst.op.name())
}

impl Inst {
    /// Whether the rounding mode is the one an assembler assumes when none is written: `fcsr`'s, but "nearest" (0)
    /// for conversions to double, which are exact.
    pub(super) const fn has_usual_rounding(&self) -> bool {
        self.rm == Inst::new(self.op).rm
    }
}

impl Format {
    /// The operands as an assembler writes them, in terms of the placeholders of [`fill`].
    fn pattern(self, inst: &Inst) -> &'static str {
        let usual = inst.has_usual_rounding();
        match self {
            Self::R => "{rd},{rs1},{rs2}",
            Self::RRm if usual => "{rd},{rs1},{rs2}",
            Self::RRm => "{rd},{rs1},{rs2},{rm}",
            Self::R4 if usual => "{rd},{rs1},{rs2},{rs3}",
            Self::R4 => "{rd},{rs1},{rs2},{rs3},{rm}",
            Self::Unary => "{rd},{rs1}",
            Self::UnaryRm if usual => "{rd},{rs1}",
            Self::UnaryRm => "{rd},{rs1},{rm}",
            Self::I | Self::Shift => "{rd},{rs1},{imm}",
            Self::Load | Self::Jalr => "{rd},{imm}({rs1})",
            Self::Store => "{rs2},{imm}({rs1})",
            Self::Branch => "{rs1},{rs2},{target}",
            Self::U => "{rd},{upper}",
            Self::J => "{rd},{target}",
            Self::Csr => "{rd},{csr},{rs1}",
            Self::CsrImm => "{rd},{csr},{zimm}",
            Self::Amo => "{rd},{rs2},({rs1})",
            Self::Lr => "{rd},({rs1})",
            Self::Fence => "{pred},{succ}",
            Self::Sfence => "{rs1},{rs2}",
            Self::Barrier | Self::Fixed => "",
        }
    }
}

/// Replaces each `{placeholder}`.
fn fill(template: &str, inst: &Inst, pc: Va) -> String {
    let mut out = String::with_capacity(template.len() + 16);
    let mut rest = template;
    while let Some((before, after)) = rest.split_once('{') {
        out.push_str(before);
        let (key, tail) = after.split_once('}').unwrap_or((after, ""));
        out.push_str(&operand(key, inst, pc));
        rest = tail;
    }
    out.push_str(rest);
    out
}

fn operand(key: &str, i: &Inst, pc: Va) -> String {
    let register = |bit: u8, number: u8| {
        let name = if i.op.row().float >> bit & 1 == 1 { float_register_name(number) } else { register_name(number) };
        name.to_owned()
    };
    match key {
        "rd" => register(0, i.rd),
        "rs1" => register(1, i.rs1),
        "rs2" => register(2, i.rs2),
        "rs3" => register(3, i.rs3),
        "rm" => ROUNDING[usize::from(i.rm & 7)].to_owned(),
        "imm" if i.op.format() == Format::U => format!("0x{:x}", i.imm),
        "imm" if i.op.format() == Format::Shift => format!("0x{:x}", i.imm),
        "imm" => i.imm.to_string(),
        "upper" => format!("0x{:x}", i.imm as u32 >> 12),
        "zimm" => i.rs1.to_string(),
        "target" => format!("0x{:x}", pc.plus(i.imm as u32).0),
        "addr" => address(i),
        "csr" => csr_name(i.imm as u16).map_or_else(|| format!("0x{:x}", i.imm), str::to_owned),
        "pred" => fence_set(i.imm >> 4),
        "succ" => fence_set(i.imm),
        _ => String::new(),
    }
}

fn address(i: &Inst) -> String {
    let base = register_name(i.rs1);
    match (i.rs1, i.imm) {
        (0, imm) => format!("0x{imm:x}"),
        (_, 0) => format!("the address in {base}"),
        (_, imm) if imm < 0 => format!("{base} - {}", -imm),
        (_, imm) => format!("{base} + {imm}"),
    }
}

fn fence_set(bits: i32) -> String {
    let set: String = "iorw".chars().zip([8, 4, 2, 1]).filter(|(_, bit)| bits & bit != 0).map(|(c, _)| c).collect();
    if set.is_empty() { "0".to_owned() } else { set }
}
