//! The program as it is called from a shell.

use std::{
    io::Write,
    net::TcpListener,
    process::{Command, Output, Stdio},
};
use tempfile::TempDir;

fn tiendo(data: &TempDir, arguments: &[&str]) -> Output {
    tiendo_with(data, arguments, "")
}

fn tiendo_with(data: &TempDir, arguments: &[&str], input: &str) -> Output {
    let mut child = Command::new(env!("CARGO_BIN_EXE_tiendo"))
        .current_dir(data.path())
        .env_remove("DATABASE_URL")
        .env_remove("TIENDO_DATA")
        .args(arguments)
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
        .unwrap();
    // A command that reads nothing may have closed its input already.
    let _ = child.stdin.take().unwrap().write_all(input.as_bytes());
    child.wait_with_output().unwrap()
}

fn said(output: &Output) -> String {
    format!("{}{}", String::from_utf8_lossy(&output.stdout), String::from_utf8_lossy(&output.stderr))
}

const ADMIN: [&str; 7] = ["create-admin", "--organisation", "Phòng VHXH", "--full-name", "Lê Vân", "--username", "van"];

#[test]
fn every_command_has_help() {
    let data = TempDir::new().unwrap();
    for command in ["serve", "migrate", "import", "export", "demo", "create-admin", "anonymise"] {
        let output = tiendo(&data, &[command, "--help"]);
        assert!(output.status.success() && said(&output).contains("--data"), "{command}");
    }
}

#[test]
fn an_administrator_is_created_once_and_a_roster_taken_whole_or_not_at_all() {
    let data = TempDir::new().unwrap();
    let write = |name: &str, text: &str| std::fs::write(data.path().join(name), text).unwrap();
    write("schools.csv", "Mã trường,Tên trường,Cấp học\nTH014,Trường Tiểu học Mỹ Xuân,Tiểu học\n");
    let early = tiendo(&data, &["import", "roster", "schools.csv"]);
    assert_eq!(early.status.code(), Some(1));
    assert!(said(&early).contains("create-admin"), "{}", said(&early));

    let weak = tiendo_with(&data, &ADMIN, "short\n");
    assert_eq!(weak.status.code(), Some(1), "{}", said(&weak));
    let created = tiendo_with(&data, &ADMIN, "mot cau rat dai\n");
    assert!(created.status.success(), "{}", said(&created));
    assert_eq!(tiendo_with(&data, &ADMIN, "mot cau rat dai\n").status.code(), Some(1));

    let preview = tiendo(&data, &["import", "roster", "--dry-run", "schools.csv"]);
    assert!(preview.status.success() && said(&preview).contains("1 mới"), "{}", said(&preview));
    assert!(tiendo(&data, &["import", "roster", "schools.csv"]).status.success());
    let again = tiendo(&data, &["import", "roster", "schools.csv"]);
    assert!(said(&again).contains("0 mới, 0 thay đổi, 1 không đổi, 0 sai"), "{}", said(&again));

    write("bad.csv", "Mã trường,Tên trường,Cấp học\nTH015,Trường Tiểu học A,Tiểu học\nTH016,Trường B,Đại học\n");
    let bad = tiendo(&data, &["--language", "en", "import", "roster", "bad.csv"]);
    assert_eq!(bad.status.code(), Some(1));
    assert!(said(&bad).contains("bad.csv:3: Cấp học: unknown: Đại học"), "{}", said(&bad));
    write("column.csv", "Mã trường,Tên trường,Cấp học,Màu sơn\n");
    let column = tiendo(&data, &["import", "roster", "column.csv"]);
    assert_eq!(column.status.code(), Some(1));
    assert!(said(&column).contains("Màu sơn"), "{}", said(&column));
}

#[test]
fn a_oneroster_archive_that_is_none_is_named_and_nothing_taken() {
    let data = TempDir::new().unwrap();
    assert!(tiendo_with(&data, &ADMIN, "mot cau rat dai\n").status.success());
    std::fs::write(data.path().join("x.zip"), "no archive").unwrap();
    let output = tiendo(&data, &["--language", "en", "import", "oneroster", "--dry-run", "x.zip"]);
    assert_eq!(output.status.code(), Some(1));
    assert!(said(&output).contains("x.zip: not a ZIP file"), "{}", said(&output));
    let none = tiendo(&data, &["import", "oneroster", "none.zip"]);
    assert_eq!(none.status.code(), Some(2), "{}", said(&none));
}

#[test]
fn leavers_are_counted_before_they_are_made_anonymous() {
    let data = TempDir::new().unwrap();
    let write = |name: &str, text: &str| std::fs::write(data.path().join(name), text).unwrap();
    write("schools.csv", "Mã trường,Tên trường,Cấp học\nTH014,Trường Tiểu học Mỹ Xuân,Tiểu học\n");
    let staff = "Mã trường,Mã cán bộ,Họ và tên,Chức vụ,Từ ngày,Đến ngày\n";
    write("staff.csv", &format!("{staff}TH014,TH-1,Phan Thùy An,Giáo viên,01/09/2010,01/09/2015\n"));
    assert!(tiendo_with(&data, &ADMIN, "mot cau rat dai\n").status.success());
    let taken = tiendo(&data, &["import", "roster", "schools.csv", "staff.csv"]);
    assert!(taken.status.success(), "{}", said(&taken));
    // The end is on record since a moment ago only, so nobody is touched.
    for arguments in [&["anonymise", "--dry-run"][..], &["anonymise"]] {
        let output = tiendo(&data, arguments);
        assert!(output.status.success() && said(&output).contains("0 học sinh, 0 cán bộ"), "{}", said(&output));
    }
}

