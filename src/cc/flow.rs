//! What control flow shows: whether a function can reach its end, and which variables are read before they are set.
//!
//! Rules: a variable counts as unset only where no path from the function's beginning, taken once without going round
//! a loop again, has set it; inside a condition within a loop, what the loop sets later counts as set, for an earlier
//! round may have done so. Only scalars whose address is never taken are looked at. After a `goto` label everything
//! counts as set. Bounded by the size of the tree.

use super::tree::{Callee, Expr, ExprKind, Function, LabelId, LocalId, Place, Pos, Stmt, StmtKind, SymbolId};
use std::collections::BTreeMap;

/// What was found.
#[derive(Debug, Default)]
pub struct Found {
    /// Control can arrive at the closing brace.
    pub reaches_end: bool,
    /// Reads of variables without a value: where, and the variable's name.
    pub unset: Vec<(Pos, String)>,
}

/// A set of locals.
#[derive(Clone, Debug, Default)]
struct Set(Vec<u64>);

impl Set {
    fn has(&self, id: LocalId) -> bool {
        self.0.get(id.0 as usize / 64).is_some_and(|w| w >> (id.0 % 64) & 1 != 0)
    }

    fn add(&mut self, id: LocalId) {
        let word = id.0 as usize / 64;
        if self.0.len() <= word {
            self.0.resize(word + 1, 0);
        }
        self.0[word] |= 1 << (id.0 % 64);
    }

    fn join(&mut self, other: &Set) {
        if self.0.len() < other.0.len() {
            self.0.resize(other.0.len(), 0);
        }
        for (a, b) in self.0.iter_mut().zip(&other.0) {
            *a |= b;
        }
    }
}

/// What may have been set; `None` where control cannot be.
type State = Option<Set>;

fn join(a: State, b: State) -> State {
    match (a, b) {
        (Some(mut a), Some(b)) => {
            a.join(&b);
            Some(a)
        }
        (a, b) => a.or(b),
    }
}

/// A loop being walked: what it sets, and how many conditions enclose it.
struct Round {
    sets: Set,
    conditions: u32,
}

struct Walk<'a> {
    function: &'a Function,
    stops: &'a dyn Fn(SymbolId) -> bool,
    rounds: Vec<Round>,
    conditions: u32,
    /// For every loop or switch being walked, the state with which `break` leaves it.
    breaks: Vec<State>,
    /// The state at the head of the switch a label belongs to.
    cases: BTreeMap<LabelId, State>,
    everything: Set,
    reported: Set,
    found: Found,
}

/// Walks a function; `stops` says which functions never return.
pub fn check(function: &Function, stops: &dyn Fn(SymbolId) -> bool) -> Found {
    let mut everything = Set::default();
    let mut start = Set::default();
    for (i, local) in function.locals.iter().enumerate() {
        let id = LocalId(i as u32);
        everything.add(id);
        if local.in_memory || local.name.is_empty() || (i as u32) < function.parameters {
            start.add(id);
        }
    }
    let mut walk = Walk {
        function,
        stops,
        rounds: Vec::new(),
        conditions: 0,
        breaks: Vec::new(),
        cases: BTreeMap::new(),
        everything,
        reported: Set::default(),
        found: Found::default(),
    };
    let mut state = Some(start);
    walk.list(&function.body, &mut state);
    walk.found.reaches_end = state.is_some();
    walk.found
}

fn truth(test: &Expr) -> Option<bool> {
    if let ExprKind::Int(v) = test.kind { Some(v != 0) } else { None }
}

