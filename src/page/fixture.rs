//! Hand-made snapshots for tests of geometry and text: a program A (pid 2) that forks B (pid 3), whose store copies one
//! frame. Never shipped; what the page shows comes from the machine.

use process_lab::base::{Cycles, Pa, Pid, Ppn, Va, Vpn};
use process_lab::kernel::event::{Event, Fact, FrameUse, Initiator, ProcessState};
use process_lab::kernel::snapshot::*;
use std::rc::Rc;

/// The page that the child writes to.
pub const DATA_PAGE: Vpn = Vpn(0x14);
const COPY: Ppn = Ppn(29);

struct Layout {
    kind: AreaKind,
    first: u32,
    pages: u32,
    rights: (bool, bool, bool),
    frame: u32,
}

const LAYOUT: [Layout; 5] = [
    Layout { kind: AreaKind::Text, first: 0x10, pages: 3, rights: (true, false, true), frame: 11 },
    Layout { kind: AreaKind::Rodata, first: 0x13, pages: 1, rights: (true, false, false), frame: 14 },
    Layout { kind: AreaKind::Data, first: 0x14, pages: 1, rights: (true, true, false), frame: 15 },
    Layout { kind: AreaKind::Bss, first: 0x15, pages: 1, rights: (true, true, false), frame: 16 },
    Layout { kind: AreaKind::Stack, first: 0xbfffe, pages: 2, rights: (true, true, false), frame: 17 },
];

fn areas() -> Rc<[AreaView]> {
    let area = |l: &Layout| AreaView {
        start: Vpn(l.first).va(),
        end: Vpn(l.first + l.pages).va(),
        kind: l.kind,
        read: l.rights.0,
        write: l.rights.1,
        execute: l.rights.2,
        is_shared: false,
        file: "/fork".into(),
    };
    LAYOUT.iter().map(area).collect()
}

fn pages(is_shared: bool, data_frame: Option<Ppn>) -> Rc<[PageView]> {
    let mut pages = Vec::new();
    for l in &LAYOUT {
        for i in 0..l.pages {
            let page = Vpn(l.first + i);
            let own = data_frame.filter(|_| page == DATA_PAGE);
            let is_copy_on_write = is_shared && l.rights.1 && own.is_none();
            let write = l.rights.1 && !is_copy_on_write;
            let pte = 0x51 | 2 * u32::from(l.rights.0) | 4 * u32::from(write) | 8 * u32::from(l.rights.2);
            let frame = own.unwrap_or(Ppn(l.frame + i));
            let pte_pa = Pa(0xa000 + page.0 * 4 % 4096);
            pages.push(PageView { page, frame: Some(frame), pte, pte_pa, is_copy_on_write, is_swapped: false });
        }
    }
    pages.into()
}

fn process(pid: u32, ppid: u32, name: &str, state: ProcessState) -> ProcessView {
    ProcessView {
        pid: Pid(pid),
        ppid: Pid(ppid),
        pgid: Pid(pid),
        sid: Pid(1),
        uid: 1000,
        gid: 1000,
        name: name.into(),
        argv: [Rc::from(name)].into(),
        path: format!("/{name}").into(),
        state,
        waits_for: if state == ProcessState::Waiting { "a child to end".into() } else { "".into() },
        exit: None,
        x: [0; 32],
        pc: Va(0x10_040),
        root: None,
        areas: [].into(),
        pages: [].into(),
        tables: [].into(),
        brk: Va(0x16_000),
        descriptors: [].into(),
        cwd: "/".into(),
        priority: 0,
        slice_left: Cycles(700),
        created: Cycles(10),
        user_time: Cycles(900),
        kernel_time: Cycles(100),
        switches_voluntary: 0,
        switches_involuntary: 0,
        faults_minor: 4,
        faults_major: 0,
        syscalls: 2,
        signals_pending: 0,
        signals_blocked: 0,
        signals_handled: 0,
        children: [].into(),
    }
}

fn with_space(mut p: ProcessView, root: u32, is_shared: bool, own: Option<Ppn>) -> Rc<ProcessView> {
    p.root = Some(Ppn(root));
    p.tables = [(0, Ppn(root)), (0, Ppn(root + 1)), (767, Ppn(root + 2))].into();
    p.areas = areas();
    p.pages = pages(is_shared, own);
    Rc::new(p)
}

fn frames(processes: &[Rc<ProcessView>]) -> Rc<[FrameView]> {
    let free = FrameView {
        kind: FrameKind::Free,
        references: 0,
        is_accessed: false,
        is_dirty: false,
        is_copy_on_write: false,
    };
    let mut all = vec![free; 64];
    for frame in &mut all[..8] {
        *frame = FrameView { kind: FrameKind::Kernel, references: 1, ..frame.clone() };
    }
    for p in processes {
        for (i, (_, frame)) in p.tables.iter().enumerate() {
            let kind = FrameKind::PageTable { owner: p.pid, level: u8::from(i == 0) };
            all[frame.0 as usize] = FrameView { kind, references: 1, ..all[63].clone() };
        }
        for page in p.pages.iter() {
            add_owner(&mut all, p, page);
        }
    }
    all.into()
}

