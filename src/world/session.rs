//! The session: one computer, its command log, its event log and its checkpoints.
//!
//! Rules: a command takes effect at the moment it is given and is logged there; giving one in the past forgets what
//! came after (a new branch). Replay applies the same commands at the same moments, so the events it produces are
//! those already in the log; the session asserts that. Slicing a run differently never changes it.

use super::until::{EventPattern, Until};
use crate::base::{Cycles, Image, PAGE_BYTES, Pid, Ppn, Va, limits};
use crate::kernel::errno::Errno;
use crate::kernel::event::{Event, ExitReason};
use crate::kernel::snapshot::{ProcessView, Snapshot};
use crate::kernel::{Checkpoint, Computer, Config, Paused};
use crate::machine::Mode;
use serde::{Deserialize, Serialize};
use std::rc::Rc;

/// A moment is a reading of the computer's clock.
pub type Moment = Cycles;

/// Cycles between two checkpoints at first; doubled whenever there are too many of them.
const CHECKPOINT_INTERVAL: u64 = 1_000_000;

/// A file put on the disk before power-on.
#[derive(Clone, Debug, PartialEq)]
pub struct DiskFile {
    /// Absolute path.
    pub path: String,
    /// Its bytes; ELF for programs.
    pub bytes: Rc<[u8]>,
    /// Permission bits.
    pub mode: u32,
    /// For programs we compiled: the tables that lead back to the source.
    pub image: Option<Rc<Image>>,
}

/// All that a run depends on besides later commands.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Setup {
    /// The computer.
    pub config: Config,
    /// Files on its disk.
    pub files: Vec<DiskFile>,
    /// Given at moment 0, in order.
    pub boot: Vec<Command>,
}

/// What can be done to a running computer from outside.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum Command {
    /// Start a program as a child of init.
    Spawn {
        /// Its file.
        path: String,
        /// Its arguments, the name first.
        argv: Vec<String>,
        /// Its environment, `NAME=value`.
        envp: Vec<String>,
    },
    /// Bytes typed at the terminal (or fed to standard input).
    Type(Vec<u8>),
    /// No more input will come.
    CloseInput,
    /// A signal from the person at the page.
    Signal {
        /// To whom.
        pid: Pid,
        /// Linux signal number.
        signal: u8,
    },
}

/// A command the computer would not carry out.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Refused {
    /// Linux errno.
    pub errno: i32,
    /// One sentence.
    pub why: String,
}

/// What a call to [`Session::run`] did.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Outcome {
    /// The condition holds now.
    pub reached: bool,
    /// Nothing more can happen without a command: everybody ended or waits for input.
    pub settled: bool,
    /// Somebody waits for input.
    pub waits_for_input: bool,
}

struct Point {
    at: Moment,
    events: usize,
    commands: usize,
    state: Checkpoint,
}

/// One computer and its history.
pub struct Session {
    setup: Setup,
    computer: Computer,
    /// Ascending; the first `commands_done` have been applied at the present moment.
    commands: Vec<(Moment, Command)>,
    commands_done: usize,
    /// Ascending; the first `events_done` have happened at the present moment.
    events: Vec<Event>,
    events_done: usize,
    end: Moment,
    checkpoints: Vec<Point>,
    interval: u64,
    last_snapshot: Option<(usize, Moment, Rc<Snapshot>)>,
}

impl Session {
    /// Powers a computer on and gives the boot commands.
    ///
    /// # Errors
    /// The first boot command that was refused.
    pub fn new(setup: Setup) -> Result<Self, Refused> {
        let mut computer = Computer::new(&setup.config);
        for file in &setup.files {
            computer.install(&file.path, file.bytes.clone(), file.mode);
        }
        let now = computer.now();
        let boot = setup.boot.clone();
        let mut session = Self {
            setup,
            computer,
            commands: Vec::new(),
            commands_done: 0,
            events: Vec::new(),
            events_done: 0,
            end: now,
            checkpoints: Vec::new(),
            interval: CHECKPOINT_INTERVAL,
            last_snapshot: None,
        };
        session.save();
        for command in boot {
            session.apply(command)?;
        }
        Ok(session)
    }

