//! Words of clause patterns: the closed classes, and the lexicon's readings of the others.

use std::rc::Rc;

use crate::document::{Upos, Xpos};
use crate::english::lexicon::{Analysis, Lexicon};
use crate::english::words::{self, Class};
use crate::lang::check::readings::Readings;

/// The class of a word in the frame of a clause.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Closed {
    Be,
    Have,
    Do,
    Modal,
    And,
    That,
    Not,
}

/// The closed class of a word, if it has one.
pub(super) fn closed(word: &str) -> Option<Closed> {
    let word = word.to_lowercase();
    let word = word.as_str();
    Some(match word {
        "and" | "or" => Closed::And,
        "that" => Closed::That,
        _ if words::is(Class::Modal, word) => Closed::Modal,
        _ if words::is(Class::NegativeAdverb, word) => Closed::Not,
        _ => match words::value(Class::Auxiliary, word)? {
            "be" => Closed::Be,
            "have" => Closed::Have,
            _ => Closed::Do,
        },
    })
}

/// Whether a pattern has the same meaning without the word.
pub(super) fn is_determiner(word: &str) -> bool {
    words::is(Class::Determiner, &word.to_lowercase())
}

/// The lexicon's readings of a word of a pattern.
pub(super) struct WordReadings {
    word: String,
    analyses: Rc<[Analysis]>,
}

impl WordReadings {
    pub(super) fn new(lexicon: &Readings, word: &str) -> WordReadings {
        WordReadings { word: word.to_owned(), analyses: lexicon.of(word) }
    }

    /// The readings in the form of a word after *will* and *to*, or all if there is none: *will found* is of *found*.
    pub(super) fn in_infinitive(mut self) -> WordReadings {
        let base: Vec<Analysis> = self.analyses.iter().filter(|a| is_infinitive(a)).cloned().collect();
        if !base.is_empty() {
            self.analyses = base.into();
        }
        self
    }

    /// How often the word has this reading, doubled, because a merely possible reading counts half.
    fn weight(&self, is: impl Fn(&Analysis) -> bool) -> u32 {
        let weights = self.analyses.iter().filter(|a| is(a)).map(|a| (2 * u32::from(a.count)).max(1));
        weights.sum()
    }

    pub(super) fn verb(&self) -> u32 {
        self.weight(|a| a.upos == Upos::Verb)
    }

    pub(super) fn noun(&self) -> u32 {
        self.weight(|a| matches!(a.upos, Upos::Noun | Upos::Propn))
    }

    pub(super) fn adjective(&self) -> u32 {
        self.weight(|a| a.upos == Upos::Adj)
    }

    pub(super) fn participle(&self) -> u32 {
        let participle = self.weight(|a| a.upos == Upos::Verb && a.xpos == Xpos::Vbn);
        // of a rare verb the lexicon may have seen the past tense only
        participle.max(self.weight(|a| a.upos == Upos::Verb && a.xpos == Xpos::Vbd).min(1))
    }

    pub(super) fn progressive(&self) -> u32 {
        self.weight(|a| a.upos == Upos::Verb && a.xpos == Xpos::Vbg)
    }

    /// The base form, as after *to* and *will*.
    pub(super) fn infinitive(&self) -> u32 {
        self.weight(is_infinitive)
    }

    fn adverb(&self) -> u32 {
        // *welcome* is an interjection, and in a pattern a verb
        let is_verb = self.verb() > 0;
        self.weight(|a| a.upos == Upos::Adv || a.upos == Upos::Intj && !is_verb)
    }

    /// Whether it is an adverb rather than anything else.
    pub(super) fn is_adverb(&self) -> bool {
        let other = self.verb() + self.noun() + self.adjective();
        self.adverb() > 0 && self.adverb() >= other
    }

    /// Whether it is hardly ever anything but a verb.
    pub(super) fn is_rather_verb(&self) -> bool {
        self.verb() > 4 * (self.noun() + self.adjective())
    }

    /// Whether it can be a particle of some verb.
    pub(super) fn is_any_particle(&self) -> bool {
        words::is(Class::Particle, &self.word.to_lowercase())
    }

    /// Whether the word after this verb is its particle.
    pub(super) fn is_followed_by_particle(&self, lexicon: &Lexicon, next: Option<&str>) -> bool {
        next.is_some_and(|next| {
            self.lemmas(&[Upos::Verb]).iter().any(|lemma| is_particle(lexicon, lemma, next))
        })
    }

    /// The likely lemmas of one part of speech, or the word itself if the lexicon has none, sorted.
    pub(super) fn lemmas(&self, upos: &[Upos]) -> Vec<String> {
        let readings = || self.analyses.iter().filter(|a| upos.contains(&a.upos));
        let most = readings().map(|a| a.count).max().unwrap_or(0);
        let likely = readings().filter(|a| u32::from(a.count) * 5 >= u32::from(most));
        let mut lemmas: Vec<String> = likely.map(|a| a.lemma.clone()).collect();
        if lemmas.is_empty() {
            lemmas.push(self.word.to_lowercase());
        }
        lemmas.sort();
        lemmas.dedup();
        lemmas
    }

    /// The lemmas as a verb; none if it is never one.
    ///
    /// English makes verbs of nouns (*to annex*): a noun that the lexicon has as no verb may be one, unless it is so frequent
    /// that the verb would have been seen.
    pub(super) fn verb_lemmas(&self, lexicon: &Lexicon) -> Option<Vec<String>> {
        const FREQUENT: u32 = 40;
        if self.verb() > 0 {
            return Some(self.lemmas(&[Upos::Verb]));
        }
        let is_turned = (1..FREQUENT).contains(&self.noun());
        let xpos = if self.word.ends_with('s') { Xpos::Vbz } else { Xpos::Vb };
        is_turned.then(|| vec![lexicon.lemma(&self.word, Upos::Verb, xpos).into_owned()])
    }

    /// Whether the lexicon has it or its lemma.
    pub(super) fn is_known(&self, lexicon: &Lexicon) -> bool {
        lexicon.knows(&self.word) || self.analyses.iter().any(|a| lexicon.knows(&a.lemma))
    }
}

fn is_infinitive(analysis: &Analysis) -> bool {
    analysis.upos == Upos::Verb && analysis.xpos == Xpos::Vb
}

/// Whether a particle is so often a preposition that a slot after it may be its object.
pub(super) fn may_be_preposition(particle: &str) -> bool {
    words::value(Class::Particle, &particle.to_lowercase()) == Some("preposition")
}

/// Whether a parser takes the word for the particle of any verb.
pub(super) fn is_taken_for_particle(word: &str) -> bool {
    words::value(Class::Particle, &word.to_lowercase()) == Some("adverb")
}

/// Whether the word can be a particle of this verb.
pub(super) fn is_particle(lexicon: &Lexicon, lemma: &str, word: &str) -> bool {
    let word = word.to_lowercase();
    words::is(Class::Particle, &word) && lexicon.is_particle_verb(lemma, &word)
}
