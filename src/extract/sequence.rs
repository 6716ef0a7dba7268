//! Runs token patterns over a sentence.
//!
//! For every instruction and position, a table holds how far a match can go from there. It is filled from the end of
//! the sentence to its start, so every entry is computed from known entries. This gives the longest match from every
//! start at once, in time linear in instructions × tokens. The captures of an accepted match are then read off in one
//! walk along a path to its end. Greedy and lazy decide only which path that is.

mod furthest;

use std::ops::Range;

pub use furthest::furthest;

use super::observer::Observer;
use super::view::View;
use crate::document::{TokenId, Upos, Xpos};
use crate::lang::compile::automaton::{Address, Automaton, Capture, Instruction};
use crate::lang::ir::Accepts;

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

/// The matches of a token pattern in a sentence: leftmost, longest, not overlapping.
pub fn find<'p>(automaton: &'p Automaton, view: &View, observer: &mut impl Observer) -> Vec<Found<'p>> {
    let run = Run::new(automaton, view, None);
    observer.stepped(run.steps);
    let mut found = Vec::new();
    let mut position = 0;
    while position <= run.length {
        match run.reach(0, position) {
            Some(end) if end > position => {
                found.push(run.walk(position, end));
                position = end;
            }
            _ => position += 1,
        }
    }
    found
}

/// The matches of a token pattern in a sentence, one per distinct span, by start and end. Quadratic in the length of
/// the sentence.
pub fn find_all<'p>(automaton: &'p Automaton, view: &View, observer: &mut impl Observer) -> Vec<Found<'p>> {
    let mut found = Vec::new();
    for end in 1..=view.tokens.len() {
        let run = Run::new(automaton, view, Some(end));
        observer.stepped(run.steps);
        let starts = (0..end).filter(|&start| run.reach(0, start) == Some(end));
        found.extend(starts.map(|start| run.walk(start, end)));
    }
    found.sort_by_key(|found| (found.tokens.start, found.tokens.end));
    found
}

/// The entry where no match is possible.
const NOWHERE: u32 = 0;

struct Run<'p, 'v> {
    automaton: &'p Automaton,
    view: &'v View<'v>,
    /// The number of tokens in the sentence.
    length: usize,
    /// For each position and instruction, one more than the furthest end of a match, or [`NOWHERE`].
    table: Vec<u32>,
    aheads: Vec<Run<'p, 'v>>,
    /// Whether some step that takes no token goes backward.
    loops: bool,
    /// Where every match must end; none for as far as possible.
    until: Option<usize>,
    /// The number of table entries computed, those of look-aheads included.
    steps: usize,
}

impl<'p, 'v> Run<'p, 'v> {
    fn new(automaton: &'p Automaton, view: &'v View<'v>, until: Option<usize>) -> Run<'p, 'v> {
        let length = view.tokens.len();
        let size = automaton.instructions.len();
        let aheads: Vec<Run> = automaton.aheads.iter().map(|ahead| Run::new(ahead, view, None)).collect();
        let table = vec![NOWHERE; size * (length + 1)];
        let loops =
            automaton.instructions.iter().enumerate().any(|(address, instruction)| match instruction {
                Instruction::Jump(to) => *to <= address,
                Instruction::Split(a, b) => *a <= address || *b <= address,
                _ => false,
            });
        let steps = aheads.iter().map(|ahead| ahead.steps).sum();
        let mut run = Run { automaton, view, length, table, aheads, loops, until, steps };
        for position in (0..=length).rev() {
            // steps that take no token mostly go forward: going backward over the instructions settles most of
            // them at once, and loops in one more round per level of nesting
            while run.fill(position) {}
        }
        run
    }

    /// Recomputes the row of a position; returns whether anything changed.
    fn fill(&mut self, position: usize) -> bool {
        let size = self.automaton.instructions.len();
        let mut changed = false;
        self.steps += size;
        for address in (0..size).rev() {
            let furthest = self.step(address, position);
            let entry = &mut self.table[position * size + address];
            if furthest > *entry {
                *entry = furthest;
                changed = true;
            }
        }
        changed && self.loops
    }

    fn entry(&self, address: Address, position: usize) -> u32 {
        let size = self.automaton.instructions.len();
        self.table.get(position * size + address).copied().unwrap_or(NOWHERE)
    }

    fn step(&self, address: Address, position: usize) -> u32 {
        match &self.automaton.instructions[address] {
            Instruction::Match if self.until.is_none_or(|end| end == position) => position as u32 + 1,
            Instruction::Match => NOWHERE,
            Instruction::Jump(to) => self.entry(*to, position),
            Instruction::Split(a, b) => self.entry(*a, position).max(self.entry(*b, position)),
            taking => {
                let mut furthest = NOWHERE;
                self.lengths(taking, position, |length| {
                    furthest = furthest.max(self.entry(address + 1, position + length));
                });
                furthest
            }
        }
    }

