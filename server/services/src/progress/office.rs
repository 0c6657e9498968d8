//! The office's figures: targets A, C and D, and every school beside the others.

use super::{ProgressError, query, settings_on};
use crate::{
    Store, StoreError,
    access::OfficeReader,
    courses::{CourseInForce, in_force},
    people::{self, entity::organisation},
    store::known,
};
use chrono::NaiveDate;
use domain::{
    courses::{AudienceKind, Learning},
    ids::CourseId,
    people::{MembershipKind, Responsibility, StudyLevel},
    progress::{
        Held, Rate, Requirement, SchoolFacts, TeamFacts,
        figures::{OfficeProgress, SchoolLine},
        is_trained,
    },
};
use sea_orm::EntityTrait;
use std::collections::{BTreeMap, BTreeSet, HashMap, HashSet};

/// The figures of all schools below the reader's node at the end of a day.
///
/// # Errors
/// [`ProgressError::NotFound`] when the node is not there.
pub async fn office_progress(
    store: &Store,
    office: &OfficeReader,
    day: NaiveDate,
) -> Result<OfficeProgress, ProgressError> {
    let node =
        organisation::Entity::find_by_id(office.node().0).one(store.read()).await?.ok_or(ProgressError::NotFound)?;
    let settings = settings_on(store, office.node(), day).await?;
    let schools = people::schools_below(store, office.node(), day).await?;
    let ids: HashSet<i64> = schools.iter().map(|school| school.id.0).collect();
    let courses = in_force(store, day).await?;
    let mut facts = facts_of_schools(store, None, &courses, day).await?;
    let staff = staff_trained(store, &courses, day).await?;
    let staff_of_office = staff.rate(|school| ids.contains(&school));
    let lines = schools
        .into_iter()
        .map(|school| {
            let mut facts = facts.remove(&school.id.0).unwrap_or_default();
            facts.staff = staff.rate(|id| id == school.id.0);
            SchoolLine {
                code: school.code,
                name: school.name,
                search_key: school.search_key,
                level: school.level,
                facts,
            }
        })
        .collect();
    Ok(OfficeProgress::of(node.name, day, settings, staff_of_office, lines))
}

/// Pupils, activities and team of every school, or of one.
pub(super) async fn facts_of_schools(
    store: &Store,
    school: Option<i64>,
    courses: &[CourseInForce],
    day: NaiveDate,
) -> Result<HashMap<i64, SchoolFacts>, StoreError> {
    let db = store.read();
    let mut facts: HashMap<i64, SchoolFacts> = HashMap::new();
    for class in query::classes(db, school, courses, day).await? {
        let school = facts.entry(class.organisation_id).or_default();
        let count = |number: i64| u64::try_from(number).unwrap_or_default();
        school.pupils = school.pupils.and(Rate::new(count(class.complete), count(class.pupils)));
    }
    for row in query::activities(db, day).await? {
        facts.entry(row.organisation_id).or_default().activities = u32::try_from(row.activities).unwrap_or_default();
    }
    for (school, team) in teams(store, school, day).await? {
        facts.entry(school).or_default().team = team;
    }
    Ok(facts)
}

/// The teams of every school, or of one: open members of the school who hold the responsibility `team` there.
async fn teams(store: &Store, school: Option<i64>, day: NaiveDate) -> Result<HashMap<i64, TeamFacts>, StoreError> {
    let db = store.read();
    let mut managers: HashMap<(i64, i64), bool> = HashMap::new();
    for member in query::staff(db, school, day).await? {
        let is_manager = known(&member.kind, MembershipKind::from_word)? == MembershipKind::Manager;
        *managers.entry((member.person_id, member.organisation_id)).or_default() |= is_manager;
    }
    let mut teams: HashMap<i64, TeamFacts> = HashMap::new();
    for duty in query::duties(db, day).await? {
        let Some(is_manager) = managers.get(&(duty.person_id, duty.organisation_id)) else { continue };
        if known(&duty.responsibility, Responsibility::from_word)? == Responsibility::Team {
            let team = teams.entry(duty.organisation_id).or_default();
            team.members += 1;
            team.managers += u32::from(*is_manager);
        }
    }
    for decision in query::decisions(db, day).await? {
        teams.entry(decision.organisation_id).or_default().has_founding_decision = true;
    }
    Ok(teams)
}

/// A person in the scope of target D.
struct InScope {
    schools: BTreeSet<i64>,
    trained: bool,
}

/// Everyone in the scope of target D, each person once.
pub(super) struct StaffTrained {
    persons: Vec<InScope>,
}

impl StaffTrained {
    /// Trained of all in scope, of the schools asked for; each distinct person once.
    fn rate(&self, asked: impl Fn(i64) -> bool) -> Rate {
        let asked = |person: &&InScope| person.schools.iter().any(|school| asked(*school));
        let in_scope = self.persons.iter().filter(asked);
        in_scope.fold(Rate::default(), |rate, person| rate.and(Rate::new(u64::from(person.trained), 1)))
    }
}

/// What somebody who works at schools must complete: courses for all levels of their schools and all their duties.
pub(super) fn requirements(
    courses: &[CourseInForce],
    levels: &[StudyLevel],
    responsibilities: &BTreeSet<Responsibility>,
) -> Vec<(Requirement, usize)> {
    let learning = Learning::Staff { levels, responsibilities };
    courses
        .iter()
        .enumerate()
        .filter(|(_, course)| course.required && course.audience.includes(&learning))
        .map(|(place, course)| (course.requirement(), place))
        .collect()
}

/// The completions of required staff courses, by person.
pub(super) async fn staff_held(
    store: &Store,
    courses: &[CourseInForce],
    day: NaiveDate,
) -> Result<HashMap<i64, Vec<Held>>, StoreError> {
    let required: Vec<CourseId> = courses
        .iter()
        .filter(|course| course.required && course.audience.kind == AudienceKind::Staff)
        .map(|course| course.course)
        .collect();
    query::held(store.read(), &required, day).await
}

/// Works target D out: distinct persons with an open membership and an open responsibility, and who of them is trained.
pub(super) async fn staff_trained(
    store: &Store,
    courses: &[CourseInForce],
    day: NaiveDate,
) -> Result<StaffTrained, StoreError> {
    let db = store.read();
    let mut responsibilities: HashMap<i64, BTreeSet<Responsibility>> = HashMap::new();
    for duty in query::duties(db, day).await? {
        let duties = responsibilities.entry(duty.person_id).or_default();
        duties.insert(known(&duty.responsibility, Responsibility::from_word)?);
    }
    let mut places: BTreeMap<i64, (BTreeSet<i64>, Vec<StudyLevel>)> = BTreeMap::new();
    for member in query::staff(db, None, day).await? {
        if responsibilities.contains_key(&member.person_id) {
            let (schools, levels) = places.entry(member.person_id).or_default();
            schools.insert(member.organisation_id);
            levels.extend(query::level(member.level.as_deref())?.study_levels());
        }
    }
    let held = staff_held(store, courses, day).await?;
    let nothing = Vec::new();
    let persons = places
        .into_iter()
        .map(|(person, (schools, levels))| {
            let duties = responsibilities.remove(&person).unwrap_or_default();
            let required: Vec<Requirement> =
                requirements(courses, &levels, &duties).into_iter().map(|(requirement, _)| requirement).collect();
            InScope { schools, trained: is_trained(&required, held.get(&person).unwrap_or(&nothing), day) }
        })
        .collect();
    Ok(StaffTrained { persons })
}
