//! Contiguous allocation from a free list: first, best, worst and next fit, with or without coalescing.
//!
//! Rules (OSTEP 17 and its simulator):
//!
//! - The search goes through the list in its order. First fit stops at the first block that is large enough; best fit
//!   takes the smallest, worst fit the largest such block, of equals the first, and looks at the whole list. Next fit
//!   is first fit from where the last search ended, once around.
//! - The front of the chosen block is handed out; the rest stays at the same place in the list.
//! - A freed block joins by [`Order`]; sorting is stable and happens only then.
//! - Coalescing, after each free, merges *neighbours in the list* where one ends at the next one's start.

use serde::{Deserialize, Serialize};
use std::cmp::Reverse;
use std::collections::BTreeMap;

/// Which free block is taken.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Fit {
    /// The first that is large enough.
    First,
    /// The smallest that is large enough.
    Best,
    /// The largest.
    Worst,
    /// The first that is large enough, from where the last search ended.
    Next,
}

/// Where a freed block goes in the list.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum Order {
    /// Sorted by address.
    #[serde(rename = "address")]
    Address,
    /// Sorted by size, smallest first.
    #[serde(rename = "size+")]
    SizeUp,
    /// Sorted by size, largest first.
    #[serde(rename = "size-")]
    SizeDown,
    /// To the front.
    #[serde(rename = "front")]
    Front,
    /// To the back.
    #[serde(rename = "back")]
    Back,
}

/// A range of addresses.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Block {
    /// First address.
    pub base: u64,
    /// Length.
    pub bytes: u64,
}

impl Block {
    fn end(self) -> u64 {
        self.base + self.bytes
    }
}

/// What an allocation came to.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Search {
    /// The block's address; `None`: no free block is large enough.
    pub base: Option<u64>,
    /// List entries looked at.
    pub searched: usize,
}

/// A block that [`FreeList::compact`] moved.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Move {
    /// Where it was.
    pub from: u64,
    /// Where it is.
    pub to: u64,
    /// Its length.
    pub bytes: u64,
}

/// An address range, parts of it handed out. Invariant: the free and the allocated blocks tile the range.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct FreeList {
    fit: Fit,
    order: Order,
    coalesce: bool,
    whole: Block,
    free: Vec<Block>,
    allocated: BTreeMap<u64, u64>,
    /// Next fit: where in the list the next search begins.
    rover: usize,
}

impl FreeList {
    /// One free block. The range must end below 2^64.
    #[must_use]
    pub fn new(fit: Fit, order: Order, coalesce: bool, whole: Block) -> Self {
        assert!(whole.base.checked_add(whole.bytes).is_some(), "the range must end below 2^64");
        Self { fit, order, coalesce, whole, free: vec![whole], allocated: BTreeMap::new(), rover: 0 }
    }

    /// The free blocks, in the list's order.
    #[must_use]
    pub fn free_blocks(&self) -> &[Block] {
        &self.free
    }

    /// The allocated blocks, by address.
    pub fn allocated_blocks(&self) -> impl Iterator<Item = Block> {
        self.allocated.iter().map(|(&base, &bytes)| Block { base, bytes })
    }

    /// Hands out `bytes`; for 0 bytes nothing, after no search. One pass over the list.
    pub fn allocate(&mut self, bytes: u64) -> Search {
        if bytes == 0 {
            return Search { base: None, searched: 0 };
        }
        let (index, searched) = self.search(bytes);
        let Some(index) = index else { return Search { base: None, searched } };
        let block = &mut self.free[index];
        let base = block.base;
        if block.bytes == bytes {
            self.free.remove(index);
        } else {
            *block = Block { base: base + bytes, bytes: block.bytes - bytes };
        }
        self.allocated.insert(base, bytes);
        self.rover = index;
        Search { base: Some(base), searched }
    }

    fn search(&self, bytes: u64) -> (Option<usize>, usize) {
        let count = self.free.len();
        let fits = |&i: &usize| self.free[i].bytes >= bytes;
        match self.fit {
            Fit::Best => ((0..count).filter(fits).min_by_key(|&i| self.free[i].bytes), count),
            Fit::Worst => ((0..count).filter(fits).min_by_key(|&i| Reverse(self.free[i].bytes)), count),
            Fit::First | Fit::Next => {
                let start = if self.fit == Fit::Next && self.rover < count { self.rover } else { 0 };
                let mut around = (start..count).chain(0..start);
                match around.position(|i| fits(&i)) {
                    Some(steps) => (Some((start + steps) % count), steps + 1),
                    None => (None, count),
                }
            }
        }
    }

