//! Page replacement as one pure object: which resident page leaves when a frame is needed.
//!
//! [`Replacer`] knows which pages are resident and when they came. What the hardware records, the reference and the
//! dirty bit, stays where it is (page-table entries; in exercises a small table) and is reached by [`PageBits`], so
//! that the clock really clears bits in RAM.
//!
//! | rule | leaves | ties | source |
//! |---|---|---|---|
//! | FIFO | the one loaded first | none | OSTEP 22.3 |
//! | LRU, MRU | least, most recently used | none | OSTEP 22.5 |
//! | LFU, MFU | least, most often used since it was loaded | least recently used | Silberschatz 10.4.6 |
//! | OPT | used again last, or never | loaded last | OSTEP 22.2 and its simulator |
//! | pessimal | used again first | loaded first | OSTEP's simulator (`UNOPT`) |
//! | random | any, by the seed | none | OSTEP 22.4 |
//! | clock | first at the hand with R = 0; R = 1 is cleared and passed | hand order | OSTEP 22.8, Silberschatz 10.4.5.2 |
//! | enhanced clock | first at the hand of (R,D) = (0,0), then (0,1) clearing R, and again | hand order | Silberschatz 10.4.5.3 |
//! | NRU | lowest class of (R,D) | loaded first | Tanenbaum 3.4.2 |
//! | aging | least 8-bit counter, R counting before the newest bit | loaded first | Tanenbaum 3.4.7 |
//! | WSClock | at the hand R = 0, older than the window, clean; else such a dirty one; else least recently used | hand order | Carr & Hennessy 1981 |
//!
//! A page is loaded by a reference to it, so it starts with R = 1. The clock's hand stands behind the page loaded last;
//! at first at the page loaded first.

use crate::base::Rng;
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;

/// A resident page, by any number its owner finds it with (a frame number, a page number).
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(transparent)]
pub struct PageId(pub u64);

/// The bits that the hardware keeps per page.
pub trait PageBits {
    /// R (RISC-V: A): used since it was last cleared.
    fn is_referenced(&self, page: PageId) -> bool;
    /// D: written since it was loaded.
    fn is_dirty(&self, page: PageId) -> bool;
    /// Sets R to 0.
    fn clear_referenced(&mut self, page: PageId);
}

/// Which page leaves.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case", tag = "policy")]
pub enum Rule {
    /// The one loaded first.
    Fifo,
    /// The least recently used.
    Lru,
    /// The most recently used.
    Mru,
    /// The least often used.
    Lfu,
    /// The most often used.
    Mfu,
    /// The one used again last; knows the future.
    Opt(Future),
    /// The one used again first; knows the future.
    Pessimal(Future),
    /// Any.
    Random(Rng),
    /// Second chance.
    Clock,
    /// Second chance that spares dirty pages.
    EnhancedClock,
    /// Not recently used.
    Nru,
    /// LRU approximated by 8-bit counters.
    Aging,
    /// Working set by a clock.
    WsClock {
        /// The working set: pages used within this time.
        window: u64,
    },
}

/// A reference string known in advance, indexed by page.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Future {
    uses: BTreeMap<PageId, Vec<u64>>,
}

impl Future {
    /// The future in which these pages are touched, at times 0, 1, 2, …
    #[must_use]
    pub fn new(refs: impl IntoIterator<Item = PageId>) -> Self {
        let mut uses: BTreeMap<PageId, Vec<u64>> = BTreeMap::new();
        for (time, page) in (0..).zip(refs) {
            uses.entry(page).or_default().push(time);
        }
        Self { uses }
    }

    /// When the page is next used at or after `now`; `u64::MAX` for never.
    fn next_use(&self, page: PageId, now: u64) -> u64 {
        let Some(times) = self.uses.get(&page) else { return u64::MAX };
        times.get(times.partition_point(|&time| time < now)).copied().unwrap_or(u64::MAX)
    }
}

