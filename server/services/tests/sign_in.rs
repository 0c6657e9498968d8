//! Signing in: wrong tries, forgotten passwords, the second step, sessions, and who looks after whose account.

use crate::{
    access::sign_in_as,
    support::{Engine, House, november, september},
};
use chrono::TimeDelta;
use domain::{
    access::{
        Role,
        account::{SecondStep, SignInSettings},
        credentials::{CredentialError, DEMO_OFFICE},
    },
    calendar::{Moment, day_of},
    ids::PersonId,
};
use rstest::rstest;
use sea_orm::{ConnectionTrait, Statement};
use services::{
    access::{
        AccessError, AccountHolder, AccountKeeper, Anyone, Browser, NewAccount, NewSession, Secrets, SignIn, Viewer,
        begin_second_step, begin_sign_in, change_password, confirm_second_step, create_account, end_other_sessions,
        end_session, finish_sign_in, invite, is_reset_link_open, issue_reset_code, keep_sign_in_settings, my_account,
        my_sessions, note_language, propose_username, remove_second_step, remove_second_step_of, renew_recovery_codes,
        reset_by_code, reset_by_link, reset_slip, second_step_page, send_reset_link, sign_in, viewer,
    },
    mail::{Letter, Mailer},
};
use std::net::{IpAddr, Ipv4Addr};
use tempfile::TempDir;

const PASSWORD: &str = "ba con mèo ngủ";
const OTHER: &str = "bốn cây phượng già";

fn at_home() -> Anyone {
    Anyone::at(Some(IpAddr::V4(Ipv4Addr::new(203, 0, 113, 7))))
}

async fn give_account(house: &House, code: &str) {
    let new = NewAccount { person: house.person(code).await, username: code.to_owned(), password: PASSWORD.to_owned() };
    create_account(house.store(), &house.office, new, september()).await.unwrap();
}

async fn come(house: &House, name: &str, password: &str, now: Moment) -> Result<NewSession, AccessError> {
    sign_in(house.store(), at_home(), name, password, &Browser::default(), now).await
}

async fn seen(house: &House, session: &NewSession, now: Moment) -> Option<Viewer> {
    viewer(house.store(), &session.token, None, now).await.unwrap()
}

async fn holder(house: &House, session: &NewSession, now: Moment) -> AccountHolder {
    seen(house, session, now).await.unwrap().account_holder().unwrap()
}

async fn count(house: &House, sql: &str) -> i64 {
    let connection = house.store().connection();
    let statement =
        Statement::from_string(connection.get_database_backend(), format!("SELECT count(*) AS n FROM {sql}"));
    connection.query_one_raw(statement).await.unwrap().unwrap().try_get("", "n").unwrap()
}

async fn recorded(house: &House, action: &str, person: PersonId) -> i64 {
    count(
        house,
        &format!("audit_events WHERE action = '{action}' AND subject_kind = 'person' AND subject_id = {person}"),
    )
    .await
}

async fn give_email(house: &House, code: &str, email: &str) {
    house.sql(&format!("UPDATE persons SET email = '{email}' WHERE code = '{code}'")).await;
}

#[rstest]
#[tokio::test]
async fn the_user_name_and_the_email_address_open_the_same_account(
    #[values(Engine::Sqlite, Engine::Postgres)] engine: Engine,
) {
    let house = House::with_courses(engine, &[]).await;
    give_account(&house, "TH-2").await;
    give_email(&house, "TH-2", "vinh.tran@truong.example").await;
    for name in ["TH-2", " th-2", "vinh.tran@truong.example", "Vinh.Tran@Truong.Example "] {
        let session = come(&house, name, PASSWORD, november()).await.unwrap();
        assert_eq!(seen(&house, &session, november()).await.unwrap().person(), house.person("TH-2").await, "{name}");
    }
    for name in ["vinh.tran", "@truong.example", "%", ""] {
        assert!(matches!(come(&house, name, PASSWORD, november()).await, Err(AccessError::WrongPassword)), "{name}");
    }
    // Somebody's user name goes before another's address.
    give_account(&house, "TH-3").await;
    house.sql("UPDATE accounts SET username = 'vinh.tran@truong.example' WHERE username = 'th-3'").await;
    let session = come(&house, "vinh.tran@truong.example", PASSWORD, november()).await.unwrap();
    assert_eq!(seen(&house, &session, november()).await.unwrap().person(), house.person("TH-3").await);
}

