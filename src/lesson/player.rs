//! The player: a lesson, its compiled programs and a session. It runs the lesson once to learn at which moment each
//! step ends; from then on any step is a `seek`, so going back shows exactly what going forward showed.

use super::expression::{self, Scope, Value};
use super::format::{Lesson, QuestionKind, UntilText};
use crate::base::{Cycles, Diagnostic, Image, Pid, Severity, Span, Va};
use crate::cc;
use crate::kernel::Config;
use crate::kernel::event::{Event, ProcessState};
use crate::kernel::snapshot::ProcessView;
use crate::world::{Command, DiskFile, EventPattern, Moment, Session, Setup, Until, facts, narrate};
use std::rc::Rc;

/// Most cycles one step may run.
const STEP_BUDGET: Cycles = Cycles(200_000_000);

/// The right answer to a question, computed from the machine.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Answer {
    /// Index of the right choice.
    Choice(usize),
    /// The number.
    Number(i64),
}

/// Where a step ends.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
struct End {
    moment: Moment,
    /// How many of the session's events have happened by then.
    events: usize,
}

/// A lesson being played.
pub struct Player {
    lesson: Lesson,
    session: Session,
    /// `ends[i]` is where step i ends; the step begins where the one before it ends.
    ends: Vec<End>,
    start: End,
    answers: Vec<Option<Answer>>,
    step: usize,
}

impl Player {
    /// Compiles the programs (`source_of` finds a file of `static/programs`), powers the computer on and learns the
    /// moments of all steps and the answers of all questions. Bounded by a budget per step.
    ///
    /// # Errors
    /// Everything that is wrong with the lesson's programs, run-until conditions or questions.
    pub fn new(lesson: Lesson, source_of: &dyn Fn(&str) -> Option<String>) -> Result<Self, Vec<Diagnostic>> {
        let files = compile(&lesson, source_of)?;
        Self::with_files(lesson, files)
    }

    /// The same with programs that were compiled elsewhere: the page has its compiler in a module of its own.
    ///
    /// # Errors
    /// Everything that is wrong with the lesson's run-until conditions or questions.
    pub fn with_files(lesson: Lesson, files: Vec<DiskFile>) -> Result<Self, Vec<Diagnostic>> {
        let setup = setup(&lesson, files);
        let session = Session::new(setup)
            .map_err(|refused| vec![at_line(&lesson, 1, refused.why, "look at boot and the programs' paths")])?;
        let start = End { moment: session.now(), events: session.position() };
        let mut player = Self { lesson, session, ends: Vec::new(), start, answers: Vec::new(), step: 0 };
        let mut found = Vec::new();
        player.learn_moments(&mut found);
        if found.is_empty() {
            player.learn_answers(&mut found);
        }
        if !found.is_empty() {
            return Err(found);
        }
        player.go_to(0);
        Ok(player)
    }

    /// The lesson.
    #[must_use]
    pub fn lesson(&self) -> &Lesson {
        &self.lesson
    }

    /// The session, for looking.
    #[must_use]
    pub fn session(&self) -> &Session {
        &self.session
    }

    /// The session, for wandering off within the step; [`Self::go_to`] finds the way back.
    pub fn session_mut(&mut self) -> &mut Session {
        &mut self.session
    }

    /// Which step is shown, from 0.
    #[must_use]
    pub fn step(&self) -> usize {
        self.step
    }

    /// Shows the end of a step (the last one if `step` is too large).
    pub fn go_to(&mut self, step: usize) {
        self.step = step.min(self.ends.len().saturating_sub(1));
        let end = self.ends[self.step];
        self.session.seek_to(end.moment, end.events);
    }

    /// The moments between which a step runs.
    #[must_use]
    pub fn span_of(&self, step: usize) -> (Moment, Moment) {
        let end = self.ends.get(step).copied().unwrap_or(self.start);
        (self.begin_of(step).moment, end.moment)
    }

    /// What happened in a step.
    #[must_use]
    pub fn events_of(&self, step: usize) -> &[Event] {
        let end = self.ends.get(step).copied().unwrap_or(self.start);
        &self.session.events()[self.begin_of(step).events..end.events]
    }

    /// The right answer of a step's question.
    #[must_use]
    pub fn answer_of(&self, step: usize) -> Option<&Answer> {
        self.answers.get(step)?.as_ref()
    }

    /// The address of a variable or function of the first program.
    #[must_use]
    pub fn address_of(&self, symbol: &str) -> Option<Va> {
        self.first_image()?.symbol(symbol).map(|s| s.va)
    }

