//! Token patterns as automata: instructions over the tokens of a sentence.
//!
//! The instructions are those of a Pike machine (Pike 1994, Cox 2009). They run all at once, as the bits of words, like
//! the automata of Glushkov (1961) in Navarro and Raffinot (1999); see `extract::sequence`.

use super::anchor::Anchor;
use super::token::Check;
use crate::document::Vocabulary;
use crate::lang::ir::{Accepts, Attribute, ListId, MOST_INSTRUCTIONS, Node, RoleId, TokenTest};

/// The address of an instruction.
pub type Address = usize;

/// An instruction. Each continues at the next one unless it says otherwise.
#[derive(Debug, PartialEq)]
pub enum Instruction {
    /// Takes a token that passes a check; `literal` if a word of the rule stands here.
    Token {
        /// The number of the check.
        check: usize,
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
    /// What its tokens are asked.
    pub(crate) checks: Vec<Check>,
    /// The automata of its look-aheads.
    pub(crate) aheads: Vec<Automaton>,
    /// Whether it needs the tree, for noun phrases or relations.
    pub(crate) needs_tree: bool,
    /// Words one of which is in every match; none if unknown.
    pub(crate) words: Option<Anchor>,
    /// What is in every match and rarest in texts; none if unknown.
    pub(crate) anchor: Option<Anchor>,
    /// Further automata that the same tokens must match.
    pub(crate) also: Vec<Automaton>,
    /// Its instructions as sets.
    pub(crate) states: States,
}

/// The instructions that ask something of the text, and the one that ends a match, as members of sets: a bit each.
#[derive(Debug, Default)]
pub(crate) struct States {
    /// The number of words of a set.
    pub(crate) width: usize,
    /// The address of each.
    pub(crate) addresses: Vec<Address>,
    /// For each address those reached from it without asking anything.
    closures: Vec<u64>,
    /// Those that ask something but take no token.
    pub(crate) still: Vec<u64>,
    /// Whether there is one.
    pub(crate) has_still: bool,
    /// The number of the question that each asks.
    pub(crate) questions: Vec<u32>,
    /// For each question those that ask it.
    asking: Vec<u64>,
}

/// A question is looked for among so many before it: those of a repetition are near each other.
const NEAR: usize = 32;

/// The number of bits of a word.
const BITS: usize = u64::BITS as usize;

impl States {
    fn of(instructions: &[Instruction]) -> States {
        let is_state = |address: &Address| {
            use Instruction::{Close, Jump, Open, Split};
            !matches!(instructions[*address], Split(..) | Jump(_) | Open(_) | Close(_))
        };
        let addresses: Vec<Address> = (0..instructions.len()).filter(is_state).collect();
        let width = addresses.len().div_ceil(BITS);
        let mut states = States { width, still: vec![0; width], ..States::default() };
        states.closures = vec![0; instructions.len() * width];
        let mut asked: Vec<Address> = Vec::new();
        for (state, &address) in addresses.iter().enumerate() {
            let (word, bit) = (state / BITS, 1 << (state % BITS));
            states.closures[address * width + word] |= bit;
            if matches!(instructions[address], Instruction::Start | Instruction::End | Instruction::Ahead(..))
            {
                states.still[word] |= bit;
                states.has_still = true;
            }
            let near = asked.iter().enumerate().rev().take(NEAR);
            let known =
                near.into_iter().find(|(_, other)| instructions[**other].asks_like(&instructions[address]));
            let question = known.map(|(question, _)| question).unwrap_or_else(|| {
                asked.push(address);
                states.asking.resize(asked.len() * width, 0);
                asked.len() - 1
            });
            states.questions.push(question as u32);
            states.asking[question * width + word] |= bit;
        }
        states.addresses = addresses;
        // most steps that ask nothing lead forward: going backward settles them at once, loops in another round
        while states.close(instructions) {}
        states
    }

    /// Extends the sets of what is reached; returns whether that changed a set which was passed already.
    fn close(&mut self, instructions: &[Instruction]) -> bool {
        let mut again = false;
        for (address, instruction) in instructions.iter().enumerate().rev() {
            let mut join = |other: Address| {
                for word in 0..self.width {
                    let more = self.closures[other * self.width + word];
                    let own = &mut self.closures[address * self.width + word];
                    again |= *own | more != *own;
                    *own |= more;
                }
            };
            match instruction {
                Instruction::Jump(to) => join(*to),
                Instruction::Split(a, b) => {
                    join(*a);
                    join(*b);
                }
                Instruction::Open(_) | Instruction::Close(_) => join(address + 1),
                _ => {}
            }
        }
        again
    }

    /// The states that are reached from an instruction without asking anything; itself, if it asks.
    pub(crate) fn reached(&self, address: Address) -> &[u64] {
        &self.closures[address * self.width..(address + 1) * self.width]
    }

