//! The headings of rosters, matched without regard to case, blanks and accents.

use super::HeadingError;
use crate::people::search::fold;
use std::collections::HashMap;

/// What a roster lists.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum RosterKind {
    /// Schools.
    Schools,
    /// Staff of schools.
    Staff,
    /// Pupils in classes.
    Pupils,
}

macro_rules! columns {
    ($($(#[$doc:meta])* $name:ident = $heading:literal,)*) => {
        /// A column of a roster.
        #[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
        pub enum Column { $($(#[$doc])* $name,)* }

        impl Column {
            /// The heading as templates and exports write it.
            pub const fn heading(self) -> &'static str {
                match self { $(Self::$name => $heading),* }
            }
        }
    };
}

columns! {
    /// Code of the school.
    SchoolCode = "Mã trường",
    /// Name of the school.
    SchoolName = "Tên trường",
    /// Level of the school.
    Level = "Cấp học",
    /// Address of the school.
    Address = "Địa chỉ",
    /// E-mail address of the school.
    Email = "Email",
    /// Code of the node above the school.
    ParentCode = "Mã đơn vị quản lý",
    /// Code of a member of staff.
    StaffCode = "Mã cán bộ",
    /// Full name.
    FullName = "Họ và tên",
    /// Day of birth.
    BornOn = "Ngày sinh",
    /// Sex.
    Sex = "Giới tính",
    /// Post at the school.
    Post = "Chức vụ",
    /// Duties, several split at `;`.
    Duties = "Nhiệm vụ",
    /// First day at the school.
    From = "Từ ngày",
    /// Day of leaving.
    To = "Đến ngày",
    /// Class.
    Class = "Lớp",
    /// National identifier of the pupil.
    PupilCode = "Mã định danh",
    /// School year.
    SchoolYear = "Năm học",
}

struct Layout {
    kind: RosterKind,
    /// The column that only this kind has.
    mark: Column,
    required: &'static [Column],
    optional: &'static [Column],
}

const LAYOUTS: &[Layout] = &[
    Layout {
        kind: RosterKind::Staff,
        mark: Column::StaffCode,
        required: &[Column::SchoolCode, Column::StaffCode, Column::FullName, Column::Post],
        optional: &[Column::BornOn, Column::Sex, Column::Duties, Column::From, Column::To],
    },
    Layout {
        kind: RosterKind::Pupils,
        mark: Column::PupilCode,
        required: &[Column::SchoolCode, Column::Class, Column::PupilCode, Column::FullName, Column::SchoolYear],
        optional: &[Column::BornOn, Column::Sex],
    },
    Layout {
        kind: RosterKind::Schools,
        mark: Column::SchoolName,
        required: &[Column::SchoolCode, Column::SchoolName, Column::Level],
        optional: &[Column::Address, Column::Email, Column::ParentCode],
    },
];

fn column_of(heading: &str, layout: &Layout) -> Option<Column> {
    let sought = fold(heading);
    layout.required.iter().chain(layout.optional).copied().find(|column| fold(column.heading()) == sought)
}

fn layout_of(heading: &[String]) -> Result<&'static Layout, HeadingError> {
    if heading.iter().all(|cell| cell.trim().is_empty()) {
        return Err(HeadingError::Empty);
    }
    LAYOUTS
        .iter()
        .find(|layout| heading.iter().any(|cell| column_of(cell, layout) == Some(layout.mark)))
        .ok_or(HeadingError::UnknownKind)
}

/// Which kind of roster has these headings.
pub fn kind_of(heading: &[String]) -> Result<RosterKind, HeadingError> {
    layout_of(heading).map(|layout| layout.kind)
}

/// Where each column of the kind stands in the heading.
pub fn places(kind: RosterKind, heading: &[String]) -> Result<HashMap<Column, usize>, HeadingError> {
    let layout = layout_of(heading)?;
    debug_assert_eq!(layout.kind, kind);
    let mut places = HashMap::new();
    for (place, cell) in heading.iter().enumerate() {
        if cell.trim().is_empty() {
            continue;
        }
        let column = column_of(cell, layout).ok_or_else(|| HeadingError::UnknownColumn(cell.trim().to_owned()))?;
        if places.insert(column, place).is_some() {
            return Err(HeadingError::ColumnTwice(column));
        }
    }
    match layout.required.iter().find(|column| !places.contains_key(column)) {
        Some(missing) => Err(HeadingError::MissingColumn(*missing)),
        None => Ok(places),
    }
}

/// Whether a roster of the kind cannot do without the column.
pub fn is_required(kind: RosterKind, column: Column) -> bool {
    LAYOUTS.iter().any(|layout| layout.kind == kind && layout.required.contains(&column))
}
