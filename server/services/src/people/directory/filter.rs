//! A filter of the list of people, as conditions of SQL.

use crate::{
    access::PeopleReader,
    people::statement::{Bound, beginning, node_ids, open},
};
use chrono::NaiveDate;
use domain::{
    calendar::SchoolYear,
    ids::SchoolId,
    people::{
        directory::{DirectoryFilter, DirectoryOrder, Group, Presence},
        search::Sought,
    },
};

/// A filter with the school that its code names, if that is within reach.
pub(in crate::people) struct Asked<'a> {
    pub reader: &'a PeopleReader,
    pub filter: &'a DirectoryFilter,
    pub school: Option<SchoolId>,
    pub today: NaiveDate,
}

/// Conditions on `persons p` and, for its memberships, on `memberships m`.
pub(in crate::people) struct Conditions {
    pub person: String,
    pub membership: String,
    /// The values of both.
    pub bound: Bound,
    order_bound: Bound,
    rank: Option<String>,
}

impl Asked<'_> {
    /// The nodes in which the filter looks.
    fn scope(&self) -> String {
        match (self.school, self.filter.school.is_empty()) {
            (Some(school), _) => school.to_string(),
            // A code that is not within reach finds nobody.
            (None, false) => "-1".to_owned(),
            (None, true) => node_ids(self.reader.nodes()),
        }
    }

    /// The conditions of the filter.
    pub fn conditions(&self) -> Conditions {
        let mut bound = Bound::default();
        let day = bound.bind(self.today);
        let scope = self.scope();
        // PostgreSQL wants every bound value named, and not every filter asks for the day.
        let there = format!("m.organisation_id IN ({scope}) AND m.voided_at IS NULL AND {day} IS NOT NULL");
        let mut membership = there.clone();
        match self.filter.group {
            Some(Group::Staff) => membership.push_str(" AND m.kind <> 'pupil'"),
            Some(Group::Pupil) => membership.push_str(" AND m.kind = 'pupil'"),
            None => {}
        }
        if !self.filter.class.is_empty() {
            let (name, year) =
                (bound.bind(self.filter.class.as_str()), bound.bind(SchoolYear::containing(self.today).first_year()));
            let open = if self.filter.presence == Presence::Here {
                format!(" AND {}", open("e", &day))
            } else {
                String::new()
            };
            membership.push_str(&format!(
                " AND EXISTS (SELECT 1 FROM enrolments e JOIN classes c ON c.id = e.class_id \
                  WHERE e.membership_id = m.id AND e.voided_at IS NULL AND c.name = {name} AND c.school_year = {year}{open})"
            ));
        }
        if self.filter.presence == Presence::Here {
            membership.push_str(&format!(" AND {}", open("m", &day)));
        }
        let mut member = format!("p.id IN (SELECT m.person_id FROM memberships m WHERE {membership})");
        if self.reader.is_office() && self.is_of_anywhere() {
            // Officials belong to no school.
            let open = if self.filter.presence == Presence::Here {
                format!(" AND {}", open("g", &day))
            } else {
                String::new()
            };
            member = format!(
                "({member} OR p.id IN (SELECT g.person_id FROM role_grants g \
                  WHERE g.organisation_id IN ({scope}) AND g.voided_at IS NULL{open}))"
            );
        }
        let mut person = format!("p.merged_into_id IS NULL AND p.anonymised_at IS NULL AND {member}");
        if self.filter.presence == Presence::Left {
            person.push_str(&format!(
                " AND p.id NOT IN (SELECT m.person_id FROM memberships m WHERE {there} AND {})",
                open("m", &day)
            ));
        }
        if let Some(duty) = self.filter.duty {
            let duty = bound.bind(duty.as_str());
            person.push_str(&format!(
                " AND p.id IN (SELECT d.person_id FROM responsibilities d \
                  WHERE d.organisation_id IN ({scope}) AND d.responsibility = {duty} AND {})",
                open("d", &day)
            ));
        }
        let sought = Sought::parse(&self.filter.sought);
        if !sought.words().is_empty() {
            person.push_str(&format!(" AND {}", named(&sought, self.filter.sought.trim(), &mut bound)));
        }
        let mut order_bound = bound.clone();
        let rank = sought.has_marks().then(|| as_typed(&sought, &mut order_bound));
        Conditions { person, membership, bound, order_bound, rank }
    }

    fn is_of_anywhere(&self) -> bool {
        let filter = self.filter;
        filter.school.is_empty() && filter.class.is_empty() && filter.group.is_none() && filter.duty.is_none()
    }
}

impl Conditions {
    /// What the list is ordered by: names as they were typed first, then as asked. With the values of all of it.
    pub fn order(&self, order: DirectoryOrder) -> (String, Bound) {
        let rank = self.rank.as_ref().map(|rank| format!("{rank}, ")).unwrap_or_default();
        let first = match order {
            DirectoryOrder::Name => String::new(),
            DirectoryOrder::School => format!(
                "(SELECT o.sort_key FROM memberships m JOIN organisations o ON o.id = m.organisation_id \
                  WHERE m.person_id = p.id AND {} ORDER BY o.sort_key LIMIT 1), ",
                self.membership
            ),
            DirectoryOrder::Code => "CASE WHEN p.code IS NULL THEN 1 ELSE 0 END, p.code, ".to_owned(),
        };
        (format!("{rank}{first}p.sort_key, p.id"), self.order_bound.clone())
    }
}

/// Every word sought begins a word of the name, or the whole begins the code.
fn named(sought: &Sought, typed: &str, bound: &mut Bound) -> String {
    let words = sought.words().iter().map(|word| begins_a_word("p.search_key", word.folded(), bound));
    let words = words.collect::<Vec<_>>().join(" AND ");
    let code = bound.bind(beginning(&typed.to_uppercase()));
    format!("(({words}) OR UPPER(p.code) LIKE {code} ESCAPE '!')")
}

/// 0 where every word typed with marks begins a word of the name as it is written, else 1.
fn as_typed(sought: &Sought, bound: &mut Bound) -> String {
    let marked = sought.words().iter().map(|word| word.ways_to_write()).filter(|ways| !ways.is_empty());
    let words = marked
        .map(|ways| {
            let ways: Vec<String> = ways.iter().map(|way| begins_a_word("p.full_name", way, bound)).collect();
            format!("({})", ways.join(" OR "))
        })
        .collect::<Vec<_>>();
    format!("CASE WHEN {} THEN 0 ELSE 1 END", words.join(" AND "))
}

fn begins_a_word(column: &str, word: &str, bound: &mut Bound) -> String {
    let (first, later) = (bound.bind(beginning(word)), bound.bind(format!("% {}", beginning(word))));
    format!("({column} LIKE {first} ESCAPE '!' OR {column} LIKE {later} ESCAPE '!')")
}
