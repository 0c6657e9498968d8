//! Which courses are in force on a day, and for whom.

use super::entity::{course, course_text, course_version};
use crate::{
    Store, StoreError,
    people::entity::{class, enrolment, membership, organisation, responsibility},
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
use sea_orm::{ColumnTrait, EntityTrait, QueryFilter, QueryOrder};
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
    let slugs: HashMap<i64, String> =
        course::Entity::find().all(store.read()).await?.into_iter().map(|row| (row.id, row.slug)).collect();
    let versions = course_version::Entity::find()
        .filter(course_version::Column::PublishedOn.lte(day))
        .order_by_asc(course_version::Column::Number)
        .all(store.read())
        .await?;
    let mut newest: BTreeMap<i64, (course_version::Model, u32)> = BTreeMap::new();
    for version in versions {
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

/// What a person is on a day.
///
/// # Errors
/// When the database fails.
pub async fn audience_of(store: &Store, person: PersonId, day: NaiveDate) -> Result<PersonAudience, StoreError> {
    let memberships = membership::Entity::find()
        .filter(membership::Column::PersonId.eq(person.0))
        .filter(open_on!(membership, day))
        .find_also_related_school()
        .all(store.read())
        .await?;
    let mut found = PersonAudience::default();
    let mut pupil_memberships = Vec::new();
    for (membership, school) in memberships {
        let kind = known(&membership.kind, MembershipKind::from_word)?;
        if kind.audience() == AudienceKind::Pupil {
            pupil_memberships.push(membership.id);
            continue;
        }
        found.is_staff = true;
        if let Some(level) = school.and_then(|school| school.level) {
            found.staff_levels.extend(known(&level, SchoolLevel::from_word)?.study_levels());
        }
    }
    if found.is_staff {
        let held = responsibility::Entity::find()
            .filter(responsibility::Column::PersonId.eq(person.0))
            .filter(open_on!(responsibility, day))
            .all(store.read())
            .await?;
        for row in held {
            found.responsibilities.insert(known(&row.responsibility, Responsibility::from_word)?);
        }
    }
    if !pupil_memberships.is_empty() {
        let enrolments = enrolment::Entity::find()
            .filter(enrolment::Column::MembershipId.is_in(pupil_memberships))
            .filter(open_on!(enrolment, day))
            .all(store.read())
            .await?;
        let classes = class::Entity::find()
            .filter(class::Column::Id.is_in(enrolments.into_iter().map(|row| row.class_id)))
            .filter(class::Column::SchoolYear.eq(SchoolYear::containing(day).first_year()))
            .all(store.read())
            .await?;
        found.grades =
            classes.into_iter().filter_map(|row| u8::try_from(row.grade).ok().and_then(Grade::new)).collect();
    }
    Ok(found)
}

/// A membership together with its school.
trait WithSchool {
    fn find_also_related_school(self) -> sea_orm::SelectTwo<membership::Entity, organisation::Entity>;
}

impl WithSchool for sea_orm::Select<membership::Entity> {
    fn find_also_related_school(self) -> sea_orm::SelectTwo<membership::Entity, organisation::Entity> {
        use sea_orm::{JoinType, QuerySelect};
        let school: sea_orm::RelationDef = membership::Entity::belongs_to(organisation::Entity)
            .from(membership::Column::OrganisationId)
            .to(organisation::Column::Id)
            .into();
        self.join(JoinType::LeftJoin, school).select_also(organisation::Entity)
    }
}
