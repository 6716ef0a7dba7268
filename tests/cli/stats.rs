//! `dateline stats`.

use serde_json::Value;

use super::query::TRIPS;
use super::{dateline, folder};

const RULES: &str = "event Visit { agent: Person  host: Person }\nevent Rain { it: Phrase }\n\
    rule visit -> Visit { \"{agent} visited {host}\" }\nrule rain -> Rain { / {it: 'It'} 'rained' 'cats' / }\n\
    rule never -> Visit { \"{agent} invited {host}\" }\n";

fn files() -> tempfile::TempDir {
    folder(&[("trip.rules", RULES.as_bytes()), ("trips.conllu", TRIPS.as_bytes())])
}

#[test]
fn hits_and_misses_are_counted_by_rule_and_reason() {
    let ended = dateline(files().path(), "stats trip.rules --input trips.conllu --json", b"");
    assert_eq!(ended.code, 0, "{}", ended.stderr);
    let record: Value = serde_json::from_str(&ended.stdout).unwrap();
    let rules: Vec<String> = record["rules"]
        .as_array()
        .unwrap()
        .iter()
        .map(|rule| {
            format!(
                "{} {} {} {} {}",
                rule["rule"], rule["makes"], rule["hits"], rule["misses"], rule["reasons"]
            )
        })
        .collect();
    let expected = [
        r#""visit" "Visit" 1 1 {"other type":1}"#,
        r#""rain" "Rain" 0 1 {"other words":1}"#,
        r#""never" "Visit" 0 0 {}"#,
    ];
    assert_eq!(rules, expected);
    assert_eq!(
        (&record["documents"], &record["sentences"], &record["events"]),
        (&2.into(), &3.into(), &1.into())
    );
}

#[test]
fn every_layer_has_its_time_and_the_sentences_that_needed_it() {
    let folder = files();
    std::fs::write(folder.path().join("plain.txt"), "Anna Park visited Bo Lee. It snowed.").unwrap();
    let visit =
        "event Visit { agent: Person  host: Person }\nrule visit -> Visit { \"{agent} visited {host}\" }\n";
    std::fs::write(folder.path().join("visit.rules"), visit).unwrap();
    let ended = dateline(folder.path(), "stats visit.rules --input plain.txt --json", b"");
    let record: Value = serde_json::from_str(&ended.stdout).unwrap();
    let layers = record["layers"].as_array().unwrap();
    let sentences: Vec<String> = layers
        .iter()
        .map(|layer| format!("{} {}", layer["layer"], layer["sentences"]).replace('"', ""))
        .collect();
    let expected = [
        "words 2",
        "tags and lemmas 1",
        "names 2",
        "entities 2",
        "time expressions 1",
        "dependency tree 1",
        "clauses 1",
        "matching 1",
    ];
    assert_eq!(sentences, expected);
    let time = |layer: &Value| layer["seconds"].as_f64().unwrap();
    assert!(layers.iter().all(|layer| time(layer) > 0.0 && time(layer) < 60.0), "{layers:?}");
    let visit = &record["rules"][0];
    assert!(time(visit) > 0.0 && time(visit) <= time(&layers[7]) * 50.0, "{visit}");
}

#[test]
fn tables_for_people_are_aligned_and_sorted_as_asked() {
    let folder = files();
    let rules = |sort: &str| {
        let ended =
            dateline(folder.path(), &format!("stats trip.rules --input trips.conllu --sort {sort}"), b"");
        let told = "2 documents, 3 sentences, 0 of them without a trigger, 1 event, none skipped\n";
        assert_eq!((ended.code, ended.stderr.as_str()), (0, told));
        let (_, rules) = ended.stdout.split_once("\n\n").unwrap();
        rules.lines().map(|line| line.split("  ").next().unwrap().to_owned()).collect::<Vec<_>>()
    };
    assert_eq!(rules("hits"), ["rule ", "visit", "rain ", "never"].map(str::trim));
    assert_eq!(rules("name"), ["rule", "never", "rain", "visit"]);
    assert_eq!(rules("time")[3], "never");
}
