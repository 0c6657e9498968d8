use crate::support::{Engine, House, november, pack, september, vi};
use domain::courses::CourseStanding;
use domain::quizzes::Outcome;
use rstest::rstest;
use services::{
    progress::{course_page, my_courses},
    quizzes::{
        Fields, Form, QuizError, Submission, attempt_result, model_fields, quiz_lobby, save_responses, start_attempt,
        submit_attempt,
    },
};

const COURSE: &str = "cybersecurity-law-for-schools";
const OTHER: &str = "protecting-children-online";

#[rstest]
#[tokio::test]
async fn a_teacher_passes_and_the_course_is_complete(#[values(Engine::Sqlite, Engine::Postgres)] engine: Engine) {
    let house = House::with_courses(engine, &[COURSE]).await;
    let learner = house.learner("TH-2").await;
    let standing = async || my_courses(house.store(), &learner, &vi(), november()).await.unwrap().remove(0).standing;
    assert_eq!(standing().await, CourseStanding::NotStarted);
    assert!(matches!(start_attempt(house.store(), &learner, COURSE, 1, november()).await, Err(QuizError::LessonsLeft)));
    house.do_lessons("TH-2", COURSE, november()).await;
    assert_eq!(standing().await, CourseStanding::InProgress);

    let attempt = start_attempt(house.store(), &learner, COURSE, 1, november()).await.unwrap();
    let fields = model_fields(house.store(), &learner, attempt, 1).await.unwrap();
    let submitted =
        submit_attempt(house.store(), &learner, attempt, &fields.clone().into(), true, november()).await.unwrap();
    assert_eq!(submitted, Submission::Graded(Outcome::Passed));

    let result = attempt_result(house.store(), &learner, COURSE, attempt, &vi(), november()).await.unwrap();
    assert_eq!(result.past.marked.unwrap().score.to_string(), "87.5", "seven of eight questions");
    assert_eq!(result.questions.unwrap().len(), 8);
    let card = course_page(house.store(), &learner, COURSE, &vi(), november()).await.unwrap().card;
    let completion = card.completion.unwrap();
    assert_eq!((completion.score_tenths, completion.version), (Some(875), 1));
    assert_eq!(standing().await, CourseStanding::Complete);
}

#[rstest]
#[tokio::test]
async fn who_fails_has_no_completion_and_may_try_again(#[values(Engine::Sqlite, Engine::Postgres)] engine: Engine) {
    let house = House::with_courses(engine, &[COURSE]).await;
    assert_eq!(house.complete("TH-2", COURSE, 4, september()).await, Submission::Graded(Outcome::Failed));
    let learner = house.learner("TH-2").await;
    let page = course_page(house.store(), &learner, COURSE, &vi(), november()).await.unwrap();
    assert_eq!(page.card.completion, None);
    assert_eq!(house.complete("TH-2", COURSE, 0, november()).await, Submission::Graded(Outcome::Passed));
    let lobby = quiz_lobby(house.store(), &learner, COURSE, &vi(), november()).await.unwrap();
    assert_eq!(lobby.past.iter().map(|past| past.number).collect::<Vec<_>>(), [2, 1]);
}

#[rstest]
#[tokio::test]
async fn a_half_filled_quiz_keeps_its_answers_and_names_what_is_missing(
    #[values(Engine::Sqlite, Engine::Postgres)] engine: Engine,
) {
    let house = House::with_courses(engine, &[COURSE]).await;
    house.do_lessons("TH-2", COURSE, november()).await;
    let learner = house.learner("TH-2").await;
    let attempt = start_attempt(house.store(), &learner, COURSE, 1, november()).await.unwrap();
    let fields = model_fields(house.store(), &learner, attempt, 3).await.unwrap();
    let submitted =
        submit_attempt(house.store(), &learner, attempt, &fields.clone().into(), false, november()).await.unwrap();
    assert_eq!(submitted, Submission::Incomplete(vec![0, 1, 2]));
    let sheet = quiz_lobby(house.store(), &learner, COURSE, &vi(), november()).await.unwrap().open.unwrap();
    assert_eq!(sheet.answered(), 5);
    let again = start_attempt(house.store(), &learner, COURSE, 99, november()).await.unwrap();
    assert_eq!(again, attempt, "there is one open attempt at the most");
    for question in &sheet.questions[3..] {
        assert_eq!(Some(&question.fields), fields.get(&question.position), "what was given is shown again");
    }
}

#[rstest]
#[tokio::test]
async fn submitted_twice_counts_once(#[values(Engine::Sqlite, Engine::Postgres)] engine: Engine) {
    let house = House::with_courses(engine, &[COURSE]).await;
    house.do_lessons("TH-2", COURSE, november()).await;
    let learner = house.learner("TH-2").await;
    let attempt = start_attempt(house.store(), &learner, COURSE, 1, november()).await.unwrap();
    let fields = Form::from(model_fields(house.store(), &learner, attempt, 0).await.unwrap());
    let submit = || submit_attempt(house.store(), &learner, attempt, &fields, true, november());
    let (first, second) = tokio::join!(submit(), submit());
    let graded = [&first, &second].into_iter().filter(|outcome| outcome.is_ok()).count();
    assert_eq!(graded, 1, "{first:?} {second:?}");
    assert!(matches!(submit().await, Err(QuizError::AlreadySubmitted)));
    assert!(matches!(
        save_responses(house.store(), &learner, attempt, &fields, november()).await,
        Err(QuizError::AlreadySubmitted)
    ));
    let completions = services::progress::completions_of(house.store().connection(), learner.person()).await.unwrap();
    assert_eq!(completions.len(), 1);
}

