//! The page's own speed: instructions per second with Sv32 and history on, and what a snapshot costs.

use crate::page::clock::{self, Frame};
use crate::page::compiler::{self, Compiled};
use process_lab::base::Cycles;
use process_lab::world::{Command, Session, Setup, Until};
use yew::prelude::*;

const PROGRAM: &str = "int main(void) { unsigned a = 1, i; for (i = 0; i < 2000000000u; i++) a = a * 1664525u + (i ^ (a >> 7)); return (int)(a & 1); }\n";
/// How long it runs, and how long a slice is, in milliseconds.
const RUN_MS: f64 = 2000.0;
const SLICE_MS: f64 = 30.0;
const SLICE: Cycles = Cycles(1_000_000);

/// What is asked of the component.
pub enum Msg {
    /// Begin.
    Start,
    /// The program is there; how long that took.
    Compiled(Box<Compiled>, f64),
    /// An animation frame.
    Tick,
}

/// The component.
pub struct Bench {
    session: Option<Session>,
    spent_ms: f64,
    frame: Option<Frame>,
    report: Vec<(String, String)>,
}

impl Component for Bench {
    type Message = Msg;
    type Properties = ();

    fn create(_: &Context<Self>) -> Self {
        Self { session: None, spent_ms: 0.0, frame: None, report: Vec::new() }
    }

    fn update(&mut self, ctx: &Context<Self>, msg: Msg) -> bool {
        match msg {
            Msg::Start => {
                let start = clock::now_ms();
                ctx.link().send_future(async move {
                    let compiled = compiler::compile("bench.c", PROGRAM, "/bin/bench").await;
                    Msg::Compiled(Box::new(compiled), clock::now_ms() - start)
                });
            }
            Msg::Compiled(compiled, spent_ms) => self.start(*compiled, spent_ms),
            Msg::Tick => self.slice(),
        }
        let goes_on = self.session.is_some();
        self.frame = goes_on.then(|| clock::next_frame(ctx.link().callback(|_| Msg::Tick)));
        true
    }

    fn view(&self, ctx: &Context<Self>) -> Html {
        let is_on = self.session.is_some();
        html! {
            <section class="bench">
                <h1>{ "Speed" }</h1>
                <p>{ "Runs a compiled C loop on the simulated machine, with Sv32 translation and history on." }</p>
                <button type="button" class="button" disabled={is_on} onclick={ctx.link().callback(|_| Msg::Start)} data-testid="bench-start">
                    { if is_on { "Measuring…" } else { "Measure" } }</button>
                <dl data-testid="bench" aria-live="polite">
                    { for self.report.iter().map(|(name, value)| html! { <><dt>{ name }</dt><dd>{ value }</dd></> }) }
                </dl>
            </section>
        }
    }
}

impl Bench {
    fn start(&mut self, compiled: Compiled, spent_ms: f64) {
        self.spent_ms = 0.0;
        self.report = vec![("Compiler loaded, program compiled".into(), format!("{spent_ms:.1} ms"))];
        let Some(file) = compiled.file else {
            let why = compiled.diagnostics.first().map(|d| d.title.clone()).unwrap_or_default();
            self.report.push(("The program does not compile".into(), why));
            return;
        };
        let boot = vec![Command::Spawn { path: file.path.clone(), argv: vec!["bench".into()], envp: Vec::new() }];
        match Session::new(Setup { files: vec![file], boot, ..Setup::default() }) {
            Ok(session) => self.session = Some(session),
            Err(refused) => self.report.push(("It cannot start".into(), refused.why)),
        }
    }

    /// Runs a slice; a call into wasm must return now and then for the browser to swap in its optimised code.
    fn slice(&mut self) {
        let Some(session) = &mut self.session else { return };
        let start = clock::now_ms();
        while clock::now_ms() - start < SLICE_MS {
            if session.run(&Until::Settled, SLICE).settled {
                break;
            }
        }
        self.spent_ms += clock::now_ms() - start;
        if self.spent_ms >= RUN_MS {
            self.finish();
        }
    }

    fn finish(&mut self) {
        let Some(mut session) = self.session.take() else { return };
        let start = clock::now_ms();
        let snapshot = session.snapshot();
        let snapshot_ms = clock::now_ms() - start;
        let mips = snapshot.instructions as f64 / self.spent_ms / 1000.0;
        self.report.push(("Instructions".into(), snapshot.instructions.to_string()));
        self.report.push(("Speed".into(), format!("{mips:.1} MIPS")));
        self.report.push(("Snapshot".into(), format!("{snapshot_ms:.2} ms")));
        let start = clock::now_ms();
        session.seek(Cycles(session.now().0 / 2));
        self.report.push(("Seek to the middle".into(), format!("{:.1} ms", clock::now_ms() - start)));
    }
}
