//! The playground: C in, a machine out. What is typed is kept on this device; a mistake is shown beside its line.

use super::problem::DiagnosticList;
use crate::page::lab::{Lab, Program};
use crate::page::{compiler, fetch, storage};
use process_lab::base::{Diagnostic, Severity};
use process_lab::kernel::Config;
use process_lab::world::{Command, Setup};
use std::rc::Rc;
use web_sys::{HtmlSelectElement, HtmlTextAreaElement};
use yew::prelude::*;

const NAME: &str = "main.c";
const FIRST: &str = "#include <stdio.h>\n#include <unistd.h>\n#include <sys/wait.h>\n\nint main(void) {\n    for (int i = 0; i < 3; i++) {\n        if (fork() == 0) {\n            printf(\"child %d is process %d\\n\", i, getpid());\n            return i;\n        }\n    }\n    int status;\n    while (wait(&status) > 0)\n        printf(\"a child ended with %d\\n\", WEXITSTATUS(status));\n    return 0;\n}\n";
const FRAMES: [u32; 3] = [64, 128, 256];
const QUANTA: [u64; 4] = [500, 2_000, 10_000, 100_000];

/// Props of [`Play`].
#[derive(Properties, PartialEq)]
pub struct PlayProps {
    /// The lesson whose program is taken along.
    pub from_lesson: Option<String>,
}

/// What the last build came to.
#[derive(Clone, PartialEq, Default)]
struct Build {
    diagnostics: Vec<Diagnostic>,
    setup: Option<Rc<Setup>>,
    /// Counts builds, so that running the same text again starts afresh.
    number: u32,
    runs_at_once: bool,
}

/// Editor, diagnostics, machine.
#[component]
pub fn Play(props: &PlayProps) -> Html {
    let editor = use_node_ref();
    let build = use_state(Build::default);
    let text = use_state(|| storage::read("program").unwrap_or_else(|| FIRST.into()));
    let frames = use_state(|| FRAMES[0]);
    let quantum = use_state(|| QUANTA[1]);
    use_lesson_program(props.from_lesson.clone(), text.clone());
    let start = |runs_at_once: bool| {
        let (editor, build, frames, quantum) = (editor.clone(), build.clone(), *frames, *quantum);
        Callback::from(move |_: MouseEvent| {
            let source = editor.cast::<HtmlTextAreaElement>().map(|e| e.value()).unwrap_or_default();
            storage::write("program", &source);
            let build = build.clone();
            wasm_bindgen_futures::spawn_local(async move {
                let done = compile(&source, frames, quantum).await;
                build.set(Build { number: build.number + 1, runs_at_once, ..done });
            });
        })
    };
    let keep = Callback::from(|event: InputEvent| {
        if let Some(field) = event.target_dyn_into::<HtmlTextAreaElement>() {
            storage::write("program", &field.value());
        }
    });
    let go = {
        let editor = editor.clone();
        Callback::from(move |line: u32| select_line(&editor, line))
    };
    let is_broken = build.diagnostics.iter().any(|d| d.severity == Severity::Error);
    html! {
        <div class="play">
            <section class="editor" aria-labelledby="editor-title">
                <header class="editor-head">
                    <h1 id="editor-title">{ NAME }</h1>
                    { picker("RAM", &frames, &FRAMES, |n| format!("{n} frames")) }
                    { picker("Time slice", &quantum, &QUANTA, |n| format!("{n} cycles")) }
                    <div class="editor-actions">
                        <button type="button" class="button" onclick={start(true)} data-testid="run">{ "Compile and run" }</button>
                        <button type="button" class="button button-second" onclick={start(false)} data-testid="step-through">{ "Step through" }</button>
                    </div>
                </header>
                <textarea key={(*text).clone()} ref={editor} class="editor-text" spellcheck="false" autocapitalize="off" aria-label="C program"
                    aria-describedby="editor-problems" data-testid="editor" rows="18" defaultvalue={(*text).clone()} oninput={keep} />
                <div id="editor-problems" class={classes!("editor-problems", is_broken.then_some("is-broken"))} aria-live="polite">
                    <DiagnosticList diagnostics={build.diagnostics.clone()} {go} />
                </div>
            </section>
            { match &build.setup {
                Some(setup) => html! { <Lab key={build.number} program={Program::Free(setup.clone())} runs_at_once={build.runs_at_once} /> },
                None => html! { <p class="empty play-empty">{ "Run the program, then scrub through what happened, or step through it from the start." }</p> },
            } }
        </div>
    }
}

/// Fetches the first program of the lesson named in the address.
#[hook]
fn use_lesson_program(id: Option<String>, text: UseStateHandle<String>) {
    use_effect_with(id, move |id| {
        if let Some(id) = id.clone() {
            wasm_bindgen_futures::spawn_local(async move {
                if let Ok(source) = fetch::first_program(&id).await {
                    text.set(source);
                }
            });
        }
    });
}

async fn compile(source: &str, ram_frames: u32, quantum: u64) -> Build {
    let compiled = compiler::compile(NAME, source, "/bin/main").await;
    let setup = compiled.file.map(|file| {
        let envp = vec!["PATH=/bin".into(), "HOME=/home/user".into()];
        let boot = vec![Command::Spawn { path: "/bin/main".into(), argv: vec!["main".into()], envp }];
        Rc::new(Setup { config: Config { ram_frames, quantum, ..Config::default() }, files: vec![file], boot })
    });
    Build { diagnostics: compiled.diagnostics, setup, ..Build::default() }
}

fn picker<T: Copy + PartialEq + 'static>(
    name: &'static str,
    now: &UseStateHandle<T>,
    all: &'static [T],
    word: fn(T) -> String,
) -> Html {
    let handle = now.clone();
    let onchange = Callback::from(move |event: Event| {
        let chosen =
            event.target_dyn_into::<HtmlSelectElement>().and_then(|s| usize::try_from(s.selected_index()).ok());
        if let Some(value) = chosen.and_then(|i| all.get(i)) {
            handle.set(*value);
        }
    });
    html! {
        <label>{ name }{ " " }<select {onchange}>
            { for all.iter().map(|v| html! { <option selected={*v == **now}>{ word(*v) }</option> }) }
        </select></label>
    }
}

fn select_line(editor: &NodeRef, line: u32) {
    let Some(field) = editor.cast::<HtmlTextAreaElement>() else { return };
    let text = field.value();
    let before: usize =
        text.split('\n').take(line.saturating_sub(1) as usize).map(|l| l.encode_utf16().count() + 1).sum();
    let len = text.split('\n').nth(line.saturating_sub(1) as usize).map_or(0, |l| l.encode_utf16().count());
    let to = |n: usize| u32::try_from(n).unwrap_or(u32::MAX);
    // Focus and selection are a courtesy: when the browser refuses, the message still names the line.
    let _ = field.focus();
    let _ = field.set_selection_range(to(before), to(before + len));
}
