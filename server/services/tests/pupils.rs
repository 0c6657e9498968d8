use crate::support::{Engine, Fresh, House, november, september, vi};
use chrono::TimeDelta;
use domain::{
    access::{
        Role,
        pupils::{
            CardSecret, ClassCards, MOST_WRONG_TRIES,
            class_code::{DEMO_CODE, DEMO_PICTURES_CODE},
            secret::{DEMO_PICTURES, DEMO_PIN, PupilSecret, SecretKind},
        },
        session::SessionKind,
    },
    calendar::{Moment, day_of},
    ids::ClassId,
};
use rstest::rstest;
use sea_orm::{FromQueryResult, Statement};
use services::{
    access::{
        AccessError, Anyone, Browser, ClassTeacher, NewSession, Secrets, Viewer, grant_role, mark_as_demo,
        pupils::{
            Tried, Whose, change_class_code, class_at_door, class_names, class_poster, class_sign_in, close_lesson,
            late_learner, open_lesson, print_class_cards, print_school_cards, pupil_door, pupil_sign_in, unlock_pupils,
        },
        sign_out, viewer,
    },
    people::class_by_name,
    quizzes::{QuizError, model_fields, quiz_lobby, save_late_responses, start_attempt},
};
use std::net::{IpAddr, Ipv4Addr};

const COURSE: &str = "my-secrets-stay-mine";
const BASE: &str = "https://tiendo.example";

fn here() -> Anyone {
    Anyone::at(Some(IpAddr::V4(Ipv4Addr::new(10, 0, 0, 7))))
}

/// A class and its cards, just printed.
struct Class {
    house: House,
    secrets: Secrets,
    teacher: ClassTeacher,
    cards: ClassCards,
}

impl Class {
    async fn of(engine: Engine, name: &str) -> Self {
        let house = House::with_courses(engine, &[COURSE]).await;
        let secrets = Secrets::random();
        let teacher = teacher_of(&house, name).await;
        let cards =
            print_class_cards(house.store(), &secrets, &teacher, &Whose::Missing, BASE, november()).await.unwrap();
        Self { house, secrets, teacher, cards }
    }

    fn secret_of(&self, place: usize) -> PupilSecret {
        match &self.cards.cards[place].secret {
            CardSecret::Pin(digits) => PupilSecret::Pin(digits.clone()),
            CardSecret::Pictures(pictures) => PupilSecret::Pictures(*pictures),
            CardSecret::AsBefore(_) => panic!("the secret was made earlier"),
        }
    }

    async fn handle(&self, place: usize) -> String {
        let names = class_names(self.house.store(), &self.secrets, here(), &self.cards.code, november()).await;
        names.unwrap().pupils[place].handle.clone()
    }

    async fn try_at(&self, place: usize, given: Option<PupilSecret>, now: Moment) -> Tried {
        let (code, handle) = (&self.cards.code, self.handle(place).await);
        let browser = Browser { is_shared: true, ..Browser::default() };
        pupil_sign_in(self.house.store(), &self.secrets, here(), (code, &handle), given, (&browser, None), now)
            .await
            .unwrap()
    }

    async fn sign_in(&self, place: usize) -> NewSession {
        match self.try_at(place, Some(self.secret_of(place)), november()).await {
            Tried::In(session) => session,
            _ => panic!("the right secret opens"),
        }
    }

    /// Locks a pupil by wrong tries.
    async fn lock(&self, place: usize) {
        for left in (1..MOST_WRONG_TRIES).rev() {
            assert!(matches!(self.try_at(place, None, november()).await, Tried::Wrong(n) if n == left), "{left}");
        }
        assert!(matches!(self.try_at(place, None, november()).await, Tried::Locked));
    }

    async fn count(&self, sql: &str) -> i64 {
        #[derive(FromQueryResult)]
        struct Count {
            n: i64,
        }
        let db = self.house.store().connection();
        let statement = Statement::from_string(db.get_database_backend(), format!("SELECT COUNT(*) AS n FROM {sql}"));
        Count::find_by_statement(statement).one(db).await.unwrap().unwrap().n
    }
}

async fn class_id(house: &House, name: &str) -> ClassId {
    let school = house.school("TH014").await;
    class_by_name(house.store(), school, 2026, name).await.unwrap().unwrap()
}

async fn teacher_of(house: &House, name: &str) -> ClassTeacher {
    house.fresh.operator.class_teacher(house.school("TH014").await, class_id(house, name).await)
}

