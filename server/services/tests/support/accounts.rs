//! Accounts and roles of the people of the house.

use super::{Engine, House, day, september};
use domain::access::Role;
use services::access::{NewAccount, create_account, grant_role};

/// The password of every account that the house gives.
pub const PASSWORD: &str = "ba con mèo ngủ";

impl House {
    /// Without courses; these people have accounts.
    pub async fn with_accounts(engine: Engine, codes: &[&str]) -> Self {
        let house = Self::on(engine).await;
        for code in codes {
            house.give_account(code).await;
        }
        house
    }

    /// Gives an account whose user name is the person's code.
    pub async fn give_account(&self, code: &str) {
        let person = self.person(code).await;
        let new = NewAccount { person, username: code.to_owned(), password: PASSWORD.to_owned() };
        create_account(self.store(), &self.office, new, september()).await.unwrap();
    }

    /// Gives a role from September on, at a school or, where none is named, at the office.
    pub async fn give_role(&self, code: &str, role: Role, school: &str) {
        let node = if school.is_empty() { self.office.node() } else { self.school(school).await };
        let (person, from) = (self.person(code).await, day(2026, 9, 1));
        grant_role(self.store(), &self.office, person, role, node, from, september()).await.unwrap();
    }
}
