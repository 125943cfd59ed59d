//! IEEE 754 binary arithmetic on bit patterns: all five rounding modes, all five flags, the same on every host.
//!
//! A number is unpacked into sign, exponent and a 64-bit significand with its top bit set; an operation computes an
//! exact or sticky 128-bit significand; [`round`] packs it. NaN results are always the canonical NaN.
//! Spec: IEEE 754-2019; Volume I, chapters 12 and 13 (canonical NaN, tininess after rounding).

/// Flag: the result was rounded.
pub(super) const NX: u32 = 1;
/// Flag: the result is tiny and was rounded.
pub(super) const UF: u32 = 2;
/// Flag: the result is too large.
pub(super) const OF: u32 = 4;
/// Flag: a finite number was divided by zero.
pub(super) const DZ: u32 = 8;
/// Flag: no meaningful result.
pub(super) const NV: u32 = 16;

/// A binary interchange format.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) struct Format {
    /// Bits of the fraction.
    fraction: u32,
    /// Bits of the exponent.
    exponent: u32,
}

/// `float`.
pub(super) const SINGLE: Format = Format { fraction: 23, exponent: 8 };
/// `double`.
pub(super) const DOUBLE: Format = Format { fraction: 52, exponent: 11 };

/// How to round.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum Rounding {
    /// To nearest, ties to even.
    NearestEven,
    /// Towards zero.
    Zero,
    /// Down.
    Down,
    /// Up.
    Up,
    /// To nearest, ties away from zero.
    NearestAway,
}

/// Rounding mode and the flags raised so far.
pub(super) struct Env {
    pub rounding: Rounding,
    pub flags: u32,
}

/// A finite number other than zero: `significand * 2^exponent`, top bit of the significand set.
#[derive(Clone, Copy)]
struct Finite {
    negative: bool,
    exponent: i32,
    significand: u64,
}

#[derive(Clone, Copy)]
enum Value {
    Nan { signaling: bool },
    Infinity { negative: bool },
    Zero { negative: bool },
    Finite(Finite),
}

impl Format {
    const fn bias(self) -> i32 {
        (1 << (self.exponent - 1)) - 1
    }

    const fn sign_bit(self) -> u64 {
        1 << (self.fraction + self.exponent)
    }

    /// Positive infinity.
    const fn infinity(self) -> u64 {
        ((1 << self.exponent) - 1) << self.fraction
    }

    /// The NaN of every invalid result.
    pub(super) const fn canonical_nan(self) -> u64 {
        self.infinity() | 1 << (self.fraction - 1)
    }

    const fn signed(self, negative: bool, magnitude: u64) -> u64 {
        if negative { magnitude | self.sign_bit() } else { magnitude }
    }

    /// The exponent of a subnormal's lowest bit.
    const fn lowest(self) -> i32 {
        1 - self.bias() - self.fraction as i32
    }

    const fn unpack(self, bits: u64) -> Value {
        let negative = bits & self.sign_bit() != 0;
        let fraction = bits & ((1 << self.fraction) - 1);
        let exponent = (bits & self.infinity()) >> self.fraction;
        if bits & self.infinity() == self.infinity() {
            return match fraction {
                0 => Value::Infinity { negative },
                _ => Value::Nan { signaling: fraction >> (self.fraction - 1) == 0 },
            };
        }
        let (significand, exponent) = match exponent {
            0 => (fraction, self.lowest()),
            _ => (fraction | 1 << self.fraction, self.lowest() + exponent as i32 - 1),
        };
        if significand == 0 {
            return Value::Zero { negative };
        }
        let shift = significand.leading_zeros();
        Value::Finite(Finite { negative, exponent: exponent - shift as i32, significand: significand << shift })
    }

    /// Flips the sign.
    pub(super) const fn negate(self, bits: u64) -> u64 {
        bits ^ self.sign_bit()
    }

