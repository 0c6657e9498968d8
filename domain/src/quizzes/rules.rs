//! What the rules of a quiz let a learner see and do.

use super::{Outcome, attempt::TimeLimit};
use crate::courses::{FeedbackMoment, quiz::QuizRules};

/// How far a question is whose feedback is asked for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Stage {
    /// Its answer may still be changed.
    Open,
    /// It is answered for good, the attempt is under way.
    Answered,
    /// The attempt is submitted; a person has yet to mark some of it.
    Submitted,
    /// The attempt is marked.
    Marked(Outcome),
}

/// What a learner may see of a question they have answered.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Review {
    /// What the answer earned and what is said to it.
    pub feedback: bool,
    /// Which answer is right.
    pub right_answer: bool,
}

/// What a learner may see of a question at a stage. A right answer is never seen before feedback is.
pub fn review(rules: &QuizRules, stage: Stage) -> Review {
    let feedback = match (rules.feedback, stage) {
        (_, Stage::Open) | (FeedbackMoment::Never, _) => false,
        (FeedbackMoment::AfterEach, _) => true,
        (FeedbackMoment::AfterSubmit, stage) => stage != Stage::Answered,
        (FeedbackMoment::AfterPass, stage) => stage == Stage::Marked(Outcome::Passed),
    };
    Review { feedback, right_answer: feedback && rules.show_right_answers }
}

/// Whether a learner answers each question for good before seeing what it earned: an answer for which feedback was
/// shown is not changed any more.
pub const fn answers_are_final(rules: &QuizRules) -> bool {
    matches!(rules.feedback, FeedbackMoment::AfterEach)
}

/// The time a person has who gets so many minutes more than others.
pub const fn time_limit(rules: &QuizRules, extra_minutes: u32) -> TimeLimit {
    TimeLimit { minutes: rules.time_limit_minutes, extra_minutes }
}

/// Plain rules for tests, with a pass mark of 80.
#[cfg(test)]
pub(super) fn plain() -> QuizRules {
    serde_json::from_str(r#"{"pass_mark":80,"feedback":"after_submit"}"#).unwrap()
}

#[cfg(test)]
mod tests {
    use super::*;

    const STAGES: [Stage; 5] = [
        Stage::Open,
        Stage::Answered,
        Stage::Submitted,
        Stage::Marked(Outcome::Failed),
        Stage::Marked(Outcome::Passed),
    ];

    fn seen(feedback: FeedbackMoment) -> [bool; 5] {
        STAGES.map(|stage| review(&QuizRules { feedback, ..plain() }, stage).feedback)
    }

    #[test]
    fn feedback_is_seen_at_its_time() {
        assert_eq!(seen(FeedbackMoment::AfterEach), [false, true, true, true, true]);
        assert_eq!(seen(FeedbackMoment::AfterSubmit), [false, false, true, true, true]);
        assert_eq!(seen(FeedbackMoment::AfterPass), [false, false, false, false, true]);
        assert_eq!(seen(FeedbackMoment::Never), [false; 5]);
    }

    #[test]
    fn right_answers_are_seen_only_where_allowed_and_never_before_feedback() {
        for feedback in FeedbackMoment::ALL {
            for stage in STAGES {
                let rules = QuizRules { feedback: *feedback, ..plain() };
                assert!(!review(&rules, stage).right_answer);
                let seen = review(&QuizRules { show_right_answers: true, ..rules }, stage);
                assert_eq!(seen.right_answer, seen.feedback);
            }
        }
    }
}
