//! Where a person is and what duties they hold: begun, ended, corrected.

use crate::error::AppError;
use leptos::prelude::*;
use serde::{Deserialize, Serialize};

/// A membership as a form sends it.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct PlaceFields {
    /// Code of the school.
    pub school: String,
    /// The word of the kind.
    pub kind: String,
    /// The post.
    pub post: String,
    /// The first day.
    pub from: String,
    /// The day on which it no longer holds, or nothing.
    pub to: String,
}

#[cfg(feature = "ssr")]
impl PlaceFields {
    pub(super) fn read(&self) -> Result<services::people::NewMembership, AppError> {
        Ok(services::people::NewMembership {
            school: self.school.clone(),
            kind: super::word(&self.kind, domain::people::MembershipKind::from_word)?,
            post: self.post.clone(),
            from: super::day(&self.from).map_err(|_| AppError::Invalid(crate::error::Problem::BadFromDay))?,
            to: super::day_or_none(&self.to)?,
        })
    }
}

/// Begins a membership: at a second school, or anew after somebody had left.
///
/// **Permissions**: office, for all below its node; whoever leads a school, there, for those who are or were there.
#[server(prefix = "/api/fn", endpoint = "begin_membership")]
pub async fn begin_membership(id: i64, place: PlaceFields) -> Result<(), AppError> {
    use crate::door;
    let keeper = super::keeper("").await?;
    let begin = async {
        let (person, new) = (domain::ids::PersonId(id), place.read()?);
        services::people::begin_membership(&door::store(), &keeper, person, &new, door::now()).await?;
        Ok(())
    };
    let outcome = begin.await;
    super::lead_on(&format!("/people/{id}"), outcome)
}

/// Ends a membership from a day on, or moves on to the school `to`.
///
/// **Permissions**: office, for all below its node; whoever leads a school may end what is there.
#[server(prefix = "/api/fn", endpoint = "end_membership")]
pub async fn end_membership(
    id: i64,
    membership: i64,
    from: String,
    #[server(default)] to: String,
) -> Result<(), AppError> {
    use crate::door;
    let keeper = super::keeper("").await?;
    let end = async {
        let (store, now, from) = (door::store(), door::now(), super::day(&from)?);
        let membership = domain::ids::MembershipId(membership);
        if to.is_empty() {
            services::people::leave_school(&store, &keeper, membership, from, now).await?;
        } else {
            services::people::move_to_school(&store, &keeper, membership, &to, from, now).await?;
        }
        Ok(())
    };
    let outcome = end.await;
    super::lead_on(&format!("/people/{id}"), outcome)
}

/// Voids a membership that was never so; with `intent=correct` the right one takes its place.
///
/// **Permissions**: office, for all below its node; whoever leads a school, for what is there.
#[server(prefix = "/api/fn", endpoint = "correct_membership")]
pub async fn correct_membership(
    id: i64,
    membership: i64,
    #[server(default)] intent: String,
    #[server(default)] place: PlaceFields,
) -> Result<(), AppError> {
    use crate::door;
    use domain::people::Span;
    let keeper = super::keeper("").await?;
    let is_void = intent == "void";
    let correct = async {
        let right = if is_void { None } else { Some(place.read()?) };
        let right = right.map(|new| services::people::Correction {
            kind: new.kind,
            post: new.post,
            span: Span { from: new.from, to: new.to },
        });
        let membership = domain::ids::MembershipId(membership);
        services::people::correct_membership(&door::store(), &keeper, membership, right.as_ref(), door::now()).await?;
        Ok(())
    };
    let outcome: Result<(), AppError> = correct.await;
    // Whoever leads a school no longer sees a person who was never there.
    let way = if is_void && outcome.is_ok() && !keeper.reader().is_office() {
        "/people".to_owned()
    } else {
        format!("/people/{id}")
    };
    super::lead_on(&way, outcome)
}

/// Puts a pupil into a class from a day on.
///
/// **Permissions**: office, for all below its node; whoever leads the school.
#[server(prefix = "/api/fn", endpoint = "place_in_class")]
pub async fn place_in_class(id: i64, membership: i64, class: i64, from: String) -> Result<(), AppError> {
    use crate::door;
    use domain::ids::{ClassId, MembershipId};
    let keeper = super::keeper("").await?;
    let put = async {
        let (membership, class, from) = (MembershipId(membership), ClassId(class), super::day(&from)?);
        services::people::place_in_class(&door::store(), &keeper, membership, class, from, door::now()).await?;
        Ok(())
    };
    let outcome = put.await;
    super::lead_on(&format!("/people/{id}"), outcome)
}

/// Gives a duty at a school from a day on.
///
/// **Permissions**: office, for all below its node; whoever leads the school.
#[server(prefix = "/api/fn", endpoint = "begin_duty")]
pub async fn begin_duty(id: i64, school: String, duty: String, from: String) -> Result<(), AppError> {
    use crate::door;
    let keeper = super::keeper("").await?;
    let begin = async {
        let duty = super::word(&duty, domain::people::Responsibility::from_word)?;
        let (person, from) = (domain::ids::PersonId(id), super::day(&from)?);
        services::people::begin_duty(&door::store(), &keeper, person, &school, duty, from, door::now()).await?;
        Ok(())
    };
    let outcome = begin.await;
    super::lead_on(&format!("/people/{id}"), outcome)
}

/// Ends a duty from a day on; with `intent=void` it was never so.
///
/// **Permissions**: office, for all below its node; whoever leads the school.
#[server(prefix = "/api/fn", endpoint = "end_duty")]
pub async fn end_duty(
    id: i64,
    duty: i64,
    #[server(default)] from: String,
    #[server(default)] intent: String,
    #[server(default)] way: String,
) -> Result<(), AppError> {
    use crate::door;
    let keeper = super::keeper("").await?;
    let end = async {
        let (store, now, duty) = (door::store(), door::now(), domain::ids::ResponsibilityId(duty));
        if intent == "void" {
            services::people::correct_duty(&store, &keeper, duty, None, now).await?;
        } else {
            services::people::end_duty(&store, &keeper, duty, super::day(&from)?, now).await?;
        }
        Ok(())
    };
    let outcome = end.await;
    let is_team = way.chars().all(|c| c.is_ascii_alphanumeric() || c == '-') && !way.is_empty();
    let back = if is_team { format!("/school/{way}/team") } else { format!("/people/{id}") };
    super::lead_on(&back, outcome)
}
