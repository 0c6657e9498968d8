use crate::support::{Engine, House, csv, day, morning, november, september, vi};
use chrono::TimeDelta;
use domain::{
    calendar::day_of,
    progress::{Percent, Rate, Standing, figures::OfficeProgress},
};
use rstest::rstest;
use services::{
    people::{NewDecision, import_rosters, record_founding_decision},
    progress::{NewActivity, office_progress, record_activity},
};

const FOR_ALL_STAFF: &str = "cybersecurity-law-for-schools";
const FOR_DUTIES: &str = "protecting-children-online";
const FOR_SITE_ADMINS: &str = "running-the-school-page";
const FOR_PRIMARY: &str = "my-secrets-stay-mine";

async fn progress(house: &House) -> OfficeProgress {
    office_progress(house.store(), &house.office.reader(), day_of(november())).await.unwrap()
}

fn staff_of(progress: &OfficeProgress, code: &str) -> Rate {
    progress.schools.iter().find(|school| school.code == code).unwrap().facts.staff
}

#[rstest]
#[tokio::test]
async fn staff_are_trained_once_every_required_course_is_complete(
    #[values(Engine::Sqlite, Engine::Postgres)] engine: Engine,
) {
    let house = House::with_courses(engine, &[FOR_ALL_STAFF, FOR_DUTIES, FOR_SITE_ADMINS]).await;
    // In scope: two of TH014 with duties besides its principal, and the principal of MN001.
    assert_eq!(progress(&house).await.staff.rate, Rate::new(0, 4));
    house.complete("TH-2", FOR_ALL_STAFF, 0, september()).await;
    assert_eq!(progress(&house).await.staff.rate, Rate::new(0, 4), "one of two courses does not train");
    house.complete("TH-2", FOR_DUTIES, 0, september()).await;
    house.complete("TH-3", FOR_ALL_STAFF, 0, september()).await;
    let progress = progress(&house).await;
    assert_eq!(progress.staff.rate, Rate::new(1, 4), "who holds no duty does not count");
    assert_eq!(staff_of(&progress, "TH014"), Rate::new(1, 3));
    assert_eq!(staff_of(&progress, "THCS029").standing(Percent::EIGHTY_FIVE), Standing::NoOneInScope);
}

#[rstest]
#[tokio::test]
async fn a_person_at_two_schools_counts_once_in_the_office_and_once_in_each(
    #[values(Engine::Sqlite, Engine::Postgres)] engine: Engine,
) {
    let house = House::with_courses(engine, &[FOR_ALL_STAFF]).await;
    let second = "Mã trường,Mã cán bộ,Họ và tên,Chức vụ,Nhiệm vụ,Từ ngày\nMN001,TH-2,Trần Quốc Vinh,Giáo viên,Công tác học sinh,01/09/2024\n";
    let file = csv("staff", &second.replace("Chức vụ", "Giới tính,Chức vụ").replace("Vinh,Giáo", "Vinh,Nam,Giáo"));
    assert!(import_rosters(house.store(), &house.office, &[file], false, september()).await.unwrap().taken);
    house.complete("TH-2", FOR_ALL_STAFF, 0, september()).await;
    let progress = progress(&house).await;
    assert_eq!(progress.staff.rate, Rate::new(1, 4));
    assert_eq!(staff_of(&progress, "TH014"), Rate::new(1, 3));
    assert_eq!(staff_of(&progress, "MN001"), Rate::new(1, 2));
}

#[rstest]
#[tokio::test]
async fn who_leaves_on_the_day_does_not_count_on_it(#[values(Engine::Sqlite, Engine::Postgres)] engine: Engine) {
    let house = House::with_courses(engine, &[FOR_ALL_STAFF]).await;
    let leaving = day(2026, 11, 14);
    house
        .sql(&format!("UPDATE memberships SET to_on = '{leaving}' WHERE person_id = {}", house.person("TH-2").await))
        .await;
    let rate = async |date| office_progress(house.store(), &house.office.reader(), date).await.unwrap().staff.rate.d();
    assert_eq!(rate(day(2026, 11, 13)).await, 4);
    assert_eq!(rate(leaving).await, 3);
}

