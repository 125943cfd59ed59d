//! Inodes: what lies on the disk. Contents are sparse lists of 4 KiB pages behind `Rc`, so checkpoints share them.
//!
//! Rule: this file knows the disk's state only; newer bytes may be in the page cache (`memory/cache.rs`).

use crate::kernel::errno::Errno;
use crate::kernel::memory::FileId;
use crate::machine::Frame;
use std::collections::BTreeMap;
use std::rc::Rc;

/// Largest file in bytes.
pub const FILE_BYTES_MAX: u64 = 64 << 20;
/// Longest file name.
pub const NAME_MAX: usize = 255;
/// Most inodes.
const INODES_MAX: usize = 4096;

/// A device file's device.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Device {
    /// `/dev/null`
    Null,
    /// `/dev/zero`
    Zero,
    /// `/dev/full`
    Full,
    /// `/dev/random`, `/dev/urandom`
    Random,
    /// `/dev/tty`, `/dev/console`
    Tty,
}

impl Device {
    /// Major and minor number as on Linux.
    #[must_use]
    pub const fn numbers(self) -> (u32, u32) {
        match self {
            Self::Null => (1, 3),
            Self::Zero => (1, 5),
            Self::Full => (1, 7),
            Self::Random => (1, 9),
            Self::Tty => (5, 0),
        }
    }
}

/// A file's bytes.
#[derive(Clone, Debug, Default)]
pub struct Content {
    /// Length in bytes.
    size: u64,
    /// What was installed; valid up to `base_len`, unless a page overrides it.
    base: Option<Rc<[u8]>>,
    base_len: u64,
    pages: BTreeMap<u32, Rc<Frame>>,
    /// Shared memory: pages belong to nobody's disk.
    is_memory: bool,
}

/// A directory's entries.
#[derive(Clone, Debug)]
pub struct Directory {
    /// The directory it is in; the root is in itself.
    pub parent: FileId,
    /// Names in byte order.
    pub entries: BTreeMap<Vec<u8>, FileId>,
}

/// What an inode is.
#[derive(Clone, Debug)]
pub enum Kind {
    /// A regular file.
    File(Content),
    /// A directory.
    Directory(Directory),
    /// A symbolic link to this path.
    Symlink(Vec<u8>),
    /// A device.
    Device(Device),
    /// A FIFO; its pipe while somebody has it open.
    Fifo(Option<u32>),
    /// A bound Unix socket.
    Socket,
}

/// An inode.
#[derive(Clone, Debug)]
pub struct Inode {
    /// What it is.
    pub kind: Kind,
    /// Permission bits, set-id and sticky bits.
    pub mode: u32,
    /// Owner.
    pub uid: u32,
    /// Group.
    pub gid: u32,
    /// Names it has.
    pub links: u32,
    /// Last read, content change, inode change: nanoseconds since 1970.
    pub times: [u64; 3],
}

impl Inode {
    /// `S_IF…` bits.
    #[must_use]
    pub const fn type_bits(&self) -> u32 {
        match self.kind {
            Kind::Fifo(_) => 0o1_0000,
            Kind::Device(_) => 0o2_0000,
            Kind::Directory(_) => 0o4_0000,
            Kind::File(_) => 0o10_0000,
            Kind::Symlink(_) => 0o12_0000,
            Kind::Socket => 0o14_0000,
        }
    }

    /// Its entries, if it is a directory.
    #[must_use]
    pub const fn directory(&self) -> Option<&Directory> {
        if let Kind::Directory(directory) = &self.kind { Some(directory) } else { None }
    }
}

/// All inodes of a computer.
#[derive(Clone, Debug)]
pub struct Inodes {
    table: BTreeMap<FileId, Rc<Inode>>,
    next: u32,
    root: FileId,
    /// The directory `/proc` is shown in.
    proc: FileId,
}

