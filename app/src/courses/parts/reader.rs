//! The island that keeps the reading position and lets arrow keys turn the lessons.

use leptos::prelude::*;

/// Sits beside a lesson's text. Without script the lesson is read all the same; its position is then not kept.
#[island]
pub fn Reader(
    /// The course's address.
    course: String,
    /// The lesson's address.
    lesson: String,
    /// How far it was read before, in per cent.
    percent: u8,
    /// Where the left arrow leads.
    previous: Option<String>,
    /// Where the right arrow leads.
    next: Option<String>,
) -> impl IntoView {
    let (read, set_read) = signal(percent);
    #[cfg(feature = "hydrate")]
    browser::follow(course, lesson, percent, previous, next, set_read);
    #[cfg(not(feature = "hydrate"))]
    let _ = (course, lesson, previous, next, set_read);
    view! {
        <div class="reading" aria-hidden="true">
            <span class="reading-fill" style:inline-size=move || format!("{}%", read.get())></span>
        </div>
    }
}

#[cfg(feature = "hydrate")]
mod browser {
    use crate::courses::api::note_position;
    use leptos::{ev, leptos_dom::helpers::window_event_listener, prelude::*, task::spawn_local};
    use std::time::Duration;

    /// Scrolling stands still for this long before the position is kept.
    const STILL: Duration = Duration::from_millis(1500);

    pub fn follow(
        course: String,
        lesson: String,
        before: u8,
        previous: Option<String>,
        next: Option<String>,
        set_read: WriteSignal<u8>,
    ) {
        if (3..97).contains(&before) {
            request_animation_frame(move || scroll_to(before));
        }
        let waiting: StoredValue<Option<TimeoutHandle>> = StoredValue::new(None);
        let farthest = StoredValue::new(before);
        // The page is left by loading another one, which takes both listeners along.
        let _scroll = window_event_listener(ev::scroll, move |_| {
            let here = position();
            set_read.set(here);
            if here <= farthest.get_value() {
                return;
            }
            farthest.set_value(here);
            if let Some(handle) = waiting.get_value() {
                handle.clear();
            }
            let (course, lesson) = (course.clone(), lesson.clone());
            let keep = move || {
                let (course, lesson) = (course.clone(), lesson.clone());
                // Losing a reading position costs nothing but a scroll, so a failure is let go.
                spawn_local(async move {
                    let _ = note_position(course, lesson, here).await;
                });
            };
            waiting.set_value(set_timeout_with_handle(keep, STILL).ok());
        });
        let _keys = window_event_listener(ev::keydown, move |event| {
            let in_field = event.target().is_some_and(|target| {
                use wasm_bindgen::JsCast;
                target.dyn_into::<web_sys::HtmlInputElement>().is_ok()
            });
            if in_field || event.alt_key() || event.ctrl_key() || event.meta_key() || event.shift_key() {
                return;
            }
            let way = match event.key().as_str() {
                "ArrowLeft" => previous.as_ref(),
                "ArrowRight" => next.as_ref(),
                _ => None,
            };
            if let Some(way) = way {
                let _ = window().location().set_href(way);
            }
        });
    }

    fn heights() -> Option<(f64, f64)> {
        let page = document().document_element()?;
        let view = f64::from(page.client_height());
        Some((f64::from(page.scroll_height()) - view, view))
    }

    fn position() -> u8 {
        let Some((reach, _)) = heights() else { return 0 };
        if reach <= 0.0 {
            return 100;
        }
        let share = window().scroll_y().unwrap_or(0.0) / reach;
        (share * 100.0).clamp(0.0, 100.0) as u8
    }

    fn scroll_to(percent: u8) {
        if let Some((reach, _)) = heights() {
            window().scroll_to_with_x_and_y(0.0, reach * f64::from(percent) / 100.0);
        }
    }
}
