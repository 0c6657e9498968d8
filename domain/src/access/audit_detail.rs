//! Particulars of a line of the audit log: what was, what is, how many.

use super::audit::AuditSubject;
use crate::people::words;
use chrono::NaiveDate;
use serde::{Deserialize, Serialize};

words! {
    /// What a particular is of. Nothing else can be written; what an older version wrote under other words is shown under
    /// them.
    DetailKey {
        /// A role.
        Role = "role",
        /// The first day.
        FromOn = "from_on",
        /// The first day on which it no longer holds.
        ToOn = "to_on",
        /// What was before.
        Old = "old",
        /// What came in its place, or in anew.
        New = "new",
        /// Where it began.
        From = "from",
        /// Where it ended.
        To = "to",
        /// How many changed.
        Changed = "changed",
        /// How many stayed as they were.
        Unchanged = "unchanged",
        /// How many files.
        Files = "files",
        /// How many lines.
        Lines = "lines",
        /// How many.
        Count = "count",
        /// Which fields.
        Fields = "fields",
        /// A kind of membership.
        Kind = "kind",
        /// A post.
        Post = "post",
        /// A duty.
        Responsibility = "responsibility",
        /// A person.
        Person = "person",
        /// A class.
        Class = "class",
        /// A school.
        School = "school",
        /// A node of the tree.
        Organisation = "organisation",
        /// The node above.
        Parent = "parent",
        /// A grade.
        Grade = "grade",
        /// A school year.
        SchoolYear = "school_year",
        /// A code.
        Code = "code",
        /// The name of a class or school.
        Name = "name",
        /// A number, as of a decision.
        Number = "number",
        /// The day of a decision.
        DecidedOn = "decided_on",
        /// The day of an activity.
        HappenedOn = "happened_on",
        /// The form of an activity.
        Form = "form",
        /// How many took part.
        Participants = "participants",
        /// A setting.
        Setting = "setting",
        /// A course.
        Course = "course",
        /// A version.
        Version = "version",
        /// Why.
        Reason = "reason",
        /// By which way.
        How = "how",
        /// A file's format.
        Format = "format",
        /// How many pupils.
        Pupils = "pupils",
        /// How many classes.
        Classes = "classes",
        /// How many sessions.
        Sessions = "sessions",
        /// Until when.
        Until = "until",
        /// Somebody else's service for signing in.
        Provider = "provider",
        /// Who vouches for an identity.
        Issuer = "issuer",
        /// Why it came about, as a word.
        Why = "why",
        /// By which way a password is set anew.
        Way = "way",
        /// How many sessions ended with it.
        SessionsEnded = "sessions_ended",
        /// How many wrong tries.
        Tries = "tries",
        /// Whether it is the first.
        First = "first",
        /// How many minutes.
        Minutes = "minutes",
        /// How many cards.
        Cards = "cards",
        /// How many secrets were made anew.
        Made = "made",
        /// The number of a membership.
        Membership = "membership",
        /// The number of the fact that it corrects.
        Corrects = "corrects",
        /// Whether it was found to be wrong.
        Voided = "voided",
        /// The class that was left.
        LeftClass = "left_class",
        /// The classes that were left.
        LeftClasses = "left_classes",
        /// The class from which somebody moved.
        FromClass = "from_class",
        /// The class to which somebody moved.
        ToClass = "to_class",
        /// From which day on.
        On = "on",
        /// How far a roll-over is.
        State = "state",
        /// How many go up.
        Up = "up",
        /// How many stay in their grade.
        Repeat = "repeat",
        /// How many go to a class chosen for them.
        Moved = "moved",
        /// How many leave.
        Leave = "leave",
        /// Whether there is a scan.
        Scan = "scan",
        /// What a file lists.
        Roster = "roster",
        /// How many were left out.
        LeftOut = "left_out",
        /// The record that went into another.
        Gone = "gone",
        /// The record that stays.
        Stays = "stays",
        /// Code of the node above.
        Below = "below",
        /// Code of the school that goes on.
        Into = "into",
        /// The name before.
        NameBefore = "name_before",
        /// The level of a school.
        Level = "level",
        /// The level before.
        LevelBefore = "level_before",
        /// How many members of staff.
        Staff = "staff",
        /// How many duties.
        Responsibilities = "responsibilities",
        /// How many roles.
        Roles = "roles",
        /// The birthday.
        BornOn = "born_on",
        /// The sex.
        Sex = "sex",
        /// The e-mail address.
        Email = "email",
    }
}

impl DetailKey {
    /// What its numbers are the ids of, so that the log can say the name.
    pub const fn refers_to(self) -> Option<AuditSubject> {
        match self {
            Self::Person | Self::Gone | Self::Stays => Some(AuditSubject::Person),
            Self::Class | Self::LeftClass | Self::LeftClasses | Self::FromClass | Self::ToClass => {
                Some(AuditSubject::Class)
            }
            Self::School | Self::Organisation | Self::Parent => Some(AuditSubject::Organisation),
            _ => None,
        }
    }
}

words! {
    /// A setting whose change is in the log.
    SettingName {
        /// Whether everybody may know the installation's secrets.
        Demo = "demo",
        /// Signing in with somebody else's service.
        Oidc = "oidc",
        /// Who must have a second step.
        SignIn = "sign_in",
        /// How long names are kept.
        Privacy = "privacy",
    }
}

/// A particular.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Detail {
    /// The word under which it is stored; often a [`DetailKey`].
    pub key: String,
    /// What it says.
    pub value: DetailValue,
}

/// What a particular says.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub enum DetailValue {
    /// Nothing.
    Nothing,
    /// Yes or no.
    Truth(bool),
    /// A number as it is written.
    Number(String),
    /// A word, often of a type of ours.
    Word(String),
    /// A day.
    Day(NaiveDate),
    /// The name of what an id stood for.
    Named(String),
    /// A person made anonymous.
    Anonymous,
    /// Several.
    List(Vec<DetailValue>),
    /// What was, and what is.
    Change(Box<DetailValue>, Box<DetailValue>),
    /// Particulars of their own.
    Group(Vec<Detail>),
}
