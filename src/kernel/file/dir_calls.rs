//! The system calls about names: directories, links, renaming, permissions, times, the working directory.

use super::inode::{Directory, Kind};
use super::open::Object;
use super::path::{AT_FDCWD, Found, Node};
use crate::base::Pid;
use crate::kernel::Computer;
use crate::kernel::errno::Errno;
use crate::kernel::memory::FileId;
use crate::kernel::syscall::{Args, Outcome};
use std::collections::BTreeMap;
use std::rc::Rc;

const AT_SYMLINK_NOFOLLOW: u32 = 0x100;
const AT_REMOVEDIR: u32 = 0x200;
const AT_EACCESS: u32 = 0x200;
const AT_SYMLINK_FOLLOW: u32 = 0x400;
const AT_EMPTY_PATH: u32 = 0x1000;

impl Computer {
    /// The inode a path or, with an empty path, a descriptor names.
    fn inode_at(&mut self, tid: Pid, dirfd: u32, path_va: u32, flag: u32) -> Result<FileId, Errno> {
        let path = self.get_path(tid, path_va)?;
        if path.is_empty() && flag & AT_EMPTY_PATH != 0 {
            return self.inode_of_fd(tid, dirfd);
        }
        self.resolve(tid, dirfd, &path, flag & AT_SYMLINK_NOFOLLOW == 0)?.inode()
    }

    fn inode_of_fd(&self, tid: Pid, fd: u32) -> Result<FileId, Errno> {
        if fd == AT_FDCWD {
            return Ok(self.process_of(tid).cwd);
        }
        match self.open_file(tid, fd)?.object {
            Object::Inode(id) => Ok(id),
            _ => Err(Errno::EINVAL),
        }
    }

    /// Makes a node under a name that must be free.
    fn make_node(&mut self, tid: Pid, found: &Found, kind: Kind, mode: u32) -> Result<FileId, Errno> {
        if found.node.is_some() {
            return Err(Errno::EEXIST);
        }
        let dir = found.parent()?;
        self.allow_change(tid, dir)?;
        let who = &self.process_of(tid).credentials;
        let owner = (who.uid[1], who.gid[1]);
        let now = self.wall_ns();
        let id = self.kernel.inodes.insert(kind, mode, owner, now)?;
        self.kernel.inodes.link(dir, &found.name, id, now);
        Ok(id)
    }

    /// A name may be removed by the owner of the file, of a sticky directory, or root.
    fn allow_removal(&self, tid: Pid, dir: FileId, target: FileId) -> Result<(), Errno> {
        self.allow_change(tid, dir)?;
        let (parent, inode) = (self.kernel.inodes.at(dir), self.kernel.inodes.at(target));
        let uid = self.process_of(tid).credentials.uid[1];
        let is_sticky = parent.mode & 0o1000 != 0;
        if is_sticky && uid != 0 && uid != inode.uid && uid != parent.uid { Err(Errno::EPERM) } else { Ok(()) }
    }

    fn is_owner(&self, tid: Pid, id: FileId) -> bool {
        let uid = self.process_of(tid).credentials.uid[1];
        uid == 0 || uid == self.kernel.inodes.at(id).uid
    }
}

pub(in crate::kernel) fn mkdirat(c: &mut Computer, tid: Pid, a: Args) -> Outcome {
    let path = c.get_path(tid, a[1])?;
    let found = c.resolve(tid, a[0], &path, false)?;
    let parent = found.parent().unwrap_or(c.kernel.inodes.root());
    let kind = Kind::Directory(Directory { parent, entries: BTreeMap::new() });
    let mode = a[2] & !c.process_of(tid).umask & 0o1777;
    c.make_node(tid, &found, kind, mode)?;
    Ok(0)
}

