//! The second step: codes of an app, recovery codes, and who asks for it.

use super::{at_home, come, holder, recorded, seen};
use crate::{
    access::sign_in_as,
    support::{Engine, House, PASSWORD, november},
};
use chrono::TimeDelta;
use domain::{
    access::{
        Role,
        account::{SecondStep, SignInSettings},
    },
    calendar::Moment,
};
use rstest::rstest;
use services::access::{
    AccessError, Browser, NewSession, PendingSignIn, Secrets, SignIn, begin_second_step, begin_sign_in,
    confirm_second_step, finish_sign_in, keep_sign_in_settings, my_account, remove_second_step, remove_second_step_of,
    renew_recovery_codes, second_step_page,
};

/// The code that an app shows for the secret on a page.
fn code_of(secret: &str, at: Moment) -> String {
    let secret = totp_rs::Secret::try_from_base32(secret.replace(' ', "")).unwrap();
    let totp = totp_rs::Builder::new().with_secret(secret).build().unwrap();
    totp.generate(u64::try_from(at.timestamp()).unwrap()).to_string()
}

/// Sets a second step up; gives its secret and recovery codes.
async fn set_up(house: &House, secrets: &Secrets, session: &NewSession, now: Moment) -> (String, Vec<String>) {
    let me = holder(house, session, now).await;
    begin_second_step(house.store(), secrets, &me, now).await.unwrap();
    let page = second_step_page(house.store(), secrets, &seen(house, session, now).await.unwrap()).await.unwrap();
    let SecondStep::Begun { secret, picture } = page.step else { panic!("{page:?}") };
    assert!(picture.starts_with("<svg") && !picture.contains("<script"));
    let wrong = confirm_second_step(house.store(), secrets, &me, "12345", now).await;
    assert!(matches!(wrong, Err(AccessError::WrongCode)));
    let code = code_of(&secret, now);
    let codes = confirm_second_step(house.store(), secrets, &me, &code, now).await.unwrap();
    (secret, codes)
}

/// A teacher whose second step was just set up.
struct Stepped {
    house: House,
    secrets: Secrets,
    /// The session in which that was done.
    session: NewSession,
    secret: String,
    codes: Vec<String>,
}

impl Stepped {
    async fn at(engine: Engine, now: Moment) -> Self {
        let house = House::with_accounts(engine, &["TH-2"]).await;
        let secrets = Secrets::random();
        let session = come(&house, "TH-2", PASSWORD, now).await.unwrap();
        let (secret, codes) = set_up(&house, &secrets, &session, now).await;
        Self { house, secrets, session, secret, codes }
    }

    /// The right password, which leaves the second step.
    async fn half_way(&self, now: Moment) -> PendingSignIn {
        let (store, browser) = (self.house.store(), Browser::default());
        match begin_sign_in(store, at_home(), "TH-2", PASSWORD, &browser, now).await.unwrap() {
            SignIn::StepLeft(pending) => pending,
            SignIn::Open(_) => panic!("the second step was left out"),
        }
    }

    async fn step(&self, pending: &PendingSignIn, code: &str, now: Moment) -> Result<NewSession, AccessError> {
        let (store, browser) = (self.house.store(), Browser::default());
        finish_sign_in(store, &self.secrets, at_home(), &pending.token, code, &browser, now).await
    }

    /// Both steps.
    async fn come(&self, code: &str, now: Moment) -> Result<NewSession, AccessError> {
        self.step(&self.half_way(now).await, code, now).await
    }

    /// The code that the app shows.
    fn code(&self, at: Moment) -> String {
        code_of(&self.secret, at)
    }
}

