//! Macro replacement (C11 6.10.3): collecting arguments, substituting, `#`, `##`, `__VA_ARGS__`, `__VA_OPT__`, and
//! the GNU comma before an empty `## __VA_ARGS__`.

use super::{Level, Macro, Piece, Preprocessor, TOKENS_MAX};
use crate::cc::lex;
use crate::cc::source::{At, Reports};
use crate::cc::token::{Atom, BOL, Kind, SPACE, Token, word};
use std::rc::Rc;

/// The arguments of one call: as written, and expanded when first needed.
struct Arguments {
    raw: Vec<Vec<Token>>,
    expanded: Vec<Option<Rc<[Token]>>>,
}

impl Preprocessor<'_> {
    /// Reads the arguments, if any, and puts the expansion on the stack.
    pub(super) fn expand_macro(&mut self, name: Token, definition: &Rc<Macro>) {
        let mut arguments = Arguments { raw: Vec::new(), expanded: Vec::new() };
        if let Some(parameters) = &definition.parameters {
            let Some(raw) = self.collect(name, parameters.len(), definition) else {
                // Something to stand for the call, so that what follows is read as intended.
                let zero = self.number(name, 0);
                self.levels.push(Level { tokens: vec![zero], next: 0, disables: None, is_wall: false });
                return;
            };
            arguments.expanded = vec![None; raw.len()];
            arguments.raw = raw;
        }
        let mut tokens = self.substitute(&definition.body, name, definition, &mut arguments);
        tokens.retain(|t| t.kind != Kind::Placemarker);
        if let Some(first) = tokens.first_mut() {
            first.flags = first.flags & !(BOL | SPACE) | name.flags & (BOL | SPACE);
        }
        self.produced += tokens.len();
        if self.produced > TOKENS_MAX {
            self.cx.reports.error(name.at(), "macro expansion produces too much text", "");
            return;
        }
        self.slot(name.atom).is_disabled = true;
        self.levels.push(Level { tokens, next: 0, disables: Some(name.atom), is_wall: false });
    }

    /// Reads `( argument , … )`; `None` after an error.
    fn collect(&mut self, name: Token, wanted: usize, definition: &Macro) -> Option<Vec<Vec<Token>>> {
        self.raw();
        let mut list = vec![Vec::new()];
        let mut depth = 0_u32;
        loop {
            let mut token = self.raw();
            match token.kind {
                Kind::Eof => {
                    let title = format!("the call of macro `{}` is never closed", self.cx.text(name.atom));
                    self.cx.reports.error(name.at(), title, "add the missing `)`");
                    return None;
                }
                Kind::LParen => depth += 1,
                Kind::RParen if depth == 0 => break,
                Kind::RParen => depth -= 1,
                Kind::Comma if depth == 0 && !(definition.is_variadic && list.len() >= wanted) => {
                    list.push(Vec::new());
                    continue;
                }
                _ => {}
            }
            if token.flags & BOL != 0 {
                token.flags = token.flags & !BOL | SPACE;
            }
            if let Some(last) = list.last_mut() {
                last.push(token);
            }
        }
        self.check_count(name, wanted, definition, list)
    }

    fn check_count(
        &mut self,
        name: Token,
        wanted: usize,
        definition: &Macro,
        mut list: Vec<Vec<Token>>,
    ) -> Option<Vec<Vec<Token>>> {
        if wanted == 0 && list.len() == 1 && list[0].is_empty() {
            list.clear();
        }
        if definition.is_variadic && list.len() + 1 == wanted {
            list.push(Vec::new());
        }
        if list.len() == wanted {
            return Some(list);
        }
        let name_text = self.cx.text(name.atom).to_string();
        let title = format!("macro `{name_text}` takes {}, but {} given", arguments(wanted), were(list.len()));
        let line = self.cx.sources.pos(definition.at.loc).line;
        self.cx.reports.error(name.at(), title, format!("`{name_text}` is defined in line {line}"));
        None
    }

    fn substitute(&mut self, body: &[Piece], site: Token, definition: &Macro, args: &mut Arguments) -> Vec<Token> {
        let mut out: Vec<Token> = Vec::with_capacity(body.len());
        let is_function = definition.parameters.is_some();
        let mut i = 0;
        let mut glues = false;
        while let Some(piece) = body.get(i) {
            i += 1;
            let token = piece.token;
            if token.kind == Kind::HashHash && !out.is_empty() && i < body.len() {
                glues = true;
                continue;
            }
            let glued_next = body.get(i).is_some_and(|p| p.token.kind == Kind::HashHash);
            let mut list: Vec<Token>;
            if token.kind == Kind::Hash && is_function && body.get(i).is_some_and(|p| p.parameter.is_some()) {
                let parameter = body[i].parameter.unwrap_or(0) as usize;
                i += 1;
                list = vec![self.stringify(&args.raw[parameter], site, token.flags)];
            } else if token.is(word::VA_OPT) && definition.is_variadic {
                let (inside, used) = va_opt(&body[i..]);
                i += used;
                let has_rest = args.raw.last().is_some_and(|a| !a.is_empty());
                list = if has_rest { self.substitute(inside, site, definition, args) } else { Vec::new() };
            } else if let Some(parameter) = piece.parameter {
                let parameter = parameter as usize;
                let is_rest = definition.is_variadic && parameter + 1 == args.raw.len();
                if glues && is_rest && out.last().is_some_and(|t| t.kind == Kind::Comma) {
                    glues = false;
                    if args.raw[parameter].is_empty() {
                        out.pop();
                    }
                }
                list = self.argument(args, parameter, glues || glued_next);
                if let Some(first) = list.first_mut() {
                    first.flags = first.flags & !SPACE | token.flags & SPACE;
                }
            } else {
                list = vec![Token { loc: site.loc, len: site.len, ..token }];
            }
            if glues {
                glues = false;
                self.glue(&mut out, &list, site);
            } else {
                out.append(&mut list);
            }
        }
        out
    }

    fn argument(&mut self, args: &mut Arguments, index: usize, is_raw: bool) -> Vec<Token> {
        if is_raw {
            let mut list = args.raw[index].clone();
            if list.is_empty() {
                list.push(Token { kind: Kind::Placemarker, flags: 0, len: 0, loc: Default::default(), atom: Atom(0) });
            }
            return list;
        }
        if args.expanded[index].is_none() {
            args.expanded[index] = Some(self.expand_alone(args.raw[index].clone()).into());
        }
        args.expanded[index].as_deref().unwrap_or(&[]).to_vec()
    }

    /// Pastes the first token of `list` to the last of `out` and appends the rest (6.10.3.3).
    fn glue(&mut self, out: &mut Vec<Token>, list: &[Token], site: Token) {
        let Some((&right, rest)) = list.split_first() else { return };
        let Some(left) = out.pop() else {
            out.extend_from_slice(list);
            return;
        };
        if left.kind == Kind::Placemarker || right.kind == Kind::Placemarker {
            let kept = if left.kind == Kind::Placemarker { right } else { left };
            out.push(Token { flags: left.flags, ..kept });
        } else {
            let text = format!("{}{}", left.text(&self.cx.names), right.text(&self.cx.names));
            let tokens = lex::lex(&text, site.loc, &mut self.cx.names, &mut Reports::default());
            if tokens.len() == 2 {
                out.push(Token { flags: left.flags, loc: site.loc, len: site.len, ..tokens[0] });
            } else {
                let title = format!("`##` makes `{text}`, which is not one token");
                self.cx.reports.error(site.at(), title, "");
                out.extend([left, right]);
            }
        }
        out.extend_from_slice(rest);
    }

    /// `#parameter` (6.10.3.2).
    fn stringify(&mut self, tokens: &[Token], site: Token, flags: u8) -> Token {
        let mut text = String::from("\"");
        for (i, token) in tokens.iter().enumerate() {
            if i > 0 && token.flags & (SPACE | BOL) != 0 {
                text.push(' ');
            }
            let spelling = token.text(&self.cx.names);
            if matches!(token.kind, Kind::Str | Kind::Char | Kind::Unterminated) {
                text.extend(spelling.chars().flat_map(|c| {
                    let slash = (c == '"' || c == '\\').then_some('\\');
                    slash.into_iter().chain(std::iter::once(c))
                }));
            } else {
                text.push_str(spelling);
            }
        }
        text.push('"');
        Token { kind: Kind::Str, flags, atom: self.cx.names.intern(&text), ..site }
    }

    /// The words of a token list as `#include` and `#error` see them.
    pub(super) fn spell(&self, tokens: &[Token]) -> String {
        let mut text = String::new();
        for (i, token) in tokens.iter().enumerate() {
            if i > 0 && token.flags & SPACE != 0 {
                text.push(' ');
            }
            text.push_str(token.text(&self.cx.names));
        }
        text
    }

    /// Defines a macro from the line after `#define`.
    pub(super) fn define(&mut self, line: &[Token], at: At) {
        let Some((&name, rest)) = line.split_first() else {
            self.cx.reports.error(at, "`#define` needs a name", "");
            return;
        };
        if name.kind != Kind::Name || name.is(word::DEFINED) {
            let title = format!("`{}` is not a name that can be defined", name.text(&self.cx.names));
            self.cx.reports.error(name.at(), title, "");
            return;
        }
        let is_function = rest.first().is_some_and(|t| t.kind == Kind::LParen && t.flags & SPACE == 0);
        let (mut parameters, mut is_variadic, mut body) = (None, false, rest);
        if is_function {
            let Some((list, variadic, used)) = self.parameters(rest) else { return };
            body = &rest[used..];
            is_variadic = variadic;
            parameters = Some(list);
        }
        let index = |t: &Token| {
            let found = parameters.as_ref().and_then(|p| p.iter().position(|a| t.is(*a)));
            Piece { token: *t, parameter: found.map(|i| i as u16) }
        };
        let body = body.iter().map(index).collect();
        self.install(name, Macro { parameters, is_variadic, body, at: name.at() });
    }

    /// Reads `( a , b , … )`: the names, whether variadic, how many tokens.
    fn parameters(&mut self, rest: &[Token]) -> Option<(Vec<Atom>, bool, usize)> {
        let (mut list, mut is_variadic, mut i) = (Vec::new(), false, 1);
        while let Some(token) = rest.get(i) {
            match token.kind {
                Kind::RParen if !is_variadic || !list.is_empty() => return Some((list, is_variadic, i + 1)),
                Kind::Comma if !list.is_empty() && !is_variadic => {}
                Kind::Ellipsis => {
                    is_variadic = true;
                    if rest[i - 1].kind != Kind::Name {
                        list.push(word::VA_ARGS);
                    }
                }
                Kind::Name if rest[i - 1].kind != Kind::Name && list.len() < 1000 => list.push(token.atom),
                _ => break,
            }
            i += 1;
        }
        let at = rest.get(i).or(rest.last()).map(Token::at).unwrap_or_default();
        self.cx.reports.error(at, "the parameter list of this macro is malformed", "write `#define NAME(a, b) …`");
        None
    }

    fn install(&mut self, name: Token, definition: Macro) {
        let old = self.definition(name.atom).cloned();
        if let Some(old) = old.filter(|old| !same(old, &definition)) {
            let text = self.cx.text(name.atom).to_string();
            let line = self.cx.sources.pos(old.at.loc).line;
            let help = format!("the definition in line {line} is forgotten; `#undef {text}` first if that is meant");
            self.cx.reports.warning(name.at(), format!("macro `{text}` is defined differently again"), help);
        }
        self.slot(name.atom).definition = Some(Rc::new(definition));
    }
}

