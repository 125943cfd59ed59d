//! Floating-point instructions (F and D) on top of [`super::softfloat`].
//!
//! A float in a 64-bit register must have all upper bits set (NaN boxing); otherwise it counts as the canonical NaN.
//! Spec: Volume I, 13.2.
//!
//! This is the one place that uses the host's floats, as a shortcut where they cannot differ: see [`quick`].

use super::code::Decoded;
use super::softfloat::{DOUBLE, Env, Format, NX, Rounding, SINGLE};
use crate::isa::{Op, RM_DYNAMIC};

const BOX: u64 = 0xffff_ffff_0000_0000;

/// A float as a register holds it.
pub(super) const fn boxed(single: u32) -> u64 {
    BOX | single as u64
}

/// Where a result goes.
enum Output {
    Integer(u32),
    Float(Format, u64),
}

/// Runs a floating-point instruction other than loads and stores. `None`, without effect, for a reserved rounding
/// mode (an illegal instruction).
pub(super) fn execute(d: Decoded, x: &mut [u32; 32], f: &mut [u64; 32], fcsr: &mut u32) -> Option<()> {
    let (op, rm, rs3) = d.float();
    let rounding = if op.format().has_rounding_mode() { rounding(rm, *fcsr)? } else { Rounding::NearestEven };
    let mut env = Env { rounding, flags: 0 };
    let format = if op.row().bits >> 25 & 3 == 1 { DOUBLE } else { SINGLE };
    let (rs1, rs2) = (usize::from(d.rs1 & 31), usize::from(d.rs2 & 31));
    let operands = Operands { x: x[rs1], raw: f[rs1], other: f[rs2], third: f[usize::from(rs3 & 31)] };
    let is_quick = *fcsr & NX != 0 && env.rounding == Rounding::NearestEven;
    let output = match is_quick.then(|| quick(op, &operands)).flatten() {
        Some(output) => output,
        None => match compute(op, format, &operands, &mut env) {
            Some(output) => output,
            None => convert(op, format, &operands, &mut env)?,
        },
    };
    match output {
        Output::Integer(value) => {
            x[usize::from(d.rd & 31)] = value;
            x[0] = 0;
        }
        Output::Float(format, bits) => {
            f[usize::from(d.rd & 31)] = if format == SINGLE { boxed(bits as u32) } else { bits };
        }
    }
    *fcsr |= env.flags;
    Some(())
}

/// The source registers' contents.
struct Operands {
    x: u32,
    raw: u64,
    other: u64,
    third: u64,
}

const fn rounding(rm: u8, fcsr: u32) -> Option<Rounding> {
    let mode = if rm == RM_DYNAMIC { fcsr >> 5 & 7 } else { rm as u32 };
    Some(match mode {
        0 => Rounding::NearestEven,
        1 => Rounding::Zero,
        2 => Rounding::Down,
        3 => Rounding::Up,
        4 => Rounding::NearestAway,
        _ => return None,
    })
}

/// The number in a register, seen as this format.
fn unboxed(format: Format, raw: u64) -> u64 {
    match (format == SINGLE, raw & BOX == BOX) {
        (false, _) => raw,
        (true, true) => raw & !BOX,
        (true, false) => SINGLE.canonical_nan(),
    }
}

/// Basic arithmetic by the host's floats, whose results IEEE 754 fixes bit for bit, when the flags are known without
/// looking: "inexact" is set already, and a result well inside the normal range raises none of the others.
fn quick(op: Op, operands: &Operands) -> Option<Output> {
    let (a, b) = (f64::from_bits(operands.raw), f64::from_bits(operands.other));
    let double = match op {
        Op::FaddD => a + b,
        Op::FsubD => a - b,
        Op::FmulD => a * b,
        Op::FdivD => a / b,
        Op::FsqrtD => a.sqrt(),
        _ => return quick_single(op, operands),
    };
    let bits = double.to_bits();
    let is_normal = matches!(bits >> 52 & 0x7ff, 2..=0x7fe);
    is_normal.then_some(Output::Float(DOUBLE, bits))
}

