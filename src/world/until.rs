//! How far to run: conditions on the clock, on events, on the current line. All are judged at step boundaries, so
//! the same condition from the same moment stops at the same moment however the run is sliced.

use super::facts;
use crate::base::{Cycles, Pid, Va};
use crate::kernel::event::{Event, Fact, ProcessState};

/// When to stop.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Until {
    /// The clock has reached this moment.
    Moment(Cycles),
    /// This many instructions of user code (or kernel actions between them) have passed.
    Steps(u64),
    /// Some process other than init begins another line of the learner's own source.
    NextLine,
    /// The `nth` (from 1) matching event from here on has happened.
    Event {
        /// Which events count.
        pattern: EventPattern,
        /// Which of them.
        nth: u32,
    },
    /// The process (or, with `None`, any) is about to execute the instruction at this address.
    Address {
        /// Whose.
        pid: Option<Pid>,
        /// Where.
        va: Va,
    },
    /// Nothing more happens by itself: all programs ended, or everybody waits for input.
    Settled,
}

/// Which events count; every given field must match.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct EventPattern {
    /// A name of [`facts::NAMES`]; `None` matches all kinds.
    pub fact: Option<String>,
    /// The event's process.
    pub pid: Option<Pid>,
    /// System call name, for `syscall_entered` and `syscall_returned`.
    pub syscall: Option<String>,
    /// New state, for `state_changed`.
    pub state: Option<ProcessState>,
    /// Standard trap cause, for `faulted`.
    pub scause: Option<u32>,
    /// Signal number, for signal events.
    pub signal: Option<u8>,
}

impl EventPattern {
    /// Whether `event` counts.
    #[must_use]
    pub fn matches(&self, event: &Event) -> bool {
        let fact = &event.fact;
        self.fact.as_deref().is_none_or(|name| name == facts::name(fact))
            && self.pid.is_none_or(|pid| pid == event.pid)
            && self.syscall.as_deref().is_none_or(|want| match fact {
                Fact::SyscallEntered { name, .. } | Fact::SyscallReturned { name, .. } => &**name == want,
                _ => false,
            })
            && self.state.is_none_or(|want| matches!(fact, Fact::StateChanged { to, .. } if *to == want))
            && self.scause.is_none_or(|want| matches!(fact, Fact::Faulted { scause, .. } if *scause == want))
            && self.signal.is_none_or(|want| match fact {
                Fact::SignalSent { signal, .. } | Fact::SignalDelivered { signal, .. } => *signal == want,
                _ => false,
            })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn event(pid: u32, fact: Fact) -> Event {
        Event { at: Cycles(1), pid: Pid(pid), fact }
    }

    #[test]
    fn a_pattern_matches_only_when_every_given_field_does() {
        let timer = event(2, Fact::TimerInterrupt);
        assert!(EventPattern::default().matches(&timer));
        let by_pid = EventPattern { fact: Some("timer_interrupt".into()), pid: Some(Pid(3)), ..Default::default() };
        assert!(!by_pid.matches(&timer));
        let by_cause = EventPattern { scause: Some(15), ..Default::default() };
        assert!(!by_cause.matches(&timer));
    }

    #[test]
    fn every_fact_name_is_listed() {
        let note = Fact::Note { text: "x".into() };
        assert!(facts::NAMES.contains(&facts::name(&note)));
        assert!(facts::NAMES.contains(&facts::name(&Fact::TimerInterrupt)));
    }
}
