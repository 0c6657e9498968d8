//! The course pack format: what `course.toml` says.

pub use super::quiz::{QuizProblem, QuizRules};

use super::{Audience, AudienceKind};
use crate::{
    language::Language,
    people::{Grade, Responsibility, StudyLevel},
};
use serde::{Deserialize, Serialize};
use std::collections::{BTreeMap, BTreeSet};

/// `course.toml`, key by key. Unknown keys are refused, so that a typing error is not taken for silence.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Manifest {
    /// Stable, kebab-case; also the course's address.
    pub id: String,
    /// Whole number from 1; raised when the text or the quiz changes.
    pub version: u32,
    /// Staff or pupils.
    pub audience: AudienceKind,
    /// Study levels the course is for.
    #[serde(default)]
    pub levels: BTreeSet<StudyLevel>,
    /// Grades the course is for; empty for all of the levels.
    #[serde(default)]
    pub grades: BTreeSet<Grade>,
    /// Responsibilities the course is for; empty for all staff.
    #[serde(default)]
    pub responsibilities: BTreeSet<Responsibility>,
    /// Whether everyone in the audience must complete it.
    #[serde(default)]
    pub required: bool,
    /// How long it takes, in minutes.
    pub minutes: u32,
    /// Place in lists.
    #[serde(default)]
    pub order: i32,
    /// Title in each language.
    pub title: BTreeMap<Language, String>,
    /// Summary in each language.
    pub summary: BTreeMap<Language, String>,
    /// The final quiz; absent where there is none.
    pub quiz: Option<QuizRules>,
    /// How long a completion lasts.
    #[serde(default)]
    pub valid: Validity,
}

/// How long a completion lasts.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Validity {
    /// Months from the completion; 0 for ever.
    #[serde(default)]
    pub months: u32,
}

/// What is wrong with a manifest that is valid TOML.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum ManifestProblem {
    /// The id is not kebab-case.
    #[error("id is not kebab-case (a-z, 0-9, hyphens): {0}")]
    BadId(String),
    /// Versions count from 1.
    #[error("version must be 1 or more")]
    BadVersion,
    /// A title or summary lacks.
    #[error("no {field} in any language")]
    NoText {
        /// `title` or `summary`.
        field: &'static str,
    },
    /// Title and summary are not in the same languages.
    #[error("title and summary are not in the same languages")]
    LanguagesDiffer,
    /// The rules of the quiz make no sense.
    #[error(transparent)]
    Quiz(#[from] QuizProblem),
    /// Grades given to staff, or responsibilities to pupils.
    #[error("{0} do not go with this audience")]
    WrongAudience(&'static str),
}

impl Manifest {
    /// The people the course is for.
    pub fn audience(&self) -> Audience {
        Audience {
            kind: self.audience,
            levels: self.levels.clone(),
            grades: self.grades.clone(),
            responsibilities: self.responsibilities.clone(),
        }
    }

    /// The languages in which the course speaks.
    pub fn languages(&self) -> impl Iterator<Item = &Language> {
        self.title.keys()
    }

    /// All that is wrong with it.
    pub fn problems(&self) -> Vec<ManifestProblem> {
        let mut problems = Vec::new();
        if !is_kebab_case(&self.id) {
            problems.push(ManifestProblem::BadId(self.id.clone()));
        }
        if self.version == 0 {
            problems.push(ManifestProblem::BadVersion);
        }
        for (field, texts) in [("title", &self.title), ("summary", &self.summary)] {
            if texts.is_empty() || texts.values().any(|text| text.trim().is_empty()) {
                problems.push(ManifestProblem::NoText { field });
            }
        }
        if !self.title.keys().eq(self.summary.keys()) {
            problems.push(ManifestProblem::LanguagesDiffer);
        }
        if let Some(quiz) = &self.quiz {
            problems.extend(quiz.problems(&self.title).into_iter().map(ManifestProblem::Quiz));
        }
        match self.audience {
            AudienceKind::Staff if !self.grades.is_empty() => problems.push(ManifestProblem::WrongAudience("grades")),
            AudienceKind::Pupil if !self.responsibilities.is_empty() => {
                problems.push(ManifestProblem::WrongAudience("responsibilities"));
            }
            _ => {}
        }
        problems
    }
}

/// Whether a text is lower-case words of letters and digits joined by single hyphens.
pub fn is_kebab_case(text: &str) -> bool {
    (1..=80).contains(&text.len())
        && text
            .split('-')
            .all(|word| !word.is_empty() && word.bytes().all(|b| b.is_ascii_lowercase() || b.is_ascii_digit()))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_id_is_kebab_case() {
        for id in ["a", "cybersecurity-law-for-schools", "lop-6"] {
            assert!(is_kebab_case(id), "{id}");
        }
        for id in ["", "-a", "a-", "a--b", "A", "a_b", "../x", "khóa"] {
            assert!(!is_kebab_case(id), "{id}");
        }
    }
}
