//! Words for what is held.

use crate::words;
use chrono::FixedOffset;
use domain::{
    access::{
        audit::AuditAction,
        held::{DoneBy, HeldSpan},
        session::SessionKind,
    },
    calendar::{Moment, SchoolYear, write_day},
    people::{MembershipKind, Sex},
    quizzes::Outcome,
};

const HOURS_EAST: i32 = 7;

/// Day and time in Vietnam.
pub fn moment(moment: Moment) -> String {
    FixedOffset::east_opt(HOURS_EAST * 3600)
        .map_or_else(String::new, |zone| moment.with_timezone(&zone).format("%d/%m/%Y %H:%M").to_string())
}

/// From when to when.
pub fn span(span: HeldSpan) -> String {
    let from = write_day(span.from);
    let text = match span.to {
        Some(to) => words!(privacy.from_to, from = from, to = write_day(to)),
        None => words!(privacy.since, from = from),
    };
    if span.voided_at.is_some() { words!(privacy.struck_out, text = text) } else { text }
}

/// A school year.
pub fn school_year(first_year: i32) -> String {
    SchoolYear::beginning_in(first_year).to_string()
}

/// As what somebody is at a school.
pub fn membership(kind: MembershipKind) -> &'static str {
    match kind {
        MembershipKind::Manager => words!(privacy.kind_manager),
        MembershipKind::Teacher => words!(privacy.kind_teacher),
        MembershipKind::Staff => words!(privacy.kind_staff),
        MembershipKind::Collaborator => words!(privacy.kind_collaborator),
        MembershipKind::Pupil => words!(privacy.kind_pupil),
    }
}

/// As the roster gives it.
pub fn sex(sex: Sex) -> &'static str {
    match sex {
        Sex::Female => words!(privacy.sex_female),
        Sex::Male => words!(privacy.sex_male),
        Sex::Other => words!(privacy.sex_other),
    }
}

/// Whose computer a session is on.
pub fn session(kind: SessionKind) -> &'static str {
    match kind {
        SessionKind::Own => words!(privacy.session_own),
        SessionKind::Shared => words!(privacy.session_shared),
        SessionKind::Pupil => words!(privacy.session_pupil),
    }
}

/// Passed or not.
pub fn outcome(outcome: Outcome) -> &'static str {
    match outcome {
        Outcome::Passed => words!(quizzes.passed),
        Outcome::Failed => words!(quizzes.failed),
    }
}

/// How a course was completed.
pub fn how(word: &str) -> String {
    match word {
        "quiz_attempt" => words!(privacy.how_quiz).to_owned(),
        "lessons" => words!(privacy.how_lessons).to_owned(),
        _ => words!(privacy.how_by_hand).to_owned(),
    }
}

/// Who did it.
pub fn by(by: DoneBy) -> String {
    match by {
        DoneBy::Oneself => words!(privacy.by_oneself).to_owned(),
        DoneBy::Staff(name) => words::person(name),
        DoneBy::Another => words!(privacy.by_another).to_owned(),
        DoneBy::Program => words!(privacy.by_program).to_owned(),
    }
}

/// What happened, in few and plain words; the file has the exact one.
pub fn action(action: AuditAction) -> &'static str {
    use AuditAction as A;
    match action {
        A::PersonAdded => words!(privacy.did_person_added),
        A::PersonChanged => words!(privacy.did_person_changed),
        A::PersonsMerged => words!(privacy.did_merged),
        A::PersonAnonymised => words!(privacy.did_anonymised),
        A::PersonDataExported => words!(privacy.did_exported),
        A::MembershipBegan => words!(privacy.did_membership_began),
        A::MembershipEnded => words!(privacy.did_membership_ended),
        A::ResponsibilityBegan => words!(privacy.did_duty_began),
        A::ResponsibilityEnded => words!(privacy.did_duty_ended),
        A::ClassTeacherBegan => words!(privacy.did_teaching_began),
        A::ClassTeacherEnded => words!(privacy.did_teaching_ended),
        A::EnrolmentChanged => words!(privacy.did_class_changed),
        A::RoleGranted => words!(privacy.did_role_granted),
        A::RoleEnded => words!(privacy.did_role_ended),
        A::AccountCreated => words!(privacy.did_account_created),
        A::AccountDisabled => words!(privacy.did_account_disabled),
        A::AccountEnabled => words!(privacy.did_account_enabled),
        A::PasswordChanged | A::PasswordReset | A::ResetCodeIssued => words!(privacy.did_password),
        A::SecondStepEnabled | A::SecondStepDisabled | A::RecoveryCodesIssued => words!(privacy.did_second_step),
        A::IdentityLinked => words!(privacy.did_identity),
        A::SessionsEnded => words!(privacy.did_sessions_ended),
        A::SignInLocked | A::PupilLocked => words!(privacy.did_locked),
        A::PupilUnlocked => words!(privacy.did_unlocked),
        A::PupilSecretReset => words!(privacy.did_pin),
        A::CompletionRecorded => words!(privacy.did_completion),
        A::CompletionVoided => words!(privacy.did_completion_voided),
        A::SettingChanged => words!(privacy.did_setting),
        A::RosterImported | A::RosterUndone | A::RosterExported | A::AuditExported => words!(privacy.did_lists),
        A::ClassAdded
        | A::ClassChanged
        | A::RolledOver
        | A::RollOverUndone
        | A::ClassCodeChanged
        | A::ClassCardsPrinted
        | A::ClassLessonOpened
        | A::ClassLessonClosed => words!(privacy.did_classes),
        A::ActivityRecorded => words!(privacy.did_activity),
        A::OrganisationAdded
        | A::OrganisationChanged
        | A::OrganisationMoved
        | A::OrganisationClosed
        | A::OrganisationsMerged
        | A::FoundingDecisionRecorded => words!(privacy.did_organisations),
    }
}
