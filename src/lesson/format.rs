//! The lesson file: `+++` TOML front matter `+++`, then `## Step title`, prose and one fenced `step` block per step.
//!
//! [`parse`] reports every mistake of a file at once, with line and help. It never runs anything; names of variables,
//! lines and programs are resolved by the [`Player`](super::Player), which has compiled them.

use super::markdown::{self, Block};
use crate::base::{Diagnostic, Pid, Span, limits};
use serde::Deserialize;
use std::collections::BTreeMap;
use std::ops::Range;

/// Process names of a lesson, by name.
pub type Names = BTreeMap<String, Pid>;

/// A parsed lesson.
#[derive(Clone, Debug, PartialEq)]
pub struct Lesson {
    /// The file's stem: the lesson's place in links.
    pub id: String,
    /// Title.
    pub title: String,
    /// One or two sentences for the course list.
    pub summary: String,
    /// The part of the course it belongs to.
    pub part: String,
    /// How long it takes.
    pub minutes: u32,
    /// The computer.
    pub machine: MachineText,
    /// Programs on its disk.
    pub programs: Vec<Program>,
    /// Command lines started at power-on.
    pub boot: Vec<Vec<String>>,
    /// What the lesson calls its processes.
    pub names: Names,
    /// The steps, at least one.
    pub steps: Vec<Step>,
    /// The file's name and text, for diagnostics met later.
    pub source: (String, String),
}

/// The computer as front matter describes it; what is left out takes the kernel's default.
#[derive(Clone, Debug, Default, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct MachineText {
    /// RAM in frames of 4 KiB.
    pub ram_frames: Option<u32>,
    /// Time slice in cycles.
    pub quantum: Option<u64>,
    /// Seed of all chance.
    pub seed: Option<u64>,
}

/// A program on the disk, compiled from `static/programs/<source>`.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Program {
    /// Where it lies on the simulated disk.
    pub path: String,
    /// File in `static/programs`.
    pub source: String,
    /// Why the program does not print the same on Linux, when it does not.
    #[serde(default)]
    pub differs_on_linux: String,
}

/// One step.
#[derive(Clone, Debug, PartialEq)]
pub struct Step {
    /// Title.
    pub title: String,
    /// Prose.
    pub prose: Vec<Block>,
    /// How far to run when the step is entered; nothing for a step that only looks.
    pub until: Option<UntilText>,
    /// Panels on the stage, in order.
    pub panels: Vec<Panel>,
    /// What to point at.
    pub highlights: Vec<Highlight>,
    /// Claims that must hold when the step has run.
    pub expect: Vec<String>,
    /// Asked in this step.
    pub question: Option<Question>,
    /// Line of the step's heading in the file.
    pub line: u32,
}

/// How far to run, as written.
#[derive(Clone, Debug, Default, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct UntilText {
    /// A kind of event (`frame_copied`).
    pub event: Option<String>,
    /// Whose event or line: a name of the front matter.
    pub process: Option<String>,
    /// System call name.
    pub syscall: Option<String>,
    /// New state: `waiting`.
    pub state: Option<String>,
    /// Trap cause.
    pub scause: Option<u32>,
    /// Signal number.
    pub signal: Option<u8>,
    /// Which match, from 1.
    pub nth: Option<u32>,
    /// A line of the first program's source.
    pub line: Option<u32>,
    /// This many steps of the machine.
    pub steps: Option<u64>,
    /// Until nothing more happens by itself.
    #[serde(default)]
    pub settled: bool,
}

/// A panel of the stage.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Panel {
    /// C source with the disassembly.
    Source,
    /// Registers and mode.
    Cpu,
    /// Address spaces side by side.
    AddressSpaces,
    /// RAM frames.
    Frames,
    /// The walk of the present address.
    Translation,
    /// State diagram.
    States,
    /// Process tree.
    Tree,
    /// Process control block.
    Pcb,
    /// Ready queues.
    Queues,
    /// Pipes and other channels.
    Channels,
    /// Descriptors.
    Files,
    /// Kernel log.
    Log,
    /// Terminal.
    Terminal,
}

/// Something to point at, as written: `process child`, `page child counter`, `frame child counter`, `line 8`,
/// `register sp`.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Highlight {
    /// A process everywhere it shows.
    Process(Pid),
    /// The page of a process that holds a symbol.
    Page(Pid, String),
    /// The frame behind that page.
    Frame(Pid, String),
    /// A source line of the first program.
    Line(u32),
    /// An integer register.
    Register(u8),
}

