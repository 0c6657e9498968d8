//! What the ways of answering have in common while an item is read.

use crate::quizzes::qti::{
    LeftOutWhy, MOST_CHOICES, MOST_CHOICES_OF_ITEM, MOST_TEXT_OF_ITEM, Stop,
    feedback::{Answer, Feedback},
    markup::{FIELD, Marks, Markup},
    media::Media,
    response::{Declaration, Key, Processing, Scoring, declarations, processing},
    xml::{Element, Node},
};
use std::collections::{BTreeMap, BTreeSet};

/// An item while it is read.
pub struct Reading<'a, 'm, 'f> {
    file: &'m str,
    item: Node<'a>,
    media: &'m mut Media<'f>,
    parts: &'m mut BTreeSet<LeftOutWhy>,
    declarations: BTreeMap<&'a str, Declaration<'a>>,
    processing: Processing,
    /// What is said to answers.
    pub feedback: Feedback,
    is_alone: bool,
    spent: usize,
    choices: usize,
}

/// What an interaction's response is and how it earns points.
pub struct Asked<'a> {
    /// The response's identifier.
    pub response: &'a str,
    /// `string`, `float` ….
    pub base_type: &'a str,
    /// Whether several values are one answer.
    pub is_several: bool,
    /// What the item declares to be right, as it stands.
    pub correct: Vec<String>,
    /// How it earns points.
    pub scoring: Scoring,
    /// What earns points.
    pub key: Key,
}

impl Asked<'_> {
    /// An answer, or a part of one where several values are one answer: whether that is right cannot be said of it.
    pub fn answer<'s>(&'s self, value: &'s str, choice: Option<&Node<'_>>, is_part: bool) -> Answer<'s> {
        let is_right = (!is_part).then(|| self.correct.iter().any(|right| right == value));
        Answer { response: self.response, value, choice: choice.map(|choice| choice.id()), is_right }
    }
}

impl<'a, 'm, 'f> Reading<'a, 'm, 'f> {
    pub fn new(
        file: &'m str,
        item: Node<'a>,
        media: &'m mut Media<'f>,
        parts: &'m mut BTreeSet<LeftOutWhy>,
    ) -> Result<Self, Stop> {
        const TAKEN: [&str; 9] = [
            "responseDeclaration",
            "outcomeDeclaration",
            "itemBody",
            "responseProcessing",
            "modalFeedback",
            "stylesheet",
            "assessmentStimulusRef",
            "templateDeclaration",
            "templateProcessing",
        ];
        if item.says("adaptive") {
            return Err(LeftOutWhy::AdaptiveItem.into());
        }
        if item.first("templateDeclaration").is_some() || item.first("templateProcessing").is_some() {
            return Err(LeftOutWhy::TemplateItem.into());
        }
        for other in item.elements().filter(|child| !TAKEN.contains(&child.name().as_ref())) {
            parts.insert(LeftOutWhy::Element(other.name().into_owned()));
        }
        let mut processing = processing(&item);
        let marks = Marks::new();
        let mut markup = Markup { file, media, parts, marks: &marks };
        let feedback = Feedback::gather(&item, std::mem::take(&mut processing.said), &mut markup)?;
        let declarations = declarations(&item)?;
        Ok(Self { file, item, media, parts, declarations, processing, feedback, is_alone: true, spent: 0, choices: 0 })
    }

