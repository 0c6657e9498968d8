use crate::support::{Engine, Fresh, House, content, november, pack, september, vi};
use rstest::rstest;
use services::{
    courses::{Labels, Pack, PackProblemKind, TakeError, Taken, import_course, lesson_page, media, read_pack},
    progress::{course_page, my_courses},
};
use std::path::Path;

const COURSE: &str = "my-secrets-stay-mine";

fn all_packs() -> Vec<Pack> {
    let mut folders: Vec<_> =
        std::fs::read_dir(content().join("courses")).unwrap().map(|e| e.unwrap().path()).collect();
    folders.sort();
    folders
        .iter()
        .filter(|folder| folder.is_dir())
        .map(|folder| read_pack(folder).unwrap_or_else(|p| panic!("{p:?}")))
        .collect()
}

#[test]
fn every_starter_course_is_whole_in_both_languages() {
    let packs = all_packs();
    assert_eq!(packs.len(), 7);
    for pack in packs {
        let id = &pack.manifest.id;
        assert_eq!(pack.manifest.languages().map(|l| l.as_str()).collect::<Vec<_>>(), ["en", "vi"], "{id}");
        assert!((3..=4).contains(&pack.lessons.len()), "{id}: {} lessons", pack.lessons.len());
        assert!((10..=15).contains(&pack.questions.len()), "{id}: {} questions", pack.questions.len());
        assert!(pack.media.iter().any(|(_, kind, _)| *kind == "image/svg+xml"), "{id} has a drawn figure");
        for texts in &pack.questions {
            assert!(texts.values().all(|question| question.general_feedback.is_some()), "{id}: {texts:?}");
        }
    }
}

/// A copy of a starter pack that a test may spoil.
fn spoiled(spoil: impl FnOnce(&Path)) -> Result<Pack, Vec<services::courses::PackProblem>> {
    let folder = tempfile::TempDir::new().unwrap();
    let copy = folder.path().join(COURSE);
    let from = content().join("courses").join(COURSE);
    std::fs::create_dir_all(copy.join("media")).unwrap();
    for part in ["", "media"] {
        for entry in std::fs::read_dir(from.join(part)).unwrap() {
            let entry = entry.unwrap();
            if entry.file_type().unwrap().is_file() {
                std::fs::copy(entry.path(), copy.join(part).join(entry.file_name())).unwrap();
            }
        }
    }
    spoil(&copy);
    read_pack(&copy)
}

fn edit(file: &Path, change: impl FnOnce(String) -> String) {
    let text = std::fs::read_to_string(file).unwrap();
    std::fs::write(file, change(text)).unwrap();
}

#[test]
fn a_broken_pack_lists_every_problem_with_file_and_line() {
    let problems = spoiled(|pack| {
        edit(&pack.join("01-password-is-a-key.vi.md"), |text| {
            format!("{text}\n\n<script>alert(1)</script>\n\n![x](media/none.svg)\n")
        });
        std::fs::remove_file(pack.join("02-keep-or-share.en.md")).unwrap();
        edit(&pack.join("quiz.en.gift"), |text| format!("{text}\n\n::q99:: broken {{=a\n"));
        edit(&pack.join("course.toml"), |text| text.replace("pass_mark = 80", "pass_mark = 180"));
        std::fs::write(pack.join("notes.txt"), "x").unwrap();
    })
    .unwrap_err();
    let has =
        |file: &str, is: &dyn Fn(&PackProblemKind) -> bool| problems.iter().any(|p| p.file == file && is(&p.kind));
    assert!(has("01-password-is-a-key.vi.md", &|kind| *kind == PackProblemKind::RawHtml));
    assert!(has("01-password-is-a-key.vi.md", &|kind| matches!(kind, PackProblemKind::MissingPicture(_))));
    assert!(has("02-keep-or-share", &|kind| matches!(kind, PackProblemKind::MissingTranslation(_))));
    assert!(has("quiz.en.gift", &|kind| matches!(kind, PackProblemKind::Gift(_))));
    assert!(has("course.toml", &|kind| matches!(kind, PackProblemKind::Manifest(_))));
    assert!(has("notes.txt", &|kind| *kind == PackProblemKind::UnknownFile));
    assert!(problems.iter().any(|problem| problem.line.is_some_and(|line| line > 1)), "{problems:?}");
}

#[test]
fn a_manifest_that_is_no_toml_says_where() {
    let problems = spoiled(|pack| edit(&pack.join("course.toml"), |text| text.replace("version = 1", "version = one")))
        .unwrap_err();
    assert!(matches!(problems[0].kind, PackProblemKind::Toml(_)));
    assert!(problems[0].line.is_some());
}

