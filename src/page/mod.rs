//! The page: everything seen. It owns selection, speed, open panels and the animation clock; the machine it shows lives
//! in one place only ([`driver`]) and is only ever asked for snapshots and events.
//!
//! Reading order: [`route`] and [`app`] (which page), [`driver`] (the machine behind it), [`lab`] (the root component
//! of a machine on the screen), [`view`] (what every panel is given), [`scene`] (pure geometry), [`text`] (the same as
//! words and tables), [`components`] (SVG and HTML). [`playback`] says how far an animation is,
//! [`clock`] is the only timer, [`storage`] the only browser storage, [`embed`] talks to an embedding page.

pub mod app;
pub mod clock;
pub mod compiler;
pub mod components;
pub mod driver;
pub mod embed;
pub mod fetch;
#[cfg(test)]
pub mod fixture;
pub mod keys;
pub mod lab;
pub mod owner;
pub mod playback;
pub mod route;
pub mod scene;
pub mod storage;
pub mod text;
pub mod view;

use process_lab::base::Span;

/// The place of a message that is about a whole text.
#[must_use]
pub fn nowhere(name: &str) -> Span {
    Span { file: name.into(), line: 0, column: 1, len: 1 }
}
