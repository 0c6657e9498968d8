//! A school's page and a class's page: who is done and who is not.

use super::{
    ProgressError,
    office::{facts_of_schools, requirements, staff_held},
    query, settings_on,
};
use crate::{
    Store, StoreError,
    access::{SchoolScope, SchoolVisitor},
    courses::{CourseInForce, in_force},
    people::{
        self,
        entity::{class, organisation},
    },
    store::known,
};
use chrono::NaiveDate;
use domain::{
    calendar::{SchoolYear, start_of},
    ids::{ClassId, CourseId, PersonId},
    language::Language,
    people::{Grade, MembershipKind, Responsibility, StudyLevel, class_order},
    progress::{
        Held, Rate, Requirement,
        figures::{ClassLine, ClassProgress, PersonLine, SchoolLine, SchoolProgress},
    },
};
use sea_orm::{ColumnTrait, EntityTrait, QueryFilter};
use std::collections::{BTreeMap, BTreeSet, HashMap};

/// A school's figures, classes and staff at the end of a day, as far as the visitor may see them.
///
/// # Errors
/// [`ProgressError::NotFound`] when the school is not there.
pub async fn school_progress(
    store: &Store,
    visitor: &SchoolVisitor,
    language: &Language,
    day: NaiveDate,
) -> Result<SchoolProgress, ProgressError> {
    let school = visitor.school();
    let row = organisation::Entity::find_by_id(school.0).one(store.read()).await?.ok_or(ProgressError::NotFound)?;
    let courses = in_force(store, day).await?;
    let office = people::root_office(store.read()).await?.unwrap_or(school);
    let settings = settings_on(store, office, day).await?;
    let mut classes: Vec<ClassLine> =
        query::classes(store.read(), Some(school.0), &courses, day).await?.into_iter().map(class_line).collect();
    classes.sort_by_cached_key(|class| (Grade::of_class_name(&class.name), class_order(&class.name)));
    let mut facts = facts_of_schools(store, Some(school.0), &courses, day).await?.remove(&school.0).unwrap_or_default();
    let mut staff = Vec::new();
    let mut founding_decision = None;
    match visitor.scope() {
        SchoolScope::Whole => {
            staff = staff_lines(store, school.0, &courses, language, day).await?;
            facts.staff = rate_of(staff.iter().filter(|person| person.in_scope));
            let decisions = query::decisions(store.read(), day).await?;
            founding_decision = decisions
                .into_iter()
                .rfind(|row| row.organisation_id == school.0)
                .map(|row| (row.number, row.decided_on));
        }
        SchoolScope::Classes(own) => {
            classes.retain(|class| own.contains(&class.id));
            facts.pupils = classes.iter().fold(Rate::default(), |sum, class| sum.and(class.rate));
        }
    }
    let level = query::level(row.level.as_deref())?;
    Ok(SchoolProgress {
        line: SchoolLine { code: row.code, name: row.name, search_key: row.search_key, level, facts },
        whole: *visitor.scope() == SchoolScope::Whole,
        has_office: visitor.compares_schools(),
        as_of: day,
        settings,
        founding_decision,
        classes,
        staff,
    })
}

/// A class's pupils at the end of a day.
///
/// # Errors
/// [`ProgressError::NotFound`] for a class that is not the school's, or not the visitor's.
pub async fn class_progress(
    store: &Store,
    visitor: &SchoolVisitor,
    class: ClassId,
    language: &Language,
    day: NaiveDate,
) -> Result<ClassProgress, ProgressError> {
    let school = visitor.school();
    let may_see = match visitor.scope() {
        SchoolScope::Whole => true,
        SchoolScope::Classes(own) => own.contains(&class),
    };
    let row = class::Entity::find_by_id(class.0)
        .filter(class::Column::OrganisationId.eq(school.0))
        .one(store.read())
        .await?
        .filter(|_| may_see)
        .ok_or(ProgressError::NotFound)?;
    let school_row =
        organisation::Entity::find_by_id(school.0).one(store.read()).await?.ok_or(ProgressError::NotFound)?;
    let grade = u8::try_from(row.grade).ok().and_then(Grade::new);
    let courses = in_force(store, day).await?;
    let required: Vec<&CourseInForce> = query::required_by_grade(&courses)
        .into_iter()
        .find(|(of, _)| Some(*of) == grade)
        .map(|(_, required)| required)
        .unwrap_or_default();
    let ids: Vec<CourseId> = required.iter().map(|course| course.course).collect();
    // A pupil's completion counts in the school year in which it happened.
    let year_begins = start_of(SchoolYear::containing(day).first_day());
    let held = query::held(store.read(), &ids, day).await?;
    let pupils: Vec<PersonLine> = query::pupils(store.read(), class.0, day)
        .await?
        .into_iter()
        .map(|pupil| {
            let held: Vec<Held> = held
                .get(&pupil.person_id)
                .into_iter()
                .flatten()
                .filter(|held| held.at >= year_begins)
                .copied()
                .collect();
            let (complete, missing) = complete_and_missing(required.iter().copied(), &held, language, day);
            PersonLine {
                id: PersonId(pupil.person_id),
                name: pupil.full_name,
                search_key: pupil.search_key,
                post: String::new(),
                responsibilities: Vec::new(),
                in_scope: true,
                complete,
                required: count(required.len()),
                missing,
            }
        })
        .collect();
    let line = ClassLine { id: class, name: row.name, rate: rate_of(pupils.iter()) };
    Ok(ClassProgress { school_code: school_row.code, school_name: school_row.name, class: line, as_of: day, pupils })
}

