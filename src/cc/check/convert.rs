//! Values and places, and the implicit conversions between types (C11 6.3).

use super::{Checker, emit};
use crate::cc::constant::{self, Const};
use crate::cc::source::At;
use crate::cc::syntax::{Basic, qualifier};
use crate::cc::tree::{Expr, ExprKind, Place, SymbolId, Ty};
use crate::cc::types::{self, PORTABLE, QType, Type, TypeId};

/// A checked operand: a value, something that has a place, or a function.
#[derive(Debug)]
pub(super) struct Operand {
    /// Its type; for places with qualifiers.
    pub ty: QType,
    /// What it is.
    pub kind: OperandKind,
    /// Its main token.
    pub at: At,
}

#[derive(Debug)]
pub(super) enum OperandKind {
    Value(Expr),
    Place(Place),
    Function(SymbolId),
}

/// A value: arrays and functions have become pointers, places have been read.
#[derive(Debug)]
pub(super) struct Value {
    /// Without qualifiers.
    pub ty: TypeId,
    /// Computed from a library typedef; see [`PORTABLE`].
    pub is_portable: bool,
    /// How it is computed.
    pub expr: Expr,
    /// Its main token.
    pub at: At,
}

/// For what a value is converted, for messages.
#[derive(Clone, Debug)]
pub(super) enum Purpose {
    Initialise,
    Assign,
    Return,
    /// Number from 1, and the function's name if it has one.
    Argument(usize, String),
}

impl Value {
    /// A value of a type.
    pub(super) fn new(ty: TypeId, expr: Expr, at: At) -> Value {
        Value { ty, is_portable: false, expr, at }
    }

    /// As an operand again.
    pub(super) fn operand(self) -> Operand {
        let quals = if self.is_portable { PORTABLE } else { 0 };
        Operand { ty: QType { id: self.ty, quals }, kind: OperandKind::Value(self.expr), at: self.at }
    }
}

