//! The exercise `states`: processes that compute and issue I/O, the state of each in every tick.
//!
//! ```text
//! READY ──picked──▶ RUN:cpu … RUN:io ──▶ BLOCKED (io ticks) ──▶ READY or RUN:io_done … ──last instruction──▶ DONE
//! ```
//!
//! The next process is searched from the one after the current, around. Source: OSTEP 4 and its simulator.

use super::input::{Error, Node};
use crate::base::limits::TEXTBOOK_STEPS_MAX;
use serde::Serialize;
use std::collections::VecDeque;

const PROGRAMS_MAX: usize = 64;
const TICKS_MAX: u64 = TEXTBOOK_STEPS_MAX as u64 / 10;

/// The states, one row per tick.
#[derive(Serialize)]
pub(super) struct States {
    ticks: Vec<Vec<&'static str>>,
}

#[derive(Clone, Copy, PartialEq, Eq)]
enum Instruction {
    Cpu,
    Io,
    IoDone,
}

#[derive(Clone, Copy, PartialEq, Eq)]
enum State {
    Ready,
    Running,
    /// Until this tick, in which it is ready again.
    Blocked(u64),
    Done,
}

struct Process {
    /// What is left of its program.
    code: VecDeque<Instruction>,
    state: State,
}

struct System {
    processes: Vec<Process>,
    current: usize,
    switch_on_io: bool,
    immediate: bool,
    io: u64,
}

pub(super) fn run(node: &Node) -> Result<States, Error> {
    let programs = node.field("programs")?.items(PROGRAMS_MAX)?;
    let processes = programs.iter().map(process).collect::<Result<_, _>>()?;
    let io = node.number_or("io", 5, 0..=TICKS_MAX)?;
    let word = |key: &str, words: [&'static str; 2]| node.get(key)?.map_or(Ok(words[0]), |node| node.one_of(&words));
    let switch_on_io = word("switch", ["on_io", "on_end"])? == "on_io";
    let immediate = word("after_io", ["later", "immediate"])? == "immediate";
    let mut system = System { processes, current: 0, switch_on_io, immediate, io };
    system.pick();
    let mut ticks = vec![];
    while system.processes.iter().any(|process| process.state != State::Done) {
        if ticks.len() as u64 == TICKS_MAX {
            return Err(Error::new("$", format!("the programs take more than {TICKS_MAX} ticks")));
        }
        ticks.push(system.tick(ticks.len() as u64 + 1));
    }
    Ok(States { ticks })
}

/// `c3,i,c1`: compute 3 ticks, issue an I/O, compute 1 tick.
fn process(node: &Node) -> Result<Process, Error> {
    let malformed = || node.expected("a program like \"c3,i,c1\"");
    let mut code = VecDeque::new();
    for part in node.text()?.split(',').map(str::trim) {
        if part == "i" {
            code.extend([Instruction::Io, Instruction::IoDone]);
            continue;
        }
        let count = part.strip_prefix('c').filter(|digits| digits.bytes().all(|b| b.is_ascii_digit()));
        let count = count.and_then(|digits| digits.parse::<u64>().ok()).ok_or_else(malformed)?;
        if code.len() as u64 + count.min(TICKS_MAX + 1) > TICKS_MAX {
            return Err(node.expected(format!("at most {TICKS_MAX} instructions")));
        }
        code.extend((0..count).map(|_| Instruction::Cpu));
    }
    if code.is_empty() {
        return Err(node.expected("a program of at least one instruction"));
    }
    Ok(Process { code, state: State::Ready })
}

impl System {
    /// Runs the next ready process after the current one; before the first tick, the first.
    fn pick(&mut self) {
        let count = self.processes.len();
        let is_started = self.processes.iter().any(|process| process.state != State::Ready);
        let first = if is_started { self.current + 1 } else { 0 };
        let next = (first..first + count).map(|i| i % count).find(|&i| self.processes[i].state == State::Ready);
        if let Some(next) = next {
            self.run_now(next);
        }
    }

    fn run_now(&mut self, index: usize) {
        self.current = index;
        self.processes[index].state = State::Running;
    }

    /// I/O completions, then one instruction of the current process; the row that shows this tick.
    fn tick(&mut self, now: u64) -> Vec<&'static str> {
        if let Some(woken) = self.processes.iter().position(|process| process.state == State::Blocked(now)) {
            self.wake(woken);
        }
        let mut row: Vec<_> = self.processes.iter().map(|process| name(process.state)).collect();
        let process = &mut self.processes[self.current];
        if process.state != State::Running {
            return row;
        }
        let Some(instruction) = process.code.pop_front() else { return row };
        row[self.current] = match instruction {
            Instruction::Cpu => "RUN:cpu",
            Instruction::Io => "RUN:io",
            Instruction::IoDone => "RUN:io_done",
        };
        if instruction == Instruction::Io {
            process.state = State::Blocked(now + self.io + 1);
            if self.switch_on_io {
                self.pick();
            }
        } else if process.code.is_empty() {
            process.state = State::Done;
            self.pick();
        }
        row
    }

    /// An I/O is complete. At most one per tick: all take equally long and one is issued per tick.
    fn wake(&mut self, woken: usize) {
        self.processes[woken].state = State::Ready;
        let running = self.processes.iter().position(|process| process.state == State::Running);
        if self.immediate {
            if let Some(running) = running {
                self.processes[running].state = State::Ready;
            }
            self.run_now(woken);
        } else if !self.switch_on_io || running.is_none() {
            self.run_now(woken);
        }
    }
}

const fn name(state: State) -> &'static str {
    match state {
        State::Ready => "READY",
        State::Running => "RUNNING",
        State::Blocked(_) => "BLOCKED",
        State::Done => "DONE",
    }
}