#[test]
fn a_broken_pack_is_listed_and_nothing_taken() {
    let data = TempDir::new().unwrap();
    let pack = data.path().join("packs/broken");
    std::fs::create_dir_all(&pack).unwrap();
    std::fs::write(pack.join("course.toml"), "id = \"broken\"\nversion = x\n").unwrap();
    let output = tiendo(&data, &["import", "courses", "packs"]);
    assert_eq!(output.status.code(), Some(1));
    assert!(said(&output).contains("course.toml:2:"), "{}", said(&output));
    let none = tiendo(&data, &["import", "courses", "packs/broken/none"]);
    assert_eq!(none.status.code(), Some(2), "{}", said(&none));
}

#[test]
fn what_the_machine_does_not_allow_is_said_in_a_line() {
    let data = TempDir::new().unwrap();
    std::fs::write(data.path().join("file"), "").unwrap();
    let unwritable = tiendo(&data, &["--data", "file/data", "migrate"]);
    assert_eq!(unwritable.status.code(), Some(2));
    assert!(said(&unwritable).contains("--data"), "{}", said(&unwritable));

    let no_database = tiendo(&data, &["--database", "postgres://someone:secret@127.0.0.1:1/none", "migrate"]);
    assert_eq!(no_database.status.code(), Some(2));
    assert!(
        said(&no_database).contains("127.0.0.1:1/none") && !said(&no_database).contains("secret"),
        "{}",
        said(&no_database)
    );

    let no_site = tiendo(&data, &["--site", "nowhere", "serve"]);
    assert_eq!(no_site.status.code(), Some(2));
    assert!(said(&no_site).contains("nowhere"), "{}", said(&no_site));

    let site = data.path().join("site");
    std::fs::create_dir_all(&site).unwrap();
    std::fs::write(site.join("hash.txt"), "js: 1\nwasm: 2\ncss: 3\n").unwrap();
    let taken = TcpListener::bind("127.0.0.1:0").unwrap();
    let address = taken.local_addr().unwrap().to_string();
    let port = tiendo(&data, &["--site", "site", "--listen", &address, "serve"]);
    assert_eq!(port.status.code(), Some(2));
    assert!(said(&port).contains("--listen"), "{}", said(&port));
}

#[test]
fn flags_win_over_the_environment_which_wins_over_the_file() {
    let data = TempDir::new().unwrap();
    std::fs::write(data.path().join("tiendo.toml"), "data = \"from-file\"\n").unwrap();
    assert!(tiendo(&data, &["migrate"]).status.success());
    assert!(data.path().join("from-file/tiendo.db").is_file());
    let with_environment = Command::new(env!("CARGO_BIN_EXE_tiendo"))
        .current_dir(data.path())
        .env("TIENDO_DATA", "from-environment")
        .env_remove("DATABASE_URL")
        .arg("migrate")
        .output()
        .unwrap();
    assert!(with_environment.status.success());
    assert!(data.path().join("from-environment/tiendo.db").is_file());
    assert!(tiendo(&data, &["--data", "from-flag", "migrate"]).status.success());
    assert!(data.path().join("from-flag/tiendo.db").is_file());
    std::fs::write(data.path().join("tiendo.toml"), "colour = \"red\"\n").unwrap();
    let unknown = tiendo(&data, &["migrate"]);
    assert_eq!(unknown.status.code(), Some(2));
    assert!(said(&unknown).contains("colour"), "{}", said(&unknown));
}

#[test]
fn questions_go_out_and_come_in_and_a_wrong_file_takes_nothing() {
    const COURSE: &str = "cybersecurity-law-for-schools";
    let data = TempDir::new().unwrap();
    let pack = concat!(env!("CARGO_MANIFEST_DIR"), "/../content/courses/cybersecurity-law-for-schools");
    let courses = tiendo(&data, &["import", "courses", pack]);
    assert!(courses.status.success(), "{}", said(&courses));
    let write = |name: &str, text: &str| std::fs::write(data.path().join(name), text).unwrap();
    let import =
        |file: &str, more: &[&str]| tiendo(&data, &[&["import", "questions", "--course", COURSE, file], more].concat());
    for (format, file) in [("gift", "out.gift"), ("moodle-xml", "out.xml")] {
        let out = tiendo(&data, &["export", "questions", "--course", COURSE, "--format", format, "--out", file]);
        assert!(out.status.success(), "{}", said(&out));
        let again = import(file, &[]);
        assert!(again.status.success(), "{}", said(&again));
        assert!(said(&again).contains("0 mới, 0 thay đổi"), "{format}: {}", said(&again));
    }
    write("new.gift", "::q99::Một câu mới?{=đúng ~sai}\n");
    assert!(said(&import("new.gift", &["--dry-run"])).contains("1 mới"));
    let taken = import("new.gift", &[]);
    assert!(taken.status.success() && said(&taken).contains("new.gift: q99: mới"), "{}", said(&taken));
    assert!(said(&import("new.gift", &[])).contains("0 mới, 0 thay đổi, 1 như cũ"));

    write("wrong.gift", "::q98::Được chứ?{=có ~không}\n\n::q97::Hỏng?{=a");
    let wrong = import("wrong.gift", &[]);
    assert_eq!(wrong.status.code(), Some(1), "{}", said(&wrong));
    assert!(said(&wrong).contains("wrong.gift:3:"), "{}", said(&wrong));
    let out = tiendo(&data, &["export", "questions", "--course", COURSE, "--format", "gift"]);
    assert!(said(&out).contains("q99") && !said(&out).contains("q98"), "{}", said(&out));
    let nowhere = tiendo(&data, &["import", "questions", "--course", "nowhere", "new.gift"]);
    assert_eq!(nowhere.status.code(), Some(1));
}
