//! The names that the OneRoster 1.2 CSV binding gives to files, columns and roles, and ours beside them.

use domain::people::{MembershipKind, SchoolLevel};

/// Columns of our own; the binding lets them follow its own columns.
pub const POST: &str = "metadata.tiendo.post";
/// Duties at the school, as rosters write them.
pub const DUTIES: &str = "metadata.tiendo.responsibilities";
/// Level of a school, as rosters write it.
pub const LEVEL: &str = "metadata.tiendo.level";
/// Address of a school.
pub const ADDRESS: &str = "metadata.tiendo.address";
/// E-mail address of a school.
pub const EMAIL: &str = "metadata.tiendo.email";

/// What stands for a part of a name that the binding asks for and the name does not have.
pub const NO_NAME: &str = ".";

/// Every file of the binding, in the order of its manifest.
pub const FILES: [&str; 21] = [
    "academicSessions",
    "categories",
    "classes",
    "classResources",
    "courses",
    "courseResources",
    "demographics",
    "enrollments",
    "lineItemLearningObjectiveIds",
    "lineItems",
    "lineItemScoreScales",
    "orgs",
    "resources",
    "resultLearningObjectiveIds",
    "results",
    "resultScoreScales",
    "roles",
    "scoreScales",
    "userProfiles",
    "userResources",
    "users",
];

/// Columns of `orgs.csv`.
pub const ORGS: [&str; 10] =
    ["sourcedId", "status", "dateLastModified", "name", "type", "identifier", "parentSourcedId", LEVEL, ADDRESS, EMAIL];
/// Columns of `academicSessions.csv`.
pub const SESSIONS: [&str; 9] = [
    "sourcedId",
    "status",
    "dateLastModified",
    "title",
    "type",
    "startDate",
    "endDate",
    "parentSourcedId",
    "schoolYear",
];
/// Columns of `courses.csv`.
pub const COURSES: [&str; 10] = [
    "sourcedId",
    "status",
    "dateLastModified",
    "schoolYearSourcedId",
    "title",
    "courseCode",
    "grades",
    "orgSourcedId",
    "subjects",
    "subjectCodes",
];
/// Columns of `classes.csv`.
pub const CLASSES: [&str; 14] = [
    "sourcedId",
    "status",
    "dateLastModified",
    "title",
    "grades",
    "courseSourcedId",
    "classCode",
    "classType",
    "location",
    "schoolSourcedId",
    "termSourcedIds",
    "subjects",
    "subjectCodes",
    "periods",
];
/// Columns of `enrollments.csv`.
pub const ENROLLMENTS: [&str; 10] = [
    "sourcedId",
    "status",
    "dateLastModified",
    "classSourcedId",
    "schoolSourcedId",
    "userSourcedId",
    "role",
    "primary",
    "beginDate",
    "endDate",
];
/// Columns of `roles.csv`.
pub const ROLES: [&str; 12] = [
    "sourcedId",
    "status",
    "dateLastModified",
    "userSourcedId",
    "roleType",
    "role",
    "beginDate",
    "endDate",
    "orgSourcedId",
    "userProfileSourcedId",
    POST,
    DUTIES,
];
/// Columns of `users.csv`.
pub const USERS: [&str; 23] = [
    "sourcedId",
    "status",
    "dateLastModified",
    "enabledUser",
    "username",
    "userIds",
    "givenName",
    "familyName",
    "middleName",
    "identifier",
    "email",
    "sms",
    "phone",
    "agentSourcedIds",
    "grades",
    "password",
    "userMasterIdentifier",
    "resourceSourcedIds",
    "preferredGivenName",
    "preferredMiddleName",
    "preferredFamilyName",
    "primaryOrgSourcedId",
    "pronouns",
];
/// Columns of `demographics.csv`.
pub const DEMOGRAPHICS: [&str; 16] = [
    "sourcedId",
    "status",
    "dateLastModified",
    "birthDate",
    "sex",
    "americanIndianOrAlaskaNative",
    "asian",
    "blackOrAfricanAmerican",
    "nativeHawaiianOrOtherPacificIslander",
    "white",
    "demographicRaceTwoOrMoreRaces",
    "hispanicOrLatinoEthnicity",
    "countryOfBirthCode",
    "stateOfBirthAbbreviation",
    "cityOfBirth",
    "publicSchoolResidenceStatus",
];

/// The role of a member of staff: what comes nearest to the post.
pub fn role_of(post: &str, kind: MembershipKind) -> &'static str {
    match kind {
        MembershipKind::Manager if post == "Hiệu trưởng" => "principal",
        MembershipKind::Manager => "siteAdministrator",
        MembershipKind::Teacher => "teacher",
        MembershipKind::Staff | MembershipKind::Collaborator => "aide",
        MembershipKind::Pupil => "student",
    }
}

/// What somebody with a role is to us.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum RoleHere {
    /// A pupil.
    Pupil,
    /// A member of staff with a post.
    Staff(String),
    /// None of a school's people: parents, guardians.
    Nobody,
}

/// What a role of the binding is to us. A role that nobody knows becomes a post that nobody knows, which is then named.
pub fn role_here(role: &str) -> RoleHere {
    let staff = |post: &str| RoleHere::Staff(post.to_owned());
    match role {
        "student" => RoleHere::Pupil,
        "teacher" => staff("Giáo viên"),
        "principal" | "siteAdministrator" => staff("Hiệu trưởng"),
        "aide" | "counselor" | "proctor" | "districtAdministrator" | "systemAdministrator" => staff("Nhân viên"),
        "guardian" | "parent" | "relative" => RoleHere::Nobody,
        other => staff(other),
    }
}

/// The level of a school of which only its name and its classes' grades are known.
pub fn level_of(name: &str, grades: impl IntoIterator<Item = u8>) -> Option<SchoolLevel> {
    let (mut primary, mut lower_secondary) = (false, false);
    for grade in grades {
        primary |= (1..=5).contains(&grade);
        lower_secondary |= (6..=9).contains(&grade);
    }
    let name = domain::people::search::fold(name);
    match (primary, lower_secondary) {
        (true, true) => Some(SchoolLevel::PrimaryLowerSecondary),
        (true, false) => Some(SchoolLevel::Primary),
        (false, true) => Some(SchoolLevel::LowerSecondary),
        (false, false) if name.contains("mam non") || name.contains("mau giao") => Some(SchoolLevel::Preschool),
        (false, false) => None,
    }
}
