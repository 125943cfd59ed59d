//! `/proc`: what the kernel knows, as text a program can read. A file's text is made when it is opened.

use super::open::{Object, OpenId};
use super::path::{Node, Step};
use crate::base::{PAGE_BYTES, Pid};
use crate::kernel::errno::Errno;
use crate::kernel::event::ProcessState;
use crate::kernel::memory::{Area, Backing};
use crate::kernel::process::Process;
use crate::kernel::snapshot::AreaKind;
use crate::kernel::{BOOT_TIME, CYCLES_PER_SECOND, Computer};
use std::fmt::Write as _;

/// Clock ticks per second in `/proc/PID/stat` and times().
pub const TICKS: u64 = 100;

/// A name in `/proc`.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ProcNode {
    /// `/proc`
    Root,
    /// `/proc/self`, a link.
    SelfLink,
    /// `/proc/NAME`, by index into [`GLOBAL`].
    Global(u8),
    /// `/proc/PID`
    Process(Pid),
    /// `/proc/PID/NAME`, by index into [`FILES`].
    File(Pid, u8),
    /// `/proc/PID/fd`
    Descriptors(Pid),
    /// `/proc/PID/fd/N`, a link.
    Descriptor(Pid, u32),
    /// `/proc/PID/exe`, `cwd`, `root`: links, by index into [`LINKS`].
    Link(Pid, u8),
    /// `/proc/PID/task`
    Tasks(Pid),
}

const GLOBAL: [&str; 8] = ["cpuinfo", "loadavg", "meminfo", "mounts", "stat", "uptime", "version", "filesystems"];
const FILES: [&str; 8] = ["cmdline", "comm", "environ", "limits", "maps", "stat", "statm", "status"];
const LINKS: [&str; 3] = ["exe", "cwd", "root"];

impl ProcNode {
    /// Whether names are below it.
    #[must_use]
    pub const fn is_directory(self) -> bool {
        matches!(self, Self::Root | Self::Process(_) | Self::Descriptors(_) | Self::Tasks(_))
    }

    /// Whether it is a symbolic link.
    #[must_use]
    pub const fn is_link(self) -> bool {
        matches!(self, Self::SelfLink | Self::Descriptor(..) | Self::Link(..))
    }
}

fn index(names: &[&str], part: &[u8]) -> Option<u8> {
    names.iter().position(|name| name.as_bytes() == part).map(|n| n as u8)
}

fn number(part: &[u8]) -> Option<u32> {
    std::str::from_utf8(part).ok()?.parse().ok()
}

impl Computer {
    pub(super) fn proc_child(&self, tid: Pid, node: ProcNode, part: &[u8]) -> Result<Option<Node>, Errno> {
        let is_live = |pid: &Pid| self.kernel.processes.contains_key(pid);
        if part == b"." {
            return Ok(Some(Node::Proc(node)));
        }
        if part == b".." {
            return Ok(Some(match node {
                ProcNode::Process(_) => Node::Proc(ProcNode::Root),
                ProcNode::Descriptors(pid) | ProcNode::Tasks(pid) => Node::Proc(ProcNode::Process(pid)),
                _ => Node::Inode(self.process_of(tid).root),
            }));
        }
        let child = match node {
            ProcNode::Root if part == b"self" || part == b"thread-self" => Some(ProcNode::SelfLink),
            ProcNode::Root => match number(part).map(Pid).filter(is_live) {
                Some(pid) => Some(ProcNode::Process(pid)),
                None => index(&GLOBAL, part).map(ProcNode::Global),
            },
            ProcNode::Process(pid) if !is_live(&pid) => None,
            ProcNode::Process(pid) if part == b"fd" => Some(ProcNode::Descriptors(pid)),
            ProcNode::Process(pid) if part == b"task" => Some(ProcNode::Tasks(pid)),
            ProcNode::Process(pid) => (index(&FILES, part).map(|n| ProcNode::File(pid, n)))
                .or_else(|| index(&LINKS, part).map(|n| ProcNode::Link(pid, n))),
            ProcNode::Descriptors(pid) => {
                number(part).filter(|fd| self.descriptor(pid, *fd).is_some()).map(|fd| ProcNode::Descriptor(pid, fd))
            }
            ProcNode::Tasks(pid) => number(part)
                .map(Pid)
                .filter(|t| self.kernel.threads.get(t).is_some_and(|t| t.tgid == pid))
                .map(|_| ProcNode::Process(pid)),
            _ => return Err(Errno::ENOTDIR),
        };
        Ok(child.map(Node::Proc))
    }

