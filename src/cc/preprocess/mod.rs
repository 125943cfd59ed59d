//! C11 translation phase 4 (6.10): directives obeyed, macros expanded, headers included; text in, tokens out.
//!
//! Rules: expansion works on a stack of token lists. A macro is disabled while its own expansion is on the stack, and
//! its name met there is painted blue for good (6.10.3.4). A token from a macro's body stands where the macro is
//! used; a token from an argument stands where it was written. Everything is bounded: include depth and count,
//! expansion depth, tokens produced.

mod condition;
mod directive;
mod expand;
mod predefined;

use super::context::Context;
use super::lex;
use super::source::{At, Loc};
use super::token::{Atom, BLUE, BOL, Kind, Token, word};
use crate::base::limits::SOURCE_BYTES_MAX;
use std::collections::BTreeMap;
use std::rc::Rc;

/// Most tokens that expansion may produce, and most tokens of a unit after preprocessing.
const TOKENS_MAX: usize = 2 << 20;
/// Files within files.
const INCLUDE_DEPTH_MAX: usize = 64;
/// `#include`s obeyed in one unit.
const INCLUDES_MAX: usize = 2000;
/// Macro calls within arguments of macro calls.
const EXPANSION_DEPTH_MAX: usize = 64;

/// A macro's definition.
#[derive(Debug)]
struct Macro {
    /// `None` for an object-like macro.
    parameters: Option<Vec<Atom>>,
    /// The last parameter takes all remaining arguments.
    is_variadic: bool,
    body: Vec<Piece>,
    at: At,
}

/// A token of a macro's body, with the number of the parameter it names.
#[derive(Clone, Copy, Debug)]
struct Piece {
    token: Token,
    parameter: Option<u16>,
}

#[derive(Clone, Default)]
struct Slot {
    definition: Option<Rc<Macro>>,
    is_disabled: bool,
}

/// A token list being read: the result of an expansion, or (`is_wall`) an argument being expanded by itself.
struct Level {
    tokens: Vec<Token>,
    next: usize,
    disables: Option<Atom>,
    is_wall: bool,
}

struct OpenFile {
    tokens: Rc<[Token]>,
    next: usize,
    conditions: Vec<Condition>,
    is_library: bool,
}

/// An open `#if`.
struct Condition {
    at: At,
    is_taken: bool,
    has_else: bool,
}

#[derive(Clone)]
struct Lexed {
    tokens: Rc<[Token]>,
    is_once: bool,
    is_library: bool,
}

struct Preprocessor<'a> {
    cx: &'a mut Context,
    find: &'a dyn Fn(&str) -> Option<String>,
    macros: Vec<Slot>,
    lexed: BTreeMap<String, Lexed>,
    files: Vec<OpenFile>,
    levels: Vec<Level>,
    counter: u32,
    /// The line of an `#if` is being expanded.
    in_condition: bool,
    depth: usize,
    includes: usize,
    produced: usize,
}

/// Turns a unit's text into tokens ready for parsing, [`Kind::Eof`] last. `find` yields the learner's own headers,
/// `defines` are `NAME` or `NAME=VALUE`. Bounded by [`TOKENS_MAX`] whatever the text.
pub fn preprocess(
    cx: &mut Context,
    name: &str,
    text: &str,
    is_library: bool,
    find: &dyn Fn(&str) -> Option<String>,
    defines: &[String],
) -> Vec<Token> {
    let mut pp = Preprocessor {
        cx,
        find,
        macros: Vec::new(),
        lexed: BTreeMap::new(),
        files: Vec::new(),
        levels: Vec::new(),
        counter: 0,
        in_condition: false,
        depth: 0,
        includes: 0,
        produced: 0,
    };
    let main = pp.lex_file(name, text.into(), is_library);
    let mut builtin = String::from(predefined::TEXT);
    for define in defines {
        let (name, value) = define.split_once('=').unwrap_or((define, "1"));
        builtin.push_str(&format!("#define {} {}\n", name.trim(), value.replace('\n', " ")));
    }
    let builtin = pp.lex_file("<built-in>", builtin.into(), true);
    pp.open(&builtin);
    pp.run(&mut Vec::new());
    pp.files.clear();
    pp.open(&main);
    let mut out = Vec::with_capacity(main.tokens.len());
    pp.run(&mut out);
    out
}

