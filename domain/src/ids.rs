//! Identities. Each is its own type, so that a school can never be passed where a person is meant.

use serde::{Deserialize, Serialize};
use std::{fmt, str::FromStr};

macro_rules! ids {
    ($($(#[$doc:meta])* $name:ident;)*) => {$(
        $(#[$doc])*
        #[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
        #[serde(transparent)]
        pub struct $name(pub i64);

        impl fmt::Display for $name {
            fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                self.0.fmt(f)
            }
        }

        impl FromStr for $name {
            type Err = std::num::ParseIntError;
            fn from_str(text: &str) -> Result<Self, Self::Err> {
                text.parse().map(Self)
            }
        }
    )*};
}

ids! {
    /// A node of the tree of organisations: ministry, department, office or school.
    OrganisationId;
    /// One human being, whatever accounts or memberships they have.
    PersonId;
    /// The fact that a person belongs to a school from a day on.
    MembershipId;
    /// The fact that a person holds a duty at a school from a day on.
    ResponsibilityId;
    /// A class of a school in one school year.
    ClassId;
    /// Credentials with which a person signs in.
    AccountId;
    /// A course, whatever its versions.
    CourseId;
    /// One published state of a course's text and quiz.
    CourseVersionId;
    /// A lesson of a course version.
    LessonId;
    /// One state of a question that never changes once answered.
    QuestionVersionId;
    /// One go of one person at one quiz.
    AttemptId;
    /// The fact that a person completed a course.
    CompletionId;
    /// A roster brought in, whatever became of it.
    ImportId;
}

/// A school is an organisation of kind school; its id is that organisation's.
pub type SchoolId = OrganisationId;
