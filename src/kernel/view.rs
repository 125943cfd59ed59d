//! Building a [`Snapshot`] from the kernel's and the machine's state. Unchanged subtrees of the previous snapshot are
//! reused, so that equality is a pointer comparison.

use super::Computer;
use super::event::ProcessState;
use super::file::{End, Object, OpenFile};
use super::ipc::Special;
use super::memory::{Holder, MmId};
use super::policy::schedule::Scheduler as _;
use super::process::{Process, Thread, WaitKey};
use super::snapshot::{
    AreaKind, AreaView, ChannelView, CpuView, DescriptorView, FrameKind, FrameView, PageView, ProcessView,
    SchedulerView, Snapshot, TlbEntryView, TlbView,
};
use crate::base::{Cycles, Pa, Pid, Ppn, Va, Vpn};
use crate::machine::{Mode, Pte};
use std::collections::BTreeMap;
use std::rc::Rc;

/// Bytes of a channel that are shown.
const HEAD: u32 = 64;

/// Who maps a frame, and what the PTEs say about it.
#[derive(Default)]
struct Mappings {
    owners: Vec<(Pid, Vpn)>,
    area: Option<AreaKind>,
    bits: u32,
}

/// The previous value if it equals the new one.
fn reuse<T: PartialEq + ?Sized>(old: Option<&Rc<T>>, new: Rc<T>) -> Rc<T> {
    match old {
        Some(old) if **old == *new => Rc::clone(old),
        _ => new,
    }
}

impl Computer {
    /// What the computer looks like now. Cost: walks all page tables once.
    #[must_use]
    pub fn snapshot(&self, previous: Option<&Snapshot>) -> Snapshot {
        let by_pid: BTreeMap<Pid, &Rc<ProcessView>> =
            previous.iter().flat_map(|s| s.processes.iter()).map(|p| (p.pid, p)).collect();
        let processes: Vec<Rc<ProcessView>> = (self.kernel.threads.values())
            .map(|thread| reuse(by_pid.get(&thread.tid).copied(), Rc::new(self.process_view(thread))))
            .collect();
        let channels: BTreeMap<u32, &Rc<ChannelView>> =
            previous.iter().flat_map(|s| s.channels.iter()).map(|c| (c.id, c)).collect();
        let shown = self.channel_views().into_iter().map(|c| reuse(channels.get(&c.id).copied(), Rc::new(c)));
        let terminal: Vec<u8> = self.kernel.terminal.iter().copied().collect();
        Snapshot {
            now: self.now(),
            instructions: self.machine.cpu.instret,
            cpu: reuse(previous.map(|s| &s.cpu), Rc::new(self.cpu_view())),
            processes: reuse_list(previous.map(|s| &s.processes), processes),
            frames: reuse(previous.map(|s| &s.frames), self.frame_views().into()),
            scheduler: reuse(previous.map(|s| &s.scheduler), Rc::new(self.scheduler_view())),
            channels: reuse_list(previous.map(|s| &s.channels), shown.collect()),
            terminal: reuse(previous.map(|s| &s.terminal), String::from_utf8_lossy(&terminal).into()),
            tlb: reuse(previous.map(|s| &s.tlb), Rc::new(self.tlb_view())),
        }
    }

    fn cpu_view(&self) -> CpuView {
        let cpu = &self.machine.cpu;
        let running = self.kernel.current.unwrap_or(Pid(0));
        let pc = self.kernel.current.map_or(cpu.pc, |tid| self.pc(tid));
        let is_supervisor = cpu.mode == Mode::Supervisor;
        let (scause, sepc, stval) = (cpu.scause, cpu.sepc, cpu.stval);
        CpuView { running, x: cpu.x, f: cpu.f, pc, is_supervisor, satp: cpu.satp, scause, sepc, stval }
    }

