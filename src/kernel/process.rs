//! Process control blocks. A [`Process`] is what its threads share (POSIX: the process); a [`Thread`] is what the
//! scheduler runs. A process's first thread has the process's id.
//!
//! Rules: a thread's state changes only in [`Computer::set_state`], which checks that the transition is listed and
//! keeps the ready queue in step; ids are never reused while anyone still bears or remembers them.

use super::errno::Errno;
use super::event::{ExitReason, Fact, Initiator, ProcessState};
use super::file::{End, FilesId};
use super::memory::{FileId, MmId};
use super::policy::schedule::{Scheduler as _, Task, Why};
use super::signal::{Action, AltStack, SignalQueue};
use super::{Computer, Kernel};
use crate::base::{Cycles, Pid, limits};
use crate::machine::Context;
use std::collections::BTreeSet;
use std::rc::Rc;

/// What wakes a waiting thread. It then looks again whether it can go on.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum WaitKey {
    /// Bytes, or the end, on this channel.
    Readable(u32),
    /// Room, or no more readers, on this channel.
    Writable(u32),
    /// A child of this process changed state.
    Child(Pid),
    /// The child made by vfork has left this parent's memory alone.
    Vfork(Pid),
    /// A futex word: (address space or file, address or offset).
    Futex(u64, u64),
    /// Input for the first process's terminal or stream.
    Input,
    /// A signal for this thread.
    Signal(Pid),
    /// A lock on this file was released.
    Lock(FileId),
    /// A System V object changed.
    Sysv(u32),
}

/// What a thread waits for.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Wait {
    /// Any of these; none when only time helps.
    pub keys: Vec<WaitKey>,
    /// In words: `read() on an empty pipe`.
    pub why: Rc<str>,
}

impl Wait {
    /// Waits for one thing.
    #[must_use]
    pub fn on(key: WaitKey, why: &str) -> Self {
        Self { keys: vec![key], why: why.into() }
    }
}

/// A system call under way.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Call {
    /// a7.
    pub number: u32,
    /// a0–a5.
    pub args: [u32; 6],
    /// When it stops waiting.
    pub deadline: Option<Cycles>,
    /// The deadline has passed.
    pub timed_out: bool,
    /// Bytes transferred so far by a call that had to wait in the middle.
    pub progress: u32,
    /// Set by whoever completes the call from outside (a futex wake).
    pub woken: bool,
    /// The end of a FIFO it holds while open() waits for the other end, and how often that was opened before.
    pub fifo: Option<(u32, End, u32)>,
}

/// What the scheduler runs.
#[derive(Clone, Debug)]
pub struct Thread {
    // Identity.
    /// Its id.
    pub tid: Pid,
    /// The process it belongs to.
    pub tgid: Pid,
    /// As `prctl(PR_SET_NAME)` and `ps` know it.
    pub name: Rc<str>,

    // State: written by set_state only.
    /// State.
    pub state: ProcessState,
    /// What it waits for.
    pub wait: Option<Wait>,
    /// Order of going to sleep, so that wake-ups are first come, first served.
    pub slept: u64,

    // Context: valid while it does not run.
    /// Saved registers.
    pub context: Context,
    /// The system call it is in.
    pub call: Option<Call>,

    // Signals.
    /// Blocked signals.
    pub mask: u64,
    /// The mask to go back to after `sigsuspend` and its like.
    pub saved_mask: Option<u64>,
    /// Signals sent to this very thread.
    pub pending: SignalQueue,
    /// `sigaltstack`.
    pub alt_stack: AltStack,

    // Threads.
    /// Word to clear and wake when it ends (CLONE_CHILD_CLEARTID).
    pub clear_tid: u32,
    /// Head of its list of robust mutexes.
    pub robust_list: u32,

