//! Names for the kinds of [`Fact`], as lessons, filters and tests spell them.

use crate::kernel::event::Fact;

/// The snake-case name of a fact's kind: `frame_copied`, `state_changed`, …
#[must_use]
pub const fn name(fact: &Fact) -> &'static str {
    match fact {
        Fact::ProcessCreated { .. } => "process_created",
        Fact::ProgramLoaded { .. } => "program_loaded",
        Fact::StateChanged { .. } => "state_changed",
        Fact::ContextSwitched { .. } => "context_switched",
        Fact::SyscallEntered { .. } => "syscall_entered",
        Fact::SyscallReturned { .. } => "syscall_returned",
        Fact::Faulted { .. } => "faulted",
        Fact::TimerInterrupt => "timer_interrupt",
        Fact::DeviceInterrupt { .. } => "device_interrupt",
        Fact::FrameAllocated { .. } => "frame_allocated",
        Fact::FrameCopied { .. } => "frame_copied",
        Fact::FrameFreed { .. } => "frame_freed",
        Fact::PageMapped { .. } => "page_mapped",
        Fact::PageProtected { .. } => "page_protected",
        Fact::PageUnmapped { .. } => "page_unmapped",
        Fact::TlbFlushed { .. } => "tlb_flushed",
        Fact::BytesCopied { .. } => "bytes_copied",
        Fact::Output { .. } => "output",
        Fact::SignalSent { .. } => "signal_sent",
        Fact::SignalDelivered { .. } => "signal_delivered",
        Fact::Exited { .. } => "exited",
        Fact::Reaped { .. } => "reaped",
        Fact::Adopted { .. } => "adopted",
        Fact::Note { .. } => "note",
    }
}

/// Every name [`name`] can return, for diagnostics that list the choices.
pub const NAMES: &[&str] = &[
    "process_created",
    "program_loaded",
    "state_changed",
    "context_switched",
    "syscall_entered",
    "syscall_returned",
    "faulted",
    "timer_interrupt",
    "device_interrupt",
    "frame_allocated",
    "frame_copied",
    "frame_freed",
    "page_mapped",
    "page_protected",
    "page_unmapped",
    "tlb_flushed",
    "bytes_copied",
    "output",
    "signal_sent",
    "signal_delivered",
    "exited",
    "reaped",
    "adopted",
    "note",
];
