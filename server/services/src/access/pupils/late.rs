//! A session that ended while a quiz was on the screen: what the pupil has answered is kept all the same.

use super::super::{
    AccessError, LateLearner, SessionToken,
    entity::session,
    session::{device_of, ended_at},
};
use crate::{Store, people, store::known};
use domain::{
    access::session::SessionKind,
    calendar::{Moment, day_of},
    ids::PersonId,
    people::MembershipKind,
};
use sea_orm::EntityTrait;

/// Whoever's session of a pupil ended by itself a while ago, for keeping answers and nothing else; `None` for a session
/// that holds still, was signed out of, or ended too long ago.
///
/// # Errors
/// When the database fails.
pub async fn late_learner(
    store: &Store,
    token: &SessionToken,
    now: Moment,
) -> Result<Option<LateLearner>, AccessError> {
    let Some(row) = session::Entity::find_by_id(token.id()).one(store.read()).await? else { return Ok(None) };
    let kind = known(&row.kind, SessionKind::from_word)?;
    let ended = ended_at(&row, kind);
    if kind != SessionKind::Pupil || now < ended || now >= ended + kind.keeps_answers_for() {
        return Ok(None);
    }
    let person = PersonId(row.person_id);
    let memberships = people::open_memberships(store, person, day_of(now)).await?;
    let is_pupil = memberships.iter().any(|(_, kind)| *kind == MembershipKind::Pupil);
    Ok(is_pupil.then(|| LateLearner { person, device: device_of(&token.id()) }))
}
