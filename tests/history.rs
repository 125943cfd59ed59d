//! Going back is exact: any moment reached by seeking equals the same moment reached straight, events included, and
//! slicing a run differently never changes it. The kernel's invariants hold after every step.

mod support;

use process_lab::base::{Cycles, Rng};
use process_lab::kernel::Config;
use process_lab::world::{Command, DiskFile, Session, Setup, Until};
use std::rc::Rc;

const FORK: &str = include_str!("../static/programs/fork.c");

fn setup(quantum: u64) -> Setup {
    let elf = support::compile(FORK, &|_| None, false).expect("fork.c compiles");
    let file = DiskFile { path: "/bin/fork".into(), bytes: Rc::from(elf), mode: 0o755, image: None };
    let boot = Command::Spawn { path: "/bin/fork".into(), argv: vec!["/bin/fork".into()], envp: vec![] };
    let config = Config { ram_frames: 64, quantum, ..Config::default() };
    Setup { config, files: vec![file], boot: vec![boot] }
}

fn session(quantum: u64) -> Session {
    Session::new(setup(quantum)).expect("the program starts")
}

#[test]
fn seeking_shows_what_the_straight_run_showed() {
    let mut straight = session(500);
    straight.run(&Until::Settled, Cycles(50_000_000));
    let end = straight.now();
    assert!(end > Cycles(1_000), "the program ran for only {end} cycles");
    let mut rng = Rng::new(7);
    let mut wandering = session(500);
    wandering.run(&Until::Settled, Cycles(50_000_000));
    for _ in 0..40 {
        let moment = Cycles(rng.below(end.0));
        let mut fresh = session(500);
        fresh.run(&Until::Moment(moment), Cycles(50_000_000));
        wandering.seek(moment);
        assert_eq!(wandering.now(), fresh.now(), "seek to {moment}");
        assert_eq!(*wandering.snapshot(), *fresh.snapshot(), "seek to {moment}");
        assert_eq!(wandering.events()[..wandering.position()], *fresh.events(), "seek to {moment}");
    }
    wandering.seek(end);
    assert_eq!(*wandering.snapshot(), *straight.snapshot());
}

#[test]
fn slicing_does_not_change_the_run() {
    let mut whole = session(300);
    whole.run(&Until::Settled, Cycles(50_000_000));
    for slice in [1, 7, 97, 1_000] {
        let mut sliced = session(300);
        while sliced.now() < whole.now() {
            sliced.run(&Until::Moment(Cycles(sliced.now().0 + slice)), Cycles(50_000_000));
        }
        assert_eq!(sliced.events(), whole.events(), "slices of {slice}");
        assert_eq!(*sliced.snapshot(), *whole.snapshot(), "slices of {slice}");
    }
}

#[test]
fn invariants_hold_after_every_step() {
    for quantum in [50, 333, 10_000] {
        let mut session = session(quantum);
        let mut steps = 0;
        while !session.run(&Until::Steps(1), Cycles(1_000_000)).settled {
            session.computer().check();
            steps += 1;
            assert!(steps < 1_000_000, "the program never ends");
        }
    }
}

#[test]
fn a_command_in_the_past_begins_a_new_branch() {
    let mut session = session(500);
    session.run(&Until::Settled, Cycles(50_000_000));
    let end = session.end();
    session.seek(Cycles(end.0 / 2));
    let here = session.now();
    session.apply(Command::Signal { pid: process_lab::base::Pid(2), signal: 9 }).expect("process 2 is alive");
    assert!(session.end() < end && session.end() >= here);
    session.run(&Until::Settled, Cycles(50_000_000));
    let killed = session.exit_of(process_lab::base::Pid(2)).expect("it ended");
    assert_eq!(killed.shell_status(), 137);
    let events = session.events().to_vec();
    session.seek(Cycles(0));
    session.seek(session.end());
    assert_eq!(session.events(), events);
}
