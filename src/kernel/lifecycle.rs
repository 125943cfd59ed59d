//! How processes and threads come to be and end: boot, spawn, clone, exit, adoption, wait.

use super::errno::Errno;
use super::event::{ExitReason, Fact, Initiator, ProcessState};
use super::memory::TRAMPOLINE_FRAME;
use super::process::{Credentials, Process, Thread, UNLIMITED, Usage, Wait, WaitKey};
use super::signal::{self, Action, SigInfo, SignalQueue};
use super::{Computer, Config, Kernel};
use crate::base::{Cycles, Pid, Rng};
use crate::kernel::policy::schedule::RoundRobin;
use std::collections::{BTreeMap, BTreeSet, VecDeque};
use std::rc::Rc;

/// Init: made by the kernel, adopts orphans and reaps them; it has no user code.
pub const INIT: Pid = Pid(1);

// clone flags (Linux <linux/sched.h>).
const CLONE_VM: u32 = 0x100;
const CLONE_FS: u32 = 0x200;
const CLONE_FILES: u32 = 0x400;
const CLONE_SIGHAND: u32 = 0x800;
const CLONE_VFORK: u32 = 0x4000;
const CLONE_PARENT: u32 = 0x8000;
const CLONE_THREAD: u32 = 0x1_0000;
const CLONE_SETTLS: u32 = 0x8_0000;
const CLONE_PARENT_SETTID: u32 = 0x10_0000;
const CLONE_CHILD_CLEARTID: u32 = 0x20_0000;
const CLONE_CHILD_SETTID: u32 = 0x100_0000;

/// What clone and clone3 ask for.
#[derive(Clone, Copy, Debug, Default)]
pub struct CloneRequest {
    /// `CLONE_` flags without the exit signal.
    pub flags: u32,
    /// Signal for the parent at the end.
    pub exit_signal: u8,
    /// The child's stack pointer; 0 keeps the parent's.
    pub stack: u32,
    /// Where the child's id is stored in the parent.
    pub parent_tid: u32,
    /// Where the child's id is stored in the child, and cleared at its end.
    pub child_tid: u32,
    /// Thread pointer.
    pub tls: u32,
}

impl Kernel {
    pub(super) fn new(config: &Config, frames: u32) -> Self {
        let quantum = Cycles(config.quantum);
        Self {
            processes: BTreeMap::new(),
            threads: BTreeMap::new(),
            next_pid: 2,
            sleeps: 0,
            exits: BTreeMap::new(),
            spawned: BTreeSet::new(),
            current: None,
            on_behalf: None,
            last: None,
            scheduler: if config.quantum == 0 { RoundRobin::first_come() } else { RoundRobin::new(quantum) },
            quantum: config.quantum,
            charged_at: Cycles(0),
            slice_end: None,
            idle: 0,
            switches: 0,
            timers: BTreeSet::new(),
            frames: super::memory::Frames::new(frames),
            mms: BTreeMap::new(),
            next_mm: 1,
            cache: BTreeMap::new(),
            cache_hand: (super::memory::FileId(0), 0),
            inodes: super::file::Inodes::new(super::BOOT_TIME * 1_000_000_000),
            files: BTreeMap::new(),
            next_files: 1,
            open_files: BTreeMap::new(),
            next_open: 1,
            pipes: BTreeMap::new(),
            next_channel: 1,
            tty: super::file::Tty::default(),
            locks: super::file::Locks::default(),
            ipc: super::ipc::Ipc::default(),
            net: super::net::Net::default(),
            streams: config.streams,
            pipe_bytes: config.pipe_bytes.clamp(4096, 1 << 20) / 4096 * 4096,
            rng: Rng::new(config.seed),
            terminal: VecDeque::new(),
            observes: config.observe,
            events: Vec::new(),
        }
    }
}

/// Linux's usual limits.
fn default_limits() -> [(u64, u64); 16] {
    let mut limits = [(UNLIMITED, UNLIMITED); 16];
    limits[3] = (8 << 20, UNLIMITED); // STACK
    limits[4] = (0, UNLIMITED); // CORE
    limits[6] = (256, 256); // NPROC
    limits[7] = (1024, 1 << 20); // NOFILE
    limits[8] = (64 << 10, 64 << 10); // MEMLOCK
    limits[11] = (256, 256); // SIGPENDING
    limits[12] = (819_200, 819_200); // MSGQUEUE
    limits[13] = (0, 0); // NICE
    limits[14] = (0, 0); // RTPRIO
    limits
}