impl Walk<'_> {
    fn list(&mut self, list: &[Stmt], state: &mut State) {
        for stmt in list {
            self.stmt(stmt, state);
        }
    }

    /// Runs a part that may be left out.
    fn optional(&mut self, state: &State, part: impl FnOnce(&mut Self, &mut State)) -> State {
        let mut inner = state.clone();
        self.conditions += 1;
        part(self, &mut inner);
        self.conditions -= 1;
        inner
    }

    fn stmt(&mut self, stmt: &Stmt, state: &mut State) {
        match &stmt.kind {
            StmtKind::Expr(expr) => self.expr(expr, state),
            StmtKind::Block { body, .. } => self.list(body, state),
            StmtKind::If(test, yes, no) => {
                self.expr(test, state);
                let decided = truth(test);
                let before = if decided == Some(false) { None } else { state.clone() };
                let after_yes = self.optional(&before, |w, s| w.stmt(yes, s));
                let before = if decided == Some(true) { None } else { state.take() };
                let after_no = match no {
                    Some(no) => self.optional(&before, |w, s| w.stmt(no, s)),
                    None => before,
                };
                *state = join(after_yes, after_no);
            }
            StmtKind::Loop { test, step, body } => self.repeat(test.as_ref(), step.as_ref(), body, state),
            StmtKind::DoWhile(body, test) => {
                self.enter(&[body], &[test]);
                self.stmt(body, state);
                self.expr(test, state);
                let ends = truth(test) != Some(true);
                let broken = self.leave();
                let through = if ends { state.take() } else { None };
                *state = join(through, broken);
            }
            StmtKind::Switch { value, cases, default, body } => {
                self.expr(value, state);
                for label in cases.iter().map(|(_, label)| label).chain(default) {
                    self.cases.insert(*label, state.clone());
                }
                let skipped = if default.is_none() { state.clone() } else { None };
                self.breaks.push(None);
                self.conditions += 1;
                let mut inside = None;
                self.stmt(body, &mut inside);
                self.conditions -= 1;
                let broken = self.breaks.pop().flatten();
                *state = join(join(inside, broken), skipped);
            }
            StmtKind::Label(label) => {
                let arriving = match self.cases.get(label) {
                    Some(head) => head.clone(),
                    None => Some(self.everything.clone()),
                };
                *state = join(state.take(), arriving);
            }
            StmtKind::Goto(_) | StmtKind::Continue => *state = None,
            StmtKind::Break => {
                let leaving = state.take();
                if let Some(old) = self.breaks.last_mut() {
                    *old = join(old.take(), leaving);
                }
            }
            StmtKind::Return(value) => {
                if let Some(value) = value {
                    self.expr(value, state);
                }
                *state = None;
            }
            StmtKind::Asm { outputs, inputs, .. } => {
                for input in inputs {
                    self.expr(input, state);
                }
                for place in outputs {
                    self.set(place, state);
                }
            }
        }
    }

    fn repeat(&mut self, test: Option<&Expr>, step: Option<&Expr>, body: &Stmt, state: &mut State) {
        let parts: Vec<&Expr> = test.into_iter().chain(step).collect();
        self.enter(&[body], &parts);
        let mut endless = true;
        if let Some(test) = test {
            self.expr(test, state);
            endless = truth(test) == Some(true);
        }
        let not_entered = if endless { None } else { state.clone() };
        let mut inside = if test.and_then(truth) == Some(false) { None } else { state.take() };
        self.stmt(body, &mut inside);
        // `continue` leads to the step; what it sets is of use to later rounds only.
        let mut stepping = inside.clone().or_else(|| Some(self.everything.clone()));
        if let Some(step) = step {
            self.expr(step, &mut stepping);
        }
        let through = if endless { None } else { inside };
        let broken = self.leave();
        *state = join(join(not_entered, through), broken);
    }

    fn enter(&mut self, bodies: &[&Stmt], exprs: &[&Expr]) {
        let mut sets = Set::default();
        for body in bodies {
            sets_of(body, &mut sets);
        }
        for expr in exprs {
            expr_sets(expr, &mut sets);
        }
        self.conditions += 1;
        self.rounds.push(Round { sets, conditions: self.conditions });
        self.breaks.push(None);
    }

    fn leave(&mut self) -> State {
        self.rounds.pop();
        self.conditions -= 1;
        self.breaks.pop().flatten()
    }

    fn read(&mut self, id: LocalId, pos: Pos, state: &State) {
        let Some(set) = state else { return };
        let earlier_round = self.rounds.iter().any(|r| self.conditions > r.conditions && r.sets.has(id));
        if set.has(id) || earlier_round || self.reported.has(id) {
            return;
        }
        self.reported.add(id);
        if let Some(local) = self.function.locals.get(id.0 as usize) {
            self.found.unset.push((pos, local.name.to_string()));
        }
    }

    fn set(&mut self, place: &Place, state: &mut State) {
        match place {
            Place::Local(id) => {
                if let Some(set) = state {
                    set.add(*id);
                }
            }
            Place::Memory { address, .. } | Place::BitField { address, .. } => self.expr(address, state),
        }
    }

    fn expr(&mut self, expr: &Expr, state: &mut State) {
        match &expr.kind {
            ExprKind::Int(_) | ExprKind::Float(_) | ExprKind::SymbolAddress(..) => {}
            ExprKind::Read(Place::Local(id)) => self.read(*id, expr.pos, state),
            ExprKind::Read(place) | ExprKind::AddressOf(place) => {
                if let Place::Memory { address, .. } | Place::BitField { address, .. } = place {
                    self.expr(address, state);
                }
            }
            ExprKind::Write(place, value) => {
                self.expr(value, state);
                self.set(place, state);
            }
            ExprKind::Update { place, value, .. } => {
                self.expr(value, state);
                if let Place::Local(id) = place {
                    self.read(*id, expr.pos, state);
                }
                self.set(place, state);
            }
            ExprKind::Negate(e) | ExprKind::BitNot(e) | ExprKind::LogicalNot(e) | ExprKind::Convert(e) => {
                self.expr(e, state);
            }
            ExprKind::Binary(_, a, b) => {
                self.expr(a, state);
                self.expr(b, state);
            }
            ExprKind::And(a, b) | ExprKind::Or(a, b) => {
                self.expr(a, state);
                let inner = self.optional(state, |w, s| w.expr(b, s));
                *state = join(state.take(), inner);
            }
            ExprKind::Conditional(test, a, b) => {
                self.expr(test, state);
                let yes = self.optional(state, |w, s| w.expr(a, s));
                let no = self.optional(state, |w, s| w.expr(b, s));
                *state = join(yes, no);
            }
            ExprKind::Comma(list) | ExprKind::Builtin(_, list) => {
                for e in list {
                    self.expr(e, state);
                }
                if matches!(
                    expr.kind,
                    ExprKind::Builtin(super::tree::Builtin::Unreachable | super::tree::Builtin::Trap, _)
                ) {
                    *state = None;
                }
            }
            ExprKind::Statements(list, last) => {
                self.list(list, state);
                self.expr(last, state);
            }
            ExprKind::Call { callee, arguments, .. } => {
                if let Callee::Indirect(address) = callee {
                    self.expr(address, state);
                }
                for argument in arguments {
                    self.expr(argument, state);
                }
                if let Callee::Direct(symbol) = callee
                    && (self.stops)(*symbol)
                {
                    *state = None;
                }
            }
        }
    }
}

