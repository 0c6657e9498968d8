//! The questions of a course for other programs.

use super::{InterchangeError, take::course_of};
use crate::{Store, access::Operator, courses::entity::course_media, files::Files, quizzes::bank::bank};
use domain::{
    calendar::Moment,
    language::Language,
    quizzes::{Question, gift, moodle_xml},
};
use sea_orm::{ColumnTrait, EntityTrait, QueryFilter};
use std::collections::BTreeMap;

/// What questions are written as.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum QuestionFormat {
    /// GIFT.
    Gift,
    /// Moodle XML, with files in it.
    MoodleXml,
}

/// Questions, written.
#[derive(Debug, Clone)]
pub struct ExportedQuestions {
    /// The file.
    pub text: String,
    /// What the format cannot say: the question's name and why.
    pub left_out: Vec<(String, String)>,
}

/// Writes the bank of a course in one language, or the nearest there is.
///
/// # Errors
/// [`InterchangeError::NoSuchCourse`].
pub async fn export_questions(
    store: &Store,
    files: &Files,
    _operator: &Operator,
    course: &str,
    language: &Language,
    format: QuestionFormat,
    now: Moment,
) -> Result<ExportedQuestions, InterchangeError> {
    let course = course_of(store, course, now).await?;
    let bank = bank(store.read(), course.version).await?;
    let questions: Vec<Question> =
        bank.questions.iter().filter_map(|(_, texts)| language.choose(texts).cloned()).collect();
    Ok(match format {
        QuestionFormat::Gift => {
            let written = gift::write(&questions);
            let left_out = written.left_out.into_iter().map(|(name, why)| (name, why.to_string())).collect();
            ExportedQuestions { text: written.text, left_out }
        }
        QuestionFormat::MoodleXml => {
            let rows = course_media::Entity::find()
                .filter(course_media::Column::CourseVersionId.eq(course.version.0))
                .all(store.read())
                .await?;
            let mut media = BTreeMap::new();
            for row in rows {
                if let Some(content) = files.content(&row.digest).await? {
                    media.insert(row.name, content);
                }
            }
            let written = moodle_xml::write(&questions, &media);
            let left_out = written.left_out.into_iter().map(|unsaid| (unsaid.name, unsaid.why.to_string())).collect();
            ExportedQuestions { text: written.text, left_out }
        }
    })
}
