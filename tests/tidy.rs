//! Tidiness, proved: the arrows between modules, and the rules of the house that the compiler does not know.
//!
//! Reads every file of `src/` as text. Comments and string literals are blanked first, so that a rule about code never
//! trips over prose. Each rule is one function from a file to its complaints; each has a test over the whole of `src/`
//! and a test that it does find what it looks for. A new arrow is an architecture change: edit [`ARROWS`] and
//! `ARCHITECTURE.md` in the same commit.

#[path = "tidy/source.rs"]
mod source;

use source::{Source, read_all};
use std::fmt::Write as _;

/// Who may use whom: a module, and the modules it may name. Everything not listed is forbidden.
const ARROWS: &[(&str, &[&str])] = &[
    ("base", &[]),
    ("isa", &["base"]),
    ("libc", &["base"]),
    ("cc", &["base", "isa", "libc"]),
    ("machine", &["base", "isa"]),
    ("kernel", &["base", "isa", "machine"]),
    ("world", &["base", "isa", "machine", "kernel"]),
    ("textbook", &["base", "machine", "kernel"]),
    ("lesson", &["base", "isa", "machine", "kernel", "world", "cc", "libc"]),
    ("page", &["base", "isa", "machine", "kernel", "world", "lesson", "textbook", "cc", "libc"]),
    ("bin", &["base", "isa", "machine", "kernel", "world", "lesson", "textbook", "cc", "libc"]),
    // The two roots only name the modules below them.
    ("lib", &["base", "isa", "libc", "cc", "machine", "kernel", "world", "lesson", "textbook"]),
    ("main", &["page"]),
];

/// Crates that draw or talk to a browser: the page's alone.
const BROWSER_CRATES: &[&str] = &["yew", "web_sys", "js_sys", "gloo", "wasm_bindgen", "wasm_bindgen_futures"];

/// Words that must not occur in code below the page, and why.
const ENGINE_BANS: &[(&str, &str)] = &[
    ("HashMap", "its order differs between runs; use BTreeMap"),
    ("HashSet", "its order differs between runs; use BTreeSet"),
    ("Instant", "the engine has no clock; time is passed in as cycles"),
    ("SystemTime", "the engine has no clock; time is passed in as cycles"),
    ("unsafe", "the engine is safe Rust"),
    ("println!", "the engine does not print; it records events"),
    ("print!", "the engine does not print; it records events"),
    ("eprintln!", "the engine does not print; it records events"),
    ("eprint!", "the engine does not print; it records events"),
    ("dbg!", "the engine does not print; it records events"),
    ("static mut", "state belongs to a value that somebody owns"),
    ("thread_local!", "state belongs to a value that somebody owns"),
];

/// Words that must not occur in any code, and why.
const EVERYWHERE_BANS: &[(&str, &str)] = &[
    ("#[ignore", "a test runs or does not exist"),
    ("should_panic", "assert the refusal as a value"),
    ("todo!", "unfinished work is not merged"),
    ("unimplemented!", "unfinished work is not merged"),
];

/// Lines beyond which a file must say at its top why it is not split.
const LONG_FILE_LINES: usize = 600;

/// How such a file begins its reason, within its first [`REASON_LINES`] lines.
const LONG_FILE_REASON: &str = "//! Over 600 lines because";

/// Where the reason must stand.
const REASON_LINES: usize = 30;

/// The modules that `crate::…`, `process_lab::…` and climbing `super::…` paths name, with their line numbers.
fn named_modules(file: &Source) -> Vec<(usize, String)> {
    let mut named = Vec::new();
    for (line, path) in file.paths() {
        let mut words = path.iter().map(String::as_str);
        let module = match words.next() {
            Some("crate" | "process_lab") => words.next(),
            Some("super") => {
                let climbed = 1 + path[1..].iter().take_while(|word| *word == "super").count();
                // Climbing out of the module's own top folder lands in the crate's root.
                (climbed > file.depth()).then(|| path.get(climbed).map(String::as_str)).flatten()
            }
            _ => None,
        };
        if let Some(module) = module {
            named.push((line, module.to_owned()));
        }
    }
    named
}

/// Complaints about arrows that [`ARROWS`] does not list.
fn forbidden_arrows(file: &Source) -> Vec<String> {
    let own = file.module();
    let Some((_, allowed)) = ARROWS.iter().find(|(module, _)| *module == own) else {
        return vec![format!("{}: module `{own}` is not in the table of arrows", file.path)];
    };
    named_modules(file)
        .into_iter()
        .filter(|(_, module)| *module != own && ARROWS.iter().any(|(known, _)| known == module))
        .filter(|(_, module)| !allowed.contains(&module.as_str()))
        .map(|(line, module)| format!("{}:{line}: `{own}` must not use `{module}`", file.path))
        .collect()
}

