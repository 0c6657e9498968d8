//! Which files an exchange has, and in which version, as its manifest says.

use super::{OneRosterError, sheet::Sheet};
use std::collections::{BTreeMap, HashMap};

/// The files that rosters are made of, named as in the binding; empty where one is absent.
pub struct Sheets {
    pub orgs: Sheet,
    pub users: Sheet,
    pub roles: Sheet,
    pub sessions: Sheet,
    pub classes: Sheet,
    pub enrollments: Sheet,
    pub demographics: Sheet,
}

impl Sheets {
    /// Reads what the manifest promises.
    pub fn read(files: &BTreeMap<String, String>) -> Result<Self, OneRosterError> {
        let manifest = files.get("manifest.csv").ok_or(OneRosterError::NoManifest)?;
        let manifest = Sheet::read("manifest.csv", manifest, &["propertyName", "value"])?;
        let said: HashMap<&str, &str> =
            manifest.lines().map(|line| (line.get("propertyName"), line.get("value"))).collect();
        let version = said.get("oneroster.version").copied().unwrap_or_default();
        if version != "1.2" && !version.starts_with("1.2.") {
            return Err(OneRosterError::OtherVersion(version.to_owned()));
        }
        let sheet = |name: &str, is_needed: bool, columns: &[&'static str]| {
            let file = format!("{name}.csv");
            match said.get(format!("file.{name}").as_str()).copied().unwrap_or("absent") {
                "bulk" => {
                    let text = files.get(&file).ok_or_else(|| OneRosterError::MissingFile(file.clone()))?;
                    Sheet::read(&file, text, columns)
                }
                "absent" if !is_needed => Ok(Sheet::default()),
                "absent" => Err(OneRosterError::MissingFile(file)),
                _ => Err(OneRosterError::NotBulk(file)),
            }
        };
        Ok(Self {
            orgs: sheet("orgs", true, &["sourcedId", "name", "type"])?,
            users: sheet("users", true, &["sourcedId", "givenName", "familyName"])?,
            roles: sheet("roles", true, &["userSourcedId", "role", "orgSourcedId"])?,
            sessions: sheet("academicSessions", false, &["sourcedId", "schoolYear"])?,
            classes: sheet("classes", false, &["sourcedId", "title", "schoolSourcedId", "termSourcedIds"])?,
            enrollments: sheet("enrollments", false, &["classSourcedId", "userSourcedId", "role"])?,
            demographics: sheet("demographics", false, &["sourcedId", "birthDate", "sex"])?,
        })
    }
}
