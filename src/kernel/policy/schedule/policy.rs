//! All policies as one value: chosen by a plain configuration, changeable while the computer runs.

use super::{Fair, Lottery, Mlfq, MlfqConfig, Ordered, ReadyQueue, RoundRobin, Scheduler, Task, Verdict, Why};
use super::{fair, ordered};
use crate::base::{Cycles, Pid};
use serde::{Deserialize, Serialize};

/// Which policy, with its parameters: what a computer's configuration and a lesson say.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case", tag = "policy")]
pub enum PolicyConfig {
    /// First come, first served.
    Fifo,
    /// Shortest job first, not preemptive.
    Sjf,
    /// Shortest time to completion first, preemptive (also called SRTF).
    Stcf,
    /// Round robin.
    RoundRobin {
        /// Time slice.
        quantum: Cycles,
    },
    /// By priority number, lower first.
    Priority {
        /// Whether a more urgent task takes the CPU from a running one.
        preemptive: bool,
        /// A waiting task grows more urgent by one for each of these.
        aging: Option<Cycles>,
        /// With a quantum, equal priorities take turns.
        quantum: Option<Cycles>,
    },
    /// Multi-level feedback queue.
    Mlfq(MlfqConfig),
    /// A random draw for each slice.
    Lottery {
        /// Time slice.
        quantum: Cycles,
        /// Seed of the draws.
        seed: u64,
    },
    /// Stride scheduling.
    Stride {
        /// Time slice.
        quantum: Cycles,
    },
    /// The Completely Fair Scheduler.
    Cfs {
        /// Within this time every ready task should run once.
        latency: Cycles,
        /// No slice is shorter.
        granularity: Cycles,
    },
    /// Earliest eligible virtual deadline first.
    Eevdf {
        /// CPU time requested at a time.
        slice: Cycles,
    },
    /// Earliest deadline first.
    Edf,
    /// Rate-monotonic: shortest period first.
    RateMonotonic,
}

impl PolicyConfig {
    /// The policy's usual name, as courses write it.
    #[must_use]
    pub const fn name(&self) -> &'static str {
        match self {
            Self::Fifo => "FCFS",
            Self::Sjf => "SJF",
            Self::Stcf => "STCF",
            Self::RoundRobin { .. } => "round robin",
            Self::Priority { .. } => "priority",
            Self::Mlfq(_) => "MLFQ",
            Self::Lottery { .. } => "lottery",
            Self::Stride { .. } => "stride",
            Self::Cfs { .. } => "CFS",
            Self::Eevdf { .. } => "EEVDF",
            Self::Edf => "EDF",
            Self::RateMonotonic => "rate-monotonic",
        }
    }
}

/// Any scheduling policy, ready to run.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Policy {
    /// FCFS and round robin.
    RoundRobin(RoundRobin),
    /// SJF, STCF, priority, EDF, rate-monotonic.
    Ordered(Ordered),
    /// Multi-level feedback queue.
    Mlfq(Mlfq),
    /// Lottery.
    Lottery(Lottery),
    /// Stride, CFS, EEVDF.
    Fair(Fair),
}

impl Policy {
    /// The policy a configuration describes, without tasks.
    #[must_use]
    pub fn new(config: &PolicyConfig) -> Self {
        use PolicyConfig as C;
        let ordered = |rule| Self::Ordered(Ordered::new(rule, None));
        match config.clone() {
            C::Fifo => Self::RoundRobin(RoundRobin::first_come()),
            C::RoundRobin { quantum } => Self::RoundRobin(RoundRobin::new(quantum)),
            C::Sjf => ordered(ordered::Rule::ShortestJob),
            C::Stcf => ordered(ordered::Rule::ShortestRemaining),
            C::Edf => ordered(ordered::Rule::EarliestDeadline),
            C::RateMonotonic => ordered(ordered::Rule::RateMonotonic),
            C::Priority { preemptive, aging, quantum } => {
                Self::Ordered(Ordered::new(ordered::Rule::Priority { preemptive, aging }, quantum))
            }
            C::Mlfq(config) => Self::Mlfq(Mlfq::new(config)),
            C::Lottery { quantum, seed } => Self::Lottery(Lottery::new(quantum, seed)),
            C::Stride { quantum } => Self::Fair(Fair::new(fair::Rule::Stride { quantum })),
            C::Cfs { latency, granularity } => Self::Fair(Fair::new(fair::Rule::Cfs { latency, granularity })),
            C::Eevdf { slice } => Self::Fair(Fair::new(fair::Rule::Eevdf { slice })),
        }
    }

    fn get(&self) -> &dyn Scheduler {
        match self {
            Self::RoundRobin(p) => p,
            Self::Ordered(p) => p,
            Self::Mlfq(p) => p,
            Self::Lottery(p) => p,
            Self::Fair(p) => p,
        }
    }

    fn get_mut(&mut self) -> &mut dyn Scheduler {
        match self {
            Self::RoundRobin(p) => p,
            Self::Ordered(p) => p,
            Self::Mlfq(p) => p,
            Self::Lottery(p) => p,
            Self::Fair(p) => p,
        }
    }
}

