//! The machine behind the page, and the only file that drives it: a lesson's player or a free session.
//!
//! Everything here is bounded by a budget: a long run is a [`Job`] that works a slice per animation frame.

use super::scene::timeline::{Timeline, timeline};
use super::scene::walk::{Walk, walk};
use super::view::Selection;
use process_lab::base::{Cycles, Diagnostic, Image, Pid, Va};
use process_lab::kernel::event::{Event, Fact};
use process_lab::kernel::snapshot::Snapshot;
use process_lab::lesson::{Highlight, Lesson, Player};
use process_lab::world::{Command, DiskFile, EventPattern, Session, Setup, Until};
use std::collections::BTreeMap;
use std::rc::Rc;

/// Cycles run between two looks at the clock.
const SLICE: Cycles = Cycles(50_000);
/// Stepping by line counts from the start of each call, so it gets more at once.
const LINE_SLICE: Cycles = Cycles(2_000_000);
/// How many steps back a search for the previous instruction or line looks at most.
const BACK_STEPS_MAX: u32 = 4096;

/// By what the arrows step.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Grain {
    /// Lesson steps.
    Step,
    /// Moments at which something happened.
    Event,
    /// System calls.
    Syscall,
    /// Source lines.
    Line,
    /// Instructions.
    Instruction,
}

impl Grain {
    /// The word in the menu.
    #[must_use]
    pub const fn name(self) -> &'static str {
        match self {
            Self::Step => "lesson step",
            Self::Event => "event",
            Self::Syscall => "system call",
            Self::Line => "source line",
            Self::Instruction => "instruction",
        }
    }
}

/// A run in slices.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Job {
    until: Until,
    /// Where it began.
    pub from: Cycles,
}

/// What a slice of a job came to.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Progress {
    /// Goes on in the next frame.
    Working,
    /// The condition holds.
    Reached,
    /// Nothing more happens by itself; whether somebody waits for input.
    Settled(bool),
}

enum Machine {
    Lesson(Box<Player>),
    Free(Box<Session>),
}

/// The machine and what is kept about it for the page.
pub struct Driver {
    machine: Machine,
    log: Rc<Vec<Event>>,
    line: Rc<Timeline>,
    images: Rc<BTreeMap<Pid, Rc<Image>>>,
}

impl Driver {
    /// Plays a lesson with its compiled programs.
    ///
    /// # Errors
    /// All that is wrong with the lesson or its programs.
    pub fn of_lesson(lesson: Lesson, files: Vec<DiskFile>) -> Result<Self, Vec<Diagnostic>> {
        let player = Player::with_files(lesson, files)?;
        Ok(Self::new(Machine::Lesson(Box::new(player))))
    }

    /// Powers a computer on.
    ///
    /// # Errors
    /// Why a boot command was refused.
    pub fn of_setup(setup: Setup) -> Result<Self, String> {
        let session = Session::new(setup).map_err(|refused| refused.why)?;
        Ok(Self::new(Machine::Free(Box::new(session))))
    }

    fn new(machine: Machine) -> Self {
        let mut driver = Self { machine, log: Rc::default(), line: Rc::default(), images: Rc::default() };
        driver.refresh();
        driver
    }

    fn session(&self) -> &Session {
        match &self.machine {
            Machine::Lesson(player) => player.session(),
            Machine::Free(session) => session,
        }
    }

    fn session_mut(&mut self) -> &mut Session {
        match &mut self.machine {
            Machine::Lesson(player) => player.session_mut(),
            Machine::Free(session) => session,
        }
    }

    /// The lesson's player, if a lesson is played.
    #[must_use]
    pub fn player(&self) -> Option<&Player> {
        match &self.machine {
            Machine::Lesson(player) => Some(player),
            Machine::Free(_) => None,
        }
    }

    /// The moment shown.
    #[must_use]
    pub fn now(&self) -> Cycles {
        self.session().now()
    }

    /// How many events of the log have happened.
    #[must_use]
    pub fn position(&self) -> usize {
        self.session().position()
    }

