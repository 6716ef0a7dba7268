//! Why a rule matched, or how far it got and what failed there: in words, with the places in the text.
//!
//! The engine runs under a [`Recorder`]; its outcomes show which pattern was tried at which word and what ended it. The
//! matching code itself then gives the candidates for each slot, so an explanation cannot differ from what happened.
//! Explanations are data; the caller decides how much of them to show.

mod absent;
mod clause;
mod condition;
mod failed;
mod matched;
mod sequence;
mod tree;
mod words;

use std::collections::BTreeSet;
use std::ops::Range;

pub use self::failed::explain_test;
use self::words::Words;
use crate::annotate::{Annotate, AnnotateError};
use crate::document::{Document, TokenId};
use crate::extract::coreference::References;
use crate::extract::view::View;
use crate::extract::{Event, Outcome, Recorder, extract, view};
use crate::lang::compile::Program;
use crate::lang::ir::{Pattern, PatternId, PatternKind, Rule, Ruleset, Target};
use crate::source::OffsetMap;

/// The results of the rules in a sentence.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Explanation {
    /// The sentence, from 0.
    pub sentence: usize,
    /// Its bytes in the article.
    pub bytes: Range<usize>,
    /// The patterns with a finding, or all that were asked for: the nearest first.
    pub findings: Vec<Finding>,
    /// How many rules have no word in the sentence.
    pub silent: usize,
    /// The verbs of the sentence, in their dictionary form, that no pattern has.
    pub unknown_verbs: Vec<String>,
}

/// The result of a pattern at a word, or in the whole sentence if none of its words occurs.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Finding {
    /// The rule.
    pub rule: String,
    /// Its output: the name of an event or entity type.
    pub makes: String,
    /// The number of the pattern in its rule, from 1.
    pub pattern: u32,
    /// Its place: `rules/visit.rules:12`.
    pub at: String,
    /// The pattern as written.
    pub source: String,
    /// How far it got.
    pub reached: Reached,
    /// Step by step, up to the one that failed.
    pub steps: Vec<Step>,
    /// How many of its slots, or words, were found.
    found: usize,
    /// Whether it failed for want of an argument, where another pattern may have an argument that does not fit.
    wants: bool,
    /// The word at which it was tried.
    trigger: TokenId,
}

/// How far a pattern got.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Reached {
    /// No word of the pattern is in the sentence.
    Nothing,
    /// Some word of it is, but not enough of them.
    Word,
    /// The word of its predicate is, but it is read as something else.
    Reading,
    /// Its predicate matched, or the first words of a token pattern.
    Predicate,
    /// All its slots matched, but the event was not made.
    Slots,
    /// It matched, and its event became part of one of the same type and trigger.
    Merged,
    /// It matched.
    Match,
}

impl Reached {
    /// The outcome in one word.
    pub fn as_str(self) -> &'static str {
        match self {
            Reached::Nothing => "nothing",
            Reached::Word => "word",
            Reached::Reading => "reading",
            Reached::Predicate => "predicate",
            Reached::Slots => "slots",
            Reached::Merged => "merged",
            Reached::Match => "match",
        }
    }
}

/// A step of a pattern towards a match.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Step {
    /// The result of the step.
    pub sign: Sign,
    /// The subject of the step: `predicate`, `role \`host\``.
    pub about: String,
    /// The observation, in words.
    pub text: String,
    /// The relevant bytes of the article.
    pub bytes: Option<Range<usize>>,
}

/// The result of a step.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Sign {
    /// It matched.
    Held,
    /// It failed; the match ended here.
    Failed,
    /// A note.
    Note,
}

/// The sentences and rules to explain.
#[derive(Clone, Copy, Debug, Default)]
pub struct Choice<'a> {
    /// The rule; all rules if there is none. A chosen rule is explained even if none of its words occurs.
    pub rule: Option<&'a str>,
}

/// Explains the results of the rules in every sentence of a document, and returns their events.
///
/// The program must be compiled from the ruleset. Takes a few times as long as [`extract`].
///
/// # Errors
/// As [`extract`] does.
pub fn explain(
    ruleset: &Ruleset,
    program: &Program,
    document: &mut Document,
    annotator: &dyn Annotate,
    choice: Choice,
) -> Result<(Vec<Explanation>, Vec<Event>), AnnotateError> {
    let mut recorder = Recorder::default();
    let events = extract(program, document, annotator, &mut recorder)?;
    let patterns = patterns(ruleset);
    let offsets = OffsetMap::new(&document.article.text);
    let mut explanations = Vec::new();
    for sentence in 0..document.sentences.len() {
        // words that no rule has looked at are looked at now; without a rule to explain, a document that lacks a layer lacks it
        let filled = annotator.fill(document, sentence, crate::document::Layer::Clauses);
        if choice.rule.is_some() {
            filled?;
        }
        let view = view(program, document, sentence, &offsets);
        let references = References::new(&view);
        let words = Words { ruleset, view: &view, references: &references };
        let explainer = Explainer { words, patterns: &patterns, events: &events, annotator };
        explanations.push(explainer.sentence(&recorder, choice));
    }
    Ok((explanations, events))
}

