//! The state diagram: fixed nodes and edges, a token per process that rests at its state or walks an edge at `t`.

use super::motion::{Beat, Move};
use super::{Point, ease};
use process_lab::base::Pid;
use process_lab::kernel::event::ProcessState;
use process_lab::kernel::snapshot::Snapshot;
use std::collections::BTreeMap;
use std::rc::Rc;

/// The picture's size.
pub const WIDTH: f32 = 420.0;
/// See [`WIDTH`].
pub const HEIGHT: f32 = 284.0;
/// Half the size of a node.
pub const NODE: Point = Point { x: 46.0, y: 30.0 };
/// Radius of a token.
pub const TOKEN: f32 = 10.0;

/// The states in reading order.
pub const STATES: [ProcessState; 6] = [
    ProcessState::New,
    ProcessState::Ready,
    ProcessState::Running,
    ProcessState::Waiting,
    ProcessState::Stopped,
    ProcessState::Terminated,
];

/// The edges drawn: from, to, what leads along it, and how far the curve bends (positive: to the left of its direction).
/// Rarer legal transitions are walked as well, straight, without a drawn edge.
pub const EDGES: [(ProcessState, ProcessState, &str, f32); 8] = [
    (ProcessState::New, ProcessState::Ready, "admitted", 0.0),
    (ProcessState::Ready, ProcessState::Running, "dispatched", 20.0),
    (ProcessState::Running, ProcessState::Ready, "slice expired", 20.0),
    (ProcessState::Running, ProcessState::Waiting, "must wait", 10.0),
    (ProcessState::Waiting, ProcessState::Ready, "event came", 4.0),
    (ProcessState::Running, ProcessState::Terminated, "exits", 0.0),
    (ProcessState::Ready, ProcessState::Stopped, "SIGSTOP", 12.0),
    (ProcessState::Stopped, ProcessState::Ready, "SIGCONT", 12.0),
];

/// The middle of a state's node.
#[must_use]
pub const fn node(state: ProcessState) -> Point {
    match state {
        ProcessState::New => Point { x: 52.0, y: 36.0 },
        ProcessState::Ready => Point { x: 116.0, y: 134.0 },
        ProcessState::Running => Point { x: 304.0, y: 134.0 },
        ProcessState::Waiting => Point { x: 232.0, y: 248.0 },
        ProcessState::Stopped => Point { x: 52.0, y: 248.0 },
        ProcessState::Terminated => Point { x: 368.0, y: 36.0 },
    }
}

/// The word on a node.
#[must_use]
pub const fn name(state: ProcessState) -> &'static str {
    match state {
        ProcessState::New => "New",
        ProcessState::Ready => "Ready",
        ProcessState::Running => "Running",
        ProcessState::Waiting => "Waiting",
        ProcessState::Stopped => "Stopped",
        ProcessState::Terminated => "Terminated",
    }
}

/// A quadratic curve.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Curve {
    /// Where it starts.
    pub from: Point,
    /// What it bends towards.
    pub via: Point,
    /// Where it ends.
    pub to: Point,
}

impl Curve {
    /// The point at `s`, 0 to 1.
    #[must_use]
    pub fn at(&self, s: f32) -> Point {
        self.from.towards(self.via, s).towards(self.via.towards(self.to, s), s)
    }
}

/// A process's token.
#[derive(Clone, Debug, PartialEq)]
pub struct Token {
    /// Whose.
    pub pid: Pid,
    /// Where.
    pub at: Point,
    /// The trigger, while it walks.
    pub why: Option<Rc<str>>,
}

/// The tokens at one moment.
#[derive(Clone, Debug, PartialEq)]
pub struct StatesScene {
    /// In pid order, walking ones last, so that they are drawn on top.
    pub tokens: Vec<Token>,
    /// The edge being walked.
    pub active: Option<(ProcessState, ProcessState)>,
}

/// The curve from one state's node to another's, from border to border.
#[must_use]
pub fn curve(from: ProcessState, to: ProcessState) -> Curve {
    let bend = EDGES.iter().find(|e| (e.0, e.1) == (from, to)).map_or(0.0, |e| e.3);
    let (a, b) = (node(from), node(to));
    let (dx, dy) = (b.x - a.x, b.y - a.y);
    let length = dx.hypot(dy).max(1.0);
    let (nx, ny) = (dy / length, -dx / length);
    let middle = a.towards(b, 0.5);
    let via = Point { x: middle.x + nx * bend * 2.0, y: middle.y + ny * bend * 2.0 };
    Curve { from: border(a, via), via, to: border(b, via) }
}

