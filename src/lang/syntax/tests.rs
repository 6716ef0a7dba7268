//! The grammar file and its readers fit each other.

use std::collections::BTreeSet;

use regex::Regex;

use super::ItemWord;
use crate::diagnostic::Code;

const GRAMMAR: &str = include_str!("../../../grammar/rules.pest");

/// The readers: they make trees of pairs.
const READERS: &str = concat!(
    include_str!("mod.rs"),
    include_str!("condition.rs"),
    include_str!("item.rs"),
    include_str!("pattern.rs"),
    include_str!("tree.rs"),
    include_str!("name.rs"),
    include_str!("foreign.rs"),
    include_str!("condition.rs")
);

/// The productions that their readers know by where they stand, or whose text is all that counts.
const BY_PLACE: &str = "ahead_sign all_of class_kind condition element expected facet lazy path \
    range sequence setting term tree_branch tree_case tree_inner tree_step";

fn pattern(text: &str) -> Regex {
    Regex::new(text).unwrap()
}

/// The body of a production of the grammar, and the sign before it.
fn production(name: &str) -> (&'static str, &'static str) {
    let found = pattern(&format!(r"(?m)^{name} *= ([_@$!]?)\{{((?s:.*?))\}}$")).captures(GRAMMAR);
    let (_, [sign, body]) = found.unwrap_or_else(|| panic!("the grammar has no `{name}`")).extract();
    (sign, body)
}

/// The words in quotes.
fn quoted(body: &str) -> Vec<&str> {
    pattern(r#""([a-z]+)""#).captures_iter(body).map(|found| found.extract::<1>().1[0]).collect()
}

#[test]
fn the_grammar_has_the_item_words_and_an_item_for_each() {
    assert_eq!(quoted(production("item_word").1), ItemWord::texts().collect::<Vec<_>>());
    let items = production("any_item").1.split('|').map(str::trim).map(|item| {
        let body = production(item).1;
        let words = pattern(r"^\s*(?:kw_(\w+)\? ~ )?kw_(\w+)").captures(body).unwrap();
        [words.get(2), words.get(1)].into_iter().flatten().map(|word| word.as_str()).collect::<Vec<_>>()
    });
    let words = [vec!["allow"], items.collect::<Vec<_>>().concat()].concat();
    assert_eq!(words, ItemWord::texts().collect::<Vec<_>>());
}

#[test]
fn the_catalogue_names_every_item_word() {
    let explanation = Code::Unexpected.explanation();
    for word in ItemWord::texts() {
        assert!(explanation.contains(&format!("`{word}`")), "{word}");
    }
}

/// Adds the productions that this one can give as pairs, itself among them.
fn pairs_of(name: &'static str, found: &mut BTreeSet<&'static str>, seen: &mut BTreeSet<&'static str>) {
    if !seen.insert(name) {
        return;
    }
    let (sign, body) = production(name);
    if sign != "_" {
        found.insert(name);
    }
    // what is inside of an atom gives no pairs
    if sign == "@" {
        return;
    }
    // nor does what is only looked at, or what stands in quotes
    let inert = r#""(?:[^"\\]|\\.)*"|'.'|[!&]\([^()]*\)|[!&]\w+|\w+"#;
    for part in pattern(inert).find_iter(body).map(|part| part.as_str()) {
        if part.starts_with(|c: char| c.is_ascii_lowercase()) {
            pairs_of(part, found, seen);
        }
    }
}

#[test]
fn every_production_has_a_reader() {
    let (mut found, mut seen) = (BTreeSet::new(), BTreeSet::new());
    for start in ["file", "pattern", "tree_pattern"] {
        pairs_of(start, &mut found, &mut seen);
    }
    assert!(found.len() > 80, "{found:?}");
    let unread = found.into_iter().filter(|name| !pattern(&format!(r"Rule::{name}\b")).is_match(READERS));
    assert_eq!(unread.collect::<Vec<_>>().join(" "), BY_PLACE);
}
