//! The programs on the disk: `static/programs/bin/*.c`, compiled by our compiler, run by our shell on the simulated
//! computer, must print what dash and the GNU programs print on Linux (`tests/disk/*.txt`, written by
//! `tests/disk/expect.sh`).

mod support;

use process_lab::base::Cycles;
use process_lab::kernel::event::{Event, Fact};
use process_lab::kernel::{Computer, Config, Paused, Streams};
use std::path::Path;
use std::rc::Rc;

/// Most cycles a script may take.
const CYCLES_MAX: u64 = 100_000_000_000;

fn root() -> &'static Path {
    Path::new(env!("CARGO_MANIFEST_DIR"))
}

/// The compiled programs with their names; compiled once for all tests.
fn programs() -> &'static [(String, Vec<u8>)] {
    static PROGRAMS: std::sync::OnceLock<Vec<(String, Vec<u8>)>> = std::sync::OnceLock::new();
    PROGRAMS.get_or_init(|| {
        let folder = std::fs::read_dir(root().join("static/programs/bin")).expect("the programs' folder");
        let mut files: Vec<_> = folder.map(|entry| entry.expect("a readable entry").path()).collect();
        files.sort();
        files.iter().filter(|file| file.extension().is_some_and(|e| e == "c")).map(|file| compile(file)).collect()
    })
}

fn compile(file: &Path) -> (String, Vec<u8>) {
    let text = std::fs::read_to_string(file).expect("a readable source");
    let name = file.file_stem().expect("a file name").to_string_lossy().into_owned();
    let elf = support::compile(&text, &|_| None, true).unwrap_or_else(|errors| panic!("{name}.c:\n{errors}"));
    (name, elf)
}

/// A computer with the programs in `/bin` and the scripts in `/tests`.
fn computer_with(streams: Streams) -> Computer {
    let config = Config { ram_frames: 16_384, streams, ..Config::default() };
    let mut computer = Computer::new(&config);
    for (name, elf) in programs() {
        computer.install(&format!("/bin/{name}"), elf.as_slice().into(), 0o755);
    }
    for entry in std::fs::read_dir(root().join("tests/disk")).expect("tests/disk") {
        let path = entry.expect("a readable entry").path();
        let name = path.file_name().expect("a file name").to_string_lossy().into_owned();
        let bytes: Rc<[u8]> = std::fs::read(&path).expect("a readable file").into();
        computer.install(&format!("/home/{name}"), bytes, 0o644);
    }
    computer
}

/// What `sh ARGUMENTS…` prints on both streams.
fn shell(arguments: &[&str]) -> String {
    let mut computer = computer_with(Streams::Pipes);
    let argv: Vec<String> = std::iter::once("sh").chain(arguments.iter().copied()).map(str::to_owned).collect();
    let envp = ["PATH=/bin".to_owned(), "HOME=/home/user".to_owned()];
    let mut events: Vec<Event> = Vec::new();
    let mut printed = Vec::new();
    computer.spawn("/bin/sh", &argv, &envp).expect("the shell starts");
    computer.close_input();
    loop {
        let paused = computer.run(Cycles(computer.now().0 + 100_000_000), &mut events);
        for event in events.drain(..) {
            if let Fact::Output { bytes, .. } = &event.fact {
                printed.extend_from_slice(bytes);
            }
        }
        match paused {
            Paused::Until | Paused::Events if computer.now() < Cycles(CYCLES_MAX) => {}
            Paused::Halted => break,
            _ => {
                printed.extend_from_slice(b"the script hangs\n");
                break;
            }
        }
    }
    computer.check();
    String::from_utf8_lossy(&printed).into_owned()
}

/// Runs `tests/disk/NAME.sh` a line at a time and compares with `tests/disk/NAME.txt`.
#[track_caller]
fn check(name: &str) {
    compare(name, &shell(&["../run.sh", &format!("../{name}.sh")]));
}