    /// What the session was made from.
    #[must_use]
    pub fn setup(&self) -> &Setup {
        &self.setup
    }

    /// The present moment.
    #[must_use]
    pub fn now(&self) -> Moment {
        self.computer.now()
    }

    /// The latest moment ever reached on this branch.
    #[must_use]
    pub fn end(&self) -> Moment {
        self.end
    }

    /// Every event on this branch, also those after the present moment.
    #[must_use]
    pub fn events(&self) -> &[Event] {
        &self.events
    }

    /// How many of [`Self::events`] have happened at the present moment.
    #[must_use]
    pub fn position(&self) -> usize {
        self.events_done
    }

    /// The command log with moments: with the [`Setup`], all that is needed to repeat the run.
    #[must_use]
    pub fn commands(&self) -> &[(Moment, Command)] {
        &self.commands
    }

    /// The computer, read-only: for checks and for showing raw memory.
    #[must_use]
    pub fn computer(&self) -> &Computer {
        &self.computer
    }

    /// Gives a command now. In the past, this forgets everything after the present moment.
    ///
    /// # Errors
    /// When the computer refuses it; then nothing changed and nothing is logged.
    pub fn apply(&mut self, command: Command) -> Result<(), Refused> {
        self.forget_future();
        let (at, mut events) = (self.now(), Vec::new());
        carry_out(&mut self.computer, &command, &mut events)?;
        self.commands.push((at, command));
        self.commands_done = self.commands.len();
        self.record(events);
        self.last_snapshot = None;
        Ok(())
    }

    /// Runs until the condition holds, nothing more can happen, or `budget` cycles have passed. Call again to go on
    /// after the budget ended; for [`Until::Steps`], [`Until::NextLine`] and [`Until::Event`] the caller should give
    /// a budget that suffices, because each call counts from its own start.
    pub fn run(&mut self, until: &Until, budget: Cycles) -> Outcome {
        let limit = Cycles(self.now().0.saturating_add(budget.0));
        match until {
            Until::Moment(at) => self.run_while(Cycles(at.0.min(limit.0)), |_| false).with_goal(*at, self.now()),
            Until::Settled => {
                let outcome = self.run_while(limit, |_| false);
                Outcome { reached: outcome.settled, ..outcome }
            }
            Until::Event { pattern, nth } => self.run_to_event(pattern, *nth, limit),
            Until::Steps(n) => self.run_steps(*n, limit),
            Until::NextLine => {
                let here = self.current_line();
                self.single_step_until(limit, |s| {
                    let line = s.current_line();
                    line.is_some() && line != here
                })
            }
            Until::Address { pid, va } => self.single_step_until(limit, |s| {
                s.computer.running().is_some_and(|p| pid.is_none_or(|want| want == p)) && s.current_pc() == *va
            }),
        }
    }

    /// Goes to a moment, past or future: the first step boundary at or after it. Bounded by one checkpoint interval
    /// of replay when going back.
    pub fn seek(&mut self, moment: Moment) {
        if moment < self.now() {
            self.rewind(moment);
        }
        self.apply_due();
        while self.now() < moment {
            let outcome = self.slice(moment);
            if outcome.settled {
                break;
            }
        }
    }

    /// Goes to the step boundary at `moment` at which just `events` events have happened: several kernel actions may
    /// take no time and so share one moment.
    pub fn seek_to(&mut self, moment: Moment, events: usize) {
        if events < self.events_done || moment < self.now() {
            self.rewind(moment);
        }
        self.seek(moment);
        while self.events_done < events.min(self.events.len()) && !self.slice(Cycles(u64::MAX)).settled {}
    }

    /// The present state in the words on the screen. Subtrees are shared with the previous snapshot while unchanged.
    pub fn snapshot(&mut self) -> Rc<Snapshot> {
        let key = (self.events_done, self.now());
        if let Some((events, at, snapshot)) = &self.last_snapshot
            && (*events, *at) == key
        {
            return snapshot.clone();
        }
        let before = self.last_snapshot.as_ref().map(|(_, _, s)| s.clone());
        let snapshot = Rc::new(self.computer.snapshot(before.as_deref()));
        self.last_snapshot = Some((key.0, key.1, snapshot.clone()));
        snapshot
    }

