//! Answers that come late, twice or from two computers, and the time for an attempt.

use crate::support::{Engine, House, november, pack, september, vi};
use chrono::TimeDelta;
use domain::{
    calendar::Moment,
    courses::quiz::QuizRules,
    ids::AttemptId,
    quizzes::{
        Outcome, QuestionKind,
        response::Parts,
        sheet::{AskedKind, AskedQuestion, Kept, QuizSheet},
    },
};
use rstest::rstest;
use services::{
    access::Learner,
    quizzes::{
        Fields, Form, QuizError, Sent, Submission, attempt_result, close_overdue, keep_answer, model_fields,
        quiz_lobby, save_responses, start_attempt, submit_attempt,
    },
};
use std::collections::BTreeSet;

const COURSE: &str = "cybersecurity-law-for-schools";

/// An attempt under way, whose questions all are choices of one.
struct UnderWay {
    house: House,
    learner: Learner,
    attempt: AttemptId,
}

impl UnderWay {
    async fn with(engine: Engine, change: impl FnOnce(&mut QuizRules)) -> Self {
        let house = House::on(engine).await;
        let mut pack = pack(COURSE);
        for questions in &mut pack.questions {
            assert!(!questions.is_empty());
        }
        pack.questions.retain(|texts| matches!(texts[&vi()].kind, QuestionKind::SingleChoice { .. }));
        let rules = pack.manifest.quiz.as_mut().unwrap();
        rules.draw = 2;
        change(rules);
        house.take(&pack, september()).await;
        house.do_lessons("TH-2", COURSE, november()).await;
        let learner = house.learner("TH-2").await.on_device(1);
        let attempt = start_attempt(house.store(), &learner, COURSE, 5, november()).await.unwrap();
        Self { house, learner, attempt }
    }

    async fn on(engine: Engine) -> Self {
        Self::with(engine, |_| {}).await
    }

    /// Sends an option of the first question.
    async fn send(&self, device: u32, page: u32, option: u32, numbers: (u32, u32)) -> Kept {
        let (sequence, based_on) = numbers;
        let sent = Sent { position: 0, parts: choice(option), page, sequence, based_on };
        let learner = self.learner.on_device(device);
        keep_answer(self.house.store(), &learner, self.attempt, &sent, november()).await.unwrap()
    }

    async fn sheet(&self) -> QuizSheet {
        let lobby = quiz_lobby(self.house.store(), &self.learner, COURSE, &vi(), november()).await.unwrap();
        lobby.open.unwrap()
    }

    async fn first(&self) -> AskedQuestion {
        self.sheet().await.questions.remove(0)
    }

    async fn submit(&self, fields: Fields, now: Moment) -> Result<Submission, QuizError> {
        submit_attempt(self.house.store(), &self.learner, self.attempt, &fields.into(), true, now).await
    }
}

fn choice(option: u32) -> Parts {
    Parts::from([(0, vec![option.to_string()])])
}

#[rstest]
#[tokio::test]
async fn a_message_that_comes_twice_counts_once_and_a_late_one_overwrites_nothing(
    #[values(Engine::Sqlite, Engine::Postgres)] engine: Engine,
) {
    let quiz = UnderWay::on(engine).await;
    assert_eq!(quiz.send(1, 10, 0, (1, 0)).await, Kept::Saved { sequence: 1 });
    assert_eq!(quiz.send(1, 10, 0, (1, 0)).await, Kept::Saved { sequence: 1 }, "the same once more");
    assert_eq!(quiz.send(1, 10, 2, (3, 0)).await, Kept::Saved { sequence: 3 });
    let late = quiz.send(1, 10, 1, (2, 0)).await;
    assert_eq!(late, Kept::Newer { sequence: 3, parts: choice(2) });
    let first = quiz.first().await;
    assert_eq!((first.fields, first.sequence), (choice(2), 3));
    assert_eq!(first.others, []);
}

#[rstest]
#[tokio::test]
async fn an_older_tab_that_saves_last_does_not_overwrite(#[values(Engine::Sqlite, Engine::Postgres)] engine: Engine) {
    let quiz = UnderWay::on(engine).await;
    quiz.send(1, 10, 0, (1, 0)).await;
    let older = quiz.send(1, 11, 1, (1, 0)).await;
    assert_eq!(older, Kept::Newer { sequence: 1, parts: choice(0) });
    assert_eq!(quiz.first().await.others, [], "on the same computer nobody is asked");
    let knows = quiz.send(1, 11, 1, (2, 1)).await;
    assert_eq!(knows, Kept::Saved { sequence: 2 });
    assert_eq!(quiz.first().await.fields, choice(1));
}

