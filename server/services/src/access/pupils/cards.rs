//! Class cards: what a pupil holds in the hand to sign in. A secret is shown on the card it was made for, and never
//! again.

use super::{
    super::{AccessError, Actor, ClassTeacher, SchoolLead, Secrets, audit},
    class_key::codes_of,
    entity::pupil_secret,
    qr::qr,
    roll::{OnRoll, kind_of, on_roll, stored_kind},
    secret::{Drawn, draw_for, keep, kept_of},
};
use crate::{
    Store, StoreError, Turn,
    people::entity::{class, organisation},
};
use chrono::NaiveDate;
use domain::{
    access::{
        audit::AuditAction,
        pupils::{CardSecret, CardsAhead, ClassCards, PupilCard, class_code::ClassKey, secret::PupilSecret},
    },
    calendar::{Moment, SchoolYear, day_of},
    ids::{ClassId, OrganisationId, PersonId, SchoolId},
    people::class_order,
};
use sea_orm::{ColumnTrait, ConnectionTrait, EntityTrait, QueryFilter};
use std::collections::{BTreeMap, BTreeSet, HashMap};

/// Whose secrets are made anew when cards are printed.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Whose {
    /// Of those who have none yet.
    Missing,
    /// Of everybody; what they had before is dead.
    All,
    /// Of one pupil, by handle; only that card is printed.
    One(String),
    /// Of some pupils, by handle, of all of them or of those who have none; only their cards are printed.
    Chosen {
        /// Who.
        handles: BTreeSet<String>,
        /// Whether what they had before is dead.
        anew: bool,
    },
}

impl Whose {
    /// Whether only whoever has no secret gets one.
    const fn only_missing(&self) -> bool {
        match self {
            Self::Missing => true,
            Self::All | Self::One(_) => false,
            Self::Chosen { anew, .. } => !*anew,
        }
    }

    /// Keeps of a class those whose cards are printed.
    fn choose_from(&self, roll: &mut Vec<OnRoll>) -> Result<(), AccessError> {
        let asked: BTreeSet<&str> = match self {
            Self::Missing | Self::All => return Ok(()),
            Self::One(handle) => [handle.as_str()].into(),
            Self::Chosen { handles, .. } => handles.iter().map(String::as_str).collect(),
        };
        roll.retain(|pupil| asked.contains(pupil.handle.as_str()));
        if roll.len() == asked.len() { Ok(()) } else { Err(AccessError::NotFound) }
    }
}

/// Prints the cards of a class, after making the secrets that are asked for and, if there is none, the class code.
///
/// `base` is the address that browsers know this server by, such as `https://tiendo.example`.
///
/// # Errors
/// [`AccessError::NotFound`] for a handle that no pupil of the class has.
pub async fn print_class_cards(
    store: &Store,
    secrets: &Secrets,
    teacher: &ClassTeacher,
    whose: &Whose,
    base: &str,
    now: Moment,
) -> Result<ClassCards, AccessError> {
    let class = class::Entity::find_by_id(teacher.class().0).one(store.read()).await?.ok_or(AccessError::NotFound)?;
    let mut printed = print(store, secrets, (teacher.actor(), teacher.school()), vec![class], whose, base, now).await?;
    printed.pop().ok_or(AccessError::NotFound)
}

/// Prints the cards of all classes of a school this year.
///
/// # Errors
/// [`AccessError::NotFound`] when the school has no class.
pub async fn print_school_cards(
    store: &Store,
    secrets: &Secrets,
    lead: &SchoolLead,
    for_all: bool,
    base: &str,
    now: Moment,
) -> Result<Vec<ClassCards>, AccessError> {
    let classes = classes_now(store, lead.school(), day_of(now)).await?;
    if classes.is_empty() {
        return Err(AccessError::NotFound);
    }
    let whose = if for_all { Whose::All } else { Whose::Missing };
    print(store, secrets, (lead.actor(), lead.school()), classes, &whose, base, now).await
}

async fn print(
    store: &Store,
    secrets: &Secrets,
    by: (Actor, SchoolId),
    classes: Vec<class::Model>,
    whose: &Whose,
    base: &str,
    now: Moment,
) -> Result<Vec<ClassCards>, AccessError> {
    let (actor, school) = by;
    let of_school = school_of(store, school).await?;
    let ids: Vec<ClassId> = classes.iter().map(|class| ClassId(class.id)).collect();
    let transaction = store.begin(Turn::Roster).await?;
    let mut rolls = on_roll(&transaction, secrets, &ids, day_of(now)).await?;
    let mut sheets = Vec::with_capacity(classes.len());
    for class in classes {
        let mut roll = rolls.remove(&ClassId(class.id)).unwrap_or_default();
        whose.choose_from(&mut roll)?;
        sheets.push(Sheet { class, school: of_school.clone(), roll });
    }
    let printed = print_sheets(&transaction, secrets, actor, sheets, whose.only_missing(), base, now).await?;
    transaction.commit().await?;
    Ok(printed)
}

/// A class, and those of its pupils whose cards are printed.
#[derive(Debug)]
pub(super) struct Sheet {
    pub class: class::Model,
    pub school: organisation::Model,
    pub roll: Vec<OnRoll>,
}

