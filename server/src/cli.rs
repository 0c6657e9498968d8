//! The command line.

// What stands here is shown by `--help` as it is, so names carry no backticks.
#![allow(clippy::doc_markdown)]

use clap::{Args, Parser, Subcommand};
use serde::Serialize;
use std::{net::SocketAddr, path::PathBuf};

/// Tiến Độ: training and digital-safety learning for schools, and how far they are from their targets.
#[derive(Debug, Parser)]
#[command(name = "tiendo", version, about, propagate_version = true)]
pub struct Arguments {
    /// Settings that every command has.
    #[command(flatten)]
    pub settings: SettingsArguments,
    /// What to do.
    #[command(subcommand)]
    pub command: CommandArguments,
}

/// Flags win over the environment (`TIENDO_…`), which wins over the file `tiendo.toml`.
#[derive(Debug, Default, Args, Serialize)]
pub struct SettingsArguments {
    /// File of settings [default: tiendo.toml, if it is there]
    #[arg(long, global = true, value_name = "FILE", env = "TIENDO_CONFIG")]
    #[serde(skip)]
    pub config: Option<PathBuf>,
    /// Folder of the database and of kept files [env: TIENDO_DATA] [default: data]
    #[arg(long, global = true, value_name = "DIR")]
    #[serde(skip_serializing_if = "Option::is_none")]
    pub data: Option<PathBuf>,
    /// Address of the database [env: DATABASE_URL] [default: the SQLite file in the data folder]
    #[arg(long, global = true, value_name = "URL")]
    #[serde(skip_serializing_if = "Option::is_none")]
    pub database: Option<String>,
    /// Address to listen at [env: TIENDO_LISTEN] [default: 127.0.0.1:3000]
    #[arg(long, global = true, value_name = "ADDR:PORT")]
    #[serde(skip_serializing_if = "Option::is_none")]
    pub listen: Option<SocketAddr>,
    /// Folder of the built browser side [env: TIENDO_SITE] [default: target/site]
    #[arg(long, global = true, value_name = "DIR")]
    #[serde(skip_serializing_if = "Option::is_none")]
    pub site: Option<PathBuf>,
    /// Whether browsers reach this server through TLS; cookies are then marked Secure [env: TIENDO_TLS] [default: false]
    #[arg(long, global = true, value_name = "BOOL", num_args = 0..=1, default_missing_value = "true")]
    #[serde(skip_serializing_if = "Option::is_none")]
    pub tls: Option<bool>,
    /// Address under which browsers reach this server, for links in letters [env: TIENDO_BASE_URL] [default: the address listened at]
    #[arg(long, global = true, value_name = "URL")]
    #[serde(skip_serializing_if = "Option::is_none")]
    pub base_url: Option<String>,
    /// Mail server, such as smtps://user:password@host or smtp://host:587?tls=required; better set in the file or the environment, which others on the machine cannot see [env: TIENDO_SMTP] [default: none, letters go into the folder outbox in the data folder]
    #[arg(long, global = true, value_name = "URL")]
    #[serde(skip_serializing_if = "Option::is_none")]
    pub smtp: Option<String>,
    /// Whom letters come from, such as "Tiến Độ <tiendo@phong.example>" [env: TIENDO_MAIL_FROM]
    #[arg(long, global = true, value_name = "ADDRESS")]
    #[serde(skip_serializing_if = "Option::is_none")]
    pub mail_from: Option<String>,
    /// Language of messages, vi or en [env: TIENDO_LANGUAGE] [default: vi]
    #[arg(long, global = true, value_name = "LANGUAGE")]
    #[serde(skip_serializing_if = "Option::is_none")]
    pub language: Option<String>,
}

/// What to do.
#[derive(Debug, Subcommand)]
pub enum CommandArguments {
    /// Serves the pages and the API; brings the database to the newest schema first
    Serve,
    /// Brings the database to the newest schema
    Migrate,
    /// Takes rosters, courses or questions in
    #[command(subcommand)]
    Import(ImportArguments),
    /// Gives questions out
    #[command(subcommand)]
    Export(ExportArguments),
    /// Fills an empty database with the demo district
    Demo(DemoArguments),
    /// Creates the first administrator of an empty installation
    CreateAdmin(CreateAdminArguments),
    /// Removes name and dates of people who left longer ago than the office keeps them; `serve` does so daily
    Anonymise(AnonymiseArguments),
}

