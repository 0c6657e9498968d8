//! An upload, and which of its columns is which.

use super::{
    ImportError, Importer, Reading, RosterFile,
    entity::roster_import_file,
    kept::{self, Source},
    read, to_be_stored,
};
use crate::{Store, Turn, store::to_json};
use domain::{
    calendar::Moment,
    ids::ImportId,
    people::roster::{HeadingError, Mapping, RosterKind, view::ImportState},
};
use sea_orm::{ActiveModelTrait, Set};

/// Keeps a file that somebody sent, to be looked at and decided. Nothing of it is taken in yet.
///
/// Says whether its headings are understood; if not, somebody must map them.
///
/// # Errors
/// When the file cannot be read, is empty, or lists schools and comes from a school.
pub async fn upload_roster(
    store: &Store,
    importer: Importer,
    file: &RosterFile,
    now: Moment,
) -> Result<(ImportId, bool), ImportError> {
    let table = read::table(file).await?;
    let mapping = Mapping::of(&table.heading);
    match &mapping {
        Err(HeadingError::Empty) => {
            return Err(ImportError::Heading { file: file.name.clone(), problem: HeadingError::Empty });
        }
        Ok(mapping) if mapping.kind == RosterKind::Schools && !importer.may_add_schools() => {
            return Err(ImportError::OfficeOnly { file: file.name.clone() });
        }
        _ => {}
    }
    let transaction = store.begin(Turn::Free).await?;
    let import = kept::open(&transaction, importer, &[Source { file, mapping: None }], to_be_stored(now)).await?;
    transaction.commit().await?;
    Ok((import, mapping.is_ok()))
}

/// Keeps what somebody said about the columns of an upload.
///
/// # Errors
/// [`ImportError::Heading`] when a column that is needed has no place, [`ImportError::Decided`] when it is too late.
pub async fn map_roster(
    store: &Store,
    importer: Importer,
    import: ImportId,
    mapping: Mapping,
) -> Result<(), ImportError> {
    if mapping.kind == RosterKind::Schools && !importer.may_add_schools() {
        return Err(ImportError::OfficeOnly { file: String::new() });
    }
    let (_, state) = kept::import_of(store.read(), importer, import).await?;
    let (file, _, row) = kept::file_of(store.read(), import).await?;
    if state != ImportState::Open {
        return Err(ImportError::Decided);
    }
    let reading = Reading::of(&file, Some(mapping)).await?;
    let transaction = store.begin(Turn::Roster).await?;
    // It may have been decided meanwhile.
    if kept::import_of(&transaction, importer, import).await?.1 != ImportState::Open {
        return Err(ImportError::Decided);
    }
    let mapping = Set(Some(to_json(&reading.mapping)?));
    roster_import_file::ActiveModel { id: Set(row.id), mapping, ..Default::default() }.update(&transaction).await?;
    transaction.commit().await?;
    Ok(())
}