#[rstest]
#[tokio::test]
async fn two_starts_at_once_give_one_attempt(#[values(Engine::Sqlite, Engine::Postgres)] engine: Engine) {
    let house = House::with_courses(engine, &[COURSE]).await;
    house.do_lessons("TH-2", COURSE, november()).await;
    let learner = house.learner("TH-2").await;
    let start = |chance| start_attempt(house.store(), &learner, COURSE, chance, november());
    let _ = tokio::join!(start(1), start(2), start(3));
    start(4).await.unwrap();
    let lobby = quiz_lobby(house.store(), &learner, COURSE, &vi(), november()).await.unwrap();
    assert!(lobby.open.is_some() && lobby.past.is_empty());
    assert_eq!(lobby.open.unwrap().number, 1);
}

#[rstest]
#[tokio::test]
async fn another_persons_attempt_is_not_found(#[values(Engine::Sqlite, Engine::Postgres)] engine: Engine) {
    let house = House::with_courses(engine, &[COURSE]).await;
    house.do_lessons("TH-2", COURSE, november()).await;
    let owner = house.learner("TH-2").await;
    let other = house.learner("TH-3").await;
    let attempt = start_attempt(house.store(), &owner, COURSE, 1, november()).await.unwrap();
    let fields = Fields::new();
    assert!(matches!(
        save_responses(house.store(), &other, attempt, &fields.clone().into(), november()).await,
        Err(QuizError::NotFound)
    ));
    assert!(matches!(
        submit_attempt(house.store(), &other, attempt, &fields.clone().into(), true, november()).await,
        Err(QuizError::NotFound)
    ));
    assert!(matches!(
        attempt_result(house.store(), &other, COURSE, attempt, &vi(), november()).await,
        Err(QuizError::NotFound)
    ));
    assert!(matches!(
        attempt_result(house.store(), &owner, COURSE, attempt, &vi(), november()).await,
        Err(QuizError::NotFound)
    ));
}

#[tokio::test]
async fn what_is_no_answer_is_refused_and_changes_nothing() {
    let house = House::with_courses(Engine::Sqlite, &[COURSE]).await;
    house.do_lessons("TH-2", COURSE, november()).await;
    let learner = house.learner("TH-2").await;
    let attempt = start_attempt(house.store(), &learner, COURSE, 1, november()).await.unwrap();
    let bad = Fields::from([(0, [(0, vec!["x".repeat(600)])].into())]);
    let refused = save_responses(house.store(), &learner, attempt, &bad.into(), november()).await;
    assert!(matches!(refused, Err(QuizError::Response { position: 0, .. })), "{refused:?}");
    let unknown_place = Fields::from([(77, [(0, vec!["0".to_owned()])].into())]);
    save_responses(house.store(), &learner, attempt, &unknown_place.into(), november()).await.unwrap();
    let sheet = quiz_lobby(house.store(), &learner, COURSE, &vi(), november()).await.unwrap().open.unwrap();
    assert_eq!(sheet.answered(), 0);
}

#[tokio::test]
async fn the_sheet_holds_nothing_of_the_key() {
    let house = House::with_courses(Engine::Sqlite, &[COURSE, OTHER]).await;
    house.do_lessons("TH-2", COURSE, november()).await;
    let learner = house.learner("TH-2").await;
    start_attempt(house.store(), &learner, COURSE, 1, november()).await.unwrap();
    let lobby = quiz_lobby(house.store(), &learner, COURSE, &vi(), november()).await.unwrap();
    let sent = serde_json::to_string(&lobby).unwrap();
    let mut checked = 0;
    for texts in pack(COURSE).questions {
        let question = &texts[&vi()];
        let key = serde_json::to_value(question).unwrap();
        let mut feedback = Vec::new();
        collect_feedback(&key, &mut feedback);
        for text in feedback {
            assert!(!sent.contains(&text), "{text}");
            checked += 1;
        }
    }
    assert!(checked > 30, "only {checked} texts of feedback were looked for");
    for word in ["credit", "feedback", "\"name\"", "q01", "accepted"] {
        assert!(!sent.contains(word), "{word}");
    }
}

fn collect_feedback(value: &serde_json::Value, found: &mut Vec<String>) {
    match value {
        serde_json::Value::Object(fields) => {
            for (name, value) in fields {
                match value.as_str() {
                    Some(text) if matches!(name.as_str(), "feedback" | "general_feedback" | "right" | "wrong") => {
                        found.push(text.to_owned());
                    }
                    _ => collect_feedback(value, found),
                }
            }
        }
        serde_json::Value::Array(values) => values.iter().for_each(|value| collect_feedback(value, found)),
        _ => {}
    }
}
