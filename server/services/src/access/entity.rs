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
        language: Option<String>,
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

entity! {
    /// A line of the audit log.
    audit_event of "audit_events" {
        happened_at: DateTimeUtc,
        actor_person_id: Option<i64>,
        address: Option<String>,
        action: String,
        organisation_id: Option<i64>,
        subject_kind: Option<String>,
        subject_id: Option<i64>,
        details: Json,
    }
}

entity! {
    /// An identity of another provider.
    account_identity of "account_identities" {
        account_id: i64,
        issuer: String,
        subject: String,
        linked_at: DateTimeUtc,
    }
}

/// Settings of the installation.
pub mod installation_setting {
    #![allow(missing_docs)]
    use sea_orm::entity::prelude::*;

    #[derive(Clone, Debug, PartialEq, DeriveEntityModel)]
    #[sea_orm(table_name = "installation_settings")]
    pub struct Model {
        #[sea_orm(primary_key, auto_increment = false)]
        pub name: String,
        pub value: Json,
        pub changed_at: DateTimeUtc,
    }

    #[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
    pub enum Relation {}

    impl ActiveModelBehavior for ActiveModel {}
}

/// How often something was tried.
pub mod rate_limit {
    #![allow(missing_docs)]
    use sea_orm::entity::prelude::*;

    #[derive(Clone, Debug, PartialEq, DeriveEntityModel)]
    #[sea_orm(table_name = "rate_limits")]
    pub struct Model {
        #[sea_orm(primary_key, auto_increment = false)]
        pub name: String,
        pub started_at: i64,
        pub count: i64,
    }

    #[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
    pub enum Relation {}

    impl ActiveModelBehavior for ActiveModel {}
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
        pub person_id: i64,
        pub account_id: Option<i64>,
        pub kind: String,
        pub address: Option<String>,
        pub browser: String,
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

entity! {
    /// A one-time way to a new password.
    account_reset of "account_resets" {
        account_id: i64,
        way: String,
        digest: String,
        created_at: DateTimeUtc,
        expires_at: DateTimeUtc,
        used_at: Option<DateTimeUtc>,
    }
}

entity! {
    /// A second step of sign-in.
    second_step of "second_steps" {
        account_id: i64,
        secret: String,
        last_step: i64,
        created_at: DateTimeUtc,
        confirmed_at: Option<DateTimeUtc>,
    }
}

entity! {
    /// A code for whoever has lost the second step.
    recovery_code of "recovery_codes" {
        account_id: i64,
        digest: String,
        created_at: DateTimeUtc,
        used_at: Option<DateTimeUtc>,
    }
}

/// A sign-in that waits for its second step.
pub mod pending_sign_in {
    #![allow(missing_docs)]
    use sea_orm::entity::prelude::*;

    #[derive(Clone, Debug, PartialEq, DeriveEntityModel)]
    #[sea_orm(table_name = "pending_sign_ins")]
    pub struct Model {
        #[sea_orm(primary_key, auto_increment = false)]
        pub id: String,
        pub account_id: i64,
        pub kind: String,
        pub tries: i64,
        pub expires_at: DateTimeUtc,
    }

    #[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
    pub enum Relation {}

    impl ActiveModelBehavior for ActiveModel {}
}

/// Wrong tries in a row.
pub mod sign_in_try {
    #![allow(missing_docs)]
    use sea_orm::entity::prelude::*;

    #[derive(Clone, Debug, PartialEq, DeriveEntityModel)]
    #[sea_orm(table_name = "sign_in_tries")]
    pub struct Model {
        #[sea_orm(primary_key, auto_increment = false)]
        pub name: String,
        pub wrong: i64,
        pub last_at: i64,
        pub free_at: i64,
    }

    #[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
    pub enum Relation {}

    impl ActiveModelBehavior for ActiveModel {}
}
