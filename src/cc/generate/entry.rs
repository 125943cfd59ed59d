//! A function's beginning and end: where its locals live, how its parameters arrive.

use super::abi::{Part, Seat, Seats, Way};
use super::{Addr, Base, Gen, Opnd, Val};
use crate::cc::ir::{Class, Home, Ins, Reg, Term};
use crate::cc::tree::{Local, Ty};
use crate::isa::Op;

/// What one part of a parameter was taken into.
#[derive(Clone, Copy)]
enum Taken {
    Reg(Reg, Part),
    Stack(u32, Part),
}

/// Size of a type in memory.
const fn bytes_of(ty: Ty) -> u32 {
    match ty {
        Ty::Void => 0,
        Ty::Bool | Ty::I8 | Ty::U8 => 1,
        Ty::I16 | Ty::U16 => 2,
        Ty::I32 | Ty::U32 | Ty::F32 => 4,
        Ty::I64 | Ty::U64 | Ty::F64 => 8,
        Ty::Record { bytes, .. } => bytes,
    }
}

impl Gen<'_> {
    /// Gives every local a home.
    pub(super) fn homes(&mut self) {
        for local in &self.function.locals {
            let home = self.home(local);
            self.func.homes.push(home);
        }
    }

    fn home(&mut self, local: &Local) -> Home {
        let in_register = !local.in_memory && (self.optimize || local.name.is_empty());
        let class = match local.ty {
            Ty::Record { .. } | Ty::Void => return self.memory_home(local),
            _ if !in_register => return self.memory_home(local),
            Ty::I64 | Ty::U64 => return Home::Pair(self.int_reg(), self.int_reg()),
            Ty::F32 => Class::Single,
            Ty::F64 => Class::Double,
            _ => Class::Int,
        };
        Home::Reg(self.func.new_reg(class))
    }

    /// The stack is aligned to 16 bytes; stricter locals find their place inside a larger slot.
    fn memory_home(&mut self, local: &Local) -> Home {
        let bytes = bytes_of(local.ty);
        if local.align <= 16 {
            return Home::Slot(self.func.new_slot(bytes, local.align.max(1)));
        }
        let align = local.align.min(1 << 12);
        let slot = self.func.new_slot(bytes.saturating_add(align), 16);
        let start = self.address_opnd(Addr { base: Base::Slot(slot), off: align as i32 - 1 });
        let aligned = self.and(start, Opnd::C((align as i32).wrapping_neg()));
        Home::Reference(self.reg(aligned))
    }

    /// Takes the parameters from their seats: first every register, then what needs memory or calls.
    pub(super) fn parameters(&mut self) {
        let mut seats = Seats::default();
        if matches!(super::abi::result(self.function.returns), Way::Reference(_)) {
            seats.take_hidden();
            let hidden = self.int_reg();
            self.put(Ins::mv(hidden, Reg::A0));
            self.hidden = Some(hidden);
        }
        let count = (self.function.parameters as usize).min(self.function.locals.len());
        let mut arrived = vec![];
        for (index, local) in self.function.locals[..count].iter().enumerate() {
            let way = seats.argument(local.ty, false);
            let homes = match self.func.homes[index] {
                Home::Reg(reg) => vec![reg],
                Home::Pair(low, high) => vec![low, high],
                Home::Slot(_) | Home::Reference(_) => vec![],
            };
            let taken = match &way {
                Way::Parts(parts) => {
                    let homes = homes.into_iter().map(Some).chain(std::iter::repeat(None));
                    parts.iter().zip(homes).map(|(part, home)| self.take(*part, home)).collect()
                }
                Way::Reference(seat) => {
                    vec![self.take(Part { seat: *seat, offset: 0, bytes: 4, class: Class::Int }, None)]
                }
            };
            arrived.push((way, taken));
        }
        if self.function.is_variadic {
            self.func.first_saved = seats.ints().min(8);
            let saved = 8 - self.func.first_saved as i32;
            self.variadic_at = if saved > 0 { -4 * saved } else { seats.stack as i32 };
        }
        for (index, (way, taken)) in arrived.iter().enumerate() {
            self.settle_parameter(index, way, taken);
        }
    }

    /// Takes a part out of its register: straight home if that is a register of the same kind.
    fn take(&mut self, part: Part, home: Option<Reg>) -> Taken {
        match part.seat {
            Seat::Register(seat) => {
                let home = home.filter(|reg| self.func.class(*reg) == part.class);
                let reg = home.unwrap_or_else(|| self.func.new_reg(part.class));
                self.put(Ins::mv(reg, seat));
                Taken::Reg(reg, part)
            }
            Seat::Stack(at) => Taken::Stack(at, part),
        }
    }

    /// Moves a parameter from where it was taken to its home.
    fn settle_parameter(&mut self, index: usize, way: &Way, taken: &[Taken]) {
        let local = &self.function.locals[index];
        match (self.func.homes[index], way, local.ty) {
            (_, Way::Reference(_), Ty::Record { bytes, align, .. }) => {
                let Some(taken) = taken.first() else { return };
                let from = self.taken_reg(taken);
                if self.optimize {
                    self.func.homes[index] = Home::Reference(from);
                } else {
                    let to = self.parameter_address(index);
                    self.copy(to, Addr::new(Base::Reg(from)), bytes, align);
                }
            }
            (Home::Reg(home), _, Ty::F64) if let [Taken::Stack(at, _), Taken::Stack(..)] = taken => {
                self.load_to(Op::Fld, home, Addr { base: Base::Incoming, off: *at as i32 }, false);
            }
            (Home::Reg(home), _, Ty::F64) if taken.len() == 2 => {
                // A double that arrived in two integer words: joined in memory.
                let slot = Addr::new(Base::Slot(self.func.new_slot(8, 8)));
                self.store_taken(taken, slot);
                self.load_to(Op::Fld, home, slot, false);
            }
            (Home::Reg(home), _, ty) => {
                let Some(taken) = taken.first() else { return };
                let reg = self.taken_reg(taken);
                let op = if ty == Ty::F32 { Op::FmvWX } else { Op::Addi };
                match self.func.class(reg) {
                    Class::Int if ty == Ty::F32 => self.put(Ins::op(op, home, reg, Reg::ZERO, 0)),
                    _ if home != reg => self.put(Ins::mv(home, reg)),
                    _ => {}
                }
            }
            (Home::Pair(low, high), ..) => {
                for (home, taken) in [low, high].into_iter().zip(taken) {
                    let reg = self.taken_reg(taken);
                    if home != reg {
                        self.put(Ins::mv(home, reg));
                    }
                }
            }
            (Home::Slot(_) | Home::Reference(_), ..) => {
                let to = self.parameter_address(index);
                match (taken, local.ty) {
                    // A narrow integer travels in a whole register.
                    ([one], Ty::Bool | Ty::I8 | Ty::U8 | Ty::I16 | Ty::U16) => {
                        let reg = self.taken_reg(one);
                        self.store(local.ty, to, Val::Int(Opnd::R(reg)), false);
                    }
                    _ => self.store_taken(taken, to),
                }
            }
        }
    }

    fn parameter_address(&mut self, index: usize) -> Addr {
        self.local_address(crate::cc::tree::LocalId(index as u32))
    }

    /// The part in an integer or floating-point register.
    fn taken_reg(&mut self, taken: &Taken) -> Reg {
        match *taken {
            Taken::Reg(reg, _) => reg,
            Taken::Stack(at, part) => {
                let reg = self.func.new_reg(part.class);
                let op = match part.class {
                    Class::Int => Op::Lw,
                    Class::Single => Op::Flw,
                    Class::Double => Op::Fld,
                };
                self.load_to(op, reg, Addr { base: Base::Incoming, off: at as i32 }, false);
                reg
            }
        }
    }

    fn store_taken(&mut self, taken: &[Taken], to: Addr) {
        for piece in taken {
            let reg = self.taken_reg(piece);
            let (Taken::Reg(_, part) | Taken::Stack(_, part)) = piece;
            self.store_part(&Part { seat: Seat::Register(reg), ..*part }, to);
        }
    }

    /// The statements, and what happens when control runs off their end.
    pub(super) fn body(&mut self) {
        for local in 0..self.function.parameters {
            self.marker(crate::cc::ir::Code::ScopeBegin, local);
        }
        let function = self.function;
        function.body.iter().for_each(|stmt| self.statement(stmt));
        self.set_place(function.end, true);
        let is_main = &*self.unit.symbols[function.symbol.0 as usize].name == "main";
        if is_main && bytes_of(function.returns) == 4 {
            self.return_value(Val::Int(Opnd::C(0)));
        } else {
            self.end(Term::Return);
        }
    }
}
