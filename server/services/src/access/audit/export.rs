//! Taking the log out, which the log itself tells of.

use super::{Event, details, names::Wanted, query::Lines, read::named, record};
use crate::{
    Store, Turn,
    access::{AccessError, Auditor},
};
use domain::{
    access::audit::{AuditAction, AuditFilter, AuditLine, MOST_EXPORTED},
    calendar::{Moment, day_of},
};

/// So many lines are read at once.
const READ_AT_ONCE: u64 = 5_000;

/// What was taken out.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Exported {
    /// How many lines.
    pub lines: u64,
    /// Whether there are more of them than are taken out at once.
    pub is_cut: bool,
}

/// Hands the lines that a filter lets through to `take`, newest first, at most [`MOST_EXPORTED`]; what is written
/// meanwhile stays out. That it was done is in the log before the first line leaves.
///
/// # Errors
/// When the database fails.
pub async fn export_audit(
    store: &Store,
    auditor: &Auditor,
    filter: &AuditFilter,
    now: Moment,
    mut take: impl FnMut(AuditLine) + Send,
) -> Result<Exported, AccessError> {
    let db = store.read();
    let lines = Lines::of(auditor, filter, day_of(now));
    let (count, newest) = lines.count(db).await?;
    let exported = Exported { lines: count.min(MOST_EXPORTED), is_cut: count > MOST_EXPORTED };
    let transaction = store.begin(Turn::Free).await?;
    let event = Event::new(auditor.actor, AuditAction::AuditExported)
        .at(auditor.node)
        .with(details! { Lines: exported.lines, Format: "csv" });
    record(&transaction, [event], now).await?;
    transaction.commit().await?;
    let mut after = 0;
    while after < exported.lines {
        let rows = lines.rows(db, newest, READ_AT_ONCE.min(exported.lines - after), after).await?;
        named(db, rows, Wanted::default()).await?.0.into_iter().for_each(&mut take);
        after += READ_AT_ONCE;
    }
    Ok(exported)
}
