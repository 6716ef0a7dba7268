//! How well tags and trees agree with a treebank, on its own words and sentences.

use crate::conllu::Sentence;
use std::fmt;

/// Counts of words, and of those that are right in each respect.
#[derive(Clone, Copy, Debug, Default)]
pub struct Agreement {
    words: usize,
    upos: usize,
    xpos: usize,
    heads: usize,
    arcs: usize,
    full_arcs: usize,
}

/// Compares sentence by sentence, word by word.
pub fn agreement(gold: &[Sentence], found: &[Sentence]) -> Agreement {
    let mut total = Agreement::default();
    for (gold, found) in gold.iter().zip(found) {
        for i in 0..gold.forms.len() {
            let (tag, other) = (gold.tags[i], found.tags[i]);
            let (arc, other_arc) = (gold.arcs[i], found.arcs[i]);
            let head = arc.0 == other_arc.0;
            total.words += 1;
            total.upos += usize::from(tag.0 == other.0);
            total.xpos += usize::from(tag.1 == other.1);
            total.heads += usize::from(head);
            total.arcs += usize::from(head && arc.1.universal() == other_arc.1.universal());
            total.full_arcs += usize::from(arc == other_arc);
        }
    }
    total
}

impl fmt::Display for Agreement {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let share = |count: usize| 100.0 * count as f64 / self.words.max(1) as f64;
        write!(
            f,
            "UPOS {:.2}  XPOS {:.2}  UAS {:.2}  LAS {:.2}  LAS with subtypes {:.2}  ({} words)",
            share(self.upos),
            share(self.xpos),
            share(self.heads),
            share(self.arcs),
            share(self.full_arcs),
            self.words
        )
    }
}
