//! Addresses for everything the linker has gathered, and the finished image: relocations applied, symbols listed.

use super::debug;
use super::emit::{RelocKind, Target};
use super::link::{Key, LINKER_SYMBOLS, Linker, Section};
use crate::base::diagnostic::{Diagnostic, Span};
use crate::base::image::{Image, Segment, Symbol, SymbolKind};
use crate::base::limits::ELF_BYTES_MAX;
use crate::base::{PAGE_BYTES, Va};
use std::collections::BTreeMap;

/// Where programs begin.
const TEXT_VA: u32 = 0x0001_0000;
/// Programs end below the first address of the mmap region.
const END_MAX: u64 = 0x4000_0000;

/// What became of the gathered pieces.
pub enum Layout {
    Image(Box<Image>),
    Failed(Box<Diagnostic>),
}

/// Addresses of everything, and where the sections end.
pub struct Map {
    addresses: BTreeMap<Key, u32>,
    text_end: u32,
    /// End of read-only data.
    rodata_end: u32,
    tls_start: u32,
    tdata_bytes: u32,
    tls_bytes: u32,
    data_start: u32,
    data_end: u32,
    end: u32,
}

/// A piece of read-only or writable data waiting for an address.
struct Piece {
    key: Key,
    bytes: u32,
    align: u32,
}

/// Gives everything an address and builds the image.
pub fn layout(linker: &Linker<'_>) -> Layout {
    match Map::new(linker) {
        Some(map) if map.file_bytes() > ELF_BYTES_MAX as u64 => {
            let diagnostic = failure("the code and the initialised data are larger than an executable may be");
            Layout::Failed(Box::new(
                diagnostic.with_help("large arrays without an initialiser take no room in the file"),
            ))
        }
        Some(map) => match build(linker, &map) {
            Ok(image) => Layout::Image(Box::new(image)),
            Err(far) => Layout::Failed(Box::new(far)),
        },
        None => Layout::Failed(Box::new(failure("the program does not fit into its part of the address space"))),
    }
}

fn failure(title: &str) -> Diagnostic {
    Diagnostic::error(Span { file: String::new(), line: 0, column: 1, len: 1 }, title)
}

/// Hands out addresses in ascending order.
struct Cursor {
    at: u64,
    addresses: BTreeMap<Key, u32>,
}

impl Cursor {
    fn put(&mut self, piece: &Piece) {
        self.at = self.at.next_multiple_of(u64::from(piece.align.max(1)));
        self.addresses.insert(piece.key, self.at as u32);
        // Two objects never share an address, not even empty ones.
        self.at += u64::from(piece.bytes.max(1));
    }

    fn put_all<'p>(&mut self, pieces: impl IntoIterator<Item = &'p Piece>) {
        pieces.into_iter().for_each(|piece| self.put(piece));
    }
}

/// The kinds of data, by where they go.
#[derive(Default)]
struct Pieces {
    readonly: Vec<Piece>,
    thread_data: Vec<Piece>,
    thread_bss: Vec<Piece>,
    data: Vec<Piece>,
    bss: Vec<Piece>,
}

impl Pieces {
    fn new(linker: &Linker<'_>) -> Self {
        let mut this = Self::default();
        for bits in &linker.doubles {
            this.readonly.push(Piece { key: Key::Double(*bits), bytes: 8, align: 8 });
        }
        for (n, section) in linker.sections.iter().enumerate() {
            for (t, table) in section.code.tables.iter().enumerate() {
                let key = Key::Table(n as u32, t as u32);
                this.readonly.push(Piece { key, bytes: table.len() as u32 * 4, align: 4 });
            }
        }
        for data in &linker.data {
            let Key::Object(unit, index) = data.key else { continue };
            let unit = &linker.units[unit as usize].unit;
            let object = &unit.objects[index as usize];
            let piece = Piece { key: data.key, bytes: object.bytes, align: object.align };
            let is_zero = object.relocations.is_empty() && object.data.iter().all(|b| *b == 0);
            let is_tls = unit.symbols[object.symbol.0 as usize].is_thread_local;
            let kind = match (is_tls, is_zero) {
                (true, true) => &mut this.thread_bss,
                (true, false) => &mut this.thread_data,
                (false, _) if object.is_readonly => &mut this.readonly,
                (false, true) => &mut this.bss,
                (false, false) => &mut this.data,
            };
            kind.push(piece);
        }
        this
    }
}

