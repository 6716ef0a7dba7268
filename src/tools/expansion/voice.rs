//! The constructions of verbs and adjectives: active and passive, relative clauses, participles, infinitives and
//! coordination.

use super::{Expansion, NOT_WHO, Sketch, WHO, takes_clause};
use crate::english::words::{self, Class};
use crate::lang::ir::{Slot, SlotFunction};

/// The nouns that a filler may depend on.
const HOSTS: &str = "obj|obl|nmod";

impl Expansion<'_> {
    pub(super) fn verb(&self) -> Vec<Sketch> {
        let subject = self.slot(&SlotFunction::Subject);
        let object = self.slot(&SlotFunction::Object);
        let mut sketches = Vec::new();
        let rest = self.rest(&self.others(&[subject, object]), HOSTS);
        for (index, active) in self.active(subject).iter().enumerate() {
            for object in self.objects(object, index == 0 && subject.is_some(), subject.is_none()) {
                sketches.extend(rest.iter().map(|rest| active.and(&object).and(rest)));
            }
        }
        let peculiar = self.attribute(subject, object).into_iter().chain(self.tough(subject, object));
        sketches.extend(peculiar.flat_map(|verb| rest.iter().map(move |rest| verb.and(rest))));
        let agent = subject.map(|slot| {
            let optional = if slot.is_required() && !self.may_lack(slot) { "" } else { "?" };
            Sketch::new(&[], [format!("(obl:agent|obl(by)){optional} {}", self.words.target(slot))])
        });
        let agent = agent.unwrap_or_default();
        for passive in self.passive(object) {
            sketches.extend(rest.iter().map(|rest| passive.and(&agent).and(rest)));
        }
        if let Some(receiver) = self.slot(&SlotFunction::IndirectObject).filter(|_| object.is_some()) {
            let rest = self.rest(&self.others(&[subject, Some(receiver)]), HOSTS);
            for passive in self.passive(Some(receiver)) {
                sketches.extend(rest.iter().map(|rest| passive.and(&agent).and(rest)));
            }
        }
        sketches
    }

    /// *a Nimbus-visiting man*
    fn attribute(&self, subject: Option<&Slot>, object: Option<&Slot>) -> Option<Sketch> {
        let noun = format!("<amod {}", self.words.target(subject?));
        let verb = Sketch::new(&["tag=VBG"], ["!advmod".to_owned(), noun]);
        let object = object.map(|slot| Sketch::new(&[], [format!("compound {}", self.words.target(slot))]));
        Some(verb.and(&object.unwrap_or_default()))
    }

    /// *Oslo is hard to find (and to visit)*
    fn tough(&self, subject: Option<&Slot>, object: Option<&Slot>) -> Option<Sketch> {
        let object = object.filter(|_| subject.is_none_or(|slot| self.may_lack(slot)))?;
        let adjectives: Vec<_> =
            words::entries(Class::ToughAdjective).map(|a| format!("lemma={a}")).collect();
        let above = format!("[{}] {{ nsubj {} }}", adjectives.join(" | "), self.words.target(object));
        let path = format!("<conj* {{ <xcomp|<ccomp {above} }}");
        Some(Sketch::new(&["tag=VB"], ["!nsubj".to_owned(), "!obj".to_owned(), path]))
    }

    /// The agent of a verb in the active.
    fn active(&self, subject: Option<&Slot>) -> Vec<Sketch> {
        let guard = Sketch::new(&[], ["!aux:pass".to_owned(), "!nsubj:pass".to_owned()]);
        let Some(slot) = subject else {
            return vec![
                guard.and(&Sketch::new(&["!tag=VBN"], [])),
                guard.and(&Sketch::new(&["tag=VBN"], ["aux {_}".to_owned()])),
            ];
        };
        let x = self.words.target(slot);
        let optional = if slot.is_required() { "" } else { "?" };
        let own = if takes_clause(slot) { "(nsubj|csubj)" } else { "nsubj" };
        let none = || "!nsubj".to_owned();
        let shared = [
            Sketch::new(&[], [format!("{own}{optional} {x}")]),
            // *Park came and visited …*, *Park left, visiting …*
            Sketch::new(&["!tag=VBN"], [none(), format!("(<conj|<advcl)+ {{ nsubj {x} }}")]),
            Sketch::new(&["tag=VBN"], [none(), format!("<conj+ {{ !aux:pass; !nsubj:pass; nsubj {x} }}")]),
            // *Park wants to visit …*, *Park asked Lee to visit …*
            Sketch::new(&["!tag=VBN"], [none(), format!("(<conj|<xcomp)+ {{ !obj|iobj; nsubj {x} }}")]),
            // *Park seems to have visited …*
            Sketch::new(
                &["tag=VBN"],
                [none(), "aux {_}".to_owned(), format!("<xcomp+ {{ !obj|iobj; nsubj {x} }}")],
            ),
            Sketch::new(&["!tag=VBN"], [none(), format!("<xcomp {{ obj|iobj {x} }}")]),
            // *Park, who visited …*, *Park, who came and visited …*
            Sketch::new(&[], [format!("(<conj|<xcomp)* {{ nsubj {WHO}; <acl:relcl {x} }}")]),
            // *the man visiting …*
            Sketch::new(&["tag=VBG"], [none(), "!mark".to_owned(), format!("<acl {x}")]),
            // *Park's plan to visit …*, *Park made a plan to visit …*
            Sketch::new(
                &[],
                [none(), "mark 'to'".to_owned(), format!("<acl {{ (nmod:poss|nmod(by)) {x} }}")],
            ),
            Sketch::new(
                &[],
                [none(), "mark 'to'".to_owned(), format!("<acl {{ !nmod:poss; <obj {{ nsubj {x} }} }}")],
            ),
        ];
        // *plans to visit Oslo*
        let lacking = self.may_lack(slot).then(Sketch::default);
        shared.iter().chain(&lacking).map(|sketch| sketch.and(&guard)).collect()
    }

    /// The object of a verb in the active.
    fn objects(&self, object: Option<&Slot>, has_subject: bool, is_bare: bool) -> Vec<Sketch> {
        let Some(slot) = object else { return vec![Sketch::default()] };
        let x = self.words.target(slot);
        let optional = if slot.is_required() { "" } else { "?" };
        let mut objects = vec![Sketch::new(&[], [format!("({}){optional} {x}", self.steps(slot))])];
        if has_subject || is_bare {
            // *the firm (that) Park visited*
            let mut gap = Sketch::new(
                &[],
                [format!("!obj {NOT_WHO}"), format!("(<xcomp|<ccomp)* {{ <acl:relcl {x} }}")],
            );
            if is_bare {
                gap.branches.push(format!("nsubj {NOT_WHO}"));
            }
            objects.push(gap);
        }
        objects
    }

    /// The subject of a verb in the passive.
    fn passive(&self, surface: Option<&Slot>) -> Vec<Sketch> {
        let Some(slot) = surface else {
            return vec![
                Sketch::new(&[], ["aux:pass|nsubj:pass {_}".to_owned()]),
                Sketch::new(&["tag=VBN"], ["!aux".to_owned(), "!obj".to_owned(), "<acl {_}".to_owned()]),
            ];
        };
        let x = self.words.target(slot);
        let optional = if slot.is_required() { "" } else { "?" };
        let own = if takes_clause(slot) { "(nsubj:pass|csubj:pass)" } else { "nsubj:pass" };
        let none = || "!nsubj".to_owned();
        let auxiliary = || "aux:pass {_}".to_owned();
        let mut passives = vec![
            // *Oslo was visited*
            match slot.is_required() {
                true => Sketch::new(&[], [format!("{own} {x}")]),
                false => Sketch::new(&[], [auxiliary(), format!("{own}{optional} {x}")]),
            },
            // *Oslo was seen and then was visited*, *Oslo hopes to be visited*
            Sketch::new(&[], [none(), auxiliary(), format!("(<conj|<advcl|<xcomp)+ {{ nsubj {x} }}")]),
            // *Oslo was seen and visited*
            Sketch::new(
                &["tag=VBN"],
                [none(), "!aux".to_owned(), format!("<conj+ {{ nsubj {x}; aux:pass {{_}} }}")],
            ),
            // *Oslo, which was visited*
            Sketch::new(&[], [auxiliary(), format!("(<conj|<xcomp)* {{ nsubj {WHO}; <acl:relcl {x} }}")]),
            // *the city visited by Park*
            Sketch::new(
                &["(tag=VBN | tag=VBD)"],
                [none(), "!aux".to_owned(), "!obj".to_owned(), format!("<acl {x}")],
            ),
            // *the visited city*
            Sketch::new(&["(tag=VBN | tag=VBD)"], ["!advmod".to_owned(), format!("<amod {x}")]),
            // *Visited by Park, the city …*
            Sketch::new(
                &["tag=VBN"],
                [none(), "!aux".to_owned(), "!obj".to_owned(), format!("(<advcl|<xcomp) {{ nsubj {x} }}")],
            ),
        ];
        if !slot.is_required() {
            passives.truncate(6);
        }
        passives
    }

    pub(super) fn adjective(&self) -> Vec<Sketch> {
        let subject = self.slot(&SlotFunction::Subject);
        let rest = self.rest(&self.others(&[subject]), HOSTS);
        let subjects = match subject {
            None => vec![Sketch::default()],
            Some(slot) => {
                let x = self.words.target(slot);
                let optional = if slot.is_required() { "" } else { "?" };
                let mut constructions = vec![
                    // *Park is interested*
                    Sketch::new(&[], [format!("nsubj{optional} {x}")]),
                    // *Park seems interested*
                    Sketch::new(
                        &[],
                        ["!nsubj".to_owned(), format!("(<conj|<xcomp|<advcl)+ {{ nsubj {x} }}")],
                    ),
                    // *Park, who is interested*
                    Sketch::new(&[], [format!("(<conj|<xcomp)* {{ nsubj {WHO}; <acl:relcl {x} }}")]),
                    // *a man interested*, *the interested man*
                    Sketch::new(&[], ["!nsubj".to_owned(), format!("<acl|<amod {x}")]),
                ];
                constructions.extend(self.may_lack(slot).then(Sketch::default));
                constructions
            }
        };
        subjects.iter().flat_map(|subject| rest.iter().map(|rest| subject.and(rest))).collect()
    }
}
