//! Operand formats: where the fields of an instruction lie in its word, and the ranges they allow.
//!
//! ```text
//!          31      27 26 25 24   20 19   15 14  12 11          7 6      0
//! R        funct7           rs2     rs1     funct3 rd            opcode
//! R4       rs3       fmt    rs2     rs1     rm     rd            opcode
//! I        imm[11:0]                rs1     funct3 rd            opcode
//! S        imm[11:5]        rs2     rs1     funct3 imm[4:0]      opcode
//! B        imm[12|10:5]     rs2     rs1     funct3 imm[4:1|11]   opcode
//! U        imm[31:12]                              rd            opcode
//! J        imm[20|10:1|11|19:12]                   rd            opcode
//! ```
//! Spec: Volume I, 2.2 and 2.3.

use super::{Inst, Op, table};
use std::fmt;

/// Where an instruction's operands lie.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Format {
    /// rd, rs1, rs2.
    R,
    /// rd, rs1, rs2 and a rounding mode.
    RRm,
    /// rd, rs1, rs2, rs3 and a rounding mode.
    R4,
    /// rd, rs1.
    Unary,
    /// rd, rs1 and a rounding mode.
    UnaryRm,
    /// rd, rs1, 12-bit immediate.
    I,
    /// rd, 12-bit offset(rs1).
    Load,
    /// rd, 12-bit offset(rs1), a jump.
    Jalr,
    /// rd, rs1, 5-bit shift amount.
    Shift,
    /// rs2, 12-bit offset(rs1).
    Store,
    /// rs1, rs2, 13-bit distance.
    Branch,
    /// rd, upper 20 bits.
    U,
    /// rd, 21-bit distance.
    J,
    /// rd, CSR number, rs1.
    Csr,
    /// rd, CSR number, 5-bit constant (kept in `rs1`).
    CsrImm,
    /// rd, rs2, (rs1), acquire and release bits.
    Amo,
    /// rd, (rs1), acquire and release bits.
    Lr,
    /// fm, predecessors, successors; the register fields are ignored.
    Fence,
    /// `fence.i`: the other fields are ignored.
    Barrier,
    /// rs1, rs2.
    Sfence,
    /// No operands.
    Fixed,
}

/// Why an [`Inst`] has no encoding.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum EncodeError {
    /// A register number above 31, or a rounding mode or acquire/release bits out of range.
    Field {
        /// The instruction.
        op: Op,
        /// The value that does not fit.
        value: u8,
    },
    /// The immediate lies outside `min..=max`.
    Range {
        /// The instruction.
        op: Op,
        /// The immediate.
        imm: i32,
        /// Smallest possible.
        min: i32,
        /// Largest possible.
        max: i32,
    },
    /// The immediate is not a multiple of `align`.
    Align {
        /// The instruction.
        op: Op,
        /// The immediate.
        imm: i32,
        /// What it must be a multiple of.
        align: i32,
    },
}

impl fmt::Display for EncodeError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Field { op, value } => write!(f, "{}: {value} does not fit its field", op.name()),
            Self::Range { op, imm, min, max } => {
                write!(f, "{}: the immediate {imm} is not between {min} and {max}", op.name())
            }
            Self::Align { op, imm, align } => {
                write!(f, "{}: the immediate {imm} is not a multiple of {align}", op.name())
            }
        }
    }
}

impl std::error::Error for EncodeError {}

impl Format {
    /// Which bits of the word are fixed.
    #[must_use]
    pub const fn mask(self) -> u32 {
        match self {
            Self::U | Self::J => 0x0000_007f,
            Self::R4 => 0x0600_007f,
            Self::RRm => 0xfe00_007f,
            Self::UnaryRm => 0xfff0_007f,
            Self::I
            | Self::Load
            | Self::Jalr
            | Self::Store
            | Self::Branch
            | Self::Csr
            | Self::CsrImm
            | Self::Fence
            | Self::Barrier => 0x0000_707f,
            Self::R | Self::Shift => 0xfe00_707f,
            Self::Unary => 0xfff0_707f,
            Self::Amo => 0xf800_707f,
            Self::Lr => 0xf9f0_707f,
            Self::Sfence => 0xfe00_7fff,
            Self::Fixed => 0xffff_ffff,
        }
    }

    /// Whether `rm` is a rounding mode.
    #[must_use]
    pub const fn has_rounding_mode(self) -> bool {
        matches!(self, Self::RRm | Self::R4 | Self::UnaryRm)
    }

    const fn has_rd(self) -> bool {
        !matches!(self, Self::Store | Self::Branch | Self::Fence | Self::Barrier | Self::Sfence | Self::Fixed)
    }

    const fn has_rs1(self) -> bool {
        !matches!(self, Self::U | Self::J | Self::Fence | Self::Barrier | Self::Fixed)
    }