    /// All that is asked, in its order.
    pub fn interactions(&mut self) -> Result<Vec<Node<'a>>, Stop> {
        let is_hidden = |node: &Node<'_>| {
            let hides = |parent: &Node<'_>| {
                matches!(parent.name().as_ref(), "feedbackInline" | "feedbackBlock" | "rubricBlock" | "templateBlock")
            };
            node.ancestors().any(|parent| hides(&parent))
        };
        let body = self.item.first("itemBody");
        let is_interaction =
            |node: &Node<'_>| node.is_element() && node.name().ends_with("Interaction") && !node.is("mediaInteraction");
        let found: Vec<Node<'a>> = body.iter().flat_map(|body| body.descendants()).filter(is_interaction).collect();
        if let Some(hidden) = found.iter().find(|node| is_hidden(node)) {
            return Err(LeftOutWhy::UnsupportedInteraction(hidden.name().into_owned()).into());
        }
        self.is_alone = found.len() == 1;
        Ok(found)
    }

    /// The response of an interaction and how it earns points.
    pub fn asked(&self, interaction: &Node<'a>) -> Result<Asked<'a>, LeftOutWhy> {
        let response = interaction.attr("responseIdentifier").unwrap_or_default();
        let declaration = self.declarations.get(response).ok_or(LeftOutWhy::NoCorrectResponse)?;
        let has_mapping = declaration.mapping.is_some();
        let scoring = self.processing.of(response, has_mapping, self.is_alone)?;
        Ok(Asked {
            response,
            base_type: declaration.base_type,
            is_several: declaration.is_several,
            correct: declaration.correct.clone(),
            key: Key::of(declaration, &scoring)?,
            scoring,
        })
    }

    /// The things in an element that can be chosen, by the names of their elements.
    pub fn choices(&mut self, node: &Node<'a>, names: &[&str]) -> Result<Vec<Node<'a>>, LeftOutWhy> {
        let found: Vec<Node<'a>> = node.elements().filter(|child| names.contains(&child.name().as_ref())).collect();
        self.count(found.len())?;
        if found.len() < 2 { Err(LeftOutWhy::TooFewChoices) } else { Ok(found) }
    }

    /// Counts things that can be chosen or written.
    pub fn count(&mut self, choices: usize) -> Result<(), LeftOutWhy> {
        self.choices = self.choices.saturating_add(choices);
        let is_too_much = choices > MOST_CHOICES || self.choices > MOST_CHOICES_OF_ITEM;
        if is_too_much { Err(LeftOutWhy::TooMuch) } else { Ok(()) }
    }

    /// An element's text as it stands within a line.
    pub fn inline(&mut self, node: &Node<'a>) -> Result<String, Stop> {
        let text = self.markup(&Marks::new()).inline(node)?;
        self.spend(text.len())?;
        Ok(text)
    }

    /// What is said to an answer.
    pub fn said_to(&mut self, answer: &Answer<'_>) -> Result<Option<String>, Stop> {
        let text = self.feedback.to(answer);
        self.spend(text.as_ref().map_or(0, String::len))?;
        Ok(text)
    }

    /// The text of the item. A single field's place shows only where text follows.
    pub fn body(&mut self, marks: &Marks) -> Result<String, Stop> {
        let Some(body) = self.item.first("itemBody") else { return Ok(String::new()) };
        let text = self.markup(marks).block(&body)?;
        let Some((before, after)) = text.split_once(FIELD) else { return Ok(text) };
        let mut is_tag = false;
        let is_followed = after.chars().any(|c| {
            match c {
                '<' => is_tag = true,
                '>' => is_tag = false,
                c => return !is_tag && c.is_alphanumeric(),
            }
            false
        });
        let field = if is_followed { "_____" } else { "" };
        Ok(format!("{before}{field}{after}").trim().to_owned())
    }

    /// What whoever marks is told.
    pub fn notes(&mut self) -> Result<String, Stop> {
        let is_for_scorers = |node: &Node<'_>| {
            node.is("rubricBlock")
                && node.attr("view").is_some_and(|views| {
                    let mut views = views.split_whitespace();
                    views.clone().any(|view| view == "scorer") && views.all(|view| view != "candidate")
                })
        };
        let mut all = String::new();
        for node in self.item.descendants().filter(is_for_scorers) {
            all.push_str(&self.markup(&Marks::new()).block(&node)?);
        }
        self.spend(all.len())?;
        Ok(all)
    }

    /// A writer for parts of the item.
    pub fn markup<'s>(&'s mut self, marks: &'s Marks) -> Markup<'s, 'f> {
        Markup { file: self.file, media: self.media, parts: self.parts, marks }
    }

    /// Notes something that is not taken.
    pub fn lose(&mut self, why: LeftOutWhy) {
        self.parts.insert(why);
    }

    /// Notes the feedback that nobody was told.
    pub fn lose_the_rest(&mut self) {
        self.feedback.rest(self.parts);
    }

    /// Counts text that the question holds.
    pub fn spend(&mut self, bytes: usize) -> Result<(), Stop> {
        self.spent = self.spent.saturating_add(bytes);
        if self.spent > MOST_TEXT_OF_ITEM { Err(LeftOutWhy::TooMuch.into()) } else { Ok(()) }
    }

    /// How much text was counted, in bytes.
    pub const fn spent(&self) -> usize {
        self.spent
    }
}
