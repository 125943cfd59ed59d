//! Operators: arithmetic, comparison, logic, assignment, `?:` (C11 6.5.3, 6.5.5 to 6.5.16).

use super::convert::{Operand, OperandKind, Purpose, Value};
use super::{Checker, emit};
use crate::cc::constant::{self, Const};
use crate::cc::source::At;
use crate::cc::syntax;
use crate::cc::token::Kind;
use crate::cc::tree::{Binary, Expr, ExprKind, Place, Ty};
use crate::cc::types::{self, PORTABLE, QType, Type, TypeId};

/// The tree's name for an operator.
fn operation(operator: Kind) -> Binary {
    match operator {
        Kind::Plus => Binary::Add,
        Kind::Minus => Binary::Sub,
        Kind::Star => Binary::Mul,
        Kind::Slash => Binary::Div,
        Kind::Percent => Binary::Rem,
        Kind::And => Binary::And,
        Kind::Or => Binary::Or,
        Kind::Caret => Binary::Xor,
        Kind::Shl => Binary::Shl,
        Kind::Shr => Binary::Shr,
        Kind::EqEq => Binary::Eq,
        Kind::NotEq => Binary::Ne,
        Kind::Lt => Binary::Lt,
        Kind::Le => Binary::Le,
        Kind::Gt => Binary::Gt,
        _ => Binary::Ge,
    }
}

fn is_comparison(operator: Kind) -> bool {
    matches!(operator, Kind::EqEq | Kind::NotEq | Kind::Lt | Kind::Le | Kind::Gt | Kind::Ge)
}

