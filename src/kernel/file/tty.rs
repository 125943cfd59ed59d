//! The terminal with its line discipline, and the plain streams used instead of it under a test harness.
//!
//! Canonical mode: a line is handed over at its newline (or Ctrl-D); erase, kill, interrupt, quit, suspend; echo.
//! Output goes out exactly as written. Source: POSIX XBD 11.

use crate::base::Pid;
use crate::kernel::errno::Errno;
use crate::kernel::event::{CopyDirection, Fact};
use crate::kernel::memory::UserIo;
use crate::kernel::process::{Wait, WaitKey};
use crate::kernel::signal::{self, SigInfo, bit};
use crate::kernel::syscall::{Args, Outcome, Stop};
use crate::kernel::{Computer, Streams};
use std::collections::VecDeque;

/// Most bytes kept of what was typed but not read.
const INPUT_MAX: usize = 1 << 24;
/// Bytes of terminal output the snapshot shows.
const SHOWN_MAX: usize = 64 << 10;

// c_iflag, c_lflag.
const ICRNL: u32 = 0o400;
const ISIG: u32 = 1;
const ICANON: u32 = 2;
const ECHO: u32 = 0o10;
const TOSTOP: u32 = 0o400;

// c_cc indices.
const VINTR: usize = 0;
const VQUIT: usize = 1;
const VERASE: usize = 2;
const VKILL: usize = 3;
const VEOF: usize = 4;
const VMIN: usize = 6;
const VSUSP: usize = 10;

/// The terminal's (or input stream's) state.
#[derive(Clone, Debug)]
pub struct Tty {
    /// Input, output, control, local modes.
    modes: [u32; 4],
    /// Control characters.
    chars: [u8; 19],
    /// Rows, columns.
    size: (u16, u16),
    /// Line being edited.
    line: Vec<u8>,
    /// Bytes ready to be read.
    ready: VecDeque<u8>,
    /// Lengths of complete lines in `ready`; an empty one is end of file.
    lines: VecDeque<usize>,
    /// Nothing more will come.
    is_closed: bool,
    /// Foreground process group.
    pub foreground: Pid,
    /// Session it controls.
    pub session: Pid,
}

impl Default for Tty {
    fn default() -> Self {
        let mut chars = [0; 19];
        for (at, value) in [(VINTR, 3), (VQUIT, 28), (VERASE, 127), (VKILL, 21), (VEOF, 4), (VMIN, 1), (VSUSP, 26)] {
            chars[at] = value;
        }
        Self {
            modes: [ICRNL | 0o2000, 5, 0o277, 0o105073],
            chars,
            size: (24, 80),
            line: Vec::new(),
            ready: VecDeque::new(),
            lines: VecDeque::new(),
            is_closed: false,
            foreground: Pid(0),
            session: Pid(0),
        }
    }
}

impl Tty {
    fn is_canonical(&self) -> bool {
        self.modes[3] & ICANON != 0
    }
}

impl Computer {
    /// Bytes arrive from the keyboard (or the input stream). Bounded: what exceeds 16 MiB unread is dropped.
    pub fn type_input(&mut self, bytes: &[u8]) {
        if self.kernel.tty.is_closed {
            return;
        }
        if self.kernel.observes {
            self.emit_for(Pid(0), Fact::DeviceInterrupt { device: "console".into() });
        }
        if self.kernel.streams == Streams::Pipes {
            let room = INPUT_MAX.saturating_sub(self.kernel.tty.ready.len());
            self.kernel.tty.ready.extend(&bytes[..bytes.len().min(room)]);
        } else {
            bytes.iter().for_each(|byte| self.type_byte(*byte));
        }
        self.wake(WaitKey::Input, "input arrived");
    }

    /// No more input will come: reads see the end of file once all is read.
    pub fn close_input(&mut self) {
        let tty = &mut self.kernel.tty;
        if !tty.line.is_empty() {
            let line = std::mem::take(&mut tty.line);
            tty.lines.push_back(line.len());
            tty.ready.extend(line);
        }
        tty.is_closed = true;
        self.wake(WaitKey::Input, "the input ended");
    }

