//! The tree patterns equivalent to a clause pattern, in the rule language.
//!
//! A clause pattern is matched against clauses, whose arguments the annotator finds in any construction. Here each
//! construction becomes a separate tree pattern: `voice` has those of verbs and adjectives, `nominal` those of nouns,
//! `words` writes the tests of words.

mod nominal;
mod voice;
mod words;

use self::words::Words;
use crate::lang::ir::{ClausePattern, Need, PredicateKind, Rule, Ruleset, Slot, SlotFunction, SlotTest};

/// Relative pronouns.
const WHO: &str = "[tag=WDT | tag=WP]";
/// Anything but a relative pronoun.
const NOT_WHO: &str = "[!(tag=WDT | tag=WP)]";

/// Tree patterns that together match what a clause pattern matches, each on a line. A rule of the same event can use
/// them unchanged; their events with one trigger are one event, as for all patterns.
///
/// They only use the tree. They cannot express what clauses add to it (which noun an infinitive completes, which
/// phrases are only times, objects that several verbs share).
pub fn tree_patterns(ruleset: &Ruleset, rule: &Rule, pattern: &ClausePattern) -> Vec<String> {
    let words = Words { ruleset, rule };
    let mut patterns = Vec::new();
    for root in words::roots(pattern) {
        let expansion = Expansion { words: &words, pattern };
        let sketches = match pattern.predicate {
            PredicateKind::Verb => expansion.verb(),
            PredicateKind::Noun => expansion.noun(),
            PredicateKind::Adjective => expansion.adjective(),
        };
        patterns.extend(sketches.iter().map(|sketch| root.with(sketch)));
    }
    let mut seen = std::collections::BTreeSet::new();
    patterns.retain(|pattern| seen.insert(pattern.clone()));
    patterns
}

/// A tree pattern under construction: the tests of its top besides the lemma, and its branches.
#[derive(Clone, Default)]
struct Sketch {
    tests: Vec<&'static str>,
    branches: Vec<String>,
}

impl Sketch {
    fn new<const N: usize>(tests: &[&'static str], branches: [String; N]) -> Sketch {
        Sketch { tests: tests.to_vec(), branches: branches.to_vec() }
    }

    /// Both together.
    fn and(&self, other: &Sketch) -> Sketch {
        Sketch {
            tests: self.tests.iter().chain(&other.tests).copied().collect(),
            branches: self.branches.iter().chain(&other.branches).cloned().collect(),
        }
    }
}

/// A clause pattern that is expanded.
struct Expansion<'a> {
    words: &'a Words<'a>,
    pattern: &'a ClausePattern,
}

