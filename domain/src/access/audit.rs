//! What the audit log names: every kind of change that is recorded.

use crate::people::words;

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
        /// A setting, named in the details.
        Setting = "setting",
    }
}
