//! The multi-level feedback queue: tasks that use up their allotment sink, tasks that wait for I/O stay up.
//!
//! Rules (OSTEP 8, and its simulator where the chapter is silent):
//!
//! 1. The highest non-empty queue runs, its tasks in turn; the highest queue number is the highest priority.
//! 2. A task enters at the tail of the highest queue.
//! 3. A task that has used its quantum goes to the tail; after `allotment` quanta to the tail of the queue below. In the
//!    lowest queue it starts over. Allotment 0: never sinks.
//! 4. Waiting for I/O keeps ticks and allotment, unless `stay` (the old, gameable rule): then both start over.
//! 5. A task back from I/O goes to the tail, or with `iobump` to the head.
//! 6. A pre-empted task keeps its place at the head of its queue and the rest of its quantum.
//! 7. Every `boost` cycles all tasks go to the highest queue: behind those already there, lowest queue first.

use super::{ReadyQueue, Scheduler, Task, Verdict, Why};
use crate::base::{Cycles, Pid};
use serde::{Deserialize, Serialize};
use std::collections::{BTreeMap, VecDeque};

/// One queue's time slice and how many of them a task may use there.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Level {
    /// Time slice.
    pub quantum: Cycles,
    /// Quanta until a task sinks; 0: never.
    pub allotment: u32,
}

/// What a boost gives a task besides the highest queue.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum BoostGives {
    /// A full quantum and a full allotment.
    FreshStart,
    /// As many *ticks* as the allotment says, the allotment used stays used: what the OSTEP simulator does.
    AllotmentTicks,
}

/// How a multi-level feedback queue is set up.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct MlfqConfig {
    /// The queues, lowest priority first; at least one.
    pub levels: Vec<Level>,
    /// Time between boosts; `None`: never.
    pub boost: Option<Cycles>,
    /// See [`BoostGives`].
    pub boost_gives: BoostGives,
    /// Whether I/O starts ticks and allotment over.
    pub stay: bool,
    /// Whether a task back from I/O goes to the head.
    pub iobump: bool,
}

impl MlfqConfig {
    /// `queues` queues of the same quantum, allotment one quantum, no boost.
    #[must_use]
    pub fn uniform(queues: usize, quantum: Cycles) -> Self {
        let levels = vec![Level { quantum: quantum.max(Cycles(1)), allotment: 1 }; queues.max(1)];
        Self { levels, boost: None, boost_gives: BoostGives::FreshStart, stay: false, iobump: false }
    }
}

#[derive(Clone, Debug, PartialEq, Eq)]
struct Entry {
    level: usize,
    ticks_left: u64,
    allotment_left: u32,
    is_running: bool,
}

/// A multi-level feedback queue. A running task keeps its place in its queue.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Mlfq {
    config: MlfqConfig,
    queues: Vec<VecDeque<Pid>>,
    entries: BTreeMap<Pid, Entry>,
    /// `now / boost` when last looked at.
    boosts: u64,
}

impl Mlfq {
    /// Empty queues; a configuration without levels gets one of quantum 1.
    #[must_use]
    pub fn new(mut config: MlfqConfig) -> Self {
        if config.levels.is_empty() {
            config.levels.push(Level { quantum: Cycles(1), allotment: 1 });
        }
        let queues = vec![VecDeque::new(); config.levels.len()];
        Self { config, queues, entries: BTreeMap::new(), boosts: 0 }
    }

    /// The queue a task is in or will come back to.
    #[must_use]
    pub fn level(&self, id: Pid) -> Option<usize> {
        self.entries.get(&id).map(|entry| entry.level)
    }

    fn top(&self) -> usize {
        self.queues.len() - 1
    }

    fn fresh(&self, level: usize) -> Entry {
        let Level { quantum, allotment } = self.config.levels[level];
        Entry { level, ticks_left: quantum.0.max(1), allotment_left: allotment, is_running: false }
    }

