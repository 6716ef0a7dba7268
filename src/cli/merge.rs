//! `dateline merge`: files of events to one output, whatever its format.

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};

use anyhow::{Context, bail};
use clap::Args;
use dateline::extract::Event;
use dateline::write::{Extraction, Schema};

use super::Verdict;
use super::shard;
use super::sink::{Kind, Sink, Start, Target};

/// Make one output of files of events
///
/// Shards of a run (`run --shard`) come in the order in which one run over the whole would have written them; other files
/// come one after the other. The output may have any format that needs only events, so this converts files, too.
#[derive(Args, Debug)]
#[command(after_help = "Examples:
  dateline merge part-1.jsonl part-2.jsonl part-3.jsonl --output events.jsonl
  dateline merge events.jsonl --output events.csv --output events.parquet
  dateline merge monday.jsonl tuesday.jsonl --output week.sqlite")]
pub(crate) struct Merge {
    /// Files of events, a JSON event a line, as `run` writes them
    #[arg(required = true, value_name = "EVENTS")]
    events: Vec<PathBuf>,
    /// How to write the events [default: what the name of the output tells, else jsonl]
    #[arg(long, value_enum)]
    format: Option<Kind>,
    /// Write to this file, whole or not at all, instead of stdout (may be given several times)
    #[arg(long, value_name = "FILE")]
    output: Vec<PathBuf>,
    /// Write each document by this template (Jinja2) instead; what it includes lies in its folder
    #[arg(long, value_name = "FILE", conflicts_with = "format")]
    template: Option<PathBuf>,
}

impl Merge {
    pub(crate) fn run(self) -> anyhow::Result<Verdict> {
        let targets = Target::all(&self.output, self.format, self.template.as_deref())?;
        if let Some(target) = targets.iter().find(|target| target.kind.needs_text()) {
            let kind = format!("{:?}", target.kind).to_lowercase();
            bail!(
                "{kind} holds the texts of documents, which files of events do not have; let `run` write it"
            );
        }
        let mut schema = Schema::default();
        if targets.iter().any(|target| target.kind.needs_schema()) {
            self.each(|event| {
                schema.learn(&event);
                Ok(())
            })?;
        }
        let sinks = targets.iter().map(|target| target.open(Start::Whole, &schema));
        let mut sinks: Vec<Box<dyn Sink>> = sinks.collect::<Result<_, _>>()?;
        let mut events: Vec<Event> = Vec::new();
        self.each(|event| {
            if events.last().is_some_and(|last| last.doc != event.doc) {
                write(&mut sinks, &events)?;
                events.clear();
            }
            events.push(event);
            Ok(())
        })?;
        write(&mut sinks, &events)?;
        sinks.into_iter().try_for_each(Sink::finish)?;
        Ok(Verdict::Fine)
    }

    /// Every event of the files, in order.
    fn each(&self, mut take: impl FnMut(Event) -> anyhow::Result<()>) -> anyhow::Result<()> {
        let mut counts: BTreeMap<PathBuf, usize> = BTreeMap::new();
        shard::merged(&self.events, |path: &Path, line| {
            let count = counts.entry(path.to_owned()).or_default();
            *count += 1;
            let event = serde_json::from_str(line);
            take(event.with_context(|| format!("`{}`: number {count} is no event", path.display()))?)
        })
    }
}

/// Writes the events of a document.
fn write(sinks: &mut [Box<dyn Sink>], events: &[Event]) -> anyhow::Result<()> {
    let Some(first) = events.first() else { return Ok(()) };
    let extraction = Extraction { doc: &first.doc, document: None, events, entities: &[] };
    sinks.iter_mut().try_for_each(|sink| sink.document(&extraction))
}
