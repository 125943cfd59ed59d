//! Declarations, function definitions and initialisers (C11 6.7, 6.9).

use super::declarator::Naming;
use super::{Parse, Parser};
use crate::cc::source::At;
use crate::cc::suggest;
use crate::cc::syntax::{
    Attributes, Basic, Declaration, Declarator, Derived, Designator, External, FunctionDefinition, Init,
    InitDeclarator, InitItem, Parameters, Specifiers, Storage, TypeSpec, qualifier,
};
use crate::cc::token::{Atom, BOL, Kind, Token, word};

/// How often each built-in type word was written.
#[derive(Default)]
struct Words {
    void: u8,
    boolean: u8,
    char: u8,
    short: u8,
    int: u8,
    long: u8,
    signed: u8,
    unsigned: u8,
    float: u8,
    double: u8,
    any: bool,
}

impl Words {
    fn take(&mut self, atom: Atom) -> bool {
        let count = match atom {
            word::VOID => &mut self.void,
            word::BOOL => &mut self.boolean,
            word::CHAR => &mut self.char,
            word::SHORT => &mut self.short,
            word::INT => &mut self.int,
            word::LONG => &mut self.long,
            word::SIGNED => &mut self.signed,
            word::UNSIGNED => &mut self.unsigned,
            word::FLOAT => &mut self.float,
            word::DOUBLE => &mut self.double,
            _ => return false,
        };
        *count = count.saturating_add(1);
        self.any = true;
        true
    }

    /// The type these words name together, in whatever order (6.7.2).
    fn basic(&self) -> Option<Basic> {
        let Words { void, boolean, char, short, int, long, signed, unsigned, float, double, .. } = *self;
        let is_unsigned = unsigned == 1 && signed == 0;
        if int > 1 || signed > 1 || unsigned > 1 || signed + unsigned > 1 {
            return None;
        }
        let sign = signed + unsigned;
        Some(match (void, boolean, char, short, long, float, double) {
            (1, 0, 0, 0, 0, 0, 0) if int + sign == 0 => Basic::Void,
            (0, 1, 0, 0, 0, 0, 0) if int + sign == 0 => Basic::Bool,
            (0, 0, 1, 0, 0, 0, 0) if int == 0 => match (signed, unsigned) {
                (1, _) => Basic::SChar,
                (_, 1) => Basic::UChar,
                _ => Basic::Char,
            },
            (0, 0, 0, 1, 0, 0, 0) => {
                if is_unsigned {
                    Basic::UShort
                } else {
                    Basic::Short
                }
            }
            (0, 0, 0, 0, 0, 0, 0) => {
                if is_unsigned {
                    Basic::UInt
                } else {
                    Basic::Int
                }
            }
            (0, 0, 0, 0, 1, 0, 0) => {
                if is_unsigned {
                    Basic::ULong
                } else {
                    Basic::Long
                }
            }
            (0, 0, 0, 0, 2, 0, 0) => {
                if is_unsigned {
                    Basic::ULLong
                } else {
                    Basic::LLong
                }
            }
            (0, 0, 0, 0, 0, 1, 0) if int + sign == 0 => Basic::Float,
            (0, 0, 0, 0, 0, 0, 1) if int + sign == 0 => Basic::Double,
            (0, 0, 0, 0, 1, 0, 1) if int + sign == 0 => Basic::LDouble,
            _ => return None,
        })
    }
}

