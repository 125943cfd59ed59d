//! Expressions.

use super::condition::{is_comparison, is_signed};
use super::{Addr, Gen, Opnd, Val};
use crate::cc::ir::{Home, Reg};
use crate::cc::tree::{Binary, Expr, ExprKind, LocalId, Place, Ty};
use crate::isa::Op;
use Opnd::{C, R};

/// A place whose address has been computed.
enum Spot {
    /// A local in registers.
    Local(Home, Ty),
    Memory {
        addr: Addr,
        ty: Ty,
        is_volatile: bool,
        is_atomic: bool,
    },
    Bits {
        addr: Addr,
        ty: Ty,
        unit: Ty,
        shift: u32,
        width: u32,
    },
}

impl Gen<'_> {
    /// Evaluates and drops the value.
    pub(super) fn effect(&mut self, e: &Expr) {
        match &e.kind {
            ExprKind::Int(_) | ExprKind::Float(_) | ExprKind::SymbolAddress(..) => {}
            ExprKind::Read(Place::Local(_)) => {}
            ExprKind::Read(place @ Place::Memory { is_volatile: false, .. }) | ExprKind::AddressOf(place) => {
                if let Place::Memory { address, .. } | Place::BitField { address, .. } = place {
                    self.effect(address);
                }
            }
            ExprKind::Write(place, value) => self.write(place, value),
            ExprKind::Convert(inner)
            | ExprKind::Negate(inner)
            | ExprKind::BitNot(inner)
            | ExprKind::LogicalNot(inner) => {
                self.effect(inner);
            }
            ExprKind::Binary(_, a, b) => {
                self.effect(a);
                self.effect(b);
            }
            ExprKind::Comma(list) => list.iter().for_each(|e| self.effect(e)),
            ExprKind::And(..) | ExprKind::Or(..) => {
                let done = self.new_block();
                self.condition(e, done, done);
                self.start(done);
            }
            ExprKind::Conditional(test, a, b) => {
                let (then, other, done) = (self.new_block(), self.new_block(), self.new_block());
                self.condition(test, then, other);
                self.start(then);
                self.effect(a);
                self.jump(done);
                self.start(other);
                self.effect(b);
                self.fall_into(done);
            }
            ExprKind::Update { place, op, value, compute, yields_old: _ } => {
                self.update(place, *op, value, *compute, false);
            }
            _ => {
                self.value(e);
            }
        }
    }

    /// The value of an integer expression of up to 32 bits.
    pub(super) fn int(&mut self, e: &Expr) -> Opnd {
        match self.value(e) {
            Val::Int(opnd) | Val::Wide(opnd, _) => opnd,
            Val::At(addr) => self.address_opnd(addr),
            Val::Float(_) | Val::None => C(0),
        }
    }

    pub(super) fn float(&mut self, e: &Expr) -> Reg {
        match self.value(e) {
            Val::Float(reg) => reg,
            _ => self.float_constant(e.ty, 0),
        }
    }

    /// The value of an expression.
    pub(super) fn value(&mut self, e: &Expr) -> Val {
        match &e.kind {
            ExprKind::Int(value) => match e.ty {
                Ty::I64 | Ty::U64 => {
                    let (low, high) = super::wide::pair(*value);
                    Val::Wide(low, high)
                }
                _ => Val::Int(C(*value as i32)),
            },
            ExprKind::Float(bits) => Val::Float(self.float_constant(e.ty, *bits)),
            ExprKind::SymbolAddress(..) | ExprKind::AddressOf(_) => {
                let addr = self.address(e);
                Val::Int(self.address_opnd(addr))
            }
            ExprKind::Read(place) => self.read(place, e.ty),
            ExprKind::Write(place, value) => self.write_value(place, value),
            ExprKind::Update { place, op, value, compute, yields_old } => {
                let (old, new) = self.update(place, *op, value, *compute, true);
                if *yields_old { old } else { new }
            }
            ExprKind::Negate(inner) => self.negate(inner),
            ExprKind::BitNot(inner) => match self.value(inner) {
                Val::Wide(low, high) => Val::Wide(self.xor(low, C(-1)), self.xor(high, C(-1))),
                Val::Int(opnd) => Val::Int(self.xor(opnd, C(-1))),
                other => other,
            },
            ExprKind::LogicalNot(inner) => {
                let truth = self.truth(inner);
                Val::Int(self.flip(truth))
            }
            ExprKind::Binary(op, a, b) => self.binary(*op, a, b, e),
            ExprKind::And(..) | ExprKind::Or(..) => Val::Int(self.truth(e)),
            ExprKind::Conditional(test, a, b) => self.conditional(test, a, b, e.ty),
            ExprKind::Comma(list) => {
                let Some((last, before)) = list.split_last() else { return Val::None };
                before.iter().for_each(|e| self.effect(e));
                self.value(last)
            }
            ExprKind::Convert(inner) => self.convert(inner, e.ty),
            ExprKind::Call { callee, arguments, fixed } => self.call(callee, arguments, *fixed, e),
            ExprKind::Builtin(builtin, arguments) => self.builtin(*builtin, arguments, e),
        }
    }

    /// 0 or 1: whether the expression is not zero.
    fn truth(&mut self, e: &Expr) -> Opnd {
        match &e.kind {
            ExprKind::And(..) | ExprKind::Or(..) => {
                let rd = self.int_reg();
                let (yes, no, done) = (self.new_block(), self.new_block(), self.new_block());
                self.condition(e, yes, no);
                self.start(yes);
                self.move_to(rd, C(1));
                self.jump(done);
                self.start(no);
                self.move_to(rd, C(0));
                self.fall_into(done);
                R(rd)
            }
            ExprKind::LogicalNot(inner) => {
                let truth = self.truth(inner);
                self.flip(truth)
            }
            ExprKind::Binary(op, ..) if is_comparison(*op) => self.int(e),
            _ => match self.value(e) {
                Val::Int(opnd) if e.ty == Ty::Bool => opnd,
                Val::Int(opnd) => self.is_nonzero(opnd),
                Val::Wide(low, high) => {
                    let any = self.or(low, high);
                    self.is_nonzero(any)
                }
                Val::Float(reg) => {
                    let zero = self.float_is_zero(e.ty, reg);
                    self.flip(R(zero))
                }
                Val::At(_) | Val::None => C(1),
            },
        }
    }

    fn negate(&mut self, inner: &Expr) -> Val {
        match self.value(inner) {
            Val::Float(reg) => Val::Float(self.float_negate(inner.ty, reg)),
            Val::Wide(low, high) => {
                let (low, high) = self.wide_binary(Binary::Sub, false, (C(0), C(0)), (low, high));
                Val::Wide(low, high)
            }
            Val::Int(opnd) => Val::Int(self.sub(C(0), opnd)),
            other => other,
        }
    }

    fn binary(&mut self, op: Binary, a: &Expr, b: &Expr, e: &Expr) -> Val {
        if op == Binary::Add && matches!(e.ty, Ty::I32 | Ty::U32) {
            let addr = self.address(e);
            return Val::Int(self.address_opnd(addr));
        }
        if op == Binary::Mul
            && matches!(e.ty, Ty::I64 | Ty::U64)
            && let Some((low, high)) = self.widening_mul(a, b)
        {
            return Val::Wide(low, high);
        }
        let x = self.value(a);
        let y = self.value(b);
        self.apply(op, a.ty, x, y)
    }

    /// An operation on two values of type `ty` (a shift's count is I32).
    pub(super) fn apply(&mut self, op: Binary, ty: Ty, a: Val, b: Val) -> Val {
        match (a, b) {
            (Val::Float(x), Val::Float(y)) if is_comparison(op) => {
                let (reg, negate) = self.float_compare(op, ty, x, y);
                Val::Int(if negate { self.flip(R(reg)) } else { R(reg) })
            }
            (Val::Float(x), Val::Float(y)) => Val::Float(self.float_binary(op, ty, x, y)),
            (Val::Wide(low, high), Val::Int(count) | Val::Wide(count, _))
                if matches!(op, Binary::Shl | Binary::Shr) =>
            {
                let (low, high) = self.wide_shift(op, is_signed(ty), (low, high), count);
                Val::Wide(low, high)
            }
            (Val::Wide(al, ah), Val::Wide(bl, bh)) if is_comparison(op) => {
                Val::Int(self.wide_compare(op, is_signed(ty), (al, ah), (bl, bh)))
            }
            (Val::Wide(al, ah), Val::Wide(bl, bh)) => {
                let (low, high) = self.wide_binary(op, is_signed(ty), (al, ah), (bl, bh));
                Val::Wide(low, high)
            }
            (Val::Int(x), Val::Int(y) | Val::Wide(y, _)) => Val::Int(self.int_binary(op, is_signed(ty), x, y)),
            (a, _) => a,
        }
    }

    fn conditional(&mut self, test: &Expr, a: &Expr, b: &Expr, ty: Ty) -> Val {
        if ty == Ty::Void {
            let (then, other, done) = (self.new_block(), self.new_block(), self.new_block());
            self.condition(test, then, other);
            self.start(then);
            self.effect(a);
            self.jump(done);
            self.start(other);
            self.effect(b);
            self.fall_into(done);
            return Val::None;
        }
        let result = self.fresh(ty);
        let (then, other, done) = (self.new_block(), self.new_block(), self.new_block());
        self.condition(test, then, other);
        for (block, e) in [(then, a), (other, b)] {
            self.start(block);
            let value = self.value(e);
            self.assign(result, value);
            self.jump(done);
        }
        self.start(done);
        result
    }

    fn convert(&mut self, inner: &Expr, to: Ty) -> Val {
        let from = inner.ty;
        if to == Ty::Void {
            self.effect(inner);
            return Val::None;
        }
        if to == Ty::Bool {
            return if matches!(from, Ty::F32 | Ty::F64) {
                let reg = self.float(inner);
                self.int_from_float(from, to, reg)
            } else {
                Val::Int(self.truth(inner))
            };
        }
        let value = self.value(inner);
        self.convert_value(value, from, to)
    }

    /// Converts a value between scalar types.
    pub(super) fn convert_value(&mut self, value: Val, from: Ty, to: Ty) -> Val {
        let from_float = matches!(from, Ty::F32 | Ty::F64);
        let to_float = matches!(to, Ty::F32 | Ty::F64);
        match (value, to) {
            (Val::Float(reg), _) if from_float && to_float => Val::Float(self.float_resize(from, to, reg)),
            (Val::Float(reg), _) => self.int_from_float(from, to, reg),
            (value, _) if to_float => Val::Float(self.float_from_int(from, to, value)),
            (Val::Wide(..), Ty::I64 | Ty::U64) => value,
            (Val::Wide(low, high), Ty::Bool) => {
                let any = self.or(low, high);
                Val::Int(self.is_nonzero(any))
            }
            (Val::Wide(low, _), _) => Val::Int(self.narrow(to, low)),
            (Val::Int(opnd), Ty::I64 | Ty::U64) => {
                let high = if is_signed(from) { self.shift(Op::Sra, Op::Srai, opnd, C(31)) } else { C(0) };
                Val::Wide(opnd, high)
            }
            (Val::Int(opnd), _) if holds(to, from) => Val::Int(opnd),
            (Val::Int(opnd), _) => Val::Int(self.narrow(to, opnd)),
            (value, _) => value,
        }
    }

    fn read(&mut self, place: &Place, ty: Ty) -> Val {
        let spot = self.spot(place, ty);
        self.read_spot(&spot)
    }

    fn spot(&mut self, place: &Place, ty: Ty) -> Spot {
        match place {
            Place::Local(id) => self.local_spot(*id),
            Place::Memory { address, offset, ty, is_volatile, is_atomic } => {
                let addr = self.address(address).plus(*offset);
                Spot::Memory { addr, ty: *ty, is_volatile: *is_volatile, is_atomic: *is_atomic }
            }
            Place::BitField { address, offset, ty: member, unit, shift, width } => {
                let addr = self.address(address).plus(*offset);
                let _ = ty;
                Spot::Bits { addr, ty: *member, unit: *unit, shift: *shift, width: *width }
            }
        }
    }

    fn local_spot(&mut self, id: LocalId) -> Spot {
        let ty = self.function.locals[id.0 as usize].ty;
        let home = self.func.homes[id.0 as usize];
        match home {
            Home::Reg(_) | Home::Pair(..) => Spot::Local(home, ty),
            _ => Spot::Memory { addr: self.local_address(id), ty, is_volatile: false, is_atomic: false },
        }
    }

    fn read_spot(&mut self, spot: &Spot) -> Val {
        match *spot {
            Spot::Local(home, ty) => self.home_value(home, ty).unwrap_or(Val::None),
            Spot::Memory { addr, ty, is_atomic: true, .. } => self.atomic_load(ty, addr),
            Spot::Memory { addr, ty, is_volatile, .. } => self.load(ty, addr, is_volatile),
            Spot::Bits { addr, ty, unit, shift, width } => {
                let word = self.load(unit, addr, false);
                self.extract_bits(word, ty, shift, width)
            }
        }
    }

    fn write_spot(&mut self, spot: &Spot, value: Val) {
        match *spot {
            Spot::Local(home, ty) => {
                if let Some(to) = self.home_value(home, ty) {
                    self.assign(to, value);
                }
            }
            Spot::Memory { addr, ty, is_atomic: true, .. } => self.atomic_store(ty, addr, value),
            Spot::Memory { addr, ty, is_volatile, .. } => self.store(ty, addr, value, is_volatile),
            Spot::Bits { addr, unit, shift, width, .. } => {
                let addr = self.settle(addr);
                let word = self.load(unit, addr, false);
                let word = self.insert_bits(word, value, shift, width);
                self.store(unit, addr, word, false);
            }
        }
    }

    /// `place = value` without a need for the result: a narrowing conversion is left to the store.
    fn write(&mut self, place: &Place, value: &Expr) {
        let spot = self.spot(place, value.ty);
        let value = match (&spot, &value.kind) {
            (Spot::Memory { ty, is_atomic: false, .. }, ExprKind::Convert(inner))
                if *ty == value.ty && is_narrow(*ty) && is_integer(inner.ty) =>
            {
                Val::Int(self.int(inner))
            }
            _ => self.value(value),
        };
        self.write_spot(&spot, value);
    }

    /// Writes a value that is no expression's.
    pub(super) fn write_result(&mut self, place: &Place, ty: Ty, value: Val) {
        let spot = self.spot(place, ty);
        self.write_spot(&spot, value);
    }

    fn write_value(&mut self, place: &Place, value: &Expr) -> Val {
        let mut spot = self.spot(place, value.ty);
        if let Spot::Memory { addr, .. } | Spot::Bits { addr, .. } = &mut spot
            && matches!(value.ty, Ty::Record { .. })
        {
            *addr = self.settle(*addr);
        }
        let value = self.value(value);
        self.write_spot(&spot, value);
        match spot {
            Spot::Local(home, ty) => self.home_value(home, ty).unwrap_or(value),
            Spot::Memory { addr, ty: Ty::Record { .. }, .. } => Val::At(addr),
            Spot::Memory { .. } => value,
            Spot::Bits { ty, width, .. } => self.extract_bits(self.field_unit(value, ty), ty, 0, width),
        }
    }

    /// A bit-field's value as a unit that `extract_bits` can narrow.
    const fn field_unit(&self, value: Val, ty: Ty) -> Val {
        match (value, ty) {
            (Val::Int(opnd), Ty::I64 | Ty::U64) => Val::Wide(opnd, C(0)),
            _ => value,
        }
    }

    /// `place op= value`: the values before and after.
    fn update(&mut self, place: &Place, op: Binary, value: &Expr, compute: Ty, used: bool) -> (Val, Val) {
        let right = self.value(value);
        let mut spot = self.spot(place, compute);
        if let Spot::Memory { addr, .. } | Spot::Bits { addr, .. } = &mut spot {
            *addr = self.settle_update(*addr);
        }
        if let Spot::Memory { addr, ty, is_atomic: true, .. } = spot {
            return self.atomic_update(op, ty, addr, right, compute);
        }
        let ty = match spot {
            Spot::Local(_, ty) | Spot::Memory { ty, .. } | Spot::Bits { ty, .. } => ty,
        };
        let mut old = self.read_spot(&spot);
        if used && matches!(spot, Spot::Local(..)) {
            old = self.copy_value(old, ty);
        }
        let wide_old = self.convert_value(old, ty, compute);
        let result = self.apply(op, compute, wide_old, right);
        let defer = !used && matches!(spot, Spot::Memory { .. }) && is_narrow(ty) && is_integer(compute);
        let new = match (defer, result) {
            (true, Val::Int(_)) => result,
            (true, Val::Wide(low, _)) => Val::Int(low),
            _ => self.convert_value(result, compute, ty),
        };
        self.write_spot(&spot, new);
        let new = match spot {
            Spot::Bits { ty, width, .. } if used => self.extract_bits(self.field_unit(new, ty), ty, 0, width),
            Spot::Local(home, ty) => self.home_value(home, ty).unwrap_or(new),
            _ => new,
        };
        (old, new)
    }

    /// A global scalar is addressed twice for less than its address computed once.
    fn settle_update(&mut self, addr: Addr) -> Addr {
        if matches!(addr.base, super::Base::Symbol(_)) { addr } else { self.settle(addr) }
    }

    pub(super) fn copy_value(&mut self, value: Val, ty: Ty) -> Val {
        let copy = self.fresh(ty);
        self.assign(copy, value);
        copy
    }
}

const fn is_narrow(ty: Ty) -> bool {
    matches!(ty, Ty::I8 | Ty::U8 | Ty::I16 | Ty::U16)
}

const fn is_integer(ty: Ty) -> bool {
    !matches!(ty, Ty::F32 | Ty::F64 | Ty::Void | Ty::Record { .. })
}

/// Every value of `from` is one of `to`, so that a register needs no change.
const fn holds(to: Ty, from: Ty) -> bool {
    match to {
        Ty::I32 | Ty::U32 => true,
        Ty::I16 => matches!(from, Ty::Bool | Ty::I8 | Ty::U8 | Ty::I16),
        Ty::U16 => matches!(from, Ty::Bool | Ty::U8 | Ty::U16),
        Ty::I8 => matches!(from, Ty::Bool | Ty::I8),
        Ty::U8 => matches!(from, Ty::Bool | Ty::U8),
        _ => false,
    }
}