fn add_owner(all: &mut [FrameView], p: &ProcessView, page: &PageView) {
    let Some(slot) = page.frame.and_then(|f| all.get_mut(f.0 as usize)) else { return };
    let mut owners = match &slot.kind {
        FrameKind::User { owners, .. } => owners.to_vec(),
        _ => Vec::new(),
    };
    owners.push((p.pid, page.page));
    let area = p.area_at(page.page.va()).map_or(AreaKind::Anonymous, |a| a.kind);
    slot.references = owners.len() as u32;
    slot.kind = FrameKind::User { owners: owners.into(), area };
    slot.is_accessed = true;
    slot.is_dirty = matches!(area, AreaKind::Data | AreaKind::Stack);
    slot.is_copy_on_write = page.is_copy_on_write;
}

fn snapshot(now: u64, processes: Vec<Rc<ProcessView>>, running: u32) -> Snapshot {
    let cpu = CpuView {
        running: Pid(running),
        x: [7; 32],
        f: [0; 64 / 2],
        pc: Va(0x10_040),
        is_supervisor: false,
        satp: 0x8000_0008,
        scause: 8,
        sepc: Va(0x10_03c),
        stval: 0,
    };
    let ready = processes.iter().filter(|p| p.state == ProcessState::Ready).map(|p| p.pid).collect();
    let queues = [ready].into();
    let quantum = Cycles(1000);
    let scheduler = SchedulerView { policy: "round robin".into(), quantum, queues, idle: Cycles(0), switches: 3 };
    Snapshot {
        now: Cycles(now),
        instructions: now,
        cpu: Rc::new(cpu),
        frames: frames(&processes),
        processes: processes.into(),
        scheduler: Rc::new(scheduler),
        channels: [].into(),
        terminal: "$ ./fork\n".into(),
        tlb: Rc::new(TlbView { entries: [].into(), hits: 10, misses: 3 }),
    }
}

fn walk(at: u64, pid: u32, from: ProcessState, to: ProcessState, why: &str) -> Event {
    let fact = Fact::StateChanged { from, to, why: why.into(), by: Initiator::Scheduler };
    Event { at: Cycles(at), pid: Pid(pid), fact }
}

fn init() -> Rc<ProcessView> {
    Rc::new(process(1, 0, "init", ProcessState::Waiting))
}

/// Before fork, what happens, after fork.
#[must_use]
pub fn forked() -> (Rc<Snapshot>, Vec<Event>, Rc<Snapshot>) {
    use ProcessState::{New, Ready, Running};
    let a = process(2, 1, "fork", Running);
    let before = snapshot(1000, vec![init(), with_space(a.clone(), 8, false, None)], 2);
    let child = process(3, 2, "fork", Ready);
    let after = vec![init(), with_space(a, 8, true, None), with_space(child, 20, true, None)];
    let created = Fact::ProcessCreated { parent: Pid(2), child: Pid(3), is_thread: false };
    let events =
        vec![Event { at: Cycles(1100), pid: Pid(3), fact: created }, walk(1100, 3, New, Ready, "admitted by fork()")];
    (Rc::new(before), events, Rc::new(snapshot(1200, after, 2)))
}

/// Before the child's store, what happens, after it.
#[must_use]
pub fn copy_on_write() -> (Rc<Snapshot>, Vec<Event>, Rc<Snapshot>) {
    use ProcessState::{Ready, Running};
    let (_, _, before) = forked();
    let a = with_space(process(2, 1, "fork", Ready), 8, true, None);
    let b = with_space(process(3, 2, "fork", Running), 20, true, Some(COPY));
    let fault = Fact::Faulted {
        scause: 15,
        pc: Va(0x10_044),
        address: DATA_PAGE.va(),
        access: Some(process_lab::base::Access::Write),
        why: "the page is copy-on-write".into(),
    };
    let at = |fact| Event { at: Cycles(1300), pid: Pid(3), fact };
    let events = vec![
        walk(1250, 2, Running, Ready, "time slice expired"),
        walk(1250, 3, Ready, Running, "dispatched"),
        at(fault),
        at(Fact::FrameAllocated { frame: COPY, used_for: FrameUse::CopyOnWrite }),
        at(Fact::FrameCopied { from: Ppn(15), to: COPY, page: DATA_PAGE }),
        at(Fact::PageMapped { page: DATA_PAGE, frame: COPY, pte: 0x57 }),
    ];
    (before, events, Rc::new(snapshot(1400, vec![init(), a, b], 3)))
}

/// The whole log and its end.
#[must_use]
pub fn log() -> (Vec<Event>, Cycles) {
    use ProcessState::{New, Ready, Running};
    let created = Fact::ProcessCreated { parent: Pid(0), child: Pid(2), is_thread: false };
    let mut log = vec![
        Event { at: Cycles(10), pid: Pid(2), fact: created },
        walk(20, 2, New, Ready, "admitted"),
        walk(40, 2, Ready, Running, "dispatched"),
    ];
    log.extend(forked().1);
    log.extend(copy_on_write().1);
    (log, Cycles(1400))
}
