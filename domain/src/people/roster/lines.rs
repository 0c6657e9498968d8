//! Records written as lines of a roster, so that reading gives the same records again.

use super::{
    Column, PupilRecord, RosterKind, SchoolRecord, StaffRecord,
    cells::{DUTIES, LEVELS, POSTS, SEXES, find_word, write_date, write_duties, write_level, write_sex},
};
use crate::people::MembershipKind;

/// The columns of a roster in the order in which templates and exports have them.
pub const fn columns(kind: RosterKind) -> &'static [Column] {
    use Column as C;
    match kind {
        RosterKind::Schools => &[C::SchoolCode, C::SchoolName, C::Level, C::Address, C::Email],
        RosterKind::Staff => {
            &[C::SchoolCode, C::StaffCode, C::FullName, C::BornOn, C::Sex, C::Post, C::Duties, C::From, C::To, C::Email]
        }
        RosterKind::Pupils => &[C::SchoolCode, C::Class, C::PupilCode, C::FullName, C::BornOn, C::Sex, C::SchoolYear],
    }
}

/// The words that a column takes; none where it takes any text.
pub fn known_words(column: Column) -> Vec<&'static str> {
    fn words<T>(known: &[(&'static str, T)]) -> Vec<&'static str> {
        known.iter().map(|(word, _)| *word).collect()
    }
    match column {
        Column::Level => words(LEVELS),
        Column::Sex => words(SEXES),
        Column::Post => words(POSTS),
        Column::Duties => words(DUTIES),
        _ => Vec::new(),
    }
}

/// The first word for a value.
fn word_for<T: PartialEq>(value: &T, known: &[(&'static str, T)]) -> &'static str {
    known.iter().find(|(_, other)| other == value).map_or("", |(word, _)| word)
}

/// A post that rosters know: the one there is, else the first of its kind.
pub fn post_word(post: &str, kind: MembershipKind) -> String {
    if POSTS.iter().any(|(known, of)| *known == post && *of == kind) {
        post.to_owned()
    } else {
        word_for(&kind, POSTS).to_owned()
    }
}

/// What a post makes of a person, if rosters know it.
pub fn kind_of_post(post: &str) -> Option<MembershipKind> {
    find_word(post, POSTS)
}

impl SchoolRecord {
    /// The record's cells in the order of [`columns`].
    pub fn cells(&self) -> Vec<String> {
        vec![
            self.code.clone(),
            self.name.clone(),
            write_level(self.level).to_owned(),
            self.address.clone(),
            self.email.clone(),
        ]
    }
}

impl StaffRecord {
    /// The record's cells in the order of [`columns`].
    pub fn cells(&self) -> Vec<String> {
        vec![
            self.school_code.clone(),
            self.code.clone(),
            self.name.to_string(),
            write_date(self.born_on),
            write_sex(self.sex).to_owned(),
            self.post.clone(),
            write_duties(self.responsibilities.iter().copied()),
            write_date(Some(self.span.from)),
            write_date(self.span.to),
            self.email.clone().unwrap_or_default(),
        ]
    }
}

impl PupilRecord {
    /// The record's cells in the order of [`columns`].
    pub fn cells(&self) -> Vec<String> {
        vec![
            self.school_code.clone(),
            self.class_name.clone(),
            self.code.clone(),
            self.name.to_string(),
            write_date(self.born_on),
            write_sex(self.sex).to_owned(),
            self.school_year.to_string(),
        ]
    }
}

#[cfg(test)]
mod tests;
