//! Register names of the calling convention. Spec: RISC-V ABIs Specification, "Register Convention".

const INTEGER: [&str; 32] = [
    "zero", "ra", "sp", "gp", "tp", "t0", "t1", "t2", "s0", "s1", "a0", "a1", "a2", "a3", "a4", "a5", "a6", "a7", "s2",
    "s3", "s4", "s5", "s6", "s7", "s8", "s9", "s10", "s11", "t3", "t4", "t5", "t6",
];

const FLOAT: [&str; 32] = [
    "ft0", "ft1", "ft2", "ft3", "ft4", "ft5", "ft6", "ft7", "fs0", "fs1", "fa0", "fa1", "fa2", "fa3", "fa4", "fa5",
    "fa6", "fa7", "fs2", "fs3", "fs4", "fs5", "fs6", "fs7", "fs8", "fs9", "fs10", "fs11", "ft8", "ft9", "ft10", "ft11",
];

/// The name of integer register `number` (taken modulo 32).
#[must_use]
pub const fn register_name(number: u8) -> &'static str {
    INTEGER[(number & 31) as usize]
}

/// The name of floating-point register `number` (taken modulo 32).
#[must_use]
pub const fn float_register_name(number: u8) -> &'static str {
    FLOAT[(number & 31) as usize]
}

/// The integer register with this name: `sp`, `x2`, `fp` for `s0`.
#[must_use]
pub fn register(name: &str) -> Option<u8> {
    if name == "fp" {
        return Some(8);
    }
    numbered(name, 'x').or_else(|| position(&INTEGER, name))
}

/// The floating-point register with this name: `fa0`, `f10`.
#[must_use]
pub fn float_register(name: &str) -> Option<u8> {
    numbered(name, 'f').or_else(|| position(&FLOAT, name))
}

fn position(names: &[&str; 32], name: &str) -> Option<u8> {
    (0..32).find(|&n| names[usize::from(n)] == name)
}

fn numbered(name: &str, letter: char) -> Option<u8> {
    let digits = name.strip_prefix(letter)?;
    let number = digits.parse().ok().filter(|n| *n < 32)?;
    (digits.len() == if number < 10 { 1 } else { 2 }).then_some(number)
}
