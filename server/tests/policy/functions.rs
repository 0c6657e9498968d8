//! Every server function, with arguments that are right for whoever may call it, and who that is.

use super::{
    Expected::{Forbidden, SignInFirst},
    Ids,
    callers::*,
};
use crate::support::{OFFICE_IMPORT, PUPIL_COURSE, SCHOOL_IMPORTS, STAFF_COURSE, Who};

/// A server function with arguments that are right for whoever may call it, and who that is.
pub struct Row {
    pub path: &'static str,
    pub form: String,
    pub expected: Policy,
}

/// The one server function that takes a file of its own; its row's form is the school's code.
pub const UPLOAD: &str = "/api/fn/upload_roster";

/// All rows.
pub fn rows(ids: &Ids) -> Vec<Row> {
    let mut all = people_rows(ids.teacher, ids.foreign_person);
    all.extend(access_rows(ids));
    all.extend(other_rows(ids));
    all
}

/// Keeping people: `own` is somebody of TH014, `foreign` of MN001.
fn people_rows(own: i64, foreign: i64) -> Vec<Row> {
    let row = |path, form: String, expected| Row { path, form, expected };
    let from = "from=2026-11-01";
    let leave = "change[what]=leave&change[from]=2026-11-01";
    let place = "place[school]=TH014&place[kind]=teacher&place[from]=2026-11-01";
    let part = |name: &str, value: &str| {
        format!("--part\r\nContent-Disposition: form-data; name=\"{name}\"\r\n\r\n{value}\r\n")
    };
    let decision = part("code", "TH014") + &part("number", "1/QĐ") + &part("decided_on", "2026-09-05") + "--part--\r\n";
    vec![
        row("/api/fn/people_page", "page=1".into(), sees_people),
        row("/api/fn/people_page", "at=TH014".into(), sees_own_people),
        row("/api/fn/people_search", "typed=hoa".into(), sees_people),
        row("/api/fn/people_search", "at=TH014&typed=hoa".into(), sees_own_people),
        row("/api/fn/people_chosen", format!("at=TH014&persons={own}"), leads_own_school),
        row("/api/fn/parting_ahead", format!("at=TH014&persons={own}&{leave}"), leads_own_school),
        row("/api/fn/change_many", format!("persons=0&confirmed=0&{leave}"), keeps_people),
        row("/api/fn/person_card", format!("person={own}"), sees_person),
        row("/api/fn/schools_to_keep", String::new(), keeps_people),
        row("/api/fn/classes_to_join", "school=TH014".into(), keeps_person),
        row("/api/fn/namesakes", "school=TH014&name=Trần+Quốc+Vinh".into(), keeps_person),
        row("/api/fn/add_person", format!("person[name]=&{place}"), keeps_people),
        row("/api/fn/change_person", format!("id={own}&person[name]=Trần+Quốc+Vinh&person[code]=TH-2"), keeps_person),
        row("/api/fn/begin_membership", format!("id={own}&{place}"), keeps_person),
        row("/api/fn/end_membership", format!("id={own}&membership=9999&{from}"), no_such_fact),
        row("/api/fn/correct_membership", format!("id={own}&membership=9999&{place}"), no_such_fact),
        row("/api/fn/place_in_class", format!("id={own}&membership=9999&class=1&{from}"), no_such_fact),
        row("/api/fn/begin_duty", format!("id={own}&school=TH014&duty=pupil_work&{from}"), keeps_person),
        row("/api/fn/end_duty", format!("id={own}&duty=9999&{from}"), no_such_fact),
        row("/api/fn/possible_duplicates", "page=1".into(), office_only),
        row("/api/fn/side_by_side", format!("one={own}&other={foreign}"), office_only),
        row("/api/fn/merge_persons", format!("stays={own}&goes={own}"), office_only),
        row("/api/fn/team_page", "code=TH014".into(), own_school_whole),
        row("/api/fn/team_page", "code=MN001".into(), foreign_school),
        row("/api/fn/join_team", format!("code=TH014&person={own}&role=member&{from}"), leads_own_school),
        row("/api/fn/set_team_role", format!("code=TH014&person={own}&role=member&{from}"), leads_own_school),
        row("/api/fn/record_founding_decision", decision, leads_own_school),
    ]
}

