//! Wrong tries, many at once, and guessing.

use super::{at_home, come, recorded};
use crate::support::{Engine, House, PASSWORD, november};
use chrono::TimeDelta;
use rstest::rstest;
use services::access::{AccessError, Anyone, Browser, sign_in};
use std::net::{IpAddr, Ipv4Addr};

#[rstest]
#[tokio::test]
async fn wrong_tries_make_the_next_ones_wait_alike_for_names_known_and_unknown(
    #[values(Engine::Sqlite, Engine::Postgres)] engine: Engine,
) {
    let house = House::with_accounts(engine, &["TH-2", "TH-3"]).await;
    for name in ["TH-2", "nobody"] {
        for _ in 0..5 {
            assert!(matches!(come(&house, name, "wrong password", november()).await, Err(AccessError::WrongPassword)));
        }
        let blocked = come(&house, name, PASSWORD, november()).await;
        assert!(matches!(blocked, Err(AccessError::TooManyTries)), "even the right one: {name}");
    }
    assert!(come(&house, "TH-3", PASSWORD, november()).await.is_ok(), "others at the address are not shut out");
    let later = november() + TimeDelta::seconds(31);
    assert!(matches!(come(&house, "nobody", PASSWORD, later).await, Err(AccessError::WrongPassword)));
    assert!(come(&house, "TH-2", PASSWORD, later).await.is_ok());
    for _ in 0..4 {
        assert!(come(&house, "TH-2", "wrong password", later).await.is_err());
    }
    assert!(come(&house, "TH-2", PASSWORD, later).await.is_ok(), "a right one forgave the wrong ones before");
}

#[rstest]
#[tokio::test]
async fn an_account_that_is_guessed_at_is_locked_and_that_is_recorded_once(
    #[values(Engine::Sqlite, Engine::Postgres)] engine: Engine,
) {
    let house = House::with_accounts(engine, &["TH-2"]).await;
    let mut now = november();
    for _ in 0..12 {
        assert!(matches!(come(&house, "TH-2", "wrong password", now).await, Err(AccessError::WrongPassword)));
        assert!(matches!(come(&house, "not-there", "wrong password", now).await, Err(AccessError::WrongPassword)));
        now += TimeDelta::minutes(15);
    }
    assert_eq!(recorded(&house, "sign_in_locked", house.person("TH-2").await).await, 1);
    assert_eq!(house.count("audit_events WHERE action = 'sign_in_locked'").await, 1, "nothing of names not known");
    let just_after = now - TimeDelta::minutes(15) + TimeDelta::minutes(14);
    assert!(matches!(come(&house, "TH-2", PASSWORD, just_after).await, Err(AccessError::TooManyTries)));
    assert!(come(&house, "TH-2", PASSWORD, now).await.is_ok(), "nobody is shut out for long");
}

#[rstest]
#[tokio::test]
async fn an_address_has_its_bound_of_wrong_tries_and_right_ones_do_not_count(
    #[values(Engine::Sqlite, Engine::Postgres)] engine: Engine,
) {
    let house = House::with_accounts(engine, &["TH-2"]).await;
    for _ in 0..110 {
        come(&house, "TH-2", PASSWORD, november()).await.unwrap();
    }
    for number in 0..100 {
        let tried = come(&house, &format!("name{number}"), "wrong password", november()).await;
        assert!(matches!(tried, Err(AccessError::WrongPassword)), "{number}");
    }
    let blocked = come(&house, "TH-2", PASSWORD, november()).await;
    assert!(matches!(blocked, Err(AccessError::TooManyTries)));
    let elsewhere = Anyone::at(Some(IpAddr::V4(Ipv4Addr::new(203, 0, 113, 8))));
    let browser = Browser::default();
    assert!(sign_in(house.store(), elsewhere, "TH-2", PASSWORD, &browser, november()).await.is_ok());
    assert!(come(&house, "TH-2", PASSWORD, november() + TimeDelta::minutes(16)).await.is_ok());
}

#[rstest]
#[tokio::test]
async fn forty_sign_ins_at_once_all_come_in(#[values(Engine::Sqlite, Engine::Postgres)] engine: Engine) {
    let house = House::with_accounts(engine, &["TH-1", "TH-2", "TH-3", "TH-4"]).await;
    let names = ["TH-1", "TH-2", "TH-3", "TH-4"].repeat(10);
    let all = names.iter().map(|name| {
        let (store, name) = (house.store().clone(), (*name).to_owned());
        tokio::spawn(async move {
            sign_in(&store, at_home(), &name, PASSWORD, &Browser::default(), november()).await.map(|_| ())
        })
    });
    for one in all.collect::<Vec<_>>() {
        one.await.unwrap().unwrap();
    }
    assert_eq!(house.count("sessions").await, 40);
}