    /// Ready and running tasks, most urgent first.
    fn in_order(&self) -> impl Iterator<Item = Pid> {
        self.queues.iter().rev().flatten().copied()
    }

    fn first_ready(&self) -> Option<Pid> {
        self.in_order().find(|id| self.entries.get(id).is_some_and(|e| !e.is_running))
    }

    fn unlink(&mut self, id: Pid) {
        self.queues.iter_mut().for_each(|queue| queue.retain(|&other| other != id));
    }

    /// Rule 3, for a task whose quantum is used up: gives it its next quantum, on its next level.
    fn use_quantum(&mut self, id: Pid) {
        let Some(entry) = self.entries.get(&id) else { return };
        let (level, left) = (entry.level, entry.allotment_left);
        let mut next = self.fresh(level);
        match left {
            0 => {}
            1 => next = self.fresh(level.saturating_sub(1)),
            _ => next.allotment_left = left - 1,
        }
        self.entries.insert(id, next);
    }

    fn boost(&mut self) {
        let top = self.top();
        for level in 0..top {
            let mut rising = std::mem::take(&mut self.queues[level]);
            self.queues[top].append(&mut rising);
        }
        let fresh = self.fresh(top);
        for entry in self.entries.values_mut() {
            entry.level = top;
            match self.config.boost_gives {
                BoostGives::FreshStart => {
                    entry.ticks_left = fresh.ticks_left;
                    entry.allotment_left = fresh.allotment_left;
                }
                BoostGives::AllotmentTicks => entry.ticks_left = u64::from(fresh.allotment_left).max(1),
            }
        }
    }

    /// A task that the caller knows of before it is ready: boosts reach it, as in the OSTEP simulator.
    pub fn announce(&mut self, id: Pid) {
        let fresh = self.fresh(self.top());
        self.entries.entry(id).or_insert(fresh);
    }
}

impl Scheduler for Mlfq {
    fn enqueue(&mut self, task: &Task, why: Why, _now: Cycles) {
        let id = task.id;
        self.announce(id);
        let is_queued = self.queues[self.entries[&id].level].contains(&id);
        let is_running = std::mem::take(&mut self.entries.get_mut(&id).expect("announced above").is_running);
        match why {
            Why::Preempted | Why::New | Why::Woken if is_queued => {}
            Why::Woken if self.config.iobump => self.queues[self.entries[&id].level].push_front(id),
            Why::Expired | Why::Yielded if is_queued => {
                if is_running && self.entries[&id].ticks_left == 0 {
                    self.use_quantum(id);
                }
                self.unlink(id);
                self.queues[self.entries[&id].level].push_back(id);
            }
            _ => self.queues[self.entries[&id].level].push_back(id),
        }
    }

    fn pick(&mut self, _now: Cycles) -> Option<Pid> {
        let id = self.first_ready()?;
        self.entries.get_mut(&id)?.is_running = true;
        Some(id)
    }

    fn tick(&mut self, id: Pid, ran: Cycles, _now: Cycles) -> Verdict {
        let Some(entry) = self.entries.get_mut(&id).filter(|e| e.is_running) else { return Verdict::Keep };
        entry.ticks_left = entry.ticks_left.saturating_sub(ran.0);
        if entry.ticks_left == 0 {
            return Verdict::Expired;
        }
        let ahead = self.in_order().take_while(|&other| other != id);
        let is_outranked = ahead.into_iter().any(|other| !self.entries[&other].is_running);
        if is_outranked { Verdict::Outranked } else { Verdict::Keep }
    }

    fn block(&mut self, id: Pid, _now: Cycles) {
        let Some(entry) = self.entries.get_mut(&id).filter(|e| e.is_running) else { return };
        entry.is_running = false;
        let is_used_up = entry.ticks_left == 0;
        let level = entry.level;
        self.unlink(id);
        if self.config.stay {
            let fresh = self.fresh(level);
            self.entries.insert(id, fresh);
        }
        // The quantum that ended with the I/O counts, even under `stay` (OSTEP's simulator: the I/O, then the quantum).
        if is_used_up {
            self.use_quantum(id);
        }
    }

