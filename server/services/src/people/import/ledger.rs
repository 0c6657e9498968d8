//! Writing rows so that it can be taken back: what was there before and what is there now.

use super::{entity::import_change, progress::Written};
use crate::{
    StoreError,
    files::digest,
    people::entity::{class, enrolment, membership, organisation, person, placement, responsibility},
    store::{CHUNK, to_json},
};
use sea_orm::{
    ActiveModelTrait, ConnectionTrait, EntityTrait, FromQueryResult, IntoActiveModel, Iterable, QueryFilter,
    QueryTrait, Set,
    sea_query::{ExprTrait, OnConflict},
};
use serde::{Serialize, de::DeserializeOwned};
use serde_json::Value;
use std::{collections::HashMap, sync::Arc};

/// A row of a table that imports write.
pub trait Row: Serialize + DeserializeOwned + FromQueryResult + Clone + Send + Sync {
    /// Its key.
    fn id(&self) -> i64;
}

macro_rules! rows {
    ($($entity:ident),*) => {$(
        impl Row for $entity::Model {
            fn id(&self) -> i64 {
                self.id
            }
        }
    )*};
}
rows!(class, enrolment, membership, organisation, person, placement, responsibility);

/// What an import has done to a row.
struct Entry {
    before: Option<Value>,
    after_digest: String,
}

/// Everything that an import has done so far.
#[derive(Default)]
pub struct Ledger {
    entries: HashMap<(String, i64), Entry>,
    /// Where rows are counted for whoever waits.
    written: Option<Arc<Written>>,
}

/// Tells whether a row is still the same.
pub fn digest_of(row: &impl Row) -> Result<String, StoreError> {
    Ok(digest(to_json(row)?.to_string().as_bytes()))
}

impl Ledger {
    /// One that counts for whoever waits.
    pub fn counting(written: Arc<Written>) -> Self {
        Self { written: Some(written), ..Self::default() }
    }

    fn wrote(&self, rows: usize) {
        if let Some(written) = &self.written {
            written.wrote(rows);
        }
    }

    /// Adds rows, and gives them back with their keys.
    pub async fn insert<E>(
        &mut self,
        db: &impl ConnectionTrait,
        rows: Vec<E::ActiveModel>,
    ) -> Result<Vec<E::Model>, StoreError>
    where
        E: EntityTrait<Model: Row>,
        E::ActiveModel: ActiveModelTrait<Entity = E> + Send,
    {
        let mut written = Vec::with_capacity(rows.len());
        for chunk in rows.chunks(CHUNK) {
            let mut query = E::insert_many(chunk.to_vec()).into_query();
            query.returning_all();
            let statement = db.get_database_backend().build(&query);
            written.extend(E::Model::find_by_statement(statement).all(db).await?);
            self.wrote(chunk.len());
        }
        for row in &written {
            let entry = Entry { before: None, after_digest: digest_of(row)? };
            self.entries.insert((E::default().table_name().to_owned(), row.id()), entry);
        }
        Ok(written)
    }

    /// Changes rows that are there; each pair is the row before and after.
    pub async fn change<E>(
        &mut self,
        db: &impl ConnectionTrait,
        rows: Vec<(E::Model, E::Model)>,
    ) -> Result<(), StoreError>
    where
        E: EntityTrait<Model: Row + IntoActiveModel<E::ActiveModel>>,
        E::ActiveModel: ActiveModelTrait<Entity = E> + Send,
    {
        let table = E::default().table_name().to_owned();
        let mut after = Vec::with_capacity(rows.len());
        for (before, row) in rows {
            let (before, after_digest) = (to_json(&before)?, digest_of(&row)?);
            // A row touched twice keeps what was there before the import.
            self.entries
                .entry((table.clone(), row.id()))
                .and_modify(|entry| entry.after_digest.clone_from(&after_digest))
                .or_insert(Entry { before: Some(before), after_digest });
            after.push(row);
        }
        for chunk in after.chunks(CHUNK) {
            put::<E>(db, chunk.to_vec()).await?;
            self.wrote(chunk.len());
        }
        Ok(())
    }

    /// Whether nothing was written.
    pub fn is_empty(&self) -> bool {
        self.entries.is_empty()
    }

    /// Keeps it all with the import, within its transaction.
    pub async fn keep(self, db: &impl ConnectionTrait, import: i64) -> Result<(), StoreError> {
        let mut entries: Vec<_> = self.entries.into_iter().collect();
        entries.sort_by(|a, b| a.0.cmp(&b.0));
        let rows: Vec<import_change::ActiveModel> = entries
            .into_iter()
            .map(|((table_name, row_id), entry)| import_change::ActiveModel {
                import_id: Set(import),
                table_name: Set(table_name),
                row_id: Set(row_id),
                before: Set(entry.before),
                after_digest: Set(entry.after_digest),
                ..Default::default()
            })
            .collect();
        if let Some(written) = &self.written {
            written.begins_to_note(rows.len());
        }
        for chunk in rows.chunks(CHUNK) {
            import_change::Entity::insert_many(chunk.to_vec()).exec_without_returning(db).await?;
            if let Some(written) = &self.written {
                written.noted(chunk.len());
            }
        }
        Ok(())
    }
}

/// Writes whole rows over those with the same keys, in one statement a chunk.
pub async fn put<E>(db: &impl ConnectionTrait, rows: Vec<E::Model>) -> Result<(), StoreError>
where
    E: EntityTrait<Model: Row + IntoActiveModel<E::ActiveModel>>,
    E::ActiveModel: ActiveModelTrait<Entity = E> + Send,
{
    use sea_orm::Iden;
    for chunk in rows.chunks(CHUNK) {
        let others = E::Column::iter().filter(|column| column.to_string() != "id");
        let on_conflict = OnConflict::column("id").update_columns(others).to_owned();
        let rows = chunk.iter().cloned().map(IntoActiveModel::into_active_model);
        E::insert_many(rows).on_conflict(on_conflict).exec_without_returning(db).await?;
    }
    Ok(())
}

/// The rows with some keys.
pub async fn rows_of<E>(db: &impl ConnectionTrait, ids: &[i64]) -> Result<Vec<E::Model>, StoreError>
where
    E: EntityTrait<Model: Row>,
{
    let mut rows = Vec::with_capacity(ids.len());
    for chunk in ids.chunks(CHUNK) {
        rows.extend(E::find().filter(key_in(chunk)).all(db).await?);
    }
    Ok(rows)
}

/// Removes the rows with some keys.
pub async fn remove<E: EntityTrait>(db: &impl ConnectionTrait, ids: &[i64]) -> Result<(), sea_orm::DbErr> {
    for chunk in ids.chunks(CHUNK) {
        E::delete_many().filter(key_in(chunk)).exec(db).await?;
    }
    Ok(())
}

fn key_in(ids: &[i64]) -> sea_orm::sea_query::Expr {
    sea_orm::sea_query::Expr::col("id").is_in(ids.iter().copied())
}
