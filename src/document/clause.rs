//! Clauses and noun phrases: what a sentence says, in whatever order.
//!
//! A [`Clause`] is one predicate with its arguments, neutral as to voice; a [`Phrase`] is one noun phrase with titles,
//! affiliations, appositions and parentheticals folded into it. `annotate::clause` makes both from the dependency tree,
//! and the engine reads them.

use std::ops::Range;

use super::facet::{Modality, Polarity, Tense};
use super::id::id;
use super::token::{TokenId, Word};

id!(
    /// A clause, by its index in its sentence's [`Clauses`].
    ClauseId
);
id!(
    /// A phrase, by its index in its sentence's [`Clauses`].
    PhraseId
);

/// The clauses and phrases of one sentence, each in the order of their heads.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Clauses {
    /// Every predicate of the sentence, ordered by head.
    pub clauses: Vec<Clause>,
    /// Every noun phrase of the sentence, ordered by head.
    pub phrases: Vec<Phrase>,
}

impl Clauses {
    /// The phrase with this head. O(log n).
    pub fn phrase_at(&self, head: TokenId) -> Option<PhraseId> {
        self.phrases.binary_search_by_key(&head, |p| p.head).ok().map(PhraseId::at)
    }

    /// The clause whose predicate is this token. O(log n).
    pub fn clause_at(&self, head: TokenId) -> Option<ClauseId> {
        self.clauses.binary_search_by_key(&head, |c| c.head).ok().map(ClauseId::at)
    }
}

/// One predicate with its arguments.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Clause {
    /// The word that carries the meaning: the verb (*visited*), the noun of a light verb (*paid a **visit***),
    /// the eventive noun (*the **visit** by Park*), the predicate adjective or noun (*is **interested***).
    pub head: TokenId,
    /// The kind of that word.
    pub kind: PredicateKind,
    /// The head's lemma, joined to its particle by a space: `visit`, `take over`.
    pub lemma: Word,
    /// The head, with its particle if adjacent; for a light verb, only the noun.
    pub trigger: Range<TokenId>,
    /// The particle, adjacent or not.
    pub particle: Option<TokenId>,
    /// The light verb (*paid*) or the support verb that gives the noun its arguments (*visits **made** by*).
    pub light: Option<TokenId>,
    /// The copula of a predicate adjective or noun.
    pub copula: Option<TokenId>,
    /// Whether the verb was passive, which the arguments no longer show.
    pub passive: bool,
    /// Its arguments, in text order within a function; each conjunct is a separate one.
    pub arguments: Vec<Argument>,
    /// Its parent clause and the link to it; none at the top of the sentence.
    pub parent: Option<(ClauseId, Link)>,
    /// The clause that reports it (*KT **said** that …*), the innermost one.
    pub reported_by: Option<ClauseId>,
    /// Whether it is affirmed or denied.
    pub polarity: Polarity,
    /// Whether it is presented as a fact, a plan, a possibility, …
    pub modality: Modality,
    /// When it is presented as happening.
    pub tense: Tense,
    /// The word that denies it: *not*, *prevented*; none if affirmed.
    pub polarity_cue: Option<TokenId>,
    /// The word that makes it no fact: *will*, *planned*, *if*; none if it is a fact, or only the verb form shows it.
    pub modality_cue: Option<TokenId>,
    /// The tokens from its first to its last word, subordinate clauses included.
    pub extent: Range<TokenId>,
}

/// The word class of a predicate.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum PredicateKind {
    /// A full verb.
    Verb,
    /// A noun: an event (*the visit*), with or without a light verb, or the predicate of a copula (*is the founder*).
    Noun,
    /// An adjective or a participle used as one, with or without a copula (*is interested*, *a city close to …*).
    Adjective,
}

/// One argument of a predicate.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Argument {
    /// Its function in the predicate, as if the clause were active.
    pub function: Function,
    /// The phrase or clause that fills it.
    pub filler: Filler,
    /// The construction that links it to the predicate.
    pub via: Via,
    /// How many dependency edges lie between the predicate and the filler's head: 1 for a direct dependent.
    pub steps: u8,
}

