//! Slips for several people at once who have no password yet, or have forgotten it.

use super::{
    AccessError, AccountKeeper, SchoolHead, Secrets, Viewer,
    account_keeper::{is_theirs, reach_of},
    audit::{self, Event},
    entity::{account, role_grant},
    reset::new_codes_for,
};
use crate::{
    Store, StoreError, Turn,
    people::{ChosenPeople, entity::membership},
    store::{CHUNK, open_on},
};
use chrono::NaiveDate;
use domain::{
    access::{
        Role,
        account::{ChosenSlips, ResetSlip, ResetWay},
        audit::AuditAction,
    },
    calendar::{Moment, day_of},
    ids::{AccountId, OrganisationId, PersonId},
    people::{
        MembershipKind,
        directory::{LeftOut, LeftOutWhy},
    },
};
use sea_orm::{ColumnTrait, ConnectionTrait, EntityTrait, QueryFilter, QueryOrder};
use std::collections::{BTreeSet, HashMap, HashSet};

/// Looks after accounts, as the office, as head of schools, or both.
#[derive(Debug, Clone)]
pub struct AccountsKeeper {
    keepers: Vec<AccountKeeper>,
}

impl From<AccountKeeper> for AccountsKeeper {
    fn from(keeper: AccountKeeper) -> Self {
        Self { keepers: vec![keeper] }
    }
}

impl Viewer {
    /// May look after accounts: those of the own office or schools, or, with a code, of that school alone. Whether a
    /// person is among them is asked when something is done.
    ///
    /// # Errors
    /// [`AccessError::Forbidden`] for whoever looks after nobody's, [`AccessError::NotFound`] for a code that no school
    /// has.
    pub async fn helps_into_accounts(
        &self,
        store: &Store,
        code: &str,
        today: NaiveDate,
    ) -> Result<AccountsKeeper, AccessError> {
        let mut keepers: Vec<AccountKeeper> = self.office().map(AccountKeeper::Office).into_iter().collect();
        if code.is_empty() {
            let principal = |(role, _): &&(Role, OrganisationId)| *role == Role::Principal;
            let head = |school| AccountKeeper::Head(SchoolHead { school, actor: self.oneself().actor() });
            keepers.extend(self.grants.iter().filter(principal).map(|(_, school)| head(*school)));
        } else {
            keepers.push(AccountKeeper::Head(self.heads(store, code, today).await?));
        }
        if keepers.is_empty() { Err(AccessError::Forbidden) } else { Ok(AccountsKeeper { keepers }) }
    }
}

/// Makes a code for each of the staff chosen, in place of those made before. Whoever has no account, and whoever is not
/// theirs to look after, is left out, and named.
///
/// # Errors
/// When the database fails.
pub async fn issue_reset_codes(
    store: &Store,
    secrets: &Secrets,
    keeper: &AccountsKeeper,
    chosen: &ChosenPeople,
    now: Moment,
) -> Result<ChosenSlips, AccessError> {
    let today = day_of(now);
    let mut reaches: Vec<(AccountKeeper, HashSet<OrganisationId>)> = Vec::with_capacity(keeper.keepers.len());
    for keeper in &keeper.keepers {
        reaches.push((*keeper, reach_of(store, keeper, today).await?));
    }
    let transaction = store.begin(Turn::Roster).await?;
    let mut seen = BTreeSet::new();
    let people: Vec<(PersonId, &str)> = chosen
        .members()
        .iter()
        .filter(|member| seen.insert(member.person))
        .map(|member| (member.person, member.name.as_str()))
        .collect();
    let persons: Vec<PersonId> = people.iter().map(|(person, _)| *person).collect();
    let places = places_of(&transaction, &persons, today).await?;
    let mut accounts = accounts_of(&transaction, &persons).await?;
    let (mut given, mut left_out) = (Vec::new(), Vec::new());
    for (person, name) in people {
        let (schools, grants) = places.get(&person).cloned().unwrap_or_default();
        let helper = reaches.iter().find(|(keeper, reach)| is_theirs(keeper, reach, person, (&schools, &grants)));
        let account = accounts.remove(&person).filter(|account| account.disabled_at.is_none());
        match (helper, account) {
            (Some((helper, _)), Some(account)) => {
                let event = Event::new(helper.actor(), AuditAction::ResetCodeIssued)
                    .about_person(person)
                    .with(audit::details! { Way: ResetWay::Code });
                let home = schools.first().or(grants.first());
                let event = match home {
                    Some(home) => event.at(*home),
                    None => event,
                };
                given.push((name.to_owned(), account, event));
            }
            (None, _) => left_out.push(LeftOut { name: name.to_owned(), why: LeftOutWhy::NotTheirs }),
            (Some(_), None) => left_out.push(LeftOut { name: name.to_owned(), why: LeftOutWhy::NoAccount }),
        }
    }
    let ids: Vec<AccountId> = given.iter().map(|(_, account, _)| AccountId(account.id)).collect();
    let (codes, until) = new_codes_for(&transaction, secrets, &ids, now).await?;
    let (mut slips, mut events) = (Vec::with_capacity(given.len()), Vec::with_capacity(given.len()));
    for ((name, account, event), code) in given.into_iter().zip(codes) {
        slips.push(ResetSlip { name, username: account.username, code: Some(code), valid_until: Some(until) });
        events.push(event);
    }
    audit::record(&transaction, events, now).await?;
    transaction.commit().await?;
    Ok(ChosenSlips { slips, left_out })
}

/// Where people work, and where they hold roles; each in the order in which it was recorded.
type Places = (Vec<OrganisationId>, Vec<OrganisationId>);

async fn places_of(
    db: &impl ConnectionTrait,
    persons: &[PersonId],
    day: NaiveDate,
) -> Result<HashMap<PersonId, Places>, StoreError> {
    let mut places: HashMap<PersonId, Places> = HashMap::with_capacity(persons.len());
    for chunk in persons.chunks(CHUNK) {
        let schools = membership::Entity::find()
            .filter(membership::Column::PersonId.is_in(chunk.iter().map(|person| person.0)))
            .filter(membership::Column::Kind.ne(MembershipKind::Pupil.as_str()))
            .filter(open_on!(membership, day))
            .order_by_asc(membership::Column::Id)
            .all(db)
            .await?;
        for row in schools {
            places.entry(PersonId(row.person_id)).or_default().0.push(OrganisationId(row.organisation_id));
        }
        let grants = role_grant::Entity::find()
            .filter(role_grant::Column::PersonId.is_in(chunk.iter().map(|person| person.0)))
            .filter(open_on!(role_grant, day))
            .order_by_asc(role_grant::Column::Id)
            .all(db)
            .await?;
        for row in grants {
            places.entry(PersonId(row.person_id)).or_default().1.push(OrganisationId(row.organisation_id));
        }
    }
    Ok(places)
}

/// The first account of each who has one.
async fn accounts_of(
    db: &impl ConnectionTrait,
    persons: &[PersonId],
) -> Result<HashMap<PersonId, account::Model>, StoreError> {
    let mut accounts = HashMap::with_capacity(persons.len());
    for chunk in persons.chunks(CHUNK) {
        let rows = account::Entity::find()
            .filter(account::Column::PersonId.is_in(chunk.iter().map(|person| person.0)))
            .order_by_asc(account::Column::Id)
            .all(db)
            .await?;
        for row in rows {
            accounts.entry(PersonId(row.person_id)).or_insert(row);
        }
    }
    Ok(accounts)
}
