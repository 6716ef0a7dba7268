//! The measures of the CoNLL 2018 shared task (<https://universaldependencies.org/conll18/evaluation.html>).
//!
//! Words are aligned by the characters that they stand for, white space left out: two words are the same if their
//! spans are. Where a token of several words is concerned, whose words need not spell it, the words of the stretch are
//! aligned by their forms, as a longest common subsequence. A measure counts aligned words of which both sides say the
//! same, and is the harmonic mean of its shares in the words found and wanted.

use std::collections::BTreeSet;
use std::fmt;
use std::ops::Range;

/// A word with what is compared.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Word {
    /// In lower case.
    pub form: String,
    /// Its characters in the text without white space; those of the whole token for a word of several.
    pub span: Range<usize>,
    /// Whether it shares its token with other words.
    pub multiword: bool,
    pub lemma: String,
    pub upos: String,
    pub xpos: String,
    /// The index of the head in the document, none for a root.
    pub head: Option<usize>,
    /// The universal relation, without subtype.
    pub relation: String,
}

/// The words of a document, and where its sentences start among them.
#[derive(Clone, Debug, Default)]
pub struct Words {
    pub words: Vec<Word>,
    pub sentences: Vec<usize>,
}

impl Words {
    fn sentence_spans(&self) -> BTreeSet<(usize, usize)> {
        let ends = self.sentences.iter().skip(1).copied().chain([self.words.len()]);
        let ranges = self.sentences.iter().zip(ends).filter(|(start, end)| *start < end);
        ranges.map(|(&start, end)| (self.words[start].span.start, self.words[end - 1].span.end)).collect()
    }
}

/// What is right, found and wanted.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Score {
    pub right: usize,
    pub found: usize,
    pub wanted: usize,
}

impl Score {
    /// The harmonic mean of precision and recall, in per cent.
    pub fn f(self) -> f64 {
        200.0 * self.right as f64 / (self.found + self.wanted).max(1) as f64
    }

    pub fn add(&mut self, other: Score) {
        self.right += other.right;
        self.found += other.found;
        self.wanted += other.wanted;
    }
}

/// The measures, in the order of [`Measures::NAMES`].
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Measures([Score; 7]);

impl Measures {
    pub const NAMES: [&'static str; 7] = ["Words", "Sentences", "UPOS", "XPOS", "Lemmas", "UAS", "LAS"];

    /// Compares what was found in a document with what is wanted. Linear in the words outside of long stretches of
    /// tokens of several words.
    pub fn compare(wanted: &Words, found: &Words) -> Measures {
        let (gold, own) = (&wanted.words, &found.words);
        let pairs = align(gold, own);
        let mut partner = vec![None; own.len()];
        pairs.iter().for_each(|&(g, s)| partner[s] = Some(g));
        // a head that is not aligned is equal to none
        let same_head = |g: usize, s: usize| match own[s].head {
            None => gold[g].head.is_none(),
            Some(head) => partner[head].is_some() && partner[head] == gold[g].head,
        };
        let count = |same: &dyn Fn(usize, usize) -> bool| Score {
            right: pairs.iter().filter(|&&(g, s)| same(g, s)).count(),
            found: own.len(),
            wanted: gold.len(),
        };
        let (wanted, found) = (wanted.sentence_spans(), found.sentence_spans());
        let sentences =
            Score { right: wanted.intersection(&found).count(), found: found.len(), wanted: wanted.len() };
        Measures([
            count(&|_, _| true),
            sentences,
            count(&|g, s| gold[g].upos == own[s].upos),
            count(&|g, s| gold[g].xpos == own[s].xpos),
            count(&|g, s| gold[g].lemma == "_" || gold[g].lemma == own[s].lemma),
            count(&same_head),
            count(&|g, s| same_head(g, s) && gold[g].relation == own[s].relation),
        ])
    }

    pub fn add(&mut self, other: Measures) {
        self.0.iter_mut().zip(other.0).for_each(|(sum, score)| sum.add(score));
    }
}

impl fmt::Display for Measures {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.0.iter().try_for_each(|score| write!(f, "{:>10.2}", score.f()))
    }
}

/// Pairs of the indices of words that stand for the same, of both sides in order.
fn align(gold: &[Word], own: &[Word]) -> Vec<(usize, usize)> {
    let mut pairs = Vec::new();
    let (mut g, mut s) = (0, 0);
    while g < gold.len() && s < own.len() {
        if gold[g].multiword || own[s].multiword {
            let (wanted, found) = stretch(gold, own, g, s);
            (g, s) = (wanted.end, found.end);
            align_forms(gold, own, wanted, found, &mut pairs);
        } else if gold[g].span == own[s].span {
            pairs.push((g, s));
            (g, s) = (g + 1, s + 1);
        } else if gold[g].span.start <= own[s].span.start {
            g += 1;
        } else {
            s += 1;
        }
    }
    pairs
}

