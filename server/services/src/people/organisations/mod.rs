//! The tree of organisations, edited by whoever has the node above.

mod change;
mod close;
mod merge;
mod nodes;
mod place;
mod show;
mod there;

pub use change::{NewOrganisation, Particulars, add_organisation, change_organisation};
pub use close::close_organisation;
pub use merge::{merge_preview, merge_schools};
pub(super) use nodes::Nodes;
pub use place::move_organisation;
pub use show::{organisation_page, organisation_tree};

use crate::StoreError;

/// Why a node cannot be shown or changed so.
#[derive(Debug, thiserror::Error)]
pub enum OrganisationError {
    /// No such node in the office's subtree.
    #[error("not found")]
    NotFound,
    /// A node without a name.
    #[error("no name")]
    NoName,
    /// Not a code.
    #[error("not a code")]
    BadCode,
    /// Another node has the code.
    #[error("the code is taken")]
    CodeTaken,
    /// A school without a level.
    #[error("a school has a level")]
    NoLevel,
    /// The node above is not there, is closed, or is a school: nothing stands below a school.
    #[error("nothing can stand below this node")]
    BadParent,
    /// The node would stand below itself.
    #[error("the node would stand below itself")]
    Circle,
    /// A day before the node was there, or before something that is known to come.
    #[error("not a possible day")]
    BadDay,
    /// The node is closed, or closes on a day already.
    #[error("the node is closed")]
    Closed,
    /// Nodes below it are open.
    #[error("nodes below it are open")]
    ChildrenOpen,
    /// Memberships, duties or roles are open there.
    #[error("memberships are open there")]
    MembersOpen,
    /// Only two different schools can be merged.
    #[error("only two different schools can be merged")]
    NotTwoSchools,
    /// Pupils of the school that closes are still in classes of an earlier school year.
    #[error("the school is not rolled over yet")]
    NotRolledOver,
    /// The database failed.
    #[error(transparent)]
    Store(#[from] StoreError),
}

impl From<sea_orm::DbErr> for OrganisationError {
    fn from(error: sea_orm::DbErr) -> Self {
        Self::Store(error.into())
    }
}
