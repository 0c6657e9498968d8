//! Who somebody is, where they belong, and how they sign in.

use super::Of;
use crate::{
    StoreError,
    access::entity::{account, session},
    people::entity::person,
    store::known,
};
use domain::{
    access::{
        Role,
        held::{HeldAccount, HeldClass, HeldDuty, HeldMembership, HeldRole, HeldSession, HeldSpan, Particulars},
        session::SessionKind,
    },
    people::{MembershipKind, Responsibility, Sex},
};
use sea_orm::{ColumnTrait, EntityTrait, QueryFilter, QueryOrder, QueryResult};

pub(super) async fn particulars(of: &Of<'_>) -> Result<Option<Particulars>, StoreError> {
    let Some(row) = person::Entity::find_by_id(of.person.0).one(of.db).await? else { return Ok(None) };
    Ok(Some(Particulars {
        full_name: row.full_name,
        code: row.code,
        born_on: row.born_on,
        sex: row.sex.as_deref().map(|word| known(word, Sex::from_word)).transpose()?,
        email: row.email,
        known_since: row.learned_at,
        anonymised_at: row.anonymised_at,
    }))
}

fn span(row: &QueryResult) -> Result<HeldSpan, StoreError> {
    Ok(HeldSpan {
        from: row.try_get("", "from_on")?,
        to: row.try_get("", "to_on")?,
        voided_at: row.try_get("", "voided_at")?,
    })
}

fn text(row: &QueryResult, column: &str) -> Result<String, StoreError> {
    Ok(row.try_get("", column)?)
}

pub(super) async fn memberships(of: &Of<'_>) -> Result<Vec<HeldMembership>, StoreError> {
    let sql = "SELECT o.name AS school, m.kind, m.post, m.from_on, m.to_on, m.voided_at FROM memberships m \
               JOIN organisations o ON o.id = m.organisation_id WHERE m.person_id = $1 ORDER BY m.from_on, m.id";
    of.rows(sql, |row| {
        Ok(HeldMembership {
            school: text(row, "school")?,
            kind: known(&text(row, "kind")?, MembershipKind::from_word)?,
            post: text(row, "post")?,
            span: span(row)?,
        })
    })
    .await
}

pub(super) async fn duties(of: &Of<'_>) -> Result<Vec<HeldDuty>, StoreError> {
    let sql = "SELECT o.name AS school, d.responsibility, d.from_on, d.to_on, d.voided_at FROM responsibilities d \
               JOIN organisations o ON o.id = d.organisation_id WHERE d.person_id = $1 ORDER BY d.from_on, d.id";
    of.rows(sql, |row| {
        Ok(HeldDuty {
            school: text(row, "school")?,
            duty: known(&text(row, "responsibility")?, Responsibility::from_word)?,
            span: span(row)?,
        })
    })
    .await
}

fn class(row: &QueryResult) -> Result<HeldClass, StoreError> {
    Ok(HeldClass {
        school: text(row, "school")?,
        class: text(row, "class")?,
        school_year: row.try_get("", "school_year")?,
        span: span(row)?,
    })
}

pub(super) async fn classes(of: &Of<'_>) -> Result<Vec<HeldClass>, StoreError> {
    let sql = "SELECT o.name AS school, c.name AS class, c.school_year, e.from_on, e.to_on, e.voided_at \
               FROM memberships m JOIN enrolments e ON e.membership_id = m.id JOIN classes c ON c.id = e.class_id \
               JOIN organisations o ON o.id = c.organisation_id WHERE m.person_id = $1 ORDER BY e.from_on, e.id";
    of.rows(sql, class).await
}

pub(super) async fn classes_taught(of: &Of<'_>) -> Result<Vec<HeldClass>, StoreError> {
    let sql = "SELECT o.name AS school, c.name AS class, c.school_year, t.from_on, t.to_on, t.voided_at \
               FROM class_teachers t JOIN classes c ON c.id = t.class_id \
               JOIN organisations o ON o.id = c.organisation_id WHERE t.person_id = $1 ORDER BY t.from_on, t.id";
    of.rows(sql, class).await
}

pub(super) async fn roles(of: &Of<'_>) -> Result<Vec<HeldRole>, StoreError> {
    let sql = "SELECT o.name AS organisation, g.role, g.from_on, g.to_on, g.voided_at FROM role_grants g \
               JOIN organisations o ON o.id = g.organisation_id WHERE g.person_id = $1 ORDER BY g.from_on, g.id";
    of.rows(sql, |row| {
        Ok(HeldRole {
            organisation: text(row, "organisation")?,
            role: known(&text(row, "role")?, Role::from_word)?,
            span: span(row)?,
        })
    })
    .await
}

pub(super) async fn accounts(of: &Of<'_>) -> Result<Vec<HeldAccount>, StoreError> {
    let rows = account::Entity::find()
        .filter(account::Column::PersonId.eq(of.person.0))
        .order_by_asc(account::Column::Id)
        .all(of.db)
        .await?;
    let told = |row: account::Model| HeldAccount {
        username: row.username,
        created_at: row.created_at,
        disabled_at: row.disabled_at,
    };
    Ok(rows.into_iter().map(told).collect())
}

pub(super) async fn sessions(of: &Of<'_>) -> Result<Vec<HeldSession>, StoreError> {
    let rows = session::Entity::find()
        .filter(session::Column::PersonId.eq(of.person.0))
        .order_by_desc(session::Column::CreatedAt)
        .all(of.db)
        .await?;
    rows.into_iter()
        .map(|row| {
            Ok(HeldSession {
                kind: known(&row.kind, SessionKind::from_word)?,
                address: row.address,
                browser: row.browser,
                created_at: row.created_at,
                last_seen_at: row.last_seen_at,
                expires_at: row.expires_at,
            })
        })
        .collect()
}
