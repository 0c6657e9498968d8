//! The list of people: searched, filtered, sorted and paged by the database.

mod filter;
mod places;

pub(super) use filter::Asked;
use filter::Conditions;
pub(super) use places::{PlaceRow, places_of};

use super::{
    PeopleError,
    entity::{class, organisation, responsibility},
};
use crate::{
    Store, StoreError,
    access::{PeopleKeeper, PeopleReader},
    store::{known, open_on},
};
use chrono::NaiveDate;
use domain::{
    calendar::SchoolYear,
    ids::{OrganisationId, PersonId, SchoolId},
    people::{
        Grade, OrganisationKind, Responsibility, class_order,
        directory::{Directory, DirectoryFilter, DirectoryLine, DirectoryOrder, SchoolName, Suggestion},
        search::Sought,
    },
};
use sea_orm::{ColumnTrait, ConnectionTrait, EntityTrait, FromQueryResult, QueryFilter, QueryOrder, QuerySelect};
use std::collections::{BTreeSet, HashMap};

/// The most people suggested while somebody types.
const SUGGESTIONS: u64 = 8;

/// Which part of a list is asked for.
#[derive(Debug, Clone, Copy)]
pub struct Part {
    /// The page, from 1.
    pub page: u64,
    /// How many lines a page has.
    pub length: u64,
}

impl Part {
    /// The part asked for, or the last one of a list that has not so many lines.
    pub(super) fn within(self, count: u64) -> Self {
        let last = count.div_ceil(self.length.max(1)).max(1);
        Self { page: self.page.min(last), ..self }
    }

    /// How many lines stand on the pages before.
    pub(super) fn offset(self) -> u64 {
        self.page.saturating_sub(1).saturating_mul(self.length).min(i64::MAX as u64)
    }
}

#[derive(FromQueryResult)]
struct PersonRow {
    id: i64,
    code: Option<String>,
    full_name: String,
    born_on: Option<NaiveDate>,
}

/// A page of the people within reach who match a filter.
///
/// # Errors
/// When the database fails.
pub async fn list_people(
    store: &Store,
    reader: &PeopleReader,
    filter: &DirectoryFilter,
    order: DirectoryOrder,
    part: Part,
    today: NaiveDate,
) -> Result<Directory, PeopleError> {
    let db = store.read();
    let filter = &of_one_school(store, reader, filter).await?;
    let school = school_asked(db, reader, filter).await?;
    let asked = Asked { reader, filter, school, today };
    let conditions = asked.conditions();
    let count = conditions
        .bound
        .clone()
        .count(db, &format!("SELECT COUNT(*) FROM persons p WHERE {}", conditions.person))
        .await?;
    let rows = person_rows(db, conditions, order, part.within(count)).await?;
    let lines = lines(db, reader, rows, today).await?;
    let schools = if reader.is_office() { schools_in_reach(store, reader, today).await? } else { Vec::new() };
    let classes = match school {
        Some(school) => class_names(db, school, today).await?,
        None => Vec::new(),
    };
    let school = match reader.school() {
        Some(school) => school_name(db, school).await?,
        None => None,
    };
    Ok(Directory { school, lines, count, schools, classes, may_change: false, as_of: today })
}

/// The people whom what was typed so far may mean, the best first; at most eight.
///
/// # Errors
/// When the database fails.
pub async fn suggest_people(
    store: &Store,
    reader: &PeopleReader,
    typed: &str,
    today: NaiveDate,
) -> Result<Vec<Suggestion>, PeopleError> {
    let typed: String = typed.chars().take(100).collect();
    if Sought::parse(&typed).words().is_empty() {
        return Ok(Vec::new());
    }
    let filter = DirectoryFilter { sought: typed, ..DirectoryFilter::default() };
    let school = None;
    let conditions = Asked { reader, filter: &filter, school, today }.conditions();
    let part = Part { page: 1, length: SUGGESTIONS };
    let rows = person_rows(store.read(), conditions, DirectoryOrder::Name, part).await?;
    let lines = lines(store.read(), reader, rows, today).await?;
    let detail = |line: &DirectoryLine| {
        let place = line.places.first();
        let inner = place.map(|place| place.class.clone().unwrap_or_else(|| place.post.clone())).unwrap_or_default();
        let school = place.map(|place| place.school.name.clone()).unwrap_or_default();
        [inner, school].into_iter().filter(|text| !text.is_empty()).collect::<Vec<_>>().join(", ")
    };
    Ok(lines.into_iter().map(|line| Suggestion { detail: detail(&line), id: line.id, name: line.name }).collect())
}

async fn person_rows(
    db: &impl ConnectionTrait,
    conditions: Conditions,
    order: DirectoryOrder,
    part: Part,
) -> Result<Vec<PersonRow>, StoreError> {
    let offset = part.offset();
    let (order, bound) = conditions.order(order);
    let sql = format!(
        "SELECT p.id, p.code, p.full_name, p.born_on FROM persons p WHERE {} ORDER BY {order} LIMIT {} OFFSET {offset}",
        conditions.person, part.length
    );
    bound.rows(db, &sql).await
}

