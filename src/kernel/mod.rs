//! The kernel: processes, memory, scheduling, files, system calls. Written in Rust, outside the simulated CPU; all
//! it keeps about user memory (page tables, pipe buffers, file pages) lies in simulated RAM.
//!
//! [`Computer`] is a machine with its kernel: `install` programs, `spawn` one, `run` it, read [`event`]s and take a
//! [`snapshot`]. Rules: a run depends on [`Config`], the installed files and the input only, never on how it is cut
//! into calls of [`Computer::run`]; programs can make the kernel fail in no way: what they get wrong becomes an
//! [`errno::Errno`] or a signal.
//!
//! Reading order: [`process`] (the PCB) → `run` (traps, dispatch, idle) → [`memory`] → [`syscall`] → `lifecycle`
//! (clone, exit, wait) → [`exec`] → [`signal`] → [`file`] → [`ipc`] → [`net`] → `check` (what always holds) → `view`.

mod check;
pub mod errno;
pub mod event;
pub mod exec;
pub mod file;
pub mod ipc;
mod lifecycle;
pub mod memory;
pub mod net;
pub mod policy;
pub mod process;
mod run;
pub mod signal;
pub mod snapshot;
pub mod syscall;
mod timer;
mod view;


pub use run::Paused;

use crate::base::{Cycles, Pid, Rng};
use crate::machine::{Costs, Machine, MachineCheckpoint, MachineConfig, TlbConfig};
use errno::Errno;
use event::{Event, ExitReason, Fact};
use memory::{CachePage, FileId, Frames, Mm, MmId};
use policy::schedule::RoundRobin;
use process::{Process, Thread};
use serde::{Deserialize, Serialize};
use std::collections::{BTreeMap, BTreeSet, VecDeque};
use std::rc::Rc;

/// Simulated cycles in a second of the computer's clock.
pub const CYCLES_PER_SECOND: u64 = 100_000_000;
/// The computer is switched on at this moment (seconds since 1970): 1 January 2026.
pub const BOOT_TIME: u64 = 1_767_225_600;

/// What descriptors 0, 1 and 2 of a spawned process are.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Streams {
    /// The terminal: `isatty` holds, stdout is line-buffered.
    #[default]
    Terminal,
    /// Pipes to the outside, as under a test harness.
    Pipes,
}

/// How a computer is built. Every field has a default.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct Config {
    /// RAM in frames of 4 KiB.
    pub ram_frames: u32,
    /// Time slice of round robin, in cycles; 0 for first come, first served.
    pub quantum: u64,
    /// All chance comes from here: `AT_RANDOM`, `/dev/urandom`, `getrandom`.
    pub seed: u64,
    /// The first process's standard streams.
    pub streams: Streams,
    /// What things cost.
    pub costs: Costs,
    /// The TLB's shape.
    pub tlb: TlbConfig,
    /// Bytes a pipe holds: whole pages.
    pub pipe_bytes: u32,
    /// Whether every event is recorded; otherwise only output, exits and notes.
    pub observe: bool,
}

impl Default for Config {
    fn default() -> Self {
        Self {
            ram_frames: 64,
            quantum: 100_000,
            seed: 1,
            streams: Streams::Terminal,
            costs: Costs::default(),
            tlb: TlbConfig::default(),
            pipe_bytes: 64 << 10,
            observe: true,
        }
    }
}

/// Everything the kernel knows. Cloned into checkpoints: what is large lies behind `Rc` or in RAM.
#[derive(Clone, Debug)]
pub struct Kernel {
    // Processes.
    pub(crate) processes: BTreeMap<Pid, Process>,
    pub(crate) threads: BTreeMap<Pid, Thread>,
    next_pid: u32,
    sleeps: u64,
    /// How spawned processes ended; kept for good.
    exits: BTreeMap<Pid, ExitReason>,
    spawned: BTreeSet<Pid>,

    // The CPU.
    /// Whose registers are in the CPU and who is Running.
    current: Option<Pid>,
    /// Whose the kernel's present work is, when not the running thread's.
    on_behalf: Option<Pid>,
    /// Whose context was loaded last: a switch back to it costs nothing.
    last: Option<Pid>,
    scheduler: RoundRobin,
    quantum: u64,
    /// When the running thread was last charged.
    charged_at: Cycles,
    slice_end: Option<Cycles>,
    idle: u64,
    switches: u64,
    timers: BTreeSet<(Cycles, timer::Timer)>,

    // Memory.
    frames: Frames,
    mms: BTreeMap<MmId, Mm>,
    next_mm: u32,
    cache: BTreeMap<(FileId, u32), CachePage>,
    cache_hand: (FileId, u32),

    // Files and communication.
    inodes: file::Inodes,
    files: BTreeMap<file::FilesId, file::FileTable>,
    next_files: u32,
    open_files: BTreeMap<file::OpenId, file::OpenFile>,
    next_open: u32,
    pipes: BTreeMap<u32, file::Pipe>,
    next_channel: u32,
    tty: file::Tty,
    locks: file::Locks,
    ipc: ipc::Ipc,
    net: net::Net,

