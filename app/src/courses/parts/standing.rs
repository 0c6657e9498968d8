//! How far somebody is with a course, as a small label.

use domain::courses::CourseStanding;
use leptos::prelude::*;

/// "Complete", "in progress", "not started".
#[component]
pub fn StandingLabel(standing: CourseStanding) -> impl IntoView {
    let tone = match standing {
        CourseStanding::Complete => "tag tag-good",
        CourseStanding::InProgress => "tag tag-under-way",
        CourseStanding::NotStarted => "tag",
    };
    view! { <span class=tone>{crate::words::course_standing(standing)}</span> }
}
