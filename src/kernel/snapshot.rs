//! What the page, the text forms, the command line and the tests see of a computer at one moment, in the words on the
//! screen. Plain data; subtrees are `Rc` and reused while unchanged, so that equality is cheap and Yew skips them.

use super::event::{ExitReason, ProcessState};
use crate::base::{Cycles, Pa, Pid, Ppn, Va, Vpn};
use std::rc::Rc;

/// One computer at one moment.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Snapshot {
    /// Its clock.
    pub now: Cycles,
    /// Instructions retired since power-on.
    pub instructions: u64,
    /// The CPU.
    pub cpu: Rc<CpuView>,
    /// Every process in pid order, zombies included, init first.
    pub processes: Rc<[Rc<ProcessView>]>,
    /// Every frame of RAM in address order.
    pub frames: Rc<[FrameView]>,
    /// Ready queue(s).
    pub scheduler: Rc<SchedulerView>,
    /// Pipes, sockets and other channels in creation order.
    pub channels: Rc<[Rc<ChannelView>]>,
    /// All that was written to the console so far (lossy UTF-8, bounded to the last 64 KiB).
    pub terminal: Rc<str>,
    /// The TLB's valid entries.
    pub tlb: Rc<TlbView>,
}

/// The CPU's registers and mode.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct CpuView {
    /// Whose instructions run; 0 when idle.
    pub running: Pid,
    /// x0–x31.
    pub x: [u32; 32],
    /// f0–f31, raw bits.
    pub f: [u64; 32],
    /// Program counter.
    pub pc: Va,
    /// Whether the next instruction runs in supervisor mode.
    pub is_supervisor: bool,
    /// Address-translation register: mode, ASID, root page table.
    pub satp: u32,
    /// Cause, address and value of the last trap.
    pub scause: u32,
    /// See `scause`.
    pub sepc: Va,
    /// See `scause`.
    pub stval: u32,
}

/// A process control block with its address space.
#[derive(Clone, Debug, PartialEq)]
pub struct ProcessView {
    /// Process id; for a further thread of a process, the thread's id.
    pub pid: Pid,
    /// The process this is a thread of; its own id for the first thread.
    pub tgid: Pid,
    /// Parent.
    pub ppid: Pid,
    /// Process group.
    pub pgid: Pid,
    /// Session.
    pub sid: Pid,
    /// User and group.
    pub uid: u32,
    /// See `uid`.
    pub gid: u32,
    /// The program's name (last part of argv[0]).
    pub name: Rc<str>,
    /// argv.
    pub argv: Rc<[Rc<str>]>,
    /// The executable's path.
    pub path: Rc<str>,
    /// State.
    pub state: ProcessState,
    /// What it waits for, in words; empty unless waiting.
    pub waits_for: Rc<str>,
    /// How it ended, once terminated.
    pub exit: Option<ExitReason>,
    /// Saved registers (the live ones while it runs).
    pub x: [u32; 32],
    /// Saved program counter (the live one while it runs).
    pub pc: Va,
    /// Root of its page tables; `None` once freed.
    pub root: Option<Ppn>,
    /// Areas in ascending address order.
    pub areas: Rc<[AreaView]>,
    /// Pages that have a PTE with content, ascending.
    pub pages: Rc<[PageView]>,
    /// Page-table frames: root first, then (root index, frame) of each leaf table.
    pub tables: Rc<[(u32, Ppn)]>,
    /// End of the heap.
    pub brk: Va,
    /// Open descriptors.
    pub descriptors: Rc<[DescriptorView]>,
    /// Working directory.
    pub cwd: Rc<str>,
    /// Scheduling.
    pub priority: i32,
    /// Cycles left of its time slice.
    pub slice_left: Cycles,
    /// When it was created.
    pub created: Cycles,
    /// Time on the CPU in user mode.
    pub user_time: Cycles,
    /// Time in the kernel on its behalf.
    pub kernel_time: Cycles,
    /// Gave the CPU up itself / was pre-empted.
    pub switches_voluntary: u64,
    /// See `switches_voluntary`.
    pub switches_involuntary: u64,
    /// Page faults served without / with the disk.
    pub faults_minor: u64,
    /// See `faults_minor`.
    pub faults_major: u64,
    /// System calls made.
    pub syscalls: u64,
    /// Pending and blocked signals, bit n-1 for signal n.
    pub signals_pending: u64,
    /// See `signals_pending`.
    pub signals_blocked: u64,
    /// Signals with a handler.
    pub signals_handled: u64,
    /// Children in pid order, zombies included.
    pub children: Rc<[Pid]>,
}

/// What an area of an address space holds.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum AreaKind {
    /// Code.
    Text,
    /// Read-only data.
    Rodata,
    /// Initialised data.
    Data,
    /// Zero-initialised data.
    Bss,
    /// brk.
    Heap,
    /// mmap of anonymous memory.
    Anonymous,
    /// mmap of a file.
    File,
    /// Shared memory.
    Shared,
    /// Stack.
    Stack,
    /// The kernel's page for returning from signal handlers.
    Trampoline,
}

