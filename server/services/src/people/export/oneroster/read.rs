//! From the files of a OneRoster exchange to the lines of rosters.
//!
//! What the exchange does not speak of stays as it is held: an archive of another system knows no
//! duties, and that must not end them.

use super::{
    Held, OneRosterError,
    manifest::Sheets,
    sheet::{Line, Sheet},
    words::{ADDRESS, DUTIES, EMAIL, LEVEL, NO_NAME, POST, RoleHere, level_of, role_here},
};
use chrono::NaiveDate;
use domain::{
    calendar::{SchoolYear, parse_day, write_day},
    people::{
        Grade, Sex,
        roster::{
            RosterKind, SchoolRecord, StaffRecord,
            cells::{write_duties, write_level, write_sex},
            kind_of_post,
        },
    },
};
use std::collections::{BTreeMap, HashMap};

/// The lines of a roster, at the places that they have in a file of the exchange.
#[derive(Debug)]
pub struct RosterLines {
    /// The file of the exchange.
    pub file: &'static str,
    /// Which roster.
    pub kind: RosterKind,
    /// The lines' cells by their numbers, ascending.
    pub lines: Vec<(u64, Vec<String>)>,
}

/// The rosters that an exchange amounts to.
pub fn rosters(
    files: &BTreeMap<String, String>,
    held: &Held,
    today: NaiveDate,
) -> Result<Vec<RosterLines>, OneRosterError> {
    let sheets = Sheets::read(files)?;
    let lookup = Lookup::of(&sheets, held, today);
    let schools = sheets.orgs.lines().filter(|org| org.get("type") == "school");
    let mut rosters = vec![
        RosterLines {
            file: "orgs.csv",
            kind: RosterKind::Schools,
            lines: schools.map(|org| (org.number, lookup.school(org))).collect(),
        },
        RosterLines { file: "roles.csv", kind: RosterKind::Staff, lines: lookup.staff(&sheets.roles) },
        RosterLines { file: "roles.csv", kind: RosterKind::Pupils, lines: lookup.pupils(&sheets.roles) },
    ];
    rosters.retain(|roster| !roster.lines.is_empty());
    Ok(rosters)
}

/// The exchange's lines by their ids, and what is held by its codes.
struct Lookup<'a> {
    today: NaiveDate,
    orgs: HashMap<&'a str, Line<'a>>,
    users: HashMap<&'a str, Line<'a>>,
    sessions: HashMap<&'a str, Line<'a>>,
    classes: HashMap<&'a str, Line<'a>>,
    demographics: HashMap<&'a str, Line<'a>>,
    /// The classes of each pupil.
    places: HashMap<&'a str, Vec<Line<'a>>>,
    held_schools: HashMap<&'a str, &'a SchoolRecord>,
    held_staff: HashMap<(&'a str, &'a str), &'a StaffRecord>,
    held_persons: HashMap<&'a str, (Option<NaiveDate>, Option<Sex>)>,
    former: &'a HashMap<String, String>,
}

impl<'a> Lookup<'a> {
    fn of(sheets: &'a Sheets, held: &'a Held, today: NaiveDate) -> Self {
        let classes = sheets.classes.by_id();
        let mut places: HashMap<&str, Vec<Line<'_>>> = HashMap::new();
        for place in sheets.enrollments.lines().filter(|place| place.get("role") == "student") {
            let has_begun = parse_day(place.get("beginDate")).is_none_or(|day| day <= today);
            let has_ended = parse_day(place.get("endDate")).is_some_and(|day| day <= today);
            if let Some(class) = classes.get(place.get("classSourcedId")).filter(|_| has_begun && !has_ended) {
                places.entry(place.get("userSourcedId")).or_default().push(*class);
            }
        }
        let staff = held.staff.iter().map(|staff| (staff.code.as_str(), (staff.born_on, staff.sex)));
        let pupils = held.pupils.iter().map(|pupil| (pupil.code.as_str(), (pupil.born_on, pupil.sex)));
        Self {
            today,
            orgs: sheets.orgs.by_id(),
            users: sheets.users.by_id(),
            sessions: sheets.sessions.by_id(),
            demographics: sheets.demographics.by_id(),
            classes,
            places,
            held_schools: held.schools.iter().map(|school| (school.code.as_str(), school)).collect(),
            held_staff: held
                .staff
                .iter()
                .map(|staff| ((staff.code.as_str(), staff.school_code.as_str()), staff))
                .collect(),
            held_persons: staff.chain(pupils).collect(),
            former: &held.former,
        }
    }

