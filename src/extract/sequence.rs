//! Runs token patterns over a sentence.
//!
//! All states of a pattern run at once, as bits of words. A pass forward notes which states a match can be in at each
//! token, from wherever one may start. If none of them ends a match, that is all: most patterns in most places. Else a
//! pass backward keeps the states that lead to an end; what is left wastes no step: from the leftmost start that leads
//! anywhere the last state is the longest match, and all of them are all matches. Both passes are linear in the
//! sentence. The captures of a match are read off in one walk along a path to its end; greedy and lazy decide only which
//! path that is.

mod furthest;
mod run;

use std::ops::Range;

pub use furthest::furthest;

use self::run::Run;
use super::candidates::Candidate;
use super::observer::Observer;
use super::view::View;
use crate::document::{TokenId, Upos, Xpos};
use crate::lang::compile::automaton::{Automaton, Capture};
use crate::lang::ir::Accepts;

/// So many spans of a sentence are found by a pattern that wants all of them.
pub(super) const MOST_SPANS: usize = 10_000;

/// A match of a token pattern.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Found<'p> {
    /// Its tokens.
    pub tokens: Range<TokenId>,
    /// Its captures, in the order in which they close.
    pub captures: Vec<(&'p Capture, Range<TokenId>)>,
    /// The tokens that matched words of the rule.
    pub literals: Vec<TokenId>,
}

/// The matches of a token pattern in a sentence: leftmost, longest, not overlapping. Linear in the sentence, for a
/// pattern of several parts in the tokens between every start and its furthest end.
pub fn find<'p>(automaton: &'p Automaton, view: &View, observer: &mut impl Observer) -> Vec<Found<'p>> {
    find_from(automaton, view, &[(0, view.tokens.clone())], false, observer)
}

/// The matches of a token pattern in a sentence, one per distinct span, by start and end; ten thousand at most. Linear in
/// the tokens of all matches.
pub fn find_all<'p>(automaton: &'p Automaton, view: &View, observer: &mut impl Observer) -> Vec<Found<'p>> {
    find_from(automaton, view, &[(0, view.tokens.clone())], true, observer)
}

/// The same, of a pattern whose matches start only at these tokens, which are in order; `all`: every span.
pub(super) fn find_from<'p>(
    automaton: &'p Automaton,
    view: &View,
    starts: &[Candidate],
    all: bool,
    observer: &mut impl Observer,
) -> Vec<Found<'p>> {
    let starts = || positions(view, starts);
    let mut runs = Runs { first: Run::new(automaton, view, starts()), also: Vec::new() };
    let mut found = Vec::new();
    if runs.first.matches() {
        runs.also = automaton.also.iter().map(|other| Run::new(other, view, starts())).collect();
        runs.each(Run::keep_useful);
        let (mut ends, mut more) = (Vec::new(), Vec::new());
        let mut from = 0;
        for start in starts() {
            if start < from || !runs.first.leads(start) {
                continue;
            }
            runs.ends(start, &mut ends, &mut more);
            let skipped = if all { 0 } else { ends.len().saturating_sub(1) };
            for &end in ends[skipped..].iter().take(MOST_SPANS - found.len()) {
                found.push(runs.walk(start, end));
                from = if all { start } else { end };
            }
        }
    }
    observer.stepped(runs.steps());
    found
}

fn positions(view: &View, starts: &[Candidate]) -> impl Iterator<Item = usize> {
    let first = view.tokens.start;
    starts.iter().flat_map(move |(_, tokens)| tokens.start - first..tokens.end - first).map(|at| at as usize)
}

/// The runs of a pattern's parts, all of which must match the same tokens.
struct Runs<'p, 'v> {
    first: Run<'p, 'v>,
    also: Vec<Run<'p, 'v>>,
}

impl<'p, 'v> Runs<'p, 'v> {
    fn each(&mut self, mut change: impl FnMut(&mut Run<'p, 'v>)) {
        change(&mut self.first);
        self.also.iter_mut().for_each(change);
    }

    fn steps(&self) -> usize {
        self.first.steps + self.also.iter().map(|run| run.steps).sum::<usize>()
    }

