//! Value numbering over extended blocks: what was computed before is not computed again, known numbers fold, and
//! additions of constants move into the offsets of loads and stores.
//!
//! A block continues with its predecessor's knowledge when that is the block laid out before it and its only way in.
//! A read is replaced only if its register is a temporary (written once), so that variables keep their registers and
//! moves between them can be merged. Memory is known by kind (slot, symbol, other), each with a count of changes.

use crate::cc::ir::{Code, Ext, Func, Ins, Reg, Term};
use crate::isa::{Format, Op};
use std::collections::BTreeMap;

/// The number of a value.
type Vn = u32;
const UNKNOWN: Vn = u32::MAX;

/// What identifies a computation: operation, operands, immediate, modifiers, memory state.
type Key = (Code, [Vn; 3], i32, Ext, u8, (u32, u32));

/// What is known about a value.
#[derive(Clone, Copy)]
struct Fact {
    /// A register that held it when it was last computed.
    holder: Reg,
    constant: Option<i32>,
    /// It is this value's register plus a number: base, its number, offset.
    sum: Option<(Reg, Vn, i32, Ext)>,
}

/// Numbers the whole function.
pub fn number(func: &mut Func) {
    let writes = count_writes(func);
    let constants = lone_constants(func, &writes);
    let predecessors = super::flow::predecessors(func);
    let mut table = Table::new(func, writes, constants);
    let mut previous: Option<usize> = None;
    for index in 0..func.layout.len() {
        let id = func.layout[index];
        let continues = previous.is_some_and(|p| {
            predecessors[id.0 as usize] == 1 && func.block(func.layout[p]).term.successors().any(|to| to == id)
        });
        if !continues {
            table.forget();
        }
        let mut ins = std::mem::take(&mut func.block_mut(id).ins);
        ins.iter_mut().for_each(|ins| table.visit(ins, func));
        func.block_mut(id).ins = ins;
        let mut term = func.block(id).term.clone();
        table.visit_term(&mut term);
        func.block_mut(id).term = term;
        previous = Some(index);
    }
}

fn count_writes(func: &Func) -> Vec<u32> {
    let mut writes = vec![0; func.regs.len()];
    for ins in func.layout.iter().flat_map(|id| &func.block(*id).ins) {
        if ins.rd.is_virtual() {
            writes[ins.rd.index()] += 1;
        }
    }
    writes
}

/// Registers whose only write is a constant have that value wherever they have one.
fn lone_constants(func: &Func, writes: &[u32]) -> Vec<Option<i32>> {
    let mut constants = vec![None; func.regs.len()];
    for ins in func.layout.iter().flat_map(|id| &func.block(*id).ins) {
        if ins.code == Code::Li && ins.rd.is_virtual() && writes[ins.rd.index()] == 1 {
            constants[ins.rd.index()] = Some(ins.imm);
        }
    }
    constants
}

struct Table {
    /// By register index.
    number_of: Vec<Vn>,
    facts: Vec<Fact>,
    known: BTreeMap<Key, Vn>,
    writes: Vec<u32>,
    lone: Vec<Option<i32>>,
    /// Registers with a number, to forget them.
    touched: Vec<Reg>,
    /// Counts of changes: everything; by slot; by symbol; memory of unknown place.
    all: u32,
    slots: Vec<u32>,
    symbols: Vec<u32>,
    other: u32,
}

impl Table {
    fn new(func: &Func, writes: Vec<u32>, lone: Vec<Option<i32>>) -> Self {
        Self {
            number_of: vec![UNKNOWN; func.regs.len()],
            facts: vec![],
            known: BTreeMap::new(),
            writes,
            lone,
            touched: vec![],
            all: 0,
            slots: vec![0; func.slots.len()],
            symbols: vec![0; func.symbols.len()],
            other: 0,
        }
    }

    fn forget(&mut self) {
        for reg in self.touched.drain(..) {
            self.number_of[reg.index()] = UNKNOWN;
        }
        self.known.clear();
        self.all += 1;
    }

