//! The system calls about processes: clone, exit, wait, ids, groups, sessions, limits, scheduling.

use super::{Args, Outcome, Stop};
use crate::base::Pid;
use crate::kernel::errno::Errno;
use crate::kernel::event::{ExitReason, Initiator, ProcessState};
use crate::kernel::lifecycle::CloneRequest;
use crate::kernel::policy::schedule::Why;
use crate::kernel::process::{Process, UNLIMITED, Usage, Wait, WaitKey};
use crate::kernel::signal;
use crate::kernel::{Computer, ns_from_cycles};

const CLONE_VFORK: u32 = 0x4000;

/// `clone(flags | signal, stack, parent_tid, tls, child_tid)` in the order of riscv.
pub(super) fn clone(c: &mut Computer, tid: Pid, a: Args) -> Outcome {
    let request = CloneRequest {
        flags: a[0] & !0xff,
        exit_signal: (a[0] & 0x7f) as u8,
        stack: a[1],
        parent_tid: a[2],
        tls: a[3],
        child_tid: a[4],
    };
    clone_with(c, tid, request)
}

/// `clone3(struct clone_args*, size)`: u64 flags, pidfd, child_tid, parent_tid, exit_signal, stack, stack_size, tls.
pub(super) fn clone3(c: &mut Computer, tid: Pid, a: Args) -> Outcome {
    if a[1] < 64 {
        return Err(Errno::EINVAL.into());
    }
    let mut field = |n: u32| c.get_u64(tid, a[0] + 8 * n).map(|v| v as u32);
    let request = CloneRequest {
        flags: field(0)?,
        child_tid: field(2)?,
        parent_tid: field(3)?,
        exit_signal: (field(4)? & 0x7f) as u8,
        stack: field(5)?.wrapping_add(field(6)?),
        tls: field(7)?,
    };
    clone_with(c, tid, request)
}

fn clone_with(c: &mut Computer, tid: Pid, request: CloneRequest) -> Outcome {
    // A vforking parent runs this again when its child lets go of it: the child is known by then.
    if let Some(child) = c.thread(tid).call.as_ref().map(|call| call.progress).filter(|child| *child != 0) {
        let is_free = c.kernel.processes.get(&Pid(child)).is_none_or(|p| p.vfork_parent.is_none());
        return if is_free { Ok(child) } else { Err(Stop::Block(vfork_wait(tid))) };
    }
    if usize::from(request.exit_signal) > signal::COUNT {
        return Err(Errno::EINVAL.into());
    }
    let child = c.clone_task(tid, request)?;
    if request.flags & CLONE_VFORK != 0 {
        if let Some(call) = c.thread_mut(tid).call.as_mut() {
            call.progress = child.0;
        }
        return Err(Stop::Block(vfork_wait(tid)));
    }
    Ok(child.0)
}

fn vfork_wait(tid: Pid) -> Wait {
    Wait::on(WaitKey::Vfork(tid), "vfork() until the child calls execve() or exits")
}

pub(super) fn exit(c: &mut Computer, tid: Pid, a: Args) -> Outcome {
    c.exit_thread(tid, a[0] as u8);
    Err(Stop::Gone)
}

pub(super) fn exit_group(c: &mut Computer, tid: Pid, a: Args) -> Outcome {
    let pid = c.thread(tid).tgid;
    c.exit_process(pid, ExitReason::Code(a[0] as u8));
    Err(Stop::Gone)
}

const WNOHANG: u32 = 1;
const WUNTRACED: u32 = 2;
const WEXITED: u32 = 4;
const WCONTINUED: u32 = 8;
const WNOWAIT: u32 = 0x0100_0000;

/// What wait found: (pid, si_code, status).
type Report = (Pid, i32, u32);

