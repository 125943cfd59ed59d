//! Address spaces as SVG: columns of pages, the frames they point to between them.

use super::common::{num, pattern, rect, token};
use crate::page::owner::hue;
use crate::page::scene::spaces::{Chip, Label, Page, SpacesScene, scene, shown};
use crate::page::scene::{Point, Rect};
use crate::page::view::{Selection, View};
use yew::prelude::*;

/// Props of [`Spaces`].
#[derive(Properties, PartialEq)]
pub struct SpacesProps {
    /// What is shown.
    pub view: View,
}

/// The picture and the words for what is selected.
#[component]
pub fn Spaces(props: &SpacesProps) -> Html {
    let view = &props.view;
    let pids = shown(&view.after, view.selection.pid());
    if pids.is_empty() {
        return html! { <p class="empty">{ "No process has an address space now." }</p> };
    }
    let picture = scene(&view.after, &pids);
    let label =
        format!("Address spaces of {} processes, high addresses on top. The table lists every page.", pids.len());
    html! {
        <>
            <svg class="spaces" width={num(picture.width * 1.3)} viewBox={format!("0 0 {:.0} {:.0}", picture.width, picture.height)} role="img" aria-label={label}>
                { for picture.gaps.iter().map(|(y, _)| gap(&picture, *y)) }
                { for picture.links.iter().map(|(x1, y, x2, pid)| html! {
                    <line class={classes!("link", hue(*pid))} x1={num(*x1)} y1={num(*y)} x2={num(*x2)} y2={num(*y)} />
                }) }
                { for picture.heads.iter().map(|h| html! {
                    <g class="space-head">
                        { token(h.pid, Point { x: h.at.x + 10.0, y: 11.0 }, 9.0) }
                        <text x={num(h.at.x + 24.0)} y="15">{ h.name.to_string() }</text>
                    </g>
                }) }
                { for picture.labels.iter().map(area_label) }
                { for picture.pages.iter().map(|p| page(view, p)) }
                { for picture.chips.iter().map(|c| chip(view, c)) }
                { for picture.omitted.iter().map(|(y, n)| html! {
                    <text class="omitted" x={num(picture.width / 2.0)} y={num(*y)}>{ format!("… {n} more pages") }</text>
                }) }
            </svg>
            <p class="caption">{ words(view) }</p>
        </>
    }
}

fn words(view: &View) -> String {
    if let Selection::Page(pid, page) = view.selection
        && let Some(p) = view.after.process(pid).and_then(|p| p.page_at(page.va()))
    {
        let frame = p.frame.map_or_else(|| "no frame".into(), |f| format!("frame {f}"));
        return format!("Page {page} of {pid} points to {frame}; PTE 0x{:08x} at {}.", p.pte, p.pte_pa);
    }
    "Hatched pages are copy-on-write: the first write gets a copy. Below page 0x00010 nothing is mapped.".into()
}

fn gap(picture: &SpacesScene, y: f32) -> Html {
    html! {
        <g class="gap">
            { for picture.heads.iter().map(|h| html! {
                <line x1={num(h.at.x)} x2={num(h.at.x + h.at.w)} y1={num(y - 1.0)} y2={num(y - 1.0)} />
            }) }
        </g>
    }
}

fn area_label(label: &Label) -> Html {
    let Rect { x, y, w, h } = label.at;
    let (tx, bar, class) =
        if label.is_left { (x - 9.0, x - 4.0, "at-end") } else { (x + w + 9.0, x + w + 4.0, "at-start") };
    let middle = y + h / 2.0;
    let is_tall = h > 26.0;
    html! {
        <g class={classes!("area-label", class)}>
            <line x1={num(bar)} x2={num(bar)} y1={num(y + 1.0)} y2={num(y + h - 1.0)} />
            <text x={num(tx)} y={num(if is_tall { middle } else { middle + 4.0 })}>{ label.name }</text>
            if is_tall { <text class="rights" x={num(tx)} y={num(middle + 11.0)}>{ &label.rights }</text> }
        </g>
    }
}

fn page(view: &View, page: &Page) -> Html {
    let class = classes!(
        "page",
        hue(page.pid),
        page.is_swapped.then_some("is-swapped"),
        view.selection.marks_page(&view.after, page.pid, page.page).then_some("is-selected"),
        view.points_at_page(page.pid, page.page).then_some("is-pointed"),
    );
    let onclick = {
        let (select, to) = (view.select.clone(), Selection::Page(page.pid, page.page));
        Callback::from(move |_: MouseEvent| select.emit(to))
    };
    let over = |fill: &'static str| {
        html! {
            <rect x={num(page.at.x)} y={num(page.at.y)} width={num(page.at.w)} height={num(page.at.h)} rx="3" {fill} class="over" />
        }
    };
    html! {
        <g key={format!("{}-{}", page.pid, page.page)} {class} {onclick} data-page={page.page.to_string()}
            data-pid={page.pid.to_string()} data-frame={page.frame.map(|f| f.to_string())}>
            <title>{ format!("Page {} {}", page.page, page.rights) }</title>
            { rect(page.at, 3.0, classes!("page-fill")) }
            { pattern(page.texture).map(over).unwrap_or_default() }
            if page.is_copy_on_write { { over("url(#tex-cow)") } }
            { rect(page.at, 3.0, classes!("page-edge")) }
            <text class="page-number" x={num(page.at.x + 6.0)} y={num(page.at.y + 14.0)}>{ format!("{:05x}", page.page.0) }</text>
            <text class="page-rights" x={num(page.at.x + page.at.w - 5.0)} y={num(page.at.y + 14.0)}>{ &page.rights }</text>
        </g>
    }
}

fn chip(view: &View, chip: &Chip) -> Html {
    let class = classes!(
        "chip",
        (chip.pids.len() > 1).then_some("is-shared"),
        (view.selection.frame(&view.after) == Some(chip.frame)).then_some("is-selected"),
        view.points_at_frame(chip.frame).then_some("is-pointed"),
    );
    let onclick = {
        let (select, to) = (view.select.clone(), Selection::Frame(chip.frame));
        Callback::from(move |_: MouseEvent| select.emit(to))
    };
    let key = format!("{}-{:.0}-{:.0}", chip.frame, chip.at.x, chip.at.y);
    html! {
        <g {key} {class} {onclick}>
            <title>{ format!("Frame {}", chip.frame) }</title>
            { rect(chip.at, 3.0, classes!("chip-body")) }
            <text x={num(chip.at.center().x)} y={num(chip.at.y + 14.0)}>{ chip.frame.0 }</text>
        </g>
    }
}
