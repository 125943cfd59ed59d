//! The exercises on address translation: `base-bound`, `segments`, `paging` (linear table), `paging2` (two levels).

use super::input::{Error, Node};
use crate::base::Access;
use crate::base::limits::TEXTBOOK_ITEMS_MAX;
use crate::machine::mmu::base_bound::BaseBound;
use crate::machine::mmu::paging::{EntryForm, Fault, Scheme};
use crate::machine::mmu::segments::{Segment, SegmentTable};
use serde::Serialize;

/// Largest page of an exercise.
const PAGE_BYTES_MAX: u64 = 1 << 30;
/// Most entries of a linear page table.
const TABLE_MAX: usize = 1 << 16;

/// One physical address, or null, per address.
#[derive(Serialize)]
pub(super) struct Physical {
    pa: Vec<Option<u64>>,
}

fn addresses(node: &Node) -> Result<Vec<Option<u64>>, Error> {
    node.field("addresses")?.items(TEXTBOOK_ITEMS_MAX)?.iter().map(Node::address).collect()
}

fn translated(node: &Node, translate: impl Fn(u64) -> Option<u64>) -> Result<Physical, Error> {
    Ok(Physical { pa: addresses(node)?.into_iter().map(|va| va.and_then(&translate)).collect() })
}

pub(super) fn base_bound(node: &Node) -> Result<Physical, Error> {
    let base = node.field("base")?.number(0..=u64::MAX)?;
    let limit = node.field("limit")?.number(0..=u64::MAX)?;
    translated(node, |va| BaseBound { base, limit }.translate(va))
}

pub(super) fn segments(node: &Node) -> Result<Physical, Error> {
    let address_bits = node.field("address_bits")?.number(1..=63)?;
    let select_bits = node.field("select_bits")?.number(0..=address_bits.min(16))?;
    let list = node.field("segments")?;
    let rows = list.items(1 << select_bits)?.iter().map(segment).collect::<Result<_, _>>()?;
    let table = SegmentTable::new(address_bits as u32, select_bits as u32, rows);
    let table = table.ok_or_else(|| list.expected("segments that the top address bits can choose"))?;
    translated(node, |va| table.translate(va, Access::Read).ok())
}

fn segment(node: &Node) -> Result<Segment, Error> {
    let grows_down = match node.get("grows")? {
        Some(grows) => grows.one_of(&["up", "down"])? == "down",
        None => false,
    };
    let base = node.field("base")?.number(0..=u64::MAX)?;
    Ok(Segment::new(base, node.field("limit")?.number(0..=u64::MAX)?, grows_down))
}

/// A linear table is a scheme of one level whose entries are 8-byte words: top bit valid, the rest the frame.
pub(super) fn paging(node: &Node) -> Result<Physical, Error> {
    let offset_bits = node.field("page_bytes")?.log2(PAGE_BYTES_MAX)?;
    let list = node.field("table")?;
    let table: Vec<u64> = list.items(TABLE_MAX)?.iter().map(table_entry).collect::<Result<_, _>>()?;
    let index_bits = table.len().next_power_of_two().ilog2();
    let scheme = Scheme::new(offset_bits, vec![index_bits], EntryForm::TopBitValid { bytes: 8 });
    let scheme = scheme.ok_or_else(|| list.expected("a table that fits 63 address bits"))?;
    let read = |pa: u64, _| table.get(usize::try_from(pa / 8).ok()?).copied();
    translated(node, |va| scheme.walk(0, va, read).result.ok())
}

fn table_entry(node: &Node) -> Result<u64, Error> {
    if node.bool_or("valid", false)? {
        Ok(1 << 63 | node.field("frame")?.number(0..=u64::from(u32::MAX))?)
    } else {
        Ok(0)
    }
}

/// The walk of each address through a two-level table.
#[derive(Serialize)]
pub(super) struct TwoLevel {
    pa: Vec<Option<u64>>,
    value: Vec<Option<u8>>,
    fault_level: Vec<Option<&'static str>>,
}

pub(super) fn paging2(node: &Node) -> Result<TwoLevel, Error> {
    let page = node.field("page_bytes")?;
    let offset_bits = page.log2(PAGE_BYTES_MAX)?;
    let entry_log = node.get("pde_bytes")?.map_or(Ok(0), |bytes| bytes.log2(8.min(1 << offset_bits)))?;
    let form = EntryForm::TopBitValid { bytes: 1 << entry_log };
    let scheme = Scheme::new(offset_bits, vec![offset_bits - entry_log; 2], form);
    let scheme = scheme.ok_or_else(|| page.expected("a page size that gives at most 63 address bits"))?;
    let hex = node.field("memory_hex")?;
    let memory = bytes_of(&hex)?;
    let root = node.field("root_frame")?.number(0..=u64::from(u32::MAX))? << offset_bits;
    let mut out = TwoLevel { pa: vec![], value: vec![], fault_level: vec![] };
    for va in addresses(node)? {
        let read = |pa, bytes| word(&memory, pa, bytes);
        let result = va.map_or(Err(Fault::OutsideAddressSpace), |va| scheme.walk(root, va, read).result);
        let outside = |pa: u64| {
            let (least, va, found) = (pa.saturating_add(1), va.unwrap_or_default(), memory.len());
            Error::new(hex.path(), format!("expected at least {least} bytes for address {va}, found {found}"))
        };
        let level = match result {
            Ok(pa) => {
                let value = word(&memory, pa, 1).ok_or_else(|| outside(pa))?;
                out.value.push(Some(value as u8));
                None
            }
            Err(Fault::NotValid { level: 0 }) => Some("pde"),
            Err(Fault::NotValid { .. }) => Some("pte"),
            Err(Fault::OutsideAddressSpace) => Some("address"),
            Err(Fault::NoEntry { entry_pa, .. }) => return Err(outside(entry_pa)),
        };
        if level.is_some() {
            out.value.push(None);
        }
        out.pa.push(result.ok());
        out.fault_level.push(level);
    }
    Ok(out)
}

fn word(memory: &[u8], pa: u64, bytes: u32) -> Option<u64> {
    let start = usize::try_from(pa).ok()?;
    let slice = memory.get(start..start.checked_add(bytes as usize)?)?;
    Some(slice.iter().rev().fold(0, |word, &byte| word << 8 | u64::from(byte)))
}

/// Two hexadecimal digits per byte; white space between them is skipped.
fn bytes_of(node: &Node) -> Result<Vec<u8>, Error> {
    let digits: Option<Vec<u8>> = node
        .text()?
        .chars()
        .filter(|c| !c.is_whitespace())
        .map(|c| c.to_digit(16).and_then(|digit| u8::try_from(digit).ok()))
        .collect();
    let digits = digits.filter(|digits| digits.len() % 2 == 0);
    let digits = digits.ok_or_else(|| node.expected("two hexadecimal digits for each byte"))?;
    Ok(digits.chunks_exact(2).map(|pair| pair[0] << 4 | pair[1]).collect())
}
