//! The kernel's main loop: user instructions until a trap, one kernel action, and again; or idle until a timer.
//!
//! Rule: what happens next depends on the computer's state alone. `until` only says where to pause, so a run cut into
//! pieces is the run in one piece.

use super::Computer;
use super::event::{Event, Fact, Initiator, ProcessState};
use super::memory::FaultError;
use super::policy::schedule::{Scheduler as _, Verdict, Why};
use super::process::WaitKey;
use super::signal::{self, SigInfo};
use crate::base::{Access, Cycles, Pid, Va};
use crate::machine::{Cause, Machine, Mode, Stop, Trap};

/// Why [`Computer::run`] returned.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Paused {
    /// The clock reached the moment asked for.
    Until,
    /// Something happened; the events were appended.
    Events,
    /// Nobody can run and no timer is set.
    Idle {
        /// Somebody waits for the terminal or the input stream.
        waits_for_input: bool,
    },
    /// Only init is left.
    Halted,
}

impl Computer {
    /// Runs until the clock reaches `until` or something happened. Bounded by `until` and by one kernel action.
    pub fn run(&mut self, until: Cycles, events: &mut Vec<Event>) -> Paused {
        loop {
            let paused = self.advance(until, false);
            if !self.kernel.events.is_empty() {
                events.append(&mut self.kernel.events);
                return Paused::Events;
            }
            if let Some(paused) = paused {
                return paused;
            }
        }
    }

    /// One user instruction or one kernel action; idle time is skipped.
    pub fn step(&mut self, events: &mut Vec<Event>) -> Paused {
        let paused = self.advance(Cycles(u64::MAX), true);
        events.append(&mut self.kernel.events);
        paused.unwrap_or(Paused::Events)
    }

    /// One stretch of user code or one kernel action. `Some` when there is nothing to do before `until`.
    fn advance(&mut self, until: Cycles, single: bool) -> Option<Paused> {
        if self.now() >= until {
            return Some(Paused::Until);
        }
        if self.fire_timer() {
            return None;
        }
        match self.kernel.current {
            None => self.dispatch(until),
            Some(tid) if self.slice_is_over() => {
                self.expire(tid);
                None
            }
            Some(tid) if self.machine.cpu.mode == Mode::Supervisor || self.has_signal(tid) => {
                self.resume(tid);
                None
            }
            Some(tid) => {
                self.run_user(tid, until, single);
                None
            }
        }
    }

    /// Lets the running thread's instructions run until a trap, the end of its slice, the next timer, or `until`.
    fn run_user(&mut self, tid: Pid, until: Cycles, single: bool) {
        let start = self.now();
        let mut stop = until;
        for limit in [self.kernel.slice_end, self.next_timer()].into_iter().flatten() {
            stop = stop.min(limit);
        }
        if single {
            stop = Cycles(start.0 + 1);
        }
        let result = self.machine.run(stop);
        let ran = self.now().0 - start.0;
        self.thread_mut(tid).user_time.0 += ran;
        if let Stop::Trap(trap) = result {
            self.trap(tid, trap);
        }
    }

    /// Enters the kernel between two instructions, as an interrupt does.
    pub(super) fn enter_kernel(&mut self, cause: Cause) {
        if self.kernel.current.is_some() && self.machine.cpu.mode == Mode::User {
            self.machine.interrupt(cause);
            let cost = self.machine.costs.trap;
            self.charge(cost);
        }
    }

    /// The way back to user mode: finish the interrupted call, deliver signals, `sret`.
    fn resume(&mut self, tid: Pid) {
        self.enter_kernel(Cause::SupervisorExternal);
        if self.thread(tid).call.is_some() {
            self.run_call(tid);
        } else if !self.deliver_signal(tid) && self.kernel.current == Some(tid) {
            let pc = self.machine.cpu.sepc;
            self.machine.cpu.return_to_user(pc);
        }
    }