async fn viewer_of(class: &Class, session: &NewSession, now: Moment) -> Option<Viewer> {
    viewer(class.house.store(), &session.token, None, now).await.unwrap()
}

#[rstest]
#[tokio::test]
async fn pupils_sign_in_by_pictures_or_by_pin(#[values(Engine::Sqlite, Engine::Postgres)] engine: Engine) {
    for (name, kind) in [("1/1", SecretKind::Pictures), ("3/1", SecretKind::Pin)] {
        let class = Class::of(engine, name).await;
        assert_eq!(class.secret_of(0).kind(), kind);
        let door = pupil_door(
            class.house.store(),
            &class.secrets,
            here(),
            (&class.cards.code, &class.handle(0).await),
            november(),
        )
        .await
        .unwrap();
        assert_eq!((door.kind, door.tries_left), (Some(kind), MOST_WRONG_TRIES));
        let session = class.sign_in(0).await;
        let viewer = viewer_of(&class, &session, november()).await.unwrap();
        assert_eq!((viewer.session_kind(), viewer.account()), (SessionKind::Pupil, None));
        assert!(viewer.learner().is_ok());
        assert!(matches!(viewer.account_holder(), Err(AccessError::Forbidden)));
        let page = class_sign_in(class.house.store(), &class.secrets, &class.teacher, november()).await.unwrap();
        assert_eq!(page.pupils[0].last_signed_in_on, Some(day_of(november())));
    }
}

#[rstest]
#[tokio::test]
async fn a_pupils_session_opens_lessons_whatever_else_the_person_is(
    #[values(Engine::Sqlite, Engine::Postgres)] engine: Engine,
) {
    let class = Class::of(engine, "3/1").await;
    let (person, node) = (class.house.person("790003").await, class.house.office.node());
    let from = day_of(september());
    grant_role(class.house.store(), &class.house.office, person, Role::Office, node, from, september()).await.unwrap();
    let session = class.sign_in(0).await;
    let viewer = viewer_of(&class, &session, november()).await.unwrap();
    assert!(viewer.learner().is_ok());
    assert!(viewer.office().is_err() && viewer.reads_office().is_err() && viewer.office_node().is_none());
    let leads = viewer.leads(class.house.store(), "TH014", day_of(november())).await;
    assert!(matches!(leads, Err(AccessError::Forbidden)));
}

#[rstest]
#[tokio::test]
async fn wrong_tries_lock_that_pupil_only_until_the_teacher_unlocks(
    #[values(Engine::Sqlite, Engine::Postgres)] engine: Engine,
) {
    let class = Class::of(engine, "1/1").await;
    class.lock(0).await;
    let later = november() + TimeDelta::days(3);
    assert!(matches!(class.try_at(0, Some(class.secret_of(0)), later).await, Tried::Locked), "even with the right one");
    assert!(matches!(class.try_at(1, Some(class.secret_of(1)), november()).await, Tried::In(_)), "the others go on");
    let page = class_sign_in(class.house.store(), &class.secrets, &class.teacher, november()).await.unwrap();
    assert_eq!(page.pupils.iter().map(|pupil| pupil.locked).collect::<Vec<_>>(), [true, false]);

    let handle = class.handle(0).await;
    let other = teacher_of(&class.house, "3/1").await;
    let foreign = unlock_pupils(class.house.store(), &class.secrets, &other, Some(&handle), november()).await;
    assert!(matches!(foreign, Err(AccessError::NotFound)), "another class's teacher");
    let unlocked = unlock_pupils(class.house.store(), &class.secrets, &class.teacher, Some(&handle), november()).await;
    assert_eq!(unlocked.unwrap(), 1);
    class.sign_in(0).await;
    assert_eq!(class.count("audit_events WHERE action = 'pupil_locked' AND actor_person_id IS NULL").await, 1);
    assert_eq!(class.count("audit_events WHERE action = 'pupil_unlocked'").await, 1);
}

#[rstest]
#[tokio::test]
async fn the_right_secret_gives_the_tries_back(#[values(Engine::Sqlite, Engine::Postgres)] engine: Engine) {
    let class = Class::of(engine, "3/1").await;
    for _ in 0..3 {
        for _ in 1..MOST_WRONG_TRIES {
            assert!(matches!(class.try_at(0, None, november()).await, Tried::Wrong(_)));
        }
        class.sign_in(0).await;
    }
}

