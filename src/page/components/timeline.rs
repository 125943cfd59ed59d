//! The timeline: lanes coloured by state, marks, and one range input over them that scrubs.

use crate::page::owner::{hue, letter};
use crate::page::scene::timeline::{Lane, Mark, MarkKind, Timeline};
use crate::page::text::grouped;
use process_lab::base::{Cycles, Pid};
use process_lab::kernel::event::ProcessState;
use std::rc::Rc;
use web_sys::HtmlInputElement;
use yew::prelude::*;

const WIDTH: f32 = 1000.0;
const LANE: f32 = 22.0;
/// Most marks and stretches drawn per lane; beyond that neighbours merge.
const SHAPES_MAX: usize = 1200;
/// Most lanes drawn: the youngest.
const LANES_MAX: usize = 10;

/// Props of [`TimelineView`].
#[derive(Properties, PartialEq)]
pub struct TimelineProps {
    /// Lanes and marks.
    pub line: Rc<Timeline>,
    /// The moment shown.
    pub now: Cycles,
    /// Cycles to scale instead of moment by moment.
    pub is_to_scale: bool,
    /// What a screen reader says of the moment.
    pub value_text: String,
    /// Scrubs to a moment.
    pub seek: Callback<Cycles>,
}

/// Lanes and scrubber.
#[component]
pub fn TimelineView(props: &TimelineProps) -> Html {
    let line = &props.line;
    let lanes: Vec<&Lane> = line.lanes.iter().filter(|l| l.pid.0 > 1 || line.lanes.len() == 1).collect();
    let lanes = &lanes[lanes.len().saturating_sub(LANES_MAX)..];
    let height = LANE * lanes.len().max(1) as f32;
    let at = line.position(props.now, props.is_to_scale) * WIDTH;
    let oninput = {
        let (line, seek) = (line.clone(), props.seek.clone());
        Callback::from(move |event: InputEvent| {
            let value = event.target_dyn_into::<HtmlInputElement>().and_then(|i| i.value().parse::<usize>().ok());
            if let Some(moment) = value.and_then(|v| line.moments.get(v).copied()) {
                seek.emit(moment);
            }
        })
    };
    html! {
        <div class="timeline" data-testid="timeline">
            <ol class="lane-names" aria-hidden="true">
                { for lanes.iter().map(|l| html! { <li><span class={classes!("badge", hue(l.pid))}>{ letter(l.pid) }</span></li> }) }
            </ol>
            <div class="lanes">
                <svg viewBox={format!("0 0 {WIDTH} {height}")} height={height.to_string()} preserveAspectRatio="none" aria-hidden="true" onclick={click(props)}>
                    { for lanes.iter().enumerate().map(|(i, l)| lane(props, i, l)) }
                    <line class="cursor" x1={format!("{at:.2}")} x2={format!("{at:.2}")} y1="0" y2={height.to_string()} />
                </svg>
                <input type="range" class="scrubber" aria-label="Moment" min="0"
                    max={line.moments.len().saturating_sub(1).to_string()} step="1"
                    value={line.index(props.now).to_string()} aria-valuetext={props.value_text.clone()} {oninput} />
            </div>
        </div>
    }
}

/// A click on the lanes goes to the nearest moment.
fn click(props: &TimelineProps) -> Callback<MouseEvent> {
    let (line, seek, is_to_scale) = (props.line.clone(), props.seek.clone(), props.is_to_scale);
    Callback::from(move |event: MouseEvent| {
        let Some(target) = event.current_target() else { return };
        let Ok(element) = wasm_bindgen::JsCast::dyn_into::<web_sys::Element>(target) else { return };
        let area = element.get_bounding_client_rect();
        let share = (f64::from(event.client_x()) - area.left()) / area.width().max(1.0);
        let after = line.moments.partition_point(|m| f64::from(line.position(*m, is_to_scale)) <= share);
        if let Some(moment) = line.moments.get(after.saturating_sub(1)) {
            seek.emit(*moment);
        }
    })
}

fn lane(props: &TimelineProps, index: usize, lane: &Lane) -> Html {
    let y = index as f32 * LANE;
    let x = |at: Cycles| props.line.position(at, props.is_to_scale) * WIDTH;
    let mut shapes: Vec<(f32, f32, ProcessState)> = Vec::new();
    for s in &lane.stretches {
        let (from, to) = (x(s.from), x(s.to));
        match shapes.last_mut() {
            Some(last) if last.2 == s.state || to - last.0 < WIDTH / SHAPES_MAX as f32 => last.1 = to,
            _ => shapes.push((from, to, s.state)),
        }
    }
    html! {
        <g class={classes!("lane", hue(lane.pid))}>
            { for shapes.iter().map(|(from, to, state)| stretch(*from, *to, y, *state)) }
            { for marks(&props.line, lane.pid).map(|m| mark(x(m.at), y, m)) }
        </g>
    }
}

fn marks(line: &Timeline, pid: Pid) -> impl Iterator<Item = &Mark> {
    let own = line.marks.iter().filter(|m| m.pid == pid).count();
    let every = own.div_ceil(SHAPES_MAX).max(1);
    line.marks.iter().filter(move |m| m.pid == pid).step_by(every)
}

fn stretch(from: f32, to: f32, y: f32, state: ProcessState) -> Html {
    let class = format!("stretch stretch-{}", crate::page::scene::states::name(state).to_lowercase());
    let (dy, h) = match state {
        ProcessState::Running => (4.0, 15.0),
        ProcessState::Ready => (8.0, 8.0),
        _ => (10.5, 3.0),
    };
    html! {
        <rect {class} x={format!("{from:.2}")} width={format!("{:.2}", (to - from).max(0.4))} y={(y + dy).to_string()} height={h.to_string()} />
    }
}

fn mark(x: f32, y: f32, mark: &Mark) -> Html {
    let (class, from, to) = match mark.kind {
        MarkKind::Syscall => ("mark mark-syscall", 4.0, 9.0),
        MarkKind::Output => ("mark mark-output", 4.0, 12.0),
        MarkKind::Fault => ("mark mark-fault", 1.0, 19.0),
        MarkKind::Copy => ("mark mark-copy", 1.0, 20.0),
        MarkKind::Life => ("mark mark-life", 1.0, 20.0),
    };
    html! { <line {class} x1={format!("{x:.2}")} x2={format!("{x:.2}")} y1={(y + from).to_string()} y2={(y + to).to_string()} /> }
}

/// The moment in words, for the scrubber.
#[must_use]
pub fn moment_words(line: &Timeline, now: Cycles) -> String {
    format!("Moment {} of {}, cycle {}", line.index(now), line.moments.len().saturating_sub(1), grouped(now))
}
