//! `dateline fmt`.

use super::{dateline, folder};

const UNTIDY: &str = "event Visit{agent+:Person}\nrule visit->Visit{\"{agent}  visited Oslo\"} # a note\n";
const TIDY: &str = "event Visit {\n    agent+: Person\n}\n\nrule visit -> Visit {\n    \"{agent} visited Oslo\"\n}  # a note\n";

#[test]
fn files_are_written_and_stdin_goes_to_stdout() {
    let folder = folder(&[("rules/visit.rules", UNTIDY.as_bytes())]);
    let ended = dateline(folder.path(), "fmt rules", b"");
    assert_eq!((ended.code, ended.stderr.as_str()), (0, "1 file formatted\n"));
    assert_eq!(std::fs::read_to_string(folder.path().join("rules/visit.rules")).unwrap(), TIDY);
    let ended = dateline(folder.path(), "fmt --check rules", b"");
    assert_eq!((ended.code, ended.stdout.as_str(), ended.stderr.as_str()), (0, "", ""));
    let ended = dateline(folder.path(), "fmt -", UNTIDY.as_bytes());
    assert_eq!((ended.code, ended.stdout.as_str()), (0, TIDY));
}

#[test]
fn to_look_writes_nothing() {
    let folder = folder(&[("visit.rules", UNTIDY.as_bytes())]);
    let ended = dateline(folder.path(), "fmt --check visit.rules", b"");
    assert_eq!((ended.code, ended.stdout.as_str()), (1, "visit.rules\n"));
    let ended = dateline(folder.path(), "fmt --diff visit.rules", b"");
    assert_eq!(ended.code, 1);
    assert!(ended.stdout.starts_with("--- visit.rules\n+++ visit.rules\n@@"), "{}", ended.stdout);
    assert!(ended.stdout.contains("\n+    agent+: Person\n"), "{}", ended.stdout);
    assert_eq!(std::fs::read_to_string(folder.path().join("visit.rules")).unwrap(), UNTIDY);
}

#[test]
fn a_file_with_mistakes_is_left_alone_and_the_others_are_written() {
    let broken = "rule visit -> Visit { \"{agent} visited }\n";
    let folder = folder(&[("a.rules", broken.as_bytes()), ("b.rules", UNTIDY.as_bytes())]);
    let ended = dateline(folder.path(), "fmt .", b"");
    assert_eq!(ended.code, 1);
    assert!(ended.stderr.contains("a.rules: left as it is, for it has mistakes\n"), "{}", ended.stderr);
    assert_eq!(std::fs::read_to_string(folder.path().join("a.rules")).unwrap(), broken);
    assert_eq!(std::fs::read_to_string(folder.path().join("b.rules")).unwrap(), TIDY);
}
