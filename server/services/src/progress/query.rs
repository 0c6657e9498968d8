//! The reads that figures are made of. Each is one statement, whatever the number of schools.

use crate::{StoreError, courses::CourseInForce};
use chrono::NaiveDate;
use domain::{
    calendar::{Moment, SchoolYear, end_of, start_of},
    courses::AudienceKind,
    ids::CourseId,
    people::{Grade, SchoolLevel},
    progress::Held,
};
use sea_orm::{ConnectionTrait, FromQueryResult, Statement, Value};
use std::collections::HashMap;

/// `t` holds at the end of day `$n`.
fn open(table: &str, day: &str) -> String {
    format!(
        "{table}.from_on <= {day} AND ({table}.to_on IS NULL OR {table}.to_on > {day}) AND {table}.voided_at IS NULL"
    )
}

async fn rows<T: FromQueryResult>(
    db: &impl ConnectionTrait,
    sql: &str,
    values: Vec<Value>,
) -> Result<Vec<T>, StoreError> {
    let statement = Statement::from_sql_and_values(db.get_database_backend(), sql, values);
    Ok(T::find_by_statement(statement).all(db).await?)
}

/// A member of staff at a school; a person at two schools has two.
#[derive(Debug, Clone, FromQueryResult)]
pub struct StaffRow {
    /// The person.
    pub person_id: i64,
    /// The school.
    pub organisation_id: i64,
    /// What the person is there.
    pub kind: String,
    /// The post.
    pub post: String,
    /// The name.
    pub full_name: String,
    /// The name as search compares it.
    pub search_key: String,
    /// Level of the school.
    pub level: Option<String>,
}

/// Open staff memberships, in the order of names; of one school, or of all.
pub async fn staff(
    db: &impl ConnectionTrait,
    school: Option<i64>,
    day: NaiveDate,
) -> Result<Vec<StaffRow>, StoreError> {
    let of_school = if school.is_some() { "AND m.organisation_id = $2" } else { "" };
    let sql = format!(
        "SELECT m.person_id, m.organisation_id, m.kind, m.post, p.full_name, p.search_key, o.level \
         FROM memberships m JOIN persons p ON p.id = m.person_id JOIN organisations o ON o.id = m.organisation_id \
         WHERE m.kind <> 'pupil' AND {} {of_school} ORDER BY p.sort_key, p.id",
        open("m", "$1")
    );
    rows(db, &sql, [Value::from(day)].into_iter().chain(school.map(Value::from)).collect()).await
}

/// A responsibility held at a school.
#[derive(Debug, Clone, FromQueryResult)]
pub struct DutyRow {
    /// The person.
    pub person_id: i64,
    /// The school.
    pub organisation_id: i64,
    /// The responsibility.
    pub responsibility: String,
}

/// Open responsibilities.
pub async fn duties(db: &impl ConnectionTrait, day: NaiveDate) -> Result<Vec<DutyRow>, StoreError> {
    let sql = format!(
        "SELECT d.person_id, d.organisation_id, d.responsibility FROM responsibilities d WHERE {}",
        open("d", "$1")
    );
    rows(db, &sql, vec![day.into()]).await
}

#[derive(FromQueryResult)]
struct HeldRow {
    person_id: i64,
    course_id: i64,
    version: i32,
    completed_at: Moment,
    valid_until: Option<NaiveDate>,
}

/// Completions of some courses that are not void, by person.
pub async fn held(
    db: &impl ConnectionTrait,
    courses: &[CourseId],
    day: NaiveDate,
) -> Result<HashMap<i64, Vec<Held>>, StoreError> {
    if courses.is_empty() {
        return Ok(HashMap::new());
    }
    let ids = courses.iter().map(ToString::to_string).collect::<Vec<_>>().join(", ");
    let sql = format!(
        "SELECT k.person_id, k.course_id, k.version, k.completed_at, k.valid_until FROM completions k \
         WHERE k.course_id IN ({ids}) AND k.completed_at < $1 \
         AND NOT EXISTS (SELECT 1 FROM completion_voids v WHERE v.completion_id = k.id)"
    );
    let mut by_person: HashMap<i64, Vec<Held>> = HashMap::new();
    for row in rows::<HeldRow>(db, &sql, vec![end_of(day).into()]).await? {
        by_person.entry(row.person_id).or_default().push(Held {
            course: CourseId(row.course_id),
            version: u32::try_from(row.version).unwrap_or_default(),
            at: row.completed_at,
            valid_until: row.valid_until,
        });
    }
    Ok(by_person)
}

/// A class with how many of its pupils are in scope and how many have completed all that is required.
#[derive(Debug, Clone, FromQueryResult)]
pub struct ClassRow {
    /// The class.
    pub class_id: i64,
    /// Its school.
    pub organisation_id: i64,
    /// Its name.
    pub name: String,
    /// Pupils in scope.
    pub pupils: i64,
    /// Those who completed everything.
    pub complete: i64,
}

/// The required pupil courses of each grade.
pub fn required_by_grade(courses: &[CourseInForce]) -> Vec<(Grade, Vec<&CourseInForce>)> {
    let all = (1..=9).filter_map(Grade::new);
    all.map(|grade| {
        let learning = domain::courses::Learning::Pupil { grade };
        let required = courses
            .iter()
            .filter(|course| {
                course.required && course.audience.kind == AudienceKind::Pupil && course.audience.includes(&learning)
            })
            .collect();
        (grade, required)
    })
    .collect()
}

