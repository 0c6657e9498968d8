//! Who holds which role, from when to when, as screens show it.

use super::{Role, audit::NamedPerson};
use crate::{
    calendar::Moment,
    ids::{OrganisationId, PersonId},
    people::Span,
};
use chrono::NaiveDate;
use serde::{Deserialize, Serialize};

/// Where a role stands on a day.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub enum RoleState {
    /// It begins later.
    Coming,
    /// It holds.
    Held,
    /// It holds no longer.
    Over,
}

impl RoleState {
    /// The state of a role with a span on a day.
    pub fn on(span: &Span, day: NaiveDate) -> Self {
        if span.is_open_on(day) {
            Self::Held
        } else if span.from > day && span.to.is_none_or(|to| to > span.from) {
            Self::Coming
        } else {
            Self::Over
        }
    }
}

/// A node as a list names it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct NamedNode {
    /// Its id.
    pub id: OrganisationId,
    /// Its name.
    pub name: String,
    /// Its code, for a school.
    pub school_code: Option<String>,
}

/// A role that a person holds, will hold, or held.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct RoleLine {
    /// Its id.
    pub id: i64,
    /// Who.
    pub person: NamedPerson,
    /// The role.
    pub role: Role,
    /// Where.
    pub node: NamedNode,
    /// From when to when.
    pub span: Span,
    /// Where it stands today.
    pub state: RoleState,
    /// Whether whoever is looking may end it.
    pub may_end: bool,
}

/// A person to whom a role can be given.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Candidate {
    /// Who.
    pub id: PersonId,
    /// The name.
    pub name: String,
    /// The code, to tell people of one name apart.
    pub code: Option<String>,
    /// The posts held, with the school where several are listed.
    pub posts: String,
}

/// Who holds a role at a school, and to whom one can be given.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct SchoolRoles {
    /// The school.
    pub school: NamedNode,
    /// The roles that are held or will be, then those that are over.
    pub roles: Vec<RoleLine>,
    /// The school's staff; empty for whoever only reads.
    pub candidates: Vec<Candidate>,
    /// Whether whoever is looking may give and end roles here.
    pub may_change: bool,
    /// The day.
    pub today: NaiveDate,
}

/// Which roles of an office somebody asks for.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct RoleFilter {
    /// One role only.
    pub role: Option<Role>,
    /// Words of the holder's name, or the code.
    pub sought: String,
}

/// Who holds a role below a node.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct OfficeRoles {
    /// The node.
    pub node: NamedNode,
    /// How many the filter lets through.
    pub count: u64,
    /// The roles of this page.
    pub roles: Vec<RoleLine>,
    /// Staff whose name was sought, to give them a role; none when nobody was sought.
    pub found: Option<Vec<Candidate>>,
    /// Whether whoever is looking may give and end roles.
    pub may_change: bool,
}

/// How many people a search for a new holder lists.
pub const MOST_CANDIDATES: usize = 20;

/// A role at a node, to be given.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct RolePlace {
    /// The role.
    pub role: Role,
    /// The node.
    pub node: NamedNode,
}

impl RolePlace {
    /// As a form carries it: `principal@14`.
    pub fn word(&self) -> String {
        format!("{}@{}", self.role, self.node.id)
    }

    /// Reads what a form carries.
    pub fn parse(word: &str) -> Option<(Role, OrganisationId)> {
        let (role, node) = word.split_once('@')?;
        Some((Role::from_word(role)?, node.parse().ok()?))
    }
}

/// An account, without its secrets.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct AccountLine {
    /// User name.
    pub username: String,
    /// Since when it is there.
    pub created_at: Moment,
    /// Since when it is shut.
    pub disabled_at: Option<Moment>,
}

/// What a person may do, and how they sign in.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct PersonAccess {
    /// Who.
    pub person: NamedPerson,
    /// The code.
    pub code: Option<String>,
    /// Where the person works today, with the post.
    pub posts: Vec<(NamedNode, String)>,
    /// The roles, latest first, as far as they are the looker's to see.
    pub roles: Vec<RoleLine>,
    /// The roles that whoever is looking may give this person.
    pub may_give: Vec<RolePlace>,
    /// The account, if there is one.
    pub account: Option<AccountLine>,
    /// Whether whoever is looking may open, shut and reset the account.
    pub may_change_account: bool,
    /// Whether whoever is looking may take the second step of the sign-in away; only where there is one.
    pub may_remove_second_step: bool,
    /// Whether the person holds a role out of the looker's reach.
    pub has_other_roles: bool,
    /// The list that whoever is looking comes from: the school's, else the office's.
    pub school_code: Option<String>,
    /// The day.
    pub today: NaiveDate,
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn day(day: u32) -> NaiveDate {
        NaiveDate::from_ymd_opt(2026, 11, day).unwrap()
    }

    #[test]
    fn a_role_comes_is_held_and_is_over() {
        let span = Span { from: day(10), to: Some(day(20)) };
        assert_eq!(RoleState::on(&span, day(9)), RoleState::Coming);
        assert_eq!(RoleState::on(&span, day(10)), RoleState::Held);
        assert_eq!(RoleState::on(&span, day(19)), RoleState::Held);
        assert_eq!(RoleState::on(&span, day(20)), RoleState::Over);
        let never = Span { from: day(10), to: Some(day(10)) };
        assert_eq!(RoleState::on(&never, day(9)), RoleState::Over);
    }

    proptest! {
        #[test]
        fn a_place_is_read_back_from_its_word(role in proptest::sample::select(Role::ALL), id in 1_i64..i64::MAX) {
            let node = NamedNode { id: OrganisationId(id), name: String::new(), school_code: None };
            prop_assert_eq!(RolePlace::parse(&RolePlace { role, node }.word()), Some((role, OrganisationId(id))));
        }
    }

    #[test]
    fn a_word_that_names_no_role_or_no_node_is_refused() {
        for word in ["", "principal", "principal@", "@14", "teacher@14", "principal@x", "principal@1@2"] {
            assert_eq!(RolePlace::parse(word), None, "{word}");
        }
    }
}
