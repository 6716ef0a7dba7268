//! One round: everything is read and run again, but nothing is annotated twice.

use std::collections::BTreeMap;
use std::io::Write as _;
use std::path::PathBuf;
use std::sync::Arc;
use std::time::Instant;

use dateline::annotate::AnnotateError;
use dateline::diagnostic::{Code, Diagnostic, Severity, render};
use dateline::display::one_line;
use dateline::document::{Article, Document};
use dateline::extract::{Event, extract};
use dateline::lang::compile::Program;
use dateline::lang::ir::{Added, Entry, Test};
use dateline::read::Reading;
use dateline::read::unit::Unit;
use dateline::source::Sources;
use dateline::tools::difference::changes;
use dateline::tools::verify::{Programs, Report, Verdict, compare};
use rayon::prelude::*;

use crate::cli::diff::example;
use crate::cli::files;
use crate::cli::paint::{self, Painter};
use crate::cli::reading;
use crate::cli::reporter::{Reporter, counted};
use crate::cli::rules;
use crate::cli::session::Session;

/// The state kept from round to round.
pub(super) struct Bench {
    session: Session,
    /// The packs of the program whose rules are taken too.
    packs: Vec<String>,
    /// The annotated test sentences, by text and date.
    sentences: BTreeMap<(String, Option<String>), Document>,
    units: Vec<(Unit, Vec<Document>)>,
    /// The cues and words that the documents were annotated with.
    added: Added,
}

/// The result of a round.
pub(super) struct Round {
    /// The text to show.
    pub(super) shown: Vec<u8>,
    /// The rule files that were read.
    pub(super) files: Vec<String>,
    sources: Vec<(String, String)>,
    lists: Vec<Vec<Entry>>,
    articles: Vec<(Arc<str>, Vec<u8>)>,
    /// By the text of the test and its number among tests of the same text.
    verdicts: BTreeMap<(String, usize), Verdict>,
    /// By the document's id.
    events: BTreeMap<String, Vec<Event>>,
    /// What is wrong with the rules, wherever it stands.
    problems: Vec<Known>,
    errors: usize,
}

/// A problem that is the same when lines above it come or go: its code, file, message and the line that it is about.
type Known = (Code, String, String, String);

fn known(problem: &Diagnostic, sources: &Sources) -> Known {
    let (file, span) = problem.place();
    let line =
        sources.get(file).map(|source| source.lines.span(source.lines.line(span.start)).of(&source.text));
    let line = line.unwrap_or_default().trim().to_owned();
    (problem.code, sources.name(file).to_owned(), problem.message.clone(), line)
}

impl Round {
    /// Whether all rules are free of mistakes and all tests pass.
    pub(super) fn is_fine(&self) -> bool {
        self.errors == 0 && self.verdicts.values().all(|verdict| !verdict.is_failure())
    }

    /// The names of the files that changed since another round.
    fn changed<'a>(&'a self, last: &'a Round) -> Vec<&'a str> {
        let rules = self.sources.iter().filter(|source| !last.sources.contains(source));
        let articles = self.articles.iter().filter(|article| !last.articles.contains(article));
        let here = rules.map(|(name, _)| name.as_str()).chain(articles.map(|(name, _)| &**name));
        let gone = last.sources.iter().map(|(name, _)| name).filter(|name| !self.files.contains(name));
        let mut names: Vec<&str> = here.chain(gone.map(String::as_str)).collect();
        if names.is_empty() && self.lists != last.lists {
            names.push("a list");
        }
        if names.is_empty() && self.articles.len() != last.articles.len() {
            names.push("the articles");
        }
        names.sort_unstable();
        names.dedup();
        names
    }
}

impl Bench {
    pub(super) fn new(session: Session, packs: Vec<String>) -> Bench {
        Bench { session, packs, sentences: BTreeMap::new(), units: Vec::new(), added: Added::default() }
    }

