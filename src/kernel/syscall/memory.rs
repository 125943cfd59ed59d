//! The system calls about memory.

use super::{Args, Outcome};
use crate::base::Pid;
use crate::kernel::Computer;
use crate::kernel::errno::Errno;
use crate::kernel::file::{Kind, Object};
use crate::kernel::memory::map::{MapRequest, page_len};
use crate::kernel::memory::{Area, Backing, Mm, PAGE, STACK_TOP};
use crate::kernel::snapshot::AreaKind;

const MAP_TYPE: u32 = 0xf;
const MAP_FIXED: u32 = 0x10;
const MAP_ANONYMOUS: u32 = 0x20;
const MAP_FIXED_NOREPLACE: u32 = 0x10_0000;

pub(super) fn brk(c: &mut Computer, tid: Pid, a: Args) -> Outcome {
    let (id, limits) = (c.mm_of(tid), c.process_of(tid).limits);
    Ok(c.brk(id, a[0], limits[2].0.min(limits[9].0)))
}

/// `mmap2(addr, len, prot, flags, fd, offset in 4 KiB)`.
pub(super) fn mmap2(c: &mut Computer, tid: Pid, a: Args) -> Outcome {
    let [addr, len, prot, flags, fd, page] = a;
    let shared = match flags & MAP_TYPE {
        1 | 3 => true,
        2 => false,
        _ => return Err(Errno::EINVAL.into()),
    };
    if len == 0 {
        return Err(Errno::EINVAL.into());
    }
    let (backing, kind) = if flags & MAP_ANONYMOUS != 0 {
        anonymous(c, tid, len, shared)?
    } else {
        file_backing(c, tid, fd, u64::from(page) * u64::from(PAGE), shared && prot & 2 != 0)?
    };
    let id = c.mm_of(tid);
    let limit = c.process_of(tid).limits[9].0;
    if c.mm(id).mapped_bytes().saturating_add(u64::from(len)) > limit {
        return Err(Errno::ENOMEM.into());
    }
    let (read, write, execute) = (prot & 1 != 0, prot & 2 != 0, prot & 4 != 0);
    let area = Area { start: 0, end: 0, read, write, execute, shared, kind, backing };
    let (fixed, no_replace) = (flags & MAP_FIXED != 0, flags & MAP_FIXED_NOREPLACE != 0);
    let result = c.map(id, &MapRequest { addr, len, fixed, no_replace, area });
    if let (Err(_), Backing::File { file, .. }) = (result, backing) {
        c.collect_inode(file);
    }
    Ok(result?)
}

/// Anonymous memory; shared anonymous memory is an object without a name that fork's children map too.
fn anonymous(c: &mut Computer, tid: Pid, len: u32, shared: bool) -> Result<(Backing, AreaKind), Errno> {
    if !shared {
        return Ok((Backing::Zero, AreaKind::Anonymous));
    }
    let (now, who) = (c.wall_ns(), c.process_of(tid).credentials.uid[1]);
    let size = u64::from(page_len(len).ok_or(Errno::ENOMEM)?);
    if !c.has_room_for(size as u32) {
        return Err(Errno::ENOMEM);
    }
    let file = c.kernel.inodes.insert_memory(size, 0o600, (who, who), now)?;
    Ok((Backing::File { file, offset: 0, limit: u64::MAX }, AreaKind::Shared))
}

fn file_backing(c: &mut Computer, tid: Pid, fd: u32, offset: u64, writes: bool) -> Result<(Backing, AreaKind), Errno> {
    let open = c.open_file(tid, fd)?;
    if !open.reads() || (writes && !open.writes()) {
        return Err(Errno::EACCES);
    }
    let Object::Inode(file) = open.object else { return Err(Errno::ENODEV) };
    match c.kernel.inodes.at(file).kind {
        Kind::File(_) if c.kernel.inodes.is_memory(file) => {
            Ok((Backing::File { file, offset, limit: u64::MAX }, AreaKind::Shared))
        }
        Kind::File(_) => Ok((Backing::File { file, offset, limit: u64::MAX }, AreaKind::File)),
        Kind::Device(crate::kernel::file::Device::Zero) => Ok((Backing::Zero, AreaKind::Anonymous)),
        _ => Err(Errno::ENODEV),
    }
}

