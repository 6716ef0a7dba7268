//! Why rules match or not, on sentences annotated by hand: `tests/explain/*.rules`, each with CoNLL-U.

use std::fmt::Write as _;

use dateline::lang::compile::Program;
use dateline::read::conllu;
use dateline::tools::explain::{Choice, Explanation, Reached, Sign, explain};

use crate::expansion::{ENGLISH, assert_case, checked};
use crate::grammar::cases;

/// What is said of every sentence of a case; of one rule, if one is chosen.
fn story(rules: &str, annotated: &str, rule: Option<&str>) -> (String, Vec<Explanation>) {
    let (ruleset, problems) = checked("case", rules);
    assert_eq!(problems, "");
    let program = Program::compile(&ruleset);
    let (documents, problems) = conllu::documents(annotated, "case", program.vocabulary());
    assert!(problems.is_empty(), "{problems:#?}");
    let (mut story, mut all) = (String::new(), Vec::new());
    for mut document in documents {
        let (explanations, _) = explain(&ruleset, &program, &mut document, &*ENGLISH, Choice { rule })
            .expect("the trees are given");
        let text = &document.article.text;
        for Explanation { sentence, bytes, findings, silent, unknown_verbs } in &explanations {
            let id = &document.article.id;
            writeln!(story, "\n{id} {sentence}: {}\n  silent rules: {silent}", &text[bytes.clone()]).unwrap();
            if !unknown_verbs.is_empty() {
                writeln!(story, "  unknown verbs: {}", unknown_verbs.join(", ")).unwrap();
            }
            for finding in findings {
                writeln!(story, "  {} {}: {:?}", finding.rule, finding.pattern, finding.reached).unwrap();
                for step in &finding.steps {
                    let sign = match step.sign {
                        Sign::Held => '+',
                        Sign::Failed => '!',
                        Sign::Note => ' ',
                    };
                    let marked = step.bytes.clone().map_or("", |bytes| &text[bytes]);
                    writeln!(story, "    {sign} {}: {} [{marked}]", step.about, step.text).unwrap();
                }
            }
        }
        all.extend(explanations);
    }
    (story, all)
}

fn annotated(name: &str) -> String {
    let path = format!("{}/tests/explain/{name}.conllu", env!("CARGO_MANIFEST_DIR"));
    std::fs::read_to_string(path).unwrap()
}

#[test]
fn every_case_is_explained() {
    for (name, rules) in cases("explain") {
        let chosen = name.strip_prefix("all-of-").map(|_| "visit");
        assert_case!(name.as_str(), format!("{rules}{}", story(&rules, &annotated(&name), chosen).0));
    }
}

#[test]
fn who_failed_says_where_and_who_matched_did_not_fail() {
    for (name, rules) in cases("explain") {
        for explanation in story(&rules, &annotated(&name), Some("visit")).1 {
            for finding in explanation.findings {
                let whole = finding.reached >= Reached::Merged;
                assert_eq!(finding.failure().is_none(), whole, "{name}: {finding:#?}");
            }
        }
    }
}
