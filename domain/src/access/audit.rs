//! What the audit log names: every kind of change that is recorded, and a line of it as it is read.

use super::audit_detail::Detail;
use crate::{
    calendar::{Moment, day_of, parse_day, start_of, write_day},
    ids::PersonId,
    people::words,
};
use chrono::NaiveDate;
use serde::{Deserialize, Serialize};

words! {
    /// What somebody did.
    AuditAction {
        /// A person came in by hand.
        PersonAdded = "person_added",
        /// Name, birthday, sex or e-mail changed.
        PersonChanged = "person_changed",
        /// Two records of one human became one.
        PersonsMerged = "persons_merged",
        /// A leaver's name and dates were removed.
        PersonAnonymised = "person_anonymised",
        /// Somebody read or took out what is held on a person.
        PersonDataExported = "person_data_exported",
        /// A membership began.
        MembershipBegan = "membership_began",
        /// A membership ended.
        MembershipEnded = "membership_ended",
        /// A responsibility began.
        ResponsibilityBegan = "responsibility_began",
        /// A responsibility ended.
        ResponsibilityEnded = "responsibility_ended",
        /// A class came in.
        ClassAdded = "class_added",
        /// A class was renamed or regraded.
        ClassChanged = "class_changed",
        /// Somebody became teacher of a class.
        ClassTeacherBegan = "class_teacher_began",
        /// Somebody is no longer teacher of a class.
        ClassTeacherEnded = "class_teacher_ended",
        /// A pupil moved between classes.
        EnrolmentChanged = "enrolment_changed",
        /// A school's classes were rolled over to the next school year.
        RolledOver = "rolled_over",
        /// A roll-over was taken back.
        RollOverUndone = "roll_over_undone",
        /// A node came into the tree.
        OrganisationAdded = "organisation_added",
        /// A node's name or particulars changed.
        OrganisationChanged = "organisation_changed",
        /// A node moved below another.
        OrganisationMoved = "organisation_moved",
        /// A node closed.
        OrganisationClosed = "organisation_closed",
        /// Two schools became one.
        OrganisationsMerged = "organisations_merged",
        /// A team's founding decision was recorded.
        FoundingDecisionRecorded = "founding_decision_recorded",
        /// A roster was taken in.
        RosterImported = "roster_imported",
        /// An import was taken back as a whole.
        RosterUndone = "roster_undone",
        /// A roster was sent out.
        RosterExported = "roster_exported",
        /// A person got credentials.
        AccountCreated = "account_created",
        /// Credentials were shut.
        AccountDisabled = "account_disabled",
        /// Credentials were opened again.
        AccountEnabled = "account_enabled",
        /// Somebody changed the own password.
        PasswordChanged = "password_changed",
        /// A forgotten password was set anew.
        PasswordReset = "password_reset",
        /// A one-time code for a forgotten password was printed or sent.
        ResetCodeIssued = "reset_code_issued",
        /// A second step of sign-in was set up.
        SecondStepEnabled = "second_step_enabled",
        /// A second step of sign-in was taken away.
        SecondStepDisabled = "second_step_disabled",
        /// New recovery codes were made.
        RecoveryCodesIssued = "recovery_codes_issued",
        /// Sessions were ended from elsewhere.
        SessionsEnded = "sessions_ended",
        /// An account was locked after wrong attempts.
        SignInLocked = "sign_in_locked",
        /// A pupil's PIN or pictures were set anew.
        PupilSecretReset = "pupil_secret_reset",
        /// A pupil was locked after wrong attempts.
        PupilLocked = "pupil_locked",
        /// A pupil was unlocked.
        PupilUnlocked = "pupil_unlocked",
        /// A class got a new code.
        ClassCodeChanged = "class_code_changed",
        /// Class cards were printed.
        ClassCardsPrinted = "class_cards_printed",
        /// A lesson with the class began.
        ClassLessonOpened = "class_lesson_opened",
        /// A lesson with the class ended.
        ClassLessonClosed = "class_lesson_closed",
        /// A role was given.
        RoleGranted = "role_granted",
        /// A role was ended.
        RoleEnded = "role_ended",
        /// A completion was recorded by hand.
        CompletionRecorded = "completion_recorded",
        /// A completion was voided.
        CompletionVoided = "completion_voided",
        /// An activity of a school was recorded.
        ActivityRecorded = "activity_recorded",
        /// A setting changed.
        SettingChanged = "setting_changed",
        /// An account was joined to an identity of another provider.
        IdentityLinked = "identity_linked",
        /// The audit log itself was taken out.
        AuditExported = "audit_exported",
    }
}

