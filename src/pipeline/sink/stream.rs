//! A format that is one stream of bytes, to a file or a stream of the caller.

use super::{Place, Sink, Start};
use crate::pipeline::PipelineError;
use crate::pipeline::output::Output;
use crate::write::{Extraction, Form};

/// A stream of bytes.
pub(super) struct Stream {
    form: Box<dyn Form + Send>,
    output: Output,
    place: Place,
    /// The result of a document, kept to reuse its memory.
    bytes: Vec<u8>,
}

impl Stream {
    pub(super) fn open(
        mut place: Place,
        mut form: Box<dyn Form + Send>,
        start: Start,
    ) -> Result<Stream, PipelineError> {
        let (mut output, written) = match (&mut place, start) {
            (Place::File(path), Start::At(mark)) => {
                let written = mark.unwrap_or_default();
                if !form.resume(written) {
                    return Err(PipelineError::CannotResume { path: path.clone(), can_be_merged: true });
                }
                (Output::resume(path, written)?, mark)
            }
            (Place::File(path), Start::Whole) => (Output::file(path)?, None),
            (Place::Stream(_), Start::At(_)) => return Err(PipelineError::ResumeNeedsFile),
            (Place::Stream(stream), Start::Whole) => {
                (Output::stream(std::mem::replace(stream, Box::new(std::io::sink()))), None)
            }
        };
        let mut bytes = Vec::new();
        if written.is_none() {
            form.head(&mut bytes).map_err(PipelineError::format(place.path()))?;
            output.write(&bytes)?;
        }
        Ok(Stream { form, output, place, bytes })
    }
}

impl Sink for Stream {
    fn document(&mut self, extraction: &Extraction) -> Result<(), PipelineError> {
        self.bytes.clear();
        let told = self.form.document(extraction, &mut self.bytes);
        told.map_err(PipelineError::format(self.place.path()))?;
        self.output.write(&self.bytes)
    }

    fn needs_entities(&self) -> bool {
        self.form.needs_entities()
    }

    fn mark(&mut self) -> Result<u64, PipelineError> {
        self.output.mark()
    }

    fn finish(mut self: Box<Self>) -> Result<(), PipelineError> {
        self.bytes.clear();
        self.form.tail(&mut self.bytes).map_err(PipelineError::format(self.place.path()))?;
        self.output.write(&self.bytes)?;
        self.output.finish()
    }
}
