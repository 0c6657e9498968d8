//! What makes no sense in the rules of a quiz.

use super::{LONGEST_BAND_TEXT, MOST_BANDS, MOST_DRAWS, QuizRules};
use crate::{courses::FeedbackMoment, language::Language};
use std::collections::{BTreeMap, BTreeSet};

/// The longest wait between two attempts: a year.
pub const LONGEST_WAIT_MINUTES: u32 = 366 * 24 * 60;

/// What is wrong with the rules of a quiz that are valid TOML.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum QuizProblem {
    /// The pass mark is above 100.
    #[error("pass_mark must be 0 to 100, it is {0}")]
    BadPassMark(u8),
    /// The wait is longer than [`LONGEST_WAIT_MINUTES`].
    #[error("wait_minutes must be at most {LONGEST_WAIT_MINUTES}, it is {0}")]
    BadWait(u32),
    /// Right answers are part of a feedback that is never shown.
    #[error("show_right_answers needs feedback that is shown, it is \"never\"")]
    RightAnswersNeverShown,
    /// More than [`MOST_DRAWS`].
    #[error("there can be {MOST_DRAWS} draws at most")]
    TooManyDraws,
    /// A draw names no category, or one with an empty part.
    #[error("draws: no category, or one with an empty part: \"{0}\"")]
    NoCategory(String),
    /// A draw of nothing.
    #[error("draws: count must be 1 or more for the category \"{0}\"")]
    DrawsNothing(String),
    /// Two draws from one category.
    #[error("draws: the category \"{0}\" stands there twice")]
    SameCategory(String),
    /// More than [`MOST_BANDS`].
    #[error("there can be {MOST_BANDS} bands at most")]
    TooManyBands,
    /// A band begins above 100.
    #[error("bands: from must be 0 to 100, it is {0}")]
    BadBand(u8),
    /// Two bands begin at the same score.
    #[error("bands: two begin at {0}")]
    SameBand(u8),
    /// A band lacks a language of the course, has one that is not, or says nothing in one.
    #[error("bands: the text from {0} must be there in every language of the course, and in no other")]
    BandLanguages(u8),
    /// A text is longer than [`LONGEST_BAND_TEXT`].
    #[error("bands: the text from {0} is longer than {LONGEST_BAND_TEXT} characters")]
    BandTooLong(u8),
}

impl QuizRules {
    /// All that is wrong with them, in a course with titles in these languages.
    pub fn problems(&self, titles: &BTreeMap<Language, String>) -> Vec<QuizProblem> {
        let mut problems = Vec::new();
        if self.pass_mark > 100 {
            problems.push(QuizProblem::BadPassMark(self.pass_mark));
        }
        if self.wait_minutes > LONGEST_WAIT_MINUTES {
            problems.push(QuizProblem::BadWait(self.wait_minutes));
        }
        if self.show_right_answers && self.feedback == FeedbackMoment::Never {
            problems.push(QuizProblem::RightAnswersNeverShown);
        }
        self.draw_problems(&mut problems);
        self.band_problems(titles, &mut problems);
        problems
    }

    fn draw_problems(&self, problems: &mut Vec<QuizProblem>) {
        if self.draws.len() > MOST_DRAWS {
            problems.push(QuizProblem::TooManyDraws);
        }
        let mut before: Vec<&super::CategoryDraw> = Vec::new();
        for draw in self.draws.iter().take(MOST_DRAWS) {
            if draw.is_nowhere() {
                problems.push(QuizProblem::NoCategory(draw.category.clone()));
            }
            if draw.count == 0 {
                problems.push(QuizProblem::DrawsNothing(draw.category.clone()));
            }
            // Two that take each other are one.
            if before.iter().any(|other| other.takes(&draw.category) && draw.takes(&other.category)) {
                problems.push(QuizProblem::SameCategory(draw.category.clone()));
            }
            before.push(draw);
        }
    }

    fn band_problems(&self, titles: &BTreeMap<Language, String>, problems: &mut Vec<QuizProblem>) {
        if self.bands.len() > MOST_BANDS {
            problems.push(QuizProblem::TooManyBands);
        }
        let mut begins = BTreeSet::new();
        for band in self.bands.iter().take(MOST_BANDS) {
            if band.from > 100 {
                problems.push(QuizProblem::BadBand(band.from));
            }
            if !begins.insert(band.from) {
                problems.push(QuizProblem::SameBand(band.from));
            }
            if !band.text.keys().eq(titles.keys()) || band.text.values().any(|text| text.trim().is_empty()) {
                problems.push(QuizProblem::BandLanguages(band.from));
            }
            if band.text.values().any(|text| text.chars().nth(LONGEST_BAND_TEXT).is_some()) {
                problems.push(QuizProblem::BandTooLong(band.from));
            }
        }
    }
}
