//! Names of what people are and do.

use crate::words;
use chrono::NaiveDate;
use domain::{
    calendar::write_day,
    people::{
        MembershipKind, Sex, Span,
        directory::{DirectoryOrder, Group, LeftOutWhy, Presence},
        team::TeamRole,
    },
};

/// What somebody is at a school.
pub fn kind(kind: MembershipKind) -> &'static str {
    match kind {
        MembershipKind::Manager => words!(people.kind_manager),
        MembershipKind::Teacher => words!(people.kind_teacher),
        MembershipKind::Staff => words!(people.kind_staff),
        MembershipKind::Collaborator => words!(people.kind_collaborator),
        MembershipKind::Pupil => words!(people.kind_pupil),
    }
}

/// As the roster gives it.
pub fn sex(sex: Sex) -> &'static str {
    match sex {
        Sex::Female => words!(people.sex_female),
        Sex::Male => words!(people.sex_male),
        Sex::Other => words!(people.sex_third),
    }
}

/// Staff or pupils.
pub fn group(group: Group) -> &'static str {
    match group {
        Group::Staff => words!(people.group_staff),
        Group::Pupil => words!(people.group_pupil),
    }
}

/// Here or left.
pub fn presence(presence: Presence) -> &'static str {
    match presence {
        Presence::Here => words!(people.presence_here),
        Presence::Left => words!(people.presence_left),
        Presence::Any => words!(people.presence_any),
    }
}

/// What the list is sorted by.
pub fn order(order: DirectoryOrder) -> &'static str {
    match order {
        DirectoryOrder::Name => words!(people.order_name),
        DirectoryOrder::School => words!(people.order_school),
        DirectoryOrder::Code => words!(people.order_code),
    }
}

/// What a member is in the team.
pub fn team_role(role: TeamRole) -> &'static str {
    match role {
        TeamRole::Head => words!(team.role_head),
        TeamRole::Deputy => words!(team.role_deputy),
        TeamRole::Member => words!(team.role_member),
    }
}

/// Why somebody is handed nothing, or stays.
pub fn left_out(why: LeftOutWhy) -> &'static str {
    match why {
        LeftOutWhy::NoClass => words!(people.left_out_no_class),
        LeftOutWhy::NoAccount => words!(people.left_out_no_account),
        LeftOutWhy::NotTheirs => words!(people.left_out_not_theirs),
        LeftOutWhy::Oneself => words!(people.left_out_oneself),
        LeftOutWhy::LastPrincipal => words!(people.left_out_last_principal),
        LeftOutWhy::OtherLevel => words!(people.left_out_other_level),
        LeftOutWhy::AlreadyThere => words!(people.left_out_already_there),
    }
}

/// From when to when.
pub fn span(span: Span) -> String {
    match span.to {
        None => words!(people.since, day = write_day(span.from)),
        Some(to) => words!(people.from_to, from = write_day(span.from), to = write_day(to)),
    }
}

/// A day that may not be known.
pub fn day(day: Option<NaiveDate>) -> String {
    day.map(write_day).unwrap_or_default()
}
