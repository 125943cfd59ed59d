//! The program: C with the line each process is on, and the instructions under each line when asked for.

use super::common::Badge;
use crate::page::view::{Selection, View};
use process_lab::base::{Image, Pid, Va};
use process_lab::isa;
use std::collections::BTreeMap;
use std::rc::Rc;
use yew::prelude::*;

/// Most instructions drawn under one line.
const INSTRUCTIONS_MAX: usize = 64;

/// Props of [`Source`].
#[derive(Properties, PartialEq)]
pub struct SourceProps {
    /// What is shown.
    pub view: View,
}

/// The text with marks; the image is that of the process in focus.
#[component]
pub fn Source(props: &SourceProps) -> Html {
    let is_mixed = use_state(|| false);
    let view = &props.view;
    let Some((focus, image)) = focus_image(view) else {
        return html! { <p class="empty">{ "No program with source is running." }</p> };
    };
    let place = view.after.process(focus).and_then(|p| view.line_at(focus, p.pc));
    let own = image.debug.files.iter().position(|f| !f.is_library).unwrap_or(0);
    let Some(file) = image.debug.files.get(own) else {
        return html! { <p class="empty">{ "This program carries no source." }</p> };
    };
    let here = where_they_are(view, &image, own);
    let scroll_to = here.iter().find(|(_, pids)| pids.contains(&focus)).map(|(line, _)| *line);
    let code = use_node_ref();
    {
        let code = code.clone();
        use_effect_with(scroll_to, move |_| scroll_into_view(&code));
    }
    let toggle = {
        let is_mixed = is_mixed.clone();
        Callback::from(move |_: MouseEvent| is_mixed.set(!*is_mixed))
    };
    let by_line = if *is_mixed { instructions(&image, own) } else { BTreeMap::new() };
    let lines = highlight(&file.text);
    html! {
        <div class="source">
            <div class="source-bar">
                <span class="dim">{ &file.name }</span>
                <span>{ elsewhere(view, focus, &image, own, place) }</span>
                <button type="button" class="quiet" onclick={toggle} aria-pressed={is_mixed.to_string()}>{ "Instructions" }</button>
            </div>
            <ol class="code" ref={code} tabindex="0" aria-label={format!("Source of {}", file.name)}>
                { for lines.into_iter().enumerate().map(|(i, text)| {
                    let number = u32::try_from(i + 1).unwrap_or(u32::MAX);
                    line(view, focus, own, number, text, here.get(&number), by_line.get(&number))
                }) }
            </ol>
        </div>
    }
}

/// The process whose program is shown and its image: the one in focus, else any that has one; pid 0 when all have ended.
fn focus_image(view: &View) -> Option<(Pid, Rc<Image>)> {
    let of = |pid: Pid| view.images.get(&pid).map(|image| (pid, image.clone()));
    let any = || view.images.keys().next_back().copied().and_then(of);
    view.focus().and_then(of).or_else(any).or_else(|| Some((Pid(0), view.program.clone()?)))
}

/// Which processes are on which line of the file.
fn where_they_are(view: &View, image: &Rc<Image>, file: usize) -> BTreeMap<u32, Vec<Pid>> {
    let mut lines: BTreeMap<u32, Vec<Pid>> = BTreeMap::new();
    for process in view.after.processes.iter().filter(|p| p.exit.is_none()) {
        let same = view.images.get(&process.pid).is_some_and(|i| Rc::ptr_eq(i, image));
        if let Some((f, line)) = view.line_at(process.pid, process.pc).filter(|_| same)
            && f as usize == file
        {
            lines.entry(line).or_default().push(process.pid);
        }
    }
    lines
}

/// Where the process in focus is when it is not in this file: "in printf (stdio.c:120)".
fn elsewhere(view: &View, focus: Pid, image: &Image, file: usize, place: Option<(u16, u32)>) -> String {
    let Some(process) = view.after.process(focus) else { return String::new() };
    if place.is_some_and(|(f, _)| f as usize == file) {
        return String::new();
    }
    let function = image
        .function_at(process.pc)
        .map(|f| f.name.as_str())
        .or_else(|| image.symbol_at(process.pc).map(|s| s.name.as_str()));
    let file = place.and_then(|(f, line)| Some(format!(" ({}:{line})", image.debug.files.get(f as usize)?.name)));
    function.map_or_else(String::new, |name| format!("in {name}{}", file.unwrap_or_default()))
}

