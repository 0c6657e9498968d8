//! The questions of an attempt with their keys and the answers as they stand.

use super::{
    QuizError,
    bank::{Texts, texts},
    entity::{answer_conflict, attempt, attempt_question},
    form::{Form, seen_of},
};
use crate::{
    StoreError,
    access::Learner,
    store::{from_json, to_json},
};
use domain::{
    calendar::Moment,
    ids::{AttemptId, QuestionVersionId},
    language::Language,
    quizzes::{
        Graded, NegativeMarks, Question, QuestionKind, Response,
        attempt::{Draft, Reply, Slot, Source},
        grade,
        response::Parts,
    },
};
use sea_orm::{ColumnTrait, Condition, ConnectionTrait, EntityTrait, QueryFilter, QueryOrder, Set, sea_query::Expr};

/// A question of an attempt with its key and the answer as it stands.
pub struct Asked {
    pub row: attempt_question::Model,
    pub position: u32,
    pub texts: Texts,
    pub order: Vec<usize>,
    pub response: Response,
    slot: Slot,
    /// Whether the row is to be written.
    pub changed: bool,
    /// Whether an answer was taken, and so any other that waited for a choice is settled.
    settles: bool,
    /// An answer from elsewhere that cannot stand beside the one that stands, and its computer.
    other: Option<(Response, u32)>,
}

/// What became of one answer that came in.
pub enum Taken {
    /// It stands, as the answer with this number.
    Stands(u32),
    /// A newer one stands, given on the same computer.
    IsOlder,
    /// Another one stands, given elsewhere; the learner is to choose.
    Differs,
}

impl Asked {
    /// The question in a language, or the nearest there is.
    pub fn question(&self, language: &Language) -> Result<&Question, StoreError> {
        language.choose(&self.texts).ok_or_else(|| StoreError::Unreadable("a question without text".to_owned()))
    }

    /// How it is answered, the same in all languages but for its texts.
    pub fn kind(&self) -> Result<&QuestionKind, StoreError> {
        kind_of(&self.texts)
    }

    /// Whether it asks something, and so counts in the score.
    pub fn counts(&self) -> bool {
        self.kind().is_ok_and(QuestionKind::counts)
    }

    /// Whether it asks for an answer and has no whole one.
    pub fn lacks_an_answer(&self) -> bool {
        self.counts() && !self.response.is_answered()
    }

    /// The number of the answer that stands, 0 for none.
    pub fn sequence(&self) -> u32 {
        self.slot.current().map_or(0, |current| current.sequence)
    }

    /// The answer that stands, as the fields of its form.
    pub fn fields(&self) -> Result<Parts, StoreError> {
        Ok(self.response.to_fields(self.kind()?, &self.order))
    }

    /// The best that the answer earns in any language, as a word may be given in each; `None` for what a person marks.
    pub fn graded(&self, negative: NegativeMarks) -> Option<Graded> {
        let graded = self.texts.values().map(|question| grade(question, &self.response, negative));
        graded.max_by_key(|graded| graded.as_ref().map(|graded| graded.credit)).flatten()
    }

    /// Takes an answer in, if none stands that its page did not know of.
    pub fn take(&mut self, parts: &Parts, from: Sender, now: Moment) -> Result<Taken, QuizError> {
        let position = self.position;
        let answer = Response::from_fields(self.kind()?, &self.order, parts)
            .map_err(|error| QuizError::Response { position, error })?;
        let draft = Draft {
            answer,
            sequence: from.sequence,
            based_on: from.based_on,
            saved_at: now,
            source: Source { device: from.device, page: from.page },
        };
        let before = self.slot.clone();
        let reply = self.slot.accept(draft).map_err(|_| QuizError::NoSuchSequence)?;
        self.changed |= self.slot != before;
        Ok(match reply {
            Reply::Accepted { sequence } => {
                if let Some(current) = self.slot.current() {
                    self.response = current.answer.clone();
                }
                self.row.answered_at = Some(now);
                self.settles = true;
                Taken::Stands(sequence)
            }
            Reply::AlreadyThere { sequence } => {
                // Whoever gives the answer that stands, knowing that it stands, has chosen it.
                self.settles |= from.based_on == sequence;
                Taken::Stands(sequence)
            }
            Reply::Stale { .. } => Taken::IsOlder,
            Reply::Conflict { incoming, .. } => {
                self.other = Some((incoming.answer, from.device));
                Taken::Differs
            }
        })
    }
}

/// Where an answer comes from, and what its page knew.
#[derive(Debug, Clone, Copy)]
pub struct Sender {
    /// The computer.
    pub device: u32,
    /// The page on it.
    pub page: u32,
    /// The answer's number.
    pub sequence: u32,
    /// The number of the answer that its page knew to stand.
    pub based_on: u32,
}

pub fn kind_of(texts: &Texts) -> Result<&QuestionKind, StoreError> {
    let first = texts.values().next().map(|question| &question.kind);
    first.ok_or_else(|| StoreError::Unreadable("a question without text".to_owned()))
}

/// An attempt, if it is the learner's own; another's is not found.
pub async fn own_attempt(
    db: &impl ConnectionTrait,
    learner: &Learner,
    attempt: AttemptId,
) -> Result<attempt::Model, QuizError> {
    attempt::Entity::find_by_id(attempt.0)
        .filter(attempt::Column::PersonId.eq(learner.person().0))
        .one(db)
        .await?
        .ok_or(QuizError::NotFound)
}

