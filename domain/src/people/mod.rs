//! Schools, persons and what binds them: memberships, responsibilities, classes, rosters.

pub mod card;
pub mod classes;
pub mod directory;
pub mod email;
pub mod name;
pub mod node;
pub mod organisation;
pub mod placement;
pub mod roll_over;
pub mod roll_over_page;
pub mod roster;
pub mod search;
pub mod span;
pub mod team;

pub use classes::class_order;
pub use email::{NotAnEmail, parse_email};
pub use name::{NameError, PersonName, collation_key};
pub use organisation::{OrganisationKind, SchoolLevel, StudyLevel};
pub use span::Span;

use serde::{Deserialize, Serialize};

/// Declares an enum that is stored and sent under the given words, and read back from them.
macro_rules! words {
    ($(#[$doc:meta])* $name:ident { $($(#[$variant_doc:meta])* $variant:ident = $word:literal,)* }) => {
        $(#[$doc])*
        #[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, serde::Serialize, serde::Deserialize)]
        pub enum $name {
            $($(#[$variant_doc])* #[serde(rename = $word)] $variant,)*
        }

        impl $name {
            /// Every value, in the order of declaration.
            pub const ALL: &'static [Self] = &[$(Self::$variant),*];

            /// The word under which it is stored.
            pub const fn as_str(self) -> &'static str {
                match self { $(Self::$variant => $word),* }
            }

            /// The value stored under a word.
            pub fn from_word(word: &str) -> Option<Self> {
                match word { $($word => Some(Self::$variant),)* _ => None }
            }
        }

        impl std::fmt::Display for $name {
            fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
                f.write_str(self.as_str())
            }
        }
    };
}
pub(crate) use words;

words! {
    /// What a person is at a school.
    MembershipKind {
        /// Cán bộ quản lý: principal or vice principal.
        Manager = "manager",
        /// Giáo viên.
        Teacher = "teacher",
        /// Nhân viên.
        Staff = "staff",
        /// Cộng tác viên.
        Collaborator = "collaborator",
        /// Học sinh.
        Pupil = "pupil",
    }
}

words! {
    /// A duty that brings a member of staff into the scope of target D.
    Responsibility {
        /// Tổ công tác.
        Team = "team",
        /// Công tác học sinh.
        PupilWork = "pupil_work",
        /// Quản trị website, diễn đàn, mạng xã hội.
        SiteAdmin = "site_admin",
    }
}

words! {
    /// As the roster gives it; used in no rule.
    Sex {
        /// Nữ.
        Female = "female",
        /// Nam.
        Male = "male",
        /// Khác.
        Other = "other",
    }
}

/// Khối: 1 to 9 in the schools this product knows.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(transparent)]
pub struct Grade(u8);

impl Grade {
    /// A grade from 1 to 9.
    pub const fn new(value: u8) -> Option<Self> {
        if value >= 1 && value <= 9 { Some(Self(value)) } else { None }
    }

    /// Its number.
    pub const fn number(self) -> u8 {
        self.0
    }

    /// Grades 1–5 are primary, 6–9 lower secondary, whatever the school is called.
    pub const fn study_level(self) -> StudyLevel {
        if self.0 <= 5 { StudyLevel::Primary } else { StudyLevel::LowerSecondary }
    }

    /// The grade that a class name begins with: `1/2`, `6A3`, `9.1`.
    pub fn of_class_name(name: &str) -> Option<Self> {
        let digits: String = name.trim().chars().take_while(char::is_ascii_digit).collect();
        digits.parse().ok().and_then(Self::new)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_class_name_begins_with_its_grade() {
        assert_eq!(Grade::of_class_name("1/2"), Grade::new(1));
        assert_eq!(Grade::of_class_name(" 6A3"), Grade::new(6));
        for name in ["10/1", "0/1", "A1", "", "99999999999/1"] {
            assert_eq!(Grade::of_class_name(name), None, "{name}");
        }
    }

    #[test]
    fn words_and_values_go_both_ways() {
        for kind in MembershipKind::ALL {
            assert_eq!(MembershipKind::from_word(kind.as_str()), Some(*kind));
        }
        assert_eq!(Responsibility::from_word("driver"), None);
    }
}