impl Checker<'_> {
    pub(super) fn unary(&mut self, operator: Kind, operand: &syntax::Expr, at: At) -> Operand {
        match operator {
            Kind::And => return self.address_of(operand, at),
            Kind::Star => {
                let inner = self.expr(operand);
                if let OperandKind::Function(_) = inner.kind {
                    return inner;
                }
                let pointer = self.rvalue(inner);
                return self.pointed(pointer, at);
            }
            Kind::Not => {
                let test = self.condition_value(operand);
                return self.logical_not(test, at);
            }
            _ => {}
        }
        let value = self.value(operand);
        if value.ty == TypeId::ERROR {
            return self.wrong(at);
        }
        let allowed =
            if operator == Kind::Tilde { self.types.is_integer(value.ty) } else { self.types.is_arithmetic(value.ty) };
        if !allowed {
            let title = format!("`{}` cannot be applied to a `{}`", operator.text(), self.name(value.ty.plain()));
            self.error(at, title);
            return self.wrong(at);
        }
        let value = self.promote(value);
        let (ty, pos) = (value.expr.ty, self.pos(at));
        let expr = match (operator, emit::constant(&value.expr)) {
            (Kind::Plus, _) => value.expr,
            (Kind::Minus, Some(Const::Int(v))) => emit::int(ty, v.wrapping_neg(), pos),
            (Kind::Minus, Some(Const::Float(f))) => {
                Expr { kind: ExprKind::Float((-f64::from_bits(f)).to_bits()), ty, pos }
            }
            (Kind::Minus, _) => Expr { kind: ExprKind::Negate(Box::new(value.expr)), ty, pos },
            (_, Some(Const::Int(v))) => emit::int(ty, !v, pos),
            _ => Expr { kind: ExprKind::BitNot(Box::new(value.expr)), ty, pos },
        };
        Value { expr, at, ..value }.operand()
    }

    fn logical_not(&mut self, test: Value, at: At) -> Operand {
        if test.ty == TypeId::ERROR {
            return self.wrong(at);
        }
        let pos = self.pos(at);
        let expr = match emit::truth(&test.expr) {
            Some(truth) => emit::int(Ty::I32, i64::from(!truth), pos),
            None => Expr { kind: ExprKind::LogicalNot(Box::new(test.expr)), ty: Ty::I32, pos },
        };
        Value::new(types::INT, expr, at).operand()
    }

    fn address_of(&mut self, operand: &syntax::Expr, at: At) -> Operand {
        let inner = self.expr(operand);
        if inner.ty.id == TypeId::ERROR {
            return self.wrong(at);
        }
        let pos = self.pos(at);
        let expr = match inner.kind {
            OperandKind::Function(symbol) => Expr { kind: ExprKind::SymbolAddress(symbol, 0), ty: Ty::U32, pos },
            OperandKind::Place(Place::BitField { .. }) => {
                self.error(at, "a bit-field has no address");
                return self.wrong(at);
            }
            OperandKind::Place(place) => self.address(place, pos),
            OperandKind::Value(_) => {
                let help = "only a variable, an element or a member has an address";
                self.error_help(at, "this value has no address", help);
                return self.wrong(at);
            }
        };
        let ty = self.types.pointer_to(inner.ty);
        Value::new(ty, expr, at).operand()
    }

    /// A two-operand operator other than `&&`, `||`, assignment and comma.
    pub(super) fn binary(&mut self, operator: Kind, left: &syntax::Expr, right: &syntax::Expr, at: At) -> Operand {
        let a = self.value(left);
        let b = self.value(right);
        if a.ty == TypeId::ERROR || b.ty == TypeId::ERROR {
            return self.wrong(at);
        }
        if is_comparison(operator) {
            self.warn_comparison(operator, left, right, &a, &b, at);
        }
        self.combine(operator, a, b, at)
    }

    fn combine(&mut self, operator: Kind, a: Value, b: Value, at: At) -> Operand {
        let pointers = (self.types.pointee(a.ty).is_some(), self.types.pointee(b.ty).is_some());
        let integers = (self.types.is_integer(a.ty), self.types.is_integer(b.ty));
        match (operator, pointers, integers) {
            (Kind::Plus, (true, false), (_, true)) => self.add_to_pointer(a, b, Binary::Add, at).operand(),
            (Kind::Plus, (false, true), (true, _)) => self.add_to_pointer(b, a, Binary::Add, at).operand(),
            (Kind::Minus, (true, false), (_, true)) => self.add_to_pointer(a, b, Binary::Sub, at).operand(),
            (Kind::Minus, (true, true), _) => self.pointer_difference(a, b, at),
            (op, (true, _) | (_, true), _) if is_comparison(op) => self.compare_pointers(op, a, b, at),
            (Kind::Shl | Kind::Shr, _, (true, true)) => self.shift(operator, a, b, at),
            (Kind::Percent | Kind::And | Kind::Or | Kind::Caret, _, (true, true)) => {
                self.arithmetic(operator, a, b, at)
            }
            (Kind::Percent | Kind::And | Kind::Or | Kind::Caret | Kind::Shl | Kind::Shr, ..) => {
                self.bad_operands(operator, &a, &b, at)
            }
            _ if self.types.is_arithmetic(a.ty) && self.types.is_arithmetic(b.ty) => {
                self.arithmetic(operator, a, b, at)
            }
            _ => self.bad_operands(operator, &a, &b, at),
        }
    }

    fn bad_operands(&mut self, operator: Kind, a: &Value, b: &Value, at: At) -> Operand {
        let (x, y) = (self.name(a.ty.plain()), self.name(b.ty.plain()));
        let title = format!("`{}` cannot be applied to a `{x}` and a `{y}`", operator.text());
        let is_text = |c: &Self, t| c.types.pointee(t).is_some_and(|p| p.id == types::CHAR);
        let both_text = is_text(self, a.ty) && is_text(self, b.ty);
        let help = match operator {
            Kind::Plus if both_text => "C does not join strings with `+`: use `strcat` or `snprintf` into an array",
            Kind::EqEq | Kind::NotEq if self.types.record(a.ty).is_some() => "compare the members one by one",
            _ => "",
        };
        self.error_help(at, title, help);
        self.wrong(at)
    }

    fn arithmetic(&mut self, operator: Kind, a: Value, b: Value, at: At) -> Operand {
        let ty = self.types.common(a.ty, b.ty);
        let is_portable = a.is_portable || b.is_portable;
        let back = self.types.ty(ty);
        let (left, right) = (emit::converted(a.expr, back), emit::converted(b.expr, back));
        let op = operation(operator);
        self.warn_constants(op, &left, &right, at);
        let pos = self.pos(at);
        let expr = emit::binary(op, left, right, pos);
        if is_comparison(operator) {
            return Value::new(types::INT, expr, at).operand();
        }
        Value { ty, is_portable, expr, at }.operand()
    }

    fn shift(&mut self, operator: Kind, a: Value, b: Value, at: At) -> Operand {
        let a = self.promote(a);
        let b = self.promote(b);
        let count = emit::converted(b.expr, Ty::I32);
        self.warn_shift(a.expr.ty, &count, at);
        let pos = self.pos(at);
        let expr = emit::binary(operation(operator), a.expr, count, pos);
        Value { expr, at, ..a }.operand()
    }

    /// `pointer ± integer`, scaled by the size of what it points to (6.5.6).
    pub(super) fn add_to_pointer(&mut self, pointer: Value, index: Value, op: Binary, at: At) -> Value {
        let pos = self.pos(at);
        let scaled = self.scaled(&pointer, index, at);
        let expr = match (op, emit::constant(&scaled)) {
            (Binary::Add, Some(Const::Int(n))) => emit::offset(pointer.expr, n as i32),
            (Binary::Sub, Some(Const::Int(n))) => emit::offset(pointer.expr, (n as i32).wrapping_neg()),
            _ => emit::binary(op, pointer.expr, scaled, pos),
        };
        Value::new(pointer.ty, expr, at)
    }

    /// `index * sizeof *pointer` as U32.
    fn scaled(&mut self, pointer: &Value, index: Value, at: At) -> Expr {
        let pos = self.pos(at);
        let to = self.types.pointee(pointer.ty).unwrap_or(QType::ERROR);
        let is_vla = matches!(self.types.get(to.id), Type::Vla(..));
        let size = if to.id == types::VOID || self.types.function(to.id).is_some() {
            emit::int(Ty::U32, 1, pos)
        } else {
            if !is_vla && self.types.size(to.id).is_none() {
                self.incomplete(to, at);
            }
            self.size_expr(to.id, at)
        };
        let index = emit::converted(index.expr, Ty::U32);
        if matches!(size.kind, ExprKind::Int(1)) { index } else { emit::binary(Binary::Mul, index, size, pos) }
    }

    fn pointer_difference(&mut self, a: Value, b: Value, at: At) -> Operand {
        let (x, y) = (self.types.pointee(a.ty), self.types.pointee(b.ty));
        let to = x.unwrap_or(QType::ERROR);
        if !self.types.compatible(to.id, y.unwrap_or(QType::ERROR).id) {
            return self.bad_operands(Kind::Minus, &a, &b, at);
        }
        let pos = self.pos(at);
        let size = if to.id == types::VOID { emit::int(Ty::U32, 1, pos) } else { self.size_expr(to.id, at) };
        if matches!(size.kind, ExprKind::Int(0)) {
            self.error(at, "the elements between these pointers have no known size");
            return self.wrong(at);
        }
        let bytes = emit::converted(emit::binary(Binary::Sub, a.expr, b.expr, pos), Ty::I32);
        let size = emit::converted(size, Ty::I32);
        let count =
            if matches!(size.kind, ExprKind::Int(1)) { bytes } else { emit::binary(Binary::Div, bytes, size, pos) };
        Value { ty: types::INT, is_portable: true, expr: count, at }.operand()
    }

    fn compare_pointers(&mut self, operator: Kind, a: Value, b: Value, at: At) -> Operand {
        let (x, y) = (self.types.pointee(a.ty), self.types.pointee(b.ty));
        let is_fine = match (x, y) {
            (Some(x), Some(y)) => {
                self.types.compatible(x.id, y.id)
                    || x.id == types::VOID
                    || y.id == types::VOID
                    || self.is_null(&a)
                    || self.is_null(&b)
                    || self.types.ty(x.id) == self.types.ty(y.id)
            }
            (Some(_), None) => self.is_null(&b),
            _ => self.is_null(&a),
        };
        let usable = |c: &Self, v: &Value| c.types.is_integer(v.ty) || c.types.pointee(v.ty).is_some();
        if !usable(self, &a) || !usable(self, &b) {
            return self.bad_operands(operator, &a, &b, at);
        }
        if !is_fine {
            let title = format!("a `{}` is compared with a `{}`", self.name(a.ty.plain()), self.name(b.ty.plain()));
            let help = if x.is_none() || y.is_none() { "is a `*` missing, or quotes of the wrong kind?" } else { "" };
            self.warn(at, title, help);
        }
        let pos = self.pos(at);
        let (left, right) = (emit::converted(a.expr, Ty::U32), emit::converted(b.expr, Ty::U32));
        Value::new(types::INT, emit::binary(operation(operator), left, right, pos), at).operand()
    }

    /// `&&` and `||`; a long chain is read in a loop.
    pub(super) fn logical(&mut self, whole: &syntax::Expr, left: &syntax::Expr, right: &syntax::Expr) -> Operand {
        let at = whole.at;
        let is_and = matches!(whole.kind, syntax::ExprKind::Binary(Kind::AndAnd, ..));
        let a = self.condition_value(left);
        let b = self.condition_value(right);
        if a.ty == TypeId::ERROR || b.ty == TypeId::ERROR {
            return self.wrong(at);
        }
        let pos = self.pos(at);
        let decided = match (emit::truth(&a.expr), emit::truth(&b.expr)) {
            (Some(x), _) if x != is_and => Some(x),
            (Some(_), Some(y)) => Some(y),
            _ => None,
        };
        let expr = match decided {
            Some(truth) => emit::int(Ty::I32, i64::from(truth), pos),
            None if is_and => Expr { kind: ExprKind::And(a.expr.into(), b.expr.into()), ty: Ty::I32, pos },
            None => Expr { kind: ExprKind::Or(a.expr.into(), b.expr.into()), ty: Ty::I32, pos },
        };
        Value::new(types::INT, expr, at).operand()
    }

    /// A scalar whose truth is asked for, with warnings about what is rarely meant.
    pub(super) fn condition_value(&mut self, expr: &syntax::Expr) -> Value {
        let value = self.value(expr);
        if value.ty != TypeId::ERROR && !self.types.is_scalar(value.ty) {
            if self.require_value(&value) {
                let title = format!("a `{}` cannot be true or false", self.name(value.ty.plain()));
                self.error(value.at, title);
            }
            let expr = emit::int(Ty::I32, 0, value.expr.pos);
            return Value::new(TypeId::ERROR, expr, value.at);
        }
        self.warn_condition(expr);
        value
    }

    /// `c ? a : b` (6.5.15)
    pub(super) fn conditional(
        &mut self,
        test: &syntax::Expr,
        yes: Option<&syntax::Expr>,
        no: &syntax::Expr,
        at: At,
    ) -> Operand {
        let pos = self.pos(at);
        let mut test = self.condition_value(test);
        let yes = match yes {
            Some(yes) => self.value(yes),
            None => {
                // `a ?: b`: the test's value is kept, so that it is computed once.
                let ty = test.ty;
                if emit::constant(&test.expr).is_none() && self.function.is_some() {
                    let local = self.add_local(None, ty.plain(), 1, at);
                    test.expr = emit::write(Place::Local(local), test.expr, pos);
                    Value::new(ty, self.read_local(local, ty, pos), at)
                } else {
                    Value::new(ty, test.expr.clone(), at)
                }
            }
        };
        let no = self.value(no);
        if test.ty == TypeId::ERROR || yes.ty == TypeId::ERROR || no.ty == TypeId::ERROR {
            return self.wrong(at);
        }
        let Some(ty) = self.conditional_type(&yes, &no, at) else { return self.wrong(at) };
        let is_portable = yes.is_portable || no.is_portable;
        let back = self.types.ty(ty);
        let convert = |e: Expr| if matches!(back, Ty::Record { .. }) { e } else { emit::converted(e, back) };
        let (yes, no) = (convert(yes.expr), convert(no.expr));
        let expr = match emit::truth(&test.expr) {
            Some(true) => yes,
            Some(false) => no,
            None => {
                let kind = ExprKind::Conditional(test.expr.into(), yes.into(), no.into());
                Expr { kind, ty: back, pos }
            }
        };
        Value { ty, is_portable, expr, at }.operand()
    }

    fn conditional_type(&mut self, a: &Value, b: &Value, at: At) -> Option<TypeId> {
        if self.types.is_arithmetic(a.ty) && self.types.is_arithmetic(b.ty) {
            return Some(self.types.common(a.ty, b.ty));
        }
        if a.ty == types::VOID || b.ty == types::VOID {
            return Some(types::VOID);
        }
        match (self.types.pointee(a.ty), self.types.pointee(b.ty)) {
            (Some(_), None) if self.is_null(b) => return Some(a.ty),
            (None, Some(_)) if self.is_null(a) => return Some(b.ty),
            (Some(x), Some(y)) => return Some(self.common_pointer(a, b, x, y, at)),
            (Some(_), None) | (None, Some(_)) if self.types.is_integer(a.ty) || self.types.is_integer(b.ty) => {
                let title = "the two values of `?:` are a pointer and an integer";
                self.warn(at, title, "");
                return Some(if self.types.pointee(a.ty).is_some() { a.ty } else { b.ty });
            }
            _ if self.types.compatible(a.ty, b.ty) => return Some(a.ty),
            _ => {}
        }
        let (x, y) = (self.name(a.ty.plain()), self.name(b.ty.plain()));
        self.error(at, format!("the two values of `?:` do not go together: `{x}` and `{y}`"));
        None
    }

    fn common_pointer(&mut self, a: &Value, b: &Value, x: QType, y: QType, at: At) -> TypeId {
        if self.is_null(a) && x.id == types::VOID {
            return b.ty;
        }
        if self.is_null(b) && y.id == types::VOID {
            return a.ty;
        }
        let quals = x.quals | y.quals;
        if x.id == types::VOID || y.id == types::VOID {
            return self.types.pointer_to(types::VOID.plain().with(quals));
        }
        if !self.types.compatible(x.id, y.id) {
            let title =
                format!("`?:` chooses between a `{}` and a `{}`", self.name(a.ty.plain()), self.name(b.ty.plain()));
            self.warn(at, title, "");
            return self.types.pointer_to(types::VOID.plain());
        }
        self.types.pointer_to(x.with(quals))
    }

    /// The place of something that may be assigned to; reports why not.
    fn assignable(&mut self, operand: Operand, at: At) -> Option<(Place, QType)> {
        let Operand { ty, kind, .. } = operand;
        if ty.id == TypeId::ERROR {
            return None;
        }
        let OperandKind::Place(place) = kind else {
            let help = "only a variable, an element, a member or `*pointer` can";
            self.error_help(at, "this cannot be assigned to", help);
            return None;
        };
        if self.types.element(ty.id).is_some() {
            let is_text = self.types.element(ty.id).is_some_and(|e| e.id == types::CHAR);
            let help =
                if is_text { "copy text with `strcpy` or `snprintf`" } else { "copy it with `memcpy` or a loop" };
            self.error_help(at, "an array cannot be assigned to", help);
            return None;
        }
        if self.types.is_const(ty) {
            self.error(at, "this is `const` and cannot be changed");
            return None;
        }
        if self.types.function(ty.id).is_some() || ty.id == types::VOID {
            self.error(at, "this cannot be assigned to");
            return None;
        }
        Some((place, ty))
    }

    pub(super) fn assignment(
        &mut self,
        operator: Option<Kind>,
        left: &syntax::Expr,
        right: &syntax::Expr,
        at: At,
    ) -> Operand {
        let target = self.expr(left);
        let value = self.value(right);
        let Some((place, ty)) = self.assignable(target, at) else { return self.wrong(at) };
        match operator {
            None => {
                let pos = self.pos(at);
                let value = self.assign(Value { at: value.at, ..value }, ty, &Purpose::Assign);
                let expr = emit::write(place, value, pos);
                Value { ty: ty.id, is_portable: ty.has(PORTABLE), expr, at }.operand()
            }
            Some(operator) => self.update(operator, place, ty, value, at),
        }
    }

    /// `place op= value`
    fn update(&mut self, operator: Kind, place: Place, ty: QType, value: Value, at: At) -> Operand {
        if value.ty == TypeId::ERROR {
            return self.wrong(at);
        }
        let pos = self.pos(at);
        let op = operation(operator);
        let is_integer = self.types.is_integer(value.ty);
        let (compute, value) = if self.types.pointee(ty.id).is_some() {
            if !matches!(op, Binary::Add | Binary::Sub) || !is_integer {
                let pointer = Value::new(ty.id, emit::int(Ty::U32, 0, pos), at);
                return self.bad_operands(operator, &pointer, &value, at);
            }
            let pointer = Value::new(ty.id, emit::int(Ty::U32, 0, pos), at);
            (Ty::U32, self.scaled(&pointer, value, at))
        } else {
            let both_integers = self.types.is_integer(ty.id) && is_integer;
            let both_numbers = self.types.is_arithmetic(ty.id) && self.types.is_arithmetic(value.ty);
            let needs_integers = !matches!(op, Binary::Add | Binary::Sub | Binary::Mul | Binary::Div);
            if !both_numbers || (needs_integers && !both_integers) {
                let target = Value::new(ty.id, emit::int(Ty::I32, 0, pos), at);
                return self.bad_operands(operator, &target, &value, at);
            }
            if matches!(op, Binary::Shl | Binary::Shr) {
                let compute = self.types.ty(self.types.promoted(ty.id));
                let count = emit::converted(value.expr, Ty::I32);
                self.warn_shift(compute, &count, at);
                (compute, count)
            } else {
                let compute = self.types.ty(self.types.common(ty.id, value.ty));
                let value = emit::converted(value.expr, compute);
                let unknown =
                    Expr { kind: ExprKind::Read(Place::Local(crate::cc::tree::LocalId(0))), ty: compute, pos };
                self.warn_constants(op, &unknown, &value, at);
                (compute, value)
            }
        };
        let kind = ExprKind::Update { place, op, value: Box::new(value), compute, yields_old: false };
        Value::new(ty.id, Expr { kind, ty: self.types.ty(ty.id), pos }, at).operand()
    }

    /// `++` and `--`
    pub(super) fn step(&mut self, operand: &syntax::Expr, is_prefix: bool, is_increment: bool, at: At) -> Operand {
        let target = self.expr(operand);
        let Some((place, ty)) = self.assignable(target, at) else { return self.wrong(at) };
        let pos = self.pos(at);
        let word = if is_increment { "++" } else { "--" };
        if !self.types.is_scalar(ty.id) {
            let title = format!("`{word}` cannot be applied to a `{}`", self.name(ty));
            self.error(at, title);
            return self.wrong(at);
        }
        let one = Value::new(types::INT, emit::int(Ty::I32, 1, pos), at);
        let (compute, value) = if self.types.pointee(ty.id).is_some() {
            let pointer = Value::new(ty.id, emit::int(Ty::U32, 0, pos), at);
            (Ty::U32, self.scaled(&pointer, one, at))
        } else {
            let compute = self.types.ty(self.types.common(ty.id, types::INT));
            (compute, emit::converted(one.expr, compute))
        };
        let op = if is_increment { Binary::Add } else { Binary::Sub };
        let kind = ExprKind::Update { place, op, value: Box::new(value), compute, yields_old: !is_prefix };
        Value { ty: ty.id, is_portable: ty.has(PORTABLE), expr: Expr { kind, ty: self.types.ty(ty.id), pos }, at }
            .operand()
    }

    /// Warns about overflow and division by zero in constants.
    fn warn_constants(&mut self, op: Binary, left: &Expr, right: &Expr, at: At) {
        let is_division = matches!(op, Binary::Div | Binary::Rem);
        let (x, y) = (emit::constant(left), emit::constant(right));
        if is_division && y == Some(Const::Int(0)) {
            self.warn(at, "division by zero", "");
        }
        if let (Some(Const::Int(a)), Some(Const::Int(b))) = (x, y)
            && constant::integer(op, left.ty, a, b).is_some_and(|r| r.1)
        {
            let title = format!("the result does not fit in {} bits", constant::bits(left.ty));
            self.warn(at, title, "signed overflow is undefined in C; write one operand with `LL` for 64 bits");
        }
    }

    fn warn_shift(&mut self, ty: Ty, count: &Expr, at: At) {
        if let Some(Const::Int(n)) = emit::constant(count)
            && (n < 0 || n >= i64::from(constant::bits(ty)))
        {
            let title = format!("shifting a {}-bit value by {n} is undefined", constant::bits(ty));
            self.warn(at, title, "");
        }
    }
}
