//! The outputs for events. A file appears whole or not at all, whatever its format.

#[cfg(feature = "sqlite")]
mod database;
mod folder;
mod stream;

use std::fmt;
use std::io::Write;
use std::path::{Path, PathBuf};

use self::folder::Folder;
use self::stream::Stream;
use super::{PipelineError, template};
use crate::write::format::Options;
use crate::write::{Extraction, Format, Schema, Writer, json};

/// An output for the results of documents, which come one after the other in the order of the input.
pub(super) trait Sink: Send {
    /// Takes the results of a document.
    fn document(&mut self, extraction: &Extraction) -> Result<(), PipelineError>;

    /// Whether it needs the entities of a document.
    fn needs_entities(&self) -> bool {
        false
    }

    /// Makes what it took safe from a kill; returns where to continue ([`Start::At`]).
    fn mark(&mut self) -> Result<u64, PipelineError>;

    /// Writes what is left and puts it in its place.
    fn finish(self: Box<Self>) -> Result<(), PipelineError>;
}

/// How a sink begins.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Start {
    /// It is not resumable: what a kill leaves is no part of the output.
    Whole,
    /// It is resumable, from a mark; from the beginning if there is none yet.
    At(Option<u64>),
}

/// Where something is written.
enum Place {
    File(PathBuf),
    Stream(Box<dyn Write + Send>),
}

impl Place {
    fn path(&self) -> Option<&Path> {
        match self {
            Place::File(path) => Some(path),
            Place::Stream(_) => None,
        }
    }
}

/// A place to write events to, with their format.
pub struct Target {
    place: Place,
    format: Format,
    width: Option<usize>,
    template: Option<PathBuf>,
}

impl fmt::Debug for Target {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Target").field("path", &self.path()).field("format", &self.format).finish()
    }
}

impl Target {
    /// A file or folder; the format follows from the end of its name.
    ///
    /// # Errors
    /// If the name has no known ending.
    pub fn file(path: impl Into<PathBuf>) -> Result<Target, PipelineError> {
        let path = path.into();
        let name = path.file_name().unwrap_or_default().to_string_lossy();
        match Format::of(&name) {
            Some(format) => Ok(Target::new(Place::File(path), format)),
            None => Err(PipelineError::UnknownEnding(path)),
        }
    }

    /// A file or folder in this format, whatever its name.
    pub fn file_as(path: impl Into<PathBuf>, format: Format) -> Target {
        Target::new(Place::File(path.into()), format)
    }

    /// A stream, which must not be a format that [needs a place](crate::write::format::Needs::place).
    pub fn stream(stream: impl Write + Send + 'static, format: Format) -> Target {
        Target::new(Place::Stream(Box::new(stream)), format)
    }

    fn new(place: Place, format: Format) -> Target {
        Target { place, format, width: None, template: None }
    }

    /// A table for people is at most this many columns wide.
    pub fn width(self, width: Option<usize>) -> Target {
        Target { width, ..self }
    }

    /// Each document is written by this template; what it includes lies in its folder or below.
    pub fn template(self, template: impl Into<PathBuf>) -> Target {
        Target { format: Format::Template, template: Some(template.into()), ..self }
    }

    /// The file or folder; none if it is a stream.
    pub fn path(&self) -> Option<&Path> {
        self.place.path()
    }

    /// The format.
    pub fn format(&self) -> Format {
        self.format
    }

    /// Distinguishes it from other targets.
    pub(super) fn identity(&self) -> [String; 3] {
        let text =
            |path: Option<&Path>| path.map(|path| path.to_string_lossy().into_owned()).unwrap_or_default();
        [text(self.path()), self.format.name().to_owned(), text(self.template.as_deref())]
    }

    /// Opens it, to write events of these types.
    pub(super) fn open(self, start: Start, schema: &Schema) -> Result<Box<dyn Sink>, PipelineError> {
        let template = self.template.as_deref().map(template::open).transpose()?;
        let options = Options { schema: Some(schema), width: self.width, template };
        let writer = self.format.writer(options).map_err(PipelineError::format(self.path()))?;
        let needs_place = || PipelineError::NeedsPlace(self.format);
        Ok(match writer {
            Writer::Stream(form) => Box::new(Stream::open(self.place, form, start)?),
            Writer::Folder(form) => {
                Box::new(Folder::open(self.place.path().ok_or_else(needs_place)?, form, start)?)
            }
            #[cfg(feature = "sqlite")]
            Writer::Database => {
                Box::new(database::Database::open(self.place.path().ok_or_else(needs_place)?, start)?)
            }
        })
    }
}

/// The entities of a document, in a separate file.
pub(super) fn entities(path: &Path, start: Start) -> Result<Box<dyn Sink>, PipelineError> {
    Ok(Box::new(Stream::open(Place::File(path.to_owned()), Box::new(json::Entities), start)?))
}
