//! A program applied to a document: events, and why there are no others.
//!
//! 1. sentences without a trigger are skipped, before anything but their words is known ([`extract`])
//! 2. a [`view`] numbers a sentence's words as the rules do, and finds its list entries and mentions
//! 3. [`clause`] looks clause patterns up by predicate, [`sequence`] runs token patterns
//! 4. [`mod@reference`] says what phrases refer to
//! 5. `assemble` makes [`Event`]s: roles, conditions, facets, merging, order

mod assemble;
pub mod clause;
pub mod event;
pub mod observer;
pub mod reference;
pub mod sequence;
mod time;
pub mod tree;
pub mod view;

use std::ops::Range;

pub use event::Event;
pub use observer::{Observer, Outcome, Recorder};

use self::assemble::{Assembler, Draft, Part};
use self::reference::References;
use self::time::Times;
use self::view::{Mention, View};
use crate::lang::compile::automaton::Capture;
use crate::lang::compile::{Program, Sequence};
use crate::lang::ir::{Target, TypeId};
use crate::source::OffsetMap;
use crate::text::annotate::{Annotate, MissingLayer};
use crate::text::document::{Document, Layer, TokenId, Upos, Word};

/// The events of a document, in the order of position, type and rule name.
///
/// Layers are filled as they are needed: a document without a trigger is neither tagged nor parsed. Time is linear in
/// the text (sentences are bounded) and hardly depends on the number of rules.
///
/// # Errors
/// If the document was annotated by somebody else and lacks a layer that a rule needs.
pub fn extract(
    program: &Program,
    document: &mut Document,
    annotator: &dyn Annotate,
    observer: &mut impl Observer,
) -> Result<Vec<Event>, MissingLayer> {
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
    for sentence in 0..document.sentences.len() {
        annotator.fill(document, sentence, Layer::Names)?;
    }
    let offsets = OffsetMap::new(&document.article.text);
    let mut events = Vec::new();
    for sentence in suspects {
        annotator.fill(document, sentence, Layer::Tags)?;
        if !has_trigger(program, document, sentence) {
            observer.skipped(sentence);
            continue;
        }
        annotator.fill(document, sentence, Layer::Times)?;
        if !program.clauses.is_empty()
            || !program.trees.is_empty()
            || program.sequences.iter().any(|s| s.automaton.needs_tree)
        {
            annotator.fill(document, sentence, Layer::Clauses)?;
        }
        events.extend(in_sentence(program, document, sentence, annotator, &offsets, observer)?);
    }
    Ok(events)
}

fn in_sentence(
    program: &Program,
    document: &mut Document,
    sentence: usize,
    annotator: &dyn Annotate,
    offsets: &OffsetMap,
    observer: &mut impl Observer,
) -> Result<Vec<Event>, MissingLayer> {
    let mut view = view(program, document, sentence);
    let finders =
        program.sequences.iter().filter(|s| !matches!(target(program, s.pattern), Target::Entity(_)));
    let sequences: Vec<_> =
        finders.map(|sequence| (sequence.pattern, sequence::find(&sequence.automaton, &view))).collect();
    // the facets of a token pattern's match are those of its clause
    let needs_clauses = sequences.iter().any(|(_, found)| !found.is_empty());
    if needs_clauses && !document.sentences[sentence].layers.has(Layer::Clauses) {
        let mentions = std::mem::take(&mut view.mentions);
        annotator.fill(document, sentence, Layer::Clauses)?;
        let mut view = View::new(program, document, sentence);
        view.mentions = mentions;
        return Ok(finish(&view, sequences, offsets, observer));
    }
    Ok(finish(&view, sequences, offsets, observer))
}

/// A sentence as the matchers see it, with the mentions that rules make. Linear in the sentence.
pub fn view<'a>(program: &'a Program, document: &'a Document, sentence: usize) -> View<'a> {
    let mut view = View::new(program, document, sentence);
    let made = program.sequences.iter().flat_map(|sequence| mentions_of(&view, sequence)).collect();
    view.add_mentions(made);
    view
}

fn finish<O: Observer>(
    view: &View,
    sequences: Vec<(u32, Vec<sequence::Found>)>,
    offsets: &OffsetMap,
    observer: &mut O,
) -> Vec<Event> {
    if O::WATCHES {
        tell_misses(view, &sequences, observer);
    }
    let references = References::new(view);
    let mut drafts = Vec::new();
    for found in clause::find(view, &references, observer) {
        let Target::Event(event) = target(view.program, found.pattern) else { continue };
        let fillers =
            found.fillers.into_iter().map(|(role, filling)| (role, Part::Filling(filling))).collect();
        let trigger = view.clauses().clauses[found.clause as usize].trigger.clone();
        let clause = Some(found.clause);
        drafts.push(Draft { pattern: found.pattern, event, trigger, clause, fillers, others: found.others });
    }
    for found in tree::find(view, &references, observer) {
        let Target::Event(event) = target(view.program, found.pattern) else { continue };
        let fillers =
            found.fillers.into_iter().map(|(role, filling)| (role, Part::Filling(filling))).collect();
        let (trigger, clause) = predicate(view, found.trigger..found.trigger + 1);
        drafts.push(Draft { pattern: found.pattern, event, trigger, clause, fillers, others: Vec::new() });
    }
    for (pattern, found) in sequences {
        let Target::Event(event) = target(view.program, pattern) else { continue };
        drafts.extend(found.into_iter().map(|found| sequence_draft(view, pattern, event, found)));
    }
    Assembler { view, references: &references, offsets, times: &Times::new(view) }.events(drafts, observer)
}

