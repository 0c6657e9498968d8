//! The command line's words, from the same translations as the screens.

use app::{i18n::Locale, people::import::words as roster};
use domain::access::{privacy::Leavers, pupils::secret::Picture};
use leptos_i18n::td_string;
use services::{
    courses::{PackProblem, TakeError},
    people::{ImportError, LineOutcome},
    quizzes::QuestionOutcome,
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
    demo_classes,
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

pub fn picture(locale: Locale, picture: Picture) -> &'static str {
    app::words::picture_in(locale, picture)
}

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

pub fn leavers(locale: Locale, leavers: Leavers, dry_run: bool) -> String {
    let (pupils, staff) = (leavers.pupils, leavers.staff);
    if dry_run {
        td_string!(locale, privacy.console_to_come, pupils = pupils, staff = staff)
    } else {
        td_string!(locale, privacy.console_done, pupils = pupils, staff = staff)
    }
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
        ImportError::NotText { file } => td_string!(locale, console.not_text, file = file.as_str()),
        ImportError::OldExcel { file } => td_string!(locale, console.old_excel, file = file.as_str()),
        ImportError::BrokenWorkbook { file } => td_string!(locale, console.broken_workbook, file = file.as_str()),
        ImportError::TooLarge { file } => td_string!(locale, console.file_too_large, file = file.as_str()),
        ImportError::TooManyLines { file } => td_string!(locale, console.too_many_lines, file = file.as_str()),
        ImportError::NotATable { file, line } => {
            td_string!(locale, console.not_a_table, file = file.as_str(), line = *line)
        }
        ImportError::Heading { file, problem } => format!("{file}: {}", roster::heading(locale, problem)),
        // The console imports as the office and decides at once.
        error => error.to_string(),
    }
}

/// A line's outcome, as many lines as it has things to say: `changed: Chức vụ: Giáo viên → Nhân viên`.
pub fn line_outcome(locale: Locale, outcome: &LineOutcome) -> Vec<String> {
    match outcome {
        LineOutcome::New => vec![td_string!(locale, console.line_new).to_owned()],
        LineOutcome::Unchanged => vec![td_string!(locale, console.line_unchanged).to_owned()],
        LineOutcome::Changed(changes) => {
            let word = td_string!(locale, console.line_changed);
            changes.iter().map(|change| format!("{word}: {}", roster::change(locale, change))).collect()
        }
        LineOutcome::Wrong(problems) => problems.iter().map(|problem| roster::problem(locale, problem)).collect(),
    }
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

pub fn question_outcome(locale: Locale, outcome: QuestionOutcome) -> &'static str {
    match outcome {
        QuestionOutcome::New => td_string!(locale, console.line_new),
        QuestionOutcome::Changed => td_string!(locale, console.line_changed),
        QuestionOutcome::Unchanged => td_string!(locale, console.line_unchanged),
    }
}

pub fn question_left_out(locale: Locale, is_part: bool) -> &'static str {
    if is_part { td_string!(locale, console.question_in_part) } else { td_string!(locale, console.question_not_taken) }
}

pub fn question_counts(locale: Locale, [new, changed, unchanged]: [usize; 3], left_out: usize) -> String {
    td_string!(
        locale,
        console.question_counts,
        new = new,
        changed = changed,
        unchanged = unchanged,
        left_out = left_out
    )
}

pub fn questions_wrong(locale: Locale, count: usize) -> String {
    td_string!(locale, console.questions_wrong, count = count)
}

pub fn no_such_course(locale: Locale, course: &str) -> String {
    td_string!(locale, console.no_such_course, course = course)
}

pub fn no_such_language(locale: Locale, language: &str) -> String {
    td_string!(locale, console.no_such_language, language = language)
}
