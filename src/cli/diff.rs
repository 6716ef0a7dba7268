//! `dateline diff`: which events came, went or changed between two versions of the rules.

use std::collections::BTreeMap;
use std::io::{BufWriter, Write};
use std::path::{Path, PathBuf};
use std::sync::Arc;

use anyhow::bail;
use clap::Args;
use dateline::annotate::Annotate;
use dateline::diagnostic::Severity;
use dateline::display::one_line;
use dateline::document::Document;
use dateline::extract::{Event, extract};
use dateline::lang::compile::Program;
use dateline::lang::ir::Added;
use dateline::pipeline::{Inputs, Workers};
use dateline::read::unit::Unit;
use dateline::tools::difference::{Change, Difference, changes};
use serde::Serialize;

use super::Verdict;
use super::files;
use super::paint::{self, CHANGE, GAIN, LOSS, Painter};
use super::reading::{self, Reading};
use super::reporter::{Reporter, counted};
use super::rules;
use super::session::Session;

/// Show which events come, go or change between two versions of the rules
///
/// Both versions are applied to the same articles. Events are the same if they have the same document, trigger and type;
/// which rule made them is not compared. The differences are grouped by rule: the new one, or the old one of events that
/// are no more.
///
/// Exit code: 0 if nothing is different, 1 if something is, 2 if the command could not run.
#[derive(Args, Debug)]
#[command(after_help = "Examples:
  dateline diff old.rules new.rules --input articles/
  dateline diff ../main/rules rules --input articles/ --examples 10
  git archive main rules | tar -x -C /tmp/before && dateline diff /tmp/before/rules rules --input articles/
  dateline diff old.rules new.rules --input articles/ --json | jq -r 'select(.change == \"went\").old.id'")]
pub(crate) struct Diff {
    /// The rules as they were: a file or a folder
    #[arg(value_name = "OLD")]
    old: PathBuf,
    /// The rules as they are: a file or a folder
    #[arg(value_name = "NEW")]
    new: PathBuf,
    /// Articles: files (.txt, .jsonl, .csv, .parquet, … docs/formats.md), folders, or `-` for stdin
    #[arg(long, short, required = true, num_args = 1.., value_name = "ARTICLES")]
    input: Vec<PathBuf>,
    #[command(flatten)]
    reading: Reading,
    /// Show at most so many events of each rule
    #[arg(long, value_name = "N", default_value_t = 5)]
    examples: usize,
    /// Write a JSON object for each event that came, went or changed
    #[arg(long)]
    json: bool,
    /// Use so many threads; the output does not depend on it [default: one a processor]
    #[arg(long, value_name = "N", value_parser = clap::value_parser!(u16).range(1..))]
    jobs: Option<u16>,
}

/// How many events are new, lost, changed and unchanged.
#[derive(Clone, Copy, Debug, Default)]
struct Counts {
    came: usize,
    went: usize,
    changed: usize,
    same: usize,
}

/// The differences of a rule.
#[derive(Debug, Default)]
struct Group {
    counts: Counts,
    examples: Vec<String>,
}

/// The differences of a document: for each change the rule and its text.
struct Differences {
    changes: Vec<(Change, String)>,
    same: usize,
}

impl Diff {
    pub(crate) fn run(self) -> anyhow::Result<Verdict> {
        let mut reporter = Reporter::quiet();
        let files = files::expand(&self.input, &reading::wanted(), &reporter)?;
        let session = Session::new()?;
        let (old, old_added) = program(&self.old, &session, &reporter)?;
        let (new, new_added) = program(&self.new, &session, &reporter)?;
        // cues decide what is planned or denied, lists the type of a word, and both matter when a document is annotated
        let same_words = old_added == new_added;
        reporter.start(files::size(&files));
        let workers = Workers::new(session.english(), self.jobs.map(usize::from), None)?;
        let mut out = BufWriter::new(anstream::stdout());
        let mut groups: BTreeMap<String, Group> = BTreeMap::new();
        let (mut counts, mut documents) = (Counts::default(), 0);
        let inputs = Inputs::new(files, &self.reading.options());
        let take = |_: &Arc<str>, found: Differences| {
            documents += 1;
            counts.same += found.same;
            for (change, shown) in found.changes {
                counts.add(&change);
                if self.json {
                    writeln!(out, "{shown}")?;
                    continue;
                }
                let group = groups.entry(change.event().rule.clone()).or_default();
                group.counts.add(&change);
                if group.examples.len() < self.examples {
                    group.examples.push(shown);
                }
            }
            anyhow::Ok(())
        };
        match same_words {
            true => {
                let work = |_: &Unit, [mut document]: [Document; 1], annotator: &dyn Annotate| {
                    let before = extract(&old, &mut document, annotator, &mut ())?;
                    let after = extract(&new, &mut document, annotator, &mut ())?;
                    Ok(self.compare(&document, &before, &after))
                };
                workers.each([new.vocabulary()], inputs, &mut &reporter, work, take)?;
            }
            false => {
                let work = |_: &Unit, [mut first, mut second]: [Document; 2], annotator: &dyn Annotate| {
                    let before = extract(&old, &mut first, annotator, &mut ())?;
                    let after = extract(&new, &mut second, annotator, &mut ())?;
                    Ok(self.compare(&second, &before, &after))
                };
                workers.each([old.vocabulary(), new.vocabulary()], inputs, &mut &reporter, work, take)?;
            }
        }
        self.reading.close(&reporter);
        for (rule, group) in &groups {
            writeln!(out, "{}: {}", paint::styled(paint::STRONG, rule), group.counts.summary())?;
            group.examples.iter().try_for_each(|example| writeln!(out, "{example}"))?;
            let more = group.counts.different() - group.examples.len();
            if more > 0 && !group.examples.is_empty() {
                writeln!(out, "  … and {more} more")?;
            }
            writeln!(out)?;
        }
        out.flush()?;
        let Counts { same, .. } = counts;
        let (told, documents) = (counts.summary(), counted(documents, "document"));
        reporter.say(&format!("{told}, {same} the same, in {documents}, {}", reporter.skipped()));
        Ok(if counts.different() == 0 { Verdict::Fine } else { Verdict::Findings })
    }

