//! One instruction done in full: what the inner loop leaves aside. Translations with all their effects, misaligned and
//! page-crossing accesses, atomics, CSRs, environment calls, fences, and every exception.

use super::cpu::Mode;
use super::mmu::sv32::{self, Privilege};
use super::mmu::{Place, TlbEntry};
use super::trap::{Cause, Exception};
use super::{Machine, csr, fpu};
use crate::base::{Access, PAGE_BYTES, Pa, Ppn, Va};
use crate::isa::{self, Format, Inst, Op};

type Outcome<T> = Result<T, Exception>;

impl Machine {
    /// Runs the instruction at `pc`, which lies at `pa`, and moves `pc` on.
    pub(super) fn run_slow(&mut self, pa: Pa) -> Outcome<()> {
        self.count_access();
        let word = self.ram.read_u32(pa);
        let illegal = Exception::new(Cause::IllegalInstruction, word);
        let inst = isa::decode(word).ok_or(illegal)?;
        let next = self.cpu.pc.plus(4);
        match inst.op.format() {
            Format::Load => self.load_instruction(&inst)?,
            Format::Store => self.store_instruction(&inst)?,
            Format::Lr => self.load_reserved(&inst)?,
            Format::Amo => self.atomic(&inst)?,
            Format::Csr | Format::CsrImm => self.csr_instruction(&inst).ok_or(illegal)?,
            Format::Branch | Format::J | Format::Jalr => return self.jump(&inst),
            Format::Fixed => return self.environment(&inst, illegal),
            Format::Sfence => {
                if self.cpu.mode == Mode::User {
                    return Err(illegal);
                }
                self.sfence_instruction(&inst);
            }
            // The code cache always follows memory.
            Format::Fence | Format::Barrier => {}
            // The inner loop refuses floating-point instructions only for a reserved rounding mode.
            _ => return Err(illegal),
        }
        self.cpu.pc = next;
        Ok(())
    }

    fn address(&self, inst: &Inst) -> Va {
        Va(self.cpu.x[usize::from(inst.rs1)]).plus(inst.imm as u32)
    }

    fn set_x(&mut self, rd: u8, value: u32) {
        if rd != 0 {
            self.cpu.x[usize::from(rd)] = value;
        }
    }

    fn load_instruction(&mut self, inst: &Inst) -> Outcome<()> {
        let va = self.address(inst);
        let value = self.load(va, width(inst.op))?;
        match inst.op {
            Op::Flw => self.cpu.f[usize::from(inst.rd)] = fpu::boxed(value as u32),
            Op::Fld => self.cpu.f[usize::from(inst.rd)] = value,
            Op::Lb => self.set_x(inst.rd, value as i8 as u32),
            Op::Lh => self.set_x(inst.rd, value as i16 as u32),
            _ => self.set_x(inst.rd, value as u32),
        }
        Ok(())
    }

    fn store_instruction(&mut self, inst: &Inst) -> Outcome<()> {
        let va = self.address(inst);
        let source = usize::from(inst.rs2);
        let is_float = matches!(inst.op, Op::Fsw | Op::Fsd);
        let value = if is_float { self.cpu.f[source] } else { u64::from(self.cpu.x[source]) };
        self.store(va, width(inst.op), value)
    }

    /// Loads 1 to 8 bytes at any address.
    fn load(&mut self, va: Va, bytes: u32) -> Outcome<u64> {
        let (first, second) = self.places(va, bytes, Access::Read)?;
        let mut value = [0; 8];
        let split = first.1 as usize;
        self.ram.read(first.0, &mut value[..split]);
        if let Some(pa) = second {
            self.ram.read(pa, &mut value[split..bytes as usize]);
        }
        Ok(u64::from_le_bytes(value))
    }

    /// Stores 1 to 8 bytes at any address; if a page refuses, nothing is stored.
    fn store(&mut self, va: Va, bytes: u32, value: u64) -> Outcome<()> {
        let (first, second) = self.places(va, bytes, Access::Write)?;
        let value = value.to_le_bytes();
        let split = first.1 as usize;
        self.store_bytes(first.0, &value[..split]);
        if let Some(pa) = second {
            self.store_bytes(pa, &value[split..bytes as usize]);
        }
        Ok(())
    }

    /// Where an access lies: first piece with its length, and the start of the second if it crosses a page.
    fn places(&mut self, va: Va, bytes: u32, access: Access) -> Outcome<((Pa, u32), Option<Pa>)> {
        let room = PAGE_BYTES - va.offset();
        let first = self.translate(va, bytes.min(room), access)?;
        if bytes <= room {
            return Ok(((first, bytes), None));
        }
        let second = self.translate(va.plus(room), bytes - room, access)?;
        Ok(((first, room), Some(second)))
    }

