//! Text to preprocessing tokens: C11 translation phases 2 and 3 (5.1.1.2). Trigraphs stay as they are, as in gcc's
//! default mode. Any text yields tokens; what is not C becomes [`Kind::Stray`] or [`Kind::Unterminated`] and is
//! reported only if it gets through preprocessing.

use super::source::{At, Loc, Reports};
use super::token::{self, Atom, BOL, Kind, Names, SPACE, Token};

/// The text without backslash-newline pairs, and where they were.
struct Spliced {
    text: Vec<u8>,
    /// Offset in `text` from which on `shift` bytes have been removed, ascending.
    removed: Vec<(usize, u32)>,
}

fn splice(text: &str) -> Option<Spliced> {
    if !text.contains("\\\n") && !text.contains("\\\r\n") {
        return None;
    }
    let bytes = text.as_bytes();
    let mut out = Spliced { text: Vec::with_capacity(bytes.len()), removed: Vec::new() };
    let (mut i, mut shift) = (0, 0);
    while i < bytes.len() {
        let pair = if bytes[i..].starts_with(b"\\\n") {
            2
        } else if bytes[i..].starts_with(b"\\\r\n") {
            3
        } else {
            0
        };
        if pair == 0 {
            out.text.push(bytes[i]);
            i += 1;
        } else {
            i += pair;
            shift += pair as u32;
            out.removed.push((out.text.len(), shift));
        }
    }
    Some(out)
}

struct Lexer<'a> {
    text: &'a [u8],
    at: usize,
    base: Loc,
    removed: &'a [(usize, u32)],
    /// How many of `removed` lie at or before `at`; advances with the tokens.
    passed: usize,
    names: &'a mut Names,
    reports: &'a mut Reports,
    flags: u8,
}

/// Splits a text into tokens, with [`Kind::Eof`] at the end; `base` is where the text begins.
pub fn lex(text: &str, base: Loc, names: &mut Names, reports: &mut Reports) -> Vec<Token> {
    let spliced = splice(text);
    let (bytes, removed) = spliced.as_ref().map_or((text.as_bytes(), &[][..]), |s| (&s.text[..], &s.removed[..]));
    let mut lexer = Lexer { text: bytes, at: 0, base, removed, passed: 0, names, reports, flags: BOL };
    let mut tokens = Vec::with_capacity(bytes.len() / 4 + 1);
    loop {
        let token = lexer.token();
        tokens.push(token);
        if token.kind == Kind::Eof {
            return tokens;
        }
    }
}

fn is_name_start(b: u8) -> bool {
    b.is_ascii_alphabetic() || b == b'_' || b == b'$' || b >= 0x80
}

/// The length of a character that word processors put where C wants an ASCII one: curly quotes, dashes, odd spaces.
fn lookalike(rest: &[u8]) -> Option<usize> {
    match rest {
        [0xc2, 0xa0, ..] => Some(2),
        [0xe2, 0x80, 0x8b | 0x93..=0x9f, ..] | [0xe2, 0x88, 0x92, ..] | [0xef, 0xbb, 0xbf, ..] => Some(3),
        _ => None,
    }
}

fn is_name_byte(b: u8) -> bool {
    is_name_start(b) || b.is_ascii_digit()
}

