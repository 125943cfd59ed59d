//! An image as a file: static ELF32 for RISC-V, ilp32d. Spec: System V gABI; RISC-V ELF psABI, "ELF Object Files".
//!
//! Sections follow the segments: `.text` holds code and constants, `.data` and `.bss` the rest; `.symtab` names
//! functions and objects; with the feature `cli` the DWARF sections lead debuggers to the C text.

use crate::base::image::{Image, Segment, SymbolKind};
use object::elf;
use object::write::StringId;
use object::write::elf::{FileHeader, ProgramHeader, SectionHeader, SectionIndex, Sym, Writer};

/// File offsets and addresses of a loaded section agree modulo this.
const PAGE: u64 = crate::base::PAGE_BYTES as u64;

/// A section with bytes in the file.
struct Part<'a> {
    name: StringId,
    index: SectionIndex,
    kind: elf::SectionType,
    flags: elf::SectionFlags,
    address: u64,
    bytes: &'a [u8],
    /// Larger than `bytes.len()` for bss.
    size: u64,
    align: u64,
    offset: u64,
}

/// The bytes of an executable file.
#[must_use]
pub fn write_elf(image: &Image) -> Vec<u8> {
    let mut buffer = Vec::new();
    let debug = debug_sections(image);
    // Writing to memory fails only when sizes overflow 32 bits, which the address space excludes.
    match write(image, &debug, &mut buffer) {
        Ok(()) => buffer,
        Err(_) => Vec::new(),
    }
}

#[cfg(feature = "cli")]
fn debug_sections(image: &Image) -> Vec<(&'static str, Vec<u8>)> {
    super::dwarf::sections(image)
}

#[cfg(not(feature = "cli"))]
fn debug_sections(_: &Image) -> Vec<(&'static str, Vec<u8>)> {
    vec![]
}

