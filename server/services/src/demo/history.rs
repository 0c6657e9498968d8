//! What happened in the demo district: lessons read, quizzes taken, teams founded, activities held.

use super::{DemoError, Window, people::everyone};
use crate::{
    Store,
    access::{Learner, Office, Operator},
    people::{NewDecision, SchoolRow, record_founding_decision, schools_below},
    progress::{NewActivity, course_page, finish_lesson, my_courses, record_activity},
    quizzes::{model_fields, start_attempt, submit_attempt},
};
use chrono::TimeDelta;
use domain::{
    calendar::{Moment, day_of},
    courses::shelf::CourseCard,
    ids::PersonId,
    language::Language,
    people::SchoolLevel,
};
use futures::{StreamExt, TryStreamExt, stream};
use rand::{Rng, SeedableRng, rngs::StdRng};
use std::{
    collections::HashSet,
    sync::atomic::{AtomicU64, Ordering},
};

/// How far a school of the demo has come.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Pace {
    /// Has met the targets.
    Ahead,
    /// Is near them.
    Near,
    /// Has barely begun.
    Begun,
}

impl Pace {
    /// Of every seven schools three are ahead, two near and two have barely begun.
    const fn of(place: usize) -> Self {
        match place % 7 {
            0 | 2 | 5 => Self::Ahead,
            1 | 4 => Self::Near,
            _ => Self::Begun,
        }
    }

    /// The share of people who have completed a course.
    fn share(self, chance: &mut StdRng) -> f64 {
        match self {
            Self::Ahead => chance.random_range(0.93..0.99),
            Self::Near => chance.random_range(0.78..0.9),
            Self::Begun => chance.random_range(0.03..0.25),
        }
    }
}

/// Lets every school live through the school year up to yesterday.
pub async fn live(
    store: &Store,
    operator: &Operator,
    office: &Office,
    left_alone: &HashSet<PersonId>,
    window: &Window,
    tell: &(dyn Fn(u64, u64) + Sync),
) -> Result<(), DemoError> {
    let schools = schools_below(store, office.node(), window.first_day()).await?;
    let mut lives = Vec::with_capacity(schools.len());
    for school in &schools {
        lives.push(everyone(store, school.id).await?);
    }
    let mut learners = Vec::new();
    for (place, (school, people)) in schools.iter().zip(lives).enumerate() {
        let mut chance = StdRng::seed_from_u64(seed(&school.code));
        let pace = Pace::of(place);
        found_team(store, operator, school, pace, window, &mut chance).await?;
        let share = pace.share(&mut chance);
        let alone = |person: &PersonId| left_alone.contains(person);
        learners
            .extend(people.into_iter().filter(|person| !alone(person)).map(|person| (person, share, chance.random())));
    }
    let all = learners.len() as u64;
    let done = AtomicU64::new(0);
    // Each learner has a chance of their own, so the order in which they come does not matter.
    stream::iter(learners)
        .map(Ok)
        .try_for_each_concurrent(SIDE_BY_SIDE, |(person, share, seed)| {
            let done = &done;
            async move {
                learn(store, &operator.learner(person), share, window, &mut StdRng::seed_from_u64(seed)).await?;
                tell(done.fetch_add(1, Ordering::Relaxed) + 1, all);
                Ok(())
            }
        })
        .await
}

/// So many learners at a time: while one writes, others read.
const SIDE_BY_SIDE: usize = 6;

/// A seed that stays the same from run to run.
fn seed(code: &str) -> u64 {
    code.bytes().fold(85, |seed: u64, byte| seed.wrapping_mul(31).wrapping_add(u64::from(byte)))
}

async fn found_team(
    store: &Store,
    operator: &Operator,
    school: &SchoolRow,
    pace: Pace,
    window: &Window,
    chance: &mut StdRng,
) -> Result<(), DemoError> {
    let lead = operator.school_lead(school.id);
    let decided = window.at(chance.random_range(0.0..0.3));
    if pace != Pace::Begun {
        let number = format!("{}/QĐ-{}", chance.random_range(10..90), school.code);
        let decision = NewDecision { number: &number, decided_on: day_of(decided), scan: None };
        record_founding_decision(store, &lead, decision, decided).await?;
    }
    if school.level == SchoolLevel::Preschool && pace != Pace::Begun {
        let held = window.at(chance.random_range(0.3..0.9));
        let activity = NewActivity {
            happened_on: day_of(held),
            form: "Họp phụ huynh".to_owned(),
            topic: "Cùng con dùng thiết bị và mạng an toàn".to_owned(),
            participants: chance.random_range(40..160),
        };
        record_activity(store, &lead, activity, held).await?;
    }
    Ok(())
}

/// Somebody's courses: done with the school's share as probability, else begun, failed or not touched.
async fn learn(
    store: &Store,
    learner: &Learner,
    share: f64,
    window: &Window,
    chance: &mut StdRng,
) -> Result<(), DemoError> {
    let keen = chance.random_bool(share);
    let courses = my_courses(store, learner, &Language::vietnamese(), window.begin).await?;
    let mut from = chance.random_range(0.05..0.7);
    for card in courses.iter().filter(|card| card.required) {
        let now = window.at(from);
        if keen {
            read_lessons(store, learner, card, usize::MAX, now).await?;
            take_quiz(store, learner, card, true, now, chance).await?;
        } else {
            match chance.random_range(0..4) {
                0 => {
                    read_lessons(store, learner, card, usize::MAX, now).await?;
                    take_quiz(store, learner, card, false, now, chance).await?;
                }
                1 => read_lessons(store, learner, card, 1, now).await?,
                _ => {}
            }
            return Ok(());
        }
        from += (1.0 - from) * chance.random_range(0.1..0.5);
    }
    Ok(())
}

async fn read_lessons(
    store: &Store,
    learner: &Learner,
    card: &CourseCard,
    most: usize,
    now: Moment,
) -> Result<(), DemoError> {
    let page = course_page(store, learner, &card.slug, &Language::vietnamese(), now).await?;
    for (minutes, lesson) in (0..).step_by(9).zip(&page.lessons).take(most) {
        finish_lesson(store, learner, &card.slug, &lesson.slug, now + TimeDelta::minutes(minutes)).await?;
    }
    Ok(())
}

/// Takes the quiz; one time in five somebody who passes failed once before.
async fn take_quiz(
    store: &Store,
    learner: &Learner,
    card: &CourseCard,
    passes: bool,
    now: Moment,
    chance: &mut StdRng,
) -> Result<(), DemoError> {
    let tries: &[bool] = match (passes, chance.random_bool(0.2)) {
        (true, true) => &[false, true],
        (true, false) => &[true],
        (false, _) => &[false],
    };
    for (hours, passes) in (1..).zip(tries) {
        let begun = now + TimeDelta::hours(hours);
        let attempt = start_attempt(store, learner, &card.slug, chance.random(), begun).await?;
        let wrong = if *passes { chance.random_range(0..=1) } else { chance.random_range(3..=4) };
        let fields = model_fields(store, learner, attempt, wrong).await?;
        submit_attempt(store, learner, attempt, &fields.into(), true, begun + TimeDelta::minutes(11)).await?;
    }
    Ok(())
}
