//! System V semaphores: sets changed all or nothing, with undo at a process's end.

use super::sysv::{Family, IPC_RMID, IPC_SET, IPC_STAT};
use crate::base::Pid;
use crate::kernel::Computer;
use crate::kernel::errno::Errno;
use crate::kernel::process::{Wait, WaitKey};
use crate::kernel::syscall::{Args, Outcome, Stop};
use std::collections::BTreeMap;

const VALUE_MAX: i32 = 32_767;
const SEM_UNDO: u16 = 0x1000;
const NOWAIT: u16 = 0o4000;

/// A set of semaphores.
#[derive(Clone, Debug)]
pub struct SemaphoreSet {
    /// Value and last process of each.
    cells: Vec<(i32, u32)>,
    /// What to add back when a process ends: (process, index) → amount.
    undo: BTreeMap<(Pid, usize), i32>,
}

pub(in crate::kernel) fn semget(c: &mut Computer, _: Pid, a: Args) -> Outcome {
    match c.kernel.ipc.sysv.find(a[0], a[2], Family::Semaphores)? {
        Some(id) => {
            let has = c.kernel.ipc.sysv.semaphores(id)?.cells.len();
            if a[1] as usize > has { Err(Errno::EINVAL.into()) } else { Ok(id) }
        }
        None if a[1] == 0 || a[1] > 250 => Err(Errno::EINVAL.into()),
        None => {
            let set = SemaphoreSet { cells: vec![(0, 0); a[1] as usize], undo: BTreeMap::new() };
            Ok(c.kernel.ipc.sysv.add_semaphores(a[0], a[2], set)?)
        }
    }
}

/// `struct sembuf`: index, change, flags, 16 bits each.
fn get_operations(c: &mut Computer, tid: Pid, va: u32, count: u32) -> Result<Vec<(usize, i32, u16)>, Errno> {
    match count {
        0 => return Err(Errno::EINVAL),
        501.. => return Err(Errno::E2BIG),
        _ => {}
    }
    let mut bytes = vec![0; count as usize * 6];
    c.copyin(tid, va, &mut bytes)?;
    let half = |b: &[u8]| u16::from_le_bytes([b[0], b[1]]);
    Ok(bytes.chunks_exact(6).map(|b| (usize::from(half(b)), i32::from(half(&b[2..]) as i16), half(&b[4..]))).collect())
}

pub(in crate::kernel) fn semop(c: &mut Computer, tid: Pid, a: Args) -> Outcome {
    semtimedop(c, tid, [a[0], a[1], a[2], 0, 0, 0])
}

/// `semtimedop(id, operations*, count, timeout*)`.
pub(in crate::kernel) fn semtimedop(c: &mut Computer, tid: Pid, a: Args) -> Outcome {
    let operations = get_operations(c, tid, a[1], a[2])?;
    let pid = c.thread(tid).tgid;
    let has_waited = c.thread(tid).call.as_ref().is_some_and(|call| call.woken);
    let set = match c.kernel.ipc.sysv.semaphores(a[0]) {
        Ok(set) => set,
        Err(_) if has_waited => return Err(Errno::EIDRM.into()),
        Err(e) => return Err(e.into()),
    };
    let mut trial = set.cells.clone();
    let mut refused = None;
    for (at, change, flag) in &operations {
        let cell = trial.get_mut(*at).ok_or(Errno::EFBIG)?;
        let blocks = if *change == 0 { cell.0 != 0 } else { cell.0 + change < 0 };
        if blocks {
            refused = Some(*flag);
            break;
        }
        if cell.0 + change > VALUE_MAX {
            return Err(Errno::ERANGE.into());
        }
        *cell = (cell.0 + change, pid.0);
    }
    let Some(flag) = refused else {
        set.cells = trial;
        for (at, change, flag) in operations {
            if flag & SEM_UNDO != 0 {
                *set.undo.entry((pid, at)).or_insert(0) -= change;
            }
        }
        c.wake(WaitKey::Sysv(a[0]), "a semaphore changed");
        return Ok(0);
    };
    if flag & NOWAIT != 0 {
        return Err(Errno::EAGAIN.into());
    }
    if a[3] != 0 {
        let ns = c.get_timespec(tid, a[3])?;
        let at = c.after_ns(ns);
        if c.call_deadline(tid, Some(at)) {
            return Err(Errno::EAGAIN.into());
        }
    }
    if let Some(call) = c.thread_mut(tid).call.as_mut() {
        call.woken = true;
    }
    Err(Stop::Block(Wait::on(WaitKey::Sysv(a[0]), "semop() until the semaphores allow it")))
}

