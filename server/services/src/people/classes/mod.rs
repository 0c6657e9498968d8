//! The classes of a school, their teachers and pupils.

mod list;
mod make;
mod members;
mod teachers;

pub use list::classes_of_year;
pub(super) use make::make_classes;
pub use make::{add_class, rename_class};
pub use members::{class_members, move_pupils};
pub use teachers::{assign_class_teacher, end_class_teacher};

use super::entity::{class, organisation};
use crate::{StoreError, access::SchoolLead, store::known};
use domain::{
    calendar::SchoolYear,
    ids::ClassId,
    people::{Grade, SchoolLevel, classes::ClassNameError},
};
use sea_orm::{ColumnTrait, ConnectionTrait, EntityTrait, QueryFilter};

/// Why a school's classes cannot be shown or changed so.
#[derive(Debug, thiserror::Error)]
pub enum ClassError {
    /// No such class, pupil or member of staff at this school.
    #[error("not found")]
    NotFound,
    /// Not a class's name.
    #[error(transparent)]
    Name(#[from] ClassNameError),
    /// The school has a class of that name in that year.
    #[error("the class is there already")]
    NameTaken,
    /// A day outside the school year, or before what ends on it began.
    #[error("not a day of the school year")]
    BadDay,
    /// The person is teacher of the class on that day already.
    #[error("already teacher of the class")]
    AlreadyTeacher,
    /// No pupil was chosen.
    #[error("no pupil was chosen")]
    NobodyChosen,
    /// The database failed.
    #[error(transparent)]
    Store(#[from] StoreError),
}

impl From<sea_orm::DbErr> for ClassError {
    fn from(error: sea_orm::DbErr) -> Self {
        Self::Store(error.into())
    }
}

/// A class row that is shown: one that an undone roll-over made is not, unless somebody is in it.
pub(super) const LISTED: &str = "(c.voided_at IS NULL OR EXISTS (SELECT 1 FROM enrolments x \
     WHERE x.class_id = c.id AND x.voided_at IS NULL))";

/// The school of whoever leads it, with its level.
pub(super) async fn school_of(
    db: &impl ConnectionTrait,
    lead: &SchoolLead,
) -> Result<Option<(organisation::Model, SchoolLevel)>, StoreError> {
    let Some(row) = organisation::Entity::find_by_id(lead.school().0).one(db).await? else { return Ok(None) };
    let level = known(row.level.as_deref().unwrap_or_default(), SchoolLevel::from_word)?;
    Ok(Some((row, level)))
}

/// A class of the school, and its school year.
async fn own_class(
    db: &impl ConnectionTrait,
    lead: &SchoolLead,
    class: ClassId,
) -> Result<(class::Model, SchoolYear), ClassError> {
    let row = class::Entity::find_by_id(class.0)
        .filter(class::Column::OrganisationId.eq(lead.school().0))
        .one(db)
        .await?
        .ok_or(ClassError::NotFound)?;
    let year = SchoolYear::beginning_in(row.school_year);
    Ok((row, year))
}

/// A stored grade.
pub(super) fn grade(stored: i32) -> Result<Grade, StoreError> {
    u8::try_from(stored).ok().and_then(Grade::new).ok_or_else(|| StoreError::Unreadable(stored.to_string()))
}
