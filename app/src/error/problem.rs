//! What is wrong with what somebody sent, or went well.

use serde::{Deserialize, Serialize};

/// What is wrong with what somebody sent; also the words in an address (`?problem=wrong_password`).
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Problem {
    /// User name or password is wrong.
    WrongPassword,
    /// The one-time code is wrong.
    WrongCode,
    /// The installation is set up already.
    AlreadySetUp,
    /// The user name is taken.
    UsernameTaken,
    /// Not a user name.
    BadUsername,
    /// Not a person's name.
    BadName,
    /// No name of the organisation.
    NoOrganisationName,
    /// Too short a password.
    PasswordTooShort,
    /// Too long a password.
    PasswordTooLong,
    /// A password of the demo.
    DemoPassword,
    /// A password that is easy to guess.
    CommonPassword,
    /// A password made of the own name, birthday or school.
    PersonalPassword,
    /// The present password is wrong.
    WrongOldPassword,
    /// A sign-in half done is over.
    SignInOver,
    /// The link of a letter does not work any more.
    LinkOver,
    /// The person has an account already.
    HasAccount,
    /// Too many are signing in at this moment.
    Busy,
    /// A letter is on its way, if there is somebody to send it to.
    LetterSent,
    /// The new password holds.
    PasswordSet,
    /// Questions without an answer.
    Incomplete,
    /// The attempt is over.
    AlreadySubmitted,
    /// The time for the attempt is over.
    TimeIsOver,
    /// The next attempt has to wait.
    WaitBetweenAttempts,
    /// Other answers were given elsewhere meanwhile.
    AnsweredElsewhere,
    /// No attempt is left.
    NoAttemptLeft,
    /// Lessons first.
    LessonsLeft,
    /// A field holds what is no answer.
    BadResponse,
    /// The form could not be read.
    BadForm,
    /// No class has this code, no open lesson this number.
    WrongClassCode,
    /// PIN or pictures are wrong.
    WrongPin,
    /// The session has ended; the answers of the quiz are kept.
    AnswersKept,
    /// A period that cannot be set.
    BadPeriod,
    /// Tried too often.
    TooManyTries,
    /// Signing in through the provider did not work.
    OidcFailed,
    /// The provider names no address that counts.
    OidcNoAddress,
    /// Nobody here has the address that the provider names.
    OidcUnknown,
    /// The provider does not answer.
    OidcUnreachable,
    /// The provider's address is no https address.
    OidcBadIssuer,
    /// Settings of the provider are missing.
    OidcMissing,
    /// Not a domain.
    OidcBadDomain,
    /// Not a class's name.
    ClassName,
    /// A grade that the school does not teach.
    GradeNotTaught,
    /// The class is there already.
    ClassNameTaken,
    /// Not a day of the school year.
    ClassDay,
    /// Teacher of the class already.
    AlreadyClassTeacher,
    /// No pupil was chosen.
    NoPupilChosen,
    /// The roll-over is in another state.
    RollOverState,
    /// The plan changed since it was looked at.
    RollOverPlanChanged,
    /// There is nobody to roll over.
    RollOverNothing,
    /// What was written was changed since.
    RollOverChangedSince,
    /// Not a code.
    OrganisationCode,
    /// The code is taken.
    OrganisationCodeTaken,
    /// A school without a level.
    OrganisationLevel,
    /// Nothing can stand below that node.
    OrganisationParent,
    /// A node below itself.
    OrganisationCircle,
    /// Not a possible day.
    OrganisationDay,
    /// The node is closed.
    OrganisationClosed,
    /// Nodes below are open.
    OrganisationChildrenOpen,
    /// Memberships are open there.
    OrganisationMembersOpen,
    /// Only two schools can be merged.
    NotTwoSchools,
    /// Pupils are in classes of an earlier year.
    NotRolledOver,
    /// No file was chosen.
    FileMissing,
    /// The file is larger than what is read.
    FileTooLarge,
    /// The file has more lines than are read.
    FileTooLong,
    /// The file has no line.
    FileEmpty,
    /// The file has headings and no line below.
    FileHeadingsOnly,
    /// The session ended while a form was open.
    SessionEnded,
    /// The file is neither a workbook nor text.
    FileUnreadable,
    /// A workbook of the old kind, or with a password.
    OldExcel,
    /// A zip that is no OneRoster exchange that can be read.
    ArchiveUnreadable,
    /// A zip that holds too much, or names that lead elsewhere.
    ArchiveRefused,
    /// Schools come in by the office alone.
    SchoolsByOffice,
    /// A column that is needed was not chosen, or one chosen twice.
    ColumnsIncomplete,
    /// What the import would do has changed since it was shown.
    PreviewDiffers,
    /// Lines are wrong, and leaving them out was not chosen.
    LinesWrong,
    /// It was decided before.
    AlreadyDecided,
    /// No line would change anything.
    NothingToTake,
    /// The roster is in.
    RosterTaken,
    /// The import is taken back.
    RosterUndone,
    /// Somebody completed a course since.
    UndoCompletions,
    /// Somebody took a quiz since.
    UndoAttempts,
    /// Somebody read a lesson since.
    UndoReadings,
    /// Somebody got credentials since.
    UndoAccounts,
    /// Rows were changed since.
    UndoChanged,
    /// Something else refers to it.
    UndoUsed,
    /// An e-mail address cannot come back.
    UndoEmails,
    /// Somebody has the code already.
    CodeTaken,
    /// Not a code.
    BadCode,
    /// Somebody has the e-mail address already.
    EmailTaken,
    /// Not an e-mail address.
    BadEmail,
    /// The e-mail address of somebody with a role.
    EmailOfRoleHolder,
    /// A day that is missing or cannot be meant.
    BadDay,
    /// A birthday to come, or too long ago.
    BadBirthday,
    /// A first day that is missing or cannot be meant.
    BadFromDay,
    /// Somebody of that name is at the school already.
    NamesakeThere,
    /// The end is not after the beginning.
    EndsBeforeItStarts,
    /// Is there already at that time.
    AlreadyThere,
    /// Not staff of the school at that time.
    NotStaff,
    /// No class of the school and year, or not for a pupil.
    NotAClass,
    /// Nobody was chosen.
    NobodyChosen,
    /// Other people match than were confirmed.
    ChoiceChanged,
    /// The number of those concerned was not typed in.
    NumberNotTyped,
    /// Nobody records the own leaving.
    NotOneself,
    /// Nobody would be left with the role of principal.
    LastPrincipal,
    /// More people than can be handed something at once.
    TooManyChosen,
    /// One record twice.
    SameRecord,
    /// Not a founding decision.
    BadDecision,
    /// Not a kind of file that is taken.
    WrongFile,
    /// The role does not stand there.
    RoleWrongPlace,
    /// The role's days do not fit.
    RoleDays,
    /// Not of the staff there.
    RoleNotStaff,
    /// The role is held already.
    RoleHeld,
    /// The own last role as principal.
    RoleOwn,
    /// The node's last office role.
    RoleLastOffice,
    /// The own account.
    OwnAccount,
    /// A role elsewhere stands in the way.
    OtherRoles,
    /// Answers are kept.
    Saved,
    /// It worked.
    Done,
}

