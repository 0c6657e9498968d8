//! Rows that several use cases write.

use super::entity::{organisation, person};
use crate::{Store, StoreError, Turn, access::Operator};
use chrono::NaiveDate;
use domain::{
    calendar::Moment,
    ids::{OrganisationId, PersonId},
    people::{OrganisationKind, PersonName, Sex, collation_key, search},
};
use sea_orm::{ActiveModelTrait, ConnectionTrait, Set};

/// Makes the office of an installation, the node above its schools; gives the one there is back.
///
/// # Errors
/// When the database fails.
pub async fn create_office(
    store: &Store,
    _operator: &Operator,
    name: &str,
    opened_on: NaiveDate,
    now: Moment,
) -> Result<OrganisationId, StoreError> {
    let transaction = store.begin(Turn::Roster).await?;
    let node = match super::root_office(&transaction).await? {
        Some(node) => node,
        None => insert_root_office(&transaction, name, opened_on, now).await?,
    };
    transaction.commit().await?;
    Ok(node)
}

pub(crate) async fn insert_root_office(
    db: &impl ConnectionTrait,
    name: &str,
    opened_on: NaiveDate,
    now: Moment,
) -> Result<OrganisationId, StoreError> {
    let node = organisation::ActiveModel {
        kind: Set(OrganisationKind::Office.as_str().to_owned()),
        code: Set("OFFICE".to_owned()),
        name: Set(name.to_owned()),
        short_name: Set(name.to_owned()),
        address: Set(String::new()),
        email: Set(String::new()),
        sort_key: Set(collation_key(name)),
        search_key: Set(search::fold(name)),
        opened_on: Set(opened_on),
        learned_at: Set(now),
        ..Default::default()
    };
    Ok(OrganisationId(node.insert(db).await?.id))
}

pub(crate) async fn insert_person(
    db: &impl ConnectionTrait,
    code: Option<String>,
    name: &PersonName,
    born_on: Option<NaiveDate>,
    sex: Option<Sex>,
    now: Moment,
) -> Result<PersonId, StoreError> {
    let row = person::ActiveModel {
        code: Set(code),
        full_name: Set(name.to_string()),
        sort_key: Set(name.sort_key()),
        search_key: Set(search::fold(name.as_str())),
        born_on: Set(born_on),
        sex: Set(sex.map(|sex| sex.as_str().to_owned())),
        learned_at: Set(now),
        ..Default::default()
    };
    Ok(PersonId(row.insert(db).await?.id))
}
