//! A sentence in lines that fit a terminal, with marks under its words.

use std::fmt;
use std::io::IsTerminal;
use std::ops::Range;

use dateline::display::{Cluster, clusters};
use dateline::tools::explain::{Sign, Step};
use unicode_width::UnicodeWidthStr;

/// The maximum width of lines if the output is no terminal, except for a longer word.
const WIDTH: usize = 96;
/// The minimum width; a narrower terminal breaks lines itself.
const NARROWEST: usize = 40;
/// The maximum indentation of sentences.
const INDENT: usize = 12;

/// A sentence and the marks under it.
pub(crate) struct Marked {
    lines: Vec<(String, String)>,
    indent: usize,
}

impl Marked {
    /// `^` marks what failed, `-` what was found. The sentence starts at this byte of its article.
    pub(crate) fn new(text: &str, start: usize, steps: &[Step]) -> Marked {
        Marked::within(width(), text, start, steps)
    }

    fn within(most: usize, text: &str, start: usize, steps: &[Step]) -> Marked {
        let mark = |cluster: &Cluster| {
            let (from, to) = (start + cluster.bytes.start, start + cluster.bytes.end);
            let over = |sign: Sign| {
                let touches = |bytes: &Range<usize>| bytes.start < to && from < bytes.end;
                let covers = |step: &Step| step.bytes.as_ref().is_some_and(touches);
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
        for cluster in clusters(text) {
            if cluster.is_space() {
                let rest = text.get(cluster.bytes.end..).unwrap_or_default();
                let word = rest.split(char::is_whitespace).next().map_or(0, UnicodeWidthStr::width);
                if width + word >= most {
                    lines.push((String::new(), String::new()));
                    width = 0;
                    continue;
                }
            }
            if let Some((line, marks)) = lines.last_mut() {
                line.push_str(cluster.shown);
                marks.extend(std::iter::repeat_n(mark(&cluster), cluster.width));
            }
            width += cluster.width;
        }
        Marked { lines, indent: 0 }
    }

    /// The indentation.
    pub(crate) fn indented(self, indent: usize) -> Marked {
        Marked { indent, ..self }
    }
}

/// The width of lines: that of the terminal, if there is one.
fn width() -> usize {
    let seen = std::io::stdout().is_terminal();
    let size = seen.then(terminal_size::terminal_size).flatten();
    size.map_or(WIDTH, |(width, _)| usize::from(width.0).saturating_sub(INDENT).clamp(NARROWEST, WIDTH))
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

#[cfg(test)]
mod tests {
    use super::*;

    fn step(sign: Sign, bytes: std::ops::Range<usize>) -> Step {
        Step { sign, about: String::new(), text: String::new(), bytes: Some(bytes) }
    }

    #[test]
    fn carets_stand_under_wide_characters_and_combined_ones() {
        let text = "박근혜 met Zoe\u{308} 🇰🇷.";
        let at = |word: &str| {
            let start = text.find(word).unwrap();
            start..start + word.len()
        };
        let steps = [step(Sign::Held, at("박근혜")), step(Sign::Failed, at("Zoe\u{308}"))];
        let shown = Marked::within(80, text, 0, &steps).to_string();
        assert_eq!(shown, "박근혜 met Zoe\u{308} 🇰🇷.\n------     ^^^\n");
    }

    #[test]
    fn an_emoji_of_several_parts_is_marked_as_one_and_nothing_turns_the_line() {
        let text = "\u{202e}👨‍👩‍👧 saw דוד.";
        let at = |word: &str| {
            let start = text.find(word).unwrap();
            start..start + word.len()
        };
        let steps = [step(Sign::Held, at("👩")), step(Sign::Failed, at("דוד"))];
        let shown = Marked::within(80, text, 0, &steps).to_string();
        assert_eq!(shown, "\u{fffd}👨‍👩‍👧 saw דוד.\n --     ^^^\n");
    }

    #[test]
    fn lines_are_as_wide_as_the_terminal_and_wide_characters_count_twice() {
        let steps = [step(Sign::Failed, 21..27)];
        let shown = Marked::within(8, "서울 서울 서울 서울", 0, &steps).to_string();
        assert_eq!(shown, "서울\n서울\n서울\n서울\n^^^^\n");
        let shown = Marked::within(9, "서울 서울 서울 서울", 0, &steps).to_string();
        assert_eq!(shown, "서울 서울\n서울 서울\n     ^^^^\n");
    }

    #[test]
    fn what_could_steer_the_terminal_is_a_space() {
        assert_eq!(Marked::within(80, "a\u{1b}[31m\tb", 0, &[]).to_string(), "a [31m b\n");
    }
}
