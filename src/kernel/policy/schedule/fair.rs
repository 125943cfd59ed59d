//! Proportional share without chance: stride scheduling, CFS and EEVDF.
//!
//! Every task has a virtual time that advances, while it runs, by CPU time divided by the task's weight. All times
//! here are CPU cycles times [`SCALE`] over weight, so integers suffice.
//!
//! | policy | weight | runs next | slice | source |
//! |---|---|---|---|---|
//! | stride | tickets | least virtual time ("pass") | the quantum | Waldspurger 1995; OSTEP 9.6 |
//! | CFS | by `nice` | least virtual time ("vruntime") | its share of the latency, at least the granularity | OSTEP 9.7 |
//! | EEVDF | by `nice` | earliest virtual deadline among tasks that are owed CPU time | the request | Stoica & Abdel-Wahab 1995 |
//!
//! Ties go to the lower pid. A newcomer starts at the least virtual time in the system, so it cannot claim the past.

use super::{ReadyQueue, Scheduler, Task, Verdict, Why};
use crate::base::{Cycles, Pid};
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;

/// Virtual time units per cycle at weight 1.
pub const SCALE: i128 = 1 << 20;

/// The share a `nice` value stands for: nice 0 is 1024, each step is about a factor of 1.25, so that one step is
/// worth about 10% of the CPU between two tasks. `WEIGHTS[nice + 20]`.
pub const WEIGHTS: [u32; 40] = [
    88761, 71755, 56483, 46273, 36291, 29154, 23254, 18705, 14949, 11916, 9548, 7620, 6100, 4904, 3906, 3121, 2501,
    1991, 1586, 1277, 1024, 820, 655, 526, 423, 335, 272, 215, 172, 137, 110, 87, 70, 56, 45, 36, 29, 23, 18, 15,
];

/// Which of the family.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum Rule {
    /// Stride scheduling.
    Stride {
        /// Time slice.
        quantum: Cycles,
    },
    /// The Completely Fair Scheduler.
    Cfs {
        /// Within this time every ready task should run once.
        latency: Cycles,
        /// No slice is shorter; a woken task must be this far behind to take the CPU.
        granularity: Cycles,
    },
    /// Earliest eligible virtual deadline first.
    Eevdf {
        /// How much CPU time a task requests at a time.
        slice: Cycles,
    },
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum State {
    Ready,
    Running,
    Waiting,
}

#[derive(Clone, Debug, PartialEq, Eq)]
struct Entry {
    state: State,
    weight: i128,
    /// Virtual time; while waiting under EEVDF, the lag (what it was owed, negative for a debt).
    vtime: i128,
    /// EEVDF: virtual deadline of the current request.
    deadline: i128,
    /// Cycles used of the current slice.
    slice: u64,
}

/// A fair-share policy.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Fair {
    rule: Rule,
    entries: BTreeMap<Pid, Entry>,
    /// The least virtual time seen among ready and running tasks; it never goes back.
    floor: i128,
}

impl Fair {
    /// A policy of the family.
    #[must_use]
    pub fn new(rule: Rule) -> Self {
        Self { rule, entries: BTreeMap::new(), floor: 0 }
    }

    fn weight_of(&self, task: &Task) -> i128 {
        match self.rule {
            Rule::Stride { .. } => i128::from(task.tickets.max(1)),
            _ => i128::from(WEIGHTS[(i32::from(task.nice).clamp(-20, 19) + 20) as usize]),
        }
    }

    /// Ready and running tasks.
    fn active(&self) -> impl Iterator<Item = &Entry> {
        self.entries.values().filter(|e| e.state != State::Waiting)
    }

    /// The weighted average of the virtual times: a task below it is owed CPU time.
    fn average(&self) -> i128 {
        let total: i128 = self.active().map(|e| e.weight).sum();
        let sum: i128 = self.active().map(|e| (e.vtime - self.floor) * e.weight).sum();
        self.floor + sum.checked_div_euclid(total).unwrap_or(0)
    }

    fn raise_floor(&mut self) {
        if let Some(least) = self.active().map(|e| e.vtime).min() {
            self.floor = self.floor.max(least);
        }
    }

