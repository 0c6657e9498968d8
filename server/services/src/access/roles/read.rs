//! Who holds which role.

use super::query::{Asked, candidates, line, sought};
use crate::{
    Store, StoreError,
    access::{
        AccessError, Auditor, PersonAuditor,
        entity::{account, role_grant},
        reach::{BELOW, Bound},
        second_step,
    },
    people::{
        self,
        entity::{membership, organisation, person},
    },
    store::{known, open_on},
};
use chrono::NaiveDate;
use domain::{
    access::{
        Role,
        audit::NamedPerson,
        roles::{AccountLine, NamedNode, OfficeRoles, PersonAccess, RoleFilter, RoleLine, RolePlace, SchoolRoles},
    },
    calendar::{Moment, day_of},
    ids::{AccountId, OrganisationId},
    people::{MembershipKind, OrganisationKind},
};
use sea_orm::{ColumnTrait, ConnectionTrait, EntityTrait, QueryFilter, QueryOrder, sea_query::Condition};
use std::collections::HashSet;

/// Who holds a role at a school, now, later or before, and its staff, for whoever may give them one.
///
/// # Errors
/// [`AccessError::NotFound`] when the school is not there.
pub async fn school_roles(store: &Store, auditor: &Auditor, now: Moment) -> Result<SchoolRoles, AccessError> {
    let (db, today) = (store.read(), day_of(now));
    let school = node(db, auditor.node).await?;
    // Those that are over come last.
    let order = "CASE WHEN g.to_on <= $2 THEN 1 ELSE 0 END, p.sort_key, g.from_on DESC, g.id DESC";
    let rows = Asked::of(auditor, today).rows(db, order, "").await?;
    let roles = rows.into_iter().map(|row| line(row, auditor, today)).collect::<Result<_, _>>()?;
    let mut bound = Bound::default();
    let candidates = if auditor.changes {
        let (school, day) = (bound.bind(auditor.node.0), bound.bind(today));
        candidates(db, &format!("m.organisation_id = {school}"), &day, "", &bound, false).await?
    } else {
        Vec::new()
    };
    Ok(SchoolRoles { school, roles, candidates, may_change: auditor.changes, today })
}

/// Who holds a role below a node now or later, a page of them; and staff whose name is sought, to give them one.
///
/// # Errors
/// [`AccessError::NotFound`] when the node is not there.
pub async fn office_roles(
    store: &Store,
    auditor: &Auditor,
    filter: &RoleFilter,
    find: &str,
    page: u64,
    length: u64,
    now: Moment,
) -> Result<OfficeRoles, AccessError> {
    let (db, today) = (store.read(), day_of(now));
    let node = node(db, auditor.node).await?;
    let mut asked = Asked::of(auditor, today).and(|_| "(g.to_on IS NULL OR g.to_on > $2)".to_owned());
    if let Some(role) = filter.role {
        asked = asked.and(|bound| format!("g.role = {}", bound.bind(role.as_str())));
    }
    if !filter.sought.trim().is_empty() {
        asked = asked.and(|bound| sought("p", &filter.sought, bound));
    }
    let count = asked.count(db).await?;
    let last = count.div_ceil(length.max(1)).max(1);
    let limit = format!("LIMIT {length} OFFSET {}", (page.clamp(1, last) - 1) * length);
    let rows = asked.rows(db, "p.sort_key, p.id, g.from_on DESC, g.id DESC", &limit).await?;
    let roles = rows.into_iter().map(|row| line(row, auditor, today)).collect::<Result<_, _>>()?;
    let found = if auditor.changes && !find.trim().is_empty() {
        let mut bound = Bound::default();
        bound.bind(auditor.node.0);
        let day = bound.bind(today);
        let words = sought("p", find, &mut bound);
        let below = format!("m.organisation_id IN (SELECT id FROM below) AND {words}");
        Some(candidates(db, &below, &day, BELOW, &bound, true).await?)
    } else {
        None
    };
    Ok(OfficeRoles { node, count, roles, found, may_change: auditor.changes })
}