async fn lines(
    db: &impl ConnectionTrait,
    reader: &PeopleReader,
    rows: Vec<PersonRow>,
    today: NaiveDate,
) -> Result<Vec<DirectoryLine>, PeopleError> {
    let ids: Vec<i64> = rows.iter().map(|row| row.id).collect();
    let mut places: HashMap<i64, Vec<PlaceRow>> = HashMap::new();
    for place in places_of(db, &ids, reader.nodes(), today).await? {
        places.entry(place.person_id).or_default().push(place);
    }
    let mut duties: HashMap<i64, BTreeSet<Responsibility>> = HashMap::new();
    let held = responsibility::Entity::find()
        .filter(responsibility::Column::PersonId.is_in(ids))
        .filter(responsibility::Column::OrganisationId.is_in(reader.nodes().iter().map(|node| node.0)))
        .filter(open_on!(responsibility, today))
        .all(db)
        .await?;
    for duty in held {
        let held = duties.entry(duty.person_id).or_default();
        held.insert(known(&duty.responsibility, Responsibility::from_word)?);
    }
    rows.into_iter()
        .map(|row| {
            let mut places = places.remove(&row.id).unwrap_or_default();
            // Where somebody is nowhere today, their last place says who it is.
            let is_here = places.iter().any(|place| place.span().is_open_on(today));
            if is_here {
                places.retain(|place| place.span().is_open_on(today));
            } else {
                places.truncate(1);
            }
            Ok(DirectoryLine {
                id: PersonId(row.id),
                code: row.code,
                name: row.full_name,
                born_on: row.born_on,
                places: places.into_iter().map(PlaceRow::into_place).collect::<Result<_, _>>()?,
                duties: duties.remove(&row.id).unwrap_or_default().into_iter().collect(),
            })
        })
        .collect()
}

/// The filter as it holds for a reader of one school: that school.
pub(super) async fn of_one_school(
    store: &Store,
    reader: &PeopleReader,
    filter: &DirectoryFilter,
) -> Result<DirectoryFilter, StoreError> {
    let mut filter = filter.clone();
    if let Some(school) = reader.school() {
        filter.school = super::school_code(store, school).await?.unwrap_or_default();
    }
    Ok(filter)
}

/// The school that a filter names, if it is within reach.
pub(super) async fn school_asked(
    db: &impl ConnectionTrait,
    reader: &PeopleReader,
    filter: &DirectoryFilter,
) -> Result<Option<SchoolId>, StoreError> {
    if filter.school.is_empty() {
        return Ok(None);
    }
    let found = organisation::Entity::find()
        .filter(organisation::Column::Code.eq(filter.school.to_uppercase()))
        .filter(organisation::Column::Kind.eq(OrganisationKind::School.as_str()))
        .one(db)
        .await?;
    Ok(found.map(|row| OrganisationId(row.id)).filter(|school| reader.reaches(*school)))
}

/// The open schools at which a keeper may add somebody.
///
/// # Errors
/// When the database fails.
pub async fn schools_to_keep(
    store: &Store,
    keeper: &PeopleKeeper,
    today: NaiveDate,
) -> Result<Vec<SchoolName>, PeopleError> {
    Ok(schools_in_reach(store, keeper.reader(), today).await?)
}

/// The schools within reach that are open, in the alphabet's order.
pub(super) async fn schools_in_reach(
    store: &Store,
    reader: &PeopleReader,
    today: NaiveDate,
) -> Result<Vec<SchoolName>, StoreError> {
    let rows = schools_among(store, reader.nodes(), today).await?;
    Ok(rows.into_iter().map(|row| SchoolName { code: row.code, name: row.name }).collect())
}

async fn schools_among(
    store: &Store,
    nodes: &BTreeSet<OrganisationId>,
    today: NaiveDate,
) -> Result<Vec<organisation::Model>, StoreError> {
    let ids: Vec<i64> = nodes.iter().map(|node| node.0).collect();
    Ok(organisation::Entity::find()
        .filter(organisation::Column::Id.is_in(ids))
        .filter(organisation::Column::Kind.eq(OrganisationKind::School.as_str()))
        .filter(
            sea_orm::Condition::any()
                .add(organisation::Column::ClosedOn.is_null())
                .add(organisation::Column::ClosedOn.gt(today)),
        )
        .order_by_asc(organisation::Column::SortKey)
        .all(store.read())
        .await?)
}

/// Code and name of a school.
pub(super) async fn school_name(db: &impl ConnectionTrait, school: SchoolId) -> Result<Option<SchoolName>, StoreError> {
    let row = organisation::Entity::find_by_id(school.0).one(db).await?;
    Ok(row.map(|row| SchoolName { code: row.code, name: row.name }))
}

/// The names of a school's classes this school year, by grade.
async fn class_names(db: &impl ConnectionTrait, school: SchoolId, today: NaiveDate) -> Result<Vec<String>, StoreError> {
    let mut names: Vec<String> = class::Entity::find()
        .select_only()
        .column(class::Column::Name)
        .filter(class::Column::OrganisationId.eq(school.0))
        .filter(class::Column::SchoolYear.eq(SchoolYear::containing(today).first_year()))
        .into_tuple()
        .all(db)
        .await?;
    names.sort_by_cached_key(|name| (Grade::of_class_name(name), class_order(name)));
    Ok(names)
}
