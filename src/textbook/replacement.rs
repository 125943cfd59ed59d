//! The exercise `replacement`: a reference string, a number of frames, a policy.

use super::input::{Error, Node};
use crate::base::Rng;
use crate::base::limits::TEXTBOOK_ITEMS_MAX;
use crate::kernel::policy::replace::{Future, PageBits, PageId, Replacer, Rule};
use serde::Serialize;
use std::collections::{BTreeMap, BTreeSet};

const FRAMES_MAX: u64 = 1024;

/// Hit or miss, and who left, per reference.
#[derive(Serialize)]
pub(super) struct Replaced {
    hit: Vec<bool>,
    victim: Vec<Option<u64>>,
    hits: usize,
    misses: usize,
}

struct Reference {
    page: PageId,
    is_write: bool,
}

/// R and D of the resident pages.
#[derive(Default)]
struct Bits {
    referenced: BTreeSet<PageId>,
    dirty: BTreeMap<PageId, bool>,
}

impl PageBits for Bits {
    fn is_referenced(&self, page: PageId) -> bool {
        self.referenced.contains(&page)
    }
    fn is_dirty(&self, page: PageId) -> bool {
        self.dirty.get(&page).is_some_and(|&dirty| dirty)
    }
    fn clear_referenced(&mut self, page: PageId) {
        self.referenced.remove(&page);
    }
}

impl Bits {
    fn access(&mut self, reference: &Reference) {
        self.referenced.insert(reference.page);
        *self.dirty.entry(reference.page).or_default() |= reference.is_write;
    }

    fn forget(&mut self, page: PageId) {
        self.referenced.remove(&page);
        self.dirty.remove(&page);
    }
}

pub(super) fn run(node: &Node) -> Result<Replaced, Error> {
    let frames = node.field("frames")?.number(1..=FRAMES_MAX)? as usize;
    let refs = node.field("refs")?.items(TEXTBOOK_ITEMS_MAX)?;
    let refs: Vec<Reference> = refs.iter().map(reference).collect::<Result<_, _>>()?;
    let (rule, interval) = rule_of(node, &refs, frames)?;
    let mut replacer = Replacer::new(rule);
    let mut bits = Bits::default();
    let mut out = Replaced { hit: vec![], victim: vec![], hits: 0, misses: 0 };
    let mut resident = 0;
    for (time, reference) in (1..).zip(&refs) {
        let is_hit = replacer.contains(reference.page);
        let mut victim = None;
        if !is_hit {
            if resident == frames {
                victim = replacer.evict(&mut bits);
                victim.into_iter().for_each(|page| bits.forget(page));
            } else {
                resident += 1;
            }
            replacer.load(reference.page);
        }
        bits.access(reference);
        replacer.touch(reference.page);
        if time % interval == 0 {
            replacer.sample(&mut bits);
        }
        out.hit.push(is_hit);
        out.victim.push(victim.map(|page| page.0));
    }
    out.hits = out.hit.iter().filter(|&&hit| hit).count();
    out.misses = refs.len() - out.hits;
    Ok(out)
}

fn reference(node: &Node) -> Result<Reference, Error> {
    if !node.is_object() {
        return Ok(Reference { page: PageId(node.number(0..=u64::MAX)?), is_write: false });
    }
    let page = PageId(node.field("page")?.number(0..=u64::MAX)?);
    Ok(Reference { page, is_write: node.bool_or("write", false)? })
}

/// The rule, and after how many references the R bits are sampled (`u64::MAX`: never).
fn rule_of(node: &Node, refs: &[Reference], frames: usize) -> Result<(Rule, u64), Error> {
    let names = [
        "fifo",
        "lru",
        "mru",
        "lfu",
        "mfu",
        "opt",
        "unopt",
        "random",
        "rand",
        "clock",
        "second-chance",
        "enhanced-clock",
        "nru",
        "aging",
        "working-set",
        "wsclock",
    ];
    let future = || Future::new(refs.iter().map(|reference| reference.page));
    let interval = |node: &Node| node.number(1..=u64::MAX);
    let never = u64::MAX;
    Ok(match node.field("policy")?.one_of(&names)? {
        "fifo" => (Rule::Fifo, never),
        "lru" => (Rule::Lru, never),
        "mru" => (Rule::Mru, never),
        "lfu" => (Rule::Lfu, never),
        "mfu" => (Rule::Mfu, never),
        "opt" => (Rule::Opt(future()), never),
        "unopt" => (Rule::Pessimal(future()), never),
        "clock" | "second-chance" => (Rule::Clock, never),
        "enhanced-clock" => (Rule::EnhancedClock, never),
        "nru" => (Rule::Nru, interval(&node.field("interval")?)?),
        "aging" => (Rule::Aging, node.get("interval")?.map_or(Ok(1), |node| interval(&node))?),
        "random" | "rand" => (Rule::Random(Rng::new(node.number_or("seed", 0, 0..=u64::MAX)?)), never),
        _ => (Rule::WsClock { window: node.number_or("window", frames as u64, 0..=u64::MAX)? }, never),
    })
}
