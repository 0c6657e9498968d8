//! Sessions that people see and end.

use super::{at_home, come, holder, recorded, seen};
use crate::support::{Engine, House, PASSWORD, november};
use chrono::TimeDelta;
use rstest::rstest;
use services::access::{AccessError, Browser, end_other_sessions, end_session, my_sessions, sign_in};

#[rstest]
#[tokio::test]
async fn everybody_sees_and_ends_the_own_sessions_only(#[values(Engine::Sqlite, Engine::Postgres)] engine: Engine) {
    let house = House::with_accounts(engine, &["TH-2", "TH-3"]).await;
    let now = november();
    let chrome = "Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 Chrome/130.0.0.0 Safari/537.36";
    let browser = Browser { name: chrome.into(), is_shared: true, former: None };
    let shared = sign_in(house.store(), at_home(), "TH-2", PASSWORD, &browser, now).await.unwrap();
    let here = come(&house, "TH-2", PASSWORD, now).await.unwrap();
    let foreign = come(&house, "TH-3", PASSWORD, now).await.unwrap();
    let me = holder(&house, &here, now).await;
    let lines = my_sessions(house.store(), &me, now).await.unwrap();
    assert_eq!(lines.iter().map(|line| line.is_this).collect::<Vec<_>>(), [true, false]);
    assert_eq!((lines[1].browser.program.as_str(), lines[1].browser.system.as_str()), ("Chrome", "Windows"));
    assert_eq!(lines[1].address.as_deref(), Some("203.0.113.7"));
    assert_eq!(
        my_sessions(house.store(), &me, now + TimeDelta::minutes(21)).await.unwrap().len(),
        1,
        "the shared one is over"
    );

    let not_mine = my_sessions(house.store(), &holder(&house, &foreign, now).await, now).await.unwrap().remove(0).id;
    assert!(matches!(end_session(house.store(), &me, &not_mine, now).await, Err(AccessError::NotFound)));
    assert!(seen(&house, &foreign, now).await.is_some());
    end_session(house.store(), &me, &lines[1].id, now).await.unwrap();
    assert!(seen(&house, &shared, now).await.is_none() && seen(&house, &here, now).await.is_some());
    let other = come(&house, "TH-2", PASSWORD, now).await.unwrap();
    end_other_sessions(house.store(), &me, now).await.unwrap();
    assert!(seen(&house, &other, now).await.is_none());
    assert!(seen(&house, &here, now).await.is_some() && seen(&house, &foreign, now).await.is_some());
    assert_eq!(recorded(&house, "sessions_ended", house.person("TH-2").await).await, 2);
}

#[rstest]
#[tokio::test]
async fn a_browser_has_one_session(#[values(Engine::Sqlite, Engine::Postgres)] engine: Engine) {
    let house = House::with_accounts(engine, &["TH-2", "TH-3"]).await;
    let now = november();
    let former = come(&house, "TH-2", PASSWORD, now).await.unwrap();
    let browser = Browser { former: Some(former.token.clone()), ..Browser::default() };
    let wrong = sign_in(house.store(), at_home(), "TH-3", "wrong password", &browser, now).await;
    assert!(wrong.is_err() && seen(&house, &former, now).await.is_some(), "a wrong password ends nothing");
    let next = sign_in(house.store(), at_home(), "TH-3", PASSWORD, &browser, now).await.unwrap();
    assert!(seen(&house, &former, now).await.is_none() && seen(&house, &next, now).await.is_some());
    assert_ne!(former.token.as_str(), next.token.as_str());
}
