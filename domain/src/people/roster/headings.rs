//! The headings of rosters, matched without regard to case, blanks and accents.

use super::HeadingError;
use crate::people::{search::fold, words};
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;

words! {
    /// What a roster lists.
    RosterKind {
        /// Schools.
        Schools = "schools",
        /// Staff of schools.
        Staff = "staff",
        /// Pupils in classes.
        Pupils = "pupils",
    }
}

macro_rules! columns {
    ($($(#[$doc:meta])* $name:ident = $word:literal, $heading:literal;)*) => {
        words! {
            /// A column of a roster.
            Column { $($(#[$doc])* $name = $word,)* }
        }

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
    SchoolCode = "school_code", "Mã trường";
    /// Name of the school.
    SchoolName = "school_name", "Tên trường";
    /// Level of the school.
    Level = "level", "Cấp học";
    /// Address of the school.
    Address = "address", "Địa chỉ";
    /// E-mail address of the school, or of a member of staff.
    Email = "email", "Email";
    /// Code of the node above the school.
    ParentCode = "parent_code", "Mã đơn vị quản lý";
    /// Code of a member of staff.
    StaffCode = "staff_code", "Mã cán bộ";
    /// Full name.
    FullName = "full_name", "Họ và tên";
    /// Day of birth.
    BornOn = "born_on", "Ngày sinh";
    /// Sex.
    Sex = "sex", "Giới tính";
    /// Post at the school.
    Post = "post", "Chức vụ";
    /// Duties, several split at `;`.
    Duties = "duties", "Nhiệm vụ";
    /// First day at the school.
    From = "from", "Từ ngày";
    /// Day of leaving.
    To = "to", "Đến ngày";
    /// Class.
    Class = "class", "Lớp";
    /// National identifier of the pupil.
    PupilCode = "pupil_code", "Mã định danh";
    /// School year.
    SchoolYear = "school_year", "Năm học";
}

/// Headings that schools write in place of ours; they only help to fill the mapping screen in.
const OTHER_WORDS: &[(&str, Column)] = &[
    ("Mã đơn vị", Column::SchoolCode),
    ("Trường", Column::SchoolName),
    ("Tên đơn vị", Column::SchoolName),
    ("Cấp", Column::Level),
    ("Thư điện tử", Column::Email),
    ("Địa chỉ thư điện tử", Column::Email),
    ("Địa chỉ email", Column::Email),
    ("E-mail", Column::Email),
    ("Hộp thư", Column::Email),
    ("Mã giáo viên", Column::StaffCode),
    ("Mã nhân viên", Column::StaffCode),
    ("Mã CB", Column::StaffCode),
    ("Họ tên", Column::FullName),
    ("Họ và tên học sinh", Column::FullName),
    ("Sinh ngày", Column::BornOn),
    ("Ngày tháng năm sinh", Column::BornOn),
    ("Phái", Column::Sex),
    ("Nam/Nữ", Column::Sex),
    ("Chức danh", Column::Post),
    ("Phân công", Column::Duties),
    ("Ngày bắt đầu", Column::From),
    ("Ngày kết thúc", Column::To),
    ("Tên lớp", Column::Class),
    ("Mã học sinh", Column::PupilCode),
    ("Số định danh", Column::PupilCode),
];

struct Layout {
    kind: RosterKind,
    /// The column that only this kind has.
    mark: Column,
    /// All its columns, in the order in which templates have them.
    columns: &'static [Column],
    required: &'static [Column],
}

const LAYOUTS: &[Layout] = &[
    Layout {
        kind: RosterKind::Staff,
        mark: Column::StaffCode,
        columns: &[
            Column::SchoolCode,
            Column::StaffCode,
            Column::FullName,
            Column::BornOn,
            Column::Sex,
            Column::Post,
            Column::Duties,
            Column::From,
            Column::To,
            Column::Email,
        ],
        required: &[Column::SchoolCode, Column::StaffCode, Column::FullName, Column::Post],
    },
    Layout {
        kind: RosterKind::Pupils,
        mark: Column::PupilCode,
        columns: &[
            Column::SchoolCode,
            Column::Class,
            Column::PupilCode,
            Column::FullName,
            Column::BornOn,
            Column::Sex,
            Column::SchoolYear,
        ],
        required: &[Column::SchoolCode, Column::Class, Column::PupilCode, Column::FullName, Column::SchoolYear],
    },
    Layout {
        kind: RosterKind::Schools,
        mark: Column::SchoolName,
        columns: &[
            Column::SchoolCode,
            Column::SchoolName,
            Column::Level,
            Column::Address,
            Column::Email,
            Column::ParentCode,
        ],
        required: &[Column::SchoolCode, Column::SchoolName, Column::Level],
    },
];

impl RosterKind {
    /// Its columns, in the order in which templates and exports have them.
    pub fn columns(self) -> &'static [Column] {
        self.layout().columns
    }

    /// Whether a roster of this kind cannot be read without the column.
    pub fn requires(self, column: Column) -> bool {
        self.layout().required.contains(&column)
    }

    /// The column whose code says which record a line is about.
    pub const fn code_column(self) -> Column {
        match self {
            Self::Schools => Column::SchoolCode,
            Self::Staff => Column::StaffCode,
            Self::Pupils => Column::PupilCode,
        }
    }

    /// The column with the name of what a line is about.
    pub const fn name_column(self) -> Column {
        match self {
            Self::Schools => Column::SchoolName,
            Self::Staff | Self::Pupils => Column::FullName,
        }
    }

    fn layout(self) -> &'static Layout {
        // Every kind has a layout: a test walks them.
        LAYOUTS.iter().find(|layout| layout.kind == self).unwrap_or(&LAYOUTS[0])
    }
}

/// A heading as it is compared.
fn bare(heading: &str) -> String {
    fold(heading).split_whitespace().collect()
}

fn column_of(heading: &str, layout: &Layout) -> Option<Column> {
    let sought = bare(heading);
    layout.columns.iter().copied().find(|column| bare(column.heading()) == sought)
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

/// What a table lists, and in which of its columns (counted from 0) each of ours stands.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Mapping {
    /// What the table lists.
    pub kind: RosterKind,
    /// Where each of our columns stands.
    pub places: BTreeMap<Column, usize>,
}

impl Mapping {
    /// The mapping that the headings say by themselves.
    ///
    /// # Errors
    /// When they do not fit any kind of roster, one is not known, twice there or missing.
    pub fn of(heading: &[String]) -> Result<Self, HeadingError> {
        let layout = layout_of(heading)?;
        let mut places = BTreeMap::new();
        for (place, cell) in heading.iter().enumerate().filter(|(_, cell)| !cell.trim().is_empty()) {
            let column = column_of(cell, layout).ok_or_else(|| HeadingError::UnknownColumn(cell.trim().to_owned()))?;
            if places.insert(column, place).is_some() {
                return Err(HeadingError::ColumnTwice(column));
            }
        }
        let mapping = Self { kind: layout.kind, places };
        mapping.check(heading.len())?;
        Ok(mapping)
    }

    /// As much of a mapping as can be guessed from the headings, for a person to complete.
    pub fn guess(kind: RosterKind, heading: &[String]) -> Self {
        let layout = kind.layout();
        let guess = |cell: &str| {
            let sought = bare(cell);
            let other = OTHER_WORDS.iter().find(|(word, _)| bare(word) == sought).map(|(_, column)| *column);
            column_of(cell, layout).or(other.filter(|column| layout.columns.contains(column)))
        };
        let mut places = BTreeMap::new();
        for (place, column) in heading.iter().enumerate().filter_map(|(place, cell)| Some((place, guess(cell)?))) {
            places.entry(column).or_insert(place);
        }
        Self { kind, places }
    }

    /// Whether a table of so many columns can be read with it.
    ///
    /// # Errors
    /// When a column that is needed has no place, has one outside the table, or shares it with another.
    pub fn check(&self, width: usize) -> Result<(), HeadingError> {
        let layout = self.kind.layout();
        let mut taken = BTreeMap::new();
        for (column, place) in &self.places {
            if *place >= width || !layout.columns.contains(column) {
                return Err(HeadingError::MissingColumn(*column));
            }
            if taken.insert(*place, *column).is_some() {
                return Err(HeadingError::ColumnTwice(*column));
            }
        }
        match layout.required.iter().find(|column| !self.has(**column)) {
            Some(missing) => Err(HeadingError::MissingColumn(*missing)),
            None => Ok(()),
        }
    }

    /// Whether the table has the column at all. What is not in a file is left as it is.
    pub fn has(&self, column: Column) -> bool {
        self.places.contains_key(&column)
    }
}