    fn descriptor(&self, pid: Pid, fd: u32) -> Option<OpenId> {
        let files = self.kernel.processes.get(&pid)?.files?;
        self.kernel.files[&files].slots.get(&fd).map(|slot| slot.0)
    }

    pub(super) fn proc_link(&mut self, tid: Pid, node: ProcNode) -> Result<Option<Step>, Errno> {
        Ok(match node {
            ProcNode::SelfLink => Some(Step::Jump(Node::Proc(ProcNode::Process(self.thread(tid).tgid)))),
            ProcNode::Descriptor(pid, fd) => {
                let open = self.descriptor(pid, fd).ok_or(Errno::ENOENT)?;
                Some(Step::Jump(match self.kernel.open_files[&open].object {
                    Object::Inode(id) => Node::Inode(id),
                    Object::ProcDirectory(node) => Node::Proc(node),
                    _ => Node::Open(open),
                }))
            }
            ProcNode::Link(pid, 1) => Some(Step::Jump(Node::Inode(self.live(pid)?.cwd))),
            ProcNode::Link(pid, 2) => Some(Step::Jump(Node::Inode(self.live(pid)?.root))),
            ProcNode::Link(pid, _) => {
                let executable = self.live(pid)?.mm.and_then(|id| self.mm(id).executable);
                Some(Step::Jump(Node::Inode(executable.ok_or(Errno::ENOENT)?)))
            }
            _ => None,
        })
    }

    fn live(&self, pid: Pid) -> Result<&Process, Errno> {
        self.kernel.processes.get(&pid).ok_or(Errno::ENOENT)
    }

    /// The text readlink gives.
    pub(super) fn proc_readlink(&self, tid: Pid, node: ProcNode) -> Result<Vec<u8>, Errno> {
        let directory = |id| self.kernel.inodes.path_of(id, self.kernel.inodes.root()).ok_or(Errno::ENOENT);
        match node {
            ProcNode::SelfLink => Ok(self.thread(tid).tgid.to_string().into_bytes()),
            ProcNode::Descriptor(pid, fd) => {
                let open = self.descriptor(pid, fd).ok_or(Errno::ENOENT)?;
                let file = &self.kernel.open_files[&open];
                match file.object {
                    Object::Inode(id) if self.kernel.inodes.at(id).directory().is_some() => directory(id),
                    _ => Ok(self.absolute(pid, file.path.as_bytes())),
                }
            }
            ProcNode::Link(pid, 1) => directory(self.live(pid)?.cwd),
            ProcNode::Link(pid, 2) => directory(self.live(pid)?.root),
            ProcNode::Link(pid, _) => {
                let path = self.live(pid)?.path.clone();
                Ok(self.absolute(pid, path.as_bytes()))
            }
            _ => Err(Errno::EINVAL),
        }
    }

    /// A path made absolute by the working directory.
    fn absolute(&self, pid: Pid, path: &[u8]) -> Vec<u8> {
        let is_plain = !path.starts_with(b"/") && !path.contains(&b':');
        let cwd = self.kernel.processes.get(&pid).and_then(|p| self.kernel.inodes.path_of(p.cwd, p.root));
        match cwd {
            Some(cwd) if is_plain => {
                let rest = path.strip_prefix(b"./").unwrap_or(path);
                [cwd.strip_suffix(b"/").unwrap_or(&cwd), b"/", rest].concat()
            }
            _ => path.to_vec(),
        }
    }

