//! Dateline for Python: the native half of the package `dateline`.
//!
//! Nothing is decided here: rules, extraction, reading and the command are those of the library. This crate turns values
//! of Python into its values and back, and lets other Python threads run meanwhile. `python/dateline` has the rest: what
//! needs nothing but Python.

mod batch;
mod bundle;
mod columns;
mod diagnostic;
mod event;
mod fail;
mod many;
mod read;
mod rules;
mod values;

use std::ffi::OsString;

use pyo3::prelude::*;

/// The native half of `dateline`.
#[pymodule(name = "_native")]
mod dateline_native {
    #[pymodule_export]
    use super::batch::{RecordBatch, Schema, to_arrow};
    #[pymodule_export]
    use super::diagnostic::Diagnostic;
    #[pymodule_export]
    use super::event::{Event, Filler, Mention, Source, Span, Time};
    #[pymodule_export]
    use super::many::Results;
    #[pymodule_export]
    use super::read::{Articles, read};
    #[pymodule_export]
    use super::rules::{Annotated, Explanation, Rules, TestResult, compile, packs, restore};
    #[pymodule_export]
    use super::{main, version};
}

/// Runs the command in the arguments, the first of which is the name of the program; returns its exit code.
#[pyfunction]
fn main(py: Python<'_>, arguments: Vec<OsString>) -> PyResult<u8> {
    fail::guarded(py, || dateline::cli::main(arguments))
}

/// The version of the package, of which the native half is part.
#[pyfunction]
fn version() -> &'static str {
    env!("CARGO_PKG_VERSION")
}
