//! The ilp32d calling convention: which registers and stack bytes hold arguments and results.
//!
//! Spec: RISC-V ABIs Specification, "Integer Calling Convention" and "Hardware Floating-point Calling Convention".

use crate::cc::ir::{Class, Reg};
use crate::cc::tree::{RecordPass, Ty};

/// Where one piece of a value travels.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Seat {
    /// In this register.
    Register(Reg),
    /// At this offset in the outgoing area.
    Stack(u32),
}

/// A piece of a value: `bytes` of it from `offset` on.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Part {
    pub seat: Seat,
    pub offset: u32,
    pub bytes: u32,
    pub class: Class,
}

/// How a value travels.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Way {
    /// In pieces, none for an empty record.
    Parts(Vec<Part>),
    /// Its address travels.
    Reference(Seat),
}

/// Hands out argument registers and stack bytes, one argument after the other.
#[derive(Clone, Copy, Debug, Default)]
pub struct Seats {
    ints: u32,
    floats: u32,
    /// Bytes of stack used so far.
    pub stack: u32,
}

impl Seats {
    /// How many integer argument registers are taken.
    pub const fn ints(&self) -> u32 {
        self.ints
    }

    /// Takes `a0` for the address a large result is written to.
    pub const fn take_hidden(&mut self) {
        self.ints = 1;
    }

    /// The way of the next argument; `is_variadic` for those in the place of `...`.
    pub fn argument(&mut self, ty: Ty, is_variadic: bool) -> Way {
        match ty {
            Ty::Void => Way::Parts(vec![]),
            Ty::F32 | Ty::F64 if !is_variadic && self.floats < 8 => {
                let class = if ty == Ty::F64 { Class::Double } else { Class::Single };
                Way::Parts(vec![self.float(class, 0)])
            }
            Ty::F64 | Ty::I64 | Ty::U64 => Way::Parts(self.integers(8, 8, is_variadic)),
            Ty::Record { bytes, align, pass } => self.record(bytes, align, pass, is_variadic),
            _ => Way::Parts(self.integers(4, 4, is_variadic)),
        }
    }

    fn record(&mut self, bytes: u32, align: u32, pass: RecordPass, is_variadic: bool) -> Way {
        if bytes == 0 {
            return Way::Parts(vec![]);
        }
        if !is_variadic && let Some(parts) = self.float_record(pass) {
            return Way::Parts(parts);
        }
        if bytes > 8 {
            return Way::Reference(self.word().0);
        }
        Way::Parts(self.integers(bytes, align, is_variadic))
    }

    /// The floating-point convention, if it applies and enough registers are free.
    fn float_record(&mut self, pass: RecordPass) -> Option<Vec<Part>> {
        let class = |is_double| if is_double { Class::Double } else { Class::Single };
        match pass {
            RecordPass::OneFloat { is_double } if self.floats < 8 => Some(vec![self.float(class(is_double), 0)]),
            RecordPass::TwoFloats { first_double, second_double, second_offset } if self.floats < 7 => {
                let first = self.float(class(first_double), 0);
                Some(vec![first, self.float(class(second_double), second_offset)])
            }
            RecordPass::FloatAndInteger { float_first, is_double, int_bytes, second_offset, .. }
                if self.floats < 8 && self.ints < 8 =>
            {
                let (float_at, int_at) = if float_first { (0, second_offset) } else { (second_offset, 0) };
                let float = self.float(class(is_double), float_at);
                let seat = self.word().0;
                let int = Part { seat, offset: int_at, bytes: int_bytes, class: Class::Int };
                Some(if float_first { vec![float, int] } else { vec![int, float] })
            }
            _ => None,
        }
    }

    const fn float(&mut self, class: Class, offset: u32) -> Part {
        let seat = Seat::Register(Reg(Reg::FA0.0 + self.floats));
        self.floats += 1;
        Part { seat, offset, bytes: class.bytes(), class }
    }

    /// The next integer register or stack word; whether it is a register.
    const fn word(&mut self) -> (Seat, bool) {
        if self.ints < 8 {
            self.ints += 1;
            return (Seat::Register(Reg(Reg::A0.0 + self.ints - 1)), true);
        }
        let at = self.stack;
        self.stack += 4;
        (Seat::Stack(at), false)
    }