/// The words of both sides from these on that tokens of several words hold together.
fn stretch(gold: &[Word], own: &[Word], mut g: usize, mut s: usize) -> (Range<usize>, Range<usize>) {
    let mut end;
    if gold[g].multiword {
        end = gold[g].span.end;
        s += usize::from(!own[s].multiword && own[s].span.start < gold[g].span.start);
    } else {
        end = own[s].span.end;
        g += usize::from(!gold[g].multiword && gold[g].span.start < own[s].span.start);
    }
    let (from_g, from_s) = (g, s);
    let is_beyond = |words: &[Word], at: usize, end: usize| {
        words.get(at).is_none_or(|word| match word.multiword {
            true => word.span.start >= end,
            false => word.span.end > end,
        })
    };
    while !is_beyond(gold, g, end) || !is_beyond(own, s, end) {
        let next_is_gold = g < gold.len() && (s >= own.len() || gold[g].span.start <= own[s].span.start);
        let word = if next_is_gold { &gold[g] } else { &own[s] };
        if word.multiword {
            end = end.max(word.span.end);
        }
        *(if next_is_gold { &mut g } else { &mut s }) += 1;
    }
    (from_g..g, from_s..s)
}

/// Aligns a longest common subsequence of forms.
fn align_forms(
    gold: &[Word],
    own: &[Word],
    wanted: Range<usize>,
    found: Range<usize>,
    pairs: &mut Vec<(usize, usize)>,
) {
    let (rows, columns) = (wanted.len(), found.len());
    let same = |g: usize, s: usize| gold[wanted.start + g].form == own[found.start + s].form;
    // the longest from here to the end
    let mut longest = vec![vec![0; columns + 1]; rows + 1];
    for g in (0..rows).rev() {
        for s in (0..columns).rev() {
            let both = if same(g, s) { 1 + longest[g + 1][s + 1] } else { 0 };
            longest[g][s] = both.max(longest[g + 1][s]).max(longest[g][s + 1]);
        }
    }
    let (mut g, mut s) = (0, 0);
    while g < rows && s < columns {
        if same(g, s) {
            pairs.push((wanted.start + g, found.start + s));
            (g, s) = (g + 1, s + 1);
        } else if longest[g][s] == longest[g + 1][s] {
            g += 1;
        } else {
            s += 1;
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Words `form/span/head/relation` where the span is `from-to` or, of a token of several words, `from=to`; `|`
    /// stands between sentences. A head counts from 1 in the document.
    fn words(text: &str) -> Words {
        let mut words = Words { sentences: vec![0], ..Words::default() };
        for part in text.split_whitespace() {
            let [form, span, head, relation] = part.split('/').collect::<Vec<_>>()[..] else {
                words.sentences.push(words.words.len());
                continue;
            };
            let (from, to) = span.split_once(['-', '=']).unwrap();
            words.words.push(Word {
                form: form.to_owned(),
                span: from.parse().unwrap()..to.parse().unwrap(),
                multiword: span.contains('='),
                head: head.parse::<usize>().unwrap().checked_sub(1),
                relation: relation.to_owned(),
                ..Word::default()
            });
        }
        words
    }

    fn scores(wanted: &str, found: &str) -> [(usize, usize, usize); 4] {
        let Measures(scores) = Measures::compare(&words(wanted), &words(found));
        [0, 1, 5, 6].map(|at| (scores[at].right, scores[at].found, scores[at].wanted))
    }

    #[test]
    fn what_is_equal_is_right_altogether() {
        let text = "he/0-2/2/nsubj ran/2-5/0/root | stop/5-9/0/root";
        assert_eq!(scores(text, text), [(3, 3, 3), (2, 2, 2), (3, 3, 3), (3, 3, 3)]);
    }

    #[test]
    fn a_word_cut_otherwise_is_wrong_and_so_is_what_hangs_on_it() {
        // *e-mail me*: the head of *me* is not aligned, and one sentence was made two
        let wanted = "e-mail/0-6/0/root me/6-8/1/obj now/8-11/1/advmod";
        let found = "e/0-1/0/root -/1-2/1/punct mail/2-6/1/dep | me/6-8/3/obj now/8-11/0/root";
        assert_eq!(scores(wanted, found), [(2, 5, 3), (0, 2, 1), (0, 5, 3), (0, 5, 3)]);
    }

    #[test]
    fn the_words_of_a_token_that_they_do_not_spell_are_aligned_by_their_forms() {
        // *gonna go*, wanted as *going to go*, found as *gon na go* and as *going na go*
        let wanted = "going/0=5/0/root to/0=5/3/mark go/5-7/1/xcomp";
        assert_eq!(
            scores(wanted, "gon/0-3/0/root na/3-5/3/mark go/5-7/1/xcomp"),
            [(1, 3, 3), (1, 1, 1), (0, 3, 3), (0, 3, 3)]
        );
        assert_eq!(
            scores(wanted, "going/0=5/0/root na/0=5/3/mark go/5-7/1/obj"),
            [(2, 3, 3), (1, 1, 1), (2, 3, 3), (1, 3, 3)]
        );
    }

    #[test]
    fn a_right_head_with_another_relation_is_half_right() {
        let (wanted, found) =
            ("he/0-2/2/nsubj ran/2-5/0/root home/5-9/2/obl", "he/0-2/2/obj ran/2-5/0/root home/5-9/1/obl");
        assert_eq!(scores(wanted, found)[2..], [(2, 3, 3), (1, 3, 3)]);
        assert!((Score { right: 2, found: 5, wanted: 3 }.f() - 50.0).abs() < 1e-9);
    }
}
