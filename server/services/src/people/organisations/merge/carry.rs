//! The facts that go over to the school that stays.

use super::OrganisationError;
use crate::{
    StoreError,
    access::entity::role_grant,
    people::entity::{class, class_teacher, enrolment, membership, organisation, responsibility},
    store::CHUNK,
};
use chrono::NaiveDate;
use domain::calendar::{Moment, SchoolYear};
use sea_orm::{
    ActiveModelBehavior, ColumnTrait, Condition, ConnectionTrait, EntityTrait, IntoActiveModel, QueryFilter,
    QueryOrder, Set,
};
use std::collections::{HashMap, HashSet};

/// A class and the name under which it goes over.
pub struct ClassOver {
    /// As it is.
    pub row: class::Model,
    /// Its name at the school that stays.
    pub name: String,
}

/// What holds on the day or later at the school that closes, and is not so at the other already.
pub struct Carried {
    memberships: Vec<membership::Model>,
    responsibilities: Vec<responsibility::Model>,
    roles: Vec<role_grant::Model>,
    classes: Vec<ClassOver>,
    enrolments: Vec<(i64, enrolment::Model)>,
    teachers: Vec<class_teacher::Model>,
}

/// The condition that a row is not void and holds on a day or begins later.
macro_rules! from_day {
    ($entity:ident, $day:expr) => {
        Condition::all()
            .add($entity::Column::VoidedAt.is_null())
            .add(Condition::any().add($entity::Column::ToOn.is_null()).add($entity::Column::ToOn.gt($day)))
    };
}

/// The rows of a table with `organisation_id` that hold at a school on a day or later.
macro_rules! rows_at {
    ($entity:ident, $db:expr, $school:expr, $day:expr) => {
        $entity::Entity::find()
            .filter($entity::Column::OrganisationId.eq($school))
            .filter(from_day!($entity, $day))
            .order_by_asc($entity::Column::Id)
            .all($db)
            .await?
    };
}

/// Classes of the school year of a day and of later ones, each with a name that is free at the school that stays.
pub async fn class_names(
    db: &impl ConnectionTrait,
    from: &organisation::Model,
    into: &organisation::Model,
    on: NaiveDate,
) -> Result<Vec<ClassOver>, StoreError> {
    let year = SchoolYear::containing(on).first_year();
    let of = |school: i64| {
        class::Entity::find()
            .filter(class::Column::OrganisationId.eq(school))
            .filter(class::Column::SchoolYear.gte(year))
            .order_by_asc(class::Column::Id)
    };
    let mut taken: HashSet<(i32, String)> =
        of(into.id).all(db).await?.into_iter().map(|row| (row.school_year, row.name)).collect();
    let own = of(from.id).filter(class::Column::VoidedAt.is_null()).all(db).await?;
    Ok(own
        .into_iter()
        .map(|row| {
            let mut name = row.name.clone();
            let mut again = 1;
            while !taken.insert((row.school_year, name.clone())) {
                name = match again {
                    1 => format!("{} ({})", row.name, from.code),
                    _ => format!("{} ({}-{again})", row.name, from.code),
                };
                again += 1;
            }
            ClassOver { row, name }
        })
        .collect())
}

/// Reads what goes over, before any of it ends.
pub async fn take(
    db: &impl ConnectionTrait,
    from: &organisation::Model,
    into: &organisation::Model,
    on: NaiveDate,
) -> Result<Carried, OrganisationError> {
    let memberships = rows_at!(membership, db, from.id, on);
    let person_of: HashMap<i64, i64> = memberships.iter().map(|row| (row.id, row.person_id)).collect();
    let classes = class_names(db, from, into, on).await?;
    let ids: Vec<i64> = classes.iter().map(|class| class.row.id).collect();
    let (mut enrolments, mut teachers) = (Vec::new(), Vec::new());
    for chunk in ids.chunks(CHUNK) {
        let rows = enrolment::Entity::find()
            .filter(enrolment::Column::ClassId.is_in(chunk.iter().copied()))
            .filter(from_day!(enrolment, on))
            .order_by_asc(enrolment::Column::Id)
            .all(db)
            .await?;
        enrolments
            .extend(rows.into_iter().filter_map(|row| person_of.get(&row.membership_id).map(|person| (*person, row))));
        teachers.extend(
            class_teacher::Entity::find()
                .filter(class_teacher::Column::ClassId.is_in(chunk.iter().copied()))
                .filter(from_day!(class_teacher, on))
                .order_by_asc(class_teacher::Column::Id)
                .all(db)
                .await?,
        );
    }
    // What somebody is at both schools, they are at the one that stays already.
    let there: HashSet<(i64, String)> =
        rows_at!(membership, db, into.id, on).into_iter().map(|row| (row.person_id, row.kind)).collect();
    let duties: HashSet<(i64, String)> =
        rows_at!(responsibility, db, into.id, on).into_iter().map(|row| (row.person_id, row.responsibility)).collect();
    let roles: HashSet<(i64, String)> =
        rows_at!(role_grant, db, into.id, on).into_iter().map(|row| (row.person_id, row.role)).collect();
    let new = |there: &HashSet<(i64, String)>, person: i64, word: &str| !there.contains(&(person, word.to_owned()));
    Ok(Carried {
        memberships: memberships.into_iter().filter(|row| new(&there, row.person_id, &row.kind)).collect(),
        responsibilities: rows_at!(responsibility, db, from.id, on)
            .into_iter()
            .filter(|row| new(&duties, row.person_id, &row.responsibility))
            .collect(),
        roles: rows_at!(role_grant, db, from.id, on)
            .into_iter()
            .filter(|row| new(&roles, row.person_id, &row.role))
            .collect(),
        classes,
        enrolments,
        teachers,
    })
}