    fn store_bytes(&mut self, pa: Pa, bytes: &[u8]) {
        let offset = (pa.0 % PAGE_BYTES) as usize;
        let (now, later) = bytes.split_at(bytes.len().min(PAGE_BYTES as usize - offset));
        if self.ram.store(pa.ppn(), offset, now) {
            self.code.invalidate(pa.ppn(), offset, now.len());
        }
        // Only a region whose base is no multiple of a page puts one page into two frames.
        if !later.is_empty() {
            self.store_bytes(Pa(pa.0 + now.len() as u32), later);
        }
    }

    /// Translates a data address with all effects: counters, A and D bits, simulated and software TLB.
    fn translate(&mut self, va: Va, bytes: u32, access: Access) -> Outcome<Pa> {
        self.count_access();
        let Place { pa, is_whole_page } = self.place(va, bytes, access)?;
        if is_whole_page && !self.is_precise() {
            match access {
                Access::Read => self.fast.set_read(va, pa.ppn()),
                Access::Write if !self.ram.has_code(pa.ppn()) => {
                    self.ram.set_dirty(pa.ppn(), true);
                    self.fast.set_write(va, pa.ppn());
                }
                _ => {}
            }
        }
        Ok(pa)
    }

    /// Where `bytes` bytes at `va` lie, which do not cross a page.
    pub(super) fn place(&mut self, va: Va, bytes: u32, access: Access) -> Outcome<Place> {
        let refused = |va: Va| Exception::new(Cause::access_fault(access), va.0);
        if self.cpu.mode == Mode::User && !self.mmu.is_satp() {
            let ram_bytes = u64::from(self.ram.frame_count()) * u64::from(PAGE_BYTES);
            return self.mmu.place(va, bytes, access, ram_bytes).map_err(refused);
        }
        let ppn = if self.cpu.uses_sv32() { self.frame_by_sv32(va, access)? } else { Ppn(va.vpn().0) };
        if !self.ram.contains(ppn) {
            return Err(refused(va));
        }
        Ok(Place { pa: Pa(ppn.pa().0 | va.offset()), is_whole_page: true })
    }

    fn frame_by_sv32(&mut self, va: Va, access: Access) -> Outcome<Ppn> {
        let who = Privilege { mode: self.cpu.mode, sstatus: self.cpu.sstatus };
        let asid = self.cpu.asid();
        let held = self.tlb.lookup(va.vpn(), asid);
        if let Some(entry) = held {
            who.check(entry.pte, access).map_err(|_| Exception::new(Cause::page_fault(access), va.0))?;
            if access != Access::Write || entry.pte.has(sv32::Pte::D) {
                return Ok(entry.ppn);
            }
        } else {
            self.tlb.misses += 1;
        }
        let walk = sv32::walk(&self.ram, self.cpu.root_table(), va, access, who);
        self.cpu.now.0 += walk.reads() * self.costs.page_table_read;
        let leaf = walk.result.map_err(|fault| Exception::new(fault.cause(access), va.0))?;
        let pte = leaf.updated(access);
        if pte != leaf.step.pte {
            self.ram.write_u32(leaf.step.pte_pa, pte.0);
        }
        let is_superpage = leaf.step.level == 1;
        let entry = TlbEntry { vpn: va.vpn(), asid, ppn: leaf.ppn, pte, is_superpage, stamp: 0 };
        if let Some(evicted) = self.tlb.fill(entry) {
            self.fast.forget(evicted);
        }
        if held.is_some() {
            // The table may have changed since the entry was filled.
            self.fast.forget(va.vpn());
        }
        Ok(leaf.ppn)
    }

    fn load_reserved(&mut self, inst: &Inst) -> Outcome<()> {
        let va = self.address(inst);
        if va.0 & 3 != 0 {
            return Err(Exception::new(Cause::LoadAddressMisaligned, va.0));
        }
        let pa = self.translate(va, 4, Access::Read)?;
        let value = self.ram.read_u32(pa);
        self.cpu.reservation = Some((pa, value));
        self.set_x(inst.rd, value);
        Ok(())
    }

