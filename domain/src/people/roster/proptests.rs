//! What holds for any table, any mapping and any roster.

use super::*;
use proptest::{
    collection::{btree_map, vec},
    prelude::*,
    sample::select,
};
use std::{borrow::Cow, fmt::Debug};

/// More columns than any roster has.
const WIDTH: usize = 14;

fn context() -> Context {
    Context {
        schools: Codes::new(["TH014", "007"].map(str::to_owned), ["MN009".to_owned()]),
        persons: Codes::new(["A-1", "00123"].map(str::to_owned), ["B-1".to_owned()]),
        today: NaiveDate::from_ymd_opt(2026, 11, 23).unwrap(),
    }
}

/// Lines of any cells, some with nothing in them.
fn any_lines() -> impl Strategy<Value = Vec<(u64, Vec<String>)>> {
    let cell = prop_oneof![3 => ".{0,20}", 1 => "[ \\t]{0,2}"];
    vec(vec(cell, 0..WIDTH + 2), 0..8).prop_map(|lines| (2..).zip(lines).collect())
}

/// A mapping that fits a table of [`WIDTH`]: the columns that are needed and some of the others, anywhere.
fn fitting() -> impl Strategy<Value = Mapping> {
    let places: Vec<usize> = (0..WIDTH).collect();
    let kept = vec(any::<bool>(), WIDTH);
    (select(RosterKind::ALL), Just(places).prop_shuffle(), kept).prop_map(|(kind, places, kept)| {
        let columns = kind.columns().iter().copied().zip(places).zip(kept);
        let kept = columns.filter(|((column, _), kept)| *kept || kind.requires(*column));
        Mapping { kind, places: kept.map(|(placed, _)| placed).collect() }
    })
}

/// A cell as schools type it into a column, now and then of no sense.
fn cell(column: Column) -> BoxedStrategy<String> {
    use Column as C;
    let words = |column| select(known_words(column)).prop_map(str::to_owned).boxed();
    let right = match column {
        C::SchoolCode => select(vec!["TH014", "th014", "007", "MN009"]).prop_map(str::to_owned).boxed(),
        C::SchoolName | C::Address | C::ParentCode => ".{1,12}".boxed(),
        C::Level | C::Sex | C::Post => words(column),
        C::Email => "([a-z+]{1,4}@[a-z]{1,4}\\.vn)?".boxed(),
        C::StaffCode | C::PupilCode => "[A-Za-z0-9._-]{1,4}".boxed(),
        C::FullName => "[A-ZĐ][a-zạ']{0,6}( [A-Z][a-z]{1,5}){0,2}".boxed(),
        C::BornOn | C::From | C::To => {
            "((0[1-9]|1[0-9]|2[0-8])[/.-](0[1-9]|1[0-2])[/.-](19[5-9]|20[0-3])[0-9])?|[2-4][0-9]{4}".boxed()
        }
        C::Duties => vec(select(known_words(C::Duties)), 0..3).prop_map(|duties| duties.join(";")).boxed(),
        C::Class => "[1-9][/A.][1-9]".boxed(),
        C::SchoolYear => (2020i32..2040).prop_map(|year| format!("{year}-{}", year + 1)).boxed(),
    };
    prop_oneof![15 => right, 1 => ".{0,12}"].boxed()
}

/// A roster with its columns in our order.
fn rosters() -> impl Strategy<Value = (RosterKind, Vec<Vec<String>>)> {
    select(RosterKind::ALL).prop_flat_map(|kind| {
        let line: Vec<BoxedStrategy<String>> = columns(kind).iter().map(|column| cell(*column)).collect();
        (Just(kind), vec(line, 1..6))
    })
}

fn table(kind: RosterKind, lines: Vec<Vec<String>>) -> Table {
    let heading = columns(kind).iter().map(|column| column.heading().to_owned()).collect();
    Table { heading, lines: (2..).zip(lines).collect() }
}