    /// Handles one trap of the running thread.
    fn trap(&mut self, tid: Pid, trap: Trap) {
        let cost = self.machine.costs.trap;
        self.charge(cost);
        if trap.cause == Cause::EnvCallFromU {
            self.system_call(tid);
            return;
        }
        let access = trap.cause.access();
        let is_page_fault =
            matches!(trap.cause, Cause::InstructionPageFault | Cause::LoadPageFault | Cause::StorePageFault);
        let id = self.mm_of(tid);
        let why = match access {
            Some(access) if is_page_fault => self.fault_reason(id, Va(trap.tval), access),
            _ => trap.cause.name(),
        };
        if self.kernel.observes {
            let address = Va(trap.tval);
            self.emit(Fact::Faulted { scause: trap.cause.code(), pc: trap.epc, address, access, why: why.into() });
        }
        match access {
            Some(access) if is_page_fault => self.page_fault(tid, Va(trap.tval), access),
            _ => self.raise(tid, &trap),
        }
    }

    fn page_fault(&mut self, tid: Pid, va: Va, access: Access) {
        let (id, cost) = (self.mm_of(tid), self.machine.costs.page_fault);
        self.charge(cost);
        let (signal, code) = match self.fault(id, va, access) {
            Ok(()) => return,
            Err(FaultError::OutOfMemory) => return self.kill_for_memory(tid),
            Err(FaultError::Unmapped) => (signal::SIGSEGV, 1),
            Err(FaultError::Forbidden) => (signal::SIGSEGV, 2),
            Err(FaultError::PastEnd) => (signal::SIGBUS, 2),
        };
        self.force_signal(tid, SigInfo::fault(signal, code, va));
    }

    /// The signal for a trap that is the program's own fault.
    fn raise(&mut self, tid: Pid, trap: &Trap) {
        let (signal, code, at) = match trap.cause {
            Cause::IllegalInstruction => (signal::SIGILL, 1, trap.epc),
            Cause::Breakpoint => (signal::SIGTRAP, 1, trap.epc),
            Cause::InstructionAccessFault | Cause::LoadAccessFault | Cause::StoreAccessFault => {
                (signal::SIGSEGV, 2, Va(trap.tval))
            }
            _ => (signal::SIGBUS, 1, Va(trap.tval)),
        };
        self.force_signal(tid, SigInfo::fault(signal, code, at));
    }

    /// No frame is left for a page fault: the process with most resident pages dies, so that the rest can go on.
    fn kill_for_memory(&mut self, tid: Pid) {
        let resident = |pid: &Pid| self.process(*pid).mm.map_or(0, |id| self.mm(id).resident);
        let alive = self.kernel.processes.values().filter(|p| p.mm.is_some()).map(|p| p.pid);
        let Some(victim) = alive.max_by_key(|pid| (resident(pid), pid.0)) else { return };
        let text = format!(
            "out of memory: killed process {victim}, which has the most resident pages ({})",
            resident(&victim)
        );
        self.note(victim, text);
        self.kill_process(victim, signal::SIGKILL);
        let _ = tid;
    }

    // Scheduling.

    /// Gives the free CPU to the next ready thread, or lets time pass.
    fn dispatch(&mut self, until: Cycles) -> Option<Paused> {
        let now = self.now();
        self.kernel.scheduler.clock(now);
        if let Some(tid) = self.kernel.scheduler.pick(now) {
            self.switch_to(tid);
            return None;
        }
        match self.next_timer() {
            Some(at) => {
                let then = at.min(until).max(now);
                self.kernel.idle += then.0 - now.0;
                self.machine.cpu.now = then;
                None
            }
            None if self.kernel.processes.len() <= 1 => Some(Paused::Halted),
            None => Some(Paused::Idle { waits_for_input: !self.waiters(WaitKey::Input).is_empty() }),
        }
    }

    fn switch_to(&mut self, tid: Pid) {
        self.set_state(tid, ProcessState::Running, "chosen by the scheduler", Initiator::Scheduler);
        self.kernel.current = Some(tid);
        let from = self.kernel.last.unwrap_or(Pid(0));
        if self.kernel.last != Some(tid) {
            let costs = &self.machine.costs;
            let cost = costs.schedule + costs.context_switch;
            self.charge(cost);
            self.kernel.switches += 1;
            self.emit(Fact::ContextSwitched { from, to: tid, cost: Cycles(cost) });
        }
        self.kernel.last = Some(tid);
        self.load_context(tid);
        let now = self.now();
        self.kernel.charged_at = now;
        self.kernel.slice_end = self.kernel.scheduler.slice(tid).map(|slice| Cycles(now.0.saturating_add(slice.0)));
    }

