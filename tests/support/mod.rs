//! What several test files share: a golden program's folder, and running an executable on the simulated computer.
#![allow(dead_code, reason = "each test file uses its part")]

use process_lab::base::{Cycles, Severity};
use process_lab::cc;
use process_lab::kernel::event::Fact;
use process_lab::kernel::{Computer, Config, Paused, Streams};
use std::path::{Path, PathBuf};

/// Most cycles a golden program may take.
const CYCLES_MAX: u64 = 20_000_000_000;

/// What a program did, as a shell sees it.
#[derive(Debug, PartialEq, Eq)]
pub struct Outcome {
    /// Standard output.
    pub stdout: String,
    /// Exit status, or 128 + signal.
    pub status: i32,
}

/// A folder of `tests/programs`.
pub struct Golden {
    /// Its name.
    pub name: String,
    /// Where it is.
    pub folder: PathBuf,
}

impl Golden {
    /// All folders with a `main.c`, by name.
    pub fn all() -> Vec<Self> {
        let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/programs");
        let mut found: Vec<Self> = std::fs::read_dir(&root)
            .expect("tests/programs is there")
            .map(|entry| entry.expect("a readable entry").path())
            .filter(|folder| folder.join("main.c").exists())
            .map(|folder| Self { name: folder.file_name().unwrap_or_default().to_string_lossy().into_owned(), folder })
            .collect();
        found.sort_by(|a, b| a.name.cmp(&b.name));
        assert!(!found.is_empty(), "tests/programs holds no program");
        found
    }

    /// A file of the folder.
    pub fn read(&self, file: &str) -> Option<String> {
        std::fs::read(self.folder.join(file)).ok().map(|b| String::from_utf8_lossy(&b).into_owned())
    }

    /// Its arguments, one a line of `args.txt`.
    pub fn arguments(&self) -> Vec<String> {
        self.read("args.txt").unwrap_or_default().lines().map(str::to_owned).collect()
    }

    /// What it must do.
    pub fn expected(&self) -> Outcome {
        let stdout = self.read("expect.txt").expect("expect.txt");
        let status = self.read("status.txt").map_or(0, |s| s.trim().parse().expect("a number in status.txt"));
        Outcome { stdout, status }
    }

    /// Our compiler's ELF file for it.
    pub fn compile(&self, optimize: bool) -> Result<Vec<u8>, String> {
        let text = self.read("main.c").expect("main.c");
        compile(&text, &|name| self.read(name), optimize)
    }
}

/// Compiles one source; the rendered errors when that fails.
pub fn compile(text: &str, header: &dyn Fn(&str) -> Option<String>, optimize: bool) -> Result<Vec<u8>, String> {
    let source = cc::SourceText { name: "main.c", text };
    let output = cc::compile(&[source], header, &cc::Options { optimize, ..cc::Options::default() });
    match output.image {
        Some(image) => Ok(cc::write_elf(&image)),
        None => {
            let errors = output.diagnostics.iter().filter(|d| d.severity == Severity::Error);
            Err(errors.map(|d| d.render(text)).collect())
        }
    }
}

/// Runs an executable on the simulated computer, with streams that are not terminals, checking the kernel's
/// invariants now and then.
pub fn simulate(elf: &[u8], arguments: &[String], stdin: &[u8]) -> Result<Outcome, String> {
    let config = Config { ram_frames: 16_384, streams: Streams::Pipes, ..Config::default() };
    let mut computer = Computer::new(&config);
    computer.install("/bin/main", elf.into(), 0o755);
    let argv: Vec<String> = std::iter::once("/bin/main".to_owned()).chain(arguments.iter().cloned()).collect();
    let envp = ["PATH=/bin:/usr/bin".to_owned(), "HOME=/home/user".to_owned()];
    let mut events: Vec<process_lab::kernel::event::Event> = Vec::new();
    let pid = computer.spawn("/bin/main", &argv, &envp).map_err(|e| format!("spawn: {}", e.text()))?;
    computer.type_input(stdin);
    computer.close_input();
    let mut stdout = Vec::new();
    loop {
        for event in events.drain(..) {
            if let Fact::Output { stream: 1, bytes } = &event.fact {
                stdout.extend_from_slice(bytes);
            }
        }
        if computer.now() >= Cycles(CYCLES_MAX) {
            return Err("took too long".to_owned());
        }
        match computer.run(Cycles(computer.now().0 + 100_000_000), &mut events) {
            Paused::Until | Paused::Events => {}
            Paused::Halted => break,
            Paused::Idle { .. } if computer.exit_of(pid).is_some() => break,
            Paused::Idle { .. } => return Err("every process waits for ever".to_owned()),
        }
    }
    for event in events {
        if let Fact::Output { stream: 1, bytes } = &event.fact {
            stdout.extend_from_slice(bytes);
        }
    }
    computer.check();
    let status = computer.exit_of(pid).ok_or("it never ended")?.shell_status();
    Ok(Outcome { stdout: String::from_utf8_lossy(&stdout).into_owned(), status })
}
