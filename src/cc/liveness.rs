//! Which virtual registers are live where: bit sets at block ends, and exact ranges for register allocation.
//!
//! Instructions are numbered in layout order; instruction *p* reads at position 2*p* and writes at 2*p*+1. A range is a
//! half-open interval of positions. A register is live from its write to the last read before the next write, so it has
//! holes where its value does not matter.

use super::ir::{BlockId, Code, Ext, Func, Ins, Reg};
use crate::isa::Op;

const NONE: u32 = u32::MAX;

/// Live registers at the end of each block. Only registers read before they are written in some block are tracked;
/// the others live inside one block.
pub struct Liveness {
    /// Dense number of a tracked register, by index of the register.
    number: Vec<u32>,
    tracked: Vec<Reg>,
    words: usize,
    /// By block id.
    out: Vec<u64>,
}

impl Liveness {
    pub fn new(func: &Func) -> Self {
        let (number, tracked) = tracked(func);
        let words = tracked.len().div_ceil(64);
        let size = words * func.blocks.len();
        let mut this = Self { number, tracked, words, out: vec![0; size] };
        let (mut gen_, mut kill) = (vec![0; size], vec![0; size]);
        for id in &func.layout {
            this.local_sets(func, *id, &mut gen_, &mut kill);
        }
        let mut into = gen_.clone();
        let mut changed = true;
        while changed {
            changed = false;
            for id in func.layout.iter().rev() {
                let row = id.0 as usize * words;
                for to in func.block(*id).term.successors() {
                    let from = to.0 as usize * words;
                    for w in 0..words {
                        this.out[row + w] |= into[from + w];
                    }
                }
                for w in row..row + words {
                    let live = gen_[w] | this.out[w] & !kill[w];
                    changed |= live != into[w];
                    into[w] = live;
                }
            }
        }
        this
    }

    fn local_sets(&self, func: &Func, id: BlockId, gen_: &mut [u64], kill: &mut [u64]) {
        let row = id.0 as usize * self.words;
        let mut visit_use = |reg: Reg, kill: &[u64]| {
            if let Some(n) = self.number(reg)
                && kill[row + n / 64] >> (n % 64) & 1 == 0
            {
                gen_[row + n / 64] |= 1 << (n % 64);
            }
        };
        let block = func.block(id);
        for ins in &block.ins {
            ins.uses().for_each(|reg| visit_use(reg, kill));
            if let Some(n) = self.number(ins.rd) {
                kill[row + n / 64] |= 1 << (n % 64);
            }
        }
        block.term.uses().for_each(|reg| visit_use(reg, kill));
    }

    fn number(&self, reg: Reg) -> Option<usize> {
        let n = if reg.is_virtual() { self.number[reg.index()] } else { NONE };
        (n != NONE).then_some(n as usize)
    }

    /// The registers live at the end of a block.
    pub fn live_out(&self, id: BlockId) -> impl Iterator<Item = Reg> + '_ {
        let row = id.0 as usize * self.words;
        (0..self.words).flat_map(move |w| {
            let mut bits = self.out[row + w];
            std::iter::from_fn(move || {
                (bits != 0).then(|| {
                    let bit = bits.trailing_zeros() as usize;
                    bits &= bits - 1;
                    self.tracked[w * 64 + bit]
                })
            })
        })
    }
}

/// Numbers the registers read before they are written in some block.
fn tracked(func: &Func) -> (Vec<u32>, Vec<Reg>) {
    let mut number = vec![NONE; func.regs.len()];
    let mut tracked = vec![];
    let mut written_in = vec![NONE; func.regs.len()];
    for id in &func.layout {
        let mut visit = |reg: Reg, written_in: &[u32]| {
            if reg.is_virtual() && written_in[reg.index()] != id.0 && number[reg.index()] == NONE {
                number[reg.index()] = tracked.len() as u32;
                tracked.push(reg);
            }
        };
        let block = func.block(*id);
        for ins in &block.ins {
            ins.uses().for_each(|reg| visit(reg, &written_in));
            if ins.rd.is_virtual() {
                written_in[ins.rd.index()] = id.0;
            }
        }
        block.term.uses().for_each(|reg| visit(reg, &written_in));
    }
    (number, tracked)
}

/// Half-open intervals of positions, ascending, apart from each other.
pub type Ranges = Vec<(u32, u32)>;

/// The live ranges of every register of a function.
pub struct Intervals {
    /// By register number; physical registers come first.
    pub ranges: Vec<Ranges>,
    /// Write positions of calls, ascending: every caller-saved register is lost there.
    pub calls: Vec<u32>,
}

