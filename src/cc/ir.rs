//! The intermediate representation of one function: basic blocks of RISC-V instructions over virtual registers.
//!
//! An [`Ins`] is an [`isa::Op`](crate::isa::Op) or one of few pseudo-instructions ([`Code`]); its registers are physical
//! (numbers below [`Reg::FIRST_VIRTUAL`]) or virtual. Not SSA: a virtual register may be written many times. Physical
//! registers other than `zero`, `sp`, `tp`, `s0` live only within a block: from a call's or the entry's definition to the
//! move that follows, and from a move to the call or return that uses them.

use super::tree::{Pos, SymbolId};
use crate::isa::Op;
use std::collections::BTreeMap;
use std::rc::Rc;

/// A register. Below 32: integer registers; 32 to 63: floating-point registers; from 64 on: virtual.
/// `zero` doubles as "no register".
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Reg(pub u32);

impl Reg {
    pub const ZERO: Reg = Reg(0);
    pub const RA: Reg = Reg(1);
    pub const SP: Reg = Reg(2);
    pub const TP: Reg = Reg(4);
    pub const S0: Reg = Reg(8);
    pub const A0: Reg = Reg(10);
    /// Never allocated: large offsets and the insides of pseudo-instructions need a register at the very end.
    pub const SCRATCH: Reg = Reg(31);
    pub const FA0: Reg = Reg(42);
    pub const FIRST_VIRTUAL: u32 = 64;

    pub const fn is_virtual(self) -> bool {
        self.0 >= Self::FIRST_VIRTUAL
    }

    /// The index of a virtual register.
    pub const fn index(self) -> usize {
        (self.0 - Self::FIRST_VIRTUAL) as usize
    }

    /// The n-th virtual register.
    pub const fn nth(index: usize) -> Self {
        Self(index as u32 + Self::FIRST_VIRTUAL)
    }

    /// The field in an instruction: 0 to 31 in either file.
    pub const fn field(self) -> u8 {
        (self.0 & 31) as u8
    }
}

/// What a register holds.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Class {
    /// 32 bits in an integer register.
    Int,
    /// An F32 in a floating-point register.
    Single,
    /// An F64 in a floating-point register.
    Double,
}

impl Class {
    pub const fn bytes(self) -> u32 {
        if matches!(self, Self::Double) { 8 } else { 4 }
    }
}

/// Index into [`Func::blocks`].
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct BlockId(pub u32);

/// What an instruction does.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Code {
    /// One real instruction.
    Op(Op),
    /// `rd` = `imm`, any 32 bits.
    Li,
    /// `rd` = `rs1`, same class.
    Move,
    /// A call; `ext` tells more, `rs1` is the address of an indirect one.
    Call,
    /// `rd` = the word at `rs1`; if it equals `rs2`, `rs3` is stored there. Sequentially consistent.
    Cas,
    /// Inline assembly; `ext` tells the text. `rd` is the output, `rs1..rs3` the inputs.
    Asm,
    /// The scope of local `imm` begins here.
    ScopeBegin,
    /// The scope of local `imm` ends here.
    ScopeEnd,
}

/// What completes an instruction's immediate or operands.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Ext {
    None,
    /// Address = frame slot + `imm` instead of `rs1` + `imm`.
    Slot(u32),
    /// Address = the caller's outgoing area + `imm`.
    Incoming,
    /// Address = this function's outgoing area (at `sp`) + `imm`.
    Outgoing,
    /// `imm` = size of the outgoing area: where memory from `alloca` begins above `sp`.
    OutgoingBytes,
    /// `lui`: upper part of symbol + `imm`.
    Hi(u32),
    /// Lower part of symbol + `imm`.
    Lo(u32),
    /// The same relative to `tp`.
    TpHi(u32),
    /// See `TpHi`.
    TpLo(u32),
    /// Index into [`Func::calls`].
    Call(u32),
    /// Index into [`Func::texts`].
    Asm(u32),
}

/// One instruction. Registers a format has not are [`Reg::ZERO`].
#[derive(Clone, Copy, Debug)]
pub struct Ins {
    pub code: Code,
    pub rd: Reg,
    pub rs1: Reg,
    pub rs2: Reg,
    pub rs3: Reg,
    pub imm: i32,
    pub ext: Ext,
    /// Rounding mode, or acquire/release bits; as in [`crate::isa::Inst`].
    pub rm: u8,
    /// A load or store that must stay as it is.
    pub is_volatile: bool,
    /// Index into [`Func::places`].
    pub at: u32,
}

