//! One source file as the tidiness rules see it: its text, its code alone, and the paths it names.

use std::fs;
use std::path::Path;

/// One Rust source file.
pub struct Source {
    /// Where it is, from the package's root, with `/` between the parts.
    pub path: String,
    /// All of it.
    pub text: String,
    /// The text with comments blanked; lines keep their numbers.
    pub text_without_comments: String,
    /// The text with comments and string literals blanked; lines keep their numbers.
    pub code: String,
}

impl Source {
    /// A file from its path and text.
    pub fn new(path: &str, text: &str) -> Self {
        Self {
            path: path.to_owned(),
            text: text.to_owned(),
            text_without_comments: blank(text, false),
            code: blank(text, true),
        }
    }

    /// The top-level module it belongs to: `src/kernel/mem/walk.rs` is of `kernel`, `src/lib.rs` of `lib`.
    pub fn module(&self) -> String {
        let inside = self.path.strip_prefix("src/").unwrap_or(&self.path);
        let first = inside.split('/').next().unwrap_or_default();
        first.strip_suffix(".rs").unwrap_or(first).to_owned()
    }

    /// How many `super::` lead from this file's module to the crate's root.
    pub fn depth(&self) -> usize {
        let inside = self.path.strip_prefix("src/").unwrap_or(&self.path);
        let folders = inside.matches('/').count();
        if inside.ends_with("/mod.rs") { folders - 1 } else { folders }
    }

    /// Whether it is the page's: `src/main.rs`, `src/page/`, and the compiler that the page loads.
    pub fn is_page(&self) -> bool {
        matches!(self.module().as_str(), "main" | "page") || self.path == "src/bin/compiler.rs"
    }

    /// Every path of two or more words in the code, braces multiplied out, with its line number.
    pub fn paths(&self) -> Vec<(usize, Vec<String>)> {
        let tokens = tokens(&self.code);
        let mut paths = Vec::new();
        let mut at = 0;
        while at < tokens.len() {
            let starts = is_word(&tokens[at].1) && tokens.get(at + 1).is_some_and(|(_, token)| token == "::");
            if starts {
                at = expand(&tokens, at, &[], &mut paths);
            } else {
                at += 1;
            }
        }
        paths
    }
}

/// Reads one path from `at`, each `{…}` alternative separately, and returns where it ends.
fn expand(
    tokens: &[(usize, String)],
    mut at: usize,
    prefix: &[String],
    paths: &mut Vec<(usize, Vec<String>)>,
) -> usize {
    let mut path = prefix.to_vec();
    let line = tokens.get(at).map_or(0, |(line, _)| *line);
    while let Some((_, token)) = tokens.get(at) {
        if token == "{" && !path.is_empty() {
            return expand_group(tokens, at + 1, &path, paths);
        }
        if !is_word(token) {
            break;
        }
        path.push(token.clone());
        at += 1;
        if tokens.get(at).is_none_or(|(_, next)| next != "::") {
            break;
        }
        at += 1;
    }
    if path.len() > 1 {
        paths.push((line, path));
    }
    at
}

/// Reads the alternatives of a `{…}` and returns where the group ends.
fn expand_group(
    tokens: &[(usize, String)],
    mut at: usize,
    prefix: &[String],
    paths: &mut Vec<(usize, Vec<String>)>,
) -> usize {
    while let Some((_, token)) = tokens.get(at) {
        match token.as_str() {
            "}" => return at + 1,
            word if is_word(word) => at = expand(tokens, at, prefix, paths),
            _ => at += 1,
        }
    }
    at
}

/// Words, `::`, and single other characters, with their line numbers.
fn tokens(code: &str) -> Vec<(usize, String)> {
    let mut tokens = Vec::new();
    for (number, line) in code.lines().enumerate() {
        let mut rest = line;
        while let Some(first) = rest.chars().next() {
            let length = if is_word_character(first) {
                rest.find(|c| !is_word_character(c)).unwrap_or(rest.len())
            } else if rest.starts_with("::") {
                2
            } else {
                first.len_utf8()
            };
            if !first.is_whitespace() {
                tokens.push((number + 1, rest[..length].to_owned()));
            }
            rest = &rest[length..];
        }
    }
    tokens
}

fn is_word(token: &str) -> bool {
    token.chars().all(is_word_character)
}

fn is_word_character(c: char) -> bool {
    c.is_alphanumeric() || c == '_'
}

/// Whether `word` stands in `line` with no word character directly before or, if it ends in one, after it.
pub fn has_word(line: &str, word: &str) -> bool {
    line.match_indices(word).any(|(at, _)| {
        let before = line[..at].chars().next_back();
        let after = line[at + word.len()..].chars().next();
        let ends_in_word = word.chars().next_back().is_some_and(is_word_character);
        !(before.is_some_and(is_word_character) || ends_in_word && after.is_some_and(is_word_character))
    })
}

