//! The kernel log: one line per event, system calls as strace prints them.

use process_lab::base::Pid;
use process_lab::kernel::event::{Event, ExitReason, Fact, FrameUse};

/// What a line is about: the log's filter.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Topic {
    /// System calls.
    Syscall,
    /// Frames, pages, faults.
    Memory,
    /// States, switches, interrupts.
    Scheduling,
    /// Creation, ends, signals.
    Process,
    /// Bytes that moved, notes.
    Other,
}

impl Topic {
    /// All of them, in the order of the filter.
    pub const ALL: [Self; 5] = [Self::Syscall, Self::Memory, Self::Scheduling, Self::Process, Self::Other];

    /// The word on the filter.
    #[must_use]
    pub const fn name(self) -> &'static str {
        match self {
            Self::Syscall => "System calls",
            Self::Memory => "Memory",
            Self::Scheduling => "Scheduling",
            Self::Process => "Processes",
            Self::Other => "I/O",
        }
    }
}

/// What an event is about.
#[must_use]
pub const fn topic(fact: &Fact) -> Topic {
    match fact {
        Fact::SyscallEntered { .. } | Fact::SyscallReturned { .. } => Topic::Syscall,
        Fact::Faulted { .. }
        | Fact::FrameAllocated { .. }
        | Fact::FrameCopied { .. }
        | Fact::FrameFreed { .. }
        | Fact::PageMapped { .. }
        | Fact::PageProtected { .. }
        | Fact::PageUnmapped { .. }
        | Fact::TlbFlushed { .. } => Topic::Memory,
        Fact::StateChanged { .. }
        | Fact::ContextSwitched { .. }
        | Fact::TimerInterrupt
        | Fact::DeviceInterrupt { .. } => Topic::Scheduling,
        Fact::ProcessCreated { .. }
        | Fact::ProgramLoaded { .. }
        | Fact::SignalSent { .. }
        | Fact::SignalDelivered { .. }
        | Fact::Exited { .. }
        | Fact::Reaped { .. }
        | Fact::Adopted { .. } => Topic::Process,
        Fact::BytesCopied { .. } | Fact::Output { .. } | Fact::Note { .. } => Topic::Other,
    }
}

/// Why a frame was handed out, in words.
#[must_use]
pub const fn use_name(used_for: FrameUse) -> &'static str {
    match used_for {
        FrameUse::PageTable => "a page table",
        FrameUse::DemandZero => "a page of zeros, first touch",
        FrameUse::DemandLoad => "a page of the program, first touch",
        FrameUse::CopyOnWrite => "a private copy, copy-on-write",
        FrameUse::KernelBuffer => "a kernel buffer",
        FrameUse::PageCache => "a page of a file",
        FrameUse::SharedMemory => "shared memory",
        FrameUse::SwapIn => "a page back from swap",
    }
}

/// How a process ended, in words.
#[must_use]
pub fn exit_words(reason: ExitReason) -> String {
    match reason {
        ExitReason::Code(code) => format!("exited with {code}"),
        ExitReason::Signal(signal) => format!("killed by {}", signal_name(signal)),
    }
}

/// `SIGSEGV` for 11, as Linux numbers them on RISC-V.
#[must_use]
pub fn signal_name(signal: u8) -> String {
    let name = match signal {
        1 => "SIGHUP",
        2 => "SIGINT",
        3 => "SIGQUIT",
        4 => "SIGILL",
        5 => "SIGTRAP",
        6 => "SIGABRT",
        7 => "SIGBUS",
        8 => "SIGFPE",
        9 => "SIGKILL",
        10 => "SIGUSR1",
        11 => "SIGSEGV",
        12 => "SIGUSR2",
        13 => "SIGPIPE",
        14 => "SIGALRM",
        15 => "SIGTERM",
        17 => "SIGCHLD",
        18 => "SIGCONT",
        19 => "SIGSTOP",
        20 => "SIGTSTP",
        other => return format!("signal {other}"),
    };
    name.into()
}

