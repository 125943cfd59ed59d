//! Address spaces side by side: one row per page that anybody has, high addresses on top, the same address on the same
//! height in every column, so that equal pages face each other. Each page is joined to the frame it points to; two
//! pages that share a frame meet in one chip, and after a copy there are two.

use super::Rect;
use super::ram::Texture;
use process_lab::base::{Pid, Ppn, Va, Vpn};
use process_lab::kernel::snapshot::{AreaView, PageView, ProcessView, Snapshot};
use std::collections::BTreeSet;
use std::rc::Rc;

/// Most columns side by side.
pub const COLUMNS_MAX: usize = 4;
/// A run of more neighbouring pages than this is shown by its ends.
const RUN_MAX: usize = 7;
const ROW: f32 = 22.0;
const GAP: f32 = 12.0;
const HEAD: f32 = 30.0;
const CELL: f32 = 88.0;
const CHIP: f32 = 34.0;
const LABEL: f32 = 58.0;

/// A page of one process.
#[derive(Clone, Debug, PartialEq)]
pub struct Page {
    /// Whose.
    pub pid: Pid,
    /// Which.
    pub page: Vpn,
    /// Where.
    pub at: Rect,
    /// What fills it.
    pub texture: Texture,
    /// The frame it points to, if resident.
    pub frame: Option<Ppn>,
    /// `r`, `w`, `x` as the PTE has them.
    pub rights: String,
    /// Copy-on-write.
    pub is_copy_on_write: bool,
    /// In swap.
    pub is_swapped: bool,
}

/// A frame's chip in the middle; `pages` says who points to it, by pid and page.
#[derive(Clone, Debug, PartialEq)]
pub struct Chip {
    /// Which frame.
    pub frame: Ppn,
    /// Where.
    pub at: Rect,
    /// Which processes point to it here.
    pub pids: Vec<Pid>,
}

/// The head of a column.
#[derive(Clone, Debug, PartialEq)]
pub struct Head {
    /// Whose.
    pub pid: Pid,
    /// Program name.
    pub name: Rc<str>,
    /// Where.
    pub at: Rect,
}

/// An area's name beside its pages.
#[derive(Clone, Debug, PartialEq)]
pub struct Label {
    /// "stack".
    pub name: &'static str,
    /// "rw-".
    pub rights: String,
    /// The pages it spans, or the line for an area nobody has touched.
    pub at: Rect,
    /// Whether text is set to the left of the column (first column) or to its right.
    pub is_left: bool,
}

/// The whole picture.
#[derive(Clone, Debug, PartialEq, Default)]
pub struct SpacesScene {
    /// Size.
    pub width: f32,
    /// See `width`.
    pub height: f32,
    /// One per column.
    pub heads: Vec<Head>,
    /// Every page drawn.
    pub pages: Vec<Page>,
    /// Frames.
    pub chips: Vec<Chip>,
    /// Straight lines from a page to its chip: x1, y, x2, and whose.
    pub links: Vec<(f32, f32, f32, Pid)>,
    /// Area names.
    pub labels: Vec<Label>,
    /// Broken lines where addresses are left out: y, and the address below it.
    pub gaps: Vec<(f32, Va)>,
    /// "… 12 more pages": y and how many.
    pub omitted: Vec<(f32, usize)>,
}

/// Which processes are shown: those with an address space, init only when it is alone or selected; the selected one and
/// the youngest first when there are too many.
#[must_use]
pub fn shown(snapshot: &Snapshot, selected: Option<Pid>) -> Vec<Pid> {
    let has_space = |p: &&Rc<ProcessView>| p.root.is_some() && !p.areas.is_empty();
    let all: Vec<Pid> = snapshot.processes.iter().filter(has_space).map(|p| p.pid).collect();
    let mut chosen: Vec<Pid> =
        all.iter().copied().filter(|p| p.0 > 1 || all.len() == 1 || selected == Some(*p)).collect();
    while chosen.len() > COLUMNS_MAX {
        let victim = chosen.iter().position(|p| selected != Some(*p)).unwrap_or(0);
        chosen.remove(victim);
    }
    chosen
}

enum Row {
    Page(Vpn),
    Gap(Vpn),
    Omitted(usize),
}