/// The body inside `__VA_OPT__ ( … )` and how many pieces the parenthesised part takes.
fn va_opt(rest: &[Piece]) -> (&[Piece], usize) {
    let mut depth = 0_u32;
    for (i, piece) in rest.iter().enumerate() {
        match piece.token.kind {
            Kind::LParen => depth += 1,
            Kind::RParen if depth <= 1 => return (rest.get(1..i).unwrap_or(&[]), i + 1),
            Kind::RParen => depth -= 1,
            _ if depth == 0 => return (&[], 0),
            _ => {}
        }
    }
    (&[], rest.len())
}

fn same(a: &Macro, b: &Macro) -> bool {
    let piece = |p: &Piece| (p.token.kind, p.token.atom, p.token.flags & SPACE, p.parameter);
    a.parameters == b.parameters
        && a.is_variadic == b.is_variadic
        && a.body.len() == b.body.len()
        && a.body.iter().skip(1).map(piece).eq(b.body.iter().skip(1).map(piece))
        && a.body.first().map(|p| (p.token.kind, p.token.atom)) == b.body.first().map(|p| (p.token.kind, p.token.atom))
}

fn arguments(n: usize) -> String {
    if n == 1 { "1 argument".to_string() } else { format!("{n} arguments") }
}

fn were(n: usize) -> String {
    if n == 1 { "1 was".to_string() } else { format!("{n} were") }
}
