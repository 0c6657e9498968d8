//! What rosters are made of, read from the facts as they stand today.

use super::Scope;
use crate::{StoreError, people::entity::organisation, store::known};
use chrono::NaiveDate;
use domain::{
    calendar::SchoolYear,
    people::{
        Grade, MembershipKind, OrganisationKind, PersonName, Responsibility, SchoolLevel, Sex, Span,
        roster::{PupilRecord, SchoolRecord, StaffRecord, post_word},
    },
};
use sea_orm::{
    ColumnTrait, DatabaseConnection, EntityTrait, FromQueryResult, QueryFilter, QueryOrder, Statement, Value,
};
use std::collections::{BTreeSet, HashMap, HashSet};

/// The schools in scope, in the alphabet's order.
pub async fn schools(db: &DatabaseConnection, scope: &Scope) -> Result<Vec<SchoolRecord>, StoreError> {
    let rows = organisation::Entity::find()
        .filter(organisation::Column::Kind.eq(OrganisationKind::School.as_str()))
        .order_by_asc(organisation::Column::SortKey)
        .order_by_asc(organisation::Column::Id)
        .all(db)
        .await?;
    rows.into_iter()
        .filter(|row| scope.holds(row.id))
        .map(|row| {
            Ok(SchoolRecord {
                level: known(row.level.as_deref().unwrap_or_default(), SchoolLevel::from_word)?,
                code: row.code,
                name: row.name,
                address: row.address,
                email: row.email,
                parent_code: None,
            })
        })
        .collect()
}

#[derive(FromQueryResult)]
struct StaffRow {
    person_id: i64,
    organisation_id: i64,
    school: String,
    code: String,
    full_name: String,
    born_on: Option<NaiveDate>,
    sex: Option<String>,
    kind: String,
    post: String,
    from_on: NaiveDate,
    to_on: Option<NaiveDate>,
    email: Option<String>,
}

#[derive(FromQueryResult)]
struct DutyRow {
    person_id: i64,
    organisation_id: i64,
    responsibility: String,
    from_on: NaiveDate,
    to_on: Option<NaiveDate>,
}

/// Staff in scope: who is there or will be, and who left this school year. A person at two schools has two records.
pub async fn staff(db: &DatabaseConnection, scope: &Scope, today: NaiveDate) -> Result<Vec<StaffRecord>, StoreError> {
    let year_began = SchoolYear::containing(today).first_day();
    let sql = format!(
        "SELECT m.person_id, m.organisation_id, o.code AS school, p.code, p.full_name, p.born_on, p.sex, m.kind, m.post, \
         m.from_on, m.to_on, p.email FROM memberships m JOIN persons p ON p.id = m.person_id \
         JOIN organisations o ON o.id = m.organisation_id \
         WHERE m.kind <> 'pupil' AND m.voided_at IS NULL AND (m.to_on IS NULL OR m.to_on > m.from_on) \
         AND p.code IS NOT NULL AND p.anonymised_at IS NULL {} ORDER BY o.code, p.sort_key, p.code, m.id",
        scope.condition("m", "$1")
    );
    let mut newest: Vec<StaffRow> = Vec::new();
    for row in rows::<StaffRow>(db, &sql, scope.values()).await? {
        if !scope.holds(row.organisation_id) {
            continue;
        }
        // Of several memberships of a person at a school the newest says how it is, as it does to an import.
        let place = (row.person_id, row.organisation_id);
        match newest.last_mut().filter(|last| (last.person_id, last.organisation_id) == place) {
            Some(last) => *last = row,
            None => newest.push(row),
        }
    }
    let duties = duties(db, scope).await?;
    newest
        .into_iter()
        .filter(|row| row.to_on.is_none_or(|to| to > year_began))
        .map(|row| {
            let kind = known(&row.kind, MembershipKind::from_word)?;
            let duties = duties.get(&(row.person_id, row.organisation_id)).into_iter().flatten();
            let held = duties.filter(|duty| duty.is_held(row.to_on, today));
            let held = held.map(|duty| known(&duty.responsibility, Responsibility::from_word));
            Ok(StaffRecord {
                responsibilities: held.collect::<Result<BTreeSet<_>, _>>()?,
                name: name(&row.full_name)?,
                sex: sex(row.sex.as_deref())?,
                post: post_word(&row.post, kind),
                span: Span { from: row.from_on, to: row.to_on },
                school_code: row.school,
                code: row.code,
                born_on: row.born_on,
                email: row.email,
                kind,
            })
        })
        .collect()
}