    /// The states that ask the same as one of them.
    pub(crate) fn asking_like(&self, state: usize) -> &[u64] {
        let question = self.questions[state] as usize;
        &self.asking[question * self.width..(question + 1) * self.width]
    }
}

impl Instruction {
    /// Whether another one takes the same tokens; of those that take none, whether it is the same.
    fn asks_like(&self, other: &Instruction) -> bool {
        match (self, other) {
            (Instruction::Token { check, .. }, Instruction::Token { check: other, .. }) => check == other,
            (one, other) => one == other,
        }
    }
}

impl Automaton {
    /// Compiles a token pattern. One of too many instructions matches nothing: `lang::check` reports it.
    pub fn compile(node: &Node, vocabulary: &mut Vocabulary) -> Automaton {
        if let Node::Both(nodes) = node
            && node.instructions() <= MOST_INSTRUCTIONS
        {
            let mut all = nodes.iter().map(|node| Automaton::compile(node, vocabulary));
            let mut first = all.next().unwrap_or_default();
            first.also = all.collect();
            first.needs_tree |= first.also.iter().any(|other| other.needs_tree);
            for other in &first.also {
                first.words = Anchor::rarer(first.words.take(), other.words.clone());
                first.anchor = Anchor::rarer(first.anchor.take(), other.anchor.clone());
            }
            return first;
        }
        let mut compiler = Compiler { vocabulary, automaton: Automaton::default(), tests: Vec::new() };
        if node.instructions() > MOST_INSTRUCTIONS {
            compiler.token(&TokenTest::Or(Vec::new()));
        } else {
            compiler.emit(node);
        }
        compiler.automaton.instructions.push(Instruction::Match);
        let mut automaton = compiler.automaton;
        automaton.states = States::of(&automaton.instructions);
        automaton.words = Anchor::of(node, true, vocabulary);
        automaton.anchor = Anchor::of(node, false, vocabulary);
        automaton
    }
}

struct Compiler<'v> {
    vocabulary: &'v mut Vocabulary,
    automaton: Automaton,
    /// The tests of the checks.
    tests: Vec<TokenTest>,
}

impl Compiler<'_> {
    fn push(&mut self, instruction: Instruction) -> Address {
        self.automaton.instructions.push(instruction);
        self.next() - 1
    }

    fn next(&self) -> Address {
        self.automaton.instructions.len()
    }

    fn token(&mut self, test: &TokenTest) {
        let literal = matches!(
            test,
            TokenTest::Word { .. } | TokenTest::Exact(_) | TokenTest::Attribute(Attribute::Lemma, _)
        );
        let mut near = self.tests.iter().enumerate().rev().take(NEAR);
        let known = near.find(|(_, other)| *other == test).map(|(check, _)| check);
        let check = known.unwrap_or_else(|| {
            let check = Check::compile(test, self.vocabulary);
            self.automaton.needs_tree |= check.needs_tree();
            self.automaton.checks.push(check);
            self.tests.push(test.clone());
            self.tests.len() - 1
        });
        self.push(Instruction::Token { check, literal });
    }

    fn emit(&mut self, node: &Node) {
        match node {
            Node::Token(test) => self.token(test),
            Node::List(list) => {
                self.push(Instruction::List(*list));
            }
            Node::Mention(accepts) => {
                self.automaton.needs_tree |= accepts.phrase || !accepts.events.is_empty();
                self.push(Instruction::Mention(accepts.clone()));
            }
            Node::Role(role, inner) if matches!(**inner, Node::Mention(_)) => {
                self.capture(Capture::Mention(*role), inner);
            }
            Node::Role(role, inner) => self.capture(Capture::Role(*role), inner),
            Node::Capture(name, inner) => self.capture(Capture::Name(name.clone()), inner),
            Node::Sequence(nodes) => nodes.iter().for_each(|node| self.emit(node)),
            // a whole pattern, which `compile` takes apart
            Node::Both(_) => {}
            Node::Alternatives(nodes) => self.alternatives(nodes),
            Node::Repeat { node, least, most, lazy } => {
                self.repeat(*least, *most, *lazy, &mut |compiler| compiler.emit(node));
            }
            Node::Gap { least, most } => self.repeat(*least, Some(*most), true, &mut |compiler| {
                compiler.push(Instruction::GapToken);
            }),
            Node::Start => {
                self.push(Instruction::Start);
            }
            Node::End => {
                self.push(Instruction::End);
            }
            Node::Ahead { negative, node } => {
                let inner = Automaton::compile(node, self.vocabulary);
                self.automaton.needs_tree |= inner.needs_tree;
                self.automaton.aheads.push(inner);
                self.push(Instruction::Ahead(self.automaton.aheads.len() - 1, *negative));
            }
        }
    }

    fn capture(&mut self, capture: Capture, inner: &Node) {
        self.push(Instruction::Open(capture.clone()));
        self.emit(inner);
        self.push(Instruction::Close(capture));
    }

    fn alternatives(&mut self, nodes: &[Node]) {
        let mut ends = Vec::new();
        for (index, node) in nodes.iter().enumerate() {
            if index + 1 == nodes.len() {
                self.emit(node);
            } else {
                let split = self.push(Instruction::Jump(0));
                self.emit(node);
                ends.push(self.push(Instruction::Jump(0)));
                self.automaton.instructions[split] = Instruction::Split(split + 1, self.next());
            }
        }
        for end in ends {
            self.automaton.instructions[end] = Instruction::Jump(self.next());
        }
    }

    fn repeat(&mut self, least: u32, most: Option<u32>, lazy: bool, emit: &mut dyn FnMut(&mut Self)) {
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
                self.automaton.instructions[start] = split(start + 1, self.next());
            }
            Some(most) => {
                let mut starts = Vec::new();
                for _ in least..most {
                    starts.push(self.push(Instruction::Jump(0)));
                    emit(self);
                }
                for start in starts {
                    self.automaton.instructions[start] = split(start + 1, self.next());
                }
            }
        }
    }
}
