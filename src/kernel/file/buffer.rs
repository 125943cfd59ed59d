//! A queue of bytes that lies in kernel frames: what a pipe or a stream socket holds.
//!
//! Rule: it owns one reference of each of its frames, takes them as bytes come and gives them back as bytes go.

use crate::base::{Pa, Ppn};
use crate::kernel::Computer;
use crate::kernel::event::FrameUse;
use crate::kernel::memory::{Holder, PAGE};
use std::collections::VecDeque;

/// Bytes in frames, first in, first out.
#[derive(Clone, Debug, Default)]
pub struct Buffer {
    frames: VecDeque<Ppn>,
    /// Where the first byte lies in the first frame.
    start: u32,
    len: u32,
    /// Most bytes it may hold.
    capacity: u32,
    channel: u32,
}

impl Buffer {
    /// An empty queue of a channel.
    #[must_use]
    pub fn new(channel: u32, capacity: u32) -> Self {
        Self { frames: VecDeque::new(), start: 0, len: 0, capacity, channel }
    }

    /// Bytes in it.
    #[must_use]
    pub const fn len(&self) -> u32 {
        self.len
    }

    /// Whether there are none.
    #[must_use]
    pub const fn is_empty(&self) -> bool {
        self.len == 0
    }

    /// Bytes that still fit.
    #[must_use]
    pub const fn room(&self) -> u32 {
        self.capacity.saturating_sub(self.len)
    }

    /// Most bytes it may hold.
    #[must_use]
    pub const fn capacity(&self) -> u32 {
        self.capacity
    }

    /// Changes how much it may hold; what it holds stays.
    pub fn set_capacity(&mut self, capacity: u32) {
        self.capacity = capacity;
    }

    /// Its frames.
    pub fn frames(&self) -> impl Iterator<Item = Ppn> {
        self.frames.iter().copied()
    }

    /// Where byte `n` lies.
    fn pa(&self, n: u32) -> Pa {
        let at = self.start + n;
        Pa(self.frames[(at / PAGE) as usize].pa().0 + at % PAGE)
    }
}

impl Computer {
    /// Appends as many bytes as there is room (and frames) for; returns how many, and where the first one lies.
    pub(in crate::kernel) fn push_bytes(&mut self, buffer: &mut Buffer, bytes: &[u8]) -> (u32, Option<Pa>) {
        let want = (bytes.len() as u32).min(buffer.room());
        let mut done = 0;
        let mut first = None;
        while done < want {
            let at = buffer.start + buffer.len;
            if at / PAGE >= buffer.frames.len() as u32 {
                let holder = Holder::Buffer { channel: buffer.channel };
                let Some(frame) = self.alloc_frame(holder, FrameUse::KernelBuffer) else { break };
                buffer.frames.push_back(frame);
            }
            let n = (want - done).min(PAGE - at % PAGE);
            let pa = buffer.pa(buffer.len);
            self.machine.ram.write(pa, &bytes[done as usize..(done + n) as usize]);
            first = first.or(Some(pa));
            buffer.len += n;
            done += n;
        }
        (done, first)
    }

    /// Copies the first bytes without taking them.
    pub(in crate::kernel) fn peek_buffer(&self, buffer: &Buffer, want: u32) -> Vec<u8> {
        let mut bytes = vec![0; want.min(buffer.len) as usize];
        let mut done = 0;
        while done < bytes.len() {
            let at = buffer.start + done as u32;
            let n = (bytes.len() - done).min((PAGE - at % PAGE) as usize);
            self.machine.ram.read(buffer.pa(done as u32), &mut bytes[done..done + n]);
            done += n;
        }
        bytes
    }

    /// Where the first byte lies.
    pub(in crate::kernel) fn buffer_pa(&self, buffer: &Buffer) -> Option<Pa> {
        (buffer.len > 0).then(|| buffer.pa(0))
    }

    /// Takes the first `n` bytes out.
    pub(in crate::kernel) fn drain_buffer(&mut self, buffer: &mut Buffer, n: u32) {
        let n = n.min(buffer.len);
        buffer.start += n;
        buffer.len -= n;
        while buffer.start >= PAGE || (buffer.len == 0 && !buffer.frames.is_empty()) {
            let Some(frame) = buffer.frames.pop_front() else { break };
            self.release_frame(frame);
            buffer.start = buffer.start.saturating_sub(PAGE);
        }
        if buffer.len == 0 {
            buffer.start = 0;
        }
    }
}
