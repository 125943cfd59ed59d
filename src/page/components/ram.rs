//! RAM as a grid: owner by hue and letter, kind by texture, shared as a split, copy-on-write hatched, A and D as dots.

use super::common::{num, pattern, rect, token};
use crate::page::owner::{hue, letter};
use crate::page::scene::ram::{Cell, Flight, Texture, WIDTH, scene};
use crate::page::scene::{Point, Rect};
use crate::page::text::tables::frame_words;
use crate::page::view::{Selection, View};
use process_lab::kernel::snapshot::FrameKind;
use yew::prelude::*;

/// Props of [`Ram`].
#[derive(Properties, PartialEq)]
pub struct RamProps {
    /// What is shown.
    pub view: View,
    /// How far the transition is.
    pub t: f32,
}

/// The grid, the legend and the words for the selected frame.
#[component]
pub fn Ram(props: &RamProps) -> Html {
    let view = &props.view;
    let picture = scene(&view.before, &view.beats, &view.after, props.t);
    let free = view.after.frames.iter().filter(|f| f.kind == FrameKind::Free).count();
    let label = format!("RAM: {} frames, {free} free. The table lists them.", view.after.frames.len());
    let radius = picture.grid.pitch * 0.1;
    html! {
        <>
            <svg class="ram" viewBox={format!("0 0 {WIDTH} {:.1}", picture.grid.height)} role="img" aria-label={label}
                data-testid="ram-grid">
                { for picture.cells.iter().map(|c| cell(view, c, picture.grid.has_text, radius)) }
                { for picture.flights.iter().map(|f| flight(f, radius)) }
            </svg>
            <p class="caption" data-testid="ram-selected">{ selected_words(view) }</p>
            <Legend />
        </>
    }
}

fn selected_words(view: &View) -> String {
    let frame = view.selection.frame(&view.after);
    let words = frame.and_then(|f| view.after.frames.get(f.0 as usize).map(|v| (f, v)));
    words.map_or_else(
        || {
            let used = view.after.frames.iter().filter(|f| f.kind != FrameKind::Free).count();
            format!("{used} of {} frames in use. Select one to see who owns it.", view.after.frames.len())
        },
        |(f, v)| format!("Frame {f}: {}. Reference count {}.", frame_words(v), v.references),
    )
}

fn cell(view: &View, cell: &Cell, has_text: bool, radius: f32) -> Html {
    let owners: String = cell.owners.iter().map(|p| letter(*p)).collect::<Vec<_>>().join(" ");
    let class = classes!(
        "frame",
        matches!(cell.texture, Texture::Hollow).then_some("is-free"),
        matches!(cell.texture, Texture::Kernel | Texture::Buffer).then_some("is-kernel"),
        cell.is_active.then_some("is-active"),
        view.selection.marks_frame(&view.after, cell.frame).then_some("is-selected"),
        view.points_at_frame(cell.frame).then_some("is-pointed"),
    );
    let onclick = {
        let (select, frame, now) = (view.select.clone(), cell.frame, view.selection);
        let next = if now == Selection::Frame(frame) { Selection::Nothing } else { Selection::Frame(frame) };
        Callback::from(move |_: MouseEvent| select.emit(next))
    };
    let kind = view.after.frames.get(cell.frame.0 as usize).map(frame_words).unwrap_or_default();
    html! {
        <g key={cell.frame.0} {class} {onclick} data-frame={cell.frame.0.to_string()} data-owners={owners}
            data-references={cell.references.to_string()} data-cow={cell.is_copy_on_write.to_string()}>
            <title>{ format!("Frame {}: {kind}", cell.frame) }</title>
            { fills(cell, radius) }
            { rect(cell.at, radius, classes!("frame-edge")) }
            if has_text { { words(cell) } }
        </g>
    }
}

/// One hue, or two halves for a shared frame, under the texture and the copy-on-write hatch.
fn fills(cell: &Cell, radius: f32) -> Html {
    let at = cell.at;
    let half = Rect { w: at.w / 2.0, ..at };
    let base = match cell.owners.as_slice() {
        [] => rect(at, radius, classes!("frame-fill")),
        [one] => rect(at, radius, classes!("frame-fill", hue(*one))),
        [first, rest @ ..] => {
            let second = rest.last().unwrap_or(first);
            let right = Rect { x: at.x + at.w / 2.0, ..half };
            html! { <>
                { rect(half, radius.min(1.0), classes!("frame-fill", hue(*first))) }
                { rect(right, radius.min(1.0), classes!("frame-fill", hue(*second))) }
            </> }
        }
    };
    let over = |fill: &'static str| {
        html! {
            <rect x={num(at.x)} y={num(at.y)} width={num(at.w)} height={num(at.h)} rx={num(radius)} {fill} class="over" />
        }
    };
    html! { <>
        { base }
        { pattern(cell.texture).map(over).unwrap_or_default() }
        if cell.is_copy_on_write { { over("url(#tex-cow)") } }
    </> }
}

