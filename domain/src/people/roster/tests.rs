use super::*;
use crate::people::{MembershipKind, Responsibility};
use proptest::prelude::*;
use std::collections::BTreeSet;

fn context() -> Context {
    let school_codes = HashSet::from(["TH014".to_owned(), "MN001".to_owned()]);
    Context { school_codes, today: NaiveDate::from_ymd_opt(2026, 11, 23).unwrap() }
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
fn a_person_may_stand_once_for_each_school_and_no_other_person_under_the_code() {
    let text = format!(
        "{STAFF_HEADING}\nTH014,A-1,Lê Nam,,,Giáo viên,,,\nMN001,A-1,Lê Nam,,,Nhân viên,,,\nMN001,A-1,Lê Nam,,,Giáo viên,,,\nTH014,A-2,Lê Nam,,,Giáo viên,,,\nMN001,A-2,Lê Văn Nam,,,Giáo viên,,,"
    );
    let Roster::Staff(lines) = read(&table(&text), &context()).unwrap() else { panic!() };
    let kinds: Vec<Option<ProblemKind>> =
        lines.into_iter().map(|(_, outcome)| outcome.err().map(|problems| problems[0].kind.clone())).collect();
    use ProblemKind::DuplicateOfLine;
    assert_eq!(kinds, [None, None, Some(DuplicateOfLine(3)), None, Some(DuplicateOfLine(5))]);
}

#[test]
fn an_apostrophe_that_kept_a_cell_from_being_a_formula_is_taken_away() {
    let text = "Mã trường,Tên trường,Cấp học,Địa chỉ\n'-7,'- Trường ngoài,THCS,'+84";
    let Roster::Schools(lines) = read(&table(text), &context()).unwrap() else { panic!() };
    let school = lines[0].1.as_ref().unwrap();
    assert_eq!((school.code.as_str(), school.name.as_str(), school.address.as_str()), ("-7", "- Trường ngoài", "+84"));
    assert_eq!(problem("TH014,A-1,'=1+1,,,Giáo viên,,,").1, ProblemKind::NotAName("=1+1".into()));
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
