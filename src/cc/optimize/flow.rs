//! Control flow: unreachable blocks, jumps to jumps, blocks that only follow each other.

use crate::cc::ir::{BlockId, Code, Func, Ins, Term};

/// Drops blocks no path from the entry leads to.
pub fn remove_unreachable(func: &mut Func) {
    let reached = reachable(func);
    func.layout.retain(|id| reached[id.0 as usize]);
}

/// Whether each block can be reached, by block id.
pub fn reachable(func: &Func) -> Vec<bool> {
    let mut reached = vec![false; func.blocks.len()];
    let mut waiting: Vec<BlockId> = func.layout.first().copied().into_iter().collect();
    while let Some(id) = waiting.pop() {
        if !std::mem::replace(&mut reached[id.0 as usize], true) {
            waiting.extend(func.block(id).term.successors());
        }
    }
    reached
}

/// How many edges lead to each block, by block id; one more for the entry.
pub fn predecessors(func: &Func) -> Vec<u32> {
    let mut count = vec![0; func.blocks.len()];
    if let Some(entry) = func.layout.first() {
        count[entry.0 as usize] = 1;
    }
    for id in &func.layout {
        func.block(*id).term.successors().for_each(|to| count[to.0 as usize] += 1);
    }
    count
}

const fn is_marker(ins: &Ins) -> bool {
    matches!(ins.code, Code::ScopeBegin | Code::ScopeEnd)
}

/// Follows jumps through empty blocks, drops what that makes unreachable, joins neighbours.
pub fn straighten(func: &mut Func) {
    let targets: Vec<BlockId> = (0..func.blocks.len()).map(|n| final_target(func, BlockId(n as u32))).collect();
    for id in func.layout.clone() {
        let term = &mut func.block_mut(id).term;
        term.map_targets(|to| targets[to.0 as usize]);
        if let Term::Branch { then, other, .. } = term
            && then == other
        {
            *term = Term::Jump(*then);
        }
    }
    remove_unreachable(func);
    join_neighbours(func);
}

/// Where a jump to this block ends up; empty loops stay where they are.
fn final_target(func: &Func, from: BlockId) -> BlockId {
    let mut at = from;
    for _ in 0..func.blocks.len().min(64) {
        let block = func.block(at);
        match block.term {
            Term::Jump(to) if to != at && block.ins.iter().all(is_marker) => at = to,
            _ => return at,
        }
    }
    from
}

/// Appends a block to the one before it when that is its only way in.
fn join_neighbours(func: &mut Func) {
    let count = predecessors(func);
    let old = std::mem::take(&mut func.layout);
    for id in old {
        let previous = func.layout.last().copied();
        match previous {
            Some(previous)
                if count[id.0 as usize] == 1 && matches!(func.block(previous).term, Term::Jump(to) if to == id) =>
            {
                let block = func.block_mut(id);
                let (ins, term) = (std::mem::take(&mut block.ins), block.term.clone());
                let (at, depth) = (block.at, block.depth);
                let previous = func.block_mut(previous);
                previous.ins.extend(ins);
                previous.term = term;
                previous.at = at;
                previous.depth = previous.depth.min(depth);
            }
            _ => func.layout.push(id),
        }
    }
}
