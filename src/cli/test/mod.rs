//! `dateline test`: the test sentences of rule files, and articles against their snapshots.

mod articles;
mod junit;

use std::collections::BTreeMap;
use std::io::{BufWriter, Write};
use std::path::{Path, PathBuf};

use anyhow::{Context, bail};
use clap::Args;
use dateline::annotate::AnnotateError;
use dateline::diagnostic::Severity;
use dateline::display::one_line;
use dateline::lang::compile::Program;
use dateline::lang::ir::{self, Ruleset};
use dateline::source::OffsetMap;
use dateline::tools::coverage::Coverage;
use dateline::tools::explain::{Finding, explain_test};
use dateline::tools::verify::{self, Programs, Report};
use rayon::prelude::*;
use serde::Serialize;

use self::articles::{Outcome, State};
use super::Verdict;
use super::explain::{FindingRecord, show_finding};
use super::project::Project;
use super::reporter::{Reporter, counted};
use super::rules;
use super::session::Session;
use super::snapshots::{self, Snapshots};
use dateline::pipeline::with_slashes;

/// Run the tests of rules: their test sentences, and articles with accepted snapshots
///
/// Every test sentence and article is held against all the rules. The articles are those (.txt, .md, .jsonl, .conllu) in
/// folders called `tests` inside a folder that is named, and beside a rule file that is. What an article gives is compared
/// with `tests/snapshots/NAME.snap`; if it is something else, it is written to `NAME.snap.new`, for `dateline review`. That is
/// left out with `--no-pending` and where the environment variable CI is set.
///
/// Exit code: 0 if all is well, 1 if a test fails, an article is new or a snapshot has no article, 2 if the command could not
/// run.
#[derive(Args, Debug)]
#[command(after_help = "Examples:
  dateline test
  dateline test rules --filter visit
  dateline test rules --coverage --min-coverage 90 --junit results.xml
  dateline test rules --update
  dateline test rules --json | jq -r 'select(.verdict != \"ok\").at'")]
pub(crate) struct Test {
    /// Rule files (.rules) and folders of them
    #[arg(value_name = "PATHS", default_value = ".")]
    rules: Vec<PathBuf>,
    /// Only sentences and articles that have this in their text, path or place
    #[arg(long, value_name = "TEXT")]
    filter: Option<String>,
    /// Accept what all articles give now
    #[arg(long)]
    update: bool,
    /// Do not write what waits for `dateline review`
    #[arg(long)]
    no_pending: bool,
    /// Name the patterns that match in no sentence and no article
    #[arg(long)]
    coverage: bool,
    /// Fail if fewer of the patterns match, in percent
    #[arg(long, value_name = "PERCENT", value_parser = clap::value_parser!(u8).range(0..=100))]
    min_coverage: Option<u8>,
    /// Write a JSON object a line instead of text for people
    #[arg(long)]
    json: bool,
    /// Write the results as JUnit XML as well
    #[arg(long, value_name = "FILE")]
    junit: Option<PathBuf>,
}

/// The result of a test sentence.
struct Tested<'a> {
    test: &'a ir::Test,
    report: Report,
    findings: Vec<Finding>,
    coverage: Coverage,
}

