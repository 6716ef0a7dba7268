//! Applies a program to a document: finds the events, and explains why there are no others.
//!
//! 1. [`extract`] skips sentences without a trigger, by their words alone
//! 2. a [`mod@view`] numbers a sentence's words as the rules do, and finds its list entries and mentions
//! 3. [`clause`] looks clause patterns up by predicate; `candidates` tells where token and tree patterns may match, and
//!    [`sequence`] and [`tree`] try them there
//! 4. [`mod@coreference`] finds what phrases refer to
//! 5. `assemble` makes [`Event`]s: roles, facets, merging, order; `condition` asks whether a rule's conditions hold
//! 6. [`mod@same`] finds which events of a document are the same
//! 7. `neighbour` looks into the sentences beside an event for roles that are still empty, where a rule says so
//! 8. `strata` repeats 3 to 5 where rules feed rules, and lets matches give way to others
//!
//! [`mod@entity`] lists the entities of a document with their mentions.

mod alternative;
mod assemble;
mod candidates;
pub mod clause;
pub(crate) mod condition;
pub mod confidence;
pub mod coreference;
mod draft;
pub mod entity;
pub mod event;
mod neighbour;
pub mod observer;
pub mod same;
pub mod sequence;
mod source;
mod strata;
mod time;
pub mod tree;
pub mod view;

pub use entity::entities;
pub use event::Event;
pub use observer::{Observer, Outcome, Recorder};

use self::view::View;
use crate::annotate::{Annotate, AnnotateError};
use crate::document::{Document, Layer, Origin, TokenId, Word};
use crate::lang::compile::Program;
use crate::lang::compile::triggers::Triggers;
use crate::lang::ir::{PatternId, Target};
use crate::source::OffsetMap;

/// The events of a document, in the order of position, type and rule name.
///
/// Layers are filled as they are needed: a document without a trigger is neither tagged nor parsed, and a sentence is
/// parsed only if it has a word of a pattern that looks at trees, or if a token pattern matches. Time is linear in the
/// text (sentences are bounded) and hardly depends on the number of rules.
///
/// # Errors
/// If another tool annotated the document and it lacks a layer that a rule needs.
pub fn extract(
    program: &Program,
    document: &mut Document,
    annotator: &dyn Annotate,
    observer: &mut impl Observer,
) -> Result<Vec<Event>, AnnotateError> {
    let mut suspects = Vec::new();
    let mut triggers = TriggerMemory::default();
    for sentence in 0..document.sentences.len() {
        if triggers.may_match(program, document, sentence, annotator) {
            suspects.push(sentence);
        } else {
            observer.skipped(sentence);
        }
    }
    if suspects.is_empty() {
        return Ok(Vec::new());
    }
    annotator.fill(document, 0, Layer::Entities)?;
    let offsets = OffsetMap::new(&document.article.text);
    let mut events = Vec::new();
    for sentence in suspects {
        annotator.fill(document, sentence, Layer::Tags)?;
        if !has_trigger(program, &program.triggers, document, sentence) {
            observer.skipped(sentence);
            continue;
        }
        annotator.fill(document, sentence, Layer::Times)?;
        if has_trigger(program, &program.tree_triggers, document, sentence) {
            annotator.fill(document, sentence, Layer::Clauses)?;
        }
        events.extend(in_sentence(program, document, sentence, annotator, &offsets, observer)?);
    }
    neighbour::fill(program, document, annotator, &offsets, &mut events)?;
    same::link(&mut events);
    Ok(events)
}

fn in_sentence(
    program: &Program,
    document: &mut Document,
    sentence: usize,
    annotator: &dyn Annotate,
    offsets: &OffsetMap,
    observer: &mut impl Observer,
) -> Result<Vec<Event>, AnnotateError> {
    // the facets of a token pattern's match are those of its clause
    if !document.sentences[sentence].layers.has(Layer::Clauses)
        && tokens_match(program, document, sentence, offsets)
    {
        annotator.fill(document, sentence, Layer::Clauses)?;
    }
    let mut view = View::new(program, document, sentence);
    Ok(strata::apply(&mut view, offsets, observer))
}

/// Whether a token pattern for events matches in a sentence whose clauses are not known.
fn tokens_match(program: &Program, document: &Document, sentence: usize, offsets: &OffsetMap) -> bool {
    let mut view = View::new(program, document, sentence);
    strata::plain_mentions(&mut view, offsets);
    let makes = |pattern: PatternId| {
        let blocks = program.patterns[pattern.index()].blocks;
        !blocks && matches!(program.rule_of(pattern).target, Target::Event(_))
    };
    let candidates = candidates::find(&program.sequence_index, &view);
    candidates::by_pattern(&candidates).any(|(at, starts)| {
        let sequence = &program.sequences[at];
        makes(sequence.pattern)
            && !sequence::find_from(&sequence.automaton, &view, starts, false, &mut ()).is_empty()
    })
}

/// A sentence as the matchers see it, with the mentions and events that rules make. The offsets are those of the
/// document's text. Linear in the sentence.
pub fn view<'a>(
    program: &'a Program,
    document: &'a Document,
    sentence: usize,
    offsets: &OffsetMap,
) -> View<'a> {
    let mut view = View::new(program, document, sentence);
    strata::apply(&mut view, offsets, &mut ());
    view
}

/// Whether a tagged sentence has a trigger. Here the true lemma decides; before, any possible lemma did.
fn has_trigger(program: &Program, triggers: &Triggers, document: &Document, sentence: usize) -> bool {
    let view = View::of_words(program, document, sentence);
    let upos = |token: TokenId| document.tokens.upos[token as usize];
    triggers.everywhere
        || view.tokens.clone().any(|token| triggers.has(view.lower(token), view.lemma(token), upos(token)))
}

/// Which words of a document may turn out to be triggers; each is looked up once.
#[derive(Default)]
struct TriggerMemory {
    /// By the number of the lower-case form: 0 unknown, 1 no, 2 yes.
    known: Vec<u8>,
    candidates: Vec<String>,
}

impl TriggerMemory {
    fn may_match(
        &mut self,
        program: &Program,
        document: &Document,
        sentence: usize,
        annotator: &dyn Annotate,
    ) -> bool {
        if program.triggers.everywhere {
            return true;
        }
        let tokens = document.sentences[sentence].tokens.clone();
        tokens.into_iter().any(|token| self.is_trigger(program, document, token, annotator))
    }

    fn is_trigger(
        &mut self,
        program: &Program,
        document: &Document,
        token: TokenId,
        annotator: &dyn Annotate,
    ) -> bool {
        let word = document.tokens.form[token as usize];
        let index = word.0 as usize;
        if self.known.len() <= index {
            self.known.resize(index + 1, 0);
        }
        if self.known[index] == 0 {
            self.known[index] = 1 + u8::from(self.look_up(program, document, token, word, annotator));
        }
        self.known[index] == 2
    }

    fn look_up(
        &mut self,
        program: &Program,
        document: &Document,
        token: TokenId,
        form: Word,
        annotator: &dyn Annotate,
    ) -> bool {
        let has =
            |text: &str| program.vocabulary.get(text).is_some_and(|word| program.triggers.may_have(word));
        if has(document.strings.text(document.tokens.lower[token as usize])) {
            return true;
        }
        if document.origin == Origin::Annotated {
            // its lemmas are given and can be anything: no form rules one out
            return true;
        }
        self.candidates.clear();
        annotator.candidates(document.strings.text(form), &mut self.candidates);
        self.candidates.is_empty() || self.candidates.iter().any(|lemma| has(&lemma.to_lowercase()))
    }
}
