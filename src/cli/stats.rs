//! `dateline stats`: the hits and misses of each rule in articles, and the time of each part.

use std::cmp::Reverse;
use std::io::{BufWriter, Write};
use std::path::PathBuf;
use std::sync::Arc;
use std::time::Instant;

use anyhow::bail;
use clap::{Args, ValueEnum};
use dateline::annotate::Annotate;
use dateline::diagnostic::Severity;
use dateline::document::Document;
use dateline::extract::extract;
use dateline::lang::compile::Program;
use dateline::lang::ir::Ruleset;
use dateline::pipeline::timed::{Timed, Times, nanoseconds};
use dateline::pipeline::{Inputs, Workers};
use dateline::read::unit::Unit;
use dateline::tools::statistics::{Counter, RuleStatistics, makes, rules_of_patterns};
use indexmap::IndexMap;
use serde::Serialize;
use unicode_width::UnicodeWidthStr;

use super::Verdict;
use super::files;
use super::project::Project;
use super::reading::{self, Reading};
use super::reporter::{Reporter, counted};
use super::rules;
use super::session::Session;

/// Count what each rule finds and misses in articles, and measure what takes how long
///
/// A candidate of a rule is a word at which one of its patterns was tried: a hit if any of them matched there, merged if
/// another rule's event of the same trigger took it in, else a miss. Times are those of all threads together: of a layer
/// without the layers that it stands on, of a rule the matching of its patterns.
#[derive(Args, Debug)]
#[command(after_help = "Examples:
  dateline stats rules --input articles/
  dateline stats rules --input articles/ --sort time
  dateline stats --input articles/ --json | jq -r '.rules[] | select(.hits == 0).rule'")]
pub(crate) struct Stats {
    /// Rule files (.rules) and folders of them [default: the packs that are part of the program]
    #[arg(value_name = "RULES")]
    rules: Vec<PathBuf>,
    /// Take this pack of the program, beside the rules that are named (may be given several times)
    #[arg(long, value_name = "NAME")]
    pack: Vec<String>,
    /// Articles: files (.txt, .jsonl, .csv, .parquet, … docs/formats.md), folders, or `-` for stdin
    #[arg(long, short, num_args = 1.., value_name = "ARTICLES")]
    input: Vec<PathBuf>,
    #[command(flatten)]
    reading: Reading,
    /// Which rules come first
    #[arg(long, value_enum, value_name = "BY", default_value_t = Sort::Hits)]
    sort: Sort,
    /// Write one JSON object instead of tables for people
    #[arg(long)]
    json: bool,
    /// Use so many threads [default: one a processor]
    #[arg(long, value_name = "N", value_parser = clap::value_parser!(u16).range(1..))]
    jobs: Option<u16>,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
enum Sort {
    /// Those that find most
    Hits,
    /// Those that fail most often
    Misses,
    /// Those that take longest
    Time,
    /// By name
    Name,
}

/// The result of a document.
struct Found {
    rules: Vec<RuleStatistics>,
    sentences: usize,
    skipped: u64,
    events: usize,
    matching: u64,
}

impl Stats {
    pub(crate) fn run(mut self, project: &Project) -> anyhow::Result<Verdict> {
        let mut reporter = Reporter::quiet();
        files::sort_out(&mut self.rules, &mut self.input);
        project.complete_input(&mut self.input);
        project.complete_rules(&mut self.rules, &mut self.pack);
        let files = files::expand(&self.input, &reading::wanted(), &reporter)?;
        let session = Session::of(project)?;
        let rules = rules::load_or_shipped(&self.rules, &self.pack, &session, &reporter)?;
        rules::show(&rules, Severity::Error, &mut anstream::stderr())?;
        if rules.ruleset().rules.is_empty() {
            bail!("there is no rule to count for");
        }
        let program = Program::compile(rules.ruleset());
        let patterns = rules_of_patterns(rules.ruleset());
        reporter.start(files::size(&files));
        let workers = Workers::new(session.english(), self.jobs.map(usize::from), None)?;
        let (times, clock) = (Times::default(), Instant::now());
        let work = |_: &Unit, [mut document]: [Document; 1], annotator: &dyn Annotate| {
            let timed = Timed::new(annotator, &times);
            let mut counter = Counter::new(&patterns, || nanoseconds(clock));
            let events = extract(&program, &mut document, &timed, &mut counter)?.len();
            times.count(&document);
            // once more, because watching takes time too
            let start = Instant::now();
            extract(&program, &mut document, annotator, &mut ())?;
            let matching = nanoseconds(start);
            let (rules, skipped) = counter.finish();
            Ok(Found { rules, sentences: document.sentences.len(), skipped, events, matching })
        };
        let mut record = Record::new(rules.ruleset());
        let inputs = Inputs::new(files, &self.reading.options());
        workers.each(
            [program.vocabulary()],
            inputs,
            &mut &reporter,
            work,
            |_: &Arc<str>, found: Found| {
                record.add(&found);
                anyhow::Ok(())
            },
        )?;
        self.reading.close(&reporter);
        record.layers(&times, workers.reading());
        self.sort.apply(&mut record.rules);
        let mut out = BufWriter::new(anstream::stdout());
        if self.json {
            writeln!(out, "{}", serde_json::to_string(&record)?)?;
        } else {
            record.show(&mut out)?;
        }
        out.flush()?;
        reporter.say(&format!(
            "{}, {}, {} of them without a trigger, {}, {}",
            counted(record.documents, "document"),
            counted(record.sentences, "sentence"),
            record.without_trigger,
            counted(record.events, "event"),
            reporter.skipped()
        ));
        Ok(if reporter.has_failures() || rules.count(Severity::Error) > 0 {
            Verdict::Findings
        } else {
            Verdict::Fine
        })
    }
}

impl Sort {
    fn apply(self, rules: &mut [RuleRecord]) {
        rules.sort_by_key(|rule| {
            let numbers = match self {
                Sort::Hits => (rule.hits, rule.misses),
                Sort::Misses => (rule.misses, rule.hits),
                Sort::Time => (rule.statistics.time, rule.hits),
                Sort::Name => (0, 0),
            };
            (Reverse(numbers), rule.rule.clone(), rule.at.clone())
        });
    }
}

/// All counts. Times are in seconds.
#[derive(Serialize)]
struct Record {
    documents: usize,
    sentences: usize,
    without_trigger: u64,
    events: usize,
    layers: Vec<LayerRecord>,
    rules: Vec<RuleRecord>,
    #[serde(skip)]
    matching: u64,
}

#[derive(Serialize)]
struct LayerRecord {
    layer: &'static str,
    seconds: f64,
    sentences: u64,
}

#[derive(Serialize)]
struct RuleRecord {
    rule: String,
    makes: String,
    at: String,
    hits: u64,
    merged: u64,
    misses: u64,
    reasons: IndexMap<&'static str, u64>,
    seconds: f64,
    #[serde(skip)]
    statistics: RuleStatistics,
}

impl Record {
    fn new(ruleset: &Ruleset) -> Record {
        let rules = ruleset.rules.iter().enumerate().map(|(number, rule)| RuleRecord {
            rule: rule.name.clone(),
            makes: makes(ruleset, number).to_owned(),
            at: format!("{}:{}", rule.at.file, rule.at.line),
            hits: 0,
            merged: 0,
            misses: 0,
            reasons: IndexMap::new(),
            seconds: 0.0,
            statistics: RuleStatistics::default(),
        });
        Record {
            documents: 0,
            sentences: 0,
            without_trigger: 0,
            events: 0,
            layers: Vec::new(),
            rules: rules.collect(),
            matching: 0,
        }
    }

