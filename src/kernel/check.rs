//! What always holds, re-derived from the page tables, buffers and queues. Tests call it after every step.

use super::Computer;
use super::event::ProcessState;
use super::ipc::Special;
use super::memory::{Holder, KERNEL_FRAMES, STACK_TOP};
use super::policy::schedule::Scheduler as _;
use crate::base::{Pid, Ppn};
use crate::machine::Pte;
use std::collections::BTreeMap;

impl Computer {
    /// Asserts every invariant of the kernel. Cost: walks all page tables.
    pub fn check(&self) {
        self.check_frames();
        self.check_spaces();
        self.check_threads();
        self.check_files();
    }

    fn check_frames(&self) {
        self.kernel.frames.check();
        let mut owners: BTreeMap<Ppn, u32> = (0..KERNEL_FRAMES).map(|n| (Ppn(n), 1)).collect();
        let mut own = |ppn: Ppn| *owners.entry(ppn).or_insert(0) += 1;
        for mm in self.kernel.mms.values() {
            own(mm.root);
            self.tables(mm.root).into_iter().for_each(|(_, table)| own(table));
            self.pages(mm.root).into_iter().filter(|(_, pte)| pte.has(Pte::V)).for_each(|(_, pte)| own(pte.ppn()));
        }
        self.kernel.cache.values().for_each(|page| own(page.frame));
        self.kernel.pipes.values().flat_map(|pipe| pipe.buffer.frames()).for_each(&mut own);
        self.kernel.net.sockets.values().flat_map(super::net::Socket::frames).for_each(&mut own);
        self.kernel.ipc.sysv.frames().into_iter().for_each(&mut own);
        for special in self.kernel.ipc.specials.values() {
            if let Special::Queue(queue) = special {
                queue.view().3.into_iter().for_each(&mut own);
            }
        }
        for (n, row) in self.kernel.frames.rows().iter().enumerate() {
            let found = owners.get(&Ppn(n as u32)).copied().unwrap_or(0);
            assert_eq!(
                row.references, found,
                "frame {n} ({:?}): counted {}, found {found}",
                row.holder, row.references
            );
        }
    }

    fn check_spaces(&self) {
        for (id, mm) in &self.kernel.mms {
            let users = self.kernel.processes.values().filter(|p| p.mm == Some(*id)).count();
            assert_eq!(mm.users as usize, users, "space {id:?} has {users} users");
            let areas: Vec<_> = mm.areas.values().collect();
            assert!(areas.windows(2).all(|pair| pair[0].end <= pair[1].start), "areas of {id:?} overlap");
            assert!(areas.iter().all(|area| area.end <= STACK_TOP && area.start < area.end));
            let mut resident = 0;
            for (page, pte) in self.pages(mm.root) {
                let area = mm.area_at(page.va().0);
                let area = area.unwrap_or_else(|| panic!("page {page} of {id:?} lies in no area"));
                assert!(pte.has(Pte::V), "page {page} of {id:?} has an invalid PTE {:#x}", pte.0);
                assert!(!pte.has(Pte::W) || area.write, "page {page} of {id:?} is writable in a read-only area");
                let row = self.kernel.frames.row(pte.ppn());
                let is_writable_alone = row.references == 1 && row.holder == Holder::Private;
                assert!(
                    !pte.has(Pte::W) || area.shared || is_writable_alone,
                    "page {page} of {id:?}: a shared frame is writable"
                );
                resident += 1;
            }
            assert_eq!(mm.resident, resident, "space {id:?} miscounts its resident pages");
        }
        let asids: std::collections::BTreeSet<_> = self.kernel.mms.values().map(|mm| mm.asid).collect();
        assert_eq!(asids.len(), self.kernel.mms.len(), "two spaces have one ASID");
    }

    fn check_threads(&self) {
        let mut queued: Vec<Pid> = self.kernel.scheduler.queues().into_iter().flat_map(|queue| queue.tasks).collect();
        queued.sort_unstable();
        let in_state = |state| move |t: &&super::process::Thread| t.state == state;
        let ready: Vec<Pid> =
            self.kernel.threads.values().filter(in_state(ProcessState::Ready)).map(|t| t.tid).collect();
        assert_eq!(queued, ready, "the ready queue and the Ready threads differ");
        let running: Vec<_> =
            self.kernel.threads.values().filter(in_state(ProcessState::Running)).map(|t| t.tid).collect();
        assert_eq!(running, self.kernel.current.into_iter().collect::<Vec<_>>(), "who runs?");
        for thread in self.kernel.threads.values() {
            assert_eq!(
                thread.wait.is_some(),
                thread.state == ProcessState::Waiting,
                "thread {} waits on nothing",
                thread.tid
            );
            let process = self.kernel.processes.get(&thread.tgid);
            let process = process.unwrap_or_else(|| panic!("thread {} has no process", thread.tid));
            let is_alive = thread.state != ProcessState::Terminated;
            assert_eq!(
                process.threads.contains(&thread.tid),
                is_alive,
                "thread {} and its process disagree",
                thread.tid
            );
        }
        for process in self.kernel.processes.values() {
            let is_zombie = process.exit.is_some();
            assert_eq!(is_zombie, process.threads.is_empty(), "process {}: zombie and threads", process.pid);
            assert!(
                !is_zombie || (process.mm.is_none() && process.files.is_none()),
                "zombie {} holds something",
                process.pid
            );
            assert!(
                process.parent.0 == 0 || self.kernel.processes.contains_key(&process.parent),
                "{} has no parent",
                process.pid
            );
        }
    }

    fn check_files(&self) {
        let mut named = BTreeMap::new();
        let slots = self.kernel.files.values().flat_map(|table| table.slots.values().map(|slot| slot.0));
        let flying = self.kernel.net.sockets.values().flat_map(super::net::Socket::files_in_flight);
        slots.chain(flying).for_each(|open| *named.entry(open).or_insert(0) += 1);
        for (id, file) in &self.kernel.open_files {
            let found = named.get(id).copied().unwrap_or(0);
            assert_eq!(file.references, found, "open file {id:?} ({})", file.path);
        }
        assert!(named.keys().all(|id| self.kernel.open_files.contains_key(id)), "a descriptor names a closed file");
    }

    /// Free frames, for leak tests; pages of files that could be dropped at once count as free.
    #[must_use]
    pub fn free_frames(&self) -> u32 {
        let idle = self.kernel.cache.values().filter(|page| self.kernel.frames.row(page.frame).references == 1);
        self.kernel.frames.free_count() + idle.count() as u32
    }
}