#[rstest]
#[tokio::test]
async fn wrong_tries_make_the_next_ones_wait_alike_for_names_known_and_unknown(
    #[values(Engine::Sqlite, Engine::Postgres)] engine: Engine,
) {
    let house = House::with_courses(engine, &[]).await;
    give_account(&house, "TH-2").await;
    give_account(&house, "TH-3").await;
    for name in ["TH-2", "nobody"] {
        for _ in 0..5 {
            assert!(matches!(come(&house, name, "wrong password", november()).await, Err(AccessError::WrongPassword)));
        }
        let blocked = come(&house, name, PASSWORD, november()).await;
        assert!(matches!(blocked, Err(AccessError::TooManyTries)), "even the right one: {name}");
    }
    assert!(come(&house, "TH-3", PASSWORD, november()).await.is_ok(), "others at the address are not shut out");
    let later = november() + TimeDelta::seconds(31);
    assert!(matches!(come(&house, "nobody", PASSWORD, later).await, Err(AccessError::WrongPassword)));
    assert!(come(&house, "TH-2", PASSWORD, later).await.is_ok());
    for _ in 0..4 {
        assert!(come(&house, "TH-2", "wrong password", later).await.is_err());
    }
    assert!(come(&house, "TH-2", PASSWORD, later).await.is_ok(), "a right one forgave the wrong ones before");
}

#[rstest]
#[tokio::test]
async fn an_account_that_is_guessed_at_is_locked_and_that_is_recorded_once(
    #[values(Engine::Sqlite, Engine::Postgres)] engine: Engine,
) {
    let house = House::with_courses(engine, &[]).await;
    give_account(&house, "TH-2").await;
    let mut now = november();
    for _ in 0..12 {
        assert!(matches!(come(&house, "TH-2", "wrong password", now).await, Err(AccessError::WrongPassword)));
        assert!(matches!(come(&house, "not-there", "wrong password", now).await, Err(AccessError::WrongPassword)));
        now += TimeDelta::minutes(15);
    }
    assert_eq!(recorded(&house, "sign_in_locked", house.person("TH-2").await).await, 1);
    assert_eq!(count(&house, "audit_events WHERE action = 'sign_in_locked'").await, 1, "nothing of names not known");
    let just_after = now - TimeDelta::minutes(15) + TimeDelta::minutes(14);
    assert!(matches!(come(&house, "TH-2", PASSWORD, just_after).await, Err(AccessError::TooManyTries)));
    assert!(come(&house, "TH-2", PASSWORD, now).await.is_ok(), "nobody is shut out for long");
}

#[rstest]
#[tokio::test]
async fn an_address_has_its_bound_of_wrong_tries_and_right_ones_do_not_count(
    #[values(Engine::Sqlite, Engine::Postgres)] engine: Engine,
) {
    let house = House::with_courses(engine, &[]).await;
    give_account(&house, "TH-2").await;
    for _ in 0..110 {
        come(&house, "TH-2", PASSWORD, november()).await.unwrap();
    }
    for number in 0..100 {
        let tried = come(&house, &format!("name{number}"), "wrong password", november()).await;
        assert!(matches!(tried, Err(AccessError::WrongPassword)), "{number}");
    }
    let blocked = come(&house, "TH-2", PASSWORD, november()).await;
    assert!(matches!(blocked, Err(AccessError::TooManyTries)));
    let elsewhere = Anyone::at(Some(IpAddr::V4(Ipv4Addr::new(203, 0, 113, 8))));
    let browser = Browser::default();
    assert!(sign_in(house.store(), elsewhere, "TH-2", PASSWORD, &browser, november()).await.is_ok());
    assert!(come(&house, "TH-2", PASSWORD, november() + TimeDelta::minutes(16)).await.is_ok());
}

#[rstest]
#[tokio::test]
async fn forty_sign_ins_at_once_all_come_in(#[values(Engine::Sqlite, Engine::Postgres)] engine: Engine) {
    let house = House::with_courses(engine, &[]).await;
    for code in ["TH-1", "TH-2", "TH-3", "TH-4"] {
        give_account(&house, code).await;
    }
    let names = ["TH-1", "TH-2", "TH-3", "TH-4"].repeat(10);
    let all = names.iter().map(|name| {
        let (store, name) = (house.store().clone(), (*name).to_owned());
        tokio::spawn(async move {
            sign_in(&store, at_home(), &name, PASSWORD, &Browser::default(), november()).await.map(|_| ())
        })
    });
    for one in all.collect::<Vec<_>>() {
        one.await.unwrap().unwrap();
    }
    assert_eq!(count(&house, "sessions").await, 40);
}

