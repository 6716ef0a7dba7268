//! `dateline test` with articles, and `dateline review`.

use std::fs;
use std::path::Path;

use serde_json::Value;

use super::{Ended, dateline, folder};

const RULES: &str = "event Visit { agent+: Person  host?: Person | Place }\n\
    rule visit -> Visit {\n    \"{agent} visited {host}\"\n    \"{agent} toured {host}\"\n}\n\
    test \"[agent: Park] visited [host: Lee].\" => Visit\n\
    todo test \"[agent: Park] met [host: Lee].\" => Visit\n";

/// Annotated, so that what is found does not depend on the model.
const ARTICLE: &str = "# newdoc id = trip\n# date = 2019-05-20\n# text = 박 visited Lee.\n\
    1\t박\t박\tPROPN\tNNP\t_\t2\tnsubj\t_\tNER=B-Person\n\
    2\tvisited\tvisit\tVERB\tVBD\t_\t0\troot\t_\t_\n\
    3\tLee\tLee\tPROPN\tNNP\t_\t2\tobj\t_\tSpaceAfter=No|NER=B-Person\n\
    4\t.\t.\tPUNCT\t.\t_\t2\tpunct\t_\t_\n\n";

const SNAPSHOT: &str = "published 2019-05-20\n\n박 visited Lee.\n\
    --         ---\nagent      host\n\x20  ^^^^^^^\n\x20  Visit\n";

fn project() -> tempfile::TempDir {
    folder(&[("visit.rules", RULES.as_bytes()), ("tests/trip.conllu", ARTICLE.as_bytes())])
}

/// Runs it as on a desk: what waits is written.
fn at_desk(folder: &Path, arguments: &str, input: &[u8]) -> Ended {
    // the variable is not taken over from who runs the tests
    super::dateline_in(folder, &[("CI", "")], &arguments.split_whitespace().collect::<Vec<_>>(), input)
}

fn read(folder: &Path, name: &str) -> Option<String> {
    fs::read_to_string(folder.join(name)).ok()
}

const ACCEPTED: &str = "tests/snapshots/trip.snap";
const WAITS: &str = "tests/snapshots/trip.snap.new";

#[test]
fn an_article_is_new_then_accepted_then_ok_then_changed() {
    let folder = project();
    let new = at_desk(folder.path(), "test", b"");
    assert_eq!(new.code, 1, "{}", new.stderr);
    assert!(new.stdout.contains("todo    visit.rules:7: Park met Lee.\n"), "{}", new.stdout);
    assert!(new.stdout.ends_with("new     tests/trip.conllu\n"), "{}", new.stdout);
    assert_eq!(
        new.stderr,
        "2 tests: 1 ok, 1 todo; 1 article: 1 new\nwhat is new or changed waits for `dateline review`\n"
    );
    assert_eq!(read(folder.path(), WAITS).as_deref(), Some(SNAPSHOT));

    let review = at_desk(folder.path(), "review", b"a\n");
    assert_eq!((review.code, review.stderr.as_str()), (0, "1 snapshot, 0 left\n"));
    assert!(
        review.stdout.starts_with("1 of 1: tests/trip.conllu, new\n  + published 2019-05-20\n"),
        "{}",
        review.stdout
    );
    assert_eq!(read(folder.path(), ACCEPTED).as_deref(), Some(SNAPSHOT));
    assert_eq!(read(folder.path(), WAITS), None);

    let ok = at_desk(folder.path(), "test", b"");
    assert_eq!((ok.code, ok.stderr.as_str()), (0, "2 tests: 1 ok, 1 todo; 1 article: 1 ok\n"));

    let other = ARTICLE.replace("Lee", "Kim");
    fs::write(folder.path().join("tests/trip.conllu"), other).unwrap();
    let changed = at_desk(folder.path(), "test visit.rules", b"");
    assert_eq!(changed.code, 1);
    assert!(changed.stdout.contains("\nchanged tests/trip.conllu\n"), "{}", changed.stdout);
    assert!(
        changed.stdout.contains("        - 박 visited Lee.\n        + 박 visited Kim.\n"),
        "{}",
        changed.stdout
    );
    let explained = at_desk(folder.path(), "review", b"?\nx\nr\n");
    assert!(explained.stdout.contains("there is no such key\n"), "{}", explained.stdout);
    assert!(explained.stdout.contains("visit -> Visit: pattern 1 matched\n"), "{}", explained.stdout);
    assert_eq!((explained.code, read(folder.path(), WAITS)), (0, None));
    let updated = at_desk(folder.path(), "test --update", b"");
    assert!(updated.stdout.contains("changed tests/trip.conllu, accepted\n"), "{}", updated.stdout);
    assert_eq!(updated.code, 0);
    assert!(read(folder.path(), ACCEPTED).unwrap().contains("Kim"));
}

