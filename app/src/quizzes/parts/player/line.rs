//! Answers on their way to the server: one after the other, each until it is acknowledged.

use super::{Keeping, Signs, dom, drawer::Drawer};
use crate::{error::AppError, quizzes::api::save_answer};
use domain::quizzes::{response::Parts, sheet::Kept};
use leptos::{prelude::*, task::spawn_local};
use serde::{Deserialize, Serialize};
use std::{
    cell::RefCell,
    collections::{HashMap, VecDeque},
    rc::Rc,
    time::Duration,
};
use wasm_bindgen::JsCast;
use web_sys::{Element, Event, MouseEvent, SubmitEvent};

/// The longest pause between two tries.
const LONGEST_PAUSE: Duration = Duration::from_secs(15);

/// An answer to one question, as it is sent and kept.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Message {
    pub position: u32,
    pub parts: Parts,
    pub page: u32,
    pub sequence: u32,
    pub based_on: u32,
}

/// What the page knows of the numbers of one question's answers.
#[derive(Debug, Clone, Copy, Default)]
struct Known {
    /// The answer that the server said stands.
    told: u32,
    /// The highest number there is, the page's own among them.
    highest: u32,
}

#[derive(Debug)]
struct State {
    known: HashMap<u32, Known>,
    waiting: VecDeque<Message>,
    is_sending: bool,
    failures: u32,
    /// Another answer stands to some question: it is shown once everything is sent.
    differs: bool,
}

/// The answers of one page on their way.
#[derive(Debug, Clone)]
pub struct Line {
    attempt: i64,
    page: u32,
    drawer: Drawer,
    signs: Signs,
    state: Rc<RefCell<State>>,
}

impl Line {
    pub fn new(attempt: i64, person: i64, page: u32, signs: Signs) -> Self {
        let state =
            State { known: HashMap::new(), waiting: VecDeque::new(), is_sending: false, failures: 0, differs: false };
        Self { attempt, page, drawer: Drawer { person, attempt }, signs, state: Rc::new(RefCell::new(state)) }
    }

    /// Sends what was kept here before, and tries again whenever the network comes back.
    pub fn begin(&self) {
        for question in dom::questions() {
            let number = question.get_attribute("data-sequence").and_then(|text| text.parse().ok()).unwrap_or(0);
            if let Some(position) = dom::position_of(&question) {
                self.learn(position, number);
            }
        }
        let line = self.clone();
        window_event_listener(leptos::ev::online, move |_| line.send());
        let line = self.clone();
        spawn_local(async move {
            let kept = line.drawer.all().await.unwrap_or_default();
            for message in kept {
                if let Some(question) = dom::question_at(message.position) {
                    dom::show(&question, &message.parts);
                }
                line.push(message);
            }
            line.signs.answered.set(dom::count_answered());
            line.send();
        });
    }

    /// Keeps the answer of the question in which something changed.
    pub fn changed(&self, event: &Event) {
        if let Some((position, question)) = dom::question_of(event) {
            self.keep(position, &question);
        }
    }

    /// Chooses between two answers that were given in two places.
    pub fn pressed(&self, event: &MouseEvent) {
        let pressed = event.target().and_then(|target| target.dyn_into::<Element>().ok());
        let button = pressed.and_then(|element| element.closest("button[data-other]").ok().flatten());
        let Some((button, (position, question))) = button.zip(dom::question_of(event)) else { return };
        let other = button.get_attribute("data-other").and_then(|text| serde_json::from_str::<Parts>(&text).ok());
        // Without fields of its own the button stands for what is on the page.
        if let Some(parts) = other {
            dom::show(&question, &parts);
        }
        self.keep(position, &question);
        for choice in dom::elements(&question, ".other-answer") {
            choice.remove();
        }
    }

    /// Holds a submission back that could not arrive.
    pub fn submitting(&self, event: &SubmitEvent) {
        if self.state.borrow().failures > 0 {
            event.prevent_default();
            self.signs.keeping.set(Keeping::KeptHere);
            self.send();
        }
    }

    fn keep(&self, position: u32, question: &Element) {
        self.signs.answered.set(dom::count_answered());
        self.signs.keeping.set(Keeping::Saving);
        let message = {
            let mut state = self.state.borrow_mut();
            let known = state.known.entry(position).or_default();
            known.highest += 1;
            Message {
                position,
                parts: dom::parts(question),
                page: self.page,
                sequence: known.highest,
                based_on: known.told,
            }
        };
        dom::note_seen(position, message.sequence);
        let line = self.clone();
        spawn_local(async move {
            // Where the browser keeps nothing, the answer is sent all the same.
            let _ = line.drawer.keep(&message).await;
            line.push(message);
            line.send();
        });
    }

