//! The state diagram as SVG: nodes, edges with their usual triggers, tokens.

use super::common::{num, token};
use crate::page::scene::Point;
use crate::page::scene::states::{EDGES, HEIGHT, NODE, STATES, TOKEN, Token, WIDTH, curve, name, node, scene};
use crate::page::view::{Selection, View};
use process_lab::kernel::event::ProcessState;
use yew::prelude::*;

/// Props of [`States`].
#[derive(Properties, PartialEq)]
pub struct StatesProps {
    /// What is shown.
    pub view: View,
    /// How far the transition is.
    pub t: f32,
}

/// The diagram and one line of words for the token that walks or walked last.
#[component]
pub fn States(props: &StatesProps) -> Html {
    let view = &props.view;
    let picture = scene(&view.before, &view.beats, &view.after, props.t);
    let words: Vec<String> = view.after.processes.iter().map(|p| format!("{} {:?}", p.name, p.state)).collect();
    let label = format!("State diagram. {}.", words.join(", "));
    let walking = picture.tokens.iter().find_map(|t| t.why.as_ref().map(|why| (t.pid, why.clone())));
    let pressed = |pid| {
        let select = view.select.clone();
        Callback::from(move |_: MouseEvent| select.emit(Selection::Process(pid)))
    };
    let one = |t: &Token| {
        html! {
            <g key={t.pid.0} class={classes!("walker", (view.selection.pid() == Some(t.pid)).then_some("is-selected"),
                view.points_at_process(t.pid).then_some("is-pointed"))} onclick={pressed(t.pid)}>
                { token(t.pid, t.at, TOKEN) }
            </g>
        }
    };
    html! {
        <>
            <svg class="states" viewBox={format!("0 0 {WIDTH} {HEIGHT}")} role="img" aria-label={label}>
                <defs>
                    <marker id="arrow" viewBox="0 0 8 8" refX="7" refY="4" markerWidth="7" markerHeight="7" orient="auto">
                        <path d="M0 0.8L7.5 4 0 7.2z" class="arrow-head" />
                    </marker>
                </defs>
                { for EDGES.iter().map(|(from, to, why, _)| edge(*from, *to, why, picture.active == Some((*from, *to)))) }
                { for STATES.iter().map(|s| state(view, *s)) }
                { for picture.tokens.iter().map(one) }
            </svg>
            <p class="caption">
                if let Some((pid, why)) = walking { <super::common::Badge {pid} />{ " " }{ why.to_string() } }
                else { { last_words(view) } }
            </p>
        </>
    }
}

fn last_words(view: &View) -> String {
    let waits = view.after.processes.iter().filter(|p| !p.waits_for.is_empty() && p.pid.0 > 1);
    let lines: Vec<String> =
        waits.map(|p| format!("{} waits for {}", crate::page::owner::letter(p.pid), p.waits_for)).collect();
    if lines.is_empty() { "Each token is a process.".into() } else { format!("{}.", lines.join("; ")) }
}

fn edge(from: ProcessState, to: ProcessState, why: &str, is_active: bool) -> Html {
    let c = curve(from, to);
    let d = format!("M{:.1} {:.1}Q{:.1} {:.1} {:.1} {:.1}", c.from.x, c.from.y, c.via.x, c.via.y, c.to.x, c.to.y);
    let at = label_place(from, to, c.at(0.5));
    html! {
        <g class={classes!("edge", is_active.then_some("is-active"))}>
            <path {d} marker-end="url(#arrow)" />
            <text x={num(at.x)} y={num(at.y)}>{ why }</text>
        </g>
    }
}

/// Labels stand where no line crosses them.
fn label_place(from: ProcessState, to: ProcessState, middle: Point) -> Point {
    use ProcessState::{New, Ready, Running, Stopped, Terminated, Waiting};
    let (dx, dy) = match (from, to) {
        (New, Ready) => (-36.0, 6.0),
        (Ready, Running) => (0.0, -6.0),
        (Running, Ready) => (0.0, 14.0),
        (Running, Waiting) => (36.0, 8.0),
        (Waiting, Ready) => (36.0, 12.0),
        (Running, Terminated) => (28.0, 8.0),
        (Ready, Stopped) => (30.0, 6.0),
        (Stopped, Ready) => (-30.0, 0.0),
        _ => (0.0, 0.0),
    };
    Point { x: middle.x + dx, y: middle.y + dy }
}

fn state(view: &View, state: ProcessState) -> Html {
    let at = node(state);
    let here = view.after.processes.iter().filter(|p| p.state == state).count();
    let class = classes!("state", format!("state-{}", name(state).to_lowercase()), (here > 0).then_some("is-occupied"));
    html! {
        <g {class}>
            <rect x={num(at.x - NODE.x)} y={num(at.y - NODE.y)} width={num(NODE.x * 2.0)} height={num(NODE.y * 2.0)} rx="10" />
            <text x={num(at.x)} y={num(at.y - 11.0)}>{ name(state) }</text>
        </g>
    }
}