/// Complaints about browser crates outside the page.
fn browser_below_the_page(file: &Source) -> Vec<String> {
    if file.is_page() {
        return Vec::new();
    }
    file.paths()
        .into_iter()
        .filter(|(_, path)| BROWSER_CRATES.contains(&path[0].as_str()))
        .map(|(line, path)| format!("{}:{line}: `{}` belongs to the page", file.path, path[0]))
        .collect()
}

/// Complaints about the words of one table.
fn banned_words(file: &Source, bans: &[(&str, &str)]) -> Vec<String> {
    let mut complaints = Vec::new();
    for (number, line) in file.code.lines().enumerate() {
        for (word, reason) in bans {
            if source::has_word(line, word) {
                complaints.push(format!("{}:{}: `{word}`: {reason}", file.path, number + 1));
            }
        }
    }
    complaints
}

/// Complaints about what the engine must not have. The command line prints and reads clocks; it is not the engine.
fn engine_bans(file: &Source) -> Vec<String> {
    if file.is_page() || file.module() == "bin" { Vec::new() } else { banned_words(file, ENGINE_BANS) }
}

/// Complaints about looks outside the stylesheets: `style=` (the security policy drops it) and colour literals.
fn inline_looks(file: &Source) -> Vec<String> {
    if !file.is_page() {
        return Vec::new();
    }
    let styles =
        banned_words(file, &[("style=", "the content security policy drops it; use a class or an SVG attribute")]);
    let colours = file.text_without_comments.lines().enumerate().filter_map(|(number, line)| {
        let colour = source::colour_literal(line)?;
        Some(format!("{}:{}: colour literal `{colour}`: use a token of the stylesheet", file.path, number + 1))
    });
    styles.into_iter().chain(colours).collect()
}

/// A complaint about a long file without a reason.
fn unexplained_length(file: &Source) -> Vec<String> {
    let lines = file.text.lines().count();
    let explained = file.text.lines().take(REASON_LINES).any(|line| line.starts_with(LONG_FILE_REASON));
    if lines <= LONG_FILE_LINES || explained {
        return Vec::new();
    }
    vec![format!("{}: {lines} lines; split it or say near its top `{LONG_FILE_REASON} …`", file.path)]
}

/// A complaint about a file that does not open with `//!`.
fn missing_introduction(file: &Source) -> Vec<String> {
    let opens = file.text.lines().next().is_some_and(|line| line.starts_with("//! ") && line.len() > "//! ".len());
    if opens { Vec::new() } else { vec![format!("{}: does not open with `//!` saying what it holds", file.path)] }
}

/// Applies one rule to all of `src/` and lists every complaint.
#[track_caller]
fn assert_tidy(rule: impl Fn(&Source) -> Vec<String>) {
    let files = read_all("src");
    assert!(files.len() > 10, "the scanner found only {} files", files.len());
    let mut report = String::new();
    for complaint in files.iter().flat_map(rule) {
        let _ = writeln!(report, "  {complaint}");
    }
    assert!(report.is_empty(), "\n{report}");
}

/// Checks that a rule finds exactly `expected` complaints in a made-up file.
#[track_caller]
fn check(rule: impl Fn(&Source) -> Vec<String>, path: &str, text: &str, expected: usize) {
    let complaints = rule(&Source::new(path, text));
    assert_eq!(complaints.len(), expected, "{path}: {text}\n{complaints:#?}");
}

#[test]
fn every_arrow_between_modules_is_one_of_the_design() {
    assert_tidy(forbidden_arrows);
}

#[test]
fn the_browser_stays_in_the_page() {
    assert_tidy(browser_below_the_page);
}

#[test]
fn the_engine_has_no_clock_no_hash_order_no_printing_and_no_unsafe() {
    assert_tidy(engine_bans);
}

#[test]
fn looks_live_in_the_stylesheets() {
    assert_tidy(inline_looks);
}

#[test]
fn long_files_say_why() {
    assert_tidy(unexplained_length);
}

#[test]
fn every_file_says_what_it_holds() {
    assert_tidy(missing_introduction);
}

#[test]
fn nothing_is_left_unfinished_or_ignored() {
    assert_tidy(|file| banned_words(file, EVERYWHERE_BANS));
}

#[test]
fn tests_are_not_ignored_either() {
    let files = read_all("tests");
    let complaints: Vec<_> = files
        .iter()
        .filter(|file| !file.path.starts_with("tests/tidy"))
        .flat_map(|file| [banned_words(file, EVERYWHERE_BANS), missing_introduction(file)].concat())
        .collect();
    assert!(complaints.is_empty(), "{complaints:#?}");
}

#[test]
fn the_table_of_arrows_has_no_circle() {
    // Listed in reading order, a module may name only modules that come to rest before it.
    let mut settled: Vec<&str> = Vec::new();
    while settled.len() < ARROWS.len() {
        let next = ARROWS
            .iter()
            .find(|(module, uses)| !settled.contains(module) && uses.iter().all(|used| settled.contains(used)));
        let (module, _) = next.expect("a circle among the modules that are not settled");
        settled.push(module);
    }
}

