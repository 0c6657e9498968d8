use super::*;
use crate::people::{MembershipKind, Responsibility};
use proptest::prelude::*;
use std::collections::BTreeSet;

fn context() -> Context {
    Context {
        schools: Codes::new(["TH014", "007"].map(str::to_owned), ["MN009".to_owned()]),
        persons: Codes::new(["A-1", "00123"].map(str::to_owned), ["B-1", "00456"].map(str::to_owned)),
        today: NaiveDate::from_ymd_opt(2026, 11, 23).unwrap(),
    }
}

fn table(text: &str) -> Table {
    let mut rows = text.lines().map(|line| line.split(',').map(str::to_owned).collect::<Vec<_>>());
    Table { heading: rows.next().unwrap_or_default(), lines: (2..).zip(rows).collect() }
}

const STAFF_HEADING: &str = "Mã trường,Mã cán bộ,Họ và tên,Ngày sinh,Giới tính,Chức vụ,Nhiệm vụ,Từ ngày,Đến ngày";

fn staff_line(line: &str) -> Outcome<StaffRecord> {
    match read(&table(&format!("{STAFF_HEADING}\n{line}")), &context()).unwrap() {
        Roster::Staff(mut lines) => lines.remove(0).1,
        other => panic!("{other:?}"),
    }
}

fn problem(line: &str) -> (Column, ProblemKind) {
    let problems = staff_line(line).unwrap_err();
    assert_eq!(problems.len(), 1, "{problems:?}");
    (problems[0].column, problems[0].kind.clone())
}

#[test]
fn takes_what_people_type() {
    let record = staff_line(
        " th014 ,TH014-911 , Mai  Thị Oanh ,05-05-1988,nữ,GIÁO VIÊN,tổ công tác;quản trị website,01/09/2020",
    )
    .unwrap();
    assert_eq!(record.school_code, "TH014");
    assert_eq!(record.code, "TH014-911");
    assert_eq!(record.name.as_str(), "Mai Thị Oanh");
    assert_eq!(record.kind, MembershipKind::Teacher);
    assert_eq!(record.post, "Giáo viên");
    assert_eq!(record.responsibilities, BTreeSet::from([Responsibility::Team, Responsibility::SiteAdmin]));
    assert_eq!(record.span.to, None);
}

#[test]
fn names_what_is_wrong_and_where() {
    use ProblemKind as P;
    assert_eq!(problem("XX999,A-1,Lê Nam,,,Giáo viên,,,"), (Column::SchoolCode, P::UnknownSchool("XX999".into())));
    assert_eq!(
        problem("TH014,A-1,Lê Nam,31/02/1990,,Giáo viên,,,"),
        (Column::BornOn, P::NoSuchDate("31/02/1990".into()))
    );
    assert_eq!(problem("TH014,,Lê Nam,,,Giáo viên,,,"), (Column::StaffCode, P::Missing));
    assert_eq!(problem("TH014,A-1,,,,Giáo viên,,,"), (Column::FullName, P::Missing));
    assert_eq!(problem("TH014,A-1,Lê Nam,,Khác,Thợ lặn,,,"), (Column::Post, P::UnknownWord("Thợ lặn".into())));
    assert_eq!(problem("TH014,A-1,Lê Nam,,,Giáo viên,Lái xe,,"), (Column::Duties, P::UnknownWord("Lái xe".into())));
    assert_eq!(problem("TH014,A-1,Lê Nam,,,Giáo viên,,01/09/2024,01/09/2023"), (Column::To, P::EndsBeforeItStarts));
    assert_eq!(problem("TH014,A-1,=1+1,,,Giáo viên,,,"), (Column::FullName, P::NotAName("=1+1".into())));
    assert!(matches!(problem("TH014,A-1,Lê Nam,05/05/2035,,Giáo viên,,,"), (Column::BornOn, P::BornInTheFuture(_))));
}