impl Computer {
    pub(super) fn boot(&mut self) {
        let code = [0x08b0_0893_u32, 0x0000_0073]; // li a7, 139 (rt_sigreturn); ecall
        for (n, word) in code.into_iter().enumerate() {
            let at = crate::base::Pa(TRAMPOLINE_FRAME.pa().0 + 4 * n as u32);
            self.machine.ram.write_u32(at, word);
        }
        let mut init = self.blank_process(INIT, Pid(0));
        init.argv = Rc::from([Rc::from("init")]);
        init.path = "init".into();
        self.kernel.processes.insert(INIT, init);
        self.kernel.threads.insert(INIT, Thread::new(INIT, INIT, "init".into(), Cycles(0)));
        self.emit_for(INIT, Fact::ProcessCreated { parent: Pid(0), child: INIT, is_thread: false });
        self.thread_mut(INIT).state = ProcessState::Waiting;
        self.thread_mut(INIT).wait = Some(Wait::on(WaitKey::Child(INIT), "waits for orphans to reap"));
    }

    fn blank_process(&self, pid: Pid, parent: Pid) -> Process {
        Process {
            pid,
            parent,
            pgid: pid,
            sid: pid,
            credentials: Credentials::default(),
            threads: BTreeSet::from([pid]),
            mm: None,
            argv: Rc::from([]),
            path: "".into(),
            has_execed: false,
            files: None,
            cwd: self.kernel.inodes.root(),
            root: self.kernel.inodes.root(),
            umask: 0o022,
            actions: vec![Action::default(); signal::COUNT],
            pending: SignalQueue::default(),
            alarm: None,
            cpu_alarms: [None; 2],
            exit_signal: signal::SIGCHLD,
            parent_death_signal: 0,
            is_subreaper: false,
            limits: default_limits(),
            created: self.now(),
            past: Usage::default(),
            children: Usage::default(),
            exit: None,
            stop_report: None,
            continue_report: false,
            is_stopped: false,
            vfork_parent: None,
        }
    }

    pub(super) fn spawn_process(&mut self, path: &str, argv: &[String], envp: &[String]) -> Result<Pid, Errno> {
        let pid = self.kernel.new_pid()?;
        let mut process = self.blank_process(pid, INIT);
        process.files = Some(self.new_standard_files());
        if let Some(home) = self.kernel.inodes.lookup(b"/home/user") {
            process.cwd = home;
        }
        self.kernel.processes.insert(pid, process);
        let now = self.now();
        self.kernel.threads.insert(pid, Thread::new(pid, pid, "".into(), now));
        self.emit_for(pid, Fact::ProcessCreated { parent: INIT, child: pid, is_thread: false });
        let bytes = |list: &[String]| list.iter().map(|s| s.clone().into_bytes()).collect::<Vec<_>>();
        self.kernel.on_behalf = Some(pid);
        let result = self.exec(pid, path.as_bytes(), bytes(argv), bytes(envp));
        self.kernel.on_behalf = None;
        match result {
            Ok(()) => {
                self.kernel.tty.foreground = pid;
                self.kernel.tty.session = pid;
                self.set_state(pid, ProcessState::Ready, "created by init", Initiator::Kernel);
                Ok(pid)
            }
            Err(e) => {
                self.release_process(pid);
                self.kernel.threads.remove(&pid);
                self.kernel.processes.remove(&pid);
                Err(e)
            }
        }
    }