    // Scheduling and accounting.
    /// Nice value.
    pub nice: i8,
    /// Created when.
    pub created: Cycles,
    /// Cycles in user mode.
    pub user_time: Cycles,
    /// Cycles in the kernel on its behalf.
    pub kernel_time: Cycles,
    /// Gave up the CPU / lost it.
    pub switches: (u64, u64),
    /// System calls made.
    pub syscalls: u64,
}

/// Resources used, summed over threads or children.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Usage {
    /// User time.
    pub user: u64,
    /// Kernel time.
    pub kernel: u64,
    /// Voluntary and involuntary switches.
    pub switches: (u64, u64),
    /// Minor and major faults.
    pub faults: (u64, u64),
    /// Largest resident set in pages.
    pub peak: u32,
}

impl Usage {
    /// Sum, peaks the larger one.
    #[must_use]
    pub fn plus(self, other: Usage) -> Usage {
        Usage {
            user: self.user + other.user,
            kernel: self.kernel + other.kernel,
            switches: (self.switches.0 + other.switches.0, self.switches.1 + other.switches.1),
            faults: (self.faults.0 + other.faults.0, self.faults.1 + other.faults.1),
            peak: self.peak.max(other.peak),
        }
    }
}

/// User and group ids: real, effective, saved.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Credentials {
    /// Real, effective, saved user.
    pub uid: [u32; 3],
    /// Real, effective, saved group.
    pub gid: [u32; 3],
    /// Supplementary groups.
    pub groups: Vec<u32>,
}

/// A soft and a hard limit.
pub type Limit = (u64, u64);
/// No limit.
pub const UNLIMITED: u64 = u64::MAX;

/// What the threads of a process share.
#[derive(Clone, Debug)]
pub struct Process {
    // Identification.
    /// Its id.
    pub pid: Pid,
    /// Its parent.
    pub parent: Pid,
    /// Process group.
    pub pgid: Pid,
    /// Session.
    pub sid: Pid,
    /// Who it acts for.
    pub credentials: Credentials,
    /// Living threads.
    pub threads: BTreeSet<Pid>,

    // Memory and program.
    /// Address space; none for init and zombies.
    pub mm: Option<MmId>,
    /// argv.
    pub argv: Rc<[Rc<str>]>,
    /// Path of the executable.
    pub path: Rc<str>,
    /// Has called execve since fork (setpgid cares).
    pub has_execed: bool,

    // Files.
    /// Descriptor table; none for init and zombies.
    pub files: Option<FilesId>,
    /// Working directory.
    pub cwd: FileId,
    /// Root directory.
    pub root: FileId,
    /// File-creation mask.
    pub umask: u32,

    // Signals.
    /// What each signal does; index 0 is signal 1.
    pub actions: Vec<Action>,
    /// Signals sent to the process.
    pub pending: SignalQueue,
    /// `alarm`/`setitimer(ITIMER_REAL)`: next expiry and interval.
    pub alarm: Option<(Cycles, u64)>,
    /// `ITIMER_VIRTUAL` and `ITIMER_PROF`: CPU time of the next expiry, and interval.
    pub cpu_alarms: [Option<(u64, u64)>; 2],
    /// Signal the parent gets at its end.
    pub exit_signal: u8,
    /// Signal it gets when its parent ends.
    pub parent_death_signal: u8,
    /// Adopts orphans among its descendants.
    pub is_subreaper: bool,

    // Limits and accounting.
    /// `getrlimit`, by resource number.
    pub limits: [Limit; 16],
    /// Created when.
    pub created: Cycles,
    /// Of threads that ended.
    pub past: Usage,
    /// Of children that were waited for.
    pub children: Usage,

    // End.
    /// How it ended: it is a zombie.
    pub exit: Option<ExitReason>,
    /// Reported by wait: stopped by this signal.
    pub stop_report: Option<u8>,
    /// Reported by wait: continued.
    pub continue_report: bool,
    /// All threads are stopped by job control.
    pub is_stopped: bool,
    /// Parent suspended by vfork until exec or exit.
    pub vfork_parent: Option<Pid>,
}

