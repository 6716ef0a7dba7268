//! `dateline watch`.

use std::fs;
use std::io::{BufRead, BufReader};
use std::path::Path;
use std::process::{Child, ChildStdout, Command, Stdio};
use std::sync::{Arc, Mutex};
use std::time::Duration;

use super::folder;
use super::query::{TRIPS, VOW};

/// A command that goes on until it is stopped; it does not outlive a minute.
struct Running {
    child: Arc<Mutex<Child>>,
    lines: std::io::Lines<BufReader<ChildStdout>>,
}

impl Running {
    fn start(folder: &Path, arguments: &str) -> Running {
        let mut child = Command::new(env!("CARGO_BIN_EXE_dateline"))
            .args(arguments.split_whitespace())
            .current_dir(folder)
            .stdin(Stdio::null())
            .stdout(Stdio::piped())
            .stderr(Stdio::inherit())
            .spawn()
            .unwrap();
        let lines = BufReader::new(child.stdout.take().unwrap()).lines();
        let child = Arc::new(Mutex::new(child));
        let killed = Arc::clone(&child);
        std::thread::spawn(move || {
            std::thread::sleep(Duration::from_mins(1));
            let _ = killed.lock().unwrap().kill();
        });
        Running { child, lines }
    }

    /// The lines of a round; the last one without its seconds.
    fn round(&mut self) -> Vec<String> {
        let mut round = Vec::new();
        loop {
            let line = self.lines.next().expect("the command ended").unwrap();
            match line.rsplit_once(", ") {
                Some((summary, seconds)) if seconds.ends_with(" s") => {
                    let seconds: f64 = seconds.trim_end_matches(" s").parse().unwrap();
                    assert!(seconds < 10.0);
                    round.push(summary.to_owned());
                    return round;
                }
                _ => round.push(line),
            }
        }
    }

    fn code(mut self) -> i32 {
        assert!(self.lines.next().is_none(), "one round too many");
        self.child.lock().unwrap().wait().unwrap().code().unwrap()
    }
}

const RULES: &str = "event Visit { agent+: Person  host?: Person | Place }\n\
    rule visit -> Visit { / {agent: 'Park'} 'met' {host: 'Lee'} / }\n\
    test \"[agent: Park] met [host: Lee].\" => Visit\n\
    test \"[agent: Park] saw [host: Lee].\" => Visit\n";

#[test]
fn each_time_that_a_file_is_saved_what_is_otherwise_is_shown() {
    let folder = folder(&[("visit.rules", RULES.as_bytes()), ("trips.conllu", TRIPS.as_bytes())]);
    let mut watch = Running::start(folder.path(), "watch visit.rules --input trips.conllu --rounds 4");
    let first = [
        "missing  visit.rules:4: Park saw Lee.",
        "    expected: Visit { agent: Park; host: Lee }",
        "    found:    nothing",
        "1 rule, 2 tests, 0 errors, 0 warnings (1 ok, 1 missing), 0 events",
    ];
    assert_eq!(watch.round(), first);
    // a word more, and a pattern that the articles have
    let mended = RULES.replace("'met'", "('met' | 'saw')").replace("/ }", "/ \"{agent} visited {host}\" }");
    fs::write(folder.path().join("visit.rules"), &mended).unwrap();
    let second = [
        "",
        "visit.rules changed",
        "missing -> ok  visit.rules:4: Park saw Lee.",
        "  + seoul:0: Visit: [agent: 박] *visited* [host: Lee].",
        "  + oslo:0: Visit: [agent: Brandt] *visits* [host: Oslo].",
        "1 rule, 2 tests, 0 errors, 0 warnings (2 ok), 2 events",
    ];
    assert_eq!(watch.round(), second);
    // the article, whose events are counted anew; as editors do it, by another file in its place
    let trips = TRIPS.split_inclusive("\n\n").next().unwrap();
    fs::write(folder.path().join("new"), trips).unwrap();
    fs::rename(folder.path().join("new"), folder.path().join("trips.conllu")).unwrap();
    let third = ["", "trips.conllu changed", "1 rule, 2 tests, 0 errors, 0 warnings (2 ok), 1 event"];
    assert_eq!(watch.round(), third);
    // a mistake leaves out its rule
    fs::write(folder.path().join("visit.rules"), mended.replace("{host}\"", "{hots}\"")).unwrap();
    let fourth = watch.round();
    assert_eq!(fourth[1], "visit.rules changed");
    assert!(fourth[2].starts_with("error[D0205]"), "{fourth:?}");
    let end = [
        "  - seoul:0: Visit: [agent: 박] *visited* [host: Lee].",
        "1 rule, 2 tests, 1 error, 0 warnings (2 ok), 0 events",
    ];
    assert_eq!(fourth[fourth.len() - 2..], end);
    assert_eq!(watch.code(), 1);
}

