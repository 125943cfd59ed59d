//! Policies that always run the ready task with the smallest key: SJF, STCF (SRTF), priority, EDF, rate-monotonic.
//!
//! | rule | key | preemptive | source |
//! |---|---|---|---|
//! | shortest job first | CPU time the task needs in all | no | OSTEP 7.4, Silberschatz 5.3.2 |
//! | shortest time to completion | CPU time it still needs | yes | OSTEP 7.5 |
//! | priority | its priority number, lower first | as configured | Silberschatz 5.3.4 |
//! | earliest deadline | its absolute deadline | yes | Liu & Layland 1973 |
//! | rate-monotonic | its period | yes | Liu & Layland 1973 |
//!
//! Equal keys: the lower pid, also against the running task. With a quantum, equal keys take turns instead.
//! A task whose need is not known gets a prediction: the exponential average of its past CPU bursts with weight 1/2
//! (Silberschatz 5.3.2), at first [`FIRST_BURST`].

use super::{ReadyQueue, Scheduler, Task, Verdict, Why};
use crate::base::{Cycles, Pid};
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;

/// The predicted length of a task's first CPU burst.
pub const FIRST_BURST: Cycles = Cycles(10_000);

/// What the key is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum Rule {
    /// CPU time needed in all; the running task is never outranked.
    ShortestJob,
    /// CPU time still needed.
    ShortestRemaining,
    /// Priority number.
    Priority {
        /// Whether a more urgent task takes the CPU from a running one.
        preemptive: bool,
        /// A waiting task grows more urgent by one for each of these; `None`: it may starve.
        aging: Option<Cycles>,
    },
    /// Absolute deadline; tasks without one come last.
    EarliestDeadline,
    /// Period; tasks without one come last.
    RateMonotonic,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum State {
    Ready,
    Running,
    Waiting,
}

#[derive(Clone, Debug, PartialEq, Eq)]
struct Entry {
    task: Task,
    state: State,
    /// CPU time used: in all, in this burst, in this slice.
    used: u64,
    burst: u64,
    slice: u64,
    /// Prediction of the next burst.
    predicted: u64,
    /// Since when it is ready.
    since: Cycles,
    /// Place in line among equal keys; stays 0 without a quantum.
    turn: u64,
}

/// A policy that always runs the task with the smallest key.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Ordered {
    rule: Rule,
    quantum: Option<Cycles>,
    entries: BTreeMap<Pid, Entry>,
    turns: u64,
    now: Cycles,
}

type Key = (u64, u64, Pid);

impl Ordered {
    /// A policy with this key; with a `quantum`, tasks of equal keys take turns (0 is taken as 1).
    #[must_use]
    pub fn new(rule: Rule, quantum: Option<Cycles>) -> Self {
        let quantum = quantum.map(|q| q.max(Cycles(1)));
        Self { rule, quantum, entries: BTreeMap::new(), turns: 0, now: Cycles(0) }
    }

    fn key(&self, id: Pid, entry: &Entry) -> Key {
        let remaining = match entry.task.burst {
            Some(burst) => burst.0.saturating_sub(entry.used),
            None => entry.predicted.saturating_sub(entry.burst),
        };
        let main = match self.rule {
            Rule::ShortestJob => entry.task.burst.map_or(entry.predicted, |burst| burst.0),
            Rule::ShortestRemaining => remaining,
            Rule::Priority { aging, .. } => {
                let waited = if entry.state == State::Ready { self.now.0.saturating_sub(entry.since.0) } else { 0 };
                let gained = aging.map_or(0, |step| waited / step.0.max(1));
                u64::from(entry.task.priority).saturating_sub(gained)
            }
            Rule::EarliestDeadline => entry.task.deadline.map_or(u64::MAX, |deadline| deadline.0),
            Rule::RateMonotonic => entry.task.period.map_or(u64::MAX, |period| period.0),
        };
        (main, entry.turn, id)
    }

    fn ready(&self) -> impl Iterator<Item = Key> {
        self.entries.iter().filter(|(_, e)| e.state == State::Ready).map(|(&id, e)| self.key(id, e))
    }

    fn is_preemptive(&self) -> bool {
        !matches!(self.rule, Rule::ShortestJob | Rule::Priority { preemptive: false, .. })
    }
}

impl Scheduler for Ordered {
    fn enqueue(&mut self, task: &Task, why: Why, now: Cycles) {
        self.now = now;
        let first = FIRST_BURST.0;
        let fresh = Entry {
            task: task.clone(),
            state: State::Waiting,
            used: 0,
            burst: 0,
            slice: 0,
            predicted: first,
            since: now,
            turn: 0,
        };
        let entry = self.entries.entry(task.id).or_insert(fresh);
        if entry.state == State::Ready {
            return;
        }
        if self.quantum.is_some() && why != Why::Preempted {
            self.turns += 1;
            entry.turn = self.turns;
        }
        if why != Why::Preempted {
            entry.slice = 0;
        }
        entry.task = task.clone();
        entry.state = State::Ready;
        entry.since = now;
    }

    fn pick(&mut self, now: Cycles) -> Option<Pid> {
        self.now = now;
        let (_, _, id) = self.ready().min()?;
        self.entries.get_mut(&id)?.state = State::Running;
        Some(id)
    }

