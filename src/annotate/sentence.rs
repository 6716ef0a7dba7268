//! From words to sentences.
//!
//! An empty line ends a sentence. Elsewhere a linear model decides at each gap between two words, from left to right,
//! from the words around it. No sentence ends where the next word is small and the last one is not punctuation.

use super::dateline::{self, LONGEST_DATELINE};
use super::feature::{pair, shape, text as hash};
use super::token::{TokenSpan, tokens};
use crate::english::weights::{Weights, WeightsError};
use crate::english::words;

/// More words than any name has.
const LONGEST_NAME: usize = 10;

/// A line that ends before this many bytes was not broken because of its length.
const SHORT_LINE: usize = 50;

/// Sentences are cut after this many tokens, to bound whatever costs more than linear time per sentence.
pub const LONGEST_SENTENCE: usize = 512;

/// A sentence of a text.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Sentence {
    /// The first byte of its first word.
    pub start: usize,
    /// The byte after its last word.
    pub end: usize,
    /// Its words, at least one.
    pub tokens: Vec<TokenSpan>,
}

/// The model of sentence borders.
#[derive(Debug)]
pub struct SentenceSplitter {
    /// A weight for each feature hash; their number is a power of two.
    weights: Vec<i8>,
}

impl SentenceSplitter {
    /// Reads the model from its section `weights`.
    pub fn read(weights: &Weights) -> Result<SentenceSplitter, WeightsError> {
        let weights = weights.i8s("weights")?;
        if weights.len().is_power_of_two() {
            Ok(SentenceSplitter { weights })
        } else {
            Err(WeightsError::Corrupt)
        }
    }

    /// The words of a text, grouped into sentences. Linear in the text.
    pub fn sentences(&self, text: &str) -> Vec<Sentence> {
        let gaps = Gaps::new(text, tokens(text));
        let mut sentences = Vec::new();
        let mut features = Vec::new();
        let mut first = 0;
        for next in 1..=gaps.tokens.len() {
            let ends = match gaps.kind(next) {
                Gap::Border => true,
                Gap::Inside => next - first >= LONGEST_SENTENCE,
                Gap::Open => {
                    gaps.features(first, next, &mut features);
                    self.score(&features) > 0 || next - first >= LONGEST_SENTENCE
                }
            };
            if ends {
                let tokens = gaps.tokens[first..next].to_vec();
                let (start, end) = (gaps.tokens[first].start, gaps.tokens[next - 1].end);
                sentences.push(Sentence { start, end, tokens });
                first = next;
            }
        }
        sentences
    }

    fn score(&self, features: &[u64]) -> i32 {
        let mask = self.weights.len() as u64 - 1;
        features.iter().filter_map(|f| self.weights.get((f & mask) as usize)).map(|&w| i32::from(w)).sum()
    }
}

/// What is known about a gap between two words without the model.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Gap {
    /// A sentence ends here.
    Border,
    /// No sentence ends here.
    Inside,
    /// The model decides.
    Open,
}

/// The gaps between the words of a text, for the model and its training.
#[derive(Debug)]
pub struct Gaps<'a> {
    text: &'a str,
    /// The words.
    pub tokens: Vec<TokenSpan>,
    traits: Vec<Traits>,
    /// Whether the text has empty lines, so that the ends of paragraphs need no guess.
    paragraphs: bool,
}

