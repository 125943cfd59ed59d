//! The reverse of disassembly: one line of assembly to one instruction. For inline `asm` and for tests.

use super::{Format, Inst, Op, RM_DYNAMIC, csr_by_name, float_register, register};
use crate::base::Va;
use std::fmt;

/// Why a line is no instruction.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum AssembleError {
    /// No instruction or pseudo-instruction has this name.
    Mnemonic(String),
    /// The instruction takes another number of operands.
    Count {
        /// The mnemonic.
        name: String,
        /// Operands as the line has them.
        found: usize,
    },
    /// This operand is not what stands in its place.
    Operand(String),
    /// An operand out of range.
    Encode(super::EncodeError),
}

impl fmt::Display for AssembleError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Mnemonic(name) => write!(f, "no instruction is called `{name}`"),
            Self::Count { name, found } => write!(f, "`{name}` does not take {found} operands"),
            Self::Operand(text) => write!(f, "`{text}` cannot stand here"),
            Self::Encode(error) => error.fmt(f),
        }
    }
}

impl std::error::Error for AssembleError {}

/// Reads one instruction as [`super::disassemble`] writes it. Jump targets are addresses, relative to `pc`.
///
/// # Errors
/// The first thing in the line that is wrong.
pub fn assemble(line: &str, pc: Va) -> Result<Inst, AssembleError> {
    let line = line.trim();
    let (name, rest) = line.split_once(char::is_whitespace).unwrap_or((line, ""));
    let operands: Vec<&str> = if rest.trim().is_empty() { vec![] } else { rest.split(',').map(str::trim).collect() };
    let line = Line { name, operands, pc };
    let inst = match line.pseudo() {
        Some(inst) => inst?,
        None => line.plain()?,
    };
    inst.encode().map_err(AssembleError::Encode)?;
    Ok(inst)
}

struct Line<'a> {
    name: &'a str,
    operands: Vec<&'a str>,
    pc: Va,
}

type Parsed<T> = Result<T, AssembleError>;