#[rstest]
#[tokio::test]
async fn a_hash_of_older_parameters_is_made_anew_at_sign_in(
    #[values(Engine::Sqlite, Engine::Postgres)] engine: Engine,
) {
    let house = House::with_courses(engine, &[]).await;
    give_account(&house, "TH-2").await;
    // Of "ba con mèo ngủ" with 8 MiB and one pass.
    let hash = {
        use argon2::{Algorithm, Argon2, Params, PasswordHasher, Version, password_hash::SaltString};
        let weak = Argon2::new(Algorithm::Argon2id, Version::V0x13, Params::new(8 * 1024, 1, 1, None).unwrap());
        weak.hash_password(PASSWORD.as_bytes(), &SaltString::encode_b64(&[7; 16]).unwrap()).unwrap().to_string()
    };
    house.sql(&format!("UPDATE accounts SET password_hash = '{hash}'")).await;
    assert!(come(&house, "TH-2", "wrong password", november()).await.is_err());
    assert_eq!(count(&house, "accounts WHERE password_hash LIKE '%m=8192,t=1%'").await, 1, "not by a wrong password");
    come(&house, "TH-2", PASSWORD, november()).await.unwrap();
    assert_eq!(count(&house, "accounts WHERE password_hash LIKE '%m=19456,t=2%'").await, 1);
    come(&house, "TH-2", PASSWORD, november()).await.unwrap();
}

#[rstest]
#[tokio::test]
async fn a_password_is_changed_by_the_old_one_and_other_sessions_end(
    #[values(Engine::Sqlite, Engine::Postgres)] engine: Engine,
) {
    let house = House::with_courses(engine, &[]).await;
    give_account(&house, "TH-2").await;
    let here = come(&house, "TH-2", PASSWORD, november()).await.unwrap();
    let there = come(&house, "TH-2", PASSWORD, november()).await.unwrap();
    let me = holder(&house, &here, november()).await;
    let change =
        async |old: &str, new: &str, ends| change_password(house.store(), &me, old, new, ends, november()).await;
    assert!(matches!(change("wrong password", OTHER, true).await, Err(AccessError::WrongPassword)));
    for (new, problem) in [
        ("ngắn", CredentialError::PasswordTooShort),
        ("matkhau123", CredentialError::CommonPassword),
        ("Trần Quốc Vinh 1", CredentialError::PersonalPassword),
        ("th014 Mỹ Xuân", CredentialError::PersonalPassword),
        (DEMO_OFFICE.password, CredentialError::DemoPassword),
    ] {
        let refused = change(PASSWORD, new, true).await;
        assert!(matches!(&refused, Err(AccessError::Credential(found)) if *found == problem), "{new}: {refused:?}");
    }
    assert!(seen(&house, &there, november()).await.is_some(), "nothing happened so far");
    change(PASSWORD, OTHER, true).await.unwrap();
    assert!(seen(&house, &here, november()).await.is_some() && seen(&house, &there, november()).await.is_none());
    assert!(come(&house, "TH-2", PASSWORD, november()).await.is_err());
    let there = come(&house, "TH-2", OTHER, november()).await.unwrap();
    change(OTHER, PASSWORD, false).await.unwrap();
    assert!(seen(&house, &there, november()).await.is_some(), "the box was not ticked");
    assert_eq!(recorded(&house, "password_changed", house.person("TH-2").await).await, 2);
}

/// A post office of its own, and what it has sent.
struct Post {
    mailer: Mailer,
    folder: TempDir,
}

impl Post {
    fn open() -> Self {
        let folder = TempDir::new().unwrap();
        Self { mailer: Mailer::into_folder(folder.path(), "tiendo@localhost").unwrap(), folder }
    }

    /// Asks for a letter and waits for the end of it; gives the tokens of all letters sent then.
    async fn ask(&self, house: &House, name: &str, now: Moment) -> usize {
        let sent = send_reset_link(
            house.store(),
            &self.mailer,
            at_home(),
            name,
            |mail| Letter {
                to: mail.email,
                subject: format!("{} {}", mail.name, mail.language.unwrap_or_default()),
                text: mail.token,
            },
            now,
        );
        sent.await.unwrap().await.unwrap();
        std::fs::read_dir(self.folder.path()).unwrap().count()
    }

    /// The only letter: its head and, decoded, its text.
    fn letter(&self) -> (String, String) {
        let file = std::fs::read_dir(self.folder.path()).unwrap().next().unwrap().unwrap().path();
        let letter = std::fs::read_to_string(&file).unwrap();
        std::fs::remove_file(file).unwrap();
        let (head, body) = letter.split_once("\r\n\r\n").unwrap();
        assert!(head.contains("base64"), "{head}");
        (head.to_owned(), base64(body))
    }
}

