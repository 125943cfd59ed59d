//! Functions the compiler knows itself: `__builtin_…`, `__atomic_…`, `__sync_…`.
//!
//! Those without an operation of their own in the tree become ordinary arithmetic or calls of the library function of
//! the same name without the prefix.

use super::convert::{Operand, Value};
use super::{Checker, emit};
use crate::cc::source::At;
use crate::cc::syntax::{Expr, TypeName};
use crate::cc::token::Atom;
use crate::cc::tree::{self, Binary, Builtin, Callee, Place, Ty};
use crate::cc::types::{self, TypeId};

impl Checker<'_> {
    /// A call of a builtin; `None` when the name is none.
    pub(super) fn builtin_call(&mut self, name: Atom, arguments: &[Expr], at: At) -> Option<Operand> {
        let text = self.text(name);
        if let Some(rest) = text.strip_prefix("__builtin_") {
            return self.plain_builtin(rest, name, arguments, at);
        }
        let rest = text.strip_prefix("__atomic_").or_else(|| text.strip_prefix("__sync_"))?;
        let values: Vec<Value> = arguments.iter().map(|a| self.value(a)).collect();
        if values.iter().any(|v| v.ty == TypeId::ERROR) {
            return Some(self.wrong(at));
        }
        let result = self.atomic(rest, values, at);
        if result.is_none() {
            self.error(at, format!("`{text}` is not supported, or called with the wrong arguments"));
            return Some(self.wrong(at));
        }
        result
    }

    fn builtin(&self, builtin: Builtin, arguments: Vec<tree::Expr>, ty: TypeId, at: At) -> Operand {
        let kind = tree::ExprKind::Builtin(builtin, arguments);
        Value::new(ty, tree::Expr { kind, ty: self.types.ty(ty), pos: self.pos(at) }, at).operand()
    }

    fn plain_builtin(&mut self, rest: &str, name: Atom, arguments: &[Expr], at: At) -> Option<Operand> {
        let mut values: Vec<Value> = Vec::new();
        if rest == "constant_p" || rest == "va_start" {
            return Some(self.special_builtin(rest, arguments, at));
        }
        for argument in arguments {
            values.push(self.value(argument));
        }
        if values.iter().any(|v| v.ty == TypeId::ERROR) {
            return Some(self.wrong(at));
        }
        let count = values.len();
        let pointer = self.types.pointer_to(types::VOID.plain());
        let zero = |c: &Self| c.builtin(Builtin::Fence, Vec::new(), types::VOID, at);
        Some(match (rest, count) {
            ("va_end", 1) => self.int_value(0, at),
            ("va_copy", 2) => return self.va_copy(values, at),
            ("expect", 2) => values.remove(0).operand(),
            ("unreachable", 0) => self.builtin(Builtin::Unreachable, Vec::new(), types::VOID, at),
            ("trap", 0) => self.builtin(Builtin::Trap, Vec::new(), types::VOID, at),
            ("thread_pointer", 0) => self.builtin(Builtin::ThreadPointer, Vec::new(), pointer, at),
            ("frame_address", 1) => self.builtin(Builtin::FrameAddress, Vec::new(), pointer, at),
            ("return_address", 1) => self.builtin(Builtin::ReturnAddress, Vec::new(), pointer, at),
            ("set_thread_pointer", 1) => {
                let value = emit::converted(values.remove(0).expr, Ty::U32);
                self.builtin(Builtin::SetThreadPointer, vec![value], types::VOID, at)
            }
            ("alloca", 1) => {
                let bytes = emit::converted(values.remove(0).expr, Ty::U32);
                self.builtin(Builtin::Alloca, vec![bytes], pointer, at)
            }
            ("syscall", 1..=7) => {
                let words = values.into_iter().map(|v| emit::converted(v.expr, Ty::I32)).collect();
                self.builtin(Builtin::Syscall, words, types::INT, at)
            }
            ("sqrt" | "fabs", 1) => self.float_builtin(rest, values.remove(0), types::DOUBLE, at),
            ("sqrtf" | "fabsf", 1) => self.float_builtin(rest, values.remove(0), types::FLOAT, at),
            ("inf" | "huge_val", 0) => self.float_constant(f64::INFINITY, types::DOUBLE, at),
            ("inff" | "huge_valf", 0) => self.float_constant(f64::INFINITY, types::FLOAT, at),
            ("nan", 1) => self.float_constant(f64::NAN, types::DOUBLE, at),
            ("nanf", 1) => self.float_constant(f64::NAN, types::FLOAT, at),
            ("clz" | "ctz" | "popcount" | "clzl" | "ctzl" | "popcountl", 1) => {
                self.bit_count(rest.trim_end_matches('l'), "si2", values.remove(0), Ty::U32, at)
            }
            ("clzll" | "ctzll" | "popcountll", 1) => {
                self.bit_count(rest.trim_end_matches('l'), "di2", values.remove(0), Ty::U64, at)
            }
            ("synchronize", 0) => zero(self),
            _ => return self.library_builtin(rest, name, arguments, at),
        })
    }

    /// `__builtin_memcpy` and the like: the library's function.
    fn library_builtin(&mut self, rest: &str, name: Atom, arguments: &[Expr], at: At) -> Option<Operand> {
        if crate::cc::suggest::header_of(rest).is_none() {
            let text = self.text(name);
            self.error(at, format!("`{text}` is not supported, or called with the wrong arguments"));
            return Some(self.wrong(at));
        }
        let plain = self.cx.names.intern(rest);
        let callee = Expr { kind: crate::cc::syntax::ExprKind::Name(plain), at, height: 1 };
        Some(self.call(&callee, arguments, at))
    }

    fn special_builtin(&mut self, rest: &str, arguments: &[Expr], at: At) -> Operand {
        if rest == "constant_p" {
            let mark = self.cx.reports.mark();
            let is_constant = arguments.first().is_some_and(|a| {
                let value = self.unevaluated(|c| c.value(a));
                emit::constant(&value.expr).is_some()
            });
            self.cx.reports.forget_warnings_after(mark);
            return self.int_value(i64::from(is_constant), at);
        }
        let is_variadic = self.function.as_ref().is_some_and(|f| f.is_variadic);
        if !is_variadic {
            let help = "only a function declared with `...` has further arguments";
            self.error_help(at, "`va_start` in a function with a fixed number of arguments", help);
        }
        let Some(list) = arguments.first() else { return self.wrong(at) };
        let operand = self.expr(list);
        match self.list_address(operand, at) {
            Some(address) => self.builtin(Builtin::VaStart, vec![address], types::VOID, at),
            None => self.wrong(at),
        }
    }

    /// The address of a `va_list` variable.
    fn list_address(&mut self, operand: Operand, at: At) -> Option<tree::Expr> {
        if operand.ty.id == TypeId::ERROR {
            return None;
        }
        let is_list = self.types.pointee(operand.ty.id).is_some_and(|p| p.id == types::VOID);
        match operand.kind {
            super::convert::OperandKind::Place(place) if is_list => {
                let pos = self.pos(at);
                Some(self.address(place, pos))
            }
            _ => {
                self.error_help(at, "this is not a `va_list`", "declare it with `va_list name;`");
                None
            }
        }
    }

    fn va_copy(&mut self, mut values: Vec<Value>, at: At) -> Option<Operand> {
        let from = values.pop()?;
        let to = values.pop()?;
        let pos = self.pos(at);
        let tree::ExprKind::Read(place) = to.expr.kind else {
            self.error(at, "this is not a `va_list` variable");
            return Some(self.wrong(at));
        };
        let expr = emit::write(place, emit::converted(from.expr, Ty::U32), pos);
        let kind = tree::ExprKind::Convert(Box::new(expr));
        Some(Value::new(types::VOID, tree::Expr { kind, ty: Ty::Void, pos }, at).operand())
    }

    /// `__builtin_va_arg ( list , type )`
    pub(super) fn va_arg(&mut self, list: &Expr, name: &TypeName, at: At) -> Operand {
        let ty = self.type_name(name);
        let operand = self.expr(list);
        let Some(address) = self.list_address(operand, at) else { return self.wrong(at) };
        if ty.id == TypeId::ERROR {
            return self.wrong(at);
        }
        if self.types.size(ty.id).is_none() || self.types.element(ty.id).is_some() {
            let title = format!("`va_arg` cannot fetch a `{}`", self.name(ty));
            self.error(at, title);
            return self.wrong(at);
        }
        let promoted = if self.types.is_integer(ty.id) { self.types.promoted(ty.id) } else { ty.id };
        let promoted = if promoted == types::FLOAT { types::DOUBLE } else { promoted };
        if promoted != ty.id && self.types.ty(promoted) != self.types.ty(ty.id) {
            let (small, wide) = (self.name(ty), self.name(promoted.plain()));
            let title = format!("`va_arg` with `{small}`: such an argument arrives as `{wide}`");
            self.warn(at, title, format!("write `va_arg(…, {wide})`"));
        }
        self.builtin(Builtin::VaArg, vec![address], ty.id, at)
    }

    fn float_builtin(&mut self, rest: &str, value: Value, ty: TypeId, at: At) -> Operand {
        if !self.types.is_arithmetic(value.ty) {
            self.error(at, format!("`{rest}` needs a number"));
            return self.wrong(at);
        }
        let builtin = if rest.starts_with("sqrt") { Builtin::Sqrt } else { Builtin::Fabs };
        let value = self.cast_to(value, ty);
        self.builtin(builtin, vec![value.expr], ty, at)
    }

    fn float_constant(&self, value: f64, ty: TypeId, at: At) -> Operand {
        let kind = tree::ExprKind::Float(value.to_bits());
        Value::new(ty, tree::Expr { kind, ty: self.types.ty(ty), pos: self.pos(at) }, at).operand()
    }

    fn bit_count(&mut self, what: &str, width: &str, value: Value, ty: Ty, at: At) -> Operand {
        let symbol = self.runtime_function(&format!("__{what}{width}"));
        let arguments = vec![emit::converted(value.expr, ty)];
        let kind = tree::ExprKind::Call { callee: Callee::Direct(symbol), arguments, fixed: None };
        Value::new(types::INT, tree::Expr { kind, ty: Ty::I32, pos: self.pos(at) }, at).operand()
    }

    /// The GNU atomic operations; every memory order is treated as the strongest.
    fn atomic(&mut self, rest: &str, mut values: Vec<Value>, at: At) -> Option<Operand> {
        if matches!(rest, "thread_fence" | "signal_fence" | "synchronize") {
            return Some(self.builtin(Builtin::Fence, Vec::new(), types::VOID, at));
        }
        let target = self.types.pointee(values.first()?.ty)?.id;
        let back = self.types.ty(target);
        let bytes = self.types.size(target)?;
        if matches!(back, Ty::Record { .. } | Ty::Void) {
            return None;
        }
        values.reverse();
        let address = values.pop()?.expr;
        let mut operand = |_: &mut Self| values.pop().map(|v| emit::converted(v.expr, back));
        Some(match rest {
            "load_n" => self.builtin(Builtin::AtomicLoad, vec![address], target, at),
            "store_n" => {
                let value = operand(self)?;
                self.builtin(Builtin::AtomicStore, vec![address, value], types::VOID, at)
            }
            "exchange_n" | "lock_test_and_set" => {
                let value = operand(self)?;
                self.builtin(Builtin::AtomicExchange, vec![address, value], target, at)
            }
            "test_and_set" => {
                let one = emit::int(back, 1, address.pos);
                let old = self.builtin(Builtin::AtomicExchange, vec![address, one], target, at);
                let old = self.rvalue(old);
                let is_set = emit::converted(old.expr, Ty::Bool);
                Value::new(types::BOOL, is_set, at).operand()
            }
            "clear" | "lock_release" => {
                let zero = emit::int(back, 0, address.pos);
                self.builtin(Builtin::AtomicStore, vec![address, zero], types::VOID, at)
            }
            "compare_exchange_n" => {
                let expected = values.pop()?.expr;
                let desired = emit::converted(values.pop()?.expr, back);
                let exchange = Builtin::AtomicCompareExchange(bytes);
                self.builtin(exchange, vec![address, expected, desired], types::INT, at)
            }
            "bool_compare_and_swap" | "val_compare_and_swap" => {
                let old = operand(self)?;
                let new = operand(self)?;
                return Some(self.sync_compare(rest, address, old, new, target, at));
            }
            _ => {
                let value = operand(self)?;
                return self.atomic_arithmetic(rest, address, value, target, at);
            }
        })
    }

    /// `__sync_…_compare_and_swap`: the expected value goes through a temporary.
    fn sync_compare(
        &mut self,
        rest: &str,
        address: tree::Expr,
        old: tree::Expr,
        new: tree::Expr,
        target: TypeId,
        at: At,
    ) -> Operand {
        let pos = address.pos;
        let bytes = self.types.size(target).unwrap_or(4);
        let local = self.add_local(None, target.plain(), 1, at);
        let store = emit::write(Place::Local(local), old, pos);
        let expected = self.address(Place::Local(local), pos);
        let swap = self.builtin(Builtin::AtomicCompareExchange(bytes), vec![address, expected, new], types::INT, at);
        let swap = self.rvalue(swap).expr;
        let both = emit::comma(store, swap);
        if rest.starts_with("bool") {
            return Value::new(types::INT, both, at).operand();
        }
        let read = self.read_local(local, target, pos);
        Value::new(target, emit::comma(both, read), at).operand()
    }

    /// `fetch_add`, `add_fetch`, `fetch_and_add`, `add_and_fetch` and their kin.
    fn atomic_arithmetic(
        &mut self,
        rest: &str,
        address: tree::Expr,
        value: tree::Expr,
        target: TypeId,
        at: At,
    ) -> Option<Operand> {
        let words: Vec<&str> = rest.split('_').filter(|w| *w != "fetch").collect();
        let yields_old = rest.starts_with("fetch");
        let word = match words[..] {
            [word] | ["and", word] | [word, "and"] => word,
            _ => return None,
        };
        let op = match word {
            "add" => Binary::Add,
            "sub" => Binary::Sub,
            "and" => Binary::And,
            "or" => Binary::Or,
            "xor" => Binary::Xor,
            _ => return None,
        };
        if yields_old {
            return Some(self.builtin(Builtin::AtomicFetch(op), vec![address, value], target, at));
        }
        let pos = address.pos;
        let local = self.add_local(None, target.plain(), 1, at);
        let store = emit::write(Place::Local(local), value, pos);
        let again = self.read_local(local, target, pos);
        let fetch = self.builtin(Builtin::AtomicFetch(op), vec![address, again.clone()], target, at);
        let fetch = self.rvalue(fetch).expr;
        let both = emit::comma(store, fetch);
        let promoted = self.types.ty(self.types.promoted(target));
        let sum = emit::binary(op, emit::converted(both, promoted), emit::converted(again, promoted), pos);
        Some(Value::new(target, emit::converted(sum, self.types.ty(target)), at).operand())
    }
}
