//! The system calls about the computer as a whole.

use super::{Args, Outcome};
use crate::base::Pid;
use crate::kernel::errno::Errno;
use crate::kernel::{CYCLES_PER_SECOND, Computer};

/// `struct utsname`: six fields of 65 bytes.
pub(super) fn uname(c: &mut Computer, tid: Pid, a: Args) -> Outcome {
    let mut bytes = vec![0; 6 * 65];
    let fields = ["Linux", "lab", "6.6.0", "#1 Process Lab", "riscv32", "(none)"];
    fields.iter().enumerate().for_each(|(n, text)| bytes[65 * n..65 * n + text.len()].copy_from_slice(text.as_bytes()));
    c.copyout(tid, a[0], &bytes)?;
    Ok(0)
}

/// `struct sysinfo` of riscv32.
pub(super) fn sysinfo(c: &mut Computer, tid: Pid, a: Args) -> Outcome {
    let (total, free) = (c.machine.ram.frame_count() * 4096, c.kernel.frames.free_count() * 4096);
    let uptime = (c.now().0 / CYCLES_PER_SECOND) as u32;
    let processes = c.kernel.threads.len() as u32;
    c.put_words(tid, a[0], &[uptime, 0, 0, 0, total, free, 0, 0, 0, 0, processes, 0, 0, 1, 0, 0])?;
    Ok(0)
}

pub(super) fn getrandom(c: &mut Computer, tid: Pid, a: Args) -> Outcome {
    if a[2] & !7 != 0 {
        return Err(Errno::EINVAL.into());
    }
    let n = a[1].min(1 << 16);
    let bytes: Vec<u8> = (0..n).map(|_| c.kernel.rng.next_u64() as u8).collect();
    c.copyout(tid, a[0], &bytes)?;
    Ok(n)
}

pub(super) fn getcpu(c: &mut Computer, tid: Pid, a: Args) -> Outcome {
    for va in [a[0], a[1]].into_iter().filter(|va| *va != 0) {
        c.put_u32(tid, va, 0)?;
    }
    Ok(0)
}

pub(super) fn sethostname(c: &mut Computer, tid: Pid, _: Args) -> Outcome {
    if c.process_of(tid).is_root() { Ok(0) } else { Err(Errno::EPERM.into()) }
}

/// Calls that need do nothing here: one CPU, no speculation of ours to fence.
pub(super) fn nothing(_: &mut Computer, _: Pid, _: Args) -> Outcome {
    Ok(0)
}

/// Calls programs probe for and do without.
pub(super) fn unsupported(_: &mut Computer, _: Pid, _: Args) -> Outcome {
    Err(Errno::ENOSYS.into())
}
