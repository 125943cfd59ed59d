//! The system calls about signals.

use super::{Action, AltStack, COUNT, Effect, SigInfo, UNBLOCKABLE, bit};
use crate::base::Pid;
use crate::kernel::Computer;
use crate::kernel::errno::Errno;
use crate::kernel::event::Fact;
use crate::kernel::lifecycle::INIT;
use crate::kernel::process::{Wait, WaitKey};
use crate::kernel::syscall::{Args, Outcome, Stop};

/// Bytes of a kernel signal set.
const SET_BYTES: u32 = 8;

fn signal_number(n: u32) -> Result<u8, Errno> {
    if (1..=COUNT as u32).contains(&n) { Ok(n as u8) } else { Err(Errno::EINVAL) }
}

pub(in crate::kernel) fn rt_sigaction(c: &mut Computer, tid: Pid, a: Args) -> Outcome {
    let signal = signal_number(a[0])?;
    if a[3] != SET_BYTES {
        return Err(Errno::EINVAL.into());
    }
    let index = usize::from(signal) - 1;
    let old = c.process_of(tid).actions[index];
    if a[1] != 0 {
        if bit(signal) & UNBLOCKABLE != 0 {
            return Err(Errno::EINVAL.into());
        }
        let bytes = c.get::<16>(tid, a[1])?;
        let word = |n: usize| u32::from_le_bytes([bytes[n], bytes[n + 1], bytes[n + 2], bytes[n + 3]]);
        let mask = (u64::from(word(8)) | u64::from(word(12)) << 32) & !UNBLOCKABLE;
        let action = Action { handler: word(0), flags: word(4), mask };
        c.process_of_mut(tid).actions[index] = action;
        if action.effect(signal) == Effect::Ignore {
            let pid = c.thread(tid).tgid;
            c.discard_signals(pid, bit(signal));
        }
    }
    if a[2] != 0 {
        c.put_words(tid, a[2], &[old.handler, old.flags, old.mask as u32, (old.mask >> 32) as u32])?;
    }
    Ok(0)
}

pub(in crate::kernel) fn rt_sigprocmask(c: &mut Computer, tid: Pid, a: Args) -> Outcome {
    if a[3] != SET_BYTES {
        return Err(Errno::EINVAL.into());
    }
    let old = c.thread(tid).mask;
    if a[1] != 0 {
        let set = c.get_u64(tid, a[1])?;
        let mask = match a[0] {
            0 => old | set,
            1 => old & !set,
            2 => set,
            _ => return Err(Errno::EINVAL.into()),
        };
        c.thread_mut(tid).mask = mask & !UNBLOCKABLE;
    }
    if a[2] != 0 {
        c.copyout(tid, a[2], &old.to_le_bytes())?;
    }
    Ok(0)
}

pub(in crate::kernel) fn rt_sigpending(c: &mut Computer, tid: Pid, a: Args) -> Outcome {
    let pending = c.signals_for(tid) & c.thread(tid).mask;
    c.copyout(tid, a[0], &pending.to_le_bytes())?;
    Ok(0)
}

/// Replaces the mask until the next signal was handled; used by sigsuspend, ppoll, pselect, epoll_pwait.
pub(in crate::kernel) fn use_mask(c: &mut Computer, tid: Pid, set_va: u32) -> Result<(), Errno> {
    let set = c.get_u64(tid, set_va)? & !UNBLOCKABLE;
    let thread = c.thread_mut(tid);
    if thread.saved_mask.is_none() {
        thread.saved_mask = Some(thread.mask);
    }
    thread.mask = set;
    Ok(())
}

pub(in crate::kernel) fn rt_sigsuspend(c: &mut Computer, tid: Pid, a: Args) -> Outcome {
    if a[1] != SET_BYTES {
        return Err(Errno::EINVAL.into());
    }
    use_mask(c, tid, a[0])?;
    Err(Stop::Block(Wait { keys: Vec::new(), why: "sigsuspend() until a signal comes".into() }))
}

pub(in crate::kernel) fn rt_sigtimedwait(c: &mut Computer, tid: Pid, a: Args) -> Outcome {
    let wanted = c.get_u64(tid, a[0])? & !UNBLOCKABLE;
    if let Some(info) = c.take_signal(tid, wanted) {
        let (signal, action) = (info.signal, "taken by sigwait()".into());
        c.emit_for(tid, Fact::SignalDelivered { signal, action });
        if a[1] != 0 {
            c.copyout(tid, a[1], &info.to_bytes())?;
        }
        return Ok(u32::from(info.signal));
    }
    if a[2] != 0 {
        let timeout = c.get_timespec(tid, a[2])?;
        let at = c.after_ns(timeout);
        if c.call_deadline(tid, Some(at)) {
            return Err(Errno::EAGAIN.into());
        }
    }
    Err(Stop::Block(Wait::on(WaitKey::Signal(tid), "sigwait() until one of its signals comes")))
}

pub(in crate::kernel) fn rt_sigreturn(c: &mut Computer, tid: Pid, _: Args) -> Outcome {
    c.return_from_handler(tid)?;
    Err(Stop::Gone)
}

