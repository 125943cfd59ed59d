//! From specifiers and declarators to types (C11 6.7.2 to 6.7.7).

use super::convert::Value;
use super::{Checker, Entity, emit};
use crate::cc::constant::Const;
use crate::cc::source::At;
use crate::cc::suggest;
use crate::cc::syntax::{
    Alignment, Attributes, Basic, Declarator, Derived, EnumSpec, Expr, Parameters, Specifiers, TypeName, TypeSpec,
    qualifier,
};
use crate::cc::token::word;
use crate::cc::tree::{Binary, Ty};
use crate::cc::types::{self, FunctionType, OBJECT_BYTES_MAX, PORTABLE, QType, Type, TypeId};
use std::rc::Rc;

impl Checker<'_> {
    /// The type that specifiers name.
    pub(super) fn specified(&mut self, s: &Specifiers) -> QType {
        let ty = match &s.ty {
            TypeSpec::Basic(basic) => TypeId::basic(*basic).plain(),
            TypeSpec::Missing => {
                self.warn(s.at, "no type is given here, so it is taken as `int`", "write `int`");
                types::INT.plain()
            }
            TypeSpec::Record(record) => self.record_type(record, s).plain(),
            TypeSpec::Enum(spec) => self.enum_type(spec).plain(),
            TypeSpec::Typedef(word::VA_LIST, _) => self.types.pointer_to(types::VOID.plain()).plain(),
            TypeSpec::Typedef(name, at) => match self.lookup(*name) {
                Some(named) => match named.entity {
                    Entity::Typedef(ty) => self.through_typedef(ty, named.at),
                    _ => QType::ERROR,
                },
                None => {
                    let title = format!("unknown type name `{}`", self.text(*name));
                    self.error(*at, title);
                    QType::ERROR
                }
            },
            TypeSpec::TypeofExpr(expr) => {
                let operand = self.unevaluated(|c| c.expr(expr));
                QType { quals: operand.ty.quals & !PORTABLE, ..operand.ty }
            }
            TypeSpec::TypeofType(name) => self.type_name(name),
            TypeSpec::Error => QType::ERROR,
        };
        if s.qualifiers & qualifier::ATOMIC != 0 && self.types.element(ty.id).is_some() {
            self.error(s.at, "an array cannot be `_Atomic`");
        }
        ty.with(s.qualifiers)
    }

    /// Typedefs of the library for plain integers are wider on other machines: see [`PORTABLE`].
    fn through_typedef(&self, ty: QType, at: At) -> QType {
        let is_word = matches!(self.types.basic(ty.id), Some(Basic::Int | Basic::UInt | Basic::Long | Basic::ULong));
        let is_wide = is_word && self.cx.sources.is_library(at.loc);
        if is_wide { ty.with(PORTABLE) } else { ty }
    }

    /// Runs a check whose result is not computed: `sizeof`, `typeof`, `_Generic`.
    pub(super) fn unevaluated<T>(&mut self, part: impl FnOnce(&mut Self) -> T) -> T {
        self.unevaluated += 1;
        let result = part(self);
        self.unevaluated -= 1;
        result
    }

    /// The type of a type name.
    pub(super) fn type_name(&mut self, name: &TypeName) -> QType {
        let base = self.specified(&name.specifiers);
        self.declared(base, &name.declarator)
    }

    /// The type a declarator makes of the specifiers' type.
    pub(super) fn declared(&mut self, base: QType, declarator: &Declarator) -> QType {
        let mut ty = base;
        for step in declarator.derived.iter().rev() {
            ty = match step {
                Derived::Pointer(quals) => self.pointer(ty, declarator.at).with(*quals),
                Derived::Array { size, is_star, at, .. } => self.array(ty, size.as_deref(), *is_star, *at),
                Derived::Function(parameters) => self.function_type(ty, parameters, declarator.at),
            };
        }
        ty
    }

    fn pointer(&mut self, to: QType, at: At) -> QType {
        let pointer = self.types.pointer_to(to);
        if pointer == TypeId::ERROR && to.id != TypeId::ERROR {
            self.error(at, "this type is too complicated");
        }
        pointer.plain()
    }

    fn array(&mut self, of: QType, size: Option<&Expr>, is_star: bool, at: At) -> QType {
        if of.id == TypeId::ERROR {
            return QType::ERROR;
        }
        if self.types.function(of.id).is_some() {
            self.error_help(at, "an array cannot hold functions", "make it an array of pointers: `(*name[N])(…)`");
            return QType::ERROR;
        }
        let is_vla = matches!(self.types.get(of.id), Type::Vla(..));
        if self.types.size(of.id).is_none() && !is_vla {
            let title = format!("the elements of this array have the incomplete type `{}`", self.name(of));
            self.error(at, title);
            return QType::ERROR;
        }
        let Some(size) = size else {
            let array = if is_star { Type::Vla(of, None) } else { Type::Array(of, None) };
            return self.types.intern(array).plain();
        };
        let value = self.value(size);
        if value.ty == TypeId::ERROR {
            return QType::ERROR;
        }
        if !self.types.is_integer(value.ty) {
            let title = format!("the size of an array must be an integer, not a `{}`", self.name(value.ty.plain()));
            self.error(size.at, title);
            return QType::ERROR;
        }
        match emit::constant(&value.expr) {
            Some(Const::Int(count)) if !is_vla => self.fixed_array(of, count, at),
            _ => self.variable_array(of, value, at),
        }
    }

    fn fixed_array(&mut self, of: QType, count: i64, at: At) -> QType {
        if count < 0 {
            self.error(at, format!("the size of this array is negative: {count}"));
            return QType::ERROR;
        }
        let bytes = count.checked_mul(i64::from(self.types.size(of.id).unwrap_or(0)));
        if bytes.is_none_or(|b| b as u64 > OBJECT_BYTES_MAX) {
            self.error(at, "this array is too large");
            return QType::ERROR;
        }
        self.types.intern(Type::Array(of, u32::try_from(count).ok())).plain()
    }

    /// An array whose length is computed when its declaration is reached (6.7.6.2).
    fn variable_array(&mut self, of: QType, count: Value, at: At) -> QType {
        if self.function.is_none() || count.ty == TypeId::ERROR {
            if count.ty != TypeId::ERROR {
                let help = "use a number, a `#define` or an `enum` constant; a `const` variable is no constant in C";
                self.error_help(at, "the size of an array outside functions must be a constant", help);
            }
            return QType::ERROR;
        }
        let pos = self.pos(at);
        let element = self.size_expr(of.id, at);
        let count = emit::converted(count.expr, Ty::U32);
        let bytes = emit::binary(Binary::Mul, count, element, pos);
        let local = self.add_local(None, types::UINT.plain(), 4, at);
        self.pend(emit::write(crate::cc::tree::Place::Local(local), bytes, pos));
        self.types.intern(Type::Vla(of, Some(local))).plain()
    }

    /// `sizeof` as an expression of type U32.
    pub(super) fn size_expr(&mut self, id: TypeId, at: At) -> crate::cc::tree::Expr {
        let pos = self.pos(at);
        match self.types.get(id) {
            Type::Vla(_, Some(local)) => {
                let local = *local;
                self.read_local(local, types::UINT, pos)
            }
            _ => emit::int(Ty::U32, i64::from(self.types.size(id).unwrap_or(0)), pos),
        }
    }

    fn function_type(&mut self, returns: QType, p: &Parameters, at: At) -> QType {
        if self.types.element(returns.id).is_some() || self.types.function(returns.id).is_some() {
            let what = if self.types.function(returns.id).is_some() { "a function" } else { "an array" };
            self.error_help(at, format!("a function cannot return {what}"), "return a pointer instead");
            return QType::ERROR;
        }
        let mut parameters = Vec::new();
        let sizes_are_unknown = self.function.is_none();
        self.scopes.push(super::Scope::default());
        for parameter in &p.list {
            let ty = self.parameter_type(&parameter.specifiers, &parameter.declarator, sizes_are_unknown);
            parameters.push(QType { quals: ty.quals & qualifier::ATOMIC, ..ty });
            if let Some(name) = parameter.declarator.name {
                // Known to the sizes of later parameters only.
                self.introduce(name, parameter.declarator.at, Entity::Local(crate::cc::tree::LocalId(0), ty));
            }
        }
        self.scopes.pop();
        let has_prototype = p.names.is_none();
        let returns = QType { quals: returns.quals & !PORTABLE & !qualifier::CONST & !qualifier::VOLATILE, ..returns };
        let function = FunctionType { returns, parameters, is_variadic: p.is_variadic, has_prototype };
        self.types.intern(Type::Function(Rc::new(function))).plain()
    }

    /// A parameter's adjusted type. Outside the function's own definition a variable size is left open.
    pub(super) fn parameter_type(&mut self, s: &Specifiers, d: &Declarator, sizes_are_unknown: bool) -> QType {
        let base = self.specified(s);
        let ty = if sizes_are_unknown { self.declared_open(base, d) } else { self.declared(base, d) };
        let mut adjusted = self.adjusted(ty);
        if let Some(Derived::Array { qualifiers, .. }) = d.derived.first() {
            adjusted = adjusted.with(*qualifiers);
        }
        if adjusted.id == types::VOID {
            self.error(d.at, "a parameter cannot have type `void`");
            return QType::ERROR;
        }
        adjusted
    }

    /// Like [`Checker::declared`], with sizes that are not constants read as `[*]`.
    fn declared_open(&mut self, base: QType, declarator: &Declarator) -> QType {
        let mut ty = base;
        let last = declarator.derived.len().saturating_sub(1);
        for (i, step) in declarator.derived.iter().rev().enumerate() {
            ty = match step {
                Derived::Pointer(quals) => self.pointer(ty, declarator.at).with(*quals),
                Derived::Function(parameters) => self.function_type(ty, parameters, declarator.at),
                Derived::Array { size, is_star, at, .. } => {
                    let is_outermost = i == last;
                    let fixed = match size.as_deref() {
                        Some(size) => self.unevaluated(|c| c.quiet_constant(size)),
                        None => None,
                    };
                    match fixed {
                        Some(count) if ty.id != TypeId::ERROR && self.types.size(ty.id).is_some() => {
                            self.fixed_array(ty, count, *at)
                        }
                        _ if is_outermost => self.array(ty, None, false, *at),
                        _ => self.array(ty, None, size.is_some() || *is_star, *at),
                    }
                }
            };
        }
        ty
    }

    /// The value of an integer constant expression, without messages if it is none.
    fn quiet_constant(&mut self, expr: &Expr) -> Option<i64> {
        let value = self.value(expr);
        match emit::constant(&value.expr) {
            Some(Const::Int(v)) if self.types.is_integer(value.ty) => Some(v),
            _ => None,
        }
    }

    /// The value of an integer constant expression that must be there; `what` names it in the message.
    pub(super) fn integer_constant(&mut self, expr: &Expr, what: &str) -> Option<(i64, TypeId)> {
        let value = self.value(expr);
        if value.ty == TypeId::ERROR {
            return None;
        }
        match emit::constant(&value.expr) {
            Some(Const::Int(v)) if self.types.is_integer(value.ty) => Some((v, value.ty)),
            _ => {
                let help = "a `const` variable is no constant in C: use a `#define` or an `enum` constant";
                let help = if self.types.is_integer(value.ty) { help } else { "" };
                self.error_help(expr.at, format!("{what} must be an integer constant"), help);
                None
            }
        }
    }

    fn enum_type(&mut self, spec: &EnumSpec) -> TypeId {
        let known = spec.tag.and_then(|t| self.tag(t, spec.list.is_some()));
        let id = match known {
            Some(id) if matches!(self.types.get(id), Type::Enum(_)) => id,
            Some(_) => {
                let title = format!("`{}` is not an enumeration", self.text(spec.tag.unwrap_or_default()));
                self.error(spec.at, title);
                return TypeId::ERROR;
            }
            None => {
                let id = self.types.new_enum(spec.tag);
                if let Some(tag) = spec.tag {
                    self.scope().tags.insert(tag, id);
                }
                id
            }
        };
        if let Some(list) = &spec.list {
            self.enum_list(id, list, spec.at);
        }
        id
    }

    fn enum_list(&mut self, id: TypeId, list: &[(crate::cc::token::Atom, At, Option<Expr>)], at: At) {
        let Type::Enum(index) = *self.types.get(id) else { return };
        let index = index as usize;
        if self.types.enums[index].is_complete {
            self.error(at, "this enumeration is defined twice");
        }
        let mut next = 0_i64;
        for (name, name_at, value) in list {
            if let Some(value) = value {
                let what = format!("the value of `{}`", self.text(*name));
                next = self.integer_constant(value, &what).map_or(next, |(v, _)| v);
            }
            if next > i64::from(u32::MAX) || next < i64::from(i32::MIN) {
                self.error(*name_at, format!("the value {next} does not fit in an `int`"));
                next = 0;
            }
            self.types.enums[index].is_signed |= next < 0;
            self.check_new_name(*name, *name_at);
            let ty = if next > i64::from(i32::MAX) { types::UINT } else { types::INT };
            self.introduce(*name, *name_at, Entity::Constant(next, ty));
            next += 1;
        }
        self.types.enums[index].is_complete = true;
    }

    /// The type a tag means here; a definition looks in the innermost scope only.
    pub(super) fn tag(&self, tag: crate::cc::token::Atom, defines: bool) -> Option<TypeId> {
        let mut scopes = self.scopes.iter().rev();
        if defines {
            return scopes.next().and_then(|s| s.tags.get(&tag).copied());
        }
        scopes.find_map(|s| s.tags.get(&tag).copied())
    }

    /// Reports a name that is already taken in this scope.
    pub(super) fn check_new_name(&mut self, name: crate::cc::token::Atom, at: At) {
        let Some(old) = self.scopes.last().and_then(|s| s.names.get(&name)).copied() else { return };
        let (text, line) = (self.text(name), self.pos(old.at).line);
        self.error_help(at, format!("`{text}` is declared twice"), format!("it is declared before in line {line}"));
    }

    /// The alignment that `_Alignas` and `aligned` ask for; 1 when they are not there.
    pub(super) fn asked_alignment(&mut self, attributes: &Attributes) -> u32 {
        let mut most = 1;
        for wanted in &attributes.aligned {
            let value = match wanted {
                Alignment::Most => 16,
                Alignment::Type(name) => {
                    let ty = self.type_name(name);
                    i64::from(self.types.align(ty.id))
                }
                Alignment::Expr(expr) => self.integer_constant(expr, "the alignment").map_or(1, |(v, _)| v),
            };
            match u32::try_from(value) {
                Ok(0) => {}
                Ok(v) if v.is_power_of_two() && v <= 4096 => most = most.max(v),
                _ => {
                    let at = if let Alignment::Expr(e) = wanted { e.at } else { At::default() };
                    self.error(at, format!("{value} is not an alignment: it must be a power of two up to 4096"));
                }
            }
        }
        most
    }

    /// The closest tag, for an incomplete type that is probably a typo.
    pub(super) fn help_for_tag(&self, tag: crate::cc::token::Atom) -> String {
        let known = self.scopes.iter().flat_map(|s| s.tags.iter());
        let complete = known.filter(|(_, id)| self.types.size(**id).is_some()).map(|(a, _)| self.cx.text(*a));
        suggest::closest(self.cx.text(tag), complete).map_or_else(String::new, |n| format!("did you mean `{n}`?"))
    }
}
