//! Compares the borders of words and sentences with those of a treebank, as the evaluation of CoNLL 2018 does.

use super::treebank::Document;
use std::collections::{BTreeMap, BTreeSet};
use std::ops::Range;

/// Spans that are right, found and wanted.
#[derive(Clone, Copy, Debug, Default)]
pub struct Score {
    pub right: usize,
    pub found: usize,
    pub wanted: usize,
}

impl Score {
    pub fn add<T: Ord>(&mut self, found: &BTreeSet<T>, wanted: &BTreeSet<T>) {
        self.right += found.intersection(wanted).count();
        self.found += found.len();
        self.wanted += wanted.len();
    }

    pub fn sum(&mut self, other: Score) {
        self.right += other.right;
        self.found += other.found;
        self.wanted += other.wanted;
    }

    pub fn precision(&self) -> f64 {
        100.0 * self.right as f64 / self.found.max(1) as f64
    }

    pub fn recall(&self) -> f64 {
        100.0 * self.right as f64 / self.wanted.max(1) as f64
    }

    pub fn f(&self) -> f64 {
        200.0 * self.right as f64 / (self.found + self.wanted).max(1) as f64
    }
}

/// The spans of a treebank's words, each once: words of a multiword token that does not spell them share its span.
pub fn words(document: &Document) -> BTreeSet<(usize, usize)> {
    document.sentences.iter().flatten().map(|word| (word.span.start, word.span.end)).collect()
}

/// The spans of a treebank's sentences, from the first byte of the first word to the last of the last.
pub fn sentences(document: &Document) -> BTreeSet<(usize, usize)> {
    let span = |words: &Vec<super::treebank::Word>| Some((words.first()?.span.start, words.last()?.span.end));
    document.sentences.iter().filter_map(span).collect()
}

/// Counts how often stretches of text are cut in one way, and in the treebank in another.
pub fn differences(
    text: &str,
    found: &BTreeSet<(usize, usize)>,
    wanted: &BTreeSet<(usize, usize)>,
    counts: &mut BTreeMap<String, usize>,
) {
    let show =
        |spans: Vec<&(usize, usize)>| spans.iter().map(|(s, e)| &text[*s..*e]).collect::<Vec<_>>().join("|");
    let wrong: Vec<Range<usize>> = wanted.difference(found).map(|(s, e)| *s..*e).collect();
    for range in wrong {
        let chunk = text[..range.start].rfind(char::is_whitespace).map_or(0, |at| at + 1);
        let end = text[range.end..].find(char::is_whitespace).map_or(text.len(), |at| range.end + at);
        let inside = |spans: &BTreeSet<(usize, usize)>| show(spans.range((chunk, 0)..(end, 0)).collect());
        *counts.entry(format!("{}   not   {}", inside(found), inside(wanted))).or_default() += 1;
    }
}
