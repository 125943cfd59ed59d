//! Reading ELF executables: ELF32, little-endian, RISC-V, static. Everything else is refused with the reason.
//!
//! Rule: any bytes at all yield `Ok` or a [`Refusal`]; what is `Ok` is safe to map.

use crate::base::limits;
use crate::kernel::memory::{TRAMPOLINE, USER_MIN};
use object::LittleEndian;
use object::elf;
use object::read::elf::{FileHeader as _, ProgramHeader as _};
use std::fmt;

/// A loadable piece of an executable.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Segment {
    /// First address.
    pub va: u32,
    /// Where its bytes lie in the file; congruent to `va` modulo the page size.
    pub offset: u64,
    /// Bytes in the file.
    pub file_bytes: u32,
    /// Bytes in memory; what exceeds `file_bytes` is zero.
    pub mem_bytes: u32,
    /// Readable.
    pub read: bool,
    /// Writable.
    pub write: bool,
    /// Executable.
    pub execute: bool,
}

/// An executable the kernel can load.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Elf {
    /// First instruction.
    pub entry: u32,
    /// Pieces in ascending order, without overlap.
    pub segments: Vec<Segment>,
    /// Address of the program headers, 0 if not loaded.
    pub headers_va: u32,
    /// Number of program headers.
    pub header_count: u32,
}

/// Why a file is no program for this computer.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Refusal {
    /// Larger than [`limits::ELF_BYTES_MAX`].
    TooLarge,
    /// No ELF magic, or cut off in the header.
    NotElf,
    /// ELF64.
    SixtyFourBit,
    /// Big-endian.
    BigEndian,
    /// For another processor.
    NotRiscv,
    /// A shared object, a relocatable file, a core dump.
    NotExecutable,
    /// Wants a dynamic linker.
    Dynamic,
    /// A header or a segment lies outside the file.
    Truncated,
    /// A segment's file size exceeds its memory size.
    FileLargerThanMemory,
    /// A segment's address and offset differ within the page.
    Misaligned,
    /// A segment lies outside the part of memory programs may use.
    BadAddress,
    /// Two segments overlap.
    Overlap,
    /// Nothing to load.
    Empty,
    /// The entry point is not in an executable segment.
    BadEntry,
}

impl fmt::Display for Refusal {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::TooLarge => "the file is too large",
            Self::NotElf => "not an ELF file",
            Self::SixtyFourBit => "a 64-bit executable; this computer is 32-bit",
            Self::BigEndian => "a big-endian executable; RISC-V is little-endian",
            Self::NotRiscv => "made for another processor than RISC-V",
            Self::NotExecutable => "not an executable (link it statically, without -pie)",
            Self::Dynamic => "it needs a dynamic linker; link it with -static",
            Self::Truncated => "the file is cut off",
            Self::FileLargerThanMemory => "a segment has more bytes in the file than in memory",
            Self::Misaligned => "a segment's address and file offset do not match within a page",
            Self::BadAddress => "a segment lies outside user memory",
            Self::Overlap => "two segments overlap",
            Self::Empty => "it has nothing to load",
            Self::BadEntry => "its entry point is not in an executable segment",
        })
    }
}

type Header = elf::FileHeader32<LittleEndian>;
type Program = elf::ProgramHeader32<LittleEndian>;

/// Understands an executable, or says why not. Bounded by the number of program headers (at most 65535).
pub fn parse(bytes: &[u8]) -> Result<Elf, Refusal> {
    if bytes.len() > limits::ELF_BYTES_MAX {
        return Err(Refusal::TooLarge);
    }
    check_identity(bytes)?;
    let header = Header::parse(bytes).map_err(|_| Refusal::NotElf)?;
    let endian = LittleEndian;
    if header.e_machine(endian) != elf::EM_RISCV {
        return Err(Refusal::NotRiscv);
    }
    if header.e_type(endian) != elf::ET_EXEC {
        return Err(Refusal::NotExecutable);
    }
    let programs = header.program_headers(endian, bytes).map_err(|_| Refusal::Truncated)?;
    if programs.iter().any(|p| p.p_type(endian) == elf::PT_INTERP) {
        return Err(Refusal::Dynamic);
    }
    let loads = programs.iter().filter(|p| p.p_type(endian) == elf::PT_LOAD && p.p_memsz(endian) > 0);
    let mut segments = loads.map(|p| segment(p, bytes)).collect::<Result<Vec<_>, _>>()?;
    segments.sort_by_key(|s| s.va);
    if segments.is_empty() {
        return Err(Refusal::Empty);
    }
    if segments.windows(2).any(|pair| pair[0].va + pair[0].mem_bytes > pair[1].va) {
        return Err(Refusal::Overlap);
    }
    let entry = header.e_entry(endian);
    let holds = |s: &&Segment, va: u32| va >= s.va && va - s.va < s.mem_bytes;
    if !segments.iter().any(|s| s.execute && holds(&s, entry)) {
        return Err(Refusal::BadEntry);
    }
    let offset = u64::from(header.e_phoff(endian));
    let loaded = segments.iter().find(|s| offset >= s.offset && offset < s.offset + u64::from(s.file_bytes));
    let headers_va = loaded.map_or(0, |s| s.va + (offset - s.offset) as u32);
    Ok(Elf { entry, segments, headers_va, header_count: programs.len() as u32 })
}

