//! Tests of one token, over interned words and label masks.

use regex::Regex;

use crate::document::{Relation, Upos, Vocabulary, Word, Xpos};
use crate::lang::ir::{Attribute, Comparison, Given, ListId, Order, TokenClass, TokenTest};

/// A [`TokenTest`] ready to run.
#[derive(Debug)]
pub enum Check {
    /// Any token.
    Any,
    /// No token.
    Never,
    /// The word as written.
    Form(Vec<Word>),
    /// The word in lower case.
    Lower(Vec<Word>),
    /// The lemma in lower case, with one of the parts of speech of a mask.
    Lemma(Vec<(Word, u32)>),
    /// One of the parts of speech of a mask.
    Upos(u32),
    /// One of the tags of a mask.
    Tag(u64),
    /// One of the relations of a mask, with subtypes kept apart.
    Dep(u64),
    /// In a mention of one of these types, by name; an empty name stands for no mention.
    Ent(Vec<String>),
    /// The word's outline is one of these.
    Shape(Vec<String>),
    /// The token alone is an entry of a list.
    List(ListId),
    /// A regular expression is found in an attribute.
    Regex(Attribute, Regex),
    /// An attribute that is a number, less or more than this one.
    Ordered(Attribute, Order, f64),
    /// A kind of token.
    Is(TokenClass),
    /// What another tool says of the token, with the tags that tell the same where it says nothing.
    Given {
        /// Where it says so.
        column: Given,
        /// `Case=`
        key: String,
        /// The values.
        values: Vec<String>,
        /// A mask of tags.
        tags: u64,
    },
    /// All.
    And(Vec<Check>),
    /// Any.
    Or(Vec<Check>),
    /// Not.
    Not(Box<Check>),
}

/// Every part of speech.
const ANY_UPOS: u32 = u32::MAX;

impl Check {
    /// Compiles a test.
    pub fn compile(test: &TokenTest, vocabulary: &mut Vocabulary) -> Check {
        match test {
            TokenTest::Any => Check::Any,
            TokenTest::Exact(text) => Check::Form(vec![vocabulary.intern(text)]),
            TokenTest::Word { written, lemmas } => word(written, lemmas, vocabulary),
            TokenTest::Attribute(attribute, comparison) => compare(*attribute, comparison, vocabulary),
            TokenTest::Given { column, key, values, tags } => Check::Given {
                column: *column,
                key: format!("{key}="),
                values: values.clone(),
                tags: mask(tags, Xpos::parse, |x| x as u32),
            },
            TokenTest::And(all) => Check::And(all.iter().map(|t| Check::compile(t, vocabulary)).collect()),
            TokenTest::Or(any) => Check::Or(any.iter().map(|t| Check::compile(t, vocabulary)).collect()),
            TokenTest::Not(test) => Check::Not(Box::new(Check::compile(test, vocabulary))),
        }
    }

    /// Whether it asks for the relation of a token.
    pub fn needs_tree(&self) -> bool {
        match self {
            Check::Dep(_) | Check::Regex(Attribute::Dep, _) | Check::Ordered(Attribute::Dep, ..) => true,
            Check::And(all) | Check::Or(all) => all.iter().any(Check::needs_tree),
            Check::Not(check) => check.needs_tree(),
            _ => false,
        }
    }
}

fn word(written: &str, lemmas: &[(String, Upos)], vocabulary: &mut Vocabulary) -> Check {
    let mut known: Vec<(Word, u32)> = Vec::new();
    for (lemma, upos) in lemmas {
        let lemma = vocabulary.intern(&lemma.to_lowercase());
        match known.iter_mut().find(|(word, _)| *word == lemma) {
            Some((_, mask)) => *mask |= upos_mask(*upos),
            None => known.push((lemma, upos_mask(*upos))),
        }
    }
    Check::Or(vec![Check::Lower(vec![vocabulary.intern(written)]), Check::Lemma(known)])
}

/// The part of speech and its close relatives: a noun may be in a name, a verb may be an auxiliary.
fn upos_mask(upos: Upos) -> u32 {
    let bit = |upos: Upos| 1 << upos as u32;
    match upos {
        Upos::Noun | Upos::Propn => bit(Upos::Noun) | bit(Upos::Propn),
        Upos::Verb | Upos::Aux => bit(Upos::Verb) | bit(Upos::Aux),
        other => bit(other),
    }
}

fn compare(attribute: Attribute, comparison: &Comparison, vocabulary: &mut Vocabulary) -> Check {
    match comparison {
        Comparison::InList(list) => Check::List(*list),
        Comparison::Matches(pattern) => {
            Regex::new(pattern).map_or(Check::Never, |r| Check::Regex(attribute, r))
        }
        Comparison::Ordered(order, value) => {
            value.parse().map_or(Check::Never, |value| Check::Ordered(attribute, *order, value))
        }
        Comparison::Is(class) => Check::Is(*class),
        Comparison::In(values) => {
            let mut words =
                |change: fn(&str) -> String| values.iter().map(|v| vocabulary.intern(&change(v))).collect();
            match attribute {
                Attribute::Text => Check::Form(words(str::to_owned)),
                Attribute::Lower => Check::Lower(words(str::to_lowercase)),
                Attribute::Lemma => {
                    let words: Vec<Word> = words(str::to_lowercase);
                    Check::Lemma(words.into_iter().map(|w| (w, ANY_UPOS)).collect())
                }
                Attribute::Upos => Check::Upos(mask(values, Upos::parse, |u| u as u32) as u32),
                Attribute::Tag => Check::Tag(mask(values, Xpos::parse, |x| x as u32)),
                Attribute::Dep => Check::Dep(mask(values, Relation::parse, |r| r as u32)),
                Attribute::Ent => Check::Ent(values.clone()),
                Attribute::Shape => Check::Shape(values.clone()),
            }
        }
    }
}

fn mask<L>(values: &[String], parse: fn(&str) -> Option<L>, number: fn(L) -> u32) -> u64 {
    values.iter().filter_map(|value| parse(value)).fold(0, |mask, label| mask | 1 << number(label))
}
