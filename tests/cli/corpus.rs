//! Runs over many documents: the same bytes whatever the threads, a kill or the number of machines, in flat memory.

use std::fmt::Write as _;
use std::io::{BufWriter, Write};
use std::path::Path;
use std::process::{Command, Stdio};
use std::time::Duration;

use super::{dateline, folder};

pub(super) const RULES: &str = "event Visit { agent: Person, host: Place }\n\
    rule visit -> Visit { \"{agent} visited {host}\" }\n";

/// Documents of a few sentences, of which some tell a visit, some cannot be read and some are empty.
pub(super) fn corpus(documents: usize) -> String {
    const VISITORS: [&str; 4] = ["Ana Prieto", "John Smith", "Mary Jones", "Peter Novak"];
    const PLACES: [&str; 4] = ["Norway", "Kenya", "Peru", "Japan"];
    let mut lines = String::new();
    for number in 0..documents {
        let (visitor, place) = (VISITORS[number % 4], PLACES[number / 4 % 4]);
        match number % 10 {
            0 | 5 => writeln!(
                lines,
                "{{\"id\": \"n{number}\", \"text\": \"The harbour was calm 🌊.\\n\\n{visitor} visited {place}.\"}}"
            ),
            3 if number % 100 == 3 => writeln!(lines, "{{\"id\": \"n{number}\", \"text\": "),
            7 if number % 100 == 7 => writeln!(lines, "{{\"id\": \"n{number}\", \"text\": \" \"}}"),
            _ => writeln!(lines, "{{\"id\": \"n{number}\", \"text\": \"Prices rose a little. Nobody minded.\"}}"),
        }
        .unwrap();
    }
    lines
}

fn read(folder: &Path, name: &str) -> String {
    std::fs::read_to_string(folder.join(name)).unwrap()
}

#[test]
fn the_output_is_the_same_whatever_the_number_of_threads() {
    let folder = folder(&[("visit.rules", RULES.as_bytes()), ("news.jsonl", corpus(700).as_bytes())]);
    let run = |jobs: usize| {
        let arguments = format!("run visit.rules --input news.jsonl --output {jobs}.jsonl --jobs {jobs}");
        assert_eq!(dateline(folder.path(), &arguments, b"").code, 1);
        read(folder.path(), &format!("{jobs}.jsonl"))
    };
    let one = run(1);
    assert_eq!(one.lines().count(), 140);
    assert_eq!(one, run(2));
    assert_eq!(one, run(7));
}

#[test]
fn a_run_closes_with_what_it_did() {
    let folder = folder(&[("visit.rules", RULES.as_bytes()), ("news.jsonl", corpus(20).as_bytes())]);
    let ended = dateline(folder.path(), "run visit.rules --input news.jsonl", b"");
    let last = ended.stderr.lines().last().unwrap();
    let (told, _) = last.rsplit_once(", ").unwrap();
    assert_eq!(told, "18 documents, 156 words, 4 events, 2 skipped (1 empty, 1 malformed)");
}

#[test]
fn what_cannot_be_read_is_kept_in_a_file() {
    let folder = folder(&[("visit.rules", RULES.as_bytes()), ("news.jsonl", corpus(20).as_bytes())]);
    let ended = dateline(folder.path(), "run visit.rules --input news.jsonl --errors lost.jsonl", b"");
    assert_eq!(ended.code, 1);
    assert_eq!(ended.stderr.lines().count(), 1, "{}", ended.stderr);
    insta::assert_snapshot!(read(folder.path(), "lost.jsonl"));
}

#[test]
fn a_strict_run_stops_at_what_cannot_be_read_and_writes_nothing() {
    let folder = folder(&[("visit.rules", RULES.as_bytes()), ("news.jsonl", corpus(20).as_bytes())]);
    let ended =
        dateline(folder.path(), "run visit.rules --input news.jsonl --output events.jsonl --strict", b"");
    assert_eq!(ended.code, 2);
    insta::assert_snapshot!(ended.stderr.lines().last().unwrap());
    assert!(!folder.path().join("events.jsonl").exists());
}

/// Runs with `--resume`, killed again and again, until it ends; what it says then, without the time.
pub(super) fn run_in_pieces(folder: &Path, arguments: &str) -> String {
    let mut kills = 0;
    for round in 0..200_u64 {
        let mut child = Command::new(env!("CARGO_BIN_EXE_dateline"))
            .args(arguments.split_whitespace())
            .arg("--resume")
            .current_dir(folder)
            .stderr(Stdio::piped())
            .spawn()
            .unwrap();
        // moments in steps that hit reading, working and writing, and get later so that it ends
        std::thread::sleep(Duration::from_millis(40 + round * 37 % 90 + round * 4));
        if child.try_wait().unwrap().is_none() {
            child.kill().unwrap();
            kills += 1;
        }
        let ended = child.wait_with_output().unwrap();
        if ended.status.code().is_some() {
            assert!(kills > 0);
            return without_time(&String::from_utf8(ended.stderr).unwrap());
        }
    }
    panic!("it does not end");
}

