//! Codes of classes, and numbers of lessons.

use super::{BASE, Class, here, teacher_of};
use crate::support::{Engine, november};
use chrono::TimeDelta;
use domain::access::pupils::class_code::DEMO_CODE;
use rstest::rstest;
use services::access::{
    AccessError, Anyone, Browser,
    pupils::{
        Tried, change_class_code, class_at_door, class_names, class_poster, close_lesson, open_lesson, pupil_door,
        pupil_sign_in,
    },
};
use std::net::{IpAddr, Ipv4Addr};

#[rstest]
#[tokio::test]
async fn a_changed_code_is_dead_at_once(#[values(Engine::Sqlite, Engine::Postgres)] engine: Engine) {
    let class = Class::of(engine, "3/1").await;
    let (store, old, handle) = (class.house.store(), class.cards.code.clone(), class.handle(0).await);
    let new = change_class_code(store, &class.teacher, november()).await.unwrap();
    assert_ne!(new, old);
    let names = class_names(store, &class.secrets, here(), &old, november()).await;
    assert!(matches!(names, Err(AccessError::WrongClassCode)));
    let browser = Browser::default();
    let given = Some(class.secret_of(0));
    let refused =
        pupil_sign_in(store, &class.secrets, here(), (&old, &handle), given, (&browser, None), november()).await;
    assert!(matches!(refused, Err(AccessError::WrongClassCode)));
    assert_eq!(class_names(store, &class.secrets, here(), &new, november()).await.unwrap().pupils.len(), 1);
    assert_eq!(class.house.count("class_codes").await, 2, "the history stays");
    assert_eq!(class.house.count("class_codes WHERE to_at IS NULL").await, 1);
}

#[rstest]
#[tokio::test]
async fn names_are_shown_for_a_valid_code_only(#[values(Engine::Sqlite, Engine::Postgres)] engine: Engine) {
    let class = Class::of(engine, "1/1").await;
    let store = class.house.store();
    let typed = format!(" {}-{} ", &class.cards.code[..3].to_lowercase(), &class.cards.code[3..]);
    let names = class_names(store, &class.secrets, here(), &typed, november()).await.unwrap();
    assert_eq!(names.class_name, "1/1");
    let listed: Vec<&str> = names.pupils.iter().map(|pupil| pupil.name.as_str()).collect();
    assert_eq!(listed, ["Hòa", "Nam"], "given names, in order");
    for wrong in ["", "AAAAAA", "123456", "'; DROP TABLE class_codes", DEMO_CODE] {
        let refused = class_names(store, &class.secrets, here(), wrong, november()).await;
        assert!(matches!(refused, Err(AccessError::WrongClassCode)), "{wrong}");
    }
    let handle = names.pupils[0].handle.clone();
    let other = change_class_code(store, &teacher_of(&class.house, "3/1").await, november()).await.unwrap();
    let elsewhere = pupil_door(store, &class.secrets, here(), (&other, &handle), november()).await;
    assert!(matches!(elsewhere, Err(AccessError::NotFound)), "a pupil of another class");
}

#[rstest]
#[tokio::test]
async fn guessing_codes_is_stopped_for_that_address(#[values(Engine::Sqlite, Engine::Postgres)] engine: Engine) {
    let class = Class::of(engine, "3/1").await;
    let store = class.house.store();
    for _ in 0..60 {
        let refused = class_at_door(store, here(), "AAAAAA", november()).await;
        assert!(matches!(refused, Err(AccessError::WrongClassCode)));
    }
    let code = class.cards.code.as_str();
    let guessed = class_at_door(store, here(), code, november()).await;
    assert!(matches!(guessed, Err(AccessError::TooManyTries)), "not even a right guess is answered");
    let elsewhere = Anyone::at(Some(IpAddr::V4(Ipv4Addr::new(10, 0, 0, 8))));
    assert!(class_at_door(store, elsewhere, code, november()).await.is_ok(), "other addresses go on");
    let later = november() + TimeDelta::minutes(11);
    assert!(class_at_door(store, here(), code, later).await.is_ok(), "and this one later");
}

#[rstest]
#[tokio::test]
async fn a_lessons_number_opens_the_names_for_45_minutes(#[values(Engine::Sqlite, Engine::Postgres)] engine: Engine) {
    let class = Class::of(engine, "3/1").await;
    let store = class.house.store();
    let lesson = open_lesson(store, &class.teacher, november()).await.unwrap();
    assert_eq!((lesson.until.as_str(), lesson.minutes_left), ("10:45", 45));
    let opens = async |number: &str, minutes: i64| {
        class_names(store, &class.secrets, here(), number, november() + TimeDelta::minutes(minutes)).await.is_ok()
    };
    assert!(opens(&lesson.number, 0).await && opens(&lesson.number, 44).await);
    assert!(!opens(&lesson.number, 45).await, "then it is dead");
    assert!(opens(&class.cards.code, 45).await, "and the class code is not");

    let names = class_names(store, &class.secrets, here(), &lesson.number, november()).await.unwrap();
    let (browser, asked) = (Browser::default(), (lesson.number.as_str(), names.pupils[0].handle.as_str()));
    let tried = pupil_sign_in(store, &class.secrets, here(), asked, None, (&browser, None), november()).await;
    assert!(matches!(tried, Ok(Tried::Wrong(4))), "the PIN is asked for all the same");
    let board = class_poster(store, &class.teacher, true, BASE, november()).await.unwrap();
    assert_eq!(board.address, format!("{BASE}/lesson/{}", lesson.number));

    let second = open_lesson(store, &class.teacher, november()).await.unwrap();
    assert!(!opens(&lesson.number, 1).await && opens(&second.number, 1).await, "one lesson a class at a time");
    close_lesson(store, &class.teacher, november()).await.unwrap();
    assert!(!opens(&second.number, 0).await, "the teacher ends it");
    let over = class_poster(store, &class.teacher, true, BASE, november()).await;
    assert!(matches!(over, Err(AccessError::NotFound)));
}
