//! Events in every format, read back: offsets are those of the original text, whatever is in it.

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

use dateline::document::Facet;
use serde_json::Value;

use super::{Ended, dateline, folder};

const RULES: &str = "use std::nouns

event Visit {
    agent+:  Person
    host?:   Person | Organization
    place?:  Place
}
event Pay {
    agent+:  Person | Organization
    amount?: Money
}
event Say {
    agent?:   Person
    content?: Clause
}
rule visit -> Visit {
    \"{agent} visited {host} (in {place})?\"
    \"{agent} visited {place}\"
}
rule pay -> Pay { \"{agent} paid {amount}\" }
rule say -> Say { \"{agent} said that {content}\" }
";

/// Emoji of several scalar values, text from right to left, and what formats need to escape.
const STORY: &str = "date: 2019-05-20
title: The <port> & the \"🚢\"

A ship 🚢👩‍👩‍👧 came. Anna Brandt visited Sten Lund in Oslo on Friday. شركة النور في عمان 🇳🇴 and Maria Costa did not visit Anna
Brandt. \"Tea, & <cake>\", Sten Lund said that Maria
Costa visited Anna Brandt. Sten Lund paid $3 million. Maria Costa and Sten Lund visited Anna Brandt.
";

const QUIET: &str = "Nothing happened in שלום 🌊.\n";

fn corpus() -> tempfile::TempDir {
    folder(&[
        ("trips.rules", RULES.as_bytes()),
        ("news/=port.txt", STORY.as_bytes()),
        ("news/quiet.txt", QUIET.as_bytes()),
    ])
}

/// Runs over the corpus with these outputs.
fn run(folder: &Path, outputs: &str) -> Ended {
    let outputs: Vec<String> = outputs.split_whitespace().map(|name| format!("--output {name}")).collect();
    let ended = dateline(folder, &format!("run trips.rules --input news {}", outputs.join(" ")), b"");
    assert_eq!((ended.code, ended.stdout.as_str()), (0, ""), "{}", ended.stderr);
    ended
}

/// The text as readers see it, by character.
fn text() -> Vec<char> {
    let (_, text) = STORY.split_once("\n\n").unwrap();
    text.chars().collect()
}

fn slice(text: &[char], start: &Value, end: &Value) -> String {
    text[start.as_u64().unwrap() as usize..end.as_u64().unwrap() as usize].iter().collect()
}

fn lines(path: &Path) -> Vec<Value> {
    let text = fs::read_to_string(path).unwrap();
    text.lines().map(|line| serde_json::from_str(line).unwrap()).collect()
}

fn records(path: &Path, delimiter: u8) -> Vec<BTreeMap<String, String>> {
    let mut reader = csv::ReaderBuilder::new().delimiter(delimiter).from_path(path).unwrap();
    reader.deserialize().map(Result::unwrap).collect()
}

#[test]
fn tables_have_the_rows_of_the_json_and_a_column_for_each_role() {
    let folder = corpus();
    run(folder.path(), "e.jsonl e.csv e.tsv");
    let events = lines(&folder.path().join("e.jsonl"));
    assert!(events.len() >= 5, "{events:#?}");
    for (name, delimiter) in [("e.csv", b','), ("e.tsv", b'\t')] {
        let rows = records(&folder.path().join(name), delimiter);
        assert_eq!(rows.len(), events.len());
        for (row, event) in rows.iter().zip(&events) {
            // a document whose name begins with `=` is no formula
            assert_eq!(row["id"], format!("'{}", event["id"].as_str().unwrap()));
            let number = |name: &str| Value::from(row[name].parse::<u64>().unwrap());
            assert_eq!(slice(&text(), &number("trigger_start"), &number("trigger_end")), row["trigger"]);
            assert_eq!(serde_json::from_str::<Value>(&row["roles"]).unwrap(), event["roles"]);
            for role in ["agent", "amount", "content", "host", "place"] {
                let fillers = event["roles"][role].as_array().cloned().unwrap_or_default();
                let names = fillers.iter().map(|f| f["name"].as_str().or(f["text"].as_str()).unwrap());
                assert_eq!(row[&format!("role_{role}")], names.collect::<Vec<_>>().join("; "));
            }
        }
    }
}

#[test]
fn tasks_for_annotators_are_sliced_from_the_text() {
    let folder = corpus();
    run(folder.path(), "e.prodigy.jsonl e.doccano.jsonl");
    let tasks = lines(&folder.path().join("e.prodigy.jsonl"));
    assert_eq!(tasks.len(), 2, "a document without events is a task, too");
    let (task, text) = (&tasks[0], text());
    assert_eq!(task["text"], Value::from(text.iter().collect::<String>()));
    let tokens = task["tokens"].as_array().unwrap();
    for (id, token) in tokens.iter().enumerate() {
        assert_eq!(token["id"], id);
        assert_eq!(slice(&text, &token["start"], &token["end"]), token["text"].as_str().unwrap());
    }
    let spans = task["spans"].as_array().unwrap();
    for span in spans {
        let of = |name: &str| &tokens[span[name].as_u64().unwrap() as usize];
        assert_eq!((&of("token_start")["start"], &of("token_end")["end"]), (&span["start"], &span["end"]));
    }
    let unique: BTreeSet<String> = spans.iter().map(Value::to_string).collect();
    assert_eq!(unique.len(), spans.len(), "what events share stands there once");
    assert!(task["relations"].as_array().unwrap().iter().any(|relation| relation["label"] == "host"));

    let documents = lines(&folder.path().join("e.doccano.jsonl"));
    let entities = documents[0]["entities"].as_array().unwrap();
    let words: Vec<String> =
        entities.iter().map(|entity| slice(&text, &entity["start_offset"], &entity["end_offset"])).collect();
    assert!(words.contains(&"Anna Brandt".to_owned()) && words.contains(&"Oslo".to_owned()), "{words:?}");
    for relation in documents[0]["relations"].as_array().unwrap() {
        let id = |end: &str| relation[end].as_u64().unwrap() as usize;
        assert!(id("from_id") < entities.len() && id("to_id") < entities.len());
    }
    assert_eq!(documents[1]["entities"], Value::Array(Vec::new()));
}

#[test]
fn brat_gets_the_text_and_stretches_without_line_ends() {
    let folder = corpus();
    run(folder.path(), "e.brat");
    let brat = folder.path().join("e.brat");
    let text = text();
    let read = |name: &str| fs::read_to_string(brat.join(name)).unwrap();
    assert_eq!(read("_port.txt"), text.iter().collect::<String>());
    assert_eq!(read("quiet.ann"), "");
    let annotations = read("_port.ann");
    let mut stretches = BTreeSet::new();
    for line in annotations.lines().filter(|line| line.starts_with('T')) {
        let [_, about, words] = line.split('\t').collect::<Vec<_>>()[..] else { panic!("{line}") };
        let (_, places) = about.split_once(' ').unwrap();
        let parts: Vec<String> = places
            .split(';')
            .map(|place| {
                let (start, end) = place.split_once(' ').unwrap();
                text[start.parse::<usize>().unwrap()..end.parse::<usize>().unwrap()].iter().collect()
            })
            .collect();
        assert_eq!(parts.join(" "), words);
        assert!(stretches.insert(about), "{about} is there twice");
    }
    assert!(annotations.contains("\tMaria Costa\n") && annotations.contains(';'), "{annotations}");
    assert!(annotations.contains(" agent2:T"), "{annotations}");
    assert!(annotations.contains("Polarity E2 negative"), "{annotations}");
    let configuration = read("annotation.conf");
    assert!(configuration.contains("Visit\tagent*:<ANY>, host*:<ANY>, place*:<ANY>\n"), "{configuration}");
}

#[test]
fn a_database_answers_questions_and_takes_the_same_events_once() {
    let folder = corpus();
    run(folder.path(), "e.sqlite e.jsonl");
    let path = folder.path().join("e.sqlite");
    let tables = ["documents", "events", "arguments", "argument_entities", "entities", "mentions"];
    let counts = || {
        let base = rusqlite::Connection::open(&path).unwrap();
        tables.map(|table| {
            base.query_row(&format!("SELECT count(*) FROM {table}"), [], |row| row.get::<_, i64>(0)).unwrap()
        })
    };
    let first = counts();
    assert!(first.iter().all(|&count| count > 0), "{first:?}");
    run(folder.path(), "e.sqlite");
    assert_eq!(counts(), first);
    let merged = dateline(folder.path(), "merge e.jsonl --output e.sqlite", b"");
    assert_eq!(merged.code, 0, "{}", merged.stderr);
    assert_eq!(counts(), first);
    let base = rusqlite::Connection::open(&path).unwrap();
    let question = "SELECT who, sentence FROM what_happened WHERE type = 'Visit' AND \"when\" = '2019-05-17'";
    let (who, sentence): (String, String) =
        base.query_row(question, [], |row| Ok((row.get(0)?, row.get(1)?))).unwrap();
    assert_eq!(who, "agent: Anna Brandt; host: Sten Lund; place: Oslo");
    assert!(sentence.ends_with("Anna Brandt visited Sten Lund in Oslo on Friday."), "{sentence}");
}

#[test]
fn what_is_no_database_of_ours_stays_as_it_is() {
    let folder = corpus();
    let path = folder.path().join("e.db");
    fs::write(&path, "some text").unwrap();
    let ended = dateline(folder.path(), "run trips.rules --input news --output e.db", b"");
    assert_eq!(
        (ended.code, fs::read_to_string(&path).unwrap().as_str()),
        (2, "some text"),
        "{}",
        ended.stderr
    );
    fs::remove_file(&path).unwrap();
    rusqlite::Connection::open(&path).unwrap().execute_batch("CREATE TABLE mine (a)").unwrap();
    let ended = dateline(folder.path(), "run trips.rules --input news --output e.db", b"");
    assert_eq!(ended.code, 2);
    assert!(
        ended.stderr.contains("cannot write `e.db`: it is a database of something else"),
        "{}",
        ended.stderr
    );
}

#[test]
fn graphs_have_a_node_for_each_name_and_edges_between_nodes() {
    let folder = corpus();
    run(folder.path(), "e.graphml e.neo4j e.jsonld e.jsonl");
    let events = lines(&folder.path().join("e.jsonl")).len();
    let neo4j = folder.path().join("e.neo4j");
    let nodes = records(&neo4j.join("nodes.csv"), b',');
    let ids: BTreeSet<&String> = nodes.iter().map(|node| &node["node:ID"]).collect();
    assert_eq!(ids.len(), nodes.len());
    assert_eq!(nodes.iter().filter(|node| node["name"] == "Anna Brandt").count(), 1);
    assert_eq!(nodes.iter().filter(|node| node[":LABEL"].starts_with("Event;")).count(), events);
    let edges = records(&neo4j.join("relationships.csv"), b',');
    assert!(!edges.is_empty());
    assert!(edges.iter().all(|edge| ids.contains(&edge[":START_ID"]) && ids.contains(&edge[":END_ID"])));

    let xml = fs::read_to_string(folder.path().join("e.graphml")).unwrap();
    let mut reader = quick_xml::Reader::from_str(&xml);
    let mut names = Vec::new();
    loop {
        match reader.read_event().unwrap() {
            quick_xml::events::Event::Start(tag) => names.push(tag.name().0.to_owned()),
            quick_xml::events::Event::Eof => break,
            _ => {}
        }
    }
    assert_eq!(names.iter().filter(|name| *name == "node").count(), nodes.len());
    assert_eq!(names.iter().filter(|name| *name == "edge").count(), edges.len());

    let linked: Value =
        serde_json::from_str(&fs::read_to_string(folder.path().join("e.jsonld")).unwrap()).unwrap();
    let graph = linked["@graph"].as_array().unwrap();
    assert_eq!(graph.len(), events);
    let actor = &graph[0]["sem:hasActor"][0];
    assert_eq!(slice(&text(), &actor["d:start"], &actor["d:end"]), "Anna Brandt");
    assert_eq!(actor["rdf:value"]["@id"], "urn:dateline:Person:Anna%20Brandt");
    assert_eq!(graph[0]["startDate"], "2019-05-17");
}

#[test]
fn characters_that_xml_forbids_are_replaced() {
    let folder = folder(&[
        ("trips.rules", RULES.as_bytes()),
        ("a.jsonl", "{\"id\":\"a\\u0001<&\",\"text\":\"Anna Brandt visited Sten Lund.\"}\n".as_bytes()),
    ]);
    let ended = dateline(folder.path(), "run trips.rules --input a.jsonl --format graphml", b"");
    assert!(ended.stdout.contains("<data key=\"n_doc\">a\u{fffd}&lt;&amp;</data>"), "{}", ended.stdout);
}

#[test]
fn formats_that_lose_no_facet_have_every_one() {
    let folder = corpus();
    run(folder.path(), "e.jsonl e.json e.csv e.tsv e.parquet e.sqlite e.graphml e.neo4j e.jsonld e.brat");
    let files =
        "e.jsonl e.json e.csv e.tsv e.parquet e.sqlite e.graphml e.neo4j/nodes.csv e.jsonld e.brat/_port.ann";
    for file in files.split(' ') {
        let written = fs::read(folder.path().join(file)).unwrap();
        let told = String::from_utf8_lossy(&written).to_lowercase();
        for facet in Facet::ALL.iter().filter(|facet| !facet.words().is_empty()) {
            assert!(told.contains(facet.as_str()), "{file} does not tell {facet}");
        }
    }
}

#[test]
fn a_corpus_without_events_gives_files_that_can_be_read() {
    let folder = folder(&[("trips.rules", RULES.as_bytes()), ("news/quiet.txt", QUIET.as_bytes())]);
    run(folder.path(), "e.csv e.parquet e.sqlite e.graphml e.neo4j e.jsonld e.json");
    assert!(records(&folder.path().join("e.csv"), b',').is_empty());
    assert!(records(&folder.path().join("e.neo4j/nodes.csv"), b',').is_empty());
    for name in ["e.jsonld", "e.json"] {
        serde_json::from_str::<Value>(&fs::read_to_string(folder.path().join(name)).unwrap()).unwrap();
    }
    let xml = fs::read_to_string(folder.path().join("e.graphml")).unwrap();
    assert!(xml.ends_with("<graph edgedefault=\"directed\">\n</graph>\n</graphml>\n"), "{xml}");
}

#[test]
fn a_folder_that_is_not_empty_is_not_written_to() {
    let folder = corpus();
    fs::create_dir(folder.path().join("e.brat")).unwrap();
    run(folder.path(), "e.brat");
    let ended = dateline(folder.path(), "run trips.rules --input news --output e.brat", b"");
    assert_eq!(ended.code, 2);
    assert!(ended.stderr.contains("the folder is not empty"), "{}", ended.stderr);
    let left: Vec<_> = fs::read_dir(folder.path()).unwrap().map(|entry| entry.unwrap().file_name()).collect();
    assert!(!left.iter().any(|name| name.to_string_lossy().starts_with(".dateline")), "{left:?}");
}

#[test]
fn a_template_writes_what_it_says_and_reads_only_its_folder() {
    let folder = corpus();
    let path = folder.path();
    fs::create_dir(path.join("page")).unwrap();
    let write = |name: &str, text: &str| fs::write(path.join(name), text).unwrap();
    write(
        "page/list.html",
        "<h1>{{ document.title }}</h1>\n{% for event in events %}{% include 'one.html' %}{% endfor %}",
    );
    write("page/one.html", "<p>{{ event.type }}: {{ event.roles.agent[0].name }}\n");
    write("page/list.head.html", "<ul>\n");
    write("page/list.tail.html", "</ul>\n");
    let ended = dateline(path, "run trips.rules --input news --template page/list.html", b"");
    assert_eq!(ended.code, 0, "{}", ended.stderr);
    let first = "<ul>\n<h1>The &lt;port&gt; &amp; the &quot;🚢&quot;</h1>\n<p>Visit: Anna Brandt\n";
    assert!(ended.stdout.starts_with(first), "{}", ended.stdout);
    assert!(ended.stdout.ends_with("</ul>\n"), "{}", ended.stdout);

    write("page/list.html", "{% include '../trips.rules' %}");
    let ended = dateline(path, "run trips.rules --input news --template page/list.html", b"");
    assert_eq!((ended.code, ended.stdout.contains("Visit")), (2, false), "{}", ended.stdout);
    assert!(ended.stderr.contains("outside the folder of the template"), "{}", ended.stderr);

    write("page/list.html", "one\n{{ document.title | shout }}\n");
    let ended = dateline(path, "run trips.rules --input news --template page/list.html", b"");
    assert_eq!(ended.code, 2);
    assert!(ended.stderr.contains("list.html:2"), "{}", ended.stderr);
}

#[test]
fn merge_gives_the_lines_back_and_converts_them() {
    let folder = folder(&[]);
    let articles = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/articles");
    let input = format!("--input {}", articles.display());
    let ended =
        dateline(folder.path(), &format!("run {input} --output whole.jsonl --output whole.parquet"), b"");
    assert_eq!(ended.code, 0, "{}", ended.stderr);
    let read = |name: &str| fs::read(folder.path().join(name)).unwrap();
    let ended = dateline(
        folder.path(),
        "merge whole.jsonl --output again.jsonl --output again.parquet --output e.csv",
        b"",
    );
    assert_eq!(ended.code, 0, "{}", ended.stderr);
    assert!(lines(&folder.path().join("whole.jsonl")).len() >= 12);
    assert!(read("again.jsonl") == read("whole.jsonl"), "lines change by being read");
    assert!(read("again.parquet") == read("whole.parquet"));
    assert_eq!(
        records(&folder.path().join("e.csv"), b',').len(),
        lines(&folder.path().join("whole.jsonl")).len()
    );
    for shard in ["1/2", "2/2"] {
        let name = shard.replace('/', "-");
        let ended =
            dateline(folder.path(), &format!("run {input} --shard {shard} --output {name}.jsonl"), b"");
        assert_eq!(ended.code, 0, "{}", ended.stderr);
    }
    let ended = dateline(folder.path(), "merge 2-2.jsonl 1-2.jsonl", b"");
    assert!(ended.stdout.as_bytes() == read("whole.jsonl"), "{}", ended.stderr);
    let ended = dateline(folder.path(), "merge 2-2.jsonl --output e.jsonl", b"");
    assert!(ended.code == 2 && ended.stderr.contains("shard 1/2 is missing"), "{}", ended.stderr);
    let ended = dateline(folder.path(), "merge whole.jsonl --output e.brat", b"");
    assert!(ended.code == 2 && ended.stderr.contains("holds the texts of documents"), "{}", ended.stderr);
    fs::write(folder.path().join("bad.jsonl"), "{\"id\":\"a\"}\n").unwrap();
    let ended = dateline(folder.path(), "merge bad.jsonl", b"");
    assert!(
        ended.code == 2 && ended.stderr.contains("`bad.jsonl`: number 1 is no event"),
        "{}",
        ended.stderr
    );
}

/// A Python with pyarrow. `.ci/run` makes sure that there is one and names it.
fn python() -> Option<PathBuf> {
    if let Some(named) = std::env::var_os("DATELINE_PYTHON") {
        return Some(named.into());
    }
    let has_pyarrow = |python: &str| {
        Command::new(python)
            .args(["-c", "import pyarrow"])
            .output()
            .is_ok_and(|output| output.status.success())
    };
    has_pyarrow("python3").then(|| "python3".into())
}

#[test]
fn other_software_reads_parquet_and_sqlite_and_finds_the_events_of_the_json() {
    let Some(python) = python() else {
        eprintln!("skipped: there is no python3 with pyarrow; `.ci/run` has one, or set DATELINE_PYTHON");
        return;
    };
    let folder = corpus();
    let articles = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/articles");
    let outputs = "--output e.jsonl --output e.parquet --output e.sqlite";
    for (arguments, name) in [
        (format!("run trips.rules --input news {outputs}"), "the corpus"),
        (format!("run --merge --input {} {outputs}", articles.display()), "articles"),
    ] {
        let _ = fs::remove_file(folder.path().join("e.sqlite"));
        let ended = dateline(folder.path(), &arguments, b"");
        assert_eq!(ended.code, 0, "{}", ended.stderr);
        let base = rusqlite::Connection::open(folder.path().join("e.sqlite")).unwrap();
        let mut query = base.prepare("SELECT id, text FROM documents").unwrap();
        let texts = query.query_map([], |row| Ok((row.get(0)?, row.get(1)?))).unwrap();
        let texts: BTreeMap<String, String> = texts.map(Result::unwrap).collect();
        if name == "the corpus" {
            assert_eq!(texts["=port"], text().iter().collect::<String>());
        }
        fs::write(folder.path().join("texts.json"), serde_json::to_string(&texts).unwrap()).unwrap();
        let script = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/write/check.py");
        let output = Command::new(&python)
            .arg(script)
            .args(["texts.json", "e.jsonl", "e.parquet", "e.sqlite"])
            .current_dir(folder.path())
            .output()
            .unwrap();
        let said = String::from_utf8_lossy(&output.stderr);
        assert!(output.status.success(), "{name}: {said}");
    }
}
