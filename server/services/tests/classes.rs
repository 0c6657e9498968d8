use crate::support::{Engine, House, csv, day, november, september};
use chrono::NaiveDate;
use domain::{
    calendar::{Moment, SchoolYear, day_of},
    ids::{ClassId, PersonId},
    people::{
        classes::{ClassNameError, SchoolClasses},
        roll_over::{Exception, RollOverState},
        roll_over_page::RollOverPage,
    },
};
use rstest::rstest;
use sea_orm::{ConnectionTrait, Statement};
use services::{
    access::SchoolLead,
    people::{
        ClassError, Part, RollOverError, add_class, apply_roll_over, assign_class_teacher, choose_exceptions,
        class_by_name, class_members, classes_of_year, confirm_roll_over, end_class_teacher, import_rosters,
        move_pupils, rename_class, roll_over, undo_roll_over,
    },
};
use std::collections::{BTreeMap, BTreeSet};

const THIS: SchoolYear = SchoolYear::beginning_in(2026);
const NEXT: SchoolYear = SchoolYear::beginning_in(2027);
const FIRST: Part = Part { page: 1, length: 50 };

async fn lead(house: &House, code: &str) -> SchoolLead {
    house.fresh.operator.school_lead(house.school(code).await)
}

async fn class(house: &House, year: SchoolYear, name: &str) -> ClassId {
    let school = house.school("TH014").await;
    class_by_name(house.store(), school, year.first_year(), name).await.unwrap().unwrap()
}

async fn listed(house: &House, year: SchoolYear, today: NaiveDate) -> SchoolClasses {
    classes_of_year(house.store(), &lead(house, "TH014").await, year, today).await.unwrap()
}

/// Names and numbers of pupils.
fn counts(classes: &SchoolClasses) -> Vec<(String, u64)> {
    classes.classes.iter().map(|class| (class.name.clone(), class.pupils)).collect()
}

fn counted(expected: &[(&str, u64)]) -> Vec<(String, u64)> {
    expected.iter().map(|(name, pupils)| ((*name).to_owned(), *pupils)).collect()
}

async fn page(house: &House, now: Moment) -> RollOverPage {
    roll_over(house.store(), &lead(house, "TH014").await, Some(THIS), day_of(now)).await.unwrap()
}

async fn apply(house: &House, now: Moment) -> Result<(), RollOverError> {
    let fingerprint = page(house, now).await.fingerprint;
    apply_roll_over(house.store(), &lead(house, "TH014").await, THIS, &fingerprint, now).await
}

/// A table's facts that are not void, in words.
async fn facts(house: &House, table: &str, columns: &str) -> Vec<String> {
    let db = house.store().connection();
    let sql = format!(
        "SELECT CAST(id AS TEXT) || ' ' || {columns} || ' ' || CAST(from_on AS TEXT) || ' ' || \
         COALESCE(CAST(to_on AS TEXT), '-') || ' ' || CASE WHEN end_learned_at IS NULL THEN '-' ELSE 'told' END AS line \
         FROM {table} WHERE voided_at IS NULL ORDER BY id"
    );
    let rows = db.query_all_raw(Statement::from_string(db.get_database_backend(), sql)).await.unwrap();
    rows.iter().map(|row| row.try_get::<String>("", "line").unwrap()).collect()
}

async fn all_facts(house: &House) -> Vec<Vec<String>> {
    vec![
        facts(house, "memberships", "CAST(person_id AS TEXT)").await,
        facts(house, "enrolments", "CAST(class_id AS TEXT)").await,
        facts(house, "class_teachers", "CAST(person_id AS TEXT)").await,
    ]
}

async fn audited(house: &House, action: &str) -> i64 {
    house.count(&format!("audit_events WHERE action = '{action}'")).await
}

