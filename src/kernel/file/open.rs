//! Open file descriptions and descriptor tables; opening and closing.

use super::inode::{Device, Kind};
use super::path::{Found, Node};
use super::proc::ProcNode;
use super::{flags, pipe::End};
use crate::base::{Pid, limits};
use crate::kernel::errno::Errno;
use crate::kernel::memory::{Backing, FileId};
use crate::kernel::process::{Wait, WaitKey};
use crate::kernel::syscall::Stop;
use crate::kernel::{Computer, Streams};
use std::collections::BTreeMap;
use std::rc::Rc;

/// Identity of an open file description.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct OpenId(pub u32);
/// Identity of a descriptor table.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct FilesId(pub u32);

/// A name, its inode number, its `d_type`.
pub type DirectoryRow = (Vec<u8>, u64, u8);

/// What is open.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Object {
    /// A regular file, a directory or a device, by inode.
    Inode(FileId),
    /// One end (or, for a FIFO opened both ways, both) of a pipe.
    Pipe(u32, End),
    /// The terminal.
    Tty,
    /// A stream to the outside: 0 input, 1 output, 2 error output.
    Stream(u8),
    /// A socket.
    Socket(u32),
    /// An eventfd, signalfd, epoll, timerfd or message queue, by channel id.
    Special(u32),
    /// A file of `/proc` as it was when opened.
    ProcFile(Rc<[u8]>),
    /// A directory of `/proc`.
    ProcDirectory(ProcNode),
}

/// An open file description.
#[derive(Clone, Debug)]
pub struct OpenFile {
    /// What.
    pub object: Object,
    /// `O_` flags that stay.
    pub flags: u32,
    /// Next byte to read or write.
    pub offset: u64,
    /// As it was opened, for `/proc` and the views.
    pub path: Rc<str>,
    /// Descriptors and messages in flight that name it.
    pub references: u32,
    /// What getdents is reading.
    pub listing: Option<Rc<[DirectoryRow]>>,
}

impl OpenFile {
    /// Opened for reading.
    #[must_use]
    pub const fn reads(&self) -> bool {
        self.flags & flags::ACCMODE != flags::WRONLY && self.flags & flags::PATH == 0
    }

    /// Opened for writing.
    #[must_use]
    pub const fn writes(&self) -> bool {
        self.flags & flags::ACCMODE != 0 && self.flags & flags::PATH == 0
    }

    /// Never waits.
    #[must_use]
    pub const fn is_nonblocking(&self) -> bool {
        self.flags & flags::NONBLOCK != 0
    }
}

/// A process's descriptors: number → (open file description, close-on-exec).
#[derive(Clone, Debug, Default)]
pub struct FileTable {
    /// By number.
    pub slots: BTreeMap<u32, (OpenId, bool)>,
    /// Processes that share it.
    pub users: u32,
}

impl Computer {
    // Descriptor tables.

    /// Descriptors 0, 1 and 2 as the configuration has them.
    pub(in crate::kernel) fn new_standard_files(&mut self) -> FilesId {
        let id = FilesId(self.kernel.next_files);
        self.kernel.next_files += 1;
        let mut table = FileTable { users: 1, ..FileTable::default() };
        if self.kernel.streams == Streams::Terminal {
            let open = self.add_open(Object::Tty, flags::RDWR, "/dev/console");
            (0..3).for_each(|fd| {
                table.slots.insert(fd, (open, false));
            });
            self.kernel.open_files.get_mut(&open).expect("just made").references = 3;
        } else {
            for (fd, flag, name) in [(0, 0, "pipe:[stdin]"), (1, 1, "pipe:[stdout]"), (2, 1, "pipe:[stderr]")] {
                let open = self.add_open(Object::Stream(fd as u8), flag, name);
                table.slots.insert(fd, (open, false));
            }
        }
        self.kernel.files.insert(id, table);
        id
    }

    pub(in crate::kernel) fn share_files(&mut self, id: FilesId) -> FilesId {
        self.kernel.files.get_mut(&id).expect("a live table").users += 1;
        id
    }

    pub(in crate::kernel) fn copy_files(&mut self, id: FilesId) -> FilesId {
        let twin = FilesId(self.kernel.next_files);
        self.kernel.next_files += 1;
        let slots = self.kernel.files[&id].slots.clone();
        for (open, _) in slots.values() {
            self.hold_open(*open);
        }
        self.kernel.files.insert(twin, FileTable { slots, users: 1 });
        twin
    }

