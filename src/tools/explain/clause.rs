//! How far a clause pattern got at a predicate.

use super::{Explainer, Finding, words};
use crate::document::clause::{Clause, ClauseId, PredicateKind};
use crate::extract::Outcome;
use crate::extract::clause::{Filling, SlotArguments, inspect};
use crate::lang::ir::{ClausePattern, PatternId, Rule, Slot, SlotFunction, Target};

impl Explainer<'_> {
    /// The steps of a clause pattern, up to the slot that failed.
    pub(super) fn clause(
        &self,
        finding: &mut Finding,
        id: PatternId,
        rule: &Rule,
        pattern: &ClausePattern,
        outcome: &Outcome,
    ) {
        let view = self.view();
        let at = |clause: &Clause| clause.head == finding.trigger || clause.trigger.start == finding.trigger;
        let Some(number) = view.clauses().clauses.iter().position(at) else { return };
        let clause = &view.clauses().clauses[number];
        let bytes = self.words.bytes(&clause.trigger);
        let word = self.words.text(&clause.trigger);
        if *outcome == Outcome::Predicate {
            let (reading, wanted) = (self.words.reading(clause.head), words::kind(pattern.predicate));
            let upos = view.document.tokens.upos[clause.head as usize];
            // *the acquired firm* has a verb that is no predicate
            let stands = if is_of_kind(pattern.predicate, upos) && clause.kind != pattern.predicate {
                format!(", which stands here as {}", words::kind(clause.kind))
            } else {
                String::new()
            };
            let text = format!("{reading}{stands}; the pattern wants {wanted} as its predicate");
            finding.fail("predicate", text, bytes);
            return;
        }
        let lemma = view.document.strings.text(clause.lemma);
        let passive = if clause.passive { ", in the passive, which is undone" } else { "" };
        let kind = words::kind(clause.kind);
        finding.hold("predicate", format!("`{word}` found, {kind}, a form of `{lemma}`{passive}"), bytes);
        if *outcome == Outcome::LightVerb {
            let verbs = words::any_of(pattern.light.iter().map(|verb| format!("`{verb}`")));
            let text = format!("the noun is not the object of {verbs}, as the pattern wants it");
            finding.fail("light verb", text, self.words.bytes(&clause.trigger));
            return;
        }
        let Some(seen) = inspect(view, self.words.references, id, ClauseId::at(number)) else { return };
        if let Some(light) = seen.light {
            let text = format!("`{}` found", view.document.form(light));
            finding.hold("light verb", text, self.words.bytes(&(light..light + 1)));
        }
        let failed = match outcome {
            Outcome::NoArgument(index) | Outcome::Unfit(index, _) | Outcome::Taken(index) => Some(*index),
            _ => None,
        };
        finding.wants = matches!(outcome, Outcome::NoArgument(_));
        let mut used: Vec<Filling> = Vec::new();
        for (index, (slot, found)) in pattern.slots.iter().zip(&seen.slots).enumerate() {
            let about = about(self, rule, slot);
            if failed == Some(index) {
                self.miss(finding, about, slot, found, outcome);
                break;
            }
            self.slot(finding, about, rule, slot, found, &mut used);
        }
        if *outcome == Outcome::NoEvidence {
            let text = "no slot is filled by what surely fits, and the predicate alone is not enough";
            finding.fail("evidence", text.to_owned(), None);
        }
        if failed.is_some() || *outcome == Outcome::NoEvidence {
            let text = self.words.arguments(&seen.arguments);
            finding.note(format!("`{word}` has"), text, None);
        }
    }

    /// A slot that was filled, or was allowed to stay empty.
    fn slot(
        &self,
        finding: &mut Finding,
        about: String,
        rule: &Rule,
        slot: &Slot,
        found: &SlotArguments,
        used: &mut Vec<Filling>,
    ) {
        let many = takes_many(self, rule, slot);
        let mut free = found.fitting.iter().filter(|(_, filling, _)| !used.contains(filling)).peekable();
        if free.peek().is_none() {
            let why = match found.unfit.first() {
                Some(argument) => self.words.unfit(&slot.test, argument),
                None => format!("there is no {}", function(&slot.functions)),
            };
            finding.note(about, format!("stays empty, as it may: {why}"), None);
            return;
        }
        let mut taken = Vec::new();
        let mut rest = Vec::new();
        for (argument, filling, is_guess) in free {
            let tokens = self.words.filled(*filling);
            if taken.is_empty() || many {
                let what = match filling {
                    Filling::Phrase(id, _) if *is_guess => {
                        format!("{}, which may be {}", self.words.phrase(*id), self.words.test(&slot.test))
                    }
                    Filling::Phrase(id, _) => self.words.phrase(*id),
                    Filling::Affiliation(_, kind) => format!(
                        "{}, the affiliation of a person",
                        words::with_article(self.words.type_name(*kind))
                    ),
                    Filling::Clause(_) => "a Clause".to_owned(),
                    Filling::Word(_) => "a Word".to_owned(),
                    Filling::Event(_, at) => self.words.event(*at),
                    Filling::Mention(index) => {
                        let kind = self.view().mentions()[*index as usize].kind;
                        format!("{} before the noun", words::with_article(self.words.type_name(kind)))
                    }
                };
                let text =
                    format!("{} is `{}`, {what}", self.words.argument(argument), self.words.text(&tokens));
                finding.hold(about.clone(), text, self.words.bytes(&tokens));
                finding.found += 1;
                taken.push(*filling);
            } else {
                rest.push(format!("`{}`", self.words.text(&tokens)));
            }
        }
        used.extend(taken);
        if !rest.is_empty() && slot.role.is_some() {
            let text = format!(
                "takes one filler, the nearest; not taken: {} (declare the role with `+` or `*` to take all)",
                rest.join(", ")
            );
            finding.note(about, text, None);
        }
    }

    /// A required slot that was not filled.
    fn miss(
        &self,
        finding: &mut Finding,
        about: String,
        slot: &Slot,
        found: &SlotArguments,
        outcome: &Outcome,
    ) {
        match (outcome, found.unfit.first()) {
            (Outcome::Taken(_), _) => {
                let argument = found.fitting.first().map(|(argument, ..)| argument);
                let tokens = argument.map(|argument| self.words.tokens(argument.filler));
                let text = tokens.as_ref().map_or("", |tokens| self.words.text(tokens)).to_owned();
                let text = format!("`{text}` would fit, but a slot before it takes that already");
                finding.fail(about, text, tokens.and_then(|tokens| self.words.bytes(&tokens)));
            }
            (_, Some(argument)) => {
                let text = self.words.unfit(&slot.test, argument);
                finding.fail(about, text, self.words.bytes(&self.words.tokens(argument.filler)));
            }
            (_, None) => {
                let (function, test) = (function(&slot.functions), self.words.test(&slot.test));
                finding.fail(about, format!("there is no {function}, which should be {test}"), None);
            }
        }
    }
}