pub(super) fn without_time(said: &str) -> String {
    said.rsplit_once(", ").unwrap().0.to_owned()
}

#[test]
fn a_run_that_was_killed_goes_on_to_the_same_bytes() {
    let folder = folder(&[("visit.rules", RULES.as_bytes()), ("news.jsonl", corpus(1500).as_bytes())]);
    let path = folder.path();
    let run = |name: &str| {
        format!(
            "run visit.rules --input news.jsonl --output {name}.jsonl --output {name}.csv --output {name}.json \
             --entities {name}-entities.jsonl --errors {name}-errors.jsonl"
        )
    };
    let whole = dateline(path, &run("whole"), b"");
    assert_eq!(run_in_pieces(path, &run("pieces")), without_time(&whole.stderr));
    for end in [".jsonl", ".csv", ".json", "-entities.jsonl", "-errors.jsonl"] {
        assert_eq!(read(path, &format!("whole{end}")), read(path, &format!("pieces{end}")), "{end}");
    }
    let mut left: Vec<_> = std::fs::read_dir(path)
        .unwrap()
        .map(|entry| entry.unwrap().file_name().into_string().unwrap())
        .collect();
    left.retain(|name| name.contains("partial") || name.contains("journal"));
    assert_eq!(left, Vec::<String>::new());
}

/// The events of a database, by id.
#[cfg(feature = "sqlite")]
fn records(path: &Path) -> Vec<String> {
    let connection = rusqlite::Connection::open(path).unwrap();
    let mut statement = connection.prepare("SELECT record FROM events ORDER BY id").unwrap();
    statement.query_map([], |row| row.get(0)).unwrap().map(Result::unwrap).collect()
}

#[test]
#[cfg(feature = "sqlite")]
fn a_database_that_was_killed_has_each_event_once() {
    let folder = folder(&[("visit.rules", RULES.as_bytes()), ("news.jsonl", corpus(1500).as_bytes())]);
    let path = folder.path();
    let run = |name: &str| format!("run visit.rules --input news.jsonl --output {name}.sqlite");
    dateline(path, &run("whole"), b"");
    run_in_pieces(path, &run("pieces"));
    let whole = records(&path.join("whole.sqlite"));
    assert_eq!(whole.len(), 300);
    assert_eq!(whole, records(&path.join("pieces.sqlite")));
}

#[test]
fn shards_make_the_whole() {
    let folder = folder(&[("visit.rules", RULES.as_bytes()), ("news.jsonl", corpus(500).as_bytes())]);
    let path = folder.path();
    dateline(path, "run visit.rules --input news.jsonl --output whole.jsonl", b"");
    for shard in 1..=3 {
        let arguments =
            format!("run visit.rules --input news.jsonl --shard {shard}/3 --output part-{shard}.jsonl");
        dateline(path, &arguments, b"");
    }
    let merged = dateline(path, "merge part-3.jsonl part-1.jsonl part-2.jsonl --output merged.jsonl", b"");
    assert_eq!((merged.code, merged.stderr.as_str()), (0, ""));
    assert_eq!(read(path, "merged.jsonl"), read(path, "whole.jsonl"));

    let merged = dateline(path, "merge part-1.jsonl part-3.jsonl", b"");
    assert_eq!((merged.code, merged.stderr.as_str()), (2, "error: shard 2/3 is missing\n"));
    std::fs::write(path.join("part-2.jsonl"), "").unwrap();
    let merged = dateline(path, "merge part-1.jsonl part-2.jsonl part-3.jsonl --output short.jsonl", b"");
    assert_eq!(merged.code, 2);
    assert_eq!(merged.stderr, "error: `part-2.jsonl` has fewer lines than its index says\n");
    assert!(!path.join("short.jsonl").exists());
}

#[test]
fn a_document_that_takes_too_long_is_skipped() {
    let folder = folder(&[("visit.rules", RULES.as_bytes()), ("news.jsonl", corpus(1).as_bytes())]);
    let ended = dateline(folder.path(), "run visit.rules --input news.jsonl --timeout 0.0000001", b"");
    assert_eq!(ended.code, 1);
    let (said, _) = ended.stderr.split_once('\n').unwrap();
    assert_eq!(said, "news.jsonl: `n0` took longer than 0.0000001 s (`--timeout`); skipped");
}