/// The properties of a word that the features use.
#[derive(Clone, Copy, Debug)]
struct Traits {
    low: u64,
    shape: u64,
    class: Class,
    /// Whether the paragraph has had an odd number of straight quotation marks, this one included.
    quoted: bool,
    /// How many brackets are open after it, capped at 3.
    depth: u8,
    /// The first byte of its line.
    line: usize,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Class {
    Small,
    Capital,
    Digit,
    /// `.`, `!`, `?`, `…` and runs of them
    Stop,
    /// `:` and `;`
    Half,
    Comma,
    Opening,
    Closing,
    Quote,
    Other,
}

const EDGE: Traits = Traits { low: 1, shape: 1, class: Class::Other, quoted: false, depth: 0, line: 0 };

impl<'a> Gaps<'a> {
    /// Reads the words of a text.
    pub fn new(text: &'a str, tokens: Vec<TokenSpan>) -> Gaps<'a> {
        let mut traits: Vec<Traits> = Vec::with_capacity(tokens.len());
        let (mut end, mut paragraphs) = (0, false);
        for token in &tokens {
            let space = &text[end..token.start];
            let paragraph = is_paragraph(space);
            let last = if paragraph { EDGE } else { *traits.last().unwrap_or(&EDGE) };
            let line = if paragraph || is_line(space) { token.start } else { last.line };
            paragraphs |= paragraph;
            end = token.end;
            let form = &text[token.start..token.end];
            let class = class(form);
            let depth = match form {
                "(" | "[" => (last.depth + 1).min(3),
                ")" | "]" => last.depth.saturating_sub(1),
                _ => last.depth,
            };
            let low = if class == Class::Small { hash(form) } else { hash(&form.to_lowercase()) };
            traits.push(Traits {
                low,
                shape: shape(form),
                class,
                quoted: last.quoted != (form == "\""),
                depth,
                line,
            });
        }
        Gaps { text, tokens, traits, paragraphs }
    }

    /// What is known without the model about the gap before the word `next`, or after all words.
    pub fn kind(&self, next: usize) -> Gap {
        let (Some(last), Some(following)) = (self.tokens.get(next.wrapping_sub(1)), self.tokens.get(next))
        else {
            return Gap::Border;
        };
        let (a, b) = (self.traits[next - 1].class, self.traits[next].class);
        let space = &self.text[last.end..following.start];
        if is_paragraph(space) {
            return Gap::Border;
        }
        let form = &self.text[last.start..last.end];
        if is_line(space) && self.begins_item(next) {
            return Gap::Border;
        }
        if self.ends_item_mark(next) || self.ends_dateline(next) || self.is_in_angles(next) {
            return Gap::Inside;
        }
        let starts = match form {
            "." => Some(words::Class::SentenceStart),
            _ => ends_abbreviation(form).then_some(words::Class::StartAfterAbbreviation),
        };
        if !space.is_empty() && starts.is_some_and(|class| words::is(class, self.form(next))) {
            return Gap::Border;
        }
        // After a spaced dash, such as that of a dateline, the sentence continues.
        let spaced = !space.is_empty() && !self.is_glued(next - 1);
        if is_dash(form) && spaced && !is_line(space) {
            return Gap::Inside;
        }
        let word = |class| matches!(class, Class::Small | Class::Capital | Class::Digit);
        let inside = match (a, b) {
            (Class::Small | Class::Capital | Class::Digit | Class::Comma | Class::Opening, Class::Small) => {
                true
            }
            (Class::Opening, _) => true,
            (_, Class::Stop | Class::Half | Class::Comma | Class::Closing) => space.is_empty(),
            _ => space.is_empty() && word(a) && word(b),
        };
        if inside { Gap::Inside } else { Gap::Open }
    }

    /// The features of the gap before the word `next` in a sentence that begins with the word `first`.
    pub fn features(&self, first: usize, next: usize, features: &mut Vec<u64>) {
        features.clear();
        let at = |i: usize| self.traits.get(i).copied().unwrap_or(EDGE);
        let (a, b) = (at(next - 1), at(next));
        let (aa, bb) = (at(next.wrapping_sub(2)), at(next + 1));
        // The stop before closing quotes and brackets, and the word before it; the word after opening ones.
        let mut stop = next - 1;
        while stop > first && matches!(at(stop).class, Class::Closing | Class::Quote) {
            stop -= 1;
        }
        let closed = (next - 1 - stop).min(2) as u64;
        let before = if stop > first { at(stop - 1) } else { EDGE };
        let mut start = next;
        while start < next + 3 && matches!(at(start).class, Class::Opening | Class::Quote) {
            start += 1;
        }
        let opened = (start - next) as u64;
        let (stop, start) = (at(stop), at(start));
        let glued = u64::from(self.is_glued(next));
        let length = u64::from((next - first).ilog2());
        let inside = u64::from(a.quoted) | u64::from(a.depth) << 1;
        let classes = |list: &[Class]| list.iter().fold(0, |key, &class| key << 4 | class as u64);

        let mut number = 0;
        let mut add = |value: u64| {
            number += 1;
            features.push(pair(number, value));
        };
        add(0);
        add(pair(a.low, glued));
        add(pair(b.low, glued));
        add(a.shape);
        add(b.shape);
        add(pair(classes(&[stop.class, start.class]), closed << 4 | opened << 2 | glued));
        add(classes(&[aa.class, a.class, b.class, bb.class]));
        add(pair(before.low, stop.low));
        add(pair(before.shape, stop.low));
        add(pair(before.low, pair(stop.low, start.shape)));
        add(pair(stop.low, start.low));
        add(pair(stop.low, start.shape));
        add(pair(stop.low, pair(before.shape, start.shape)));
        add(pair(a.low, b.low));
        add(pair(aa.low, a.low));
        add(pair(b.low, bb.low));
        add(pair(a.shape, b.shape));
        add(pair(b.shape, bb.shape));
        add(pair(aa.shape, a.shape));
        add(pair(classes(&[stop.class, b.class]), length));
        add(pair(classes(&[stop.class, start.class]), inside));
        add(pair(b.low, inside));
        add(pair(start.low, start.shape));
        add(pair(classes(&[a.class, b.class]), bb.low));
        add(pair(at(first).low, classes(&[a.class, b.class])));
        add(pair(length.min(2), pair(a.shape, b.shape)));
        add(pair(classes(&[a.class, stop.class, start.class]), u64::from(self.paragraphs)));
        if is_line(&self.text[self.tokens[next - 1].end..self.tokens[next].start]) {
            // A headline or a paragraph ends here, or the line was full.
            let width = ((self.tokens[next - 1].end - a.line) / 8).min(15) as u64;
            add(classes(&[a.class, b.class]));
            add(pair(classes(&[stop.class, start.class]), width));
            add(width);
        }
    }

    fn form(&self, at: usize) -> &str {
        self.tokens.get(at).map_or("", |token| &self.text[token.start..token.end])
    }

    /// Where the line of a word begins, if only a few words before it.
    fn line_start(&self, at: usize) -> Option<usize> {
        let line = self.traits.get(at)?.line;
        let reach = at.saturating_sub(LONGEST_DATELINE);
        (reach..=at).rev().find(|&first| self.tokens[first].start == line)
    }

    /// The length of the mark that a line may begin with: *•*, *1.*, *(a)*; 0 for none.
    fn item_mark(&self, first: usize) -> usize {
        let form = self.form(first);
        let short = |form: &str| {
            form.len() <= 2 && form.bytes().all(|b| b.is_ascii_digit())
                || form.len() == 1 && form.bytes().all(|b| b.is_ascii_lowercase())
        };
        let length = match form {
            "•" | "‣" | "◦" | "▪" | "■" | "●" | "►" | "·" | "*" => 1,
            "-" | "–" | "—" if !self.is_full_line(first) => 1,
            "(" if short(self.form(first + 1)) && self.form(first + 2) == ")" => 3,
            _ if short(form) && matches!(self.form(first + 1), "." | ")") && self.is_glued(first + 1) => 2,
            _ => 0,
        };
        let spaced = !self.is_glued(first + length);
        let word = self.traits.get(first + length);
        let starts =
            word.is_some_and(|word| matches!(word.class, Class::Capital | Class::Opening | Class::Quote));
        if spaced && starts { length } else { 0 }
    }

    /// Whether the line before a word's line was long enough that it may have been broken.
    fn is_full_line(&self, first: usize) -> bool {
        let before =
            first.checked_sub(1).and_then(|last| Some((self.tokens.get(last)?, self.traits.get(last)?)));
        before
            .is_some_and(|(last, traits)| last.end - traits.line > SHORT_LINE && traits.class != Class::Stop)
    }

    /// Whether the first word of a line begins a list item.
    fn begins_item(&self, first: usize) -> bool {
        self.item_mark(first) > 0 && !self.is_full_line(first)
    }

    /// Whether the line contains only the mark of an item before a word.
    fn ends_item_mark(&self, next: usize) -> bool {
        let first =
            (next.saturating_sub(3)..next).rev().find(|&at| self.traits[at].line == self.tokens[at].start);
        first.is_some_and(|first| self.item_mark(first) == next - first)
    }

    /// Whether a name between angle brackets continues: *<Nippon Life ⏎ Insurance Co>*.
    fn is_in_angles(&self, next: usize) -> bool {
        let mark = |at: &usize| matches!(self.form(*at), "<" | ">");
        let opening = (next.saturating_sub(LONGEST_NAME)..next).rev().find(mark);
        let closing = (next..next + LONGEST_NAME).find(mark);
        opening.is_some_and(|at| self.form(at) == "<") && closing.is_some_and(|at| self.form(at) == ">")
    }

    /// Whether a dateline without a dash ends before a word: *Washington (CNN) The senator …*.
    fn ends_dateline(&self, next: usize) -> bool {
        self.form(next - 1) == ")"
            && next > 3
            && dateline::is_agency(self.form(next - 2))
            && self.form(next - 3) == "("
            && self.line_start(next - 1).is_some_and(|first| {
                (first..next - 3)
                    .all(|at| matches!(self.traits[at].class, Class::Capital | Class::Comma | Class::Digit))
            })
    }

    fn is_glued(&self, next: usize) -> bool {
        next > 0 && self.tokens.get(next).is_some_and(|token| token.start == self.tokens[next - 1].end)
    }
}

fn class(form: &str) -> Class {
    let mut chars = form.chars();
    match chars.next() {
        Some('.' | '!' | '?' | '\u{2026}') => Class::Stop,
        Some(':' | ';') if form.len() == 1 => Class::Half,
        Some(',') => Class::Comma,
        Some('(' | '[' | '{' | '\u{201c}' | '\u{201e}' | '\u{201a}' | '\u{2018}' | '\u{ab}') => {
            Class::Opening
        }
        Some(')' | ']' | '}' | '\u{201d}' | '\u{2019}' | '\u{bb}') if form.chars().count() == 1 => {
            Class::Closing
        }
        Some('"' | '\'' | '`') if chars.all(|c| !c.is_alphanumeric()) => Class::Quote,
        Some(c) if c.is_uppercase() => Class::Capital,
        Some(c) if c.is_numeric() => Class::Digit,
        Some(c) if c.is_alphabetic() => Class::Small,
        Some('\'' | '\u{2019}') => Class::Small,
        _ => Class::Other,
    }
}

fn is_dash(form: &str) -> bool {
    matches!(form, "-" | "--" | "_" | "\u{2013}" | "\u{2014}")
}

/// Whether a word is an abbreviation that can end a sentence; after a title, the sentence continues.
fn ends_abbreviation(form: &str) -> bool {
    form.strip_suffix('.').is_some_and(|stem| {
        !stem.ends_with('.') && !stem.is_empty() && !words::is(words::Class::NonfinalAbbreviation, stem)
    })
}

fn is_line(space: &str) -> bool {
    space.contains(['\n', '\r', '\u{2028}'])
}

/// Whether white space between two words contains an empty line.
fn is_paragraph(space: &str) -> bool {
    space.contains(['\u{2029}', '\u{c}'])
        || space.matches('\n').count() > 1
        || (!space.contains('\n') && space.matches('\r').count() > 1)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::annotate::Annotator;
    use proptest::prelude::*;
    use std::sync::LazyLock;

    static ENGLISH: LazyLock<Annotator> = LazyLock::new(|| Annotator::english().unwrap());

    fn assert_sentences(expected: &[&str], between: &str) {
        let text = expected.join(between);
        let sentences = ENGLISH.sentences.sentences(&text);
        assert_eq!(sentences.iter().map(|s| &text[s.start..s.end]).collect::<Vec<_>>(), expected);
    }

    #[test]
    fn a_full_stop_ends_a_sentence_and_that_of_an_abbreviation_does_not() {
        assert_sentences(
            &[
                "Mr. Kim of Acme Corp. met Sen. J. K. Doe in Washington on Jan. 5.",
                "They talked for an hour.",
                "Prices rose 3.5 percent in the U.S. last year.",
            ],
            " ",
        );
    }

    #[test]
    fn an_abbreviation_can_end_a_sentence() {
        assert_sentences(&["He works for Acme Inc.", "The company has offices in Seoul."], " ");
        assert_sentences(
            &["Troops left at 5 p.m.", "They returned to the U.S.", "The government said nothing."],
            " ",
        );
    }

    #[test]
    fn a_quotation_mark_after_the_stop_belongs_to_the_sentence() {
        assert_sentences(&["“We will not leave.”", "He said so on Friday."], " ");
        assert_sentences(&["\"We will not leave.\"", "The minister then left."], " ");
    }

    #[test]
    fn a_dateline_does_not_end_a_sentence() {
        assert_sentences(&["WASHINGTON (AP) — The senator resigned on Monday.", "She gave no reason."], " ");
        assert_sentences(&["SEOUL, May 20 (Reuters) - The carrier signed a deal."], " ");
    }

    #[test]
    fn an_empty_line_ends_a_sentence_without_a_stop() {
        assert_sentences(
            &["Carriers vie for 5G partners", "Two carriers met on Monday.", "They signed."],
            "\n\n",
        );
        assert_sentences(&["Carriers vie for 5G partners", "Two carriers met."], "\r\n\r\n");
    }

    #[test]
    fn a_short_line_without_a_stop_is_a_headline() {
        assert_sentences(&["Carriers vie for 5G partners", "Two carriers met in Seoul on Monday."], "\n");
    }

    #[test]
    fn a_broken_line_does_not_end_a_sentence() {
        let text = "The two carriers said on Monday that they would work together on the\nnext generation of networks.";
        assert_eq!(ENGLISH.sentences.sentences(text).len(), 1);
    }

    #[test]
    fn an_endless_sentence_is_cut() {
        let text = "and so ".repeat(1000);
        let sentences = ENGLISH.sentences.sentences(&text);
        assert!(sentences.iter().all(|s| s.tokens.len() <= LONGEST_SENTENCE));
        assert_eq!(sentences.iter().map(|s| s.tokens.len()).sum::<usize>(), 2000);
    }

    proptest! {
        #[test]
        fn the_sentences_of_any_text_hold_all_its_words_in_order(text in "(\\PC|[A-Za-z0-9 .,!?\"'()-]|\\n){0,80}") {
            let sentences = ENGLISH.sentences.sentences(&text);
            let words: Vec<TokenSpan> = sentences.iter().flat_map(|s| s.tokens.iter().copied()).collect();
            assert_eq!(words, tokens(&text));
            for sentence in sentences {
                assert_eq!(Some(sentence.start), sentence.tokens.first().map(|t| t.start));
                assert_eq!(Some(sentence.end), sentence.tokens.last().map(|t| t.end));
            }
        }
    }
}
