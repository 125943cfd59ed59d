//! RISC-V instructions: RV32IMAFD with Zicsr and Zifencei, and what the supervisor needs.
//!
//! One table ([`TABLE`]) drives everything: [`Inst::encode`], [`decode`], [`disassemble`], [`assemble`] and [`explain`].
//! An [`Inst`] is an instruction taken apart; a word is its 32 bits in memory. Nothing here runs anything.

mod asm;
mod csr;
mod format;
mod reg;
mod table;
mod text;

pub use asm::{AssembleError, assemble};
pub use csr::{csr_by_name, csr_name};
pub use format::{EncodeError, Format};
pub use reg::{float_register, float_register_name, register, register_name};
pub use table::{Op, Row, TABLE};
pub use text::{disassemble, explain, format_inst};

/// Rounding mode "the one in `fcsr`": what [`Inst`]'s constructors put into `rm`.
pub const RM_DYNAMIC: u8 = 7;
/// Rounding mode towards zero: what C's conversions to integers use.
pub const RM_TOWARDS_ZERO: u8 = 1;

/// An instruction taken apart. Fields that its format has not are 0.
///
/// What `imm` means by format: I, load, store, `jalr`: signed 12 bits. Branch, `jal`: the distance from the
/// instruction in bytes, even. `lui`, `auipc`: the value itself, its low 12 bits zero. Shifts: 0 to 31. CSR
/// instructions: the CSR's number (the 5-bit constant of `csrrwi` and its like is in `rs1`). `fence`: fm, pred, succ.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, serde::Serialize, serde::Deserialize)]
pub struct Inst {
    /// Which instruction.
    pub op: Op,
    /// Destination register, 0 to 31.
    pub rd: u8,
    /// First source register.
    pub rs1: u8,
    /// Second source register.
    pub rs2: u8,
    /// Third source register (fused multiply-add).
    pub rs3: u8,
    /// Rounding mode of floating-point instructions; acquire (2) and release (1) bits of atomics.
    pub rm: u8,
    /// Immediate; see the type.
    pub imm: i32,
}

impl Inst {
    /// An instruction with all operands 0 and, where it rounds, the dynamic rounding mode.
    #[must_use]
    pub const fn new(op: Op) -> Self {
        // Conversions to double are exact; assemblers write them with mode 0.
        let is_exact = matches!(op, Op::FcvtDS | Op::FcvtDW | Op::FcvtDWu);
        let rm = if op.format().has_rounding_mode() && !is_exact { RM_DYNAMIC } else { 0 };
        Self { op, rd: 0, rs1: 0, rs2: 0, rs3: 0, rm, imm: 0 }
    }

    /// `op rd, rs1, rs2`; also atomics (`rs1` holds the address).
    #[must_use]
    pub const fn r(op: Op, rd: u8, rs1: u8, rs2: u8) -> Self {
        Self { rd, rs1, rs2, ..Self::new(op) }
    }

    /// `op rd, rs1, rs2, rs3`: fused multiply-add.
    #[must_use]
    pub const fn r4(op: Op, rd: u8, rs1: u8, rs2: u8, rs3: u8) -> Self {
        Self { rs3, ..Self::r(op, rd, rs1, rs2) }
    }

    /// `op rd, rs1, imm`, loads `op rd, imm(rs1)`, shifts by a constant, `jalr`.
    #[must_use]
    pub const fn i(op: Op, rd: u8, rs1: u8, imm: i32) -> Self {
        Self { rd, rs1, imm, ..Self::new(op) }
    }

    /// Stores: `op rs2, imm(rs1)`.
    #[must_use]
    pub const fn s(op: Op, rs2: u8, rs1: u8, imm: i32) -> Self {
        Self { rs1, rs2, imm, ..Self::new(op) }
    }

    /// Branches: `op rs1, rs2, distance`.
    #[must_use]
    pub const fn b(op: Op, rs1: u8, rs2: u8, distance: i32) -> Self {
        Self { rs1, rs2, imm: distance, ..Self::new(op) }
    }

    /// `lui`, `auipc` (`imm` is the value, low 12 bits zero) and `jal` (`imm` is the distance).
    #[must_use]
    pub const fn u(op: Op, rd: u8, imm: i32) -> Self {
        Self { rd, imm, ..Self::new(op) }
    }

    /// `op rd, rs1`: square roots, conversions and moves between register files.
    #[must_use]
    pub const fn unary(op: Op, rd: u8, rs1: u8) -> Self {
        Self { rd, rs1, ..Self::new(op) }
    }

    /// The same with another rounding mode.
    #[must_use]
    pub const fn with_rm(self, rm: u8) -> Self {
        Self { rm, ..self }
    }

    /// The 32 bits of the instruction.
    ///
    /// # Errors
    /// An operand that does not fit its field.
    pub fn encode(&self) -> Result<u32, EncodeError> {
        format::encode(self)
    }
}

/// Takes a word apart; `None` if it is no instruction of ours (which raises an illegal-instruction exception).
#[must_use]
pub fn decode(word: u32) -> Option<Inst> {
    format::decode(word)
}

#[cfg(test)]
mod tests;