impl Ins {
    pub const fn new(code: Code) -> Self {
        Self {
            code,
            rd: Reg::ZERO,
            rs1: Reg::ZERO,
            rs2: Reg::ZERO,
            rs3: Reg::ZERO,
            imm: 0,
            ext: Ext::None,
            rm: 0,
            is_volatile: false,
            at: 0,
        }
    }

    pub const fn op(op: Op, rd: Reg, rs1: Reg, rs2: Reg, imm: i32) -> Self {
        let rm = crate::isa::Inst::new(op).rm;
        Self { rd, rs1, rs2, imm, rm, ..Self::new(Code::Op(op)) }
    }

    pub const fn li(rd: Reg, imm: i32) -> Self {
        Self { rd, imm, ..Self::new(Code::Li) }
    }

    pub const fn mv(rd: Reg, rs1: Reg) -> Self {
        Self { rd, rs1, ..Self::new(Code::Move) }
    }

    pub const fn with_ext(self, ext: Ext) -> Self {
        Self { ext, ..self }
    }

    /// The registers it reads; calls read more.
    pub fn uses(&self) -> impl Iterator<Item = Reg> + use<> {
        [self.rs1, self.rs2, self.rs3].into_iter().filter(|r| *r != Reg::ZERO)
    }

    /// Same instruction with every register replaced.
    pub fn map_uses(&mut self, mut f: impl FnMut(Reg) -> Reg) {
        for r in [&mut self.rs1, &mut self.rs2, &mut self.rs3] {
            if *r != Reg::ZERO {
                *r = f(*r);
            }
        }
    }

    pub const fn is_load(&self) -> bool {
        matches!(self.code, Code::Op(Op::Lb | Op::Lbu | Op::Lh | Op::Lhu | Op::Lw | Op::Flw | Op::Fld))
    }

    pub const fn is_store(&self) -> bool {
        matches!(self.code, Code::Op(Op::Sb | Op::Sh | Op::Sw | Op::Fsw | Op::Fsd))
    }

    /// Computes `rd` from its operands and nothing else: may be removed, repeated or moved.
    pub const fn is_pure(&self) -> bool {
        match self.code {
            Code::Li | Code::Move => true,
            Code::Op(op) => {
                use crate::isa::Format as F;
                matches!(op.format(), F::R | F::RRm | F::R4 | F::Unary | F::UnaryRm | F::I | F::Shift | F::U)
                    && !matches!(op, Op::Jalr)
            }
            _ => false,
        }
    }
}

/// How a block ends.
#[derive(Clone, Debug)]
pub enum Term {
    Jump(BlockId),
    /// To `then` if `op rs1, rs2` branches, else to `other`.
    Branch {
        op: Op,
        rs1: Reg,
        rs2: Reg,
        then: BlockId,
        other: BlockId,
    },
    /// To `targets[index]`; the index is below their number.
    Table {
        index: Reg,
        targets: Vec<BlockId>,
    },
    Return,
    /// Never reached.
    Stop,
}

impl Term {
    /// Where control may go.
    pub fn successors(&self) -> impl Iterator<Item = BlockId> + '_ {
        let (fixed, table): ([Option<BlockId>; 2], &[BlockId]) = match self {
            Self::Jump(to) => ([Some(*to), None], &[]),
            Self::Branch { then, other, .. } => ([Some(*then), Some(*other)], &[]),
            Self::Table { targets, .. } => ([None, None], targets),
            Self::Return | Self::Stop => ([None, None], &[]),
        };
        fixed.into_iter().flatten().chain(table.iter().copied())
    }

    /// Redirects every target.
    pub fn map_targets(&mut self, mut f: impl FnMut(BlockId) -> BlockId) {
        match self {
            Self::Jump(to) => *to = f(*to),
            Self::Branch { then, other, .. } => {
                *then = f(*then);
                *other = f(*other);
            }
            Self::Table { targets, .. } => targets.iter_mut().for_each(|t| *t = f(*t)),
            Self::Return | Self::Stop => {}
        }
    }

    /// The registers it reads, the result registers of a return aside.
    pub fn uses(&self) -> impl Iterator<Item = Reg> + use<> {
        let regs = match self {
            Self::Branch { rs1, rs2, .. } => [*rs1, *rs2],
            Self::Table { index, .. } => [*index, Reg::ZERO],
            _ => [Reg::ZERO; 2],
        };
        regs.into_iter().filter(|r| *r != Reg::ZERO)
    }

    pub fn map_uses(&mut self, mut f: impl FnMut(Reg) -> Reg) {
        match self {
            Self::Branch { rs1, rs2, .. } => {
                for r in [rs1, rs2] {
                    if *r != Reg::ZERO {
                        *r = f(*r);
                    }
                }
            }
            Self::Table { index, .. } => *index = f(*index),
            _ => {}
        }
    }
}

