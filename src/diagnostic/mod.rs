//! The mistakes in a rule file, as data, in the terms of the person who wrote it.
//!
//! Messages are in lower case without a full stop, with the user's own text in backticks.

mod catalogue;
mod example;
mod page;
mod render;
mod suggest;

pub use catalogue::{Code, Severity};
pub use page::{entry, page};
pub use render::render;
pub use suggest::{meant, nearest};

use crate::source::{FileId, Span};

/// One mistake, or something that looks like one.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Diagnostic {
    /// Which mistake it is.
    pub code: Code,
    /// How bad it is.
    pub severity: Severity,
    /// The mistake, in one line.
    pub message: String,
    /// Where; the first label is the place of the mistake.
    pub labels: Vec<Label>,
    /// More that helps.
    pub notes: Vec<String>,
    /// How to correct it, if that is known.
    pub fix: Option<Fix>,
}

/// A place that a diagnostic points to.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Label {
    /// The file.
    pub file: FileId,
    /// The bytes in it.
    pub span: Span,
    /// The remark beside the place; may be empty.
    pub text: String,
}

/// A change of the text that corrects a mistake.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Fix {
    /// The bytes to replace, in the file of the first label.
    pub span: Span,
    /// The new text.
    pub replacement: String,
    /// What the change does, as an instruction: `write \`->\``.
    pub what: String,
    /// Whether a program may make the change without asking.
    pub certainty: Certainty,
}

/// How certain it is that this is what the user meant.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Certainty {
    /// The user can have meant nothing else: `dateline fix` makes the change.
    Certain,
    /// The user may have meant something else.
    Guess,
}

impl Diagnostic {
    /// A diagnostic with the severity of its code that points to one place.
    pub fn new(code: Code, file: FileId, span: Span, message: impl Into<String>) -> Diagnostic {
        Diagnostic {
            code,
            severity: code.severity(),
            message: message.into(),
            labels: vec![Label { file, span, text: String::new() }],
            notes: Vec::new(),
            fix: None,
        }
    }

    /// Adds a remark beside the place of the mistake.
    pub fn label(mut self, text: impl Into<String>) -> Diagnostic {
        if let Some(first) = self.labels.first_mut() {
            first.text = text.into();
        }
        self
    }

    /// Points to one more place.
    pub fn also(mut self, file: FileId, span: Span, text: impl Into<String>) -> Diagnostic {
        self.labels.push(Label { file, span, text: text.into() });
        self
    }

    /// Adds a note.
    pub fn note(mut self, text: impl Into<String>) -> Diagnostic {
        self.notes.push(text.into());
        self
    }

    /// Adds a correction that is certain.
    pub fn fix(mut self, span: Span, replacement: impl Into<String>, what: impl Into<String>) -> Diagnostic {
        let (replacement, what) = (replacement.into(), what.into());
        self.fix = Some(Fix { span, replacement, what, certainty: Certainty::Certain });
        self
    }

    /// Adds a correction that is a guess.
    pub fn guess(self, span: Span, replacement: impl Into<String>, what: impl Into<String>) -> Diagnostic {
        self.fix(span, replacement, what).certain_if(false)
    }

    /// Turns the correction into a guess unless this holds.
    pub fn certain_if(mut self, certain: bool) -> Diagnostic {
        if let Some(fix) = self.fix.as_mut().filter(|_| !certain) {
            fix.certainty = Certainty::Guess;
        }
        self
    }

    /// Suggests the name that the user most likely meant instead of the one at the place of the mistake.
    pub fn did_you_mean<'a>(
        self,
        written: &str,
        known: impl IntoIterator<Item = &'a str>,
        span: Span,
    ) -> Diagnostic {
        match meant(written, known) {
            Some((name, certain)) => {
                self.fix(span, name, format!("did you mean `{name}`?")).certain_if(certain)
            }
            None => self,
        }
    }

    /// The file and place of the mistake, by which diagnostics are ordered.
    pub fn place(&self) -> (FileId, Span) {
        self.labels.first().map_or((FileId::default(), Span::default()), |label| (label.file, label.span))
    }
}
