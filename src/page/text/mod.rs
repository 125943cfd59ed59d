//! Everything seen, as words: tables of each panel ([`tables`]), the kernel log ([`log`]), the narrator ([`narrate`]).
//! Pure functions of snapshots and events, without web types.

pub mod c;
pub mod log;
pub mod narrate;
pub mod tables;

use super::owner::letter;
use process_lab::base::{Cycles, Pid};
use process_lab::kernel::snapshot::{AreaKind, Snapshot};

/// An area's name on the screen.
#[must_use]
pub const fn area_name(kind: AreaKind) -> &'static str {
    match kind {
        AreaKind::Text => "text",
        AreaKind::Rodata => "rodata",
        AreaKind::Data => "data",
        AreaKind::Bss => "bss",
        AreaKind::Heap => "heap",
        AreaKind::Anonymous => "mmap",
        AreaKind::File => "file",
        AreaKind::Shared => "shared",
        AreaKind::Stack => "stack",
        AreaKind::Trampoline => "sigreturn",
    }
}

/// A process in a sentence: `A (fork, pid 2)`.
#[must_use]
pub fn who(snapshot: &Snapshot, pid: Pid) -> String {
    match (pid.0, snapshot.process(pid)) {
        (0, _) => "the kernel".into(),
        (_, Some(p)) => format!("{} ({}, pid {pid})", letter(pid), p.name),
        (_, None) => format!("{} (pid {pid})", letter(pid)),
    }
}

/// A number of cycles with thin spaces between thousands.
#[must_use]
pub fn grouped(cycles: Cycles) -> String {
    let digits = cycles.0.to_string();
    let mut out = String::new();
    for (i, c) in digits.chars().enumerate() {
        if i > 0 && (digits.len() - i).is_multiple_of(3) {
            out.push('\u{202f}');
        }
        out.push(c);
    }
    out
}

/// `1 frame`, `2 frames`.
#[must_use]
pub fn count(n: usize, noun: &str) -> String {
    if n == 1 { format!("1 {noun}") } else { format!("{n} {noun}s") }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn thousands_are_set_apart() {
        assert_eq!(grouped(Cycles(1_234_567)), "1\u{202f}234\u{202f}567");
        assert_eq!(grouped(Cycles(999)), "999");
    }
}
