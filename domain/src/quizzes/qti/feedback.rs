//! What an item says to answers.

use super::{
    LeftOutWhy, Stop,
    markup::Markup,
    response::{Said, When},
    xml::{Element, Node},
};
use roxmltree::NodeId;
use std::collections::BTreeSet;

/// The most feedback texts of an item.
const MOST_COMMENTS: usize = 200;

/// A feedback with the outcome and value that show it.
#[derive(Debug)]
struct Comment {
    outcome: String,
    identifier: String,
    text: String,
    /// The choice that it stands in.
    inside: Option<NodeId>,
    /// It shows unless the outcome has the value.
    is_reversed: bool,
    is_used: bool,
}

/// All feedback of an item and the rules that show it.
#[derive(Debug)]
pub struct Feedback {
    comments: Vec<Comment>,
    said: Vec<Said>,
}

/// What was answered.
pub struct Answer<'a> {
    /// The response's identifier.
    pub response: &'a str,
    /// The value.
    pub value: &'a str,
    /// The choice, where one was chosen.
    pub choice: Option<NodeId>,
    /// Whether it is right; `None` where it is a part of an answer only.
    pub is_right: Option<bool>,
}

impl Feedback {
    /// Gathers the feedback of an item.
    pub fn gather(item: &Node<'_>, said: Vec<Said>, markup: &mut Markup<'_, '_>) -> Result<Self, Stop> {
        let is_feedback = |node: &Node<'_>| {
            node.is_element() && matches!(node.name().as_ref(), "feedbackInline" | "feedbackBlock" | "modalFeedback")
        };
        let mut comments = Vec::new();
        for node in item.descendants().filter(is_feedback) {
            let text = markup.inline(&node)?;
            let identifier = node.attr("identifier").unwrap_or_default().to_owned();
            if text.is_empty() {
                continue;
            }
            if comments.len() >= MOST_COMMENTS {
                markup.parts.insert(LeftOutWhy::Feedback(identifier));
                continue;
            }
            let is_choice = |node: &Node<'_>| node.name().ends_with("Choice");
            let inside = node.ancestors().find(is_choice).map(|choice| choice.id());
            let outcome = node.attr("outcomeIdentifier").unwrap_or_default().to_owned();
            let is_reversed = node.attr("showHide") == Some("hide");
            comments.push(Comment { outcome, identifier, text, inside, is_reversed, is_used: false });
        }
        Ok(Self { comments, said })
    }

    /// What is said to an answer.
    pub fn to(&mut self, answer: &Answer<'_>) -> Option<String> {
        let Self { comments, said } = self;
        let mut texts = Vec::new();
        for comment in comments.iter_mut().filter(|comment| !comment.is_reversed) {
            let is_shown = match comment.inside {
                Some(choice) => answer.choice == Some(choice) && comment.identifier == answer.value,
                None => said.iter().any(|said| shows(said, comment, answer)),
            };
            if is_shown {
                comment.is_used = true;
                texts.push(comment.text.as_str());
            }
        }
        (!texts.is_empty()).then(|| texts.join("<br>"))
    }

    /// What is said to everyone: what always shows, and what nothing ever hides.
    pub fn general(&mut self) -> Option<String> {
        let Self { comments, said } = self;
        let mut texts = Vec::new();
        for comment in comments.iter_mut().filter(|comment| comment.inside.is_none()) {
            let is_own = |said: &&Said| {
                said.outcome == comment.outcome
                    && (said.identifier == comment.identifier || matches!(said.when, When::Chosen(_)))
            };
            let is_shown = if comment.is_reversed {
                !said.iter().any(|said| is_own(&said))
            } else {
                said.iter().filter(is_own).any(|said| said.when == When::Always)
            };
            if is_shown {
                comment.is_used = true;
                texts.push(comment.text.as_str());
            }
        }
        (!texts.is_empty()).then(|| texts.join("<br>"))
    }

    /// What was said to nobody.
    pub fn rest(&self, parts: &mut BTreeSet<LeftOutWhy>) {
        let unused = self.comments.iter().filter(|comment| !comment.is_used);
        parts.extend(unused.map(|comment| LeftOutWhy::Feedback(comment.identifier.clone())));
    }
}

fn shows(said: &Said, comment: &Comment, answer: &Answer<'_>) -> bool {
    if said.outcome != comment.outcome {
        return false;
    }
    let is_same = said.identifier == comment.identifier;
    match &said.when {
        When::Always => false,
        When::Right(response) => is_same && response == answer.response && answer.is_right == Some(true),
        When::Wrong(response) => is_same && response == answer.response && answer.is_right == Some(false),
        When::Is(response, value) => is_same && response == answer.response && value == answer.value,
        When::Chosen(response) => response == answer.response && comment.identifier == answer.value,
    }
}
