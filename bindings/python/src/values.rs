//! Values of Python as values of the library, and the other way.

use dateline::Article;
use dateline::read::Problem;
use dateline::read::fields::normalised;
use pyo3::IntoPyObjectExt;
use pyo3::exceptions::PyTypeError;
use pyo3::prelude::*;
use pyo3::types::{PyBytes, PyDict, PyList, PyMapping, PyString};
use serde_json::Value;

use crate::fail;

/// A text of Python. A lone surrogate, which no text should hold, becomes U+FFFD: one character stays one, so that offsets
/// hold in the string of the caller.
pub(crate) fn text(string: &Bound<'_, PyString>) -> PyResult<String> {
    if let Ok(text) = string.to_cow() {
        return Ok(text.into_owned());
    }
    let bytes = string.call_method1("encode", ("utf-32-le", "surrogatepass"))?;
    let bytes = bytes.cast_into::<PyBytes>()?;
    let code = |bytes: &[u8]| bytes.iter().rev().fold(0, |code, &byte| code << 8 | u32::from(byte));
    let characters = bytes.as_bytes().chunks(4).map(|bytes| char::from_u32(code(bytes)));
    Ok(characters.map(|character| character.unwrap_or(char::REPLACEMENT_CHARACTER)).collect())
}

/// An article of values, as the readers make it of a record.
///
/// # Errors
/// `ReadError`, if the date is none.
pub(crate) fn dated_article(
    text: &Bound<'_, PyString>,
    id: Option<&Bound<'_, PyAny>>,
    date: Option<&Bound<'_, PyAny>>,
    title: Option<&Bound<'_, PyAny>>,
) -> PyResult<Article> {
    let (article, unread) = article(text, id, date, title)?;
    unread.map_or(Ok(article), Err)
}

/// The same, with what is wrong with the date, if it is none.
pub(crate) fn article(
    text: &Bound<'_, PyString>,
    id: Option<&Bound<'_, PyAny>>,
    date: Option<&Bound<'_, PyAny>>,
    title: Option<&Bound<'_, PyAny>>,
) -> PyResult<(Article, Option<PyErr>)> {
    let article = Article {
        id: id.map(line).transpose()?.flatten().unwrap_or_default(),
        date: date.map(line).transpose()?.flatten(),
        title: title.map(line).transpose()?.flatten(),
        text: self::text(text)?,
        ..Article::default()
    };
    let (article, unread) = read(article);
    Ok((article, unread.map(|message| fail::unread(text.py(), &message))))
}

/// An article of values, as the readers make it of a record; and what is wrong with its date, if it is none.
pub(crate) fn read(article: Article) -> (Article, Option<String>) {
    let mut problems = Vec::new();
    let dated = normalised(Article { date: article.date, ..Article::default() }, 1, &mut problems);
    let article = Article { date: dated.date, ..article };
    // what the text has is replaced there, and no reason to refuse it
    (normalised(article, 1, &mut Vec::new()), problems.pop().map(|Problem { message, .. }| message))
}

/// A short value: a string, a number, a date or a time. None for what stands for nothing in Python and pandas.
pub(crate) fn line(value: &Bound<'_, PyAny>) -> PyResult<Option<String>> {
    if value.is_none() {
        return Ok(None);
    }
    if let Ok(string) = value.cast::<PyString>() {
        return text(string).map(Some);
    }
    // NaN and NaT differ from themselves, and NA of pandas will not say
    if value.ne(value).unwrap_or(true) {
        return Ok(None);
    }
    let written = match value.getattr_opt("isoformat")? {
        Some(isoformat) => isoformat.call0()?,
        None if value.hasattr("__index__")? || value.hasattr("__float__")? => value.str()?.into_any(),
        None => {
            let kind = value.get_type().name()?;
            let message = format!("an id, a date or a title is a str, a number or a date, not {kind}");
            return Err(PyTypeError::new_err(message));
        }
    };
    text(written.cast::<PyString>()?).map(Some)
}

/// An article as callers have it: a text, a mapping with `text` and perhaps `id`, `date` and `title`, or an object with
/// these attributes; and what is wrong with its date.
pub(crate) fn any_article(value: &Bound<'_, PyAny>) -> PyResult<(Article, Option<PyErr>)> {
    if let Ok(string) = value.cast::<PyString>() {
        return article(string, None, None, None);
    }
    let get = |name: &str| match value.cast::<PyMapping>() {
        Ok(mapping) => match mapping.contains(name)? {
            true => mapping.get_item(name).map(Some),
            false => Ok(None),
        },
        Err(_) => value.getattr_opt(name),
    };
    let Some(text) = get("text")? else {
        let kind = value.get_type().name()?;
        let message = format!("an article is a str, or has `text`: this {kind} has none");
        return Err(PyTypeError::new_err(message));
    };
    let text = text.cast_into::<PyString>().map_err(|error| PyTypeError::new_err(error.to_string()))?;
    article(&text, get("id")?.as_ref(), get("date")?.as_ref(), get("title")?.as_ref())
}

/// JSON as dicts, lists, strings and numbers.
pub(crate) fn to_python<'py>(py: Python<'py>, value: &Value) -> PyResult<Bound<'py, PyAny>> {
    match value {
        Value::Null => Ok(py.None().into_bound(py)),
        Value::Bool(truth) => truth.into_bound_py_any(py),
        Value::String(text) => text.into_bound_py_any(py),
        Value::Number(number) => match number.as_i64() {
            Some(whole) => whole.into_bound_py_any(py),
            None => number.as_f64().into_bound_py_any(py),
        },
        Value::Array(items) => {
            let list = PyList::empty(py);
            items.iter().try_for_each(|item| list.append(to_python(py, item)?))?;
            Ok(list.into_any())
        }
        Value::Object(members) => {
            let dict = PyDict::new(py);
            members.iter().try_for_each(|(key, item)| dict.set_item(key, to_python(py, item)?))?;
            Ok(dict.into_any())
        }
    }
}

/// JSON of the library as values of Python.
pub(crate) fn parsed<'py>(py: Python<'py>, json: &str) -> PyResult<Bound<'py, PyAny>> {
    let value: Value = serde_json::from_str(json).map_err(|error| fail::error(py, &error.to_string()))?;
    to_python(py, &value)
}
