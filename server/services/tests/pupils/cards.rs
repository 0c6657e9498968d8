//! Cards, and the secrets on them.

use super::{BASE, Class, viewer_of};
use crate::support::{Engine, House, november};
use domain::access::pupils::{
    CardSecret, ClassCards,
    secret::{PupilSecret, SecretKind},
};
use rstest::rstest;
use services::access::{
    AccessError, Secrets,
    pupils::{Tried, Whose, class_sign_in, print_class_cards, print_school_cards},
};
use std::collections::BTreeSet;

#[rstest]
#[tokio::test]
async fn the_same_pin_of_two_pupils_has_two_digests(#[values(Engine::Sqlite, Engine::Postgres)] engine: Engine) {
    let fresh = Class::of(engine, "1/1").await;
    let distinct = "(SELECT DISTINCT digest FROM pupil_secrets) AS digests";
    assert_eq!((fresh.house.count("pupil_secrets").await, fresh.house.count(distinct).await), (2, 2));
    // The demo gives a whole class one secret; even then no two digests are alike.
    let demo = Class::of_demo(engine).await;
    let rows = demo.house.count("pupil_secrets").await;
    assert_eq!(rows, demo.house.count(distinct).await);
    assert!(rows > 20, "{rows}");
    let PupilSecret::Pictures(chosen) = fresh.secret_of(0) else { panic!("grade 1 has pictures") };
    let word = chosen[0].as_str();
    assert_eq!(fresh.house.count(&format!("pupil_secrets WHERE digest LIKE '%{word}%'")).await, 0);
}

#[rstest]
#[tokio::test]
async fn a_card_shows_a_secret_once_and_a_new_one_replaces_it(
    #[values(Engine::Sqlite, Engine::Postgres)] engine: Engine,
) {
    let class = Class::of(engine, "1/1").await;
    let store = class.house.store();
    let print = async |whose: Whose| {
        print_class_cards(store, &class.secrets, &class.teacher, &whose, BASE, november()).await.unwrap()
    };
    let again = print(Whose::Missing).await;
    assert_eq!(again.code, class.cards.code);
    assert!(again.cards.iter().all(|card| card.secret == CardSecret::AsBefore(SecretKind::Pictures)));

    let session = class.sign_in(0).await;
    let one = print(Whose::One(class.handle(0).await)).await;
    assert_eq!(one.cards.len(), 1);
    assert!(viewer_of(&class, &session, november()).await.is_none(), "what the old one opened is shut");
    assert!(matches!(class.try_at(0, Some(class.secret_of(0)), november()).await, Tried::Wrong(_)), "the old one");
    assert!(matches!(class.try_at(1, Some(class.secret_of(1)), november()).await, Tried::In(_)), "the other pupil's");
    let renewed = Class { cards: ClassCards { cards: one.cards, ..class.cards.clone() }, ..class };
    renewed.sign_in(0).await;
    let nobody = Whose::One("0123456789abcdef".to_owned());
    let refused =
        print_class_cards(renewed.house.store(), &renewed.secrets, &renewed.teacher, &nobody, BASE, november()).await;
    assert!(matches!(refused, Err(AccessError::NotFound)));

    assert_eq!(renewed.house.count("audit_events WHERE action = 'pupil_secret_reset'").await, 3);
    assert_eq!(renewed.house.count("audit_events WHERE action = 'class_cards_printed'").await, 3);
}

#[rstest]
#[tokio::test]
async fn a_new_secret_unlocks(#[values(Engine::Sqlite, Engine::Postgres)] engine: Engine) {
    let class = Class::of(engine, "3/1").await;
    class.lock(0).await;
    let store = class.house.store();
    let all = print_class_cards(store, &class.secrets, &class.teacher, &Whose::All, BASE, november()).await.unwrap();
    let renewed = Class { cards: all, ..class };
    renewed.sign_in(0).await;
}

#[rstest]
#[tokio::test]
async fn the_cards_of_a_school_are_those_of_its_classes(#[values(Engine::Sqlite, Engine::Postgres)] engine: Engine) {
    let house = House::on(engine).await;
    let secrets = Secrets::random();
    let lead = house.lead("TH014").await;
    let printed = print_school_cards(house.store(), &secrets, &lead, false, BASE, november()).await.unwrap();
    let counts: Vec<(&str, usize)> =
        printed.iter().map(|class| (class.class_name.as_str(), class.cards.len())).collect();
    assert_eq!(counts, [("1/1", 2), ("3/1", 1)]);
    assert_ne!(printed[0].code, printed[1].code);
    assert!(printed.iter().all(|class| class.qr.side > 20 && class.qr.path.starts_with('M')));
    let empty = house.lead("MN001").await;
    let refused = print_school_cards(house.store(), &secrets, &empty, false, BASE, november()).await;
    assert!(matches!(refused, Err(AccessError::NotFound)));
}

#[rstest]
#[tokio::test]
async fn a_teacher_prints_for_those_ticked_and_nobody_else(#[values(Engine::Sqlite, Engine::Postgres)] engine: Engine) {
    let class = Class::of(engine, "1/1").await;
    let (store, now) = (class.house.store(), november());
    let state = class_sign_in(store, &class.secrets, &class.teacher, now).await.unwrap();
    let ticked = |handles: &[&str], anew| Whose::Chosen {
        handles: handles.iter().map(|handle| (*handle).to_owned()).collect::<BTreeSet<_>>(),
        anew,
    };
    let print = async |whose: Whose| print_class_cards(store, &class.secrets, &class.teacher, &whose, BASE, now).await;
    let first = state.pupils[0].handle.as_str();
    let before = print(ticked(&[first], false)).await.unwrap();
    assert!(matches!(before.cards[..], [ref card] if matches!(card.secret, CardSecret::AsBefore(_))));
    let reset = "audit_events WHERE action = 'pupil_secret_reset'";
    let lines = class.house.count(reset).await;
    let anew = print(ticked(&[first], true)).await.unwrap();
    assert!(matches!(anew.cards[..], [ref card] if !matches!(card.secret, CardSecret::AsBefore(_))));
    assert_eq!(class.house.count(reset).await, lines + 1, "of nobody else");
    let stranger = print(ticked(&[first, "0123456789abcdef"], true)).await;
    assert!(matches!(stranger, Err(AccessError::NotFound)), "nobody is passed over in silence");
    assert_eq!(class.house.count(reset).await, lines + 1, "and nothing was changed for the other");
}
