//! Imports as somebody sees them.

use super::{
    ImportError, Importer,
    entity::{roster_import, roster_import_file},
    kept, read,
    scope::Scope,
    tables::{Outcomes, Tables, counts_of},
};
use crate::{
    Store, StoreError,
    files::digest,
    people::entity::{organisation, person},
    store::{from_json, known, to_json},
};
use domain::{
    calendar::{Moment, day_of},
    ids::ImportId,
    people::{
        OrganisationKind,
        roster::{
            Mapping, RosterKind, Table, clean,
            view::{
                FileColumn, ImportBody, ImportHead, ImportList, ImportPage, ImportState, MappingPage, OutcomeKind,
                Preview,
            },
        },
    },
};
use sea_orm::{ColumnTrait, ConnectionTrait, EntityTrait, PaginatorTrait, QueryFilter, QueryOrder, QuerySelect};
use std::collections::{HashMap, HashSet};

/// The imports of an office or a school, the newest first; `only` filters them by state, `page` counts from 1.
///
/// # Errors
/// When the database fails.
pub async fn list_imports(
    store: &Store,
    importer: Importer,
    only: Option<ImportState>,
    page: u64,
    page_length: u64,
) -> Result<ImportList, ImportError> {
    let db = store.read();
    let node = importer.organisation().0;
    let mut own = roster_import::Entity::find().filter(roster_import::Column::OrganisationId.eq(node));
    if let Some(state) = only {
        own = own.filter(roster_import::Column::State.eq(state.as_str()));
    }
    let count = own.clone().count(db).await?;
    let offset = offset_of(page, page_length, count);
    let rows = own.order_by_desc(roster_import::Column::Id).limit(page_length).offset(offset).all(db).await?;
    let school = school_of(db, node).await?;
    let imports = heads(db, rows, school.as_ref().map(|(code, _)| code)).await?;
    Ok(ImportList { school, imports, count })
}

/// How many lines stand before a page; a page beyond the end is the last one.
fn offset_of(page: u64, page_length: u64, count: u64) -> u64 {
    let last = count.div_ceil(page_length.max(1)).max(1);
    (page.clamp(1, last) - 1).saturating_mul(page_length)
}

/// An import, and a page of what it would do while it is open; `only` filters its lines by outcome.
///
/// # Errors
/// [`ImportError::NotFound`] when it is not the importer's.
pub async fn roster_import(
    store: &Store,
    importer: Importer,
    import: ImportId,
    only: Option<OutcomeKind>,
    page: u64,
    page_length: u64,
    now: Moment,
) -> Result<ImportPage, ImportError> {
    let (mut head, state) = head_of(store, importer, import).await?;
    if state != ImportState::Open {
        return Ok(ImportPage { head, body: ImportBody::Decided });
    }
    let (file, mapping, _) = kept::file_of(store.read(), import).await?;
    let tables = match Tables::of(store, importer, &file, mapping, now).await {
        Ok(tables) => tables,
        Err(ImportError::Heading { problem, .. }) => {
            return Ok(ImportPage { head, body: ImportBody::Unmapped(problem) });
        }
        Err(error) => return Err(error),
    };
    let mut scope = Scope::of(store.read(), importer, day_of(now)).await?;
    let outcomes = tables.take(store.read(), &mut scope, None, now).await?;
    let counts = counts_of(&outcomes);
    head.counts = counts;
    let digest = digest_of_preview(&outcomes)?;
    let matching = only.map_or_else(|| counts.all(), |kind| counts.count(kind));
    let skipped = usize::try_from(offset_of(page, page_length, matching)).unwrap_or(usize::MAX);
    let lines = outcomes
        .into_iter()
        .enumerate()
        .flat_map(|(table, lines)| lines.into_iter().map(move |(line, outcome)| (table, line, outcome)));
    let shown = lines.filter(|(_, _, outcome)| only.is_none_or(|kind| outcome.kind() == kind));
    let shown = shown.skip(skipped).take(usize::try_from(page_length).unwrap_or(usize::MAX)).collect();
    let preview = Preview { tables: tables.named(), digest, counts, lines: tables.described(shown), matching };
    Ok(ImportPage { head, body: ImportBody::Preview(preview) })
}

