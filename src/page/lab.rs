//! A machine on the screen: stage, narrator, timeline, transport, and for a lesson its text. The only component that
//! holds a [`Driver`]; all others are given views of it.

use super::clock::{self, Frame};
use super::components::dock::Dock;
use super::components::lesson::LessonText;
use super::components::panel::PanelKind;
use super::components::problem::Problem;
use super::components::question::Given;
use super::components::stage::{Extra, Stage};
use super::components::timeline::moment_words;
use super::driver::{Driver, Grain, Job, Progress};
use super::embed;
use super::keys;
use super::playback::{Due, Playback};
use super::scene::motion::{Beat, beats, duration_ms};
use super::storage;
use super::text::narrate::narrate;
use super::view::{Selection, View};
use gloo::events::EventListener;
use process_lab::base::{Cycles, Diagnostic};
use process_lab::kernel::event::Event;
use process_lab::kernel::snapshot::Snapshot;
use process_lab::lesson::Lesson;
use process_lab::world::{DiskFile, Setup};
use std::collections::BTreeMap;
use std::rc::Rc;
use yew::prelude::*;

/// Milliseconds of scripting a run may take of each animation frame.
const FRAME_BUDGET_MS: f64 = 7.0;
/// A picture is refreshed every so many frames while a run works.
const REFRESH_FRAMES: u32 = 12;

/// What is run.
#[derive(Clone, PartialEq)]
pub enum Program {
    /// A lesson with its compiled programs.
    Lesson(Rc<Lesson>, Rc<Vec<DiskFile>>),
    /// A computer of the learner's own.
    Free(Rc<Setup>),
}

/// Props of [`Lab`].
#[derive(Properties, PartialEq)]
pub struct LabProps {
    /// What is run.
    pub program: Program,
    /// The lesson step asked for.
    #[prop_or_default]
    pub step: usize,
    /// A free computer runs to its end as soon as it is there.
    #[prop_or_default]
    pub runs_at_once: bool,
    /// Told when the step changed.
    #[prop_or_default]
    pub on_step: Callback<usize>,
}

/// What the learner, the clock or a panel asks for.
pub enum Msg {
    /// Forward by the grain.
    Next,
    /// Back by the grain.
    Back,
    /// The first moment or step.
    First,
    /// The last.
    Last,
    /// A lesson step.
    Step(usize),
    /// A moment.
    Seek(Cycles),
    /// An animation frame.
    Tick(f64),
    /// Play or pause; stops a run that works.
    Play,
    /// Play's speed.
    Speed(f32),
    /// What the arrows step by.
    Grain(Grain),
    /// Timeline to scale or by moment.
    Scale(bool),
    /// Something was selected.
    Select(Selection),
    /// A panel was opened or closed.
    Toggle(PanelKind),
    /// A line was typed at the terminal.
    Typed(String),
    /// A question was answered.
    Answer(usize, Given),
    /// The embedding page asks for something.
    Embedder(embed::Command),
}

/// The component.
pub struct Lab {
    driver: Result<Driver, Vec<Diagnostic>>,
    /// The transition on the screen.
    before: Rc<Snapshot>,
    after: Rc<Snapshot>,
    events: Rc<[Event]>,
    beats: Rc<[Beat]>,
    playback: Playback,
    grain: Grain,
    job: Option<Job>,
    frames_worked: u32,
    last_ms: Option<f64>,
    frame: Option<Frame>,
    /// What the reader chose.
    step: usize,
    selection: Selection,
    panels: Rc<[PanelKind]>,
    is_to_scale: bool,
    answers: BTreeMap<usize, Given>,
    message: String,
    _keys: Option<EventListener>,
    _messages: Option<EventListener>,
}

impl Component for Lab {
    type Message = Msg;
    type Properties = LabProps;