    /// The ends of the matches that start here; `more` is room for those of other parts.
    fn ends(&mut self, start: usize, ends: &mut Vec<usize>, more: &mut Vec<usize>) {
        self.first.ends(start, ends);
        for run in &mut self.also {
            run.ends(start, more);
            ends.retain(|end| more.binary_search(end).is_ok());
        }
    }

    fn walk(&mut self, start: usize, end: usize) -> Found<'p> {
        let mut found = self.first.walk(start, end);
        for run in &mut self.also {
            let other = run.walk(start, end);
            found.captures.extend(other.captures);
            found.literals.extend(other.literals);
        }
        found
    }
}

/// Calls `take` for the mentions of some types at a token, and for the noun phrase that starts there.
fn mentions(view: &View, accepts: &Accepts, token: TokenId, mut take: impl FnMut(usize)) {
    for mention in view.mentions_at(token).filter(|m| view.takes(accepts, m.kind)) {
        take(mention.tokens.len());
    }
    if accepts.word {
        take(1);
    }
    if !accepts.events.is_empty() {
        for tokens in events_at(view, accepts, token) {
            take(tokens.len());
        }
    }
    if accepts.phrase {
        for phrase in view.clauses().phrases.iter().filter(|p| p.core.start == token) {
            take(phrase.core.len());
            take(phrase.narrow.len());
        }
    }
}

/// The words of the events of some types that start at a token: the trigger's noun phrase, or the trigger.
fn events_at(view: &View, accepts: &Accepts, token: TokenId) -> Vec<Range<TokenId>> {
    let mut found = Vec::new();
    let phrases = view.clauses().phrases.iter().filter(|phrase| phrase.core.start == token);
    for phrase in phrases.filter(|phrase| view.event_at(accepts, phrase.head).is_some()) {
        found.extend([phrase.core.clone(), phrase.narrow.clone()]);
    }
    let triggers = view.occurrences.iter().map(|occurrence| &occurrence.trigger);
    let here = triggers.filter(|trigger| trigger.start == token && view.event_at(accepts, token).is_some());
    found.extend(here.cloned());
    found
}

