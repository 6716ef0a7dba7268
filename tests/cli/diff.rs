//! `dateline diff`.

use serde_json::Value;

use super::query::{TRIPS, VOW};
use super::{dateline, folder};

const OLD: &str = "event Visit { agent+: Person  host?: Person }\nevent Trip { agent+: Person  place: Place }\n\
    rule visit -> Visit { \"{agent} visited {host: Person}\" }\nrule trip -> Trip { \"{agent} visited {place}\" }\n";

/// Lines move, `host` is no more filled, trips are gone, and visits to places come.
const NEW: &str = "## A visit.\nevent Visit { agent+: Person  host?: Person  place?: Place }\n\
    rule visit -> Visit { \"{agent} visited {_: Person}\"\n\"{agent} visited {place}\" }\n";

fn rules() -> tempfile::TempDir {
    folder(&[
        ("old.rules", OLD.as_bytes()),
        ("new/new.rules", NEW.as_bytes()),
        ("trips.conllu", TRIPS.as_bytes()),
    ])
}

#[test]
fn events_that_came_went_and_changed_are_grouped_by_rule_with_examples() {
    let folder = rules();
    let ended = dateline(folder.path(), "diff old.rules new --input trips.conllu", b"");
    let expected = "trip: 1 went\n  - oslo:0: Trip: [agent: Brandt] *visits* [place: Oslo].\n\n\
        visit: 1 came, 1 changed\n  ~ seoul:0: Visit: [agent: 박] *visited* Lee.\n      host: Lee: Person -> nothing\n  \
        + oslo:0: Visit: [agent: Brandt] *visits* [place: Oslo].\n\n";
    assert_eq!(ended.stdout, expected, "{}", ended.stderr);
    let told = "1 came, 1 went, 1 changed, 0 the same, in 2 documents, none skipped\n";
    assert_eq!((ended.code, ended.stderr.as_str()), (1, told));
    let ended = dateline(folder.path(), "diff old.rules new --input trips.conllu --examples 1", b"");
    assert!(ended.stdout.ends_with("host: Lee: Person -> nothing\n  … and 1 more\n\n"), "{}", ended.stdout);
}

#[test]
fn differences_are_written_as_json_with_the_whole_events() {
    let ended = dateline(rules().path(), "diff old.rules new --input trips.conllu --json", b"");
    let records: Vec<Value> = ended.stdout.lines().map(|line| serde_json::from_str(line).unwrap()).collect();
    let field = |key: &str| records.iter().map(|record| record[key].clone()).collect::<Vec<_>>();
    assert_eq!(field("change"), ["changed", "came", "went"]);
    assert_eq!(records[0]["differences"][0]["old"], "Lee: Person");
    assert_eq!((&records[0]["new"]["type"], &records[1]["old"]), (&"Visit".into(), &Value::Null));
    assert_eq!(records[2]["text"], "Brandt visits Oslo.");
}

#[test]
fn the_same_rules_with_other_lines_differ_in_nothing() {
    let folder = rules();
    std::fs::write(folder.path().join("moved.rules"), format!("# moved\n\n{OLD}")).unwrap();
    let ended = dateline(folder.path(), "diff old.rules moved.rules --input trips.conllu", b"");
    let told = "nothing is different, 2 the same, in 2 documents, none skipped\n";
    assert_eq!((ended.code, ended.stdout.as_str(), ended.stderr.as_str()), (0, "", told));
    let ended = dateline(folder.path(), "diff none.rules new --input trips.conllu", b"");
    assert_eq!((ended.code, ended.stdout.as_str()), (2, ""));
}

#[test]
fn other_cues_make_other_events_of_the_same_rules() {
    let folder = folder(&[
        ("old.rules", OLD.as_bytes()),
        ("new.rules", format!("{OLD}cue asserted = vow to do\n").as_bytes()),
        ("vow.conllu", VOW.as_bytes()),
    ]);
    let ended = dateline(folder.path(), "diff old.rules new.rules --input vow.conllu", b"");
    let expected = "trip: 1 changed\n  ~ vow:0: Trip: [agent: Brandt] vowed to *visit* [place: Oslo].\n      \
        modality: planned -> asserted\n\n";
    assert_eq!(ended.stdout, expected, "{}", ended.stderr);
}
