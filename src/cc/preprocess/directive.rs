//! Directives: `#include`, `#define`, conditionals, `#line`, `#error`, `#warning`, `#pragma` (C11 6.10).

use super::{Condition, INCLUDE_DEPTH_MAX, INCLUDES_MAX, Lexed, Preprocessor};
use crate::cc::literal::{self, Number};
use crate::cc::source::At;
use crate::cc::suggest;
use crate::cc::token::{BOL, Kind, Token, word};

impl Preprocessor<'_> {
    /// Obeys the directive after a `#` that was just read.
    pub(super) fn directive(&mut self) {
        let line = self.rest_of_line();
        let Some((&name, rest)) = line.split_first() else { return };
        let at = name.at();
        match name.atom {
            _ if name.kind == Kind::Number => {}
            _ if name.kind != Kind::Name => {
                let title = format!("`#{}` is not a directive", name.text(&self.cx.names));
                self.cx.reports.error(at, title, "");
            }
            word::DEFINE => self.define(rest, at),
            word::UNDEF => match rest.first().filter(|t| t.kind == Kind::Name) {
                Some(token) => self.slot(token.atom).definition = None,
                None => self.cx.reports.error(at, "`#undef` needs a name", ""),
            },
            word::INCLUDE => self.include(rest, at),
            word::INCLUDE_NEXT => self.cx.reports.error(at, "`#include_next` is not supported", "use `#include`"),
            word::IF => {
                let value = self.condition(rest, at);
                self.open_condition(at, value);
            }
            word::IFDEF | word::IFNDEF => self.if_defined(rest, at, name.atom == word::IFDEF),
            word::ELIF | word::ELSE => self.other_branch(at, name.atom == word::ELSE),
            word::ENDIF => {
                if self.files.last_mut().and_then(|f| f.conditions.pop()).is_none() {
                    self.cx.reports.error(at, "`#endif` without `#if`", "");
                }
            }
            word::LINE => self.line(rest, at),
            word::ERROR | word::WARNING => self.message(name),
            word::PRAGMA => self.pragma(rest),
            word::IDENT => {}
            _ => self.unknown(name),
        }
    }

    fn rest_of_line(&mut self) -> Vec<Token> {
        let Some(file) = self.files.last_mut() else { return Vec::new() };
        let rest = &file.tokens[file.next..];
        let end = rest.iter().position(|t| t.flags & BOL != 0 || t.kind == Kind::Eof).unwrap_or(rest.len());
        file.next += end;
        rest[..end].to_vec()
    }

    fn unknown(&mut self, name: Token) {
        const DIRECTIVES: &[&str] = &[
            "include", "define", "undef", "if", "ifdef", "ifndef", "elif", "else", "endif", "line", "error", "warning",
            "pragma",
        ];
        let text = self.cx.text(name.atom).to_string();
        let help = suggest::closest(&text, DIRECTIVES.iter().copied());
        let help = help.map_or_else(String::new, |d| format!("did you mean `#{d}`?"));
        self.cx.reports.error(name.at(), format!("unknown directive `#{text}`"), help);
    }

    fn message(&mut self, name: Token) {
        let text = self.cx.sources.rest_of_line(name.loc.plus(name.len as usize)).trim().to_string();
        if name.is(word::ERROR) {
            self.cx.reports.error(name.at(), format!("#error: {text}"), "");
        } else {
            self.cx.reports.warning(name.at(), format!("#warning: {text}"), "");
        }
    }

    fn pragma(&mut self, rest: &[Token]) {
        if rest.first().is_some_and(|t| t.is(word::ONCE))
            && let Some(file) = self.files.last()
            && let Some(lexed) = self.lexed.values_mut().find(|l| std::rc::Rc::ptr_eq(&l.tokens, &file.tokens))
        {
            lexed.is_once = true;
        }
    }

    fn line(&mut self, rest: &[Token], at: At) {
        let rest = self.expand_alone(rest.to_vec());
        let number = rest.first().filter(|t| t.kind == Kind::Number).map(|t| t.text(&self.cx.names));
        let Some(Ok(Number::Int { value, .. })) = number.map(literal::number) else {
            self.cx.reports.error(at, "`#line` needs a line number", "");
            return;
        };
        let name = rest.get(1).filter(|t| t.kind == Kind::Str).map(|t| t.text(&self.cx.names).trim_matches('"').into());
        self.cx.sources.renumber(at.loc, u32::try_from(value).unwrap_or(u32::MAX), name);
    }

    fn if_defined(&mut self, rest: &[Token], at: At, wanted: bool) {
        let Some(name) = rest.first().filter(|t| t.kind == Kind::Name) else {
            self.cx.reports.error(at, "a macro name is missing here", "");
            self.open_condition(at, false);
            return;
        };
        let is_defined = self.is_defined(name.atom);
        self.open_condition(at, is_defined == wanted);
    }

    fn open_condition(&mut self, at: At, value: bool) {
        if let Some(file) = self.files.last_mut() {
            file.conditions.push(Condition { at, is_taken: value, has_else: false });
        }
        if !value {
            self.skip_group();
        }
    }

    /// `#else` and `#elif` met while reading a group that was taken: the others are skipped.
    fn other_branch(&mut self, at: At, is_else: bool) {
        let condition = self.files.last_mut().and_then(|f| f.conditions.last_mut());
        match condition {
            None => self.cx.reports.error(at, "`#else` or `#elif` without `#if`", ""),
            Some(c) if c.has_else => self.cx.reports.error(at, "a second `#else` for the same `#if`", ""),
            Some(c) => {
                c.has_else = is_else;
                self.skip_group();
            }
        }
    }

    /// Skips to the branch to be read next, or past the `#endif`.
    fn skip_group(&mut self) {
        let mut depth = 0_u32;
        while let Some(name) = self.next_skipped_directive() {
            match name.atom {
                word::IF | word::IFDEF | word::IFNDEF => depth += 1,
                word::ENDIF if depth == 0 => {
                    self.rest_of_line();
                    self.files.last_mut().and_then(|f| f.conditions.pop());
                    return;
                }
                word::ENDIF => depth -= 1,
                word::ELSE | word::ELIF if depth == 0 && self.takes_branch(name) => return,
                _ => {}
            }
        }
    }

    /// The name after the next `#` that begins a line; `None` at the end of the file.
    fn next_skipped_directive(&mut self) -> Option<Token> {
        let file = self.files.last_mut()?;
        loop {
            let token = file.tokens[file.next];
            if token.kind == Kind::Eof {
                return None;
            }
            file.next += 1;
            let next = file.tokens[file.next];
            let is_directive = token.kind == Kind::Hash && token.flags & BOL != 0;
            if is_directive && next.kind == Kind::Name && next.flags & BOL == 0 {
                file.next += 1;
                return Some(next);
            }
        }
    }

    fn takes_branch(&mut self, name: Token) -> bool {
        let line = self.rest_of_line();
        let is_else = name.is(word::ELSE);
        let Some(condition) = self.files.last_mut().and_then(|f| f.conditions.last_mut()) else { return true };
        if condition.has_else {
            self.cx.reports.error(name.at(), "a second `#else` for the same `#if`", "");
            return false;
        }
        condition.has_else = is_else;
        if condition.is_taken || !(is_else || self.condition(&line, name.at())) {
            return false;
        }
        if let Some(condition) = self.files.last_mut().and_then(|f| f.conditions.last_mut()) {
            condition.is_taken = true;
        }
        true
    }

    fn include(&mut self, rest: &[Token], at: At) {
        let Some((name, is_system, name_at)) = self.header_name(rest) else {
            let help = "write `#include <stdio.h>` or `#include \"mine.h\"`";
            self.cx.reports.error(at, "`#include` needs a header name", help);
            return;
        };
        self.includes += 1;
        if self.files.len() >= INCLUDE_DEPTH_MAX || self.includes > INCLUDES_MAX {
            let help = "does a header include itself? Guard it with `#ifndef NAME_H`, `#define NAME_H`, `#endif`";
            self.cx.reports.error(name_at, "headers include each other without end", help);
            return;
        }
        match self.load(&name, is_system) {
            Some(lexed) if lexed.is_once && self.lexed.get(&name).is_some_and(|l| l.is_once) => {}
            Some(lexed) => self.open(&lexed),
            None => {
                let (title, help) = suggest::missing_header(&name, is_system);
                self.cx.reports.error(name_at, title, help);
            }
        }
    }

    /// The header named on an `#include` line, whether in `<>`, and where.
    pub(super) fn header_name(&mut self, rest: &[Token]) -> Option<(String, bool, At)> {
        let mut line = rest.to_vec();
        if !matches!(line.first()?.kind, Kind::Str | Kind::Lt | Kind::Unterminated) {
            line = self.expand_alone(line);
        }
        let first = *line.first()?;
        if first.kind == Kind::Str {
            let text = first.text(&self.cx.names);
            return Some((text.trim_matches('"').to_string(), false, first.at()));
        }
        let close = line.iter().position(|t| t.kind == Kind::Gt)?;
        if first.kind != Kind::Lt || close == 1 {
            return None;
        }
        let len = line[close].loc.0.saturating_sub(first.loc.0).saturating_add(1);
        let at = At { loc: first.loc, len: u16::try_from(len).unwrap_or(1).max(1) };
        Some((self.spell(&line[1..close]), true, at))
    }

    /// Finds a header: the learner's own first for `"…"`, the library's first for `<…>` and inside the library.
    pub(super) fn load(&mut self, name: &str, is_system: bool) -> Option<Lexed> {
        let name = name.trim_start_matches("./");
        let library_first = is_system || self.files.last().is_some_and(|f| f.is_library);
        if let Some(lexed) = self.lexed.get(name) {
            return Some(lexed.clone());
        }
        let own = || (self.find)(name).map(|text| (text, false));
        let library = || crate::libc::header(name).map(|text| (text.to_string(), true));
        let found = if library_first { library().or_else(own) } else { own().or_else(library) };
        let (text, is_library) = found?;
        Some(self.lex_file(name, text.into(), is_library))
    }
}