#[test]
fn in_continuous_integration_nothing_is_written() {
    let folder = project();
    for (arguments, ci) in [("test --no-pending", ""), ("test", "true")] {
        let arguments: Vec<&str> = arguments.split_whitespace().collect();
        let ended = super::dateline_in(folder.path(), &[("CI", ci)], &arguments, b"");
        assert_eq!(ended.code, 1);
        assert!(!folder.path().join("tests/snapshots").exists());
    }
}

#[test]
fn what_waits_is_listed_accepted_and_rejected_without_a_terminal() {
    let folder = project();
    fs::write(folder.path().join("tests/other.conllu"), ARTICLE).unwrap();
    at_desk(folder.path(), "test", b"");
    let list = at_desk(folder.path(), "review --list", b"");
    assert_eq!(
        (list.code, list.stdout.as_str()),
        (1, "new     tests/other.conllu\nnew     tests/trip.conllu\n")
    );
    let json = at_desk(folder.path(), "review --list --json", b"");
    let first: Value = serde_json::from_str(json.stdout.lines().next().unwrap()).unwrap();
    assert_eq!(first["state"], "new");
    assert_eq!(first["pending"], "tests/snapshots/other.snap.new");
    assert_eq!(first["difference"][0], "+ published 2019-05-20");
    let unknown = at_desk(folder.path(), "review --accept tests/trip.conllu --reject elsewhere.snap", b"");
    assert_eq!((unknown.code, unknown.stderr.as_str()), (2, "error: nothing waits for `elsewhere.snap`\n"));
    assert!(folder.path().join(WAITS).exists());
    let both = at_desk(
        folder.path(),
        "review --accept tests/trip.conllu --reject ./tests/snapshots/other.snap.new",
        b"",
    );
    assert_eq!((both.code, both.stderr.as_str()), (0, ""));
    assert!(folder.path().join(ACCEPTED).exists());
    assert!(!folder.path().join("tests/snapshots/other.snap").exists());
}

#[test]
fn capitals_settle_all_that_follow_and_the_end_of_the_input_leaves_the_rest() {
    let folder = project();
    fs::write(folder.path().join("tests/other.conllu"), ARTICLE).unwrap();
    at_desk(folder.path(), "test", b"");
    let left = at_desk(folder.path(), "review", b"s\n");
    assert_eq!((left.code, left.stderr.as_str()), (1, "2 snapshots, 2 left\n"));
    let all = at_desk(folder.path(), "review", b"A\n");
    assert_eq!((all.code, all.stderr.as_str()), (0, "2 snapshots, 0 left\n"));
    assert_eq!(at_desk(folder.path(), "test", b"").code, 0);
}

#[test]
fn snapshots_without_an_article_are_told_and_those_of_rust_tests_left_alone() {
    let folder = project();
    at_desk(folder.path(), "test --update", b"");
    fs::write(folder.path().join("tests/snapshots/gone.snap"), "It rained.\n").unwrap();
    fs::write(folder.path().join("tests/snapshots/rust.snap"), "---\nsource: tests/all.rs\n---\n").unwrap();
    let ended = at_desk(folder.path(), "test", b"");
    assert_eq!(ended.code, 1);
    assert!(
        ended.stdout.ends_with("unreferenced tests/snapshots/gone.snap: no article has this snapshot; delete it, or call the article as before\n"),
        "{}",
        ended.stdout
    );
    assert!(ended.stderr.ends_with("; 1 snapshot without an article\n"), "{}", ended.stderr);
}

