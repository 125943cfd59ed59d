//! Format strings of the `printf` and `scanf` families against their arguments (C11 7.21.6).
//!
//! Rules: what a library typedef such as `size_t` is made of differs between machines, so for values computed from
//! one, `int` and `long` sizes are both accepted. Signedness alone is never reported.

use super::Checker;
use super::convert::Value;
use crate::cc::source::At;
use crate::cc::syntax::{Basic, Expr, ExprKind};
use crate::cc::tree::SymbolId;
use crate::cc::types::{self, TypeId};

/// scanf-like, number of the format parameter, number of the first argument; from 1.
fn known(name: &str) -> Option<(bool, u32, u32)> {
    Some(match name {
        "printf" => (false, 1, 2),
        "fprintf" | "dprintf" | "sprintf" | "syslog" | "err" | "errx" => (false, 2, 3),
        "warn" | "warnx" => (false, 1, 2),
        "snprintf" => (false, 3, 4),
        "scanf" => (true, 1, 2),
        "fscanf" | "sscanf" => (true, 2, 3),
        _ => return None,
    })
}

/// One conversion specification.
#[derive(Debug, PartialEq, Eq)]
struct Spec {
    /// As written, for messages.
    text: String,
    /// How many `*` for width and precision.
    stars: u32,
    /// `*` of scanf: nothing is stored.
    is_skipped: bool,
    length: Length,
    letter: char,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Length {
    None,
    Char,
    Short,
    Long,
    LongLong,
    Size,
    Max,
    LongDouble,
}

/// Splits a format into its conversions; `Err` holds what is wrong.
fn parse(format: &str, is_scanf: bool) -> Result<Vec<Spec>, String> {
    let mut list = Vec::new();
    let mut rest = format;
    while let Some(start) = rest.find('%') {
        rest = &rest[start..];
        let (spec, used) = one(rest, is_scanf)?;
        rest = &rest[used..];
        list.extend(spec);
    }
    Ok(list)
}

fn one(text: &str, is_scanf: bool) -> Result<(Option<Spec>, usize), String> {
    let bytes = text.as_bytes();
    let at = |i: usize| bytes.get(i).copied().unwrap_or(0);
    let mut i = 1;
    let (mut stars, mut is_skipped) = (0, false);
    if is_scanf && at(i) == b'*' {
        is_skipped = true;
        i += 1;
    }
    while matches!(at(i), b'-' | b'+' | b' ' | b'#' | b'0' | b'\'') {
        i += 1;
    }
    while matches!(at(i), b'0'..=b'9' | b'.' | b'*' | b'$') {
        stars += u32::from(at(i) == b'*');
        i += 1;
    }
    let (length, used) = match (at(i), at(i + 1)) {
        (b'h', b'h') => (Length::Char, 2),
        (b'h', _) => (Length::Short, 1),
        (b'l', b'l') => (Length::LongLong, 2),
        (b'l', _) => (Length::Long, 1),
        (b'q', _) => (Length::LongLong, 1),
        (b'z' | b't', _) => (Length::Size, 1),
        (b'j', _) => (Length::Max, 1),
        (b'L', b'd' | b'i' | b'u' | b'x' | b'X' | b'o') => (Length::LongLong, 1),
        (b'L', _) => (Length::LongDouble, 1),
        (b'm', b's' | b'[' | b'c') if is_scanf => (Length::None, 1),
        _ => (Length::None, 0),
    };
    i += used;
    let Some(letter) = text.get(i..).and_then(|t| t.chars().next()) else {
        return Err("the format ends in the middle of a conversion; a percent sign itself is written `%%`".to_string());
    };
    i += letter.len_utf8();
    if letter == '[' && is_scanf {
        i += set_length(&bytes[i.min(bytes.len())..]);
    }
    let shown = text.get(..i).unwrap_or(text).to_string();
    if letter == '%' {
        return Ok((None, i));
    }
    if !"diouxXcspnfFeEgGaAm[".contains(letter) || (letter == '[' && !is_scanf) {
        let hint = "a percent sign itself is written `%%`";
        return Err(format!("`{}` is not a conversion; {hint}", shown.escape_debug()));
    }
    Ok((Some(Spec { text: shown, stars, is_skipped, length, letter }), i))
}

/// Bytes of a scanf set after its `[`, up to and with the `]`.
fn set_length(rest: &[u8]) -> usize {
    let skip = usize::from(rest.first() == Some(&b'^'));
    let skip = skip + usize::from(rest.get(skip) == Some(&b']'));
    rest.get(skip..).and_then(|r| r.iter().position(|b| *b == b']')).map_or(rest.len(), |p| skip + p + 1)
}

impl Checker<'_> {
    /// Checks a call's format string, if the function has one and it is a literal.
    pub(super) fn check_format(&mut self, symbol: SymbolId, name: &str, arguments: &[Expr], values: &[Value]) {
        let info = &self.infos[symbol.0 as usize];
        let at_home = info.is_implicit || self.cx.sources.is_library(info.at.loc);
        let Some((is_scanf, format, first)) = info.format.or_else(|| if at_home { known(name) } else { None }) else {
            return;
        };
        let Some(expr) = arguments.get(format as usize - 1) else { return };
        if first == 0 {
            return;
        }
        let Some(bytes) = literal(expr) else {
            let is_last = arguments.len() == format as usize;
            if is_last && !is_scanf && self.is_char_pointer(values.get(format as usize - 1)) {
                let help = "a `%` in the text would be taken as a conversion; write `printf(\"%s\", text)`";
                self.warn(expr.at, "this format is not a string literal", help);
            }
            return;
        };
        let text = String::from_utf8_lossy(bytes).into_owned();
        match parse(&text, is_scanf) {
            Err(why) => self.warn(expr.at, why, ""),
            Ok(specs) => {
                self.match_arguments(name, &specs, is_scanf, expr.at, values.get(first as usize - 1..).unwrap_or(&[]))
            }
        }
    }