fn report_of(process: &Process, options: u32) -> Option<Report> {
    if options & WEXITED != 0
        && let Some(reason) = process.exit
    {
        return Some(match reason {
            ExitReason::Code(code) => (process.pid, 1, u32::from(code)),
            ExitReason::Signal(signal) => (process.pid, 2, u32::from(signal)),
        });
    }
    if options & WUNTRACED != 0
        && let Some(signal) = process.stop_report
    {
        return Some((process.pid, 5, u32::from(signal)));
    }
    (options & WCONTINUED != 0 && process.continue_report).then_some((process.pid, 6, u32::from(signal::SIGCONT)))
}

/// `waitid(which, id, siginfo*, options, rusage*)`.
pub(super) fn waitid(c: &mut Computer, tid: Pid, a: Args) -> Outcome {
    let [which, id, info, options, usage_va, _] = a;
    if options & (WEXITED | WUNTRACED | WCONTINUED) == 0 || options & !(0xf | WNOWAIT | 0xe000_0000) != 0 || which > 2 {
        return Err(Errno::EINVAL.into());
    }
    let pid = c.thread(tid).tgid;
    let group = if id == 0 { c.process(pid).pgid } else { Pid(id) };
    let matches = |p: &&Process| {
        p.parent == pid
            && p.pid != pid
            && match which {
                0 => true,
                1 => p.pid.0 == id,
                _ => p.pgid == group,
            }
    };
    let mut children = c.kernel.processes.values().filter(matches).peekable();
    if children.peek().is_none() {
        return Err(Errno::ECHILD.into());
    }
    let Some((child, code, status)) = children.find_map(|p| report_of(p, options)) else {
        if options & WNOHANG != 0 {
            if info != 0 {
                c.copyout(tid, info, &[0; 24])?;
            }
            return Ok(0);
        }
        return Err(Stop::Block(Wait::on(WaitKey::Child(pid), "wait() for a child to end")));
    };
    let uid = c.process(child).credentials.uid[0];
    if info != 0 {
        c.put_words(tid, info, &[u32::from(signal::SIGCHLD), 0, code as u32, child.0, uid, status])?;
    }
    if usage_va != 0 {
        let usage = c.process(child).past.plus(c.process(child).children);
        put_usage(c, tid, usage_va, usage)?;
    }
    if options & WNOWAIT == 0 {
        collect(c, child, pid, code);
    }
    Ok(0)
}

/// What wait reported is not reported again.
fn collect(c: &mut Computer, child: Pid, by: Pid, code: i32) {
    match code {
        5 => c.process_mut(child).stop_report = None,
        6 => c.process_mut(child).continue_report = false,
        _ => {
            c.discard_signals(by, 0);
            c.reap(child, by);
        }
    }
}

/// `wait4(pid, status*, options, rusage*)`: not on riscv32 Linux, kept for programs that use it.
pub(super) fn wait4(c: &mut Computer, tid: Pid, a: Args) -> Outcome {
    let pid = c.thread(tid).tgid;
    let (want, group) = (a[0] as i32, c.process(pid).pgid);
    let matches = |p: &&Process| {
        p.parent == pid
            && p.pid != pid
            && match want {
                -1 => true,
                0 => p.pgid == group,
                want if want > 0 => p.pid.0 == want as u32,
                _ => p.pgid.0 == want.unsigned_abs(),
            }
    };
    let mut children = c.kernel.processes.values().filter(matches).peekable();
    if children.peek().is_none() {
        return Err(Errno::ECHILD.into());
    }
    let Some((child, code, status)) = children.find_map(|p| report_of(p, a[2] | WEXITED)) else {
        return if a[2] & WNOHANG != 0 {
            Ok(0)
        } else {
            Err(Stop::Block(Wait::on(WaitKey::Child(pid), "wait() for a child to end")))
        };
    };
    let word = match code {
        1 => status << 8,
        2 => status,
        5 => status << 8 | 0x7f,
        _ => 0xffff,
    };
    if a[1] != 0 {
        c.put_u32(tid, a[1], word)?;
    }
    if a[3] != 0 {
        let usage = c.process(child).past.plus(c.process(child).children);
        put_usage(c, tid, a[3], usage)?;
    }
    collect(c, child, pid, code);
    Ok(child.0)
}

