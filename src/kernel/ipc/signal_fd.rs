//! signalfd: signals read as records of 128 bytes.

use super::Special;
use crate::base::Pid;
use crate::kernel::Computer;
use crate::kernel::errno::Errno;
use crate::kernel::event::Fact;
use crate::kernel::memory::UserIo;
use crate::kernel::process::{Wait, WaitKey};
use crate::kernel::signal::UNBLOCKABLE;
use crate::kernel::syscall::{Args, Outcome, Stop};

pub(in crate::kernel) fn signalfd4(c: &mut Computer, tid: Pid, a: Args) -> Outcome {
    let mask = c.get_u64(tid, a[1])? & !UNBLOCKABLE;
    if a[0] == u32::MAX {
        return Ok(c.add_special(tid, Special::Signals(mask), a[3], "anon_inode:[signalfd]")?);
    }
    let id = c.special_of(tid, a[0])?;
    match c.kernel.ipc.specials.get_mut(&id) {
        Some(Special::Signals(old)) => *old = mask,
        _ => return Err(Errno::EINVAL.into()),
    }
    Ok(a[0])
}

impl Computer {
    pub(super) fn read_signals(&mut self, tid: Pid, mask: u64, io: &mut UserIo, waits: bool) -> Result<(), Stop> {
        if io.left() < 128 {
            return Err(Errno::EINVAL.into());
        }
        while io.left() >= 128 {
            let Some(info) = self.take_signal(tid, mask) else { break };
            let (signal, action) = (info.signal, "read from a signalfd".into());
            self.emit_for(tid, Fact::SignalDelivered { signal, action });
            // struct signalfd_siginfo: signo, errno, code, pid, uid, fd, tid, band, overrun, trapno, status, int, ptr
            let mut record = [0; 128];
            let words = [
                u32::from(signal),
                0,
                info.code as u32,
                info.pid,
                info.uid,
                0,
                0,
                0,
                0,
                0,
                info.value,
                info.value,
                info.value,
            ];
            for (n, word) in words.into_iter().enumerate() {
                record[4 * n..4 * n + 4].copy_from_slice(&word.to_le_bytes());
            }
            self.give_user(tid, io, &record)?;
        }
        if io.done() > 0 {
            return Ok(());
        }
        let wait = Wait::on(WaitKey::Signal(tid), "read() of a signalfd until a signal comes");
        if waits { Err(Stop::Block(wait)) } else { Err(Errno::EAGAIN.into()) }
    }
}