words! {
    /// What kind of thing an action was about.
    AuditSubject {
        /// A person.
        Person = "person",
        /// A node of the tree.
        Organisation = "organisation",
        /// A class.
        Class = "class",
        /// An import.
        RosterImport = "roster_import",
        /// A completion.
        Completion = "completion",
        /// An activity of a school.
        Activity = "activity",
        /// A setting, named in the details.
        Setting = "setting",
    }
}

/// The most lines that are taken out at once.
pub const MOST_EXPORTED: u64 = 100_000;

/// A person as the log names them at the time of reading.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct NamedPerson {
    /// Who.
    pub id: PersonId,
    /// The name today; none for somebody made anonymous.
    pub name: Option<String>,
}

/// What an action was about, as the log names it at the time of reading.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub enum AuditTarget {
    /// A person.
    Person(NamedPerson),
    /// Anything else, with its name if it has one.
    Thing {
        /// What kind of thing.
        kind: AuditSubject,
        /// Its name today.
        name: Option<String>,
    },
}

/// A line of the log as it is read.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct AuditLine {
    /// When.
    pub at: Moment,
    /// Who did it; nobody in person at the machine's console.
    pub actor: Option<NamedPerson>,
    /// From which address of the network, where it is known.
    pub address: Option<String>,
    /// What.
    pub action: AuditAction,
    /// To whom or what.
    pub target: Option<AuditTarget>,
    /// At which school or node, by its name today.
    pub place: Option<String>,
    /// Particulars.
    pub details: Vec<Detail>,
}

impl AuditLine {
    /// Day and time of day in Vietnam: `20/11/2026 10:05:09`.
    pub fn when(&self) -> String {
        let day = day_of(self.at);
        let seconds = (self.at - start_of(day)).num_seconds();
        format!("{} {:02}:{:02}:{:02}", write_day(day), seconds / 3600, seconds / 60 % 60, seconds % 60)
    }
}

/// Which lines of the log somebody asks for. What is empty lets everything through.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct AuditFilter {
    /// The first day.
    pub from: Option<NaiveDate>,
    /// The last day.
    pub to: Option<NaiveDate>,
    /// Words of the name of who did it.
    pub actor: String,
    /// What was done.
    pub action: Option<AuditAction>,
    /// Words of the name of the person to whom it was done.
    pub subject: String,
    /// The person to whom it was done.
    pub person: Option<PersonId>,
}

/// A filter as an address carries it.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct AuditQuery {
    /// The first day.
    pub from: String,
    /// The last day.
    pub to: String,
    /// Words of the name of who did it.
    pub actor: String,
    /// What was done.
    pub action: String,
    /// Words of the name of the person to whom it was done.
    pub subject: String,
    /// The person to whom it was done, by number.
    pub person: String,
}

impl AuditQuery {
    /// What it asks for; a word that says nothing lets everything through.
    pub fn filter(&self) -> AuditFilter {
        AuditFilter {
            from: parse_day(&self.from),
            to: parse_day(&self.to),
            actor: self.actor.clone(),
            action: AuditAction::from_word(&self.action),
            subject: self.subject.clone(),
            person: self.person.parse().ok(),
        }
    }
}

/// A page of the log.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct AuditPage {
    /// Name of the node or school whose log it is.
    pub place: String,
    /// How many lines the filter lets through.
    pub count: u64,
    /// The lines of this page, newest first.
    pub lines: Vec<AuditLine>,
    /// The person that the filter names by number.
    pub person: Option<NamedPerson>,
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_action_and_subject_is_read_back_from_its_word() {
        for action in AuditAction::ALL {
            assert_eq!(AuditAction::from_word(action.as_str()), Some(*action));
        }
        for subject in AuditSubject::ALL {
            assert_eq!(AuditSubject::from_word(subject.as_str()), Some(*subject));
        }
    }

    #[test]
    fn a_line_says_its_time_in_vietnam() {
        let at = start_of(NaiveDate::from_ymd_opt(2026, 11, 20).unwrap()) + chrono::TimeDelta::seconds(86_399);
        let action = AuditAction::RoleGranted;
        let line = AuditLine { at, actor: None, address: None, action, target: None, place: None, details: vec![] };
        assert_eq!(line.when(), "20/11/2026 23:59:59");
    }

    #[test]
    fn words_that_say_nothing_let_everything_through() {
        let query =
            AuditQuery { from: "soon".into(), action: "dance".into(), person: "x".into(), ..Default::default() };
        assert_eq!(query.filter(), AuditFilter::default());
        let query = AuditQuery { from: "2026-11-01".into(), action: "role_ended".into(), ..Default::default() };
        assert_eq!(query.filter().from, NaiveDate::from_ymd_opt(2026, 11, 1));
        assert_eq!(query.filter().action, Some(AuditAction::RoleEnded));
    }
}