impl Inodes {
    /// A fresh disk: the usual directories, devices and a few files in `/etc`.
    #[must_use]
    pub fn new(now: u64) -> Self {
        let mut inodes = Self { table: BTreeMap::new(), next: 1, root: FileId(1), proc: FileId(0) };
        let directory = Kind::Directory(Directory { parent: FileId(1), entries: BTreeMap::new() });
        let root = inodes.insert(directory, 0o755, (0, 0), now).expect("an empty disk has room");
        inodes.table_mut(root).links = 2;
        for (path, mode) in [
            ("/bin", 0o755),
            ("/dev", 0o755),
            ("/dev/shm", 0o1777),
            ("/dev/mqueue", 0o1777),
            ("/etc", 0o755),
            ("/home", 0o755),
            ("/home/user", 0o755),
            ("/proc", 0o555),
            ("/root", 0o700),
            ("/run", 0o755),
            ("/tmp", 0o1777),
            ("/usr", 0o755),
            ("/usr/bin", 0o755),
            ("/var", 0o755),
            ("/var/tmp", 0o1777),
        ] {
            inodes.make_path(path.as_bytes(), mode, now);
        }
        inodes.proc = inodes.lookup(b"/proc").expect("just made");
        let devices = [
            ("/dev/null", Device::Null),
            ("/dev/zero", Device::Zero),
            ("/dev/full", Device::Full),
            ("/dev/random", Device::Random),
            ("/dev/urandom", Device::Random),
            ("/dev/tty", Device::Tty),
            ("/dev/console", Device::Tty),
        ];
        devices.into_iter().for_each(|(path, device)| inodes.install_node(path, Kind::Device(device), 0o666, now));
        let links = [
            ("/dev/fd", "/proc/self/fd"),
            ("/dev/stdin", "/proc/self/fd/0"),
            ("/dev/stdout", "/proc/self/fd/1"),
            ("/dev/stderr", "/proc/self/fd/2"),
        ];
        links.into_iter().for_each(|(path, to)| inodes.install_node(path, Kind::Symlink(to.into()), 0o777, now));
        for (path, text) in [
            ("/etc/hosts", "127.0.0.1\tlocalhost\n::1\tlocalhost\n127.0.0.1\tlab\n"),
            ("/etc/hostname", "lab\n"),
            (
                "/etc/passwd",
                "root:x:0:0:root:/root:/bin/sh\nuser:x:1000:1000:user:/home/user:/bin/sh\nnobody:x:65534:65534:nobody:/:/bin/false\n",
            ),
            ("/etc/group", "root:x:0:\nuser:x:1000:\nnogroup:x:65534:\n"),
            (
                "/etc/services",
                "echo\t7/tcp\necho\t7/udp\nftp\t21/tcp\nssh\t22/tcp\nsmtp\t25/tcp\ndomain\t53/udp\nhttp\t80/tcp\nhttps\t443/tcp\n",
            ),
        ] {
            inodes.install(path.as_bytes(), text.as_bytes().into(), 0o644, now);
        }
        inodes
    }

    /// `/`.
    #[must_use]
    pub const fn root(&self) -> FileId {
        self.root
    }

    /// The directory that stands for `/proc`.
    #[must_use]
    pub const fn proc(&self) -> FileId {
        self.proc
    }

    /// An inode, if it exists.
    #[must_use]
    pub fn get(&self, id: FileId) -> Option<&Inode> {
        self.table.get(&id).map(Rc::as_ref)
    }

    /// An inode that exists.
    #[must_use]
    pub fn at(&self, id: FileId) -> &Inode {
        &self.table[&id]
    }

    /// An inode that exists, to change it.
    pub fn table_mut(&mut self, id: FileId) -> &mut Inode {
        Rc::make_mut(self.table.get_mut(&id).expect("a live inode"))
    }

    /// Adds an inode without a name.
    pub fn insert(&mut self, kind: Kind, mode: u32, owner: (u32, u32), now: u64) -> Result<FileId, Errno> {
        if self.table.len() >= INODES_MAX {
            return Err(Errno::ENOSPC);
        }
        let id = FileId(self.next);
        self.next += 1;
        let inode = Inode { kind, mode, uid: owner.0, gid: owner.1, links: 0, times: [now; 3] };
        self.table.insert(id, Rc::new(inode));
        Ok(id)
    }

    /// Adds an object of shared memory.
    pub fn insert_memory(&mut self, size: u64, mode: u32, owner: (u32, u32), now: u64) -> Result<FileId, Errno> {
        let content = Content { size, is_memory: true, ..Content::default() };
        self.insert(Kind::File(content), mode, owner, now)
    }

    /// Drops an inode.
    pub fn remove(&mut self, id: FileId) {
        self.table.remove(&id);
    }

    /// Enters a name; directories count their `..`.
    pub fn link(&mut self, dir: FileId, name: &[u8], id: FileId, now: u64) {
        let is_dir = self.at(id).directory().is_some();
        let parent = self.table_mut(dir);
        parent.times[1] = now;
        parent.times[2] = now;
        parent.links += u32::from(is_dir);
        if let Kind::Directory(directory) = &mut parent.kind {
            directory.entries.insert(name.to_vec(), id);
        }
        let inode = self.table_mut(id);
        inode.links += if is_dir { 2 } else { 1 };
        inode.times[2] = now;
        if let Kind::Directory(directory) = &mut inode.kind {
            directory.parent = dir;
        }
    }

    /// Removes a name; the inode stays for [`crate::kernel::Computer`] to collect.
    pub fn unlink(&mut self, dir: FileId, name: &[u8], now: u64) -> Option<FileId> {
        let parent = self.table_mut(dir);
        parent.times[1] = now;
        parent.times[2] = now;
        let Kind::Directory(directory) = &mut parent.kind else { return None };
        let id = directory.entries.remove(name)?;
        let is_dir = self.at(id).directory().is_some();
        self.table_mut(dir).links -= u32::from(is_dir);
        let inode = self.table_mut(id);
        inode.links -= if is_dir { 2 } else { 1 };
        inode.times[2] = now;
        Some(id)
    }

    /// The inode of an absolute path without links or dots, for the kernel's own use.
    #[must_use]
    pub fn lookup(&self, path: &[u8]) -> Option<FileId> {
        let parts = path.split(|b| *b == b'/').filter(|part| !part.is_empty());
        parts.into_iter().try_fold(self.root, |at, part| self.at(at).directory()?.entries.get(part).copied())
    }

