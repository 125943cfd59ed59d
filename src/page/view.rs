//! What every panel is given: two snapshots and the events between them, what is selected, what the lesson points at.
//! Equality is Yew's update rule, so everything here is cheap to compare: shared subtrees are `Rc`.

use process_lab::base::{Image, Pid, Ppn, Va, Vpn};
use process_lab::kernel::event::Event;
use process_lab::kernel::snapshot::{FrameKind, Snapshot};
use std::collections::BTreeMap;
use std::rc::Rc;
use yew::Callback;

use super::scene::motion::Beat;

/// One thing, marked in every panel that shows it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Default)]
pub enum Selection {
    /// Nothing.
    #[default]
    Nothing,
    /// A process.
    Process(Pid),
    /// A page of a process: marks its frame and its owner too.
    Page(Pid, Vpn),
    /// A frame: marks every page that maps it.
    Frame(Ppn),
    /// A line of a source file (index in the image's files), for whoever runs that image.
    Line(u16, u32),
}

impl Selection {
    /// The process meant, if one is.
    #[must_use]
    pub const fn pid(self) -> Option<Pid> {
        match self {
            Self::Process(pid) | Self::Page(pid, _) => Some(pid),
            _ => None,
        }
    }

    /// Whether a page is marked.
    #[must_use]
    pub fn marks_page(self, snapshot: &Snapshot, pid: Pid, page: Vpn) -> bool {
        match self {
            Self::Page(p, v) => {
                (p, v) == (pid, page) || self.frame(snapshot).is_some_and(|f| maps(snapshot, f, pid, page))
            }
            Self::Frame(frame) => maps(snapshot, frame, pid, page),
            _ => false,
        }
    }

    /// The frame meant, directly or through a page.
    #[must_use]
    pub fn frame(self, snapshot: &Snapshot) -> Option<Ppn> {
        match self {
            Self::Frame(frame) => Some(frame),
            Self::Page(pid, page) => snapshot.process(pid)?.page_at(page.va())?.frame,
            _ => None,
        }
    }

    /// Whether a frame is marked: meant itself, or one of a meant process.
    #[must_use]
    pub fn marks_frame(self, snapshot: &Snapshot, frame: Ppn) -> bool {
        match self {
            Self::Process(pid) => snapshot.frames.get(frame.0 as usize).is_some_and(|f| match &f.kind {
                FrameKind::PageTable { owner, .. } => *owner == pid,
                FrameKind::User { owners, .. } | FrameKind::Cache { owners, .. } => owners.iter().any(|o| o.0 == pid),
                _ => false,
            }),
            _ => self.frame(snapshot) == Some(frame),
        }
    }
}

fn maps(snapshot: &Snapshot, frame: Ppn, pid: Pid, page: Vpn) -> bool {
    snapshot.process(pid).and_then(|p| p.page_at(page.va())).is_some_and(|p| p.frame == Some(frame))
}

/// What the panels show and how they answer.
#[derive(Clone, PartialEq)]
pub struct View {
    /// The snapshot the transition started from; equal to `after` when nothing moves.
    pub before: Rc<Snapshot>,
    /// The snapshot shown.
    pub after: Rc<Snapshot>,
    /// What happened in between.
    pub events: Rc<[Event]>,
    /// The moves of the transition.
    pub beats: Rc<[Beat]>,
    /// What the reader selected.
    pub selection: Selection,
    /// What the lesson points at.
    pub highlights: Rc<[Selection]>,
    /// The first program with source, for when nobody runs it any more.
    pub program: Option<Rc<Image>>,
    /// Programs by process.
    pub images: Rc<BTreeMap<Pid, Rc<Image>>>,
    /// Tells the root what was selected.
    pub select: Callback<Selection>,
}

impl View {
    /// The process the single-process panels show: the selected one, else the one on the CPU, else the youngest.
    #[must_use]
    pub fn focus(&self) -> Option<Pid> {
        let by_frame = || match self.selection {
            Selection::Frame(frame) => {
                let view = self.after.frames.get(frame.0 as usize)?;
                super::scene::ram::owners(&view.kind).first().copied()
            }
            _ => None,
        };
        let exists = |pid: &Pid| self.after.process(*pid).is_some();
        let running = Some(self.after.cpu.running).filter(|p| p.0 != 0);
        let youngest = || self.after.processes.last().map(|p| p.pid);
        self.selection.pid().or_else(by_frame).filter(exists).or(running).filter(exists).or_else(youngest)
    }

    /// Whether the lesson points at a page.
    #[must_use]
    pub fn points_at_page(&self, pid: Pid, page: Vpn) -> bool {
        self.highlights.iter().any(|h| h.marks_page(&self.after, pid, page))
    }

    /// Whether the lesson points at a frame.
    #[must_use]
    pub fn points_at_frame(&self, frame: Ppn) -> bool {
        self.highlights.iter().any(|h| !matches!(h, Selection::Process(_)) && h.marks_frame(&self.after, frame))
    }

    /// Whether the lesson points at a process.
    #[must_use]
    pub fn points_at_process(&self, pid: Pid) -> bool {
        self.highlights.contains(&Selection::Process(pid))
    }

    /// The source line at an address of a process: file index, line.
    #[must_use]
    pub fn line_at(&self, pid: Pid, pc: Va) -> Option<(u16, u32)> {
        self.images.get(&pid)?.line_at(pc).map(|row| (row.file, row.line)).filter(|l| l.1 > 0)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::page::fixture;

    #[test]
    fn selecting_a_page_marks_its_frame_and_every_page_on_that_frame() {
        let (_, _, after) = fixture::forked();
        let selection = Selection::Page(Pid(2), fixture::DATA_PAGE);
        assert!(selection.marks_frame(&after, Ppn(15)));
        assert!(selection.marks_page(&after, Pid(3), fixture::DATA_PAGE));
        assert!(!selection.marks_page(&after, Pid(3), Vpn(0x10)));
    }

    #[test]
    fn selecting_a_process_marks_its_frames_and_page_tables() {
        let (_, _, after) = fixture::forked();
        let selection = Selection::Process(Pid(3));
        assert!(selection.marks_frame(&after, Ppn(20)) && selection.marks_frame(&after, Ppn(15)));
        assert!(!selection.marks_frame(&after, Ppn(8)));
    }
}
