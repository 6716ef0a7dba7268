//! The events of many articles, one after the other.

use std::collections::VecDeque;
use std::sync::{Arc, Mutex, PoisonError};
use std::time::Duration;

use dateline::pipeline::{self, Pipeline};
use dateline::read::Fault;
use dateline::read::guard::{Panic, guarded};
use dateline::{Article, Extractor};
use pyo3::exceptions::PyValueError;
use pyo3::prelude::*;
use pyo3::types::PyIterator;

use crate::event::Event;
use crate::{fail, values};

/// After this time Python may act on signals, such as Ctrl-C.
const PATIENCE: Duration = Duration::from_millis(50);

/// An iterator over a list of events for each article; `Rules.extract_many` makes it.
#[pyclass(frozen, module = "dateline")]
pub(crate) struct Results {
    /// Locked while a thread asks for the next.
    results: Mutex<pipeline::Results<Articles>>,
    notes: Notes,
    raises: bool,
}

/// For each article that was taken and whose events were not yet given, what is wrong with it; and what ended the
/// iterator of the caller.
#[derive(Clone, Default)]
struct Notes(Arc<Mutex<Noted>>);
type Noted = (VecDeque<Option<PyErr>>, Option<PyErr>);

impl Notes {
    fn with<T>(&self, act: impl FnOnce(&mut VecDeque<Option<PyErr>>, &mut Option<PyErr>) -> T) -> T {
        let mut notes = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        let (wrong, ended) = &mut *notes;
        act(wrong, ended)
    }
}

/// The articles of an iterator of Python.
struct Articles {
    iterator: Py<PyIterator>,
    notes: Notes,
}

impl Iterator for Articles {
    type Item = Article;

    fn next(&mut self) -> Option<Article> {
        Python::attach(|py| {
            let next = self.iterator.bind(py).clone().next()?;
            match next.and_then(|value| values::any_article(&value)) {
                Ok((article, wrong)) => {
                    self.notes.with(|all, _| all.push_back(wrong));
                    Some(article)
                }
                Err(error) => {
                    self.notes.with(|_, ended| *ended = Some(error));
                    None
                }
            }
        })
    }
}

impl Results {
    pub(crate) fn new(
        articles: &Bound<'_, PyAny>,
        extractor: &Extractor,
        threads: Option<usize>,
        raises: bool,
    ) -> PyResult<Results> {
        if threads == Some(0) {
            return Err(PyValueError::new_err("threads is at least 1"));
        }
        let (py, notes) = (articles.py(), Notes::default());
        let articles = Articles { iterator: articles.try_iter()?.unbind(), notes: notes.clone() };
        let pipeline = Pipeline::new(extractor).threads(threads).entities(false);
        let results = pipeline.results(articles).map_err(|error| fail::error(py, &error.to_string()))?;
        Ok(Results { results: Mutex::new(results), notes, raises })
    }
}

#[pymethods]
impl Results {
    fn __iter__(slf: PyRef<'_, Self>) -> PyRef<'_, Self> {
        slf
    }

    fn __next__(&self, py: Python<'_>) -> PyResult<Option<Vec<Event>>> {
        // a thread that waits here would hold what the articles need
        let Ok(mut results) = self.results.try_lock() else {
            return Err(PyValueError::new_err("another thread is asking this iterator"));
        };
        let results = &mut *results;
        while !py.detach(|| results.wait(PATIENCE)) {
            py.check_signals()?;
        }
        let next = py.detach(|| guarded(|| results.next().map(found)));
        let Some(found) = next.map_err(|Panic(said)| fail::error(py, &said))? else {
            return match self.notes.with(|_, ended| ended.take()) {
                Some(error) => Err(error),
                None => Ok(None),
            };
        };
        let wrong = self.notes.with(|all, _| all.pop_front()).flatten();
        let failed = found.as_ref().err().map(|message| fail::error(py, message));
        match wrong.or(failed) {
            Some(error) if self.raises => return Err(error),
            Some(error) => fail::warn(py, &error.value(py).to_string())?,
            None => {}
        }
        Ok(Some(found.unwrap_or_default()))
    }
}

/// The events of a result; none of an article without text.
fn found(result: Result<pipeline::Found, Fault>) -> Result<Vec<Event>, String> {
    match result {
        Ok(found) => Ok(Event::all(&found.document, found.events)),
        Err(fault) if fault.skip.is_failure() => Err(fault.message),
        Err(_) => Ok(Vec::new()),
    }
}
