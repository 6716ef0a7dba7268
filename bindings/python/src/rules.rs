//! Rules that are compiled and ready to be applied.

use std::path::PathBuf;
use std::sync::{Arc, OnceLock};

use dateline::cli::{self, RuleFiles};
use dateline::diagnostic::Severity;
use dateline::lang::check::Package;
use dateline::read::json;
use dateline::tools::describe;
use dateline::tools::verify::{Programs, verify};
use dateline::{Annotator, Extractor, Library};
use pyo3::exceptions::{PyOSError, PyValueError};
use pyo3::prelude::*;
use pyo3::types::{PyList, PyString};

use crate::batch::{self, RecordBatch, Schema};
use crate::bundle::Bundle;
use crate::columns;
use crate::diagnostic::Diagnostic;
use crate::event::Event;
use crate::many::Results;
use crate::{fail, values};

/// The annotator: read once, shared by all rules.
fn english(py: Python<'_>) -> PyResult<&'static Annotator> {
    static ENGLISH: OnceLock<Annotator> = OnceLock::new();
    if let Some(english) = ENGLISH.get() {
        return Ok(english);
    }
    let read = fail::guarded(py, Annotator::english)?.map_err(|error| fail::error(py, &error.to_string()))?;
    Ok(ENGLISH.get_or_init(|| read))
}

/// Compiled rules.
///
/// They are immutable and may be used by several threads at once. Pickled, they carry their source and all files that it
/// uses; they are compiled again where they are unpickled.
#[pyclass(frozen, module = "dateline")]
pub(crate) struct Rules {
    bundle: Arc<Bundle>,
    extractor: Extractor,
}

/// Compiles texts, each with its name, the rule files of paths, and packs; see `dateline.compile`.
#[pyfunction]
pub(crate) fn compile(
    py: Python<'_>,
    mut texts: Vec<(String, String)>,
    paths: Vec<PathBuf>,
    packs: Option<Vec<String>>,
    strict: bool,
) -> PyResult<Rules> {
    let library = Library::shipped();
    if let Some(packs) = packs {
        let shipped = library.rules(&packs).map_err(|unknown| PyValueError::new_err(unknown.to_string()))?;
        texts.splice(0..0, shipped);
    }
    let english = english(py)?;
    let checked = fail::guarded(py, || {
        let files;
        let package: &dyn Package = match paths.is_empty() {
            true => &library,
            false => {
                let (found, read) = RuleFiles::find(&paths)?;
                texts.extend(read);
                files = found;
                &files
            }
        };
        anyhow::Ok(Bundle::check(texts, package, english))
    })?;
    let (bundle, rules) = checked.map_err(|error| PyOSError::new_err(format!("{error:#}")))?;
    if strict && rules.count(Severity::Error) > 0 {
        return Err(errors_of(py, &rules));
    }
    Ok(Rules { bundle: Arc::new(bundle), extractor: Extractor::new(&rules, english) })
}

/// The exception with all errors of rules.
fn errors_of(py: Python<'_>, rules: &dateline::Rules) -> PyErr {
    let errors = rules.problems().iter().filter(|problem| problem.severity == Severity::Error);
    let (mut shown, mut errors_found) = (Vec::new(), Vec::new());
    for error in errors {
        shown.push(rules.render(error));
        errors_found.push(Diagnostic::of(rules, error));
    }
    fail::rules(py, &shown.join("\n\n"), errors_found)
}

/// Makes pickled rules again.
#[pyfunction]
pub(crate) fn restore(py: Python<'_>, state: &str) -> PyResult<Rules> {
    let bundle = Bundle::from_json(state).ok_or_else(|| fail::error(py, "these are no pickled rules"))?;
    let english = english(py)?;
    let rules = fail::guarded(py, || bundle.rules(english))?;
    Ok(Rules { extractor: Extractor::new(&rules, english), bundle: Arc::new(bundle) })
}

/// The names of the packs that are part of the program, in alphabetical order.
#[pyfunction]
pub(crate) fn packs() -> Vec<String> {
    Library::shipped().packs().into_iter().map(str::to_owned).collect()
}

#[pymethods]
impl Rules {
    /// The events of a text, in its order.
    ///
    /// Linear in the text: about 10 ms for a story of 400 words. Other Python threads run meanwhile.
    ///
    /// Parameters
    /// ----------
    /// text : str or Annotated
    ///     The text, in English; or a document of another tool, from `from_spacy`. Lone surrogates and NULs are read as
    ///     U+FFFD.
    /// id : str or int, optional
    ///     What identifies the text in its events.
    /// date : str, date or datetime, optional
    ///     The day of publication, from which *yesterday* counts.
    /// title : str, optional
    ///     The headline, where it is not part of the text.
    ///
    /// Returns
    /// -------
    /// list of Event
    ///     Offsets slice `text`.
    ///
    /// Raises
    /// ------
    /// ReadError
    ///     If the date is no day, or an annotated document cannot be used.
    /// DatelineError
    ///     If the program failed.
    #[pyo3(signature = (text, *, id = None, date = None, title = None))]
    fn extract(
        &self,
        py: Python<'_>,
        text: &Bound<'_, PyAny>,
        id: Option<&Bound<'_, PyAny>>,
        date: Option<&Bound<'_, PyAny>>,
        title: Option<&Bound<'_, PyAny>>,
    ) -> PyResult<Vec<Event>> {
        let extractor = &self.extractor;
        let annotated = match text.cast::<Annotated>() {
            Ok(annotated) => annotated.get().with(id, date, title)?,
            Err(_) => {
                let article = values::dated_article(text.cast::<PyString>()?, id, date, title)?;
                return fail::guarded(py, || {
                    let mut document = extractor.document(article);
                    extractor.extract(&mut document).map(|events| Event::all(&document, events))
                })?
                .map_err(|error| fail::error(py, &error.to_string()));
            }
        };
        fail::guarded(py, || {
            let (mut documents, problems) = json::documents(&annotated, "", extractor.program().vocabulary());
            match documents.pop() {
                Some(mut document) => {
                    let events = extractor.extract(&mut document).map_err(|error| error.to_string())?;
                    Ok(Event::all(&document, events))
                }
                None => {
                    Err(problems.into_iter().map(|problem| problem.message).collect::<Vec<_>>().join("; "))
                }
            }
        })?
        .map_err(|message| fail::unread(py, &message))
    }

    /// The events of many texts: an iterator over a list of events for each, in their order.
    ///
    /// It is lazy: articles are taken from the iterable when results are asked for, some hundreds ahead, so that memory
    /// does not grow with their number. Threads work on them while other Python threads run. Ctrl-C stops it.
    ///
    /// Parameters
    /// ----------
    /// articles : iterable of str, mapping or Article
    ///     Texts, mappings with `text` and perhaps `id`, `date` and `title`, or objects with these attributes.
    /// threads : int, optional
    ///     How many threads work; by default one a processor. The events do not depend on it.
    /// errors : {"raise", "warn"}
    ///     What happens at an article that cannot be read, or over which the program fails: an exception in its place,
    ///     after which the iterator can go on; or a warning, and the events without what cannot be read.
    ///
    /// Returns
    /// -------
    /// iterator of list of Event
    #[pyo3(signature = (articles, *, threads = None, errors = "raise"))]
    fn extract_many(
        &self,
        articles: &Bound<'_, PyAny>,
        threads: Option<usize>,
        errors: &str,
    ) -> PyResult<Results> {
        let raises = match errors {
            "raise" => true,
            "warn" => false,
            other => {
                let message = format!("errors is \"raise\" or \"warn\", not \"{other}\"");
                return Err(PyValueError::new_err(message));
            }
        };
        Results::new(articles, &self.extractor, threads, raises)
    }

    /// The events of a batch of articles, as a batch of rows: Arrow in, Arrow out.
    ///
    /// Parameters
    /// ----------
    /// batch : object with `__arrow_c_array__`
    ///     A record batch of pyarrow, arro3, polars or another library, with a column of strings (`string`,
    ///     `large_string`, `string_view` or a dictionary of them).
    /// text, id, date, title : str, optional
    ///     The names of the columns. Those called `text`, `id`, `date` and `title` are taken where none are named; only
    ///     the text must be there. Ids may be numbers, dates may be dates or timestamps.
    /// threads : int, optional
    ///     How many threads work; by default one a processor.
    ///
    /// Returns
    /// -------
    /// RecordBatch
    ///     A row an event, of the columns of `schema`: those of our Parquet and `error`. A row whose article is null or
    ///     cannot be read has `doc` and `error` and is null otherwise. Rows are in the order of the batch.
    ///
    /// Raises
    /// ------
    /// ReadError
    ///     If a named column, or the text, is not there or has another type.
    #[pyo3(signature = (batch, *, text = None, id = None, date = None, title = None, threads = None))]
    #[allow(clippy::too_many_arguments)]
    fn extract_batch(
        &self,
        py: Python<'_>,
        batch: pyo3_arrow::PyRecordBatch,
        text: Option<String>,
        id: Option<String>,
        date: Option<String>,
        title: Option<String>,
        threads: Option<usize>,
    ) -> PyResult<RecordBatch> {
        let names = batch::Names { text, id, date, title };
        let extractor = &self.extractor;
        let found = fail::guarded(py, || batch::extract(extractor, &batch.into_inner(), &names, threads))?;
        found.map(RecordBatch::new).map_err(|message| fail::unread(py, &message))
    }

    /// Runs the test sentences of the rules; a result for each, in the order of the files.
    fn test(&self, py: Python<'_>) -> PyResult<Vec<TestResult>> {
        let extractor = &self.extractor;
        fail::guarded(py, || {
            let ruleset = extractor.rules().ruleset();
            let programs = Programs::new(ruleset, extractor.program());
            let results = ruleset.tests.iter().map(|test| {
                let report =
                    verify(test, &programs, extractor.annotator()).map_err(|error| error.to_string())?;
                Ok(TestResult {
                    ok: !report.verdict.is_failure(),
                    verdict: report.verdict.as_str(),
                    text: test.text.clone(),
                    at: format!("{}:{}", test.at.file, test.at.line),
                    expected: report.expected,
                    found: report.found,
                    differences: report.differences,
                })
            });
            results.collect::<Result<_, String>>()
        })?
        .map_err(|message| fail::error(py, &message))
    }

    /// Why rules match in a text, or how far they come and what fails there.
    ///
    /// Parameters
    /// ----------
    /// text : str
    ///     A sentence or more.
    /// rule : str, optional
    ///     Of this rule everything is told, even where no word of it occurs.
    ///
    /// Returns
    /// -------
    /// Explanation
    ///     `print` shows it as ``dateline explain`` does; `sentences` has it as dicts.
    #[pyo3(signature = (text, *, rule = None))]
    fn explain(
        &self,
        py: Python<'_>,
        text: &Bound<'_, PyString>,
        rule: Option<String>,
    ) -> PyResult<Explanation> {
        let extractor = &self.extractor;
        let known = || extractor.rules().ruleset().rules.iter();
        if let Some(rule) = rule.as_ref().filter(|rule| known().all(|known| known.name != **rule)) {
            return Err(PyValueError::new_err(format!("there is no rule `{rule}`")));
        }
        let (article, _) = values::article(text, None, None, None)?;
        let explained = fail::guarded(py, || {
            cli::explained(extractor, article.id("text"), rule.as_deref()).map_err(|error| error.to_string())
        })?
        .map_err(|message| fail::error(py, &message))?;
        let (json, text): (_, Vec<String>) =
            explained.into_iter().map(|explained| (explained.json, explained.text)).unzip();
        Ok(Explanation { json, text: text.concat() })
    }

    /// What the annotator sees in a text: sentences with their words, tags, lemmas and trees, and names.
    ///
    /// Returns
    /// -------
    /// dict
    ///     In the shape of ``dateline annotate --format jsonl``. Offsets slice `text`.
    #[pyo3(signature = (text, *, id = None, date = None, title = None))]
    fn annotate<'py>(
        &self,
        py: Python<'py>,
        text: &Bound<'py, PyString>,
        id: Option<&Bound<'py, PyAny>>,
        date: Option<&Bound<'py, PyAny>>,
        title: Option<&Bound<'py, PyAny>>,
    ) -> PyResult<Bound<'py, PyAny>> {
        let article = values::dated_article(text, id, date, title)?;
        let extractor = &self.extractor;
        let json = fail::guarded(py, || {
            let mut document = extractor.document(article);
            cli::annotated(&mut document, extractor.annotator()).map_err(|error| error.to_string())
        })?;
        values::parsed(py, &json.map_err(|message| fail::error(py, &message))?)
    }

    /// The event types, by name: dicts with `name`, `doc` and `roles`; of each role `name`, `types` that may fill it,
    /// `least` and `most` fillers, and `doc`.
    #[getter]
    fn events<'py>(&self, py: Python<'py>) -> PyResult<Bound<'py, PyList>> {
        let rules = self.extractor.rules();
        let events = rules.events().iter().map(|event| {
            let roles = describe::roles(rules.ruleset(), event);
            values::to_python(
                py,
                &serde_json::json!({ "name": event.name, "doc": event.doc, "roles": roles }),
            )
        });
        PyList::new(py, events.collect::<PyResult<Vec<_>>>()?)
    }

    /// The warnings about the rules: they work, but most likely not as intended.
    #[getter]
    fn warnings(&self) -> Vec<Diagnostic> {
        self.problems(|severity| severity == Severity::Warning)
    }

    /// Everything that is wrong with the rules. With `strict` there are no errors among it.
    #[getter]
    fn diagnostics(&self) -> Vec<Diagnostic> {
        self.problems(|_| true)
    }

    /// The columns of `extract_batch`, as an Arrow schema.
    #[getter]
    fn schema(&self, py: Python<'_>) -> PyResult<Schema> {
        columns::schema().map(Schema::new).map_err(|error| fail::error(py, &error.to_string()))
    }

    fn __reduce__<'py>(&self, py: Python<'py>) -> PyResult<(Bound<'py, PyAny>, (String,))> {
        let restore = py.import("dateline._native")?.getattr("restore")?;
        Ok((restore, (self.bundle.to_json(),)))
    }

    fn __eq__(&self, other: &Bound<'_, PyAny>) -> bool {
        other.cast::<Rules>().is_ok_and(|other| other.get().bundle == self.bundle)
    }

    fn __hash__(&self) -> u64 {
        self.bundle.hash()
    }

    fn __repr__(&self) -> String {
        let ruleset = self.extractor.rules().ruleset();
        format!("<Rules: {} rules, {} event types>", ruleset.rules.len(), ruleset.events.len())
    }
}

