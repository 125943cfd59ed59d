//! The inner loop: runs decoded instructions of one frame until it must leave: the budget is used up, control leaves
//! the frame, or an instruction needs more than registers and the software TLB.
//!
//! Nothing here allocates, traps or translates; whatever is not simple leaves with [`Exit::Slow`] *before* changing
//! anything, and [`super::slow`] does that one instruction in full.

use super::code::{Code, CodePage, WORDS};
use super::cpu::Cpu;
use super::fast::FastTlb;
use super::fpu;
use super::ram::Frame;
use crate::base::Va;

/// Why the inner loop left; `cpu.pc` is the next instruction in both cases.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum Exit {
    /// Go on wherever `pc` is, if there is time.
    Continue,
    /// The instruction at `pc` must be done the slow way.
    Slow,
}

/// What a stretch of the inner loop used.
pub(super) struct Meter {
    /// Instructions it may still run.
    pub left: u32,
    /// Loads and stores it did.
    pub data: u32,
}

/// Division as the hardware defines it: by zero gives all ones, overflow gives the dividend. Volume I, 7.2.
const fn div(a: u32, b: u32) -> u32 {
    if b == 0 { u32::MAX } else { (a as i32).wrapping_div(b as i32) as u32 }
}

fn divu(a: u32, b: u32) -> u32 {
    a.checked_div(b).unwrap_or(u32::MAX)
}

const fn rem(a: u32, b: u32) -> u32 {
    if b == 0 { a } else { (a as i32).wrapping_rem(b as i32) as u32 }
}

fn remu(a: u32, b: u32) -> u32 {
    a.checked_rem(b).unwrap_or(a)
}

const fn upper(product: i64) -> u32 {
    (product >> 32) as u32
}

const fn boxed(single: u32) -> u64 {
    0xffff_ffff_0000_0000 | single as u64
}

