//! Sending signals: to a thread, a process, a group; stopping and continuing.

use super::{Action, Effect, SIGCHLD, SIGCONT, SIGKILL, STOPPERS, SigInfo, bit};
use crate::base::Pid;
use crate::kernel::Computer;
use crate::kernel::event::{ExitReason, Fact, Initiator, ProcessState};
use crate::kernel::lifecycle::INIT;
use crate::kernel::process::WaitKey;
use crate::machine::Cause;

impl Computer {
    /// The learner sends a signal by hand. False when there is no such process.
    pub fn signal(&mut self, pid: Pid, signal: u8) -> bool {
        let exists = self.kernel.processes.get(&pid).is_some_and(|p| p.exit.is_none());
        if exists && (1..=64).contains(&signal) {
            self.send_to_process(pid, SigInfo::user(signal, Pid(0), 0));
        }
        exists
    }

    /// Sends to a process: any of its threads may take it.
    pub(in crate::kernel) fn send_to_process(&mut self, pid: Pid, info: SigInfo) {
        self.post(pid, None, info);
    }

    /// Sends to one thread.
    pub(in crate::kernel) fn send_to_thread(&mut self, tid: Pid, info: SigInfo) {
        let tgid = self.thread(tid).tgid;
        self.post(tgid, Some(tid), info);
    }

    /// Sends to every process of a group; how many there are.
    pub(in crate::kernel) fn send_to_group(&mut self, pgid: Pid, info: SigInfo) -> usize {
        let is_member = |p: &&crate::kernel::process::Process| p.pgid == pgid && p.exit.is_none() && p.pid != INIT;
        let members: Vec<_> = self.kernel.processes.values().filter(is_member).map(|p| p.pid).collect();
        members.iter().for_each(|pid| self.send_to_process(*pid, info));
        members.len()
    }

    fn post(&mut self, pid: Pid, tid: Option<Pid>, info: SigInfo) {
        let Some(process) = self.kernel.processes.get(&pid) else { return };
        if process.exit.is_some() || pid == INIT {
            return;
        }
        let effect = process.actions[usize::from(info.signal) - 1].effect(info.signal);
        let (from, signal) = (if info.code <= 0 { Pid(info.pid) } else { Pid(0) }, info.signal);
        self.emit_for(tid.unwrap_or(pid), Fact::SignalSent { from, signal });
        if signal == SIGCONT || signal == SIGKILL {
            self.discard_signals(pid, STOPPERS);
            self.continue_process(pid, signal == SIGCONT);
        } else if bit(signal) & STOPPERS != 0 {
            self.discard_signals(pid, bit(SIGCONT));
        }
        let threads: Vec<Pid> = match tid {
            Some(tid) => vec![tid],
            None => self.process(pid).threads.iter().copied().collect(),
        };
        let blocks = |tid: &Pid| self.thread(*tid).mask & bit(signal) != 0;
        let taker = threads.iter().copied().find(|tid| !blocks(tid));
        if effect == Effect::Ignore && taker.is_some() {
            self.emit_for(tid.unwrap_or(pid), Fact::SignalDelivered { signal, action: "ignored".into() });
            return;
        }
        match tid {
            Some(tid) => self.thread_mut(tid).pending.push(info),
            None => self.process_mut(pid).pending.push(info),
        };
        if let Some(taker) = taker {
            self.wake_thread(taker, "a signal arrived", Initiator::Kernel);
        }
        for tid in threads {
            self.wake(WaitKey::Signal(tid), "a signal arrived");
        }
    }

    /// A signal the program brought on itself: blocking or ignoring it does not help.
    pub(in crate::kernel) fn force_signal(&mut self, tid: Pid, info: SigInfo) {
        let is_blocked = self.thread(tid).mask & bit(info.signal) != 0;
        let action = &mut self.process_of_mut(tid).actions[usize::from(info.signal) - 1];
        if is_blocked || action.handler == 1 {
            *action = Action::default();
        }
        self.thread_mut(tid).mask &= !bit(info.signal);
        self.emit_for(tid, Fact::SignalSent { from: Pid(0), signal: info.signal });
        self.thread_mut(tid).pending.push(info);
    }

    /// Drops pending signals of a process and its threads.
    pub(in crate::kernel) fn discard_signals(&mut self, pid: Pid, set: u64) {
        let process = self.process_mut(pid);
        process.pending.discard(set);
        for tid in process.threads.clone() {
            self.thread_mut(tid).pending.discard(set);
        }
    }

    /// Ends a process by a signal right away.
    pub(in crate::kernel) fn kill_process(&mut self, pid: Pid, signal: u8) {
        let action = "default: terminate".into();
        self.emit_for(pid, Fact::SignalDelivered { signal, action });
        self.exit_process(pid, ExitReason::Signal(signal));
    }

    /// Job control stops all threads of a process.
    pub(in crate::kernel) fn stop_process(&mut self, pid: Pid, signal: u8) {
        self.emit_for(pid, Fact::SignalDelivered { signal, action: "default: stop".into() });
        self.enter_kernel(Cause::SupervisorExternal);
        let why = format!("stopped by {}", super::name(signal));
        for tid in self.process(pid).threads.clone() {
            if self.thread(tid).state != ProcessState::Stopped {
                self.set_state(tid, ProcessState::Stopped, &why, Initiator::Kernel);
            }
        }
        let process = self.process_mut(pid);
        process.is_stopped = true;
        process.stop_report = Some(signal);
        process.continue_report = false;
        self.tell_parent_of_job(pid, 5, signal); // CLD_STOPPED
    }

    /// All stopped threads may run again.
    fn continue_process(&mut self, pid: Pid, by_sigcont: bool) {
        if !self.process(pid).is_stopped {
            return;
        }
        let process = self.process_mut(pid);
        process.is_stopped = false;
        process.stop_report = None;
        process.continue_report = by_sigcont;
        let why = if by_sigcont { "continued by SIGCONT" } else { "killed while stopped" };
        for tid in self.process(pid).threads.clone() {
            if self.thread(tid).state == ProcessState::Stopped {
                self.set_state(tid, ProcessState::Ready, why, Initiator::Kernel);
            }
        }
        if by_sigcont {
            self.tell_parent_of_job(pid, 6, SIGCONT); // CLD_CONTINUED
        }
    }

    fn tell_parent_of_job(&mut self, pid: Pid, code: i32, status: u8) {
        let parent = self.process(pid).parent;
        let Some(process) = self.kernel.processes.get(&parent) else { return };
        if !process.actions[usize::from(SIGCHLD) - 1].ignores_stops() {
            let info = SigInfo { signal: SIGCHLD, code, pid: pid.0, uid: 0, value: u32::from(status) };
            self.send_to_process(parent, info);
        }
        self.wake(WaitKey::Child(parent), "a child stopped or continued");
    }
}