/// The picture of these processes' address spaces.
#[must_use]
pub fn scene(snapshot: &Snapshot, pids: &[Pid]) -> SpacesScene {
    let processes: Vec<&Rc<ProcessView>> = pids.iter().filter_map(|p| snapshot.process(*p)).collect();
    if processes.is_empty() {
        return SpacesScene { width: 400.0, height: 40.0, ..SpacesScene::default() };
    }
    let mut scene = SpacesScene { width: width(processes.len()), ..SpacesScene::default() };
    for (column, process) in processes.iter().enumerate() {
        let at = Rect { x: column_x(column, processes.len()), y: 0.0, w: CELL, h: HEAD - 6.0 };
        scene.heads.push(Head { pid: process.pid, name: process.name.clone(), at });
    }
    let mut y = HEAD;
    for row in rows(&processes) {
        match row {
            Row::Page(page) => {
                place_row(&mut scene, &processes, page, y);
                y += ROW;
            }
            Row::Gap(below) => {
                scene.gaps.push((y + GAP / 2.0, below.va()));
                y += GAP;
            }
            Row::Omitted(count) => {
                scene.omitted.push((y + ROW / 2.0, count));
                y += ROW;
            }
        }
    }
    scene.height = y + 4.0;
    label_areas(&mut scene, &processes);
    scene
}

/// Width of the picture and where a column starts: one column has its frames to the right; two face each other with
/// the frames between them; more stand in a row, each with its frames beside it.
fn width(columns: usize) -> f32 {
    match columns {
        1 => LABEL + CELL + 50.0 + CHIP + 120.0,
        2 => 2.0 * (LABEL + CELL) + 126.0,
        n => LABEL + n as f32 * (CELL + CHIP + 26.0),
    }
}

fn column_x(column: usize, columns: usize) -> f32 {
    match (column, columns) {
        (0, _) => LABEL,
        (_, 2) => LABEL + CELL + 126.0,
        (n, _) => LABEL + n as f32 * (CELL + CHIP + 26.0),
    }
}

/// Every page that any of them has, descending, with gaps, long runs shortened.
fn rows(processes: &[&Rc<ProcessView>]) -> Vec<Row> {
    let all: BTreeSet<Vpn> = processes.iter().flat_map(|p| p.pages.iter().map(|page| page.page)).collect();
    let mut runs: Vec<Vec<Vpn>> = Vec::new();
    for page in all.into_iter().rev() {
        match runs.last_mut().filter(|run| run.last().is_some_and(|last| last.0 == page.0 + 1)) {
            Some(run) => run.push(page),
            None => runs.push(vec![page]),
        }
    }
    let mut rows = Vec::new();
    for run in runs {
        let keep = if run.len() > RUN_MAX { RUN_MAX / 2 } else { run.len() };
        rows.extend(run[..keep].iter().map(|p| Row::Page(*p)));
        if keep < run.len() {
            rows.push(Row::Omitted(run.len() - 2 * keep));
            rows.extend(run[run.len() - keep..].iter().map(|p| Row::Page(*p)));
        }
        rows.push(Row::Gap(*run.last().unwrap_or(&Vpn(0))));
    }
    rows
}

fn place_row(scene: &mut SpacesScene, processes: &[&Rc<ProcessView>], vpn: Vpn, y: f32) {
    let columns = processes.len();
    let mut here: Vec<(Pid, f32, Ppn)> = Vec::new();
    for (column, process) in processes.iter().enumerate() {
        let Some(view) = process.page_at(vpn.va()) else { continue };
        let at = Rect { x: column_x(column, columns), y, w: CELL, h: ROW - 2.0 };
        scene.pages.push(page(process, view, at));
        if let Some(frame) = view.frame {
            here.push((process.pid, at.x, frame));
        }
    }
    let middle = y + (ROW - 2.0) / 2.0;
    let chip = |x: f32| Rect { x, y, w: CHIP, h: ROW - 2.0 };
    match (columns, here.as_slice()) {
        // Both point to one frame: one chip half-way.
        (2, [(left, left_x, frame), (right, right_x, other)]) if frame == other => {
            let x = (left_x + CELL + right_x - CHIP) / 2.0;
            scene.chips.push(Chip { frame: *frame, at: chip(x), pids: vec![*left, *right] });
            scene.links.push((left_x + CELL, middle, x, *left));
            scene.links.push((x + CHIP, middle, *right_x, *right));
        }
        (2, _) => {
            for (pid, x, frame) in here {
                let is_left = x == LABEL;
                let chip_x = if is_left { x + CELL + 22.0 } else { x - 22.0 - CHIP };
                let (from, to) = if is_left { (x + CELL, chip_x) } else { (chip_x + CHIP, x) };
                scene.chips.push(Chip { frame, at: chip(chip_x), pids: vec![pid] });
                scene.links.push((from, middle, to, pid));
            }
        }
        _ => {
            let reach = if columns == 1 { 50.0 } else { 6.0 };
            for (pid, x, frame) in here {
                scene.chips.push(Chip { frame, at: chip(x + CELL + reach), pids: vec![pid] });
                scene.links.push((x + CELL, middle, x + CELL + reach, pid));
            }
        }
    }
}

