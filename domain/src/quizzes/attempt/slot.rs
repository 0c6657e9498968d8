//! Where the answer to one question is kept, and which of several that come in stands.

use super::draft::{Draft, DraftError, Source};
use serde::{Deserialize, Serialize};

/// Of how many pages a question remembers what it heard; of more, it forgets the one unheard for longest.
pub const MOST_SOURCES: usize = 32;

/// The answer to one question as it stands.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Slot {
    current: Option<Draft>,
    /// The highest number taken from each page, the page heard last at the end.
    heard: Vec<(Source, u32)>,
}

/// What became of an answer that came in.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "reply", rename_all = "snake_case")]
pub enum Reply {
    /// It is the current one now.
    Accepted {
        /// Its number.
        sequence: u32,
    },
    /// Nothing had to change: it has come before, or the same answer stands already.
    AlreadyThere {
        /// The number of the current one.
        sequence: u32,
    },
    /// A newer one stands: from the same page, or from another tab of the same browser. It is not kept.
    Stale {
        /// The one that stands.
        current: Draft,
    },
    /// Another device has answered otherwise, and neither knew of the other. The current one stands until a page that
    /// knows of both saves again; the learner is shown both.
    Conflict {
        /// The one that stands.
        current: Draft,
        /// The one that came in.
        incoming: Draft,
    },
}

enum Verdict {
    Take,
    SameAnswer,
    Repeated,
    Stale,
    Conflict,
}

impl Slot {
    /// The answer as it stands.
    pub const fn current(&self) -> Option<&Draft> {
        self.current.as_ref()
    }

    /// Takes in an answer.
    ///
    /// It takes the place of the current one only if its page knew that one, or if both are of the same page. So
    /// messages may come late, twice and in any order: an answer that was accepted is either current or was replaced by
    /// somebody who knew it.
    ///
    /// # Errors
    /// When its numbers cannot be; then nothing changes.
    pub fn accept(&mut self, incoming: Draft) -> Result<Reply, DraftError> {
        incoming.check(self.current.as_ref().map_or(0, |current| current.sequence))?;
        let Some(current) = &self.current else { return Ok(self.take(incoming)) };
        Ok(match self.judge(current, &incoming) {
            Verdict::Take => self.take(incoming),
            Verdict::SameAnswer => {
                let sequence = current.sequence;
                self.hear(&incoming);
                Reply::AlreadyThere { sequence }
            }
            Verdict::Repeated => Reply::AlreadyThere { sequence: current.sequence },
            Verdict::Stale => Reply::Stale { current: current.clone() },
            Verdict::Conflict => Reply::Conflict { current: current.clone(), incoming },
        })
    }

    fn judge(&self, current: &Draft, incoming: &Draft) -> Verdict {
        let is_own_page = incoming.source == current.source;
        if incoming.is_the_same_message(current) && incoming.answer == current.answer {
            return Verdict::Repeated;
        }
        if self.has_heard(incoming) || is_own_page && incoming.sequence <= current.sequence {
            return Verdict::Stale;
        }
        if is_own_page || incoming.based_on == current.sequence {
            return Verdict::Take;
        }
        if incoming.answer == current.answer {
            return Verdict::SameAnswer;
        }
        let is_older = incoming.based_on < current.sequence;
        if is_older && incoming.source.device == current.source.device { Verdict::Stale } else { Verdict::Conflict }
    }

    fn take(&mut self, incoming: Draft) -> Reply {
        let sequence = incoming.sequence;
        self.hear(&incoming);
        self.current = Some(incoming);
        Reply::Accepted { sequence }
    }

    /// Whether this or a later answer of the same page has been taken.
    fn has_heard(&self, incoming: &Draft) -> bool {
        self.heard.iter().any(|(source, sequence)| *source == incoming.source && incoming.sequence <= *sequence)
    }

    fn hear(&mut self, incoming: &Draft) {
        self.heard.retain(|(source, _)| *source != incoming.source);
        let beyond = (self.heard.len() + 1).saturating_sub(MOST_SOURCES);
        self.heard.drain(..beyond);
        self.heard.push((incoming.source, incoming.sequence));
    }
}
