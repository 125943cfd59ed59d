//! exec: replacing a process's program. Scripts (`#!`), the ELF loader, the new stack.
//!
//! Rule: everything that can fail happens on a new address space; the old one goes only when the new one is complete.

pub mod elf;
mod stack;

use super::Computer;
use super::errno::Errno;
use super::event::Fact;
use super::file::{Kind, Node};
use super::memory::{Area, Backing, FileId, MmId, PAGE, STACK_TOP, TRAMPOLINE};
use super::signal::Action;
use super::snapshot::AreaKind;
use super::syscall::{Args, Outcome, Stop};
use crate::base::{Pid, Va, limits};
use crate::machine::Context;
use elf::Elf;
use std::rc::Rc;

/// Strings of argv or envp.
pub type Strings = Vec<Vec<u8>>;

/// Scripts may name scripts this often.
const SCRIPT_DEPTH: u32 = 4;

/// A program found and understood, ready to be loaded.
struct Program {
    file: FileId,
    elf: Elf,
    argv: Strings,
    path: Vec<u8>,
}

impl Computer {
    /// Loads a program into a thread's process. On `Err` the process is as it was.
    pub(super) fn exec(&mut self, tid: Pid, path: &[u8], argv: Strings, envp: Strings) -> Result<(), Errno> {
        let total: usize = argv.iter().chain(&envp).map(|s| s.len() + 5).sum();
        if total > limits::ARG_BYTES_MAX {
            return Err(Errno::E2BIG);
        }
        let file = self.executable(tid, path)?;
        let program = self.find_program(tid, file, path.to_vec(), argv, SCRIPT_DEPTH)?;
        let id = self.new_mm()?;
        let built = self.build_space(id, &program, &envp);
        match built {
            Ok(sp) => {
                self.install_program(tid, id, program, sp);
                Ok(())
            }
            Err(e) => {
                self.drop_mm(id);
                Err(e)
            }
        }
    }

    /// The regular file with execute permission at a path.
    fn executable(&mut self, tid: Pid, path: &[u8]) -> Result<FileId, Errno> {
        let found = self.resolve(tid, super::file::AT_FDCWD, path, true)?;
        let Node::Inode(id) = found.existing()? else { return Err(Errno::EACCES) };
        let inode = self.kernel.inodes.at(id);
        if !matches!(inode.kind, Kind::File(_)) {
            return Err(Errno::EACCES);
        }
        self.allow(tid, inode, 1)?;
        Ok(id)
    }

    /// All bytes of a file, changes in the page cache included.
    fn file_image(&mut self, file: FileId) -> Rc<[u8]> {
        self.sync_file(Some(file));
        if let Some(bytes) = self.kernel.inodes.whole(file) {
            return bytes;
        }
        let size = self.kernel.inodes.size(file).min(limits::ELF_BYTES_MAX as u64) as usize;
        let mut bytes = Vec::with_capacity(size);
        let mut page = [0; PAGE as usize];
        for n in 0..size.div_ceil(PAGE as usize) {
            self.kernel.inodes.read_page(file, n as u32, &mut page);
            bytes.extend_from_slice(&page[..(size - bytes.len()).min(PAGE as usize)]);
        }
        bytes.into()
    }

    fn find_program(
        &mut self,
        tid: Pid,
        file: FileId,
        path: Vec<u8>,
        argv: Strings,
        depth: u32,
    ) -> Result<Program, Errno> {
        let bytes = self.file_image(file);
        let Some(line) = bytes.strip_prefix(b"#!") else {
            return match elf::parse(&bytes) {
                Ok(elf) => Ok(Program { file, elf, argv, path }),
                Err(why) => {
                    let text = format!("exec of {}: {why}", String::from_utf8_lossy(&path));
                    self.note(tid, text);
                    Err(Errno::ENOEXEC)
                }
            };
        };
        if depth == 0 {
            return Err(Errno::ELOOP);
        }
        let line = line[..line.len().min(254)].split(|b| *b == b'\n').next().unwrap_or_default();
        let line = line.trim_ascii();
        let (interpreter, argument) = match line.iter().position(|b| *b == b' ' || *b == b'\t') {
            Some(at) => (&line[..at], line[at..].trim_ascii()),
            None => (line, &b""[..]),
        };
        if interpreter.is_empty() {
            return Err(Errno::ENOEXEC);
        }
        let mut all = vec![interpreter.to_vec()];
        if !argument.is_empty() {
            all.push(argument.to_vec());
        }
        all.push(path);
        all.extend(argv.into_iter().skip(1));
        let interpreter = interpreter.to_vec();
        let file = self.executable(tid, &interpreter)?;
        self.find_program(tid, file, interpreter, all, depth - 1)
    }

