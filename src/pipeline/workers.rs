//! Parallel work on documents, in the order of the input: the output does not depend on the number of threads.
//!
//! Units are worked on in chunks. While the threads work on one chunk, the results of the one before are taken and the
//! next is read, so at most three are in memory, and reading waits for writing.

use std::collections::HashSet;
use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};
use std::time::{Duration, Instant};

use rayon::ThreadPool;
use rayon::prelude::*;

use super::deadline::Deadline;
use super::timed::nanoseconds;
use super::{Inputs, Listener, PipelineError, Progress};
use crate::annotate::{Annotate, AnnotateError, Annotator, feature};
use crate::document::{Article, Document, Vocabulary};
use crate::read::guard::{Panic, guarded};
use crate::read::unit::{Contents, Unit};
use crate::read::{Fault, Problem, Skip};

/// The number of units in a chunk.
pub(super) const UNITS: usize = 128;
/// Or its bytes of input.
pub(super) const BYTES: usize = 8 << 20;
/// How many document ids are remembered to detect duplicates.
const IDS: usize = 1 << 20;

/// Receives the results of documents, in the order of the input.
pub trait Take<T, E> {
    /// Takes the result of a document, with the name of its file in messages.
    ///
    /// # Errors
    /// If the run must end.
    fn document(&mut self, shown: &Arc<str>, given: T) -> Result<(), E>;

    /// All documents of a unit were taken.
    fn unit(&mut self) {}

    /// All units of a chunk were taken; these parts of the input gave no document.
    ///
    /// # Errors
    /// If the run must end.
    fn chunk(&mut self, faults: Vec<Fault>) -> Result<(), E> {
        drop(faults);
        Ok(())
    }
}

impl<T, E, F: FnMut(&Arc<str>, T) -> Result<(), E>> Take<T, E> for F {
    fn document(&mut self, shown: &Arc<str>, given: T) -> Result<(), E> {
        self(shown, given)
    }
}

/// Threads, and what they need to turn units into documents.
pub struct Workers<'a> {
    pool: ThreadPool,
    annotator: &'a Annotator,
    timeout: Option<Duration>,
    /// The nanoseconds spent on reading and cutting so far.
    reading: AtomicU64,
}

impl<'a> Workers<'a> {
    /// Starts this many threads; one per processor if no number is given. Without a timeout a document may take any
    /// time.
    ///
    /// # Errors
    /// If the system cannot start threads.
    pub fn new(
        annotator: &'a Annotator,
        threads: Option<usize>,
        timeout: Option<Duration>,
    ) -> Result<Workers<'a>, PipelineError> {
        Ok(Workers { pool: pool(threads)?, annotator, timeout, reading: AtomicU64::new(0) })
    }

    /// The nanoseconds spent on reading documents and cutting them into sentences and words, summed over all threads.
    pub fn reading(&self) -> u64 {
        self.reading.load(Ordering::Relaxed)
    }

    /// Reads, works in parallel on every document over the words of several vocabularies, and takes the results in the
    /// order of the input. Reports what was skipped.
    ///
    /// # Errors
    /// The error of the receiver.
    pub fn each<T: Send, E, const N: usize>(
        &self,
        vocabularies: [&Arc<Vocabulary>; N],
        inputs: Inputs,
        listener: &mut dyn Listener,
        work: impl Fn(&Unit, [Document; N], &dyn Annotate) -> Result<T, AnnotateError> + Sync,
        mut take: impl Take<T, E>,
    ) -> Result<(), E> {
        let mut ids = Ids::default();
        let work = |unit: Unit| {
            let (documents, trouble) = Trouble::guard(unit, |unit| self.work(vocabularies, unit, &work));
            Done { documents, trouble }
        };
        in_order(&self.pool, inputs, listener, work, |done, log| hand_over(done, log, &mut ids, &mut take))
    }

    /// Reads a unit and works on its documents.
    fn work<T, const N: usize>(
        &self,
        vocabularies: [&Arc<Vocabulary>; N],
        unit: &Unit,
        work: &(impl Fn(&Unit, [Document; N], &dyn Annotate) -> Result<T, AnnotateError> + Sync),
    ) -> Made<(String, Outcome<T>)> {
        let (mut problems, mut foreign) = (Vec::new(), 0);
        let mut versions = vocabularies.map(|vocabulary| {
            let made = self.documents(unit, vocabulary);
            (problems, foreign) = (made.problems, made.foreign);
            made.given.into_iter()
        });
        let mut given = Vec::new();
        while let Some(documents) = next_of_each(&mut versions) {
            let id = documents.first().map(|document| document.article.id.clone());
            let outcome = if documents.iter().any(|document| !document.tokens.is_empty()) {
                in_time(self.annotator, self.timeout, |annotator| work(unit, documents, annotator))
            } else {
                Outcome::Empty
            };
            given.push((id.unwrap_or_default(), outcome));
        }
        Made { given, problems, foreign }
    }

    /// The documents of a unit, cut into sentences and words.
    fn documents(&self, unit: &Unit, vocabulary: &Arc<Vocabulary>) -> Made<Document> {
        let start = Instant::now();
        let made = documents(self.annotator, unit, vocabulary);
        self.reading.fetch_add(nanoseconds(start), Ordering::Relaxed);
        made
    }
}