/// `struct rusage` of riscv32: two timevals of 32-bit words, then 14 longs.
fn put_usage(c: &mut Computer, tid: Pid, va: u32, usage: Usage) -> Result<(), Errno> {
    let time = |cycles: u64| {
        [(ns_from_cycles(cycles) / 1_000_000_000) as u32, (ns_from_cycles(cycles) / 1000 % 1_000_000) as u32]
    };
    let ([us, uus], [ss, sus]) = (time(usage.user), time(usage.kernel));
    let (minor, major) = (usage.faults.0 as u32, usage.faults.1 as u32);
    let (voluntary, forced) = (usage.switches.0 as u32, usage.switches.1 as u32);
    c.put_words(
        tid,
        va,
        &[us, uus, ss, sus, usage.peak * 4, 0, 0, 0, minor, major, 0, 0, 0, 0, 0, 0, voluntary, forced],
    )
}

pub(super) fn getrusage(c: &mut Computer, tid: Pid, a: Args) -> Outcome {
    let pid = c.thread(tid).tgid;
    let usage = match a[0] as i32 {
        0 => c.usage_of(pid),
        -1 => c.process(pid).children,
        1 => c.thread(tid).usage(),
        _ => return Err(Errno::EINVAL.into()),
    };
    put_usage(c, tid, a[1], usage)?;
    Ok(0)
}

pub(super) fn getpid(c: &mut Computer, tid: Pid, _: Args) -> Outcome {
    Ok(c.thread(tid).tgid.0)
}

pub(super) fn getppid(c: &mut Computer, tid: Pid, _: Args) -> Outcome {
    Ok(c.process_of(tid).parent.0)
}

pub(super) fn gettid(_: &mut Computer, tid: Pid, _: Args) -> Outcome {
    Ok(tid.0)
}

pub(super) fn set_tid_address(c: &mut Computer, tid: Pid, a: Args) -> Outcome {
    c.thread_mut(tid).clear_tid = a[0];
    Ok(tid.0)
}

/// A process by id, 0 meaning the caller's own.
fn target(c: &Computer, tid: Pid, id: u32) -> Result<Pid, Errno> {
    let pid = if id == 0 { c.thread(tid).tgid } else { Pid(id) };
    if c.kernel.processes.contains_key(&pid) { Ok(pid) } else { Err(Errno::ESRCH) }
}

pub(super) fn setpgid(c: &mut Computer, tid: Pid, a: Args) -> Outcome {
    let own = c.thread(tid).tgid;
    let pid = target(c, tid, a[0])?;
    let pgid = if a[1] == 0 { pid } else { Pid(a[1]) };
    let process = c.process(pid);
    if a[1] as i32 <= -1 {
        return Err(Errno::EINVAL.into());
    }
    if pid != own && process.parent != own {
        return Err(Errno::ESRCH.into());
    }
    let sid = c.process(own).sid;
    if pid != own && process.has_execed {
        return Err(Errno::EACCES.into());
    }
    let group_exists = c.kernel.processes.values().any(|p| p.pgid == pgid && p.sid == sid);
    if process.sid == pid || process.sid != sid || (pgid != pid && !group_exists) {
        return Err(Errno::EPERM.into());
    }
    c.process_mut(pid).pgid = pgid;
    Ok(0)
}

pub(super) fn getpgid(c: &mut Computer, tid: Pid, a: Args) -> Outcome {
    let pid = target(c, tid, a[0])?;
    Ok(c.process(pid).pgid.0)
}

pub(super) fn getsid(c: &mut Computer, tid: Pid, a: Args) -> Outcome {
    let pid = target(c, tid, a[0])?;
    Ok(c.process(pid).sid.0)
}

pub(super) fn setsid(c: &mut Computer, tid: Pid, _: Args) -> Outcome {
    let pid = c.thread(tid).tgid;
    if c.kernel.processes.values().any(|p| p.pgid == pid) {
        return Err(Errno::EPERM.into());
    }
    let process = c.process_mut(pid);
    (process.pgid, process.sid) = (pid, pid);
    Ok(pid.0)
}

