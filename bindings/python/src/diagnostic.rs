//! What is wrong with rules.

use dateline::Rules;
use dateline::diagnostic::{self, Severity};
use dateline::source::LineIndex;
use pyo3::prelude::*;

/// Something that is wrong with rules, or looks like it.
///
/// `str(diagnostic)` shows it as a terminal does, with the lines that it is about.
#[pyclass(frozen, eq, get_all, module = "dateline")]
#[derive(Clone, Debug, PartialEq)]
pub(crate) struct Diagnostic {
    /// Its code, which ``dateline explain-code`` explains: ``D0206``.
    code: String,
    /// ``error``, ``warning`` or ``hint``.
    severity: &'static str,
    /// What is wrong, in one line.
    message: String,
    /// The name of the text or file.
    file: String,
    /// The line, from 1.
    line: usize,
    /// The character in the line, from 1.
    column: usize,
    /// What to do, if that is known.
    help: Option<String>,
    /// All of it, as a terminal shows it.
    rendered: String,
}

#[pymethods]
impl Diagnostic {
    fn __str__(&self) -> &str {
        &self.rendered
    }

    fn __repr__(&self) -> String {
        let Diagnostic { code, message, file, line, column, .. } = self;
        format!("<Diagnostic {code} {file}:{line}:{column} {message}>")
    }

    fn __reduce__<'py>(slf: &Bound<'py, Self>) -> PyResult<(Bound<'py, PyAny>, Fields)> {
        let Diagnostic { code, severity, message, file, line, column, help, rendered } = slf.get().clone();
        let severity = severity.to_owned();
        let fields = (code, severity, message, file, line, column, help, rendered);
        Ok((slf.get_type().into_any(), fields))
    }

    #[new]
    #[allow(clippy::too_many_arguments)]
    fn new(
        code: String,
        severity: &str,
        message: String,
        file: String,
        line: usize,
        column: usize,
        help: Option<String>,
        rendered: String,
    ) -> Diagnostic {
        let known = [Severity::Error, Severity::Warning, Severity::Hint].map(name);
        let severity = known.into_iter().find(|known| *known == severity).unwrap_or("error");
        Diagnostic { code, severity, message, file, line, column, help, rendered }
    }
}

/// What a diagnostic is made of.
type Fields = (String, String, String, String, usize, usize, Option<String>, String);

impl Diagnostic {
    /// A problem of rules.
    pub(crate) fn of(rules: &Rules, problem: &diagnostic::Diagnostic) -> Diagnostic {
        let (file, span) = problem.place();
        let source = rules.sources().get(file);
        let (line, column) = source.map_or((1, 1), |source| {
            let lines = LineIndex::new(&source.text);
            let line = lines.line(span.start);
            let start = lines.span(line).start;
            let before = source.text.get(start..span.start).unwrap_or_default();
            (line + 1, before.chars().count() + 1)
        });
        Diagnostic {
            code: problem.code.as_str().to_owned(),
            severity: name(problem.severity),
            message: problem.message.clone(),
            file: rules.sources().name(file).to_owned(),
            line,
            column,
            help: problem.fix.as_ref().map(|fix| fix.what.clone()),
            rendered: rules.render(problem),
        }
    }
}

fn name(severity: Severity) -> &'static str {
    match severity {
        Severity::Error => "error",
        Severity::Warning => "warning",
        Severity::Hint => "hint",
    }
}
