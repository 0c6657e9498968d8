//! Words for what is said about rosters; the command line uses them too.

use crate::i18n::*;
use domain::{
    calendar::write_day,
    people::roster::{
        Change, HeadingError, LineProblem, ProblemKind, RosterKind,
        view::{ImportState, OutcomeKind},
    },
};
use leptos_i18n::td_string;

/// What a roster lists.
pub fn kind(locale: Locale, kind: RosterKind) -> &'static str {
    match kind {
        RosterKind::Schools => td_string!(locale, roster.kind_schools),
        RosterKind::Staff => td_string!(locale, roster.kind_staff),
        RosterKind::Pupils => td_string!(locale, roster.kind_pupils),
    }
}

/// How far an import is.
pub fn state(locale: Locale, state: ImportState) -> &'static str {
    match state {
        ImportState::Open => td_string!(locale, roster.state_open),
        ImportState::Taken => td_string!(locale, roster.state_taken),
        ImportState::Undone => td_string!(locale, roster.state_undone),
        ImportState::Discarded => td_string!(locale, roster.state_discarded),
    }
}

/// What becomes of a line.
pub fn outcome(locale: Locale, outcome: OutcomeKind) -> &'static str {
    match outcome {
        OutcomeKind::New => td_string!(locale, roster.outcome_new),
        OutcomeKind::Changed => td_string!(locale, roster.outcome_changed),
        OutcomeKind::Unchanged => td_string!(locale, roster.outcome_unchanged),
        OutcomeKind::Wrong => td_string!(locale, roster.outcome_wrong),
    }
}

/// What is wrong with the headings of a file.
pub fn heading(locale: Locale, problem: &HeadingError) -> String {
    match problem {
        HeadingError::Empty => td_string!(locale, roster.file_empty).to_owned(),
        HeadingError::UnknownKind => td_string!(locale, roster.unknown_kind).to_owned(),
        HeadingError::UnknownColumn(name) => td_string!(locale, roster.unknown_column, name = name.as_str()),
        HeadingError::MissingColumn(column) => td_string!(locale, roster.missing_column, name = column.heading()),
        HeadingError::ColumnTwice(column) => td_string!(locale, roster.column_twice, name = column.heading()),
    }
}

/// A change with its column: `Chức vụ: Giáo viên → Phó Hiệu trưởng`.
pub fn change(locale: Locale, change: &Change) -> String {
    let text =
        |text: &str| if text.is_empty() { td_string!(locale, roster.nothing).to_owned() } else { text.to_owned() };
    format!("{}: {} → {}", change.column.heading(), text(&change.before), text(&change.after))
}

/// What is wrong with a line, with its column: `Chức vụ: không biết «Thợ lặn»`.
pub fn problem(locale: Locale, problem: &LineProblem) -> String {
    format!("{}: {}", problem.column.heading(), problem_kind(locale, &problem.kind))
}

fn problem_kind(locale: Locale, kind: &ProblemKind) -> String {
    match kind {
        ProblemKind::Missing => td_string!(locale, roster.missing).to_owned(),
        ProblemKind::UnknownSchool(code) => td_string!(locale, roster.unknown_school, code = code.as_str()),
        ProblemKind::UnknownOrganisation(code) => td_string!(locale, roster.unknown_organisation, code = code.as_str()),
        ProblemKind::ForeignSchool(code) => td_string!(locale, roster.foreign_school, code = code.as_str()),
        ProblemKind::BelongsElsewhere(code) => td_string!(locale, roster.belongs_elsewhere, code = code.as_str()),
        ProblemKind::LeadingZerosLost(code) => td_string!(locale, roster.leading_zeros_lost, code = code.as_str()),
        ProblemKind::NoSuchDate(text) => td_string!(locale, roster.no_such_date, text = text.as_str()),
        ProblemKind::BornInTheFuture(day) => td_string!(locale, roster.born_in_the_future, day = write_day(*day)),
        ProblemKind::EndsBeforeItStarts => td_string!(locale, roster.ends_before_it_starts).to_owned(),
        ProblemKind::NotAName(text) => td_string!(locale, roster.not_a_name, text = text.as_str()),
        ProblemKind::UnknownWord(text) => td_string!(locale, roster.unknown_word, text = text.as_str()),
        ProblemKind::NotACode(text) => td_string!(locale, roster.not_a_code, text = text.as_str()),
        ProblemKind::NotASchoolYear(text) => td_string!(locale, roster.not_a_school_year, text = text.as_str()),
        ProblemKind::ClassWithoutGrade(text) => td_string!(locale, roster.class_without_grade, text = text.as_str()),
        ProblemKind::TooLong => td_string!(locale, roster.too_long).to_owned(),
        ProblemKind::DuplicateOfLine(line) => td_string!(locale, roster.duplicate_of_line, line = *line),
        ProblemKind::OtherPersonThanLine(line) => td_string!(locale, roster.other_person_than_line, line = *line),
        ProblemKind::NotAnEmail(text) => td_string!(locale, roster.not_an_email, text = text.as_str()),
        ProblemKind::EmailOfLine(line) => td_string!(locale, roster.email_of_line, line = *line),
        ProblemKind::EmailTaken => td_string!(locale, roster.email_taken).to_owned(),
        ProblemKind::EmailOfRoleHolder => td_string!(locale, roster.email_of_role_holder).to_owned(),
    }
}
