//! What users are told: `tests/errors/CODE-a-sentence.rules`, each with its rendered diagnostics.

use dateline::diagnostic::{Certainty, Code, Diagnostic};

use crate::expansion::{assert_case, checked, fixed};
use crate::grammar::cases;

#[test]
fn mistakes_are_explained() {
    for (name, text) in cases("errors") {
        let (ruleset, problems) = checked(&name, &text);
        if let Some(code) = name.strip_prefix('D').and_then(|rest| rest.get(..4)) {
            assert!(problems.contains(&format!("[D{code}]")), "{name}:\n{problems}");
        }
        let rules = ruleset.rules.iter().map(|rule| format!("{} ({})", rule.name, rule.patterns.len()));
        let rules = rules.collect::<Vec<_>>().join(", ");
        assert_case!(
            name,
            format!("{text}=====\n\n{problems}rules that work, with the number of their patterns: {rules}")
        );
    }
}

#[test]
fn every_code_has_a_case() {
    let names: Vec<String> = cases("errors").into_iter().map(|(name, _)| name).collect();
    for code in Code::ALL {
        assert!(
            names.iter().any(|name| name.starts_with(code.as_str())),
            "{code} has no case in tests/errors"
        );
    }
}

#[test]
fn messages_are_in_the_words_of_users() {
    for (name, text) in cases("errors") {
        let (problems, _) = fixed(&name, &text);
        assert!(!problems.is_empty(), "{name}");
        for problem in &problems {
            let labels = problem.labels.iter().map(|label| &label.text);
            let fix = problem.fix.iter().map(|fix| &fix.what);
            for said in labels.chain(fix).chain(&problem.notes).chain([&problem.message]) {
                assert!(!said.ends_with(['.', ' ']) && !said.starts_with(' '), "{name}: {said}");
                assert!(
                    !said.starts_with(|c: char| c.is_uppercase()) || starts_with_a_name(said),
                    "{name}: {said}"
                );
                for word in ["compat", "kw_", "Rule::", "Some(", "pest", "mistake is in Dateline"] {
                    assert!(!said.contains(word), "{name}: {said}");
                }
            }
        }
    }
}

/// Messages start with a small letter, but for names.
fn starts_with_a_name(said: &str) -> bool {
    ["Dateline", "English"].iter().any(|name| said.starts_with(name))
}

#[test]
fn every_example_has_its_mistake_and_its_mended_form_has_none() {
    for code in Code::ALL {
        let (wrong, mended) = code.example();
        let (_, problems) = checked("example", &wrong);
        assert!(problems.contains(&format!("[{code}]")), "{code}:\n{wrong}\n{problems}");
        let (_, problems) = checked("example", &mended);
        assert_eq!(problems, "", "{code}, mended:\n{mended}");
    }
}

#[test]
fn fixes_that_are_certain_mend_their_mistake_and_make_no_other() {
    let mut mended = Vec::new();
    for code in Code::ALL {
        let (wrong, _) = code.example();
        let (found, fixed) = fixed("example", &wrong);
        if found.iter().any(|problem| problem.code == *code && is_certain(problem)) {
            assert!(fixed.problems.is_empty(), "{code}:\n{}\n{:?}", fixed.texts[0].1, fixed.problems);
            mended.push(code.as_str());
        } else {
            assert!(fixed.problems.iter().any(|problem| problem.code == *code), "{code} is mended by chance");
        }
    }
    assert_eq!(mended, MENDED);
}

#[test]
fn fixes_that_are_certain_make_every_case_better_or_are_refused() {
    for (name, text) in cases("errors") {
        let (found, fixed) = fixed(&name, &text);
        let certain = found.iter().filter(|problem| is_certain(problem)).count();
        assert!(fixed.mended.len() + fixed.refused.len() >= certain, "{name}");
        assert!(fixed.problems.len() + fixed.mended.len() >= found.len(), "{name}: mended more than it says");
        assert!(
            !fixed.problems.iter().any(is_certain) || !fixed.refused.is_empty(),
            "{name}: not all is mended"
        );
        assert_eq!(fixed.refused, [], "{name}");
    }
}

fn is_certain(problem: &Diagnostic) -> bool {
    problem.fix.as_ref().is_some_and(|fix| fix.certainty == Certainty::Certain)
}

/// The codes whose example `dateline fix` mends.
const MENDED: &[&str] = &[
    "D0101", "D0102", "D0103", "D0104", "D0105", "D0106", "D0107", "D0112", "D0201", "D0203", "D0204",
    "D0205", "D0206", "D0215", "D0216", "D0220", "D0310", "D0402", "D0403",
];

/// `DATELINE_DOCS=update cargo test page_of_the_catalogue` writes the page.
#[test]
fn the_page_of_the_catalogue_is_what_the_catalogue_says() {
    let path = concat!(env!("CARGO_MANIFEST_DIR"), "/docs/errors.md");
    let page = dateline::diagnostic::page();
    if std::env::var_os("DATELINE_DOCS").is_some_and(|value| value == "update") {
        std::fs::write(path, &page).unwrap();
    }
    let written = std::fs::read_to_string(path).unwrap_or_default();
    assert!(
        written == page,
        "docs/errors.md is old; write it with `DATELINE_DOCS=update cargo test page_of_the_catalogue`"
    );
}
