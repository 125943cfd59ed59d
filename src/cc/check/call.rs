//! Function calls (C11 6.5.2.2), and functions that were never declared.

use super::convert::{Operand, OperandKind, Purpose, Value};
use super::{Checker, Entity, SymbolInfo, emit};
use crate::cc::source::At;
use crate::cc::suggest;
use crate::cc::syntax::{Expr, ExprKind};
use crate::cc::token::Atom;
use crate::cc::tree::{self, Callee, Place, Symbol, SymbolId, Ty};
use crate::cc::types::{self, FunctionType, QType, Type, TypeId};
use std::rc::Rc;

impl Checker<'_> {
    pub(super) fn call(&mut self, callee: &Expr, arguments: &[Expr], at: At) -> Operand {
        if let ExprKind::Name(name) = &callee.kind
            && self.lookup(*name).is_none()
        {
            if let Some(result) = self.builtin_call(*name, arguments, at) {
                return result;
            }
            self.declare_implicitly(*name, callee.at);
        }
        let operand = self.expr(callee);
        if operand.ty.id == TypeId::ERROR {
            for argument in arguments {
                self.value(argument);
            }
            return self.wrong(at);
        }
        let direct = if let OperandKind::Function(symbol) = operand.kind { Some(symbol) } else { None };
        let name = match &callee.kind {
            ExprKind::Name(name) => self.text(*name),
            _ => String::new(),
        };
        let callee_ty = operand.ty;
        let target = self.rvalue(operand);
        let function = self.types.pointee(target.ty).and_then(|f| self.types.function(f.id));
        let Some(function) = function else {
            let title =
                format!("a `{}` cannot be called: it is no function", self.name(QType { quals: 0, ..callee_ty }));
            self.error(at, title);
            return self.wrong(at);
        };
        let values = self.arguments(&function, arguments, &name, at);
        if let Some(symbol) = direct {
            self.check_format(symbol, &name, arguments, &values);
        }
        let callee = match direct {
            Some(symbol) => Callee::Direct(symbol),
            None => Callee::Indirect(Box::new(target.expr)),
        };
        let fixed = function.is_variadic.then_some(function.parameters.len() as u32);
        let arguments = values.into_iter().map(|v| v.expr).collect();
        self.call_result(callee, arguments, fixed, function.returns, at)
    }

    fn call_result(
        &mut self,
        callee: Callee,
        arguments: Vec<tree::Expr>,
        fixed: Option<u32>,
        returns: QType,
        at: At,
    ) -> Operand {
        let back = self.types.ty(returns.id);
        if self.types.record(returns.id).is_some_and(|r| r.members.is_none()) {
            self.incomplete(returns, at);
            return self.wrong(at);
        }
        let kind = tree::ExprKind::Call { callee, arguments, fixed };
        let expr = tree::Expr { kind, ty: back, pos: self.pos(at) };
        Value::new(returns.id, expr, at).operand()
    }

    /// Checks and converts the arguments; the types kept are those before conversion, for format strings.
    fn arguments(&mut self, function: &FunctionType, list: &[Expr], name: &str, at: At) -> Vec<Value> {
        let wanted = function.parameters.len();
        let mut values = Vec::with_capacity(list.len());
        for (i, argument) in list.iter().enumerate() {
            let value = self.value(argument);
            let value = match function.parameters.get(i) {
                Some(parameter) if function.has_prototype => {
                    let (ty, is_portable, at) = (value.ty, value.is_portable, value.at);
                    let expr = self.assign(value, *parameter, &Purpose::Argument(i + 1, name.to_string()));
                    Value { ty, is_portable, expr, at }
                }
                _ => {
                    self.require_value(&value);
                    self.default_promote(value)
                }
            };
            values.push(value);
        }
        let too_few = list.len() < wanted;
        let too_many = list.len() > wanted && !function.is_variadic;
        if function.has_prototype && (too_few || too_many) {
            self.wrong_count(function, list.len(), name, at);
        }
        values
    }

    fn wrong_count(&mut self, function: &FunctionType, given: usize, name: &str, at: At) {
        let wanted = function.parameters.len();
        let least = if function.is_variadic { "at least " } else { "" };
        let plural = if wanted == 1 { "" } else { "s" };
        let shown = if name.is_empty() { "this function".to_string() } else { format!("`{name}`") };
        let were = if given == 1 { "1 is".to_string() } else { format!("{given} are") };
        let title = format!("{shown} takes {least}{wanted} argument{plural}, but {were} given");
        let list: Vec<String> = function.parameters.iter().map(|p| self.name(*p)).collect();
        let more = if function.is_variadic { ", ..." } else { "" };
        let list = if list.is_empty() { "void".to_string() } else { list.join(", ") };
        let help = if name.is_empty() {
            String::new()
        } else {
            format!("it is declared as `{} {name}({list}{more})`", self.name(function.returns))
        };
        self.error_help(at, title, help);
    }

    /// `int name()` for a function that is called but nowhere declared, as C89 had it; well-known functions of the
    /// library get what matters of their type.
    fn declare_implicitly(&mut self, name: Atom, at: At) {
        let text = self.text(name);
        let help = self.help_for_unknown(&text);
        let title = format!("function `{text}` is called but not declared");
        let is_known = suggest::header_of(&text).is_some();
        let help = if help.is_empty() && !is_known { "define it, or declare it above".to_string() } else { help };
        self.warn(at, title, help);
        let (returns, fixed) = guess(&text);
        let returns = match returns {
            Guess::Int => types::INT,
            Guess::Double => types::DOUBLE,
            Guess::Pointer => self.types.pointer_to(types::VOID.plain()),
        };
        let mut parameters = Vec::new();
        if let Some(fixed) = fixed {
            let pointer = self.types.pointer_to(types::VOID.plain());
            let first = if matches!(text.as_str(), "snprintf") { types::UINT } else { pointer };
            parameters = (0..fixed).map(|i| if i == 1 { first } else { pointer }.plain()).collect();
            if matches!(text.as_str(), "fcntl" | "ioctl" | "dprintf" | "syscall") {
                parameters[0] = types::INT.plain();
            }
        } else if matches!(returns, types::DOUBLE) {
            let count = if matches!(text.as_str(), "pow" | "fmod" | "atan2" | "hypot") { 2 } else { 1 };
            parameters = vec![types::DOUBLE.plain(); count];
        }
        let has_prototype = !parameters.is_empty();
        let ty = FunctionType { returns: returns.plain(), parameters, is_variadic: fixed.is_some(), has_prototype };
        let ty = self.types.intern(Type::Function(Rc::new(ty))).plain();
        let id = match self.linked.get(&name) {
            Some(id) => *id,
            None => {
                let id = self.function_symbol(name, ty, at, true);
                self.info(id).is_implicit = true;
                id
            }
        };
        let scope = &mut self.scopes[0];
        scope.names.insert(name, super::Named { entity: Entity::Symbol(id, ty), at });
    }

    /// A new function symbol with linkage.
    pub(super) fn function_symbol(&mut self, name: Atom, ty: QType, at: At, is_global: bool) -> SymbolId {
        let spelling = self.cx.names.shared(name);
        let symbol = Symbol { name: spelling, is_global, is_thread_local: false, is_function: true, is_defined: false };
        let info =
            SymbolInfo { ty, at, is_noreturn: false, format: None, is_tentative: false, align: 1, is_implicit: false };
        let id = self.add_symbol(symbol, info);
        self.linked.insert(name, id);
        id
    }

    /// A library function the compiler itself calls.
    pub(super) fn runtime_function(&mut self, name: &str) -> SymbolId {
        let atom = self.cx.names.intern(name);
        match self.linked.get(&atom) {
            Some(id) => *id,
            None => {
                let ty = FunctionType {
                    returns: types::INT.plain(),
                    parameters: Vec::new(),
                    is_variadic: false,
                    has_prototype: false,
                };
                let ty = self.types.intern(Type::Function(Rc::new(ty))).plain();
                let id = self.function_symbol(atom, ty, At::default(), true);
                self.info(id).is_implicit = true;
                id
            }
        }
    }

    /// `memset(address, 0, bytes)` for a local.
    pub(super) fn clear_call(&mut self, place: Place, bytes: u32, at: At) -> tree::Expr {
        let pos = self.pos(at);
        let address = self.address(place, pos);
        let memset = self.runtime_function("memset");
        let arguments = vec![address, emit::int(Ty::I32, 0, pos), emit::int(Ty::U32, i64::from(bytes), pos)];
        let kind = tree::ExprKind::Call { callee: Callee::Direct(memset), arguments, fixed: None };
        tree::Expr { kind, ty: Ty::U32, pos }
    }
}

