//! Register allocation by priority: registers joined by moves are merged where their ranges allow, then the ones that
//! matter most choose first; what finds no register goes to the stack (or is computed again) and the round repeats.
//!
//! Rules: a value live across a call gets a callee-saved register; others prefer caller-saved ones, and the register a
//! move connects them with. `zero sp gp tp s0` and [`Reg::SCRATCH`] are never given out. Work is bounded: each round spills
//! at least one register of the original code, and the short pieces spilling makes always fit.

use super::ir::{Class, Code, Ext, Func, Home, Ins, Reg};
use super::liveness::{Intervals, Ranges, join, overlap};
use crate::isa::Op;
use std::collections::BTreeMap;

/// Integer registers in order of preference: caller-saved first.
const INTEGERS: [u32; 25] =
    [15, 14, 13, 12, 11, 10, 16, 17, 5, 6, 7, 28, 29, 30, 9, 18, 19, 20, 21, 22, 23, 24, 25, 26, 27];
/// Floating-point registers in order of preference.
const FLOATS: [u32; 32] = [
    47, 46, 45, 44, 43, 42, 48, 49, 32, 33, 34, 35, 36, 37, 38, 39, 60, 61, 62, 63, 40, 41, 50, 51, 52, 53, 54, 55, 56,
    57, 58, 59,
];

/// Whether a function must leave a physical register as it found it.
pub const fn is_callee_saved(reg: Reg) -> bool {
    matches!(reg.0, 8 | 9 | 18..=27 | 40 | 41 | 50..=59)
}

/// Gives every virtual register of the function a physical one, or a slot.
pub fn allocate(func: &mut Func) {
    let mut first_piece = func.regs.len();
    loop {
        let mut round = Round::new(func, first_piece);
        round.coalesce();
        let assigned = round.assign();
        let spilled: Vec<Reg> = round.failed.clone();
        let merged = std::mem::take(&mut round.merged);
        rename(func, |reg| find(&merged, reg));
        if spilled.is_empty() {
            return rename(func, |reg| if reg.is_virtual() { assigned[reg.index()] } else { reg });
        }
        // Pieces made by earlier rounds stay unspillable.
        first_piece = first_piece.min(func.regs.len());
        let spillable: Vec<Reg> = spilled.into_iter().filter(|reg| reg.index() < first_piece).collect();
        assert!(!spillable.is_empty(), "the pieces of spilled registers always fit");
        spill(func, &spillable);
    }
}

fn find(merged: &[Reg], reg: Reg) -> Reg {
    let mut reg = reg;
    while reg.is_virtual() && merged[reg.index()] != reg {
        reg = merged[reg.index()];
    }
    reg
}

/// Replaces registers everywhere; drops moves from a register to itself.
fn rename(func: &mut Func, to: impl Fn(Reg) -> Reg) {
    for id in func.layout.clone() {
        let block = func.block_mut(id);
        for ins in &mut block.ins {
            ins.map_uses(&to);
            ins.rd = to(ins.rd);
        }
        block.ins.retain(|ins| ins.code != Code::Move || ins.rd != ins.rs1);
        block.term.map_uses(&to);
    }
    for home in &mut func.homes {
        *home = match *home {
            Home::Reg(reg) => Home::Reg(to(reg)),
            Home::Pair(low, high) => Home::Pair(to(low), to(high)),
            Home::Reference(reg) => Home::Reference(to(reg)),
            Home::Slot(slot) => Home::Slot(slot),
        };
    }
}

/// One attempt.
struct Round<'f> {
    func: &'f Func,
    intervals: Intervals,
    /// Uses and definitions, weighted by loop depth; by register index.
    weight: Vec<u64>,
    /// Moves: depth, destination, source.
    moves: Vec<(u32, Reg, Reg)>,
    merged: Vec<Reg>,
    /// Registers from this index on are pieces of spilled ones.
    first_piece: usize,
    failed: Vec<Reg>,
}

impl<'f> Round<'f> {
    fn new(func: &'f Func, first_piece: usize) -> Self {
        let mut this = Self {
            func,
            intervals: Intervals::new(func),
            weight: vec![0; func.regs.len()],
            moves: vec![],
            merged: (0..func.regs.len()).map(Reg::nth).collect(),
            first_piece,
            failed: vec![],
        };
        for id in &func.layout {
            let block = func.block(*id);
            let cost = 10_u64.pow(block.depth.min(6));
            for ins in &block.ins {
                this.count(ins.uses().chain([ins.rd]), cost);
                if ins.code == Code::Move {
                    this.moves.push((block.depth, ins.rd, ins.rs1));
                }
            }
            this.count(block.term.uses(), cost);
        }
        this.moves.sort_by_key(|(depth, ..)| std::cmp::Reverse(*depth));
        this
    }

