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
struct Done<T> {
    shown: Arc<str>,
    line: usize,
    problems: Vec<Problem>,
    documents: Vec<(String, Outcome<T>)>,
}

enum Outcome<T> {
    Given(T),
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
    pieces: Pieces,
    talk: &Talk,
    (output, mut beside): (&mut Output, Option<&mut Output>),
    work: impl Fn(&mut Document, &dyn Annotate) -> Result<Yield, MissingLayer> + Sync,
) -> io::Result<Tally> {
    let mut tally = Tally::default();
    let work = |_: &Piece, document: &mut Document, annotator: &dyn Annotate| work(document, annotator);
    each(session, pool, pieces, talk, work, |_, given| {
        tally.documents += 1;
        tally.events += given.events;
        given.records.iter().try_for_each(|record| output.record(record))?;
        match (&mut beside, &given.beside) {
            (Some(beside), Some(record)) => beside.record(record),
            _ => Ok(()),
        }
    })?;
    Ok(tally)
}

/// Reads, works in parallel, and takes what each document gives, with the name of its file, in the order of the input.
/// Tells of what was skipped.
pub(crate) fn each<T: Send>(
    session: &Session,
    pool: &ThreadPool,
    pieces: Pieces,
    talk: &Talk,
    work: impl Fn(&Piece, &mut Document, &dyn Annotate) -> Result<T, MissingLayer> + Sync,
    take: impl FnMut(&Arc<str>, T) -> io::Result<()>,
) -> io::Result<()> {
    let work = |piece: &Piece, [document]: &mut [Document; 1], annotator: &dyn Annotate| {
        work(piece, document, annotator)
    };
    each_over([session], pool, pieces, talk, work, take)
}

/// As [`each`], with every document over the words of several sessions.
pub(crate) fn each_over<T: Send, const N: usize>(
    sessions: [&Session; N],
    pool: &ThreadPool,
    mut pieces: Pieces,
    talk: &Talk,
    work: impl Fn(&Piece, &mut [Document; N], &dyn Annotate) -> Result<T, MissingLayer> + Sync,
    mut take: impl FnMut(&Arc<str>, T) -> io::Result<()>,
) -> io::Result<()> {
    let mut ids = HashSet::new();
    loop {
        let chunk = next_chunk(&mut pieces);
        if chunk.is_empty() {
            talk.finish();
            return Ok(());
        }
        let done: Vec<Done<T>> =
            pool.install(|| chunk.into_par_iter().map(|piece| work_on(sessions, &piece, &work)).collect());
        for piece in done {
            tell(&piece, talk);
            for (id, outcome) in piece.documents {
                let Outcome::Given(given) = outcome else { continue };
                take(&piece.shown, given)?;
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

fn work_on<T, const N: usize>(
    sessions: [&Session; N],
    piece: &Piece,
    work: &(impl Fn(&Piece, &mut [Document; N], &dyn Annotate) -> Result<T, MissingLayer> + Sync),
) -> Done<T> {
    let mut problems = Vec::new();
    let mut versions = sessions.map(|session| {
        let (documents, found) = session.documents(piece);
        problems = found;
        documents.into_iter()
    });
    let mut documents = Vec::new();
    while let Some(mut document) = next_of_each(&mut versions) {
        let outcome = if document.iter().all(|document| document.tokens.is_empty()) {
            Outcome::Empty
        } else {
            let annotator = sessions.first().map(|session| session.annotator(piece.format));
            match annotator.map(|annotator| work(piece, &mut document, annotator)) {
                Some(Ok(given)) => Outcome::Given(given),
                Some(Err(missing)) => Outcome::Lacks(missing),
                None => Outcome::Empty,
            }
        };
        let id = document.into_iter().next().map(|document| document.article.id);
        documents.push((id.unwrap_or_default(), outcome));
    }
    Done { shown: Arc::clone(&piece.shown), line: piece.line, documents, problems }
}

/// The next document of every session, which are as many in each.
fn next_of_each<const N: usize>(versions: &mut [std::vec::IntoIter<Document>; N]) -> Option<[Document; N]> {
    let documents: Option<Vec<Document>> = versions.iter_mut().map(Iterator::next).collect();
    documents?.try_into().ok()
}

/// Tells what was wrong with a piece.
fn tell<T>(piece: &Done<T>, talk: &Talk) {
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
