//! How pupils sign in: the code of their class, their name, and a PIN or three pictures.

pub mod class_code;
pub mod listed;
pub mod secret;

use crate::{ids::ClassId, people::directory::LeftOut};
use chrono::{NaiveDate, TimeDelta};
use secret::{Picture, SecretKind};
use serde::{Deserialize, Serialize};

/// After so many wrong tries a pupil is locked until the teacher unlocks.
pub const MOST_WRONG_TRIES: u8 = 5;
/// So many minutes a lesson with the class lasts.
pub const LESSON_MINUTES: i64 = 45;

/// How long a lesson with the class lasts.
pub const fn lesson_length() -> TimeDelta {
    TimeDelta::minutes(LESSON_MINUTES)
}

/// A square code of black and white modules.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Qr {
    /// Modules a side, with the white edge.
    pub side: u32,
    /// The black modules as the path of an SVG whose unit is a module.
    pub path: String,
}

/// A name in the list of a class.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct ListedPupil {
    /// Opaque; says nothing outside this class.
    pub handle: String,
    /// As short as tells the pupil from the others.
    pub name: String,
}

/// The names of a class, as the pupils see them before they sign in.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct ClassNames {
    /// What opened the list: a class code or the number of a lesson.
    pub key: String,
    /// The class.
    pub class_name: String,
    /// Its pupils, in the order of Vietnamese name lists.
    pub pupils: Vec<ListedPupil>,
}

/// A class that a browser has been in.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct KnownClass {
    /// What opens its list.
    pub key: String,
    /// The class.
    pub class_name: String,
}

/// What stands between a pupil and the lessons.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct PupilDoor {
    /// What opened the list.
    pub key: String,
    /// Who.
    pub pupil: ListedPupil,
    /// What is asked for; `None` when the teacher has not printed a card yet.
    pub kind: Option<SecretKind>,
    /// How many tries are left; 0 when the pupil is locked.
    pub tries_left: u8,
}

/// A pupil on the teacher's page.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct PupilState {
    /// Opaque.
    pub handle: String,
    /// The full name.
    pub name: String,
    /// What the pupil signs in with.
    pub kind: Option<SecretKind>,
    /// Whether the teacher must unlock.
    pub locked: bool,
    /// The day of the last sign-in by PIN or pictures.
    pub last_signed_in_on: Option<NaiveDate>,
}

/// A lesson with the class that is open now.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct OpenLesson {
    /// The number on the board.
    pub number: String,
    /// When it ends, in Vietnam: `09:45`.
    pub until: String,
    /// Minutes left, rounded up.
    pub minutes_left: i64,
}

/// How a class signs in, as its teacher sees it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct ClassSignIn {
    /// The school's code.
    pub school_code: String,
    /// The school.
    pub school_name: String,
    /// The class.
    pub class: ClassId,
    /// Its name.
    pub class_name: String,
    /// The class code, once there is one.
    pub code: Option<String>,
    /// The lesson under way.
    pub lesson: Option<OpenLesson>,
    /// The pupils of today.
    pub pupils: Vec<PupilState>,
}

/// What the teacher puts on the wall: how to come to the list of names.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct ClassPoster {
    /// The school's code.
    pub school_code: String,
    /// The school's short name.
    pub school_name: String,
    /// The class.
    pub class: ClassId,
    /// Its name.
    pub class_name: String,
    /// Class code or number of the lesson.
    pub key: String,
    /// The address that the QR holds.
    pub address: String,
    /// The address as a QR.
    pub qr: Qr,
    /// The lesson, when it is one.
    pub lesson: Option<OpenLesson>,
}

/// What printing cards would do.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct CardsAhead {
    /// The school's code.
    pub school_code: String,
    /// The school.
    pub school_name: String,
    /// The class, or `None` for the whole school.
    pub class: Option<(ClassId, String)>,
    /// How many classes.
    pub classes: usize,
    /// How many pupils.
    pub pupils: usize,
    /// How many of them have no PIN or pictures yet.
    pub without_secret: usize,
}

/// What a card says about the secret.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum CardSecret {
    /// Four digits, just made.
    Pin(String),
    /// Three pictures, just made.
    Pictures([Picture; 3]),
    /// Made earlier; nobody can read it any more.
    AsBefore(SecretKind),
}

/// A pupil's card.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PupilCard {
    /// The full name.
    pub name: String,
    /// The name in the list.
    pub listed_as: String,
    /// What to sign in with.
    pub secret: CardSecret,
}

/// The cards of a class.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ClassCards {
    /// The school's code.
    pub school_code: String,
    /// The school's short name.
    pub school_name: String,
    /// The class.
    pub class: ClassId,
    /// Its name.
    pub class_name: String,
    /// The class code.
    pub code: String,
    /// The list's address as a QR.
    pub qr: Qr,
    /// A card for each pupil, in the order of the list.
    pub cards: Vec<PupilCard>,
}

/// The cards of pupils chosen from several classes.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ChosenCards {
    /// By class; of each only those chosen.
    pub classes: Vec<ClassCards>,
    /// Who gets no card.
    pub left_out: Vec<LeftOut>,
}