/// A basic block.
#[derive(Clone, Debug)]
pub struct Block {
    pub ins: Vec<Ins>,
    pub term: Term,
    /// The place of `term`.
    pub at: u32,
    /// How many loops it lies in.
    pub depth: u32,
}

/// Who is called and which physical registers take part.
#[derive(Clone, Debug)]
pub struct Call {
    /// Index into [`Func::symbols`]; `None` for indirect calls.
    pub symbol: Option<u32>,
    /// Argument registers.
    pub uses: Vec<Reg>,
    /// Result registers.
    pub defs: Vec<Reg>,
    /// `ecall` rather than a call: only `a0` changes.
    pub is_syscall: bool,
}

/// Stack memory with a fixed place in the frame.
#[derive(Clone, Copy, Debug)]
pub struct Slot {
    pub bytes: u32,
    pub align: u32,
}

/// What an instruction may refer to.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum SymbolRef {
    /// Of this unit.
    Unit(SymbolId),
    /// A library function the generated code needs.
    Library(&'static str),
    /// A read-only F64 with these bits, shared by all functions.
    Double(u64),
}

/// Where a local variable is kept.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Home {
    /// A scalar in one register.
    Reg(Reg),
    /// An I64 or U64 in two: low, high.
    Pair(Reg, Reg),
    /// Memory in the frame.
    Slot(u32),
    /// Memory of the caller at this address (a record passed by reference).
    Reference(Reg),
}

/// A loop in layout order: `blocks` between `first` and `last` (indices into [`Func::layout`]), entered from `before`.
#[derive(Clone, Copy, Debug)]
pub struct Loop {
    pub before: BlockId,
    pub first: usize,
    pub last: usize,
}

/// One function.
#[derive(Clone, Debug, Default)]
pub struct Func {
    pub blocks: Vec<Block>,
    /// The order blocks are laid out in; the first is the entry.
    pub layout: Vec<BlockId>,
    /// Classes of the virtual registers.
    pub regs: Vec<Class>,
    pub slots: Vec<Slot>,
    pub calls: Vec<Call>,
    /// Texts of inline assembly.
    pub texts: Vec<Rc<str>>,
    pub symbols: Vec<SymbolRef>,
    /// The reverse of `symbols`.
    pub symbol_index: BTreeMap<SymbolRef, u32>,
    pub loops: Vec<Loop>,
    /// Source places instructions refer to, and whether a statement begins there. Index 0 is the function itself.
    pub places: Vec<(Pos, bool)>,
    /// Registers that hold the result at every return.
    pub results: Vec<Reg>,
    /// Where each of the tree's locals is.
    pub homes: Vec<Home>,
    /// Bytes of arguments on the stack for the largest call.
    pub outgoing_bytes: u32,
    /// For variadic functions: the first argument register to be saved below the stack arguments, 8 when none.
    pub first_saved: u32,
    pub has_alloca: bool,
}

impl Func {
    pub fn new_reg(&mut self, class: Class) -> Reg {
        self.regs.push(class);
        Reg::nth(self.regs.len() - 1)
    }

    pub fn block(&self, id: BlockId) -> &Block {
        &self.blocks[id.0 as usize]
    }

    pub fn block_mut(&mut self, id: BlockId) -> &mut Block {
        &mut self.blocks[id.0 as usize]
    }

    pub fn class(&self, reg: Reg) -> Class {
        match reg.0 {
            0..32 => Class::Int,
            32..64 => Class::Double,
            _ => self.regs[reg.index()],
        }
    }

    pub fn symbol(&mut self, symbol: SymbolRef) -> u32 {
        let symbols = &mut self.symbols;
        *self.symbol_index.entry(symbol).or_insert_with(|| {
            symbols.push(symbol);
            (symbols.len() - 1) as u32
        })
    }

    pub fn new_slot(&mut self, bytes: u32, align: u32) -> u32 {
        self.slots.push(Slot { bytes, align: align.clamp(1, 1 << 12) });
        (self.slots.len() - 1) as u32
    }
}
