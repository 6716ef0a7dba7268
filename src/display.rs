//! Text on a terminal or a page: which characters are shown, and how many columns they take.
//!
//! Articles and file names may hold any characters. Those that control a device, or change the display order of others,
//! are made harmless here and nowhere else.

use std::ops::Range;

use unicode_segmentation::UnicodeSegmentation;
use unicode_width::UnicodeWidthStr;

/// Whether a character could control a terminal, or change the display order of others, so that readers do not see what
/// is written.
fn steers(c: char) -> bool {
    c.is_control() || turns(c)
}

/// Whether a character sets the direction of others: marks, embeddings, overrides and isolates of the Unicode
/// Bidirectional Algorithm. Letters, which have a direction of their own, do not.
fn turns(c: char) -> bool {
    matches!(c, '\u{61c}' | '\u{200e}' | '\u{200f}' | '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}')
}

/// Replaces every character that could control a terminal or separates lines invisibly with `\u{fffd}`. Line ends and
/// tabs stay.
pub fn harmless(text: &str) -> String {
    let is_active = |c| matches!(c, '\u{2028}' | '\u{2029}') || steers(c) && !matches!(c, '\n' | '\t');
    text.replace(is_active, "\u{fffd}")
}

/// The text in one line: white space becomes one space, and characters that could control a terminal `\u{fffd}`.
pub fn one_line(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    text.chars().for_each(|c| push(&mut out, c));
    out.trim().to_owned()
}

/// Appends the next character of a text as [`one_line`] shows it.
pub fn push(out: &mut String, c: char) {
    match c {
        c if c.is_whitespace() => {
            if !out.ends_with(' ') {
                out.push(' ');
            }
        }
        c if steers(c) => out.push('\u{fffd}'),
        c => out.push(c),
    }
}

/// The text in one line: white space and control characters become one space, and characters that would change the
/// display order `\u{fffd}`. Linear in the text.
pub fn flat(text: &str) -> String {
    let words = text.split(|c: char| c.is_whitespace() || c.is_control()).filter(|word| !word.is_empty());
    words.collect::<Vec<_>>().join(" ").replace(turns, "\u{fffd}")
}

/// One character as readers see it: a letter with its accents, an emoji of several parts, a flag.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Cluster<'a> {
    /// Its bytes in the text.
    pub bytes: Range<usize>,
    /// Its Unicode scalar values in the text.
    pub scalars: Range<usize>,
    /// What is shown for it: a space for white space and control characters.
    pub shown: &'a str,
    /// How many columns that takes.
    pub width: usize,
}

impl Cluster<'_> {
    /// Whether a line can be broken here.
    pub fn is_space(&self) -> bool {
        self.shown == " "
    }
}

/// The extended grapheme clusters of a text (Unicode Standard Annex 29), in order. Linear in the text.
pub fn clusters(text: &str) -> impl Iterator<Item = Cluster<'_>> {
    let mut scalar = 0;
    text.grapheme_indices(true).map(move |(byte, part)| {
        let start = scalar;
        scalar += part.chars().count();
        let shown = match part.chars().next() {
            Some(c) if c.is_whitespace() || c.is_control() => " ",
            Some(c) if turns(c) => "\u{fffd}",
            _ => part,
        };
        Cluster { bytes: byte..byte + part.len(), scalars: start..scalar, shown, width: shown.width() }
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_controls_is_shown_as_a_sign() {
        assert_eq!(
            harmless("a\u{1b}[31m\u{202e}b\u{0}\tc\nd\r"),
            "a\u{fffd}[31m\u{fffd}b\u{fffd}\tc\nd\u{fffd}"
        );
        assert_eq!(harmless("Zoë’s café — 5 €"), "Zoë’s café — 5 €");
        assert_eq!(one_line(" a\u{1b}[31m\n b "), "a\u{fffd}[31m b");
    }

    #[test]
    fn families_flags_and_accents_are_one_character_each() {
        let shown = |text| clusters(text).map(|c| (c.shown, c.scalars, c.width)).collect::<Vec<_>>();
        assert_eq!(
            shown("👨‍👩‍👧🇳🇴e\u{301}서"),
            [("👨‍👩‍👧", 0..5, 2), ("🇳🇴", 5..7, 2), ("e\u{301}", 7..9, 1), ("서", 9..10, 2)]
        );
        assert_eq!(shown("👍🏽❤\u{fe0f}"), [("👍🏽", 0..2, 2), ("❤\u{fe0f}", 2..4, 2)]);
    }

    #[test]
    fn letters_that_are_read_from_the_right_are_shown_and_what_turns_others_is_not() {
        assert_eq!(
            flat("שלום \u{202e}evil\u{202c}\n مرحبا\u{200f}\u{61c}"),
            "שלום \u{fffd}evil\u{fffd} مرحبا\u{fffd}\u{fffd}"
        );
        let shown: String = clusters("a\u{2066}ב\u{2069}\t\r\nc").map(|cluster| cluster.shown).collect();
        assert_eq!(shown, "a\u{fffd}ב\u{fffd}  c");
        assert!("\u{1b}\u{7}\u{200e}\u{202a}\u{2067}".chars().all(steers));
        assert!(!"אب👩\u{200d}\u{fe0f}".chars().any(steers));
    }
}
