//! From what is held to the files of a OneRoster exchange.

use super::{
    Held,
    words::{
        ADDRESS, CLASSES, COURSES, DEMOGRAPHICS, DUTIES, EMAIL, ENROLLMENTS, FILES, LEVEL, NO_NAME, ORGS, POST, ROLES,
        SESSIONS, USERS, role_of,
    },
};
use crate::people::export::csv;
use chrono::NaiveDate;
use domain::{
    calendar::SchoolYear,
    people::{
        PersonName, Sex,
        roster::{
            PupilRecord,
            cells::{write_duties, write_level},
        },
    },
};
use sha2::{Digest, Sha256};
use std::collections::{BTreeMap, BTreeSet};

/// A file in the making: its columns and lines.
struct File {
    name: &'static str,
    columns: &'static [&'static str],
    lines: Vec<Vec<String>>,
}

impl File {
    const fn new(name: &'static str, columns: &'static [&'static str]) -> Self {
        Self { name, columns, lines: Vec::new() }
    }

    /// Adds a line; columns that are not named stay empty.
    fn push(&mut self, cells: &[(&str, &str)]) {
        let cell = |column: &&str| cells.iter().find(|(name, _)| name == column).map_or("", |(_, cell)| cell);
        self.lines.push(self.columns.iter().map(|column| cell(column).to_owned()).collect());
    }
}

/// The files of the exchange with the manifest; a file without a line is absent, as the binding wants it.
pub fn files(held: &Held) -> Vec<(String, Vec<u8>)> {
    let mut files = vec![orgs(held), sessions(held), courses(held), classes(held), roles(held)];
    files.extend(people(held));
    files.push(enrollments(held));
    files.retain(|file| !file.lines.is_empty());
    let manifest = manifest(&files);
    std::iter::once(manifest)
        .chain(files)
        .map(|file| (format!("{}.csv", file.name), csv::for_programs(file.columns, &file.lines)))
        .collect()
}

fn manifest(files: &[File]) -> File {
    let mut manifest = File::new("manifest", &["propertyName", "value"]);
    let mut say = |name: &str, value: &str| manifest.push(&[("propertyName", name), ("value", value)]);
    say("manifest.version", "1.0");
    say("oneroster.version", "1.2");
    for name in FILES {
        let is_there = files.iter().any(|file| file.name == name);
        say(&format!("file.{name}"), if is_there { "bulk" } else { "absent" });
    }
    say("source.systemName", "Tiến Độ");
    say("source.systemCode", "tiendo");
    manifest
}

fn orgs(held: &Held) -> File {
    let mut file = File::new("orgs", &ORGS);
    let (office, name) = &held.office;
    file.push(&[("sourcedId", office), ("name", name), ("type", "district"), ("identifier", office)]);
    for school in &held.schools {
        file.push(&[
            ("sourcedId", &school.code),
            ("name", &school.name),
            ("type", "school"),
            ("identifier", &school.code),
            ("parentSourcedId", office),
            (LEVEL, write_level(school.level)),
            (ADDRESS, &school.address),
            (EMAIL, &school.email),
        ]);
    }
    file
}

fn sessions(held: &Held) -> File {
    let mut file = File::new("academicSessions", &SESSIONS);
    for year in held.pupils.iter().map(|pupil| pupil.school_year).collect::<BTreeSet<_>>() {
        file.push(&[
            ("sourcedId", &session_id(year)),
            ("title", &year.to_string()),
            ("type", "schoolYear"),
            ("startDate", &year.first_day().to_string()),
            // The binding's end dates are exclusive, as ours are.
            ("endDate", &year.end().to_string()),
            // Named after the calendar year in which it ends.
            ("schoolYear", &(year.first_year() + 1).to_string()),
        ]);
    }
    file
}

/// The binding puts every class under a course; ours are the grades.
fn courses(held: &Held) -> File {
    let mut file = File::new("courses", &COURSES);
    for grade in held.pupils.iter().map(|pupil| pupil.grade).collect::<BTreeSet<_>>() {
        let number = grade.number();
        file.push(&[
            ("sourcedId", &course_id(number)),
            ("title", &format!("Khối {number}")),
            ("courseCode", &course_id(number)),
            ("grades", &grade_code(number)),
            ("orgSourcedId", &held.office.0),
        ]);
    }
    file
}

fn classes(held: &Held) -> File {
    let mut file = File::new("classes", &CLASSES);
    let classes: BTreeMap<_, &PupilRecord> = held
        .pupils
        .iter()
        .map(|pupil| ((&pupil.school_code, pupil.school_year, pupil.grade, &pupil.class_name), pupil))
        .collect();
    for pupil in classes.into_values() {
        file.push(&[
            ("sourcedId", &class_id(pupil)),
            ("title", &pupil.class_name),
            ("grades", &grade_code(pupil.grade.number())),
            ("courseSourcedId", &course_id(pupil.grade.number())),
            ("classCode", &pupil.class_name),
            ("classType", "homeroom"),
            ("schoolSourcedId", &pupil.school_code),
            ("termSourcedIds", &session_id(pupil.school_year)),
        ]);
    }
    file
}

fn roles(held: &Held) -> File {
    let mut file = File::new("roles", &ROLES);
    for staff in &held.staff {
        file.push(&[
            ("sourcedId", &format!("role-{}-{}", staff.school_code, staff.code)),
            ("userSourcedId", &staff.code),
            ("roleType", "primary"),
            ("role", role_of(&staff.post, staff.kind)),
            ("beginDate", &staff.span.from.to_string()),
            ("endDate", &staff.span.to.map(|day| day.to_string()).unwrap_or_default()),
            ("orgSourcedId", &staff.school_code),
            (POST, &staff.post),
            (DUTIES, &write_duties(staff.responsibilities.iter().copied())),
        ]);
    }
    for pupil in &held.pupils {
        file.push(&[
            ("sourcedId", &format!("role-{}-{}", pupil.school_code, pupil.code)),
            ("userSourcedId", &pupil.code),
            ("roleType", "primary"),
            ("role", "student"),
            ("orgSourcedId", &pupil.school_code),
        ]);
    }
    file
}

/// What `users.csv` says of somebody.
struct User<'a> {
    code: &'a str,
    school: &'a str,
    name: &'a PersonName,
    email: &'a str,
    grade: &'a str,
}

