//! Address translation: the address split into its fields, then the two tables it leads through.

use super::common::Badge;
use crate::page::scene::walk::{End, Entry, Walk, bits};
use crate::page::view::{Selection, View};
use std::rc::Rc;
use yew::prelude::*;

/// Props of [`Translation`].
#[derive(Properties, PartialEq)]
pub struct TranslationProps {
    /// What is shown.
    pub view: View,
    /// The walk to show.
    pub walk: Option<Rc<Walk>>,
}

/// The walk, step by step.
#[component]
pub fn Translation(props: &TranslationProps) -> Html {
    let Some(walk) = &props.walk else {
        return html! { <p class="empty">{ "Select a page to see how its address is translated." }</p> };
    };
    let va = walk.va.0;
    html! {
        <div class="walk">
            <p class="walk-address">
                <Badge pid={walk.pid} />{ " virtual address " }<code>{ walk.va.to_string() }</code>
            </p>
            <ol class="fields" aria-label="Fields of the address">
                { field("31:22", "root index", va >> 22, 10) }
                { field("21:12", "leaf index", va >> 12 & 0x3ff, 10) }
                { field("11:0", "offset", va & 0xfff, 12) }
            </ol>
            <ol class="walk-steps">
                { for walk.entries.iter().enumerate().map(|(i, e)| entry(&props.view, i, e)) }
                { end(&props.view, walk) }
            </ol>
            <p class="caption">{ format!("TLB: {} entries, {} hits, {} misses.", props.view.after.tlb.entries.len(),
                props.view.after.tlb.hits, props.view.after.tlb.misses) }</p>
        </div>
    }
}

fn field(range: &str, name: &str, value: u32, width: usize) -> Html {
    html! {
        <li><span class="field-range">{ range }</span><code>{ format!("{value:0width$b}") }</code>
            <span>{ format!("{name} {value}") }</span></li>
    }
}

fn entry(view: &View, level: usize, entry: &Entry) -> Html {
    let (name, from) = if level == 0 { ("Root table", "satp") } else { ("Leaf table", "root entry") };
    let select = {
        let (select, to) = (view.select.clone(), Selection::Frame(entry.table));
        Callback::from(move |_: MouseEvent| select.emit(to))
    };
    html! {
        <li>
            <button type="button" class="walk-table" onclick={select}>{ format!("{name}: frame {} (from {from})", entry.table) }</button>
            <p>{ format!("entry {} at {} holds ", entry.index, entry.at) }<code>{ format!("0x{:08x}", entry.pte) }</code></p>
            <p>{ "frame " }<b>{ entry.pte >> 10 }</b>{ ", bits " }<code>{ bits(entry.pte) }</code></p>
        </li>
    }
}

fn end(view: &View, walk: &Walk) -> Html {
    let (class, words) = match walk.end {
        End::Frame(frame, pa) => {
            ("walk-end", format!("Physical address {pa}: frame {frame}, offset 0x{:03x}", walk.va.offset()))
        }
        End::Invalid => ("walk-end is-fault", "V is 0: page fault".into()),
        End::OutsideRam => ("walk-end is-fault", "The table lies outside RAM: access fault".into()),
        End::NoTables => ("walk-end is-fault", "This process has no page tables any more".into()),
    };
    let select = match walk.end {
        End::Frame(frame, _) => Some(frame),
        _ => None,
    };
    let onclick = {
        let sender = view.select.clone();
        Callback::from(move |_: MouseEvent| {
            if let Some(frame) = select {
                sender.emit(Selection::Frame(frame));
            }
        })
    };
    html! { <li><button type="button" {class} {onclick}>{ words }</button></li> }
}
