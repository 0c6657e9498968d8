//! The command line's words, from the same translations as the screens.

use app::i18n::Locale;
use domain::people::roster::{HeadingError, LineProblem, ProblemKind};
use leptos_i18n::td_string;
use services::{
    courses::{PackProblem, TakeError},
    people::ImportError,
    store::StoreError,
};
use std::{fmt::Display, net::SocketAddr, path::Path};

/// One word or sentence without values.
macro_rules! plain {
    ($($name:ident),* $(,)?) => {$(
        pub fn $name(locale: Locale) -> String {
            td_string!(locale, console.$name).to_owned()
        }
    )*};
}

plain!(
    already_set_up,
    demo_accounts,
    demo_begins,
    demo_done,
    dry_run,
    new_course,
    no_office,
    not_empty,
    nothing_taken,
    password_prompt,
    role_office,
    role_principal,
    role_pupil,
    role_teacher,
    unchanged,
);

pub fn cannot_write(locale: Locale, path: &Path, error: &dyn Display) -> String {
    td_string!(locale, console.cannot_write, path = path.display(), error = error.to_string())
}

pub fn cannot_read(locale: Locale, path: &Path, error: &dyn Display) -> String {
    td_string!(locale, console.cannot_read, path = path.display(), error = error.to_string())
}

pub fn cannot_open(locale: Locale, url: &str, error: &StoreError) -> String {
    let (url, error) = match error {
        StoreError::Open { url, source } => (url.clone(), source.to_string()),
        other => (without_password(url), other.to_string()),
    };
    td_string!(locale, console.cannot_open, url = url, error = error)
}

fn without_password(url: &str) -> String {
    match (url.split_once("://"), url.rsplit_once('@')) {
        (Some((scheme, _)), Some((_, host))) => format!("{scheme}://…@{host}"),
        _ => url.to_owned(),
    }
}

pub fn migrated(locale: Locale, url: &str) -> String {
    td_string!(locale, console.migrated, url = without_password(url))
}

pub fn admin_created(locale: Locale, username: &str) -> String {
    td_string!(locale, console.admin_created, username = username)
}

pub fn import_counts(locale: Locale, new: usize, changed: usize, unchanged: usize, wrong: usize) -> String {
    td_string!(locale, console.import_counts, new = new, changed = changed, unchanged = unchanged, wrong = wrong)
}

pub fn new_version(locale: Locale, version: u32) -> String {
    td_string!(locale, console.new_version, version = version)
}

pub fn packs_wrong(locale: Locale, count: usize) -> String {
    td_string!(locale, console.packs_wrong, count = count)
}

pub fn no_pack(locale: Locale, path: &Path) -> String {
    td_string!(locale, console.no_pack, path = path.display())
}

pub fn pack_problem(folder: &Path, problem: &PackProblem) -> String {
    format!("{}/{problem}", folder.display())
}

pub fn no_site(locale: Locale, path: &Path, error: &dyn Display) -> String {
    td_string!(locale, console.no_site, path = path.display(), error = error.to_string())
}

pub fn cannot_listen(locale: Locale, address: SocketAddr, error: &std::io::Error) -> String {
    if error.kind() == std::io::ErrorKind::AddrInUse {
        td_string!(locale, console.port_taken, address = address)
    } else {
        td_string!(locale, console.cannot_listen, address = address, error = error.to_string())
    }
}

pub fn bad_mail(locale: Locale, error: &dyn Display) -> String {
    td_string!(locale, console.bad_mail, error = error.to_string())
}

pub fn serving(locale: Locale, address: SocketAddr) -> String {
    td_string!(locale, console.serving, address = address)
}

pub fn setup_code(locale: Locale, code: &str) -> String {
    td_string!(locale, console.setup_code, code = code)
}

pub fn import_error(locale: Locale, error: &ImportError) -> String {
    match error {
        ImportError::NotUtf8 { file } => td_string!(locale, console.not_utf8, file = file.as_str()),
        ImportError::NotATable { file, line } => {
            td_string!(locale, console.not_a_table, file = file.as_str(), line = *line)
        }
        ImportError::Heading { file, problem } => format!("{file}: {}", heading(locale, problem)),
        ImportError::Store(error) => error.to_string(),
    }
}

fn heading(locale: Locale, problem: &HeadingError) -> String {
    match problem {
        HeadingError::Empty => td_string!(locale, console.file_empty).to_owned(),
        HeadingError::UnknownKind => td_string!(locale, console.unknown_kind).to_owned(),
        HeadingError::UnknownColumn(name) => td_string!(locale, console.unknown_column, name = name.as_str()),
        HeadingError::MissingColumn(column) => td_string!(locale, console.missing_column, name = column.heading()),
        HeadingError::ColumnTwice(column) => td_string!(locale, console.column_twice, name = column.heading()),
    }
}

pub fn line_problem(locale: Locale, problem: &LineProblem) -> String {
    let kind = match &problem.kind {
        ProblemKind::Missing => td_string!(locale, console.missing).to_owned(),
        ProblemKind::UnknownSchool(code) => td_string!(locale, console.unknown_school, code = code.as_str()),
        ProblemKind::NoSuchDate(text) => td_string!(locale, console.no_such_date, text = text.as_str()),
        ProblemKind::BornInTheFuture(day) => {
            td_string!(locale, console.born_in_the_future, day = domain::calendar::write_day(*day))
        }
        ProblemKind::EndsBeforeItStarts => td_string!(locale, console.ends_before_it_starts).to_owned(),
        ProblemKind::NotAName(text) => td_string!(locale, console.not_a_name, text = text.as_str()),
        ProblemKind::UnknownWord(text) => td_string!(locale, console.unknown_word, text = text.as_str()),
        ProblemKind::NotACode(text) => td_string!(locale, console.not_a_code, text = text.as_str()),
        ProblemKind::NotASchoolYear(text) => td_string!(locale, console.not_a_school_year, text = text.as_str()),
        ProblemKind::ClassWithoutGrade(text) => td_string!(locale, console.class_without_grade, text = text.as_str()),
        ProblemKind::DuplicateOfLine(line) => td_string!(locale, console.duplicate_of_line, line = *line),
    };
    format!("{}: {kind}", problem.column.heading())
}

pub fn take_error(locale: Locale, error: &TakeError) -> String {
    match error {
        TakeError::OtherContent { version, files } => {
            td_string!(locale, console.other_content, version = *version, files = files.join(", "))
        }
        TakeError::Older { version, there } => td_string!(locale, console.older, version = *version, there = *there),
        TakeError::Files(error) => error.to_string(),
        TakeError::Store(error) => error.to_string(),
    }
}
