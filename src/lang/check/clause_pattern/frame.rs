//! The functions of a predicate's arguments.

use super::Problem;
use crate::diagnostic::Code;
use crate::document::QuantityKind;
use crate::english::words::{Class, Words};
use crate::lang::ir::{
    Accepts, BuiltInType, ClausePattern, ListId, Need, PredicateKind, RoleId, Slot, SlotFunction, SlotTest,
    TypeId,
};
use crate::source::Span;

/// What fills an argument.
#[derive(Clone, Debug)]
pub(super) struct Filler {
    pub(super) role: Option<RoleId>,
    pub(super) test: SlotTest,
    /// Whether it is in a part that may be missing.
    pub(super) optional: bool,
    /// Whether nothing happens without it.
    pub(super) demanded: bool,
    /// Whether it also takes what is not known to be of another type.
    pub(super) open: bool,
    pub(super) span: Span,
    /// The words of the pattern, if it is not a slot.
    pub(super) head: Option<Head>,
}

/// The head of a phrase in the pattern itself.
#[derive(Clone, Debug)]
pub(super) enum Head {
    /// The lemmas that the noun may have.
    Noun(Vec<String>),
    /// A list.
    List(ListId),
}

/// Fillers joined by *and*.
pub(super) type Group = Vec<Filler>;

/// A preposition with what follows it.
#[derive(Clone, Debug)]
pub(super) struct Phrase {
    pub(super) preposition: String,
    pub(super) fillers: Group,
}

/// The arguments after a predicate.
#[derive(Clone, Debug, Default)]
pub(super) struct Arguments {
    /// Those without a preposition.
    pub(super) direct: Vec<Group>,
    /// An adjective of the pattern behind the verb, which says what the object (or subject) is or becomes.
    pub(super) complements: Vec<Filler>,
    /// Times of the pattern behind an object: *visited {host} next week*.
    pub(super) times: Vec<Filler>,
    /// Those after *that*.
    pub(super) clauses: Vec<Filler>,
    /// Those with a preposition.
    pub(super) phrases: Vec<Phrase>,
    /// Whose nouns of the pattern are, each with the noun.
    pub(super) possessors: Vec<(Group, Head)>,
}

impl Arguments {
    /// The nouns of the pattern itself after the predicate, in its order.
    fn nouns(&self) -> Vec<(Span, Head)> {
        let direct = self.direct.iter().flatten().chain(&self.complements);
        let all = direct.chain(self.phrases.iter().flat_map(|phrase| &phrase.fillers));
        let mut nouns: Vec<_> = all.filter_map(|filler| Some((filler.span, filler.head.clone()?))).collect();
        nouns.sort_by_key(|(span, _)| *span);
        nouns
    }
}

/// A predicate and the arguments found around it.
#[derive(Clone, Debug)]
pub(super) struct Frame {
    pub(super) kind: PredicateKind,
    pub(super) lemmas: Vec<String>,
    /// The subject, or the possessor before the noun's `'s`.
    pub(super) subjects: Group,
    pub(super) passive: bool,
    pub(super) arguments: Arguments,
}

