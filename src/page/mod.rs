//! The page: everything seen. It owns selection, speed, open panels and the animation clock; the machine it shows lives
//! in one place only ([`driver`]) and is only ever asked for snapshots and events.
//!
//! Reading order: [`route`] and [`app`] (which page), [`driver`] (the machine behind it), [`lab`] (the root component
//! of a machine on the screen), [`view`] (what every panel is given), [`scene`] (pure geometry), [`text`] (the same as
//! words and tables), [`components`] (SVG and HTML). [`clock`] is the only timer, [`storage`] the only browser storage.

pub mod app;
pub mod clock;
pub mod components;
#[cfg(any(test, feature = "fixture"))]
pub mod fixture;
pub mod owner;
pub mod route;
pub mod scene;
pub mod storage;
pub mod text;
pub mod view;
