//! Tables of the room `courses`.

use crate::store::entity;

entity! {
    /// A course.
    course of "courses" {
        slug: String,
        organisation_id: Option<i64>,
    }
}

entity! {
    /// A version of a course.
    course_version of "course_versions" {
        course_id: i64,
        number: i32,
        audience_kind: String,
        audience: Json,
        required: bool,
        must_be_retaken: bool,
        minutes: i32,
        display_order: i32,
        quiz: Option<Json>,
        valid_months: i32,
        file_digests: Json,
        published_on: Date,
        learned_at: DateTimeUtc,
    }
}

entity! {
    /// Title and summary in one language.
    course_text of "course_texts" {
        course_version_id: i64,
        language: String,
        title: String,
        summary: String,
    }
}

entity! {
    /// A lesson.
    lesson of "lessons" {
        course_version_id: i64,
        position: i32,
        slug: String,
    }
}

entity! {
    /// A lesson's text in one language.
    lesson_text of "lesson_texts" {
        lesson_id: i64,
        language: String,
        title: String,
        markdown: String,
    }
}

entity! {
    /// A named file of a course version.
    course_media of "course_media" {
        course_version_id: i64,
        name: String,
        digest: String,
        content_type: String,
    }
}

entity! {
    /// How far somebody has read a lesson.
    lesson_reading of "lesson_readings" {
        person_id: i64,
        lesson_id: i64,
        percent: i32,
        opened_at: DateTimeUtc,
        done_at: Option<DateTimeUtc>,
    }
}
