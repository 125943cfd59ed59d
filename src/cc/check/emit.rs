//! Small makers of tree nodes, folding constants on the way, so that later rules see numbers as numbers.

use super::Checker;
use crate::cc::constant::{self, Const};
use crate::cc::source::At;
use crate::cc::syntax::qualifier;
use crate::cc::tree::{Binary, Expr, ExprKind, LocalId, Place, Pos, SymbolId, Ty};
use crate::cc::types::{Bits, QType, TypeId};

/// An integer constant.
pub(super) fn int(ty: Ty, value: i64, pos: Pos) -> Expr {
    Expr { kind: ExprKind::Int(constant::wrap(ty, value)), ty, pos }
}

/// The value of an expression known now.
pub(super) fn constant(expr: &Expr) -> Option<Const> {
    match &expr.kind {
        ExprKind::Int(v) => Some(Const::Int(*v)),
        ExprKind::Float(f) => Some(Const::Float(*f)),
        ExprKind::SymbolAddress(s, o) => Some(Const::Address(*s, *o)),
        _ => None,
    }
}

fn literal(value: Const, ty: Ty, pos: Pos) -> Expr {
    let kind = match value {
        Const::Int(v) => ExprKind::Int(v),
        Const::Float(f) => ExprKind::Float(f),
        Const::Address(s, o) => ExprKind::SymbolAddress(s, o),
    };
    Expr { kind, ty, pos }
}

/// `expr` in another type.
pub(super) fn converted(expr: Expr, to: Ty) -> Expr {
    if expr.ty == to {
        return expr;
    }
    if let Some(value) = constant(&expr).and_then(|c| constant::convert(c, expr.ty, to)) {
        return literal(value, to, expr.pos);
    }
    let pos = expr.pos;
    Expr { kind: ExprKind::Convert(Box::new(expr)), ty: to, pos }
}

/// `left op right` in the operands' type; comparisons give I32. Constants are folded where that is defined.
pub(super) fn binary(op: Binary, left: Expr, right: Expr, pos: Pos) -> Expr {
    use Binary::{Eq, Ge, Gt, Le, Lt, Ne};
    let operand_ty = left.ty;
    let ty = if matches!(op, Eq | Ne | Lt | Le | Gt | Ge) { Ty::I32 } else { operand_ty };
    let folded = match (constant(&left), constant(&right)) {
        (Some(Const::Int(a)), Some(Const::Int(b))) => constant::integer(op, operand_ty, a, b).map(|r| Const::Int(r.0)),
        (Some(Const::Float(a)), Some(Const::Float(b))) => constant::floating(op, operand_ty, a, b),
        (Some(Const::Address(s, o)), Some(Const::Int(n))) => match op {
            Binary::Add => Some(Const::Address(s, o.wrapping_add(n as i32))),
            Binary::Sub => Some(Const::Address(s, o.wrapping_sub(n as i32))),
            _ => None,
        },
        (Some(Const::Int(n)), Some(Const::Address(s, o))) if op == Binary::Add => {
            Some(Const::Address(s, o.wrapping_add(n as i32)))
        }
        (Some(Const::Address(s, o)), Some(Const::Address(t, p))) if s == t => match op {
            Binary::Sub => Some(Const::Int(i64::from(o.wrapping_sub(p)))),
            Binary::Eq => Some(Const::Int(i64::from(o == p))),
            Binary::Ne => Some(Const::Int(i64::from(o != p))),
            _ => None,
        },
        _ => None,
    };
    match folded {
        Some(value) => literal(value, ty, pos),
        None => Expr { kind: ExprKind::Binary(op, Box::new(left), Box::new(right)), ty, pos },
    }
}

/// `address + bytes`, for a constant number of bytes.
pub(super) fn offset(address: Expr, bytes: i32) -> Expr {
    let pos = address.pos;
    if bytes == 0 {
        return address;
    }
    if let ExprKind::Binary(Binary::Add, base, old) = &address.kind
        && let ExprKind::Int(old) = old.kind
    {
        let sum = (old as i32).wrapping_add(bytes);
        return binary(Binary::Add, (**base).clone(), int(Ty::U32, i64::from(sum), pos), pos);
    }
    binary(Binary::Add, address, int(Ty::U32, i64::from(bytes), pos), pos)
}