    fn type_byte(&mut self, byte: u8) {
        let tty = &mut self.kernel.tty;
        let byte = if byte == b'\r' && tty.modes[0] & ICRNL != 0 { b'\n' } else { byte };
        let signals = [(VINTR, signal::SIGINT), (VQUIT, signal::SIGQUIT), (VSUSP, signal::SIGTSTP)];
        if tty.modes[3] & ISIG != 0
            && let Some((_, number)) = signals.into_iter().find(|(at, _)| tty.chars[*at] == byte && byte != 0)
        {
            tty.line.clear();
            let group = tty.foreground;
            self.echo(&[b'^', byte ^ 0x40, b'\n']);
            self.send_to_group(group, SigInfo::kernel(number));
            return;
        }
        if !tty.is_canonical() {
            if tty.ready.len() < INPUT_MAX {
                tty.ready.push_back(byte);
            }
            return self.echo(&[byte]);
        }
        match byte {
            _ if byte == tty.chars[VERASE] || byte == 8 => {
                let erased = usize::from(tty.line.pop().is_some());
                self.echo(&b"\x08 \x08".repeat(erased));
            }
            _ if byte == tty.chars[VKILL] => {
                let erased = std::mem::take(&mut tty.line).len();
                self.echo(&b"\x08 \x08".repeat(erased));
            }
            _ if byte == tty.chars[VEOF] => self.end_line(),
            b'\n' => {
                tty.line.push(byte);
                self.echo(b"\n");
                self.end_line();
            }
            _ if tty.line.len() < 4095 => {
                tty.line.push(byte);
                self.echo(&[byte]);
            }
            _ => {}
        }
    }

    fn end_line(&mut self) {
        let tty = &mut self.kernel.tty;
        let line = std::mem::take(&mut tty.line);
        if tty.ready.len() + line.len() <= INPUT_MAX {
            tty.lines.push_back(line.len());
            tty.ready.extend(line);
        }
    }

    fn echo(&mut self, bytes: &[u8]) {
        if self.kernel.tty.modes[3] & ECHO != 0 {
            self.output(1, bytes);
        }
    }

    /// Bytes appear on the terminal, or on stream 1 or 2.
    pub(in crate::kernel) fn output(&mut self, stream: u8, bytes: &[u8]) {
        if bytes.is_empty() {
            return;
        }
        let terminal = &mut self.kernel.terminal;
        terminal.extend(bytes);
        let excess = terminal.len().saturating_sub(SHOWN_MAX);
        terminal.drain(..excess);
        self.emit(Fact::Output { stream, bytes: bytes.into() });
    }

    /// Whether a read of the terminal or stream would not wait.
    pub(super) fn has_input(&self) -> bool {
        let tty = &self.kernel.tty;
        let is_line_based = self.kernel.streams == Streams::Terminal && tty.is_canonical();
        tty.is_closed || if is_line_based { !tty.lines.is_empty() } else { !tty.ready.is_empty() }
    }

    pub(super) fn stream_hangup(&self) -> u16 {
        let tty = &self.kernel.tty;
        if tty.is_closed { super::poll::POLLHUP } else { 0 }
    }

    /// FIONREAD.
    pub(super) fn input_waiting(&self) -> u32 {
        self.kernel.tty.ready.len() as u32
    }

    pub(super) fn read_tty(&mut self, tid: Pid, io: &mut UserIo, waits: bool) -> Result<(), Stop> {
        self.job_control(tid, signal::SIGTTIN)?;
        if io.is_empty() {
            return Ok(());
        }
        if !self.has_input() {
            if !self.kernel.tty.is_canonical() && self.kernel.tty.chars[VMIN] == 0 {
                return Ok(());
            }
            return self.wait_for_input(waits, "read() from the terminal");
        }
        let tty = &mut self.kernel.tty;
        let n = match tty.lines.pop_front() {
            Some(len) => {
                let n = len.min(io.left() as usize);
                if len > n {
                    tty.lines.push_front(len - n);
                }
                n
            }
            None => tty.ready.len().min(io.left() as usize),
        };
        self.take_input(tid, io, n)
    }

    pub(super) fn read_stream(&mut self, tid: Pid, io: &mut UserIo, waits: bool) -> Result<(), Stop> {
        if io.is_empty() {
            return Ok(());
        }
        if !self.has_input() {
            return self.wait_for_input(waits, "read() from the input stream");
        }
        let n = self.kernel.tty.ready.len().min(io.left() as usize);
        self.take_input(tid, io, n)
    }

    fn wait_for_input(&self, waits: bool, why: &str) -> Result<(), Stop> {
        if waits { Err(Stop::Block(Wait::on(WaitKey::Input, why))) } else { Err(Errno::EAGAIN.into()) }
    }

    fn take_input(&mut self, tid: Pid, io: &mut UserIo, n: usize) -> Result<(), Stop> {
        let bytes: Vec<u8> = self.kernel.tty.ready.drain(..n).collect();
        let user = io.va();
        self.give_user(tid, io, &bytes)?;
        let (direction, len) = (CopyDirection::KernelToUser, n as u32);
        self.emit(Fact::BytesCopied { direction, user, kernel: None, len, channel: "console".into() });
        Ok(())
    }