    pub(super) fn proc_list(&self, _tid: Pid, node: ProcNode) -> Vec<(Vec<u8>, u64, u8)> {
        let mut rows = vec![(b".".to_vec(), 2000, 4), (b"..".to_vec(), 1, 4)];
        let mut add = |name: String, kind| rows.push((name.into_bytes(), 2100, kind));
        match node {
            ProcNode::Root => {
                self.kernel.processes.keys().for_each(|pid| add(pid.to_string(), 4));
                GLOBAL.iter().for_each(|name| add((*name).into(), 8));
                add("self".into(), 10);
            }
            ProcNode::Process(_) => {
                FILES.iter().for_each(|name| add((*name).into(), 8));
                LINKS.iter().for_each(|name| add((*name).into(), 10));
                ["fd", "task"].iter().for_each(|name| add((*name).into(), 4));
            }
            ProcNode::Descriptors(pid) => {
                let files = self.kernel.processes.get(&pid).and_then(|p| p.files);
                let slots = files.map(|id| &self.kernel.files[&id].slots);
                slots.into_iter().flat_map(|slots| slots.keys()).for_each(|fd| add(fd.to_string(), 10));
            }
            ProcNode::Tasks(pid) => {
                let threads = self.kernel.processes.get(&pid).map(|p| &p.threads);
                threads.into_iter().flatten().for_each(|tid| add(tid.to_string(), 4));
            }
            _ => {}
        }
        rows
    }

    /// Opens a name in `/proc`.
    pub(super) fn proc_object(&self, node: ProcNode) -> Result<Object, Errno> {
        let text = match node {
            ProcNode::Global(n) => self.global_text(GLOBAL[usize::from(n)]).into_bytes(),
            ProcNode::File(pid, n) => self.process_text(self.live(pid)?, FILES[usize::from(n)]),
            node if node.is_directory() => return Ok(Object::ProcDirectory(node)),
            _ => return Err(Errno::ELOOP),
        };
        Ok(Object::ProcFile(text.into()))
    }

    fn global_text(&self, name: &str) -> String {
        let kib = u64::from(PAGE_BYTES / 1024);
        let frames = &self.kernel.frames;
        let seconds =
            |cycles: u64| format!("{}.{:02}", cycles / CYCLES_PER_SECOND, cycles * 100 / CYCLES_PER_SECOND % 100);
        match name {
            "cpuinfo" => "processor\t: 0\nhart\t\t: 0\nisa\t\t: rv32imafd_zicsr_zifencei\nmmu\t\t: sv32\n\n".into(),
            "loadavg" => {
                let (mut running, all) = (0, self.kernel.threads.len());
                let is_runnable = |state| matches!(state, ProcessState::Ready | ProcessState::Running);
                self.kernel.threads.values().for_each(|t| running += u32::from(is_runnable(t.state)));
                format!("0.00 0.00 0.00 {running}/{all} {}\n", self.kernel.next_pid - 1)
            }
            "meminfo" => {
                let (total, free) =
                    (u64::from(self.machine.ram.frame_count()) * kib, u64::from(frames.free_count()) * kib);
                let cached = self.kernel.cache.len() as u64 * kib;
                format!(
                    "MemTotal:       {total:8} kB\nMemFree:        {free:8} kB\nMemAvailable:   {:8} kB\nBuffers:        {:8} kB\nCached:         {cached:8} kB\nSwapTotal:      {:8} kB\nSwapFree:       {:8} kB\n",
                    free + cached,
                    0,
                    0,
                    0
                )
            }
            "mounts" => "disk / labfs rw 0 0\nproc /proc proc rw 0 0\ntmpfs /dev/shm tmpfs rw 0 0\n".into(),
            "filesystems" => "nodev\tproc\nnodev\ttmpfs\n\tlabfs\n".into(),
            "stat" => {
                let usage =
                    self.kernel.threads.values().fold((0, 0), |(u, k), t| (u + t.user_time.0, k + t.kernel_time.0));
                let ticks = |cycles: u64| cycles / (CYCLES_PER_SECOND / TICKS);
                format!(
                    "cpu  {} 0 {} {} 0 0 0 0 0 0\nctxt {}\nbtime {BOOT_TIME}\nprocesses {}\n",
                    ticks(usage.0),
                    ticks(usage.1),
                    ticks(self.kernel.idle),
                    self.kernel.switches,
                    self.kernel.next_pid - 1
                )
            }
            "uptime" => format!("{} {}\n", seconds(self.now().0), seconds(self.kernel.idle)),
            _ => "Linux version 6.6.0 (process-lab) #1\n".into(),
        }
    }

