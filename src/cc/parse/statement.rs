//! Statements (C11 6.8).

use super::{Failed, Parse, Parser};
use crate::cc::source::At;
use crate::cc::syntax::{Expr, External, Stmt, StmtKind};
use crate::cc::token::{Kind, Token, word};

impl Parser<'_> {
    /// compound-statement: `{` (declaration | statement)* `}`; the names it declares end with it.
    pub(super) fn block_items(&mut self, opens_scope: bool) -> Parse<Vec<Stmt>> {
        self.nested(|p| {
            let open = p.advance().at();
            p.open_braces.push(open);
            if opens_scope {
                p.scopes.push(Default::default());
            }
            let mut items = Vec::new();
            let result = p.items(open, &mut items);
            if opens_scope {
                p.scopes.pop();
            }
            p.open_braces.pop();
            result.map(|()| items)
        })
    }

    fn items(&mut self, open: At, items: &mut Vec<Stmt>) -> Parse<()> {
        loop {
            match self.kind() {
                Kind::RBrace => {
                    self.advance();
                    return Ok(());
                }
                Kind::Eof => {
                    if !self.leaves_blocks {
                        self.cx.reports.error(open, "this `{` is never closed", "add the missing `}`");
                        self.leaves_blocks = true;
                    }
                    return Ok(());
                }
                _ if self.cx.reports.is_full() => return Err(Failed),
                _ => self.item(items),
            }
            if self.leaves_blocks {
                items.push(Stmt { kind: StmtKind::Error, at: open });
                return Ok(());
            }
        }
    }

    fn item(&mut self, items: &mut Vec<Stmt>) {
        let start = self.next;
        let at = self.at();
        let depth = self.depth;
        let (scopes, braces) = (self.scopes.len(), self.open_braces.len());
        if self.statement_into(items, true).is_err() {
            self.depth = depth;
            self.scopes.truncate(scopes);
            self.open_braces.truncate(braces);
            self.synchronise();
            if self.next == start {
                self.advance();
            }
            items.push(Stmt { kind: StmtKind::Error, at });
        }
    }

    /// A statement on its own; labels and what they label become a block.
    fn statement(&mut self) -> Parse<Stmt> {
        let at = self.at();
        if self.begins_declaration() {
            let help = "put the declaration before, or braces around it";
            self.cx.reports.error(at, "a declaration cannot stand alone here", help);
        }
        let mut list = Vec::new();
        self.nested(|p| p.statement_into(&mut list, false))?;
        if list.len() == 1
            && let Some(only) = list.pop()
        {
            return Ok(only);
        }
        Ok(Stmt { kind: StmtKind::Block(list), at })
    }

    fn begins_declaration(&self) -> bool {
        self.begins_type(0) && !(self.is_identifier_at(0) && self.peek(1).kind == Kind::Colon)
    }

    /// Reads labels and one statement. With `in_block`, labels may also end the block.
    fn statement_into(&mut self, out: &mut Vec<Stmt>, in_block: bool) -> Parse<()> {
        loop {
            let at = self.at();
            let is_label = self.is_identifier_at(0) && self.peek(1).kind == Kind::Colon;
            let kind = match self.keyword() {
                Some(word::CASE) => self.case()?,
                Some(word::DEFAULT) => {
                    self.advance();
                    self.expect(Kind::Colon, "after `default`")?;
                    StmtKind::Default
                }
                None if is_label => {
                    let name = self.advance();
                    self.advance();
                    let mut ignored = Default::default();
                    self.attributes(&mut ignored)?;
                    StmtKind::Label(name.atom)
                }
                _ => break,
            };
            out.push(Stmt { kind, at });
            if self.kind() == Kind::RBrace {
                return Ok(());
            }
        }
        if self.begins_declaration() || self.is_unknown_declaration() || self.is_keyword(word::STATIC_ASSERT) {
            return self.declaration_statement(out);
        }
        let at = self.at();
        let kind = self.plain_statement(in_block)?;
        out.push(Stmt { kind, at });
        Ok(())
    }

    fn declaration_statement(&mut self, out: &mut Vec<Stmt>) -> Parse<()> {
        let at = self.at();
        if let Some(External::Declaration(declaration)) = self.declaration(false)? {
            out.push(Stmt { kind: StmtKind::Declare(declaration), at });
        }
        Ok(())
    }

    /// `name name …` and `name * name =` with an unknown first name: a declaration with a type nobody knows.
    fn is_unknown_declaration(&self) -> bool {
        if !self.is_identifier_at(0) || self.lookup(self.token().atom).is_some() {
            return false;
        }
        if self.is_identifier_at(1) {
            return true;
        }
        let ends = |k| matches!(k, Kind::Semicolon | Kind::Assign | Kind::Comma | Kind::LBracket);
        self.peek(1).kind == Kind::Star && self.is_identifier_at(2) && ends(self.peek(3).kind)
    }

    /// `case` constant (`...` constant)? `:`
    fn case(&mut self) -> Parse<StmtKind> {
        self.advance();
        let first = self.conditional()?;
        let last = if self.accept(Kind::Ellipsis) { Some(self.conditional()?) } else { None };
        self.expect(Kind::Colon, "after the `case` value")?;
        Ok(StmtKind::Case(first, last))
    }

    fn plain_statement(&mut self, in_block: bool) -> Parse<StmtKind> {
        let token = self.token();
        match token.kind {
            Kind::LBrace => {
                let body = self.block_items(true)?;
                Ok(StmtKind::Block(body))
            }
            Kind::Semicolon => {
                self.advance();
                Ok(StmtKind::Empty)
            }
            Kind::RBrace if !in_block => self.fail(token.at(), "expected a statement before `}`", ""),
            Kind::Name => self.keyword_statement(token),
            _ => self.expression_statement(),
        }
    }

    fn keyword_statement(&mut self, token: Token) -> Parse<StmtKind> {
        let at = token.at();
        match self.keyword() {
            Some(word::IF) => self.if_statement(),
            Some(word::WHILE) => {
                self.advance();
                let test = self.parenthesised("while")?;
                Ok(StmtKind::While(test, self.statement()?.into()))
            }
            Some(word::DO) => self.do_while(),
            Some(word::FOR) => self.for_statement(),
            Some(word::SWITCH) => {
                self.advance();
                let value = self.parenthesised("switch")?;
                Ok(StmtKind::Switch(value, self.statement()?.into()))
            }
            Some(word::RETURN) => {
                self.advance();
                let is_empty = self.kind() == Kind::Semicolon || self.kind() == Kind::RBrace;
                let value = if is_empty { None } else { Some(self.expression()?) };
                self.semicolon("`return`")?;
                Ok(StmtKind::Return(value))
            }
            Some(word::BREAK) => self.simple(StmtKind::Break, "`break`"),
            Some(word::CONTINUE) => self.simple(StmtKind::Continue, "`continue`"),
            Some(word::GOTO) => self.goto(),
            Some(word::ASM) => self.asm_statement(),
            Some(word::ELSE) => {
                let help = "does its `if` have two statements without braces, or a `;` before its `else`?";
                self.advance();
                self.fail(at, "`else` without `if`", help)
            }
            _ => self.expression_statement(),
        }
    }

    fn simple(&mut self, kind: StmtKind, name: &str) -> Parse<StmtKind> {
        self.advance();
        self.semicolon(name)?;
        Ok(kind)
    }

    fn goto(&mut self) -> Parse<StmtKind> {
        self.advance();
        if self.kind() == Kind::Star {
            return self.fail(self.at(), "computed `goto` is not supported", "use `switch`");
        }
        if !self.is_identifier_at(0) {
            return self.fail(self.at(), "expected a label after `goto`", "");
        }
        let name = self.advance();
        self.semicolon("`goto`")?;
        Ok(StmtKind::Goto(name.atom, name.at()))
    }

    fn expression_statement(&mut self) -> Parse<StmtKind> {
        let value = self.expression()?;
        self.semicolon("this statement")?;
        Ok(StmtKind::Expr(value))
    }

    /// `(` expression `)`
    fn parenthesised(&mut self, of: &str) -> Parse<Expr> {
        let open = self.expect(Kind::LParen, &format!("after `{of}`"))?;
        let test = self.expression()?;
        self.close(Kind::RParen, open.at(), &format!("the condition of `{of}`"))?;
        Ok(test)
    }

    /// `if` `(` expression `)` statement (`else` statement)?
    fn if_statement(&mut self) -> Parse<StmtKind> {
        self.advance();
        let test = self.parenthesised("if")?;
        let yes = self.statement()?;
        let no = if self.accept_keyword(word::ELSE) { Some(Box::new(self.statement()?)) } else { None };
        Ok(StmtKind::If(test, yes.into(), no))
    }

    /// `do` statement `while` `(` expression `)` `;`
    fn do_while(&mut self) -> Parse<StmtKind> {
        self.advance();
        let body = self.statement()?;
        if !self.accept_keyword(word::WHILE) {
            return self.fail(self.after_previous(), "expected `while` after the body of `do`", "");
        }
        let test = self.parenthesised("while")?;
        self.semicolon("`do … while (…)`")?;
        Ok(StmtKind::DoWhile(body.into(), test))
    }

    /// `for` `(` (declaration | expression? `;`) expression? `;` expression? `)` statement
    fn for_statement(&mut self) -> Parse<StmtKind> {
        self.advance();
        let open = self.expect(Kind::LParen, "after `for`")?;
        self.scopes.push(Default::default());
        let at = self.at();
        let mut init = Vec::new();
        if self.begins_type(0) || self.is_unknown_declaration() {
            self.declaration_statement(&mut init)?;
        } else if !self.accept(Kind::Semicolon) {
            let value = self.expression()?;
            init.push(Stmt { kind: StmtKind::Expr(value), at });
            self.for_semicolon()?;
        }
        let test = if self.kind() == Kind::Semicolon { None } else { Some(self.expression()?) };
        self.for_semicolon()?;
        let step = if self.kind() == Kind::RParen { None } else { Some(self.expression()?) };
        self.close(Kind::RParen, open.at(), "`for`")?;
        let body = self.statement()?.into();
        self.scopes.pop();
        Ok(StmtKind::For { init: init.pop().map(Box::new), test, step, body })
    }

    fn for_semicolon(&mut self) -> Parse<()> {
        if self.kind() == Kind::Comma || self.kind() == Kind::RParen {
            let help = "a `for` has three parts: `for (start; condition; step)`";
            return self.fail(self.at(), format!("expected `;` in `for`, found {}", self.shown()), help);
        }
        self.expect(Kind::Semicolon, "in `for`").map(|_| ())
    }

    /// `asm` qualifiers `(` strings (`:` outputs (`:` inputs (`:` clobbers)?)?)? `)` `;`
    fn asm_statement(&mut self) -> Parse<StmtKind> {
        self.advance();
        while matches!(self.keyword(), Some(word::VOLATILE | word::INLINE | word::GOTO)) {
            self.advance();
        }
        let open = self.expect(Kind::LParen, "after `asm`")?;
        let text = String::from_utf8_lossy(&self.strings()).into_owned();
        let mut operands = [Vec::new(), Vec::new()];
        for list in &mut operands {
            if self.accept(Kind::Colon) {
                self.asm_operands(list)?;
            }
        }
        if self.accept(Kind::Colon) {
            while matches!(self.kind(), Kind::Str | Kind::Comma) {
                self.advance();
            }
        }
        self.close(Kind::RParen, open.at(), "`asm`")?;
        self.semicolon("`asm`")?;
        let [outputs, inputs] = operands;
        Ok(StmtKind::Asm { text, outputs, inputs })
    }

    /// (string `(` expression `)`),*
    fn asm_operands(&mut self, list: &mut Vec<(String, Expr)>) -> Parse<()> {
        while self.kind() == Kind::Str {
            let constraint = String::from_utf8_lossy(&self.strings()).into_owned();
            let open = self.expect(Kind::LParen, "after the constraint")?;
            let value = self.expression()?;
            self.close(Kind::RParen, open.at(), "the operand")?;
            list.push((constraint, value));
            if !self.accept(Kind::Comma) {
                break;
            }
        }
        Ok(())
    }
}
