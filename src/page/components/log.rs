//! The kernel log: lines up to the moment shown, filtered by topic, each a way to its moment.

use super::common::Badge;
use crate::page::text::grouped;
use crate::page::text::log::{Topic, line, topic};
use crate::page::view::View;
use process_lab::base::Cycles;
use process_lab::kernel::event::Event;
use std::rc::Rc;
use yew::prelude::*;

/// Most lines in the document at once; older ones are counted.
const LINES_MAX: usize = 160;

/// Props of [`Log`].
#[derive(Properties, PartialEq)]
pub struct LogProps {
    /// What is shown.
    pub view: View,
    /// The whole log.
    pub log: Rc<Vec<Event>>,
    /// How many of its events have happened.
    pub position: usize,
    /// Goes to a moment.
    pub seek: Callback<Cycles>,
}

/// The filter and the lines, newest at the bottom.
#[component]
pub fn Log(props: &LogProps) -> Html {
    let wanted = use_state(|| None::<Topic>);
    let list = use_node_ref();
    {
        let list = list.clone();
        use_effect_with((props.position, *wanted), move |_| {
            if let Some(element) = list.cast::<web_sys::Element>() {
                element.set_scroll_top(element.scroll_height());
            }
        });
    }
    let mut lines: Vec<&Event> = props.log[..props.position.min(props.log.len())]
        .iter()
        .rev()
        .filter(|e| wanted.is_none_or(|t| topic(&e.fact) == t))
        .take(LINES_MAX)
        .collect();
    lines.reverse();
    let new_from = props.view.before.now;
    html! {
        <div class="log">
            { filter(&wanted) }
            <ol class="log-lines" ref={list} data-testid="log-lines" tabindex="0" aria-label="Kernel log">
                { for lines.iter().map(|e| row(e, e.at > new_from && !props.view.events.is_empty(), &props.seek)) }
                if lines.is_empty() { <li class="dim">{ "Nothing recorded yet." }</li> }
            </ol>
        </div>
    }
}

fn filter(wanted: &UseStateHandle<Option<Topic>>) -> Html {
    let button = |value: Option<Topic>, word: &'static str| {
        let handle = wanted.clone();
        let onclick = Callback::from(move |_: MouseEvent| handle.set(value));
        html! {
            <button type="button" class="chip-button" aria-pressed={(**wanted == value).to_string()} {onclick}>{ word }</button>
        }
    };
    html! {
        <div class="log-filter" role="group" aria-label="Show">
            { button(None, "All") }
            { for Topic::ALL.iter().map(|t| button(Some(*t), t.name())) }
        </div>
    }
}

fn row(event: &Event, is_new: bool, seek: &Callback<Cycles>) -> Html {
    let (seek, at) = (seek.clone(), event.at);
    let onclick = Callback::from(move |_: MouseEvent| seek.emit(at));
    let kind = format!("topic-{:?}", topic(&event.fact)).to_lowercase();
    html! {
        <li class={classes!(kind, is_new.then_some("is-new"))}>
            <button type="button" {onclick} title="Go to this moment">
                <span class="log-time">{ grouped(event.at) }</span>
                <Badge pid={event.pid} />
                <span class="log-text">{ line(event) }</span>
            </button>
        </li>
    }
}
