//! The team of a school: who is in it, as what, and the decision that founded it.

mod decision;
mod members;

pub use decision::{NewDecision, record_founding_decision, scanned_decision};
pub use members::{join_team, set_team_role, team_of};