    const fn has_rs2(self) -> bool {
        matches!(self, Self::R | Self::RRm | Self::R4 | Self::Store | Self::Branch | Self::Amo | Self::Sfence)
    }

    /// Smallest and largest immediate and its alignment; `None` without one.
    const fn immediate_range(self) -> Option<(i32, i32, i32)> {
        match self {
            Self::I | Self::Load | Self::Jalr | Self::Store => Some((-2048, 2047, 1)),
            Self::Shift => Some((0, 31, 1)),
            Self::Branch => Some((-4096, 4094, 2)),
            Self::J => Some((-(1 << 20), (1 << 20) - 2, 2)),
            Self::U => Some((i32::MIN, i32::MAX, 4096)),
            Self::Csr | Self::CsrImm | Self::Fence => Some((0, 4095, 1)),
            _ => None,
        }
    }

    const fn place_immediate(self, imm: i32) -> u32 {
        let v = imm as u32;
        match self {
            Self::I | Self::Load | Self::Jalr | Self::Shift | Self::Csr | Self::CsrImm | Self::Fence => v << 20,
            Self::Store => (v >> 5) << 25 | (v & 31) << 7,
            Self::Branch => (v >> 12 & 1) << 31 | (v >> 5 & 63) << 25 | (v >> 1 & 15) << 8 | (v >> 11 & 1) << 7,
            Self::U => v & 0xffff_f000,
            Self::J => (v >> 20 & 1) << 31 | (v >> 1 & 1023) << 21 | (v >> 11 & 1) << 20 | (v >> 12 & 255) << 12,
            _ => 0,
        }
    }

    const fn immediate(self, w: u32) -> i32 {
        let sign = (w as i32) >> 31;
        match self {
            Self::I | Self::Load | Self::Jalr => w as i32 >> 20,
            Self::Shift => (w >> 20 & 31) as i32,
            Self::Csr | Self::CsrImm | Self::Fence => (w >> 20) as i32,
            Self::Store => (w as i32 >> 25) << 5 | (w >> 7 & 31) as i32,
            Self::Branch => sign << 12 | ((w >> 7 & 1) << 11 | (w >> 25 & 63) << 5 | (w >> 8 & 15) << 1) as i32,
            Self::U => (w & 0xffff_f000) as i32,
            Self::J => sign << 20 | ((w >> 12 & 255) << 12 | (w >> 20 & 1) << 11 | (w >> 21 & 1023) << 1) as i32,
            _ => 0,
        }
    }
}

/// See [`Inst::encode`]. Fields that the format has not are ignored.
pub(super) fn encode(inst: &Inst) -> Result<u32, EncodeError> {
    let op = inst.op;
    let format = op.format();
    let field = |value: u8, limit: u8, shift: u32| {
        if value < limit { Ok(u32::from(value) << shift) } else { Err(EncodeError::Field { op, value }) }
    };
    let mut word = op.row().bits;
    if let Some((min, max, align)) = format.immediate_range() {
        let imm = inst.imm;
        if imm < min || imm > max {
            return Err(EncodeError::Range { op, imm, min, max });
        }
        if imm % align != 0 {
            return Err(EncodeError::Align { op, imm, align });
        }
        word |= format.place_immediate(imm);
    }
    if format.has_rd() {
        word |= field(inst.rd, 32, 7)?;
    }
    if format.has_rs1() {
        word |= field(inst.rs1, 32, 15)?;
    }
    if format.has_rs2() {
        word |= field(inst.rs2, 32, 20)?;
    }
    match format {
        Format::R4 => word |= field(inst.rs3, 32, 27)? | rounding_mode(inst)?,
        Format::RRm | Format::UnaryRm => word |= rounding_mode(inst)?,
        Format::Amo | Format::Lr => word |= field(inst.rm, 4, 25)?,
        _ => {}
    }
    Ok(word)
}

fn rounding_mode(inst: &Inst) -> Result<u32, EncodeError> {
    match inst.rm {
        0..=4 | 7 => Ok(u32::from(inst.rm) << 12),
        value => Err(EncodeError::Field { op: inst.op, value }),
    }
}

/// See [`super::decode`].
pub(super) fn decode(word: u32) -> Option<Inst> {
    let row = table::find(word)?;
    let format = row.format;
    let register = |present: bool, shift: u32| if present { (word >> shift & 31) as u8 } else { 0 };
    let rm = match format {
        Format::R4 | Format::RRm | Format::UnaryRm => (word >> 12 & 7) as u8,
        Format::Amo | Format::Lr => (word >> 25 & 3) as u8,
        _ => 0,
    };
    if format.has_rounding_mode() && matches!(rm, 5 | 6) {
        return None;
    }
    Some(Inst {
        op: row.op,
        rd: register(format.has_rd(), 7),
        rs1: register(format.has_rs1(), 15),
        rs2: register(format.has_rs2(), 20),
        rs3: register(format == Format::R4, 27),
        rm,
        imm: format.immediate(word),
    })
}