impl Map {
    /// `None` when the program is too large for the address space.
    fn new(linker: &Linker<'_>) -> Option<Self> {
        let mut cursor = Cursor { at: u64::from(TEXT_VA), addresses: BTreeMap::new() };
        for section in &linker.sections {
            cursor.put(&Piece { key: section.key, bytes: section.code.words.len() as u32 * 4, align: 4 });
        }
        let text_end = cursor.at as u32;
        let pieces = Pieces::new(linker);
        cursor.put_all(&pieces.readonly);
        // The template keeps the alignment of the block it is copied to: offsets are relative to its start.
        cursor.at = cursor.at.next_multiple_of(16);
        let tls_start = cursor.at;
        cursor.put_all(&pieces.thread_data);
        let tdata_end = cursor.at;
        cursor.put_all(&pieces.thread_bss);
        let tls_end = cursor.at.next_multiple_of(16);
        cursor.at = tdata_end;
        let rodata_end = cursor.at;
        let page = u64::from(PAGE_BYTES);
        cursor.at = cursor.at.next_multiple_of(page);
        let data_start = cursor.at;
        cursor.put_all(&pieces.data);
        let data_end = cursor.at;
        cursor.put_all(&pieces.bss);
        if cursor.at > END_MAX || tls_end > END_MAX {
            return None;
        }
        Some(Self {
            addresses: cursor.addresses,
            text_end,
            rodata_end: rodata_end as u32,
            tls_start: tls_start as u32,
            tdata_bytes: (tdata_end - tls_start) as u32,
            tls_bytes: (tls_end - tls_start) as u32,
            data_start: data_start as u32,
            data_end: data_end as u32,
            end: cursor.at as u32,
        })
    }

    /// Bytes the executable file holds.
    fn file_bytes(&self) -> u64 {
        u64::from(self.rodata_end - TEXT_VA) + u64::from(self.data_end - self.data_start)
    }

    /// The address of something; 0 for what was not linked.
    pub fn address(&self, key: Key) -> u32 {
        match key {
            Key::Linker(index) => match LINKER_SYMBOLS[index as usize] {
                "etext" | "_etext" => self.text_end,
                "edata" | "_edata" | "__bss_start" => self.data_end,
                "end" | "_end" => self.end,
                "__tdata_start" => self.tls_start,
                "__tdata_size" => self.tdata_bytes,
                "__tls_size" => self.tls_bytes,
                "__data_start" => self.data_start,
                _ => TEXT_VA,
            },
            _ => self.addresses.get(&key).copied().unwrap_or(0),
        }
    }

    /// The offset of a thread-local from `tp`.
    fn thread_offset(&self, key: Key) -> u32 {
        self.address(key).wrapping_sub(self.tls_start)
    }
}

fn build(linker: &Linker<'_>, map: &Map) -> Result<Image, Diagnostic> {
    let mut text = vec![0_u8; (map.rodata_end - TEXT_VA) as usize];
    let mut data = vec![0_u8; (map.data_end - map.data_start) as usize];
    for (n, section) in linker.sections.iter().enumerate() {
        write_section(section, n as u32, map, &mut text)?;
    }
    for bits in &linker.doubles {
        let at = (map.address(Key::Double(*bits)) - TEXT_VA) as usize;
        text[at..at + 8].copy_from_slice(&bits.to_le_bytes());
    }
    for item in &linker.data {
        let bytes = object_bytes(linker, item, map);
        let address = map.address(item.key);
        if address >= map.data_start && address < map.data_end && !is_thread_local(linker, item.key) {
            let at = (address - map.data_start) as usize;
            data[at..at + bytes.len()].copy_from_slice(&bytes);
        } else if address < map.rodata_end && !bytes.is_empty() {
            let at = (address - TEXT_VA) as usize;
            // Thread-local zeros lie beyond the template; they have no bytes.
            if let Some(to) = text.get_mut(at..at + bytes.len()) {
                to.copy_from_slice(&bytes);
            }
        }
    }
    let segment = |va: u32, bytes: Vec<u8>, mem_bytes: u32, write: bool| Segment {
        va: Va(va),
        mem_bytes: mem_bytes.max(bytes.len() as u32),
        bytes: bytes.into(),
        read: true,
        write,
        execute: !write,
    };
    let mut segments = vec![segment(TEXT_VA, text, 0, false)];
    if map.end > map.data_start {
        segments.push(segment(map.data_start, data, map.end - map.data_start, true));
    }
    Ok(Image {
        entry: Va(linker.entry().map_or(TEXT_VA, |key| map.address(key))),
        segments,
        symbols: symbols(linker, map),
        debug: debug::tables(linker, map),
    })
}

fn is_thread_local(linker: &Linker<'_>, key: Key) -> bool {
    let Key::Object(unit, index) = key else { return false };
    let unit = &linker.units[unit as usize].unit;
    unit.symbols[unit.objects[index as usize].symbol.0 as usize].is_thread_local
}

