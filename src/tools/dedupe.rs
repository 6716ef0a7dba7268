//! One event in many documents: records of events grouped by what they are, whom they concern and when.
//!
//! Two records are the same event if they have the same type and polarity, the same day (that of the event, else the
//! publication date of its document: the one-a-day filter of event data since KEDS), no role with different names, and
//! two names in common, or the only one that either has. Names are compared without case, articles and legal forms
//! (*Inc*, *AG*). Records without a name or a day are never grouped.

use std::collections::{BTreeMap, BTreeSet};

use serde_json::{Map, Value, json};

use crate::english::words::{self, Class};

/// A record of an event, as `dateline run` writes it.
pub type Record = Map<String, Value>;

/// Type, polarity and day.
type Frame = (String, String, String);
/// Role and name.
type Name = (String, String);

/// The features that decide whether two records are the same event.
struct Key {
    frame: Option<Frame>,
    names: BTreeSet<Name>,
}

/// One record for each event, by day, type and id: the one with most fillers, with `count`, the number of its records,
/// and `sources`, their documents, ids and dates of publication. The order of the input does not matter. Time is n log
/// n in the number of records except for names that very many records of one day share.
pub fn dedupe(mut records: Vec<Record>) -> Vec<Record> {
    records.sort_by_cached_key(|record| (text(record, "doc").to_owned(), text(record, "id").to_owned()));
    let keys: Vec<Key> = records.iter().map(key).collect();
    let mut groups: Vec<Vec<usize>> = Vec::new();
    let mut known: BTreeMap<(&Frame, &Name), Vec<usize>> = BTreeMap::new();
    for (at, key) in keys.iter().enumerate() {
        let near = key.frame.iter().flat_map(|frame| {
            let found = key.names.iter().filter_map(|name| known.get(&(frame, name)));
            found.flatten().copied().collect::<BTreeSet<usize>>()
        });
        let group = near.into_iter().find(|&group| is_one(&keys[groups[group][0]], key));
        let group = match group {
            Some(group) => {
                groups[group].push(at);
                continue;
            }
            None => groups.len(),
        };
        groups.push(vec![at]);
        if let Some(frame) = &key.frame {
            for name in &key.names {
                known.entry((frame, name)).or_default().push(group);
            }
        }
    }
    let mut told: Vec<(String, Record)> = groups
        .iter()
        .filter_map(|group| {
            let day = keys[group[0]].frame.as_ref().map_or(String::new(), |frame| frame.2.clone());
            Some((day, one(&records, group)?))
        })
        .collect();
    told.sort_by_cached_key(|(day, record)| {
        (day.clone(), text(record, "type").to_owned(), text(record, "id").to_owned())
    });
    told.into_iter().map(|(_, record)| record).collect()
}

fn text<'a>(record: &'a Record, field: &str) -> &'a str {
    record.get(field).and_then(Value::as_str).unwrap_or_default()
}

fn key(record: &Record) -> Key {
    let told = record.get("time").and_then(|time| time.get("value")).and_then(Value::as_str);
    // the day of a more exact value
    let day =
        told.map(|value| value.get(..10).filter(|day| day.as_bytes().get(4) == Some(&b'-')).unwrap_or(value));
    let day = day.unwrap_or_else(|| text(record, "published"));
    let mut names = BTreeSet::new();
    for (role, fillers) in record.get("roles").and_then(Value::as_object).into_iter().flatten() {
        for filler in fillers.as_array().into_iter().flatten() {
            let field = |name: &str| filler.get(name).and_then(Value::as_str);
            let name = match field("type") {
                Some("Clause") => field("text"),
                _ => field("name"),
            };
            let parts = name.into_iter().flat_map(|name| name.split("; "));
            names.extend(parts.map(|name| (role.clone(), plain(name))).filter(|(_, name)| !name.is_empty()));
        }
    }
    let frame = (text(record, "type").to_owned(), text(record, "polarity").to_owned(), day.to_owned());
    Key { frame: Some(frame).filter(|frame| !frame.2.is_empty() && !names.is_empty()), names }
}

/// A name without case, punctuation, article and legal form.
fn plain(name: &str) -> String {
    let lower = name.to_lowercase();
    let words = lower.split(|c: char| !c.is_alphanumeric() && c != '&').filter(|word| !word.is_empty());
    let mut words: Vec<&str> = words.collect();
    if words.len() > 1 && words[0] == "the" {
        words.remove(0);
    }
    let closes = |word: &&str| words::is(Class::LegalForm, word) || words::is(Class::CompanyNoun, word);
    while words.len() > 1 && words.last().is_some_and(closes) {
        words.pop();
    }
    words.join(" ")
}

