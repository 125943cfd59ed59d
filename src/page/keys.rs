//! The keyboard of a machine on the screen.

use super::lab::{Lab, Msg};
use gloo::events::{EventListener, EventListenerOptions};
use wasm_bindgen::JsCast;
use yew::html::Scope;

/// ←/→ step, space plays, Home/End go to the ends; never while the focus is where typing means something.
#[must_use]
pub fn listen(link: &Scope<Lab>) -> Option<EventListener> {
    let window = web_sys::window()?;
    let link = link.clone();
    let options = EventListenerOptions::enable_prevent_default();
    Some(EventListener::new_with_options(&window, "keydown", options, move |event| {
        let Some(event) = event.dyn_ref::<web_sys::KeyboardEvent>() else { return };
        if event.ctrl_key() || event.alt_key() || event.meta_key() || takes_keys(event) {
            return;
        }
        let msg = match event.key().as_str() {
            "ArrowRight" => Msg::Next,
            "ArrowLeft" => Msg::Back,
            "Home" => Msg::First,
            "End" => Msg::Last,
            " " => Msg::Play,
            _ => return,
        };
        event.prevent_default();
        link.send_message(msg);
    }))
}

/// Whether the focused element needs this key itself.
fn takes_keys(event: &web_sys::KeyboardEvent) -> bool {
    let Some(element) = event.target().and_then(|t| t.dyn_into::<web_sys::Element>().ok()) else { return false };
    let is_space = event.key() == " ";
    match element.tag_name().to_ascii_uppercase().as_str() {
        "INPUT" | "TEXTAREA" | "SELECT" => true,
        "BUTTON" | "A" | "SUMMARY" => is_space,
        _ => element.has_attribute("contenteditable"),
    }
}
