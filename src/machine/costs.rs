//! How long things take, in cycles: the one table the learner sees and lessons change.
//!
//! The figures are of the right order of magnitude relative to each other for a small machine at about 1 MHz shown in
//! slow motion; they are not measurements of any chip. An instruction always takes one cycle. Textbook exercises set
//! all others to 0.

/// The cost table. The machine itself charges the first group; the kernel and the devices the others.
#[derive(Clone, Debug, PartialEq, Eq, serde::Serialize, serde::Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct Costs {
    /// Reading one page-table entry during a walk (a TLB miss reads up to two).
    pub page_table_read: u64,

    /// Entering and leaving the kernel.
    pub trap: u64,
    /// Saving one process's registers and loading another's.
    pub context_switch: u64,
    /// Choosing what runs next.
    pub schedule: u64,
    /// A system call's fixed work.
    pub system_call: u64,
    /// A page fault's fixed work.
    pub page_fault: u64,
    /// Copying, filling or clearing a frame.
    pub frame_copy: u64,
    /// Copying 16 bytes between user and kernel.
    pub copy_16_bytes: u64,

    /// The disk finds a sector.
    pub disk_seek: u64,
    /// The disk transfers a sector of 512 bytes.
    pub disk_sector: u64,
    /// A packet travels one link.
    pub network_latency: u64,
    /// The network card transfers 16 bytes.
    pub network_16_bytes: u64,
}

impl Default for Costs {
    fn default() -> Self {
        Self {
            page_table_read: 1,
            trap: 20,
            context_switch: 50,
            schedule: 20,
            system_call: 30,
            page_fault: 50,
            frame_copy: 256,
            copy_16_bytes: 1,
            disk_seek: 2_000,
            disk_sector: 128,
            network_latency: 3_000,
            network_16_bytes: 4,
        }
    }
}

impl Costs {
    /// Everything but instructions is free: for textbook exercises.
    #[must_use]
    pub const fn zero() -> Self {
        Self {
            page_table_read: 0,
            trap: 0,
            context_switch: 0,
            schedule: 0,
            system_call: 0,
            page_fault: 0,
            frame_copy: 0,
            copy_16_bytes: 0,
            disk_seek: 0,
            disk_sector: 0,
            network_latency: 0,
            network_16_bytes: 0,
        }
    }
}