impl Parser<'_> {
    /// Whether declaration specifiers begin `n` tokens ahead.
    pub(super) fn begins_type(&self, n: usize) -> bool {
        match self.keyword_at(n) {
            Some(atom) => {
                matches!(
                    atom,
                    word::VOID
                        | word::BOOL
                        | word::CHAR
                        | word::SHORT
                        | word::INT
                        | word::LONG
                        | word::SIGNED
                        | word::UNSIGNED
                        | word::FLOAT
                        | word::DOUBLE
                        | word::COMPLEX
                        | word::INT128
                        | word::STRUCT
                        | word::UNION
                        | word::ENUM
                        | word::TYPEOF
                        | word::ATOMIC
                        | word::CONST
                        | word::VOLATILE
                        | word::RESTRICT
                        | word::ATTRIBUTE
                        | word::VA_LIST
                        | word::STATIC
                        | word::EXTERN
                        | word::TYPEDEF
                        | word::AUTO
                        | word::REGISTER
                        | word::INLINE
                        | word::NORETURN
                        | word::THREAD_LOCAL
                        | word::ALIGNAS
                        | word::IMAGINARY
                ) || (atom == word::EXTENSION && self.begins_type(n + 1))
            }
            None => self.is_typedef_at(n),
        }
    }

    /// specifiers: (storage-class | type | qualifier | `inline` | `_Noreturn` | `_Alignas` | attributes)+
    pub(super) fn specifiers(&mut self) -> Parse<Specifiers> {
        let mut s = Specifiers {
            storage: None,
            is_thread_local: false,
            is_inline: false,
            qualifiers: 0,
            attributes: Attributes::default(),
            ty: TypeSpec::Missing,
            at: self.at(),
        };
        let mut words = Words::default();
        loop {
            let token = self.token();
            if token.kind != Kind::Name {
                break;
            }
            let is_typed = words.any || !matches!(s.ty, TypeSpec::Missing);
            match self.keyword() {
                None if is_typed || !self.names_type() => break,
                None => self.typedef_name(&mut s, token),
                Some(_) if self.ends_without_semicolon(&s) => break,
                Some(keyword) => {
                    if !self.specifier(keyword, &mut s, &mut words, token)? {
                        break;
                    }
                }
            }
        }
        self.settle(&mut s, &words)?;
        Ok(s)
    }

    /// `struct s { … }` with the next declaration on a line of its own: a `;` is missing in between.
    fn ends_without_semicolon(&mut self, s: &Specifiers) -> bool {
        let is_defined = match &s.ty {
            TypeSpec::Record(r) => r.members.is_some(),
            TypeSpec::Enum(e) => e.list.is_some(),
            _ => false,
        };
        let is_qualifier = matches!(self.keyword(), Some(word::CONST | word::VOLATILE | word::ATTRIBUTE));
        let is_next = is_defined && self.token().flags & BOL != 0 && !is_qualifier && self.begins_type(0);
        if is_next {
            self.cx.reports.error(self.after_previous(), "expected `;` after this type", "");
            self.lacks_semicolon = true;
        }
        is_next
    }

    fn settle(&mut self, s: &mut Specifiers, words: &Words) -> Parse<()> {
        if !words.any {
            return Ok(());
        }
        if !matches!(s.ty, TypeSpec::Missing) {
            let help = "is a `;` missing before this declaration?";
            return self.fail(s.at, "this declaration names two types", help);
        }
        match words.basic() {
            Some(basic) => s.ty = TypeSpec::Basic(basic),
            None => return self.fail(s.at, "these words together are no type", ""),
        }
        Ok(())
    }

    fn specifier(&mut self, keyword: Atom, s: &mut Specifiers, words: &mut Words, token: Token) -> Parse<bool> {
        if words.take(keyword) {
            self.advance();
            return Ok(true);
        }
        match keyword {
            word::TYPEDEF => self.storage(s, Storage::Typedef),
            word::EXTERN => self.storage(s, Storage::Extern),
            word::STATIC => self.storage(s, Storage::Static),
            word::AUTO => self.storage(s, Storage::Auto),
            word::REGISTER => self.storage(s, Storage::Register),
            word::THREAD_LOCAL => s.is_thread_local = true,
            word::INLINE => s.is_inline = true,
            word::NORETURN => s.attributes.is_noreturn = true,
            word::CONST => s.qualifiers |= qualifier::CONST,
            word::VOLATILE => s.qualifiers |= qualifier::VOLATILE,
            word::RESTRICT => s.qualifiers |= qualifier::RESTRICT,
            word::EXTENSION => {}
            word::ATOMIC if self.peek(1).kind != Kind::LParen => s.qualifiers |= qualifier::ATOMIC,
            word::COMPLEX | word::IMAGINARY | word::INT128 => {
                let title = format!("`{}` is not supported", token.text(&self.cx.names));
                return self.fail(token.at(), title, "");
            }
            word::VA_LIST => s.ty = TypeSpec::Typedef(word::VA_LIST, token.at()),
            _ => return self.compound_specifier(keyword, s),
        }
        self.advance();
        Ok(true)
    }

    /// Specifiers of several tokens; `false` when the keyword is none.
    fn compound_specifier(&mut self, keyword: Atom, s: &mut Specifiers) -> Parse<bool> {
        let ty = match keyword {
            word::STRUCT | word::UNION => self.record()?,
            word::ENUM => self.enumeration()?,
            word::ATOMIC => {
                s.qualifiers |= qualifier::ATOMIC;
                self.typeof_type()?
            }
            word::TYPEOF => self.typeof_type()?,
            word::ATTRIBUTE => {
                self.attributes(&mut s.attributes)?;
                return Ok(true);
            }
            word::ALIGNAS => {
                self.alignas(&mut s.attributes)?;
                return Ok(true);
            }
            _ => return Ok(false),
        };
        if !matches!(s.ty, TypeSpec::Missing) {
            return self.fail(s.at, "this declaration names two types", "is a `;` missing after the type before it?");
        }
        s.ty = ty;
        Ok(true)
    }

    fn storage(&mut self, s: &mut Specifiers, storage: Storage) {
        if s.storage.is_some_and(|old| old != storage) {
            self.cx.reports.error(self.at(), "a declaration has one storage class at most", "");
        }
        s.storage = Some(storage);
    }

    /// `typeof` `(` (expression | type-name) `)`
    fn typeof_type(&mut self) -> Parse<TypeSpec> {
        self.advance();
        let open = self.expect(Kind::LParen, "before the type")?;
        let ty = if self.begins_type(0) {
            TypeSpec::TypeofType(Box::new(self.nested(Self::type_name)?))
        } else {
            TypeSpec::TypeofExpr(Box::new(self.expression()?))
        };
        self.close(Kind::RParen, open.at(), "the type")?;
        Ok(ty)
    }

    /// Whether the identifier here is, or can only be meant as, a type.
    fn names_type(&self) -> bool {
        if self.is_typedef_at(0) {
            return true;
        }
        let follows_name = self.is_identifier_at(1);
        let follows_pointer = self.peek(1).kind == Kind::Star
            && (self.is_identifier_at(2) || matches!(self.peek(2).kind, Kind::Star | Kind::RParen | Kind::Comma));
        follows_name || follows_pointer
    }

    fn typedef_name(&mut self, s: &mut Specifiers, token: Token) {
        if !self.is_typedef_at(0) {
            self.unknown_type(token);
            s.ty = TypeSpec::Error;
        } else {
            s.ty = TypeSpec::Typedef(token.atom, token.at());
        }
        self.advance();
    }

    pub(super) fn unknown_type(&mut self, token: Token) {
        const TYPES: &[&str] = &[
            "int", "char", "long", "short", "float", "double", "void", "unsigned", "signed", "struct", "union", "enum",
            "const", "static", "extern", "typedef", "volatile", "return", "goto", "case", "else",
        ];
        let name = self.cx.text(token.atom).to_string();
        let own = self.scopes.iter().flatten().filter(|(_, t)| **t).map(|(a, _)| self.cx.text(*a));
        let near = suggest::closest(&name, own.chain(TYPES.iter().copied()));
        let help = match (suggest::header_of(&name), near) {
            (Some(header), _) => format!("`{name}` is declared in `<{header}>`: write `#include <{header}>`"),
            (None, Some(near)) => format!("did you mean `{near}`?"),
            (None, None) if name == "string" => "C has no string type: use `char *` or an array of `char`".to_string(),
            (None, None) if name == "var" || name == "let" => "say which type it has, for example `int`".to_string(),
            (None, None) => String::new(),
        };
        self.cx.reports.error(token.at(), format!("unknown type name `{name}`"), help);
    }

    /// external-declaration: function-definition | declaration
    pub(super) fn external(&mut self, unit: &mut Vec<External>) {
        let start = self.next;
        match self.kind() {
            Kind::Semicolon => {
                self.advance();
                return;
            }
            Kind::RBrace => {
                let at = self.advance().at();
                self.cx.reports.error(at, "this `}` closes nothing", "remove it, or add the missing `{` above");
                return;
            }
            _ => {}
        }
        if self.is_keyword(word::ASM) {
            self.cx.reports.error(self.at(), "assembly outside functions is not supported", "");
            self.synchronise();
            return;
        }
        match self.declaration(true) {
            Ok(Some(external)) => unit.push(external),
            Ok(None) => {}
            Err(_) => self.synchronise_external(start),
        }
    }

    /// Skips the rest of something unreadable at file scope.
    fn synchronise_external(&mut self, start: usize) {
        self.synchronise();
        if self.next == start {
            self.advance();
        }
        let closes = |p: &Self| p.kind() == Kind::RBrace;
        while closes(self) {
            self.advance();
        }
    }

    /// declaration: specifiers (declarator (`=` initializer)?),* `;` | static-assert
    /// function-definition: specifiers declarator declaration* `{` … `}`
    pub(super) fn declaration(&mut self, is_external: bool) -> Parse<Option<External>> {
        if self.is_keyword(word::STATIC_ASSERT) {
            let assertion = self.static_assert()?;
            return Ok(Some(External::Declaration(Declaration::Assert(assertion))));
        }
        let specifiers = self.specifiers()?;
        self.check_missing_type(&specifiers)?;
        let is_typedef = specifiers.storage == Some(Storage::Typedef);
        let mut list = Vec::new();
        if std::mem::take(&mut self.lacks_semicolon) || self.accept(Kind::Semicolon) {
            return Ok(Some(External::Declaration(Declaration::Names(specifiers, list))));
        }
        loop {
            let declarator = self.declarator(Naming::Named)?;
            let mut attributes = Attributes::default();
            self.asm_label()?;
            self.attributes(&mut attributes)?;
            self.declare(declarator.name, is_typedef);
            if list.is_empty() && matches!(declarator.derived.first(), Some(Derived::Function(_))) {
                let is_definition = self.kind() == Kind::LBrace || (is_external && self.begins_type(0));
                if is_definition {
                    return self.function(specifiers, declarator, attributes, is_external);
                }
            }
            let init = if self.accept(Kind::Assign) { Some(self.initializer()?) } else { None };
            list.push(InitDeclarator { declarator, attributes, init });
            if !self.accept(Kind::Comma) {
                break;
            }
        }
        let after = if is_typedef { "the type definition" } else { "this declaration" };
        let result = self.semicolon(after);
        let declaration = External::Declaration(Declaration::Names(specifiers, list));
        if result.is_err() {
            self.found_before_error(declaration, is_external);
            return Err(super::Failed);
        }
        Ok(Some(declaration))
    }

    /// What was read before an error still declares its names.
    fn found_before_error(&mut self, declaration: External, is_external: bool) {
        if is_external {
            self.found.push(declaration);
        }
    }

    fn check_missing_type(&mut self, specifiers: &Specifiers) -> Parse<()> {
        let has_words = specifiers.storage.is_some() || specifiers.qualifiers != 0 || specifiers.is_inline;
        if !matches!(specifiers.ty, TypeSpec::Missing) || has_words {
            return Ok(());
        }
        if let Some(failed) = self.bad_token() {
            return Err(failed);
        }
        if self.is_identifier_at(0) && self.peek(1).kind == Kind::LParen {
            let is_call = matches!(self.peek(2).kind, Kind::Str | Kind::Number | Kind::Char | Kind::And | Kind::Minus);
            if !is_call {
                return Ok(());
            }
            let title = format!("{} is called outside every function", self.shown());
            return self.fail(self.at(), title, "statements stand inside functions; is there a `}` too many above?");
        }
        let token = self.token();
        if self.is_identifier_at(0) && !matches!(self.peek(1).kind, Kind::Assign | Kind::LBracket | Kind::Semicolon) {
            self.unknown_type(token);
            return Err(super::Failed);
        }
        let help = match self.keyword() {
            Some(_) => "statements stand inside functions; is there a `}` too many above?",
            None if self.is_identifier_at(0) => "say which type it has; assignments stand inside functions",
            None => "",
        };
        let title = format!("expected a declaration, found {}", self.shown());
        self.fail(token.at(), title, help)
    }

    /// `asm ( "name" )` after a declarator: ignored.
    fn asm_label(&mut self) -> Parse<()> {
        if self.accept_keyword(word::ASM) {
            self.expect(Kind::LParen, "after `asm`")?;
            self.skip_parentheses();
        }
        Ok(())
    }

    fn function(
        &mut self,
        specifiers: Specifiers,
        declarator: Declarator,
        attributes: Attributes,
        is_external: bool,
    ) -> Parse<Option<External>> {
        if !is_external {
            self.report_inner_function(&declarator);
        }
        self.scopes.push(Default::default());
        let mut old_style = Vec::new();
        while self.kind() != Kind::LBrace && self.begins_type(0) {
            match self.declaration(false)? {
                Some(External::Declaration(d)) => old_style.push(d),
                _ => break,
            }
        }
        if let Some(Derived::Function(parameters)) = declarator.derived.first() {
            self.declare_parameters(parameters);
        }
        if self.kind() != Kind::LBrace {
            self.scopes.pop();
            return self.fail(self.at(), "expected `{` to begin the function", "");
        }
        let body = self.block_items(false);
        self.scopes.pop();
        let end = self.tokens[self.next.saturating_sub(1)].at();
        let function = FunctionDefinition { specifiers, declarator, old_style, attributes, body: body?, end };
        let external = External::Function(Box::new(function));
        if is_external {
            return Ok(Some(external));
        }
        self.found.push(external);
        self.leaves_blocks = true;
        Ok(None)
    }

    fn report_inner_function(&mut self, declarator: &Declarator) {
        let name = declarator.name.map(|n| self.cx.text(n).to_string()).unwrap_or_default();
        let open = self.open_braces.last().map(|b| self.line_of(b.loc));
        let help = open.map_or_else(String::new, |l| format!("is a `}}` missing? The `{{` in line {l} is still open"));
        self.cx.reports.error(declarator.at, format!("function `{name}` begins inside another function"), help);
    }

    fn declare_parameters(&mut self, parameters: &Parameters) {
        for parameter in &parameters.list {
            self.declare(parameter.declarator.name, false);
        }
        for (name, _) in parameters.names.iter().flatten() {
            self.declare(Some(*name), false);
        }
    }

    /// initializer: assignment | `{` list `}`
    pub(super) fn initializer(&mut self) -> Parse<Init> {
        if self.kind() == Kind::LBrace {
            let at = self.at();
            return Ok(Init::List(self.nested(|p| p.init_list())?, at));
        }
        Ok(Init::Expr(self.assignment()?))
    }

    /// `{` (designation? initializer),* `,`? `}`
    pub(super) fn init_list(&mut self) -> Parse<Vec<InitItem>> {
        let open: At = self.advance().at();
        let mut items = Vec::new();
        while self.kind() != Kind::RBrace {
            let designators = self.designation()?;
            let init = self.initializer()?;
            items.push(InitItem { designators, init });
            if !self.accept(Kind::Comma) {
                break;
            }
        }
        self.close(Kind::RBrace, open, "the initialiser")?;
        Ok(items)
    }

    /// designation: (`[` constant `]` | `.` name)+ `=` | name `:` (GNU)
    fn designation(&mut self) -> Parse<Vec<Designator>> {
        if self.is_identifier_at(0) && self.peek(1).kind == Kind::Colon {
            let name = self.advance();
            self.advance();
            return Ok(vec![Designator::Member(name.atom, name.at())]);
        }
        let mut list = Vec::new();
        while matches!(self.kind(), Kind::LBracket | Kind::Dot) {
            list.push(self.designator()?);
        }
        if !list.is_empty() {
            self.expect(Kind::Assign, "after the designator")?;
        }
        Ok(list)
    }

    fn designator(&mut self) -> Parse<Designator> {
        let open = self.advance();
        if open.kind == Kind::Dot {
            if !self.is_identifier_at(0) {
                return self.fail(self.at(), "expected a member name after `.`", "");
            }
            let name = self.advance();
            return Ok(Designator::Member(name.atom, name.at()));
        }
        let first = self.conditional()?;
        let last = if self.accept(Kind::Ellipsis) { Some(self.conditional()?) } else { None };
        self.close(Kind::RBracket, open.at(), "the designator")?;
        Ok(last.map_or_else(|| Designator::Index(first.clone()), |l| Designator::Range(first.clone(), l)))
    }

    /// The member path of `offsetof`: name (`.` name | `[` constant `]`)*
    pub(super) fn member_path(&mut self) -> Parse<Vec<Designator>> {
        if !self.is_identifier_at(0) {
            return self.fail(self.at(), "expected a member name", "");
        }
        let name = self.advance();
        let mut path = vec![Designator::Member(name.atom, name.at())];
        while matches!(self.kind(), Kind::LBracket | Kind::Dot) {
            path.push(self.designator()?);
        }
        Ok(path)
    }
}
