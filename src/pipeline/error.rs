//! Why a run cannot go on.

use std::fmt;
use std::io;
use std::path::{Path, PathBuf};

use crate::write;

/// Why a run cannot begin, continue or end. Input that cannot be read is no error but a [`Fault`](crate::read::Fault):
/// the run continues without it.
#[derive(Debug)]
#[non_exhaustive]
pub enum PipelineError {
    /// The system refuses to read, write or delete a file.
    File {
        /// The operation: `write`.
        action: &'static str,
        /// The file.
        path: PathBuf,
        /// What the system says.
        error: io::Error,
    },
    /// The output, a stream of the caller, refuses the bytes.
    Stream(io::Error),
    /// The format cannot express what is to be written.
    Format {
        /// The file; none if it is a stream.
        path: Option<PathBuf>,
        /// Why.
        error: write::Error,
    },
    /// A format needs a file or folder and was given a stream.
    NeedsPlace(write::Format),
    /// A format needs the texts of documents, and only their events are known.
    NeedsText(write::Format),
    /// The name of an output has no known ending.
    UnknownEnding(PathBuf),
    /// The name of a file for articles ends like no format that articles can be written in.
    NoArticles(PathBuf),
    /// A folder that is to be written already has files.
    NotEmpty(PathBuf),
    /// A run cannot resume an output: its format depends on everything before.
    CannotResume {
        /// The output.
        path: PathBuf,
        /// Whether it can be made of another output afterwards.
        can_be_merged: bool,
    },
    /// A resumable run writes to a stream, which leaves nothing to continue.
    ResumeNeedsFile,
    /// Another run is writing the same output.
    Busy(PathBuf),
    /// A journal belongs to a run over other input, with other rules or options, or of another version.
    OtherRun(PathBuf),
    /// A strict run met this, which cannot be read.
    Strict(String),
    /// A text that names no shard.
    NoShard,
    /// Files of events are not the shards of one run, or do not match their indexes; in words for the user.
    Shards(String),
    /// A file of events holds something else, in words for the user.
    Events(String),
    /// Threads could not be started.
    Threads(String),
    /// The caller failed while handling a result.
    Taken(Box<dyn std::error::Error + Send + Sync>),
}

impl PipelineError {
    /// An operation on a file failed.
    pub(super) fn file(action: &'static str, path: &Path) -> impl FnOnce(io::Error) -> PipelineError + use<> {
        let path = path.to_owned();
        move |error| PipelineError::File { action, path, error }
    }

    /// Something cannot be written to a file in its format.
    pub(super) fn format(path: Option<&Path>) -> impl FnOnce(write::Error) -> PipelineError + use<> {
        let path = path.map(Path::to_owned);
        move |error| PipelineError::Format { path, error }
    }

    /// Whether the reader of the output closed it early.
    pub fn is_closed_pipe(&self) -> bool {
        matches!(self, PipelineError::Stream(error) if error.kind() == io::ErrorKind::BrokenPipe)
    }
}

impl fmt::Display for PipelineError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            PipelineError::File { action, path, .. } => write!(f, "cannot {action} `{}`", path.display()),
            PipelineError::Stream(_) => f.write_str("cannot write the output"),
            PipelineError::Format { path: Some(path), .. } => write!(f, "cannot write `{}`", path.display()),
            PipelineError::Format { path: None, error } => error.fmt(f),
            PipelineError::NeedsPlace(format) => {
                write!(f, "{} is no stream; name a file or folder for it with `--output`", format.name())
            }
            PipelineError::NeedsText(format) => write!(
                f,
                "{} holds the texts of documents, which files of events do not have; let `run` write it",
                format.name()
            ),
            PipelineError::UnknownEnding(path) => {
                let endings = write::Format::ALL.iter().flat_map(|format| format.endings());
                let endings: Vec<String> = endings.map(|ending| format!(".{ending}")).collect();
                write!(
                    f,
                    "the name of `{}` tells no format; end it in one of {}, or give `--format`",
                    path.display(),
                    endings.join(", ")
                )
            }
            PipelineError::NoArticles(path) => write!(
                f,
                "articles cannot be written to `{}`; they can be to .jsonl, .csv, .tsv, .parquet and .sqlite",
                path.display()
            ),
            PipelineError::NotEmpty(path) => write!(
                f,
                "cannot write `{}`: the folder is not empty; delete it first, or name another",
                path.display()
            ),
            PipelineError::CannotResume { path, can_be_merged } => {
                let remedy = match can_be_merged {
                    true => "and `dateline merge` makes the other file of it",
                    false => "and run without it for the folder",
                };
                write!(
                    f,
                    "`--resume` cannot go on with `{}`: in its format what comes depends on all that was; write .jsonl \
                     with `--resume`, {remedy}",
                    path.display()
                )
            }
            PipelineError::ResumeNeedsFile => f.write_str(
                "a run that can be gone on with writes to files; a stream leaves nothing to go on with",
            ),
            PipelineError::Busy(path) => write!(f, "another run is writing `{}`", path.display()),
            PipelineError::OtherRun(path) => write!(
                f,
                "`{}` is of another run: input, rules, options or version differ. Run as before, or delete it to start \
                 anew",
                path.display()
            ),
            PipelineError::Strict(message) => {
                write!(f, "{message}; stopped by `--strict`, nothing was written")
            }
            PipelineError::NoShard => {
                f.write_str("write the number of the shard and how many there are: 1/3, 2/3 or 3/3")
            }
            PipelineError::Shards(message) | PipelineError::Events(message) => f.write_str(message),
            PipelineError::Threads(_) => f.write_str("cannot start threads; try fewer with `--jobs`"),
            PipelineError::Taken(error) => error.fmt(f),
        }
    }
}

impl std::error::Error for PipelineError {
    fn source(&self) -> Option<&(dyn std::error::Error + 'static)> {
        match self {
            PipelineError::File { error, .. } | PipelineError::Stream(error) => Some(error),
            PipelineError::Format { path: Some(_), error } => Some(error),
            PipelineError::Taken(error) => error.source(),
            _ => None,
        }
    }
}
