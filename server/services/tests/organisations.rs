use crate::support::{Engine, House, SCHOOLS, csv, day, november, september};
use chrono::NaiveDate;
use domain::{
    calendar::{SchoolYear, day_of},
    people::{
        OrganisationKind, SchoolLevel,
        node::NodeLine,
        roster::{Change, Column, ProblemKind},
    },
    progress::figures::OfficeProgress,
};
use rstest::rstest;
use services::{
    access::Office,
    people::{
        LineOutcome, NewOrganisation, OrganisationError, Particulars, add_class, add_organisation,
        assign_class_teacher, change_organisation, class_by_name, classes_of_year, close_organisation, import_rosters,
        merge_preview, merge_schools, move_organisation, open_memberships, organisation_page, organisation_tree,
        schools_below,
    },
    progress::office_progress,
};

fn named(name: &str) -> Particulars {
    Particulars { name: name.to_owned(), ..Particulars::default() }
}

fn commune(parent: &str, code: &str) -> NewOrganisation {
    let particulars = named(&format!("Xã {code}"));
    let opened_on = day(2026, 9, 1);
    NewOrganisation {
        parent: parent.to_owned(),
        kind: OrganisationKind::Office,
        code: code.to_owned(),
        particulars,
        opened_on,
    }
}

async fn add(house: &House, new: NewOrganisation) -> Result<Office, OrganisationError> {
    let node = add_organisation(house.store(), &house.office, new, november()).await?;
    Ok(house.fresh.operator.office(node))
}

async fn go(house: &House, code: &str, parent: &str, from: NaiveDate) -> Result<(), OrganisationError> {
    move_organisation(house.store(), &house.office, code, parent, from, november()).await
}

async fn schools(house: &House, office: &Office, day: NaiveDate) -> Vec<String> {
    let found = schools_below(house.store(), office.node(), day).await.unwrap();
    found.into_iter().map(|school| school.code).collect()
}

async fn progress(house: &House, office: &Office, day: NaiveDate) -> OfficeProgress {
    office_progress(house.store(), &office.reader(), day).await.unwrap()
}

fn codes(node: &NodeLine) -> Vec<String> {
    node.children.iter().map(|child| child.code.clone()).collect()
}

#[rstest]
#[tokio::test]
async fn the_tree_grows_to_any_depth(#[values(Engine::Sqlite, Engine::Postgres)] engine: Engine) {
    let house = House::with_courses(engine, &[]).await;
    let mut above = "OFFICE".to_owned();
    let mut deepest = house.office;
    for depth in 1..=6 {
        let code = format!("XA-{depth}");
        deepest = add(&house, commune(&above, &code)).await.unwrap();
        above = code;
    }
    go(&house, "TH014", &above, day(2026, 10, 1)).await.unwrap();
    assert_eq!(schools(&house, &deepest, day(2026, 10, 1)).await, ["TH014"]);
    assert_eq!(schools(&house, &house.office, day(2026, 10, 1)).await.len(), 3, "the office still has all");
    let tree = organisation_tree(house.store(), &house.office, "", day_of(november())).await.unwrap();
    assert_eq!(tree.count, 10);
    let mut node = tree.top;
    for depth in 1..=6 {
        let code = format!("XA-{depth}");
        node = node.children.into_iter().find(|child| child.code == code).unwrap();
    }
    assert_eq!(codes(&node), ["TH014"]);
    let found = organisation_tree(house.store(), &house.office, "my xuan", day_of(november())).await.unwrap().found;
    assert_eq!(found.unwrap().len(), 1);
}

#[rstest]
#[tokio::test]
async fn what_cannot_be_a_node_is_refused(#[values(Engine::Sqlite, Engine::Postgres)] engine: Engine) {
    let house = House::with_courses(engine, &[]).await;
    let school = |code: &str, level| NewOrganisation {
        kind: OrganisationKind::School,
        particulars: Particulars { level, ..named("Trường Tiểu học Mới") },
        ..commune("OFFICE", code)
    };
    assert!(matches!(add(&house, commune("OFFICE", "th014")).await, Err(OrganisationError::CodeTaken)));
    assert!(matches!(add(&house, commune("OFFICE", "a b")).await, Err(OrganisationError::BadCode)));
    assert!(matches!(add(&house, commune("TH014", "XA")).await, Err(OrganisationError::BadParent)));
    assert!(matches!(add(&house, commune("NOWHERE", "XA")).await, Err(OrganisationError::BadParent)));
    assert!(matches!(add(&house, school("TH099", None)).await, Err(OrganisationError::NoLevel)));
    let nameless = NewOrganisation { particulars: named("  "), ..commune("OFFICE", "XA") };
    assert!(matches!(add(&house, nameless).await, Err(OrganisationError::NoName)));
    add(&house, school("TH099", Some(SchoolLevel::Primary))).await.unwrap();
    assert_eq!(schools(&house, &house.office, day_of(november())).await.len(), 4);
    change_organisation(
        house.store(),
        &house.office,
        "TH099",
        &Particulars { level: Some(SchoolLevel::Primary), ..named("Trường Tiểu học Rất Mới") },
        november(),
    )
    .await
    .unwrap();
    let page = organisation_page(house.store(), &house.office, "th099", day_of(november())).await.unwrap();
    assert_eq!(page.node.name, "Trường Tiểu học Rất Mới");
}

