//! Lines of a roster of staff.

use super::{
    Clash, Column, Context, LineProblem, Outcome, ProblemKind, Rules, Who,
    cells::{DUTIES, POSTS, find_word},
    is_other_person,
    row::Row,
};
use crate::people::{MembershipKind, PersonName, Responsibility, Sex, Span};
use chrono::NaiveDate;
use std::collections::{BTreeSet, HashMap};

/// A member of staff as a roster gives them.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct StaffRecord {
    /// Code of the school.
    pub school_code: String,
    /// The person's code.
    pub code: String,
    /// The person's name.
    pub name: PersonName,
    /// Day of birth, if given.
    pub born_on: Option<NaiveDate>,
    /// Sex, if given.
    pub sex: Option<Sex>,
    /// What the person is at the school.
    pub kind: MembershipKind,
    /// The post in the roster's own words.
    pub post: String,
    /// The person's duties.
    pub responsibilities: BTreeSet<Responsibility>,
    /// From when to when the person belongs to the school.
    pub span: Span,
    /// The person's e-mail address, if given. An empty cell leaves the one there is, as a file without the column does:
    /// nobody's way to sign in is cleared by a blank.
    pub email: Option<String>,
}

impl StaffRecord {
    /// Whom the line is about.
    pub(super) const fn who(&self) -> Who<'_> {
        (&self.name, self.born_on)
    }
}

pub(super) const RULES: Rules<StaffRecord> = Rules {
    clash,
    is_other: |earlier, record| is_other_person(earlier.who(), record.who()),
    code_of: |record| record.code.as_str(),
};

pub(super) fn read(row: &mut Row<'_>, context: &Context) -> Option<StaffRecord> {
    let school_code = row.known_school(context);
    let code = row.own_code(Column::StaffCode, &context.persons);
    let name = row.person_name();
    let born_on = row.birthday(context.today);
    let sex = row.sex();
    let kind = row.word(Column::Post, POSTS);
    let responsibilities = read_duties(row);
    let span = read_span(row, context.today);
    let email = row.email();
    Some(StaffRecord {
        school_code: school_code?,
        code: code?,
        name: name?,
        born_on: born_on?,
        sex: sex?,
        kind: kind?,
        post: canonical_post(&row.text(Column::Post)),
        responsibilities: responsibilities?,
        span: span?,
        email: email?,
    })
}

/// A person may stand in a file once for each school, and must be the same person in all.
fn clash(earlier: &StaffRecord, record: &StaffRecord) -> Clash {
    let particulars = |record: &StaffRecord| (record.name.clone(), record.born_on, record.sex);
    let says_nothing = earlier.email.is_none() || record.email.is_none();
    let is_same_address = says_nothing || earlier.email == record.email;
    if earlier.school_code == record.school_code {
        Some(ProblemKind::DuplicateOfLine)
    } else if is_same_address && particulars(earlier) == particulars(record) {
        None
    } else {
        Some(ProblemKind::OtherPersonThanLine)
    }
}

/// Refuses an e-mail address that an earlier line gives to somebody else.
pub(super) fn refuse_shared_addresses(lines: &mut [(u64, Outcome<StaffRecord>)]) {
    let mut given: HashMap<String, (u64, String)> = HashMap::new();
    for (line, outcome) in lines {
        let Ok(record) = &*outcome else { continue };
        let Some(email) = &record.email else { continue };
        let (first, to) = given.entry(email.clone()).or_insert_with(|| (*line, record.code.clone()));
        if *to != record.code {
            let kind = ProblemKind::EmailOfLine(*first);
            *outcome = Err(vec![LineProblem { column: Column::Email, kind }]);
        }
    }
}

fn canonical_post(text: &str) -> String {
    POSTS
        .iter()
        .find(|(post, kind)| find_word(text, &[(post, *kind)]).is_some())
        .map_or_else(|| text.to_owned(), |(post, _)| (*post).to_owned())
}

fn read_duties(row: &mut Row<'_>) -> Option<BTreeSet<Responsibility>> {
    let text = row.text(Column::Duties);
    let mut duties = BTreeSet::new();
    for word in text.split([';', ',']).map(str::trim).filter(|word| !word.is_empty()) {
        match find_word(word, DUTIES) {
            Some(duty) => duties.insert(duty),
            None => return row.wrong(Column::Duties, ProblemKind::UnknownWord(word.to_owned())),
        };
    }
    Some(duties)
}

fn read_span(row: &mut Row<'_>, today: NaiveDate) -> Option<Span> {
    let from = row.day(Column::From);
    let to = row.day(Column::To);
    let span = Span { from: from?.unwrap_or(today), to: to? };
    match span.to {
        Some(to) if to <= span.from => row.wrong(Column::To, ProblemKind::EndsBeforeItStarts),
        _ => Some(span),
    }
}

#[cfg(test)]
mod tests;
