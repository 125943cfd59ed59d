//! timerfd: a timer that makes a descriptor readable.

use super::Special;
use crate::base::{Cycles, Pid};
use crate::kernel::errno::Errno;
use crate::kernel::memory::UserIo;
use crate::kernel::process::{Wait, WaitKey};
use crate::kernel::syscall::{Args, Outcome, Stop};
use crate::kernel::timer::Timer;
use crate::kernel::{Computer, cycles_from_ns, ns_from_cycles};

pub(in crate::kernel) fn timerfd_create(c: &mut Computer, tid: Pid, a: Args) -> Outcome {
    if !matches!(a[0], 0 | 1 | 7) {
        return Err(Errno::EINVAL.into());
    }
    Ok(c.add_special(tid, Special::Timer(a[0], None, 0, 0), a[1], "anon_inode:[timerfd]")?)
}

/// Left until the next expiry, and the interval, as `struct itimerspec`.
fn put_left(c: &mut Computer, tid: Pid, va: u32, id: u32) -> Result<(), Errno> {
    let now = c.now().0;
    let Some(Special::Timer(_, at, interval, _)) = c.kernel.ipc.specials.get(&id) else { return Err(Errno::EINVAL) };
    let (left, interval) = (at.map_or(0, |at| at.0.saturating_sub(now).max(1)), *interval);
    c.put_timespec(tid, va, ns_from_cycles(interval))?;
    c.put_timespec(tid, va.wrapping_add(16), ns_from_cycles(left))
}

pub(in crate::kernel) fn timerfd_gettime(c: &mut Computer, tid: Pid, a: Args) -> Outcome {
    let id = c.special_of(tid, a[0])?;
    put_left(c, tid, a[1], id)?;
    Ok(0)
}

/// `timerfd_settime64(fd, flags, new*, old*)`.
pub(in crate::kernel) fn timerfd_settime(c: &mut Computer, tid: Pid, a: Args) -> Outcome {
    let id = c.special_of(tid, a[0])?;
    let (interval, value) = (c.get_timespec(tid, a[2])?, c.get_timespec(tid, a[2].wrapping_add(16))?);
    if a[3] != 0 {
        put_left(c, tid, a[3], id)?;
    }
    let Some(Special::Timer(clock, _, _, _)) = c.kernel.ipc.specials.get(&id) else { return Err(Errno::EINVAL.into()) };
    let at = if a[1] & 1 != 0 { c.moment_of(*clock, value) } else { c.after_ns(value) };
    let (clock, at) = (*clock, (value > 0).then_some(at));
    c.kernel.timers.retain(|(_, timer)| *timer != Timer::Descriptor(id));
    if let Some(at) = at {
        c.kernel.timers.insert((at, Timer::Descriptor(id)));
    }
    c.kernel.ipc.specials.insert(id, Special::Timer(clock, at, cycles_from_ns(interval), 0));
    Ok(0)
}

impl Computer {
    /// The timer expired.
    pub(in crate::kernel) fn tick_descriptor(&mut self, id: u32) {
        let now = self.now();
        let Some(Special::Timer(_, at, interval, ticks)) = self.kernel.ipc.specials.get_mut(&id) else { return };
        *ticks += 1;
        *at = (*interval > 0).then(|| Cycles(at.map_or(now.0, |at| at.0) + *interval));
        if let Some(next) = *at {
            self.kernel.timers.insert((next, Timer::Descriptor(id)));
        }
        self.wake(WaitKey::Readable(id), "the timer expired");
    }

    pub(super) fn read_timer(&mut self, tid: Pid, id: u32, io: &mut UserIo, waits: bool) -> Result<(), Stop> {
        if io.left() < 8 {
            return Err(Errno::EINVAL.into());
        }
        let Some(Special::Timer(_, _, _, ticks)) = self.kernel.ipc.specials.get_mut(&id) else { return Ok(()) };
        let count = std::mem::take(ticks);
        if count > 0 {
            return Ok(self.give_user(tid, io, &count.to_le_bytes())?);
        }
        let wait = Wait::on(WaitKey::Readable(id), "read() of a timer until it expires");
        if waits { Err(Stop::Block(wait)) } else { Err(Errno::EAGAIN.into()) }
    }
}
