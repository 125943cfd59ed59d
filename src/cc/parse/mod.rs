//! Tokens to syntax (C11 6.5 to 6.9), by recursive descent; each function carries its production.
//!
//! Rules: the parser knows names only as far as the grammar needs: which are typedef names. An error is reported once,
//! where it is found; then text is skipped to the next `;`, `}` or line that begins something new, so all errors of a
//! file come out together. Nesting is bounded by [`DEPTH_MAX`].

mod declaration;
mod declarator;
mod expression;
mod record;
mod statement;

use super::context::Context;
use super::source::{At, Loc};
use super::suggest;
use super::syntax::{DEPTH_MAX, Expr, ExprKind, External};
use super::token::{Atom, BOL, Kind, Token, is_keyword, word};
use std::collections::BTreeMap;

/// The text could not be read; it is reported already.
struct Failed;

type Parse<T> = Result<T, Failed>;

struct Parser<'a> {
    cx: &'a mut Context,
    tokens: Vec<Token>,
    next: usize,
    depth: u32,
    /// Height of the tallest expression since it was last reset.
    tallest: u32,
    /// For every scope, names and whether they are typedefs.
    scopes: Vec<BTreeMap<Atom, bool>>,
    /// The blocks that are open: where their braces stand.
    open_braces: Vec<At>,
    /// A function was found inside another: every block ends here.
    leaves_blocks: bool,
    /// The specifiers just read end a declaration whose `;` is missing; it is reported.
    lacks_semicolon: bool,
    /// Functions found inside others.
    found: Vec<External>,
}

/// Reads a unit's tokens, the last of which is [`Kind::Eof`].
pub fn parse(cx: &mut Context, tokens: Vec<Token>) -> Vec<External> {
    let mut parser = Parser {
        cx,
        tokens,
        next: 0,
        depth: 0,
        tallest: 0,
        scopes: vec![BTreeMap::new()],
        open_braces: Vec::new(),
        leaves_blocks: false,
        lacks_semicolon: false,
        found: Vec::new(),
    };
    let mut unit = Vec::new();
    while parser.kind() != Kind::Eof && !parser.cx.reports.is_full() {
        parser.external(&mut unit);
        unit.append(&mut parser.found);
        parser.leaves_blocks = false;
        parser.lacks_semicolon = false;
        parser.scopes.truncate(1);
        parser.open_braces.clear();
        parser.depth = 0;
    }
    unit
}

/// Alternate spellings of keywords are read as the plain ones.
fn plain(atom: Atom) -> Atom {
    match atom {
        word::INLINE1 | word::INLINE2 => word::INLINE,
        word::CONST1 | word::CONST2 => word::CONST,
        word::VOLATILE1 | word::VOLATILE2 => word::VOLATILE,
        word::RESTRICT1 | word::RESTRICT2 => word::RESTRICT,
        word::SIGNED1 | word::SIGNED2 => word::SIGNED,
        word::THREAD1 => word::THREAD_LOCAL,
        word::ALIGNOF1 | word::ALIGNOF2 => word::ALIGNOF,
        word::TYPEOF1 | word::TYPEOF2 => word::TYPEOF,
        word::ASM1 | word::ASM2 => word::ASM,
        word::ATTRIBUTE1 => word::ATTRIBUTE,
        other => other,
    }
}

