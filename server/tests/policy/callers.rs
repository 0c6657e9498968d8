//! What happens to whom.

use super::Expected::{self, Allowed, Forbidden, NotFound, SignInFirst};
use crate::support::Who;

/// What happens to each caller.
pub type Policy = fn(Who) -> Expected;

pub const fn anyone(_: Who) -> Expected {
    Allowed
}

/// What nobody finds.
pub const fn nowhere(_: Who) -> Expected {
    NotFound
}

pub const fn office(who: Who) -> Expected {
    match who {
        Who::Nobody => SignInFirst,
        Who::Office | Who::OfficeViewer => Allowed,
        _ => Forbidden,
    }
}

/// What the office changes, and its viewer does not.
pub const fn office_only(who: Who) -> Expected {
    match who {
        Who::OfficeViewer => Forbidden,
        who => office(who),
    }
}

/// What whoever leads TH014 changes or takes out.
pub const fn leads_own_school(who: Who) -> Expected {
    match who {
        Who::Nobody => SignInFirst,
        Who::Office | Who::Principal | Who::Coordinator => Allowed,
        _ => Forbidden,
    }
}

/// What whoever leads MN001 changes or takes out.
pub const fn leads_foreign_school(who: Who) -> Expected {
    match who {
        Who::Nobody => SignInFirst,
        Who::Office | Who::ForeignPrincipal => Allowed,
        _ => Forbidden,
    }
}

/// The record or account of a person of TH014.
pub const fn keeper(who: Who) -> Expected {
    match who {
        Who::Nobody => SignInFirst,
        Who::Office | Who::Principal => Allowed,
        _ => Forbidden,
    }
}

/// The record of a person of MN001.
pub const fn foreign_keeper(who: Who) -> Expected {
    leads_foreign_school(who)
}

/// The record of a person that is not there.
pub const fn keeper_of_nobody(who: Who) -> Expected {
    match who {
        Who::Nobody => SignInFirst,
        Who::Office | Who::Principal | Who::ForeignPrincipal => NotFound,
        _ => Forbidden,
    }
}

/// A class that is not of the school of the address.
pub const fn leads_school_not_found(who: Who) -> Expected {
    match leads_own_school(who) {
        Allowed => NotFound,
        other => other,
    }
}

/// A page of TH014.
pub const fn own_school(who: Who) -> Expected {
    match who {
        Who::Nobody => SignInFirst,
        Who::Office | Who::OfficeViewer | Who::Principal | Who::Coordinator | Who::Teacher => Allowed,
        Who::ForeignPrincipal | Who::Author | Who::Staff | Who::Pupil => Forbidden,
    }
}

/// A page of MN001.
pub const fn foreign_school(who: Who) -> Expected {
    match who {
        Who::Nobody => SignInFirst,
        Who::Office | Who::OfficeViewer | Who::ForeignPrincipal => Allowed,
        _ => Forbidden,
    }
}

/// An import that is nobody's; whoever may bring nothing in is not told.
pub const fn no_import(who: Who) -> Expected {
    match who {
        Who::Nobody => SignInFirst,
        Who::Office | Who::Principal | Who::Coordinator | Who::ForeignPrincipal => NotFound,
        _ => Forbidden,
    }
}

/// A node that is not below the office's.
pub const fn office_not_found(who: Who) -> Expected {
    match office_only(who) {
        Allowed => NotFound,
        other => other,
    }
}

/// A class of TH014 that is not the teacher's.
pub const fn class_of_another(who: Who) -> Expected {
    match who {
        Who::Teacher => NotFound,
        who => own_school(who),
    }
}

/// Class 1/1 of TH014, for whoever looks after it.
pub const fn class_teacher(who: Who) -> Expected {
    match who {
        Who::Nobody => SignInFirst,
        Who::Office | Who::Principal | Who::Coordinator | Who::Teacher => Allowed,
        _ => Forbidden,
    }
}

/// A class of TH014 that is not the teacher's, for whoever looks after it.
pub const fn teacher_of_another(who: Who) -> Expected {
    match who {
        Who::Teacher => NotFound,
        who => class_teacher(who),
    }
}

/// A class under the address of a school that is not its own.
pub const fn misplaced_class(who: Who) -> Expected {
    match who {
        Who::Nobody => SignInFirst,
        Who::Office | Who::ForeignPrincipal => NotFound,
        _ => Forbidden,
    }
}

pub const fn any_learner(who: Who) -> Expected {
    match who {
        Who::Nobody => SignInFirst,
        _ => Allowed,
    }
}

