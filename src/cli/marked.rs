//! A sentence in lines that fit a terminal, with marks under its words.

use std::fmt;

use dateline::tools::explain::{Sign, Step};
use unicode_width::UnicodeWidthChar;

/// Lines are at most so wide, but for a longer word.
const WIDTH: usize = 96;

/// A sentence and what is to be seen under it.
pub(crate) struct Marked {
    lines: Vec<(String, String)>,
    indent: usize,
}

impl Marked {
    /// `^` stands under what failed, `-` under what was found. The sentence starts at this byte of its article.
    pub(crate) fn new(text: &str, start: usize, steps: &[Step]) -> Marked {
        let mark = |byte: usize| {
            let at = start + byte;
            let over = |sign: Sign| {
                let covers = |step: &Step| step.bytes.as_ref().is_some_and(|bytes| bytes.contains(&at));
                steps.iter().any(|step| step.sign == sign && covers(step))
            };
            if over(Sign::Failed) {
                '^'
            } else if over(Sign::Held) {
                '-'
            } else {
                ' '
            }
        };
        let mut lines = vec![(String::new(), String::new())];
        let mut width = 0;
        for (byte, c) in text.char_indices() {
            let space = c.is_whitespace() || c.is_control();
            let rest = text.get(byte + c.len_utf8()..).unwrap_or_default();
            let word: usize = rest.split(char::is_whitespace).next().map_or(0, |word| word.chars().count());
            if space && width + word >= WIDTH {
                lines.push((String::new(), String::new()));
                width = 0;
                continue;
            }
            let shown = if space { ' ' } else { c };
            let columns = shown.width().unwrap_or(0);
            if let Some((line, marks)) = lines.last_mut() {
                line.push(shown);
                marks.extend(std::iter::repeat_n(mark(byte), columns));
            }
            width += columns;
        }
        Marked { lines, indent: 0 }
    }

    /// The text alone, on one line, without characters that could steer the terminal.
    pub(crate) fn plain(text: &str) -> String {
        let line = text.split_whitespace().collect::<Vec<_>>().join(" ");
        line.replace(char::is_control, "\u{fffd}")
    }

    /// So far from the left.
    pub(crate) fn indented(self, indent: usize) -> Marked {
        Marked { indent, ..self }
    }
}

impl fmt::Display for Marked {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let indent = self.indent;
        for (line, marks) in &self.lines {
            writeln!(f, "{:indent$}{}", "", line.trim_end())?;
            let marks = marks.trim_end();
            if !marks.is_empty() {
                writeln!(f, "{:indent$}{marks}", "")?;
            }
        }
        Ok(())
    }
}
