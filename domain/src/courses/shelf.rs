//! What a learner sees of courses.

use super::{AudienceKind, CourseStanding, pack::QuizRules};
use chrono::NaiveDate;
use serde::{Deserialize, Serialize};

/// A course in the list "my courses".
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct CourseCard {
    /// Its address below `/learn/`.
    pub slug: String,
    /// Title in the reader's language.
    pub title: String,
    /// Summary in the reader's language.
    pub summary: String,
    /// Minutes it takes.
    pub minutes: u32,
    /// Whether it must be completed.
    pub required: bool,
    /// Staff or pupils; the tone of the page follows it.
    pub audience: AudienceKind,
    /// How far the learner is.
    pub standing: CourseStanding,
    /// Lessons done.
    pub lessons_done: u32,
    /// Lessons in all.
    pub lessons: u32,
    /// The newest completion that counts today.
    pub completion: Option<CompletionCard>,
}

/// A completion as its owner sees it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct CompletionCard {
    /// The day.
    pub completed_on: NaiveDate,
    /// The version of the course.
    pub version: u32,
    /// The score, in tenths of a per cent, where a quiz led to it.
    pub score_tenths: Option<i64>,
    /// The first day on which it no longer counts, if it expires.
    pub valid_until: Option<NaiveDate>,
}

/// A course with its lessons.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct CoursePage {
    /// The course.
    pub card: CourseCard,
    /// The version in force.
    pub version: u32,
    /// Its lessons in order.
    pub lessons: Vec<LessonLine>,
    /// The rules of its quiz, if it has one.
    pub quiz: Option<QuizRules>,
}

/// A lesson in a course's list.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct LessonLine {
    /// Its address below the course's.
    pub slug: String,
    /// Title in the reader's language.
    pub title: String,
    /// Whether it is done.
    pub done: bool,
    /// How far it has been read, in per cent.
    pub percent: u8,
}

/// A lesson to be read.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct LessonPage {
    /// The course's address.
    pub course_slug: String,
    /// The course's title.
    pub course_title: String,
    /// Staff or pupils.
    pub audience: AudienceKind,
    /// All lessons of the course, to find one's way.
    pub lessons: Vec<LessonLine>,
    /// Which of them this is, from 0.
    pub place: usize,
    /// The text as HTML, made from CommonMark without raw HTML.
    pub html: String,
    /// Whether the course ends with a quiz.
    pub has_quiz: bool,
}

impl LessonPage {
    /// This lesson's line.
    pub fn lesson(&self) -> Option<&LessonLine> {
        self.lessons.get(self.place)
    }

    /// The lesson before.
    pub fn previous(&self) -> Option<&LessonLine> {
        self.place.checked_sub(1).and_then(|place| self.lessons.get(place))
    }

    /// The lesson after.
    pub fn next(&self) -> Option<&LessonLine> {
        self.lessons.get(self.place + 1)
    }
}

/// Where to go once a lesson is done.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub enum AfterLesson {
    /// To the next lesson that is not done.
    Lesson(String),
    /// To the quiz.
    Quiz,
    /// The course is complete, or nothing is left but to look back.
    Course,
}
