//! The tables of an upload: a list is one, an archive of a OneRoster exchange holds up to three.
//!
//! An archive is kept as it came and read anew each time, since what it does not speak of stays as it is held then.

use super::{
    ImportError, Importer, LARGEST_FILE, LineOutcome, Reading, RosterFile, ledger::Ledger, read::MOST_LINES,
    scope::Scope, take,
};
use crate::{
    Store,
    people::export::{RosterLines, holds_tables, uploaded_rosters},
};
use domain::{
    calendar::Moment,
    people::roster::{
        HeadingError, Mapping, RosterKind, Table, clean, columns, harmless, original,
        view::{OutcomeCounts, PreviewLine, PreviewTable},
    },
};
use sea_orm::ConnectionTrait;
use std::collections::{BTreeSet, HashMap, HashSet};

/// The lines of a table and what becomes of them.
pub type Outcomes = Vec<(u64, LineOutcome)>;

/// What an upload holds, in the order in which it is taken.
pub struct Tables {
    readings: Vec<Reading>,
    is_archive: bool,
}

impl Tables {
    /// Reads an upload; a list by a chosen mapping or by its headings.
    pub async fn of(
        store: &Store,
        importer: Importer,
        file: &RosterFile,
        mapping: Option<Mapping>,
        now: Moment,
    ) -> Result<Self, ImportError> {
        if !holds_tables(&file.content) {
            return Ok(Self { readings: vec![Reading::of(file, mapping).await?], is_archive: false });
        }
        let name = || file.name.clone();
        if file.content.len() > LARGEST_FILE {
            return Err(ImportError::TooLarge { file: name() });
        }
        let mut rosters = uploaded_rosters(store, importer, file, now).await?;
        if rosters.is_empty() {
            return Err(ImportError::Heading { file: name(), problem: HeadingError::Empty });
        }
        // Schools come in by an office; a school takes the people out of an archive that has both.
        rosters.retain(|roster| roster.kind != RosterKind::Schools || importer.may_add_schools());
        if rosters.is_empty() {
            return Err(ImportError::OfficeOnly { file: name() });
        }
        let readings = rosters.into_iter().map(Reading::of_archive).collect::<Result<_, _>>()?;
        Ok(Self { readings, is_archive: true })
    }

    /// Works out what every table does; writes its right lines where a ledger is given.
    pub async fn take(
        &self,
        db: &impl ConnectionTrait,
        scope: &mut Scope,
        mut ledger: Option<&mut Ledger>,
        now: Moment,
    ) -> Result<Vec<Outcomes>, ImportError> {
        let mut outcomes = Vec::with_capacity(self.readings.len());
        for reading in &self.readings {
            outcomes.push(take(db, scope, reading, ledger.as_deref_mut(), now).await?);
        }
        Ok(outcomes)
    }

    /// The schools of the lines that write something.
    pub fn schools(&self, outcomes: &[Outcomes], scope: &Scope) -> BTreeSet<i64> {
        self.readings.iter().zip(outcomes).flat_map(|(reading, lines)| reading.schools(lines, scope)).collect()
    }

    /// The tables as a preview names them.
    pub fn named(&self) -> Vec<PreviewTable> {
        let file = |reading: &Reading| self.is_archive.then(|| reading.file.clone());
        self.readings.iter().map(|reading| PreviewTable { kind: reading.mapping.kind, file: file(reading) }).collect()
    }

    /// Lines, each of a table, with the code and the name that stand there.
    pub fn described(&self, outcomes: Vec<(usize, u64, LineOutcome)>) -> Vec<PreviewLine> {
        let places: HashSet<(usize, u64)> = outcomes.iter().map(|(table, line, _)| (*table, *line)).collect();
        let lines = self.readings.iter().enumerate().flat_map(|(table, reading)| {
            reading.table.lines.iter().map(move |(line, cells)| ((table, *line), (reading, cells)))
        });
        let cells: HashMap<(usize, u64), (&Reading, &Vec<String>)> =
            lines.filter(|(place, _)| places.contains(place)).collect();
        let about =
            |place: (usize, u64)| cells.get(&place).map(|(reading, cells)| reading.about(cells)).unwrap_or_default();
        outcomes
            .into_iter()
            .map(|(table, line, outcome)| PreviewLine { table, line, about: about((table, line)), outcome })
            .collect()
    }
}

impl Reading {
    /// A roster that an archive amounts to; its columns stand where ours do.
    fn of_archive(roster: RosterLines) -> Result<Self, ImportError> {
        let file = roster.file.to_owned();
        if roster.lines.len() > MOST_LINES {
            return Err(ImportError::TooManyLines { file });
        }
        let heading: Vec<String> = columns(roster.kind).iter().map(|column| column.heading().to_owned()).collect();
        let mapping = match Mapping::of(&heading) {
            Ok(mapping) => mapping,
            Err(problem) => return Err(ImportError::Heading { file, problem }),
        };
        // Whoever reads a cell takes an apostrophe for what guards a spreadsheet; here all of a cell is meant.
        let text = |cell: &String| harmless(&clean(cell)).into_owned();
        let lines = roster.lines.iter().map(|(line, cells)| (*line, cells.iter().map(text).collect())).collect();
        Ok(Self { file, table: Table { heading, lines }, mapping })
    }

    /// The code and the name that stand in a line.
    fn about(&self, cells: &[String]) -> String {
        let kind = self.mapping.kind;
        let text = |column| {
            let place = self.mapping.places.get(&column)?;
            Some(clean(original(cells.get(*place)?.trim()))).filter(|text| !text.is_empty())
        };
        [kind.code_column(), kind.name_column()].into_iter().filter_map(text).collect::<Vec<_>>().join(" · ")
    }
}

/// The lines of all tables, counted by outcome.
pub fn counts_of(outcomes: &[Outcomes]) -> OutcomeCounts {
    OutcomeCounts::of(outcomes.iter().flatten().map(|(_, outcome)| outcome))
}
