//! Decoded instructions, one array per frame that was ever executed, so that each word is decoded once.
//!
//! A frame's array starts out undecoded and is filled block by block as the CPU gets there. Whatever changes the bytes
//! of such a frame resets the entries concerned, so code that changes itself always runs as written.

use super::ram::{Frame, Ram};
use crate::base::{Ppn, limits};
use crate::isa::{self, Format, Inst, Op};

/// Instructions in a frame.
pub(super) const WORDS: usize = 1024;
const NO_PAGE: u32 = u32::MAX;

/// What the inner loop does for an instruction. Names are those of [`Op`] where it is that instruction.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[repr(u8)]
pub(super) enum Code {
    /// Not decoded yet.
    Undecoded,
    /// One past the last instruction of the frame.
    PageEnd,
    /// Whatever the inner loop leaves to [`super::slow`].
    Slow,
    /// No effect (results for `x0`, `fence`).
    Nop,
    /// `rd = imm`.
    Const,
    Auipc,
    Jal,
    Jalr,
    Beq,
    Bne,
    Blt,
    Bge,
    Bltu,
    Bgeu,
    Lb,
    Lh,
    Lw,
    Lbu,
    Lhu,
    Sb,
    Sh,
    Sw,
    Flw,
    Fld,
    Fsw,
    Fsd,
    Addi,
    Slti,
    Sltiu,
    Xori,
    Ori,
    Andi,
    Slli,
    Srli,
    Srai,
    Add,
    Sub,
    Sll,
    Slt,
    Sltu,
    Xor,
    Srl,
    Sra,
    Or,
    And,
    Mul,
    Mulh,
    Mulhsu,
    Mulhu,
    Div,
    Divu,
    Rem,
    Remu,
    /// Floating-point arithmetic: `imm` holds [`Op`], rounding mode and rs3.
    Float,
}

/// An instruction ready to run. `imm` is in instructions, not bytes, for branches and `jal`.
#[derive(Clone, Copy, Debug)]
pub(super) struct Decoded {
    pub code: Code,
    pub rd: u8,
    pub rs1: u8,
    pub rs2: u8,
    pub imm: i32,
}

impl Decoded {
    const fn only(code: Code) -> Self {
        Self { code, rd: 0, rs1: 0, rs2: 0, imm: 0 }
    }

    /// The instruction, rounding mode and rs3 of [`Code::Float`].
    pub const fn float(self) -> (Op, u8, u8) {
        let packed = self.imm as u32;
        (isa::TABLE[(packed & 255) as usize].op, (packed >> 8 & 255) as u8, (packed >> 16) as u8)
    }
}

/// A frame's instructions and the end mark.
pub(super) type CodePage = [Decoded; WORDS + 1];

const fn empty_page() -> CodePage {
    let mut page = [Decoded::only(Code::Undecoded); WORDS + 1];
    page[WORDS] = Decoded::only(Code::PageEnd);
    page
}

/// The decoded frames.
#[derive(Clone, Default)]
pub(super) struct CodeCache {
    pages: Vec<Box<CodePage>>,
    /// Which frame each page belongs to.
    owner: Vec<Ppn>,
    /// Which page each frame has.
    page_of: Vec<u32>,
}

impl CodeCache {
    pub(super) fn new(frames: u32) -> Self {
        Self { pages: Vec::new(), owner: Vec::new(), page_of: vec![NO_PAGE; frames as usize] }
    }

    /// The page with this number, as [`CodeCache::page_for`] gave it.
    pub(super) fn page(&self, page: u32) -> &CodePage {
        &self.pages[page as usize]
    }

    /// The frame a page belongs to.
    pub(super) fn owner(&self, page: u32) -> Ppn {
        self.owner[page as usize]
    }

    /// The number of the frame's page, made on demand; `true` if other pages were dropped to make room.
    pub(super) fn page_for(&mut self, ram: &mut Ram, ppn: Ppn) -> (u32, bool) {
        let page = self.page_of[ppn.0 as usize];
        if page != NO_PAGE {
            return (page, false);
        }
        let is_full = self.pages.len() >= limits::CODE_PAGES_MAX;
        if is_full {
            self.clear(ram);
        }
        self.pages.push(Box::new(empty_page()));
        self.owner.push(ppn);
        let page = self.pages.len() as u32 - 1;
        self.page_of[ppn.0 as usize] = page;
        ram.set_code(ppn, true);
        (page, is_full)
    }

    /// Decodes from an entry on to the end of its block.
    pub(super) fn decode_block(&mut self, page: u32, first: usize, frame: &Frame) {
        let page = &mut self.pages[page as usize];
        for n in first..WORDS {
            if page[n].code != Code::Undecoded {
                break;
            }
            let at = n * 4;
            let word = u32::from_le_bytes([frame[at], frame[at + 1], frame[at + 2], frame[at + 3]]);
            let inst = isa::decode(word);
            page[n] = inst.map_or(Decoded::only(Code::Slow), |inst| prepare(&inst));
            if inst.is_none_or(|inst| ends_block(inst.op)) {
                break;
            }
        }
    }

