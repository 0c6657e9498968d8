//! Server functions of imports.

use crate::error::AppError;
use domain::people::roster::view::{ImportList, ImportPage, MappingPage};
use leptos::{
    prelude::*,
    server_fn::codec::{MultipartData, MultipartFormData},
};
use std::collections::BTreeMap;

/// Where an import is seen.
pub fn address_of(import: impl std::fmt::Display) -> String {
    format!("/people/import/{import}")
}

/// Where somebody uploads: for a school, or for an office.
pub fn upload_address(school: &str) -> String {
    if school.is_empty() { "/people/import".to_owned() } else { format!("/school/{school}/import") }
}

/// The imports of an office or, with its code, of a school.
///
/// **Permissions**: the office; for a school, its principal and coordinators and the office above it.
#[server(prefix = "/api/fn", endpoint = "roster_imports")]
pub async fn roster_imports(
    #[server(default)] school: String,
    #[server(default)] state: String,
    #[server(default)] page: u64,
) -> Result<ImportList, AppError> {
    use crate::{door, ui::pager::PAGE_LENGTH};
    use domain::people::roster::view::ImportState;
    let importer = door_of::importer(&door::viewer()?, &school).await?;
    let only = ImportState::from_word(&state);
    Ok(services::people::list_imports(&door::store(), importer, only, page.max(1), PAGE_LENGTH).await?)
}

/// Keeps a file (field `file`) for an office or, with its code in the field `school`, a school; leads on to its
/// preview, or to its columns when the headings are not understood.
///
/// **Permissions**: the office; for a school, its principal and coordinators and the office above it.
#[server(prefix = "/api/fn", endpoint = "upload_roster", input = MultipartFormData)]
pub async fn upload_roster(data: MultipartData) -> Result<(), AppError> {
    use crate::{door, error::Problem};
    let viewer = door::viewer()?;
    let upload = door_of::Upload::read(data).await?;
    let importer = door_of::importer(&viewer, &upload.school).await?;
    let refused = |problem: Problem| {
        leptos_axum::redirect(&format!("{}?problem={}", upload_address(&upload.school), problem.as_str()));
        Ok(())
    };
    if upload.is_too_large {
        return refused(Problem::FileTooLarge);
    }
    if upload.file.content.is_empty() {
        let is_chosen = !upload.file.name.is_empty();
        return refused(if is_chosen { Problem::FileEmpty } else { Problem::FileMissing });
    }
    let kept = services::people::upload_roster(&door::store(), importer, &upload.file, door::now()).await;
    match kept.map_err(AppError::from) {
        Ok((import, true)) => leptos_axum::redirect(&address_of(import)),
        Ok((import, false)) => leptos_axum::redirect(&format!("{}/columns", address_of(import))),
        Err(AppError::Invalid(problem)) => return refused(problem),
        Err(error) => return Err(error),
    }
    Ok(())
}

/// An import and, while it is open, a page of what it would do.
///
/// **Permissions**: the office whose it is; for a school's, its principal and coordinators and the office above it.
#[server(prefix = "/api/fn", endpoint = "roster_import")]
pub async fn roster_import(
    import: i64,
    #[server(default)] outcome: String,
    #[server(default)] page: u64,
) -> Result<ImportPage, AppError> {
    use crate::{door, ui::pager::PAGE_LENGTH};
    use domain::people::roster::view::OutcomeKind;
    let (importer, import) = door_of::importer_of(&door::viewer()?, import).await?;
    let only = OutcomeKind::from_word(&outcome);
    let (store, now) = (door::store(), door::now());
    Ok(services::people::roster_import(&store, importer, import, only, page.max(1), PAGE_LENGTH, now).await?)
}

/// The columns of an upload and what they are taken for.
///
/// **Permissions**: as for the import.
#[server(prefix = "/api/fn", endpoint = "roster_mapping")]
pub async fn roster_mapping(import: i64, #[server(default)] kind: String) -> Result<MappingPage, AppError> {
    use crate::door;
    use domain::people::roster::RosterKind;
    let (importer, import) = door_of::importer_of(&door::viewer()?, import).await?;
    let kind = RosterKind::from_word(&kind);
    Ok(services::people::roster_mapping(&door::store(), importer, import, kind).await?)
}

/// Says which column of an upload is which: `places[full_name]=3`, counted from 0; an empty one is not there.
///
/// **Permissions**: as for the import.
#[server(prefix = "/api/fn", endpoint = "map_roster")]
pub async fn map_roster(
    import: i64,
    kind: String,
    #[server(default)] places: BTreeMap<String, String>,
) -> Result<(), AppError> {
    use crate::{door, error::Problem};
    use domain::people::roster::{Column, Mapping, RosterKind};
    let (importer, import) = door_of::importer_of(&door::viewer()?, import).await?;
    let kind = RosterKind::from_word(&kind).ok_or(AppError::Invalid(Problem::BadForm))?;
    let places = places.iter().filter(|(_, place)| !place.is_empty());
    let places = places.map(|(column, place)| Some((Column::from_word(column)?, place.parse().ok()?)));
    let places = places.collect::<Option<_>>().ok_or(AppError::Invalid(Problem::BadForm))?;
    let mapped = services::people::map_roster(&door::store(), importer, import, Mapping { kind, places }).await;
    match mapped.map_err(AppError::from) {
        Ok(()) => leptos_axum::redirect(&address_of(import)),
        Err(AppError::Invalid(problem)) => {
            let (address, problem) = (address_of(import), problem.as_str());
            leptos_axum::redirect(&format!("{address}/columns?kind={kind}&problem={problem}"));
        }
        Err(error) => return Err(error),
    }
    Ok(())
}