/// What a person may do and how they sign in, as far as it is the looker's to see.
///
/// # Errors
/// [`AccessError::NotFound`] when the person is not there.
pub async fn person_access(store: &Store, of: &PersonAuditor, now: Moment) -> Result<PersonAccess, AccessError> {
    let (db, today, auditor) = (store.read(), day_of(now), &of.auditor);
    let row = person::Entity::find_by_id(of.person.0).one(db).await?.ok_or(AccessError::NotFound)?;
    let memberships = membership::Entity::find()
        .filter(membership::Column::PersonId.eq(row.id))
        .filter(membership::Column::Kind.ne(MembershipKind::Pupil.as_str()))
        .filter(open_on!(membership, today))
        .order_by_asc(membership::Column::Id)
        .all(db)
        .await?;
    let reach = people::tree_on(store, today).await?.subtree(auditor.node);
    let of_person = |asked: Asked| asked.and(|bound| format!("g.person_id = {}", bound.bind(row.id)));
    let asked = of_person(Asked::of(auditor, today));
    let roles = asked.rows(db, "g.from_on DESC, g.id DESC", "").await?;
    let roles: Vec<RoleLine> =
        roles.into_iter().map(|row| line(row, auditor, today)).collect::<Result<_, StoreError>>()?;
    let everywhere = role_grant::Entity::find()
        .filter(role_grant::Column::PersonId.eq(row.id))
        .filter(open_on!(role_grant, today))
        .all(db)
        .await?;
    let has_other_roles = everywhere.iter().any(|role| !reach.contains(&OrganisationId(role.organisation_id)));
    let schools = nodes(db, memberships.iter().map(|row| row.organisation_id)).await?;
    let posts: Vec<(NamedNode, String)> = memberships
        .into_iter()
        .filter_map(|row| {
            let school = schools.iter().find(|school| school.id.0 == row.organisation_id)?;
            Some((school.clone(), row.post))
        })
        .collect();
    let is_anonymous = row.anonymised_at.is_some();
    let may_give = if auditor.changes && !is_anonymous {
        may_give(db, auditor, &reach, &posts, &roles, today).await?
    } else {
        Vec::new()
    };
    let account = account::Entity::find()
        .filter(account::Column::PersonId.eq(row.id))
        .order_by_desc(account::Column::Id)
        .one(db)
        .await?;
    let may_change_account = auditor.changes && !has_other_roles && auditor.actor.person() != Some(of.person);
    let may_remove_second_step = match &account {
        Some(account) if may_change_account && !auditor.is_school => {
            second_step::is_on(db, AccountId(account.id)).await?
        }
        _ => false,
    };
    let account = account.map(|account| AccountLine {
        username: account.username,
        created_at: account.created_at,
        disabled_at: account.disabled_at,
    });
    let school_code = if auditor.is_school { node(db, auditor.node).await?.school_code } else { None };
    Ok(PersonAccess {
        person: NamedPerson { id: of.person, name: (!is_anonymous).then_some(row.full_name) },
        code: row.code.filter(|_| !is_anonymous),
        posts,
        roles,
        may_give,
        account,
        may_change_account,
        may_remove_second_step,
        has_other_roles,
        school_code,
        today,
    })
}

/// The roles of the schools where the person works, and for an office those of its inner nodes.
async fn may_give(
    db: &impl ConnectionTrait,
    auditor: &Auditor,
    reach: &HashSet<OrganisationId>,
    posts: &[(NamedNode, String)],
    roles: &[RoleLine],
    today: NaiveDate,
) -> Result<Vec<RolePlace>, StoreError> {
    let of_school = |school: bool| Role::ALL.iter().copied().filter(move |role| role.is_of_school() == school);
    let mut places = Vec::new();
    let mut seen = HashSet::new();
    for (school, _) in posts.iter().filter(|(school, _)| reach.contains(&school.id) && school.school_code.is_some()) {
        if seen.insert(school.id) {
            places.extend(of_school(true).map(|role| RolePlace { role, node: school.clone() }));
        }
    }
    if auditor.is_school {
        return Ok(places);
    }
    let works_here = posts.iter().any(|(node, _)| reach.contains(&node.id));
    let inner = organisation::Entity::find()
        .filter(organisation::Column::Kind.ne(OrganisationKind::School.as_str()))
        .filter(
            Condition::any()
                .add(organisation::Column::ClosedOn.is_null())
                .add(organisation::Column::ClosedOn.gt(today)),
        )
        .order_by_asc(organisation::Column::SortKey)
        .all(db)
        .await?;
    let here =
        |id: i64| reach.contains(&OrganisationId(id)) && (works_here || roles.iter().any(|role| role.node.id.0 == id));
    for row in inner.into_iter().filter(|row| here(row.id)) {
        let node = named(row)?;
        places.extend(of_school(false).map(|role| RolePlace { role, node: node.clone() }));
    }
    Ok(places)
}

async fn node(db: &impl ConnectionTrait, id: OrganisationId) -> Result<NamedNode, AccessError> {
    let row = organisation::Entity::find_by_id(id.0).one(db).await?.ok_or(AccessError::NotFound)?;
    Ok(named(row)?)
}

async fn nodes(db: &impl ConnectionTrait, ids: impl Iterator<Item = i64>) -> Result<Vec<NamedNode>, StoreError> {
    let rows = organisation::Entity::find().filter(organisation::Column::Id.is_in(ids)).all(db).await?;
    rows.into_iter().map(named).collect()
}

fn named(row: organisation::Model) -> Result<NamedNode, StoreError> {
    let is_school = known(&row.kind, OrganisationKind::from_word)? == OrganisationKind::School;
    Ok(NamedNode { id: OrganisationId(row.id), name: row.name, school_code: is_school.then_some(row.code) })
}
