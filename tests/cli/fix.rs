//! `dateline fix`.

use super::{dateline, folder};

const WRONG: &str =
    "event Visit { agent: Persn }\n\nrule visit => Visit {\n    \"{agnet} arrived\n}  # a note\n";
const MENDED: &str =
    "event Visit { agent: Person }\n\nrule visit -> Visit {\n    \"{agent} arrived\"\n}  # a note\n";

#[test]
fn certain_mistakes_are_mended_and_nothing_else_is_touched() {
    let folder = folder(&[("rules/visit.rules", WRONG.as_bytes())]);
    let ended = dateline(folder.path(), "fix rules", b"");
    insta::assert_snapshot!(ended.stderr, @r"
    rules/visit.rules:3: D0104 `=>` instead of the arrow `->`; write `->`
    rules/visit.rules:4: D0102 this quote is never closed; close the quote
    rules/visit.rules:1: D0203 unknown type `Persn`; did you mean `Person`?
    rules/visit.rules:4: D0205 `Visit` has no role `agnet`; did you mean `agent`?
    4 mistakes mended in 1 file
    ");
    assert_eq!((ended.code, ended.stdout.as_str()), (0, ""));
    assert_eq!(std::fs::read_to_string(folder.path().join("rules/visit.rules")).unwrap(), MENDED);
    let ended = dateline(folder.path(), "fix --check rules", b"");
    assert_eq!((ended.code, ended.stderr.as_str()), (0, "0 mistakes would be mended in 0 files\n"));
    let ended = dateline(folder.path(), "fix -", WRONG.as_bytes());
    assert_eq!((ended.code, ended.stdout.as_str()), (0, MENDED));
}

#[test]
fn to_look_writes_nothing() {
    let folder = folder(&[("visit.rules", WRONG.as_bytes())]);
    let ended = dateline(folder.path(), "fix --check", b"");
    assert_eq!((ended.code, ended.stdout.as_str()), (1, "visit.rules\n"));
    let ended = dateline(folder.path(), "fix --diff visit.rules", b"");
    assert_eq!(ended.code, 1);
    assert!(ended.stdout.starts_with("--- visit.rules\n+++ visit.rules\n@@"), "{}", ended.stdout);
    assert!(ended.stdout.contains("\n+    \"{agent} arrived\"\n"), "{}", ended.stdout);
    assert_eq!(std::fs::read_to_string(folder.path().join("visit.rules")).unwrap(), WRONG);
}

#[test]
fn what_is_not_certain_is_left_and_told() {
    let wrong = "event Visit { agent: Person  host: Person }\nrule visit -> Visit {\n    \"{agent} plans to visit {host}\"\n}\n";
    let folder = folder(&[("visit.rules", wrong.as_bytes()), ("fine.rules", b"list a = b\n")]);
    let ended = dateline(folder.path(), "fix visit.rules", b"");
    assert_eq!(ended.code, 1);
    insta::assert_snapshot!(
        ended.stderr,
        @"0 mistakes mended in 0 files, 1 error left; for 1 there is a guess, see `dateline check` or use `--guesses`"
    );
    assert_eq!(std::fs::read_to_string(folder.path().join("visit.rules")).unwrap(), wrong);
    let ended = dateline(folder.path(), "fix --guesses visit.rules", b"");
    assert_eq!(ended.code, 0, "{}", ended.stderr);
}

#[test]
fn files_that_are_used_and_not_named_are_left_as_they_are() {
    let folder = folder(&[("a.rules", b"use b\n"), ("b.rules", b"list a : b | c\n")]);
    let ended = dateline(folder.path(), "fix a.rules", b"");
    assert_eq!(ended.code, 1, "{}", ended.stderr);
    assert_eq!(std::fs::read_to_string(folder.path().join("b.rules")).unwrap(), "list a : b | c\n");
    assert_eq!(dateline(folder.path(), "fix .", b"").code, 0);
    assert_eq!(std::fs::read_to_string(folder.path().join("b.rules")).unwrap(), "list a = b | c\n");
}
