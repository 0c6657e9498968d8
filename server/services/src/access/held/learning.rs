//! What somebody has read, tried and completed.

use super::Of;
use crate::{
    StoreError,
    store::{from_json, known},
};
use domain::{
    access::held::{HeldAttempt, HeldCompletion, HeldReading},
    quizzes::{Outcome, Response, Score},
};
use std::collections::HashMap;

/// The title of course version `version` in the language `$2`, else in Vietnamese, else the course's short name.
fn course_title(version: &str) -> String {
    let title = |language: &str| {
        format!(
            "(SELECT t.title FROM course_texts t WHERE t.course_version_id = {version} AND t.language = {language})"
        )
    };
    let slug = format!(
        "(SELECT c.slug FROM courses c JOIN course_versions cv ON cv.course_id = c.id WHERE cv.id = {version})"
    );
    format!("COALESCE({}, {}, {slug})", title("$2"), title("'vi'"))
}

pub(super) async fn lessons(of: &Of<'_>) -> Result<Vec<HeldReading>, StoreError> {
    let lesson = |language: &str| {
        format!("(SELECT lt.title FROM lesson_texts lt WHERE lt.lesson_id = l.id AND lt.language = {language})")
    };
    let sql = format!(
        "SELECT {} AS course, COALESCE({}, {}, l.slug) AS lesson, r.percent, r.opened_at, r.done_at \
         FROM lesson_readings r JOIN lessons l ON l.id = r.lesson_id WHERE r.person_id = $1 ORDER BY r.opened_at, r.id",
        course_title("l.course_version_id"),
        lesson("$2"),
        lesson("'vi'"),
    );
    of.titled_rows(&sql, |row| {
        Ok(HeldReading {
            course: row.try_get("", "course")?,
            lesson: row.try_get("", "lesson")?,
            percent: row.try_get("", "percent")?,
            opened_at: row.try_get("", "opened_at")?,
            done_at: row.try_get("", "done_at")?,
        })
    })
    .await
}

pub(super) async fn attempts(of: &Of<'_>) -> Result<Vec<HeldAttempt>, StoreError> {
    let responses = "SELECT q.attempt_id, q.response FROM attempts a JOIN attempt_questions q ON q.attempt_id = a.id \
                     WHERE a.person_id = $1 ORDER BY q.attempt_id, q.position";
    let mut answers: HashMap<i64, (u32, Vec<String>)> = HashMap::new();
    let responses = of.rows(responses, |row| {
        let response: Response = from_json(row.try_get("", "response")?)?;
        Ok((row.try_get::<i64>("", "attempt_id")?, response))
    });
    for (attempt, response) in responses.await? {
        let (answered, typed) = answers.entry(attempt).or_default();
        *answered += u32::from(response.is_answered());
        if let Response::Text(text) = response {
            typed.push(text);
        }
    }
    let sql = format!(
        "SELECT a.id, {} AS course, a.number, a.started_at, a.submitted_at, a.earned, a.question_count, a.outcome \
         FROM attempts a WHERE a.person_id = $1 ORDER BY a.started_at, a.id",
        course_title("a.course_version_id"),
    );
    let attempts = of.titled_rows(&sql, |row| {
        let questions: i32 = row.try_get("", "question_count")?;
        let earned: Option<i64> = row.try_get("", "earned")?;
        let outcome: Option<String> = row.try_get("", "outcome")?;
        let attempt = HeldAttempt {
            course: row.try_get("", "course")?,
            number: row.try_get("", "number")?,
            started_at: row.try_get("", "started_at")?,
            submitted_at: row.try_get("", "submitted_at")?,
            score_tenths: earned.map(|earned| Score { earned, questions: i64::from(questions) }.tenths()),
            outcome: outcome.map(|word| known(&word, Outcome::from_word)).transpose()?,
            questions,
            answered: 0,
            typed: Vec::new(),
        };
        Ok((row.try_get::<i64>("", "id")?, attempt))
    });
    let with_answers = |(id, attempt): (i64, HeldAttempt)| {
        let (answered, typed) = answers.remove(&id).unwrap_or_default();
        HeldAttempt { answered, typed, ..attempt }
    };
    Ok(attempts.await?.into_iter().map(with_answers).collect())
}

pub(super) async fn completions(of: &Of<'_>) -> Result<Vec<HeldCompletion>, StoreError> {
    let sql = format!(
        "SELECT {} AS course, k.version, k.completed_at, k.how, k.score_tenths, k.valid_until, \
                v.learned_at AS voided_at, v.reason \
         FROM completions k LEFT JOIN completion_voids v ON v.completion_id = k.id \
         WHERE k.person_id = $1 ORDER BY k.completed_at, k.id",
        course_title("k.course_version_id"),
    );
    of.titled_rows(&sql, |row| {
        Ok(HeldCompletion {
            course: row.try_get("", "course")?,
            version: row.try_get("", "version")?,
            completed_at: row.try_get("", "completed_at")?,
            how: row.try_get("", "how")?,
            score_tenths: row.try_get("", "score_tenths")?,
            valid_until: row.try_get("", "valid_until")?,
            voided_at: row.try_get("", "voided_at")?,
            void_reason: row.try_get("", "reason")?,
        })
    })
    .await
}