fn write(image: &Image, debug: &[(&'static str, Vec<u8>)], buffer: &mut Vec<u8>) -> object::write::Result<()> {
    let mut writer = Writer::new(object::Endianness::Little, false, buffer);
    writer.reserve_file_header();
    writer.reserve_program_headers(image.segments.len() as u32);
    writer.reserve_null_section_index();
    let mut parts = loaded_parts(image, &mut writer);
    parts.extend(debug.iter().map(|(name, bytes)| Part {
        name: writer.add_section_name(name.as_bytes()),
        index: writer.reserve_section_index(),
        kind: elf::SHT_PROGBITS,
        flags: elf::SectionFlags(0),
        address: 0,
        bytes,
        size: bytes.len() as u64,
        align: 1,
        offset: 0,
    }));
    let symtab = writer.reserve_symtab_section_index();
    let _ = (symtab, writer.reserve_strtab_section_index(), writer.reserve_shstrtab_section_index());
    writer.reserve_null_symbol_index();
    let names: Vec<StringId> = image.symbols.iter().map(|s| writer.add_string(s.name.as_bytes())).collect();
    for symbol in &image.symbols {
        writer.reserve_symbol_index(section_of(&parts, symbol.va.0));
    }
    reserve_parts(&mut parts, &mut writer);
    writer.reserve_symtab();
    writer.reserve_strtab()?;
    writer.reserve_shstrtab()?;
    writer.reserve_section_headers();

    writer.write_file_header(&FileHeader {
        os_abi: elf::ELFOSABI_NONE,
        abi_version: 0,
        e_type: elf::ET_EXEC,
        e_machine: elf::EM_RISCV,
        e_entry: u64::from(image.entry.0),
        e_flags: elf::FileFlags(elf::EF_RISCV_FLOAT_ABI_DOUBLE.0),
    })?;
    writer.write_align_program_headers();
    for segment in &image.segments {
        let offset = parts.iter().find(|p| p.address == u64::from(segment.va.0)).map_or(0, |p| p.offset);
        writer.write_program_header(&program_header(segment, offset));
    }
    for part in &parts {
        if part.kind != elf::SHT_NOBITS {
            writer.pad_until(part.offset);
            writer.write(part.bytes);
        }
    }
    write_symbols(image, &parts, &names, &mut writer);
    writer.write_strtab();
    writer.write_shstrtab();
    write_section_headers(&mut writer, &parts);
    Ok(())
}

/// Gives every part its place in the file: loaded ones where offset and address agree modulo a page.
fn reserve_parts(parts: &mut [Part<'_>], writer: &mut Writer<'_>) {
    for part in parts {
        if part.kind == elf::SHT_NOBITS {
            part.offset = writer.reserved_len();
            continue;
        }
        if part.address != 0 {
            let gap = (part.address.wrapping_sub(writer.reserved_len())) % PAGE;
            let from = writer.reserved_len() + gap;
            writer.reserve_until(from);
        }
        part.offset = writer.reserve(part.bytes.len() as u64, 1);
    }
}

fn write_symbols(image: &Image, parts: &[Part<'_>], names: &[StringId], writer: &mut Writer<'_>) {
    writer.write_null_symbol();
    for (symbol, name) in image.symbols.iter().zip(names) {
        let kind = match symbol.kind {
            SymbolKind::Function => elf::STT_FUNC,
            SymbolKind::Object => elf::STT_OBJECT,
        };
        let section = section_of(parts, symbol.va.0);
        let sym = Sym {
            section: section.map(|s| s.0),
            st_name: writer.string_offset(Some(*name)),
            st_info: elf::SymbolInfo(elf::STB_GLOBAL.0 << 4 | kind.0),
            st_other: elf::SymbolOther(0),
            st_shndx: elf::SymbolSection(if section.is_some() { 0 } else { elf::SHN_ABS.0 }),
            st_value: u64::from(symbol.va.0),
            st_size: u64::from(symbol.bytes),
        };
        writer.write_symbol(&sym);
    }
}

fn write_section_headers(writer: &mut Writer<'_>, parts: &[Part<'_>]) {
    writer.write_null_section_header();
    for part in parts {
        let header = SectionHeader {
            sh_name: writer.section_name_offset(Some(part.name)),
            sh_type: part.kind,
            sh_flags: part.flags,
            sh_addr: part.address,
            sh_offset: part.offset,
            sh_size: part.size,
            sh_link: 0,
            sh_info: 0,
            sh_addralign: part.align,
            sh_entsize: 0,
        };
        writer.write_section_header(&header);
    }
    writer.write_symtab_section_header(1);
    writer.write_strtab_section_header();
    writer.write_shstrtab_section_header();
}

/// `.text`, `.data` and `.bss`; a second executable or writable segment gets the same name again.
fn loaded_parts<'a>(image: &'a Image, writer: &mut Writer<'_>) -> Vec<Part<'a>> {
    let mut parts = vec![];
    for segment in &image.segments {
        let access = match (segment.execute, segment.write) {
            (true, _) => elf::SHF_ALLOC.0 | elf::SHF_EXECINSTR.0,
            (_, true) => elf::SHF_ALLOC.0 | elf::SHF_WRITE.0,
            _ => elf::SHF_ALLOC.0,
        };
        let name: &[u8] = match (segment.execute, segment.write) {
            (true, _) => b".text",
            (_, true) => b".data",
            _ => b".rodata",
        };
        let bytes = segment.bytes.len() as u64;
        let address = u64::from(segment.va.0);
        if bytes > 0 {
            parts.push(Part {
                name: writer.add_section_name(name),
                index: writer.reserve_section_index(),
                kind: elf::SHT_PROGBITS,
                flags: elf::SectionFlags(access),
                address,
                bytes: &segment.bytes,
                size: bytes,
                align: PAGE,
                offset: 0,
            });
        }
        if u64::from(segment.mem_bytes) > bytes {
            parts.push(Part {
                name: writer.add_section_name(b".bss"),
                index: writer.reserve_section_index(),
                kind: elf::SHT_NOBITS,
                flags: elf::SectionFlags(access),
                address: address + bytes,
                bytes: &[],
                size: u64::from(segment.mem_bytes) - bytes,
                align: 1,
                offset: 0,
            });
        }
    }
    parts
}

fn section_of(parts: &[Part<'_>], address: u32) -> Option<SectionIndex> {
    let address = u64::from(address);
    let holds = |p: &&Part<'_>| p.address != 0 && p.address <= address && address < p.address + p.size.max(1);
    parts.iter().find(holds).map(|p| p.index)
}

fn program_header(segment: &Segment, offset: u64) -> ProgramHeader {
    let flag = |on: bool, flag: elf::ProgramFlags| if on { flag.0 } else { 0 };
    ProgramHeader {
        p_type: elf::PT_LOAD,
        p_flags: elf::ProgramFlags(
            flag(segment.read, elf::PF_R) | flag(segment.write, elf::PF_W) | flag(segment.execute, elf::PF_X),
        ),
        // Without bytes only the offset's place within its page counts.
        p_offset: if segment.bytes.is_empty() { u64::from(segment.va.offset()) } else { offset },
        p_vaddr: u64::from(segment.va.0),
        p_paddr: u64::from(segment.va.0),
        p_filesz: segment.bytes.len() as u64,
        p_memsz: u64::from(segment.mem_bytes),
        p_align: PAGE,
    }
}