    pub(super) fn write_tty(&mut self, tid: Pid, io: &mut UserIo) -> Result<(), Stop> {
        if self.kernel.tty.modes[3] & TOSTOP != 0 {
            self.job_control(tid, signal::SIGTTOU)?;
        }
        self.write_stream(tid, 1, io)
    }

    pub(super) fn write_stream(&mut self, tid: Pid, stream: u8, io: &mut UserIo) -> Result<(), Stop> {
        let user = io.va();
        let bytes = self.take_user(tid, io, u32::MAX)?;
        let (direction, len) = (CopyDirection::UserToKernel, bytes.len() as u32);
        if len > 0 {
            self.emit(Fact::BytesCopied { direction, user, kernel: None, len, channel: "console".into() });
        }
        self.output(stream, &bytes);
        Ok(())
    }

    /// A background process group that uses its terminal is stopped.
    fn job_control(&mut self, tid: Pid, number: u8) -> Result<(), Stop> {
        let process = self.process_of(tid);
        let (pgid, sid) = (process.pgid, process.sid);
        let tty = &self.kernel.tty;
        if tty.session != sid || tty.foreground == pgid || tty.foreground.0 == 0 {
            return Ok(());
        }
        let ignores = self.thread(tid).mask & bit(number) != 0
            || self.process_of(tid).actions[usize::from(number) - 1].handler == 1;
        if ignores {
            return if number == signal::SIGTTIN { Err(Errno::EIO.into()) } else { Ok(()) };
        }
        self.send_to_group(pgid, SigInfo::kernel(number));
        Err(Stop::Block(Wait { keys: Vec::new(), why: "the terminal, in the background".into() }))
    }
}

/// TCGETS and its family, window size, process groups of the terminal.
pub(super) fn tty_ioctl(c: &mut Computer, tid: Pid, a: Args) -> Outcome {
    match a[1] {
        0x5401 => {
            let tty = &c.kernel.tty; // TCGETS: struct termios of the kernel, 36 bytes
            let mut bytes: Vec<u8> = tty.modes.iter().flat_map(|word| word.to_le_bytes()).collect();
            bytes.push(0);
            bytes.extend(tty.chars);
            c.copyout(tid, a[2], &bytes)?;
        }
        0x5402..=0x5404 => {
            let bytes = c.get::<36>(tid, a[2])?; // TCSETS, TCSETSW, TCSETSF
            let word = |n: usize| u32::from_le_bytes([bytes[n], bytes[n + 1], bytes[n + 2], bytes[n + 3]]);
            let tty = &mut c.kernel.tty;
            tty.modes = [word(0), word(4), word(8), word(12)];
            tty.chars.copy_from_slice(&bytes[17..36]);
            if a[1] == 0x5404 {
                tty.ready.clear();
                tty.lines.clear();
                tty.line.clear();
            }
        }
        0x5413 => {
            let (rows, columns) = c.kernel.tty.size; // TIOCGWINSZ
            let bytes: Vec<u8> = [rows, columns, 0, 0].iter().flat_map(|n| n.to_le_bytes()).collect();
            c.copyout(tid, a[2], &bytes)?;
        }
        0x5414 => {
            let bytes = c.get::<8>(tid, a[2])?; // TIOCSWINSZ
            c.kernel.tty.size = (u16::from_le_bytes([bytes[0], bytes[1]]), u16::from_le_bytes([bytes[2], bytes[3]]));
        }
        0x540F => {
            let group = c.kernel.tty.foreground.0; // TIOCGPGRP
            c.put_u32(tid, a[2], group)?;
        }
        0x5410 => {
            let group = Pid(c.get_u32(tid, a[2])?); // TIOCSPGRP
            let sid = c.process_of(tid).sid;
            if c.kernel.tty.session != sid {
                return Err(Errno::ENOTTY.into());
            }
            if !c.kernel.processes.values().any(|p| p.pgid == group && p.sid == sid) {
                return Err(Errno::EPERM.into());
            }
            c.job_control(tid, signal::SIGTTOU)?;
            c.kernel.tty.foreground = group;
        }
        0x540E => {
            let (pid, sid) = (c.thread(tid).tgid, c.process_of(tid).sid); // TIOCSCTTY
            if pid != sid {
                return Err(Errno::EPERM.into());
            }
            c.kernel.tty.session = sid;
            c.kernel.tty.foreground = c.process_of(tid).pgid;
        }
        0x5422 => c.kernel.tty.session = Pid(0), // TIOCNOTTY
        0x5429 => {
            let sid = c.kernel.tty.session.0; // TIOCGSID
            c.put_u32(tid, a[2], sid)?;
        }
        0x5409..=0x540B => {} // TCSBRK, TCXONC, TCFLSH
        _ => return Err(Errno::ENOTTY.into()),
    }
    Ok(0)
}
