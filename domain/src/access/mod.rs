//! Who may do what: roles, and the rules of user names and passwords.

pub mod account;
pub mod audit;
pub mod audit_detail;
pub mod browser;
pub mod credentials;
pub mod held;
pub mod oidc;
pub mod password;
pub mod privacy;
pub mod pupils;
pub mod roles;
pub mod session;
pub mod tries;

use crate::people::words;

words! {
    /// A role given to a person at a node of the tree; it reaches the node's whole subtree.
    ///
    /// What a person is at a school (teacher, staff, pupil) comes from the membership and is no role.
    Role {
        /// Cán bộ Phòng: owns schools, courses, targets, periods.
        Office = "office",
        /// Lãnh đạo xem: reads all, changes nothing.
        OfficeViewer = "office_viewer",
        /// Người soạn: writes courses and questions.
        Author = "author",
        /// Hiệu trưởng: sees the own school whole, signs its report.
        Principal = "principal",
        /// Tổ công tác: runs the school's part day to day.
        Coordinator = "coordinator",
    }
}

impl Role {
    /// Whether the role reads everything of the schools below its node.
    pub const fn reads_schools(self) -> bool {
        matches!(self, Self::Office | Self::OfficeViewer | Self::Principal | Self::Coordinator)
    }

    /// Whether the role may change what belongs to the schools below its node.
    pub const fn leads_schools(self) -> bool {
        matches!(self, Self::Office | Self::Principal | Self::Coordinator)
    }

    /// Whether the role answers for the schools below its node: gives roles there, reads their audit log.
    pub const fn heads_schools(self) -> bool {
        matches!(self, Self::Office | Self::Principal)
    }

    /// Whether the role sees the figures of all schools below its node side by side.
    pub const fn compares_schools(self) -> bool {
        matches!(self, Self::Office | Self::OfficeViewer)
    }

    /// Whether the role is one of a school; the others stand at the nodes above.
    pub const fn is_of_school(self) -> bool {
        matches!(self, Self::Principal | Self::Coordinator)
    }

    /// Whether the role reads who may do what below its node, and who did what.
    pub const fn audits(self) -> bool {
        matches!(self, Self::Office | Self::OfficeViewer | Self::Principal)
    }
}
