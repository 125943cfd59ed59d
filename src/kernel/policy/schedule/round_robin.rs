//! Round robin, and first come first served as round robin without a time slice.
//!
//! One queue. A task joins at the tail and runs until it blocks, ends or has used its quantum. A task that arrives at
//! the very moment a slice ends stands before the task whose slice it was, if the caller enqueues it first (the
//! textbook harness and the kernel do: the interrupt comes before the switch). Source: OSTEP 7.7; Silberschatz 5.3.3.

use super::{ReadyQueue, Scheduler, Task, Verdict, Why};
use crate::base::{Cycles, Pid};
use std::collections::{BTreeMap, VecDeque};

/// Round robin; with no quantum: first come, first served.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct RoundRobin {
    quantum: Option<Cycles>,
    ready: VecDeque<Pid>,
    /// Cycles used of the current slice: running tasks, and preempted ones that keep the rest of theirs.
    used: BTreeMap<Pid, Cycles>,
}

impl RoundRobin {
    /// Round robin with this time slice; a quantum of 0 is taken as 1.
    #[must_use]
    pub fn new(quantum: Cycles) -> Self {
        Self { quantum: Some(quantum.max(Cycles(1))), ready: VecDeque::new(), used: BTreeMap::new() }
    }

    /// First come, first served: no time slice.
    #[must_use]
    pub fn first_come() -> Self {
        Self { quantum: None, ready: VecDeque::new(), used: BTreeMap::new() }
    }

    /// Length of the time slice; zero when there is none.
    #[must_use]
    pub fn quantum(&self) -> Cycles {
        self.quantum.unwrap_or_default()
    }

    fn used(&self, id: Pid) -> Cycles {
        self.used.get(&id).copied().unwrap_or_default()
    }
}

impl Scheduler for RoundRobin {
    fn enqueue(&mut self, task: &Task, why: Why, _now: Cycles) {
        if self.ready.contains(&task.id) {
            return;
        }
        if why == Why::Preempted {
            self.ready.push_front(task.id);
        } else {
            self.used.remove(&task.id);
            self.ready.push_back(task.id);
        }
    }

    fn pick(&mut self, _now: Cycles) -> Option<Pid> {
        let id = self.ready.pop_front()?;
        self.used.entry(id).or_default();
        Some(id)
    }

    fn tick(&mut self, id: Pid, ran: Cycles, _now: Cycles) -> Verdict {
        let Some(used) = self.used.get_mut(&id) else { return Verdict::Keep };
        used.0 = used.0.saturating_add(ran.0);
        match self.quantum {
            Some(quantum) if *used >= quantum => Verdict::Expired,
            _ => Verdict::Keep,
        }
    }

    fn block(&mut self, id: Pid, _now: Cycles) {
        self.used.remove(&id);
    }

    fn remove(&mut self, id: Pid) {
        self.used.remove(&id);
        self.ready.retain(|&other| other != id);
    }

    fn slice(&self, id: Pid) -> Option<Cycles> {
        self.quantum.map(|quantum| Cycles(quantum.0.saturating_sub(self.used(id).0)))
    }

    fn queues(&self) -> Vec<ReadyQueue> {
        vec![ReadyQueue { label: "ready".into(), tasks: self.ready.iter().copied().collect() }]
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn task(id: u32) -> Task {
        Task::new(Pid(id), Cycles(0))
    }

    #[test]
    fn an_expired_task_goes_to_the_tail() {
        let mut rr = RoundRobin::new(Cycles(10));
        for id in 1..=3 {
            rr.enqueue(&task(id), Why::New, Cycles(0));
        }
        assert_eq!(rr.pick(Cycles(0)), Some(Pid(1)));
        assert_eq!(rr.slice(Pid(1)), Some(Cycles(10)));
        assert_eq!(rr.tick(Pid(1), Cycles(9), Cycles(9)), Verdict::Keep);
        assert_eq!(rr.tick(Pid(1), Cycles(1), Cycles(10)), Verdict::Expired);
        rr.enqueue(&task(1), Why::Expired, Cycles(10));
        assert_eq!(rr.queues()[0].tasks, [Pid(2), Pid(3), Pid(1)]);
    }

    #[test]
    fn first_come_never_expires_and_remove_forgets() {
        let mut fifo = RoundRobin::first_come();
        fifo.enqueue(&task(1), Why::New, Cycles(0));
        fifo.enqueue(&task(2), Why::New, Cycles(0));
        assert_eq!(fifo.pick(Cycles(0)), Some(Pid(1)));
        assert_eq!(fifo.tick(Pid(1), Cycles(1 << 40), Cycles(1 << 40)), Verdict::Keep);
        fifo.remove(Pid(2));
        fifo.block(Pid(1), Cycles(1 << 40));
        assert_eq!(fifo.pick(Cycles(1 << 40)), None);
        assert_eq!(fifo, RoundRobin::first_come());
    }
}