impl Process {
    /// Whether permission checks do not apply.
    #[must_use]
    pub fn is_root(&self) -> bool {
        self.credentials.uid[1] == 0
    }

    /// The last part of argv[0].
    #[must_use]
    pub fn short_name(argv: &[Rc<str>], path: &str) -> Rc<str> {
        let full = argv.first().map_or(path, |s| s);
        full.rsplit('/').next().unwrap_or(full).into()
    }
}

impl Thread {
    /// A new thread that has not run.
    #[must_use]
    pub fn new(tid: Pid, tgid: Pid, name: Rc<str>, now: Cycles) -> Self {
        Self {
            tid,
            tgid,
            name,
            state: ProcessState::New,
            wait: None,
            slept: 0,
            context: Context::default(),
            call: None,
            mask: 0,
            saved_mask: None,
            pending: SignalQueue::default(),
            alt_stack: AltStack::default(),
            clear_tid: 0,
            robust_list: 0,
            nice: 0,
            created: now,
            user_time: Cycles(0),
            kernel_time: Cycles(0),
            switches: (0, 0),
            syscalls: 0,
        }
    }

    /// What it has used itself.
    #[must_use]
    pub fn usage(&self) -> Usage {
        Usage { user: self.user_time.0, kernel: self.kernel_time.0, switches: self.switches, ..Usage::default() }
    }
}

impl Kernel {
    /// A free id: counts up, and starts over at 32768 as Linux does.
    pub(super) fn new_pid(&mut self) -> Result<Pid, Errno> {
        if self.threads.len() >= limits::PROCESSES_MAX {
            return Err(Errno::EAGAIN);
        }
        loop {
            let pid = Pid(self.next_pid);
            self.next_pid = if self.next_pid >= 32_767 { 2 } else { self.next_pid + 1 };
            let names_it = |p: &Process| p.pid == pid || p.pgid == pid || p.sid == pid;
            if !self.threads.contains_key(&pid) && !self.processes.values().any(names_it) {
                return Ok(pid);
            }
        }
    }

    /// The scheduler forgets a thread whose id is about to change.
    pub(super) fn forget_thread(&mut self, tid: Pid) {
        self.scheduler.remove(tid);
    }

    /// The scheduler learns that a thread it knows as ready is the one running: the others keep their order.
    pub(super) fn take_up(&mut self, tid: Pid, now: Cycles) {
        let ready: Vec<Pid> = self.scheduler.queues().iter().flat_map(|queue| queue.tasks.clone()).collect();
        let (first, others) = (tid, ready.into_iter().filter(|other| *other != tid).collect::<Vec<_>>());
        others.iter().for_each(|other| self.scheduler.remove(*other));
        let picked = self.scheduler.pick(now);
        assert_eq!(picked, Some(first), "only the thread that called execve() is ready");
        for other in others {
            let created = self.threads[&other].created;
            self.scheduler.enqueue(&Task::new(other, created), Why::Woken, now);
        }
    }

    /// Children of a process, zombies included.
    pub(super) fn children_of(&self, pid: Pid) -> Vec<Pid> {
        self.processes.values().filter(|p| p.parent == pid && p.pid != pid).map(|p| p.pid).collect()
    }
}

impl Computer {
    pub(super) fn thread(&self, tid: Pid) -> &Thread {
        &self.kernel.threads[&tid]
    }

    pub(super) fn thread_mut(&mut self, tid: Pid) -> &mut Thread {
        self.kernel.threads.get_mut(&tid).expect("a live thread")
    }

    pub(super) fn process(&self, pid: Pid) -> &Process {
        &self.kernel.processes[&pid]
    }

    pub(super) fn process_mut(&mut self, pid: Pid) -> &mut Process {
        self.kernel.processes.get_mut(&pid).expect("a live process")
    }

    /// The process a thread belongs to.
    pub(super) fn process_of(&self, tid: Pid) -> &Process {
        self.process(self.thread(tid).tgid)
    }