    /// How a spawned process ended, even after it was reaped.
    #[must_use]
    pub fn exit_of(&self, pid: Pid) -> Option<ExitReason> {
        self.computer.exit_of(pid)
    }

    /// The tables of the program a process runs, if we compiled it.
    #[must_use]
    pub fn image_of(&self, process: &ProcessView) -> Option<&Rc<Image>> {
        self.setup.files.iter().find(|f| *f.path == *process.path)?.image.as_ref()
    }

    /// The bytes of a frame.
    #[must_use]
    pub fn frame(&self, frame: Ppn) -> Option<&[u8]> {
        let frames = self.computer.machine.ram.frame_count();
        (frame.0 < frames).then(|| self.computer.machine.ram.frame(frame).as_slice())
    }

    /// Reads a process's memory as the MMU would, without changing anything; `None` where no frame is mapped.
    pub fn read(&mut self, pid: Pid, va: Va, len: u32) -> Option<Vec<u8>> {
        let snapshot = self.snapshot();
        let process = snapshot.process(pid)?;
        let mut out = Vec::with_capacity(len.min(PAGE_BYTES) as usize);
        for i in 0..len {
            let at = va.plus(i);
            let frame = process.page_at(at)?.frame?;
            out.push(*self.frame(frame)?.get(at.offset() as usize)?);
        }
        Some(out)
    }

    /// File index and line of the running process, when it is in the learner's own source.
    #[must_use]
    pub fn current_line(&self) -> Option<(Pid, u16, u32)> {
        let pid = self.computer.running()?;
        let path = self.program_of(pid)?;
        let image = self.setup.files.iter().find(|f| f.path == *path)?.image.as_ref()?;
        let row = image.line_at(self.current_pc())?;
        let own = image.debug.files.get(row.file as usize).is_some_and(|f| !f.is_library);
        (own && row.line > 0).then_some((pid, row.file, row.line))
    }

    /// Where the running process is.
    fn current_pc(&self) -> Va {
        let cpu = &self.computer.machine.cpu;
        if cpu.mode == Mode::User { cpu.pc } else { cpu.sepc }
    }

    /// Path of the executable that a thread runs.
    fn program_of(&self, tid: Pid) -> Option<Rc<str>> {
        let kernel = &self.computer.kernel;
        Some(kernel.processes.get(&kernel.threads.get(&tid)?.tgid)?.path.clone())
    }

    /// Restores the last checkpoint before `moment` (the first one, if none is).
    fn rewind(&mut self, moment: Moment) {
        let index = self.checkpoints.partition_point(|p| p.at < moment).max(1) - 1;
        let point = &self.checkpoints[index];
        self.computer.restore(&point.state);
        (self.events_done, self.commands_done) = (point.events, point.commands);
    }

    fn run_to_event(&mut self, pattern: &EventPattern, nth: u32, limit: Cycles) -> Outcome {
        let mut left = nth.max(1);
        let outcome = self.run_while(limit, |new| {
            left =
                left.saturating_sub(u32::try_from(new.iter().filter(|e| pattern.matches(e)).count()).unwrap_or(left));
            left == 0
        });
        Outcome { reached: left == 0, ..outcome }
    }

    fn run_steps(&mut self, n: u64, limit: Cycles) -> Outcome {
        let mut left = n;
        self.single_step_until(limit, |_| {
            left = left.saturating_sub(1);
            left == 0
        })
    }

    fn single_step_until(&mut self, limit: Cycles, mut done: impl FnMut(&Self) -> bool) -> Outcome {
        loop {
            self.apply_due();
            let mut events = Vec::new();
            let paused = self.computer.step(&mut events);
            self.record(events);
            self.save_if_due();
            let mut outcome = Outcome::from(paused);
            outcome.reached = !outcome.settled && done(self);
            if outcome.reached || outcome.settled || self.now() >= limit {
                return outcome;
            }
        }
    }

