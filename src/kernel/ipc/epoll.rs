//! epoll: a set of watched descriptors. Level-triggered, edge-triggered and one-shot.

use super::Special;
use crate::base::Pid;
use crate::kernel::Computer;
use crate::kernel::errno::Errno;
use crate::kernel::file::{OpenId, POLLERR, POLLHUP};
use crate::kernel::process::WaitKey;
use crate::kernel::signal::use_mask;
use crate::kernel::syscall::{Args, Outcome};
use std::collections::BTreeMap;

const EDGE: u32 = 1 << 31;
const ONE_SHOT: u32 = 1 << 30;

/// A watched descriptor.
#[derive(Clone, Copy, Debug)]
struct Watch {
    open: OpenId,
    events: u32,
    data: u64,
    /// What was reported last, for edge triggering.
    seen: u16,
}

/// A set of watched descriptors.
#[derive(Clone, Debug, Default)]
pub struct Epoll {
    watches: BTreeMap<u32, Watch>,
}

pub(in crate::kernel) fn epoll_create1(c: &mut Computer, tid: Pid, a: Args) -> Outcome {
    Ok(c.add_special(tid, Special::Epoll(Epoll::default()), a[0], "anon_inode:[eventpoll]")?)
}

/// `epoll_ctl(epfd, operation, fd, struct epoll_event*)`: events at 0, data at 8.
pub(in crate::kernel) fn epoll_ctl(c: &mut Computer, tid: Pid, a: Args) -> Outcome {
    let (id, open) = (c.special_of(tid, a[0])?, c.open_id(tid, a[2])?);
    if a[0] == a[2] {
        return Err(Errno::EINVAL.into());
    }
    let (events, data) =
        if a[1] == 2 { (0, 0) } else { (c.get_u32(tid, a[3])?, c.get_u64(tid, a[3].wrapping_add(8))?) };
    let is_plain_file = matches!(c.kernel.open_files[&open].object, crate::kernel::file::Object::Inode(_));
    let Some(Special::Epoll(epoll)) = c.kernel.ipc.specials.get_mut(&id) else { return Err(Errno::EINVAL.into()) };
    let known = epoll.watches.get(&a[2]).is_some_and(|watch| watch.open == open);
    match a[1] {
        1 if known => return Err(Errno::EEXIST.into()),
        1 if is_plain_file => return Err(Errno::EPERM.into()),
        2 | 3 if !known => return Err(Errno::ENOENT.into()),
        1 | 3 => {
            epoll.watches.insert(a[2], Watch { open, events, data, seen: 0 });
        }
        2 => {
            epoll.watches.remove(&a[2]);
        }
        _ => return Err(Errno::EINVAL.into()),
    }
    c.wake(WaitKey::Readable(id), "the watched set changed");
    Ok(0)
}

impl Computer {
    /// What a watch has to report now, and what to wait on.
    fn watch_ready(&self, tid: Pid, watch: &Watch) -> (u16, Vec<WaitKey>) {
        if !self.kernel.open_files.contains_key(&watch.open) || watch.events & 0xffff == 0 {
            return (0, Vec::new());
        }
        let (ready, keys) = self.readiness(tid, watch.open);
        let ready = ready & (watch.events as u16 | POLLERR | POLLHUP);
        let fresh = if watch.events & EDGE != 0 { ready & !watch.seen } else { ready };
        (fresh, keys)
    }

    pub(super) fn epoll_ready(&self, tid: Pid, epoll: &Epoll) -> (bool, Vec<WaitKey>) {
        let rows = epoll.watches.values().map(|watch| self.watch_ready(tid, watch));
        rows.fold((false, Vec::new()), |(any, mut keys), (ready, more)| {
            keys.extend(more);
            (any || ready != 0, keys)
        })
    }
}

/// `epoll_pwait(epfd, events*, max, timeout in ms, sigmask*)`.
pub(in crate::kernel) fn epoll_pwait(c: &mut Computer, tid: Pid, a: Args) -> Outcome {
    let id = c.special_of(tid, a[0])?;
    if a[2] as i32 <= 0 {
        return Err(Errno::EINVAL.into());
    }
    if a[4] != 0 {
        use_mask(c, tid, a[4])?;
    }
    let Some(Special::Epoll(epoll)) = c.kernel.ipc.specials.get(&id) else { return Err(Errno::EINVAL.into()) };
    let mut epoll = epoll.clone();
    let (mut bytes, mut keys, mut count) = (Vec::new(), vec![WaitKey::Readable(id)], 0);
    for watch in epoll.watches.values_mut() {
        let (ready, more) = c.watch_ready(tid, watch);
        keys.extend(more);
        if watch.events & EDGE != 0 && c.kernel.open_files.contains_key(&watch.open) {
            watch.seen = c.readiness(tid, watch.open).0;
        }
        if ready != 0 && count < a[2] {
            bytes.extend(u32::from(ready).to_le_bytes());
            bytes.extend([0; 4]);
            bytes.extend(watch.data.to_le_bytes());
            count += 1;
            if watch.events & ONE_SHOT != 0 {
                watch.events &= !0xffff;
            }
        }
    }
    c.kernel.ipc.specials.insert(id, Special::Epoll(epoll));
    if count == 0 {
        let at = (a[3] as i32 >= 0).then(|| c.after_ns(u64::from(a[3]) * 1_000_000));
        c.wait_ready(tid, keys, at, "epoll_wait() until a descriptor is ready")?;
    }
    c.copyout(tid, a[1], &bytes)?;
    Ok(count)
}