    fn create(ctx: &Context<Self>) -> Self {
        let mut lab = Self {
            driver: Err(Vec::new()),
            before: Rc::new(Snapshot::default()),
            after: Rc::new(Snapshot::default()),
            events: Rc::from([]),
            beats: Rc::from([]),
            playback: Playback::default(),
            grain: Grain::Step,
            job: None,
            frames_worked: 0,
            last_ms: None,
            frame: None,
            step: 0,
            selection: Selection::Nothing,
            panels: Rc::from([]),
            is_to_scale: false,
            answers: BTreeMap::new(),
            message: String::new(),
            _keys: keys::listen(ctx.link()),
            _messages: embed::listen(ctx.link().callback(Msg::Embedder)),
        };
        lab.open(ctx);
        lab
    }

    fn changed(&mut self, ctx: &Context<Self>, old: &LabProps) -> bool {
        if ctx.props().program != old.program {
            self.open(ctx);
        } else if ctx.props().step != self.step && matches!(ctx.props().program, Program::Lesson(..)) {
            self.go_to_step(ctx, ctx.props().step);
        }
        true
    }

    fn update(&mut self, ctx: &Context<Self>, msg: Msg) -> bool {
        match msg {
            Msg::Tick(now) => return self.tick(ctx, now),
            Msg::Play => self.play(ctx),
            Msg::Speed(speed) => self.playback.speed = speed,
            Msg::Grain(grain) => self.grain = grain,
            Msg::Scale(is_to_scale) => self.is_to_scale = is_to_scale,
            Msg::Select(selection) => self.selection = selection,
            Msg::Toggle(kind) => self.toggle(kind),
            Msg::Answer(step, given) => self.answer(step, given),
            Msg::Embedder(embed::Command::GoTo(step)) => self.go_to_step(ctx, step),
            Msg::Embedder(command) => {
                if self.playback.is_playing != (command == embed::Command::Play) {
                    self.play(ctx);
                }
            }
            other => {
                self.playback.is_playing = false;
                self.navigate(ctx, other);
            }
        }
        self.keep_ticking(ctx);
        true
    }

    fn view(&self, ctx: &Context<Self>) -> Html {
        match &self.driver {
            Err(found) => html! { <Problem title="This cannot run" diagnostics={found.clone()} /> },
            Ok(driver) => self.view_machine(ctx, driver),
        }
    }
}

impl Lab {
    /// Builds the machine for the props.
    fn open(&mut self, ctx: &Context<Self>) {
        self.stop();
        let props = ctx.props();
        let mut driver = match &props.program {
            Program::Lesson(lesson, files) => Driver::of_lesson((**lesson).clone(), files.to_vec()),
            Program::Free(setup) => Driver::of_setup((**setup).clone())
                .map_err(|why| vec![Diagnostic::error(super::nowhere("the computer"), why)]),
        };
        self.grain = if matches!(props.program, Program::Lesson(..)) { Grain::Step } else { Grain::Event };
        self.selection = Selection::Nothing;
        self.answers.clear();
        if let Ok(driver) = &mut driver {
            self.step = props.step;
            driver.go_to_step(self.step);
            self.step = driver.step_count().map_or(0, |n| self.step.min(n.saturating_sub(1)));
            self.after = driver.snapshot();
            self.before = self.after.clone();
        }
        self.driver = driver;
        self.open_panels();
        self.show_cut();
        match (&self.driver, &props.program) {
            (Err(found), _) => {
                let message = found.first().map_or("", |d| d.title.as_str());
                embed::post("error", &[("message", message.into())]);
            }
            (_, Program::Lesson(lesson, _)) => {
                let title = lesson.title.as_str();
                embed::post("ready", &[("steps", step_number(lesson.steps.len() - 1)), ("title", title.into())]);
            }
            (Ok(driver), Program::Free(_)) if props.runs_at_once => {
                self.job = Some(driver.to_the_end());
                self.frames_worked = 0;
                self.keep_ticking(ctx);
            }
            _ => {}
        }
    }

    /// The panels of the lesson's step, or those that suit a free computer.
    fn open_panels(&mut self) {
        use PanelKind::{Log, Ram, Source, Spaces, States, Terminal, Tree};
        let Ok(driver) = &self.driver else { return };
        let step = driver.player().and_then(|p| p.lesson().steps.get(self.step));
        self.panels = match step {
            Some(step) => super::components::panel::of_lesson(&step.panels),
            None => Rc::from([Source, Terminal, Spaces, Ram, States, Tree, Log]),
        };
    }

