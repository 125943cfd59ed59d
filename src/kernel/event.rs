//! Events: past-tense facts with all that a picture, a log line or a test needs. The kernel appends them while it
//! handles a trap or a device; nothing in the engine waits for anybody who reads them.

use crate::base::{Access, Cycles, Pa, Pid, Ppn, Va, Vpn};
use serde::{Deserialize, Serialize};
use std::rc::Rc;

/// Something that happened.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Event {
    /// When, on the computer's clock.
    pub at: Cycles,
    /// On whose behalf; pid 0 when on nobody's.
    pub pid: Pid,
    /// What.
    pub fact: Fact,
}

/// The states of a process. Legal transitions are listed beside [`ProcessState::may_become`].
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub enum ProcessState {
    /// Being created.
    New,
    /// Could run; waits for a CPU.
    Ready,
    /// On the CPU.
    Running,
    /// Waits for something other than a CPU.
    Waiting,
    /// Stopped by a signal until SIGCONT.
    Stopped,
    /// Ended; a zombie until its parent has waited for it.
    Terminated,
}

impl ProcessState {
    /// New→Ready; Ready→Running, Stopped, Terminated; Running→Ready, Waiting, Stopped, Terminated;
    /// Waiting→Ready, Stopped, Terminated; Stopped→Ready, Waiting, Terminated. Nothing leaves Terminated.
    #[must_use]
    pub const fn may_become(self, to: Self) -> bool {
        use ProcessState::{New, Ready, Running, Stopped, Terminated, Waiting};
        matches!(
            (self, to),
            (New, Ready | Terminated)
                | (Ready, Running | Stopped | Terminated)
                | (Running, Ready | Waiting | Stopped | Terminated)
                | (Waiting, Ready | Stopped | Terminated)
                | (Stopped, Ready | Waiting | Terminated)
        )
    }
}

/// Who caused a change of state.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum Initiator {
    /// The process itself, by a system call.
    Process,
    /// The scheduler.
    Scheduler,
    /// The kernel on another's behalf (a signal, a wake-up).
    Kernel,
    /// A device or the CPU (timer, fault, completion).
    Hardware,
}

/// Why a frame's content changed or it was handed out.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum FrameUse {
    /// A page table (root or leaf).
    PageTable,
    /// A page of zeros on first touch.
    DemandZero,
    /// A page read from the executable on first touch.
    DemandLoad,
    /// A private copy after a write to a shared copy-on-write page.
    CopyOnWrite,
    /// A kernel buffer (pipe, message, console).
    KernelBuffer,
    /// A page of a file in the page cache.
    PageCache,
    /// A page of shared memory.
    SharedMemory,
    /// A page brought back from swap.
    SwapIn,
}

/// Which way a buffer's bytes went.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum CopyDirection {
    /// From the process into the kernel (`write`, `send`).
    UserToKernel,
    /// From the kernel into the process (`read`, `recv`).
    KernelToUser,
}

/// How a process ended.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum ExitReason {
    /// `exit(code)`; the low 8 bits.
    Code(u8),
    /// Killed by this signal number.
    Signal(u8),
}

impl ExitReason {
    /// The status a shell shows: the code, or 128 + signal.
    #[must_use]
    pub const fn shell_status(self) -> i32 {
        match self {
            Self::Code(code) => code as i32,
            Self::Signal(signal) => 128 + signal as i32,
        }
    }
}