    /// Puts a thread's registers and address space into the CPU, in supervisor mode.
    pub(super) fn load_context(&mut self, tid: Pid) {
        let context = self.thread(tid).context.clone();
        let mm = self.mm(self.mm_of(tid));
        let satp = Machine::satp_value(mm.root, mm.asid);
        self.machine.cpu.set_context(&context);
        self.machine.cpu.mode = Mode::Supervisor;
        self.machine.cpu.sepc = context.pc;
        self.machine.set_satp(satp);
    }

    /// Takes the running thread's registers out of the CPU; the CPU belongs to nobody then.
    pub(super) fn leave_cpu(&mut self, tid: Pid) {
        assert_eq!(self.kernel.current, Some(tid), "only the running thread leaves the CPU");
        let pc = self.pc(tid);
        let context = self.machine.cpu.context(pc);
        self.thread_mut(tid).context = context;
        self.machine.cpu.mode = Mode::Supervisor;
        self.kernel.current = None;
        self.kernel.slice_end = None;
    }

    /// Tells the scheduler what the running thread has used since it was last charged.
    pub(super) fn charge_slice(&mut self) -> Verdict {
        let (now, since) = (self.now(), self.kernel.charged_at);
        self.kernel.charged_at = now;
        match self.kernel.current {
            Some(tid) => self.kernel.scheduler.tick(tid, Cycles(now.0 - since.0), now),
            None => Verdict::Keep,
        }
    }

    fn slice_is_over(&self) -> bool {
        self.kernel.slice_end.is_some_and(|end| self.now() >= end)
    }

    /// The timer ended the slice: the next one's turn, if there is a next one.
    fn expire(&mut self, tid: Pid) {
        let pid = self.thread(tid).tgid;
        self.check_cpu_time(pid);
        let verdict = self.charge_slice();
        let is_alone = self.kernel.scheduler.queues().iter().all(|queue| queue.tasks.is_empty());
        if verdict == Verdict::Keep || is_alone {
            let now = self.now();
            if is_alone {
                self.kernel.scheduler.block(tid, now);
                self.enqueue(tid, Why::Expired);
                self.kernel.scheduler.pick(now);
            }
            self.kernel.slice_end = self.kernel.scheduler.slice(tid).map(|s| Cycles(now.0.saturating_add(s.0.max(1))));
            return;
        }
        self.enter_kernel(Cause::SupervisorTimer);
        self.emit(Fact::TimerInterrupt);
        self.give_up_cpu(tid, Why::Expired, "time slice expired", Initiator::Hardware);
    }

    /// The running thread goes back to the ready queue.
    pub(super) fn give_up_cpu(&mut self, tid: Pid, reason: Why, why: &str, by: Initiator) {
        let switches = &mut self.thread_mut(tid).switches;
        if reason == Why::Yielded {
            switches.0 += 1
        } else {
            switches.1 += 1
        }
        self.charge_slice();
        self.leave_cpu(tid);
        self.set_state(tid, ProcessState::Ready, why, by);
        self.enqueue(tid, reason);
    }

    // Registers of a thread, wherever they are.

    /// Where a thread goes on.
    pub(super) fn pc(&self, tid: Pid) -> Va {
        let cpu = &self.machine.cpu;
        match self.kernel.current == Some(tid) {
            true if cpu.mode == Mode::User => cpu.pc,
            true => cpu.sepc,
            false => self.thread(tid).context.pc,
        }
    }

    /// Changes where a thread goes on.
    pub(super) fn set_pc(&mut self, tid: Pid, pc: Va) {
        if self.kernel.current == Some(tid) {
            self.machine.cpu.sepc = pc;
        } else {
            self.thread_mut(tid).context.pc = pc;
        }
    }

    /// An integer register of a thread.
    pub(super) fn reg(&self, tid: Pid, n: usize) -> u32 {
        if self.kernel.current == Some(tid) { self.machine.cpu.x[n] } else { self.thread(tid).context.x[n] }
    }

    /// Changes an integer register of a thread.
    pub(super) fn set_reg(&mut self, tid: Pid, n: usize, value: u32) {
        assert!(n != 0, "x0 is always zero");
        if self.kernel.current == Some(tid) {
            self.machine.cpu.x[n] = value;
        } else {
            self.thread_mut(tid).context.x[n] = value;
        }
    }
}
