//! Taking an upload in, or not.

use super::{
    ImportError, Importer,
    entity::{roster_import, roster_import_file},
    kept::{self, Decision},
    ledger::Ledger,
    scope::Scope,
    tables::{Outcomes, Tables, counts_of},
    to_be_stored,
    view::digest_of_preview,
};
use crate::{Store, Turn};
use domain::{
    calendar::{Moment, day_of},
    ids::ImportId,
    people::roster::view::{ImportState, OutcomeCounts},
};
use sea_orm::{ActiveModelTrait, ColumnTrait, EntityTrait, QueryFilter, Set, sea_query::Expr};
use std::collections::BTreeSet;

/// What came of a confirmation.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Confirmation {
    /// It is written.
    Taken,
    /// What it would do is no longer what was shown; nothing is written.
    Differs,
}

/// Takes an upload in, in one transaction, if it still does what its preview showed; `digest` is the preview's.
///
/// With `good_lines_only` wrong lines are left out.
///
/// # Errors
/// [`ImportError::WrongLines`] when a line is wrong and leaving it out was not chosen, [`ImportError::NothingToTake`]
/// when no line writes anything, [`ImportError::Decided`] when it was decided before.
pub async fn confirm_roster(
    store: &Store,
    importer: Importer,
    import: ImportId,
    digest: &str,
    good_lines_only: bool,
    now: Moment,
) -> Result<Confirmation, ImportError> {
    let now = to_be_stored(now);
    kept::import_of(store.read(), importer, import).await?;
    let (file, mapping, row) = kept::file_of(store.read(), import).await?;
    let tables = Tables::of(store, importer, &file, mapping, now).await?;
    let transaction = store.begin(Turn::Roster).await?;
    if kept::import_of(&transaction, importer, import).await?.1 != ImportState::Open {
        return Err(ImportError::Decided);
    }
    // The mapping may have been chosen anew since the file was read.
    let kept_now = roster_import_file::Entity::find_by_id(row.id).one(&transaction).await?;
    if kept_now.is_none_or(|now| now.mapping != row.mapping) {
        return Ok(Confirmation::Differs);
    }
    let mut scope = Scope::of(&transaction, importer, day_of(now)).await?;
    let schools_before: BTreeSet<i64> = scope.codes.keys().copied().collect();
    // Foreseen as its preview was: nothing is written yet that a later table would see.
    let foreseen = tables.take(&transaction, &mut scope.clone(), None, now).await?;
    if digest_of_preview(&foreseen)? != digest {
        transaction.rollback().await?;
        return Ok(Confirmation::Differs);
    }
    let foreseen = taken_by_choice(&foreseen, good_lines_only)?;
    let watch = store.under_way().begin(importer, import, foreseen.effective());
    let mut ledger = Ledger::counting(watch.written());
    let lines = tables.take(&transaction, &mut scope, Some(&mut ledger), now).await?;
    let counts = taken_by_choice(&lines, good_lines_only)?;
    let schools = tables.schools(&lines, &scope).intersection(&schools_before).copied().collect();
    let decision = Decision { counts, schools, good_lines_only: counts.wrong > 0 };
    kept::take(&transaction, importer, import, ledger, &decision, now).await?;
    transaction.commit().await?;
    Ok(Confirmation::Taken)
}

/// The lines counted, if they may be taken.
fn taken_by_choice(lines: &[Outcomes], good_lines_only: bool) -> Result<OutcomeCounts, ImportError> {
    let counts = counts_of(lines);
    if counts.wrong > 0 && !good_lines_only {
        return Err(ImportError::WrongLines);
    }
    if counts.effective() == 0 {
        return Err(ImportError::NothingToTake);
    }
    Ok(counts)
}

/// Lets an upload go: its names stay in the list, its content does not.
///
/// # Errors
/// [`ImportError::Decided`] when it was decided before.
pub async fn discard_roster(
    store: &Store,
    importer: Importer,
    import: ImportId,
    now: Moment,
) -> Result<(), ImportError> {
    let transaction = store.begin(Turn::Roster).await?;
    if kept::import_of(&transaction, importer, import).await?.1 != ImportState::Open {
        return Err(ImportError::Decided);
    }
    roster_import::ActiveModel {
        id: Set(import.0),
        state: Set(ImportState::Discarded.as_str().to_owned()),
        closed_at: Set(Some(to_be_stored(now))),
        ..Default::default()
    }
    .update(&transaction)
    .await?;
    roster_import_file::Entity::update_many()
        .col_expr(roster_import_file::Column::Content, Expr::value(Vec::<u8>::new()))
        .filter(roster_import_file::Column::ImportId.eq(import.0))
        .exec(&transaction)
        .await?;
    transaction.commit().await?;
    Ok(())
}
