//! Reads of the room `people`.

use super::entity::{class, membership, organisation, person, placement};
use crate::{
    Store, StoreError,
    store::{known, open_on},
};
use chrono::NaiveDate;
use domain::{
    ids::{ClassId, OrganisationId, PersonId, SchoolId},
    people::{MembershipKind, OrganisationKind, SchoolLevel, organisation::Tree},
};
use sea_orm::{ColumnTrait, Condition, ConnectionTrait, EntityTrait, QueryFilter, QueryOrder, QuerySelect};
use std::collections::BTreeSet;

/// A school as lists need it.
#[derive(Debug, Clone)]
pub struct SchoolRow {
    /// Its id.
    pub id: SchoolId,
    /// Its code.
    pub code: String,
    /// Its name.
    pub name: String,
    /// Its name as search compares it.
    pub search_key: String,
    /// Its level.
    pub level: SchoolLevel,
}

/// The school with a code.
///
/// # Errors
/// When the database fails.
pub async fn school_by_code(store: &Store, code: &str) -> Result<Option<SchoolId>, StoreError> {
    let found = organisation::Entity::find()
        .filter(organisation::Column::Code.eq(code.to_uppercase()))
        .filter(organisation::Column::Kind.eq(OrganisationKind::School.as_str()))
        .one(store.read())
        .await?;
    Ok(found.map(|school| OrganisationId(school.id)))
}

/// The code of a school.
///
/// # Errors
/// When the database fails.
pub async fn school_code(store: &Store, school: SchoolId) -> Result<Option<String>, StoreError> {
    Ok(organisation::Entity::find_by_id(school.0).one(store.read()).await?.map(|row| row.code))
}

/// The person with a code.
///
/// # Errors
/// When the database fails.
pub async fn person_by_code(store: &Store, code: &str) -> Result<Option<PersonId>, StoreError> {
    let found = person::Entity::find().filter(person::Column::Code.eq(code)).one(store.read()).await?;
    Ok(found.map(|person| PersonId(person.id)))
}

/// The class of a school with a name, in the school year that begins in `school_year`.
///
/// # Errors
/// When the database fails.
pub async fn class_by_name(
    store: &Store,
    school: SchoolId,
    school_year: i32,
    name: &str,
) -> Result<Option<ClassId>, StoreError> {
    let found = class::Entity::find()
        .filter(class::Column::OrganisationId.eq(school.0))
        .filter(class::Column::SchoolYear.eq(school_year))
        .filter(class::Column::Name.eq(name))
        .one(store.read())
        .await?;
    Ok(found.map(|class| ClassId(class.id)))
}

/// Where a person belongs on a day.
///
/// # Errors
/// When the database fails.
pub async fn open_memberships(
    store: &Store,
    person: PersonId,
    day: NaiveDate,
) -> Result<Vec<(SchoolId, MembershipKind)>, StoreError> {
    let rows = membership::Entity::find()
        .filter(membership::Column::PersonId.eq(person.0))
        .filter(open_on!(membership, day))
        .order_by_asc(membership::Column::Id)
        .all(store.read())
        .await?;
    rows.into_iter()
        .map(|row| Ok((OrganisationId(row.organisation_id), known(&row.kind, MembershipKind::from_word)?)))
        .collect()
}

/// Those of some classes that belong to a school.
///
/// # Errors
/// When the database fails.
pub async fn classes_of(store: &Store, classes: &[ClassId], school: SchoolId) -> Result<BTreeSet<ClassId>, StoreError> {
    if classes.is_empty() {
        return Ok(BTreeSet::new());
    }
    let rows = class::Entity::find()
        .filter(class::Column::Id.is_in(classes.iter().map(|class| class.0)))
        .filter(class::Column::OrganisationId.eq(school.0))
        .all(store.read())
        .await?;
    Ok(rows.into_iter().map(|row| ClassId(row.id)).collect())
}

/// The tree as it stands on a day.
///
/// # Errors
/// When the database fails.
pub async fn tree_on(store: &Store, day: NaiveDate) -> Result<Tree, StoreError> {
    tree_at(store.read(), day).await
}

/// The same, within a transaction.
pub(crate) async fn tree_at(db: &impl ConnectionTrait, day: NaiveDate) -> Result<Tree, StoreError> {
    let rows: Vec<(i64, i64)> = placement::Entity::find()
        .select_only()
        .columns([placement::Column::OrganisationId, placement::Column::ParentId])
        .filter(open_on!(placement, day))
        .into_tuple()
        .all(db)
        .await?;
    Ok(Tree::of(rows.into_iter().map(|(node, parent)| (OrganisationId(node), OrganisationId(parent)))))
}

/// The schools open on a day below a node, in the alphabet's order.
///
/// # Errors
/// When the database fails.
pub async fn schools_below(store: &Store, node: OrganisationId, day: NaiveDate) -> Result<Vec<SchoolRow>, StoreError> {
    let below = tree_on(store, day).await?.subtree(node);
    let rows = organisation::Entity::find()
        .filter(organisation::Column::Kind.eq(OrganisationKind::School.as_str()))
        .filter(organisation::Column::OpenedOn.lte(day))
        .filter(
            Condition::any().add(organisation::Column::ClosedOn.is_null()).add(organisation::Column::ClosedOn.gt(day)),
        )
        .order_by_asc(organisation::Column::SortKey)
        .all(store.read())
        .await?;
    rows.into_iter()
        .filter(|row| below.contains(&OrganisationId(row.id)))
        .map(|row| {
            Ok(SchoolRow {
                id: OrganisationId(row.id),
                code: row.code,
                name: row.name,
                search_key: row.search_key,
                level: known(row.level.as_deref().unwrap_or_default(), SchoolLevel::from_word)?,
            })
        })
        .collect()
}

/// The first node that is no school: the office of this installation.
///
/// # Errors
/// When the database fails.
pub async fn root_office(db: &impl ConnectionTrait) -> Result<Option<OrganisationId>, StoreError> {
    let found = organisation::Entity::find()
        .filter(organisation::Column::Kind.ne(OrganisationKind::School.as_str()))
        .order_by_asc(organisation::Column::Id)
        .one(db)
        .await?;
    Ok(found.map(|node| OrganisationId(node.id)))
}