#[rstest]
#[tokio::test]
async fn classes_are_added_and_renamed_within_the_schools_grades(
    #[values(Engine::Sqlite, Engine::Postgres)] engine: Engine,
) {
    let house = House::with_courses(engine, &[]).await;
    let lead = lead(&house, "TH014").await;
    let (store, now) = (house.store(), november());
    let id = add_class(store, &lead, THIS, " 2/1 ", now).await.unwrap();
    let today = day_of(now);
    assert_eq!(counts(&listed(&house, THIS, today).await), counted(&[("1/1", 2), ("2/1", 0), ("3/1", 1)]));
    assert!(matches!(add_class(store, &lead, THIS, "2/1", now).await, Err(ClassError::NameTaken)));
    assert!(matches!(
        add_class(store, &lead, THIS, "6/1", now).await,
        Err(ClassError::Name(ClassNameError::GradeNotTaught))
    ));
    assert!(matches!(
        add_class(store, &lead, THIS, "Hoa Sen", now).await,
        Err(ClassError::Name(ClassNameError::NotAName))
    ));
    assert!(matches!(rename_class(store, &lead, id, "1/1", now).await, Err(ClassError::NameTaken)));
    rename_class(store, &lead, id, "4/7", now).await.unwrap();
    let renamed = listed(&house, THIS, today).await.classes.into_iter().find(|class| class.id == id).unwrap();
    assert_eq!((renamed.name.as_str(), renamed.grade.number()), ("4/7", 4));
    assert_eq!((audited(&house, "class_added").await, audited(&house, "class_changed").await), (1, 1));
}

#[rstest]
#[tokio::test]
async fn a_class_of_another_school_is_not_there(#[values(Engine::Sqlite, Engine::Postgres)] engine: Engine) {
    let house = House::with_courses(engine, &[]).await;
    let foreign = lead(&house, "MN001").await;
    let (store, now) = (house.store(), november());
    let class = class(&house, THIS, "1/1").await;
    assert!(matches!(
        rename_class(store, &foreign, class, "1/9", now).await,
        Err(ClassError::NotFound | ClassError::Name(_))
    ));
    assert!(matches!(class_members(store, &foreign, class, FIRST, day_of(now)).await, Err(ClassError::NotFound)));
    let teacher = house.person("MN-1").await;
    let assigned = assign_class_teacher(store, &foreign, class, teacher, day(2026, 11, 1), now).await;
    assert!(matches!(assigned, Err(ClassError::NotFound)));
    let pupils = BTreeSet::from([house.person("790001").await]);
    let moved = move_pupils(store, &foreign, (class, class), &pupils, day(2026, 11, 1), now).await;
    assert!(matches!(moved, Err(ClassError::NotFound)));
}

#[rstest]
#[tokio::test]
async fn class_teachers_begin_and_end_within_the_year(#[values(Engine::Sqlite, Engine::Postgres)] engine: Engine) {
    let house = House::with_courses(engine, &[]).await;
    let lead = lead(&house, "TH014").await;
    let (store, now) = (house.store(), november());
    let class = class(&house, THIS, "1/1").await;
    let (teacher, pupil) = (house.person("TH-2").await, house.person("790001").await);
    let assign = async |person, from| assign_class_teacher(store, &lead, class, person, from, now).await;
    assert!(matches!(assign(teacher, day(2026, 8, 31)).await, Err(ClassError::BadDay)));
    assert!(matches!(assign(teacher, day(2027, 9, 1)).await, Err(ClassError::BadDay)));
    assert!(matches!(assign(pupil, day(2026, 9, 1)).await, Err(ClassError::NotFound)), "a pupil teaches no class");
    assign(teacher, day(2026, 9, 1)).await.unwrap();
    assert!(matches!(assign(teacher, day(2026, 10, 1)).await, Err(ClassError::AlreadyTeacher)));
    let fact = listed(&house, THIS, day_of(now)).await.classes[0].teachers[0].id;
    let end = async |on| end_class_teacher(store, &lead, fact, on, now).await;
    assert!(matches!(end(day(2026, 8, 1)).await, Err(ClassError::BadDay)));
    end(day(2026, 11, 1)).await.unwrap();
    assign(teacher, day(2026, 11, 1)).await.unwrap();
    let teachers = listed(&house, THIS, day_of(now)).await.classes.remove(0).teachers;
    assert_eq!(teachers.iter().map(|line| line.span.to).collect::<Vec<_>>(), [Some(day(2026, 11, 1)), None]);
    end_class_teacher(store, &lead, teachers[1].id, day(2026, 11, 1), now).await.unwrap();
    assert_eq!(
        listed(&house, THIS, day_of(now)).await.classes[0].teachers.len(),
        1,
        "who ends on the first day never was"
    );
}