    /// Reads everything and runs it. None if nothing changed since the last round.
    pub(super) fn round(
        &mut self,
        rules: &[PathBuf],
        input: &[PathBuf],
        last: Option<&Round>,
        reporter: &Reporter,
    ) -> anyhow::Result<Option<Round>> {
        let start = Instant::now();
        let rules = rules::load_or_shipped(rules, &self.packs, &self.session, reporter)?;
        let program = Program::compile(rules.ruleset());
        let cued = self.added == rules.ruleset().added;
        if !cued {
            self.added.clone_from(&rules.ruleset().added);
            self.session.follow(&program);
            self.sentences.clear();
            self.units.clear();
        }
        self.read(input, reporter)?;
        let sources = rules.sources().iter().map(|(_, source)| (source.name.clone(), source.text.clone()));
        let sources: Vec<(String, String)> = sources.collect();
        let mut round = Round {
            shown: Vec::new(),
            files: sources.iter().map(|(name, _)| name.clone()).collect(),
            sources,
            lists: rules.ruleset().lists.iter().map(|list| list.entries.clone()).collect(),
            articles: self
                .units
                .iter()
                .map(|(unit, _)| (Arc::clone(&unit.shown), unit.bytes.clone()))
                .collect(),
            verdicts: BTreeMap::new(),
            events: BTreeMap::new(),
            problems: rules.problems().iter().map(|problem| known(problem, rules.sources())).collect(),
            errors: rules.count(Severity::Error),
        };
        let mut out = Vec::new();
        if let Some(last) = last {
            let mut changed = round.changed(last);
            if changed.is_empty() && !cued {
                changed.push("a list of cues or words");
            }
            if changed.is_empty() {
                return Ok(None);
            }
            writeln!(out, "\n{}", paint::styled(paint::STRONG, &format!("{} changed", changed.join(", "))))?;
        }
        for (problem, known) in rules.problems().iter().zip(&round.problems) {
            let told = last.is_some_and(|last| last.problems.contains(known));
            if !told && problem.severity <= Severity::Warning {
                writeln!(out, "{}\n", render(problem, rules.sources(), true))?;
            }
        }
        let reports = self.test(&rules.ruleset().tests, &Programs::new(rules.ruleset(), &program))?;
        show_tests(&rules.ruleset().tests, &reports, last, &mut round, &mut out)?;
        self.find(&program, last, &mut round, reporter, &mut out)?;
        let mut counts: BTreeMap<Verdict, usize> = BTreeMap::new();
        round.verdicts.values().for_each(|verdict| *counts.entry(*verdict).or_default() += 1);
        let counts = counts.iter().map(|(verdict, count)| format!("{count} {}", verdict.as_str()));
        let counts: Vec<String> = counts.collect();
        let told = if counts.is_empty() { String::new() } else { format!(" ({})", counts.join(", ")) };
        let mut summary = format!("{}{told}", rules::summary(&rules));
        if !self.units.is_empty() {
            let events = round.events.values().map(Vec::len).sum();
            summary += &format!(", {}", counted(events, "event"));
        }
        writeln!(out, "{summary}, {:.2} s", start.elapsed().as_secs_f64())?;
        round.shown = out;
        Ok(Some(round))
    }

    /// Reads the articles, and keeps the documents of the unchanged ones.
    fn read(&mut self, input: &[PathBuf], reporter: &Reporter) -> anyhow::Result<()> {
        if input.is_empty() {
            return Ok(());
        }
        let files =
            files::expand(input, &files::Wanted { tell_others: false, ..reading::wanted() }, reporter)?;
        let mut known = std::mem::take(&mut self.units);
        for unit in reading::units(files, &Reading::default(), reporter) {
            let same = |(other, _): &(Unit, Vec<Document>)| {
                other.shown == unit.shown && other.line == unit.line && other.bytes == unit.bytes
            };
            let documents = match known.iter().position(same) {
                Some(place) => known.swap_remove(place).1,
                None => {
                    let (documents, problems) = self.session.documents(&unit);
                    for problem in problems {
                        reporter.say(&format!("{}:{}: {}", unit.shown, problem.line, problem.message));
                    }
                    documents
                }
            };
            self.units.push((unit, documents));
        }
        Ok(())
    }