pub(super) fn getuid(c: &mut Computer, tid: Pid, _: Args) -> Outcome {
    Ok(c.process_of(tid).credentials.uid[0])
}

pub(super) fn geteuid(c: &mut Computer, tid: Pid, _: Args) -> Outcome {
    Ok(c.process_of(tid).credentials.uid[1])
}

pub(super) fn getgid(c: &mut Computer, tid: Pid, _: Args) -> Outcome {
    Ok(c.process_of(tid).credentials.gid[0])
}

pub(super) fn getegid(c: &mut Computer, tid: Pid, _: Args) -> Outcome {
    Ok(c.process_of(tid).credentials.gid[1])
}

/// Whether every id wanted (−1: none) is one the process has, or it is root.
fn may_become(c: &Computer, tid: Pid, have: [u32; 3], want: &[u32]) -> Result<(), Errno> {
    let ok = want.iter().all(|id| *id == u32::MAX || have.contains(id));
    if ok || c.process_of(tid).is_root() { Ok(()) } else { Err(Errno::EPERM) }
}

fn set_ids(ids: &mut [u32; 3], want: [u32; 3]) {
    ids.iter_mut().zip(want).filter(|(_, want)| *want != u32::MAX).for_each(|(id, want)| *id = want);
}

pub(super) fn setresuid(c: &mut Computer, tid: Pid, a: Args) -> Outcome {
    may_become(c, tid, c.process_of(tid).credentials.uid, &a[..3])?;
    set_ids(&mut c.process_of_mut(tid).credentials.uid, [a[0], a[1], a[2]]);
    Ok(0)
}

pub(super) fn setresgid(c: &mut Computer, tid: Pid, a: Args) -> Outcome {
    may_become(c, tid, c.process_of(tid).credentials.gid, &a[..3])?;
    set_ids(&mut c.process_of_mut(tid).credentials.gid, [a[0], a[1], a[2]]);
    Ok(0)
}

pub(super) fn setreuid(c: &mut Computer, tid: Pid, a: Args) -> Outcome {
    setresuid(c, tid, [a[0], a[1], if a[0] == u32::MAX { u32::MAX } else { a[1] }, 0, 0, 0])
}

pub(super) fn setregid(c: &mut Computer, tid: Pid, a: Args) -> Outcome {
    setresgid(c, tid, [a[0], a[1], if a[0] == u32::MAX { u32::MAX } else { a[1] }, 0, 0, 0])
}

pub(super) fn setuid(c: &mut Computer, tid: Pid, a: Args) -> Outcome {
    let all = if c.process_of(tid).is_root() { [a[0]; 3] } else { [u32::MAX, a[0], u32::MAX] };
    setresuid(c, tid, [all[0], all[1], all[2], 0, 0, 0])
}

pub(super) fn setgid(c: &mut Computer, tid: Pid, a: Args) -> Outcome {
    let all = if c.process_of(tid).is_root() { [a[0]; 3] } else { [u32::MAX, a[0], u32::MAX] };
    setresgid(c, tid, [all[0], all[1], all[2], 0, 0, 0])
}

pub(super) fn getresuid(c: &mut Computer, tid: Pid, a: Args) -> Outcome {
    let ids = c.process_of(tid).credentials.uid;
    (0..3).try_for_each(|n| c.put_u32(tid, a[n], ids[n]))?;
    Ok(0)
}

pub(super) fn getresgid(c: &mut Computer, tid: Pid, a: Args) -> Outcome {
    let ids = c.process_of(tid).credentials.gid;
    (0..3).try_for_each(|n| c.put_u32(tid, a[n], ids[n]))?;
    Ok(0)
}

pub(super) fn getgroups(c: &mut Computer, tid: Pid, a: Args) -> Outcome {
    let groups = c.process_of(tid).credentials.groups.clone();
    if a[0] != 0 {
        if (a[0] as usize) < groups.len() {
            return Err(Errno::EINVAL.into());
        }
        c.put_words(tid, a[1], &groups)?;
    }
    Ok(groups.len() as u32)
}