impl Rules {
    fn problems(&self, wanted: impl Fn(Severity) -> bool) -> Vec<Diagnostic> {
        let rules = self.extractor.rules();
        let problems = rules.problems().iter().filter(|problem| wanted(problem.severity));
        problems.map(|problem| Diagnostic::of(rules, problem)).collect()
    }
}

/// The result of a test sentence of rules.
#[pyclass(frozen, get_all, module = "dateline")]
#[derive(Clone)]
pub(crate) struct TestResult {
    /// Whether nobody has to act.
    ok: bool,
    /// ``ok``, ``missing``, ``wrong``, ``noisy``, ``todo`` or ``todo-passes``.
    verdict: &'static str,
    /// The sentence.
    text: String,
    /// Where the test stands: ``rules/diplomacy/visit.rules:12``.
    at: String,
    /// The expected events, in the notation of the test.
    expected: String,
    /// The events that were found, in that notation.
    found: Vec<String>,
    /// What is different, in words.
    differences: Vec<String>,
}

#[pymethods]
impl TestResult {
    fn __repr__(&self) -> String {
        format!("<TestResult {} {} {}>", self.verdict, self.at, self.text)
    }
}

/// Why rules match in a text, or what fails.
#[pyclass(frozen, module = "dateline")]
pub(crate) struct Explanation {
    json: Vec<String>,
    text: String,
}

