//! Pupils who sign in by their class, and what their teacher prints and unlocks.

mod cards;
mod codes;
mod demo;
mod sessions;
mod tries;

use crate::support::{Engine, Fresh, House, november};
use domain::{
    access::pupils::{CardSecret, ClassCards, MOST_WRONG_TRIES, secret::PupilSecret},
    calendar::Moment,
};
use services::{
    access::{
        Anyone, Browser, ClassTeacher, NewSession, Secrets, Viewer,
        pupils::{Tried, Whose, class_names, print_class_cards, pupil_sign_in},
        viewer,
    },
    people::root_office,
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
        Self::printed(house, secrets, name).await
    }

    /// One of a demo with one school.
    async fn of_demo(engine: Engine) -> Self {
        let fresh = Fresh::on(engine).await;
        let secrets = Secrets::random();
        let content = crate::demo::demo_content(&["TH014"]);
        services::demo::build(&fresh.store, &fresh.files, &secrets, &fresh.operator, &content, november(), &|_, _| {})
            .await
            .unwrap();
        let node = root_office(fresh.store.connection()).await.unwrap().unwrap();
        let house = House { office: fresh.operator.office(node), fresh };
        Self::printed(house, secrets, "3/1").await
    }

    async fn printed(house: House, secrets: Secrets, name: &str) -> Self {
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
}

async fn teacher_of(house: &House, class: &str) -> ClassTeacher {
    house.fresh.operator.class_teacher(house.school("TH014").await, house.class(class).await)
}

async fn viewer_of(class: &Class, session: &NewSession, now: Moment) -> Option<Viewer> {
    viewer(class.house.store(), &session.token, None, now).await.unwrap()
}