    fn make_path(&mut self, path: &[u8], mode: u32, now: u64) -> FileId {
        let mut at = self.root;
        for part in path.split(|b| *b == b'/').filter(|part| !part.is_empty()) {
            let known = self.at(at).directory().and_then(|d| d.entries.get(part).copied());
            at = known.unwrap_or_else(|| {
                let kind = Kind::Directory(Directory { parent: at, entries: BTreeMap::new() });
                let id = self.insert(kind, mode, (0, 0), now).expect("the kernel's own directories fit");
                self.link(at, part, id, now);
                id
            });
        }
        at
    }

    fn install_node(&mut self, path: &str, kind: Kind, mode: u32, now: u64) {
        let (dir, name) = path.rsplit_once('/').unwrap_or(("", path));
        let dir = self.make_path(dir.as_bytes(), 0o755, now);
        if self.at(dir).directory().is_some_and(|d| d.entries.contains_key(name.as_bytes())) {
            self.unlink(dir, name.as_bytes(), now);
        }
        if let Ok(id) = self.insert(kind, mode, (0, 0), now) {
            self.link(dir, name.as_bytes(), id, now);
        }
    }

    /// Puts a file at an absolute path, making directories on the way and replacing what is there.
    pub fn install(&mut self, path: &[u8], bytes: Rc<[u8]>, mode: u32, now: u64) {
        let len = bytes.len() as u64;
        let content = Content { size: len, base_len: len, base: Some(bytes), ..Content::default() };
        self.install_node(&String::from_utf8_lossy(path), Kind::File(content), mode, now);
    }

    fn content(&self, id: FileId) -> Option<&Content> {
        match self.get(id).map(|inode| &inode.kind) {
            Some(Kind::File(content)) => Some(content),
            _ => None,
        }
    }

    fn content_mut(&mut self, id: FileId) -> Option<&mut Content> {
        match self.table.get_mut(&id).map(|inode| &mut Rc::make_mut(inode).kind) {
            Some(Kind::File(content)) => Some(content),
            _ => None,
        }
    }

    /// Whether it is shared memory rather than a file on the disk.
    #[must_use]
    pub fn is_memory(&self, id: FileId) -> bool {
        self.content(id).is_some_and(|content| content.is_memory)
    }

    /// Length of a regular file; 0 for others.
    #[must_use]
    pub fn size(&self, id: FileId) -> u64 {
        self.content(id).map_or(0, |content| content.size)
    }

    /// Sets the length. What a longer file gains reads as zeros.
    pub fn set_size(&mut self, id: FileId, size: u64) {
        let Some(content) = self.content_mut(id) else { return };
        if size < content.size {
            content.base_len = content.base_len.min(size);
            let (last, keep) = ((size / 4096) as u32, (size % 4096) as usize);
            content.pages.split_off(&(last + u32::from(keep > 0)));
            if let Some(page) = content.pages.get_mut(&last) {
                Rc::make_mut(page)[keep..].fill(0);
            }
        }
        content.size = size;
    }

    /// A page as it is on the disk; zeros past the end.
    pub fn read_page(&self, id: FileId, page: u32, out: &mut Frame) {
        out.fill(0);
        let Some(content) = self.content(id) else { return };
        if let Some(bytes) = content.pages.get(&page) {
            out.copy_from_slice(&**bytes);
        } else if let Some(base) = &content.base {
            let start = (u64::from(page) * 4096).min(content.base_len) as usize;
            let end = (start + 4096).min(content.base_len as usize);
            out[..end - start].copy_from_slice(&base[start..end]);
        }
    }

    /// Writes a page to the disk.
    pub fn write_page(&mut self, id: FileId, page: u32, bytes: &Frame) {
        if let Some(content) = self.content_mut(id)
            && u64::from(page) * 4096 < content.size
        {
            content.pages.insert(page, Rc::new(*bytes));
        }
    }

    /// The installed bytes, when the file was never written: what exec parses without a copy.
    #[must_use]
    pub fn whole(&self, id: FileId) -> Option<Rc<[u8]>> {
        let content = self.content(id)?;
        let base = content.base.as_ref()?;
        (content.pages.is_empty() && content.base_len == content.size && base.len() as u64 == content.size)
            .then(|| Rc::clone(base))
    }

    /// All inode ids.
    pub fn ids(&self) -> impl Iterator<Item = FileId> {
        self.table.keys().copied()
    }

    /// An absolute path of a directory, following parents; `None` when it was removed.
    #[must_use]
    pub fn path_of(&self, id: FileId, root: FileId) -> Option<Vec<u8>> {
        let mut parts: Vec<&[u8]> = Vec::new();
        let mut at = id;
        while at != root && at != self.root {
            let parent = self.get(at)?.directory()?.parent;
            let entries = &self.get(parent)?.directory()?.entries;
            parts.push(entries.iter().find(|(_, child)| **child == at)?.0);
            at = parent;
        }
        parts.push(b"");
        parts.reverse();
        let path = parts.join(&b'/');
        Some(if path.is_empty() { b"/".to_vec() } else { path })
    }
}