impl Problem {
    const ALL: &'static [(Self, &'static str)] = &[
        (Self::WrongPassword, "wrong_password"),
        (Self::WrongCode, "wrong_code"),
        (Self::AlreadySetUp, "already_set_up"),
        (Self::UsernameTaken, "username_taken"),
        (Self::BadUsername, "bad_username"),
        (Self::BadName, "bad_name"),
        (Self::NoOrganisationName, "no_organisation_name"),
        (Self::PasswordTooShort, "password_too_short"),
        (Self::PasswordTooLong, "password_too_long"),
        (Self::DemoPassword, "demo_password"),
        (Self::CommonPassword, "common_password"),
        (Self::PersonalPassword, "personal_password"),
        (Self::WrongOldPassword, "wrong_old_password"),
        (Self::SignInOver, "sign_in_over"),
        (Self::LinkOver, "link_over"),
        (Self::HasAccount, "has_account"),
        (Self::Busy, "busy"),
        (Self::LetterSent, "letter_sent"),
        (Self::PasswordSet, "password_set"),
        (Self::Incomplete, "incomplete"),
        (Self::AlreadySubmitted, "already_submitted"),
        (Self::TimeIsOver, "time_is_over"),
        (Self::WaitBetweenAttempts, "wait_between_attempts"),
        (Self::AnsweredElsewhere, "answered_elsewhere"),
        (Self::NoAttemptLeft, "no_attempt_left"),
        (Self::LessonsLeft, "lessons_left"),
        (Self::BadResponse, "bad_response"),
        (Self::BadForm, "bad_form"),
        (Self::WrongClassCode, "wrong_class_code"),
        (Self::WrongPin, "wrong_pin"),
        (Self::AnswersKept, "answers_kept"),
        (Self::BadPeriod, "bad_period"),
        (Self::TooManyTries, "too_many_tries"),
        (Self::OidcFailed, "oidc_failed"),
        (Self::OidcNoAddress, "oidc_no_address"),
        (Self::OidcUnknown, "oidc_unknown"),
        (Self::OidcUnreachable, "oidc_unreachable"),
        (Self::OidcBadIssuer, "oidc_bad_issuer"),
        (Self::OidcMissing, "oidc_missing"),
        (Self::OidcBadDomain, "oidc_bad_domain"),
        (Self::ClassName, "bad_class_name"),
        (Self::GradeNotTaught, "grade_not_taught"),
        (Self::ClassNameTaken, "class_name_taken"),
        (Self::ClassDay, "class_day"),
        (Self::AlreadyClassTeacher, "already_class_teacher"),
        (Self::NoPupilChosen, "no_pupil_chosen"),
        (Self::RollOverState, "roll_over_state"),
        (Self::RollOverPlanChanged, "roll_over_plan_changed"),
        (Self::RollOverNothing, "roll_over_nothing"),
        (Self::RollOverChangedSince, "roll_over_changed_since"),
        (Self::OrganisationCode, "organisation_code"),
        (Self::OrganisationCodeTaken, "organisation_code_taken"),
        (Self::OrganisationLevel, "organisation_level"),
        (Self::OrganisationParent, "organisation_parent"),
        (Self::OrganisationCircle, "organisation_circle"),
        (Self::OrganisationDay, "organisation_day"),
        (Self::OrganisationClosed, "organisation_closed"),
        (Self::OrganisationChildrenOpen, "organisation_children_open"),
        (Self::OrganisationMembersOpen, "organisation_members_open"),
        (Self::NotTwoSchools, "not_two_schools"),
        (Self::NotRolledOver, "not_rolled_over"),
        (Self::FileMissing, "file_missing"),
        (Self::FileTooLarge, "file_too_large"),
        (Self::FileTooLong, "file_too_long"),
        (Self::FileEmpty, "file_without_lines"),
        (Self::FileHeadingsOnly, "file_headings_only"),
        (Self::SessionEnded, "session_ended"),
        (Self::FileUnreadable, "file_unreadable"),
        (Self::OldExcel, "old_excel"),
        (Self::ArchiveUnreadable, "archive_unreadable"),
        (Self::ArchiveRefused, "archive_refused"),
        (Self::SchoolsByOffice, "schools_by_office"),
        (Self::ColumnsIncomplete, "columns_incomplete"),
        (Self::PreviewDiffers, "preview_differs"),
        (Self::LinesWrong, "lines_wrong"),
        (Self::AlreadyDecided, "already_decided"),
        (Self::NothingToTake, "nothing_to_take"),
        (Self::RosterTaken, "roster_taken"),
        (Self::RosterUndone, "roster_undone"),
        (Self::UndoCompletions, "undo_completions"),
        (Self::UndoAttempts, "undo_attempts"),
        (Self::UndoReadings, "undo_readings"),
        (Self::UndoAccounts, "undo_accounts"),
        (Self::UndoChanged, "undo_changed"),
        (Self::UndoUsed, "undo_used"),
        (Self::UndoEmails, "undo_emails"),
        (Self::CodeTaken, "code_taken"),
        (Self::BadCode, "bad_code"),
        (Self::EmailTaken, "email_taken"),
        (Self::BadEmail, "bad_email"),
        (Self::EmailOfRoleHolder, "email_of_role_holder"),
        (Self::BadDay, "bad_day"),
        (Self::BadBirthday, "bad_birthday"),
        (Self::BadFromDay, "bad_from_day"),
        (Self::NamesakeThere, "namesake_there"),
        (Self::EndsBeforeItStarts, "ends_before_it_starts"),
        (Self::AlreadyThere, "already_there"),
        (Self::NotStaff, "not_staff"),
        (Self::NotAClass, "not_a_class"),
        (Self::NobodyChosen, "nobody_chosen"),
        (Self::ChoiceChanged, "choice_changed"),
        (Self::NumberNotTyped, "number_not_typed"),
        (Self::NotOneself, "not_oneself"),
        (Self::LastPrincipal, "last_principal"),
        (Self::TooManyChosen, "too_many_chosen"),
        (Self::SameRecord, "same_record"),
        (Self::BadDecision, "bad_decision"),
        (Self::WrongFile, "wrong_file"),
        (Self::RoleWrongPlace, "role_wrong_place"),
        (Self::RoleDays, "role_days"),
        (Self::RoleNotStaff, "role_not_staff"),
        (Self::RoleHeld, "role_held"),
        (Self::RoleOwn, "role_own"),
        (Self::RoleLastOffice, "role_last_office"),
        (Self::OwnAccount, "own_account"),
        (Self::OtherRoles, "other_roles"),
        (Self::Saved, "saved"),
        (Self::Done, "done"),
    ];

    /// Whether it is good news.
    pub const fn is_good(self) -> bool {
        matches!(
            self,
            Self::Saved
                | Self::Done
                | Self::AnswersKept
                | Self::RosterTaken
                | Self::RosterUndone
                | Self::LetterSent
                | Self::PasswordSet
        )
    }

    /// The word in an address.
    pub fn as_str(self) -> &'static str {
        Self::ALL.iter().find(|(problem, _)| *problem == self).map_or("bad_form", |(_, word)| word)
    }

    /// The problem that a word in an address names.
    pub fn from_word(word: &str) -> Option<Self> {
        Self::ALL.iter().find(|(_, known)| *known == word).map(|(problem, _)| *problem)
    }
}
