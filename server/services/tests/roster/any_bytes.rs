//! Bytes of every kind give a table or an error, and the reader never panics over them.

use super::{
    file,
    written::{utf_16, workbook},
};
use crate::support::{Engine, Fresh, PUPILS, SCHOOLS, STAFF, november};
use rand::{Rng, SeedableRng, rngs::StdRng};
use services::people::{ImportError, Importer, roster_import, roster_mapping, upload_roster};
use std::{
    io::{Cursor, Read, Write},
    panic,
    sync::{
        Once,
        atomic::{AtomicU32, Ordering},
    },
};
use zip::{ZipArchive, ZipWriter, write::SimpleFileOptions};

/// Panics in our own part of the reader. Whoever sends a file sees an error even then, so they are counted here.
static PANICS: AtomicU32 = AtomicU32::new(0);

fn count_panics_of_the_reader() {
    static ONCE: Once = Once::new();
    ONCE.call_once(|| {
        let before = panic::take_hook();
        panic::set_hook(Box::new(move |info| {
            let is_ours = |path: &str| path.replace('\\', "/").contains("people/import/read");
            if info.location().is_some_and(|location| is_ours(location.file())) {
                PANICS.fetch_add(1, Ordering::Relaxed);
            }
            before(info);
        }));
    });
}

/// Bytes changed, put in, left out and doubled at a few places, perhaps cut off.
fn damaged(mut bytes: Vec<u8>, chance: &mut StdRng) -> Vec<u8> {
    for _ in 0..chance.random_range(1..12) {
        if bytes.is_empty() {
            break;
        }
        let place = chance.random_range(0..bytes.len());
        match chance.random_range(0..4) {
            0 => bytes[place] = chance.random(),
            1 => bytes.insert(place, chance.random()),
            2 => {
                bytes.remove(place);
            }
            _ => {
                let rest = bytes.split_off(place);
                let doubled = rest.len().min(chance.random_range(1..40));
                bytes.extend_from_slice(&rest[..doubled]);
                bytes.extend(rest);
            }
        }
    }
    if chance.random_bool(0.2) {
        bytes.truncate(chance.random_range(0..=bytes.len()));
    }
    bytes
}

/// A workbook with damage in one of its parts, packed anew, so that only what is in it is wrong.
fn damaged_within(workbook: &[u8], chance: &mut StdRng) -> Vec<u8> {
    let mut archive = ZipArchive::new(Cursor::new(workbook)).unwrap();
    let chosen = chance.random_range(0..archive.len());
    let mut anew = ZipWriter::new(Cursor::new(Vec::new()));
    for place in 0..archive.len() {
        let mut part = archive.by_index(place).unwrap();
        let name = part.name().unwrap().into_owned();
        let mut content = Vec::new();
        part.read_to_end(&mut content).unwrap();
        if place == chosen {
            content = damaged(content, chance);
        }
        anew.start_file(name, SimpleFileOptions::default()).unwrap();
        anew.write_all(&content).unwrap();
    }
    anew.finish().unwrap().into_inner()
}

/// A file that the seed alone decides; every sixth is of the same kind.
fn made(seed: u64, workbook: &[u8]) -> Vec<u8> {
    let mut chance = StdRng::seed_from_u64(seed);
    let right = [SCHOOLS, STAFF, PUPILS][chance.random_range(0..3)];
    match seed % 6 {
        0 => (0..chance.random_range(0..400)).map(|_| chance.random()).collect(),
        1 => {
            let signs = b",;\t\"\n\r ab\xc3\xa3\x00";
            (0..chance.random_range(0..400)).map(|_| signs[chance.random_range(0..signs.len())]).collect()
        }
        2 => damaged(right.as_bytes().to_vec(), &mut chance),
        3 => {
            let to_bytes = if chance.random() { u16::to_le_bytes } else { u16::to_be_bytes };
            damaged(utf_16(right, to_bytes), &mut chance)
        }
        4 => damaged(workbook.to_vec(), &mut chance),
        _ => damaged_within(workbook, &mut chance),
    }
}

#[tokio::test]
async fn any_bytes_give_a_table_or_an_error() {
    count_panics_of_the_reader();
    let fresh = Fresh::on(Engine::Sqlite).await;
    let importer = Importer::from(fresh.office().await);
    let workbook = workbook(&SCHOOLS.lines().collect::<Vec<_>>());
    let (mut read, mut refused) = (0, 0);
    for seed in 0..480 {
        match upload_roster(&fresh.store, importer, &file(made(seed, &workbook)), november()).await {
            Ok((import, _)) => {
                let page = roster_import(&fresh.store, importer, import, None, 1, 50, november()).await;
                let mapping = roster_mapping(&fresh.store, importer, import, None).await;
                assert!(page.is_ok() && mapping.is_ok(), "seed {seed}: {:?}, {:?}", page.err(), mapping.err());
                read += 1;
            }
            Err(ImportError::Store(error)) => panic!("seed {seed}: {error}"),
            Err(_) => refused += 1,
        }
        assert_eq!(PANICS.load(Ordering::Relaxed), 0, "seed {seed}");
    }
    assert!(read > 20 && refused > 20, "{read} read, {refused} refused");
}