    /// The process a thread belongs to, to change it.
    pub(super) fn process_of_mut(&mut self, tid: Pid) -> &mut Process {
        let tgid = self.thread(tid).tgid;
        self.process_mut(tgid)
    }

    /// The only way a thread's state changes.
    pub(super) fn set_state(&mut self, tid: Pid, to: ProcessState, why: &str, by: Initiator) {
        let from = self.thread(tid).state;
        assert!(from.may_become(to), "thread {tid}: {from:?} may not become {to:?} ({why})");
        if from == ProcessState::Ready && to != ProcessState::Running {
            self.kernel.scheduler.remove(tid);
        }
        if from == ProcessState::Running && to != ProcessState::Ready {
            self.charge_slice();
            self.leave_cpu(tid);
            let now = self.now();
            match to {
                ProcessState::Terminated => self.kernel.scheduler.remove(tid),
                _ => self.kernel.scheduler.block(tid, now),
            }
        }
        let thread = self.thread_mut(tid);
        thread.state = to;
        if to != ProcessState::Waiting {
            thread.wait = None;
        }
        if self.kernel.observes {
            self.emit_for(tid, Fact::StateChanged { from, to, why: why.into(), by });
        }
        if to == ProcessState::Ready && from != ProcessState::Running {
            let reason = if from == ProcessState::New { Why::New } else { Why::Woken };
            self.enqueue(tid, reason);
        }
    }

    /// Puts a ready thread in the scheduler's hands.
    pub(super) fn enqueue(&mut self, tid: Pid, why: Why) {
        let (now, thread) = (self.now(), self.thread(tid));
        let task = Task {
            nice: thread.nice,
            priority: (i32::from(thread.nice) + 20) as u32,
            ..Task::new(tid, thread.created)
        };
        self.kernel.scheduler.enqueue(&task, why, now);
    }

    /// Puts the running thread to sleep until one of the keys is woken.
    pub(super) fn sleep_on(&mut self, tid: Pid, wait: Wait) {
        self.kernel.sleeps += 1;
        let (slept, why) = (self.kernel.sleeps, Rc::clone(&wait.why));
        self.thread_mut(tid).switches.0 += 1;
        self.set_state(tid, ProcessState::Waiting, &why, Initiator::Process);
        let thread = self.thread_mut(tid);
        thread.wait = Some(wait);
        thread.slept = slept;
    }

    /// Threads that wait on a key, longest first.
    pub(super) fn waiters(&self, key: WaitKey) -> Vec<Pid> {
        let waits = |t: &&Thread| t.wait.as_ref().is_some_and(|w| w.keys.contains(&key));
        let mut found: Vec<_> = self.kernel.threads.values().filter(waits).map(|t| (t.slept, t.tid)).collect();
        found.sort_unstable();
        found.into_iter().map(|(_, tid)| tid).collect()
    }

    /// Makes everyone who waits on a key ready.
    pub(super) fn wake(&mut self, key: WaitKey, why: &str) {
        for tid in self.waiters(key) {
            self.wake_thread(tid, why, Initiator::Kernel);
        }
    }

    /// Makes one waiting thread ready; the others are left alone.
    pub(super) fn wake_thread(&mut self, tid: Pid, why: &str, by: Initiator) {
        if self.thread(tid).state == ProcessState::Waiting {
            self.set_state(tid, ProcessState::Ready, why, by);
        }
    }

    /// Resources used by a process so far.
    pub(super) fn usage_of(&self, pid: Pid) -> Usage {
        let process = self.process(pid);
        let live = process.threads.iter().map(|tid| self.thread(*tid).usage());
        let mut sum = live.fold(process.past, Usage::plus);
        if let Some(mm) = process.mm.map(|id| self.mm(id)) {
            sum.faults = (sum.faults.0 + mm.faults.0, sum.faults.1 + mm.faults.1);
            sum.peak = sum.peak.max(mm.resident_peak);
        }
        sum
    }
}
