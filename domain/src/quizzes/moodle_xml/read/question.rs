//! What all types of questions have.

use super::{
    answers, choices, essay,
    files::Media,
    gaps,
    node::{Node, Read, Stop, child, children, problem, switch, text, text_in},
    picture,
    scope::Scope,
};
use crate::quizzes::{
    Question, QuestionKind,
    moodle_xml::{DIFFICULTY, LeftOutWhy, XmlProblemKind, limits},
    question::Difficulty,
};
use std::collections::BTreeSet;

/// A question, and the parts of it that stay out.
pub fn of(node: Node<'_>, category: &str, media: &mut Media) -> Read<(Question, Vec<LeftOutWhy>)> {
    let word = node.attribute("type").unwrap_or_default();
    let read = reader(word).ok_or_else(|| Stop::LeftOut(LeftOutWhy::QuestionType(word.to_owned())))?;
    if child(node, "hidden").is_some() && switch(node, "hidden")? == Some(true) && !text_in(node, "hidden")?.is_empty()
    {
        return Err(Stop::LeftOut(LeftOutWhy::Hidden));
    }
    if !text_in(node, "image_base64")?.is_empty() {
        return Err(Stop::LeftOut(LeftOutWhy::OldPicture));
    }
    if node.descendants().filter(|part| part.is_element()).nth(limits::PARTS).is_some() {
        return Err(problem(node, XmlProblemKind::TooManyAnswers));
    }
    let mut scope = Scope::new(node, media, matches!(word, "multichoice" | "ordering"))?;
    let prompt = scope.words_in(node, "questiontext")?;
    let prompt = prompt.ok_or_else(|| problem(node, XmlProblemKind::NoPrompt))?;
    let (prompt, kind) = read(&mut scope, prompt)?;
    let general_feedback = scope.words_in(node, "generalfeedback")?;
    if children(node, "hint").any(|hint| text(hint).is_ok_and(|hint| !hint.is_empty())) {
        scope.notes.push(LeftOutWhy::Hints);
    }
    let (tags, difficulty) = tags(node)?;
    let question = Question {
        external_id: text_in(node, "idnumber")?,
        category: category.to_owned(),
        tags,
        difficulty,
        format: scope.format,
        general_feedback,
        ..Question::new(text_in(node, "name")?, prompt, kind)
    };
    Ok((question, scope.notes))
}

/// Reads what a type of question has of its own; its prompt goes through, since it can hold gaps.
type Reader = for<'a, 'm> fn(&mut Scope<'a, 'm>, String) -> Read<(String, QuestionKind)>;

fn reader(word: &str) -> Option<Reader> {
    Some(match word {
        "multichoice" => |scope, prompt| Ok((prompt, choices::choice(scope)?)),
        "truefalse" => |scope, prompt| Ok((prompt, choices::true_false(scope)?)),
        "matching" | "match" => |scope, prompt| Ok((prompt, choices::matching(scope)?)),
        "ordering" => |scope, prompt| Ok((prompt, choices::ordering(scope)?)),
        "shortanswer" => |scope, prompt| Ok((prompt, answers::short_answer(scope)?)),
        "numerical" => |scope, prompt| Ok((prompt, answers::numeric(scope)?)),
        "cloze" | "multianswer" => gaps::cloze,
        "ddimageortext" => |scope, prompt| Ok((prompt, picture::drag_texts(scope)?)),
        "ddmarker" => |scope, prompt| Ok((prompt, picture::drag_markers(scope)?)),
        "essay" => |scope, prompt| Ok((prompt, essay::of(scope)?)),
        "description" => |_, prompt| Ok((prompt, QuestionKind::Description)),
        _ => return None,
    })
}

/// The tags, and how hard the question is said to be by one of them.
fn tags(node: Node<'_>) -> Read<(BTreeSet<String>, Option<Difficulty>)> {
    let (mut tags, mut difficulty) = (BTreeSet::new(), None);
    let lists = children(node, "tags").chain(children(node, "coursetags"));
    for tag in lists.flat_map(|list| children(list, "tag")) {
        let tag = text(tag)?;
        match tag.strip_prefix(DIFFICULTY).and_then(Difficulty::from_word) {
            Some(said) if difficulty.is_none() => difficulty = Some(said),
            _ if tag.is_empty() => {}
            _ => {
                tags.insert(tag);
            }
        }
    }
    Ok((tags, difficulty))
}
