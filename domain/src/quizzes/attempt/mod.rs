//! One go at a quiz: its time, its states and what may happen to it. Every moment is an argument.

mod draft;
mod moves;
mod slot;
mod start;
mod state;
mod time;

#[cfg(test)]
mod tests;

pub use draft::{Draft, DraftError, LONGEST_LEAP, Source};
pub use moves::{IllegalMove, MOST_PAUSES, Move};
pub use slot::{MOST_SOURCES, Reply, Slot};
pub use start::{Refusal, Taken, may_start};
pub use state::{AttemptFacts, AttemptState, End, Marks, Submitted, WaitsFor, standing};
pub use time::{GRACE, Pause, TimeLimit};
