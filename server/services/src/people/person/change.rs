//! Name, code, birthday, sex, e-mail of a person.

use super::{person_in_reach, school_of};
use crate::{
    Store, StoreError, Turn,
    access::{
        PeopleKeeper,
        audit::{self, Event},
        entity::role_grant,
    },
    people::{PeopleError, entity::person},
    store::{CHUNK, open_on},
};
use chrono::NaiveDate;
use domain::{
    access::audit::AuditAction,
    calendar::{Moment, day_of},
    ids::{OrganisationId, PersonId},
    people::{PersonName, Sex, parse_email, search},
};
use sea_orm::{ActiveModelTrait, ColumnTrait, ConnectionTrait, EntityTrait, QueryFilter, Set};
use std::collections::{BTreeSet, HashSet};

/// What is known of a person, as it is typed.
#[derive(Debug, Clone, Default)]
pub struct PersonChange {
    /// The name.
    pub name: String,
    /// The code; none when empty.
    pub code: String,
    /// The birthday.
    pub born_on: Option<NaiveDate>,
    /// As the roster gives it.
    pub sex: Option<Sex>,
    /// The e-mail address; none when empty.
    pub email: String,
}

/// The particulars of a person, checked.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Particulars {
    pub name: PersonName,
    pub code: Option<String>,
    pub born_on: Option<NaiveDate>,
    pub sex: Option<Sex>,
    pub email: Option<String>,
}

impl PersonChange {
    pub(super) fn check(&self, now: Moment) -> Result<Particulars, PeopleError> {
        let name = PersonName::parse(&self.name).map_err(|_| PeopleError::BadName)?;
        let earliest = NaiveDate::from_ymd_opt(1900, 1, 1).unwrap_or(NaiveDate::MIN);
        if self.born_on.is_some_and(|day| day > day_of(now) || day < earliest) {
            return Err(PeopleError::BadBirthday);
        }
        Ok(Particulars {
            name,
            code: code(&self.code)?,
            born_on: self.born_on,
            sex: self.sex,
            email: email(&self.email)?,
        })
    }
}

fn code(text: &str) -> Result<Option<String>, PeopleError> {
    let code = text.trim();
    let allowed = |c: char| c.is_alphanumeric() || matches!(c, '.' | '-' | '_' | '/');
    match code.chars().count() {
        0 => Ok(None),
        1..=40 if code.chars().all(allowed) => Ok(Some(code.to_owned())),
        _ => Err(PeopleError::BadCode),
    }
}

/// An empty field takes the address away.
fn email(text: &str) -> Result<Option<String>, PeopleError> {
    if text.trim().is_empty() {
        return Ok(None);
    }
    parse_email(text).map(Some).map_err(|_| PeopleError::BadEmail)
}

/// Refuses a code or an address that somebody else has.
pub(super) async fn check_not_taken(
    db: &impl ConnectionTrait,
    particulars: &Particulars,
    own: Option<PersonId>,
) -> Result<(), PeopleError> {
    let somebody_else = |row: Option<person::Model>| row.is_some_and(|row| own != Some(PersonId(row.id)));
    if let Some(code) = &particulars.code {
        let there = person::Entity::find().filter(person::Column::Code.eq(code.as_str())).one(db).await?;
        if somebody_else(there) {
            return Err(PeopleError::CodeTaken);
        }
    }
    if let Some(email) = &particulars.email {
        let there = person::Entity::find().filter(person::Column::Email.eq(email.as_str())).one(db).await?;
        if somebody_else(there) {
            return Err(PeopleError::EmailTaken);
        }
    }
    Ok(())
}

/// Whether a keeper may change a person's e-mail address.
pub(super) async fn may_change_email(
    db: &impl ConnectionTrait,
    keeper: &PeopleKeeper,
    person: PersonId,
    today: NaiveDate,
) -> Result<bool, StoreError> {
    let reader = keeper.reader();
    let office_of = Some(reader.nodes()).filter(|_| reader.is_office());
    Ok(emails_out_of_hand(db, keeper.person(), office_of, &[person.0], today).await?.is_empty())
}

/// Those of some persons whose e-mail address somebody may not change. A password can be set anew by it, so whoever
/// could change that of somebody with a role would get that role: only the office of all nodes of their roles may, and
/// everybody their own. `office_of` are the nodes of an office; whoever leads a school has none.
pub(in crate::people) async fn emails_out_of_hand(
    db: &impl ConnectionTrait,
    who: Option<PersonId>,
    office_of: Option<&BTreeSet<OrganisationId>>,
    persons: &[i64],
    today: NaiveDate,
) -> Result<HashSet<i64>, StoreError> {
    let mut out_of_hand = HashSet::new();
    for chunk in persons.chunks(CHUNK) {
        let roles = role_grant::Entity::find()
            .filter(role_grant::Column::PersonId.is_in(chunk.iter().copied()))
            .filter(open_on!(role_grant, today))
            .all(db)
            .await?;
        let is_theirs = |node: i64| office_of.is_some_and(|nodes| nodes.contains(&OrganisationId(node)));
        let beyond = roles.into_iter().filter(|role| !is_theirs(role.organisation_id));
        out_of_hand.extend(beyond.map(|role| role.person_id).filter(|person| who != Some(PersonId(*person))));
    }
    Ok(out_of_hand)
}

/// Corrects what is known of a person. Whoever leads one of the person's schools may; the log says who and what.
///
/// # Errors
/// When the person is not within reach, or what was typed cannot be taken.
pub async fn change_person(
    store: &Store,
    keeper: &PeopleKeeper,
    person: PersonId,
    change: &PersonChange,
    now: Moment,
) -> Result<(), PeopleError> {
    let particulars = change.check(now)?;
    let transaction = store.begin(Turn::Roster).await?;
    let row = person_in_reach(&transaction, keeper.reader(), person).await?;
    let sex = particulars.sex.map(|sex| sex.as_str().to_owned());
    let fields = [
        ("name", row.full_name != particulars.name.as_str()),
        ("code", row.code != particulars.code),
        ("born_on", row.born_on != particulars.born_on),
        ("sex", row.sex != sex),
        ("email", row.email != particulars.email),
    ];
    let changed: Vec<&str> = fields.iter().filter(|(_, changed)| *changed).map(|(field, _)| *field).collect();
    if changed.is_empty() {
        return Ok(());
    }
    if changed.contains(&"email") && !may_change_email(&transaction, keeper, person, day_of(now)).await? {
        return Err(PeopleError::EmailOfRoleHolder);
    }
    check_not_taken(&transaction, &particulars, Some(person)).await?;
    let mut row: person::ActiveModel = row.into();
    row.full_name = Set(particulars.name.to_string());
    row.sort_key = Set(particulars.name.sort_key());
    row.search_key = Set(search::fold(particulars.name.as_str()));
    row.code = Set(particulars.code);
    row.born_on = Set(particulars.born_on);
    row.sex = Set(sex);
    row.email = Set(particulars.email);
    row.update(&transaction).await?;
    let mut event = Event::new(keeper.actor(), AuditAction::PersonChanged).about_person(person);
    if let Some(school) = school_of(&transaction, keeper.reader(), person).await? {
        event = event.at(school);
    }
    audit::record(&transaction, [event.with(audit::details! { Changed: changed })], now).await?;
    transaction.commit().await?;
    Ok(())
}
