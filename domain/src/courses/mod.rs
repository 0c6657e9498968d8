//! Courses: who they are for, what a course pack says, and when one is complete.

pub mod pack;
pub mod quiz;
pub mod shelf;

use crate::people::{Grade, MembershipKind, Responsibility, StudyLevel, words};
use serde::{Deserialize, Serialize};
use std::collections::BTreeSet;

words! {
    /// Whom a course speaks to.
    AudienceKind {
        /// Everyone who works at a school.
        Staff = "staff",
        /// Pupils.
        Pupil = "pupil",
    }
}

words! {
    /// When a learner sees the feedback to a quiz.
    FeedbackMoment {
        /// To each question once it is answered for good, and after submission.
        AfterEach = "after_each",
        /// After each submission.
        AfterSubmit = "after_submit",
        /// Once passed.
        AfterPass = "after_pass",
        /// Not at all.
        Never = "never",
    }
}

/// The people a course is for. An empty set sets no limit.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Audience {
    /// Staff or pupils.
    pub kind: AudienceKind,
    /// Study levels; for staff those of their school, for pupils that of their grade.
    pub levels: BTreeSet<StudyLevel>,
    /// Grades; pupils only.
    pub grades: BTreeSet<Grade>,
    /// Responsibilities, one of which is enough; staff only.
    pub responsibilities: BTreeSet<Responsibility>,
}

/// What a person is on a day, as far as audiences ask.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Learning<'a> {
    /// Works at a school with these study levels and holds these responsibilities.
    Staff {
        /// Study levels of the school.
        levels: &'a [StudyLevel],
        /// Responsibilities held on the day, at any school.
        responsibilities: &'a BTreeSet<Responsibility>,
    },
    /// Is a pupil of this grade.
    Pupil {
        /// The grade of the pupil's class.
        grade: Grade,
    },
}

impl Audience {
    /// Whether somebody belongs to the audience.
    pub fn includes(&self, learning: &Learning<'_>) -> bool {
        match learning {
            Learning::Staff { levels, responsibilities } => {
                self.kind == AudienceKind::Staff
                    && (self.levels.is_empty() || levels.iter().any(|level| self.levels.contains(level)))
                    && (self.responsibilities.is_empty()
                        || self.responsibilities.intersection(responsibilities).next().is_some())
            }
            Learning::Pupil { grade } => {
                self.kind == AudienceKind::Pupil
                    && (self.levels.is_empty() || self.levels.contains(&grade.study_level()))
                    && (self.grades.is_empty() || self.grades.contains(grade))
            }
        }
    }
}

impl MembershipKind {
    /// Whether such a member takes the courses of staff or those of pupils.
    pub const fn audience(self) -> AudienceKind {
        match self {
            Self::Pupil => AudienceKind::Pupil,
            Self::Manager | Self::Teacher | Self::Staff | Self::Collaborator => AudienceKind::Staff,
        }
    }
}

/// How far a person is with a course.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum CourseStanding {
    /// Some lesson opened or some attempt made, not complete.
    InProgress,
    /// Nothing opened yet.
    NotStarted,
    /// Complete.
    Complete,
}

#[cfg(test)]
mod tests {
    use super::*;

    fn audience(kind: AudienceKind) -> Audience {
        Audience { kind, levels: BTreeSet::new(), grades: BTreeSet::new(), responsibilities: BTreeSet::new() }
    }

    #[test]
    fn an_audience_without_limits_takes_everyone_of_its_kind() {
        let none = BTreeSet::new();
        let staff = Learning::Staff { levels: &[StudyLevel::Preschool], responsibilities: &none };
        let pupil = Learning::Pupil { grade: Grade::new(3).unwrap() };
        assert!(audience(AudienceKind::Staff).includes(&staff));
        assert!(!audience(AudienceKind::Staff).includes(&pupil));
        assert!(audience(AudienceKind::Pupil).includes(&pupil));
        assert!(!audience(AudienceKind::Pupil).includes(&staff));
    }

    #[test]
    fn one_of_the_responsibilities_is_enough() {
        let mut course = audience(AudienceKind::Staff);
        course.responsibilities = BTreeSet::from([Responsibility::Team, Responsibility::PupilWork]);
        let holds = |held: &[Responsibility]| {
            let held = held.iter().copied().collect();
            course.includes(&Learning::Staff { levels: &[StudyLevel::Primary], responsibilities: &held })
        };
        assert!(holds(&[Responsibility::PupilWork]));
        assert!(holds(&[Responsibility::PupilWork, Responsibility::SiteAdmin]));
        assert!(!holds(&[Responsibility::SiteAdmin]));
        assert!(!holds(&[]));
    }

    #[test]
    fn pupils_are_chosen_by_their_grade_and_its_level() {
        let mut course = audience(AudienceKind::Pupil);
        course.levels = BTreeSet::from([StudyLevel::Primary, StudyLevel::LowerSecondary]);
        course.grades = (3..=9).filter_map(Grade::new).collect();
        let is_in = |grade| course.includes(&Learning::Pupil { grade: Grade::new(grade).unwrap() });
        assert!(!is_in(2) && is_in(3) && is_in(9));
        course.grades.clear();
        course.levels = BTreeSet::from([StudyLevel::LowerSecondary]);
        let is_in = |grade| course.includes(&Learning::Pupil { grade: Grade::new(grade).unwrap() });
        assert!(!is_in(5) && is_in(6));
    }
}
