//! System calls: entering, running (again, after a wait), finishing, being interrupted by a signal.
//!
//! A call that has to wait is run again from the start when its thread is woken: a handler first looks whether it can
//! finish. While it waits the pc stays on the `ecall`, so restarting after a signal handler (SA_RESTART) is nothing
//! but returning to it.

mod memory;
mod process;
mod system;
mod table;
mod text;
mod time;

pub use table::{Arg, Entry, TABLE, find};

use super::Computer;
use super::errno::Errno;
use super::event::Fact;
use super::process::{Call, Wait, WaitKey};
use super::signal::{self, Effect, SA_RESTART};
use crate::base::Pid;
use std::rc::Rc;

/// a0–a5.
pub type Args = [u32; 6];
/// What a handler says: the value for a0, or why there is none (yet).
pub type Outcome = Result<u32, Stop>;

/// Why a call has no value.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Stop {
    /// It failed.
    Errno(Errno),
    /// It has to wait.
    Block(Wait),
    /// It does not return: the program was replaced, ended, or its registers were restored.
    Gone,
}

impl From<Errno> for Stop {
    fn from(e: Errno) -> Self {
        Self::Errno(e)
    }
}

impl Computer {
    /// The running thread executed `ecall`.
    pub(super) fn system_call(&mut self, tid: Pid) {
        let number = self.reg(tid, 17);
        let args: Args = std::array::from_fn(|n| self.reg(tid, 10 + n));
        let call = Call { number, args, deadline: None, timed_out: false, progress: 0, woken: false, fifo: None };
        let thread = self.thread_mut(tid);
        thread.call = Some(call);
        thread.syscalls += 1;
        let cost = self.machine.costs.system_call;
        self.charge(cost);
        if self.kernel.observes {
            let text = self.call_text(tid, number, args).into();
            self.emit(Fact::SyscallEntered { number, name: name(number), args, text });
        }
        self.run_call(tid);
    }

    /// Runs the call a thread is in, for the first time or again.
    pub(super) fn run_call(&mut self, tid: Pid) {
        let Some(call) = self.thread(tid).call.clone() else { return };
        let outcome = match find(call.number) {
            Some(entry) => (entry.handler)(self, tid, call.args),
            None => {
                let text = format!("system call {} does not exist here: ENOSYS", call.number);
                self.note(tid, text);
                Err(Errno::ENOSYS.into())
            }
        };
        match outcome {
            Ok(value) => self.finish_call(tid, value as i32),
            Err(Stop::Errno(e)) => self.finish_call(tid, -i32::from(e.0)),
            Err(Stop::Block(wait)) => self.wait_in_call(tid, wait),
            Err(Stop::Gone) => {
                if let Some(thread) = self.kernel.threads.get_mut(&tid) {
                    thread.call = None;
                }
            }
        }
    }

    /// The call returns: a0, the pc after the `ecall`.
    pub(super) fn finish_call(&mut self, tid: Pid, result: i32) {
        self.forget_deadline(tid);
        let Some(call) = self.thread_mut(tid).call.take() else { return };
        self.set_reg(tid, 10, result as u32);
        let pc = self.pc(tid);
        self.set_pc(tid, pc.plus(4));
        if self.kernel.observes {
            let (number, text) = (call.number, text::result(call.number, result).into());
            self.emit_for(tid, Fact::SyscallReturned { number, name: name(number), result, text });
        }
    }

    /// The call cannot go on: sleep, unless a signal is to be handled first.
    fn wait_in_call(&mut self, tid: Pid, wait: Wait) {
        let only_a_kill = wait.keys.iter().any(|key| matches!(key, WaitKey::Vfork(_)));
        match self.next_effect(tid) {
            Some((number, _)) if only_a_kill && number != signal::SIGKILL => self.sleep_on(tid, wait),
            None => self.sleep_on(tid, wait),
            Some((_, Effect::Handle(action))) => self.interrupt_call(tid, action.flags & SA_RESTART != 0),
            Some(_) => {
                self.deliver_signal(tid);
            }
        }
    }

    /// A handler is about to run in the middle of a call.
    fn interrupt_call(&mut self, tid: Pid, wants_restart: bool) {
        let Some(call) = self.thread(tid).call.clone() else { return };
        self.abandon_fifo(tid);
        if call.progress > 0 {
            return self.finish_call(tid, call.progress as i32);
        }
        let restarts = find(call.number).is_some_and(|entry| entry.restarts);
        if restarts && wants_restart && call.deadline.is_none() {
            self.thread_mut(tid).call = None;
            let text = "? ERESTARTSYS (to be restarted after the handler)".into();
            let (number, result) = (call.number, -512);
            self.emit_for(tid, Fact::SyscallReturned { number, name: name(number), result, text });
            return;
        }
        self.report_time_left(tid, &call);
        self.finish_call(tid, -i32::from(Errno::EINTR.0));
    }
}

/// A call's name, or `syscall_N`.
#[must_use]
pub fn name(number: u32) -> Rc<str> {
    find(number).map_or_else(|| format!("syscall_{number}").into(), |entry| entry.name.into())
}
