//! What clause patterns are understood to mean: `tests/expansion/*.rules`.

mod trees;

use std::fmt::Write;
use std::sync::LazyLock;

use dateline::annotate::Annotator;
use dateline::diagnostic::{Diagnostic, render};
use dateline::lang::check::{Package, check, describe, load};
use dateline::lang::ir::{PatternKind, Ruleset};
use dateline::source::Sources;
use dateline::tools::fix::{Fixed, fix};

use crate::grammar::cases;

pub(crate) static ENGLISH: LazyLock<Annotator> = LazyLock::new(|| Annotator::english().unwrap());

/// A package of a few made-up files.
struct Shelf;

impl Package for Shelf {
    fn file(&self, path: &str) -> Option<(String, String)> {
        let text = match path {
            "people" => "list carrier : Organization = carrier | airline\n",
            "std::nouns" => "list unused_here = office\n",
            _ => return None,
        };
        Some((format!("{}.rules", path.replace("::", "/")), text.to_owned()))
    }

    fn paths(&self) -> Vec<String> {
        ["people", "std::nouns"].map(str::to_owned).to_vec()
    }

    fn list(&self, _: &str, file: &str) -> std::io::Result<String> {
        match file {
            "carriers.tsv" => {
                Ok("# names\nSingtel\tSingapore Telecommunications\tQ1\tcountry=SG\n\nKT\n\tnameless\n"
                    .to_owned())
            }
            "companies.tsv" => Ok("Singtel\nKT\n".to_owned()),
            _ => Err(std::io::Error::new(std::io::ErrorKind::NotFound, "no such file")),
        }
    }
}

/// The checked rules of a file, and what is wrong with them as users see it.
pub(crate) fn checked(name: &str, text: &str) -> (Ruleset, String) {
    let (sources, files, mut problems) = load(vec![(format!("{name}.rules"), text.to_owned())], &Shelf);
    let (ruleset, found) = check(&files, &sources, &ENGLISH.lexicon, &Shelf);
    problems.extend(found);
    problems.sort_by_key(|problem| problem.place());
    (ruleset, rendered(&problems, &sources))
}

/// What is wrong with a file, and what becomes of it when it is mended.
pub(crate) fn fixed(name: &str, text: &str) -> (Vec<Diagnostic>, Fixed) {
    let files = vec![(format!("{name}.rules"), text.to_owned())];
    let (sources, trees, mut problems) = load(files.clone(), &Shelf);
    problems.extend(check(&trees, &sources, &ENGLISH.lexicon, &Shelf).1);
    (problems, fix(files, &Shelf, &ENGLISH.lexicon, false))
}

fn rendered(problems: &[Diagnostic], sources: &Sources) -> String {
    problems.iter().map(|problem| render(problem, sources, false) + "\n\n").collect()
}

/// Compares with `snapshots/NAME.snap` of the module's folder.
macro_rules! assert_case {
    ($name:expr, $text:expr) => {
        insta::with_settings!({ snapshot_path => "snapshots", prepend_module_to_snapshot => false, omit_expression => true }, {
            insta::assert_snapshot!($name, $text);
        });
    };
}
pub(crate) use assert_case;

#[test]
fn clause_patterns_are_understood() {
    for (name, text) in cases("expansion") {
        let (ruleset, problems) = checked(&name, &text);
        let mut out = String::new();
        for rule in &ruleset.rules {
            writeln!(out, "rule {}", rule.name).unwrap();
            let mut last = 0;
            for pattern in &rule.patterns {
                if pattern.number != last {
                    writeln!(out, "  {}", pattern.source).unwrap();
                    last = pattern.number;
                }
                match &pattern.kind {
                    PatternKind::Clause(clause) => {
                        writeln!(out, "    {}", describe(&ruleset, rule, clause)).unwrap();
                    }
                    PatternKind::Tokens(node) => writeln!(out, "    {node:?}").unwrap(),
                    PatternKind::Tree(root) => writeln!(out, "    {root:?}").unwrap(),
                }
            }
        }
        assert_case!(name, format!("{out}\n{problems}"));
    }
}