#[derive(Clone, Debug, PartialEq, Eq)]
struct Resident {
    page: PageId,
    /// Sequence number of its loading, time of its last use, uses since loading.
    loaded: u64,
    used: u64,
    uses: u64,
    /// Aging counter.
    age: u8,
}

/// The resident pages and the rule by which one leaves.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Replacer {
    rule: Rule,
    /// In the clock's order; the hand is at `pages[hand]`, at the first page when it is past the end.
    pages: Vec<Resident>,
    hand: usize,
    loads: u64,
    /// References so far.
    now: u64,
}

impl Replacer {
    /// A rule, without pages.
    #[must_use]
    pub fn new(rule: Rule) -> Self {
        Self { rule, pages: vec![], hand: 0, loads: 0, now: 0 }
    }

    /// A page is now resident. Its first [`touch`](Self::touch) follows when the faulting access is tried again.
    pub fn load(&mut self, page: PageId) {
        if self.contains(page) {
            return;
        }
        let resident = Resident { page, loaded: self.loads, used: self.now, uses: 0, age: 0 };
        self.loads += 1;
        self.hand = self.hand.min(self.pages.len());
        self.pages.insert(self.hand, resident);
        self.hand += 1;
    }

    /// A resident page was used: at every reference in exercises; the kernel learns of uses by [`sample`](Self::sample).
    /// The owner sets the page's R bit (the hardware has done so).
    pub fn touch(&mut self, page: PageId) {
        let now = self.now;
        self.now += 1;
        if let Some(resident) = self.pages.iter_mut().find(|r| r.page == page) {
            resident.used = now;
            resident.uses += 1;
        }
    }

    /// Looks at the R bits, as a kernel does on a timer: aging shifts its counters, NRU clears the bits, and rules that
    /// go by use count every page with R set as used now. Clocks leave the bits to the hand.
    pub fn sample(&mut self, bits: &mut dyn PageBits) {
        if matches!(self.rule, Rule::Clock | Rule::EnhancedClock | Rule::WsClock { .. }) {
            return;
        }
        let is_counting = !matches!(self.rule, Rule::Aging | Rule::Nru);
        for resident in &mut self.pages {
            let is_referenced = bits.is_referenced(resident.page);
            resident.age = (resident.age >> 1) | (u8::from(is_referenced) << 7);
            if is_referenced {
                bits.clear_referenced(resident.page);
                if is_counting {
                    resident.used = self.now;
                    resident.uses += 1;
                }
            }
        }
        self.now += u64::from(is_counting);
    }

    /// Chooses the page that leaves and forgets it; `None` when no page is resident. At most four rounds of the clock.
    pub fn evict(&mut self, bits: &mut dyn PageBits) -> Option<PageId> {
        self.evict_where(bits, |_| true)
    }

    /// As [`evict`](Self::evict), among the pages that `may_leave` (not pinned, not shared with the device).
    pub fn evict_where(&mut self, bits: &mut dyn PageBits, may_leave: impl Fn(PageId) -> bool) -> Option<PageId> {
        let start = if self.hand < self.pages.len() { self.hand } else { 0 };
        let in_hand_order = (start..self.pages.len()).chain(0..start);
        let candidates: Vec<usize> = in_hand_order.filter(|&i| may_leave(self.pages[i].page)).collect();
        let index = self.choose(&candidates, bits)?;
        let is_clock = matches!(self.rule, Rule::Clock | Rule::EnhancedClock | Rule::WsClock { .. });
        let page = self.pages.remove(index).page;
        if is_clock {
            self.hand = index;
        } else if index < self.hand {
            self.hand -= 1;
        }
        Some(page)
    }

    /// A page is no longer resident for another reason: unmapped, its process ended.
    pub fn remove(&mut self, page: PageId) {
        if let Some(index) = self.pages.iter().position(|r| r.page == page) {
            self.pages.remove(index);
            self.hand -= usize::from(index < self.hand);
        }
    }

