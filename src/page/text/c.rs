//! C text cut into words for colouring. It knows words, not grammar: the compiler's lexer stays out of the page.

/// What a word is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Word {
    /// Keywords and the types of every day.
    Keyword,
    /// String and character constants.
    Text,
    /// Numbers.
    Number,
    /// Comments.
    Comment,
    /// `#include` and its like.
    Directive,
    /// All else.
    Plain,
}

impl Word {
    /// The stylesheet's class.
    #[must_use]
    pub const fn class(self) -> Option<&'static str> {
        match self {
            Self::Keyword => Some("c-keyword"),
            Self::Text => Some("c-text"),
            Self::Number => Some("c-number"),
            Self::Comment => Some("c-comment"),
            Self::Directive => Some("c-directive"),
            Self::Plain => None,
        }
    }
}

const KEYWORDS: &[&str] = &[
    "auto",
    "break",
    "case",
    "char",
    "const",
    "continue",
    "default",
    "do",
    "double",
    "else",
    "enum",
    "extern",
    "float",
    "for",
    "goto",
    "if",
    "inline",
    "int",
    "long",
    "register",
    "restrict",
    "return",
    "short",
    "signed",
    "sizeof",
    "static",
    "struct",
    "switch",
    "typedef",
    "union",
    "unsigned",
    "void",
    "volatile",
    "while",
    "_Bool",
    "_Static_assert",
    "pid_t",
    "size_t",
    "ssize_t",
    "bool",
    "uint8_t",
    "uint32_t",
    "int32_t",
    "NULL",
    "true",
    "false",
];

/// The words of one line, which together are the line. `in_comment` carries a block comment from line to line.
#[must_use]
pub fn words(line: &str, in_comment: &mut bool) -> Vec<(Word, String)> {
    let mut out: Vec<(Word, String)> = Vec::new();
    let mut rest = line;
    let starts_directive = line.trim_start().starts_with('#') && !*in_comment;
    while !rest.is_empty() {
        let (kind, len) = next(rest, in_comment);
        let kind = if starts_directive && kind != Word::Comment { Word::Directive } else { kind };
        let (word, after) = rest.split_at(len);
        match out.last_mut() {
            Some((last, text)) if *last == kind => text.push_str(word),
            _ => out.push((kind, word.into())),
        }
        rest = after;
    }
    out
}

/// The kind and length in bytes (at least one character) of the word that `rest` starts with.
fn next(rest: &str, in_comment: &mut bool) -> (Word, usize) {
    if *in_comment || rest.starts_with("/*") {
        let skip = if *in_comment { 0 } else { 2 };
        let end = rest[skip..].find("*/");
        *in_comment = end.is_none();
        return (Word::Comment, end.map_or(rest.len(), |e| e + skip + 2));
    }
    if rest.starts_with("//") {
        return (Word::Comment, rest.len());
    }
    let Some(first) = rest.chars().next() else { return (Word::Plain, rest.len()) };
    let while_word = |r: &str| r.find(|c: char| !(c.is_alphanumeric() || c == '_' || c == '.')).unwrap_or(r.len());
    match first {
        '"' | '\'' => (Word::Text, quoted(rest, first)),
        c if c.is_ascii_digit() => (Word::Number, while_word(rest).max(1)),
        c if c.is_alphabetic() || c == '_' => {
            let len = rest.find(|c: char| !(c.is_alphanumeric() || c == '_')).unwrap_or(rest.len());
            (if KEYWORDS.contains(&&rest[..len]) { Word::Keyword } else { Word::Plain }, len)
        }
        c => (Word::Plain, c.len_utf8()),
    }
}

fn quoted(rest: &str, quote: char) -> usize {
    let mut is_escaped = false;
    for (i, c) in rest.char_indices().skip(1) {
        match c {
            _ if is_escaped => is_escaped = false,
            '\\' => is_escaped = true,
            c if c == quote => return i + c.len_utf8(),
            _ => {}
        }
    }
    rest.len()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(line: &str, expect: &[(Word, &str)]) {
        let got = words(line, &mut false);
        let got: Vec<(Word, &str)> = got.iter().map(|(k, w)| (*k, w.as_str())).collect();
        assert_eq!(got, expect);
    }

    #[test]
    fn words_are_told_apart() {
        check(
            "int x = 0x1f;",
            &[(Word::Keyword, "int"), (Word::Plain, " x = "), (Word::Number, "0x1f"), (Word::Plain, ";")],
        );
        check(r#"f("a\"b")"#, &[(Word::Plain, "f("), (Word::Text, r#""a\"b""#), (Word::Plain, ")")]);
        check("#include <stdio.h>", &[(Word::Directive, "#include <stdio.h>")]);
        check("// é", &[(Word::Comment, "// é")]);
        check("\"open", &[(Word::Text, "\"open")]);
    }

    #[test]
    fn a_block_comment_goes_on_over_lines() {
        let mut in_comment = false;
        assert_eq!(words("a /* b", &mut in_comment).len(), 2);
        assert!(in_comment);
        assert_eq!(words("c */ int", &mut in_comment)[0], (Word::Comment, "c */".into()));
        assert!(!in_comment);
    }

    #[test]
    fn nothing_is_lost_of_any_line() {
        for line in ["", "'", "\\", "/*", "/", "日本 = '字';", "1e5..2", "\u{0}\u{7f}\"\\"] {
            let joined: String = words(line, &mut false).into_iter().map(|w| w.1).collect();
            assert_eq!(joined, line);
        }
    }
}