/// Every local a statement sets somewhere.
fn sets_of(stmt: &Stmt, out: &mut Set) {
    match &stmt.kind {
        StmtKind::Expr(e) => expr_sets(e, out),
        StmtKind::Block { body, .. } => body.iter().for_each(|s| sets_of(s, out)),
        StmtKind::If(test, yes, no) => {
            expr_sets(test, out);
            sets_of(yes, out);
            no.iter().for_each(|s| sets_of(s, out));
        }
        StmtKind::Loop { test, step, body } => {
            test.iter().chain(step).for_each(|e| expr_sets(e, out));
            sets_of(body, out);
        }
        StmtKind::DoWhile(body, test) => {
            sets_of(body, out);
            expr_sets(test, out);
        }
        StmtKind::Switch { value, body, .. } => {
            expr_sets(value, out);
            sets_of(body, out);
        }
        StmtKind::Return(Some(e)) => expr_sets(e, out),
        StmtKind::Asm { outputs, .. } => {
            for place in outputs {
                if let Place::Local(id) = place {
                    out.add(*id);
                }
            }
        }
        _ => {}
    }
}

fn expr_sets(expr: &Expr, out: &mut Set) {
    match &expr.kind {
        ExprKind::Int(_) | ExprKind::Float(_) | ExprKind::SymbolAddress(..) => {}
        ExprKind::Read(place) | ExprKind::AddressOf(place) => place_sets(place, false, out),
        ExprKind::Write(place, value) | ExprKind::Update { place, value, .. } => {
            place_sets(place, true, out);
            expr_sets(value, out);
        }
        ExprKind::Negate(e) | ExprKind::BitNot(e) | ExprKind::LogicalNot(e) | ExprKind::Convert(e) => expr_sets(e, out),
        ExprKind::Binary(_, a, b) | ExprKind::And(a, b) | ExprKind::Or(a, b) => {
            expr_sets(a, out);
            expr_sets(b, out);
        }
        ExprKind::Conditional(a, b, c) => [a, b, c].into_iter().for_each(|e| expr_sets(e, out)),
        ExprKind::Comma(list) | ExprKind::Builtin(_, list) => list.iter().for_each(|e| expr_sets(e, out)),
        ExprKind::Statements(list, last) => {
            list.iter().for_each(|s| sets_of(s, out));
            expr_sets(last, out);
        }
        ExprKind::Call { callee, arguments, .. } => {
            if let Callee::Indirect(address) = callee {
                expr_sets(address, out);
            }
            arguments.iter().for_each(|e| expr_sets(e, out));
        }
    }
}

fn place_sets(place: &Place, is_written: bool, out: &mut Set) {
    match place {
        Place::Local(id) if is_written => out.add(*id),
        Place::Local(_) => {}
        Place::Memory { address, .. } | Place::BitField { address, .. } => expr_sets(address, out),
    }
}
