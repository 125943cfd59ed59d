//! 32-bit integer arithmetic: folding, immediate forms, narrowing.
//!
//! A division by zero with known operands stays an instruction: RISC-V defines its result.

use super::{Gen, Opnd};
use crate::cc::ir::Reg;
use crate::cc::tree::{Binary, Ty};
use crate::isa::Op;
use Opnd::{C, R};

const fn fits(value: i32) -> bool {
    value >= -2048 && value <= 2047
}

/// The result of an operation on known operands; `None` for division by zero.
pub fn fold(op: Binary, is_signed: bool, a: i32, b: i32) -> Option<i32> {
    let (ua, ub) = (a as u32, b as u32);
    Some(match op {
        Binary::Add => a.wrapping_add(b),
        Binary::Sub => a.wrapping_sub(b),
        Binary::Mul => a.wrapping_mul(b),
        Binary::Div if is_signed => (b != 0).then(|| a.wrapping_div(b))?,
        Binary::Div => ua.checked_div(ub)? as i32,
        Binary::Rem if is_signed => (b != 0).then(|| a.wrapping_rem(b))?,
        Binary::Rem => ua.checked_rem(ub)? as i32,
        Binary::And => a & b,
        Binary::Or => a | b,
        Binary::Xor => a ^ b,
        Binary::Shl => a.wrapping_shl(ub),
        Binary::Shr if is_signed => a.wrapping_shr(ub),
        Binary::Shr => ua.wrapping_shr(ub) as i32,
        Binary::Eq => i32::from(a == b),
        Binary::Ne => i32::from(a != b),
        Binary::Lt => i32::from(if is_signed { a < b } else { ua < ub }),
        Binary::Le => i32::from(if is_signed { a <= b } else { ua <= ub }),
        Binary::Gt => i32::from(if is_signed { a > b } else { ua > ub }),
        Binary::Ge => i32::from(if is_signed { a >= b } else { ua >= ub }),
    })
}

