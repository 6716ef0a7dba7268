//! The confidence of an event: the fraction of events of its shape that were right in the development data.
//!
//! A shape is the kind of pattern that found the event, how clearly the parser preferred the tree behind the match, and
//! whether a filler is a resolved pronoun. An event counts as right if its type, its trigger and all its fillers agree
//! with the annotation. The numbers come from a logistic regression over the shapes of the events that the shipped
//! packs find in annotated news and in treebanks (`training calibrate`), so rare shapes borrow from frequent ones. Some
//! numbers rest on few events, and differences of a few hundredths mean little. A clearer tree is never rated below a
//! less clear one: where the few samples say so, the neighbours take their pooled value. Doubtful and fair trees
//! therefore share theirs. Your own rule may be better or worse than those packs; the order of its events by confidence
//! still holds.

use super::clause::Filling;
use super::draft::{Draft, Part};
use super::view::View;
use crate::document::TokenId;
use crate::document::clause::{PhraseKind, PredicateKind};

/// What the confidence of an event depends on.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Shape {
    /// The kind of pattern.
    pub finder: Finder,
    /// How clear the tree is.
    pub tree: Clarity,
    /// Whether a filler is a pronoun that stands for a name.
    pub resolved: bool,
    /// Whether nothing shows what a filler is.
    pub guessed: bool,
}

/// The kind of pattern that found an event.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Finder {
    /// A clause pattern, by a verb or an adjective.
    Verb,
    /// A clause pattern, by a noun.
    Noun,
    /// A token or tree pattern; also where it is not known.
    #[default]
    Words,
}

/// The smallest margin by which the parser preferred a head, over the words of a match: its trigger and the heads of
/// its fillers. Margins are differences of log probabilities.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Clarity {
    /// Below 1: another head was nearly as likely; also where it is not known.
    #[default]
    Doubtful,
    /// Below 3.
    Fair,
    /// All else, and trees that were given.
    Clear,
}

/// A fraction in hundredths.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Confidence(pub u8);

impl Confidence {
    /// As a number from 0 to 1.
    pub fn fraction(self) -> f64 {
        f64::from(self.0) / 100.0
    }
}

impl serde::Serialize for Confidence {
    fn serialize<S: serde::Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.serialize_f64(self.fraction())
    }
}

impl<'de> serde::Deserialize<'de> for Confidence {
    fn deserialize<D: serde::Deserializer<'de>>(deserializer: D) -> Result<Confidence, D::Error> {
        let fraction = f64::deserialize(deserializer)?;
        if !(0.0..=1.0).contains(&fraction) {
            return Err(serde::de::Error::custom("a confidence is a number from 0 to 1"));
        }
        Ok(Confidence((fraction * 100.0).round() as u8))
    }
}

/// By how many hundredths a filler of unknown type lowers the confidence. Nothing is fitted here: the annotated news have
/// no such event.
const GUESSED: u8 = 12;

impl Shape {
    /// The percentage of events of the shape that were right.
    pub fn confidence(self) -> Confidence {
        let (named, resolved) = match (self.finder, self.tree) {
            (Finder::Verb, Clarity::Doubtful | Clarity::Fair) => (77, 70),
            (Finder::Verb, Clarity::Clear) => (84, 79),
            (Finder::Noun, Clarity::Doubtful | Clarity::Fair) => (83, 77),
            (Finder::Noun, Clarity::Clear) => (89, 84),
            (Finder::Words, Clarity::Doubtful | Clarity::Fair) => (75, 68),
            (Finder::Words, Clarity::Clear) => (83, 77),
        };
        let confidence = if self.resolved { resolved } else { named };
        Confidence(if self.guessed { confidence - GUESSED } else { confidence })
    }

    pub(super) fn of(view: &View, draft: &Draft) -> Shape {
        let clauses = view.clauses();
        let is_noun = draft.clause.is_some_and(|id| {
            let clause = &clauses.clauses[id.index()];
            clause.kind == PredicateKind::Noun && clause.trigger == draft.trigger
        });
        let finder = match view.program.patterns[draft.pattern.index()].is_clause {
            true if is_noun => Finder::Noun,
            true => Finder::Verb,
            false => Finder::Words,
        };
        let guessed = draft.guessed;
        let mut resolved = false;
        let mut heads: Vec<TokenId> = vec![draft.trigger.start];
        for (_, part) in &draft.fillers {
            let Part::Filling(filling) = part else { continue };
            match filling {
                Filling::Phrase(id, kind) => {
                    let phrase = &clauses.phrases[id.index()];
                    heads.push(phrase.head);
                    resolved |= kind.is_some() && phrase.kind == PhraseKind::Pronoun;
                }
                Filling::Clause(id) => heads.push(clauses.clauses[id.index()].head),
                _ => {}
            }
        }
        let margins = heads.iter().filter_map(|&head| view.document.tokens.margin.get(head as usize));
        let least = margins.copied().fold(f32::INFINITY, f32::min);
        let tree = match least {
            margin if margin < 1.0 => Clarity::Doubtful,
            margin if margin < 3.0 => Clarity::Fair,
            _ => Clarity::Clear,
        };
        Shape { finder, tree, resolved, guessed }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_clearer_tree_and_a_name_are_never_rated_lower() {
        for finder in [Finder::Verb, Finder::Noun, Finder::Words] {
            let rated = |tree, resolved| Shape { finder, tree, resolved, guessed: false }.confidence();
            for resolved in [false, true] {
                let rated =
                    [Clarity::Doubtful, Clarity::Fair, Clarity::Clear].map(|tree| rated(tree, resolved));
                assert!(rated.is_sorted(), "{finder:?}: {rated:?}");
            }
            for tree in [Clarity::Doubtful, Clarity::Fair, Clarity::Clear] {
                assert!(rated(tree, true) <= rated(tree, false), "{finder:?} {tree:?}");
            }
        }
    }
}
