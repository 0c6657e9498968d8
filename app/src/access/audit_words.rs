//! Words of the audit log.

use super::audit_values::word_in;
use crate::i18n::*;
use domain::{
    access::{
        audit::{AuditAction, AuditLine, AuditSubject, AuditTarget, NamedPerson},
        audit_detail::{Detail, DetailKey, DetailValue},
    },
    calendar::write_day,
};
use leptos_i18n::td_string;

/// What somebody did.
pub fn action_in(locale: Locale, action: AuditAction) -> &'static str {
    match action {
        AuditAction::PersonAdded => td_string!(locale, audit.action_person_added),
        AuditAction::PersonChanged => td_string!(locale, audit.action_person_changed),
        AuditAction::PersonsMerged => td_string!(locale, audit.action_persons_merged),
        AuditAction::PersonAnonymised => td_string!(locale, audit.action_person_anonymised),
        AuditAction::PersonDataExported => td_string!(locale, audit.action_person_data_exported),
        AuditAction::MembershipBegan => td_string!(locale, audit.action_membership_began),
        AuditAction::MembershipEnded => td_string!(locale, audit.action_membership_ended),
        AuditAction::ResponsibilityBegan => td_string!(locale, audit.action_responsibility_began),
        AuditAction::ResponsibilityEnded => td_string!(locale, audit.action_responsibility_ended),
        AuditAction::ClassAdded => td_string!(locale, audit.action_class_added),
        AuditAction::ClassChanged => td_string!(locale, audit.action_class_changed),
        AuditAction::ClassTeacherBegan => td_string!(locale, audit.action_class_teacher_began),
        AuditAction::ClassTeacherEnded => td_string!(locale, audit.action_class_teacher_ended),
        AuditAction::EnrolmentChanged => td_string!(locale, audit.action_enrolment_changed),
        AuditAction::RolledOver => td_string!(locale, audit.action_rolled_over),
        AuditAction::RollOverUndone => td_string!(locale, audit.action_roll_over_undone),
        AuditAction::OrganisationAdded => td_string!(locale, audit.action_organisation_added),
        AuditAction::OrganisationChanged => td_string!(locale, audit.action_organisation_changed),
        AuditAction::OrganisationMoved => td_string!(locale, audit.action_organisation_moved),
        AuditAction::OrganisationClosed => td_string!(locale, audit.action_organisation_closed),
        AuditAction::OrganisationsMerged => td_string!(locale, audit.action_organisations_merged),
        AuditAction::FoundingDecisionRecorded => td_string!(locale, audit.action_founding_decision_recorded),
        AuditAction::RosterImported => td_string!(locale, audit.action_roster_imported),
        AuditAction::RosterUndone => td_string!(locale, audit.action_roster_undone),
        AuditAction::RosterExported => td_string!(locale, audit.action_roster_exported),
        AuditAction::AccountCreated => td_string!(locale, audit.action_account_created),
        AuditAction::AccountDisabled => td_string!(locale, audit.action_account_disabled),
        AuditAction::AccountEnabled => td_string!(locale, audit.action_account_enabled),
        AuditAction::PasswordChanged => td_string!(locale, audit.action_password_changed),
        AuditAction::PasswordReset => td_string!(locale, audit.action_password_reset),
        AuditAction::ResetCodeIssued => td_string!(locale, audit.action_reset_code_issued),
        AuditAction::SecondStepEnabled => td_string!(locale, audit.action_second_step_enabled),
        AuditAction::SecondStepDisabled => td_string!(locale, audit.action_second_step_disabled),
        AuditAction::RecoveryCodesIssued => td_string!(locale, audit.action_recovery_codes_issued),
        AuditAction::SessionsEnded => td_string!(locale, audit.action_sessions_ended),
        AuditAction::SignInLocked => td_string!(locale, audit.action_sign_in_locked),
        AuditAction::PupilSecretReset => td_string!(locale, audit.action_pupil_secret_reset),
        AuditAction::PupilLocked => td_string!(locale, audit.action_pupil_locked),
        AuditAction::PupilUnlocked => td_string!(locale, audit.action_pupil_unlocked),
        AuditAction::ClassCodeChanged => td_string!(locale, audit.action_class_code_changed),
        AuditAction::ClassCardsPrinted => td_string!(locale, audit.action_class_cards_printed),
        AuditAction::ClassLessonOpened => td_string!(locale, audit.action_class_lesson_opened),
        AuditAction::ClassLessonClosed => td_string!(locale, audit.action_class_lesson_closed),
        AuditAction::RoleGranted => td_string!(locale, audit.action_role_granted),
        AuditAction::RoleEnded => td_string!(locale, audit.action_role_ended),
        AuditAction::CompletionRecorded => td_string!(locale, audit.action_completion_recorded),
        AuditAction::CompletionVoided => td_string!(locale, audit.action_completion_voided),
        AuditAction::ActivityRecorded => td_string!(locale, audit.action_activity_recorded),
        AuditAction::SettingChanged => td_string!(locale, audit.action_setting_changed),
        AuditAction::IdentityLinked => td_string!(locale, audit.action_identity_linked),
        AuditAction::AuditExported => td_string!(locale, audit.action_audit_exported),
    }
}