fn base64(text: &str) -> String {
    const LETTERS: &str = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
    let mut bytes = Vec::new();
    let (mut bits, mut length) = (0_u32, 0);
    for value in text.chars().filter_map(|c| LETTERS.find(c)) {
        bits = bits << 6 | u32::try_from(value).unwrap();
        length += 6;
        if length >= 8 {
            length -= 8;
            bytes.push(u8::try_from(bits >> length & 0xff).unwrap());
        }
    }
    String::from_utf8(bytes).unwrap()
}

#[rstest]
#[tokio::test]
async fn a_letter_leads_to_a_new_password_once_and_for_an_hour(
    #[values(Engine::Sqlite, Engine::Postgres)] engine: Engine,
) {
    let house = House::with_courses(engine, &[]).await;
    give_account(&house, "TH-2").await;
    give_email(&house, "TH-2", "vinh@truong.example").await;
    let session = come(&house, "TH-2", PASSWORD, november()).await.unwrap();
    note_language(house.store(), &holder(&house, &session, november()).await, "en").await.unwrap();
    let post = Post::open();
    assert_eq!(post.ask(&house, "Vinh@truong.example", november()).await, 1);
    let (head, first) = post.letter();
    assert!(head.contains("To: vinh@truong.example"), "{head}");
    assert_eq!(count(&house, &format!("account_resets WHERE digest = '{first}'")).await, 0, "only the digest is kept");
    assert_eq!(post.ask(&house, "TH-2", november()).await, 1);
    let (_, token) = post.letter();

    let set = async |token: &str, new: &str, now| reset_by_link(house.store(), at_home(), token, new, now).await;
    let open = async |token: &str, now| is_reset_link_open(house.store(), at_home(), token, now).await.unwrap();
    assert!(!open(&first, november()).await, "a newer letter was sent");
    assert!(matches!(set(&first, OTHER, november()).await, Err(AccessError::LinkOver)));
    let late = november() + TimeDelta::minutes(60);
    assert!(!open(&token, late).await && matches!(set(&token, OTHER, late).await, Err(AccessError::LinkOver)));
    assert!(matches!(set("", OTHER, november()).await, Err(AccessError::LinkOver)));
    let weak = set(&token, "matkhau123", november()).await;
    assert!(matches!(weak, Err(AccessError::Credential(CredentialError::CommonPassword))));
    assert!(open(&token, november()).await, "a refused password does not use the link up");
    assert!(seen(&house, &session, november()).await.is_some());

    let in_time = november() + TimeDelta::minutes(59);
    set(&token, OTHER, in_time).await.unwrap();
    assert!(matches!(set(&token, PASSWORD, in_time).await, Err(AccessError::LinkOver)), "a second time");
    assert!(seen(&house, &session, in_time).await.is_none(), "all sessions are over");
    assert!(come(&house, "TH-2", PASSWORD, in_time).await.is_err());
    assert!(come(&house, "TH-2", OTHER, in_time).await.is_ok());
    assert_eq!(recorded(&house, "password_reset", house.person("TH-2").await).await, 1);
}

#[rstest]
#[tokio::test]
async fn letters_go_to_owners_with_an_address_only_and_not_too_many(
    #[values(Engine::Sqlite, Engine::Postgres)] engine: Engine,
) {
    let house = House::with_courses(engine, &[]).await;
    for code in ["TH-2", "TH-3", "TH-4"] {
        give_account(&house, code).await;
    }
    give_email(&house, "TH-3", "diem@truong.example").await;
    give_email(&house, "TH-4", "hieu@truong.example").await;
    give_email(&house, "TH-1", "an@truong.example").await;
    house.sql("UPDATE accounts SET disabled_at = created_at WHERE username = 'th-4'").await;
    let post = Post::open();
    for name in ["TH-2", "TH-4", "hieu@truong.example", "an@truong.example", "nobody", ""] {
        assert_eq!(post.ask(&house, name, november()).await, 0, "{name}");
    }
    for expected in [1, 2, 3, 3, 3] {
        assert_eq!(post.ask(&house, "TH-3", november()).await, expected);
    }
    assert_eq!(post.ask(&house, "TH-3", november() + TimeDelta::minutes(61)).await, 4);
    let mut refused = 0;
    for _ in 0..40 {
        let asked = send_reset_link(house.store(), &post.mailer, at_home(), "x", |_| unreachable!(), november()).await;
        refused += i32::from(matches!(asked, Err(AccessError::TooManyTries)));
    }
    assert!(refused > 10, "an address that asks without end is refused: {refused}");
}

