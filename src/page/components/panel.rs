//! A panel: title, one-line legend, the picture or its table, and the toggle between them.

use super::common::TableView;
use super::{channels, cpu, files, log, queues, ram, source, spaces, states, terminal, translation, tree};
use crate::page::scene::spaces::shown;
use crate::page::text::tables::{self, Table};
use crate::page::view::View;
use process_lab::lesson;
use std::rc::Rc;
use yew::prelude::*;

/// Which panel.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum PanelKind {
    /// Source and disassembly.
    Source,
    /// Address spaces.
    Spaces,
    /// RAM frames.
    Ram,
    /// State diagram.
    States,
    /// Process tree and PCB.
    Tree,
    /// CPU registers and mode.
    Cpu,
    /// Two-level walk.
    Translation,
    /// Ready queues.
    Queues,
    /// Pipes and other channels.
    Channels,
    /// Descriptors.
    Files,
    /// Kernel log.
    Log,
    /// Terminal.
    Terminal,
}

impl PanelKind {
    /// All panels in the order of the "Panels" menu.
    pub const ALL: [Self; 12] = [
        Self::Source,
        Self::Spaces,
        Self::Ram,
        Self::States,
        Self::Tree,
        Self::Cpu,
        Self::Translation,
        Self::Queues,
        Self::Channels,
        Self::Files,
        Self::Log,
        Self::Terminal,
    ];

    /// Its title.
    #[must_use]
    pub const fn title(self) -> &'static str {
        match self {
            Self::Source => "Program",
            Self::Spaces => "Address spaces",
            Self::Ram => "RAM",
            Self::States => "Process states",
            Self::Tree => "Processes",
            Self::Cpu => "CPU",
            Self::Translation => "Translation",
            Self::Queues => "Ready queues",
            Self::Channels => "Channels",
            Self::Files => "Open files",
            Self::Log => "Kernel log",
            Self::Terminal => "Terminal",
        }
    }

    /// Its name for tests and links.
    #[must_use]
    pub const fn id(self) -> &'static str {
        match self {
            Self::Source => "source",
            Self::Spaces => "address-spaces",
            Self::Ram => "ram",
            Self::States => "states",
            Self::Tree => "tree",
            Self::Cpu => "cpu",
            Self::Translation => "translation",
            Self::Queues => "queues",
            Self::Channels => "channels",
            Self::Files => "files",
            Self::Log => "log",
            Self::Terminal => "terminal-panel",
        }
    }

    /// One sentence that says what it shows.
    #[must_use]
    pub const fn help(self) -> &'static str {
        match self {
            Self::Source => "The C program; a letter marks the line each process is on.",
            Self::Spaces => "What each process sees: its pages, and the frames of RAM they point to.",
            Self::Ram => "Every 4 KiB frame of memory, and whose it is.",
            Self::States => "What each process is doing, and what moves it on.",
            Self::Tree => "Who made whom, and what the kernel knows about each.",
            Self::Cpu => "The mode, the next instruction and the registers.",
            Self::Translation => "How the page tables in RAM turn a virtual address into a physical one.",
            Self::Queues => "Who is ready to run, in the order they will.",
            Self::Channels => "Pipes and their like: bytes held by the kernel between processes.",
            Self::Files => "Descriptors, and the open files they share.",
            Self::Log => "What the kernel recorded, as it happened.",
            Self::Terminal => "What the programs printed.",
        }
    }

    /// The text form, for panels that are pictures.
    fn table(self, view: &View) -> Option<Table> {
        match self {
            Self::Spaces => Some(tables::spaces(&view.after, &shown(&view.after, view.selection.pid()))),
            Self::Ram => Some(tables::ram(&view.after)),
            Self::States => Some(tables::states(&view.after)),
            Self::Tree => Some(tables::tree(&view.after)),
            Self::Cpu => {
                let pid = view.focus()?;
                Some(tables::registers(&view.after.process(pid)?.x))
            }
            _ => None,
        }
    }
}

