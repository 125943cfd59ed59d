//! Futexes: waiting on a word of user memory until somebody wakes it (Linux futex(2)).
//!
//! A word in private memory is known by address space and address, one in shared memory by file and offset, so that
//! processes that map it at different addresses meet.

use crate::base::Pid;
use crate::kernel::Computer;
use crate::kernel::errno::Errno;
use crate::kernel::event::Initiator;
use crate::kernel::memory::Backing;
use crate::kernel::process::{Wait, WaitKey};
use crate::kernel::syscall::{Args, Outcome, Stop};

const PRIVATE: u32 = 128;
const REALTIME: u32 = 256;
/// Set in a mutex word when its owner died.
const OWNER_DIED: u32 = 0x4000_0000;
const TID_MASK: u32 = 0x3fff_ffff;
/// Most robust mutexes looked at when a thread dies.
const ROBUST_MAX: usize = 2048;

impl Computer {
    /// What a futex word is known by.
    fn futex_key(&self, tid: Pid, va: u32) -> Result<WaitKey, Errno> {
        if !va.is_multiple_of(4) {
            return Err(Errno::EINVAL);
        }
        let id = self.mm_of(tid);
        let area = self.mm(id).area_at(va).ok_or(Errno::EFAULT)?;
        Ok(match area.backing_at(va & !4095) {
            Backing::File { file, offset, .. } if area.shared => {
                WaitKey::Futex(1 << 40 | u64::from(file.0), offset + u64::from(va & 4095))
            }
            _ => WaitKey::Futex(u64::from(id.0), u64::from(va)),
        })
    }

    /// Wakes up to `count` threads that wait on a word, longest waiting first; how many it were.
    pub(in crate::kernel) fn wake_futex(&mut self, tid: Pid, va: u32, count: u32) -> u32 {
        let Ok(key) = self.futex_key(tid, va) else { return 0 };
        self.wake_key(key, count, u32::MAX)
    }

    fn wake_key(&mut self, key: WaitKey, count: u32, bits: u32) -> u32 {
        let mut woken = 0;
        for waiter in self.waiters(key) {
            let call = self.thread_mut(waiter).call.as_mut();
            let is_meant = call.as_ref().is_some_and(|call| wait_bits(&call.args) & bits != 0);
            if woken < count && is_meant {
                if let Some(call) = call {
                    call.woken = true;
                }
                self.wake_thread(waiter, "woken by futex()", Initiator::Process);
                woken += 1;
            }
        }
        woken
    }

    /// A thread dies holding robust mutexes: mark their words and wake one waiter each.
    pub(in crate::kernel) fn release_robust(&mut self, tid: Pid) {
        let head = std::mem::take(&mut self.thread_mut(tid).robust_list);
        if head == 0 || self.process_of(tid).mm.is_none() {
            return;
        }
        let (Ok(first), Ok(offset)) = (self.get_u32(tid, head), self.get_u32(tid, head.wrapping_add(4))) else {
            return;
        };
        let mut at = first;
        for _ in 0..ROBUST_MAX {
            if at == head || at == 0 {
                break;
            }
            let word = at.wrapping_add(offset);
            if let Ok(value) = self.get_u32(tid, word)
                && value & TID_MASK == tid.0
            {
                let _ = self.put_u32(tid, word, value & 0x8000_0000 | OWNER_DIED);
                self.wake_futex(tid, word, 1);
            }
            match self.get_u32(tid, at) {
                Ok(next) => at = next,
                Err(_) => break,
            }
        }
    }
}

/// The bits a FUTEX_WAIT_BITSET waits for; all for a plain wait.
fn wait_bits(args: &Args) -> u32 {
    if args[1] & 0x7f == 9 { args[5] } else { u32::MAX }
}

/// `futex_time64(word*, operation, value, timeout* or count, word2*, value3)`.
pub(in crate::kernel) fn futex(c: &mut Computer, tid: Pid, a: Args) -> Outcome {
    let operation = a[1] & !(PRIVATE | REALTIME);
    match operation {
        0 | 9 => wait(c, tid, a, operation),
        1 => Ok(wake(c, tid, a[0], a[2], u32::MAX)?),
        10 => Ok(wake(c, tid, a[0], a[2], a[5])?),
        3 | 4 => requeue(c, tid, a, operation == 4),
        5 => wake_op(c, tid, a),
        _ => Err(Errno::ENOSYS.into()),
    }
}

