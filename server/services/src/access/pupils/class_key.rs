//! The code of a class, and who may see its names by it.

use super::{
    super::{
        AccessError, Actor, Anyone, ClassTeacher, Limit, audit, installation,
        limit::{count_try, tries_so_far},
    },
    entity::{class_code, class_lesson},
};
use crate::{Store, Turn, people::entity::class, store::CHUNK};
use chrono::TimeDelta;
use domain::{
    access::{
        audit::AuditAction,
        pupils::class_code::{ClassKey, draw_code, is_demo_code},
    },
    calendar::Moment,
    ids::{ClassId, OrganisationId, SchoolId},
};
use sea_orm::{ActiveModelTrait, ColumnTrait, ConnectionTrait, EntityTrait, QueryFilter, Set, sea_query::Expr};
use std::collections::{BTreeSet, HashMap, HashSet};

/// A school's children share one address, so wrong codes of a whole school fit in.
const PER_ADDRESS: Limit = Limit { tries: 60, window: TimeDelta::minutes(10) };
/// Beyond so many wrong codes from everywhere somebody is guessing; then an address has fewer.
const IN_THE_WHOLE: Limit = Limit { tries: 3000, window: TimeDelta::minutes(10) };
const PER_ADDRESS_MEANWHILE: i64 = 8;

/// A class whose names somebody may see. Only a valid key makes one.
#[derive(Debug, Clone)]
pub struct ClassAtDoor {
    pub(super) class: ClassId,
    pub(super) school: SchoolId,
    pub(super) class_name: String,
    pub(super) key: ClassKey,
    pub(super) caller: Anyone,
}

impl ClassAtDoor {
    /// What opened the list, as it stands in an address.
    pub fn key(&self) -> &str {
        self.key.as_str()
    }

    /// The class's name.
    pub fn class_name(&self) -> &str {
        &self.class_name
    }
}

/// The class that a class code or the number of an open lesson leads to.
///
/// # Errors
/// [`AccessError::WrongClassCode`] for what opens no class, [`AccessError::TooManyTries`] after too many such tries
/// from one address.
pub async fn class_at_door(store: &Store, caller: Anyone, text: &str, now: Moment) -> Result<ClassAtDoor, AccessError> {
    let address = caller.address().map_or_else(|| "unknown".to_owned(), |address| address.to_string());
    let here = format!("class_key:{address}");
    let everywhere = tries_so_far(store, "class_key", IN_THE_WHOLE.window, now).await?;
    let most = if everywhere >= IN_THE_WHOLE.tries { PER_ADDRESS_MEANWHILE } else { PER_ADDRESS.tries };
    // Whoever has guessed too often gets no answer even to a right guess.
    if tries_so_far(store, &here, PER_ADDRESS.window, now).await? >= most {
        return Err(AccessError::TooManyTries);
    }
    let found = match ClassKey::parse(text) {
        Some(key) => find(store, key, now).await?,
        None => None,
    };
    match found {
        Some((key, class)) => Ok(ClassAtDoor {
            class: ClassId(class.id),
            school: OrganisationId(class.organisation_id),
            class_name: class.name,
            key,
            caller,
        }),
        None => {
            count_try(store, "class_key", Limit { tries: i64::MAX, ..IN_THE_WHOLE }, now).await?;
            count_try(store, &here, PER_ADDRESS, now).await?;
            Err(AccessError::WrongClassCode)
        }
    }
}

async fn find(store: &Store, key: ClassKey, now: Moment) -> Result<Option<(ClassKey, class::Model)>, AccessError> {
    let class = match &key {
        ClassKey::Code(code) if is_demo_code(code) && !is_demo(store).await? => None,
        ClassKey::Code(code) => class_code::Entity::find()
            .filter(class_code::Column::Code.eq(code.as_str()))
            .filter(class_code::Column::ToAt.is_null())
            .one(store.read())
            .await?
            .map(|row| row.class_id),
        ClassKey::Lesson(number) => class_lesson::Entity::find()
            .filter(class_lesson::Column::Number.eq(number.as_str()))
            .filter(class_lesson::Column::ClosedAt.is_null())
            .filter(class_lesson::Column::UntilAt.gt(now))
            .one(store.read())
            .await?
            .map(|row| row.class_id),
    };
    let Some(class) = class else { return Ok(None) };
    Ok(class::Entity::find_by_id(class).one(store.read()).await?.map(|class| (key, class)))
}

/// Whether everybody may know this installation's secrets.
pub(super) async fn is_demo(store: &Store) -> Result<bool, AccessError> {
    Ok(installation(store).await?.is_some_and(|installation| installation.is_demo))
}