#[rstest]
#[tokio::test]
async fn a_changed_code_is_dead_at_once(#[values(Engine::Sqlite, Engine::Postgres)] engine: Engine) {
    let class = Class::of(engine, "3/1").await;
    let (store, old, handle) = (class.house.store(), class.cards.code.clone(), class.handle(0).await);
    let new = change_class_code(store, &class.teacher, november()).await.unwrap();
    assert_ne!(new, old);
    let names = class_names(store, &class.secrets, here(), &old, november()).await;
    assert!(matches!(names, Err(AccessError::WrongClassCode)));
    let browser = Browser::default();
    let given = Some(class.secret_of(0));
    let refused =
        pupil_sign_in(store, &class.secrets, here(), (&old, &handle), given, (&browser, None), november()).await;
    assert!(matches!(refused, Err(AccessError::WrongClassCode)));
    assert_eq!(class_names(store, &class.secrets, here(), &new, november()).await.unwrap().pupils.len(), 1);
    assert_eq!(class.count("class_codes").await, 2, "the history stays");
    assert_eq!(class.count("class_codes WHERE to_at IS NULL").await, 1);
}

#[rstest]
#[tokio::test]
async fn names_are_shown_for_a_valid_code_only(#[values(Engine::Sqlite, Engine::Postgres)] engine: Engine) {
    let class = Class::of(engine, "1/1").await;
    let store = class.house.store();
    let typed = format!(" {}-{} ", &class.cards.code[..3].to_lowercase(), &class.cards.code[3..]);
    let names = class_names(store, &class.secrets, here(), &typed, november()).await.unwrap();
    assert_eq!(names.class_name, "1/1");
    let listed: Vec<&str> = names.pupils.iter().map(|pupil| pupil.name.as_str()).collect();
    assert_eq!(listed, ["Hòa", "Nam"], "given names, in order");
    for wrong in ["", "AAAAAA", "123456", "'; DROP TABLE class_codes", DEMO_CODE] {
        let refused = class_names(store, &class.secrets, here(), wrong, november()).await;
        assert!(matches!(refused, Err(AccessError::WrongClassCode)), "{wrong}");
    }
    let handle = names.pupils[0].handle.clone();
    let other = change_class_code(store, &teacher_of(&class.house, "3/1").await, november()).await.unwrap();
    let elsewhere = pupil_door(store, &class.secrets, here(), (&other, &handle), november()).await;
    assert!(matches!(elsewhere, Err(AccessError::NotFound)), "a pupil of another class");
}

#[rstest]
#[tokio::test]
async fn guessing_codes_is_stopped_for_that_address(#[values(Engine::Sqlite, Engine::Postgres)] engine: Engine) {
    let class = Class::of(engine, "3/1").await;
    let store = class.house.store();
    for _ in 0..60 {
        let refused = class_at_door(store, here(), "AAAAAA", november()).await;
        assert!(matches!(refused, Err(AccessError::WrongClassCode)));
    }
    let code = class.cards.code.as_str();
    let guessed = class_at_door(store, here(), code, november()).await;
    assert!(matches!(guessed, Err(AccessError::TooManyTries)), "not even a right guess is answered");
    let elsewhere = Anyone::at(Some(IpAddr::V4(Ipv4Addr::new(10, 0, 0, 8))));
    assert!(class_at_door(store, elsewhere, code, november()).await.is_ok(), "other addresses go on");
    let later = november() + TimeDelta::minutes(11);
    assert!(class_at_door(store, here(), code, later).await.is_ok(), "and this one later");
}

#[rstest]
#[tokio::test]
async fn who_left_is_not_in_the_list_and_cannot_come_in(#[values(Engine::Sqlite, Engine::Postgres)] engine: Engine) {
    let class = Class::of(engine, "1/1").await;
    let gone = class.handle(0).await;
    let person = class.house.person("790001").await;
    let session = class.sign_in(0).await;
    class.house.sql(&format!("UPDATE memberships SET to_on = '2026-10-01' WHERE person_id = {person}")).await;
    let store = class.house.store();
    let names = class_names(store, &class.secrets, here(), &class.cards.code, november()).await.unwrap();
    assert_eq!(names.pupils.iter().map(|pupil| pupil.name.as_str()).collect::<Vec<_>>(), ["Nam"]);
    let door = pupil_door(store, &class.secrets, here(), (&class.cards.code, &gone), november()).await;
    assert!(matches!(door, Err(AccessError::NotFound)));
    assert!(viewer_of(&class, &session, november()).await.unwrap().learner().is_err());
    let page = class_sign_in(store, &class.secrets, &class.teacher, november()).await.unwrap();
    assert_eq!(page.pupils.len(), 1);
}

