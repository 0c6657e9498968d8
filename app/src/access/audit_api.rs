//! Server functions of the audit log.

use crate::error::AppError;
use domain::access::audit::{AuditPage, AuditQuery};
use leptos::prelude::*;

/// A page of the audit log of the viewer's node and of all below, newest lines first.
///
/// **Permissions**: office and office viewer.
#[server(prefix = "/api/fn", endpoint = "audit_log")]
pub async fn audit_log(
    #[server(default)] query: AuditQuery,
    #[server(default)] page: u64,
) -> Result<AuditPage, AppError> {
    use crate::{door, ui::pager::PAGE_LENGTH};
    let auditor = door::viewer()?.audits()?;
    let filter = query.filter();
    Ok(services::access::audit_page(&door::store(), &auditor, &filter, page, PAGE_LENGTH, door::now()).await?)
}

/// A page of the audit log of a school, newest lines first.
///
/// **Permissions**: the school's principal; office and office viewer above it.
#[server(prefix = "/api/fn", endpoint = "school_audit_log")]
pub async fn school_audit_log(
    code: String,
    #[server(default)] query: AuditQuery,
    #[server(default)] page: u64,
) -> Result<AuditPage, AppError> {
    use crate::{door, ui::pager::PAGE_LENGTH};
    let (viewer, store, now) = (door::viewer()?, door::store(), door::now());
    let auditor = viewer.audits_school(&store, &code, domain::calendar::day_of(now)).await?;
    Ok(services::access::audit_page(&store, &auditor, &query.filter(), page, PAGE_LENGTH, now).await?)
}
