//! The timer: one deadline, one interrupt.

use crate::base::Cycles;

/// Raises an interrupt once when its deadline has come.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Timer {
    deadline: Option<Cycles>,
}

impl Timer {
    /// Sets the deadline, or turns the timer off.
    pub fn set(&mut self, deadline: Option<Cycles>) {
        self.deadline = deadline;
    }

    /// When it will interrupt.
    #[must_use]
    pub const fn next_event(&self) -> Option<Cycles> {
        self.deadline
    }

    /// Takes the interrupt if it is due; the timer is then off.
    pub fn take_interrupt(&mut self, now: Cycles) -> bool {
        self.deadline.take_if(|deadline| *deadline <= now).is_some()
    }
}