/// `role \`host\``, or the function of a slot without a role.
fn about(explainer: &Explainer, rule: &Rule, slot: &Slot) -> String {
    let role = slot.role.and_then(|role| match rule.target {
        Target::Event(event) => explainer.words.ruleset.events[event.index()].roles.get(role.index()),
        Target::Entity(_) => None,
    });
    role.map_or_else(|| function(&slot.functions), |role| format!("role `{}`", role.name))
}

fn takes_many(explainer: &Explainer, rule: &Rule, slot: &Slot) -> bool {
    let (Some(role), Target::Event(event)) = (slot.role, rule.target) else { return false };
    let role = explainer.words.ruleset.events[event.index()].roles.get(role.index());
    role.is_some_and(|role| role.most.is_none_or(|most| most > 1))
}

/// `subject`, `*to* phrase`.
fn function(functions: &[SlotFunction]) -> String {
    words::any_of(functions.iter().map(|function| match function {
        SlotFunction::Subject => "subject".to_owned(),
        SlotFunction::Object => "object".to_owned(),
        SlotFunction::IndirectObject => "indirect object".to_owned(),
        SlotFunction::Complement => "complement clause".to_owned(),
        SlotFunction::Purpose => "infinitive of purpose".to_owned(),
        SlotFunction::PossessorOf(words) => format!("possessor of the noun {}", words.join(", ")),
        SlotFunction::Modifier => "word before the noun".to_owned(),
        SlotFunction::Adverbial => "phrase without preposition".to_owned(),
        SlotFunction::Predicative => "predicative".to_owned(),
        SlotFunction::Oblique(words) => format!("*{}* phrase", words.join("*, *")),
        SlotFunction::OfNoun(words) if words.is_empty() => "*of* phrase of a noun".to_owned(),
        SlotFunction::OfNoun(words) => format!("phrase of the noun {}", words.join(", ")),
    }))
}

/// Whether a word with this part of speech can be a predicate of this kind.
pub(super) fn is_of_kind(kind: PredicateKind, upos: crate::document::Upos) -> bool {
    use crate::document::Upos;
    match kind {
        PredicateKind::Verb => matches!(upos, Upos::Verb | Upos::Aux),
        PredicateKind::Noun => matches!(upos, Upos::Noun | Upos::Propn),
        PredicateKind::Adjective => matches!(upos, Upos::Adj | Upos::Verb),
    }
}