    fn school(&self, org: Line<'_>) -> Vec<String> {
        let code = code_of(org);
        let held = self.held_schools.get(code.to_ascii_uppercase().as_str()).copied();
        let level = org.get_if_there(LEVEL).filter(|level| !level.is_empty());
        let level = level.map(str::to_owned).or_else(|| held.map(|school| write_level(school.level).to_owned()));
        let level = level.unwrap_or_else(|| {
            level_of(org.get("name"), self.grades_at(org.get("sourcedId"))).map_or("", write_level).to_owned()
        });
        let kept = |column, held: Option<&str>| org.get_if_there(column).or(held).unwrap_or_default().to_owned();
        vec![
            code.to_owned(),
            org.get("name").to_owned(),
            level,
            kept(ADDRESS, held.map(|school| school.address.as_str())),
            kept(EMAIL, held.map(|school| school.email.as_str())),
        ]
    }

    /// The grades of a school's classes.
    fn grades_at(&self, org: &str) -> Vec<u8> {
        self.classes
            .values()
            .filter(|class| class.get("schoolSourcedId") == org)
            .filter_map(|class| Grade::of_class_name(class.get("title")).map(Grade::number))
            .collect()
    }

    fn staff(&self, roles: &Sheet) -> Vec<(u64, Vec<String>)> {
        // Who has several roles at a school stands in the roster with the primary one, else with the first.
        let mut chosen: BTreeMap<(&str, &str), Line<'_>> = BTreeMap::new();
        for role in roles.lines().filter(|role| self.is_at_school(role)) {
            if !matches!(role_here(role.get("role")), RoleHere::Staff(_)) {
                continue;
            }
            let place = chosen.entry((role.get("userSourcedId"), role.get("orgSourcedId"))).or_insert(role);
            if role.get("roleType") == "primary" && place.get("roleType") != "primary" {
                *place = role;
            }
        }
        let mut lines: Vec<_> = chosen.into_values().map(|role| (role.number, self.member(role))).collect();
        lines.sort_by_key(|(line, _)| *line);
        lines
    }

    fn member(&self, role: Line<'_>) -> Vec<String> {
        let school = self.school_code(role.get("orgSourcedId"));
        let [code, name, born_on, sex] = self.person(role.get("userSourcedId"));
        let place = (self.known_by(&code), school.to_ascii_uppercase());
        let held = self.held_staff.get(&(place.0.as_str(), place.1.as_str())).copied();
        let from_role = match role_here(role.get("role")) {
            RoleHere::Staff(post) => post,
            RoleHere::Pupil | RoleHere::Nobody => String::new(),
        };
        // A role is coarser than a post: it changes the post only where it makes something else of the person.
        let same_kind = held.filter(|held| kind_of_post(&from_role) == Some(held.kind));
        let post = role.get_if_there(POST).filter(|post| !post.is_empty()).map(str::to_owned);
        let post = post.or_else(|| same_kind.map(|held| held.post.clone())).unwrap_or(from_role);
        let duties = role.get_if_there(DUTIES).map(str::to_owned);
        let duties =
            duties.or_else(|| held.map(|held| write_duties(held.responsibilities.iter().copied()))).unwrap_or_default();
        let from = Some(role.get("beginDate")).filter(|day| !day.is_empty()).map(str::to_owned);
        let from = from.or_else(|| held.map(|held| write_day(held.span.from))).unwrap_or_default();
        let to = role.get("endDate").to_owned();
        let email = self.users.get(role.get("userSourcedId")).map_or("", |user| user.get("email"));
        vec![school, code, name, born_on, sex, post, duties, from, to, email.to_owned()]
    }

