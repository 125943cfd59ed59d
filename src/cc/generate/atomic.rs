//! Sequentially consistent atomic access of up to 4 bytes, on the A extension. Mapping: RISC-V ISA manual, table A.6.
//!
//! A word's `+ - & | ^` and exchange are one `amo` instruction. Everything else is a loop around compare-and-swap of
//! the aligned word that holds the bytes. 8-byte atomics are two plain accesses between fences: C programs on RV32 get
//! no lock-free 64-bit atomics, and one computer here has one core.

use super::{Addr, Gen, Opnd, Val};
use crate::cc::ir::{Code, Ins, Reg};
use crate::cc::tree::{Binary, Ty};
use crate::isa::Op;
use Opnd::{C, R};

/// `fence` predecessor and successor sets.
const FENCE_RW_RW: i32 = 0x33;
const FENCE_R_RW: i32 = 0x23;
const FENCE_RW_W: i32 = 0x31;
/// Acquire and release bits.
const ORDERED: u8 = 3;

/// A sub-word inside its aligned word.
struct Lane {
    word: Reg,
    /// How far the lane is shifted up, in bits.
    shift: Opnd,
    mask: Opnd,
}

const fn bytes(ty: Ty) -> u32 {
    match ty {
        Ty::Bool | Ty::I8 | Ty::U8 => 1,
        Ty::I16 | Ty::U16 => 2,
        Ty::I64 | Ty::U64 | Ty::F64 => 8,
        _ => 4,
    }
}

