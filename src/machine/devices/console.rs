//! The console: keys typed wait in a queue until the kernel reads them; bytes written are kept for the screen.

use crate::base::limits::{CONSOLE_INPUT_BYTES_MAX, CONSOLE_OUTPUT_BYTES_MAX};
use std::collections::VecDeque;

/// Keyboard and screen.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Console {
    input: VecDeque<u8>,
    is_ended: bool,
    output: VecDeque<u8>,
    written: u64,
}

impl Console {
    /// Bytes typed arrive; returns how many fitted.
    pub fn type_bytes(&mut self, bytes: &[u8]) -> usize {
        let fits = bytes.len().min(CONSOLE_INPUT_BYTES_MAX - self.input.len());
        self.input.extend(&bytes[..fits]);
        fits
    }

    /// No more bytes will be typed.
    pub fn end_input(&mut self) {
        self.is_ended = true;
    }

    /// Whether the kernel has something to read: bytes, or the end.
    #[must_use]
    pub fn has_input(&self) -> bool {
        !self.input.is_empty() || self.is_ended
    }

    /// Whether all bytes were read and no more will come.
    #[must_use]
    pub fn is_at_end(&self) -> bool {
        self.is_ended && self.input.is_empty()
    }

    /// Takes up to `limit` typed bytes.
    pub fn read(&mut self, limit: usize) -> Vec<u8> {
        let count = limit.min(self.input.len());
        self.input.drain(..count).collect()
    }

    /// Typed bytes that wait.
    pub fn waiting(&self) -> impl Iterator<Item = u8> {
        self.input.iter().copied()
    }

    /// Shows bytes.
    pub fn write(&mut self, bytes: &[u8]) {
        self.written += bytes.len() as u64;
        let kept = &bytes[bytes.len().saturating_sub(CONSOLE_OUTPUT_BYTES_MAX)..];
        let excess = (self.output.len() + kept.len()).saturating_sub(CONSOLE_OUTPUT_BYTES_MAX);
        self.output.drain(..excess);
        self.output.extend(kept);
    }

    /// The last bytes written, at most [`CONSOLE_OUTPUT_BYTES_MAX`].
    #[must_use]
    pub fn output(&self) -> Vec<u8> {
        self.output.iter().copied().collect()
    }

    /// Bytes written since power-on.
    #[must_use]
    pub const fn written(&self) -> u64 {
        self.written
    }
}
