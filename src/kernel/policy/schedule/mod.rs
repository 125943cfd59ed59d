//! CPU scheduling policies as pure objects behind one trait, [`Scheduler`].
//!
//! The life of a task as a scheduler sees it; every other order of calls is the caller's bug and is ignored:
//!
//! ```text
//!          enqueue(New)            pick              block
//!   (none) ───────────▶ Ready ───────────▶ Running ───────▶ Waiting ──enqueue(Woken)──▶ Ready
//!                         ▲ enqueue(Preempted | Expired | Yielded) │
//!                         └────────────────────────────────────────┘        remove: from any state to (none)
//! ```
//!
//! The caller charges CPU time with [`Scheduler::tick`] and obeys its [`Verdict`]; `tick` itself moves nothing.
//! To change the policy while tasks live, make a new one and `enqueue(New)` the ready and running tasks, in order; the
//! waiting ones follow when they are woken. Several tasks may be Running at once (several CPUs, one global queue). Equal claims go to the lower [`Pid`].

pub mod fair;
mod lottery;
pub mod mlfq;
pub mod ordered;
mod policy;
mod round_robin;

pub use fair::Fair;
pub use lottery::Lottery;
pub use mlfq::{Mlfq, MlfqConfig};
pub use ordered::Ordered;
pub use policy::{Policy, PolicyConfig};
pub use round_robin::RoundRobin;

use crate::base::{Cycles, Pid};
use serde::{Deserialize, Serialize};

/// What a policy may know of a task. The kernel passes it anew with every [`Scheduler::enqueue`], so `nice` and the
/// like may change.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Task {
    /// Who.
    pub id: Pid,
    /// When it entered the system.
    pub arrival: Cycles,
    /// CPU time it needs in all, where that is known (exercises); otherwise SJF and STCF predict the next burst.
    pub burst: Option<Cycles>,
    /// Priority: the lower number is the more urgent (Silberschatz 5.3.4; nice values order the same way).
    pub priority: u32,
    /// Lottery tickets, stride tickets.
    pub tickets: u32,
    /// `nice` value, -20 (most CPU) to 19.
    pub nice: i8,
    /// Absolute deadline of the current job, for EDF.
    pub deadline: Option<Cycles>,
    /// Period, for rate-monotonic.
    pub period: Option<Cycles>,
}

impl Task {
    /// A task of middling claims: priority 0, 100 tickets, nice 0, nothing known of its burst.
    #[must_use]
    pub const fn new(id: Pid, arrival: Cycles) -> Self {
        Self { id, arrival, burst: None, priority: 0, tickets: 100, nice: 0, deadline: None, period: None }
    }
}

/// Why a task becomes ready.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
pub enum Why {
    /// It has just been created.
    New,
    /// What it waited for has happened.
    Woken,
    /// A more urgent task takes the CPU ([`Verdict::Outranked`]).
    Preempted,
    /// Its time slice is used up ([`Verdict::Expired`]).
    Expired,
    /// It gave up the CPU of its own will (`sched_yield`).
    Yielded,
}

/// What is to become of the running task.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
pub enum Verdict {
    /// It runs on.
    Keep,
    /// Its slice is used up: `enqueue` it with [`Why::Expired`], then `pick`.
    Expired,
    /// A ready task has the better claim: `enqueue` it with [`Why::Preempted`], then `pick`.
    Outranked,
}

/// A ready queue as a picture shows it: a label and the tasks, next first.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct ReadyQueue {
    /// What the queue is called: `ready`, `queue 2`.
    pub label: String,
    /// The ready (not the running) tasks, next to run first.
    pub tasks: Vec<Pid>,
}

/// A scheduling policy. All methods are bounded by the number of tasks.
pub trait Scheduler {
    /// A task becomes ready.
    fn enqueue(&mut self, task: &Task, why: Why, now: Cycles);

    /// Chooses the ready task that runs next and makes it Running; `None` when none is ready.
    fn pick(&mut self, now: Cycles) -> Option<Pid>;

    /// Charges `ran` cycles (since `pick` or the last `tick`) to a running task and says what is to become of it.
    /// Call it when the slice ends, and with `ran` up to date after every `enqueue` of another task.
    fn tick(&mut self, id: Pid, ran: Cycles, now: Cycles) -> Verdict;

    /// A running task starts to wait. Charge it with `tick` first.
    fn block(&mut self, id: Pid, now: Cycles);

    /// A task is gone: it ended, or moved to another scheduler.
    fn remove(&mut self, id: Pid);

    /// Time has come to `now`: periodic work of the policy (priority boost, aging). Call it at least when the timer
    /// fires, after the running task was dealt with and before tasks are enqueued.
    fn clock(&mut self, _now: Cycles) {}

    /// Cycles after which the running task wants its next `tick`: sets the timer. `None`: no timer needed.
    fn slice(&self, id: Pid) -> Option<Cycles>;

    /// The ready queues, most urgent first, for the picture.
    fn queues(&self) -> Vec<ReadyQueue>;
}