fn line(
    view: &View,
    focus: Pid,
    file: usize,
    number: u32,
    text: Html,
    here: Option<&Vec<Pid>>,
    code: Option<&Vec<Va>>,
) -> Html {
    let own = Selection::Line(u16::try_from(file).unwrap_or(0), number);
    let class = classes!(
        "line",
        here.is_some().then_some("is-here"),
        here.is_some_and(|p| p.contains(&focus)).then_some("is-current"),
        view.highlights.contains(&own).then_some("is-pointed"),
    );
    html! {
        <li key={number} {class} data-line={number.to_string()} aria-current={here.map(|_| "true")}>
            <span class="line-badges">{ for here.into_iter().flatten().map(|pid| html! { <Badge pid={*pid} /> }) }</span>
            <span class="line-number">{ number }</span>
            <code>{ text }</code>
            if let Some(code) = code {
                <ol class="instructions">{ for code.iter().map(|va| instruction(view, focus, *va)) }</ol>
            }
        </li>
    }
}

fn instruction(view: &View, focus: Pid, va: Va) -> Html {
    let image = view.images.get(&focus).or(view.program.as_ref());
    let Some(word) = image.and_then(|i| word_at(i, va)) else { return html! {} };
    let is_next = view.after.process(focus).is_some_and(|p| p.pc == va);
    let meaning = isa::decode(word).map(|inst| isa::explain(&inst, va));
    html! {
        <li class={classes!(is_next.then_some("is-next"))} title={meaning}>
            <span class="line-number">{ format!("{:x}", va.0) }</span><code>{ isa::disassemble(word, va) }</code>
        </li>
    }
}

/// Addresses of the instructions that belong to each line of a file.
fn instructions(image: &Image, file: usize) -> BTreeMap<u32, Vec<Va>> {
    let mut by_line: BTreeMap<u32, Vec<Va>> = BTreeMap::new();
    for (i, row) in image.debug.lines.iter().enumerate().filter(|(_, r)| r.file as usize == file && r.line > 0) {
        let end = image.debug.lines.get(i + 1).map_or(row.va.0 + 4, |next| next.va.0);
        let list = by_line.entry(row.line).or_default();
        list.extend((row.va.0..end).step_by(4).take(INSTRUCTIONS_MAX.saturating_sub(list.len())).map(Va));
    }
    by_line
}

/// The instruction word at an address of an image.
#[must_use]
pub fn word_at(image: &Image, va: Va) -> Option<u32> {
    let segment = image.segments.iter().find(|s| s.va <= va && va.0 - s.va.0 < s.mem_bytes)?;
    let at = (va.0 - segment.va.0) as usize;
    let bytes = segment.bytes.get(at..at.checked_add(4)?)?;
    Some(u32::from_le_bytes(bytes.try_into().ok()?))
}

fn scroll_into_view(list: &NodeRef) {
    let Some(list) = list.cast::<web_sys::HtmlElement>() else { return };
    let Ok(Some(line)) = list.query_selector(".is-current") else { return };
    let (Ok(line), height) = (wasm_bindgen::JsCast::dyn_into::<web_sys::HtmlElement>(line), list.client_height())
    else {
        return;
    };
    let top = line.offset_top() - list.offset_top();
    if top < list.scroll_top() + 20 || top + 40 > list.scroll_top() + height {
        list.set_scroll_top((top - height / 3).max(0));
    }
}

/// C text as lines of coloured words.
fn highlight(text: &str) -> Vec<Html> {
    let mut in_comment = false;
    text.lines()
        .map(|line| super::super::text::c::words(line, &mut in_comment))
        .map(|words| {
            words.into_iter().map(|(kind, word)| html! { <span class={kind.class()}>{ word }</span> }).collect::<Html>()
        })
        .collect()
}
