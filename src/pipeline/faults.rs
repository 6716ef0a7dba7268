//! A file of what could not be read: a JSON line each.

use std::path::Path;

use serde::Serialize;

use super::PipelineError;
use super::output::Output;
use super::sink::Start;
use crate::read::{Fault, Skip};

/// The file.
pub(super) struct Faults {
    output: Output,
}

#[derive(Serialize)]
struct Line<'a> {
    reason: Skip,
    count: usize,
    message: &'a str,
    /// The part itself, if it could be read; bytes that are not UTF-8 become U+FFFD.
    #[serde(skip_serializing_if = "Option::is_none")]
    raw: Option<&'a str>,
}

impl Faults {
    pub(super) fn open(path: &Path, start: Start) -> Result<Faults, PipelineError> {
        let output = match start {
            Start::Whole => Output::file(path)?,
            Start::At(mark) => Output::resume(path, mark.unwrap_or_default())?,
        };
        Ok(Faults { output })
    }

    /// Writes a fault.
    pub(super) fn keep(&mut self, fault: &Fault) -> Result<(), PipelineError> {
        let Fault { skip: reason, count, message, raw } = fault;
        let raw = raw.as_deref().map(String::from_utf8_lossy);
        let line = Line { reason: *reason, count: *count, message, raw: raw.as_deref() };
        // strings and numbers always make JSON
        self.output.write(serde_json::to_string(&line).unwrap_or_default() + "\n")
    }

    /// Where another run continues.
    pub(super) fn mark(&mut self) -> Result<u64, PipelineError> {
        self.output.mark()
    }

    /// Puts the file in its place.
    pub(super) fn finish(self) -> Result<(), PipelineError> {
        self.output.finish()
    }
}