#[test]
fn all_that_is_wrong_with_a_line_is_said_at_once() {
    assert_eq!(staff_line("XX999,,=1,31/02/1990,?,?,?,x,y").unwrap_err().len(), 9);
}

#[test]
fn the_same_code_twice_is_a_duplicate_of_the_first_line() {
    let text = format!("{STAFF_HEADING}\nTH014,A-1,Lê Nam,,,Giáo viên,,,\n,,,,\nTH014,a-1,Lê Nam,,,Giáo viên,,,");
    let Roster::Staff(lines) = read(&table(&text), &context()).unwrap() else { panic!() };
    assert_eq!(lines.len(), 2, "an empty line is no line");
    assert!(lines[0].1.is_ok());
    assert_eq!(lines[1].0, 4);
    assert_eq!(lines[1].1.as_ref().unwrap_err()[0].kind, ProblemKind::DuplicateOfLine(2));
}

#[test]
fn headings_are_matched_without_case_blanks_and_accents() {
    let text = "MA TRUONG, ten trường ,cap hoc\nMN001,Trường Mầm non,mầm non";
    let Roster::Schools(lines) = read(&table(text), &context()).unwrap() else { panic!() };
    assert!(lines[0].1.is_ok());
}

#[test]
fn a_heading_that_does_not_fit_is_named() {
    let heading = |text: &str| read(&table(text), &context()).unwrap_err();
    assert_eq!(heading(""), HeadingError::Empty);
    assert_eq!(heading("a,b,c"), HeadingError::UnknownKind);
    assert_eq!(heading("Mã trường,Tên trường,Cấp học,Màu sơn"), HeadingError::UnknownColumn("Màu sơn".into()));
    assert_eq!(heading("Mã trường,Tên trường"), HeadingError::MissingColumn(Column::Level));
    assert_eq!(heading("Mã trường,Tên trường,Cấp học,Cấp học"), HeadingError::ColumnTwice(Column::Level));
}

#[test]
fn blanks_within_headings_do_not_matter() {
    let Roster::Schools(lines) = read(&table("MÃTRƯỜNG,Tên  Trường,cấphọc\nMN002,Trường,mầm non"), &context()).unwrap()
    else {
        panic!()
    };
    assert!(lines[0].1.is_ok());
}

#[test]
fn what_belongs_elsewhere_is_no_edit() {
    use ProblemKind as P;
    assert_eq!(problem("MN009,A-1,Lê Nam,,,Giáo viên,,,"), (Column::SchoolCode, P::ForeignSchool("MN009".into())));
    assert_eq!(problem("TH014,b-1,Lê Nam,,,Giáo viên,,,"), (Column::StaffCode, P::BelongsElsewhere("B-1".into())));
    let school = read(&table("Mã trường,Tên trường,Cấp học\nMN009,Trường,Mầm non"), &context()).unwrap();
    let Roster::Schools(lines) = school else { panic!() };
    assert_eq!(lines[0].1.as_ref().unwrap_err()[0].kind, P::BelongsElsewhere("MN009".into()));
}

#[test]
fn a_code_without_its_leading_zeros_is_named_with_the_right_one() {
    use ProblemKind as P;
    assert_eq!(problem("TH014,123,Lê Nam,,,Giáo viên,,,"), (Column::StaffCode, P::LeadingZerosLost("00123".into())));
    assert_eq!(problem("7,A-1,Lê Nam,,,Giáo viên,,,"), (Column::SchoolCode, P::LeadingZerosLost("007".into())));
    assert!(staff_line("TH014,00123,Lê Nam,,,Giáo viên,,,").is_ok(), "the right code is right");
    assert!(staff_line("TH014,1230,Lê Nam,,,Giáo viên,,,").is_ok(), "another number is another code");
    assert!(staff_line("TH014,456,Lê Nam,,,Giáo viên,,,").is_ok(), "what belongs elsewhere is not offered");
    assert_eq!(with_zeros("12"), ["012", "0012", "00012", "000012", "0000012"]);
    assert!(with_zeros("A12").is_empty() && with_zeros("012").is_empty());
}