/// Counts of every class of the school year, of one school or of all.
///
/// Numbers of courses, versions and grades stand in the text of the statement: they are integers of our own.
pub async fn classes(
    db: &impl ConnectionTrait,
    school: Option<i64>,
    courses: &[CourseInForce],
    day: NaiveDate,
) -> Result<Vec<ClassRow>, StoreError> {
    let required = required_by_grade(courses);
    let needed: String =
        required.iter().map(|(grade, courses)| format!(" WHEN {} THEN {}", grade.number(), courses.len())).collect();
    let mut wanted: Vec<String> = required
        .iter()
        .flat_map(|(grade, courses)| {
            let grade = grade.number();
            courses.iter().map(move |course| {
                format!(
                    "(c.grade = {grade} AND k.course_id = {} AND k.version >= {})",
                    course.course, course.from_version
                )
            })
        })
        .collect();
    if wanted.is_empty() {
        wanted.push("1 = 0".to_owned());
    }
    let of_school = if school.is_some() { "AND c.organisation_id = $5" } else { "" };
    let sql = format!(
        "SELECT t.class_id, t.organisation_id, t.name, COUNT(*) AS pupils, \
                CAST(SUM(CASE WHEN t.done >= t.needed THEN 1 ELSE 0 END) AS BIGINT) AS complete \
         FROM (SELECT c.id AS class_id, c.organisation_id, c.name, CASE c.grade{needed} ELSE 0 END AS needed, \
                      COUNT(DISTINCT k.course_id) AS done \
               FROM classes c JOIN enrolments e ON e.class_id = c.id JOIN memberships m ON m.id = e.membership_id \
               LEFT JOIN completions k ON k.person_id = m.person_id AND k.completed_at >= $3 AND k.completed_at < $4 \
                    AND (k.valid_until IS NULL OR k.valid_until > $1) AND ({}) \
                    AND NOT EXISTS (SELECT 1 FROM completion_voids v WHERE v.completion_id = k.id) \
               WHERE c.school_year = $2 AND {} AND {} {of_school} \
               GROUP BY c.id, c.organisation_id, c.name, c.grade, m.person_id) t \
         GROUP BY t.class_id, t.organisation_id, t.name",
        wanted.join(" OR "),
        open("e", "$1"),
        open("m", "$1"),
    );
    let year = SchoolYear::containing(day);
    let values = [Value::from(day), year.first_year().into(), start_of(year.first_day()).into(), end_of(day).into()];
    rows(db, &sql, values.into_iter().chain(school.map(Value::from)).collect()).await
}

/// A pupil of a class.
#[derive(Debug, Clone, FromQueryResult)]
pub struct PupilRow {
    /// The person.
    pub person_id: i64,
    /// The name.
    pub full_name: String,
    /// The name as search compares it.
    pub search_key: String,
}

/// The pupils of a class on a day, in the order of names.
pub async fn pupils(db: &impl ConnectionTrait, class: i64, day: NaiveDate) -> Result<Vec<PupilRow>, StoreError> {
    let sql = format!(
        "SELECT m.person_id, p.full_name, p.search_key FROM enrolments e JOIN memberships m ON m.id = e.membership_id \
         JOIN persons p ON p.id = m.person_id WHERE e.class_id = $2 AND {} AND {} ORDER BY p.sort_key, p.id",
        open("e", "$1"),
        open("m", "$1"),
    );
    rows(db, &sql, vec![day.into(), class.into()]).await
}

/// How many activities each school had approved in a school year up to a day.
#[derive(Debug, Clone, FromQueryResult)]
pub struct ActivityRow {
    /// The school.
    pub organisation_id: i64,
    /// Approved activities.
    pub activities: i64,
}

/// Approved activities of the school year, by school.
pub async fn activities(db: &impl ConnectionTrait, day: NaiveDate) -> Result<Vec<ActivityRow>, StoreError> {
    let sql = "SELECT a.organisation_id, COUNT(*) AS activities FROM activities a \
               WHERE a.happened_on >= $1 AND a.happened_on <= $2 AND a.approved_at IS NOT NULL GROUP BY a.organisation_id";
    rows(db, sql, vec![SchoolYear::containing(day).first_day().into(), day.into()]).await
}

/// The founding decision of a school's team.
#[derive(Debug, Clone, FromQueryResult)]
pub struct DecisionRow {
    /// The school.
    pub organisation_id: i64,
    /// Its number.
    pub number: String,
    /// Its day.
    pub decided_on: NaiveDate,
}

/// Founding decisions taken by a day.
pub async fn decisions(db: &impl ConnectionTrait, day: NaiveDate) -> Result<Vec<DecisionRow>, StoreError> {
    let sql = "SELECT f.organisation_id, f.number, f.decided_on FROM founding_decisions f \
               WHERE f.decided_on <= $1 AND f.voided_at IS NULL ORDER BY f.id";
    rows(db, sql, vec![day.into()]).await
}

/// The level stored for a school.
pub fn level(word: Option<&str>) -> Result<SchoolLevel, StoreError> {
    crate::store::known(word.unwrap_or_default(), SchoolLevel::from_word)
}
