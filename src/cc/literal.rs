//! The values of number, character and string literals (C11 6.4.4, 6.4.5).
//!
//! Rules: `char` is unsigned and 8 bits wide, so `'\xff'` is 255; decimal and hexadecimal floating constants are
//! correctly rounded; the execution character set is UTF-8.

/// A number.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Number {
    /// An integer constant.
    Int {
        /// Its value.
        value: u64,
        /// Has a `u` suffix.
        is_unsigned: bool,
        /// How many `l`s its suffix has.
        longs: u8,
        /// Decimal constants never become unsigned by themselves.
        is_decimal: bool,
    },
    /// A floating constant: the bits of the f64 value.
    Float {
        /// Bits of the value, rounded to f32 first for an `f` suffix.
        bits: u64,
        /// `f`, `l` or nothing.
        suffix: Option<char>,
    },
}

/// The value of a pp-number, or what is wrong with it.
///
/// # Errors
/// A phrase for the author when the text is not a number.
pub fn number(text: &str) -> Result<Number, String> {
    let lower = text.to_ascii_lowercase();
    let is_hex = lower.starts_with("0x");
    let is_binary = lower.starts_with("0b");
    let has_exponent = if is_hex { lower.contains('p') } else { !is_binary && lower.contains('e') };
    if lower.contains('.') || has_exponent {
        return float(&lower, is_hex).ok_or_else(|| format!("`{text}` is not a valid floating constant"));
    }
    let (digits, radix) = match lower.as_bytes() {
        [b'0', b'x', ..] => (&lower[2..], 16),
        [b'0', b'b', ..] => (&lower[2..], 2),
        [b'0', ..] => (&lower[..], 8),
        _ => (&lower[..], 10),
    };
    let end = digits.find(|c: char| !c.is_digit(if radix == 16 { 16 } else { 10 })).unwrap_or(digits.len());
    let (digits, suffix) = digits.split_at(end);
    let Some((is_unsigned, longs)) = integer_suffix(suffix) else {
        if suffix == "f" && radix == 10 {
            return Err(format!("`{text}` needs a decimal point to be a `float`: write `{digits}.0f`"));
        }
        return Err(format!("`{suffix}` is not a valid suffix for an integer constant"));
    };
    if digits.is_empty() {
        return Err(format!("`{text}` has no digits"));
    }
    let value = u64::from_str_radix(digits, radix).map_err(|_| {
        let bad = digits.chars().find(|c| !c.is_digit(radix));
        match bad {
            Some(c) => format!("`{c}` is not a digit of an {} constant", if radix == 8 { "octal" } else { "integer" }),
            None => format!("`{text}` does not fit in any integer type"),
        }
    })?;
    Ok(Number::Int { value, is_unsigned, longs, is_decimal: radix == 10 })
}

fn integer_suffix(suffix: &str) -> Option<(bool, u8)> {
    Some(match suffix {
        "" => (false, 0),
        "u" => (true, 0),
        "l" => (false, 1),
        "ul" | "lu" => (true, 1),
        "ll" => (false, 2),
        "ull" | "llu" => (true, 2),
        _ => return None,
    })
}

fn float(lower: &str, is_hex: bool) -> Option<Number> {
    let suffix = lower.chars().last().filter(|c| *c == 'l' || (*c == 'f' && (!is_hex || lower.contains('p'))));
    let body = suffix.map_or(lower, |_| &lower[..lower.len() - 1]);
    if is_hex {
        let value = hex_float(&body[2..])?;
        let value = if suffix == Some('f') { f64::from(value as f32) } else { value };
        return Some(Number::Float { bits: value.to_bits(), suffix });
    }
    if !body.bytes().all(|b| b.is_ascii_digit() || matches!(b, b'.' | b'e' | b'+' | b'-')) {
        return None;
    }
    let value = if suffix == Some('f') { f64::from(body.parse::<f32>().ok()?) } else { body.parse::<f64>().ok()? };
    Some(Number::Float { bits: value.to_bits(), suffix })
}

/// `1.8p3` after the `0x`: at most 64 significant bits are kept, the lowest one sticky, so one rounding happens.
fn hex_float(body: &str) -> Option<f64> {
    let (mantissa, exponent) = body.split_once('p')?;
    let mut exponent = exponent.parse::<i64>().ok()?.clamp(-100_000, 100_000);
    let (mut bits, mut digits, mut after_dot) = (0_u64, 0, false);
    for c in mantissa.chars() {
        if c == '.' && !after_dot {
            after_dot = true;
            continue;
        }
        let digit = u64::from(c.to_digit(16)?);
        digits += 1;
        if bits >> 60 == 0 {
            bits = bits << 4 | digit;
            exponent -= if after_dot { 4 } else { 0 };
        } else {
            bits |= u64::from(digit != 0);
            exponent += if after_dot { 0 } else { 4 };
        }
    }
    if digits == 0 {
        return None;
    }
    let mut value = bits as f64;
    for _ in 0..exponent.unsigned_abs().min(2400) {
        value *= if exponent < 0 { 0.5 } else { 2.0 };
    }
    Some(value)
}

/// What reading a quoted literal found besides its bytes.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Quirk {
    /// `\` before this character means nothing in C.
    UnknownEscape(char),
    /// An escape whose value does not fit in a byte.
    TooLarge,
    /// `\x` without digits.
    NoDigits,
    /// `L`, `u` or `U`.
    Wide,
}

