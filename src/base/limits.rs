//! Every bound of the engine in one place: RAM, processes, queues, histories, text sizes.

/// Smallest and largest RAM of a computer, in frames of 4 KiB (64 KiB to 64 MiB).
pub const RAM_FRAMES_MIN: u32 = 16;
/// See [`RAM_FRAMES_MIN`].
pub const RAM_FRAMES_MAX: u32 = 16_384;
/// Most processes alive (zombies included) on one computer.
pub const PROCESSES_MAX: usize = 256;
/// Most open descriptors per process.
pub const DESCRIPTORS_MAX: usize = 256;
/// Most bytes in one C source text or header.
pub const SOURCE_BYTES_MAX: usize = 1 << 20;
/// Most bytes in one executable file.
pub const ELF_BYTES_MAX: usize = 16 << 20;
/// Most bytes of a lesson file.
pub const LESSON_BYTES_MAX: usize = 256 << 10;
/// Most bytes a link's fragment may decode to.
pub const LINK_BYTES_MAX: usize = 64 << 10;
/// Bytes of argv and envp together that exec accepts (Linux: 128 KiB for one string, more in total).
pub const ARG_BYTES_MAX: usize = 128 << 10;
/// Most checkpoints the history keeps; older ones are thinned out.
pub const CHECKPOINTS_MAX: usize = 256;
/// Most entries of a TLB.
pub const TLB_ENTRIES_MAX: u32 = 1024;
/// Most frames the machine keeps decoded (8 KiB of host memory each).
pub const CODE_PAGES_MAX: usize = 1024;
/// Most typed bytes that wait at the console; further ones are lost, as on a real line.
pub const CONSOLE_INPUT_BYTES_MAX: usize = 64 << 10;
/// Most written bytes the console keeps; the oldest go first.
pub const CONSOLE_OUTPUT_BYTES_MAX: usize = 64 << 10;
/// Most requests that wait at a disk.
pub const DISK_QUEUE_MAX: usize = 256;

const _: () = assert!(RAM_FRAMES_MIN < RAM_FRAMES_MAX);
const _: () = assert!(LESSON_BYTES_MAX <= SOURCE_BYTES_MAX);
/// Most bytes of a file of textbook exercises.
pub const TEXTBOOK_BYTES_MAX: usize = 8 << 20;
/// Most elements of a list in a textbook exercise (references, jobs, addresses, operations).
pub const TEXTBOOK_ITEMS_MAX: usize = 10_000;
/// Most steps (ticks, slices) a textbook exercise may take.
pub const TEXTBOOK_STEPS_MAX: usize = 100_000;
/// Most bytes of the results of a file of textbook exercises.
pub const TEXTBOOK_RESULT_BYTES_MAX: usize = 64 << 20;
