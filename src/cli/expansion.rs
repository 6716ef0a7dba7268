//! `dateline check --show-expansion`: the tree patterns for clause patterns.

use std::io::{self, Write};

use dateline::lang::check::describe;
use dateline::lang::ir::{PatternKind, Ruleset};
use dateline::tools::expansion::tree_patterns;
use serde::Serialize;

/// A clause pattern, or one reading of a pattern with alternatives.
#[derive(Serialize)]
struct Record<'a> {
    rule: &'a str,
    file: &'a str,
    line: u32,
    pattern: &'a str,
    meaning: String,
    trees: Vec<String>,
}

/// Writes every clause pattern as understood, with its tree patterns: text that parses as the patterns of rules, or a
/// JSON object a line.
pub(crate) fn show(ruleset: &Ruleset, json: bool, out: &mut impl Write) -> io::Result<()> {
    for rule in &ruleset.rules {
        for pattern in &rule.patterns {
            let PatternKind::Clause(clause) = &pattern.kind else { continue };
            let record = Record {
                rule: &rule.name,
                file: &pattern.at.file,
                line: pattern.at.line,
                pattern: &pattern.source,
                meaning: describe(ruleset, rule, clause),
                trees: tree_patterns(ruleset, rule, clause),
            };
            match json {
                true => writeln!(out, "{}", serde_json::to_string(&record)?)?,
                false => write(&record, out)?,
            }
        }
    }
    Ok(())
}

fn write(record: &Record, out: &mut impl Write) -> io::Result<()> {
    writeln!(out, "# {}:{} rule {}: {}", record.file, record.line, record.rule, record.pattern)?;
    writeln!(out, "# {}", record.meaning)?;
    record.trees.iter().try_for_each(|tree| writeln!(out, "{tree}"))?;
    writeln!(out)
}