    /// A newer answer of this page takes the place of one that has not been sent.
    fn push(&self, message: Message) {
        let mut state = self.state.borrow_mut();
        let known = state.known.entry(message.position).or_default();
        known.highest = known.highest.max(message.sequence);
        let is_sending = usize::from(state.is_sending);
        let place = |waiting: &Message| waiting.position == message.position && waiting.page == message.page;
        let before = state.waiting.iter().skip(is_sending).position(place);
        match before.and_then(|before| state.waiting.get_mut(before + is_sending)) {
            Some(waiting) => *waiting = message,
            None => state.waiting.push_back(message),
        }
    }

    fn learn(&self, position: u32, sequence: u32) {
        let mut state = self.state.borrow_mut();
        let known = state.known.entry(position).or_default();
        known.told = known.told.max(sequence);
        known.highest = known.highest.max(sequence);
    }

    fn send(&self) {
        let message = {
            let mut state = self.state.borrow_mut();
            if state.is_sending {
                return;
            }
            let Some(message) = state.waiting.front().cloned() else { return };
            state.is_sending = true;
            message
        };
        let line = self.clone();
        spawn_local(async move {
            let sent = message.clone();
            let kept =
                save_answer(line.attempt, sent.position, sent.page, sent.sequence, sent.based_on, sent.parts).await;
            line.state.borrow_mut().is_sending = false;
            line.answered(&message, kept).await;
        });
    }

    async fn answered(&self, sent: &Message, kept: Result<Kept, AppError>) {
        match kept {
            Ok(kept) => {
                self.state.borrow_mut().failures = 0;
                self.is_done(sent).await;
                self.signs.keeping.set(self.settle(sent, kept));
                self.go_on();
            }
            // Out of reach, or in trouble: it is tried again.
            Err(AppError::Internal { .. } | AppError::Busy) => {
                let failures = {
                    let mut state = self.state.borrow_mut();
                    state.failures += 1;
                    state.failures
                };
                self.signs.keeping.set(Keeping::KeptHere);
                let line = self.clone();
                let pause = Duration::from_secs(1 << failures.min(4)).min(LONGEST_PAUSE);
                set_timeout(move || line.send(), pause);
            }
            Err(AppError::NotSignedIn) => self.signs.keeping.set(Keeping::SignedOut),
            Err(AppError::Invalid(crate::error::Problem::AlreadySubmitted | crate::error::Problem::TimeIsOver)) => {
                self.is_done(sent).await;
                self.signs.keeping.set(Keeping::Over);
                self.go_on();
            }
            Err(_) => {
                self.is_done(sent).await;
                self.signs.keeping.set(Keeping::NotSaved);
                self.go_on();
            }
        }
    }

    async fn is_done(&self, sent: &Message) {
        {
            let mut state = self.state.borrow_mut();
            state.waiting.retain(|waiting| waiting != sent);
        }
        // What stays behind is sent again, which does no harm.
        let _ = self.drawer.forget(sent).await;
    }

    fn settle(&self, sent: &Message, kept: Kept) -> Keeping {
        let (Kept::Saved { sequence } | Kept::Newer { sequence, .. } | Kept::Differs { sequence, .. }) = &kept;
        self.learn(sent.position, *sequence);
        let highest = self.state.borrow().known.get(&sent.position).map_or(*sequence, |known| known.highest);
        dom::note_seen(sent.position, highest);
        match kept {
            Kept::Saved { .. } => Keeping::Saved,
            Kept::Newer { parts, .. } => {
                if let Some(question) = dom::question_at(sent.position) {
                    dom::show(&question, &parts);
                }
                self.signs.answered.set(dom::count_answered());
                Keeping::Newer
            }
            Kept::Differs { .. } => {
                self.state.borrow_mut().differs = true;
                Keeping::Saving
            }
        }
    }

    /// Sends the next; once everything is sent, the page that shows both answers is asked for.
    fn go_on(&self) {
        let (is_empty, differs) = {
            let state = self.state.borrow();
            (state.waiting.is_empty(), state.differs)
        };
        if is_empty && differs {
            let _ = window().location().reload();
        } else if !is_empty {
            self.signs.keeping.set(Keeping::Saving);
            self.send();
        }
    }
}
