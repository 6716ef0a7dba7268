//! `dateline test`: the test sentences of rule files.

use std::collections::BTreeMap;
use std::io::{BufWriter, Write};
use std::path::PathBuf;

use clap::Args;
use dateline::diagnostic::Severity;
use dateline::lang::compile::Program;
use dateline::lang::ir;
use dateline::source::OffsetMap;
use dateline::tools::explain::{Finding, explain_test};
use dateline::tools::verify::{self, Report, verify};
use rayon::prelude::*;
use serde::Serialize;

use super::Verdict;
use super::explain::{FindingRecord, show_finding};
use super::rules::Rules;
use super::session::Session;
use super::talk::{Talk, counted};

/// Run the test sentences of rules, each against all rules
#[derive(Args, Debug)]
#[command(after_help = "Examples:
  dateline test rules
  dateline test rules --json | jq -r 'select(.verdict != \"ok\").at'")]
pub(crate) struct Test {
    /// Rule files (.rules) and folders of them
    #[arg(required = true, value_name = "RULES")]
    rules: Vec<PathBuf>,
    /// Write a JSON object a line instead of text for people
    #[arg(long)]
    json: bool,
}

impl Test {
    pub(crate) fn run(self) -> anyhow::Result<Verdict> {
        let talk = Talk::quiet();
        let session = Session::new()?;
        let rules = Rules::load(&self.rules, &session, &talk)?;
        rules.show(Severity::Error, &mut anstream::stderr())?;
        let program = Program::compile(&rules.ruleset);
        let tests = &rules.ruleset.tests;
        let reports: Result<Vec<Report>, _> =
            tests.par_iter().map(|test| verify(test, &program, session.english())).collect();
        let mut out = BufWriter::new(anstream::stdout());
        let mut counts: BTreeMap<verify::Verdict, usize> = BTreeMap::new();
        for (test, report) in tests.iter().zip(reports?) {
            *counts.entry(report.verdict).or_default() += 1;
            if self.json {
                let findings =
                    explain_test(test, report.verdict, &rules.ruleset, &program, session.english())?;
                writeln!(out, "{}", serde_json::to_string(&Record::new(test, &report, &findings))?)?;
            } else {
                show(&mut out, test, &report)?;
                for finding in
                    explain_test(test, report.verdict, &rules.ruleset, &program, session.english())?
                {
                    show_finding(&mut out, &finding, &test.text, 0, 8)?;
                }
            }
        }
        out.flush()?;
        let parts: Vec<String> =
            counts.iter().map(|(verdict, count)| format!("{count} {}", verdict.as_str())).collect();
        talk.say(&format!("{}: {}", counted(tests.len(), "test"), parts.join(", ")));
        if rules.errors() > 0 {
            talk.say(&format!(
                "{} in the rules; what has one was left out",
                counted(rules.errors(), "error")
            ));
        }
        let fine = rules.errors() == 0 && counts.keys().all(|verdict| *verdict == verify::Verdict::Ok);
        Ok(if fine { Verdict::Fine } else { Verdict::Findings })
    }
}

fn show(out: &mut impl Write, test: &ir::Test, report: &Report) -> std::io::Result<()> {
    let ir::Location { file, line } = &test.at;
    writeln!(out, "{:<7} {file}:{line}: {}", report.verdict.as_str(), test.text)?;
    if report.verdict == verify::Verdict::Ok {
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
            at: format!("{}:{}", test.at.file, test.at.line),
            text: &test.text,
            expected: &report.expected,
            found: &report.found,
            differences: &report.differences,
            findings: findings.iter().map(|finding| FindingRecord::new(finding, &offsets)).collect(),
        }
    }
}
