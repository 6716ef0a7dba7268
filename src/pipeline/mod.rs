//! Articles in, events out: in order, on threads, resumable, in shards.
//!
//! ```text
//! Input ──Inputs──▶ Unit ──Workers──▶ documents, events ──Target──▶ files that appear whole or not at all
//!                        threads       in the order of the input
//! ```
//!
//! Files are not required: a [`Pipeline`] also takes articles and returns their events.
//!
//! ```
//! use dateline::pipeline::Pipeline;
//! use dateline::{Annotator, Article, Extractor, Rules};
//!
//! let annotator = Annotator::english()?;
//! let rules = Rules::builder().packs(&["diplomacy"])?.build(&annotator);
//! let pipeline = Pipeline::new(&Extractor::new(&rules, &annotator)).threads(2).merge(true);
//!
//! let texts = ["Anna Brandt visited Oslo.", "It rained.", "Leo Marsh visited Accra."];
//! let articles = texts.into_iter().enumerate().map(|(number, text)| Article {
//!     id: number.to_string(),
//!     text: text.to_owned(),
//!     ..Article::default()
//! });
//! let mut types = Vec::new();
//! for found in pipeline.results(articles)? {
//!     match found {
//!         Ok(found) => types.extend(found.events.into_iter().map(|event| (event.doc, event.kind))),
//!         Err(fault) => eprintln!("{}", fault.message),
//!     }
//! }
//! assert_eq!(types, [("0".into(), "Visit".into()), ("2".into(), "Visit".into())]);
//! # Ok::<(), Box<dyn std::error::Error>>(())
//! ```

mod articles;
mod deadline;
mod error;
mod faults;
mod fingerprint;
mod input;
mod journal;
mod merge;
mod output;
mod parts;
mod results;
mod run;
mod shard;
mod sink;
mod table;
mod template;
pub mod timed;
mod workers;

use std::collections::BTreeMap;
use std::time::Duration;

use serde::{Deserialize, Serialize};

pub use articles::ArticleWriter;
pub use error::PipelineError;
pub use input::{Input, Inputs, shown, with_slashes};
pub use merge::merge;
pub use output::Output;
pub use parts::{Part, Parts, parts_of};
pub use results::Results;
pub use run::Outputs;
pub use shard::{Shard, merged};
pub use sink::Target;
pub use workers::{Made, Take, Workers, articles, documents};

use crate::annotate::{Annotate, AnnotateError};
use crate::document::{Article, Document};
use crate::extract::entity::{Entity, entities};
use crate::extract::{Event, extract, same};
use crate::extractor::Extractor;
use crate::read::{Fault, Reading, Skip};

/// Rules to be applied to many articles, and how. Cheap to clone.
#[derive(Clone, Debug)]
pub struct Pipeline {
    extractor: Extractor,
    reading: Reading,
    threads: Option<usize>,
    timeout: Option<Duration>,
    merge: bool,
    entities: bool,
    resume: bool,
    strict: bool,
    shard: Option<Shard>,
}

/// The results of a document.
#[derive(Clone, Debug)]
pub struct Found {
    /// The document, with the layers that the rules needed.
    pub document: Document,
    /// Its events, in the order of the text.
    pub events: Vec<Event>,
    /// Its entities; empty in a [run](Pipeline::run) whose outputs do not need them.
    pub entities: Vec<Entity>,
}

impl Pipeline {
    /// A pipeline over the rules of an extractor, on as many threads as there are processors.
    pub fn new(extractor: &Extractor) -> Pipeline {
        Pipeline {
            extractor: extractor.clone(),
            reading: Reading::default(),
            threads: None,
            timeout: None,
            merge: false,
            entities: true,
            resume: false,
            strict: false,
            shard: None,
        }
    }

    /// How inputs are read.
    #[must_use]
    pub fn reading(self, reading: Reading) -> Pipeline {
        Pipeline { reading, ..self }
    }

    /// Uses this many threads; the results do not depend on it.
    #[must_use]
    pub fn threads(self, threads: impl Into<Option<usize>>) -> Pipeline {
        Pipeline { threads: threads.into(), ..self }
    }

