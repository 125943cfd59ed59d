//! What went wrong, where, and what helps: for lessons, programs and links alike.

use process_lab::base::{Diagnostic, Severity};
use yew::prelude::*;

/// Props of [`Problem`].
#[derive(Properties, PartialEq)]
pub struct ProblemProps {
    /// What could not be done.
    pub title: AttrValue,
    /// One sentence more, if it helps.
    #[prop_or_default]
    pub words: AttrValue,
    /// The diagnostics.
    #[prop_or_default]
    pub diagnostics: Vec<Diagnostic>,
}

/// A message with its places; never an empty page.
#[component]
pub fn Problem(props: &ProblemProps) -> Html {
    html! {
        <section class="problem" role="alert" data-testid="problem">
            <h1>{ &props.title }</h1>
            if !props.words.is_empty() { <p>{ &props.words }</p> }
            <DiagnosticList diagnostics={props.diagnostics.clone()} />
            <p><a href="#/">{ "To the course" }</a></p>
        </section>
    }
}

/// Props of [`DiagnosticList`].
#[derive(Properties, PartialEq)]
pub struct ListProps {
    /// What to list.
    pub diagnostics: Vec<Diagnostic>,
    /// Told the line of a diagnostic that was clicked.
    #[prop_or_default]
    pub go: Callback<u32>,
}

/// Diagnostics as a list: place, title, help.
#[component]
pub fn DiagnosticList(props: &ListProps) -> Html {
    if props.diagnostics.is_empty() {
        return html! {};
    }
    let one = |d: &Diagnostic| {
        let (go, line) = (props.go.clone(), d.span.line);
        let onclick = Callback::from(move |_: MouseEvent| go.emit(line));
        let is_error = d.severity == Severity::Error;
        let place = if line == 0 { d.span.file.clone() } else { format!("{}:{line}:{}", d.span.file, d.span.column) };
        html! {
            <li class={if is_error { "is-error" } else { "is-warning" }}>
                <button type="button" class="place" {onclick}>{ place }</button>
                <span class="severity">{ if is_error { "error" } else { "warning" } }</span>
                <span>{ &d.title }</span>
                if !d.help.is_empty() { <p class="help">{ &d.help }</p> }
            </li>
        }
    };
    html! { <ol class="diagnostics" data-testid="diagnostics">{ for props.diagnostics.iter().map(one) }</ol> }
}
