//! Calls and returns.
//!
//! The callee, then all arguments are evaluated (right to left, as gcc does) before the first one takes its seat, so argument registers
//! are live only over the few moves before the call.

use super::abi::{self, Part, Seat, Seats, Way};
use super::{Addr, Base, Gen, Opnd, Val};
use crate::cc::ir::{Call, Class, Code, Ext, Ins, Reg, SymbolRef};
use crate::cc::tree::{Callee, Expr, Ty};
use crate::isa::Op;
use Opnd::{C, R};

/// What goes into a seat.
#[derive(Clone, Copy)]
enum Piece {
    Int(Opnd),
    Float(Reg, Class),
    Load(Op, Addr),
}

/// A seat with what goes into it.
type Seated = (Seat, Piece);

impl Gen<'_> {
    pub(super) fn call(&mut self, callee: &Callee, arguments: &[Expr], fixed: Option<u32>, e: &Expr) -> Val {
        let (symbol, address) = match callee {
            Callee::Direct(id) => {
                let name = &*self.unit.symbols[id.0 as usize].name;
                self.calls_setjmp |= matches!(name, "setjmp" | "_setjmp" | "sigsetjmp" | "__sigsetjmp");
                (Some(self.func.symbol(SymbolRef::Unit(*id))), Reg::ZERO)
            }
            Callee::Indirect(address) => {
                let address = self.int(address);
                (None, self.reg(address))
            }
        };
        let mut values: Vec<(Ty, Val)> =
            arguments.iter().rev().map(|argument| (argument.ty, self.value(argument))).collect();
        values.reverse();
        self.set_place(e.pos, false);
        self.emit_call(symbol, address, &values, fixed, e.ty)
    }

    /// Calls a library function by name.
    pub(super) fn call_library(&mut self, name: &'static str, arguments: &[(Ty, Val)], returns: Ty) -> Val {
        let symbol = self.library(name);
        self.emit_call(Some(symbol), Reg::ZERO, arguments, None, returns)
    }

    fn emit_call(
        &mut self,
        symbol: Option<u32>,
        address: Reg,
        arguments: &[(Ty, Val)],
        fixed: Option<u32>,
        returns: Ty,
    ) -> Val {
        let mut seats = Seats::default();
        let mut seated: Vec<Seated> = vec![];
        let way = abi::result(returns);
        let result_slot = match (returns, &way) {
            (Ty::Record { bytes, align, .. }, _) => Some(self.func.new_slot(bytes.max(4), align.max(8))),
            _ => None,
        };
        if let (Way::Reference(_), Some(slot)) = (&way, result_slot) {
            seats.take_hidden();
            let to = self.address_opnd(Addr::new(Base::Slot(slot)));
            seated.push((Seat::Register(Reg::A0), Piece::Int(to)));
        }
        for (index, (ty, value)) in arguments.iter().enumerate() {
            let is_variadic = fixed.is_some_and(|fixed| index >= fixed as usize);
            let way = seats.argument(*ty, is_variadic);
            self.prepare(*ty, *value, &way, &mut seated);
        }
        self.func.outgoing_bytes = self.func.outgoing_bytes.max(seats.stack.next_multiple_of(16));
        let uses = self.take_seats(&seated);
        let defs = registers(&way);
        self.func.calls.push(Call { symbol, uses, defs, is_syscall: false });
        let call = Ext::Call((self.func.calls.len() - 1) as u32);
        self.put(Ins { rs1: address, ..Ins::new(Code::Call).with_ext(call) });
        self.receive(returns, &way, result_slot)
    }

    /// Splits an argument into the pieces its way asks for. May copy and call; touches no seat.
    fn prepare(&mut self, ty: Ty, value: Val, way: &Way, seated: &mut Vec<Seated>) {
        match (way, ty, value) {
            (Way::Reference(seat), Ty::Record { bytes, align, .. }, Val::At(from)) => {
                let slot = self.func.new_slot(bytes, align.max(4));
                let copy = Addr::new(Base::Slot(slot));
                self.copy(copy, from, bytes, align);
                let address = self.address_opnd(copy);
                seated.push((*seat, Piece::Int(address)));
            }
            (Way::Parts(parts), Ty::Record { align, .. }, Val::At(from)) => {
                let from = if parts.len() > 1 { self.settle(from) } else { from };
                for part in parts {
                    let piece = self.record_piece(from.plus(part.offset as i32), part, align);
                    seated.push((part.seat, piece));
                }
            }
            (Way::Parts(parts), _, Val::Wide(low, high)) => {
                for (part, half) in parts.iter().zip([low, high]) {
                    seated.push((part.seat, Piece::Int(half)));
                }
            }
            (Way::Parts(parts), _, Val::Int(opnd)) => {
                seated.extend(parts.first().map(|part| (part.seat, Piece::Int(opnd))));
            }
            (Way::Parts(parts), _, Val::Float(reg)) => self.prepare_float(ty, reg, parts, seated),
            _ => {}
        }
    }

    fn prepare_float(&mut self, ty: Ty, reg: Reg, parts: &[Part], seated: &mut Vec<Seated>) {
        match parts {
            [part] if part.class != Class::Int => seated.push((part.seat, Piece::Float(reg, part.class))),
            [part] => {
                let word = self.r(Op::FmvXW, reg, Reg::ZERO);
                seated.push((part.seat, Piece::Int(R(word))));
            }
            [Part { seat: Seat::Stack(at), .. }, Part { seat: Seat::Stack(_), .. }] => {
                seated.push((Seat::Stack(*at), Piece::Float(reg, Class::Double)));
            }
            _ => {
                // A double in integer registers goes through memory: RV32 has no move between the files for it.
                let slot = Addr::new(Base::Slot(self.func.new_slot(8, 8)));
                self.store(ty, slot, Val::Float(reg), false);
                for part in parts {
                    seated.push((part.seat, Piece::Load(Op::Lw, slot.plus(part.offset as i32))));
                }
            }
        }
    }

    /// One word or floating-point member of a record, without reading beyond its end.
    fn record_piece(&mut self, from: Addr, part: &Part, align: u32) -> Piece {
        match (part.class, part.bytes) {
            (Class::Single, _) => Piece::Load(Op::Flw, from),
            (Class::Double, _) => Piece::Load(Op::Fld, from),
            (_, 4) if align >= 4 => Piece::Load(Op::Lw, from),
            (_, 1) => Piece::Load(Op::Lbu, from),
            (_, 2) if align >= 2 => Piece::Load(Op::Lhu, from),
            (_, bytes) => {
                let from = self.settle(from);
                let mut word = C(0);
                for at in 0..bytes {
                    let byte = self.int_reg();
                    self.load_to(Op::Lbu, byte, from.plus(at as i32), false);
                    let shifted = self.shift(Op::Sll, Op::Slli, R(byte), C(8 * at as i32));
                    word = self.or(word, shifted);
                }
                Piece::Int(word)
            }
        }
    }

    /// Stores the stack arguments, then fills the registers; yields those.
    fn take_seats(&mut self, seated: &[Seated]) -> Vec<Reg> {
        for (seat, piece) in seated {
            if let Seat::Stack(at) = seat {
                self.seat_on_stack(*at, *piece);
            }
        }
        let mut uses = vec![];
        for (seat, piece) in seated {
            let Seat::Register(rd) = *seat else { continue };
            uses.push(rd);
            match *piece {
                Piece::Int(opnd) => self.move_to(rd, opnd),
                Piece::Float(reg, _) => self.put(Ins::mv(rd, reg)),
                Piece::Load(op, addr) => self.load_to(op, rd, addr, false),
            }
        }
        uses
    }

    fn seat_on_stack(&mut self, at: u32, piece: Piece) {
        let (op, reg) = match piece {
            Piece::Int(opnd) => (Op::Sw, self.reg(opnd)),
            Piece::Float(reg, Class::Single) => (Op::Fsw, reg),
            Piece::Float(reg, _) => (Op::Fsd, reg),
            Piece::Load(op, addr) => {
                let word = self.int_reg();
                self.load_to(op, word, addr, false);
                (Op::Sw, word)
            }
        };
        self.put(Ins::op(op, Reg::ZERO, Reg::ZERO, reg, at as i32).with_ext(Ext::Outgoing));
    }

    /// Takes a call's result out of its registers.
    fn receive(&mut self, returns: Ty, way: &Way, slot: Option<u32>) -> Val {
        if let Some(slot) = slot {
            let at = Addr::new(Base::Slot(slot));
            if let Way::Parts(parts) = way {
                for part in parts {
                    self.store_part(part, at);
                }
            }
            return Val::At(at);
        }
        let value = self.fresh(returns);
        match value {
            Val::Int(R(rd)) => self.put(Ins::mv(rd, Reg::A0)),
            Val::Wide(R(low), R(high)) => {
                self.put(Ins::mv(low, Reg::A0));
                self.put(Ins::mv(high, Reg(Reg::A0.0 + 1)));
            }
            Val::Float(rd) => self.put(Ins::mv(rd, Reg::FA0)),
            _ => {}
        }
        value
    }

    /// Stores the register of one part of a record.
    pub(super) fn store_part(&mut self, part: &Part, record: Addr) {
        let Seat::Register(reg) = part.seat else { return };
        let at = record.plus(part.offset as i32);
        match (part.class, part.bytes) {
            (Class::Single, _) => self.store_reg(Op::Fsw, reg, at, false),
            (Class::Double, _) => self.store_reg(Op::Fsd, reg, at, false),
            (_, 4) => self.store_reg(Op::Sw, reg, at, false),
            (_, 2) => self.store_reg(Op::Sh, reg, at, false),
            (_, 1) => self.store_reg(Op::Sb, reg, at, false),
            _ => {
                self.store_reg(Op::Sh, reg, at, false);
                let top = self.i(Op::Srli, reg, 16);
                self.store_reg(Op::Sb, top, at.plus(2), false);
            }
        }
    }

    /// Leaves the function with a value.
    pub(super) fn return_value(&mut self, value: Val) {
        let returns = self.function.returns;
        let way = abi::result(returns);
        match (&way, returns, value, self.hidden) {
            (Way::Reference(_), Ty::Record { bytes, align, .. }, Val::At(from), Some(hidden)) => {
                self.copy(Addr::new(Base::Reg(hidden)), from, bytes, align);
                self.put(Ins::mv(Reg::A0, hidden));
                self.func.results = vec![Reg::A0];
            }
            _ => {
                let mut seated = vec![];
                self.prepare(returns, value, &way, &mut seated);
                self.take_seats(&seated);
                self.func.results = registers(&way);
            }
        }
        self.end(crate::cc::ir::Term::Return);
    }
}

/// The registers of a way.
fn registers(way: &Way) -> Vec<Reg> {
    let seats: Vec<Seat> = match way {
        Way::Reference(_) => vec![],
        Way::Parts(parts) => parts.iter().map(|p| p.seat).collect(),
    };
    seats.into_iter().filter_map(|s| if let Seat::Register(reg) = s { Some(reg) } else { None }).collect()
}