fn is_one(first: &Key, other: &Key) -> bool {
    let of = |key: &Key, role: &str| -> BTreeSet<String> {
        key.names.iter().filter(|(of, _)| of == role).map(|(_, name)| name.clone()).collect()
    };
    let roles: BTreeSet<&String> = first.names.iter().map(|(role, _)| role).collect();
    let differs = roles.iter().any(|role| {
        let (these, those) = (of(first, role), of(other, role));
        !those.is_empty() && these.is_disjoint(&those)
    });
    let shared = first.names.intersection(&other.names).count();
    !differs && (shared >= 2 || shared == 1 && first.names.len() == 1 && other.names.len() == 1)
}

fn one(records: &[Record], group: &[usize]) -> Option<Record> {
    let fillers = |at: usize| {
        let roles = records[at].get("roles").and_then(Value::as_object);
        roles.map_or(0, |roles| roles.values().filter_map(Value::as_array).map(Vec::len).sum::<usize>())
    };
    let best = group.iter().copied().rev().max_by_key(|&at| fillers(at))?;
    let sources = group.iter().map(|&at| {
        let record = &records[at];
        let fields = ["doc", "id", "published"].map(|name| (name, record.get(name)));
        let fields = fields.into_iter().filter_map(|(name, value)| Some((name.to_owned(), value?.clone())));
        Value::Object(fields.collect())
    });
    let sources: Vec<Value> = sources.collect();
    let mut record = records[best].clone();
    record.insert("count".to_owned(), json!(group.len()));
    record.insert("sources".to_owned(), Value::Array(sources));
    Some(record)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn event(doc: &str, kind: &str, day: &str, names: &[(&str, &str)]) -> Record {
        let mut roles = Map::new();
        for (role, name) in names {
            let filler = json!({ "text": name, "type": "Organization", "name": name });
            let fillers = roles.entry(*role).or_insert_with(|| json!([]));
            fillers.as_array_mut().unwrap().push(filler);
        }
        let record = json!({
            "id": format!("{doc}#7:{kind}"), "type": kind, "doc": doc, "polarity": "positive", "published": day, "roles": roles,
        });
        record.as_object().unwrap().clone()
    }

    fn counts(records: Vec<Record>) -> Vec<(String, u64)> {
        let told = dedupe(records);
        told.iter().map(|r| (text(r, "doc").to_owned(), r["count"].as_u64().unwrap())).collect()
    }

    #[test]
    fn one_event_of_a_day_in_two_papers_is_one_record() {
        let a = event("a", "Acquire", "2026-03-02", &[("agent", "Helvion AG"), ("target", "Nordhavn")]);
        let b = event(
            "b",
            "Acquire",
            "2026-03-02",
            &[("agent", "Helvion"), ("target", "Nordhavn"), ("place", "Oslo")],
        );
        assert_eq!(counts(vec![a.clone(), b.clone()]), [("b".to_owned(), 2)]);
        assert_eq!(dedupe(vec![a.clone(), b.clone()]), dedupe(vec![b, a]));
    }

    #[test]
    fn another_day_another_name_or_another_type_is_another_event() {
        let of = |doc, kind, day, target| event(doc, kind, day, &[("agent", "Helvion"), ("target", target)]);
        let told = counts(vec![
            of("a", "Acquire", "2026-03-02", "Nordhavn"),
            of("b", "Acquire", "2026-03-03", "Nordhavn"),
            of("c", "Acquire", "2026-03-02", "Lindqvist"),
            of("d", "Visit", "2026-03-02", "Nordhavn"),
        ]);
        assert_eq!(told.iter().map(|(_, count)| *count).collect::<Vec<_>>(), [1, 1, 1, 1]);
    }

    #[test]
    fn one_name_in_common_is_not_enough_where_there_are_more() {
        let a = event("a", "Meet", "2026-03-02", &[("participant", "Berg"), ("participant", "Lind")]);
        let b = event("b", "Meet", "2026-03-02", &[("participant", "Berg"), ("participant", "Oak")]);
        assert_eq!(counts(vec![a, b]).len(), 2);
    }

    #[test]
    fn what_has_no_name_or_no_day_stays_alone() {
        let nobody = || event("a", "Protest", "2026-03-02", &[]);
        let undated = || event("b", "Visit", "", &[("agent", "Berg"), ("host", "Lind")]);
        assert_eq!(counts(vec![nobody(), nobody(), undated(), undated()]).len(), 4);
    }
}
