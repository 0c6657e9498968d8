//! What is held on a person: shown to that person on one page, and taken out as a file with the same facts.

mod facts;
mod learning;
mod log;

use super::{
    AccessError, Actor, Oneself, PersonKeeper,
    audit::{Event, record},
    settings::setting,
};
use crate::{Store, StoreError, Turn, people::open_memberships};
use domain::{
    access::{audit::AuditAction, held::PersonHeld},
    calendar::{Moment, day_of},
    ids::{OrganisationId, PersonId},
    language::Language,
};
use sea_orm::{ConnectionTrait, DatabaseConnection, QueryResult, Statement, Value};

/// Tables that point to a person, or to a row that does, and are told by [`PersonHeld`].
///
/// A test reads the schema and fails on a table that stands neither here nor in [`NOT_TOLD`].
pub const TOLD: &[&str] = &[
    "accounts",
    "activities",
    "attempt_questions",
    "attempts",
    "audit_events",
    "class_teachers",
    "completion_voids",
    "completions",
    "enrolments",
    "lesson_readings",
    "memberships",
    "responsibilities",
    "role_grants",
    "sessions",
];

/// Tables that point to a person and are not told, each with the reason.
pub const NOT_TOLD: &[(&str, &str)] = &[
    ("account_identities", "which provider an account is joined to stands in the log that is told"),
    ("answer_conflicts", "an answer of a quiz under way that waits for a choice; the one that stands is told"),
    ("account_resets", "digests of codes, which would help whoever found them"),
    ("import_changes", "what rows told elsewhere were before an import, kept for a while to take it back"),
    ("pending_sign_ins", "a sign-in under way, for five minutes"),
    ("pupil_secrets", "digests of PINs"),
    ("recovery_codes", "digests of codes"),
    ("roll_overs", "who rolled a school over stands in the log that is told"),
    ("roster_import_files", "files as a school sent them, kept for a while"),
    ("roster_imports", "who brought a roster in stands in the log that is told"),
    ("second_steps", "a sealed secret"),
    ("team_roles", "being in the team is told as a duty; as what stands on the team's page"),
];

/// What is held on oneself, in words of a language where content is named.
///
/// # Errors
/// When the database fails.
pub async fn my_data(store: &Store, oneself: &Oneself, language: &Language) -> Result<PersonHeld, AccessError> {
    held(store, oneself.person(), language).await
}

/// What is held on oneself, taken out as a file. The log says so.
///
/// # Errors
/// As [`my_data`].
pub async fn take_out_my_data(
    store: &Store,
    oneself: &Oneself,
    language: &Language,
    now: Moment,
) -> Result<PersonHeld, AccessError> {
    let schools = open_memberships(store, oneself.person(), day_of(now)).await?;
    let school = schools.first().map(|(school, _)| *school);
    note(store, oneself.actor(), oneself.person(), school, now).await?;
    held(store, oneself.person(), language).await
}

/// What is held on a person, taken out by whoever answers for their school, because they or their parents asked.
/// The log says so.
///
/// # Errors
/// As [`my_data`].
pub async fn take_out_data_of(
    store: &Store,
    keeper: &PersonKeeper,
    language: &Language,
    now: Moment,
) -> Result<PersonHeld, AccessError> {
    note(store, keeper.actor(), keeper.person(), Some(keeper.place()), now).await?;
    held(store, keeper.person(), language).await
}

/// Writes into the log that a person's record is taken out, before it is.
async fn note(
    store: &Store,
    actor: Actor,
    person: PersonId,
    place: Option<OrganisationId>,
    now: Moment,
) -> Result<(), StoreError> {
    let event = Event::new(actor, AuditAction::PersonDataExported).about_person(person);
    let event = match place {
        Some(place) => event.at(place),
        None => event,
    };
    let transaction = store.begin(Turn::Free).await?;
    record(&transaction, [event], now).await?;
    Ok(transaction.commit().await?)
}

async fn held(store: &Store, person: PersonId, language: &Language) -> Result<PersonHeld, AccessError> {
    let of = Of { db: store.read(), person, language };
    let particulars = facts::particulars(&of).await?.ok_or(AccessError::NotFound)?;
    Ok(PersonHeld {
        particulars,
        memberships: facts::memberships(&of).await?,
        duties: facts::duties(&of).await?,
        classes: facts::classes(&of).await?,
        classes_taught: facts::classes_taught(&of).await?,
        roles: facts::roles(&of).await?,
        accounts: facts::accounts(&of).await?,
        sessions: facts::sessions(&of).await?,
        lessons: learning::lessons(&of).await?,
        attempts: learning::attempts(&of).await?,
        completions: learning::completions(&of).await?,
        decisions: log::decisions(&of).await?,
        log: log::log(&of).await?,
        periods: setting(store.read()).await?,
    })
}

/// Whose facts are read, from where, and in which language content is named.
struct Of<'a> {
    db: &'a DatabaseConnection,
    person: PersonId,
    language: &'a Language,
}

impl Of<'_> {
    /// One statement about the person, who is `$1`.
    async fn rows<T>(
        &self,
        sql: &str,
        row: impl Fn(&QueryResult) -> Result<T, StoreError>,
    ) -> Result<Vec<T>, StoreError> {
        self.ask(sql, vec![self.person.0.into()], row).await
    }

    /// One statement about the person, who is `$1`, with the language as `$2`.
    async fn titled_rows<T>(
        &self,
        sql: &str,
        row: impl Fn(&QueryResult) -> Result<T, StoreError>,
    ) -> Result<Vec<T>, StoreError> {
        self.ask(sql, vec![self.person.0.into(), self.language.as_str().into()], row).await
    }

    async fn ask<T>(
        &self,
        sql: &str,
        values: Vec<Value>,
        row: impl Fn(&QueryResult) -> Result<T, StoreError>,
    ) -> Result<Vec<T>, StoreError> {
        let statement = Statement::from_sql_and_values(self.db.get_database_backend(), sql, values);
        self.db.query_all_raw(statement).await?.iter().map(row).collect()
    }
}
