//! PINs and pictures: made, kept as keyed digests, compared.

use super::{
    super::{AccessError, Actor, Secrets, audit, entity::session},
    entity::pupil_secret,
    roll::OnRoll,
};
use crate::{StoreError, store::CHUNK};
use domain::{
    access::{
        audit::AuditAction,
        pupils::secret::{PupilSecret, SecretKind},
        session::SessionKind,
    },
    calendar::Moment,
    ids::{PersonId, SchoolId},
};
use sea_orm::{ColumnTrait, ConnectionTrait, EntityTrait, QueryFilter, Set, sea_query::OnConflict};
use std::collections::HashMap;
use subtle::ConstantTimeEq;

/// The digest under which a pupil's secret is kept. The same PIN of another pupil has another.
fn digest(secrets: &Secrets, person: PersonId, secret: &PupilSecret) -> String {
    secrets.digest("pupil-secret", format!("{person}:{}", secret.text()).as_bytes())
}

/// Whether somebody gave a pupil's secret.
pub(super) fn is_right(secrets: &Secrets, kept: &pupil_secret::Model, given: &PupilSecret) -> bool {
    let given_digest = digest(secrets, PersonId(kept.person_id), given);
    kept.kind == given.kind().as_str() && bool::from(given_digest.as_bytes().ct_eq(kept.digest.as_bytes()))
}

/// What pupils have, by person.
pub(super) async fn kept_of(
    db: &impl ConnectionTrait,
    pupils: &[PersonId],
) -> Result<HashMap<PersonId, pupil_secret::Model>, StoreError> {
    let mut kept = HashMap::with_capacity(pupils.len());
    for chunk in pupils.chunks(CHUNK) {
        let rows = pupil_secret::Entity::find()
            .filter(pupil_secret::Column::PersonId.is_in(chunk.iter().map(|person| person.0)))
            .all(db)
            .await?;
        kept.extend(rows.into_iter().map(|row| (PersonId(row.person_id), row)));
    }
    Ok(kept)
}

/// A secret for a pupil, not kept yet.
#[derive(Debug, Clone)]
pub(super) struct Drawn {
    pub person: PersonId,
    /// Where it is recorded.
    pub school: SchoolId,
    pub secret: PupilSecret,
}

/// Draws a secret for each of these pupils of a school.
pub(super) fn draw_for<'a>(
    pupils: impl IntoIterator<Item = &'a OnRoll>,
    school: SchoolId,
    kind: SecretKind,
) -> Vec<Drawn> {
    let mut chance = rand::rng();
    pupils
        .into_iter()
        .map(|pupil| Drawn { person: pupil.person, school, secret: PupilSecret::draw(kind, &mut chance) })
        .collect()
}

/// Keeps secrets in place of those before, unlocks, and ends what was opened with the ones before. To be called in the
/// roster's turn.
pub(super) async fn keep(
    db: &impl ConnectionTrait,
    keys: &Secrets,
    actor: Actor,
    drawn: &[Drawn],
    now: Moment,
) -> Result<(), AccessError> {
    let persons: Vec<PersonId> = drawn.iter().map(|drawn| drawn.person).collect();
    let before = kept_of(db, &persons).await?;
    let replace = OnConflict::column(pupil_secret::Column::PersonId)
        .update_columns([
            pupil_secret::Column::Kind,
            pupil_secret::Column::Digest,
            pupil_secret::Column::SetAt,
            pupil_secret::Column::WrongTries,
            pupil_secret::Column::LockedAt,
        ])
        .to_owned();
    for chunk in drawn.chunks(CHUNK) {
        let rows = chunk.iter().map(|Drawn { person, secret, .. }| pupil_secret::ActiveModel {
            person_id: Set(person.0),
            kind: Set(secret.kind().as_str().to_owned()),
            digest: Set(digest(keys, *person, secret)),
            set_at: Set(now),
            wrong_tries: Set(0),
            locked_at: Set(None),
            signed_in_at: Set(None),
        });
        pupil_secret::Entity::insert_many(rows).on_conflict(replace.clone()).exec_without_returning(db).await?;
        session::Entity::delete_many()
            .filter(session::Column::Kind.eq(SessionKind::Pupil.as_str()))
            .filter(session::Column::PersonId.is_in(chunk.iter().map(|drawn| drawn.person.0)))
            .exec(db)
            .await?;
    }
    let events = drawn.iter().map(|Drawn { person, school, secret }| {
        audit::Event::new(actor, AuditAction::PupilSecretReset)
            .at(*school)
            .about_person(*person)
            .with(audit::details! { Kind: secret.kind(), First: !before.contains_key(person) })
    });
    audit::record(db, events.collect::<Vec<_>>(), now).await?;
    Ok(())
}
