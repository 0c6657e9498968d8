//! The team of a school: its members, what each is in it, and the decision that founded it.

use super::{directory::SchoolName, words};
use crate::ids::{PersonId, ResponsibilityId};
use chrono::NaiveDate;
use serde::{Deserialize, Serialize};

words! {
    /// What a member is in the team.
    TeamRole {
        /// Tổ trưởng.
        Head = "head",
        /// Tổ phó.
        Deputy = "deputy",
        /// Tổ viên.
        Member = "member",
    }
}

/// The most bytes of a scanned decision.
pub const LARGEST_SCAN: usize = 10 * 1024 * 1024;

/// What a scanned decision is, told by its first bytes and not by its name.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub enum ScanKind {
    /// PDF.
    Pdf,
    /// JPEG.
    Jpeg,
    /// PNG.
    Png,
}

impl ScanKind {
    /// The kind of a file, if it is one that is taken.
    pub fn of(content: &[u8]) -> Option<Self> {
        let kinds: [(&[u8], Self); 3] =
            [(b"%PDF-", Self::Pdf), (&[0xff, 0xd8, 0xff], Self::Jpeg), (b"\x89PNG\r\n\x1a\n", Self::Png)];
        kinds.into_iter().find(|(mark, _)| content.starts_with(mark)).map(|(_, kind)| kind)
    }

    /// Its media type, under which it is shown.
    pub const fn content_type(self) -> &'static str {
        match self {
            Self::Pdf => "application/pdf",
            Self::Jpeg => "image/jpeg",
            Self::Png => "image/png",
        }
    }

    /// The ending of its file's name.
    pub const fn extension(self) -> &'static str {
        match self {
            Self::Pdf => "pdf",
            Self::Jpeg => "jpg",
            Self::Png => "png",
        }
    }

    /// The kind with a media type.
    pub fn from_content_type(text: &str) -> Option<Self> {
        [Self::Pdf, Self::Jpeg, Self::Png].into_iter().find(|kind| kind.content_type() == text)
    }
}

/// The decision that founded a team.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct FoundingDecision {
    /// Its number.
    pub number: String,
    /// Its day.
    pub decided_on: NaiveDate,
    /// What the scanned file is, if there is one.
    pub scan: Option<ScanKind>,
}

/// A member of a team.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct TeamMember {
    /// The responsibility that makes the person a member.
    pub duty: ResponsibilityId,
    /// The person.
    pub person: PersonId,
    /// The name.
    pub name: String,
    /// The post at the school.
    pub post: String,
    /// Whether a manager of the school.
    pub is_manager: bool,
    /// What they are in the team.
    pub role: TeamRole,
    /// Member since.
    pub since: NaiveDate,
    /// What they are in the team since.
    pub role_since: NaiveDate,
}

/// The team as it stands on a day.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Team {
    /// The school.
    pub school: SchoolName,
    /// Its members: head, deputies, the others, each in the order of names.
    pub members: Vec<TeamMember>,
    /// The decision, if it is recorded.
    pub decision: Option<FoundingDecision>,
    /// Staff of the school who are no members yet.
    pub others: Vec<(PersonId, String)>,
    /// The day for which it holds.
    pub as_of: NaiveDate,
}

impl Team {
    /// What counts for target C.
    pub fn facts(&self) -> crate::progress::TeamFacts {
        let count = |number: usize| u32::try_from(number).unwrap_or(u32::MAX);
        crate::progress::TeamFacts {
            members: count(self.members.len()),
            managers: count(self.members.iter().filter(|member| member.is_manager).count()),
            has_founding_decision: self.decision.is_some(),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_scan_is_known_by_its_first_bytes() {
        assert_eq!(ScanKind::of(b"%PDF-1.7 ..."), Some(ScanKind::Pdf));
        assert_eq!(ScanKind::of(&[0xff, 0xd8, 0xff, 0xe0]), Some(ScanKind::Jpeg));
        assert_eq!(ScanKind::of(b"\x89PNG\r\n\x1a\n...."), Some(ScanKind::Png));
        for content in [b"<html>".as_slice(), b"<svg xmlns", b"", b"PK\x03\x04", b" %PDF-"] {
            assert_eq!(ScanKind::of(content), None);
        }
        for kind in [ScanKind::Pdf, ScanKind::Jpeg, ScanKind::Png] {
            assert_eq!(ScanKind::from_content_type(kind.content_type()), Some(kind));
        }
    }
}
