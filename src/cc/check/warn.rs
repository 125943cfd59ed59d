//! Warnings about what compiles but is rarely meant. They look at the syntax as written; parentheses silence them.

use super::convert::Value;
use super::{Checker, emit};
use crate::cc::constant::Const;
use crate::cc::source::At;
use crate::cc::syntax::{Expr, ExprKind, Stmt, StmtKind};
use crate::cc::token::Kind;
use crate::cc::tree::{self, Place};

/// Functions whose result tells whether they worked, or is all they do, and what becomes of ignoring it.
const RESULTS: &[(&str, &str)] = &[
    ("fork", "both processes go on here; the result tells parent from child"),
    ("vfork", "both processes go on here; the result tells parent from child"),
    ("read", "the result tells how many bytes arrived: fewer than asked for, 0 at the end, -1 on error"),
    ("malloc", "the address of the memory is lost, so it can never be freed"),
    ("calloc", "the address of the memory is lost, so it can never be freed"),
    ("realloc", "the block may have moved; the old pointer is no longer valid"),
    ("scanf", "the result tells how many values were read"),
    ("fscanf", "the result tells how many values were read"),
    ("fgets", "the result is `NULL` at the end of the input"),
    ("fopen", "the stream is lost, so it can never be closed"),
    ("open", "the descriptor is lost, so it can never be closed"),
    ("socket", "the descriptor is lost, so it can never be closed"),
    ("mmap", "the address of the mapping is lost"),
    ("dup", "the new descriptor is lost"),
    ("strdup", "the address of the copy is lost, so it can never be freed"),
];

/// An expression without its parentheses.
fn bare(expr: &Expr) -> &Expr {
    match &expr.kind {
        ExprKind::Paren(inner) => bare(inner),
        _ => expr,
    }
}

fn is_string(expr: &Expr) -> bool {
    matches!(bare(expr).kind, ExprKind::String(_))
}