#[rstest]
#[tokio::test]
async fn the_same_pack_twice_changes_nothing_and_other_content_is_refused(
    #[values(Engine::Sqlite, Engine::Postgres)] engine: Engine,
) {
    let fresh = Fresh::on(engine).await;
    let take = async |pack: &Pack| import_course(&fresh.store, &fresh.files, &fresh.operator, pack, september()).await;
    let first = pack(COURSE);
    assert_eq!(take(&first).await.unwrap(), Taken::NewCourse);
    assert_eq!(take(&first).await.unwrap(), Taken::Unchanged);

    let file = "03-ask-and-tell.en.md";
    let other = spoiled(|pack| edit(&pack.join(file), |text| text + "\nMore.\n")).unwrap();
    let Err(TakeError::OtherContent { version: 1, files }) = take(&other).await else { panic!() };
    assert_eq!(files, [file]);

    let newer =
        spoiled(|pack| edit(&pack.join("course.toml"), |text| text.replace("version = 1", "version = 2"))).unwrap();
    assert_eq!(take(&newer).await.unwrap(), Taken::NewVersion(2));
    assert!(matches!(take(&first).await, Err(TakeError::Older { version: 1, there: 2 })));
}

#[rstest]
#[tokio::test]
async fn a_new_version_does_not_take_a_completion_away(#[values(Engine::Sqlite, Engine::Postgres)] engine: Engine) {
    let house = House::with_courses(engine, &[COURSE]).await;
    house.complete("790001", COURSE, 0, september()).await;
    let newer =
        spoiled(|pack| edit(&pack.join("course.toml"), |text| text.replace("version = 1", "version = 2"))).unwrap();
    house.take(&newer, november()).await;
    let learner = house.learner("790001").await;
    let page = course_page(house.store(), &learner, COURSE, &vi(), november()).await.unwrap();
    assert_eq!(page.version, 2);
    assert_eq!(page.card.completion.unwrap().version, 1);
}

#[rstest]
#[tokio::test]
async fn courses_are_for_their_audience_only(#[values(Engine::Sqlite, Engine::Postgres)] engine: Engine) {
    let all: Vec<String> = all_packs().into_iter().map(|pack| pack.manifest.id).collect();
    let all: Vec<&str> = all.iter().map(String::as_str).collect();
    let house = House::with_courses(engine, &all).await;
    let courses = async |code: &str| {
        let cards = my_courses(house.store(), &house.learner(code).await, &vi(), november()).await.unwrap();
        cards.into_iter().map(|card| card.slug).collect::<Vec<_>>()
    };
    assert_eq!(courses("790001").await, ["my-secrets-stay-mine"]);
    assert_eq!(courses("790003").await, ["my-secrets-stay-mine", "kind-words-online"]);
    assert_eq!(courses("790004").await, ["kind-words-online", "false-news-and-scams", "screen-time-games-and-health"]);
    assert_eq!(courses("TH-3").await, ["cybersecurity-law-for-schools"]);
    assert_eq!(courses("TH-2").await, ["cybersecurity-law-for-schools", "protecting-children-online"]);
    assert_eq!(courses("TH-4").await, ["cybersecurity-law-for-schools", "running-the-school-page"]);
    let pupil = house.learner("790001").await;
    assert!(course_page(house.store(), &pupil, "cybersecurity-law-for-schools", &vi(), november()).await.is_err());
    assert!(course_page(house.store(), &pupil, "no-such-course", &vi(), november()).await.is_err());
    let before_it_came = september() - chrono::TimeDelta::days(1);
    assert!(my_courses(house.store(), &pupil, &vi(), before_it_came).await.unwrap().is_empty());
}

#[tokio::test]
async fn a_lesson_is_html_with_labelled_blocks_and_pictures_by_digest() {
    let house = House::with_courses(Engine::Sqlite, &[COURSE]).await;
    let learner = house.learner("790001").await;
    let labels =
        Labels {
            note: "Ghi nhớ".into(), warning: "Cẩn thận".into(), example: "Ví dụ".into(), ask: "Hãy nghĩ".into()
        };
    let page =
        lesson_page(house.store(), &learner, COURSE, "password-is-a-key", &vi(), &labels, november()).await.unwrap();
    assert!(!page.html.contains("<h1"), "the title is the page's own heading");
    assert!(
        page.html.contains("<details class=\"aside aside-ask\"><summary><span class=\"aside-label\">Hãy nghĩ</span>")
    );
    assert!(page.html.contains("<p class=\"aside-label\">Ghi nhớ</p>"));
    let digest = page.html.split("src=\"/media/").nth(1).unwrap().split('/').next().unwrap();
    let file = media(house.store(), &house.fresh.files, digest).await.unwrap();
    assert_eq!(file.content_type, "image/svg+xml");
    assert!(media(house.store(), &house.fresh.files, "../../etc/passwd").await.is_err());
    assert!(media(house.store(), &house.fresh.files, &"0".repeat(64)).await.is_err());
}
