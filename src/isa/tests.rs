//! Encode, decode, text and back.

use super::*;
use crate::base::{Rng, Va};

const PC: Va = Va(0x1_0074);

#[track_caller]
fn check(word: u32, text: &str) {
    assert_eq!(disassemble(word, PC), text);
    let inst = decode(word).expect("an instruction");
    assert_eq!(inst.encode(), Ok(word), "encode {text}");
    assert_eq!(assemble(text, PC), Ok(inst), "assemble {text}");
}

#[test]
fn words_as_gnu_objdump_shows_them() {
    check(0xff01_0113, "addi sp,sp,-16");
    check(0x0081_2503, "lw a0,8(sp)");
    check(0x0011_2623, "sw ra,12(sp)");
    check(0x0000_8067, "ret");
    check(0x0000_0073, "ecall");
    check(0x0010_0073, "ebreak");
    check(0x0000_0013, "nop");
    check(0x02a0_0513, "li a0,42");
    check(0x0005_0593, "mv a1,a0");
    check(0x0001_2537, "lui a0,0x12");
    check(0xffff_f517, "auipc a0,0xfffff");
    check(0x00b5_0463, "beq a0,a1,0x1007c");
    check(0xfe05_1ee3, "bnez a0,0x10070");
    check(0x0080_00ef, "jal 0x1007c");
    check(0xff9f_f06f, "j 0x1006c");
    check(0x4055_5513, "srai a0,a0,0x5");
    check(0x02b5_4533, "div a0,a0,a1");
    check(0x1005_252f, "lr.w a0,(a0)");
    check(0x18b5_262f, "sc.w a2,a1,(a0)");
    check(0x06b5_262f, "amoadd.w.aqrl a2,a1,(a0)");
    check(0xc000_2573, "rdcycle a0");
    check(0x1800_2573, "csrr a0,satp");
    check(0x0ff0_000f, "fence");
    check(0x0330_000f, "fence rw,rw");
    check(0x0000_100f, "fence.i");
    check(0x02b5_7553, "fadd.d fa0,fa0,fa1");
    check(0xc205_1553, "fcvt.w.d a0,fa0,rtz");
    check(0xd205_0553, "fcvt.d.w fa0,a0");
    check(0x22b5_8553, "fmv.d fa0,fa1");
    check(0x68b5_7543, "fmadd.s fa0,fa0,fa1,fa3");
    check(0x0005_2507, "flw fa0,0(a0)");
    check(0x00a5_3427, "fsd fa0,8(a0)");
}

#[test]
fn words_that_are_no_instructions() {
    for word in [0, u32::MAX, 0x0000_0001, 0x0000_707b, 0x0200_7013 | 0x8000_0000 | 0x1000, 0x0000_5053] {
        if let Some(inst) = decode(word) {
            assert_ne!(word & 3, 0, "{inst:?}");
        }
    }
    assert_eq!(decode(0), None);
    assert_eq!(decode(u32::MAX), None);
    assert_eq!(decode(0x02b5_5553), None, "rounding mode 5 is reserved");
    assert_eq!(disassemble(0, PC), ".word 0x00000000");
}

#[test]
fn no_word_matches_two_rows() {
    for a in TABLE {
        for b in TABLE {
            let both = a.format.mask() & b.format.mask();
            assert!(a.op == b.op || a.bits & both != b.bits & both, "{} and {}", a.name, b.name);
        }
        assert_eq!(a.bits & !a.format.mask(), 0, "{}", a.name);
    }
}

#[test]
fn random_words_survive_decode_text_and_encode() {
    let mut rng = Rng::new(1);
    for n in 0..200_000 {
        let row = &TABLE[n % TABLE.len()];
        let word = rng.next_u64() as u32 & !row.format.mask() | row.bits;
        let Some(inst) = decode(word) else {
            assert!(row.format.has_rounding_mode());
            continue;
        };
        assert_eq!(inst.op, row.op);
        let again = inst.encode().expect("encodes");
        assert_eq!(decode(again), Some(inst));
        let text = format_inst(&inst, PC);
        if inst.op == Op::Fence && inst.imm >> 8 != 0 {
            continue; // `fence.tso` and reserved fm values have no text of their own.
        }
        assert_eq!(assemble(&text, PC), Ok(inst), "{text}");
        assert!(!explain(&inst, PC).contains('{'), "{text}");
    }
}

#[test]
fn operands_out_of_range_are_refused() {
    let range = |op, imm, min, max| EncodeError::Range { op, imm, min, max };
    assert_eq!(Inst::i(Op::Addi, 1, 1, 2048).encode(), Err(range(Op::Addi, 2048, -2048, 2047)));
    assert_eq!(Inst::i(Op::Slli, 1, 1, 32).encode(), Err(range(Op::Slli, 32, 0, 31)));
    assert_eq!(Inst::b(Op::Beq, 1, 1, 4096).encode(), Err(range(Op::Beq, 4096, -4096, 4094)));
    assert_eq!(Inst::u(Op::Jal, 1, 3).encode(), Err(EncodeError::Align { op: Op::Jal, imm: 3, align: 2 }));
    assert_eq!(Inst::u(Op::Lui, 1, 1).encode(), Err(EncodeError::Align { op: Op::Lui, imm: 1, align: 4096 }));
    assert_eq!(Inst::r(Op::Add, 32, 0, 0).encode(), Err(EncodeError::Field { op: Op::Add, value: 32 }));
    assert_eq!(Inst::i(Op::Sw, 0, 2, -2048).encode().map(disassembled), Ok("sw zero,-2048(sp)".to_owned()));
}

fn disassembled(word: u32) -> String {
    disassemble(word, PC)
}

#[test]
fn lines_that_cannot_be_assembled_say_why() {
    let error = |line| assemble(line, PC).expect_err("wrong").to_string();
    assert_eq!(error("frob a0"), "no instruction is called `frob`");
    assert_eq!(error("add a0,a1"), "`add` does not take 2 operands");
    assert_eq!(error("add a0,a1,fa2"), "`fa2` cannot stand here");
    assert_eq!(error("addi a0,a1,5000"), "addi: the immediate 5000 is not between -2048 and 2047");
    assert_eq!(error("add.aq a0,a1,a2"), "no instruction is called `add.aq`");
    assert_eq!(error(""), "no instruction is called ``");
}

#[test]
fn explanations_name_the_operands() {
    let explained = |word| explain(&decode(word).expect("an instruction"), PC);
    assert_eq!(explained(0xff01_0113), "adds the immediate -16 to sp and puts the sum in sp");
    assert_eq!(explained(0x0081_2503), "loads the 4 bytes at sp + 8 into a0");
    assert_eq!(explained(0x0000_8067), "returns to the caller: jumps to the address in ra");
    assert_eq!(explained(0x0080_00ef), "calls the function at 0x1007c: the return address goes to ra");
    assert_eq!(explained(0x00b5_0463), "jumps to 0x1007c if a0 equals a1");
}

#[test]
fn registers_have_names() {
    for n in 0..32 {
        assert_eq!(register(register_name(n)), Some(n));
        assert_eq!(float_register(float_register_name(n)), Some(n));
        assert_eq!(register(&format!("x{n}")), Some(n));
        assert_eq!(float_register(&format!("f{n}")), Some(n));
    }
    assert_eq!(register("x32"), None);
    assert_eq!(register("x+1"), None);
    assert_eq!(register("x01"), None);
    assert_eq!(register("fp"), Some(8));
}
