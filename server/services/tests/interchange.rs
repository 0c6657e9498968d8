//! Questions that come from other programs and go to them.

use crate::support::{Engine, House, november, vi};
use domain::{language::Language, quizzes::sheet::AskedKind};
use rstest::rstest;
use services::quizzes::{
    FileOfQuestions, InterchangeError, QuestionFormat, QuestionOutcome, QuestionsTaken, export_questions,
    import_questions, quiz_lobby, start_attempt,
};
use std::io::{Cursor, Write};

const COURSE: &str = "cybersecurity-law-for-schools";

fn file(name: &str, content: impl Into<Vec<u8>>) -> FileOfQuestions {
    FileOfQuestions { name: name.into(), content: content.into() }
}

async fn import(house: &House, files: &[FileOfQuestions]) -> Result<QuestionsTaken, InterchangeError> {
    import_in(house, &vi(), files).await
}

async fn import_in(
    house: &House,
    language: &Language,
    files: &[FileOfQuestions],
) -> Result<QuestionsTaken, InterchangeError> {
    let (store, fresh) = (house.store(), &house.fresh);
    import_questions(store, &fresh.files, &fresh.operator, COURSE, language, files, false, november()).await
}

async fn export(house: &House, format: QuestionFormat) -> String {
    let (store, fresh) = (house.store(), &house.fresh);
    let written = export_questions(store, &fresh.files, &fresh.operator, COURSE, &vi(), format, november()).await;
    written.unwrap().text
}

fn zip(files: &[(&str, &[u8])]) -> Vec<u8> {
    let mut archive = zip::ZipWriter::new(Cursor::new(Vec::new()));
    for (name, content) in files {
        archive.start_file(*name, zip::write::SimpleFileOptions::default()).unwrap();
        archive.write_all(content).unwrap();
    }
    archive.finish().unwrap().into_inner()
}

#[rstest]
#[tokio::test]
async fn what_goes_out_comes_back_unchanged(#[values(Engine::Sqlite, Engine::Postgres)] engine: Engine) {
    let house = House::with_courses(engine, &[COURSE]).await;
    for format in [QuestionFormat::Gift, QuestionFormat::MoodleXml] {
        let taken = import(&house, &[file("out", export(&house, format).await)]).await.unwrap();
        assert!(taken.questions.len() > 10, "{format:?}");
        assert_eq!(taken.count(QuestionOutcome::Unchanged), taken.questions.len(), "{format:?}");
    }
    assert_eq!(house.count("quiz_versions").await, 1, "nothing was written");
}

#[rstest]
#[tokio::test]
async fn another_bank_is_another_version_and_attempts_under_way_keep_theirs(
    #[values(Engine::Sqlite, Engine::Postgres)] engine: Engine,
) {
    let house = House::with_courses(engine, &[COURSE]).await;
    house.do_lessons("TH-2", COURSE, november()).await;
    let learner = house.learner("TH-2").await;
    start_attempt(house.store(), &learner, COURSE, 1, november()).await.unwrap();
    let before = quiz_lobby(house.store(), &learner, COURSE, &vi(), november()).await.unwrap().open.unwrap();

    let text = export(&house, QuestionFormat::Gift).await;
    let changed = text.replacen("::q01::", "::q01::Sửa\\: ", 1);
    assert_ne!(text, changed);
    let taken = import(&house, &[file("new.gift", changed)]).await.unwrap();
    assert_eq!((taken.count(QuestionOutcome::Changed), taken.count(QuestionOutcome::New)), (1, 0));
    assert_eq!(house.count("quiz_versions").await, 2);
    let after = quiz_lobby(house.store(), &learner, COURSE, &vi(), november()).await.unwrap().open.unwrap();
    assert_eq!(before, after);
    let known = "attempts a JOIN quiz_versions v ON v.id = a.quiz_version_id WHERE v.number = 1";
    assert_eq!(house.count(known).await, 1);
}

#[rstest]
#[tokio::test]
async fn one_wrong_file_of_several_takes_nothing(#[values(Engine::Sqlite, Engine::Postgres)] engine: Engine) {
    let house = House::with_courses(engine, &[COURSE]).await;
    let good = file("good.gift", "::n1::Được?{=có ~không}");
    let wrong = file("wrong.gift", "::n2::Hỏng?{=a");
    let Err(InterchangeError::Problems(problems)) = import(&house, &[good.clone(), wrong]).await else { panic!() };
    assert!(problems.iter().all(|problem| problem.file == "wrong.gift" && problem.place.is_some()), "{problems:?}");
    assert_eq!(house.count("questions WHERE name = 'n1'").await, 0);
    let taken = import(&house, &[good]).await.unwrap();
    assert_eq!(taken.count(QuestionOutcome::New), 1);
}