    fn navigate(&mut self, ctx: &Context<Self>, msg: Msg) {
        let is_lesson = self.grain == Grain::Step && self.driver.as_ref().is_ok_and(|d| d.player().is_some());
        match msg {
            Msg::Step(step) => self.go_to_step(ctx, step),
            Msg::Next if is_lesson => self.go_to_step(ctx, self.step + 1),
            Msg::Back if is_lesson => self.go_to_step(ctx, self.step.saturating_sub(1)),
            Msg::First if is_lesson => self.go_to_step(ctx, 0),
            Msg::Last if is_lesson => self.go_to_step(ctx, usize::MAX),
            Msg::Next => self.forward(ctx),
            Msg::Back => self.transition(ctx, |d, grain| d.back(grain)),
            Msg::First => self.transition(ctx, |d, _| d.seek(Cycles(0))),
            Msg::Last => self.transition(ctx, |d, _| d.seek(Cycles(u64::MAX))),
            Msg::Seek(at) => self.transition(ctx, |d, _| d.seek(at)),
            Msg::Typed(text) => self.type_text(ctx, &text),
            _ => {}
        }
    }

    fn go_to_step(&mut self, ctx: &Context<Self>, step: usize) {
        let Ok(driver) = &self.driver else { return };
        let step = step.min(driver.step_count().unwrap_or(1).saturating_sub(1));
        self.step = step;
        self.transition(ctx, move |d, _| d.go_to_step(step));
        self.set_step(ctx, step);
        self.open_panels();
    }

    fn set_step(&mut self, ctx: &Context<Self>, step: usize) {
        self.step = step;
        ctx.props().on_step.emit(step);
        if let Program::Lesson(lesson, _) = &ctx.props().program {
            storage::write(&format!("step/{}", lesson.id), &step.to_string());
            let title = lesson.steps.get(step).map_or("", |s| s.title.as_str());
            embed::post(
                "step",
                &[("step", step_number(step)), ("of", step_number(lesson.steps.len() - 1)), ("title", title.into())],
            );
            if step + 1 == lesson.steps.len() {
                embed::post("complete", &[("steps", step_number(step))]);
            }
        }
    }

    /// Moves the machine and shows the way: forward with animation, back with a cut.
    fn transition(&mut self, ctx: &Context<Self>, go: impl FnOnce(&mut Driver, Grain)) {
        let Ok(driver) = &mut self.driver else { return };
        let from = (driver.now(), driver.position());
        self.before = self.after.clone();
        go(driver, self.grain);
        self.arrive(ctx, from);
    }

    /// Shows what happened since `from`.
    fn arrive(&mut self, ctx: &Context<Self>, from: (Cycles, usize)) {
        let Ok(driver) = &mut self.driver else { return };
        self.after = driver.snapshot();
        let (now, position) = (driver.now(), driver.position());
        let log = driver.log();
        let moved_to = driver.step_at(now);
        if now > from.0 && position > from.1 {
            self.events = log[from.1..position].into();
            self.beats = beats(&self.events).into();
            if self.beats.is_empty() || clock::prefers_reduced_motion() {
                self.playback.cut();
            } else {
                self.playback.begin(duration_ms(&self.beats));
            }
        } else {
            self.show_cut();
        }
        if self.grain != Grain::Step && moved_to != self.step {
            self.set_step(ctx, moved_to);
        }
    }

    /// Shows the present without animation; the events told are those of this step or moment.
    fn show_cut(&mut self) {
        self.playback.cut();
        self.before = self.after.clone();
        self.beats = Rc::from([]);
        let Ok(driver) = &self.driver else { return };
        let (log, position) = (driver.log(), driver.position());
        let own = driver.player().filter(|p| self.grain == Grain::Step && p.span_of(self.step).1 == driver.now());
        self.events = match own {
            Some(player) if !player.events_of(self.step).is_empty() => player.events_of(self.step).into(),
            _ => {
                let last = position.checked_sub(1).and_then(|i| log.get(i)).map(|e| e.at);
                log[..position].iter().rev().take_while(|e| Some(e.at) == last).cloned().collect()
            }
        };
    }