#[rstest]
#[tokio::test]
async fn the_same_pin_of_two_pupils_has_two_digests(#[values(Engine::Sqlite, Engine::Postgres)] engine: Engine) {
    let fresh = Class::of(engine, "1/1").await;
    let distinct = "(SELECT DISTINCT digest FROM pupil_secrets) AS digests";
    assert_eq!((fresh.count("pupil_secrets").await, fresh.count(distinct).await), (2, 2));
    // The demo gives a whole class one secret; even then no two digests are alike.
    let demo = demo(engine).await;
    let rows = demo.count("pupil_secrets").await;
    assert_eq!(rows, demo.count(distinct).await);
    assert!(rows > 20, "{rows}");
    let PupilSecret::Pictures(chosen) = fresh.secret_of(0) else { panic!("grade 1 has pictures") };
    let word = chosen[0].as_str();
    assert_eq!(fresh.count(&format!("pupil_secrets WHERE digest LIKE '%{word}%'")).await, 0);
}

/// A demo of one school.
async fn demo(engine: Engine) -> Class {
    let fresh = Fresh::on(engine).await;
    let secrets = Secrets::random();
    let content = crate::demo::demo_content(&["TH014"]);
    services::demo::build(&fresh.store, &fresh.files, &secrets, &fresh.operator, &content, november(), &|_, _| {})
        .await
        .unwrap();
    let node = services::people::root_office(fresh.store.connection()).await.unwrap().unwrap();
    let house = House { office: fresh.operator.office(node), fresh };
    let teacher = teacher_of(&house, "3/1").await;
    let cards = print_class_cards(house.store(), &secrets, &teacher, &Whose::Missing, BASE, november()).await.unwrap();
    Class { house, secrets, teacher, cards }
}

#[rstest]
#[tokio::test]
async fn the_demos_codes_and_secrets_open_nothing_but_a_demo(
    #[values(Engine::Sqlite, Engine::Postgres)] engine: Engine,
) {
    let demo = demo(engine).await;
    assert_eq!(demo.cards.code, DEMO_CODE);
    assert!(demo.cards.cards.iter().all(|card| card.secret == CardSecret::AsBefore(SecretKind::Pin)));
    let pin = || PupilSecret::pin(DEMO_PIN);
    assert!(matches!(demo.try_at(0, pin(), november()).await, Tried::In(_)));
    let names = class_names(demo.house.store(), &demo.secrets, here(), DEMO_PICTURES_CODE, november()).await.unwrap();
    let (browser, asked) = (Browser::default(), (DEMO_PICTURES_CODE, names.pupils[0].handle.as_str()));
    let pictures = Some(PupilSecret::Pictures(DEMO_PICTURES));
    let tried =
        pupil_sign_in(demo.house.store(), &demo.secrets, here(), asked, pictures, (&browser, None), november()).await;
    assert!(matches!(tried, Ok(Tried::In(_))));

    // The same rows where it is no demo, with a code of their own.
    demo.house.sql("UPDATE installation SET is_demo = (1 = 0)").await;
    let refused = class_at_door(demo.house.store(), here(), DEMO_CODE, november()).await;
    assert!(matches!(refused, Err(AccessError::WrongClassCode)));
    let code = change_class_code(demo.house.store(), &demo.teacher, november()).await.unwrap();
    let moved = Class { cards: ClassCards { code, ..demo.cards.clone() }, ..demo };
    assert!(matches!(moved.try_at(0, pin(), november()).await, Tried::Wrong(4)));
}

#[tokio::test]
async fn nobody_marks_an_installation_with_people_as_a_demo() {
    let class = Class::of(Engine::Sqlite, "3/1").await;
    let marked = mark_as_demo(class.house.store(), &class.house.fresh.operator, november()).await;
    assert!(matches!(marked, Err(AccessError::AlreadySetUp)));
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

    assert_eq!(renewed.count("audit_events WHERE action = 'pupil_secret_reset'").await, 3);
    assert_eq!(renewed.count("audit_events WHERE action = 'class_cards_printed'").await, 3);
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
    let house = House::with_courses(engine, &[]).await;
    let secrets = Secrets::random();
    let lead = house.fresh.operator.school_lead(house.school("TH014").await);
    let printed = print_school_cards(house.store(), &secrets, &lead, false, BASE, november()).await.unwrap();
    let counts: Vec<(&str, usize)> =
        printed.iter().map(|class| (class.class_name.as_str(), class.cards.len())).collect();
    assert_eq!(counts, [("1/1", 2), ("3/1", 1)]);
    assert_ne!(printed[0].code, printed[1].code);
    assert!(printed.iter().all(|class| class.qr.side > 20 && class.qr.path.starts_with('M')));
    let empty = house.fresh.operator.school_lead(house.school("MN001").await);
    let refused = print_school_cards(house.store(), &secrets, &empty, false, BASE, november()).await;
    assert!(matches!(refused, Err(AccessError::NotFound)));
}

