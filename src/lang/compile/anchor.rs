//! What every match of a pattern has, so that it is tried only where that stands.

use super::token::Check;
use crate::document::{Upos, Vocabulary, Word, Xpos};
use crate::english::words::{self, Class};
use crate::lang::ir::{ListId, Node, TokenTest, TypeId};

/// Something that a sentence has or lacks.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Key {
    /// A word, as a lemma or a lower-case form.
    Word(Word),
    /// An entry of a list.
    List(ListId),
    /// A mention of a type or of one below it.
    Type(TypeId),
    /// The same by the type's name.
    Named(String),
    /// A part of speech.
    Upos(Upos),
    /// A tag.
    Tag(Xpos),
}

/// Keys one of which is in every match, and where.
#[derive(Clone, Debug)]
pub struct Anchor {
    /// The keys.
    pub(crate) keys: Vec<Key>,
    /// The least number of tokens before it in the match; none if it may stand before the place where a match starts.
    pub(crate) least: Option<u32>,
    /// The greatest; none if unknown.
    pub(crate) most: Option<u32>,
    /// How often texts have one of the keys, roughly: in ten thousand words.
    cost: u32,
}

impl Key {
    /// Its frequency in ten thousand words of English treebanks, roughly.
    fn cost(&self, vocabulary: &Vocabulary) -> u32 {
        match self {
            Key::Word(word) if is_grammar(vocabulary.text(*word)) => 100,
            Key::Word(_) => 1,
            Key::List(_) => 20,
            Key::Type(_) | Key::Named(_) => 400,
            Key::Upos(upos) => match upos {
                Upos::Noun => 1700,
                Upos::Verb | Upos::Punct => 1100,
                Upos::Pron | Upos::Adp | Upos::Det => 900,
                Upos::Propn | Upos::Adj | Upos::Aux => 600,
                Upos::Adv => 500,
                Upos::Cconj | Upos::Part => 300,
                Upos::Num | Upos::Sconj => 200,
                Upos::Intj | Upos::Sym | Upos::X => 50,
            },
            Key::Tag(tag) => match tag {
                Xpos::Nn | Xpos::In => 1200,
                Xpos::Dt | Xpos::Nnp | Xpos::Jj | Xpos::Prp | Xpos::Rb => 700,
                _ => 300,
            },
        }
    }
}

/// Whether a word is one of grammar, or a sign: there is hardly a sentence without some.
fn is_grammar(word: &str) -> bool {
    const GRAMMAR: &[Class] = &[
        Class::Article,
        Class::Auxiliary,
        Class::DefiniteDeterminer,
        Class::Determiner,
        Class::Modal,
        Class::Particle,
        Class::Preposition,
        Class::Pronoun,
        Class::Subordinator,
    ];
    !word.chars().any(char::is_alphabetic) || GRAMMAR.iter().any(|&class| words::is(class, word))
}

impl Anchor {
    /// The rarest anchor of a token pattern; `words`: among those of words and lists, which are known before anything
    /// else.
    pub(super) fn of(node: &Node, words: bool, vocabulary: &mut Vocabulary) -> Option<Anchor> {
        Finder { words, vocabulary }.node(node).anchor
    }

    /// The rarest of several tests, one of which a token passes.
    pub(super) fn of_tests(tests: &[TokenTest], words: bool, vocabulary: &mut Vocabulary) -> Option<Anchor> {
        let tests = tests.iter().cloned().map(Node::Token).collect();
        Anchor::of(&Node::Alternatives(tests), words, vocabulary)
    }

    /// The rarer one of two.
    pub(super) fn rarer(one: Option<Anchor>, other: Option<Anchor>) -> Option<Anchor> {
        // on a tie the first that is at a fixed place
        let rank = |anchor: &Anchor| (anchor.cost, anchor.most.is_none(), anchor.keys.len());
        match (one, other) {
            (Some(one), Some(other)) => Some(if rank(&other) < rank(&one) { other } else { one }),
            (one, other) => one.or(other),
        }
    }

    /// The same, wherever in a sentence it stands.
    pub(super) fn anywhere(self) -> Anchor {
        Anchor { least: None, most: None, ..self }
    }

    fn shifted(self, least: u32, most: Option<u32>) -> Anchor {
        let sum = |a: u32, b: u32| a.saturating_add(b);
        Anchor {
            least: self.least.map(|own| sum(own, least)),
            most: self.most.zip(most).map(|(a, b)| sum(a, b)),
            ..self
        }
    }
}

/// What is known of a part of a pattern.
#[derive(Default)]
struct Part {
    anchor: Option<Anchor>,
    /// How many tokens it takes at least, and at most.
    least: u32,
    most: Option<u32>,
}

struct Finder<'v> {
    /// Whether only words and lists count.
    words: bool,
    vocabulary: &'v mut Vocabulary,
}

