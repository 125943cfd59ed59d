//! The process tree as nested lists, and the control block of the process in focus.

use super::common::Badge;
use crate::page::text::tables::pcb;
use crate::page::view::{Selection, View};
use process_lab::base::Pid;
use process_lab::kernel::event::ProcessState;
use process_lab::kernel::snapshot::ProcessView;
use std::rc::Rc;
use yew::prelude::*;

/// Deepest nesting drawn; deeper families are cut off and say so.
const DEPTH_MAX: usize = 24;

/// Props of [`Tree`].
#[derive(Properties, PartialEq)]
pub struct TreeProps {
    /// What is shown.
    pub view: View,
}

/// Tree and card.
#[component]
pub fn Tree(props: &TreeProps) -> Html {
    let view = &props.view;
    let all = &view.after.processes;
    let is_root = |p: &&Rc<ProcessView>| view.after.process(p.ppid).is_none();
    html! {
        <div class="family">
            <ul class="tree" aria-label="Process tree">{ for all.iter().filter(is_root).map(|p| branch(view, p, 0)) }</ul>
            { card(view) }
        </div>
    }
}

fn branch(view: &View, process: &ProcessView, depth: usize) -> Html {
    let is_zombie = process.state == ProcessState::Terminated;
    let select = {
        let (select, to) = (view.select.clone(), Selection::Process(process.pid));
        Callback::from(move |_: MouseEvent| select.emit(to))
    };
    let class = classes!(
        "tree-node",
        is_zombie.then_some("is-zombie"),
        view.points_at_process(process.pid).then_some("is-pointed"),
    );
    let children = view.after.processes.iter().filter(|p| p.ppid == process.pid && p.pid != process.pid);
    let word = if is_zombie { "Zombie".into() } else { format!("{:?}", process.state) };
    html! {
        <li key={process.pid.0}>
            <button type="button" {class} onclick={select} aria-pressed={(view.focus() == Some(process.pid)).to_string()}>
                <Badge pid={process.pid} />
                <span class="tree-name">{ process.name.to_string() }</span>
                <span class="dim">{ format!("pid {}", process.pid) }</span>
                <span class={classes!("pill", format!("pill-{:?}", process.state).to_lowercase())}>{ word }</span>
            </button>
            if depth < DEPTH_MAX {
                <ul>{ for children.map(|p| branch(view, p, depth + 1)) }</ul>
            } else {
                <p class="dim">{ "Deeper descendants are in the table." }</p>
            }
        </li>
    }
}

fn card(view: &View) -> Html {
    let Some(process) = view.focus().and_then(|pid: Pid| view.after.process(pid)) else { return html! {} };
    html! {
        <div class="pcb" aria-label="Process control block" role="group">
            <h3><Badge pid={process.pid} />{ format!(" PCB of pid {}", process.pid) }</h3>
            <dl>{ for pcb(process).into_iter().map(|(name, value)| html! { <><dt>{ name }</dt><dd>{ value }</dd></> }) }</dl>
        </div>
    }
}