type Duties = HashMap<(i64, i64), Vec<DutyRow>>;

/// The responsibilities ever held, by person and school.
async fn duties(db: &DatabaseConnection, scope: &Scope) -> Result<Duties, StoreError> {
    let sql = format!(
        "SELECT d.person_id, d.organisation_id, d.responsibility, d.from_on, d.to_on FROM responsibilities d \
         WHERE d.voided_at IS NULL {}",
        scope.condition("d", "$1")
    );
    let mut held = Duties::new();
    for row in rows::<DutyRow>(db, &sql, scope.values()).await? {
        held.entry((row.person_id, row.organisation_id)).or_default().push(row);
    }
    Ok(held)
}

impl DutyRow {
    /// Whether the duty goes on, or went on until its holder left: what a roster's line says of it.
    fn is_held(&self, leaves: Option<NaiveDate>, today: NaiveDate) -> bool {
        self.to_on.is_none_or(|to| to > self.from_on && (to > today || leaves.is_some_and(|day| to >= day)))
    }
}

#[derive(FromQueryResult)]
struct PupilRow {
    organisation_id: i64,
    school: String,
    class: String,
    grade: i32,
    school_year: i32,
    code: String,
    full_name: String,
    born_on: Option<NaiveDate>,
    sex: Option<String>,
}

/// Pupils in scope who have a place in a class today. (A roster has no line for a pupil without one.)
pub async fn pupils(db: &DatabaseConnection, scope: &Scope, today: NaiveDate) -> Result<Vec<PupilRecord>, StoreError> {
    let sql = format!(
        "SELECT m.organisation_id, o.code AS school, c.name AS class, c.grade, c.school_year, p.code, p.full_name, \
         p.born_on, p.sex FROM memberships m JOIN persons p ON p.id = m.person_id \
         JOIN organisations o ON o.id = m.organisation_id JOIN enrolments e ON e.membership_id = m.id \
         JOIN classes c ON c.id = e.class_id WHERE m.kind = 'pupil' AND {} AND {} \
         AND p.code IS NOT NULL AND p.anonymised_at IS NULL {} \
         ORDER BY o.code, c.school_year, c.grade, LENGTH(c.name), c.name, p.sort_key, p.code, e.id",
        open("m", "$1"),
        open("e", "$1"),
        scope.condition("m", "$2")
    );
    let values = [Value::from(today)].into_iter().chain(scope.values()).collect();
    let mut codes = HashSet::new();
    let mut pupils = Vec::new();
    for row in rows::<PupilRow>(db, &sql, values).await? {
        if !scope.holds(row.organisation_id) || !codes.insert(row.code.clone()) {
            continue;
        }
        let grade = u8::try_from(row.grade).ok().and_then(Grade::new);
        pupils.push(PupilRecord {
            grade: grade.ok_or_else(|| StoreError::Unreadable(row.grade.to_string()))?,
            name: name(&row.full_name)?,
            sex: sex(row.sex.as_deref())?,
            school_year: SchoolYear::beginning_in(row.school_year),
            school_code: row.school,
            class_name: row.class,
            code: row.code,
            born_on: row.born_on,
        });
    }
    Ok(pupils)
}

/// The table holds at the end of a day.
fn open(table: &str, day: &str) -> String {
    format!(
        "{table}.from_on <= {day} AND ({table}.to_on IS NULL OR {table}.to_on > {day}) AND {table}.voided_at IS NULL"
    )
}

async fn rows<T: FromQueryResult>(
    db: &DatabaseConnection,
    sql: &str,
    values: Vec<Value>,
) -> Result<Vec<T>, StoreError> {
    Ok(T::find_by_statement(Statement::from_sql_and_values(db.get_database_backend(), sql, values)).all(db).await?)
}

fn name(text: &str) -> Result<PersonName, StoreError> {
    PersonName::parse(text).map_err(|error| StoreError::Unreadable(error.to_string()))
}

fn sex(word: Option<&str>) -> Result<Option<Sex>, StoreError> {
    word.map(|word| known(word, Sex::from_word)).transpose()
}