#[test]
fn patterns_that_never_match_are_named_and_can_fail_the_run() {
    let folder = project();
    let ended = at_desk(folder.path(), "test --update --coverage", b"");
    assert_eq!(ended.code, 0);
    let told = "1 of 2 patterns matched somewhere (50 %)\n  visit.rules:4: visit, pattern 2: \"{agent} toured {host}\"\n";
    assert!(ended.stdout.ends_with(told), "{}", ended.stdout);
    assert_eq!(at_desk(folder.path(), "test --min-coverage 50", b"").code, 0);
    assert_eq!(at_desk(folder.path(), "test --min-coverage 51", b"").code, 1);
    let json = at_desk(folder.path(), "test --coverage --json", b"");
    let last: Value = serde_json::from_str(json.stdout.lines().last().unwrap()).unwrap();
    assert_eq!((&last["percent"], &last["silent"][0]["pattern"]), (&50.into(), &2.into()));
}

#[test]
fn a_filter_chooses_by_text_and_place() {
    let folder = project();
    at_desk(folder.path(), "test --update", b"");
    let one = at_desk(folder.path(), "test --filter VISITED", b"");
    assert_eq!((one.code, one.stderr.as_str()), (0, "1 test: 1 ok\n"));
    let article = at_desk(folder.path(), "test --filter trip.conllu", b"");
    assert_eq!(article.stderr, "0 tests; 1 article: 1 ok\n");
    let none = at_desk(folder.path(), "test --filter strike", b"");
    assert_eq!((none.code, none.stderr.as_str()), (2, "error: no test has `strike` in its text or place\n"));
}

#[test]
fn a_test_that_passes_although_it_is_to_do_fails_and_junit_has_it() {
    let rules = format!("{RULES}todo test \"[agent: Park] toured [host: Lee].\" => Visit\n");
    let folder = folder(&[("visit.rules", rules.as_bytes())]);
    let ended = at_desk(folder.path(), "test --junit results.xml", b"");
    assert_eq!(ended.code, 1);
    assert!(
        ended
            .stdout
            .contains("todo-passes visit.rules:8: Park toured Lee.\n        it passes: take `todo` away\n"),
        "{}",
        ended.stdout
    );
    let xml = read(folder.path(), "results.xml").unwrap();
    assert!(xml.contains("tests=\"3\" failures=\"1\" errors=\"0\" skipped=\"1\""), "{xml}");
    assert!(xml.contains("<failure message=\"todo-passes\">"), "{xml}");
}

#[test]
fn escapes_of_an_article_never_reach_the_terminal() {
    let folder = folder(&[("visit.rules", RULES.as_bytes()), ("tests/bad.txt", b"It \x1b[31mrained.\n")]);
    let new = at_desk(folder.path(), "test", b"");
    assert!(!new.stdout.contains('\u{1b}') && !new.stderr.contains('\u{1b}'));
    fs::write(folder.path().join("tests/snapshots/bad.snap"), "\u{1b}[31m\n").unwrap();
    let review = dateline(folder.path(), "review", b"x\n");
    assert!(!review.stdout.contains('\u{1b}'), "{}", review.stdout);
}

#[test]
fn a_folder_stands_for_all_that_waits_in_it() {
    let folder = project();
    fs::write(folder.path().join("tests/other.conllu"), ARTICLE).unwrap();
    at_desk(folder.path(), "test", b"");
    let none = at_desk(folder.path(), "review --accept rules", b"");
    assert_eq!((none.code, none.stderr.as_str()), (2, "error: nothing waits for `rules`\n"));
    let all = at_desk(folder.path(), "review --accept tests", b"");
    assert_eq!((all.code, all.stderr.as_str()), (0, ""));
    assert_eq!(at_desk(folder.path(), "test", b"").code, 0);
}
