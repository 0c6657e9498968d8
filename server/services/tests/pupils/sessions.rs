//! What a right secret opens, and for how long.

use super::{COURSE, Class, here, viewer_of};
use crate::support::{Engine, november, vi};
use chrono::TimeDelta;
use domain::{
    access::{
        Role,
        pupils::{MOST_WRONG_TRIES, secret::SecretKind},
        session::SessionKind,
    },
    calendar::day_of,
};
use rstest::rstest;
use services::{
    access::{
        AccessError,
        pupils::{class_names, class_sign_in, late_learner, pupil_door},
        sign_out,
    },
    quizzes::{Form, QuizError, model_fields, quiz_lobby, save_late_responses, start_attempt},
};

#[rstest]
#[tokio::test]
async fn pupils_sign_in_by_pictures_or_by_pin(#[values(Engine::Sqlite, Engine::Postgres)] engine: Engine) {
    for (name, kind) in [("1/1", SecretKind::Pictures), ("3/1", SecretKind::Pin)] {
        let class = Class::of(engine, name).await;
        assert_eq!(class.secret_of(0).kind(), kind);
        let door = pupil_door(
            class.house.store(),
            &class.secrets,
            here(),
            (&class.cards.code, &class.handle(0).await),
            november(),
        )
        .await
        .unwrap();
        assert_eq!((door.kind, door.tries_left), (Some(kind), MOST_WRONG_TRIES));
        let session = class.sign_in(0).await;
        let viewer = viewer_of(&class, &session, november()).await.unwrap();
        assert_eq!((viewer.session_kind(), viewer.account()), (SessionKind::Pupil, None));
        assert!(viewer.learner().is_ok());
        assert!(matches!(viewer.account_holder(), Err(AccessError::Forbidden)));
        let page = class_sign_in(class.house.store(), &class.secrets, &class.teacher, november()).await.unwrap();
        assert_eq!(page.pupils[0].last_signed_in_on, Some(day_of(november())));
    }
}

#[rstest]
#[tokio::test]
async fn a_pupils_session_opens_lessons_whatever_else_the_person_is(
    #[values(Engine::Sqlite, Engine::Postgres)] engine: Engine,
) {
    let class = Class::of(engine, "3/1").await;
    class.house.give_role("790003", Role::Office, "").await;
    let session = class.sign_in(0).await;
    let viewer = viewer_of(&class, &session, november()).await.unwrap();
    assert!(viewer.learner().is_ok());
    assert!(viewer.office().is_err() && viewer.reads_office().is_err() && viewer.office_node().is_none());
    let leads = viewer.leads(class.house.store(), "TH014", day_of(november())).await;
    assert!(matches!(leads, Err(AccessError::Forbidden)));
}

#[rstest]
#[tokio::test]
async fn who_left_is_not_in_the_list_and_cannot_come_in(#[values(Engine::Sqlite, Engine::Postgres)] engine: Engine) {
    let class = Class::of(engine, "1/1").await;
    let gone = class.handle(0).await;
    let person = class.house.person("790001").await;
    let session = class.sign_in(0).await;
    class.house.sql(&format!("UPDATE memberships SET to_on = '2026-10-01' WHERE person_id = {person}")).await;
    let store = class.house.store();
    let names = class_names(store, &class.secrets, here(), &class.cards.code, november()).await.unwrap();
    assert_eq!(names.pupils.iter().map(|pupil| pupil.name.as_str()).collect::<Vec<_>>(), ["Nam"]);
    let door = pupil_door(store, &class.secrets, here(), (&class.cards.code, &gone), november()).await;
    assert!(matches!(door, Err(AccessError::NotFound)));
    assert!(viewer_of(&class, &session, november()).await.unwrap().learner().is_err());
    let page = class_sign_in(store, &class.secrets, &class.teacher, november()).await.unwrap();
    assert_eq!(page.pupils.len(), 1);
}

#[rstest]
#[tokio::test]
async fn a_session_that_ended_keeps_answers_and_shows_nothing(
    #[values(Engine::Sqlite, Engine::Postgres)] engine: Engine,
) {
    let class = Class::of(engine, "1/1").await;
    let store = class.house.store();
    class.house.do_lessons("790001", COURSE, november()).await;
    class.house.do_lessons("790002", COURSE, november()).await;
    let (own, other) = (class.house.learner("790001").await, class.house.learner("790002").await);
    let attempt = start_attempt(store, &own, COURSE, 1, november()).await.unwrap();
    let foreign = start_attempt(store, &other, COURSE, 1, november()).await.unwrap();
    let fields = Form::from(model_fields(store, &own, attempt, 0).await.unwrap());
    let session = class.sign_in(0).await;
    let late = async |after: TimeDelta| late_learner(store, &session.token, november() + after).await.unwrap();
    assert!(late(TimeDelta::minutes(30)).await.is_none(), "not while it holds");

    let after = TimeDelta::minutes(50);
    assert!(viewer_of(&class, &session, november() + after).await.is_none(), "nothing is shown any more");
    let learner = late(after).await.unwrap();
    let now = november() + after;
    save_late_responses(store, &learner, attempt, &fields, now).await.unwrap();
    let refused = save_late_responses(store, &learner, foreign, &fields, now).await;
    assert!(matches!(refused, Err(QuizError::NotFound)), "another pupil's attempt");
    let sheet = quiz_lobby(store, &own, COURSE, &vi(), now).await.unwrap().open.unwrap();
    assert_eq!(sheet.answered(), sheet.questions.len(), "kept, and not submitted");

    // Somebody else signs in meanwhile; rows that are long over are cleared then, this one is not yet.
    class.sign_in(1).await;
    assert!(late(TimeDelta::hours(8)).await.is_some());
    assert!(late(TimeDelta::hours(9)).await.is_none(), "not for ever");
    assert!(session.lasts > TimeDelta::hours(8), "the browser keeps the cookie as long");
    sign_out(store, &session.token).await.unwrap();
    assert!(late(after).await.is_none(), "not after \"not me\"");
}