#[rstest]
#[tokio::test]
async fn a_printed_code_sets_a_new_password_once_and_for_a_week(
    #[values(Engine::Sqlite, Engine::Postgres)] engine: Engine,
) {
    let house = House::with_courses(engine, &[]).await;
    let secrets = Secrets::random();
    give_account(&house, "TH-2").await;
    let session = come(&house, "TH-2", PASSWORD, november()).await.unwrap();
    let keeper = AccountKeeper::from(house.fresh.operator.school_head(house.school("TH014").await));
    let person = house.person("TH-2").await;
    let issue =
        async |now| issue_reset_code(house.store(), &secrets, &keeper, person, now).await.unwrap().code.unwrap();
    let set = async |name: &str, code: &str, new: &str, now| {
        reset_by_code(house.store(), &secrets, at_home(), name, code, new, now).await
    };
    let old = issue(november()).await;
    let code = issue(november()).await;
    assert_eq!(
        reset_slip(house.store(), &keeper, person, november()).await.unwrap().code,
        None,
        "nobody reads it again"
    );
    assert_eq!(count(&house, &format!("account_resets WHERE digest LIKE '%{code}%'")).await, 0);
    for (name, code) in
        [("TH-2", old.as_str()), ("TH-2", "AAAA-BBBB-CCCC"), ("TH-3", &code), ("nobody", &code), ("", "")]
    {
        let wrong = set(name, code, OTHER, november()).await;
        assert!(matches!(wrong, Err(AccessError::WrongCode)), "{name} {code}");
    }
    let weak = set("TH-2", &code, "Mỹ Xuân 2026", november()).await;
    assert!(matches!(weak, Err(AccessError::Credential(CredentialError::PersonalPassword))), "{weak:?}");
    set("th-2", &format!(" {} ", code.to_lowercase().replace('-', " ")), OTHER, november()).await.unwrap();
    assert!(matches!(set("TH-2", &code, PASSWORD, november()).await, Err(AccessError::WrongCode)), "a second time");
    assert!(seen(&house, &session, november()).await.is_none(), "all sessions are over");
    assert!(come(&house, "TH-2", OTHER, november()).await.is_ok());
    for _ in 0..5 {
        assert!(set("TH-2", "AAAA-BBBB-CCCC", PASSWORD, november()).await.is_err());
    }
    let code = issue(november()).await;
    assert!(matches!(set("TH-2", &code, PASSWORD, november()).await, Err(AccessError::TooManyTries)));
    assert_eq!(recorded(&house, "password_reset", person).await, 1);
    assert_eq!(recorded(&house, "reset_code_issued", person).await, 3);
    let late = november() + TimeDelta::days(7);
    assert!(matches!(set("TH-2", &code, PASSWORD, late).await, Err(AccessError::WrongCode)), "its week is over");
}

#[rstest]
#[tokio::test]
async fn a_head_looks_after_the_own_staff_and_an_office_after_its_subtree(
    #[values(Engine::Sqlite, Engine::Postgres)] engine: Engine,
) {
    let house = House::with_courses(engine, &[]).await;
    let today = day_of(november());
    let principal = sign_in_as(&house, "TH-1", Some((Role::Principal, "TH014"))).await;
    let foreign = sign_in_as(&house, "MN-1", Some((Role::Principal, "MN001"))).await;
    let official = sign_in_as(&house, "TH-4", Some((Role::Office, ""))).await;
    let author = sign_in_as(&house, "TH-3", Some((Role::Author, ""))).await;
    let teacher = sign_in_as(&house, "TH-2", None).await;
    let may = async |viewer: &Viewer, code: &str| {
        viewer.helps_into_account(house.store(), house.person(code).await, today).await.is_ok()
    };
    assert!(may(&principal, "TH-2").await, "a teacher of the own school");
    assert!(!may(&principal, "MN-1").await, "not at another school");
    assert!(!may(&principal, "790001").await, "pupils sign in by their class");
    assert!(!may(&principal, "TH-4").await, "not somebody of the office, though on the own staff");
    assert!(!may(&principal, "TH-3").await, "nor anybody with a role above");
    assert!(!may(&principal, "TH-1").await, "not the own account: that takes the password");
    assert!(!may(&foreign, "TH-2").await && !may(&foreign, "MN-1").await);
    for code in ["TH-1", "TH-2", "TH-3", "MN-1"] {
        assert!(may(&official, code).await, "{code}");
    }
    assert!(!may(&official, "TH-4").await && !may(&official, "790001").await);
    for nobody in [&author, &teacher] {
        assert!(!may(nobody, "TH-2").await && !may(nobody, "HS-1").await);
    }
    // The use case asks again, whatever door the capability came from.
    let keeper = AccountKeeper::from(house.fresh.operator.school_head(house.school("MN001").await));
    let refused =
        issue_reset_code(house.store(), &Secrets::random(), &keeper, house.person("TH-2").await, november()).await;
    assert!(matches!(refused, Err(AccessError::Forbidden)));
    // Whoever has left is nobody's any more.
    house.sql("UPDATE memberships SET to_on = '2026-10-01' WHERE person_id = (SELECT id FROM persons WHERE code = 'TH-2')").await;
    assert!(!may(&principal, "TH-2").await);
}

