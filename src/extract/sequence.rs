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

/// The matches of a token pattern in a sentence: leftmost, longest, not overlapping. Linear in the sentence; a pattern
/// of several parts takes a word of memory more for every 64 tokens.
pub fn find<'p>(automaton: &'p Automaton, view: &View, observer: &mut impl Observer) -> Vec<Found<'p>> {
    let runs = Runs::new(automaton, view, !automaton.also.is_empty());
    observer.stepped(runs.steps());
    let mut found = Vec::new();
    let mut position = 0;
    while position <= view.tokens.len() {
        match runs.furthest(position) {
            Some(end) if end > position => {
                found.push(runs.walk(position, end));
                position = end;
            }
            _ => position += 1,
        }
    }
    found
}

/// The matches of a token pattern in a sentence, one per distinct span, by start and end. Linear in the tokens of all
/// matches.
pub fn find_all<'p>(automaton: &'p Automaton, view: &View, observer: &mut impl Observer) -> Vec<Found<'p>> {
    let runs = Runs::new(automaton, view, true);
    observer.stepped(runs.steps());
    let mut found = Vec::new();
    for start in 0..view.tokens.len() {
        let ends = (start + 1..=view.tokens.len()).filter(|&end| runs.match_between(start, end));
        found.extend(ends.map(|end| runs.walk(start, end)));
    }
    found
}

/// The runs of a pattern's parts, all of which must match the same tokens.
struct Runs<'p, 'v> {
    first: Run<'p, 'v>,
    also: Vec<Run<'p, 'v>>,
}

impl<'p, 'v> Runs<'p, 'v> {
    fn new(automaton: &'p Automaton, view: &'v View<'v>, every: bool) -> Runs<'p, 'v> {
        let also = automaton.also.iter().map(|other| Run::new(other, view, every));
        Runs { first: Run::new(automaton, view, every), also: also.collect() }
    }

    fn steps(&self) -> usize {
        self.first.steps + self.also.iter().map(|run| run.steps).sum::<usize>()
    }

    fn furthest(&self, start: usize) -> Option<usize> {
        let end = self.first.reach(0, start)?;
        if self.also.is_empty() {
            return Some(end);
        }
        (start..=end).rev().find(|&end| self.match_between(start, end))
    }

    fn match_between(&self, start: usize, end: usize) -> bool {
        self.first.leads(0, start, end) && self.also.iter().all(|run| run.leads(0, start, end))
    }

    fn walk(&self, start: usize, end: usize) -> Found<'p> {
        let mut found = self.first.walk(start, end);
        for run in &self.also {
            let other = run.walk(start, end);
            found.captures.extend(other.captures);
            found.literals.extend(other.literals);
        }
        found
    }
}

/// The number of bits of a word of the table.
const BITS: usize = u64::BITS as usize;

struct Run<'p, 'v> {
    automaton: &'p Automaton,
    view: &'v View<'v>,
    /// The number of tokens in the sentence.
    length: usize,
    /// For each position and instruction the ends of matches: one more than the furthest (0 for none), or a bit for
    /// each.
    table: Vec<u64>,
    /// The number of words of an entry of the table.
    width: usize,
    /// Whether every end counts, not only the furthest.
    every: bool,
    aheads: Vec<Run<'p, 'v>>,
    /// Whether some step that takes no token goes backward.
    loops: bool,
    /// The number of words of tables computed, those of look-aheads included.
    steps: usize,
}

impl<'p, 'v> Run<'p, 'v> {
    fn new(automaton: &'p Automaton, view: &'v View<'v>, every: bool) -> Run<'p, 'v> {
        let length = view.tokens.len();
        let size = automaton.instructions.len();
        let aheads: Vec<Run> = automaton.aheads.iter().map(|ahead| Run::new(ahead, view, false)).collect();
        let width = if every { (length + 1).div_ceil(BITS) } else { 1 };
        let table = vec![0; size * (length + 1) * width];
        let loops =
            automaton.instructions.iter().enumerate().any(|(address, instruction)| match instruction {
                Instruction::Jump(to) => *to <= address,
                Instruction::Split(a, b) => *a <= address || *b <= address,
                _ => false,
            });
        let steps = aheads.iter().map(|ahead| ahead.steps).sum();
        let mut run = Run { automaton, view, length, table, width, every, aheads, loops, steps };
        for position in (0..=length).rev() {
            // steps that take no token mostly go forward: going backward over the instructions settles most of
            // them at once, and loops in one more round per level of nesting
            while run.fill(position) {}
        }
        run
    }