impl Intervals {
    pub fn new(func: &Func) -> Self {
        let liveness = Liveness::new(func);
        let count = func.regs.len() + Reg::FIRST_VIRTUAL as usize;
        let mut this = Builder { ranges: vec![vec![]; count], end: vec![0; count], calls: vec![] };
        let mut start = 1; // position 0 means "not live"
        let starts: Vec<u32> = func
            .layout
            .iter()
            .map(|id| {
                let first = start;
                start += func.block(*id).ins.len() as u32 + 1;
                first
            })
            .collect();
        for (id, first) in func.layout.iter().zip(starts).rev() {
            this.block(func, *id, first, &liveness);
        }
        for ranges in &mut this.ranges {
            ranges.reverse();
            join(ranges);
        }
        this.calls.reverse();
        Self { ranges: this.ranges, calls: this.calls }
    }

    /// Whether a call happens while a register with these ranges is live.
    pub fn crosses_call(&self, ranges: &Ranges) -> bool {
        ranges.iter().any(|(from, to)| {
            let next = self.calls.partition_point(|call| call < from);
            // A value defined by the call itself starts there; it does not cross.
            self.calls[next..].iter().take_while(|call| *call < to).any(|call| call > from)
        })
    }
}

/// Merges intervals that touch.
pub fn join(ranges: &mut Ranges) {
    let mut joined: Ranges = Vec::with_capacity(ranges.len());
    for (from, to) in ranges.drain(..) {
        match joined.last_mut() {
            Some(last) if last.1 >= from => last.1 = last.1.max(to),
            _ => joined.push((from, to)),
        }
    }
    *ranges = joined;
}

/// Whether two sets of intervals share a position.
pub fn overlap(a: &Ranges, b: &Ranges) -> bool {
    let (mut i, mut j) = (0, 0);
    while let (Some(x), Some(y)) = (a.get(i), b.get(j)) {
        if x.1 <= y.0 {
            i += 1;
        } else if y.1 <= x.0 {
            j += 1;
        } else {
            return true;
        }
    }
    false
}

/// Walks blocks backwards; `end` is where the open range of a register ends, 0 when it is not live.
struct Builder {
    ranges: Vec<Ranges>,
    end: Vec<u32>,
    calls: Vec<u32>,
}

impl Builder {
    fn block(&mut self, func: &Func, id: BlockId, first: u32, liveness: &Liveness) {
        let block = func.block(id);
        let last = first + block.ins.len() as u32;
        let mut open: Vec<Reg> = liveness.live_out(id).collect();
        for reg in &open {
            self.end[reg.0 as usize] = 2 * (last + 1);
        }
        let results: &[Reg] = if matches!(block.term, super::ir::Term::Return) { &func.results } else { &[] };
        for reg in block.term.uses().chain(results.iter().copied()) {
            self.read(reg, 2 * last, &mut open);
        }
        for (at, ins) in block.ins.iter().enumerate().rev() {
            self.instruction(func, ins, first + at as u32, &mut open);
        }
        for reg in open {
            self.close(reg, 2 * first);
        }
    }

    fn instruction(&mut self, func: &Func, ins: &Ins, at: u32, open: &mut Vec<Reg>) {
        let call = if let Ext::Call(index) = ins.ext { Some(&func.calls[index as usize]) } else { None };
        if let Some(call) = call {
            call.defs.iter().for_each(|reg| self.write(*reg, 2 * at + 1));
            if !call.is_syscall {
                self.calls.push(2 * at + 1);
            }
        }
        if ins.rd != Reg::ZERO {
            // The loop inside a compare-and-swap reads its operands after writing.
            let early = ins.code == Code::Cas;
            self.write(ins.rd, if early { 2 * at } else { 2 * at + 1 });
        }
        for reg in ins.uses().chain(call.into_iter().flat_map(|c| c.uses.iter().copied())) {
            self.read(reg, 2 * at, open);
        }
        debug_assert!(ins.code != Code::Op(Op::Ecall) || call.is_some());
    }

    fn read(&mut self, reg: Reg, position: u32, open: &mut Vec<Reg>) {
        if self.end[reg.0 as usize] == 0 {
            self.end[reg.0 as usize] = position + 1;
            open.push(reg);
        }
    }

    fn write(&mut self, reg: Reg, position: u32) {
        if self.end[reg.0 as usize] == 0 {
            // Written and never read: it still needs a register at that moment.
            self.ranges[reg.0 as usize].push((position, position + 1));
        } else {
            self.close(reg, position);
        }
    }

    fn close(&mut self, reg: Reg, position: u32) {
        let end = std::mem::take(&mut self.end[reg.0 as usize]);
        if end != 0 {
            self.ranges[reg.0 as usize].push((position, end.max(position + 1)));
        }
    }
}
