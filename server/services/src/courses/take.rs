//! Taking a course pack in.

use super::{
    Pack,
    entity::{course, course_media, course_text, course_version, lesson, lesson_text},
};
use crate::{
    Store, StoreError, Turn,
    access::Operator,
    files::Files,
    quizzes,
    store::{from_json, to_json},
};
use domain::{
    calendar::{Moment, day_of},
    courses::pack::Manifest,
};
use sea_orm::{
    ActiveModelTrait, ColumnTrait, ConnectionTrait, DatabaseTransaction, EntityTrait, QueryFilter, QueryOrder, Set,
};
use std::collections::BTreeMap;

/// What became of a pack.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Taken {
    /// A new course.
    NewCourse,
    /// A new version of a course that was there.
    NewVersion(u32),
    /// The version is there already, just so.
    Unchanged,
}

/// Why a pack without problems of its own is not taken.
#[derive(Debug, thiserror::Error)]
pub enum TakeError {
    /// The same version is there with other content; these files differ.
    #[error("version {version} is there already with other content; files that differ: {}", .files.join(", "))]
    OtherContent {
        /// The version.
        version: u32,
        /// Files that are new, gone or changed.
        files: Vec<String>,
    },
    /// A newer version is there.
    #[error("version {there} is there already, which is newer than {version}")]
    Older {
        /// The pack's version.
        version: u32,
        /// The newest there is.
        there: u32,
    },
    /// A file cannot be kept.
    #[error("cannot write the data folder: {0}")]
    Files(#[from] std::io::Error),
    /// The database failed.
    #[error(transparent)]
    Store(#[from] StoreError),
}

impl From<sea_orm::DbErr> for TakeError {
    fn from(error: sea_orm::DbErr) -> Self {
        Self::Store(error.into())
    }
}

/// Takes a checked pack in: a new course, a new version, or nothing when it is there already.
///
/// # Errors
/// When the same version is there with other content, or a newer one.
pub async fn import_course(
    store: &Store,
    files: &Files,
    _operator: &Operator,
    pack: &Pack,
    now: Moment,
) -> Result<Taken, TakeError> {
    let mut media = Vec::with_capacity(pack.media.len());
    for (name, content_type, content) in &pack.media {
        media.push((name.clone(), *content_type, files.keep(content).await?));
    }
    let manifest = &pack.manifest;
    let transaction = store.begin(Turn::Courses).await?;
    let there = course::Entity::find().filter(course::Column::Slug.eq(manifest.id.as_str())).one(&transaction).await?;
    let newest = match &there {
        Some(course) => {
            course_version::Entity::find()
                .filter(course_version::Column::CourseId.eq(course.id))
                .order_by_desc(course_version::Column::Number)
                .one(&transaction)
                .await?
        }
        None => None,
    };
    if let Some(newest) = &newest
        && is_there(newest, pack)?
    {
        return Ok(Taken::Unchanged);
    }
    let taken = if there.is_some() { Taken::NewVersion(manifest.version) } else { Taken::NewCourse };
    let course = match there {
        Some(course) => course,
        None => {
            course::ActiveModel { slug: Set(manifest.id.clone()), ..Default::default() }.insert(&transaction).await?
        }
    };
    let version = insert_version(&transaction, course.id, pack, now).await?;
    insert_texts(&transaction, version, manifest).await?;
    insert_lessons(&transaction, version, pack).await?;
    let rows = media.into_iter().map(|(name, content_type, digest)| course_media::ActiveModel {
        course_version_id: Set(version),
        name: Set(name),
        digest: Set(digest),
        content_type: Set(content_type.to_owned()),
        ..Default::default()
    });
    insert_all::<course_media::Entity, _>(&transaction, rows.collect()).await?;
    quizzes::insert_bank(&transaction, course.id, version, &pack.questions, now).await?;
    transaction.commit().await?;
    Ok(taken)
}

/// Whether the pack's version is the newest there is, with the same content.
fn is_there(newest: &course_version::Model, pack: &Pack) -> Result<bool, TakeError> {
    let number = u32::try_from(newest.number).unwrap_or_default();
    let version = pack.manifest.version;
    if version > number {
        return Ok(false);
    }
    if version < number {
        return Err(TakeError::Older { version, there: number });
    }
    let before: BTreeMap<String, String> = from_json(newest.file_digests.clone())?;
    let names = before.keys().chain(pack.file_digests.keys());
    let mut differing: Vec<String> =
        names.filter(|name| before.get(*name) != pack.file_digests.get(*name)).cloned().collect();
    differing.sort();
    differing.dedup();
    if differing.is_empty() { Ok(true) } else { Err(TakeError::OtherContent { version, files: differing }) }
}

async fn insert_version(db: &DatabaseTransaction, course: i64, pack: &Pack, now: Moment) -> Result<i64, TakeError> {
    let manifest = &pack.manifest;
    let audience = manifest.audience();
    let small = |value: u32| i32::try_from(value).unwrap_or(i32::MAX);
    let row = course_version::ActiveModel {
        course_id: Set(course),
        number: Set(small(manifest.version)),
        audience_kind: Set(audience.kind.as_str().to_owned()),
        audience: Set(to_json(&audience)?),
        required: Set(manifest.required),
        must_be_retaken: Set(false),
        minutes: Set(small(manifest.minutes)),
        display_order: Set(manifest.order),
        quiz: Set(manifest.quiz.as_ref().map(to_json).transpose()?),
        valid_months: Set(small(manifest.valid.months)),
        file_digests: Set(to_json(&pack.file_digests)?),
        published_on: Set(day_of(now)),
        learned_at: Set(now),
        ..Default::default()
    };
    Ok(row.insert(db).await?.id)
}

async fn insert_texts(db: &DatabaseTransaction, version: i64, manifest: &Manifest) -> Result<(), TakeError> {
    let rows = manifest.title.iter().map(|(language, title)| course_text::ActiveModel {
        course_version_id: Set(version),
        language: Set(language.to_string()),
        title: Set(title.clone()),
        summary: Set(manifest.summary.get(language).cloned().unwrap_or_default()),
        ..Default::default()
    });
    insert_all::<course_text::Entity, _>(db, rows.collect()).await
}

async fn insert_lessons(db: &DatabaseTransaction, version: i64, pack: &Pack) -> Result<(), TakeError> {
    let rows = (0..).zip(&pack.lessons).map(|(position, (slug, _))| lesson::ActiveModel {
        course_version_id: Set(version),
        position: Set(position),
        slug: Set(slug.clone()),
        ..Default::default()
    });
    insert_all::<lesson::Entity, _>(db, rows.collect()).await?;
    let ids = lesson::Entity::find().filter(lesson::Column::CourseVersionId.eq(version)).all(db).await?;
    let ids: BTreeMap<String, i64> = ids.into_iter().map(|row| (row.slug, row.id)).collect();
    let mut texts = Vec::new();
    for (slug, by_language) in &pack.lessons {
        let Some(id) = ids.get(slug) else { continue };
        texts.extend(by_language.iter().map(|(language, (title, markdown))| lesson_text::ActiveModel {
            lesson_id: Set(*id),
            language: Set(language.to_string()),
            title: Set(title.clone()),
            markdown: Set(markdown.clone()),
            ..Default::default()
        }));
    }
    insert_all::<lesson_text::Entity, _>(db, texts).await
}

async fn insert_all<E, A>(db: &impl ConnectionTrait, rows: Vec<A>) -> Result<(), TakeError>
where
    E: EntityTrait,
    A: ActiveModelTrait<Entity = E> + Send,
{
    if !rows.is_empty() {
        E::insert_many(rows).exec(db).await?;
    }
    Ok(())
}