    fn process_view(&self, thread: &Thread) -> ProcessView {
        let process = self.process(thread.tgid);
        let mm = process.mm.map(|id| self.mm(id));
        let is_leader = thread.tid == thread.tgid;
        let usage = if is_leader { self.usage_of(process.pid) } else { thread.usage() };
        let handled = process.actions.iter().enumerate().filter(|(_, a)| a.handler > 1).map(|(n, _)| 1_u64 << n).sum();
        let is_current = self.kernel.current == Some(thread.tid);
        let slice =
            if is_current { self.kernel.slice_end.map_or(0, |end| end.0.saturating_sub(self.now().0)) } else { 0 };
        ProcessView {
            pid: thread.tid,
            tgid: thread.tgid,
            ppid: process.parent,
            pgid: process.pgid,
            sid: process.sid,
            uid: process.credentials.uid[1],
            gid: process.credentials.gid[1],
            name: Process::short_name(&process.argv, &process.path),
            argv: Rc::clone(&process.argv),
            path: Rc::clone(&process.path),
            state: thread.state,
            waits_for: thread.wait.as_ref().map_or_else(|| "".into(), |wait| Rc::clone(&wait.why)),
            exit: process.exit,
            x: if is_current { self.machine.cpu.x } else { thread.context.x },
            pc: self.pc(thread.tid),
            root: mm.map(|mm| mm.root),
            areas: self.area_views(process),
            pages: process.mm.map_or_else(|| Rc::from([]), |id| self.page_views(id)),
            tables: mm.map_or_else(|| Rc::from([]), |mm| self.table_list(mm.root)),
            brk: mm.map_or(Va(0), super::memory::Mm::brk_va),
            descriptors: self.descriptor_views(process),
            cwd: String::from_utf8_lossy(&self.kernel.inodes.path_of(process.cwd, process.root).unwrap_or_default())
                .into(),
            priority: i32::from(thread.nice),
            slice_left: Cycles(slice),
            created: thread.created,
            user_time: Cycles(usage.user),
            kernel_time: Cycles(usage.kernel),
            switches_voluntary: usage.switches.0,
            switches_involuntary: usage.switches.1,
            faults_minor: usage.faults.0,
            faults_major: usage.faults.1,
            syscalls: thread.syscalls,
            signals_pending: thread.pending.bits() | process.pending.bits(),
            signals_blocked: thread.mask,
            signals_handled: handled,
            children: self.kernel.children_of(process.pid).into(),
        }
    }

    fn area_views(&self, process: &Process) -> Rc<[AreaView]> {
        let areas = process.mm.iter().flat_map(|id| self.mm(*id).areas.values());
        let view = |area: &super::memory::Area| AreaView {
            start: Va(area.start),
            end: Va(area.end),
            kind: area.kind,
            read: area.read,
            write: area.write,
            execute: area.execute,
            is_shared: area.shared,
            file: self.area_name(process, area).into(),
        };
        areas.map(view).collect()
    }

    fn page_views(&self, id: MmId) -> Rc<[PageView]> {
        let root = self.mm(id).root;
        let view = |(page, pte): (Vpn, Pte)| PageView {
            page,
            frame: pte.has(Pte::V).then(|| pte.ppn()),
            pte: pte.0,
            pte_pa: self.pte_pa(root, page).unwrap_or(Pa(0)),
            is_copy_on_write: pte.has(Pte::COW),
            is_swapped: pte.has(Pte::SWAPPED),
        };
        self.pages(root).into_iter().map(view).collect()
    }

    /// Root first, then leaf tables by root index.
    fn table_list(&self, root: Ppn) -> Rc<[(u32, Ppn)]> {
        std::iter::once((0, root)).chain(self.tables(root)).collect()
    }

    fn descriptor_views(&self, process: &Process) -> Rc<[DescriptorView]> {
        let slots = process.files.iter().flat_map(|id| self.kernel.files[id].slots.iter());
        let view = |(fd, (open, cloexec)): (&u32, &(super::file::OpenId, bool))| {
            let file = &self.kernel.open_files[open];
            let mode = match (file.reads(), file.writes()) {
                (true, true) => "rw",
                (_, true) => "w",
                _ => "r",
            };
            DescriptorView {
                fd: *fd,
                target: self.target_text(file).into(),
                open_file: open.0,
                offset: file.offset,
                mode: mode.into(),
                is_cloexec: *cloexec,
            }
        };
        slots.map(view).collect()
    }

