//! The exercise `lottery`: given the random numbers, who wins each slice and when each job is finished.

use super::input::{Error, Node};
use crate::base::limits::TEXTBOOK_ITEMS_MAX;
use crate::base::{Cycles, Pid};
use crate::kernel::policy::schedule::{Lottery, Scheduler, Task, Why};
use serde::Serialize;

const JOBS_MAX: usize = 1_000;
const TIME_MAX: u64 = 1 << 40;

/// The job that won each draw, and the time each job was finished (null: the draws or tickets ran out first).
#[derive(Serialize)]
pub(super) struct Draws {
    winners: Vec<u32>,
    finish: Vec<Option<u64>>,
}

pub(super) fn run(node: &Node) -> Result<Draws, Error> {
    let quantum = node.number_or("quantum", 1, 1..=TIME_MAX)?;
    let (mut left, mut tasks) = (vec![], vec![]);
    let mut lottery = Lottery::new(Cycles(quantum), 0);
    for (id, job) in (0..).zip(node.field("jobs")?.items(JOBS_MAX)?) {
        left.push(job.field("run")?.number(1..=TIME_MAX)?);
        let tickets = job.field("tickets")?.number(0..=u64::from(u32::MAX))? as u32;
        let task = Task { tickets, ..Task::new(Pid(id), Cycles(0)) };
        lottery.enqueue(&task, Why::New, Cycles(0));
        tasks.push(task);
    }
    let mut out = Draws { winners: vec![], finish: vec![None; tasks.len()] };
    let mut now = 0;
    for draw in node.field("draws")?.items(TEXTBOOK_ITEMS_MAX)? {
        let draw = draw.number(0..=u64::MAX)?;
        let Some(id) = lottery.pick_with(draw) else { continue };
        let index = id.0 as usize;
        out.winners.push(id.0);
        now += quantum;
        left[index] = u64::saturating_sub(left[index], quantum);
        lottery.tick(id, Cycles(quantum), Cycles(now));
        if left[index] == 0 {
            out.finish[index] = Some(now);
            lottery.remove(id);
        } else {
            lottery.enqueue(&tasks[index], Why::Expired, Cycles(now));
        }
    }
    Ok(out)
}
