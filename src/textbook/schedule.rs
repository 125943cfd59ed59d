//! The exercise `schedule`: jobs with arrivals and run times on one CPU under a policy.
//!
//! The driver below is what the kernel does, without a kernel: it charges, obeys the verdict, switches, and enqueues
//! arrivals before the job that loses the CPU at the same moment.

use super::input::{Error, Node};
use crate::base::limits::{TEXTBOOK_ITEMS_MAX, TEXTBOOK_STEPS_MAX};
use crate::base::{Cycles, Pid};
use crate::kernel::policy::schedule::{MlfqConfig, Policy, PolicyConfig, Scheduler, Task, Verdict, Why};
use serde::Serialize;

/// Largest time, run time or cost.
const TIME_MAX: u64 = 1 << 40;
/// Most jobs: choosing among them takes time in proportion.
const JOBS_MAX: usize = 1_000;

const _: () = assert!(JOBS_MAX <= TEXTBOOK_ITEMS_MAX);

/// Who ran when, and how each job fared.
#[derive(Serialize)]
pub(super) struct Schedule {
    /// Start, job, length.
    slices: Vec<(u64, u32, u64)>,
    jobs: Vec<Times>,
}

#[derive(Serialize)]
struct Times {
    response: u64,
    turnaround: u64,
    wait: u64,
}

pub(super) fn run(node: &Node) -> Result<Schedule, Error> {
    let jobs = node.field("jobs")?.items(JOBS_MAX)?;
    let jobs: Vec<Task> = jobs.iter().enumerate().map(|(i, job)| task(i, job)).collect::<Result<_, _>>()?;
    let (config, highest_first) = config_of(node)?;
    let flip =
        |task: Task| Task { priority: if highest_first { u32::MAX - task.priority } else { task.priority }, ..task };
    let jobs: Vec<Task> = jobs.into_iter().map(flip).collect();
    let switch_cost = node.number_or("switch_cost", 0, 0..=TIME_MAX)?;
    Driver::new(Policy::new(&config), &jobs, switch_cost).run()
}

fn task(index: usize, node: &Node) -> Result<Task, Error> {
    let id = Pid(index as u32);
    let time = |key: &str| node.get(key)?.map(|node| node.number(0..=TIME_MAX).map(Cycles)).transpose();
    let small = |key: &str, default| Ok(node.number_or(key, default, 0..=u64::from(u32::MAX))? as u32);
    Ok(Task {
        burst: Some(Cycles(node.field("run")?.number(1..=TIME_MAX)?)),
        priority: small("priority", 0)?,
        tickets: small("tickets", 100)?,
        nice: node.get("nice")?.map_or(Ok(0), |node| node.integer(-20..=19))? as i8,
        deadline: time("deadline")?,
        period: time("period")?,
        ..Task::new(id, time("arrival")?.unwrap_or_default())
    })
}

/// The policy, and whether the higher priority number is the more urgent.
fn config_of(node: &Node) -> Result<(PolicyConfig, bool), Error> {
    let names = [
        "fifo",
        "fcfs",
        "sjf",
        "stcf",
        "srtf",
        "srt",
        "rr",
        "round-robin",
        "priority",
        "priority-preemptive",
        "priority-rr",
        "mlfq",
        "lottery",
        "stride",
        "cfs",
        "eevdf",
        "edf",
        "rm",
        "rate-monotonic",
    ];
    let name = node.field("policy")?.one_of(&names)?;
    let quantum = || node.field("quantum")?.number(1..=TIME_MAX).map(Cycles);
    let time_or = |key: &str, default| node.number_or(key, default, 1..=TIME_MAX).map(Cycles);
    let aging = node.get("aging")?.map(|node| node.number(1..=TIME_MAX).map(Cycles)).transpose()?;
    let preemptive = node.bool_or("preemptive", name != "priority")?;
    let highest_first = match node.get("priority_order")? {
        Some(order) => order.one_of(&["low", "high"])? == "high",
        None => false,
    };
    let config = match name {
        "fifo" | "fcfs" => PolicyConfig::Fifo,
        "sjf" => PolicyConfig::Sjf,
        "stcf" | "srtf" | "srt" => PolicyConfig::Stcf,
        "rr" | "round-robin" => PolicyConfig::RoundRobin { quantum: quantum()? },
        "priority" | "priority-preemptive" => PolicyConfig::Priority { preemptive, aging, quantum: None },
        "priority-rr" => PolicyConfig::Priority { preemptive, aging, quantum: Some(quantum()?) },
        "mlfq" => PolicyConfig::Mlfq(MlfqConfig::uniform(node.number_or("queues", 3, 1..=64)? as usize, quantum()?)),
        "lottery" => PolicyConfig::Lottery { quantum: quantum()?, seed: node.number_or("seed", 0, 0..=u64::MAX)? },
        "stride" => PolicyConfig::Stride { quantum: quantum()? },
        "cfs" => PolicyConfig::Cfs { latency: time_or("latency", 48)?, granularity: time_or("granularity", 6)? },
        "eevdf" => PolicyConfig::Eevdf { slice: time_or("slice", 3)? },
        "edf" => PolicyConfig::Edf,
        _ => PolicyConfig::RateMonotonic,
    };
    Ok((config, highest_first))
}