pub(in crate::kernel) fn mknodat(c: &mut Computer, tid: Pid, a: Args) -> Outcome {
    let path = c.get_path(tid, a[1])?;
    let kind = match a[2] & 0o17_0000 {
        0o1_0000 => Kind::Fifo(None),
        0 | 0o10_0000 => Kind::File(Default::default()),
        0o14_0000 => Kind::Socket,
        _ => return Err(Errno::EPERM.into()),
    };
    let found = c.resolve(tid, a[0], &path, false)?;
    if found.node.is_none() && found.wants_dir {
        return Err(Errno::ENOENT.into());
    }
    let mode = a[2] & !c.process_of(tid).umask & 0o7777;
    c.make_node(tid, &found, kind, mode)?;
    Ok(0)
}

pub(in crate::kernel) fn symlinkat(c: &mut Computer, tid: Pid, a: Args) -> Outcome {
    let (target, path) = (c.get_path(tid, a[0])?, c.get_path(tid, a[2])?);
    if target.is_empty() {
        return Err(Errno::ENOENT.into());
    }
    let found = c.resolve(tid, a[1], &path, false)?;
    c.make_node(tid, &found, Kind::Symlink(target), 0o777)?;
    Ok(0)
}

pub(in crate::kernel) fn linkat(c: &mut Computer, tid: Pid, a: Args) -> Outcome {
    let (old, new) = (c.get_path(tid, a[1])?, c.get_path(tid, a[3])?);
    let id = if old.is_empty() && a[4] & AT_EMPTY_PATH != 0 {
        c.inode_of_fd(tid, a[0])?
    } else {
        c.resolve(tid, a[0], &old, a[4] & AT_SYMLINK_FOLLOW != 0)?.inode()?
    };
    let found = c.resolve(tid, a[2], &new, false)?;
    if found.node.is_some() {
        return Err(Errno::EEXIST.into());
    }
    if c.kernel.inodes.at(id).directory().is_some() {
        return Err(Errno::EPERM.into());
    }
    let dir = found.parent()?;
    c.allow_change(tid, dir)?;
    let now = c.wall_ns();
    c.kernel.inodes.link(dir, &found.name, id, now);
    Ok(0)
}

pub(in crate::kernel) fn unlinkat(c: &mut Computer, tid: Pid, a: Args) -> Outcome {
    let path = c.get_path(tid, a[1])?;
    let found = c.resolve(tid, a[0], &path, false)?;
    let id = found.inode()?;
    let wants_dir = a[2] & AT_REMOVEDIR != 0;
    match &c.kernel.inodes.at(id).kind {
        Kind::Directory(_) if !wants_dir => return Err(Errno::EISDIR.into()),
        Kind::Directory(_) if found.name == b"." => return Err(Errno::EINVAL.into()),
        Kind::Directory(directory) if found.name == b".." || !directory.entries.is_empty() => {
            return Err(Errno::ENOTEMPTY.into());
        }
        Kind::Directory(_) if id == c.kernel.inodes.root() => return Err(Errno::EBUSY.into()),
        Kind::Directory(_) => {}
        _ if wants_dir => return Err(Errno::ENOTDIR.into()),
        _ => {}
    }
    let dir = found.parent()?;
    c.allow_removal(tid, dir, id)?;
    let now = c.wall_ns();
    c.kernel.inodes.unlink(dir, &found.name, now);
    c.collect_inode(id);
    Ok(0)
}

