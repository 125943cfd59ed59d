//! Declarators and type names (C11 6.7.6, 6.7.7).

use super::{Parse, Parser};
use crate::cc::source::At;
use crate::cc::syntax::{Attributes, DEPTH_MAX, Declarator, Derived, Parameter, Parameters, TypeName, qualifier};
use crate::cc::token::{Kind, word};

/// Which declarators may come here.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum Naming {
    /// With a name.
    Named,
    /// Without.
    Abstract,
    /// Either, as in parameters.
    Optional,
}

impl Parser<'_> {
    /// type-name: specifier-qualifier-list abstract-declarator?
    pub(super) fn type_name(&mut self) -> Parse<TypeName> {
        let specifiers = self.specifiers()?;
        let declarator = self.declarator(Naming::Abstract)?;
        Ok(TypeName { specifiers, declarator })
    }

    /// declarator: pointer? direct-declarator
    pub(super) fn declarator(&mut self, naming: Naming) -> Parse<Declarator> {
        self.nested(|p| {
            let mut pointers = Vec::new();
            while p.accept(Kind::Star) {
                pointers.push(Derived::Pointer(p.qualifiers()?));
                if pointers.len() > DEPTH_MAX as usize {
                    return p.fail(p.at(), "this is nested too deeply", "");
                }
            }
            p.ignored_attributes()?;
            let mut declarator = p.direct_declarator(naming)?;
            declarator.derived.extend(pointers.into_iter().rev());
            if declarator.derived.len() > DEPTH_MAX as usize {
                return p.fail(declarator.at, "this type is too complicated", "name parts of it with `typedef`");
            }
            Ok(declarator)
        })
    }

    fn qualifiers(&mut self) -> Parse<u8> {
        let mut bits = 0;
        loop {
            bits |= match self.keyword() {
                Some(word::CONST) => qualifier::CONST,
                Some(word::VOLATILE) => qualifier::VOLATILE,
                Some(word::RESTRICT) => qualifier::RESTRICT,
                Some(word::ATOMIC) => qualifier::ATOMIC,
                Some(word::ATTRIBUTE) => {
                    self.ignored_attributes()?;
                    continue;
                }
                _ => return Ok(bits),
            };
            self.advance();
        }
    }

    fn ignored_attributes(&mut self) -> Parse<()> {
        let mut ignored = Attributes::default();
        self.attributes(&mut ignored)
    }

    /// direct-declarator: (name | `(` declarator `)`)? (`[` … `]` | `(` parameters `)`)*
    fn direct_declarator(&mut self, naming: Naming) -> Parse<Declarator> {
        let mut declarator = Declarator { name: None, at: self.at(), derived: Vec::new() };
        if self.is_identifier_at(0) && naming != Naming::Abstract {
            declarator.name = Some(self.advance().atom);
        } else if self.kind() == Kind::LParen && self.opens_declarator(naming) {
            let open = self.advance().at();
            declarator = self.declarator(naming)?;
            self.close(Kind::RParen, open, "the declarator")?;
        } else if naming == Naming::Named {
            return self.name_missing();
        }
        loop {
            match self.kind() {
                Kind::LBracket => {
                    let step = self.array_declarator()?;
                    declarator.derived.push(step);
                }
                Kind::LParen => {
                    let open = self.advance().at();
                    let parameters = self.parameters(open)?;
                    declarator.derived.push(Derived::Function(parameters));
                }
                _ => return Ok(declarator),
            }
        }
    }

    fn name_missing(&mut self) -> Parse<Declarator> {
        if let Some(failed) = self.bad_token() {
            return Err(failed);
        }
        let shown = self.shown();
        if self.keyword().is_some() {
            let title = format!("expected a name, found the keyword {shown}");
            return self.fail(self.at(), title, "a keyword cannot name a variable or function");
        }
        let help = if self.kind() == Kind::Number { "a name begins with a letter or `_`" } else { "" };
        self.fail(self.at(), format!("expected a name in this declaration, found {shown}"), help)
    }

    /// Whether the `(` here groups a declarator rather than opening a parameter list.
    fn opens_declarator(&self, naming: Naming) -> bool {
        if naming == Naming::Named {
            return true;
        }
        match self.peek(1).kind {
            Kind::Star | Kind::LParen | Kind::LBracket => true,
            Kind::Name if self.keyword_at(1) == Some(word::ATTRIBUTE) => true,
            Kind::Name => naming == Naming::Optional && self.is_identifier_at(1) && !self.is_typedef_at(1),
            _ => false,
        }
    }

    /// `[` (`static` | qualifier)* (`*` | assignment)? `]`
    fn array_declarator(&mut self) -> Parse<Derived> {
        let at = self.advance().at();
        let mut qualifiers = self.qualifiers()?;
        self.accept_keyword(word::STATIC);
        qualifiers |= self.qualifiers()?;
        let is_star = self.kind() == Kind::Star && self.peek(1).kind == Kind::RBracket;
        if is_star {
            self.advance();
        }
        let size = if self.kind() == Kind::RBracket { None } else { Some(Box::new(self.assignment()?)) };
        self.close(Kind::RBracket, at, "the array size")?;
        Ok(Derived::Array { size, is_star, qualifiers, at })
    }

    /// parameters: nothing | `void` | parameter (`,` parameter)* (`,` `...`)? | name (`,` name)*
    fn parameters(&mut self, open: At) -> Parse<Parameters> {
        let mut result = Parameters { list: Vec::new(), is_variadic: false, names: None };
        if self.accept(Kind::RParen) {
            result.names = Some(Vec::new());
            return Ok(result);
        }
        let follows = self.peek(1).kind;
        if self.is_keyword(word::VOID) && follows == Kind::RParen {
            self.advance();
            self.advance();
            return Ok(result);
        }
        let is_plain_name = self.is_identifier_at(0) && !self.is_typedef_at(0);
        if is_plain_name && matches!(follows, Kind::Comma | Kind::RParen) {
            result.names = Some(self.old_names(open)?);
            return Ok(result);
        }
        self.scopes.push(Default::default());
        let list = self.parameter_list(open, &mut result);
        self.scopes.pop();
        list?;
        Ok(result)
    }

    fn parameter_list(&mut self, open: At, result: &mut Parameters) -> Parse<()> {
        loop {
            if self.accept(Kind::Ellipsis) {
                result.is_variadic = true;
                return self.close(Kind::RParen, open, "the parameter list");
            }
            let specifiers = self.specifiers()?;
            let declarator = self.declarator(Naming::Optional)?;
            self.ignored_attributes()?;
            self.declare(declarator.name, false);
            result.list.push(Parameter { specifiers, declarator });
            if !self.accept(Kind::Comma) {
                return self.close(Kind::RParen, open, "the parameter list");
            }
        }
    }

    fn old_names(&mut self, open: At) -> Parse<Vec<(crate::cc::token::Atom, At)>> {
        let mut names = Vec::new();
        loop {
            if !self.is_identifier_at(0) {
                return self.fail(self.at(), "expected a parameter name", "");
            }
            let name = self.advance();
            names.push((name.atom, name.at()));
            if !self.accept(Kind::Comma) {
                self.close(Kind::RParen, open, "the parameter list")?;
                return Ok(names);
            }
        }
    }
}