/// The grammatical function of an argument, as if the clause were active.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Function {
    /// The agent; in a passive the *by* phrase; with a light verb its subject.
    Subject,
    /// The one affected; in a passive the subject.
    Object,
    /// The receiver (*gave **him** a book*).
    IndirectObject,
    /// A clause or infinitive that completes the predicate (*said **that …***, *agreed **to buy …***).
    Complement,
    /// A phrase or gerund clause with this preposition (its lower-case text; several words joined by a space:
    /// `because of`), of a verb, a noun or an adjective.
    Oblique(Word),
    /// A purpose clause (*came **to discuss …***).
    Purpose,
    /// A possessor, of a noun (***Park's** visit*, ***his** visit*).
    Genitive,
    /// A noun or adjective before a noun (***Microsoft** visit*, ***Chinese** visit*).
    Modifier,
    /// A phrase without a preposition that gives a time, place or amount (*met **on** …* is an oblique; *met **last
    /// Friday*** is this).
    Adverbial,
}

/// What fills a function.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Filler {
    /// A noun phrase of the sentence.
    Phrase(PhraseId),
    /// A clause of the sentence.
    Clause(ClauseId),
}

/// The construction that links an argument to its predicate.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Via {
    /// It depends on the predicate (or on its light verb, copula or auxiliary).
    Direct,
    /// It is a later member of a coordination whose first member depends on the predicate.
    Conjunct,
    /// It is the noun that a relative clause or a participle describes.
    Relative,
    /// It is an argument of a governing verb (control, raising, participial and infinitive adjuncts).
    Control,
    /// It is shared with the verb that this verb is coordinated with.
    Coordination,
    /// It is the subject of the clause that an eventive noun modifies (*during a visit to Oslo, **Brandt** …*).
    Adjunct,
}

/// How a clause is attached to its parent.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Link {
    /// It completes the parent: `ccomp`, `xcomp`, `csubj`, a quotation.
    Complement,
    /// It describes one of the parent's phrases: relative clauses, participles.
    Relative,
    /// It gives a purpose.
    Purpose,
    /// The parent depends on it: *if*, *unless*, *once*, *in case*.
    Condition,
    /// Any other adverbial clause: *after*, *while*, *because*, participles.
    Adverbial,
    /// It is coordinated with the parent.
    Conjunct,
    /// It is a noun or adjective inside one of the parent's phrases.
    Nominal,
    /// It is beside the parent: `parataxis`, `list`, `appos`.
    Beside,
}

/// One noun phrase, with what belongs to its head folded in.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Phrase {
    /// The head noun, pronoun or the first word of the name by Universal Dependencies.
    pub head: TokenId,
    /// The core: determiner, titles, modifiers before the noun and prepositional phrases after it. It excludes relative
    /// clauses, comma appositions, participles, conjuncts, a preceding preposition, and punctuation at its ends.
    pub core: Range<TokenId>,
    /// The core without prepositional phrases: what a reader would call the entity's name.
    pub narrow: Range<TokenId>,
    /// The kind of phrase.
    pub kind: PhraseKind,
    /// A title (*CEO*, *Prime Minister*, *executive vice president*) of a person, before, after (apposition) or
    /// around the name.
    pub title: Option<Range<TokenId>>,
    /// The organisation or place that a person is said to belong to: the phrase of *Microsoft* in
    /// *Microsoft CEO Satya Nadella*, *CEO Chua Sock Koong of Singtel*, *Satya Nadella, CEO of Microsoft*.
    pub affiliation: Option<Range<TokenId>>,
    /// Phrases in apposition to it: other ways to name the same thing.
    pub appositions: Vec<PhraseId>,
    /// The clauses that describe it, which the core leaves out (relative clauses and participles).
    pub described_by: Vec<ClauseId>,
}

/// The kind of a phrase.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum PhraseKind {
    /// Headed by a proper name.
    Name,
    /// Headed by a common noun (or a nominalised adjective or number).
    Common,
    /// A personal, demonstrative or indefinite pronoun.
    Pronoun,
    /// A relative or interrogative pronoun that has no antecedent in the sentence.
    Relative,
}
