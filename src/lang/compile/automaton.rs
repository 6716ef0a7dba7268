//! Token patterns as automata: instructions over the tokens of a sentence.
//!
//! The instructions are those of a Pike machine (Pike 1994, Cox 2009). Since sentences are short, they are run not
//! thread by thread but as a table over instructions and positions (see `extract::sequence`): linear in the product of
//! both for any pattern.

use super::gazetteer::Gazetteer;
use super::token::Check;
use crate::document::{Vocabulary, Word};
use crate::lang::ir::{Accepts, Attribute, ListId, MOST_INSTRUCTIONS, Node, RoleId, TokenTest};

/// The address of an instruction.
pub type Address = usize;

/// An instruction. Each continues at the next one unless it says otherwise.
#[derive(Debug)]
pub enum Instruction {
    /// Takes a token that passes a check; `literal` if a word of the rule stands here.
    Token {
        /// The test.
        check: Check,
        /// Whether it is a word of the rule.
        literal: bool,
    },
    /// Takes an entry of a list.
    List(ListId),
    /// Takes a mention of these types, or a noun phrase.
    Mention(Accepts),
    /// Takes a token of a gap: one that opens no clause.
    GapToken,
    /// Continues at both addresses, the first one preferred.
    Split(Address, Address),
    /// Continues at this address.
    Jump(Address),
    /// Marks where a capture starts.
    Open(Capture),
    /// Marks where it ends.
    Close(Capture),
    /// Only at the start of the sentence.
    Start,
    /// Only at its end.
    End,
    /// Only where the look-ahead with this number holds (or, if negated, fails).
    Ahead(usize, bool),
    /// The pattern has matched.
    Match,
}

/// What a capture is for.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Capture {
    /// It fills a role, as a mention.
    Mention(RoleId),
    /// It fills a role, with exactly its tokens.
    Role(RoleId),
    /// It has a name.
    Name(String),
}

/// A compiled token pattern.
#[derive(Debug, Default)]
pub struct Automaton {
    /// The instructions; the first is where a match starts.
    pub(crate) instructions: Vec<Instruction>,
    /// The automata of its look-aheads, those inside others first.
    pub(crate) aheads: Vec<Automaton>,
    /// Whether it needs the tree, for noun phrases or relations.
    pub(crate) needs_tree: bool,
    /// Words one of which is in every match; none if unknown.
    required: Option<Required>,
    /// Further automata that the same tokens must match.
    pub(crate) also: Vec<Automaton>,
}

/// Words or lists one of which is in every match.
#[derive(Clone, Debug, Default)]
struct Required {
    words: Vec<Word>,
    lists: Vec<ListId>,
}

impl Automaton {
    /// Compiles a token pattern. One of too many instructions matches nothing: `lang::check` reports it.
    pub fn compile(node: &Node, vocabulary: &mut Vocabulary) -> Automaton {
        let mut automaton = Automaton::default();
        if node.instructions() > MOST_INSTRUCTIONS {
            automaton.push(Instruction::Token { check: Check::Never, literal: false });
            automaton.instructions.push(Instruction::Match);
            return automaton;
        }
        if let Node::Both(nodes) = node {
            let mut all = nodes.iter().map(|node| Automaton::compile(node, vocabulary));
            let mut first = all.next().unwrap_or(automaton);
            first.also = all.collect();
            first.needs_tree |= first.also.iter().any(|other| other.needs_tree);
            first.required = first.required.or_else(|| first.also.iter().find_map(|a| a.required.clone()));
            return first;
        }
        automaton.emit(node, vocabulary);
        automaton.instructions.push(Instruction::Match);
        automaton.required = required(node, &mut |test| {
            let mut words = Vec::new();
            Check::compile(test, vocabulary).words(&mut words).map(|()| words)
        });
        automaton
    }

    /// Lemmas or lower-case words one of which is in every match; none if unknown.
    pub fn required_words(&self, gazetteer: &Gazetteer) -> Option<Vec<Word>> {
        let required = self.required.as_ref()?;
        let lists = required.lists.iter().flat_map(|&list| gazetteer.first_words(list));
        Some(required.words.iter().chain(lists).copied().collect())
    }

    fn push(&mut self, instruction: Instruction) -> Address {
        self.instructions.push(instruction);
        self.instructions.len() - 1
    }

    fn next(&self) -> Address {
        self.instructions.len()
    }

