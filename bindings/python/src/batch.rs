//! Batches of articles to batches of events, over the Arrow C data interface.

use std::sync::Arc;

use arrow_array::cast::AsArray;
use arrow_array::{Array, ArrayRef, StructArray};
use arrow_cast::cast;
use arrow_schema::{DataType, Field, SchemaRef};
use dateline::pipeline::Pipeline;
use dateline::{Article, Extractor};
use pyo3::prelude::*;
use pyo3::types::{PyCapsule, PyTuple};
use pyo3_arrow::error::PyArrowResult;
use pyo3_arrow::ffi::{ArrayIterator, to_array_pycapsules, to_schema_pycapsule, to_stream_pycapsule};
use serde_json::{Map, Value};

use crate::event::Event;
use crate::{columns, fail, values};

/// The names of columns that a caller told.
pub(crate) struct Names {
    pub(crate) text: Option<String>,
    pub(crate) id: Option<String>,
    pub(crate) date: Option<String>,
    pub(crate) title: Option<String>,
}

/// An Arrow schema, for whatever takes one: ``pyarrow.schema(schema)``, ``polars.Schema(schema)``.
#[pyclass(frozen, module = "dateline")]
pub(crate) struct Schema(SchemaRef);

/// A record batch of Arrow, for whatever takes one: ``pyarrow.record_batch(batch)``, ``polars.DataFrame(batch)``.
#[pyclass(frozen, module = "dateline")]
pub(crate) struct RecordBatch(arrow_array::RecordBatch);

impl Schema {
    pub(crate) fn new(schema: SchemaRef) -> Schema {
        Schema(schema)
    }
}

impl RecordBatch {
    pub(crate) fn new(batch: arrow_array::RecordBatch) -> RecordBatch {
        RecordBatch(batch)
    }

    /// The rows as one array.
    fn rows(&self) -> (Arc<Field>, ArrayRef) {
        let rows = StructArray::from(self.0.clone());
        (Arc::new(Field::new_struct("", rows.fields().clone(), false)), Arc::new(rows))
    }
}

#[pymethods]
impl Schema {
    /// The names of the columns.
    #[getter]
    fn names(&self) -> Vec<String> {
        self.0.fields().iter().map(|field| field.name().clone()).collect()
    }

    fn __arrow_c_schema__<'py>(&self, py: Python<'py>) -> PyArrowResult<Bound<'py, PyCapsule>> {
        to_schema_pycapsule(py, self.0.as_ref())
    }

    fn __repr__(&self) -> String {
        format!("<Schema {}>", self.names().join(", "))
    }
}

#[pymethods]
impl RecordBatch {
    /// The number of rows.
    #[getter]
    fn num_rows(&self) -> usize {
        self.0.num_rows()
    }

    /// The columns.
    #[getter]
    fn schema(&self) -> Schema {
        Schema(self.0.schema())
    }

    fn __len__(&self) -> usize {
        self.0.num_rows()
    }

    fn __arrow_c_schema__<'py>(&self, py: Python<'py>) -> PyArrowResult<Bound<'py, PyCapsule>> {
        to_schema_pycapsule(py, self.0.schema_ref().as_ref())
    }

    #[pyo3(signature = (requested_schema = None))]
    fn __arrow_c_array__<'py>(
        &self,
        py: Python<'py>,
        requested_schema: Option<Bound<'py, PyCapsule>>,
    ) -> PyArrowResult<Bound<'py, PyTuple>> {
        let (field, rows) = self.rows();
        to_array_pycapsules(py, field, &rows, requested_schema)
    }

    #[pyo3(signature = (requested_schema = None))]
    fn __arrow_c_stream__<'py>(
        &self,
        py: Python<'py>,
        requested_schema: Option<Bound<'py, PyCapsule>>,
    ) -> PyArrowResult<Bound<'py, PyCapsule>> {
        let (field, rows) = self.rows();
        let reader = Box::new(ArrayIterator::new([Ok(rows)].into_iter(), field));
        to_stream_pycapsule(py, reader, requested_schema)
    }

    fn __repr__(&self) -> String {
        format!("<RecordBatch: {} rows>", self.0.num_rows())
    }
}