    fn is_char_pointer(&self, value: Option<&Value>) -> bool {
        value.and_then(|v| self.types.pointee(v.ty)).is_some_and(|p| p.id == types::CHAR)
    }

    fn match_arguments(&mut self, name: &str, specs: &[Spec], is_scanf: bool, at: At, values: &[Value]) {
        let mut next = 0;
        for spec in specs {
            for _ in 0..spec.stars {
                if let Some(value) = values.get(next)
                    && !self.types.is_integer(value.ty)
                    && value.ty != TypeId::ERROR
                {
                    let title =
                        format!("the `*` in `{}` takes an `int`, not a `{}`", spec.text, self.name(value.ty.plain()));
                    self.warn(value.at, title, "");
                }
                next += 1;
            }
            if spec.is_skipped || spec.letter == 'm' {
                continue;
            }
            let Some(value) = values.get(next) else {
                let title = format!("`{}` has no argument in this call of `{name}`", spec.text);
                self.warn(at, title, "each conversion takes one argument after the format");
                return;
            };
            next += 1;
            if value.ty != TypeId::ERROR {
                if is_scanf { self.match_scanf(spec, value) } else { self.match_printf(spec, value) }
            }
        }
        if let Some(extra) = values.get(next) {
            self.warn(extra.at, format!("the format of `{name}` has no conversion for this argument"), "");
        }
    }

    fn match_printf(&mut self, spec: &Spec, value: &Value) {
        let pointee = self.types.pointee(value.ty);
        let is_right = match spec.letter {
            'd' | 'i' | 'o' | 'u' | 'x' | 'X' => {
                self.types.is_integer(value.ty) && self.fits_length(spec.length, value.ty, value.is_portable)
            }
            'c' => self.types.is_integer(value.ty) && self.types.size(value.ty).is_some_and(|s| s <= 4),
            's' => pointee.is_some_and(|p| self.types.size(p.id) == Some(1) && self.types.is_integer(p.id)),
            'p' => pointee.is_some(),
            'n' => pointee.is_some_and(|p| self.types.is_integer(p.id)),
            _ => {
                let is_long = self.types.basic(value.ty) == Some(Basic::LDouble);
                self.types.is_float(value.ty) && (is_long == (spec.length == Length::LongDouble))
            }
        };
        if !is_right {
            let given = self.name(value.ty.plain());
            let title = format!("`{}` expects {}, but the argument is a `{given}`", spec.text, wanted(spec));
            let help = self.printf_help(spec, value);
            self.warn(value.at, title, help);
        }
    }

    /// Which conversion would suit the argument.
    fn printf_help(&self, spec: &Spec, value: &Value) -> String {
        let is_hex = matches!(spec.letter, 'x' | 'X' | 'o');
        let conversion = match self.types.basic(value.ty) {
            Some(Basic::Float | Basic::Double) => "%f",
            Some(Basic::LDouble) => "%Lf",
            Some(Basic::LLong) if !is_hex => "%lld",
            Some(Basic::ULLong) if !is_hex => "%llu",
            Some(Basic::LLong | Basic::ULLong) => "%llx",
            Some(Basic::Long) if !is_hex => "%ld",
            Some(Basic::ULong) if !is_hex => "%lu",
            Some(Basic::Long | Basic::ULong) => "%lx",
            Some(Basic::UInt) if value.is_portable => "%zu",
            Some(Basic::UInt) => "%u",
            Some(Basic::Void) | None => match self.types.pointee(value.ty) {
                Some(p) if p.id == types::CHAR => "%s",
                Some(_) => "%p",
                None => return String::new(),
            },
            Some(_) => "%d",
        };
        format!("write `{conversion}`, or convert the argument")
    }

