use super::super::{Codes, Context, Roster, Table, harmless, literal, read};
use super::*;
use crate::people::{Responsibility, Sex};
use crate::{
    calendar::SchoolYear,
    people::{Grade, PersonName, Span},
};
use chrono::NaiveDate;
use proptest::{collection::btree_set, option, prelude::*, sample::select};

fn context() -> Context {
    Context {
        schools: Codes::new(["TH014".to_owned(), "-7".to_owned()], []),
        persons: Codes::default(),
        today: NaiveDate::from_ymd_opt(2026, 11, 23).unwrap(),
    }
}

fn days() -> impl Strategy<Value = NaiveDate> {
    (1950i32..2026, 1u32..13, 1u32..29)
        .prop_map(|(year, month, day)| NaiveDate::from_ymd_opt(year, month, day).unwrap())
}

fn codes() -> impl Strategy<Value = String> {
    "[0A-Z._-][0-9A-Z._-]{0,9}"
}

fn names() -> impl Strategy<Value = PersonName> {
    "[A-ZĐÂ][a-zàđ'.-]{0,6}( [A-Z][a-zữị]{0,6}){0,3}".prop_filter_map("a name", |text| PersonName::parse(&text).ok())
}

fn sexes() -> impl Strategy<Value = Option<Sex>> {
    option::of(select(Sex::ALL))
}

fn schools_of_people() -> impl Strategy<Value = String> {
    select(vec!["TH014".to_owned(), "-7".to_owned()])
}

/// Any text that is stored as it is read: composed, blanks folded.
fn texts() -> impl Strategy<Value = String> {
    "[=+@'-]{0,3}[A-Za-z0-9,;\"ăêđ/()-]{1,8}( [=+'@-]?[a-z\"]{1,5}){0,3}"
}

fn emails() -> impl Strategy<Value = Option<String>> {
    option::of(
        "[-+='a-z0-9][a-z0-9.'+-]{0,6}@[a-z]{1,6}\\.vn"
            .prop_filter_map("an address", |text| crate::people::parse_email(&text).ok()),
    )
}

fn table(kind: RosterKind, lines: Vec<Vec<String>>) -> Table {
    Table {
        heading: columns(kind).iter().map(|column| column.heading().to_owned()).collect(),
        lines: (2..).zip(lines).collect(),
    }
}

/// The cells as CSV and as XLSX carry them.
fn carried(cells: Vec<String>) -> [Vec<String>; 2] {
    [
        cells.iter().map(|cell| harmless(cell).into_owned()).collect(),
        cells.iter().map(|cell| literal(cell).into_owned()).collect(),
    ]
}

proptest! {
    #[test]
    fn a_school_comes_back(code in codes(), name in texts(), address in texts(), level in select(crate::people::SchoolLevel::ALL)) {
        let record = SchoolRecord { code, name, level, address, email: "-a@b.example".into(), parent_code: None };
        for cells in carried(record.cells()) {
            let Roster::Schools(lines) = read(&table(RosterKind::Schools, vec![cells]), &context()).unwrap() else { panic!() };
            prop_assert_eq!(lines[0].1.as_ref(), Ok(&record));
        }
    }

    #[test]
    fn a_member_of_staff_comes_back(
        school_code in schools_of_people(), code in codes(), name in names(), born_on in option::of(days()),
        sex in sexes(), post in select(POSTS), responsibilities in btree_set(select(Responsibility::ALL), 0..4),
        from in days(), stays in option::of(1u64..4000), email in emails(),
    ) {
        let to = stays.map(|days| from + chrono::Days::new(days));
        let record = StaffRecord {
            school_code, code, name, born_on, sex, kind: post.1, post: post.0.to_owned(), responsibilities,
            span: Span { from, to }, email,
        };
        for cells in carried(record.cells()) {
            let Roster::Staff(lines) = read(&table(RosterKind::Staff, vec![cells]), &context()).unwrap() else { panic!() };
            prop_assert_eq!(lines[0].1.as_ref(), Ok(&record));
        }
    }

    #[test]
    fn a_pupil_comes_back(
        school_code in schools_of_people(), code in codes(), name in names(), born_on in option::of(days()),
        sex in sexes(), grade in 1u8..10, class in "[/A.][0-9]{1,2}", year in 2020i32..2040,
    ) {
        let record = PupilRecord {
            school_code, class_name: format!("{grade}{class}"), grade: Grade::new(grade).unwrap(), code, name, born_on, sex,
            school_year: SchoolYear::beginning_in(year),
        };
        for cells in carried(record.cells()) {
            let Roster::Pupils(lines) = read(&table(RosterKind::Pupils, vec![cells]), &context()).unwrap() else { panic!() };
            prop_assert_eq!(lines[0].1.as_ref(), Ok(&record));
        }
    }
}

#[test]
fn every_column_stands_in_some_roster_and_required_ones_in_theirs() {
    for kind in [RosterKind::Schools, RosterKind::Staff, RosterKind::Pupils] {
        assert_eq!(super::super::kind_of(&table(kind, vec![]).heading), Ok(kind));
        read(&table(kind, vec![]), &context()).unwrap();
    }
}

#[test]
fn a_post_that_rosters_do_not_know_is_written_as_one_they_know() {
    assert_eq!(post_word("Phó Hiệu trưởng", MembershipKind::Manager), "Phó Hiệu trưởng");
    assert_eq!(post_word("", MembershipKind::Teacher), "Giáo viên");
    assert_eq!(post_word("Giáo viên", MembershipKind::Staff), "Nhân viên");
    assert_eq!(kind_of_post("giao vien"), Some(MembershipKind::Teacher));
}