/// A page with the paragraphs of a text.
fn page(title: &str, date: &str, text: &str) -> String {
    let paragraphs = text.trim().replace('&', "&amp;").replace('<', "&lt;").replace("\n\n", "</p>\n<p>");
    format!(
        "<!doctype html><html lang=en><head><title>{title}</title>\
         <meta property=\"article:published_time\" content=\"{date}\"></head>\
         <body><nav><a href=/>Home</a></nav><article><h1>{title}</h1>\n<p>{paragraphs}</p></article>\
         <footer>Terms of use</footer></body></html>"
    )
}

#[test]
fn the_events_are_the_same_whatever_the_format_of_the_articles() {
    let folder = folder(&[]);
    let path = folder.path();
    let articles = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/articles");
    let told = dateline(path, &format!("read {} --output news.jsonl", articles.display()), b"");
    assert_eq!(told.code, 0, "{}", told.stderr);
    std::fs::create_dir(path.join("pages")).unwrap();
    for line in read(path, "news.jsonl").lines() {
        let article: serde_json::Value = serde_json::from_str(line).unwrap();
        let field = |name: &str| article[name].as_str().unwrap_or_default().to_owned();
        let name = format!("pages/{}.html", field("id"));
        std::fs::write(path.join(name), page(&field("title"), &field("date"), &field("text"))).unwrap();
    }
    dateline(path, "run --input news.jsonl --output events.jsonl", b"");
    let events = read(path, "events.jsonl");
    assert!(events.lines().count() > 50);
    let mut formats = vec!["csv", "tsv"];
    if cfg!(feature = "parquet") {
        formats.push("parquet");
    }
    if cfg!(feature = "sqlite") {
        formats.push("sqlite");
    }
    for format in formats {
        dateline(path, &format!("read news.jsonl --output news.{format}"), b"");
        let again = dateline(path, &format!("run --input news.{format}"), b"");
        assert!(again.stdout == events, "{format}: {}", again.stderr);
    }
    for how in ["full", "fast"] {
        let again = dateline(path, &format!("run --input pages --html {how}"), b"");
        assert!(again.stdout == events, "{how}: {}", again.stderr);
    }
}

#[test]
fn a_run_does_not_go_on_with_the_journal_of_another() {
    let folder = folder(&[
        ("visit.rules", RULES.as_bytes()),
        ("news.jsonl", corpus(20).as_bytes()),
        ("events.jsonl.journal", b"\"dateline 0.0.1 of another input\"\n"),
        ("events.jsonl.partial", b"{}\n"),
    ]);
    let ended =
        dateline(folder.path(), "run visit.rules --input news.jsonl --output events.jsonl --resume", b"");
    assert_eq!(ended.code, 2);
    insta::assert_snapshot!(ended.stderr);
    assert_eq!(read(folder.path(), "events.jsonl.partial"), "{}\n");
}

/// The most memory that a run over so many documents takes, in KiB.
#[cfg(target_os = "linux")]
fn peak(documents: usize) -> u64 {
    let folder = folder(&[("visit.rules", RULES.as_bytes())]);
    let mut child = Command::new(env!("CARGO_BIN_EXE_dateline"))
        .args(["run", "visit.rules", "--input", "-", "--output", "events.jsonl", "--jobs", "2"])
        .current_dir(folder.path())
        .stdin(Stdio::piped())
        .stderr(Stdio::null())
        .spawn()
        .unwrap();
    let mut input = BufWriter::new(child.stdin.take().unwrap());
    for number in 0..documents {
        writeln!(input, "{{\"id\": \"n{number}\", \"text\": \"Prices rose a little 🌊. Nobody minded.\"}}")
            .unwrap();
    }
    input.flush().unwrap();
    // all but the last pipe's worth was read; what it takes to the end is no more than it took so far
    let status = std::fs::read_to_string(format!("/proc/{}/status", child.id())).unwrap();
    drop(input);
    assert!(child.wait().unwrap().success());
    let line = status.lines().find_map(|line| line.strip_prefix("VmHWM:")).unwrap();
    line.trim().trim_end_matches(" kB").parse().unwrap()
}

#[test]
#[cfg(target_os = "linux")]
fn memory_is_flat_over_two_hundred_thousand_documents() {
    let (few, many) = (peak(10_000), peak(200_000));
    // the ids that were seen are remembered, by a few bytes each
    assert!(many < few + 16 * 1024, "{few} KiB for 10,000 documents, {many} KiB for 200,000");
}