    fn process_text(&self, process: &Process, name: &str) -> Vec<u8> {
        match name {
            "cmdline" | "environ" => {
                let Some(id) = process.mm else { return Vec::new() };
                let (args, env, end) = self.mm(id).args;
                let (from, to) = if name == "cmdline" { (args, env) } else { (env, end) };
                self.peek_bytes(id, from, (to - from) as usize)
            }
            "comm" => format!("{}\n", self.comm(process)).into_bytes(),
            "limits" => self.limits_text(process).into_bytes(),
            "maps" => self.maps_text(process).into_bytes(),
            "stat" => self.stat_text(process).into_bytes(),
            "statm" => {
                let (size, resident) = process
                    .mm
                    .map_or((0, 0), |id| (self.mm(id).mapped_bytes() / u64::from(PAGE_BYTES), self.mm(id).resident));
                format!("{size} {resident} 0 0 0 0 0\n").into_bytes()
            }
            _ => self.status_text(process).into_bytes(),
        }
    }

    fn comm(&self, process: &Process) -> &str {
        self.kernel.threads.get(&process.pid).map_or("", |thread| &thread.name)
    }

    /// The letter and word of a process's state, as ps prints them.
    fn state_of(&self, process: &Process) -> (char, &'static str) {
        let any = |state| process.threads.iter().any(|tid| self.thread(*tid).state == state);
        match () {
            () if process.exit.is_some() => ('Z', "zombie"),
            () if any(ProcessState::Running) || any(ProcessState::Ready) => ('R', "running"),
            () if any(ProcessState::Stopped) => ('T', "stopped"),
            () => ('S', "sleeping"),
        }
    }

    fn limits_text(&self, process: &Process) -> String {
        let names = [
            ("Max cpu time", 0, "seconds"),
            ("Max file size", 1, "bytes"),
            ("Max data size", 2, "bytes"),
            ("Max stack size", 3, "bytes"),
            ("Max core file size", 4, "bytes"),
            ("Max processes", 6, "processes"),
            ("Max open files", 7, "files"),
            ("Max address space", 9, "bytes"),
        ];
        let show = |limit: u64| if limit == u64::MAX { "unlimited".into() } else { limit.to_string() };
        let mut text = format!("{:<25} {:<20} {:<20} {:<10}\n", "Limit", "Soft Limit", "Hard Limit", "Units");
        for (name, n, unit) in names {
            let (soft, hard) = process.limits[n];
            let _ = writeln!(text, "{name:<25} {:<20} {:<20} {unit:<10}", show(soft), show(hard));
        }
        text
    }

    fn maps_text(&self, process: &Process) -> String {
        let Some(id) = process.mm else { return String::new() };
        let mut text = String::new();
        for area in self.mm(id).areas.values() {
            let flag = |on: bool, letter: char| if on { letter } else { '-' };
            let (offset, file) = match area.backing {
                Backing::File { file, offset, .. } => (offset, file.0),
                _ => (0, 0),
            };
            let rights = [
                flag(area.read, 'r'),
                flag(area.write, 'w'),
                flag(area.execute, 'x'),
                if area.shared { 's' } else { 'p' },
            ];
            let rights: String = rights.iter().collect();
            let line = format!("{:08x}-{:08x} {rights} {offset:08x} 00:01 {file}", area.start, area.end);
            let name = self.area_name(process, area);
            let _ = if name.is_empty() { writeln!(text, "{line} ") } else { writeln!(text, "{line:<49}{name}") };
        }
        text
    }

    /// What `/proc/PID/maps` calls an area.
    pub(in crate::kernel) fn area_name(&self, process: &Process, area: &Area) -> String {
        match (area.kind, area.backing) {
            (AreaKind::Heap, _) => "[heap]".into(),
            (AreaKind::Stack, _) => "[stack]".into(),
            (AreaKind::Trampoline, _) => "[vdso]".into(),
            (AreaKind::Text | AreaKind::Rodata | AreaKind::Data, Backing::File { .. }) => process.path.to_string(),
            (_, Backing::File { file, .. }) => {
                let is_it = |f: &&super::OpenFile| f.object == Object::Inode(file);
                self.kernel.open_files.values().find(is_it).map_or(String::new(), |f| f.path.to_string())
            }
            _ => String::new(),
        }
    }

