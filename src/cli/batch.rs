//! Many documents at once, in the order of the input: whatever the number of threads, the output is the same.

use std::collections::HashSet;
use std::io;
use std::sync::Arc;

use anyhow::Context;
use dateline::text::annotate::{Annotate, MissingLayer};
use dateline::text::document::Document;
use dateline::text::read::Problem;
use rayon::ThreadPool;
use rayon::prelude::*;

use super::output::Output;
use super::pieces::{Piece, Pieces};
use super::session::Session;
use super::talk::{Skip, Talk};

/// So many pieces are worked on before any of them is written.
const PIECES: usize = 128;
/// Or so many bytes of input.
const BYTES: usize = 8 << 20;

/// What a document gives.
#[derive(Debug, Default)]
pub(crate) struct Yield {
    /// The records to write.
    pub(crate) records: Vec<String>,
    /// A record to write beside them.
    pub(crate) beside: Option<String>,
    /// How many events they tell.
    pub(crate) events: usize,
}

/// What was done.
#[derive(Clone, Copy, Debug, Default)]
pub(crate) struct Tally {
    pub(crate) documents: usize,
    pub(crate) events: usize,
}

/// A piece after the work.
struct Done {
    shown: Arc<str>,
    line: usize,
    problems: Vec<Problem>,
    documents: Vec<(String, Outcome)>,
}

enum Outcome {
    Given(Yield),
    Empty,
    Lacks(MissingLayer),
}

/// Threads for the work; as many as there are processors where no number is given.
pub(crate) fn threads(jobs: Option<usize>) -> anyhow::Result<ThreadPool> {
    let pool = rayon::ThreadPoolBuilder::new().num_threads(jobs.unwrap_or(0)).build();
    pool.context("cannot start threads; try fewer with `--jobs`")
}

/// Reads, works, writes, and tells of what was skipped.
pub(crate) fn process(
    session: &Session,
    pool: &ThreadPool,
    mut pieces: Pieces,
    talk: &Talk,
    (output, mut beside): (&mut Output, Option<&mut Output>),
    work: impl Fn(&mut Document, &dyn Annotate) -> Result<Yield, MissingLayer> + Sync,
) -> io::Result<Tally> {
    let mut tally = Tally::default();
    let mut ids = HashSet::new();
    loop {
        let chunk = next_chunk(&mut pieces);
        if chunk.is_empty() {
            talk.finish();
            return Ok(tally);
        }
        let done: Vec<Done> =
            pool.install(|| chunk.into_par_iter().map(|piece| work_on(session, &piece, &work)).collect());
        for piece in done {
            tell(&piece, talk);
            for (id, outcome) in piece.documents {
                let Outcome::Given(given) = outcome else { continue };
                tally.documents += 1;
                tally.events += given.events;
                given.records.iter().try_for_each(|record| output.record(record))?;
                if let (Some(beside), Some(record)) = (&mut beside, &given.beside) {
                    beside.record(record)?;
                }
                if let Some(id) = ids.replace(id) {
                    talk.say(&format!("{}: there is another document with the id `{id}`", piece.shown));
                }
            }
        }
    }
}

fn next_chunk(pieces: &mut Pieces) -> Vec<Piece> {
    let mut bytes = 0;
    let mut chunk = Vec::new();
    while chunk.len() < PIECES && bytes < BYTES {
        let Some(piece) = pieces.next() else { break };
        bytes += piece.bytes.len();
        chunk.push(piece);
    }
    chunk
}

fn work_on(
    session: &Session,
    piece: &Piece,
    work: &(impl Fn(&mut Document, &dyn Annotate) -> Result<Yield, MissingLayer> + Sync),
) -> Done {
    let (documents, problems) = session.documents(piece);
    let annotator = session.annotator(piece.format);
    let documents = documents.into_iter().map(|mut document| {
        let outcome = if document.tokens.is_empty() {
            Outcome::Empty
        } else {
            work(&mut document, annotator).map_or_else(Outcome::Lacks, Outcome::Given)
        };
        (document.article.id, outcome)
    });
    Done { shown: Arc::clone(&piece.shown), line: piece.line, documents: documents.collect(), problems }
}

/// Tells what was wrong with a piece.
fn tell(piece: &Done, talk: &Talk) {
    let shown = &piece.shown;
    let lost = piece.documents.is_empty();
    for (index, Problem { line, message }) in piece.problems.iter().enumerate() {
        let message = format!("{shown}:{line}: {message}");
        if lost && index + 1 == piece.problems.len() {
            talk.skip(Skip::Malformed, 1, &message);
        } else {
            talk.say(&message);
        }
    }
    for (id, outcome) in &piece.documents {
        match outcome {
            Outcome::Given(_) => {}
            Outcome::Empty => {
                talk.skip(Skip::Empty, 1, &format!("{shown}:{}: `{id}` has no text; skipped", piece.line))
            }
            Outcome::Lacks(missing) => {
                let message = format!("{shown}: in `{id}` {missing}, which a rule needs; skipped");
                talk.skip(Skip::Layer, 1, &message);
            }
        }
    }
}