pub(in crate::kernel) fn sigaltstack(c: &mut Computer, tid: Pid, a: Args) -> Outcome {
    let old = c.thread(tid).alt_stack;
    let is_on = old.holds(c.reg(tid, 2));
    if a[0] != 0 {
        let bytes = c.get::<12>(tid, a[0])?;
        let word = |n: usize| u32::from_le_bytes([bytes[n], bytes[n + 1], bytes[n + 2], bytes[n + 3]]);
        if is_on {
            return Err(Errno::EPERM.into());
        }
        c.thread_mut(tid).alt_stack = match word(4) {
            2 => AltStack::default(),
            0 if word(8) < 2048 => return Err(Errno::ENOMEM.into()),
            0 => AltStack { base: word(0), size: word(8) },
            _ => return Err(Errno::EINVAL.into()),
        };
    }
    if a[1] != 0 {
        let flags = if old.size == 0 { 2 } else { u32::from(is_on) };
        c.put_words(tid, a[1], &[old.base, flags, old.size])?;
    }
    Ok(0)
}

/// Whether a thread may send a signal to a process.
fn may_signal(c: &Computer, tid: Pid, to: Pid, signal: u32) -> bool {
    let (from, target) = (&c.process_of(tid).credentials, &c.process(to).credentials);
    let same_session = signal == u32::from(super::SIGCONT) && c.process_of(tid).sid == c.process(to).sid;
    from.uid[1] == 0 || same_session || from.uid[..2].iter().any(|uid| *uid == target.uid[0] || *uid == target.uid[2])
}

pub(in crate::kernel) fn kill(c: &mut Computer, tid: Pid, a: Args) -> Outcome {
    let pid = a[0] as i32;
    if a[1] > COUNT as u32 {
        return Err(Errno::EINVAL.into());
    }
    let own = c.thread(tid).tgid;
    let group = c.process(own).pgid;
    let is_target = |p: &crate::kernel::process::Process| match pid {
        -1 => p.pid != own && p.pid != INIT,
        0 => p.pgid == group,
        pid if pid > 0 => p.pid.0 == pid as u32,
        _ => p.pgid.0 == pid.unsigned_abs(),
    };
    let targets: Vec<_> = c.kernel.processes.values().filter(|p| is_target(p)).map(|p| p.pid).collect();
    if targets.is_empty() {
        return Err(Errno::ESRCH.into());
    }
    let allowed: Vec<_> = targets.into_iter().filter(|to| may_signal(c, tid, *to, a[1])).collect();
    if allowed.is_empty() {
        return Err(Errno::EPERM.into());
    }
    if a[1] != 0 {
        let info = SigInfo::user(a[1] as u8, own, c.process(own).credentials.uid[0]);
        allowed.into_iter().for_each(|to| c.send_to_process(to, info));
    }
    Ok(0)
}

pub(in crate::kernel) fn tkill(c: &mut Computer, tid: Pid, a: Args) -> Outcome {
    tgkill(c, tid, [u32::MAX, a[0], a[1], 0, 0, 0])
}

pub(in crate::kernel) fn tgkill(c: &mut Computer, tid: Pid, a: Args) -> Outcome {
    let to = Pid(a[1]);
    if a[2] > COUNT as u32 || to.0 == 0 {
        return Err(Errno::EINVAL.into());
    }
    let Some(target) = c.kernel.threads.get(&to) else { return Err(Errno::ESRCH.into()) };
    let tgid = target.tgid;
    if a[0] != u32::MAX && tgid.0 != a[0] {
        return Err(Errno::ESRCH.into());
    }
    if !may_signal(c, tid, tgid, a[2]) {
        return Err(Errno::EPERM.into());
    }
    if a[2] != 0 && c.process(tgid).exit.is_none() {
        let own = c.thread(tid).tgid;
        let user = SigInfo::user(a[2] as u8, own, c.process(own).credentials.uid[0]);
        c.send_to_thread(to, SigInfo { code: -6, ..user }); // SI_TKILL
    }
    Ok(0)
}

pub(in crate::kernel) fn rt_sigqueueinfo(c: &mut Computer, tid: Pid, a: Args) -> Outcome {
    let to = Pid(a[0]);
    if a[1] > COUNT as u32 {
        return Err(Errno::EINVAL.into());
    }
    if !c.kernel.processes.contains_key(&to) {
        return Err(Errno::ESRCH.into());
    }
    if !may_signal(c, tid, to, a[1]) {
        return Err(Errno::EPERM.into());
    }
    let bytes = c.get::<24>(tid, a[2])?;
    let word = |n: usize| u32::from_le_bytes([bytes[n], bytes[n + 1], bytes[n + 2], bytes[n + 3]]);
    if a[1] != 0 {
        let info = SigInfo { signal: a[1] as u8, code: word(8) as i32, pid: word(12), uid: word(16), value: word(20) };
        c.send_to_process(to, info);
    }
    Ok(0)
}
