//! The order of an animation: which events of a transition move something, and when within it.
//!
//! A transition runs from `t` = 0 (the snapshot before) to `t` = 1 (the snapshot after). Its moves follow one another in
//! event order, each with an equal share. A transition with too many moves shows only where each process ended up and the
//! first frame copies: a picture nobody can follow explains nothing.

use process_lab::base::{Pid, Ppn};
use process_lab::kernel::event::{Event, Fact, FrameUse, ProcessState};
use std::collections::BTreeMap;
use std::rc::Rc;

/// Most moves shown one after another.
const MOVES_MAX: usize = 14;
/// How long one move takes at normal speed, in milliseconds, and the longest whole transition.
const MOVE_MS: f32 = 420.0;
const TRANSITION_MS: f32 = 3600.0;

/// Something that moves in a picture.
#[derive(Clone, Debug, PartialEq)]
pub enum Move {
    /// A frame's content flies to another frame.
    Copy {
        /// Source.
        from: Ppn,
        /// Destination.
        to: Ppn,
        /// For whom.
        owner: Pid,
    },
    /// A token walks an edge of the state diagram.
    Walk {
        /// Whose.
        pid: Pid,
        /// Edge start; equal to `to` for a process that has just appeared.
        from: ProcessState,
        /// Edge end.
        to: ProcessState,
        /// The trigger in words.
        why: Rc<str>,
    },
    /// A frame is handed out.
    Fill {
        /// Which.
        frame: Ppn,
    },
    /// A frame becomes free.
    Empty {
        /// Which.
        frame: Ppn,
    },
}

/// A move and its share of the transition.
#[derive(Clone, Debug, PartialEq)]
pub struct Beat {
    /// When it begins and ends, `0.0..=1.0`.
    pub start: f32,
    /// See `start`.
    pub end: f32,
    /// What moves.
    pub what: Move,
}

impl Beat {
    /// How far the move is at `t`: 0 before it, 1 after it.
    #[must_use]
    pub fn progress(&self, t: f32) -> f32 {
        if t >= self.end { 1.0 } else { ((t - self.start) / (self.end - self.start).max(1e-6)).clamp(0.0, 1.0) }
    }
}

/// The beats of a transition, in order.
#[must_use]
pub fn beats(events: &[Event]) -> Vec<Beat> {
    let mut moves = all_moves(events);
    if moves.len() > MOVES_MAX {
        moves = fewer(moves);
    }
    let share = 1.0 / moves.len().max(1) as f32;
    let timed = moves.into_iter().enumerate();
    timed.map(|(i, what)| Beat { start: i as f32 * share, end: (i + 1) as f32 * share, what }).collect()
}

/// How long a transition with these beats takes at normal speed.
#[must_use]
pub fn duration_ms(beats: &[Beat]) -> f32 {
    (beats.len() as f32 * MOVE_MS).clamp(150.0, TRANSITION_MS)
}

fn all_moves(events: &[Event]) -> Vec<Move> {
    let mut moves = Vec::new();
    for event in events {
        match &event.fact {
            Fact::ProcessCreated { child, .. } => {
                let new = ProcessState::New;
                moves.push(Move::Walk { pid: *child, from: new, to: new, why: "created".into() });
            }
            Fact::StateChanged { from, to, why, .. } => {
                moves.push(Move::Walk { pid: event.pid, from: *from, to: *to, why: why.clone() });
            }
            Fact::FrameCopied { from, to, .. } => {
                // The allocation just before it is part of the same picture.
                moves.retain(|m| !matches!(m, Move::Fill { frame } if frame == to));
                moves.push(Move::Copy { from: *from, to: *to, owner: event.pid });
            }
            Fact::FrameAllocated { frame, used_for } if *used_for != FrameUse::CopyOnWrite => {
                moves.push(Move::Fill { frame: *frame });
            }
            Fact::FrameFreed { frame } => moves.push(Move::Empty { frame: *frame }),
            _ => {}
        }
    }
    merge_frames(moves)
}