pub(super) fn pool(threads: Option<usize>) -> Result<ThreadPool, PipelineError> {
    let pool = rayon::ThreadPoolBuilder::new().num_threads(threads.unwrap_or(0)).build();
    pool.map_err(|error| PipelineError::Threads(error.to_string()))
}

/// The result of a unit.
pub struct Made<T> {
    /// Its documents, or their results.
    pub given: Vec<T>,
    /// Its faults.
    pub problems: Vec<Problem>,
    /// How many articles were left out because they are not in English.
    pub foreign: usize,
}

/// The documents of a unit, cut into sentences and words.
pub fn documents(annotator: &Annotator, unit: &Unit, vocabulary: &Arc<Vocabulary>) -> Made<Document> {
    let Contents { articles, documents, problems, foreign } = unit.contents(vocabulary);
    let cut = articles.into_iter().map(|article| annotator.document(article, vocabulary));
    Made { given: documents.into_iter().chain(cut).collect(), problems, foreign }
}

/// Reads the articles of some inputs in parallel and takes them, in the order of the input. Reports what was skipped.
///
/// # Errors
/// If there are no threads, or the error of the receiver.
pub fn articles<E: From<PipelineError>>(
    threads: Option<usize>,
    inputs: Inputs,
    listener: &mut dyn Listener,
    mut take: impl FnMut(Article) -> Result<(), E>,
) -> Result<(), E> {
    let vocabulary = Arc::default();
    let read = |unit: &Unit| {
        let Contents { mut articles, documents, problems, foreign } = unit.contents(&vocabulary);
        articles.extend(documents.into_iter().map(|document| document.article));
        Made { given: articles, problems, foreign }
    };
    let pool = pool(threads)?;
    in_order(
        &pool,
        inputs,
        listener,
        |unit| Trouble::guard(unit, read),
        |chunk, mut log| {
            let count = chunk.iter().map(|(articles, _)| articles.len()).sum();
            for (articles, trouble) in chunk {
                trouble.tell(&mut log);
                articles.into_iter().try_for_each(&mut take)?;
            }
            Ok(count)
        },
    )
}

/// Some units, and the faults between them.
struct Chunk {
    units: Vec<Unit>,
    faults: Vec<Fault>,
}

/// A unit after the work.
struct Done<T> {
    documents: Vec<(String, Outcome<T>)>,
    trouble: Trouble,
}

/// The fault of a unit.
struct Trouble {
    shown: Arc<str>,
    line: usize,
    problems: Vec<Problem>,
    foreign: usize,
    /// The message of this program's failure on the unit.
    failure: Option<String>,
    /// The unit itself, if it gave nothing.
    lost: Option<Vec<u8>>,
}

impl Trouble {
    /// Runs the function that processes a unit. A failure of this program loses the unit, not the run.
    fn guard<T>(mut unit: Unit, work: impl FnOnce(&Unit) -> Made<T>) -> (Vec<T>, Trouble) {
        let (Made { given, problems, foreign }, failure) = match guarded(|| work(&unit)) {
            Ok(made) => (made, None),
            Err(Panic(said)) => (Made { given: Vec::new(), problems: Vec::new(), foreign: 0 }, Some(said)),
        };
        let lost = given.is_empty().then(|| std::mem::take(&mut unit.bytes));
        (given, Trouble { shown: unit.shown, line: unit.line, problems, foreign, failure, lost })
    }

    /// Reports it.
    fn tell(self, log: &mut Log) {
        let Trouble { shown, line: start, problems, foreign, failure, mut lost } = self;
        let (is_lost, last) = (lost.is_some(), problems.len());
        for (index, Problem { line, message }) in problems.iter().enumerate() {
            let message = format!("{shown}:{line}: {message}");
            if is_lost && index + 1 == last {
                log.fault(Fault { skip: Skip::Malformed, count: 1, message, raw: lost.take() });
            } else {
                log.listener.note(&message);
            }
        }
        if let Some(failure) = failure {
            let message = format!(
                "{shown}:{start}: this program failed over it: {failure}; skipped. Please report it with the input"
            );
            log.fault(Fault { skip: Skip::Failure, count: 1, message, raw: lost.take() });
        }
        if foreign > 0 {
            let message = format!("{shown}:{start}: not in English; skipped");
            log.fault(Fault { skip: Skip::Language, count: foreign, message, raw: lost.take() });
        }
    }
}

/// A listener, and the faults reported so far.
struct Log<'a> {
    listener: &'a mut dyn Listener,
    faults: Vec<Fault>,
}

impl Log<'_> {
    fn fault(&mut self, fault: Fault) {
        self.listener.fault(&fault);
        self.faults.push(fault);
    }
}

pub(super) enum Outcome<T> {
    Given(T),
    Empty,
    Lacks(AnnotateError),
    Late(Duration),
}

