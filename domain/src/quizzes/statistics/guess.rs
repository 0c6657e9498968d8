//! What whoever knows nothing earns.

use crate::quizzes::{Credit, NegativeMarks, QuestionKind};

/// The mean of what answers at random earn, in per cent of the full mark; `None` where that cannot be said.
///
/// As Moodle's `get_random_guess_score` of each question type: the mean weight of single options; nothing said for
/// several of them; one half for a judgement; one in so many answers for matchings and texts on a picture; nothing for
/// texts and numbers, but for a text that takes anything (`*`); nothing for essays
/// (<https://github.com/moodle/moodle/tree/MOODLE_405_STABLE/question/type>).
///
/// Two things differ. Moodle leaves an ordering at nothing, although one of n things comes to stand right by chance on
/// average, 100/n. And Moodle adds up the gaps of a text without their weights, then divides by all weights; here each
/// counts by its weight, and `None` for one of them is `None` for all.
pub fn random_guess_score(kind: &QuestionKind, negative: NegativeMarks) -> Option<f64> {
    let one_of = |count: usize| (count > 0).then(|| 100.0 / count as f64);
    match kind {
        QuestionKind::SingleChoice { options } => mean(options.iter().map(|option| option.credit), negative),
        QuestionKind::Hotspot { spots, several: false, .. } => mean(spots.iter().map(|spot| spot.credit), negative),
        QuestionKind::MultipleChoice { .. }
        | QuestionKind::Hotspot { several: true, .. }
        | QuestionKind::Description => None,
        QuestionKind::TrueFalse { .. } => Some(50.0),
        QuestionKind::Matching { .. } | QuestionKind::DragOntoPicture { .. } => one_of(kind.matching_answers().len()),
        QuestionKind::Ordering { items } => one_of(items.len()),
        QuestionKind::ShortAnswer { accepted, .. } => {
            let anything = accepted.iter().filter(|accepted| accepted.text.trim() == "*");
            Some(anything.map(|accepted| per_cent(accepted.credit, negative)).fold(0.0, f64::max))
        }
        QuestionKind::Numeric { .. } | QuestionKind::Essay { .. } => Some(0.0),
        QuestionKind::Cloze { gaps } => {
            let weights: f64 = gaps.iter().map(|gap| f64::from(gap.weight)).sum();
            // A gap's own weights below nothing can lower the whole, but never below nothing.
            let guessed = |gap: &crate::quizzes::question::Gap| {
                Some(f64::from(gap.weight) * random_guess_score(&gap.kind, NegativeMarks::On)?)
            };
            let sum: f64 = gaps.iter().map(guessed).sum::<Option<f64>>()?;
            (weights > 0.0).then(|| (sum / weights).max(0.0))
        }
    }
}

fn per_cent(credit: Credit, negative: NegativeMarks) -> f64 {
    let credit = if negative == NegativeMarks::Off { credit.max(Credit::NONE) } else { credit };
    100.0 * f64::from(credit.thousandths()) / f64::from(Credit::FULL.thousandths())
}

fn mean(credits: impl ExactSizeIterator<Item = Credit>, negative: NegativeMarks) -> Option<f64> {
    let count = credits.len();
    (count > 0).then(|| credits.map(|credit| per_cent(credit, negative)).sum::<f64>() / count as f64)
}
