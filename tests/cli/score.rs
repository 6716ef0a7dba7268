//! `dateline score`.

use std::path::Path;

use serde_json::Value;

use super::{Ended, dateline, folder};

const RULES: &str = "event Visit { agent: Person  host?: Organization  place?: Place }\n\
    rule visit -> Visit { \"{agent} visited {host}\"  \"{agent} visited {place}\" }\n";

/// A visit that is found, one whose place is not, one of which no word is known, and a web site.
const GOLD: &str = concat!(
    r#"{"id": "a", "date": "2019-05-20", "text": "Anna Brandt visited Oslo on Friday. She toured the Bank of Norland.", "events": ["#,
    r#"{"type": "Visit", "trigger": {"start": 12, "end": 19}, "args": [{"role": "agent", "start": 0, "end": 11, "resolved": "Anna Brandt"}, "#,
    r#"{"role": "place", "start": 20, "end": 24}, {"role": "time", "start": 28, "end": 34}], "time": "2019-05-17", "modality": "planned"}, "#,
    r#"{"type": "Visit", "trigger": {"start": 40, "end": 46}, "args": [{"role": "agent", "start": 36, "end": 39}]}], "hard_negatives": []}"#,
    "\n",
    r#"{"id": "b", "text": "Anna Brandt visited Lisbon.", "events": [], "#,
    r#""hard_negatives": [{"start": 12, "end": 19, "looks_like": "Visit", "reason": "a test\u001b[31m"}]}"#,
    "\n",
);

fn files() -> tempfile::TempDir {
    folder(&[("visit.rules", RULES.as_bytes()), ("gold.jsonl", GOLD.as_bytes())])
}

fn json(ended: &Ended) -> Value {
    serde_json::from_str(&ended.stdout).unwrap_or_else(|error| panic!("{error}: {}", ended.stderr))
}

#[test]
fn every_figure_is_counted() {
    let folder = files();
    let ended = dateline(folder.path(), "score gold.jsonl visit.rules --json", b"");
    let score = json(&ended);
    assert_eq!(
        score["trigger_relaxed"],
        serde_json::json!({"p": 0.5, "r": 0.5, "f": 0.5, "tp": 1, "pred": 2, "gold": 2})
    );
    assert_eq!(
        score["args_relaxed"],
        serde_json::json!({"p": 0.6, "r": 0.75, "f": 0.6667, "tp": 3, "pred": 5, "gold": 4})
    );
    assert_eq!(score["whole_record"]["tp"], 1);
    assert_eq!(score["trigger_macro_f"], 0.5);
    let accuracy = |name: &str| (score[name]["of_these"].as_u64(), score[name]["all"].as_u64());
    assert_eq!(accuracy("modality_acc"), (Some(0), Some(1)));
    assert_eq!(accuracy("polarity_acc"), (Some(1), Some(1)));
    assert_eq!(accuracy("time_value_acc"), (Some(1), Some(1)));
    assert_eq!(accuracy("hard_negative_false_alarm"), (Some(1), Some(1)));
    assert_eq!(score["negation_recall"]["part"], Value::Null);
    assert_eq!(ended.code, 0);
}

#[test]
fn mistakes_are_told_with_the_sentence_and_why() {
    let folder = files();
    let ended = dateline(folder.path(), "score gold.jsonl --rules visit.rules --errors", b"");
    for told in [
        "wrong   Visit `visited`, a, sentence 0\n",
        "modality  is planned; found was asserted\n",
        "missing Visit `toured`, a, sentence 1\n  She toured the Bank of Norland.\n      ^^^^^^\n",
        "    (1 rule that could make it: no word of theirs occurs)\n",
        "noisy   Visit `visited`, b, sentence 0\n  Anna Brandt visited Lisbon.\n              ^^^^^^^\n",
        "hard negative  `visited` a test\u{fffd}[31m\n",
    ] {
        assert!(ended.stdout.contains(told), "{told}\n{}{}", ended.stdout, ended.stderr);
    }
    let errors =
        json(&dateline(folder.path(), "score gold.jsonl visit.rules --errors --json", b""))["errors"].clone();
    let verdicts: Vec<_> = errors.as_array().unwrap().iter().map(|error| error["verdict"].clone()).collect();
    assert_eq!(verdicts, ["wrong", "missing", "noisy"]);
}

