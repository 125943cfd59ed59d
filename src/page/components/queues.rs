//! The scheduler's ready queues, front first, with the process on the CPU beside them.

use super::common::Badge;
use crate::page::text::{count, grouped};
use crate::page::view::{Selection, View};
use process_lab::base::Pid;
use yew::prelude::*;

/// Props of [`Queues`].
#[derive(Properties, PartialEq)]
pub struct QueuesProps {
    /// What is shown.
    pub view: View,
}

/// CPU, queues, figures.
#[component]
pub fn Queues(props: &QueuesProps) -> Html {
    let view = &props.view;
    let scheduler = &view.after.scheduler;
    let running = view.after.cpu.running;
    let several = scheduler.queues.len() > 1;
    html! {
        <div class="queues">
            <p class="queue-cpu"><span class="dim">{ "On the CPU" }</span>
                { if running.0 == 0 { html! { "nobody" } } else { member(view, running) } }</p>
            { for scheduler.queues.iter().enumerate().map(|(i, queue)| html! {
                <div class="queue">
                    <span class="dim">{ if several { format!("Queue {i}") } else { "Ready".into() } }</span>
                    <ol>{ for queue.iter().map(|pid| html! { <li>{ member(view, *pid) }</li> }) }</ol>
                    if queue.is_empty() { <span class="dim">{ "empty" }</span> }
                </div>
            }) }
            <p class="caption">{ format!("{}, time slice {} cycles, {}, idle for {} cycles.", scheduler.policy,
                grouped(scheduler.quantum), count(usize::try_from(scheduler.switches).unwrap_or(usize::MAX), "context switch").replace("switchs", "switches"),
                grouped(scheduler.idle)) }</p>
        </div>
    }
}

fn member(view: &View, pid: Pid) -> Html {
    let select = view.select.clone();
    let onclick = Callback::from(move |_: MouseEvent| select.emit(Selection::Process(pid)));
    let name = view.after.process(pid).map(|p| p.name.to_string()).unwrap_or_default();
    html! { <button type="button" class="member" {onclick}><Badge {pid} />{ name }</button> }
}
