//! Path resolution, as POSIX XBD 4.13 has it: step by step, through symbolic links, with search permission.

use super::inode::{Inode, Kind, NAME_MAX};
use super::open::{Object, OpenId};
use super::proc::ProcNode;
use crate::base::Pid;
use crate::kernel::Computer;
use crate::kernel::errno::Errno;
use crate::kernel::memory::FileId;
use std::collections::VecDeque;

/// Most symbolic links in one resolution.
const LINKS_MAX: u32 = 40;
/// "Relative to the working directory" as descriptor.
pub const AT_FDCWD: u32 = -100_i32 as u32;

/// What a path leads to.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Node {
    /// An inode.
    Inode(FileId),
    /// A part of `/proc`.
    Proc(ProcNode),
    /// Something open without a name (`/proc/self/fd/0` of a pipe).
    Open(OpenId),
}

/// A resolved path.
#[derive(Clone, Debug)]
pub struct Found {
    /// The directory of the last part.
    pub dir: Node,
    /// The last part; `.` for a path that names a directory by itself.
    pub name: Vec<u8>,
    /// What it is; `None` when only the last part does not exist.
    pub node: Option<Node>,
    /// The path ended in a slash.
    pub wants_dir: bool,
}

impl Found {
    /// What is there, or `ENOENT`.
    pub fn existing(&self) -> Result<Node, Errno> {
        self.node.ok_or(Errno::ENOENT)
    }

    /// The inode that is there; `/proc` and unnamed things refuse with `EPERM`.
    pub fn inode(&self) -> Result<FileId, Errno> {
        match self.existing()? {
            Node::Inode(id) => Ok(id),
            _ => Err(Errno::EPERM),
        }
    }

    /// The directory to make a name in.
    pub fn parent(&self) -> Result<FileId, Errno> {
        match self.dir {
            Node::Inode(id) => Ok(id),
            _ => Err(Errno::EACCES),
        }
    }
}

impl Computer {
    /// Resolves a path for a thread. `follow`: a symbolic link as last part is followed.
    pub(in crate::kernel) fn resolve(
        &mut self,
        tid: Pid,
        dirfd: u32,
        path: &[u8],
        follow: bool,
    ) -> Result<Found, Errno> {
        if path.is_empty() {
            return Err(Errno::ENOENT);
        }
        let process = self.process_of(tid);
        let root = process.root;
        let start = match path[0] {
            b'/' => Node::Inode(root),
            _ if dirfd == AT_FDCWD => Node::Inode(process.cwd),
            _ => self.directory_of_fd(tid, dirfd)?,
        };
        let parts = path.split(|b| *b == b'/').filter(|p| !p.is_empty()).map(<[u8]>::to_vec);
        let wants_dir = path.ends_with(b"/");
        let walk = Walk { root, todo: parts.collect(), links: 0, wants_dir };
        self.walk(tid, start, walk, follow)
    }

    fn directory_of_fd(&self, tid: Pid, fd: u32) -> Result<Node, Errno> {
        match self.open_file(tid, fd)?.object {
            Object::Inode(id) if self.kernel.inodes.at(id).directory().is_some() => Ok(Node::Inode(id)),
            Object::ProcDirectory(node) => Ok(Node::Proc(node)),
            _ => Err(Errno::ENOTDIR),
        }
    }

    fn walk(&mut self, tid: Pid, start: Node, mut walk: Walk, follow: bool) -> Result<Found, Errno> {
        let mut dir = start;
        let mut at = self.enter(start);
        let mut name = b".".to_vec();
        while let Some(part) = walk.todo.pop_front() {
            if part.len() > NAME_MAX {
                return Err(Errno::ENAMETOOLONG);
            }
            let is_last = walk.todo.is_empty();
            let child = self.child(tid, at, &part, walk.root)?;
            let Some(child) = child else {
                return if is_last {
                    Ok(Found { dir: at, name: part, node: None, wants_dir: walk.wants_dir })
                } else {
                    Err(Errno::ENOENT)
                };
            };
            let must_follow = !is_last || follow || walk.wants_dir;
            if must_follow && let Some(step) = self.link_target(tid, child)? {
                walk.links += 1;
                if walk.links > LINKS_MAX {
                    return Err(Errno::ELOOP);
                }
                match step {
                    Step::Jump(node) => {
                        (dir, name, at) = (at, part, node);
                    }
                    Step::Path(target) => {
                        if target.starts_with(b"/") {
                            at = Node::Inode(walk.root);
                        }
                        let parts = target.split(|b| *b == b'/').filter(|p| !p.is_empty()).map(<[u8]>::to_vec);
                        walk.todo = parts.chain(walk.todo).collect();
                        (dir, name) = (at, b".".to_vec());
                    }
                }
                continue;
            }
            (dir, name, at) = (at, part, self.enter(child));
        }
        if walk.wants_dir && !self.is_directory(at) {
            return Err(Errno::ENOTDIR);
        }
        Ok(Found { dir, name, node: Some(at), wants_dir: walk.wants_dir })
    }

