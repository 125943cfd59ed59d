//! Syntax to the checked [`tree`](super::tree): names, types, conversions, constants (C11 6.2 to 6.9).
//!
//! Rules: a wrong part becomes the type [`TypeId::ERROR`], which agrees with everything, so that one mistake gives one
//! message. The tree is handed on only when there was no error. Warnings look at the syntax as written; what a header
//! of the library says is trusted.

mod builtin;
mod call;
mod convert;
mod debug;
mod declare;
mod emit;
mod expression;
mod format;
mod function;
mod initialise;
mod operator;
mod record;
mod specify;
mod statement;
mod warn;

use super::context::Context;
use super::source::{At, Loc};
use super::suggest;
use super::syntax::External;
use super::token::Atom;
use super::tree::{Expr, LabelId, Local, LocalId, Object, Pos, Stmt, Symbol, SymbolId, Unit};
use super::types::{QType, TypeId, Types};
use std::collections::BTreeMap;
use std::rc::Rc;

/// What a name in the ordinary name space stands for.
#[derive(Clone, Copy, Debug)]
enum Entity {
    Typedef(QType),
    /// An enumeration constant.
    Constant(i64, TypeId),
    /// A variable with automatic storage; a variable-length array's local holds its address.
    Local(LocalId, QType),
    /// A function or an object with static storage.
    Symbol(SymbolId, QType),
}

#[derive(Clone, Copy, Debug)]
struct Named {
    entity: Entity,
    at: At,
}

#[derive(Default)]
struct Scope {
    names: BTreeMap<Atom, Named>,
    tags: BTreeMap<Atom, TypeId>,
}

/// What the checker knows about a symbol besides what the tree says.
#[derive(Clone, Debug)]
struct SymbolInfo {
    ty: QType,
    at: At,
    is_noreturn: bool,
    /// scanf-like, format parameter, first argument; numbered from 1.
    format: Option<(bool, u32, u32)>,
    /// An object declared without initialiser, or a function used before its definition.
    is_tentative: bool,
    align: u32,
    is_implicit: bool,
}

/// A `switch` being read.
struct Switch {
    ty: TypeId,
    cases: Vec<(i64, LabelId)>,
    seen: BTreeMap<i64, Loc>,
    default: Option<LabelId>,
}

/// A label of a function.
struct Label {
    id: LabelId,
    is_defined: bool,
    used_at: Option<At>,
}

/// A block being read.
#[derive(Default)]
struct Block {
    locals: Vec<LocalId>,
    frees_vla: bool,
}

/// The function being checked.
struct FunctionState {
    symbol: SymbolId,
    name: Atom,
    returns: QType,
    is_variadic: bool,
    locals: Vec<Local>,
    labels: BTreeMap<Atom, Label>,
    label_count: u32,
    switches: Vec<Switch>,
    loops: u32,
    /// Loops and switches together: where `break` is allowed.
    breakables: u32,
    blocks: Vec<Block>,
    /// Statements that must run before the one being checked: sizes of variable-length arrays.
    pending: Vec<Stmt>,
    /// Something in it could not be read, so flow warnings would mislead.
    has_errors: bool,
}

/// The state of checking one unit.
pub struct Checker<'a> {
    cx: &'a mut Context,
    types: Types,
    unit: Unit,
    scopes: Vec<Scope>,
    infos: Vec<SymbolInfo>,
    /// Symbols with linkage, by name.
    linked: BTreeMap<Atom, SymbolId>,
    strings: BTreeMap<Rc<[u8]>, SymbolId>,
    function: Option<FunctionState>,
    debug_types: BTreeMap<TypeId, u32>,
    debug_order: Vec<TypeId>,
    /// Numbers private symbols.
    serial: u32,
    /// Inside `sizeof` and the like: names count as mentioned, not as used.
    unevaluated: u32,
}

/// Checks a unit; the tree means something only if no error was reported.
pub fn check(cx: &mut Context, externals: &[External]) -> Unit {
    let mut checker = Checker {
        cx,
        types: Types::default(),
        unit: Unit::default(),
        scopes: vec![Scope::default()],
        infos: Vec::new(),
        linked: BTreeMap::new(),
        strings: BTreeMap::new(),
        function: None,
        debug_types: BTreeMap::new(),
        debug_order: Vec::new(),
        serial: 0,
        unevaluated: 0,
    };
    for external in externals {
        if checker.cx.reports.is_full() {
            break;
        }
        match external {
            External::Function(definition) => checker.function_definition(definition),
            External::Declaration(declaration) => checker.file_declaration(declaration),
        }
        checker.scopes.truncate(1);
        checker.function = None;
        checker.unevaluated = 0;
    }
    checker.finish_tentative();
    checker.finish_debug();
    checker.unit
}

