use super::super::{Codes, Mapping, Roster, RosterKind, Table, read};
use super::*;

const HEADING: &str = "Mã trường,Mã cán bộ,Họ và tên,Ngày sinh,Giới tính,Chức vụ,Nhiệm vụ,Từ ngày,Đến ngày,Email";

fn context() -> Context {
    let mut persons = Codes::new(["A-1", "A-2"].map(str::to_owned), ["B-1".to_owned()]);
    for (former, present) in [("OLD-1", "A-1"), ("OLDER-1", "A-1"), ("00456", "A-2"), ("OLD-B", "B-1"), ("A-2", "A-1")]
    {
        persons.add_former(former.to_owned(), present.to_owned());
    }
    Context {
        schools: Codes::new(["TH014", "007"].map(str::to_owned), []),
        persons,
        today: NaiveDate::from_ymd_opt(2026, 11, 23).unwrap(),
    }
}

fn lines(heading: &str, lines: &[&str]) -> Vec<Outcome<StaffRecord>> {
    let cells = |line: &str| line.split(',').map(str::to_owned).collect::<Vec<_>>();
    let lines = (2..).zip(lines.iter().map(|line| cells(line))).collect();
    match read(&Table { heading: cells(heading), lines }, &context()).unwrap() {
        Roster::Staff(lines) => lines.into_iter().map(|(_, outcome)| outcome).collect(),
        other => panic!("{other:?}"),
    }
}

/// A teacher's line with an e-mail address.
fn teacher(school: &str, code: &str, email: &str) -> String {
    format!("{school},{code},Lê Nam,,,Giáo viên,,,,{email}")
}

fn teachers(of: &[(&str, &str, &str)]) -> Vec<Outcome<StaffRecord>> {
    let text: Vec<String> = of.iter().map(|(school, code, email)| teacher(school, code, email)).collect();
    lines(HEADING, &text.iter().map(String::as_str).collect::<Vec<_>>())
}

fn problem(outcome: &Outcome<StaffRecord>) -> &LineProblem {
    match outcome {
        Err(problems) if problems.len() == 1 => &problems[0],
        other => panic!("{other:?}"),
    }
}

#[test]
fn an_address_is_read_as_the_form_reads_it() {
    let read = teachers(&[("TH014", "A-1", " Nam@Truong.Example ")]);
    assert_eq!(read[0].as_ref().unwrap().email.as_deref(), Some("nam@truong.example"));
    let wrong = teachers(&[("TH014", "A-1", "nam at truong")]);
    let expected = LineProblem { column: Column::Email, kind: ProblemKind::NotAnEmail("nam at truong".into()) };
    assert_eq!(problem(&wrong[0]), &expected);
}

#[test]
fn an_empty_cell_says_as_little_as_a_file_without_the_column() {
    assert_eq!(teachers(&[("TH014", "A-1", "")])[0].as_ref().unwrap().email, None);
    let short = lines("Mã trường,Mã cán bộ,Họ và tên,Chức vụ", &["TH014,A-1,Lê Nam,Giáo viên"]);
    assert_eq!(short[0].as_ref().unwrap().email, None);
}

#[test]
fn an_address_belongs_to_one_person_of_a_file() {
    let read = teachers(&[("TH014", "A-1", "nam@a.vn"), ("TH014", "A-2", "NAM@A.VN"), ("007", "A-1", "nam@a.vn")]);
    assert!(read[0].is_ok());
    assert_eq!(problem(&read[1]), &LineProblem { column: Column::Email, kind: ProblemKind::EmailOfLine(2) });
    assert!(read[2].is_ok(), "the same person at another school");
}

#[test]
fn two_lines_of_a_person_do_not_contradict_each_other() {
    let read = teachers(&[("TH014", "A-1", "nam@a.vn"), ("007", "A-1", "nam@b.vn")]);
    assert_eq!(problem(&read[1]).kind, ProblemKind::OtherPersonThanLine(2));
    let read = teachers(&[("TH014", "A-1", "nam@a.vn"), ("007", "A-1", "")]);
    assert!(read.iter().all(Result::is_ok), "a blank contradicts nothing: {read:?}");
}

#[test]
fn the_column_is_the_last_one_and_not_required() {
    assert_eq!(RosterKind::Staff.columns().last(), Some(&Column::Email));
    assert_eq!(super::super::columns(RosterKind::Staff), RosterKind::Staff.columns());
    assert!(!RosterKind::Staff.requires(Column::Email));
    let heading = ["Mã trường", "Mã CB", "Địa chỉ email"].map(str::to_owned);
    assert_eq!(Mapping::guess(RosterKind::Staff, &heading).places.get(&Column::Email), Some(&2));
}

#[test]
fn a_former_code_means_whoever_has_another_now() {
    let code = |code| teachers(&[("TH014", code, "")])[0].clone().map(|record| record.code);
    assert_eq!(code("old-1"), Ok("A-1".to_owned()));
    assert_eq!(code("A-2"), Ok("A-2".to_owned()), "a code in use is whose it is now");
    assert_eq!(code("NEW-1"), Ok("NEW-1".to_owned()));
    let of_others = teachers(&[("TH014", "OLD-B", "")]);
    assert_eq!(
        problem(&of_others[0]).kind,
        ProblemKind::BelongsElsewhere("OLD-B".into()),
        "the present one stays untold"
    );
    let without_zeros = teachers(&[("TH014", "456", "")]);
    assert_eq!(problem(&without_zeros[0]).kind, ProblemKind::LeadingZerosLost("00456".into()));
}

#[test]
fn all_codes_of_a_person_are_one_in_a_file() {
    for [one, other] in [["OLD-1", "A-1"], ["A-1", "OLD-1"], ["OLD-1", "OLDER-1"]] {
        let read = teachers(&[("TH014", one, ""), ("TH014", other, "")]);
        assert_eq!(problem(&read[1]).kind, ProblemKind::DuplicateOfLine(2), "{one} and {other}");
    }
    let read = teachers(&[("TH014", "OLD-1", "nam@a.vn"), ("007", "A-1", "nam@a.vn")]);
    assert!(read.iter().all(Result::is_ok), "one person at two schools: {read:?}");
}
