//! Reading an exercise: every value is taken with its place, so that what is wrong can be said precisely.

use serde_json::Value;
use std::fmt;
use std::ops::RangeInclusive;

/// What is wrong with an exercise, and where.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Error {
    /// Where, as a JSON path: `$.jobs[2].run`.
    pub path: String,
    /// What was expected and what was found.
    pub message: String,
}

impl Error {
    /// An error at a JSON path.
    pub fn new(path: impl Into<String>, message: impl Into<String>) -> Self {
        Self { path: path.into(), message: message.into() }
    }
}

impl fmt::Display for Error {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}: {}", self.path, self.message)
    }
}

impl std::error::Error for Error {}

/// A JSON value and its place.
#[derive(Clone, Debug)]
pub(super) struct Node<'a> {
    value: &'a Value,
    path: String,
}

impl<'a> Node<'a> {
    pub fn root(value: &'a Value) -> Self {
        Self { value, path: "$".into() }
    }

    /// The error "expected this, found that" at this place.
    pub fn expected(&self, what: impl fmt::Display) -> Error {
        Error::new(&self.path, format!("expected {what}, found {}", found(self.value)))
    }

    /// The place.
    pub fn path(&self) -> &str {
        &self.path
    }

    /// A key that may be missing or null.
    pub fn get(&self, key: &str) -> Result<Option<Node<'a>>, Error> {
        let object = self.value.as_object().ok_or_else(|| self.expected("an object"))?;
        let child = object.get(key).filter(|value| !value.is_null());
        Ok(child.map(|value| Node { value, path: format!("{}.{key}", self.path) }))
    }

    /// A key that must be there.
    pub fn field(&self, key: &str) -> Result<Node<'a>, Error> {
        self.get(key)?.ok_or_else(|| Error::new(&self.path, format!("the key \"{key}\" is missing")))
    }

    /// The elements of a list of at most `most`.
    pub fn items(&self, most: usize) -> Result<Vec<Node<'a>>, Error> {
        let list = self.value.as_array().ok_or_else(|| self.expected("a list"))?;
        if list.len() > most {
            return Err(Error::new(&self.path, format!("expected at most {most} elements, found {}", list.len())));
        }
        Ok(list.iter().enumerate().map(|(i, value)| Node { value, path: format!("{}[{i}]", self.path) }).collect())
    }

    pub fn is_list(&self) -> bool {
        self.value.is_array()
    }

    pub fn is_object(&self) -> bool {
        self.value.is_object()
    }

    /// A whole number in a range.
    pub fn number(&self, range: RangeInclusive<u64>) -> Result<u64, Error> {
        let number = self.value.as_u64().filter(|n| range.contains(n));
        number.ok_or_else(|| self.expected(format!("a whole number from {} to {}", range.start(), range.end())))
    }

    pub fn number_or(&self, key: &str, default: u64, range: RangeInclusive<u64>) -> Result<u64, Error> {
        self.get(key)?.map_or(Ok(default), |node| node.number(range))
    }

    /// An integer in a range.
    pub fn integer(&self, range: RangeInclusive<i64>) -> Result<i64, Error> {
        let number = self.value.as_i64().filter(|n| range.contains(n));
        number.ok_or_else(|| self.expected(format!("a whole number from {} to {}", range.start(), range.end())))
    }

    /// An address: any integer; `None` for a negative one, which lies outside every address space.
    pub fn address(&self) -> Result<Option<u64>, Error> {
        match (self.value.as_u64(), self.value.as_i64()) {
            (Some(address), _) => Ok(Some(address)),
            (None, Some(_)) => Ok(None),
            _ => Err(self.expected("an address: a whole number below 2^64")),
        }
    }

    /// A power of two up to `most`: its logarithm.
    pub fn log2(&self, most: u64) -> Result<u32, Error> {
        let number = self.value.as_u64().filter(|n| n.is_power_of_two() && *n <= most);
        number.map(u64::ilog2).ok_or_else(|| self.expected(format!("a power of two up to {most}")))
    }

    pub fn bool_or(&self, key: &str, default: bool) -> Result<bool, Error> {
        let Some(node) = self.get(key)? else { return Ok(default) };
        node.value.as_bool().ok_or_else(|| node.expected("true or false"))
    }

    pub fn text(&self) -> Result<&'a str, Error> {
        self.value.as_str().ok_or_else(|| self.expected("a string"))
    }

    /// One of these words, in either case.
    pub fn one_of<'w>(&self, words: &[&'w str]) -> Result<&'w str, Error> {
        let known = self.value.as_str().and_then(|text| words.iter().find(|word| word.eq_ignore_ascii_case(text)));
        known.copied().ok_or_else(|| self.expected(format!("one of {}", words.join(", "))))
    }
}

fn found(value: &Value) -> String {
    const SHOWN: usize = 40;
    match value {
        Value::Object(_) => "an object".into(),
        Value::Array(_) => "a list".into(),
        other => {
            let text = other.to_string();
            match text.char_indices().nth(SHOWN) {
                Some((end, _)) => format!("{}…", &text[..end]),
                None => text,
            }
        }
    }
}