    fn forward(&mut self, ctx: &Context<Self>) {
        let mut job = None;
        self.transition(ctx, |d, grain| job = d.forward(grain));
        self.job = job;
        self.frames_worked = 0;
    }

    fn type_text(&mut self, ctx: &Context<Self>, text: &str) {
        let Ok(driver) = &mut self.driver else { return };
        self.message = driver.type_text(text).err().unwrap_or_default();
        self.job = Some(driver.to_the_end());
        self.transition(ctx, |_, _| {});
    }

    fn answer(&mut self, step: usize, given: Given) {
        let right = self.driver.as_ref().ok().and_then(|d| d.player()?.answer_of(step).cloned());
        if let Some(right) = right {
            embed::post("answer", &[("step", step_number(step)), ("correct", given.is_right(&right).into())]);
        }
        self.answers.insert(step, given);
    }

    fn toggle(&mut self, kind: PanelKind) {
        let mut panels = self.panels.to_vec();
        match panels.iter().position(|k| *k == kind) {
            Some(at) => drop(panels.remove(at)),
            None => panels.push(kind),
        }
        self.panels = panels.into();
    }

    fn play(&mut self, ctx: &Context<Self>) {
        if self.job.is_some() {
            self.stop();
            return;
        }
        self.playback.toggle();
        if self.playback.is_playing && self.playback.t() >= 1.0 {
            self.advance(ctx);
        }
    }

    fn stop(&mut self) {
        self.playback.is_playing = false;
        self.job = None;
        self.message.clear();
    }

    /// One moment on; play ends where the log ends in a lesson, and runs on in a free computer.
    fn advance(&mut self, ctx: &Context<Self>) {
        let Ok(driver) = &self.driver else { return };
        let is_over = driver.player().is_some() && driver.timeline().next(driver.now()).is_none();
        if is_over {
            self.playback.is_playing = false;
            return;
        }
        let grain = std::mem::replace(&mut self.grain, Grain::Event);
        self.forward(ctx);
        self.grain = grain;
        self.open_panels_of_new_step(ctx);
    }

    fn open_panels_of_new_step(&mut self, ctx: &Context<Self>) {
        let Ok(driver) = &self.driver else { return };
        let at = driver.step_at(driver.now());
        if driver.player().is_some() && at != self.step {
            self.set_step(ctx, at);
            self.open_panels();
        }
    }

    fn is_moving(&self) -> bool {
        self.playback.is_moving() || self.job.is_some()
    }

    fn keep_ticking(&mut self, ctx: &Context<Self>) {
        if self.is_moving() && self.frame.is_none() {
            self.frame = Some(clock::next_frame(ctx.link().callback(Msg::Tick)));
        }
    }

    /// One animation frame: a slice of the run, or a bit of the animation, or the pause between two moments.
    fn tick(&mut self, ctx: &Context<Self>, now: f64) -> bool {
        self.frame = None;
        let passed = self.last_ms.map_or(16.0, |last| now - last) as f32;
        self.last_ms = Some(now);
        let redraw = if self.job.is_some() {
            self.work(ctx)
        } else {
            let due = self.playback.update(passed);
            if due == Due::Advance {
                self.advance(ctx);
            }
            due != Due::Nothing
        };
        if self.is_moving() {
            self.keep_ticking(ctx);
        } else {
            self.last_ms = None;
        }
        redraw
    }

