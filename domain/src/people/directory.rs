//! The list of people: what it is filtered by, how it is ordered, and its lines.

use super::{MembershipKind, Responsibility, Span, words};
use crate::ids::PersonId;
use chrono::NaiveDate;
use serde::{Deserialize, Serialize};

words! {
    /// Staff or pupils.
    Group {
        /// Everybody who works at a school.
        Staff = "staff",
        /// Those who learn there.
        Pupil = "pupil",
    }
}

words! {
    /// Whether somebody is at the school today.
    Presence {
        /// Has an open membership.
        Here = "here",
        /// Had one, and has none any more.
        Left = "left",
        /// Either.
        Any = "any",
    }
}

words! {
    /// What the list is sorted by.
    DirectoryOrder {
        /// Given name, family name, middle name.
        Name = "name",
        /// The school, then the name.
        School = "school",
        /// The code.
        Code = "code",
    }
}

/// Which people are listed. Its words are those of the address.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct DirectoryFilter {
    /// Part of a name, with or without marks, or the beginning of a code.
    pub sought: String,
    /// Code of a school; all schools in reach when empty.
    pub school: String,
    /// Staff or pupils; both when none.
    pub group: Option<Group>,
    /// Name of a class of this school year; any when empty.
    pub class: String,
    /// A duty held today.
    pub duty: Option<Responsibility>,
    /// Here today, or left.
    pub presence: Presence,
}

impl Default for DirectoryFilter {
    fn default() -> Self {
        Self {
            sought: String::new(),
            school: String::new(),
            group: None,
            class: String::new(),
            duty: None,
            presence: Presence::Here,
        }
    }
}

impl DirectoryFilter {
    /// The filter that an address asks for; words it does not know are passed over.
    pub fn from_address(word: impl Fn(&str) -> String) -> Self {
        Self {
            sought: word("q").chars().take(100).collect(),
            school: word("school"),
            group: Group::from_word(&word("kind")),
            class: word("class"),
            duty: Responsibility::from_word(&word("duty")),
            presence: Presence::from_word(&word("status")).unwrap_or(Presence::Here),
        }
    }

    /// The words of the address that asks for this filter; what is not filtered by has none.
    pub fn in_address(&self) -> Vec<(&'static str, String)> {
        let presence = if self.presence == Presence::Here { "" } else { self.presence.as_str() };
        let words = [
            ("q", self.sought.trim().to_owned()),
            ("school", self.school.clone()),
            ("kind", self.group.map_or("", Group::as_str).to_owned()),
            ("class", self.class.clone()),
            ("duty", self.duty.map_or("", Responsibility::as_str).to_owned()),
            ("status", presence.to_owned()),
        ];
        words.into_iter().filter(|(_, word)| !word.is_empty()).collect()
    }
}

impl DirectoryFilter {
    /// The fields of a form that sends this filter to a server function, under its own names.
    pub fn in_form(&self) -> Vec<(String, String)> {
        let fields = [
            ("sought", self.sought.trim()),
            ("school", self.school.as_str()),
            ("group", self.group.map_or("", Group::as_str)),
            ("class", self.class.as_str()),
            ("duty", self.duty.map_or("", Responsibility::as_str)),
            ("presence", self.presence.as_str()),
        ];
        let given = fields.into_iter().filter(|(_, value)| !value.is_empty());
        given.map(|(name, value)| (format!("filter[{name}]"), value.to_owned())).collect()
    }
}

/// A page of the list.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Directory {
    /// The school whose list it is; none for an office's.
    pub school: Option<SchoolName>,
    /// The lines of this page.
    pub lines: Vec<DirectoryLine>,
    /// How many match on all pages.
    pub count: u64,
    /// The schools to choose from, in the alphabet's order; only an office has a choice.
    pub schools: Vec<SchoolName>,
    /// The classes of the school chosen.
    pub classes: Vec<String>,
    /// Whether the reader may change people.
    pub may_change: bool,
    /// The day for which it holds.
    pub as_of: NaiveDate,
}

/// A school as lists name it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct SchoolName {
    /// Its code.
    pub code: String,
    /// Its name.
    pub name: String,
}