    /// Whether it may be picked, its key and its pid; smallest first.
    fn rank(&self, id: Pid, entry: &Entry, average: i128) -> (bool, i128, Pid) {
        match self.rule {
            Rule::Eevdf { .. } => (entry.vtime > average, entry.deadline, id),
            _ => (false, entry.vtime, id),
        }
    }

    fn ready(&self) -> Vec<(bool, i128, Pid)> {
        let average = self.average();
        let ready = self.entries.iter().filter(|(_, e)| e.state == State::Ready);
        let mut ranks: Vec<_> = ready.map(|(&id, e)| self.rank(id, e, average)).collect();
        ranks.sort_unstable();
        ranks
    }

    fn slice_of(&self, entry: &Entry) -> u64 {
        match self.rule {
            Rule::Stride { quantum } => quantum.0.max(1),
            Rule::Eevdf { slice } => slice.0.max(1),
            Rule::Cfs { latency, granularity } => {
                let total: i128 = self.active().map(|e| e.weight).sum();
                let share = i128::from(latency.0) * entry.weight / total.max(1);
                u64::try_from(share).unwrap_or(u64::MAX).max(granularity.0).max(1)
            }
        }
    }

    fn request(&self, weight: i128) -> i128 {
        match self.rule {
            Rule::Eevdf { slice } => i128::from(slice.0.max(1)) * SCALE / weight,
            _ => 0,
        }
    }

    /// Where a task that becomes ready is placed in virtual time.
    fn placed(&self, entry: &Entry, why: Why) -> i128 {
        match (self.rule, why) {
            (_, Why::Preempted | Why::Expired | Why::Yielded) => entry.vtime,
            (Rule::Eevdf { .. }, Why::New) => self.average(),
            (Rule::Eevdf { .. }, Why::Woken) => self.average() - entry.vtime,
            (Rule::Cfs { latency, .. }, Why::Woken) => {
                let bonus = i128::from(latency.0) * SCALE / 2 / i128::from(WEIGHTS[20]);
                entry.vtime.max(self.floor - bonus)
            }
            _ => entry.vtime.max(self.floor),
        }
    }
}

impl Scheduler for Fair {
    fn enqueue(&mut self, task: &Task, why: Why, _now: Cycles) {
        let weight = self.weight_of(task);
        let fresh = Entry { state: State::Waiting, weight, vtime: 0, deadline: 0, slice: 0 };
        let known = self.entries.get(&task.id);
        let why = if known.is_none() { Why::New } else { why };
        let mut entry = known.cloned().unwrap_or(fresh);
        if entry.state == State::Ready {
            return;
        }
        entry.weight = weight;
        entry.vtime = self.placed(&entry, why);
        if why != Why::Preempted {
            entry.slice = 0;
            entry.deadline = entry.vtime + self.request(weight);
        }
        entry.state = State::Ready;
        self.entries.insert(task.id, entry);
        self.raise_floor();
    }

    fn pick(&mut self, _now: Cycles) -> Option<Pid> {
        let (_, _, id) = *self.ready().first()?;
        self.entries.get_mut(&id)?.state = State::Running;
        Some(id)
    }

    fn tick(&mut self, id: Pid, ran: Cycles, _now: Cycles) -> Verdict {
        let Some(entry) = self.entries.get_mut(&id).filter(|e| e.state == State::Running) else {
            return Verdict::Keep;
        };
        entry.vtime += i128::from(ran.0) * SCALE / entry.weight;
        entry.slice = entry.slice.saturating_add(ran.0);
        self.raise_floor();
        let entry = &self.entries[&id];
        if entry.slice >= self.slice_of(entry) {
            return Verdict::Expired;
        }
        let own = self.rank(id, entry, self.average());
        let Some(&best) = self.ready().first() else { return Verdict::Keep };
        let is_outranked = match self.rule {
            Rule::Stride { .. } => false,
            Rule::Cfs { granularity, .. } => best.1 + i128::from(granularity.0) * SCALE / entry.weight < own.1,
            Rule::Eevdf { .. } => !best.0 && best.1 < own.1,
        };
        if is_outranked { Verdict::Outranked } else { Verdict::Keep }
    }

    fn block(&mut self, id: Pid, _now: Cycles) {
        let average = self.average();
        let keeps_lag = matches!(self.rule, Rule::Eevdf { .. });
        if let Some(entry) = self.entries.get_mut(&id).filter(|e| e.state == State::Running) {
            entry.state = State::Waiting;
            entry.slice = 0;
            if keeps_lag {
                entry.vtime = average - entry.vtime;
            }
        }
        self.raise_floor();
    }

