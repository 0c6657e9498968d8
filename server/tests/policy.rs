//! Every server function and route × every role × own and foreign school. A route without a row fails.

use crate::support::{OFFICE_IMPORT, PUPIL_COURSE, SCHOOL_IMPORTS, STAFF_COURSE, TestApp, Who};
use axum::http::StatusCode;
use domain::access::{
    Role,
    roles::{RoleFilter, RoleLine},
};
use std::collections::BTreeSet;

/// What happens to a caller.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Expected {
    Allowed,
    SignInFirst,
    Forbidden,
    NotFound,
}
use Expected::{Allowed, Forbidden, NotFound, SignInFirst};

/// What happens to each caller.
type Policy = fn(Who) -> Expected;

/// A server function with arguments that are right for whoever may call it, and who that is.
struct Row {
    path: &'static str,
    form: String,
    expected: Policy,
}

const fn anyone(_: Who) -> Expected {
    Allowed
}

const fn office(who: Who) -> Expected {
    match who {
        Who::Nobody => SignInFirst,
        Who::Office | Who::OfficeViewer => Allowed,
        _ => Forbidden,
    }
}

/// What the office changes, and its viewer does not.
const fn office_only(who: Who) -> Expected {
    match who {
        Who::OfficeViewer => Forbidden,
        who => office(who),
/// What the office takes out.
const fn office_alone(who: Who) -> Expected {
    match who {
/// What the office changes.
const fn office_only(who: Who) -> Expected {
    match who {
        Who::Nobody => SignInFirst,
        Who::Office => Allowed,
        _ => Forbidden,
    }
}

/// What whoever leads TH014 takes out.
const fn leads_own_school(who: Who) -> Expected {
    match who {
        Who::Nobody => SignInFirst,
        Who::Office | Who::Principal | Who::Coordinator => Allowed,
/// The record of a person of TH014.
const fn keeper(who: Who) -> Expected {
    match who {
        Who::Nobody => SignInFirst,
        Who::Office | Who::Principal => Allowed,
        _ => Forbidden,
    }
}

/// What whoever leads MN001 takes out.
const fn leads_foreign_school(who: Who) -> Expected {
/// The record of a person of MN001.
const fn foreign_keeper(who: Who) -> Expected {
    match who {
        Who::Nobody => SignInFirst,
        Who::Office | Who::ForeignPrincipal => Allowed,
        _ => Forbidden,
    }
}

/// The record of a person that is not there.
const fn keeper_of_nobody(who: Who) -> Expected {
    match who {
        Who::Nobody => SignInFirst,
        Who::Office | Who::Principal | Who::ForeignPrincipal => NotFound,
        _ => Forbidden,
    }
}

/// A page of TH014.
const fn own_school(who: Who) -> Expected {
    match who {
        Who::Nobody => SignInFirst,
        Who::Office | Who::OfficeViewer | Who::Principal | Who::Coordinator | Who::Teacher => Allowed,
        Who::ForeignPrincipal | Who::Author | Who::Staff | Who::Pupil => Forbidden,
    }
}

/// A page of MN001.
const fn foreign_school(who: Who) -> Expected {
    match who {
        Who::Nobody => SignInFirst,
        Who::Office | Who::OfficeViewer | Who::ForeignPrincipal => Allowed,
        _ => Forbidden,
    }
}

/// What only whoever leads TH014 does.
const fn leads_school(who: Who) -> Expected {
/// What the office alone changes.
const fn office_alone(who: Who) -> Expected {
    match who {
        Who::Nobody => SignInFirst,
        Who::Office => Allowed,
        _ => Forbidden,
    }
}

/// What whoever leads TH014 changes.
const fn leads_own_school(who: Who) -> Expected {
    match who {
        Who::Nobody => SignInFirst,
        Who::Office | Who::Principal | Who::Coordinator => Allowed,
        _ => Forbidden,
    }
}

/// What only whoever leads MN001 does.
/// What whoever leads MN001 changes.
const fn leads_foreign_school(who: Who) -> Expected {
    match who {
        Who::Nobody => SignInFirst,
        Who::Office | Who::ForeignPrincipal => Allowed,
        _ => Forbidden,
    }
}

/// A class that is not of the school of the address.
const fn leads_school_not_found(who: Who) -> Expected {
    match leads_school(who) {
        Allowed => NotFound,
        other => other,
    }
}

/// What the office changes below its node.
const fn office_only(who: Who) -> Expected {
    match who {
        Who::Nobody => SignInFirst,
        Who::Office => Allowed,
/// An import that is nobody's; whoever may bring nothing in is not told.
const fn no_import(who: Who) -> Expected {
    match who {
        Who::Nobody => SignInFirst,
        Who::Office | Who::Principal | Who::Coordinator | Who::ForeignPrincipal => NotFound,
        _ => Forbidden,
    }
}

/// A node that is not below the office's.
const fn office_not_found(who: Who) -> Expected {
    match office_only(who) {
        Allowed => NotFound,
        other => other,
    }
}

/// A class of TH014 that is not the teacher's.
const fn class_of_another(who: Who) -> Expected {
    match who {
        Who::Teacher => NotFound,
        who => own_school(who),
    }
}

/// Class 1/1 of TH014, for whoever looks after it.
const fn class_teacher(who: Who) -> Expected {
    match who {
        Who::Nobody => SignInFirst,
        Who::Office | Who::Principal | Who::Coordinator | Who::Teacher => Allowed,
        _ => Forbidden,
    }
}

/// A class of TH014 that is not the teacher's, for whoever looks after it.
const fn teacher_of_another(who: Who) -> Expected {
    match who {
        Who::Teacher => NotFound,
        who => class_teacher(who),
    }
}

/// TH014, for whoever leads it.
const fn school_lead(who: Who) -> Expected {
    match who {
        Who::Teacher => Forbidden,
        who => class_teacher(who),
    }
}

/// MN001, for whoever leads it.
const fn foreign_lead(who: Who) -> Expected {
    match who {
        Who::Nobody => SignInFirst,
        Who::Office | Who::ForeignPrincipal => Allowed,
        _ => Forbidden,
    }
}

/// A class under the address of a school that is not its own.
const fn misplaced_class(who: Who) -> Expected {
    match who {
        Who::Nobody => SignInFirst,
        Who::Office | Who::ForeignPrincipal => NotFound,
        _ => Forbidden,
    }
}

const fn any_learner(who: Who) -> Expected {
    match who {
        Who::Nobody => SignInFirst,
        _ => Allowed,
    }
}

/// A course for staff.
const fn staff_learner(who: Who) -> Expected {
    match who {
        Who::Nobody => SignInFirst,
        Who::Pupil => NotFound,
        _ => Allowed,
    }
}

/// A course for pupils.
const fn pupil_learner(who: Who) -> Expected {
    match who {
        Who::Nobody => SignInFirst,
        Who::Pupil => Allowed,
        _ => NotFound,
    }
}

/// An attempt that is nobody's.
const fn own_attempt(who: Who) -> Expected {
    match who {
        Who::Nobody => SignInFirst,
        _ => NotFound,
    }
}

/// `door` names the other class by its code and a pupil of it.
fn rows(class: i64, other_class: i64, door: &str) -> Vec<Row> {
/// Whoever sees people: offices, and whoever leads a school.
const fn sees_people(who: Who) -> Expected {
    match who {
        Who::Nobody => SignInFirst,
        Who::Office | Who::OfficeViewer | Who::Principal | Who::ForeignPrincipal | Who::Coordinator => Allowed,
        _ => Forbidden,
    }
}

/// Whoever changes people, at whatever school.
const fn keeps_people(who: Who) -> Expected {
    match who {
        Who::OfficeViewer => Forbidden,
        who => sees_people(who),
    }
}

/// A person of TH014, to be seen.
const fn sees_person(who: Who) -> Expected {
    match who {
        Who::ForeignPrincipal => NotFound,
        who => sees_people(who),
    }
}

/// A person of TH014, to be changed.
const fn keeps_person(who: Who) -> Expected {
    match who {
        Who::ForeignPrincipal => NotFound,
        who => keeps_people(who),
    }
}

/// A fact of people that is nowhere.
const fn no_such_fact(who: Who) -> Expected {
    match keeps_people(who) {
        Allowed => NotFound,
        other => other,
    }
}

/// The people of TH014 under its own address.
const fn sees_own_people(who: Who) -> Expected {
    match who {
        Who::ForeignPrincipal => Forbidden,
        who => sees_people(who),
    }
}

/// Changes of TH014.
const fn leads_own_school(who: Who) -> Expected {
    match who {
        Who::OfficeViewer => Forbidden,
        who => sees_own_people(who),
    }
}

/// The whole of TH014, which its teachers do not see.
const fn own_school_whole(who: Who) -> Expected {
    match who {
        Who::Teacher => NotFound,
        who => own_school(who),
    }
}

/// A scanned decision that TH014 does not have.
const fn no_such_scan(who: Who) -> Expected {
    match own_school(who) {
        Allowed => NotFound,
        other => other,
    }
}

const fn office_that_changes(who: Who) -> Expected {
/// Whoever is signed in with an account.
const fn own_account(who: Who) -> Expected {
    any_learner(who)
}

const fn office_only(who: Who) -> Expected {
    match who {
        Who::Nobody => SignInFirst,
        Who::Office => Allowed,
        _ => Forbidden,
    }
}

/// Keeping people: `own` is somebody of TH014, `foreign` of MN001.
fn people_rows(own: i64, foreign: i64) -> Vec<Row> {
    let row = |path, form: String, expected| Row { path, form, expected };
    let from = "from=2026-11-01";
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
        row("/api/fn/change_many", format!("persons=0&confirmed=0&change=leave&{from}"), keeps_people),
        row("/api/fn/person_card", format!("person={own}"), sees_person),
        row("/api/fn/schools_to_keep", String::new(), keeps_people),
        row("/api/fn/add_person", format!("person[name]=&{place}"), keeps_people),
        row("/api/fn/change_person", format!("id={own}&person[name]=Trần+Quốc+Vinh&person[code]=TH-2"), keeps_person),
        row("/api/fn/begin_membership", format!("id={own}&{place}"), keeps_person),
        row("/api/fn/end_membership", format!("id={own}&membership=9999&{from}"), no_such_fact),
        row("/api/fn/correct_membership", format!("id={own}&membership=9999&{place}"), no_such_fact),
        row("/api/fn/place_in_class", format!("id={own}&membership=9999&class=1&{from}"), no_such_fact),
        row("/api/fn/begin_duty", format!("id={own}&school=TH014&duty=pupil_work&{from}"), keeps_person),
        row("/api/fn/end_duty", format!("id={own}&duty=9999&{from}"), no_such_fact),
        row("/api/fn/possible_duplicates", "page=1".into(), office_that_changes),
        row("/api/fn/side_by_side", format!("one={own}&other={foreign}"), office_that_changes),
        row("/api/fn/merge_persons", format!("stays={own}&goes={own}"), office_that_changes),
        row("/api/fn/team_page", "code=TH014".into(), own_school_whole),
        row("/api/fn/team_page", "code=MN001".into(), foreign_school),
        row("/api/fn/join_team", format!("code=TH014&person={own}&role=member&{from}"), leads_own_school),
        row("/api/fn/set_team_role", format!("code=TH014&person={own}&role=member&{from}"), leads_own_school),
        row("/api/fn/record_founding_decision", decision, leads_own_school),
    ]
}

fn rows(class: i64, other_class: i64) -> Vec<Row> {
/// The account of a teacher of TH014.
const fn keeper(who: Who) -> Expected {
    match who {
        Who::Nobody => SignInFirst,
        Who::Office | Who::Principal => Allowed,
        _ => Forbidden,
    }
}

fn rows(class: i64, other_class: i64, teacher: i64) -> Vec<Row> {
    let row = |path, form: String, expected| Row { path, form, expected };
    let staff = format!("course={STAFF_COURSE}");
    let pupil = format!("course={PUPIL_COURSE}");
    let lesson = "why-this-matters-none";
    let [school_import, to_discard] = SCHOOL_IMPORTS;
    let mapping = "kind=pupils&places[school_code]=0";
    vec![
        row("/api/fn/roster_imports", String::new(), office_alone),
        row("/api/fn/roster_imports", "school=TH014".into(), leads_own_school),
        row("/api/fn/roster_imports", "school=MN001".into(), leads_foreign_school),
        row(UPLOAD, String::new(), office_alone),
        row(UPLOAD, "TH014".into(), leads_own_school),
        row(UPLOAD, "MN001".into(), leads_foreign_school),
        row("/api/fn/roster_import", format!("import={OFFICE_IMPORT}"), office_alone),
        row("/api/fn/roster_import", format!("import={school_import}"), leads_own_school),
        row("/api/fn/roster_import", "import=999".into(), no_import),
        row("/api/fn/roster_mapping", format!("import={school_import}"), leads_own_school),
        row("/api/fn/map_roster", format!("import={OFFICE_IMPORT}&{mapping}"), office_alone),
        row("/api/fn/map_roster", format!("import={school_import}&{mapping}"), leads_own_school),
        row("/api/fn/confirm_roster", format!("import={OFFICE_IMPORT}&digest=x"), office_alone),
        row("/api/fn/confirm_roster", format!("import={school_import}&digest=x"), leads_own_school),
        row("/api/fn/discard_roster", format!("import={OFFICE_IMPORT}"), office_alone),
        row("/api/fn/discard_roster", format!("import={to_discard}"), leads_own_school),
        row("/api/fn/undo_roster", format!("import={OFFICE_IMPORT}"), office_alone),
        row("/api/fn/undo_roster", format!("import={school_import}"), leads_own_school),
        row("/api/fn/set_language", "language=en".into(), anyone),
        row("/api/fn/sign_in", "username=x&password=y".into(), anyone),
        row("/api/fn/sign_in_step", "code=123456".into(), anyone),
        row("/api/fn/ask_reset_letter", "name=nobody".into(), anyone),
        row("/api/fn/reset_link_open", "token=x".into(), anyone),
        row("/api/fn/reset_by_letter", "token=x&password=y".into(), anyone),
        row("/api/fn/reset_by_code", "username=x&code=y&password=z".into(), anyone),
        row("/api/fn/my_account", String::new(), own_account),
        row("/api/fn/change_password", "old=wrong&new=wrong".into(), own_account),
        row("/api/fn/my_sessions", String::new(), own_account),
        row("/api/fn/end_session", "id=x".into(), own_account),
        row("/api/fn/end_other_sessions", String::new(), own_account),
        row("/api/fn/second_step", String::new(), own_account),
        row("/api/fn/begin_second_step", String::new(), own_account),
        row("/api/fn/confirm_second_step", "code=x".into(), own_account),
        row("/api/fn/renew_recovery_codes", "password=wrong".into(), own_account),
        row("/api/fn/remove_second_step", "password=wrong".into(), own_account),
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
        row("/api/fn/save_answer", "attempt=999&position=0&values[]=0".into(), own_attempt),
        row("/api/fn/submit_attempt", format!("{staff}&attempt=999"), own_attempt),
        row("/api/fn/attempt_result", format!("{staff}&attempt=999"), own_attempt),
        row("/api/fn/office_progress", String::new(), office),
        row("/api/fn/school_progress", "code=TH014".into(), own_school),
        row("/api/fn/school_progress", "code=MN001".into(), foreign_school),
        row("/api/fn/class_progress", format!("code=TH014&class={class}"), own_school),
        row("/api/fn/class_progress", format!("code=TH014&class={other_class}"), class_of_another),
        row("/api/fn/classes_of_year", "code=TH014".into(), leads_school),
        row("/api/fn/classes_of_year", "code=MN001&year=2026".into(), leads_foreign_school),
        row("/api/fn/add_class", "code=TH014&year=2026&name=1/9".into(), leads_school),
        row("/api/fn/add_class", "code=MN001&year=2026&name=1/9".into(), leads_foreign_school),
        row("/api/fn/rename_class", format!("code=TH014&year=2026&class={other_class}&name=x"), leads_school),
        row("/api/fn/assign_class_teacher", format!("code=TH014&year=2026&class={class}&person=&from="), leads_school),
        row("/api/fn/end_class_teacher", format!("code=TH014&year=2026&class={class}&class_teacher=1&on=x"), leads_school),
        row("/api/fn/class_members", format!("code=TH014&class={class}"), leads_school),
        row("/api/fn/class_members", "code=TH014&class=999999".into(), leads_school_not_found),
        row("/api/fn/move_pupils", format!("code=TH014&class={class}&to={other_class}&from=2026-11-20"), leads_school),
        row("/api/fn/roll_over", "code=TH014".into(), leads_school),
        row("/api/fn/roll_over", "code=MN001".into(), leads_foreign_school),
        row("/api/fn/roll_over_members", format!("code=TH014&year=2026&class={class}"), leads_school),
        row("/api/fn/roll_over_members", "code=TH014&year=2026&class=999999".into(), leads_school_not_found),
        row("/api/fn/choose_exceptions", format!("code=TH014&year=2026&class={class}"), leads_school),
        row("/api/fn/apply_roll_over", "code=TH014&year=2026&fingerprint=x".into(), leads_school),
        row("/api/fn/undo_roll_over", "code=TH014&year=2026".into(), leads_school),
        row("/api/fn/confirm_roll_over", "code=TH014&year=2026".into(), leads_school),
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
        row("/api/fn/open_class", door.to_owned(), anyone),
        row("/api/fn/known_class", String::new(), anyone),
        row("/api/fn/class_names", door.to_owned(), anyone),
        row("/api/fn/pupil_door", door.to_owned(), anyone),
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
        row("/api/fn/cards_ahead", "code=TH014".into(), school_lead),
        row("/api/fn/cards_ahead", "code=MN001".into(), foreign_lead),
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

/// The one server function here that takes a file; its row's form is the school's code.
const UPLOAD: &str = "/api/fn/upload_roster";

fn outcome(status: StatusCode, body: &str) -> Expected {
    match status {
        status if status.is_success() || status.is_redirection() => Allowed,
        _ if body.contains("not_signed_in") => SignInFirst,
        _ if body.contains("forbidden") => Forbidden,
        _ if body.contains("not_found") => NotFound,
        status => panic!("{status}: {body}"),
    }
}

/// Reads who may do what and what was done at TH014.
const fn audits_own_school(who: Who) -> Expected {
    match who {
        Who::Nobody => SignInFirst,
        Who::Office | Who::OfficeViewer | Who::Principal => Allowed,
        _ => Forbidden,
    }
}

/// The same at MN001.
const fn audits_foreign_school(who: Who) -> Expected {
    match who {
        Who::Nobody => SignInFirst,
        Who::Office | Who::OfficeViewer | Who::ForeignPrincipal => Allowed,
        _ => Forbidden,
    }
}

/// Gives roles at TH014.
const fn heads_own_school(who: Who) -> Expected {
    match who {
        Who::OfficeViewer => Forbidden,
        who => audits_own_school(who),
    }
}

/// Gives roles at MN001.
const fn heads_foreign_school(who: Who) -> Expected {
    match who {
        Who::OfficeViewer => Forbidden,
        who => audits_foreign_school(who),
    }
}

/// Gives roles of the office.
const fn office_alone(who: Who) -> Expected {
    match who {
        Who::Nobody => SignInFirst,
        Who::Office => Allowed,
        _ => Forbidden,
    }
}

/// Reads what somebody of TH014 may do.
const fn audits_own_person(who: Who) -> Expected {
    match who {
        Who::ForeignPrincipal => NotFound,
        who => audits_own_school(who),
    }
}

/// Reads what somebody of MN001 may do.
const fn audits_foreign_person(who: Who) -> Expected {
    match who {
        Who::Principal => NotFound,
        who => audits_foreign_school(who),
    }
}

/// Opens and shuts the account of somebody of TH014.
const fn keeps_own_person(who: Who) -> Expected {
    match who {
        Who::OfficeViewer => Forbidden,
        who => audits_own_person(who),
    }
}

/// Opens and shuts the account of somebody of MN001.
const fn keeps_foreign_person(who: Who) -> Expected {
    match who {
        Who::OfficeViewer => Forbidden,
        who => audits_foreign_person(who),
    }
}

/// A person who is not there, for whoever reads.
const fn audits_no_person(who: Who) -> Expected {
    match who {
        Who::Nobody => SignInFirst,
        Who::Office | Who::OfficeViewer | Who::Principal | Who::ForeignPrincipal => NotFound,
        _ => Forbidden,
    }
}

/// A role that is not there, for whoever ends roles.
const fn ends_no_role(who: Who) -> Expected {
    match who {
        Who::OfficeViewer => Forbidden,
        who => audits_no_person(who),
    }
}

/// Whom and what the rows about roles and accounts name.
#[derive(Default)]
struct Ids {
    own_person: i64,
    foreign_person: i64,
    own_school: i64,
    foreign_school: i64,
    office: i64,
    own_role: i64,
    foreign_role: i64,
}

impl Ids {
    async fn of(app: &TestApp) -> Self {
        let (auditor, all) = (app.office.auditor(), RoleFilter::default());
        let read = services::access::office_roles(&app.store, &auditor, &all, "", 1, 100, app.now());
        let roles = read.await.unwrap().roles;
        let role = |role: Role, school: &str| {
            let at = |line: &&RoleLine| line.node.school_code.as_deref() == Some(school);
            roles.iter().filter(at).find(|line| line.role == role).unwrap().id
        };
        let school = async |code: &str| services::people::school_by_code(&app.store, code).await.unwrap().unwrap().0;
        let person = async |code: &str| services::people::person_by_code(&app.store, code).await.unwrap().unwrap().0;
        Self {
            own_person: person("TH-3").await,
            foreign_person: person("MN-1").await,
            own_school: school("TH014").await,
            foreign_school: school("MN001").await,
            office: app.office.node().0,
            own_role: role(Role::Coordinator, "TH014"),
            foreign_role: role(Role::Principal, "MN001"),
        }
    }
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
        row("/api/fn/give_role", give(ids.own_person, "author", ids.office), office_alone),
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

/// Pages of roles and of the audit log, and the log as a file.
fn access_pages(ids: &Ids) -> Vec<(String, Policy)> {
    vec![
        ("/audit".into(), office),
        ("/audit?from=x&page=0&action=dance".into(), office),
        ("/audit/export.csv".into(), office),
        ("/roles".into(), office),
        ("/roles?find=diem".into(), office),
        ("/school/TH014/audit".into(), audits_own_school),
        ("/school/MN001/audit".into(), audits_foreign_school),
        ("/school/XX999/audit".into(), own_attempt),
        ("/school/TH014/audit/export.csv".into(), audits_own_school),
        ("/school/MN001/audit/export.csv".into(), audits_foreign_school),
        ("/school/TH014/roles".into(), audits_own_school),
        ("/school/MN001/roles".into(), audits_foreign_school),
        (format!("/people/{}/access", ids.own_person), audits_own_person),
        (format!("/people/{}/access", ids.foreign_person), audits_foreign_person),
        ("/people/999999/access".into(), audits_no_person),
        ("/people/x/access".into(), |_| NotFound),
    ]
}

/// Whether a path is one of a route's, whose parameters are in braces; the more words they share, the closer.
fn closeness(route: &str, path: &str) -> Option<usize> {
    let path = path.split('?').next().unwrap_or_default();
    let (route, path): (Vec<&str>, Vec<&str>) = (route.split('/').collect(), path.split('/').collect());
    let fits = route.len() == path.len()
        && route.iter().zip(&path).all(|(word, given)| (word.starts_with('{') && !given.is_empty()) || word == given);
    fits.then(|| route.iter().zip(&path).filter(|(word, given)| word == given).count())
}

async fn class_ids(app: &TestApp) -> (i64, i64) {
    let school = services::people::school_by_code(&app.store, "TH014").await.unwrap().unwrap();
    let mut ids = Vec::new();
    for name in ["1/1", "2/1"] {
        ids.push(services::people::class_by_name(&app.store, school, 2026, name).await.unwrap().unwrap().0);
    }
    (ids[0], ids[1])
}

/// The code of a class and the handle of one of its pupils.
async fn pupils_door(app: &TestApp, class: i64) -> (String, String) {
    use services::access::{Anyone, Operator, pupils};
    let school = services::people::school_by_code(&app.store, "TH014").await.unwrap().unwrap();
    let teacher = Operator::at_console().class_teacher(school, domain::ids::ClassId(class));
    let code = pupils::change_class_code(&app.store, &teacher, app.now()).await.unwrap();
    let names = pupils::class_names(&app.store, &app.secrets, Anyone::at(None), &code, app.now()).await.unwrap();
    (code, names.pupils[0].handle.clone())
/// Somebody of TH014, and somebody of MN001.
async fn person_ids(app: &TestApp) -> (i64, i64) {
    let mut ids = Vec::new();
    for code in ["TH-2", "MN-1"] {
        ids.push(services::people::person_by_code(&app.store, code).await.unwrap().unwrap().0);
    }
    (ids[0], ids[1])
}

#[tokio::test]
async fn every_server_function_serves_whom_it_should_and_nobody_else() {
    let app = TestApp::with_people().await;
    let (class, other_class) = class_ids(&app).await;
    let (key, pupil) = pupils_door(&app, other_class).await;
    let door = format!("key={key}&pupil={pupil}");
    for who in Who::ALL {
        for row in rows(class, other_class, &door) {
    let (own, foreign) = person_ids(&app).await;
    for who in Who::ALL {
        for row in rows(class, other_class).into_iter().chain(people_rows(own, foreign)) {
    let ids = Ids::of(&app).await;
    for who in Who::ALL {
        for row in rows(class, other_class).into_iter().chain(access_rows(&ids)) {
    let teacher = app.person("TH-2").await.0;
    for who in Who::ALL {
        for row in rows(class, other_class, teacher) {
            // A fresh session for each row: signing out is one of them.
            let cookie = app.sign_in(who).await;
            let answer = match row.path {
                UPLOAD => app.call_file(row.path, &cookie, &row.form, "Mã trường,Mã cán bộ,Họ và tên,Chức vụ\n").await,
                path => app.call(path, &cookie, &row.form).await,
            };
            assert_eq!(
                outcome(answer.status, &answer.body),
                (row.expected)(who),
                "{} {} as {who:?}: {}",
                row.path,
                row.form,
                answer.body
            );
        }
    }
}

#[tokio::test]
async fn every_server_function_has_a_row_and_none_changes_anything_by_get() {
    let _app = TestApp::empty().await;
    let rows = rows(1, 2, "");
    let mut rows = rows(1, 2);
    rows.extend(access_rows(&Ids::default()));
    let rows = rows(1, 2, 3);
    let listed: BTreeSet<&str> = rows.iter().map(|row| row.path).collect();
    let rows = rows(1, 2);
    let listed: BTreeSet<&str> = rows.iter().chain(&people_rows(1, 2)).map(|row| row.path).collect();
    let mut registered = BTreeSet::new();
    for (path, method) in leptos::server_fn::axum::server_fn_paths() {
        assert_eq!(method, axum::http::Method::POST, "{path}");
        registered.insert(path);
    }
    assert_eq!(registered, listed);
}

#[tokio::test]
async fn every_page_serves_whom_it_should_and_nobody_else() {
    let app = TestApp::with_people().await;
    let (class, other_class) = class_ids(&app).await;
    pupils_door(&app, class).await;
    let (key, pupil) = pupils_door(&app, other_class).await;
    let person = async |code| services::people::person_by_code(&app.store, code).await.unwrap().unwrap();
    let (own, foreign) = (person("790002").await, person("MN-1").await);
    let teacher = app.person("TH-2").await;
    let pages: Vec<(String, Policy)> = vec![
        ("/me/data".into(), any_learner),
        ("/me/data.json".into(), any_learner),
        (format!("/people/{own}/data.json"), keeper),
        (format!("/people/{foreign}/data.json"), foreign_keeper),
        ("/people/999999/data.json".into(), keeper_of_nobody),
        ("/people/x/data.json".into(), own_attempt),
        ("/settings".into(), office_only),
    let (own, _) = person_ids(&app).await;
    let pages: Vec<(String, Policy)> = vec![
        ("/people".into(), sees_people),
        ("/people/new".into(), keeps_people),
        ("/people/merge".into(), office_that_changes),
        (format!("/people/{own}"), sees_person),
        ("/people/x".into(), |_| NotFound),
        ("/school/TH014/people".into(), sees_own_people),
        (format!("/school/TH014/people/many?person={own}"), leads_own_school),
        ("/school/TH014/team".into(), own_school_whole),
        ("/school/MN001/team".into(), foreign_school),
        ("/school/TH014/team/decision".into(), no_such_scan),
    let mut pages: Vec<(String, Policy)> = vec![
        ("/".into(), anyone),
        ("/favicon.ico".into(), anyone),
        ("/school".into(), anyone),
        ("/media/0/picture.svg".into(), own_attempt),
        ("/sign-in".into(), anyone),
        ("/sign-in/step".into(), anyone),
        ("/forgotten".into(), anyone),
        ("/forgotten/new?token=x".into(), anyone),
        ("/forgotten/code".into(), anyone),
        ("/me".into(), own_account),
        ("/me/password".into(), own_account),
        ("/me/second-step".into(), own_account),
        ("/me/sessions".into(), own_account),
        ("/settings/sign-in".into(), office_only),
        (format!("/people/{teacher}/code"), keeper),
        ("/people/x/code".into(), |_| NotFound),
        ("/setup".into(), anyone),
        ("/healthz".into(), anyone),
        ("/learn".into(), any_learner),
        (format!("/learn/{STAFF_COURSE}"), staff_learner),
        (format!("/learn/{STAFF_COURSE}/quiz"), staff_learner),
        (format!("/learn/{STAFF_COURSE}/quiz/999"), own_attempt),
        (format!("/learn/{STAFF_COURSE}/quiz/not-a-number"), |_| NotFound),
        (format!("/learn/{PUPIL_COURSE}/password-is-a-key"), pupil_learner),
        (format!("/learn/{PUPIL_COURSE}/no-such-lesson"), own_attempt),
        ("/office".into(), office),
        ("/settings/oidc".into(), office_only),
        ("/school/TH014".into(), own_school),
        ("/school/MN001".into(), foreign_school),
        ("/school/XX999".into(), own_attempt),
        (format!("/school/TH014/classes/{class}"), own_school),
        (format!("/school/TH014/classes/{other_class}"), class_of_another),
        ("/school/TH014/classes/x".into(), |_| NotFound),
        ("/school/TH014/classes".into(), leads_school),
        ("/school/TH014/classes?year=2026".into(), leads_school),
        ("/school/MN001/classes".into(), leads_foreign_school),
        (format!("/school/TH014/classes?year=2026&class={class}"), leads_school),
        (format!("/school/TH014/classes/{class}/members"), leads_school),
        ("/school/TH014/classes/999999/members".into(), leads_school_not_found),
        ("/school/TH014/classes/x/members".into(), |_| NotFound),
        ("/school/TH014/roll-over".into(), leads_school),
        (format!("/school/TH014/roll-over?year=2026&class={class}"), leads_school),
        ("/school/MN001/roll-over".into(), leads_foreign_school),
        ("/organisations".into(), office_only),
        ("/organisations?q=my+xuan".into(), office_only),
        ("/organisations/TH014".into(), office_only),
        ("/organisations/TH014?into=MN001&on=2026-12-01".into(), office_only),
        ("/organisations/XX999".into(), office_not_found),
        ("/class".into(), anyone),
        (format!("/class/{key}"), anyone),
        (format!("/class/{key}/{pupil}"), anyone),
        (format!("/class/{key}/0123456789abcdef"), |_| NotFound),
        (format!("/school/TH014/classes/{class}/sign-in"), class_teacher),
        (format!("/school/TH014/classes/{other_class}/sign-in"), teacher_of_another),
        (format!("/school/MN001/classes/{class}/sign-in"), misplaced_class),
        (format!("/school/TH014/classes/{class}/cards"), class_teacher),
        (format!("/school/TH014/classes/{other_class}/cards"), teacher_of_another),
        (format!("/school/TH014/classes/{class}/poster"), class_teacher),
        (format!("/school/TH014/classes/{other_class}/poster"), teacher_of_another),
        (format!("/school/TH014/classes/{class}/lesson"), class_teacher),
        (format!("/school/TH014/classes/{other_class}/lesson"), teacher_of_another),
        ("/school/TH014/classes/x/sign-in".into(), |_| NotFound),
        ("/school/TH014/classes/x/cards".into(), |_| NotFound),
        ("/school/TH014/cards".into(), school_lead),
        ("/school/MN001/cards".into(), foreign_lead),
        ("/people/import".into(), office_alone),
        ("/school/TH014/import".into(), leads_own_school),
        ("/school/MN001/import".into(), leads_foreign_school),
        (format!("/people/import/{OFFICE_IMPORT}"), office_alone),
        (format!("/people/import/{}", SCHOOL_IMPORTS[0]), leads_own_school),
        (format!("/people/import/{}/columns", SCHOOL_IMPORTS[0]), leads_own_school),
        ("/people/import/999".into(), no_import),
        ("/people/import/x".into(), |_| NotFound),
        ("/people/import/x/columns".into(), |_| NotFound),
        ("/no/such/page".into(), |_| NotFound),
        ("/api/v1/progress".into(), office),
        ("/people/export/schools.csv".into(), office_alone),
        ("/people/export/staff.xlsx".into(), office_alone),
        ("/people/export/oneroster.zip".into(), office_alone),
        ("/people/templates/pupils.xlsx".into(), any_learner),
        ("/school/TH014/export/staff.csv".into(), leads_own_school),
        ("/school/TH014/export/pupils.xlsx".into(), leads_own_school),
        ("/school/MN001/export/pupils.csv".into(), leads_foreign_school),
        ("/school/XX999/export/staff.csv".into(), own_attempt),
    ];
    pages.extend(access_pages(&Ids::of(&app).await));
    let routes = server::http::paths();
    let with_rows: BTreeSet<&str> = pages
        .iter()
        .filter_map(|(path, _)| {
            routes.iter().max_by_key(|route| closeness(route, path)).filter(|route| closeness(route, path).is_some())
        })
        .map(String::as_str)
        .collect();
    let all: BTreeSet<&str> = routes.iter().map(String::as_str).collect();
    assert_eq!(with_rows, all, "each route has a row");
    for who in Who::ALL {
        let cookie = app.sign_in(who).await;
        for (path, expected) in &pages {
            let answer = app.get(path, &cookie).await;
            let got = match answer.status {
                StatusCode::OK => Allowed,
                StatusCode::FORBIDDEN => Forbidden,
                StatusCode::NOT_FOUND => NotFound,
                StatusCode::UNAUTHORIZED => SignInFirst,
                StatusCode::FOUND | StatusCode::SEE_OTHER if answer.location().starts_with("/sign-in?next=") => {
                    SignInFirst
                }
                // Ways that only lead on, whoever asks.
                StatusCode::SEE_OTHER | StatusCode::PERMANENT_REDIRECT => Allowed,
                status => panic!("{path} as {who:?}: {status} {}", answer.location()),
            };
            assert_eq!(got, expected(who), "{path} as {who:?}");
        }
    }
}

/// Cards are printed by a form to their own page, which is no server function.
#[tokio::test]
async fn cards_are_printed_for_whom_they_should_be_and_nobody_else() {
    let app = TestApp::with_people().await;
    let (class, other_class) = class_ids(&app).await;
    let forms: [(String, Policy); 5] = [
        (format!("/school/TH014/classes/{class}/cards"), class_teacher),
        (format!("/school/TH014/classes/{other_class}/cards"), teacher_of_another),
        (format!("/school/MN001/classes/{class}/cards"), misplaced_class),
        ("/school/TH014/cards".into(), school_lead),
        ("/school/XX999/cards".into(), own_attempt),
    ];
    for who in Who::ALL {
        let cookie = app.sign_in(who).await;
        for (path, expected) in &forms {
            let answer = app.post(path, &cookie, "").await;
            let got = match answer.status {
                StatusCode::OK => Allowed,
                StatusCode::FORBIDDEN => Forbidden,
                StatusCode::NOT_FOUND => NotFound,
                StatusCode::SEE_OTHER if answer.location().starts_with("/sign-in?next=") => SignInFirst,
                status => panic!("{path} as {who:?}: {status} {}", answer.location()),
            };
            assert_eq!(got, expected(who), "{path} as {who:?}");
            assert_eq!(answer.body.contains("pupil-card-head"), got == Allowed, "{path} as {who:?}");
        }
    }
}