    /// The directory inode that stands for `/proc` is `/proc`.
    fn enter(&self, node: Node) -> Node {
        if node == Node::Inode(self.kernel.inodes.proc()) { Node::Proc(ProcNode::Root) } else { node }
    }

    fn is_directory(&self, node: Node) -> bool {
        match node {
            Node::Inode(id) => self.kernel.inodes.at(id).directory().is_some(),
            Node::Proc(node) => node.is_directory(),
            Node::Open(_) => false,
        }
    }

    fn child(&mut self, tid: Pid, at: Node, part: &[u8], root: FileId) -> Result<Option<Node>, Errno> {
        let id = match at {
            Node::Proc(node) => return self.proc_child(tid, node, part),
            Node::Open(_) => return Err(Errno::ENOTDIR),
            Node::Inode(id) => id,
        };
        let inode = self.kernel.inodes.at(id);
        let directory = inode.directory().ok_or(Errno::ENOTDIR)?;
        self.allow(tid, inode, 1)?;
        Ok(match part {
            b"." => Some(at),
            b".." if id == root => Some(at),
            b".." => Some(Node::Inode(directory.parent)),
            _ => directory.entries.get(part).map(|id| Node::Inode(*id)),
        })
    }

    fn link_target(&mut self, tid: Pid, node: Node) -> Result<Option<Step>, Errno> {
        Ok(match node {
            Node::Inode(id) => match &self.kernel.inodes.at(id).kind {
                Kind::Symlink(target) => Some(Step::Path(target.clone())),
                _ => None,
            },
            Node::Proc(node) => self.proc_link(tid, node)?,
            Node::Open(_) => None,
        })
    }

    /// Permission check: `want` is a set of 4 read, 2 write, 1 execute or search.
    pub(in crate::kernel) fn allow(&self, tid: Pid, inode: &Inode, want: u32) -> Result<(), Errno> {
        let who = &self.process_of(tid).credentials;
        self.allow_ids(who.uid[1], who.gid[1], &who.groups, inode, want)
    }

    /// The same for given ids (access() uses the real ones).
    pub(in crate::kernel) fn allow_ids(
        &self,
        uid: u32,
        gid: u32,
        groups: &[u32],
        inode: &Inode,
        want: u32,
    ) -> Result<(), Errno> {
        if uid == 0 {
            let can_execute = inode.mode & 0o111 != 0 || inode.directory().is_some();
            return if want & 1 == 0 || can_execute { Ok(()) } else { Err(Errno::EACCES) };
        }
        let shift = match () {
            () if uid == inode.uid => 6,
            () if gid == inode.gid || groups.contains(&inode.gid) => 3,
            () => 0,
        };
        if inode.mode >> shift & want == want { Ok(()) } else { Err(Errno::EACCES) }
    }

    /// Whether names in a directory may be made and removed.
    pub(in crate::kernel) fn allow_change(&self, tid: Pid, dir: FileId) -> Result<(), Errno> {
        let inode = self.kernel.inodes.at(dir);
        if inode.links == 0 {
            return Err(Errno::ENOENT);
        }
        self.allow(tid, inode, 3)
    }
}

struct Walk {
    root: FileId,
    todo: VecDeque<Vec<u8>>,
    links: u32,
    wants_dir: bool,
}

/// What following a link means.
pub(super) enum Step {
    /// Go on with this path.
    Path(Vec<u8>),
    /// Be there at once (`/proc/self/fd/3`).
    Jump(Node),
}
