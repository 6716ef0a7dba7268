//! Many documents at once, in the order of the input: whatever the number of threads, the output is the same.
//!
//! Units are worked on in chunks. While the threads work on one, what the one before it gave is taken and the next is
//! read, so three are in memory at most, and reading waits for writing.

use std::collections::HashSet;
use std::hash::{DefaultHasher, Hash, Hasher};
use std::sync::Arc;
use std::time::Duration;

use anyhow::Context;
use dateline::annotate::{Annotate, AnnotateError};
use dateline::document::Document;
use dateline::read::Problem;
use dateline::read::guard::{Panic, guarded};
use rayon::ThreadPool;
use rayon::prelude::*;

use super::deadline::Deadline;
use super::reporter::{Fault, Reporter, Skip};
use super::session::Session;
use super::units::Unit;

/// So many units are a chunk.
const PIECES: usize = 128;
/// Or so many bytes of input.
const BYTES: usize = 8 << 20;
/// The ids of so many documents are remembered to tell which come twice.
const IDS: usize = 1 << 20;

/// The one who takes what documents give, in the order of the input.
pub(crate) trait Take<T> {
    /// Takes what a document gives, with the name of its file.
    fn document(&mut self, shown: &Arc<str>, given: T) -> anyhow::Result<()>;

    /// The documents of a unit were taken, all of them.
    fn unit(&mut self) {}

    /// The units of a chunk were taken, all of them; these parts of them could not be read.
    fn chunk(&mut self, faults: Vec<Fault>) -> anyhow::Result<()> {
        drop(faults);
        Ok(())
    }
}

impl<T, F: FnMut(&Arc<str>, T) -> anyhow::Result<()>> Take<T> for F {
    fn document(&mut self, shown: &Arc<str>, given: T) -> anyhow::Result<()> {
        self(shown, given)
    }
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
pub(crate) struct Trouble {
    shown: Arc<str>,
    line: usize,
    problems: Vec<Problem>,
    /// How many articles were left out since they are not in English.
    foreign: usize,
    /// What this program said when it failed over the unit.
    failure: Option<String>,
    /// The unit itself, where nothing came of it.
    lost: Option<Vec<u8>>,
}

impl Trouble {
    /// Does what makes something of a unit and tells what was wrong with it, and how many articles were left out. What
    /// this program fails over costs the unit and not the run.
    pub(crate) fn guard<T>(
        mut unit: Unit,
        work: impl FnOnce(&Unit) -> (Vec<T>, Vec<Problem>, usize),
    ) -> (Vec<T>, Trouble) {
        let (given, problems, foreign, failure) = match guarded(|| work(&unit)) {
            Ok((given, problems, foreign)) => (given, problems, foreign, None),
            Err(Panic(said)) => (Vec::new(), Vec::new(), 0, Some(said)),
        };
        let lost = given.is_empty().then(|| std::mem::take(&mut unit.bytes));
        (given, Trouble { shown: unit.shown, line: unit.line, problems, foreign, failure, lost })
    }