    /// Takes back the block at this address; `false` when no allocated block begins there.
    pub fn release(&mut self, base: u64) -> bool {
        let Some(bytes) = self.allocated.remove(&base) else { return false };
        let block = Block { base, bytes };
        if self.order == Order::Front {
            self.free.insert(0, block);
        } else {
            self.free.push(block);
        }
        match self.order {
            Order::Address => self.free.sort_by_key(|b| b.base),
            Order::SizeUp => self.free.sort_by_key(|b| b.bytes),
            Order::SizeDown => self.free.sort_by_key(|b| Reverse(b.bytes)),
            Order::Front | Order::Back => {}
        }
        if self.coalesce {
            self.free.dedup_by(|next, previous| {
                let is_adjacent = previous.end() == next.base;
                if is_adjacent {
                    previous.bytes += next.bytes;
                }
                is_adjacent
            });
        }
        true
    }

    /// Slides all allocated blocks to the low end, so that one free block remains. The owner copies the bytes, in the
    /// order given: no move overwrites a block that is still to be moved.
    pub fn compact(&mut self) -> Vec<Move> {
        let mut at = self.whole.base;
        let mut moves = vec![];
        for (from, bytes) in std::mem::take(&mut self.allocated) {
            if from != at {
                moves.push(Move { from, to: at, bytes });
            }
            self.allocated.insert(at, bytes);
            at += bytes;
        }
        self.free.clear();
        if at < self.whole.end() {
            self.free.push(Block { base: at, bytes: self.whole.end() - at });
        }
        self.rover = 0;
        moves
    }

    /// External fragmentation in percent: the share of the free bytes that is outside the largest free stretch.
    #[must_use]
    pub fn fragmentation_percent(&self) -> u64 {
        let total: u64 = self.free.iter().map(|b| b.bytes).sum();
        let mut sorted = self.free.clone();
        sorted.sort_by_key(|b| b.base);
        let (mut largest, mut run, mut end) = (0, 0, None);
        for block in sorted {
            run = if end == Some(block.base) { run + block.bytes } else { block.bytes };
            end = Some(block.end());
            largest = largest.max(run);
        }
        let scattered = u128::from(total - largest) * 100 / u128::from(total.max(1));
        u64::try_from(scattered).expect("at most 100")
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Allocates 30, 20 and 30 of 100 bytes at 0 and frees the outer two: free are 0..30, 50..100 (or in parts).
    fn holes(fit: Fit, order: Order, coalesce: bool) -> FreeList {
        let mut list = FreeList::new(fit, order, coalesce, Block { base: 0, bytes: 100 });
        for bytes in [30, 20, 30] {
            assert!(list.allocate(bytes).base.is_some());
        }
        assert!(list.release(0) && list.release(50) && !list.release(50));
        list
    }

    #[track_caller]
    fn check(fit: Fit, order: Order, coalesce: bool, bytes: u64, base: Option<u64>, searched: usize) {
        assert_eq!(holes(fit, order, coalesce).allocate(bytes), Search { base, searched });
    }

    #[test]
    fn the_fit_decides() {
        check(Fit::First, Order::Address, false, 10, Some(0), 1);
        check(Fit::Best, Order::Address, false, 10, Some(80), 3);
        check(Fit::Worst, Order::Address, false, 10, Some(0), 3);
        check(Fit::Worst, Order::Address, true, 10, Some(50), 2);
        check(Fit::First, Order::Address, true, 40, Some(50), 2);
        check(Fit::First, Order::Front, true, 40, None, 3);
        check(Fit::Worst, Order::Back, false, 40, None, 3);
        check(Fit::First, Order::SizeUp, false, 10, Some(80), 1);
    }

    #[test]
    fn next_fit_goes_on_where_it_was() {
        let mut list = holes(Fit::Next, Order::Address, false);
        assert_eq!(list.allocate(25), Search { base: Some(0), searched: 1 });
        assert_eq!(list.allocate(25), Search { base: Some(50), searched: 2 });
        assert_eq!(list.allocate(5), Search { base: Some(75), searched: 1 });
        assert_eq!(list.allocate(5), Search { base: Some(80), searched: 1 });
    }

    #[test]
    fn compaction_ends_fragmentation() {
        let mut list = holes(Fit::First, Order::Address, false);
        assert_eq!(list.fragmentation_percent(), 37);
        assert_eq!(list.compact(), [Move { from: 30, to: 0, bytes: 20 }]);
        assert_eq!(list.free_blocks(), [Block { base: 20, bytes: 80 }]);
        assert_eq!(list.fragmentation_percent(), 0);
    }
}