/// An object's initial bytes with addresses filled in; empty if they are all zero.
fn object_bytes(linker: &Linker<'_>, item: &super::link::Data, map: &Map) -> Vec<u8> {
    let Key::Object(unit, index) = item.key else { return vec![] };
    let object = &linker.units[unit as usize].unit.objects[index as usize];
    if object.relocations.is_empty() && object.data.iter().all(|b| *b == 0) && !object.is_readonly {
        return vec![];
    }
    let mut bytes = object.data.clone();
    bytes.resize(object.bytes as usize, 0);
    for (reloc, target) in object.relocations.iter().zip(&item.targets) {
        let address = target.map_or(0, |key| map.address(key)).wrapping_add(reloc.addend as u32);
        if let Some(to) = bytes.get_mut(reloc.offset as usize..reloc.offset as usize + 4) {
            to.copy_from_slice(&address.to_le_bytes());
        }
    }
    bytes
}

fn write_section(section: &Section, index: u32, map: &Map, text: &mut [u8]) -> Result<(), Diagnostic> {
    let start = map.address(section.key);
    let mut words = section.code.words.clone();
    for (reloc, key) in section.code.relocs.iter().zip(&section.targets) {
        let here = start + reloc.word * 4;
        let target = match (reloc.target, key) {
            (Target::Table(n), _) => map.address(Key::Table(index, n)),
            (_, Some(key)) if matches!(reloc.kind, RelocKind::TpHi | RelocKind::TpLoI | RelocKind::TpLoS) => {
                map.thread_offset(*key)
            }
            (_, Some(key)) => map.address(*key),
            (_, None) => 0,
        };
        let value = target.wrapping_add(reloc.addend as u32);
        apply(&mut words, reloc.word as usize, reloc.kind, value, here)?;
    }
    let at = (start - TEXT_VA) as usize;
    for (bytes, word) in text[at..].chunks_exact_mut(4).zip(&words) {
        bytes.copy_from_slice(&word.to_le_bytes());
    }
    for (n, table) in section.code.tables.iter().enumerate() {
        let at = (map.address(Key::Table(index, n as u32)) - TEXT_VA) as usize;
        for (bytes, offset) in text[at..].chunks_exact_mut(4).zip(table) {
            bytes.copy_from_slice(&(start + offset).to_le_bytes());
        }
    }
    Ok(())
}

/// The title of the failure that calls for two-instruction calls.
pub const CALL_TOO_FAR: &str = "a call spans more than 1 MiB";

/// Completes one relocated word (two for `Call`).
fn apply(words: &mut [u32], at: usize, kind: RelocKind, value: u32, here: u32) -> Result<(), Diagnostic> {
    let upper = |v: u32| v.wrapping_add(0x800) & 0xffff_f000;
    let distance = value.wrapping_sub(here);
    match kind {
        RelocKind::Hi | RelocKind::TpHi => words[at] |= upper(value),
        RelocKind::LoI | RelocKind::TpLoI => words[at] |= value << 20,
        RelocKind::LoS | RelocKind::TpLoS => words[at] |= (value >> 5 & 0x7f) << 25 | (value & 31) << 7,
        RelocKind::Jal => {
            if !(-(1 << 20)..1 << 20).contains(&(distance as i32)) {
                return Err(failure(CALL_TOO_FAR));
            }
            words[at] |= (distance >> 20 & 1) << 31
                | (distance >> 1 & 0x3ff) << 21
                | (distance >> 11 & 1) << 20
                | (distance >> 12 & 0xff) << 12;
        }
        RelocKind::Call => {
            words[at] |= upper(distance);
            words[at + 1] |= distance << 20;
        }
    }
    Ok(())
}

/// Functions and objects by address.
fn symbols(linker: &Linker<'_>, map: &Map) -> Vec<Symbol> {
    let mut symbols: Vec<Symbol> = vec![];
    for section in &linker.sections {
        let bytes = section.code.words.len() as u32 * 4;
        let name = linker.name(section.key);
        symbols.push(Symbol { name, va: Va(map.address(section.key)), bytes, kind: SymbolKind::Function });
    }
    for item in &linker.data {
        let Key::Object(unit, index) = item.key else { continue };
        let object = &linker.units[unit as usize].unit.objects[index as usize];
        let name = linker.name(item.key);
        if object.debug.is_none() && name.starts_with('.') || is_thread_local(linker, item.key) {
            continue;
        }
        symbols.push(Symbol { name, va: Va(map.address(item.key)), bytes: object.bytes, kind: SymbolKind::Object });
    }
    symbols.sort_by(|a, b| (a.va, &a.name).cmp(&(b.va, &b.name)));
    symbols
}
