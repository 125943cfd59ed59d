//! Small parts used by many panels: the process badge, tables, the patterns that tell areas apart.

use crate::page::owner::{hue, letter};
use crate::page::scene::ram::Texture;
use crate::page::scene::{Point, Rect};
use crate::page::text::tables::Table;
use process_lab::base::Pid;
use process_lab::kernel::snapshot::AreaKind;
use yew::prelude::*;

/// A process's letter on its hue, in running text.
#[component]
pub fn Badge(props: &BadgeProps) -> Html {
    html! { <span class={classes!("badge", hue(props.pid))}>{ letter(props.pid) }</span> }
}

/// Props of [`Badge`].
#[derive(Properties, PartialEq)]
pub struct BadgeProps {
    /// Whose.
    pub pid: Pid,
}

/// A process's letter on its hue, in a picture.
pub fn token(pid: Pid, at: Point, radius: f32) -> Html {
    html! {
        <g class={classes!("token", hue(pid))} transform={format!("translate({:.2} {:.2})", at.x, at.y)}>
            <circle r={num(radius)} />
            <text dy="0.36em" font-size={num(radius * 1.15)}>{ letter(pid) }</text>
        </g>
    }
}

/// A coordinate as an attribute.
#[must_use]
pub fn num(value: f32) -> String {
    format!("{value:.2}")
}

/// A rectangle with a class.
pub fn rect(at: Rect, radius: f32, class: Classes) -> Html {
    html! { <rect {class} x={num(at.x)} y={num(at.y)} width={num(at.w.max(0.0))} height={num(at.h.max(0.0))} rx={num(radius)} /> }
}

/// The fill that draws a texture over a hue; `None` for plain.
#[must_use]
pub const fn pattern(texture: Texture) -> Option<&'static str> {
    match texture {
        Texture::Hollow => None,
        Texture::Kernel => Some("url(#tex-kernel)"),
        Texture::Table => Some("url(#tex-table)"),
        Texture::Buffer => Some("url(#tex-buffer)"),
        Texture::Area(kind) => match kind {
            AreaKind::Text => Some("url(#tex-text)"),
            AreaKind::Rodata => Some("url(#tex-rodata)"),
            AreaKind::Data => None,
            AreaKind::Bss => Some("url(#tex-bss)"),
            AreaKind::Heap => Some("url(#tex-heap)"),
            AreaKind::Stack => Some("url(#tex-stack)"),
            AreaKind::Anonymous | AreaKind::File | AreaKind::Shared | AreaKind::Trampoline => Some("url(#tex-mmap)"),
        },
    }
}

/// The patterns every picture refers to; once per page.
#[component]
pub fn Patterns() -> Html {
    let tile = |id: &'static str, size: &'static str, body: Html| {
        html! {
            <pattern {id} width={size} height={size} patternUnits="userSpaceOnUse" class="texture">{ body }</pattern>
        }
    };
    html! {
        <svg class="patterns" width="0" height="0" aria-hidden="true">
            <defs>
                { tile("tex-text", "6", html! { <path d="M0 2h6M0 5h4" /> }) }
                { tile("tex-rodata", "6", html! { <circle cx="3" cy="3" r="0.9" /> }) }
                { tile("tex-bss", "8", html! { <path d="M4 2v4M2 4h4" /> }) }
                { tile("tex-heap", "7", html! { <path d="M0 0h7v7" /> }) }
                { tile("tex-stack", "7", html! { <path d="M0 2l3.5 3L7 2" /> }) }
                { tile("tex-mmap", "8", html! { <circle cx="4" cy="4" r="2" class="hollow" /> }) }
                { tile("tex-table", "6", html! { <path d="M0 0v6M0 0h6" /> }) }
                { tile("tex-buffer", "5", html! { <path d="M1 0v5" /> }) }
                { tile("tex-kernel", "5", html! { <path d="M0 0l5 5M5 0l-5 5" /> }) }
                <pattern id="tex-cow" width="6" height="6" patternUnits="userSpaceOnUse" class="texture texture-cow">
                    <path d="M-1 1l2-2M0 6l6-6M5 7l2-2" />
                </pattern>
            </defs>
        </svg>
    }
}

/// A table of words.
#[component]
pub fn TableView(props: &TableProps) -> Html {
    let table = &props.table;
    html! {
        <div class="table-box" tabindex="0" role="region" aria-label={table.caption.clone()}>
            <table>
                <caption>{ &table.caption }</caption>
                <thead><tr>{ for table.head.iter().map(|h| html! { <th scope="col">{ *h }</th> }) }</tr></thead>
                <tbody>
                    { for table.rows.iter().map(|row| html! {
                        <tr>{ for row.iter().map(|cell| html! { <td>{ cell }</td> }) }</tr>
                    }) }
                </tbody>
            </table>
        </div>
    }
}

/// Props of [`TableView`].
#[derive(Properties, PartialEq)]
pub struct TableProps {
    /// What is shown.
    pub table: Table,
}
