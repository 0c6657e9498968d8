//! The island around a quiz's form: keeps every answer as it is given, also while the server is out of reach, and says
//! so.
//!
//! The form inside is plain HTML made on the server and works without it. The island knows the questions only by what
//! is on the page.

#[cfg(feature = "hydrate")]
mod clock;
#[cfg(feature = "hydrate")]
mod dom;
#[cfg(feature = "hydrate")]
mod drawer;
#[cfg(feature = "hydrate")]
mod line;
#[cfg(feature = "hydrate")]
mod pointing;

use leptos::prelude::*;
use serde::{Deserialize, Serialize};

/// What the player says, in the reader's language.
#[derive(Debug, Clone, Default, Serialize, Deserialize)]
pub struct PlayerWords {
    /// "{n} of {total} answered", with both marks in it.
    pub answered: String,
    /// Every answer is kept.
    pub saved: String,
    /// An answer is on its way.
    pub saving: String,
    /// Answers are on this computer only, as the server is out of reach.
    pub kept_here: String,
    /// An answer cannot be kept, not even here.
    pub not_saved: String,
    /// The session has ended; answers are on this computer.
    pub signed_out: String,
    /// A newer answer, given in another tab, is shown in place of the one here.
    pub newer: String,
    /// The time is over, or the attempt is submitted.
    pub over: String,
    /// "{time} left", with the mark in it.
    pub time_left: String,
}

impl PlayerWords {
    fn answered(&self, count: usize, total: usize) -> String {
        self.answered.replace("{n}", &count.to_string()).replace("{total}", &total.to_string())
    }

    fn time_left(&self, seconds: i64) -> String {
        self.time_left.replace("{time}", &format!("{}:{:02}", seconds / 60, seconds % 60))
    }

    fn keeping(&self, keeping: Keeping) -> String {
        let text = match keeping {
            Keeping::Quiet => "",
            Keeping::Saving => &self.saving,
            Keeping::Saved => &self.saved,
            Keeping::KeptHere => &self.kept_here,
            Keeping::NotSaved => &self.not_saved,
            Keeping::SignedOut => &self.signed_out,
            Keeping::Newer => &self.newer,
            Keeping::Over => &self.over,
        };
        text.to_owned()
    }
}

/// Where the answers on the page are.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[cfg_attr(not(feature = "hydrate"), expect(dead_code, reason = "answers are kept in the browser only"))]
enum Keeping {
    Quiet,
    Saving,
    Saved,
    KeptHere,
    NotSaved,
    SignedOut,
    Newer,
    Over,
}

impl Keeping {
    const fn is_alarm(self) -> bool {
        matches!(self, Self::KeptHere | Self::NotSaved | Self::SignedOut | Self::Over)
    }
}

/// What the island tells of itself.
#[derive(Debug, Clone, Copy)]
#[cfg_attr(not(feature = "hydrate"), expect(dead_code, reason = "answers are kept in the browser only"))]
struct Signs {
    answered: WriteSignal<usize>,
    keeping: WriteSignal<Keeping>,
    seconds: WriteSignal<Option<i64>>,
}

/// Watches over the form among its children.
#[island]
pub fn Player(
    /// The attempt.
    attempt: i64,
    /// Whose it is; what is kept on the computer is kept under it.
    person: i64,
    /// The number of this page.
    page: u32,
    /// Questions that have an answer.
    answered: usize,
    /// Questions in all.
    total: usize,
    /// Seconds until answers are no longer taken.
    seconds_left: Option<i64>,
    /// What to say.
    words: PlayerWords,
    children: Children,
) -> impl IntoView {
    let (count, set_count) = signal(answered);
    let (keeping, set_keeping) = signal(Keeping::Quiet);
    let (seconds, set_seconds) = signal(seconds_left);
    let signs = Signs { answered: set_count, keeping: set_keeping, seconds: set_seconds };
    #[cfg(feature = "hydrate")]
    let line = {
        let line = line::Line::new(attempt, person, page, signs);
        Effect::new({
            let line = line.clone();
            move || line.begin()
        });
        if let Some(left) = seconds_left {
            Effect::new(move || clock::begin(left, signs));
        }
        StoredValue::new_local(line)
    };
    #[cfg(not(feature = "hydrate"))]
    let _ = (attempt, person, page, signs);

    let on_change = move |event: leptos::ev::Event| {
        #[cfg(feature = "hydrate")]
        line.with_value(|line| line.changed(&event));
        #[cfg(not(feature = "hydrate"))]
        let _ = &event;
    };
    let on_submit = move |event: leptos::ev::SubmitEvent| {
        #[cfg(feature = "hydrate")]
        line.with_value(|line| line.submitting(&event));
        #[cfg(not(feature = "hydrate"))]
        let _ = &event;
    };
    let on_press = move |event: leptos::ev::MouseEvent| {
        #[cfg(feature = "hydrate")]
        {
            pointing::press(&event);
            line.with_value(|line| line.pressed(&event));
        }
        #[cfg(not(feature = "hydrate"))]
        let _ = &event;
    };
    let on_drag_start = move |event: leptos::ev::DragEvent| {
        #[cfg(feature = "hydrate")]
        pointing::take_up(&event);
        #[cfg(not(feature = "hydrate"))]
        let _ = &event;
    };
    let on_drag_over = move |event: leptos::ev::DragEvent| {
        #[cfg(feature = "hydrate")]
        pointing::hold_over(&event);
        #[cfg(not(feature = "hydrate"))]
        let _ = &event;
    };
    let on_drop = move |event: leptos::ev::DragEvent| {
        #[cfg(feature = "hydrate")]
        pointing::put_down(&event);
        #[cfg(not(feature = "hydrate"))]
        let _ = &event;
    };
    let (said, timed) = (words.clone(), words.clone());
    let time = seconds_left.map(|_| {
        let text = move || seconds.get().map(|seconds| timed.time_left(seconds)).unwrap_or_default();
        view! { <span class="player-time" role="timer" aria-live="off">{text}</span> }
    });
    view! {
        <div
            class="player"
            on:change=on_change
            on:submit=on_submit
            on:click=on_press
            on:dragstart=on_drag_start
            on:dragover=on_drag_over
            on:drop=on_drop
        >
            <p class="player-status">
                <span class="player-count">{move || words.answered(count.get(), total)}</span>
                {time}
                <span class="player-saved" class:player-alarm=move || keeping.get().is_alarm() role="status">
                    {move || said.keeping(keeping.get())}
                </span>
            </p>
            {children()}
        </div>
    }
}
