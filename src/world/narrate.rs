//! Events in plain words: the narrator's sentences, the log lines of `lab trace`, the words for screen readers.
//! One sentence per event, past tense, the cause included; names come from the caller so that a lesson can say
//! "the child" where the kernel only knows pid 3.

use crate::base::{Access, Pid};
use crate::kernel::event::{CopyDirection, Event, ExitReason, Fact, FrameUse, ProcessState};

/// What a process is called: "the child (pid 3)", "process 3".
pub trait Names {
    /// The name as it stands at the start of a sentence.
    fn process(&self, pid: Pid) -> String;
}

/// Names by number only.
pub struct Numbers;

impl Names for Numbers {
    fn process(&self, pid: Pid) -> String {
        match pid {
            Pid(0) => "The kernel".to_owned(),
            Pid(1) => "init".to_owned(),
            pid => format!("Process {pid}"),
        }
    }
}

/// A sentence for one event.
#[must_use]
pub fn sentence(event: &Event, names: &dyn Names) -> String {
    let who = names.process(event.pid);
    match &event.fact {
        Fact::ProcessCreated { .. }
        | Fact::ProgramLoaded { .. }
        | Fact::StateChanged { .. }
        | Fact::ContextSwitched { .. }
        | Fact::Exited { .. }
        | Fact::Reaped { .. }
        | Fact::Adopted { .. } => life(&event.fact, &who, names),
        Fact::SyscallEntered { name, text, .. } => format!("{who} called {name}({text})."),
        Fact::SyscallReturned { name, text, .. } => format!("{name}() returned {text} to {}.", lower(&who)),
        Fact::Faulted { scause, pc, address, access, why } => {
            let what = match access {
                Some(Access::Read) => format!("read from {address}"),
                Some(Access::Write) => format!("write to {address}"),
                Some(Access::Execute) => format!("fetch an instruction from {address}"),
                None => format!("execute the instruction at {pc}"),
            };
            format!("{who} tried to {what}; the CPU trapped (scause {scause}): {why}.")
        }
        Fact::TimerInterrupt => format!("The timer interrupted {}.", lower(&who)),
        Fact::DeviceInterrupt { device } => format!("The {device} interrupted the CPU."),
        Fact::Output { stream, bytes } => {
            let text = String::from_utf8_lossy(bytes);
            let to = if *stream == 2 { " to standard error" } else { "" };
            format!("{who} printed{to}: {}", text.trim_end_matches('\n'))
        }
        Fact::SignalSent { from, signal } => match from {
            Pid(0) => format!("Signal {} was sent to {}.", signal_name(*signal), lower(&who)),
            from => format!("{} sent {} to {}.", names.process(*from), signal_name(*signal), lower(&who)),
        },
        Fact::SignalDelivered { signal, action } => format!("{who} received {}: {action}.", signal_name(*signal)),
        Fact::Note { text } => text.to_string(),
        memory => memory_sentence(memory, &who),
    }
}

fn life(fact: &Fact, who: &str, names: &dyn Names) -> String {
    match fact {
        Fact::ProcessCreated { parent, is_thread, .. } => {
            let kind = if *is_thread { "a new thread" } else { "a new process" };
            format!("{} made {}: {kind}.", names.process(*parent), lower(who))
        }
        Fact::ProgramLoaded { path } => format!("{who} now runs the program {path}."),
        Fact::StateChanged { from, to, why, .. } => {
            format!("{who} went from {} to {}: {why}.", state_name(*from), state_name(*to))
        }
        Fact::ContextSwitched { to: Pid(0), .. } => "The CPU has nothing to run and waits.".to_owned(),
        Fact::ContextSwitched { to, cost, .. } => {
            format!("The CPU was given to {} ({cost} cycles for the switch).", lower(&names.process(*to)))
        }
        Fact::Exited { reason: ExitReason::Code(code) } => format!("{who} ended with exit status {code}."),
        Fact::Exited { reason: ExitReason::Signal(signal) } => format!("{who} was killed by {}.", signal_name(*signal)),
        Fact::Reaped { by } => format!("{} collected the exit status; {} is gone.", names.process(*by), lower(who)),
        Fact::Adopted { from, by } => {
            format!(
                "{} ended first, so {} became the parent of {}.",
                names.process(*from),
                lower(&names.process(*by)),
                lower(who)
            )
        }
        _ => String::new(),
    }
}

