//! Where events are written. A file appears whole or not at all, whatever its format.

mod stream;

use std::io::IsTerminal;
use std::path::{Path, PathBuf};

use anyhow::bail;
use clap::ValueEnum;
use dateline::write::{Form, Told, json};

use super::table::Table;
use stream::Stream;

/// A place for what is found in documents, which come one after the other in the order of the input.
pub(crate) trait Sink {
    /// Takes what was found in a document.
    fn document(&mut self, told: &Told) -> anyhow::Result<()>;

    /// Whether what a document names is to be told.
    fn needs_entities(&self) -> bool {
        false
    }

    /// Makes what it took safe from a kill; where to go on ([`Start::At`]).
    fn mark(&mut self) -> anyhow::Result<u64>;

    /// Writes what is left and puts it in its place.
    fn finish(self: Box<Self>) -> anyhow::Result<()>;
}

/// How a sink begins.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Start {
    /// It cannot be gone on with: what a kill leaves is no part of the output.
    Whole,
    /// It can be gone on with from a mark; from the beginning where there is none yet.
    At(Option<u64>),
}

/// A format of events.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, ValueEnum)]
pub(crate) enum Kind {
    /// A JSON array of events
    Json,
    /// A JSON event a line
    Jsonl,
    /// A table for people
    Table,
}

impl Kind {
    /// The format of a file, by the end of its name.
    fn of(path: &Path) -> Option<Kind> {
        let name = path.file_name()?.to_str()?.to_ascii_lowercase();
        let ends = |end: &str| name.strip_suffix(end).is_some_and(|stem| stem.ends_with('.'));
        Kind::ENDS.iter().find(|(end, _)| ends(end)).map(|&(_, kind)| kind)
    }

    /// How files of each format end; the longer end first.
    const ENDS: &[(&'static str, Kind)] = &[("jsonl", Kind::Jsonl), ("json", Kind::Json)];
}

/// A place to write to, with its format.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Target {
    /// The file or folder; none for stdout.
    pub(crate) path: Option<PathBuf>,
    /// The format.
    pub(crate) kind: Kind,
}

impl Target {
    /// The places that were asked for: stdout where there are none.
    ///
    /// # Errors
    /// If the format of one is not told by its name, nor by `format`, which is for one place only.
    pub(crate) fn all(paths: &[PathBuf], format: Option<Kind>) -> anyhow::Result<Vec<Target>> {
        match (paths, format) {
            ([], _) => Ok(vec![Target { path: None, kind: format.unwrap_or(Kind::Jsonl) }]),
            ([path], Some(kind)) => Ok(vec![Target { path: Some(path.clone()), kind }]),
            (_, Some(_)) => bail!("`--format` is for one output; the names of several tell their formats"),
            (paths, None) => {
                paths.iter().map(|path| Ok(Target { path: Some(path.clone()), kind: kind(path)? })).collect()
            }
        }
    }

    /// Opens it.
    pub(crate) fn open(&self, start: Start) -> anyhow::Result<Box<dyn Sink>> {
        let form: Box<dyn Form> = match self.kind {
            Kind::Json => Box::new(json::Array::default()),
            Kind::Jsonl => Box::new(json::Lines),
            Kind::Table => Box::new(Table::of_width(self.width())),
        };
        Ok(Box::new(Stream::open(self.path.as_deref(), form, start)?))
    }

    /// How wide a table may be; none where nobody is looking.
    fn width(&self) -> Option<usize> {
        let seen = self.path.is_none() && std::io::stdout().is_terminal();
        let size = seen.then(terminal_size::terminal_size).flatten();
        size.map(|(width, _)| usize::from(width.0))
    }
}

fn kind(path: &Path) -> anyhow::Result<Kind> {
    match Kind::of(path) {
        Some(kind) => Ok(kind),
        None => {
            let ends: Vec<String> = Kind::ENDS.iter().map(|(end, _)| format!(".{end}")).collect();
            bail!(
                "the name of `{}` tells no format; end it in one of {}, or give `--format`",
                path.display(),
                ends.join(", ")
            )
        }
    }
}

/// What a document names, in a file of its own.
pub(crate) fn entities(path: &Path, start: Start) -> anyhow::Result<Box<dyn Sink>> {
    Ok(Box::new(Stream::open(Some(path), Box::new(json::Entities), start)?))
}