impl Scheduler for Policy {
    fn enqueue(&mut self, task: &Task, why: Why, now: Cycles) {
        self.get_mut().enqueue(task, why, now);
    }
    fn pick(&mut self, now: Cycles) -> Option<Pid> {
        self.get_mut().pick(now)
    }
    fn tick(&mut self, id: Pid, ran: Cycles, now: Cycles) -> Verdict {
        self.get_mut().tick(id, ran, now)
    }
    fn block(&mut self, id: Pid, now: Cycles) {
        self.get_mut().block(id, now);
    }
    fn remove(&mut self, id: Pid) {
        self.get_mut().remove(id);
    }
    fn clock(&mut self, now: Cycles) {
        self.get_mut().clock(now);
    }
    fn slice(&self, id: Pid) -> Option<Cycles> {
        self.get().slice(id)
    }
    fn queues(&self) -> Vec<ReadyQueue> {
        self.get().queues()
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::base::Rng;
    use std::collections::{BTreeMap, BTreeSet};

    fn all() -> Vec<PolicyConfig> {
        let quantum = Cycles(5);
        let priority = |preemptive, aging, quantum| PolicyConfig::Priority { preemptive, aging, quantum };
        let mlfq = MlfqConfig { boost: Some(Cycles(50)), ..MlfqConfig::uniform(3, quantum) };
        vec![
            PolicyConfig::Fifo,
            PolicyConfig::Sjf,
            PolicyConfig::Stcf,
            PolicyConfig::RoundRobin { quantum },
            priority(true, Some(Cycles(10)), Some(quantum)),
            priority(false, None, None),
            PolicyConfig::Mlfq(MlfqConfig { stay: true, iobump: true, ..mlfq.clone() }),
            PolicyConfig::Mlfq(mlfq),
            PolicyConfig::Lottery { quantum, seed: 1 },
            PolicyConfig::Stride { quantum },
            PolicyConfig::Cfs { latency: Cycles(20), granularity: Cycles(3) },
            PolicyConfig::Eevdf { slice: quantum },
            PolicyConfig::Edf,
            PolicyConfig::RateMonotonic,
        ]
    }

    #[derive(Clone, Copy, PartialEq, Debug)]
    enum Is {
        Ready,
        Running,
        Waiting,
    }

    /// One random legal call; `tasks` is the state every task should be in.
    fn step(policy: &mut Policy, tasks: &mut BTreeMap<Pid, Is>, rng: &mut Rng, now: Cycles) {
        let id = Pid(1 + rng.below(8) as u32);
        let task = Task { nice: rng.below(40) as i8 - 20, priority: rng.below(5) as u32, ..Task::new(id, now) };
        match (tasks.get(&id).copied(), rng.below(5)) {
            (None, _) => {
                policy.enqueue(&task, Why::New, now);
                tasks.insert(id, Is::Ready);
            }
            (Some(_), 0) => {
                policy.remove(id);
                tasks.remove(&id);
            }
            (Some(Is::Waiting), _) => {
                policy.enqueue(&task, Why::Woken, now);
                tasks.insert(id, Is::Ready);
            }
            (Some(Is::Running), 1) => {
                policy.block(id, now);
                tasks.insert(id, Is::Waiting);
            }
            (Some(Is::Running), _) => {
                let why = match policy.tick(id, Cycles(rng.below(8)), now) {
                    Verdict::Keep => return,
                    Verdict::Expired => Why::Expired,
                    Verdict::Outranked => Why::Preempted,
                };
                policy.enqueue(&task, why, now);
                tasks.insert(id, Is::Ready);
            }
            (Some(Is::Ready), _) => {
                let picked = policy.pick(now).expect("one is ready");
                assert_eq!(tasks.insert(picked, Is::Running), Some(Is::Ready));
            }
        }
    }

    #[test]
    fn no_policy_loses_or_doubles_a_task() {
        for config in all() {
            let (mut policy, mut tasks, mut rng) = (Policy::new(&config), BTreeMap::new(), Rng::new(3));
            for now in (0..4_000).map(Cycles) {
                policy.clock(now);
                step(&mut policy, &mut tasks, &mut rng, now);
                let shown: Vec<Pid> = policy.queues().into_iter().flat_map(|queue| queue.tasks).collect();
                let ready: BTreeSet<Pid> =
                    tasks.iter().filter(|(_, is)| **is == Is::Ready).map(|(&id, _)| id).collect();
                assert_eq!(shown.len(), ready.len(), "{config:?} at {now}");
                assert_eq!(shown.into_iter().collect::<BTreeSet<_>>(), ready, "{config:?} at {now}");
                assert!(ready.is_empty() == policy.clone().pick(now).is_none(), "{config:?} at {now}");
            }
        }
    }

    #[test]
    fn the_same_calls_give_the_same_policy() {
        for config in all() {
            let run = || {
                let (mut policy, mut tasks, mut rng) = (Policy::new(&config), BTreeMap::new(), Rng::new(9));
                (0..500).for_each(|now| step(&mut policy, &mut tasks, &mut rng, Cycles(now)));
                policy
            };
            assert_eq!(run(), run());
        }
    }
}
