//! What is open at a node, and ending all of it.

use crate::{
    StoreError,
    people::rows::{count, run},
};
use chrono::NaiveDate;
use domain::{
    calendar::{Moment, SchoolYear},
    people::node::OpenThere,
};
use sea_orm::ConnectionTrait;

/// Counts what holds at a node on a day or begins later.
pub async fn open_there(db: &impl ConnectionTrait, node: i64, day: NaiveDate) -> Result<OpenThere, StoreError> {
    let counted = async |from: &str| {
        let sql = format!(
            "SELECT COUNT(*) AS n FROM {from} AND t.organisation_id = $1 AND t.voided_at IS NULL \
             AND (t.to_on IS NULL OR t.to_on > $2)"
        );
        count(db, &sql, [node.into(), day.into()]).await
    };
    let classes = "SELECT COUNT(*) AS n FROM classes c WHERE c.organisation_id = $1 AND c.school_year >= $2 \
                   AND c.voided_at IS NULL";
    let year = SchoolYear::containing(day).first_year();
    Ok(OpenThere {
        staff: counted("memberships t WHERE t.kind <> 'pupil'").await?,
        pupils: counted("memberships t WHERE t.kind = 'pupil'").await?,
        responsibilities: counted("responsibilities t WHERE 1 = 1").await?,
        roles: counted("role_grants t WHERE 1 = 1").await?,
        classes: count(db, classes, [node.into(), year.into()]).await?,
    })
}

/// Ends on a day all that holds at a node; what would begin later never does.
pub async fn end_all(db: &impl ConnectionTrait, node: i64, on: NaiveDate, now: Moment) -> Result<(), StoreError> {
    const OF_NODE: &str = "organisation_id = $3";
    const OF_ITS_CLASSES: &str = "class_id IN (SELECT c.id FROM classes c WHERE c.organisation_id = $3)";
    let tables = [
        ("enrolments", OF_ITS_CLASSES),
        ("class_teachers", OF_ITS_CLASSES),
        ("memberships", OF_NODE),
        ("responsibilities", OF_NODE),
        ("role_grants", OF_NODE),
    ];
    for (table, of) in tables {
        let end = format!(
            "UPDATE {table} SET to_on = $1, end_learned_at = $2 WHERE {of} AND voided_at IS NULL AND from_on < $1 \
             AND (to_on IS NULL OR to_on > $1)"
        );
        run(db, &end, [on.into(), now.into(), node.into()]).await?;
        let void = format!("UPDATE {table} SET voided_at = $2 WHERE {of} AND voided_at IS NULL AND from_on >= $1");
        run(db, &void, [on.into(), now.into(), node.into()]).await?;
    }
    Ok(())
}
