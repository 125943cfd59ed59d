//! Expressions: names, members, indexing, casts, `sizeof`, literals (C11 6.5.1 to 6.5.4).

use super::convert::{Operand, OperandKind, Value};
use super::{Checker, Entity, emit};
use crate::cc::source::At;
use crate::cc::syntax::{Designator, Expr, ExprKind, InitItem, TypeName, qualifier};
use crate::cc::token::{Atom, Kind, word};
use crate::cc::tree::{self, Binary, Place, Ty};
use crate::cc::types::{self, PORTABLE, QType, Type, TypeId};
use std::rc::Rc;

impl Checker<'_> {
    /// Checks an expression.
    pub(super) fn expr(&mut self, expr: &Expr) -> Operand {
        let at = expr.at;
        match &expr.kind {
            ExprKind::Int(value, basic) => {
                let ty = TypeId::basic(*basic);
                let number = emit::int(self.types.ty(ty), *value as i64, self.pos(at));
                Value::new(ty, number, at).operand()
            }
            ExprKind::Float(bits, basic) => {
                let ty = TypeId::basic(*basic);
                let number =
                    tree::Expr { kind: tree::ExprKind::Float(*bits), ty: self.types.ty(ty), pos: self.pos(at) };
                Value::new(ty, number, at).operand()
            }
            ExprKind::String(bytes) => self.string(bytes, at),
            ExprKind::Name(name) => self.named(*name, at),
            ExprKind::Paren(inner) => self.expr(inner),
            ExprKind::Generic(control, arms) => self.generic(control, arms, at),
            ExprKind::CompoundLiteral(name, items) => self.compound_literal(name, items, at),
            ExprKind::Index(array, index) => self.index(array, index, at),
            ExprKind::Call(callee, arguments) => self.call(callee, arguments, at),
            ExprKind::Member(base, name, name_at, is_arrow) => self.member(base, *name, *name_at, *is_arrow),
            ExprKind::Step { operand, is_prefix, is_increment } => self.step(operand, *is_prefix, *is_increment, at),
            ExprKind::Unary(operator, operand) => self.unary(*operator, operand, at),
            ExprKind::Cast(name, operand) => self.cast(name, operand, at),
            ExprKind::SizeofExpr(operand) => {
                let ty = self.unevaluated(|c| c.expr(operand)).ty;
                self.size_of(ty, at)
            }
            ExprKind::SizeofType(name) => {
                let ty = self.type_name(name);
                self.size_of(ty, at)
            }
            ExprKind::AlignofExpr(operand) => {
                let ty = self.unevaluated(|c| c.expr(operand)).ty;
                self.align_of(ty, at)
            }
            ExprKind::AlignofType(name) => {
                let ty = self.type_name(name);
                self.align_of(ty, at)
            }
            ExprKind::Binary(Kind::AndAnd | Kind::OrOr, left, right) => self.logical(expr, left, right),
            ExprKind::Binary(operator, left, right) => self.binary(*operator, left, right, at),
            ExprKind::Assign(operator, left, right) => self.assignment(*operator, left, right, at),
            ExprKind::Conditional(test, yes, no) => self.conditional(test, yes.as_deref(), no, at),
            ExprKind::Comma(left, right) => self.comma(left, right, at),
            ExprKind::VaArg(list, name) => self.va_arg(list, name, at),
            ExprKind::Offsetof(name, path) => self.offset_of(name, path, at),
            ExprKind::TypesCompatible(a, b) => {
                let (a, b) = (self.type_name(a), self.type_name(b));
                let same = self.types.compatible(a.id, b.id);
                self.int_value(i64::from(same), at)
            }
            ExprKind::Statements => {
                self.error_help(at, "statement expressions `({ … })` are not supported", "write a function instead");
                self.wrong(at)
            }
        }
    }

    /// Checks an expression and reads its value.
    pub(super) fn value(&mut self, expr: &Expr) -> Value {
        let operand = self.expr(expr);
        self.rvalue(operand)
    }

    /// An `int`.
    pub(super) fn int_value(&self, value: i64, at: At) -> Operand {
        Value::new(types::INT, emit::int(Ty::I32, value, self.pos(at)), at).operand()
    }

    fn string(&mut self, bytes: &Rc<[u8]>, at: At) -> Operand {
        let count = bytes.len() as u32 + 1;
        let ty = self.types.intern(Type::Array(types::CHAR.plain(), Some(count))).plain();
        let symbol = self.string_object(bytes);
        let place = self.symbol_place(symbol, ty, at);
        Operand { ty, kind: OperandKind::Place(place), at }
    }

    fn named(&mut self, name: Atom, at: At) -> Operand {
        let Some(named) = self.lookup(name) else { return self.unknown_name(name, at) };
        let pos = self.pos(at);
        match named.entity {
            Entity::Typedef(_) => {
                let title = format!("`{}` is a type, not a value", self.text(name));
                self.error(at, title);
                self.wrong(at)
            }
            Entity::Constant(value, ty) => {
                let back = self.types.ty(ty);
                Value::new(ty, emit::int(back, value, pos), at).operand()
            }
            Entity::Local(id, ty) => {
                let place = if matches!(self.types.get(ty.id), Type::Vla(..)) {
                    let address = tree::Expr { kind: tree::ExprKind::Read(Place::Local(id)), ty: Ty::U32, pos };
                    self.memory(address, ty)
                } else if ty.has(qualifier::ATOMIC) {
                    let address = self.address(Place::Local(id), pos);
                    self.memory(address, ty)
                } else {
                    Place::Local(id)
                };
                Operand { ty, kind: OperandKind::Place(place), at }
            }
            Entity::Symbol(id, ty) if self.types.function(ty.id).is_some() => {
                Operand { ty, kind: OperandKind::Function(id), at }
            }
            Entity::Symbol(id, ty) => {
                let place = self.symbol_place(id, ty, at);
                Operand { ty, kind: OperandKind::Place(place), at }
            }
        }
    }

    fn unknown_name(&mut self, name: Atom, at: At) -> Operand {
        if matches!(name, word::FUNC | word::FUNC1 | word::FUNC2)
            && let Some(function) = &self.function
        {
            let text: Rc<[u8]> = self.cx.text(function.name).as_bytes().into();
            let operand = self.string(&text, at);
            return Operand { ty: operand.ty.with(qualifier::CONST), ..operand };
        }
        let text = self.text(name);
        let help = self.help_for_unknown(&text);
        self.error_help(at, format!("`{text}` is not declared"), help);
        // Once is enough: later uses in this scope agree with everything.
        self.introduce(name, at, Entity::Constant(0, TypeId::ERROR));
        self.wrong(at)
    }

    fn index(&mut self, array: &Expr, index: &Expr, at: At) -> Operand {
        let operand = self.expr(array);
        let length = match self.types.get(operand.ty.id) {
            Type::Array(_, count) => *count,
            _ => None,
        };
        let base = self.rvalue(operand);
        let index = self.value(index);
        if base.ty == TypeId::ERROR || index.ty == TypeId::ERROR {
            return self.wrong(at);
        }
        let is_pointer = |c: &Self, v: &Value| c.types.pointee(v.ty).is_some();
        let (base, index) = if is_pointer(self, &base) { (base, index) } else { (index, base) };
        if !is_pointer(self, &base) || !self.types.is_integer(index.ty) {
            let what = if is_pointer(self, &base) { index.ty } else { base.ty };
            let title = if is_pointer(self, &base) {
                format!("an index must be an integer, not a `{}`", self.name(what.plain()))
            } else {
                format!("a `{}` cannot be indexed: it is neither array nor pointer", self.name(what.plain()))
            };
            self.error(at, title);
            return self.wrong(at);
        }
        if let Some(length) = length {
            self.check_index(&index, length);
        }
        let pointer = self.add_to_pointer(base, index, Binary::Add, at);
        self.pointed(pointer, at)
    }

    /// The place a pointer points to.
    pub(super) fn pointed(&mut self, pointer: Value, at: At) -> Operand {
        let Some(to) = self.types.pointee(pointer.ty) else {
            if pointer.ty != TypeId::ERROR {
                let title = format!("`*` needs a pointer, not a `{}`", self.name(pointer.ty.plain()));
                self.error(at, title);
            }
            return self.wrong(at);
        };
        if self.types.record(to.id).is_some_and(|r| r.members.is_none()) {
            self.incomplete(to, at);
            return self.wrong(at);
        }
        let place = self.memory(pointer.expr, to);
        Operand { ty: to, kind: OperandKind::Place(place), at }
    }

    /// Reports the use of a type that is only declared.
    pub(super) fn incomplete(&mut self, ty: QType, at: At) {
        let tag = self.types.record(ty.id).and_then(|r| r.tag);
        let help = tag.map_or_else(String::new, |t| self.help_for_tag(t));
        let name = self.name(QType { quals: 0, ..ty });
        self.error_help(
            at,
            format!("`{name}` is declared but not defined here, so its size and members are unknown"),
            help,
        );
    }

    fn member(&mut self, base: &Expr, name: Atom, at: At, is_arrow: bool) -> Operand {
        let mut operand = self.expr(base);
        if operand.ty.id == TypeId::ERROR {
            return self.wrong(at);
        }
        let points_to_record = self.types.pointee(operand.ty.id).is_some_and(|t| self.types.record(t.id).is_some());
        if is_arrow && self.types.record(operand.ty.id).is_some() {
            let title =
                format!("`->` needs a pointer, but this is a `{}`", self.name(QType { quals: 0, ..operand.ty }));
            self.error_help(at, title, format!("write `.{}`", self.cx.text(name)));
        } else if !is_arrow && points_to_record {
            let title = format!(
                "`.` needs a struct, but this is the pointer `{}`",
                self.name(QType { quals: 0, ..operand.ty })
            );
            self.error_help(at, title, format!("write `->{}`", self.cx.text(name)));
            let pointer = self.rvalue(operand);
            operand = self.pointed(pointer, at);
        } else if is_arrow {
            let pointer = self.rvalue(operand);
            operand = self.pointed(pointer, at);
        }
        self.member_of(operand, name, at)
    }

    fn member_of(&mut self, operand: Operand, name: Atom, at: At) -> Operand {
        let ty = operand.ty;
        if ty.id == TypeId::ERROR {
            return self.wrong(at);
        }
        if self.types.record(ty.id).is_none() {
            let title = format!("a `{}` has no members", self.name(QType { quals: 0, ..ty }));
            self.error(at, title);
            return self.wrong(at);
        }
        let Some(found) = self.find_member(ty.id, name) else {
            self.no_member(ty, name, at);
            return self.wrong(at);
        };
        let pos = self.pos(at);
        let whole = match operand.kind {
            OperandKind::Place(place) => place,
            OperandKind::Value(value) => self.spilled(value, ty, at),
            OperandKind::Function(_) => return self.wrong(at),
        };
        let inherited = ty.quals & (qualifier::CONST | qualifier::VOLATILE);
        let member_ty = found.member.ty.with(inherited);
        let place = self.part(whole, found.offset, member_ty, found.member.bits, pos);
        Operand { ty: member_ty, kind: OperandKind::Place(place), at }
    }

    /// A record value, such as a call's result, put in a temporary so that it has a place.
    fn spilled(&mut self, value: tree::Expr, ty: QType, at: At) -> Place {
        let pos = value.pos;
        if self.function.is_none() {
            self.error(at, "this is not a constant");
        }
        let local = self.add_local(None, ty, 1, at);
        let store = emit::write(Place::Local(local), value, pos);
        let address = self.address(Place::Local(local), pos);
        let address = emit::comma(store, address);
        self.memory(address, ty)
    }

    fn cast(&mut self, name: &TypeName, operand: &Expr, at: At) -> Operand {
        let target = self.type_name(name);
        let value = self.value(operand);
        if value.ty == TypeId::ERROR || target.id == TypeId::ERROR {
            return self.wrong(at);
        }
        let (pos, id) = (self.pos(at), target.id);
        if id == types::VOID {
            let expr = tree::Expr { kind: tree::ExprKind::Convert(Box::new(value.expr)), ty: Ty::Void, pos };
            return Value::new(id, expr, at).operand();
        }
        if !self.require_value(&value) {
            return self.wrong(at);
        }
        if !self.types.is_scalar(id) && self.types.compatible(id, value.ty) {
            return Value::new(id, value.expr, at).operand();
        }
        let float_pointer = |c: &Self, a: TypeId, b: TypeId| c.types.is_float(a) && c.types.pointee(b).is_some();
        let is_impossible = float_pointer(self, id, value.ty) || float_pointer(self, value.ty, id);
        if !self.types.is_scalar(id) || !self.types.is_scalar(value.ty) || is_impossible {
            let title = format!("a `{}` cannot be cast to `{}`", self.name(value.ty.plain()), self.name(target));
            self.error(at, title);
            return self.wrong(at);
        }
        self.warn_pointer_cast(&value, id, at);
        let is_portable = target.has(PORTABLE);
        let value = self.cast_to(value, id);
        Value { is_portable, at, ..value }.operand()
    }

    fn warn_pointer_cast(&mut self, value: &Value, to: TypeId, at: At) {
        let size = |c: &Self, t: TypeId| c.types.size(t).unwrap_or(4);
        let narrows = self.types.pointee(value.ty).is_some()
            && self.types.is_integer(to)
            && size(self, to) < 4
            && self.types.ty(to) != Ty::Bool;
        if narrows {
            let title = format!("a `{}` is too small for an address", self.name(to.plain()));
            self.warn(at, title, "use `uintptr_t`, or `*` to read what the pointer points to");
        }
    }

    fn size_of(&mut self, ty: QType, at: At) -> Operand {
        if ty.id == TypeId::ERROR {
            return self.wrong(at);
        }
        let is_vla = matches!(self.types.get(ty.id), Type::Vla(..));
        let is_function = self.types.function(ty.id).is_some();
        // GNU C: `sizeof (void)` and of a function are 1.
        if ty.id == types::VOID || is_function {
            let one = emit::int(Ty::U32, 1, self.pos(at));
            return Value { ty: types::UINT, is_portable: true, expr: one, at }.operand();
        }
        if !is_vla && self.types.size(ty.id).is_none() {
            if self.types.record(ty.id).is_some() {
                self.incomplete(ty, at);
            } else {
                let title = format!("the size of `{}` is not known here", self.name(ty));
                self.error(at, title);
            }
            return self.wrong(at);
        }
        let expr = self.size_expr(ty.id, at);
        Value { ty: types::UINT, is_portable: true, expr, at }.operand()
    }

    fn align_of(&mut self, ty: QType, at: At) -> Operand {
        let align = emit::int(Ty::U32, i64::from(self.types.align(ty.id)), self.pos(at));
        Value { ty: types::UINT, is_portable: true, expr: align, at }.operand()
    }

    fn comma(&mut self, left: &Expr, right: &Expr, at: At) -> Operand {
        let first = self.value(left);
        let then = self.value(right);
        if then.ty == TypeId::ERROR {
            return self.wrong(at);
        }
        let Value { ty, is_portable, expr, .. } = then;
        Value { ty, is_portable, expr: emit::comma(first.expr, expr), at }.operand()
    }

    /// `_Generic`: the arm whose type is compatible with the control's value (6.5.1.1).
    fn generic(&mut self, control: &Expr, arms: &[(Option<TypeName>, Expr)], at: At) -> Operand {
        let control = self.unevaluated(|c| c.value(control));
        let mut chosen = None;
        for (name, expr) in arms {
            match name {
                None => chosen = chosen.or(Some(expr)),
                Some(name) => {
                    let ty = self.type_name(name);
                    let is_plain =
                        ty.quals & !PORTABLE & !qualifier::ATOMIC == 0 || self.types.pointee(ty.id).is_some();
                    if is_plain && ty.id != TypeId::ERROR && self.types.compatible(ty.id, control.ty) {
                        return self.expr(expr);
                    }
                }
            }
        }
        if control.ty == TypeId::ERROR {
            return self.wrong(at);
        }
        match chosen {
            Some(expr) => self.expr(expr),
            None => {
                let title = format!("no choice of this `_Generic` is for `{}`", self.name(control.ty.plain()));
                self.error_help(at, title, "add one, or `default:`");
                self.wrong(at)
            }
        }
    }

    /// `( type ) { … }`: an unnamed object (6.5.2.5).
    fn compound_literal(&mut self, name: &TypeName, items: &[InitItem], at: At) -> Operand {
        let ty = self.type_name(name);
        if ty.id == TypeId::ERROR {
            return self.wrong(at);
        }
        if self.function.is_none() {
            let label = format!(".literal.{}", self.next_serial()).into();
            let symbol = self.private_object(label, ty, at);
            let ty = self.static_list(symbol, ty, items, at);
            let place = self.symbol_place(symbol, ty, at);
            return Operand { ty, kind: OperandKind::Place(place), at };
        }
        let local = self.add_local(None, ty, 1, at);
        let (ty, stores) = self.local_list(local, ty, items, at);
        let pos = self.pos(at);
        let address = self.address(Place::Local(local), pos);
        let address = sequence(stores, address);
        let place = self.memory(address, ty);
        Operand { ty, kind: OperandKind::Place(place), at }
    }

    /// `__builtin_offsetof`
    fn offset_of(&mut self, name: &TypeName, path: &[Designator], at: At) -> Operand {
        let mut ty = self.type_name(name);
        let mut offset = emit::int(Ty::U32, 0, self.pos(at));
        for step in path {
            if ty.id == TypeId::ERROR {
                return self.wrong(at);
            }
            match step {
                Designator::Member(member, member_at) => {
                    let Some(found) = self.find_member(ty.id, *member) else {
                        self.no_member(ty, *member, *member_at);
                        return self.wrong(at);
                    };
                    offset = emit::offset(offset, found.offset as i32);
                    ty = found.member.ty;
                }
                Designator::Index(index) | Designator::Range(index, _) => {
                    let Some(element) = self.types.element(ty.id) else {
                        self.error(index.at, "only an array can be indexed");
                        return self.wrong(at);
                    };
                    let index = self.value(index);
                    let pos = offset.pos;
                    let size = emit::int(Ty::U32, i64::from(self.types.size(element.id).unwrap_or(0)), pos);
                    let scaled = emit::binary(Binary::Mul, emit::converted(index.expr, Ty::U32), size, pos);
                    offset = emit::binary(Binary::Add, offset, scaled, pos);
                    ty = element;
                }
            }
        }
        Value { ty: types::UINT, is_portable: true, expr: offset, at }.operand()
    }
}

/// Evaluates `first` in order, then yields `last`.
fn sequence(mut first: Vec<tree::Expr>, last: tree::Expr) -> tree::Expr {
    if first.is_empty() {
        return last;
    }
    let (ty, pos) = (last.ty, last.pos);
    first.push(last);
    tree::Expr { kind: tree::ExprKind::Comma(first), ty, pos }
}
