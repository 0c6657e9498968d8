//! Who left long ago loses name and dates; what they did stays, so that counts stay right.

use super::{
    Actor, Operator,
    audit::{self, Event, record},
    settings::setting,
};
use crate::{
    Store, StoreError, Turn,
    people::entity::{membership, person},
    quizzes::entity::{answer_conflict, attempt, attempt_question, question_version},
    store::{CHUNK, to_json},
};
use domain::{
    access::{
        audit::AuditAction,
        privacy::{ANONYMOUS, ANONYMOUS_SORT_KEY, AnonymisedWhy, Leavers, PrivacySettings, recorded_by},
    },
    calendar::{Moment, day_of, end_of},
    ids::{OrganisationId, PersonId},
    quizzes::Response,
};
use rand::RngCore;
use sea_orm::{
    ColumnTrait, ConnectionTrait, DatabaseTransaction, EntityTrait, QueryFilter, QueryOrder, QuerySelect, QueryTrait,
    Statement, Value, sea_query::Expr,
};
use std::collections::HashMap;

/// What is removed of a person beside name and dates, one statement a table; `{persons}` are the persons' ids.
///
/// A table that holds secrets of persons, or words about them, belongs here.
const REMOVED: &[&str] = &[
    "DELETE FROM sessions WHERE person_id IN ({persons})",
    "DELETE FROM pupil_secrets WHERE person_id IN ({persons})",
    "DELETE FROM account_identities WHERE account_id IN (SELECT id FROM accounts WHERE person_id IN ({persons}))",
    "DELETE FROM account_resets WHERE account_id IN (SELECT id FROM accounts WHERE person_id IN ({persons}))",
    "DELETE FROM pending_sign_ins WHERE account_id IN (SELECT id FROM accounts WHERE person_id IN ({persons}))",
    "DELETE FROM recovery_codes WHERE account_id IN (SELECT id FROM accounts WHERE person_id IN ({persons}))",
    "DELETE FROM second_steps WHERE account_id IN (SELECT id FROM accounts WHERE person_id IN ({persons}))",
    // The import cannot be taken back any more: it finds the person's row changed.
    "UPDATE import_changes SET before = NULL WHERE table_name = 'persons' AND row_id IN ({persons})",
    "UPDATE completion_voids SET reason = '' WHERE completion_id IN \
     (SELECT id FROM completions WHERE person_id IN ({persons}))",
];

/// Kinds of questions that are answered by choosing; to every other kind people type, and may type anything.
const CHOSEN: [&str; 7] =
    ["single_choice", "multiple_choice", "true_false", "matching", "ordering", "hotspot", "drag_onto_picture"];

/// Persons who left, whose end is on record long enough, and who hold no open role.
const LEAVERS: &str = "SELECT b.person_id, MAX(b.is_staff) AS is_staff FROM persons p JOIN ( \
       SELECT person_id, to_on, COALESCE(end_learned_at, learned_at) AS recorded_at, \
              CASE WHEN kind = 'pupil' THEN 0 ELSE 1 END AS is_staff FROM memberships WHERE voided_at IS NULL \
       UNION ALL \
       SELECT person_id, to_on, COALESCE(end_learned_at, learned_at) AS recorded_at, 1 AS is_staff \
       FROM role_grants WHERE voided_at IS NULL) b ON b.person_id = p.id \
     WHERE p.anonymised_at IS NULL \
     GROUP BY b.person_id \
     HAVING SUM(CASE WHEN b.to_on IS NULL OR b.to_on > $1 OR b.recorded_at >= $2 THEN 1 ELSE 0 END) = 0 \
        AND ((MAX(b.is_staff) = 0 AND MAX(b.to_on) <= $3) OR (MAX(b.is_staff) = 1 AND MAX(b.to_on) <= $4))";

/// How many leavers there are whose period is over; changes nothing.
///
/// # Errors
/// When the database fails.
pub async fn count_leavers(store: &Store, now: Moment) -> Result<Leavers, StoreError> {
    let settings = setting(store.read()).await?;
    let sql = format!("SELECT l.is_staff, COUNT(*) AS persons FROM ({LEAVERS}) l GROUP BY l.is_staff");
    let rows = store.read().query_all_raw(statement(store.read(), &sql, settings, now)).await?;
    let mut leavers = Leavers::default();
    for row in rows {
        let count = u64::try_from(row.try_get::<i64>("", "persons")?).unwrap_or_default();
        if row.try_get::<i32>("", "is_staff")? == 1 { leavers.staff = count } else { leavers.pupils = count }
    }
    Ok(leavers)
}

/// Makes everybody anonymous whose period after leaving is over: name, code, birthday, sex, e-mail, sessions, account
/// and typed answers go; memberships, classes, attempts and completions stay. Safe to run at any time, by several
/// processes at once.
///
/// # Errors
/// When the database fails; what was done until then stays done.
pub async fn anonymise_leavers(store: &Store, _operator: &Operator, now: Moment) -> Result<Leavers, StoreError> {
    let mut done = Leavers::default();
    loop {
        // Who comes and goes is decided in the same turn, so nobody returns meanwhile.
        let transaction = store.begin(Turn::Roster).await?;
        let settings = setting(&transaction).await?;
        let found = leavers(&transaction, settings, now).await?;
        if found.is_empty() {
            return Ok(done);
        }
        let persons: Vec<i64> = found.iter().map(|(person, _)| *person).collect();
        anonymise(&transaction, &persons, now).await?;
        transaction.commit().await?;
        let staff = found.iter().filter(|(_, is_staff)| *is_staff).count() as u64;
        done.staff += staff;
        done.pupils += found.len() as u64 - staff;
    }
}