/// What happened.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum Fact {
    /// A process exists now (`fork`, `clone`, or `parent` 0 at boot).
    ProcessCreated {
        /// Who made it.
        parent: Pid,
        /// The new one (also the event's pid).
        child: Pid,
        /// Shares its parent's address space.
        is_thread: bool,
    },
    /// `execve` replaced the address space.
    ProgramLoaded {
        /// Which file.
        path: Rc<str>,
    },
    /// A transition.
    StateChanged {
        /// Before.
        from: ProcessState,
        /// After.
        to: ProcessState,
        /// The trigger in words: "time slice expired", "read() on an empty pipe".
        why: Rc<str>,
        /// Who caused it.
        by: Initiator,
    },
    /// The CPU was given from one process to another (0: idle).
    ContextSwitched {
        /// Who had it.
        from: Pid,
        /// Who has it.
        to: Pid,
        /// What it cost.
        cost: Cycles,
    },
    /// A process entered the kernel by `ecall`.
    SyscallEntered {
        /// Linux riscv32 number.
        number: u32,
        /// Its name, or "unknown".
        name: Rc<str>,
        /// a0–a5.
        args: [u32; 6],
        /// As strace would print the call's arguments.
        text: Rc<str>,
    },
    /// … and came back with a result.
    SyscallReturned {
        /// Number.
        number: u32,
        /// Name.
        name: Rc<str>,
        /// a0: a value, or a negative errno.
        result: i32,
        /// As strace would print it: `3`, `-1 ENOENT (No such file or directory)`.
        text: Rc<str>,
    },
    /// The CPU refused an instruction or an access.
    Faulted {
        /// Standard scause code, 15 for a store page fault.
        scause: u32,
        /// Where the instruction is.
        pc: Va,
        /// stval: the refused address (or instruction bits).
        address: Va,
        /// What was tried; `None` for illegal instructions and breakpoints.
        access: Option<Access>,
        /// Why it was refused, in words.
        why: Rc<str>,
    },
    /// The timer interrupted a process.
    TimerInterrupt,
    /// A device finished something.
    DeviceInterrupt {
        /// Which one, in words: "disk", "console", "network".
        device: Rc<str>,
    },
    /// A frame was handed out.
    FrameAllocated {
        /// Which.
        frame: Ppn,
        /// For what.
        used_for: FrameUse,
    },
    /// A frame's content was copied to another frame.
    FrameCopied {
        /// Source.
        from: Ppn,
        /// Destination.
        to: Ppn,
        /// The page of the event's process that needed it.
        page: Vpn,
    },
    /// A frame's last owner let go of it.
    FrameFreed {
        /// Which.
        frame: Ppn,
    },
    /// A page of the process points to a frame now.
    PageMapped {
        /// Page.
        page: Vpn,
        /// Frame.
        frame: Ppn,
        /// The whole PTE.
        pte: u32,
    },
    /// A page's rights changed (copy-on-write protection, mprotect).
    PageProtected {
        /// Page.
        page: Vpn,
        /// PTE before.
        before: u32,
        /// PTE after.
        after: u32,
    },
    /// A page is gone from the address space.
    PageUnmapped {
        /// Page.
        page: Vpn,
        /// The frame it had, if resident.
        frame: Option<Ppn>,
    },
    /// The TLB forgot entries.
    TlbFlushed {
        /// Why, in words.
        why: Rc<str>,
    },
    /// Bytes crossed between a process and the kernel.
    BytesCopied {
        /// Which way.
        direction: CopyDirection,
        /// User address.
        user: Va,
        /// Kernel side; `None` when it is a device.
        kernel: Option<Pa>,
        /// How many.
        len: u32,
        /// The channel: "pipe 3", "console", "/tmp/notes".
        channel: Rc<str>,
    },
    /// Bytes appeared on the console (or on the host's stdout/stderr in stream mode).
    Output {
        /// 1 stdout, 2 stderr.
        stream: u8,
        /// Exactly these.
        bytes: Rc<[u8]>,
    },
    /// A signal was made pending.
    SignalSent {
        /// From whom (0: kernel or the user of the page).
        from: Pid,
        /// Number.
        signal: u8,
    },
    /// A signal took effect.
    SignalDelivered {
        /// Number.
        signal: u8,
        /// "handler at 0x…", "default: terminate", "ignored".
        action: Rc<str>,
    },
    /// A process ended; it is a zombie now.
    Exited {
        /// How.
        reason: ExitReason,
    },
    /// Its parent collected the status; the PCB is free.
    Reaped {
        /// Who waited.
        by: Pid,
    },
    /// Its parent died first.
    Adopted {
        /// The old parent.
        from: Pid,
        /// The new one.
        by: Pid,
    },
    /// A word from the kernel for the log: unimplemented call, killed process, out of memory.
    Note {
        /// One sentence.
        text: Rc<str>,
    },
}
