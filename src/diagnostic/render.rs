//! Diagnostics as text for people, in the manner of rustc.

use annotate_snippets::{AnnotationKind, Group, Level, Origin, Patch, Renderer, Snippet};

use super::{Diagnostic, Severity};
use crate::source::{FileId, Sources, Span};

/// Renders a diagnostic with the lines that it points to, with or without colours. Ends without a line break.
///
/// Time is linear in the files that it points to.
pub fn render(diagnostic: &Diagnostic, sources: &Sources, colours: bool) -> String {
    let level = match diagnostic.severity {
        Severity::Error => Level::ERROR,
        Severity::Warning => Level::WARNING,
        Severity::Hint => Level::HELP.with_name("hint"),
    };
    let mut main = Group::with_title(level.primary_title(&diagnostic.message).id(diagnostic.code.as_str()));
    let mut files: Vec<FileId> = Vec::new();
    for label in &diagnostic.labels {
        if !files.contains(&label.file) {
            files.push(label.file);
        }
    }
    let first = diagnostic.labels.first();
    for file in files {
        let Some(source) = sources.get(file) else { continue };
        let mut snippet = Snippet::source(&*source.text).path(&*source.name);
        for label in diagnostic.labels.iter().filter(|label| label.file == file) {
            let is_first = first.is_some_and(|first| std::ptr::eq(first, label));
            let kind = if is_first { AnnotationKind::Primary } else { AnnotationKind::Context };
            let span = kind.span(on_borders(label.span, &source.text).range());
            snippet = snippet.annotation(if label.text.is_empty() { span } else { span.label(&*label.text) });
        }
        main = main.element(snippet);
    }
    if first.is_none() {
        main = main.element(Origin::path(""));
    }
    for note in &diagnostic.notes {
        main = main.element(Level::NOTE.message(&**note));
    }
    let mut report = vec![main];
    if let (Some(fix), Some(source)) = (&diagnostic.fix, first.and_then(|label| sources.get(label.file))) {
        let patch = Patch::new(on_borders(fix.span, &source.text).range(), &*fix.replacement);
        let snippet = Snippet::source(&*source.text).path(&*source.name).patch(patch);
        report.push(Level::HELP.secondary_title(&*fix.what).element(snippet));
    }
    let renderer = if colours { Renderer::styled() } else { Renderer::plain() };
    renderer.render(&report)
}

/// The span widened to character boundaries inside the text.
fn on_borders(span: Span, text: &str) -> Span {
    let start = text.floor_char_boundary(span.start);
    Span::new(start, text.ceil_char_boundary(span.end.min(text.len())).max(start))
}
