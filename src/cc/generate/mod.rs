//! Checked tree to intermediate code, one function at a time.
//!
//! Values are handled as what they are known to be ([`Val`]): constants fold as they meet, 64-bit integers are pairs,
//! records are addresses. A local that may live in registers is read lazily: its register is the operand. Evaluation
//! order is gcc's: operands left to right, arguments right to left, the right side of `op=` before its place.

pub mod abi;
mod atomic;
mod builtin;
mod call;
mod condition;
mod entry;
mod expr;
mod float;
mod int;
mod memory;
mod stmt;
mod wide;

pub use stmt::fill_operands as stmt_operands;

use super::ir::{Block, BlockId, Class, Code, Ext, Func, Home, Ins, Reg, SymbolRef, Term};
use super::tree::{Function, Pos, Ty, Unit};
use crate::isa::Op;

/// A 32-bit operand.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Opnd {
    /// In a register.
    R(Reg),
    /// Known now.
    C(i32),
}

/// What memory an address starts from.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Base {
    /// The address in a register.
    Reg(Reg),
    /// A frame slot.
    Slot(u32),
    /// A symbol: index into [`Func::symbols`].
    Symbol(u32),
    /// A symbol plus a register.
    Indexed(u32, Reg),
    /// A thread-local symbol.
    ThreadLocal(u32),
    /// The caller's outgoing area.
    Incoming,
    /// Zero: the offset is the address.
    Absolute,
}

/// A memory address: base plus offset.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Addr {
    pub base: Base,
    pub off: i32,
}

impl Addr {
    pub const fn new(base: Base) -> Self {
        Self { base, off: 0 }
    }

    /// The address `bytes` further on.
    pub const fn plus(self, bytes: i32) -> Self {
        Self { base: self.base, off: self.off.wrapping_add(bytes) }
    }
}

/// The value of an expression.
#[derive(Clone, Copy, Debug)]
pub enum Val {
    None,
    /// Up to 32 bits.
    Int(Opnd),
    /// 64 bits: low, high.
    Wide(Opnd, Opnd),
    /// F32 or F64.
    Float(Reg),
    /// A record lies here.
    At(Addr),
}

/// Where `break` and `continue` lead.
struct Jumps {
    leave: BlockId,
    again: Option<BlockId>,
    /// How many variable-length-array blocks were open outside.
    vla_depth: usize,
}

/// The state of lowering one function.
pub struct Gen<'u> {
    unit: &'u Unit,
    function: &'u Function,
    optimize: bool,
    pub func: Func,
    current: BlockId,
    at: u32,
    depth: u32,
    labels: Vec<BlockId>,
    jumps: Vec<Jumps>,
    /// Stack pointers saved on entry to the open blocks with variable-length arrays.
    vla: Vec<Reg>,
    /// Where a large result goes.
    hidden: Option<Reg>,
    /// The first argument after the named ones, as an offset from the caller's outgoing area.
    variadic_at: i32,
    calls_setjmp: bool,
    /// What is wrong with the function, found only here.
    pub errors: Vec<(Pos, String)>,
}

/// Functions of more blocks times locals keep their locals in memory: analysing them would take seconds.
const OPTIMIZED_SIZE_MAX: usize = 4 << 20;

/// Lowers one function. With `optimize`, scalars live in registers. The errors are about inline assembly.
///
/// After `longjmp` registers hold what they held at `setjmp`. A function that calls `setjmp` keeps every local in memory,
/// so that changes made since survive, as learners expect.
pub fn lower(unit: &Unit, function: &Function, optimize: bool) -> (Func, Vec<(Pos, String)>) {
    let g = lower_as(unit, function, optimize);
    let size = g.func.blocks.len().saturating_mul(function.locals.len());
    let in_memory = optimize && (g.calls_setjmp || size > OPTIMIZED_SIZE_MAX);
    let g = if in_memory { lower_as(unit, function, false) } else { g };
    (g.func, g.errors)
}

fn lower_as<'u>(unit: &'u Unit, function: &'u Function, optimize: bool) -> Gen<'u> {
    let mut g = Gen {
        unit,
        function,
        optimize,
        calls_setjmp: false,
        func: Func { first_saved: 8, ..Func::default() },
        current: BlockId(0),
        at: 0,
        depth: 0,
        labels: vec![],
        jumps: vec![],
        vla: vec![],
        hidden: None,
        variadic_at: 0,
        errors: vec![],
    };
    g.func.places.push((function.pos, false));
    let entry = g.new_block();
    g.start(entry);
    g.labels = (0..function.labels).map(|_| g.new_block()).collect();
    g.homes();
    g.parameters();
    g.body();
    g
}