    /// The whole log of this branch.
    #[must_use]
    pub fn log(&self) -> Rc<Vec<Event>> {
        self.log.clone()
    }

    /// Lanes and marks of the whole log.
    #[must_use]
    pub fn timeline(&self) -> Rc<Timeline> {
        self.line.clone()
    }

    /// Programs with source, by process.
    #[must_use]
    pub fn images(&self) -> Rc<BTreeMap<Pid, Rc<Image>>> {
        self.images.clone()
    }

    /// The first program on the disk that has source.
    #[must_use]
    pub fn program(&self) -> Option<Rc<Image>> {
        self.session().setup().files.iter().find_map(|f| f.image.clone())
    }

    /// The present state. Also finds out which programs run.
    pub fn snapshot(&mut self) -> Rc<Snapshot> {
        let snapshot = self.session_mut().snapshot();
        let of =
            |p: &Rc<process_lab::kernel::snapshot::ProcessView>| Some((p.pid, self.session().image_of(p)?.clone()));
        let images: BTreeMap<Pid, Rc<Image>> = snapshot.processes.iter().filter_map(of).collect();
        let same = images.len() == self.images.len()
            && images.iter().zip(self.images.iter()).all(|(a, b)| a.0 == b.0 && Rc::ptr_eq(a.1, b.1));
        if !same {
            self.images = Rc::new(images);
        }
        snapshot
    }

    /// Copies log and timeline when they grew or a new branch began.
    fn refresh(&mut self) {
        let (events, end) = (self.session().events(), self.session().end());
        if events.len() == self.log.len() && end == self.line.end && events.last() == self.log.last() {
            return;
        }
        let log = events.to_vec();
        self.line = Rc::new(timeline(&log, end));
        self.log = Rc::new(log);
    }

    /// Goes to a moment. Bounded by one checkpoint interval of replay.
    pub fn seek(&mut self, at: Cycles) {
        let at = Cycles(at.0.min(self.session().end().0));
        self.session_mut().seek(at);
        self.refresh();
    }

    /// Shows a lesson's step.
    pub fn go_to_step(&mut self, step: usize) {
        if let Machine::Lesson(player) = &mut self.machine {
            player.go_to(step);
        }
        self.refresh();
    }

    /// How many steps the lesson has, if one is played.
    #[must_use]
    pub fn step_count(&self) -> Option<usize> {
        self.player().map(|p| p.lesson().steps.len())
    }

    /// Which lesson step a moment belongs to.
    #[must_use]
    pub fn step_at(&self, at: Cycles) -> usize {
        let Some(player) = self.player() else { return 0 };
        let steps = player.lesson().steps.len();
        (0..steps).find(|i| at <= player.span_of(*i).1).unwrap_or(steps.saturating_sub(1))
    }

    /// Steps forward by a grain: at once when the log knows the moment, else as a job to work on.
    pub fn forward(&mut self, grain: Grain) -> Option<Job> {
        let now = self.now();
        let known = match grain {
            Grain::Step | Grain::Event => self.line.next(now),
            Grain::Syscall => self.syscalls().find(|at| *at > now),
            Grain::Line | Grain::Instruction => None,
        };
        if let Some(at) = known {
            self.seek(at);
            return None;
        }
        let pattern = |fact: Option<&str>| EventPattern { fact: fact.map(str::to_owned), ..EventPattern::default() };
        let until = match grain {
            Grain::Step | Grain::Event => Until::Event { pattern: pattern(None), nth: 1 },
            Grain::Syscall => Until::Event { pattern: pattern(Some("syscall_entered")), nth: 1 },
            Grain::Line => Until::NextLine,
            Grain::Instruction => Until::Steps(1),
        };
        Some(Job { until, from: now })
    }

    /// A run until nothing more happens by itself.
    #[must_use]
    pub fn to_the_end(&self) -> Job {
        Job { until: Until::Settled, from: self.now() }
    }