impl Gen<'_> {
    pub(super) fn fence(&mut self, sets: i32) {
        self.put(Ins::op(Op::Fence, Reg::ZERO, Reg::ZERO, Reg::ZERO, sets));
    }

    pub(super) fn full_fence(&mut self) {
        self.fence(FENCE_RW_RW);
    }

    pub(super) fn atomic_load(&mut self, ty: Ty, addr: Addr) -> Val {
        self.fence(FENCE_RW_RW);
        let value = self.load(ty, addr, true);
        self.fence(FENCE_R_RW);
        value
    }

    pub(super) fn atomic_store(&mut self, ty: Ty, addr: Addr, value: Val) {
        self.fence(FENCE_RW_W);
        self.store(ty, addr, value, true);
        self.fence(FENCE_RW_RW);
    }

    /// `place op= value` on an atomic: the values before and after.
    pub(super) fn atomic_update(&mut self, op: Binary, ty: Ty, addr: Addr, value: Val, compute: Ty) -> (Val, Val) {
        if bytes(ty) == 8 {
            let old = self.atomic_load(ty, addr);
            let new = self.atomic_result(op, ty, old, value, compute);
            self.atomic_store(ty, addr, new);
            return (old, new);
        }
        if bytes(ty) == 4
            && matches!((ty, compute, value), (Ty::I32 | Ty::U32, Ty::I32 | Ty::U32, Val::Int(_)))
            && let Val::Int(right) = value
            && let Some(old) = self.amo(op, addr, right)
        {
            let new = self.atomic_result(op, ty, Val::Int(old), value, compute);
            return (Val::Int(old), new);
        }
        self.atomic_loop(ty, addr, |g, old| g.atomic_result(op, ty, old, value, compute))
    }

    fn atomic_result(&mut self, op: Binary, ty: Ty, old: Val, value: Val, compute: Ty) -> Val {
        let left = self.convert_value(old, ty, compute);
        let result = self.apply(op, compute, left, value);
        self.convert_value(result, compute, ty)
    }

    /// One `amo` on a word, if there is one for `op`; yields the old value.
    fn amo(&mut self, op: Binary, addr: Addr, value: Opnd) -> Option<Opnd> {
        let (op, value) = match op {
            Binary::Add => (Op::AmoaddW, value),
            Binary::Sub => (Op::AmoaddW, self.sub(C(0), value)),
            Binary::And => (Op::AmoandW, value),
            Binary::Or => (Op::AmoorW, value),
            Binary::Xor => (Op::AmoxorW, value),
            _ => return None,
        };
        Some(self.amo_word(op, addr, value))
    }

    fn amo_word(&mut self, op: Op, addr: Addr, value: Opnd) -> Opnd {
        let address = self.address_opnd(addr);
        let (rs1, rs2) = (self.reg(address), self.reg(value));
        let rd = self.int_reg();
        self.put(Ins { rm: ORDERED, ..Ins::op(op, rd, rs1, rs2, 0) });
        R(rd)
    }

    /// Read, compute, swap until nobody came between.
    fn atomic_loop(&mut self, ty: Ty, addr: Addr, compute: impl FnOnce(&mut Self, Val) -> Val) -> (Val, Val) {
        let addr = self.settle(addr);
        let lane = self.lane(ty, addr);
        let (again, done) = (self.new_block(), self.new_block());
        self.fall_into(again);
        let before = self.int_reg();
        self.load_to(Op::Lw, before, Addr::new(super::Base::Reg(lane.word)), true);
        let old = self.extract_lane(ty, &lane, R(before));
        let new = compute(self, old);
        let after = self.insert_lane(ty, &lane, R(before), new);
        let found = self.cas(lane.word, R(before), after);
        self.branch(Op::Bne, found, before, again, done);
        self.start(done);
        (old, new)
    }

    fn cas(&mut self, word: Reg, expected: Opnd, desired: Opnd) -> Reg {
        let (rs2, rs3) = (self.reg(expected), self.reg(desired));
        let rd = self.int_reg();
        self.put(Ins { rd, rs1: word, rs2, rs3, ..Ins::new(Code::Cas) });
        rd
    }

    /// The aligned word around a value.
    fn lane(&mut self, ty: Ty, addr: Addr) -> Lane {
        let address = self.address_opnd(addr);
        if bytes(ty) == 4 {
            return Lane { word: self.reg(address), shift: C(0), mask: C(-1) };
        }
        let word = self.and(address, C(-4));
        let offset = self.and(address, C(3));
        let shift = self.shift(Op::Sll, Op::Slli, offset, C(3));
        let ones = if bytes(ty) == 1 { 0xff } else { 0xffff };
        let mask = self.shift(Op::Sll, Op::Slli, C(ones), shift);
        Lane { word: self.reg(word), shift, mask }
    }

    fn extract_lane(&mut self, ty: Ty, lane: &Lane, word: Opnd) -> Val {
        if ty == Ty::F32 {
            let reg = self.reg(word);
            let rd = self.func.new_reg(crate::cc::ir::Class::Single);
            self.put(Ins::op(Op::FmvWX, rd, reg, Reg::ZERO, 0));
            return Val::Float(rd);
        }
        let down = self.shift(Op::Srl, Op::Srli, word, lane.shift);
        // A _Bool's byte is 0 or 1 already.
        Val::Int(self.narrow(if ty == Ty::Bool { Ty::U8 } else { ty }, down))
    }

    fn insert_lane(&mut self, ty: Ty, lane: &Lane, word: Opnd, value: Val) -> Opnd {
        let value = match value {
            Val::Float(reg) => R(self.r(Op::FmvXW, reg, Reg::ZERO)),
            Val::Int(opnd) => opnd,
            _ => C(0),
        };
        if bytes(ty) == 4 {
            return value;
        }
        let up = self.shift(Op::Sll, Op::Slli, value, lane.shift);
        let field = self.and(up, lane.mask);
        let others = self.xor(lane.mask, C(-1));
        let rest = self.and(word, others);
        self.or(rest, field)
    }

    /// `__atomic_fetch_op`: yields the old value.
    pub(super) fn atomic_fetch(&mut self, op: Binary, ty: Ty, addr: Addr, value: Val) -> Val {
        self.atomic_update(op, ty, addr, value, ty).0
    }

    pub(super) fn atomic_exchange(&mut self, ty: Ty, addr: Addr, value: Val) -> Val {
        match (bytes(ty), value) {
            (4, Val::Int(opnd)) => Val::Int(self.amo_word(Op::AmoswapW, addr, opnd)),
            (8, _) => {
                let old = self.atomic_load(ty, addr);
                self.atomic_store(ty, addr, value);
                old
            }
            _ => self.atomic_loop(ty, addr, |_, _| value).0,
        }
    }

    /// Yields 1 when swapped; otherwise what was found goes to `expected`.
    pub(super) fn atomic_compare_exchange(&mut self, size: u32, addr: Addr, expected: Addr, desired: Val) -> Val {
        let ty = match size {
            1 => Ty::U8,
            2 => Ty::U16,
            8 => Ty::U64,
            _ => Ty::U32,
        };
        let (addr, expected) = (self.settle(addr), self.settle(expected));
        let wanted = self.load(ty, expected, false);
        let result = self.int_reg();
        let (swapped, failed, done) = (self.new_block(), self.new_block(), self.new_block());
        let found = if size == 8 {
            let found = self.atomic_load(ty, addr);
            let same = self.apply(Binary::Eq, ty, found, wanted);
            let store = self.new_block();
            self.branch_if_nonzero(Ty::I32, same, store, failed);
            self.start(store);
            self.atomic_store(ty, addr, desired);
            self.jump(swapped);
            found
        } else {
            self.compare_exchange_word(ty, addr, wanted, desired, swapped, failed)
        };
        self.start(swapped);
        self.move_to(result, C(1));
        self.jump(done);
        self.start(failed);
        self.store(ty, expected, found, false);
        self.move_to(result, C(0));
        self.fall_into(done);
        Val::Int(R(result))
    }

    /// Swaps unless the value differs; another value beside it in the word only repeats the try.
    fn compare_exchange_word(
        &mut self,
        ty: Ty,
        addr: Addr,
        wanted: Val,
        desired: Val,
        swapped: crate::cc::ir::BlockId,
        failed: crate::cc::ir::BlockId,
    ) -> Val {
        let lane = self.lane(ty, addr);
        let result = self.fresh(ty);
        let (again, attempt) = (self.new_block(), self.new_block());
        self.fall_into(again);
        let before = self.int_reg();
        self.load_to(Op::Lw, before, Addr::new(super::Base::Reg(lane.word)), true);
        let found = self.extract_lane(ty, &lane, R(before));
        self.assign(result, found);
        if let (Val::Int(a), Val::Int(b)) = (result, wanted) {
            self.int_comparison(Binary::Eq, false, a, b, attempt, failed);
        } else {
            self.jump(attempt);
        }
        self.start(attempt);
        let after = self.insert_lane(ty, &lane, R(before), desired);
        let seen = self.cas(lane.word, R(before), after);
        self.branch(Op::Bne, seen, before, again, swapped);
        result
    }
}
