//! Words for what the domain and the use cases say in types.

use crate::{
    error::{AppError, Problem},
    i18n::*,
    language::use_locale,
};
use domain::{
    courses::{AudienceKind, CourseStanding},
    people::{Responsibility, SchoolLevel},
    progress::{Rate, Standing, Target},
};
use leptos_i18n::td_string;

/// A percentage rounded down to one decimal, as the language writes it: `84,9%`, `84.9%`, or "no one in scope".
pub fn rate_in(locale: Locale, rate: Rate) -> String {
    match rate.tenths() {
        Some(tenths) => format!("{}%", tenths_in(locale, tenths)),
        None => td_string!(locale, progress.no_one_in_scope).to_owned(),
    }
}

/// Tenths as a decimal number, as the language writes it.
pub fn tenths_in(locale: Locale, tenths: u64) -> String {
    let mark = td_string!(locale, common.decimal_mark);
    format!("{}{mark}{}", tenths / 10, tenths % 10)
}

/// [`rate_in`] in the page's language.
pub fn rate(rate: Rate) -> String {
    rate_in(use_locale(), rate)
}

/// A score in tenths of a per cent, in the page's language.
pub fn score(tenths: i64) -> String {
    format!("{}%", tenths_in(use_locale(), u64::try_from(tenths).unwrap_or_default()))
}

/// A whole number with the language's mark between thousands.
pub fn number(value: u64) -> String {
    let mark = td_string!(use_locale(), common.thousands_mark);
    let digits = value.to_string();
    let mut written = String::with_capacity(digits.len() + 4);
    for (place, digit) in digits.chars().enumerate() {
        if place > 0 && (digits.len() - place).is_multiple_of(3) {
            written.push_str(mark);
        }
        written.push(digit);
    }
    written
}

/// Met, not met, or no one in scope.
pub fn standing(standing: Standing) -> &'static str {
    let locale = use_locale();
    match standing {
        Standing::Met => td_string!(locale, progress.met),
        Standing::NotMet => td_string!(locale, progress.not_met),
        Standing::NoOneInScope => td_string!(locale, progress.no_one_in_scope),
    }
}

/// The name of a target.
pub fn target(target: Target) -> &'static str {
    let locale = use_locale();
    match target {
        Target::SchoolsTeach => td_string!(locale, progress.target_a),
        Target::SchoolsWithTeam => td_string!(locale, progress.target_c),
        Target::StaffTrained => td_string!(locale, progress.target_d),
    }
}

/// The name of a school's level.
pub fn level(level: SchoolLevel) -> &'static str {
    let locale = use_locale();
    match level {
        SchoolLevel::Preschool => td_string!(locale, progress.level_preschool),
        SchoolLevel::Primary => td_string!(locale, progress.level_primary),
        SchoolLevel::PrimaryLowerSecondary => td_string!(locale, progress.level_primary_lower_secondary),
        SchoolLevel::LowerSecondary => td_string!(locale, progress.level_lower_secondary),
    }
}

/// The name of a responsibility.
pub fn responsibility(responsibility: Responsibility) -> &'static str {
    let locale = use_locale();
    match responsibility {
        Responsibility::Team => td_string!(locale, progress.duty_team),
        Responsibility::PupilWork => td_string!(locale, progress.duty_pupil_work),
        Responsibility::SiteAdmin => td_string!(locale, progress.duty_site_admin),
    }
}

/// How far somebody is with a course.
pub fn course_standing(standing: CourseStanding) -> &'static str {
    let locale = use_locale();
    match standing {
        CourseStanding::Complete => td_string!(locale, courses.complete),
        CourseStanding::InProgress => td_string!(locale, courses.in_progress),
        CourseStanding::NotStarted => td_string!(locale, courses.not_started),
    }
}

/// The class of a page for this audience: pages for pupils speak louder.
pub const fn audience_class(audience: AudienceKind) -> &'static str {
    match audience {
        AudienceKind::Staff => "for-staff",
        AudienceKind::Pupil => "for-pupil",
    }
}

/// What is wrong with what somebody sent, in the page's language.
pub fn problem(problem: Problem) -> &'static str {
    problem_in(use_locale(), problem)
}

/// What is wrong with what somebody sent.
pub fn problem_in(locale: Locale, problem: Problem) -> &'static str {
    match problem {
        Problem::WrongPassword => td_string!(locale, problems.wrong_password),
        Problem::WrongCode => td_string!(locale, problems.wrong_code),
        Problem::AlreadySetUp => td_string!(locale, problems.already_set_up),
        Problem::UsernameTaken => td_string!(locale, problems.username_taken),
        Problem::BadUsername => td_string!(locale, problems.bad_username),
        Problem::BadName => td_string!(locale, problems.bad_name),
        Problem::NoOrganisationName => td_string!(locale, problems.no_organisation_name),
        Problem::PasswordTooShort => td_string!(locale, problems.password_too_short),
        Problem::PasswordTooLong => td_string!(locale, problems.password_too_long),
        Problem::DemoPassword => td_string!(locale, problems.demo_password),
        Problem::CommonPassword => td_string!(locale, signin.common_password),
        Problem::PersonalPassword => td_string!(locale, signin.personal_password),
        Problem::WrongOldPassword => td_string!(locale, account.wrong_old_password),
        Problem::SignInOver => td_string!(locale, signin.sign_in_over),
        Problem::LinkOver => td_string!(locale, signin.link_over),
        Problem::HasAccount => td_string!(locale, account.has_account),
        Problem::Busy => td_string!(locale, signin.busy),
        Problem::LetterSent => td_string!(locale, signin.letter_sent),
        Problem::PasswordSet => td_string!(locale, signin.password_set),
        Problem::Incomplete => td_string!(locale, problems.incomplete),
        Problem::AlreadySubmitted => td_string!(locale, problems.already_submitted),
        Problem::NoAttemptLeft => td_string!(locale, problems.no_attempt_left),
        Problem::LessonsLeft => td_string!(locale, problems.lessons_left),
        Problem::BadResponse => td_string!(locale, problems.bad_response),
        Problem::BadForm => td_string!(locale, problems.bad_form),
        Problem::TooManyTries => td_string!(locale, problems.too_many_tries),
        Problem::Done => td_string!(locale, problems.done),
        Problem::Saved => td_string!(locale, problems.saved),
    }
}

/// Title and text for what did not work.
pub fn error(error: &AppError) -> (String, String) {
    let locale = use_locale();
    let texts = |title: &str, text: &str| (title.to_owned(), text.to_owned());
    match error {
        AppError::NotSignedIn => {
            texts(td_string!(locale, problems.not_signed_in_title), td_string!(locale, problems.not_signed_in))
        }
        AppError::Forbidden => {
            texts(td_string!(locale, problems.forbidden_title), td_string!(locale, problems.forbidden))
        }
        AppError::NotFound => {
            texts(td_string!(locale, problems.not_found_title), td_string!(locale, problems.not_found))
        }
        AppError::Busy => texts(td_string!(locale, signin.busy_title), td_string!(locale, signin.busy)),
        AppError::Invalid(kind) => texts(td_string!(locale, problems.invalid_title), problem(*kind)),
        AppError::Internal { reference } => {
            let text = td_string!(locale, problems.internal, reference = reference.as_str());
            texts(td_string!(locale, problems.internal_title), &text)
        }
    }
}
