//! Deadlines: sleeping calls, alarms. One ordered queue; when nobody can run the clock jumps to its head.

use super::Computer;
use super::event::Initiator;
use super::signal::{self, SigInfo};
use crate::base::{Cycles, Pid};

/// Whose deadline it is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Timer {
    /// A thread's system call stops waiting.
    Call(Pid),
    /// A process's `alarm` or interval timer.
    Alarm(Pid),
    /// A timer descriptor, by channel id.
    Descriptor(u32),
}

impl Computer {
    /// When the next deadline is.
    pub(super) fn next_timer(&self) -> Option<Cycles> {
        self.kernel.timers.first().map(|(at, _)| *at)
    }

    /// Serves one deadline that has come. False when none has.
    pub(super) fn fire_timer(&mut self) -> bool {
        let Some(&(at, timer)) = self.kernel.timers.first() else { return false };
        if at > self.now() {
            return false;
        }
        self.kernel.timers.pop_first();
        match timer {
            Timer::Call(tid) => self.time_out(tid),
            Timer::Alarm(pid) => self.ring(pid),
            Timer::Descriptor(id) => self.tick_descriptor(id),
        }
        true
    }

    fn time_out(&mut self, tid: Pid) {
        if let Some(call) = self.kernel.threads.get_mut(&tid).and_then(|thread| thread.call.as_mut()) {
            call.timed_out = true;
            self.wake_thread(tid, "the time it waited for has come", Initiator::Hardware);
        }
    }

    fn ring(&mut self, pid: Pid) {
        let now = self.now();
        let Some(process) = self.kernel.processes.get_mut(&pid) else { return };
        let Some((_, interval)) = process.alarm.take() else { return };
        if interval > 0 {
            let next = Cycles(now.0 + interval);
            process.alarm = Some((next, interval));
            self.kernel.timers.insert((next, Timer::Alarm(pid)));
        }
        self.send_to_process(pid, SigInfo::kernel(signal::SIGALRM));
    }

    /// Sets or clears a process's alarm; returns what was left of the old one and its interval, in cycles.
    pub(super) fn set_alarm(&mut self, pid: Pid, after: u64, interval: u64) -> (u64, u64) {
        let now = self.now();
        let old = self.process_mut(pid).alarm.take();
        if let Some((at, _)) = old {
            self.kernel.timers.remove(&(at, Timer::Alarm(pid)));
        }
        if after > 0 {
            let at = Cycles(now.0.saturating_add(after));
            self.process_mut(pid).alarm = Some((at, interval));
            self.kernel.timers.insert((at, Timer::Alarm(pid)));
        }
        old.map_or((0, 0), |(at, interval)| (at.0.saturating_sub(now.0).max(1), interval))
    }

    /// Gives the call a thread is in a deadline, the first time only; true when it has passed.
    pub(super) fn call_deadline(&mut self, tid: Pid, at: Option<Cycles>) -> bool {
        let now = self.now();
        let call = self.kernel.threads.get_mut(&tid).and_then(|thread| thread.call.as_mut()).expect("in a call");
        if let (None, Some(at)) = (call.deadline, at) {
            call.deadline = Some(at);
            call.timed_out = at <= now;
            if at > now {
                self.kernel.timers.insert((at, Timer::Call(tid)));
            }
        }
        call.timed_out
    }

    /// The deadline of a thread's call is off.
    pub(super) fn forget_deadline(&mut self, tid: Pid) {
        if let Some(at) = self.thread(tid).call.as_ref().and_then(|call| call.deadline) {
            self.kernel.timers.remove(&(at, Timer::Call(tid)));
        }
    }

    /// CPU time that an ITIMER_VIRTUAL (0, user only) or ITIMER_PROF (1) counts.
    fn cpu_time(&self, pid: Pid, which: usize) -> u64 {
        let usage = self.usage_of(pid);
        if which == 0 { usage.user } else { usage.user + usage.kernel }
    }

    /// What is left of a CPU timer, and its interval.
    pub(super) fn cpu_alarm(&self, pid: Pid, which: usize) -> (u64, u64) {
        let spent = self.cpu_time(pid, which);
        self.process(pid).cpu_alarms[which].map_or((0, 0), |(at, interval)| (at.saturating_sub(spent).max(1), interval))
    }

    /// Sets or clears a CPU timer; returns the old one. It fires at the end of a time slice.
    pub(super) fn set_cpu_alarm(&mut self, pid: Pid, which: usize, (after, interval): (u64, u64)) -> (u64, u64) {
        let (old, spent) = (self.cpu_alarm(pid, which), self.cpu_time(pid, which));
        self.process_mut(pid).cpu_alarms[which] = (after > 0).then(|| (spent + after, interval));
        old
    }

    /// At the end of a time slice: CPU timers and the CPU limit of the process that had it.
    pub(super) fn check_cpu_time(&mut self, pid: Pid) {
        for (which, signal) in [(0, signal::SIGVTALRM), (1, signal::SIGPROF)] {
            let spent = self.cpu_time(pid, which);
            if let Some((at, interval)) = self.process(pid).cpu_alarms[which]
                && spent >= at
            {
                self.process_mut(pid).cpu_alarms[which] = (interval > 0).then(|| (at + interval, interval));
                self.send_to_process(pid, SigInfo::kernel(signal));
            }
        }
        let (soft, hard) = self.process(pid).limits[0];
        let seconds = self.cpu_time(pid, 1) / super::CYCLES_PER_SECOND;
        if seconds >= hard {
            self.send_to_process(pid, SigInfo::kernel(signal::SIGKILL));
        } else if seconds >= soft {
            self.process_mut(pid).limits[0].0 = seconds + 1;
            self.send_to_process(pid, SigInfo::kernel(signal::SIGXCPU));
        }
    }
}