    /// `magnitude` with the sign bit of `sign`.
    pub(super) const fn with_sign(self, magnitude: u64, sign: u64) -> u64 {
        magnitude & !self.sign_bit() | sign & self.sign_bit()
    }
}

impl Env {
    fn invalid(&mut self, format: Format) -> u64 {
        self.flags |= NV;
        format.canonical_nan()
    }

    /// The result when an operand is NaN.
    fn nan(&mut self, format: Format, operands: &[Value]) -> u64 {
        if operands.iter().any(|value| matches!(value, Value::Nan { signaling: true })) {
            self.flags |= NV;
        }
        format.canonical_nan()
    }

    /// Whether a magnitude whose dropped part is `rest` (in units of 2^-128 of the last kept bit) rounds up.
    fn rounds_up(&self, negative: bool, is_odd: bool, rest: u128) -> bool {
        const HALF: u128 = 1 << 127;
        match self.rounding {
            Rounding::NearestEven => rest > HALF || rest == HALF && is_odd,
            Rounding::NearestAway => rest >= HALF,
            Rounding::Zero => false,
            Rounding::Down => negative && rest != 0,
            Rounding::Up => !negative && rest != 0,
        }
    }

    /// Rounds `significand * 2^exponent` (not zero) to the format.
    fn round(&mut self, format: Format, negative: bool, exponent: i32, significand: u128) -> u64 {
        let zeros = significand.leading_zeros();
        let significand = significand << zeros;
        // The number is 1.xxx * 2^scale.
        let scale = exponent - zeros as i32 + 127;
        let smallest = 1 - format.bias();
        let drop = 127 - format.fraction;
        let extra = (smallest - scale).clamp(0, 130) as u32;
        let (kept, rest) = split(significand, drop + extra);
        let magnitude = kept + u128::from(self.rounds_up(negative, kept & 1 == 1, rest));
        // Adding, rather than joining, lets a carry raise the exponent.
        let biased = (scale.max(smallest) + format.bias() - 1).clamp(0, 1 << format.exponent);
        let bits = ((biased as u64) << format.fraction) + magnitude as u64;
        if rest != 0 {
            self.flags |= NX;
            if scale < smallest && self.is_tiny(format, negative, scale, significand) {
                self.flags |= UF;
            }
        }
        if bits >= format.infinity() {
            return self.overflow(format, negative);
        }
        format.signed(negative, bits)
    }

    /// Whether a number below the normal range is still below it when rounded with an unbounded exponent.
    fn is_tiny(&self, format: Format, negative: bool, scale: i32, significand: u128) -> bool {
        let (kept, rest) = split(significand, 127 - format.fraction);
        let carries = kept + 1 == 1 << (format.fraction + 1) && self.rounds_up(negative, kept & 1 == 1, rest);
        scale < -format.bias() || !carries
    }

    fn overflow(&mut self, format: Format, negative: bool) -> u64 {
        self.flags |= OF | NX;
        let to_infinity = match self.rounding {
            Rounding::NearestEven | Rounding::NearestAway => true,
            Rounding::Zero => false,
            Rounding::Down => negative,
            Rounding::Up => !negative,
        };
        format.signed(negative, format.infinity() - u64::from(!to_infinity))
    }

    /// The sum of two exact numbers given as top-aligned (bit 125) significands.
    fn sum(&mut self, format: Format, a: Wide, b: Wide) -> u64 {
        let (large, small) = if a.exponent >= b.exponent { (a, b) } else { (b, a) };
        let shifted = shift_right_sticky(small.significand, (large.exponent - small.exponent) as u32);
        let exponent = large.exponent;
        if large.negative == small.negative {
            return self.round(format, large.negative, exponent, large.significand + shifted);
        }
        match large.significand.cmp(&shifted) {
            std::cmp::Ordering::Equal => format.signed(self.rounding == Rounding::Down, 0),
            std::cmp::Ordering::Greater => self.round(format, large.negative, exponent, large.significand - shifted),
            std::cmp::Ordering::Less => self.round(format, small.negative, exponent, shifted - large.significand),
        }
    }

