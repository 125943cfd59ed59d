//! Playback as a plain struct: how far the transition on the screen is, whether play goes on, and when the next moment
//! is due. It knows no browser: time is passed in, so tests assert where it is after *n* frames.

/// How long a moment stays before play goes on, at normal speed.
const HOLD_MS: f32 = 650.0;

/// What an animation frame brings.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Due {
    /// Nothing changes on the screen.
    Nothing,
    /// The transition is further on.
    Redraw,
    /// Play wants the next moment.
    Advance,
}

/// Where the animation is.
#[derive(Clone, Debug, PartialEq)]
pub struct Playback {
    /// Whether play is on.
    pub is_playing: bool,
    /// How fast, 1 being normal.
    pub speed: f32,
    /// How far the transition is, 0 to 1.
    t: f32,
    /// How long it takes at normal speed.
    duration_ms: f32,
    held_ms: f32,
}

impl Default for Playback {
    fn default() -> Self {
        Self { is_playing: false, speed: 1.0, t: 1.0, duration_ms: 1.0, held_ms: 0.0 }
    }
}

impl Playback {
    /// How far the transition is, 0 to 1.
    #[must_use]
    pub const fn t(&self) -> f32 {
        self.t
    }

    /// Whether animation frames are needed.
    #[must_use]
    pub fn is_moving(&self) -> bool {
        self.t < 1.0 || self.is_playing
    }

    /// A transition begins.
    pub fn begin(&mut self, duration_ms: f32) {
        (self.t, self.duration_ms, self.held_ms) = (0.0, duration_ms.max(1.0), 0.0);
    }

    /// The end of a transition is shown at once.
    pub fn cut(&mut self) {
        (self.t, self.held_ms) = (1.0, 0.0);
    }

    /// Begins or stops to play. The first moment is due at once.
    pub fn toggle(&mut self) {
        self.is_playing = !self.is_playing;
        self.held_ms = HOLD_MS;
    }

    /// `passed_ms` have gone by on the wall clock.
    pub fn update(&mut self, passed_ms: f32) -> Due {
        let passed = passed_ms.clamp(0.0, 100.0) * self.speed;
        if self.t < 1.0 {
            self.t = (self.t + passed / self.duration_ms).min(1.0);
            return Due::Redraw;
        }
        if !self.is_playing {
            return Due::Nothing;
        }
        self.held_ms += passed;
        if self.held_ms < HOLD_MS { Due::Nothing } else { Due::Advance }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const FRAME_MS: f32 = 16.0;

    fn frames_until(playback: &mut Playback, due: Due) -> usize {
        (1..10_000).find(|_| playback.update(FRAME_MS) == due).expect("it comes")
    }

    #[test]
    fn a_transition_takes_its_time_and_then_rests() {
        let mut playback = Playback::default();
        playback.begin(160.0);
        assert_eq!(frames_until(&mut playback, Due::Nothing), 11);
        assert_eq!((playback.t(), playback.is_moving()), (1.0, false));
    }

    #[test]
    fn play_shows_each_moment_for_a_while_and_speed_shortens_it() {
        let mut playback = Playback { is_playing: true, ..Playback::default() };
        let normal = frames_until(&mut playback, Due::Advance);
        playback.cut();
        playback.speed = 5.0;
        let fast = frames_until(&mut playback, Due::Advance);
        assert_eq!((normal, fast), (41, 9));
    }

    #[test]
    fn pressing_play_asks_for_the_next_moment_at_once() {
        let mut playback = Playback::default();
        playback.toggle();
        assert_eq!(playback.update(FRAME_MS), Due::Advance);
        playback.toggle();
        assert_eq!(playback.update(FRAME_MS), Due::Nothing);
    }

    #[test]
    fn a_frame_after_a_long_sleep_does_not_skip_the_animation() {
        let mut playback = Playback::default();
        playback.begin(1000.0);
        playback.update(60_000.0);
        assert!(playback.t() <= 0.1);
    }
}
