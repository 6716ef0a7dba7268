//! A format that is one stream of bytes, to stdout or a file.

use std::path::Path;

use anyhow::bail;
use dateline::write::{Extraction, Form};

use super::{Sink, Start};
use crate::cli::output::Output;

/// A stream of bytes.
pub(crate) struct Stream {
    form: Box<dyn Form>,
    output: Output,
    /// What a document gives, kept for its memory.
    bytes: Vec<u8>,
}

impl Stream {
    pub(crate) fn open(path: Option<&Path>, mut form: Box<dyn Form>, start: Start) -> anyhow::Result<Stream> {
        let (mut output, written) = match (path, start) {
            (Some(path), Start::At(mark)) => {
                let written = mark.unwrap_or_default();
                if !form.resume(written) {
                    bail!(
                        "`--resume` cannot go on with `{}`: in its format what comes depends on all that was; \
                         write .jsonl with `--resume`, and `dateline merge` makes the other file of it",
                        path.display()
                    );
                }
                (Output::resume(path, written)?, mark)
            }
            _ => (Output::create(path)?, None),
        };
        let mut bytes = Vec::new();
        if written.is_none() {
            form.head(&mut bytes)?;
            output.write(&bytes)?;
        }
        Ok(Stream { form, output, bytes })
    }
}

impl Sink for Stream {
    fn document(&mut self, extraction: &Extraction) -> anyhow::Result<()> {
        self.bytes.clear();
        self.form.document(extraction, &mut self.bytes)?;
        Ok(self.output.write(&self.bytes)?)
    }

    fn needs_entities(&self) -> bool {
        self.form.needs_entities()
    }

    fn mark(&mut self) -> anyhow::Result<u64> {
        Ok(self.output.mark()?)
    }

    fn finish(mut self: Box<Self>) -> anyhow::Result<()> {
        self.bytes.clear();
        self.form.tail(&mut self.bytes)?;
        self.output.write(&self.bytes)?;
        self.output.finish()
    }
}