/// The columns of an upload and what they are taken for: as chosen before, or for `kind`, as they can be guessed.
///
/// # Errors
/// [`ImportError::Decided`] when it is no longer open.
pub async fn roster_mapping(
    store: &Store,
    importer: Importer,
    import: ImportId,
    kind: Option<RosterKind>,
) -> Result<MappingPage, ImportError> {
    let (head, state) = head_of(store, importer, import).await?;
    if state != ImportState::Open {
        return Err(ImportError::Decided);
    }
    let (file, chosen, _) = kept::file_of(store.read(), import).await?;
    let table = read::table(&file).await?;
    let kinds = RosterKind::ALL.iter().copied();
    let kinds: Vec<RosterKind> =
        kinds.filter(|kind| *kind != RosterKind::Schools || importer.may_add_schools()).collect();
    let likeliest = || {
        let fits = |kind: &RosterKind| Mapping::guess(*kind, &table.heading).places.len();
        kinds.iter().copied().max_by_key(fits).unwrap_or(RosterKind::Pupils)
    };
    let kind = kind.filter(|kind| kinds.contains(kind)).or(chosen.as_ref().map(|mapping| mapping.kind));
    let kind = kind.unwrap_or_else(likeliest);
    let mapping = match chosen {
        Some(mapping) if mapping.kind == kind => mapping,
        _ => Mapping::guess(kind, &table.heading),
    };
    let wanted = kind.columns().iter().map(|column| (*column, kind.requires(*column))).collect();
    Ok(MappingPage { head, columns: columns_of(&table), kinds, mapping, wanted })
}

fn columns_of(table: &Table) -> Vec<FileColumn> {
    let example = |place: usize| {
        let mut cells = table.lines.iter().filter_map(|(_, cells)| cells.get(place)).map(|cell| clean(cell));
        let cell = cells.by_ref().take(100).find(|cell| !cell.is_empty()).unwrap_or_default();
        cell.chars().take(40).collect()
    };
    let column = |(place, heading): (usize, &String)| FileColumn { heading: heading.clone(), example: example(place) };
    table.heading.iter().enumerate().map(column).collect()
}

/// Says whether two previews are the same.
pub(super) fn digest_of_preview(outcomes: &[Outcomes]) -> Result<String, StoreError> {
    Ok(digest(to_json(&outcomes)?.to_string().as_bytes()))
}

async fn head_of(
    store: &Store,
    importer: Importer,
    import: ImportId,
) -> Result<(ImportHead, ImportState), ImportError> {
    let db = store.read();
    let (row, state) = kept::import_of(db, importer, import).await?;
    let school = school_of(db, row.organisation_id).await?;
    let head = heads(db, vec![row], school.as_ref().map(|(code, _)| code)).await?.pop();
    Ok((head.ok_or(ImportError::NotFound)?, state))
}

/// Code and name of a node that is a school.
async fn school_of(db: &impl ConnectionTrait, node: i64) -> Result<Option<(String, String)>, StoreError> {
    let row = organisation::Entity::find_by_id(node).one(db).await?;
    Ok(row.filter(|row| row.kind == OrganisationKind::School.as_str()).map(|row| (row.code, row.name)))
}

async fn heads(
    db: &impl ConnectionTrait,
    rows: Vec<roster_import::Model>,
    school: Option<&String>,
) -> Result<Vec<ImportHead>, StoreError> {
    let ids: Vec<i64> = rows.iter().map(|row| row.id).collect();
    let names: Vec<(i64, String)> = roster_import_file::Entity::find()
        .select_only()
        .columns([roster_import_file::Column::ImportId, roster_import_file::Column::Name])
        .filter(roster_import_file::Column::ImportId.is_in(ids))
        .order_by_asc(roster_import_file::Column::Position)
        .into_tuple()
        .all(db)
        .await?;
    let mut files: HashMap<i64, Vec<String>> = HashMap::new();
    for (import, name) in names {
        files.entry(import).or_default().push(name);
    }
    let who: HashSet<i64> = rows.iter().filter_map(|row| row.by_person_id).collect();
    let who: Vec<(i64, String)> = person::Entity::find()
        .select_only()
        .columns([person::Column::Id, person::Column::FullName])
        .filter(person::Column::Id.is_in(who))
        .into_tuple()
        .all(db)
        .await?;
    let who: HashMap<i64, String> = who.into_iter().collect();
    rows.into_iter()
        .map(|row| {
            Ok(ImportHead {
                id: ImportId(row.id),
                files: files.remove(&row.id).unwrap_or_default(),
                school: school.cloned(),
                state: known(&row.state, ImportState::from_word)?,
                uploaded_at: row.uploaded_at,
                taken_at: row.taken_at,
                by: row.by_person_id.and_then(|person| who.get(&person).cloned()),
                counts: from_json(row.counts)?,
                good_lines_only: row.good_lines_only,
            })
        })
        .collect()
}
