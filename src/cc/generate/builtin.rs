//! Operations without a C spelling of their own.

use super::{Addr, Base, Gen, Opnd, Val};
use crate::cc::ir::{Call, Code, Ext, Ins, Reg, Term};
use crate::cc::tree::{Builtin, Expr, Ty};
use crate::isa::Op;
use Opnd::{C, R};

impl Gen<'_> {
    #[expect(clippy::too_many_lines, reason = "a flat table of operations")]
    pub(super) fn builtin(&mut self, builtin: Builtin, arguments: &[Expr], e: &Expr) -> Val {
        match (builtin, arguments) {
            (Builtin::VaStart, [list]) => {
                let list = self.address(list);
                let first = self.address_opnd(Addr { base: Base::Incoming, off: self.variadic_at });
                self.store(Ty::U32, list, Val::Int(first), false);
                Val::None
            }
            (Builtin::VaArg, [list]) => self.va_arg(list, e.ty),
            (Builtin::Alloca, [bytes]) => self.alloca(bytes),
            (Builtin::Syscall, [number, rest @ ..]) => self.syscall(number, rest),
            (Builtin::ThreadPointer, _) => {
                let rd = self.int_reg();
                self.put(Ins::mv(rd, Reg::TP));
                Val::Int(R(rd))
            }
            (Builtin::SetThreadPointer, [value]) => {
                let value = self.int(value);
                self.move_to(Reg::TP, value);
                Val::None
            }
            (Builtin::AtomicFetch(op), [address, value]) => {
                let address = self.address(address);
                let value = self.value(value);
                self.atomic_fetch(op, e.ty, address, value)
            }
            (Builtin::AtomicExchange, [address, value]) => {
                let address = self.address(address);
                let value = self.value(value);
                self.atomic_exchange(e.ty, address, value)
            }
            (Builtin::AtomicCompareExchange(size), [address, expected, desired]) => {
                let address = self.address(address);
                let expected = self.address(expected);
                let desired = self.value(desired);
                self.atomic_compare_exchange(size, address, expected, desired)
            }
            (Builtin::AtomicLoad, [address]) => {
                let address = self.address(address);
                self.atomic_load(e.ty, address)
            }
            (Builtin::AtomicStore, [address, value]) => {
                let address = self.address(address);
                let stored = self.value(value);
                self.atomic_store(value.ty, address, stored);
                Val::None
            }
            (Builtin::Fence, _) => {
                self.full_fence();
                Val::None
            }
            (Builtin::Sqrt, [x]) => {
                let reg = self.float(x);
                Val::Float(self.float_sqrt(x.ty, reg))
            }
            (Builtin::Fabs, [x]) => {
                let reg = self.float(x);
                Val::Float(self.float_abs(x.ty, reg))
            }
            (Builtin::Trap, _) => {
                // `csrrw zero, cycle, zero` writes a read-only register: what `unimp` stands for.
                self.func.texts.push("csrrw zero, cycle, zero".into());
                let text = Ext::Asm((self.func.texts.len() - 1) as u32);
                self.put(Ins::new(Code::Asm).with_ext(text));
                Val::None
            }
            (Builtin::FrameAddress, _) => {
                let rd = self.int_reg();
                self.put(Ins::mv(rd, Reg::S0));
                Val::Int(R(rd))
            }
            (Builtin::ReturnAddress, _) => {
                let rd = self.int_reg();
                self.put(Ins { is_volatile: true, ..Ins::op(Op::Lw, rd, Reg::S0, Reg::ZERO, -4) });
                Val::Int(R(rd))
            }
            (Builtin::Unreachable, _) => {
                self.end(Term::Stop);
                self.start_unreachable();
                self.dummy(e.ty)
            }
            _ => self.dummy(e.ty),
        }
    }

    /// Some value of a type, for code that is never reached.
    fn dummy(&mut self, ty: Ty) -> Val {
        match ty {
            Ty::Void => Val::None,
            Ty::I64 | Ty::U64 => Val::Wide(C(0), C(0)),
            Ty::F32 | Ty::F64 => Val::Float(self.float_constant(ty, 0)),
            Ty::Record { .. } => Val::At(Addr::new(Base::Absolute)),
            _ => Val::Int(C(0)),
        }
    }

    /// The next argument: 8-byte types at multiples of 8, records of more than 8 bytes by address.
    fn va_arg(&mut self, list: &Expr, ty: Ty) -> Val {
        let list = self.address(list);
        let list = self.settle(list);
        let Val::Int(mut next) = self.load(Ty::U32, list, false) else { return Val::None };
        let (bytes, align, by_address) = match ty {
            Ty::I64 | Ty::U64 | Ty::F64 => (8, 8, false),
            Ty::Record { bytes, .. } if bytes > 8 => (4, 4, true),
            Ty::Record { bytes, align, .. } => (bytes.next_multiple_of(4), align, false),
            _ => (4, 4, false),
        };
        if align >= 8 {
            let up = self.add(next, C(7));
            next = self.and(up, C(-8));
        }
        let after = self.add(next, C(bytes as i32));
        self.store(Ty::U32, list, Val::Int(after), false);
        let at = Addr::new(Base::Reg(self.reg(next)));
        if by_address {
            let Val::Int(address) = self.load(Ty::U32, at, false) else { return Val::None };
            return Val::At(Addr::new(Base::Reg(self.reg(address))));
        }
        self.load(ty, at, false)
    }

    fn alloca(&mut self, bytes: &Expr) -> Val {
        self.func.has_alloca = true;
        let bytes = self.int(bytes);
        let up = self.add(bytes, C(15));
        let rounded = self.and(up, C(-16));
        let rounded = self.reg(rounded);
        self.put(Ins::op(Op::Sub, Reg::SP, Reg::SP, rounded, 0));
        Val::Int(R(self.above_outgoing()))
    }

    /// `ecall`: number in a7, arguments from a0 on, the result in a0.
    fn syscall(&mut self, number: &Expr, arguments: &[Expr]) -> Val {
        let number = self.int(number);
        let values: Vec<Opnd> = arguments.iter().take(6).map(|e| self.int(e)).collect();
        let mut uses = vec![];
        let seats = (0..).map(|n| Reg(Reg::A0.0 + n));
        for (seat, value) in seats.zip(values).chain([(Reg(Reg::A0.0 + 7), number)]) {
            self.move_to(seat, value);
            uses.push(seat);
        }
        self.func.calls.push(Call { symbol: None, uses, defs: vec![Reg::A0], is_syscall: true });
        let ext = Ext::Call((self.func.calls.len() - 1) as u32);
        self.put(Ins::op(Op::Ecall, Reg::ZERO, Reg::ZERO, Reg::ZERO, 0).with_ext(ext));
        let rd = self.int_reg();
        self.put(Ins::mv(rd, Reg::A0));
        Val::Int(R(rd))
    }
}
