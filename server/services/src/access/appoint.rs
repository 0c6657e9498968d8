//! The doors to what others may do: who reads it, and who changes it.

use super::{AccessError, AccountShutter, Auditor, PersonAuditor, RoleGiver, Viewer, entity::role_grant, roles};
use crate::{Store, StoreError, people, store::open_on};
use chrono::NaiveDate;
use domain::{
    access::Role,
    ids::{OrganisationId, PersonId},
    people::MembershipKind,
};
use sea_orm::{ColumnTrait, EntityTrait, QueryFilter};
use std::collections::HashSet;

use crate::people::entity::{membership, person};

/// Where a person is known.
struct Whereabouts {
    /// Schools whose staff the person is of today.
    staff: HashSet<OrganisationId>,
    /// Nodes of open memberships and roles; of past ones for somebody who has left everywhere.
    known: HashSet<OrganisationId>,
}

impl Viewer {
    /// May read the audit log and the roles of a node and of all below.
    ///
    /// # Errors
    /// [`AccessError::Forbidden`] without such a role.
    pub fn audits(&self) -> Result<Auditor, AccessError> {
        let node = self.office_node().ok_or(AccessError::Forbidden)?;
        let changes = self.grants.contains(&(Role::Office, node));
        Ok(Auditor { node, is_school: false, changes, actor: self.actor() })
    }

    /// May read the audit log and the roles of a school: its principal, and the office above.
    ///
    /// # Errors
    /// As [`Viewer::visits`].
    pub async fn audits_school(&self, store: &Store, code: &str, today: NaiveDate) -> Result<Auditor, AccessError> {
        let school = people::school_by_code(store, code).await?.ok_or(AccessError::NotFound)?;
        if !self.reaches(store, school, today, Role::audits).await? {
            return Err(AccessError::Forbidden);
        }
        let changes = self.reaches(store, school, today, Role::heads_schools).await?;
        Ok(Auditor { node: school, is_school: true, changes, actor: self.actor() })
    }

    /// May read what a person may do: the office that knows them, the head of a school whose staff they are of.
    ///
    /// # Errors
    /// [`AccessError::Forbidden`] for whoever has no such role, [`AccessError::NotFound`] for a person who is not theirs.
    pub async fn audits_person(
        &self,
        store: &Store,
        person: PersonId,
        today: NaiveDate,
    ) -> Result<PersonAuditor, AccessError> {
        let (node, is_school) = self.has_person(store, person, today, Role::audits).await?;
        let changing = self.has_person(store, person, today, Role::heads_schools).await;
        let changes = matches!(changing, Ok(found) if found == (node, is_school));
        Ok(PersonAuditor { person, auditor: Auditor { node, is_school, changes, actor: self.actor() } })
    }

    /// May open and shut a person's account: the office that knows them, the head of a school whose staff they are of.
    ///
    /// # Errors
    /// As [`Viewer::audits_person`].
    pub async fn keeps_account(
        &self,
        store: &Store,
        person: PersonId,
        today: NaiveDate,
    ) -> Result<AccountShutter, AccessError> {
        let (node, is_school) = self.has_person(store, person, today, Role::heads_schools).await?;
        Ok(AccountShutter { person, giver: RoleGiver { node, is_school, actor: self.actor() } })
    }

    /// May give and end roles at a node: an office there or above, the head of the school.
    ///
    /// # Errors
    /// [`AccessError::Forbidden`] for everybody else, whether there is such a node or not.
    pub async fn appoints_at(
        &self,
        store: &Store,
        node: OrganisationId,
        today: NaiveDate,
    ) -> Result<RoleGiver, AccessError> {
        let actor = self.actor();
        let mut offices = self.nodes_with(|role| role == Role::Office).peekable();
        if offices.peek().is_some() {
            let tree = people::tree_on(store, today).await?;
            if let Some(office) = offices.find(|office| tree.subtree(*office).contains(&node)) {
                return Ok(RoleGiver { node: office, is_school: false, actor });
            }
        }
        let heads = self.nodes_with(|role| role == Role::Principal).any(|school| school == node);
        if heads { Ok(RoleGiver { node, is_school: true, actor }) } else { Err(AccessError::Forbidden) }
    }

    /// May end a role: as for the node at which it stands.
    ///
    /// # Errors
    /// [`AccessError::Forbidden`] for whoever gives no roles there, [`AccessError::NotFound`] where there is none.
    pub async fn appoints_for(&self, store: &Store, grant: i64, today: NaiveDate) -> Result<RoleGiver, AccessError> {
        if !self.grants.iter().any(|(role, _)| role.heads_schools()) {
            return Err(AccessError::Forbidden);
        }
        let node = roles::node_of(store, grant).await?.ok_or(AccessError::NotFound)?;
        self.appoints_at(store, node, today).await
    }

    fn nodes_with(&self, asked: impl Fn(Role) -> bool) -> impl Iterator<Item = OrganisationId> {
        self.grants.iter().filter(move |(role, _)| asked(*role)).map(|(_, node)| *node)
    }

    /// The own node at which, or below which, a person is, and whether it is a school; the widest first.
    async fn has_person(
        &self,
        store: &Store,
        person: PersonId,
        today: NaiveDate,
        asked: fn(Role) -> bool,
    ) -> Result<(OrganisationId, bool), AccessError> {
        let of_school = |is_school: bool| self.nodes_with(move |role| asked(role) && role.is_of_school() == is_school);
        if !self.grants.iter().any(|(role, _)| asked(*role)) {
            return Err(AccessError::Forbidden);
        }
        let whereabouts = whereabouts(store, person, today).await?.ok_or(AccessError::NotFound)?;
        let mut offices = of_school(false).peekable();
        if offices.peek().is_some() {
            let tree = people::tree_on(store, today).await?;
            if let Some(office) = offices.find(|office| !tree.subtree(*office).is_disjoint(&whereabouts.known)) {
                return Ok((office, false));
            }
        }
        let school = of_school(true).find(|school| whereabouts.staff.contains(school));
        school.map(|school| (school, true)).ok_or(AccessError::NotFound)
    }
}

async fn whereabouts(store: &Store, person: PersonId, today: NaiveDate) -> Result<Option<Whereabouts>, StoreError> {
    let db = store.read();
    if person::Entity::find_by_id(person.0).one(db).await?.is_none() {
        return Ok(None);
    }
    let open = people::open_memberships(store, person, today).await?;
    let staff = open.iter().filter(|(_, kind)| *kind != MembershipKind::Pupil).map(|(school, _)| *school).collect();
    let roles = role_grant::Entity::find()
        .filter(role_grant::Column::PersonId.eq(person.0))
        .filter(open_on!(role_grant, today))
        .all(db)
        .await?;
    let nodes = roles.into_iter().map(|row| OrganisationId(row.organisation_id));
    let mut known: HashSet<OrganisationId> = open.into_iter().map(|(school, _)| school).chain(nodes).collect();
    if known.is_empty() {
        let memberships = membership::Entity::find()
            .filter(membership::Column::PersonId.eq(person.0))
            .filter(membership::Column::VoidedAt.is_null())
            .all(db)
            .await?;
        let roles = role_grant::Entity::find()
            .filter(role_grant::Column::PersonId.eq(person.0))
            .filter(role_grant::Column::VoidedAt.is_null())
            .all(db)
            .await?;
        known.extend(memberships.into_iter().map(|row| OrganisationId(row.organisation_id)));
        known.extend(roles.into_iter().map(|row| OrganisationId(row.organisation_id)));
    }
    Ok(Some(Whereabouts { staff, known }))
}
