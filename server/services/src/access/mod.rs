//! Accounts, sessions, roles, and the capabilities that use cases ask for by type.
//!
//! A capability can only be made here: from a valid session ([`Viewer`]), or by whoever has the
//! machine's console ([`Operator`]). Code that forgets to ask who is calling does not compile.

mod account_keeper;
mod accounts;
mod anonymise;
mod appoint;
pub(crate) mod audit;
mod capability;
mod codes;
mod data_keeper;
pub mod entity;
pub mod held;
mod housekeeping;
mod keeper;
mod limit;
pub mod oidc;
mod own_account;
mod password;
mod privacy;
pub mod pupils;
mod reach;
mod reset;
mod roles;
mod second_step;
mod secrets;
mod session;
mod settings;
mod setup;
mod sign_in;
mod slips;
mod tries;
mod viewer;

pub use account_keeper::{
    AccountKeeper, invite, issue_reset_code, propose_username, remove_second_step_of, reset_slip,
};
pub use accounts::{NewAccount, create_account, grant_role};
pub use anonymise::{anonymise_leavers, count_leavers};
pub use audit::{Exported, audit_page, export_audit};
pub use capability::{
    AccountHolder, AccountShutter, Actor, Anyone, Auditor, ClassTeacher, LateLearner, Learner, Office, OfficeReader,
    Oneself, Operator, PersonAuditor, RoleGiver, SchoolHead, SchoolLead, SchoolScope, SchoolVisitor,
};
pub use data_keeper::PersonKeeper;
pub use held::{my_data, take_out_data_of, take_out_my_data};
pub use housekeeping::housekeeping;
pub use keeper::{PeopleKeeper, PeopleReader};
pub use limit::Limit;
pub use own_account::{change_password, end_other_sessions, end_session, my_account, my_sessions, note_language};
pub use privacy::{keep_privacy_settings, privacy_settings};
pub use reset::{ResetMail, is_reset_link_open, reset_by_code, reset_by_link, send_reset_link};
pub use roles::{
    NewRole, RoleError, disable_account, enable_account, end_role, give_role, office_roles, person_access, school_roles,
};
pub use second_step::{
    begin_second_step, confirm_second_step, keep_sign_in_settings, remove_second_step, renew_recovery_codes,
    second_step_page, sign_in_settings,
};
pub use secrets::Secrets;
pub use session::{Browser, NewSession, SessionToken, sign_out, viewer};
pub use settings::Setting;
pub use setup::{
    FirstAdministrator, Installation, create_first_administrator, installation, issue_setup_code, mark_as_demo,
};
pub use sign_in::{PendingSignIn, PendingToken, SignIn, begin_sign_in, finish_sign_in, sign_in};
pub use slips::{AccountsKeeper, issue_reset_codes};
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
    /// The sign-in that was half done is over: it begins anew.
    #[error("the sign-in has taken too long or was tried too often")]
    SignInOver,
    /// The password was right and the second step is still to come.
    #[error("the second step of sign-in is still to come")]
    SecondStepLeft,
    /// The link of the letter is used, replaced or too old.
    #[error("the link is not valid any more")]
    LinkOver,
    /// The person has an account already.
    #[error("the person has an account already")]
    HasAccount,
    /// So many are signing in that this one cannot wait its turn.
    #[error("too many are signing in at this moment")]
    Busy,
    /// Tried too often; later it works again.
    #[error("too many tries")]
    TooManyTries,
    /// No class has this code, no open lesson this number.
    #[error("wrong class code")]
    WrongClassCode,
    /// Hashing failed, which a right build never does.
    #[error("the password cannot be hashed")]
    Hashing,
    /// A secret cannot be sealed or read: the key outside the database is another one.
    #[error("a secret cannot be sealed or read with this key")]
    Sealing,
    /// The database failed.
    #[error(transparent)]
    Store(#[from] StoreError),
}

impl From<sea_orm::DbErr> for AccessError {
    fn from(error: sea_orm::DbErr) -> Self {
        Self::Store(error.into())
    }
}