    /// Runs slice by slice; `done` sees the events of each slice.
    fn run_while(&mut self, limit: Cycles, mut done: impl FnMut(&[Event]) -> bool) -> Outcome {
        self.apply_due();
        loop {
            if self.now() >= limit {
                return Outcome { reached: false, settled: false, waits_for_input: false };
            }
            let before = self.events_done;
            let outcome = self.slice(limit);
            let stop = done(&self.events[before..self.events_done]);
            if stop || (outcome.settled) {
                return outcome;
            }
        }
    }

    /// Advances to the next event, command, checkpoint or `limit`, whichever comes first.
    fn slice(&mut self, limit: Cycles) -> Outcome {
        let mut stop = limit.0.min(self.next_checkpoint());
        if let Some((at, _)) = self.commands.get(self.commands_done) {
            stop = stop.min(at.0);
        }
        let mut events = Vec::new();
        let paused = self.computer.run(Cycles(stop), &mut events);
        self.record(events);
        let mut outcome = Outcome::from(paused);
        // Time stands still while everybody waits for a command, so the next one, if any, is due now.
        outcome.settled &= self.commands_done == self.commands.len();
        self.apply_due();
        self.save_if_due();
        outcome
    }

    fn apply_due(&mut self) {
        while let Some((at, command)) = self.commands.get(self.commands_done)
            && *at <= self.computer.now()
        {
            let mut events = Vec::new();
            let done = carry_out(&mut self.computer, command, &mut events);
            assert!(done.is_ok(), "a logged command was refused on replay: {command:?}");
            self.commands_done += 1;
            self.record(events);
        }
    }

    fn record(&mut self, events: Vec<Event>) {
        for event in events {
            match self.events.get(self.events_done) {
                Some(known) => assert_eq!(known, &event, "replay diverged at event {}", self.events_done),
                None => self.events.push(event),
            }
            self.events_done += 1;
        }
        self.end = self.end.max(self.computer.now());
    }

    fn forget_future(&mut self) {
        self.events.truncate(self.events_done);
        self.commands.truncate(self.commands_done);
        let now = self.now();
        self.checkpoints.retain(|p| p.at <= now);
        self.end = now;
    }

    fn next_checkpoint(&self) -> u64 {
        self.checkpoints.last().map_or(0, |p| p.at.0).max(self.now().0) / self.interval * self.interval + self.interval
    }

    fn save_if_due(&mut self) {
        let last = self.checkpoints.last().map_or(0, |p| p.at.0);
        if self.now().0 / self.interval > last / self.interval {
            self.save();
        }
    }

    fn save(&mut self) {
        let state = self.computer.checkpoint();
        let (events, commands) = (self.events_done, self.commands_done);
        self.checkpoints.push(Point { at: self.now(), events, commands, state });
        if self.checkpoints.len() > limits::CHECKPOINTS_MAX {
            let mut index = 0;
            self.checkpoints.retain(|_| {
                index += 1;
                index % 2 == 1
            });
            self.interval *= 2;
        }
    }
}

impl Outcome {
    fn with_goal(self, goal: Moment, now: Moment) -> Self {
        Self { reached: now >= goal, ..self }
    }
}

impl From<Paused> for Outcome {
    fn from(paused: Paused) -> Self {
        let (settled, waits_for_input) = match paused {
            Paused::Until | Paused::Events => (false, false),
            Paused::Idle { waits_for_input } => (true, waits_for_input),
            Paused::Halted => (true, false),
        };
        Self { reached: false, settled, waits_for_input }
    }
}

/// Gives a command to the computer and collects what it caused at once.
fn carry_out(computer: &mut Computer, command: &Command, events: &mut Vec<Event>) -> Result<(), Refused> {
    let refused =
        |errno: Errno, what: &str| Refused { errno: i32::from(errno.0), why: format!("{what}: {}", errno.text()) };
    match command {
        Command::Spawn { path, argv, envp } => {
            computer.spawn(path, argv, envp).map_err(|e| refused(e, &format!("cannot start {path}")))?;
        }
        Command::Type(bytes) => computer.type_input(bytes),
        Command::CloseInput => computer.close_input(),
        Command::Signal { pid, signal } => {
            if !computer.signal(*pid, *signal) {
                return Err(refused(Errno::ESRCH, &format!("cannot signal process {pid}")));
            }
        }
    }
    let now = computer.now();
    computer.run(now, events);
    Ok(())
}