pub(super) fn setgroups(c: &mut Computer, tid: Pid, a: Args) -> Outcome {
    if !c.process_of(tid).is_root() {
        return Err(Errno::EPERM.into());
    }
    if a[0] > 64 {
        return Err(Errno::EINVAL.into());
    }
    let groups = (0..a[0]).map(|n| c.get_u32(tid, a[1].wrapping_add(4 * n))).collect::<Result<Vec<_>, _>>()?;
    c.process_of_mut(tid).credentials.groups = groups;
    Ok(0)
}

/// `prlimit64(pid, resource, new*, old*)`.
pub(super) fn prlimit64(c: &mut Computer, tid: Pid, a: Args) -> Outcome {
    let pid = target(c, tid, a[0])?;
    let slot = a[1] as usize;
    let old = *c.process(pid).limits.get(slot).ok_or(Errno::EINVAL)?;
    if a[2] != 0 {
        let new = (c.get_u64(tid, a[2])?, c.get_u64(tid, a[2] + 8)?);
        if new.0 > new.1 {
            return Err(Errno::EINVAL.into());
        }
        if new.1 > old.1 && !c.process_of(tid).is_root() {
            return Err(Errno::EPERM.into());
        }
        c.process_mut(pid).limits[slot] = new;
    }
    if a[3] != 0 {
        c.copyout(tid, a[3], &old.0.to_le_bytes())?;
        c.copyout(tid, a[3] + 8, &old.1.to_le_bytes())?;
    }
    Ok(0)
}

fn narrow(limit: u64) -> u32 {
    u32::try_from(limit).unwrap_or(u32::MAX)
}

fn widen(limit: u32) -> u64 {
    if limit == u32::MAX { UNLIMITED } else { u64::from(limit) }
}

pub(super) fn getrlimit(c: &mut Computer, tid: Pid, a: Args) -> Outcome {
    let (soft, hard) = *c.process_of(tid).limits.get(a[0] as usize).ok_or(Errno::EINVAL)?;
    c.put_words(tid, a[1], &[narrow(soft), narrow(hard)])?;
    Ok(0)
}

pub(super) fn setrlimit(c: &mut Computer, tid: Pid, a: Args) -> Outcome {
    let (soft, hard) = (widen(c.get_u32(tid, a[1])?), widen(c.get_u32(tid, a[1].wrapping_add(4))?));
    let is_root = c.process_of(tid).is_root();
    let limit = c.process_of_mut(tid).limits.get_mut(a[0] as usize).ok_or(Errno::EINVAL)?;
    if soft > hard {
        return Err(Errno::EINVAL.into());
    }
    if hard > limit.1 && !is_root {
        return Err(Errno::EPERM.into());
    }
    *limit = (soft, hard);
    Ok(0)
}

pub(super) fn sched_yield(c: &mut Computer, tid: Pid, _: Args) -> Outcome {
    c.finish_call(tid, 0);
    c.give_up_cpu(tid, Why::Yielded, "sched_yield()", Initiator::Process);
    Err(Stop::Gone)
}

pub(super) fn sched_getaffinity(c: &mut Computer, tid: Pid, a: Args) -> Outcome {
    if a[1] < 4 || !a[1].is_multiple_of(4) {
        return Err(Errno::EINVAL.into());
    }
    c.put_u32(tid, a[2], 1)?;
    Ok(4)
}

pub(super) fn sched_setaffinity(c: &mut Computer, tid: Pid, a: Args) -> Outcome {
    if a[1] < 1 || c.get::<1>(tid, a[2])?[0] & 1 == 0 {
        return Err(Errno::EINVAL.into());
    }
    Ok(0)
}

/// SCHED_OTHER, priority 0: the only class here.
pub(super) fn sched_getscheduler(c: &mut Computer, tid: Pid, a: Args) -> Outcome {
    target(c, tid, a[0])?;
    Ok(0)
}

pub(super) fn sched_setscheduler(c: &mut Computer, tid: Pid, a: Args) -> Outcome {
    target(c, tid, a[0])?;
    if a[1] == 0 { Ok(0) } else { Err(Errno::EPERM.into()) }
}

