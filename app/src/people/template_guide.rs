//! What the second sheet of a template says.

use crate::i18n::*;
use domain::people::roster::{Column, RosterKind, columns, known_words};
use leptos_i18n::td_string;
use services::people::Guide;

/// Explains each column of a roster in a language.
pub fn template_guide(locale: Locale, kind: RosterKind) -> Guide {
    let line = |column: &Column| {
        let needed = if kind.requires(*column) {
            td_string!(locale, exports.needed)
        } else {
            td_string!(locale, exports.not_needed)
        };
        let words = known_words(*column).join("; ");
        [column.heading().to_owned(), needed.to_owned(), meaning(locale, kind, *column).to_owned(), words]
    };
    let heading = [
        td_string!(locale, exports.guide_column),
        td_string!(locale, exports.guide_needed),
        td_string!(locale, exports.guide_meaning),
        td_string!(locale, exports.guide_words),
    ];
    Guide {
        sheet: td_string!(locale, exports.guide_sheet).to_owned(),
        heading: heading.map(str::to_owned),
        lines: columns(kind).iter().map(line).collect(),
    }
}

fn meaning(locale: Locale, kind: RosterKind, column: Column) -> &'static str {
    match column {
        Column::SchoolCode => td_string!(locale, exports.column_school_code),
        Column::SchoolName => td_string!(locale, exports.column_school_name),
        Column::Level => td_string!(locale, exports.column_level),
        Column::Address => td_string!(locale, exports.column_address),
        Column::Email if kind == RosterKind::Staff => td_string!(locale, exports.column_staff_email),
        Column::Email => td_string!(locale, exports.column_email),
        Column::ParentCode => td_string!(locale, exports.column_parent_code),
        Column::StaffCode => td_string!(locale, exports.column_staff_code),
        Column::FullName => td_string!(locale, exports.column_full_name),
        Column::BornOn => td_string!(locale, exports.column_born_on),
        Column::Sex => td_string!(locale, exports.column_sex),
        Column::Post => td_string!(locale, exports.column_post),
        Column::Duties => td_string!(locale, exports.column_duties),
        Column::From => td_string!(locale, exports.column_from),
        Column::To => td_string!(locale, exports.column_to),
        Column::Class => td_string!(locale, exports.column_class),
        Column::PupilCode => td_string!(locale, exports.column_pupil_code),
        Column::SchoolYear => td_string!(locale, exports.column_school_year),
    }
}
