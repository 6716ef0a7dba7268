//! The articles of files.

use std::collections::VecDeque;
use std::path::PathBuf;
use std::sync::{Arc, Mutex};

use dateline::Article;
use dateline::cli::article_files;
use dateline::document::Vocabulary;
use dateline::pipeline::Inputs;
use dateline::read::Reading;
use dateline::read::unit::{Contents, Unit};
use pyo3::exceptions::{PyOSError, PyValueError};
use pyo3::prelude::*;
use pyo3::types::PyDict;

use crate::fail;

/// An iterator over the articles of files; `dateline.read` makes it.
#[pyclass(frozen, module = "dateline")]
pub(crate) struct Articles(Mutex<Reader>);

struct Reader {
    inputs: Inputs,
    vocabulary: Arc<Vocabulary>,
    ready: VecDeque<Article>,
}

/// The articles of files and folders; see `dateline.read`.
#[pyfunction]
pub(crate) fn read(py: Python<'_>, paths: Vec<PathBuf>) -> PyResult<Articles> {
    let files = fail::guarded(py, || article_files(&paths))?;
    let files = files.map_err(|error| PyOSError::new_err(format!("{error:#}")))?;
    let inputs = Inputs::new(files, &Reading::default());
    Ok(Articles(Mutex::new(Reader { inputs, vocabulary: Arc::default(), ready: VecDeque::new() })))
}

#[pymethods]
impl Articles {
    fn __iter__(slf: PyRef<'_, Self>) -> PyRef<'_, Self> {
        slf
    }

    fn __next__<'py>(&self, py: Python<'py>) -> PyResult<Option<Bound<'py, PyAny>>> {
        let Ok(mut reader) = self.0.try_lock() else {
            return Err(PyValueError::new_err("another thread is asking this iterator"));
        };
        let reader = &mut *reader;
        loop {
            if let Some(article) = reader.ready.pop_front() {
                return made(py, article).map(Some);
            }
            py.check_signals()?;
            let Some((articles, notes)) = fail::guarded(py, || reader.next())? else { return Ok(None) };
            reader.ready.extend(articles);
            notes.iter().try_for_each(|note| fail::warn(py, note))?;
        }
    }
}

impl Reader {
    /// The articles of the next part of the input, and what is to be told of it.
    fn next(&mut self) -> Option<(Vec<Article>, Vec<String>)> {
        let unit: Unit = match self.inputs.next()? {
            Ok(unit) => unit,
            Err(fault) => return Some((Vec::new(), vec![fault.message])),
        };
        let Contents { mut articles, documents, problems, foreign } = unit.contents(&self.vocabulary);
        articles.extend(documents.into_iter().map(|document| document.article));
        let shown = &unit.shown;
        let mut notes: Vec<String> =
            problems.iter().map(|problem| format!("{shown}:{}: {}", problem.line, problem.message)).collect();
        if foreign > 0 {
            notes.push(format!("{shown}:{}: not in English; skipped", unit.line));
        }
        Some((articles, notes))
    }
}

/// An article as an object of Python.
fn made(py: Python<'_>, article: Article) -> PyResult<Bound<'_, PyAny>> {
    let Article { id, title, date, source, author, url, text, .. } = article;
    let fields = PyDict::new(py);
    fields.set_item("id", id)?;
    let optional = [("title", title), ("date", date), ("source", source), ("author", author), ("url", url)];
    optional.into_iter().try_for_each(|(name, value)| fields.set_item(name, value))?;
    py.import("dateline")?.getattr("Article")?.call((text,), Some(&fields))
}
