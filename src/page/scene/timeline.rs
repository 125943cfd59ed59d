//! The timeline: a lane per process, coloured by state, over an axis of moments. The lanes are the Gantt chart.
//!
//! Two scales: by moment (every moment at which something happened is as wide as any other: short system calls stay
//! visible beside long computations) and by time (cycles, true to scale).

use process_lab::base::{Cycles, Pid};
use process_lab::kernel::event::{Event, Fact, ProcessState};
use std::collections::BTreeMap;

/// A stretch of one state.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Stretch {
    /// First moment.
    pub from: Cycles,
    /// First moment of what follows.
    pub to: Cycles,
    /// State meanwhile.
    pub state: ProcessState,
}

/// A process's life.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Lane {
    /// Whose.
    pub pid: Pid,
    /// In order, without gaps until it is reaped.
    pub stretches: Vec<Stretch>,
}

/// A moment worth a mark, by weight: the heavier, the taller.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Mark {
    /// When.
    pub at: Cycles,
    /// On whose lane.
    pub pid: Pid,
    /// What kind.
    pub kind: MarkKind,
}

/// Kinds of marks.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum MarkKind {
    /// A system call began.
    Syscall,
    /// A page fault or another exception.
    Fault,
    /// A frame was copied.
    Copy,
    /// A process appeared or ended.
    Life,
    /// Output appeared.
    Output,
}

/// Everything the timeline draws that does not depend on now.
#[derive(Clone, Debug, PartialEq, Eq, Default)]
pub struct Timeline {
    /// Lanes in pid order.
    pub lanes: Vec<Lane>,
    /// Marks in time order.
    pub marks: Vec<Mark>,
    /// Every moment at which something happened, ascending, with 0 and the end.
    pub moments: Vec<Cycles>,
    /// The latest moment ever reached.
    pub end: Cycles,
}

/// What is known of a process so far: finished stretches, and since when it is in which state.
type Life = (Vec<Stretch>, Option<(Cycles, ProcessState)>);

/// Builds the timeline of a log that is ascending in time.
#[must_use]
pub fn timeline(events: &[Event], end: Cycles) -> Timeline {
    let mut open: BTreeMap<Pid, Life> = BTreeMap::new();
    let mut marks = Vec::new();
    let mut moments = vec![Cycles(0)];
    for event in events {
        if moments.last() != Some(&event.at) {
            moments.push(event.at);
        }
        if let Some(kind) = mark_kind(&event.fact) {
            marks.push(Mark { at: event.at, pid: event.pid, kind });
        }
        match &event.fact {
            Fact::ProcessCreated { child, .. } => {
                open.entry(*child).or_default().1 = Some((event.at, ProcessState::New));
            }
            Fact::StateChanged { from, to, .. } => {
                let (done, now) = open.entry(event.pid).or_default();
                let (since, state) = now.unwrap_or((event.at, *from));
                push(done, Stretch { from: since, to: event.at, state });
                *now = Some((event.at, *to));
            }
            Fact::Reaped { .. } => close(open.entry(event.pid).or_default(), event.at),
            _ => {}
        }
    }
    if moments.last() != Some(&end) {
        moments.push(end);
    }
    let lanes = open.into_iter().map(|(pid, mut life)| {
        close(&mut life, end);
        Lane { pid, stretches: life.0 }
    });
    Timeline { lanes: lanes.collect(), marks, moments, end }
}

fn close(life: &mut Life, at: Cycles) {
    if let Some((since, state)) = life.1.take() {
        push(&mut life.0, Stretch { from: since, to: at, state });
    }
}

fn push(done: &mut Vec<Stretch>, stretch: Stretch) {
    if stretch.from < stretch.to {
        done.push(stretch);
    }
}

fn mark_kind(fact: &Fact) -> Option<MarkKind> {
    match fact {
        Fact::SyscallEntered { .. } => Some(MarkKind::Syscall),
        Fact::Faulted { .. } => Some(MarkKind::Fault),
        Fact::FrameCopied { .. } => Some(MarkKind::Copy),
        Fact::ProcessCreated { .. } | Fact::Exited { .. } | Fact::ProgramLoaded { .. } => Some(MarkKind::Life),
        Fact::Output { .. } => Some(MarkKind::Output),
        _ => None,
    }
}

impl Timeline {
    /// Where a moment lies on the axis, 0 to 1.
    #[must_use]
    pub fn position(&self, at: Cycles, is_to_scale: bool) -> f32 {
        let last = self.moments.len().saturating_sub(1).max(1) as f32;
        if is_to_scale {
            return share(at.0.min(self.end.0), self.end.0);
        }
        let after = self.moments.partition_point(|m| *m <= at);
        let Some(index) = after.checked_sub(1) else { return 0.0 };
        let next = self.moments.get(after).copied();
        let within = next.map_or(0.0, |n| share(at.0 - self.moments[index].0, n.0 - self.moments[index].0));
        ((index as f32 + within) / last).min(1.0)
    }

    /// The index of the last moment not after `at`.
    #[must_use]
    pub fn index(&self, at: Cycles) -> usize {
        self.moments.partition_point(|m| *m <= at).saturating_sub(1)
    }

    /// The next moment after `at`.
    #[must_use]
    pub fn next(&self, at: Cycles) -> Option<Cycles> {
        self.moments.get(self.moments.partition_point(|m| *m <= at)).copied()
    }

    /// The last moment before `at`.
    #[must_use]
    pub fn previous(&self, at: Cycles) -> Option<Cycles> {
        self.moments[..self.moments.partition_point(|m| *m < at)].last().copied()
    }
}

fn share(part: u64, whole: u64) -> f32 {
    if whole == 0 { 0.0 } else { (part as f64 / whole as f64) as f32 }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::page::fixture;

    #[test]
    fn lanes_have_no_holes() {
        let (log, end) = fixture::log();
        for lane in timeline(&log, end).lanes {
            assert!(lane.stretches.windows(2).all(|w| w[0].to == w[1].from), "{lane:?}");
        }
    }

    #[test]
    fn stepping_forth_and_back_visits_the_same_moments() {
        let (log, end) = fixture::log();
        let line = timeline(&log, end);
        let mut at = Cycles(0);
        let mut forth = vec![at];
        while let Some(next) = line.next(at) {
            forth.push(next);
            at = next;
        }
        let mut back = vec![at];
        while let Some(previous) = line.previous(at) {
            back.push(previous);
            at = previous;
        }
        back.reverse();
        assert_eq!(forth, back);
        assert_eq!(forth, line.moments);
    }

    #[test]
    fn positions_grow_from_zero_to_one_on_both_scales() {
        let (log, end) = fixture::log();
        let line = timeline(&log, end);
        for is_to_scale in [false, true] {
            let all: Vec<f32> = line.moments.iter().map(|m| line.position(*m, is_to_scale)).collect();
            assert_eq!((all[0], *all.last().expect("the end")), (0.0, 1.0));
            assert!(all.windows(2).all(|w| w[0] < w[1]));
        }
    }

    #[test]
    fn an_empty_log_has_an_axis_and_no_lanes() {
        let line = timeline(&[], Cycles(0));
        assert!(line.lanes.is_empty());
        assert_eq!(line.position(Cycles(5), false), 0.0);
        assert_eq!(line.position(Cycles(5), true), 0.0);
    }
}