    pub(in crate::kernel) fn drop_files(&mut self, pid: Pid, id: FilesId) {
        let table = self.kernel.files.get_mut(&id).expect("a live table");
        table.users -= 1;
        self.drop_process_locks(pid, None);
        if self.kernel.files[&id].users == 0 {
            let table = self.kernel.files.remove(&id).expect("just seen");
            table.slots.values().for_each(|(open, _)| self.drop_open(*open));
        }
    }

    /// exec: a table shared with others becomes the process's own; close-on-exec descriptors close.
    pub(in crate::kernel) fn close_on_exec(&mut self, tid: Pid) {
        let mut id = self.files_of(tid);
        if self.kernel.files[&id].users > 1 {
            let twin = self.copy_files(id);
            self.kernel.files.get_mut(&id).expect("a live table").users -= 1;
            self.process_of_mut(tid).files = Some(twin);
            id = twin;
        }
        let closing = self.kernel.files[&id].slots.iter().filter(|(_, slot)| slot.1).map(|(fd, _)| *fd);
        for fd in closing.collect::<Vec<_>>() {
            let _ = self.close_fd(tid, fd);
        }
    }

    pub(in crate::kernel) fn files_of(&self, tid: Pid) -> FilesId {
        self.process_of(tid).files.expect("a living process has descriptors")
    }

    pub(in crate::kernel) fn file_table(&self, tid: Pid) -> &FileTable {
        &self.kernel.files[&self.files_of(tid)]
    }

    pub(in crate::kernel) fn file_table_mut(&mut self, tid: Pid) -> &mut FileTable {
        let id = self.files_of(tid);
        self.kernel.files.get_mut(&id).expect("a live table")
    }

    /// Most descriptors a process may have.
    fn fd_limit(&self, tid: Pid) -> u32 {
        (self.process_of(tid).limits[7].0).min(limits::DESCRIPTORS_MAX as u64 * 4) as u32
    }

    /// Gives an open file description the lowest free number from `least` on. On failure it is let go of.
    pub(in crate::kernel) fn add_fd(
        &mut self,
        tid: Pid,
        open: OpenId,
        cloexec: bool,
        least: u32,
    ) -> Result<u32, Errno> {
        let limit = self.fd_limit(tid);
        let slots = &self.file_table(tid).slots;
        let Some(fd) = (least..limit).find(|fd| !slots.contains_key(fd)) else {
            self.drop_open(open);
            return Err(Errno::EMFILE);
        };
        self.file_table_mut(tid).slots.insert(fd, (open, cloexec));
        Ok(fd)
    }

    /// Opens an object under the lowest free number.
    pub(in crate::kernel) fn new_fd(&mut self, tid: Pid, object: Object, flag: u32, path: &str) -> Result<u32, Errno> {
        let open = self.add_open(object, flag & flags::KEPT, path);
        self.add_fd(tid, open, flag & flags::CLOEXEC != 0, 0)
    }

    pub(in crate::kernel) fn close_fd(&mut self, tid: Pid, fd: u32) -> Result<(), Errno> {
        let (open, _) = self.file_table_mut(tid).slots.remove(&fd).ok_or(Errno::EBADF)?;
        if let Object::Inode(file) = self.kernel.open_files[&open].object {
            let pid = self.thread(tid).tgid;
            self.drop_process_locks(pid, Some(file));
        }
        self.drop_open(open);
        Ok(())
    }

    /// The open file description behind a descriptor.
    pub(in crate::kernel) fn open_id(&self, tid: Pid, fd: u32) -> Result<OpenId, Errno> {
        self.file_table(tid).slots.get(&fd).map(|slot| slot.0).ok_or(Errno::EBADF)
    }

    pub(in crate::kernel) fn open_file(&self, tid: Pid, fd: u32) -> Result<&OpenFile, Errno> {
        Ok(&self.kernel.open_files[&self.open_id(tid, fd)?])
    }

    pub(in crate::kernel) fn open_file_mut(&mut self, id: OpenId) -> &mut OpenFile {
        self.kernel.open_files.get_mut(&id).expect("a live open file")
    }

    // Open file descriptions.

    pub(in crate::kernel) fn add_open(&mut self, object: Object, flag: u32, path: &str) -> OpenId {
        let id = OpenId(self.kernel.next_open);
        self.kernel.next_open += 1;
        let file = OpenFile { object, flags: flag, offset: 0, path: path.into(), references: 1, listing: None };
        self.kernel.open_files.insert(id, file);
        id
    }

    pub(in crate::kernel) fn hold_open(&mut self, id: OpenId) {
        self.open_file_mut(id).references += 1;
    }

