//! The dock under the stage: narrator, timeline, transport.

use super::timeline::TimelineView;
use crate::page::driver::Grain;
use crate::page::lab::Msg;
use crate::page::scene::timeline::Timeline;
use crate::page::text::grouped;
use process_lab::base::Cycles;
use std::rc::Rc;
use web_sys::HtmlSelectElement;
use yew::prelude::*;

const SPEEDS: [(f32, &str); 6] = [(0.25, "¼×"), (0.5, "½×"), (1.0, "1×"), (2.0, "2×"), (5.0, "5×"), (20.0, "20×")];

/// Props of [`Dock`].
#[derive(Properties, PartialEq)]
pub struct DockProps {
    /// The narrator's sentence.
    pub words: String,
    /// About a run: progress, or why it stopped.
    pub message: String,
    /// The moment in words.
    pub value_text: String,
    /// The timeline.
    pub line: Rc<Timeline>,
    /// The moment.
    pub now: Cycles,
    /// Timeline scale.
    pub is_to_scale: bool,
    /// Whether play or a run is on.
    pub is_playing: bool,
    /// Play's speed.
    pub speed: f32,
    /// What the arrows step by.
    pub grain: Grain,
    /// Whether lesson steps can be stepped by.
    pub has_steps: bool,
    /// Nothing before.
    pub at_start: bool,
    /// Nothing after.
    pub at_end: bool,
    /// Tells the root.
    pub send: Callback<Msg>,
}

/// The dock.
#[component]
pub fn Dock(props: &DockProps) -> Html {
    let on = |make: fn() -> Msg| {
        let send = props.send.clone();
        Callback::from(move |_: MouseEvent| send.emit(make()))
    };
    let seek = {
        let send = props.send.clone();
        Callback::from(move |at| send.emit(Msg::Seek(at)))
    };
    html! {
        <section class="dock" aria-label="Timeline and controls">
            <p class="narrator" data-testid="narrator" role="status" aria-live={if props.is_playing { "off" } else { "polite" }}>
                { &props.words }
            </p>
            <TimelineView line={props.line.clone()} now={props.now} is_to_scale={props.is_to_scale}
                value_text={props.value_text.clone()} {seek} />
            <div class="transport">
                <div class="transport-main">
                    <button type="button" class="icon" onclick={on(|| Msg::First)} disabled={props.at_start} aria-label="To the start" title="To the start (Home)">{ icon("M6 5v14M19 5L9 12l10 7z") }</button>
                    <button type="button" class="icon" onclick={on(|| Msg::Back)} disabled={props.at_start} data-testid="back" aria-label="Back" title="Back (←)">{ icon("M17 5L7 12l10 7z") }</button>
                    <button type="button" class="icon icon-play" onclick={on(|| Msg::Play)} data-testid="play" aria-pressed={props.is_playing.to_string()} aria-label="Play" title="Play or pause (space)">
                        { if props.is_playing { icon("M8 5v14M16 5v14") } else { icon("M7 4l13 8-13 8z") } }
                    </button>
                    <button type="button" class="icon" onclick={on(|| Msg::Next)} disabled={props.at_end} data-testid="next" aria-label="Next" title="Next (→)">{ icon("M7 5l10 7-10 7z") }</button>
                    <button type="button" class="icon" onclick={on(|| Msg::Last)} disabled={props.at_end} aria-label="To the end" title="To the end (End)">{ icon("M18 5v14M5 5l10 7-10 7z") }</button>
                </div>
                <p class="transport-moment"><span class="dim">{ "cycle " }</span>{ grouped(props.now) }
                    if !props.message.is_empty() { <span class="run-message" role="status">{ &props.message }</span> }
                </p>
                <div class="transport-settings">{ settings(props) }</div>
            </div>
        </section>
    }
}

fn icon(path: &'static str) -> Html {
    html! { <svg viewBox="0 0 24 24" width="22" height="22" aria-hidden="true"><path d={path} /></svg> }
}

fn settings(props: &DockProps) -> Html {
    const ALL: [Grain; 5] = [Grain::Step, Grain::Event, Grain::Syscall, Grain::Line, Grain::Instruction];
    let grains: Vec<Grain> = ALL.into_iter().filter(|g| props.has_steps || *g != Grain::Step).collect();
    let pick = |make: fn(usize, bool) -> Option<Msg>| {
        let (send, has_steps) = (props.send.clone(), props.has_steps);
        Callback::from(move |event: Event| {
            let chosen =
                event.target_dyn_into::<HtmlSelectElement>().and_then(|s| usize::try_from(s.selected_index()).ok());
            if let Some(msg) = chosen.and_then(|i| make(i, has_steps)) {
                send.emit(msg);
            }
        })
    };
    let by_grain = pick(|i, has_steps| ALL.get(i + usize::from(!has_steps)).map(|g| Msg::Grain(*g)));
    let by_speed = pick(|i, _| SPEEDS.get(i).map(|s| Msg::Speed(s.0)));
    let scale = {
        let (send, to) = (props.send.clone(), !props.is_to_scale);
        Callback::from(move |_: MouseEvent| send.emit(Msg::Scale(to)))
    };
    html! { <>
        <label>{ "Step by " }<select onchange={by_grain} data-testid="grain">
            { for grains.iter().map(|g| html! { <option selected={*g == props.grain}>{ g.name() }</option> }) }
        </select></label>
        <label>{ "Speed " }<select onchange={by_speed}>
            { for SPEEDS.iter().map(|(s, word)| html! { <option selected={*s == props.speed}>{ *word }</option> }) }
        </select></label>
        <button type="button" class="quiet" onclick={scale} aria-pressed={props.is_to_scale.to_string()}>{ "To scale" }</button>
    </> }
}