/// A prediction question.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Question {
    /// What is asked.
    pub ask: String,
    /// How it is answered.
    pub kind: QuestionKind,
    /// Shown after the answer.
    pub why: String,
    /// Judged in the state after the next step rather than in this step's.
    pub looks_ahead: bool,
    /// Line in the file.
    pub line: u32,
}

/// How a question is answered; the right answer is always computed from the machine.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum QuestionKind {
    /// One choice is right: the one whose claim holds.
    Choice(Vec<Choice>),
    /// The value of an expression.
    Number(String),
}

/// A choice and the claim that makes it right.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Choice {
    /// Shown.
    pub text: String,
    /// Right when this holds.
    pub when: String,
    /// Said when it was chosen.
    #[serde(default)]
    pub why: String,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct FrontMatter {
    title: String,
    summary: String,
    #[serde(default)]
    part: String,
    minutes: u32,
    #[serde(default)]
    machine: MachineText,
    #[serde(default, rename = "program")]
    programs: Vec<Program>,
    #[serde(default)]
    boot: Vec<Vec<String>>,
    #[serde(default)]
    names: BTreeMap<String, u32>,
}

#[derive(Default, Deserialize)]
#[serde(deny_unknown_fields, default)]
struct StepText {
    until: Option<UntilText>,
    panels: Vec<Panel>,
    highlight: Vec<String>,
    expect: Vec<String>,
    question: Option<QuestionText>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct QuestionText {
    ask: String,
    #[serde(default)]
    options: Vec<Choice>,
    answer: Option<String>,
    #[serde(default)]
    why: String,
    #[serde(default)]
    now: bool,
}

/// Parses a lesson. With an error among the diagnostics there is no lesson. Bounded by the text's length.
#[must_use]
pub fn parse(name: &str, text: &str) -> (Option<Lesson>, Vec<Diagnostic>) {
    let mut file = File { name, text, found: Vec::new() };
    let lesson = file.lesson();
    let failed = file.found.iter().any(|d| d.severity == crate::base::Severity::Error);
    (lesson.filter(|_| !failed), file.found)
}

struct File<'a> {
    name: &'a str,
    text: &'a str,
    found: Vec<Diagnostic>,
}

