//! The exercise `mlfq`: a multi-level feedback queue, tick by tick, with jobs that issue I/O.
//!
//! Within a tick: boost, arrivals, I/O completions, pick, run 1; then finished? I/O? quantum used?

use super::input::{Error, Node};
use crate::base::limits::TEXTBOOK_STEPS_MAX;
use crate::base::{Cycles, Pid};
use crate::kernel::policy::schedule::mlfq::{BoostGives, Level};
use crate::kernel::policy::schedule::{Mlfq, MlfqConfig, Scheduler, Task, Verdict, Why};
use serde::Serialize;
use std::collections::BTreeMap;

const JOBS_MAX: usize = 1_000;
const QUEUES_MAX: u64 = 64;
const TIME_MAX: u64 = TEXTBOOK_STEPS_MAX as u64;

/// Who ran in which queue, and how each job fared.
#[derive(Serialize)]
pub(super) struct Ticks {
    /// Job and queue; both null when idle.
    ticks: Vec<(Option<u32>, Option<usize>)>,
    jobs: Vec<Times>,
}

#[derive(Serialize)]
struct Times {
    response: u64,
    turnaround: u64,
}

struct Job {
    start: u64,
    run: u64,
    iofreq: u64,
    left: u64,
    first_run: u64,
    finish: u64,
}

pub(super) fn run(node: &Node) -> Result<Ticks, Error> {
    let mut mlfq = Mlfq::new(config_of(node)?);
    let io = node.number_or("io", 5, 0..=TIME_MAX)?;
    let mut jobs: Vec<Job> = node.field("jobs")?.items(JOBS_MAX)?.iter().map(job).collect::<Result<_, _>>()?;
    let tasks: Vec<Task> = (0..).zip(&jobs).map(|(id, job)| Task::new(Pid(id), Cycles(job.start))).collect();
    let mut events: BTreeMap<u64, Vec<(Pid, Why)>> = BTreeMap::new();
    for (task, job) in tasks.iter().zip(&jobs) {
        mlfq.announce(task.id);
        events.entry(job.start).or_default().push((task.id, Why::New));
    }
    let mut ticks = vec![];
    let mut unfinished = jobs.len();
    while unfinished > 0 {
        let now = ticks.len() as u64;
        if ticks.len() == TEXTBOOK_STEPS_MAX {
            return Err(Error::new("$", format!("the jobs take more than {TEXTBOOK_STEPS_MAX} ticks")));
        }
        mlfq.clock(Cycles(now));
        for (id, why) in events.remove(&now).unwrap_or_default() {
            mlfq.enqueue(&tasks[id.0 as usize], why, Cycles(now));
        }
        let Some(id) = mlfq.pick(Cycles(now)) else {
            ticks.push((None, None));
            continue;
        };
        ticks.push((Some(id.0), mlfq.level(id)));
        let (job, after) = (&mut jobs[id.0 as usize], now + 1);
        if job.left == job.run {
            job.first_run = now;
        }
        job.left -= 1;
        let verdict = mlfq.tick(id, Cycles(1), Cycles(after));
        if job.left == 0 {
            job.finish = after;
            unfinished -= 1;
            mlfq.remove(id);
        } else if job.iofreq > 0 && (job.run - job.left).is_multiple_of(job.iofreq) {
            mlfq.block(id, Cycles(after));
            events.entry(after + io).or_default().push((id, Why::Woken));
        } else {
            let why = if verdict == Verdict::Expired { Why::Expired } else { Why::Preempted };
            mlfq.enqueue(&tasks[id.0 as usize], why, Cycles(after));
        }
    }
    let times = |job: &Job| Times { response: job.first_run - job.start, turnaround: job.finish - job.start };
    Ok(Ticks { ticks, jobs: jobs.iter().map(times).collect() })
}

fn job(node: &Node) -> Result<Job, Error> {
    let run = node.field("run")?.number(1..=TIME_MAX)?;
    let start = node.number_or("start", 0, 0..=TIME_MAX)?;
    Ok(Job { start, run, iofreq: node.number_or("iofreq", 0, 0..=TIME_MAX)?, left: run, first_run: 0, finish: 0 })
}

fn config_of(node: &Node) -> Result<MlfqConfig, Error> {
    let quanta = node.field("quantum")?;
    let listed = if quanta.is_list() { Some(quanta.items(QUEUES_MAX as usize)?.len().max(1) as u64) } else { None };
    let queues = match (node.get("queues")?, listed) {
        (Some(queues), Some(listed)) => queues.number(listed..=listed)?,
        (Some(queues), None) => queues.number(1..=QUEUES_MAX)?,
        (None, listed) => listed.unwrap_or(3),
    };
    let quanta = per_queue(&quanta, queues, 1)?;
    let allotments = match node.get("allotment")? {
        Some(allotment) => per_queue(&allotment, queues, 0)?,
        None => vec![1; queues as usize],
    };
    let level = |(quantum, allotment): (u64, u64)| Level { quantum: Cycles(quantum), allotment: allotment as u32 };
    let gives =
        node.get("boost_gives")?.map_or(Ok("allotment-ticks"), |n| n.one_of(&["allotment-ticks", "fresh-start"]))?;
    Ok(MlfqConfig {
        levels: quanta.into_iter().zip(allotments).map(level).collect(),
        boost: Some(Cycles(node.number_or("boost", 0, 0..=TIME_MAX)?)).filter(|boost| boost.0 > 0),
        boost_gives: if gives == "fresh-start" { BoostGives::FreshStart } else { BoostGives::AllotmentTicks },
        stay: node.bool_or("stay", false)?,
        iobump: node.bool_or("iobump", false)?,
    })
}

/// One number for all queues, or a list from the highest queue to the lowest; lowest queue first in the result.
fn per_queue(node: &Node, queues: u64, least: u64) -> Result<Vec<u64>, Error> {
    if !node.is_list() {
        return Ok(vec![node.number(least..=TIME_MAX)?; queues as usize]);
    }
    let items = node.items(queues as usize)?;
    if items.len() as u64 != queues {
        return Err(node.expected(format!("one number for each of the {queues} queues, highest first")));
    }
    items.iter().rev().map(|item| item.number(least..=TIME_MAX)).collect()
}