fn page(process: &ProcessView, view: &PageView, at: Rect) -> Page {
    let texture = process.area_at(view.page.va()).map_or(Texture::Hollow, |a| Texture::Area(a.kind));
    Page {
        pid: process.pid,
        page: view.page,
        at,
        texture,
        frame: view.frame,
        rights: rights(view.pte & 2 != 0, view.pte & 4 != 0, view.pte & 8 != 0),
        is_copy_on_write: view.is_copy_on_write,
        is_swapped: view.is_swapped,
    }
}

/// `rwx` with dashes.
#[must_use]
pub fn rights(read: bool, write: bool, execute: bool) -> String {
    [(read, 'r'), (write, 'w'), (execute, 'x')].iter().map(|(has, c)| if *has { *c } else { '-' }).collect()
}

/// Names beside the first column's pages, and beside the second's when two face each other.
fn label_areas(scene: &mut SpacesScene, processes: &[&Rc<ProcessView>]) {
    let outer = if processes.len() == 2 { 2 } else { 1 };
    for (column, process) in processes.iter().take(outer).enumerate() {
        for area in process.areas.iter() {
            let rows: Vec<Rect> = scene
                .pages
                .iter()
                .filter(|p| p.pid == process.pid && area.start <= p.page.va() && p.page.va() < area.end)
                .map(|p| p.at)
                .collect();
            if let (Some(top), Some(bottom)) = (rows.first(), rows.last()) {
                let at = Rect { x: top.x, y: top.y, w: CELL, h: bottom.y + bottom.h - top.y };
                scene.labels.push(label(area, at, column == 0));
            }
        }
    }
}

fn label(area: &AreaView, at: Rect, is_left: bool) -> Label {
    let name = crate::page::text::area_name(area.kind);
    Label { name, rights: rights(area.read, area.write, area.execute), at, is_left }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::page::fixture;

    #[test]
    fn a_shared_frame_has_one_chip_and_a_copied_one_two() {
        let (before, _, after) = fixture::copy_on_write();
        let pids = shown(&after, None);
        let chips_at = |snapshot: &Snapshot| {
            let scene = scene(snapshot, &pids);
            let row = scene.pages.iter().find(|p| p.page == fixture::DATA_PAGE).expect("the data page is drawn").at.y;
            scene.chips.iter().filter(|c| c.at.y == row).count()
        };
        assert_eq!((chips_at(&before), chips_at(&after)), (1, 2));
    }

    #[test]
    fn equal_pages_face_each_other() {
        let (_, _, after) = fixture::copy_on_write();
        let scene = scene(&after, &shown(&after, None));
        for page in &scene.pages {
            assert!(scene.pages.iter().filter(|p| p.page == page.page).all(|p| p.at.y == page.at.y));
        }
    }

    #[test]
    fn high_addresses_are_on_top_and_all_is_inside() {
        let (_, _, after) = fixture::copy_on_write();
        let scene = scene(&after, &shown(&after, None));
        assert!(scene.pages.windows(2).all(|w| w[0].page >= w[1].page));
        assert!(scene.pages.iter().all(|p| p.at.y + p.at.h <= scene.height && p.at.x + p.at.w <= scene.width));
    }

    #[test]
    fn no_process_is_an_empty_picture_and_not_a_panic() {
        let (_, _, after) = fixture::copy_on_write();
        assert!(scene(&after, &[]).pages.is_empty());
        assert!(scene(&after, &[Pid(99)]).pages.is_empty());
    }
}
