//! Runs over many documents: the same bytes whatever the threads, a kill or the number of machines, in flat memory.

use std::fmt::Write as _;
use std::io::{BufWriter, Write};
use std::path::Path;
use std::process::{Command, Stdio};
use std::time::Duration;

use super::{dateline, folder};

const RULES: &str = "event Visit { agent: Person, host: Place }\n\
    rule visit -> Visit { \"{agent} visited {host}\" }\n";

/// Documents of a few sentences, of which some tell a visit, some cannot be read and some are empty.
fn corpus(documents: usize) -> String {
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

#[test]
fn a_run_that_was_killed_goes_on_to_the_same_bytes() {
    let news = corpus(1500);
    let folder = folder(&[("visit.rules", RULES.as_bytes()), ("news.jsonl", news.as_bytes())]);
    let path = folder.path();
    let run = |name: &str, more: &str| {
        let arguments = format!(
            "run visit.rules --input news.jsonl --output {name}.jsonl --entities {name}-entities.jsonl \
             --errors {name}-errors.jsonl {more}"
        );
        arguments.split_whitespace().map(str::to_owned).collect::<Vec<_>>()
    };
    let whole = Command::new(env!("CARGO_BIN_EXE_dateline"))
        .args(run("whole", ""))
        .current_dir(path)
        .output()
        .unwrap();
    let said = String::from_utf8(whole.stderr).unwrap();
    let told = said.rsplit_once(", ").unwrap().0.to_owned();
    // moments at which the run is killed, in steps that hit reading, working and writing
    let mut kills = 0;
    for round in 0..200_u64 {
        let mut child = Command::new(env!("CARGO_BIN_EXE_dateline"))
            .args(run("pieces", "--resume"))
            .current_dir(path)
            .stderr(Stdio::piped())
            .spawn()
            .unwrap();
        std::thread::sleep(Duration::from_millis(40 + round * 37 % 90 + round * 4));
        if child.try_wait().unwrap().is_none() {
            child.kill().unwrap();
            kills += 1;
        }
        let ended = child.wait_with_output().unwrap();
        if ended.status.code().is_some() {
            let said = String::from_utf8(ended.stderr).unwrap();
            assert_eq!(said.rsplit_once(", ").unwrap().0, told);
            break;
        }
        assert!(!path.join("pieces.jsonl").exists() || path.join("pieces.jsonl.journal").exists());
    }
    assert!(kills > 0);
    for kind in ["", "-entities", "-errors"] {
        let (whole, pieces) = (format!("whole{kind}.jsonl"), format!("pieces{kind}.jsonl"));
        assert_eq!(read(path, &whole), read(path, &pieces), "{pieces}");
    }
    let mut left: Vec<_> = std::fs::read_dir(path)
        .unwrap()
        .map(|entry| entry.unwrap().file_name().into_string().unwrap())
        .collect();
    left.retain(|name| !name.ends_with(".jsonl") && name != "visit.rules");
    assert_eq!(left, Vec::<String>::new());
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