impl<T> Outcome<T> {
    /// The result of the document, or why it has none.
    pub(super) fn given(self, shown: &str, line: usize, id: &str) -> Result<T, Fault> {
        let (skip, message) = match self {
            Outcome::Given(given) => return Ok(given),
            Outcome::Empty => (Skip::Empty, format!("{shown}:{line}: `{id}` has no text; skipped")),
            Outcome::Lacks(missing) => {
                (Skip::Layer, format!("{shown}: in `{id}` {missing}, which a rule needs; skipped"))
            }
            Outcome::Late(timeout) => {
                let limit = timeout.as_secs_f64();
                (Skip::Late, format!("{shown}: `{id}` took longer than {limit} s (`--timeout`); skipped"))
            }
        };
        Err(Fault::new(skip, 1, message))
    }
}

/// Reads units, works on them in parallel, and takes the results of a chunk in the order of the input, with the faults
/// between them; the receiver returns the number of documents.
fn in_order<T: Send, E>(
    pool: &ThreadPool,
    mut inputs: Inputs,
    listener: &mut dyn Listener,
    work: impl Fn(Unit) -> T + Sync,
    mut take: impl FnMut(Vec<T>, Log) -> Result<usize, E>,
) -> Result<(), E> {
    let mut documents = 0;
    let mut next = Chunk::read(&mut inputs, listener);
    let mut before: Option<(Vec<T>, Vec<Fault>)> = None;
    while !next.units.is_empty() || !next.faults.is_empty() || before.is_some() {
        let Chunk { units: chunk, faults } = next;
        let mut done = Vec::new();
        next = pool.in_place_scope(|scope| {
            scope.spawn(|_| done = chunk.into_par_iter().map(&work).collect());
            if let Some((done, faults)) = before.take() {
                documents += take(done, Log { listener, faults })?;
                listener.progress(Progress { bytes: inputs.position(), documents });
            }
            Ok(Chunk::read(&mut inputs, listener))
        })?;
        if !done.is_empty() || !faults.is_empty() {
            before = Some((done, faults));
        }
    }
    listener.finished();
    Ok(())
}

impl Chunk {
    fn read(inputs: &mut Inputs, listener: &mut dyn Listener) -> Chunk {
        let (mut units, mut bytes) = (Vec::new(), 0);
        let mut log = Log { listener, faults: Vec::new() };
        while units.len() < UNITS && bytes < BYTES {
            match inputs.next() {
                None => break,
                Some(Ok(unit)) => {
                    bytes += unit.bytes.len();
                    units.push(unit);
                }
                Some(Err(fault)) => log.fault(fault),
            }
        }
        Chunk { units, faults: log.faults }
    }
}

/// Passes the results of a chunk to the receiver, and reports its faults.
fn hand_over<T, E>(
    done: Vec<Done<T>>,
    mut log: Log,
    ids: &mut Ids,
    take: &mut impl Take<T, E>,
) -> Result<usize, E> {
    let count = done.iter().map(|done| done.documents.len()).sum();
    for Done { documents, trouble } in done {
        let (shown, line) = (Arc::clone(&trouble.shown), trouble.line);
        trouble.tell(&mut log);
        for (id, outcome) in documents {
            match outcome.given(&shown, line, &id) {
                Ok(given) => take.document(&shown, given)?,
                Err(fault) => {
                    log.fault(fault);
                    continue;
                }
            }
            if !ids.is_new(&id) {
                log.listener.note(&format!("{shown}: there is another document with the id `{id}`"));
            }
        }
        take.unit();
    }
    take.chunk(log.faults)?;
    Ok(count)
}

/// The ids of documents so far, as hashes: the ids of a corpus may not fit in memory.
#[derive(Default)]
struct Ids {
    seen: HashSet<u64>,
}

impl Ids {
    /// Whether the id is not among the first [`IDS`].
    fn is_new(&mut self, id: &str) -> bool {
        let hash = feature::text(id);
        if self.seen.len() < IDS { self.seen.insert(hash) } else { !self.seen.contains(&hash) }
    }
}

/// Works on a document for at most this time.
pub(super) fn in_time<T>(
    annotator: &dyn Annotate,
    timeout: Option<Duration>,
    work: impl FnOnce(&dyn Annotate) -> Result<T, AnnotateError>,
) -> Outcome<T> {
    let result = match timeout {
        Some(timeout) => work(&Deadline::new(annotator, timeout)),
        None => work(annotator),
    };
    match (result, timeout) {
        (Ok(given), _) => Outcome::Given(given),
        (Err(AnnotateError::Stopped), Some(timeout)) => Outcome::Late(timeout),
        (Err(error), _) => Outcome::Lacks(error),
    }
}

/// The next document of every version; all versions have the same number.
fn next_of_each<const N: usize>(versions: &mut [std::vec::IntoIter<Document>; N]) -> Option<[Document; N]> {
    let documents: Option<Vec<Document>> = versions.iter_mut().map(Iterator::next).collect();
    documents?.try_into().ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_id_is_new_once() {
        let mut ids = Ids::default();
        assert_eq!(["a", "b", "a"].map(|id| ids.is_new(id)), [true, true, false]);
    }
}