    fn remove(&mut self, id: Pid) {
        self.entries.remove(&id);
        self.raise_floor();
    }

    fn slice(&self, id: Pid) -> Option<Cycles> {
        let entry = self.entries.get(&id)?;
        Some(Cycles(self.slice_of(entry).saturating_sub(entry.slice)))
    }

    fn queues(&self) -> Vec<ReadyQueue> {
        vec![ReadyQueue { label: "ready".into(), tasks: self.ready().into_iter().map(|(_, _, id)| id).collect() }]
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Runs always-ready tasks for `slices` slices: who ran, and for how long each in all.
    fn run(rule: Rule, tasks: &[Task], slices: usize) -> (Vec<u32>, BTreeMap<Pid, u64>) {
        let mut fair = Fair::new(rule);
        let (mut now, mut order, mut used) = (Cycles(0), vec![], BTreeMap::new());
        tasks.iter().for_each(|task| fair.enqueue(task, Why::New, now));
        for _ in 0..slices {
            let id = fair.pick(now).expect("one is ready");
            let ran = fair.slice(id).expect("a slice").max(Cycles(1));
            now.0 += ran.0;
            order.push(id.0);
            *used.entry(id).or_default() += ran.0;
            fair.tick(id, ran, now);
            let task = tasks.iter().find(|task| task.id == id).expect("known");
            fair.enqueue(task, Why::Expired, now);
        }
        (order, used)
    }

    #[test]
    fn stride_gives_the_order_of_the_textbook() {
        let tasks =
            [(0, 100), (1, 50), (2, 250)].map(|(id, tickets)| Task { tickets, ..Task::new(Pid(id), Cycles(0)) });
        let (order, _) = run(Rule::Stride { quantum: Cycles(10_000) }, &tasks, 8);
        assert_eq!(order, [0, 1, 2, 2, 2, 0, 2, 2]);
    }

    #[test]
    fn cfs_and_eevdf_share_by_weight() {
        let tasks = [(0, -5), (1, 0)].map(|(id, nice)| Task { nice, ..Task::new(Pid(id), Cycles(0)) });
        let cfs = Rule::Cfs { latency: Cycles(48_000), granularity: Cycles(6_000) };
        for rule in [cfs, Rule::Eevdf { slice: Cycles(3_000) }] {
            let (_, used) = run(rule, &tasks, 400);
            let ratio = used[&Pid(0)] * 100 / used[&Pid(1)];
            assert!((290..=320).contains(&ratio), "{rule:?}: 3121/1024 expected, got {ratio}%");
        }
    }

    #[test]
    fn a_woken_sleeper_takes_the_cpu_but_not_the_past() {
        let cfs = Rule::Cfs { latency: Cycles(48_000), granularity: Cycles(6_000) };
        for rule in [cfs, Rule::Eevdf { slice: Cycles(3_000) }] {
            let (a, b) = (Task::new(Pid(1), Cycles(0)), Task::new(Pid(2), Cycles(0)));
            let mut fair = Fair::new(rule);
            fair.enqueue(&a, Why::New, Cycles(0));
            assert_eq!(fair.pick(Cycles(0)), Some(Pid(1)));
            fair.block(Pid(1), Cycles(0));
            fair.enqueue(&b, Why::New, Cycles(0));
            assert_eq!(fair.pick(Cycles(0)), Some(Pid(2)));
            fair.tick(Pid(2), Cycles(1_000_000), Cycles(1_000_000));
            fair.enqueue(&b, Why::Expired, Cycles(1_000_000));
            fair.enqueue(&a, Why::Woken, Cycles(1_000_000));
            assert_eq!(fair.pick(Cycles(1_000_000)), Some(Pid(1)), "{rule:?}");
            // What it is owed is bounded: long before it has caught up a million cycles the other runs again.
            fair.tick(Pid(1), Cycles(60_000), Cycles(1_060_000));
            fair.enqueue(&a, Why::Expired, Cycles(1_060_000));
            assert_eq!(fair.pick(Cycles(1_060_000)), Some(Pid(2)), "{rule:?}");
        }
    }
}