impl Gen<'_> {
    /// A block not laid out yet.
    fn new_block(&mut self) -> BlockId {
        self.func.blocks.push(Block { ins: vec![], term: Term::Stop, at: 0, depth: 0 });
        BlockId((self.func.blocks.len() - 1) as u32)
    }

    /// Lays a block out next; what is emitted goes there.
    fn start(&mut self, block: BlockId) {
        self.func.layout.push(block);
        self.func.block_mut(block).depth = self.depth;
        self.current = block;
    }

    /// Ends the current block; what follows is unreachable until the next `start`.
    fn end(&mut self, term: Term) {
        let at = self.at;
        let block = self.func.block_mut(self.current);
        block.term = term;
        block.at = at;
    }

    fn jump(&mut self, to: BlockId) {
        self.end(Term::Jump(to));
    }

    /// Ends the current block by falling into `block`.
    fn fall_into(&mut self, block: BlockId) {
        self.jump(block);
        self.start(block);
    }

    /// After a jump: a new block that nothing leads to, for the code that follows.
    fn start_unreachable(&mut self) {
        let block = self.new_block();
        self.start(block);
    }

    fn branch(&mut self, op: Op, rs1: Reg, rs2: Reg, then: BlockId, other: BlockId) {
        self.end(Term::Branch { op, rs1, rs2, then, other });
    }

    fn put(&mut self, ins: Ins) {
        let at = self.at;
        self.func.block_mut(self.current).ins.push(Ins { at, ..ins });
    }

    fn int_reg(&mut self) -> Reg {
        self.func.new_reg(Class::Int)
    }

    /// A new register that holds the result of `op rs1, rs2`.
    fn r(&mut self, op: Op, rs1: Reg, rs2: Reg) -> Reg {
        let rd = self.int_reg();
        self.put(Ins::op(op, rd, rs1, rs2, 0));
        rd
    }

    /// A new register that holds the result of `op rs1, imm`.
    fn i(&mut self, op: Op, rs1: Reg, imm: i32) -> Reg {
        let rd = self.int_reg();
        self.put(Ins::op(op, rd, rs1, Reg::ZERO, imm));
        rd
    }

    /// The operand in a register.
    fn reg(&mut self, opnd: Opnd) -> Reg {
        match opnd {
            Opnd::R(reg) => reg,
            Opnd::C(0) => Reg::ZERO,
            Opnd::C(value) => {
                let rd = self.int_reg();
                self.put(Ins::li(rd, value));
                rd
            }
        }
    }

    fn move_to(&mut self, rd: Reg, from: Opnd) {
        match from {
            Opnd::R(rs) if rs == rd => {}
            Opnd::R(rs) => self.put(Ins::mv(rd, rs)),
            Opnd::C(value) => self.put(Ins::li(rd, value)),
        }
    }

    /// A copy of the operand that later writes to locals do not change.
    fn snapshot(&mut self, opnd: Opnd) -> Opnd {
        match opnd {
            Opnd::R(rs) => {
                let rd = self.int_reg();
                self.put(Ins::mv(rd, rs));
                Opnd::R(rd)
            }
            Opnd::C(_) => opnd,
        }
    }

    fn library(&mut self, name: &'static str) -> u32 {
        self.func.symbol(SymbolRef::Library(name))
    }

    /// Makes `pos` the place of what is emitted next; `is_statement`: stepping may stop there.
    fn set_place(&mut self, pos: Pos, is_statement: bool) {
        let (now, _) = self.func.places[self.at as usize];
        if !is_statement && (pos.line == 0 || (now.line == pos.line && now.file == pos.file)) {
            return;
        }
        self.func.places.push((pos, is_statement));
        self.at = (self.func.places.len() - 1) as u32;
    }

    /// The registers of a value, for joining control flow: new ones of the type's class.
    fn fresh(&mut self, ty: Ty) -> Val {
        match ty {
            Ty::Void => Val::None,
            Ty::I64 | Ty::U64 => Val::Wide(Opnd::R(self.int_reg()), Opnd::R(self.int_reg())),
            Ty::F32 => Val::Float(self.func.new_reg(Class::Single)),
            Ty::F64 => Val::Float(self.func.new_reg(Class::Double)),
            Ty::Record { .. } => Val::At(Addr::new(Base::Reg(self.int_reg()))),
            _ => Val::Int(Opnd::R(self.int_reg())),
        }
    }

    /// Moves a value into registers made by [`Self::fresh`].
    fn assign(&mut self, to: Val, from: Val) {
        match (to, from) {
            (Val::Int(Opnd::R(rd)), Val::Int(v)) => self.move_to(rd, v),
            (Val::Wide(Opnd::R(low), Opnd::R(high)), Val::Wide(l, h)) => {
                if h == Opnd::R(low) {
                    let h = self.snapshot(h);
                    self.move_to(low, l);
                    self.move_to(high, h);
                } else {
                    self.move_to(low, l);
                    self.move_to(high, h);
                }
            }
            (Val::Float(rd), Val::Float(rs)) if rd != rs => self.put(Ins::mv(rd, rs)),
            (Val::At(Addr { base: Base::Reg(rd), .. }), Val::At(addr)) => {
                let from = self.address_opnd(addr);
                self.move_to(rd, from);
            }
            _ => {}
        }
    }

    /// The home of a local as a value, if it is in registers.
    fn home_value(&self, home: Home, ty: Ty) -> Option<Val> {
        match home {
            Home::Reg(reg) if matches!(ty, Ty::F32 | Ty::F64) => Some(Val::Float(reg)),
            Home::Reg(reg) => Some(Val::Int(Opnd::R(reg))),
            Home::Pair(low, high) => Some(Val::Wide(Opnd::R(low), Opnd::R(high))),
            Home::Slot(_) | Home::Reference(_) => None,
        }
    }

    fn marker(&mut self, code: Code, local: u32) {
        self.put(Ins { imm: local as i32, ..Ins::new(code) });
    }

    /// `rd` = `sp` + size of the outgoing area.
    fn above_outgoing(&mut self) -> Reg {
        let rd = self.int_reg();
        self.put(Ins::op(Op::Addi, rd, Reg::SP, Reg::ZERO, 0).with_ext(Ext::OutgoingBytes));
        rd
    }
}
