//! What could not be read, in a file: a JSON line each.

use std::path::Path;

use serde::Serialize;

use super::output::Output;
use super::reporter::{Fault, Skip};
use super::sink::Start;

/// The file.
pub(crate) struct Faults {
    output: Output,
}

#[derive(Serialize)]
struct Line<'a> {
    reason: Skip,
    count: usize,
    message: &'a str,
    /// The part itself, where it could be read; what is not UTF-8 in it is U+FFFD.
    #[serde(skip_serializing_if = "Option::is_none")]
    raw: Option<&'a str>,
}

impl Faults {
    pub(crate) fn open(path: &Path, start: Start) -> anyhow::Result<Faults> {
        let output = match start {
            Start::Whole => Output::create(Some(path))?,
            Start::At(mark) => Output::resume(path, mark.unwrap_or_default())?,
        };
        Ok(Faults { output })
    }

    /// Writes one down.
    pub(crate) fn keep(&mut self, fault: &Fault) -> anyhow::Result<()> {
        let Fault { skip: reason, count, message, raw } = fault;
        let raw = raw.as_deref().map(String::from_utf8_lossy);
        let line = Line { reason: *reason, count: *count, message, raw: raw.as_deref() };
        Ok(self.output.write(&(serde_json::to_string(&line)? + "\n"))?)
    }

    /// Where another run goes on.
    pub(crate) fn mark(&mut self) -> anyhow::Result<u64> {
        Ok(self.output.mark()?)
    }

    /// Puts the file in its place.
    pub(crate) fn finish(self) -> anyhow::Result<()> {
        self.output.finish()
    }
}
