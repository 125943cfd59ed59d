//! Expressions (C11 6.5), by precedence climbing.

use super::{Parse, Parser};
use crate::cc::literal::{self, Number, Quirk};
use crate::cc::syntax::{Basic, Expr, ExprKind};
use crate::cc::token::{Kind, Token, word};

/// Precedence of a two-operand operator, higher binds tighter; 0 for other tokens.
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

/// The operator inside `op=`; `Some(None)` for plain `=`.
fn assignment(kind: Kind) -> Option<Option<Kind>> {
    Some(match kind {
        Kind::Assign => None,
        Kind::MulAssign => Some(Kind::Star),
        Kind::DivAssign => Some(Kind::Slash),
        Kind::RemAssign => Some(Kind::Percent),
        Kind::AddAssign => Some(Kind::Plus),
        Kind::SubAssign => Some(Kind::Minus),
        Kind::ShlAssign => Some(Kind::Shl),
        Kind::ShrAssign => Some(Kind::Shr),
        Kind::AndAssign => Some(Kind::And),
        Kind::XorAssign => Some(Kind::Caret),
        Kind::OrAssign => Some(Kind::Or),
        _ => return None,
    })
}

impl Parser<'_> {
    /// expression: assignment (`,` assignment)*
    pub(super) fn expression(&mut self) -> Parse<Expr> {
        let mut left = self.assignment()?;
        while self.kind() == Kind::Comma {
            let at = self.advance().at();
            let right = self.assignment()?;
            let below = left.height.max(right.height);
            left = self.node(ExprKind::Comma(left.into(), right.into()), at, below)?;
        }
        Ok(left)
    }

    /// assignment: conditional | unary assignment-operator assignment
    pub(super) fn assignment(&mut self) -> Parse<Expr> {
        self.nested(|p| {
            let left = p.conditional()?;
            let Some(operator) = assignment(p.kind()) else { return Ok(left) };
            let at = p.advance().at();
            let right = p.assignment()?;
            let below = left.height.max(right.height);
            p.node(ExprKind::Assign(operator, left.into(), right.into()), at, below)
        })
    }

    /// conditional: binary | binary `?` expression? `:` conditional
    pub(super) fn conditional(&mut self) -> Parse<Expr> {
        let test = self.binary(1)?;
        if self.kind() != Kind::Question {
            return Ok(test);
        }
        self.nested(|p| {
            let at = p.advance().at();
            let yes = if p.kind() == Kind::Colon { None } else { Some(p.expression()?) };
            p.expect(Kind::Colon, "in the conditional expression")?;
            let no = p.conditional()?;
            let below = test.height.max(no.height).max(yes.as_ref().map_or(0, |y| y.height));
            p.node(ExprKind::Conditional(test.into(), yes.map(Box::new), no.into()), at, below)
        })
    }

    /// binary: cast (operator cast)*, grouped by precedence
    fn binary(&mut self, lowest: u8) -> Parse<Expr> {
        let mut left = self.unary()?;
        loop {
            let operator = self.kind();
            let level = precedence(operator);
            if level < lowest || level == 0 {
                return Ok(left);
            }
            let at = self.advance().at();
            let right = self.binary(level + 1)?;
            let below = left.height.max(right.height);
            left = self.node(ExprKind::Binary(operator, left.into(), right.into()), at, below)?;
        }
    }

    /// cast: unary | `(` type-name `)` cast — unary: postfix | (`++` | `--`) unary | operator cast | `sizeof` …
    fn unary(&mut self) -> Parse<Expr> {
        self.nested(|p| match p.kind() {
            Kind::Increment | Kind::Decrement => {
                let token = p.advance();
                let operand = Box::new(p.unary()?);
                let below = operand.height;
                let is_increment = token.kind == Kind::Increment;
                p.node(ExprKind::Step { operand, is_prefix: true, is_increment }, token.at(), below)
            }
            Kind::And | Kind::Star | Kind::Plus | Kind::Minus | Kind::Tilde | Kind::Not => {
                let token = p.advance();
                let operand = p.unary()?;
                let below = operand.height;
                p.node(ExprKind::Unary(token.kind, operand.into()), token.at(), below)
            }
            Kind::LParen if p.begins_type(1) => p.cast(),
            Kind::Name => match p.keyword() {
                Some(word::SIZEOF) => p.sizeof(),
                Some(word::ALIGNOF) => p.alignof(),
                Some(word::EXTENSION) => {
                    p.advance();
                    p.unary()
                }
                _ => p.postfix(),
            },
            _ => p.postfix(),
        })
    }

    /// `(` type-name `)` cast | `(` type-name `)` `{` initializer-list `}`
    fn cast(&mut self) -> Parse<Expr> {
        let open = self.advance().at();
        let (ty, type_height) = self.measured(Self::type_name)?;
        self.close(Kind::RParen, open, "the type")?;
        if self.kind() == Kind::LBrace {
            let (items, height) = self.measured(|p| p.init_list())?;
            let literal = self.node(ExprKind::CompoundLiteral(ty.into(), items), open, height.max(type_height))?;
            return self.postfix_of(literal);
        }
        let operand = self.unary()?;
        let below = operand.height.max(type_height);
        self.node(ExprKind::Cast(ty.into(), operand.into()), open, below)
    }

    fn sizeof(&mut self) -> Parse<Expr> {
        let at = self.advance().at();
        if self.kind() == Kind::LParen && self.begins_type(1) {
            let open = self.advance().at();
            let (ty, height) = self.measured(Self::type_name)?;
            self.close(Kind::RParen, open, "`sizeof`")?;
            if self.kind() == Kind::LBrace {
                let (items, inside) = self.measured(|p| p.init_list())?;
                let literal = self.node(ExprKind::CompoundLiteral(ty.into(), items), open, height.max(inside))?;
                let operand = self.postfix_of(literal)?;
                let below = operand.height;
                return self.node(ExprKind::SizeofExpr(operand.into()), at, below);
            }
            return self.node(ExprKind::SizeofType(ty.into()), at, height);
        }
        let operand = self.unary()?;
        let below = operand.height;
        self.node(ExprKind::SizeofExpr(operand.into()), at, below)
    }

    fn alignof(&mut self) -> Parse<Expr> {
        let at = self.advance().at();
        if self.kind() == Kind::LParen && self.begins_type(1) {
            let open = self.advance().at();
            let (ty, height) = self.measured(Self::type_name)?;
            self.close(Kind::RParen, open, "`_Alignof`")?;
            return self.node(ExprKind::AlignofType(ty.into()), at, height);
        }
        let operand = self.unary()?;
        let below = operand.height;
        self.node(ExprKind::AlignofExpr(operand.into()), at, below)
    }

    fn postfix(&mut self) -> Parse<Expr> {
        let first = self.primary()?;
        self.postfix_of(first)
    }

    /// postfix: primary (`[` expression `]` | `(` arguments `)` | `.` name | `->` name | `++` | `--`)*
    fn postfix_of(&mut self, mut left: Expr) -> Parse<Expr> {
        loop {
            let token = self.token();
            let at = token.at();
            let mut below = left.height;
            let kind = match token.kind {
                Kind::LBracket => {
                    self.advance();
                    let index = self.expression()?;
                    self.close(Kind::RBracket, at, "the index")?;
                    below = below.max(index.height);
                    ExprKind::Index(left.into(), index.into())
                }
                Kind::LParen => {
                    self.advance();
                    let (arguments, height) = self.measured(|p| p.arguments(token))?;
                    below = below.max(height);
                    let at = if matches!(left.kind, ExprKind::Name(_)) { left.at } else { at };
                    left = self.node(ExprKind::Call(left.into(), arguments), at, below)?;
                    continue;
                }
                Kind::Dot | Kind::Arrow => {
                    self.advance();
                    if !self.is_identifier_at(0) {
                        let title = format!("expected a member name after `{}`", token.kind.text());
                        return self.fail(self.at(), title, "");
                    }
                    let name = self.advance();
                    ExprKind::Member(left.into(), name.atom, name.at(), token.kind == Kind::Arrow)
                }
                Kind::Increment | Kind::Decrement => {
                    self.advance();
                    let is_increment = token.kind == Kind::Increment;
                    ExprKind::Step { operand: left.into(), is_prefix: false, is_increment }
                }
                _ => return Ok(left),
            };
            left = self.node(kind, at, below)?;
        }
    }

    /// arguments: (assignment (`,` assignment)*)? `)`
    fn arguments(&mut self, open: Token) -> Parse<Vec<Expr>> {
        let mut list = Vec::new();
        if self.accept(Kind::RParen) {
            return Ok(list);
        }
        loop {
            if self.begins_type(0) {
                let help = "pass the value only: the type stands in the declaration";
                return self.fail(self.at(), "a type where an argument is expected", help);
            }
            list.push(self.assignment()?);
            if !self.accept(Kind::Comma) {
                break;
            }
        }
        self.close(Kind::RParen, open.at(), "the call")?;
        Ok(list)
    }

    /// primary: name | constant | strings | `(` expression `)` | `_Generic` …
    fn primary(&mut self) -> Parse<Expr> {
        let token = self.token();
        let at = token.at();
        match token.kind {
            Kind::Number => {
                self.advance();
                let kind = self.number(token)?;
                self.node(kind, at, 0)
            }
            Kind::Char => {
                self.advance();
                let kind = self.character(token);
                self.node(kind, at, 0)
            }
            Kind::Str => {
                let bytes = self.strings();
                self.node(ExprKind::String(bytes.into()), at, 0)
            }
            Kind::LParen if self.peek(1).kind == Kind::LBrace => {
                self.advance();
                let (body, height) = self.measured(|p| p.block_items(true))?;
                self.close(Kind::RParen, at, "the statement expression")?;
                self.node(ExprKind::Statements(body), at, height)
            }
            Kind::LParen => {
                self.advance();
                let inner = self.expression()?;
                self.close(Kind::RParen, at, "the parenthesis")?;
                let below = inner.height;
                self.node(ExprKind::Paren(inner.into()), at, below)
            }
            Kind::Name => self.named(token),
            _ => self.no_expression(),
        }
    }

    fn no_expression(&mut self) -> Parse<Expr> {
        if let Some(failed) = self.bad_token() {
            return Err(failed);
        }
        let title = format!("expected an expression, found {}", self.shown());
        let help = match self.kind() {
            Kind::Gt | Kind::Lt | Kind::Assign => "is an operator doubled or misspelt, as `=>` for `>=`?",
            Kind::LBrace => "a list in braces can only initialise a variable where it is declared",
            _ => "",
        };
        self.fail(self.at(), title, help)
    }

    fn named(&mut self, token: Token) -> Parse<Expr> {
        let at = token.at();
        match self.keyword() {
            None => {
                if self.is_typedef_at(0) {
                    let title = format!("`{}` is a type, not a value", self.cx.text(token.atom));
                    return self.fail(at, title, "");
                }
                self.advance();
                self.node(ExprKind::Name(token.atom), at, 0)
            }
            Some(word::GENERIC) => self.generic(),
            Some(word::VA_ARG) => {
                self.advance();
                let open = self.expect(Kind::LParen, "after `va_arg`")?;
                let list = self.assignment()?;
                self.expect(Kind::Comma, "in `va_arg`")?;
                let (ty, height) = self.measured(Self::type_name)?;
                self.close(Kind::RParen, open.at(), "`va_arg`")?;
                let below = list.height.max(height);
                self.node(ExprKind::VaArg(list.into(), ty.into()), at, below)
            }
            Some(word::OFFSETOF) => {
                self.advance();
                let open = self.expect(Kind::LParen, "after `offsetof`")?;
                let ((ty, path), height) = self.measured(|p| {
                    let ty = p.type_name()?;
                    p.expect(Kind::Comma, "in `offsetof`")?;
                    Ok((ty, p.member_path()?))
                })?;
                self.close(Kind::RParen, open.at(), "`offsetof`")?;
                self.node(ExprKind::Offsetof(ty.into(), path), at, height)
            }
            Some(word::TYPES_COMPATIBLE) => {
                self.advance();
                let open = self.expect(Kind::LParen, "after `__builtin_types_compatible_p`")?;
                let ((a, b), height) = self.measured(|p| {
                    let a = p.type_name()?;
                    p.expect(Kind::Comma, "between the types")?;
                    Ok((a, p.type_name()?))
                })?;
                self.close(Kind::RParen, open.at(), "the types")?;
                self.node(ExprKind::TypesCompatible(a.into(), b.into()), at, height)
            }
            Some(_) => {
                let title = format!("expected an expression, found the keyword {}", self.shown());
                self.fail(at, title, "")
            }
        }
    }

    /// generic: `_Generic` `(` assignment (`,` (type-name | `default`) `:` assignment)+ `)`
    fn generic(&mut self) -> Parse<Expr> {
        let at = self.advance().at();
        let open = self.expect(Kind::LParen, "after `_Generic`")?;
        let control = self.assignment()?;
        let (arms, height) = self.measured(|p| {
            let mut arms = Vec::new();
            while p.accept(Kind::Comma) {
                let ty = if p.accept_keyword(word::DEFAULT) { None } else { Some(p.type_name()?) };
                p.expect(Kind::Colon, "after the type")?;
                arms.push((ty, p.assignment()?));
            }
            Ok(arms)
        })?;
        self.close(Kind::RParen, open.at(), "`_Generic`")?;
        let below = control.height.max(height);
        self.node(ExprKind::Generic(control.into(), arms), at, below)
    }

    fn number(&mut self, token: Token) -> Parse<ExprKind> {
        let text = token.text(&self.cx.names).to_string();
        match literal::number(&text) {
            Err(why) => self.fail(token.at(), why, ""),
            Ok(Number::Float { bits, suffix }) => {
                let basic = match suffix {
                    Some('f') => Basic::Float,
                    Some(_) => Basic::LDouble,
                    None => Basic::Double,
                };
                Ok(ExprKind::Float(bits, basic))
            }
            Ok(Number::Int { value, is_unsigned, longs, is_decimal }) => {
                if is_decimal && !is_unsigned && value > i64::MAX as u64 {
                    let help = "write a `u` after it";
                    self.cx.reports.warning(token.at(), "this constant is so large that it is unsigned", help);
                }
                Ok(ExprKind::Int(value, integer_type(value, is_unsigned, longs, is_decimal)))
            }
        }
    }

    fn character(&mut self, token: Token) -> ExprKind {
        let mut bytes = Vec::new();
        let quirk = literal::quoted(token.text(&self.cx.names), &mut bytes);
        self.quirk(token, quirk);
        if bytes.is_empty() {
            self.cx.reports.error(token.at(), "a character constant cannot be empty", "the null character is `'\\0'`");
        } else if bytes.len() > 1 {
            let help =
                if bytes.is_ascii() { "text goes in double quotes: `\"…\"`" } else { "it takes several bytes" };
            self.cx.reports.warning(token.at(), "a character constant holds one character", help);
        }
        ExprKind::Int(i64::from(literal::char_value(&bytes)) as u64, Basic::Int)
    }

    /// string+: adjacent literals are one (5.1.1.2, phase 6)
    pub(super) fn strings(&mut self) -> Vec<u8> {
        let mut bytes = Vec::new();
        while self.kind() == Kind::Str {
            let token = self.advance();
            let quirk = literal::quoted(token.text(&self.cx.names), &mut bytes);
            self.quirk(token, quirk);
        }
        bytes
    }

    fn quirk(&mut self, token: Token, quirk: Option<Quirk>) {
        let reports = &mut self.cx.reports;
        match quirk {
            Some(Quirk::Wide) if token.kind == Kind::Str => {
                reports.error(token.at(), "wide strings are not supported", "leave out the prefix");
            }
            Some(Quirk::UnknownEscape(c)) => {
                let help = format!("a backslash itself is written `\\\\`; without it, `{c}` means the same");
                reports.warning(token.at(), format!("`\\{c}` is not an escape sequence"), help);
            }
            Some(Quirk::TooLarge) => reports.warning(token.at(), "this escape does not fit in a byte", ""),
            Some(Quirk::NoDigits) => reports.error(token.at(), "this escape lacks digits", ""),
            _ => {}
        }
    }
}

/// The first type of 6.4.4.1's list that holds the value; `int` and `long` have 32 bits here.
fn integer_type(value: u64, is_unsigned: bool, longs: u8, is_decimal: bool) -> Basic {
    let fits_signed = value <= i32::MAX as u64;
    let fits_unsigned = u32::try_from(value).is_ok() && (is_unsigned || !is_decimal);
    let is_short = longs < 2 && (if is_unsigned { fits_unsigned } else { fits_signed || fits_unsigned });
    let signed = !is_unsigned && if is_short { fits_signed } else { i64::try_from(value).is_ok() };
    match (is_short, longs, signed) {
        (true, 0, true) => Basic::Int,
        (true, 0, false) => Basic::UInt,
        (true, _, true) => Basic::Long,
        (true, _, false) => Basic::ULong,
        (false, _, true) => Basic::LLong,
        (false, _, false) => Basic::ULLong,
    }
}
