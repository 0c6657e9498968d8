//! What the office sets for its targets.

use super::Percent;
use serde::{Deserialize, Serialize};

/// The settings in force on a day.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct Settings {
    /// Share of schools, or of staff, that each target asks for.
    pub target: Percent,
    /// Share of a school's pupils that must have completed for the school to count as teaching.
    pub teaching_threshold: Percent,
    /// Fewest open members of a team.
    pub team_minimum: u32,
}

impl Default for Settings {
    fn default() -> Self {
        Self { target: Percent::EIGHTY_FIVE, teaching_threshold: Percent::EIGHTY_FIVE, team_minimum: 3 }
    }
}
