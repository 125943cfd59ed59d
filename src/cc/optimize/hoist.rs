//! Values that are the same in every round of a loop are computed before it.
//!
//! Only registers written once in the function move, and only instructions that cannot fault. A loop that is entered
//! elsewhere than at its top (a `goto` or `case` inside) is left alone.

use crate::cc::ir::{Code, Ext, Func, Ins, Loop, Reg, Term};
use crate::isa::{Format, Op};
use std::collections::BTreeSet;

/// Most values hoisted out of one loop.
const HOISTED_MAX: usize = 10;
/// Most when the loop calls: each takes a callee-saved register.
const HOISTED_ACROSS_CALLS_MAX: usize = 5;

/// Hoists out of every loop, inner ones first.
pub fn invariants(func: &mut Func) {
    let reached = super::flow::reachable(func);
    let mut writes = vec![0_u32; func.regs.len()];
    for ins in func.layout.iter().filter(|id| reached[id.0 as usize]).flat_map(|id| &func.block(*id).ins) {
        if ins.rd.is_virtual() {
            writes[ins.rd.index()] += 1;
        }
    }
    for looped in func.loops.clone() {
        if reached[looped.before.0 as usize] && has_one_entry(func, looped, &reached) {
            hoist(func, looped, &writes, &reached);
        }
    }
}

/// Control enters only from `before`, which goes nowhere else.
fn has_one_entry(func: &Func, looped: Loop, reached: &[bool]) -> bool {
    let inside: BTreeSet<_> = func.layout[looped.first..=looped.last].iter().copied().collect();
    let enters = |id| func.block(id).term.successors().any(|to| inside.contains(&to));
    let outside = func.layout.iter().copied().filter(|id| reached[id.0 as usize] && !inside.contains(id));
    matches!(func.block(looped.before).term, Term::Jump(_)) && outside.filter(|id| enters(*id)).eq([looped.before])
}

/// What a loop's instructions may change.
#[derive(Default)]
struct Effects {
    calls: bool,
    /// Stores through pointers and everything else of unknown target.
    unknown: bool,
    slots: BTreeSet<u32>,
    symbols: BTreeSet<u32>,
}

impl Effects {
    fn new<'f>(ins: impl Iterator<Item = &'f Ins>) -> Self {
        let mut this = Self::default();
        for ins in ins {
            match (ins.code, ins.ext) {
                (Code::Call | Code::Op(Op::Ecall), _) => this.calls = true,
                (Code::Asm | Code::Cas | Code::Op(Op::Fence), _) => this.unknown = true,
                (Code::Op(op), _) if op.format() == Format::Amo => this.unknown = true,
                (_, Ext::Slot(slot)) if ins.is_store() => {
                    this.slots.insert(slot);
                }
                (_, Ext::Lo(symbol)) if ins.is_store() => {
                    this.symbols.insert(symbol);
                }
                _ => this.unknown |= ins.is_store(),
            }
        }
        this
    }

    /// A load from a slot or symbol nothing in the loop stores to. (Such an address never faults.)
    fn allow(&self, ins: &Ins) -> bool {
        let untouched = match ins.ext {
            Ext::Slot(slot) => !self.slots.contains(&slot),
            // A symbol plus an index may lie outside the symbol in a round that never happens.
            Ext::Lo(symbol) => !self.symbols.contains(&symbol),
            _ => false,
        };
        ins.is_load() && !ins.is_volatile && untouched && !self.calls && !self.unknown
    }
}

fn hoist(func: &mut Func, looped: Loop, writes: &[u32], reached: &[bool]) {
    let mut blocks = func.layout[looped.first..=looped.last].to_vec();
    blocks.retain(|id| reached[id.0 as usize]);
    let effects = Effects::new(blocks.iter().flat_map(|id| &func.block(*id).ins));
    let mut varying: BTreeSet<Reg> =
        blocks.iter().flat_map(|id| &func.block(*id).ins).map(|ins| ins.rd).filter(|r| r.is_virtual()).collect();
    let indexed: BTreeSet<Reg> = blocks
        .iter()
        .flat_map(|id| &func.block(*id).ins)
        .filter(|ins| ins.code == Code::Op(Op::Add))
        .map(|ins| ins.rd)
        .collect();
    let limit = if effects.calls { HOISTED_ACROSS_CALLS_MAX } else { HOISTED_MAX };
    let mut hoisted = vec![];
    for id in blocks {
        let mut kept = vec![];
        for ins in std::mem::take(&mut func.block_mut(id).ins) {
            let moves = hoisted.len() < limit
                && ins.rd.is_virtual()
                && writes[ins.rd.index()] == 1
                && (is_steady(&ins) || effects.allow(&ins) && !indexed.contains(&ins.rs1))
                && ins.uses().all(|reg| reg.is_virtual() && !varying.contains(&reg) || reg == Reg::TP);
            if moves {
                varying.remove(&ins.rd);
                hoisted.push(ins);
            } else {
                kept.push(ins);
            }
        }
        func.block_mut(id).ins = kept;
    }
    let before = func.block_mut(looped.before);
    let at = before.at;
    before.ins.extend(hoisted.into_iter().map(|ins| Ins { at, ..ins }));
}

/// A pure instruction without floating-point flags.
fn is_steady(ins: &Ins) -> bool {
    let sets_flags = matches!(ins.code, Code::Op(op) if op.format().has_rounding_mode() && op != Op::FcvtDW);
    let is_shared = matches!(ins.ext, Ext::OutgoingBytes);
    ins.is_pure() && ins.code != Code::Move && !sets_flags && !is_shared
}