    fn stat_text(&self, process: &Process) -> String {
        let usage = self.usage_of(process.pid);
        let ticks = |cycles: u64| cycles / (CYCLES_PER_SECOND / TICKS);
        let (size, resident) = process.mm.map_or((0, 0), |id| (self.mm(id).mapped_bytes(), self.mm(id).resident));
        let tty = if self.kernel.tty.session == process.sid { 34816 } else { 0 };
        let foreground = if tty == 0 { -1 } else { self.kernel.tty.foreground.0 as i32 };
        format!(
            "{} ({}) {} {} {} {} {tty} {foreground} 0 {} 0 {} 0 {} {} {} {} 20 0 {} 0 {} {size} {resident} {} 0 0 0 0 0 0 0 0 0 0 0 0 17 0 0 0 0 0 0 0 0 0 0 0 0 0 0\n",
            process.pid,
            self.comm(process),
            self.state_of(process).0,
            process.parent,
            process.pgid,
            process.sid,
            usage.faults.0,
            usage.faults.1,
            ticks(usage.user),
            ticks(usage.kernel),
            ticks(process.children.user),
            ticks(process.children.kernel),
            process.threads.len(),
            ticks(process.created.0),
            u32::MAX
        )
    }

    fn status_text(&self, process: &Process) -> String {
        let (letter, word) = self.state_of(process);
        let ids = |ids: &[u32; 3]| format!("{}\t{}\t{}\t{}", ids[0], ids[1], ids[2], ids[1]);
        let who = &process.credentials;
        let mut text = format!(
            "Name:\t{}\nUmask:\t{:04o}\nState:\t{letter} ({word})\nTgid:\t{pid}\nPid:\t{pid}\nPPid:\t{}\nTracerPid:\t0\nUid:\t{}\nGid:\t{}\n",
            self.comm(process),
            process.umask,
            process.parent,
            ids(&who.uid),
            ids(&who.gid),
            pid = process.pid,
        );
        let slots = process.files.map_or(0, |id| self.kernel.files[&id].slots.len());
        let _ = writeln!(text, "FDSize:\t{}\nGroups:\t ", slots.max(64).next_power_of_two());
        if let Some(mm) = process.mm.map(|id| self.mm(id)) {
            let kib = |kinds: &[AreaKind]| -> u64 {
                let of = mm.areas.values().filter(|a| kinds.contains(&a.kind));
                of.map(|a| u64::from(a.end - a.start) / 1024).sum()
            };
            let rows = [
                ("VmPeak", mm.mapped_bytes() / 1024),
                ("VmSize", mm.mapped_bytes() / 1024),
                ("VmHWM", u64::from(mm.resident_peak) * 4),
                ("VmRSS", u64::from(mm.resident) * 4),
                ("VmData", kib(&[AreaKind::Data, AreaKind::Bss, AreaKind::Heap, AreaKind::Anonymous])),
                ("VmStk", kib(&[AreaKind::Stack])),
                ("VmExe", kib(&[AreaKind::Text])),
                ("VmSwap", 0),
            ];
            rows.iter().for_each(|(name, kib)| {
                let _ = writeln!(text, "{name}:\t{kib:8} kB");
            });
        }
        let handled = |wanted: fn(u32) -> bool| -> u64 {
            process.actions.iter().enumerate().filter(|(_, a)| wanted(a.handler)).map(|(n, _)| 1_u64 << n).sum()
        };
        let thread = self.kernel.threads.get(&process.pid);
        let usage = self.usage_of(process.pid);
        let _ = write!(
            text,
            "Threads:\t{}\nSigQ:\t0/256\nSigPnd:\t{:016x}\nShdPnd:\t{:016x}\nSigBlk:\t{:016x}\nSigIgn:\t{:016x}\nSigCgt:\t{:016x}\nCpus_allowed:\t1\nCpus_allowed_list:\t0\nvoluntary_ctxt_switches:\t{}\nnonvoluntary_ctxt_switches:\t{}\n",
            process.threads.len().max(1),
            thread.map_or(0, |t| t.pending.bits()),
            process.pending.bits(),
            thread.map_or(0, |t| t.mask),
            handled(|h| h == 1),
            handled(|h| h > 1),
            usage.switches.0,
            usage.switches.1
        );
        text
    }
}