fn statement(db: &impl ConnectionTrait, sql: &str, settings: PrivacySettings, now: Moment) -> Statement {
    let today = day_of(now);
    let values: [Value; 4] = [
        today.into(),
        end_of(recorded_by(today)).into(),
        settings.pupils_left_by(today).into(),
        settings.staff_left_by(today).into(),
    ];
    Statement::from_sql_and_values(db.get_database_backend(), sql, values)
}

async fn leavers(
    db: &DatabaseTransaction,
    settings: PrivacySettings,
    now: Moment,
) -> Result<Vec<(i64, bool)>, StoreError> {
    let sql = format!("{LEAVERS} ORDER BY b.person_id LIMIT {CHUNK}");
    let rows = db.query_all_raw(statement(db, &sql, settings, now)).await?;
    rows.iter().map(|row| Ok((row.try_get("", "person_id")?, row.try_get::<i32>("", "is_staff")? == 1))).collect()
}

async fn anonymise(db: &DatabaseTransaction, persons: &[i64], now: Moment) -> Result<(), StoreError> {
    person::Entity::update_many()
        .col_expr(person::Column::FullName, Expr::value(ANONYMOUS))
        .col_expr(person::Column::SortKey, Expr::value(ANONYMOUS_SORT_KEY.to_vec()))
        .col_expr(person::Column::SearchKey, Expr::value(""))
        .col_expr(person::Column::Code, Expr::value(Option::<String>::None))
        .col_expr(person::Column::BornOn, Expr::value(Option::<chrono::NaiveDate>::None))
        .col_expr(person::Column::Sex, Expr::value(Option::<String>::None))
        .col_expr(person::Column::Email, Expr::value(Option::<String>::None))
        .col_expr(person::Column::AnonymisedAt, Expr::value(now))
        .filter(person::Column::Id.is_in(persons.iter().copied()))
        .exec(db)
        .await?;
    forget_typed_answers(db, persons).await?;
    // Numbers of our own, so they may stand in the text of a statement.
    let ids = persons.iter().map(ToString::to_string).collect::<Vec<_>>().join(", ");
    shut_accounts(db, &ids, now).await?;
    for removed in REMOVED {
        db.execute_unprepared(&removed.replace("{persons}", &ids)).await?;
    }
    let places = last_places(db, persons).await?;
    let events = persons.iter().map(|person| {
        let event = Event::new(Actor::CONSOLE, AuditAction::PersonAnonymised)
            .about_person(PersonId(*person))
            .with(audit::details! { Why: AnonymisedWhy::Left });
        places.get(person).map_or(event.clone(), |place| event.at(*place))
    });
    record(db, events, now).await
}

/// Nobody signs in any more, and the user name, which may be a name, is a random word.
async fn shut_accounts(db: &DatabaseTransaction, persons: &str, now: Moment) -> Result<(), StoreError> {
    let mut random = [0_u8; 8];
    rand::rng().fill_bytes(&mut random);
    let word = format!("gone-{}-", hex::encode(random));
    let sql = format!(
        "UPDATE accounts SET username = $1 || CAST(id AS TEXT), password_hash = '', \
                disabled_at = COALESCE(disabled_at, $2) WHERE person_id IN ({persons})"
    );
    db.execute_raw(Statement::from_sql_and_values(db.get_database_backend(), sql, [word.into(), now.into()])).await?;
    Ok(())
}

/// What was typed may hold anything; its credit stays.
async fn forget_typed_answers(db: &DatabaseTransaction, persons: &[i64]) -> Result<(), StoreError> {
    let attempts = attempt::Entity::find()
        .select_only()
        .column(attempt::Column::Id)
        .filter(attempt::Column::PersonId.is_in(persons.iter().copied()))
        .into_query();
    let typed = question_version::Entity::find()
        .select_only()
        .column(question_version::Column::Id)
        .filter(question_version::Column::Kind.is_not_in(CHOSEN))
        .into_query();
    let of_persons = attempt_question::Entity::find()
        .select_only()
        .column(attempt_question::Column::Id)
        .filter(attempt_question::Column::AttemptId.in_subquery(attempts.clone()))
        .into_query();
    answer_conflict::Entity::delete_many()
        .filter(answer_conflict::Column::AttemptQuestionId.in_subquery(of_persons))
        .exec(db)
        .await?;
    attempt_question::Entity::update_many()
        .col_expr(attempt_question::Column::Response, Expr::value(to_json(&Response::Unanswered)?))
        .col_expr(attempt_question::Column::Slot, Expr::value(Option::<serde_json::Value>::None))
        .filter(attempt_question::Column::AttemptId.in_subquery(attempts))
        .filter(attempt_question::Column::QuestionVersionId.in_subquery(typed))
        .exec(db)
        .await?;
    Ok(())
}

/// The school that each left last, whose principal may read the line in the log.
async fn last_places(db: &DatabaseTransaction, persons: &[i64]) -> Result<HashMap<i64, OrganisationId>, StoreError> {
    let rows = membership::Entity::find()
        .filter(membership::Column::PersonId.is_in(persons.iter().copied()))
        .filter(membership::Column::VoidedAt.is_null())
        .order_by_asc(membership::Column::ToOn)
        .order_by_asc(membership::Column::Id)
        .all(db)
        .await?;
    Ok(rows.into_iter().map(|row| (row.person_id, OrganisationId(row.organisation_id))).collect())
}
