//! `dateline.toml`: what commands take where their arguments name nothing.

use super::{Ended, dateline, folder};

const VISIT: &str = "event Visit { agent: Person  host: Person  place?: Place }\n\
    rule visit -> Visit { / {agent: 'Park'} 'met' {host: 'Lee'} / }\n";

fn project(toml: &str) -> tempfile::TempDir {
    folder(&[
        ("dateline.toml", toml.as_bytes()),
        ("rules/visit.rules", VISIT.as_bytes()),
        ("news/trip.txt", b"Park met Lee."),
        ("notes/deep/empty.txt", b""),
    ])
}

fn lines(ended: &Ended) -> usize {
    assert!(ended.code < 2, "{}", ended.stderr);
    ended.stdout.lines().count()
}

#[test]
fn rules_and_articles_of_the_project_are_taken_where_none_are_named() {
    let folder = project("rules = [\"rules\"]\ninput = [\"news\"]\n");
    let found = dateline(folder.path(), "run", b"");
    assert_eq!(lines(&found), 1, "{}", found.stderr);
    assert!(found.stdout.contains("\"at\":\"rules/visit.rules:2\""), "{}", found.stdout);
    // from a folder below it too
    let below = dateline(&folder.path().join("notes/deep"), "run", b"");
    assert_eq!(lines(&below), 1, "{}", below.stderr);
    assert_eq!(dateline(folder.path(), "check", b"").stderr, "1 rule, 0 tests, 0 errors, 1 warning\n");
    // what is named stands alone
    assert_eq!(lines(&dateline(folder.path(), "run --input notes/deep/empty.txt", b"")), 0);
    let none = dateline(folder.path(), "--no-project run", b"");
    assert!(none.code == 2 && none.stderr.contains("no articles are named"), "{}", none.stderr);
}

#[test]
fn packs_of_the_program_stand_beside_ones_own_rules() {
    let folder = project("rules = [\"rules\"]\npacks = [\"justice\"]\n");
    let checked = dateline(folder.path(), "check", b"").stderr;
    let packed = dateline(folder.path(), "--no-project run rules --pack justice --input news", b"");
    assert_eq!(lines(&packed), 1, "{}", packed.stderr);
    assert!(!checked.starts_with("1 rule,") && checked.contains(" 0 errors"), "{checked}");
    let ended = dateline(folder.path(), "--no-project run rules --pack justise --input news", b"");
    assert!(ended.code == 2 && ended.stderr.contains("there is no pack `justise`"), "{}", ended.stderr);
}

#[test]
fn warnings_may_be_errors_or_nothing() {
    let folder = project("[severities]\nD0210 = \"error\"\n");
    let strict = dateline(folder.path(), "check rules", b"");
    assert_eq!((strict.code, strict.stderr.as_str()), (1, "1 rule, 0 tests, 1 error, 0 warnings\n"));
    let folder = project("[severities]\nD0210 = \"off\"\n");
    let lax = dateline(folder.path(), "check rules", b"");
    assert_eq!((lax.code, lax.stdout.as_str()), (0, ""));
}

#[test]
fn what_the_file_cannot_say_is_told() {
    for (toml, told) in [
        ("rule = []", "error: `dateline.toml`: there is no key `rule`; did you mean `rules`?\n"),
        (
            "[severities]\nD0211 = \"off\"",
            "`D0211` (a file of a list that cannot be read) is an error and stays one\n",
        ),
        ("[severities]\nD0210 = \"offf\"", "`D0210` cannot be `offf`; did you mean `off`?\n"),
        ("[severities]\nD9999 = \"off\"", "there is no code `D9999`"),
        ("rules = 3", "`dateline.toml` is malformed"),
        ("rules = [", "`dateline.toml` is malformed"),
    ] {
        let ended = dateline(project(toml).path(), "check rules", b"");
        assert!(ended.code == 2 && ended.stderr.contains(told), "{toml}: {}", ended.stderr);
    }
}
