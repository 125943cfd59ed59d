//! The kernel under real programs: hand-assembled ones that need no compiler, checked after every step.
//!
//! Every run asserts [`Computer::check`] after each instruction or kernel action, that no frame leaks, and that the
//! same run cut into other pieces (and one resumed from a checkpoint) gives the same events.

use process_lab::base::{Cycles, Va};
use process_lab::isa::assemble;
use process_lab::kernel::event::{Event, ExitReason, Fact, FrameUse};
use process_lab::kernel::{Computer, Config, Paused, Streams};

/// Where [`elf`] puts the code.
const TEXT: u32 = 0x1_0054;

/// A one-segment executable (readable, writable, executable) of assembly lines; `name:` lines are labels, used as
/// `=name` operands, and `.word N` and `.space N` are data.
fn elf(source: &str) -> Vec<u8> {
    let lines: Vec<&str> =
        source.lines().map(str::trim).filter(|line| !line.is_empty() && !line.starts_with('#')).collect();
    let mut labels = Vec::new();
    let mut pc = TEXT;
    for line in &lines {
        match (line.strip_suffix(':'), line.strip_prefix(".space ")) {
            (Some(label), _) => labels.push((label.to_owned(), pc)),
            (_, Some(bytes)) => pc += bytes.parse::<u32>().unwrap(),
            _ => pc += 4,
        }
    }
    let mut code: Vec<u8> = Vec::new();
    for line in lines.iter().filter(|line| !line.ends_with(':')) {
        let mut text = (*line).to_owned();
        for (label, at) in &labels {
            text = text.replace(&format!("={label}"), &format!("{at:#x}"));
        }
        if let Some(bytes) = text.strip_prefix(".space ") {
            code.resize(code.len() + bytes.parse::<usize>().unwrap(), 0);
        } else if let Some(word) = text.strip_prefix(".word ") {
            code.extend(word.parse::<u32>().unwrap().to_le_bytes());
        } else {
            let at = Va(TEXT + code.len() as u32);
            let inst = assemble(&text, at).unwrap_or_else(|e| panic!("{text}: {e}"));
            code.extend(inst.encode().unwrap().to_le_bytes());
        }
    }
    let len = 84 + code.len() as u32;
    let halves = |a: u16, b: u16| u32::from(a) | u32::from(b) << 16;
    let mut words = vec![0x464c_457f, 0x0001_0101, 0, 0];
    words.extend([halves(2, 243), 1, TEXT, 52, 0, 0, halves(52, 32), halves(1, 0), 0]);
    words.extend([1, 0, 0x1_0000, 0x1_0000, len, len + 8192, 7, 0x1000]);
    words.iter().flat_map(|word: &u32| word.to_le_bytes()).chain(code).collect()
}

fn boot(source: &str, config: &Config) -> Computer {
    let mut computer = Computer::new(config);
    computer.install("/bin/test", elf(source).into(), 0o755);
    computer.spawn("/bin/test", &["test".into(), "one".into()], &["K=V".into()]).unwrap();
    computer
}

fn small() -> Config {
    Config { streams: Streams::Pipes, quantum: 500, ..Config::default() }
}

fn finish(computer: &mut Computer, slice: Option<u64>) -> Vec<Event> {
    let mut events = Vec::new();
    for _ in 0..200_000 {
        let paused = match slice {
            None => computer.step(&mut events),
            Some(cycles) => {
                let until = Cycles(computer.now().0 + cycles);
                computer.run(until, &mut events)
            }
        };
        if slice.is_none() {
            computer.check();
        }
        if matches!(paused, Paused::Halted | Paused::Idle { .. }) {
            return events;
        }
    }
    panic!("the program does not end");
}

/// Runs a program in steps, in pieces of several sizes and from a checkpoint; all must agree. Returns the events.
#[track_caller]
fn run(source: &str) -> Vec<Event> {
    let mut stepped = boot(source, &small());
    let events = finish(&mut stepped, None);
    for slice in [7, 100, 1_000_000] {
        let mut computer = boot(source, &small());
        let first = computer.checkpoint();
        assert_eq!(finish(&mut computer, Some(slice)), events, "pieces of {slice} cycles");
        assert_eq!(computer.snapshot(None), stepped.snapshot(None));
        computer.restore(&first);
        assert_eq!(finish(&mut computer, Some(slice + 1)), events, "from a checkpoint");
    }
    let idle = Computer::new(&small());
    assert_eq!(stepped.free_frames(), idle.free_frames(), "frames leaked");
    events
}

fn output(events: &[Event]) -> String {
    let bytes = events.iter().filter_map(|e| if let Fact::Output { bytes, .. } = &e.fact { Some(bytes) } else { None });
    String::from_utf8(bytes.flat_map(|b| b.iter().copied()).collect()).unwrap()
}

fn exits(events: &[Event]) -> Vec<ExitReason> {
    events.iter().filter_map(|e| if let Fact::Exited { reason } = e.fact { Some(reason) } else { None }).collect()
}

