//! 64-bit integers as pairs of 32-bit operands. Division calls the library; everything else is in line.

use super::{Gen, Opnd, Val};
use crate::cc::ir::Reg;
use crate::cc::tree::{Binary, Expr, ExprKind, Ty};
use crate::isa::Op;
use Opnd::{C, R};

/// Low and high half.
pub type Pair = (Opnd, Opnd);

/// A known 64-bit value as a pair.
pub const fn pair(value: i64) -> Pair {
    (C(value as i32), C((value >> 32) as i32))
}

const fn known((low, high): Pair) -> Option<i64> {
    match (low, high) {
        (C(l), C(h)) => Some((h as i64) << 32 | l as u32 as i64),
        _ => None,
    }
}

/// The result of an operation on known operands; `None` for division by zero.
fn fold(op: Binary, is_signed: bool, a: i64, b: i64) -> Option<i64> {
    let (ua, ub) = (a as u64, b as u64);
    Some(match op {
        Binary::Add => a.wrapping_add(b),
        Binary::Sub => a.wrapping_sub(b),
        Binary::Mul => a.wrapping_mul(b),
        Binary::Div if is_signed => (b != 0).then(|| a.wrapping_div(b))?,
        Binary::Div => ua.checked_div(ub)? as i64,
        Binary::Rem if is_signed => (b != 0).then(|| a.wrapping_rem(b))?,
        Binary::Rem => ua.checked_rem(ub)? as i64,
        Binary::And => a & b,
        Binary::Or => a | b,
        Binary::Xor => a ^ b,
        _ => return None,
    })
}