struct Job {
    remaining: u64,
    first_run: Option<u64>,
    finish: u64,
}

/// One CPU, driven by a policy.
struct Driver<'a> {
    policy: Policy,
    tasks: &'a [Task],
    /// Job numbers by arrival, lower number first; those before `arrived` have arrived.
    arrivals: Vec<usize>,
    arrived: usize,
    jobs: Vec<Job>,
    now: u64,
    switch_cost: u64,
    /// Whose state is in the CPU.
    loaded: Option<Pid>,
    /// Decisions so far: dispatches, arrivals waited for, times the policy was asked about the running job.
    steps: usize,
    slices: Vec<(u64, u32, u64)>,
}

impl<'a> Driver<'a> {
    fn new(policy: Policy, tasks: &'a [Task], switch_cost: u64) -> Self {
        let mut arrivals: Vec<usize> = (0..tasks.len()).collect();
        arrivals.sort_by_key(|&i| tasks[i].arrival);
        let fresh = |task: &Task| Job { remaining: task.burst.unwrap_or_default().0, first_run: None, finish: 0 };
        let jobs = tasks.iter().map(fresh).collect();
        Self { policy, tasks, arrivals, arrived: 0, jobs, now: 0, switch_cost, loaded: None, steps: 0, slices: vec![] }
    }

    fn next_arrival(&self) -> Option<u64> {
        self.arrivals.get(self.arrived).map(|&i| self.tasks[i].arrival.0)
    }

    /// Time has passed: whoever arrived meanwhile is enqueued.
    fn advance(&mut self, to: u64) {
        self.now = to;
        self.policy.clock(Cycles(to));
        while self.next_arrival().is_some_and(|arrival| arrival <= to) {
            let task = &self.tasks[self.arrivals[self.arrived]];
            self.policy.enqueue(task, Why::New, Cycles(to));
            self.arrived += 1;
        }
    }

    fn run(mut self) -> Result<Schedule, Error> {
        self.advance(0);
        while self.steps < TEXTBOOK_STEPS_MAX {
            self.steps += 1;
            if let Some(id) = self.policy.pick(Cycles(self.now)) {
                self.dispatch(id);
            } else if let Some(arrival) = self.next_arrival() {
                self.advance(arrival);
            } else {
                return self.finish();
            }
        }
        Err(Error::new("$", format!("the schedule takes more than {TEXTBOOK_STEPS_MAX} decisions")))
    }

    /// Switches to a job and runs it until it ends, loses the CPU, or the steps are used up.
    /// A job that loses the CPU to an arrival during the switch makes no slice.
    fn dispatch(&mut self, id: Pid) {
        let is_switch = self.loaded.is_some_and(|other| other != id);
        self.loaded = Some(id);
        let index = id.0 as usize;
        let mut verdict = Verdict::Keep;
        if is_switch && self.switch_cost > 0 {
            self.advance(self.now + self.switch_cost);
            verdict = self.policy.tick(id, Cycles(0), Cycles(self.now));
        }
        let start = self.now;
        while verdict == Verdict::Keep && self.jobs[index].remaining > 0 && self.steps < TEXTBOOK_STEPS_MAX {
            self.steps += 1;
            self.jobs[index].first_run.get_or_insert(start);
            let until_slice = self.policy.slice(id).map_or(u64::MAX, |slice| slice.0.max(1));
            let until_arrival = self.next_arrival().map_or(u64::MAX, |arrival| arrival - self.now);
            let ran = self.jobs[index].remaining.min(until_slice).min(until_arrival);
            self.jobs[index].remaining -= ran;
            self.advance(self.now + ran);
            verdict = self.policy.tick(id, Cycles(ran), Cycles(self.now));
        }
        if self.now > start {
            self.slices.push((start, id.0, self.now - start));
        }
        if self.jobs[index].remaining == 0 {
            self.jobs[index].finish = self.now;
            self.policy.remove(id);
        } else {
            let why = if verdict == Verdict::Expired { Why::Expired } else { Why::Preempted };
            self.policy.enqueue(&self.tasks[index], why, Cycles(self.now));
        }
    }

    fn finish(self) -> Result<Schedule, Error> {
        if let Some(index) = self.jobs.iter().position(|job| job.remaining > 0) {
            return Err(Error::new(format!("$.jobs[{index}]"), "this job never gets the CPU: it holds no ticket"));
        }
        let times = |(task, job): (&Task, &Job)| {
            let (arrival, run) = (task.arrival.0, task.burst.unwrap_or_default().0);
            let turnaround = job.finish - arrival;
            Times { response: job.first_run.unwrap_or(arrival) - arrival, turnaround, wait: turnaround - run }
        };
        let jobs = self.tasks.iter().zip(&self.jobs).map(times).collect();
        Ok(Schedule { slices: self.slices, jobs })
    }
}
