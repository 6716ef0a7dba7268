//! Patterns are tried only where something stands that they must contain; what they find there is what they would find
//! anywhere. An observer has every pattern tried everywhere, so both are at hand.

use std::fmt::Write as _;
use std::sync::LazyLock;

use dateline::annotate::{Annotate, Annotator};
use dateline::diagnostic::Severity;
use dateline::document::Layer;
use dateline::extract::{Recorder, extract};
use dateline::lang::compile::Program;
use dateline::read::conllu;
use dateline::{Event, Rules};
use proptest::prelude::*;

static ENGLISH: LazyLock<Annotator> = LazyLock::new(|| Annotator::english().expect("the weights are whole"));

const LEMMAS: &[&str] = &["open", "port", "crane", "old", "of", "the"];
const UPOS: &[&str] = &["NOUN", "VERB", "ADJ", "ADP", "PROPN", "PUNCT"];

/// A word of a sentence: lemma, part of speech, place of its head, relation, and whether a name starts there.
type Row = (usize, usize, prop::sample::Index, usize, u8);

fn sentence(rows: &[Row]) -> String {
    let mut text = String::new();
    let mut inside = false;
    for (index, (lemma, upos, head, relation, name)) in rows.iter().enumerate() {
        // the first word is the root, and each other one hangs on a word before it
        let head = if index == 0 { 0 } else { head.index(index) + 1 };
        let relation = if index == 0 { "root" } else { ["nsubj", "obj", "obl", "nmod", "conj"][*relation] };
        let name = match name {
            0 => "B-Person",
            1 => "B-Product",
            2 if inside => "I-Product",
            _ => "O",
        };
        inside = name.ends_with("Product");
        let lemma = LEMMAS[*lemma];
        let form = if index % 3 == 0 { format!("{lemma}s") } else { lemma.to_owned() };
        let upos = UPOS[*upos];
        writeln!(text, "{}\t{form}\t{lemma}\t{upos}\t_\t_\t{head}\t{relation}\t_\tNER={name}", index + 1)
            .unwrap();
    }
    text
}

fn rows() -> impl Strategy<Value = Vec<Row>> {
    let row = (0..LEMMAS.len(), 0..UPOS.len(), any::<prop::sample::Index>(), 0..5_usize, 0..8_u8);
    prop::collection::vec(row, 1..12)
}

/// The test of a token, in brackets.
fn token() -> impl Strategy<Value = String> {
    let lemma = prop::sample::select(LEMMAS).prop_map(|lemma| format!("lemma={lemma}"));
    let other = prop::sample::select(
        &[
            "lower=ports",
            "upos=NOUN",
            "upos=VERB",
            "ent=Product",
            "ent=Person",
            "lower in @things",
            "is(first)",
            "!upos=ADJ",
            "lemma=open | upos=ADP",
            "ent != Person",
            "upos=PROPN & !is(last)",
        ][..],
    );
    let test = prop_oneof![lemma, other.prop_map(str::to_owned)].boxed();
    let tests = prop::collection::vec(test, 1..3);
    prop_oneof![
        6 => tests.prop_map(|tests| format!("[{}]", tests.iter().map(|t| format!("({t})")).collect::<Vec<_>>().join(" & "))),
        1 => Just("[]".to_owned()),
        1 => Just("ports".to_owned()),
        1 => Just("'of'".to_owned()),
        1 => Just("@things".to_owned()),
        1 => Just("{who}".to_owned()),
    ]
}

fn tokens() -> impl Strategy<Value = String> {
    token().prop_recursive(3, 16, 3, |part| {
        prop_oneof![
            4 => prop::collection::vec(part.clone(), 2..4).prop_map(|parts| parts.join(" ")),
            2 => (part.clone(), part.clone()).prop_map(|(one, other)| format!("({one} | {other})")),
            2 => (part.clone(), prop::sample::select(&["?", "*", "+", "{2,3}", "+?"][..]))
                .prop_map(|(part, times)| format!("({part}){times}")),
            1 => (part.clone(), part.clone()).prop_map(|(one, other)| format!("{one} ...{{0,3}} {other}")),
            1 => (part, any::<bool>()).prop_map(|(part, is)| format!("[] {}({part})", if is { "&" } else { "!" })),
        ]
    })
}

fn tree() -> impl Strategy<Value = String> {
    token().prop_filter("a token", |token| token.starts_with('[')).prop_recursive(3, 12, 3, |node| {
        let step = prop::sample::select(
            &["nsubj ", "obj? ", "!obl ", "_* ", "nmod ", "<obj ", "nsubj|obj ", "after _ "][..],
        );
        let branches = prop::collection::vec((step, node.clone()), 1..3);
        (token().prop_filter("a token", |token| token.starts_with('[')), branches).prop_map(
            |(top, branches)| {
                let branches: Vec<String> =
                    branches.iter().map(|(step, node)| format!("{step}{node}")).collect();
                format!("{top} {{ {} }}", branches.join("  "))
            },
        )
    })
}

fn program(patterns: &[String]) -> Option<Program> {
    let mut text = "list things = port | old port | crane\n".to_owned();
    for (number, pattern) in patterns.iter().enumerate() {
        writeln!(
            text,
            "event E{number} {{ it?: Phrase  who?: Person }}\nrule r{number} -> E{number} {{ {pattern} }}"
        )
        .unwrap();
    }
    let rules = Rules::builder().source("random.rules", text).build(&ENGLISH);
    (rules.count(Severity::Error) == 0).then(|| Program::compile(rules.ruleset()))
}

fn check(patterns: &[String], sentences: &[Vec<Row>]) -> Result<(), TestCaseError> {
    let program = program(patterns);
    prop_assume!(program.is_some());
    let Some(program) = program else { return Ok(()) };
    let text: Vec<String> = sentences.iter().map(|rows| sentence(rows)).collect();
    let (documents, problems) = conllu::documents(&text.join("\n"), "random", program.vocabulary());
    prop_assert_eq!(problems, []);
    for mut document in documents {
        for sentence in 0..document.sentences.len() {
            ENGLISH.fill(&mut document, sentence, Layer::Clauses).unwrap();
        }
        let indexed: Vec<Event> = extract(&program, &mut document, &*ENGLISH, &mut ()).unwrap();
        let everywhere = extract(&program, &mut document, &*ENGLISH, &mut Recorder::default()).unwrap();
        prop_assert_eq!(indexed, everywhere);
    }
    Ok(())
}

proptest! {
    #![proptest_config(ProptestConfig { failure_persistence: None, max_global_rejects: 100_000, ..ProptestConfig::default() })]

    #[test]
    fn token_patterns_match_where_they_are_looked_for(
        patterns in prop::collection::vec((tokens(), any::<bool>()), 1..5),
        sentences in prop::collection::vec(rows(), 1..5),
    ) {
        let all = |(pattern, all): &(String, bool)| format!("{}/ {{trigger: {pattern}}} /", if *all { "all " } else { "" });
        check(&patterns.iter().map(all).collect::<Vec<_>>(), &sentences)?;
    }

    #[test]
    fn tree_patterns_match_where_they_are_looked_for(
        patterns in prop::collection::vec(tree(), 1..5),
        sentences in prop::collection::vec(rows(), 1..5),
    ) {
        check(&patterns.iter().map(|pattern| format!("tree {pattern}")).collect::<Vec<_>>(), &sentences)?;
    }
}