/// Puts rows into a table.
async fn insert<A>(db: &impl ConnectionTrait, rows: Vec<A>) -> Result<(), StoreError>
where
    A: ActiveModelBehavior + Send + Clone,
    <A::Entity as EntityTrait>::Model: IntoActiveModel<A>,
{
    for chunk in rows.chunks(CHUNK) {
        A::Entity::insert_many(chunk.to_vec()).exec(db).await?;
    }
    Ok(())
}

impl Carried {
    /// Begins all of it at the school that stays, on the day or when it would have begun.
    pub async fn put(
        self,
        db: &impl ConnectionTrait,
        into: &organisation::Model,
        on: NaiveDate,
        now: Moment,
    ) -> Result<(), OrganisationError> {
        let memberships = self.memberships.into_iter().map(|row| membership::ActiveModel {
            person_id: Set(row.person_id),
            organisation_id: Set(into.id),
            kind: Set(row.kind),
            post: Set(row.post),
            from_on: Set(row.from_on.max(on)),
            to_on: Set(row.to_on),
            learned_at: Set(now),
            end_learned_at: Set(row.end_learned_at),
            ..Default::default()
        });
        insert(db, memberships.collect()).await?;
        let responsibilities = self.responsibilities.into_iter().map(|row| responsibility::ActiveModel {
            person_id: Set(row.person_id),
            organisation_id: Set(into.id),
            responsibility: Set(row.responsibility),
            from_on: Set(row.from_on.max(on)),
            to_on: Set(row.to_on),
            learned_at: Set(now),
            end_learned_at: Set(row.end_learned_at),
            ..Default::default()
        });
        insert(db, responsibilities.collect()).await?;
        let roles = self.roles.into_iter().map(|row| role_grant::ActiveModel {
            person_id: Set(row.person_id),
            organisation_id: Set(into.id),
            role: Set(row.role),
            from_on: Set(row.from_on.max(on)),
            to_on: Set(row.to_on),
            learned_at: Set(now),
            end_learned_at: Set(row.end_learned_at),
            ..Default::default()
        });
        insert(db, roles.collect()).await?;
        let classes = put_classes(db, into, &self.classes).await?;
        let pupil_of: HashMap<i64, i64> = rows_at!(membership, db, into.id, on)
            .into_iter()
            .filter(|row| row.kind == "pupil")
            .map(|row| (row.person_id, row.id))
            .collect();
        let enrolments = self.enrolments.into_iter().filter_map(|(person, row)| {
            Some(enrolment::ActiveModel {
                membership_id: Set(*pupil_of.get(&person)?),
                class_id: Set(*classes.get(&row.class_id)?),
                from_on: Set(row.from_on.max(on)),
                to_on: Set(row.to_on),
                learned_at: Set(now),
                end_learned_at: Set(row.end_learned_at),
                ..Default::default()
            })
        });
        insert(db, enrolments.collect()).await?;
        let teachers = self.teachers.into_iter().filter_map(|row| {
            Some(class_teacher::ActiveModel {
                class_id: Set(*classes.get(&row.class_id)?),
                person_id: Set(row.person_id),
                from_on: Set(row.from_on.max(on)),
                to_on: Set(row.to_on),
                learned_at: Set(now),
                end_learned_at: Set(row.end_learned_at),
                ..Default::default()
            })
        });
        insert(db, teachers.collect()).await?;
        Ok(())
    }
}

/// Makes the classes at the school that stays; gives the new class of each old one.
async fn put_classes(
    db: &impl ConnectionTrait,
    into: &organisation::Model,
    classes: &[ClassOver],
) -> Result<HashMap<i64, i64>, StoreError> {
    let rows = classes.iter().map(|class| class::ActiveModel {
        organisation_id: Set(into.id),
        school_year: Set(class.row.school_year),
        name: Set(class.name.clone()),
        grade: Set(class.row.grade),
        ..Default::default()
    });
    insert(db, rows.collect()).await?;
    let there = class::Entity::find().filter(class::Column::OrganisationId.eq(into.id)).all(db).await?;
    let by_name: HashMap<(i32, String), i64> =
        there.into_iter().map(|row| ((row.school_year, row.name), row.id)).collect();
    Ok(classes
        .iter()
        .filter_map(|class| {
            let id = by_name.get(&(class.row.school_year, class.name.clone()))?;
            Some((class.row.id, *id))
        })
        .collect())
}