impl File<'_> {
    fn error(&mut self, at: usize, title: impl Into<String>, help: &str) {
        let span = span_at(self.name, self.text, at..at + 1);
        self.found.push(Diagnostic::error(span, title).with_help(help));
    }

    /// A TOML mistake, at its own line.
    fn toml_error(&mut self, offset: usize, error: &toml::de::Error) {
        let at = offset + error.span().map_or(0, |s| s.start);
        self.error(at, error.message().to_owned(), "see docs/authoring.md for the fields a lesson may have");
    }

    fn lesson(&mut self) -> Option<Lesson> {
        if self.text.len() > limits::LESSON_BYTES_MAX {
            self.error(0, "the lesson file is too large", "a lesson holds at most 256 KiB");
            return None;
        }
        let Some(front) = front_matter(self.text) else {
            self.error(0, "the lesson does not begin with front matter", "begin with a line +++, TOML, and a line +++");
            return None;
        };
        let header: FrontMatter = match toml::from_str(&self.text[front.clone()]) {
            Ok(header) => header,
            Err(error) => {
                self.toml_error(front.start, &error);
                return None;
            }
        };
        let names: Names = header.names.into_iter().map(|(name, pid)| (name, Pid(pid))).collect();
        let body = self.text[front.end..].find("+++").map_or(self.text.len(), |i| front.end + i + 3);
        let steps = self.steps(body, &names);
        if steps.is_empty() {
            self.error(
                self.text.len().saturating_sub(1),
                "the lesson has no step",
                "a step begins with a heading: ## Title",
            );
        }
        let id = self.name.rsplit('/').next().unwrap_or(self.name).trim_end_matches(".md").to_owned();
        Some(Lesson {
            id,
            title: header.title,
            summary: header.summary,
            part: header.part,
            minutes: header.minutes,
            machine: header.machine,
            programs: header.programs,
            boot: header.boot,
            names,
            steps,
            source: (self.name.to_owned(), self.text.to_owned()),
        })
    }

    fn steps(&mut self, body: usize, names: &Names) -> Vec<Step> {
        let starts: Vec<usize> = headings(self.text, body);
        let ends = starts.iter().skip(1).copied().chain([self.text.len()]);
        starts.iter().copied().zip(ends).map(|(start, end)| self.step(start..end, names)).collect()
    }

    fn step(&mut self, range: Range<usize>, names: &Names) -> Step {
        let text = &self.text[range.clone()];
        let heading_end = text.find('\n').unwrap_or(text.len());
        let title = text[..heading_end].trim_start_matches('#').trim().to_owned();
        let (prose, block) = split_step_block(text, heading_end);
        let mut parsed = StepText::default();
        match block {
            Some(block) => match toml::from_str(&text[block.clone()]) {
                Ok(step) => parsed = step,
                Err(error) => self.toml_error(range.start + block.start, &error),
            },
            None => self.error(range.start, "this step has no step block", "add a fenced block: ```step … ```"),
        }
        let (blocks, refused) = markdown::parse(&prose);
        for (at, why) in refused {
            self.error(range.start + heading_end + at, why, "lessons hold paragraphs, lists, code, emphasis and links");
        }
        let block_at = range.start + block_start(text);
        Step {
            title,
            prose: blocks,
            until: parsed.until,
            panels: parsed.panels,
            highlights: self.highlights(&parsed.highlight, names, block_at),
            expect: parsed.expect,
            question: parsed.question.and_then(|q| self.question(q, block_at)),
            line: line_of(self.text, range.start),
        }
    }

    fn highlights(&mut self, texts: &[String], names: &Names, at: usize) -> Vec<Highlight> {
        let mut out = Vec::new();
        for text in texts {
            match highlight(text, names) {
                Ok(highlight) => out.push(highlight),
                Err(why) => {
                    let at = self.text[at..].find(text.as_str()).map_or(at, |i| at + i);
                    self.error(
                        at,
                        why,
                        "write: process NAME, page NAME VARIABLE, frame NAME VARIABLE, line N, register NAME",
                    );
                }
            }
        }
        out
    }

    fn question(&mut self, text: QuestionText, at: usize) -> Option<Question> {
        let at = self.text[at..].find("[question]").map_or(at, |i| at + i);
        let kind = match (text.answer, text.options.len()) {
            (Some(expression), 0) => QuestionKind::Number(expression),
            (None, 2..) => QuestionKind::Choice(text.options),
            _ => {
                self.error(
                    at,
                    "a question needs either an answer or at least two options",
                    "give answer = \"…\" or [[question.options]]",
                );
                return None;
            }
        };
        let line = line_of(self.text, at);
        Some(Question { ask: text.ask, kind, why: text.why, looks_ahead: !text.now, line })
    }
}

/// ABI names of x0–x31. Source: RISC-V psABI.
const REGISTERS: [&str; 32] = [
    "zero", "ra", "sp", "gp", "tp", "t0", "t1", "t2", "s0", "s1", "a0", "a1", "a2", "a3", "a4", "a5", "a6", "a7", "s2",
    "s3", "s4", "s5", "s6", "s7", "s8", "s9", "s10", "s11", "t3", "t4", "t5", "t6",
];

fn highlight(text: &str, names: &Names) -> Result<Highlight, String> {
    let words: Vec<&str> = text.split_whitespace().collect();
    let pid = |name: &str| names.get(name).copied().ok_or_else(|| format!("no process is named \"{name}\""));
    match words[..] {
        ["process", name] => Ok(Highlight::Process(pid(name)?)),
        ["page", name, variable] => Ok(Highlight::Page(pid(name)?, variable.to_owned())),
        ["frame", name, variable] => Ok(Highlight::Frame(pid(name)?, variable.to_owned())),
        ["line", n] => n.parse().map(Highlight::Line).map_err(|_| format!("\"{n}\" is not a line number")),
        ["register", name] => match REGISTERS.iter().position(|r| *r == name) {
            Some(index) => Ok(Highlight::Register(u8::try_from(index).unwrap_or(0))),
            None => Err(format!("no register is named \"{name}\"")),
        },
        _ => Err(format!("cannot point at \"{text}\"")),
    }
}

fn front_matter(text: &str) -> Option<Range<usize>> {
    let start = text.strip_prefix("+++").map(|rest| text.len() - rest.len())?;
    let end = text[start..].find("\n+++")?;
    Some(start..start + end + 1)
}

