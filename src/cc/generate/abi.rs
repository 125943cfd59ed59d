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
