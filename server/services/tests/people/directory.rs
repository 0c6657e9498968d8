//! The list of people: searched, filtered, sorted, paged.

use super::{add, at, names, office, sought};
use crate::support::{Engine, House, november};
use domain::{
    calendar::day_of,
    ids::PersonId,
    people::{
        MembershipKind, Responsibility,
        directory::{DirectoryFilter, DirectoryOrder, Group},
    },
};
use rstest::rstest;
use services::people::{Part, list_people, suggest_people};
use std::collections::BTreeSet;

#[rstest]
#[tokio::test]
async fn names_are_found_without_marks_and_those_with_the_marks_typed_come_first(
    #[values(Engine::Sqlite, Engine::Postgres)] engine: Engine,
) {
    let house = House::on(engine).await;
    let keeper = office(&house).await;
    for (name, code) in [("Đặng Thị Hoa", "X-1"), ("Đặng Thị Hòa", "X-2"), ("Dang Thi Hoà", "X-3")] {
        add(&house, &keeper, name, code, at("TH014", MembershipKind::Staff)).await;
    }
    let found = names(&house, &keeper, &sought("dang hoa")).await;
    assert_eq!(found.len(), 3, "{found:?}");
    let found = names(&house, &keeper, &sought("dang HÒA")).await;
    assert_eq!(found.len(), 3);
    assert_eq!(found.last().unwrap(), "Đặng Thị Hoa", "other marks come last: {found:?}");
    assert_eq!(names(&house, &keeper, &sought("x-2")).await, ["Đặng Thị Hòa"], "by code");
    assert!(names(&house, &keeper, &sought("%")).await.is_empty(), "a sign is no wildcard");
    assert!(names(&house, &keeper, &sought("_ang")).await.is_empty());
    let hits = suggest_people(house.store(), keeper.reader(), "hòa", day_of(november())).await.unwrap();
    assert!(hits.len() <= 8 && hits[0].name != "Đặng Thị Hoa", "{hits:?}");
    assert!(suggest_people(house.store(), keeper.reader(), "  ", day_of(november())).await.unwrap().is_empty());
}

#[rstest]
#[tokio::test]
async fn a_list_is_filtered_sorted_and_paged_by_the_database(
    #[values(Engine::Sqlite, Engine::Postgres)] engine: Engine,
) {
    let house = House::on(engine).await;
    let keeper = office(&house).await;
    let today = day_of(november());
    let filter = |change: &dyn Fn(&mut DirectoryFilter)| {
        let mut filter = DirectoryFilter::default();
        change(&mut filter);
        filter
    };
    let everybody = names(&house, &keeper, &DirectoryFilter::default()).await;
    let staff = names(&house, &keeper, &filter(&|f| f.group = Some(Group::Staff))).await;
    let pupils = names(&house, &keeper, &filter(&|f| f.group = Some(Group::Pupil))).await;
    assert_eq!(everybody.len(), staff.len() + pupils.len());
    let team = filter(&|f| {
        f.duty = Some(Responsibility::Team);
        f.school = "th014".into();
    });
    assert!(names(&house, &keeper, &team).await.contains(&"Phan Thùy An".to_owned()));
    assert!(names(&house, &keeper, &filter(&|f| f.school = "XX999".into())).await.is_empty());
    for order in [DirectoryOrder::Name, DirectoryOrder::School, DirectoryOrder::Code] {
        let mut paged = Vec::new();
        // One page too many is the last one again.
        let pages = (everybody.len() as u64).div_ceil(3);
        for page in 1..=pages + 1 {
            let part = Part { page, length: 3 };
            let list = list_people(house.store(), keeper.reader(), &DirectoryFilter::default(), order, part, today)
                .await
                .unwrap();
            assert_eq!(list.count, everybody.len() as u64);
            let ids: Vec<PersonId> = list.lines.into_iter().map(|line| line.id).collect();
            if page > pages {
                assert!(paged.ends_with(&ids) && !ids.is_empty());
                break;
            }
            paged.extend(ids);
        }
        let distinct: BTreeSet<PersonId> = paged.iter().copied().collect();
        assert_eq!((paged.len(), distinct.len()), (everybody.len(), everybody.len()), "{order}");
    }
}
