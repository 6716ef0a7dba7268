//! Many documents at once, in the order of the input: whatever the number of threads, the output is the same.
//!
//! Units are worked on in chunks. While the threads work on one, what the one before it gave is taken and the next is
//! read, so three are in memory at most, and reading waits for writing.

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

/// So many units are a chunk.
pub(super) const UNITS: usize = 128;
/// Or so many bytes of input.
pub(super) const BYTES: usize = 8 << 20;
/// The ids of so many documents are remembered to tell which come twice.
const IDS: usize = 1 << 20;

/// The one who takes what documents give, in the order of the input.
pub trait Take<T, E> {
    /// Takes what a document gives, with what messages call its file.
    ///
    /// # Errors
    /// What ends the run.
    fn document(&mut self, shown: &Arc<str>, given: T) -> Result<(), E>;

    /// The documents of a unit were taken, all of them.
    fn unit(&mut self) {}

    /// The units of a chunk were taken, all of them; these parts of the input gave no document.
    ///
    /// # Errors
    /// What ends the run.
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

/// Threads, and what they need to make documents of units.
pub struct Workers<'a> {
    pool: ThreadPool,
    annotator: &'a Annotator,
    timeout: Option<Duration>,
    /// The nanoseconds that reading and cutting took so far.
    reading: AtomicU64,
}

impl<'a> Workers<'a> {
    /// So many threads; as many as there are processors where no number is given. Without a timeout a document may take as
    /// long as it takes.
    ///
    /// # Errors
    /// If the system gives no threads.
    pub fn new(
        annotator: &'a Annotator,
        threads: Option<usize>,
        timeout: Option<Duration>,
    ) -> Result<Workers<'a>, PipelineError> {
        Ok(Workers { pool: pool(threads)?, annotator, timeout, reading: AtomicU64::new(0) })
    }

    /// The nanoseconds that it took to read documents and to cut them into sentences and words, of all threads together.
    pub fn reading(&self) -> u64 {
        self.reading.load(Ordering::Relaxed)
    }

    /// Reads, works in parallel on every document over the words of several vocabularies, and takes what each gives, in the
    /// order of the input. Tells of what was skipped.
    ///
    /// # Errors
    /// What the one who takes says.
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

/// What comes of a unit.
pub struct Made<T> {
    /// Its documents, or what they give.
    pub given: Vec<T>,
    /// What was wrong with it.
    pub problems: Vec<Problem>,
    /// How many articles were left out since they are not in English.
    pub foreign: usize,
}

/// The documents of a unit, cut into sentences and words.
pub fn documents(annotator: &Annotator, unit: &Unit, vocabulary: &Arc<Vocabulary>) -> Made<Document> {
    let Contents { articles, documents, problems, foreign } = unit.contents(vocabulary);
    let cut = articles.into_iter().map(|article| annotator.document(article, vocabulary));
    Made { given: documents.into_iter().chain(cut).collect(), problems, foreign }
}

/// Reads the articles of some inputs in parallel and takes them, in the order of the input. Tells of what was skipped.
///
/// # Errors
/// If there are no threads, or what the one who takes says.
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

/// Some units, and what could not be read between them.
struct Chunk {
    units: Vec<Unit>,
    faults: Vec<Fault>,
}

/// A unit after the work.
struct Done<T> {
    documents: Vec<(String, Outcome<T>)>,
    trouble: Trouble,
}

/// What was wrong with a unit.
struct Trouble {
    shown: Arc<str>,
    line: usize,
    problems: Vec<Problem>,
    foreign: usize,
    /// What this program said when it failed over the unit.
    failure: Option<String>,
    /// The unit itself, where nothing came of it.
    lost: Option<Vec<u8>>,
}

impl Trouble {
    /// Does what makes something of a unit. What this program fails over costs the unit and not the run.
    fn guard<T>(mut unit: Unit, work: impl FnOnce(&Unit) -> Made<T>) -> (Vec<T>, Trouble) {
        let (Made { given, problems, foreign }, failure) = match guarded(|| work(&unit)) {
            Ok(made) => (made, None),
            Err(Panic(said)) => (Made { given: Vec::new(), problems: Vec::new(), foreign: 0 }, Some(said)),
        };
        let lost = given.is_empty().then(|| std::mem::take(&mut unit.bytes));
        (given, Trouble { shown: unit.shown, line: unit.line, problems, foreign, failure, lost })
    }

    /// Tells it.
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

/// One who listens, and what was told of faults.
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
    /// What the document gives, or why it gives nothing.
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

/// Reads units, works on them in parallel, and takes what those of a chunk give, in the order of the input, with what
/// could not be read between them; the one who takes tells how many documents they were.
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

/// Gives what a chunk gave to the one who takes it, and tells what was wrong with it.
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

/// The ids of documents so far, by their hash: a corpus may have more of them than memory has room for.
#[derive(Default)]
struct Ids {
    seen: HashSet<u64>,
}

impl Ids {
    /// Whether there was no such id among the first [`IDS`].
    fn is_new(&mut self, id: &str) -> bool {
        let hash = feature::text(id);
        if self.seen.len() < IDS { self.seen.insert(hash) } else { !self.seen.contains(&hash) }
    }
}

/// Works on a document for so long at most.
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

/// The next document of every version, which are as many in each.
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
