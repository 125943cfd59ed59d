//! Statements (C11 6.8).

use super::convert::{OperandKind, Purpose};
use super::{Block, Checker, Label, Scope, Switch};
use crate::cc::source::At;
use crate::cc::syntax::{Expr, Stmt, StmtKind};
use crate::cc::token::Atom;
use crate::cc::tree::{self, LabelId};
use crate::cc::types::{self, TypeId};
use std::collections::BTreeMap;

/// Most values of one `case a ... b`.
const CASE_RANGE_MAX: i64 = 1024;

impl Checker<'_> {
    /// Moves what must run first in front of what comes next.
    pub(super) fn flush(&mut self, out: &mut Vec<tree::Stmt>) {
        if let Some(function) = &mut self.function {
            out.append(&mut function.pending);
        }
    }

    fn push(&mut self, at: At, kind: tree::StmtKind, out: &mut Vec<tree::Stmt>) {
        self.flush(out);
        out.push(tree::Stmt { pos: self.pos(at), kind });
    }

    /// Checks statements of a block that is already open.
    pub(super) fn statements(&mut self, list: &[Stmt], out: &mut Vec<tree::Stmt>) {
        for stmt in list {
            if self.cx.reports.is_full() {
                return;
            }
            self.statement(stmt, out);
        }
    }

    /// Checks statements with a scope of their own.
    fn block(&mut self, at: At, out: &mut Vec<tree::Stmt>, inside: impl FnOnce(&mut Self, &mut Vec<tree::Stmt>)) {
        self.scopes.push(Scope::default());
        if let Some(function) = &mut self.function {
            function.blocks.push(Block::default());
        }
        let mut body = Vec::new();
        inside(self, &mut body);
        self.flush(&mut body);
        self.scopes.pop();
        let block = self.function.as_mut().and_then(|f| f.blocks.pop()).unwrap_or_default();
        let kind = tree::StmtKind::Block { locals: block.locals, body, frees_vla: block.frees_vla };
        out.push(tree::Stmt { pos: self.pos(at), kind });
    }

    /// A statement as the body of another one.
    fn body(&mut self, stmt: &Stmt) -> Box<tree::Stmt> {
        let mut out = Vec::new();
        self.statement(stmt, &mut out);
        let pos = self.pos(stmt.at);
        if out.len() == 1
            && let Some(only) = out.pop()
        {
            return Box::new(only);
        }
        let kind = tree::StmtKind::Block { locals: Vec::new(), body: out, frees_vla: false };
        Box::new(tree::Stmt { pos, kind })
    }

    fn loop_body(&mut self, stmt: &Stmt) -> Box<tree::Stmt> {
        self.nest(1, 1);
        let body = self.body(stmt);
        self.nest(-1, -1);
        body
    }

    /// Counts loops and what `break` leaves.
    fn nest(&mut self, loops: i32, breakables: i32) {
        if let Some(function) = &mut self.function {
            function.loops = function.loops.saturating_add_signed(loops);
            function.breakables = function.breakables.saturating_add_signed(breakables);
        }
    }

    fn statement(&mut self, stmt: &Stmt, out: &mut Vec<tree::Stmt>) {
        let at = stmt.at;
        match &stmt.kind {
            StmtKind::Expr(expr) => {
                let operand = self.expr(expr);
                if operand.ty.id != TypeId::ERROR {
                    self.warn_statement(expr);
                }
                let value = self.rvalue(operand);
                self.push(at, tree::StmtKind::Expr(value.expr), out);
            }
            StmtKind::Empty => {}
            StmtKind::Block(list) => self.block(at, out, |c, body| c.statements(list, body)),
            StmtKind::If(test, yes, no) => {
                let test = self.condition_value(test).expr;
                self.warn_empty_body(yes, no.as_deref(), "if");
                self.flush(out);
                let yes = self.body(yes);
                let no = no.as_ref().map(|n| self.body(n));
                self.push(at, tree::StmtKind::If(test, yes, no), out);
            }
            StmtKind::While(test, body) => {
                let test = self.condition_value(test).expr;
                self.warn_loop_without_body(body, at);
                self.flush(out);
                let body = self.loop_body(body);
                self.push(at, tree::StmtKind::Loop { test: Some(test), step: None, body }, out);
            }
            StmtKind::DoWhile(body, test) => {
                let body = self.loop_body(body);
                let test = self.condition_value(test).expr;
                self.push(at, tree::StmtKind::DoWhile(body, test), out);
            }
            StmtKind::For { init, test, step, body } => {
                self.for_statement(stmt, init.as_deref(), test, step, body, out)
            }
            StmtKind::Switch(value, body) => self.switch(value, body, at, out),
            StmtKind::Case(first, last) => self.case(first, last.as_ref(), at, out),
            StmtKind::Default => self.default(at, out),
            StmtKind::Label(name) => self.label(*name, at, out),
            StmtKind::Goto(name, name_at) => {
                let id = self.label_id(*name, Some(*name_at));
                self.push(at, tree::StmtKind::Goto(id), out);
            }
            StmtKind::Break => {
                if self.function.as_ref().is_some_and(|f| f.breakables == 0) {
                    self.error(at, "`break` stands neither in a loop nor in a `switch`");
                    return;
                }
                self.push(at, tree::StmtKind::Break, out);
            }
            StmtKind::Continue => {
                if self.function.as_ref().is_some_and(|f| f.loops == 0) {
                    self.error(at, "`continue` does not stand in a loop");
                    return;
                }
                self.push(at, tree::StmtKind::Continue, out);
            }
            StmtKind::Return(value) => self.return_statement(value.as_ref(), at, out),
            StmtKind::Declare(declaration) => self.declaration(declaration, out),
            StmtKind::Asm { text, outputs, inputs } => self.asm(text, outputs, inputs, at, out),
            StmtKind::Error => {
                if let Some(function) = &mut self.function {
                    function.has_errors = true;
                }
            }
        }
    }

    fn for_statement(
        &mut self,
        stmt: &Stmt,
        init: Option<&Stmt>,
        test: &Option<Expr>,
        step: &Option<Expr>,
        body: &Stmt,
        out: &mut Vec<tree::Stmt>,
    ) {
        self.block(stmt.at, out, |c, inner| {
            if let Some(init) = init {
                c.statement(init, inner);
            }
            let test = test.as_ref().map(|t| c.condition_value(t).expr);
            let step = step.as_ref().map(|s| {
                let value = c.value(s).expr;
                c.warn_statement(s);
                value
            });
            c.warn_loop_without_body(body, stmt.at);
            c.flush(inner);
            let body = c.loop_body(body);
            c.push(stmt.at, tree::StmtKind::Loop { test, step, body }, inner);
        });
    }

    fn switch(&mut self, value: &Expr, body: &Stmt, at: At, out: &mut Vec<tree::Stmt>) {
        let value = self.value(value);
        let mut ty = value.ty;
        if ty != TypeId::ERROR && !self.types.is_integer(ty) {
            let title = format!("`switch` needs an integer, not a `{}`", self.name(ty.plain()));
            self.error_help(value.at, title, "compare with `if` and `else if` instead");
            ty = TypeId::ERROR;
        }
        let value = if ty == TypeId::ERROR { value } else { self.promote(value) };
        let ty = if ty == TypeId::ERROR { types::INT } else { value.ty };
        self.flush(out);
        if let Some(function) = &mut self.function {
            function.switches.push(Switch { ty, cases: Vec::new(), seen: BTreeMap::new(), default: None });
        }
        self.nest(0, 1);
        let body = self.body(body);
        self.nest(0, -1);
        let Some(switch) = self.function.as_mut().and_then(|f| f.switches.pop()) else { return };
        let kind = tree::StmtKind::Switch { value: value.expr, cases: switch.cases, default: switch.default, body };
        self.push(at, kind, out);
    }

    fn new_label(&mut self) -> LabelId {
        let Some(function) = &mut self.function else { return LabelId(0) };
        function.label_count += 1;
        LabelId(function.label_count - 1)
    }

    fn switch_type(&mut self, word: &str, at: At) -> Option<TypeId> {
        let ty = self.function.as_ref().and_then(|f| f.switches.last()).map(|s| s.ty);
        if ty.is_none() {
            self.error(at, format!("`{word}` does not stand in a `switch`"));
        }
        ty
    }

    fn case(&mut self, first: &Expr, last: Option<&Expr>, at: At, out: &mut Vec<tree::Stmt>) {
        let Some(ty) = self.switch_type("case", at) else { return };
        let Some((low, _)) = self.integer_constant(first, "the value of `case`") else { return };
        let back = self.types.ty(ty);
        let low = crate::cc::constant::wrap(back, low);
        let mut high = low;
        if let Some(last) = last {
            let Some((value, _)) = self.integer_constant(last, "the value of `case`") else { return };
            high = crate::cc::constant::wrap(back, value);
            if high.checked_sub(low).is_none_or(|n| !(0..CASE_RANGE_MAX).contains(&n)) {
                self.error(
                    at,
                    format!("a range of `case` values holds 1 to {CASE_RANGE_MAX} values, in ascending order"),
                );
                return;
            }
        }
        let id = self.new_label();
        for value in low..=high {
            self.add_case(value, id, first.at);
        }
        self.push(at, tree::StmtKind::Label(id), out);
    }

    fn add_case(&mut self, value: i64, id: LabelId, at: At) {
        let Some(switch) = self.function.as_mut().and_then(|f| f.switches.last_mut()) else { return };
        match switch.seen.insert(value, at.loc) {
            None => switch.cases.push((value, id)),
            Some(before) => {
                let line = self.cx.sources.pos(before).line;
                self.error_help(
                    at,
                    format!("the value {value} has a second `case`"),
                    format!("the first is in line {line}"),
                );
            }
        }
    }

    fn default(&mut self, at: At, out: &mut Vec<tree::Stmt>) {
        if self.switch_type("default", at).is_none() {
            return;
        }
        let id = self.new_label();
        let old = self.function.as_mut().and_then(|f| f.switches.last_mut()).and_then(|s| s.default.replace(id));
        if old.is_some() {
            self.error(at, "this `switch` has a second `default`");
        }
        self.push(at, tree::StmtKind::Label(id), out);
    }

    fn label_id(&mut self, name: Atom, used_at: Option<At>) -> LabelId {
        let new = self.function.as_ref().is_none_or(|f| !f.labels.contains_key(&name));
        if new {
            let id = self.new_label();
            if let Some(function) = &mut self.function {
                function.labels.insert(name, Label { id, is_defined: false, used_at });
            }
            return id;
        }
        let label = self.function.as_mut().and_then(|f| f.labels.get_mut(&name));
        label.map_or(LabelId(0), |l| {
            l.used_at = l.used_at.or(used_at);
            l.id
        })
    }

    fn label(&mut self, name: Atom, at: At, out: &mut Vec<tree::Stmt>) {
        let id = self.label_id(name, None);
        let label = self.function.as_mut().and_then(|f| f.labels.get_mut(&name));
        let was_defined = label.is_some_and(|l| std::mem::replace(&mut l.is_defined, true));
        if was_defined {
            let title = format!("label `{}` is defined twice in this function", self.text(name));
            self.error(at, title);
            return;
        }
        self.push(at, tree::StmtKind::Label(id), out);
    }

    fn return_statement(&mut self, value: Option<&Expr>, at: At, out: &mut Vec<tree::Stmt>) {
        let Some((returns, name)) = self.function.as_ref().map(|f| (f.returns, f.name)) else { return };
        let Some(expr) = value else {
            if returns.id != types::VOID && returns.id != TypeId::ERROR {
                let title = format!("`{}` must return a `{}`", self.text(name), self.name(returns));
                self.warn(at, title, "write the value after `return`");
            }
            self.push(at, tree::StmtKind::Return(None), out);
            return;
        };
        let value = self.value(expr);
        if returns.id == types::VOID {
            if value.ty != types::VOID && value.ty != TypeId::ERROR {
                let title = format!("`{}` returns nothing, but a value is given", self.text(name));
                self.warn(expr.at, title, "its return type is `void`");
            }
            self.push(at, tree::StmtKind::Expr(value.expr), out);
            self.push(at, tree::StmtKind::Return(None), out);
            return;
        }
        self.warn_local_address(&value, expr);
        let value = self.assign(value, returns, &Purpose::Return);
        self.push(at, tree::StmtKind::Return(Some(value)), out);
    }

    /// One instruction with operands in registers.
    fn asm(
        &mut self,
        text: &str,
        outputs: &[(String, Expr)],
        inputs: &[(String, Expr)],
        at: At,
        out: &mut Vec<tree::Stmt>,
    ) {
        let text = text.trim().trim_end_matches(['\n', ';']).trim();
        if text.contains('\n') || text.contains(';') {
            let help = "write one `asm` statement for each instruction";
            self.error_help(at, "only one instruction of assembly at a time is supported", help);
            return;
        }
        let (mut places, mut values) = (Vec::new(), Vec::new());
        let mut updated = Vec::new();
        for (constraint, expr) in outputs {
            let operand = self.expr(expr);
            let ty = operand.ty;
            let OperandKind::Place(place) = operand.kind else {
                self.error(expr.at, "the output of `asm` must be a variable");
                return;
            };
            if constraint.contains('+') {
                let kind = tree::ExprKind::Read(place.clone());
                updated.push(tree::Expr { kind, ty: self.types.ty(ty.id), pos: self.pos(expr.at) });
            }
            places.push(place);
        }
        for (_, expr) in inputs {
            let value = self.value(expr);
            if value.ty != TypeId::ERROR && !self.types.is_scalar(value.ty) {
                self.error(expr.at, "the input of `asm` must be a number or a pointer");
            }
            values.push(value.expr);
        }
        values.extend(updated);
        if text.is_empty() {
            // A compiler barrier: the back end keeps memory accesses in order anyway.
            let kind = tree::ExprKind::Builtin(tree::Builtin::Fence, Vec::new());
            let fence = tree::Expr { kind, ty: tree::Ty::Void, pos: self.pos(at) };
            self.push(at, tree::StmtKind::Expr(fence), out);
            return;
        }
        self.push(at, tree::StmtKind::Asm { text: text.into(), outputs: places, inputs: values }, out);
    }
}
