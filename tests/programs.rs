//! Golden programs: every folder of `tests/programs` runs on the simulated computer, compiled by our compiler with
//! and without optimisation, under `qemu-riscv32` from the same file, and natively through the host's gcc where the
//! tools are there (`make test` installs them); standard output and status must be those of `expect.txt`.
//!
//! `UPDATE_EXPECT=1` rewrites `expect.txt` and `status.txt` from the native run: Linux is the reference.

mod support;

use libtest_mimic::{Arguments, Failed, Trial};
use std::io::Write as _;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};
use support::{Golden, Outcome, simulate};

fn main() {
    let arguments = Arguments::from_args();
    let scratch = std::env::temp_dir().join(format!("process-lab-programs-{}", std::process::id()));
    std::fs::create_dir_all(&scratch).expect("a scratch folder");
    let mut trials = Vec::new();
    for golden in Golden::all() {
        let golden = std::sync::Arc::new(golden);
        for (kind, optimize) in [("simulated", false), ("optimised", true)] {
            let golden = golden.clone();
            trials.push(Trial::test(format!("{}::{kind}", golden.name), move || on_the_simulator(&golden, optimize)));
        }
        if is_installed("qemu-riscv32") {
            let (golden, scratch) = (golden.clone(), scratch.clone());
            trials.push(Trial::test(format!("{}::qemu", golden.name), move || under_qemu(&golden, &scratch)));
        }
        if is_installed("gcc") {
            let (golden, scratch) = (golden.clone(), scratch.clone());
            trials.push(Trial::test(format!("{}::native", golden.name), move || natively(&golden, &scratch)));
        }
    }
    let conclusion = libtest_mimic::run(&arguments, trials);
    // The folder holds only this run's executables.
    let _ = std::fs::remove_dir_all(&scratch);
    conclusion.exit();
}

fn on_the_simulator(golden: &Golden, optimize: bool) -> Result<(), Failed> {
    let elf = golden.compile(optimize)?;
    let stdin = golden.read("stdin.txt").unwrap_or_default();
    compare(golden, &simulate(&elf, &golden.arguments(), stdin.as_bytes())?)
}

fn under_qemu(golden: &Golden, scratch: &Path) -> Result<(), Failed> {
    if golden.read("not-on-qemu.txt").is_some() {
        return Ok(());
    }
    let file = scratch.join(format!("{}.elf", golden.name));
    std::fs::write(&file, golden.compile(true)?)?;
    compare(golden, &run(Command::new("qemu-riscv32").arg(&file), golden, scratch)?)
}

fn natively(golden: &Golden, scratch: &Path) -> Result<(), Failed> {
    if golden.read("not-on-linux.txt").is_some() {
        return Ok(());
    }
    let file = scratch.join(format!("{}.native", golden.name));
    let source = golden.folder.join("main.c");
    let built =
        Command::new("gcc").args(["-std=gnu11", "-w", "-pthread", "-o"]).arg(&file).arg(&source).arg("-lm").output()?;
    if !built.status.success() {
        return Err(String::from_utf8_lossy(&built.stderr).into_owned().into());
    }
    let outcome = run(&mut Command::new(&file), golden, scratch)?;
    if std::env::var_os("UPDATE_EXPECT").is_some() {
        std::fs::write(golden.folder.join("expect.txt"), &outcome.stdout)?;
        let status = golden.folder.join("status.txt");
        if outcome.status == 0 {
            let _ = std::fs::remove_file(status);
        } else {
            std::fs::write(status, format!("{}\n", outcome.status))?;
        }
    }
    compare(golden, &outcome)
}

/// Runs a command in an empty folder of its own, with the golden program's arguments and input.
fn run(command: &mut Command, golden: &Golden, scratch: &Path) -> Result<Outcome, Failed> {
    let folder: PathBuf = scratch.join(format!("{}-{:?}", golden.name, std::thread::current().id()));
    std::fs::create_dir_all(&folder)?;
    let stdin = golden.read("stdin.txt").unwrap_or_default();
    let mut child = command
        .args(golden.arguments())
        .current_dir(&folder)
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .stderr(Stdio::null())
        .spawn()?;
    // A program that does not read its input closes the pipe; that is its right.
    let _ = child.stdin.take().map(|mut pipe| pipe.write_all(stdin.as_bytes()));
    let output = child.wait_with_output()?;
    let status = shell_status(output.status);
    Ok(Outcome { stdout: String::from_utf8_lossy(&output.stdout).into_owned(), status })
}

fn shell_status(status: std::process::ExitStatus) -> i32 {
    use std::os::unix::process::ExitStatusExt as _;
    status.code().unwrap_or_else(|| 128 + status.signal().unwrap_or(0))
}

fn compare(golden: &Golden, outcome: &Outcome) -> Result<(), Failed> {
    let expected = golden.expected();
    if *outcome == expected {
        return Ok(());
    }
    let line = outcome.stdout.lines().zip(expected.stdout.lines()).take_while(|(a, b)| a == b).count() + 1;
    let show = |o: &Outcome| format!("status {}\n{}", o.status, o.stdout);
    Err(format!("first difference at line {line}\n--- expected\n{}\n--- found\n{}", show(&expected), show(outcome))
        .into())
}

fn is_installed(tool: &str) -> bool {
    Command::new(tool).arg("--version").stdout(Stdio::null()).stderr(Stdio::null()).status().is_ok_and(|s| s.success())
}