/// The questions of an attempt, in the order asked.
pub async fn asked(db: &impl ConnectionTrait, attempt: i64) -> Result<Vec<Asked>, StoreError> {
    let all = attempt_question::Entity::find().filter(attempt_question::Column::AttemptId.eq(attempt));
    with_texts(db, all.order_by_asc(attempt_question::Column::Position).all(db).await?).await
}

/// One question of an attempt.
pub async fn asked_at(db: &impl ConnectionTrait, attempt: i64, position: u32) -> Result<Asked, QuizError> {
    let position = i32::try_from(position).map_err(|_| QuizError::NotFound)?;
    let one = attempt_question::Entity::find()
        .filter(attempt_question::Column::AttemptId.eq(attempt))
        .filter(attempt_question::Column::Position.eq(position));
    with_texts(db, one.all(db).await?).await?.pop().ok_or(QuizError::NotFound)
}

async fn with_texts(db: &impl ConnectionTrait, rows: Vec<attempt_question::Model>) -> Result<Vec<Asked>, StoreError> {
    let mut texts = texts(db, rows.iter().map(|row| row.question_version_id)).await?;
    rows.into_iter()
        .map(|row| {
            let texts = texts.remove(&QuestionVersionId(row.question_version_id)).unwrap_or_default();
            Ok(Asked {
                position: u32::try_from(row.position).unwrap_or_default(),
                order: from_json(row.option_order.clone())?,
                response: from_json(row.response.clone())?,
                slot: row.slot.clone().map(from_json).transpose()?.unwrap_or_default(),
                texts,
                row,
                changed: false,
                settles: false,
                other: None,
            })
        })
        .collect()
}

/// Takes the answers of a form in; gives the places of those that cannot stand, as others were given elsewhere.
pub fn take_form(asked: &mut [Asked], form: &Form, device: u32, now: Moment) -> Result<Vec<u32>, QuizError> {
    let mut left_out = Vec::new();
    for asked in asked {
        let Some(parts) = form.fields.get(&asked.position) else { continue };
        let seen = form.seen.get(&asked.position).and_then(|seen| seen_of(seen));
        // What is as it was on the page was not touched there.
        if seen.as_ref().is_some_and(|seen| seen.is_untouched(parts)) {
            continue;
        }
        // A form that says nothing of what it has seen takes the place of what stands.
        let based_on = seen.map_or_else(|| asked.sequence(), |seen| seen.sequence);
        let from = Sender { device, page: form.page, sequence: based_on.saturating_add(1), based_on };
        if !matches!(asked.take(parts, from, now)?, Taken::Stands(_)) {
            left_out.push(asked.position);
        }
    }
    Ok(left_out)
}

/// Writes the answers that changed, and those that wait for a choice.
pub async fn keep(db: &impl ConnectionTrait, asked: Vec<Asked>, now: Moment) -> Result<(), StoreError> {
    let mut settled = Vec::new();
    let mut others = Vec::new();
    for asked in asked {
        if let Some((other, device)) = &asked.other {
            others.push(answer_conflict::ActiveModel {
                attempt_question_id: Set(asked.row.id),
                response: Set(to_json(other)?),
                device: Set(i64::from(*device)),
                given_at: Set(now),
                ..Default::default()
            });
        }
        if asked.settles {
            settled.push(asked.row.id);
        }
        if asked.changed {
            write(db, &asked).await?;
        }
    }
    // A choice settles whatever waits for it; of one computer the newest answer alone waits.
    let questions: Vec<i64> =
        others.iter().filter_map(|other| other.attempt_question_id.try_as_ref().copied()).collect();
    let devices: Vec<i64> = others.iter().filter_map(|other| other.device.try_as_ref().copied()).collect();
    let of_others = Condition::all()
        .add(answer_conflict::Column::AttemptQuestionId.is_in(questions))
        .add(answer_conflict::Column::Device.is_in(devices));
    if !settled.is_empty() || !others.is_empty() {
        let of_settled = answer_conflict::Column::AttemptQuestionId.is_in(settled);
        answer_conflict::Entity::update_many()
            .col_expr(answer_conflict::Column::SettledAt, Expr::value(now))
            .filter(Condition::any().add(of_settled).add(of_others))
            .filter(answer_conflict::Column::SettledAt.is_null())
            .exec(db)
            .await?;
    }
    if !others.is_empty() {
        answer_conflict::Entity::insert_many(others).exec(db).await?;
    }
    Ok(())
}

async fn write(db: &impl ConnectionTrait, asked: &Asked) -> Result<(), StoreError> {
    let sequence = i32::try_from(asked.sequence()).unwrap_or(i32::MAX);
    attempt_question::Entity::update_many()
        .col_expr(attempt_question::Column::Response, Expr::value(to_json(&asked.response)?))
        .col_expr(attempt_question::Column::Slot, Expr::value(to_json(&asked.slot)?))
        .col_expr(attempt_question::Column::Sequence, sequence.into())
        .col_expr(attempt_question::Column::AnsweredAt, asked.row.answered_at.into())
        .col_expr(attempt_question::Column::Credit, asked.row.credit.into())
        .filter(attempt_question::Column::Id.eq(asked.row.id))
        .exec(db)
        .await?;
    Ok(())
}
