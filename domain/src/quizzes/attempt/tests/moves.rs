use crate::{
    calendar::Moment,
    quizzes::{
        Credit, Score,
        attempt::{
            AttemptFacts, AttemptState, End, GRACE, IllegalMove, MOST_PAUSES, Move, Submitted, TimeLimit, WaitsFor,
            standing,
        },
    },
};
use chrono::TimeDelta;
use proptest::prelude::*;

fn second(second: i64) -> Moment {
    Moment::UNIX_EPOCH + TimeDelta::seconds(second)
}

/// An attempt of ten minutes.
fn ten_minutes() -> AttemptFacts {
    AttemptFacts::started(second(0), TimeLimit { minutes: 10, extra_minutes: 0 })
}

/// The facts after moves at seconds, all of which are legal.
fn after(facts: AttemptFacts, moves: &[(i64, Move)]) -> AttemptFacts {
    moves.iter().fold(facts, |facts, (at, event)| facts.after(event.clone(), second(*at)).unwrap())
}

fn refused(facts: &AttemptFacts, event: Move, at: i64) -> IllegalMove {
    facts.after(event, second(at)).unwrap_err()
}

fn essay(question: usize, credit: i32) -> Move {
    Move::MarkEssay { question, credit: Credit::from_thousandths(credit).unwrap() }
}

#[test]
fn answers_are_taken_until_the_deadline_and_a_submission_a_little_longer() {
    let facts = ten_minutes();
    let deadline = second(600);
    assert_eq!(facts.after(Move::Answer, deadline), Ok(facts.clone()));
    assert_eq!(refused(&facts, Move::Answer, 601), IllegalMove::TimeOver { deadline });
    assert_eq!(standing(second(601), &facts), AttemptState::Overdue { deadline, closes_at: deadline + GRACE });
    let submitted = after(facts.clone(), &[(660, Move::Submit)]);
    assert_eq!(submitted.end, Some(End::Submitted { at: second(660), by: Submitted::Learner, marks: None }));
    assert_eq!(refused(&facts, Move::Submit, 661), IllegalMove::TimeOver { deadline });
}

#[test]
fn what_nobody_submits_is_submitted_at_its_deadline_as_it_is() {
    let facts = ten_minutes();
    for at in [0, 600, 660] {
        assert_eq!(after(facts.clone(), &[(at, Move::TimePasses)]), facts);
    }
    let waits = AttemptState::Submitted { at: second(600), by: Submitted::Time, waits_for: WaitsFor::Machine };
    assert_eq!(standing(second(661), &facts), waits, "before it is recorded");
    let recorded = after(facts, &[(9_999, Move::TimePasses)]);
    assert_eq!(standing(second(9_999), &recorded), waits);
    assert_eq!(after(recorded.clone(), &[(19_999, Move::TimePasses)]), recorded, "once");
}

#[test]
fn without_a_limit_time_is_never_over() {
    let facts = AttemptFacts::started(second(0), TimeLimit::NONE);
    let far = 20 * 365 * 86_400;
    assert_eq!(standing(second(far), &facts), AttemptState::InProgress { deadline: None, paused_since: None });
    assert_eq!(after(facts.clone(), &[(far, Move::Answer), (far, Move::TimePasses)]), facts);
}

#[test]
fn while_a_teacher_lets_time_stand_still_nothing_is_answered_and_nothing_is_lost() {
    let paused = after(ten_minutes(), &[(300, Move::Pause)]);
    let since = second(300);
    assert!(paused.after(Move::Answer, second(360)).is_ok(), "was under way");
    assert_eq!(refused(&paused, Move::Answer, 361), IllegalMove::Paused { since });
    assert_eq!(refused(&paused, Move::Submit, 361), IllegalMove::Paused { since });
    assert_eq!(refused(&paused, Move::Pause, 400), IllegalMove::Paused { since });
    let state = AttemptState::InProgress { deadline: Some(second(3_900)), paused_since: Some(since) };
    assert_eq!(standing(second(3_600), &paused), state);
    let resumed = after(paused, &[(3_600, Move::Resume)]);
    assert_eq!(refused(&resumed, Move::Resume, 3_601), IllegalMove::NotPaused);
    assert!(resumed.after(Move::Answer, second(3_900)).is_ok());
    assert_eq!(refused(&resumed, Move::Answer, 3_901), IllegalMove::TimeOver { deadline: second(3_900) });
}

#[test]
fn time_that_is_over_cannot_be_stopped() {
    let over = IllegalMove::TimeOver { deadline: second(600) };
    for at in [601, 700] {
        assert_eq!(refused(&ten_minutes(), Move::Pause, at), over);
        assert_eq!(refused(&ten_minutes(), Move::Resume, at), over);
    }
}

#[test]
fn there_is_an_end_to_pauses() {
    let mut facts = AttemptFacts::started(second(0), TimeLimit::NONE);
    for _ in 0..MOST_PAUSES {
        facts = after(facts, &[(1, Move::Pause), (2, Move::Resume)]);
    }
    assert_eq!(refused(&facts, Move::Pause, 3), IllegalMove::TooManyPauses);
}

#[test]
fn what_the_machine_can_mark_whole_is_marked_at_once() {
    let credits = vec![Some(Credit::FULL), Some(Credit::NONE)];
    let facts = after(ten_minutes(), &[(50, Move::Submit), (51, Move::MarkByMachine(credits))]);
    let score = Score { earned: 100_000, questions: 2 };
    assert_eq!(standing(second(99), &facts), AttemptState::Marked { at: second(50), marked_at: second(51), score });
}

