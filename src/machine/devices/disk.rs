//! The disk: sectors of 512 bytes, one request at a time, the others queue. What is not completed when the power goes
//! is lost, what is completed stays.
//!
//! A request takes a seek, unless it continues where the last one ended, and a transfer time per sector. It takes
//! effect at completion, all at once; the kernel then gets the interrupt with the data.

use crate::base::{Cycles, limits};
use crate::machine::Costs;
use std::collections::VecDeque;
use std::rc::Rc;

/// Bytes in a sector.
pub const SECTOR_BYTES: usize = 512;
/// Sectors shared at once between copies of the disk.
const BLOCK_SECTORS: usize = 8;
type Block = [u8; SECTOR_BYTES * BLOCK_SECTORS];

/// What a request wants.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Transfer {
    /// This many sectors.
    Read(u32),
    /// These bytes, whole sectors.
    Write(Rc<[u8]>),
}

/// One request. The tag is the kernel's own, handed back at completion.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Request {
    /// Whatever the kernel knows it by.
    pub tag: u64,
    /// First sector.
    pub sector: u32,
    /// Direction, and length or data.
    pub transfer: Transfer,
}

/// Why the disk does not take a request.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum DiskError {
    /// It reaches beyond the last sector, is empty, or is not whole sectors.
    OutOfRange,
    /// The queue is full.
    QueueFull,
}

/// A request that is done.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Completion {
    /// The request's tag.
    pub tag: u64,
    /// The bytes read; empty for writes.
    pub bytes: Vec<u8>,
}

/// A block device. Cloning shares its contents.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Disk {
    blocks: Vec<Rc<Block>>,
    sectors: u32,
    /// The head of the queue is being served.
    queue: VecDeque<Request>,
    done_at: Option<Cycles>,
    /// Where the head stands: the sector after the last transfer.
    head: u32,
}

impl Request {
    fn sectors(&self) -> u32 {
        match &self.transfer {
            Transfer::Read(count) => *count,
            Transfer::Write(bytes) if bytes.len() % SECTOR_BYTES == 0 => (bytes.len() / SECTOR_BYTES) as u32,
            Transfer::Write(_) => 0,
        }
    }
}

impl Disk {
    /// A disk of zeros.
    #[must_use]
    pub fn new(sectors: u32) -> Self {
        let blocks = (sectors as usize).div_ceil(BLOCK_SECTORS);
        let zero = Rc::new([0; SECTOR_BYTES * BLOCK_SECTORS]);
        Self { blocks: vec![zero; blocks], sectors, queue: VecDeque::new(), done_at: None, head: 0 }
    }

    /// Its size.
    #[must_use]
    pub const fn sectors(&self) -> u32 {
        self.sectors
    }

    /// Queues a request.
    ///
    /// # Errors
    /// See [`DiskError`].
    pub fn submit(&mut self, request: Request, now: Cycles, costs: &Costs) -> Result<(), DiskError> {
        let count = request.sectors();
        let end = request.sector.checked_add(count).ok_or(DiskError::OutOfRange)?;
        if count == 0 || end > self.sectors {
            return Err(DiskError::OutOfRange);
        }
        if self.queue.len() == limits::DISK_QUEUE_MAX {
            return Err(DiskError::QueueFull);
        }
        self.queue.push_back(request);
        if self.done_at.is_none() {
            self.start(now, costs);
        }
        Ok(())
    }

    /// When the request being served will complete.
    #[must_use]
    pub const fn next_event(&self) -> Option<Cycles> {
        self.done_at
    }

    /// The requests in order; the first is being served.
    pub fn queue(&self) -> impl Iterator<Item = &Request> {
        self.queue.iter()
    }

    /// Takes the completion interrupt if one is due, and starts the next request.
    pub fn take_completion(&mut self, now: Cycles, costs: &Costs) -> Option<Completion> {
        let done_at = self.done_at.take_if(|at| *at <= now)?;
        let request = self.queue.pop_front()?;
        self.head = request.sector + request.sectors();
        let mut bytes = Vec::new();
        match &request.transfer {
            Transfer::Read(count) => {
                bytes.resize(*count as usize * SECTOR_BYTES, 0);
                self.read(request.sector, &mut bytes);
            }
            Transfer::Write(data) => self.write(request.sector, data),
        }
        self.start(done_at, costs);
        Some(Completion { tag: request.tag, bytes })
    }

    /// The power goes: waiting requests are lost.
    pub fn power_off(&mut self) {
        self.queue.clear();
        self.done_at = None;
        self.head = 0;
    }

    /// Reads at once, past the queue: for set-up and the view. `sector` and the length must lie on the disk.
    pub fn read(&self, sector: u32, out: &mut [u8]) {
        for (n, chunk) in out.chunks_mut(SECTOR_BYTES).enumerate() {
            let (block, at) = place(sector as usize + n);
            chunk.copy_from_slice(&self.blocks[block][at..at + chunk.len()]);
        }
    }

    /// Writes at once, past the queue: for set-up. `sector` and the length must lie on the disk.
    pub fn write(&mut self, sector: u32, bytes: &[u8]) {
        for (n, chunk) in bytes.chunks(SECTOR_BYTES).enumerate() {
            let (block, at) = place(sector as usize + n);
            Rc::make_mut(&mut self.blocks[block])[at..at + chunk.len()].copy_from_slice(chunk);
        }
    }

    fn start(&mut self, now: Cycles, costs: &Costs) {
        self.done_at = self.queue.front().map(|request| {
            let seek = if request.sector == self.head { 0 } else { costs.disk_seek };
            Cycles(now.0 + seek + u64::from(request.sectors()) * costs.disk_sector)
        });
    }
}

const fn place(sector: usize) -> (usize, usize) {
    (sector / BLOCK_SECTORS, sector % BLOCK_SECTORS * SECTOR_BYTES)
}