#[rstest]
#[tokio::test]
async fn an_account_is_opened_without_a_password_that_anybody_knows(
    #[values(Engine::Sqlite, Engine::Postgres)] engine: Engine,
) {
    let house = House::with_courses(engine, &[]).await;
    let secrets = Secrets::random();
    let keeper = AccountKeeper::from(house.fresh.operator.school_head(house.school("TH014").await));
    let (vinh, diem) = (house.person("TH-2").await, house.person("TH-3").await);
    let open = async |person, name: &str| invite(house.store(), &secrets, &keeper, person, name, november()).await;
    let propose = async |person| propose_username(house.store(), &keeper, person, november()).await.unwrap();
    assert_eq!(propose(vinh).await, "vinh.tran");
    assert!(matches!(open(vinh, "có dấu").await, Err(AccessError::Credential(CredentialError::BadUsername))));
    let slip = open(vinh, "").await.unwrap();
    assert_eq!((slip.name.as_str(), slip.username.as_str()), ("Trần Quốc Vinh", "vinh.tran"));
    assert!(matches!(open(vinh, "khac").await, Err(AccessError::HasAccount)));
    assert!(matches!(open(diem, "Vinh.Tran").await, Err(AccessError::UsernameTaken)));
    house.sql("UPDATE persons SET full_name = 'Trần Thị Vinh' WHERE code = 'TH-3'").await;
    assert_eq!(propose(diem).await, "vinh.tran2");
    for password in ["", "!", PASSWORD] {
        let refused = come(&house, "vinh.tran", password, november()).await;
        assert!(matches!(refused, Err(AccessError::WrongPassword)), "no password opens it yet: {password}");
    }
    let code = slip.code.unwrap();
    reset_by_code(house.store(), &secrets, at_home(), "vinh.tran", &code, PASSWORD, november()).await.unwrap();
    assert!(come(&house, "vinh.tran", PASSWORD, november()).await.is_ok());
    assert_eq!(recorded(&house, "account_created", vinh).await, 1);
    let foreign = AccountKeeper::from(house.fresh.operator.school_head(house.school("MN001").await));
    let refused = invite(house.store(), &secrets, &foreign, diem, "", november()).await;
    assert!(matches!(refused, Err(AccessError::Forbidden)));
}

/// The code that an app shows for the secret on a page.
fn code_of(secret: &str, at: Moment) -> String {
    let secret = totp_rs::Secret::try_from_base32(secret.replace(' ', "")).unwrap();
    let totp = totp_rs::Builder::new().with_secret(secret).build().unwrap();
    totp.generate(u64::try_from(at.timestamp()).unwrap()).to_string()
}

/// Sets a second step up; its secret and recovery codes.
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

async fn step(
    house: &House,
    secrets: &Secrets,
    pending: &services::access::PendingSignIn,
    code: &str,
    now: Moment,
) -> Result<NewSession, AccessError> {
    finish_sign_in(house.store(), secrets, at_home(), &pending.token, code, &Browser::default(), now).await
}

async fn half_way(house: &House, now: Moment) -> services::access::PendingSignIn {
    match begin_sign_in(house.store(), at_home(), "TH-2", PASSWORD, &Browser::default(), now).await.unwrap() {
        SignIn::StepLeft(pending) => pending,
        SignIn::Open(_) => panic!("the second step was left out"),
    }
}