    /// One reference less; the last one closes the object.
    pub(in crate::kernel) fn drop_open(&mut self, id: OpenId) {
        let file = self.open_file_mut(id);
        file.references -= 1;
        if file.references > 0 {
            return;
        }
        let file = self.kernel.open_files.remove(&id).expect("just seen");
        self.drop_flock(id);
        match file.object {
            Object::Inode(inode) => self.collect_inode(inode),
            Object::Pipe(channel, end) => self.close_pipe_end(channel, end),
            Object::Socket(socket) => self.close_socket(socket),
            Object::Special(special) => self.close_special(special, id),
            Object::Tty | Object::Stream(_) | Object::ProcFile(_) | Object::ProcDirectory(_) => {}
        }
    }

    /// Frees an inode that has no name and no user left.
    pub(in crate::kernel) fn collect_inode(&mut self, id: FileId) {
        let Some(inode) = self.kernel.inodes.get(id) else { return };
        if inode.links > 0 {
            return;
        }
        let is_open = self.kernel.open_files.values().any(|file| file.object == Object::Inode(id));
        let is_area = |backing: &Backing| matches!(backing, Backing::File { file, .. } if *file == id);
        let is_mapped = self
            .kernel
            .mms
            .values()
            .any(|mm| mm.executable == Some(id) || mm.areas.values().any(|area| is_area(&area.backing)));
        let is_cwd = self.kernel.processes.values().any(|p| p.exit.is_none() && (p.cwd == id || p.root == id));
        let is_segment = self.kernel.ipc.names_file(id);
        if !(is_open || is_mapped || is_cwd || is_segment) {
            self.forget_cache(id, 0);
            self.kernel.inodes.remove(id);
        }
    }

    // Opening by name.

    /// open(): returns the descriptor.
    pub(in crate::kernel) fn open_at(
        &mut self,
        tid: Pid,
        dirfd: u32,
        path: &[u8],
        flag: u32,
        mode: u32,
    ) -> Result<u32, Stop> {
        let follow = flag & flags::NOFOLLOW == 0 && flag & (flags::CREAT | flags::EXCL) != (flags::CREAT | flags::EXCL);
        let found = self.resolve(tid, dirfd, path, follow)?;
        if flag & flags::TMPFILE == flags::TMPFILE {
            return Ok(self.open_unnamed(tid, &found, flag, mode)?);
        }
        let text = String::from_utf8_lossy(path).into_owned();
        match found.node {
            Some(_) if flag & (flags::CREAT | flags::EXCL) == flags::CREAT | flags::EXCL => Err(Errno::EEXIST.into()),
            Some(Node::Inode(id)) => self.open_inode(tid, id, flag, &text),
            Some(Node::Proc(node)) => {
                if flag & flags::ACCMODE != 0 {
                    return Err(Errno::EACCES.into());
                }
                let object = self.proc_object(node)?;
                Ok(self.new_fd(tid, object, flag, &text)?)
            }
            Some(Node::Open(open)) => self.reopen(tid, open, flag),
            None if flag & flags::CREAT != 0 => {
                if found.wants_dir {
                    return Err(Errno::EISDIR.into());
                }
                let id = self.create_file(tid, &found, mode)?;
                Ok(self.new_fd(tid, Object::Inode(id), flag, &text)?)
            }
            None => Err(Errno::ENOENT.into()),
        }
    }

    fn create_file(&mut self, tid: Pid, found: &Found, mode: u32) -> Result<FileId, Errno> {
        let dir = found.parent()?;
        self.allow_change(tid, dir)?;
        let process = self.process_of(tid);
        let (owner, mode) = ((process.credentials.uid[1], process.credentials.gid[1]), mode & !process.umask & 0o7777);
        let now = self.wall_ns();
        let id = if Some(dir) == self.kernel.inodes.lookup(b"/dev/shm") {
            self.kernel.inodes.insert_memory(0, mode, owner, now)?
        } else {
            self.kernel.inodes.insert(Kind::File(Default::default()), mode, owner, now)?
        };
        self.kernel.inodes.link(dir, &found.name, id, now);
        Ok(id)
    }

    fn open_unnamed(&mut self, tid: Pid, found: &Found, flag: u32, mode: u32) -> Result<u32, Errno> {
        let Node::Inode(dir) = found.existing()? else { return Err(Errno::EOPNOTSUPP) };
        self.allow_change(tid, dir)?;
        let now = self.wall_ns();
        let mode = mode & !self.process_of(tid).umask & 0o7777;
        let id = self.kernel.inodes.insert(Kind::File(Default::default()), mode, (0, 0), now)?;
        self.new_fd(tid, Object::Inode(id), flag, "(deleted)")
    }

