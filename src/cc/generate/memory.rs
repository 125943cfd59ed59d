//! Addresses, loads, stores, copies, bit-fields.

use super::{Addr, Base, Gen, Opnd, Val};
use crate::cc::ir::{Ext, Home, Ins, Reg, SymbolRef};
use crate::cc::tree::{Binary, Expr, ExprKind, LocalId, Place, Ty};
use crate::isa::Op;
use Opnd::{C, R};

/// Copies of more units than this call `memcpy`.
const INLINE_COPY_UNITS: u32 = 8;

/// The load and the store for a type that fits one register.
const fn access(ty: Ty) -> (Op, Op) {
    match ty {
        Ty::I8 => (Op::Lb, Op::Sb),
        Ty::U8 | Ty::Bool => (Op::Lbu, Op::Sb),
        Ty::I16 => (Op::Lh, Op::Sh),
        Ty::U16 => (Op::Lhu, Op::Sh),
        Ty::F32 => (Op::Flw, Op::Fsw),
        Ty::F64 => (Op::Fld, Op::Fsd),
        _ => (Op::Lw, Op::Sw),
    }
}

impl Gen<'_> {
    /// The address an expression of pointer type yields, with constants and symbols kept apart.
    pub(super) fn address(&mut self, e: &Expr) -> Addr {
        match &e.kind {
            ExprKind::Int(value) => Addr { base: Base::Absolute, off: *value as i32 },
            ExprKind::SymbolAddress(id, off) => {
                let symbol = self.func.symbol(SymbolRef::Unit(*id));
                let is_tls = self.unit.symbols[id.0 as usize].is_thread_local;
                let base = if is_tls { Base::ThreadLocal(symbol) } else { Base::Symbol(symbol) };
                Addr { base, off: *off }
            }
            ExprKind::AddressOf(place) => self.place_address(place),
            ExprKind::Read(place) if matches!(e.ty, Ty::Record { .. }) => self.place_address(place),
            ExprKind::Convert(inner) if matches!(inner.ty, Ty::I32 | Ty::U32) && matches!(e.ty, Ty::I32 | Ty::U32) => {
                self.address(inner)
            }
            ExprKind::Binary(Binary::Add, a, b) if matches!(e.ty, Ty::I32 | Ty::U32) => {
                let a = self.address(a);
                let b = self.address(b);
                self.add_addresses(a, b)
            }
            ExprKind::Binary(Binary::Mul, a, b) if matches!((e.ty, &b.kind), (Ty::I32 | Ty::U32, ExprKind::Int(_))) => {
                // (x + c) * size is x * size + c * size: the constant joins the offset.
                let ExprKind::Int(size) = b.kind else { return Addr::new(Base::Absolute) };
                let a = self.address(a);
                let start = self.address_opnd(Addr::new(a.base));
                let off = a.off.wrapping_mul(size as i32);
                match self.mul(start, C(size as i32)) {
                    C(value) => Addr { base: Base::Absolute, off: value.wrapping_add(off) },
                    R(reg) => Addr { base: Base::Reg(reg), off },
                }
            }
            ExprKind::Binary(Binary::Sub, a, b) if matches!((e.ty, &b.kind), (Ty::I32 | Ty::U32, ExprKind::Int(_))) => {
                let ExprKind::Int(value) = b.kind else { return Addr::new(Base::Absolute) };
                self.address(a).plus((value as i32).wrapping_neg())
            }
            _ => match self.value(e) {
                Val::Int(C(value)) => Addr { base: Base::Absolute, off: value },
                Val::Int(R(reg)) => Addr::new(Base::Reg(reg)),
                Val::At(addr) => addr,
                _ => Addr::new(Base::Absolute),
            },
        }
    }

    fn add_addresses(&mut self, a: Addr, b: Addr) -> Addr {
        let off = a.off.wrapping_add(b.off);
        let base = match (a.base, b.base) {
            (base, Base::Absolute) | (Base::Absolute, base) => base,
            (Base::Symbol(symbol), Base::Reg(reg)) | (Base::Reg(reg), Base::Symbol(symbol)) => {
                Base::Indexed(symbol, reg)
            }
            (Base::Indexed(symbol, x), Base::Reg(y)) => Base::Indexed(symbol, self.r(Op::Add, x, y)),
            _ => {
                let x = self.address_opnd(Addr::new(a.base));
                let y = self.address_opnd(Addr::new(b.base));
                let (x, y) = (self.reg(x), self.reg(y));
                Base::Reg(self.r(Op::Add, x, y))
            }
        };
        Addr { base, off }
    }

    /// The address as a number.
    pub(super) fn address_opnd(&mut self, addr: Addr) -> Opnd {
        match addr.base {
            Base::Absolute => C(addr.off),
            Base::Reg(reg) => self.add(R(reg), C(addr.off)),
            _ => {
                let (rs1, imm, ext) = self.operand(addr, 0);
                let rd = self.int_reg();
                self.put(Ins::op(Op::Addi, rd, rs1, Reg::ZERO, imm).with_ext(ext));
                R(rd)
            }
        }
    }

    /// The address as the `imm(rs1)` of a load or store that may reach `more` bytes further.
    fn operand(&mut self, addr: Addr, more: i32) -> (Reg, i32, Ext) {
        match addr.base {
            Base::Reg(reg) if addr.off >= -2048 && addr.off.saturating_add(more) <= 2047 => (reg, addr.off, Ext::None),
            Base::Absolute | Base::Reg(_) => {
                // Split so that the low part is a signed 12-bit offset and reaches `more` further.
                let low = (addr.off << 20) >> 20;
                let low = if low + more > 2047 { 0 } else { low };
                let high = addr.off.wrapping_sub(low);
                let base = match addr.base {
                    Base::Reg(reg) => self.add(R(reg), C(high)),
                    _ => C(high),
                };
                (self.reg(base), low, Ext::None)
            }
            Base::Slot(slot) => (Reg::ZERO, addr.off, Ext::Slot(slot)),
            Base::Incoming => (Reg::ZERO, addr.off, Ext::Incoming),
            Base::Symbol(symbol) => {
                let rd = self.symbol_high(Ext::Hi(symbol), addr.off);
                (rd, addr.off, Ext::Lo(symbol))
            }
            Base::Indexed(symbol, index) => {
                let high = self.symbol_high(Ext::Hi(symbol), addr.off);
                (self.r(Op::Add, high, index), addr.off, Ext::Lo(symbol))
            }
            Base::ThreadLocal(symbol) => {
                let high = self.symbol_high(Ext::TpHi(symbol), addr.off);
                (self.r(Op::Add, high, Reg::TP), addr.off, Ext::TpLo(symbol))
            }
        }
    }

    fn symbol_high(&mut self, ext: Ext, off: i32) -> Reg {
        let rd = self.int_reg();
        self.put(Ins::op(Op::Lui, rd, Reg::ZERO, Reg::ZERO, off).with_ext(ext));
        rd
    }

    /// The same address, cheap to use several times.
    pub(super) fn settle(&mut self, addr: Addr) -> Addr {
        match addr.base {
            Base::Reg(_) | Base::Slot(_) | Base::Incoming => addr,
            Base::Absolute if addr.off >= -2048 && addr.off <= 2047 => addr,
            _ => {
                let opnd = self.address_opnd(addr);
                Addr::new(Base::Reg(self.reg(opnd)))
            }
        }
    }

    /// The address of a local that lives in memory.
    pub(super) fn local_address(&mut self, id: LocalId) -> Addr {
        match self.func.homes[id.0 as usize] {
            Home::Slot(slot) => Addr::new(Base::Slot(slot)),
            Home::Reference(reg) => Addr::new(Base::Reg(reg)),
            // The front end marks every local whose address is taken; keep going with a place of its own.
            Home::Reg(_) | Home::Pair(..) => Addr::new(Base::Slot(self.func.new_slot(8, 8))),
        }
    }

    pub(super) fn place_address(&mut self, place: &Place) -> Addr {
        match place {
            Place::Local(id) => self.local_address(*id),
            Place::Memory { address, offset, .. } | Place::BitField { address, offset, .. } => {
                self.address(address).plus(*offset)
            }
        }
    }

    /// One load into `rd`.
    pub(super) fn load_to(&mut self, op: Op, rd: Reg, addr: Addr, is_volatile: bool) {
        let (rs1, imm, ext) = self.operand(addr, 0);
        self.put(Ins { is_volatile, ..Ins::op(op, rd, rs1, Reg::ZERO, imm).with_ext(ext) });
    }

    /// One store of a register.
    pub(super) fn store_reg(&mut self, op: Op, reg: Reg, addr: Addr, is_volatile: bool) {
        let (rs1, imm, ext) = self.operand(addr, 0);
        // `rs1` of a slot access stays zero; the store's value is `rs2`.
        self.put(Ins { is_volatile, ..Ins::op(op, Reg::ZERO, rs1, reg, imm).with_ext(ext) });
    }

    /// The value of type `ty` at an address.
    pub(super) fn load(&mut self, ty: Ty, addr: Addr, is_volatile: bool) -> Val {
        match ty {
            Ty::Void => Val::None,
            Ty::Record { .. } => Val::At(addr),
            Ty::I64 | Ty::U64 => {
                let addr = self.settle(addr);
                let (low, high) = (self.int_reg(), self.int_reg());
                self.load_to(Op::Lw, low, addr, is_volatile);
                self.load_to(Op::Lw, high, addr.plus(4), is_volatile);
                Val::Wide(R(low), R(high))
            }
            _ => {
                let value = self.fresh(ty);
                let rd = match value {
                    Val::Int(R(rd)) | Val::Float(rd) => rd,
                    _ => Reg::ZERO,
                };
                self.load_to(access(ty).0, rd, addr, is_volatile);
                value
            }
        }
    }

    /// Stores a value of type `ty`; narrow types take the low bits.
    pub(super) fn store(&mut self, ty: Ty, addr: Addr, value: Val, is_volatile: bool) {
        match (ty, value) {
            (Ty::Record { bytes, align, .. }, Val::At(from)) => self.copy(addr, from, bytes, align),
            (Ty::I64 | Ty::U64, Val::Wide(low, high)) => {
                let addr = self.settle(addr);
                let (low, high) = (self.reg(low), self.reg(high));
                self.store_reg(Op::Sw, low, addr, is_volatile);
                self.store_reg(Op::Sw, high, addr.plus(4), is_volatile);
            }
            (_, Val::Int(opnd)) => {
                let reg = self.reg(opnd);
                self.store_reg(access(ty).1, reg, addr, is_volatile);
            }
            (_, Val::Float(reg)) => self.store_reg(access(ty).1, reg, addr, is_volatile),
            _ => {}
        }
    }

    /// Copies a record; the two may be the same memory.
    pub(super) fn copy(&mut self, to: Addr, from: Addr, bytes: u32, align: u32) {
        if to == from || bytes == 0 {
            return;
        }
        let unit = align.clamp(1, 4);
        if bytes.div_ceil(unit) > INLINE_COPY_UNITS {
            let to = Val::Int(self.address_opnd(to));
            let from = Val::Int(self.address_opnd(from));
            let count = Val::Int(C(bytes as i32));
            self.call_library("memcpy", &[(Ty::U32, to), (Ty::U32, from), (Ty::U32, count)], Ty::Void);
            return;
        }
        let (to, from) = (self.settle(to), self.settle(from));
        let mut pieces = vec![];
        let mut offset = 0;
        while offset < bytes {
            let (size, ty) = match (bytes - offset).min(unit) {
                4.. => (4, Ty::U32),
                2.. => (2, Ty::U16),
                _ => (1, Ty::U8),
            };
            let value = self.load(ty, from.plus(offset as i32), false);
            pieces.push((ty, offset, value));
            offset += size;
        }
        for (ty, offset, value) in pieces {
            self.store(ty, to.plus(offset as i32), value, false);
        }
    }

    /// A bit-field's value: the unit shifted so that the field's top bit is the register's, then down again.
    pub(super) fn extract_bits(&mut self, unit: Val, ty: Ty, shift: u32, width: u32) -> Val {
        let is_signed = matches!(ty, Ty::I8 | Ty::I16 | Ty::I32 | Ty::I64);
        match unit {
            Val::Wide(low, high) => {
                let up = self.wide_shift_by(Binary::Shl, false, (low, high), 64 - (shift + width).min(64));
                let (low, high) = self.wide_shift_by(Binary::Shr, is_signed, up, 64 - width.clamp(1, 64));
                if matches!(ty, Ty::I64 | Ty::U64) { Val::Wide(low, high) } else { Val::Int(low) }
            }
            Val::Int(word) => {
                let word = match (is_signed, width) {
                    (false, 1..=11) => {
                        let down = self.shift(Op::Srl, Op::Srli, word, C(shift as i32));
                        self.and(down, C((1 << width) - 1))
                    }
                    _ => {
                        let up = self.shift(Op::Sll, Op::Slli, word, C(32 - (shift + width).min(32) as i32));
                        let (op, imm) = if is_signed { (Op::Sra, Op::Srai) } else { (Op::Srl, Op::Srli) };
                        self.shift(op, imm, up, C(32 - width.clamp(1, 32) as i32))
                    }
                };
                if matches!(ty, Ty::I64 | Ty::U64) {
                    let high = if is_signed { self.shift(Op::Sra, Op::Srai, word, C(31)) } else { C(0) };
                    Val::Wide(word, high)
                } else {
                    Val::Int(word)
                }
            }
            other => other,
        }
    }

    /// The unit with the field replaced.
    pub(super) fn insert_bits(&mut self, unit: Val, value: Val, shift: u32, width: u32) -> Val {
        let ones = if width >= 64 { u64::MAX } else { (1 << width) - 1 };
        let mask = ones.checked_shl(shift).unwrap_or(0);
        let (low, high) = match value {
            Val::Wide(low, high) => (low, high),
            Val::Int(low) => (low, C(0)),
            _ => (C(0), C(0)),
        };
        match unit {
            Val::Wide(unit_low, unit_high) => {
                let field = (self.and(low, C(ones as i32)), self.and(high, C((ones >> 32) as i32)));
                let field = self.wide_shift_by(Binary::Shl, false, field, shift & 63);
                let low = self.and(unit_low, C(!mask as i32));
                let high = self.and(unit_high, C((!mask >> 32) as i32));
                Val::Wide(self.or(low, field.0), self.or(high, field.1))
            }
            Val::Int(word) => {
                let field = self.and(low, C(ones as i32));
                let field = self.shift(Op::Sll, Op::Slli, field, C(shift as i32));
                let rest = self.and(word, C(!mask as i32));
                Val::Int(self.or(rest, field))
            }
            other => other,
        }
    }
}