#[rstest]
#[tokio::test]
async fn a_code_of_the_app_is_the_second_step_and_works_once(
    #[values(Engine::Sqlite, Engine::Postgres)] engine: Engine,
) {
    let house = House::with_courses(engine, &[]).await;
    let secrets = Secrets::random();
    give_account(&house, "TH-2").await;
    let now = november();
    let session = come(&house, "TH-2", PASSWORD, now).await.unwrap();
    let (secret, _) = set_up(&house, &secrets, &session, now).await;
    let plain = secret.replace(' ', "");
    assert_eq!(count(&house, &format!("second_steps WHERE secret LIKE '%{plain}%'")).await, 0, "it is sealed");
    assert!(matches!(come(&house, "TH-2", PASSWORD, now).await, Err(AccessError::SecondStepLeft)));
    let wrong = begin_sign_in(house.store(), at_home(), "TH-2", "wrong password", &Browser::default(), now).await;
    assert!(matches!(wrong, Err(AccessError::WrongPassword)), "the password goes first");

    let replayed = step(&house, &secrets, &half_way(&house, now).await, &code_of(&secret, now), now).await;
    assert!(matches!(replayed, Err(AccessError::WrongCode)), "the code of the set-up was used there");
    let later = now + TimeDelta::minutes(2);
    let pending = half_way(&house, later).await;
    let code = code_of(&secret, later);
    let session = step(&house, &secrets, &pending, &format!(" {} {} ", &code[..3], &code[3..]), later).await.unwrap();
    assert_eq!(seen(&house, &session, later).await.unwrap().person(), house.person("TH-2").await);
    assert!(matches!(step(&house, &secrets, &pending, &code, later).await, Err(AccessError::SignInOver)), "used up");
    let again = step(&house, &secrets, &half_way(&house, later).await, &code, later).await;
    assert!(matches!(again, Err(AccessError::WrongCode)), "a code that somebody saw works no second time");
    let before = step(
        &house,
        &secrets,
        &half_way(&house, later).await,
        &code_of(&secret, later - TimeDelta::seconds(30)),
        later,
    )
    .await;
    assert!(matches!(before, Err(AccessError::WrongCode)), "nor one older than the last");

    let much_later = later + TimeDelta::minutes(10);
    let slow = code_of(&secret, much_later - TimeDelta::seconds(30));
    assert!(
        step(&house, &secrets, &half_way(&house, much_later).await, &slow, much_later).await.is_ok(),
        "one step late"
    );
    let stale = code_of(&secret, much_later - TimeDelta::seconds(90));
    assert!(step(&house, &secrets, &half_way(&house, much_later).await, &stale, much_later).await.is_err());
}

#[rstest]
#[tokio::test]
async fn the_second_step_takes_five_minutes_and_five_tries(#[values(Engine::Sqlite, Engine::Postgres)] engine: Engine) {
    let house = House::with_courses(engine, &[]).await;
    let secrets = Secrets::random();
    give_account(&house, "TH-2").await;
    let now = november();
    let session = come(&house, "TH-2", PASSWORD, now).await.unwrap();
    let (secret, _) = set_up(&house, &secrets, &session, now).await;

    let pending = half_way(&house, now).await;
    let late = now + TimeDelta::minutes(5);
    let over = step(&house, &secrets, &pending, &code_of(&secret, late), late).await;
    assert!(matches!(over, Err(AccessError::SignInOver)));

    let pending = half_way(&house, late).await;
    for _ in 0..5 {
        assert!(matches!(step(&house, &secrets, &pending, "000 00x", late).await, Err(AccessError::WrongCode)));
    }
    let later = late + TimeDelta::seconds(31);
    let over = step(&house, &secrets, &pending, &code_of(&secret, later), later).await;
    assert!(matches!(over, Err(AccessError::SignInOver)), "the password is asked again");
    let other = half_way(&house, late).await;
    let waits = step(&house, &secrets, &other, &code_of(&secret, late), late).await;
    assert!(matches!(waits, Err(AccessError::TooManyTries)), "and a new sign-in brings no new tries at once");
    assert!(step(&house, &secrets, &other, &code_of(&secret, later), later).await.is_ok());
}

#[rstest]
#[tokio::test]
async fn recovery_codes_stand_in_for_the_app_once_each(#[values(Engine::Sqlite, Engine::Postgres)] engine: Engine) {
    let house = House::with_courses(engine, &[]).await;
    let secrets = Secrets::random();
    give_account(&house, "TH-2").await;
    give_account(&house, "TH-3").await;
    let now = november();
    let session = come(&house, "TH-2", PASSWORD, now).await.unwrap();
    let (_, codes) = set_up(&house, &secrets, &session, now).await;
    assert_eq!(codes.iter().collect::<std::collections::BTreeSet<_>>().len(), 10);
    let (first, second) = (codes[0].to_lowercase(), &codes[1]);
    assert!(step(&house, &secrets, &half_way(&house, now).await, &first, now).await.is_ok());
    let again = step(&house, &secrets, &half_way(&house, now).await, &first, now).await;
    assert!(matches!(again, Err(AccessError::WrongCode)));
    assert!(step(&house, &secrets, &half_way(&house, now).await, second, now).await.is_ok());
    let me = holder(&house, &session, now).await;
    let left =
        second_step_page(house.store(), &secrets, &seen(&house, &session, now).await.unwrap()).await.unwrap().step;
    assert!(matches!(left, SecondStep::On { codes_left: 8, .. }), "{left:?}");

    let wrong = renew_recovery_codes(house.store(), &secrets, &me, "wrong password", now).await;
    assert!(matches!(wrong, Err(AccessError::WrongPassword)));
    let new = renew_recovery_codes(house.store(), &secrets, &me, PASSWORD, now).await.unwrap();
    assert!(
        step(&house, &secrets, &half_way(&house, now).await, &codes[2], now).await.is_err(),
        "the old ones are gone"
    );
    assert!(step(&house, &secrets, &half_way(&house, now).await, &new[0], now).await.is_ok());
    let other = Secrets::random();
    let lost = step(&house, &other, &half_way(&house, now).await, &new[1], now).await;
    assert!(lost.is_err(), "with another key nothing opens");
}

