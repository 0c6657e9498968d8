use crate::{
    exports::{KINDS, LINES, house, only_unchanged, sent},
    support::{Engine, Fresh, House, november, september},
};
use rstest::rstest;
use services::people::{
    ImportSummary, LineOutcome, OneRosterError, RosterFile, RosterFormat, create_office, export_oneroster,
    export_roster, import_oneroster,
};
use std::{
    collections::BTreeMap,
    io::{Cursor, Read, Write},
};
use zip::{ZipArchive, ZipWriter, write::SimpleFileOptions};

pub fn zipped(files: &[(&str, &str)]) -> RosterFile {
    let mut archive = ZipWriter::new(Cursor::new(Vec::new()));
    for (name, content) in files {
        archive.start_file(*name, SimpleFileOptions::default()).unwrap();
        archive.write_all(content.as_bytes()).unwrap();
    }
    RosterFile { name: "x.zip".into(), content: archive.finish().unwrap().into_inner() }
}

pub fn unzipped(content: &[u8]) -> BTreeMap<String, String> {
    let mut archive = ZipArchive::new(Cursor::new(content)).unwrap();
    (0..archive.len())
        .map(|place| {
            let mut entry = archive.by_index(place).unwrap();
            let mut text = String::new();
            entry.read_to_string(&mut text).unwrap();
            (entry.name().unwrap().into_owned(), text)
        })
        .collect()
}

pub async fn exchange(house: &House) -> RosterFile {
    let file = export_oneroster(house.store(), &house.office, november()).await.unwrap();
    RosterFile { name: file.name, content: file.content }
}

pub async fn take(house: &House, file: &RosterFile) -> Result<ImportSummary, OneRosterError> {
    import_oneroster(house.store(), &house.office, file, false, november()).await
}

#[rstest]
#[tokio::test]
async fn what_goes_out_comes_back_unchanged(#[values(Engine::Sqlite, Engine::Postgres)] engine: Engine) {
    let house = house(engine).await;
    let summary = take(&house, &exchange(&house).await).await.unwrap();
    only_unchanged(&summary, LINES.iter().sum());
}

#[rstest]
#[tokio::test]
async fn an_empty_installation_becomes_the_same_one(#[values(Engine::Sqlite, Engine::Postgres)] engine: Engine) {
    let house = house(engine).await;
    let fresh = Fresh::on(engine).await;
    let opened = september().date_naive();
    let node = create_office(&fresh.store, &fresh.operator, "Phòng khác", opened, september()).await.unwrap();
    let office = fresh.operator.office(node);
    let file = exchange(&house).await;
    assert!(import_oneroster(&fresh.store, &office, &file, false, november()).await.unwrap().taken);
    for kind in KINDS {
        let there = export_roster(&fresh.store, &office, kind, RosterFormat::Csv, november()).await.unwrap();
        let here = sent(&house, kind, RosterFormat::Csv).await;
        assert_eq!(String::from_utf8(there.content), String::from_utf8(here.content));
    }
}

#[tokio::test]
async fn the_archive_is_as_the_binding_wants_it() {
    let house = house(Engine::Sqlite).await;
    let files = unzipped(&exchange(&house).await.content);
    let names: Vec<&str> = files.keys().map(String::as_str).collect();
    assert_eq!(
        names,
        [
            "academicSessions.csv",
            "classes.csv",
            "courses.csv",
            "demographics.csv",
            "enrollments.csv",
            "manifest.csv",
            "orgs.csv",
            "roles.csv",
            "users.csv"
        ]
    );
    let manifest = &files["manifest.csv"];
    assert!(manifest.starts_with("propertyName,value\r\nmanifest.version,1.0\r\noneroster.version,1.2\r\n"));
    for line in ["file.orgs,bulk", "file.roles,bulk", "file.results,absent", "file.userProfiles,absent"] {
        assert!(manifest.lines().any(|said| said == line), "{line} in {manifest}");
    }
    assert!(files["academicSessions.csv"].contains("year-2026,,,2026-2027,schoolYear,2026-09-01,2027-09-01,,2027"));
    assert!(
        files["orgs.csv"]
            .starts_with("sourcedId,status,dateLastModified,name,type,identifier,parentSourcedId,metadata.")
    );
    assert_eq!(files["users.csv"].lines().filter(|line| line.starts_with("0042,")).count(), 1, "one person, two roles");
    assert_eq!(files["roles.csv"].lines().filter(|line| line.contains(",0042,primary,")).count(), 2);
    assert!(files["users.csv"].contains("NV-1,,,true,NV-1,,Oanh,.,,NV-1,"), "{}", files["users.csv"]);
}

