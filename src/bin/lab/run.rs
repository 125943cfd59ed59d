//! `lab run` and `lab trace`: one program on a computer with 64 MiB, its standard streams those of this process.

use crate::build;
use process_lab::base::{Cycles, Pid};
use process_lab::kernel::event::{Event, Fact};
use process_lab::kernel::{Computer, Config, Paused, Streams};
use process_lab::world::narrate;
use std::io::{self, IsTerminal, Read, Write};
use std::process::ExitCode;

/// Cycles between looks at the outside world.
const SLICE: u64 = 50_000_000;
/// How long descendants may go on after the program itself has ended.
const AFTERLIFE: Cycles = Cycles(20_000_000_000);
/// Exit status when every process waits for something that will never happen.
const DEADLOCKED: u8 = 124;

/// `lab run FILE [ARG…]`.
pub fn run(arguments: &[String]) -> Result<ExitCode, String> {
    start(arguments)?.finish(&mut |_| ())
}

/// `lab trace FILE [ARG…]`.
pub fn trace(arguments: &[String]) -> Result<ExitCode, String> {
    start(arguments)?.finish(&mut |event| {
        eprintln!("{:>12} {:>3}  {}", event.at.0, event.pid.0, narrate::sentence(event, &narrate::Numbers));
    })
}

struct Run {
    computer: Computer,
    pid: Pid,
    events: Vec<Event>,
    input_open: bool,
}

fn start(arguments: &[String]) -> Result<Run, String> {
    let Some((file, rest)) = arguments.split_first() else { return Err(crate::USAGE.to_owned()) };
    let program = build::load(file)?;
    let interactive = io::stdin().is_terminal() && io::stdout().is_terminal();
    let streams = if interactive { Streams::Terminal } else { Streams::Pipes };
    let mut computer = Computer::new(&Config { ram_frames: 16_384, streams, ..Config::default() });
    let path = format!("/bin/{}", program.name);
    computer.install(&path, program.elf, 0o755);
    let argv: Vec<String> = std::iter::once(path.clone()).chain(rest.iter().cloned()).collect();
    let envp = ["PATH=/bin:/usr/bin", "HOME=/home/user", "USER=user", "SHELL=/bin/sh", "LANG=C"].map(str::to_owned);
    let mut events = Vec::new();
    let spawned = computer.spawn(&path, &argv, &envp);
    let now = computer.now();
    computer.run(now, &mut events);
    let pid = spawned.map_err(|e| format!("lab: cannot start {file}: {}\n{}", e.text(), notes(&events)))?;
    Ok(Run { computer, pid, events, input_open: true })
}

fn notes(events: &[Event]) -> String {
    events
        .iter()
        .filter_map(|e| match &e.fact {
            Fact::Note { text } => Some(format!("lab: {text}\n")),
            _ => None,
        })
        .collect()
}

impl Run {
    fn finish(mut self, watch: &mut dyn FnMut(&Event)) -> Result<ExitCode, String> {
        let mut deadline = None;
        loop {
            self.pass_on(watch).map_err(|e| format!("lab: standard output: {e}\n"))?;
            let ended = self.computer.exit_of(self.pid);
            if ended.is_some() && deadline.is_none() {
                deadline = Some(Cycles(self.computer.now().0 + AFTERLIFE.0));
            }
            if deadline.is_some_and(|d| self.computer.now() >= d) {
                break;
            }
            let until = Cycles(self.computer.now().0 + SLICE);
            match self.computer.run(until, &mut self.events) {
                Paused::Until | Paused::Events => {}
                Paused::Halted => break,
                Paused::Idle { waits_for_input: true } if self.input_open && ended.is_none() => self.feed()?,
                Paused::Idle { .. } => break,
            }
        }
        self.pass_on(watch).map_err(|e| format!("lab: standard output: {e}\n"))?;
        match self.computer.exit_of(self.pid) {
            Some(reason) => Ok(ExitCode::from(u8::try_from(reason.shell_status()).unwrap_or(u8::MAX))),
            None => {
                eprintln!("lab: every process waits for something that will never happen");
                Ok(ExitCode::from(DEADLOCKED))
            }
        }
    }

    /// Output to where it belongs, everything to the watcher.
    fn pass_on(&mut self, watch: &mut dyn FnMut(&Event)) -> io::Result<()> {
        for event in self.events.drain(..) {
            watch(&event);
            if let Fact::Output { stream, bytes } = &event.fact {
                if *stream == 2 {
                    io::stderr().write_all(bytes)?;
                } else {
                    io::stdout().write_all(bytes)?;
                }
            }
        }
        io::stdout().flush()
    }

    /// Gives the computer what standard input has now, waiting for it.
    fn feed(&mut self) -> Result<(), String> {
        let mut buffer = vec![0; 64 << 10];
        let got = io::stdin().read(&mut buffer).map_err(|e| format!("lab: standard input: {e}\n"))?;
        if got == 0 {
            self.input_open = false;
            self.computer.close_input();
        } else {
            self.computer.type_input(&buffer[..got]);
        }
        Ok(())
    }
}
