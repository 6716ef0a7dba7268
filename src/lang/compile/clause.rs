//! Clause patterns, looked up by the lemma of their predicate.

use rustc_hash::FxHashMap;

use super::token::Check;
use crate::document::{Vocabulary, Word};
use crate::lang::ir::{
    Accepts, ClausePattern, ListId, Need, PatternId, PredicateKind, RoleId, Slot, SlotFunction, SlotTest,
};

/// All clause patterns of a program.
#[derive(Debug, Default)]
pub struct ClauseTable {
    /// The plans of each predicate lemma (with its particle).
    by_lemma: FxHashMap<Word, Vec<u32>>,
    plans: Vec<ClausePlan>,
    /// The maximal number of words before the noun in a noun's lemma (*drone strike*).
    pub(crate) most_modifiers: usize,
    /// The first word of every predicate lemma.
    pub(crate) heads: Vec<Head>,
}

/// A word that every match of a clause pattern has.
#[derive(Debug)]
pub struct Head {
    pub(crate) pattern: PatternId,
    /// The lemma, in lower case.
    pub(crate) word: Word,
    /// Whether only a verb of this lemma can be the predicate. A form of *be* is one by its place in the tree.
    pub(crate) is_verb: bool,
}

/// A clause pattern ready to be matched.
#[derive(Debug)]
pub struct ClausePlan {
    pub(crate) pattern: PatternId,
    pub(crate) predicate: PredicateKind,
    pub(crate) light: Vec<Word>,
    pub(crate) slots: Vec<SlotPlan>,
    /// Whether the pattern needs no filler as evidence: it has another word than its predicate, or is a noun alone.
    pub(crate) is_evident: bool,
    /// Whether every slot is part of a `( … )?`.
    pub(crate) has_only_parts: bool,
    /// Whether a slot is for what is the subject of a passive.
    pub(crate) takes_object: bool,
}

/// A slot ready to be matched.
#[derive(Debug)]
pub struct SlotPlan {
    pub(crate) functions: Vec<FunctionPlan>,
    pub(crate) need: Need,
    pub(crate) open: bool,
    pub(crate) role: Option<RoleId>,
    pub(crate) test: FillerTest,
}

/// The functions of the text that a slot's function covers.
#[derive(Debug, PartialEq, Eq)]
pub enum FunctionPlan {
    /// Who does it.
    Subject,
    /// A possessor.
    Genitive,
    /// Whom or what it is done to.
    Object,
    /// To whom.
    IndirectObject,
    /// A noun that completes the verb.
    Predicative,
    /// A complement clause.
    Complement,
    /// A purpose clause.
    Purpose,
    /// A phrase with one of these prepositions.
    Oblique(Vec<Word>),
    /// The *of* phrase of an argument whose noun has one of these lemmas.
    OfNoun(Vec<Word>),
    /// Whose an argument with one of these lemmas is.
    PossessorOf(Vec<Word>),
    /// A word before a noun.
    Modifier,
    /// A phrase without a preposition.
    Adverbial,
}

/// What a filler must be.
#[derive(Debug)]
pub enum FillerTest {
    /// Something of these types.
    Accepts(Accepts),
    /// Headed by an entry of a list.
    List(ListId, Accepts),
    /// Headed by one of these words.
    Head(Vec<Check>),
    /// What passes any of these.
    Union(Vec<FillerTest>),
    /// What passes the first and not the second.
    Except(Box<FillerTest>, Box<FillerTest>),
    /// Any phrase or clause.
    Any,
}

impl FillerTest {
    pub(super) fn compile(test: &SlotTest, vocabulary: &mut Vocabulary) -> FillerTest {
        match test {
            SlotTest::Accepts(accepts) => FillerTest::Accepts(accepts.clone()),
            SlotTest::List(list, accepts) => FillerTest::List(*list, accepts.clone()),
            SlotTest::Head(tests) => {
                FillerTest::Head(tests.iter().map(|test| Check::compile(test, vocabulary)).collect())
            }
            SlotTest::Union(tests) => {
                FillerTest::Union(tests.iter().map(|test| FillerTest::compile(test, vocabulary)).collect())
            }
            SlotTest::Except(test, excluded) => {
                let mut compiled = |test| Box::new(FillerTest::compile(test, vocabulary));
                FillerTest::Except(compiled(test), compiled(excluded))
            }
            SlotTest::Any => FillerTest::Any,
        }
    }

    /// Whether any single word passes.
    pub fn takes_words(&self) -> bool {
        match self {
            FillerTest::Accepts(accepts) => accepts.word,
            FillerTest::Union(tests) => tests.iter().any(FillerTest::takes_words),
            FillerTest::Except(..) | FillerTest::List(..) | FillerTest::Head(_) | FillerTest::Any => false,
        }
    }

    /// Whether any noun phrase passes, whatever its type.
    pub fn takes_any_phrase(&self) -> bool {
        match self {
            FillerTest::Accepts(accepts) => accepts.phrase,
            FillerTest::Union(tests) => tests.iter().any(FillerTest::takes_any_phrase),
            FillerTest::Except(test, _) => test.takes_any_phrase(),
            FillerTest::List(..) | FillerTest::Head(_) | FillerTest::Any => false,
        }
    }
}

