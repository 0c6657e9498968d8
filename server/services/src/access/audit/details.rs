//! Particulars as they are stored, turned into what screens show.

use super::names::Names;
use chrono::NaiveDate;
use domain::access::{
    audit::AuditSubject,
    audit_detail::{Detail, DetailKey, DetailValue},
};
use serde_json::{Map, Value};

/// The ids that a line's particulars speak of, with what they are ids of.
pub(super) fn references(details: &Value) -> Vec<(AuditSubject, i64)> {
    let mut found = Vec::new();
    for (key, value) in details.as_object().into_iter().flatten() {
        if let Some(kind) = DetailKey::from_word(key).and_then(DetailKey::refers_to) {
            numbers(value, &mut |id| found.push((kind, id)));
        }
    }
    found
}

fn numbers(value: &Value, found: &mut dyn FnMut(i64)) {
    match value {
        Value::Number(number) => {
            if let Some(id) = number.as_i64() {
                found(id);
            }
        }
        Value::Array(values) => values.iter().for_each(|value| numbers(value, found)),
        Value::Object(fields) => fields.values().for_each(|value| numbers(value, found)),
        Value::Null | Value::Bool(_) | Value::String(_) => {}
    }
}

/// A line's particulars, with names in place of ids, in the order in which their keys are declared.
pub(super) fn read(details: &Value, names: &Names) -> Vec<Detail> {
    let read = |(key, value): (&String, &Value)| {
        let kind = DetailKey::from_word(key).and_then(DetailKey::refers_to);
        Detail { key: key.clone(), value: read_value(value, &|id| kind.and_then(|kind| names.of_id(kind, id))) }
    };
    let mut found: Vec<Detail> = details.as_object().into_iter().flatten().map(read).collect();
    // The databases keep the keys of an object in orders of their own.
    found.sort_by_cached_key(|detail| {
        let key = DetailKey::from_word(&detail.key);
        (key.is_none(), key, detail.key.clone())
    });
    found
}

fn read_value(value: &Value, name: &dyn Fn(i64) -> Option<DetailValue>) -> DetailValue {
    match value {
        Value::Null => DetailValue::Nothing,
        Value::Bool(truth) => DetailValue::Truth(*truth),
        Value::Number(number) => {
            number.as_i64().and_then(name).unwrap_or_else(|| DetailValue::Number(number.to_string()))
        }
        Value::String(word) => match NaiveDate::parse_from_str(word, "%Y-%m-%d") {
            Ok(day) if word.len() == 10 => DetailValue::Day(day),
            _ => DetailValue::Word(word.clone()),
        },
        Value::Array(values) => DetailValue::List(values.iter().map(|value| read_value(value, name)).collect()),
        Value::Object(fields) => match change(fields) {
            Some((old, new)) => DetailValue::Change(Box::new(read_value(old, name)), Box::new(read_value(new, name))),
            None => DetailValue::Group(
                fields
                    .iter()
                    .map(|(key, value)| Detail { key: key.clone(), value: read_value(value, &|_| None) })
                    .collect(),
            ),
        },
    }
}

/// What was and what is: `{"old": …, "new": …}` or `{"from": …, "to": …}`.
fn change(fields: &Map<String, Value>) -> Option<(&Value, &Value)> {
    let pair = |old: &str, new: &str| fields.get(old).zip(fields.get(new));
    (fields.len() == 2).then(|| pair("old", "new").or_else(|| pair("from", "to")))?
}