fn class_line(row: query::ClassRow) -> ClassLine {
    let count = |number: i64| u64::try_from(number).unwrap_or_default();
    ClassLine { id: ClassId(row.class_id), name: row.name, rate: Rate::new(count(row.complete), count(row.pupils)) }
}

fn rate_of<'a>(persons: impl Iterator<Item = &'a PersonLine>) -> Rate {
    persons.fold(Rate::default(), |rate, person| rate.and(Rate::new(u64::from(person.is_done()), 1)))
}

fn count(number: usize) -> u32 {
    u32::try_from(number).unwrap_or(u32::MAX)
}

/// How many of the courses are complete, and the titles of those that are not.
fn complete_and_missing<'a>(
    required: impl Iterator<Item = &'a CourseInForce>,
    held: &[Held],
    language: &Language,
    day: NaiveDate,
) -> (u32, Vec<String>) {
    let (complete, missing): (Vec<_>, Vec<_>) = required.partition(|course| {
        let requirement: Requirement = course.requirement();
        held.iter().any(|held| held.fulfils(&requirement, day))
    });
    (count(complete.len()), missing.into_iter().map(|course| course.text(language).0).collect())
}

/// The staff of a school. What somebody must complete follows from all their schools and duties, here or elsewhere.
async fn staff_lines(
    store: &Store,
    school: i64,
    courses: &[CourseInForce],
    language: &Language,
    day: NaiveDate,
) -> Result<Vec<PersonLine>, StoreError> {
    let db = store.read();
    let everywhere = query::staff(db, None, day).await?;
    let mut levels: HashMap<i64, Vec<StudyLevel>> = HashMap::new();
    for row in &everywhere {
        levels.entry(row.person_id).or_default().extend(query::level(row.level.as_deref())?.study_levels());
    }
    let mut duties: HashMap<i64, BTreeSet<Responsibility>> = HashMap::new();
    for row in query::duties(db, day).await? {
        duties.entry(row.person_id).or_default().insert(known(&row.responsibility, Responsibility::from_word)?);
    }
    let held = staff_held(store, courses, day).await?;
    // Somebody with two posts at the school is one line.
    let mut seen = BTreeMap::new();
    let mut lines: Vec<PersonLine> = Vec::new();
    for row in everywhere.into_iter().filter(|row| row.organisation_id == school) {
        if let Some(place) = seen.get(&row.person_id) {
            let line: &mut PersonLine = &mut lines[*place];
            line.post = format!("{}, {}", line.post, row.post);
            continue;
        }
        known(&row.kind, MembershipKind::from_word)?;
        let duties = duties.get(&row.person_id).cloned().unwrap_or_default();
        let required = requirements(courses, levels.get(&row.person_id).map_or(&[][..], Vec::as_slice), &duties);
        let held = held.get(&row.person_id).map_or(&[][..], Vec::as_slice);
        let (complete, missing) =
            complete_and_missing(required.iter().map(|(_, place)| &courses[*place]), held, language, day);
        seen.insert(row.person_id, lines.len());
        lines.push(PersonLine {
            id: PersonId(row.person_id),
            name: row.full_name,
            search_key: row.search_key,
            post: row.post,
            in_scope: !duties.is_empty(),
            responsibilities: duties.into_iter().collect(),
            complete,
            required: count(required.len()),
            missing,
        });
    }
    Ok(lines)
}