#[rstest]
#[tokio::test]
async fn a_code_of_the_app_is_the_second_step_and_works_once(
    #[values(Engine::Sqlite, Engine::Postgres)] engine: Engine,
) {
    let now = november();
    let teacher = Stepped::at(engine, now).await;
    let house = &teacher.house;
    let plain = teacher.secret.replace(' ', "");
    assert_eq!(house.count(&format!("second_steps WHERE secret LIKE '%{plain}%'")).await, 0, "it is sealed");
    assert!(matches!(come(house, "TH-2", PASSWORD, now).await, Err(AccessError::SecondStepLeft)));
    let wrong = begin_sign_in(house.store(), at_home(), "TH-2", "wrong password", &Browser::default(), now).await;
    assert!(matches!(wrong, Err(AccessError::WrongPassword)), "the password goes first");

    let replayed = teacher.come(&teacher.code(now), now).await;
    assert!(matches!(replayed, Err(AccessError::WrongCode)), "the code of the set-up was used there");
    let later = now + TimeDelta::minutes(2);
    let pending = teacher.half_way(later).await;
    let code = teacher.code(later);
    let session = teacher.step(&pending, &format!(" {} {} ", &code[..3], &code[3..]), later).await.unwrap();
    assert_eq!(seen(house, &session, later).await.unwrap().person(), house.person("TH-2").await);
    assert!(matches!(teacher.step(&pending, &code, later).await, Err(AccessError::SignInOver)), "used up");
    let again = teacher.come(&code, later).await;
    assert!(matches!(again, Err(AccessError::WrongCode)), "a code that somebody saw works no second time");
    let before = teacher.come(&teacher.code(later - TimeDelta::seconds(30)), later).await;
    assert!(matches!(before, Err(AccessError::WrongCode)), "nor one older than the last");

    let much_later = later + TimeDelta::minutes(10);
    let slow = teacher.code(much_later - TimeDelta::seconds(30));
    assert!(teacher.come(&slow, much_later).await.is_ok(), "one step late");
    let stale = teacher.code(much_later - TimeDelta::seconds(90));
    assert!(teacher.come(&stale, much_later).await.is_err());
}

#[rstest]
#[tokio::test]
async fn the_second_step_takes_five_minutes_and_five_tries(#[values(Engine::Sqlite, Engine::Postgres)] engine: Engine) {
    let now = november();
    let teacher = Stepped::at(engine, now).await;

    let pending = teacher.half_way(now).await;
    let late = now + TimeDelta::minutes(5);
    let over = teacher.step(&pending, &teacher.code(late), late).await;
    assert!(matches!(over, Err(AccessError::SignInOver)));

    let pending = teacher.half_way(late).await;
    for _ in 0..5 {
        assert!(matches!(teacher.step(&pending, "000 00x", late).await, Err(AccessError::WrongCode)));
    }
    let later = late + TimeDelta::seconds(31);
    let over = teacher.step(&pending, &teacher.code(later), later).await;
    assert!(matches!(over, Err(AccessError::SignInOver)), "the password is asked again");
    let other = teacher.half_way(late).await;
    let waits = teacher.step(&other, &teacher.code(late), late).await;
    assert!(matches!(waits, Err(AccessError::TooManyTries)), "and a new sign-in brings no new tries at once");
    assert!(teacher.step(&other, &teacher.code(later), later).await.is_ok());
}

#[rstest]
#[tokio::test]
async fn recovery_codes_stand_in_for_the_app_once_each(#[values(Engine::Sqlite, Engine::Postgres)] engine: Engine) {
    let now = november();
    let teacher = Stepped::at(engine, now).await;
    let (house, secrets, codes) = (&teacher.house, &teacher.secrets, &teacher.codes);
    assert_eq!(codes.iter().collect::<std::collections::BTreeSet<_>>().len(), 10);
    let (first, second) = (codes[0].to_lowercase(), &codes[1]);
    assert!(teacher.come(&first, now).await.is_ok());
    let again = teacher.come(&first, now).await;
    assert!(matches!(again, Err(AccessError::WrongCode)));
    assert!(teacher.come(second, now).await.is_ok());
    let me = holder(house, &teacher.session, now).await;
    let viewer = seen(house, &teacher.session, now).await.unwrap();
    let left = second_step_page(house.store(), secrets, &viewer).await.unwrap().step;
    assert!(matches!(left, SecondStep::On { codes_left: 8, .. }), "{left:?}");

    let wrong = renew_recovery_codes(house.store(), secrets, &me, "wrong password", now).await;
    assert!(matches!(wrong, Err(AccessError::WrongPassword)));
    let new = renew_recovery_codes(house.store(), secrets, &me, PASSWORD, now).await.unwrap();
    assert!(teacher.come(&codes[2], now).await.is_err(), "the old ones are gone");
    assert!(teacher.come(&new[0], now).await.is_ok());
    let elsewhere = Stepped { secrets: Secrets::random(), ..teacher };
    assert!(elsewhere.come(&new[1], now).await.is_err(), "with another key nothing opens");
}

