//! Allocated intermediate code to machine words: the frame, prologue and epilogue, branch distances, line rows.
//!
//! ```text
//!            stack arguments                      s0 + variadic area
//!            variadic area (a_n..a7), 0 to 32 bytes
//! s0  ->     ra                                   s0 - 4
//!            the caller's s0                      s0 - 8
//!            saved registers
//!            slots, small ones first
//!            memory from alloca
//! sp  ->     outgoing stack arguments
//! ```
//! A function that calls nothing and needs no memory has no frame: `s0` stays the caller's.

use super::generate::stmt_operands;
use super::ir::{BlockId, Code, Ext, Func, Home, Ins, Reg, SymbolRef, Term};
use super::regalloc::is_callee_saved;
use crate::base::Va;
use crate::base::image::Place;
use crate::isa::{self, Format, Inst, Op};

/// Epilogues of up to this many instructions are repeated at each return.
const EPILOGUE_INLINE_MAX: usize = 5;

/// What a relocated word refers to.
#[derive(Clone, Copy, Debug)]
pub enum Target {
    Symbol(SymbolRef),
    /// A jump table of this function.
    Table(u32),
}

/// How a word is completed once addresses are known.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum RelocKind {
    /// `lui`: upper 20 bits, rounded for a signed lower part.
    Hi,
    /// Lower 12 bits of an I-format instruction.
    LoI,
    /// Lower 12 bits of an S-format instruction.
    LoS,
    /// Relative to the thread pointer.
    TpHi,
    /// See `TpHi`.
    TpLoI,
    /// See `TpHi`.
    TpLoS,
    /// `jal`.
    Jal,
    /// `auipc` followed by `jalr`.
    Call,
}

/// A word to complete: `kind` of target + `addend`.
#[derive(Clone, Copy, Debug)]
pub struct Reloc {
    /// Index of the word.
    pub word: u32,
    pub kind: RelocKind,
    pub target: Target,
    pub addend: i32,
}

/// One function's machine code. Offsets are in bytes from its start.
#[derive(Clone, Debug, Default)]
pub struct FunctionCode {
    pub words: Vec<u32>,
    pub relocs: Vec<Reloc>,
    /// Offset, index into `places`.
    pub lines: Vec<(u32, u32)>,
    pub places: Vec<(super::tree::Pos, bool)>,
    /// Jump tables: offsets of code.
    pub tables: Vec<Vec<u32>>,
    /// Offset of the first instruction after the prologue; the code's end if there is no frame.
    pub body: u32,
    /// Per local of the tree: where it is, and the range of its scope.
    pub variables: Vec<Option<(Place, u32, u32)>>,
}

/// A function whose branches cannot span it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct TooLarge;

/// A word, or something whose size depends on distances.
enum Item {
    Word(Inst),
    /// Conditional: one word, or an inverted branch over a `jal`.
    Branch {
        inst: Inst,
        to: BlockId,
        is_long: bool,
    },
    Jump(BlockId),
    /// `jal` or `auipc` + `jalr`.
    Far(Inst, Inst),
}

impl Item {
    const fn words(&self) -> u32 {
        match self {
            Self::Word(_) | Self::Jump(_) | Self::Branch { is_long: false, .. } => 1,
            Self::Far(..) | Self::Branch { is_long: true, .. } => 2,
        }
    }
}

/// Where things lie relative to `s0`.
struct Frame {
    exists: bool,
    /// Bytes below `s0`.
    bytes: i32,
    /// Bytes between `s0` and the caller's stack pointer.
    variadic: i32,
    saved: Vec<(Reg, i32)>,
    slots: Vec<i32>,
}