/// What to take in.
#[derive(Debug, Subcommand)]
pub enum ImportArguments {
    /// Schools, staff and pupils from Excel or CSV files; nothing is taken if any line is wrong
    Roster(RosterArguments),
    /// Schools, staff and pupils from a OneRoster 1.2 archive; nothing is taken if any line is wrong
    Oneroster(OneRosterArguments),
    /// Course packs: folders with a course.toml, or folders of such folders
    Courses(CoursesArguments),
    /// Questions from GIFT, Moodle XML or QTI 2.1 and 3.0 files; nothing is taken if anything is wrong
    Questions(QuestionsArguments),
}

/// What to give out.
#[derive(Debug, Subcommand)]
pub enum ExportArguments {
    /// The questions of a course, as GIFT or Moodle XML
    Questions(ExportQuestionsArguments),
}

/// Questions.
#[derive(Debug, Args)]
pub struct QuestionsArguments {
    /// The files, in any of the formats
    #[arg(required = true, value_name = "FILE")]
    pub files: Vec<PathBuf>,
    /// The course, by its address
    #[arg(long, value_name = "COURSE")]
    pub course: String,
    /// Language of the questions
    #[arg(long = "in", value_name = "LANGUAGE", default_value = "vi")]
    pub language: String,
    /// Says what would be done, and does nothing
    #[arg(long)]
    pub dry_run: bool,
}

/// Questions given out.
#[derive(Debug, Args)]
pub struct ExportQuestionsArguments {
    /// The course, by its address
    #[arg(long, value_name = "COURSE")]
    pub course: String,
    /// What to write
    #[arg(long, value_enum)]
    pub format: QuestionFormatArgument,
    /// Language of the questions
    #[arg(long = "in", value_name = "LANGUAGE", default_value = "vi")]
    pub language: String,
    /// Where to write; without it, to the standard output
    #[arg(long, value_name = "FILE")]
    pub out: Option<PathBuf>,
}

/// A format of questions.
#[derive(Debug, Clone, Copy, PartialEq, Eq, clap::ValueEnum)]
pub enum QuestionFormatArgument {
    /// GIFT
    Gift,
    /// Moodle XML
    MoodleXml,
}

/// Rosters.
#[derive(Debug, Args)]
pub struct RosterArguments {
    /// The files, in any order
    #[arg(required = true, value_name = "FILE")]
    pub files: Vec<PathBuf>,
    /// Says what would be done, and does nothing
    #[arg(long)]
    pub dry_run: bool,
}

/// A OneRoster archive.
#[derive(Debug, Args)]
pub struct OneRosterArguments {
    /// The zip archive
    #[arg(value_name = "FILE.zip")]
    pub file: PathBuf,
    /// Says what would be done, and does nothing
    #[arg(long)]
    pub dry_run: bool,
}

/// Course packs.
#[derive(Debug, Args)]
pub struct CoursesArguments {
    /// The folders
    #[arg(required = true, value_name = "PATH")]
    pub paths: Vec<PathBuf>,
}

/// The demo.
#[derive(Debug, Args)]
pub struct DemoArguments {
    /// Folder of the starter courses and demo rosters
    #[arg(long, value_name = "DIR", default_value = "content")]
    pub content: PathBuf,
    /// Does nothing when the demo is there already
    #[arg(long)]
    pub if_empty: bool,
}

/// The first administrator.
#[derive(Debug, Args)]
pub struct CreateAdminArguments {
    /// Name of the office
    #[arg(long, value_name = "NAME")]
    pub organisation: String,
    /// Full name of the administrator
    #[arg(long, value_name = "NAME")]
    pub full_name: String,
    /// User name
    #[arg(long, value_name = "NAME")]
    pub username: String,
}

/// Leavers.
#[derive(Debug, Args)]
pub struct AnonymiseArguments {
    /// Says how many there are, and does nothing
    #[arg(long)]
    pub dry_run: bool,
}