#[rstest]
#[tokio::test]
async fn pupils_move_between_classes_of_a_year_from_a_day_on(
    #[values(Engine::Sqlite, Engine::Postgres)] engine: Engine,
) {
    let house = House::with_courses(engine, &[]).await;
    let lead = lead(&house, "TH014").await;
    let (store, now) = (house.store(), november());
    let one = class(&house, THIS, "1/1").await;
    let two = add_class(store, &lead, THIS, "1/2", now).await.unwrap();
    let of_next_year = add_class(store, &lead, NEXT, "1/1", now).await.unwrap();
    let pupil = house.person("790001").await;
    let pupils = BTreeSet::from([pupil]);
    let go =
        async |to, pupils: &BTreeSet<PersonId>, from| move_pupils(store, &lead, (one, to), pupils, from, now).await;
    assert!(matches!(go(two, &BTreeSet::new(), day(2026, 11, 9)).await, Err(ClassError::NobodyChosen)));
    assert!(matches!(go(of_next_year, &pupils, day(2026, 11, 9)).await, Err(ClassError::NotFound)));
    assert!(matches!(go(two, &pupils, day(2027, 9, 1)).await, Err(ClassError::BadDay)));
    let stranger = BTreeSet::from([house.person("790003").await]);
    assert!(matches!(go(two, &stranger, day(2026, 11, 9)).await, Err(ClassError::NotFound)));
    go(two, &pupils, day(2026, 11, 9)).await.unwrap();
    let on = async |class, today| class_members(store, &lead, class, FIRST, today).await.unwrap().pupils.len();
    assert_eq!(
        (on(one, day(2026, 11, 8)).await, on(two, day(2026, 11, 8)).await),
        (2, 0),
        "the day before is as it was"
    );
    assert_eq!((on(one, day(2026, 11, 9)).await, on(two, day(2026, 11, 9)).await), (1, 1));
    assert_eq!(audited(&house, "enrolment_changed").await, 1);
}

#[rstest]
#[tokio::test]
async fn a_class_is_paged_in_the_order_of_vietnamese_names(#[values(Engine::Sqlite, Engine::Postgres)] engine: Engine) {
    let house = House::with_courses(engine, &[]).await;
    let lead = lead(&house, "TH014").await;
    let (store, now) = (house.store(), november());
    let names = ["Vũ Thị Ân", "Lê An", "Trần Bình", "Đỗ Ẩn", "Lê Văn Đạt", "Lê Văn Dũng", "Hồ Ánh"];
    let line = |(n, name): (usize, &&str)| format!("TH014,4/9,79100{n},{name},2026-2027\n");
    let lines: Vec<String> = names.iter().enumerate().map(line).collect();
    let roster = format!("Mã trường,Lớp,Mã định danh,Họ và tên,Năm học\n{}", lines.concat());
    assert!(import_rosters(store, &house.office, &[csv("pupils", &roster)], false, september()).await.unwrap().taken);
    let class = class(&house, THIS, "4/9").await;
    let mut read = Vec::new();
    for page in 1..=3 {
        let part = Part { page, length: 3 };
        let members = class_members(store, &lead, class, part, day_of(now)).await.unwrap();
        assert_eq!(members.count, 7, "the count is of all pages");
        read.push(members.pupils.into_iter().map(|pupil| pupil.name).collect::<Vec<_>>());
    }
    assert_eq!(
        read,
        [vec!["Lê An", "Hồ Ánh", "Vũ Thị Ân"], vec!["Đỗ Ẩn", "Trần Bình", "Lê Văn Dũng"], vec!["Lê Văn Đạt"]]
    );
    let beyond = Part { page: 9, length: 3 };
    let beyond = class_members(store, &lead, class, beyond, day_of(now)).await.unwrap().pupils;
    let beyond: Vec<&str> = beyond.iter().map(|pupil| pupil.name.as_str()).collect();
    assert_eq!(beyond, ["Lê Văn Đạt"], "a page beyond the end is the last one");
    // Who is on another page can be moved, too: what is chosen is a pupil of the class, not of a page.
    let other = add_class(store, &lead, THIS, "4/8", now).await.unwrap();
    let last = BTreeSet::from([house.person("791004").await]);
    move_pupils(store, &lead, (class, other), &last, day(2026, 11, 20), now).await.unwrap();
    assert_eq!(class_members(store, &lead, class, FIRST, day_of(now)).await.unwrap().count, 6);
}