/// Makes the secrets and class codes that are asked for, and the cards. To be called in the roster's turn.
pub(super) async fn print_sheets(
    db: &impl ConnectionTrait,
    secrets: &Secrets,
    actor: Actor,
    sheets: Vec<Sheet>,
    only_missing: bool,
    base: &str,
    now: Moment,
) -> Result<Vec<ClassCards>, AccessError> {
    let persons: Vec<PersonId> = sheets.iter().flat_map(|sheet| &sheet.roll).map(|pupil| pupil.person).collect();
    let kept = kept_of(db, &persons).await?;
    let classes: Vec<(SchoolId, ClassId)> =
        sheets.iter().map(|sheet| (OrganisationId(sheet.school.id), ClassId(sheet.class.id))).collect();
    let mut codes = codes_of(db, actor, &classes, now).await?;
    let mut printed = Vec::with_capacity(sheets.len());
    let mut events = Vec::with_capacity(sheets.len());
    let mut made: BTreeMap<PersonId, Drawn> = BTreeMap::new();
    for Sheet { class, school, roll } in sheets {
        let (id, at) = (ClassId(class.id), OrganisationId(school.id));
        // Who is in two classes has one secret.
        let asked = roll
            .iter()
            .filter(|pupil| !(made.contains_key(&pupil.person) || (only_missing && kept.contains_key(&pupil.person))));
        let drawn = draw_for(asked, at, kind_of(&class));
        let details = audit::details! { Cards: roll.len(), Made: drawn.len() };
        events.push(audit::Event::new(actor, AuditAction::ClassCardsPrinted).at(at).about_class(id).with(details));
        made.extend(drawn.into_iter().map(|drawn| (drawn.person, drawn)));
        let code = codes.remove(&id).ok_or(AccessError::NotFound)?;
        printed.push(ClassCards {
            school_name: short_name(&school),
            school_code: school.code,
            class: id,
            class_name: class.name,
            qr: qr(&address(base, &code))?,
            code,
            cards: cards(roll, &made, &kept)?,
        });
    }
    let drawn: Vec<Drawn> = made.into_values().collect();
    keep(db, secrets, actor, &drawn, now).await?;
    audit::record(db, events, now).await?;
    Ok(printed)
}

fn cards(
    roll: Vec<OnRoll>,
    made: &BTreeMap<PersonId, Drawn>,
    kept: &HashMap<PersonId, pupil_secret::Model>,
) -> Result<Vec<PupilCard>, StoreError> {
    let mut cards = Vec::with_capacity(roll.len());
    for pupil in roll {
        let secret = match (made.get(&pupil.person).map(|drawn| &drawn.secret), kept.get(&pupil.person)) {
            (Some(PupilSecret::Pin(digits)), _) => CardSecret::Pin(digits.clone()),
            (Some(PupilSecret::Pictures(pictures)), _) => CardSecret::Pictures(*pictures),
            (None, Some(row)) => CardSecret::AsBefore(stored_kind(&row.kind)?),
            // Everybody without a secret has just been given one.
            (None, None) => continue,
        };
        cards.push(PupilCard { name: pupil.name, listed_as: pupil.listed_as, secret });
    }
    Ok(cards)
}

/// What printing the cards of a class would do.
///
/// # Errors
/// When the database fails.
pub async fn class_cards_ahead(
    store: &Store,
    secrets: &Secrets,
    teacher: &ClassTeacher,
    now: Moment,
) -> Result<CardsAhead, AccessError> {
    let class = class::Entity::find_by_id(teacher.class().0).one(store.read()).await?.ok_or(AccessError::NotFound)?;
    let named = Some((teacher.class(), class.name.clone()));
    ahead(store, secrets, teacher.school(), &[class], named, now).await
}

/// What printing the cards of a school would do.
///
/// # Errors
/// When the database fails.
pub async fn school_cards_ahead(
    store: &Store,
    secrets: &Secrets,
    lead: &SchoolLead,
    now: Moment,
) -> Result<CardsAhead, AccessError> {
    let classes = classes_now(store, lead.school(), day_of(now)).await?;
    ahead(store, secrets, lead.school(), &classes, None, now).await
}

async fn ahead(
    store: &Store,
    secrets: &Secrets,
    school: SchoolId,
    classes: &[class::Model],
    class: Option<(ClassId, String)>,
    now: Moment,
) -> Result<CardsAhead, AccessError> {
    let school = school_of(store, school).await?;
    let ids: Vec<ClassId> = classes.iter().map(|class| ClassId(class.id)).collect();
    let rolls = on_roll(store.read(), secrets, &ids, day_of(now)).await?;
    let persons: Vec<PersonId> = rolls.values().flatten().map(|pupil| pupil.person).collect();
    let kept = kept_of(store.read(), &persons).await?;
    Ok(CardsAhead {
        school_code: school.code,
        school_name: school.name,
        class,
        classes: classes.len(),
        pupils: persons.len(),
        without_secret: persons.iter().filter(|person| !kept.contains_key(person)).count(),
    })
}

async fn classes_now(store: &Store, school: SchoolId, today: NaiveDate) -> Result<Vec<class::Model>, AccessError> {
    let mut classes = class::Entity::find()
        .filter(class::Column::OrganisationId.eq(school.0))
        .filter(class::Column::SchoolYear.eq(SchoolYear::containing(today).first_year()))
        .all(store.read())
        .await?;
    classes.sort_by_cached_key(|class| (class.grade, class_order(&class.name)));
    Ok(classes)
}

pub(super) async fn school_of(store: &Store, school: SchoolId) -> Result<organisation::Model, AccessError> {
    organisation::Entity::find_by_id(school.0).one(store.read()).await?.ok_or(AccessError::NotFound)
}

pub(super) fn short_name(school: &organisation::Model) -> String {
    if school.short_name.trim().is_empty() { school.name.clone() } else { school.short_name.clone() }
}

/// The address of the list of names that a code or number opens.
pub(super) fn address(base: &str, key: &str) -> String {
    match ClassKey::parse(key) {
        Some(ClassKey::Lesson(number)) => format!("{base}/lesson/{number}"),
        _ => format!("{base}/class/{key}"),
    }
}
