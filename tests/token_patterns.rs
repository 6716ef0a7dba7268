//! Random token patterns on random sentences, against a plain reading of what patterns mean.

use std::collections::BTreeSet;
use std::sync::Arc;

use dateline::annotate::{Annotate, AnnotateError};
use dateline::document::{Article, Document, Layer, Layers, TokenId, Vocabulary};
use dateline::extract::{Observer, Outcome, extract};
use dateline::lang::compile::Program;
use dateline::lang::ir::{
    Accepts, EventId, EventType, Location, Node, Pattern, PatternId, PatternKind, Role, RoleId, Rule,
    Ruleset, Target, TokenTest,
};
use proptest::prelude::*;

/// Knows nothing, and is not asked: the sentences have every layer.
struct Nobody;

impl Annotate for Nobody {
    fn fill(&self, _: &mut Document, _: usize, _: Layer) -> Result<(), AnnotateError> {
        Ok(())
    }

    fn candidates(&self, _: &str, _: &mut Vec<String>) {}
}

fn word(text: &str) -> Node {
    Node::Token(TokenTest::Exact(text.to_owned()))
}

fn repeat(node: Node, least: u32, most: Option<u32>, lazy: bool) -> Node {
    Node::Repeat { node: Box::new(node), least, most, lazy }
}

/// A program of one rule, whose event has one role: all that the pattern matches.
fn program(pattern: Node) -> Program {
    let role = |part| Node::Role(RoleId(0), Box::new(Node::Capture("trigger".to_owned(), Box::new(part))));
    let whole = match pattern {
        Node::Both(parts) => {
            let mut parts = parts.into_iter();
            Node::Both(parts.next().map(role).into_iter().chain(parts).collect())
        }
        pattern => role(pattern),
    };
    let role = Role {
        name: "match".to_owned(),
        doc: String::new(),
        least: 1,
        most: Some(1),
        accepts: Accepts { phrase: true, ..Accepts::default() },
    };
    let event = EventType {
        name: "Match".to_owned(),
        doc: String::new(),
        is: BTreeSet::from([EventId(0)]),
        roles: vec![role],
    };
    let pattern = Pattern {
        number: 1,
        source: String::new(),
        at: Location::default(),
        each: Vec::new(),
        all: false,
        kind: PatternKind::Tokens(whole),
    };
    let rule = Rule {
        name: "matches".to_owned(),
        doc: String::new(),
        target: Target::Event(EventId(0)),
        looks_for: Default::default(),
        patterns: vec![pattern],
        conditions: Vec::new(),
        blocks: Vec::new(),
        settings: Vec::new(),
        overrides: Vec::new(),
        within: false,
        stratum: 0,
        recursive: false,
        at: Location::default(),
    };
    Program::compile(&Ruleset { events: vec![event], rules: vec![rule], ..Ruleset::default() })
}

fn sentence(words: &[&str], vocabulary: &Arc<Vocabulary>) -> Document {
    let article = Article { id: "a".to_owned(), text: words.concat(), ..Article::default() };
    let mut document = Document::new(article, Arc::clone(vocabulary));
    let mut start = 0;
    for word in words {
        document.push_token(word, start..start + word.len());
        start += word.len();
    }
    let all = [Layer::Tags, Layer::Names, Layer::Tree, Layer::Clauses];
    for sentence in &mut document.sentences {
        sentence.layers = all.into_iter().fold(Layers::NONE, Layers::with);
    }
    document
}

/// Counts the steps of token patterns.
#[derive(Default)]
struct Steps(usize);

impl Observer for Steps {
    const WATCHES: bool = false;

    fn tried(&mut self, _: PatternId, _: TokenId, _: Outcome) {}

    fn skipped(&mut self, _: usize) {}

    fn stepped(&mut self, steps: usize) {
        self.0 += steps;
    }
}

/// What the engine finds, as ranges of tokens, and in how many steps; every word is one letter long, so that offsets
/// count tokens.
fn counted(pattern: &Node, words: &[&str]) -> (Vec<(usize, usize)>, usize) {
    let program = program(pattern.clone());
    let mut document = sentence(words, program.vocabulary());
    let mut steps = Steps::default();
    let events = extract(&program, &mut document, &Nobody, &mut steps).expect("no layer is missing");
    (events.iter().map(|event| (event.trigger.start, event.trigger.end)).collect(), steps.0)
}

fn found(pattern: &Node, words: &[&str]) -> Vec<(usize, usize)> {
    counted(pattern, words).0
}