    /// Areas and stack of a program in a new space; returns the stack pointer.
    fn build_space(&mut self, id: MmId, program: &Program, envp: &Strings) -> Result<u32, Errno> {
        let elf = &program.elf;
        let mut end = 0;
        for segment in &elf.segments {
            self.add_segment(id, program.file, segment);
            end = end.max(segment.va + segment.mem_bytes);
        }
        let start = Va(end).page_ceil().map_or(TRAMPOLINE, |va| va.0);
        let mm = self.mm_mut(id);
        (mm.brk_start, mm.brk, mm.executable) = (start, start, Some(program.file));
        let area = |start, end, write, execute, kind, backing| Area {
            start,
            end,
            read: true,
            write,
            execute,
            shared: false,
            kind,
            backing,
        };
        mm.insert(area(TRAMPOLINE, TRAMPOLINE + PAGE, false, true, AreaKind::Trampoline, Backing::Trampoline));
        let random = [self.kernel.rng.next_u64(), self.kernel.rng.next_u64()];
        let image = stack::build(&program.argv, envp, &program.path, elf, random);
        let bottom = Va(image.sp).page_floor().0;
        let mm = self.mm_mut(id);
        mm.insert(area(bottom, STACK_TOP, true, false, AreaKind::Stack, Backing::Zero));
        mm.args = image.args;
        self.copyout_mm(id, image.sp, &image.bytes)?;
        self.mm_mut(id).faults = (0, 0);
        Ok(image.sp)
    }

    fn add_segment(&mut self, id: MmId, file: FileId, segment: &elf::Segment) {
        let first = Va(segment.va).page_floor().0;
        let within = segment.va - first;
        let up = |va: u32| Va(va).page_ceil().map_or(TRAMPOLINE, |va| va.0);
        let (file_end, mem_end) = (up(segment.va + segment.file_bytes), up(segment.va + segment.mem_bytes));
        let (read, write, execute) = (segment.read, segment.write, segment.execute);
        let kind = if execute {
            AreaKind::Text
        } else if write {
            AreaKind::Data
        } else {
            AreaKind::Rodata
        };
        let base = Area { start: 0, end: 0, read, write, execute, shared: false, kind, backing: Backing::Zero };
        if segment.file_bytes > 0 {
            let is_cut = segment.mem_bytes > segment.file_bytes;
            let limit = if is_cut { segment.offset + u64::from(segment.file_bytes) } else { u64::MAX };
            let backing = Backing::File { file, offset: segment.offset - u64::from(within), limit };
            self.unmap(id, first, file_end);
            self.mm_mut(id).insert(Area { start: first, end: file_end, backing, ..base });
        }
        let bss = if segment.file_bytes > 0 { file_end } else { first };
        if mem_end > bss {
            self.unmap(id, bss, mem_end);
            self.mm_mut(id).insert(Area { start: bss, end: mem_end, kind: AreaKind::Bss, ..base });
        }
    }