    /// Bytes of a frame changed: forgets the instructions they belong to.
    pub(super) fn invalidate(&mut self, ppn: Ppn, offset: usize, bytes: usize) {
        let page = self.page_of[ppn.0 as usize];
        if page != NO_PAGE && bytes > 0 {
            let words = offset / 4..=(offset + bytes - 1) / 4;
            self.pages[page as usize][words].fill(Decoded::only(Code::Undecoded));
        }
    }

    /// The kernel changed a frame: forgets all its instructions.
    pub(super) fn forget(&mut self, ram: &mut Ram, ppn: Ppn) {
        let page = std::mem::replace(&mut self.page_of[ppn.0 as usize], NO_PAGE);
        ram.set_code(ppn, false);
        if page == NO_PAGE {
            return;
        }
        self.pages.swap_remove(page as usize);
        self.owner.swap_remove(page as usize);
        if let Some(moved) = self.owner.get(page as usize) {
            self.page_of[moved.0 as usize] = page;
        }
    }

    /// Forgets everything.
    pub(super) fn clear(&mut self, ram: &mut Ram) {
        for ppn in self.owner.drain(..) {
            self.page_of[ppn.0 as usize] = NO_PAGE;
            ram.set_code(ppn, false);
        }
        self.pages.clear();
    }
}

const fn ends_block(op: Op) -> bool {
    matches!(op.format(), Format::Branch | Format::J | Format::Jalr | Format::Fixed)
}

/// From an instruction to what the inner loop runs.
fn prepare(inst: &Inst) -> Decoded {
    let Inst { op, rd, rs1, rs2, rs3, rm, imm } = *inst;
    let simple = |code| Decoded { code, rd, rs1, rs2, imm };
    // Without a register to put it in, a result is nothing; loads and jumps still do the rest.
    let result = |code| if rd == 0 { Decoded::only(Code::Nop) } else { simple(code) };
    let jump = |code| {
        let distance = Decoded { code, rd, rs1, rs2, imm: imm >> 2 };
        if imm & 3 == 0 { distance } else { Decoded::only(Code::Slow) }
    };
    match op {
        Op::Lui => result(Code::Const),
        Op::Addi if rs1 == 0 => result(Code::Const),
        Op::Auipc => result(Code::Auipc),
        Op::Jalr => simple(Code::Jalr),
        Op::Fence => Decoded::only(Code::Nop),
        Op::Jal => jump(Code::Jal),
        _ => match (memory(op), branch(op), arithmetic(op)) {
            (Some(code), ..) => simple(code),
            (_, Some(code), _) => jump(code),
            (_, _, Some(code)) => result(code),
            _ if is_float(op) => {
                let packed = i32::from(rs3) << 16 | i32::from(rm) << 8 | op as i32;
                Decoded { code: Code::Float, rd, rs1, rs2, imm: packed }
            }
            _ => Decoded::only(Code::Slow),
        },
    }
}

const fn memory(op: Op) -> Option<Code> {
    Some(match op {
        Op::Lb => Code::Lb,
        Op::Lh => Code::Lh,
        Op::Lw => Code::Lw,
        Op::Lbu => Code::Lbu,
        Op::Lhu => Code::Lhu,
        Op::Sb => Code::Sb,
        Op::Sh => Code::Sh,
        Op::Sw => Code::Sw,
        Op::Flw => Code::Flw,
        Op::Fld => Code::Fld,
        Op::Fsw => Code::Fsw,
        Op::Fsd => Code::Fsd,
        _ => return None,
    })
}

const fn branch(op: Op) -> Option<Code> {
    Some(match op {
        Op::Beq => Code::Beq,
        Op::Bne => Code::Bne,
        Op::Blt => Code::Blt,
        Op::Bge => Code::Bge,
        Op::Bltu => Code::Bltu,
        Op::Bgeu => Code::Bgeu,
        _ => return None,
    })
}

const fn arithmetic(op: Op) -> Option<Code> {
    Some(match op {
        Op::Addi => Code::Addi,
        Op::Slti => Code::Slti,
        Op::Sltiu => Code::Sltiu,
        Op::Xori => Code::Xori,
        Op::Ori => Code::Ori,
        Op::Andi => Code::Andi,
        Op::Slli => Code::Slli,
        Op::Srli => Code::Srli,
        Op::Srai => Code::Srai,
        Op::Add => Code::Add,
        Op::Sub => Code::Sub,
        Op::Sll => Code::Sll,
        Op::Slt => Code::Slt,
        Op::Sltu => Code::Sltu,
        Op::Xor => Code::Xor,
        Op::Srl => Code::Srl,
        Op::Sra => Code::Sra,
        Op::Or => Code::Or,
        Op::And => Code::And,
        Op::Mul => Code::Mul,
        Op::Mulh => Code::Mulh,
        Op::Mulhsu => Code::Mulhsu,
        Op::Mulhu => Code::Mulhu,
        Op::Div => Code::Div,
        Op::Divu => Code::Divu,
        Op::Rem => Code::Rem,
        Op::Remu => Code::Remu,
        _ => return None,
    })
}

const fn is_float(op: Op) -> bool {
    op.row().float != 0
}