    /// Skips a document that takes longer; which ones then depends on the machine.
    #[must_use]
    pub fn timeout(self, timeout: impl Into<Option<Duration>>) -> Pipeline {
        Pipeline { timeout: timeout.into(), ..self }
    }

    /// Whether the mentions of an event in a document are merged into one record.
    #[must_use]
    pub fn merge(self, merge: bool) -> Pipeline {
        Pipeline { merge, ..self }
    }

    /// Whether [results](Pipeline::results) have the entities of their documents; they do unless this says no.
    #[must_use]
    pub fn entities(self, entities: bool) -> Pipeline {
        Pipeline { entities, ..self }
    }

    /// Whether a [run](Pipeline::run) continues where one like it was killed; that one must have been resumable, too.
    #[must_use]
    pub fn resume(self, resume: bool) -> Pipeline {
        Pipeline { resume, ..self }
    }

    /// Whether a [run](Pipeline::run) stops at input that cannot be read, and writes nothing.
    #[must_use]
    pub fn strict(self, strict: bool) -> Pipeline {
        Pipeline { strict, ..self }
    }

    /// A [run](Pipeline::run) takes only a part of the input; [`merged`] joins the outputs of all parts.
    #[must_use]
    pub fn shard(self, shard: impl Into<Option<Shard>>) -> Pipeline {
        Pipeline { shard: shard.into(), ..self }
    }

    /// The results of articles, in their order, or why one has none. Lazy: articles are taken when their results are
    /// asked for, some hundreds ahead.
    ///
    /// # Errors
    /// If threads cannot be started.
    pub fn results<I: IntoIterator<Item = Article>>(
        &self,
        articles: I,
    ) -> Result<Results<I::IntoIter>, PipelineError> {
        Ok(Results::new(articles.into_iter(), self.clone(), workers::pool(self.threads)?))
    }

    fn find(
        &self,
        mut document: Document,
        annotator: &dyn Annotate,
        needs_entities: bool,
    ) -> Result<Found, AnnotateError> {
        let program = self.extractor.program();
        let mut events = extract(program, &mut document, annotator, &mut ())?;
        if self.merge {
            events = same::merge(events);
        }
        let entities = match needs_entities {
            true => entities(program, &mut document, annotator)?,
            false => Vec::new(),
        };
        Ok(Found { document, events, entities })
    }
}

/// A listener to a run. Every method is optional; by default it does nothing.
pub trait Listener {
    /// Something was not read as it is; the message has file and line.
    fn note(&mut self, message: &str) {
        let _ = message;
    }

    /// A part of the input gave no document.
    fn fault(&mut self, fault: &Fault) {
        let _ = fault;
    }

    /// The run continues where an earlier one with this progress ended.
    fn resumed(&mut self, summary: &Summary) {
        let _ = summary;
    }

    /// How far the run is.
    fn progress(&mut self, progress: Progress) {
        let _ = progress;
    }

    /// The whole input was processed.
    fn finished(&mut self) {}
}

impl Listener for () {}

/// How far a run is.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Progress {
    /// The bytes of files read, still packed.
    pub bytes: u64,
    /// The documents that this run processed.
    pub documents: usize,
}

/// What a run did, together with the runs that it continues.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Summary {
    /// Documents that were searched for events.
    pub documents: usize,
    /// Their words, with numbers and punctuation.
    pub words: usize,
    /// The events that were found.
    pub events: usize,
    /// How many parts of the input gave no document, by reason.
    pub skipped: BTreeMap<Skip, usize>,
}

impl Summary {
    /// Adds what another run did.
    fn add(&mut self, other: &Summary) {
        self.documents += other.documents;
        self.words += other.words;
        self.events += other.events;
        for (skip, count) in &other.skipped {
            *self.skipped.entry(*skip).or_default() += count;
        }
    }

    /// Whether something was skipped that should not have been.
    pub fn has_failures(&self) -> bool {
        self.skipped.keys().any(|skip| skip.is_failure())
    }
}