/// `semctl(id, index, command, value or pointer)`.
pub(in crate::kernel) fn semctl(c: &mut Computer, tid: Pid, a: Args) -> Outcome {
    let [id, index, command, arg, ..] = a;
    let permission = c.kernel.ipc.sysv.semaphores(id).map(|set| set.cells.len())?;
    let waiting = |c: &Computer, zero: bool| {
        c.waiters(WaitKey::Sysv(id)).iter().filter(|t| waits_for(c, **t, index, zero)).count() as u32
    };
    match command & !0x100 {
        IPC_RMID => {
            c.kernel.ipc.sysv.remove(id);
            c.wake(WaitKey::Sysv(id), "the semaphores were removed");
        }
        IPC_STAT => {
            let mut words = c.kernel.ipc.sysv.permission_words(id).to_vec();
            words.extend([0, 0, 0, 0, permission as u32, 0, 0]);
            c.put_words(tid, arg, &words)?;
        }
        IPC_SET => {}
        13 => {
            let values: Vec<u8> =
                c.kernel.ipc.sysv.semaphores(id)?.cells.iter().flat_map(|v| (v.0 as u16).to_le_bytes()).collect();
            c.copyout(tid, arg, &values)?; // GETALL
        }
        17 => {
            let mut bytes = vec![0; permission * 2]; // SETALL
            c.copyin(tid, arg, &mut bytes)?;
            let set = c.kernel.ipc.sysv.semaphores(id)?;
            let values = bytes.chunks_exact(2).map(|b| i32::from(u16::from_le_bytes([b[0], b[1]])));
            set.cells.iter_mut().zip(values).for_each(|(cell, value)| cell.0 = value);
            c.wake(WaitKey::Sysv(id), "the semaphores were set");
        }
        14 => return Ok(waiting(c, false)), // GETNCNT
        15 => return Ok(waiting(c, true)),  // GETZCNT
        _ => {
            let set = c.kernel.ipc.sysv.semaphores(id)?;
            let cell = set.cells.get_mut(index as usize).ok_or(Errno::EINVAL)?;
            match command & !0x100 {
                12 => return Ok(cell.0 as u32), // GETVAL
                11 => return Ok(cell.1),        // GETPID
                16 => {
                    if !(0..=VALUE_MAX).contains(&(arg as i32)) {
                        return Err(Errno::ERANGE.into()); // SETVAL
                    }
                    cell.0 = arg as i32;
                    set.undo.retain(|(_, at), _| *at != index as usize);
                    c.wake(WaitKey::Sysv(id), "a semaphore was set");
                }
                _ => return Err(Errno::EINVAL.into()),
            }
        }
    }
    Ok(0)
}

/// Whether a thread waits on this semaphore to rise, or to become zero.
fn waits_for(c: &Computer, tid: Pid, index: u32, zero: bool) -> bool {
    let Some(call) = c.thread(tid).call.as_ref() else { return false };
    let id = c.mm_of(tid);
    let bytes = c.peek_bytes(id, call.args[1], 6);
    bytes.len() == 6 && u32::from(bytes[0]) == index && (bytes[2..4] == [0, 0]) == zero
}

impl Computer {
    /// A process ends: what it did with SEM_UNDO is undone.
    pub(in crate::kernel) fn undo_semaphores(&mut self, pid: Pid) {
        for id in self.kernel.ipc.sysv.semaphore_ids() {
            let Ok(set) = self.kernel.ipc.sysv.semaphores(id) else { continue };
            let mine: Vec<_> = set.undo.iter().filter(|((who, _), _)| *who == pid).map(|(key, n)| (*key, *n)).collect();
            for ((who, at), amount) in &mine {
                set.undo.remove(&(*who, *at));
                set.cells[*at].0 = (set.cells[*at].0 + amount).clamp(0, VALUE_MAX);
            }
            if !mine.is_empty() {
                self.wake(WaitKey::Sysv(id), "a process that used SEM_UNDO ended");
            }
        }
    }
}