impl Test {
    pub(crate) fn run(self, project: &Project) -> anyhow::Result<Verdict> {
        let reporter = Reporter::quiet();
        let session = Session::of(project)?;
        let rules = rules::load(&self.rules, &session, &reporter)?;
        rules::show(&rules, Severity::Error, &mut anstream::stderr())?;
        let program = Program::compile(rules.ruleset());
        let session = session.over(&program);
        let Snapshots { mut cases, mut unreferenced } = Snapshots::find(&self.rules, &reporter)?;
        cases.retain(|case| self.wants(&[&case.article.shown]));
        if self.filter.is_some() {
            unreferenced.clear();
        }
        let tests: Vec<&ir::Test> =
            rules.ruleset().tests.iter().filter(|test| self.wants_test(test)).collect();
        if let Some(filter) = self.filter.as_ref().filter(|_| tests.is_empty() && cases.is_empty()) {
            bail!("no test has `{filter}` in its text or place");
        }
        let programs = Programs::new(rules.ruleset(), &program);
        let tested: Result<Vec<Tested>, _> =
            tests.par_iter().map(|test| self.test(test, &programs, &session)).collect();
        let tested = tested?;
        let outcomes = articles::compare(cases, &program, &session, self.covers(), &reporter)?;
        let keep = !self.no_pending && std::env::var_os("CI").is_none_or(|value| value.is_empty());
        for outcome in &outcomes {
            if self.update {
                outcome.accept()?;
            } else if keep {
                outcome.keep_pending()?;
            }
        }
        let mut out = BufWriter::new(anstream::stdout());
        for test in &tested {
            self.show_test(&mut out, test)?;
        }
        for outcome in &outcomes {
            self.show_article(&mut out, outcome)?;
        }
        for path in &unreferenced {
            self.show_unreferenced(&mut out, path)?;
        }
        let covered = self.cover(&mut out, &tested, &outcomes, rules.ruleset())?;
        out.flush()?;
        if let Some(path) = &self.junit {
            let xml = junit::xml(&self.cases(&tested, &outcomes));
            std::fs::write(path, xml).with_context(|| format!("cannot write `{}`", path.display()))?;
        }
        reporter.say(&summary(&tested, &outcomes, unreferenced.len()));
        let waiting = |outcome: &Outcome| matches!(outcome.state, State::New | State::Changed);
        if keep && !self.update && outcomes.iter().any(waiting) {
            reporter.say("what is new or changed waits for `dateline review`");
        }
        if rules.count(Severity::Error) > 0 {
            reporter.say(&format!(
                "{} in the rules; what has one was left out",
                counted(rules.count(Severity::Error), "error")
            ));
        }
        let fine = rules.count(Severity::Error) == 0
            && covered
            && unreferenced.is_empty()
            && tested.iter().all(|tested| !tested.report.verdict.is_failure())
            && outcomes.iter().all(|outcome| outcome.state == State::Ok || (self.update && waiting(outcome)));
        Ok(if fine { Verdict::Fine } else { Verdict::Findings })
    }

    fn covers(&self) -> bool {
        self.coverage || self.min_coverage.is_some()
    }

    fn wants(&self, texts: &[&str]) -> bool {
        let Some(filter) = &self.filter else { return true };
        let filter = filter.to_lowercase();
        texts.iter().any(|text| text.to_lowercase().contains(&filter))
    }

    fn wants_test(&self, test: &ir::Test) -> bool {
        self.wants(&[&test.text, &place(test)])
    }

