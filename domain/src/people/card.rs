//! What is known of one person, as far as the reader may see it, and of two who may be one.

use super::{MembershipKind, Responsibility, Sex, Span, directory::SchoolName};
use crate::ids::{ClassId, MembershipId, PersonId, ResponsibilityId};
use chrono::NaiveDate;
use serde::{Deserialize, Serialize};

/// A person's page.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct PersonCard {
    /// The person.
    pub id: PersonId,
    /// The code, if there is one.
    pub code: Option<String>,
    /// The name.
    pub name: String,
    /// The birthday, if it is known.
    pub born_on: Option<NaiveDate>,
    /// As the roster gives it.
    pub sex: Option<Sex>,
    /// The e-mail address, if there is one.
    pub email: Option<String>,
    /// Memberships in the reader's reach, newest first, voided ones too.
    pub memberships: Vec<MembershipLine>,
    /// Duties in the reader's reach, newest first, voided ones too.
    pub duties: Vec<DutyLine>,
    /// What the reader may do.
    pub may: MayDo,
    /// The day for which it holds.
    pub as_of: NaiveDate,
}

impl PersonCard {
    /// The schools within reach at which the person is staff today or later: where a duty may begin.
    pub fn staff_schools(&self) -> Vec<SchoolName> {
        let mut schools: Vec<SchoolName> = self
            .memberships
            .iter()
            .filter(|line| !line.voided && line.kind != MembershipKind::Pupil)
            .filter(|line| line.span.to.is_none_or(|to| to > self.as_of))
            .map(|line| line.school.clone())
            .collect();
        schools.dedup();
        schools
    }
}

/// What a reader may do with a person.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct MayDo {
    /// Change anything at all.
    pub change: bool,
    /// Change the e-mail address, by which a password can be set anew.
    pub change_email: bool,
    /// Move between schools and merge: an office.
    pub move_and_merge: bool,
    /// See the roles and the account.
    pub see_access: bool,
    /// Take out what is held on the person.
    pub take_data: bool,
    /// Schools at which a membership may be added.
    pub schools: Vec<SchoolName>,
}

/// A membership, as history shows it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct MembershipLine {
    /// Which.
    pub id: MembershipId,
    /// The school.
    pub school: SchoolName,
    /// What the person is there.
    pub kind: MembershipKind,
    /// The post.
    pub post: String,
    /// From when to when.
    pub span: Span,
    /// The class today, of a pupil.
    pub class: Option<ClassName>,
    /// Classes of this school year to choose from, where the membership is a pupil's and open.
    pub classes: Vec<ClassName>,
    /// Found to be wrong.
    pub voided: bool,
}

/// A class as lists name it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct ClassName {
    /// The class.
    pub id: ClassId,
    /// Its name.
    pub name: String,
}

/// A duty, as history shows it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct DutyLine {
    /// Which.
    pub id: ResponsibilityId,
    /// The school.
    pub school: SchoolName,
    /// The duty.
    pub duty: Responsibility,
    /// From when to when.
    pub span: Span,
    /// Found to be wrong.
    pub voided: bool,
}

/// Two records that may be one human.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct PossibleDuplicate {
    /// The older record.
    pub one: RecordLine,
    /// The newer one.
    pub other: RecordLine,
}

/// Somebody of the same name as a newcomer.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Namesake {
    /// The person.
    pub id: PersonId,
    /// The code, if there is one.
    pub code: Option<String>,
    /// The name.
    pub name: String,
    /// The birthday, if it is known.
    pub born_on: Option<NaiveDate>,
}

/// A record, as short as tells it from another.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct RecordLine {
    /// The person.
    pub id: PersonId,
    /// The code, if there is one.
    pub code: Option<String>,
    /// The name.
    pub name: String,
    /// The birthday, if it is known.
    pub born_on: Option<NaiveDate>,
    /// Names of the schools.
    pub schools: Vec<String>,
}

/// A page of possible duplicates.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Duplicates {
    /// The pairs of this page.
    pub pairs: Vec<PossibleDuplicate>,
    /// How many pairs there are on all pages.
    pub count: u64,
}

/// Two records side by side.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct SideBySide {
    /// The one.
    pub one: Record,
    /// The other.
    pub other: Record,
}

/// A record with how much hangs on it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Record {
    /// What is known of the person.
    pub card: PersonCard,
    /// User name of the account, if there is one.
    pub username: Option<String>,
    /// Courses completed.
    pub completions: u64,
    /// Goes at quizzes.
    pub attempts: u64,
    /// Roles held or once held.
    pub roles: u64,
}