#[test]
fn files_that_rules_use_and_lists_that_they_read_are_watched_too() {
    let rules = "use lists::things\nevent Visit { what: Phrase }\nrule visit -> Visit { / 'saw' {what: @thing} / }\n\
        test \"Park saw [what: stones].\" => Visit\n";
    let folder = folder(&[
        ("visit.rules", rules.as_bytes()),
        ("lists/things.rules", b"list thing from \"things.tsv\"\n"),
        ("lists/things.tsv", b"tree\n"),
    ]);
    let mut watch = Running::start(folder.path(), "watch visit.rules --rounds 2");
    assert_eq!(watch.round().last().unwrap(), "1 rule, 1 test, 0 errors, 0 warnings (1 missing)");
    fs::write(folder.path().join("lists/things.tsv"), "tree\nstone\n").unwrap();
    let second = watch.round();
    assert_eq!(second[1..3], ["a list changed", "missing -> ok  visit.rules:4: Park saw stones."]);
    assert_eq!(watch.code(), 0);
}

#[test]
fn other_cues_make_articles_and_tests_be_annotated_anew() {
    let rules =
        "event Visit { who: Person  where: Place }\nrule visit -> Visit { \"{who} visited {where}\" }\n";
    let folder = folder(&[("visit.rules", rules.as_bytes()), ("vow.conllu", VOW.as_bytes())]);
    let mut watch = Running::start(folder.path(), "watch visit.rules --input vow.conllu --rounds 2");
    assert_eq!(watch.round(), ["1 rule, 0 tests, 0 errors, 0 warnings, 1 event"]);
    fs::write(folder.path().join("visit.rules"), format!("{rules}cue asserted = vow to do\n")).unwrap();
    let second = [
        "",
        "visit.rules changed",
        "  ~ vow:0: Visit: [who: Brandt] vowed to *visit* [where: Oslo].",
        "      modality: planned -> asserted",
        "1 rule, 0 tests, 0 errors, 0 warnings, 1 event",
    ];
    assert_eq!(watch.round(), second);
    assert_eq!(watch.code(), 0);
}

#[test]
fn what_is_not_there_cannot_be_watched() {
    let folder = folder(&[]);
    let ended = super::dateline(folder.path(), "watch nowhere.rules --rounds 1", b"");
    assert_eq!((ended.code, ended.stdout.as_str()), (2, ""));
    assert!(ended.stderr.starts_with("error: cannot read `nowhere.rules`"), "{}", ended.stderr);
}

#[test]
fn what_was_wrong_before_is_not_told_again() {
    let rules = "event Visit { agent: Person  place?: Place }\nrule visit -> Visit { \"{agent} arrived\" }\n";
    let folder = folder(&[("visit.rules", rules.as_bytes())]);
    let mut watch = Running::start(folder.path(), "watch visit.rules --rounds 3");
    assert!(watch.round()[0].starts_with("warning[D0210]"));
    // a line above it makes it no other warning
    fs::write(folder.path().join("visit.rules"), format!("# trips\n{rules}")).unwrap();
    assert_eq!(watch.round(), ["", "visit.rules changed", "1 rule, 0 tests, 0 errors, 1 warning"]);
    fs::write(folder.path().join("visit.rules"), format!("list port = Oslo\n{rules}")).unwrap();
    let third = watch.round();
    assert!(third[2].starts_with("warning[D0208]"), "{third:?}");
    assert!(!third.iter().any(|line| line.contains("D0210")), "{third:?}");
    assert_eq!(watch.code(), 0);
}