    /// clone, fork, vfork, thread creation. Returns the child's id.
    pub(super) fn clone_task(&mut self, tid: Pid, request: CloneRequest) -> Result<Pid, Errno> {
        let flags = request.flags;
        let is_thread = flags & CLONE_THREAD != 0;
        let needs = |flag: u32, other: u32| flags & flag != 0 && flags & other == 0;
        if needs(CLONE_THREAD, CLONE_SIGHAND) || needs(CLONE_SIGHAND, CLONE_VM) {
            return Err(Errno::EINVAL);
        }
        let tgid = self.thread(tid).tgid;
        let limit = self.process(tgid).limits[6].0;
        if limit != UNLIMITED && self.kernel.threads.len() as u64 > limit && !self.process(tgid).is_root() {
            return Err(Errno::EAGAIN);
        }
        let child = self.kernel.new_pid()?;
        if !is_thread {
            self.clone_process(tid, child, request)?;
        }
        let name = Rc::clone(&self.thread(tid).name);
        let now = self.now();
        let parent = self.thread(tid);
        let mut context = self.machine.cpu.context(self.pc(tid).plus(4));
        context.x[10] = 0;
        if request.stack != 0 {
            context.x[2] = request.stack;
        }
        if flags & CLONE_SETTLS != 0 {
            context.x[4] = request.tls;
        }
        let clear_tid = if flags & CLONE_CHILD_CLEARTID != 0 { request.child_tid } else { 0 };
        let alt_stack = if flags & CLONE_VM != 0 { Default::default() } else { parent.alt_stack };
        let thread = Thread {
            context,
            mask: parent.saved_mask.unwrap_or(parent.mask),
            nice: parent.nice,
            clear_tid,
            alt_stack,
            ..Thread::new(child, if is_thread { tgid } else { child }, name, now)
        };
        self.kernel.threads.insert(child, thread);
        if is_thread {
            self.process_mut(tgid).threads.insert(child);
        }
        self.emit_for(child, Fact::ProcessCreated { parent: tid, child, is_thread });
        if flags & CLONE_PARENT_SETTID != 0 {
            self.put_u32(tid, request.parent_tid, child.0)?;
        }
        if flags & CLONE_CHILD_SETTID != 0 {
            let _ = self.put_u32(child, request.child_tid, child.0);
        }
        let why = if is_thread { "thread created" } else { "forked" };
        self.set_state(child, ProcessState::Ready, why, Initiator::Process);
        Ok(child)
    }

    /// The process part of clone: everything but the first thread.
    fn clone_process(&mut self, tid: Pid, child: Pid, request: CloneRequest) -> Result<(), Errno> {
        let flags = request.flags;
        let old = self.process_of(tid).clone();
        let mm = self.mm_of(tid);
        let mm = if flags & CLONE_VM == 0 {
            self.fork_mm(mm, child)?
        } else {
            self.mm_mut(mm).users += 1;
            mm
        };
        let files = old.files.expect("a living process has descriptors");
        let files = if flags & CLONE_FILES == 0 { self.copy_files(files) } else { self.share_files(files) };
        let _ = flags & CLONE_FS;
        let process = Process {
            pid: child,
            parent: if flags & CLONE_PARENT == 0 { old.pid } else { old.parent },
            threads: BTreeSet::from([child]),
            mm: Some(mm),
            has_execed: false,
            files: Some(files),
            pending: SignalQueue::default(),
            alarm: None,
            cpu_alarms: [None; 2],
            exit_signal: request.exit_signal,
            parent_death_signal: 0,
            is_subreaper: false,
            created: self.now(),
            past: Usage::default(),
            children: Usage::default(),
            stop_report: None,
            continue_report: false,
            vfork_parent: (flags & CLONE_VFORK != 0).then_some(tid),
            ..old
        };
        self.kernel.processes.insert(child, process);
        Ok(())
    }

    /// The parent that vfork suspended may go on.
    pub(super) fn end_vfork(&mut self, pid: Pid) {
        if let Some(parent) = self.process_mut(pid).vfork_parent.take() {
            self.wake(WaitKey::Vfork(parent), "the vfork child no longer uses its memory");
        }
    }

    /// One thread ends; the process with it if it was the last.
    pub(super) fn exit_thread(&mut self, tid: Pid, code: u8) {
        let tgid = self.thread(tid).tgid;
        if self.process(tgid).threads.len() == 1 {
            return self.exit_process(tgid, ExitReason::Code(code));
        }
        self.end_thread(tid, "exit()");
        if tid != tgid {
            self.kernel.threads.remove(&tid);
        }
    }

    /// A thread stops existing for its process: clear-tid wake, robust mutexes, accounting.
    pub(super) fn end_thread(&mut self, tid: Pid, why: &str) {
        self.release_robust(tid);
        let clear = self.thread(tid).clear_tid;
        if clear != 0 && self.process_of(tid).mm.is_some_and(|id| self.mm(id).users >= 1) {
            let _ = self.put_u32(tid, clear, 0);
            self.wake_futex(tid, clear, 1);
        }
        self.forget_deadline(tid);
        let usage = self.thread(tid).usage();
        let thread = self.thread_mut(tid);
        thread.call = None;
        thread.clear_tid = 0;
        self.set_state(tid, ProcessState::Terminated, why, Initiator::Process);
        let process = self.process_of_mut(tid);
        process.threads.remove(&tid);
        process.past = process.past.plus(usage);
    }