    fn new_value(&mut self, holder: Reg, constant: Option<i32>) -> Vn {
        self.facts.push(Fact { holder, constant, sum: None });
        (self.facts.len() - 1) as Vn
    }

    fn set(&mut self, reg: Reg, vn: Vn) {
        if reg.is_virtual() {
            self.touched.push(reg);
            self.number_of[reg.index()] = vn;
        }
    }

    /// The number of the value in a register. Physical registers hold a new unknown value each time, but for `zero`.
    fn of(&mut self, reg: Reg) -> Vn {
        if reg == Reg::ZERO {
            return self.constant(0, reg);
        }
        if !reg.is_virtual() {
            return self.new_value(Reg::ZERO, None);
        }
        if self.number_of[reg.index()] == UNKNOWN {
            let vn = match self.lone[reg.index()] {
                Some(value) => self.constant(value, reg),
                None => self.new_value(reg, None),
            };
            self.set(reg, vn);
        }
        self.number_of[reg.index()]
    }

    fn constant(&mut self, value: i32, reg: Reg) -> Vn {
        let key = (Code::Li, [UNKNOWN; 3], value, Ext::None, 0, (0, 0));
        if let Some(vn) = self.known.get(&key) {
            return *vn;
        }
        let vn = self.new_value(reg, Some(value));
        self.known.insert(key, vn);
        vn
    }

    fn constant_of(&mut self, reg: Reg) -> Option<i32> {
        if reg != Reg::ZERO && !reg.is_virtual() {
            return None;
        }
        let vn = self.of(reg);
        self.facts[vn as usize].constant
    }

    fn holds(&self, reg: Reg, vn: Vn) -> bool {
        reg.is_virtual() && self.number_of[reg.index()] == vn
    }

    /// Another register with the same value, for a temporary.
    fn better(&mut self, reg: Reg) -> Reg {
        if !reg.is_virtual() {
            return reg;
        }
        let vn = self.of(reg);
        let fact = self.facts[vn as usize];
        if fact.constant == Some(0) {
            return Reg::ZERO;
        }
        let is_temporary = self.writes[reg.index()] == 1;
        if is_temporary && fact.holder != reg && self.holds(fact.holder, vn) { fact.holder } else { reg }
    }

    fn visit(&mut self, ins: &mut Ins, func: &Func) {
        if matches!(ins.code, Code::ScopeBegin | Code::ScopeEnd) {
            return;
        }
        // Inline assembly counts its operands, and `zero` counts as none.
        if ins.code != Code::Asm {
            ins.map_uses(|reg| self.better(reg));
        }
        match ins.code {
            Code::Op(_) => self.simplify(ins),
            Code::Move if ins.rs1 == Reg::ZERO => *ins = Ins { at: ins.at, ..Ins::li(ins.rd, 0) },
            Code::Move => {
                if let Some(value) = self.constant_of(ins.rs1) {
                    *ins = Ins { at: ins.at, ..Ins::li(ins.rd, value) };
                }
            }
            _ => {}
        }
        if ins.is_load() || ins.is_store() {
            self.fold_address(ins);
        }
        self.record(ins, func);
    }

    /// Enters what the instruction computes; replaces it by a move if that is known already.
    fn record(&mut self, ins: &mut Ins, func: &Func) {
        match ins.code {
            Code::Li => {
                let vn = self.constant(ins.imm, ins.rd);
                if !self.holds(self.facts[vn as usize].holder, vn) {
                    self.facts[vn as usize].holder = ins.rd;
                }
                return self.set(ins.rd, vn);
            }
            Code::Move => return self.record_move(ins),
            Code::Call | Code::Asm | Code::Cas => self.all += 1,
            Code::Op(op) if matches!(op.format(), Format::Amo | Format::Fence | Format::Fixed) => self.all += 1,
            _ => {}
        }
        if ins.is_store() {
            return self.record_store(ins);
        }
        let is_known_kind = ins.is_pure() || ins.is_load() && !ins.is_volatile;
        let reads_fixed = ins.uses().any(|r| !r.is_virtual()) || matches!(ins.ext, Ext::OutgoingBytes);
        if !is_known_kind || reads_fixed || !ins.rd.is_virtual() {
            let vn = self.new_value(ins.rd, None);
            return self.set(ins.rd, vn);
        }
        let key = self.key(ins);
        if let Some(vn) = self.known.get(&key).copied() {
            let holder = self.facts[vn as usize].holder;
            if self.holds(holder, vn) && func.class(holder) == func.class(ins.rd) {
                *ins = Ins { at: ins.at, ..Ins::mv(ins.rd, holder) };
                return self.set(ins.rd, vn);
            }
        }
        let base = if ins.rs1 == Reg::ZERO { UNKNOWN } else { self.of(ins.rs1) };
        let vn = self.new_value(ins.rd, None);
        let is_sum = ins.code == Code::Op(Op::Addi) && matches!(ins.ext, Ext::None | Ext::Slot(_));
        if is_sum && ins.rd != ins.rs1 {
            self.facts[vn as usize].sum = Some((ins.rs1, base, ins.imm, ins.ext));
        }
        self.known.insert(key, vn);
        self.set(ins.rd, vn);
    }