#[test]
fn a_score_waits_until_every_essay_is_marked() {
    let credits = vec![None, Some(Credit::FULL), None];
    let facts = after(ten_minutes(), &[(50, Move::Submit), (51, Move::MarkByMachine(credits)), (70, essay(2, 50_000))]);
    let waits = |by| AttemptState::Submitted { at: second(50), by, waits_for: WaitsFor::Person(1) };
    assert_eq!(standing(second(99), &facts), waits(Submitted::Learner));
    assert_eq!(standing(second(99), &facts).score(), None);
    let marked = after(facts.clone(), &[(80, essay(0, 0))]);
    let score = Score { earned: 150_000, questions: 3 };
    assert_eq!(standing(second(99), &marked), AttemptState::Marked { at: second(50), marked_at: second(80), score });
    assert_eq!(refused(&facts, essay(2, 0), 80), IllegalMove::AlreadyMarked);
    assert_eq!(refused(&facts, essay(1, 0), 80), IllegalMove::AlreadyMarked, "by the machine");
    assert_eq!(refused(&facts, essay(3, 0), 80), IllegalMove::NoSuchQuestion);
    assert_eq!(refused(&facts, essay(0, -1), 80), IllegalMove::BelowNothing);
}

#[test]
fn nothing_is_marked_out_of_turn() {
    let open = ten_minutes();
    let machine = || Move::MarkByMachine(vec![None]);
    for (facts, at) in [(open.clone(), 5), (open.clone(), 999)] {
        assert_eq!(refused(&facts, machine(), at), IllegalMove::NotToBeMarked);
        assert_eq!(refused(&facts, essay(0, 0), at), IllegalMove::NotToBeMarked);
    }
    let submitted = after(open, &[(5, Move::Submit)]);
    assert_eq!(refused(&submitted, essay(0, 0), 6), IllegalMove::NotToBeMarked);
    let marked = after(submitted, &[(6, machine())]);
    assert_eq!(refused(&marked, machine(), 7), IllegalMove::AlreadyMarked);
}

#[test]
fn what_is_over_stays_over() {
    let submitted = after(ten_minutes(), &[(5, Move::Submit)]);
    let abandoned = after(ten_minutes(), &[(5, Move::Abandon)]);
    assert_eq!(standing(second(6), &abandoned), AttemptState::Abandoned { at: second(5) });
    for facts in [&submitted, &abandoned] {
        for event in [Move::Answer, Move::Submit, Move::Pause, Move::Resume, Move::Abandon] {
            assert_eq!(refused(facts, event, 6), IllegalMove::Over);
        }
    }
    assert_eq!(refused(&abandoned, Move::MarkByMachine(vec![]), 6), IllegalMove::Over);
    assert_eq!(refused(&abandoned, essay(0, 0), 6), IllegalMove::Over);
    assert_eq!(refused(&ten_minutes(), Move::Abandon, 700), IllegalMove::TimeOver { deadline: second(600) });
    assert!(ten_minutes().after(Move::Abandon, second(650)).is_ok(), "within the grace");
}

#[test]
fn facts_are_stored_and_read_again() {
    let credits = vec![Some(Credit::FULL), None];
    let facts = after(
        ten_minutes(),
        &[(9, Move::Pause), (20, Move::Resume), (50, Move::Submit), (51, Move::MarkByMachine(credits))],
    );
    let json = serde_json::to_string(&facts).unwrap();
    assert_eq!(serde_json::from_str::<AttemptFacts>(&json).unwrap(), facts);
}

fn any_move() -> impl Strategy<Value = Move> {
    let credit = || (-1..=1_i32).prop_map(|n| Credit::from_thousandths(n * 100_000).unwrap());
    prop_oneof![
        4 => Just(Move::Answer),
        1 => Just(Move::Submit),
        2 => Just(Move::TimePasses),
        2 => Just(Move::Pause),
        2 => Just(Move::Resume),
        1 => Just(Move::Abandon),
        2 => proptest::collection::vec(proptest::option::of(credit()), 0..3).prop_map(Move::MarkByMachine),
        2 => (0..3_usize, credit()).prop_map(|(question, credit)| Move::MarkEssay { question, credit }),
    ]
}

proptest! {
    /// Whatever happens in whatever order, an attempt only goes forward.
    #[test]
    fn an_attempt_never_goes_back(moves in proptest::collection::vec((0..200_i64, any_move()), 0..30), minutes in 0..20_u32) {
        let mut facts = AttemptFacts::started(second(0), TimeLimit { minutes, extra_minutes: 0 });
        let mut now = 0;
        for (pause, event) in moves {
            now += pause;
            let before = standing(second(now), &facts);
            let is_answer = event == Move::Answer;
            match facts.after(event, second(now)) {
                Ok(then) => {
                    prop_assert!(!is_answer || before.is_open(), "an answer to what is over");
                    let state = standing(second(now), &then);
                    prop_assert!(before.is_open() || !state.is_open());
                    prop_assert!(before.ended_at().is_none() || before.ended_at() == state.ended_at());
                    prop_assert!(before.score().is_none() || before.score() == state.score());
                    facts = then;
                }
                Err(_) => prop_assert_eq!(standing(second(now), &facts), before),
            }
        }
    }
}
