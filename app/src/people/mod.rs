//! Screens of people: who is at which school, and how they come in.

pub mod import;