/// Events as a batch of rows, of the columns of `Rules.schema`.
#[pyfunction]
pub(crate) fn to_arrow(py: Python<'_>, events: Vec<PyRef<'_, Event>>) -> PyResult<RecordBatch> {
    let rows = events.iter().map(|event| columns::row(event.event()));
    let rows = rows.collect::<Result<Vec<_>, _>>().map_err(|error| fail::error(py, &error.to_string()))?;
    columns::batch(&rows).map(RecordBatch).map_err(|error| fail::error(py, &error.to_string()))
}

/// The events of a batch of articles.
///
/// # Errors
/// If a column is missing or holds something else, in words for people.
pub(crate) fn extract(
    extractor: &Extractor,
    batch: &arrow_array::RecordBatch,
    names: &Names,
    threads: Option<usize>,
) -> Result<arrow_array::RecordBatch, String> {
    let column = |told: &Option<String>, name: &str| strings(batch, told.as_deref(), name);
    let texts = column(&names.text, "text")?;
    if texts.is_none() {
        let columns = batch.schema_ref().fields().iter().map(|field| format!("`{}`", field.name()));
        let columns = columns.collect::<Vec<_>>().join(", ");
        return Err(format!("there is no column `text`; there are {columns}: name the one with the text"));
    }
    let ids = column(&names.id, "id")?;
    let dates = column(&names.date, "date")?;
    let titles = column(&names.title, "title")?;

    let value = |column: &Option<ArrayRef>, row: usize| {
        let strings = column.as_ref().map(|column| column.as_string::<i64>())?;
        strings.is_valid(row).then(|| strings.value(row).to_owned())
    };
    let mut articles = Vec::with_capacity(batch.num_rows());
    // for each row: its id, and what is wrong with it
    let mut rows: Vec<(String, Option<String>)> = Vec::with_capacity(batch.num_rows());
    for row in 0..batch.num_rows() {
        let id = value(&ids, row).unwrap_or_default();
        let Some(text) = value(&texts, row) else {
            rows.push((id, Some("the text is null".to_owned())));
            articles.push(None);
            continue;
        };
        let article =
            Article { id, date: value(&dates, row), title: value(&titles, row), text, ..Article::default() };
        let (article, unread) = values::read(article);
        rows.push((article.id.clone(), unread));
        articles.push(Some(article));
    }

    let readable: Vec<bool> = articles.iter().map(Option::is_some).collect();
    let pipeline = Pipeline::new(extractor).threads(threads).entities(false);
    let articles = articles.into_iter().flatten();
    let mut results = pipeline.results(articles).map_err(|error| error.to_string())?;
    let mut found = Vec::new();
    for ((id, wrong), readable) in rows.into_iter().zip(readable) {
        let mut wrongs: Vec<String> = wrong.into_iter().collect();
        if readable {
            match results.next() {
                Some(Ok(result)) => {
                    let records = result.events.iter().map(columns::row);
                    found.extend(records.collect::<Result<Vec<_>, _>>().map_err(|error| error.to_string())?);
                }
                Some(Err(fault)) if fault.skip.is_failure() => wrongs.push(fault.message),
                Some(Err(_)) | None => {}
            }
        }
        found.extend(wrongs.into_iter().map(|wrong| error_row(&id, wrong)));
    }
    columns::batch(&found).map_err(|error| error.to_string())
}

/// The row of an article that could not be read as it is.
fn error_row(id: &str, error: String) -> Map<String, Value> {
    Map::from_iter([("doc".to_owned(), id.into()), ("error".to_owned(), error.into())])
}

/// A column as strings: one that the caller named, else the one of this name, if there is one.
fn strings(
    batch: &arrow_array::RecordBatch,
    told: Option<&str>,
    name: &str,
) -> Result<Option<ArrayRef>, String> {
    let Some(column) = batch.column_by_name(told.unwrap_or(name)) else {
        return match told {
            Some(told) => Err(format!("there is no column `{told}`")),
            None => Ok(None),
        };
    };
    let kind = column.data_type();
    if name == "text" && !is_text(kind) {
        return Err(format!("the column of the text has the type {kind}, no strings"));
    }
    let strings = cast(column, &DataType::LargeUtf8);
    strings.map(Some).map_err(|error| format!("the column of the {name}: {error}"))
}

fn is_text(kind: &DataType) -> bool {
    match kind {
        DataType::Utf8 | DataType::LargeUtf8 | DataType::Utf8View | DataType::Null => true,
        DataType::Dictionary(_, values) => is_text(values),
        _ => false,
    }
}