fn wake(c: &mut Computer, tid: Pid, va: u32, count: u32, bits: u32) -> Result<u32, Errno> {
    if bits == 0 {
        return Err(Errno::EINVAL);
    }
    let key = c.futex_key(tid, va)?;
    Ok(c.wake_key(key, count, bits))
}

fn wait(c: &mut Computer, tid: Pid, a: Args, operation: u32) -> Outcome {
    let call = c.thread(tid).call.clone().expect("in a call");
    if call.woken {
        return Ok(0);
    }
    if operation == 9 && a[5] == 0 {
        return Err(Errno::EINVAL.into());
    }
    let key = c.futex_key(tid, a[0])?;
    let is_first_time = call.deadline.is_none();
    let timeout = if a[3] == 0 || !is_first_time { None } else { Some(c.get_timespec(tid, a[3])?) };
    let at = timeout.map(|ns| match (operation, a[1] & REALTIME != 0) {
        (0, _) => c.after_ns(ns),
        (_, true) => c.moment_of(0, ns),
        (_, false) => c.moment_of(1, ns),
    });
    if c.get_u32(tid, a[0])? != a[2] {
        return Err(Errno::EAGAIN.into());
    }
    if c.call_deadline(tid, at) {
        return Err(Errno::ETIMEDOUT.into());
    }
    Err(Stop::Block(Wait::on(key, "futex() until the word changes")))
}

/// Wakes `value` waiters and moves up to a[3] others to the second word.
fn requeue(c: &mut Computer, tid: Pid, a: Args, compares: bool) -> Outcome {
    if compares && c.get_u32(tid, a[0])? != a[5] {
        return Err(Errno::EAGAIN.into());
    }
    let (from, to) = (c.futex_key(tid, a[0])?, c.futex_key(tid, a[4])?);
    let woken = c.wake_key(from, a[2], u32::MAX);
    let mut moved = 0;
    for waiter in c.waiters(from) {
        if moved >= a[3] {
            break;
        }
        if let Some(wait) = c.thread_mut(waiter).wait.as_mut() {
            wait.keys = vec![to];
        }
        if let Some(call) = c.thread_mut(waiter).call.as_mut() {
            call.args[0] = a[4];
        }
        moved += 1;
    }
    Ok(woken + if compares { moved } else { 0 })
}

/// FUTEX_WAKE_OP: changes the second word, wakes on the first, and on the second if its old value passes a test.
fn wake_op(c: &mut Computer, tid: Pid, a: Args) -> Outcome {
    let (operation, test) = (a[5] >> 28 & 7, a[5] >> 24 & 0xf);
    let sign = |bits: u32| ((bits << 20) as i32 >> 20) as u32;
    let (mut operand, against) = (sign(a[5] >> 12 & 0xfff), sign(a[5] & 0xfff));
    if a[5] >> 31 == 1 {
        operand = 1 << (operand & 31);
    }
    let old = c.get_u32(tid, a[4])?;
    let new = match operation {
        0 => operand,
        1 => old.wrapping_add(operand),
        2 => old | operand,
        3 => old & !operand,
        4 => old ^ operand,
        _ => return Err(Errno::ENOSYS.into()),
    };
    c.put_u32(tid, a[4], new)?;
    let (was, against) = (old as i32, against as i32);
    let passes = match test {
        0 => was == against,
        1 => was != against,
        2 => was < against,
        3 => was <= against,
        4 => was > against,
        5 => was >= against,
        _ => return Err(Errno::ENOSYS.into()),
    };
    let first = wake(c, tid, a[0], a[2], u32::MAX)?;
    let second = if passes { wake(c, tid, a[4], a[3], u32::MAX)? } else { 0 };
    Ok(first + second)
}

/// The old futex with a 32-bit timeout; riscv32 has only the 64-bit one, but waking needs no time.
pub(in crate::kernel) fn futex32(c: &mut Computer, tid: Pid, a: Args) -> Outcome {
    let is_wait = matches!(a[1] & 0x7f, 0 | 9);
    if is_wait && a[3] != 0 { Err(Errno::ENOSYS.into()) } else { futex(c, tid, a) }
}

pub(in crate::kernel) fn set_robust_list(c: &mut Computer, tid: Pid, a: Args) -> Outcome {
    if a[1] != 12 {
        return Err(Errno::EINVAL.into());
    }
    c.thread_mut(tid).robust_list = a[0];
    Ok(0)
}
