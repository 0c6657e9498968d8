//! What only the pages of progress use.

pub mod people;
pub mod rate;
pub mod target_card;