impl Frame {
    fn new(func: &Func) -> Self {
        let used = used_registers(func);
        let saved_regs: Vec<Reg> = used.iter().copied().filter(|r| is_callee_saved(*r) && *r != Reg::S0).collect();
        let is_variadic = func.first_saved < 8;
        let exists = !func.calls.iter().all(|c| c.is_syscall)
            || !func.slots.is_empty()
            || !saved_regs.is_empty()
            || func.has_alloca
            || is_variadic
            || used.contains(&Reg::S0)
            || used.contains(&Reg::RA);
        let variadic = (4 * (8 - func.first_saved as i32)).next_multiple_of_16();
        let mut at: i32 = if exists { -8 } else { 0 };
        let mut saved = vec![];
        for reg in saved_regs {
            let size = if reg.0 < 32 { 4 } else { 8 };
            at = (at - size) & -size;
            saved.push((reg, at));
        }
        let mut slots = vec![0; func.slots.len()];
        let mut order: Vec<usize> = (0..slots.len()).collect();
        order.sort_by_key(|i| func.slots[*i].bytes > 64);
        for index in order {
            let slot = func.slots[index];
            let align = slot.align.clamp(if slot.bytes >= 4 { 4 } else { 1 }, 16) as i32;
            at = at.saturating_sub(i32::try_from(slot.bytes).unwrap_or(i32::MAX)) & -align;
            slots[index] = at;
        }
        let bytes = at.saturating_neg().saturating_add(func.outgoing_bytes as i32);
        let bytes = bytes.min(i32::MAX - 64).next_multiple_of_16();
        Self { exists, bytes, variadic, saved, slots }
    }

    /// Bytes allocated first, so that saved registers are within reach of `sp`; and those allocated after.
    fn steps(&self) -> (i32, i32) {
        let total = self.bytes + self.variadic;
        if total <= 2032 {
            return (total, 0);
        }
        let lowest = self.saved.last().map_or(8, |(_, at)| -at);
        let first = lowest.next_multiple_of_16() + self.variadic;
        (first, total - first)
    }
}

trait Sixteen {
    fn next_multiple_of_16(self) -> Self;
}

impl Sixteen for i32 {
    fn next_multiple_of_16(self) -> Self {
        self.saturating_add(15) & -16
    }
}

fn used_registers(func: &Func) -> std::collections::BTreeSet<Reg> {
    let ins = func.layout.iter().flat_map(|id| &func.block(*id).ins);
    let mut used: std::collections::BTreeSet<Reg> = ins.flat_map(|ins| ins.uses().chain([ins.rd])).collect();
    used.extend(func.layout.iter().flat_map(|id| func.block(*id).term.uses()));
    used
}

/// Turns an allocated function into machine code. `far_calls`: calls may span more than 1 MiB.
pub fn emit(func: Func, far_calls: bool) -> Result<FunctionCode, TooLarge> {
    let frame = Frame::new(&func);
    let mut emitter = Emitter {
        frame,
        far_calls,
        items: vec![],
        relocs: vec![],
        lines: vec![],
        starts: vec![0; func.blocks.len()],
        scopes: vec![None; func.homes.len()],
        tables: vec![],
        epilogue: None,
        pending_epilogue: vec![],
        func: &func,
    };
    emitter.mark(0);
    emitter.prologue();
    let body = emitter.items.len();
    for index in 0..func.layout.len() {
        emitter.block(index);
    }
    emitter.finish(body)
}

struct Emitter<'f> {
    func: &'f Func,
    frame: Frame,
    far_calls: bool,
    items: Vec<Item>,
    /// Item, kind, target, addend.
    relocs: Vec<(usize, RelocKind, Target, i32)>,
    /// Item, place.
    lines: Vec<(usize, u32)>,
    /// First item of each block.
    starts: Vec<usize>,
    /// First and last item of each local's scope.
    scopes: Vec<Option<(usize, usize)>>,
    tables: Vec<Vec<BlockId>>,
    /// The shared epilogue's item.
    epilogue: Option<usize>,
    /// Jumps to the shared epilogue before it exists: items.
    pending_epilogue: Vec<usize>,
}