    fn open_inode(&mut self, tid: Pid, id: FileId, flag: u32, path: &str) -> Result<u32, Stop> {
        let inode = self.kernel.inodes.at(id).clone();
        if flag & flags::PATH == 0 {
            let want = [4, 2, 6, 6][(flag & flags::ACCMODE) as usize];
            self.allow(tid, &inode, want)?;
        }
        if flag & flags::DIRECTORY != 0 && inode.directory().is_none() {
            return Err(Errno::ENOTDIR.into());
        }
        if flag & flags::PATH != 0 {
            return Ok(self.new_fd(tid, Object::Inode(id), flag, path)?);
        }
        let object = match inode.kind {
            Kind::Directory(_) if flag & (flags::ACCMODE | flags::CREAT) != 0 => return Err(Errno::EISDIR.into()),
            Kind::Symlink(_) => return Err(Errno::ELOOP.into()),
            Kind::Socket => return Err(Errno::ENXIO.into()),
            Kind::Device(Device::Tty) if self.kernel.streams == Streams::Pipes => return Err(Errno::ENXIO.into()),
            Kind::Device(Device::Tty) => Object::Tty,
            Kind::Fifo(_) => return self.open_fifo(tid, id, flag, path),
            Kind::File(_) => {
                if flag & flags::ACCMODE != 0 && self.kernel.mms.values().any(|mm| mm.executable == Some(id)) {
                    return Err(Errno::ETXTBSY.into());
                }
                if flag & flags::TRUNC != 0 && flag & flags::ACCMODE != 0 {
                    self.truncate(id, 0)?;
                }
                Object::Inode(id)
            }
            Kind::Directory(_) | Kind::Device(_) => Object::Inode(id),
        };
        Ok(self.new_fd(tid, object, flag, path)?)
    }

    /// Opening `/proc/self/fd/N`: files anew, pipes at the wanted end.
    fn reopen(&mut self, tid: Pid, open: OpenId, flag: u32) -> Result<u32, Stop> {
        let file = self.kernel.open_files.get(&open).cloned().ok_or(Errno::ENOENT)?;
        let object = match file.object {
            Object::Pipe(channel, _) => {
                let end = End::for_flags(flag);
                self.open_pipe_end(channel, end);
                Object::Pipe(channel, end)
            }
            Object::Socket(_) | Object::Special(_) => return Err(Errno::ENXIO.into()),
            other => other,
        };
        Ok(self.new_fd(tid, object, flag, &file.path)?)
    }

    /// A FIFO: opening one end waits for the other, unless O_NONBLOCK or both ends at once.
    fn open_fifo(&mut self, tid: Pid, id: FileId, flag: u32, path: &str) -> Result<u32, Stop> {
        let channel = self.fifo_channel(id, path);
        let end = End::for_flags(flag);
        let waiting = self.thread(tid).call.as_ref().and_then(|call| call.fifo);
        if waiting.is_none() {
            if end == End::Write && flag & flags::NONBLOCK != 0 && self.kernel.pipes[&channel].readers == 0 {
                self.drop_idle_fifo(channel);
                return Err(Errno::ENXIO.into());
            }
            self.open_pipe_end(channel, end);
            self.wake(WaitKey::Readable(channel), "the FIFO was opened for writing");
            self.wake(WaitKey::Writable(channel), "the FIFO was opened for reading");
        }
        let pipe = &self.kernel.pipes[&channel];
        let (partners, opens) = match end {
            End::Read => (pipe.writers, pipe.writer_opens),
            End::Write => (pipe.readers, pipe.reader_opens),
            End::Both => (1, 0),
        };
        let came_and_went = waiting.is_some_and(|(_, _, seen)| opens > seen);
        if partners > 0 || came_and_went || flag & flags::NONBLOCK != 0 {
            if let Some(call) = self.thread_mut(tid).call.as_mut() {
                call.fifo = None;
            }
            return Ok(self.new_fd(tid, Object::Pipe(channel, end), flag, path)?);
        }
        let (key, why) = match end {
            End::Read => (WaitKey::Readable(channel), "open() of a FIFO until somebody writes"),
            _ => (WaitKey::Writable(channel), "open() of a FIFO until somebody reads"),
        };
        if let Some(call) = self.thread_mut(tid).call.as_mut() {
            call.fifo = Some((channel, end, opens));
        }
        Err(Stop::Block(Wait::on(key, why)))
    }

    /// A call that gives up waiting in open() of a FIFO closes its end again.
    pub(in crate::kernel) fn abandon_fifo(&mut self, tid: Pid) {
        if let Some((channel, end, _)) = self.thread_mut(tid).call.as_mut().and_then(|call| call.fifo.take()) {
            self.close_pipe_end(channel, end);
        }
    }
}
