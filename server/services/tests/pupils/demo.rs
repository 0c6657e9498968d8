//! A demo, whose secrets everybody knows.

use super::{Class, here};
use crate::support::{Engine, november};
use domain::access::pupils::{
    CardSecret, ClassCards,
    class_code::{DEMO_CODE, DEMO_PICTURES_CODE},
    secret::{DEMO_PICTURES, DEMO_PIN, PupilSecret, SecretKind},
};
use rstest::rstest;
use services::access::{
    AccessError, Browser, mark_as_demo,
    pupils::{Tried, change_class_code, class_at_door, class_names, pupil_sign_in},
};

#[rstest]
#[tokio::test]
async fn the_demos_codes_and_secrets_open_nothing_but_a_demo(
    #[values(Engine::Sqlite, Engine::Postgres)] engine: Engine,
) {
    let demo = Class::of_demo(engine).await;
    assert_eq!(demo.cards.code, DEMO_CODE);
    assert!(demo.cards.cards.iter().all(|card| card.secret == CardSecret::AsBefore(SecretKind::Pin)));
    let pin = || PupilSecret::pin(DEMO_PIN);
    assert!(matches!(demo.try_at(0, pin(), november()).await, Tried::In(_)));
    let names = class_names(demo.house.store(), &demo.secrets, here(), DEMO_PICTURES_CODE, november()).await.unwrap();
    let (browser, asked) = (Browser::default(), (DEMO_PICTURES_CODE, names.pupils[0].handle.as_str()));
    let pictures = Some(PupilSecret::Pictures(DEMO_PICTURES));
    let tried =
        pupil_sign_in(demo.house.store(), &demo.secrets, here(), asked, pictures, (&browser, None), november()).await;
    assert!(matches!(tried, Ok(Tried::In(_))));

    // The same rows where it is no demo, with a code of their own.
    demo.house.sql("UPDATE installation SET is_demo = (1 = 0)").await;
    let refused = class_at_door(demo.house.store(), here(), DEMO_CODE, november()).await;
    assert!(matches!(refused, Err(AccessError::WrongClassCode)));
    let code = change_class_code(demo.house.store(), &demo.teacher, november()).await.unwrap();
    let moved = Class { cards: ClassCards { code, ..demo.cards.clone() }, ..demo };
    assert!(matches!(moved.try_at(0, pin(), november()).await, Tried::Wrong(4)));
}

#[tokio::test]
async fn nobody_marks_an_installation_with_people_as_a_demo() {
    let class = Class::of(Engine::Sqlite, "3/1").await;
    let marked = mark_as_demo(class.house.store(), &class.house.fresh.operator, november()).await;
    assert!(matches!(marked, Err(AccessError::AlreadySetUp)));
}
