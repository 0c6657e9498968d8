//! Everything that is held on one person, as that person sees it and as the file says that they take home.

use super::{Role, audit::AuditAction, privacy::PrivacySettings, session::SessionKind};
use crate::{
    calendar::Moment,
    people::{MembershipKind, Responsibility, Sex},
    quizzes::Outcome,
};
use chrono::NaiveDate;
use serde::{Deserialize, Serialize};

/// From when to when something holds.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct HeldSpan {
    /// The first day.
    pub from: NaiveDate,
    /// The first day on which it no longer holds; open if it still does.
    pub to: Option<NaiveDate>,
    /// When it was struck out as a mistake.
    pub voided_at: Option<Moment>,
}

/// Name and dates.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Particulars {
    /// The full name.
    pub full_name: String,
    /// The code that the school or the Ministry gave.
    pub code: Option<String>,
    /// The birthday.
    pub born_on: Option<NaiveDate>,
    /// As the roster gives it.
    pub sex: Option<Sex>,
    /// The e-mail address.
    pub email: Option<String>,
    /// When the person came in.
    pub known_since: Moment,
    /// When name and dates were removed.
    pub anonymised_at: Option<Moment>,
}

/// A belonging to a school.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct HeldMembership {
    /// The school's name.
    pub school: String,
    /// As what.
    pub kind: MembershipKind,
    /// The post, as the roster gives it.
    pub post: String,
    /// From when to when.
    pub span: HeldSpan,
}

/// A duty at a school; that of the team is the membership of its team.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct HeldDuty {
    /// The school's name.
    pub school: String,
    /// The duty.
    pub duty: Responsibility,
    /// From when to when.
    pub span: HeldSpan,
}

/// A class: as its pupil, or as its teacher.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct HeldClass {
    /// The school's name.
    pub school: String,
    /// The class's name.
    pub class: String,
    /// The calendar year in which its school year begins.
    pub school_year: i32,
    /// From when to when.
    pub span: HeldSpan,
}

/// A role.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct HeldRole {
    /// Name of the school or office.
    pub organisation: String,
    /// The role.
    pub role: Role,
    /// From when to when.
    pub span: HeldSpan,
}

/// An account; never its password.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct HeldAccount {
    /// The user name.
    pub username: String,
    /// When it was made.
    pub created_at: Moment,
    /// When it was shut.
    pub disabled_at: Option<Moment>,
}

/// A session; never what opens it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct HeldSession {
    /// On whose computer.
    pub kind: SessionKind,
    /// The address of the network.
    pub address: Option<String>,
    /// What the browser calls itself.
    pub browser: String,
    /// When it began.
    pub created_at: Moment,
    /// When it was last used.
    pub last_seen_at: Moment,
    /// When it ends.
    pub expires_at: Moment,
}

/// A lesson opened.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct HeldReading {
    /// The course's title.
    pub course: String,
    /// The lesson's title.
    pub lesson: String,
    /// How far it was read, in per cent.
    pub percent: i32,
    /// When it was first opened.
    pub opened_at: Moment,
    /// When it was done.
    pub done_at: Option<Moment>,
}

/// A go at a quiz.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct HeldAttempt {
    /// The course's title.
    pub course: String,
    /// Which go it was, from 1.
    pub number: i32,
    /// When it began.
    pub started_at: Moment,
    /// When it was handed in.
    pub submitted_at: Option<Moment>,
    /// The score in tenths of a per cent.
    pub score_tenths: Option<i64>,
    /// Passed or not.
    pub outcome: Option<Outcome>,
    /// Questions asked.
    pub questions: i32,
    /// Questions answered.
    pub answered: u32,
    /// Answers that were typed, in the person's own words.
    pub typed: Vec<String>,
}

/// A completed course.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct HeldCompletion {
    /// The course's title.
    pub course: String,
    /// The version completed.
    pub version: i32,
    /// When.
    pub completed_at: Moment,
    /// By a quiz, by its lessons, or by hand.
    pub how: String,
    /// The score in tenths of a per cent.
    pub score_tenths: Option<i32>,
    /// The first day on which it no longer counts.
    pub valid_until: Option<NaiveDate>,
    /// When it was struck out.
    pub voided_at: Option<Moment>,
    /// Why it was struck out.
    pub void_reason: Option<String>,
}

/// Who did what a line of the log tells.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "who", content = "name", rename_all = "snake_case")]
pub enum DoneBy {
    /// The person themselves.
    Oneself,
    /// A member of staff, by name.
    Staff(String),
    /// Another person, whose name is theirs.
    Another,
    /// The program, or whoever has its console.
    Program,
}

/// A line of the log about the person, or of what the person did.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct HeldEvent {
    /// When.
    pub happened_at: Moment,
    /// What.
    pub action: AuditAction,
    /// Who did it.
    pub by: DoneBy,
    /// Whether it was about the person; otherwise it is something that the person did elsewhere.
    pub about_oneself: bool,
    /// The address of the network, of one's own deeds only.
    pub address: Option<String>,
}

/// The newest lines of the log, and how many there are in all.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct HeldLog {
    /// All there are.
    pub count: u64,
    /// The newest, newest first.
    pub lines: Vec<HeldEvent>,
}

/// What the person decided for others.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct HeldDecisions {
    /// Completions struck out.
    pub completions_voided: u64,
    /// Activities approved.
    pub activities_approved: u64,
}

/// Everything that is held on one person. Secrets (passwords, PINs, what opens a session) are never in it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct PersonHeld {
    /// Name and dates.
    pub particulars: Particulars,
    /// Schools.
    pub memberships: Vec<HeldMembership>,
    /// Duties, and the team.
    pub duties: Vec<HeldDuty>,
    /// Classes as a pupil.
    pub classes: Vec<HeldClass>,
    /// Classes as their teacher.
    pub classes_taught: Vec<HeldClass>,
    /// Roles.
    pub roles: Vec<HeldRole>,
    /// Accounts.
    pub accounts: Vec<HeldAccount>,
    /// Sessions.
    pub sessions: Vec<HeldSession>,
    /// Lessons opened.
    pub lessons: Vec<HeldReading>,
    /// Goes at quizzes.
    pub attempts: Vec<HeldAttempt>,
    /// Completed courses.
    pub completions: Vec<HeldCompletion>,
    /// Decided for others.
    pub decisions: HeldDecisions,
    /// The log.
    pub log: HeldLog,
    /// How long name and dates stay after leaving.
    pub periods: PrivacySettings,
}

impl PersonHeld {
    /// Whether the person is or was a pupil and nothing else: pages speak to children then.
    pub fn is_pupil(&self) -> bool {
        self.roles.is_empty()
            && !self.memberships.is_empty()
            && self.memberships.iter().all(|membership| membership.kind == MembershipKind::Pupil)
    }
}