    fn test<'a>(
        &self,
        test: &'a ir::Test,
        programs: &Programs,
        session: &Session,
    ) -> Result<Tested<'a>, AnnotateError> {
        let (ruleset, program) = programs.of(test);
        let english = session.english();
        let mut coverage = Coverage::default();
        let (_, events) = if self.covers() {
            verify::events(test, program, english, &mut coverage)?
        } else {
            verify::events(test, program, english, &mut ())?
        };
        let report = verify::compare(test, program.events(), &events);
        let findings = explain_test(test, report.verdict, ruleset, program, english)?;
        Ok(Tested { test, report, findings, coverage })
    }

    fn show_test(&self, out: &mut impl Write, tested: &Tested) -> anyhow::Result<()> {
        let Tested { test, report, findings, .. } = tested;
        if self.json {
            writeln!(out, "{}", serde_json::to_string(&Record::new(test, report, findings))?)?;
            return Ok(());
        }
        show(out, test, report)?;
        for finding in findings {
            show_finding(out, finding, &test.text, 0, 8)?;
        }
        Ok(())
    }

    fn show_article(&self, out: &mut impl Write, outcome: &Outcome) -> anyhow::Result<()> {
        let Outcome { case, state, difference, .. } = outcome;
        if self.json {
            let record = ArticleRecord {
                verdict: state.as_str(),
                at: &case.article.shown,
                snapshot: with_slashes(&case.accepted),
                accepted: self.update,
                difference: difference.iter().map(|(sign, text)| format!("{sign} {text}")).collect(),
            };
            writeln!(out, "{}", serde_json::to_string(&record)?)?;
            return Ok(());
        }
        let accepted = self.update && matches!(state, State::New | State::Changed);
        let note = if accepted { ", accepted" } else { "" };
        let about = format!("{}{note}", one_line(&case.article.shown));
        writeln!(out, "{:<7} {about}", state.as_str())?;
        snapshots::show_difference(out, difference, 8)?;
        Ok(())
    }

    fn show_unreferenced(&self, out: &mut impl Write, path: &Path) -> anyhow::Result<()> {
        let at = with_slashes(path);
        if self.json {
            let record = serde_json::json!({ "verdict": "unreferenced", "at": at });
            writeln!(out, "{record}")?;
        } else {
            writeln!(
                out,
                "unreferenced {}: no article has this snapshot; delete it, or call the article as before",
                one_line(&at)
            )?;
        }
        Ok(())
    }

    /// Reports which patterns never matched, and whether that is allowed.
    fn cover(
        &self,
        out: &mut impl Write,
        tested: &[Tested],
        outcomes: &[Outcome],
        ruleset: &Ruleset,
    ) -> anyhow::Result<bool> {
        if !self.covers() {
            return Ok(true);
        }
        let mut coverage = Coverage::default();
        tested.iter().for_each(|tested| coverage.add(&tested.coverage));
        outcomes.iter().for_each(|outcome| coverage.add(&outcome.coverage));
        let (mut all, mut matched) = (0_usize, 0_usize);
        let mut silent = Vec::new();
        // a pattern with alternatives counts as several; any of them is enough for the written one
        let mut written: BTreeMap<(&str, u32), bool> = BTreeMap::new();
        for (rule, pattern, hit) in coverage.patterns(ruleset) {
            all += 1;
            *written.entry((&rule.name, pattern.number)).or_default() |= hit;
            if hit {
                matched += 1;
            } else {
                silent.push(Silent {
                    rule: &rule.name,
                    pattern: pattern.number,
                    at: format!("{}:{}", pattern.at.file, pattern.at.line),
                    source: one_line(&pattern.source),
                });
            }
        }
        let seen = written.values().filter(|hit| **hit).count();
        let percent = (matched * 100).checked_div(all).unwrap_or(100);
        let enough = self.min_coverage.is_none_or(|least| percent >= usize::from(least));
        let verdict = if enough { "ok" } else { "too-little" };
        if self.json {
            let record = CoverageRecord {
                verdict,
                at: "coverage",
                percent,
                matched,
                patterns: all,
                written: written.len(),
                written_matched: seen,
                silent,
            };
            writeln!(out, "{}", serde_json::to_string(&record)?)?;
            return Ok(enough);
        }
        write!(out, "{matched} of {} matched somewhere ({percent} %)", counted(all, "pattern"))?;
        if written.len() < all {
            write!(out, "; without their alternatives {seen} of {}", written.len())?;
        }
        writeln!(out)?;
        for Silent { rule, pattern, at, source } in silent {
            writeln!(out, "  {at}: {rule}, pattern {pattern}: {source}")?;
        }
        if let Some(least) = self.min_coverage.filter(|_| !enough) {
            writeln!(out, "  that is less than the {least} % that are asked for")?;
        }
        Ok(enough)
    }

    /// All results, for JUnit.
    fn cases(&self, tested: &[Tested], outcomes: &[Outcome]) -> Vec<junit::Case> {
        let sentences = tested.iter().map(|Tested { test, report, findings, .. }| {
            let mut text = Vec::new();
            // vectors take all
            let _ = show(&mut text, test, report);
            findings.iter().for_each(|finding| drop(show_finding(&mut text, finding, &test.text, 0, 8)));
            let text = String::from_utf8_lossy(&text).into_owned();
            let failure = report.verdict.is_failure().then(|| (report.verdict.as_str().to_owned(), text));
            let skipped = report.verdict == verify::Verdict::Todo;
            junit::Case { name: test.text.clone(), place: place(test), failure, skipped }
        });
        let articles = outcomes.iter().map(|outcome| {
            let text = outcome.difference.iter().map(|(sign, text)| format!("{sign} {text}\n")).collect();
            let fine = outcome.state == State::Ok || (self.update && outcome.state != State::Unreadable);
            junit::Case {
                name: outcome.case.article.name.clone(),
                place: outcome.case.article.shown.clone(),
                failure: (!fine).then(|| (outcome.state.as_str().to_owned(), text)),
                skipped: false,
            }
        });
        sentences.chain(articles).collect()
    }
}

