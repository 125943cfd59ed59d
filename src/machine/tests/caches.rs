//! Checkpoints, and the proof that caches are invisible.

use super::*;
use crate::base::Rng;
use crate::isa::{Inst, Op};

#[test]
fn checkpoints_bring_everything_back_and_share_what_is_equal() {
    let mut machine = paged(&["lw a1,0(a0)", "addi a1,a1,1", "sw a1,0(a0)", "j 0x10000"]);
    let mut moments = Vec::new();
    for n in 0..20 {
        assert_eq!(machine.run(Cycles(n * 37)), Stop::Until);
        moments.push((machine.checkpoint(), machine.clone()));
    }
    let (first, last) = (&moments[1].0, &moments[19].0);
    assert!(std::rc::Rc::ptr_eq(first.frame(Ppn(9)).unwrap(), last.frame(Ppn(9)).unwrap()));
    assert!(first.frame(Ppn(4)) != last.frame(Ppn(4)));
    let mut rng = Rng::new(5);
    for _ in 0..100 {
        let n = rng.below(20) as usize;
        machine.restore(&moments[n].0);
        assert!(machine == moments[n].1, "restored to {n}");
        let ahead = rng.below(20) as usize;
        if ahead >= n {
            machine.run(Cycles(ahead as u64 * 37));
            assert!(machine.ram == moments[ahead].1.ram && machine.cpu == moments[ahead].1.cpu, "{n} to {ahead}");
        }
        if rng.below(2) == 0 {
            machine.checkpoint();
        }
    }
}

/// Random code on random page tables, with a kernel that now and then changes them. `fast` runs as it may, `slow`
/// forgets every cache before each instruction: all that is simulated, TLB counters included, must stay equal.
fn check_caches(seed: u64) {
    let mut rng = Rng::new(seed);
    let policy = [TlbPolicy::Fifo, TlbPolicy::Random, TlbPolicy::Lru][rng.below(3) as usize];
    let ways = [0, 1, 2][rng.below(3) as usize];
    let tlb = TlbConfig { entries: 4 + rng.below(3) as u32 * 2, ways, policy, seed };
    let mut fast = paged_with(tlb, &[]);
    for page in 0..16 {
        map(&mut fast, TEXT.plus(page << 12), Ppn(3 + page % 8), USER | rng.next_u64() as u32 & 0xce | Pte::R);
    }
    for frame in 3..11 {
        (0..1024).for_each(|n| fast.ram.write_u32(Pa(Ppn(frame).pa().0 + n * 4), random_word(&mut rng)));
    }
    map(&mut fast, TEXT, Ppn(3), USER | Pte::R | Pte::X);
    for n in 1..32 {
        fast.cpu.x[n] = (TEXT.0 + rng.below(0x10000) as u32) & !u32::from(n < 16);
    }
    fast.cpu.return_to_user(TEXT);
    let mut slow = fast.clone();
    for moment in 0..300 {
        let until = Cycles(fast.cpu.now.0.max(slow.cpu.now.0) + rng.below(60));
        let stop = fast.run(until);
        let mut last = Stop::Until;
        while slow.cpu.now < until && last == Stop::Until {
            slow.fast.flush();
            slow.code.clear(&mut slow.ram);
            last = slow.step().map_or(Stop::Until, Stop::Trap);
        }
        assert_eq!(stop, last, "seed {seed} moment {moment}");
        assert!(fast == slow, "seed {seed} moment {moment}");
        let (action, page, word) = (rng.below(12), rng.below(16) as u32, rng.next_u64() as u32);
        for machine in [&mut fast, &mut slow] {
            if let Stop::Trap(trap) = stop {
                let is_lost = matches!(trap.cause.access(), Some(Access::Execute));
                machine.cpu.return_to_user(if is_lost { TEXT } else { trap.epc.plus(4) });
            }
            disturb(machine, action, page, word);
        }
        if action == 0 {
            fast.checkpoint();
        }
    }
}

/// What a kernel may do between two runs.
fn disturb(machine: &mut Machine, action: u64, page: u32, word: u32) {
    match action {
        1 => map(machine, TEXT.plus(page << 12), Ppn(3 + word % 8), USER | word & 0xce | Pte::R),
        2 => machine.sfence_vma(None, None),
        3 => machine.sfence_vma(Some(TEXT.plus(page << 12).vpn()), None),
        4 => machine.ram.write_u32(Pa((0x3000 + word % 0x8000) & !3), 0x13),
        5 => machine.set_satp(Machine::satp_value(ROOT, word as u16 & 3)),
        _ => {}
    }
}

/// Mostly harmless instructions, many of them loads and stores; sometimes anything.
fn random_word(rng: &mut Rng) -> u32 {
    let (any, rd) = (rng.next_u64() as u32, rng.below(4) as u8);
    let (a, b) = (16 + (any >> 5 & 15) as u8, (any >> 10 & 31) as u8);
    let near = (any >> 20) as i32 - 2048;
    let inst = match rng.below(9) {
        0 => return any,
        1 => Inst::i(Op::Lw, rd, a, near),
        2 => Inst::s(Op::Sw, b, a, near),
        3 => Inst::i(Op::Lbu, rd, a, near),
        4 => Inst::s(Op::Sb, b, a, near),
        5 => Inst::b(Op::Bltu, a, b, near / 16 * 4),
        6 => Inst::i(Op::Jalr, 1, (any >> 5 & 15) as u8, near & !3),
        7 => Inst::r(Op::AmoaddW, rd, (any >> 5 & 15) as u8, b),
        _ => Inst::i(Op::Addi, rd, a, near),
    };
    inst.encode().expect("encodes")
}

#[test]
fn caches_are_invisible() {
    for seed in 0..200 {
        check_caches(seed);
    }
}

#[test]
fn two_harts_take_turns() {
    let mut machine = paged(&["lr.w a1,(a0)", "addi a1,a1,1", "sc.w a2,a1,(a0)", "bnez a2,0x10000", "j 0x10000"]);
    let mut other = Hart { cpu: machine.cpu.clone(), tlb: machine.tlb.clone() };
    let mut rng = Rng::new(3);
    let mut done = 0;
    for _ in 0..1000 {
        machine.run(Cycles(machine.cpu.now.0 + rng.below(30)));
        done += u32::from(machine.cpu.x[12] == 0 && machine.cpu.pc == TEXT);
        machine.swap_hart(&mut other);
    }
    let count = machine.ram.read_u32(Ppn(4).pa());
    assert!(done > 0 && count > 0);
    // Both harts finish the round they are in; then every increment was seen by both.
    let at_least = (machine.cpu.instret + other.cpu.instret) / 5 - 2000;
    assert!(u64::from(count) >= at_least.min(1000), "{count} {at_least}");
}
