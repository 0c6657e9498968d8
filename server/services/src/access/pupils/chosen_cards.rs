//! Cards of pupils who were chosen on the list of people, whatever their classes.

use super::{
    super::{AccessError, Secrets},
    cards::{Sheet, print_sheets},
    roll::on_roll,
};
use crate::{
    Store, StoreError, Turn,
    people::{
        ChosenPeople,
        entity::{class, enrolment, organisation},
    },
    store::{CHUNK, open_on},
};
use chrono::NaiveDate;
use domain::{
    access::pupils::ChosenCards,
    calendar::{Moment, day_of},
    ids::{ClassId, MembershipId, PersonId},
    people::{
        class_order,
        directory::{LeftOut, LeftOutWhy},
    },
};
use sea_orm::{ColumnTrait, ConnectionTrait, EntityTrait, QueryFilter};
use std::collections::{BTreeMap, BTreeSet, HashMap};

/// Prints the cards of pupils chosen, after making the secrets that are asked for: of everybody, or of those who have
/// none. Whoever is in no class today is left out, and named.
///
/// `base` is the address that browsers know this server by, such as `https://tiendo.example`.
///
/// # Errors
/// When the database fails.
pub async fn print_chosen_cards(
    store: &Store,
    secrets: &Secrets,
    chosen: &ChosenPeople,
    for_all: bool,
    base: &str,
    now: Moment,
) -> Result<ChosenCards, AccessError> {
    let transaction = store.begin(Turn::Roster).await?;
    let sheets = sheets_of(&transaction, secrets, chosen, day_of(now)).await?;
    let placed: BTreeSet<PersonId> = sheets.iter().flat_map(|sheet| &sheet.roll).map(|pupil| pupil.person).collect();
    let mut seen = BTreeSet::new();
    let without = chosen.members().iter().filter(|member| !placed.contains(&member.person));
    let left_out = without
        .filter(|member| seen.insert(member.person))
        .map(|member| LeftOut { name: member.name.clone(), why: LeftOutWhy::NoClass })
        .collect();
    let classes = print_sheets(&transaction, secrets, chosen.actor(), sheets, !for_all, base, now).await?;
    transaction.commit().await?;
    Ok(ChosenCards { classes, left_out })
}

/// The classes of the pupils chosen, by school, grade and name, each with those chosen.
async fn sheets_of(
    db: &impl ConnectionTrait,
    secrets: &Secrets,
    chosen: &ChosenPeople,
    today: NaiveDate,
) -> Result<Vec<Sheet>, StoreError> {
    let in_class = chosen_in(db, chosen, today).await?;
    let ids: Vec<ClassId> = in_class.keys().copied().collect();
    let mut rolls = on_roll(db, secrets, &ids, today).await?;
    let mut classes = Vec::with_capacity(ids.len());
    for chunk in ids.chunks(CHUNK) {
        let own = class::Column::Id.is_in(chunk.iter().map(|class| class.0));
        classes.extend(class::Entity::find().filter(own).all(db).await?);
    }
    let schools = schools_of(db, &classes).await?;
    let mut sheets = Vec::with_capacity(classes.len());
    for class in classes {
        let (Some(of_class), Some(school)) =
            (in_class.get(&ClassId(class.id)), schools.get(&class.organisation_id).cloned())
        else {
            continue;
        };
        // The whole class is read: how short a name is in its list depends on the others.
        let mut roll = rolls.remove(&ClassId(class.id)).unwrap_or_default();
        roll.retain(|pupil| of_class.contains(&pupil.person));
        if !roll.is_empty() {
            sheets.push(Sheet { class, school, roll });
        }
    }
    sheets.sort_by_cached_key(|sheet| {
        (sheet.school.sort_key.clone(), sheet.school.id, sheet.class.grade, class_order(&sheet.class.name))
    });
    Ok(sheets)
}

/// Who of the pupils chosen is in which class today.
async fn chosen_in(
    db: &impl ConnectionTrait,
    chosen: &ChosenPeople,
    today: NaiveDate,
) -> Result<BTreeMap<ClassId, BTreeSet<PersonId>>, StoreError> {
    let person_of: HashMap<MembershipId, PersonId> =
        chosen.members().iter().map(|member| (member.membership, member.person)).collect();
    let mut in_class: BTreeMap<ClassId, BTreeSet<PersonId>> = BTreeMap::new();
    for chunk in chosen.members().chunks(CHUNK) {
        let rows = enrolment::Entity::find()
            .filter(enrolment::Column::MembershipId.is_in(chunk.iter().map(|member| member.membership.0)))
            .filter(open_on!(enrolment, today))
            .all(db)
            .await?;
        for row in rows {
            let person = person_of.get(&MembershipId(row.membership_id));
            in_class.entry(ClassId(row.class_id)).or_default().extend(person);
        }
    }
    Ok(in_class)
}

async fn schools_of(
    db: &impl ConnectionTrait,
    classes: &[class::Model],
) -> Result<HashMap<i64, organisation::Model>, StoreError> {
    let ids: BTreeSet<i64> = classes.iter().map(|class| class.organisation_id).collect();
    let ids: Vec<i64> = ids.into_iter().collect();
    let mut schools = HashMap::with_capacity(ids.len());
    for chunk in ids.chunks(CHUNK) {
        let own = organisation::Column::Id.is_in(chunk.iter().copied());
        schools.extend(organisation::Entity::find().filter(own).all(db).await?.into_iter().map(|row| (row.id, row)));
    }
    Ok(schools)
}