    /// Runs the tests; their sentences are annotated when first seen.
    fn test(&mut self, tests: &[Test], programs: &Programs) -> Result<Vec<Report>, AnnotateError> {
        let english = self.session.english();
        let mut known = std::mem::take(&mut self.sentences);
        let ready: Vec<(&Test, Option<Document>)> =
            tests.iter().map(|test| (test, known.remove(&(test.text.clone(), test.date.clone())))).collect();
        let run = |(test, document): (&Test, Option<Document>)| {
            let article = || Article {
                id: "test".into(),
                date: test.date.clone(),
                text: test.text.clone(),
                ..Article::default()
            };
            let (_, program) = programs.of(test);
            let mut document = document.unwrap_or_else(|| english.document(article(), program.vocabulary()));
            let events = extract(program, &mut document, english, &mut ())?;
            Ok((compare(test, program.events(), &events), document))
        };
        let done: Vec<(Report, Document)> = ready.into_par_iter().map(run).collect::<Result<_, _>>()?;
        let mut reports = Vec::with_capacity(done.len());
        for (test, (report, document)) in tests.iter().zip(done) {
            self.sentences.insert((test.text.clone(), test.date.clone()), document);
            reports.push(report);
        }
        Ok(reports)
    }

    /// Finds the events of the articles, and shows the differences.
    fn find(
        &mut self,
        program: &Program,
        last: Option<&Round>,
        round: &mut Round,
        reporter: &Reporter,
        out: &mut Vec<u8>,
    ) -> std::io::Result<()> {
        for (unit, documents) in &mut self.units {
            let annotator = self.session.english();
            for document in documents {
                let events = match extract(program, document, annotator, &mut ()) {
                    Ok(events) => events,
                    Err(missing) => {
                        reporter.say(&format!("{}: {missing}, which a rule needs; skipped", unit.shown));
                        continue;
                    }
                };
                let id = &document.article.id;
                let article = (Arc::clone(&unit.shown), unit.bytes.clone());
                // an article with another text has no place in common
                let before =
                    last.filter(|last| last.articles.contains(&article)).and_then(|last| last.events.get(id));
                if let Some(before) = before {
                    let painter = Painter::new(document);
                    for change in changes(before, &events) {
                        writeln!(out, "{}", example(&painter, &change))?;
                    }
                }
                round.events.insert(id.clone(), events);
            }
        }
        Ok(())
    }
}

/// Shows the tests that newly fail, and those whose verdict changed.
fn show_tests(
    tests: &[Test],
    reports: &[Report],
    last: Option<&Round>,
    round: &mut Round,
    out: &mut Vec<u8>,
) -> std::io::Result<()> {
    let mut seen: BTreeMap<&str, usize> = BTreeMap::new();
    for (test, report) in tests.iter().zip(reports) {
        let number = seen.entry(&test.text).or_default();
        let key = (test.text.clone(), *number);
        *number += 1;
        let before = last.and_then(|last| last.verdicts.get(&key)).copied();
        let verdict = report.verdict;
        round.verdicts.insert(key, verdict);
        let told = match (last, before) {
            (_, Some(before)) if before == verdict => continue,
            (_, Some(before)) => format!("{} -> {}", before.as_str(), verdict.as_str()),
            (Some(_), None) => format!("new, {}", verdict.as_str()),
            (None, None) if !verdict.is_failure() => continue,
            (None, None) => verdict.as_str().to_owned(),
        };
        let style = if !verdict.is_failure() { paint::GAIN } else { paint::LOSS };
        let place = format!("{}:{}", test.at.file, test.at.line);
        writeln!(out, "{}  {place}: {}", paint::styled(style, &told), one_line(&test.text))?;
        if !verdict.is_failure() {
            continue;
        }
        writeln!(out, "    expected: {}", report.expected)?;
        if report.found.is_empty() {
            writeln!(out, "    found:    nothing")?;
        }
        report.found.iter().try_for_each(|found| writeln!(out, "    found:    {found}"))?;
        report.differences.iter().try_for_each(|difference| writeln!(out, "    {difference}"))?;
    }
    Ok(())
}