    fn remove(&mut self, id: Pid) {
        self.unlink(id);
        self.entries.remove(&id);
    }

    fn clock(&mut self, now: Cycles) {
        let Some(period) = self.config.boost.filter(|period| period.0 > 0) else { return };
        let boosts = now.0 / period.0;
        if boosts != self.boosts {
            self.boosts = boosts;
            self.boost();
        }
    }

    fn slice(&self, id: Pid) -> Option<Cycles> {
        self.entries.get(&id).map(|entry| Cycles(entry.ticks_left))
    }

    fn queues(&self) -> Vec<ReadyQueue> {
        let is_ready = |id: &Pid| self.entries.get(id).is_some_and(|e| !e.is_running);
        let tasks = |queue: &VecDeque<Pid>| queue.iter().copied().filter(is_ready).collect();
        let view = |(level, queue)| ReadyQueue { label: format!("queue {level}"), tasks: tasks(queue) };
        self.queues.iter().enumerate().rev().map(view).collect()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn task(id: u32) -> Task {
        Task::new(Pid(id), Cycles(0))
    }

    #[test]
    fn a_task_that_uses_its_quantum_sinks_and_a_boost_lifts_it() {
        let mut mlfq = Mlfq::new(MlfqConfig { boost: Some(Cycles(50)), ..MlfqConfig::uniform(3, Cycles(10)) });
        mlfq.enqueue(&task(1), Why::New, Cycles(0));
        for (now, level) in [(10, 1), (20, 0), (30, 0)] {
            assert_eq!(mlfq.pick(Cycles(now - 10)), Some(Pid(1)));
            assert_eq!(mlfq.tick(Pid(1), Cycles(10), Cycles(now)), Verdict::Expired);
            mlfq.enqueue(&task(1), Why::Expired, Cycles(now));
            mlfq.clock(Cycles(now));
            assert_eq!(mlfq.level(Pid(1)), Some(level));
        }
        mlfq.clock(Cycles(50));
        assert_eq!(mlfq.level(Pid(1)), Some(2));
        assert_eq!(mlfq.slice(Pid(1)), Some(Cycles(10)));
    }

    #[test]
    fn a_preempted_task_keeps_the_head_and_the_rest_of_its_quantum() {
        let mut mlfq = Mlfq::new(MlfqConfig::uniform(2, Cycles(10)));
        mlfq.enqueue(&task(1), Why::New, Cycles(0));
        mlfq.pick(Cycles(0));
        mlfq.tick(Pid(1), Cycles(10), Cycles(10));
        mlfq.enqueue(&task(1), Why::Expired, Cycles(10));
        mlfq.enqueue(&task(2), Why::New, Cycles(10));
        assert_eq!(mlfq.pick(Cycles(10)), Some(Pid(2)));
        mlfq.tick(Pid(2), Cycles(10), Cycles(20));
        mlfq.enqueue(&task(2), Why::Expired, Cycles(20));
        assert_eq!(mlfq.pick(Cycles(20)), Some(Pid(1)));
        assert_eq!(mlfq.tick(Pid(1), Cycles(4), Cycles(24)), Verdict::Keep);
        mlfq.enqueue(&task(3), Why::New, Cycles(24));
        assert_eq!(mlfq.tick(Pid(1), Cycles(0), Cycles(24)), Verdict::Outranked);
        mlfq.enqueue(&task(1), Why::Preempted, Cycles(24));
        assert_eq!(mlfq.queues()[1].tasks, [Pid(1), Pid(2)]);
        assert_eq!(mlfq.slice(Pid(1)), Some(Cycles(6)));
    }
}
