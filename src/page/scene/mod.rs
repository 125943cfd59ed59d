//! Pictures as pure geometry: from snapshots, events and a moment `t` of the animation to plain shapes. No web types, so
//! every picture is tested natively. Coordinates are in the view box's own units; `components` turns shapes into SVG.

pub mod motion;
pub mod ram;
pub mod spaces;
pub mod states;
pub mod timeline;
pub mod walk;

/// A point in a picture's own units.
#[derive(Clone, Copy, Debug, PartialEq, Default)]
pub struct Point {
    /// Rightwards.
    pub x: f32,
    /// Downwards.
    pub y: f32,
}

/// An axis-parallel box.
#[derive(Clone, Copy, Debug, PartialEq, Default)]
pub struct Rect {
    /// Left.
    pub x: f32,
    /// Top.
    pub y: f32,
    /// Width.
    pub w: f32,
    /// Height.
    pub h: f32,
}

impl Rect {
    /// The middle.
    #[must_use]
    pub fn center(self) -> Point {
        Point { x: self.x + self.w / 2.0, y: self.y + self.h / 2.0 }
    }
}

impl Point {
    /// The point this far (0 to 1) on the way to another.
    #[must_use]
    pub fn towards(self, to: Point, share: f32) -> Point {
        Point { x: self.x + (to.x - self.x) * share, y: self.y + (to.y - self.y) * share }
    }
}

/// Slow at both ends (smoothstep), for things that start and stop.
#[must_use]
pub fn ease(t: f32) -> f32 {
    let t = t.clamp(0.0, 1.0);
    t * t * (3.0 - 2.0 * t)
}