    /// `a + b`.
    pub(super) fn add(&mut self, format: Format, a: u64, b: u64) -> u64 {
        let (left, right) = (format.unpack(a), format.unpack(b));
        match (left, right) {
            (Value::Nan { .. }, _) | (_, Value::Nan { .. }) => self.nan(format, &[left, right]),
            (Value::Infinity { negative: n }, Value::Infinity { negative: m }) if n != m => self.invalid(format),
            (Value::Infinity { .. }, _) => a,
            (_, Value::Infinity { .. }) => b,
            (Value::Zero { negative: n }, Value::Zero { negative: m }) => {
                let negative = if n == m { n } else { self.rounding == Rounding::Down };
                format.signed(negative, 0)
            }
            (Value::Zero { .. }, _) => b,
            (_, Value::Zero { .. }) => a,
            (Value::Finite(x), Value::Finite(y)) => self.sum(format, x.wide(), y.wide()),
        }
    }

    /// `a - b`.
    pub(super) fn sub(&mut self, format: Format, a: u64, b: u64) -> u64 {
        // Flipping the sign of a NaN does not matter: the result is canonical.
        self.add(format, a, format.negate(b))
    }

    /// `a * b`.
    pub(super) fn mul(&mut self, format: Format, a: u64, b: u64) -> u64 {
        let (left, right) = (format.unpack(a), format.unpack(b));
        let negative = (a ^ b) & format.sign_bit() != 0;
        match (left, right) {
            (Value::Nan { .. }, _) | (_, Value::Nan { .. }) => self.nan(format, &[left, right]),
            (Value::Infinity { .. }, Value::Zero { .. }) | (Value::Zero { .. }, Value::Infinity { .. }) => {
                self.invalid(format)
            }
            (Value::Infinity { .. }, _) | (_, Value::Infinity { .. }) => format.signed(negative, format.infinity()),
            (Value::Zero { .. }, _) | (_, Value::Zero { .. }) => format.signed(negative, 0),
            (Value::Finite(x), Value::Finite(y)) => self.round(format, negative, x.exponent + y.exponent, x.times(y)),
        }
    }

    /// `a * b + c`, rounded once.
    pub(super) fn fused(&mut self, format: Format, a: u64, b: u64, c: u64) -> u64 {
        let (left, right, addend) = (format.unpack(a), format.unpack(b), format.unpack(c));
        let negative = (a ^ b) & format.sign_bit() != 0;
        let is_invalid_product = matches!(
            (left, right),
            (Value::Infinity { .. }, Value::Zero { .. }) | (Value::Zero { .. }, Value::Infinity { .. })
        );
        if is_invalid_product {
            return self.invalid(format);
        }
        match (left, right, addend) {
            (Value::Finite(x), Value::Finite(y), Value::Finite(z)) => {
                // The product's low bits are zero, so moving it down by two keeps it exact.
                let product = Wide { negative, exponent: x.exponent + y.exponent, significand: x.times(y) };
                self.sum(format, product.aligned(), z.wide())
            }
            (Value::Finite(x), Value::Finite(y), Value::Zero { .. }) => {
                self.round(format, negative, x.exponent + y.exponent, x.times(y))
            }
            (Value::Nan { .. }, ..) | (_, Value::Nan { .. }, _) | (.., Value::Nan { .. }) => {
                self.nan(format, &[left, right, addend])
            }
            // The product is a zero or an infinity: exact, so two steps are one.
            _ if matches!(left, Value::Finite(_)) && matches!(right, Value::Finite(_)) => c,
            _ => {
                let product = self.mul(format, a, b);
                self.add(format, product, c)
            }
        }
    }

