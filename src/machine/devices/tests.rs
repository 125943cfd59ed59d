//! Devices answer in order, in time, and within their bounds.

use super::*;
use crate::base::Cycles;
use crate::base::limits::{CONSOLE_INPUT_BYTES_MAX, CONSOLE_OUTPUT_BYTES_MAX};
use crate::machine::Costs;
use std::rc::Rc;

fn read(tag: u64, sector: u32, count: u32) -> Request {
    Request { tag, sector, transfer: Transfer::Read(count) }
}

fn write(tag: u64, sector: u32, byte: u8, count: usize) -> Request {
    let bytes: Rc<[u8]> = vec![byte; count * SECTOR_BYTES].into();
    Request { tag, sector, transfer: Transfer::Write(bytes) }
}

#[test]
fn the_timer_interrupts_once() {
    let mut timer = Timer::default();
    assert!(!timer.take_interrupt(Cycles(u64::MAX)));
    timer.set(Some(Cycles(100)));
    assert_eq!(timer.next_event(), Some(Cycles(100)));
    assert!(!timer.take_interrupt(Cycles(99)));
    assert!(timer.take_interrupt(Cycles(100)));
    assert!(!timer.take_interrupt(Cycles(101)));
    assert_eq!(timer.next_event(), None);
}

#[test]
fn the_console_keeps_order_and_bounds() {
    let mut console = Console::default();
    assert!(!console.has_input());
    assert_eq!(console.type_bytes(b"hello"), 5);
    assert_eq!(console.read(3), b"hel");
    assert_eq!(console.waiting().collect::<Vec<_>>(), b"lo");
    console.end_input();
    assert!(console.has_input() && !console.is_at_end());
    assert_eq!(console.read(9), b"lo");
    assert!(console.is_at_end() && console.has_input());
    assert_eq!(console.type_bytes(&vec![b'x'; CONSOLE_INPUT_BYTES_MAX + 7]), CONSOLE_INPUT_BYTES_MAX);
    console.write(&vec![b'a'; CONSOLE_OUTPUT_BYTES_MAX - 1]);
    console.write(b"bcd");
    assert_eq!(console.output().len(), CONSOLE_OUTPUT_BYTES_MAX);
    assert!(console.output().ends_with(b"abcd"));
    assert_eq!(console.written(), CONSOLE_OUTPUT_BYTES_MAX as u64 + 2);
}

#[test]
fn the_disk_serves_requests_in_order_and_takes_its_time() {
    let costs = Costs { disk_seek: 1000, disk_sector: 10, ..Costs::zero() };
    let mut disk = Disk::new(100);
    disk.submit(write(1, 20, 7, 2), Cycles(0), &costs).expect("fits");
    disk.submit(read(2, 22, 1), Cycles(5), &costs).expect("fits");
    disk.submit(read(3, 20, 2), Cycles(5), &costs).expect("fits");
    assert_eq!(disk.next_event(), Some(Cycles(1020)));
    assert_eq!(disk.take_completion(Cycles(1019), &costs), None);
    let mut now = [0; SECTOR_BYTES];
    disk.read(20, &mut now);
    assert_eq!(now[0], 0, "nothing is written before completion");
    assert_eq!(disk.take_completion(Cycles(1020), &costs), Some(Completion { tag: 1, bytes: vec![] }));
    // The next request goes on where the first ended: no seek.
    assert_eq!(disk.next_event(), Some(Cycles(1030)));
    assert_eq!(disk.take_completion(Cycles(5000), &costs).map(|done| done.tag), Some(2));
    assert_eq!(disk.next_event(), Some(Cycles(2050)), "it started when the one before was done");
    let done = disk.take_completion(Cycles(5000), &costs).expect("done");
    assert_eq!((done.tag, done.bytes), (3, vec![7; 2 * SECTOR_BYTES]));
    assert_eq!(disk.next_event(), None);
}

#[test]
fn the_disk_refuses_what_it_cannot_do() {
    let costs = Costs::default();
    let mut disk = Disk::new(10);
    for request in [read(0, 10, 1), read(0, 9, 2), read(0, 0, 0), read(0, u32::MAX, 2), write(0, 9, 0, 2)] {
        assert_eq!(disk.submit(request, Cycles(0), &costs), Err(DiskError::OutOfRange));
    }
    let odd = Request { tag: 0, sector: 0, transfer: Transfer::Write(vec![0; 100].into()) };
    assert_eq!(disk.submit(odd, Cycles(0), &costs), Err(DiskError::OutOfRange));
    let taken = (0..1000).take_while(|tag| disk.submit(read(*tag, 0, 1), Cycles(0), &costs).is_ok()).count();
    assert_eq!(taken, 256);
    assert_eq!(disk.submit(read(0, 0, 1), Cycles(0), &costs), Err(DiskError::QueueFull));
}

#[test]
fn a_power_cut_loses_what_waits_and_keeps_what_is_done() {
    let costs = Costs::zero();
    let mut disk = Disk::new(16);
    disk.submit(write(1, 0, 1, 1), Cycles(0), &costs).expect("fits");
    disk.take_completion(Cycles(0), &costs).expect("done");
    disk.submit(write(2, 1, 2, 1), Cycles(0), &costs).expect("fits");
    let copy = disk.clone();
    disk.power_off();
    let mut bytes = [9; 2 * SECTOR_BYTES];
    disk.read(0, &mut bytes);
    assert_eq!((bytes[0], bytes[SECTOR_BYTES]), (1, 0));
    assert_eq!((disk.queue().count(), disk.next_event()), (0, None));
    assert_eq!(copy.queue().count(), 1);
}