/// The first colour literal of a line: `#` with 3, 4, 6 or 8 hex digits, or a colour function.
pub fn colour_literal(line: &str) -> Option<&str> {
    for function in ["rgb(", "rgba(", "hsl(", "hsla(", "oklch("] {
        if has_word(line, function) {
            return Some(function);
        }
    }
    line.match_indices('#').find_map(|(at, _)| {
        let digits = line[at + 1..].chars().take_while(char::is_ascii_hexdigit).count();
        let after = line[at + 1 + digits..].chars().next();
        let ends = !after.is_some_and(|c| is_word_character(c) || c == '-');
        (ends && matches!(digits, 3 | 4 | 6 | 8)).then(|| &line[at..=at + digits])
    })
}

/// Blanks comments, and if asked string and character literals, keeping every line break.
fn blank(text: &str, strings_too: bool) -> String {
    let mut out = String::with_capacity(text.len());
    let mut rest = text;
    while let Some(first) = rest.chars().next() {
        let (length, is_comment) = match comment_length(rest) {
            Some(length) => (length, true),
            None => (literal_length(rest, out.chars().next_back()).unwrap_or(0), false),
        };
        if length == 0 {
            out.push(first);
            rest = &rest[first.len_utf8()..];
        } else if is_comment || strings_too {
            out.extend(rest[..length].chars().map(|c| if c == '\n' { '\n' } else { ' ' }));
            rest = &rest[length..];
        } else {
            out.push_str(&rest[..length]);
            rest = &rest[length..];
        }
    }
    out
}

/// The length of a comment at the start of `text`; block comments nest.
fn comment_length(text: &str) -> Option<usize> {
    if text.starts_with("//") {
        return Some(text.find('\n').unwrap_or(text.len()));
    }
    if !text.starts_with("/*") {
        return None;
    }
    let (mut depth, mut at) = (0_usize, 0_usize);
    while at < text.len() {
        if text[at..].starts_with("/*") {
            depth += 1;
            at += 2;
        } else if text[at..].starts_with("*/") {
            depth -= 1;
            at += 2;
            if depth == 0 {
                break;
            }
        } else {
            at += text[at..].chars().next().map_or(1, char::len_utf8);
        }
    }
    Some(at)
}

/// The length of a string or character literal at the start of `text`; `before` is the character left of it.
fn literal_length(text: &str, before: Option<char>) -> Option<usize> {
    if text.starts_with('"') {
        return Some(quoted_length(text, '"'));
    }
    if text.starts_with('r') && !before.is_some_and(is_word_character) || text.starts_with("br") {
        let hashes_at = text.find('r')? + 1;
        let hashes = text[hashes_at..].chars().take_while(|c| *c == '#').count();
        let body_at = hashes_at + hashes + 1;
        if text[hashes_at + hashes..].starts_with('"') {
            let close = format!("\"{}", "#".repeat(hashes));
            return Some(text[body_at..].find(&close).map_or(text.len(), |at| body_at + at + close.len()));
        }
    }
    // `'a'` and `'\n'` are characters, `'a` is a lifetime.
    let mut inside = text.strip_prefix('\'')?.chars();
    let is_character = match inside.next()? {
        '\\' => true,
        _ => inside.next() == Some('\''),
    };
    is_character.then(|| quoted_length(text, '\''))
}

/// The length of a literal between two `quote`s, backslash escapes heeded.
fn quoted_length(text: &str, quote: char) -> usize {
    let mut escaped = false;
    for (at, c) in text.char_indices().skip(1) {
        match c {
            _ if escaped => escaped = false,
            '\\' => escaped = true,
            _ if c == quote => return at + c.len_utf8(),
            _ => {}
        }
    }
    text.len()
}

/// Every Rust file under a folder of the package, in order.
pub fn read_all(folder: &str) -> Vec<Source> {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let mut files = Vec::new();
    let mut folders = vec![root.join(folder)];
    while let Some(folder) = folders.pop() {
        let entries = fs::read_dir(&folder).unwrap_or_else(|error| panic!("{}: {error}", folder.display()));
        for path in entries.map(|entry| entry.expect("a readable folder").path()) {
            if path.is_dir() {
                folders.push(path);
            } else if path.extension().is_some_and(|extension| extension == "rs") {
                let text = fs::read_to_string(&path).unwrap_or_else(|error| panic!("{}: {error}", path.display()));
                let inside = path.strip_prefix(root).expect("below the root").to_string_lossy().replace('\\', "/");
                files.push(Source::new(&inside, &text));
            }
        }
    }
    files.sort_by(|a, b| a.path.cmp(&b.path));
    files
}
