//! From when to when somebody holds a post and duties: facts that end, or are voided and said anew, never rewritten.

use super::{ImportError, ledger::Ledger};
use crate::people::entity::{membership, responsibility};
use chrono::NaiveDate;
use domain::{
    calendar::{Moment, day_of},
    people::{MembershipKind, Responsibility, Span},
};
use sea_orm::{ConnectionTrait, Set};
use std::collections::BTreeSet;

/// Who is what, where.
pub struct Place<'a> {
    pub person: i64,
    pub school: i64,
    pub kind: MembershipKind,
    pub post: &'a str,
}

/// The facts of an import, gathered to be written at once.
pub struct Tenure {
    now: Moment,
    today: NaiveDate,
    memberships: Vec<membership::ActiveModel>,
    changed_memberships: Vec<(membership::Model, membership::Model)>,
    duties: Vec<responsibility::ActiveModel>,
    changed_duties: Vec<(responsibility::Model, responsibility::Model)>,
}

impl Tenure {
    pub fn at(now: Moment) -> Self {
        Self {
            now,
            today: day_of(now),
            memberships: Vec::new(),
            changed_memberships: Vec::new(),
            duties: Vec::new(),
            changed_duties: Vec::new(),
        }
    }

    /// Somebody comes to a school.
    pub fn begin(&mut self, place: &Place<'_>, span: Span, duties: &BTreeSet<Responsibility>) {
        self.begin_membership(place, span);
        for duty in duties {
            self.begin_duty(place, *duty, span);
        }
    }

    /// Somebody who was or is at a school goes on as a line says. Gives the span of the place back as it then is.
    pub fn go_on(
        &mut self,
        place: &Place<'_>,
        before: &membership::Model,
        said_from: NaiveDate,
        end: Option<NaiveDate>,
    ) -> Span {
        let is_other_post = before.kind != place.kind.as_str() || before.post != place.post;
        if !is_other_post && before.to_on == end {
            return Span { from: before.from_on, to: end };
        }
        let left = before.to_on.filter(|to| *to <= self.today);
        let comes_back = left.filter(|left| end.is_none_or(|end| end > self.today) && said_from >= *left);
        if comes_back.is_some() {
            return self.begin_membership(place, Span { from: said_from, to: end });
        }
        let changes_post_today =
            is_other_post && left.is_none() && before.from_on < self.today && end.is_none_or(|end| end > self.today);
        if changes_post_today {
            self.end_membership(before, self.today);
            return self.begin_membership(place, Span { from: self.today, to: end });
        }
        match end {
            // An end that was not known.
            Some(end) if !is_other_post && before.to_on.is_none() && end > before.from_on => {
                self.end_membership(before, end);
                Span { from: before.from_on, to: Some(end) }
            }
            // What was said is mended: it never was so.
            _ => {
                let mut voided = before.clone();
                voided.voided_at = Some(self.now);
                self.changed_memberships.push((before.clone(), voided));
                let from = if end.is_some_and(|end| end <= before.from_on) { said_from } else { before.from_on };
                self.begin_membership(place, Span { from, to: end })
            }
        }
    }

    /// Duties go on as a line says, within the span of the place.
    pub fn duties(
        &mut self,
        place: &Place<'_>,
        before: &[(Responsibility, responsibility::Model)],
        wanted: &BTreeSet<Responsibility>,
        span: Span,
    ) {
        let has_ended = span.to.is_some_and(|to| to <= self.today);
        for duty in wanted.iter().filter(|duty| !before.iter().any(|(held, _)| held == *duty)) {
            let from = if has_ended { span.from } else { span.from.max(self.today) };
            self.begin_duty(place, *duty, Span { from, to: span.to });
        }
        for (duty, row) in before {
            if !wanted.contains(duty) && has_ended {
                self.void_duty(row);
            } else if !wanted.contains(duty) {
                self.end_duty(row, self.today);
            } else if row.to_on != span.to {
                match span.to {
                    Some(to) if row.to_on.is_none() => self.end_duty(row, to),
                    to => {
                        let came_back = row.to_on.is_some_and(|left| left <= span.from);
                        if !came_back {
                            self.void_duty(row);
                        }
                        let from = if came_back { span.from } else { row.from_on };
                        self.begin_duty(place, *duty, Span { from, to });
                    }
                }
            }
        }
    }

    pub async fn write(self, db: &impl ConnectionTrait, ledger: &mut Ledger) -> Result<(), ImportError> {
        ledger.change::<membership::Entity>(db, self.changed_memberships).await?;
        ledger.change::<responsibility::Entity>(db, self.changed_duties).await?;
        ledger.insert::<membership::Entity>(db, self.memberships).await?;
        ledger.insert::<responsibility::Entity>(db, self.duties).await?;
        Ok(())
    }

    fn begin_membership(&mut self, place: &Place<'_>, span: Span) -> Span {
        self.memberships.push(membership::ActiveModel {
            person_id: Set(place.person),
            organisation_id: Set(place.school),
            kind: Set(place.kind.as_str().to_owned()),
            post: Set(place.post.to_owned()),
            from_on: Set(span.from),
            to_on: Set(span.to),
            learned_at: Set(self.now),
            end_learned_at: Set(span.to.map(|_| self.now)),
            voided_at: Set(None),
            ..Default::default()
        });
        span
    }

    fn end_membership(&mut self, row: &membership::Model, to: NaiveDate) {
        let ended = membership::Model { to_on: Some(to), end_learned_at: Some(self.now), ..row.clone() };
        self.changed_memberships.push((row.clone(), ended));
    }

    fn begin_duty(&mut self, place: &Place<'_>, duty: Responsibility, span: Span) {
        if span.to.is_some_and(|to| to <= span.from) {
            return;
        }
        self.duties.push(responsibility::ActiveModel {
            person_id: Set(place.person),
            organisation_id: Set(place.school),
            responsibility: Set(duty.as_str().to_owned()),
            from_on: Set(span.from),
            to_on: Set(span.to),
            learned_at: Set(self.now),
            end_learned_at: Set(span.to.map(|_| self.now)),
            voided_at: Set(None),
            ..Default::default()
        });
    }

    /// Ends a duty on a day; one that had not begun by then, or that ended before, never was so.
    fn end_duty(&mut self, row: &responsibility::Model, to: NaiveDate) {
        if to <= row.from_on || row.to_on.is_some_and(|end| end <= to) {
            self.void_duty(row);
        } else if row.to_on.is_some() {
            // A later end had been said.
            self.void_duty(row);
            self.duties.push(responsibility::ActiveModel {
                person_id: Set(row.person_id),
                organisation_id: Set(row.organisation_id),
                responsibility: Set(row.responsibility.clone()),
                from_on: Set(row.from_on),
                to_on: Set(Some(to)),
                learned_at: Set(self.now),
                end_learned_at: Set(Some(self.now)),
                voided_at: Set(None),
                ..Default::default()
            });
        } else {
            let ended = responsibility::Model { to_on: Some(to), end_learned_at: Some(self.now), ..row.clone() };
            self.changed_duties.push((row.clone(), ended));
        }
    }

    fn void_duty(&mut self, row: &responsibility::Model) {
        self.changed_duties.push((row.clone(), responsibility::Model { voided_at: Some(self.now), ..row.clone() }));
    }
}
