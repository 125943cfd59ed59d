//! A computer together with its history: commands in, events and snapshots out, any moment reachable again.
//!
//! The [`Session`] owns the machine. It logs every [`Command`] with its moment and keeps checkpoints; going back is
//! the nearest checkpoint plus replay, so it is exact by construction. [`Until`] says how far to run; [`narrate`]
//! puts events into words. Everything is bounded: each driving method takes a budget or stops at an event.

pub mod facts;
pub mod narrate;
mod session;
mod until;

pub use session::{Command, DiskFile, Moment, Outcome, Refused, Session, Setup};
pub use until::{EventPattern, Until};