#[rstest]
#[tokio::test]
async fn a_void_completion_does_not_count(#[values(Engine::Sqlite, Engine::Postgres)] engine: Engine) {
    let house = House::with_courses(engine, &[FOR_ALL_STAFF]).await;
    house.complete("TH-2", FOR_ALL_STAFF, 0, september()).await;
    assert_eq!(progress(&house).await.staff.rate.n(), 1);
    house.sql("INSERT INTO completion_voids (completion_id, reason, learned_at) SELECT id, 'typing error', completed_at FROM completions").await;
    assert_eq!(progress(&house).await.staff.rate.n(), 0);
}

#[rstest]
#[tokio::test]
async fn figures_of_a_day_know_nothing_of_later_days(#[values(Engine::Sqlite, Engine::Postgres)] engine: Engine) {
    let house = House::with_courses(engine, &[FOR_ALL_STAFF]).await;
    let last_second = domain::calendar::end_of(day(2026, 11, 13)) - TimeDelta::seconds(1);
    house.complete("TH-2", FOR_ALL_STAFF, 0, last_second).await;
    house.complete("TH-4", FOR_ALL_STAFF, 0, last_second + TimeDelta::seconds(1)).await;
    let trained =
        async |date| office_progress(house.store(), &house.office.reader(), date).await.unwrap().staff.rate.n();
    assert_eq!(trained(day(2026, 11, 12)).await, 0);
    assert_eq!(trained(day(2026, 11, 13)).await, 1);
    assert_eq!(trained(day(2026, 11, 14)).await, 2);
}

#[rstest]
#[tokio::test]
async fn a_school_teaches_by_its_pupils_or_without_pupils_by_an_activity(
    #[values(Engine::Sqlite, Engine::Postgres)] engine: Engine,
) {
    let house = House::with_courses(engine, &[FOR_PRIMARY]).await;
    let teaches = async |code: &str| {
        let progress = progress(&house).await;
        progress.schools.iter().find(|school| school.code == code).unwrap().facts.teaches(&progress.settings)
    };
    assert!(!teaches("TH014").await && !teaches("MN001").await);
    for pupil in ["790001", "790002"] {
        house.complete(pupil, FOR_PRIMARY, 0, september()).await;
    }
    assert!(!teaches("TH014").await, "two of three pupils are not 85%");
    house.complete("790003", FOR_PRIMARY, 0, september()).await;
    assert!(teaches("TH014").await);

    let lead = house.fresh.operator.school_lead(house.school("MN001").await);
    let activity = |happened_on| NewActivity {
        happened_on,
        form: "Họp phụ huynh".into(),
        topic: "An toàn mạng".into(),
        participants: 40,
    };
    record_activity(house.store(), &lead, activity(day(2026, 8, 31)), november()).await.unwrap();
    assert!(!teaches("MN001").await, "an activity of the last school year does not count");
    record_activity(house.store(), &lead, activity(day(2026, 9, 1)), november()).await.unwrap();
    assert!(teaches("MN001").await);
    assert!(
        record_activity(house.store(), &lead, activity(day(2026, 11, 21)), november()).await.is_err(),
        "not yet held"
    );
    assert_eq!(progress(&house).await.teach.rate, Rate::new(3, 3), "a grade without required courses is complete");
}

#[rstest]
#[tokio::test]
async fn a_pupils_completion_counts_in_its_school_year(#[values(Engine::Sqlite, Engine::Postgres)] engine: Engine) {
    let house = House::with_courses(engine, &[FOR_PRIMARY]).await;
    house.complete("790001", FOR_PRIMARY, 0, september()).await;
    house.sql("UPDATE completions SET completed_at = '2026-08-31 10:00:00+00:00'").await;
    let school = progress(&house).await.schools.into_iter().find(|school| school.code == "TH014").unwrap();
    assert_eq!(school.facts.pupils, Rate::new(0, 3));
}