impl Checker<'_> {
    /// `if (a = b)`: an assignment where a comparison is expected.
    pub(super) fn warn_condition(&mut self, expr: &Expr) {
        if let ExprKind::Assign(None, ..) = &expr.kind {
            let help = "did you mean `==`? If not, put the assignment in parentheses of its own";
            self.warn(expr.at, "this assigns, and then asks whether the value is zero", help);
        }
    }

    /// Comparisons that do not compare what their author thinks.
    pub(super) fn warn_comparison(&mut self, op: Kind, left: &Expr, right: &Expr, a: &Value, b: &Value, at: At) {
        if (is_string(left) && self.types.is_integer(b.ty)) || (is_string(right) && self.types.is_integer(a.ty)) {
            self.warn(at, "a character is compared with a string", "one character is written in single quotes: `'x'`");
            return;
        }
        if is_string(left) || is_string(right) {
            let help = "use `strcmp(a, b) == 0`, declared in `<string.h>`";
            self.warn(at, "this compares addresses, not the text of the strings", help);
            return;
        }
        if let ExprKind::Binary(Kind::Lt | Kind::Gt | Kind::Le | Kind::Ge, ..) = &left.kind
            && matches!(op, Kind::Lt | Kind::Gt | Kind::Le | Kind::Ge)
        {
            let help = "`a < b < c` compares the 0 or 1 of `a < b` with `c`; write `a < b && b < c`";
            self.warn(at, "comparisons cannot be chained", help);
        }
        self.warn_sign(op, a, b, at);
    }

    /// `int` against `unsigned`: the signed side becomes unsigned first.
    fn warn_sign(&mut self, op: Kind, a: &Value, b: &Value, at: At) {
        if !self.types.is_integer(a.ty) || !self.types.is_integer(b.ty) {
            return;
        }
        let (x, y) = (self.types.promoted(a.ty), self.types.promoted(b.ty));
        let common = self.types.common(x, y);
        if self.types.is_signed(x) == self.types.is_signed(y) || self.types.is_signed(common) {
            return;
        }
        let (signed, unsigned) = if self.types.is_signed(x) { (a, b) } else { (b, a) };
        let known = |v: &Value| match emit::constant(&v.expr) {
            Some(Const::Int(n)) => Some(n),
            _ => None,
        };
        match (known(signed), known(unsigned)) {
            (Some(n), _) if n < 0 => {
                let relation = if matches!(op, Kind::EqEq | Kind::NotEq) { "equals" } else { "is compared with" };
                let title = format!("{n} becomes a huge unsigned number before it {relation} the other side");
                self.warn(at, title, "the other side is unsigned and never negative");
            }
            (Some(_), _) | (_, Some(_)) => {}
            _ => {
                let (x, y) = (self.name(signed.ty.plain()), self.name(unsigned.ty.plain()));
                let title = format!("a signed `{x}` is compared with a `{y}`");
                self.warn(at, title, "a negative value becomes a huge one; cast one side");
            }
        }
    }

    /// An index known to be outside the array.
    pub(super) fn check_index(&mut self, index: &Value, length: u32) {
        let Some(Const::Int(n)) = emit::constant(&index.expr) else { return };
        if length > 0 && (n < 0 || n > i64::from(length)) || (n == i64::from(length) && length > 1) {
            let last = length.saturating_sub(1);
            let title = format!("index {n} is outside the array: it has {length} elements");
            self.warn(index.at, title, format!("the last one has index {last}"));
        }
    }

    /// A statement whose value is thrown away.
    pub(super) fn warn_statement(&mut self, expr: &Expr) {
        match &expr.kind {
            ExprKind::Call(callee, _) => self.warn_unused_result(callee, expr.at),
            ExprKind::Binary(Kind::EqEq, ..) => {
                self.warn(expr.at, "this compares and does nothing with the result", "did you mean `=`?");
            }
            ExprKind::Comma(_, last) => self.warn_statement(last),
            ExprKind::Name(name) if !self.is_unknown(expr) => {
                let name = self.text(*name);
                let is_function = self.names_function(expr);
                let help = if is_function { format!("to call it, write `{name}()`") } else { String::new() };
                self.warn(expr.at, "this statement does nothing", help);
            }
            ExprKind::Binary(Kind::AndAnd | Kind::OrOr, _, right) => self.warn_statement_operand(right),
            ExprKind::Int(..) | ExprKind::Float(..) | ExprKind::String(_) | ExprKind::Binary(..) => {
                self.warn(expr.at, "the value computed here is not used", "");
            }
            ExprKind::Unary(Kind::Star, inner) if matches!(inner.kind, ExprKind::Step { .. }) => {
                let help = "`*p++` advances the pointer; to count what it points to, write `(*p)++`";
                self.warn(expr.at, "the value read here is not used", help);
            }
            ExprKind::Unary(..) | ExprKind::Index(..) | ExprKind::Member(..) | ExprKind::SizeofType(_) => {
                self.warn(expr.at, "the value computed here is not used", "");
            }
            _ => {}
        }
    }

    /// `test && action();` is fine; `test && 1;` is not.
    fn warn_statement_operand(&mut self, right: &Expr) {
        if matches!(right.kind, ExprKind::Int(..) | ExprKind::Name(_)) {
            self.warn(right.at, "the value computed here is not used", "");
        }
    }

    fn is_unknown(&self, expr: &Expr) -> bool {
        self.cx.reports.has_error_at(expr.at.loc)
    }

    fn names_function(&self, expr: &Expr) -> bool {
        let ExprKind::Name(name) = &expr.kind else { return false };
        let entity = self.lookup(*name).map(|n| n.entity);
        matches!(entity, Some(super::Entity::Symbol(_, ty)) if self.types.function(ty.id).is_some())
    }

    fn warn_unused_result(&mut self, callee: &Expr, at: At) {
        let ExprKind::Name(name) = &callee.kind else { return };
        let text = self.text(*name);
        let Some((_, why)) = RESULTS.iter().find(|(n, _)| *n == text) else { return };
        let is_library = match self.lookup(*name) {
            Some(named) => self.cx.sources.is_library(named.at.loc),
            None => false,
        };
        if is_library {
            self.warn(at, format!("the result of `{text}` is not used"), *why);
        }
    }

    /// `if (x);`
    pub(super) fn warn_empty_body(&mut self, yes: &Stmt, no: Option<&Stmt>, word: &str) {
        if Self::is_empty_statement(yes) && no.is_none() {
            let title = format!("this `;` is the whole body of the `{word}`");
            self.warn(yes.at, title, "remove it, so that what follows becomes the body");
        }
    }

    /// `while (x);` followed by a block looks like a loop over the block. An empty body on a line of its own is meant.
    pub(super) fn warn_loop_without_body(&mut self, body: &Stmt, loop_at: At) {
        let same_line = self.pos(body.at).line == self.pos(loop_at).line;
        let next = self.cx.sources.rest_of_line(body.at.loc.plus(1));
        let opens_block = next.trim_start().starts_with('{') || self.cx.sources.next_line_opens(body.at.loc);
        if Self::is_empty_statement(body) && same_line && opens_block {
            let help = "remove it, so that the braces become the body";
            self.warn(body.at, "this `;` is the whole body of the loop", help);
        }
    }

    /// `return &local;` and `return array;`
    pub(super) fn warn_local_address(&mut self, value: &Value, expr: &Expr) {
        let local = match &value.expr.kind {
            tree::ExprKind::AddressOf(Place::Local(id)) => *id,
            tree::ExprKind::Binary(_, base, _) => match base.kind {
                tree::ExprKind::AddressOf(Place::Local(id)) => id,
                _ => return,
            },
            _ => return,
        };
        let is_pointer = self.types.pointee(value.ty).is_some();
        let name = self.function.as_ref().and_then(|f| f.locals.get(local.0 as usize)).map(|l| l.name.to_string());
        if let Some(name) = name.filter(|n| is_pointer && !n.is_empty()) {
            let title = format!("the address of the local variable `{name}` is returned");
            let help = "`{name}` is gone when the function returns; use `malloc`, `static`, or an array of the caller";
            self.warn(expr.at, title, help.replace("{name}", &name));
        }
    }

    /// Whether a statement is only a `;`.
    fn is_empty_statement(stmt: &Stmt) -> bool {
        matches!(stmt.kind, StmtKind::Empty)
    }
}