/// Gives a class a new code; the old one opens nothing any more.
///
/// # Errors
/// When the database fails.
pub async fn change_class_code(store: &Store, teacher: &ClassTeacher, now: Moment) -> Result<String, AccessError> {
    let transaction = store.begin(Turn::Roster).await?;
    let code = new_codes(&transaction, 1).await?.pop_first().ok_or(AccessError::NotFound)?;
    replace_code(&transaction, teacher.actor(), teacher.school(), teacher.class(), &code, now).await?;
    transaction.commit().await?;
    Ok(code)
}

/// The codes of classes, each at its school, made where there is none. To be called in the roster's turn.
pub(super) async fn codes_of(
    db: &impl ConnectionTrait,
    actor: Actor,
    classes: &[(SchoolId, ClassId)],
    now: Moment,
) -> Result<HashMap<ClassId, String>, AccessError> {
    let mut codes: HashMap<ClassId, String> = HashMap::with_capacity(classes.len());
    for chunk in classes.chunks(CHUNK) {
        let rows = class_code::Entity::find()
            .filter(class_code::Column::ClassId.is_in(chunk.iter().map(|(_, class)| class.0)))
            .filter(class_code::Column::ToAt.is_null())
            .all(db)
            .await?;
        codes.extend(rows.into_iter().map(|row| (ClassId(row.class_id), row.code)));
    }
    let without: Vec<(SchoolId, ClassId)> =
        classes.iter().filter(|(_, class)| !codes.contains_key(class)).copied().collect();
    let new: Vec<_> = without.into_iter().zip(new_codes(db, classes.len() - codes.len()).await?).collect();
    for chunk in new.chunks(CHUNK) {
        let rows = chunk.iter().map(|((_, class), code)| class_code::ActiveModel {
            class_id: Set(class.0),
            code: Set(code.clone()),
            from_at: Set(now),
            ..Default::default()
        });
        class_code::Entity::insert_many(rows).exec(db).await?;
    }
    let events = new.iter().map(|((school, class), _)| {
        let event = audit::Event::new(actor, AuditAction::ClassCodeChanged).at(*school).about_class(*class);
        event.with(audit::details! { First: true })
    });
    audit::record(db, events.collect::<Vec<_>>(), now).await?;
    codes.extend(new.into_iter().map(|((_, class), code)| (class, code)));
    Ok(codes)
}

/// So many codes that no class has or had.
async fn new_codes(db: &impl ConnectionTrait, how_many: usize) -> Result<BTreeSet<String>, AccessError> {
    let mut free = BTreeSet::new();
    // Almost always once: there are far more codes than classes.
    while free.len() < how_many {
        let drawn: Vec<String> = (free.len()..how_many).map(|_| draw_code(&mut rand::rng())).collect();
        let mut taken = HashSet::new();
        for chunk in drawn.chunks(CHUNK) {
            let rows = class_code::Entity::find().filter(class_code::Column::Code.is_in(chunk.iter().cloned()));
            taken.extend(rows.all(db).await?.into_iter().map(|row| row.code));
        }
        free.extend(drawn.into_iter().filter(|code| !taken.contains(code)));
    }
    Ok(free)
}

/// The code that a class has, if it has one.
pub(super) async fn current_code(db: &impl ConnectionTrait, class: ClassId) -> Result<Option<String>, AccessError> {
    let row = class_code::Entity::find()
        .filter(class_code::Column::ClassId.eq(class.0))
        .filter(class_code::Column::ToAt.is_null())
        .one(db)
        .await?;
    Ok(row.map(|row| row.code))
}

/// Ends the code that a class has and begins another.
pub(super) async fn replace_code(
    db: &impl ConnectionTrait,
    actor: Actor,
    school: SchoolId,
    class: ClassId,
    code: &str,
    now: Moment,
) -> Result<(), AccessError> {
    let ended = class_code::Entity::update_many()
        .col_expr(class_code::Column::ToAt, Expr::value(now))
        .filter(class_code::Column::ClassId.eq(class.0))
        .filter(class_code::Column::ToAt.is_null())
        .exec(db)
        .await?;
    let row = class_code::ActiveModel {
        class_id: Set(class.0),
        code: Set(code.to_owned()),
        from_at: Set(now),
        ..Default::default()
    };
    row.insert(db).await?;
    let event = audit::Event::new(actor, AuditAction::ClassCodeChanged)
        .at(school)
        .about_class(class)
        .with(audit::details! { First: ended.rows_affected == 0 });
    audit::record(db, [event], now).await?;
    Ok(())
}
