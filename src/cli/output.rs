//! Where data goes: stdout, or a file that appears whole or not at all.

use std::fs::{self, File, OpenOptions};
use std::io::{self, BufWriter, Seek, Write};
use std::path::{Path, PathBuf};

use super::files::beside;
use anyhow::Context;
use tempfile::{NamedTempFile, TempDir};

/// A writer of bytes.
pub(crate) struct Output {
    sink: Sink,
}

enum Sink {
    /// A stream or a device.
    Open(BufWriter<Box<dyn Write>>),
    /// A file beside the one that it will replace.
    Temporary(BufWriter<NamedTempFile>, PathBuf),
    /// The same under a name of its own, so that another run can go on with it.
    Partial(BufWriter<File>, PathBuf),
}

impl Output {
    /// Opens the file, or stdout where there is none.
    pub(crate) fn create(path: Option<&Path>) -> anyhow::Result<Output> {
        let sink = match path {
            None => Sink::Open(BufWriter::new(Box::new(io::stdout()))),
            Some(path) => Sink::file(path).with_context(|| format!("cannot write `{}`", path.display()))?,
        };
        Ok(Output { sink })
    }

    /// Goes on after so many bytes of what another run began to write; anew where they are none.
    pub(crate) fn resume(path: &Path, written: u64) -> anyhow::Result<Output> {
        let open = || {
            let mut file = OpenOptions::new().write(true).create(true).truncate(false).open(partial(path))?;
            if file.metadata()?.len() < written {
                return Err(io::Error::other("it is shorter than the journal says"));
            }
            file.set_len(written)?;
            file.seek(io::SeekFrom::End(0))?;
            Ok(file)
        };
        let file = open().with_context(|| format!("cannot go on with `{}`", partial(path).display()))?;
        Ok(Output { sink: Sink::Partial(BufWriter::new(file), path.to_owned()) })
    }

    /// Writes bytes.
    pub(crate) fn write(&mut self, bytes: impl AsRef<[u8]>) -> io::Result<()> {
        let writer: &mut dyn Write = match &mut self.sink {
            Sink::Open(writer) => writer,
            Sink::Temporary(writer, _) => writer,
            Sink::Partial(writer, _) => writer,
        };
        writer.write_all(bytes.as_ref())
    }

    /// Makes what was written safe from a kill, where another run could go on with it; how many bytes there are.
    pub(crate) fn mark(&mut self) -> io::Result<u64> {
        match &mut self.sink {
            Sink::Partial(writer, _) => {
                writer.flush()?;
                writer.get_ref().sync_data()?;
                writer.stream_position()
            }
            _ => Ok(0),
        }
    }

    /// Writes what is left and puts the file in its place.
    pub(crate) fn finish(self) -> anyhow::Result<()> {
        match self.sink {
            Sink::Open(mut writer) => writer.flush()?,
            Sink::Temporary(writer, path) => {
                let file = writer.into_inner().map_err(io::IntoInnerError::into_error)?;
                file.persist(&path).with_context(|| format!("cannot write `{}`", path.display()))?;
            }
            Sink::Partial(mut writer, path) => {
                writer.flush()?;
                writer.get_ref().sync_all()?;
                fs::rename(partial(&path), &path)
                    .with_context(|| format!("cannot write `{}`", path.display()))?;
            }
        }
        Ok(())
    }
}

/// Where a file stands while a run that can be gone on with writes it.
fn partial(path: &Path) -> PathBuf {
    beside(path, ".partial")
}

/// Whether a run that can be gone on with has begun to write a file and not yet put it in its place.
pub(crate) fn is_partial(path: &Path) -> bool {
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
pub(crate) fn temporary(path: &Path) -> io::Result<NamedTempFile> {
    let mut builder = tempfile::Builder::new();
    builder.prefix(".dateline-");
    #[cfg(unix)]
    builder.permissions(std::os::unix::fs::PermissionsExt::from_mode(0o666));
    builder.tempfile_in(folder_of(path))
}

/// A folder beside the one that it will become.
pub(crate) fn temporary_folder(path: &Path) -> io::Result<TempDir> {
    let mut builder = tempfile::Builder::new();
    builder.prefix(".dateline-");
    #[cfg(unix)]
    builder.permissions(std::os::unix::fs::PermissionsExt::from_mode(0o777));
    builder.tempdir_in(folder_of(path))
}

fn folder_of(path: &Path) -> &Path {
    path.parent().filter(|folder| !folder.as_os_str().is_empty()).unwrap_or(Path::new("."))
}