impl Checker<'_> {
    /// The operand that stands for something wrong.
    pub(super) fn wrong(&self, at: At) -> Operand {
        Operand { ty: QType::ERROR, kind: OperandKind::Value(emit::int(Ty::I32, 0, self.pos(at))), at }
    }

    /// Reads a place, turns arrays and functions into pointers (6.3.2.1).
    pub(super) fn rvalue(&mut self, operand: Operand) -> Value {
        let Operand { ty, kind, at } = operand;
        let pos = self.pos(at);
        let is_portable = ty.has(PORTABLE);
        match kind {
            OperandKind::Value(expr) => Value { ty: ty.id, is_portable, expr, at },
            OperandKind::Function(symbol) => {
                let expr = Expr { kind: ExprKind::SymbolAddress(symbol, 0), ty: Ty::U32, pos };
                Value::new(self.types.pointer_to(ty), expr, at)
            }
            OperandKind::Place(place) => {
                if let Some(element) = self.types.element(ty.id) {
                    let expr = self.address(place, pos);
                    let element = element.with(ty.quals & (qualifier::CONST | qualifier::VOLATILE));
                    return Value::new(self.types.pointer_to(element), expr, at);
                }
                if self.types.function(ty.id).is_some() {
                    let expr = self.address(place, pos);
                    return Value::new(self.types.pointer_to(ty), expr, at);
                }
                let small = match place {
                    Place::BitField { width, .. } => width < 32 || (width == 32 && self.types.is_signed(ty.id)),
                    _ => false,
                };
                let back = self.types.ty(ty.id);
                let expr = Expr { kind: ExprKind::Read(place), ty: back, pos };
                if small && self.types.is_integer(ty.id) {
                    return Value::new(types::INT, emit::converted(expr, Ty::I32), at);
                }
                Value { ty: ty.id, is_portable, expr, at }
            }
        }
    }

    /// Integer promotion.
    pub(super) fn promote(&mut self, value: Value) -> Value {
        let ty = self.types.promoted(value.ty);
        let expr = emit::converted(value.expr, self.types.ty(ty));
        Value { ty, expr, ..value }
    }

    /// A value in another type, without asking whether C allows it.
    pub(super) fn cast_to(&mut self, value: Value, ty: TypeId) -> Value {
        let expr = emit::converted(value.expr, self.types.ty(ty));
        Value { ty, expr, ..value }
    }

    /// Whether a value is a null pointer constant.
    pub(super) fn is_null(&self, value: &Value) -> bool {
        let is_zero = matches!(value.expr.kind, ExprKind::Int(0));
        let is_void = self.types.pointee(value.ty).is_some_and(|t| t.id == types::VOID);
        is_zero && (is_void || self.types.is_integer(value.ty))
    }

    /// Whether a value is there at all.
    pub(super) fn require_value(&mut self, value: &Value) -> bool {
        if value.ty == types::VOID {
            self.error(value.at, "this has no value: its type is `void`");
            return false;
        }
        true
    }

    /// Converts as if by assignment (6.5.16.1), with messages about what does not fit.
    pub(super) fn assign(&mut self, value: Value, target: QType, purpose: &Purpose) -> Expr {
        let back = self.types.ty(target.id);
        if value.ty == TypeId::ERROR || target.id == TypeId::ERROR {
            return emit::converted(emit::int(Ty::I32, 0, value.expr.pos), scalar(back));
        }
        if !self.require_value(&value) {
            return emit::int(Ty::I32, 0, value.expr.pos);
        }
        let types = &self.types;
        let (from_number, to_number) = (types.is_arithmetic(value.ty), types.is_arithmetic(target.id));
        match (types.pointee(value.ty), types.pointee(target.id)) {
            (None, None) if from_number && to_number => self.warn_range(&value, target.id),
            (Some(from), Some(to)) => self.check_pointers(&value, from, to, target, purpose),
            (Some(_), None) if types.basic(target.id) == Some(Basic::Bool) => {}
            (Some(_), None) if types.is_integer(target.id) => {
                let is_string = self.types.size(target.id) == Some(1)
                    && self.cx.sources.rest_of_line(value.at.loc).starts_with('"');
                let help = if is_string {
                    "one character is written in single quotes: `'x'`"
                } else {
                    "a pointer is an address; is a `*` missing to read what it points to?"
                };
                self.mismatch(&value, target, purpose, false, help);
            }
            (None, Some(_)) if types.is_integer(value.ty) => {
                if !self.is_null(&value) {
                    let help = match value.expr.kind {
                        ExprKind::Read(_) => "is a `&` missing, to pass the address?",
                        _ => "",
                    };
                    self.mismatch(&value, target, purpose, false, help);
                }
            }
            _ if self.types.record(value.ty).is_some() && self.types.compatible(value.ty, target.id) => {
                return value.expr;
            }
            _ => {
                self.mismatch(&value, target, purpose, true, "");
                return emit::converted(emit::int(Ty::I32, 0, value.expr.pos), scalar(back));
            }
        }
        emit::converted(value.expr, back)
    }

    fn mismatch(&mut self, value: &Value, target: QType, purpose: &Purpose, is_error: bool, help: &str) {
        let from = self.name(value.ty.plain());
        let to = self.name(QType { quals: 0, ..target });
        let title = match purpose {
            Purpose::Initialise => format!("a `{to}` is initialised with a `{from}`"),
            Purpose::Assign => format!("a `{from}` is assigned to a `{to}`"),
            Purpose::Return => format!("a `{from}` is returned where the function promises a `{to}`"),
            Purpose::Argument(n, name) => {
                let of = if name.is_empty() { String::new() } else { format!(" of `{name}`") };
                format!("argument {n}{of} is a `{from}`, but a `{to}` is expected")
            }
        };
        if is_error {
            self.error_help(value.at, title, help);
        } else {
            self.warn(value.at, title, help);
        }
    }

    fn check_pointers(&mut self, value: &Value, from: QType, to: QType, target: QType, purpose: &Purpose) {
        let either_void = from.id == types::VOID || to.id == types::VOID;
        if self.is_null(value) {
            return;
        }
        if !either_void && !self.types.compatible(from.id, to.id) && !self.differ_in_sign_only(from.id, to.id) {
            let help = if self.types.element(to.id).is_some_and(|e| self.types.compatible(e.id, from.id)) {
                "is a `&` missing?"
            } else {
                ""
            };
            self.mismatch(value, target, purpose, false, help);
            return;
        }
        let lost = from.quals & !to.quals & (qualifier::CONST | qualifier::VOLATILE);
        if lost != 0 && self.types.function(to.id).is_none() {
            let word = if lost & qualifier::CONST != 0 { "const" } else { "volatile" };
            let (from, to) = (self.name(value.ty.plain()), self.name(QType { quals: 0, ..target }));
            let title = format!("`{word}` is lost when a `{from}` becomes a `{to}`");
            let help = if word == "const" { "what it points to must not be changed" } else { "" };
            self.warn(value.at, title, help);
        }
    }

    /// `char *` and `unsigned char *`, `int *` and `unsigned *`: accepted silently, as gcc does by default.
    fn differ_in_sign_only(&self, a: TypeId, b: TypeId) -> bool {
        let integers = self.types.is_integer(a) && self.types.is_integer(b);
        let is_bool = |t| self.types.basic(t) == Some(Basic::Bool);
        let same_size = self.types.size(a) == self.types.size(b);
        let same_kind = self.types.is_portable_pair(a, b);
        integers && same_size && !is_bool(a) && !is_bool(b) && same_kind
    }

    /// Warns when an integer constant cannot be kept by an integer type of its width in either sign.
    pub(super) fn warn_range(&mut self, value: &Value, target: TypeId) {
        let Some(Const::Int(v)) = emit::constant(&value.expr) else { return };
        let back = self.types.ty(target);
        if !self.types.is_integer(target) || back == Ty::Bool || constant::bits(back) == 64 {
            return;
        }
        let width = constant::bits(back);
        let both_signed = self.types.is_signed(value.ty) && self.types.is_signed(target);
        let high = if both_signed { 1_i64 << (width - 1) } else { 1_i64 << width };
        if v >= high || v < -(1_i64 << (width - 1)) {
            let becomes = constant::wrap(back, v);
            let title = format!("{v} does not fit in a `{}`: it becomes {becomes}", self.name(target.plain()));
            self.warn(value.at, title, "");
        }
    }

    /// The default argument promotions (6.5.2.2).
    pub(super) fn default_promote(&mut self, value: Value) -> Value {
        if self.types.ty(value.ty) == Ty::F32 {
            return self.cast_to(value, types::DOUBLE);
        }
        if self.types.is_integer(value.ty) { self.promote(value) } else { value }
    }

    /// A pointer to the type, or what an array or function parameter is adjusted to (6.7.6.3).
    pub(super) fn adjusted(&mut self, ty: QType) -> QType {
        match self.types.get(ty.id).clone() {
            Type::Array(of, _) | Type::Vla(of, _) => {
                let of = of.with(ty.quals & qualifier::CONST);
                self.types.pointer_to(of).plain()
            }
            Type::Function(_) => self.types.pointer_to(ty).plain(),
            _ => ty,
        }
    }
}

/// A scalar to stand for a wrong value of any type.
fn scalar(ty: Ty) -> Ty {
    match ty {
        Ty::Record { .. } | Ty::Void => Ty::I32,
        other => other,
    }
}
