//! Essays.

use super::{
    choices::plain_words,
    node::{Read, Stop, count_in, text_in},
    scope::Scope,
};
use crate::quizzes::{QuestionKind, moodle_xml::LeftOutWhy, question::EssayRules};

/// A few sentences with what is asked of them.
pub fn of(scope: &mut Scope<'_, '_>) -> Read<QuestionKind> {
    let node = scope.node;
    if text_in(node, "responseformat")? == "noinline" || count_in(node, "attachmentsrequired")? > 0 {
        return Err(Stop::LeftOut(LeftOutWhy::Attachments));
    }
    let rules = EssayRules {
        min_words: count_in(node, "minwordlimit")?,
        max_words: count_in(node, "maxwordlimit")?,
        lines: count_in(node, "responsefieldlines")?,
        template: plain_words(node, "responsetemplate")?,
        notes: scope.words_in(node, "graderinfo")?.unwrap_or_default(),
        rubric: Vec::new(),
    };
    Ok(QuestionKind::Essay { rules })
}
