//! RAM as a grid of frames: which cell lies where, whose it is, what flies at `t`.

use super::motion::{Beat, Move};
use super::{Point, Rect, ease};
use process_lab::base::{Pid, Ppn, Vpn};
use process_lab::kernel::snapshot::{AreaKind, FrameKind, FrameView, Snapshot};

/// Width of the whole picture; cells share it.
pub const WIDTH: f32 = 384.0;

/// The grid's measures.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Grid {
    /// Cells in a row.
    pub columns: usize,
    /// Distance from one cell to the next.
    pub pitch: f32,
    /// Height of the picture.
    pub height: f32,
    /// Whether cells are large enough for text.
    pub has_text: bool,
}

/// What fills a cell.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Texture {
    /// Nothing: free.
    Hollow,
    /// The kernel's own.
    Kernel,
    /// A page table.
    Table,
    /// A kernel buffer or a cached file page.
    Buffer,
    /// A page of an area of this kind.
    Area(AreaKind),
}

/// A frame to draw.
#[derive(Clone, Debug, PartialEq)]
pub struct Cell {
    /// Which frame.
    pub frame: Ppn,
    /// Where.
    pub at: Rect,
    /// What fills it.
    pub texture: Texture,
    /// Whose it is, without repeats; at most two are drawn as a split.
    pub owners: Vec<Pid>,
    /// Reference count.
    pub references: u32,
    /// A bit.
    pub is_accessed: bool,
    /// D bit.
    pub is_dirty: bool,
    /// Some mapping is copy-on-write.
    pub is_copy_on_write: bool,
    /// It changes in this transition and its beat is on now.
    pub is_active: bool,
}

/// A frame's content on its way to another frame.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Flight {
    /// Where it is now.
    pub at: Rect,
    /// Where it comes from and goes to.
    pub from: Point,
    /// See `from`.
    pub to: Point,
    /// For whom.
    pub owner: Pid,
}

/// The picture at one moment.
#[derive(Clone, Debug, PartialEq)]
pub struct RamScene {
    /// Measures.
    pub grid: Grid,
    /// Every frame in address order.
    pub cells: Vec<Cell>,
    /// Copies on their way.
    pub flights: Vec<Flight>,
}

/// Measures for so many frames: 8 columns for a lesson's 64 frames, more for more.
#[must_use]
pub fn grid(frames: usize) -> Grid {
    let columns = match frames {
        0..=64 => 8,
        65..=256 => 16,
        257..=1024 => 32,
        1025..=4096 => 64,
        _ => 128,
    };
    let pitch = WIDTH / columns as f32;
    let rows = frames.div_ceil(columns).max(1);
    Grid { columns, pitch, height: rows as f32 * pitch, has_text: columns <= 8 }
}

/// Where a frame's cell lies.
#[must_use]
pub fn place(grid: &Grid, frame: usize) -> Rect {
    let gap = if grid.columns <= 16 { grid.pitch * 0.08 } else { grid.pitch * 0.04 };
    let (column, row) = ((frame % grid.columns) as f32, (frame / grid.columns) as f32);
    let side = grid.pitch - gap;
    Rect { x: column * grid.pitch + gap / 2.0, y: row * grid.pitch + gap / 2.0, w: side, h: side }
}

/// Who owns a frame, without repeats.
#[must_use]
pub fn owners(kind: &FrameKind) -> Vec<Pid> {
    match kind {
        FrameKind::Free | FrameKind::Kernel | FrameKind::Buffer { .. } => Vec::new(),
        FrameKind::PageTable { owner, .. } => vec![*owner],
        FrameKind::User { owners, .. } | FrameKind::Cache { owners, .. } => {
            let mut pids: Vec<Pid> = owners.iter().map(|(pid, _)| *pid).collect();
            pids.dedup();
            pids
        }
    }
}

/// What fills a frame's cell. A page of a file that processes map looks like the area they see it in.
#[must_use]
pub fn texture(snapshot: &Snapshot, kind: &FrameKind) -> Texture {
    let area_of = |(pid, page): &(Pid, Vpn)| snapshot.process(*pid)?.area_at(page.va()).map(|a| a.kind);
    match kind {
        FrameKind::Cache { owners, .. } if !owners.is_empty() => {
            Texture::Area(owners.iter().find_map(area_of).unwrap_or(AreaKind::File))
        }
        FrameKind::Free => Texture::Hollow,
        FrameKind::Kernel => Texture::Kernel,
        FrameKind::PageTable { .. } => Texture::Table,
        FrameKind::Buffer { .. } | FrameKind::Cache { .. } => Texture::Buffer,
        FrameKind::User { area, .. } => Texture::Area(*area),
    }
}

