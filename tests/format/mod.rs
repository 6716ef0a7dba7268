//! `dateline::tools::format`: every rule file of the repository, and files that nobody would write.

use std::fs;
use std::path::Path;

use dateline::diagnostic::Severity;
use dateline::lang::syntax::parse;
use dateline::source::FileId;
use dateline::tools::format::{Refusal, format};
use proptest::prelude::*;

use crate::expansion::assert_case;
use crate::grammar::cases;

/// The text of every rule file below a folder, with its path.
fn rule_files(folder: &Path, files: &mut Vec<(String, String)>) {
    for entry in fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        if path.is_dir() {
            rule_files(&path, files);
        } else if path.extension().is_some_and(|extension| extension == "rules") {
            files.push((path.display().to_string(), fs::read_to_string(&path).unwrap()));
        }
    }
}

fn broken(text: &str) -> bool {
    parse(FileId(0), text).1.iter().any(|problem| problem.severity == Severity::Error)
}

/// Formats; whatever can be read keeps what it says, and is in the style afterwards.
fn formatted(name: &str, text: &str) -> Option<String> {
    match format(text) {
        Ok(formatted) => {
            assert_eq!(format(&formatted).as_ref(), Ok(&formatted), "{name}: not idempotent:\n{text}");
            let tree = |text: &str| parse(FileId(0), text).0.without_places();
            assert_eq!(tree(&formatted), tree(text), "{name}");
            for line in formatted.lines() {
                assert_eq!(line, line.trim_end(), "{name}");
            }
            Some(formatted)
        }
        Err(Refusal::Broken(_)) => {
            assert!(broken(text), "{name}");
            None
        }
        Err(Refusal::Changed) => panic!("{name}: its formatted text would say something else:\n{text}"),
    }
}

#[test]
fn every_rule_file_of_the_repository_keeps_what_it_says() {
    let mut files = Vec::new();
    for folder in ["rules", "tests"] {
        rule_files(&Path::new(env!("CARGO_MANIFEST_DIR")).join(folder), &mut files);
    }
    let done = files.iter().filter(|(name, text)| formatted(name, text).is_some()).count();
    assert!(done > 50, "{done} of {} were formatted", files.len());
}

#[test]
fn files_are_written_in_one_style() {
    for (name, text) in cases("format") {
        let formatted = formatted(&name, &text).unwrap();
        assert_case!(name, format!("{text}=====\n\n{formatted}"));
    }
}

proptest! {
    #[test]
    fn whatever_stands_where_keeps_what_it_says(
        signs in proptest::collection::vec(
            prop::sample::select(vec![
                "use std::nouns", "entity A : B", "entity A = B | C", "event V { a+: Person b {2,}: Place | Date }",
                "list l = a | 'b' | \"c d\"", "rule r -> V {", "}", "\"{a} visited {b: Place} (in|at)?\"",
                "/ {a} ...{0,3} [lemma=go & !(tag=VB | is(upper))]+? {b: (x|y z)*} /", "tree met { nsubj {a}; obj {b} }",
                "unless \"{a} met {b}\"", "where a != b and b in @l", "set polarity = negative, tense = \"past\"",
                "overrides x, y", "test \"[a: A] left.\" => V { tense: past }", "test \"No.\" => nothing given date 2020-01-02",
                "# note\n", "## doc\n", "\n", "\n\n\n", " ", "|", "all / a /",
            ]),
            0..25,
        )
    ) {
        formatted("any", &signs.join(" "));
    }

    #[test]
    fn any_token_pattern_keeps_what_it_says(
        words in proptest::collection::vec(
            prop::sample::select(vec![
                "{a}", "visited", "'s", "'X'", ",", ".", "-", "?", "!", "%", "(a|b)", "({a}|b c)?", "@l", "[]", "^", "$",
                "&(x)", "!( y )", "...", "…{1,2}", "*", "+", "{2}", "U.S.", "U", "’s", "|", " ", " ", "each {a}",
                "[!(!is(title)) & (a=b|c=d)]", "'ll", "20",
            ]),
            1..12,
        )
    ) {
        let pattern = words.concat();
        formatted("any", &format!("rule r -> E {{ / {pattern} / }}\nrule q -> E {{ \"{pattern}\" }}"));
    }
}