/// A kind of thing.
pub fn subject_in(locale: Locale, subject: AuditSubject) -> &'static str {
    match subject {
        AuditSubject::Person => td_string!(locale, audit.subject_person),
        AuditSubject::Organisation => td_string!(locale, audit.subject_organisation),
        AuditSubject::Class => td_string!(locale, audit.subject_class),
        AuditSubject::RosterImport => td_string!(locale, audit.subject_roster_import),
        AuditSubject::Completion => td_string!(locale, audit.subject_completion),
        AuditSubject::Activity => td_string!(locale, audit.subject_activity),
        AuditSubject::Setting => td_string!(locale, audit.subject_setting),
    }
}

/// What a particular is of.
pub fn key_in(locale: Locale, key: DetailKey) -> &'static str {
    match key {
        DetailKey::Role => td_string!(locale, audit.key_role),
        DetailKey::FromOn => td_string!(locale, audit.key_from_on),
        DetailKey::ToOn => td_string!(locale, audit.key_to_on),
        DetailKey::Old => td_string!(locale, audit.key_old),
        DetailKey::New => td_string!(locale, audit.key_new),
        DetailKey::From => td_string!(locale, audit.key_from),
        DetailKey::To => td_string!(locale, audit.key_to),
        DetailKey::Changed => td_string!(locale, audit.key_changed),
        DetailKey::Unchanged => td_string!(locale, audit.key_unchanged),
        DetailKey::Files => td_string!(locale, audit.key_files),
        DetailKey::Lines => td_string!(locale, audit.key_lines),
        DetailKey::Count => td_string!(locale, audit.key_count),
        DetailKey::Fields => td_string!(locale, audit.key_fields),
        DetailKey::Kind => td_string!(locale, audit.key_kind),
        DetailKey::Post => td_string!(locale, audit.key_post),
        DetailKey::Responsibility => td_string!(locale, audit.key_responsibility),
        DetailKey::Person => td_string!(locale, audit.key_person),
        DetailKey::Class => td_string!(locale, audit.key_class),
        DetailKey::School => td_string!(locale, audit.key_school),
        DetailKey::Organisation => td_string!(locale, audit.key_organisation),
        DetailKey::Parent => td_string!(locale, audit.key_parent),
        DetailKey::Grade => td_string!(locale, audit.key_grade),
        DetailKey::SchoolYear => td_string!(locale, audit.key_school_year),
        DetailKey::Code => td_string!(locale, audit.key_code),
        DetailKey::Name => td_string!(locale, audit.key_name),
        DetailKey::Number => td_string!(locale, audit.key_number),
        DetailKey::DecidedOn => td_string!(locale, audit.key_decided_on),
        DetailKey::HappenedOn => td_string!(locale, audit.key_happened_on),
        DetailKey::Form => td_string!(locale, audit.key_form),
        DetailKey::Participants => td_string!(locale, audit.key_participants),
        DetailKey::Setting => td_string!(locale, audit.key_setting),
        DetailKey::Course => td_string!(locale, audit.key_course),
        DetailKey::Version => td_string!(locale, audit.key_version),
        DetailKey::Reason => td_string!(locale, audit.key_reason),
        DetailKey::How => td_string!(locale, audit.key_how),
        DetailKey::Format => td_string!(locale, audit.key_format),
        DetailKey::Pupils => td_string!(locale, audit.key_pupils),
        DetailKey::Classes => td_string!(locale, audit.key_classes),
        DetailKey::Sessions => td_string!(locale, audit.key_sessions),
        DetailKey::Until => td_string!(locale, audit.key_until),
        DetailKey::Provider => td_string!(locale, audit.key_provider),
        DetailKey::Issuer => td_string!(locale, audit.key_issuer),
        DetailKey::Why => td_string!(locale, audit.key_why),
        DetailKey::Way => td_string!(locale, audit.key_way),
        DetailKey::SessionsEnded => td_string!(locale, audit.key_sessions_ended),
        DetailKey::Tries => td_string!(locale, audit.key_tries),
        DetailKey::First => td_string!(locale, audit.key_first),
        DetailKey::Minutes => td_string!(locale, audit.key_minutes),
        DetailKey::Cards => td_string!(locale, audit.key_cards),
        DetailKey::Made => td_string!(locale, audit.key_made),
        DetailKey::Membership => td_string!(locale, audit.key_membership),
        DetailKey::Corrects => td_string!(locale, audit.key_corrects),
        DetailKey::Voided => td_string!(locale, audit.key_voided),
        DetailKey::LeftClass => td_string!(locale, audit.key_left_class),
        DetailKey::LeftClasses => td_string!(locale, audit.key_left_classes),
        DetailKey::FromClass => td_string!(locale, audit.key_from_class),
        DetailKey::ToClass => td_string!(locale, audit.key_to_class),
        DetailKey::On => td_string!(locale, audit.key_on),
        DetailKey::State => td_string!(locale, audit.key_state),
        DetailKey::Up => td_string!(locale, audit.key_up),
        DetailKey::Repeat => td_string!(locale, audit.key_repeat),
        DetailKey::Moved => td_string!(locale, audit.key_moved),
        DetailKey::Leave => td_string!(locale, audit.key_leave),
        DetailKey::Scan => td_string!(locale, audit.key_scan),
        DetailKey::Roster => td_string!(locale, audit.key_roster),
        DetailKey::LeftOut => td_string!(locale, audit.key_left_out),
        DetailKey::Gone => td_string!(locale, audit.key_gone),
        DetailKey::Stays => td_string!(locale, audit.key_stays),
        DetailKey::Below => td_string!(locale, audit.key_below),
        DetailKey::Into => td_string!(locale, audit.key_into),
        DetailKey::NameBefore => td_string!(locale, audit.key_name_before),
        DetailKey::Level => td_string!(locale, audit.key_level),
        DetailKey::LevelBefore => td_string!(locale, audit.key_level_before),
        DetailKey::Staff => td_string!(locale, audit.key_staff),
        DetailKey::Responsibilities => td_string!(locale, audit.key_responsibilities),
        DetailKey::Roles => td_string!(locale, audit.key_roles),
        DetailKey::BornOn => td_string!(locale, audit.key_born_on),
        DetailKey::Sex => td_string!(locale, audit.key_sex),
        DetailKey::Email => td_string!(locale, audit.key_email),
    }
}