/// Tells how far the token patterns came that have no match.
fn tell_misses(view: &View, sequences: &[(u32, Vec<sequence::Found>)], observer: &mut impl Observer) {
    for (pattern, _) in sequences.iter().filter(|(_, found)| found.is_empty()) {
        let sequence = view.program.sequences.iter().find(|sequence| sequence.pattern == *pattern);
        let partial = sequence.and_then(|sequence| sequence::furthest(&sequence.automaton, view));
        if let Some(partial) = partial {
            observer.tried(*pattern, partial.start, Outcome::Stuck(partial));
        }
    }
}

fn target(program: &Program, pattern: u32) -> Target {
    program.rules[program.patterns[pattern as usize].rule as usize].target
}

/// The mentions that an entity rule's pattern makes.
fn mentions_of(view: &View, sequence: &Sequence) -> Vec<Mention> {
    let Target::Entity(kind) = target(view.program, sequence.pattern) else { return Vec::new() };
    let found = sequence::find(&sequence.automaton, view);
    found.into_iter().map(|found| Mention { tokens: found.tokens, kind, entry: None }).collect()
}

fn sequence_draft(
    view: &View,
    pattern: u32,
    event: crate::lang::ir::EventId,
    found: sequence::Found,
) -> Draft {
    let mut fillers = Vec::new();
    let mut trigger: Option<Range<TokenId>> = None;
    for (capture, tokens) in found.captures {
        match capture {
            Capture::Mention(role) => {
                let kind = mention_type(view, &tokens);
                fillers.push((*role, Part::Mention(tokens, kind)));
            }
            Capture::Role(role) => {
                let kind = mention_type(view, &tokens);
                fillers.push((*role, Part::Tokens(tokens, kind)));
            }
            Capture::Name(name) if name == "trigger" => trigger = Some(tokens),
            Capture::Name(_) => {}
        }
    }
    let upos = |token: &TokenId| view.document.tokens.upos[*token as usize];
    let verb = found.literals.iter().find(|token| upos(token) == Upos::Verb);
    let literal = verb.or(found.literals.first()).map(|&token| token..token + 1);
    let (trigger, clause) = predicate(view, trigger.or(literal).unwrap_or(found.tokens));
    Draft { pattern, event, trigger, clause, fillers, others: Vec::new() }
}

/// A trigger with all of its predicate, and the clause that it is, or that it stands in.
fn predicate(view: &View, trigger: Range<TokenId>) -> (Range<TokenId>, Option<u32>) {
    let clauses = view.clauses();
    let inside = clauses.clauses.iter().position(|clause| trigger.contains(&clause.head));
    let around = || {
        let holds = |(_, clause): &(usize, &_)| {
            let clause: &crate::text::document::Clause = clause;
            clause.extent.contains(&trigger.start)
        };
        let holding = clauses.clauses.iter().enumerate().filter(holds);
        holding.min_by_key(|(_, clause)| clause.extent.len()).map(|(id, _)| id)
    };
    // a verb is the trigger with its particle
    let trigger = inside.map_or(trigger.clone(), |id| {
        let whole = &clauses.clauses[id].trigger;
        trigger.start.min(whole.start)..trigger.end.max(whole.end)
    });
    let clause = inside.or_else(around).map(|id| id as u32);
    (trigger, clause)
}

/// The type of the mention that these tokens are.
fn mention_type(view: &View, tokens: &Range<TokenId>) -> Option<TypeId> {
    let exact = view.mentions_at(tokens.start).find(|mention| mention.tokens == *tokens);
    exact.map(|mention| mention.kind)
}

/// Whether a tagged sentence has a trigger: the true lemma decides where before any possible one did.
fn has_trigger(program: &Program, document: &Document, sentence: usize) -> bool {
    let view = View::of_words(program, document, sentence);
    program.triggers.everywhere
        || view.tokens.clone().any(|token| {
            let lemma = view.lemma(token).is_some_and(|word| program.triggers.has(word));
            lemma || view.lower(token).is_some_and(|word| program.triggers.has(word))
        })
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
        let has = |text: &str| program.vocabulary.get(text).is_some_and(|word| program.triggers.has(word));
        if has(document.strings.text(document.tokens.lower[token as usize])) {
            return true;
        }
        self.candidates.clear();
        annotator.candidates(document.strings.text(form), &mut self.candidates);
        self.candidates.is_empty() || self.candidates.iter().any(|lemma| has(&lemma.to_lowercase()))
    }
}
