//! How far a token pattern got.

use super::{Explainer, Finding, words};
use crate::document::{Upos, Word};
use crate::extract::observer::Partial;
use crate::extract::{Outcome, sequence};
use crate::lang::compile::automaton::{Automaton, Capture, Instruction};
use crate::lang::compile::token::Check;
use crate::lang::ir::{PatternId, Rule, Target};

impl Explainer<'_> {
    /// The steps of a token pattern.
    pub(super) fn tokens(&self, finding: &mut Finding, id: PatternId, rule: &Rule, outcome: &Outcome) {
        match outcome {
            Outcome::Stuck(partial) => self.stuck(finding, id, partial),
            Outcome::TooManySteps => {
                let text = format!(
                    "rule `{}` matches more spans than a sentence may have: the rest is left out",
                    rule.name
                );
                finding.fail("cost", text, None);
            }
            _ => self.captured(finding, id, rule),
        }
    }

    /// What a match found, as a whole and for each slot.
    fn captured(&self, finding: &mut Finding, id: PatternId, rule: &Rule) {
        let view = self.view();
        let every = self.patterns.get(id.index()).is_some_and(|(_, pattern)| pattern.all);
        let sequence = view.program.sequences.iter().find(|sequence| sequence.pattern == id);
        let find = if every { sequence::find_all } else { sequence::find };
        let matches = sequence.map(|sequence| find(&sequence.automaton, view, &mut ())).unwrap_or_default();
        let Some(found) = matches.into_iter().find(|found| found.tokens.contains(&finding.trigger)) else {
            let trigger = finding.trigger..finding.trigger + 1;
            let text = format!("matches around `{}`", view.document.form(finding.trigger));
            finding.hold("tokens", text, self.words.bytes(&trigger));
            return;
        };
        let text = format!("`{}` matches", self.words.text(&found.tokens));
        finding.hold("tokens", text, self.words.bytes(&found.tokens));
        for (capture, tokens) in &found.captures {
            let about = match (capture, rule.target) {
                (Capture::Name(name), _) => name.clone(),
                (Capture::Mention(role) | Capture::Role(role), Target::Event(event)) => {
                    let role = self.words.ruleset.events[event.index()].roles.get(role.index());
                    role.map_or_else(String::new, |role| format!("role `{}`", role.name))
                }
                (_, Target::Entity(_)) => "mention".to_owned(),
            };
            finding.hold(about, format!("is `{}`", self.words.text(tokens)), self.words.bytes(tokens));
            finding.found += 1;
        }
    }

    fn stuck(&self, finding: &mut Finding, id: PatternId, partial: &Partial) {
        let view = self.view();
        let found = partial.start..partial.found;
        finding.found = if partial.solid > 1 { partial.solid as usize } else { 0 };
        finding.hold("tokens", format!("`{}` found", self.words.text(&found)), self.words.bytes(&found));
        let sequence = view.program.sequences.iter().find(|sequence| sequence.pattern == id);
        let Some(sequence) = sequence else { return };
        let parts = [&sequence.automaton].into_iter().chain(&sequence.automaton.also).nth(partial.part);
        let Some(automaton) = parts else { return };
        if partial.wanted.is_empty() {
            finding.fail("tokens", "each part of the pattern matches, but not the same words", None);
            return;
        }
        let wanted = partial.wanted.iter().filter_map(|&address| automaton.instructions.get(address));
        let mut wanted: Vec<(String, bool)> = wanted
            .map(|instruction| {
                (self.instruction(automaton, instruction), matches!(instruction, Instruction::GapToken))
            })
            .collect();
        let crosses = wanted.iter().any(|(_, gap)| *gap);
        wanted.retain(|(_, gap)| !*gap);
        wanted.dedup();
        let wanted = words::any_of(wanted.into_iter().map(|(what, _)| what));
        if partial.reached >= view.tokens.end {
            finding.fail("tokens", format!("the sentence ends where {wanted} should follow"), None);
            return;
        }
        let next = partial.reached..partial.reached + 1;
        let form = view.document.form(partial.reached);
        let mut text = format!("{wanted} should follow, not `{form}`");
        if crosses {
            text += ", which opens or ends a clause: no gap crosses it";
        } else if matches!(
            view.document.tokens.upos[partial.reached as usize],
            Upos::Noun | Upos::Propn | Upos::Verb | Upos::Aux | Upos::Adj | Upos::Adv
        ) {
            text = format!("{text}; {}", self.words.reading(partial.reached));
        }
        finding.fail("tokens", text, self.words.bytes(&next));
    }

    fn instruction(&self, automaton: &Automaton, instruction: &Instruction) -> String {
        match instruction {
            Instruction::Token { check, .. } => self.check(&automaton.checks[*check]),
            Instruction::List(list) => format!("an entry of @{}", self.words.list(*list)),
            Instruction::Mention(accepts) => self.words.accepts(accepts),
            Instruction::GapToken => "a word of the gap".to_owned(),
            Instruction::Start => "the start of the sentence".to_owned(),
            Instruction::End => "the end of the sentence".to_owned(),
            Instruction::Ahead(_, false) => "what the look-ahead wants".to_owned(),
            Instruction::Ahead(_, true) => "anything but what the look-ahead forbids".to_owned(),
            _ => "something else".to_owned(),
        }
    }

    fn check(&self, check: &Check) -> String {
        let text = |word: &crate::document::Word| format!("`{}`", self.view().program.vocabulary.text(*word));
        match check {
            Check::Any => "any word".to_owned(),
            Check::Form(forms) => format!("exactly {}", words::any_of(forms.iter().map(text))),
            Check::Lower(lower) => words::any_of(lower.iter().map(text)),
            Check::Lemma(lemmas) => {
                format!("a form of {}", words::any_of(lemmas.iter().map(|(word, _)| text(word))))
            }
            Check::Ent(types) => words::any_of(types.iter().map(|name| words::with_article(name))),
            Check::List(list) => format!("an entry of @{}", self.words.list(*list)),
            Check::And(all) => all.iter().map(|check| self.check(check)).collect::<Vec<_>>().join(" and "),
            Check::Or(any) => {
                // an uninflected word is tested as written and as a lemma
                let written = |word: &Word| {
                    any.iter().any(|c| matches!(c, Check::Lower(lower) if lower.contains(word)))
                };
                let again = |c: &Check| matches!(c, Check::Lemma(lemmas) if lemmas.iter().all(|(word, _)| written(word)));
                // and an inflected one is a form of its lemma
                let inflected = any.iter().any(|c| matches!(c, Check::Lemma(_)) && !again(c));
                let said = |c: &&Check| !(again(c) || inflected && matches!(c, Check::Lower(_)));
                words::any_of(any.iter().filter(said).map(|check| self.check(check)))
            }
            Check::Not(check) => format!("not {}", self.check(check)),
            _ => "a word with the attributes in brackets".to_owned(),
        }
    }
}