    /// Evaluates an expression in the present state; event counts reach from the start of `step` to its end.
    ///
    /// # Errors
    /// A sentence that says what is wrong with the expression.
    pub fn evaluate(&mut self, expression: &str, step: usize) -> Result<Value, String> {
        expression::evaluate(expression, &mut Facts { player: self, step })
    }

    /// What the lesson calls a process.
    #[must_use]
    pub fn name_of(&self, pid: Pid) -> Option<&str> {
        self.lesson.names.iter().find(|(_, p)| **p == pid).map(|(name, _)| name.as_str())
    }

    fn begin_of(&self, step: usize) -> End {
        step.checked_sub(1).and_then(|i| self.ends.get(i)).copied().unwrap_or(self.start)
    }

    fn first_image(&self) -> Option<&Rc<Image>> {
        self.session.setup().files.iter().find_map(|f| f.image.as_ref())
    }

    fn learn_moments(&mut self, found: &mut Vec<Diagnostic>) {
        for index in 0..self.lesson.steps.len() {
            let step = &self.lesson.steps[index];
            let (line, title) = (step.line, step.title.clone());
            if let Some(until) = step.until.clone() {
                match self.resolve(&until) {
                    Ok(until) => {
                        let outcome = self.session.run(&until, STEP_BUDGET);
                        if !outcome.reached {
                            let why = format!("step \"{title}\" never gets to where it should stop");
                            found.push(at_line(
                                &self.lesson,
                                line,
                                why,
                                "`lab trace` shows which events really happen",
                            ));
                        }
                    }
                    Err(why) => found.push(at_line(&self.lesson, line, why, "see docs/authoring.md, \"until\"")),
                }
            }
            self.ends.push(End { moment: self.session.now(), events: self.session.position() });
        }
    }

    fn learn_answers(&mut self, found: &mut Vec<Diagnostic>) {
        for step in 0..self.lesson.steps.len() {
            let Some(question) = self.lesson.steps[step].question.clone() else {
                self.answers.push(None);
                continue;
            };
            let judged_at = if question.looks_ahead { step + 1 } else { step };
            if judged_at >= self.ends.len() {
                found.push(at_line(
                    &self.lesson,
                    question.line,
                    "the last step's question looks ahead",
                    "add now = true",
                ));
                return;
            }
            self.go_to(judged_at);
            match self.judge(&question.kind, judged_at) {
                Ok(answer) => self.answers.push(Some(answer)),
                Err(why) => found.push(at_line(
                    &self.lesson,
                    question.line,
                    why,
                    "each right answer must follow from the machine",
                )),
            }
        }
    }

    fn judge(&mut self, kind: &QuestionKind, step: usize) -> Result<Answer, String> {
        match kind {
            QuestionKind::Number(expression) => match self.evaluate(expression, step)? {
                Value::Int(n) => Ok(Answer::Number(n)),
                other => Err(format!("the answer must be a number, this is {other}")),
            },
            QuestionKind::Choice(choices) => {
                let mut right = Vec::new();
                for (index, choice) in choices.iter().enumerate() {
                    if expression::holds(&choice.when, &mut Facts { player: self, step })? {
                        right.push(index);
                    }
                }
                match right[..] {
                    [one] => Ok(Answer::Choice(one)),
                    _ => Err(format!("{} of the choices are right; exactly one must be", right.len())),
                }
            }
        }
    }

    fn resolve(&self, until: &UntilText) -> Result<Until, String> {
        let pid = match &until.process {
            Some(name) => Some(*self.lesson.names.get(name).ok_or_else(|| format!("no process is named \"{name}\""))?),
            None => None,
        };
        if until.settled {
            return Ok(Until::Settled);
        }
        if let Some(steps) = until.steps {
            return Ok(Until::Steps(steps));
        }
        if let Some(line) = until.line {
            let image = self.first_image().ok_or("no program with source lines is on the disk")?;
            let own = |file: u16| image.debug.files.get(usize::from(file)).is_some_and(|f| !f.is_library);
            let row = image.debug.lines.iter().find(|r| r.line == line && r.is_statement && own(r.file));
            let va = row.ok_or_else(|| format!("no statement begins on line {line}"))?.va;
            return Ok(Until::Address { pid, va });
        }
        if let Some(event) = &until.event
            && !facts::NAMES.contains(&event.as_str())
        {
            return Err(format!("no event is named \"{event}\"; there are {}", facts::NAMES.join(", ")));
        }
        let state = until.state.as_deref().map(state_named).transpose()?;
        let pattern = EventPattern {
            fact: until.event.clone(),
            pid,
            syscall: until.syscall.clone(),
            state,
            scause: until.scause,
            signal: until.signal,
        };
        if pattern == EventPattern::default() {
            return Err("until names nothing to wait for".to_owned());
        }
        Ok(Until::Event { pattern, nth: until.nth.unwrap_or(1) })
    }
}

