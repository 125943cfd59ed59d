//! The command line: `lab run`, `lab trace`, `lab check`, `lab cc`, `lab textbook`.
fn main() {}
