//! Why a test sentence failed.

use std::sync::Arc;

use super::{Choice, Finding, Reached, explain};
use crate::annotate::{AnnotateError, Annotator};
use crate::document::Article;
use crate::lang::compile::Program;
use crate::lang::ir::{Expectation, Ruleset, Test};
use crate::tools::verify::Verdict;

/// Explains the verdict on a test sentence: for a missing event the nearest miss of each rule of its type, the nearest
/// first; for a wrong or unexpected one the patterns that matched.
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
    let (explanations, _) = explain(ruleset, program, &mut document, annotator, Choice::default())?;
    let mut findings: Vec<Finding> = explanations.into_iter().flat_map(|e| e.findings).collect();
    let (wanted, only) = match &test.expect {
        Expectation::Event(id, _) => (Some(*id), false),
        Expectation::Not(id) => (Some(*id), true),
        Expectation::Nothing => (None, false),
    };
    let name = wanted.and_then(|id| ruleset.events.get(id.index())).map_or("", |event| &event.name);
    let matched = |finding: &Finding| finding.reached >= Reached::Merged;
    match verdict {
        Verdict::Missing => {
            super::order(&mut findings);
            findings.retain(|finding| finding.makes == name && !matched(finding));
            let mut rules = std::collections::BTreeSet::new();
            findings.retain(|finding| rules.insert(finding.rule.clone()));
        }
        Verdict::Noisy => {
            let expected = |finding: &Finding| finding.makes == name;
            let several = findings.iter().filter(|f| f.reached == Reached::Match).all(expected);
            findings.retain(|finding| matched(finding) && (expected(finding) == only || several));
        }
        Verdict::Wrong => findings.retain(|f| f.reached == Reached::Match && f.makes == name),
        Verdict::Ok | Verdict::Todo | Verdict::TodoPasses => findings.clear(),
    }
    Ok(findings)
}
