//! Improvements of the intermediate code, each in a file of its own.
//!
//! Unreachable blocks always go. The rest reorders and merges what a debugger would show, and needs `optimize`: jumps to
//! jumps, common values within extended blocks, invariant values of loops, values nobody reads.

mod dead;
mod flow;
mod hoist;
mod value;

use super::ir::Func;

/// Before register allocation.
pub fn clean(func: &mut Func, optimize: bool) {
    if !optimize {
        return flow::remove_unreachable(func);
    }
    value::number(func);
    dead::remove(func);
    hoist::invariants(func);
    flow::remove_unreachable(func);
    flow::straighten(func);
    value::number(func);
    dead::remove(func);
}

/// After register allocation, which may have emptied blocks.
pub fn tidy(func: &mut Func, optimize: bool) {
    if optimize {
        flow::straighten(func);
    }
}