    /// Whether the page is resident.
    #[must_use]
    pub fn contains(&self, page: PageId) -> bool {
        self.pages.iter().any(|r| r.page == page)
    }

    /// The resident pages in the clock's order and the index the hand is at, for the picture.
    #[must_use]
    pub fn view(&self) -> (Vec<PageId>, usize) {
        let hand = if self.hand < self.pages.len() { self.hand } else { 0 };
        (self.pages.iter().map(|r| r.page).collect(), hand)
    }

    /// The index of the page that leaves. `candidates` are indices in hand order.
    fn choose(&mut self, candidates: &[usize], bits: &mut dyn PageBits) -> Option<usize> {
        let pages = &self.pages;
        let least =
            |key: &dyn Fn(&Resident) -> (u64, u64, u64)| candidates.iter().copied().min_by_key(|&i| key(&pages[i]));
        let now = self.now;
        match &mut self.rule {
            Rule::Fifo => least(&|r| (r.loaded, 0, 0)),
            Rule::Lru => least(&|r| (r.used, 0, r.loaded)),
            Rule::Mru => least(&|r| (u64::MAX - r.used, 0, u64::MAX - r.loaded)),
            Rule::Lfu => least(&|r| (r.uses, r.used, r.loaded)),
            Rule::Mfu => least(&|r| (u64::MAX - r.uses, r.used, r.loaded)),
            Rule::Opt(future) => least(&|r| (u64::MAX - future.next_use(r.page, now), u64::MAX - r.loaded, 0)),
            Rule::Pessimal(future) => least(&|r| (future.next_use(r.page, now), r.loaded, 0)),
            Rule::Aging => least(&|r| (u64::from(bits.is_referenced(r.page)), u64::from(r.age), r.loaded)),
            Rule::Nru => {
                let class = |page| 2 * u64::from(bits.is_referenced(page)) + u64::from(bits.is_dirty(page));
                least(&|r| (class(r.page), r.loaded, 0))
            }
            Rule::Random(rng) => {
                let mut by_load = candidates.to_vec();
                by_load.sort_unstable_by_key(|&i| pages[i].loaded);
                let index = usize::try_from(rng.below(by_load.len() as u64)).ok()?;
                by_load.get(index).copied()
            }
            Rule::Clock => second_chance(pages, candidates, bits),
            Rule::EnhancedClock => enhanced_clock(pages, candidates, bits),
            &mut Rule::WsClock { window } => self.ws_clock(candidates, window, bits),
        }
    }

    fn ws_clock(&mut self, candidates: &[usize], window: u64, bits: &mut dyn PageBits) -> Option<usize> {
        let mut old_dirty = None;
        for &i in candidates {
            let resident = &mut self.pages[i];
            if bits.is_referenced(resident.page) {
                bits.clear_referenced(resident.page);
                resident.used = resident.used.max(self.now.saturating_sub(1));
            } else if self.now.saturating_sub(resident.used) > window {
                if !bits.is_dirty(resident.page) {
                    return Some(i);
                }
                old_dirty = old_dirty.or(Some(i));
            }
        }
        old_dirty.or_else(|| candidates.iter().copied().min_by_key(|&i| self.pages[i].used))
    }
}

fn second_chance(pages: &[Resident], candidates: &[usize], bits: &mut dyn PageBits) -> Option<usize> {
    for &i in candidates {
        if !bits.is_referenced(pages[i].page) {
            return Some(i);
        }
        bits.clear_referenced(pages[i].page);
    }
    // Every page had its chance: the hand is back where it began.
    candidates.first().copied()
}

