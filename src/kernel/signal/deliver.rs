//! Delivering a signal to the running thread: the handler's frame on the user stack, or the default action.
//!
//! ```text
//! higher   what the program was doing
//!          (128 bytes the ABI leaves alone do not exist on RISC-V)
//! sp+288   registers: pc, x1..x31, then f0..f31 and fcsr
//! sp+148   signal mask to restore
//! sp+128   ucontext
//! sp       siginfo                                      lower
//! ```

use super::{Action, Effect, SA_NODEFER, SA_ONSTACK, SA_RESETHAND, SIGSEGV, SigInfo, UNBLOCKABLE, bit};
use crate::base::{Pid, Va};
use crate::kernel::Computer;
use crate::kernel::errno::Errno;
use crate::kernel::event::{ExitReason, Fact};
use crate::kernel::memory::TRAMPOLINE;

/// Bytes of the whole frame (riscv32 `struct rt_sigframe`).
const FRAME: usize = 128 + 816;
/// Offset of `uc_stack`.
const STACK: usize = 128 + 8;
/// Offset of `uc_sigmask`.
const MASK: usize = 128 + 20;
/// Offset of the integer registers, pc first.
const REGS: usize = 128 + 160;
/// Offset of the floating-point registers.
const FREGS: usize = REGS + 128;
/// Offset of fcsr.
const FCSR: usize = FREGS + 256;

impl Computer {
    /// Whether a signal waits for a thread that does not block it.
    pub(in crate::kernel) fn has_signal(&self, tid: Pid) -> bool {
        self.signals_for(tid) & !self.thread(tid).mask != 0
    }

    /// Signals pending for a thread, its own and its process's.
    pub(in crate::kernel) fn signals_for(&self, tid: Pid) -> u64 {
        self.thread(tid).pending.bits() | self.process_of(tid).pending.bits()
    }

    /// Takes the next pending signal in `wanted`.
    pub(in crate::kernel) fn take_signal(&mut self, tid: Pid, wanted: u64) -> Option<SigInfo> {
        match self.thread_mut(tid).pending.take(wanted) {
            Some(info) => Some(info),
            None => self.process_of_mut(tid).pending.take(wanted),
        }
    }

    /// What the next unblocked signal would do to a thread.
    pub(in crate::kernel) fn next_effect(&self, tid: Pid) -> Option<(u8, Effect)> {
        let wanted = !self.thread(tid).mask;
        let mut own = self.thread(tid).pending.clone();
        let mut shared = self.process_of(tid).pending.clone();
        let info = own.take(wanted).or_else(|| shared.take(wanted))?;
        let action = self.process_of(tid).actions[usize::from(info.signal) - 1];
        Some((info.signal, action.effect(info.signal)))
    }

    /// Delivers one signal to the running thread. False when there is none.
    pub(in crate::kernel) fn deliver_signal(&mut self, tid: Pid) -> bool {
        let unblocked = !self.thread(tid).mask;
        let Some(info) = self.take_signal(tid, unblocked) else {
            return match self.thread_mut(tid).saved_mask.take() {
                Some(mask) => {
                    self.thread_mut(tid).mask = mask;
                    self.has_signal(tid)
                }
                None => false,
            };
        };
        let (signal, pid) = (info.signal, self.thread(tid).tgid);
        let action = self.process(pid).actions[usize::from(signal) - 1];
        match action.effect(signal) {
            Effect::Ignore => {
                self.emit_for(tid, Fact::SignalDelivered { signal, action: "ignored".into() });
            }
            Effect::Terminate => {
                if signal == SIGSEGV && info.code > 0 {
                    let text = format!("process {pid} touched {}, which it may not: segmentation fault", Va(info.pid));
                    self.note(pid, text);
                }
                self.kill_process(pid, signal);
            }
            Effect::Stop => self.stop_process(pid, signal),
            Effect::Handle(action) => self.call_handler(tid, action, info),
        }
        true
    }

