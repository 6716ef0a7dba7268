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

/// A text with a small change, of the kinds that editing makes; `random` says which and where.
fn mutated(text: &str, random: &mut impl FnMut(usize) -> usize) -> String {
    let lines: Vec<&str> = text.lines().collect();
    let blocks: Vec<&str> = text.split("\n\n").collect();
    let kind = random(9);
    match kind {
        // a line, a block, or all comments that document are taken away
        0 => without(&lines, random(lines.len())).join("\n"),
        1 => without(&blocks, random(blocks.len())).join("\n\n"),
        2 => {
            lines.iter().filter(|line| !line.trim().starts_with("##")).copied().collect::<Vec<_>>().join("\n")
        }
        // blocks or lines change places
        3 => swapped(blocks, random).join("\n\n"),
        4 => swapped(lines, random).join("\n"),
        // a block in braces is taken away with its braces, which leaves a head
        5 => {
            let opens: Vec<usize> = text.match_indices(" {").map(|(at, _)| at).collect();
            let Some(&open) = opens.get(random(opens.len().max(1))) else { return text.to_owned() };
            let close = text[open..].find('}').map_or(text.len(), |at| open + at + 1);
            format!("{}{}", &text[..open], &text[close..])
        }
        // white space becomes another one, or room for a comment
        _ => {
            let spaces: Vec<(usize, &str)> = text.match_indices([' ', '\n']).collect();
            let Some(&(at, _)) = spaces.get(random(spaces.len().max(1))) else { return text.to_owned() };
            let space = ["\n", " ", "\n\n\n", "  # note\n", "\n## doc\n", "\t"][random(6)];
            format!("{}{space}{}", &text[..at], &text[at + 1..])
        }
    }
}

fn without<'a>(parts: &[&'a str], at: usize) -> Vec<&'a str> {
    [&parts[..at], &parts[at + 1..]].concat()
}

fn swapped<'a>(mut parts: Vec<&'a str>, random: &mut impl FnMut(usize) -> usize) -> Vec<&'a str> {
    let (a, b) = (random(parts.len()), random(parts.len()));
    parts.swap(a, b);
    parts
}

#[test]
fn rule_files_that_were_edited_keep_what_they_say() {
    let mut files = Vec::new();
    rule_files(&Path::new(env!("CARGO_MANIFEST_DIR")).join("rules"), &mut files);
    files.sort();
    // a generator with a fixed seed: every run tries the same edits
    let mut state: u64 = 20;
    let mut random = |below: usize| {
        state = state.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        usize::try_from(state >> 33).unwrap() % below
    };
    let mut done = 0;
    for (name, text) in &files {
        for _ in 0..60 {
            let mut edited = text.clone();
            for _ in 0..=random(3) {
                edited = mutated(&edited, &mut random);
            }
            done += usize::from(formatted(name, &edited).is_some());
        }
    }
    assert!(done > 20 * files.len(), "{done} edits of {} files could be read", files.len());
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