    /// The whole process ends and becomes a zombie.
    pub(super) fn exit_process(&mut self, pid: Pid, reason: ExitReason) {
        if self.process(pid).exit.is_some() {
            return;
        }
        let why = match reason {
            ExitReason::Code(code) => format!("exit({code})"),
            ExitReason::Signal(signal) => format!("killed by {}", signal::name(signal)),
        };
        for tid in self.process(pid).threads.clone() {
            self.end_thread(tid, &why);
            if tid != pid {
                self.kernel.threads.remove(&tid);
            }
        }
        self.release_process(pid);
        self.process_mut(pid).exit = Some(reason);
        self.emit_for(pid, Fact::Exited { reason });
        if self.kernel.spawned.contains(&pid) {
            self.kernel.exits.insert(pid, reason);
        }
        self.hang_up_session(pid);
        for child in self.kernel.children_of(pid) {
            self.adopt(pid, child);
        }
        self.tell_parent_of_end(pid, reason);
    }

    /// Gives back what a process holds: memory, descriptors, timers, locks.
    fn release_process(&mut self, pid: Pid) {
        self.set_alarm(pid, 0, 0);
        let faults = self.process(pid).mm.map_or((0, 0), |id| self.mm(id).faults);
        let peak = self.process(pid).mm.map_or(0, |id| self.mm(id).resident_peak);
        let process = self.process_mut(pid);
        process.past.faults = (process.past.faults.0 + faults.0, process.past.faults.1 + faults.1);
        process.past.peak = process.past.peak.max(peak);
        let (mm, files) = (process.mm.take(), process.files.take());
        let before = self.kernel.on_behalf.replace(pid);
        self.ipc_process_gone(pid, mm);
        if let Some(id) = mm {
            self.drop_mm(id);
        }
        if let Some(files) = files {
            self.drop_files(pid, files);
        }
        self.kernel.on_behalf = before;
        self.sweep_segments();
        self.end_vfork(pid);
    }

    /// A session leader's end hangs up the foreground group of its terminal.
    fn hang_up_session(&mut self, pid: Pid) {
        if self.kernel.tty.session == pid && self.process(pid).sid == pid {
            let group = self.kernel.tty.foreground;
            self.kernel.tty.session = Pid(0);
            self.kernel.tty.foreground = Pid(0);
            self.send_to_group(group, SigInfo::kernel(signal::SIGHUP));
        }
    }

    /// A child whose parent ended goes to the nearest subreaper, or to init.
    fn adopt(&mut self, parent: Pid, child: Pid) {
        let mut by = self.process(parent).parent;
        while by.0 > 1 && !(self.kernel.processes.get(&by).is_some_and(|p| p.is_subreaper && p.exit.is_none())) {
            by = self.kernel.processes.get(&by).map_or(INIT, |p| p.parent);
        }
        let by = if by.0 == 0 { INIT } else { by };
        self.process_mut(child).parent = by;
        self.emit_for(child, Fact::Adopted { from: parent, by });
        let signal = self.process(child).parent_death_signal;
        if signal != 0 {
            self.send_to_process(child, SigInfo::kernel(signal));
        }
        if let Some(reason) = self.process(child).exit {
            self.tell_parent_of_end(child, reason);
        }
    }

    /// Tells the parent; a parent that ignores SIGCHLD, and init, leave no zombie.
    fn tell_parent_of_end(&mut self, pid: Pid, reason: ExitReason) {
        let (parent, exit_signal) = (self.process(pid).parent, self.process(pid).exit_signal);
        if parent == INIT || !self.kernel.processes.contains_key(&parent) {
            return self.reap(pid, INIT);
        }
        let action = &self.process(parent).actions[usize::from(signal::SIGCHLD) - 1];
        let leaves_no_zombie = exit_signal == signal::SIGCHLD && action.reaps_by_itself();
        if exit_signal != 0 {
            self.send_to_process(parent, SigInfo::child(exit_signal, pid, reason));
        }
        if leaves_no_zombie {
            self.reap(pid, parent);
        }
        self.wake(WaitKey::Child(parent), "a child ended");
    }

    /// The zombie is gone for good.
    pub(super) fn reap(&mut self, pid: Pid, by: Pid) {
        let usage = self.process(pid).past.plus(self.process(pid).children);
        if let Some(parent) = self.kernel.processes.get_mut(&by) {
            parent.children = parent.children.plus(usage);
        }
        self.kernel.threads.remove(&pid);
        self.kernel.processes.remove(&pid);
        if self.kernel.last == Some(pid) {
            self.kernel.last = None;
        }
        self.emit_for(pid, Fact::Reaped { by });
    }
}