impl Frame {
    /// Gives every argument its function. `words` knows light verbs and verbs of naming; `entries` gives the nouns of a
    /// list that is the noun of a light verb.
    pub(super) fn pattern(
        mut self,
        words: &Words,
        entries: &dyn Fn(ListId, Span) -> Result<Vec<String>, Problem>,
    ) -> Result<ClausePattern, Problem> {
        let mut light = Vec::new();
        if self.kind == PredicateKind::Verb
            && self.lemmas.iter().all(|lemma| words.is(Class::LightVerb, lemma))
            && let Some(noun) = self.take_light_noun()
        {
            light = self.lemmas.iter().map(|lemma| first_word(lemma)).collect();
            light.sort();
            light.dedup();
            self.kind = PredicateKind::Noun;
            self.lemmas = match &noun.head {
                Some(Head::List(list)) => entries(*list, noun.span)?,
                Some(Head::Noun(lemmas)) => lemmas.clone(),
                None => Vec::new(),
            };
        }
        let mut slots = Slots { slots: Vec::new(), predicate: self.kind };
        let has_subject = !self.subjects.is_empty();
        let has_object = !self.arguments.direct.is_empty();
        let nouns = self.arguments.nouns();
        let object = self.arguments.direct.last().and_then(|group| group.last()).map(|filler| filler.span);
        self.subject_and_direct(words, &mut slots)?;
        let is_noun = self.kind == PredicateKind::Noun;
        for (possessors, noun) in self.arguments.possessors {
            let lemmas = match noun {
                Head::Noun(lemmas) => lemmas,
                Head::List(list) => entries(list, Span::default())?,
            };
            for filler in possessors {
                slots.add(filler, vec![SlotFunction::PossessorOf(lemmas.clone())]);
            }
        }
        for filler in self.arguments.times {
            slots.add(filler, vec![SlotFunction::Adverbial]);
        }
        for filler in self.arguments.complements {
            slots.add(filler, vec![SlotFunction::Predicative]);
        }
        for filler in self.arguments.clauses {
            let mut functions = vec![SlotFunction::Complement];
            if takes(&filler.test).phrase && !is_noun {
                functions.push(SlotFunction::Object);
            }
            slots.add(filler, functions);
        }
        for Phrase { preposition, fillers } in self.arguments.phrases {
            for filler in fillers {
                let noun = nouns.iter().rev().find(|(span, _)| span.start < filler.span.start);
                let functions = match preposition.as_str() {
                    "of" if let Some((_, head)) = noun => vec![SlotFunction::OfNoun(match head {
                        Head::Noun(lemmas) => lemmas.clone(),
                        Head::List(list) => entries(*list, filler.span)?,
                    })],
                    "by" if self.passive || (is_noun && !has_subject) => vec![SlotFunction::Subject],
                    "to" => after_to(&filler.test, has_object && self.kind == PredicateKind::Verb),
                    // *acquired {share} of {firm}*
                    "of" if object.is_some_and(|object| object.start < filler.span.start) && !is_noun => {
                        vec![
                            SlotFunction::Oblique(vec![preposition.clone()]),
                            SlotFunction::OfNoun(Vec::new()),
                        ]
                    }
                    _ => vec![SlotFunction::Oblique(vec![preposition.clone()])],
                };
                slots.add(filler, functions);
            }
        }
        let mut slots = slots.slots;
        slots.sort_by_key(|(span, _)| *span);
        let slots = slots.into_iter().map(|(_, slot)| slot).collect();
        Ok(ClausePattern { predicate: self.kind, lemmas: self.lemmas, light, slots })
    }

    /// Removes the noun of a light verb: its object, or its subject in the passive.
    fn take_light_noun(&mut self) -> Option<Filler> {
        let is_noun = |group: &Group| matches!(group.as_slice(), [only] if only.head.is_some());
        if self.passive {
            return if is_noun(&self.subjects) && self.arguments.direct.is_empty() {
                self.subjects.pop()
            } else {
                None
            };
        }
        // *gave {host} a warning* has its noun last.
        let last = self.arguments.direct.last().is_some_and(is_noun);
        if !last || self.arguments.direct.len() > 2 {
            return None;
        }
        self.arguments.direct.pop()?.pop()
    }

    fn subject_and_direct(&mut self, words: &Words, slots: &mut Slots) -> Result<(), Problem> {
        let mut direct = std::mem::take(&mut self.arguments.direct);
        let names = self.lemmas.iter().any(|lemma| lemma == "become" || words.is(Class::NamingVerb, lemma));
        let is_passive = self.passive && self.kind == PredicateKind::Verb;
        let subject_function = match (is_passive, direct.is_empty() || names) {
            (false, _) => SlotFunction::Subject,
            (true, true) => SlotFunction::Object,
            (true, false) => SlotFunction::IndirectObject,
        };
        for filler in std::mem::take(&mut self.subjects) {
            slots.add(filler, vec![subject_function.clone()]);
        }
        if direct.len() > 1
            && direct.last().is_some_and(|group| group.iter().all(|filler| is_time(&filler.test)))
            && let Some(times) = direct.pop()
        {
            for filler in times {
                slots.add(filler, vec![SlotFunction::Adverbial]);
            }
        }
        if let [_, _, extra, ..] = direct.as_slice() {
            let span = extra.first().map(|filler| filler.span).unwrap_or_default();
            return Err(Problem::new(
                Code::NoFunction,
                span,
                "a verb has at most two objects",
                "this is the third: does it need a preposition?",
            ));
        }
        let becomes = is_passive || self.lemmas.iter().any(|lemma| lemma == "become");
        if names && self.kind == PredicateKind::Verb && (direct.len() == 2 || becomes) {
            for filler in direct.pop().into_iter().flatten() {
                slots.add(filler, vec![SlotFunction::Predicative]);
            }
        }
        // *won a {amount: Money} contract*: the amount comes before the head of the object
        let object_is_noun =
            direct.get(1).is_some_and(|group| group.iter().all(|filler| filler.head.is_some()));
        if object_is_noun
            && self.kind == PredicateKind::Verb
            && direct[0].iter().all(|filler| is_measure(&filler.test))
        {
            for filler in direct.remove(0) {
                slots.add(filler, vec![SlotFunction::Object]);
            }
        }
        let first = if direct.len() == 2 { Some(direct.remove(0)) } else { None };
        for filler in first.into_iter().flatten() {
            slots.add(filler, vec![SlotFunction::IndirectObject]);
        }
        for filler in direct.into_iter().flatten() {
            let functions = if self.kind == PredicateKind::Noun {
                vec![SlotFunction::IndirectObject]
            } else {
                after_verb(&filler.test)
            };
            slots.add(filler, functions);
        }
        Ok(())
    }
}

