//! Checkpoints: the whole machine at one moment, cheap because unchanged frames are shared between checkpoints.
//!
//! The machine remembers RAM as of the last checkpoint as shared frames; stores mark frames dirty on their first
//! write only (the software TLB has no write entries just after a checkpoint), so running costs nothing extra.

use super::costs::Costs;
use super::cpu::Cpu;
use super::mmu::{Mmu, Tlb};
use super::ram::Frame;
use super::{FastTlb, Machine};
use crate::base::{PAGE_BYTES, Ppn};
use std::fmt;
use std::rc::Rc;

/// Frames per shared group: a checkpoint of a large RAM copies one pointer per unchanged group.
const GROUP: usize = 64;

/// A machine at one moment. Cloning is cheap.
#[derive(Clone, PartialEq)]
pub struct MachineCheckpoint {
    /// The registers.
    pub cpu: Cpu,
    /// The TLB.
    pub tlb: Tlb,
    /// The cost table.
    pub costs: Costs,
    /// How user addresses were translated.
    pub mmu: Mmu,
    groups: Rc<[Rc<[Rc<Frame>]>]>,
}

impl MachineCheckpoint {
    /// A frame's bytes at that moment, shared with other checkpoints in which it was the same.
    #[must_use]
    pub fn frame(&self, ppn: Ppn) -> Option<&Rc<Frame>> {
        let n = ppn.0 as usize;
        self.groups.get(n / GROUP)?.get(n % GROUP)
    }

    /// RAM size in frames.
    #[must_use]
    pub fn frame_count(&self) -> u32 {
        self.groups.iter().map(|group| group.len() as u32).sum()
    }
}

impl fmt::Debug for MachineCheckpoint {
    /// The registers; RAM would fill the screen.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("MachineCheckpoint").field("cpu", &self.cpu).finish_non_exhaustive()
    }
}

/// RAM as frames shared with the last checkpoint.
#[derive(Clone)]
pub(super) struct Shared {
    groups: Rc<[Rc<[Rc<Frame>]>]>,
}

impl Shared {
    /// `count` frames of zeros.
    pub(super) fn zeros(count: u32) -> Self {
        let zero = Rc::new([0; PAGE_BYTES as usize]);
        let frames = vec![zero; count as usize];
        Self { groups: frames.chunks(GROUP).map(Rc::from).collect() }
    }
}

impl Machine {
    /// Records the machine. Copies the frames changed since the last checkpoint; the rest is shared.
    pub fn checkpoint(&mut self) -> MachineCheckpoint {
        let groups = Rc::clone(&self.shared.groups);
        let groups = groups.iter().enumerate().map(|(n, group)| self.refresh(n * GROUP, group)).collect();
        self.shared = Shared { groups };
        self.fast.flush_writes();
        let Machine { cpu, tlb, costs, mmu, .. } = self;
        let groups = Rc::clone(&self.shared.groups);
        MachineCheckpoint { cpu: cpu.clone(), tlb: tlb.clone(), costs: costs.clone(), mmu: mmu.clone(), groups }
    }

    /// The group with its dirty frames copied; the same group if there are none.
    fn refresh(&mut self, first: usize, group: &Rc<[Rc<Frame>]>) -> Rc<[Rc<Frame>]> {
        let ppn = |n: usize| Ppn((first + n) as u32);
        if !(0..group.len()).any(|n| self.ram.is_dirty(ppn(n))) {
            return Rc::clone(group);
        }
        let fresh = |(n, old): (usize, &Rc<Frame>)| {
            let now = self.ram.frame(ppn(n));
            let is_changed = self.ram.is_dirty(ppn(n)) && **old != *now;
            if is_changed { Rc::new(*now) } else { Rc::clone(old) }
        };
        let copied = group.iter().enumerate().map(fresh).collect();
        (0..group.len()).for_each(|n| self.ram.set_dirty(ppn(n), false));
        copied
    }

    /// Puts the machine back to a checkpoint taken of it (or of one with as much RAM). Copies only frames that differ.
    pub fn restore(&mut self, checkpoint: &MachineCheckpoint) {
        assert_eq!(checkpoint.frame_count(), self.ram.frame_count(), "a checkpoint of another machine");
        let groups = Rc::clone(&self.shared.groups);
        for (g, (then, now)) in checkpoint.groups.iter().zip(groups.iter()).enumerate() {
            for (n, (old, new)) in then.iter().zip(now.iter()).enumerate() {
                let ppn = Ppn((g * GROUP + n) as u32);
                if self.ram.is_dirty(ppn) || !Rc::ptr_eq(old, new) {
                    *self.ram.frame_mut(ppn) = **old;
                    self.ram.set_dirty(ppn, false);
                }
            }
        }
        self.shared = Shared { groups: Rc::clone(&checkpoint.groups) };
        self.cpu = checkpoint.cpu.clone();
        self.tlb = checkpoint.tlb.clone();
        self.costs = checkpoint.costs.clone();
        self.mmu = checkpoint.mmu.clone();
        self.fast = FastTlb::new();
    }
}