    /// After a copy from a temporary to a variable, the variable stands for the value.
    fn record_move(&mut self, ins: &Ins) {
        if !ins.rs1.is_virtual() || !ins.rd.is_virtual() {
            let vn = self.new_value(ins.rd, None);
            return self.set(ins.rd, vn);
        }
        let vn = self.of(ins.rs1);
        self.set(ins.rd, vn);
        let holder = self.facts[vn as usize].holder;
        let variable = self.writes[ins.rd.index()] > 1;
        if !self.holds(holder, vn) || variable && self.writes[holder.index()] == 1 {
            self.facts[vn as usize].holder = ins.rd;
        }
    }

    fn record_store(&mut self, ins: &Ins) {
        if ins.is_volatile {
            self.all += 1;
            return;
        }
        match ins.ext {
            Ext::Slot(slot) => {
                self.slots[slot as usize] += 1;
                self.other += 1;
            }
            Ext::Lo(symbol) => {
                self.symbols[symbol as usize] += 1;
                self.other += 1;
            }
            Ext::Outgoing => {}
            _ => self.all += 1,
        }
        let load = match ins.code {
            Code::Op(Op::Sw) => Op::Lw,
            Code::Op(Op::Fsd) => Op::Fld,
            Code::Op(Op::Fsw) => Op::Flw,
            _ => return,
        };
        if ins.rs2.is_virtual() && (ins.rs1.is_virtual() || matches!(ins.ext, Ext::Slot(_))) {
            let loaded = Ins { rs2: Reg::ZERO, ..Ins::op(load, Reg::ZERO, ins.rs1, Reg::ZERO, ins.imm) };
            let key = self.key(&loaded.with_ext(ins.ext));
            let vn = self.of(ins.rs2);
            self.known.insert(key, vn);
        }
    }

    fn key(&mut self, ins: &Ins) -> Key {
        let operands = [ins.rs1, ins.rs2, ins.rs3].map(|r| if r == Reg::ZERO { UNKNOWN } else { self.of(r) });
        let memory = match ins.ext {
            _ if !ins.is_load() => (0, 0),
            Ext::Slot(slot) => (self.all, self.slots[slot as usize]),
            Ext::Lo(symbol) => (self.all, self.symbols[symbol as usize]),
            Ext::Incoming => (self.all, 0),
            _ => (self.all, self.other),
        };
        (ins.code, operands, ins.imm, ins.ext, ins.rm, memory)
    }

    /// `offset(r)` with r = base + number becomes `offset+number(base)`.
    fn fold_address(&mut self, ins: &mut Ins) {
        if ins.ext != Ext::None || !ins.rs1.is_virtual() {
            return;
        }
        let vn = self.of(ins.rs1);
        let Some((base, base_vn, offset, ext)) = self.facts[vn as usize].sum else { return };
        let sum = ins.imm.wrapping_add(offset);
        match ext {
            Ext::Slot(_) => {
                ins.rs1 = Reg::ZERO;
                ins.ext = ext;
                ins.imm = sum;
            }
            _ if (-2048..2048).contains(&sum) && base.is_virtual() && self.holds(base, base_vn) => {
                ins.rs1 = base;
                ins.imm = sum;
            }
            _ => {}
        }
    }

