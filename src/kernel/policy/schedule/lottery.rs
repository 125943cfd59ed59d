//! Lottery scheduling: each slice goes to the holder of a ticket drawn at random.
//!
//! The tickets of the ready tasks lie in a row in the order of their pids; ticket `draw mod total` wins. A task with
//! no ticket never wins. Source: Waldspurger & Weihl 1994; OSTEP 9.1.

use super::{ReadyQueue, Scheduler, Task, Verdict, Why};
use crate::base::{Cycles, Pid, Rng};
use std::collections::BTreeMap;

/// A lottery for each time slice.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Lottery {
    quantum: Cycles,
    rng: Rng,
    /// Ready tasks and their tickets.
    ready: BTreeMap<Pid, u32>,
    /// Running tasks and the cycles used of their slice.
    running: BTreeMap<Pid, Cycles>,
}

impl Lottery {
    /// A lottery every `quantum` cycles (0 is taken as 1), its draws from `seed`.
    #[must_use]
    pub fn new(quantum: Cycles, seed: u64) -> Self {
        let quantum = quantum.max(Cycles(1));
        Self { quantum, rng: Rng::new(seed), ready: BTreeMap::new(), running: BTreeMap::new() }
    }

    /// All tickets of the ready tasks.
    #[must_use]
    pub fn tickets(&self) -> u64 {
        self.ready.values().map(|&tickets| u64::from(tickets)).sum()
    }

    /// As [`Scheduler::pick`], with the random number given; `None` also when no ready task holds a ticket.
    pub fn pick_with(&mut self, draw: u64) -> Option<Pid> {
        let mut ticket = draw.checked_rem(self.tickets())?;
        let (&winner, _) = self.ready.iter().find(|&(_, &held)| match ticket.checked_sub(u64::from(held)) {
            Some(rest) => {
                ticket = rest;
                false
            }
            None => true,
        })?;
        self.ready.remove(&winner);
        self.running.insert(winner, Cycles(0));
        Some(winner)
    }
}

impl Scheduler for Lottery {
    fn enqueue(&mut self, task: &Task, _why: Why, _now: Cycles) {
        self.running.remove(&task.id);
        self.ready.insert(task.id, task.tickets);
    }

    fn pick(&mut self, _now: Cycles) -> Option<Pid> {
        if self.tickets() == 0 {
            return None;
        }
        let draw = self.rng.next_u64();
        self.pick_with(draw)
    }

    fn tick(&mut self, id: Pid, ran: Cycles, _now: Cycles) -> Verdict {
        let Some(used) = self.running.get_mut(&id) else { return Verdict::Keep };
        used.0 = used.0.saturating_add(ran.0);
        if *used >= self.quantum { Verdict::Expired } else { Verdict::Keep }
    }

    fn block(&mut self, id: Pid, _now: Cycles) {
        self.running.remove(&id);
    }

    fn remove(&mut self, id: Pid) {
        self.running.remove(&id);
        self.ready.remove(&id);
    }

    fn slice(&self, id: Pid) -> Option<Cycles> {
        let used = self.running.get(&id).map_or(0, |used| used.0);
        Some(Cycles(self.quantum.0.saturating_sub(used)))
    }

    fn queues(&self) -> Vec<ReadyQueue> {
        vec![ReadyQueue { label: "tickets".into(), tasks: self.ready.keys().copied().collect() }]
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn tickets_lie_in_a_row_in_the_order_of_pids() {
        let mut lottery = Lottery::new(Cycles(1), 0);
        for (id, tickets) in [(0, 75), (1, 0), (2, 25)] {
            lottery.enqueue(&Task { tickets, ..Task::new(Pid(id), Cycles(0)) }, Why::New, Cycles(0));
        }
        for (draw, winner) in [(0, 0), (74, 0), (75, 2), (99, 2), (100, 0), (844_422, 0), (u64::MAX, 0)] {
            assert_eq!(lottery.clone().pick_with(draw), Some(Pid(winner)), "draw {draw}");
        }
    }

    #[test]
    fn without_tickets_nobody_wins() {
        let mut lottery = Lottery::new(Cycles(1), 0);
        lottery.enqueue(&Task { tickets: 0, ..Task::new(Pid(1), Cycles(0)) }, Why::New, Cycles(0));
        assert_eq!(lottery.pick(Cycles(0)), None);
    }
}
