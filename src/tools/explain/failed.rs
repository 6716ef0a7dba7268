//! Why a test sentence failed.

use std::collections::BTreeSet;
use std::sync::Arc;

use super::{Choice, Finding, Reached, explain};
use crate::annotate::{AnnotateError, Annotator};
use crate::document::Article;
use crate::lang::compile::Program;
use crate::lang::ir::{EventId, Expectation, Ruleset, Target, Test};
use crate::tools::verify::Verdict;

/// Explains the verdict on a test sentence: for a missing event the nearest miss of each rule of its type, the nearest
/// first, and where a rule has none the word that is read as something else than its pattern wants; for a wrong or
/// unexpected event the patterns that matched. The rules are those that the test is run against.
///
/// # Errors
/// As [`explain`] does; with the embedded annotator never.
pub fn explain_test(
    test: &Test,
    verdict: Verdict,
    ruleset: &Ruleset,
    program: &Program,
    annotator: &Annotator,
) -> Result<Vec<Finding>, AnnotateError> {
    if matches!(verdict, Verdict::Ok | Verdict::Todo | Verdict::TodoPasses) {
        return Ok(Vec::new());
    }
    let article =
        Article { id: "test".into(), date: test.date.clone(), text: test.text.clone(), ..Article::default() };
    let mut document = annotator.document(article, &Arc::clone(program.vocabulary()));
    let (explanations, events) = explain(ruleset, program, &mut document, annotator, Choice::default())?;
    let mut findings: Vec<Finding> = explanations.into_iter().flat_map(|e| e.findings).collect();
    let (wanted, only) = match &test.expect {
        Expectation::Events(expected) => (expected.iter().map(|expected| expected.event).collect(), false),
        Expectation::Not(id) => (vec![*id], true),
        Expectation::Nothing => (Vec::new(), false),
    };
    let name = |id: &EventId| ruleset.events.get(id.index()).map_or("", |event| event.name.as_str());
    let matched = |finding: &Finding| finding.reached >= Reached::Merged;
    let expected = |finding: &Finding| wanted.iter().any(|id| finding.makes == name(id));
    match verdict {
        Verdict::Missing => {
            let is_missing = |id: &&EventId| {
                let count = wanted.iter().filter(|other| other == id).count();
                events.iter().filter(|event| event.kind == name(id)).count() < count
            };
            let missing: BTreeSet<EventId> = wanted.iter().filter(is_missing).copied().collect();
            findings.retain(|f| !matched(f) && missing.iter().any(|id| f.makes == name(id)));
            for rule in &ruleset.rules {
                let makes = matches!(rule.target, Target::Event(id) if missing.contains(&id));
                if !makes || findings.iter().any(|finding| finding.rule == rule.name) {
                    continue;
                }
                let choice = Choice { rule: Some(&rule.name) };
                let (explanations, _) = explain(ruleset, program, &mut document, annotator, choice)?;
                let untried = explanations.into_iter().flat_map(|e| e.findings);
                findings.extend(untried.filter(|finding| finding.reached == Reached::Word));
            }
            super::order(&mut findings);
            let mut rules = BTreeSet::new();
            findings.retain(|finding| rules.insert(finding.rule.clone()));
        }
        Verdict::Noisy => {
            let several = findings.iter().filter(|f| f.reached == Reached::Match).all(expected);
            findings.retain(|finding| matched(finding) && (expected(finding) == only || several));
        }
        Verdict::Wrong => findings.retain(|f| f.reached == Reached::Match && expected(f)),
        Verdict::Ok | Verdict::Todo | Verdict::TodoPasses => findings.clear(),
    }
    Ok(findings)
}
