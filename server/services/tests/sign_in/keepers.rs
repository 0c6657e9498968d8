//! Who looks after whose account, and how one is opened.

use super::{at_home, come, recorded};
use crate::{
    access::sign_in_as,
    support::{Engine, House, PASSWORD, november},
};
use domain::{
    access::{Role, credentials::CredentialError},
    calendar::day_of,
};
use rstest::rstest;
use services::access::{
    AccessError, AccountKeeper, Secrets, Viewer, invite, issue_reset_code, propose_username, reset_by_code,
};

#[rstest]
#[tokio::test]
async fn a_head_looks_after_the_own_staff_and_an_office_after_its_subtree(
    #[values(Engine::Sqlite, Engine::Postgres)] engine: Engine,
) {
    let house = House::on(engine).await;
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
    let house = House::on(engine).await;
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
