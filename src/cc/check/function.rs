//! Function definitions (C11 6.9.1), old-style ones included.

use super::{Block, Checker, Entity, FunctionState, Scope, emit};
use crate::cc::flow;
use crate::cc::source::At;
use crate::cc::syntax::{Declaration, Derived, FunctionDefinition, Parameters, Storage};
use crate::cc::token::{Atom, word};
use crate::cc::tree::{Function, Place, Stmt, StmtKind, SymbolId};
use crate::cc::types::{self, QType, TypeId};
use std::collections::BTreeMap;

impl Checker<'_> {
    /// Checks a function definition and adds it to the unit.
    pub(super) fn function_definition(&mut self, f: &FunctionDefinition) {
        let base = self.specified(&f.specifiers);
        let ty = self.declared(base, &f.declarator);
        let Some(name) = f.declarator.name else { return };
        let Some(function) = self.types.function(ty.id) else {
            if ty.id != TypeId::ERROR {
                let title = format!("`{}` is not declared as a function, so it cannot have a body", self.text(name));
                self.error(f.declarator.at, title);
            }
            return;
        };
        let at = f.declarator.at;
        if matches!(f.specifiers.storage, Some(Storage::Typedef | Storage::Auto | Storage::Register)) {
            self.error(f.specifiers.at, "a function cannot have this storage class");
        }
        let symbol = self.declare_function(name, at, ty, &f.specifiers, &f.attributes);
        self.check_redefinition(symbol, name, at);
        self.check_main(name, function.returns, at);
        let returns = function.returns;
        if returns.id != types::VOID && self.types.size(returns.id).is_none() {
            self.incomplete(returns, at);
        }
        self.start(symbol, name, returns, function.is_variadic);
        let mut body = Vec::new();
        let Some(Derived::Function(parameters)) = f.declarator.derived.first() else { return };
        let count = self.parameters(parameters, &f.old_style, &mut body);
        self.statements(&f.body, &mut body);
        self.finish(f, count, body);
    }

    fn check_redefinition(&mut self, symbol: SymbolId, name: Atom, at: At) {
        if self.unit.symbols[symbol.0 as usize].is_defined {
            let (text, line) = (self.text(name), self.pos(self.infos[symbol.0 as usize].at).line);
            self.error_help(at, format!("`{text}` is defined twice"), format!("it is defined before in line {line}"));
        }
        self.symbol(symbol).is_defined = true;
        self.info(symbol).at = at;
    }

    fn check_main(&mut self, name: Atom, returns: QType, at: At) {
        if name == word::MAIN && returns.id != types::INT && returns.id != TypeId::ERROR {
            let title = format!("`main` returns an `int`, not `{}`", self.name(returns));
            self.warn(at, title, "write `int main(void)`: its result is the exit status");
        }
    }

    fn start(&mut self, symbol: SymbolId, name: Atom, returns: QType, is_variadic: bool) {
        self.scopes.push(Scope::default());
        self.function = Some(FunctionState {
            symbol,
            name,
            returns,
            is_variadic,
            locals: Vec::new(),
            labels: BTreeMap::new(),
            label_count: 0,
            switches: Vec::new(),
            loops: 0,
            breakables: 0,
            blocks: vec![Block::default()],
            pending: Vec::new(),
            has_errors: false,
        });
    }

    /// Makes the parameters the first locals; returns how many there are.
    fn parameters(&mut self, parameters: &Parameters, old_style: &[Declaration], body: &mut Vec<Stmt>) -> u32 {
        if let Some(names) = &parameters.names {
            return self.old_parameters(names, old_style, body);
        }
        let mut variable = Vec::new();
        for (i, parameter) in parameters.list.iter().enumerate() {
            let ty = self.parameter_type(&parameter.specifiers, &parameter.declarator, true);
            let at = parameter.declarator.at;
            let local = self.add_local(parameter.declarator.name, ty, 1, at);
            let Some(name) = parameter.declarator.name else {
                if ty.id != TypeId::ERROR {
                    self.error(at, format!("parameter {} of this definition has no name", i + 1));
                }
                continue;
            };
            self.check_new_name(name, at);
            self.check_complete(ty, at, name);
            self.introduce(name, at, Entity::Local(local, ty));
            if self.types.is_variable(ty.id) {
                variable.push((i, name, local));
            }
        }
        for (i, name, local) in variable {
            let parameter = &parameters.list[i];
            let ty = self.parameter_type(&parameter.specifiers, &parameter.declarator, false);
            self.introduce(name, parameter.declarator.at, Entity::Local(local, ty));
        }
        self.flush(body);
        parameters.list.len() as u32
    }

    /// K&R: the parameters arrive promoted; those of narrower types are converted into locals of their own.
    fn old_parameters(&mut self, names: &[(Atom, At)], declarations: &[Declaration], body: &mut Vec<Stmt>) -> u32 {
        let mut types_of = BTreeMap::new();
        for declaration in declarations {
            let Declaration::Names(specifiers, list) = declaration else { continue };
            for item in list {
                let ty = self.parameter_type(specifiers, &item.declarator, true);
                let Some(name) = item.declarator.name else { continue };
                if !names.iter().any(|(n, _)| *n == name) {
                    let title = format!("`{}` is not a parameter of this function", self.text(name));
                    self.error(item.declarator.at, title);
                }
                types_of.insert(name, ty);
            }
        }
        let mut narrow = Vec::new();
        for (name, at) in names {
            let ty = types_of.get(name).copied().unwrap_or(types::INT.plain());
            let promoted = if self.types.is_integer(ty.id) { self.types.promoted(ty.id) } else { ty.id };
            let promoted = if promoted == types::FLOAT { types::DOUBLE } else { promoted };
            let is_same = self.types.ty(promoted) == self.types.ty(ty.id);
            let shown = is_same.then_some(*name);
            let arrives = if is_same { ty } else { promoted.plain() };
            let local = self.add_local(shown, arrives, 1, *at);
            self.introduce(*name, *at, Entity::Local(local, arrives));
            if !is_same {
                narrow.push((*name, *at, local, promoted, ty));
            }
        }
        for (name, at, from, promoted, ty) in narrow {
            let pos = self.pos(at);
            let local = self.add_local(Some(name), ty, 1, at);
            let value = emit::converted(self.read_local(from, promoted, pos), self.types.ty(ty.id));
            let store = emit::write(Place::Local(local), value, pos);
            body.push(Stmt { pos, kind: StmtKind::Expr(store) });
            self.introduce(name, at, Entity::Local(local, ty));
        }
        names.len() as u32
    }

    fn finish(&mut self, f: &FunctionDefinition, parameters: u32, mut body: Vec<Stmt>) {
        self.flush(&mut body);
        self.check_labels();
        self.scopes.pop();
        let Some(state) = self.function.take() else { return };
        let function = Function {
            symbol: state.symbol,
            pos: self.pos(f.declarator.at),
            end: self.pos(f.end),
            returns: self.types.ty(state.returns.id),
            parameters,
            is_variadic: state.is_variadic,
            locals: state.locals,
            labels: state.label_count,
            body,
        };
        if !state.has_errors && !self.cx.sources.is_library(f.declarator.at.loc) {
            self.check_flow(&function, f, state.name, state.returns);
        }
        self.unit.functions.push(function);
    }

    fn check_flow(&mut self, function: &Function, f: &FunctionDefinition, name: Atom, returns: QType) {
        let infos = &self.infos;
        let stops = |s: SymbolId| infos[s.0 as usize].is_noreturn;
        let found = flow::check(function, &stops);
        let text = self.text(name);
        let needs_value = returns.id != types::VOID && name != word::MAIN && returns.id != TypeId::ERROR;
        if found.reaches_end && needs_value {
            let title = format!("`{text}` can reach its end without `return`");
            let help = format!("it promises a `{}`; the caller gets garbage", self.name(returns));
            self.warn(f.end, title, help);
        }
        for (pos, variable) in found.unset {
            let Some(at) = self.cx.sources.at_name(pos, &variable) else { continue };
            let title = format!("`{variable}` is used before it has a value");
            self.warn(at, title, "a local variable holds garbage until it is assigned");
        }
    }

    fn check_labels(&mut self) {
        let Some(function) = &self.function else { return };
        let missing: Vec<(Atom, At)> =
            function.labels.iter().filter(|(_, l)| !l.is_defined).filter_map(|(n, l)| Some((*n, l.used_at?))).collect();
        for (name, at) in missing {
            let title = format!("label `{}` is not defined in this function", self.text(name));
            self.error(at, title);
        }
    }
}