#[rstest]
#[tokio::test]
async fn answers_of_two_computers_are_both_shown_until_one_is_chosen(
    #[values(Engine::Sqlite, Engine::Postgres)] engine: Engine,
) {
    let quiz = UnderWay::on(engine).await;
    quiz.send(1, 10, 0, (1, 0)).await;
    let other = quiz.send(2, 20, 1, (1, 0)).await;
    assert_eq!(other, Kept::Differs { sequence: 1, parts: choice(0) });
    quiz.send(2, 20, 2, (2, 0)).await;
    quiz.send(2, 20, 1, (3, 0)).await;
    let first = quiz.first().await;
    assert_eq!(first.fields, choice(0), "what stood still stands");
    assert_eq!(first.others.iter().map(|other| &other.fields).collect::<Vec<_>>(), [&choice(1)], "the newest of it");
    assert_eq!(first.others[0].words.len(), 1);

    let chosen = quiz.send(2, 21, 1, (4, 1)).await;
    assert_eq!(chosen, Kept::Saved { sequence: 4 });
    let first = quiz.first().await;
    assert_eq!((first.fields, first.others), (choice(1), vec![]));
}

#[rstest]
#[tokio::test]
async fn keeping_the_answer_that_stands_is_a_choice_too(#[values(Engine::Sqlite, Engine::Postgres)] engine: Engine) {
    let quiz = UnderWay::on(engine).await;
    quiz.send(1, 10, 0, (1, 0)).await;
    quiz.send(2, 20, 1, (1, 0)).await;
    quiz.send(1, 12, 0, (2, 1)).await;
    let first = quiz.first().await;
    assert_eq!((first.fields, first.others), (choice(0), vec![]));
}

#[rstest]
#[tokio::test]
async fn a_form_leaves_alone_what_was_not_touched_on_its_page(
    #[values(Engine::Sqlite, Engine::Postgres)] engine: Engine,
) {
    let quiz = UnderWay::on(engine).await;
    let page = quiz.sheet().await;
    let seen = page.questions.iter().map(|question| (question.position, question.seen.clone())).collect();
    quiz.send(2, 20, 1, (1, 0)).await;
    let fields = Fields::from([(0, Parts::new()), (1, choice(0))]);
    let form = Form { fields, page: 10, seen };
    let saved = save_responses(quiz.house.store(), &quiz.learner, quiz.attempt, &form, november()).await.unwrap();
    assert_eq!(saved, [] as [u32; 0]);
    let sheet = quiz.sheet().await;
    assert_eq!((&sheet.questions[0].fields, &sheet.questions[1].fields), (&choice(1), &choice(0)));

    let mut touched = form;
    touched.fields.insert(0, choice(0));
    let saved = save_responses(quiz.house.store(), &quiz.learner, quiz.attempt, &touched, november()).await.unwrap();
    assert_eq!(saved, [0], "another was given elsewhere");
    let submitted = quiz_submits(&quiz, &touched).await;
    assert_eq!(submitted, Submission::Differs(vec![0]));
}

async fn quiz_submits(quiz: &UnderWay, form: &Form) -> Submission {
    submit_attempt(quiz.house.store(), &quiz.learner, quiz.attempt, form, true, november()).await.unwrap()
}

#[rstest]
#[tokio::test]
async fn numbers_that_cannot_be_are_refused(#[values(Engine::Sqlite)] engine: Engine) {
    let quiz = UnderWay::on(engine).await;
    for (sequence, based_on) in [(0, 0), (1, 1), (u32::MAX, 0), (u32::MAX, u32::MAX)] {
        let sent = Sent { position: 0, parts: choice(0), page: 1, sequence, based_on };
        let kept = keep_answer(quiz.house.store(), &quiz.learner, quiz.attempt, &sent, november()).await;
        assert!(matches!(kept, Err(QuizError::NoSuchSequence)), "{sequence} {based_on}: {kept:?}");
    }
    let nowhere = Sent { position: 99, parts: choice(0), page: 1, sequence: 1, based_on: 0 };
    let kept = keep_answer(quiz.house.store(), &quiz.learner, quiz.attempt, &nowhere, november()).await;
    assert!(matches!(kept, Err(QuizError::NotFound)), "{kept:?}");
    assert_eq!(quiz.sheet().await.answered(), 0);
}