#[rstest]
#[tokio::test]
async fn a_second_step_is_taken_away_by_the_password_or_by_the_office(
    #[values(Engine::Sqlite, Engine::Postgres)] engine: Engine,
) {
    let house = House::with_courses(engine, &[]).await;
    let secrets = Secrets::random();
    give_account(&house, "TH-2").await;
    let (now, person) = (november(), house.person("TH-2").await);
    let session = come(&house, "TH-2", PASSWORD, now).await.unwrap();
    set_up(&house, &secrets, &session, now).await;
    let me = holder(&house, &session, now).await;
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
    let house = House::with_courses(engine, &[]).await;
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
    assert_eq!(count(&house, "audit_events WHERE action = 'setting_changed'").await, 1);
}

#[rstest]
#[tokio::test]
async fn everybody_sees_and_ends_the_own_sessions_only(#[values(Engine::Sqlite, Engine::Postgres)] engine: Engine) {
    let house = House::with_courses(engine, &[]).await;
    give_account(&house, "TH-2").await;
    give_account(&house, "TH-3").await;
    let now = november();
    let chrome = "Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 Chrome/130.0.0.0 Safari/537.36";
    let browser = Browser { name: chrome.into(), is_shared: true, former: None };
    let shared = sign_in(house.store(), at_home(), "TH-2", PASSWORD, &browser, now).await.unwrap();
    let here = come(&house, "TH-2", PASSWORD, now).await.unwrap();
    let foreign = come(&house, "TH-3", PASSWORD, now).await.unwrap();
    let me = holder(&house, &here, now).await;
    let lines = my_sessions(house.store(), &me, now).await.unwrap();
    assert_eq!(lines.iter().map(|line| line.is_this).collect::<Vec<_>>(), [true, false]);
    assert_eq!((lines[1].browser.program.as_str(), lines[1].browser.system.as_str()), ("Chrome", "Windows"));
    assert_eq!(lines[1].address.as_deref(), Some("203.0.113.7"));
    assert_eq!(
        my_sessions(house.store(), &me, now + TimeDelta::minutes(21)).await.unwrap().len(),
        1,
        "the shared one is over"
    );

    let not_mine = my_sessions(house.store(), &holder(&house, &foreign, now).await, now).await.unwrap().remove(0).id;
    assert!(matches!(end_session(house.store(), &me, &not_mine, now).await, Err(AccessError::NotFound)));
    assert!(seen(&house, &foreign, now).await.is_some());
    end_session(house.store(), &me, &lines[1].id, now).await.unwrap();
    assert!(seen(&house, &shared, now).await.is_none() && seen(&house, &here, now).await.is_some());
    let other = come(&house, "TH-2", PASSWORD, now).await.unwrap();
    end_other_sessions(house.store(), &me, now).await.unwrap();
    assert!(seen(&house, &other, now).await.is_none());
    assert!(seen(&house, &here, now).await.is_some() && seen(&house, &foreign, now).await.is_some());
    assert_eq!(recorded(&house, "sessions_ended", house.person("TH-2").await).await, 2);
}

#[rstest]
#[tokio::test]
async fn a_browser_has_one_session(#[values(Engine::Sqlite, Engine::Postgres)] engine: Engine) {
    let house = House::with_courses(engine, &[]).await;
    give_account(&house, "TH-2").await;
    give_account(&house, "TH-3").await;
    let now = november();
    let former = come(&house, "TH-2", PASSWORD, now).await.unwrap();
    let browser = Browser { former: Some(former.token.clone()), ..Browser::default() };
    let wrong = sign_in(house.store(), at_home(), "TH-3", "wrong password", &browser, now).await;
    assert!(wrong.is_err() && seen(&house, &former, now).await.is_some(), "a wrong password ends nothing");
    let next = sign_in(house.store(), at_home(), "TH-3", PASSWORD, &browser, now).await.unwrap();
    assert!(seen(&house, &former, now).await.is_none() && seen(&house, &next, now).await.is_some());
    assert_ne!(former.token.as_str(), next.token.as_str());
}