fn enhanced_clock(pages: &[Resident], candidates: &[usize], bits: &mut dyn PageBits) -> Option<usize> {
    for _ in 0..2 {
        let is_clean = |&&i: &&usize| !bits.is_referenced(pages[i].page) && !bits.is_dirty(pages[i].page);
        if let Some(&i) = candidates.iter().find(is_clean) {
            return Some(i);
        }
        for &i in candidates {
            if !bits.is_referenced(pages[i].page) {
                return Some(i);
            }
            bits.clear_referenced(pages[i].page);
        }
    }
    None
}

#[cfg(test)]
mod tests {
    use super::*;

    /// R and D bits in two bit masks over small page numbers.
    struct Masks(u64, u64);

    impl PageBits for Masks {
        fn is_referenced(&self, page: PageId) -> bool {
            self.0 >> page.0 & 1 == 1
        }
        fn is_dirty(&self, page: PageId) -> bool {
            self.1 >> page.0 & 1 == 1
        }
        fn clear_referenced(&mut self, page: PageId) {
            self.0 &= !(1 << page.0);
        }
    }

    fn loaded(rule: Rule, pages: u64) -> Replacer {
        let mut replacer = Replacer::new(rule);
        for page in 0..pages {
            replacer.load(PageId(page));
            replacer.touch(PageId(page));
        }
        replacer
    }

    /// Evicts one of the pages 0, 1, 2 … loaded in this order, with these R and D bits (bit n = page n).
    #[track_caller]
    fn check(rule: Rule, pages: u64, (r, d): (u64, u64), victim: u64, r_after: u64) {
        let mut bits = Masks(r, d);
        let mut replacer = loaded(rule, pages);
        assert_eq!(replacer.evict(&mut bits), Some(PageId(victim)));
        assert_eq!(bits.0, r_after, "R bits afterwards");
        assert!(!replacer.contains(PageId(victim)));
    }

    #[test]
    fn clocks_clear_the_bits_they_pass() {
        check(Rule::Clock, 4, (0b1011, 0), 2, 0b1000);
        check(Rule::Clock, 4, (0b1111, 0), 0, 0);
        check(Rule::EnhancedClock, 4, (0b0011, 0b0100), 3, 0b0011);
        check(Rule::EnhancedClock, 4, (0b0011, 0b1100), 2, 0);
        check(Rule::EnhancedClock, 4, (0b1111, 0b0111), 3, 0);
        check(Rule::EnhancedClock, 2, (0b11, 0b11), 0, 0);
        check(Rule::WsClock { window: 1 }, 4, (0b0001, 0b0010), 2, 0);
        check(Rule::Nru, 4, (0b1101, 0b0010), 1, 0b1101);
        check(Rule::Nru, 4, (0b1111, 0b0111), 3, 0b1111);
    }

    #[test]
    fn the_hand_stands_behind_the_page_loaded_last() {
        let mut bits = Masks(0b0001, 0);
        let mut clock = loaded(Rule::Clock, 3);
        assert_eq!(clock.evict(&mut bits), Some(PageId(1)));
        clock.load(PageId(3));
        assert_eq!(clock.view(), (vec![PageId(0), PageId(3), PageId(2)], 2));
        clock.remove(PageId(0));
        assert_eq!(clock.view(), (vec![PageId(3), PageId(2)], 1));
    }

    #[test]
    fn pinned_pages_stay() {
        let mut fifo = loaded(Rule::Fifo, 3);
        assert_eq!(fifo.evict_where(&mut Masks(0, 0), |page| page != PageId(0)), Some(PageId(1)));
        assert_eq!(fifo.evict_where(&mut Masks(0, 0), |_| false), None);
    }

    #[test]
    fn aging_counts_the_newest_use_most() {
        let mut aging = loaded(Rule::Aging, 3);
        for r in [0b110, 0b001, 0b000, 0b100] {
            aging.sample(&mut Masks(r, 0));
        }
        let mut bits = Masks(0, 0);
        let order: Vec<_> = std::iter::from_fn(|| aging.evict(&mut bits)).collect();
        assert_eq!(order, [PageId(1), PageId(0), PageId(2)]);
    }
}
