//! How the facts of the record that goes become facts of the one that stays.

use super::{
    spans::{ENROLMENTS, MEMBERSHIPS, OTHERS, unite_facts},
    tables::{REFERENCES_TO_PERSONS, Treatment},
};
use crate::{
    StoreError,
    people::statement::{Bound, ids},
};
use domain::{calendar::Moment, ids::PersonId};
use sea_orm::{ConnectionTrait, FromQueryResult};
use std::collections::BTreeMap;

/// The record that stays, and the one that goes.
#[derive(Debug, Clone, Copy)]
pub(super) struct Merge {
    pub stays: PersonId,
    pub goes: PersonId,
    pub now: Moment,
}

/// Makes all facts follow.
pub(super) async fn follow(db: &impl ConnectionTrait, merge: Merge) -> Result<(), StoreError> {
    keep_further_readings(db, merge).await?;
    renumber_attempts(db, merge).await?;
    keep_one_account(db, merge).await?;
    let (stays, goes) = (merge.stays, merge.goes);
    for reference in REFERENCES_TO_PERSONS {
        let (table, column) = (reference.table, reference.column);
        let sql = match reference.treatment {
            Treatment::Follows | Treatment::FollowsUnited => {
                format!("UPDATE {table} SET {column} = {stays} WHERE {column} = {goes}")
            }
            Treatment::FollowsIfAlone => format!(
                "UPDATE {table} SET {column} = {stays} WHERE {column} = {goes} \
                 AND NOT EXISTS (SELECT 1 FROM {table} own WHERE own.{column} = {stays})"
            ),
            Treatment::IsRemoved => format!("DELETE FROM {table} WHERE {column} = {goes}"),
            Treatment::Stays | Treatment::ByItsRule => continue,
        };
        db.execute_unprepared(&sql).await?;
    }
    unite_all(db, merge).await
}

/// Of a lesson that both have read, the further reading counts.
async fn keep_further_readings(db: &impl ConnectionTrait, merge: Merge) -> Result<(), StoreError> {
    let (stays, goes) = (merge.stays, merge.goes);
    let further = |column: &str, compare: &str| {
        format!(
            "(SELECT CASE WHEN lesson_readings.{column} IS NULL OR other.{column} {compare} lesson_readings.{column} \
                          THEN other.{column} ELSE lesson_readings.{column} END \
              FROM lesson_readings other WHERE other.person_id = {goes} AND other.lesson_id = lesson_readings.lesson_id)"
        )
    };
    let statements = [
        format!(
            "UPDATE lesson_readings SET percent = {}, opened_at = {}, done_at = {} WHERE person_id = {stays} \
             AND EXISTS (SELECT 1 FROM lesson_readings other WHERE other.person_id = {goes} \
                         AND other.lesson_id = lesson_readings.lesson_id)",
            further("percent", ">"),
            further("opened_at", "<"),
            further("done_at", "<"),
        ),
        format!(
            "DELETE FROM lesson_readings WHERE person_id = {goes} \
             AND lesson_id IN (SELECT own.lesson_id FROM lesson_readings own WHERE own.person_id = {stays})"
        ),
        format!("UPDATE lesson_readings SET person_id = {stays} WHERE person_id = {goes}"),
    ];
    for statement in statements {
        db.execute_unprepared(&statement).await?;
    }
    Ok(())
}

/// Attempts come after those of the record that stays. One under way stays behind where the other has one, too: only one
/// can be open, and no answer of it is lost.
async fn renumber_attempts(db: &impl ConnectionTrait, merge: Merge) -> Result<(), StoreError> {
    let (stays, goes) = (merge.stays, merge.goes);
    let sql = format!(
        "SELECT course_version_id, MAX(number) AS number FROM attempts WHERE person_id = {stays} GROUP BY course_version_id"
    );
    let last: Vec<LastAttempt> = Bound::default().rows(db, &sql).await?;
    // A CASE needs a case; no version has the id -1.
    let after: String = last.iter().map(|row| format!(" WHEN {} THEN {}", row.course_version_id, row.number)).collect();
    let sql = format!(
        "UPDATE attempts SET person_id = {stays}, number = number + CASE course_version_id WHEN -1 THEN 0{after} ELSE 0 END \
         WHERE person_id = {goes} AND (submitted_at IS NOT NULL OR course_version_id NOT IN \
            (SELECT own.course_version_id FROM attempts own WHERE own.person_id = {stays} AND own.submitted_at IS NULL))"
    );
    db.execute_unprepared(&sql).await?;
    Ok(())
}

#[derive(FromQueryResult)]
struct LastAttempt {
    course_version_id: i64,
    number: i32,
}

/// An account follows where the other has none; where both have one, that of the record that goes is shut.
async fn keep_one_account(db: &impl ConnectionTrait, merge: Merge) -> Result<(), StoreError> {
    let (stays, goes) = (merge.stays, merge.goes);
    let follows = format!(
        "UPDATE accounts SET person_id = {stays} WHERE person_id = {goes} \
         AND NOT EXISTS (SELECT 1 FROM accounts own WHERE own.person_id = {stays})"
    );
    db.execute_unprepared(&follows).await?;
    let mut bound = Bound::default();
    let now = bound.bind(merge.now);
    let shut = format!("UPDATE accounts SET disabled_at = {now} WHERE person_id = {goes} AND disabled_at IS NULL");
    bound.run(db, &shut).await
}

#[derive(FromQueryResult)]
struct Id {
    id: i64,
}

/// What both records said of the same days is said once.
async fn unite_all(db: &impl ConnectionTrait, merge: Merge) -> Result<(), StoreError> {
    let person = [merge.stays.0];
    let memberships = unite_facts(db, MEMBERSHIPS, &person, merge.now).await?;
    move_enrolments(db, &memberships).await?;
    let sql = format!("SELECT id FROM memberships WHERE person_id = {} AND voided_at IS NULL", merge.stays);
    let held: Vec<Id> = Bound::default().rows(db, &sql).await?;
    let held: Vec<i64> = held.into_iter().map(|row| row.id).collect();
    unite_facts(db, ENROLMENTS, &held, merge.now).await?;
    for facts in OTHERS {
        unite_facts(db, facts, &person, merge.now).await?;
    }
    Ok(())
}

/// Places in classes go over to the membership that took the place of theirs.
async fn move_enrolments(db: &impl ConnectionTrait, in_place_of: &BTreeMap<i64, i64>) -> Result<(), StoreError> {
    if in_place_of.is_empty() {
        return Ok(());
    }
    let cases: String = in_place_of.iter().map(|(gone, kept)| format!(" WHEN {gone} THEN {kept}")).collect();
    let sql = format!(
        "UPDATE enrolments SET membership_id = CASE membership_id{cases} ELSE membership_id END WHERE membership_id IN ({})",
        ids(in_place_of.keys().copied())
    );
    db.execute_unprepared(&sql).await?;
    Ok(())
}
