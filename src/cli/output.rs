//! Where the data goes: stdout, or a file that appears whole or not at all.

use std::fs;
use std::io::{self, BufWriter, Write};
use std::path::{Path, PathBuf};

use anyhow::Context;
use tempfile::NamedTempFile;

/// How records are put together.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Frame {
    /// As they are.
    Bare,
    /// A record a line.
    Lines,
    /// A JSON array with a record a line.
    Array,
}

/// A writer of records.
pub(crate) struct Output {
    sink: Sink,
    frame: Frame,
    records: usize,
}

enum Sink {
    /// A stream or a device.
    Open(BufWriter<Box<dyn Write>>),
    /// A file beside the one that it will replace.
    Temporary(BufWriter<NamedTempFile>, PathBuf),
}

impl Output {
    /// Opens the file, or stdout where there is none.
    pub(crate) fn create(path: Option<&Path>, frame: Frame) -> anyhow::Result<Output> {
        let sink = match path {
            None => Sink::Open(BufWriter::new(Box::new(io::stdout()))),
            Some(path) => Sink::file(path).with_context(|| format!("cannot write `{}`", path.display()))?,
        };
        Ok(Output { sink, frame, records: 0 })
    }

    /// Writes a record.
    pub(crate) fn record(&mut self, record: &str) -> io::Result<()> {
        let before = match (self.frame, self.records) {
            (Frame::Array, 0) => "[\n",
            (Frame::Array, _) => ",\n",
            _ => "",
        };
        let after = if self.frame == Frame::Lines { "\n" } else { "" };
        self.records += 1;
        let writer = self.writer();
        [before, record, after].iter().try_for_each(|part| writer.write_all(part.as_bytes()))
    }

    fn writer(&mut self) -> &mut dyn Write {
        match &mut self.sink {
            Sink::Open(writer) => writer,
            Sink::Temporary(writer, _) => writer,
        }
    }

    /// Writes what is left and puts the file in its place.
    pub(crate) fn finish(mut self) -> anyhow::Result<()> {
        if self.frame == Frame::Array {
            let end: &[u8] = if self.records == 0 { b"[]\n" } else { b"\n]\n" };
            self.writer().write_all(end)?;
        }
        self.writer().flush()?;
        if let Sink::Temporary(writer, path) = self.sink {
            let file = writer.into_inner().map_err(io::IntoInnerError::into_error)?;
            file.persist(&path).with_context(|| format!("cannot write `{}`", path.display()))?;
        }
        Ok(())
    }
}

impl Sink {
    fn file(path: &Path) -> io::Result<Sink> {
        // a link stays a link; a device cannot be replaced
        let path = match fs::canonicalize(path) {
            Ok(target) if !target.is_file() => {
                let device = fs::OpenOptions::new().write(true).open(target)?;
                return Ok(Sink::Open(BufWriter::new(Box::new(device))));
            }
            Ok(target) => target,
            Err(_) => path.to_owned(),
        };
        let folder = path.parent().filter(|folder| !folder.as_os_str().is_empty()).unwrap_or(Path::new("."));
        let mut builder = tempfile::Builder::new();
        builder.prefix(".dateline-");
        #[cfg(unix)]
        builder.permissions(std::os::unix::fs::PermissionsExt::from_mode(0o666));
        let file = builder.tempfile_in(folder)?;
        Ok(Sink::Temporary(BufWriter::new(file), path))
    }
}
