//! `dateline query`.

use serde_json::Value;

use super::{dateline_with, folder};

/// Two documents, annotated, so that what is found does not depend on the model.
pub(super) const TRIPS: &str = "# newdoc id = seoul\n# text = 박 visited Lee.\n\
    1\t박\t박\tPROPN\tNNP\t_\t2\tnsubj\t_\tNER=B-Person\n\
    2\tvisited\tvisit\tVERB\tVBD\t_\t0\troot\t_\t_\n\
    3\tLee\tLee\tPROPN\tNNP\t_\t2\tobj\t_\tSpaceAfter=No|NER=B-Person\n\
    4\t.\t.\tPUNCT\t.\t_\t2\tpunct\t_\t_\n\n\
    # text = It rained.\n\
    1\tIt\tit\tPRON\tPRP\t_\t2\tnsubj\t_\t_\n\
    2\trained\train\tVERB\tVBD\t_\t0\troot\t_\tSpaceAfter=No\n\
    3\t.\t.\tPUNCT\t.\t_\t2\tpunct\t_\t_\n\n\
    # newdoc id = oslo\n# text = Brandt visits Oslo.\n\
    1\tBrandt\tBrandt\tPROPN\tNNP\t_\t2\tnsubj\t_\tNER=B-Person\n\
    2\tvisits\tvisit\tVERB\tVBZ\t_\t0\troot\t_\t_\n\
    3\tOslo\tOslo\tPROPN\tNNP\t_\t2\tobj\t_\tSpaceAfter=No|NER=B-Place\n\
    4\t.\t.\tPUNCT\t.\t_\t2\tpunct\t_\t_\n\n";

/// A plan, if *vow* tells one.
pub(super) const VOW: &str = "# newdoc id = vow\n# text = Brandt vowed to visit Oslo.\n\
    1\tBrandt\tBrandt\tPROPN\tNNP\t_\t2\tnsubj\t_\tNER=B-Person\n\
    2\tvowed\tvow\tVERB\tVBD\t_\t0\troot\t_\t_\n\
    3\tto\tto\tPART\tTO\t_\t4\tmark\t_\t_\n\
    4\tvisit\tvisit\tVERB\tVB\t_\t2\txcomp\t_\t_\n\
    5\tOslo\tOslo\tPROPN\tNNP\t_\t4\tobj\t_\tSpaceAfter=No|NER=B-Place\n\
    6\t.\t.\tPUNCT\t.\t_\t2\tpunct\t_\t_\n\n";

fn trips() -> tempfile::TempDir {
    folder(&[("trips.conllu", TRIPS.as_bytes()), ("none.txt", b"It rained.")])
}

fn query(folder: &tempfile::TempDir, arguments: &[&str]) -> (i32, String, String) {
    let arguments = [&["query"], arguments, &["--input", "none.txt", "trips.conllu"]].concat();
    let ended = dateline_with(folder.path(), &arguments, b"");
    (ended.code, ended.stdout, ended.stderr)
}

#[test]
fn a_match_is_a_line_with_its_place_its_roles_and_its_trigger() {
    let lines = "trips.conllu:seoul:0: [a: 박] *visited* [b: Lee].\n\
        trips.conllu:oslo:0: [a: Brandt] *visits* [b: Oslo].\n";
    let folder = trips();
    for pattern in ["\"{a} visited {b}\"", "{a} visited {b}", "tree [lemma=visit] { nsubj {a} obj {b} }"] {
        assert_eq!(query(&folder, &[pattern]), (0, lines.into(), String::new()), "{pattern}");
    }
    let (_, found, _) = query(&folder, &["/ {a} [lemma=visit] {b: Place} /"]);
    assert_eq!(found, "trips.conllu:oslo:0: [a: Brandt] *visits* [b: Oslo].\n");
    let (_, found, _) = query(&folder, &["{a} visited {b}", "--context", "1"]);
    let lines = "trips.conllu:seoul:0: [a: 박] *visited* [b: Lee].\ntrips.conllu-seoul-1- It rained.\n--\n\
        trips.conllu:oslo:0: [a: Brandt] *visits* [b: Oslo].\n";
    assert_eq!(found, lines);
}

