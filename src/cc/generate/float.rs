//! Floating-point arithmetic, constants and conversions.

use super::{Addr, Base, Gen, Opnd, Val};
use crate::cc::ir::{Class, Ins, Reg, SymbolRef};
use crate::cc::tree::{Binary, Ty};
use crate::isa::{Op, RM_TOWARDS_ZERO};
use Opnd::{C, R};

/// The float or the double form of an instruction.
const fn pick(ty: Ty, single: Op, double: Op) -> Op {
    if matches!(ty, Ty::F32) { single } else { double }
}

const fn class(ty: Ty) -> Class {
    if matches!(ty, Ty::F32) { Class::Single } else { Class::Double }
}

impl Gen<'_> {
    fn f(&mut self, ty: Ty, op: Op, rs1: Reg, rs2: Reg) -> Reg {
        let rd = self.func.new_reg(class(ty));
        self.put(Ins::op(op, rd, rs1, rs2, 0));
        rd
    }

    /// A constant: built in a register when that takes two instructions, else loaded from read-only memory.
    pub(super) fn float_constant(&mut self, ty: Ty, bits: u64) -> Reg {
        let value = f64::from_bits(bits);
        let whole = value as i32;
        if ty == Ty::F32 {
            let narrow = (value as f32).to_bits() as i32;
            let word = self.reg(C(narrow));
            return self.f(ty, Op::FmvWX, word, Reg::ZERO);
        }
        if f64::from(whole).to_bits() == bits && (-2048..2048).contains(&whole) {
            let word = self.reg(C(whole));
            return self.f(ty, Op::FcvtDW, word, Reg::ZERO);
        }
        let symbol = self.func.symbol(SymbolRef::Double(bits));
        let rd = self.func.new_reg(Class::Double);
        self.load_to(Op::Fld, rd, Addr::new(Base::Symbol(symbol)), false);
        rd
    }

    /// `a op b` of floating-point type.
    pub(super) fn float_binary(&mut self, op: Binary, ty: Ty, a: Reg, b: Reg) -> Reg {
        let op = match op {
            Binary::Add => pick(ty, Op::FaddS, Op::FaddD),
            Binary::Sub => pick(ty, Op::FsubS, Op::FsubD),
            Binary::Mul => pick(ty, Op::FmulS, Op::FmulD),
            _ => pick(ty, Op::FdivS, Op::FdivD),
        };
        self.f(ty, op, a, b)
    }

    pub(super) fn float_negate(&mut self, ty: Ty, a: Reg) -> Reg {
        self.f(ty, pick(ty, Op::FsgnjnS, Op::FsgnjnD), a, a)
    }

    pub(super) fn float_abs(&mut self, ty: Ty, a: Reg) -> Reg {
        self.f(ty, pick(ty, Op::FsgnjxS, Op::FsgnjxD), a, a)
    }

    pub(super) fn float_sqrt(&mut self, ty: Ty, a: Reg) -> Reg {
        self.f(ty, pick(ty, Op::FsqrtS, Op::FsqrtD), a, Reg::ZERO)
    }

    /// A comparison as 0 or 1, and whether it has to be negated: `!=` is the negation of `feq`. With a NaN every ordered
    /// comparison is false, so `<=` is not the negation of `>`.
    pub(super) fn float_compare(&mut self, op: Binary, ty: Ty, a: Reg, b: Reg) -> (Reg, bool) {
        let (eq, lt, le) = if ty == Ty::F32 { (Op::FeqS, Op::FltS, Op::FleS) } else { (Op::FeqD, Op::FltD, Op::FleD) };
        match op {
            Binary::Eq => (self.r(eq, a, b), false),
            Binary::Ne => (self.r(eq, a, b), true),
            Binary::Lt => (self.r(lt, a, b), false),
            Binary::Gt => (self.r(lt, b, a), false),
            Binary::Le => (self.r(le, a, b), false),
            _ => (self.r(le, b, a), false),
        }
    }

    /// Whether a floating-point value is zero (of either sign).
    pub(super) fn float_is_zero(&mut self, ty: Ty, a: Reg) -> Reg {
        let zero = self.float_constant(ty, 0);
        self.r(pick(ty, Op::FeqS, Op::FeqD), a, zero)
    }

    /// Between F32 and F64.
    pub(super) fn float_resize(&mut self, from: Ty, to: Ty, a: Reg) -> Reg {
        match (from, to) {
            (Ty::F32, Ty::F64) => self.f(to, Op::FcvtDS, a, Reg::ZERO),
            (Ty::F64, Ty::F32) => self.f(to, Op::FcvtSD, a, Reg::ZERO),
            _ => a,
        }
    }

    /// An integer as a floating-point number.
    pub(super) fn float_from_int(&mut self, from: Ty, to: Ty, value: Val) -> Reg {
        match value {
            Val::Wide(..) => {
                let name = match (from == Ty::I64, to) {
                    (true, Ty::F32) => "__floatdisf",
                    (true, _) => "__floatdidf",
                    (false, Ty::F32) => "__floatundisf",
                    (false, _) => "__floatundidf",
                };
                self.float_result(name, from, value, to)
            }
            Val::Int(opnd) => {
                let rs = self.reg(opnd);
                let op =
                    if from == Ty::U32 { pick(to, Op::FcvtSWu, Op::FcvtDWu) } else { pick(to, Op::FcvtSW, Op::FcvtDW) };
                self.f(to, op, rs, Reg::ZERO)
            }
            _ => self.float_constant(to, 0),
        }
    }

    fn float_result(&mut self, name: &'static str, from: Ty, value: Val, to: Ty) -> Reg {
        match self.call_library(name, &[(from, value)], to) {
            Val::Float(reg) => reg,
            _ => unreachable!("a call that returns a float yields a float"),
        }
    }

    /// A floating-point number as an integer, cut towards zero.
    pub(super) fn int_from_float(&mut self, from: Ty, to: Ty, a: Reg) -> Val {
        match to {
            Ty::Bool => {
                let zero = self.float_is_zero(from, a);
                Val::Int(self.flip(R(zero)))
            }
            Ty::I64 | Ty::U64 => {
                let name = match (from, to) {
                    (Ty::F32, Ty::I64) => "__fixsfdi",
                    (Ty::F32, _) => "__fixunssfdi",
                    (_, Ty::I64) => "__fixdfdi",
                    _ => "__fixunsdfdi",
                };
                self.call_library(name, &[(from, Val::Float(a))], to)
            }
            _ => {
                let op = if to == Ty::U32 {
                    pick(from, Op::FcvtWuS, Op::FcvtWuD)
                } else {
                    pick(from, Op::FcvtWS, Op::FcvtWD)
                };
                let rd = self.int_reg();
                self.put(Ins { rm: RM_TOWARDS_ZERO, ..Ins::op(op, rd, a, Reg::ZERO, 0) });
                Val::Int(self.narrow(to, R(rd)))
            }
        }
    }
}