    fn call_handler(&mut self, tid: Pid, action: Action, info: SigInfo) {
        let signal = info.signal;
        let text = format!("handler at {}", Va(action.handler));
        self.emit_for(tid, Fact::SignalDelivered { signal, action: text.into() });
        let sp = self.reg(tid, 2);
        let alt = self.thread(tid).alt_stack;
        let top =
            if action.flags & SA_ONSTACK != 0 && alt.size > 0 && !alt.holds(sp) { alt.base + alt.size } else { sp };
        let at = top.wrapping_sub(FRAME as u32) & !15;
        let frame = self.signal_frame(tid, info);
        if self.copyout(tid, at, &frame).is_err() {
            let text = "the stack has no room for a signal frame";
            self.note(tid, text);
            let pid = self.thread(tid).tgid;
            return self.exit_process(pid, ExitReason::Signal(SIGSEGV));
        }
        let pc = Va(action.handler & !1);
        let writes = [(1, TRAMPOLINE), (2, at), (10, u32::from(signal)), (11, at), (12, at + 128)];
        writes.into_iter().for_each(|(n, value)| self.set_reg(tid, n, value));
        self.set_pc(tid, pc);
        let thread = self.thread_mut(tid);
        thread.saved_mask = None;
        thread.mask |= action.mask;
        if action.flags & SA_NODEFER == 0 {
            thread.mask |= bit(signal);
        }
        thread.mask &= !UNBLOCKABLE;
        if action.flags & SA_RESETHAND != 0 {
            self.process_of_mut(tid).actions[usize::from(signal) - 1].handler = 0;
        }
    }

    fn signal_frame(&self, tid: Pid, info: SigInfo) -> Vec<u8> {
        let thread = self.thread(tid);
        let mut frame = vec![0; FRAME];
        let mut put = |at: usize, bytes: &[u8]| frame[at..at + bytes.len()].copy_from_slice(bytes);
        put(0, &info.to_bytes());
        let alt = thread.alt_stack;
        let flags: u32 = if alt.size == 0 { 2 } else { u32::from(alt.holds(self.reg(tid, 2))) };
        for (n, word) in [alt.base, flags, alt.size].into_iter().enumerate() {
            put(STACK + 4 * n, &word.to_le_bytes());
        }
        put(MASK, &thread.saved_mask.unwrap_or(thread.mask).to_le_bytes());
        put(REGS, &self.pc(tid).0.to_le_bytes());
        (1..32).for_each(|n| put(REGS + 4 * n, &self.reg(tid, n).to_le_bytes()));
        let cpu = &self.machine.cpu;
        cpu.f.iter().enumerate().for_each(|(n, f)| put(FREGS + 8 * n, &f.to_le_bytes()));
        put(FCSR, &cpu.fcsr.to_le_bytes());
        frame
    }

    /// rt_sigreturn: back to what the handler interrupted, registers and mask from the frame at sp.
    pub(in crate::kernel) fn return_from_handler(&mut self, tid: Pid) -> Result<(), Errno> {
        let at = self.reg(tid, 2);
        let frame = self.get::<FRAME>(tid, at)?;
        let word = |at: usize| u32::from_le_bytes([frame[at], frame[at + 1], frame[at + 2], frame[at + 3]]);
        let double = |at: usize| u64::from(word(at)) | u64::from(word(at + 4)) << 32;
        let thread = self.thread_mut(tid);
        thread.mask = double(MASK) & !UNBLOCKABLE;
        thread.call = None;
        (1..32).for_each(|n| self.set_reg(tid, n, word(REGS + 4 * n)));
        (0..32).for_each(|n| self.machine.cpu.f[n] = double(FREGS + 8 * n));
        self.machine.cpu.fcsr = word(FCSR) & 0xff;
        self.set_pc(tid, Va(word(REGS)));
        Ok(())
    }
}
