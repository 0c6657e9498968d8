//! Tables of imports.

use crate::store::entity;

entity! {
    /// A roster brought in, whatever became of it.
    roster_import of "roster_imports" {
        organisation_id: i64,
        by_person_id: Option<i64>,
        state: String,
        uploaded_at: DateTimeUtc,
        taken_at: Option<DateTimeUtc>,
        closed_at: Option<DateTimeUtc>,
        good_lines_only: bool,
        counts: Json,
        school_ids: Json,
    }
}

entity! {
    /// A file of an import, as it came.
    roster_import_file of "roster_import_files" {
        import_id: i64,
        position: i32,
        name: String,
        digest: String,
        content: Vec<u8>,
        mapping: Option<Json>,
    }
}

entity! {
    /// A row that an import wrote: what was there before, and the digest of what it left.
    import_change of "import_changes" {
        import_id: i64,
        table_name: String,
        row_id: i64,
        before: Option<Json>,
        after_digest: String,
    }
}