/// A person in the list.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct DirectoryLine {
    /// The person.
    pub id: PersonId,
    /// The code, if there is one.
    pub code: Option<String>,
    /// The name.
    pub name: String,
    /// The birthday, if it is known.
    pub born_on: Option<NaiveDate>,
    /// Where the person is today, or was last.
    pub places: Vec<Place>,
    /// Duties held today.
    pub duties: Vec<Responsibility>,
}

/// What somebody is at a school.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Place {
    /// The school.
    pub school: SchoolName,
    /// What they are there.
    pub kind: MembershipKind,
    /// The post; empty for pupils.
    pub post: String,
    /// The class of a pupil.
    pub class: Option<String>,
    /// From when to when.
    pub span: Span,
}

/// Somebody whom what was typed so far may mean.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Suggestion {
    /// The person.
    pub id: PersonId,
    /// The name.
    pub name: String,
    /// School and class, or school and post: what tells people of the same name apart.
    pub detail: String,
}

/// Several people chosen, before something is done to all of them.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Chosen {
    /// The school whose people they are; none for an office.
    pub school: Option<SchoolName>,
    /// How many persons.
    pub persons: u64,
    /// How many of them are staff, who may hold a duty.
    pub staff: u64,
    /// How many memberships they have where the choice was made.
    pub memberships: u64,
    /// The first of them.
    pub lines: Vec<ChosenLine>,
    /// The schools they may be moved to; only an office moves.
    pub schools: Vec<SchoolName>,
    /// Whether the chooser may issue codes for the passwords of staff.
    pub issues_codes: bool,
    /// The day for which it holds.
    pub as_of: NaiveDate,
}

/// The most people who leave or move without their number being typed in.
pub const MOST_UNTYPED: u64 = 20;

/// What leaving or moving would do to the people chosen.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct PartingAhead {
    /// The school they would move to; none for leaving.
    pub to: Option<SchoolName>,
    /// How many persons leave or move.
    pub persons: u64,
    /// How many memberships were chosen, with those left out.
    pub memberships: u64,
    /// Who neither leaves nor moves.
    pub left_out: Vec<LeftOut>,
    /// What ends with it.
    pub ends: PartingEnds,
    /// From which day.
    pub from: NaiveDate,
}

/// How much ends when people part from schools.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct PartingEnds {
    /// Duties and roles in teams.
    pub duties: u64,
    /// Roles that run a school.
    pub roles: u64,
    /// Classes taught.
    pub classes_taught: u64,
    /// Pupils' places in classes.
    pub places: u64,
}

/// The most people who are handed a card or a code at once.
pub const MOST_HANDED: u64 = 500;

words! {
    /// Why one of the people chosen is handed nothing, or stays.
    LeftOutWhy {
        /// A pupil who is in no class today.
        NoClass = "no_class",
        /// Somebody without an account, or with one that is shut.
        NoAccount = "no_account",
        /// Somebody whose account is not the chooser's to look after.
        NotTheirs = "not_theirs",
        /// Whoever acts: nobody records the own leaving.
        Oneself = "oneself",
        /// Nobody would be left with the role of principal.
        LastPrincipal = "last_principal",
        /// A pupil whose grade the other school does not teach.
        OtherLevel = "other_level",
        /// Somebody who is at the other school already.
        AlreadyThere = "already_there",
    }
}

/// One of the people chosen to whom nothing happens.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct LeftOut {
    /// The name.
    pub name: String,
    /// Why.
    pub why: LeftOutWhy,
}

/// One of the people chosen.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct ChosenLine {
    /// The person.
    pub id: PersonId,
    /// The name.
    pub name: String,
    /// The school.
    pub school: String,
    /// What they are there.
    pub kind: MembershipKind,
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_filter_survives_its_address() {
        let filter = DirectoryFilter {
            sought: "hòa".into(),
            school: "TH014".into(),
            group: Some(Group::Pupil),
            class: "3/1".into(),
            duty: Some(Responsibility::Team),
            presence: Presence::Left,
        };
        let words = filter.in_address();
        let word = |name: &str| words.iter().find(|(n, _)| *n == name).map(|(_, w)| w.clone()).unwrap_or_default();
        assert_eq!(DirectoryFilter::from_address(word), filter);
        assert!(DirectoryFilter::default().in_address().is_empty());
        assert_eq!(DirectoryFilter::from_address(|_| "nonsense".into()).presence, Presence::Here);
    }
}
