//! Adding and renaming classes.

use super::{ClassError, own_class, school_of};
use crate::{
    Store, StoreError, Turn,
    access::{
        SchoolLead,
        audit::{self, Event},
    },
    people::entity::class,
};
use domain::{
    access::audit::AuditAction,
    calendar::{Moment, SchoolYear},
    ids::{ClassId, SchoolId},
    people::{Grade, classes::class_name},
};
use sea_orm::{ActiveModelTrait, ColumnTrait, ConnectionTrait, EntityTrait, QueryFilter, Set, sea_query::Expr};
use std::collections::{BTreeMap, HashMap};

/// Adds a class to a school year. Its name says its grade.
///
/// # Errors
/// [`ClassError::Name`] for what is no name of a class, [`ClassError::NameTaken`] when it is there.
pub async fn add_class(
    store: &Store,
    lead: &SchoolLead,
    year: SchoolYear,
    name: &str,
    now: Moment,
) -> Result<ClassId, ClassError> {
    let transaction = store.begin(Turn::Roster).await?;
    let (_, level) = school_of(&transaction, lead).await?.ok_or(ClassError::NotFound)?;
    let (name, grade) = class_name(name, level)?;
    let wanted = BTreeMap::from([(name.clone(), grade)]);
    let (_, made) = make_classes(&transaction, lead.school(), year, &wanted).await?;
    let id = ClassId(*made.first().ok_or(ClassError::NameTaken)?);
    let event = Event::new(lead.actor(), AuditAction::ClassAdded)
        .at(lead.school())
        .about_class(id)
        .with(audit::details! { Name: name, SchoolYear: year.to_string() });
    audit::record(&transaction, [event], now).await?;
    transaction.commit().await?;
    Ok(id)
}

/// Gives a class another name, and with it the grade that the name says.
///
/// # Errors
/// As [`add_class`]; [`ClassError::NotFound`] for a class that is not the school's.
pub async fn rename_class(
    store: &Store,
    lead: &SchoolLead,
    class: ClassId,
    name: &str,
    now: Moment,
) -> Result<(), ClassError> {
    let transaction = store.begin(Turn::Roster).await?;
    let (_, level) = school_of(&transaction, lead).await?.ok_or(ClassError::NotFound)?;
    let (row, _) = own_class(&transaction, lead, class).await?;
    let (name, grade) = class_name(name, level)?;
    if row.name == name {
        return Ok(());
    }
    let taken = class::Entity::find()
        .filter(class::Column::OrganisationId.eq(row.organisation_id))
        .filter(class::Column::SchoolYear.eq(row.school_year))
        .filter(class::Column::Name.eq(name.as_str()))
        .one(&transaction)
        .await?;
    if taken.is_some() {
        return Err(ClassError::NameTaken);
    }
    let event = Event::new(lead.actor(), AuditAction::ClassChanged)
        .at(lead.school())
        .about_class(class)
        .with(audit::details! { From: row.name, To: name });
    let mut changed: class::ActiveModel = row.into();
    changed.name = Set(name);
    changed.grade = Set(i32::from(grade.number()));
    changed.update(&transaction).await?;
    audit::record(&transaction, [event], now).await?;
    transaction.commit().await?;
    Ok(())
}

/// Sees to it that a school has classes of these names in a year. Gives all classes of the year by name, and the ids of
/// those that were made or had been taken back.
pub(in crate::people) async fn make_classes(
    db: &impl ConnectionTrait,
    school: SchoolId,
    year: SchoolYear,
    wanted: &BTreeMap<String, Grade>,
) -> Result<(HashMap<String, i64>, Vec<i64>), StoreError> {
    let of_year = || {
        class::Entity::find()
            .filter(class::Column::OrganisationId.eq(school.0))
            .filter(class::Column::SchoolYear.eq(year.first_year()))
    };
    let there = of_year().all(db).await?;
    let back: Vec<i64> = there
        .iter()
        .filter(|row| row.voided_at.is_some() && wanted.contains_key(&row.name))
        .map(|row| row.id)
        .collect();
    if !back.is_empty() {
        class::Entity::update_many()
            .col_expr(class::Column::VoidedAt, Expr::value(None::<Moment>))
            .filter(class::Column::Id.is_in(back.iter().copied()))
            .exec(db)
            .await?;
    }
    let new: Vec<class::ActiveModel> = wanted
        .iter()
        .filter(|(name, _)| there.iter().all(|row| row.name != **name))
        .map(|(name, grade)| class::ActiveModel {
            organisation_id: Set(school.0),
            school_year: Set(year.first_year()),
            name: Set(name.clone()),
            grade: Set(i32::from(grade.number())),
            ..Default::default()
        })
        .collect();
    if !new.is_empty() {
        class::Entity::insert_many(new).exec(db).await?;
    }
    let all = of_year().all(db).await?;
    let made = all
        .iter()
        .filter(|row| back.contains(&row.id) || there.iter().all(|before| before.id != row.id))
        .map(|row| row.id)
        .collect();
    Ok((all.into_iter().map(|row| (row.name, row.id)).collect(), made))
}
