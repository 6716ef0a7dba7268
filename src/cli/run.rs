//! `dateline run`: articles in, events out.

use std::collections::hash_map::DefaultHasher;
use std::hash::{Hash, Hasher};
use std::path::PathBuf;
use std::sync::Arc;
use std::time::{Duration, Instant};

use anyhow::{Context, bail};
use clap::Args;
use dateline::Rules;
use dateline::annotate::Annotate;
use dateline::diagnostic::Severity;
use dateline::document::Document;
use dateline::extract::entity::{Entity, entities};
use dateline::extract::{Event, extract, same};
use dateline::lang::compile::Program;
use dateline::write::Extraction;

use super::Verdict;
use super::batch;
use super::faults::Faults;
use super::files::{self, File};
use super::journal::{Journal, State};
use super::output;
use super::reporter::{Fault, Reporter};
use super::rules;
use super::session::Session;
use super::shard::{Index, Shard};
use super::sink::{self, Kind, Sink, Start, Target};
use super::units::{Format, Reading, Unit, Units};

/// Find the events that rules describe in articles
#[derive(Args, Debug)]
#[command(after_help = "Examples:
  dateline run --input articles/
  dateline run rules --input news.jsonl --output events.jsonl
  dateline run --pack business --input articles/ --format table
  dateline run --input articles/ --output events.csv --output events.sqlite
  dateline run --input articles/ --template list.md --output events.md
  curl -s https://example.org/story.txt | dateline run --input -")]
pub(crate) struct Run {
    /// Rule files (.rules) and folders of them [default: the packs that are part of the program]
    #[arg(value_name = "RULES")]
    rules: Vec<PathBuf>,
    /// Of the packs that are part of the program take this one (may be given several times)
    #[arg(long, value_name = "NAME", conflicts_with = "rules")]
    pack: Vec<String>,
    /// Articles: files (.txt, .jsonl, .csv, .parquet, … docs/formats.md), folders, or `-` for stdin
    #[arg(long, short, required = true, num_args = 1.., value_name = "ARTICLES")]
    input: Vec<PathBuf>,
    #[command(flatten)]
    reading: Reading,
    /// How to write the events [default: what the name of the output tells, else jsonl]
    #[arg(long, value_enum)]
    format: Option<Kind>,
    /// Write to this file, whole or not at all, instead of stdout (may be given several times): .jsonl, .json, .csv, .tsv,
    /// .parquet, .sqlite, .db, .graphml, .neo4j, .jsonld, .brat, .prodigy.jsonl, .doccano.jsonl
    #[arg(long, value_name = "FILE")]
    output: Vec<PathBuf>,
    /// Write each document by this template (Jinja2) instead; what it includes lies in its folder
    #[arg(long, value_name = "FILE", conflicts_with = "format")]
    template: Option<PathBuf>,
    /// Write the entities of every document to this file, a JSON line a document, whole or not at all
    #[arg(long, value_name = "FILE")]
    entities: Option<PathBuf>,
    /// Give one record for an event that a document tells often, with all its mentions
    #[arg(long)]
    merge: bool,
    /// Go on where a run like this one was killed; it must have had `--resume` too
    #[arg(long, requires = "output")]
    resume: bool,
    /// Take only a part of the input, of the shards 1/N to N/N; `dateline merge` makes one of their outputs
    #[arg(long, value_name = "I/N")]
    shard: Option<Shard>,
    /// Write what could not be read to this file, a JSON line each, instead of saying it
    #[arg(long, value_name = "FILE")]
    errors: Option<PathBuf>,
    /// Stop where something cannot be read, and write nothing
    #[arg(long, conflicts_with = "resume")]
    strict: bool,
    /// Skip a document that takes longer; what is skipped then depends on the machine [default: no limit]
    #[arg(long, value_name = "SECONDS", value_parser = seconds)]
    timeout: Option<Duration>,
    /// Use so many threads; the output does not depend on it [default: one a processor]
    #[arg(long, value_name = "N", value_parser = clap::value_parser!(u16).range(1..))]
    jobs: Option<u16>,
}