#[test]
fn files_are_counted_or_named_and_matches_written_as_json() {
    let folder = trips();
    assert_eq!(query(&folder, &["{a} visited {b}", "-c"]).1, "none.txt:0\ntrips.conllu:2\n");
    assert_eq!(query(&folder, &["{a} visited {b}", "-l"]).1, "trips.conllu\n");
    let (code, json, _) = query(&folder, &["{a} visited {b: Place}", "--json"]);
    let record: Value = serde_json::from_str(&json).unwrap();
    assert_eq!((code, &record["file"], &record["doc"]), (0, &"trips.conllu".into(), &"oslo".into()));
    assert_eq!((&record["text"], &record["tense"]), (&"Brandt visits Oslo.".into(), &"present".into()));
    assert_eq!(record["roles"]["b"][0]["type"], "Place");
}

#[test]
fn nothing_found_and_nothing_to_look_for_end_otherwise() {
    let folder = trips();
    assert_eq!(query(&folder, &["{a} acquired {b}"]), (1, String::new(), String::new()));
    let (code, found, told) = query(&folder, &["{a: Persn} visited {b}"]);
    assert_eq!((code, found.as_str()), (2, ""));
    assert!(told.contains(" --> pattern:1:6\n"), "{told}");
    assert!(told.contains("did you mean `Person`?"), "{told}");
    assert!(told.ends_with("error: the pattern cannot be looked for\n"), "{told}");
}

#[test]
fn lists_and_entities_of_a_rule_file_can_be_named() {
    let folder = trips();
    let rules = "entity Capital : Place\nlist capital : Capital = Oslo | Paris\nlist unused = a\n";
    std::fs::write(folder.path().join("lists.rules"), rules).unwrap();
    for slot in ["{b: @capital}", "{b: Capital}"] {
        let (code, found, told) = query(&folder, &[&format!("{{a}} visited {slot}"), "--use", "lists.rules"]);
        assert_eq!((code, told.as_str()), (0, ""));
        assert_eq!(found, "trips.conllu:oslo:0: [a: Brandt] *visits* [b: Oslo].\n");
    }
}

#[test]
fn colours_come_when_they_are_asked_for_and_nothing_in_a_text_steers_the_terminal() {
    let folder = folder(&[("a.txt", "Park visited\n  \u{9b}2J Oslo \u{1b}[33mtoday.".as_bytes())]);
    let run = |arguments: &str| {
        let arguments: Vec<&str> = arguments.split(' ').collect();
        let arguments =
            [&["query", "/ 'Park' {trigger: 'visited'} /", "--input", "a.txt"], &arguments[..]].concat();
        dateline_with(folder.path(), &arguments, b"").stdout
    };
    let plain = run("--color never");
    assert!(!plain.contains(['\u{1b}', '\u{9b}']), "{plain:?}");
    assert!(plain.contains("Park *visited* \u{fffd}2J Oslo \u{fffd}[33mtoday."), "{plain:?}");
    assert_eq!(run("--color auto"), plain);
    let coloured = run("--color always");
    assert!(coloured.contains("\u{1b}[31m*visited*\u{1b}[0m"), "{coloured:?}");
    assert!(!coloured.contains("\u{1b}[33m"), "{coloured:?}");
}

#[test]
fn a_pattern_may_stand_behind_the_articles() {
    let folder = trips();
    std::fs::write(folder.path().join("places.rules"), "list seat = Oslo").unwrap();
    let query = |arguments: &[&str]| {
        let ended = dateline_with(folder.path(), &[&["query", "--input"], arguments].concat(), b"");
        (ended.code, ended.stdout, ended.stderr)
    };
    let found = "trips.conllu:oslo:0: [a: Brandt] *visits* [b: Oslo].\n";
    assert_eq!(query(&["trips.conllu", "places.rules", "{a} visited {b: @seat}"]).1, found);
    assert_eq!(query(&["trips.conllu", "{a} visited {b: Place}"]).1, found);
    let (code, _, told) = query(&["trips.conllu"]);
    assert!(code == 2 && told.contains("there is no pattern; it stands before `--input`"), "{told}");
    // with a pattern, what is no file is a mistake in its name
    let (code, _, told) = query(&["trips.conlu", "-c", "--", "{a} visited {b}"]);
    assert!(code == 2 && told.contains("cannot read `trips.conlu`"), "{told}");
}
