//! The terminal: what the programs printed, and a line to type where the learner may.

use crate::page::view::View;
use web_sys::HtmlInputElement;
use yew::prelude::*;

/// Props of [`Terminal`].
#[derive(Properties, PartialEq)]
pub struct TerminalProps {
    /// What is shown.
    pub view: View,
    /// Types a line; `None` where the learner cannot.
    pub typed: Option<Callback<String>>,
}

/// The screen and the input line.
#[component]
pub fn Terminal(props: &TerminalProps) -> Html {
    let screen = use_node_ref();
    let input = use_node_ref();
    let text = props.view.after.terminal.clone();
    {
        let screen = screen.clone();
        use_effect_with(text.len(), move |_| {
            if let Some(element) = screen.cast::<web_sys::Element>() {
                element.set_scroll_top(element.scroll_height());
            }
        });
    }
    let onsubmit = {
        let (typed, input) = (props.typed.clone(), input.clone());
        Callback::from(move |event: SubmitEvent| {
            event.prevent_default();
            if let (Some(typed), Some(field)) = (&typed, input.cast::<HtmlInputElement>()) {
                typed.emit(format!("{}\n", field.value()));
                field.set_value("");
            }
        })
    };
    html! {
        <div class="terminal">
            <pre ref={screen} tabindex="0" data-testid="terminal" aria-label="Terminal output">{
                if text.is_empty() { html! { <span class="dim">{ "Nothing printed yet." }</span> } } else { html! { { text.to_string() } } }
            }</pre>
            if props.typed.is_some() {
                <form class="terminal-line" {onsubmit}>
                    <label><span>{ "Type" }</span><input ref={input} type="text" autocomplete="off" spellcheck="false" maxlength="4000" /></label>
                    <button type="submit" class="quiet">{ "Send" }</button>
                </form>
            }
        </div>
    }
}