impl Gen<'_> {
    /// `a op b` in 32 bits.
    pub(super) fn int_binary(&mut self, op: Binary, is_signed: bool, a: Opnd, b: Opnd) -> Opnd {
        if let (C(x), C(y)) = (a, b)
            && let Some(value) = fold(op, is_signed, x, y)
        {
            return C(value);
        }
        match op {
            Binary::Add => self.add(a, b),
            Binary::Sub => self.sub(a, b),
            Binary::Mul => self.mul(a, b),
            Binary::Div | Binary::Rem => self.divide(op, is_signed, a, b),
            Binary::And => self.and(a, b),
            Binary::Or => self.or(a, b),
            Binary::Xor => self.xor(a, b),
            Binary::Shl => self.shift(Op::Sll, Op::Slli, a, b),
            Binary::Shr if is_signed => self.shift(Op::Sra, Op::Srai, a, b),
            Binary::Shr => self.shift(Op::Srl, Op::Srli, a, b),
            _ => self.compare(op, is_signed, a, b),
        }
    }

    pub(super) fn add(&mut self, a: Opnd, b: Opnd) -> Opnd {
        match (a, b) {
            (C(x), C(y)) => C(x.wrapping_add(y)),
            (x, C(0)) | (C(0), x) => x,
            (R(r), C(c)) | (C(c), R(r)) if fits(c) => R(self.i(Op::Addi, r, c)),
            _ => self.plain(Op::Add, a, b),
        }
    }

    pub(super) fn sub(&mut self, a: Opnd, b: Opnd) -> Opnd {
        match b {
            C(c) if c != i32::MIN => self.add(a, C(-c)),
            _ => self.plain(Op::Sub, a, b),
        }
    }

    pub(super) fn mul(&mut self, a: Opnd, b: Opnd) -> Opnd {
        match (a, b) {
            (C(x), C(y)) => C(x.wrapping_mul(y)),
            (_, C(0)) | (C(0), _) => C(0),
            (x, C(1)) | (C(1), x) => x,
            (x, C(-1)) | (C(-1), x) => self.plain(Op::Sub, C(0), x),
            (x, C(c)) | (C(c), x) if (c as u32).is_power_of_two() => {
                self.shift(Op::Sll, Op::Slli, x, C(c.trailing_zeros() as i32))
            }
            _ => self.plain(Op::Mul, a, b),
        }
    }

    /// On this machine a division takes one instruction; only unsigned powers of two are worth another form.
    fn divide(&mut self, op: Binary, is_signed: bool, a: Opnd, b: Opnd) -> Opnd {
        let is_div = op == Binary::Div;
        match b {
            C(1) if is_div => a,
            C(1) => C(0),
            C(c) if !is_signed && (c as u32).is_power_of_two() && is_div => {
                self.shift(Op::Srl, Op::Srli, a, C(c.trailing_zeros() as i32))
            }
            C(c) if !is_signed && (c as u32).is_power_of_two() => self.and(a, C(c.wrapping_sub(1))),
            _ => {
                let op = match (is_div, is_signed) {
                    (true, true) => Op::Div,
                    (true, false) => Op::Divu,
                    (false, true) => Op::Rem,
                    (false, false) => Op::Remu,
                };
                self.plain(op, a, b)
            }
        }
    }

    pub(super) fn and(&mut self, a: Opnd, b: Opnd) -> Opnd {
        match (a, b) {
            (C(x), C(y)) => C(x & y),
            (_, C(0)) | (C(0), _) => C(0),
            (x, C(-1)) | (C(-1), x) => x,
            (R(r), C(c)) | (C(c), R(r)) if fits(c) => R(self.i(Op::Andi, r, c)),
            (x, C(0xffff)) | (C(0xffff), x) => {
                let up = self.shift(Op::Sll, Op::Slli, x, C(16));
                self.shift(Op::Srl, Op::Srli, up, C(16))
            }
            _ => self.plain(Op::And, a, b),
        }
    }

    pub(super) fn or(&mut self, a: Opnd, b: Opnd) -> Opnd {
        match (a, b) {
            (C(x), C(y)) => C(x | y),
            (x, C(0)) | (C(0), x) => x,
            (_, C(-1)) | (C(-1), _) => C(-1),
            (R(r), C(c)) | (C(c), R(r)) if fits(c) => R(self.i(Op::Ori, r, c)),
            _ => self.plain(Op::Or, a, b),
        }
    }

    pub(super) fn xor(&mut self, a: Opnd, b: Opnd) -> Opnd {
        match (a, b) {
            (C(x), C(y)) => C(x ^ y),
            (x, C(0)) | (C(0), x) => x,
            (R(r), C(c)) | (C(c), R(r)) if fits(c) => R(self.i(Op::Xori, r, c)),
            _ => self.plain(Op::Xor, a, b),
        }
    }

    /// A shift; the hardware uses the low five bits of the count, and so does a constant one.
    pub(super) fn shift(&mut self, op: Op, immediate: Op, a: Opnd, b: Opnd) -> Opnd {
        match (a, b) {
            (C(x), C(y)) => C(match op {
                Op::Sll => x.wrapping_shl(y as u32),
                Op::Sra => x.wrapping_shr(y as u32),
                _ => (x as u32).wrapping_shr(y as u32) as i32,
            }),
            (_, C(y)) if y & 31 == 0 => a,
            (C(0), _) => C(0),
            (R(r), C(y)) => R(self.i(immediate, r, y & 31)),
            _ => self.plain(op, a, b),
        }
    }

    pub(super) fn plain(&mut self, op: Op, a: Opnd, b: Opnd) -> Opnd {
        let rs1 = self.reg(a);
        let rs2 = self.reg(b);
        R(self.r(op, rs1, rs2))
    }

    /// `a < b` as 0 or 1.
    pub(super) fn less(&mut self, is_signed: bool, a: Opnd, b: Opnd) -> Opnd {
        match (a, b) {
            (C(x), C(y)) => C(i32::from(if is_signed { x < y } else { (x as u32) < y as u32 })),
            (_, C(0)) if !is_signed => C(0),
            (R(r), C(c)) if fits(c) => R(self.i(if is_signed { Op::Slti } else { Op::Sltiu }, r, c)),
            _ => self.plain(if is_signed { Op::Slt } else { Op::Sltu }, a, b),
        }
    }

    /// `a == 0` as 0 or 1.
    pub(super) fn is_zero(&mut self, a: Opnd) -> Opnd {
        match a {
            C(x) => C(i32::from(x == 0)),
            R(r) => R(self.i(Op::Sltiu, r, 1)),
        }
    }

    /// `a != 0` as 0 or 1.
    pub(super) fn is_nonzero(&mut self, a: Opnd) -> Opnd {
        match a {
            C(x) => C(i32::from(x != 0)),
            R(r) => R(self.r(Op::Sltu, Reg::ZERO, r)),
        }
    }

    /// `!a` of a 0-or-1 value.
    pub(super) fn flip(&mut self, a: Opnd) -> Opnd {
        self.xor(a, C(1))
    }

    fn compare(&mut self, op: Binary, is_signed: bool, a: Opnd, b: Opnd) -> Opnd {
        match op {
            Binary::Eq | Binary::Ne => {
                let difference = match (a, b) {
                    (C(0), x) | (x, C(0)) => x,
                    (R(r), C(c)) | (C(c), R(r)) if fits(c.wrapping_neg()) => R(self.i(Op::Addi, r, c.wrapping_neg())),
                    _ => self.plain(Op::Sub, a, b),
                };
                if op == Binary::Eq { self.is_zero(difference) } else { self.is_nonzero(difference) }
            }
            Binary::Lt => self.less(is_signed, a, b),
            Binary::Gt => self.less(is_signed, b, a),
            // a <= c is a < c + 1 unless c is the largest value.
            Binary::Le => match b {
                C(c) if fits(c) && c < 2047 && (is_signed || c != -1) => self.less(is_signed, a, C(c + 1)),
                _ => {
                    let greater = self.less(is_signed, b, a);
                    self.flip(greater)
                }
            },
            _ => {
                let less = self.less(is_signed, a, b);
                self.flip(less)
            }
        }
    }

    /// Converts 32 bits to a narrower type: sign- or zero-extends its low bits.
    pub(super) fn narrow(&mut self, ty: Ty, a: Opnd) -> Opnd {
        match (ty, a) {
            (Ty::Bool, _) => self.is_nonzero(a),
            (Ty::I8, C(x)) => C(i32::from(x as i8)),
            (Ty::U8, _) => self.and(a, C(0xff)),
            (Ty::I16, C(x)) => C(i32::from(x as i16)),
            (Ty::U16, _) => self.and(a, C(0xffff)),
            (Ty::I8, _) => self.extend(a, 24, true),
            (Ty::I16, _) => self.extend(a, 16, true),
            _ => a,
        }
    }

    /// Drops the upper `bits` bits and fills them with the sign or zeros.
    pub(super) fn extend(&mut self, a: Opnd, bits: u32, is_signed: bool) -> Opnd {
        let up = self.shift(Op::Sll, Op::Slli, a, C(bits as i32));
        let (op, immediate) = if is_signed { (Op::Sra, Op::Srai) } else { (Op::Srl, Op::Srli) };
        self.shift(op, immediate, up, C(bits as i32))
    }
}
