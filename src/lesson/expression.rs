//! The small language of a lesson's claims: `state(child) == "waiting" && refs(frame(parent, "x")) == 2`.
//!
//! Grammar: `or = and ("||" and)*`, `and = compare ("&&" compare)*`, `compare = sum (op sum)?`,
//! `sum = term (("+" | "-") term)*`, `term = unary ("*" unary)*`, `unary = "!" unary | "-" unary | atom`,
//! `atom = number | "text" | name ("(" or ("," or)* ")")? | "(" or ")"`.
//! Values are integers, texts, booleans, or nothing (an address that is not mapped, a process that is not there);
//! nothing equals only nothing and refuses arithmetic. Names of processes stand for their pids.

use std::fmt;

/// What an expression is worth.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Value {
    /// Nothing there.
    Nothing,
    /// True or false.
    Bool(bool),
    /// A number: pid, frame, count, address, value of a variable.
    Int(i64),
    /// A text.
    Text(String),
}

impl fmt::Display for Value {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Nothing => write!(f, "nothing"),
            Self::Bool(b) => write!(f, "{b}"),
            Self::Int(n) => write!(f, "{n}"),
            Self::Text(t) => write!(f, "{t:?}"),
        }
    }
}

/// Where names and functions get their values.
pub trait Scope {
    /// The value of `name(args…)`, or of a bare `name` when `args` is `None`.
    ///
    /// # Errors
    /// A sentence when there is no such name or the arguments do not fit.
    fn call(&mut self, name: &str, args: Option<&[Value]>) -> Result<Value, String>;
}

/// Evaluates a text.
///
/// # Errors
/// A sentence that says what is wrong and where.
pub fn evaluate(text: &str, scope: &mut dyn Scope) -> Result<Value, String> {
    let mut parser = Evaluator { rest: text, scope, depth: 0 };
    let value = parser.or()?;
    parser.skip_space();
    if parser.rest.is_empty() { Ok(value) } else { Err(format!("did not expect \"{}\"", parser.rest)) }
}

/// Evaluates a claim, which must be true or false.
///
/// # Errors
/// As [`evaluate`], and when the value is not a boolean.
pub fn holds(text: &str, scope: &mut dyn Scope) -> Result<bool, String> {
    match evaluate(text, scope)? {
        Value::Bool(b) => Ok(b),
        other => Err(format!("a claim must be true or false, this is {other}")),
    }
}

const DEPTH_MAX: u32 = 32;

struct Evaluator<'a> {
    rest: &'a str,
    scope: &'a mut dyn Scope,
    depth: u32,
}

impl Evaluator<'_> {
    fn skip_space(&mut self) {
        self.rest = self.rest.trim_start();
    }

    fn eat(&mut self, token: &str) -> bool {
        self.skip_space();
        match self.rest.strip_prefix(token) {
            Some(rest) => {
                self.rest = rest;
                true
            }
            None => false,
        }
    }

    fn or(&mut self) -> Result<Value, String> {
        self.depth += 1;
        if self.depth > DEPTH_MAX {
            return Err("nested too deeply".to_owned());
        }
        let mut value = self.and()?;
        while self.eat("||") {
            let right = self.and()?;
            value = Value::Bool(truth(&value)? | truth(&right)?);
        }
        self.depth -= 1;
        Ok(value)
    }

    fn and(&mut self) -> Result<Value, String> {
        let mut value = self.compare()?;
        while self.eat("&&") {
            let right = self.compare()?;
            value = Value::Bool(truth(&value)? & truth(&right)?);
        }
        Ok(value)
    }

    fn compare(&mut self) -> Result<Value, String> {
        let left = self.sum()?;
        for op in ["==", "!=", "<=", ">=", "<", ">"] {
            if self.eat(op) {
                let right = self.sum()?;
                return compare(op, &left, &right).map(Value::Bool);
            }
        }
        Ok(left)
    }

    fn sum(&mut self) -> Result<Value, String> {
        let mut value = self.term()?;
        loop {
            if self.eat("+") {
                value = arithmetic(&value, &self.term()?, i64::checked_add)?;
            } else if self.eat("-") {
                value = arithmetic(&value, &self.term()?, i64::checked_sub)?;
            } else {
                return Ok(value);
            }
        }
    }

    fn term(&mut self) -> Result<Value, String> {
        let mut value = self.unary()?;
        while self.eat("*") {
            value = arithmetic(&value, &self.unary()?, i64::checked_mul)?;
        }
        Ok(value)
    }

    fn unary(&mut self) -> Result<Value, String> {
        self.skip_space();
        let mut negations = 0_u32;
        while !self.rest.starts_with("!=") && self.eat("!") {
            negations += 1;
        }
        let minus = negations == 0 && self.eat("-");
        let value = self.atom()?;
        if minus {
            return arithmetic(&Value::Int(0), &value, i64::checked_sub);
        }
        if negations > 0 { Ok(Value::Bool(truth(&value)? ^ (negations % 2 == 1))) } else { Ok(value) }
    }

    fn atom(&mut self) -> Result<Value, String> {
        if self.eat("(") {
            let value = self.or()?;
            return if self.eat(")") { Ok(value) } else { Err("expected )".to_owned()) };
        }
        if self.eat("\"") {
            let (text, rest) = self.rest.split_once('"').ok_or("a text has no closing quote")?;
            self.rest = rest;
            return Ok(Value::Text(text.replace("\\n", "\n")));
        }
        let end = self.rest.find(|c: char| !c.is_alphanumeric() && c != '_').unwrap_or(self.rest.len());
        let (word, rest) = self.rest.split_at(end);
        if word.is_empty() {
            return Err(format!("expected a value before \"{}\"", self.rest));
        }
        self.rest = rest;
        if word.starts_with(|c: char| c.is_ascii_digit()) {
            return number(word).map(Value::Int);
        }
        match word {
            "true" => Ok(Value::Bool(true)),
            "false" => Ok(Value::Bool(false)),
            "nothing" => Ok(Value::Nothing),
            _ => self.name(word),
        }
    }

    fn name(&mut self, word: &str) -> Result<Value, String> {
        if !self.eat("(") {
            return self.scope.call(word, None);
        }
        let mut args = Vec::new();
        while !self.eat(")") {
            if !args.is_empty() && !self.eat(",") {
                return Err(format!("expected , or ) in the arguments of {word}"));
            }
            args.push(self.or()?);
        }
        self.scope.call(word, Some(&args))
    }
}