#[rstest]
#[tokio::test]
async fn a_lessons_number_opens_the_names_for_45_minutes(#[values(Engine::Sqlite, Engine::Postgres)] engine: Engine) {
    let class = Class::of(engine, "3/1").await;
    let store = class.house.store();
    let lesson = open_lesson(store, &class.teacher, november()).await.unwrap();
    assert_eq!((lesson.until.as_str(), lesson.minutes_left), ("10:45", 45));
    let opens = async |number: &str, minutes: i64| {
        class_names(store, &class.secrets, here(), number, november() + TimeDelta::minutes(minutes)).await.is_ok()
    };
    assert!(opens(&lesson.number, 0).await && opens(&lesson.number, 44).await);
    assert!(!opens(&lesson.number, 45).await, "then it is dead");
    assert!(opens(&class.cards.code, 45).await, "and the class code is not");

    let names = class_names(store, &class.secrets, here(), &lesson.number, november()).await.unwrap();
    let (browser, asked) = (Browser::default(), (lesson.number.as_str(), names.pupils[0].handle.as_str()));
    let tried = pupil_sign_in(store, &class.secrets, here(), asked, None, (&browser, None), november()).await;
    assert!(matches!(tried, Ok(Tried::Wrong(4))), "the PIN is asked for all the same");
    let board = class_poster(store, &class.teacher, true, BASE, november()).await.unwrap();
    assert_eq!(board.address, format!("{BASE}/lesson/{}", lesson.number));

    let second = open_lesson(store, &class.teacher, november()).await.unwrap();
    assert!(!opens(&lesson.number, 1).await && opens(&second.number, 1).await, "one lesson a class at a time");
    close_lesson(store, &class.teacher, november()).await.unwrap();
    assert!(!opens(&second.number, 0).await, "the teacher ends it");
    let over = class_poster(store, &class.teacher, true, BASE, november()).await;
    assert!(matches!(over, Err(AccessError::NotFound)));
}

#[rstest]
#[tokio::test]
async fn a_session_that_ended_keeps_answers_and_shows_nothing(
    #[values(Engine::Sqlite, Engine::Postgres)] engine: Engine,
) {
    let class = Class::of(engine, "1/1").await;
    let store = class.house.store();
    class.house.do_lessons("790001", COURSE, november()).await;
    class.house.do_lessons("790002", COURSE, november()).await;
    let (own, other) = (class.house.learner("790001").await, class.house.learner("790002").await);
    let attempt = start_attempt(store, &own, COURSE, 1, november()).await.unwrap();
    let foreign = start_attempt(store, &other, COURSE, 1, november()).await.unwrap();
    let fields = model_fields(store, &own, attempt, 0).await.unwrap();
    let session = class.sign_in(0).await;
    let late = async |after: TimeDelta| late_learner(store, &session.token, november() + after).await.unwrap();
    assert!(late(TimeDelta::minutes(30)).await.is_none(), "not while it holds");

    let after = TimeDelta::minutes(50);
    assert!(viewer_of(&class, &session, november() + after).await.is_none(), "nothing is shown any more");
    let learner = late(after).await.unwrap();
    let now = november() + after;
    save_late_responses(store, &learner, attempt, &fields, now).await.unwrap();
    let refused = save_late_responses(store, &learner, foreign, &fields, now).await;
    assert!(matches!(refused, Err(QuizError::NotFound)), "another pupil's attempt");
    let sheet = quiz_lobby(store, &own, COURSE, &vi(), now).await.unwrap().open.unwrap();
    assert_eq!(sheet.answered(), sheet.questions.len(), "kept, and not submitted");

    // Somebody else signs in meanwhile; rows that are long over are cleared then, this one is not yet.
    class.sign_in(1).await;
    assert!(late(TimeDelta::hours(8)).await.is_some());
    assert!(late(TimeDelta::hours(9)).await.is_none(), "not for ever");
    assert!(session.lasts > TimeDelta::hours(8), "the browser keeps the cookie as long");
    sign_out(store, &session.token).await.unwrap();
    assert!(late(after).await.is_none(), "not after \"not me\"");
}
