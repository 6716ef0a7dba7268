//! Words of clause patterns: the closed classes, and what the lexicon says of the others.

use std::rc::Rc;

use crate::document::{Upos, Xpos};
use crate::english::lexicon::{Analysis, Lexicon};
use crate::lang::check::readings::Readings;

/// Words that may be left out of a pattern and so mean nothing in it.
const DETERMINERS: [&str; 22] = [
    "a", "an", "the", "this", "these", "those", "its", "his", "her", "their", "our", "your", "my", "some",
    "any", "no", "every", "all", "both", "several", "another", "such",
];

/// Prepositions, longer ones first so that the longest is found.
const PREPOSITIONS: [&[&str]; 74] = [
    &["on", "behalf", "of"],
    &["in", "front", "of"],
    &["in", "favor", "of"],
    &["in", "favour", "of"],
    &["in", "addition", "to"],
    &["in", "exchange", "for"],
    &["in", "return", "for"],
    &["in", "response", "to"],
    &["because", "of"],
    &["according", "to"],
    &["due", "to"],
    &["prior", "to"],
    &["out", "of"],
    &["ahead", "of"],
    &["instead", "of"],
    &["along", "with"],
    &["together", "with"],
    &["as", "of"],
    &["such", "as"],
    &["thanks", "to"],
    &["up", "to"],
    &["as", "for"],
    &["about"],
    &["above"],
    &["across"],
    &["after"],
    &["against"],
    &["along"],
    &["alongside"],
    &["amid"],
    &["among"],
    &["around"],
    &["as"],
    &["at"],
    &["before"],
    &["behind"],
    &["below"],
    &["beside"],
    &["besides"],
    &["between"],
    &["beyond"],
    &["by"],
    &["concerning"],
    &["despite"],
    &["during"],
    &["for"],
    &["from"],
    &["in"],
    &["inside"],
    &["into"],
    &["like"],
    &["near"],
    &["of"],
    &["off"],
    &["on"],
    &["onto"],
    &["outside"],
    &["over"],
    &["per"],
    &["regarding"],
    &["since"],
    &["than"],
    &["through"],
    &["throughout"],
    &["to"],
    &["toward"],
    &["towards"],
    &["under"],
    &["until"],
    &["upon"],
    &["versus"],
    &["via"],
    &["with"],
    &["without"],
];

/// Particles of verbs (*take over*, *step down*).
const PARTICLES: [&str; 18] = [
    "up", "down", "out", "in", "on", "off", "over", "away", "back", "through", "along", "around", "about",
    "apart", "together", "aside", "ahead", "forward",
];

const BE: [&str; 10] = ["be", "is", "are", "was", "were", "been", "being", "am", "'re", "'m"];
const HAVE: [&str; 5] = ["have", "has", "had", "having", "'ve"];
const DO: [&str; 3] = ["do", "does", "did"];
const MODALS: [&str; 11] =
    ["will", "would", "can", "could", "may", "might", "shall", "should", "must", "'ll", "'d"];

/// Verbs that name their object something: *named her chairwoman*; what it is named has the function `Predicative`.
pub(super) const NAMING_VERBS: [&str; 14] = [
    "appoint",
    "become",
    "crown",
    "declare",
    "designate",
    "dub",
    "elect",
    "name",
    "nominate",
    "proclaim",
    "promote",
    "re-elect",
    "reappoint",
    "reelect",
];

/// Verbs that say little beside the noun that they take: *paid a visit*, *held talks*.
pub(super) const LIGHT_VERBS: [&str; 32] = [
    "bring",
    "carry out",
    "commit",
    "conduct",
    "deliver",
    "do",
    "express",
    "extend",
    "face",
    "file",
    "give",
    "have",
    "hold",
    "impose",
    "issue",
    "launch",
    "lead",
    "lodge",
    "make",
    "mount",
    "offer",
    "pay",
    "perform",
    "press",
    "provide",
    "put",
    "reach",
    "show",
    "stage",
    "take",
    "undertake",
    "voice",
];

/// What a word is in the frame of a clause.
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
        _ if BE.contains(&word) => Closed::Be,
        _ if HAVE.contains(&word) => Closed::Have,
        _ if DO.contains(&word) => Closed::Do,
        _ if MODALS.contains(&word) => Closed::Modal,
        "and" | "or" => Closed::And,
        "that" => Closed::That,
        "not" | "n't" | "never" => Closed::Not,
        _ => return None,
    })
}

/// Whether a pattern means the same without the word.
pub(super) fn is_determiner(word: &str) -> bool {
    DETERMINERS.contains(&word.to_lowercase().as_str())
}

/// The preposition that the words start with, and of how many words it is.
pub(super) fn preposition(words: &[&str]) -> Option<(String, usize)> {
    let starts = |known: &&&[&str]| {
        words.len() >= known.len()
            && known.iter().zip(words).all(|(known, word)| known.eq_ignore_ascii_case(word))
    };
    PREPOSITIONS.iter().find(starts).map(|known| (known.join(" "), known.len()))
}

/// What the lexicon says of a word of a pattern.
pub(super) struct WordReadings {
    word: String,
    analyses: Rc<[Analysis]>,
}

impl WordReadings {
    pub(super) fn new(lexicon: &Readings, word: &str) -> WordReadings {
        WordReadings { word: word.to_owned(), analyses: lexicon.of(word) }
    }

    /// How often the word is read so; a reading that is only possible counts half a time, hence the doubling.
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
        self.weight(|a| a.upos == Upos::Verb && a.xpos == Xpos::Vb)
    }

    fn adverb(&self) -> u32 {
        self.weight(|a| matches!(a.upos, Upos::Adv | Upos::Intj))
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
        PARTICLES.contains(&self.word.to_lowercase().as_str())
    }

    /// Whether the word after this verb is its particle.
    pub(super) fn is_followed_by_particle(&self, lexicon: &Lexicon, next: Option<&str>) -> bool {
        next.is_some_and(|next| {
            self.lemmas(&[Upos::Verb]).iter().any(|lemma| is_particle(lexicon, lemma, next))
        })
    }

    /// The likely lemmas of one part of speech, the word itself if the lexicon has none, sorted.
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

    /// Whether the lexicon has it, or its lemma, at all.
    pub(super) fn is_known(&self, lexicon: &Lexicon) -> bool {
        lexicon.knows(&self.word) || self.analyses.iter().any(|a| lexicon.knows(&a.lemma))
    }
}

/// Whether a particle is so often a preposition that a slot after it may be its own.
pub(super) fn may_be_preposition(particle: &str) -> bool {
    ["in", "on", "through", "along", "around", "about"].contains(&particle.to_lowercase().as_str())
}

/// Whether the word can be a particle of this verb.
pub(super) fn is_particle(lexicon: &Lexicon, lemma: &str, word: &str) -> bool {
    let word = word.to_lowercase();
    PARTICLES.contains(&word.as_str()) && lexicon.is_particle_verb(lemma, &word)
}