#[rstest]
#[tokio::test]
async fn a_roll_over_promotes_everybody_but_the_exceptions(#[values(Engine::Sqlite, Engine::Postgres)] engine: Engine) {
    let house = House::with_courses(engine, &[]).await;
    let lead = lead(&house, "TH014").await;
    let (store, now) = (house.store(), november());
    let last = "Mã trường,Lớp,Mã định danh,Họ và tên,Năm học\nTH014,5/1,790009,Vũ Thị Mai,2026-2027\n";
    assert!(import_rosters(store, &house.office, &[csv("pupils", last)], false, september()).await.unwrap().taken);
    let one = class(&house, THIS, "1/1").await;
    assign_class_teacher(store, &lead, one, house.person("TH-2").await, day(2026, 9, 1), now).await.unwrap();
    let repeats = house.person("790002").await;
    let choices = BTreeMap::from([(repeats, Some(Exception::Repeat))]);
    choose_exceptions(store, &lead, THIS, one, &choices, now).await.unwrap();
    let stranger = BTreeMap::from([(house.person("790003").await, Some(Exception::Leave))]);
    let refused = choose_exceptions(store, &lead, THIS, one, &stranger, now).await;
    assert!(matches!(refused, Err(RollOverError::NotFound)), "a pupil of another class");
    let nowhere = BTreeMap::from([(repeats, Some(Exception::Class("5/9".into())))]);
    let refused = choose_exceptions(store, &lead, THIS, one, &nowhere, now).await;
    assert!(matches!(refused, Err(RollOverError::NotFound)), "a class that was not offered");

    let before = page(&house, now).await;
    assert_eq!((before.totals.up, before.totals.repeat, before.totals.leave), (2, 1, 1));
    assert_eq!(before.new_classes, ["1/1", "2/1", "4/1"]);
    let stale = apply_roll_over(store, &lead, THIS, "0123456789abcdef", now).await;
    assert!(matches!(stale, Err(RollOverError::PlanChanged)));
    apply(&house, now).await.unwrap();

    let first = NEXT.first_day();
    assert_eq!(counts(&listed(&house, NEXT, first).await), counted(&[("1/1", 1), ("2/1", 1), ("4/1", 1)]));
    let old = listed(&house, THIS, day(2027, 8, 31)).await;
    assert_eq!(counts(&old), counted(&[("1/1", 2), ("3/1", 1), ("5/1", 1)]), "the old year is as it was to its end");
    assert_eq!(old.classes[0].teachers[0].span.to, Some(first));
    let leaver = house.person("790009").await;
    let open = async |day| services::people::open_memberships(store, leaver, day).await.unwrap().len();
    assert_eq!((open(day(2027, 8, 31)).await, open(first).await), (1, 0));
    assert!(matches!(apply(&house, now).await, Err(RollOverError::OtherState)));
    assert_eq!(audited(&house, "rolled_over").await, 1);
}