    fn fits_length(&self, length: Length, ty: TypeId, is_portable: bool) -> bool {
        let size = self.types.size(ty).unwrap_or(4);
        let is_long = matches!(self.types.basic(ty), Some(Basic::Long | Basic::ULong));
        match length {
            Length::None | Length::Char | Length::Short => size <= 4 && (!is_long || is_portable),
            Length::Long => is_long || (is_portable && size <= 4),
            Length::LongLong | Length::Max => size == 8 || is_portable,
            Length::Size => size == 4,
            Length::LongDouble => false,
        }
    }

    fn match_scanf(&mut self, spec: &Spec, value: &Value) {
        let Some(to) = self.types.pointee(value.ty) else {
            let title =
                format!("`{}` expects a pointer, but the argument is a `{}`", spec.text, self.name(value.ty.plain()));
            let help = "`scanf` needs the address of the variable: write `&` before it";
            self.warn(value.at, title, help);
            return;
        };
        if to.id == types::VOID || to.id == TypeId::ERROR {
            return;
        }
        let size = self.types.size(to.id).unwrap_or(0);
        let is_integer = self.types.is_integer(to.id);
        let is_portable = to.has(types::PORTABLE);
        let is_right = match spec.letter {
            'd' | 'i' | 'o' | 'u' | 'x' | 'X' | 'n' => {
                is_integer
                    && match spec.length {
                        Length::Char => size == 1,
                        Length::Short => size == 2,
                        Length::None => size == 4 && self.fits_length(Length::None, to.id, is_portable),
                        other => self.fits_length(other, to.id, is_portable) && size >= 4,
                    }
            }
            'c' | 's' | '[' => (is_integer && size == 1) || self.types.pointee(to.id).is_some(),
            'p' => self.types.pointee(to.id).is_some(),
            _ => match spec.length {
                Length::Long => self.types.basic(to.id) == Some(Basic::Double),
                Length::LongDouble => self.types.basic(to.id) == Some(Basic::LDouble),
                _ => self.types.basic(to.id) == Some(Basic::Float),
            },
        };
        if !is_right {
            let given = self.name(value.ty.plain());
            let title =
                format!("`{}` expects a pointer to {}, but the argument is a `{given}`", spec.text, stored(spec));
            let help = match self.types.basic(to.id) {
                Some(Basic::Double) => "for a `double`, write `%lf`",
                Some(Basic::Float) => "for a `float`, write `%f`",
                Some(Basic::LLong) => "for a `long long`, write `%lld`",
                Some(Basic::Long) => "for a `long`, write `%ld`",
                Some(Basic::Short) => "for a `short`, write `%hd`",
                Some(Basic::Int) => "for an `int`, write `%d`",
                Some(Basic::Char) => "for one character, write `%c`",
                _ => "",
            };
            self.warn(value.at, title, help);
        }
    }
}

/// The bytes of a literal format.
fn literal(expr: &Expr) -> Option<&[u8]> {
    match &expr.kind {
        ExprKind::String(bytes) => Some(bytes),
        ExprKind::Paren(inner) => literal(inner),
        _ => None,
    }
}

/// What a printf conversion takes, with its article.
fn wanted(spec: &Spec) -> String {
    let unsigned = matches!(spec.letter, 'u' | 'x' | 'X' | 'o');
    match spec.letter {
        'c' => "a character".to_string(),
        's' => "a string (`char *`)".to_string(),
        'p' => "a pointer".to_string(),
        'n' => "a pointer to an `int`".to_string(),
        'd' | 'i' | 'u' | 'x' | 'X' | 'o' => match (spec.length, unsigned) {
            (Length::Long, false) => "a `long`".to_string(),
            (Length::Long, true) => "an `unsigned long`".to_string(),
            (Length::LongLong | Length::Max, false) => "a `long long`".to_string(),
            (Length::LongLong | Length::Max, true) => "an `unsigned long long`".to_string(),
            (Length::Size, _) => "a `size_t`".to_string(),
            (_, false) => "an `int`".to_string(),
            (_, true) => "an `unsigned int`".to_string(),
        },
        _ if spec.length == Length::LongDouble => "a `long double`".to_string(),
        _ => "a `double`".to_string(),
    }
}

/// What a scanf conversion stores.
fn stored(spec: &Spec) -> String {
    match (spec.letter, spec.length) {
        ('c' | 's' | '[', _) => "`char`",
        ('p', _) => "a pointer",
        ('d' | 'i' | 'u' | 'x' | 'X' | 'o' | 'n', length) => match length {
            Length::Char => "a `char`",
            Length::Short => "a `short`",
            Length::Long => "a `long`",
            Length::LongLong | Length::Max => "a `long long`",
            Length::Size => "a `size_t`",
            _ => "an `int`",
        },
        (_, Length::Long) => "a `double`",
        (_, Length::LongDouble) => "a `long double`",
        _ => "a `float`",
    }
    .to_string()
}