/// Appends the bytes between the quotes of `text` (with prefix and quotes) to `out`; the first oddity is returned.
pub fn quoted(text: &str, out: &mut Vec<u8>) -> Option<Quirk> {
    let open = text.find(['"', '\'']).unwrap_or(0);
    let mut quirk = (open == 1).then_some(Quirk::Wide);
    let inner = text.get(open + 1..text.len() - 1).unwrap_or("");
    let mut rest = inner;
    while let Some(slash) = rest.find('\\') {
        out.extend_from_slice(&rest.as_bytes()[..slash]);
        let (used, odd) = escape(&rest[slash + 1..], out);
        quirk = quirk.or(odd);
        rest = &rest[slash + 1 + used..];
    }
    out.extend_from_slice(rest.as_bytes());
    quirk
}

/// Reads one escape after its backslash: how many bytes of `rest` it took.
fn escape(rest: &str, out: &mut Vec<u8>) -> (usize, Option<Quirk>) {
    let Some(first) = rest.chars().next() else { return (0, None) };
    let simple = match first {
        'n' => b'\n',
        't' => b'\t',
        'r' => b'\r',
        'a' => 7,
        'b' => 8,
        'f' => 12,
        'v' => 11,
        'e' => 27,
        '\\' | '\'' | '"' | '?' => first as u8,
        '0'..='7' => return octal(rest, out),
        'x' => return hexadecimal(rest, out),
        'u' | 'U' => return universal(rest, out),
        other => {
            let mut utf8 = [0; 4];
            out.extend_from_slice(other.encode_utf8(&mut utf8).as_bytes());
            return (other.len_utf8(), Some(Quirk::UnknownEscape(other)));
        }
    };
    out.push(simple);
    (1, None)
}

fn octal(rest: &str, out: &mut Vec<u8>) -> (usize, Option<Quirk>) {
    let digits = rest.bytes().take(3).take_while(|b| (b'0'..=b'7').contains(b)).count();
    let value = rest.bytes().take(digits).fold(0_u32, |v, b| v * 8 + u32::from(b - b'0'));
    out.push(value as u8);
    (digits, (value > 255).then_some(Quirk::TooLarge))
}

fn hexadecimal(rest: &str, out: &mut Vec<u8>) -> (usize, Option<Quirk>) {
    let digits = rest[1..].bytes().take_while(u8::is_ascii_hexdigit).count();
    let significant = rest[1..=digits].trim_start_matches('0');
    let value = u32::from_str_radix(significant, 16).unwrap_or(0);
    out.push(value as u8);
    let quirk = if digits == 0 { Some(Quirk::NoDigits) } else { (significant.len() > 2).then_some(Quirk::TooLarge) };
    (1 + digits, quirk)
}

fn universal(rest: &str, out: &mut Vec<u8>) -> (usize, Option<Quirk>) {
    let wanted = if rest.starts_with('u') { 4 } else { 8 };
    let digits = rest[1..].bytes().take(wanted).take_while(u8::is_ascii_hexdigit).count();
    let code = u32::from_str_radix(&rest[1..=digits], 16).ok().filter(|_| digits == wanted);
    match code.and_then(char::from_u32) {
        Some(c) => {
            let mut utf8 = [0; 4];
            out.extend_from_slice(c.encode_utf8(&mut utf8).as_bytes());
            (1 + digits, None)
        }
        None => (1 + digits, Some(Quirk::NoDigits)),
    }
}

/// The `int` value of a character constant's bytes: several characters are packed, the last one lowest, as in gcc.
#[must_use]
pub fn char_value(bytes: &[u8]) -> i32 {
    match bytes {
        [one] => i32::from(*one),
        many => many.iter().fold(0_i32, |v, b| v << 8 | i32::from(*b)),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check_float(text: &str, expect: f64) {
        match number(text) {
            Ok(Number::Float { bits, .. }) => assert_eq!(bits, expect.to_bits(), "{text}"),
            other => panic!("{text}: {other:?}"),
        }
    }

    #[test]
    fn floating_constants_are_correctly_rounded() {
        check_float("1.", 1.0);
        check_float(".5e1", 5.0);
        check_float("1.e2", 100.0);
        check_float("0.1", 0.1);
        check_float("0.1f", f64::from(0.1_f32));
        check_float("1e400", f64::INFINITY);
        check_float("0x1.8p3", 12.0);
        check_float("0x1p-1074", 5e-324);
        check_float("0x.1p4", 1.0);
    }

    #[track_caller]
    fn check_int(text: &str, expect: u64) {
        assert!(matches!(number(text), Ok(Number::Int { value, .. }) if value == expect), "{text}: {:?}", number(text));
    }

    #[test]
    fn integer_constants() {
        check_int("0", 0);
        check_int("017", 15);
        check_int("0xFFul", 255);
        check_int("0b101", 5);
        check_int("18446744073709551615ULL", u64::MAX);
    }

    #[test]
    fn bad_numbers_say_why() {
        for text in ["08", "1x", "0x", "1f", "99999999999999999999", "1e", "0x1.8", "1.2.3", "0b2", "1uu"] {
            assert!(number(text).is_err(), "{text}");
        }
    }

    #[track_caller]
    fn check_quoted(text: &str, expect: &[u8], quirk: Option<Quirk>) {
        let mut out = Vec::new();
        assert_eq!(quoted(text, &mut out), quirk, "{text}");
        assert_eq!(out, expect, "{text}");
    }

    #[test]
    fn escapes() {
        check_quoted(r#""a\n\t\\\"""#, b"a\n\t\\\"", None);
        check_quoted(r"'\101\0'", b"A\0", None);
        check_quoted(r"'\xff'", b"\xff", None);
        check_quoted(r"'\x1ff'", b"\xff", Some(Quirk::TooLarge));
        check_quoted(r"'\q'", b"q", Some(Quirk::UnknownEscape('q')));
        check_quoted(r#""\u00e9""#, "é".as_bytes(), None);
        check_quoted("L\"x\"", b"x", Some(Quirk::Wide));
    }
}
