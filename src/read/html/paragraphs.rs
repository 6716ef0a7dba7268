//! Markup to paragraphs.

use dom_smoothie::Readability;

use super::limits;
use crate::read::ReadError;

/// Elements that hold paragraphs or are one.
const BLOCKS: &[&str] = &[
    "address",
    "article",
    "aside",
    "blockquote",
    "body",
    "caption",
    "center",
    "dd",
    "details",
    "div",
    "dl",
    "dt",
    "fieldset",
    "figcaption",
    "figure",
    "footer",
    "form",
    "h1",
    "h2",
    "h3",
    "h4",
    "h5",
    "h6",
    "header",
    "hr",
    "html",
    "legend",
    "li",
    "main",
    "nav",
    "ol",
    "p",
    "pre",
    "section",
    "summary",
    "table",
    "tr",
    "ul",
];
/// Elements whose text is not for readers.
const UNSEEN: &[&str] = &[
    "audio", "button", "canvas", "head", "iframe", "math", "noscript", "object", "script", "select", "style",
    "svg", "template", "textarea", "video",
];

/// The text of markup: its paragraphs, headings, items and rows with a blank line between, white space as it is shown,
/// no-break spaces as any. A line break in a paragraph stays one; the cells of a row have a space between. Linear in
/// the bytes.
///
/// # Errors
///
/// The limit that the markup exceeds.
pub(in crate::read) fn of(html: &str) -> Result<String, ReadError> {
    limits::check(html)?;
    let Ok(page) = Readability::new(html, None, None) else { return Ok(String::new()) };
    let mut text = Text::default();
    let mut ahead = vec![Step::Enter(page.doc.root())];
    while let Some(step) = ahead.pop() {
        let node = match step {
            Step::Enter(node) => node,
            Step::LeaveBlock => {
                text.end_paragraph();
                continue;
            }
        };
        if node.is_text() {
            text.push(&node.text());
            continue;
        }
        let name = node.node_name();
        let name = name.as_deref().unwrap_or_default();
        if UNSEEN.contains(&name) || node.is_comment() {
            continue;
        }
        match name {
            "br" => text.end_line(),
            "td" | "th" => text.push(" "),
            _ if BLOCKS.contains(&name) => {
                text.end_paragraph();
                ahead.push(Step::LeaveBlock);
            }
            _ => {}
        }
        ahead.extend(node.children_it(true).map(Step::Enter));
    }
    Ok(text.finish())
}

/// What a walk of a tree does next.
enum Step<N> {
    Enter(N),
    LeaveBlock,
}

/// A text as it grows.
#[derive(Default)]
struct Text {
    written: String,
    /// Newlines to write before the next word.
    newlines: usize,
    /// Whether white space precedes what comes next.
    space: bool,
}

impl Text {
    fn push(&mut self, text: &str) {
        // pages are full of no-break spaces that mean nothing
        let is_space = |c: char| matches!(c, ' ' | '\t' | '\n' | '\r' | '\u{c}' | '\u{a0}');
        for (index, word) in text.split(is_space).enumerate() {
            self.space |= index > 0;
            if word.is_empty() {
                continue;
            }
            if self.newlines > 0 && !self.written.is_empty() {
                self.written.extend(std::iter::repeat_n('\n', self.newlines));
            } else if self.space && !self.written.is_empty() {
                self.written.push(' ');
            }
            (self.newlines, self.space) = (0, false);
            self.written.push_str(word);
        }
    }

    fn end_line(&mut self) {
        self.newlines = (self.newlines + 1).min(2);
    }

    fn end_paragraph(&mut self) {
        self.newlines = 2;
    }

    fn finish(mut self) -> String {
        if !self.written.is_empty() {
            self.written.push('\n');
        }
        self.written
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn blocks_are_paragraphs_and_white_space_is_as_it_is_shown() {
        let html = "<h1>Port  strike\nends</h1>Dock <b>workers</b>&nbsp; 🚢<p>שלום <i>עולם</i>.<br>Next&#10;line<br><br>\
                    third</p><ul><li>One<li>Two</ul><table><tr><td>a<td>b</table><script>x</script><div>&lt;end&gt;</div>";
        let expected = "Port strike ends\n\nDock workers 🚢\n\nשלום עולם.\nNext line\n\nthird\n\nOne\n\nTwo\n\na b\n\n<end>\n";
        assert_eq!(of(html).unwrap(), expected);
    }

    #[test]
    fn markup_without_words_has_no_text() {
        assert_eq!(of("<p> <br></p><script>x</script>").unwrap(), "");
        assert_eq!(of("").unwrap(), "");
    }
}
