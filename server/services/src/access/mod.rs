//! Accounts, sessions, roles, and the capabilities that use cases ask for by type.
//!
//! A capability can only be made here: from a valid session ([`Viewer`]), or by whoever has the
//! machine's console ([`Operator`]). Code that forgets to ask who is calling does not compile.

mod accounts;
mod anonymise;
mod appoint;
pub(crate) mod audit;
mod capability;
pub mod entity;
pub mod held;
mod housekeeping;
mod data_keeper;
mod keeper;
mod limit;
pub mod oidc;
mod password;
pub mod pupils;
mod privacy;
mod reach;
mod roles;
mod secrets;
mod session;
mod settings;
mod setup;
mod viewer;

pub use accounts::{NewAccount, create_account, grant_role};
pub use anonymise::{anonymise_leavers, count_leavers};
pub use capability::{
    AccountHolder, Actor, Anyone, ClassTeacher, LateLearner, Learner, Office, OfficeReader, Oneself, Operator, SchoolHead,
    SchoolLead, SchoolScope, SchoolVisitor,
pub use audit::{Exported, audit_page, export_audit};
pub use capability::{
    AccountHolder, AccountKeeper, Actor, Anyone, Auditor, ClassTeacher, Learner, Office, OfficeReader, Oneself,
    Operator, PersonAuditor, RoleGiver, SchoolHead, SchoolLead, SchoolScope, SchoolVisitor,
};
pub use held::{my_data, take_out_data_of, take_out_my_data};
pub use housekeeping::housekeeping;
pub use data_keeper::PersonKeeper;
pub use keeper::{PeopleKeeper, PeopleReader};
pub use limit::Limit;
pub use privacy::{keep_privacy_settings, privacy_settings};
pub use roles::{
    NewRole, RoleError, disable_account, enable_account, end_role, give_role, office_roles, person_access, school_roles,
};
pub use secrets::Secrets;
pub use session::{Browser, NewSession, SessionToken, sign_in, sign_out, viewer};
pub use settings::Setting;
pub use setup::{
    FirstAdministrator, Installation, create_first_administrator, installation, issue_setup_code, mark_as_demo,
};
pub use viewer::{MembershipOf, Viewer};

use crate::StoreError;
use domain::access::credentials::CredentialError;

/// What can go wrong when somebody signs in, or asks for what is not theirs.
#[derive(Debug, thiserror::Error)]
pub enum AccessError {
    /// No valid session.
    #[error("not signed in")]
    NotSignedIn,
    /// Signed in, but this is not theirs.
    #[error("not allowed")]
    Forbidden,
    /// There is no such thing.
    #[error("not found")]
    NotFound,
    /// User name or password is wrong; which of them is not said.
    #[error("wrong user name or password")]
    WrongPassword,
    /// The one-time code is wrong or used.
    #[error("wrong one-time code")]
    WrongCode,
    /// The installation has its first administrator already.
    #[error("this installation is set up already")]
    AlreadySetUp,
    /// The user name is taken.
    #[error("the user name is taken")]
    UsernameTaken,
    /// No person's name.
    #[error("not a person's name")]
    BadName,
    /// The organisation's name is missing.
    #[error("the organisation has no name")]
    NoOrganisationName,
    /// User name or password cannot be taken.
    #[error(transparent)]
    Credential(#[from] CredentialError),
    /// A period that cannot be set.
    #[error("no such period")]
    BadPeriod,
    /// Tried too often; later it works again.
    #[error("too many tries")]
    TooManyTries,
    /// No class has this code, no open lesson this number.
    #[error("wrong class code")]
    WrongClassCode,
    /// Hashing failed, which a right build never does.
    #[error("the password cannot be hashed")]
    Hashing,
    /// The database failed.
    #[error(transparent)]
    Store(#[from] StoreError),
}

impl From<sea_orm::DbErr> for AccessError {
    fn from(error: sea_orm::DbErr) -> Self {
        Self::Store(error.into())
    }
}
