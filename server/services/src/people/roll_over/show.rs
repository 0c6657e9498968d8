//! What would be done, or was.

use super::{Kept, RollOverError, facts::facts, kept};
use crate::{
    Store, StoreError,
    access::SchoolLead,
    people::{classes::school_of, entity::class, rows::rows},
    store::CHUNK,
};
use chrono::NaiveDate;
use domain::{
    calendar::SchoolYear,
    ids::ClassId,
    people::{
        class_order,
        roll_over::{Place, RollOverState, Written, next_class, totals},
        roll_over_page::{ExceptionLine, RollOverClass, RollOverMembers, RollOverPage, RollOverPupil},
    },
};
use sea_orm::{ColumnTrait, ConnectionTrait, EntityTrait, FromQueryResult, QueryFilter};

/// A school's roll-over of a school year; without one, of the year that is due.
///
/// # Errors
/// [`RollOverError::NotFound`] for a year that is neither this one nor the one before.
pub async fn roll_over(
    store: &Store,
    lead: &SchoolLead,
    year: Option<SchoolYear>,
    today: NaiveDate,
) -> Result<RollOverPage, RollOverError> {
    let db = store.read();
    let years = years(today);
    let year = match year {
        Some(year) if years.contains(&year) => year,
        Some(_) => return Err(RollOverError::NotFound),
        None => due(db, lead, years).await?,
    };
    let kept = kept(db, lead, year).await?;
    match &kept.written {
        Some(written) => done(db, lead, year, years, kept.state, written).await,
        None => proposed(db, lead, year, years, &kept, today).await,
    }
}

async fn proposed(
    db: &impl ConnectionTrait,
    lead: &SchoolLead,
    year: SchoolYear,
    years: [SchoolYear; 2],
    kept: &Kept,
    today: NaiveDate,
) -> Result<RollOverPage, RollOverError> {
    let facts = facts(db, lead, year, today).await?;
    let plan = facts.plan(&kept.exceptions);
    let classes = facts
        .classes
        .iter()
        .map(|class| RollOverClass {
            id: class.id,
            name: class.name.clone(),
            next: next_class(facts.level, &class.name, class.grade).map(|(name, _)| name),
            pupils: class.pupils.len() as u64,
            exceptions: class
                .pupils
                .iter()
                .filter_map(|pupil| {
                    let name = facts.names.get(pupil).cloned().unwrap_or_default();
                    if plan.places.get(pupil) == Some(&Place::AlreadyThere) {
                        return Some(ExceptionLine { name, exception: None });
                    }
                    let exception = kept.exceptions.get(pupil)?.clone();
                    Some(ExceptionLine { name, exception: Some(exception) })
                })
                .collect(),
        })
        .collect();
    let mut new_classes: Vec<String> =
        plan.classes.keys().filter(|name| !facts.there.contains_key(*name)).cloned().collect();
    new_classes.sort_by_cached_key(|name| class_order(name));
    Ok(RollOverPage {
        begins_on: facts.begins_on(),
        school_code: facts.school.code,
        school_name: facts.school.name,
        year,
        years: years.to_vec(),
        state: RollOverState::Proposed,
        classes,
        new_classes,
        totals: totals(&plan, &kept.exceptions),
        fingerprint: plan.fingerprint(),
    })
}

async fn done(
    db: &impl ConnectionTrait,
    lead: &SchoolLead,
    year: SchoolYear,
    years: [SchoolYear; 2],
    state: RollOverState,
    written: &Written,
) -> Result<RollOverPage, RollOverError> {
    let (school, _) = school_of(db, lead).await?.ok_or(RollOverError::NotFound)?;
    let mut new_classes = Vec::new();
    for chunk in written.classes_made.chunks(CHUNK) {
        let made = class::Entity::find().filter(class::Column::Id.is_in(chunk.iter().copied())).all(db).await?;
        new_classes.extend(made.into_iter().map(|row| row.name));
    }
    new_classes.sort_by_cached_key(|name| class_order(name));
    Ok(RollOverPage {
        school_code: school.code,
        school_name: school.name,
        year,
        years: years.to_vec(),
        state,
        begins_on: year.end(),
        classes: Vec::new(),
        new_classes,
        totals: written.totals,
        fingerprint: String::new(),
    })
}

/// A class's pupils, and what is chosen for each.
///
/// # Errors
/// [`RollOverError::NotFound`] for a class that is not of the school and year.
pub async fn roll_over_members(
    store: &Store,
    lead: &SchoolLead,
    year: SchoolYear,
    class: ClassId,
    today: NaiveDate,
) -> Result<RollOverMembers, RollOverError> {
    let db = store.read();
    let kept = kept(db, lead, year).await?;
    let facts = facts(db, lead, year, today).await?;
    let classes = facts.offered(&kept.exceptions);
    let plan = facts.plan(&kept.exceptions);
    let row = facts.classes.iter().find(|row| row.id == class).ok_or(RollOverError::NotFound)?;
    let pupils = row.pupils.iter().map(|person| RollOverPupil {
        person: *person,
        name: facts.names.get(person).cloned().unwrap_or_default(),
        exception: kept.exceptions.get(person).cloned(),
        already_there: plan.places.get(person) == Some(&Place::AlreadyThere),
    });
    Ok(RollOverMembers {
        year,
        name: row.name.clone(),
        next: next_class(facts.level, &row.name, row.grade).map(|(name, _)| name),
        is_open: kept.state == RollOverState::Proposed,
        classes,
        pupils: pupils.collect(),
        school_code: facts.school.code.clone(),
        school_name: facts.school.name.clone(),
    })
}

/// The school years that can be rolled over on a day: the one that runs and the one before.
pub(super) fn years(today: NaiveDate) -> [SchoolYear; 2] {
    let this = SchoolYear::containing(today);
    [SchoolYear::beginning_in(this.first_year() - 1), this]
}

#[derive(FromQueryResult)]
struct YearRow {
    school_year: i32,
}

/// This year, or the one before while this one has no pupils.
async fn due(db: &impl ConnectionTrait, lead: &SchoolLead, years: [SchoolYear; 2]) -> Result<SchoolYear, StoreError> {
    let sql = "SELECT DISTINCT c.school_year FROM classes c JOIN enrolments e ON e.class_id = c.id \
               WHERE c.organisation_id = $1 AND e.voided_at IS NULL AND c.school_year IN ($2, $3)";
    let [before, this] = years;
    let values = [lead.school().0.into(), before.first_year().into(), this.first_year().into()];
    let found: Vec<YearRow> = rows(db, sql, values).await?;
    let has = |year: SchoolYear| found.iter().any(|row| row.school_year == year.first_year());
    Ok(if !has(this) && has(before) { before } else { this })
}
