//! `dateline run`: articles in, events out.

use std::io::IsTerminal;
use std::path::PathBuf;
use std::time::Instant;

use clap::{Args, ValueEnum};
use dateline::extract::entity::{self, entities};
use dateline::extract::{Event, extract, same};
use dateline::lang::compile::Program;
use dateline::text::document::Document;
use serde::Serialize;

use super::Verdict;
use super::batch::{self, Yield};
use super::files;
use super::output::{Frame, Output};
use super::pieces::{Format, Pieces};
use super::rules::Rules;
use super::session::Session;
use super::table;
use super::talk::Talk;

/// Find the events that rules describe in articles
#[derive(Args, Debug)]
#[command(after_help = "Examples:
  dateline run --input articles/
  dateline run rules --input news.jsonl --output events.jsonl
  dateline run --pack business --input articles/ --format table
  curl -s https://example.org/story.txt | dateline run --input -")]
pub(crate) struct Run {
    /// Rule files (.rules) and folders of them [default: the packs that are part of the program]
    #[arg(value_name = "RULES")]
    rules: Vec<PathBuf>,
    /// Of the packs that are part of the program take this one (may be given several times)
    #[arg(long, value_name = "NAME", conflicts_with = "rules")]
    pack: Vec<String>,
    /// Articles: files (.txt, .md, .jsonl, .conllu, .json), folders, or `-` for stdin
    #[arg(long, short, required = true, num_args = 1.., value_name = "ARTICLES")]
    input: Vec<PathBuf>,
    /// How to write the events
    #[arg(long, value_enum, default_value_t = Shape::Jsonl)]
    format: Shape,
    /// Write to this file, whole or not at all, instead of stdout
    #[arg(long, value_name = "FILE")]
    output: Option<PathBuf>,
    /// Write the entities of every document to this file, a JSON line a document, whole or not at all
    #[arg(long, value_name = "FILE")]
    entities: Option<PathBuf>,
    /// Give one record for an event that a document tells often, with all its mentions
    #[arg(long)]
    merge: bool,
    /// Use so many threads; the output does not depend on it [default: one a processor]
    #[arg(long, value_name = "N", value_parser = clap::value_parser!(u16).range(1..))]
    jobs: Option<u16>,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
enum Shape {
    /// A JSON array of events
    Json,
    /// A JSON event a line
    Jsonl,
    /// A table for people
    Table,
}

impl Run {
    pub(crate) fn run(self) -> anyhow::Result<Verdict> {
        let start = Instant::now();
        let mut talk = Talk::quiet();
        let files = files::expand(&self.input, Format::WANTED, &talk)?;
        let session = Session::new()?;
        let rules = Rules::to_run(&self.rules, &self.pack, &session, &talk)?;
        let program = Program::compile(&rules.ruleset);
        let session = session.over(&program);
        talk.start(files.len());
        let pool = batch::threads(self.jobs.map(usize::from))?;
        let mut output = Output::create(self.output.as_deref(), self.format.frame())?;
        let mut beside =
            self.entities.as_deref().map(|path| Output::create(Some(path), Frame::Lines)).transpose()?;
        let width = self.width();
        let pieces = Pieces::new(files, &talk);
        let outputs = (&mut output, beside.as_mut());
        let tally = batch::process(&session, &pool, pieces, &talk, outputs, |document, annotator| {
            let mut events = extract(&program, document, annotator, &mut ())?;
            if self.merge {
                events = same::merge(events);
            }
            let beside = match self.entities {
                Some(_) => {
                    let entities = entities(&program, document, annotator)?;
                    Some(Named::of(document, &entities))
                }
                None => None,
            };
            let records = self.format.records(document, &events, width);
            Ok(Yield { records, beside, events: events.len() })
        })?;
        output.finish()?;
        beside.map(Output::finish).transpose()?;
        talk.close(tally.documents, tally.events, start);
        let fine = !talk.has_failures() && rules.errors() == 0;
        Ok(if fine { Verdict::Fine } else { Verdict::Findings })
    }

    /// How wide a table may be.
    fn width(&self) -> usize {
        let seen = self.output.is_none() && std::io::stdout().is_terminal();
        let size = seen.then(terminal_size::terminal_size).flatten();
        size.map_or(table::WIDTH, |(width, _)| usize::from(width.0))
    }
}

/// A document and what it names, in JSON.
#[derive(Serialize)]
struct Named<'a> {
    doc: &'a str,
    entities: &'a [entity::Entity],
}

impl Named<'_> {
    fn of(document: &Document, entities: &[entity::Entity]) -> String {
        // strings and numbers always make JSON
        serde_json::to_string(&Named { doc: &document.article.id, entities }).unwrap_or_default()
    }
}

impl Shape {
    fn frame(self) -> Frame {
        match self {
            Shape::Json => Frame::Array,
            Shape::Jsonl => Frame::Lines,
            Shape::Table => Frame::Bare,
        }
    }

    fn records(self, document: &Document, events: &[Event], width: usize) -> Vec<String> {
        match self {
            Shape::Table => vec![table::block(document, events, width)],
            // strings and numbers always make JSON
            Shape::Json | Shape::Jsonl => {
                events.iter().map(|event| serde_json::to_string(event).unwrap_or_default()).collect()
            }
        }
    }
}
