//! RAM: frames of 4 KiB in a row, from physical address 0.
//!
//! Every write that does not come from the CPU's own fast path goes through here and marks its frame, so that
//! checkpoints copy only what changed and instructions decoded earlier are decoded again. Addresses outside RAM are
//! the caller's bug, except for the `get_` functions.

use crate::base::{PAGE_BYTES, Pa, Ppn, limits};
use std::fmt;

/// The bytes of a frame.
pub type Frame = [u8; PAGE_BYTES as usize];

// Marks of a frame.
/// Changed since the last checkpoint.
const DIRTY: u8 = 1;
/// Has instructions in the code cache.
const CODE: u8 = 2;

/// The computer's memory.
#[derive(Clone)]
pub struct Ram {
    pub(super) frames: Vec<Frame>,
    marks: Vec<u8>,
    /// Frames whose decoded instructions are out of date.
    stale: Vec<Ppn>,
}

impl PartialEq for Ram {
    /// Equal bytes; marks only say how to save work.
    fn eq(&self, other: &Self) -> bool {
        self.frames == other.frames
    }
}

impl fmt::Debug for Ram {
    /// The size; the bytes would fill the screen.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Ram").field("frames", &self.frames.len()).finish_non_exhaustive()
    }
}

impl Ram {
    /// `frames` frames of zeros; the count is brought into the allowed range.
    #[must_use]
    pub fn new(frames: u32) -> Self {
        let count = frames.clamp(limits::RAM_FRAMES_MIN, limits::RAM_FRAMES_MAX) as usize;
        Self { frames: vec![[0; PAGE_BYTES as usize]; count], marks: vec![DIRTY; count], stale: Vec::new() }
    }

    /// How many frames there are.
    #[must_use]
    pub fn frame_count(&self) -> u32 {
        self.frames.len() as u32
    }

    /// Whether the frame exists.
    #[must_use]
    pub fn contains(&self, ppn: Ppn) -> bool {
        ppn.0 < self.frame_count()
    }

    /// A frame's bytes.
    #[must_use]
    pub fn frame(&self, ppn: Ppn) -> &Frame {
        &self.frames[ppn.0 as usize]
    }

    /// A frame's bytes, to change them.
    pub fn frame_mut(&mut self, ppn: Ppn) -> &mut Frame {
        self.touch(ppn);
        &mut self.frames[ppn.0 as usize]
    }

    /// Makes `to` equal to `from`.
    pub fn copy_frame(&mut self, from: Ppn, to: Ppn) {
        self.touch(to);
        let bytes = self.frames[from.0 as usize];
        self.frames[to.0 as usize] = bytes;
    }

    /// Sets every byte of a frame.
    pub fn fill_frame(&mut self, ppn: Ppn, byte: u8) {
        self.frame_mut(ppn).fill(byte);
    }

    /// Copies bytes out; may cross frames.
    pub fn read(&self, pa: Pa, out: &mut [u8]) {
        let mut at = pa.0 as usize;
        let mut out = out;
        while !out.is_empty() {
            let frame = &self.frames[at / PAGE_BYTES as usize][at % PAGE_BYTES as usize..];
            let n = frame.len().min(out.len());
            let (now, later) = out.split_at_mut(n);
            now.copy_from_slice(&frame[..n]);
            out = later;
            at += n;
        }
    }

    /// Copies bytes in; may cross frames.
    pub fn write(&mut self, pa: Pa, bytes: &[u8]) {
        let mut at = pa.0;
        let mut bytes = bytes;
        while !bytes.is_empty() {
            let offset = (at % PAGE_BYTES) as usize;
            let n = bytes.len().min(PAGE_BYTES as usize - offset);
            self.frame_mut(Pa(at).ppn())[offset..offset + n].copy_from_slice(&bytes[..n]);
            bytes = &bytes[n..];
            at += n as u32;
        }
    }

    /// One byte.
    #[must_use]
    pub fn read_u8(&self, pa: Pa) -> u8 {
        self.array::<1>(pa)[0]
    }

    /// Two bytes, little-endian.
    #[must_use]
    pub fn read_u16(&self, pa: Pa) -> u16 {
        u16::from_le_bytes(self.array(pa))
    }

    /// Four bytes, little-endian.
    #[must_use]
    pub fn read_u32(&self, pa: Pa) -> u32 {
        u32::from_le_bytes(self.array(pa))
    }

    /// Four bytes, or `None` outside RAM.
    #[must_use]
    pub fn get_u32(&self, pa: Pa) -> Option<u32> {
        let last = pa.0.checked_add(3)?;
        self.contains(Pa(last).ppn()).then(|| self.read_u32(pa))
    }

    /// Stores one byte.
    pub fn write_u8(&mut self, pa: Pa, value: u8) {
        self.write(pa, &[value]);
    }

    /// Stores two bytes, little-endian.
    pub fn write_u16(&mut self, pa: Pa, value: u16) {
        self.write(pa, &value.to_le_bytes());
    }

    /// Stores four bytes, little-endian.
    pub fn write_u32(&mut self, pa: Pa, value: u32) {
        self.write(pa, &value.to_le_bytes());
    }

    fn array<const N: usize>(&self, pa: Pa) -> [u8; N] {
        let mut bytes = [0; N];
        self.read(pa, &mut bytes);
        bytes
    }

    /// The CPU stores through its slow path: the code cache is told which bytes, rather than losing the frame.
    /// Returns whether the frame has decoded instructions.
    pub(super) fn store(&mut self, ppn: Ppn, offset: usize, bytes: &[u8]) -> bool {
        self.marks[ppn.0 as usize] |= DIRTY;
        self.frames[ppn.0 as usize][offset..offset + bytes.len()].copy_from_slice(bytes);
        self.has_code(ppn)
    }

    fn touch(&mut self, ppn: Ppn) {
        let mark = &mut self.marks[ppn.0 as usize];
        *mark |= DIRTY;
        if *mark & CODE != 0 {
            *mark &= !CODE;
            self.stale.push(ppn);
        }
    }

    pub(super) fn has_code(&self, ppn: Ppn) -> bool {
        self.marks[ppn.0 as usize] & CODE != 0
    }

    pub(super) fn set_code(&mut self, ppn: Ppn, on: bool) {
        let mark = &mut self.marks[ppn.0 as usize];
        *mark = if on { *mark | CODE } else { *mark & !CODE };
    }

    pub(super) fn is_dirty(&self, ppn: Ppn) -> bool {
        self.marks[ppn.0 as usize] & DIRTY != 0
    }

    pub(super) fn set_dirty(&mut self, ppn: Ppn, on: bool) {
        let mark = &mut self.marks[ppn.0 as usize];
        *mark = if on { *mark | DIRTY } else { *mark & !DIRTY };
    }

    /// Hands over the frames whose decoded instructions must go.
    pub(super) fn take_stale(&mut self) -> Vec<Ppn> {
        std::mem::take(&mut self.stale)
    }

    pub(super) fn has_stale(&self) -> bool {
        !self.stale.is_empty()
    }
}