    fn emit(&mut self, node: &Node, vocabulary: &mut Vocabulary) {
        match node {
            Node::Token(test) => {
                let literal = matches!(
                    test,
                    TokenTest::Word { .. } | TokenTest::Exact(_) | TokenTest::Attribute(Attribute::Lemma, _)
                );
                let check = Check::compile(test, vocabulary);
                self.needs_tree |= check.needs_tree();
                self.push(Instruction::Token { check, literal });
            }
            Node::List(list) => {
                self.push(Instruction::List(*list));
            }
            Node::Mention(accepts) => {
                self.needs_tree |= accepts.phrase || !accepts.events.is_empty();
                self.push(Instruction::Mention(accepts.clone()));
            }
            Node::Role(role, inner) if matches!(**inner, Node::Mention(_)) => {
                self.capture(Capture::Mention(*role), inner, vocabulary);
            }
            Node::Role(role, inner) => self.capture(Capture::Role(*role), inner, vocabulary),
            Node::Capture(name, inner) => self.capture(Capture::Name(name.clone()), inner, vocabulary),
            Node::Sequence(nodes) => nodes.iter().for_each(|node| self.emit(node, vocabulary)),
            // a whole pattern, which `compile` takes apart
            Node::Both(_) => {}
            Node::Alternatives(nodes) => self.alternatives(nodes, vocabulary),
            Node::Repeat { node, least, most, lazy } => {
                let mut emit = |automaton: &mut Automaton| automaton.emit(node, vocabulary);
                self.repeat(*least, *most, *lazy, &mut emit);
            }
            Node::Gap { least, most } => self.repeat(*least, Some(*most), true, &mut |automaton| {
                automaton.push(Instruction::GapToken);
            }),
            Node::Start => {
                self.push(Instruction::Start);
            }
            Node::End => {
                self.push(Instruction::End);
            }
            Node::Ahead { negative, node } => {
                let inner = Automaton::compile(node, vocabulary);
                self.needs_tree |= inner.needs_tree;
                self.aheads.push(inner);
                self.push(Instruction::Ahead(self.aheads.len() - 1, *negative));
            }
        }
    }

    fn capture(&mut self, capture: Capture, inner: &Node, vocabulary: &mut Vocabulary) {
        self.push(Instruction::Open(capture.clone()));
        self.emit(inner, vocabulary);
        self.push(Instruction::Close(capture));
    }

    fn alternatives(&mut self, nodes: &[Node], vocabulary: &mut Vocabulary) {
        let mut ends = Vec::new();
        for (index, node) in nodes.iter().enumerate() {
            if index + 1 == nodes.len() {
                self.emit(node, vocabulary);
            } else {
                let split = self.push(Instruction::Jump(0));
                self.emit(node, vocabulary);
                ends.push(self.push(Instruction::Jump(0)));
                self.instructions[split] = Instruction::Split(split + 1, self.next());
            }
        }
        for end in ends {
            self.instructions[end] = Instruction::Jump(self.next());
        }
    }

    fn repeat(&mut self, least: u32, most: Option<u32>, lazy: bool, emit: &mut dyn FnMut(&mut Automaton)) {
        let split = |inside, after| {
            if lazy { Instruction::Split(after, inside) } else { Instruction::Split(inside, after) }
        };
        for _ in 0..least {
            emit(self);
        }
        match most {
            None => {
                let start = self.push(Instruction::Jump(0));
                emit(self);
                self.push(Instruction::Jump(start));
                self.instructions[start] = split(start + 1, self.next());
            }
            Some(most) => {
                let mut starts = Vec::new();
                for _ in least..most {
                    starts.push(self.push(Instruction::Jump(0)));
                    emit(self);
                }
                for start in starts {
                    self.instructions[start] = split(start + 1, self.next());
                }
            }
        }
    }
}

/// Words or lists one of which is in every match of a node.
fn required(node: &Node, words: &mut dyn FnMut(&TokenTest) -> Option<Vec<Word>>) -> Option<Required> {
    match node {
        Node::Token(test) => words(test).map(|words| Required { words, lists: Vec::new() }),
        Node::List(list) => Some(Required { words: Vec::new(), lists: vec![*list] }),
        Node::Role(_, inner) | Node::Capture(_, inner) => required(inner, words),
        Node::Repeat { node, least, .. } if *least > 0 => required(node, words),
        Node::Sequence(nodes) => {
            // the part with the fewest words is probably the rarest
            let parts = nodes.iter().filter_map(|node| required(node, words));
            parts.min_by_key(|part| (part.lists.len(), part.words.len()))
        }
        Node::Alternatives(nodes) => {
            let mut all = Required::default();
            for node in nodes {
                let part = required(node, words)?;
                all.words.extend(part.words);
                all.lists.extend(part.lists);
            }
            Some(all)
        }
        _ => None,
    }
}