impl Finder<'_> {
    fn anchor(&mut self, keys: Vec<Key>) -> Option<Anchor> {
        let is_word = |key: &Key| matches!(key, Key::Word(_) | Key::List(_));
        if self.words && !keys.iter().all(is_word) {
            return None;
        }
        let cost = keys.iter().fold(0, |sum: u32, key| sum.saturating_add(key.cost(self.vocabulary)));
        Some(Anchor { keys, least: Some(0), most: Some(0), cost })
    }

    fn node(&mut self, node: &Node) -> Part {
        let one = |anchor| Part { anchor, least: 1, most: Some(1) };
        let nothing = Part { most: Some(0), ..Part::default() };
        match node {
            Node::Token(test) => {
                let check = Check::compile(test, self.vocabulary);
                let mut keys = self.keys(&check);
                // the lower-case form of what is to be exactly so
                if let TokenTest::Exact(text) = test {
                    keys = Some(vec![Key::Word(self.vocabulary.intern(&text.to_lowercase()))]);
                }
                one(keys.and_then(|keys| self.anchor(keys)))
            }
            Node::List(list) => Part { anchor: self.anchor(vec![Key::List(*list)]), least: 1, most: None },
            Node::Mention(accepts) => {
                let other = accepts.phrase || accepts.word || !accepts.events.is_empty();
                let typed = !other && !accepts.entities.is_empty();
                let keys = || accepts.entities.iter().map(|kind| Key::Type(*kind)).collect();
                let anchor = if typed { self.anchor(keys()) } else { None };
                Part { anchor, least: 1, most: None }
            }
            Node::Role(_, inner) | Node::Capture(_, inner) => self.node(inner),
            Node::Repeat { node, least, most, .. } => {
                let inner = self.node(node);
                Part {
                    anchor: inner.anchor.filter(|_| *least > 0),
                    least: inner.least.saturating_mul(*least),
                    most: inner.most.zip(*most).map(|(length, most)| length.saturating_mul(most)),
                }
            }
            Node::Gap { least, most } => Part { anchor: None, least: *least, most: Some(*most) },
            Node::Start | Node::End | Node::Ahead { .. } => nothing,
            Node::Sequence(nodes) => nodes.iter().fold(nothing, |whole, node| {
                let part = self.node(node);
                let next = part.anchor.map(|anchor| anchor.shifted(whole.least, whole.most));
                Part {
                    anchor: Anchor::rarer(whole.anchor, next),
                    least: whole.least.saturating_add(part.least),
                    most: whole.most.zip(part.most).map(|(a, b)| a.saturating_add(b)),
                }
            }),
            Node::Alternatives(nodes) => {
                let parts: Vec<Part> = nodes.iter().map(|node| self.node(node)).collect();
                let least = parts.iter().map(|part| part.least).min().unwrap_or(0);
                let most = parts.iter().map(|part| part.most).try_fold(0, |all, most| Some(all.max(most?)));
                Part { anchor: either(parts), least, most }
            }
            // a whole pattern, whose parts are compiled alone
            Node::Both(_) => Part::default(),
        }
    }

    /// Keys one of which a token has if it passes a check; none if it implies none.
    fn keys(&mut self, check: &Check) -> Option<Vec<Key>> {
        match check {
            Check::Never => Some(Vec::new()),
            Check::Lower(words) => Some(words.iter().copied().map(Key::Word).collect()),
            Check::Lemma(lemmas) => Some(lemmas.iter().map(|(lemma, _)| Key::Word(*lemma)).collect()),
            Check::Upos(mask) => Some(
                Upos::ALL
                    .iter()
                    .filter(|upos| mask & 1 << **upos as u32 != 0)
                    .copied()
                    .map(Key::Upos)
                    .collect(),
            ),
            Check::Tag(mask) => Some(
                Xpos::ALL.iter().filter(|tag| mask & 1 << **tag as u32 != 0).copied().map(Key::Tag).collect(),
            ),
            Check::Ent(names) if names.iter().all(|name| !name.is_empty()) => {
                Some(names.iter().cloned().map(Key::Named).collect())
            }
            Check::List(list) => Some(vec![Key::List(*list)]),
            Check::Or(any) => {
                let all: Option<Vec<Vec<Key>>> = any.iter().map(|check| self.keys(check)).collect();
                all.map(|all| all.concat())
            }
            Check::And(all) => {
                let keys: Vec<Vec<Key>> = all.iter().filter_map(|check| self.keys(check)).collect();
                let anchors = keys.into_iter().filter_map(|keys| self.anchor(keys));
                let rarest = anchors.fold(None, |rarest, anchor| Anchor::rarer(rarest, Some(anchor)));
                rarest.map(|anchor| anchor.keys)
            }
            _ => None,
        }
    }
}

/// The anchor of alternatives, if each has one.
fn either(parts: Vec<Part>) -> Option<Anchor> {
    let mut anchors = parts.into_iter().map(|part| part.anchor);
    let first = anchors.next()??;
    anchors.try_fold(first, |all, anchor| {
        let anchor = anchor?;
        Some(Anchor {
            keys: [all.keys, anchor.keys].concat(),
            least: all.least.zip(anchor.least).map(|(a, b)| a.min(b)),
            most: all.most.zip(anchor.most).map(|(a, b)| a.max(b)),
            cost: all.cost.saturating_add(anchor.cost),
        })
    })
}