    /// `a / b`.
    pub(super) fn div(&mut self, format: Format, a: u64, b: u64) -> u64 {
        let (left, right) = (format.unpack(a), format.unpack(b));
        let negative = (a ^ b) & format.sign_bit() != 0;
        match (left, right) {
            (Value::Nan { .. }, _) | (_, Value::Nan { .. }) => self.nan(format, &[left, right]),
            (Value::Infinity { .. }, Value::Infinity { .. }) | (Value::Zero { .. }, Value::Zero { .. }) => {
                self.invalid(format)
            }
            (Value::Infinity { .. }, _) => format.signed(negative, format.infinity()),
            (Value::Zero { .. }, _) | (_, Value::Infinity { .. }) => format.signed(negative, 0),
            (Value::Finite(_), Value::Zero { .. }) => {
                self.flags |= DZ;
                format.signed(negative, format.infinity())
            }
            (Value::Finite(x), Value::Finite(y)) => {
                let (dividend, divisor) = (u128::from(x.significand) << 63, u128::from(y.significand));
                let (quotient, rest) = (dividend / divisor, dividend % divisor);
                let sticky = quotient << 1 | u128::from(rest != 0);
                self.round(format, negative, x.exponent - y.exponent - 64, sticky)
            }
        }
    }

    /// The square root.
    pub(super) fn sqrt(&mut self, format: Format, a: u64) -> u64 {
        let value = format.unpack(a);
        match value {
            Value::Nan { .. } => self.nan(format, &[value]),
            Value::Zero { .. } | Value::Infinity { negative: false } => a,
            Value::Infinity { negative: true } => self.invalid(format),
            Value::Finite(x) if x.negative => self.invalid(format),
            Value::Finite(x) => {
                // An even exponent, so that its half is whole.
                let odd = x.exponent.rem_euclid(2) as u32;
                let square = u128::from(x.significand) << (62 + odd);
                let exponent = x.exponent - 62 - odd as i32;
                let root = square.isqrt();
                let sticky = root << 1 | u128::from(root * root != square);
                self.round(format, false, exponent / 2 - 1, sticky)
            }
        }
    }

    /// From one format to another.
    pub(super) fn convert(&mut self, from: Format, to: Format, a: u64) -> u64 {
        let value = from.unpack(a);
        match value {
            Value::Nan { .. } => self.nan(to, &[value]),
            Value::Infinity { negative } => to.signed(negative, to.infinity()),
            Value::Zero { negative } => to.signed(negative, 0),
            Value::Finite(x) => self.round(to, x.negative, x.exponent, u128::from(x.significand)),
        }
    }

    /// From an integer.
    pub(super) fn integer_to_float(&mut self, to: Format, value: i64) -> u64 {
        match value.unsigned_abs() {
            0 => 0,
            magnitude => self.round(to, value < 0, 0, u128::from(magnitude)),
        }
    }

    /// To an integer in `low..=high`; beyond it (or infinite) the nearer bound, for NaN `high`, and NV.
    pub(super) fn float_to_integer(&mut self, from: Format, a: u64, low: i64, high: i64) -> i64 {
        let (negative, magnitude, is_inexact) = match from.unpack(a) {
            Value::Zero { .. } => return 0,
            Value::Nan { .. } => (false, i64::MAX, false),
            Value::Infinity { negative } => (negative, i64::MAX, false),
            Value::Finite(x) if x.exponent > -24 => (x.negative, i64::MAX, false),
            Value::Finite(x) => {
                let (kept, rest) = split(u128::from(x.significand) << 64, (64 - x.exponent).clamp(0, 300) as u32);
                let magnitude = kept as i64 + i64::from(self.rounds_up(x.negative, kept & 1 == 1, rest));
                (x.negative, magnitude, rest != 0)
            }
        };
        let value = if negative { -magnitude } else { magnitude };
        if value < low || value > high {
            self.flags |= NV;
            return value.clamp(low, high);
        }
        if is_inexact {
            self.flags |= NX;
        }
        value
    }

