//! Signals: numbers, default actions, actions set by the program, pending sets; sending, delivering, the calls.
//!
//! Life of a signal: sent (pending at a process or a thread) → when an unblocked thread is about to return to user
//! mode: delivered (handler frame on its stack, default action, or dropped). Source: POSIX XSH 2.4, Linux signal(7).

mod calls;
mod deliver;
mod send;

use super::event::ExitReason;
use crate::base::{Pid, Va};
use std::collections::VecDeque;

pub(in crate::kernel) use calls::*;

macro_rules! signals {
    ($($name:ident $number:literal)*) => {
        $(#[doc = stringify!($name)] pub const $name: u8 = $number;)*
        const NAMES: &[(u8, &str)] = &[$(($number, stringify!($name)),)*];
    };
}

signals! {
    SIGHUP 1 SIGINT 2 SIGQUIT 3 SIGILL 4 SIGTRAP 5 SIGABRT 6 SIGBUS 7 SIGFPE 8 SIGKILL 9 SIGUSR1 10 SIGSEGV 11
    SIGUSR2 12 SIGPIPE 13 SIGALRM 14 SIGTERM 15 SIGSTKFLT 16 SIGCHLD 17 SIGCONT 18 SIGSTOP 19 SIGTSTP 20 SIGTTIN 21
    SIGTTOU 22 SIGURG 23 SIGXCPU 24 SIGXFSZ 25 SIGVTALRM 26 SIGPROF 27 SIGWINCH 28 SIGIO 29 SIGPWR 30 SIGSYS 31
}

/// Signals there are: 1 to 64; from 32 on they are real-time signals, which queue.
pub const COUNT: usize = 64;
/// First real-time signal.
pub const SIGRTMIN: u8 = 32;
/// Most signals queued at one process or thread.
const QUEUE_MAX: usize = 256;

/// `SIGCHLD`, or `SIGRT_3`.
#[must_use]
pub fn name(signal: u8) -> String {
    match NAMES.iter().find(|(number, _)| *number == signal) {
        Some((_, name)) => (*name).into(),
        None => format!("SIGRT_{}", i32::from(signal) - i32::from(SIGRTMIN)),
    }
}

/// The bit of a signal in a mask.
#[must_use]
pub const fn bit(signal: u8) -> u64 {
    1 << (signal - 1)
}

/// Signals no mask blocks.
pub const UNBLOCKABLE: u64 = bit(SIGKILL) | bit(SIGSTOP);
/// Signals whose default action stops the process.
pub const STOPPERS: u64 = bit(SIGSTOP) | bit(SIGTSTP) | bit(SIGTTIN) | bit(SIGTTOU);
/// Signals whose default action is nothing.
const IGNORED: u64 = bit(SIGCHLD) | bit(SIGURG) | bit(SIGWINCH) | bit(SIGCONT);
/// Signals an instruction causes; delivered before all others.
const SYNCHRONOUS: u64 = bit(SIGSEGV) | bit(SIGBUS) | bit(SIGILL) | bit(SIGTRAP) | bit(SIGFPE) | bit(SIGSYS);

// sa_flags (asm-generic).
const SA_NOCLDSTOP: u32 = 1;
const SA_NOCLDWAIT: u32 = 2;
const SA_ONSTACK: u32 = 0x0800_0000;
pub(super) const SA_RESTART: u32 = 0x1000_0000;
const SA_NODEFER: u32 = 0x4000_0000;
const SA_RESETHAND: u32 = 0x8000_0000;

/// What a program wants done with a signal (`struct sigaction`).
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Action {
    /// 0 default, 1 ignore, else the handler's address.
    pub handler: u32,
    /// `SA_` flags.
    pub flags: u32,
    /// Blocked while the handler runs.
    pub mask: u64,
}

/// What will be done with a signal now.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Effect {
    /// Nothing.
    Ignore,
    /// The process ends.
    Terminate,
    /// The process stops.
    Stop,
    /// The handler runs.
    Handle(Action),
}

impl Action {
    /// What this action means for a signal.
    #[must_use]
    pub const fn effect(self, signal: u8) -> Effect {
        match self.handler {
            0 if bit(signal) & IGNORED != 0 => Effect::Ignore,
            0 if bit(signal) & STOPPERS != 0 => Effect::Stop,
            0 => Effect::Terminate,
            1 => Effect::Ignore,
            _ => Effect::Handle(self),
        }
    }

