//! Every table that refers to a person, and what becomes of its rows when two records become one.
//!
//! A test reads the schema and fails when a table is missing here, so that no fact is left behind.

/// What becomes of the rows of the record that goes.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Treatment {
    /// They are the other's from now on.
    Follows,
    /// They are the other's, unless it has a row of its own: tables with one row a person.
    FollowsIfAlone,
    /// Facts with from and to: they follow, and those that say the same of the same days become one.
    FollowsUnited,
    /// They are taken away: what is lost nobody misses, such as sessions.
    IsRemoved,
    /// They stay as they are: what cannot be altered, such as the log.
    Stays,
    /// They follow by a rule of their own.
    ByItsRule,
}

/// A column that refers to a person.
#[derive(Debug, Clone, Copy)]
pub struct RefersToPerson {
    /// The table.
    pub table: &'static str,
    /// The column.
    pub column: &'static str,
    /// What becomes of it.
    pub treatment: Treatment,
}

const fn of(table: &'static str, column: &'static str, treatment: Treatment) -> RefersToPerson {
    RefersToPerson { table, column, treatment }
}

/// Every column that refers to a person.
pub const REFERENCES_TO_PERSONS: &[RefersToPerson] = &[
    of("accounts", "person_id", Treatment::ByItsRule),
    of("activities", "approved_by_person_id", Treatment::Follows),
    of("attempts", "person_id", Treatment::ByItsRule),
    of("audit_events", "actor_person_id", Treatment::Stays),
    of("class_teachers", "person_id", Treatment::FollowsUnited),
    of("completion_voids", "by_person_id", Treatment::Follows),
    of("completions", "person_id", Treatment::Follows),
    of("lesson_readings", "person_id", Treatment::ByItsRule),
    of("memberships", "person_id", Treatment::FollowsUnited),
    of("pupil_secrets", "person_id", Treatment::IsRemoved),
    of("responsibilities", "person_id", Treatment::FollowsUnited),
    of("role_grants", "person_id", Treatment::FollowsUnited),
    of("roll_overs", "changed_by_person_id", Treatment::Follows),
    of("roster_imports", "by_person_id", Treatment::Follows),
    of("sessions", "person_id", Treatment::IsRemoved),
    of("team_roles", "person_id", Treatment::FollowsUnited),
];
