//! How pupils sign in: class code, own name, and a PIN or three pictures. No e-mail, no user name.
//!
//! Four digits cannot be protected by hashing alone: only a digest with a key outside the database is kept, and
//! guessing is stopped by the lock of the one pupil.

mod cards;
mod chosen_cards;
mod class_key;
mod demo;
pub(crate) mod entity;
mod late;
mod lesson;
mod qr;
mod roll;
mod secret;
mod sign_in;
mod teacher;

pub use cards::{Whose, class_cards_ahead, print_class_cards, print_school_cards, school_cards_ahead};
pub use chosen_cards::print_chosen_cards;
pub use class_key::{ClassAtDoor, change_class_code, class_at_door};
pub(crate) use demo::set_demo_class;
pub use late::late_learner;
pub use lesson::{class_poster, close_lesson, open_lesson};
pub use sign_in::{Tried, class_names, pupil_door, pupil_sign_in};
pub use teacher::{class_sign_in, unlock_pupils};