    /// Tells it; the name of the file.
    pub(crate) fn tell(self, reporter: &Reporter) -> Arc<str> {
        let Trouble { shown, line: start, problems, foreign, failure, mut lost } = self;
        let (is_lost, last) = (lost.is_some(), problems.len());
        for (index, Problem { line, message }) in problems.iter().enumerate() {
            let message = format!("{shown}:{line}: {message}");
            if is_lost && index + 1 == last {
                reporter.fault(Fault { skip: Skip::Malformed, count: 1, message, raw: lost.take() });
            } else {
                reporter.say(&message);
            }
        }
        if let Some(failure) = failure {
            let message = format!(
                "{shown}:{start}: this program failed over it: {failure}; skipped. Please report it with the input"
            );
            reporter.fault(Fault { skip: Skip::Failure, count: 1, message, raw: lost.take() });
        }
        if foreign > 0 {
            let message = format!("{shown}:{start}: not in English; skipped");
            reporter.fault(Fault { skip: Skip::Language, count: foreign, message, raw: lost.take() });
        }
        shown
    }
}

enum Outcome<T> {
    Given(T),
    Empty,
    Lacks(AnnotateError),
    Late(Duration),
}

/// Threads for the work; as many as there are processors where no number is given.
pub(crate) fn threads(jobs: Option<usize>) -> anyhow::Result<ThreadPool> {
    let pool = rayon::ThreadPoolBuilder::new().num_threads(jobs.unwrap_or(0)).build();
    pool.context("cannot start threads; try fewer with `--jobs`")
}

/// Reads, works in parallel, and takes what each document gives, in the order of the input. Tells of what was skipped.
pub(crate) fn each<T: Send>(
    session: &Session,
    pool: &ThreadPool,
    units: impl Iterator<Item = Unit>,
    reporter: &Reporter,
    work: impl Fn(&Unit, Document, &dyn Annotate) -> Result<T, AnnotateError> + Sync,
    take: impl Take<T>,
) -> anyhow::Result<()> {
    let work =
        |unit: &Unit, [document]: [Document; 1], annotator: &dyn Annotate| work(unit, document, annotator);
    each_over([session], pool, units, reporter, work, take)
}

/// As [`each`], with every document over the words of several sessions.
pub(crate) fn each_over<T: Send, const N: usize>(
    sessions: [&Session; N],
    pool: &ThreadPool,
    units: impl Iterator<Item = Unit>,
    reporter: &Reporter,
    work: impl Fn(&Unit, [Document; N], &dyn Annotate) -> Result<T, AnnotateError> + Sync,
    mut take: impl Take<T>,
) -> anyhow::Result<()> {
    let mut ids = Ids::default();
    let work = |unit: Unit| {
        let (documents, trouble) = Trouble::guard(unit, |unit| documents_of(sessions, unit, &work));
        Done { documents, trouble }
    };
    in_order(pool, units, reporter, work, |done, faults| {
        hand_over(done, faults, &mut ids, reporter, &mut take)
    })
}

/// Reads units, works on them in parallel, and takes what those of a chunk give, in the order of the input, with what
/// could not be read between them.
pub(crate) fn in_order<T: Send>(
    pool: &ThreadPool,
    mut units: impl Iterator<Item = Unit>,
    reporter: &Reporter,
    work: impl Fn(Unit) -> T + Sync,
    mut take: impl FnMut(Vec<T>, Vec<Fault>) -> anyhow::Result<()>,
) -> anyhow::Result<()> {
    let mut next = Chunk::read(&mut units, reporter);
    let mut before: Option<(Vec<T>, Vec<Fault>)> = None;
    while !next.units.is_empty() || !next.faults.is_empty() || before.is_some() {
        let Chunk { units: chunk, faults } = next;
        let mut done = Vec::new();
        next = pool.in_place_scope(|scope| {
            scope.spawn(|_| done = chunk.into_par_iter().map(&work).collect());
            if let Some((done, faults)) = before.take() {
                take(done, faults)?;
            }
            anyhow::Ok(Chunk::read(&mut units, reporter))
        })?;
        if !done.is_empty() || !faults.is_empty() {
            before = Some((done, faults));
        }
    }
    reporter.finish();
    Ok(())
}

impl Chunk {
    fn read(units: &mut impl Iterator<Item = Unit>, reporter: &Reporter) -> Chunk {
        let mut bytes = 0;
        let mut chunk = Vec::new();
        while chunk.len() < PIECES && bytes < BYTES {
            let Some(unit) = units.next() else { break };
            bytes += unit.bytes.len();
            chunk.push(unit);
        }
        Chunk { units: chunk, faults: reporter.faults() }
    }
}

/// Gives what a chunk gave to the one who takes it, and tells what was wrong with it.
fn hand_over<T>(
    done: Vec<Done<T>>,
    mut faults: Vec<Fault>,
    ids: &mut Ids,
    reporter: &Reporter,
    take: &mut impl Take<T>,
) -> anyhow::Result<()> {
    for Done { documents, trouble } in done {
        reporter.count(documents.len());
        let line = trouble.line;
        let shown = trouble.tell(reporter);
        for (id, outcome) in documents {
            let Some(given) = outcome.given(&shown, line, &id, reporter) else { continue };
            take.document(&shown, given)?;
            if !ids.is_new(&id) {
                reporter.say(&format!("{shown}: there is another document with the id `{id}`"));
            }
        }
        take.unit();
    }
    faults.extend(reporter.faults());
    take.chunk(faults)
}

/// The ids of documents so far, by their hash: a corpus may have more of them than memory has room for.
#[derive(Default)]
struct Ids {
    seen: HashSet<u64>,
}

impl Ids {
    /// Whether there was no such id among the first [`IDS`].
    fn is_new(&mut self, id: &str) -> bool {
        let mut hasher = DefaultHasher::new();
        id.hash(&mut hasher);
        let hash = hasher.finish();
        if self.seen.len() < IDS { self.seen.insert(hash) } else { !self.seen.contains(&hash) }
    }
}

/// Reads a unit and works on its documents: what they give, what was wrong, and how many were left out.
fn documents_of<T, const N: usize>(
    sessions: [&Session; N],
    unit: &Unit,
    work: &(impl Fn(&Unit, [Document; N], &dyn Annotate) -> Result<T, AnnotateError> + Sync),
) -> (Vec<(String, Outcome<T>)>, Vec<Problem>, usize) {
    let (mut problems, mut foreign) = (Vec::new(), 0);
    let mut versions = sessions.map(|session| {
        let (documents, found, others) = session.read(unit);
        problems = found;
        foreign = others;
        documents.into_iter()
    });
    let mut documents = Vec::new();
    while let Some(document) = next_of_each(&mut versions) {
        let id = document.first().map(|document| document.article.id.clone());
        let outcome = match sessions.first() {
            Some(session) if document.iter().any(|document| !document.tokens.is_empty()) => {
                let annotator = session.english();
                in_time(annotator, session.timeout, |annotator| work(unit, document, annotator))
            }
            _ => Outcome::Empty,
        };
        documents.push((id.unwrap_or_default(), outcome));
    }
    (documents, problems, foreign)
}

/// Works on a document for so long at most.
fn in_time<T>(
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

/// The next document of every session, which are as many in each.
fn next_of_each<const N: usize>(versions: &mut [std::vec::IntoIter<Document>; N]) -> Option<[Document; N]> {
    let documents: Option<Vec<Document>> = versions.iter_mut().map(Iterator::next).collect();
    documents?.try_into().ok()
}

impl<T> Outcome<T> {
    /// What the document gives; if it gives nothing, why is told.
    fn given(self, shown: &str, line: usize, id: &str, reporter: &Reporter) -> Option<T> {
        match self {
            Outcome::Given(given) => return Some(given),
            Outcome::Empty => {
                reporter.skip(Skip::Empty, 1, &format!("{shown}:{line}: `{id}` has no text; skipped"));
            }
            Outcome::Lacks(missing) => {
                let message = format!("{shown}: in `{id}` {missing}, which a rule needs; skipped");
                reporter.skip(Skip::Layer, 1, &message);
            }
            Outcome::Late(timeout) => {
                let limit = timeout.as_secs_f64();
                let message = format!("{shown}: `{id}` took longer than {limit} s (`--timeout`); skipped");
                reporter.skip(Skip::Late, 1, &message);
            }
        }
        None
    }
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
