//! What somebody is shown about an account, and how the office wants people to sign in.

use super::{browser::BrowserName, session::SessionKind};
use crate::{
    calendar::Moment,
    ids::PersonId,
    people::{directory::LeftOut, words},
};
use serde::{Deserialize, Serialize};

/// One's own account.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct MyAccount {
    /// Whose it is.
    pub person: PersonId,
    /// User name.
    pub username: String,
    /// E-mail address, if one is known.
    pub email: Option<String>,
    /// Whether signing in takes a second step.
    pub has_second_step: bool,
    /// In how many browsers it is signed in.
    pub sessions: usize,
}

/// A browser that is signed in.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct SessionLine {
    /// Names it among the account's own; nobody signs in with it.
    pub id: String,
    /// Whose computer it is on.
    pub kind: SessionKind,
    /// The browser.
    pub browser: BrowserName,
    /// The address of the network that it signed in from.
    pub address: Option<String>,
    /// Since when.
    pub begun_at: Moment,
    /// When it last asked for something; noted every few minutes.
    pub last_seen_at: Moment,
    /// Whether it is the one that asks.
    pub is_this: bool,
}

/// How far somebody is with a second step of sign-in.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum SecondStep {
    /// There is none.
    Off,
    /// A secret was made and waits for its first code.
    Begun {
        /// For whoever cannot scan: Base32 in groups of four.
        secret: String,
        /// The picture to scan, an SVG element.
        picture: String,
    },
    /// Signing in takes a code.
    On {
        /// Since when.
        since: Moment,
        /// How many recovery codes have not been used.
        codes_left: usize,
    },
}

/// The page of the second step.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct SecondStepPage {
    /// How far it is.
    pub step: SecondStep,
    /// Whether the office asks for it, and so nothing else works without.
    pub is_required: bool,
    /// Recovery codes just made, shown this once.
    pub new_codes: Vec<String>,
}

/// Who must have a second step. Setting of the installation.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct SignInSettings {
    /// Everybody with the role office.
    pub office: bool,
    /// Principals.
    pub principals: bool,
}

words! {
    /// By which way somebody who has no password sets one.
    ResetWay {
        /// The link of a letter.
        Letter = "letter",
        /// A printed code.
        Code = "code",
    }
}

/// What is handed to somebody who cannot sign in.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct ResetSlip {
    /// Who it is for.
    pub name: String,
    /// Their user name.
    pub username: String,
    /// The code just made, shown this once.
    pub code: Option<String>,
    /// Until when the newest code can be used, if there is one.
    pub valid_until: Option<Moment>,
}

/// Slips for several people who cannot sign in.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ChosenSlips {
    /// In the order of names.
    pub slips: Vec<ResetSlip>,
    /// Who gets none.
    pub left_out: Vec<LeftOut>,
}
