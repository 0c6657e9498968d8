//! Signing in: wrong tries, forgotten passwords, the second step, sessions, and who looks after whose account.

mod keepers;
mod letters_and_codes;
mod limits;
mod passwords;
mod second_step;
mod sessions;

use crate::support::House;
use domain::{calendar::Moment, ids::PersonId};
use services::access::{AccessError, AccountHolder, Anyone, Browser, NewSession, Viewer, sign_in, viewer};
use std::net::{IpAddr, Ipv4Addr};

/// Another password than the one that accounts of the house have.
const OTHER: &str = "bốn cây phượng già";

fn at_home() -> Anyone {
    Anyone::at(Some(IpAddr::V4(Ipv4Addr::new(203, 0, 113, 7))))
}

async fn come(house: &House, name: &str, password: &str, now: Moment) -> Result<NewSession, AccessError> {
    sign_in(house.store(), at_home(), name, password, &Browser::default(), now).await
}

async fn seen(house: &House, session: &NewSession, now: Moment) -> Option<Viewer> {
    viewer(house.store(), &session.token, None, now).await.unwrap()
}

async fn holder(house: &House, session: &NewSession, now: Moment) -> AccountHolder {
    seen(house, session, now).await.unwrap().account_holder().unwrap()
}

async fn recorded(house: &House, action: &str, person: PersonId) -> i64 {
    let about = format!("subject_kind = 'person' AND subject_id = {person}");
    house.count(&format!("audit_events WHERE action = '{action}' AND {about}")).await
}

async fn give_email(house: &House, code: &str, email: &str) {
    house.sql(&format!("UPDATE persons SET email = '{email}' WHERE code = '{code}'")).await;
}