impl Preprocessor<'_> {
    fn lex_file(&mut self, name: &str, text: Rc<str>, is_library: bool) -> Lexed {
        let (_, base) = self.cx.sources.add(name, text.clone(), is_library);
        let mut tokens = Vec::new();
        if text.len() > SOURCE_BYTES_MAX {
            let title = format!("`{name}` is too large: {} bytes", text.len());
            self.cx.reports.error(At { loc: base, len: 1 }, title, format!("the limit is {SOURCE_BYTES_MAX} bytes"));
            tokens.push(Token { kind: Kind::Eof, flags: BOL, len: 0, loc: base, atom: Atom(0) });
        } else {
            tokens = lex::lex(&text, base, &mut self.cx.names, &mut self.cx.reports);
        }
        let lexed = Lexed { tokens: tokens.into(), is_once: false, is_library };
        self.lexed.insert(name.to_string(), lexed.clone());
        lexed
    }

    fn open(&mut self, file: &Lexed) {
        self.files.push(OpenFile {
            tokens: file.tokens.clone(),
            next: 0,
            conditions: Vec::new(),
            is_library: file.is_library,
        });
    }

    fn run(&mut self, out: &mut Vec<Token>) {
        loop {
            let mut token = self.expanded();
            if out.len() >= TOKENS_MAX || self.cx.reports.is_full() {
                self.cx.reports.error(token.at(), "the program is too long after preprocessing", "");
                token.kind = Kind::Eof;
            }
            out.push(token);
            if token.kind == Kind::Eof {
                return;
            }
        }
    }

    fn slot(&mut self, name: Atom) -> &mut Slot {
        let index = name.0 as usize;
        if index >= self.macros.len() {
            self.macros.resize(self.cx.names.count().max(index + 1), Slot::default());
        }
        &mut self.macros[index]
    }

    fn definition(&self, name: Atom) -> Option<&Rc<Macro>> {
        self.macros.get(name.0 as usize).and_then(|s| s.definition.as_ref())
    }

    /// The next token before expansion, from the innermost list; directives are obeyed on the way.
    fn raw(&mut self) -> Token {
        while let Some(level) = self.levels.last_mut() {
            if let Some(token) = level.tokens.get(level.next) {
                level.next += 1;
                return *token;
            }
            if level.is_wall {
                return Token { kind: Kind::Eof, flags: 0, len: 0, loc: Loc(0), atom: Atom(0) };
            }
            self.leave_level();
        }
        self.file_token()
    }

    fn leave_level(&mut self) {
        if let Some(name) = self.levels.pop().and_then(|l| l.disables) {
            self.slot(name).is_disabled = false;
        }
    }

    fn file_token(&mut self) -> Token {
        loop {
            let Some(file) = self.files.last_mut() else {
                return Token { kind: Kind::Eof, flags: 0, len: 0, loc: Loc(0), atom: Atom(0) };
            };
            let token = file.tokens[file.next];
            if token.kind == Kind::Eof {
                self.report_open_conditions();
                if self.files.len() == 1 {
                    return token;
                }
                self.files.pop();
                continue;
            }
            file.next += 1;
            if token.kind == Kind::Hash && token.flags & BOL != 0 {
                self.directive();
                continue;
            }
            return token;
        }
    }

    fn report_open_conditions(&mut self) {
        let conditions = self.files.last_mut().map(|f| std::mem::take(&mut f.conditions)).unwrap_or_default();
        for condition in conditions {
            self.cx.reports.error(condition.at, "this conditional is never closed", "end it with `#endif`");
        }
    }

    /// The next token after expansion.
    fn expanded(&mut self) -> Token {
        loop {
            let token = self.raw();
            if token.kind != Kind::Name || token.flags & BLUE != 0 {
                return token;
            }
            match self.expand_name(token) {
                Some(token) => return token,
                None => continue,
            }
        }
    }

    /// Handles a name: `Some` when it stands for itself, `None` when its expansion was put on the stack.
    fn expand_name(&mut self, token: Token) -> Option<Token> {
        match token.atom {
            word::M_LINE => {
                let line = self.cx.sources.presumed_line(token.loc);
                return Some(self.number(token, line));
            }
            word::M_FILE => {
                let name = self.cx.sources.presumed_name(token.loc);
                let quoted = format!("\"{}\"", name.replace('\\', "\\\\").replace('"', "\\\""));
                return Some(Token { kind: Kind::Str, atom: self.cx.names.intern(&quoted), ..token });
            }
            word::M_COUNTER => {
                self.counter += 1;
                return Some(self.number(token, self.counter - 1));
            }
            word::DEFINED if self.in_condition => {
                let value = self.defined_operator();
                return Some(self.number(token, u32::from(value)));
            }
            word::M_PRAGMA => {
                self.pragma_operator();
                return None;
            }
            _ => {}
        }
        let Some(slot) = self.macros.get(token.atom.0 as usize) else { return Some(token) };
        let Some(definition) = slot.definition.clone() else { return Some(token) };
        if slot.is_disabled {
            return Some(Token { flags: token.flags | BLUE, ..token });
        }
        if definition.parameters.is_some() && !self.parenthesis_follows() {
            return Some(token);
        }
        self.expand_macro(token, &definition);
        None
    }

    fn number(&mut self, token: Token, value: u32) -> Token {
        Token { kind: Kind::Number, atom: self.cx.names.intern(&value.to_string()), ..token }
    }

    /// Whether the next token, through the ends of finished expansions, is `(`.
    fn parenthesis_follows(&self) -> bool {
        for level in self.levels.iter().rev() {
            match level.tokens.get(level.next) {
                Some(token) => return token.kind == Kind::LParen,
                None if level.is_wall => return false,
                None => {}
            }
        }
        self.files.last().is_some_and(|f| f.tokens[f.next].kind == Kind::LParen)
    }

    /// `defined NAME` that a macro's expansion brought into `#if`; undefined by C11 6.10.1, but used.
    fn defined_operator(&mut self) -> bool {
        let first = self.raw();
        if first.kind != Kind::LParen {
            return first.kind == Kind::Name && self.is_defined(first.atom);
        }
        let name = self.raw();
        self.raw();
        name.kind == Kind::Name && self.is_defined(name.atom)
    }

    /// `_Pragma ( string )`: read and ignored.
    fn pragma_operator(&mut self) {
        if self.parenthesis_follows() {
            self.raw();
            while !matches!(self.raw().kind, Kind::RParen | Kind::Eof) {}
        }
    }

    /// Expands a token list by itself, as an argument or the rest of a directive is.
    fn expand_alone(&mut self, tokens: Vec<Token>) -> Vec<Token> {
        if self.depth >= EXPANSION_DEPTH_MAX {
            if let Some(first) = tokens.first() {
                self.cx.reports.error(first.at(), "macro calls are nested too deeply", "");
            }
            return tokens;
        }
        self.depth += 1;
        self.levels.push(Level { tokens, next: 0, disables: None, is_wall: true });
        let mut out = Vec::new();
        loop {
            let token = self.expanded();
            if token.kind == Kind::Eof {
                break;
            }
            out.push(token);
        }
        self.leave_level();
        self.depth -= 1;
        out
    }
}