impl Parser<'_> {
    fn token(&self) -> Token {
        self.peek(0)
    }

    fn peek(&self, n: usize) -> Token {
        self.tokens[(self.next + n).min(self.tokens.len() - 1)]
    }

    fn kind(&self) -> Kind {
        self.token().kind
    }

    fn at(&self) -> At {
        self.token().at()
    }

    fn advance(&mut self) -> Token {
        let token = self.token();
        self.next = (self.next + 1).min(self.tokens.len() - 1);
        token
    }

    /// The keyword here, in its plain spelling.
    fn keyword(&self) -> Option<Atom> {
        self.keyword_at(0)
    }

    fn keyword_at(&self, n: usize) -> Option<Atom> {
        let token = self.peek(n);
        (token.kind == Kind::Name && is_keyword(token.atom)).then(|| plain(token.atom))
    }

    fn is_keyword(&self, atom: Atom) -> bool {
        self.keyword() == Some(atom)
    }

    /// A name that is no keyword.
    fn is_identifier_at(&self, n: usize) -> bool {
        let token = self.peek(n);
        token.kind == Kind::Name && !is_keyword(token.atom)
    }

    fn accept(&mut self, kind: Kind) -> bool {
        let found = self.kind() == kind;
        if found {
            self.advance();
        }
        found
    }

    fn accept_keyword(&mut self, atom: Atom) -> bool {
        let found = self.is_keyword(atom);
        if found {
            self.advance();
        }
        found
    }

    /// Just after the previous token: where something is missing.
    fn after_previous(&self) -> At {
        match self.next.checked_sub(1).map(|i| self.tokens[i]) {
            Some(t) => At { loc: t.loc.plus(t.len as usize), len: 1 },
            None => At { loc: self.token().loc, len: 1 },
        }
    }

    fn fail<T>(&mut self, at: At, title: impl Into<String>, help: impl Into<String>) -> Parse<T> {
        self.cx.reports.error(at, title, help);
        Err(Failed)
    }

    /// How the token here is shown in messages.
    fn shown(&self) -> String {
        match self.token() {
            t if t.kind == Kind::Eof => "the end of the file".to_string(),
            t => format!("`{}`", t.text(&self.cx.names)),
        }
    }

    /// Takes a token that must come here. `after` says after what.
    fn expect(&mut self, kind: Kind, after: &str) -> Parse<Token> {
        if self.kind() == kind {
            return Ok(self.advance());
        }
        if let Some(failed) = self.bad_token() {
            return Err(failed);
        }
        let title = format!("expected `{}` {after}, found {}", kind.text(), self.shown());
        let at =
            if self.token().flags & BOL != 0 || self.kind() == Kind::Eof { self.after_previous() } else { self.at() };
        self.fail(at, title, "")
    }

    /// Takes the closing bracket that belongs to `open`.
    fn close(&mut self, kind: Kind, open: At, of: &str) -> Parse<()> {
        if self.accept(kind) {
            return Ok(());
        }
        if let Some(failed) = self.bad_token() {
            return Err(failed);
        }
        let here = self.cx.sources.pos(self.after_previous().loc).line;
        let line = self.cx.sources.pos(open.loc).line;
        let help = if line == here { String::new() } else { format!("the opening bracket is in line {line}") };
        let title = format!("expected `{}` to close {of}, found {}", kind.text(), self.shown());
        let is_at_end =
            self.token().flags & BOL != 0 || matches!(self.kind(), Kind::Eof | Kind::Semicolon | Kind::LBrace);
        let at = if is_at_end { self.after_previous() } else { self.at() };
        self.fail(at, title, help)
    }

    /// Reports a token that no C text may contain.
    fn bad_token(&mut self) -> Option<Failed> {
        let token = self.token();
        let text = token.text(&self.cx.names).to_string();
        match token.kind {
            Kind::Unterminated => {
                let (what, quote) = if text.contains('"') { ("string", '"') } else { ("character constant", '\'') };
                let help = format!("add the closing `{quote}` on the same line");
                self.cx.reports.error(token.at(), format!("this {what} is never closed"), help);
            }
            Kind::Stray => {
                let help = match text.as_str() {
                    "\u{201c}" | "\u{201d}" => "these are typographic quotes; type plain `\"` instead",
                    "\u{2018}" | "\u{2019}" => "these are typographic quotes; type plain `'` instead",
                    "\u{2013}" | "\u{2014}" | "\u{2212}" => "this is a typographic dash; type plain `-` instead",
                    "\u{a0}" | "\u{200b}" => "an invisible special space stands here; type a plain one instead",
                    _ => "",
                };
                self.cx.reports.error(token.at(), format!("`{text}` does not belong in a C program"), help);
            }
            Kind::HashHash | Kind::Hash => {
                let help = "a directive begins its line with `#`";
                self.cx.reports.error(token.at(), format!("`{text}` does not belong here"), help);
            }
            _ => return None,
        }
        Some(Failed)
    }

    /// `;` — a missing one is reported where it should stand, and reading goes on if the next line begins anew.
    fn semicolon(&mut self, after: &str) -> Parse<()> {
        if self.accept(Kind::Semicolon) {
            return Ok(());
        }
        if let Some(failed) = self.bad_token() {
            return Err(failed);
        }
        let goes_on = self.token().flags & BOL != 0 || matches!(self.kind(), Kind::RBrace | Kind::Eof);
        if goes_on {
            self.cx.reports.error(self.after_previous(), format!("expected `;` after {after}"), "");
            return Ok(());
        }
        let title = format!("expected `;` after {after}, found {}", self.shown());
        let help = self.keyword_typo();
        self.fail(self.at(), title, help)
    }

    /// Help when the name before this token looks like a keyword.
    fn keyword_typo(&self) -> String {
        const STATEMENTS: &[&str] = &[
            "return", "while", "for", "if", "else", "switch", "case", "break", "continue", "struct", "int", "char",
            "double", "float", "long", "short", "unsigned", "void", "const", "static", "sizeof", "goto", "union",
            "enum",
        ];
        let Some(token) = self.next.checked_sub(1).map(|i| self.tokens[i]) else { return String::new() };
        if token.kind != Kind::Name || is_keyword(token.atom) {
            return String::new();
        }
        let found = suggest::closest(self.cx.text(token.atom), STATEMENTS.iter().copied());
        found.map_or_else(String::new, |w| format!("did you mean `{w}`?"))
    }

    /// Runs a part of the grammar one level deeper.
    fn nested<T>(&mut self, part: impl FnOnce(&mut Self) -> Parse<T>) -> Parse<T> {
        if self.depth >= DEPTH_MAX {
            return self.fail(self.at(), "this is nested too deeply", format!("the limit is {DEPTH_MAX} levels"));
        }
        self.depth += 1;
        let result = part(self);
        self.depth -= 1;
        result
    }

    /// Makes an expression above operands of the given height.
    fn node(&mut self, kind: ExprKind, at: At, below: u32) -> Parse<Expr> {
        if below >= DEPTH_MAX {
            let help = "split it: compute parts of it in statements of their own";
            return self.fail(at, "this expression is too complicated", help);
        }
        self.tallest = self.tallest.max(below + 1);
        Ok(Expr { kind, at, height: below + 1 })
    }

    /// Reads a part and tells the height of the tallest expression in it.
    fn measured<T>(&mut self, part: impl FnOnce(&mut Self) -> Parse<T>) -> Parse<(T, u32)> {
        let before = std::mem::take(&mut self.tallest);
        let result = part(self)?;
        let inside = self.tallest;
        self.tallest = before.max(inside);
        Ok((result, inside))
    }

    fn declare(&mut self, name: Option<Atom>, is_typedef: bool) {
        if let (Some(name), Some(scope)) = (name, self.scopes.last_mut()) {
            scope.insert(name, is_typedef);
        }
    }

    /// Whether a name is declared, and if so as a typedef.
    fn lookup(&self, name: Atom) -> Option<bool> {
        self.scopes.iter().rev().find_map(|s| s.get(&name).copied())
    }

    fn is_typedef_at(&self, n: usize) -> bool {
        self.is_identifier_at(n) && self.lookup(self.peek(n).atom) == Some(true)
    }

    /// Skips to where a new statement or declaration can begin: after a `;`, before a `}`, or before a line that
    /// begins with a keyword.
    fn synchronise(&mut self) {
        let mut depth = 0_u32;
        let start = self.next;
        loop {
            let token = self.token();
            let begins_line = token.flags & BOL != 0 && self.next > start;
            match token.kind {
                Kind::Eof => return,
                Kind::Semicolon if depth == 0 => {
                    self.advance();
                    return;
                }
                Kind::RBrace if depth == 0 => return,
                Kind::LBrace if depth == 0 && self.next > start && begins_line => return,
                Kind::LBrace => depth += 1,
                Kind::RBrace => {
                    depth -= 1;
                    if depth == 0 {
                        self.advance();
                        return;
                    }
                }
                Kind::Name if depth == 0 && begins_line && (is_keyword(token.atom) || self.is_typedef_at(0)) => return,
                _ => {}
            }
            self.advance();
        }
    }

    /// Skips to the matching closing bracket of an opening one that was just taken.
    fn skip_parentheses(&mut self) {
        let mut depth = 1_u32;
        while depth > 0 && self.kind() != Kind::Eof {
            match self.advance().kind {
                Kind::LParen => depth += 1,
                Kind::RParen => depth -= 1,
                _ => {}
            }
        }
    }

    fn line_of(&self, loc: Loc) -> u32 {
        self.cx.sources.pos(loc).line
    }
}