    /// Whether `a == b`; only a signaling NaN is invalid.
    pub(super) fn is_equal(&mut self, format: Format, a: u64, b: u64) -> bool {
        let (left, right) = (format.unpack(a), format.unpack(b));
        self.nan(format, &[left, right]);
        match (left, right) {
            (Value::Nan { .. }, _) | (_, Value::Nan { .. }) => false,
            (Value::Zero { .. }, Value::Zero { .. }) => true,
            _ => a == b,
        }
    }

    /// Whether `a < b` (or `a <= b`); any NaN is invalid.
    pub(super) fn is_less(&mut self, format: Format, a: u64, b: u64, or_equal: bool) -> bool {
        match (format.unpack(a), format.unpack(b)) {
            (Value::Nan { .. }, _) | (_, Value::Nan { .. }) => {
                self.flags |= NV;
                false
            }
            (Value::Zero { .. }, Value::Zero { .. }) => or_equal,
            _ => {
                let (a, b) = (format.order(a), format.order(b));
                if or_equal { a <= b } else { a < b }
            }
        }
    }

    /// The smaller (or larger) number; a NaN loses against a number; −0 is below +0.
    pub(super) fn extreme(&mut self, format: Format, a: u64, b: u64, larger: bool) -> u64 {
        let (left, right) = (format.unpack(a), format.unpack(b));
        self.nan(format, &[left, right]);
        match (left, right) {
            (Value::Nan { .. }, Value::Nan { .. }) => format.canonical_nan(),
            (Value::Nan { .. }, _) => b,
            (_, Value::Nan { .. }) => a,
            _ if (format.order(a) < format.order(b)) != larger => a,
            _ => b,
        }
    }
}

impl Format {
    /// A number that orders as the floating-point values do, −0 below +0.
    const fn order(self, bits: u64) -> i64 {
        let magnitude = (bits & !self.sign_bit()) as i64;
        if bits & self.sign_bit() == 0 { magnitude } else { -1 - magnitude }
    }

    /// `fclass`: one bit for the kind of number. Volume I, table "Format of result of FCLASS".
    pub(super) const fn class(self, bits: u64) -> u32 {
        let is_subnormal = bits & self.infinity() == 0;
        let (negative, positive) = match self.unpack(bits) {
            Value::Nan { signaling } => return if signaling { 1 << 8 } else { 1 << 9 },
            Value::Infinity { .. } => (0, 7),
            Value::Zero { .. } => (3, 4),
            Value::Finite(_) if is_subnormal => (2, 5),
            Value::Finite(_) => (1, 6),
        };
        1 << if bits & self.sign_bit() != 0 { negative } else { positive }
    }
}

/// An exact number with a 128-bit significand.
#[derive(Clone, Copy)]
struct Wide {
    negative: bool,
    exponent: i32,
    significand: u128,
}

impl Wide {
    /// The same with the top bit at 125: room for a carry. Low bits that would be lost must be zero.
    const fn aligned(self) -> Self {
        let shift = 2 - self.significand.leading_zeros() as i32;
        let significand = if shift >= 0 { self.significand >> shift } else { self.significand << -shift };
        Self { significand, exponent: self.exponent + shift, ..self }
    }
}

impl Finite {
    const fn wide(self) -> Wide {
        Wide { negative: self.negative, exponent: self.exponent - 62, significand: (self.significand as u128) << 62 }
    }

    const fn times(self, other: Self) -> u128 {
        self.significand as u128 * other.significand as u128
    }
}

/// Splits after `drop` low bits: what is kept, and the rest aligned to the top (sticky where it does not fit).
const fn split(significand: u128, drop: u32) -> (u128, u128) {
    match drop {
        0 => (significand, 0),
        1..=127 => (significand >> drop, significand << (128 - drop)),
        128 => (0, significand),
        _ => (0, (significand != 0) as u128),
    }
}

const fn shift_right_sticky(significand: u128, by: u32) -> u128 {
    let (kept, rest) = split(significand, by);
    kept | (rest != 0) as u128
}