enum Guess {
    Int,
    Double,
    Pointer,
}

/// What an undeclared library function returns, and how many parameters come before its `...`.
fn guess(name: &str) -> (Guess, Option<usize>) {
    match name {
        "printf" | "scanf" | "syscall" => (Guess::Int, Some(1)),
        "fprintf" | "sprintf" | "fscanf" | "sscanf" | "dprintf" | "fcntl" | "ioctl" => (Guess::Int, Some(2)),
        "open" => (Guess::Int, None),
        "execl" | "execlp" | "execle" => (Guess::Int, Some(2)),
        "snprintf" => (Guess::Int, Some(3)),
        "sqrt" | "pow" | "sin" | "cos" | "tan" | "exp" | "log" | "log10" | "log2" | "floor" | "ceil" | "fabs"
        | "fmod" | "round" | "trunc" | "hypot" | "cbrt" | "atan" | "atan2" | "asin" | "acos" => (Guess::Double, None),
        "malloc" | "calloc" | "realloc" | "strcpy" | "strncpy" | "strcat" | "strncat" | "strchr" | "strrchr"
        | "strstr" | "strtok" | "strdup" | "memcpy" | "memmove" | "memset" | "fopen" | "fdopen" | "getenv" | "mmap"
        | "shmat" | "opendir" | "readdir" | "strerror" | "fgets" | "localtime" | "ctime" | "popen" | "getcwd"
        | "sbrk" => (Guess::Pointer, None),
        _ => (Guess::Int, None),
    }
}