#[track_caller]
fn compare(name: &str, printed: &str) {
    let expected = std::fs::read_to_string(root().join(format!("tests/disk/{name}.txt"))).expect("the expected text");
    let advice = |line: &&str| !line.starts_with("Try '") && !line.starts_with("Usage: ");
    let found: Vec<&str> = printed.lines().filter(advice).collect();
    let wanted: Vec<&str> = expected.lines().collect();
    if found == wanted {
        return;
    }
    if let Some(folder) = std::env::var_os("DISK_OUTPUT") {
        std::fs::write(Path::new(&folder).join(format!("{name}.out")), found.join("\n") + "\n")
            .expect("a writable folder");
    }
    let line = found.iter().zip(&wanted).take_while(|(a, b)| a == b).count();
    let case = wanted.iter().take(line + 1).rev().find(|l| l.starts_with("## ")).unwrap_or(&"");
    panic!(
        "{name}.txt line {}, case {case}: expected {:?}, found {:?}",
        line + 1,
        wanted.get(line).unwrap_or(&"the end"),
        found.get(line).unwrap_or(&"the end")
    );
}

#[test]
fn shell_prints_what_dash_prints() {
    check("shell");
}

#[test]
fn scripts_print_what_dash_prints() {
    compare("script", &shell(&["../script.sh"]));
}

#[test]
fn files_and_directories() {
    check("files");
}

#[test]
fn text_filters() {
    check("text");
}

#[test]
fn processes_and_signals() {
    check("process");
}

#[test]
fn programs_that_talk() {
    check("network");
}

/// What the terminal shows while each of `keys` is typed in turn, a simulated second apart.
fn terminal(keys: &[&[u8]]) -> String {
    let mut computer = computer_with(Streams::Terminal);
    let envp = ["PATH=/bin".to_owned(), "HOME=/home/user".to_owned()];
    let mut events: Vec<Event> = Vec::new();
    let mut shown = Vec::new();
    computer.spawn("/bin/sh", &["sh".to_owned()], &envp).expect("the shell starts");
    for key in std::iter::once(&b""[..]).chain(keys.iter().copied()) {
        computer.type_input(key);
        let until = Cycles(computer.now().0 + 100_000_000);
        while computer.now() < until
            && !matches!(computer.run(until, &mut events), Paused::Halted | Paused::Idle { .. })
        {}
        for event in events.drain(..) {
            if let Fact::Output { bytes, .. } = &event.fact {
                shown.extend_from_slice(bytes);
            }
        }
    }
    computer.check();
    // The kernel ends the line after ^C and ^Z, as Linux does not.
    String::from_utf8_lossy(&shown).replace('\r', "").replace("\n\n", "\n")
}

#[test]
fn shell_controls_jobs_on_a_terminal() {
    let keys: [&[u8]; 9] = [
        b"for i in 1 2\ndo echo $i\ndone\n",
        b"sleep 30\n",
        b"\x03",
        b"echo $?\n",
        b"sleep 30\n",
        b"\x1a",
        b"jobs\n",
        b"fg\n",
        b"\x03",
    ];
    let shown = terminal(&keys);
    let wanted = "$ for i in 1 2\ndo echo $i\ndone\n> > 1\n2\n$ sleep 30\n^C\n$ echo $?\n130\n$ sleep 30\n^Z\n\
        [1] + Stopped                    sleep 30\n$ jobs\n[1] + Stopped                    sleep 30\n$ fg\nsleep 30\n^C\n$ ";
    assert_eq!(shown, wanted);
}

#[test]
fn ps_and_pstree_read_proc() {
    let commands = "sleep 9 & ps -p $! -o stat,comm,args; pstree $$; ps -ef | grep -c sleep; kill $!; wait; ps -e";
    let printed = shell(&["-c", commands]);
    let lines: Vec<&str> = printed.lines().collect();
    assert_eq!(lines.first(), Some(&"STAT COMMAND         COMMAND"), "{printed}");
    assert_eq!(lines.get(1), Some(&"S    sleep           sleep 9"), "{printed}");
    assert_eq!(lines.get(2..5), Some(&["sh-+-sleep", "   `-pstree", "3"][..]), "{printed}");
    assert!(lines.last().is_some_and(|line| line.ends_with(" ps")), "{printed}");
}