fn words(cell: &Cell) -> Html {
    let at = cell.at;
    let middle = at.center();
    let tag = match cell.texture {
        Texture::Table => "PT",
        Texture::Kernel => "",
        Texture::Buffer => "file",
        Texture::Hollow => "",
        Texture::Area(kind) => crate::page::text::area_name(kind),
    };
    let dots = [(cell.is_accessed, 0.0), (cell.is_dirty, 1.0)];
    html! { <>
        <text class="frame-number" x={num(at.x + 3.5)} y={num(at.y + 9.5)}>{ cell.frame.0 }</text>
        { for tokens(cell) }
        if !tag.is_empty() {
            <text class="frame-tag" x={num(middle.x)} y={num(at.y + at.h - 3.5)}>{ tag }</text>
        }
        { for dots.iter().filter(|d| d.0).map(|d| html! {
            <circle class={if d.1 > 0.0 { "dot-dirty" } else { "dot-accessed" }} r="2.3"
                cx={num(at.x + at.w - 5.5 - d.1 * 6.5)} cy={num(at.y + 6.0)} />
        }) }
    </> }
}

/// A token per owner, each in its part of the cell; from three on the first and how many there are.
fn tokens(cell: &Cell) -> Vec<Html> {
    let middle = cell.at.center();
    let y = middle.y - 0.5;
    let at = |x: f32| Point { x, y };
    match cell.owners.as_slice() {
        [] => Vec::new(),
        [one] => vec![token(*one, at(middle.x), 8.5)],
        [a, b] => vec![token(*a, at(middle.x - 9.5), 8.5), token(*b, at(middle.x + 9.5), 8.5)],
        [a, ..] => {
            let many = html! {
                <text class="frame-count" x={num(middle.x + 10.0)} y={num(y + 4.0)}>{ format!("×{}", cell.references) }</text>
            };
            vec![token(*a, at(middle.x - 9.5), 8.5), many]
        }
    }
}

fn flight(flight: &Flight, radius: f32) -> Html {
    let Point { x, y } = flight.from;
    html! {
        <g class={classes!("flight", hue(flight.owner))} aria-hidden="true">
            <line x1={num(x)} y1={num(y)} x2={num(flight.to.x)} y2={num(flight.to.y)} />
            { rect(flight.at, radius, classes!("flight-body")) }
            <text x={num(flight.at.center().x)} y={num(flight.at.center().y + 4.0)}>{ "copy" }</text>
        </g>
    }
}

/// What the marks mean.
#[component]
fn Legend() -> Html {
    let swatch = |fill: Option<&'static str>, class: &'static str, word: &'static str| {
        html! {
            <li>
                <svg viewBox="0 0 16 16" width="16" height="16" aria-hidden="true">
                    <rect x="1" y="1" width="14" height="14" rx="2" class={classes!("swatch", class)} />
                    if let Some(fill) = fill { <rect x="1" y="1" width="14" height="14" rx="2" {fill} /> }
                </svg>
                { word }
            </li>
        }
    };
    html! {
        <ul class="legend" aria-label="Legend">
            { swatch(None, "is-free", "free") }
            { swatch(Some("url(#tex-kernel)"), "is-kernel", "kernel") }
            { swatch(Some("url(#tex-table)"), "", "page table (PT)") }
            { swatch(Some("url(#tex-cow)"), "", "copy-on-write") }
            <li><svg viewBox="0 0 16 16" width="16" height="16" aria-hidden="true">
                <circle class="dot-accessed" cx="8" cy="8" r="3" /></svg>{ "accessed" }</li>
            <li><svg viewBox="0 0 16 16" width="16" height="16" aria-hidden="true">
                <circle class="dot-dirty" cx="8" cy="8" r="3" /></svg>{ "dirty" }</li>
        </ul>
    }
}