/// Each line with what is wrong with it, if anything is.
fn problems(roster: &Roster) -> Vec<(u64, Option<Vec<LineProblem>>)> {
    fn of<T>(lines: &[(u64, Outcome<T>)]) -> Vec<(u64, Option<Vec<LineProblem>>)> {
        lines.iter().map(|(line, outcome)| (*line, outcome.as_ref().err().cloned())).collect()
    }
    match roster {
        Roster::Schools(lines) => of(lines),
        Roster::Staff(lines) => of(lines),
        Roster::Pupils(lines) => of(lines),
    }
}

/// The records, each in full and as it is written.
fn records(roster: &Roster) -> Vec<(String, Vec<String>)> {
    fn of<T: Debug>(lines: &[(u64, Outcome<T>)], cells: fn(&T) -> Vec<String>) -> Vec<(String, Vec<String>)> {
        let right = lines.iter().filter_map(|(_, outcome)| outcome.as_ref().ok());
        right.map(|record| (format!("{record:?}"), cells(record))).collect()
    }
    match roster {
        Roster::Schools(lines) => of(lines, SchoolRecord::cells),
        Roster::Staff(lines) => of(lines, StaffRecord::cells),
        Roster::Pupils(lines) => of(lines, PupilRecord::cells),
    }
}

proptest! {
    #[test]
    fn every_line_that_says_something_has_an_outcome(mapping in fitting(), lines in any_lines()) {
        let says_something = |cells: &[String]| cells.iter().any(|cell| !cell.trim().is_empty());
        let expected: Vec<u64> =
            lines.iter().filter(|(_, cells)| says_something(cells)).map(|(line, _)| *line).collect();
        let table = Table { heading: vec![String::new(); WIDTH], lines };
        let found = problems(&read_mapped(&table, &mapping, &context()).unwrap());
        prop_assert_eq!(found.iter().map(|(line, _)| *line).collect::<Vec<_>>(), expected);
        for problems in found.iter().filter_map(|(_, problems)| problems.as_ref()) {
            prop_assert!(!problems.is_empty());
            prop_assert!(problems.iter().all(|problem| mapping.kind.columns().contains(&problem.column)));
        }
    }

    #[test]
    fn a_mapping_of_any_places_is_refused_or_read(
        kind in select(RosterKind::ALL), places in btree_map(select(Column::ALL), 0..WIDTH + 2, 0..WIDTH),
        width in 0..WIDTH, lines in any_lines(),
    ) {
        let (table, mapping) = (Table { heading: vec![String::new(); width], lines }, Mapping { kind, places });
        prop_assert_eq!(read_mapped(&table, &mapping, &context()).err(), mapping.check(width).err());
        for column in Column::ALL {
            table.codes(&mapping, *column);
        }
    }

    #[test]
    fn any_lines_have_a_heading_and_keep_what_stands_below(lines in any_lines(), kind in select(RosterKind::ALL)) {
        let table = Table::with_heading(lines.clone());
        prop_assert!(lines.ends_with(&table.lines));
        prop_assert!(lines.is_empty() || table.lines.len() < lines.len());
        let guess = Mapping::guess(kind, &table.heading);
        prop_assert!(guess.places.values().all(|place| *place < table.heading.len()));
        prop_assert_eq!(read(&table, &context()).err(), Mapping::of(&table.heading).err());
    }

    #[test]
    fn what_was_read_reads_the_same_when_it_is_written((kind, lines) in rosters()) {
        let first = records(&read(&table(kind, lines), &context()).unwrap());
        let carried: [fn(&str) -> Cow<'_, str>; 2] = [harmless, literal];
        for carry in carried {
            let lines = first.iter().map(|(_, cells)| cells.iter().map(|cell| carry(cell).into_owned()).collect());
            let again = read(&table(kind, lines.collect()), &context()).unwrap();
            prop_assert_eq!(&records(&again), &first);
        }
    }
}
