//! The command line: `lab run`, `lab trace`, `lab check`, `lab cc`, `lab textbook`.
//!
//! A thin shell around the engine: it reads files, feeds standard input, prints what comes out. Exit status 2 means
//! the command line or a text given on it was wrong; otherwise it is the program's own, or 1 for a failed check.
#![allow(clippy::print_stdout, clippy::print_stderr, reason = "printing is what a command line is for")]
#![allow(clippy::disallowed_methods, reason = "only the engine is kept from its surroundings")]

mod build;
mod check;
mod run;

use std::process::ExitCode;

const USAGE: &str = "\
usage: lab run FILE.c|FILE.elf [ARG…]     run a program on the simulated computer
       lab trace FILE.c|FILE.elf [ARG…]   the same, printing system calls and events, a line each
       lab check [LESSON.md…]             prove the lessons (all of static/lessons without arguments)
       lab cc FILE.c… -o FILE [-g]        compile to a static RISC-V ELF executable (-g: variables stay in memory)
       lab textbook [FILE.json]           work a textbook exercise (standard input without FILE)
";

fn main() -> ExitCode {
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    let rest = arguments.get(1..).unwrap_or_default();
    let outcome = match arguments.first().map(String::as_str) {
        Some("run") => run::run(rest),
        Some("trace") => run::trace(rest),
        Some("check") => check::check(rest),
        Some("cc") => build::cc(rest),
        Some("textbook") => textbook(rest),
        Some("help" | "--help" | "-h") => {
            print!("{USAGE}");
            return ExitCode::SUCCESS;
        }
        _ => Err(USAGE.to_owned()),
    };
    outcome.unwrap_or_else(|message| {
        eprint!("{message}");
        ExitCode::from(2)
    })
}

fn textbook(arguments: &[String]) -> Result<ExitCode, String> {
    let text = match arguments {
        [] => std::io::read_to_string(std::io::stdin()).map_err(|e| format!("lab: standard input: {e}\n"))?,
        [file] => std::fs::read_to_string(file).map_err(|e| format!("lab: {file}: {e}\n"))?,
        _ => return Err(USAGE.to_owned()),
    };
    let answer = process_lab::textbook::run(&text).map_err(|e| format!("lab: {e}\n"))?;
    println!("{answer}");
    Ok(ExitCode::SUCCESS)
}