    /// Calls `take` with every number of tokens that an instruction can take here, the preferred one first.
    fn lengths(&self, instruction: &Instruction, position: usize, mut take: impl FnMut(usize)) {
        let token = self.view.tokens.start + position as TokenId;
        let inside = position < self.length;
        match instruction {
            Instruction::Token { check, .. } if inside && self.view.passes(check, token) => take(1),
            Instruction::GapToken if inside && !opens_clause(self.view, token) => take(1),
            Instruction::List(list) if inside => {
                let entries = self.view.entries.iter().rev();
                let here = entries.filter(|(tokens, entry)| tokens.start == token && entry.list == *list);
                here.for_each(|(tokens, _)| take(tokens.len()));
            }
            Instruction::Mention(accepts) if inside => mentions(self.view, accepts, token, take),
            Instruction::Open(_) | Instruction::Close(_) => take(0),
            Instruction::Start if position == 0 => take(0),
            Instruction::End if position == self.length => take(0),
            Instruction::Ahead(ahead, negative)
                if self.aheads[*ahead].reach(0, position).is_some() != *negative =>
            {
                take(0);
            }
            _ => {}
        }
    }

    /// The furthest end of a match from here.
    fn reach(&self, address: Address, position: usize) -> Option<usize> {
        (self.entry(address, position) as usize).checked_sub(1)
    }

    /// The captures of the match from a start to its furthest end.
    fn walk(&self, start: usize, end: usize) -> Found<'p> {
        let token = |position: usize| self.view.tokens.start + position as TokenId;
        let mut found =
            Found { tokens: token(start)..token(end), captures: Vec::new(), literals: Vec::new() };
        let mut open: Vec<usize> = Vec::new();
        for (address, position) in self.path(start, end) {
            match &self.automaton.instructions[address] {
                Instruction::Open(_) => open.push(position),
                Instruction::Close(capture) => {
                    let from = open.pop().unwrap_or(position);
                    found.captures.push((capture, token(from)..token(position)));
                }
                Instruction::Token { literal: true, .. } | Instruction::List(_) => {
                    found.literals.push(token(position));
                }
                _ => {}
            }
        }
        found
    }

    /// The preferred path from a start to its furthest end: its instructions and their positions.
    ///
    /// Every address is left at most once per position, so that a loop that takes no token ends. Where the preferred
    /// branch only leads into such a loop, the path takes the other one.
    fn path(&self, start: usize, end: usize) -> Vec<(Address, usize)> {
        let mut path: Vec<(Address, usize)> = Vec::new();
        let mut others: Vec<(Address, usize)> = Vec::new();
        let mut left = vec![false; self.automaton.instructions.len()];
        let (mut address, mut position) = (0, start);
        loop {
            let leads = !left[address] && self.reach(address, position) == Some(end);
            left[address] = true;
            match &self.automaton.instructions[address] {
                Instruction::Match if leads => return path,
                Instruction::Jump(to) if leads => address = *to,
                Instruction::Split(preferred, other) if leads => {
                    others.push((*other, path.len()));
                    address = *preferred;
                }
                instruction if leads => {
                    path.push((address, position));
                    let mut taken = 0;
                    self.lengths(instruction, position, |length| {
                        if taken == 0 && self.reach(address + 1, position + length) == Some(end) {
                            taken = length;
                        }
                    });
                    if taken > 0 {
                        left.fill(false);
                        others.clear();
                    }
                    (address, position) = (address + 1, position + taken);
                }
                _ => {
                    let Some((other, length)) = others.pop() else { return path };
                    path.truncate(length);
                    address = other;
                }
            }
        }
    }
}

/// Calls `take` for the mentions of some types at a token, and for the noun phrase that starts there.
fn mentions(view: &View, accepts: &Accepts, token: TokenId, mut take: impl FnMut(usize)) {
    for mention in view.mentions_at(token).filter(|m| view.takes(accepts, m.kind)) {
        take(mention.tokens.len());
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
        let view = View::new(&program, &document, 0);
        let show = |found: &Found| {
            let captures = found.captures.iter().map(|(_, tokens)| format!(" [{}]", document.text(tokens)));
            format!("{}{}", document.text(&found.tokens), captures.collect::<String>())
        };
        find(&automaton, &view, &mut ()).iter().map(show).collect()
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
    fn loops_inside_loops_end() {
        let star = |node| repeat(node, 0, None, false);
        let node = Node::Sequence(vec![star(star(word("a"))), star(star(star(word("a")))), word("b")]);
        let sentence = vec!["a"; 400].join(" ");
        assert!(matches(&node, &sentence).is_empty());
        assert_eq!(matches(&node, &format!("{sentence} b")).len(), 1);
    }
}
