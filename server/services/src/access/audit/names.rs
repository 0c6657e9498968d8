//! Names of what the log speaks of by ids, as they are at the time of reading.

use crate::{
    StoreError,
    people::entity::{class, organisation, person},
    store::CHUNK,
};
use domain::{
    access::{
        audit::{AuditSubject, NamedPerson},
        audit_detail::DetailValue,
    },
    ids::PersonId,
};
use sea_orm::{ColumnTrait, ConnectionTrait, EntityTrait, QueryFilter};
use std::collections::{BTreeSet, HashMap};

/// The ids to be named.
#[derive(Debug, Default)]
pub(super) struct Wanted {
    persons: BTreeSet<i64>,
    organisations: BTreeSet<i64>,
    classes: BTreeSet<i64>,
}

impl Wanted {
    /// Adds one; what has no name is passed over.
    pub(super) fn add(&mut self, kind: AuditSubject, id: i64) {
        match kind {
            AuditSubject::Person => self.persons.insert(id),
            AuditSubject::Organisation => self.organisations.insert(id),
            AuditSubject::Class => self.classes.insert(id),
            AuditSubject::RosterImport | AuditSubject::Completion | AuditSubject::Activity | AuditSubject::Setting => {
                false
            }
        };
    }
}

/// Names by ids. A person made anonymous has none.
#[derive(Debug, Default)]
pub(super) struct Names {
    persons: HashMap<i64, Option<String>>,
    organisations: HashMap<i64, String>,
    classes: HashMap<i64, String>,
}

impl Names {
    /// Looks all up.
    pub(super) async fn of(db: &impl ConnectionTrait, wanted: Wanted) -> Result<Self, StoreError> {
        let mut names = Self::default();
        for chunk in chunks(wanted.persons) {
            for row in person::Entity::find().filter(person::Column::Id.is_in(chunk)).all(db).await? {
                names.persons.insert(row.id, row.anonymised_at.is_none().then_some(row.full_name));
            }
        }
        for chunk in chunks(wanted.organisations) {
            for row in organisation::Entity::find().filter(organisation::Column::Id.is_in(chunk)).all(db).await? {
                names.organisations.insert(row.id, row.name);
            }
        }
        for chunk in chunks(wanted.classes) {
            for row in class::Entity::find().filter(class::Column::Id.is_in(chunk)).all(db).await? {
                names.classes.insert(row.id, row.name);
            }
        }
        Ok(names)
    }

    /// A person; one whose record is gone is as good as anonymous.
    pub(super) fn person(&self, id: i64) -> NamedPerson {
        NamedPerson { id: PersonId(id), name: self.persons.get(&id).cloned().flatten() }
    }

    /// The name of a thing.
    pub(super) fn thing(&self, kind: AuditSubject, id: i64) -> Option<String> {
        match kind {
            AuditSubject::Organisation => self.organisations.get(&id).cloned(),
            AuditSubject::Class => self.classes.get(&id).cloned(),
            _ => None,
        }
    }

    /// What a particular says in place of an id.
    pub(super) fn of_id(&self, kind: AuditSubject, id: i64) -> Option<DetailValue> {
        match kind {
            AuditSubject::Person => {
                Some(self.persons.get(&id)?.clone().map_or(DetailValue::Anonymous, DetailValue::Named))
            }
            kind => self.thing(kind, id).map(DetailValue::Named),
        }
    }
}

fn chunks(ids: BTreeSet<i64>) -> Vec<Vec<i64>> {
    let ids: Vec<i64> = ids.into_iter().collect();
    ids.chunks(CHUNK).map(<[i64]>::to_vec).collect()
}