/// Names for the narrator: the lesson's words where it has them.
impl narrate::Names for Player {
    fn process(&self, pid: Pid) -> String {
        match self.name_of(pid) {
            Some(name) => format!("The {name} (pid {pid})"),
            None => narrate::Numbers.process(pid),
        }
    }
}

fn state_named(name: &str) -> Result<ProcessState, String> {
    use ProcessState::{New, Ready, Running, Stopped, Terminated, Waiting};
    let all = [New, Ready, Running, Waiting, Stopped, Terminated];
    all.into_iter().find(|s| narrate::state_name(*s) == name).ok_or_else(|| format!("no state is named \"{name}\""))
}

fn at_line(lesson: &Lesson, line: u32, title: impl Into<String>, help: &str) -> Diagnostic {
    let span = Span { file: lesson.source.0.clone(), line, column: 1, len: 1 };
    Diagnostic::error(span, title).with_help(help)
}

/// Compiles the lesson's programs.
fn compile(lesson: &Lesson, source_of: &dyn Fn(&str) -> Option<String>) -> Result<Vec<DiskFile>, Vec<Diagnostic>> {
    let (mut files, mut found) = (Vec::new(), Vec::new());
    for program in &lesson.programs {
        let Some(text) = source_of(&program.source) else {
            let why = format!("there is no program \"{}\"", program.source);
            found.push(at_line(lesson, 1, why, "programs lie in static/programs"));
            continue;
        };
        let source = cc::SourceText { name: &program.source, text: &text };
        let output = cc::compile(&[source], &|_| None, &cc::Options::default());
        match output.image {
            Some(image) => files.push(DiskFile {
                path: program.path.clone(),
                bytes: cc::write_elf(&image).into(),
                mode: 0o755,
                image: Some(Rc::new(image)),
            }),
            None => found.extend(output.diagnostics.into_iter().filter(|d| d.severity == Severity::Error)),
        }
    }
    if found.is_empty() { Ok(files) } else { Err(found) }
}

/// Describes the lesson's computer.
fn setup(lesson: &Lesson, files: Vec<DiskFile>) -> Setup {
    let default = Config::default();
    let config = Config {
        ram_frames: lesson.machine.ram_frames.unwrap_or(64),
        quantum: lesson.machine.quantum.unwrap_or(default.quantum),
        seed: lesson.machine.seed.unwrap_or(default.seed),
        ..default
    };
    let boot = lesson.boot.iter().filter(|line| !line.is_empty()).map(|line| Command::Spawn {
        path: line[0].clone(),
        argv: line.clone(),
        envp: vec!["PATH=/bin".to_owned(), "HOME=/home/user".to_owned()],
    });
    Setup { config, files, boot: boot.collect() }
}

/// The names and functions of a lesson's expressions, read from the machine.
///
/// Names: those of the lesson's processes, `now`, `scause`, `running`, `processes`, `frames_free`, `terminal`.
/// Functions: `state(p)`, `exit(p)` (shell status), `exists(p)`, `parent(p)`, `children(p)` (how many), `line(p)`,
/// `pages(p)` (resident), `address("x")`, `frame(p, "x")`, `copy_on_write(p, "x")`, `writable(p, "x")`,
/// `value(p, "x")` (a 32-bit int), `references(frame)`, `contains(text, part)`,
/// `count("event")` and `count("event", p)` since power-on, `new("event")` and `new("event", p)` in this step.
struct Facts<'a> {
    player: &'a mut Player,
    step: usize,
}

impl Scope for Facts<'_> {
    fn call(&mut self, name: &str, args: Option<&[Value]>) -> Result<Value, String> {
        match args {
            None => self.plain(name),
            Some(args) => match (name, args) {
                ("count" | "new", [Value::Text(event)]) => self.count(name, event, None),
                ("count" | "new", [Value::Text(event), Value::Int(pid)]) => self.count(name, event, Some(to_pid(*pid))),
                ("contains", [Value::Text(text), Value::Text(part)]) => Ok(Value::Bool(text.contains(part.as_str()))),
                ("address", [Value::Text(symbol)]) => {
                    Ok(self.address(symbol).map_or(Value::Nothing, |va| Value::Int(i64::from(va.0))))
                }
                ("references", [Value::Int(frame)]) => Ok(self.references(*frame)),
                ("references", [Value::Nothing]) => Ok(Value::Nothing),
                (_, [Value::Int(pid)]) => self.of_process(name, to_pid(*pid)),
                (_, [Value::Int(pid), Value::Text(symbol)]) => self.of_variable(name, to_pid(*pid), symbol),
                _ => Err(format!("no function {name} takes these {} arguments", args.len())),
            },
        }
    }
}

