//! Improvements of the intermediate code.
//!
//! [`clean`] always removes unreachable blocks; the rest changes what a debugger sees and needs `optimize`.

use super::ir::{BlockId, Func};

/// Before register allocation.
pub fn clean(func: &mut Func, _optimize: bool) {
    remove_unreachable(func);
}

/// After register allocation.
pub fn tidy(_func: &mut Func, _optimize: bool) {}

/// Drops blocks no path from the entry leads to.
fn remove_unreachable(func: &mut Func) {
    let mut reached = vec![false; func.blocks.len()];
    let mut waiting: Vec<BlockId> = func.layout.first().copied().into_iter().collect();
    while let Some(id) = waiting.pop() {
        if !std::mem::replace(&mut reached[id.0 as usize], true) {
            waiting.extend(func.block(id).term.successors());
        }
    }
    func.layout.retain(|id| reached[id.0 as usize]);
}