fn check_identity(bytes: &[u8]) -> Result<(), Refusal> {
    if bytes.len() < 16 || !bytes.starts_with(b"\x7fELF") {
        return Err(Refusal::NotElf);
    }
    match (bytes[4], bytes[5]) {
        (2, _) => Err(Refusal::SixtyFourBit),
        (1, 2) => Err(Refusal::BigEndian),
        (1, 1) if bytes.len() >= 52 => Ok(()),
        (1, 1) => Err(Refusal::Truncated),
        _ => Err(Refusal::NotElf),
    }
}

fn segment(program: &Program, bytes: &[u8]) -> Result<Segment, Refusal> {
    let endian = LittleEndian;
    let (va, offset) = (program.p_vaddr(endian), program.p_offset(endian));
    let (file_bytes, mem_bytes) = (program.p_filesz(endian), program.p_memsz(endian));
    let end = va.checked_add(mem_bytes).ok_or(Refusal::BadAddress)?;
    if va < USER_MIN || end > TRAMPOLINE {
        return Err(Refusal::BadAddress);
    }
    if file_bytes > mem_bytes {
        return Err(Refusal::FileLargerThanMemory);
    }
    if offset.checked_add(file_bytes).is_none_or(|end| end as usize > bytes.len()) {
        return Err(Refusal::Truncated);
    }
    if file_bytes > 0 && va % 4096 != offset % 4096 {
        return Err(Refusal::Misaligned);
    }
    let flags = program.p_flags(endian);
    let has = |bit: elf::ProgramFlags| flags & bit == bit;
    let (read, write, execute) = (has(elf::PF_R), has(elf::PF_W), has(elf::PF_X));
    Ok(Segment { va, offset: u64::from(offset), file_bytes, mem_bytes, read, write, execute })
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    /// A minimal executable: header, one program header, code.
    pub fn tiny(code: &[u32]) -> Vec<u8> {
        let len = 84 + 4 * code.len() as u32;
        let halves = |a: u16, b: u16| u32::from(a) | u32::from(b) << 16;
        let mut words = vec![0x464c_457f, 0x0001_0101, 0, 0];
        words.extend([halves(2, 243), 1, 0x1_0054, 52, 0, 0, halves(52, 32), halves(1, 0), 0]);
        words.extend([1, 0, 0x1_0000, 0x1_0000, len, len, 5, 0x1000]);
        words.extend(code);
        words.iter().flat_map(|word| word.to_le_bytes()).collect()
    }

    #[track_caller]
    fn refused(change: impl Fn(&mut Vec<u8>), why: Refusal) {
        let mut bytes = tiny(&[0x73]);
        change(&mut bytes);
        assert_eq!(parse(&bytes), Err(why));
    }

    #[test]
    fn a_static_executable_is_understood() {
        let elf = parse(&tiny(&[0x73])).unwrap();
        assert_eq!((elf.entry, elf.headers_va, elf.header_count), (0x1_0054, 0x1_0034, 1));
        assert_eq!(elf.segments[0].file_bytes, 88);
    }

    #[test]
    fn everything_else_is_refused_with_its_reason() {
        refused(|b| b[0] = 0, Refusal::NotElf);
        refused(|b| b.truncate(3), Refusal::NotElf);
        refused(|b| b.truncate(40), Refusal::Truncated);
        refused(|b| b.truncate(60), Refusal::Truncated);
        refused(|b| b.truncate(85), Refusal::Truncated);
        refused(|b| b[4] = 2, Refusal::SixtyFourBit);
        refused(|b| b[5] = 2, Refusal::BigEndian);
        refused(|b| b[18] = 62, Refusal::NotRiscv);
        refused(|b| b[16] = 3, Refusal::NotExecutable);
        refused(|b| b[52] = 3, Refusal::Dynamic);
        refused(|b| b[52] = 4, Refusal::Empty);
        refused(|b| b[60 + 3] = 0xC0, Refusal::BadAddress);
        refused(|b| b[72] = 1, Refusal::FileLargerThanMemory);
        refused(|b| b[60] = 4, Refusal::Misaligned);
        refused(|b| b[24] = 0xff, Refusal::BadEntry);
        refused(|b| b[76] = 4, Refusal::BadEntry);
    }

    proptest! {
        #[test]
        fn no_bytes_make_the_loader_panic(mut patches in prop::collection::vec((0_usize..88, any::<u8>()), 0..8), cut in 0_usize..=88) {
            let mut bytes = tiny(&[0x73]);
            patches.drain(..).for_each(|(at, byte)| bytes[at] = byte);
            bytes.truncate(cut);
            let _ = parse(&bytes);
        }
    }
}