/// Roles, accounts and the audit log. What they change is not in force on the day of the test, or is put back by the
/// next row.
fn access_rows(ids: &Ids) -> Vec<Row> {
    let row = |path, form: String, expected| Row { path, form, expected };
    let later = "from=2030-01-01&to=2030-02-01";
    let give = |person: i64, role: &str, node: i64| format!("person={person}&place={role}%40{node}&{later}");
    let end = |role: i64| format!("grant={role}&on=2000-01-01");
    let person = |person: i64| format!("person={person}");
    vec![
        row("/api/fn/audit_log", String::new(), office),
        row("/api/fn/audit_log", "query[action]=role_ended&query[from]=x&page=9".into(), office),
        row("/api/fn/school_audit_log", "code=TH014".into(), audits_own_school),
        row("/api/fn/school_audit_log", "code=MN001".into(), audits_foreign_school),
        row("/api/fn/school_audit_log", "code=XX999".into(), own_attempt),
        row("/api/fn/office_roles", String::new(), office),
        row("/api/fn/school_roles", "code=TH014".into(), audits_own_school),
        row("/api/fn/school_roles", "code=MN001".into(), audits_foreign_school),
        row("/api/fn/person_access", person(ids.own_person), audits_own_person),
        row("/api/fn/person_access", person(ids.foreign_person), audits_foreign_person),
        row("/api/fn/person_access", person(999_999), audits_no_person),
        row("/api/fn/give_role", give(ids.own_person, "coordinator", ids.own_school), heads_own_school),
        row("/api/fn/give_role", give(ids.foreign_person, "coordinator", ids.foreign_school), heads_foreign_school),
        row("/api/fn/give_role", give(ids.own_person, "author", ids.office), office_only),
        row("/api/fn/give_role", give(ids.own_person, "coordinator", 999_999), |who| match who {
            Who::Nobody => SignInFirst,
            _ => Forbidden,
        }),
        row("/api/fn/end_role", end(ids.own_role), heads_own_school),
        row("/api/fn/end_role", end(ids.foreign_role), heads_foreign_school),
        row("/api/fn/end_role", end(999_999), ends_no_role),
        row("/api/fn/disable_account", person(ids.own_person), keeps_own_person),
        row("/api/fn/enable_account", person(ids.own_person), keeps_own_person),
        row("/api/fn/disable_account", person(ids.foreign_person), keeps_foreign_person),
        row("/api/fn/enable_account", person(ids.foreign_person), keeps_foreign_person),
        row("/api/fn/disable_account", person(999_999), ends_no_role),
    ]
}