/// Frames that fill or empty one after another change together: one beat per run would be dull, so a run of them keeps
/// only its first, middle and last as beats (the others follow the picture's own before/after).
fn merge_frames(moves: Vec<Move>) -> Vec<Move> {
    let mut kept: Vec<Move> = Vec::new();
    let mut run = 0;
    for next in moves {
        let same = matches!(
            (kept.last(), &next),
            (Some(Move::Fill { .. }), Move::Fill { .. }) | (Some(Move::Empty { .. }), Move::Empty { .. })
        );
        run = if same { run + 1 } else { 0 };
        if run < 2 {
            kept.push(next);
        }
    }
    kept
}

fn fewer(moves: Vec<Move>) -> Vec<Move> {
    let mut first: BTreeMap<Pid, ProcessState> = BTreeMap::new();
    let mut last: BTreeMap<Pid, (ProcessState, ProcessState, Rc<str>)> = BTreeMap::new();
    let mut copies = Vec::new();
    for one in moves {
        match one {
            Move::Copy { .. } if copies.len() < MOVES_MAX / 2 => copies.push(one),
            Move::Walk { pid, from, to, why } => {
                first.entry(pid).or_insert(from);
                last.insert(pid, (from, to, why));
            }
            _ => {}
        }
    }
    let moved = last.into_iter().filter(|(pid, (_, to, _))| first.get(pid) != Some(to)).take(MOVES_MAX / 2);
    copies.into_iter().chain(moved.map(|(pid, (from, to, why))| Move::Walk { pid, from, to, why })).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use process_lab::base::{Cycles, Vpn};

    fn event(pid: u32, fact: Fact) -> Event {
        Event { at: Cycles(1), pid: Pid(pid), fact }
    }

    fn walk(pid: u32, from: ProcessState, to: ProcessState) -> Event {
        let by = process_lab::kernel::event::Initiator::Scheduler;
        event(pid, Fact::StateChanged { from, to, why: "time slice expired".into(), by })
    }

    #[test]
    fn beats_follow_event_order_and_fill_the_transition() {
        use ProcessState::{Ready, Running};
        let copied = event(3, Fact::FrameCopied { from: Ppn(4), to: Ppn(9), page: Vpn(1) });
        let all = beats(&[walk(2, Running, Ready), walk(3, Ready, Running), copied]);
        assert_eq!(all.len(), 3);
        assert_eq!((all[0].start, all[2].end), (0.0, 1.0));
        assert_eq!(all[2].what, Move::Copy { from: Ppn(4), to: Ppn(9), owner: Pid(3) });
        assert!(all.windows(2).all(|w| w[0].end <= w[1].start + 1e-6));
    }

    #[test]
    fn a_copy_and_the_allocation_for_it_are_one_move() {
        let allocated = event(3, Fact::FrameAllocated { frame: Ppn(9), used_for: FrameUse::CopyOnWrite });
        let copied = event(3, Fact::FrameCopied { from: Ppn(4), to: Ppn(9), page: Vpn(1) });
        assert_eq!(beats(&[allocated, copied]).len(), 1);
    }

    #[test]
    fn a_long_run_shows_few_moves() {
        use ProcessState::{Ready, Running};
        let many: Vec<Event> = (0..500).flat_map(|_| [walk(2, Running, Ready), walk(2, Ready, Running)]).collect();
        assert!(beats(&many).len() <= MOVES_MAX);
        assert!(duration_ms(&beats(&many)) <= TRANSITION_MS);
    }

    #[test]
    fn progress_goes_from_nothing_to_all() {
        let beat = Beat { start: 0.25, end: 0.5, what: Move::Empty { frame: Ppn(1) } };
        assert_eq!((beat.progress(0.0), beat.progress(0.375), beat.progress(1.0)), (0.0, 0.5, 1.0));
    }
}