impl ClauseTable {
    pub(super) fn add(&mut self, pattern: PatternId, clause: &ClausePattern, vocabulary: &mut Vocabulary) {
        let plan = self.plans.len() as u32;
        for lemma in &clause.lemmas {
            let word = vocabulary.intern(lemma);
            self.by_lemma.entry(word).or_default().push(plan);
            let head = lemma.split(' ').next().unwrap_or(lemma);
            if clause.predicate == PredicateKind::Noun {
                self.most_modifiers = self.most_modifiers.max(lemma.matches(' ').count());
            }
            let head = head.to_lowercase();
            let is_verb = clause.predicate == PredicateKind::Verb && head != "be";
            self.heads.push(Head { pattern, word: vocabulary.intern(&head), is_verb });
        }
        let has_of = clause.slots.iter().any(|slot| {
            slot.functions
                .iter()
                .any(|f| matches!(f, SlotFunction::Oblique(p) if p.iter().any(|p| p == "of")))
        });
        let has = |function| clause.slots.iter().any(|slot| slot.functions.contains(&function));
        let shape = Shape {
            predicate: clause.predicate,
            has_of,
            has_object: has(SlotFunction::Object),
            has_indirect: has(SlotFunction::IndirectObject),
        };
        let slot = |slot: &Slot| slot_plan(slot, &shape, vocabulary);
        let slots = clause.slots.iter().map(slot).collect();
        let light = clause.light.iter().map(|lemma| vocabulary.intern(lemma)).collect();
        let has_word = |slot: &Slot| slot.role.is_none() && slot.test != SlotTest::Any && slot.is_required();
        let has_only_parts = !clause.slots.iter().any(Slot::is_required);
        let is_noun = clause.predicate == PredicateKind::Noun;
        self.plans.push(ClausePlan {
            pattern,
            predicate: clause.predicate,
            is_evident: !clause.light.is_empty()
                || clause.slots.iter().any(has_word)
                || is_noun && has_only_parts,
            has_only_parts,
            takes_object: shape.has_object || shape.has_indirect || has(SlotFunction::Complement),
            light,
            slots,
        });
    }

    /// The plans of a predicate lemma. O(1).
    pub fn plans(&self, lemma: Word) -> impl Iterator<Item = &ClausePlan> {
        self.by_lemma.get(&lemma).into_iter().flatten().map(|&plan| &self.plans[plan as usize])
    }

    /// Whether there is no clause pattern.
    pub fn is_empty(&self) -> bool {
        self.plans.is_empty()
    }
}

/// The properties of a pattern that decide how its slots are read.
struct Shape {
    predicate: PredicateKind,
    has_of: bool,
    has_object: bool,
    has_indirect: bool,
}

fn slot_plan(slot: &Slot, shape: &Shape, vocabulary: &mut Vocabulary) -> SlotPlan {
    let mut functions = Vec::new();
    for function in &slot.functions {
        match function {
            SlotFunction::Subject => {
                functions.push(FunctionPlan::Subject);
                if shape.predicate == PredicateKind::Noun {
                    functions.push(FunctionPlan::Genitive);
                    functions.push(FunctionPlan::Oblique(vec![vocabulary.intern("by")]));
                    if !shape.has_of {
                        functions.push(FunctionPlan::Oblique(vec![vocabulary.intern("of")]));
                    }
                }
            }
            SlotFunction::Object => {
                functions.push(FunctionPlan::Object);
                // some parsers and treebanks treat the only object of *told them* as an indirect one
                if !shape.has_indirect {
                    functions.push(FunctionPlan::IndirectObject);
                }
            }
            SlotFunction::IndirectObject => {
                functions.push(FunctionPlan::IndirectObject);
                functions.push(FunctionPlan::Oblique(vec![vocabulary.intern("to")]));
                if !shape.has_object {
                    functions.push(FunctionPlan::Object);
                }
            }
            SlotFunction::Predicative => functions.push(FunctionPlan::Predicative),
            SlotFunction::Complement => functions.push(FunctionPlan::Complement),
            SlotFunction::Purpose => functions.push(FunctionPlan::Purpose),
            SlotFunction::Modifier => functions.push(FunctionPlan::Modifier),
            SlotFunction::Adverbial => functions.push(FunctionPlan::Adverbial),
            SlotFunction::Oblique(prepositions) => {
                let words = prepositions.iter().map(|p| vocabulary.intern(p)).collect();
                functions.push(FunctionPlan::Oblique(words));
            }
            SlotFunction::PossessorOf(lemmas) => {
                let words = lemmas.iter().map(|lemma| vocabulary.intern(lemma)).collect();
                functions.push(FunctionPlan::PossessorOf(words));
            }
            SlotFunction::OfNoun(lemmas) => {
                let words = lemmas.iter().map(|lemma| vocabulary.intern(lemma)).collect();
                functions.push(FunctionPlan::OfNoun(words));
            }
        }
    }
    let test = FillerTest::compile(&slot.test, vocabulary);
    SlotPlan { functions, need: slot.need, open: slot.open, role: slot.role, test }
}