pub(in crate::kernel) fn renameat2(c: &mut Computer, tid: Pid, a: Args) -> Outcome {
    let (old, new) = (c.get_path(tid, a[1])?, c.get_path(tid, a[3])?);
    let (from, to) = (c.resolve(tid, a[0], &old, false)?, c.resolve(tid, a[2], &new, false)?);
    let (id, from_dir, to_dir) = (from.inode()?, from.parent()?, to.parent()?);
    if [&from.name, &to.name].into_iter().any(|name| name == b"." || name == b"..") {
        return Err(Errno::EBUSY.into());
    }
    let is_dir = c.kernel.inodes.at(id).directory().is_some();
    let mut above = to_dir;
    while is_dir && above != c.kernel.inodes.root() {
        if above == id {
            return Err(Errno::EINVAL.into());
        }
        above = c.kernel.inodes.at(above).directory().map_or(c.kernel.inodes.root(), |d| d.parent);
    }
    if to.wants_dir && !is_dir {
        return Err(Errno::ENOTDIR.into());
    }
    c.allow_removal(tid, from_dir, id)?;
    c.allow_change(tid, to_dir)?;
    let now = c.wall_ns();
    if let Some(Node::Inode(target)) = to.node {
        if a[4] & 1 != 0 {
            return Err(Errno::EEXIST.into()); // RENAME_NOREPLACE
        }
        if target == id {
            return Ok(0);
        }
        match (&c.kernel.inodes.at(target).kind, is_dir) {
            (Kind::Directory(d), true) if !d.entries.is_empty() => return Err(Errno::ENOTEMPTY.into()),
            (Kind::Directory(_), false) => return Err(Errno::EISDIR.into()),
            (Kind::Directory(_), true) => {}
            (_, true) => return Err(Errno::ENOTDIR.into()),
            _ => {}
        }
        c.allow_removal(tid, to_dir, target)?;
        c.kernel.inodes.unlink(to_dir, &to.name, now);
        c.collect_inode(target);
    }
    c.kernel.inodes.table_mut(id).links += 1; // keep it alive between the two names
    c.kernel.inodes.unlink(from_dir, &from.name, now);
    c.kernel.inodes.link(to_dir, &to.name, id, now);
    c.kernel.inodes.table_mut(id).links -= 1;
    Ok(0)
}

pub(in crate::kernel) fn renameat(c: &mut Computer, tid: Pid, a: Args) -> Outcome {
    renameat2(c, tid, [a[0], a[1], a[2], a[3], 0, 0])
}

pub(in crate::kernel) fn readlinkat(c: &mut Computer, tid: Pid, a: Args) -> Outcome {
    let path = c.get_path(tid, a[1])?;
    let target = match c.resolve(tid, a[0], &path, false)?.existing()? {
        Node::Inode(id) => match &c.kernel.inodes.at(id).kind {
            Kind::Symlink(target) => target.clone(),
            _ => return Err(Errno::EINVAL.into()),
        },
        Node::Proc(node) => c.proc_readlink(tid, node)?,
        Node::Open(_) => return Err(Errno::EINVAL.into()),
    };
    if a[3] as i32 <= 0 {
        return Err(Errno::EINVAL.into());
    }
    let n = target.len().min(a[3] as usize);
    c.copyout(tid, a[2], &target[..n])?;
    Ok(n as u32)
}

pub(in crate::kernel) fn faccessat(c: &mut Computer, tid: Pid, a: Args) -> Outcome {
    faccessat2(c, tid, [a[0], a[1], a[2], 0, 0, 0])
}

pub(in crate::kernel) fn faccessat2(c: &mut Computer, tid: Pid, a: Args) -> Outcome {
    let path = c.get_path(tid, a[1])?;
    if a[2] & !7 != 0 {
        return Err(Errno::EINVAL.into());
    }
    let Node::Inode(id) = c.resolve(tid, a[0], &path, a[3] & AT_SYMLINK_NOFOLLOW == 0)?.existing()? else {
        return if a[2] & 2 == 0 { Ok(0) } else { Err(Errno::EACCES.into()) };
    };
    let who = &c.process_of(tid).credentials;
    let which = usize::from(a[3] & AT_EACCESS != 0);
    let (uid, gid, groups) = (who.uid[which], who.gid[which], who.groups.clone());
    c.allow_ids(uid, gid, &groups, c.kernel.inodes.at(id), a[2])?;
    Ok(0)
}

fn change_mode(c: &mut Computer, tid: Pid, id: FileId, mode: u32) -> Outcome {
    if !c.is_owner(tid, id) {
        return Err(Errno::EPERM.into());
    }
    let now = c.wall_ns();
    let inode = c.kernel.inodes.table_mut(id);
    inode.mode = mode & 0o7777;
    inode.times[2] = now;
    Ok(0)
}