/// `users.csv` and `demographics.csv`: a person once, whatever the number of schools.
fn people(held: &Held) -> [File; 2] {
    let mut users = File::new("users", &USERS);
    let mut demographics = File::new("demographics", &DEMOGRAPHICS);
    let mut push = |user: User<'_>, born_on: Option<NaiveDate>, sex: Option<Sex>| {
        let User { code, school, name, email, grade } = user;
        let family = if name.family().is_empty() { NO_NAME } else { name.family() };
        users.push(&[
            ("sourcedId", code),
            ("enabledUser", "true"),
            ("username", code),
            ("givenName", name.given()),
            ("familyName", family),
            ("middleName", name.middle()),
            ("identifier", code),
            ("email", email),
            ("grades", grade),
            ("primaryOrgSourcedId", school),
        ]);
        if born_on.is_some() || sex.is_some() {
            let born_on = born_on.map(|day| day.to_string()).unwrap_or_default();
            let sex = sex.map_or("", Sex::as_str);
            demographics.push(&[("sourcedId", code), ("birthDate", &born_on), ("sex", sex)]);
        }
    };
    let mut seen = BTreeSet::new();
    for staff in held.staff.iter().filter(|staff| seen.insert(&staff.code)) {
        let email = staff.email.as_deref().unwrap_or_default();
        let user = User { code: &staff.code, school: &staff.school_code, name: &staff.name, email, grade: "" };
        push(user, staff.born_on, staff.sex);
    }
    for pupil in &held.pupils {
        let grade = grade_code(pupil.grade.number());
        let (code, school, name) = (&pupil.code, &pupil.school_code, &pupil.name);
        push(User { code, school, name, email: "", grade: &grade }, pupil.born_on, pupil.sex);
    }
    [users, demographics]
}

fn enrollments(held: &Held) -> File {
    let mut file = File::new("enrollments", &ENROLLMENTS);
    for pupil in &held.pupils {
        let class = class_id(pupil);
        file.push(&[
            ("sourcedId", &format!("place-{}-{class}", pupil.code)),
            ("classSourcedId", &class),
            ("schoolSourcedId", &pupil.school_code),
            ("userSourcedId", &pupil.code),
            ("role", "student"),
        ]);
    }
    file
}

fn session_id(year: SchoolYear) -> String {
    format!("year-{}", year.first_year())
}

fn course_id(grade: u8) -> String {
    format!("grade-{grade}")
}

fn grade_code(grade: u8) -> String {
    format!("{grade:02}")
}

/// The same for the same class in every export; a class's name has signs that an identifier may not have.
fn class_id(pupil: &PupilRecord) -> String {
    let named = format!("{}\n{}\n{}", pupil.school_code, pupil.school_year, pupil.class_name);
    format!("class-{}", &hex::encode(Sha256::digest(named))[..20])
}
