//! The lemmas of predicates: of words, of lists, with their particles.

use std::collections::BTreeMap;

use super::Problem;
use super::expand::PieceKind;
use super::series::{Series, Understood};
use super::words::{WordReadings, is_particle};
use crate::diagnostic::Code;
use crate::document::Upos;
use crate::english::words::Class;
use crate::lang::ir::{ListId, PredicateKind};
use crate::source::Span;

/// The lemma of a noun with the words before it: `drone strike`.
pub(super) fn compound(modifiers: &[&str], noun: &str) -> String {
    let modifiers = modifiers.iter().map(|word| word.to_lowercase());
    modifiers.chain([noun.to_owned()]).collect::<Vec<_>>().join(" ")
}

impl Series<'_> {
    /// The lemmas of the noun, list or exact word there.
    pub(super) fn noun_lemmas(&self, at: usize) -> Understood<Vec<String>> {
        match self.pieces.get(at).map(|piece| &piece.kind) {
            Some(PieceKind::List(list)) => self.entries(*list, self.span_at(at), PredicateKind::Noun),
            Some(PieceKind::Exact(text)) => Ok(vec![text.clone()]),
            _ => {
                let readings = self.readings(at);
                // the base form of a verb may be a noun that the lexicon lacks (*a raid*)
                if readings.noun() == 0 && readings.verb() > 0 && readings.infinitive() == 0 {
                    let word = self.word_at(at).unwrap_or_default();
                    // *the binding of the book*
                    if readings.progressive() > 0 {
                        return Ok(vec![word.to_lowercase()]);
                    }
                    return Err(Problem::new(
                        Code::NoFunction,
                        self.whole,
                        format!("the slot before `'s` has no function beside the verb `{word}`"),
                        "a possessor belongs to a noun",
                    )
                    .note("leave out `'s`, or use the noun of the action: `{agent}'s visit to {host}`"));
                }
                Ok(readings.lemmas(&[Upos::Noun, Upos::Propn]))
            }
        }
    }

    /// The lemmas of the verb or list that is read next, which stands in the infinitive after *will* or *does*.
    pub(super) fn verb_lemmas(&self, infinitive: bool) -> Understood<Vec<String>> {
        match self.peek() {
            Some(PieceKind::List(list)) => self.entries(*list, self.span_at(self.at), PredicateKind::Verb),
            Some(PieceKind::Word(word)) => {
                let readings = self.readings(self.at);
                let readings = if infinitive { readings.in_infinitive() } else { readings };
                readings.verb_lemmas(self.lexicon).ok_or_else(|| {
                    let message = format!("`{word}` is not a verb");
                    let problem = Problem::new(
                        Code::NoPredicate,
                        self.span_at(self.at),
                        message,
                        "the predicate belongs here",
                    );
                    problem.note("write a verb (`{agent} visited {host}`) or a form of `be` before it (`{agent} is interested in {topic}`)")
                })
            }
            Some(PieceKind::Exact(text)) => Ok(vec![text.clone()]),
            _ => Err(self.no_predicate("a verb belongs here")),
        }
    }

    /// Adds the particle to the lemmas that can have it, and drops the others.
    pub(super) fn join(&self, lemmas: &mut Vec<String>, particle: &str) {
        lemmas.retain(|lemma| is_particle(self.lexicon, lemma, particle));
        for lemma in lemmas {
            *lemma = format!("{lemma} {}", particle.to_lowercase());
        }
    }

    fn has_particle(&self, verb: &str, word: &str) -> bool {
        let lemmas = WordReadings::new(self.lexicon, verb).lemmas(&[Upos::Verb]);
        lemmas.iter().any(|lemma| is_particle(self.lexicon, lemma, word))
    }

    /// The words as a preposition, if they are one.
    fn preposition(&self, words: &[&str]) -> Option<String> {
        let preposition = words.join(" ").to_lowercase();
        self.lexicon.words.is(Class::Preposition, &preposition).then_some(preposition)
    }

    /// The verbs of a list that take their object with a preposition (*invest in*), by preposition.
    pub(super) fn with_preposition(&self, list: ListId) -> BTreeMap<String, Vec<String>> {
        let mut verbs: BTreeMap<String, Vec<String>> = BTreeMap::new();
        for entry in self.lists.get(list.index()).map_or(&[][..], |list| &list.entries) {
            let words: Vec<&str> = entry.tokens.iter().map(String::as_str).collect();
            let [verb, rest @ ..] = words.as_slice() else { continue };
            let readings = WordReadings::new(self.lexicon, verb);
            let lemmas = readings.lemmas(&[Upos::Verb]);
            let is_particle = matches!(rest, [word] if self.has_particle(verb, word));
            if let Some(preposition) = self.preposition(rest).filter(|_| !is_particle) {
                verbs.entry(preposition).or_default().extend(lemmas);
            }
        }
        verbs
    }

    /// The lemmas of a list's entries as predicates, but for those with a preposition.
    pub(super) fn entries(&self, list: ListId, span: Span, kind: PredicateKind) -> Understood<Vec<String>> {
        let Some(list) = self.lists.get(list.index()) else { return Ok(Vec::new()) };
        let mut lemmas = Vec::new();
        for entry in &list.entries {
            let words: Vec<&str> = entry.tokens.iter().map(String::as_str).collect();
            let readings =
                |word: Option<&&str>| WordReadings::new(self.lexicon, word.copied().unwrap_or_default());
            match (kind, words.as_slice()) {
                (PredicateKind::Verb, [word]) => match readings(Some(word)).verb_lemmas(self.lexicon) {
                    Some(verbs) => lemmas.extend(verbs),
                    None => return Err(self.no_entry(span, &list.name, &words)),
                },
                (PredicateKind::Verb, [verb, particle]) if self.has_particle(verb, particle) => {
                    let mut verbs = readings(Some(verb)).lemmas(&[Upos::Verb]);
                    self.join(&mut verbs, particle);
                    lemmas.extend(verbs);
                }
                // *invest in* takes its object with the preposition
                (PredicateKind::Verb, [verb, rest @ ..])
                    if self.preposition(rest).is_none() || readings(Some(verb)).verb() == 0 =>
                {
                    return Err(self.no_entry(span, &list.name, &words));
                }
                (PredicateKind::Verb, _) => {}
                (_, [modifiers @ .., noun]) => {
                    let nouns = readings(Some(noun)).lemmas(&[Upos::Noun, Upos::Propn]);
                    lemmas.extend(nouns.iter().map(|noun| compound(modifiers, noun)));
                }
                _ => {}
            }
        }
        lemmas.sort();
        lemmas.dedup();
        Ok(lemmas)
    }
}