pub const MANIFEST: &str = "propertyName,value\nmanifest.version,1.0\noneroster.version,1.2\nfile.orgs,bulk\nfile.users,bulk\nfile.roles,bulk\nfile.academicSessions,bulk\nfile.classes,bulk\nfile.enrollments,bulk\n";
pub const ORGS: &str = "sourcedId,status,dateLastModified,name,type,identifier,parentSourcedId\nd1,,,Quận,district,,\no1,,,Trường Tiểu học Mỹ Xuân,school,TH014,d1\no2,,,Trường Tiểu học Mới,school,TH099,d1\n";
pub const USERS: &str = "sourcedId,enabledUser,username,givenName,familyName,middleName,identifier\nu2,true,vinh,Vinh,Trần,Quốc,TH-2\nu9,true,moi,Mới,Lê,,TH-99\nu8,true,ba,Ba,Lê,,\nu7,true,be,Bé,Lê,Văn,0799\n";
pub const ROLES: &str = "sourcedId,userSourcedId,roleType,role,beginDate,endDate,orgSourcedId\nr1,u2,primary,teacher,,,o1\nr2,u9,secondary,aide,,,o2\nr3,u9,primary,teacher,2026-09-01,,o2\nr4,u8,primary,guardian,,,o2\nr5,u9,primary,districtAdministrator,,,d1\nr6,u7,primary,student,,,o2\n";
const SESSIONS: &str =
    "sourcedId,title,type,startDate,endDate,parentSourcedId,schoolYear\nt1,HK1,term,2026-09-05,2027-01-15,,2027\n";
const CLASSES: &str =
    "sourcedId,title,classType,schoolSourcedId,termSourcedIds\nc1,Toán 3,scheduled,o2,t1\nc2,3/1,homeroom,o2,t1\n";
pub const ENROLLMENTS: &str = "sourcedId,classSourcedId,schoolSourcedId,userSourcedId,role,primary,beginDate,endDate\ne1,c1,o2,u7,student,,,\ne2,c2,o2,u7,student,,2026-09-05,\ne3,c2,o2,u9,teacher,true,,\n";

pub fn foreign() -> Vec<(&'static str, &'static str)> {
    vec![
        ("manifest.csv", MANIFEST),
        ("orgs.csv", ORGS),
        ("users.csv", USERS),
        ("roles.csv", ROLES),
        ("academicSessions.csv", SESSIONS),
        ("classes.csv", CLASSES),
        ("enrollments.csv", ENROLLMENTS),
    ]
}

#[rstest]
#[tokio::test]
async fn what_another_system_does_not_know_stays_as_it_is(#[values(Engine::Sqlite, Engine::Postgres)] engine: Engine) {
    let house = House::with_courses(engine, &[]).await;
    let summary = take(&house, &zipped(&foreign())).await.unwrap();
    assert!(summary.taken, "{summary:?}");
    let staff = String::from_utf8(sent(&house, KINDS[1], RosterFormat::Csv).await.content).unwrap();
    assert!(staff.contains("TH014,TH-2,Trần Quốc Vinh,,Nam,Giáo viên,Công tác học sinh,01/09/2020,,\r\n"), "{staff}");
    assert!(staff.contains("TH099,TH-99,Lê Mới,,,Giáo viên,,01/09/2026,,\r\n"), "the primary role counts: {staff}");
    assert!(!staff.contains("Lê Ba"), "guardians are none of the school's people");
    let schools = String::from_utf8(sent(&house, KINDS[0], RosterFormat::Csv).await.content).unwrap();
    assert!(
        schools.contains("TH099,Trường Tiểu học Mới,Tiểu học,,\r\n"),
        "the level comes from the classes: {schools}"
    );
    let pupils = String::from_utf8(sent(&house, KINDS[2], RosterFormat::Csv).await.content).unwrap();
    assert!(pupils.contains("TH099,3/1,0799,Lê Văn Bé,,,2026-2027\r\n"), "{pupils}");
    only_unchanged(&take(&house, &zipped(&foreign())).await.unwrap(), 5);
}

