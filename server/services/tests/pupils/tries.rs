//! Wrong secrets.

use super::{Class, teacher_of};
use crate::support::{Engine, november};
use chrono::TimeDelta;
use domain::access::pupils::MOST_WRONG_TRIES;
use rstest::rstest;
use services::access::{
    AccessError,
    pupils::{Tried, class_sign_in, unlock_pupils},
};

#[rstest]
#[tokio::test]
async fn wrong_tries_lock_that_pupil_only_until_the_teacher_unlocks(
    #[values(Engine::Sqlite, Engine::Postgres)] engine: Engine,
) {
    let class = Class::of(engine, "1/1").await;
    class.lock(0).await;
    let later = november() + TimeDelta::days(3);
    assert!(matches!(class.try_at(0, Some(class.secret_of(0)), later).await, Tried::Locked), "even with the right one");
    assert!(matches!(class.try_at(1, Some(class.secret_of(1)), november()).await, Tried::In(_)), "the others go on");
    let page = class_sign_in(class.house.store(), &class.secrets, &class.teacher, november()).await.unwrap();
    assert_eq!(page.pupils.iter().map(|pupil| pupil.locked).collect::<Vec<_>>(), [true, false]);

    let handle = class.handle(0).await;
    let other = teacher_of(&class.house, "3/1").await;
    let foreign = unlock_pupils(class.house.store(), &class.secrets, &other, Some(&handle), november()).await;
    assert!(matches!(foreign, Err(AccessError::NotFound)), "another class's teacher");
    let unlocked = unlock_pupils(class.house.store(), &class.secrets, &class.teacher, Some(&handle), november()).await;
    assert_eq!(unlocked.unwrap(), 1);
    class.sign_in(0).await;
    assert_eq!(class.house.count("audit_events WHERE action = 'pupil_locked' AND actor_person_id IS NULL").await, 1);
    assert_eq!(class.house.count("audit_events WHERE action = 'pupil_unlocked'").await, 1);
}

#[rstest]
#[tokio::test]
async fn the_right_secret_gives_the_tries_back(#[values(Engine::Sqlite, Engine::Postgres)] engine: Engine) {
    let class = Class::of(engine, "3/1").await;
    for _ in 0..3 {
        for _ in 1..MOST_WRONG_TRIES {
            assert!(matches!(class.try_at(0, None, november()).await, Tried::Wrong(_)));
        }
        class.sign_in(0).await;
    }
}
