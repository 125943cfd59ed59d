//! Statements.

use super::condition::is_signed;
use super::{Gen, Jumps, Opnd, Val};
use crate::cc::ir::{BlockId, Class, Code, Ext, Ins, Loop, Reg, Term};
use crate::cc::tree::{Binary, Expr, LabelId, LocalId, Place, Pos, Stmt, StmtKind, Ty};
use crate::isa::{self, Op};
use std::rc::Rc;

/// Switches with fewer cases compare one after the other.
const TABLE_CASES_MIN: usize = 5;
/// A jump table may have this many entries per case.
const TABLE_ENTRIES_PER_CASE: i64 = 4;

impl Gen<'_> {
    pub(super) fn statement(&mut self, stmt: &Stmt) {
        if !matches!(
            stmt.kind,
            StmtKind::Block { .. } | StmtKind::Label(_) | StmtKind::Loop { .. } | StmtKind::DoWhile(..)
        ) {
            self.set_place(stmt.pos, true);
        }
        match &stmt.kind {
            StmtKind::Expr(e) => self.effect(e),
            StmtKind::Block { locals, body, frees_vla } => self.block(locals, body, *frees_vla),
            StmtKind::If(test, then, other) => self.if_else(test, then, other.as_deref()),
            StmtKind::Loop { test, step, body } => self.while_loop(stmt.pos, test.as_ref(), step.as_ref(), body),
            StmtKind::DoWhile(body, test) => self.do_while(body, test),
            StmtKind::Switch { value, cases, default, body } => self.switch(value, cases, *default, body),
            StmtKind::Label(label) => {
                let block = self.label(*label);
                self.fall_into(block);
            }
            StmtKind::Goto(label) => {
                let block = self.label(*label);
                self.leave_for(block);
            }
            StmtKind::Break => {
                if let Some(jumps) = self.jumps.last() {
                    let (to, depth) = (jumps.leave, jumps.vla_depth);
                    self.free_vlas(depth);
                    self.leave_for(to);
                }
            }
            StmtKind::Continue => {
                let found = self.jumps.iter().rev().find_map(|j| j.again.map(|to| (to, j.vla_depth)));
                if let Some((to, depth)) = found {
                    self.free_vlas(depth);
                    self.leave_for(to);
                }
            }
            StmtKind::Return(value) => {
                let value = match value {
                    Some(e) if self.function.returns == Ty::Void => {
                        self.effect(e);
                        Val::None
                    }
                    Some(e) => self.value(e),
                    None => Val::None,
                };
                self.return_value(value);
                self.start_unreachable();
            }
            StmtKind::Asm { text, outputs, inputs } => self.asm(stmt.pos, text, outputs, inputs),
        }
    }

    fn label(&self, label: LabelId) -> BlockId {
        self.labels[label.0 as usize]
    }

    fn leave_for(&mut self, to: BlockId) {
        self.jump(to);
        self.start_unreachable();
    }

    /// Restores the stack pointer to what it was outside the variable-length-array blocks beyond `depth`.
    fn free_vlas(&mut self, depth: usize) {
        if let Some(saved) = self.vla.get(depth) {
            self.put(Ins::mv(Reg::SP, *saved));
        }
    }

    fn block(&mut self, locals: &[LocalId], body: &[Stmt], frees_vla: bool) {
        if frees_vla {
            let saved = self.int_reg();
            self.put(Ins::mv(saved, Reg::SP));
            self.vla.push(saved);
        }
        locals.iter().for_each(|id| self.marker(Code::ScopeBegin, id.0));
        body.iter().for_each(|stmt| self.statement(stmt));
        locals.iter().for_each(|id| self.marker(Code::ScopeEnd, id.0));
        if frees_vla {
            self.free_vlas(self.vla.len() - 1);
            self.vla.pop();
        }
    }

    fn if_else(&mut self, test: &Expr, then: &Stmt, other: Option<&Stmt>) {
        let (yes, no) = (self.new_block(), self.new_block());
        let done = if other.is_some() { self.new_block() } else { no };
        self.condition(test, yes, no);
        self.start(yes);
        self.statement(then);
        if let Some(other) = other {
            self.jump(done);
            self.start(no);
            self.statement(other);
        }
        self.fall_into(done);
    }

    fn enter(&mut self, leave: BlockId, again: Option<BlockId>) {
        self.jumps.push(Jumps { leave, again, vla_depth: self.vla.len() });
    }

    /// The test stands at the end, so that a round takes one branch; the first round jumps to it.
    fn while_loop(&mut self, pos: Pos, test: Option<&Expr>, step: Option<&Expr>, body: &Stmt) {
        let (top, again, check, leave) = (self.new_block(), self.new_block(), self.new_block(), self.new_block());
        let before = self.current;
        let place = test.map_or(pos, |e| e.pos);
        match test {
            Some(test) if self.optimize => {
                // Asking once before the loop saves the jump and gives loop-invariant code a place.
                self.set_place(place, true);
                let guard = self.new_block();
                self.condition(test, guard, leave);
                self.start(guard);
                self.jump(top);
            }
            Some(_) => {
                self.set_place(place, true);
                self.jump(check);
            }
            None => {
                self.set_place(pos, true);
                self.jump(top);
            }
        }
        let before = if self.optimize { self.current } else { before };
        self.depth += 1;
        let first = self.func.layout.len();
        self.start(top);
        self.enter(leave, Some(again));
        self.statement(body);
        self.jumps.pop();
        self.fall_into(again);
        if let Some(step) = step {
            self.set_place(step.pos, true);
            self.effect(step);
        }
        self.fall_into(check);
        match test {
            Some(test) => {
                self.set_place(place, true);
                self.condition(test, top, leave);
            }
            None => self.jump(top),
        }
        self.depth -= 1;
        self.func.loops.push(Loop { before, first, last: self.func.layout.len() - 1 });
        self.start(leave);
    }

    fn do_while(&mut self, body: &Stmt, test: &Expr) {
        let (top, again, leave) = (self.new_block(), self.new_block(), self.new_block());
        let before = self.current;
        self.jump(top);
        self.depth += 1;
        let first = self.func.layout.len();
        self.start(top);
        self.enter(leave, Some(again));
        self.statement(body);
        self.jumps.pop();
        self.fall_into(again);
        self.set_place(test.pos, true);
        self.condition(test, top, leave);
        self.depth -= 1;
        self.func.loops.push(Loop { before, first, last: self.func.layout.len() - 1 });
        self.start(leave);
    }

    fn switch(&mut self, value: &Expr, cases: &[(i64, LabelId)], default: Option<LabelId>, body: &Stmt) {
        let leave = self.new_block();
        let otherwise = default.map_or(leave, |label| self.label(label));
        let mut sorted: Vec<(i64, BlockId)> = cases.iter().map(|(v, label)| (*v, self.label(*label))).collect();
        match self.value(value) {
            Val::Wide(low, high) => {
                for (value, to) in sorted {
                    let next = self.new_block();
                    let (l, h) = super::wide::pair(value);
                    let low = self.xor(low, l);
                    let high = self.xor(high, h);
                    let any = self.or(low, high);
                    self.branch_if_nonzero(Ty::I32, Val::Int(any), next, to);
                    self.start(next);
                }
                self.jump(otherwise);
            }
            Val::Int(opnd) => {
                let signed = is_signed(value.ty);
                for case in &mut sorted {
                    case.0 = if signed { i64::from(case.0 as i32) } else { i64::from(case.0 as u32) };
                }
                sorted.sort_by_key(|case| case.0);
                self.dispatch(opnd, signed, &sorted, otherwise);
            }
            _ => self.jump(otherwise),
        }
        self.start_unreachable();
        self.enter(leave, None);
        self.statement(body);
        self.jumps.pop();
        self.fall_into(leave);
    }

    /// Finds the case of a 32-bit value: by table when dense, else by halving, at the end one by one.
    fn dispatch(&mut self, value: Opnd, signed: bool, cases: &[(i64, BlockId)], otherwise: BlockId) {
        let (Some(first), Some(last)) = (cases.first(), cases.last()) else { return self.jump(otherwise) };
        let count = cases.len();
        let entries = last.0 - first.0 + 1;
        if count >= TABLE_CASES_MIN && entries <= TABLE_ENTRIES_PER_CASE * count as i64 {
            let mut targets = vec![otherwise; entries as usize];
            for (value, to) in cases {
                targets[(value - first.0) as usize] = *to;
            }
            let index = self.sub(value, Opnd::C(first.0 as i32));
            let table = self.new_block();
            self.int_comparison(Binary::Lt, false, index, Opnd::C(entries as i32), table, otherwise);
            self.start(table);
            // The table's entries are words.
            let scaled = self.shift(Op::Sll, Op::Slli, index, Opnd::C(2));
            let index = self.reg(scaled);
            return self.end(Term::Table { index, targets });
        }
        if count < TABLE_CASES_MIN {
            for (case, to) in cases {
                let next = self.new_block();
                self.int_comparison(Binary::Eq, signed, value, Opnd::C(*case as i32), *to, next);
                self.start(next);
            }
            return self.jump(otherwise);
        }
        let (below, above) = cases.split_at(count / 2);
        let (low, high) = (self.new_block(), self.new_block());
        let middle = above.first().map_or(0, |case| case.0);
        self.int_comparison(Binary::Lt, signed, value, Opnd::C(middle as i32), low, high);
        self.start(low);
        self.dispatch(value, signed, below, otherwise);
        self.start(high);
        self.dispatch(value, signed, above, otherwise);
    }

    /// One instruction of inline assembly: checked here with stand-in registers, written after allocation.
    fn asm(&mut self, pos: Pos, text: &Rc<str>, outputs: &[Place], inputs: &[Expr]) {
        if outputs.len() > 1 || inputs.len() > 3 {
            let error = "inline assembly takes at most one output and three inputs";
            return self.errors.push((pos, error.into()));
        }
        let mut ins = Ins::new(Code::Asm);
        let types: Vec<Ty> = outputs.iter().map(|p| self.place_type(p)).chain(inputs.iter().map(|e| e.ty)).collect();
        let stand_ins: Vec<String> =
            types.iter().map(|ty| if matches!(ty, Ty::F32 | Ty::F64) { "fa0".into() } else { "a0".into() }).collect();
        let line = fill_operands(text, &stand_ins);
        if !line.trim().is_empty()
            && let Err(error) = isa::assemble(&line, crate::base::Va(0))
        {
            return self.errors.push((pos, format!("inline assembly of one instruction only: {error}")));
        }
        let mut regs = vec![];
        for e in inputs {
            let reg = if matches!(e.ty, Ty::F32 | Ty::F64) {
                self.float(e)
            } else {
                let value = self.int(e);
                self.reg(value)
            };
            regs.push(if reg == Reg::ZERO { self.i(Op::Addi, Reg::ZERO, 0) } else { reg });
        }
        for (to, reg) in [&mut ins.rs1, &mut ins.rs2, &mut ins.rs3].into_iter().zip(regs) {
            *to = reg;
        }
        self.func.texts.push(text.clone());
        ins.ext = Ext::Asm((self.func.texts.len() - 1) as u32);
        let Some(place) = outputs.first() else { return self.put(ins) };
        let ty = types.first().copied().unwrap_or(Ty::I32);
        let class = match ty {
            Ty::F32 => Class::Single,
            Ty::F64 => Class::Double,
            _ => Class::Int,
        };
        ins.rd = self.func.new_reg(class);
        self.put(ins);
        let result = if class == Class::Int { Val::Int(Opnd::R(ins.rd)) } else { Val::Float(ins.rd) };
        self.write_result(place, ty, result);
    }

    fn place_type(&self, place: &Place) -> Ty {
        match place {
            Place::Local(id) => self.function.locals[id.0 as usize].ty,
            Place::Memory { ty, .. } | Place::BitField { ty, .. } => *ty,
        }
    }
}

/// The text with `%0`, `%1`, … replaced by operands and `%%` by `%`.
pub fn fill_operands(text: &str, operands: &[String]) -> String {
    let mut out = String::new();
    let mut rest = text.chars().peekable();
    while let Some(c) = rest.next() {
        if c != '%' {
            out.push(c);
            continue;
        }
        match rest.next() {
            Some(digit) if digit.is_ascii_digit() => {
                let index = digit as usize - '0' as usize;
                out.push_str(operands.get(index).map_or("?", String::as_str));
            }
            Some('z') => {} // `%z0`: the operand's plain name
            Some(other) => out.push(other),
            None => {}
        }
    }
    out
}
