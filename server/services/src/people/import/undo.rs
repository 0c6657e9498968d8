//! Taking an import back as a whole: every row it wrote is again as it was before.

use super::{
    ImportError, Importer, email,
    entity::{import_change, roster_import},
    kept,
    ledger::{Row, digest_of, put, remove, rows_of},
    to_be_stored,
};
use crate::{
    Store, StoreError, Turn,
    access::audit,
    people::entity::{class, enrolment, membership, organisation, person, placement, responsibility},
    store::from_json,
};
use domain::{
    access::audit::AuditAction,
    calendar::{Moment, day_of},
    ids::ImportId,
    people::roster::view::{ImportState, UndoObstacle},
};
use sea_orm::{
    ActiveModelTrait, ColumnTrait, ConnectionTrait, DatabaseTransaction, EntityTrait, IntoActiveModel, QueryFilter,
    Set, Statement,
};
use std::collections::{BTreeSet, HashMap};

/// Why an import is not taken back.
#[derive(Debug, thiserror::Error)]
pub enum UndoError {
    /// Something depends on what it wrote.
    #[error("something depends on the import: {0}")]
    Obstacle(UndoObstacle),
    /// It is not there, or not taken.
    #[error(transparent)]
    Import(#[from] ImportError),
}

impl From<StoreError> for UndoError {
    fn from(error: StoreError) -> Self {
        Self::Import(error.into())
    }
}

impl From<sea_orm::DbErr> for UndoError {
    fn from(error: sea_orm::DbErr) -> Self {
        // Tables that this version does not know of guard themselves by their foreign keys.
        // The databases number this error in several ways, but name it in one.
        if error.to_string().to_lowercase().contains("foreign key constraint") {
            Self::Obstacle(UndoObstacle::Used)
        } else {
            Self::Import(error.into())
        }
    }
}

/// The rows of one table that the import wrote.
type Changes = Vec<import_change::Model>;

/// Takes an import back: rows that came in with it go, rows that it changed are as they were.
///
/// # Errors
/// [`UndoError::Obstacle`] when a row was changed since, or something came to depend on one that came in;
/// [`ImportError::Decided`] when the import is not taken, or taken back already.
pub async fn undo_roster(store: &Store, importer: Importer, import: ImportId, now: Moment) -> Result<(), UndoError> {
    let now = to_be_stored(now);
    let transaction = store.begin(Turn::Roster).await?;
    let (row, state) = kept::import_of(&transaction, importer, import).await?;
    let (ImportState::Taken, Some(taken_at)) = (state, row.taken_at) else {
        return Err(ImportError::Decided.into());
    };
    let mut changes: HashMap<String, Changes> = HashMap::new();
    for change in
        import_change::Entity::find().filter(import_change::Column::ImportId.eq(import.0)).all(&transaction).await?
    {
        changes.entry(change.table_name.clone()).or_default().push(change);
    }
    // What was before is kept for a while only; an import that wrote nothing is never taken.
    if changes.is_empty() {
        return Err(UndoError::Obstacle(UndoObstacle::Changed));
    }
    if let Some(obstacle) = obstacle(&transaction, import, taken_at).await? {
        return Err(UndoError::Obstacle(obstacle));
    }
    // Whatever refers to a row goes before it.
    take_back::<enrolment::Entity>(&transaction, &mut changes).await?;
    take_back::<responsibility::Entity>(&transaction, &mut changes).await?;
    take_back::<membership::Entity>(&transaction, &mut changes).await?;
    take_back::<class::Entity>(&transaction, &mut changes).await?;
    let (came_in, before) = written::<person::Entity>(&transaction, &mut changes).await?;
    remove::<person::Entity>(&transaction, &came_in).await?;
    email::free(&transaction, importer, &before, day_of(now), now).await?;
    put::<person::Entity>(&transaction, before).await?;
    take_back::<placement::Entity>(&transaction, &mut changes).await?;
    take_back::<organisation::Entity>(&transaction, &mut changes).await?;
    let schools: BTreeSet<i64> = from_json(row.school_ids)?;
    roster_import::ActiveModel {
        id: Set(import.0),
        state: Set(ImportState::Undone.as_str().to_owned()),
        closed_at: Set(Some(now)),
        ..Default::default()
    }
    .update(&transaction)
    .await?;
    let details = audit::Details::default();
    kept::note(&transaction, importer, import, AuditAction::RosterUndone, &schools, &details, now).await?;
    transaction.commit().await?;
    Ok(())
}

async fn take_back<E>(db: &DatabaseTransaction, changes: &mut HashMap<String, Changes>) -> Result<(), UndoError>
where
    E: EntityTrait<Model: Row + IntoActiveModel<E::ActiveModel>>,
    E::ActiveModel: ActiveModelTrait<Entity = E> + Send,
{
    let (came_in, before) = written::<E>(db, changes).await?;
    remove::<E>(db, &came_in).await?;
    put::<E>(db, before).await?;
    Ok(())
}

/// The keys of rows of a table that came in, and the rows that were changed as they were before.
async fn written<E>(
    db: &DatabaseTransaction,
    changes: &mut HashMap<String, Changes>,
) -> Result<(Vec<i64>, Vec<E::Model>), UndoError>
where
    E: EntityTrait<Model: Row>,
{
    let changes = changes.remove(E::default().table_name()).unwrap_or_default();
    let ids: Vec<i64> = changes.iter().map(|change| change.row_id).collect();
    let rows: HashMap<i64, E::Model> = rows_of::<E>(db, &ids).await?.into_iter().map(|row| (row.id(), row)).collect();
    let mut came_in = Vec::new();
    let mut before = Vec::new();
    for change in changes {
        let row = rows.get(&change.row_id).ok_or(UndoError::Obstacle(UndoObstacle::Changed))?;
        if digest_of(row)? != change.after_digest {
            return Err(UndoError::Obstacle(UndoObstacle::Changed));
        }
        match change.before {
            None => came_in.push(change.row_id),
            Some(row) => before.push(from_json::<E::Model>(row)?),
        }
    }
    Ok((came_in, before))
}

/// Persons that came in with the import `$1`.
const NEW_PERSONS: &str =
    "SELECT row_id FROM import_changes WHERE import_id = $1 AND table_name = 'persons' AND before IS NULL";

/// Persons that came in with the import `$1`, or to another school by it.
const NEW_MEMBERS: &str = "SELECT m.person_id FROM import_changes i JOIN memberships m ON m.id = i.row_id \
     WHERE i.import_id = $1 AND i.table_name = 'memberships' AND i.before IS NULL";

/// What has happened since the import that would hang in the air without it.
async fn obstacle(
    db: &DatabaseTransaction,
    import: ImportId,
    taken_at: Moment,
) -> Result<Option<UndoObstacle>, StoreError> {
    let since = |table: &str, column: &str| {
        format!("SELECT 1 AS found FROM {table} WHERE {column} >= $2 AND person_id IN ({NEW_MEMBERS}) LIMIT 1")
    };
    // Whatever the moment: nobody has an account before they are there.
    let accounts = format!("SELECT 1 AS found FROM accounts WHERE person_id IN ({NEW_PERSONS}) LIMIT 1");
    let asked = [
        (UndoObstacle::Completions, since("completions", "learned_at")),
        (UndoObstacle::Attempts, since("attempts", "started_at")),
        (UndoObstacle::Readings, since("lesson_readings", "opened_at")),
        (UndoObstacle::Accounts, accounts),
    ];
    for (obstacle, sql) in asked {
        let mut values: Vec<sea_orm::Value> = vec![import.0.into()];
        if sql.contains("$2") {
            values.push(taken_at.into());
        }
        let statement = Statement::from_sql_and_values(db.get_database_backend(), &sql, values);
        if db.query_one_raw(statement).await?.is_some() {
            return Ok(Some(obstacle));
        }
    }
    Ok(None)
}
