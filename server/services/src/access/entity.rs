//! Tables of the room `access`.

use crate::store::entity;

entity! {
    /// What this installation is; one row with id 1.
    installation of "installation" {
        is_demo: bool,
        created_at: DateTimeUtc,
    }
}

entity! {
    /// Credentials.
    account of "accounts" {
        person_id: i64,
        username: String,
        password_hash: String,
        created_at: DateTimeUtc,
        disabled_at: Option<DateTimeUtc>,
    }
}

entity! {
    /// A role at a node.
    role_grant of "role_grants" {
        person_id: i64,
        organisation_id: i64,
        role: String,
        from_on: Date,
        to_on: Option<Date>,
        learned_at: DateTimeUtc,
        end_learned_at: Option<DateTimeUtc>,
        voided_at: Option<DateTimeUtc>,
    }
}

/// A signed-in browser.
pub mod session {
    #![allow(missing_docs)]
    use sea_orm::entity::prelude::*;

    #[derive(Clone, Debug, PartialEq, DeriveEntityModel)]
    #[sea_orm(table_name = "sessions")]
    pub struct Model {
        #[sea_orm(primary_key, auto_increment = false)]
        pub id: String,
        pub account_id: i64,
        pub created_at: DateTimeUtc,
        pub last_seen_at: DateTimeUtc,
        pub expires_at: DateTimeUtc,
    }

    #[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
    pub enum Relation {}

    impl ActiveModelBehavior for ActiveModel {}
}

/// A code that opens one door once.
pub mod one_time_code {
    #![allow(missing_docs)]
    use sea_orm::entity::prelude::*;

    #[derive(Clone, Debug, PartialEq, DeriveEntityModel)]
    #[sea_orm(table_name = "one_time_codes")]
    pub struct Model {
        #[sea_orm(primary_key, auto_increment = false)]
        pub purpose: String,
        pub digest: String,
        pub created_at: DateTimeUtc,
    }

    #[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
    pub enum Relation {}

    impl ActiveModelBehavior for ActiveModel {}
}
