//! The constant expressions of `#if` and `#elif` (C11 6.10.1): 64-bit arithmetic; unknown names are 0.

use super::Preprocessor;
use crate::cc::literal::{self, Number};
use crate::cc::source::At;
use crate::cc::token::{Atom, Kind, Token, word};

/// A value and whether it is `uintmax_t`.
#[derive(Clone, Copy, Debug)]
struct Value {
    bits: i64,
    is_unsigned: bool,
}

const DEPTH_MAX: u32 = 100;

struct Evaluator<'a, 'b> {
    pp: &'a mut Preprocessor<'b>,
    tokens: Vec<Token>,
    next: usize,
    /// Where to point when the line ends too early.
    at: At,
    depth: u32,
    failed: bool,
}

impl Preprocessor<'_> {
    pub(super) fn is_defined(&self, name: Atom) -> bool {
        let built_in =
            matches!(name, word::M_LINE | word::M_FILE | word::M_COUNTER | word::M_PRAGMA | word::HAS_INCLUDE);
        built_in || self.definition(name).is_some()
    }

    /// Whether the expression of `#if` is true; an error counts as false.
    pub(super) fn condition(&mut self, line: &[Token], at: At) -> bool {
        let line = self.resolve_defined(line);
        let tokens = self.expand_alone(line);
        let mut evaluator = Evaluator { pp: self, tokens, next: 0, at, depth: 0, failed: false };
        if evaluator.tokens.is_empty() {
            evaluator.fail(at, "`#if` needs an expression", "");
            return false;
        }
        let value = evaluator.conditional(true);
        if let Some(extra) = evaluator.tokens.get(evaluator.next).copied() {
            let title = format!("`{}` is not expected in this expression", extra.text(&evaluator.pp.cx.names));
            evaluator.fail(extra.at(), title, "");
        }
        !evaluator.failed && value.bits != 0
    }

    /// Replaces `defined NAME` and `__has_include(…)` before macros are expanded.
    fn resolve_defined(&mut self, line: &[Token]) -> Vec<Token> {
        let mut out = Vec::with_capacity(line.len());
        let mut i = 0;
        while let Some(&token) = line.get(i) {
            i += 1;
            let opens = line.get(i).is_some_and(|t| t.kind == Kind::LParen);
            if token.is(word::DEFINED) {
                let name = line.get(i + usize::from(opens)).filter(|t| t.kind == Kind::Name);
                let Some(name) = name else {
                    self.cx.reports.error(token.at(), "`defined` needs a name", "");
                    continue;
                };
                i += if opens { 3 } else { 1 };
                let value = u32::from(self.is_defined(name.atom));
                out.push(self.number(token, value));
            } else if token.is(word::HAS_INCLUDE) && opens {
                let close = line[i..].iter().position(|t| t.kind == Kind::RParen).unwrap_or(line.len() - i);
                let header = self.header_name(&line[i + 1..i + close.max(1)]);
                i = (i + close + 1).min(line.len());
                let exists = header.is_some_and(|(name, is_system, _)| self.load(&name, is_system).is_some());
                out.push(self.number(token, u32::from(exists)));
            } else {
                out.push(token);
            }
        }
        out
    }
}

fn precedence(kind: Kind) -> u8 {
    match kind {
        Kind::Star | Kind::Slash | Kind::Percent => 10,
        Kind::Plus | Kind::Minus => 9,
        Kind::Shl | Kind::Shr => 8,
        Kind::Lt | Kind::Gt | Kind::Le | Kind::Ge => 7,
        Kind::EqEq | Kind::NotEq => 6,
        Kind::And => 5,
        Kind::Caret => 4,
        Kind::Or => 3,
        Kind::AndAnd => 2,
        Kind::OrOr => 1,
        _ => 0,
    }
}

impl Evaluator<'_, '_> {
    fn fail(&mut self, at: At, title: impl Into<String>, help: &str) -> Value {
        if !self.failed {
            self.pp.cx.reports.error(at, title, help);
        }
        self.failed = true;
        self.next = self.tokens.len();
        Value { bits: 0, is_unsigned: false }
    }

    fn kind(&self) -> Kind {
        self.tokens.get(self.next).map_or(Kind::Eof, |t| t.kind)
    }

    fn expect(&mut self, kind: Kind) {
        if self.kind() == kind {
            self.next += 1;
        } else {
            let at = self.tokens.get(self.next).map_or(self.at, Token::at);
            self.fail(at, format!("expected `{}` in this expression", kind.text()), "");
        }
    }

    /// conditional: binary `?` conditional `:` conditional
    fn conditional(&mut self, is_live: bool) -> Value {
        self.depth += 1;
        if self.depth > DEPTH_MAX {
            return self.fail(self.at, "this expression is nested too deeply", "");
        }
        let test = self.binary(1, is_live);
        let mut value = test;
        if self.kind() == Kind::Question {
            self.next += 1;
            let yes = self.conditional(is_live && test.bits != 0);
            self.expect(Kind::Colon);
            let no = self.conditional(is_live && test.bits == 0);
            value = if test.bits != 0 { yes } else { no };
            value.is_unsigned = yes.is_unsigned || no.is_unsigned;
        }
        self.depth -= 1;
        value
    }

