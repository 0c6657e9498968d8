//! Forgotten passwords: letters with a link, and printed codes.

use super::{OTHER, at_home, come, give_email, holder, recorded, seen};
use crate::support::{Engine, House, PASSWORD, november};
use chrono::TimeDelta;
use domain::{access::credentials::CredentialError, calendar::Moment};
use rstest::rstest;
use services::{
    access::{
        AccessError, AccountKeeper, Secrets, is_reset_link_open, issue_reset_code, note_language, reset_by_code,
        reset_by_link, reset_slip, send_reset_link,
    },
    mail::{Letter, Mailer},
};
use tempfile::TempDir;

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
    let house = House::with_accounts(engine, &["TH-2"]).await;
    give_email(&house, "TH-2", "vinh@truong.example").await;
    let session = come(&house, "TH-2", PASSWORD, november()).await.unwrap();
    note_language(house.store(), &holder(&house, &session, november()).await, "en").await.unwrap();
    let post = Post::open();
    assert_eq!(post.ask(&house, "Vinh@truong.example", november()).await, 1);
    let (head, first) = post.letter();
    assert!(head.contains("To: vinh@truong.example"), "{head}");
    assert_eq!(house.count(&format!("account_resets WHERE digest = '{first}'")).await, 0, "only the digest is kept");
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
    let house = House::with_accounts(engine, &["TH-2", "TH-3", "TH-4"]).await;
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
    let house = House::with_accounts(engine, &["TH-2"]).await;
    let secrets = Secrets::random();
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
    assert_eq!(house.count(&format!("account_resets WHERE digest LIKE '%{code}%'")).await, 0);
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