    // The outside.
    streams: Streams,
    pipe_bytes: u32,
    rng: Rng,
    terminal: VecDeque<u8>,
    observes: bool,
    events: Vec<Event>,
}

/// A machine with its kernel.
#[derive(Clone)]
pub struct Computer {
    /// The hardware.
    pub machine: Machine,
    /// The kernel's knowledge.
    pub kernel: Kernel,
}

/// A computer at one moment.
#[derive(Clone)]
pub struct Checkpoint {
    machine: MachineCheckpoint,
    kernel: Kernel,
}

impl Checkpoint {
    /// When it was taken.
    #[must_use]
    pub fn now(&self) -> Cycles {
        self.machine.cpu.now
    }
}

impl Computer {
    /// Builds and boots a computer: init is there, nothing else runs.
    #[must_use]
    pub fn new(config: &Config) -> Self {
        let shape = MachineConfig { ram_frames: config.ram_frames, tlb: config.tlb, costs: config.costs.clone() };
        let machine = Machine::new(&shape);
        let kernel = Kernel::new(config, machine.ram.frame_count());
        let mut computer = Self { machine, kernel };
        computer.boot();
        computer
    }

    /// Puts a file on the disk; directories on the way are made. An existing file is replaced.
    pub fn install(&mut self, path: &str, bytes: Rc<[u8]>, mode: u32) {
        let now = self.wall_ns();
        self.kernel.inodes.install(path.as_bytes(), bytes, mode, now);
    }

    /// Starts a program as a child of init in a process group and session of its own, with the streams as descriptors
    /// 0, 1 and 2 and `/home/user` as working directory.
    pub fn spawn(&mut self, path: &str, argv: &[String], envp: &[String]) -> Result<Pid, Errno> {
        let pid = self.spawn_process(path, argv, envp)?;
        self.kernel.spawned.insert(pid);
        Ok(pid)
    }

    /// The clock.
    #[must_use]
    pub fn now(&self) -> Cycles {
        self.machine.cpu.now
    }

    /// How a spawned process ended; `None` while it lives, and for processes that were not spawned from outside.
    #[must_use]
    pub fn exit_of(&self, pid: Pid) -> Option<ExitReason> {
        self.kernel.exits.get(&pid).copied()
    }

    /// Who runs on the CPU.
    #[must_use]
    pub fn running(&self) -> Option<Pid> {
        self.kernel.current
    }

    /// Records the computer. Cheap: unchanged frames are shared.
    pub fn checkpoint(&mut self) -> Checkpoint {
        Checkpoint { machine: self.machine.checkpoint(), kernel: self.kernel.clone() }
    }

    /// Goes back to a checkpoint of this computer.
    pub fn restore(&mut self, checkpoint: &Checkpoint) {
        self.machine.restore(&checkpoint.machine);
        self.kernel = checkpoint.kernel.clone();
    }

    /// Records a fact about whoever the kernel works for: the running thread unless said otherwise.
    pub(crate) fn emit(&mut self, fact: Fact) {
        self.emit_for(self.kernel.on_behalf.or(self.kernel.current).unwrap_or(Pid(0)), fact);
    }

    /// Records a fact about a thread.
    pub(crate) fn emit_for(&mut self, pid: Pid, fact: Fact) {
        let always = matches!(fact, Fact::Output { .. } | Fact::Exited { .. } | Fact::Note { .. });
        if self.kernel.observes || always {
            self.kernel.events.push(Event { at: self.machine.cpu.now, pid, fact });
        }
    }

    /// A sentence for the kernel log.
    pub(crate) fn note(&mut self, pid: Pid, text: impl Into<Rc<str>>) {
        self.emit_for(pid, Fact::Note { text: text.into() });
    }

    /// The kernel works for so many cycles.
    pub(crate) fn charge(&mut self, cycles: u64) {
        self.machine.spend(cycles);
        if let Some(tid) = self.kernel.current
            && let Some(thread) = self.kernel.threads.get_mut(&tid)
        {
            thread.kernel_time.0 += cycles;
        }
    }

    /// Wall-clock time in nanoseconds since 1970.
    pub(crate) fn wall_ns(&self) -> u64 {
        BOOT_TIME * 1_000_000_000 + self.monotonic_ns()
    }

    /// Nanoseconds since power-on.
    pub(crate) fn monotonic_ns(&self) -> u64 {
        ns_from_cycles(self.machine.cpu.now.0)
    }
}

/// Cycles to nanoseconds.
pub(crate) const fn ns_from_cycles(cycles: u64) -> u64 {
    cycles.saturating_mul(1_000_000_000 / CYCLES_PER_SECOND)
}

/// Nanoseconds to cycles, rounded up.
pub(crate) const fn cycles_from_ns(ns: u64) -> u64 {
    ns.div_ceil(1_000_000_000 / CYCLES_PER_SECOND)
}