/// Every place where a match from here can end: the definition of the operators, and nothing clever.
fn ends(node: &Node, words: &[&str], from: usize) -> BTreeSet<usize> {
    let inside = from < words.len();
    let only = |holds: bool, end: usize| if holds { BTreeSet::from([end]) } else { BTreeSet::new() };
    match node {
        Node::Token(TokenTest::Exact(text)) => only(inside && words[from] == text, from + 1),
        Node::Token(_) => only(inside, from + 1),
        Node::Start => only(from == 0, from),
        Node::End => only(from == words.len(), from),
        Node::Ahead { negative, node } => only(ends(node, words, from).is_empty() == *negative, from),
        Node::Gap { least, most } => {
            (from + *least as usize..=from + *most as usize).filter(|&end| end <= words.len()).collect()
        }
        Node::Sequence(parts) => parts.iter().fold(BTreeSet::from([from]), |at, part| {
            at.into_iter().flat_map(|from| ends(part, words, from)).collect()
        }),
        Node::Both(parts) => {
            let all = parts.iter().map(|part| ends(part, words, from));
            all.reduce(|a, b| a.intersection(&b).copied().collect()).unwrap_or_default()
        }
        Node::Alternatives(parts) => parts.iter().flat_map(|part| ends(part, words, from)).collect(),
        Node::Repeat { node, least, most, .. } => {
            let step = |at: &BTreeSet<usize>| at.iter().flat_map(|&from| ends(node, words, from)).collect();
            let mut at = BTreeSet::from([from]);
            for _ in 0..*least {
                at = step(&at);
            }
            let mut all = at.clone();
            // more rounds than there are words add nothing
            for _ in *least..most.unwrap_or(*least + words.len() as u32 + 1) {
                at = step(&at);
                all.extend(&at);
            }
            all
        }
        other => unreachable!("not generated: {other:?}"),
    }
}

/// Leftmost, longest, without overlap.
fn expected(pattern: &Node, words: &[&str]) -> Vec<(usize, usize)> {
    let mut matches = Vec::new();
    let mut from = 0;
    while from < words.len() {
        let longest = ends(pattern, words, from).last().copied().filter(|&end| end > from);
        matches.extend(longest.map(|end| (from, end)));
        from = longest.unwrap_or(from + 1);
    }
    matches
}

fn patterns() -> impl Strategy<Value = Node> {
    let leaf = prop_oneof![
        6 => prop::sample::select(vec!["a", "b", "c"]).prop_map(word),
        1 => Just(Node::Token(TokenTest::Any)),
        1 => (0u32..2, 0u32..3).prop_map(|(least, more)| Node::Gap { least, most: least + more }),
        1 => Just(Node::Start),
        1 => Just(Node::End),
    ];
    leaf.prop_recursive(4, 24, 3, |part| {
        prop_oneof![
            4 => prop::collection::vec(part.clone(), 1..4).prop_map(Node::Sequence),
            2 => prop::collection::vec(part.clone(), 1..4).prop_map(Node::Alternatives),
            3 => (part.clone(), 0u32..3, prop::option::of(0u32..3), any::<bool>()).prop_map(
                |(part, least, more, lazy)| repeat(part, least, more.map(|more| least + more), lazy)
            ),
            1 => (part, any::<bool>())
                .prop_map(|(part, negative)| Node::Ahead { negative, node: Box::new(part) }),
        ]
    })
}

proptest! {
    #![proptest_config(ProptestConfig { failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn a_token_pattern_matches_what_its_operators_mean(
        pattern in patterns(),
        words in prop::collection::vec(prop::sample::select(vec!["a", "b", "c"]), 1..10),
    ) {
        prop_assert_eq!(found(&pattern, &words), expected(&pattern, &words));
    }

    #[test]
    fn two_token_patterns_match_what_both_match(
        first in patterns(),
        second in patterns(),
        words in prop::collection::vec(prop::sample::select(vec!["a", "b", "c"]), 1..10),
    ) {
        let both = Node::Both(vec![first, second]);
        prop_assert_eq!(found(&both, &words), expected(&both, &words));
    }

    #[test]
    fn a_token_pattern_takes_steps_in_proportion_to_the_length_of_the_sentence(pattern in patterns()) {
        let words = ["a", "a", "b", "a", "c", "a", "b", "c", "a"].repeat(20);
        let (matches, steps) = counted(&pattern, &words);
        prop_assert!(matches.is_sorted());
        // at the end of a sentence a word may take a round less than in its middle; quadratic would be four times
        let (_, half) = counted(&pattern, &words[..90]);
        // and a pattern that half the sentence has no place for may begin in the whole
        prop_assert!(steps < 3 * half.max(words.len()), "{} for half the sentence, {} for all", half, steps);
    }
}

#[test]
fn stars_inside_stars_take_a_few_steps_a_token() {
    let stars = || repeat(repeat(word("a"), 0, None, false), 0, None, false);
    let pattern = Node::Sequence(vec![stars(), stars(), word("b")]);
    let (matches, steps) = counted(&pattern, &["a"; 500]);
    assert_eq!(matches, []);
    assert!(steps < 100 * 500, "{steps}");
    let mut words = ["a"; 500];
    words[499] = "b";
    assert_eq!(found(&pattern, &words), [(0, 500)]);
}

#[test]
fn matches_are_the_leftmost_and_longest_and_do_not_overlap() {
    let ab = Node::Alternatives(vec![word("a"), Node::Sequence(vec![word("a"), word("b")]), word("b")]);
    assert_eq!(found(&ab, &["a", "b", "b", "a"]), [(0, 2), (2, 3), (3, 4)]);
    let lazy = repeat(word("a"), 1, None, true);
    assert_eq!(found(&lazy, &["a", "a", "b", "a"]), [(0, 2), (3, 4)], "lazy divides, it does not shorten");
}