pub(in crate::kernel) fn fchmod(c: &mut Computer, tid: Pid, a: Args) -> Outcome {
    let id = c.inode_of_fd(tid, a[0])?;
    change_mode(c, tid, id, a[1])
}

pub(in crate::kernel) fn fchmodat(c: &mut Computer, tid: Pid, a: Args) -> Outcome {
    let id = c.inode_at(tid, a[0], a[1], 0)?;
    change_mode(c, tid, id, a[2])
}

fn change_owner(c: &mut Computer, tid: Pid, id: FileId, uid: u32, gid: u32) -> Outcome {
    let who = &c.process_of(tid).credentials;
    let own_group = gid == u32::MAX || gid == who.gid[1] || who.groups.contains(&gid);
    let keeps_user = uid == u32::MAX || uid == c.kernel.inodes.at(id).uid;
    if who.uid[1] != 0 && !(c.is_owner(tid, id) && keeps_user && own_group) {
        return Err(Errno::EPERM.into());
    }
    let now = c.wall_ns();
    let inode = c.kernel.inodes.table_mut(id);
    inode.uid = if uid == u32::MAX { inode.uid } else { uid };
    inode.gid = if gid == u32::MAX { inode.gid } else { gid };
    inode.times[2] = now;
    Ok(0)
}

pub(in crate::kernel) fn fchown(c: &mut Computer, tid: Pid, a: Args) -> Outcome {
    let id = c.inode_of_fd(tid, a[0])?;
    change_owner(c, tid, id, a[1], a[2])
}

pub(in crate::kernel) fn fchownat(c: &mut Computer, tid: Pid, a: Args) -> Outcome {
    let id = c.inode_at(tid, a[0], a[1], a[4])?;
    change_owner(c, tid, id, a[2], a[3])
}

/// utimensat with 64-bit times.
pub(in crate::kernel) fn utimensat(c: &mut Computer, tid: Pid, a: Args) -> Outcome {
    const NOW: u64 = 0x3fff_ffff;
    const OMIT: u64 = 0x3fff_fffe;
    let id = if a[1] == 0 { c.inode_of_fd(tid, a[0])? } else { c.inode_at(tid, a[0], a[1], a[3])? };
    if !c.is_owner(tid, id) {
        c.allow(tid, c.kernel.inodes.at(id), 2)?;
    }
    let now = c.wall_ns();
    let mut times = [Some(now), Some(now)];
    if a[2] != 0 {
        for (n, slot) in times.iter_mut().enumerate() {
            let (seconds, ns) =
                (c.get_u64(tid, a[2] + 16 * n as u32)?, c.get_u64(tid, a[2] + 16 * n as u32 + 8)? & 0xffff_ffff);
            *slot = match ns {
                NOW => Some(now),
                OMIT => None,
                ns if ns < 1_000_000_000 => Some(seconds.saturating_mul(1_000_000_000).saturating_add(ns)),
                _ => return Err(Errno::EINVAL.into()),
            };
        }
    }
    let inode = c.kernel.inodes.table_mut(id);
    inode.times = [times[0].unwrap_or(inode.times[0]), times[1].unwrap_or(inode.times[1]), now];
    Ok(0)
}

pub(in crate::kernel) fn getcwd(c: &mut Computer, tid: Pid, a: Args) -> Outcome {
    let process = c.process_of(tid);
    let mut path = c.kernel.inodes.path_of(process.cwd, process.root).ok_or(Errno::ENOENT)?;
    path.push(0);
    if path.len() > a[1] as usize {
        return Err(Errno::ERANGE.into());
    }
    c.copyout(tid, a[0], &path)?;
    Ok(path.len() as u32)
}

fn change_directory(c: &mut Computer, tid: Pid, id: FileId) -> Outcome {
    if c.kernel.inodes.at(id).directory().is_none() {
        return Err(Errno::ENOTDIR.into());
    }
    c.allow(tid, c.kernel.inodes.at(id), 1)?;
    let old = std::mem::replace(&mut c.process_of_mut(tid).cwd, id);
    c.collect_inode(old);
    Ok(0)
}

