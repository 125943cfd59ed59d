//! The system calls about time. One cycle is 10 ns; the wall clock starts at [`crate::kernel::BOOT_TIME`].

use super::{Args, Outcome, Stop};
use crate::base::{Cycles, Pid};
use crate::kernel::errno::Errno;
use crate::kernel::process::{Call, Wait};
use crate::kernel::{BOOT_TIME, CYCLES_PER_SECOND, Computer, cycles_from_ns, ns_from_cycles};

const TIMER_ABSTIME: u32 = 1;
const NS: u64 = 1_000_000_000;

impl Computer {
    /// A 64-bit `struct timespec` in nanoseconds.
    pub(in crate::kernel) fn get_timespec(&mut self, tid: Pid, va: u32) -> Result<u64, Errno> {
        let (seconds, ns) = (self.get_u64(tid, va)? as i64, self.get_u32(tid, va.wrapping_add(8))?);
        if seconds < 0 || u64::from(ns) >= NS {
            return Err(Errno::EINVAL);
        }
        Ok((seconds as u64).saturating_mul(NS).saturating_add(u64::from(ns)))
    }

    /// Stores nanoseconds as a 64-bit `struct timespec`.
    pub(in crate::kernel) fn put_timespec(&mut self, tid: Pid, va: u32, ns: u64) -> Result<(), Errno> {
        let mut bytes = (ns / NS).to_le_bytes().to_vec();
        bytes.extend((ns % NS).to_le_bytes());
        self.copyout(tid, va, &bytes)
    }

    /// The moment so many nanoseconds from now.
    pub(in crate::kernel) fn after_ns(&self, ns: u64) -> Cycles {
        Cycles(self.now().0.saturating_add(cycles_from_ns(ns)))
    }

    /// The cycle at which a clock (0 wall, others monotonic) shows `ns`.
    pub(in crate::kernel) fn moment_of(&self, clock: u32, ns: u64) -> Cycles {
        let ns = if clock == 0 { ns.saturating_sub(BOOT_TIME * NS) } else { ns };
        Cycles(cycles_from_ns(ns))
    }

    fn clock_ns(&self, tid: Pid, clock: u32) -> Result<u64, Errno> {
        Ok(match clock {
            0 | 5 | 11 => self.wall_ns(),
            1 | 4 | 6 | 7 => self.monotonic_ns(),
            2 => {
                let usage = self.usage_of(self.thread(tid).tgid);
                ns_from_cycles(usage.user + usage.kernel)
            }
            3 => ns_from_cycles(self.thread(tid).user_time.0 + self.thread(tid).kernel_time.0),
            _ => return Err(Errno::EINVAL),
        })
    }

    /// A sleep that a signal interrupts reports how much of it is left.
    pub(super) fn report_time_left(&mut self, tid: Pid, call: &Call) {
        let is_relative = call.number == 407 && call.args[1] & TIMER_ABSTIME == 0;
        if let (true, Some(at)) = (is_relative && call.args[3] != 0, call.deadline) {
            let left = ns_from_cycles(at.0.saturating_sub(self.now().0));
            let _ = self.put_timespec(tid, call.args[3], left);
        }
    }
}

pub(super) fn clock_gettime(c: &mut Computer, tid: Pid, a: Args) -> Outcome {
    let ns = c.clock_ns(tid, a[0])?;
    c.put_timespec(tid, a[1], ns)?;
    Ok(0)
}

pub(super) fn clock_getres(c: &mut Computer, tid: Pid, a: Args) -> Outcome {
    c.clock_ns(tid, a[0])?;
    if a[1] != 0 {
        c.put_timespec(tid, a[1], 1)?;
    }
    Ok(0)
}

pub(super) fn clock_settime(_: &mut Computer, _: Pid, _: Args) -> Outcome {
    Err(Errno::EPERM.into())
}