    fn binary(&mut self, lowest: u8, is_live: bool) -> Value {
        let mut left = self.unary(is_live);
        loop {
            let operator = self.kind();
            let level = precedence(operator);
            if level < lowest || level == 0 {
                return left;
            }
            let at = self.tokens[self.next].at();
            self.next += 1;
            let decided = match operator {
                Kind::AndAnd => left.bits == 0,
                Kind::OrOr => left.bits != 0,
                _ => false,
            };
            let right = self.binary(level + 1, is_live && !decided);
            left = self.apply(operator, left, right, is_live, at);
        }
    }

    fn apply(&mut self, operator: Kind, a: Value, b: Value, is_live: bool, at: At) -> Value {
        let is_unsigned = a.is_unsigned || b.is_unsigned;
        let (x, y) = (a.bits, b.bits);
        let truth = |t: bool| Value { bits: i64::from(t), is_unsigned: false };
        let less = |x: i64, y: i64| if is_unsigned { (x as u64) < (y as u64) } else { x < y };
        let bits = match operator {
            Kind::Star => x.wrapping_mul(y),
            Kind::Slash | Kind::Percent if y == 0 => {
                if is_live {
                    return self.fail(at, "division by zero in `#if`", "");
                }
                0
            }
            Kind::Slash if is_unsigned => (x as u64 / y as u64) as i64,
            Kind::Slash => x.wrapping_div(y),
            Kind::Percent if is_unsigned => (x as u64 % y as u64) as i64,
            Kind::Percent => x.wrapping_rem(y),
            Kind::Plus => x.wrapping_add(y),
            Kind::Minus => x.wrapping_sub(y),
            Kind::Shl => return Value { bits: x.wrapping_shl(y as u32), ..a },
            Kind::Shr if a.is_unsigned => return Value { bits: (x as u64).wrapping_shr(y as u32) as i64, ..a },
            Kind::Shr => return Value { bits: x.wrapping_shr(y as u32), ..a },
            Kind::Lt => return truth(less(x, y)),
            Kind::Gt => return truth(less(y, x)),
            Kind::Le => return truth(!less(y, x)),
            Kind::Ge => return truth(!less(x, y)),
            Kind::EqEq => return truth(x == y),
            Kind::NotEq => return truth(x != y),
            Kind::And => x & y,
            Kind::Caret => x ^ y,
            Kind::Or => x | y,
            Kind::AndAnd => return truth(x != 0 && y != 0),
            _ => return truth(x != 0 || y != 0),
        };
        Value { bits, is_unsigned }
    }

    /// Prefix operators are read in a loop, then applied from the last to the first.
    fn unary(&mut self, is_live: bool) -> Value {
        let start = self.next;
        while matches!(self.kind(), Kind::Plus | Kind::Minus | Kind::Tilde | Kind::Not) {
            self.next += 1;
        }
        let end = self.next;
        let mut value = self.primary(is_live);
        for i in (start..end.min(self.tokens.len())).rev() {
            value = match self.tokens[i].kind {
                Kind::Minus => Value { bits: value.bits.wrapping_neg(), ..value },
                Kind::Tilde => Value { bits: !value.bits, ..value },
                Kind::Not => Value { bits: i64::from(value.bits == 0), is_unsigned: false },
                _ => value,
            };
        }
        value
    }

    fn primary(&mut self, is_live: bool) -> Value {
        let Some(token) = self.tokens.get(self.next).copied() else {
            return self.fail(self.at, "the expression ends too early", "");
        };
        self.next += 1;
        match token.kind {
            Kind::LParen => {
                let value = self.conditional(is_live);
                self.expect(Kind::RParen);
                value
            }
            Kind::Name if self.kind() == Kind::LParen => {
                let title = format!("`{}` is not a macro here", token.text(&self.pp.cx.names));
                self.fail(token.at(), title, "functions and `sizeof` are not known while preprocessing")
            }
            Kind::Name => Value { bits: 0, is_unsigned: false },
            Kind::Char => {
                let mut bytes = Vec::new();
                literal::quoted(token.text(&self.pp.cx.names), &mut bytes);
                Value { bits: i64::from(literal::char_value(&bytes)), is_unsigned: false }
            }
            Kind::Number => match literal::number(token.text(&self.pp.cx.names)) {
                Ok(Number::Int { value, is_unsigned, .. }) => {
                    Value { bits: value as i64, is_unsigned: is_unsigned || value > i64::MAX as u64 }
                }
                Ok(Number::Float { .. }) => self.fail(token.at(), "`#if` works with integers only", ""),
                Err(why) => self.fail(token.at(), why, ""),
            },
            _ => {
                let title = format!("`{}` is not expected in this expression", token.text(&self.pp.cx.names));
                self.fail(token.at(), title, "")
            }
        }
    }
}
