//! The person behind a session, and what they may do.

use super::{
    AccessError, Actor, Learner, Office, OfficeReader, SchoolLead, SchoolScope, SchoolVisitor, entity::role_grant,
};
use crate::{
    Store, StoreError,
    people::{self, entity::class_teacher},
    store::{known, open_on},
};
use chrono::NaiveDate;
use domain::{
    access::Role,
    ids::{AccountId, ClassId, OrganisationId, PersonId, SchoolId},
    people::MembershipKind,
};
use sea_orm::{ColumnTrait, EntityTrait, QueryFilter};

/// A membership that is open today.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct MembershipOf {
    /// The school.
    pub school: SchoolId,
    /// What the person is there.
    pub kind: MembershipKind,
}

/// Who is signed in. The doors below turn it into capabilities.
#[derive(Debug, Clone)]
pub struct Viewer {
    pub(super) account: AccountId,
    pub(super) person: PersonId,
    pub(super) name: String,
    pub(super) grants: Vec<(Role, OrganisationId)>,
    pub(super) memberships: Vec<MembershipOf>,
    pub(super) classes: Vec<ClassId>,
}

impl Viewer {
    pub(super) async fn load(
        store: &Store,
        account: AccountId,
        person: PersonId,
        name: String,
        today: NaiveDate,
    ) -> Result<Self, StoreError> {
        let grants = role_grant::Entity::find()
            .filter(role_grant::Column::PersonId.eq(person.0))
            .filter(open_on!(role_grant, today))
            .all(store.read())
            .await?;
        let grants = grants
            .into_iter()
            .map(|grant| Ok((known(&grant.role, Role::from_word)?, OrganisationId(grant.organisation_id))))
            .collect::<Result<Vec<_>, StoreError>>()?;
        let memberships = people::open_memberships(store, person, today)
            .await?
            .into_iter()
            .map(|(school, kind)| MembershipOf { school, kind })
            .collect();
        let classes = class_teacher::Entity::find()
            .filter(class_teacher::Column::PersonId.eq(person.0))
            .filter(open_on!(class_teacher, today))
            .all(store.read())
            .await?;
        let classes = classes.into_iter().map(|row| ClassId(row.class_id)).collect();
        Ok(Self { account, person, name, grants, memberships, classes })
    }

    /// The account signed in with.
    pub const fn account(&self) -> AccountId {
        self.account
    }

    /// The person.
    pub const fn person(&self) -> PersonId {
        self.person
    }

    /// The person's name.
    pub fn name(&self) -> &str {
        &self.name
    }

    /// Where the person belongs today.
    pub fn memberships(&self) -> &[MembershipOf] {
        &self.memberships
    }

    /// The node whose schools the person compares, if they have such a role.
    pub fn office_node(&self) -> Option<OrganisationId> {
        self.grants.iter().find(|(role, _)| role.compares_schools()).map(|(_, node)| *node)
    }

    /// The school that the person's role or class is at, to lead them to its page.
    pub fn own_school(&self) -> Option<SchoolId> {
        let by_role = self.grants.iter().find(|(role, _)| matches!(role, Role::Principal | Role::Coordinator));
        let by_class =
            || (!self.classes.is_empty()).then(|| self.memberships.iter().find(|m| m.kind != MembershipKind::Pupil));
        by_role.map(|(_, school)| *school).or_else(|| by_class().flatten().map(|m| m.school))
    }

    /// Whether the person runs a school, as its principal or coordinator.
    pub fn leads_a_school(&self) -> bool {
        self.grants.iter().any(|(role, _)| matches!(role, Role::Principal | Role::Coordinator))
    }

    /// May take courses.
    ///
    /// # Errors
    /// [`AccessError::Forbidden`] without an open membership.
    pub fn learner(&self) -> Result<Learner, AccessError> {
        if self.memberships.is_empty() { Err(AccessError::Forbidden) } else { Ok(Learner { person: self.person }) }
    }

    /// May read all schools of a node.
    ///
    /// # Errors
    /// [`AccessError::Forbidden`] without such a role.
    pub fn reads_office(&self) -> Result<OfficeReader, AccessError> {
        self.office_node().map(|node| OfficeReader { node }).ok_or(AccessError::Forbidden)
    }

    /// May change what belongs to a node.
    ///
    /// # Errors
    /// [`AccessError::Forbidden`] without the role.
    pub fn office(&self) -> Result<Office, AccessError> {
        let node = self.grants.iter().find(|(role, _)| *role == Role::Office).map(|(_, node)| *node);
        node.map(|node| Office { node, actor: Actor::Person(self.person) }).ok_or(AccessError::Forbidden)
    }

    /// May see a school: whole by role, the own classes as their teacher.
    ///
    /// # Errors
    /// [`AccessError::NotFound`] for a code that no school has, [`AccessError::Forbidden`] for a school that is not theirs.
    pub async fn visits(&self, store: &Store, code: &str, today: NaiveDate) -> Result<SchoolVisitor, AccessError> {
        let school = people::school_by_code(store, code).await?.ok_or(AccessError::NotFound)?;
        let compares = self.reaches(store, school, today, Role::compares_schools).await?;
        if compares || self.reaches(store, school, today, Role::reads_schools).await? {
            return Ok(SchoolVisitor { school, scope: SchoolScope::Whole, compares });
        }
        let classes = people::classes_of(store, &self.classes, school).await?;
        if classes.is_empty() {
            return Err(AccessError::Forbidden);
        }
        Ok(SchoolVisitor { school, scope: SchoolScope::Classes(classes), compares })
    }

    /// May change what belongs to a school.
    ///
    /// # Errors
    /// As [`Viewer::visits`].
    pub async fn leads(&self, store: &Store, code: &str, today: NaiveDate) -> Result<SchoolLead, AccessError> {
        let school = people::school_by_code(store, code).await?.ok_or(AccessError::NotFound)?;
        if self.reaches(store, school, today, Role::leads_schools).await? {
            Ok(SchoolLead { school, actor: Actor::Person(self.person) })
        } else {
            Err(AccessError::Forbidden)
        }
    }

    /// Whether a role of the kind asked for stands at the school or at a node above it.
    async fn reaches(
        &self,
        store: &Store,
        school: SchoolId,
        today: NaiveDate,
        asked: impl Fn(Role) -> bool,
    ) -> Result<bool, StoreError> {
        let nodes: Vec<OrganisationId> =
            self.grants.iter().filter(|(role, _)| asked(*role)).map(|(_, node)| *node).collect();
        if nodes.contains(&school) {
            return Ok(true);
        }
        if nodes.is_empty() {
            return Ok(false);
        }
        let tree = people::tree_on(store, today).await?;
        Ok(nodes.iter().any(|node| tree.subtree(*node).contains(&school)))
    }
}
