//! Words for what the domain and the use cases say in types.

use crate::{
    error::{AppError, Problem},
    i18n::*,
    language::use_locale,
};
use domain::{
    access::pupils::secret::Picture,
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
    grouped(value, td_string!(use_locale(), common.thousands_mark))
}

/// A whole number with a mark between thousands.
pub fn grouped(value: u64, mark: &str) -> String {
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
    level_in(use_locale(), level)
}

/// [`level`] in a language.
pub fn level_in(locale: Locale, level: SchoolLevel) -> &'static str {
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

/// The name of a person, or the word for who was made anonymous.
pub fn person(name: String) -> String {
    if name == domain::access::privacy::ANONYMOUS {
        td_string!(use_locale(), privacy.anonymised).to_owned()
    } else {
        name
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
        Problem::TimeIsOver => td_string!(locale, problems.time_is_over),
        Problem::WaitBetweenAttempts => td_string!(locale, problems.wait_between_attempts),
        Problem::AnsweredElsewhere => td_string!(locale, problems.answered_elsewhere),
        Problem::NoAttemptLeft => td_string!(locale, problems.no_attempt_left),
        Problem::LessonsLeft => td_string!(locale, problems.lessons_left),
        Problem::BadResponse => td_string!(locale, problems.bad_response),
        Problem::BadForm => td_string!(locale, problems.bad_form),
        Problem::WrongClassCode => td_string!(locale, problems.wrong_class_code),
        Problem::WrongPin => td_string!(locale, problems.wrong_pin),
        Problem::AnswersKept => td_string!(locale, problems.answers_kept),
        Problem::BadPeriod => td_string!(locale, settings.bad_period),
        Problem::TooManyTries => td_string!(locale, problems.too_many_tries),
        Problem::ClassName => td_string!(locale, problems.bad_class_name),
        Problem::GradeNotTaught => td_string!(locale, problems.grade_not_taught),
        Problem::ClassNameTaken => td_string!(locale, problems.class_name_taken),
        Problem::ClassDay => td_string!(locale, problems.class_day),
        Problem::AlreadyClassTeacher => td_string!(locale, problems.already_class_teacher),
        Problem::NoPupilChosen => td_string!(locale, problems.no_pupil_chosen),
        Problem::RollOverState => td_string!(locale, problems.roll_over_state),
        Problem::RollOverPlanChanged => td_string!(locale, problems.roll_over_plan_changed),
        Problem::RollOverNothing => td_string!(locale, problems.roll_over_nothing),
        Problem::RollOverChangedSince => td_string!(locale, problems.roll_over_changed_since),
        Problem::OrganisationCode => td_string!(locale, problems.organisation_code),
        Problem::OrganisationCodeTaken => td_string!(locale, problems.organisation_code_taken),
        Problem::OrganisationLevel => td_string!(locale, problems.organisation_level),
        Problem::OrganisationParent => td_string!(locale, problems.organisation_parent),
        Problem::OrganisationCircle => td_string!(locale, problems.organisation_circle),
        Problem::OrganisationDay => td_string!(locale, problems.organisation_day),
        Problem::OrganisationClosed => td_string!(locale, problems.organisation_closed),
        Problem::OrganisationChildrenOpen => td_string!(locale, problems.organisation_children_open),
        Problem::OrganisationMembersOpen => td_string!(locale, problems.organisation_members_open),
        Problem::NotTwoSchools => td_string!(locale, problems.not_two_schools),
        Problem::NotRolledOver => td_string!(locale, problems.not_rolled_over),
        Problem::FileMissing => td_string!(locale, roster.file_missing),
        Problem::FileTooLong => td_string!(locale, roster.file_too_long),
        Problem::FileEmpty => td_string!(locale, roster.file_without_lines),
        Problem::FileHeadingsOnly => td_string!(locale, roster.file_headings_only),
        Problem::SessionEnded => td_string!(locale, problems.session_ended),
        Problem::FileUnreadable => td_string!(locale, roster.file_unreadable),
        Problem::OldExcel => td_string!(locale, roster.old_excel),
        Problem::ArchiveUnreadable => td_string!(locale, roster.archive_unreadable),
        Problem::ArchiveRefused => td_string!(locale, roster.archive_refused),
        Problem::SchoolsByOffice => td_string!(locale, roster.schools_by_office),
        Problem::ColumnsIncomplete => td_string!(locale, roster.columns_incomplete),
        Problem::PreviewDiffers => td_string!(locale, roster.preview_differs),
        Problem::LinesWrong => td_string!(locale, roster.lines_wrong),
        Problem::AlreadyDecided => td_string!(locale, roster.already_decided),
        Problem::NothingToTake => td_string!(locale, roster.nothing_to_take),
        Problem::RosterTaken => td_string!(locale, roster.roster_taken),
        Problem::RosterUndone => td_string!(locale, roster.roster_undone),
        Problem::UndoCompletions => td_string!(locale, roster.undo_completions),
        Problem::UndoAttempts => td_string!(locale, roster.undo_attempts),
        Problem::UndoReadings => td_string!(locale, roster.undo_readings),
        Problem::UndoAccounts => td_string!(locale, roster.undo_accounts),
        Problem::UndoChanged => td_string!(locale, roster.undo_changed),
        Problem::UndoUsed => td_string!(locale, roster.undo_used),
        Problem::UndoEmails => td_string!(locale, roster.undo_emails),
        Problem::CodeTaken => td_string!(locale, problems.code_taken),
        Problem::BadCode => td_string!(locale, problems.bad_code),
        Problem::EmailTaken => td_string!(locale, problems.email_taken),
        Problem::BadEmail => td_string!(locale, problems.bad_email),
        Problem::EmailOfRoleHolder => td_string!(locale, problems.email_of_role_holder),
        Problem::BadDay => td_string!(locale, problems.bad_day),
        Problem::BadBirthday => td_string!(locale, problems.bad_birthday),
        Problem::BadFromDay => td_string!(locale, problems.bad_from_day),
        Problem::NamesakeThere => td_string!(locale, problems.namesake_there),
        Problem::EndsBeforeItStarts => td_string!(locale, problems.ends_before_it_starts),
        Problem::AlreadyThere => td_string!(locale, problems.already_there),
        Problem::NotStaff => td_string!(locale, problems.not_staff),
        Problem::NotAClass => td_string!(locale, problems.not_a_class),
        Problem::NobodyChosen => td_string!(locale, problems.nobody_chosen),
        Problem::ChoiceChanged => td_string!(locale, problems.choice_changed),
        Problem::NumberNotTyped => td_string!(locale, problems.number_not_typed),
        Problem::NotOneself => td_string!(locale, problems.not_oneself),
        Problem::LastPrincipal => td_string!(locale, problems.last_principal),
        Problem::TooManyChosen => td_string!(locale, problems.too_many_chosen),
        Problem::SameRecord => td_string!(locale, problems.same_record),
        Problem::BadDecision => td_string!(locale, problems.bad_decision),
        Problem::WrongFile => td_string!(locale, problems.wrong_file),
        Problem::FileTooLarge => td_string!(locale, problems.file_too_large),
        Problem::RoleWrongPlace => td_string!(locale, problems.role_wrong_place),
        Problem::RoleDays => td_string!(locale, problems.role_days),
        Problem::RoleNotStaff => td_string!(locale, problems.role_not_staff),
        Problem::RoleHeld => td_string!(locale, problems.role_held),
        Problem::RoleOwn => td_string!(locale, problems.role_own),
        Problem::RoleLastOffice => td_string!(locale, problems.role_last_office),
        Problem::OwnAccount => td_string!(locale, problems.own_account),
        Problem::OtherRoles => td_string!(locale, problems.other_roles),
        Problem::Done => td_string!(locale, problems.done),
        Problem::OidcFailed => td_string!(locale, problems.oidc_failed),
        Problem::OidcNoAddress => td_string!(locale, problems.oidc_no_address),
        Problem::OidcUnknown => td_string!(locale, problems.oidc_unknown),
        Problem::OidcUnreachable => td_string!(locale, problems.oidc_unreachable),
        Problem::OidcBadIssuer => td_string!(locale, problems.oidc_bad_issuer),
        Problem::OidcMissing => td_string!(locale, problems.oidc_missing),
        Problem::OidcBadDomain => td_string!(locale, problems.oidc_bad_domain),
        Problem::Saved => td_string!(locale, problems.saved),
    }
}

/// The name of a picture that pupils sign in with.
pub fn picture_in(locale: Locale, picture: Picture) -> &'static str {
    match picture {
        Picture::Cat => td_string!(locale, pupils.cat),
        Picture::Flower => td_string!(locale, pupils.flower),
        Picture::Sun => td_string!(locale, pupils.sun),
        Picture::Fish => td_string!(locale, pupils.fish),
        Picture::House => td_string!(locale, pupils.house),
        Picture::Tree => td_string!(locale, pupils.tree),
        Picture::Star => td_string!(locale, pupils.star),
        Picture::Moon => td_string!(locale, pupils.moon),
        Picture::Umbrella => td_string!(locale, pupils.umbrella),
        Picture::Boat => td_string!(locale, pupils.boat),
        Picture::Apple => td_string!(locale, pupils.apple),
        Picture::Car => td_string!(locale, pupils.car),
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
