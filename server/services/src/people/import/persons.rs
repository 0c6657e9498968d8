//! Persons of a roster.

use super::{CHUNK, ImportError};
use crate::people::entity::person;
use chrono::NaiveDate;
use domain::{
    calendar::Moment,
    people::{
        PersonName, Sex,
        roster::{PupilRecord, StaffRecord},
        search,
    },
};
use sea_orm::{ActiveModelTrait, ColumnTrait, ConnectionTrait, EntityTrait, QueryFilter, QuerySelect, Set};
use std::collections::{BTreeMap, HashMap};

/// A person as a line describes them.
pub struct Described<'a> {
    code: &'a str,
    name: &'a PersonName,
    born_on: Option<NaiveDate>,
    sex: Option<Sex>,
}

impl<'a> From<&'a StaffRecord> for Described<'a> {
    fn from(record: &'a StaffRecord) -> Self {
        Self { code: &record.code, name: &record.name, born_on: record.born_on, sex: record.sex }
    }
}

impl<'a> From<&'a PupilRecord> for Described<'a> {
    fn from(record: &'a PupilRecord) -> Self {
        Self { code: &record.code, name: &record.name, born_on: record.born_on, sex: record.sex }
    }
}

impl Described<'_> {
    /// Whether the person is stored just so.
    pub fn is_same(&self, row: &person::Model) -> bool {
        row.full_name == self.name.as_str()
            && row.born_on == self.born_on
            && row.sex.as_deref() == self.sex.map(Sex::as_str)
    }

    fn row(&self, now: Moment) -> person::ActiveModel {
        person::ActiveModel {
            code: Set(Some(self.code.to_owned())),
            full_name: Set(self.name.to_string()),
            sort_key: Set(self.name.sort_key()),
            search_key: Set(search::fold(self.name.as_str())),
            born_on: Set(self.born_on),
            sex: Set(self.sex.map(|sex| sex.as_str().to_owned())),
            learned_at: Set(now),
            ..Default::default()
        }
    }
}

/// All persons that have a code.
pub async fn by_code(db: &impl ConnectionTrait) -> Result<HashMap<String, person::Model>, ImportError> {
    let rows = person::Entity::find().filter(person::Column::Code.is_not_null()).all(db).await?;
    Ok(rows.into_iter().filter_map(|row| row.code.clone().map(|code| (code, row))).collect())
}

/// Writes new and changed persons; gives every described person's id by code.
pub async fn write<'a>(
    db: &impl ConnectionTrait,
    described: impl Iterator<Item = Described<'a>>,
    there: &HashMap<String, person::Model>,
    now: Moment,
) -> Result<HashMap<String, i64>, ImportError> {
    let mut new: BTreeMap<&str, Described<'a>> = BTreeMap::new();
    for person in described {
        match there.get(person.code) {
            None => {
                new.insert(person.code, person);
            }
            Some(row) if !person.is_same(row) => {
                person::ActiveModel { id: Set(row.id), learned_at: Set(row.learned_at), ..person.row(now) }
                    .update(db)
                    .await?;
            }
            Some(_) => {}
        }
    }
    let rows: Vec<person::ActiveModel> = new.values().map(|person| person.row(now)).collect();
    for chunk in rows.chunks(CHUNK) {
        person::Entity::insert_many(chunk.to_vec()).exec(db).await?;
    }
    let ids: Vec<(Option<String>, i64)> = person::Entity::find()
        .select_only()
        .columns([person::Column::Code, person::Column::Id])
        .filter(person::Column::Code.is_not_null())
        .into_tuple()
        .all(db)
        .await?;
    Ok(ids.into_iter().filter_map(|(code, id)| code.map(|code| (code, id))).collect())
}
