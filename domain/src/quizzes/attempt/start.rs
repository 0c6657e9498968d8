//! Whether a person may start another attempt.

use super::{state::AttemptState, time::later};
use crate::{calendar::Moment, courses::quiz::QuizRules, ids::AttemptId};
use chrono::TimeDelta;

/// An attempt that a person has taken, as it stands now.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Taken {
    /// Which.
    pub attempt: AttemptId,
    /// What it is now.
    pub state: AttemptState,
}

/// Why a person may not start an attempt.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum Refusal {
    /// One is under way; it is to be gone on with.
    #[error("the attempt {0} is under way")]
    OneOpen(AttemptId),
    /// All that the rules allow are taken.
    #[error("no attempt is left")]
    NoAttemptLeft,
    /// The next may be started at this moment.
    #[error("the next attempt may be started at {0}")]
    WaitUntil(Moment),
}

/// Whether a person who has taken these attempts at a quiz may start another.
///
/// Abandoned attempts count, or a quiz could be looked at as often as one likes; the wait counts from the end of the
/// attempt that ended last.
///
/// # Errors
/// The first of [`Refusal`]'s reasons that holds.
pub fn may_start(rules: &QuizRules, taken: &[Taken], now: Moment) -> Result<(), Refusal> {
    if let Some(open) = taken.iter().find(|taken| taken.state.is_open()) {
        return Err(Refusal::OneOpen(open.attempt));
    }
    if rules.attempts > 0 && taken.len() as u64 >= u64::from(rules.attempts) {
        return Err(Refusal::NoAttemptLeft);
    }
    let last_end = taken.iter().filter_map(|taken| taken.state.ended_at()).max();
    let wait = TimeDelta::minutes(i64::from(rules.wait_minutes));
    match last_end.map(|end| later(end, wait)) {
        Some(from) if rules.wait_minutes > 0 && now < from => Err(Refusal::WaitUntil(from)),
        _ => Ok(()),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::quizzes::{
        Score,
        attempt::{AttemptFacts, Submitted, TimeLimit, WaitsFor, standing},
        rules::plain,
    };

    fn minute(minute: i64) -> Moment {
        Moment::UNIX_EPOCH + TimeDelta::minutes(minute)
    }

    fn taken(states: &[AttemptState]) -> Vec<Taken> {
        (1..).zip(states).map(|(id, state)| Taken { attempt: AttemptId(id), state: state.clone() }).collect()
    }

    fn rules(attempts: u32, wait_minutes: u32) -> QuizRules {
        QuizRules { attempts, wait_minutes, ..plain() }
    }

    fn marked(at: i64) -> AttemptState {
        AttemptState::Marked { at: minute(at), marked_at: minute(at + 9), score: Score { earned: 0, questions: 1 } }
    }

    #[test]
    fn there_are_as_many_attempts_as_the_rules_say() {
        let abandoned = AttemptState::Abandoned { at: minute(2) };
        let waiting = AttemptState::Submitted { at: minute(3), by: Submitted::Learner, waits_for: WaitsFor::Person(1) };
        let three = taken(&[marked(1), abandoned, waiting]);
        assert_eq!(may_start(&rules(3, 0), &three[..2], minute(4)), Ok(()));
        assert_eq!(may_start(&rules(3, 0), &three, minute(4)), Err(Refusal::NoAttemptLeft));
        assert_eq!(may_start(&rules(0, 0), &three, minute(4)), Ok(()));
        assert_eq!(may_start(&rules(1, 60), &[], minute(4)), Ok(()));
    }

    #[test]
    fn the_wait_counts_from_the_end_of_the_last_attempt_not_from_its_mark() {
        let two = taken(&[marked(20), marked(10)]);
        let at = |at| may_start(&rules(0, 30), &two, minute(at));
        assert_eq!(at(49), Err(Refusal::WaitUntil(minute(50))));
        assert_eq!(at(50), Ok(()));
        assert_eq!(may_start(&rules(2, 30), &two, minute(21)), Err(Refusal::NoAttemptLeft), "no use in waiting");
        assert_eq!(may_start(&rules(0, 0), &two, minute(0)), Ok(()), "no wait, whatever the clock says");
    }

    #[test]
    fn an_open_attempt_is_gone_on_with_until_its_time_and_grace_are_over() {
        let facts = AttemptFacts::started(minute(0), TimeLimit { minutes: 10, extra_minutes: 0 });
        let at = |now: Moment| may_start(&rules(2, 0), &taken(&[marked(-9), standing(now, &facts)]), now);
        assert_eq!(at(minute(10)), Err(Refusal::OneOpen(AttemptId(2))));
        assert_eq!(at(minute(11)), Err(Refusal::OneOpen(AttemptId(2))), "within the grace");
        assert_eq!(at(minute(12)), Err(Refusal::NoAttemptLeft));
        let more = may_start(&rules(3, 5), &taken(&[standing(minute(12), &facts)]), minute(12));
        assert_eq!(more, Err(Refusal::WaitUntil(minute(15))), "from the deadline");
    }

    #[test]
    fn no_wait_is_too_long() {
        let end = AttemptState::Abandoned { at: Moment::MAX_UTC };
        let wait = may_start(&rules(0, u32::MAX), &taken(&[end]), minute(0));
        assert_eq!(wait, Err(Refusal::WaitUntil(Moment::MAX_UTC)));
    }
}