#[rstest]
#[tokio::test]
async fn a_question_has_one_key_in_all_languages(#[values(Engine::Sqlite)] engine: Engine) {
    let house = House::with_courses(engine, &[COURSE]).await;
    import(&house, &[file("a", "::n1::Được?{=có ~không}")]).await.unwrap();
    let english: Language = "en".parse().unwrap();
    let turned = import_in(&house, &english, &[file("b", "::n1::Allowed?{~yes =no}")]).await;
    assert!(matches!(turned, Err(InterchangeError::Problems(_))), "{turned:?}");
    let same = import_in(&house, &english, &[file("b", "::n1::Allowed?{=yes ~no}")]).await.unwrap();
    assert_eq!(same.count(QuestionOutcome::Changed), 1);
    let french: Language = "fr".parse().unwrap();
    let unknown = import_in(&house, &french, &[file("c", "::n2::Oui?{T}")]).await;
    assert!(matches!(unknown, Err(InterchangeError::NoSuchLanguage(_))), "{unknown:?}");
}

#[rstest]
#[tokio::test]
async fn moodles_questions_are_asked_by_their_kind(#[values(Engine::Sqlite, Engine::Postgres)] engine: Engine) {
    let house = House::on(engine).await;
    let mut pack = crate::support::pack(COURSE);
    pack.questions.truncate(1);
    pack.manifest.quiz.as_mut().unwrap().draw = 0;
    house.take(&pack, november()).await;
    let moodle = r#"<?xml version="1.0"?><quiz>
      <question type="multianswer"><name><text>cloze</text></name><questiontext format="html"><text><![CDATA[
        <p>Mật khẩu phải {1:MULTICHOICE:=dài~ngắn} và {1:SHORTANSWER:=bí mật}.</p>]]></text></questiontext></question>
      <question type="ordering"><name><text>order</text></name><questiontext format="html"><text>Xếp</text></questiontext>
        <answer fraction="1"><text>một</text></answer><answer fraction="2"><text>hai</text></answer>
        <answer fraction="3"><text>ba</text></answer></question>
      <question type="essay"><name><text>essay</text></name><questiontext format="html"><text>Viết</text></questiontext></question>
      <question type="calculated"><name><text>calculated</text></name><questiontext format="html"><text>x</text></questiontext></question>
    </quiz>"#;
    let taken = import(&house, &[file("moodle.xml", moodle)]).await.unwrap();
    assert_eq!(taken.count(QuestionOutcome::New), 3, "{taken:?}");
    let left: Vec<&str> = taken.left_out.iter().filter(|left| !left.is_part).map(|left| left.name.as_str()).collect();
    assert_eq!(left, ["calculated"]);
    house.do_lessons("TH-2", COURSE, november()).await;
    let learner = house.learner("TH-2").await;
    start_attempt(house.store(), &learner, COURSE, 1, november()).await.unwrap();
    let sheet = quiz_lobby(house.store(), &learner, COURSE, &vi(), november()).await.unwrap().open.unwrap();
    let has = |is: fn(&AskedKind) -> bool| sheet.questions.iter().any(|question| is(&question.kind));
    assert!(has(|kind| matches!(kind, AskedKind::Cloze(gaps) if gaps.len() == 2)));
    assert!(has(|kind| matches!(kind, AskedKind::Ordering(items) if items.len() == 3)));
    assert!(has(|kind| matches!(kind, AskedKind::Essay { .. })));
}

#[rstest]
#[tokio::test]
async fn archives_and_xml_that_play_tricks_are_refused(#[values(Engine::Sqlite)] engine: Engine) {
    let house = House::with_courses(engine, &[COURSE]).await;
    let bomb = br#"<?xml version="1.0"?><!DOCTYPE q [<!ENTITY a "aa"><!ENTITY b "&a;&a;">]><quiz>&b;</quiz>"#;
    let many: Vec<(String, &[u8])> = (0..10_001).map(|n| (format!("{n}.txt"), &b""[..])).collect();
    let many: Vec<(&str, &[u8])> = many.iter().map(|(name, content)| (name.as_str(), *content)).collect();
    let large = vec![0_u8; 257 * 1024 * 1024];
    let hostile = [
        file("out.zip", zip(&[("../../etc/x", b"x")])),
        file("root.zip", zip(&[("/imsmanifest.xml", b"<manifest/>")])),
        file("many.zip", zip(&many)),
        file("large.zip", zip(&[("a.xml", &large)])),
        file("cut.zip", zip(&[("imsmanifest.xml", b"<manifest/>")])[..40].to_vec()),
        file("bomb.xml", *bomb),
        file("bytes", [0xff, 0xfe, 0x00, 0x12]),
    ];
    for file in hostile {
        let name = file.name.clone();
        let refused = import(&house, &[file]).await;
        assert!(matches!(refused, Err(InterchangeError::Problems(_))), "{name}: {refused:?}");
    }
    assert_eq!(house.count("quiz_versions").await, 1);
}
