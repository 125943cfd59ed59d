//! The narrator: from the events of a transition, one or two sentences saying what happened and why.
//!
//! Events are weighed; the weightiest chain is told in order: a fault with the copy that answered it, a system call with
//! its result, a process's beginning and end, and only then mere scheduling.

use super::log::{cause_name, exit_words, quoted};
use super::{count, who};
use process_lab::base::Pid;
use process_lab::kernel::event::{Event, Fact, FrameUse, ProcessState};
use process_lab::kernel::snapshot::Snapshot;

/// Most sentences told about one transition.
const SENTENCES_MAX: usize = 3;

/// What happened between two snapshots, in plain words. Never empty.
#[must_use]
pub fn narrate(before: &Snapshot, events: &[Event], after: &Snapshot) -> String {
    let mut told: Vec<(u8, String)> = events.iter().filter_map(|e| sentence(after, e, events)).collect();
    if told.is_empty() {
        return still(before, after);
    }
    let mut weights: Vec<u8> = told.iter().map(|s| s.0).collect();
    weights.sort_unstable_by(|a, b| b.cmp(a));
    let least = weights[weights.len().min(SENTENCES_MAX) - 1];
    told.retain(|s| s.0 >= least);
    told.dedup_by(|a, b| a.1 == b.1);
    let extra = told.len().saturating_sub(SENTENCES_MAX);
    told.truncate(SENTENCES_MAX);
    let mut out = name_once(told.into_iter().map(|s| s.1).collect::<Vec<_>>().join(" "), after);
    if extra > 0 {
        out.push_str(&format!(" And {} more like it.", extra));
    }
    out
}

/// A process is introduced with program and pid; from then on its letter is enough.
fn name_once(text: String, snapshot: &Snapshot) -> String {
    let mut out = text;
    for process in snapshot.processes.iter() {
        let full = who(snapshot, process.pid);
        if let Some(first) = out.find(&full) {
            let (head, tail) = out.split_at(first + full.len());
            out = format!("{head}{}", tail.replace(&full, &super::super::owner::letter(process.pid)));
        }
    }
    out
}

/// Nothing was recorded in between: say what is.
fn still(before: &Snapshot, after: &Snapshot) -> String {
    let running = after.cpu.running;
    let ran = after.instructions.saturating_sub(before.instructions);
    match (running.0, ran) {
        (0, _) => match after.scheduler.queues.iter().flat_map(|q| q.iter()).next() {
            Some(first) => format!("Nobody has the CPU yet; {} is ready for it.", who(after, *first)),
            None => "The CPU is idle: nobody is ready to run.".into(),
        },
        (_, 0) => format!("{} has the CPU.", capital(&who(after, running))),
        (_, ran) => format!("{} ran {}.", capital(&who(after, running)), count(ran as usize, "instruction")),
    }
}

fn sentence(snapshot: &Snapshot, event: &Event, all: &[Event]) -> Option<(u8, String)> {
    let name = capital(&who(snapshot, event.pid));
    let said = match &event.fact {
        Fact::FrameCopied { from, to, page } => {
            (9, format!("The kernel copied frame {from} to frame {to}: {name} now has its own page {page}."))
        }
        Fact::Faulted { scause, address, why, .. } => {
            let cause = cause_name(*scause);
            let article = if cause.starts_with(['a', 'e', 'i', 'o', 'u']) { "an" } else { "a" };
            let weight = if has_consequence(event, all) { 8 } else { 2 };
            (weight, format!("{name} met {article} {cause} at {address} (scause {scause}): {why}."))
        }
        Fact::ProcessCreated { parent: Pid(0), .. } => (7, format!("{name} was created.")),
        Fact::ProcessCreated { parent, child, .. } => {
            let protected = all.iter().filter(|e| matches!(e.fact, Fact::PageProtected { .. })).count();
            let shared = if protected > 0 { ", sharing its pages copy-on-write" } else { "" };
            (9, format!("{} created {}{shared}.", capital(&who(snapshot, *parent)), who(snapshot, *child)))
        }
        Fact::ProgramLoaded { path } => (7, format!("{name} now runs {path}: a fresh address space.")),
        Fact::Exited { reason } => {
            (8, format!("{name} {} and is a zombie until its parent waits for it.", exit_words(*reason)))
        }
        Fact::Reaped { by } => (7, format!("{} collected the exit status of {name}.", capital(&who(snapshot, *by)))),
        Fact::Adopted { from, by } => (7, format!("{name} lost its parent {from} and was adopted by {by}.")),
        Fact::Output { bytes, .. } => (6, format!("{name} wrote {}.", quoted(bytes))),
        Fact::SyscallEntered { name: call, text, .. } => (4, format!("{name} called {call}({text}).")),
        Fact::StateChanged { to: ProcessState::Waiting, why, .. } => (5, format!("{name} waits: {why}.")),
        Fact::StateChanged { to: ProcessState::Running, why, .. } => (3, format!("{name} got the CPU: {why}.")),
        Fact::StateChanged { from: ProcessState::Running, to: ProcessState::Ready, why, .. } => {
            (4, format!("{name} lost the CPU: {why}."))
        }
        Fact::FrameAllocated { frame, used_for: FrameUse::DemandZero | FrameUse::DemandLoad } => {
            (2, format!("{name} got frame {frame} at its first touch of a page."))
        }
        Fact::SignalDelivered { signal, action } => {
            (6, format!("{name} received {}: {action}.", super::log::signal_name(*signal)))
        }
        Fact::Note { text } => (7, text.to_string()),
        _ => return None,
    };
    Some(said)
}

/// Whether a fault led to more than a page being brought in: a copy, a signal, the end.
fn has_consequence(fault: &Event, all: &[Event]) -> bool {
    let after = all.iter().skip_while(|e| e.at < fault.at || !std::ptr::eq(*e, fault)).skip(1);
    let own = after.filter(|e| e.pid == fault.pid);
    own.take_while(|e| !matches!(e.fact, Fact::Faulted { .. } | Fact::SyscallEntered { .. })).any(|e| {
        matches!(
            e.fact,
            Fact::FrameCopied { .. } | Fact::SignalSent { .. } | Fact::SignalDelivered { .. } | Fact::Exited { .. }
        )
    })
}

fn capital(text: &str) -> String {
    let mut chars = text.chars();
    chars.next().map_or_else(String::new, |c| c.to_uppercase().chain(chars).collect())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::page::fixture;

    #[test]
    fn a_copy_on_write_is_told_with_its_cause() {
        let (before, events, after) = fixture::copy_on_write();
        let text = narrate(&before, &events, &after);
        assert!(text.contains("store page fault") && text.contains("copied frame 15 to frame 29"), "{text}");
        assert!(text.find("fault") < text.find("copied"), "the cause comes first: {text}");
    }

    #[test]
    fn nothing_happening_is_said_too() {
        let (before, _, _) = fixture::forked();
        assert_eq!(narrate(&before, &[], &before), "A (fork, pid 2) has the CPU.");
    }

    #[test]
    fn thousands_of_events_give_a_few_sentences() {
        let (before, events, after) = fixture::copy_on_write();
        let many: Vec<_> = std::iter::repeat_n(events, 1000).flatten().collect();
        assert!(narrate(&before, &many, &after).len() < 600);
    }
}