#[test]
fn an_earlier_score_is_compared_and_a_floor_holds() {
    let folder = files();
    let old = dateline(folder.path(), "score gold.jsonl visit.rules --json", b"").stdout;
    std::fs::write(folder.path().join("old.json"), old).unwrap();
    let same = dateline(folder.path(), "score gold.jsonl visit.rules --baseline old.json --min-f 0.5", b"");
    assert!(same.stdout.ends_with("\nnothing changed\n"), "{}", same.stdout);
    assert_eq!(same.code, 0, "{}", same.stderr);
    let better = RULES.replace("visited {place}\"", "visited {place}\"  \"{agent} toured {host}\"");
    std::fs::write(folder.path().join("better.rules"), better).unwrap();
    let ended = dateline(folder.path(), "score gold.jsonl better.rules --baseline old.json --min-f 0.9", b"");
    assert!(ended.stdout.contains("triggers: recall"), "{}", ended.stdout);
    assert!(ended.stdout.contains("0.500  1.000  +0.500\n"), "{}", ended.stdout);
    assert_eq!((ended.code, ended.stderr.as_str()), (1, "the F of triggers is 0.800, less than 0.9\n"));
}

#[test]
fn two_runs_are_compared() {
    let folder = files();
    let run = dateline(folder.path(), "run visit.rules --input gold.jsonl", b"").stdout;
    std::fs::write(folder.path().join("run.jsonl"), run).unwrap();
    let rules = json(&dateline(folder.path(), "score gold.jsonl visit.rules --json", b""));
    let events = json(&dateline(folder.path(), "score gold.jsonl --events run.jsonl --json", b""));
    assert_eq!(rules, events);
    let itself =
        json(&dateline(folder.path(), "score run.jsonl --events run.jsonl --input gold.jsonl --json", b""));
    assert_eq!((&itself["trigger_strict"]["f"], &itself["whole_record"]["f"]), (&1.0.into(), &1.0.into()));
    let ended = dateline(folder.path(), "score run.jsonl visit.rules", b"");
    let told = "error: `run.jsonl` has events but no texts; name the articles with `--input`\n";
    assert_eq!((ended.code, ended.stderr.as_str()), (2, told));
}

#[test]
fn brat_is_read_and_only_the_chosen_types_count() {
    let annotation = "T1\tVisit 12 19\tvisited\nT2\tPerson 0 11\tAnna Brandt\nT3\tPlace 20 24\tOslo\nT4\tMeet 0 4\tAnna\n\
        E1\tVisit:T1 Agent:T2 Place:T3\nE2\tMeet:T4\n";
    let folder = files();
    std::fs::create_dir(folder.path().join("brat")).unwrap();
    std::fs::write(folder.path().join("brat/trip.ann"), annotation).unwrap();
    std::fs::write(folder.path().join("brat/trip.txt"), "Anna Brandt visited Oslo.\n").unwrap();
    let score = json(&dateline(folder.path(), "score brat visit.rules --json --type Visit", b""));
    assert_eq!((&score["trigger_relaxed"]["f"], &score["whole_record"]["f"]), (&1.0.into(), &1.0.into()));
    assert!(score["per_type"]["Meet"].is_null());
    let ended = dateline(folder.path(), "score brat visit.rules --type Vist", b"");
    let told = "error: there is no event of type `Vist`; did you mean `Visit`?\n";
    assert_eq!((ended.code, ended.stderr.as_str()), (2, told));
}

#[test]
fn a_gold_file_that_cannot_be_read_is_told_with_its_line() {
    let folder =
        folder(&[("gold.jsonl", b"{\"id\": \"a\", \"text\": \"\", \"events\": []}\n\n{\"id\": 1}\n")]);
    let ended = dateline(folder.path(), "score gold.jsonl", b"");
    assert_eq!(ended.code, 2);
    assert!(ended.stderr.starts_with("error: gold.jsonl:3: invalid type"), "{}", ended.stderr);
}

#[test]
fn the_marked_articles_of_the_project_are_what_they_say() {
    let gold = include_str!("../score/gold.jsonl");
    let mut kinds = std::collections::BTreeSet::new();
    for line in gold.lines() {
        let article: Value = serde_json::from_str(line).unwrap();
        let text: Vec<char> = article["text"].as_str().unwrap().chars().collect();
        let check = |place: &Value| {
            let at = |key: &str| place[key].as_u64().unwrap() as usize;
            let words: String = text[at("start")..at("end")].iter().collect();
            assert_eq!(place["text"], words, "{}", article["id"]);
        };
        article["hard_negatives"].as_array().unwrap().iter().for_each(check);
        for event in article["events"].as_array().unwrap() {
            kinds.insert(event["type"].as_str().unwrap().to_owned());
            check(&event["trigger"]);
            event["args"].as_array().unwrap().iter().for_each(check);
        }
    }
    assert_eq!((gold.lines().count(), kinds.len()), (12, 18));
    let ended = dateline(
        Path::new(env!("CARGO_MANIFEST_DIR")),
        "score tests/score/gold.jsonl rules --min-f 0.9",
        b"",
    );
    assert_eq!(ended.code, 0, "{}{}", ended.stdout, ended.stderr);
}