fn memory_sentence(fact: &Fact, who: &str) -> String {
    match fact {
        Fact::FrameAllocated { frame, used_for } => {
            format!("Frame {frame} was handed out for {}.", use_name(*used_for))
        }
        Fact::FrameCopied { from, to, page } => {
            format!("The kernel copied frame {from} to frame {to}, so that {} has its own page {page}.", lower(who))
        }
        Fact::FrameFreed { frame } => format!("Frame {frame} is free again."),
        Fact::PageMapped { page, frame, .. } => format!("Page {page} of {} points to frame {frame}.", lower(who)),
        Fact::PageProtected { page, before, after } => {
            format!("The rights of page {page} of {} changed: {}.", lower(who), rights_change(*before, *after))
        }
        Fact::PageUnmapped { page, .. } => format!("Page {page} left the address space of {}.", lower(who)),
        Fact::TlbFlushed { why } => format!("The TLB forgot its entries: {why}."),
        Fact::BytesCopied { direction, len, channel, .. } => match direction {
            CopyDirection::UserToKernel => format!("{len} bytes went from {} into {channel}.", lower(who)),
            CopyDirection::KernelToUser => format!("{len} bytes came from {channel} to {}.", lower(who)),
        },
        _ => String::new(),
    }
}

/// The word for a state.
#[must_use]
pub const fn state_name(state: ProcessState) -> &'static str {
    match state {
        ProcessState::New => "new",
        ProcessState::Ready => "ready",
        ProcessState::Running => "running",
        ProcessState::Waiting => "waiting",
        ProcessState::Stopped => "stopped",
        ProcessState::Terminated => "terminated",
    }
}

/// What a frame is for, as it stands after "for".
#[must_use]
pub const fn use_name(used_for: FrameUse) -> &'static str {
    match used_for {
        FrameUse::PageTable => "a page table",
        FrameUse::DemandZero => "a page of zeros on its first use",
        FrameUse::DemandLoad => "a page of the program on its first use",
        FrameUse::CopyOnWrite => "a private copy (copy-on-write)",
        FrameUse::KernelBuffer => "a kernel buffer",
        FrameUse::PageCache => "a page of a file",
        FrameUse::SharedMemory => "shared memory",
        FrameUse::SwapIn => "a page coming back from swap",
    }
}

/// The Linux name of a signal: `SIGKILL`; `signal 40` where it has none.
#[must_use]
pub fn signal_name(signal: u8) -> String {
    const NAMES: [&str; 32] = [
        "signal 0",
        "SIGHUP",
        "SIGINT",
        "SIGQUIT",
        "SIGILL",
        "SIGTRAP",
        "SIGABRT",
        "SIGBUS",
        "SIGFPE",
        "SIGKILL",
        "SIGUSR1",
        "SIGSEGV",
        "SIGUSR2",
        "SIGPIPE",
        "SIGALRM",
        "SIGTERM",
        "SIGSTKFLT",
        "SIGCHLD",
        "SIGCONT",
        "SIGSTOP",
        "SIGTSTP",
        "SIGTTIN",
        "SIGTTOU",
        "SIGURG",
        "SIGXCPU",
        "SIGXFSZ",
        "SIGVTALRM",
        "SIGPROF",
        "SIGWINCH",
        "SIGIO",
        "SIGPWR",
        "SIGSYS",
    ];
    NAMES.get(usize::from(signal)).map_or_else(|| format!("signal {signal}"), |n| (*n).to_owned())
}

/// The rights in a PTE as `rwx`. Spec: Privileged 4.3.1 (bits 1-3), our RSW bit 8.
#[must_use]
pub fn rights(pte: u32) -> String {
    [(1, 'r'), (2, 'w'), (3, 'x')].iter().map(|&(bit, c)| if pte >> bit & 1 == 1 { c } else { '-' }).collect()
}

fn rights_change(before: u32, after: u32) -> String {
    let note = if after >> 8 & 1 == 1 && before >> 8 & 1 == 0 { ", marked copy-on-write" } else { "" };
    format!("{} became {}{note}", rights(before), rights(after))
}

/// A name inside a sentence: "The child" becomes "the child", "Process 3" "process 3".
fn lower(name: &str) -> String {
    let mut chars = name.chars();
    chars.next().map_or_else(String::new, |first| first.to_lowercase().chain(chars).collect())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::base::{Cycles, Ppn, Vpn};

    #[track_caller]
    fn check(pid: u32, fact: Fact, expect: &str) {
        assert_eq!(sentence(&Event { at: Cycles(5), pid: Pid(pid), fact }, &Numbers), expect);
    }

    #[test]
    fn a_sentence_says_what_happened_and_why() {
        check(
            3,
            Fact::FrameCopied { from: Ppn(9), to: Ppn(20), page: Vpn(0x12) },
            "The kernel copied frame 9 to frame 20, so that process 3 has its own page 0x00012.",
        );
        check(3, Fact::Exited { reason: ExitReason::Signal(11) }, "Process 3 was killed by SIGSEGV.");
        check(
            2,
            Fact::Adopted { from: Pid(3), by: Pid(1) },
            "Process 3 ended first, so init became the parent of process 2.",
        );
    }

    #[test]
    fn rights_change_names_copy_on_write() {
        check(
            2,
            Fact::PageProtected { page: Vpn(0x11), before: 0b0110, after: 0x102 },
            "The rights of page 0x00011 of process 2 changed: rw- became r--, marked copy-on-write.",
        );
    }
}