#[rstest]
#[tokio::test]
async fn an_office_touches_nothing_outside_its_subtree(#[values(Engine::Sqlite, Engine::Postgres)] engine: Engine) {
    let house = House::with_courses(engine, &[]).await;
    let (store, now, today) = (house.store(), november(), day_of(november()));
    let commune_of = add(&house, commune("OFFICE", "XA")).await.unwrap();
    go(&house, "MN001", "XA", day(2026, 10, 1)).await.unwrap();
    let refused = |outcome: Result<(), OrganisationError>| {
        assert!(matches!(outcome, Err(OrganisationError::NotFound)), "{outcome:?}");
    };
    for code in ["TH014", "OFFICE"] {
        refused(organisation_page(store, &commune_of, code, today).await.map(|_| ()));
        refused(change_organisation(store, &commune_of, code, &named("Của tôi"), now).await);
        refused(move_organisation(store, &commune_of, code, "XA", today, now).await);
        refused(close_organisation(store, &commune_of, code, today, true, now).await);
        refused(merge_schools(store, &commune_of, (code, "MN001"), today, now).await);
    }
    // The own node belongs to whoever is above it.
    refused(change_organisation(store, &commune_of, "XA", &named("Xã khác"), now).await);
    refused(close_organisation(store, &commune_of, "XA", today, true, now).await);
    let away = move_organisation(store, &commune_of, "MN001", "OFFICE", today, now).await;
    assert!(matches!(away, Err(OrganisationError::BadParent)), "not to a node outside, either");
    let merged = merge_schools(store, &commune_of, ("MN001", "TH014"), today, now).await;
    assert!(matches!(merged, Err(OrganisationError::NotTwoSchools)));
    assert!(organisation_page(store, &commune_of, "MN001", today).await.is_ok());
    assert!(change_organisation(store, &house.office, "OFFICE", &named("Phòng mới"), now).await.is_ok());
}

#[rstest]
#[tokio::test]
async fn a_moved_node_counts_where_it_was_until_the_day(#[values(Engine::Sqlite, Engine::Postgres)] engine: Engine) {
    let house = House::with_courses(engine, &[]).await;
    let a = add(&house, commune("OFFICE", "XA-A")).await.unwrap();
    let b = add(&house, commune("OFFICE", "XA-B")).await.unwrap();
    go(&house, "TH014", "XA-A", day(2026, 9, 10)).await.unwrap();
    go(&house, "XA-A", "XA-B", day(2026, 10, 1)).await.unwrap();
    let before = progress(&house, &b, day(2026, 9, 30)).await;
    assert!(before.schools.is_empty());
    let after = progress(&house, &b, day(2026, 10, 1)).await;
    assert_eq!(after.schools.iter().map(|line| line.code.as_str()).collect::<Vec<_>>(), ["TH014"]);
    assert!(progress(&house, &a, day(2026, 9, 9)).await.schools.is_empty());
    assert_eq!(progress(&house, &a, day(2026, 9, 10)).await.staff.rate.d(), 3);
    assert!(matches!(go(&house, "XA-B", "XA-A", day(2026, 11, 1)).await, Err(OrganisationError::Circle)));
    assert!(matches!(go(&house, "XA-B", "XA-A", day(2026, 9, 15)).await, Err(OrganisationError::Circle)));
    assert!(matches!(go(&house, "XA-B", "XA-B", day(2026, 11, 1)).await, Err(OrganisationError::Circle)));
    assert!(matches!(go(&house, "TH014", "XA-B", day(2026, 9, 5)).await, Err(OrganisationError::BadDay)));
    assert!(matches!(go(&house, "TH014", "MN001", day(2026, 11, 1)).await, Err(OrganisationError::BadParent)));
    let page = organisation_page(house.store(), &house.office, "TH014", day_of(november())).await.unwrap();
    let history: Vec<&str> = page.placements.iter().map(|line| line.parent.code.as_str()).collect();
    assert_eq!(history, ["XA-A", "OFFICE"]);
}

