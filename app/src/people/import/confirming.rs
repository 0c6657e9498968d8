//! The island around the form that takes an upload in: how far the server is while the browser waits for its answer.
//!
//! The form inside is plain HTML and sends itself; until the answer comes the page stays.

use leptos::prelude::*;
use serde::{Deserialize, Serialize};

/// What is said to whoever waits, in the reader's language.
#[derive(Debug, Clone, Default, Serialize, Deserialize)]
pub struct ConfirmingWords {
    /// The bar's name.
    pub bar: String,
    /// "{n} / {total} lines", with both marks in it.
    pub lines: String,
    /// It has begun.
    pub begun: String,
    /// "{share}% done", with the mark in it.
    pub share: String,
    /// What stands between thousands.
    pub thousands_mark: String,
}

impl ConfirmingWords {
    fn lines(&self, (done, all): (u64, u64)) -> String {
        let number = |value: u64| crate::words::grouped(value, &self.thousands_mark);
        self.lines.replace("{n}", &number(done)).replace("{total}", &number(all))
    }

    /// What is read out: the beginning, then each quarter and not each line.
    fn read_out(&self, written: Option<(u64, u64)>) -> String {
        match written.map_or(0, |(done, all)| done.saturating_mul(4) / all.max(1)) {
            0 => self.begun.clone(),
            quarters => self.share.replace("{share}", &(quarters * 25).to_string()),
        }
    }
}

/// Watches the form among its children.
#[island]
pub fn Confirming(
    /// The import.
    import: i64,
    /// What to say.
    words: ConfirmingWords,
    children: Children,
) -> impl IntoView {
    let (is_under_way, set_under_way) = signal(false);
    let (written, set_written) = signal(None::<(u64, u64)>);
    let begin = move |_: leptos::ev::SubmitEvent| {
        // Whoever presses again is being told already.
        if is_under_way.get_untracked() {
            return;
        }
        set_under_way.set(true);
        #[cfg(feature = "hydrate")]
        browser::follow(import, set_written);
        #[cfg(not(feature = "hydrate"))]
        let _ = (import, set_written);
    };
    let bar = words.bar.clone();
    let said = words.clone();
    let lines = move || written.get().map(|written| said.lines(written)).unwrap_or_default();
    let read_out = move || if is_under_way.get() { words.read_out(written.get()) } else { String::new() };
    view! {
        <div class="roster-confirming" on:submit=begin>
            {children()}
            <p class="roster-progress" hidden=move || !is_under_way.get()>
                <progress
                    aria-label=bar
                    max=move || written.get().map(|(_, all)| all.to_string())
                    value=move || written.get().map(|(done, _)| done.to_string())
                ></progress>
                <span class="roster-progress-lines">{lines}</span>
            </p>
            <p class="unseen" role="status">{read_out}</p>
        </div>
    }
}

#[cfg(feature = "hydrate")]
mod browser {
    use crate::people::import::api::roster_progress;
    use leptos::{prelude::*, task::spawn_local};
    use std::time::Duration;

    /// The pause between an answer and the next question.
    const PAUSE: Duration = Duration::from_millis(400);

    /// Asks again and again how far it is; the page that the form leads to ends it.
    pub fn follow(import: i64, set_written: WriteSignal<Option<(u64, u64)>>) {
        let ask = move || {
            spawn_local(async move {
                // Without an answer, or when another process writes, what was known last stays.
                if let Ok(Some(written)) = roster_progress(import).await {
                    set_written.set(Some(written));
                }
                follow(import, set_written);
            });
        };
        set_timeout(ask, PAUSE);
    }
}
