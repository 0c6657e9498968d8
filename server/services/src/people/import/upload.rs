//! An upload, and which of its columns is which.

use super::{
    ImportError, Importer, Reading, RosterFile,
    entity::roster_import_file,
    kept::{self, Source},
    read,
    tables::Tables,
    to_be_stored,
};
use crate::{Store, Turn, people::export::holds_tables, store::to_json};
use domain::{
    calendar::Moment,
    ids::ImportId,
    people::roster::{HeadingError, Mapping, RosterKind, view::ImportState},
};
use sea_orm::{ActiveModelTrait, Set};

/// Keeps a file that somebody sent, a list or a OneRoster archive, to be looked at and decided. Nothing of it is taken
/// in yet.
///
/// Says whether its headings are understood; if not, somebody must map them.
///
/// # Errors
/// When the file cannot be read, has no line below its headings, or lists schools alone and comes from a school.
pub async fn upload_roster(
    store: &Store,
    importer: Importer,
    file: &RosterFile,
    now: Moment,
) -> Result<(ImportId, bool), ImportError> {
    let is_understood = is_understood(store, importer, file, now).await?;
    let transaction = store.begin(Turn::Free).await?;
    let import = kept::open(&transaction, importer, &[Source { file, mapping: None }], to_be_stored(now)).await?;
    transaction.commit().await?;
    Ok((import, is_understood))
}

async fn is_understood(store: &Store, importer: Importer, file: &RosterFile, now: Moment) -> Result<bool, ImportError> {
    if holds_tables(&file.content) {
        return Tables::of(store, importer, file, None, now).await.map(|_| true);
    }
    let table = read::table(file).await?;
    match Mapping::of(&table.heading) {
        Err(HeadingError::Empty) => Err(ImportError::Heading { file: file.name.clone(), problem: HeadingError::Empty }),
        Ok(mapping) if mapping.kind == RosterKind::Schools && !importer.may_add_schools() => {
            Err(ImportError::OfficeOnly { file: file.name.clone() })
        }
        _ if table.lines.iter().flat_map(|(_, cells)| cells).all(|cell| cell.trim().is_empty()) => {
            Err(ImportError::NoLines { file: file.name.clone() })
        }
        mapping => Ok(mapping.is_ok()),
    }
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
