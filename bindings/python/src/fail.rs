//! Errors as exceptions. Their classes are written in Python (`dateline/_errors.py`).

use std::ffi::CString;

use dateline::read::guard::{self, Panic};
use pyo3::exceptions::PyUserWarning;
use pyo3::prelude::*;

use crate::diagnostic::Diagnostic;

/// Does something while other Python threads run. A mistake of the program becomes an exception.
pub(crate) fn guarded<T: Send>(py: Python<'_>, work: impl FnOnce() -> T + Send) -> PyResult<T> {
    py.detach(|| guard::guarded(work)).map_err(|Panic(said)| panicked(py, &said))
}

/// The program made a mistake.
fn panicked(py: Python<'_>, said: &str) -> PyErr {
    error(py, &format!("this program failed: {said}. Please report it with the input"))
}

/// A `DatelineError`.
pub(crate) fn error(py: Python<'_>, message: &str) -> PyErr {
    raised(py, "DatelineError", (message,))
}

/// A `ReadError`: an article, or a value of one, cannot be read.
pub(crate) fn unread(py: Python<'_>, message: &str) -> PyErr {
    raised(py, "ReadError", (message,))
}

/// A `RuleError`: the rules have errors.
pub(crate) fn rules(py: Python<'_>, message: &str, diagnostics: Vec<Diagnostic>) -> PyErr {
    raised(py, "RuleError", (message, diagnostics))
}

/// Warns of something that is no reason to stop.
pub(crate) fn warn(py: Python<'_>, message: &str) -> PyResult<()> {
    let message = CString::new(message.replace('\0', " "))?;
    PyErr::warn(py, &py.get_type::<PyUserWarning>(), &message, 1)
}

fn raised<'py>(py: Python<'py>, class: &str, arguments: impl pyo3::call::PyCallArgs<'py>) -> PyErr {
    let made = py
        .import("dateline._errors")
        .and_then(|module| module.getattr(class))
        .and_then(|class| class.call1(arguments));
    made.map_or_else(|error| error, PyErr::from_value)
}
