//! The command line: `lab run`, `lab trace`, `lab check`, `lab cc`, `lab textbook`.
#![expect(clippy::print_stdout, clippy::print_stderr, reason = "a command line prints")]

use std::io::Read as _;
use std::process::ExitCode;

fn main() -> ExitCode {
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    match arguments.iter().map(String::as_str).collect::<Vec<_>>().as_slice() {
        ["textbook"] => textbook("-"),
        ["textbook", path] => textbook(path),
        _ => {
            eprintln!("usage: lab textbook [FILE.json]");
            ExitCode::from(2)
        }
    }
}

/// Runs the exercises of a file, or of standard input for `-`.
fn textbook(path: &str) -> ExitCode {
    let mut text = String::new();
    let read = match path {
        "-" => std::io::stdin().read_to_string(&mut text).map(|_| ()),
        path => std::fs::read_to_string(path).map(|found| text = found),
    };
    let result = read.map_err(|e| e.to_string());
    match result.and_then(|()| process_lab::textbook::run(&text).map_err(|e| e.to_string())) {
        Ok(answer) => {
            println!("{answer}");
            ExitCode::SUCCESS
        }
        Err(message) => {
            eprintln!("{path}: {message}");
            ExitCode::FAILURE
        }
    }
}
