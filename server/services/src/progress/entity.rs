//! Tables of the room `progress`.

use crate::store::entity;

entity! {
    /// The fact that somebody completed a course.
    completion of "completions" {
        person_id: i64,
        course_id: i64,
        course_version_id: i64,
        version: i32,
        completed_at: DateTimeUtc,
        learned_at: DateTimeUtc,
        how: String,
        score_tenths: Option<i32>,
        attempt_id: Option<i64>,
        organisation_id: Option<i64>,
        valid_until: Option<Date>,
    }
}

entity! {
    /// Something a school did to teach or inform.
    activity of "activities" {
        organisation_id: i64,
        happened_on: Date,
        form: String,
        topic: String,
        participants: i32,
        learned_at: DateTimeUtc,
        approved_by_person_id: Option<i64>,
        approved_at: Option<DateTimeUtc>,
    }
}

entity! {
    /// A dated setting.
    setting of "settings" {
        organisation_id: i64,
        name: String,
        value: i32,
        from_on: Date,
        learned_at: DateTimeUtc,
    }
}