/// Runs instructions of `page`, whose first word is at `page_va`, from `cpu.pc` on. Bounded by `meter.left`.
#[expect(clippy::too_many_lines, reason = "a flat table: one arm per instruction")]
pub(super) fn run_page(
    cpu: &mut Cpu,
    frames: &mut [Frame],
    fast: &FastTlb,
    page: &CodePage,
    page_va: u32,
    meter: &mut Meter,
) -> Exit {
    let Cpu { x, f, fcsr, pc, .. } = cpu;
    let mut index = pc.0.wrapping_sub(page_va) >> 2;
    let mut left = meter.left;
    let mut data = 0;
    let exit = loop {
        if left == 0 {
            break Exit::Continue;
        }
        left -= 1;
        let d = page[index as usize];
        index += 1;
        macro_rules! rd {
            () => {
                x[usize::from(d.rd & 31)]
            };
        }
        macro_rules! rs1 {
            () => {
                x[usize::from(d.rs1 & 31)]
            };
        }
        macro_rules! rs2 {
            () => {
                x[usize::from(d.rs2 & 31)]
            };
        }
        // Undoes the fetch: this instruction did not run.
        macro_rules! leave {
            ($exit:expr) => {{
                left += 1;
                index -= 1;
                break $exit;
            }};
        }
        macro_rules! branch {
            ($taken:expr) => {
                if $taken {
                    index = index.wrapping_add(d.imm as u32).wrapping_sub(1);
                    if index >= WORDS as u32 {
                        break Exit::Continue;
                    }
                }
            };
        }
        macro_rules! load {
            ($n:literal, $convert:expr) => {{
                let Some(bytes) = fast.load::<$n>(frames, rs1!().wrapping_add(d.imm as u32)) else {
                    leave!(Exit::Slow)
                };
                data += 1;
                rd!() = $convert(bytes);
                x[0] = 0;
            }};
        }
        macro_rules! load_float {
            ($n:literal, $convert:expr) => {{
                let Some(bytes) = fast.load::<$n>(frames, rs1!().wrapping_add(d.imm as u32)) else {
                    leave!(Exit::Slow)
                };
                data += 1;
                f[usize::from(d.rd & 31)] = $convert(bytes);
            }};
        }
        macro_rules! store {
            ($bytes:expr) => {{
                if fast.store(frames, rs1!().wrapping_add(d.imm as u32), $bytes).is_none() {
                    leave!(Exit::Slow)
                }
                data += 1;
            }};
        }
        match d.code {
            Code::Undecoded | Code::PageEnd => leave!(Exit::Continue),
            Code::Slow => leave!(Exit::Slow),
            Code::Nop => {}
            Code::Const => rd!() = d.imm as u32,
            Code::Auipc => rd!() = page_va.wrapping_add((index - 1) << 2).wrapping_add(d.imm as u32),
            Code::Jal => {
                rd!() = page_va.wrapping_add(index << 2);
                x[0] = 0;
                branch!(true);
            }
            Code::Jalr => {
                let target = rs1!().wrapping_add(d.imm as u32) & !1;
                if target & 2 != 0 {
                    leave!(Exit::Slow)
                }
                rd!() = page_va.wrapping_add(index << 2);
                x[0] = 0;
                index = target.wrapping_sub(page_va) >> 2;
                if index >= WORDS as u32 {
                    break Exit::Continue;
                }
            }
            Code::Beq => branch!(rs1!() == rs2!()),
            Code::Bne => branch!(rs1!() != rs2!()),
            Code::Blt => branch!((rs1!() as i32) < rs2!() as i32),
            Code::Bge => branch!(rs1!() as i32 >= rs2!() as i32),
            Code::Bltu => branch!(rs1!() < rs2!()),
            Code::Bgeu => branch!(rs1!() >= rs2!()),
            Code::Lb => load!(1, |b: [u8; 1]| b[0] as i8 as u32),
            Code::Lh => load!(2, |b| i16::from_le_bytes(b) as u32),
            Code::Lw => load!(4, u32::from_le_bytes),
            Code::Lbu => load!(1, |b: [u8; 1]| u32::from(b[0])),
            Code::Lhu => load!(2, |b| u32::from(u16::from_le_bytes(b))),
            Code::Sb => store!([rs2!() as u8]),
            Code::Sh => store!((rs2!() as u16).to_le_bytes()),
            Code::Sw => store!(rs2!().to_le_bytes()),
            Code::Flw => load_float!(4, |b| boxed(u32::from_le_bytes(b))),
            Code::Fld => load_float!(8, u64::from_le_bytes),
            Code::Fsw => store!((f[usize::from(d.rs2 & 31)] as u32).to_le_bytes()),
            Code::Fsd => store!(f[usize::from(d.rs2 & 31)].to_le_bytes()),
            Code::Addi => rd!() = rs1!().wrapping_add(d.imm as u32),
            Code::Slti => rd!() = u32::from((rs1!() as i32) < d.imm),
            Code::Sltiu => rd!() = u32::from(rs1!() < d.imm as u32),
            Code::Xori => rd!() = rs1!() ^ d.imm as u32,
            Code::Ori => rd!() = rs1!() | d.imm as u32,
            Code::Andi => rd!() = rs1!() & d.imm as u32,
            Code::Slli => rd!() = rs1!().wrapping_shl(d.imm as u32),
            Code::Srli => rd!() = rs1!().wrapping_shr(d.imm as u32),
            Code::Srai => rd!() = (rs1!() as i32).wrapping_shr(d.imm as u32) as u32,
            Code::Add => rd!() = rs1!().wrapping_add(rs2!()),
            Code::Sub => rd!() = rs1!().wrapping_sub(rs2!()),
            Code::Sll => rd!() = rs1!().wrapping_shl(rs2!()),
            Code::Slt => rd!() = u32::from((rs1!() as i32) < rs2!() as i32),
            Code::Sltu => rd!() = u32::from(rs1!() < rs2!()),
            Code::Xor => rd!() = rs1!() ^ rs2!(),
            Code::Srl => rd!() = rs1!().wrapping_shr(rs2!()),
            Code::Sra => rd!() = (rs1!() as i32).wrapping_shr(rs2!()) as u32,
            Code::Or => rd!() = rs1!() | rs2!(),
            Code::And => rd!() = rs1!() & rs2!(),
            Code::Mul => rd!() = rs1!().wrapping_mul(rs2!()),
            Code::Mulh => rd!() = upper(i64::from(rs1!() as i32) * i64::from(rs2!() as i32)),
            Code::Mulhsu => rd!() = upper(i64::from(rs1!() as i32) * i64::from(rs2!())),
            Code::Mulhu => rd!() = ((u64::from(rs1!()) * u64::from(rs2!())) >> 32) as u32,
            Code::Div => rd!() = div(rs1!(), rs2!()),
            Code::Divu => rd!() = divu(rs1!(), rs2!()),
            Code::Rem => rd!() = rem(rs1!(), rs2!()),
            Code::Remu => rd!() = remu(rs1!(), rs2!()),
            Code::Float => {
                if fpu::execute(d, x, f, fcsr).is_none() {
                    leave!(Exit::Slow)
                }
            }
        }
    };
    *pc = Va(page_va.wrapping_add(index.wrapping_mul(4)));
    meter.left = left;
    meter.data = data;
    exit
}