/// A course for staff.
pub const fn staff_learner(who: Who) -> Expected {
    match who {
        Who::Nobody => SignInFirst,
        Who::Pupil => NotFound,
        _ => Allowed,
    }
}

/// A course for pupils.
pub const fn pupil_learner(who: Who) -> Expected {
    match who {
        Who::Nobody => SignInFirst,
        Who::Pupil => Allowed,
        _ => NotFound,
    }
}

/// An attempt that is nobody's.
pub const fn own_attempt(who: Who) -> Expected {
    match who {
        Who::Nobody => SignInFirst,
        _ => NotFound,
    }
}

/// Whoever sees people: offices, and whoever leads a school.
pub const fn sees_people(who: Who) -> Expected {
    match who {
        Who::Nobody => SignInFirst,
        Who::Office | Who::OfficeViewer | Who::Principal | Who::ForeignPrincipal | Who::Coordinator => Allowed,
        _ => Forbidden,
    }
}

/// Whoever changes people, at whatever school.
pub const fn keeps_people(who: Who) -> Expected {
    match who {
        Who::OfficeViewer => Forbidden,
        who => sees_people(who),
    }
}

/// A person of TH014, to be seen.
pub const fn sees_person(who: Who) -> Expected {
    match who {
        Who::ForeignPrincipal => NotFound,
        who => sees_people(who),
    }
}

/// A person of TH014, to be changed.
pub const fn keeps_person(who: Who) -> Expected {
    match who {
        Who::ForeignPrincipal => NotFound,
        who => keeps_people(who),
    }
}

/// A fact of people that is nowhere.
pub const fn no_such_fact(who: Who) -> Expected {
    match keeps_people(who) {
        Allowed => NotFound,
        other => other,
    }
}

/// The people of TH014 under its own address.
pub const fn sees_own_people(who: Who) -> Expected {
    match who {
        Who::ForeignPrincipal => Forbidden,
        who => sees_people(who),
    }
}

/// The whole of TH014, which its teachers do not see.
pub const fn own_school_whole(who: Who) -> Expected {
    match who {
        Who::Teacher => NotFound,
        who => own_school(who),
    }
}

/// A scanned decision that TH014 does not have.
pub const fn no_such_scan(who: Who) -> Expected {
    match own_school(who) {
        Allowed => NotFound,
        other => other,
    }
}

/// Reads who may do what and what was done at TH014.
pub const fn audits_own_school(who: Who) -> Expected {
    match who {
        Who::Nobody => SignInFirst,
        Who::Office | Who::OfficeViewer | Who::Principal => Allowed,
        _ => Forbidden,
    }
}

/// The same at MN001.
pub const fn audits_foreign_school(who: Who) -> Expected {
    match who {
        Who::Nobody => SignInFirst,
        Who::Office | Who::OfficeViewer | Who::ForeignPrincipal => Allowed,
        _ => Forbidden,
    }
}

/// Gives roles at TH014.
pub const fn heads_own_school(who: Who) -> Expected {
    match who {
        Who::OfficeViewer => Forbidden,
        who => audits_own_school(who),
    }
}

/// Gives roles at MN001.
pub const fn heads_foreign_school(who: Who) -> Expected {
    match who {
        Who::OfficeViewer => Forbidden,
        who => audits_foreign_school(who),
    }
}

/// Reads what somebody of TH014 may do.
pub const fn audits_own_person(who: Who) -> Expected {
    match who {
        Who::ForeignPrincipal => NotFound,
        who => audits_own_school(who),
    }
}

/// Reads what somebody of MN001 may do.
pub const fn audits_foreign_person(who: Who) -> Expected {
    match who {
        Who::Principal => NotFound,
        who => audits_foreign_school(who),
    }
}

/// Opens and shuts the account of somebody of TH014.
pub const fn keeps_own_person(who: Who) -> Expected {
    match who {
        Who::OfficeViewer => Forbidden,
        who => audits_own_person(who),
    }
}

/// Opens and shuts the account of somebody of MN001.
pub const fn keeps_foreign_person(who: Who) -> Expected {
    match who {
        Who::OfficeViewer => Forbidden,
        who => audits_foreign_person(who),
    }
}

/// A person who is not there, for whoever reads.
pub const fn audits_no_person(who: Who) -> Expected {
    match who {
        Who::Nobody => SignInFirst,
        Who::Office | Who::OfficeViewer | Who::Principal | Who::ForeignPrincipal => NotFound,
        _ => Forbidden,
    }
}

/// A role that is not there, for whoever ends roles.
pub const fn ends_no_role(who: Who) -> Expected {
    match who {
        Who::OfficeViewer => Forbidden,
        who => audits_no_person(who),
    }
}
