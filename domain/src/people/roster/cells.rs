//! The words of a roster's cells, read and written.

use crate::{
    calendar::write_day,
    people::{MembershipKind, Responsibility, SchoolLevel, Sex, search::fold},
};
use chrono::NaiveDate;

pub(super) const SEXES: &[(&str, Sex)] = &[("Nữ", Sex::Female), ("Nam", Sex::Male), ("Khác", Sex::Other)];

/// The first word for a level is the one that is written.
pub(super) const LEVELS: &[(&str, SchoolLevel)] = &[
    ("Mầm non", SchoolLevel::Preschool),
    ("Mẫu giáo", SchoolLevel::Preschool),
    ("Tiểu học", SchoolLevel::Primary),
    ("TH và THCS", SchoolLevel::PrimaryLowerSecondary),
    ("Tiểu học và THCS", SchoolLevel::PrimaryLowerSecondary),
    ("THCS", SchoolLevel::LowerSecondary),
    ("Trung học cơ sở", SchoolLevel::LowerSecondary),
];

pub(super) const POSTS: &[(&str, MembershipKind)] = &[
    ("Hiệu trưởng", MembershipKind::Manager),
    ("Phó Hiệu trưởng", MembershipKind::Manager),
    ("Giáo viên", MembershipKind::Teacher),
    ("Tổng phụ trách Đội", MembershipKind::Teacher),
    ("Nhân viên", MembershipKind::Staff),
    ("Cộng tác viên", MembershipKind::Collaborator),
];

pub(super) const DUTIES: &[(&str, Responsibility)] = &[
    ("Tổ công tác", Responsibility::Team),
    ("Công tác học sinh", Responsibility::PupilWork),
    ("Quản trị website", Responsibility::SiteAdmin),
];

/// The value of a word, compared without regard to case, marks and blanks.
pub(super) fn find_word<T: Copy>(text: &str, known: &[(&str, T)]) -> Option<T> {
    let sought = fold(text);
    known.iter().find(|(word, _)| fold(word) == sought).map(|(_, value)| *value)
}

fn word_of<T: PartialEq>(value: &T, known: &[(&'static str, T)]) -> &'static str {
    known.iter().find(|(_, candidate)| candidate == value).map_or("", |(word, _)| word)
}

/// The cell of a sex.
pub fn write_sex(sex: Option<Sex>) -> &'static str {
    sex.map_or("", |sex| word_of(&sex, SEXES))
}

/// The cell of a school's level.
pub fn write_level(level: SchoolLevel) -> &'static str {
    word_of(&level, LEVELS)
}

/// The cell of duties, in their own order.
pub fn write_duties(duties: impl IntoIterator<Item = Responsibility>) -> String {
    let duties: std::collections::BTreeSet<Responsibility> = duties.into_iter().collect();
    duties.iter().map(|duty| word_of(duty, DUTIES)).collect::<Vec<_>>().join("; ")
}

/// The cell of a day.
pub fn write_date(day: Option<NaiveDate>) -> String {
    day.map(write_day).unwrap_or_default()
}