    /// One or two words. Variadic pairs of alignment 8 begin at an even register; a pair may be split.
    fn integers(&mut self, bytes: u32, align: u32, is_variadic: bool) -> Vec<Part> {
        if is_variadic && align >= 8 && bytes > 4 {
            self.ints = self.ints.next_multiple_of(2);
        }
        if self.ints >= 8 {
            self.stack = self.stack.next_multiple_of(align.clamp(4, 16));
        }
        let mut parts = Vec::with_capacity(2);
        let mut offset = 0;
        while offset < bytes {
            let seat = self.word().0;
            parts.push(Part { seat, offset, bytes: (bytes - offset).min(4), class: Class::Int });
            offset += 4;
        }
        parts
    }
}

/// How a result travels; `Reference` means the caller passes the address to write it to in `a0`.
pub fn result(ty: Ty) -> Way {
    Seats::default().argument(ty, false)
}

#[cfg(test)]
mod tests {
    use super::{Seat, Seats, Ty, Way};
    use crate::cc::ir::Reg;
    use crate::cc::tree::RecordPass;

    /// Registers by name, stack offsets as `sN`, `&` before a reference.
    fn seats(arguments: &[(Ty, bool)]) -> String {
        let mut seats = Seats::default();
        let seat = |s: Seat| match s {
            Seat::Register(Reg(n)) if n < 32 => format!("a{}", n - 10),
            Seat::Register(Reg(n)) => format!("fa{}", n - 42),
            Seat::Stack(at) => format!("s{at}"),
        };
        let ways = arguments.iter().map(|(ty, is_variadic)| match seats.argument(*ty, *is_variadic) {
            Way::Parts(parts) => parts.iter().map(|p| seat(p.seat)).collect::<Vec<_>>().join("+"),
            Way::Reference(at) => format!("&{}", seat(at)),
        });
        ways.collect::<Vec<_>>().join(" ")
    }

    #[track_caller]
    fn check(arguments: &[Ty], expect: &str) {
        let named: Vec<_> = arguments.iter().map(|ty| (*ty, false)).collect();
        assert_eq!(seats(&named), expect);
    }

    const fn record(bytes: u32, align: u32) -> Ty {
        Ty::Record { bytes, align, pass: RecordPass::Integer }
    }

    const TWO_DOUBLES: Ty = Ty::Record {
        bytes: 16,
        align: 8,
        pass: RecordPass::TwoFloats { first_double: true, second_double: true, second_offset: 8 },
    };

    #[test]
    fn arguments_sit_where_the_convention_says() {
        check(&[Ty::I32, Ty::I64, Ty::F64, Ty::U8], "a0 a1+a2 fa0 a3");
        check(&[record(8, 4), record(12, 4), record(3, 1), record(0, 1)], "a0+a1 &a2 a3 ");
        check(&[TWO_DOUBLES, Ty::F32], "fa0+fa1 fa2");
        check(&[Ty::F64; 10], "fa0 fa1 fa2 fa3 fa4 fa5 fa6 fa7 a0+a1 a2+a3");
    }

    #[test]
    fn the_last_register_may_hold_half_a_value() {
        let mut arguments = vec![Ty::I32; 7];
        arguments.extend([Ty::I64, Ty::I64, Ty::I32]);
        check(&arguments, "a0 a1 a2 a3 a4 a5 a6 a7+s0 s8+s12 s16");
    }

    #[test]
    fn variadic_arguments_avoid_float_registers_and_odd_pairs() {
        assert_eq!(seats(&[(Ty::U32, false), (Ty::F64, true), (Ty::I32, true), (Ty::I64, true)]), "a0 a2+a3 a4 a6+a7");
        assert_eq!(seats(&[(Ty::U32, false), (TWO_DOUBLES, true)]), "a0 &a1");
    }

    #[test]
    fn two_floats_need_two_registers() {
        let mut arguments = vec![Ty::F32; 7];
        arguments.push(TWO_DOUBLES);
        check(&arguments, "fa0 fa1 fa2 fa3 fa4 fa5 fa6 &a0");
    }
}
