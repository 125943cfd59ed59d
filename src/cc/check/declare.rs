//! Declarations of variables, functions and typedefs (C11 6.7, 6.9.2): scope, linkage, storage, tentative definitions.

use super::{Checker, Entity, SymbolInfo, emit};
use crate::cc::source::At;
use crate::cc::syntax::{Assertion, Attributes, Declaration, InitDeclarator, Specifiers, Storage, TypeSpec};
use crate::cc::token::Atom;
use crate::cc::tree::{self, Builtin, Object, Place, Stmt, Symbol, SymbolId, Ty};
use crate::cc::types::{self, QType, Type, TypeId};
use std::rc::Rc;

/// One declared name with everything known about it.
struct Declared<'a> {
    name: Atom,
    at: At,
    ty: QType,
    specifiers: &'a Specifiers,
    align: u32,
}

impl Checker<'_> {
    /// A declaration outside functions.
    pub(super) fn file_declaration(&mut self, declaration: &Declaration) {
        let mut none = Vec::new();
        self.declaration(declaration, &mut none);
    }

    /// A declaration anywhere; the stores of its initialisers go to `out`.
    pub(super) fn declaration(&mut self, declaration: &Declaration, out: &mut Vec<Stmt>) {
        match declaration {
            Declaration::Assert(assertion) => self.static_assert(assertion),
            Declaration::Names(specifiers, list) => {
                let base = self.specified(specifiers);
                if list.is_empty() {
                    self.check_useless(specifiers);
                }
                let asked = self.asked_alignment(&specifiers.attributes);
                for item in list {
                    self.init_declarator(specifiers, base, asked, item, out);
                }
            }
        }
    }

    fn check_useless(&mut self, specifiers: &Specifiers) {
        let declares = match &specifiers.ty {
            TypeSpec::Record(r) => r.tag.is_some(),
            TypeSpec::Enum(e) => e.tag.is_some() || e.list.is_some(),
            TypeSpec::Error => true,
            _ => false,
        };
        if !declares {
            self.warn(specifiers.at, "this declares nothing", "is a name missing?");
        }
    }

    /// `_Static_assert`
    pub(super) fn static_assert(&mut self, assertion: &Assertion) {
        if let Some((0, _)) = self.integer_constant(&assertion.test, "what `_Static_assert` tests") {
            let title = format!("this assertion does not hold: {}", assertion.message);
            self.error(assertion.at, title.trim_end_matches([' ', ':']));
        }
    }

    fn init_declarator(
        &mut self,
        specifiers: &Specifiers,
        base: QType,
        asked: u32,
        item: &InitDeclarator,
        out: &mut Vec<Stmt>,
    ) {
        let ty = self.declared(base, &item.declarator);
        let (Some(name), at) = (item.declarator.name, item.declarator.at) else { return };
        let align = asked.max(self.asked_alignment(&item.attributes));
        let d = Declared { name, at, ty, specifiers, align };
        if specifiers.storage == Some(Storage::Typedef) {
            self.declare_typedef(&d, item);
        } else if self.types.function(ty.id).is_some() {
            if item.init.is_some() {
                self.error(at, "a function cannot have an initial value");
            }
            self.declare_function(name, at, ty, specifiers, &item.attributes);
        } else if ty.id == types::VOID {
            let title = format!("`{}` cannot have type `void`", self.text(name));
            self.error_help(at, title, "a pointer to anything is `void *`");
            self.introduce(name, at, Entity::Constant(0, TypeId::ERROR));
        } else {
            self.declare_object(&d, item, out);
        }
        self.flush(out);
    }

    fn declare_typedef(&mut self, d: &Declared, item: &InitDeclarator) {
        if item.init.is_some() {
            self.error(d.at, "a type definition cannot have an initial value");
        }
        let old = self.scopes.last().and_then(|s| s.names.get(&d.name)).copied();
        let is_same = matches!(old.map(|o| o.entity), Some(Entity::Typedef(t)) if self.types.compatible(t.id, d.ty.id));
        if !is_same {
            self.check_new_name(d.name, d.at);
        }
        self.introduce(d.name, d.at, Entity::Typedef(d.ty));
    }

    fn declare_object(&mut self, d: &Declared, item: &InitDeclarator, out: &mut Vec<Stmt>) {
        let storage = d.specifiers.storage;
        if storage == Some(Storage::Extern) {
            self.declare_linked(d, item);
        } else if self.is_file_scope() {
            if matches!(storage, Some(Storage::Auto | Storage::Register)) {
                self.error(d.at, "outside functions a variable cannot be `auto` or `register`");
            }
            self.declare_linked(d, item);
        } else if storage == Some(Storage::Static) || d.specifiers.is_thread_local {
            self.declare_static_local(d, item);
        } else {
            self.declare_local(d, item, out);
        }
    }

    /// A variable with linkage (6.2.2).
    fn declare_linked(&mut self, d: &Declared, item: &InitDeclarator) {
        let is_extern = d.specifiers.storage == Some(Storage::Extern);
        if matches!(self.types.get(d.ty.id), Type::Vla(..)) {
            self.error(d.at, "only a local array can have a variable length");
        }
        let id = self.linked_symbol(d);
        let ty = self.infos[id.0 as usize].ty;
        if !self.is_file_scope() {
            self.check_new_name(d.name, d.at);
        }
        self.introduce(d.name, d.at, Entity::Symbol(id, ty));
        if is_extern && item.init.is_none() {
            return;
        }
        let Some(init) = &item.init else {
            self.info(id).is_tentative = true;
            self.info(id).at = d.at;
            return;
        };
        if self.unit.symbols[id.0 as usize].is_defined {
            let (name, line) = (self.text(d.name), self.pos(self.infos[id.0 as usize].at).line);
            self.error_help(d.at, format!("`{name}` is defined twice"), format!("it is defined before in line {line}"));
            return;
        }
        self.info(id).at = d.at;
        // Inside the initialiser no locals exist, also for `extern int x = 1;` in a function.
        let ty = self.static_init(id, ty, init, d.at);
        self.name_object(d.name, ty);
        self.introduce(d.name, d.at, Entity::Symbol(id, ty));
        self.check_complete(ty, d.at, d.name);
    }

    /// Completes the debug entry of the object defined last.
    fn name_object(&mut self, name: Atom, ty: QType) {
        let debug = self.debug_type(ty.id);
        let spelling = self.cx.names.shared(name);
        let owner = self.function.as_ref().map(|f| f.symbol);
        if let Some(object) = self.unit.objects.last_mut() {
            object.debug = Some((spelling, debug));
            object.owner = owner;
        }
    }

    fn linked_symbol(&mut self, d: &Declared) -> SymbolId {
        let is_static = d.specifiers.storage == Some(Storage::Static);
        let Some(id) = self.linked.get(&d.name).copied() else {
            let id = self.object_symbol(d, !is_static);
            self.linked.insert(d.name, id);
            return id;
        };
        let old = self.infos[id.0 as usize].clone();
        if !self.types.compatible(old.ty.id, d.ty.id) {
            self.conflict(d.name, d.at, old.at, old.ty, d.ty);
            return id;
        }
        let is_open = matches!(self.types.get(old.ty.id), Type::Array(_, None));
        if is_open || old.ty.id == TypeId::ERROR {
            self.info(id).ty = d.ty;
        }
        let info = self.info(id);
        info.align = info.align.max(d.align);
        id
    }

    /// Reports two declarations that do not agree.
    pub(super) fn conflict(&mut self, name: Atom, at: At, before: At, old: QType, new: QType) {
        let (text, line) = (self.text(name), self.pos(before).line);
        let title = format!("`{text}` is declared again with another type: `{}`", self.name(new));
        let help = if line == 0 {
            format!("it is known as `{}`", self.name(old))
        } else {
            format!("it is declared as `{}` in line {line}", self.name(old))
        };
        self.error_help(at, title, help);
    }

    fn object_symbol(&mut self, d: &Declared, is_global: bool) -> SymbolId {
        let symbol = Symbol {
            name: self.cx.names.shared(d.name),
            is_global,
            is_thread_local: d.specifiers.is_thread_local,
            is_function: false,
            is_defined: false,
        };
        let align = d.align.max(self.types.align(d.ty.id));
        let info = SymbolInfo {
            ty: d.ty,
            at: d.at,
            is_noreturn: false,
            format: None,
            is_tentative: false,
            align,
            is_implicit: false,
        };
        self.add_symbol(symbol, info)
    }

    fn declare_static_local(&mut self, d: &Declared, item: &InitDeclarator) {
        self.check_new_name(d.name, d.at);
        if matches!(self.types.get(d.ty.id), Type::Vla(..)) {
            self.error(d.at, "a static array needs a constant size");
            self.introduce(d.name, d.at, Entity::Constant(0, TypeId::ERROR));
            return;
        }
        let serial = self.next_serial();
        let id = self.object_symbol(d, false);
        let name = format!("{}.{serial}", self.text(d.name));
        self.symbol(id).name = name.into();
        self.introduce(d.name, d.at, Entity::Symbol(id, d.ty));
        let ty = match &item.init {
            Some(init) => self.static_init(id, d.ty, init, d.at),
            None => {
                self.empty_object(id, d.ty);
                d.ty
            }
        };
        self.name_object(d.name, ty);
        self.introduce(d.name, d.at, Entity::Symbol(id, ty));
        self.check_complete(ty, d.at, d.name);
    }

    /// An object of zeros.
    fn empty_object(&mut self, id: SymbolId, ty: QType) {
        let info = self.infos[id.0 as usize].clone();
        let bytes = self.types.size(ty.id).unwrap_or(0);
        let is_readonly = self.is_readonly(ty) && !self.symbol(id).is_thread_local;
        self.symbol(id).is_defined = true;
        self.unit.objects.push(Object {
            symbol: id,
            bytes,
            align: info.align.max(self.types.align(ty.id)),
            is_readonly,
            is_tentative: false,
            data: Vec::new(),
            relocations: Vec::new(),
            debug: None,
            owner: None,
        });
    }

    /// Reports a variable whose size is not known.
    pub(super) fn check_complete(&mut self, ty: QType, at: At, name: Atom) {
        let is_vla = matches!(self.types.get(ty.id), Type::Vla(..));
        if is_vla || ty.id == TypeId::ERROR || self.types.size(ty.id).is_some() {
            return;
        }
        let name = self.text(name);
        if self.types.element(ty.id).is_some() {
            let help = "write the number of elements between the brackets, or an initialiser";
            self.error_help(at, format!("the size of array `{name}` is missing"), help);
        } else {
            self.incomplete(ty, at);
        }
    }

    fn declare_local(&mut self, d: &Declared, item: &InitDeclarator, out: &mut Vec<Stmt>) {
        self.check_new_name(d.name, d.at);
        self.flush(out);
        if let Type::Vla(of, _) = *self.types.get(d.ty.id) {
            self.declare_vla(d, of, item, out);
            return;
        }
        let local = self.add_local(Some(d.name), d.ty, d.align, d.at);
        self.introduce(d.name, d.at, Entity::Local(local, d.ty));
        let mut ty = d.ty;
        if let Some(init) = &item.init {
            let (complete, stores) = self.local_init(local, d.ty, init, d.at);
            ty = complete;
            self.introduce(d.name, d.at, Entity::Local(local, ty));
            self.flush(out);
            let pos = self.pos(d.specifiers.at);
            out.extend(stores.into_iter().map(|e| Stmt { pos, kind: tree::StmtKind::Expr(e) }));
        }
        self.check_complete(ty, d.at, d.name);
    }

    /// A local array of variable length: stack memory whose address the local holds.
    fn declare_vla(&mut self, d: &Declared, of: QType, item: &InitDeclarator, out: &mut Vec<Stmt>) {
        let pointer = self.types.pointer_to(of);
        let local = self.add_local(Some(d.name), pointer.plain(), 4, d.at);
        self.introduce(d.name, d.at, Entity::Local(local, d.ty));
        if let Some(init) = &item.init {
            self.local_init(local, d.ty, init, d.at);
        }
        let pos = self.pos(d.specifiers.at);
        let bytes = self.size_expr(d.ty.id, d.at);
        let memory = tree::Expr { kind: tree::ExprKind::Builtin(Builtin::Alloca, vec![bytes]), ty: Ty::U32, pos };
        let store = emit::write(Place::Local(local), memory, pos);
        if let Some(block) = self.function.as_mut().and_then(|f| f.blocks.last_mut()) {
            block.frees_vla = true;
        }
        out.push(Stmt { pos, kind: tree::StmtKind::Expr(store) });
    }

    /// A function's declaration or the head of its definition.
    pub(super) fn declare_function(
        &mut self,
        name: Atom,
        at: At,
        ty: QType,
        specifiers: &Specifiers,
        attributes: &Attributes,
    ) -> SymbolId {
        // An `inline` function without `extern` gives no external definition (6.7.4): every unit has its own.
        let is_private = specifiers.storage == Some(Storage::Static)
            || (specifiers.is_inline && specifiers.storage != Some(Storage::Extern));
        let id = match self.linked.get(&name).copied() {
            None => self.function_symbol(name, ty, at, !is_private),
            Some(id) => {
                self.redeclare_function(id, name, at, ty);
                id
            }
        };
        let info = self.info(id);
        info.is_noreturn |= specifiers.attributes.is_noreturn || attributes.is_noreturn;
        info.format = info.format.or(attributes.format).or(specifiers.attributes.format);
        let ty = info.ty;
        if !self.is_file_scope() {
            self.check_new_function_name(name, at);
        } else if let Some(old) = self.scopes[0].names.get(&name).copied()
            && !matches!(old.entity, Entity::Symbol(..))
        {
            self.check_new_name(name, at);
        }
        self.introduce(name, at, Entity::Symbol(id, ty));
        id
    }

    fn check_new_function_name(&mut self, name: Atom, at: At) {
        let old = self.scopes.last().and_then(|s| s.names.get(&name)).copied();
        if old.is_some_and(|o| !matches!(o.entity, Entity::Symbol(..))) {
            self.check_new_name(name, at);
        }
    }

    fn redeclare_function(&mut self, id: SymbolId, name: Atom, at: At, ty: QType) {
        let old = self.infos[id.0 as usize].clone();
        if old.is_implicit {
            self.declared_after_use(id, name, at, ty, &old);
            return;
        }
        if !self.types.compatible(old.ty.id, ty.id) {
            self.conflict(name, at, old.at, old.ty, ty);
            return;
        }
        let knows_more = self.types.function(ty.id).is_some_and(|f| f.has_prototype);
        if knows_more || self.types.function(old.ty.id).is_none_or(|f| !f.has_prototype) {
            self.info(id).ty = ty;
        }
        if old.at == At::default() {
            self.info(id).at = at;
        }
    }

    /// A function that was called before its declaration: what the call assumed may be wrong.
    fn declared_after_use(&mut self, id: SymbolId, name: Atom, at: At, ty: QType, old: &SymbolInfo) {
        let is_runtime = old.at == At::default();
        let returns = |c: &Self, t: QType| c.types.function(t.id).map(|f| c.types.ty(f.returns.id));
        if !is_runtime && returns(self, old.ty) != returns(self, ty) {
            let text = self.text(name);
            let line = self.pos(old.at).line;
            let title = format!("`{text}` is declared only here, but called before, in line {line}");
            self.error_help(at, title, "move this above the call, or declare the function at the top");
        }
        let info = self.info(id);
        info.ty = ty;
        info.at = at;
        info.is_implicit = false;
    }

    /// Emits what was declared without an initial value anywhere in the unit (6.9.2).
    pub(super) fn finish_tentative(&mut self) {
        for index in 0..self.infos.len() {
            let info = self.infos[index].clone();
            let id = SymbolId(index as u32);
            if !info.is_tentative || self.unit.symbols[index].is_defined {
                continue;
            }
            let mut ty = info.ty;
            if let Type::Array(of, None) = *self.types.get(ty.id) {
                ty = self.types.intern(Type::Array(of, Some(1))).plain().with(ty.quals);
            }
            if self.types.size(ty.id).is_none() && ty.id != TypeId::ERROR {
                self.incomplete(ty, info.at);
                continue;
            }
            self.empty_object(id, ty);
            let name: Rc<str> = self.unit.symbols[index].name.clone();
            let debug = self.debug_type(ty.id);
            let is_tentative = self.unit.symbols[index].is_global;
            if let Some(object) = self.unit.objects.last_mut() {
                object.debug = Some((name, debug));
                object.is_tentative = is_tentative;
                object.is_readonly = false;
            }
        }
        for scope in 0..self.infos.len() {
            let is_private = !self.unit.symbols[scope].is_global && self.unit.symbols[scope].is_function;
            if is_private && !self.unit.symbols[scope].is_defined {
                let info = self.infos[scope].clone();
                self.undefined_static(SymbolId(scope as u32), &info);
            }
        }
    }

    /// A `static` or `inline` function that is declared but never defined can only be an external one.
    fn undefined_static(&mut self, id: SymbolId, info: &SymbolInfo) {
        if !self.cx.sources.is_library(info.at.loc) {
            let name = self.unit.symbols[id.0 as usize].name.clone();
            self.warn(info.at, format!("`static` function `{name}` is declared but never defined"), "");
        }
        self.symbol(id).is_global = true;
    }
}