/// `start..start+len` in whole pages, as munmap, mprotect, msync and madvise take it.
fn range(start: u32, len: u32) -> Result<(u32, u32), Errno> {
    if !start.is_multiple_of(PAGE) {
        return Err(Errno::EINVAL);
    }
    let len = page_len(len).ok_or(Errno::EINVAL)?;
    let end = start.checked_add(len).filter(|end| *end <= STACK_TOP).ok_or(Errno::EINVAL)?;
    Ok((start, end))
}

pub(super) fn munmap(c: &mut Computer, tid: Pid, a: Args) -> Outcome {
    let (start, end) = range(a[0], a[1])?;
    let id = c.mm_of(tid);
    c.unmap(id, start, end);
    Ok(0)
}

pub(super) fn mprotect(c: &mut Computer, tid: Pid, a: Args) -> Outcome {
    let id = c.mm_of(tid);
    c.protect(id, a[0], a[1], a[2])?;
    Ok(0)
}

pub(super) fn msync(c: &mut Computer, tid: Pid, a: Args) -> Outcome {
    if a[2] & !7 != 0 || a[2] & 5 == 5 {
        return Err(Errno::EINVAL.into());
    }
    let (start, end) = range(a[0], a[1])?;
    let id = c.mm_of(tid);
    if !c.mm(id).covers(start, end) {
        return Err(Errno::ENOMEM.into());
    }
    c.sync_range(id, start, end);
    Ok(0)
}

/// madvise: MADV_DONTNEED drops private anonymous pages; other advice is taken note of.
pub(super) fn madvise(c: &mut Computer, tid: Pid, a: Args) -> Outcome {
    let (start, end) = range(a[0], a[1])?;
    let id = c.mm_of(tid);
    if !c.mm(id).covers(start, end) {
        return Err(Errno::ENOMEM.into());
    }
    if a[2] == 4 {
        c.unmap_pages(id, start, end);
    }
    Ok(0)
}

/// `mremap(old, old_len, new_len, flags, new)`: shrink, grow in place, or move.
pub(super) fn mremap(c: &mut Computer, tid: Pid, a: Args) -> Outcome {
    let [old, _, _, flags, to, _] = a;
    let (old_len, new_len) = (page_len(a[1]).ok_or(Errno::EINVAL)?, page_len(a[2]).ok_or(Errno::EINVAL)?);
    let id = c.mm_of(tid);
    let area = *c.mm(id).area_at(old).ok_or(Errno::EFAULT)?;
    let end = old.checked_add(old_len).ok_or(Errno::EINVAL)?;
    if old % PAGE != 0 || flags & !3 != 0 || flags & 3 == 2 {
        return Err(Errno::EINVAL.into());
    }
    if end > area.end {
        return Err(Errno::EFAULT.into());
    }
    if flags & 2 == 0 && new_len <= old_len {
        c.unmap(id, old + new_len, end);
        return Ok(old);
    }
    let grown = old.checked_add(new_len).filter(|grown| Mm::is_user_range(old, *grown));
    if let (Some(grown), 0, true) = (grown, flags & 2, end == area.end)
        && !c.mm(id).overlaps(end, grown)
    {
        c.mm_mut(id).insert(Area { start: end, end: grown, backing: area.backing_at(end), ..area });
        return Ok(old);
    }
    if flags & 1 == 0 {
        return Err(Errno::ENOMEM.into());
    }
    let piece = area.slice(old, end);
    let request = MapRequest { addr: to, len: new_len, fixed: flags & 2 != 0, no_replace: false, area: piece };
    let new = c.map(id, &request)?;
    c.move_pages(id, old, new, old_len.min(new_len))?;
    c.unmap(id, old, end);
    Ok(new)
}

/// mlock, munlock, mlockall: every page of ours stays in RAM anyway.
pub(super) fn locked(_: &mut Computer, _: Pid, _: Args) -> Outcome {
    Ok(0)
}

/// `mincore(start, len, vec)`.
pub(super) fn mincore(c: &mut Computer, tid: Pid, a: Args) -> Outcome {
    let (start, end) = range(a[0], a[1])?;
    let id = c.mm_of(tid);
    if !c.mm(id).covers(start, end) {
        return Err(Errno::ENOMEM.into());
    }
    let root = c.mm(id).root;
    let pages = (start / PAGE)..(end / PAGE);
    let bytes: Vec<u8> =
        pages.map(|n| u8::from(c.pte(root, crate::base::Vpn(n)).has(crate::machine::Pte::V))).collect();
    c.copyout(tid, a[2], &bytes)?;
    Ok(0)
}
