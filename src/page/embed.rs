//! Talking to the page that embeds us, by `postMessage` (docs/embedding.md, version 1). Nothing is sent unless an
//! embedded route was opened inside a frame; commands are taken from the parent window only, with `origin=` only from
//! that origin, and can do nothing but move through the lesson.

use gloo::events::EventListener;
use js_sys::{Object, Reflect};
use std::cell::RefCell;
use wasm_bindgen::closure::Closure;
use wasm_bindgen::{JsCast, JsValue};
use web_sys::{MessageEvent, ResizeObserver, Window};
use yew::Callback;

/// The tallest frame asked for, in CSS pixels, and the least change worth a message.
const HEIGHT_MAX: f64 = 5000.0;
const HEIGHT_STEP: f64 = 2.0;

thread_local! {
    /// The origin messages go to and come from, while embedded.
    static PARTNER: RefCell<Option<String>> = const { RefCell::new(None) };
}

/// What the embedding page may ask for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Command {
    /// A step, from 0.
    GoTo(usize),
    /// Play on.
    Play,
    /// Pause.
    Pause,
}

fn parent() -> Option<Window> {
    let window = web_sys::window()?;
    let parent = window.parent().ok()??;
    let is_top = JsValue::from(parent.clone()) == JsValue::from(window);
    (!is_top).then_some(parent)
}

/// Opens the conversation. `origin` pins the partner; without it messages, which hold nothing personal, go to anybody.
pub fn open(origin: Option<String>) {
    let partner = parent().map(|_| origin.unwrap_or_else(|| "*".into()));
    PARTNER.with_borrow_mut(|p| *p = partner);
}

/// Sends a message; does nothing when not embedded.
pub fn post(kind: &str, fields: &[(&str, JsValue)]) {
    let (Some(parent), Some(partner)) = (parent(), PARTNER.with_borrow(Clone::clone)) else { return };
    let message = Object::new();
    let fixed = [("src", "process-lab".into()), ("v", 1.into()), ("type", kind.into())];
    for (name, value) in fixed.iter().chain(fields) {
        // Setting a property of a fresh plain object cannot fail.
        let _ = Reflect::set(&message, &JsValue::from_str(name), value);
    }
    // A malformed `origin=` makes the browser refuse; then nobody is told, which is what such a parameter deserves.
    let _ = parent.post_message(&message, &partner);
}

/// Listens for commands while the returned listener lives.
#[must_use]
pub fn listen(tell: Callback<Command>) -> Option<EventListener> {
    let partner = PARTNER.with_borrow(Clone::clone)?;
    let window = web_sys::window()?;
    Some(EventListener::new(&window, "message", move |event| {
        let Some(event) = event.dyn_ref::<MessageEvent>() else { return };
        let is_parent = event.source().map(JsValue::from) == parent().map(JsValue::from);
        if !is_parent || (partner != "*" && event.origin() != partner) {
            return;
        }
        if let Some(command) = read(&event.data()) {
            tell.emit(command);
        }
    }))
}

fn read(data: &JsValue) -> Option<Command> {
    if !data.is_object() {
        return None;
    }
    let get = |name: &str| Reflect::get(data, &JsValue::from_str(name)).ok();
    if get("src")?.as_string()? != "process-lab" || get("v")?.as_f64()? != 1.0 {
        return None;
    }
    match get("type")?.as_string()?.as_str() {
        "play" => Some(Command::Play),
        "pause" => Some(Command::Pause),
        "goto" => {
            let step = get("step")?.as_f64()?;
            ((1.0..=999.0).contains(&step) && step.fract() == 0.0).then(|| Command::GoTo(step as usize - 1))
        }
        _ => None,
    }
}

/// Reports the height of an element while it lives.
pub struct HeightReport {
    observer: ResizeObserver,
    _closure: Closure<dyn FnMut()>,
}

impl HeightReport {
    /// Begins; `None` when not embedded.
    #[must_use]
    pub fn of(element: web_sys::Element) -> Option<Self> {
        PARTNER.with_borrow(Clone::clone)?;
        let mut last = 0.0;
        let observed = element.clone();
        let closure = Closure::<dyn FnMut()>::new(move || {
            let area = observed.get_bounding_client_rect();
            let height = area.height().min(HEIGHT_MAX).ceil();
            if area.width() > 0.0 && (height - last).abs() >= HEIGHT_STEP {
                last = height;
                post("resize", &[("height", height.into())]);
            }
        });
        let observer = ResizeObserver::new(closure.as_ref().unchecked_ref()).ok()?;
        observer.observe(&element);
        Some(Self { observer, _closure: closure })
    }
}

impl Drop for HeightReport {
    fn drop(&mut self) {
        self.observer.disconnect();
    }
}