fn other_rows(ids: &Ids) -> Vec<Row> {
    let Ids { class, other_class, teacher, .. } = *ids;
    let door = format!("key={}&pupil={}", ids.key, ids.pupil);
    let row = |path, form: String, expected| Row { path, form, expected };
    let staff = format!("course={STAFF_COURSE}");
    let pupil = format!("course={PUPIL_COURSE}");
    let lesson = "why-this-matters-none";
    let [school_import, to_discard] = SCHOOL_IMPORTS;
    let mapping = "kind=pupils&places[school_code]=0";
    vec![
        row("/api/fn/roster_imports", String::new(), office_only),
        row("/api/fn/roster_imports", "school=TH014".into(), leads_own_school),
        row("/api/fn/roster_imports", "school=MN001".into(), leads_foreign_school),
        row(UPLOAD, String::new(), office_only),
        row(UPLOAD, "TH014".into(), leads_own_school),
        row(UPLOAD, "MN001".into(), leads_foreign_school),
        row("/api/fn/roster_import", format!("import={OFFICE_IMPORT}"), office_only),
        row("/api/fn/roster_import", format!("import={school_import}"), leads_own_school),
        row("/api/fn/roster_import", "import=999".into(), no_import),
        row("/api/fn/roster_mapping", format!("import={school_import}"), leads_own_school),
        row("/api/fn/map_roster", format!("import={OFFICE_IMPORT}&{mapping}"), office_only),
        row("/api/fn/map_roster", format!("import={school_import}&{mapping}"), leads_own_school),
        row("/api/fn/confirm_roster", format!("import={OFFICE_IMPORT}&digest=x"), office_only),
        row("/api/fn/confirm_roster", format!("import={school_import}&digest=x"), leads_own_school),
        row("/api/fn/roster_progress", format!("import={OFFICE_IMPORT}"), office_only),
        row("/api/fn/roster_progress", format!("import={school_import}"), leads_own_school),
        row("/api/fn/roster_progress", "import=999".into(), no_import),
        row("/api/fn/discard_roster", format!("import={OFFICE_IMPORT}"), office_only),
        row("/api/fn/discard_roster", format!("import={to_discard}"), leads_own_school),
        row("/api/fn/undo_roster", format!("import={OFFICE_IMPORT}"), office_only),
        row("/api/fn/undo_roster", format!("import={school_import}"), leads_own_school),
        row("/api/fn/may_do", "code=TH014".into(), any_learner),
        row("/api/fn/set_language", "language=en".into(), anyone),
        row("/api/fn/sign_in", "username=x&password=y".into(), anyone),
        row("/api/fn/sign_in_step", "code=123456".into(), anyone),
        row("/api/fn/ask_reset_letter", "name=nobody".into(), anyone),
        row("/api/fn/reset_link_open", "token=x".into(), anyone),
        row("/api/fn/reset_by_letter", "token=x&password=y".into(), anyone),
        row("/api/fn/reset_by_code", "username=x&code=y&password=z".into(), anyone),
        row("/api/fn/my_account", String::new(), any_learner),
        row("/api/fn/change_password", "old=wrong&new=wrong".into(), any_learner),
        row("/api/fn/my_sessions", String::new(), any_learner),
        row("/api/fn/end_session", "id=x".into(), any_learner),
        row("/api/fn/end_other_sessions", String::new(), any_learner),
        row("/api/fn/second_step", String::new(), any_learner),
        row("/api/fn/begin_second_step", String::new(), any_learner),
        row("/api/fn/confirm_second_step", "code=x".into(), any_learner),
        row("/api/fn/renew_recovery_codes", "password=wrong".into(), any_learner),
        row("/api/fn/remove_second_step", "password=wrong".into(), any_learner),
        row("/api/fn/sign_in_settings", String::new(), office_only),
        row("/api/fn/keep_sign_in_settings", String::new(), office_only),
        row("/api/fn/reset_slip", format!("person={teacher}"), keeper),
        row("/api/fn/issue_reset_code", format!("person={teacher}"), keeper),
        row("/api/fn/open_account", format!("person={teacher}"), keeper),
        row("/api/fn/remove_second_step_of", format!("person={teacher}"), office_only),
        row("/api/fn/set_up", "code=x&organisation=x&full_name=x&username=xyz&password=x".into(), anyone),
        row("/api/fn/is_set_up", String::new(), anyone),
        row("/api/fn/oidc_label", String::new(), anyone),
        row("/api/fn/oidc_form", String::new(), office_only),
        row("/api/fn/keep_oidc_form", "label=&issuer=&client_id=&client_secret=&domains=".into(), office_only),
        row("/api/fn/my_courses", String::new(), any_learner),
        row("/api/fn/course", staff.clone(), staff_learner),
        row("/api/fn/course", pupil.clone(), pupil_learner),
        row("/api/fn/lesson", format!("{pupil}&lesson=password-is-a-key"), pupil_learner),
        row("/api/fn/lesson", format!("{staff}&lesson={lesson}"), own_attempt),
        row("/api/fn/note_position", format!("{pupil}&lesson=password-is-a-key&percent=40"), pupil_learner),
        row("/api/fn/finish_lesson", format!("{pupil}&lesson=password-is-a-key"), pupil_learner),
        row("/api/fn/quiz", staff.clone(), staff_learner),
        row("/api/fn/quiz", pupil, pupil_learner),
        row("/api/fn/start_attempt", staff.clone(), staff_learner),
        row(
            "/api/fn/save_answer",
            "attempt=999&position=0&page=1&sequence=1&based_on=0&parts[0][]=0".into(),
            own_attempt,
        ),
        row("/api/fn/submit_attempt", format!("{staff}&attempt=999"), own_attempt),
        row("/api/fn/attempt_result", format!("{staff}&attempt=999"), own_attempt),
        row("/api/fn/office_progress", String::new(), office),
        row("/api/fn/school_progress", "code=TH014".into(), own_school),
        row("/api/fn/school_progress", "code=MN001".into(), foreign_school),
        row("/api/fn/class_progress", format!("code=TH014&class={class}"), own_school),
        row("/api/fn/class_progress", format!("code=TH014&class={other_class}"), class_of_another),
        row("/api/fn/classes_of_year", "code=TH014".into(), leads_own_school),
        row("/api/fn/classes_of_year", "code=MN001&year=2026".into(), leads_foreign_school),
        row("/api/fn/add_class", "code=TH014&year=2026&name=1/9".into(), leads_own_school),
        row("/api/fn/add_class", "code=MN001&year=2026&name=1/9".into(), leads_foreign_school),
        row("/api/fn/rename_class", format!("code=TH014&year=2026&class={other_class}&name=x"), leads_own_school),
        row(
            "/api/fn/assign_class_teacher",
            format!("code=TH014&year=2026&class={class}&person=&from="),
            leads_own_school,
        ),
        row(
            "/api/fn/end_class_teacher",
            format!("code=TH014&year=2026&class={class}&class_teacher=1&on=x"),
            leads_own_school,
        ),
        row("/api/fn/class_members", format!("code=TH014&class={class}"), leads_own_school),
        row("/api/fn/class_members", "code=TH014&class=999999".into(), leads_school_not_found),
        row(
            "/api/fn/move_pupils",
            format!("code=TH014&class={class}&to={other_class}&from=2026-11-20"),
            leads_own_school,
        ),
        row("/api/fn/roll_over", "code=TH014".into(), leads_own_school),
        row("/api/fn/roll_over", "code=MN001".into(), leads_foreign_school),
        row("/api/fn/roll_over_members", format!("code=TH014&year=2026&class={class}"), leads_own_school),
        row("/api/fn/roll_over_members", "code=TH014&year=2026&class=999999".into(), leads_school_not_found),
        row("/api/fn/choose_exceptions", format!("code=TH014&year=2026&class={class}"), leads_own_school),
        row("/api/fn/apply_roll_over", "code=TH014&year=2026&fingerprint=x".into(), leads_own_school),
        row("/api/fn/undo_roll_over", "code=TH014&year=2026".into(), leads_own_school),
        row("/api/fn/confirm_roll_over", "code=TH014&year=2026".into(), leads_own_school),
        row("/api/fn/organisation_tree", String::new(), office_only),
        row("/api/fn/organisation_page", "code=TH014".into(), office_only),
        row("/api/fn/organisation_page", "code=XX999".into(), office_not_found),
        row(
            "/api/fn/add_organisation",
            "parent=OFFICE&kind=office&new_code=XA&name=Xa&opened_on=2026-09-01".into(),
            office_only,
        ),
        row("/api/fn/change_organisation", "code=MN001&name=".into(), office_only),
        row("/api/fn/change_organisation", "code=XX999&name=x".into(), office_not_found),
        row("/api/fn/move_organisation", "code=MN001&parent=OFFICE&from=2026-11-20".into(), office_only),
        row("/api/fn/move_organisation", "code=XX999&parent=OFFICE&from=2026-11-20".into(), office_not_found),
        row("/api/fn/close_organisation", "code=MN001&on=2026-12-01".into(), office_only),
        row("/api/fn/close_organisation", "code=XX999&on=2026-12-01".into(), office_not_found),
        row("/api/fn/merge_preview", "from=MN001&into=TH014&on=2026-12-01".into(), office_only),
        row("/api/fn/merge_preview", "from=XX999&into=TH014&on=2026-12-01".into(), office_not_found),
        row("/api/fn/merge_schools", "code=MN001&into=MN001&on=2026-12-01".into(), office_only),
        row("/api/fn/merge_schools", "code=XX999&into=TH014&on=2026-12-01".into(), office_not_found),
        row("/api/fn/open_class", door.clone(), anyone),
        row("/api/fn/known_class", String::new(), anyone),
        row("/api/fn/class_names", door.clone(), anyone),
        row("/api/fn/pupil_door", door.clone(), anyone),
        row("/api/fn/pupil_sign_in", format!("{door}&pin=1111"), anyone),
        row("/api/fn/class_sign_in", format!("code=TH014&class={class}"), class_teacher),
        row("/api/fn/class_sign_in", format!("code=TH014&class={other_class}"), teacher_of_another),
        row("/api/fn/class_sign_in", format!("code=MN001&class={class}"), misplaced_class),
        row("/api/fn/unlock_pupils", format!("code=TH014&class={class}"), class_teacher),
        row("/api/fn/unlock_pupils", format!("code=TH014&class={other_class}"), teacher_of_another),
        row("/api/fn/change_class_code", format!("code=TH014&class={class}"), class_teacher),
        row("/api/fn/change_class_code", format!("code=MN001&class={class}"), misplaced_class),
        row("/api/fn/open_lesson", format!("code=TH014&class={class}"), class_teacher),
        row("/api/fn/open_lesson", format!("code=TH014&class={other_class}"), teacher_of_another),
        row("/api/fn/close_lesson", format!("code=TH014&class={class}"), class_teacher),
        row("/api/fn/close_lesson", format!("code=TH014&class={other_class}"), teacher_of_another),
        row("/api/fn/class_poster", format!("code=TH014&class={class}&of_lesson=false"), class_teacher),
        row("/api/fn/class_poster", format!("code=TH014&class={other_class}&of_lesson=false"), teacher_of_another),
        row("/api/fn/cards_ahead", format!("code=TH014&class={class}"), class_teacher),
        row("/api/fn/cards_ahead", format!("code=TH014&class={other_class}"), teacher_of_another),
        row("/api/fn/cards_ahead", "code=TH014".into(), leads_own_school),
        row("/api/fn/cards_ahead", "code=MN001".into(), leads_foreign_school),
        row("/api/fn/not_me", String::new(), anyone),
        row("/api/fn/my_data", String::new(), any_learner),
        row("/api/fn/privacy_periods", String::new(), office_only),
        row(
            "/api/fn/keep_privacy_periods",
            "pupils_after_months=12&staff_after_months=60&uploads_after_days=30".into(),
            office_only,
        ),
        row("/api/fn/sign_out", String::new(), anyone),
    ]
}