    fn compare(&self, document: &Document, old: &[Event], new: &[Event]) -> Differences {
        let changes = changes(old, new);
        let touched = changes.iter().filter(|change| !matches!(change, Change::Went(_))).count();
        let painter = Painter::new(document);
        let shown = changes.into_iter().map(|change| {
            let shown = if self.json { record(&painter, &change) } else { example(&painter, &change) };
            (change, shown)
        });
        Differences { changes: shown.collect(), same: new.len() - touched }
    }
}

impl Counts {
    fn add(&mut self, change: &Change) {
        match change {
            Change::Came(_) => self.came += 1,
            Change::Went(_) => self.went += 1,
            Change::Changed { .. } => self.changed += 1,
        }
    }

    fn different(&self) -> usize {
        self.came + self.went + self.changed
    }

    /// `1 came, 2 went`; only the counts above zero.
    fn summary(&self) -> String {
        if self.different() == 0 {
            return "nothing is different".to_owned();
        }
        let counts = [(self.came, "came"), (self.went, "went"), (self.changed, "changed")];
        let told =
            counts.iter().filter(|(count, _)| *count > 0).map(|(count, what)| format!("{count} {what}"));
        told.collect::<Vec<_>>().join(", ")
    }
}

/// The rules of a file or folder, only those without mistakes, and their additions to the shipped lists.
fn program(path: &Path, session: &Session, reporter: &Reporter) -> anyhow::Result<(Program, Added)> {
    let rules = rules::load(&[path.to_owned()], session, reporter)?;
    rules::show(&rules, Severity::Error, &mut anstream::stderr())?;
    if rules.ruleset().rules.is_empty() {
        bail!("there is no rule in `{}`", path.display());
    }
    Ok((Program::compile(rules.ruleset()), rules.ruleset().added.clone()))
}

/// The sentence with the event in it and, for a changed event, the differences.
pub(crate) fn example(painter: &Painter, change: &Change) -> String {
    let (sign, style) = match change {
        Change::Came(_) => ('+', GAIN),
        Change::Went(_) => ('-', LOSS),
        Change::Changed { .. } => ('~', CHANGE),
    };
    let event = change.event();
    let doc = paint::styled(paint::FILE, &event.doc);
    let number = paint::styled(paint::NUMBER, &event.sentence.to_string());
    let kind = &event.kind;
    let mut text = format!("  {style}{sign}{style:#} {doc}:{number}: {kind}: {}", painter.paint(event));
    if let Change::Changed { differences, .. } = change {
        for Difference { what, old, new } in differences {
            let value = |value: &Option<String>| value.as_deref().map_or("nothing".to_owned(), one_line);
            let (old, new) = (value(old), value(new));
            text += &format!("\n      {what}: {LOSS}{old}{LOSS:#} -> {GAIN}{new}{GAIN:#}");
        }
    }
    text
}

/// A change in JSON.
#[derive(Serialize)]
struct Record<'a> {
    change: &'static str,
    rule: &'a str,
    doc: &'a str,
    sentence: usize,
    text: &'a str,
    differences: Vec<DifferenceRecord<'a>>,
    old: Option<&'a Event>,
    new: Option<&'a Event>,
}

#[derive(Serialize)]
struct DifferenceRecord<'a> {
    what: &'a str,
    old: Option<&'a str>,
    new: Option<&'a str>,
}

impl<'a> DifferenceRecord<'a> {
    fn new(difference: &'a Difference) -> DifferenceRecord<'a> {
        DifferenceRecord {
            what: &difference.what,
            old: difference.old.as_deref(),
            new: difference.new.as_deref(),
        }
    }
}

fn record(painter: &Painter, change: &Change) -> String {
    let (old, new, differences) = match change {
        Change::Came(new) => (None, Some(new), &[][..]),
        Change::Went(old) => (Some(old), None, &[][..]),
        Change::Changed { old, new, differences } => (Some(&**old), Some(&**new), differences.as_slice()),
    };
    let event = change.event();
    let record = Record {
        change: change.as_str(),
        rule: &event.rule,
        doc: &event.doc,
        sentence: event.sentence,
        text: painter.text(event.sentence),
        differences: differences.iter().map(DifferenceRecord::new).collect(),
        old,
        new,
    };
    // strings and numbers always make JSON
    serde_json::to_string(&record).unwrap_or_default()
}