/// The standard trap causes that user code meets, by `scause`.
#[must_use]
pub fn cause_name(scause: u32) -> &'static str {
    match scause {
        0 => "instruction address misaligned",
        1 => "instruction access fault",
        2 => "illegal instruction",
        3 => "breakpoint",
        4 => "load address misaligned",
        5 => "load access fault",
        6 => "store address misaligned",
        7 => "store access fault",
        8 => "environment call from U-mode",
        9 => "environment call from S-mode",
        12 => "instruction page fault",
        13 => "load page fault",
        15 => "store page fault",
        0x8000_0001 => "supervisor software interrupt",
        0x8000_0005 => "supervisor timer interrupt",
        0x8000_0009 => "supervisor external interrupt",
        _ => "reserved cause",
    }
}

/// The line of an event, without its time and process.
#[must_use]
pub fn line(event: &Event) -> String {
    match &event.fact {
        Fact::ProcessCreated { parent, child, is_thread } => {
            let what = if *is_thread { "thread" } else { "process" };
            if *parent == Pid(0) {
                format!("{what} {child} created")
            } else {
                format!("{what} {child} created by {parent}")
            }
        }
        Fact::ProgramLoaded { path } => format!("address space replaced by {path}"),
        Fact::StateChanged { from, to, why, .. } => format!("{from:?} → {to:?}: {why}"),
        Fact::ContextSwitched { from, to, cost } => format!("context switch {from} → {to}, {cost} cycles"),
        Fact::SyscallEntered { name, text, .. } => format!("{name}({text})"),
        Fact::SyscallReturned { name, text, .. } => format!("{name} = {text}"),
        Fact::Faulted { scause, pc, address, why, .. } => {
            format!("trap {scause} ({}) at pc {pc}, address {address}: {why}", cause_name(*scause))
        }
        Fact::TimerInterrupt => "timer interrupt".into(),
        Fact::DeviceInterrupt { device } => format!("{device} interrupt"),
        Fact::FrameAllocated { frame, used_for } => format!("frame {frame} allocated: {}", use_name(*used_for)),
        Fact::FrameCopied { from, to, page } => format!("frame {from} copied to frame {to} for page {page}"),
        Fact::FrameFreed { frame } => format!("frame {frame} freed"),
        Fact::PageMapped { page, frame, pte } => format!("page {page} → frame {frame}, PTE 0x{pte:08x}"),
        Fact::PageProtected { page, before, after } => format!("page {page}: PTE 0x{before:08x} → 0x{after:08x}"),
        Fact::PageUnmapped { page, frame: Some(frame) } => format!("page {page} unmapped from frame {frame}"),
        Fact::PageUnmapped { page, frame: None } => format!("page {page} unmapped"),
        Fact::TlbFlushed { why } => format!("TLB flushed: {why}"),
        Fact::BytesCopied { direction, user, len, channel, .. } => {
            use process_lab::kernel::event::CopyDirection::UserToKernel;
            let way = if *direction == UserToKernel { "to" } else { "from" };
            format!("{len} bytes at {user} {way} {channel}")
        }
        Fact::Output { stream, bytes } => format!("output on {stream}: {}", quoted(bytes)),
        Fact::SignalSent { from, signal } => format!("{} sent by {from}", signal_name(*signal)),
        Fact::SignalDelivered { signal, action } => format!("{}: {action}", signal_name(*signal)),
        Fact::Exited { reason } => exit_words(*reason),
        Fact::Reaped { by } => format!("reaped by {by}"),
        Fact::Adopted { from, by } => format!("adopted by {by} from {from}"),
        Fact::Note { text } => text.to_string(),
    }
}

/// Bytes as a C string literal, cut after 60.
#[must_use]
pub fn quoted(bytes: &[u8]) -> String {
    let text = String::from_utf8_lossy(bytes);
    let short: String = text.chars().take(60).flat_map(char::escape_debug).collect();
    let rest = if text.chars().count() > 60 { "…" } else { "" };
    format!("\"{short}\"{rest}")
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::page::fixture;

    #[test]
    fn every_event_has_a_line() {
        for event in fixture::log().0 {
            assert!(!line(&event).is_empty(), "{event:?}");
        }
    }

    #[test]
    fn a_store_fault_names_its_cause_and_address() {
        let (_, events, _) = fixture::copy_on_write();
        let text = line(&events[2]);
        assert!(text.contains("trap 15 (store page fault)") && text.contains("0x00014000"), "{text}");
    }

    #[test]
    fn bytes_that_are_no_text_are_shown_escaped_and_short() {
        assert_eq!(quoted(b"a\n"), "\"a\\n\"");
        assert!(quoted(&[0xff; 500]).chars().count() < 70);
    }
}