/// A contiguous range of an address space with one set of rights.
#[derive(Clone, Debug, PartialEq)]
pub struct AreaView {
    /// First address.
    pub start: Va,
    /// One past the last address.
    pub end: Va,
    /// What it holds.
    pub kind: AreaKind,
    /// Rights of the area (a page may have fewer for the moment: copy-on-write).
    pub read: bool,
    /// See `read`.
    pub write: bool,
    /// See `read`.
    pub execute: bool,
    /// Writes are seen by others.
    pub is_shared: bool,
    /// File behind it, or empty.
    pub file: Rc<str>,
}

/// A page with a PTE that is not all zero.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct PageView {
    /// Page.
    pub page: Vpn,
    /// Frame when valid.
    pub frame: Option<Ppn>,
    /// The PTE's bits as they are in RAM.
    pub pte: u32,
    /// Where that PTE lies.
    pub pte_pa: Pa,
    /// Software bit: a write makes a private copy.
    pub is_copy_on_write: bool,
    /// Software bit: the content is in swap.
    pub is_swapped: bool,
}

/// What a frame holds.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum FrameKind {
    /// Nothing: junk.
    Free,
    /// Reserved by the kernel for itself.
    Kernel,
    /// A page table of `owner`; `level` 1 is the root, 0 a leaf table.
    PageTable {
        /// Whose.
        owner: Pid,
        /// 1 or 0.
        level: u8,
    },
    /// Pages of processes: every (process, page) that maps it.
    User {
        /// Who maps it, in pid order.
        owners: Rc<[(Pid, Vpn)]>,
        /// Kind of the area of the first owner.
        area: AreaKind,
    },
    /// A kernel buffer of the channel with this id.
    Buffer {
        /// [`ChannelView::id`].
        channel: u32,
    },
    /// A page of a file.
    Cache {
        /// Path.
        file: Rc<str>,
        /// Page index in the file.
        page: u32,
        /// Who maps it as well.
        owners: Rc<[(Pid, Vpn)]>,
    },
}

/// A frame of RAM.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct FrameView {
    /// What it holds.
    pub kind: FrameKind,
    /// How many owners count on it.
    pub references: u32,
    /// Any mapping has its A bit set.
    pub is_accessed: bool,
    /// Any mapping has its D bit set.
    pub is_dirty: bool,
    /// Any mapping is copy-on-write.
    pub is_copy_on_write: bool,
}

/// The scheduler's view.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct SchedulerView {
    /// Policy name: "round robin".
    pub policy: Rc<str>,
    /// Time slice.
    pub quantum: Cycles,
    /// Ready processes in the order they will run, one list per queue.
    pub queues: Rc<[Rc<[Pid]>]>,
    /// Cycles with nobody to run.
    pub idle: Cycles,
    /// Context switches so far.
    pub switches: u64,
}

/// An open descriptor.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct DescriptorView {
    /// Number.
    pub fd: u32,
    /// "console", "pipe 3 (read end)", a path.
    pub target: Rc<str>,
    /// Identity of the open file description: equal means shared offset.
    pub open_file: u32,
    /// Offset, for files.
    pub offset: u64,
    /// `r`, `w` or `rw`.
    pub mode: Rc<str>,
    /// Closed by exec.
    pub is_cloexec: bool,
}

/// A pipe, socket, queue, …
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ChannelView {
    /// Stable id.
    pub id: u32,
    /// "pipe", "FIFO", "message queue", "socket".
    pub kind: Rc<str>,
    /// Name, if it has one.
    pub name: Rc<str>,
    /// Processes that can read and write it.
    pub readers: Rc<[Pid]>,
    /// See `readers`.
    pub writers: Rc<[Pid]>,
    /// Bytes it can hold and holds.
    pub capacity: u32,
    /// See `capacity`.
    pub used: u32,
    /// The first bytes it holds (at most 64).
    pub head: Rc<[u8]>,
    /// Who waits on it.
    pub waiters: Rc<[Pid]>,
    /// Bytes ever written.
    pub total: u64,
}

/// The TLB.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct TlbView {
    /// Valid entries.
    pub entries: Rc<[TlbEntryView]>,
    /// Lookups that hit.
    pub hits: u64,
    /// Lookups that missed.
    pub misses: u64,
}

/// A cached translation.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct TlbEntryView {
    /// Address-space id.
    pub asid: u32,
    /// Page.
    pub page: Vpn,
    /// Frame.
    pub frame: Ppn,
    /// The PTE it was filled from.
    pub pte: u32,
}

impl Snapshot {
    /// The process with this pid.
    #[must_use]
    pub fn process(&self, pid: Pid) -> Option<&Rc<ProcessView>> {
        self.processes.iter().find(|p| p.pid == pid)
    }
}

impl ProcessView {
    /// The page that holds `va`, if it has a PTE.
    #[must_use]
    pub fn page_at(&self, va: Va) -> Option<&PageView> {
        self.pages.binary_search_by_key(&va.vpn(), |p| p.page).ok().map(|i| &self.pages[i])
    }

    /// The area that holds `va`.
    #[must_use]
    pub fn area_at(&self, va: Va) -> Option<&AreaView> {
        self.areas.iter().find(|a| a.start <= va && va < a.end)
    }
}
