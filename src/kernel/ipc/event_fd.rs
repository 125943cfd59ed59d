//! eventfd: a 64-bit counter behind a descriptor.

use super::Special;
use crate::base::Pid;
use crate::kernel::Computer;
use crate::kernel::errno::Errno;
use crate::kernel::file::flags;
use crate::kernel::memory::UserIo;
use crate::kernel::process::{Wait, WaitKey};
use crate::kernel::syscall::{Args, Outcome, Stop};

/// EFD_SEMAPHORE.
const SEMAPHORE: u32 = 1;

pub(in crate::kernel) fn eventfd2(c: &mut Computer, tid: Pid, a: Args) -> Outcome {
    if a[1] & !(SEMAPHORE | flags::CLOEXEC | flags::NONBLOCK) != 0 {
        return Err(Errno::EINVAL.into());
    }
    let special = Special::Event(u64::from(a[0]), a[1] & SEMAPHORE != 0);
    Ok(c.add_special(tid, special, a[1] & !SEMAPHORE, "anon_inode:[eventfd]")?)
}

impl Computer {
    pub(super) fn read_event(&mut self, tid: Pid, id: u32, io: &mut UserIo, waits: bool) -> Result<(), Stop> {
        if io.left() < 8 {
            return Err(Errno::EINVAL.into());
        }
        let Some(Special::Event(count, one_by_one)) = self.kernel.ipc.specials.get_mut(&id) else { return Ok(()) };
        if *count == 0 {
            let wait = Wait::on(WaitKey::Readable(id), "read() of an eventfd that is 0");
            return if waits { Err(Stop::Block(wait)) } else { Err(Errno::EAGAIN.into()) };
        }
        let taken = if *one_by_one { 1 } else { *count };
        *count -= taken;
        self.give_user(tid, io, &taken.to_le_bytes())?;
        self.wake(WaitKey::Writable(id), "the eventfd was read");
        Ok(())
    }

    pub(super) fn write_event(&mut self, tid: Pid, id: u32, io: &mut UserIo, waits: bool) -> Result<(), Stop> {
        if io.left() < 8 {
            return Err(Errno::EINVAL.into());
        }
        let start = io.clone();
        let bytes = self.take_user(tid, io, 8)?;
        let add = u64::from_le_bytes(bytes.try_into().map_err(|_| Errno::EFAULT)?);
        let Some(Special::Event(count, _)) = self.kernel.ipc.specials.get_mut(&id) else { return Ok(()) };
        if add == u64::MAX {
            return Err(Errno::EINVAL.into());
        }
        if u64::MAX - 1 - *count < add {
            *io = start;
            let wait = Wait::on(WaitKey::Writable(id), "write() to an eventfd that would overflow");
            return if waits { Err(Stop::Block(wait)) } else { Err(Errno::EAGAIN.into()) };
        }
        *count += add;
        self.wake(WaitKey::Readable(id), "the eventfd was written");
        Ok(())
    }
}