    fn tick(&mut self, id: Pid, ran: Cycles, now: Cycles) -> Verdict {
        self.now = now;
        let Some(entry) = self.entries.get_mut(&id).filter(|e| e.state == State::Running) else {
            return Verdict::Keep;
        };
        for sum in [&mut entry.used, &mut entry.burst, &mut entry.slice] {
            *sum = sum.saturating_add(ran.0);
        }
        let expired = self.quantum.is_some_and(|quantum| entry.slice >= quantum.0);
        let own = self.key(id, &self.entries[&id]);
        let best = self.ready().min();
        // A turn that is over loses against equal keys only, so the slice of the only or best task starts anew.
        let rank = |key: Key| if self.quantum.is_some() { (key.0, 0, Pid(0)) } else { key };
        if self.is_preemptive() && best.is_some_and(|best| rank(best) < rank(own)) {
            Verdict::Outranked
        } else if expired {
            Verdict::Expired
        } else {
            Verdict::Keep
        }
    }

    fn block(&mut self, id: Pid, _now: Cycles) {
        if let Some(entry) = self.entries.get_mut(&id).filter(|e| e.state == State::Running) {
            entry.state = State::Waiting;
            entry.predicted = entry.predicted.midpoint(entry.burst);
            entry.burst = 0;
            entry.slice = 0;
        }
    }

    fn remove(&mut self, id: Pid) {
        self.entries.remove(&id);
    }

    fn clock(&mut self, now: Cycles) {
        self.now = now;
    }

    fn slice(&self, id: Pid) -> Option<Cycles> {
        let used = self.entries.get(&id).map_or(0, |e| e.slice);
        let quantum = self.quantum.map(|quantum| Cycles(quantum.0.saturating_sub(used)));
        match self.rule {
            Rule::Priority { preemptive: true, aging: Some(step) } => {
                Some(quantum.unwrap_or(Cycles(u64::MAX)).min(step.max(Cycles(1))))
            }
            _ => quantum,
        }
    }

    fn queues(&self) -> Vec<ReadyQueue> {
        let mut keys: Vec<Key> = self.ready().collect();
        keys.sort_unstable();
        vec![ReadyQueue { label: "ready".into(), tasks: keys.into_iter().map(|(_, _, id)| id).collect() }]
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn with_burst(id: u32, burst: u64) -> Task {
        Task { burst: Some(Cycles(burst)), ..Task::new(Pid(id), Cycles(0)) }
    }

    #[test]
    fn a_shorter_arrival_outranks_the_running_task_only_when_preemptive() {
        for (rule, verdict) in [(Rule::ShortestRemaining, Verdict::Outranked), (Rule::ShortestJob, Verdict::Keep)] {
            let mut policy = Ordered::new(rule, None);
            policy.enqueue(&with_burst(1, 100), Why::New, Cycles(0));
            assert_eq!(policy.pick(Cycles(0)), Some(Pid(1)));
            policy.enqueue(&with_burst(2, 10), Why::New, Cycles(50));
            assert_eq!(policy.tick(Pid(1), Cycles(50), Cycles(50)), verdict);
        }
    }

    #[test]
    fn aging_ends_starvation() {
        let mut policy = Ordered::new(Rule::Priority { preemptive: true, aging: Some(Cycles(10)) }, None);
        policy.enqueue(&Task { priority: 5, ..Task::new(Pid(1), Cycles(0)) }, Why::New, Cycles(0));
        policy.enqueue(&Task { priority: 1, ..Task::new(Pid(2), Cycles(0)) }, Why::New, Cycles(0));
        assert_eq!(policy.pick(Cycles(0)), Some(Pid(2)));
        assert_eq!(policy.tick(Pid(2), Cycles(39), Cycles(39)), Verdict::Keep);
        assert_eq!(policy.tick(Pid(2), Cycles(1), Cycles(40)), Verdict::Outranked);
    }

    #[test]
    fn without_a_known_burst_the_past_predicts() {
        let mut policy = Ordered::new(Rule::ShortestJob, None);
        for id in [1, 2] {
            policy.enqueue(&Task::new(Pid(id), Cycles(0)), Why::New, Cycles(0));
        }
        assert_eq!(policy.pick(Cycles(0)), Some(Pid(1)));
        policy.tick(Pid(1), Cycles(40_000), Cycles(40_000));
        policy.block(Pid(1), Cycles(40_000));
        policy.enqueue(&Task::new(Pid(1), Cycles(0)), Why::Woken, Cycles(40_001));
        assert_eq!(policy.pick(Cycles(40_001)), Some(Pid(2)));
    }

    #[test]
    fn equal_priorities_take_turns_with_a_quantum() {
        let mut policy = Ordered::new(Rule::Priority { preemptive: true, aging: None }, Some(Cycles(5)));
        for id in [1, 2] {
            policy.enqueue(&Task::new(Pid(id), Cycles(0)), Why::New, Cycles(0));
        }
        assert_eq!(policy.pick(Cycles(0)), Some(Pid(1)));
        assert_eq!(policy.tick(Pid(1), Cycles(5), Cycles(5)), Verdict::Expired);
        policy.enqueue(&Task::new(Pid(1), Cycles(0)), Why::Expired, Cycles(5));
        assert_eq!(policy.pick(Cycles(5)), Some(Pid(2)));
    }
}