pub(in crate::kernel) fn chdir(c: &mut Computer, tid: Pid, a: Args) -> Outcome {
    let path = c.get_path(tid, a[0])?;
    match c.resolve(tid, AT_FDCWD, &path, true)?.existing()? {
        Node::Inode(id) => change_directory(c, tid, id),
        Node::Proc(node) if node.is_directory() => {
            let id = c.kernel.inodes.proc();
            change_directory(c, tid, id)
        }
        _ => Err(Errno::ENOTDIR.into()),
    }
}

pub(in crate::kernel) fn fchdir(c: &mut Computer, tid: Pid, a: Args) -> Outcome {
    c.open_id(tid, a[0])?;
    let id = c.inode_of_fd(tid, a[0]).map_err(|_| Errno::ENOTDIR)?;
    change_directory(c, tid, id)
}

pub(in crate::kernel) fn chroot(c: &mut Computer, tid: Pid, a: Args) -> Outcome {
    let path = c.get_path(tid, a[0])?;
    let id = c.resolve(tid, AT_FDCWD, &path, true)?.inode()?;
    if c.kernel.inodes.at(id).directory().is_none() {
        return Err(Errno::ENOTDIR.into());
    }
    if !c.process_of(tid).is_root() {
        return Err(Errno::EPERM.into());
    }
    c.process_of_mut(tid).root = id;
    Ok(0)
}

pub(in crate::kernel) fn umask(c: &mut Computer, tid: Pid, a: Args) -> Outcome {
    Ok(std::mem::replace(&mut c.process_of_mut(tid).umask, a[0] & 0o777))
}

/// getdents64: `struct linux_dirent64` = ino u64, next offset u64, record length u16, type u8, name.
pub(in crate::kernel) fn getdents64(c: &mut Computer, tid: Pid, a: Args) -> Outcome {
    let id = c.open_id(tid, a[0])?;
    let file = c.kernel.open_files[&id].clone();
    let listing = match file.listing {
        Some(listing) => listing,
        None => {
            let listing: Rc<[_]> = c.list_directory(tid, &file.object)?.into();
            c.open_file_mut(id).listing = Some(Rc::clone(&listing));
            listing
        }
    };
    let mut bytes = Vec::new();
    let mut at = file.offset as usize;
    while let Some((name, ino, kind)) = listing.get(at) {
        let len = (19 + name.len() + 1).next_multiple_of(8);
        if bytes.len() + len > a[2] as usize {
            break;
        }
        let start = bytes.len();
        at += 1;
        bytes.extend_from_slice(&ino.to_le_bytes());
        bytes.extend_from_slice(&(at as u64).to_le_bytes());
        bytes.extend_from_slice(&(len as u16).to_le_bytes());
        bytes.push(*kind);
        bytes.extend_from_slice(name);
        bytes.resize(start + len, 0);
    }
    if bytes.is_empty() && at < listing.len() {
        return Err(Errno::EINVAL.into());
    }
    c.copyout(tid, a[1], &bytes)?;
    c.open_file_mut(id).offset = at as u64;
    Ok(bytes.len() as u32)
}

impl Computer {
    fn list_directory(&mut self, tid: Pid, object: &Object) -> Result<Vec<(Vec<u8>, u64, u8)>, Errno> {
        let id = match object {
            Object::ProcDirectory(node) => return Ok(self.proc_list(tid, *node)),
            Object::Inode(id) => *id,
            _ => return Err(Errno::ENOTDIR),
        };
        let inodes = &self.kernel.inodes;
        let directory = inodes.at(id).directory().ok_or(Errno::ENOTDIR)?;
        let mut rows = vec![(b".".to_vec(), u64::from(id.0), 4), (b"..".to_vec(), u64::from(directory.parent.0), 4)];
        for (name, child) in &directory.entries {
            rows.push((name.clone(), u64::from(child.0), (inodes.at(*child).type_bits() >> 12) as u8));
        }
        Ok(rows)
    }
}
