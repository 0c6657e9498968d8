//! Which courses are in force on a day, and for whom.

use super::entity::{course, course_text, course_version};
use crate::{
    Store, StoreError,
    people::entity::responsibility,
    store::{from_json, known, open_on},
};
use chrono::NaiveDate;
use domain::{
    calendar::SchoolYear,
    courses::{Audience, AudienceKind, Learning, pack::QuizRules},
    ids::{CourseId, CourseVersionId, PersonId},
    language::Language,
    people::{Grade, MembershipKind, Responsibility, SchoolLevel, StudyLevel},
    progress::Requirement,
};
use sea_orm::{
    ColumnTrait, EntityTrait, FromQueryResult, JoinType, QueryFilter, QueryOrder, QuerySelect, RelationDef, Statement,
};
use std::collections::{BTreeMap, BTreeSet, HashMap};

/// A course as it is in force on a day: its newest version published by then.
#[derive(Debug, Clone)]
pub struct CourseInForce {
    /// The course.
    pub course: CourseId,
    /// Its address.
    pub slug: String,
    /// The version in force.
    pub version: CourseVersionId,
    /// The version's number.
    pub number: u32,
    /// Whom it is for.
    pub audience: Audience,
    /// Whether it must be completed.
    pub required: bool,
    /// The lowest version whose completion counts.
    pub from_version: u32,
    /// Minutes it takes.
    pub minutes: u32,
    /// Rules of its quiz.
    pub quiz: Option<QuizRules>,
    /// Months a completion lasts, 0 for ever.
    pub valid_months: u32,
    /// Title and summary by language.
    pub texts: BTreeMap<Language, (String, String)>,
}

impl CourseInForce {
    /// What it demands of those it is for.
    pub const fn requirement(&self) -> Requirement {
        Requirement { course: self.course, from_version: self.from_version }
    }

    /// Title and summary in a language, or the nearest there is.
    pub fn text(&self, language: &Language) -> (String, String) {
        language.choose(&self.texts).cloned().unwrap_or_default()
    }
}

/// The courses in force on a day, in the order of lists.
///
/// # Errors
/// When the database fails.
pub async fn in_force(store: &Store, day: NaiveDate) -> Result<Vec<CourseInForce>, StoreError> {
    let versions: Vec<(course_version::Model, Option<course::Model>)> = course_version::Entity::find()
        .join(JoinType::InnerJoin, course_of_version())
        .select_also(course::Entity)
        .filter(course_version::Column::PublishedOn.lte(day))
        .order_by_asc(course_version::Column::Number)
        .all(store.read())
        .await?;
    let mut slugs: HashMap<i64, String> = HashMap::new();
    let mut newest: BTreeMap<i64, (course_version::Model, u32)> = BTreeMap::new();
    for (version, course) in versions {
        slugs.extend(course.map(|course| (course.id, course.slug)));
        let number = u32::try_from(version.number).unwrap_or_default();
        let before = newest.get(&version.course_id).map_or(1, |(_, from)| *from);
        let from = if version.must_be_retaken { number } else { before };
        newest.insert(version.course_id, (version, from));
    }
    let mut texts: HashMap<i64, BTreeMap<Language, (String, String)>> = HashMap::new();
    let ids = newest.values().map(|(version, _)| version.id);
    let rows =
        course_text::Entity::find().filter(course_text::Column::CourseVersionId.is_in(ids)).all(store.read()).await?;
    for row in rows {
        let language = known(&row.language, |word| word.parse().ok())?;
        texts.entry(row.course_version_id).or_default().insert(language, (row.title, row.summary));
    }
    let mut courses = newest
        .into_values()
        .map(|(version, from_version)| {
            let order = version.display_order;
            let course = CourseInForce {
                course: CourseId(version.course_id),
                slug: slugs.get(&version.course_id).cloned().unwrap_or_default(),
                version: CourseVersionId(version.id),
                number: u32::try_from(version.number).unwrap_or_default(),
                audience: from_json(version.audience)?,
                required: version.required,
                from_version,
                minutes: u32::try_from(version.minutes).unwrap_or_default(),
                quiz: version.quiz.map(from_json).transpose()?,
                valid_months: u32::try_from(version.valid_months).unwrap_or_default(),
                texts: texts.remove(&version.id).unwrap_or_default(),
            };
            Ok((order, course))
        })
        .collect::<Result<Vec<_>, StoreError>>()?;
    courses.sort_by(|(a, left), (b, right)| a.cmp(b).then_with(|| left.slug.cmp(&right.slug)));
    Ok(courses.into_iter().map(|(_, course)| course).collect())
}

/// What a person is on a day, as far as audiences ask; a person can be several things at once.
#[derive(Debug, Clone, Default)]
pub struct PersonAudience {
    staff_levels: Vec<StudyLevel>,
    is_staff: bool,
    responsibilities: BTreeSet<Responsibility>,
    grades: BTreeSet<Grade>,
}

impl PersonAudience {
    /// Whether a course is for this person.
    pub fn is_in(&self, audience: &Audience) -> bool {
        let staff = Learning::Staff { levels: &self.staff_levels, responsibilities: &self.responsibilities };
        (self.is_staff && audience.includes(&staff))
            || self.grades.iter().any(|grade| audience.includes(&Learning::Pupil { grade: *grade }))
    }
}

#[derive(FromQueryResult)]
struct PlaceRow {
    kind: String,
    level: Option<String>,
    grade: Option<i32>,
}

/// What a person is on a day.
///
/// # Errors
/// When the database fails.
pub async fn audience_of(store: &Store, person: PersonId, day: NaiveDate) -> Result<PersonAudience, StoreError> {
    let db = store.read();
    let sql = "SELECT m.kind, o.level, c.grade FROM memberships m JOIN organisations o ON o.id = m.organisation_id \
               LEFT JOIN enrolments e ON e.membership_id = m.id AND e.from_on <= $2 AND (e.to_on IS NULL OR e.to_on > $2) \
                    AND e.voided_at IS NULL \
               LEFT JOIN classes c ON c.id = e.class_id AND c.school_year = $3 \
               WHERE m.person_id = $1 AND m.from_on <= $2 AND (m.to_on IS NULL OR m.to_on > $2) AND m.voided_at IS NULL";
    let values = [person.0.into(), day.into(), SchoolYear::containing(day).first_year().into()];
    let statement = Statement::from_sql_and_values(db.get_database_backend(), sql, values);
    let mut found = PersonAudience::default();
    for row in PlaceRow::find_by_statement(statement).all(db).await? {
        if known(&row.kind, MembershipKind::from_word)?.audience() == AudienceKind::Pupil {
            found.grades.extend(row.grade.and_then(|grade| u8::try_from(grade).ok()).and_then(Grade::new));
        } else {
            found.is_staff = true;
            let level = row.level.map(|level| known(&level, SchoolLevel::from_word)).transpose()?;
            found.staff_levels.extend(level.map(SchoolLevel::study_levels).unwrap_or_default());
        }
    }
    if found.is_staff {
        let held = responsibility::Entity::find()
            .filter(responsibility::Column::PersonId.eq(person.0))
            .filter(open_on!(responsibility, day))
            .all(db)
            .await?;
        for row in held {
            found.responsibilities.insert(known(&row.responsibility, Responsibility::from_word)?);
        }
    }
    Ok(found)
}

fn course_of_version() -> RelationDef {
    course_version::Entity::belongs_to(course::Entity)
        .from(course_version::Column::CourseId)
        .to(course::Column::Id)
        .into()
}
