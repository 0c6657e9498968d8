//! Persons of a roster.

use super::{
    ImportError,
    ledger::{Ledger, rows_of},
    scope::{Importer, Scope},
};
use crate::people::{
    entity::{membership, person},
    former::{FormerCode, former_codes},
};
use chrono::NaiveDate;
use domain::{
    calendar::Moment,
    people::{
        PersonName, Sex,
        roster::{
            Change, Codes, Column, Mapping, PupilRecord, StaffRecord,
            cells::{write_date, write_sex},
            with_zeros,
        },
        search,
    },
};
use sea_orm::{ColumnTrait, ConnectionTrait, EntityTrait, QueryFilter, Set};
use std::collections::{BTreeMap, HashMap, HashSet};

/// So many values are looked up in one statement, well below both databases' limits on bound values.
const LOOK_UP: usize = 5_000;

/// The persons that a file means, as they are stored.
pub struct Persons {
    pub by_code: HashMap<String, person::Model>,
    /// All that was ever true of where they belong, by person; the newest last.
    pub memberships: HashMap<i64, Vec<membership::Model>>,
    pub codes: Codes,
}

/// Looks up the persons whose codes stand in a file.
pub async fn load(
    db: &impl ConnectionTrait,
    scope: &Scope,
    codes: HashSet<String>,
    today: NaiveDate,
) -> Result<Persons, ImportError> {
    let codes: Vec<String> = codes.into_iter().collect();
    let mut rows = with_codes(db, &codes).await?;
    let found: HashSet<&str> = rows.iter().filter_map(|row| row.code.as_deref()).collect();
    let missing: Vec<&String> = codes.iter().filter(|code| !found.contains(code.as_str())).collect();
    let longer: Vec<String> = missing.iter().flat_map(|code| with_zeros(code)).collect();
    let sought: HashSet<&String> = missing.into_iter().chain(&longer).collect();
    let former = if sought.is_empty() { Vec::new() } else { former_codes(db).await? };
    let former: Vec<FormerCode> = former.into_iter().filter(|former| sought.contains(&former.code)).collect();
    rows.extend(with_codes(db, &longer).await?);
    let mut by_code: HashMap<String, person::Model> =
        rows.into_iter().filter_map(|row| row.code.clone().map(|code| (code, row))).collect();
    let former = with_former_codes(db, former, &mut by_code).await?;

    let ids: Vec<i64> = by_code.values().map(|row| row.id).collect();
    let mut memberships: HashMap<i64, Vec<membership::Model>> = HashMap::new();
    for chunk in ids.chunks(LOOK_UP) {
        let rows = membership::Entity::find()
            .filter(membership::Column::PersonId.is_in(chunk.iter().copied()))
            .filter(membership::Column::VoidedAt.is_null())
            .all(db)
            .await?;
        for row in rows {
            memberships.entry(row.person_id).or_default().push(row);
        }
    }
    for rows in memberships.values_mut() {
        rows.sort_by_key(|row| row.id);
    }
    let is_own = |row: &person::Model| {
        is_within_reach(scope, memberships.get(&row.id).map_or(&[] as &[membership::Model], Vec::as_slice), today)
    };
    let (own, foreign): (Vec<_>, Vec<_>) = by_code.iter().partition(|(_, row)| is_own(row));
    let codes =
        |rows: Vec<(&String, &person::Model)>| rows.into_iter().map(|(code, _)| code.clone()).collect::<Vec<_>>();
    let mut codes = Codes::new(codes(own), codes(foreign));
    for (former, present) in former {
        codes.add_former(former, present);
    }
    Ok(Persons { by_code, memberships, codes })
}

/// Adds whom former codes lead to; gives each of these with the code by which its person is known: the present one or,
/// of somebody who has none now, the first of the former ones.
async fn with_former_codes(
    db: &impl ConnectionTrait,
    former: Vec<FormerCode>,
    by_code: &mut HashMap<String, person::Model>,
) -> Result<Vec<(String, String)>, ImportError> {
    let mut known_by: HashMap<i64, String> = HashMap::new();
    for FormerCode { code, person, present } in &former {
        known_by.entry(*person).or_insert_with(|| present.as_ref().unwrap_or(code).clone());
    }
    let persons: Vec<i64> = known_by.keys().copied().collect();
    for row in rows_of::<person::Entity>(db, &persons).await? {
        if let Some(code) = known_by.get(&row.id) {
            by_code.insert(code.clone(), row);
        }
    }
    let pairs = former.into_iter().filter_map(|former| Some((former.code, known_by.get(&former.person)?.clone())));
    Ok(pairs.filter(|(former, present)| former != present).collect())
}

/// A person is within reach who belongs to a school within reach; who belongs nowhere any more and did once; and, for
/// an office, who never belonged anywhere.
fn is_within_reach(scope: &Scope, memberships: &[membership::Model], today: NaiveDate) -> bool {
    let is_there = |row: &&membership::Model| scope.reaches(row.organisation_id);
    if memberships.is_empty() {
        return matches!(scope.importer, Importer::Office(_));
    }
    let mut current = memberships.iter().filter(|row| is_current(row.from_on, row.to_on, today)).peekable();
    if current.peek().is_some() {
        current.any(|row| is_there(&row))
    } else {
        memberships.iter().any(|row| is_there(&row))
    }
}