/// `181 tests: 180 ok, 1 todo; 2 articles: 2 ok`.
fn summary(tested: &[Tested], outcomes: &[Outcome], unreferenced: usize) -> String {
    let mut verdicts: BTreeMap<verify::Verdict, usize> = BTreeMap::new();
    tested.iter().for_each(|tested| *verdicts.entry(tested.report.verdict).or_default() += 1);
    let mut states: BTreeMap<State, usize> = BTreeMap::new();
    outcomes.iter().for_each(|outcome| *states.entry(outcome.state).or_default() += 1);
    let verdicts: Vec<String> =
        verdicts.iter().map(|(verdict, count)| format!("{count} {}", verdict.as_str())).collect();
    let states: Vec<String> =
        states.iter().map(|(state, count)| format!("{count} {}", state.as_str())).collect();
    let mut text = counted(tested.len(), "test");
    if !verdicts.is_empty() {
        text += &format!(": {}", verdicts.join(", "));
    }
    if !outcomes.is_empty() {
        text += &format!("; {}: {}", counted(outcomes.len(), "article"), states.join(", "));
    }
    if unreferenced > 0 {
        text += &format!("; {} without an article", counted(unreferenced, "snapshot"));
    }
    text
}

/// `rules/visit.rules:12`.
fn place(test: &ir::Test) -> String {
    format!("{}:{}", test.at.file, test.at.line)
}

fn show(out: &mut impl Write, test: &ir::Test, report: &Report) -> std::io::Result<()> {
    writeln!(out, "{:<7} {}: {}", report.verdict.as_str(), place(test), test.text)?;
    if report.verdict == verify::Verdict::TodoPasses {
        return writeln!(out, "        it passes: take `todo` away");
    }
    if !report.verdict.is_failure() {
        return Ok(());
    }
    writeln!(out, "        expected: {}", report.expected)?;
    if report.found.is_empty() {
        writeln!(out, "        found:    nothing")?;
    }
    report.found.iter().try_for_each(|found| writeln!(out, "        found:    {found}"))?;
    report.differences.iter().try_for_each(|difference| writeln!(out, "        {difference}"))
}

/// A report in JSON.
#[derive(Serialize)]
struct Record<'a> {
    verdict: &'static str,
    at: String,
    text: &'a str,
    expected: &'a str,
    found: &'a [String],
    differences: &'a [String],
    findings: Vec<FindingRecord<'a>>,
}

impl<'a> Record<'a> {
    fn new(test: &'a ir::Test, report: &'a Report, findings: &'a [Finding]) -> Record<'a> {
        let offsets = OffsetMap::new(&test.text);
        Record {
            verdict: report.verdict.as_str(),
            at: place(test),
            text: &test.text,
            expected: &report.expected,
            found: &report.found,
            differences: &report.differences,
            findings: findings.iter().map(|finding| FindingRecord::new(finding, &offsets)).collect(),
        }
    }
}

/// An article in JSON.
#[derive(Serialize)]
struct ArticleRecord<'a> {
    verdict: &'static str,
    at: &'a str,
    snapshot: String,
    accepted: bool,
    difference: Vec<String>,
}

/// The matches, in JSON.
#[derive(Serialize)]
struct CoverageRecord<'a> {
    verdict: &'static str,
    at: &'static str,
    percent: usize,
    matched: usize,
    patterns: usize,
    /// The same, counting each pattern with all its alternatives once.
    written: usize,
    written_matched: usize,
    silent: Vec<Silent<'a>>,
}

/// A pattern that never matched.
#[derive(Serialize)]
struct Silent<'a> {
    rule: &'a str,
    pattern: u32,
    at: String,
    source: String,
}