    /// The point of no return: the process becomes the program.
    fn install_program(&mut self, tid: Pid, id: MmId, program: Program, sp: u32) {
        let tid = self.become_leader(tid);
        let path = String::from_utf8_lossy(&program.path).into_owned();
        let argv: Rc<[Rc<str>]> = program.argv.iter().map(|s| String::from_utf8_lossy(s).into()).collect();
        let old = self.process_of_mut(tid).mm.replace(id);
        if let Some(old) = old {
            self.drop_mm(old);
        }
        let pid = self.thread(tid).tgid;
        self.end_vfork(pid);
        self.close_on_exec(tid);
        let process = self.process_mut(pid);
        process.has_execed = true;
        for action in &mut process.actions {
            *action = Action { handler: u32::from(action.handler == 1), ..Action::default() };
        }
        process.path = path.as_str().into();
        process.argv = Rc::clone(&argv);
        let short: String = path.rsplit('/').next().unwrap_or(&path).chars().take(15).collect();
        let mut context = Context { pc: Va(program.elf.entry), ..Context::default() };
        context.x[2] = sp;
        let thread = self.thread_mut(tid);
        thread.name = short.into();
        thread.context = context;
        thread.alt_stack = Default::default();
        (thread.clear_tid, thread.robust_list) = (0, 0);
        if self.kernel.current == Some(tid) {
            self.load_context(tid);
        }
        self.emit_for(tid, Fact::ProgramLoaded { path: path.into() });
    }

    /// exec ends all other threads; the one that called it takes over the process's id.
    fn become_leader(&mut self, tid: Pid) -> Pid {
        let tgid = self.thread(tid).tgid;
        for other in self.process(tgid).threads.clone() {
            if other != tid {
                self.end_thread(other, "another thread called execve()");
                self.kernel.threads.remove(&other);
            }
        }
        if tid == tgid {
            return tid;
        }
        let is_current = self.kernel.current == Some(tid);
        self.kernel.forget_thread(tid);
        self.kernel.threads.remove(&tgid);
        let mut thread = self.kernel.threads.remove(&tid).expect("the calling thread");
        thread.tid = tgid;
        self.kernel.threads.insert(tgid, thread);
        let process = self.process_mut(tgid);
        process.threads.clear();
        process.threads.insert(tgid);
        if is_current {
            self.kernel.current = Some(tgid);
            self.kernel.last = Some(tgid);
            self.kernel.slice_end = None;
            self.enqueue(tgid, super::policy::schedule::Why::Woken);
            let now = self.now();
            self.kernel.take_up(tgid, now);
        }
        tgid
    }

    /// A NULL-terminated array of strings; too many or too long is `E2BIG`.
    fn get_strings(&mut self, tid: Pid, va: u32) -> Result<Strings, Errno> {
        let mut strings = Vec::new();
        let mut total = 0;
        let mut at = va;
        loop {
            let pointer = if va == 0 { 0 } else { self.get_u32(tid, at)? };
            if pointer == 0 {
                return Ok(strings);
            }
            let text = self.get_string(tid, pointer, limits::ARG_BYTES_MAX, Errno::E2BIG)?;
            total += text.len() + 5;
            if total > limits::ARG_BYTES_MAX {
                return Err(Errno::E2BIG);
            }
            strings.push(text);
            at = at.checked_add(4).ok_or(Errno::EFAULT)?;
        }
    }
}

/// `execve(path, argv, envp)`.
pub(super) fn execve(c: &mut Computer, tid: Pid, a: Args) -> Outcome {
    let path = c.get_path(tid, a[0])?;
    let mut argv = c.get_strings(tid, a[1])?;
    let envp = c.get_strings(tid, a[2])?;
    if argv.is_empty() {
        argv.push(Vec::new());
    }
    c.exec(tid, &path, argv, envp)?;
    Err(Stop::Gone)
}

/// `execveat(dirfd, path, argv, envp, flags)`, with `AT_EMPTY_PATH` for fexecve.
pub(super) fn execveat(c: &mut Computer, tid: Pid, a: Args) -> Outcome {
    let mut path = c.get_path(tid, a[1])?;
    if path.is_empty() && a[4] & 0x1000 != 0 {
        path = format!("/proc/self/fd/{}", a[0]).into_bytes();
    } else if !path.starts_with(b"/") && a[0] != super::file::AT_FDCWD {
        path = [format!("/proc/self/fd/{}/", a[0]).as_bytes(), &path].concat();
    }
    let (argv, envp) = (c.get_strings(tid, a[2])?, c.get_strings(tid, a[3])?);
    c.exec(tid, &path, argv, envp)?;
    Err(Stop::Gone)
}