/// Whether something holds today or will.
pub fn is_current(from: NaiveDate, to: Option<NaiveDate>, today: NaiveDate) -> bool {
    to.is_none_or(|to| to > today && to > from)
}

async fn with_codes(db: &impl ConnectionTrait, codes: &[String]) -> Result<Vec<person::Model>, ImportError> {
    let mut rows = Vec::new();
    for chunk in codes.chunks(LOOK_UP) {
        rows.extend(person::Entity::find().filter(person::Column::Code.is_in(chunk)).all(db).await?);
    }
    Ok(rows)
}

/// A person as a line describes them. What the file has no column for is not described.
pub struct Described<'a> {
    code: &'a str,
    name: &'a PersonName,
    born_on: Option<Option<NaiveDate>>,
    sex: Option<Option<Sex>>,
    /// None leaves the address as it is.
    email: Option<&'a str>,
}

impl<'a> Described<'a> {
    pub fn staff(record: &'a StaffRecord, mapping: &Mapping) -> Self {
        let described = Self::new(&record.code, &record.name, record.born_on, record.sex, mapping);
        Self { email: record.email.as_deref(), ..described }
    }

    pub fn pupil(record: &'a PupilRecord, mapping: &Mapping) -> Self {
        Self::new(&record.code, &record.name, record.born_on, record.sex, mapping)
    }

    fn new(
        code: &'a str,
        name: &'a PersonName,
        born_on: Option<NaiveDate>,
        sex: Option<Sex>,
        mapping: &Mapping,
    ) -> Self {
        let born_on = mapping.has(Column::BornOn).then_some(born_on);
        Self { code, name, born_on, sex: mapping.has(Column::Sex).then_some(sex), email: None }
    }

    /// What is stored otherwise.
    pub fn changes(&self, row: &person::Model) -> Vec<Change> {
        let mut changes = Vec::new();
        note(&mut changes, Column::FullName, &row.full_name, self.name.as_str());
        if let Some(born_on) = self.born_on {
            note(&mut changes, Column::BornOn, &write_date(row.born_on), &write_date(born_on));
        }
        if let Some(sex) = self.sex {
            let stored = row.sex.as_deref().and_then(Sex::from_word);
            note(&mut changes, Column::Sex, write_sex(stored), write_sex(sex));
        }
        if let Some(email) = self.email {
            note(&mut changes, Column::Email, row.email.as_deref().unwrap_or_default(), email);
        }
        changes
    }

    fn row(&self, now: Moment) -> person::ActiveModel {
        person::ActiveModel {
            code: Set(Some(self.code.to_owned())),
            full_name: Set(self.name.to_string()),
            sort_key: Set(self.name.sort_key()),
            search_key: Set(search::fold(self.name.as_str())),
            born_on: Set(self.born_on.flatten()),
            sex: Set(self.sex.flatten().map(|sex| sex.as_str().to_owned())),
            email: Set(self.email.map(str::to_owned)),
            learned_at: Set(now),
            ..Default::default()
        }
    }

    fn over(&self, row: &person::Model) -> person::Model {
        person::Model {
            full_name: self.name.to_string(),
            sort_key: self.name.sort_key(),
            search_key: search::fold(self.name.as_str()),
            born_on: self.born_on.unwrap_or(row.born_on),
            sex: self.sex.map_or_else(|| row.sex.clone(), |sex| sex.map(|sex| sex.as_str().to_owned())),
            email: self.email.map(str::to_owned).or_else(|| row.email.clone()),
            ..row.clone()
        }
    }
}

/// Notes a change, if it is one.
pub fn note(changes: &mut Vec<Change>, column: Column, before: &str, after: &str) {
    if before != after {
        changes.push(Change { column, before: before.to_owned(), after: after.to_owned() });
    }
}

/// Writes new and changed persons; gives every described person's id by code.
pub async fn write<'a>(
    db: &impl ConnectionTrait,
    ledger: &mut Ledger,
    described: impl Iterator<Item = Described<'a>>,
    there: &HashMap<String, person::Model>,
    now: Moment,
) -> Result<HashMap<String, i64>, ImportError> {
    // Who works at two schools has two lines, which say the same of the person; but one may leave the address out.
    let mut by_code: BTreeMap<&str, Described<'a>> = BTreeMap::new();
    for person in described {
        let said = by_code.get(person.code).and_then(|other| other.email);
        by_code.insert(person.code, Described { email: person.email.or(said), ..person });
    }
    let described = by_code;
    let mut ids = HashMap::with_capacity(described.len());
    let mut new = Vec::new();
    let mut changed = Vec::new();
    for person in described.values() {
        match there.get(person.code) {
            None => new.push(person.row(now)),
            Some(row) => {
                ids.insert(person.code.to_owned(), row.id);
                if !person.changes(row).is_empty() {
                    changed.push((row.clone(), person.over(row)));
                }
            }
        }
    }
    let written = ledger.insert::<person::Entity>(db, new).await?;
    ids.extend(written.into_iter().filter_map(|row| row.code.map(|code| (code, row.id))));
    ledger.change::<person::Entity>(db, changed).await?;
    Ok(ids)
}