/// `e != 0` as a decided truth, if it can be decided now.
pub(super) fn truth(expr: &Expr) -> Option<bool> {
    match constant(expr)? {
        Const::Int(v) => Some(v != 0),
        Const::Float(f) => Some(f64::from_bits(f) != 0.0),
        Const::Address(..) => Some(true),
    }
}

/// Comma of two expressions.
pub(super) fn comma(first: Expr, then: Expr) -> Expr {
    let (ty, pos) = (then.ty, then.pos);
    let mut list = match first.kind {
        ExprKind::Comma(list) => list,
        kind => vec![Expr { kind, ..first }],
    };
    list.push(then);
    Expr { kind: ExprKind::Comma(list), ty, pos }
}

impl Checker<'_> {
    /// The place of a type at an address.
    pub(super) fn memory(&self, address: Expr, ty: QType) -> Place {
        self.memory_at(address, 0, ty)
    }

    fn memory_at(&self, address: Expr, offset: i32, ty: QType) -> Place {
        let (address, offset) = match address.kind {
            ExprKind::Binary(Binary::Add, base, by) if matches!(by.kind, ExprKind::Int(_)) => {
                let by = if let ExprKind::Int(v) = by.kind { v as i32 } else { 0 };
                (*base, offset.wrapping_add(by))
            }
            ExprKind::SymbolAddress(s, o) => {
                let kind = ExprKind::SymbolAddress(s, 0);
                (Expr { kind, ..address }, offset.wrapping_add(o))
            }
            kind => (Expr { kind, ..address }, offset),
        };
        Place::Memory {
            address: Box::new(address),
            offset,
            ty: self.types.ty(ty.id),
            is_volatile: ty.has(qualifier::VOLATILE),
            is_atomic: ty.has(qualifier::ATOMIC),
        }
    }

    /// The place of a symbol.
    pub(super) fn symbol_place(&self, id: SymbolId, ty: QType, at: At) -> Place {
        let pos = self.pos(at);
        self.memory(Expr { kind: ExprKind::SymbolAddress(id, 0), ty: Ty::U32, pos }, ty)
    }

    /// The address of a place; a local whose address is taken lives in memory.
    pub(super) fn address(&mut self, place: Place, pos: Pos) -> Expr {
        match place {
            Place::Memory { address, offset: by, .. } | Place::BitField { address, offset: by, .. } => {
                offset(*address, by)
            }
            Place::Local(id) => {
                if let Some(local) = self.function.as_mut().and_then(|f| f.locals.get_mut(id.0 as usize)) {
                    local.in_memory = true;
                }
                Expr { kind: ExprKind::AddressOf(Place::Local(id)), ty: Ty::U32, pos }
            }
        }
    }

    /// The place of a part of a place.
    pub(super) fn part(&mut self, whole: Place, by: u32, ty: QType, bits: Option<Bits>, pos: Pos) -> Place {
        let (address, base) = match whole {
            Place::Memory { address, offset, .. } => (*address, offset),
            other => (self.address(other, pos), 0),
        };
        let offset = base.wrapping_add(by as i32);
        match bits {
            None => self.memory_at(address, offset, ty),
            Some(bits) => Place::BitField {
                address: Box::new(address),
                offset,
                ty: self.types.ty(ty.id),
                unit: unit_ty(bits.unit_bytes),
                shift: bits.shift,
                width: bits.width,
            },
        }
    }

    /// The value in a local.
    pub(super) fn read_local(&self, id: LocalId, ty: TypeId, pos: Pos) -> Expr {
        Expr { kind: ExprKind::Read(Place::Local(id)), ty: self.types.ty(ty), pos }
    }
}

/// `place = value`.
pub(super) fn write(place: Place, value: Expr, pos: Pos) -> Expr {
    let ty = value.ty;
    Expr { kind: ExprKind::Write(place, Box::new(value)), ty, pos }
}

fn unit_ty(bytes: u32) -> Ty {
    match bytes {
        1 => Ty::U8,
        2 => Ty::U16,
        4 => Ty::U32,
        _ => Ty::U64,
    }
}