    /// Steps back by a grain.
    pub fn back(&mut self, grain: Grain) {
        let now = self.now();
        match grain {
            Grain::Step | Grain::Event => self.seek(self.line.previous(now).unwrap_or(Cycles(0))),
            Grain::Syscall => {
                let to = self.syscalls().take_while(|at| *at < now).last().unwrap_or(Cycles(0));
                self.seek(to);
            }
            Grain::Line => self.search_back(now, &Until::NextLine),
            Grain::Instruction => self.search_back(now, &Until::Steps(1)),
        }
    }

    fn syscalls(&self) -> impl Iterator<Item = Cycles> + '_ {
        self.log.iter().filter(|e| matches!(e.fact, Fact::SyscallEntered { .. })).map(|e| e.at)
    }

    /// Goes to the last stop of `until` before `now`, counted from a moment before it: first the near past, then
    /// further back.
    fn search_back(&mut self, now: Cycles, until: &Until) {
        let mut reach = 16;
        loop {
            let from = Cycles(now.0.saturating_sub(reach));
            self.session_mut().seek(from);
            let mut last = (self.now() < now).then(|| self.now());
            let mut stops = 0;
            for _ in 0..BACK_STEPS_MAX {
                let before = self.now();
                let budget = Cycles(now.0.saturating_sub(before.0));
                let outcome = self.session_mut().run(until, budget);
                if self.now() >= now || outcome.settled || self.now() == before {
                    break;
                }
                stops += 1;
                last = Some(self.now());
            }
            if stops > 0 || from.0 == 0 || reach > 1 << 20 {
                self.seek(last.unwrap_or(from));
                return;
            }
            reach *= 8;
        }
    }

    /// Works on a job until `is_time_up`.
    pub fn work(&mut self, job: &Job, mut is_time_up: impl FnMut() -> bool) -> Progress {
        let slice = if job.until == Until::NextLine { LINE_SLICE } else { SLICE };
        let progress = loop {
            let outcome = self.session_mut().run(&job.until, slice);
            if outcome.reached && job.until != Until::Settled {
                break Progress::Reached;
            }
            if outcome.settled {
                break Progress::Settled(outcome.waits_for_input);
            }
            if is_time_up() {
                break Progress::Working;
            }
        };
        self.refresh();
        progress
    }

    /// Types at the terminal.
    ///
    /// # Errors
    /// Why it was refused.
    pub fn type_text(&mut self, text: &str) -> Result<(), String> {
        let done = self.session_mut().apply(Command::Type(text.as_bytes().to_vec()));
        self.refresh();
        done.map_err(|refused| refused.why)
    }

    /// The walk of an address of a process, read from RAM.
    #[must_use]
    pub fn walk(&self, snapshot: &Snapshot, pid: Pid, va: Va) -> Option<Walk> {
        let process = snapshot.process(pid)?;
        let session = self.session();
        let read = |pa: process_lab::base::Pa| {
            let at = (pa.0 & 0xffc) as usize;
            let word = session.frame(pa.ppn())?.get(at..at + 4)?;
            Some(u32::from_le_bytes(word.try_into().ok()?))
        };
        Some(walk(pid, process.root, va, read))
    }

    /// What the lesson points at in a step, as things of the page.
    #[must_use]
    pub fn highlights(&self, step: usize) -> Rc<[Selection]> {
        let Some(player) = self.player() else { return Rc::from([]) };
        let Some(step) = player.lesson().steps.get(step) else { return Rc::from([]) };
        let page = |pid: Pid, symbol: &str| Some(Selection::Page(pid, player.address_of(symbol)?.vpn()));
        let one = |highlight: &Highlight| match highlight {
            Highlight::Process(pid) => Some(Selection::Process(*pid)),
            Highlight::Page(pid, symbol) | Highlight::Frame(pid, symbol) => page(*pid, symbol),
            Highlight::Line(line) => Some(Selection::Line(0, *line)),
            Highlight::Register(_) => None,
        };
        step.highlights.iter().filter_map(one).collect()
    }
}
