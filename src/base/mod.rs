//! The words everything else is said in: newtypes for addresses, page numbers, pids and time; the executable
//! image; limits; diagnostics; the seeded random numbers. Uses nothing else of this crate.

mod addr;
pub mod diagnostic;
pub mod image;
pub mod limits;
mod rng;

pub use addr::{Access, Cycles, PAGE_BYTES, PAGE_SHIFT, Pa, Pid, Ppn, Va, Vpn};
pub use diagnostic::{Diagnostic, Severity, Span};
pub use image::Image;
pub use rng::Rng;