#[rstest]
#[tokio::test]
async fn a_second_step_is_taken_away_by_the_password_or_by_the_office(
    #[values(Engine::Sqlite, Engine::Postgres)] engine: Engine,
) {
    let now = november();
    let Stepped { house, secrets, session, .. } = Stepped::at(engine, now).await;
    let (person, me) = (house.person("TH-2").await, holder(&house, &session, now).await);
    assert!(my_account(house.store(), &me, now).await.unwrap().has_second_step);
    begin_second_step(house.store(), &secrets, &me, now).await.unwrap();
    assert!(my_account(house.store(), &me, now).await.unwrap().has_second_step, "beginning anew takes nothing away");
    let wrong = remove_second_step(house.store(), &me, "wrong password", now).await;
    assert!(matches!(wrong, Err(AccessError::WrongPassword)));
    remove_second_step(house.store(), &me, PASSWORD, now).await.unwrap();
    assert!(come(&house, "TH-2", PASSWORD, now).await.is_ok());

    set_up(&house, &secrets, &session, now).await;
    let node = house.school("MN001").await;
    let elsewhere = house.fresh.operator.office(node);
    let refused = remove_second_step_of(house.store(), &elsewhere, person, now).await;
    assert!(matches!(refused, Err(AccessError::Forbidden)));
    remove_second_step_of(house.store(), &house.office, person, now).await.unwrap();
    assert!(come(&house, "TH-2", PASSWORD, now).await.is_ok());
    assert_eq!(recorded(&house, "second_step_enabled", person).await, 2);
    assert_eq!(recorded(&house, "second_step_disabled", person).await, 2);
}

#[rstest]
#[tokio::test]
async fn whom_the_office_asks_lacks_a_second_step_until_it_is_set_up(
    #[values(Engine::Sqlite, Engine::Postgres)] engine: Engine,
) {
    let house = House::on(engine).await;
    let (secrets, now) = (Secrets::random(), november());
    let principal = sign_in_as(&house, "TH-1", Some((Role::Principal, "TH014"))).await;
    let official = sign_in_as(&house, "TH-4", Some((Role::Office, ""))).await;
    let teacher = sign_in_as(&house, "TH-2", None).await;
    assert!(
        ![&principal, &official, &teacher].iter().any(|viewer| viewer.lacks_second_step()),
        "nobody is asked at first"
    );
    let settings = SignInSettings { office: false, principals: true };
    keep_sign_in_settings(house.store(), &official.office().unwrap(), settings, now).await.unwrap();
    let lacks = async |code: &str| {
        let session = come(&house, code, PASSWORD, now).await.unwrap();
        let lacking = seen(&house, &session, now).await.unwrap().lacks_second_step();
        (session, lacking)
    };
    assert!(!lacks("TH-4").await.1 && !lacks("TH-2").await.1);
    let (session, lacking) = lacks("TH-1").await;
    assert!(lacking);
    set_up(&house, &secrets, &session, now).await;
    assert!(!seen(&house, &session, now).await.unwrap().lacks_second_step());
    assert_eq!(house.count("audit_events WHERE action = 'setting_changed'").await, 1);
}