/// The patterns in the order of their numbers in the program, with their rules; blocking ones have the number 0.
fn patterns(ruleset: &Ruleset) -> Vec<(&Rule, &Pattern)> {
    let all = |rule: &'_ Rule| rule.patterns.len() + rule.blocks.len();
    let mut patterns = Vec::with_capacity(ruleset.rules.iter().map(all).sum());
    for rule in &ruleset.rules {
        patterns.extend(rule.patterns.iter().chain(&rule.blocks).map(|pattern| (rule, pattern)));
    }
    patterns
}

/// Drops the patterns that would read a word as something else, if another pattern for the same thing reads it as it is:
/// that one says what is missing.
fn drop_other_readings(findings: &mut Vec<Finding>) {
    let is_read = |finding: &&Finding| finding.reached > Reached::Reading;
    let read = findings.iter().filter(is_read).map(|finding| (finding.trigger, finding.makes.clone()));
    let read: BTreeSet<(TokenId, String)> = read.collect();
    findings.retain(|finding| {
        finding.reached != Reached::Reading || !read.contains(&(finding.trigger, finding.makes.clone()))
    });
}

struct Explainer<'a> {
    words: Words<'a>,
    patterns: &'a [(&'a Rule, &'a Pattern)],
    events: &'a [Event],
    annotator: &'a dyn Annotate,
}

impl<'a> Explainer<'a> {
    fn sentence(&self, recorder: &Recorder, choice: Choice) -> Explanation {
        let view = self.view();
        let chosen = |rule: &Rule| choice.rule.is_none_or(|name| name == rule.name);
        let mut findings: Vec<Finding> = recorder
            .attempts
            .iter()
            .filter(|(_, trigger, _)| view.tokens.contains(trigger))
            .filter_map(|(pattern, trigger, outcome)| {
                let (rule, written) = *self.patterns.get(pattern.index())?;
                chosen(rule).then(|| self.attempt(*pattern, rule, written, *trigger, outcome))
            })
            .collect();
        if choice.rule.is_some() {
            let own = self.patterns.iter().filter(|(rule, pattern)| chosen(rule) && pattern.number > 0);
            for (rule, pattern) in own {
                let tried = |f: &Finding| f.rule == rule.name && f.pattern == pattern.number;
                if !findings.iter().any(tried) {
                    findings.push(self.untried(rule, pattern));
                }
            }
        } else {
            findings.extend(self.misread(&findings));
            drop_other_readings(&mut findings);
        }
        order(&mut findings);
        let spoken: BTreeSet<&str> = findings.iter().map(|finding| finding.rule.as_str()).collect();
        let rules = &self.words.ruleset.rules;
        Explanation {
            sentence: view.sentence,
            bytes: view.document.bytes(&view.tokens),
            silent: rules.iter().filter(|rule| chosen(rule) && !spoken.contains(rule.name.as_str())).count(),
            unknown_verbs: self.unknown_verbs(chosen),
            findings,
        }
    }

    fn view(&self) -> &'a View<'a> {
        self.words.view
    }

    fn attempt(
        &self,
        id: PatternId,
        rule: &Rule,
        pattern: &Pattern,
        trigger: TokenId,
        outcome: &Outcome,
    ) -> Finding {
        let mut finding = self.blank(rule, pattern, trigger);
        finding.reached = match outcome {
            Outcome::Matched => Reached::Match,
            Outcome::Merged(_) => Reached::Merged,
            Outcome::LacksRole(_) | Outcome::Condition(_) | Outcome::Blocked(_) | Outcome::Overridden(_) => {
                Reached::Slots
            }
            Outcome::LightVerb => Reached::Word,
            Outcome::Predicate => Reached::Reading,
            Outcome::Stuck(partial) if partial.solid < 2 => Reached::Word,
            Outcome::NoArgument(_)
            | Outcome::Unfit(..)
            | Outcome::Taken(_)
            | Outcome::NoEvidence
            | Outcome::Stuck(_)
            | Outcome::NoBranch(_)
            | Outcome::Forbidden(..)
            | Outcome::TooManySteps => Reached::Predicate,
        };
        match &pattern.kind {
            PatternKind::Clause(clause) => self.clause(&mut finding, id, rule, clause, outcome),
            PatternKind::Tokens(_) => self.tokens(&mut finding, id, rule, outcome),
            PatternKind::Tree(root) => self.tree(&mut finding, rule, root, outcome),
        }
        self.ending(&mut finding, rule, outcome);
        finding
    }

