//! One style for rule files: `dateline fmt`.
//!
//! `docs/style.md` defines the style. The tree gives the content; comments and blank lines, which no tree has, are put
//! back in their places. What holds a comment in the middle of a line stays unchanged.

mod item;
mod pattern;

use crate::diagnostic::{Diagnostic, Severity};
use crate::lang::syntax::ast::File;
use crate::lang::syntax::parse;
use crate::source::{FileId, Span};

/// The maximum width of a line, in columns, if it can be broken.
const WIDTH: usize = 100;

/// Why a text is not formatted.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Refusal {
    /// It has these mistakes; the number of the file is 0. Diagnostics that are no errors are left out.
    Broken(Vec<Diagnostic>),
    /// The formatted text would mean something else. This is a mistake of Dateline.
    Changed,
}

/// The same rules in the style of Dateline.
///
/// Idempotent. The result is read again and compared: it means the same as `text`, with the same comments. Time is
/// linear in the text.
///
/// # Errors
/// The text has mistakes, or the result would mean something else.
pub fn format(text: &str) -> Result<String, Refusal> {
    let (file, problems) = parse(FileId(0), text);
    let errors: Vec<Diagnostic> =
        problems.into_iter().filter(|problem| problem.severity == Severity::Error).collect();
    if !errors.is_empty() {
        return Err(Refusal::Broken(errors));
    }
    let formatted = written(text, &file);
    let (again, _) = parse(FileId(0), &formatted);
    let comments = comments(text, &file) == comments(&formatted, &again);
    if comments && file.without_places() == again.without_places() {
        Ok(formatted)
    } else {
        Err(Refusal::Changed)
    }
}

fn comments(text: &str, file: &File) -> Vec<String> {
    file.comments.iter().map(|comment| comment_text(comment.of(text))).collect()
}

/// A comment with a space after its signs.
fn comment_text(comment: &str) -> String {
    let comment = comment.trim_end();
    let text = comment.trim_start_matches('#');
    let signs = &comment[..comment.len() - text.len()];
    let space =
        if text.is_empty() || text.starts_with([' ', '\t', '!', '\u{A0}', '\u{FEFF}']) { "" } else { " " };
    format!("{signs}{space}{text}")
}

/// An element on separate lines, at the top of a file or in a block.
struct Row {
    /// Its place in the old text.
    span: Span,
    /// Its new text, without the indentation of its first line.
    text: String,
    kind: RowKind,
    /// The comment behind it.
    comment: Option<String>,
}

#[derive(Clone, Copy, PartialEq, Eq)]
enum RowKind {
    Comment,
    Line,
    /// A block in braces, which has a blank line before and after it.
    Block,
}

impl Row {
    fn new(span: Span, text: String, kind: RowKind) -> Row {
        Row { span, text, kind, comment: None }
    }
}

fn written(text: &str, file: &File) -> String {
    let rows = file.items.iter().map(|item| {
        let from = file.comments.partition_point(|comment| comment.start < item.span.start);
        let to = file.comments.partition_point(|comment| comment.start < item.span.end);
        item::written(text, item, file.comments.get(from..to).unwrap_or_default())
    });
    let inside = |comment: &Span| {
        let last = file.items.partition_point(|item| item.span.start <= comment.start).checked_sub(1);
        last.is_some_and(|last| file.items[last].span.end > comment.start)
    };
    let outside: Vec<Span> = file.comments.iter().copied().filter(|comment| !inside(comment)).collect();
    lines(&with_comments(text, rows.collect(), &outside), text, 0, false)
}

/// The rows and the comments around them in order; those behind a row belong to it.
fn with_comments(text: &str, mut rows: Vec<Row>, comments: &[Span]) -> Vec<Row> {
    let comment = |span: &Span| Row::new(*span, comment_text(span.of(text)), RowKind::Comment);
    rows.extend(comments.iter().map(comment));
    rows.sort_by_key(|row| row.span.start);
    let mut all: Vec<Row> = Vec::with_capacity(rows.len());
    for row in rows {
        match all.last_mut() {
            Some(last) if row.kind == RowKind::Comment && breaks(text, last, &row) == 0 => {
                last.span.end = row.span.end;
                last.comment = Some(row.text);
            }
            _ => all.push(row),
        }
    }
    all
}

/// The number of line ends between two rows.
fn breaks(text: &str, above: &Row, below: &Row) -> usize {
    Span::new(above.span.end, below.span.start).of(text).matches('\n').count()
}

/// The rows one below the other, indented by `indent` columns; the comments behind them may be aligned.
fn lines(rows: &[Row], text: &str, indent: usize, aligned: bool) -> String {
    // a comment right above something belongs to it
    let mut kinds: Vec<RowKind> = rows.iter().map(|row| row.kind).collect();
    for (at, pair) in rows.windows(2).enumerate().rev() {
        if pair[0].kind == RowKind::Comment && breaks(text, &pair[0], &pair[1]) < 2 {
            kinds[at] = kinds[at + 1];
        }
    }
    let commented = rows.iter().filter(|row| row.comment.is_some());
    let column = if aligned { commented.map(|row| width(&row.text)).max().unwrap_or(0) } else { 0 };
    let margin = " ".repeat(indent);
    let mut written = String::new();
    for (at, row) in rows.iter().enumerate() {
        if let Some(above) = at.checked_sub(1).and_then(|above| rows.get(above)) {
            let block =
                above.kind == RowKind::Block || above.kind != RowKind::Comment && kinds[at] == RowKind::Block;
            if block || breaks(text, above, row) > 1 {
                written.push('\n');
            }
        }
        written.push_str(&margin);
        written.push_str(&row.text);
        if let Some(comment) = &row.comment {
            written.extend(std::iter::repeat_n(' ', column.saturating_sub(width(&row.text)) + 2));
            written.push_str(comment);
        }
        written.push('\n');
    }
    written
}

/// Chunks with spaces between them, in lines of at most [`WIDTH`] columns if possible; the first line is indented by
/// `indent` columns, the others by `margin`.
fn fill(chunks: &[String], indent: usize, margin: &str) -> String {
    let mut filled = String::new();
    let mut column = indent;
    for (index, chunk) in chunks.iter().enumerate() {
        if index > 0 && column + 1 + width(chunk) > WIDTH {
            filled.push('\n');
            filled.push_str(margin);
            column = width(margin);
        } else if index > 0 {
            filled.push(' ');
            column += 1;
        }
        filled.push_str(chunk);
        column += width(chunk);
    }
    filled
}

/// The old text, without space at the ends of its lines.
fn as_it_is(text: &str) -> String {
    text.lines().map(str::trim_end).collect::<Vec<_>>().join("\n")
}

/// The number of characters of a text.
fn width(text: &str) -> usize {
    text.chars().count()
}
