//! Arithmetic at compile time: exactly what the generated code would compute (C11 6.6).
//!
//! Integers are kept as [`tree::ExprKind::Int`](super::tree::ExprKind::Int) keeps them: sign- or zero-extended to 64
//! bits from the width of their type. Floating arithmetic is IEEE 754, rounded to f32 for F32.

use super::tree::{Binary, SymbolId, Ty};

/// A value known before the program runs.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum Const {
    /// An integer, extended from its type's width.
    Int(i64),
    /// The bits of an f64.
    Float(u64),
    /// A symbol's address and an offset.
    Address(SymbolId, i32),
}

/// Bits of an integer type.
#[must_use]
pub fn bits(ty: Ty) -> u32 {
    match ty {
        Ty::Bool => 1,
        Ty::I8 | Ty::U8 => 8,
        Ty::I16 | Ty::U16 => 16,
        Ty::I64 | Ty::U64 => 64,
        _ => 32,
    }
}

/// Whether an integer type is signed.
#[must_use]
pub fn is_signed(ty: Ty) -> bool {
    matches!(ty, Ty::I8 | Ty::I16 | Ty::I32 | Ty::I64)
}

/// A value cut to the width of an integer type and extended again.
#[must_use]
pub fn wrap(ty: Ty, value: i64) -> i64 {
    match ty {
        Ty::Bool => i64::from(value != 0),
        Ty::I8 => i64::from(value as i8),
        Ty::U8 => i64::from(value as u8),
        Ty::I16 => i64::from(value as i16),
        Ty::U16 => i64::from(value as u16),
        Ty::I32 => i64::from(value as i32),
        Ty::U32 => i64::from(value as u32),
        _ => value,
    }
}

/// What an operation on two integers gives, and whether the exact result did not fit a signed type.
/// `None` for division by zero.
#[must_use]
pub fn integer(op: Binary, ty: Ty, a: i64, b: i64) -> Option<(i64, bool)> {
    let signed = is_signed(ty);
    let (x, y) = (i128::from(a), i128::from(b));
    let (x, y) = if ty == Ty::U64 { (i128::from(a as u64), i128::from(b as u64)) } else { (x, y) };
    let width = bits(ty);
    let exact: i128 = match op {
        Binary::Add => x + y,
        Binary::Sub => x - y,
        Binary::Mul => x.wrapping_mul(y),
        Binary::Div => x.checked_div(y)?,
        Binary::Rem => x.checked_rem(y)?,
        Binary::And => x & y,
        Binary::Or => x | y,
        Binary::Xor => x ^ y,
        Binary::Shl => return Some((wrap(ty, a.wrapping_shl(b as u32 & (width - 1))), false)),
        Binary::Shr => x >> (b as u32 & (width - 1)),
        Binary::Eq => i128::from(x == y),
        Binary::Ne => i128::from(x != y),
        Binary::Lt => i128::from(x < y),
        Binary::Le => i128::from(x <= y),
        Binary::Gt => i128::from(x > y),
        Binary::Ge => i128::from(x >= y),
    };
    let wrapped = wrap(ty, exact as i64);
    let overflows = signed && i128::from(wrapped) != exact;
    Some((wrapped, overflows))
}

/// What an operation on two floating values gives.
#[must_use]
pub fn floating(op: Binary, ty: Ty, a: u64, b: u64) -> Option<Const> {
    let (x, y) = (f64::from_bits(a), f64::from_bits(b));
    let value = match op {
        Binary::Add => x + y,
        Binary::Sub => x - y,
        Binary::Mul => x * y,
        Binary::Div => x / y,
        Binary::Eq => return Some(Const::Int(i64::from(x == y))),
        Binary::Ne => return Some(Const::Int(i64::from(x != y))),
        Binary::Lt => return Some(Const::Int(i64::from(x < y))),
        Binary::Le => return Some(Const::Int(i64::from(x <= y))),
        Binary::Gt => return Some(Const::Int(i64::from(x > y))),
        Binary::Ge => return Some(Const::Int(i64::from(x >= y))),
        _ => return None,
    };
    // The f64 result of two f32 operands rounds to f32 as the f32 operation would (53 >= 2 * 24 + 2).
    Some(Const::Float(round(ty, value)))
}

