//! `tiendo import questions` and `tiendo export questions`.

use super::{Bench, Failure, words};
use crate::cli::{ExportQuestionsArguments, QuestionFormatArgument, QuestionsArguments};
use app::i18n::Locale;
use domain::language::Language;
use services::quizzes::{
    FileOfQuestions, InterchangeError, QuestionFormat, QuestionOutcome, export_questions, import_questions,
};
use std::{io::Write, process::ExitCode};

/// Takes questions in; prints what becomes of each, and takes nothing if anything is wrong.
pub async fn import(bench: Bench, arguments: &QuestionsArguments) -> Result<ExitCode, Failure> {
    let locale = bench.settings.locale();
    let language = language_of(locale, &arguments.language)?;
    let mut files = Vec::new();
    for path in &arguments.files {
        let content = std::fs::read(path).map_err(|error| Failure::broken(words::cannot_read(locale, path, &error)))?;
        files.push(FileOfQuestions { name: path.display().to_string(), content });
    }
    let taken = import_questions(
        &bench.store,
        &bench.files,
        &bench.operator,
        &arguments.course,
        &language,
        &files,
        arguments.dry_run,
        bench.clock.now(),
    )
    .await
    .map_err(|error| failed(locale, &error))?;
    for (file, name, outcome) in &taken.questions {
        println!("{file}: {name}: {}", words::question_outcome(locale, *outcome));
    }
    for left in &taken.left_out {
        let word = words::question_left_out(locale, left.is_part);
        println!("{}:{}:{}: {}: {word}: {}", left.file, left.place.line, left.place.column, left.name, left.why);
    }
    let count = |outcome| taken.count(outcome);
    let counts = [QuestionOutcome::New, QuestionOutcome::Changed, QuestionOutcome::Unchanged].map(count);
    println!("{}", words::question_counts(locale, counts, taken.left_out.iter().filter(|left| !left.is_part).count()));
    if arguments.dry_run {
        println!("{}", words::dry_run(locale));
    }
    Ok(ExitCode::SUCCESS)
}

/// Writes the questions of a course; what the format cannot say is listed on the error output.
pub async fn export(bench: Bench, arguments: &ExportQuestionsArguments) -> Result<ExitCode, Failure> {
    let locale = bench.settings.locale();
    let language = language_of(locale, &arguments.language)?;
    let format = match arguments.format {
        QuestionFormatArgument::Gift => QuestionFormat::Gift,
        QuestionFormatArgument::MoodleXml => QuestionFormat::MoodleXml,
    };
    let (store, files, now) = (&bench.store, &bench.files, bench.clock.now());
    let written = export_questions(store, files, &bench.operator, &arguments.course, &language, format, now)
        .await
        .map_err(|error| failed(locale, &error))?;
    match &arguments.out {
        Some(path) => std::fs::write(path, &written.text)
            .map_err(|error| Failure::broken(words::cannot_write(locale, path, &error)))?,
        None => std::io::stdout()
            .lock()
            .write_all(written.text.as_bytes())
            .map_err(|error| Failure::broken(error.to_string()))?,
    }
    for (name, why) in &written.left_out {
        eprintln!("{name}: {}: {why}", words::question_left_out(locale, true));
    }
    Ok(ExitCode::SUCCESS)
}

fn language_of(locale: Locale, text: &str) -> Result<Language, Failure> {
    text.parse().map_err(|_| Failure::refused(words::no_such_language(locale, text)))
}

fn failed(locale: Locale, error: &InterchangeError) -> Failure {
    match error {
        InterchangeError::Problems(problems) => {
            for problem in problems {
                println!("{problem}");
            }
            Failure::refused(words::questions_wrong(locale, problems.len()))
        }
        InterchangeError::NoSuchCourse(course) => Failure::refused(words::no_such_course(locale, course)),
        InterchangeError::NoSuchLanguage(language) => Failure::refused(words::no_such_language(locale, language)),
        InterchangeError::Files(error) => Failure::broken(error.to_string()),
        InterchangeError::Store(error) => Failure::broken(error.to_string()),
    }
}
