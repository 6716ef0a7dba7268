//! A whole run: files of articles to files of events, safe from a kill.

use std::path::PathBuf;
use std::sync::Arc;

use super::faults::Faults;
use super::fingerprint::Fingerprint;
use super::journal::{Journal, State};
use super::shard::Index;
use super::sink::{self, Sink, Start};
use super::{
    Found, Input, Inputs, Listener, Pipeline, PipelineError, Summary, Take, Target, Workers, output,
};
use crate::read::Fault;
use crate::write::{Extraction, Format, Schema};

/// Where a run writes.
#[derive(Debug, Default)]
pub struct Outputs {
    /// The events.
    pub events: Vec<Target>,
    /// The entities of the documents: a file with a JSON line a document.
    pub entities: Option<PathBuf>,
    /// What could not be read: a file with a JSON line each.
    pub faults: Option<PathBuf>,
}

impl Pipeline {
    /// Finds the events of the articles of some inputs and writes them. Files appear whole or not at all.
    ///
    /// # Errors
    /// If an output cannot be written, or the run must not continue: because of what another run left, or because
    /// something cannot be read and it is [strict](Pipeline::strict). Otherwise what cannot be read is no error: the
    /// [summary](Summary::skipped) counts it.
    pub fn run(
        &self,
        inputs: Vec<Input>,
        outputs: Outputs,
        listener: &mut dyn Listener,
    ) -> Result<Summary, PipelineError> {
        let mut record = self.record(&inputs, outputs, listener)?;
        if !record.state.finished {
            let needs_entities = record.sinks.iter().any(|sink| sink.needs_entities());
            let workers = Workers::new(self.extractor.annotator(), self.threads, self.timeout)?;
            let inputs = Inputs::new(inputs, &self.reading).shard(self.shard).after(record.state.units);
            let vocabulary = self.extractor.program().vocabulary();
            workers.each(
                [vocabulary],
                inputs,
                listener,
                |_, [document], annotator| self.find(document, annotator, needs_entities),
                &mut record,
            )?;
        }
        record.finish()
    }

    /// Opens the outputs, where an earlier run left them.
    fn record(
        &self,
        inputs: &[Input],
        outputs: Outputs,
        listener: &mut dyn Listener,
    ) -> Result<Record, PipelineError> {
        let run = self.fingerprint(inputs);
        let (mut journal, mut state) = (None, State::default());
        if self.resume {
            let first =
                outputs.events.first().and_then(Target::path).ok_or(PipelineError::ResumeNeedsFile)?;
            let shard = self.shard.map(|shard| format!(" {shard}")).unwrap_or_default();
            let (opened, found) =
                Journal::open(first, &format!("{run}{shard} {:016x}", outputs.fingerprint()))?;
            journal = Some(opened);
            state = found.unwrap_or_default();
            listener.resumed(&state.summary);
        }
        let mut marks = state.marks.iter().copied();
        // none for a file that is already in its place
        let mut start = |path: Option<&std::path::Path>| {
            let mark = marks.next();
            let settled = state.finished && !path.is_some_and(output::is_partial);
            let start = if self.resume { Start::At(mark) } else { Start::Whole };
            (!settled).then_some(start)
        };
        let schema = Schema::of(self.extractor.rules().ruleset());
        let mut sinks = Vec::new();
        let mut indexed = Vec::new();
        for target in outputs.events {
            if self.shard.is_some() && target.format() == Format::Jsonl {
                indexed.extend(target.path().map(std::path::Path::to_owned));
            }
            if let Some(start) = start(target.path()) {
                sinks.push(target.open(start, &schema)?);
            }
        }
        if let Some(path) = &outputs.entities
            && let Some(start) = start(Some(path))
        {
            sinks.push(sink::entities(path, start)?);
        }
        let faults = match &outputs.faults {
            Some(path) => start(Some(path)).map(|start| Faults::open(path, start)).transpose()?,
            None => None,
        };
        let index = self.shard.map(|shard| Index { shard, run, lines: std::mem::take(&mut state.lines) });
        Ok(Record { sinks, faults, journal, state, index, indexed, events: 0, strict: self.strict })
    }

