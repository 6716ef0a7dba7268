//! `dateline run`: reads articles, writes events.

use std::path::PathBuf;
use std::time::{Duration, Instant};

use anyhow::Context;
use clap::Args;
use dateline::Extractor;
use dateline::diagnostic::Severity;
use dateline::pipeline::{Outputs, Parts, Pipeline, Shard};
use dateline::read::reading::Size;
use dateline::write::Format;

use super::Verdict;
use super::files;
use super::output::Destination;
use super::project::Project;
use super::reading::{self, Reading};
use super::reporter::Reporter;
use super::rules;
use super::session::Session;

/// Find the events that rules describe in articles
#[derive(Args, Debug)]
#[command(after_help = "Examples:
  dateline run --input articles/
  dateline run rules --input news.jsonl --output events.jsonl
  dateline run --pack business --input articles/ --format table
  dateline run my.rules --pack justice --input articles/
  dateline run --input articles/ --output events.csv --output events.sqlite
  dateline run --input articles/ --template list.md --output events.md
  dateline run --files-from crawl.txt --parts events/ --shard 3/16 --resume
  curl -s https://example.org/story.txt | dateline run --input -")]
pub(crate) struct Run {
    /// Rule files (.rules) and folders of them [default: the packs that are part of the program]
    #[arg(value_name = "RULES")]
    rules: Vec<PathBuf>,
    /// Take this pack of the program, beside the rules that are named (may be given several times)
    #[arg(long, value_name = "NAME")]
    pack: Vec<String>,
    /// Articles: files (.txt, .jsonl, .csv, .parquet, … docs/formats.md), folders, or `-` for stdin
    #[arg(long, short, num_args = 1.., value_name = "ARTICLES")]
    input: Vec<PathBuf>,
    /// Take the articles of the files that this file names as well, one a line; `-` for stdin
    #[arg(long, value_name = "FILE")]
    files_from: Option<PathBuf>,
    #[command(flatten)]
    reading: Reading,
    #[command(flatten)]
    destination: Destination,
    /// Write the entities of every document to this file, a JSON line a document, whole or not at all
    #[arg(long, value_name = "FILE")]
    entities: Option<PathBuf>,
    /// Give one record for an event that a document tells often, with all its mentions
    #[arg(long)]
    merge: bool,
    /// Write the events of some files each to a part in this folder, listed in `manifest.jsonl`; `dateline merge FOLDER` makes
    /// one output of them
    #[arg(long, value_name = "FOLDER", conflicts_with_all = ["output", "template", "entities", "errors", "strict"])]
    parts: Option<PathBuf>,
    /// With `--parts`: a part takes files of so many bytes together, packed as they are
    #[arg(long, value_name = "SIZE", default_value_t = Size::default(), requires = "parts")]
    part_size: Size,
    /// Go on where a run like this one was killed; it must have had `--resume` too, or `--parts`
    #[arg(long)]
    resume: bool,
    /// Take only a part of the input, of the shards 1/N to N/N; `dateline merge` makes one of their outputs. With `--parts` a
    /// shard reads only its own files
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
    pub(crate) fn run(mut self, project: &Project) -> anyhow::Result<Verdict> {
        let start = Instant::now();
        let mut reporter = Reporter::quiet();
        files::sort_out(&mut self.rules, &mut self.input);
        if self.files_from.is_none() {
            project.complete_input(&mut self.input);
        }
        project.complete_rules(&mut self.rules, &mut self.pack);
        if let Some(list) = &self.files_from {
            self.input.extend(files::listed(list)?);
        }
        let files = files::expand(&self.input, &reading::wanted(), &reporter)?;
        let session = Session::of(project)?;
        let rules = rules::to_run(&self.rules, &self.pack, &session, &reporter)?;
        let pipeline = Pipeline::new(&Extractor::new(&rules, session.english()))
            .reading(self.reading.options())
            .threads(self.jobs.map(usize::from))
            .timeout(self.timeout)
            .merge(self.merge)
            .resume(self.resume)
            .strict(self.strict)
            .shard(self.shard);
        if self.errors.is_some() {
            reporter.hush_faults();
        }
        reporter.start(files::size(&files));
        let summary = match self.parts {
            Some(folder) => {
                let format = self.destination.format().unwrap_or(Format::Jsonl);
                let parts = Parts { folder, format, bytes: self.part_size.bytes() };
                pipeline.run_in_parts(files, &parts, &mut &reporter)?
            }
            None => {
                let events = self.destination.targets()?;
                let outputs = Outputs { events, entities: self.entities, faults: self.errors };
                pipeline.run(files, outputs, &mut &reporter)?
            }
        };
        self.reading.close(&reporter);
        reporter.close(&summary, start);
        let fine = !reporter.has_failures() && rules.count(Severity::Error) == 0;
        Ok(if fine { Verdict::Fine } else { Verdict::Findings })
    }
}

fn seconds(text: &str) -> anyhow::Result<Duration> {
    let seconds = text.parse().ok().and_then(|seconds| Duration::try_from_secs_f64(seconds).ok());
    seconds.filter(|seconds| !seconds.is_zero()).context("give seconds, as 30 or 0.5")
}