/// Byte offsets of the `## ` headings outside fenced blocks.
fn headings(text: &str, from: usize) -> Vec<usize> {
    let (mut at, mut fenced, mut out) = (from, false, Vec::new());
    for line in text[from..].split_inclusive('\n') {
        fenced ^= line.trim_start().starts_with("```");
        if !fenced && line.starts_with("## ") {
            out.push(at);
        }
        at += line.len();
    }
    out
}

fn block_start(step: &str) -> usize {
    step.find("```step").unwrap_or(0)
}

/// The prose without the step block (blanked, so that offsets stay), and the block's range.
fn split_step_block(step: &str, heading_end: usize) -> (String, Option<Range<usize>>) {
    let prose = &step[heading_end..];
    let Some(open) = prose.find("```step") else {
        return (prose.to_owned(), None);
    };
    let start = open + "```step".len();
    let length = prose[start..].find("```").unwrap_or(prose.len() - start);
    let close = (start + length + 3).min(prose.len());
    let blank: String = prose[open..close].chars().map(|c| if c == '\n' { '\n' } else { ' ' }).collect();
    let text = format!("{}{}{}", &prose[..open], blank.trim_start_matches(' '), &prose[close..]);
    (text, Some(heading_end + start..heading_end + start + length))
}

fn line_of(text: &str, at: usize) -> u32 {
    let before = &text.as_bytes()[..at.min(text.len())];
    u32::try_from(before.iter().filter(|&&b| b == b'\n').count()).unwrap_or(u32::MAX - 1) + 1
}

fn span_at(name: &str, text: &str, range: Range<usize>) -> Span {
    let at = range.start.min(text.len());
    let line_start = text.as_bytes()[..at].iter().rposition(|&b| b == b'\n').map_or(0, |i| i + 1);
    let column = u32::try_from(at - line_start).unwrap_or(0) + 1;
    Span { file: name.to_owned(), line: line_of(text, at), column, len: u32::try_from(range.len()).unwrap_or(1) }
}

#[cfg(test)]
mod tests {
    use super::*;

    const GOOD: &str = "+++\ntitle = \"T\"\nsummary = \"S\"\nminutes = 5\nboot = [[\"/bin/a\"]]\n[names]\nparent = 2\n+++\n\
        ## One\n\nProse with `code`.\n\n```step\nuntil = { event = \"exited\", process = \"parent\" }\npanels = [\"source\", \
        \"address-spaces\"]\nhighlight = [\"process parent\", \"line 3\"]\nexpect = [\"true\"]\n[question]\nask = \"?\"\nanswer = \"1\"\n```\n";

    #[track_caller]
    fn complains(text: &str, line: u32, title: &str) {
        let (lesson, found) = parse("x.md", text);
        assert!(lesson.is_none());
        assert!(found.iter().any(|d| d.span.line == line && d.title.contains(title)), "{found:#?}");
    }

    #[test]
    fn a_good_lesson_parses_whole() {
        let (lesson, found) = parse("lessons/x.md", GOOD);
        assert!(found.is_empty(), "{found:#?}");
        let lesson = lesson.expect("no diagnostics, so a lesson");
        assert_eq!((lesson.id.as_str(), lesson.steps.len(), lesson.steps[0].panels.len()), ("x", 1, 2));
        assert_eq!(lesson.steps[0].highlights, [Highlight::Process(Pid(2)), Highlight::Line(3)]);
        assert!(matches!(&lesson.steps[0].question, Some(q) if q.looks_ahead && q.line == 18));
    }

    #[test]
    fn mistakes_have_line_and_help() {
        complains("no front matter", 1, "front matter");
        complains("+++\ntitle = 5\n+++\n## A\n", 2, "invalid type");
        complains(&GOOD.replace("minutes", "minuets"), 4, "unknown field");
        complains(&GOOD.replace("exited\"", "exited\", nope = 1"), 14, "unknown field");
        complains(&GOOD.replace("process parent\"", "process nobody\""), 16, "no process is named \"nobody\"");
        complains(&GOOD.replace("answer = \"1\"\n", ""), 18, "either an answer");
        complains(&GOOD.replace("Prose", "<b>Prose</b>"), 11, "raw HTML");
        complains("+++\ntitle = \"T\"\nsummary = \"\"\nminutes = 1\n+++\n", 5, "no step");
    }
}