/// Where the way from a node's middle leaves its rounded box.
fn border(middle: Point, towards: Point) -> Point {
    let (dx, dy) = (towards.x - middle.x, towards.y - middle.y);
    let scale = (NODE.x / dx.abs().max(1e-3)).min((NODE.y - 6.0) / dy.abs().max(1e-3));
    Point { x: middle.x + dx * scale, y: middle.y + dy * scale }
}

/// The picture between two snapshots, `t` from 0 to 1.
#[must_use]
pub fn scene(before: &Snapshot, beats: &[Beat], after: &Snapshot, t: f32) -> StatesScene {
    let mut resting: BTreeMap<Pid, ProcessState> = before.processes.iter().map(|p| (p.pid, p.state)).collect();
    let mut walking = Vec::new();
    let mut active = None;
    for beat in beats {
        let Move::Walk { pid, from, to, why } = &beat.what else { continue };
        if t >= beat.end {
            resting.insert(*pid, *to);
        } else if t >= beat.start {
            resting.remove(pid);
            let at = if from == to { node(*to) } else { curve(*from, *to).at(ease(beat.progress(t))) };
            walking.push(Token { pid: *pid, at, why: Some(why.clone()) });
            active = Some((*from, *to));
        }
    }
    if t >= 1.0 {
        resting = after.processes.iter().map(|p| (p.pid, p.state)).collect();
    }
    let mut tokens = rest(&resting);
    tokens.append(&mut walking);
    StatesScene { tokens, active }
}

/// Tokens at rest stand side by side in their node, closer together the more there are.
fn rest(states: &BTreeMap<Pid, ProcessState>) -> Vec<Token> {
    let mut tokens = Vec::new();
    for state in STATES {
        let here: Vec<Pid> = states.iter().filter(|(_, s)| **s == state).map(|(pid, _)| *pid).collect();
        let room = NODE.x * 2.0 - TOKEN * 2.0 - 6.0;
        let pitch = (room / here.len().saturating_sub(1).max(1) as f32).min(TOKEN * 2.0 + 3.0);
        let left = node(state).x - pitch * (here.len().saturating_sub(1)) as f32 / 2.0;
        for (i, pid) in here.iter().enumerate() {
            let at = Point { x: left + pitch * i as f32, y: node(state).y + 11.0 };
            tokens.push(Token { pid: *pid, at, why: None });
        }
    }
    tokens
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::page::fixture;
    use crate::page::scene::motion::beats;

    #[test]
    fn every_drawn_edge_is_a_legal_transition() {
        for (from, to, _, _) in EDGES {
            assert!(from.may_become(to), "{from:?} → {to:?}");
        }
    }

    #[test]
    fn nodes_stay_inside_the_picture() {
        for state in STATES {
            let at = node(state);
            assert!(at.x - NODE.x >= 0.0 && at.x + NODE.x <= WIDTH, "{state:?}");
            assert!(at.y - NODE.y >= 0.0 && at.y + NODE.y <= HEIGHT, "{state:?}");
        }
    }

    #[test]
    fn a_token_walks_and_arrives() {
        let (before, events, after) = fixture::forked();
        let beats = beats(&events);
        let halfway = scene(&before, &beats, &after, (beats[0].start + beats[0].end) / 2.0);
        assert!(halfway.tokens.iter().any(|t| t.why.is_some()));
        let done = scene(&before, &beats, &after, 1.0);
        assert!(done.tokens.iter().all(|t| t.why.is_none()));
        assert_eq!(done.tokens.len(), after.processes.len());
    }

    #[test]
    fn a_hundred_waiting_tokens_still_fit_their_node() {
        let states = (0..100).map(|pid| (Pid(pid), ProcessState::Waiting)).collect();
        let middle = node(ProcessState::Waiting).x;
        assert!(rest(&states).iter().all(|t| (t.at.x - middle).abs() <= NODE.x));
    }
}