fn number(word: &str) -> Result<i64, String> {
    let parsed = match word.strip_prefix("0x") {
        Some(hex) => i64::from_str_radix(hex, 16),
        None => word.parse(),
    };
    parsed.map_err(|_| format!("\"{word}\" is not a number"))
}

fn truth(value: &Value) -> Result<bool, String> {
    match value {
        Value::Bool(b) => Ok(*b),
        other => Err(format!("expected true or false, found {other}")),
    }
}

fn arithmetic(left: &Value, right: &Value, op: fn(i64, i64) -> Option<i64>) -> Result<Value, String> {
    match (left, right) {
        (Value::Int(a), Value::Int(b)) => {
            op(*a, *b).map(Value::Int).ok_or_else(|| "the number is too large".to_owned())
        }
        _ => Err(format!("cannot calculate with {left} and {right}")),
    }
}

fn compare(op: &str, left: &Value, right: &Value) -> Result<bool, String> {
    let order = match (left, right) {
        (Value::Int(a), Value::Int(b)) => Some(a.cmp(b)),
        (Value::Text(a), Value::Text(b)) => Some(a.cmp(b)),
        _ => None,
    };
    match (op, order) {
        ("==", _) => Ok(left == right),
        ("!=", _) => Ok(left != right),
        ("<", Some(o)) => Ok(o.is_lt()),
        ("<=", Some(o)) => Ok(o.is_le()),
        (">", Some(o)) => Ok(o.is_gt()),
        (">=", Some(o)) => Ok(o.is_ge()),
        _ => Err(format!("cannot compare {left} with {right}")),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    struct Fixed;
    impl Scope for Fixed {
        fn call(&mut self, name: &str, args: Option<&[Value]>) -> Result<Value, String> {
            match (name, args) {
                ("child", None) => Ok(Value::Int(3)),
                ("double", Some([Value::Int(n)])) => Ok(Value::Int(n * 2)),
                _ => Err(format!("no {name}")),
            }
        }
    }

    #[track_caller]
    fn check(text: &str, expect: Result<Value, &str>) {
        assert_eq!(evaluate(text, &mut Fixed), expect.map_err(str::to_owned), "{text}");
    }

    #[test]
    fn expressions_follow_the_usual_precedence() {
        check("1 + 2 * 3", Ok(Value::Int(7)));
        check("(1 + 2) * 3 == 9 && !false", Ok(Value::Bool(true)));
        check("double(child) - 1 >= 0x5", Ok(Value::Bool(true)));
        check("\"a\\n\" != \"b\" || false", Ok(Value::Bool(true)));
        check("nothing == nothing", Ok(Value::Bool(true)));
        check("-child", Ok(Value::Int(-3)));
    }

    #[test]
    fn mistakes_are_named() {
        check("1 +", Err("expected a value before \"\""));
        check("orphan", Err("no orphan"));
        check("1 < \"a\"", Err("cannot compare 1 with \"a\""));
        check("1 2", Err("did not expect \"2\""));
        check("(1", Err("expected )"));
        assert!(evaluate(&"(".repeat(10_000), &mut Fixed).is_err());
    }
}
