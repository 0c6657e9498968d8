//! Whose people are sent out.

use crate::{Store, StoreError, access::Office, people::query::schools_below};
use domain::{
    calendar::{Moment, day_of},
    ids::{OrganisationId, SchoolId},
};
use sea_orm::Value;
use std::collections::HashSet;

/// Whose people are sent out.
#[derive(Debug)]
pub struct Scope {
    /// The one school, where it is one.
    only: Option<SchoolId>,
    schools: HashSet<SchoolId>,
}

impl Scope {
    /// One school.
    pub fn of_school(school: SchoolId) -> Self {
        Self { only: Some(school), schools: HashSet::from([school]) }
    }

    /// The schools that are open today below the office's node.
    pub async fn of_office(store: &Store, office: &Office, now: Moment) -> Result<Self, StoreError> {
        let schools = schools_below(store, office.node(), day_of(now)).await?;
        Ok(Self { only: None, schools: schools.into_iter().map(|school| school.id).collect() })
    }

    /// Whether a school is among them.
    pub fn holds(&self, organisation: i64) -> bool {
        self.schools.contains(&OrganisationId(organisation))
    }

    /// Narrows a statement to the one school, where it is one.
    pub fn condition(&self, table: &str, place: &str) -> String {
        self.only.map(|_| format!("AND {table}.organisation_id = {place}")).unwrap_or_default()
    }

    /// The value for [`Scope::condition`], if it asks for one.
    pub fn values(&self) -> Vec<Value> {
        self.only.into_iter().map(|school| school.0.into()).collect()
    }
}