/// Takes an upload in as its preview showed it; with `intent=good_lines` without its wrong lines.
///
/// **Permissions**: as for the import.
#[server(prefix = "/api/fn", endpoint = "confirm_roster")]
pub async fn confirm_roster(import: i64, digest: String, #[server(default)] intent: String) -> Result<(), AppError> {
    use crate::{door, error::Problem};
    use services::people::Confirmation;
    let (importer, import) = door_of::importer_of(&door::viewer()?, import).await?;
    let good_lines_only = intent == "good_lines";
    let (store, now) = (door::store(), door::now());
    let outcome = services::people::confirm_roster(&store, importer, import, &digest, good_lines_only, now).await;
    door_of::back_to(
        import,
        outcome.map_err(AppError::from).map(|confirmation| match confirmation {
            Confirmation::Taken => Problem::RosterTaken,
            Confirmation::Differs => Problem::PreviewDiffers,
        }),
    )
}

/// How many of how many lines of an import are written by now; none when this process is not writing it.
///
/// **Permissions**: as for the import.
#[server(prefix = "/api/fn", endpoint = "roster_progress")]
pub async fn roster_progress(import: i64) -> Result<Option<(u64, u64)>, AppError> {
    use crate::door;
    let (importer, import) = door_of::importer_of(&door::viewer()?, import).await?;
    Ok(services::people::roster_progress(&door::store(), importer, import))
}

/// Lets an upload go.
///
/// **Permissions**: as for the import.
#[server(prefix = "/api/fn", endpoint = "discard_roster")]
pub async fn discard_roster(import: i64) -> Result<(), AppError> {
    use crate::{door, error::Problem};
    let (importer, import) = door_of::importer_of(&door::viewer()?, import).await?;
    let outcome = services::people::discard_roster(&door::store(), importer, import, door::now()).await;
    door_of::back_to(import, outcome.map_err(AppError::from).map(|()| Problem::Done))
}

/// Takes an import back as a whole.
///
/// **Permissions**: as for the import.
#[server(prefix = "/api/fn", endpoint = "undo_roster")]
pub async fn undo_roster(import: i64) -> Result<(), AppError> {
    use crate::{door, error::Problem};
    let (importer, import) = door_of::importer_of(&door::viewer()?, import).await?;
    let outcome = services::people::undo_roster(&door::store(), importer, import, door::now()).await;
    door_of::back_to(import, outcome.map_err(AppError::from).map(|()| Problem::RosterUndone))
}

/// What these server functions share.
#[cfg(feature = "ssr")]
mod door_of {
    use super::address_of;
    use crate::{
        door,
        error::{AppError, Problem},
    };
    use domain::{calendar::day_of, ids::ImportId};
    use leptos::server_fn::codec::MultipartData;
    use services::{
        access::Viewer,
        people::{Importer, LARGEST_FILE, RosterFile},
    };

    /// For whom somebody imports: for an office, or for the school with a code.
    pub async fn importer(viewer: &Viewer, school: &str) -> Result<Importer, AppError> {
        if school.is_empty() {
            return Ok(viewer.office()?.into());
        }
        Ok(viewer.leads(&door::store(), school, day_of(door::now())).await?.into())
    }

    pub async fn importer_of(viewer: &Viewer, import: i64) -> Result<(Importer, ImportId), AppError> {
        let import = ImportId(import);
        let today = day_of(door::now());
        Ok((services::people::importer_of(&door::store(), viewer, import, today).await?, import))
    }

    /// Leads back to the import with a word about what happened.
    pub fn back_to(import: ImportId, outcome: Result<Problem, AppError>) -> Result<(), AppError> {
        let (Ok(problem) | Err(AppError::Invalid(problem))) = outcome else { return outcome.map(|_| ()) };
        leptos_axum::redirect(&format!("{}?problem={}", address_of(import), problem.as_str()));
        Ok(())
    }

    /// The fields of an upload.
    #[derive(Default)]
    pub struct Upload {
        pub school: String,
        pub file: RosterFile,
        pub is_too_large: bool,
    }

    impl Upload {
        /// So many times the largest file is read and thrown away, so that a browser that is still sending can be told.
        const PATIENCE: usize = 8;

        pub async fn read(data: MultipartData) -> Result<Self, AppError> {
            let unreadable = || AppError::Invalid(Problem::BadForm);
            let mut form = data.into_inner().ok_or_else(unreadable)?;
            let mut upload = Self::default();
            let mut read = 0;
            while let Some(mut field) = form.next_field().await.map_err(|_| unreadable())? {
                let name = field.name().unwrap_or_default().to_owned();
                if name == "file" {
                    upload.file.name = field.file_name().unwrap_or_default().to_owned();
                }
                let mut content = Vec::new();
                while let Some(chunk) = field.chunk().await.map_err(|_| unreadable())? {
                    read += chunk.len();
                    if read > LARGEST_FILE * Self::PATIENCE {
                        return Err(unreadable());
                    }
                    if content.len() + chunk.len() > LARGEST_FILE {
                        upload.is_too_large = true;
                    }
                    if !upload.is_too_large {
                        content.extend_from_slice(&chunk);
                    }
                }
                match name.as_str() {
                    "file" => upload.file.content = content,
                    "school" => upload.school = String::from_utf8(content).map_err(|_| unreadable())?,
                    _ => {}
                }
            }
            Ok(upload)
        }
    }
}