#[test]
fn a_number_of_days_is_read_as_the_date_it_was() {
    let born = |cell: &str| staff_line(&format!("TH014,A-1,Lê Nam,{cell},,Giáo viên,,,")).map(|record| record.born_on);
    assert_eq!(born("29221").unwrap(), NaiveDate::from_ymd_opt(1980, 1, 1));
    assert!(born("1981").is_err() && born("09999").is_err() && born("292211").is_err());
}

#[test]
fn one_person_may_work_at_two_schools_but_not_be_two_persons() {
    let both = |second: &str| {
        let text = format!("{STAFF_HEADING}\nTH014,A-2,Lê Nam,,,Giáo viên,,,\n{second}");
        let Roster::Staff(mut lines) = read(&table(&text), &context()).unwrap() else { panic!() };
        lines.remove(1).1
    };
    assert!(both("007,A-2,Lê Nam,,,Giáo viên,,,").is_ok());
    let other = both("007,A-2,Lê Bình,,,Giáo viên,,,").unwrap_err();
    assert_eq!(other[0].kind, ProblemKind::OtherPersonThanLine(2));
}

/// The lines that a line of the file is said to contradict or repeat, line by line; nothing where it is right.
fn named(lines: &[&str]) -> Vec<Option<ProblemKind>> {
    let text = format!("{STAFF_HEADING}\n{}", lines.join("\n"));
    let Roster::Staff(lines) = read(&table(&text), &context()).unwrap() else { panic!() };
    lines.into_iter().map(|(_, outcome)| outcome.err().map(|mut problems| problems.remove(0).kind)).collect()
}

#[test]
fn of_two_persons_with_one_code_neither_is_taken() {
    use ProblemKind as P;
    let (nam, binh) = ("TH014,A-2,Lê Nam,01/02/1980,,Giáo viên,,,", "TH014,A-2,Lê Bình,,,Giáo viên,,,");
    let (other, again) = (P::OtherPersonThanLine, P::DuplicateOfLine);
    assert_eq!(named(&[nam, binh]), [Some(other(3)), Some(other(2))]);
    assert_eq!(named(&[nam, nam]), [None, Some(again(2))], "one person twice comes in once");
    let undated = "TH014,A-2,Lê Nam,,,Giáo viên,,,";
    assert_eq!(named(&[nam, undated]), [None, Some(again(2))], "no birthday contradicts none");
    let later = "TH014,A-2,Lê Nam,02/02/1980,,Giáo viên,,,";
    assert_eq!(named(&[nam, later]), [Some(other(3)), Some(other(2))], "another birthday is another person");
    let elsewhere = "007,A-2,Lê Nam,01/02/1980,,Giáo viên,,,";
    assert_eq!(named(&[nam, elsewhere, binh]), [Some(other(4)), Some(other(4)), Some(other(2))]);
    assert_eq!(named(&[nam, "007,A-2,Lê Bình,,,Giáo viên,,,", elsewhere])[2], Some(other(3)), "no third is taken");
}

#[test]
fn a_change_of_name_and_birthday_is_marked() {
    let change = |column, before: &str| Change { column, before: before.to_owned(), after: "x".to_owned() };
    let name = change(Column::FullName, "Lê Nam");
    let marked = |born: &str| LineOutcome::Changed(vec![name.clone(), change(Column::BornOn, born)]);
    assert!(marked("01/02/1980").renames_and_redates());
    assert!(!marked("").renames_and_redates(), "a birthday that was not known replaces none");
    assert!(!LineOutcome::Changed(vec![name.clone()]).renames_and_redates());
}

