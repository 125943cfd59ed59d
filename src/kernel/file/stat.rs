//! statx, statfs: what a file is.

use super::inode::Kind;
use super::open::Object;
use super::path::{AT_FDCWD, Node};
use crate::base::Pid;
use crate::kernel::Computer;
use crate::kernel::errno::Errno;
use crate::kernel::memory::FileId;
use crate::kernel::syscall::{Args, Outcome};

/// What statx reports.
#[derive(Clone, Copy, Debug, Default)]
struct Status {
    ino: u64,
    mode: u32,
    links: u32,
    uid: u32,
    gid: u32,
    size: u64,
    rdev: (u32, u32),
    times: [u64; 3],
    dev: u32,
}

impl Computer {
    fn inode_status(&self, id: FileId) -> Status {
        let inode = self.kernel.inodes.at(id);
        let rdev = if let Kind::Device(device) = inode.kind { device.numbers() } else { (0, 0) };
        let size = match &inode.kind {
            Kind::Directory(_) => 4096,
            Kind::Symlink(target) => target.len() as u64,
            _ => self.kernel.inodes.size(id),
        };
        Status {
            ino: u64::from(id.0),
            mode: inode.type_bits() | inode.mode,
            links: inode.links,
            uid: inode.uid,
            gid: inode.gid,
            size,
            rdev,
            times: inode.times,
            dev: 1,
        }
    }

    fn object_status(&self, object: &Object) -> Status {
        let now = self.wall_ns();
        let plain = |mode, ino, dev| Status { ino, mode, links: 1, times: [now; 3], dev, ..Status::default() };
        match object {
            Object::Inode(id) => self.inode_status(*id),
            Object::Pipe(channel, _) => match self.kernel.pipes[channel].fifo {
                Some(inode) => self.inode_status(inode),
                None => plain(0o1_0600, u64::from(*channel) + 1000, 9),
            },
            Object::Stream(n) => plain(0o1_0600, u64::from(*n) + 900, 9),
            Object::Tty => Status { rdev: (136, 0), ..plain(0o2_0620, 3, 10) },
            Object::Socket(id) => plain(0o14_0777, u64::from(*id) + 1000, 8),
            Object::Special(id) => plain(0o600, u64::from(*id) + 1000, 11),
            Object::ProcFile(_) => plain(0o10_0444, 2000, 12),
            Object::ProcDirectory(_) => plain(0o4_0555, 2001, 12),
        }
    }

    fn node_status(&mut self, tid: Pid, node: Node) -> Result<Status, Errno> {
        Ok(match node {
            Node::Inode(id) => self.inode_status(id),
            Node::Open(open) => self.object_status(&self.kernel.open_files[&open].object),
            Node::Proc(node) if node.is_link() => {
                let len = self.proc_readlink(tid, node)?.len() as u64;
                Status { size: len, mode: 0o12_0777, ..self.object_status(&Object::ProcDirectory(node)) }
            }
            Node::Proc(node) if node.is_directory() => self.object_status(&Object::ProcDirectory(node)),
            Node::Proc(_) => self.object_status(&Object::ProcFile([].into())),
        })
    }
}

/// `struct statx`, 256 bytes.
fn statx_bytes(status: &Status) -> [u8; 256] {
    let mut bytes = [0; 256];
    let mut put = |at: usize, value: &[u8]| bytes[at..at + value.len()].copy_from_slice(value);
    let words = [(0, 0x7ff), (4, 4096), (16, status.links), (20, status.uid), (24, status.gid), (28, status.mode)];
    words.into_iter().for_each(|(at, word)| put(at, &u32::to_le_bytes(word)));
    let blocks = if status.mode & 0o17_0000 == 0o10_0000 { status.size.div_ceil(4096) * 8 } else { 0 };
    for (at, double) in [(32, status.ino), (40, status.size), (48, blocks)] {
        put(at, &u64::to_le_bytes(double));
    }
    let [accessed, modified, changed] = status.times;
    for (at, time) in [(64, accessed), (80, modified), (96, changed), (112, modified)] {
        put(at, &(time / 1_000_000_000).to_le_bytes());
        put(at + 8, &((time % 1_000_000_000) as u32).to_le_bytes());
    }
    for (at, word) in [(128, status.rdev.0), (132, status.rdev.1), (140, status.dev)] {
        put(at, &u32::to_le_bytes(word));
    }
    bytes
}

pub(in crate::kernel) fn statx(c: &mut Computer, tid: Pid, a: Args) -> Outcome {
    let path = if a[1] == 0 && a[2] & 0x1000 != 0 { Vec::new() } else { c.get_path(tid, a[1])? };
    let status = if path.is_empty() && a[2] & 0x1000 != 0 {
        if a[0] == AT_FDCWD {
            c.inode_status(c.process_of(tid).cwd)
        } else {
            let object = c.open_file(tid, a[0])?.object.clone();
            c.object_status(&object)
        }
    } else {
        let node = c.resolve(tid, a[0], &path, a[2] & 0x100 == 0)?.existing()?;
        c.node_status(tid, node)?
    };
    c.copyout(tid, a[4], &statx_bytes(&status))?;
    Ok(0)
}

/// `struct statfs64` of riscv32: type, bsize, then five u64, fsid, namelen, frsize, flags.
fn put_statfs(c: &mut Computer, tid: Pid, va: u32) -> Outcome {
    let mut bytes = Vec::new();
    [0xEF53_u32, 4096].into_iter().for_each(|word| bytes.extend(word.to_le_bytes()));
    [16_384_u64, 12_000, 12_000, 4096, 3000].into_iter().for_each(|double| bytes.extend(double.to_le_bytes()));
    [1_u32, 0, 255, 4096, 0, 0, 0, 0, 0].into_iter().for_each(|word| bytes.extend(word.to_le_bytes()));
    c.copyout(tid, va, &bytes)?;
    Ok(0)
}

pub(in crate::kernel) fn statfs64(c: &mut Computer, tid: Pid, a: Args) -> Outcome {
    let path = c.get_path(tid, a[0])?;
    c.resolve(tid, AT_FDCWD, &path, true)?.existing()?;
    put_statfs(c, tid, a[2])
}

pub(in crate::kernel) fn fstatfs64(c: &mut Computer, tid: Pid, a: Args) -> Outcome {
    c.open_id(tid, a[0])?;
    put_statfs(c, tid, a[2])
}