impl Line<'_> {
    fn count(&self, allowed: usize) -> Parsed<()> {
        let found = self.operands.len();
        if found == allowed { Ok(()) } else { Err(AssembleError::Count { name: self.name.to_owned(), found }) }
    }

    fn x(&self, n: usize) -> Parsed<u8> {
        register(self.operands[n]).ok_or_else(|| self.bad(n))
    }

    fn register(&self, n: usize, op: Op, bit: u8) -> Parsed<u8> {
        let text = self.operands[n];
        let found = if op.row().float >> bit & 1 == 1 { float_register(text) } else { register(text) };
        found.ok_or_else(|| self.bad(n))
    }

    fn number(&self, n: usize) -> Parsed<i32> {
        number(self.operands[n]).ok_or_else(|| self.bad(n))
    }

    fn distance(&self, n: usize) -> Parsed<i32> {
        Ok((self.number(n)? as u32).wrapping_sub(self.pc.0) as i32)
    }

    fn csr(&self, n: usize) -> Parsed<i32> {
        csr_by_name(self.operands[n]).map_or_else(|| self.number(n), |csr| Ok(i32::from(csr)))
    }

    /// `offset(base)`; either part may be missing.
    fn address(&self, n: usize) -> Parsed<(u8, i32)> {
        let text = self.operands[n];
        let Some((offset, base)) = text.strip_suffix(')').and_then(|t| t.split_once('(')) else {
            return Ok((self.x(n)?, 0));
        };
        let offset = if offset.is_empty() { Some(0) } else { number(offset) };
        match (register(base.trim()), offset) {
            (Some(base), Some(offset)) => Ok((base, offset)),
            _ => Err(self.bad(n)),
        }
    }

    fn bad(&self, n: usize) -> AssembleError {
        AssembleError::Operand(self.operands[n].to_owned())
    }

    fn plain(&self) -> Parsed<Inst> {
        let unknown = || AssembleError::Mnemonic(self.name.to_owned());
        let (base, order) = match self.name.rsplit_once('.') {
            Some((base, "aq")) => (base, 2),
            Some((base, "rl")) => (base, 1),
            Some((base, "aqrl")) => (base, 3),
            _ => (self.name, 0),
        };
        let op = Op::from_name(base).ok_or_else(unknown)?;
        let mut inst = Inst::new(op);
        if order != 0 {
            if !matches!(op.format(), Format::Amo | Format::Lr) {
                return Err(unknown());
            }
            inst.rm = order;
        }
        self.operands_of(&mut inst)?;
        Ok(inst)
    }

    fn operands_of(&self, inst: &mut Inst) -> Parsed<()> {
        let (op, format) = (inst.op, inst.op.format());
        let fixed = match format {
            Format::R4 => 4,
            Format::R | Format::RRm | Format::I | Format::Shift => 3,
            Format::Branch | Format::Csr | Format::CsrImm | Format::Amo => 3,
            Format::Fixed | Format::Barrier => 0,
            _ => 2,
        };
        if format.has_rounding_mode() && self.operands.len() == fixed + 1 {
            inst.rm = rounding(self.operands[fixed]).ok_or_else(|| self.bad(fixed))?;
        } else {
            self.count(fixed)?;
        }
        match format {
            Format::R | Format::RRm | Format::R4 | Format::Unary | Format::UnaryRm => {
                inst.rd = self.register(0, op, 0)?;
                inst.rs1 = self.register(1, op, 1)?;
                if fixed > 2 {
                    inst.rs2 = self.register(2, op, 2)?;
                }
                if fixed > 3 {
                    inst.rs3 = self.register(3, op, 3)?;
                }
            }
            Format::I | Format::Shift => (inst.rd, inst.rs1, inst.imm) = (self.x(0)?, self.x(1)?, self.number(2)?),
            Format::Load | Format::Jalr => {
                inst.rd = self.register(0, op, 0)?;
                (inst.rs1, inst.imm) = self.address(1)?;
            }
            Format::Store => {
                inst.rs2 = self.register(0, op, 2)?;
                (inst.rs1, inst.imm) = self.address(1)?;
            }
            Format::Branch => (inst.rs1, inst.rs2, inst.imm) = (self.x(0)?, self.x(1)?, self.distance(2)?),
            Format::U => (inst.rd, inst.imm) = (self.x(0)?, upper(self.number(1)?).ok_or_else(|| self.bad(1))?),
            Format::J => (inst.rd, inst.imm) = (self.x(0)?, self.distance(1)?),
            Format::Csr => (inst.rd, inst.imm, inst.rs1) = (self.x(0)?, self.csr(1)?, self.x(2)?),
            Format::CsrImm => (inst.rd, inst.imm, inst.rs1) = (self.x(0)?, self.csr(1)?, self.small(2)?),
            Format::Amo => {
                (inst.rd, inst.rs2) = (self.x(0)?, self.x(1)?);
                inst.rs1 = self.address(2)?.0;
            }
            Format::Lr => (inst.rd, inst.rs1) = (self.x(0)?, self.address(1)?.0),
            Format::Fence => inst.imm = self.fence_set(0)? << 4 | self.fence_set(1)?,
            Format::Sfence => (inst.rs1, inst.rs2) = (self.x(0)?, self.x(1)?),
            Format::Barrier | Format::Fixed => {}
        }
        Ok(())
    }

    fn small(&self, n: usize) -> Parsed<u8> {
        u8::try_from(self.number(n)?).map_err(|_| self.bad(n))
    }

    fn fence_set(&self, n: usize) -> Parsed<i32> {
        let text = self.operands[n];
        if text == "0" {
            return Ok(0);
        }
        let bit = |c| "wroi".find(c).map(|place| 1 << place);
        text.chars().try_fold(0, |set, c| bit(c).map(|b: i32| set | b)).ok_or_else(|| self.bad(n))
    }

    /// `None`: not the name of a pseudo-instruction (with this many operands).
    fn pseudo(&self) -> Option<Parsed<Inst>> {
        let n = self.operands.len();
        let xx = |make: fn(u8, u8) -> Inst| Some(self.x(0).and_then(|a| Ok(make(a, self.x(1)?))));
        let x = |make: fn(u8) -> Inst| Some(self.x(0).map(make));
        let jump = |make: fn(u8, i32) -> Inst| Some(self.x(0).and_then(|a| Ok(make(a, self.distance(1)?))));
        let via = |rd: u8| Some(self.address(0).map(|(rs1, imm)| Inst::i(Op::Jalr, rd, rs1, imm)));
        let read = |csr| Some(self.x(0).map(|rd| Inst::i(Op::Csrrs, rd, 0, csr)));
        let write = |csr| Some(self.x(0).map(|rs1| Inst::i(Op::Csrrw, 0, rs1, csr)));
        let csr = |op| Some(self.csr(0).and_then(|csr| Ok(Inst::i(op, 0, self.x(1)?, csr))));
        let csr_imm = |op| Some(self.csr(0).and_then(|csr| Ok(Inst::i(op, 0, self.small(1)?, csr))));
        let same = |op| {
            let f = |k: usize| float_register(self.operands[k]).ok_or_else(|| self.bad(k));
            Some(f(0).and_then(|rd| f(1).map(|rs| Inst::r(op, rd, rs, rs))))
        };
        match (self.name, n) {
            ("nop", 0) => Some(Ok(Inst::i(Op::Addi, 0, 0, 0))),
            ("ret", 0) => Some(Ok(Inst::i(Op::Jalr, 0, 1, 0))),
            ("fence", 0) => Some(Ok(Inst { imm: 0xff, ..Inst::new(Op::Fence) })),
            ("sfence.vma", 0) => Some(Ok(Inst::new(Op::SfenceVma))),
            ("li", 2) => Some(self.x(0).and_then(|rd| Ok(Inst::i(Op::Addi, rd, 0, self.number(1)?)))),
            ("mv", 2) => xx(|rd, rs| Inst::i(Op::Addi, rd, rs, 0)),
            ("not", 2) => xx(|rd, rs| Inst::i(Op::Xori, rd, rs, -1)),
            ("zext.b", 2) => xx(|rd, rs| Inst::i(Op::Andi, rd, rs, 255)),
            ("seqz", 2) => xx(|rd, rs| Inst::i(Op::Sltiu, rd, rs, 1)),
            ("neg", 2) => xx(|rd, rs| Inst::r(Op::Sub, rd, 0, rs)),
            ("snez", 2) => xx(|rd, rs| Inst::r(Op::Sltu, rd, 0, rs)),
            ("sltz", 2) => xx(|rd, rs| Inst::r(Op::Slt, rd, rs, 0)),
            ("sgtz", 2) => xx(|rd, rs| Inst::r(Op::Slt, rd, 0, rs)),
            ("beqz", 2) => jump(|rs, to| Inst::b(Op::Beq, rs, 0, to)),
            ("bnez", 2) => jump(|rs, to| Inst::b(Op::Bne, rs, 0, to)),
            ("blez", 2) => jump(|rs, to| Inst::b(Op::Bge, 0, rs, to)),
            ("bgez", 2) => jump(|rs, to| Inst::b(Op::Bge, rs, 0, to)),
            ("bltz", 2) => jump(|rs, to| Inst::b(Op::Blt, rs, 0, to)),
            ("bgtz", 2) => jump(|rs, to| Inst::b(Op::Blt, 0, rs, to)),
            ("j", 1) => Some(self.distance(0).map(|to| Inst::u(Op::Jal, 0, to))),
            ("jal", 1) => Some(self.distance(0).map(|to| Inst::u(Op::Jal, 1, to))),
            ("jr", 1) => via(0),
            ("jalr", 1) => via(1),
            ("rdcycle", 1) => read(0xc00),
            ("rdtime", 1) => read(0xc01),
            ("rdinstret", 1) => read(0xc02),
            ("rdcycleh", 1) => read(0xc80),
            ("rdtimeh", 1) => read(0xc81),
            ("rdinstreth", 1) => read(0xc82),
            ("frflags", 1) => read(1),
            ("frrm", 1) => read(2),
            ("frcsr", 1) => read(3),
            ("fsflags", 1) => write(1),
            ("fsrm", 1) => write(2),
            ("fscsr", 1) => write(3),
            ("csrr", 2) => Some(self.x(0).and_then(|rd| Ok(Inst::i(Op::Csrrs, rd, 0, self.csr(1)?)))),
            ("csrw", 2) => csr(Op::Csrrw),
            ("csrs", 2) => csr(Op::Csrrs),
            ("csrc", 2) => csr(Op::Csrrc),
            ("csrwi", 2) => csr_imm(Op::Csrrwi),
            ("csrsi", 2) => csr_imm(Op::Csrrsi),
            ("csrci", 2) => csr_imm(Op::Csrrci),
            ("fmv.s", 2) => same(Op::FsgnjS),
            ("fneg.s", 2) => same(Op::FsgnjnS),
            ("fabs.s", 2) => same(Op::FsgnjxS),
            ("fmv.d", 2) => same(Op::FsgnjD),
            ("fneg.d", 2) => same(Op::FsgnjnD),
            ("fabs.d", 2) => same(Op::FsgnjxD),
            ("ecall" | "ebreak", _) | ("jalr", 0) => None,
            ("sfence.vma", 1) => x(|rs1| Inst::r(Op::SfenceVma, 0, rs1, 0)),
            _ => None,
        }
    }
}

fn number(text: &str) -> Option<i32> {
    let (negative, digits) = text.strip_prefix('-').map_or((false, text), |rest| (true, rest));
    let value = match digits.strip_prefix("0x") {
        Some(hex) => i64::from(u32::from_str_radix(hex, 16).ok()?),
        None => i64::from(digits.parse::<u32>().ok()?),
    };
    let value = if negative { -value } else { value };
    (i64::from(i32::MIN)..=i64::from(u32::MAX)).contains(&value).then_some(value as i32)
}

fn upper(value: i32) -> Option<i32> {
    (0..1 << 20).contains(&value).then_some(value << 12)
}

fn rounding(text: &str) -> Option<u8> {
    match text {
        "dyn" => Some(RM_DYNAMIC),
        _ => ["rne", "rtz", "rdn", "rup", "rmm"].iter().position(|name| *name == text).map(|mode| mode as u8),
    }
}