#[pymethods]
impl Explanation {
    /// The explanations of the sentences, as dicts in the shape of ``dateline explain --json``.
    #[getter]
    fn sentences<'py>(&self, py: Python<'py>) -> PyResult<Vec<Bound<'py, PyAny>>> {
        self.json.iter().map(|json| values::parsed(py, json)).collect()
    }

    fn __str__(&self) -> &str {
        &self.text
    }

    fn __repr__(&self) -> &str {
        &self.text
    }
}

/// A document that another tool has annotated: its words, tags, trees and names are taken as they are.
#[pyclass(frozen, module = "dateline")]
pub(crate) struct Annotated {
    json: String,
}

#[pymethods]
impl Annotated {
    /// From JSON of spaCy (`Doc.to_json`) or Stanza (`Document.to_dict`).
    #[new]
    fn new(json: String) -> Annotated {
        Annotated { json }
    }

    fn __repr__(&self) -> String {
        format!("<Annotated: {} bytes>", self.json.len())
    }
}

impl Annotated {
    /// The document with an id, a date and a title of the caller.
    fn with(
        &self,
        id: Option<&Bound<'_, PyAny>>,
        date: Option<&Bound<'_, PyAny>>,
        title: Option<&Bound<'_, PyAny>>,
    ) -> PyResult<String> {
        let mut document: serde_json::Value =
            serde_json::from_str(&self.json).map_err(|error| PyValueError::new_err(error.to_string()))?;
        if let Some(document) = document.as_object_mut() {
            for (name, value) in [("id", id), ("date", date), ("title", title)] {
                if let Some(value) = value.map(values::line).transpose()?.flatten() {
                    document.insert(name.to_owned(), value.into());
                }
            }
        }
        Ok(document.to_string())
    }
}
