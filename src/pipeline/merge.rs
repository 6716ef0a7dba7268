//! Files of events to one output, whatever its format.

use std::path::{Path, PathBuf};

use super::sink::{Sink, Start};
use super::{PipelineError, Target, merged};
use crate::extract::Event;
use crate::write::{Extraction, Schema};

/// Writes the events of files of JSON Lines. Shards of a run are written in the order of one run over the whole, other
/// files one after the other.
///
/// # Errors
/// If a file cannot be read or does not hold events, shards are not complete, an output cannot be written, or its
/// format needs the texts of documents, which such files do not have.
pub fn merge(files: &[PathBuf], targets: Vec<Target>) -> Result<(), PipelineError> {
    if let Some(target) = targets.iter().find(|target| target.format().needs().text) {
        return Err(PipelineError::NeedsText(target.format()));
    }
    let mut schema = Schema::default();
    if targets.iter().any(|target| target.format().needs().schema) {
        each(files, |event| {
            schema.learn(&event);
            Ok(())
        })?;
    }
    let sinks = targets.into_iter().map(|target| target.open(Start::Whole, &schema));
    let mut sinks: Vec<Box<dyn Sink>> = sinks.collect::<Result<_, _>>()?;
    let mut events: Vec<Event> = Vec::new();
    each(files, |event| {
        if events.last().is_some_and(|last| last.doc != event.doc) {
            write(&mut sinks, &events)?;
            events.clear();
        }
        events.push(event);
        Ok(())
    })?;
    write(&mut sinks, &events)?;
    sinks.into_iter().try_for_each(Sink::finish)
}

/// Every event of the files, in order.
fn each(
    files: &[PathBuf],
    mut take: impl FnMut(Event) -> Result<(), PipelineError>,
) -> Result<(), PipelineError> {
    let mut counts = vec![0_usize; files.len()];
    merged(files, |path: &Path, line| {
        let place = files.iter().position(|file| file == path).unwrap_or_default();
        if let Some(count) = counts.get_mut(place) {
            *count += 1;
        }
        let wrong = |error: serde_json::Error| {
            let count = counts.get(place).copied().unwrap_or_default();
            PipelineError::Events(format!("`{}`: number {count} is no event: {error}", path.display()))
        };
        take(serde_json::from_str(line).map_err(wrong)?)
    })
}

/// Writes the events of a document.
fn write(sinks: &mut [Box<dyn Sink>], events: &[Event]) -> Result<(), PipelineError> {
    let Some(first) = events.first() else { return Ok(()) };
    let extraction = Extraction { doc: &first.doc, document: None, events, entities: &[] };
    sinks.iter_mut().try_for_each(|sink| sink.document(&extraction))
}
