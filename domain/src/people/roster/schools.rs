//! Lines of a roster of schools.

use super::{Column, Context, Rules, cells::LEVELS, duplicate, row::Row};
use crate::people::SchoolLevel;

/// A school as a roster gives it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SchoolRecord {
    /// Its code, upper case; also its address in the product (`/school/TH014`).
    pub code: String,
    /// Its name.
    pub name: String,
    /// Its level.
    pub level: SchoolLevel,
    /// Where it is; empty if not given.
    pub address: String,
    /// Its e-mail address; empty if not given.
    pub email: String,
    /// Code of the node above it; nothing where the roster does not say.
    pub parent_code: Option<String>,
}

pub(super) const RULES: Rules<SchoolRecord> =
    Rules { clash: duplicate, is_other: |_, _| false, code_of: |record| record.code.as_str() };

pub(super) fn read(row: &mut Row<'_>, context: &Context) -> Option<SchoolRecord> {
    let code = row.own_code(Column::SchoolCode, &context.schools);
    let name = row.required(Column::SchoolName);
    let level = row.word(Column::Level, LEVELS);
    let address = row.optional(Column::Address);
    let email = row.optional(Column::Email);
    let parent_code = match row.text(Column::ParentCode).is_empty() {
        true => Some(None),
        false => row.code(Column::ParentCode).map(Some),
    };
    Some(SchoolRecord {
        code: code?,
        name: name?,
        level: level?,
        address: address?,
        email: email?,
        parent_code: parent_code?,
    })
}
