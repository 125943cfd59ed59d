//! Each panel's text form: a table computed from the same snapshot as the picture.

use super::log::exit_words;
use super::{area_name, grouped};
use crate::page::owner::letter;
use crate::page::scene::spaces::rights;
use process_lab::base::Pid;
use process_lab::isa;
use process_lab::kernel::snapshot::{FrameKind, FrameView, ProcessView, Snapshot};

/// A table of words.
#[derive(Clone, Debug, PartialEq, Eq, Default)]
pub struct Table {
    /// What it lists.
    pub caption: String,
    /// Column heads.
    pub head: Vec<&'static str>,
    /// Rows, each as long as the head.
    pub rows: Vec<Vec<String>>,
}

fn table(caption: impl Into<String>, head: &[&'static str], rows: Vec<Vec<String>>) -> Table {
    Table { caption: caption.into(), head: head.to_vec(), rows }
}

fn mark(on: bool, word: &str) -> &str {
    if on { word } else { "" }
}

/// `A` and `B`: letters with pids.
fn names(pids: &[Pid]) -> String {
    pids.iter().map(|p| format!("{} ({p})", letter(*p))).collect::<Vec<_>>().join(", ")
}

/// What a frame holds, in words.
#[must_use]
pub fn frame_words(frame: &FrameView) -> String {
    match &frame.kind {
        FrameKind::Free => "free".into(),
        FrameKind::Kernel => "kernel".into(),
        FrameKind::PageTable { owner, level: 1 } => format!("root page table of {}", names(&[*owner])),
        FrameKind::PageTable { owner, .. } => format!("leaf page table of {}", names(&[*owner])),
        FrameKind::User { owners, area } => {
            let pages: Vec<String> =
                owners.iter().map(|(pid, page)| format!("{}'s page {page}", letter(*pid))).collect();
            format!("{}: {}", area_name(*area), pages.join(", "))
        }
        FrameKind::Buffer { channel } => format!("kernel buffer of channel {channel}"),
        FrameKind::Cache { file, page, owners } if owners.is_empty() => format!("page {page} of the file {file}"),
        FrameKind::Cache { file, page, owners } => {
            let pages: Vec<String> =
                owners.iter().map(|(pid, page)| format!("{}'s page {page}", letter(*pid))).collect();
            format!("page {page} of the file {file}: {}", pages.join(", "))
        }
    }
}

/// RAM: every frame that is not free, then how many are.
#[must_use]
pub fn ram(snapshot: &Snapshot) -> Table {
    let used = snapshot.frames.iter().enumerate().filter(|(_, f)| f.kind != FrameKind::Free);
    let rows: Vec<Vec<String>> = used
        .map(|(i, f)| {
            let bits = [mark(f.is_accessed, "A"), mark(f.is_dirty, "D"), mark(f.is_copy_on_write, "copy-on-write")];
            let bits: Vec<&str> = bits.into_iter().filter(|b| !b.is_empty()).collect();
            vec![i.to_string(), frame_words(f), f.references.to_string(), bits.join(" ")]
        })
        .collect();
    let free = snapshot.frames.len() - rows.len();
    let caption = format!("{} frames of 4 KiB, {free} free", snapshot.frames.len());
    table(caption, &["Frame", "Holds", "Owners", "Bits"], rows)
}

/// Address spaces: every page of these processes.
#[must_use]
pub fn spaces(snapshot: &Snapshot, pids: &[Pid]) -> Table {
    let mut rows = Vec::new();
    for process in pids.iter().filter_map(|p| snapshot.process(*p)) {
        for page in process.pages.iter().rev() {
            let area = process.area_at(page.page.va()).map_or("", |a| area_name(a.kind));
            let frame = page.frame.map_or_else(|| "none".into(), |f| f.to_string());
            let mut bits = rights(page.pte & 2 != 0, page.pte & 4 != 0, page.pte & 8 != 0);
            if page.is_copy_on_write {
                bits.push_str(" copy-on-write");
            }
            rows.push(vec![letter(process.pid), page.page.va().to_string(), area.into(), frame, bits]);
        }
    }
    table("Pages, high addresses first", &["Process", "Address", "Area", "Frame", "Rights"], rows)
}

/// The state of each process and why.
#[must_use]
pub fn states(snapshot: &Snapshot) -> Table {
    let row = |p: &ProcessView| {
        let note = p.exit.map_or_else(|| p.waits_for.to_string(), exit_words);
        vec![letter(p.pid), p.pid.to_string(), p.name.to_string(), format!("{:?}", p.state), note]
    };
    let rows = snapshot.processes.iter().map(|p| row(p)).collect();
    table("Process states", &["Process", "Pid", "Program", "State", "Note"], rows)
}

/// The process tree as parent and children.
#[must_use]
pub fn tree(snapshot: &Snapshot) -> Table {
    let row = |p: &ProcessView| vec![letter(p.pid), p.pid.to_string(), p.ppid.to_string(), names(&p.children)];
    let rows = snapshot.processes.iter().map(|p| row(p)).collect();
    table("Processes", &["Process", "Pid", "Parent", "Children"], rows)
}

/// A process control block as names and values.
#[must_use]
pub fn pcb(p: &ProcessView) -> Vec<(&'static str, String)> {
    let waits = if p.waits_for.is_empty() { String::new() } else { format!(" for {}", p.waits_for) };
    let mut rows = vec![
        ("State", format!("{:?}{waits}", p.state)),
        ("Parent", p.ppid.to_string()),
        ("Program", p.argv.join(" ")),
        ("pc", p.pc.to_string()),
        ("sp", format!("0x{:08x}", p.x[2])),
        ("Root table", p.root.map_or_else(|| "freed".into(), |r| format!("frame {r}"))),
        ("Resident", format!("{} pages", p.pages.iter().filter(|x| x.frame.is_some()).count())),
        ("CPU time", format!("{} user, {} kernel", grouped(p.user_time), grouped(p.kernel_time))),
        ("Switches", format!("{} voluntary, {} forced", p.switches_voluntary, p.switches_involuntary)),
        ("Faults", format!("{} minor, {} major", p.faults_minor, p.faults_major)),
        ("System calls", p.syscalls.to_string()),
    ];
    if let Some(reason) = p.exit {
        rows.insert(1, ("Ended", exit_words(reason)));
    }
    let open: Vec<String> = p.descriptors.iter().map(|d| format!("{} {}", d.fd, d.target)).collect();
    if !open.is_empty() {
        rows.push(("Descriptors", open.join(", ")));
    }
    rows
}

/// The registers of a process, two views of one number each.
#[must_use]
pub fn registers(x: &[u32; 32]) -> Table {
    let rows = (1..32u8).map(|n| {
        let value = x[n as usize];
        vec![isa::register_name(n).to_string(), format!("0x{value:08x}"), value.cast_signed().to_string()]
    });
    table("Registers", &["Register", "Hexadecimal", "Decimal"], rows.collect())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::page::fixture;

    #[test]
    fn every_row_is_as_long_as_its_head() {
        let (_, _, s) = fixture::copy_on_write();
        let all = [ram(&s), spaces(&s, &[Pid(2), Pid(3)]), states(&s), tree(&s), registers(&s.cpu.x)];
        for t in all {
            assert!(t.rows.iter().all(|r| r.len() == t.head.len()), "{}", t.caption);
            assert!(!t.rows.is_empty(), "{}", t.caption);
        }
    }

    #[test]
    fn the_ram_table_names_both_owners_of_a_shared_frame() {
        let (_, _, s) = fixture::forked();
        let row = ram(&s).rows.into_iter().find(|r| r[0] == "15").expect("frame 15 is used");
        assert_eq!(row[1..], ["data: A's page 0x00014, B's page 0x00014", "2", "A D copy-on-write"]);
    }
}