#[test]
fn the_arrow_rule_finds_forbidden_arrows() {
    check(forbidden_arrows, "src/machine/cpu.rs", "use crate::kernel::Kernel;", 1);
    check(forbidden_arrows, "src/machine/cpu.rs", "use crate::base::Va; use crate::machine::ram::Ram;", 0);
    check(forbidden_arrows, "src/world/mod.rs", "fn f() { crate::cc::compile(); }", 1);
    check(forbidden_arrows, "src/kernel/mod.rs", "use super::world::Session;", 1);
    check(forbidden_arrows, "src/kernel/mem/mod.rs", "use super::{file, net};", 0);
    check(forbidden_arrows, "src/kernel/mem/walk.rs", "use super::super::super::lesson::Step;", 1);
    check(forbidden_arrows, "src/isa/mod.rs", "use crate::{base::Va, machine::Cpu};", 1);
    check(forbidden_arrows, "src/isa/mod.rs", "use crate::{\n  base::{Va, Pa},\n  machine::{Cpu},\n  cc,\n};", 2);
    check(forbidden_arrows, "src/isa/mod.rs", "// use crate::machine::Cpu;\nconst S: &str = \"crate::machine\";", 0);
    check(forbidden_arrows, "src/isa/mod.rs", "/// See [`crate::machine`].\npub fn f() {}", 0);
    check(forbidden_arrows, "src/novel/mod.rs", "", 1);
    check(forbidden_arrows, "src/bin/lab.rs", "use process_lab::{lesson, page};", 1);
    check(forbidden_arrows, "src/page/app.rs", "use process_lab::world::Session; use crate::page::scene;", 0);
}

#[test]
fn the_browser_rule_finds_browser_crates() {
    check(browser_below_the_page, "src/world/mod.rs", "use web_sys::Window;", 1);
    check(browser_below_the_page, "src/world/mod.rs", "fn f() { gloo::console::log!(1); }", 1);
    check(browser_below_the_page, "src/page/mod.rs", "use yew::prelude::*;", 0);
    check(browser_below_the_page, "src/main.rs", "use yew::prelude::*;", 0);
}

#[test]
fn the_engine_rule_finds_banned_words_in_code_only() {
    check(engine_bans, "src/base/a.rs", "use std::collections::HashMap;", 1);
    check(engine_bans, "src/base/a.rs", "fn f() { println!(); }", 1);
    check(engine_bans, "src/base/a.rs", "fn f() { eprintln!(); }", 1);
    check(engine_bans, "src/base/a.rs", "// unsafe\nlet s = \"println! HashMap\"; let c = '\"'; /* Instant */", 0);
    check(engine_bans, "src/base/a.rs", "let s = r#\"unsafe \" HashMap\"#; struct MyHashMapLike;", 0);
    check(engine_bans, "src/bin/lab.rs", "fn f() { println!(); }", 0);
    check(engine_bans, "src/base/a.rs", "fn f<'a>(x: &'a str) { unsafe {} }", 1);
}

#[test]
fn the_looks_rule_finds_styles_and_colours() {
    check(inline_looks, "src/page/a.rs", "html! { <p style=\"x\">{ 1 }</p> }", 1);
    check(inline_looks, "src/page/a.rs", "html! { <p style={x}>{ 1 }</p> }", 1);
    check(inline_looks, "src/page/a.rs", "let fill = \"#ff8800\";", 1);
    check(inline_looks, "src/page/a.rs", "let fill = \"rgb(1, 2, 3)\";", 1);
    check(inline_looks, "src/page/a.rs", "let to = \"#/lesson/fork\"; // #abc\nlet id = \"#fedora-hat\";", 0);
    check(inline_looks, "src/page/a.rs", "let colour = \"#eee\";", 1);
    check(inline_looks, "src/world/a.rs", "let s = \"#ffffff\";", 0);
}

#[test]
fn the_length_rule_wants_a_reason() {
    let long = "x\n".repeat(LONG_FILE_LINES + 1);
    check(unexplained_length, "src/base/a.rs", &long, 1);
    check(unexplained_length, "src/base/a.rs", &format!("//! A.\n{LONG_FILE_REASON} it is one table.\n{long}"), 0);
    check(unexplained_length, "src/base/a.rs", "x\n", 0);
}

#[test]
fn the_introduction_rule_wants_words() {
    check(missing_introduction, "src/base/a.rs", "use x;", 1);
    check(missing_introduction, "src/base/a.rs", "", 1);
    check(missing_introduction, "src/base/a.rs", "//! ", 1);
    check(missing_introduction, "src/base/a.rs", "//! Addresses.", 0);
}

#[test]
fn the_unfinished_rule_finds_what_is_unfinished() {
    let rule = |file: &Source| banned_words(file, EVERYWHERE_BANS);
    check(rule, "src/base/a.rs", "fn f() { todo!() }", 1);
    check(rule, "src/base/a.rs", "#[test]\n#[ignore = \"slow\"]\n#[should_panic]", 2);
    check(rule, "src/base/a.rs", "// todo! later\nlet todo = 1;", 0);
}
