//! Wrong tries to sign in: each account makes whoever guesses wait longer and longer, and each address has its bound.
//! Only wrong tries count, so that a whole school can sign in from one address.

use super::{
    AccessError, Anyone, Limit,
    accounts::account_event,
    audit,
    entity::sign_in_try,
    limit::{check_tries, count_try},
};
use crate::{Store, Turn, files::digest};
use chrono::TimeDelta;
use domain::{
    access::{
        audit::AuditAction,
        tries::{LOCKED_AT, wait_after},
    },
    calendar::Moment,
    ids::{AccountId, PersonId},
};
use sea_orm::{ColumnTrait, ConnectionTrait, EntityTrait, QueryFilter, Statement, sea_query::Expr};
use std::net::IpAddr;

/// So many wrong tries an address has.
const OF_ADDRESS: Limit = Limit { tries: 100, window: TimeDelta::minutes(15) };
/// After so long without a wrong try the earlier ones are forgotten.
const MEMORY: TimeDelta = TimeDelta::hours(24);

/// What is tried, by whom.
pub struct Tries {
    name: String,
    address: Option<String>,
    caller: Anyone,
}

impl Tries {
    /// At an account, known or not, by the name that was typed. `what` is the door: password, code or second step.
    pub fn at(what: &str, account: Option<AccountId>, typed: &str, caller: Anyone) -> Self {
        let name = match account {
            Some(account) => format!("{what}:{account}"),
            // What was typed may be a password in the wrong field, so only its digest is kept.
            None => format!("{what}:?{}", digest(typed.as_bytes())),
        };
        Self { name, address: caller.address().map(|address| format!("sign_in:{}", network(address))), caller }
    }

    /// Refuses before any work is done, when there were too many wrong tries.
    pub async fn check(&self, store: &Store, now: Moment) -> Result<(), AccessError> {
        let row = sign_in_try::Entity::find_by_id(self.name.as_str()).one(store.read()).await?;
        if row.is_some_and(|row| row.free_at > now.timestamp()) {
            return Err(AccessError::TooManyTries);
        }
        match &self.address {
            Some(address) => check_tries(store, address, OF_ADDRESS, now).await,
            None => Ok(()),
        }
    }

    /// Counts a wrong try. That an account is locked now is recorded once, where it is known whose it is.
    pub async fn note_wrong(&self, store: &Store, person: Option<PersonId>, now: Moment) -> Result<(), AccessError> {
        let sql = "INSERT INTO sign_in_tries (name, wrong, last_at, free_at) VALUES ($1, 1, $2, $2) \
                   ON CONFLICT (name) DO UPDATE SET last_at = $2, \
                     wrong = CASE WHEN sign_in_tries.last_at <= $3 THEN 1 ELSE sign_in_tries.wrong + 1 END \
                   RETURNING wrong";
        let forgotten = (now - MEMORY).timestamp();
        let transaction = store.begin(Turn::Free).await?;
        let values = [self.name.as_str().into(), now.timestamp().into(), forgotten.into()];
        let statement = Statement::from_sql_and_values(transaction.get_database_backend(), sql, values);
        let row = transaction.query_one_raw(statement).await?;
        let wrong: i64 = row.map_or(Ok(1), |row| row.try_get("", "wrong"))?;
        if wrong == 1 {
            let old = sign_in_try::Column::LastAt.lt(forgotten);
            sign_in_try::Entity::delete_many().filter(old).exec(&transaction).await?;
        }
        sign_in_try::Entity::update_many()
            .col_expr(sign_in_try::Column::FreeAt, Expr::value((now + wait_after(wrong)).timestamp()))
            .filter(sign_in_try::Column::Name.eq(self.name.as_str()))
            .exec(&transaction)
            .await?;
        if let (LOCKED_AT, Some(person)) = (wrong, person) {
            let actor = self.caller.stranger();
            account_event(
                &transaction,
                actor,
                AuditAction::SignInLocked,
                person,
                audit::details! { Tries: wrong },
                now,
            )
            .await?;
        }
        transaction.commit().await?;
        let Some(address) = &self.address else { return Ok(()) };
        match count_try(store, address, OF_ADDRESS, now).await {
            Err(AccessError::TooManyTries) => Ok(()),
            other => other,
        }
    }

    /// Forgets the wrong tries, after a right one.
    pub async fn forget(&self, store: &Store) -> Result<(), AccessError> {
        if sign_in_try::Entity::find_by_id(self.name.as_str()).one(store.read()).await?.is_some() {
            let transaction = store.begin(Turn::Free).await?;
            sign_in_try::Entity::delete_by_id(self.name.as_str()).exec(&transaction).await?;
            transaction.commit().await?;
        }
        Ok(())
    }
}

/// Forgets all wrong tries at an account, whatever the door.
pub async fn forget_all(db: &impl ConnectionTrait, account: AccountId) -> Result<(), AccessError> {
    let names = ["password", "code", "step"].map(|what| format!("{what}:{account}"));
    sign_in_try::Entity::delete_many().filter(sign_in_try::Column::Name.is_in(names)).exec(db).await?;
    Ok(())
}

/// The address as it is counted: of IPv6 the network, as everybody there has addresses without number.
fn network(address: IpAddr) -> String {
    match address.to_canonical() {
        IpAddr::V4(address) => address.to_string(),
        IpAddr::V6(address) => {
            let [a, b, c, d, ..] = address.segments();
            format!("{a:x}:{b:x}:{c:x}:{d:x}::/64")
        }
    }
}