#[tokio::test]
async fn a_wrong_line_is_named_by_its_place_and_nothing_is_taken() {
    let house = House::with_courses(Engine::Sqlite, &[]).await;
    let roles = ROLES.replace("r3,u9,primary,teacher", "r3,u9,primary,ext:wizard");
    let mut files = foreign();
    files[3].1 = &roles;
    let summary = take(&house, &zipped(&files)).await.unwrap();
    assert!(!summary.taken);
    let wrong: Vec<(&str, u64)> = summary
        .files
        .iter()
        .flat_map(|file| file.lines.iter().map(|(line, outcome)| (file.name.as_str(), *line, outcome)))
        .filter(|(_, _, outcome)| matches!(outcome, LineOutcome::Wrong(_)))
        .map(|(name, line, _)| (name, line))
        .collect();
    assert_eq!(wrong, [("x.zip/roles.csv", 4)]);
}

#[tokio::test]
async fn an_archive_that_is_none_or_means_harm_is_refused_by_name() {
    use OneRosterError as E;
    let house = House::with_courses(Engine::Sqlite, &[]).await;
    let refused = async |files: &[(&str, &str)]| take(&house, &zipped(files)).await.unwrap_err();
    let with = |name: &'static str, content: &'static str| {
        let mut files = foreign();
        files.retain(|(other, _)| *other != name);
        files.push((name, content));
        files
    };
    let no_zip = RosterFile { name: "x.zip".into(), content: b"PK no".to_vec() };
    assert!(matches!(take(&house, &no_zip).await, Err(E::NotAZip)));
    assert!(matches!(refused(&[("orgs.csv", ORGS)]).await, E::NoManifest));
    assert!(matches!(refused(&[("folder/manifest.csv", MANIFEST)]).await, E::NoManifest));
    for name in ["../users.csv", "/etc/users.csv", "a/../../users.csv", "C:\\users.csv"] {
        assert!(matches!(refused(&with(name, USERS)).await, E::StrangeName(_)), "{name}");
    }
    let old = "propertyName,value\noneroster.version,1.1\n";
    assert!(matches!(refused(&with("manifest.csv", old)).await, E::OtherVersion(version) if version == "1.1"));
    let delta = "propertyName,value\noneroster.version,1.2\nfile.orgs,bulk\nfile.users,delta\nfile.roles,bulk\n";
    assert!(matches!(refused(&with("manifest.csv", delta)).await, E::NotBulk(name) if name == "users.csv"));
    let promised = "propertyName,value\noneroster.version,1.2\nfile.orgs,bulk\nfile.users,bulk\nfile.roles,absent\n";
    assert!(matches!(refused(&with("manifest.csv", promised)).await, E::MissingFile(name) if name == "roles.csv"));
    let bare = "sourcedId,name\n";
    assert!(matches!(refused(&with("orgs.csv", bare)).await, E::MissingColumn { column: "type", .. }));
    let bomb = " ".repeat(65 * 1024 * 1024);
    assert!(matches!(refused(&[("manifest.csv", MANIFEST), ("users.csv", &bomb)]).await, E::TooLarge));
    let names: Vec<String> = (0..200).map(|number| format!("{number}.csv")).collect();
    let many: Vec<(&str, &str)> = names.iter().map(|name| (name.as_str(), "")).collect();
    assert!(matches!(refused(&many).await, E::TooManyFiles));
}

#[tokio::test]
async fn a_broken_archive_is_refused_or_read_and_never_a_panic() {
    let house = house(Engine::Sqlite).await;
    let whole = exchange(&house).await.content;
    let step = whole.len() / 37;
    for place in (0..whole.len()).step_by(step) {
        let cut = RosterFile { name: "cut.zip".into(), content: whole[..place].to_vec() };
        assert!(
            import_oneroster(house.store(), &house.office, &cut, true, november()).await.is_err(),
            "cut at {place}"
        );
        let mut bytes = whole.clone();
        bytes[place] ^= 0xff;
        let bent = RosterFile { name: "bent.zip".into(), content: bytes };
        if let Ok(summary) = import_oneroster(house.store(), &house.office, &bent, true, november()).await {
            assert!(!summary.taken);
        }
    }
}