struct Slots {
    slots: Vec<(Span, Slot)>,
    predicate: PredicateKind,
}

impl Slots {
    /// A subject does not decide the sense of a predicate, and a noun often leaves out what it is about. What else a
    /// pattern names must be there.
    fn need(&self, filler: &Filler, functions: &[SlotFunction]) -> Need {
        let is_of =
            |function: &SlotFunction| matches!(function, SlotFunction::Oblique(words) if words == &["of"]);
        match functions {
            _ if filler.optional => Need::Nothing,
            _ if filler.demanded => Need::Filler,
            [SlotFunction::Subject | SlotFunction::PossessorOf(_), ..] => Need::Evidence,
            [function] if self.predicate == PredicateKind::Noun && is_of(function) => Need::NoMisfit,
            _ => Need::Filler,
        }
    }

    fn add(&mut self, filler: Filler, functions: Vec<SlotFunction>) {
        let need = self.need(&filler, &functions);
        let Filler { role, test, open, span, .. } = filler;
        self.slots.push((span, Slot { functions, need, open, role, test }));
    }
}

/// The kind of fillers that a slot takes.
struct Takes {
    phrase: bool,
    clause: bool,
}

fn takes(test: &SlotTest) -> Takes {
    match test {
        SlotTest::Accepts(Accepts { entities, phrase, clause, word, events }) => Takes {
            phrase: *phrase || *word || !entities.is_empty() || !events.is_empty(),
            clause: *clause || *word || !events.is_empty(),
        },
        SlotTest::List(..) | SlotTest::Head(_) => Takes { phrase: true, clause: false },
        SlotTest::Union(tests) => {
            let all = || tests.iter().map(takes);
            Takes { phrase: all().any(|takes| takes.phrase), clause: all().any(|takes| takes.clause) }
        }
        SlotTest::Except(test, _) => takes(test),
        SlotTest::Any => Takes { phrase: true, clause: true },
    }
}

/// Whether only a time or a length of time fits.
fn is_time(test: &SlotTest) -> bool {
    let times = [BuiltInType::Date, BuiltInType::Duration].map(BuiltInType::id);
    matches!(test, SlotTest::Accepts(accepts @ Accepts { entities, events, .. })
        if accepts.shapes().next().is_none() && events.is_empty() && !entities.is_empty() && entities.iter().all(|id| times.contains(id)))
}

/// Whether only money or a percentage fits.
fn is_measure(test: &SlotTest) -> bool {
    let measures = [QuantityKind::Money, QuantityKind::Percent].map(TypeId::from);
    matches!(test, SlotTest::Accepts(accepts @ Accepts { entities, events, .. })
        if accepts.shapes().next().is_none() && events.is_empty() && !entities.is_empty()
            && entities.iter().all(|id| measures.contains(id)))
}

fn after_verb(test: &SlotTest) -> Vec<SlotFunction> {
    let Takes { phrase, clause } = takes(test);
    match (phrase, clause) {
        _ if is_time(test) => vec![SlotFunction::Adverbial, SlotFunction::Object],
        (_, false) => vec![SlotFunction::Object],
        (true, true) => vec![SlotFunction::Object, SlotFunction::Complement],
        (false, true) => vec![SlotFunction::Complement],
    }
}

fn after_to(test: &SlotTest, has_object: bool) -> Vec<SlotFunction> {
    let Takes { phrase, clause } = takes(test);
    let mut functions = Vec::new();
    if phrase {
        functions.push(SlotFunction::Oblique(vec!["to".to_owned()]));
        if has_object {
            functions.push(SlotFunction::IndirectObject);
        }
    }
    if clause {
        functions.extend([SlotFunction::Purpose, SlotFunction::Complement]);
    }
    functions
}

/// The verb of `carry out`.
fn first_word(lemma: &str) -> String {
    lemma.split(' ').next().unwrap_or_default().to_owned()
}