/// Whether a token opens a clause (or ends one), so that no gap may cross it.
fn opens_clause(view: &View, token: TokenId) -> bool {
    let index = token as usize;
    let (upos, xpos) = (view.document.tokens.upos[index], view.document.tokens.xpos[index]);
    upos == Upos::Sconj
        || matches!(xpos, Xpos::Wdt | Xpos::Wp | Xpos::WpPoss | Xpos::Wrb | Xpos::Period)
        || matches!(view.document.form(token), ";" | ":" | "—" | "–" | "--")
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::document::{Article, Document, Vocabulary};
    use crate::lang::compile::Program;
    use crate::lang::ir::{Node, Ruleset, TokenTest};

    fn word(text: &str) -> Node {
        Node::Token(TokenTest::Exact(text.to_owned()))
    }

    fn any() -> Node {
        Node::Token(TokenTest::Any)
    }

    fn repeat(node: Node, least: u32, most: Option<u32>, lazy: bool) -> Node {
        Node::Repeat { node: Box::new(node), least, most, lazy }
    }

    fn capture(name: &str, node: Node) -> Node {
        Node::Capture(name.to_owned(), Box::new(node))
    }

    /// The matches of a pattern in a sentence, each with its captures in brackets.
    fn matches(node: &Node, sentence: &str) -> Vec<String> {
        with_view(node, sentence, |automaton, view| {
            let show = |found: &Found| {
                let text = |tokens| view.document.text(tokens);
                let captures = found.captures.iter().map(|(_, tokens)| format!(" [{}]", text(tokens)));
                format!("{}{}", text(&found.tokens), captures.collect::<String>())
            };
            find(automaton, view, &mut ()).iter().map(show).collect()
        })
    }

    /// What a compiled pattern gives in a sentence.
    fn with_view<T>(node: &Node, sentence: &str, gives: impl Fn(&Automaton, &View) -> T) -> T {
        let mut vocabulary = Vocabulary::default();
        let automaton = Automaton::compile(node, &mut vocabulary);
        let mut program = Program::compile(&Ruleset::default());
        program.vocabulary = std::sync::Arc::new(vocabulary);
        let article = Article { text: sentence.to_owned(), ..Article::default() };
        let mut document = Document::new(article, std::sync::Arc::clone(&program.vocabulary));
        let mut start = 0;
        for form in sentence.split(' ') {
            document.push_token(form, start..start + form.len());
            start += form.len() + 1;
        }
        gives(&automaton, &View::new(&program, &document, 0))
    }

    #[test]
    fn matches_are_leftmost_longest_and_do_not_overlap() {
        let node = Node::Alternatives(vec![word("a"), Node::Sequence(vec![word("a"), word("b"), word("a")])]);
        assert_eq!(matches(&node, "a b a b a a"), ["a b a", "a", "a"]);
    }

    #[test]
    fn greedy_and_lazy_change_captures_only() {
        let pattern = |lazy| {
            let first = capture("x", repeat(any(), 1, None, lazy));
            Node::Sequence(vec![word("a"), first, capture("y", repeat(any(), 1, None, false))])
        };
        assert_eq!(matches(&pattern(false), "a b c d"), ["a b c d [b c] [d]"]);
        assert_eq!(matches(&pattern(true), "a b c d"), ["a b c d [b] [c d]"]);
    }

    #[test]
    fn a_repetition_has_its_bounds() {
        let node = Node::Sequence(vec![word("a"), repeat(word("b"), 1, Some(2), false), word("c")]);
        assert_eq!(matches(&node, "a c a b c a b b c a b b b c"), ["a b c", "a b b c"]);
    }

    #[test]
    fn anchors_and_look_ahead_take_no_token() {
        let ahead = |negative| Node::Ahead { negative, node: Box::new(word("b")) };
        assert_eq!(matches(&Node::Sequence(vec![word("a"), ahead(false)]), "a c a b"), ["a"]);
        assert_eq!(matches(&Node::Sequence(vec![word("a"), ahead(true)]), "a b a"), ["a"]);
        assert_eq!(matches(&Node::Sequence(vec![Node::Start, word("a")]), "a a"), ["a"]);
        assert_eq!(matches(&Node::Sequence(vec![word("a"), Node::End]), "a b a"), ["a"]);
    }

    #[test]
    fn a_gap_crosses_no_clause_border() {
        let node = Node::Sequence(vec![word("a"), Node::Gap { least: 0, most: 8 }, word("b")]);
        assert_eq!(matches(&node, "a x x b a ; b"), ["a x x b"]);
    }

    #[test]
    fn every_span_is_found_in_steps_for_the_sentence_and_not_for_its_square() {
        let pattern = repeat(any(), 1, None, false);
        let counted = |length: usize| {
            with_view(&pattern, &vec!["a"; length].join(" "), |automaton, view| {
                let run = Run::new(automaton, view, 0..view.tokens.len());
                (find_all(automaton, view, &mut ()).len(), run.steps)
            })
        };
        let (short, long) = (counted(64), counted(128));
        assert_eq!((short.0, long.0), (64 * 65 / 2, 128 * 129 / 2));
        assert!(long.1 <= 2 * short.1, "{} and {}", short.1, long.1);
    }

    #[test]
    fn two_patterns_match_the_same_words() {
        let both = |first, second| Node::Both(vec![first, second]);
        let short = repeat(any(), 1, Some(2), false);
        let until_c = Node::Sequence(vec![repeat(any(), 0, None, false), word("c")]);
        assert_eq!(matches(&both(short.clone(), until_c.clone()), "a b c a c c"), ["b c", "a c", "c"]);
        assert_eq!(matches(&both(until_c, repeat(any(), 4, None, false)), "a b c"), [""; 0]);
    }

    #[test]
    fn loops_inside_loops_end() {
        let star = |node| repeat(node, 0, None, false);
        let node = Node::Sequence(vec![star(star(word("a"))), star(star(star(word("a")))), word("b")]);
        let sentence = vec!["a"; 400].join(" ");
        assert!(matches(&node, &sentence).is_empty());
        assert_eq!(matches(&node, &format!("{sentence} b")).len(), 1);
    }
}
