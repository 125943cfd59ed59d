//! `struct`, `union` and `enum` specifiers (C11 6.7.2.1, 6.7.2.2) and attributes.

use super::declarator::Naming;
use super::{Parse, Parser};
use crate::cc::literal::{self, Number};
use crate::cc::syntax::{Alignment, Assertion, Attributes, Declarator, EnumSpec, MemberDecl, RecordSpec, TypeSpec};
use crate::cc::token::{Kind, word};

impl Parser<'_> {
    /// (`struct` | `union`) attributes name? (`{` member* `}`)? attributes
    pub(super) fn record(&mut self) -> Parse<TypeSpec> {
        let keyword = self.advance();
        let mut attributes = Attributes::default();
        self.attributes(&mut attributes)?;
        let mut at = keyword.at();
        let tag = self.is_identifier_at(0).then(|| {
            at = self.at();
            self.advance().atom
        });
        let members = if self.kind() == Kind::LBrace { Some(self.nested(Self::members)?) } else { None };
        if tag.is_none() && members.is_none() {
            let title = format!("expected a tag or `{{` after `{}`", keyword.text(&self.cx.names));
            return self.fail(self.at(), title, "");
        }
        if members.is_some() {
            self.attributes(&mut attributes)?;
        }
        let is_union = keyword.is(word::UNION);
        Ok(TypeSpec::Record(Box::new(RecordSpec { is_union, tag, at, members, attributes })))
    }

    fn members(&mut self) -> Parse<Vec<MemberDecl>> {
        let open = self.advance().at();
        let mut list = Vec::new();
        loop {
            match self.kind() {
                Kind::RBrace => {
                    self.advance();
                    return Ok(list);
                }
                Kind::Eof => return self.fail(open, "this `{` is never closed", "add the missing `}`"),
                Kind::Semicolon => {
                    self.advance();
                }
                _ => match self.member() {
                    Ok(member) => list.push(member),
                    Err(_) => self.synchronise(),
                },
            }
        }
    }

    /// member: specifiers (declarator (`:` width)?),* `;` | static-assert
    fn member(&mut self) -> Parse<MemberDecl> {
        if self.is_keyword(word::STATIC_ASSERT) {
            return Ok(MemberDecl::Assert(self.static_assert()?));
        }
        let specifiers = self.specifiers()?;
        let mut list = Vec::new();
        while self.kind() != Kind::Semicolon {
            let mut attributes = Attributes::default();
            let declarator = if self.kind() == Kind::Colon {
                Declarator { name: None, at: self.at(), derived: Vec::new() }
            } else {
                self.declarator(Naming::Named)?
            };
            let width = if self.accept(Kind::Colon) { Some(self.conditional()?) } else { None };
            self.attributes(&mut attributes)?;
            list.push((declarator, width, attributes));
            if self.kind() == Kind::Assign {
                let help = "give it a value where a variable of this type is declared";
                return self.fail(self.at(), "a member cannot have an initial value", help);
            }
            if !self.accept(Kind::Comma) {
                break;
            }
        }
        self.semicolon("the member")?;
        Ok(MemberDecl::Members(specifiers, list))
    }

    /// `enum` name? (`{` name (`=` constant)? ,… `}`)?
    pub(super) fn enumeration(&mut self) -> Parse<TypeSpec> {
        let keyword = self.advance();
        let mut attributes = Attributes::default();
        self.attributes(&mut attributes)?;
        let mut at = keyword.at();
        let tag = self.is_identifier_at(0).then(|| {
            at = self.at();
            self.advance().atom
        });
        let mut list = None;
        if self.kind() == Kind::LBrace {
            let open = self.advance().at();
            let mut constants = Vec::new();
            while self.kind() != Kind::RBrace {
                if !self.is_identifier_at(0) {
                    let title = format!("expected the name of a constant, found {}", self.shown());
                    return self.fail(self.at(), title, "");
                }
                let name = self.advance();
                self.attributes(&mut attributes)?;
                let value = if self.accept(Kind::Assign) { Some(self.conditional()?) } else { None };
                self.declare(Some(name.atom), false);
                constants.push((name.atom, name.at(), value));
                if !self.accept(Kind::Comma) {
                    break;
                }
            }
            self.close(Kind::RBrace, open, "the enumeration")?;
            self.attributes(&mut attributes)?;
            list = Some(constants);
        }
        if tag.is_none() && list.is_none() {
            return self.fail(self.at(), "expected a tag or `{` after `enum`", "");
        }
        Ok(TypeSpec::Enum(Box::new(EnumSpec { tag, at, list })))
    }

    /// `_Static_assert` `(` constant (`,` string)? `)` `;`
    pub(super) fn static_assert(&mut self) -> Parse<Assertion> {
        let at = self.advance().at();
        let open = self.expect(Kind::LParen, "after `_Static_assert`")?;
        let test = self.conditional()?;
        let mut message = String::new();
        if self.accept(Kind::Comma) {
            message = String::from_utf8_lossy(&self.strings()).into_owned();
        }
        self.close(Kind::RParen, open.at(), "`_Static_assert`")?;
        self.semicolon("`_Static_assert`")?;
        Ok(Assertion { test, message, at })
    }

    /// (`__attribute__` `((` attribute,* `))`)*
    pub(super) fn attributes(&mut self, into: &mut Attributes) -> Parse<()> {
        while self.accept_keyword(word::ATTRIBUTE) {
            self.expect(Kind::LParen, "after `__attribute__`")?;
            self.expect(Kind::LParen, "after `__attribute__`")?;
            while self.kind() == Kind::Name || self.kind() == Kind::Comma {
                let token = self.advance();
                if token.kind == Kind::Name {
                    let name = self.cx.text(token.atom).trim_matches('_').to_string();
                    self.attribute(&name, into)?;
                }
            }
            self.expect(Kind::RParen, "after the attribute")?;
            self.expect(Kind::RParen, "after the attribute")?;
        }
        Ok(())
    }

    fn attribute(&mut self, name: &str, into: &mut Attributes) -> Parse<()> {
        let has_arguments = self.kind() == Kind::LParen;
        match name {
            "packed" => into.is_packed = true,
            "noreturn" => into.is_noreturn = true,
            "unused" => into.is_unused = true,
            "aligned" if has_arguments => {
                let open = self.advance().at();
                into.aligned.push(Alignment::Expr(self.conditional()?));
                return self.close(Kind::RParen, open, "the attribute");
            }
            "aligned" => into.aligned.push(Alignment::Most),
            "format" if has_arguments => {
                into.format = self.format_attribute();
                return Ok(());
            }
            _ => {}
        }
        if self.accept(Kind::LParen) {
            self.skip_parentheses();
        }
        Ok(())
    }

    /// `( printf , n , m )`
    fn format_attribute(&mut self) -> Option<(bool, u32, u32)> {
        self.advance();
        let kind = self.advance();
        let is_scanf = kind.text(&self.cx.names).contains("scanf");
        let mut numbers = [0, 0];
        for number in &mut numbers {
            if self.accept(Kind::Comma) && self.kind() == Kind::Number {
                let token = self.advance();
                if let Ok(Number::Int { value, .. }) = literal::number(token.text(&self.cx.names)) {
                    *number = u32::try_from(value).unwrap_or(0);
                }
            }
        }
        self.skip_parentheses();
        (numbers[0] > 0).then_some((is_scanf, numbers[0], numbers[1]))
    }

    /// `_Alignas` `(` (type-name | constant) `)`
    pub(super) fn alignas(&mut self, into: &mut Attributes) -> Parse<()> {
        self.advance();
        let open = self.expect(Kind::LParen, "after `_Alignas`")?;
        let is_type = self.begins_type(0);
        let wanted = if is_type { Alignment::Type(self.type_name()?) } else { Alignment::Expr(self.conditional()?) };
        into.aligned.push(wanted);
        self.close(Kind::RParen, open.at(), "`_Alignas`")
    }
}