impl Lexer<'_> {
    fn peek(&self, n: usize) -> u8 {
        self.text.get(self.at + n).copied().unwrap_or(0)
    }

    fn loc(&mut self, offset: usize) -> Loc {
        while self.removed.get(self.passed).is_some_and(|r| r.0 <= offset) {
            self.passed += 1;
        }
        let shift = self.passed.checked_sub(1).map_or(0, |p| self.removed[p].1);
        self.base.plus(offset + shift as usize)
    }

    fn token(&mut self) -> Token {
        self.skip_blank();
        let start = self.at;
        let loc = self.loc(start);
        let (kind, has_text) = self.scan();
        let atom = if has_text { self.atom(start) } else { Atom(0) };
        let len = u16::try_from(self.at - start).unwrap_or(u16::MAX);
        let flags = std::mem::take(&mut self.flags);
        Token { kind, flags, len, loc, atom }
    }

    fn atom(&mut self, start: usize) -> Atom {
        let text = String::from_utf8_lossy(&self.text[start..self.at]);
        self.names.intern(&text)
    }

    /// Skips white space and comments, noting in `flags` what was there.
    fn skip_blank(&mut self) {
        while let Some(&byte) = self.text.get(self.at) {
            match byte {
                b'\n' => self.flags |= BOL,
                b' ' | b'\t' | b'\r' | 0x0b | 0x0c => {}
                b'/' if self.peek(1) == b'/' => {
                    while self.at < self.text.len() && self.text[self.at] != b'\n' {
                        self.at += 1;
                    }
                    self.flags |= SPACE;
                    continue;
                }
                b'/' if self.peek(1) == b'*' => {
                    self.skip_comment();
                    continue;
                }
                _ => return,
            }
            self.flags |= SPACE;
            self.at += 1;
        }
    }

    /// A comment is one space, even over several lines: it does not begin a new line.
    fn skip_comment(&mut self) {
        let start = self.at;
        self.at += 2;
        while self.at < self.text.len() {
            if self.peek(0) == b'*' && self.peek(1) == b'/' {
                self.at += 2;
                self.flags |= SPACE;
                return;
            }
            self.at += 1;
        }
        let at = At { loc: self.loc(start), len: 2 };
        self.reports.error(at, "this comment is never closed", "end it with `*/`");
    }

    fn scan(&mut self) -> (Kind, bool) {
        let Some(&first) = self.text.get(self.at) else { return (Kind::Eof, false) };
        let prefix = self.quote_prefix();
        if let Some(skip) = prefix {
            self.at += skip;
            return (self.quoted(), true);
        }
        if let Some(len) = lookalike(&self.text[self.at..]) {
            self.at += len;
            return (Kind::Stray, true);
        }
        if is_name_start(first) {
            while is_name_byte(self.peek(0)) && lookalike(&self.text[self.at..]).is_none() {
                self.at += 1;
            }
            return (Kind::Name, true);
        }
        if first.is_ascii_digit() || (first == b'.' && self.peek(1).is_ascii_digit()) {
            self.number();
            return (Kind::Number, true);
        }
        if let Some((kind, len)) = token::punctuator(&self.text[self.at..]) {
            self.at += len;
            return (kind, false);
        }
        self.at += 1;
        (Kind::Stray, true)
    }

    /// The length of `L`, `u`, `U`, `u8` or nothing before a quote; `None` when no quote follows.
    fn quote_prefix(&self) -> Option<usize> {
        let is_quote = |b| b == b'"' || b == b'\'';
        match self.peek(0) {
            b if is_quote(b) => Some(0),
            b'L' | b'U' | b'u' if is_quote(self.peek(1)) => Some(1),
            b'u' if self.peek(1) == b'8' && is_quote(self.peek(2)) => Some(2),
            _ => None,
        }
    }

    fn quoted(&mut self) -> Kind {
        let quote = self.peek(0);
        self.at += 1;
        while let Some(&byte) = self.text.get(self.at) {
            match byte {
                b'\n' => break,
                b'\\' if self.at + 1 < self.text.len() && self.peek(1) != b'\n' => self.at += 2,
                _ if byte == quote => {
                    self.at += 1;
                    return if quote == b'"' { Kind::Str } else { Kind::Char };
                }
                _ => self.at += 1,
            }
        }
        Kind::Unterminated
    }

    /// pp-number: digits, letters, dots, and signs after an exponent letter (C11 6.4.8).
    fn number(&mut self) {
        loop {
            let sign = matches!(self.peek(1), b'+' | b'-');
            match self.peek(0) {
                b'e' | b'E' | b'p' | b'P' if sign => self.at += 2,
                b'.' => self.at += 1,
                b if is_name_byte(b) && b < 0x80 => self.at += 1,
                _ => return,
            }
        }
    }
}