#[test]
fn a_program_writes_and_exits() {
    let events = run("
        li a0, 1
        lui a1, 0x10
        lw a2, 0(sp)
        addi a1, a1, 1
        addi a2, a2, 1
        li a7, 64
        ecall
        li a0, 42
        li a7, 93
        ecall");
    assert_eq!(output(&events), "ELF");
    assert_eq!(exits(&events), [ExitReason::Code(42)]);
}

#[test]
fn write_after_fork_copies_one_page() {
    let events = run("
        lui s0, 0x11
        li t0, 5
        sw t0, 0(s0)
        li a0, 17
        li a1, 0
        li a7, 220
        ecall
        beqz a0, =child
        mv a1, a0
        li a0, 1
        li a2, 0
        li a3, 4
        li a4, 0
        li a7, 95
        ecall
        lw a0, 0(s0)
        j =exit
        child:
        li t0, 6
        sw t0, 0(s0)
        lw a0, 0(s0)
        exit:
        li a7, 93
        ecall");
    assert_eq!(exits(&events), [ExitReason::Code(6), ExitReason::Code(5)]);
    let copies = events.iter().filter(|e| matches!(e.fact, Fact::FrameCopied { .. })).count();
    assert_eq!(copies, 1, "only the page the child writes is copied");
    let store = |e: &&Event| matches!(e.fact, Fact::Faulted { scause: 15, .. }) && e.pid.0 == 3;
    assert_eq!(events.iter().filter(store).count(), 1, "the child's store traps once");
}

#[track_caller]
fn dies(source: &str, signal: u8) {
    assert_eq!(exits(&run(source)), [ExitReason::Signal(signal)]);
}

#[test]
fn what_a_program_may_not_do_kills_it() {
    dies("lw a0, 0(zero)", 11);
    dies("lui a0, 0xc0000\nsw a0, 0(a0)", 11);
    dies("lui a0, 0x50000\nlw a0, 0(a0)", 11);
    dies("addi sp, sp, -16\njr sp", 11);
    dies(".word 0", 4);
    dies("csrrw a0, satp, a0", 4);
    dies("sret", 4);
    dies("ebreak", 5);
    dies("grow:\naddi sp, sp, -2048\nsw a0, 0(sp)\nj =grow", 9);
}

#[test]
fn a_null_store_of_the_child_leaves_the_parent_alone() {
    let events = run("
        li a0, 17
        li a1, 0
        li a7, 220
        ecall
        bnez a0, =parent
        sw a0, 0(zero)
        parent:
        mv a1, a0
        li a0, 1
        li a2, 0
        li a3, 4
        li a4, 0
        li a7, 95
        ecall
        li a7, 93
        ecall");
    assert_eq!(exits(&events), [ExitReason::Signal(11), ExitReason::Code(0)]);
}

#[test]
fn unknown_calls_and_bad_pointers_are_errors() {
    let events = run("
        li a7, 1999
        ecall
        addi s0, a0, 38
        li a0, 1
        li a1, 0
        li a2, 8
        li a7, 64
        ecall
        addi a0, a0, 14
        add a0, a0, s0
        li a7, 93
        ecall");
    assert_eq!(exits(&events), [ExitReason::Code(0)]);
}

#[test]
fn orphans_go_to_init_and_are_reaped() {
    let events = run("
        li a0, 17
        li a1, 0
        li a7, 220
        ecall
        bnez a0, =exit
        li t0, 2000
        wait:
        addi t0, t0, -1
        bnez t0, =wait
        exit:
        li a0, 0
        li a7, 93
        ecall");
    assert!(events.iter().any(|e| matches!(e.fact, Fact::Adopted { by, .. } if by.0 == 1)));
    assert_eq!(events.iter().filter(|e| matches!(e.fact, Fact::Reaped { .. })).count(), 2);
}

#[test]
fn two_busy_processes_take_turns() {
    let events = run("
        li a0, 17
        li a1, 0
        li a7, 220
        ecall
        li t0, 2000
        busy:
        addi t0, t0, -1
        bnez t0, =busy
        li a0, 0
        li a7, 93
        ecall");
    assert!(events.iter().filter(|e| matches!(e.fact, Fact::TimerInterrupt)).count() >= 6);
}

#[test]
fn text_is_shared_between_processes_and_bss_is_zero() {
    let events = run("
        lui s0, 0x12
        lw a0, 0(s0)
        li a7, 93
        ecall");
    assert_eq!(exits(&events), [ExitReason::Code(0)]);
    let zero = |e: &&Event| matches!(e.fact, Fact::FrameAllocated { used_for: FrameUse::DemandZero, .. });
    assert_eq!(events.iter().filter(zero).count(), 2, "stack and bss");
}

/// Programs made of random system calls with random arguments: nothing may break the kernel.
#[test]
fn random_calls_never_break_the_kernel() {
    for seed in 0..60_u64 {
        let mut rng = process_lab::base::Rng::new(seed);
        let mut source = String::new();
        let numbers: Vec<u32> = process_lab::kernel::syscall::TABLE.iter().map(|entry| entry.number).collect();
        for _ in 0..40 {
            for register in 0..6 {
                match rng.below(6) {
                    0 => source += &format!("li a{register}, {}\n", rng.below(64) as i64 - 8),
                    1 => source += &format!("lui a{register}, {:#x}\n", rng.below(1 << 20)),
                    2 => source += &format!("addi a{register}, sp, {}\n", rng.below(512) as i64 * 4 - 1024),
                    3 => source += &format!("lui a{register}, 0x11\n"),
                    4 => source += &format!("addi a{register}, s0, {}\n", rng.below(64)),
                    _ => {}
                }
            }
            let number = numbers[rng.below(numbers.len() as u64) as usize];
            source += &format!("li a7, {number}\necall\nmv s0, a0\n");
        }
        source += "li a0, 0\nli a7, 94\necall";
        let mut computer = boot(&source, &Config { ram_frames: 48, ..small() });
        computer.close_input();
        let mut events = Vec::new();
        for _ in 0..3_000 {
            let paused = computer.step(&mut events);
            computer.check();
            if matches!(paused, Paused::Halted | Paused::Idle { .. }) {
                break;
            }
        }
    }
}