    fn count(&mut self, regs: impl Iterator<Item = Reg>, cost: u64) {
        for reg in regs.filter(|r| r.is_virtual()) {
            self.weight[reg.index()] += cost;
        }
    }

    fn ranges(&self, reg: Reg) -> &Ranges {
        &self.intervals.ranges[reg.0 as usize]
    }

    /// Merges the two registers of a move when they are never live at the same time.
    fn coalesce(&mut self) {
        for (_, rd, rs) in self.moves.clone() {
            let (a, b) = (find(&self.merged, rd), find(&self.merged, rs));
            let is_piece = |r: Reg| r.index() >= self.first_piece;
            if a == b || !a.is_virtual() || !b.is_virtual() || is_piece(a) != is_piece(b) {
                continue;
            }
            if self.func.class(a) != self.func.class(b) || overlap(self.ranges(a), self.ranges(b)) {
                continue;
            }
            let mut all = self.ranges(a).clone();
            all.extend_from_slice(self.ranges(b));
            all.sort_unstable();
            join(&mut all);
            self.intervals.ranges[a.0 as usize] = all;
            self.intervals.ranges[b.0 as usize].clear();
            self.weight[a.index()] += self.weight[b.index()];
            self.merged[b.index()] = a;
        }
    }

    /// Chooses a register for each; those without go to `failed`.
    fn assign(&mut self) -> Vec<Reg> {
        let mut busy: Vec<BTreeMap<u32, u32>> =
            (0..Reg::FIRST_VIRTUAL as usize).map(|n| self.intervals.ranges[n].iter().copied().collect()).collect();
        let mut order: Vec<(u64, Reg)> = (0..self.func.regs.len())
            .map(Reg::nth)
            .filter(|reg| self.merged[reg.index()] == *reg && !self.ranges(*reg).is_empty())
            .map(|reg| (self.priority(reg), reg))
            .collect();
        order.sort_unstable_by_key(|(priority, reg)| (std::cmp::Reverse(*priority), *reg));
        let hints = self.hints();
        let mut assigned = vec![Reg::ZERO; self.func.regs.len()];
        for (_, reg) in order {
            match self.choose(reg, &hints[reg.index()], &assigned, &busy) {
                Some(found) => {
                    assigned[reg.index()] = found;
                    busy[found.0 as usize].extend(self.intervals.ranges[reg.0 as usize].iter().copied());
                }
                None => self.failed.push(reg),
            }
        }
        assigned
    }

    /// Uses per position; pieces come first of all.
    fn priority(&self, reg: Reg) -> u64 {
        if reg.index() >= self.first_piece {
            return u64::MAX;
        }
        let length: u64 = self.ranges(reg).iter().map(|(from, to)| u64::from(to - from)).sum();
        self.weight[reg.index()].saturating_mul(1 << 16) / (length + 8)
    }

    /// The registers each one is connected with by moves.
    fn hints(&self) -> Vec<Vec<Reg>> {
        let mut hints = vec![vec![]; self.func.regs.len()];
        for (_, rd, rs) in &self.moves {
            let (a, b) = (find(&self.merged, *rd), find(&self.merged, *rs));
            for (one, other) in [(a, b), (b, a)] {
                if one.is_virtual() && one != other {
                    hints[one.index()].push(other);
                }
            }
        }
        hints
    }

    fn choose(&self, reg: Reg, hints: &[Reg], assigned: &[Reg], busy: &[BTreeMap<u32, u32>]) -> Option<Reg> {
        let ranges = self.ranges(reg);
        let crosses = self.intervals.crosses_call(ranges);
        let order: &[u32] = if self.func.class(reg) == Class::Int { &INTEGERS } else { &FLOATS };
        let is_free = |candidate: Reg| {
            order.contains(&candidate.0)
                && (!crosses || is_callee_saved(candidate))
                && ranges.iter().all(|(from, to)| {
                    busy[candidate.0 as usize].range(..to).next_back().is_none_or(|(_, end)| end <= from)
                })
        };
        let physical = |hint: &Reg| if hint.is_virtual() { assigned[hint.index()] } else { *hint };
        let hinted = hints.iter().map(physical).find(|r| (crosses || !is_callee_saved(*r)) && is_free(*r));
        hinted.or_else(|| order.iter().map(|n| Reg(*n)).find(|r| is_free(*r)))
    }
}