    fn add(&mut self, found: &Found) {
        self.documents += 1;
        self.sentences += found.sentences;
        self.without_trigger += found.skipped;
        self.events += found.events;
        self.matching += found.matching;
        for (rule, statistics) in self.rules.iter_mut().zip(&found.rules) {
            rule.statistics.add(statistics);
        }
    }

    /// Completes the record when everything is added.
    fn layers(&mut self, times: &Times, reading: u64) {
        let record = |layer, time, sentences| LayerRecord { layer, seconds: seconds(time), sentences };
        let sentences = self.sentences as u64;
        self.layers.push(record("words", reading, sentences));
        self.layers.extend(times.layers().map(|(layer, time, count)| record(layer.as_str(), time, count)));
        self.layers.push(record("matching", self.matching, sentences - self.without_trigger));
        for rule in &mut self.rules {
            let statistics = &rule.statistics;
            (rule.hits, rule.merged, rule.misses) = (statistics.hits, statistics.merged, statistics.missed());
            rule.reasons = statistics.misses.iter().map(|(miss, count)| (miss.as_str(), *count)).collect();
            rule.seconds = seconds(statistics.time);
        }
    }

    fn show(&self, out: &mut impl Write) -> std::io::Result<()> {
        let total: f64 = self.layers.iter().map(|layer| layer.seconds).sum();
        let layers = self.layers.iter().map(|layer| {
            let share = if total > 0.0 { 100.0 * layer.seconds / total } else { 0.0 };
            let time = format!("{:.4} s", layer.seconds);
            [layer.layer.to_owned(), time, format!("{share:.0} %"), layer.sentences.to_string()]
        });
        table(["layer", "time", "share", "sentences"], [false, true, true, true], layers, out)?;
        writeln!(out)?;
        let rules = self.rules.iter().map(|rule| {
            let most = rule.statistics.most_often();
            [
                rule.rule.clone(),
                rule.makes.clone(),
                rule.hits.to_string(),
                rule.merged.to_string(),
                rule.misses.to_string(),
                format!("{:.4} s", rule.seconds),
                most.map_or(String::new(), |(miss, count)| format!("{} ({count})", miss.as_str())),
            ]
        });
        let right = [false, false, true, true, true, true, false];
        table(["rule", "makes", "hits", "merged", "misses", "time", "most often"], right, rules, out)
    }
}

fn seconds(nanoseconds: u64) -> f64 {
    nanoseconds as f64 / 1e9
}

/// Rows in columns as wide as needed; numbers are aligned right.
fn table<const N: usize>(
    head: [&str; N],
    right: [bool; N],
    rows: impl Iterator<Item = [String; N]>,
    out: &mut impl Write,
) -> std::io::Result<()> {
    let rows: Vec<[String; N]> = [head.map(str::to_owned)].into_iter().chain(rows).collect();
    let width = |column: usize| rows.iter().map(|row| row[column].width()).max().unwrap_or(0);
    let widths: Vec<usize> = (0..N).map(width).collect();
    for row in &rows {
        let mut line = String::new();
        for ((cell, width), right) in row.iter().zip(&widths).zip(right) {
            let space = " ".repeat(width - cell.width());
            line += &if right { format!("{space}{cell}  ") } else { format!("{cell}{space}  ") };
        }
        writeln!(out, "{}", line.trim_end())?;
    }
    Ok(())
}
