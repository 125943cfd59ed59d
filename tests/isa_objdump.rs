//! Our table against GNU objdump's: random words of every instruction, disassembled there without aliases, must
//! assemble here to what we decode.
//!
//! Needs `riscv64-unknown-elf-objdump` (Debian package `binutils-riscv64-unknown-elf`); without it the test says so
//! and checks nothing.

#![expect(clippy::print_stderr, reason = "says that a tool is missing")]

use process_lab::base::{Rng, Va};
use process_lab::isa::{Format, Op, TABLE, assemble, csr_name, decode};
use std::process::Command;

const TOOL: &str = "riscv64-unknown-elf-objdump";

fn words() -> Vec<u32> {
    let mut rng = Rng::new(7);
    let mut words = Vec::new();
    for row in TABLE {
        for n in 0..60 {
            let mut word = rng.next_u64() as u32;
            // Registers zero and ra, and small immediates, are where pseudo-instructions are.
            for (bit, shift) in [(0, 7), (1, 15), (2, 20)] {
                if n >> bit & 1 == 1 {
                    word &= !(30 << shift);
                }
            }
            if n % 7 == 0 {
                word &= 0x000f_ffff;
            }
            let word = word & !row.format.mask() | row.bits;
            let Some(inst) = decode(word) else { continue };
            // Names of other CSRs are objdump's own; reserved fields of fences have no text.
            let is_csr = matches!(inst.op.format(), Format::Csr | Format::CsrImm);
            let is_nameless = is_csr && csr_name(inst.imm as u16).is_none();
            // Older objdumps know exact conversions with mode 0 only.
            let is_odd = matches!(row.op, Op::FcvtDS | Op::FcvtDW | Op::FcvtDWu) && inst.rm != 0;
            if !is_nameless && !is_odd && !matches!(row.op, Op::Fence | Op::FenceI) {
                words.push(word);
            }
        }
    }
    words
}

/// objdump's text without comments and symbols; jump targets get their `0x`.
fn normal(text: &str, format: Format) -> String {
    let text = text.split(['#', '<']).next().unwrap_or_default().trim().replace('\t', " ");
    match text.rsplit_once([',', ' ']) {
        Some((front, target)) if matches!(format, Format::Branch | Format::J) => {
            let separator = if format == Format::J && !front.contains(' ') { ' ' } else { ',' };
            format!("{front}{separator}0x{}", target.trim_start_matches("0x"))
        }
        _ => text,
    }
}

#[test]
fn the_table_agrees_with_objdump() {
    let words = words();
    let path = std::env::temp_dir().join(format!("process-lab-objdump-{}", std::process::id()));
    std::fs::write(&path, words.iter().flat_map(|word| word.to_le_bytes()).collect::<Vec<_>>()).expect("a file");
    let Ok(output) =
        Command::new(TOOL).args(["-D", "-b", "binary", "-m", "riscv:rv32", "-M", "no-aliases"]).arg(&path).output()
    else {
        eprintln!("{TOOL} is not installed, nothing compared");
        return;
    };
    std::fs::remove_file(&path).expect("the temporary file is ours");
    let listing = String::from_utf8(output.stdout).expect("text");
    let lines: Vec<&str> = listing.lines().filter(|line| line.split('\t').count() >= 3).collect();
    assert_eq!(lines.len(), words.len());
    let mut different = Vec::new();
    for (n, (word, line)) in words.iter().zip(lines).enumerate() {
        let inst = decode(*word).expect("an instruction");
        let theirs = normal(line.splitn(3, '\t').nth(2).unwrap_or_default(), inst.op.format());
        let read = assemble(&theirs, Va(n as u32 * 4));
        if read.as_ref() != Ok(&inst) {
            different.push(format!("{word:08x}: `{theirs}` became {read:?}, not {inst:?}"));
        }
    }
    assert!(different.is_empty(), "{} of {}:\n{}", different.len(), words.len(), different.join("\n"));
}
