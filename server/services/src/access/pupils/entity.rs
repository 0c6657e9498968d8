//! Tables of pupils' sign-in.

use crate::store::entity;

entity! {
    /// A code that opens, or opened, the list of a class's names.
    class_code of "class_codes" {
        class_id: i64,
        code: String,
        from_at: DateTimeUtc,
        to_at: Option<DateTimeUtc>,
    }
}

entity! {
    /// A lesson with a class, whose number opens the list of names.
    class_lesson of "class_lessons" {
        class_id: i64,
        number: String,
        opened_at: DateTimeUtc,
        until_at: DateTimeUtc,
        closed_at: Option<DateTimeUtc>,
    }
}

/// What a pupil signs in with.
pub mod pupil_secret {
    #![allow(missing_docs)]
    use sea_orm::entity::prelude::*;

    #[derive(Clone, Debug, PartialEq, DeriveEntityModel)]
    #[sea_orm(table_name = "pupil_secrets")]
    pub struct Model {
        #[sea_orm(primary_key, auto_increment = false)]
        pub person_id: i64,
        pub kind: String,
        pub digest: String,
        pub set_at: DateTimeUtc,
        pub wrong_tries: i32,
        pub locked_at: Option<DateTimeUtc>,
        pub signed_in_at: Option<DateTimeUtc>,
    }

    #[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
    pub enum Relation {}

    impl ActiveModelBehavior for ActiveModel {}
}