    fn work(&mut self, ctx: &Context<Self>) -> bool {
        let (Some(job), Ok(driver)) = (self.job.clone(), &mut self.driver) else { return false };
        let start = clock::now_ms();
        let progress = driver.work(&job, || clock::now_ms() - start > FRAME_BUDGET_MS);
        self.frames_worked += 1;
        if progress == Progress::Working && !self.frames_worked.is_multiple_of(REFRESH_FRAMES) {
            return false;
        }
        self.message = match progress {
            Progress::Working => format!("Running… cycle {}", super::text::grouped(driver.now())),
            Progress::Reached => String::new(),
            Progress::Settled(true) => "A program waits for you to type.".into(),
            Progress::Settled(false) => "Every program has ended.".into(),
        };
        if progress != Progress::Working {
            self.job = None;
            self.playback.is_playing &= progress == Progress::Reached;
            let from = driver.log().partition_point(|e| e.at <= job.from);
            self.arrive(ctx, (job.from, from));
        } else {
            self.after = driver.snapshot();
            self.show_cut();
        }
        true
    }

    fn the_view(&self, ctx: &Context<Self>, driver: &Driver) -> View {
        View {
            before: self.before.clone(),
            after: self.after.clone(),
            events: self.events.clone(),
            beats: self.beats.clone(),
            selection: self.selection,
            highlights: driver.highlights(self.step),
            program: driver.program(),
            images: driver.images(),
            select: ctx.link().callback(Msg::Select),
        }
    }

    fn extra(&self, ctx: &Context<Self>, driver: &Driver, view: &View) -> Extra {
        let link = ctx.link();
        let is_free = driver.player().is_none();
        let wants_walk = self.panels.contains(&PanelKind::Translation);
        let target = match self.selection {
            Selection::Page(pid, page) => Some((pid, page.va())),
            _ => view.focus().and_then(|pid| Some((pid, self.after.process(pid)?.pc))),
        };
        let walk = target.filter(|_| wants_walk).and_then(|(pid, va)| driver.walk(&self.after, pid, va)).map(Rc::new);
        Extra {
            log: driver.log(),
            position: driver.position(),
            walk,
            seek: link.callback(Msg::Seek),
            typed: is_free.then(|| link.callback(Msg::Typed)),
        }
    }

    fn view_machine(&self, ctx: &Context<Self>, driver: &Driver) -> Html {
        let link = ctx.link();
        let view = self.the_view(ctx, driver);
        let extra = self.extra(ctx, driver, &view);
        let line = driver.timeline();
        let words = narrate(&self.before, &self.events, &self.after);
        let lesson = match &ctx.props().program {
            Program::Lesson(lesson, _) => Some(lesson.clone()),
            Program::Free(_) => None,
        };
        let answer = driver.player().and_then(|p| p.answer_of(self.step).cloned());
        html! {
            <div class={classes!("lab", lesson.is_some().then_some("has-lesson"))} data-testid="lab" data-step={(self.step + 1).to_string()}
                data-now={driver.now().0.to_string()} data-moving={self.is_moving().to_string()}>
                if let Some(lesson) = lesson {
                    <LessonText {lesson} step={self.step} {answer} given={self.answers.get(&self.step).cloned()}
                        go={link.callback(Msg::Step)}
                        give={ { let step = self.step; link.callback(move |given| Msg::Answer(step, given)) } } />
                }
                <Stage panels={self.panels.clone()} {view} t={self.playback.t()} {extra} toggle={link.callback(Msg::Toggle)} />
                <Dock {words} message={self.message.clone()} value_text={moment_words(&line, driver.now())} {line}
                    now={driver.now()} is_to_scale={self.is_to_scale} is_playing={self.playback.is_playing || self.job.is_some()}
                    speed={self.playback.speed} grain={self.grain} has_steps={driver.player().is_some()}
                    at_start={self.is_at_start(driver)} at_end={self.is_at_end(driver)} send={link.callback(|m| m)} />
            </div>
        }
    }

    fn is_at_start(&self, driver: &Driver) -> bool {
        match driver.step_count() {
            Some(_) if self.grain == Grain::Step => self.step == 0,
            _ => driver.now().0 == 0,
        }
    }

    fn is_at_end(&self, driver: &Driver) -> bool {
        driver.step_count().is_some_and(|n| self.grain == Grain::Step && self.step + 1 >= n)
    }
}

/// A step as the world outside counts: from 1.
fn step_number(step: usize) -> wasm_bindgen::JsValue {
    wasm_bindgen::JsValue::from_f64(step as f64 + 1.0)
}