impl Gen<'_> {
    /// Arithmetic on two 64-bit operands; not shifts and comparisons.
    pub(super) fn wide_binary(&mut self, op: Binary, is_signed: bool, a: Pair, b: Pair) -> Pair {
        if let (Some(x), Some(y)) = (known(a), known(b))
            && let Some(value) = fold(op, is_signed, x, y)
        {
            return pair(value);
        }
        match op {
            Binary::Add => self.wide_add(a, b),
            Binary::Sub => self.wide_sub(a, b),
            Binary::Mul => self.wide_mul(a, b),
            Binary::And => (self.and(a.0, b.0), self.and(a.1, b.1)),
            Binary::Or => (self.or(a.0, b.0), self.or(a.1, b.1)),
            Binary::Xor => (self.xor(a.0, b.0), self.xor(a.1, b.1)),
            _ => {
                let name = match (op == Binary::Div, is_signed) {
                    (true, true) => "__divdi3",
                    (true, false) => "__udivdi3",
                    (false, true) => "__moddi3",
                    (false, false) => "__umoddi3",
                };
                self.wide_call(name, a, b)
            }
        }
    }

    fn wide_call(&mut self, name: &'static str, a: Pair, b: Pair) -> Pair {
        let ty = Ty::I64;
        match self.call_library(name, &[(ty, Val::Wide(a.0, a.1)), (ty, Val::Wide(b.0, b.1))], ty) {
            Val::Wide(low, high) => (low, high),
            _ => unreachable!("a 64-bit call yields a pair"),
        }
    }

    fn wide_add(&mut self, a: Pair, b: Pair) -> Pair {
        let low = self.add(a.0, b.0);
        let carry = match (a.0, b.0) {
            (C(0), _) | (_, C(0)) => C(0),
            (_, C(_)) => self.less(false, low, b.0),
            _ => self.less(false, low, a.0),
        };
        let high = self.add(a.1, b.1);
        (low, self.add(high, carry))
    }

    fn wide_sub(&mut self, a: Pair, b: Pair) -> Pair {
        let borrow = if b.0 == C(0) { C(0) } else { self.less(false, a.0, b.0) };
        let low = self.sub(a.0, b.0);
        let high = self.sub(a.1, b.1);
        (low, self.sub(high, borrow))
    }

    fn wide_mul(&mut self, a: Pair, b: Pair) -> Pair {
        if let Some(value) = known(b).or(known(a))
            && (value as u64).is_power_of_two()
        {
            let other = if known(b).is_some() { a } else { b };
            return self.wide_shift_by(Binary::Shl, false, other, value.trailing_zeros());
        }
        let low = self.mul(a.0, b.0);
        let (x, y) = (self.reg(a.0), self.reg(b.0));
        let mut high = R(self.r(Op::Mulhu, x, y));
        let cross = self.mul(a.0, b.1);
        high = self.add(high, cross);
        let cross = self.mul(a.1, b.0);
        (low, self.add(high, cross))
    }

    /// The product of two values that were extended from 32 bits: one `mul`, one `mulh`.
    pub(super) fn widening_mul(&mut self, a: &Expr, b: &Expr) -> Option<Pair> {
        let (x, a_signed) = extended(a)?;
        let (y, b_signed) = extended(b)?;
        let op = match (a_signed, b_signed) {
            (true, true) => Op::Mulh,
            (false, false) => Op::Mulhu,
            _ => return None,
        };
        let x = self.int(x);
        let y = self.int(y);
        let (rx, ry) = (self.reg(x), self.reg(y));
        Some((R(self.r(Op::Mul, rx, ry)), R(self.r(op, rx, ry))))
    }

    /// A shift by an I32 count.
    pub(super) fn wide_shift(&mut self, op: Binary, is_signed: bool, a: Pair, count: Opnd) -> Pair {
        match count {
            C(n) => self.wide_shift_by(op, is_signed, a, n as u32 & 63),
            R(n) => self.wide_shift_variable(op, is_signed, a, n),
        }
    }

    pub(super) fn wide_shift_by(&mut self, op: Binary, is_signed: bool, a: Pair, n: u32) -> Pair {
        let count = C((n & 31) as i32);
        let rest = C((32 - (n & 31)) as i32);
        let (shift_right, right_immediate) = if is_signed { (Op::Sra, Op::Srai) } else { (Op::Srl, Op::Srli) };
        match (op, n) {
            (_, 0) => a,
            (Binary::Shl, 32..) => (C(0), self.shift(Op::Sll, Op::Slli, a.0, count)),
            (Binary::Shl, _) => {
                let high = self.shift(Op::Sll, Op::Slli, a.1, count);
                let over = self.shift(Op::Srl, Op::Srli, a.0, rest);
                (self.shift(Op::Sll, Op::Slli, a.0, count), self.or(high, over))
            }
            (_, 32..) => {
                let high = if is_signed { self.shift(Op::Sra, Op::Srai, a.1, C(31)) } else { C(0) };
                (self.shift(shift_right, right_immediate, a.1, count), high)
            }
            _ => {
                let low = self.shift(Op::Srl, Op::Srli, a.0, count);
                let over = self.shift(Op::Sll, Op::Slli, a.1, rest);
                (self.or(low, over), self.shift(shift_right, right_immediate, a.1, count))
            }
        }
    }

    /// A count of 32 or more moves one half into the other; a smaller one joins bits of both. The bits that cross are
    /// shifted by 1 and by 31 - n, so that a count of 0 is right as well.
    fn wide_shift_variable(&mut self, op: Binary, is_signed: bool, a: Pair, n: Reg) -> Pair {
        let (low, high) = (self.int_reg(), self.int_reg());
        let (a_low, a_high) = (self.reg(a.0), self.reg(a.1));
        let large = self.i(Op::Addi, n, -32);
        let (big, small, done) = (self.new_block(), self.new_block(), self.new_block());
        self.branch(Op::Blt, large, Reg::ZERO, small, big);
        let right = if is_signed { Op::Sra } else { Op::Srl };
        self.start(big);
        let (big_low, big_high) = if op == Binary::Shl {
            (C(0), R(self.r(Op::Sll, a_low, large)))
        } else {
            let fill = if is_signed { R(self.i(Op::Srai, a_high, 31)) } else { C(0) };
            (R(self.r(right, a_high, large)), fill)
        };
        self.move_to(low, big_low);
        self.move_to(high, big_high);
        self.jump(done);
        self.start(small);
        let back = self.i(Op::Xori, n, 31);
        if op == Binary::Shl {
            let half = self.i(Op::Srli, a_low, 1);
            let over = self.r(Op::Srl, half, back);
            let up = self.r(Op::Sll, a_high, n);
            let joined = self.r(Op::Or, up, over);
            let shifted = self.r(Op::Sll, a_low, n);
            self.move_to(low, R(shifted));
            self.move_to(high, R(joined));
        } else {
            let double = self.i(Op::Slli, a_high, 1);
            let over = self.r(Op::Sll, double, back);
            let down = self.r(Op::Srl, a_low, n);
            let joined = self.r(Op::Or, down, over);
            let shifted = self.r(right, a_high, n);
            self.move_to(low, R(joined));
            self.move_to(high, R(shifted));
        }
        self.fall_into(done);
        (R(low), R(high))
    }

    /// A comparison as 0 or 1.
    pub(super) fn wide_compare(&mut self, op: Binary, is_signed: bool, a: Pair, b: Pair) -> Opnd {
        match op {
            Binary::Eq | Binary::Ne => {
                let low = self.xor(a.0, b.0);
                let high = self.xor(a.1, b.1);
                let any = self.or(low, high);
                if op == Binary::Eq { self.is_zero(any) } else { self.is_nonzero(any) }
            }
            Binary::Lt => self.wide_less(is_signed, a, b),
            Binary::Gt => self.wide_less(is_signed, b, a),
            Binary::Le => {
                let greater = self.wide_less(is_signed, b, a);
                self.flip(greater)
            }
            _ => {
                let less = self.wide_less(is_signed, a, b);
                self.flip(less)
            }
        }
    }

    fn wide_less(&mut self, is_signed: bool, a: Pair, b: Pair) -> Opnd {
        if is_signed && b == (C(0), C(0)) {
            return self.less(true, a.1, C(0));
        }
        let high = self.less(is_signed, a.1, b.1);
        let difference = self.xor(a.1, b.1);
        let same = self.is_zero(difference);
        let low = self.less(false, a.0, b.0);
        let both = self.and(same, low);
        self.or(high, both)
    }
}

/// The 32-bit expression under a conversion to 64 bits, and whether its sign is extended.
fn extended(e: &Expr) -> Option<(&Expr, bool)> {
    match &e.kind {
        ExprKind::Convert(inner) => match inner.ty {
            Ty::I8 | Ty::I16 | Ty::I32 => Some((inner, true)),
            Ty::U8 | Ty::U16 | Ty::U32 | Ty::Bool => Some((inner, false)),
            _ => None,
        },
        _ => None,
    }
}
