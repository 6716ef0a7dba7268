//! Output of bytes: to a stream of the caller, or to a file that appears whole or not at all.

use std::fs::{self, File, OpenOptions};
use std::io::{self, BufWriter, Seek, Write};
use std::path::{Path, PathBuf};

use tempfile::{NamedTempFile, TempDir};

use super::PipelineError;

/// A writer of bytes.
pub struct Output {
    sink: Sink,
}

enum Sink {
    /// A stream or a device.
    Open(BufWriter<Box<dyn Write + Send>>),
    /// A temporary file beside the one that it will replace.
    Temporary(BufWriter<NamedTempFile>, PathBuf),
    /// The same under a fixed name, so that another run can continue it.
    Partial(BufWriter<File>, PathBuf),
}

impl Output {
    /// A stream.
    pub fn stream(stream: Box<dyn Write + Send>) -> Output {
        Output { sink: Sink::Open(BufWriter::new(stream)) }
    }

    /// Opens a file.
    ///
    /// # Errors
    /// If its folder does not take a file.
    pub fn file(path: &Path) -> Result<Output, PipelineError> {
        let sink = Sink::file(path).map_err(PipelineError::file("write", path))?;
        Ok(Output { sink })
    }

    /// Continues after this many bytes of what another run wrote; starts anew if there are none.
    pub(super) fn resume(path: &Path, written: u64) -> Result<Output, PipelineError> {
        let open = || {
            let mut file = OpenOptions::new().write(true).create(true).truncate(false).open(partial(path))?;
            if file.metadata()?.len() < written {
                return Err(io::Error::other("it is shorter than the journal says"));
            }
            file.set_len(written)?;
            file.seek(io::SeekFrom::End(0))?;
            Ok(file)
        };
        let file = open().map_err(PipelineError::file("go on with", &partial(path)))?;
        Ok(Output { sink: Sink::Partial(BufWriter::new(file), path.to_owned()) })
    }

    /// Does something with the writer.
    fn with<T>(&mut self, act: impl FnOnce(&mut dyn Write) -> io::Result<T>) -> Result<T, PipelineError> {
        match &mut self.sink {
            Sink::Open(writer) => act(writer).map_err(PipelineError::Stream),
            Sink::Temporary(writer, path) => act(writer).map_err(PipelineError::file("write", path)),
            Sink::Partial(writer, path) => act(writer).map_err(PipelineError::file("write", path)),
        }
    }

    /// Writes bytes.
    ///
    /// # Errors
    /// If they cannot be written: the disk is full, or the reader of a stream is gone.
    pub fn write(&mut self, bytes: impl AsRef<[u8]>) -> Result<(), PipelineError> {
        self.with(|writer| writer.write_all(bytes.as_ref()))
    }

    /// Makes the bytes written safe from a kill, if another run could continue; returns their number.
    pub(super) fn mark(&mut self) -> Result<u64, PipelineError> {
        match &mut self.sink {
            Sink::Partial(writer, path) => {
                let mark = writer.flush().and_then(|()| writer.get_ref().sync_data());
                mark.and_then(|()| writer.stream_position()).map_err(PipelineError::file("write", path))
            }
            Sink::Open(_) | Sink::Temporary(..) => Ok(0),
        }
    }

    /// Writes what is left and puts a file in its place.
    ///
    /// # Errors
    /// As [`Output::write`].
    pub fn finish(mut self) -> Result<(), PipelineError> {
        self.with(|writer| writer.flush())?;
        match self.sink {
            Sink::Open(_) => Ok(()),
            Sink::Temporary(writer, path) => {
                let placed = writer.into_inner().map_err(io::IntoInnerError::into_error);
                let placed = placed.and_then(|file| file.persist(&path).map_err(|error| error.error));
                placed.map(drop).map_err(PipelineError::file("write", &path))
            }
            Sink::Partial(writer, path) => {
                let placed = writer.get_ref().sync_all().and_then(|()| fs::rename(partial(&path), &path));
                placed.map_err(PipelineError::file("write", &path))
            }
        }
    }
}

/// The file named like another, with an ending: `events.jsonl.journal`.
pub(super) fn beside(path: &Path, ending: &str) -> PathBuf {
    let mut name = path.file_name().unwrap_or_default().to_owned();
    name.push(ending);
    path.with_file_name(name)
}

/// The temporary path of a file while a resumable run writes it.
fn partial(path: &Path) -> PathBuf {
    beside(path, ".partial")
}

/// Whether a resumable run has begun to write a file and not yet put it in its place.
pub(super) fn is_partial(path: &Path) -> bool {
    partial(path).exists()
}

impl Sink {
    fn file(path: &Path) -> io::Result<Sink> {
        // a link stays a link; a device cannot be replaced
        let path = match fs::canonicalize(path) {
            Ok(target) if !target.is_file() => {
                let device = OpenOptions::new().write(true).open(target)?;
                return Ok(Sink::Open(BufWriter::new(Box::new(device))));
            }
            Ok(target) => target,
            Err(_) => path.to_owned(),
        };
        Ok(Sink::Temporary(BufWriter::new(temporary(&path)?), path))
    }
}

/// A file beside the one that it will replace.
pub(super) fn temporary(path: &Path) -> io::Result<NamedTempFile> {
    let mut builder = tempfile::Builder::new();
    builder.prefix(".dateline-");
    #[cfg(unix)]
    builder.permissions(std::os::unix::fs::PermissionsExt::from_mode(0o666));
    builder.tempfile_in(folder_of(path))
}

/// A folder beside the one that it will become.
pub(super) fn temporary_folder(path: &Path) -> io::Result<TempDir> {
    let mut builder = tempfile::Builder::new();
    builder.prefix(".dateline-");
    #[cfg(unix)]
    builder.permissions(std::os::unix::fs::PermissionsExt::from_mode(0o777));
    builder.tempdir_in(folder_of(path))
}

fn folder_of(path: &Path) -> &Path {
    path.parent().filter(|folder| !folder.as_os_str().is_empty()).unwrap_or(Path::new("."))
}
