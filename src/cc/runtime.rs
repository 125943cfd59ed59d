//! The few functions no C compiler can produce: where a process and a thread begin, non-local jumps, signal return.
//!
//! One line is one instruction; branch targets are distances in bytes; `call` and `tail` name a symbol.
//! A `jmp_buf` begins with ra, s0 to s11, sp (4 bytes each), then fs0 to fs11 (8 bytes each).

use super::emit::{Reloc, RelocKind, Target};
use super::ir::SymbolRef;
use crate::base::Va;
use crate::isa::{self, Inst, Op};

/// The functions of this module: name and text.
const FUNCTIONS: &[(&str, &str)] = &[
    // a0 = argc's address; s0 = 0 ends the chain of frames.
    ("_start", "mv a0, sp\nandi sp, sp, -16\nli s0, 0\ncall __libc_start\nebreak"),
    ("setjmp", SETJMP),
    ("_setjmp", SETJMP),
    ("longjmp", LONGJMP),
    ("_longjmp", LONGJMP),
    ("__restore_rt", "li a7, 139\necall"),
    // (fn, stack_top, flags, arg, ptid, tls, ctid): the child runs fn(arg) on the new stack, then exit(0).
    (
        "__clone_thread",
        "andi a1, a1, -16\naddi a1, a1, -16\nsw a0, 0(a1)\nsw a3, 4(a1)\nmv a0, a2\nmv a2, a4\nmv a3, a5\nmv a4, a6\n\
         li a7, 220\necall\nbeqz a0, 8\nret\nlw a1, 0(sp)\nlw a0, 4(sp)\nli s0, 0\njalr a1\nli a7, 93\necall",
    ),
    // clone(CLONE_VM | CLONE_VFORK | SIGCHLD): uses no stack, which parent and child share.
    (
        "vfork",
        "lui a0, 4\naddi a0, a0, 273\nli a1, 0\nli a2, 0\nli a3, 0\nli a4, 0\nli a7, 220\necall\nbltz a0, 8\nret\n\
         tail __result",
    ),
];

const SETJMP: &str = "sw ra, 0(a0)\nsw s0, 4(a0)\nsw s1, 8(a0)\nsw s2, 12(a0)\nsw s3, 16(a0)\nsw s4, 20(a0)\n\
    sw s5, 24(a0)\nsw s6, 28(a0)\nsw s7, 32(a0)\nsw s8, 36(a0)\nsw s9, 40(a0)\nsw s10, 44(a0)\nsw s11, 48(a0)\n\
    sw sp, 52(a0)\nfsd fs0, 56(a0)\nfsd fs1, 64(a0)\nfsd fs2, 72(a0)\nfsd fs3, 80(a0)\nfsd fs4, 88(a0)\n\
    fsd fs5, 96(a0)\nfsd fs6, 104(a0)\nfsd fs7, 112(a0)\nfsd fs8, 120(a0)\nfsd fs9, 128(a0)\nfsd fs10, 136(a0)\n\
    fsd fs11, 144(a0)\nli a0, 0\nret";

const LONGJMP: &str = "lw ra, 0(a0)\nlw s0, 4(a0)\nlw s1, 8(a0)\nlw s2, 12(a0)\nlw s3, 16(a0)\nlw s4, 20(a0)\n\
    lw s5, 24(a0)\nlw s6, 28(a0)\nlw s7, 32(a0)\nlw s8, 36(a0)\nlw s9, 40(a0)\nlw s10, 44(a0)\nlw s11, 48(a0)\n\
    lw sp, 52(a0)\nfld fs0, 56(a0)\nfld fs1, 64(a0)\nfld fs2, 72(a0)\nfld fs3, 80(a0)\nfld fs4, 88(a0)\n\
    fld fs5, 96(a0)\nfld fs6, 104(a0)\nfld fs7, 112(a0)\nfld fs8, 120(a0)\nfld fs9, 128(a0)\nfld fs10, 136(a0)\n\
    fld fs11, 144(a0)\nseqz a0, a1\nadd a0, a0, a1\nret";

/// The index of a runtime function.
pub fn find(name: &str) -> Option<usize> {
    FUNCTIONS.iter().position(|(n, _)| *n == name)
}

/// The name of a runtime function.
pub fn name(index: usize) -> &'static str {
    FUNCTIONS[index].0
}

/// Its instructions and the calls in them.
pub fn code(index: usize) -> (Vec<u32>, Vec<Reloc>) {
    let (mut words, mut relocs) = (vec![], vec![]);
    for line in FUNCTIONS[index].1.lines() {
        // `call` goes through ra and returns there; `tail` goes through t1 and does not return.
        let jump =
            line.strip_prefix("call ").map(|name| (name, 1, 1)).or(line.strip_prefix("tail ").map(|n| (n, 6, 0)));
        if let Some((callee, via, link)) = jump {
            let target = Target::Symbol(SymbolRef::Library(callee));
            relocs.push(Reloc { word: words.len() as u32, kind: RelocKind::Call, target, addend: 0 });
            let pair = [Inst::u(Op::Auipc, via, 0), Inst::i(Op::Jalr, link, via, 0)];
            words.extend(pair.map(|i| i.encode().unwrap_or(0)));
        } else {
            words.push(isa::assemble(line, Va(0)).ok().and_then(|inst| inst.encode().ok()).unwrap_or(0));
        }
    }
    (words, relocs)
}

#[cfg(test)]
mod tests {
    #[test]
    fn every_line_is_an_instruction() {
        for index in 0..super::FUNCTIONS.len() {
            let (words, _) = super::code(index);
            assert!(words.iter().all(|w| *w != 0), "{}", super::name(index));
        }
    }
}
