//! The ties and edges of each exercise in words, each with its source: what a learner sees as "rules used".

use serde::Serialize;

/// One rule and where it comes from.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
pub(super) struct Rule {
    rule: &'static str,
    source: &'static str,
}

/// The simulators that come with "Operating Systems: Three Easy Pieces".
const SIMULATOR: &str = "OSTEP homework simulator";
const HERE: &str = "Process Lab";

/// The policies it is about (none: all), the rule, its source.
type Row = (&'static str, &'static str, &'static str);

const BASE_BOUND: &[Row] = &[
    ("", "An address is valid when it is less than the limit; then pa = base + address.", "OSTEP 15.3"),
    ("", "Any other address, also a negative one, gives null.", HERE),
];
const SEGMENTS: &[Row] = &[
    ("", "The top select_bits bits choose the segment, the rest is the offset.", "OSTEP 16.2"),
    ("", "A segment that grows up holds offsets below its limit: pa = base + offset.", "OSTEP 16.2"),
    (
        "",
        "A segment that grows down holds the limit bytes below its base: pa = base - (size - offset), size being 2 to the bits of the offset.",
        "OSTEP 16.3",
    ),
    ("", "An address beyond address_bits, or of a segment that is not in the table, gives null.", HERE),
];
const PAGING: &[Row] = &[
    (
        "",
        "The offset is the low log2(page_bytes) bits; the rest is the index in the table; pa = frame * page_bytes + offset.",
        "OSTEP 18.1",
    ),
    ("", "An entry that is not valid gives null, and so does an address beyond the table.", "OSTEP 18.2"),
];
const PAGING2: &[Row] = &[
    ("", "Entries are pde_bytes bytes, little-endian: the top bit is valid, the others are the frame.", SIMULATOR),
    (
        "",
        "Both levels are indexed by log2(page_bytes / pde_bytes) bits; the page directory fills the frame root_frame.",
        "OSTEP 20.3",
    ),
    (
        "",
        "fault_level says which entry was not valid; \"address\" stands for an address beyond the address space.",
        HERE,
    ),
    ("", "An entry or a byte outside memory_hex is a mistake in the exercise, not a fault.", HERE),
];
const FREE_LIST: &[Row] = &[
    (
        "",
        "The size is rounded up to align, then the header is added; the address reported is that of the header.",
        SIMULATOR,
    ),
    (
        "first best worst",
        "first stops at the first block that is large enough; best and worst look at the whole list and take, of equals, the first.",
        "OSTEP 17.3",
    ),
    ("next", "next is first from where the last search ended, once around.", "OSTEP 17.3"),
    (
        "",
        "The front of a block is handed out; the rest keeps its place in the list, which is sorted only when a block is freed.",
        SIMULATOR,
    ),
    (
        "",
        "Coalescing happens after each free and merges neighbours in the list where one ends at the next one's start.",
        SIMULATOR,
    ),
    (
        "",
        "A failed allocation and a free of no block return -1; a free returns 0; the searched of a free is 0.",
        SIMULATOR,
    ),
    ("", "-N frees by address: after a double free it may free a later block at the same address.", SIMULATOR),
];
const REPLACEMENT: &[Row] = &[
    ("", "A miss loads the page; it replaces one only when all frames are in use.", "OSTEP 22.1"),
    ("fifo", "The page loaded first leaves.", "OSTEP 22.3"),
    ("lru", "The page whose last use is longest ago leaves.", "OSTEP 22.5"),
    ("mru", "The page used last leaves.", SIMULATOR),
    ("opt", "Of pages that are never used again, the one loaded last leaves.", SIMULATOR),
    ("unopt", "The page used again first leaves; of pages never used again, the one loaded first.", SIMULATOR),
    (
        "clock second-chance",
        "A page is loaded with R = 1; the hand clears R and passes, and stands behind the page loaded last.",
        "Silberschatz 10.4.5.2",
    ),
    (
        "enhanced-clock",
        "A round for (R,D) = (0,0), then one for (0,1) that clears R, then both again.",
        "Silberschatz 10.4.5.3",
    ),
    (
        "nru",
        "The lowest class 2R + D, of equals the page loaded first; every interval references R is cleared.",
        "Tanenbaum 3.4.2",
    ),
    (
        "aging",
        "8-bit counters shifted every interval references (1 unless given); of equals the page loaded first.",
        "Tanenbaum 3.4.7",
    ),
    ("lfu mfu", "Uses are counted from loading; of equals the least recently used.", "Silberschatz 10.4.6"),
    (
        "working-set wsclock",
        "A clock that spares pages used within window references and dirty pages (WSClock).",
        "Carr & Hennessy 1981",
    ),
    ("random rand", "The draws come from seed.", HERE),
];
const SCHEDULE: &[Row] = &[
    ("", "Ties go to the lower job number, also against the running job of a preemptive policy.", HERE),
    ("rr round-robin", "A job that arrives when a slice ends stands before the job whose slice it was.", HERE),
    ("", "A slice ends when the job is queued again, even if it is picked again at once.", SIMULATOR),
    (
        "priority priority-preemptive priority-rr",
        "The lower number is the more urgent (priority_order \"high\": the higher); not preemptive unless said so.",
        "Silberschatz 5.3.4",
    ),
    (
        "",
        "switch_cost passes before a job runs when another job ran before it; what arrives meanwhile may outrank it at once.",
        HERE,
    ),
    ("", "response = first run - arrival, turnaround = finish - arrival, wait = turnaround - run.", "OSTEP 7.2, 7.6"),
];
const MLFQ: &[Row] = &[
    ("", "In a tick: boost, arrivals, I/O completions, pick, run 1; then finished? I/O? quantum used?", SIMULATOR),
    ("", "A pre-empted job keeps its place at the head of its queue and its remaining ticks.", SIMULATOR),
    ("", "A quantum that ends with an I/O counts, even with stay.", SIMULATOR),
    ("", "A boost moves the queues, lowest first, behind the highest queue.", SIMULATOR),
    (
        "",
        "After a boost a job has as many ticks as the allotment of the highest queue, and the allotment it had (boost_gives \"fresh-start\": a full quantum and allotment).",
        SIMULATOR,
    ),
    (
        "",
        "Lists of quanta and allotments go from the highest queue to the lowest; allotment 0: a job never sinks.",
        SIMULATOR,
    ),
];
const LOTTERY: &[Row] = &[
    ("", "The winning ticket is draw mod all remaining tickets; the tickets lie in a row in job order.", SIMULATOR),
    ("", "The clock advances a whole quantum even when the job ends within it.", SIMULATOR),
    ("", "A finished job's tickets are gone; draws after the last finish are not used.", SIMULATOR),
];
const STATES: &[Row] = &[
    (
        "",
        "The tick after an I/O was issued is the first of io blocked ticks; then RUN:io_done takes a tick of the CPU.",
        SIMULATOR,
    ),
    ("", "The next process is the first ready one after the current one, around.", SIMULATOR),
    (
        "",
        "on_end: a process keeps the CPU while it waits. immediate: a process whose I/O is complete takes the CPU.",
        SIMULATOR,
    ),
    ("", "later: it waits for its turn, unless nobody runs.", SIMULATOR),
];

/// The rules of an exercise under a policy.
pub(super) fn of(exercise: &str, policy: &str) -> Vec<Rule> {
    let rows = match exercise {
        "base-bound" => BASE_BOUND,
        "segments" => SEGMENTS,
        "paging" => PAGING,
        "paging2" => PAGING2,
        "free-list" => FREE_LIST,
        "replacement" => REPLACEMENT,
        "schedule" => SCHEDULE,
        "mlfq" => MLFQ,
        "lottery" => LOTTERY,
        "states" => STATES,
        _ => &[],
    };
    let applies = |about: &str| about.is_empty() || about.split(' ').any(|name| name.eq_ignore_ascii_case(policy));
    let applied = rows.iter().filter(|(about, _, _)| applies(about));
    applied.map(|&(_, rule, source)| Rule { rule, source }).collect()
}