    /// For SIGCHLD: children leave no zombie.
    #[must_use]
    pub const fn reaps_by_itself(&self) -> bool {
        self.handler == 1 || self.flags & SA_NOCLDWAIT != 0
    }

    /// For SIGCHLD: stopping and continuing children do not count.
    #[must_use]
    pub const fn ignores_stops(&self) -> bool {
        self.flags & SA_NOCLDSTOP != 0
    }
}

/// What comes with a signal (`siginfo_t`).
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct SigInfo {
    /// Number.
    pub signal: u8,
    /// `si_code`.
    pub code: i32,
    /// Sender or child; the fault's address for faults.
    pub pid: u32,
    /// Sender's user.
    pub uid: u32,
    /// Value of sigqueue, status of a child.
    pub value: u32,
}

impl SigInfo {
    /// From the kernel (`SI_KERNEL`).
    #[must_use]
    pub const fn kernel(signal: u8) -> Self {
        Self { signal, code: 0x80, pid: 0, uid: 0, value: 0 }
    }

    /// By `kill` (`SI_USER`).
    #[must_use]
    pub const fn user(signal: u8, from: Pid, uid: u32) -> Self {
        Self { signal, code: 0, pid: from.0, uid, value: 0 }
    }

    /// An instruction's own fault.
    #[must_use]
    pub const fn fault(signal: u8, code: i32, at: Va) -> Self {
        Self { signal, code, pid: at.0, uid: 0, value: 0 }
    }

    /// A child ended: `CLD_EXITED` or `CLD_KILLED`.
    #[must_use]
    pub const fn child(signal: u8, child: Pid, reason: ExitReason) -> Self {
        let (code, value) = match reason {
            ExitReason::Code(code) => (1, code as u32),
            ExitReason::Signal(signal) => (2, signal as u32),
        };
        Self { signal, code, pid: child.0, uid: 0, value }
    }

    /// The bytes of `siginfo_t` (riscv32: the union starts at byte 12).
    #[must_use]
    pub fn to_bytes(self) -> [u8; 128] {
        let mut bytes = [0; 128];
        let words = [u32::from(self.signal), 0, self.code as u32, self.pid, self.uid, self.value];
        for (n, word) in words.into_iter().enumerate() {
            bytes[4 * n..4 * n + 4].copy_from_slice(&word.to_le_bytes());
        }
        bytes
    }
}

/// Signals waiting to be delivered.
#[derive(Clone, Debug, Default)]
pub struct SignalQueue {
    bits: u64,
    infos: VecDeque<SigInfo>,
}

impl SignalQueue {
    /// Pending signals as a mask.
    #[must_use]
    pub const fn bits(&self) -> u64 {
        self.bits
    }

    /// Adds a signal. A standard signal already pending is merged; real-time signals queue. False: the queue is full.
    pub fn push(&mut self, info: SigInfo) -> bool {
        if info.signal < SIGRTMIN && self.bits & bit(info.signal) != 0 {
            return true;
        }
        if self.infos.len() >= QUEUE_MAX {
            return false;
        }
        self.bits |= bit(info.signal);
        self.infos.push_back(info);
        true
    }

    /// Takes the first pending signal in `wanted`: faults first, then the lowest number.
    pub fn take(&mut self, wanted: u64) -> Option<SigInfo> {
        let set = self.bits & wanted;
        let set = if set & SYNCHRONOUS != 0 { set & SYNCHRONOUS } else { set };
        if set == 0 {
            return None;
        }
        let signal = set.trailing_zeros() as u8 + 1;
        let at = self.infos.iter().position(|info| info.signal == signal)?;
        let info = self.infos.remove(at)?;
        if !self.infos.iter().any(|other| other.signal == signal) {
            self.bits &= !bit(signal);
        }
        Some(info)
    }

    /// Drops all signals in `set`.
    pub fn discard(&mut self, set: u64) {
        self.infos.retain(|info| bit(info.signal) & set == 0);
        self.bits &= !set;
    }
}

/// `sigaltstack`.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct AltStack {
    /// Lowest address.
    pub base: u32,
    /// Size in bytes; 0 when there is none.
    pub size: u32,
}

impl AltStack {
    /// Whether a stack pointer lies on it.
    #[must_use]
    pub const fn holds(&self, sp: u32) -> bool {
        self.size > 0 && sp > self.base && sp - self.base <= self.size
    }
}