pub(super) fn sched_getparam(c: &mut Computer, tid: Pid, a: Args) -> Outcome {
    c.put_u32(tid, a[1], 0)?;
    Ok(0)
}

pub(super) fn sched_priority_bound(_: &mut Computer, _: Pid, a: Args) -> Outcome {
    if a[0] <= 6 { Ok(0) } else { Err(Errno::EINVAL.into()) }
}

/// Threads that PRIO_PROCESS, PRIO_PGRP or PRIO_USER means.
fn priority_targets(c: &Computer, tid: Pid, which: u32, who: u32) -> Result<Vec<Pid>, Errno> {
    let own = c.process_of(tid);
    let matches = |p: &&Process| match which {
        0 => p.pid.0 == if who == 0 { own.pid.0 } else { who },
        1 => p.pgid.0 == if who == 0 { own.pgid.0 } else { who },
        _ => p.credentials.uid[0] == if who == 0 { own.credentials.uid[0] } else { who },
    };
    if which > 2 {
        return Err(Errno::EINVAL);
    }
    let found: Vec<_> = c.kernel.processes.values().filter(matches).flat_map(|p| p.threads.iter().copied()).collect();
    if found.is_empty() { Err(Errno::ESRCH) } else { Ok(found) }
}

pub(super) fn setpriority(c: &mut Computer, tid: Pid, a: Args) -> Outcome {
    let nice = (a[2] as i32).clamp(-20, 19) as i8;
    for target in priority_targets(c, tid, a[0], a[1])? {
        if nice < c.thread(target).nice && !c.process_of(tid).is_root() {
            return Err(Errno::EACCES.into());
        }
        c.thread_mut(target).nice = nice;
    }
    Ok(0)
}

/// The kernel's getpriority answers 20 − nice, so that it is never negative.
pub(super) fn getpriority(c: &mut Computer, tid: Pid, a: Args) -> Outcome {
    let targets = priority_targets(c, tid, a[0], a[1])?;
    let best = targets.iter().map(|target| c.thread(*target).nice).min().unwrap_or(0);
    Ok((20 - i32::from(best)) as u32)
}

pub(super) fn prctl(c: &mut Computer, tid: Pid, a: Args) -> Outcome {
    match a[0] {
        1 => {
            if a[1] as usize > signal::COUNT {
                return Err(Errno::EINVAL.into());
            }
            c.process_of_mut(tid).parent_death_signal = a[1] as u8;
        }
        2 => {
            let signal = u32::from(c.process_of(tid).parent_death_signal);
            c.put_u32(tid, a[1], signal)?;
        }
        15 => {
            let text = c.peek_name(tid, a[1])?;
            c.thread_mut(tid).name = String::from_utf8_lossy(&text).into();
        }
        16 => {
            let mut bytes = c.thread(tid).name.as_bytes().to_vec();
            bytes.resize(16, 0);
            c.copyout(tid, a[1], &bytes)?;
        }
        36 => c.process_of_mut(tid).is_subreaper = a[1] != 0,
        37 => {
            let is = u32::from(c.process_of(tid).is_subreaper);
            c.put_u32(tid, a[1], is)?;
        }
        3 | 4 | 38 | 39 => return Ok(u32::from(a[0] == 3)),
        _ => return Err(Errno::EINVAL.into()),
    }
    Ok(0)
}

impl Computer {
    /// At most 15 bytes up to a NUL.
    fn peek_name(&mut self, tid: Pid, va: u32) -> Result<Vec<u8>, Errno> {
        let mut name = Vec::new();
        while name.len() < 15 {
            match self.get::<1>(tid, va.wrapping_add(name.len() as u32))?[0] {
                0 => break,
                byte => name.push(byte),
            }
        }
        Ok(name)
    }

    /// Whether a thread is Running or Ready.
    #[must_use]
    pub fn is_runnable(&self, tid: Pid) -> bool {
        self.kernel.threads.get(&tid).is_some_and(|t| matches!(t.state, ProcessState::Running | ProcessState::Ready))
    }
}