fn to_pid(n: i64) -> Pid {
    Pid(u32::try_from(n).unwrap_or(u32::MAX))
}

fn int(n: impl TryInto<i64>) -> Value {
    Value::Int(n.try_into().unwrap_or(i64::MAX))
}

impl Facts<'_> {
    fn plain(&mut self, name: &str) -> Result<Value, String> {
        if let Some(pid) = self.player.lesson.names.get(name) {
            return Ok(int(pid.0));
        }
        let snapshot = self.player.session.snapshot();
        Ok(match name {
            "now" => int(snapshot.now.0),
            "scause" => int(snapshot.cpu.scause),
            "running" => int(snapshot.cpu.running.0),
            "processes" => int(snapshot.processes.len()),
            "terminal" => Value::Text(snapshot.terminal.to_string()),
            "frames_free" => {
                int(snapshot.frames.iter().filter(|f| f.kind == crate::kernel::snapshot::FrameKind::Free).count())
            }
            _ => return Err(format!("nothing is named \"{name}\"")),
        })
    }

    fn count(&mut self, which: &str, event: &str, pid: Option<Pid>) -> Result<Value, String> {
        if !facts::NAMES.contains(&event) {
            return Err(format!("no event is named \"{event}\""));
        }
        let pattern = EventPattern { fact: Some(event.to_owned()), pid, ..Default::default() };
        let session = &self.player.session;
        let events =
            if which == "new" { self.player.events_of(self.step) } else { &session.events()[..session.position()] };
        Ok(int(events.iter().filter(|e| pattern.matches(e)).count()))
    }

    fn references(&mut self, frame: i64) -> Value {
        let snapshot = self.player.session.snapshot();
        usize::try_from(frame).ok().and_then(|i| snapshot.frames.get(i)).map_or(Value::Nothing, |f| int(f.references))
    }

    fn process(&mut self, pid: Pid) -> Option<Rc<ProcessView>> {
        self.player.session.snapshot().process(pid).cloned()
    }

    fn of_process(&mut self, name: &str, pid: Pid) -> Result<Value, String> {
        let process = self.process(pid);
        if name == "exists" {
            return Ok(Value::Bool(process.is_some()));
        }
        if name == "exit" {
            let exit = process.as_ref().and_then(|p| p.exit).or_else(|| self.player.session.exit_of(pid));
            return Ok(exit.map_or(Value::Nothing, |e| int(e.shell_status())));
        }
        let Some(process) = process else { return known(name).map(|()| Value::Nothing) };
        Ok(match name {
            "state" => Value::Text(narrate::state_name(process.state).to_owned()),
            "parent" => int(process.ppid.0),
            "children" => int(process.children.len()),
            "pages" => int(process.pages.iter().filter(|p| p.frame.is_some()).count()),
            "line" => {
                let image = self.player.session.image_of(&process);
                image.and_then(|i| i.line_at(process.pc)).map_or(Value::Nothing, |row| int(row.line))
            }
            _ => return known(name).map(|()| Value::Nothing),
        })
    }

    fn of_variable(&mut self, name: &str, pid: Pid, symbol: &str) -> Result<Value, String> {
        let va =
            self.address(symbol).ok_or_else(|| format!("the program has no variable \"{symbol}\" with an address"))?;
        let Some(process) = self.process(pid) else { return Ok(Value::Nothing) };
        let page = process.page_at(va).copied();
        Ok(match name {
            "frame" => page.and_then(|p| p.frame).map_or(Value::Nothing, |f| int(f.0)),
            "copy_on_write" => Value::Bool(page.is_some_and(|p| p.is_copy_on_write)),
            "writable" => Value::Bool(page.is_some_and(|p| p.frame.is_some() && p.pte & 0b100 != 0)),
            "value" => match self.player.session.read(pid, va, 4).and_then(|b| b.try_into().ok()) {
                Some(bytes) => int(i32::from_le_bytes(bytes)),
                None => Value::Nothing,
            },
            _ => return Err(format!("no function is named \"{name}\"")),
        })
    }

    fn address(&self, symbol: &str) -> Option<Va> {
        self.player.address_of(symbol)
    }
}

/// Whether a function of one process has this name.
fn known(name: &str) -> Result<(), String> {
    match name {
        "state" | "parent" | "children" | "pages" | "line" => Ok(()),
        _ => Err(format!("no function is named \"{name}\"")),
    }
}