/// The panels a lesson's step asks for. The control block is part of the process panel.
#[must_use]
pub fn of_lesson(panels: &[lesson::Panel]) -> Rc<[PanelKind]> {
    let mut kinds: Vec<PanelKind> = Vec::new();
    for panel in panels {
        let kind = match panel {
            lesson::Panel::Source => PanelKind::Source,
            lesson::Panel::Cpu => PanelKind::Cpu,
            lesson::Panel::AddressSpaces => PanelKind::Spaces,
            lesson::Panel::Frames => PanelKind::Ram,
            lesson::Panel::Translation => PanelKind::Translation,
            lesson::Panel::States => PanelKind::States,
            lesson::Panel::Tree | lesson::Panel::Pcb => PanelKind::Tree,
            lesson::Panel::Queues => PanelKind::Queues,
            lesson::Panel::Channels => PanelKind::Channels,
            lesson::Panel::Files => PanelKind::Files,
            lesson::Panel::Log => PanelKind::Log,
            lesson::Panel::Terminal => PanelKind::Terminal,
        };
        if !kinds.contains(&kind) {
            kinds.push(kind);
        }
    }
    kinds.into()
}

/// Props of [`Panel`].
#[derive(Properties, PartialEq)]
pub struct PanelProps {
    /// Which.
    pub kind: PanelKind,
    /// What it shows.
    pub view: View,
    /// How far the transition is, 0 to 1.
    pub t: f32,
    /// What the engine gives besides snapshots.
    pub extra: super::stage::Extra,
    /// Whether it is the one shown on a narrow screen.
    pub is_current: bool,
}

/// One panel of the stage.
#[component]
pub fn Panel(props: &PanelProps) -> Html {
    let is_table = use_state(|| false);
    let kind = props.kind;
    let table = if *is_table { kind.table(&props.view) } else { None };
    let toggle = {
        let is_table = is_table.clone();
        Callback::from(move |_: MouseEvent| is_table.set(!*is_table))
    };
    let has_table =
        matches!(kind, PanelKind::Spaces | PanelKind::Ram | PanelKind::States | PanelKind::Tree | PanelKind::Cpu);
    let heading = format!("panel-{}", kind.id());
    html! {
        <section class={classes!("panel", format!("panel-{}", kind.id()), props.is_current.then_some("is-current"))}
            aria-labelledby={heading.clone()} data-testid={kind.id()}>
            <header class="panel-head">
                <h2 id={heading}>{ kind.title() }</h2>
                if has_table {
                    <button type="button" class="quiet" onclick={toggle} aria-pressed={is_table.to_string()}
                        aria-label={format!("Show {} as a table", kind.title())}>{ "Table" }</button>
                }
                <p class="panel-help">{ kind.help() }</p>
            </header>
            <div class="panel-body">
                if let Some(table) = table { <TableView {table} /> } else { { body(props) } }
            </div>
        </section>
    }
}

fn body(props: &PanelProps) -> Html {
    let view = props.view.clone();
    let extra = props.extra.clone();
    let t = props.t;
    match props.kind {
        PanelKind::Source => html! { <source::Source {view} /> },
        PanelKind::Spaces => html! { <spaces::Spaces {view} /> },
        PanelKind::Ram => html! { <ram::Ram {view} {t} /> },
        PanelKind::States => html! { <states::States {view} {t} /> },
        PanelKind::Tree => html! { <tree::Tree {view} /> },
        PanelKind::Cpu => html! { <cpu::Cpu {view} /> },
        PanelKind::Translation => html! { <translation::Translation {view} walk={extra.walk} /> },
        PanelKind::Queues => html! { <queues::Queues {view} /> },
        PanelKind::Channels => html! { <channels::Channels {view} /> },
        PanelKind::Files => html! { <files::Files {view} /> },
        PanelKind::Log => html! { <log::Log {view} log={extra.log} position={extra.position} seek={extra.seek} /> },
        PanelKind::Terminal => html! { <terminal::Terminal {view} typed={extra.typed} /> },
    }
}