    fn pupils(&self, roles: &Sheet) -> Vec<(u64, Vec<String>)> {
        let is_pupil = |role: &Line<'_>| role_here(role.get("role")) == RoleHere::Pupil && self.is_at_school(role);
        let has_ended = |role: &Line<'_>| parse_day(role.get("endDate")).is_some_and(|day| day <= self.today);
        roles
            .lines()
            .filter(|role| is_pupil(role) && !has_ended(role))
            .filter_map(|role| self.pupil(role).map(|cells| (role.number, cells)))
            .collect()
    }

    /// A pupil's line; none for a school at which the pupil has no class while they have one at another.
    fn pupil(&self, role: Line<'_>) -> Option<Vec<String>> {
        let user = role.get("userSourcedId");
        let places = self.places.get(user).map(Vec::as_slice).unwrap_or_default();
        let here = places.iter().filter(|class| class.get("schoolSourcedId") == role.get("orgSourcedId"));
        // Other systems have a class for every subject; the one that counts here is that of the class teacher.
        let class = here.max_by_key(|class| (class.get("classType") == "homeroom", self.year_of(class)));
        if class.is_none() && !places.is_empty() {
            return None;
        }
        let [code, name, born_on, sex] = self.person(user);
        let year = class.and_then(|class| self.year_of(class)).map(|year| year.to_string()).unwrap_or_default();
        let title = class.map_or("", |class| class.get("title")).to_owned();
        Some(vec![self.school_code(role.get("orgSourcedId")), title, code, name, born_on, sex, year])
    }

    /// The school year of a class, from the first of its terms.
    fn year_of(&self, class: &Line<'_>) -> Option<SchoolYear> {
        let term = class.get("termSourcedIds").split(',').map(str::trim).find_map(|term| self.sessions.get(term))?;
        // The binding names a school year after the calendar year in which it ends.
        let ends_in = term.get("schoolYear").parse::<i32>().ok().filter(|year| (1900..3000).contains(year));
        let began_on = || parse_day(term.get("startDate")).map(SchoolYear::containing);
        ends_in.map(|year| SchoolYear::beginning_in(year - 1)).or_else(began_on)
    }

    /// Code, name, birthday and sex of a user.
    fn person(&self, user: &str) -> [String; 4] {
        let Some(line) = self.users.get(user) else { return [user, "", "", ""].map(str::to_owned) };
        let code = code_of(*line);
        let parts = ["familyName", "middleName", "givenName"].map(|column| line.get(column));
        let name = parts.into_iter().filter(|part| !part.is_empty() && *part != NO_NAME).collect::<Vec<_>>().join(" ");
        let (born_on, sex) = match self.demographics.get(user) {
            Some(known) => (known.get("birthDate").to_owned(), sex_here(known.get("sex")).to_owned()),
            None => {
                let held = self.held_persons.get(self.known_by(code).as_str()).copied().unwrap_or_default();
                (held.0.map(write_day).unwrap_or_default(), write_sex(held.1).to_owned())
            }
        };
        [code.to_owned(), name, born_on, sex]
    }

    /// The code by which somebody is held, of any that they had.
    fn known_by(&self, code: &str) -> String {
        let code = code.to_ascii_uppercase();
        self.former.get(&code).cloned().unwrap_or(code)
    }

    /// Whether a role is at a school; one at a district makes nobody a member of a school.
    fn is_at_school(&self, role: &Line<'_>) -> bool {
        self.orgs.get(role.get("orgSourcedId")).is_none_or(|org| org.get("type") == "school")
    }

    fn school_code(&self, org: &str) -> String {
        self.orgs.get(org).map_or(org, |org| code_of(*org)).to_owned()
    }
}

/// The code that people know, else the exchange's own id.
fn code_of(line: Line<'_>) -> &str {
    line.first_of(["identifier", "sourcedId"])
}

/// A sex in a roster's word; a word that nobody knows is kept, to be named.
fn sex_here(word: &str) -> &str {
    match word {
        "unspecified" => "",
        word => Sex::from_word(word).map_or(word, |sex| write_sex(Some(sex))),
    }
}