impl Emitter<'_> {
    fn put(&mut self, inst: Inst) {
        self.items.push(Item::Word(inst));
    }

    fn mark(&mut self, place: u32) {
        if self.lines.last().is_none_or(|(_, last)| *last != place) {
            self.lines.push((self.items.len(), place));
        }
    }

    fn load_constant(&mut self, rd: u8, value: i32) {
        let low = (value << 20) >> 20;
        let high = value.wrapping_sub(low);
        if high == 0 {
            return self.put(Inst::i(Op::Addi, rd, 0, low));
        }
        self.put(Inst::u(Op::Lui, rd, high));
        if low != 0 {
            self.put(Inst::i(Op::Addi, rd, rd, low));
        }
    }

    /// `rd` = `rs` + `value`, through the scratch register when it is large.
    fn add_constant(&mut self, rd: u8, rs: u8, value: i32) {
        if (-2048..2048).contains(&value) {
            if value != 0 || rd != rs {
                self.put(Inst::i(Op::Addi, rd, rs, value));
            }
            return;
        }
        self.load_constant(Reg::SCRATCH.field(), value);
        self.put(Inst::r(Op::Add, rd, rs, Reg::SCRATCH.field()));
    }

    fn prologue(&mut self) {
        if !self.frame.exists {
            return;
        }
        let (sp, s0) = (Reg::SP.field(), Reg::S0.field());
        let (first, second) = self.frame.steps();
        // Where s0 will point, seen from sp.
        let top = first - self.frame.variadic;
        self.put(Inst::i(Op::Addi, sp, sp, -first));
        self.put(Inst::s(Op::Sw, Reg::RA.field(), sp, top - 4));
        self.put(Inst::s(Op::Sw, s0, sp, top - 8));
        for (reg, at) in self.frame.saved.clone() {
            let op = if reg.0 < 32 { Op::Sw } else { Op::Fsd };
            self.put(Inst::s(op, reg.field(), sp, top + at));
        }
        self.put(Inst::i(Op::Addi, s0, sp, top));
        for n in self.func.first_saved..8 {
            let at = self.frame.variadic - 4 * (8 - n as i32);
            self.put(Inst::s(Op::Sw, (Reg::A0.0 + n) as u8, s0, at));
        }
        if second != 0 {
            self.add_constant(sp, sp, -second);
        }
    }

    /// Leaves the function: restores what the prologue saved.
    fn leave(&mut self) {
        let length = self.frame.saved.len() + 4;
        if self.frame.exists && length > EPILOGUE_INLINE_MAX {
            if self.epilogue.is_some() {
                self.pending_epilogue.push(self.items.len());
                return self.put(Inst::u(Op::Jal, 0, 0));
            }
            self.epilogue = Some(self.items.len());
        }
        if self.frame.exists {
            let (sp, s0) = (Reg::SP.field(), Reg::S0.field());
            let (first, second) = self.frame.steps();
            let top = first - self.frame.variadic;
            if second != 0 || self.func.has_alloca {
                self.put(Inst::i(Op::Addi, sp, s0, -top));
            }
            self.put(Inst::i(Op::Lw, Reg::RA.field(), sp, top - 4));
            self.put(Inst::i(Op::Lw, s0, sp, top - 8));
            for (reg, at) in self.frame.saved.clone() {
                let op = if reg.0 < 32 { Op::Lw } else { Op::Fld };
                self.put(Inst::i(op, reg.field(), sp, top + at));
            }
            self.put(Inst::i(Op::Addi, sp, sp, first));
        }
        self.put(Inst::i(Op::Jalr, 0, Reg::RA.field(), 0));
    }

    fn block(&mut self, index: usize) {
        let func = self.func;
        let id = func.layout[index];
        self.starts[id.0 as usize] = self.items.len();
        let block = func.block(id);
        for ins in &block.ins {
            self.instruction(ins);
        }
        let next = func.layout.get(index + 1).copied();
        self.terminator(&block.term, block.at, next);
    }

    fn terminator(&mut self, term: &Term, at: u32, next: Option<BlockId>) {
        match term {
            Term::Jump(to) => {
                if Some(*to) != next {
                    self.mark(at);
                    self.items.push(Item::Jump(*to));
                }
            }
            Term::Branch { then, other, .. } if then == other => self.terminator(&Term::Jump(*then), at, next),
            Term::Branch { op, rs1, rs2, then, other } => {
                self.mark(at);
                let (op, to, rest) =
                    if Some(*then) == next { (invert(*op), *other, *then) } else { (*op, *then, *other) };
                let inst = Inst::b(op, rs1.field(), rs2.field(), 0);
                self.items.push(Item::Branch { inst, to, is_long: false });
                if Some(rest) != next {
                    self.items.push(Item::Jump(rest));
                }
            }
            Term::Table { index, targets } => {
                self.mark(at);
                let scratch = Reg::SCRATCH.field();
                let table = Target::Table(self.tables.len() as u32);
                self.tables.push(targets.clone());
                self.relocs.push((self.items.len(), RelocKind::Hi, table, 0));
                self.put(Inst::u(Op::Lui, scratch, 0));
                self.put(Inst::r(Op::Add, scratch, scratch, index.field()));
                self.relocs.push((self.items.len(), RelocKind::LoI, table, 0));
                self.put(Inst::i(Op::Lw, scratch, scratch, 0));
                self.put(Inst::i(Op::Jalr, 0, scratch, 0));
            }
            Term::Return => {
                self.mark(at);
                self.leave();
            }
            Term::Stop => {}
        }
    }

    fn instruction(&mut self, ins: &Ins) {
        match ins.code {
            Code::ScopeBegin => self.scopes[ins.imm as usize] = Some((self.items.len(), usize::MAX)),
            Code::ScopeEnd => {
                let end = self.items.len();
                if let Some((_, last)) = &mut self.scopes[ins.imm as usize] {
                    *last = end;
                }
            }
            _ => {
                self.mark(ins.at);
                self.real_instruction(ins);
            }
        }
    }

    fn real_instruction(&mut self, ins: &Ins) {
        match ins.code {
            Code::Li => self.load_constant(ins.rd.field(), ins.imm),
            Code::Move if ins.rd.0 < 32 => self.put(Inst::i(Op::Addi, ins.rd.field(), ins.rs1.field(), 0)),
            Code::Move => {
                let rs = ins.rs1.field();
                self.put(Inst::r(Op::FsgnjD, ins.rd.field(), rs, rs));
            }
            Code::Call => self.call(ins),
            Code::Cas => self.compare_and_swap(ins),
            Code::Asm => self.asm(ins),
            Code::Op(op) => self.operation(op, ins),
            Code::ScopeBegin | Code::ScopeEnd => {}
        }
    }

    fn operation(&mut self, op: Op, ins: &Ins) {
        let func = self.func;
        let (base, offset) = match ins.ext {
            Ext::Slot(slot) => (Reg::S0, self.frame.slots[slot as usize].wrapping_add(ins.imm)),
            Ext::Incoming if self.frame.exists => (Reg::S0, self.frame.variadic.wrapping_add(ins.imm)),
            Ext::Incoming | Ext::Outgoing => (Reg::SP, ins.imm),
            Ext::OutgoingBytes => (Reg::SP, func.outgoing_bytes as i32),
            Ext::Hi(symbol) => return self.relocated(RelocKind::Hi, symbol, ins, op),
            Ext::Lo(symbol) if op.format() == Format::Store => return self.relocated(RelocKind::LoS, symbol, ins, op),
            Ext::Lo(symbol) => return self.relocated(RelocKind::LoI, symbol, ins, op),
            Ext::TpHi(symbol) => return self.relocated(RelocKind::TpHi, symbol, ins, op),
            Ext::TpLo(symbol) if op.format() == Format::Store => {
                return self.relocated(RelocKind::TpLoS, symbol, ins, op);
            }
            Ext::TpLo(symbol) => return self.relocated(RelocKind::TpLoI, symbol, ins, op),
            Ext::None | Ext::Call(_) | Ext::Asm(_) => (ins.rs1, ins.imm),
        };
        let has_small_range = matches!(op.format(), Format::I | Format::Load | Format::Store);
        if has_small_range && !(-2048..2048).contains(&offset) {
            let low = (offset << 20) >> 20;
            self.load_constant(Reg::SCRATCH.field(), offset.wrapping_sub(low));
            self.put(Inst::r(Op::Add, Reg::SCRATCH.field(), Reg::SCRATCH.field(), base.field()));
            return self.put(self.encode_fields(op, ins, Reg::SCRATCH, low));
        }
        self.put(self.encode_fields(op, ins, base, offset));
    }

    const fn encode_fields(&self, op: Op, ins: &Ins, rs1: Reg, imm: i32) -> Inst {
        Inst { op, rd: ins.rd.field(), rs1: rs1.field(), rs2: ins.rs2.field(), rs3: ins.rs3.field(), rm: ins.rm, imm }
    }

    fn relocated(&mut self, kind: RelocKind, symbol: u32, ins: &Ins, op: Op) {
        let target = Target::Symbol(self.func.symbols[symbol as usize]);
        self.relocs.push((self.items.len(), kind, target, ins.imm));
        self.put(self.encode_fields(op, ins, ins.rs1, 0));
    }

    fn call(&mut self, ins: &Ins) {
        let Ext::Call(index) = ins.ext else { return };
        let ra = Reg::RA.field();
        match self.func.calls[index as usize].symbol {
            None => self.put(Inst::i(Op::Jalr, ra, ins.rs1.field(), 0)),
            Some(symbol) => {
                let target = Target::Symbol(self.func.symbols[symbol as usize]);
                let kind = if self.far_calls { RelocKind::Call } else { RelocKind::Jal };
                self.relocs.push((self.items.len(), kind, target, 0));
                if self.far_calls {
                    self.items.push(Item::Far(Inst::u(Op::Auipc, ra, 0), Inst::i(Op::Jalr, ra, ra, 0)));
                } else {
                    self.put(Inst::u(Op::Jal, ra, 0));
                }
            }
        }
    }

    /// ```text
    /// again: lr.w.aqrl rd, (rs1);  bne rd, rs2, done;  sc.w.rl t6, rs3, (rs1);  bnez t6, again;  done:
    /// ```
    fn compare_and_swap(&mut self, ins: &Ins) {
        let (rd, address, scratch) = (ins.rd.field(), ins.rs1.field(), Reg::SCRATCH.field());
        self.put(Inst::r(Op::LrW, rd, address, 0).with_rm(3));
        self.put(Inst::b(Op::Bne, rd, ins.rs2.field(), 12));
        self.put(Inst::r(Op::ScW, scratch, address, ins.rs3.field()).with_rm(1));
        self.put(Inst::b(Op::Bne, scratch, 0, -12));
    }

    fn asm(&mut self, ins: &Ins) {
        let Ext::Asm(index) = ins.ext else { return };
        let name = |reg: Reg| {
            if reg.0 < 32 { isa::register_name(reg.field()) } else { isa::float_register_name(reg.field()) }.to_string()
        };
        let rd = (ins.rd != Reg::ZERO).then_some(ins.rd);
        let operands: Vec<String> = rd.into_iter().chain(ins.uses()).map(name).collect();
        let line = stmt_operands(&self.func.texts[index as usize], &operands);
        // Lowering has refused what is not one instruction.
        if let Ok(inst) = isa::assemble(&line, Va(0)) {
            self.put(inst);
        }
    }

    /// Widens branches until all distances fit, then encodes.
    fn finish(mut self, body: usize) -> Result<FunctionCode, TooLarge> {
        let offsets = self.relax()?;
        let offset_of = |item: usize| offsets[item.min(offsets.len() - 1)];
        let block_offset = |id: BlockId| offset_of(self.starts[id.0 as usize]);
        let mut words = Vec::with_capacity(self.items.len());
        for (index, item) in self.items.iter().enumerate() {
            let here = offsets[index];
            match item {
                Item::Word(inst) => words.push(word(*inst)),
                Item::Jump(to) => words.push(word(Inst::u(Op::Jal, 0, block_offset(*to).wrapping_sub(here) as i32))),
                Item::Branch { inst, to, is_long: false } => {
                    let distance = block_offset(*to).wrapping_sub(here) as i32;
                    words.push(word(Inst { imm: distance, ..*inst }));
                }
                Item::Branch { inst, to, is_long: true } => {
                    words.push(word(Inst { op: invert(inst.op), imm: 8, ..*inst }));
                    let distance = block_offset(*to).wrapping_sub(here + 4) as i32;
                    words.push(word(Inst::u(Op::Jal, 0, distance)));
                }
                Item::Far(a, b) => words.extend([word(*a), word(*b)]),
            }
        }
        if let Some(epilogue) = self.epilogue {
            for item in &self.pending_epilogue {
                let here = offset_of(*item);
                let distance = offset_of(epilogue).wrapping_sub(here) as i32;
                words[here as usize / 4] = word(Inst::u(Op::Jal, 0, distance));
            }
        }
        let relocs = self
            .relocs
            .iter()
            .map(|(item, kind, target, addend)| Reloc {
                word: offset_of(*item) / 4,
                kind: *kind,
                target: *target,
                addend: *addend,
            })
            .collect();
        let end = words.len() as u32 * 4;
        Ok(FunctionCode {
            relocs,
            lines: self.lines.iter().map(|(item, place)| (offset_of(*item), *place)).collect(),
            places: self.func.places.clone(),
            tables: self.tables.iter().map(|t| t.iter().map(|id| block_offset(*id)).collect()).collect(),
            body: if self.frame.exists { offset_of(body) } else { end },
            variables: self.variables(&offsets),
            words,
        })
    }

    /// Byte offset of every item, and of the end.
    fn relax(&mut self) -> Result<Vec<u32>, TooLarge> {
        loop {
            let mut offsets = Vec::with_capacity(self.items.len() + 1);
            let mut at = 0_u32;
            for item in &self.items {
                offsets.push(at);
                at += 4 * item.words();
            }
            offsets.push(at);
            if at >= 1 << 20 {
                return Err(TooLarge);
            }
            let mut changed = false;
            let starts = &self.starts;
            for (index, item) in self.items.iter_mut().enumerate() {
                if let Item::Branch { to, is_long, .. } = item
                    && !*is_long
                {
                    let distance = i64::from(offsets[starts[to.0 as usize]]) - i64::from(offsets[index]);
                    *is_long = !(-4096..4095).contains(&distance);
                    changed |= *is_long;
                }
            }
            if !changed {
                return Ok(offsets);
            }
        }
    }

    fn variables(&self, offsets: &[u32]) -> Vec<Option<(Place, u32, u32)>> {
        let end = offsets.len() - 1;
        let place = |home: &Home| match *home {
            Home::Reg(reg) if reg == Reg::ZERO || reg.is_virtual() => None,
            Home::Reg(reg) if reg.0 < 32 => Some(Place::Register(reg.field())),
            Home::Reg(reg) => Some(Place::FloatRegister(reg.field())),
            Home::Slot(slot) => Some(Place::Frame(self.frame.slots[slot as usize])),
            Home::Pair(..) | Home::Reference(_) => None,
        };
        self.func
            .homes
            .iter()
            .zip(&self.scopes)
            .map(|(home, scope)| {
                let (from, to) = scope.unwrap_or((0, usize::MAX));
                place(home).map(|p| (p, offsets[from.min(end)], offsets[to.min(end)]))
            })
            .collect()
    }
}

/// The branch taken when `op` is not.
const fn invert(op: Op) -> Op {
    match op {
        Op::Beq => Op::Bne,
        Op::Bne => Op::Beq,
        Op::Blt => Op::Bge,
        Op::Bge => Op::Blt,
        Op::Bltu => Op::Bgeu,
        _ => Op::Bltu,
    }
}

/// Operands are in range by construction; an instruction that is not would be a bug of the compiler, and traps.
fn word(inst: Inst) -> u32 {
    debug_assert!(inst.encode().is_ok(), "{inst:?}");
    inst.encode().unwrap_or(0)
}
