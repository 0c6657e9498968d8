//! What is known of a person, as far as the reader may see it.

use super::{change::may_change_email, person_in_reach};
use crate::{
    Store, StoreError,
    access::{PeopleKeeper, PeopleReader},
    people::{
        PeopleError,
        directory::schools_in_reach,
        entity::{class, organisation, responsibility},
        statement::{Bound, node_ids, open},
    },
    store::known,
};
use chrono::NaiveDate;
use domain::{
    calendar::SchoolYear,
    ids::{ClassId, MembershipId, PersonId, ResponsibilityId},
    people::{
        Grade, MembershipKind, Responsibility, Sex, Span,
        card::{ClassName, DutyLine, MayDo, MembershipLine, PersonCard},
        class_order,
        directory::SchoolName,
    },
};
use sea_orm::{ColumnTrait, ConnectionTrait, EntityTrait, FromQueryResult, QueryFilter, QueryOrder};
use std::collections::HashMap;

/// A person's page: particulars, and the facts of the schools within reach; never those of others.
///
/// Without a keeper nothing may be changed. Whether the account and all that is held may be seen is another room's to
/// say, and stays denied here.
///
/// # Errors
/// [`PeopleError::NotFound`] when the person is not within reach.
pub async fn person_card(
    store: &Store,
    reader: &PeopleReader,
    keeper: Option<&PeopleKeeper>,
    person: PersonId,
    today: NaiveDate,
) -> Result<PersonCard, PeopleError> {
    let db = store.read();
    let row = person_in_reach(db, reader, person).await?;
    let may = match keeper {
        Some(keeper) => MayDo {
            change: true,
            change_email: may_change_email(db, keeper, person, today).await?,
            move_and_merge: reader.is_office(),
            see_access: false,
            take_data: false,
            schools: schools_in_reach(store, reader, today).await?,
        },
        None => MayDo {
            change: false,
            change_email: false,
            move_and_merge: false,
            see_access: false,
            take_data: false,
            schools: Vec::new(),
        },
    };
    let memberships = memberships(db, reader, person, keeper.is_some(), today).await?;
    Ok(PersonCard {
        id: person,
        duties: duties(db, reader, person).await?,
        memberships,
        code: row.code,
        name: row.full_name,
        born_on: row.born_on,
        sex: row.sex.map(|sex| known(&sex, Sex::from_word)).transpose()?,
        email: row.email,
        may,
        as_of: today,
    })
}

#[derive(FromQueryResult)]
struct Row {
    id: i64,
    organisation_id: i64,
    school_code: String,
    school_name: String,
    kind: String,
    post: String,
    from_on: NaiveDate,
    to_on: Option<NaiveDate>,
    is_void: i64,
    class_id: Option<i64>,
}

async fn memberships(
    db: &impl ConnectionTrait,
    reader: &PeopleReader,
    person: PersonId,
    with_choice: bool,
    today: NaiveDate,
) -> Result<Vec<MembershipLine>, StoreError> {
    let mut bound = Bound::default();
    let (day, id) = (bound.bind(today), bound.bind(person.0));
    let sql = format!(
        "SELECT m.id, m.organisation_id, o.code AS school_code, o.name AS school_name, m.kind, m.post, m.from_on, m.to_on, \
                CAST(CASE WHEN m.voided_at IS NULL THEN 0 ELSE 1 END AS BIGINT) AS is_void, \
                (SELECT e.class_id FROM enrolments e WHERE e.membership_id = m.id AND {} ORDER BY e.id DESC LIMIT 1) AS class_id \
         FROM memberships m JOIN organisations o ON o.id = m.organisation_id \
         WHERE m.person_id = {id} AND m.organisation_id IN ({}) ORDER BY m.from_on DESC, m.id DESC",
        open("e", &day),
        node_ids(reader.nodes())
    );
    let rows: Vec<Row> = bound.rows(db, &sql).await?;
    let classes = classes_of_schools(db, &rows, today).await?;
    rows.into_iter()
        .map(|row| {
            let kind = known(&row.kind, MembershipKind::from_word)?;
            let span = Span { from: row.from_on, to: row.to_on };
            let voided = row.is_void != 0;
            let of_school = classes.get(&row.organisation_id).map(Vec::as_slice).unwrap_or_default();
            let class = row.class_id.and_then(|id| of_school.iter().find(|class| class.id.0 == id));
            let chooses = with_choice && kind == MembershipKind::Pupil && !voided && span.is_open_on(today);
            Ok(MembershipLine {
                id: MembershipId(row.id),
                school: SchoolName { code: row.school_code, name: row.school_name },
                kind,
                post: row.post,
                span,
                class: class.cloned(),
                classes: if chooses { of_school.to_vec() } else { Vec::new() },
                voided,
            })
        })
        .collect()
}

/// The classes of this school year of the schools at which somebody is a pupil, by grade.
async fn classes_of_schools(
    db: &impl ConnectionTrait,
    rows: &[Row],
    today: NaiveDate,
) -> Result<HashMap<i64, Vec<ClassName>>, StoreError> {
    let schools: Vec<i64> =
        rows.iter().filter(|row| row.kind == MembershipKind::Pupil.as_str()).map(|row| row.organisation_id).collect();
    if schools.is_empty() {
        return Ok(HashMap::new());
    }
    let mut found = class::Entity::find()
        .filter(class::Column::OrganisationId.is_in(schools))
        .filter(class::Column::SchoolYear.eq(SchoolYear::containing(today).first_year()))
        .all(db)
        .await?;
    found.sort_by_cached_key(|class| (Grade::of_class_name(&class.name), class_order(&class.name)));
    let mut by_school: HashMap<i64, Vec<ClassName>> = HashMap::new();
    for class in found {
        let name = ClassName { id: ClassId(class.id), name: class.name };
        by_school.entry(class.organisation_id).or_default().push(name);
    }
    Ok(by_school)
}

async fn duties(
    db: &impl ConnectionTrait,
    reader: &PeopleReader,
    person: PersonId,
) -> Result<Vec<DutyLine>, StoreError> {
    let rows = responsibility::Entity::find()
        .filter(responsibility::Column::PersonId.eq(person.0))
        .filter(responsibility::Column::OrganisationId.is_in(reader.nodes().iter().map(|node| node.0)))
        .order_by_desc(responsibility::Column::FromOn)
        .order_by_desc(responsibility::Column::Id)
        .all(db)
        .await?;
    if rows.is_empty() {
        return Ok(Vec::new());
    }
    let schools: HashMap<i64, SchoolName> = organisation::Entity::find()
        .filter(organisation::Column::Id.is_in(rows.iter().map(|row| row.organisation_id)))
        .all(db)
        .await?
        .into_iter()
        .map(|row| (row.id, SchoolName { code: row.code, name: row.name }))
        .collect();
    rows.into_iter()
        .map(|row| {
            let unknown = || StoreError::Unreadable(row.organisation_id.to_string());
            Ok(DutyLine {
                id: ResponsibilityId(row.id),
                school: schools.get(&row.organisation_id).cloned().ok_or_else(unknown)?,
                duty: known(&row.responsibility, Responsibility::from_word)?,
                span: Span { from: row.from_on, to: row.to_on },
                voided: row.voided_at.is_some(),
            })
        })
        .collect()
}