    fn target_text(&self, file: &OpenFile) -> String {
        match &file.object {
            Object::Pipe(channel, end) => {
                let end = match end {
                    End::Read => "read end",
                    End::Write => "write end",
                    End::Both => "both ends",
                };
                format!("{} ({end})", self.kernel.pipes[channel].name)
            }
            Object::Tty => "console".into(),
            Object::Stream(n) => ["stdin", "stdout", "stderr"][usize::from(*n)].into(),
            Object::Socket(id) => format!("socket {id}"),
            _ => file.path.to_string(),
        }
    }

    fn frame_views(&self) -> Vec<FrameView> {
        let mut mapped: BTreeMap<Ppn, Mappings> = BTreeMap::new();
        let mut tables: BTreeMap<Ppn, (Pid, u8)> = BTreeMap::new();
        for process in self.kernel.processes.values() {
            let Some(mm) = process.mm.map(|id| self.mm(id)) else { continue };
            tables.entry(mm.root).or_insert((process.pid, 1));
            for (_, table) in self.tables(mm.root) {
                tables.entry(table).or_insert((process.pid, 0));
            }
            for (page, pte) in self.pages(mm.root).into_iter().filter(|(_, pte)| pte.has(Pte::V)) {
                let row = mapped.entry(pte.ppn()).or_default();
                row.owners.push((process.pid, page));
                row.area = row.area.or_else(|| mm.area_at(page.va().0).map(|area| area.kind));
                row.bits |= pte.0;
            }
        }
        let rows = self.kernel.frames.rows().iter().enumerate();
        rows.map(|(n, row)| self.frame_view(row, mapped.get(&Ppn(n as u32)), tables.get(&Ppn(n as u32)))).collect()
    }

    fn frame_view(
        &self,
        row: &super::memory::Frame,
        mapped: Option<&Mappings>,
        table: Option<&(Pid, u8)>,
    ) -> FrameView {
        let owners: Rc<[(Pid, Vpn)]> = mapped.map_or_else(|| Rc::from([]), |m| m.owners.as_slice().into());
        let kind = match row.holder {
            Holder::Free => FrameKind::Free,
            Holder::Kernel => FrameKind::Kernel,
            Holder::Table => {
                let (owner, level) = table.copied().unwrap_or((Pid(0), 0));
                FrameKind::PageTable { owner, level }
            }
            Holder::Private => {
                FrameKind::User { owners, area: mapped.and_then(|m| m.area).unwrap_or(AreaKind::Anonymous) }
            }
            Holder::Cache { file, page } => FrameKind::Cache { file: self.file_name(file).into(), page, owners },
            Holder::Buffer { channel } => FrameKind::Buffer { channel },
        };
        let has = |bit: u32| mapped.is_some_and(|m| m.bits & bit != 0);
        let (is_accessed, is_dirty, is_copy_on_write) = (has(Pte::A), has(Pte::D), has(Pte::COW));
        FrameView { kind, references: row.references, is_accessed, is_dirty, is_copy_on_write }
    }

    /// A name for a file's content: the executable's path, an open file's path, or its number.
    fn file_name(&self, file: super::memory::FileId) -> String {
        let runs_it = |p: &&Process| p.mm.is_some_and(|id| self.mm(id).executable == Some(file));
        if let Some(process) = self.kernel.processes.values().find(runs_it) {
            return process.path.to_string();
        }
        let open = self.kernel.open_files.values().find(|f| f.object == Object::Inode(file));
        open.map_or_else(|| format!("inode {}", file.0), |f| f.path.to_string())
    }

    fn scheduler_view(&self) -> SchedulerView {
        let queues = self.kernel.scheduler.queues().into_iter().map(|queue| Rc::from(queue.tasks)).collect();
        let policy = if self.kernel.quantum == 0 { "first come, first served" } else { "round robin" };
        let quantum = Cycles(self.kernel.quantum);
        SchedulerView {
            policy: policy.into(),
            quantum,
            queues,
            idle: Cycles(self.kernel.idle),
            switches: self.kernel.switches,
        }
    }

