//! `dateline check`: the problems of rules.

use std::io::Write;
use std::path::PathBuf;

use anyhow::bail;
use clap::Args;
use dateline::diagnostic::{Certainty, Diagnostic, Severity};
use dateline::source::{Sources, Span};
use serde::Serialize;

use super::Verdict;
use super::expansion;
use super::project::Project;
use super::reporter::Reporter;
use super::rules;
use super::session::Session;

/// Check rules, and say what is wrong with them and how to mend it
#[derive(Args, Debug)]
#[command(after_help = "Examples:
  dateline check rules
  dateline check rules/visit.rules --show-expansion
  dateline check rules --json | jq -r 'select(.severity == \"error\").message'")]
pub(crate) struct Check {
    /// Rule files (.rules) and folders of them
    #[arg(value_name = "RULES")]
    rules: Vec<PathBuf>,
    /// Write a JSON object a line instead of text for people
    #[arg(long)]
    json: bool,
    /// Show the tree patterns that each clause pattern stands for
    #[arg(long)]
    show_expansion: bool,
}

impl Check {
    pub(crate) fn run(mut self, project: &Project) -> anyhow::Result<Verdict> {
        let reporter = Reporter::quiet();
        let mut packs = Vec::new();
        project.complete_rules(&mut self.rules, &mut packs);
        if self.rules.is_empty() && packs.is_empty() {
            bail!("no rules are named: give files or folders, or `rules` in a `dateline.toml`");
        }
        let rules = rules::load_or_shipped(&self.rules, &packs, &Session::of(project)?, &reporter)?;
        let mut out = anstream::stdout();
        if self.json {
            for problem in rules.problems() {
                writeln!(out, "{}", serde_json::to_string(&Record::new(problem, rules.sources()))?)?;
            }
        } else {
            rules::show(&rules, Severity::Hint, &mut out)?;
        }
        if self.show_expansion {
            expansion::show(rules.ruleset(), self.json, &mut out)?;
        }
        reporter.say(&rules::summary(&rules));
        Ok(if rules.count(Severity::Error) == 0 { Verdict::Fine } else { Verdict::Findings })
    }
}

/// A diagnostic in JSON. Lines and columns count from 1, columns in Unicode scalar values.
#[derive(Serialize)]
struct Record<'a> {
    code: &'static str,
    severity: &'static str,
    message: &'a str,
    places: Vec<Place<'a>>,
    notes: &'a [String],
    fix: Option<Fix<'a>>,
}

#[derive(Serialize)]
struct Place<'a> {
    file: &'a str,
    start: Position,
    end: Position,
    text: &'a str,
}

#[derive(Serialize)]
struct Position {
    line: usize,
    column: usize,
}

#[derive(Serialize)]
struct Fix<'a> {
    what: &'a str,
    start: Position,
    end: Position,
    replacement: &'a str,
    /// Whether `dateline fix` applies the change.
    certain: bool,
}

impl<'a> Record<'a> {
    fn new(problem: &'a Diagnostic, sources: &'a Sources) -> Record<'a> {
        let (file, _) = problem.place();
        let places = problem.labels.iter().map(|label| {
            let (start, end) = positions(sources, label.file, label.span);
            Place { file: sources.name(label.file), start, end, text: &label.text }
        });
        let fix = problem.fix.as_ref().map(|fix| {
            let (start, end) = positions(sources, file, fix.span);
            let certain = fix.certainty == Certainty::Certain;
            Fix { what: &fix.what, start, end, replacement: &fix.replacement, certain }
        });
        Record {
            code: problem.code.as_str(),
            severity: match problem.severity {
                Severity::Error => "error",
                Severity::Warning => "warning",
                Severity::Hint => "hint",
            },
            message: &problem.message,
            places: places.collect(),
            notes: &problem.notes,
            fix,
        }
    }
}

fn positions(sources: &Sources, file: dateline::source::FileId, span: Span) -> (Position, Position) {
    let position = |byte: usize| {
        let Some(source) = sources.get(file) else { return Position { line: 1, column: 1 } };
        let line = source.lines.line(byte);
        let before = source.text.get(source.lines.span(line).start..byte).unwrap_or_default();
        Position { line: line + 1, column: before.chars().count() + 1 }
    };
    (position(span.start), position(span.end))
}