fn round(ty: Ty, value: f64) -> u64 {
    if ty == Ty::F32 { f64::from(value as f32).to_bits() } else { value.to_bits() }
}

/// A value converted from one scalar type to another (6.3.1). `None` when only the program can tell.
#[must_use]
pub fn convert(value: Const, from: Ty, to: Ty) -> Option<Const> {
    Some(match (value, to) {
        (Const::Int(v), Ty::F32 | Ty::F64) if from == Ty::U64 => {
            let v = v as u64;
            Const::Float(if to == Ty::F32 { f64::from(v as f32).to_bits() } else { (v as f64).to_bits() })
        }
        (Const::Int(v), Ty::F32) => Const::Float(f64::from(v as f32).to_bits()),
        (Const::Int(v), Ty::F64) => Const::Float((v as f64).to_bits()),
        (Const::Int(v), _) => Const::Int(wrap(to, v)),
        (Const::Float(f), Ty::F32 | Ty::F64) => Const::Float(round(to, f64::from_bits(f))),
        (Const::Float(f), Ty::Bool) => Const::Int(i64::from(f64::from_bits(f) != 0.0)),
        (Const::Float(f), _) => Const::Int(saturate(f64::from_bits(f), to)),
        (Const::Address(..), Ty::I32 | Ty::U32) => value,
        (Const::Address(..), _) => return None,
    })
}

/// Towards zero, saturating as the `fcvt` instructions do; not-a-number gives the largest value.
fn saturate(value: f64, to: Ty) -> i64 {
    match to {
        Ty::U64 if value.is_nan() => -1,
        Ty::U64 => value as u64 as i64,
        Ty::I64 if value.is_nan() => i64::MAX,
        Ty::I64 => value as i64,
        Ty::U32 if value.is_nan() => i64::from(u32::MAX),
        Ty::U32 => i64::from(value as u32),
        _ if value.is_nan() => i64::from(i32::MAX),
        _ => wrap(to, i64::from(value as i32)),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn integers_wrap_and_say_when_they_overflow() {
        assert_eq!(integer(Binary::Add, Ty::I32, 2_147_483_647, 1), Some((-2_147_483_648, true)));
        assert_eq!(integer(Binary::Add, Ty::U32, 0xffff_ffff, 1), Some((0, false)));
        assert_eq!(integer(Binary::Div, Ty::I32, -2_147_483_648, -1), Some((-2_147_483_648, true)));
        assert_eq!(integer(Binary::Div, Ty::I32, 1, 0), None);
        assert_eq!(integer(Binary::Div, Ty::U64, -1, 2), Some((i64::MAX, false)));
        assert_eq!(integer(Binary::Shr, Ty::I32, -8, 1), Some((-4, false)));
        assert_eq!(integer(Binary::Mul, Ty::U64, -1, -1), Some((1, false)));
        assert_eq!(integer(Binary::Lt, Ty::U64, -1, 1), Some((0, false)));
    }

    #[test]
    fn conversions_follow_the_machine() {
        assert_eq!(convert(Const::Int(-1), Ty::I32, Ty::U8), Some(Const::Int(255)));
        assert_eq!(convert(Const::Int(3), Ty::I32, Ty::Bool), Some(Const::Int(1)));
        assert_eq!(convert(Const::Float((-1.9_f64).to_bits()), Ty::F64, Ty::I32), Some(Const::Int(-1)));
        assert_eq!(
            convert(Const::Int(-1), Ty::U64, Ty::F64),
            Some(Const::Float(18_446_744_073_709_551_615.0_f64.to_bits()))
        );
    }
}