impl Run {
    pub(crate) fn run(self) -> anyhow::Result<Verdict> {
        let start = Instant::now();
        let mut reporter = Reporter::quiet();
        let files = files::expand(&self.input, Format::WANTED, &reporter)?;
        let session = Session::new()?;
        let rules = rules::to_run(&self.rules, &self.pack, &session, &reporter)?;
        let program = Program::compile(rules.ruleset());
        let mut session = session.over(&program);
        session.timeout = self.timeout;
        if self.resume || self.strict || self.errors.is_some() {
            reporter.keep_faults(self.errors.is_none());
        }
        let mut record = self.record(&files, &rules, &reporter)?;
        reporter.start(&files);
        let pool = batch::threads(self.jobs.map(usize::from))?;
        let needs_entities = record.sinks.iter().any(|sink| sink.needs_entities());
        let work = |_: &Unit, mut document: Document, annotator: &dyn Annotate| {
            let mut events = extract(&program, &mut document, annotator, &mut ())?;
            if self.merge {
                events = same::merge(events);
            }
            let entities = match needs_entities {
                true => entities(&program, &mut document, annotator)?,
                false => Vec::new(),
            };
            Ok(Found { document, events, entities })
        };
        if !record.state.finished {
            let mut units = self.units(files, &reporter);
            reporter.muted(|| units.by_ref().take(record.state.units).for_each(drop));
            batch::each(&session, &pool, units, &reporter, work, &mut record)?;
        }
        self.reading.close(&reporter);
        let tally = record.state.tally;
        record.finish()?;
        reporter.close(tally, start);
        let fine = !reporter.has_failures() && rules.count(Severity::Error) == 0;
        Ok(if fine { Verdict::Fine } else { Verdict::Findings })
    }

    fn units<'a>(&self, files: Vec<File>, reporter: &'a Reporter) -> Box<dyn Iterator<Item = Unit> + 'a> {
        let units = Units::new(files, &self.reading, reporter);
        match self.shard {
            Some(shard) => Box::new(shard.of(units, reporter)),
            None => Box::new(units),
        }
    }

    /// Opens what is written, where a run before this one left it.
    fn record(&self, files: &[File], rules: &Rules, reporter: &Reporter) -> anyhow::Result<Record> {
        let targets = Target::all(&self.output, self.format, self.template.as_deref())?;
        let run = self.fingerprint(files, rules);
        let (mut journal, mut state) = (None, State::default());
        if let Some(first) = self.output.first().filter(|_| self.resume) {
            let shard = self.shard.map(|shard| format!(" {shard}")).unwrap_or_default();
            let outputs = self.outputs();
            let (opened, found) = Journal::open(first, &format!("{run}{shard} {outputs:016x}"))?;
            journal = Some(opened);
            state = found.unwrap_or_default();
            reporter.remember(state.skipped.clone());
        }
        let mut marks = state.marks.iter().copied();
        // none for a file that is in its place already
        let mut start = |path: Option<&PathBuf>| {
            let mark = marks.next();
            let settled = state.finished && !path.is_some_and(|path| output::is_partial(path));
            let start = if self.resume { Start::At(mark) } else { Start::Whole };
            (!settled).then_some(start)
        };
        let schema = sink::schema(rules.ruleset());
        let mut sinks = Vec::new();
        for target in &targets {
            if let Some(start) = start(target.path.as_ref()) {
                sinks.push(target.open(start, &schema)?);
            }
        }
        if let Some(path) = &self.entities
            && let Some(start) = start(Some(path))
        {
            sinks.push(sink::entities(path, start)?);
        }
        let faults = match &self.errors {
            Some(path) => start(Some(path)).map(|start| Faults::open(path, start)).transpose()?,
            None => None,
        };
        let index = self.shard.map(|shard| Index { shard, run, lines: std::mem::take(&mut state.lines) });
        let indexed = targets.into_iter().filter(|target| target.kind == Kind::Jsonl && index.is_some());
        let indexed = indexed.filter_map(|target| target.path).collect();
        Ok(Record { sinks, faults, journal, state, index, indexed, events: 0, strict: self.strict })
    }

    /// Where a run writes, and how: another run can only go on where this is the same, too.
    fn outputs(&self) -> u64 {
        let mut hasher = DefaultHasher::new();
        (&self.output, self.format, &self.template, &self.entities, &self.errors).hash(&mut hasher);
        hasher.finish()
    }

    /// What a run reads, by which rules and options: another run can only go on, or be a shard of the same, where this is
    /// the same.
    fn fingerprint(&self, files: &[File], rules: &Rules) -> String {
        let mut hasher = DefaultHasher::new();
        for file in files {
            (&file.shown, file.size()).hash(&mut hasher);
        }
        for (_, source) in rules.sources().iter() {
            (&source.name, &source.text).hash(&mut hasher);
        }
        format!("{:?}", self.reading).hash(&mut hasher);
        (&self.pack, self.merge).hash(&mut hasher);
        format!("dateline {} {:016x}", env!("CARGO_PKG_VERSION"), hasher.finish())
    }
}

