//! The exercise `free-list`: allocations and frees on a contiguous range, the free list after each.

use super::input::{Error, Node};
use crate::kernel::policy::fit::{Block, Fit, FreeList, Order};
use serde::Serialize;

/// Most operations; each is answered with the whole list.
const OPS_MAX: usize = 2_000;
/// Largest base, size, header, alignment and request.
const BYTES_MAX: u64 = 1 << 40;

/// The steps, one per operation.
#[derive(Serialize)]
pub(super) struct Steps {
    steps: Vec<Step>,
}

#[derive(Serialize)]
struct Step {
    /// Address of the header, -1 on failure; for a free 0, or -1 when there is no such block.
    ret: i64,
    /// List entries an allocation looked at; 0 for a free.
    searched: usize,
    free: Vec<(u64, u64)>,
}

enum Op {
    Allocate(u64),
    Free(usize),
}

pub(super) fn run(node: &Node) -> Result<Steps, Error> {
    let fit = match node.field("policy")?.one_of(&["best", "worst", "first", "next"])? {
        "best" => Fit::Best,
        "worst" => Fit::Worst,
        "next" => Fit::Next,
        _ => Fit::First,
    };
    let order = match node.get("order")? {
        Some(order) => order_of(&order)?,
        None => Order::Address,
    };
    let coalesce = node.bool_or("coalesce", false)?;
    let whole =
        Block { base: node.number_or("base", 1000, 0..=BYTES_MAX)?, bytes: node.field("size")?.number(0..=BYTES_MAX)? };
    let header = node.number_or("header", 0, 0..=BYTES_MAX)?;
    let align = node.get("align")?.map_or(Ok(1), |align| align.integer(-1..=1 << 40))?;
    let align = u64::try_from(align).unwrap_or(1).max(1);
    let ops = node.field("ops")?;
    let mut list = FreeList::new(fit, order, coalesce, whole);
    let (mut returned, mut steps) = (vec![], vec![]);
    for op in ops.items(OPS_MAX)? {
        let (ret, searched) = match parse(&op)? {
            Op::Allocate(bytes) => {
                let bytes = bytes.next_multiple_of(align) + header;
                if bytes == 0 {
                    return Err(op.expected("an allocation of at least 1 byte when there is no header"));
                }
                let search = list.allocate(bytes);
                returned.push(search.base);
                (search.base.map_or(-1, |base| base as i64), search.searched)
            }
            Op::Free(index) => {
                let base = returned.get(index).copied().flatten();
                (if base.is_some_and(|base| list.release(base)) { 0 } else { -1 }, 0)
            }
        };
        let free = list.free_blocks().iter().map(|block| (block.base, block.bytes)).collect();
        steps.push(Step { ret, searched, free });
    }
    Ok(Steps { steps })
}

fn order_of(node: &Node) -> Result<Order, Error> {
    Ok(match node.one_of(&["address", "size+", "size-", "front", "back"])? {
        "size+" => Order::SizeUp,
        "size-" => Order::SizeDown,
        "front" => Order::Front,
        "back" => Order::Back,
        _ => Order::Address,
    })
}

fn parse(node: &Node) -> Result<Op, Error> {
    let malformed = || node.expected(format!("\"+BYTES\" or \"-N\" with a number up to {BYTES_MAX}"));
    let text = node.text()?;
    let number = text.get(1..).filter(|digits| digits.bytes().all(|b| b.is_ascii_digit()));
    let number = number.and_then(|digits| digits.parse::<u64>().ok()).filter(|&n| n <= BYTES_MAX);
    match (text.as_bytes().first(), number) {
        (Some(b'+'), Some(bytes)) => Ok(Op::Allocate(bytes)),
        (Some(b'-'), Some(index)) => Ok(Op::Free(usize::try_from(index).unwrap_or(usize::MAX))),
        _ => Err(malformed()),
    }
}
