//! Expressions that decide a branch: comparisons fuse with it, `&&`, `||` and `!` become control flow.

use super::{Gen, Opnd, Val};
use crate::cc::ir::{BlockId, Reg};
use crate::cc::tree::{Binary, Expr, ExprKind, Ty};
use crate::isa::Op;
use Opnd::{C, R};

impl Gen<'_> {
    /// Ends the current block: to `then` if the expression is not zero, else to `other`.
    pub(super) fn condition(&mut self, e: &Expr, then: BlockId, other: BlockId) {
        match &e.kind {
            ExprKind::LogicalNot(inner) => self.condition(inner, other, then),
            ExprKind::And(a, b) => {
                let middle = self.new_block();
                self.condition(a, middle, other);
                self.start(middle);
                self.condition(b, then, other);
            }
            ExprKind::Or(a, b) => {
                let middle = self.new_block();
                self.condition(a, then, middle);
                self.start(middle);
                self.condition(b, then, other);
            }
            ExprKind::Convert(inner) if self.keeps_truth(inner.ty, e.ty) => self.condition(inner, then, other),
            ExprKind::Comma(list) => {
                let Some((last, before)) = list.split_last() else { return self.jump(other) };
                before.iter().for_each(|e| self.effect(e));
                self.condition(last, then, other);
            }
            ExprKind::Binary(op, a, b) if is_comparison(*op) => self.comparison(*op, a, b, then, other),
            _ => {
                let value = self.value(e);
                self.branch_if_nonzero(e.ty, value, then, other);
            }
        }
    }

    /// A conversion that maps zero to zero and nothing else to zero.
    const fn keeps_truth(&self, from: Ty, to: Ty) -> bool {
        let is_float = matches!(from, Ty::F32 | Ty::F64);
        match to {
            Ty::Bool => !matches!(from, Ty::Void | Ty::Record { .. }),
            Ty::I32 | Ty::U32 => !is_float && !matches!(from, Ty::I64 | Ty::U64 | Ty::Void | Ty::Record { .. }),
            Ty::I64 | Ty::U64 => !is_float && !matches!(from, Ty::Void | Ty::Record { .. }),
            _ => false,
        }
    }

    pub(super) fn branch_if_nonzero(&mut self, ty: Ty, value: Val, then: BlockId, other: BlockId) {
        match value {
            Val::Int(C(value)) => self.jump(if value != 0 { then } else { other }),
            Val::Int(R(reg)) => self.branch(Op::Bne, reg, Reg::ZERO, then, other),
            Val::Wide(low, high) => {
                let any = self.or(low, high);
                self.branch_if_nonzero(Ty::I32, Val::Int(any), then, other);
            }
            Val::Float(reg) => {
                let zero = self.float_is_zero(ty, reg);
                self.branch(Op::Beq, zero, Reg::ZERO, then, other);
            }
            Val::None | Val::At(_) => self.jump(then),
        }
    }

    fn comparison(&mut self, op: Binary, a: &Expr, b: &Expr, then: BlockId, other: BlockId) {
        let is_signed = is_signed(a.ty);
        let ty = a.ty;
        let a = self.value(a);
        let b = self.value(b);
        match (a, b) {
            (Val::Int(a), Val::Int(b)) => self.int_comparison(op, is_signed, a, b, then, other),
            (Val::Wide(al, ah), Val::Wide(bl, bh)) => {
                self.wide_comparison(op, is_signed, (al, ah), (bl, bh), then, other);
            }
            (Val::Float(a), Val::Float(b)) => {
                let (reg, negate) = self.float_compare(op, ty, a, b);
                self.branch(if negate { Op::Beq } else { Op::Bne }, reg, Reg::ZERO, then, other);
            }
            _ => self.jump(then),
        }
    }

    /// A fused compare and branch of 32-bit operands.
    pub(super) fn int_comparison(
        &mut self,
        op: Binary,
        is_signed: bool,
        a: Opnd,
        b: Opnd,
        then: BlockId,
        other: BlockId,
    ) {
        if let (C(x), C(y)) = (a, b)
            && let Some(value) = super::int::fold(op, is_signed, x, y)
        {
            return self.jump(if value != 0 { then } else { other });
        }
        // x <= c and x > c with a constant: compare with c + 1 when that is zero or keeps the constant's form.
        let (op, b) = match (op, b) {
            (Binary::Le, C(-1)) if is_signed => (Binary::Lt, C(0)),
            (Binary::Gt, C(-1)) if is_signed => (Binary::Ge, C(0)),
            other => other,
        };
        let (x, y) = (self.reg(a), self.reg(b));
        let (less, not_less) = if is_signed { (Op::Blt, Op::Bge) } else { (Op::Bltu, Op::Bgeu) };
        let (op, x, y) = match op {
            Binary::Eq => (Op::Beq, x, y),
            Binary::Ne => (Op::Bne, x, y),
            Binary::Lt => (less, x, y),
            Binary::Ge => (not_less, x, y),
            Binary::Gt => (less, y, x),
            _ => (not_less, y, x),
        };
        self.branch(op, x, y, then, other);
    }

    fn wide_comparison(
        &mut self,
        op: Binary,
        is_signed: bool,
        a: super::wide::Pair,
        b: super::wide::Pair,
        then: BlockId,
        other: BlockId,
    ) {
        let (op, a, b, then, other) = match op {
            Binary::Gt => (Binary::Lt, b, a, then, other),
            Binary::Le => (Binary::Lt, b, a, other, then),
            Binary::Ge => (Binary::Lt, a, b, other, then),
            Binary::Ne => (Binary::Eq, a, b, other, then),
            op => (op, a, b, then, other),
        };
        if op == Binary::Eq {
            let low = self.xor(a.0, b.0);
            let high = self.xor(a.1, b.1);
            let difference = self.or(low, high);
            return self.branch_if_nonzero(Ty::I32, Val::Int(difference), other, then);
        }
        let (tie, not_less) = (self.new_block(), self.new_block());
        self.int_comparison(Binary::Lt, is_signed, a.1, b.1, then, not_less);
        self.start(not_less);
        self.int_comparison(Binary::Eq, is_signed, a.1, b.1, tie, other);
        self.start(tie);
        self.int_comparison(Binary::Lt, false, a.0, b.0, then, other);
    }
}

pub const fn is_comparison(op: Binary) -> bool {
    matches!(op, Binary::Eq | Binary::Ne | Binary::Lt | Binary::Le | Binary::Gt | Binary::Ge)
}

/// Whether a type's values are compared, divided and shifted as signed.
pub const fn is_signed(ty: Ty) -> bool {
    matches!(ty, Ty::I8 | Ty::I16 | Ty::I32 | Ty::I64)
}