fn seconds(text: &str) -> anyhow::Result<Duration> {
    let seconds = text.parse().ok().and_then(|seconds| Duration::try_from_secs_f64(seconds).ok());
    seconds.filter(|seconds| !seconds.is_zero()).context("give seconds, as 30 or 0.5")
}

/// What was found in a document.
struct Found {
    document: Document,
    events: Vec<Event>,
    entities: Vec<Entity>,
}

/// What a run writes, and what it did so far.
struct Record {
    sinks: Vec<Box<dyn Sink>>,
    faults: Option<Faults>,
    journal: Option<Journal>,
    /// What was done; its lines are those that the journal does not have yet.
    state: State,
    /// Of a shard.
    index: Option<Index>,
    /// The files beside which the index is written.
    indexed: Vec<PathBuf>,
    /// How many events the unit gave that is being taken.
    events: u32,
    strict: bool,
}

impl batch::Take<Found> for &mut Record {
    fn document(&mut self, _: &Arc<str>, found: Found) -> anyhow::Result<()> {
        let Found { document, events, entities } = found;
        let extraction = Extraction {
            doc: &document.article.id,
            document: Some(&document),
            events: &events,
            entities: &entities,
        };
        self.sinks.iter_mut().try_for_each(|sink| sink.document(&extraction))?;
        self.state.tally.documents += 1;
        self.state.tally.words += document.tokens.len();
        self.state.tally.events += events.len();
        self.events += events.len() as u32;
        Ok(())
    }

    fn unit(&mut self) {
        self.state.units += 1;
        let events = std::mem::take(&mut self.events);
        if let Some(index) = &mut self.index {
            self.state.lines.push(events);
            index.lines.push(events);
        }
    }

    fn chunk(&mut self, faults: Vec<Fault>) -> anyhow::Result<()> {
        if let Some(fault) = faults.iter().find(|fault| self.strict && fault.skip.is_failure()) {
            bail!("{}; stopped by `--strict`, nothing was written", fault.message);
        }
        for fault in &faults {
            *self.state.skipped.entry(fault.skip).or_default() += fault.count;
            if let Some(kept) = &mut self.faults {
                kept.keep(fault)?;
            }
        }
        self.mark()
    }
}

impl Record {
    /// Makes what was done so far safe, where another run could go on with it.
    fn mark(&mut self) -> anyhow::Result<()> {
        let Some(journal) = &mut self.journal else { return Ok(()) };
        let marks = self.sinks.iter_mut().map(|sink| sink.mark());
        self.state.marks = marks.chain(self.faults.iter_mut().map(Faults::mark)).collect::<Result<_, _>>()?;
        journal.write(&self.state)?;
        self.state.lines.clear();
        Ok(())
    }

    /// Puts everything in its place.
    fn finish(mut self) -> anyhow::Result<()> {
        if !self.state.finished {
            self.state.finished = true;
            self.mark()?;
        }
        self.sinks.into_iter().try_for_each(Sink::finish)?;
        self.faults.map(Faults::finish).transpose()?;
        if let Some(index) = &self.index {
            self.indexed.iter().try_for_each(|path| index.write(path))?;
        }
        self.journal.map(Journal::remove).transpose()?;
        Ok(())
    }
}