#[rstest]
#[tokio::test]
async fn a_team_counts_with_members_a_manager_and_its_decision(
    #[values(Engine::Sqlite, Engine::Postgres)] engine: Engine,
) {
    let house = House::with_courses(engine, &[]).await;
    let with_team = async || progress(&house).await.with_team.rate;
    assert_eq!(with_team().await, Rate::new(0, 3));
    let staff =
        crate::support::STAFF.replace("Công tác học sinh", "Tổ công tác").replace("Quản trị website", "Tổ công tác");
    assert!(
        import_rosters(house.store(), &house.office, &[csv("staff", &staff)], false, september()).await.unwrap().taken
    );
    assert_eq!(with_team().await, Rate::new(0, 3), "no founding decision yet");
    let lead = house.fresh.operator.school_lead(house.school("TH014").await);
    let decision = |number| NewDecision { number, decided_on: day(2026, 9, 5), scan: None };
    assert!(record_founding_decision(house.store(), &lead, decision(" "), november()).await.is_err());
    record_founding_decision(house.store(), &lead, decision("12/QĐ-TH014"), november()).await.unwrap();
    assert_eq!(with_team().await, Rate::new(1, 3));
}

#[rstest]
#[tokio::test]
async fn a_dated_setting_leaves_earlier_days_alone(#[values(Engine::Sqlite, Engine::Postgres)] engine: Engine) {
    let house = House::with_courses(engine, &[FOR_ALL_STAFF]).await;
    let node = house.office.node();
    house.sql(&format!(
        "INSERT INTO settings (organisation_id, name, value, from_on, learned_at) VALUES ({node}, 'target', 50, '2026-11-10', '2026-11-10 01:00:00+00:00')"
    ))
    .await;
    let target = async |date| {
        office_progress(house.store(), &house.office.reader(), date).await.unwrap().settings.target.value()
    };
    assert_eq!(target(day(2026, 11, 9)).await, 85);
    assert_eq!(target(day(2026, 11, 10)).await, 50);
}

#[rstest]
#[tokio::test]
async fn a_school_page_and_a_class_page_agree_with_the_office(
    #[values(Engine::Sqlite, Engine::Postgres)] engine: Engine,
) {
    use crate::access::sign_in_as;
    use domain::access::Role;
    let house = House::with_courses(engine, &[FOR_ALL_STAFF, FOR_PRIMARY]).await;
    house.complete("TH-2", FOR_ALL_STAFF, 0, september()).await;
    house.complete("790001", FOR_PRIMARY, 0, september()).await;
    let viewer = sign_in_as(&house, "TH-1", Some((Role::Principal, "TH014"))).await;
    let today = day_of(november());
    let visitor = viewer.visits(house.store(), "TH014", today).await.unwrap();
    let school = services::progress::school_progress(house.store(), &visitor, &vi(), today).await.unwrap();
    let line = progress(&house).await.schools.into_iter().find(|line| line.code == "TH014").unwrap();
    assert_eq!(school.line.facts, line.facts);
    assert_eq!(school.staff.len(), 4);
    let names: Vec<&str> = school.staff.iter().map(|person| person.name.as_str()).collect();
    assert_eq!(names, ["Phan Thùy An", "Bùi Thị Diễm", "Ngô Đức Hiếu", "Trần Quốc Vinh"], "by given name");
    let missing = &school.staff[0].missing;
    assert_eq!(missing.len(), 1);
    let sum = school.classes.iter().fold(Rate::default(), |sum, class| sum.and(class.rate));
    assert_eq!(sum, line.facts.pupils);
    for class in school.classes {
        let page = services::progress::class_progress(house.store(), &visitor, class.id, &vi(), today).await.unwrap();
        assert_eq!(page.class.rate, class.rate);
        assert_eq!(page.pupils.len() as u64, class.rate.d());
    }
    assert!(morning(today) > september());
}