    /// Processes that have an object open with a right.
    fn holders(&self, wanted: impl Fn(&OpenFile) -> bool) -> Rc<[Pid]> {
        let has = |p: &&Process| {
            let slots = p.files.iter().flat_map(|id| self.kernel.files[id].slots.values());
            slots.into_iter().any(|(open, _)| wanted(&self.kernel.open_files[open]))
        };
        self.kernel.processes.values().filter(has).map(|p| p.pid).collect()
    }

    fn waiters_of(&self, id: u32) -> Rc<[Pid]> {
        let mut waiters = self.waiters(WaitKey::Readable(id));
        waiters.extend(self.waiters(WaitKey::Writable(id)));
        waiters.sort_unstable();
        waiters.dedup();
        waiters.into()
    }

    fn channel_views(&self) -> Vec<ChannelView> {
        let mut views = Vec::new();
        for (id, pipe) in &self.kernel.pipes {
            let is_it = |file: &OpenFile| matches!(file.object, Object::Pipe(n, _) if n == *id);
            views.push(ChannelView {
                id: *id,
                kind: if pipe.fifo.is_some() { "FIFO" } else { "pipe" }.into(),
                name: Rc::clone(&pipe.name),
                readers: self.holders(|f| is_it(f) && f.reads()),
                writers: self.holders(|f| is_it(f) && f.writes()),
                capacity: pipe.buffer.capacity(),
                used: pipe.buffer.len(),
                head: self.peek_buffer(&pipe.buffer, HEAD).into(),
                waiters: self.waiters_of(*id),
                total: pipe.total,
            });
        }
        for (id, socket) in &self.kernel.net.sockets {
            let (used, total, first) = socket.view();
            let holders = self.holders(|f| f.object == Object::Socket(*id));
            views.push(ChannelView {
                id: *id,
                kind: "socket".into(),
                name: socket.local.text().into(),
                readers: Rc::clone(&holders),
                writers: holders,
                capacity: 64 << 10,
                used,
                head: first.map_or_else(Vec::new, |buffer| self.peek_buffer(buffer, HEAD)).into(),
                waiters: self.waiters_of(*id),
                total,
            });
        }
        for (id, special) in &self.kernel.ipc.specials {
            if let Special::Queue(queue) = special {
                let (name, used, capacity, _) = queue.view();
                let is_it = |file: &OpenFile| file.object == Object::Special(*id);
                views.push(ChannelView {
                    id: *id,
                    kind: "message queue".into(),
                    name,
                    readers: self.holders(|f| is_it(f) && f.reads()),
                    writers: self.holders(|f| is_it(f) && f.writes()),
                    capacity,
                    used,
                    head: Rc::from([]),
                    waiters: self.waiters_of(*id),
                    total: queue.total,
                });
            }
        }
        views.sort_by_key(|view| view.id);
        views
    }

    fn tlb_view(&self) -> TlbView {
        let tlb = &self.machine.tlb;
        let view = |e: &crate::machine::TlbEntry| TlbEntryView {
            asid: u32::from(e.asid),
            page: e.vpn,
            frame: e.ppn,
            pte: e.pte.0,
        };
        TlbView { entries: tlb.entries().map(view).collect(), hits: tlb.hits(), misses: tlb.misses() }
    }

    /// The state of a process's thread, if it exists.
    #[must_use]
    pub fn state_of_thread(&self, tid: Pid) -> Option<ProcessState> {
        self.kernel.threads.get(&tid).map(|thread| thread.state)
    }
}

/// The previous list if all its parts were reused.
fn reuse_list<T>(old: Option<&Rc<[Rc<T>]>>, new: Vec<Rc<T>>) -> Rc<[Rc<T>]> {
    match old {
        Some(old) if old.len() == new.len() && old.iter().zip(&new).all(|(a, b)| Rc::ptr_eq(a, b)) => Rc::clone(old),
        _ => new.into(),
    }
}
