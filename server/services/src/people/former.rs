//! Codes that people had before two records of theirs became one.

use super::{entity::person, statement::Bound};
use crate::{StoreError, store::CHUNK};
use sea_orm::{ColumnTrait, ConnectionTrait, EntityTrait, FromQueryResult, QueryFilter, QuerySelect};
use std::collections::HashSet;

/// A code that somebody had before.
#[derive(Debug, Clone)]
pub(super) struct FormerCode {
    /// The code, in upper case as rosters have it.
    pub code: String,
    /// The record that stays.
    pub person: i64,
    /// The code that it has now, if it has one.
    pub present: Option<String>,
}

/// The record that stays, and the codes of one that led to it.
#[derive(FromQueryResult)]
struct Mark {
    id: i64,
    code: Option<String>,
    former_codes: String,
}

const MARKS: &str = "SELECT stays.id, stays.code, gone.former_codes FROM persons gone \
     JOIN persons stays ON stays.id = gone.merged_into_id \
     WHERE gone.former_codes IS NOT NULL AND stays.anonymised_at IS NULL ORDER BY gone.id";

/// All former codes, in their order, but those in use again: these are whose they are now.
///
/// Records are merged one pair at a time and by hand, so there are few of them, and they are read whole.
pub(super) async fn former_codes(db: &impl ConnectionTrait) -> Result<Vec<FormerCode>, StoreError> {
    let marks: Vec<Mark> = Bound::default().rows(db, MARKS).await?;
    let mut codes: Vec<FormerCode> = Vec::with_capacity(marks.len());
    for Mark { id, code, former_codes } in marks {
        codes.extend(former_codes.split_whitespace().map(|former| FormerCode {
            code: former.to_ascii_uppercase(),
            person: id,
            present: code.clone(),
        }));
    }
    let in_use = in_use(db, &codes).await?;
    codes.retain(|former| !in_use.contains(&former.code));
    codes.sort_by(|a, b| a.code.cmp(&b.code));
    Ok(codes)
}

async fn in_use(db: &impl ConnectionTrait, codes: &[FormerCode]) -> Result<HashSet<String>, StoreError> {
    let mut in_use = HashSet::new();
    for chunk in codes.chunks(CHUNK) {
        let rows: Vec<(i64, String)> = person::Entity::find()
            .select_only()
            .columns([person::Column::Id, person::Column::Code])
            .filter(person::Column::Code.is_in(chunk.iter().map(|former| former.code.as_str())))
            .into_tuple()
            .all(db)
            .await?;
        in_use.extend(rows.into_iter().map(|(_, code)| code));
    }
    Ok(in_use)
}
