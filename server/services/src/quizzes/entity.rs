//! Tables of the room `quizzes`.

use crate::store::entity;

entity! {
    /// A question of a course, whatever its versions.
    question of "questions" {
        course_id: i64,
        name: String,
    }
}

entity! {
    /// One state of a question, with its key, in every language.
    question_version of "question_versions" {
        question_id: i64,
        number: i32,
        kind: String,
        texts: Json,
        digest: String,
    }
}

entity! {
    /// A state of the bank of a course version's quiz.
    quiz_version of "quiz_versions" {
        course_version_id: i64,
        number: i32,
        published_at: DateTimeUtc,
    }
}

entity! {
    /// A question's place in a bank.
    quiz_place of "quiz_places" {
        quiz_version_id: i64,
        position: i32,
        question_version_id: i64,
    }
}

entity! {
    /// One go at a quiz.
    attempt of "attempts" {
        person_id: i64,
        course_version_id: i64,
        number: i32,
        started_at: DateTimeUtc,
        submitted_at: Option<DateTimeUtc>,
        earned: Option<i64>,
        question_count: i32,
        outcome: Option<String>,
        extra_minutes: i32,
        quiz_version_id: Option<i64>,
    }
}

entity! {
    /// A drawn question and its answer.
    attempt_question of "attempt_questions" {
        attempt_id: i64,
        position: i32,
        question_version_id: i64,
        option_order: Json,
        response: Json,
        answered_at: Option<DateTimeUtc>,
        credit: Option<i32>,
        sequence: i32,
        slot: Option<Json>,
        flagged: bool,
    }
}

entity! {
    /// An answer that waits for its giver to choose between it and the one that stands.
    answer_conflict of "answer_conflicts" {
        attempt_question_id: i64,
        response: Json,
        device: i64,
        given_at: DateTimeUtc,
        settled_at: Option<DateTimeUtc>,
    }
}