    fn atomic(&mut self, inst: &Inst) -> Outcome<()> {
        let va = self.address(inst);
        if va.0 & 3 != 0 {
            return Err(Exception::new(Cause::StoreAddressMisaligned, va.0));
        }
        let pa = self.translate(va, 4, Access::Write)?;
        let source = self.cpu.x[usize::from(inst.rs2)];
        let old = self.ram.read_u32(pa);
        if inst.op == Op::ScW {
            let holds = self.cpu.reservation.take() == Some((pa, old));
            if holds {
                self.store_bytes(pa, &source.to_le_bytes());
            }
            self.set_x(inst.rd, u32::from(!holds));
            return Ok(());
        }
        self.store_bytes(pa, &atomic_result(inst.op, old, source).to_le_bytes());
        self.set_x(inst.rd, old);
        Ok(())
    }

    /// `None`: illegal. `csrrw` to `x0` does not read; `csrrs` and `csrrc` with `x0` or 0 do not write.
    fn csr_instruction(&mut self, inst: &Inst) -> Option<()> {
        let number = inst.imm as u16;
        let is_constant = inst.op.format() == Format::CsrImm;
        let operand = if is_constant { u32::from(inst.rs1) } else { self.cpu.x[usize::from(inst.rs1)] };
        let replaces = matches!(inst.op, Op::Csrrw | Op::Csrrwi);
        let old = csr::read(&self.cpu, number)?;
        if replaces || inst.rs1 != 0 {
            let new = match inst.op {
                Op::Csrrs | Op::Csrrsi => old | operand,
                Op::Csrrc | Op::Csrrci => old & !operand,
                _ => operand,
            };
            csr::write(&mut self.cpu, number, new)?;
        }
        self.set_x(inst.rd, old);
        Some(())
    }

    /// Branches and jumps whose target is no multiple of 4: taken, they trap at the jump itself.
    fn jump(&mut self, inst: &Inst) -> Outcome<()> {
        let (a, b) = (self.cpu.x[usize::from(inst.rs1)], self.cpu.x[usize::from(inst.rs2)]);
        let (pc, next) = (self.cpu.pc, self.cpu.pc.plus(4));
        let is_taken = match inst.op {
            Op::Beq => a == b,
            Op::Bne => a != b,
            Op::Blt => (a as i32) < b as i32,
            Op::Bge => a as i32 >= b as i32,
            Op::Bltu => a < b,
            Op::Bgeu => a >= b,
            _ => true,
        };
        let target = match inst.op {
            Op::Jalr => Va(self.address(inst).0 & !1),
            _ if is_taken => pc.plus(inst.imm as u32),
            _ => next,
        };
        if target.0 & 3 != 0 {
            return Err(Exception::new(Cause::InstructionAddressMisaligned, target.0));
        }
        if inst.op.format() != Format::Branch {
            self.set_x(inst.rd, next.0);
        }
        self.cpu.pc = target;
        Ok(())
    }

    fn environment(&mut self, inst: &Inst, illegal: Exception) -> Outcome<()> {
        let is_supervisor = self.cpu.mode == Mode::Supervisor;
        match inst.op {
            Op::Ecall if is_supervisor => Err(Exception::new(Cause::EnvCallFromS, 0)),
            Op::Ecall => Err(Exception::new(Cause::EnvCallFromU, 0)),
            Op::Ebreak => Err(Exception::new(Cause::Breakpoint, self.cpu.pc.0)),
            Op::Sret if is_supervisor => {
                self.cpu.sret();
                Ok(())
            }
            Op::Wfi if is_supervisor => {
                self.cpu.pc = self.cpu.pc.plus(4);
                Ok(())
            }
            _ => Err(illegal),
        }
    }

    fn sfence_instruction(&mut self, inst: &Inst) {
        let x = |register: u8| (register != 0).then(|| self.cpu.x[usize::from(register)]);
        let page = x(inst.rs1).map(|va| Va(va).vpn());
        let asid = x(inst.rs2).map(|asid| (asid & 0x1ff) as u16);
        self.sfence_vma(page, asid);
    }
}

const fn width(op: Op) -> u32 {
    match op {
        Op::Lb | Op::Lbu | Op::Sb => 1,
        Op::Lh | Op::Lhu | Op::Sh => 2,
        Op::Fld | Op::Fsd => 8,
        _ => 4,
    }
}

fn atomic_result(op: Op, old: u32, source: u32) -> u32 {
    match op {
        Op::AmoaddW => old.wrapping_add(source),
        Op::AmoxorW => old ^ source,
        Op::AmoandW => old & source,
        Op::AmoorW => old | source,
        Op::AmominW => (old as i32).min(source as i32) as u32,
        Op::AmomaxW => (old as i32).max(source as i32) as u32,
        Op::AmominuW => old.min(source),
        Op::AmomaxuW => old.max(source),
        _ => source,
    }
}
