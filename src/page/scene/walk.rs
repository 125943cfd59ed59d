//! An Sv32 walk as the MMU does it, read from the page tables in RAM, for showing only.
//!
//! Virtual address: bits 31:22 root index, 21:12 leaf index, 11:0 offset. PTE: bits 31:10 frame, 7:0 D A G U X W R V.

use process_lab::base::{Pa, Pid, Ppn, Va};

/// One entry read on the way.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Entry {
    /// The table's frame.
    pub table: Ppn,
    /// Which entry of it.
    pub index: u32,
    /// Where it lies in RAM.
    pub at: Pa,
    /// What it says.
    pub pte: u32,
}

/// How a walk ends.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum End {
    /// At a frame, with the physical address.
    Frame(Ppn, Pa),
    /// At an entry whose V bit is 0.
    Invalid,
    /// Outside RAM.
    OutsideRam,
    /// There are no page tables.
    NoTables,
}

/// A walk, as far as it went.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Walk {
    /// Whose tables.
    pub pid: Pid,
    /// What was looked up.
    pub va: Va,
    /// One or two entries.
    pub entries: Vec<Entry>,
    /// Where it ended.
    pub end: End,
}

/// Walks from `root`; `read` gives the word at a physical address, if it is in RAM. At most two reads.
pub fn walk(pid: Pid, root: Option<Ppn>, va: Va, read: impl Fn(Pa) -> Option<u32>) -> Walk {
    let mut out = Walk { pid, va, entries: Vec::new(), end: End::NoTables };
    let Some(mut table) = root else { return out };
    for level in [1u32, 0] {
        let index = va.0 >> (12 + 10 * level) & 0x3ff;
        let at = Pa(table.pa().0.wrapping_add(index * 4));
        let Some(pte) = read(at) else {
            out.end = End::OutsideRam;
            return out;
        };
        out.entries.push(Entry { table, index, at, pte });
        if pte & 1 == 0 {
            out.end = End::Invalid;
            return out;
        }
        table = Ppn(pte >> 10);
        if pte & 0b1110 != 0 {
            // A leaf; at level 1 it maps 4 MiB and the lower index is part of the offset.
            let low = va.0 & ((1 << (12 + 10 * level)) - 1);
            let pa = Pa(table.pa().0.wrapping_add(low));
            out.end = End::Frame(pa.ppn(), pa);
            return out;
        }
    }
    out.end = End::Invalid;
    out
}

/// `DAGUXWRV` with dashes for the bits that are 0.
#[must_use]
pub fn bits(pte: u32) -> String {
    "DAGUXWRV".chars().enumerate().map(|(i, c)| if pte >> (7 - i) & 1 == 1 { c } else { '-' }).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::collections::BTreeMap;

    #[track_caller]
    fn check(tables: &[(u32, u32)], va: u32, expect: End) {
        let ram: BTreeMap<u32, u32> = tables.iter().copied().collect();
        let read = |pa: Pa| (pa.0 < 0x4_0000).then(|| ram.get(&pa.0).copied().unwrap_or(0));
        assert_eq!(walk(Pid(2), Some(Ppn(8)), Va(va), read).end, expect);
    }

    #[test]
    fn two_levels_lead_to_a_frame() {
        // Root entry 1 points to table 9; its entry 2 to frame 15, r-- u.
        let tables = [(0x8004, 9 << 10 | 1), (0x9008, 15 << 10 | 0x13)];
        check(&tables, 0x0040_2abc, End::Frame(Ppn(15), Pa(0xfabc)));
        check(&tables, 0x0040_3000, End::Invalid);
        check(&tables, 0x0000_0000, End::Invalid);
    }

    #[test]
    fn a_leaf_in_the_root_maps_four_mebibytes() {
        check(&[(0x8000, 0x13)], 0x0012_3456, End::Frame(Ppn(0x123), Pa(0x0012_3456)));
    }

    #[test]
    fn a_table_outside_ram_ends_the_walk() {
        check(&[(0x8000, 0x3f_ffff << 10 | 1)], 0, End::OutsideRam);
    }

    #[test]
    fn bits_are_named_in_the_order_of_the_manual() {
        assert_eq!(bits(0xd7), "DA-U-WRV");
    }
}