    /// Known operands become immediates or the result.
    fn simplify(&mut self, ins: &mut Ins) {
        let Code::Op(op) = ins.code else { return };
        if ins.ext != Ext::None || !matches!(op.format(), Format::R | Format::I | Format::Shift) || is_float(op) {
            return;
        }
        let a = self.constant_of(ins.rs1);
        let b = if op.format() == Format::R { self.constant_of(ins.rs2) } else { Some(ins.imm) };
        if let (Some(a), Some(b)) = (a, b)
            && let Some(value) = compute(op, a, b)
        {
            *ins = Ins { at: ins.at, ..Ins::li(ins.rd, value) };
            return;
        }
        let (immediate, rs, value) = match (op, a, b) {
            (Op::Add, Some(a), None) => (Some(Op::Addi), ins.rs2, a),
            (Op::Sub, _, Some(b)) => (Some(Op::Addi), ins.rs1, b.wrapping_neg()),
            (_, None, Some(b)) if op.format() == Format::R => (immediate_form(op), ins.rs1, b),
            _ => (None, Reg::ZERO, 0),
        };
        let is_shift = matches!(immediate, Some(Op::Slli | Op::Srli | Op::Srai));
        let value = if is_shift { value & 31 } else { value };
        if let Some(op) = immediate
            && (-2048..2048).contains(&value)
            && rs.is_virtual()
        {
            *ins = Ins { at: ins.at, ..Ins::op(op, ins.rd, rs, Reg::ZERO, value) };
        }
        if let Code::Op(Op::Addi | Op::Slli | Op::Srli | Op::Srai | Op::Ori | Op::Xori) = ins.code
            && ins.imm == 0
            && ins.ext == Ext::None
            && ins.rs1.is_virtual()
        {
            *ins = Ins { at: ins.at, ..Ins::mv(ins.rd, ins.rs1) };
        }
    }

    fn visit_term(&mut self, term: &mut Term) {
        term.map_uses(|reg| self.better(reg));
        if let Term::Branch { op, rs1, rs2, then, other } = *term
            && let (Some(a), Some(b)) = (self.constant_of(rs1), self.constant_of(rs2))
        {
            let taken = match op {
                Op::Beq => a == b,
                Op::Bne => a != b,
                Op::Blt => a < b,
                Op::Bge => a >= b,
                Op::Bltu => (a as u32) < b as u32,
                _ => a as u32 >= b as u32,
            };
            *term = Term::Jump(if taken { then } else { other });
        }
    }
}

const fn is_float(op: Op) -> bool {
    op.row().float != 0
}

const fn immediate_form(op: Op) -> Option<Op> {
    Some(match op {
        Op::Add => Op::Addi,
        Op::And => Op::Andi,
        Op::Or => Op::Ori,
        Op::Xor => Op::Xori,
        Op::Slt => Op::Slti,
        Op::Sltu => Op::Sltiu,
        Op::Sll => Op::Slli,
        Op::Srl => Op::Srli,
        Op::Sra => Op::Srai,
        _ => return None,
    })
}

/// The result of an integer instruction on known operands.
const fn compute(op: Op, a: i32, b: i32) -> Option<i32> {
    Some(match op {
        Op::Add | Op::Addi => a.wrapping_add(b),
        Op::Sub => a.wrapping_sub(b),
        Op::And | Op::Andi => a & b,
        Op::Or | Op::Ori => a | b,
        Op::Xor | Op::Xori => a ^ b,
        Op::Slt | Op::Slti => (a < b) as i32,
        Op::Sltu | Op::Sltiu => ((a as u32) < b as u32) as i32,
        Op::Sll | Op::Slli => a.wrapping_shl(b as u32),
        Op::Srl | Op::Srli => (a as u32).wrapping_shr(b as u32) as i32,
        Op::Sra | Op::Srai => a.wrapping_shr(b as u32),
        Op::Mul => a.wrapping_mul(b),
        _ => return None,
    })
}