impl Checker<'_> {
    fn error(&mut self, at: At, title: impl Into<String>) {
        self.cx.reports.error(at, title, "");
    }

    fn error_help(&mut self, at: At, title: impl Into<String>, help: impl Into<String>) {
        self.cx.reports.error(at, title, help);
    }

    fn warn(&mut self, at: At, title: impl Into<String>, help: impl Into<String>) {
        if self.unevaluated == 0 {
            self.cx.reports.warning(at, title, help);
        }
    }

    fn pos(&self, at: At) -> Pos {
        self.cx.sources.pos(at.loc)
    }

    fn name(&self, ty: QType) -> String {
        self.types.name(ty, &self.cx.names)
    }

    fn text(&self, atom: Atom) -> String {
        self.cx.text(atom).to_string()
    }

    /// Counts private symbols apart.
    fn next_serial(&mut self) -> u32 {
        self.serial += 1;
        self.serial
    }

    fn lookup(&self, name: Atom) -> Option<Named> {
        self.scopes.iter().rev().find_map(|s| s.names.get(&name).copied())
    }

    fn scope(&mut self) -> &mut Scope {
        if self.scopes.is_empty() {
            self.scopes.push(Scope::default());
        }
        let last = self.scopes.len() - 1;
        &mut self.scopes[last]
    }

    fn is_file_scope(&self) -> bool {
        self.function.is_none()
    }

    /// Makes a name known in the innermost scope; the caller has checked that this is allowed.
    fn introduce(&mut self, name: Atom, at: At, entity: Entity) {
        self.scope().names.insert(name, Named { entity, at });
    }

    /// Adds a symbol to the unit.
    fn add_symbol(&mut self, symbol: Symbol, info: SymbolInfo) -> SymbolId {
        self.unit.symbols.push(symbol);
        self.infos.push(info);
        SymbolId(self.unit.symbols.len() as u32 - 1)
    }

    fn info(&mut self, id: SymbolId) -> &mut SymbolInfo {
        &mut self.infos[id.0 as usize]
    }

    fn symbol(&mut self, id: SymbolId) -> &mut Symbol {
        &mut self.unit.symbols[id.0 as usize]
    }

    /// A private symbol of the unit for an object without a linkable name.
    fn private_object(&mut self, name: Rc<str>, ty: QType, at: At) -> SymbolId {
        let symbol = Symbol { name, is_global: false, is_thread_local: false, is_function: false, is_defined: true };
        let align = self.types.align(ty.id);
        let info =
            SymbolInfo { ty, at, is_noreturn: false, format: None, is_tentative: false, align, is_implicit: false };
        self.add_symbol(symbol, info)
    }

    /// The object that holds a string and its final zero; equal strings share one.
    fn string_object(&mut self, bytes: &Rc<[u8]>) -> SymbolId {
        if let Some(id) = self.strings.get(bytes) {
            return *id;
        }
        let name = format!(".str.{}", self.next_serial()).into();
        let id = self.private_object(name, QType::ERROR, At::default());
        let mut data = bytes.to_vec();
        data.push(0);
        self.unit.objects.push(Object {
            symbol: id,
            bytes: data.len() as u32,
            align: 1,
            is_readonly: true,
            is_tentative: false,
            data,
            relocations: Vec::new(),
            debug: None,
            owner: None,
        });
        self.strings.insert(bytes.clone(), id);
        id
    }

    /// A new local of the function being checked; outside functions an error was reported and 0 serves.
    fn add_local(&mut self, name: Option<Atom>, ty: QType, align: u32, at: At) -> LocalId {
        let debug_type = if name.is_some() { self.debug_type(ty.id) } else { 0 };
        let spelling: Rc<str> = name.map_or_else(|| "".into(), |n| self.cx.names.shared(n));
        let back = self.types.ty(ty.id);
        let pos = self.pos(at);
        let is_record = matches!(back, super::tree::Ty::Record { .. });
        let in_memory =
            is_record || ty.quals & (super::syntax::qualifier::VOLATILE | super::syntax::qualifier::ATOMIC) != 0;
        let align = align.max(self.types.align(ty.id));
        let Some(function) = &mut self.function else { return LocalId(0) };
        let id = LocalId(function.locals.len() as u32);
        function.locals.push(Local { name: spelling, ty: back, align, debug_type, in_memory, pos });
        if let Some(block) = function.blocks.last_mut() {
            block.locals.push(id);
        }
        id
    }

    fn pend(&mut self, expr: Expr) {
        let pos = expr.pos;
        if let Some(function) = &mut self.function {
            function.pending.push(Stmt { pos, kind: super::tree::StmtKind::Expr(expr) });
        }
    }

    /// Help for a name nobody declared: the closest known one, or the header that declares it.
    fn help_for_unknown(&self, name: &str) -> String {
        if let Some(header) = suggest::header_of(name) {
            return format!("`{name}` is declared in `<{header}>`: write `#include <{header}>` at the top");
        }
        let known = self.scopes.iter().rev().flat_map(|s| s.names.keys()).map(|a| self.cx.text(*a));
        let known = known.filter(|n| !n.starts_with('_'));
        match suggest::closest(name, known).or_else(|| suggest::closest(name, suggest::library_names())) {
            Some(near) => format!("did you mean `{near}`?"),
            None => String::new(),
        }
    }
}
