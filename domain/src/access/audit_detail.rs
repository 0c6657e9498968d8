//! Particulars of a line of the audit log: what was, what is, how many.

use super::audit::AuditSubject;
use crate::people::words;
use chrono::NaiveDate;
use serde::{Deserialize, Serialize};

words! {
    /// What a particular is of. A line may carry others; they are shown under the word they are stored with.
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
    }
}

impl DetailKey {
    /// What its numbers are the ids of, so that the log can say the name.
    pub const fn refers_to(self) -> Option<AuditSubject> {
        match self {
            Self::Person => Some(AuditSubject::Person),
            Self::Class => Some(AuditSubject::Class),
            Self::School | Self::Organisation | Self::Parent => Some(AuditSubject::Organisation),
            _ => None,
        }
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