/// The picture between two snapshots, `t` from 0 (before) to 1 (after).
#[must_use]
pub fn scene(before: &Snapshot, beats: &[Beat], after: &Snapshot, t: f32) -> RamScene {
    let grid = grid(after.frames.len());
    let cells = after.frames.iter().enumerate().map(|(i, new)| {
        let old = before.frames.get(i).unwrap_or(new);
        let (shows_new, is_active) = phase(Ppn(u32::try_from(i).unwrap_or(0)), beats, t);
        let (snapshot, view) = if shows_new { (after, new) } else { (before, old) };
        Cell { texture: texture(snapshot, &view.kind), ..cell(&grid, i, view, is_active) }
    });
    let cells = cells.collect();
    RamScene { grid, cells, flights: beats.iter().filter_map(|b| flight(&grid, b, t)).collect() }
}

/// Whether a frame shows its new content at `t`, and whether it is changing right now.
fn phase(frame: Ppn, beats: &[Beat], t: f32) -> (bool, bool) {
    let touches = |b: &&Beat| match b.what {
        Move::Copy { to, .. } => to == frame,
        Move::Fill { frame: f } | Move::Empty { frame: f } => f == frame,
        Move::Walk { .. } => false,
    };
    match beats.iter().rfind(touches) {
        None => (beats.is_empty() || t >= 0.5, false),
        Some(beat) => (t >= beat.end, t >= beat.start && t < beat.end),
    }
}

/// All of a cell but its texture, for which the owners' areas are needed.
fn cell(grid: &Grid, index: usize, view: &FrameView, is_active: bool) -> Cell {
    Cell {
        frame: Ppn(u32::try_from(index).unwrap_or(0)),
        at: place(grid, index),
        texture: Texture::Hollow,
        owners: owners(&view.kind),
        references: view.references,
        is_accessed: view.is_accessed,
        is_dirty: view.is_dirty,
        is_copy_on_write: view.is_copy_on_write,
        is_active,
    }
}

fn flight(grid: &Grid, beat: &Beat, t: f32) -> Option<Flight> {
    let Move::Copy { from, to, owner } = beat.what else { return None };
    if t < beat.start || t >= beat.end {
        return None;
    }
    let (a, b) = (place(grid, from.0 as usize), place(grid, to.0 as usize));
    let share = ease(beat.progress(t));
    let corner = Point { x: a.x, y: a.y }.towards(Point { x: b.x, y: b.y }, share);
    // It is lifted in the middle of its way, so that it is seen above what it passes.
    let lift = (share * std::f32::consts::PI).sin() * grid.pitch * 0.16;
    let at = Rect { x: corner.x - lift / 2.0, y: corner.y - lift / 2.0, w: a.w + lift, h: a.h + lift };
    Some(Flight { at, from: a.center(), to: b.center(), owner })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::page::fixture;

    #[test]
    fn sixty_four_frames_are_eight_by_eight() {
        let grid = grid(64);
        assert_eq!((grid.columns, grid.height), (8, WIDTH));
    }

    #[test]
    fn every_cell_lies_inside_the_picture_and_apart_from_the_others() {
        for frames in [16, 64, 256, 1000, 16_384] {
            let grid = grid(frames);
            let last = place(&grid, frames - 1);
            assert!(last.x + last.w <= WIDTH && last.y + last.h <= grid.height + 1e-3, "{frames}");
            let (a, b) = (place(&grid, 0), place(&grid, 1));
            assert!(a.x + a.w <= b.x, "{frames}");
        }
    }

    #[test]
    fn the_copied_frame_flies_from_its_source_to_its_destination() {
        let (before, events, after) = fixture::copy_on_write();
        let beats = super::super::motion::beats(&events);
        let copy = beats.iter().find(|b| matches!(b.what, Move::Copy { .. })).expect("one copy");
        let Move::Copy { from, to, .. } = copy.what else { return };
        let at = |t| scene(&before, &beats, &after, t);
        let start = at(copy.start).flights[0].at;
        assert_eq!((start.x, start.y), (place(&grid(64), from.0 as usize).x, place(&grid(64), from.0 as usize).y));
        let near_end = at(copy.end - 1e-4).flights[0].at;
        let goal = place(&grid(64), to.0 as usize);
        assert!((near_end.x - goal.x).abs() < 0.5 && (near_end.y - goal.y).abs() < 0.5);
        assert!(at(1.0).flights.is_empty());
    }

    #[test]
    fn at_the_end_the_picture_is_the_snapshot_after() {
        let (before, events, after) = fixture::copy_on_write();
        let beats = super::super::motion::beats(&events);
        let done = scene(&before, &beats, &after, 1.0);
        let still = scene(&after, &[], &after, 1.0);
        assert_eq!(done.cells, still.cells);
    }
}
