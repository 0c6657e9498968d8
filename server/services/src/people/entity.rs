//! Tables of the room `people`.

use crate::store::entity;

entity! {
    /// A node of the tree.
    organisation of "organisations" {
        kind: String,
        code: String,
        name: String,
        short_name: String,
        level: Option<String>,
        address: String,
        email: String,
        sort_key: Vec<u8>,
        search_key: String,
        opened_on: Date,
        closed_on: Option<Date>,
        learned_at: DateTimeUtc,
    }
}

entity! {
    /// Which node stands under which.
    placement of "placements" {
        organisation_id: i64,
        parent_id: i64,
        from_on: Date,
        to_on: Option<Date>,
        learned_at: DateTimeUtc,
        end_learned_at: Option<DateTimeUtc>,
        voided_at: Option<DateTimeUtc>,
    }
}

entity! {
    /// A human being.
    person of "persons" {
        code: Option<String>,
        full_name: String,
        sort_key: Vec<u8>,
        search_key: String,
        born_on: Option<Date>,
        sex: Option<String>,
        learned_at: DateTimeUtc,
        email: Option<String>,
        anonymised_at: Option<DateTimeUtc>,
        merged_into_id: Option<i64>,
        former_codes: Option<String>,
    }
}

entity! {
    /// A person's belonging to a school.
    membership of "memberships" {
        person_id: i64,
        organisation_id: i64,
        kind: String,
        post: String,
        from_on: Date,
        to_on: Option<Date>,
        learned_at: DateTimeUtc,
        end_learned_at: Option<DateTimeUtc>,
        voided_at: Option<DateTimeUtc>,
    }
}

entity! {
    /// A duty held.
    responsibility of "responsibilities" {
        person_id: i64,
        organisation_id: i64,
        responsibility: String,
        from_on: Date,
        to_on: Option<Date>,
        learned_at: DateTimeUtc,
        end_learned_at: Option<DateTimeUtc>,
        voided_at: Option<DateTimeUtc>,
    }
}

entity! {
    /// A class of a school year.
    class of "classes" {
        organisation_id: i64,
        school_year: i32,
        name: String,
        grade: i32,
        voided_at: Option<DateTimeUtc>,
    }
}

entity! {
    /// A pupil's place in a class.
    enrolment of "enrolments" {
        membership_id: i64,
        class_id: i64,
        from_on: Date,
        to_on: Option<Date>,
        learned_at: DateTimeUtc,
        end_learned_at: Option<DateTimeUtc>,
        voided_at: Option<DateTimeUtc>,
    }
}

entity! {
    /// A teacher of a class.
    class_teacher of "class_teachers" {
        class_id: i64,
        person_id: i64,
        from_on: Date,
        to_on: Option<Date>,
        learned_at: DateTimeUtc,
        end_learned_at: Option<DateTimeUtc>,
        voided_at: Option<DateTimeUtc>,
    }
}

entity! {
    /// The decision that founded a team.
    founding_decision of "founding_decisions" {
        organisation_id: i64,
        number: String,
        decided_on: Date,
        learned_at: DateTimeUtc,
        voided_at: Option<DateTimeUtc>,
        file_digest: Option<String>,
        content_type: Option<String>,
    }
}

entity! {
    /// What a member is in a school's team.
    team_role of "team_roles" {
        person_id: i64,
        organisation_id: i64,
        role: String,
        from_on: Date,
        to_on: Option<Date>,
        learned_at: DateTimeUtc,
        end_learned_at: Option<DateTimeUtc>,
        voided_at: Option<DateTimeUtc>,
    }
}

entity! {
    /// How a school's classes of a school year go on to the next.
    roll_over of "roll_overs" {
        organisation_id: i64,
        school_year: i32,
        state: String,
        exceptions: Json,
        written: Option<Json>,
        changed_at: DateTimeUtc,
        changed_by_person_id: Option<i64>,
    }
}