/// A person's name, or that there is none any more.
pub fn person_in(locale: Locale, person: &NamedPerson) -> String {
    person.name.clone().unwrap_or_else(|| td_string!(locale, audit.anonymous).to_owned())
}

/// Who did it.
pub fn actor_in(locale: Locale, line: &AuditLine) -> String {
    line.actor.as_ref().map_or_else(|| td_string!(locale, audit.console).to_owned(), |person| person_in(locale, person))
}

/// To whom or what it was done.
pub fn target_in(locale: Locale, target: &AuditTarget) -> String {
    match target {
        AuditTarget::Person(person) => person_in(locale, person),
        AuditTarget::Thing { kind, name: Some(name) } => format!("{} {name}", subject_in(locale, *kind)),
        AuditTarget::Thing { kind, name: None } => subject_in(locale, *kind).to_owned(),
    }
}

/// A particular in words: `Vai trò: Hiệu trưởng`.
pub fn detail_in(locale: Locale, detail: &Detail) -> String {
    let key = DetailKey::from_word(&detail.key);
    let name = key.map_or(detail.key.as_str(), |key| key_in(locale, key));
    format!("{name}: {}", value_in(locale, key, &detail.value))
}

fn value_in(locale: Locale, key: Option<DetailKey>, value: &DetailValue) -> String {
    match value {
        DetailValue::Nothing => "–".to_owned(),
        DetailValue::Truth(true) => td_string!(locale, common.yes).to_owned(),
        DetailValue::Truth(false) => td_string!(locale, common.no).to_owned(),
        DetailValue::Number(text) | DetailValue::Named(text) => text.clone(),
        DetailValue::Word(word) => word_in(locale, key, word).unwrap_or(word).to_owned(),
        DetailValue::Day(day) => write_day(*day),
        DetailValue::Anonymous => td_string!(locale, audit.anonymous).to_owned(),
        DetailValue::List(values) => {
            values.iter().map(|value| value_in(locale, key, value)).collect::<Vec<_>>().join(", ")
        }
        DetailValue::Change(old, new) => {
            format!("{} → {}", value_in(locale, key, old), value_in(locale, key, new))
        }
        DetailValue::Group(details) => {
            details.iter().map(|detail| detail_in(locale, detail)).collect::<Vec<_>>().join(", ")
        }
    }
}

/// The headings of a table of lines.
pub fn headings(locale: Locale) -> [&'static str; 7] {
    [
        td_string!(locale, audit.when),
        td_string!(locale, audit.actor),
        td_string!(locale, audit.address),
        td_string!(locale, audit.action),
        td_string!(locale, audit.subject),
        td_string!(locale, audit.place),
        td_string!(locale, audit.details),
    ]
}

/// A line as the cells below [`headings`].
pub fn cells(locale: Locale, line: &AuditLine) -> [String; 7] {
    [
        line.when(),
        actor_in(locale, line),
        line.address.clone().unwrap_or_default(),
        action_in(locale, line.action).to_owned(),
        line.target.as_ref().map(|target| target_in(locale, target)).unwrap_or_default(),
        line.place.clone().unwrap_or_default(),
        line.details.iter().map(|detail| detail_in(locale, detail)).collect::<Vec<_>>().join("; "),
    ]
}

/// That not all lines are there.
pub fn export_cut(locale: Locale, most: &str) -> String {
    td_string!(locale, audit.export_cut, most = most)
}