    /// Recomputes the row of a position; returns whether anything changed.
    fn fill(&mut self, position: usize) -> bool {
        let automaton = self.automaton;
        let mut changed = false;
        let mut lengths = Vec::new();
        self.steps += automaton.instructions.len() * self.width;
        for (address, instruction) in automaton.instructions.iter().enumerate().rev() {
            changed |= match instruction {
                Instruction::Match => self.ends_here(address, position),
                Instruction::Jump(to) => self.join(address, position, *to, position),
                Instruction::Split(a, b) => {
                    let first = self.join(address, position, *a, position);
                    self.join(address, position, *b, position) || first
                }
                taking => {
                    lengths.clear();
                    self.lengths(taking, position, |length| lengths.push(length));
                    let mut more = false;
                    for length in &lengths {
                        more |= self.join(address, position, address + 1, position + length);
                    }
                    more
                }
            };
        }
        changed && self.loops
    }

    /// The place of the entry of an instruction at a position.
    fn place(&self, address: Address, position: usize) -> usize {
        (position * self.automaton.instructions.len() + address) * self.width
    }

    /// Notes that a match ends at a position; returns whether that is new.
    fn ends_here(&mut self, address: Address, position: usize) -> bool {
        let place = self.place(address, position);
        let (word, value) = match self.every {
            true => (position / BITS, 1 << (position % BITS)),
            false => (0, position as u64 + 1),
        };
        let is_new = self.table[place + word] != value;
        self.table[place + word] = value;
        is_new
    }

    /// Adds the ends of one entry to another; returns whether any is new.
    fn join(&mut self, address: Address, position: usize, other: Address, at: usize) -> bool {
        let (to, from) = (self.place(address, position), self.place(other, at));
        let mut is_new = false;
        for word in 0..self.width {
            let (old, more) = (self.table[to + word], self.table[from + word]);
            let joined = if self.every { old | more } else { old.max(more) };
            is_new |= joined != old;
            self.table[to + word] = joined;
        }
        is_new
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
        let place = self.place(address, position);
        let entry = self.table.get(place..place + self.width)?;
        if !self.every {
            return (entry[0] as usize).checked_sub(1);
        }
        let last = entry.iter().rposition(|word| *word != 0)?;
        Some(last * BITS + BITS - 1 - entry[last].leading_zeros() as usize)
    }

    /// Whether a match from here may have this end; where only the furthest is known, whether that is it.
    fn leads(&self, address: Address, position: usize, end: usize) -> bool {
        if !self.every {
            return self.reach(address, position) == Some(end);
        }
        let word = self.table.get(self.place(address, position) + end / BITS);
        word.is_some_and(|word| word & 1 << (end % BITS) != 0)
    }

    /// The captures of the match from a start to an end.
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

    /// The preferred path from a start to an end: its instructions and their positions.
    ///
    /// Every address is left at most once per position, so that a loop that takes no token ends. Where the preferred
    /// branch only leads into such a loop, the path takes the other one.
    fn path(&self, start: usize, end: usize) -> Vec<(Address, usize)> {
        let mut path: Vec<(Address, usize)> = Vec::new();
        let mut others: Vec<(Address, usize)> = Vec::new();
        let mut left = vec![false; self.automaton.instructions.len()];
        let (mut address, mut position) = (0, start);
        loop {
            let leads = !left[address] && self.leads(address, position, end);
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
                        if taken == 0 && self.leads(address + 1, position + length, end) {
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
                let runs = Runs::new(automaton, view, true);
                (find_all(automaton, view, &mut ()).len(), runs.steps())
            })
        };
        let (short, long) = (counted(64), counted(128));
        assert_eq!((short.0, long.0), (64 * 65 / 2, 128 * 129 / 2));
        // a word of the table has 64 ends, and 128 tokens have a third one
        assert!(long.1 <= 4 * short.1, "{} and {}", short.1, long.1);
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
