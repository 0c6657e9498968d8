//! Server functions of the room `courses`.

use crate::error::AppError;
use domain::courses::shelf::{CourseCard, CoursePage, LessonPage};
use leptos::prelude::*;

/// The learner's courses.
///
/// **Permissions**: any learner, their own.
#[server(prefix = "/api/fn", endpoint = "my_courses")]
pub async fn my_courses() -> Result<Vec<CourseCard>, AppError> {
    use crate::door;
    let learner = door::viewer()?.learner()?;
    Ok(services::progress::my_courses(&door::store(), &learner, &door::content_language(), door::now()).await?)
}

/// A course with its lessons.
///
/// **Permissions**: a learner in the course's audience.
#[server(prefix = "/api/fn", endpoint = "course")]
pub async fn course(course: String) -> Result<CoursePage, AppError> {
    use crate::door;
    let learner = door::viewer()?.learner()?;
    let language = door::content_language();
    Ok(services::progress::course_page(&door::store(), &learner, &course, &language, door::now()).await?)
}

/// A lesson to be read.
///
/// **Permissions**: a learner in the course's audience.
#[server(prefix = "/api/fn", endpoint = "lesson")]
pub async fn lesson(course: String, lesson: String) -> Result<LessonPage, AppError> {
    use crate::door;
    let learner = door::viewer()?.learner()?;
    let (language, labels) = (door::content_language(), door::labels());
    Ok(services::courses::lesson_page(&door::store(), &learner, &course, &lesson, &language, &labels, door::now())
        .await?)
}

/// Keeps how far a lesson has been read, in per cent.
///
/// **Permissions**: a learner in the course's audience, for themselves.
#[server(prefix = "/api/fn", endpoint = "note_position")]
pub async fn note_position(course: String, lesson: String, percent: u8) -> Result<(), AppError> {
    use crate::door;
    let learner = door::viewer()?.learner()?;
    Ok(services::courses::note_position(&door::store(), &learner, &course, &lesson, percent, door::now()).await?)
}

/// Marks a lesson as done and leads to what comes next.
///
/// **Permissions**: a learner in the course's audience, for themselves.
#[server(prefix = "/api/fn", endpoint = "finish_lesson")]
pub async fn finish_lesson(course: String, lesson: String) -> Result<(), AppError> {
    use crate::door;
    use domain::courses::shelf::AfterLesson;
    let learner = door::viewer()?.learner()?;
    let after = services::progress::finish_lesson(&door::store(), &learner, &course, &lesson, door::now()).await?;
    let address = match after {
        AfterLesson::Lesson(next) => format!("/learn/{course}/{next}"),
        AfterLesson::Quiz => format!("/learn/{course}/quiz"),
        AfterLesson::Course => format!("/learn/{course}"),
    };
    leptos_axum::redirect(&address);
    Ok(())
}
