mod answers;
mod direct;
mod edges;
mod hints;
mod histograms;
mod published;

use super::*;

fn credit(thousandths: i32) -> Credit {
    Credit::from_thousandths(thousandths).unwrap()
}

fn id(number: usize) -> QuestionVersionId {
    QuestionVersionId(number as i64)
}

fn mark(question: usize, points: u32, thousandths: i32) -> QuestionMark<'static> {
    QuestionMark { question: id(question), points, credit: credit(thousandths), answers: &[] }
}

/// Attempts that were all asked the same questions, each worth a point.
fn fed(attempts: &[&[i32]]) -> Statistics {
    let mut statistics = Statistics::default();
    for attempt in attempts {
        let marks: Vec<_> = attempt.iter().enumerate().map(|(question, earned)| mark(question, 1, *earned)).collect();
        statistics.add(&marks).unwrap();
    }
    statistics
}

#[track_caller]
fn assert_near(what: &str, found: Option<f64>, expected: Option<f64>, tolerance: f64) {
    let is_near = match (found, expected) {
        (Some(found), Some(expected)) => {
            found.is_finite() && (found - expected).abs() <= tolerance * expected.abs().max(1.0)
        }
        (found, expected) => found == expected,
    };
    assert!(is_near, "{what}: {found:?}, not {expected:?}");
}