#[rstest]
#[tokio::test]
async fn a_node_closes_once_nobody_is_left(#[values(Engine::Sqlite, Engine::Postgres)] engine: Engine) {
    let house = House::with_courses(engine, &[]).await;
    add(&house, commune("OFFICE", "XA")).await.unwrap();
    go(&house, "TH014", "XA", day(2026, 10, 1)).await.unwrap();
    let on = day(2026, 12, 1);
    let close =
        async |code: &str, on, all| close_organisation(house.store(), &house.office, code, on, all, november()).await;
    assert!(matches!(close("XA", on, true).await, Err(OrganisationError::ChildrenOpen)));
    assert!(matches!(close("TH014", on, false).await, Err(OrganisationError::MembersOpen)));
    assert!(matches!(close("TH014", day(2026, 9, 1), true).await, Err(OrganisationError::BadDay)));
    let there = organisation_page(house.store(), &house.office, "TH014", day_of(november())).await.unwrap().open;
    assert_eq!((there.staff, there.pupils, there.responsibilities), (4, 3, 3));
    let before = progress(&house, &house.office, day(2026, 11, 30)).await;
    close("TH014", on, true).await.unwrap();
    assert_eq!(progress(&house, &house.office, day(2026, 11, 30)).await, before, "old figures stay");
    assert_eq!(schools(&house, &house.office, on).await, ["MN001", "THCS029"]);
    let person = house.person("TH-2").await;
    assert_eq!(open_memberships(house.store(), person, day(2026, 11, 30)).await.unwrap().len(), 1);
    assert!(open_memberships(house.store(), person, on).await.unwrap().is_empty());
    assert!(matches!(close("TH014", on, true).await, Err(OrganisationError::Closed)));
    assert!(matches!(close("XA", day(2026, 11, 25), false).await, Err(OrganisationError::ChildrenOpen)));
    close("XA", on, false).await.unwrap();
}

#[rstest]
#[tokio::test]
async fn a_merged_school_goes_over_whole_and_its_old_figures_stay(
    #[values(Engine::Sqlite, Engine::Postgres)] engine: Engine,
) {
    let house = House::with_courses(engine, &["cybersecurity-law-for-schools", "my-secrets-stay-mine"]).await;
    let (store, office, operator) = (house.store(), &house.office, &house.fresh.operator);
    let second = format!("{SCHOOLS}TH015,Trường Tiểu học Tân Thuận,Tiểu học,,\n");
    let pupils = "Mã trường,Lớp,Mã định danh,Họ và tên,Năm học\nTH015,1/1,790011,Lý Gia Bảo,2026-2027\n";
    let files = [csv("schools", &second), csv("pupils", pupils)];
    assert!(import_rosters(store, office, &files, false, september()).await.unwrap().taken);
    let (from, into) = (house.school("TH014").await, house.school("TH015").await);
    let class = class_by_name(store, from, 2026, "1/1").await.unwrap().unwrap();
    let teacher = house.person("TH-3").await;
    let lead = operator.school_lead(from);
    assign_class_teacher(store, &lead, class, teacher, day(2026, 9, 1), november()).await.unwrap();
    add_class(store, &lead, SchoolYear::beginning_in(2026), "5/1", november()).await.unwrap();
    house.complete("TH-2", "cybersecurity-law-for-schools", 0, september()).await;
    house.complete("790001", "my-secrets-stay-mine", 0, september()).await;

    let on = day(2026, 12, 1);
    let (before_on, pair) = (day(2026, 11, 30), ("TH014", "TH015"));
    let before = progress(&house, office, before_on).await;
    let preview = merge_preview(store, office, pair, on, day_of(november())).await.unwrap();
    assert_eq!((preview.moves.staff, preview.moves.pupils, preview.moves.classes), (4, 3, 3));
    assert_eq!(preview.renamed, [("1/1".to_owned(), "1/1 (TH014)".to_owned())]);
    for wrong in [("TH014", "TH014"), ("TH014", "OFFICE"), ("TH014", "NOWHERE")] {
        let refused = merge_schools(store, office, wrong, on, november()).await;
        assert!(matches!(refused, Err(OrganisationError::NotTwoSchools)), "{wrong:?}");
    }
    let late = merge_schools(store, office, pair, day(2027, 9, 1), november()).await;
    assert!(matches!(late, Err(OrganisationError::NotRolledOver)));
    merge_schools(store, office, pair, on, november()).await.unwrap();

    assert_eq!(progress(&house, office, before_on).await, before, "figures of a day before are unchanged");
    let after = progress(&house, office, on).await;
    assert_eq!(after.staff.rate, before.staff.rate, "nobody is lost or doubled in the office");
    assert_eq!(after.pupils, before.pupils);
    assert_eq!(schools(&house, office, on).await.len(), 3);
    let line = after.schools.iter().find(|line| line.code == "TH015").unwrap();
    assert_eq!((line.facts.staff.d(), line.facts.pupils.d()), (3, 4));
    let year = SchoolYear::beginning_in(2026);
    let classes = classes_of_year(store, &operator.school_lead(into), year, on).await.unwrap().classes;
    let found: Vec<(&str, u64)> = classes.iter().map(|class| (class.name.as_str(), class.pupils)).collect();
    assert_eq!(found, [("1/1", 1), ("1/1 (TH014)", 2), ("3/1", 1), ("5/1", 0)]);
    assert_eq!(classes[1].teachers[0].span.from, on);
    let again = merge_schools(store, office, pair, on, november()).await;
    assert!(matches!(again, Err(OrganisationError::Closed)));
}