impl Expansion<'_> {
    /// The first slot with a function.
    fn slot(&self, function: &SlotFunction) -> Option<&Slot> {
        self.pattern.slots.iter().find(|slot| slot.functions.contains(function))
    }

    /// Whether the pattern also matches without this slot, because another one is evidence enough.
    fn may_lack(&self, slot: &Slot) -> bool {
        let is_other = |other: &&Slot| !std::ptr::eq(*other, slot) && other.is_required();
        matches!(slot.need, Need::Evidence | Need::NoMisfit)
            && self.pattern.slots.iter().any(|other| is_other(&other))
    }

    fn has(&self, function: &SlotFunction) -> bool {
        self.slot(function).is_some()
    }

    fn takes_of(&self) -> bool {
        let is_of = |f: &SlotFunction| matches!(f, SlotFunction::Oblique(p) if p.iter().any(|p| p == "of"));
        self.pattern.slots.iter().any(|slot| slot.functions.iter().any(is_of))
    }

    /// The slots except these.
    fn others(&self, without: &[Option<&Slot>]) -> Vec<&Slot> {
        let is = |slot: &&Slot| !without.iter().flatten().any(|other| std::ptr::eq(*other, *slot));
        self.pattern.slots.iter().filter(is).collect()
    }

    /// The branches of slots below the predicate, each of the optional ones also below a noun there (*signed a deal
    /// with …*): one sketch, or several of which the first has all slots.
    fn rest(&self, slots: &[&Slot], hosts: &str) -> Vec<Sketch> {
        let branch = |slot: &Slot, depth| self.branch(slot, hosts, depth);
        // *of A and B* is one phrase: two slots that ask the same are one branch, which takes both
        let is_first = |(at, slot): &(usize, &&Slot)| slots[..*at].iter().all(|other| **other != ***slot);
        let slots: Vec<&Slot> = slots.iter().enumerate().filter(is_first).map(|(_, slot)| *slot).collect();
        let direct = slots
            .iter()
            .map(|slot| branch(slot, if slot.is_required() { Depth::Any } else { Depth::Optional }));
        let mut sketches = vec![Sketch { tests: Vec::new(), branches: direct.collect() }];
        for (index, slot) in slots.iter().enumerate() {
            let inside = Some(Depth::Inside).filter(|_| !slot.is_required() && is_free(slot));
            let gerund = Some(Depth::Gerund).filter(|_| takes_clause(slot) && !cases(slot).is_empty());
            for depth in inside.into_iter().chain(gerund) {
                let others = slots.iter().enumerate().map(|(other, slot)| match slot.is_required() {
                    _ if other == index => branch(slot, depth),
                    true => branch(slot, Depth::Any),
                    false => branch(slot, Depth::Optional),
                });
                sketches.push(Sketch { tests: Vec::new(), branches: others.collect() });
            }
        }
        let inside = |slot: &Slot| !slot.is_required() && is_free(slot);
        if slots.iter().filter(|slot| inside(slot)).count() > 1 {
            let all = slots.iter().map(|slot| match slot.is_required() {
                true => branch(slot, Depth::Any),
                false if inside(slot) => branch(slot, Depth::Inside),
                false => branch(slot, Depth::Optional),
            });
            sketches.push(Sketch { tests: Vec::new(), branches: all.collect() });
        }
        sketches
    }

    fn branch(&self, slot: &Slot, hosts: &str, depth: Depth) -> String {
        let target = self.words.target(slot);
        if let [SlotFunction::OfNoun(nouns)] = slot.functions.as_slice() {
            let optional = if slot.is_required() { "" } else { "?" };
            let noun = if nouns.is_empty() { "{_}".to_owned() } else { words::lemmas(nouns) };
            return format!("({hosts}){optional} {noun} {{ nmod(of) {target} }}");
        }
        if let [SlotFunction::PossessorOf(nouns)] = slot.functions.as_slice() {
            let noun = words::lemmas(nouns);
            return format!("(obj|obl|nmod) {noun} {{ (nmod:poss|nmod(of)) {target} }}");
        }
        if matches!(depth, Depth::Gerund) {
            let marks: Vec<String> = cases(slot).iter().map(|case| format!("'{case}'")).collect();
            let marks = marks.join(" | ");
            return format!("({hosts})* {{ advcl|acl {target} {{ mark ({marks}) }} }}");
        }
        let wants_infinitive = slot.functions.contains(&SlotFunction::Purpose);
        let steps = self.steps(slot);
        let target = if wants_infinitive { format!("{target} {{ mark 'to' }}") } else { target };
        match depth {
            Depth::Any if is_free(slot) => format!("({hosts})* {{ {steps} {target} }}"),
            Depth::Inside => format!("({hosts})+ {{ {steps} {target} }}"),
            Depth::Optional => format!("({steps})? {target}"),
            Depth::Any | Depth::Gerund => format!("{steps} {target}"),
        }
    }

    /// The relations of a slot's functions.
    fn steps(&self, slot: &Slot) -> String {
        let is_noun = self.pattern.predicate == PredicateKind::Noun;
        let mut steps: Vec<String> = Vec::new();
        for function in &slot.functions {
            let more: &[&str] = match function {
                SlotFunction::Subject if is_noun => &["nmod:poss", "nmod(by)"],
                SlotFunction::Subject => &["nsubj"],
                SlotFunction::Object if self.has(&SlotFunction::IndirectObject) => &["obj"],
                SlotFunction::Object => &["obj", "iobj"],
                SlotFunction::IndirectObject if self.has(&SlotFunction::Object) => &["iobj", "obl(to)"],
                SlotFunction::IndirectObject => &["iobj", "obl(to)", "obj"],
                SlotFunction::Predicative => &["xcomp"],
                SlotFunction::Complement if is_noun => &["acl", "ccomp"],
                SlotFunction::Complement => &["ccomp", "xcomp", "<parataxis"],
                SlotFunction::Purpose => &["advcl", "xcomp", "acl"],
                SlotFunction::Modifier => &["compound", "amod", "nmod:desc"],
                SlotFunction::Adverbial => &["obl:unmarked", "nmod:unmarked"],
                SlotFunction::OfNoun(_) => &["nmod(of)"],
                SlotFunction::PossessorOf(_) => &["nmod:poss", "nmod(of)"],
                SlotFunction::Oblique(prepositions) => {
                    let cases = prepositions.join("|");
                    steps.push(format!("obl({cases})"));
                    steps.push(format!("nmod({cases})"));
                    &[]
                }
            };
            for step in more {
                if !steps.iter().any(|known| known == step) {
                    steps.push((*step).to_owned());
                }
            }
        }
        steps.join("|")
    }
}

/// Where the filler of a slot is attached.
#[derive(Clone, Copy)]
enum Depth {
    /// To the predicate, or to a noun below it.
    Any,
    /// To a noun below the predicate.
    Inside,
    /// To the predicate, if there is one.
    Optional,
    /// To the predicate or to such a noun, a gerund with its preposition.
    Gerund,
}

/// Whether a parser may have attached a slot's filler to a noun before it.
fn is_free(slot: &Slot) -> bool {
    slot.functions.iter().any(|function| match function {
        SlotFunction::Oblique(prepositions) => prepositions.iter().any(|p| p != "of"),
        SlotFunction::Purpose => true,
        _ => false,
    })
}

/// The prepositions of a slot.
fn cases(slot: &Slot) -> Vec<&str> {
    let cases = slot.functions.iter().flat_map(|function| match function {
        SlotFunction::Oblique(prepositions) => prepositions.as_slice(),
        _ => &[],
    });
    cases.map(String::as_str).collect()
}

/// Whether a clause may fill a slot.
fn takes_clause(slot: &Slot) -> bool {
    matches!(&slot.test, SlotTest::Accepts(accepts) if accepts.clause)
}
