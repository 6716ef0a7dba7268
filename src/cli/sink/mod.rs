//! Where events are written. A file appears whole or not at all, whatever its format.

#[cfg(feature = "sqlite")]
mod database;
mod folder;
mod stream;
mod template;

use std::io::IsTerminal;
use std::path::{Path, PathBuf};

use anyhow::{Context, bail};
use clap::ValueEnum;
use dateline::lang::ir::{BuiltInType, EventType, Ruleset};
#[cfg(feature = "parquet")]
use dateline::write::parquet::Parquet;
use dateline::write::{Extraction, Form, Schema, brat, doccano, flat, graphml, json, jsonld, neo4j, prodigy};

use super::table::Table;
use stream::Stream;

/// A place for what is found in documents, which come one after the other in the order of the input.
pub(crate) trait Sink {
    /// Takes what was found in a document.
    fn document(&mut self, extraction: &Extraction) -> anyhow::Result<()>;

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
    /// Commas between the columns of an event
    Csv,
    /// Tabs between them
    Tsv,
    /// Apache Parquet, a row an event
    #[cfg(feature = "parquet")]
    Parquet,
    /// A database; what is there stays, and events of the same id are replaced
    #[cfg(feature = "sqlite")]
    Sqlite,
    /// A graph of events and what they are about
    Graphml,
    /// The same as a folder of tables for neo4j-admin
    Neo4j,
    /// Linked data: schema.org and the Simple Event Model
    Jsonld,
    /// A folder of brat standoff
    Brat,
    /// Tasks for Prodigy
    Prodigy,
    /// Documents for doccano
    Doccano,
    /// By `--template`
    #[value(skip)]
    Template,
}

impl Kind {
    /// The format of a file, by the end of its name.
    fn of(path: &Path) -> Option<Kind> {
        let name = path.file_name()?.to_str()?.to_ascii_lowercase();
        let ends = |end: &str| name.strip_suffix(end).is_some_and(|stem| stem.ends_with('.'));
        Kind::ENDS.iter().find(|(end, _)| ends(end)).map(|&(_, kind)| kind)
    }

    /// How files of each format end; the longer end first.
    const ENDS: &[(&'static str, Kind)] = &[
        ("prodigy.jsonl", Kind::Prodigy),
        ("doccano.jsonl", Kind::Doccano),
        ("jsonl", Kind::Jsonl),
        ("json", Kind::Json),
        ("csv", Kind::Csv),
        ("tsv", Kind::Tsv),
        #[cfg(feature = "parquet")]
        ("parquet", Kind::Parquet),
        #[cfg(feature = "sqlite")]
        ("sqlite", Kind::Sqlite),
        #[cfg(feature = "sqlite")]
        ("db", Kind::Sqlite),
        ("graphml", Kind::Graphml),
        ("neo4j", Kind::Neo4j),
        ("jsonld", Kind::Jsonld),
        ("brat", Kind::Brat),
    ];

    /// Whether it has a head that tells what may come.
    pub(crate) fn needs_schema(self) -> bool {
        matches!(self, Kind::Csv | Kind::Tsv | Kind::Brat)
    }

    /// Whether it holds what only documents have.
    pub(crate) fn needs_text(self) -> bool {
        matches!(self, Kind::Table | Kind::Brat | Kind::Prodigy | Kind::Doccano)
    }
}

/// A place to write to, with its format.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Target {
    /// The file or folder; none for stdout.
    pub(crate) path: Option<PathBuf>,
    /// The format.
    pub(crate) kind: Kind,
    /// The template of a [`Kind::Template`].
    template: Option<PathBuf>,
}

impl Target {
    /// The places that were asked for: stdout where there are none.
    ///
    /// # Errors
    /// If the format of one is not told by its name, nor by `format`, which is for one place only.
    pub(crate) fn all(
        paths: &[PathBuf],
        format: Option<Kind>,
        template: Option<&Path>,
    ) -> anyhow::Result<Vec<Target>> {
        let format = if template.is_some() { Some(Kind::Template) } else { format };
        let target = |path: Option<&PathBuf>, kind| {
            let template = template.map(Path::to_owned);
            Target { path: path.cloned(), kind, template }
        };
        match (paths, format) {
            ([], _) => Ok(vec![target(None, format.unwrap_or(Kind::Jsonl))]),
            ([path], Some(kind)) => Ok(vec![target(Some(path), kind)]),
            (_, Some(Kind::Template)) => bail!("`--template` is for one output"),
            (_, Some(_)) => bail!("`--format` is for one output; the names of several tell their formats"),
            (paths, None) => paths.iter().map(|path| Ok(target(Some(path), kind(path)?))).collect(),
        }
    }

    /// Opens it, to write events of these types.
    pub(crate) fn open(&self, start: Start, schema: &Schema) -> anyhow::Result<Box<dyn Sink>> {
        let form: Box<dyn Form> = match self.kind {
            Kind::Json => Box::new(json::Array::default()),
            Kind::Jsonl => Box::new(json::Lines),
            Kind::Table => Box::new(Table::of_width(self.width())),
            Kind::Csv => Box::new(flat::Table::csv(schema)),
            Kind::Tsv => Box::new(flat::Table::tsv(schema)),
            #[cfg(feature = "parquet")]
            Kind::Parquet => Box::new(Parquet::new()?),
            Kind::Graphml => Box::new(graphml::GraphMl::default()),
            Kind::Jsonld => Box::new(jsonld::JsonLd::default()),
            Kind::Prodigy => Box::new(prodigy::Lines),
            Kind::Doccano => Box::new(doccano::Lines),
            Kind::Template => {
                let path = self.template.as_deref().context("`--template` names no file")?;
                Box::new(template::open(path)?)
            }
            #[cfg(feature = "sqlite")]
            Kind::Sqlite => return Ok(Box::new(database::Database::open(self.place()?, start)?)),
            Kind::Neo4j => {
                return Ok(Box::new(folder::Folder::open(
                    self.place()?,
                    Box::<neo4j::Neo4j>::default(),
                    start,
                )?));
            }
            Kind::Brat => {
                let form = Box::new(brat::Standoff::new(schema));
                return Ok(Box::new(folder::Folder::open(self.place()?, form, start)?));
            }
        };
        Ok(Box::new(Stream::open(self.path.as_deref(), form, start)?))
    }

    /// Where it is, for what is no stream.
    fn place(&self) -> anyhow::Result<&Path> {
        self.path.as_deref().context("this format is no stream; name a place for it with `--output`")
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

/// What rules may find.
pub(crate) fn schema(ruleset: &Ruleset) -> Schema {
    let roles = |event: &EventType| event.roles.iter().map(|role| role.name.clone()).collect();
    let types = ruleset.types.iter().map(|kind| kind.name.as_str());
    let fillers = types.chain(BuiltInType::all().map(|kind| kind.as_str())).chain(["Phrase", "Clause"]);
    Schema {
        events: ruleset.events.iter().map(|event| (event.name.clone(), roles(event))).collect(),
        fillers: fillers.map(str::to_owned).collect(),
    }
}

/// What a document names, in a file of its own.
pub(crate) fn entities(path: &Path, start: Start) -> anyhow::Result<Box<dyn Sink>> {
    Ok(Box::new(Stream::open(Some(path), Box::new(json::Entities), start)?))
}