#[rstest]
#[tokio::test]
async fn after_the_time_no_answer_is_taken_and_within_the_grace_what_was_saved_is_submitted(
    #[values(Engine::Sqlite, Engine::Postgres)] engine: Engine,
) {
    let quiz = UnderWay::with(engine, |rules| rules.time_limit_minutes = 10).await;
    let right = model_fields(quiz.house.store(), &quiz.learner, quiz.attempt, 0).await.unwrap();
    save_responses(quiz.house.store(), &quiz.learner, quiz.attempt, &right.clone().into(), november()).await.unwrap();
    let over = november() + TimeDelta::minutes(10) + TimeDelta::seconds(1);
    let late = Sent { position: 0, parts: choice(0), page: 1, sequence: 9, based_on: 8 };
    let kept = keep_answer(quiz.house.store(), &quiz.learner, quiz.attempt, &late, over).await;
    assert!(matches!(kept, Err(QuizError::TimeIsOver(_))), "{kept:?}");
    let wrong: Fields = right.keys().map(|position| (*position, Parts::new())).collect();
    assert_eq!(quiz.submit(wrong, over).await.unwrap(), Submission::Graded(Outcome::Passed));
}

#[rstest]
#[tokio::test]
async fn an_attempt_left_open_is_submitted_as_it_was_at_its_deadline(
    #[values(Engine::Sqlite, Engine::Postgres)] engine: Engine,
) {
    let quiz = UnderWay::with(engine, |rules| rules.time_limit_minutes = 10).await;
    let store = quiz.house.store();
    let right = model_fields(store, &quiz.learner, quiz.attempt, 0).await.unwrap();
    save_responses(store, &quiz.learner, quiz.attempt, &right.into(), november()).await.unwrap();
    let next_day = november() + TimeDelta::days(1);
    assert_eq!(close_overdue(store, november() + TimeDelta::minutes(5)).await.unwrap(), 0);
    assert_eq!(close_overdue(store, next_day).await.unwrap(), 1);
    assert_eq!(close_overdue(store, next_day).await.unwrap(), 0);
    let result = attempt_result(store, &quiz.learner, COURSE, quiz.attempt, &vi(), next_day).await.unwrap();
    assert!(result.past.has_passed());
    let completions = services::progress::completions_of(store.connection(), quiz.learner.person()).await.unwrap();
    assert_eq!(completions[0].0.at, november() + TimeDelta::minutes(10));
}

#[rstest]
#[tokio::test]
async fn whoever_comes_back_after_the_time_finds_the_attempt_submitted(
    #[values(Engine::Sqlite, Engine::Postgres)] engine: Engine,
) {
    let quiz = UnderWay::with(engine, |rules| rules.time_limit_minutes = 10).await;
    assert_eq!(quiz.sheet().await.seconds_left, Some(600));
    let later = november() + TimeDelta::hours(1);
    let lobby = quiz_lobby(quiz.house.store(), &quiz.learner, COURSE, &vi(), later).await.unwrap();
    assert_eq!((lobby.open, lobby.past.len()), (None, 1));
    assert!(!lobby.past[0].has_passed());
}

#[rstest]
#[tokio::test]
async fn between_two_attempts_there_is_a_wait_and_new_questions_come_first(
    #[values(Engine::Sqlite, Engine::Postgres)] engine: Engine,
) {
    let quiz = UnderWay::with(engine, |rules| rules.wait_minutes = 30).await;
    let prompts = |sheet: QuizSheet| -> BTreeSet<String> {
        sheet.questions.into_iter().map(|question| question.prompt).collect()
    };
    let first = prompts(quiz.sheet().await);
    assert_eq!(quiz.submit(Fields::new(), november()).await.unwrap(), Submission::Graded(Outcome::Failed));
    let store = quiz.house.store();
    let early = start_attempt(store, &quiz.learner, COURSE, 5, november() + TimeDelta::minutes(29)).await;
    assert!(matches!(early, Err(QuizError::WaitUntil(moment)) if moment == november() + TimeDelta::minutes(30)));
    let then = november() + TimeDelta::minutes(30);
    start_attempt(store, &quiz.learner, COURSE, 5, then).await.unwrap();
    let lobby = quiz_lobby(store, &quiz.learner, COURSE, &vi(), then).await.unwrap();
    let second = prompts(lobby.open.unwrap());
    assert!(first.is_disjoint(&second), "{first:?} {second:?}");
}

#[rstest]
#[tokio::test]
async fn each_question_is_shown_by_its_kind_and_no_key_is_sent(#[values(Engine::Sqlite)] engine: Engine) {
    let quiz = UnderWay::on(engine).await;
    for question in quiz.sheet().await.questions {
        assert!(matches!(question.kind, AskedKind::SingleChoice(_)));
    }
}