    fn blank(&self, rule: &Rule, pattern: &Pattern, trigger: TokenId) -> Finding {
        let ruleset = self.words.ruleset;
        let makes = match rule.target {
            Target::Event(id) => ruleset.events.get(id.index()).map(|event| event.name.clone()),
            Target::Entity(id) => ruleset.types.get(id.index()).map(|kind| kind.name.clone()),
        };
        Finding {
            rule: rule.name.clone(),
            makes: makes.unwrap_or_default(),
            pattern: pattern.number,
            at: format!("{}:{}", pattern.at.file, pattern.at.line),
            source: pattern.source.clone(),
            reached: Reached::Nothing,
            steps: Vec::new(),
            found: 0,
            wants: false,
            trigger,
        }
    }

    /// What happened after all slots were filled.
    fn ending(&self, finding: &mut Finding, rule: &Rule, outcome: &Outcome) {
        let event = match rule.target {
            Target::Event(id) => self.words.ruleset.events.get(id.index()),
            Target::Entity(_) => None,
        };
        match (outcome, event) {
            (Outcome::LacksRole(role), Some(event)) => {
                let role = &event.roles[role.index()];
                let text = format!(
                    "nothing fills it, and {} without it is not reported: let the pattern name it, or declare it as \
                     `{}?`",
                    words::with_article(&event.name),
                    role.name
                );
                finding.fail(format!("role `{}`", role.name), text, None);
            }
            (Outcome::Condition(unmet), Some(event)) => self.condition(finding, rule, event, unmet),
            (Outcome::Blocked(pattern), _) => {
                let source = self.patterns.get(pattern.index()).map_or("", |(_, pattern)| &pattern.source);
                finding.fail(
                    format!("unless {source}"),
                    "this matches here as well, and blocks the rule",
                    None,
                );
            }
            (Outcome::Overridden(other), _) => {
                let name = self.words.ruleset.rules.get(other.index()).map_or("", |rule| &rule.name);
                let text = format!("rule `{name}` matches here as well, and overrides this one");
                finding.fail("overridden", text, None);
            }
            (Outcome::Merged(other), _) => {
                let text = match self.patterns.get(other.index()) {
                    Some((other, pattern)) if other.name == rule.name => format!(
                        "pattern {} matched at the same trigger with as many roles or more; they make one event",
                        pattern.number
                    ),
                    Some((other, pattern)) => format!(
                        "pattern {} of rule `{}` matched at the same trigger with as many roles or more; they make \
                         one event",
                        pattern.number, other.name
                    ),
                    None => "another pattern matched at the same trigger; they make one event".to_owned(),
                };
                finding.note("merged", text, None);
            }
            (Outcome::Matched, _) => self.matched(finding),
            _ => {}
        }
    }
}

/// The nearest first, then by position, rule and pattern; for one pattern at one word only the nearest.
fn order(findings: &mut Vec<Finding>) {
    let nearness = |f: &Finding| std::cmp::Reverse((f.reached, f.found, !f.wants));
    findings.sort_by(|a, b| {
        let place = |f: &Finding| (f.trigger, f.pattern);
        nearness(a).cmp(&nearness(b)).then_with(|| a.rule.cmp(&b.rule)).then(place(a).cmp(&place(b)))
    });
    let mut seen = std::collections::BTreeSet::new();
    findings.retain(|f| seen.insert((f.rule.clone(), f.at.clone(), f.pattern, f.trigger)));
}

impl Finding {
    /// The step at which it ended, if it did not match.
    pub fn failure(&self) -> Option<&Step> {
        self.steps.iter().find(|step| step.sign == Sign::Failed)
    }

    fn hold(&mut self, about: impl Into<String>, text: impl Into<String>, bytes: Option<Range<usize>>) {
        self.steps.push(Step { sign: Sign::Held, about: about.into(), text: text.into(), bytes });
    }

    fn fail(&mut self, about: impl Into<String>, text: impl Into<String>, bytes: Option<Range<usize>>) {
        self.steps.push(Step { sign: Sign::Failed, about: about.into(), text: text.into(), bytes });
    }

    fn note(&mut self, about: impl Into<String>, text: impl Into<String>, bytes: Option<Range<usize>>) {
        self.steps.push(Step { sign: Sign::Note, about: about.into(), text: text.into(), bytes });
    }
}
