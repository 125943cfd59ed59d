//! The simulated TLB: the one the learner sees, with entries, ways, replacement policy, ASIDs and counters.
//!
//! It holds what the hardware would hold, stale entries included: after changing a page table the kernel must
//! `sfence.vma`. 4 MiB pages take one entry per 4 KiB piece used, remembered as a superpage so that a fence for any
//! address in it removes all pieces. Spec: Volume II, 4.2.1.

use super::sv32::Pte;
use crate::base::{Ppn, Rng, Vpn, limits};

/// Which entry of a full set makes room.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, serde::Serialize, serde::Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum TlbPolicy {
    /// The one filled first. The default: hits change nothing, so the simulator runs at full speed.
    #[default]
    Fifo,
    /// The one used longest ago. Exact, and therefore slower to simulate.
    Lru,
    /// Any, by the seed.
    Random,
}

/// The shape of a TLB.
#[derive(Clone, Copy, Debug, PartialEq, Eq, serde::Serialize, serde::Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct TlbConfig {
    /// Entries in all, at most [`limits::TLB_ENTRIES_MAX`]; 0 for a machine without a TLB, where every access walks.
    pub entries: u32,
    /// Entries per set; 0 or at least `entries` means fully associative.
    pub ways: u32,
    /// Replacement.
    pub policy: TlbPolicy,
    /// Seed of random replacement.
    pub seed: u64,
}

impl Default for TlbConfig {
    fn default() -> Self {
        Self { entries: 32, ways: 0, policy: TlbPolicy::Fifo, seed: 0 }
    }
}

/// A cached translation of one 4 KiB page.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct TlbEntry {
    /// Virtual page.
    pub vpn: Vpn,
    /// Address space; ignored when `pte` has G.
    pub asid: u16,
    /// Frame of this page.
    pub ppn: Ppn,
    /// The page-table entry as it was when it was read, A and D as hardware set them.
    pub pte: Pte,
    /// Part of a 4 MiB page.
    pub is_superpage: bool,
    /// When it was filled (FIFO) or last used (LRU): larger is later.
    pub stamp: u64,
}

impl TlbEntry {
    const fn serves(&self, vpn: Vpn, asid: u16) -> bool {
        self.vpn.0 == vpn.0 && (self.asid == asid || self.pte.has(Pte::G))
    }
}

/// The translation lookaside buffer.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Tlb {
    config: TlbConfig,
    slots: Vec<Option<TlbEntry>>,
    clock: u64,
    rng: Rng,
    /// Translations asked for.
    pub(in super::super) accesses: u64,
    /// Translations that needed a walk.
    pub(in super::super) misses: u64,
    /// Entries thrown out to make room.
    pub(in super::super) evictions: u64,
    /// Counts flushes, so that the machine notices them.
    pub(in super::super) generation: u64,
}

impl Tlb {
    /// An empty TLB; sizes out of range are brought into it.
    #[must_use]
    pub fn new(config: TlbConfig) -> Self {
        let entries = config.entries.min(limits::TLB_ENTRIES_MAX);
        let ways = if config.ways == 0 { entries } else { config.ways.min(entries) };
        let entries = entries.checked_div(ways).unwrap_or(0) * ways;
        Self {
            config: TlbConfig { entries, ways, ..config },
            slots: vec![None; entries as usize],
            clock: 0,
            rng: Rng::new(config.seed),
            accesses: 0,
            misses: 0,
            evictions: 0,
            generation: 0,
        }
    }

    /// Its shape, after adjustment.
    #[must_use]
    pub const fn config(&self) -> &TlbConfig {
        &self.config
    }

    /// All slots, set by set.
    #[must_use]
    pub fn slots(&self) -> &[Option<TlbEntry>] {
        &self.slots
    }

    /// The valid entries, set by set.
    pub fn entries(&self) -> impl Iterator<Item = &TlbEntry> {
        self.slots.iter().flatten()
    }

    /// Translations that needed no walk.
    #[must_use]
    pub const fn hits(&self) -> u64 {
        self.accesses - self.misses
    }

    /// Translations that needed a walk.
    #[must_use]
    pub const fn misses(&self) -> u64 {
        self.misses
    }

    /// Entries thrown out to make room.
    #[must_use]
    pub const fn evictions(&self) -> u64 {
        self.evictions
    }

    /// Whether a hit changes state or nothing is kept: then the machine looks up every single access.
    pub(in super::super) fn is_precise(&self) -> bool {
        self.slots.is_empty() || self.config.policy == TlbPolicy::Lru
    }

    /// The entry that serves this page, without counting or touching it: for the view.
    #[must_use]
    pub fn peek(&self, vpn: Vpn, asid: u16) -> Option<&TlbEntry> {
        self.slots[self.set_of(vpn)].iter().flatten().find(|entry| entry.serves(vpn, asid))
    }

    /// The entry that serves this page; a hit counts as a use.
    pub(in super::super) fn lookup(&mut self, vpn: Vpn, asid: u16) -> Option<TlbEntry> {
        let set = self.set_of(vpn);
        let entry = self.slots[set].iter_mut().flatten().find(|entry| entry.serves(vpn, asid))?;
        if self.config.policy == TlbPolicy::Lru {
            self.clock += 1;
            entry.stamp = self.clock;
        }
        Some(*entry)
    }

    /// Stores a translation and returns the page that had to go, if any.
    pub(in super::super) fn fill(&mut self, mut entry: TlbEntry) -> Option<Vpn> {
        let set = self.set_of(entry.vpn);
        self.clock += 1;
        entry.stamp = self.clock;
        let slots = &mut self.slots[set];
        if let Some(same) = slots.iter_mut().flatten().find(|old| old.serves(entry.vpn, entry.asid)) {
            // Setting D is no new arrival: the entry keeps its place in the queue.
            let stamp = if self.config.policy == TlbPolicy::Lru { entry.stamp } else { same.stamp };
            *same = TlbEntry { stamp, ..entry };
            return None;
        }
        if let Some(free) = slots.iter_mut().find(|slot| slot.is_none()) {
            *free = Some(entry);
            return None;
        }
        let victim = match self.config.policy {
            TlbPolicy::Random => self.rng.below(slots.len() as u64) as usize,
            _ => (0..slots.len()).min_by_key(|&way| slots[way].map(|old| old.stamp))?,
        };
        self.evictions += 1;
        slots[victim].replace(entry).map(|old| old.vpn)
    }

    /// `sfence.vma`: forgets entries of one page (or all) in one address space (or all). Global entries stay when an
    /// address space is named.
    pub fn flush(&mut self, page: Option<Vpn>, asid: Option<u16>) {
        let meant = |entry: &TlbEntry| {
            let same_page =
                page.is_none_or(|vpn| entry.vpn == vpn || entry.is_superpage && entry.vpn.0 >> 10 == vpn.0 >> 10);
            same_page && asid.is_none_or(|asid| entry.asid == asid && !entry.pte.has(Pte::G))
        };
        for slot in &mut self.slots {
            *slot = slot.take_if(|entry| !meant(entry));
        }
        self.generation += 1;
    }

    fn set_of(&self, vpn: Vpn) -> std::ops::Range<usize> {
        if self.slots.is_empty() {
            return 0..0;
        }
        let sets = self.config.entries / self.config.ways;
        let first = (vpn.0 % sets * self.config.ways) as usize;
        first..first + self.config.ways as usize
    }
}
