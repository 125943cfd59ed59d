//! Calls and results as strace prints them. Reading user memory for the text never faults a page in.

use super::table::{Arg, find};
use super::{Args, table};
use crate::base::Pid;
use crate::kernel::Computer;
use crate::kernel::errno::Errno;
use crate::kernel::signal;
use std::fmt::Write as _;

/// Bytes of a string or buffer that are shown.
const SHOWN: usize = 32;

impl Computer {
    /// A call's arguments: `3, "hello\n", 6`.
    pub(super) fn call_text(&self, tid: Pid, number: u32, args: Args) -> String {
        let Some(entry) = find(number) else {
            return args.map(|arg| format!("0x{arg:x}")).join(", ");
        };
        let mut parts = Vec::new();
        for (n, kind) in entry.args.iter().enumerate() {
            let next = args.get(n + 1).copied().unwrap_or(0);
            parts.push(self.arg_text(tid, *kind, args[n], next));
        }
        parts.join(", ")
    }

    fn arg_text(&self, tid: Pid, kind: Arg, value: u32, next: u32) -> String {
        match kind {
            Arg::Int => (value as i32).to_string(),
            Arg::Unsigned => value.to_string(),
            Arg::Hex => format!("0x{value:x}"),
            Arg::Octal => format!("0{value:o}"),
            Arg::Pointer if value == 0 => "NULL".into(),
            Arg::Pointer => format!("0x{value:x}"),
            Arg::DirFd if value == crate::kernel::file::AT_FDCWD => "AT_FDCWD".into(),
            Arg::DirFd => (value as i32).to_string(),
            Arg::Signal if (1..=64).contains(&value) => signal::name(value as u8),
            Arg::Signal => value.to_string(),
            Arg::Text => self.string_text(tid, value),
            Arg::Bytes => self.bytes_text(tid, value, next),
            Arg::OpenFlags => open_flags(value),
        }
    }

    fn string_text(&self, tid: Pid, va: u32) -> String {
        if va == 0 {
            return "NULL".into();
        }
        let bytes = self.peek_bytes(self.mm_of(tid), va, 256);
        match bytes.iter().position(|b| *b == 0) {
            Some(end) => quote(&bytes[..end], false),
            None if bytes.is_empty() => format!("0x{va:x}"),
            None => quote(&bytes, true),
        }
    }

    fn bytes_text(&self, tid: Pid, va: u32, len: u32) -> String {
        let want = (len as usize).min(SHOWN);
        let bytes = self.peek_bytes(self.mm_of(tid), va, want);
        if bytes.len() < want { format!("0x{va:x}") } else { quote(&bytes, len as usize > SHOWN) }
    }
}

/// Bytes as a C string literal.
fn quote(bytes: &[u8], is_cut: bool) -> String {
    let mut text = String::from("\"");
    for byte in bytes {
        match byte {
            b'\n' => text.push_str("\\n"),
            b'\t' => text.push_str("\\t"),
            b'\r' => text.push_str("\\r"),
            b'"' => text.push_str("\\\""),
            b'\\' => text.push_str("\\\\"),
            0x20..=0x7e => text.push(char::from(*byte)),
            _ => {
                let _ = write!(text, "\\{byte:o}");
            }
        }
    }
    text.push('"');
    if is_cut {
        text.push_str("...");
    }
    text
}

fn open_flags(value: u32) -> String {
    let mut text = String::from(["O_RDONLY", "O_WRONLY", "O_RDWR", "O_ACCMODE"][(value & 3) as usize]);
    let names = [
        (0o100, "O_CREAT"),
        (0o200, "O_EXCL"),
        (0o1000, "O_TRUNC"),
        (0o2000, "O_APPEND"),
        (0o4000, "O_NONBLOCK"),
        (0o20_0000, "O_DIRECTORY"),
        (0o40_0000, "O_NOFOLLOW"),
        (0o200_0000, "O_CLOEXEC"),
    ];
    names.iter().filter(|(bit, _)| value & bit != 0).for_each(|(_, name)| {
        text.push('|');
        text.push_str(name);
    });
    text
}

/// A result: `3`, `0x40000000`, `-1 ENOENT (No such file or directory)`.
pub(super) fn result(number: u32, value: i32) -> String {
    match value {
        -4095..=-1 => {
            let e = Errno(-value as u16);
            format!("-1 {} ({})", e.name(), e.text())
        }
        _ if table::returns_address(number) => format!("0x{:x}", value as u32),
        _ => value.to_string(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn texts_are_what_strace_prints() {
        assert_eq!(quote(b"hi\n\x01\"", false), r#""hi\n\1\"""#);
        assert_eq!(open_flags(0o1101), "O_WRONLY|O_CREAT|O_TRUNC");
        assert_eq!(result(56, -2), "-1 ENOENT (No such file or directory)");
        assert_eq!(result(222, 0x4000_0000), "0x40000000");
    }
}
