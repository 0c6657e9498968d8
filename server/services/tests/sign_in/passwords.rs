//! What opens an account, and how its password is changed.

use super::{OTHER, come, give_email, holder, recorded, seen};
use crate::support::{Engine, House, PASSWORD, november};
use domain::access::credentials::{CredentialError, DEMO_OFFICE};
use rstest::rstest;
use services::access::{AccessError, change_password};

#[rstest]
#[tokio::test]
async fn the_user_name_and_the_email_address_open_the_same_account(
    #[values(Engine::Sqlite, Engine::Postgres)] engine: Engine,
) {
    let house = House::with_accounts(engine, &["TH-2"]).await;
    give_email(&house, "TH-2", "vinh.tran@truong.example").await;
    for name in ["TH-2", " th-2", "vinh.tran@truong.example", "Vinh.Tran@Truong.Example "] {
        let session = come(&house, name, PASSWORD, november()).await.unwrap();
        assert_eq!(seen(&house, &session, november()).await.unwrap().person(), house.person("TH-2").await, "{name}");
    }
    for name in ["vinh.tran", "@truong.example", "%", ""] {
        assert!(matches!(come(&house, name, PASSWORD, november()).await, Err(AccessError::WrongPassword)), "{name}");
    }
    // Somebody's user name goes before another's address.
    house.give_account("TH-3").await;
    house.sql("UPDATE accounts SET username = 'vinh.tran@truong.example' WHERE username = 'th-3'").await;
    let session = come(&house, "vinh.tran@truong.example", PASSWORD, november()).await.unwrap();
    assert_eq!(seen(&house, &session, november()).await.unwrap().person(), house.person("TH-3").await);
}

#[rstest]
#[tokio::test]
async fn a_hash_of_older_parameters_is_made_anew_at_sign_in(
    #[values(Engine::Sqlite, Engine::Postgres)] engine: Engine,
) {
    let house = House::with_accounts(engine, &["TH-2"]).await;
    // Of "ba con mèo ngủ" with 8 MiB and one pass.
    let hash = {
        use argon2::{Algorithm, Argon2, Params, PasswordHasher, Version, password_hash::SaltString};
        let weak = Argon2::new(Algorithm::Argon2id, Version::V0x13, Params::new(8 * 1024, 1, 1, None).unwrap());
        weak.hash_password(PASSWORD.as_bytes(), &SaltString::encode_b64(&[7; 16]).unwrap()).unwrap().to_string()
    };
    house.sql(&format!("UPDATE accounts SET password_hash = '{hash}'")).await;
    assert!(come(&house, "TH-2", "wrong password", november()).await.is_err());
    assert_eq!(house.count("accounts WHERE password_hash LIKE '%m=8192,t=1%'").await, 1, "not by a wrong password");
    come(&house, "TH-2", PASSWORD, november()).await.unwrap();
    assert_eq!(house.count("accounts WHERE password_hash LIKE '%m=19456,t=2%'").await, 1);
    come(&house, "TH-2", PASSWORD, november()).await.unwrap();
}

#[rstest]
#[tokio::test]
async fn a_password_is_changed_by_the_old_one_and_other_sessions_end(
    #[values(Engine::Sqlite, Engine::Postgres)] engine: Engine,
) {
    let house = House::with_accounts(engine, &["TH-2"]).await;
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