#[rstest]
#[tokio::test]
async fn who_was_at_both_schools_is_there_once(#[values(Engine::Sqlite, Engine::Postgres)] engine: Engine) {
    let house = House::with_courses(engine, &[]).await;
    let at_both = "Mã trường,Mã cán bộ,Họ và tên,Giới tính,Chức vụ,Nhiệm vụ,Từ ngày\n\
                   MN001,TH-2,Trần Quốc Vinh,Nam,Giáo viên,Công tác học sinh,01/09/2024\n";
    let files = [csv("staff", at_both)];
    assert!(import_rosters(house.store(), &house.office, &files, false, september()).await.unwrap().taken);
    let on = day(2026, 12, 1);
    merge_schools(house.store(), &house.office, ("MN001", "TH014"), on, november()).await.unwrap();
    let person = house.person("TH-2").await;
    assert_eq!(open_memberships(house.store(), person, day(2026, 11, 30)).await.unwrap().len(), 2);
    assert_eq!(open_memberships(house.store(), person, on).await.unwrap().len(), 1);
}

#[rstest]
#[tokio::test]
async fn a_roster_carries_the_tree(#[values(Engine::Sqlite, Engine::Postgres)] engine: Engine) {
    let house = House::with_courses(engine, &[]).await;
    add(&house, commune("OFFICE", "XA")).await.unwrap();
    let roster = |parent: &str| {
        let text = format!(
            "Mã trường,Tên trường,Cấp học,Mã đơn vị quản lý\nTH014,Trường Tiểu học Mỹ Xuân,Tiểu học,{parent}\n\
             TH050,Trường Tiểu học Mới,Tiểu học,{parent}\nMN001,Trường Mầm non Bình Hòa,Mầm non,\n"
        );
        [csv("schools", &text)]
    };
    let take = async |parent: &str| {
        import_rosters(house.store(), &house.office, &roster(parent), false, november()).await.unwrap()
    };
    for unknown in ["NOWHERE", "MN001"] {
        let summary = take(unknown).await;
        assert!(!summary.taken);
        let LineOutcome::Wrong(problems) = &summary.files[0].lines[0].1 else { panic!("{summary:?}") };
        assert_eq!(problems[0].kind, ProblemKind::UnknownOrganisation(unknown.to_owned()));
    }
    let summary = take("xa").await;
    assert!(summary.taken);
    let outcomes: Vec<&LineOutcome> = summary.files[0].lines.iter().map(|(_, outcome)| outcome).collect();
    let moved = Change { column: Column::ParentCode, before: "OFFICE".into(), after: "XA".into() };
    assert_eq!(outcomes, [&LineOutcome::Changed(vec![moved]), &LineOutcome::New, &LineOutcome::Unchanged]);
    let again = take("XA").await;
    assert_eq!(again.count(|outcome| *outcome != LineOutcome::Unchanged), 0, "{again:?}");
    let today = day_of(november());
    let tree = organisation_tree(house.store(), &house.office, "", today).await.unwrap();
    let below = tree.top.children.iter().find(|child| child.code == "XA").unwrap();
    assert_eq!(codes(below), ["TH050", "TH014"]);
    let yesterday = today.pred_opt().unwrap();
    let moved = schools_below(house.store(), below.id, yesterday).await.unwrap();
    assert!(moved.iter().all(|school| school.code != "TH014"), "until yesterday it was below the office");
}