/// `clock_nanosleep_time64(clock, flags, request*, left*)`.
pub(super) fn clock_nanosleep(c: &mut Computer, tid: Pid, a: Args) -> Outcome {
    if !matches!(a[0], 0 | 1 | 2 | 7 | 11) {
        return Err(Errno::EINVAL.into());
    }
    let ns = c.get_timespec(tid, a[2])?;
    let at = if a[1] & TIMER_ABSTIME != 0 { c.moment_of(a[0], ns) } else { c.after_ns(ns) };
    if c.call_deadline(tid, Some(at)) {
        return Ok(0);
    }
    Err(Stop::Block(Wait { keys: Vec::new(), why: "sleep() until its time is over".into() }))
}

/// `gettimeofday` with 32-bit fields (riscv32 Linux has it only under its 64-bit names; harmless for old programs).
pub(super) fn gettimeofday(c: &mut Computer, tid: Pid, a: Args) -> Outcome {
    let ns = c.wall_ns();
    if a[0] != 0 {
        c.put_words(tid, a[0], &[(ns / NS) as u32, (ns % NS / 1000) as u32])?;
    }
    Ok(0)
}

/// `times`: user, system, children's user, children's system, in 1/100 s.
pub(super) fn times(c: &mut Computer, tid: Pid, a: Args) -> Outcome {
    let tick = CYCLES_PER_SECOND / 100;
    let pid = c.thread(tid).tgid;
    let (own, children) = (c.usage_of(pid), c.process(pid).children);
    if a[0] != 0 {
        let words = [own.user, own.kernel, children.user, children.kernel].map(|cycles| (cycles / tick) as u32);
        c.put_words(tid, a[0], &words)?;
    }
    Ok((c.now().0 / tick) as u32)
}

/// `struct itimerval` of riscv32: interval, then value, each in seconds and microseconds of 32 bits.
fn get_itimer(c: &mut Computer, tid: Pid, va: u32) -> Result<(u64, u64), Errno> {
    let bytes = c.get::<16>(tid, va)?;
    let word = |n: usize| u32::from_le_bytes([bytes[n], bytes[n + 1], bytes[n + 2], bytes[n + 3]]);
    if word(4) >= 1_000_000 || word(12) >= 1_000_000 || (word(0) | word(8)) as i32 <= -1 {
        return Err(Errno::EINVAL);
    }
    let cycles = |s: u32, us: u32| cycles_from_ns(u64::from(s) * NS + u64::from(us) * 1000);
    Ok((cycles(word(8), word(12)), cycles(word(0), word(4))))
}

fn put_itimer(c: &mut Computer, tid: Pid, va: u32, (left, interval): (u64, u64)) -> Result<(), Errno> {
    let split = |cycles: u64| [(ns_from_cycles(cycles) / NS) as u32, (ns_from_cycles(cycles) % NS / 1000) as u32];
    let ([s, us], [ls, lus]) = (split(interval), split(left));
    c.put_words(tid, va, &[s, us, ls, lus])
}

pub(super) fn setitimer(c: &mut Computer, tid: Pid, a: Args) -> Outcome {
    let new = if a[1] == 0 { (0, 0) } else { get_itimer(c, tid, a[1])? };
    let pid = c.thread(tid).tgid;
    let old = match a[0] {
        0 => c.set_alarm(pid, new.0, new.1),
        1 | 2 => c.set_cpu_alarm(pid, a[0] as usize - 1, new),
        _ => return Err(Errno::EINVAL.into()),
    };
    if a[2] != 0 {
        put_itimer(c, tid, a[2], old)?;
    }
    Ok(0)
}

pub(super) fn getitimer(c: &mut Computer, tid: Pid, a: Args) -> Outcome {
    let pid = c.thread(tid).tgid;
    let now = c.now().0;
    let left = match a[0] {
        0 => c.process(pid).alarm.map_or((0, 0), |(at, interval)| (at.0.saturating_sub(now).max(1), interval)),
        1 | 2 => c.cpu_alarm(pid, a[0] as usize - 1),
        _ => return Err(Errno::EINVAL.into()),
    };
    put_itimer(c, tid, a[1], left)?;
    Ok(0)
}
