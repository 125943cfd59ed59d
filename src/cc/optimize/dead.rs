//! Values nobody reads are not computed.

use crate::cc::ir::{Func, Ins};
use crate::cc::liveness::Liveness;

/// Rounds: a value read only by a dead one in a later block dies in the next round.
const ROUNDS: usize = 3;

/// Removes pure instructions and plain loads whose result is not read.
pub fn remove(func: &mut Func) {
    for _ in 0..ROUNDS {
        if !remove_once(func) {
            return;
        }
    }
}

fn is_removable(ins: &Ins) -> bool {
    ins.is_pure() || ins.is_load() && !ins.is_volatile
}

fn remove_once(func: &mut Func) -> bool {
    let liveness = Liveness::new(func);
    let mut live = vec![false; func.regs.len()];
    let mut changed = false;
    for id in func.layout.clone() {
        live.fill(false);
        liveness.live_out(id).for_each(|reg| live[reg.index()] = true);
        let block = func.block_mut(id);
        block.term.uses().filter(|r| r.is_virtual()).for_each(|r| live[r.index()] = true);
        let before = block.ins.len();
        let mut kept = Vec::with_capacity(before);
        for ins in block.ins.drain(..).rev() {
            let is_dead = ins.rd.is_virtual() && !live[ins.rd.index()];
            if is_dead && is_removable(&ins) || ins.rd == ins.rs1 && ins.code == crate::cc::ir::Code::Move {
                continue;
            }
            if ins.rd.is_virtual() {
                live[ins.rd.index()] = false;
            }
            ins.uses().filter(|r| r.is_virtual()).for_each(|r| live[r.index()] = true);
            kept.push(ins);
        }
        kept.reverse();
        changed |= kept.len() != before;
        block.ins = kept;
    }
    changed
}
