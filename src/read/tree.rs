//! A sentence from another pipeline: its words, their dependencies, and whether these are a tree.

use std::ops::Range;

/// A word of a sentence; what a pipeline did not fill in is none or empty.
#[derive(Clone, Debug, Default)]
pub(super) struct Word<'a> {
    /// The word as written.
    pub form: &'a str,
    /// Its bytes in the text.
    pub bytes: Range<usize>,
    pub lemma: Option<&'a str>,
    pub upos: Option<&'a str>,
    pub xpos: Option<&'a str>,
    /// Its features, as in CoNLL-U.
    pub features: Option<&'a str>,
    /// Whatever else is said of it: `KEY=value|…`.
    pub misc: String,
    /// Its dependency on another word.
    pub arc: Option<Arc<'a>>,
}

/// The dependency of a word on another.
#[derive(Clone, Copy, Debug)]
pub(super) struct Arc<'a> {
    /// The index of the head in the sentence, none for the root.
    pub head: Option<usize>,
    pub label: &'a str,
}

/// Why the heads of a sentence are not a tree with one root, and the word at fault. A head is the index of another
/// word, none for the root. Linear in the words.
pub(super) fn fault(heads: &[Option<usize>]) -> Option<(usize, &'static str)> {
    let mut root = None;
    for (index, head) in heads.iter().enumerate() {
        match head {
            Some(head) if *head >= heads.len() => {
                return Some((index, "the head is no word of the sentence"));
            }
            None if root.replace(index).is_some() => return Some((index, "this is a second root")),
            _ => {}
        }
    }
    // Every word must reach the root.
    let mut state = vec![State::New; heads.len()];
    for start in 0..heads.len() {
        let mut at = Some(start);
        while let Some(word) = at.filter(|&word| state[word] == State::New) {
            state[word] = State::OnTheWay;
            at = heads[word];
        }
        if let Some(word) = at.filter(|&word| state[word] == State::OnTheWay) {
            return Some((word, "the word depends on itself by way of others"));
        }
        let mut at = Some(start);
        while let Some(word) = at.filter(|&word| state[word] == State::OnTheWay) {
            state[word] = State::ReachesTheRoot;
            at = heads[word];
        }
    }
    None
}

#[derive(Clone, Copy, PartialEq, Eq)]
enum State {
    New,
    OnTheWay,
    ReachesTheRoot,
}
