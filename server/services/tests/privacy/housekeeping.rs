//! How long things are kept, and who clears them away.

use super::a_year_later;
use crate::{
    access::sign_in_as,
    support::{Engine, House, november},
};
use chrono::TimeDelta;
use domain::{access::privacy::PrivacySettings, calendar::day_of};
use rstest::rstest;
use services::access::{AccessError, housekeeping, keep_privacy_settings, privacy_settings};

#[rstest]
#[tokio::test]
async fn periods_are_set_by_the_office_above_all_within_bounds(
    #[values(Engine::Sqlite, Engine::Postgres)] engine: Engine,
) {
    let house = House::on(engine).await;
    let today = day_of(november());
    let (settings, is_mine) = privacy_settings(house.store(), &house.office, today).await.unwrap();
    assert_eq!((settings, is_mine), (PrivacySettings::default(), true));
    let wrong = PrivacySettings { pupils_after_months: 0, ..settings };
    let refused = keep_privacy_settings(house.store(), &house.office, wrong, november()).await;
    assert!(matches!(refused, Err(AccessError::BadPeriod)));
    let right = PrivacySettings { pupils_after_months: 6, ..settings };
    keep_privacy_settings(house.store(), &house.office, right, november()).await.unwrap();
    assert_eq!(privacy_settings(house.store(), &house.office, today).await.unwrap().0, right);
    assert_eq!(house.count("audit_events WHERE action = 'setting_changed'").await, 1);

    // An office with a node of its own only, such as a branch, reads them.
    let branch = house.fresh.operator.office(house.school("TH014").await);
    assert_eq!(privacy_settings(house.store(), &branch, today).await.unwrap(), (right, false));
    let refused = keep_privacy_settings(house.store(), &branch, settings, november()).await;
    assert!(matches!(refused, Err(AccessError::Forbidden)));
}

#[rstest]
#[tokio::test]
async fn one_process_keeps_house_once_a_day(#[values(Engine::Sqlite, Engine::Postgres)] engine: Engine) {
    let house = House::on(engine).await;
    let (store, operator) = (house.store(), &house.fresh.operator);
    sign_in_as(&house, "TH-2", None).await;
    let keep = async |now| housekeeping(store, operator, now).await.unwrap();
    let now = a_year_later();
    let (one, other) = tokio::join!(keep(now), keep(now));
    assert_eq!([one, other].iter().filter(|done| done.is_some()).count(), 1);
    assert_eq!(house.count("sessions").await, 0, "sessions that are over go");
    assert_eq!(keep(now + TimeDelta::hours(5)).await, None, "done today");
    let tomorrow = now + TimeDelta::days(1);
    assert!(keep(tomorrow).await.is_some());

    // A process that took the lease and never came back.
    let until = (tomorrow + TimeDelta::days(1) + TimeDelta::hours(1)).timestamp();
    house.sql(&format!("UPDATE job_runs SET finished_at = NULL, leased_until = {until}")).await;
    assert_eq!(keep(tomorrow + TimeDelta::days(1)).await, None);
    assert!(keep(tomorrow + TimeDelta::hours(25)).await.is_some());
}
