//! The page's only timer: `requestAnimationFrame`, asked for one frame at a time. Dropping the handle cancels it, so a
//! paused or closed machine costs nothing.

use gloo::render::{AnimationFrame, request_animation_frame};
use yew::Callback;

/// One requested frame; calls back with the browser's time in milliseconds.
pub struct Frame(#[allow(dead_code, reason = "held for its Drop, which cancels the request")] AnimationFrame);

/// Asks for the next animation frame.
#[must_use]
pub fn next_frame(then: Callback<f64>) -> Frame {
    Frame(request_animation_frame(move |now| then.emit(now)))
}

/// Milliseconds since the page was opened; 0 where the browser does not say.
#[must_use]
pub fn now_ms() -> f64 {
    web_sys::window().and_then(|w| w.performance()).map_or(0.0, |p| p.now())
}

/// Whether the reader asked the system for less movement.
#[must_use]
pub fn prefers_reduced_motion() -> bool {
    let query = web_sys::window().and_then(|w| w.match_media("(prefers-reduced-motion: reduce)").ok().flatten());
    query.is_some_and(|q| q.matches())
}
