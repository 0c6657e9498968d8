//! Who is in a class today, and what they are called in its list.

use super::super::Secrets;
use crate::{
    Store, StoreError,
    people::entity::{class, enrolment, membership, person},
    store::{CHUNK, known, open_on},
};
use chrono::NaiveDate;
use domain::{
    access::pupils::{listed::listed_names, secret::SecretKind},
    ids::{ClassId, PersonId},
    people::{Grade, MembershipKind, PersonName},
};
use sea_orm::{ColumnTrait, ConnectionTrait, EntityTrait, QueryFilter};
use std::collections::{BTreeMap, HashMap, HashSet};

/// A pupil of a class today.
#[derive(Debug, Clone)]
pub(super) struct OnRoll {
    pub person: PersonId,
    pub name: String,
    pub listed_as: String,
    pub handle: String,
}

/// The pupils of classes today, each class in the order of Vietnamese name lists. Who left the class or the school is
/// not among them.
pub(super) async fn on_roll(
    db: &impl ConnectionTrait,
    secrets: &Secrets,
    classes: &[ClassId],
    today: NaiveDate,
) -> Result<HashMap<ClassId, Vec<OnRoll>>, StoreError> {
    let mut class_of: BTreeMap<i64, Vec<ClassId>> = BTreeMap::new();
    for chunk in classes.chunks(CHUNK) {
        let rows = enrolment::Entity::find()
            .filter(enrolment::Column::ClassId.is_in(chunk.iter().map(|class| class.0)))
            .filter(open_on!(enrolment, today))
            .all(db)
            .await?;
        for row in rows {
            class_of.entry(row.membership_id).or_default().push(ClassId(row.class_id));
        }
    }
    let memberships: Vec<i64> = class_of.keys().copied().collect();
    let mut classes_of_person: BTreeMap<i64, HashSet<ClassId>> = BTreeMap::new();
    for chunk in memberships.chunks(CHUNK) {
        let rows = membership::Entity::find()
            .filter(membership::Column::Id.is_in(chunk.iter().copied()))
            .filter(membership::Column::Kind.eq(MembershipKind::Pupil.as_str()))
            .filter(open_on!(membership, today))
            .all(db)
            .await?;
        for row in rows {
            let classes = class_of.get(&row.id).into_iter().flatten().copied();
            classes_of_person.entry(row.person_id).or_default().extend(classes);
        }
    }
    let persons: Vec<i64> = classes_of_person.keys().copied().collect();
    let mut lists: HashMap<ClassId, Vec<person::Model>> = classes.iter().map(|class| (*class, Vec::new())).collect();
    for chunk in persons.chunks(CHUNK) {
        let rows = person::Entity::find()
            .filter(person::Column::Id.is_in(chunk.iter().copied()))
            .filter(person::Column::AnonymisedAt.is_null())
            .all(db)
            .await?;
        for row in rows {
            for class in classes_of_person.get(&row.id).into_iter().flatten() {
                lists.entry(*class).or_default().push(row.clone());
            }
        }
    }
    Ok(lists.into_iter().map(|(class, people)| (class, listed(secrets, class, people))).collect())
}

fn listed(secrets: &Secrets, class: ClassId, mut people: Vec<person::Model>) -> Vec<OnRoll> {
    people.sort_by(|a, b| (&a.sort_key, a.id).cmp(&(&b.sort_key, b.id)));
    // Whatever is no name any more is shown as it stands.
    let names: Option<Vec<PersonName>> = people.iter().map(|row| PersonName::parse(&row.full_name).ok()).collect();
    let short = names.map_or_else(|| people.iter().map(|row| row.full_name.clone()).collect(), |n| listed_names(&n));
    people
        .into_iter()
        .zip(short)
        .map(|(row, listed_as)| OnRoll {
            person: PersonId(row.id),
            name: row.full_name,
            listed_as,
            handle: handle(secrets, class, PersonId(row.id)),
        })
        .collect()
}

/// Names a pupil in an address: opaque, and another in every class.
fn handle(secrets: &Secrets, class: ClassId, person: PersonId) -> String {
    let mut digest = secrets.digest("pupil-handle", format!("{class}:{person}").as_bytes());
    digest.truncate(16);
    digest
}

/// The pupils of one class today.
pub(super) async fn roll_of(
    store: &Store,
    secrets: &Secrets,
    class: ClassId,
    today: NaiveDate,
) -> Result<Vec<OnRoll>, StoreError> {
    Ok(on_roll(store.read(), secrets, &[class], today).await?.remove(&class).unwrap_or_default())
}

/// What the pupils of a class sign in with.
pub(super) fn kind_of(class: &class::Model) -> SecretKind {
    u8::try_from(class.grade).ok().and_then(Grade::new).map_or(SecretKind::Pin, SecretKind::for_grade)
}

/// Reads the kind of a stored secret.
pub(super) fn stored_kind(word: &str) -> Result<SecretKind, StoreError> {
    known(word, SecretKind::from_word)
}