fn quick_single(op: Op, operands: &Operands) -> Option<Output> {
    let [a, b] = [operands.raw, operands.other].map(|raw| f32::from_bits(unboxed(SINGLE, raw) as u32));
    let single = match op {
        Op::FaddS => a + b,
        Op::FsubS => a - b,
        Op::FmulS => a * b,
        Op::FdivS => a / b,
        Op::FsqrtS => a.sqrt(),
        _ => return None,
    };
    let bits = single.to_bits();
    let is_normal = matches!(bits >> 23 & 0xff, 2..=0xfe);
    is_normal.then_some(Output::Float(SINGLE, u64::from(bits)))
}

/// Arithmetic, comparison and signs.
fn compute(op: Op, format: Format, operands: &Operands, env: &mut Env) -> Option<Output> {
    let [a, b, c] = [operands.raw, operands.other, operands.third].map(|raw| unboxed(format, raw));
    let value = match op {
        Op::FaddS | Op::FaddD => env.add(format, a, b),
        Op::FsubS | Op::FsubD => env.sub(format, a, b),
        Op::FmulS | Op::FmulD => env.mul(format, a, b),
        Op::FdivS | Op::FdivD => env.div(format, a, b),
        Op::FsqrtS | Op::FsqrtD => env.sqrt(format, a),
        Op::FmaddS | Op::FmaddD => env.fused(format, a, b, c),
        Op::FmsubS | Op::FmsubD => env.fused(format, a, b, format.negate(c)),
        Op::FnmsubS | Op::FnmsubD => env.fused(format, format.negate(a), b, c),
        Op::FnmaddS | Op::FnmaddD => env.fused(format, format.negate(a), b, format.negate(c)),
        Op::FsgnjS | Op::FsgnjD => format.with_sign(a, b),
        Op::FsgnjnS | Op::FsgnjnD => format.with_sign(a, format.negate(b)),
        Op::FsgnjxS | Op::FsgnjxD => format.with_sign(a, a ^ b),
        Op::FminS | Op::FminD => env.extreme(format, a, b, false),
        Op::FmaxS | Op::FmaxD => env.extreme(format, a, b, true),
        Op::FeqS | Op::FeqD => return Some(Output::Integer(u32::from(env.is_equal(format, a, b)))),
        Op::FltS | Op::FltD => return Some(Output::Integer(u32::from(env.is_less(format, a, b, false)))),
        Op::FleS | Op::FleD => return Some(Output::Integer(u32::from(env.is_less(format, a, b, true)))),
        Op::FclassS | Op::FclassD => return Some(Output::Integer(format.class(a))),
        _ => return None,
    };
    Some(Output::Float(format, value))
}

/// Conversions and moves between register files.
fn convert(op: Op, format: Format, operands: &Operands, env: &mut Env) -> Option<Output> {
    let a = unboxed(format, operands.raw);
    let signed = i64::from(i32::MIN)..=i64::from(i32::MAX);
    Some(match op {
        Op::FcvtWS | Op::FcvtWD => {
            Output::Integer(env.float_to_integer(format, a, *signed.start(), *signed.end()) as u32)
        }
        Op::FcvtWuS | Op::FcvtWuD => Output::Integer(env.float_to_integer(format, a, 0, i64::from(u32::MAX)) as u32),
        Op::FcvtSW | Op::FcvtDW => Output::Float(format, env.integer_to_float(format, i64::from(operands.x as i32))),
        Op::FcvtSWu | Op::FcvtDWu => Output::Float(format, env.integer_to_float(format, i64::from(operands.x))),
        Op::FcvtSD => Output::Float(SINGLE, env.convert(DOUBLE, SINGLE, operands.raw)),
        Op::FcvtDS => Output::Float(DOUBLE, env.convert(SINGLE, DOUBLE, unboxed(SINGLE, operands.raw))),
        Op::FmvXW => Output::Integer(operands.raw as u32),
        Op::FmvWX => Output::Float(SINGLE, u64::from(operands.x)),
        _ => return None,
    })
}
