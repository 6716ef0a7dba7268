//! The constructions of nouns: alone, with a light verb, in an adjunct.

use std::collections::BTreeSet;

use super::{Depth, Expansion, Sketch, WHO, cases, takes_clause, words};
use crate::english::words::{self as english, Class};
use crate::lang::ir::{Need, Slot, SlotFunction};

/// The nouns that a filler may depend on.
const HOSTS: &str = "nmod|obl";

impl Expansion<'_> {
    pub(super) fn noun(&self) -> Vec<Sketch> {
        let subject = self.slot(&SlotFunction::Subject);
        let others = self.others(&[subject]);
        let mut sketches = Vec::new();
        if self.pattern.light.is_empty() {
            let rest = self.rest(&others, HOSTS);
            let bare = self.bare(subject);
            // *the takeover of Nordwerk* has no agent
            let lacking = subject.filter(|slot| self.may_lack(slot)).map(|_| Sketch::default());
            for bare in bare.iter().chain(&lacking) {
                sketches.extend(rest.iter().map(|rest| bare.and(rest)));
            }
            // *Helvion's takeover* says nothing of what
            let of_nothing = Sketch::new(&[], ["!nmod(of)".to_owned()]);
            for &slot in others.iter().filter(|slot| slot.need == Need::NoMisfit && self.may_lack(slot)) {
                let rest = self.rest(&self.others(&[subject, Some(slot)]), HOSTS);
                sketches.extend(
                    bare.iter().flat_map(|bare| rest.iter().map(|rest| bare.and(rest).and(&of_nothing))),
                );
            }
        }
        for carried in self.carried(subject) {
            sketches.push(carried.sketch("", &self.lent(&others, true)));
            sketches.push(carried.sketch(&self.lent(&others, false), ""));
            for (index, slot) in others.iter().enumerate() {
                // *expressed interest in buying …*
                if takes_clause(slot) && !cases(slot).is_empty() {
                    let rest: Vec<&Slot> = [&others[..index], &others[index + 1..]].concat();
                    let gerund = self.branch(slot, HOSTS, Depth::Gerund);
                    let rest = Some(self.lent(&rest, false)).filter(|rest| !rest.is_empty());
                    let all: Vec<String> = std::iter::once(gerund).chain(rest).collect();
                    sketches.push(carried.sketch(&all.join("; "), ""));
                }
            }
        }
        sketches
    }

    /// The agent of a noun alone.
    fn bare(&self, subject: Option<&Slot>) -> Vec<Sketch> {
        let Some(slot) = subject else { return vec![Sketch::default()] };
        let x = self.words.target(slot);
        let optional = if slot.is_required() { "" } else { "?" };
        let of = if self.takes_of() { "" } else { "|nmod(of)" };
        let adjunct = english::entries(Class::AdjunctPreposition).collect::<Vec<_>>().join("|");
        // *Park's visit*, *a visit by Park*
        let own = Sketch::new(&[], [format!("(nmod:poss|nmod(by){of}){optional} {x}")]);
        // *the founding of a firm by Park*
        let inside = Sketch::new(&[], [format!("nmod {{ nmod(by) {x} }}")]);
        if !slot.is_required() {
            return vec![own, inside];
        }
        vec![
            own,
            // *During a visit to Oslo, Park …*
            Sketch::new(
                &[],
                [
                    "!nmod:poss".to_owned(),
                    "!nmod(by|between)".to_owned(),
                    format!("<obl({adjunct}) {{ nsubj {x} }}"),
                ],
            ),
            inside,
            // *Park is the founder*
            Sketch::new(&[], ["cop {_}".to_owned(), format!("nsubj {x}")]),
        ]
    }

    /// The agent of a noun with a light verb.
    fn carried(&self, subject: Option<&Slot>) -> Vec<Carried> {
        let verb = match self.pattern.light.is_empty() {
            true => words::lemmas(&self.carriers()),
            false => words::lemmas(&self.pattern.light),
        };
        let carried = |up: &str, subject: String| Carried { up: format!("{up} {verb}"), subject };
        let Some(slot) = subject else {
            return vec![carried("<obj", String::new()), carried("<nsubj:pass|acl", String::new())];
        };
        let x = self.words.target(slot);
        vec![
            // *Park paid a visit*
            carried("<obj", format!("nsubj {x}")),
            // *Park wants to pay a visit*
            carried("<obj", format!("!nsubj; (<conj|<xcomp|<advcl)+ {{ nsubj {x} }}")),
            // *Park, who paid a visit*
            carried("<obj", format!("nsubj {WHO}; <acl:relcl {x}")),
            // *a visit was paid by Park*, *the visit paid by Park*
            carried("<nsubj:pass|acl", format!("(obl:agent|obl(by)) {x}")),
        ]
    }

    /// The verbs (lemmas of one word) that share their subject with an event noun: *paid a visit*, *planned a visit*.
    fn carriers(&self) -> Vec<String> {
        let words = self.words.ruleset.added.words();
        let classes = [Class::LightVerb, Class::AspectualVerb, Class::NounControlVerb];
        let verbs: BTreeSet<&str> = classes.into_iter().flat_map(|class| words.entries(class)).collect();
        let lends =
            |verb: &&str| !verb.contains(' ') && english::value(Class::LightVerb, verb) != Some("none");
        verbs.into_iter().filter(lends).map(str::to_owned).collect()
    }

    /// The branches of the slots except the subject, on the light verb or on the noun.
    fn lent(&self, slots: &[&Slot], on_verb: bool) -> String {
        let branches = slots.iter().map(|slot| match (slot.is_required(), on_verb) {
            (false, _) => self.branch(slot, HOSTS, Depth::Optional),
            // *paid Oslo a visit*
            (true, true) if cases(slot).contains(&"to") => {
                format!("(iobj|{}) {}", self.steps(slot), self.words.target(slot))
            }
            (true, true) => self.branch(slot, "obj|obl", Depth::Any),
            (true, false) => self.branch(slot, HOSTS, Depth::Any),
        });
        branches.collect::<Vec<_>>().join("; ")
    }
}

/// A noun below a verb.
struct Carried {
    up: String,
    subject: String,
}

impl Carried {
    /// With the branches of the noun and of the verb.
    fn sketch(&self, on_noun: &str, on_verb: &str) -> Sketch {
        let parts: Vec<&str> =
            [&*self.subject, on_verb].into_iter().filter(|part| !part.is_empty()).collect();
        let verb = match parts.is_empty() {
            true => self.up.clone(),
            false => format!("{} {{ {} }}", self.up, parts.join("; ")),
        };
        let noun = Some(on_noun.to_owned()).filter(|branches| !branches.is_empty());
        Sketch { tests: Vec::new(), branches: noun.into_iter().chain([verb]).collect() }
    }
}