#[rstest]
#[tokio::test]
async fn an_undone_roll_over_leaves_everything_as_it_was(#[values(Engine::Sqlite, Engine::Postgres)] engine: Engine) {
    let house = House::with_courses(engine, &[]).await;
    let lead = lead(&house, "TH014").await;
    let (store, now) = (house.store(), november());
    let one = class(&house, THIS, "1/1").await;
    assign_class_teacher(store, &lead, one, house.person("TH-2").await, day(2026, 9, 1), now).await.unwrap();
    assert!(matches!(undo_roll_over(store, &lead, THIS, now).await, Err(RollOverError::OtherState)));
    let (as_it_was, seen) = (all_facts(&house).await, page(&house, now).await);
    apply(&house, now).await.unwrap();
    assert_ne!(all_facts(&house).await, as_it_was);
    undo_roll_over(store, &lead, THIS, now).await.unwrap();
    assert_eq!(all_facts(&house).await, as_it_was);
    assert_eq!(page(&house, now).await, seen);
    assert!(listed(&house, NEXT, NEXT.first_day()).await.classes.is_empty(), "no class of the next year is left");
    apply(&house, now).await.unwrap();
    assert_eq!(counts(&listed(&house, NEXT, NEXT.first_day()).await), counted(&[("2/1", 2), ("4/1", 1)]));
    confirm_roll_over(store, &lead, THIS, now).await.unwrap();
    assert_eq!(page(&house, now).await.state, RollOverState::Final);
    assert!(matches!(undo_roll_over(store, &lead, THIS, now).await, Err(RollOverError::OtherState)));
    assert!(matches!(confirm_roll_over(store, &lead, THIS, now).await, Err(RollOverError::OtherState)));
}

#[rstest]
#[tokio::test]
async fn what_was_changed_since_is_not_undone(#[values(Engine::Sqlite, Engine::Postgres)] engine: Engine) {
    let house = House::with_courses(engine, &[]).await;
    let lead = lead(&house, "TH014").await;
    let (store, now) = (house.store(), november());
    apply(&house, now).await.unwrap();
    let two = class(&house, NEXT, "2/1").await;
    let other = add_class(store, &lead, NEXT, "2/2", now).await.unwrap();
    let pupils = BTreeSet::from([house.person("790001").await]);
    move_pupils(store, &lead, (two, other), &pupils, day(2027, 10, 1), now).await.unwrap();
    let before = all_facts(&house).await;
    assert!(matches!(undo_roll_over(store, &lead, THIS, now).await, Err(RollOverError::ChangedSince)));
    assert_eq!(all_facts(&house).await, before, "nothing is half undone");
}

#[rstest]
#[tokio::test]
async fn a_roll_over_after_the_first_of_september_leaves_out_who_has_a_class(
    #[values(Engine::Sqlite, Engine::Postgres)] engine: Engine,
) {
    let house = House::with_courses(engine, &[]).await;
    let store = house.store();
    let later = crate::support::morning(day(2027, 9, 10));
    let roster = "Mã trường,Lớp,Mã định danh,Họ và tên,Ngày sinh,Giới tính,Năm học\n\
                  TH014,2/5,790001,Phạm Ngọc Hòa,05/03/2020,Nữ,2027-2028\n";
    assert!(import_rosters(store, &house.office, &[csv("pupils", roster)], false, later).await.unwrap().taken);
    let seen = page(&house, later).await;
    assert_eq!((seen.totals.up, seen.totals.already_there), (2, 1));
    apply(&house, later).await.unwrap();
    let next = listed(&house, NEXT, day_of(later)).await;
    assert_eq!(counts(&next), counted(&[("2/1", 1), ("2/5", 1), ("4/1", 1)]), "nobody is in two classes");
}
