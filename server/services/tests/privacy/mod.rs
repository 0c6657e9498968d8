//! What is held of a person: told to them, kept for its time, then forgotten.

mod anonymous;
mod held;
mod housekeeping;

use crate::support::{House, day, morning, vi};
use domain::{access::held::PersonHeld, calendar::Moment, ids::PersonId};
use services::access::my_data;

const FOR_PRIMARY: &str = "my-secrets-stay-mine";
const FOR_ALL_STAFF: &str = "cybersecurity-law-for-schools";
/// "Trần Bảo Chi", in class 3/1 of TH014.
const PUPIL: &str = "790003";

/// A year and a month after the pupils of these tests left.
fn a_year_later() -> Moment {
    morning(day(2027, 11, 20))
}

async fn leaves(house: &House, person: PersonId) {
    house.sql(&format!("UPDATE memberships SET to_on = '2026-10-01' WHERE person_id = {person}")).await;
}

async fn told(house: &House, person: PersonId) -> PersonHeld {
    my_data(house.store(), &house.fresh.operator.oneself(person), &vi()).await.unwrap()
}