#[test]
fn a_mapping_reads_columns_of_any_name_in_any_order() {
    let table = table("STT,Tên,Đơn vị,Số hiệu,Vai\n1,Lê Nam,TH014,A-7,Giáo viên");
    assert_eq!(read(&table, &context()).unwrap_err(), HeadingError::UnknownKind);
    let places = [(Column::FullName, 1), (Column::SchoolCode, 2), (Column::StaffCode, 3), (Column::Post, 4)];
    let mapping = Mapping { kind: RosterKind::Staff, places: places.into() };
    let Roster::Staff(lines) = read_mapped(&table, &mapping, &context()).unwrap() else { panic!() };
    assert_eq!(lines[0].1.as_ref().unwrap().name.as_str(), "Lê Nam");
    assert_eq!(table.codes(&mapping, Column::StaffCode), HashSet::from(["A-7".to_owned()]));
    assert!(!mapping.has(Column::BornOn));
}

#[test]
fn a_mapping_that_does_not_fit_is_refused() {
    let with =
        |places: &[(Column, usize)]| Mapping { kind: RosterKind::Schools, places: places.iter().copied().collect() };
    let right = [(Column::SchoolCode, 0), (Column::SchoolName, 1), (Column::Level, 2)];
    assert_eq!(with(&right).check(3), Ok(()));
    assert_eq!(with(&right).check(2), Err(HeadingError::MissingColumn(Column::Level)));
    assert_eq!(with(&right[..2]).check(3), Err(HeadingError::MissingColumn(Column::Level)));
    let shared = [(Column::SchoolCode, 0), (Column::SchoolName, 0), (Column::Level, 2)];
    assert_eq!(with(&shared).check(3), Err(HeadingError::ColumnTwice(Column::SchoolName)));
    let of_another_kind = [(Column::SchoolCode, 0), (Column::SchoolName, 1), (Column::Level, 2), (Column::Class, 3)];
    assert!(with(&of_another_kind).check(4).is_err());
}

#[test]
fn a_mapping_is_guessed_as_far_as_it_goes() {
    let heading = ["STT", "Họ tên", "Mã trường", "Mã HS"].map(str::to_owned);
    let guess = Mapping::guess(RosterKind::Pupils, &heading);
    assert_eq!(guess.places, [(Column::SchoolCode, 2), (Column::FullName, 1)].into());
    for kind in RosterKind::ALL {
        let heading: Vec<String> = kind.columns().iter().map(|column| column.heading().to_owned()).collect();
        assert_eq!(Mapping::of(&heading).unwrap(), Mapping::guess(*kind, &heading));
        assert!(kind.requires(kind.code_column()) && kind.requires(kind.name_column()));
    }
}

#[test]
fn a_title_above_the_heading_is_passed_over() {
    let lines = ["DANH SÁCH", "", "Mã trường,Tên trường,Cấp học", "MN002,Trường,Mầm non"];
    let lines: Vec<_> = (1..).zip(lines).map(|(n, text)| (n, text.split(',').map(str::to_owned).collect())).collect();
    let table = Table::with_heading(lines);
    assert_eq!(table.heading[0], "Mã trường");
    assert_eq!(table.lines.len(), 1);
    assert_eq!(table.lines[0].0, 4);
}

proptest! {
    #[test]
    fn any_cells_give_outcomes_and_never_a_panic(cells in proptest::collection::vec(".{0,20}", 0..12)) {
        let heading: Vec<String> = STAFF_HEADING.split(',').map(str::to_owned).collect();
        let lines = vec![(2, cells.clone())];
        let outcome = read(&Table { heading, lines }, &context());
        prop_assert!(outcome.is_ok());
        let _ = read(&Table { heading: cells, lines: vec![] }, &context());
    }
}

#[test]
fn an_apostrophe_that_kept_a_cell_from_being_a_formula_is_taken_away() {
    let text = "Mã trường,Tên trường,Cấp học,Địa chỉ\n'-7,'- Trường ngoài,THCS,'+84";
    let Roster::Schools(lines) = read(&table(text), &context()).unwrap() else { panic!() };
    let school = lines[0].1.as_ref().unwrap();
    assert_eq!((school.code.as_str(), school.name.as_str(), school.address.as_str()), ("-7", "- Trường ngoài", "+84"));
}