/// What replaces the uses of a spilled register.
#[derive(Clone, Copy)]
enum Refuge {
    Slot(u32),
    /// The one instruction that computes it, from nothing that changes.
    Again(Ins),
}

/// Rewrites the function so that the registers live in memory between uses.
fn spill(func: &mut Func, regs: &[Reg]) {
    let mut refuge: BTreeMap<Reg, Refuge> = BTreeMap::new();
    let definitions = single_definitions(func, regs);
    for reg in regs {
        let place = match definitions.get(reg) {
            Some(Some(ins)) if is_cheap(ins) => Refuge::Again(*ins),
            _ => {
                let bytes = func.class(*reg).bytes();
                Refuge::Slot(func.new_slot(bytes, bytes))
            }
        };
        refuge.insert(*reg, place);
    }
    for home in &mut func.homes {
        if let Home::Reg(reg) = *home
            && let Some(Refuge::Slot(slot)) = refuge.get(&reg)
        {
            *home = Home::Slot(*slot);
        }
    }
    for id in func.layout.clone() {
        let old = std::mem::take(&mut func.block_mut(id).ins);
        let mut new = Vec::with_capacity(old.len() * 2);
        for ins in old {
            spill_instruction(func, ins, &refuge, &mut new);
        }
        let mut term = func.block(id).term.clone();
        let at = func.block(id).at;
        reload(func, &refuge, at, &mut new, term.uses().collect(), |from, to| {
            term.map_uses(|reg| if reg == from { to } else { reg });
        });
        let block = func.block_mut(id);
        block.ins = new;
        block.term = term;
    }
}

/// A constant or an address can be made again anywhere.
const fn is_cheap(ins: &Ins) -> bool {
    match ins.code {
        Code::Li => true,
        Code::Op(Op::Lui) => true,
        Code::Op(Op::Addi) => matches!(ins.ext, Ext::Slot(_)),
        _ => false,
    }
}

/// The defining instruction of each register; `None` if there are several.
fn single_definitions(func: &Func, regs: &[Reg]) -> BTreeMap<Reg, Option<Ins>> {
    let mut found: BTreeMap<Reg, Option<Ins>> = BTreeMap::new();
    let wanted: std::collections::BTreeSet<Reg> = regs.iter().copied().collect();
    for ins in func.layout.iter().flat_map(|id| &func.block(*id).ins) {
        if wanted.contains(&ins.rd) {
            found.entry(ins.rd).and_modify(|d| *d = None).or_insert(Some(*ins));
        }
    }
    found
}

fn spill_instruction(func: &mut Func, mut ins: Ins, refuge: &BTreeMap<Reg, Refuge>, out: &mut Vec<Ins>) {
    let uses: Vec<Reg> = ins.uses().collect();
    reload(func, refuge, ins.at, out, uses, |from, to| ins.map_uses(|reg| if reg == from { to } else { reg }));
    match refuge.get(&ins.rd) {
        Some(Refuge::Again(_)) => {}
        Some(Refuge::Slot(slot)) => {
            let class = func.class(ins.rd);
            let piece = func.new_reg(class);
            ins.rd = piece;
            out.push(ins);
            let op = match class {
                Class::Int => Op::Sw,
                Class::Single => Op::Fsw,
                Class::Double => Op::Fsd,
            };
            out.push(Ins { at: ins.at, ..Ins::op(op, Reg::ZERO, Reg::ZERO, piece, 0).with_ext(Ext::Slot(*slot)) });
        }
        None => out.push(ins),
    }
}

/// Brings the spilled registers among `uses` into pieces; `replace` puts those into the reader.
fn reload(
    func: &mut Func,
    refuge: &BTreeMap<Reg, Refuge>,
    at: u32,
    out: &mut Vec<Ins>,
    mut uses: Vec<Reg>,
    mut replace: impl FnMut(Reg, Reg),
) {
    uses.sort_unstable();
    uses.dedup();
    for reg in uses {
        let Some(place) = refuge.get(&reg) else { continue };
        let class = func.class(reg);
        let piece = func.new_reg(class);
        out.push(match place {
            Refuge::Again(ins) => Ins { rd: piece, at, ..*ins },
            Refuge::Slot(slot) => {
                let op = match class {
                    Class::Int => Op::Lw,
                    Class::Single => Op::Flw,
                    Class::Double => Op::Fld,
                };
                Ins { at, ..Ins::op(op, piece, Reg::ZERO, Reg::ZERO, 0).with_ext(Ext::Slot(*slot)) }
            }
        });
        replace(reg, piece);
    }
}