    /// The input, rules and options of a run: another run can only continue it, or be a shard of the same, if these are
    /// the same.
    pub(super) fn fingerprint(&self, inputs: &[Input]) -> String {
        let mut hash = Fingerprint::default();
        for input in inputs {
            hash.text(&input.shown);
            hash.number(input.size().map_or(0, |size| size + 1));
        }
        hash.text(&self.rules_fingerprint());
        let reading = &self.reading;
        hash.text(reading.format.map_or("", |format| format.name()));
        for (what, key) in reading.mapping.pairs() {
            hash.text(what);
            hash.text(key);
        }
        hash.text(reading.table.as_deref().unwrap_or_default());
        hash.number(reading.html as u64);
        hash.number(reading.language as u64);
        hash.number(reading.max_size.bytes());
        hash.number(u64::from(self.merge));
        format!("dateline {} {:016x}", env!("CARGO_PKG_VERSION"), hash.finish())
    }

    /// The texts of the rules, as a hash.
    pub(super) fn rules_fingerprint(&self) -> String {
        let mut hash = Fingerprint::default();
        for (_, source) in self.extractor.rules().sources().iter() {
            hash.text(&source.name);
            hash.text(&source.text);
        }
        format!("{:016x}", hash.finish())
    }
}

impl Outputs {
    /// The outputs of a run and their formats: another run can only continue it if these are the same, too.
    fn fingerprint(&self) -> u64 {
        let mut hash = Fingerprint::default();
        for target in &self.events {
            target.identity().iter().for_each(|text| hash.text(text));
        }
        for path in [&self.entities, &self.faults] {
            hash.text(&path.as_ref().map(|path| path.to_string_lossy()).unwrap_or_default());
        }
        hash.finish()
    }
}

/// The outputs of a run, and its progress.
struct Record {
    sinks: Vec<Box<dyn Sink>>,
    faults: Option<Faults>,
    journal: Option<Journal>,
    /// The progress; its lines are those that the journal does not have yet.
    state: State,
    /// For a shard.
    index: Option<Index>,
    /// The files beside which the index is written.
    indexed: Vec<PathBuf>,
    /// How many events the current unit gave.
    events: u32,
    strict: bool,
}

impl Take<Found, PipelineError> for &mut Record {
    fn document(&mut self, _: &Arc<str>, found: Found) -> Result<(), PipelineError> {
        let Found { document, events, entities } = found;
        let extraction = Extraction {
            doc: &document.article.id,
            document: Some(&document),
            events: &events,
            entities: &entities,
        };
        self.sinks.iter_mut().try_for_each(|sink| sink.document(&extraction))?;
        let summary = &mut self.state.summary;
        summary.documents += 1;
        summary.words += document.tokens.len();
        summary.events += events.len();
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

    fn chunk(&mut self, faults: Vec<Fault>) -> Result<(), PipelineError> {
        if let Some(fault) = faults.iter().find(|fault| self.strict && fault.skip.is_failure()) {
            return Err(PipelineError::Strict(fault.message.clone()));
        }
        for fault in &faults {
            *self.state.summary.skipped.entry(fault.skip).or_default() += fault.count;
            if let Some(kept) = &mut self.faults {
                kept.keep(fault)?;
            }
        }
        self.mark()
    }
}

impl Record {
    /// Makes the progress so far safe, if another run could continue.
    fn mark(&mut self) -> Result<(), PipelineError> {
        let Some(journal) = &mut self.journal else { return Ok(()) };
        let marks = self.sinks.iter_mut().map(|sink| sink.mark());
        self.state.marks = marks.chain(self.faults.iter_mut().map(Faults::mark)).collect::<Result<_, _>>()?;
        journal.write(&self.state)?;
        self.state.lines.clear();
        Ok(())
    }

    /// Puts everything in its place.
    fn finish(mut self) -> Result<Summary, PipelineError> {
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
        Ok(self.state.summary)
    }
}
